"""The web application: each page and its heart, searching, actions, and that what is asked stays text."""

import csv
import io
import re
from dataclasses import replace
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from site_cases import CASE, ODD, SCRIPT, make_archive
from site_reader import ODD_LINK, PAGES, Html, client, words_of

from pipeline.archive.query import FAULTS, parse
from pipeline.archive.values import Answer, Kind, Sort
from pipeline.errors import QueryError
from pipeline.site import dutch, links, searching
from pipeline.site.asked import Asked

pytestmark = pytest.mark.slow  # the fast tests are for two minutes with the installation


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    made = make_archive(tmp_path_factory.mktemp("archief"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(archive):
    with client(archive, hosts=("Archief.voorbeeld.nl",)) as reader:  # one loop for all questions
        yield reader


# ---------------------------------------------------------------------------------------- pages and their heart


@pytest.mark.parametrize(("address", "status", "heart"), PAGES, ids=[row[0] for row in PAGES])
def test_a_page_has_its_status_and_its_heart(site, address, status, heart):
    answer = site.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    read = words_of(answer)
    assert [word for word in heart.split() if word not in read] == []


@pytest.mark.parametrize("address", [row[0] for row in PAGES])
def test_the_html_of_each_page_is_sound(site, address):
    text = site.get(address).text
    page = Html(text)
    assert page.faults == []
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert text.startswith('<!doctype html>\n<html lang="nl">')
    assert not {"script", "style", "iframe", "object"} & set(page.tags)
    assert page.tags.count("main") == 1
    assert 'href="#inhoud"' in text


def test_each_link_of_each_page_leads_somewhere(site):
    pages = [site.get(address).text for address, status, _ in PAGES if status == 200]
    found = {link.replace("&amp;", "&") for page in pages for link in re.findall(r'href="(/[^"#]*)', page)}
    # Of the many addresses of a question, one for each set of parameters.
    alike = {re.sub("=[^&]*", "", link) if "/document/" not in link else link: link for link in sorted(found)}
    assert {link: site.get(link).status_code for link in alike.values()} == dict.fromkeys(alike.values(), 200)


def test_the_check_of_html_bites():
    text = '<p id="a"><b></p><input id="q"><p id="a" style="x"><i aria-labelledby="z">'
    assert len(Html(text).faults) >= 6


# --------------------------------------------------------------------------------------------------- searching


def test_a_hit_tells_all_that_is_known_of_it(site):
    read = words_of(site.get("/?vraag=havenkade&soort=besluit"))
    for told in (
        "Besluit 19 maart 2024",
        "2. Verplaatsing weekmarkt",
        "vergadering college, 19 maart 2024",
        "vastgesteld",
    ):
        assert told in read


def test_words_that_were_asked_are_marked_and_marks_of_the_woo_set_apart(site):
    text = site.get("/?vraag=weekmarkt&soort=actie").text
    assert "<mark>weekmarkt</mark>" in text
    assert '<span class="gelakt">[5.1.2e]</span>' in text


def counts(page, name):
    found = re.findall(
        rf'name="{name}" value="([^"]*)"( checked)?>.*?<span class="count">([\d.]+)', page.text, re.DOTALL
    )
    return {value: (int(count), bool(checked)) for value, checked, count in found}


def test_filters_are_counted_as_if_their_own_were_not_set(site):
    free = counts(site.get("/?vraag=weekmarkt"), "soort")
    chosen = counts(site.get("/?vraag=weekmarkt&soort=besluit"), "soort")
    assert {kind: count for kind, (count, _) in free.items()} == {
        kind: count for kind, (count, _) in chosen.items()
    }
    assert [kind for kind, (_, checked) in chosen.items() if checked] == ["besluit"]
    assert counts(site.get("/?vraag=weekmarkt&soort=besluit"), "orgaan").keys() == {
        "college van burgemeester en wethouders"
    }


def test_a_filter_can_be_taken_away_by_itself_or_with_all_others(site):
    text = site.get("/?vraag=weekmarkt&soort=besluit&soort=actie&van=2024-01-01&eigenaar=team").text
    links_of = re.findall(r'<a href="([^"]*)"><span class="unseen">Haal weg: </span>([^<]*)', text)
    assert {label.strip(): link.replace("&amp;", "&") for link, label in links_of} == {
        "Soort: Besluit": "/?vraag=weekmarkt&soort=actie&eigenaar=team&van=2024-01-01",
        "Soort: Actie": "/?vraag=weekmarkt&soort=besluit&eigenaar=team&van=2024-01-01",
        "Eigenaar: team": "/?vraag=weekmarkt&soort=besluit&soort=actie&van=2024-01-01",
        "Vanaf: 1 januari 2024": "/?vraag=weekmarkt&soort=besluit&soort=actie&eigenaar=team",
    }
    assert '<a class="plain" href="/?vraag=weekmarkt">' in text


def test_fields_that_a_form_left_empty_leave_the_address(site):
    answer = site.get("/?vraag=markt&van=&tot=&soort=besluit&eigenaar=")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?vraag=markt&soort=besluit")
    assert site.get("/?vraag=&van=").headers["location"] == "/"
    assert site.get("/acties?eigenaar=&orgaan=").headers["location"] == "/acties"


def test_a_long_answer_has_pages_that_lead_to_each_other(site, monkeypatch):
    monkeypatch.setattr("pipeline.site.asked.PAGE_SIZE", 5)
    first, second = site.get("/?soort=besluit&soort=actie"), site.get("/?soort=besluit&soort=actie&pagina=2")
    assert 'rel="next" href="/?soort=besluit&amp;soort=actie&amp;pagina=2"' in first.text
    assert 'rel="prev"' not in first.text
    assert 'rel="prev" href="/?soort=besluit&amp;soort=actie"' in second.text
    assert 'rel="next"' not in second.text
    assert "deel 2 van 2" in words_of(second)
    names = [set(re.findall(r'/onderdeel/([^"]+)"', page.text)) for page in (first, second)]
    assert not names[0] & names[1]
    assert len(names[0] | names[1]) == 9


def test_a_stretch_behind_the_last_result_says_so(site):
    assert "Begin bij het eerste resultaat" in words_of(site.get("/?vraag=weekmarkt&pagina=9"))
    assert site.get("/?pagina=501&vraag=x").status_code == 400


def test_the_timeline_has_decisions_by_year_and_month(site):
    text = site.get("/?weergave=tijdlijn").text
    assert re.findall(r'class="year">([^<]+)', text) == ["2024", "2023", "Zonder datum"]
    assert re.findall(r'class="month">(\w+)', text) == ["maart", "november"]
    assert "badge-actie" not in text.partition('class="timeline"')[2]
    oldest = site.get("/?weergave=tijdlijn&volgorde=oudste").text
    assert re.findall(r'class="year">(\d+)', oldest) == ["2023", "2024"]
    assert "badge-actie" in site.get("/?weergave=tijdlijn&soort=actie").text.partition('class="timeline"')[2]


def test_what_was_made_of_the_question_is_told(site, archive, monkeypatch):
    def answered(_, query):
        found = search_answer(archive, query)
        return Answer(
            found.hits,
            found.total,
            found.counts,
            (("besliut", ("besluit", "besluiten")),),
            (("mrkt", "markt"),),
            True,
        )

    search_answer = searching.search.answer
    monkeypatch.setattr(searching.search, "answer", answered)
    page = site.get("/?vraag=mrkt+weekmarkt")
    assert "Geen resultaten voor ‘besliut’; gezocht op ‘besluit’ en ‘besluiten’." in words_of(page)
    assert "Weinig of niets heeft al deze woorden; wat er enkele heeft, staat er ook bij." in words_of(page)
    assert 'Bedoelde u <a href="/?vraag=markt+weekmarkt">markt</a>' in page.text


def test_a_mistake_is_mended_by_the_archive_itself(site):
    assert "gezocht op ‘weekmarkt’" in words_of(site.get("/?vraag=wekmarkt"))


def test_too_much_to_count_is_said(site, archive, monkeypatch):
    def answered(_, query):
        return Answer(search_answer(archive, replace(query, offset=0)).hits, 10_001, None)

    search_answer = searching.search.answer
    monkeypatch.setattr(searching.search, "answer", answered)
    page = site.get("/?vraag=weekmarkt")
    assert "Meer dan 10.000 resultaten" in words_of(page)
    assert "te veel gevonden om bij elke keuze te tellen" in words_of(page)
    assert 'value="toezegging"' in page.text
    assert '<span class="count">' not in page.text
    last = site.get("/?vraag=weekmarkt&pagina=500")
    assert 'rel="next"' not in last.text
    assert "Verder dan 10.000 resultaten bladert u hier niet" in words_of(last)


WRONG = {
    "long": "a" * 1001,
    "many": "a1 " * 41,
    "deep": "(" * 11 + "markt" + ")" * 11,
    "quote": 'markt "plein',
    "open": "(markt",
    "close": "markt)",
    "operator": "markt OF",
    "empty": "()",
    "only_not": "-markt",
    "prefix": "ma*",
    "star": "woo-verz*",
    "common": "de",
}
IN_THE_ARCHIVE = {"broad", "signs"}  # told by the search, not by the reading of a question


def test_each_fault_of_a_question_has_a_sentence_and_an_example():
    assert set(dutch.FAULTS) == set(FAULTS) == {*WRONG, *IN_THE_ARCHIVE}


@pytest.mark.parametrize("fault", WRONG)
def test_a_question_that_cannot_be_read_is_told_what_to_do(site, fault):
    with pytest.raises(QueryError) as raised:
        parse(WRONG[fault])
    assert raised.value.fault == fault
    page = site.get("/", params={"vraag": WRONG[fault], "zaak": CASE})
    assert page.status_code == 400
    assert dutch.FAULTS[fault].replace('"', "&#34;") in words_of(page)
    assert f'<input type="hidden" name="zaak" value="{CASE}">' in page.text
    answer = site.get("/api/zoeken", params={"vraag": WRONG[fault]})
    assert (answer.status_code, answer.json()["fault"]) == (400, fault)
    assert site.get("/zoeken.csv", params={"vraag": WRONG[fault]}).status_code == 400


def test_the_same_question_has_one_address():
    asked = Asked(
        vraag='"a b" é', soort=(Kind.DECISION,), van="2024-01-02", volgorde=Sort.RELEVANCE, weergave="lijst"
    )
    assert asked.link("/") == "/?vraag=%22a+b%22+%C3%A9&soort=besluit&van=2024-01-02&volgorde=relevantie"
    assert asked.link("/", vraag="", soort=(), van=None, volgorde=None) == "/"


# ------------------------------------------------------------------------------------------- nothing gets through


@pytest.mark.parametrize(
    "address",
    [
        "/?vraag=" + quote(f'{SCRIPT}" onfocus="x'),
        "/?eigenaar=" + quote(SCRIPT),
        "/?orgaan=" + quote(SCRIPT),
        "/?zaak=" + quote('"><img src=x>'),
        "/?vraag=voorstel",
        "/acties?eigenaar=" + quote(SCRIPT),
        f"/zaak/{quote(SCRIPT, safe='')}",
        f"/zaak/{CASE}",
        f"/zaak/{CASE}/onderdeel/besluit-2",
        f"/zaak/{CASE}/vergadering/college-2024-03-19",
        f"/zaak/{CASE}/document/000002",
        f"/zaak/{CASE}/document/000001?onderdeel=" + quote(SCRIPT),
        "/nergens/" + quote(SCRIPT),
    ],
)
def test_what_is_asked_and_what_is_found_stays_text(site, address):
    page = site.get(address)
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert Html(page.text).faults == []


def test_the_text_of_a_script_can_be_read(site):
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer"
        in site.get(f"/zaak/{CASE}/onderdeel/besluit-2").text
    )


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE items; --",
        "x' OR '1'='1",
        '") UNION SELECT 1 --',
        "a\x00b",
        "\u202e\ufeff",
        "NEAR(a b)",
        "kind:x^2",
    ],
)
def test_a_question_in_another_language_is_only_words(site, question):
    assert site.get("/", params={"vraag": question}).status_code in {200, 400}
    assert site.get("/zaken").status_code == 200


