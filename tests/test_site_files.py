"""What leaves the web application as a file: PDFs and pictures of them, tables, feeds, JSON and its description."""

import csv
import io
import json
import re

import jsonschema
import pytest
from lxml import etree
from PIL import Image
from pypdfium2 import PdfiumError
from site_cases import CASE, GONE, SCRIPT, make_archive, make_pdf
from site_reader import PAGES, client, words_of

from pipeline.archive import search
from pipeline.archive.listing import answer_json
from pipeline.archive.values import Query

pytestmark = pytest.mark.slow  # the fast tests are for two minutes with the installation

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    made = make_archive(tmp_path_factory.mktemp("archief"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(archive):
    with client(archive, hosts=("Archief.voorbeeld.nl",)) as reader:  # one loop for all questions
        yield reader


# ------------------------------------------------------------------------------------------------ PDFs and pictures


def test_a_document_opens_at_the_page_with_the_item_framed(site):
    text = site.get(f"/zaak/{CASE}/document/000001?onderdeel=besluit-1").text
    assert '<svg viewBox="0 0 595.0 842.0" role="img"' in text
    assert f'<image href="/zaak/{CASE}/document/000001/blad/2.png"' in text
    assert '<rect class="frame" x="70.0" y="298.0" width="332.0" height="16.0"' in text
    assert f'href="/zaak/{CASE}/document/000001.pdf#page=2"' in text
    assert "&amp;onderdeel=" in text or "?blad=1&onderdeel" not in text
    other = site.get(f"/zaak/{CASE}/document/000001?blad=1&onderdeel=besluit-1").text
    assert "<rect" not in other
    assert "staat in dit document" in other


def test_a_page_that_was_found_opens_without_a_frame(site):
    text = site.get("/?soort=pagina&vraag=bladzijde").text
    assert f'<a href="/zaak/{CASE}/document/000001?blad=1">' in text
    assert "<rect" not in site.get(f"/zaak/{CASE}/document/000001?blad=1").text


def test_the_pdf_and_its_pages_are_what_was_published(site, archive):
    pdf = site.get(f"/zaak/{CASE}/document/000001.pdf")
    assert pdf.content == make_pdf(["Besluitenlijst college 1", "Besluitenlijst college 2"])
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"] == f'inline; filename="{CASE}-000001.pdf"'
    picture = site.get(f"/zaak/{CASE}/document/000001/blad/1.png")
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1190, 1684)
    assert picture.content != site.get(f"/zaak/{CASE}/document/000001/blad/2.png").content
    for one in (pdf, picture):
        again = site.get(one.request.url, headers={"If-None-Match": one.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert one.headers["cache-control"] == "private, no-cache"
    part = site.get(f"/zaak/{CASE}/document/000001.pdf", headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"%PDF-")


def test_a_file_that_is_not_what_was_indexed_is_not_shown(tmp_path):
    archive = make_archive(tmp_path)
    site = client(archive)
    addresses = [f"/zaak/{CASE}/document/000001{end}" for end in (".pdf", "/blad/1.png")]
    file = tmp_path / "een" / "000001.pdf"
    assert [site.get(one).status_code for one in addresses] == [200, 200]
    file.write_bytes(make_pdf(["iets anders", "geheim"]))
    for one in addresses:
        changed = site.get(one)
        assert changed.status_code == 409
        assert "opnieuw indexeren" in words_of(changed)
    page = site.get(f"/zaak/{CASE}/document/000001")
    assert page.status_code == 200
    assert "veranderd sinds de zaak is geïndexeerd" in words_of(page)
    assert "<svg" not in page.text
    file.unlink()
    assert [site.get(one).status_code for one in addresses] == [404, 404]
    assert "weggehaald" in words_of(site.get(addresses[0]))
    archive.close()


def test_a_pdf_that_cannot_be_drawn_says_so(tmp_path, monkeypatch):
    archive = make_archive(tmp_path)
    monkeypatch.setattr("pipeline.site.files._SCALE", 0.1)
    site = client(archive)
    small = Image.open(io.BytesIO(site.get(f"/zaak/{CASE}/document/000001/blad/1.png").content))
    assert small.size == (60, 85)
    monkeypatch.setattr("pipeline.site.files.pdfium.PdfDocument", _broken)
    answer = site.get(f"/zaak/{CASE}/document/000001/blad/2.png")
    assert (answer.status_code, "niet te tekenen" in words_of(answer)) == (409, True)
    assert site.get(f"/zaak/{CASE}/document/000001/blad/1.png").status_code == 200  # still kept
    archive.close()


def _broken(*_):
    raise PdfiumError("damaged")


# -------------------------------------------------------------------------------------------------- files of answers


def test_an_answer_as_a_table_opens_in_a_dutch_spreadsheet_and_runs_nothing(site):
    answer = site.get("/zoeken.csv?soort=actie&volgorde=termijn")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfsoort;datum;tekst;")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    first = next(row for row in rows if row["eigenaar"] == "team Markten")
    assert first["tekst"] == "'=SOM(A1) [5.1.2e] stelt de raadsbrief over de weekmarkt op."
    assert (first["zaak"], first["kenmerk"], first["termijn"]) == (CASE, "actie-1", "2024-03-26")
    assert not any(field.startswith(("=", "+", "-", "@")) for row in rows for field in row.values())


def test_an_export_is_bounded_and_says_so(archive):
    site = client(archive, export_limit=3)
    text = site.get("/zoeken.csv?soort=besluit").text
    assert (
        text.splitlines()[-1]
        == "Er is meer: dit zijn de eerste 3 van 5 onderdelen. Kies meer filters om de rest te krijgen."
    )
    assert len(text.splitlines()) == 5
    feed = etree.fromstring(site.get("/zoeken.atom?soort=besluit").content)
    assert len(feed.findall("a:entry", ATOM)) == 3
    assert feed.findtext("a:subtitle", namespaces=ATOM).startswith("Er is meer")
    answer = site.get("/api/zoeken?soort=besluit&aantal=10").json()
    assert (len(answer["hits"]), answer["total"]) == (3, 5)
    assert answer["next"] == "/api/zoeken?soort=besluit&vanaf=3&aantal=10"
    assert len(site.get(answer["next"]).json()["hits"]) == 2
    assert site.get("/api/acties").json()["more"] is True


def test_a_feed_is_atom_with_names_that_stay(archive):
    site, elsewhere = client(archive), client(archive, address="https://archief.voorbeeld.nl/")
    first = site.get("/zoeken.atom?vraag=weekmarkt&soort=besluit")
    assert first.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(first.content)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for parent in (feed, *feed.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"a:{name}", ATOM)) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", parent.findtext("a:updated", namespaces=ATOM))
        assert parent.findtext("a:id", namespaces=ATOM).startswith("urn:uuid:")
    assert feed.find("a:author/a:name", ATOM) is not None
    hrefs = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert hrefs == {
        "self": "http://localhost/zoeken.atom?vraag=weekmarkt&soort=besluit",
        "alternate": "http://localhost/?vraag=weekmarkt&soort=besluit",
    }
    days = [entry.findtext("a:published", namespaces=ATOM) or "" for entry in feed.findall("a:entry", ATOM)]
    assert days == sorted(days, reverse=True)
    other = etree.fromstring(elsewhere.get("/zoeken.atom?vraag=weekmarkt&soort=besluit").content)
    names = [[one.text for one in f.findall("a:entry/a:id", ATOM)] for f in (feed, other)]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0]) > 0
    assert other.find("a:link", ATOM).get("href").startswith("https://archief.voorbeeld.nl/zoeken.atom")


def test_a_feed_holds_any_text(site):
    feed = etree.fromstring(site.get("/zoeken.atom?vraag=voorstel+OF+besluitenlijst").content)
    titles = [one.text for one in feed.findall("a:entry/a:title", ATOM)]
    assert any(SCRIPT in title for title in titles)
    assert any("[5.1.2e]" in title for title in titles)  # the form feed behind it is gone
    assert etree.fromstring(site.get("/zoeken.atom?vraag=kwrtz").content).findall("a:entry", ATOM) == []


# ------------------------------------------------------------------------------------------------------------- JSON

JSON = [
    ("/api/zoeken", "/api/zoeken"),
    ("/api/zoeken?vraag=wekmarkt&soort=besluit&van=2024-01-01&aantal=1", "/api/zoeken"),
    ("/api/zaken", "/api/zaken"),
    (f"/api/zaak/{CASE}", "/api/zaak/{case}"),
    (f"/api/zaak/{CASE}/document/000001", "/api/zaak/{case}/document/{number}"),
    (f"/api/zaak/{CASE}/document/000006", "/api/zaak/{case}/document/{number}"),
    (f"/api/zaak/{CASE}/vergadering/college-2024-03-19", "/api/zaak/{case}/vergadering/{key}"),
    ("/api/acties", "/api/acties"),
    ("/api/zoeken?vraag=%22", "/api/zoeken"),
    ("/api/zoeken?soort=koe", "/api/zoeken"),
    ("/api/zaak/x", "/api/zaak/{case}"),
    (f"/api/zaak/{GONE}", "/api/zaak/{case}"),
]