@pytest.mark.parametrize("name", ["orgaan", "zaak", "eigenaar", "grond", "documentsoort"])
def test_a_nul_is_found_nowhere(site, name):
    assert site.get(f"/?{name}=a%00b").status_code == 400
    assert site.get(f"/api/zoeken?{name}=a%00b").json()["fault"] == "parameter"


@pytest.mark.parametrize(
    "path",
    [
        "/zaak/..%2f..%2fetc%2fpasswd",
        "/zaak/../../etc/passwd",
        "/zaak/%2e%2e",
        "/zaak/~2E~2E",
        "/zaak/%00",
        "/zaak/~00",
        "/zaak/~2f",
        "/zaak/~41",
        f"/zaak/{CASE}%2f",
        f"/zaak/{CASE}/document/..%2f000001.pdf",
        f"/zaak/{CASE}/document/..~2Fcase.json",
        f"/zaak/{CASE}/document/000001%00.pdf",
        f"/zaak/{CASE}/document/000001.json",
        f"/zaak/{CASE}/document/000009.pdf",
        f"/zaak/{CASE}/document/000006.pdf",
        f"/zaak/{CASE}/document/000001/blad/0.png",
        f"/zaak/{CASE}/document/000001/blad/3.png",
        f"/zaak/{CASE}/document/000001/blad/-1.png",
        f"/zaak/{CASE}/document/000001/blad/01.png",
        f"/zaak/{CASE}/document/000001/blad/٢.png",
        f"/zaak/{CASE}/document/000001/blad/1e0.png",
        f"/zaak/{CASE}/document/000001?blad=3",
        f"/zaak/{CASE}/vergadering/x",
        f"/zaak/{CASE}/onderdeel/x",
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/site.css/",
        "/zaken/",
        "//evil.example/",
    ],
)
def test_what_is_not_in_the_archive_is_not_there(site, path):
    assert site.get(f"http://localhost{path}").status_code == 404


def test_a_name_with_every_sign_has_pages_that_work(site):
    assert links.case_link(ODD) == ODD_LINK
    assert site.get(links.item_link(ODD, "besluit/1 ?")).status_code == 200
    assert site.get(links.document_link(ODD, "000001", 1, "besluit/1 ?")).status_code == 200
    pdf = site.get(links.pdf_link(ODD, "000001"))
    assert pdf.status_code == 200
    assert pdf.headers["content-disposition"].startswith(
        "inline; filename*=utf-8''Zaak-7-%C3%A9-~--000001.pdf"
    )
    assert site.get("/api" + links.case_link(ODD)).json()["case"]["name"] == ODD
    assert "1 resultaat" in words_of(site.get("/", params={"zaak": ODD}))
    assert "1 resultaat" in words_of(site.get("/", params={"orgaan": "a;b=c&d"}))


@example(".")
@example("..")
@example("a/../b\\c~2F%2e;?#\n")
@given(st.text(min_size=1, max_size=40).filter(lambda name: "\0" not in name))
def test_a_name_comes_back_out_of_its_segment(name):
    try:
        segment = links.segment(name)
    except UnicodeEncodeError:
        return  # half a character has no UTF-8
    assert re.fullmatch(r"[A-Za-z0-9_.~%-]+", segment)
    assert segment not in {".", ".."}
    assert not re.search("%2F|%5C|%00|%3F|%23", segment)
    assert links.named(unquote(segment)) == name