@pytest.fixture(scope="module")
def described(site):
    return site.get("/api/openapi.json").json()


@pytest.mark.parametrize(("address", "path"), JSON)
def test_an_answer_is_as_the_description_says(site, described, address, path):
    answer = site.get(address)
    told = described["paths"][path]["get"]["responses"][str(answer.status_code)]
    schema = told["content"]["application/json"]["schema"] | {"components": described["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer.json())


def test_the_description_is_of_the_json_alone_and_whole(described):
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {path for _, path in JSON}
    names = [one["get"]["operationId"] for one in described["paths"].values()]
    assert len(set(names)) == len(names)
    text = json.dumps(described)
    for ref in set(re.findall(r'"\$ref": "#/components/schemas/(\w+)"', text)):
        jsonschema.Draft202012Validator.check_schema(described["components"]["schemas"][ref])
    assert "HTTPValidationError" not in text
    asked = {one["name"] for one in described["paths"]["/api/zoeken"]["get"]["parameters"]}
    assert asked == {
        *(
            "vraag",
            "soort",
            "orgaan",
            "zaak",
            "documentsoort",
            "grond",
            "eigenaar",
            "van",
            "tot",
            "termijn",
            "open",
        ),
        *("volgorde", "vanaf", "aantal"),
    }


def test_the_same_stands_in_the_json_as_on_the_page(site):
    hit = site.get("/api/zoeken?vraag=havenkade&soort=besluit").json()["hits"][0]
    assert hit["link"] == f"/zaak/{CASE}/onderdeel/besluit-1"
    assert hit["places"][0]["box"] == [72.0, 300.0, 400.0, 312.0]
    assert [hit["snippet"][a:b] for a, b in hit["marks"]] == ["Havenkade"]
    assert hit["places"][0]["link"] == f"/zaak/{CASE}/document/000001?blad=2&onderdeel=besluit-1"
    late = [(one["key"], one["overdue"]) for one in site.get("/api/acties").json()["actions"]]
    assert late == [("actie-1", True), ("actie-2", False), ("actie-4", False), ("toezegging-1", False)]


def test_the_json_is_that_of_the_command_line_with_links(site, archive):
    told = answer_json(search.answer(archive, Query("wekmarkt", limit=50)), offset=0)
    answer = site.get("/api/zoeken?vraag=wekmarkt").json()
    for hit in answer["hits"]:
        assert hit.pop("link")
        assert all(place.pop("link") for place in hit["places"])
    assert {name: answer[name] for name in told} == json.loads(json.dumps(told))


def test_where_files_lie_is_nobodys_business(site, archive):
    folder = archive.case(CASE).folder
    for address, _ in (*JSON, *((page[0], "") for page in PAGES)):
        assert folder not in site.get(address).text, address


def test_a_filter_that_does_not_exist_is_refused_by_programs_and_ignored_by_pages(site):
    assert site.get("/api/zoeken?zoort=besluit").status_code == 400
    assert site.get("/zoeken.csv?zoort=besluit").status_code == 400
    assert site.get("/?utm_source=nieuwsbrief").status_code == 200