# ------------------------------------------------------------------------------------------------------- actions


def test_what_is_late_comes_first_and_is_said_in_words(site):
    page = site.get("/acties")
    assert re.findall(r'id="groep-\d">([^<]*)', page.text) == [
        "Termijn voorbij ", "De komende twee weken ", "Later ", "Zonder termijn "
    ]  # fmt: skip
    assert page.text.count('<strong class="late">termijn voorbij</strong>') == 1
    assert "De borden plaatsen" not in page.text  # done


def test_actions_can_be_asked_by_owner_body_case_and_day(site):
    assert words_of(site.get("/acties?eigenaar=HAVEN")).count("Stand loopt") == 1
    assert "2 openstaande" in words_of(site.get("/acties?eigenaar=HAVEN"))
    assert "2 openstaande" in words_of(site.get("/acties?termijn=2024-04-12"))
    assert "0 openstaande" in words_of(site.get("/acties", params={"zaak": ODD}))
    assert "2 openstaande" in words_of(
        site.get("/acties", params={"orgaan": "college van burgemeester en wethouders"})
    )


def test_actions_leave_as_a_table(site):
    link = re.search(r'href="(/zoeken.csv[^"]*)"', site.get("/acties?eigenaar=haven").text)[1].replace(
        "&amp;", "&"
    )
    rows = list(csv.reader(io.StringIO(site.get(link).text.lstrip("\ufeff")), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["De kade meten.", "Ooit de kade schilderen."]


# ----------------------------------------------------------------------------------------------- much of it


def test_a_case_with_many_documents_has_parts(site, monkeypatch):
    monkeypatch.setattr("pipeline.site.views._DOCUMENTS", 4)
    monkeypatch.setattr("pipeline.site.views._DECISIONS", 1)
    first, second = site.get(f"/zaak/{CASE}"), site.get(f"/zaak/{CASE}?pagina=2")
    assert "Deel 1 van 2" in words_of(first)
    assert "Zoek in alle besluiten van deze zaak" in words_of(first)
    assert f'rel="next" href="/zaak/{CASE}?pagina=2#documenten"' in first.text
    assert (">000004<" in first.text, ">000004<" in second.text) == (True, False)
    assert "Geheim" in words_of(second)
    assert site.get(f"/zaak/{CASE}?pagina=3").status_code == 404


def test_a_document_with_much_in_it_tells_what_is_on_the_page(site, monkeypatch):
    monkeypatch.setattr("pipeline.site.views._ITEMS", 3)
    read = words_of(site.get(f"/zaak/{CASE}/document/000001?blad=2"))
    assert "Op deze bladzijde gevonden Besluit De weekmarkt te houden" in read
    assert "Actie" not in read
