"""The register carried through a document, and what stands beside a name. All people are invented."""

from __future__ import annotations

import time

import pytest

from pipeline.case import CaseFile, PassageRule
from pipeline.detect import Detected, beside, carry
from pipeline.detect.carry import (
    MOST_CODES,
    codes_by_register,
    domains_by_register,
    mail_surnames,
    mentions_by_register,
)
from pipeline.detect.lexicon import load as lists
from pipeline.detect.persons import Mention, parse_name
from pipeline.detect.register import build
from pipeline.detect.things import things_named
from pipeline.errors import RedactionError
from pipeline.types import Document, DocumentKind, Finding, Label, Span

LEXICON = lists()


def register(*names, doc="a", things=()):
    mentions = [
        Mention(doc, Span(i, i + 1), parse_name(n, LEXICON), None, "", False) for i, n in enumerate(names)
    ]
    return build(mentions, frozenset(things), CaseFile(), LEXICON)


def carried(text, *names, mail=()):
    found = mentions_by_register(text, register(*names).index(), frozenset(mail), LEXICON)
    return [f.span.of(text) for f in found]


# who is known in the case, a text, what is found in it
CARRIED = [
    ((), "Gisteren belde Xandrink.", []),
    # a surname
    (("Fenna Xandrink",), "Gisteren belde Xandrink.", ["Xandrink"]),
    (("Fenna Xandrink",), "Xandrink belde.", ["Xandrink"]),
    (("Fenna Xandrink",), "XANDRINK belde.", ["XANDRINK"]),
    (("Fenna Xandrink",), "gisteren belde xandrink", ["xandrink"]),
    (("Fenna Xandrink",), "Xandrinks brief, Xandrink's brief", ["Xandrinks", "Xandrink's"]),
    (("Fenna Xandrink",), "Xandrink, Xandrink; (Xandrink)", ["Xandrink"] * 3),
    (("Fenna Xandrink",), "Gisteren belde F.A. Xandrink.", ["F.A. Xandrink"]),
    (("Fenna van der Xandrink",), "Gisteren belde Van der Xandrink.", ["Van der Xandrink"]),
    (("Fenna Oude Xandrink",), "Gisteren belde Xandrink.", ["Xandrink"]),
    (("Fenna Xandrink-Oudebosch",), "Gisteren belde Oudebosch.", ["Oudebosch"]),
    (("Rene\u0301 Noe\u0308l",), "Gisteren belde No\u00ebl.", ["No\u00ebl"]),
    (("Fenna Xandrink",), "Gisteren belde X\u0430ndrink.", ["X\u0430ndrink"]),  # a Cyrillic a
    (("Fenna Xandrink",), "de xandrinkse weg, Xandrinkveen", []),
    # a surname that is an ordinary word too
    (("Fenna Bakker",), "Gisteren belde Bakker nog.", ["Bakker"]),
    (("Fenna Bakker",), "Gisteren belde mevrouw Bakker.", ["Bakker"]),
    (("Fenna Bakker",), "de bakker bakt brood", []),
    # a first name
    (("Fenna Xandrink",), "Gisteren belde Fenna.", ["Fenna"]),
    (("Fenna Xandrink",), "gisteren belde fenna", ["fenna"]),
    (("Fenna Xandrink",), "Fenna's brief", ["Fenna's"]),
    # things
    (("Fenna Xandrink",), "De stichting Xandrink helpt.", []),
    (("Fenna Xandrink",), "Het Xandrink Museum is open.", []),
    (("Fenna Xandrink",), "Kijk op www.xandrink.nl.", []),
    (("Fenna Xandrink",), "Mail xandrink@voorbeeld.nl.", []),
    (("Fenna Xandrink",), "Kijk op https://voorbeeld.nl/in/xandrink en voorbeeld.nl/xandrink.", []),
    (("Fenna Xandrink",), "Xandrink/Fenna en de heer/mevrouw/xandrink", ["Xandrink", "Fenna", "xandrink"]),
    (("Fenna Xandrink",), "Xandrink van de Dorpsstraat belde.", ["Xandrink"]),
    (("Fenna Xandrink",), "Ga naar de Fenna de Wittlaan.", []),
    # cut by a line break
    (("Fenna Xandrink",), "Het was Xand-\nrink.", ["Xand-\nrink"]),
    (("Fenna Xandrink",), "> Het was F. Xand-\n> rink.", ["F. Xand-\n> rink"]),
    (("Fenna Xandrink-Oudebosch",), "Het was Xandrink-\nOudebosch.", ["Xandrink", "Oudebosch", "Xandrink-\nOudebosch"]),
    (("Fenna Xandrink",), "Het was Xand-\nring.", []),
    (("Fenna Xandrink",), "Het was Xand\u200brink.", ["Xand\u200brink"]),
    (("Fenna Xandrink",), "", []),
]  # fmt: skip


@pytest.mark.parametrize(("names", "text", "found"), CARRIED)
def test_mentions_by_register(names, text, found):
    assert carried(text, *names) == found


def test_every_mention_says_why_without_the_name():
    found = list(
        mentions_by_register(
            "Xandrink en Fenna zagen Teelink en Roos.",
            register("Fenna Xandrink", "Roos Bakker").index(),
            frozenset({"teelink"}),
            LEXICON,
        )
    )
    assert [f.recogniser for f in found] == ["register", "register", "mailadres", "register"]
    for finding in found:
        assert finding.label is Label.PERSON
        assert 0 < finding.score < 1
        assert not any(n in finding.reason for n in ("Xandrink", "Fenna", "Teelink", "Roos"))


def test_a_surname_of_a_mail_address():
    assert carried("Gisteren belde Teelink.", mail={"teelink"}) == ["Teelink"]
    assert carried("Gisteren belde Van den Teelink.", mail={"vandenteelink"}) == ["Van den Teelink"]
    assert carried("gisteren belde teelink", mail={"teelink"}) == []


# a mail address, the surnames that it gives away
MAIL = [
    ("f.xandrink@voorbeeld.nl", {"xandrink"}),
    ("F.Xandrink@voorbeeld.nl", {"xandrink"}),
    ("fenna.xandrink@voorbeeld.nl", {"xandrink"}),
    ("f.a.xandrink@voorbeeld.nl", {"xandrink"}),
    ("fa.xandrink@voorbeeld.nl", {"xandrink"}),
    ("f.xandrink-oudebosch@voorbeeld.nl", {"xandrink-oudebosch"}),
    ("p.vandenberg@voorbeeld.nl", {"vandenberg", "berg"}),
    ("info@voorbeeld.nl", set()),
    ("xandrink@voorbeeld.nl", set()),
    ("afdeling.vergunningen@voorbeeld.nl", set()),
    ("f.xan@voorbeeld.nl", set()),
    ("f.xandrink2@voorbeeld.nl", set()),
    ("f.@voorbeeld.nl", set()),
    (".@voorbeeld.nl", set()),
    ("@voorbeeld.nl", set()),
]


@pytest.mark.parametrize(("address", "surnames"), MAIL)
def test_mail_surnames(address, surnames):
    text = f"Mail {address} even."
    finding = Finding(Span(5, 5 + len(address)), Label.EMAIL, 1.0, "test", "test")
    assert mail_surnames(text, [finding], LEXICON) == surnames


def test_only_mail_addresses_give_surnames():
    finding = Finding(Span(0, 10), Label.PHONE, 1.0, "test", "test")
    assert mail_surnames("f.xandrink@voorbeeld.nl", [finding], LEXICON) == frozenset()


# who is known, a text, the user names in it
USERNAMES = [
    ("Fenna Xandrink", "fxandrink, xandrinkf en fennaxandrink", ["fxandrink", "xandrinkf", "fennaxandrink"]),
    ("Fenna Xandrink", "f.xandrink en fenna_xandrink02", ["f.xandrink", "fenna_xandrink02"]),
    ("Fenna van der Xandrink", "fvanderxandrink en FVANDERXANDRINK", ["fvanderxandrink", "FVANDERXANDRINK"]),
    ("F. Xandrink", "fxandrink", ["fxandrink"]),
    ("Fenna Bak", "bakf en bakken", []),
    ("Xandrink", "fxandrink", []),
    ("Fenna Xandrink", "gxandrink", []),
]


@pytest.mark.parametrize(("known", "text", "found"), USERNAMES)
def test_user_names(known, text, found):
    findings = mentions_by_register(text, register(known).index(), frozenset(), LEXICON)
    assert [f.span.of(text) for f in findings if f.label is Label.USERNAME] == found


# who is known, a text, the codes in it
CODES = [
    ("Fenna Xandrink", "Paraaf: FX", ["FX"]),
    ("Fenna Xandrink", "(FX) en FX, FX.", ["FX"] * 3),
    ("F. Xandrink", "Paraaf: FX", ["FX"]),
    ("Fenna van der Xandrink", "Paraaf: FvdX, FVDX, FX", ["FvdX", "FVDX", "FX"]),
    ("Fenna Xandrink", "Paraaf: XF, fx, FXX, AFX, FX-2, B.FX, FX.nl, FX@voorbeeld.nl", []),
    ("Xandrink", "Paraaf: FX", []),
    ("Fenna", "Paraaf: FX", []),
    ("Fenna Xandrink", "FX " * MOST_CODES, ["FX"] * MOST_CODES),
    ("Fenna Xandrink", "FX " * (MOST_CODES + 1), []),
]


@pytest.mark.parametrize(("known", "text", "found"), CODES)
def test_codes_by_register(known, text, found):
    assert [f.span.of(text) for f in codes_by_register(text, "a", register(known).index())] == found
    assert list(codes_by_register(text, "b", register(known).index())) == []


def test_a_code_is_for_a_person_to_decide():
    (finding,) = codes_by_register("FX", "a", register("Fenna Xandrink").index())
    assert finding.score < 0.5


# who is known, a text, the domains in it
DOMAINS = [
    ("Fenna Xandrink", "fenna@xandrink.nl", ["xandrink.nl"]),
    ("Fenna Xandrink", "info@xandrink-antiek.nl", ["xandrink-antiek.nl"]),
    ("Fenna Xandrink", "info@antiek.xandrink.nl", ["antiek.xandrink.nl"]),
    ("Fenna Xandrink", "info@XANDRINK.NL", ["XANDRINK.NL"]),
    ("Fenna Xandrink", "info@xandrinkje.nl", []),
    ("Fenna Xandrink", "www.xandrink.nl", []),
    ("Fenna Xandrink", "info@voorbeeld.xandrink", []),
    ("Xandrink", "info@xandrink.nl", []),
    ("Fenna Xan", "info@xan.nl", []),
]


@pytest.mark.parametrize(("known", "text", "found"), DOMAINS)
def test_domains_by_register(known, text, found):
    domains = domains_by_register(text, register(known).index(), LEXICON)
    assert [(f.span.of(text), f.label) for f in domains] == [(d, Label.EMAIL) for d in found]


def test_the_domain_of_a_thing_stays():
    index = register("Fenna Xandrink", things={"xandrink"}).index()
    assert list(domains_by_register("info@xandrink.nl", index, LEXICON)) == []


# text with the name between < and >, what stands beside it
BESIDE = [
    ("<Fenna Xandrink>, Xandrinkstraat 12", [(Label.ADDRESS, "Xandrinkstraat 12")]),
    ("<Fenna Xandrink>\nXandrinkstraat 12a", [(Label.ADDRESS, "Xandrinkstraat 12a")]),
    ("<Fenna Xandrink>, wonende aan de Oude Xandrinkweg 12-2", [(Label.ADDRESS, "Oude Xandrinkweg 12-2")]),
    ("<Fenna Xandrink>, Van der Xandrinklaan 3 hs", [(Label.ADDRESS, "Van der Xandrinklaan 3 hs")]),
    ("<Fenna Xandrink>, Agendapunt 12", []),
    ("<Fenna Xandrink>, Xandrinkstraat", []),
    ("<Fenna Xandrink> liep door de Xandrinkstraat 12", []),
    ("<Fenna Xandrink>, Xandrinkstraat 12.30 uur", []),
    ("<Fenna Xandrink> (12-03-1956)", [(Label.BIRTH_DATE, "12-03-1956")]),
    ("<Fenna Xandrink> (geb. 1/3/2001)", [(Label.BIRTH_DATE, "1/3/2001")]),
    ("<Fenna Xandrink> (12-03-2024)", []),
    ("<Fenna Xandrink>: het perceel Xandrinkpad 3", [(Label.ADDRESS, "Xandrinkpad 3")]),
    ("<>Zij woont aan de Kaap 27a.", [(Label.ADDRESS, "Kaap 27a")]),
    ("<>Het huisadres is: Het Zwaantje 27", [(Label.ADDRESS, "Het Zwaantje 27")]),
    ("<>Zij woont hier 12 jaar.", []),
    ("<>", []),
]


@pytest.mark.parametrize(("marked", "found"), BESIDE)
def test_facts_beside_people(marked, found):
    text = marked.replace("<", "").replace(">", "")
    span = Span(marked.index("<"), marked.index(">") - 1)
    findings = beside.facts_beside_people(text, [Finding(span, Label.PERSON, 0.9, "test", "test")])
    assert list(dict.fromkeys((f.label, f.span.of(text)) for f in findings)) == found


def test_only_behind_people():
    finding = Finding(Span(0, 14), Label.EMAIL, 0.9, "test", "test")
    assert list(beside.facts_beside_people("Fenna Xandrink, Xandrinkstraat 12", [finding])) == []


THINGS = [
    ("de gemeente Xandrink", {"xandrink"}),
    ("sporthal De Xandrink en Stichting Van Oudebosch", {"xandrink", "oudebosch"}),
    ("mevrouw Xandrink", set()),
    ("de gemeente xandrink", set()),
    ("", set()),
]


@pytest.mark.parametrize(("text", "words"), THINGS)
def test_things_named(text, words):
    assert things_named(text) == words


def document(text):
    return Document("a", "brief.txt", DocumentKind.TEXT, text)


def bare(text):
    return Detected("a", (), (), frozenset(), frozenset())


# the words of the case file, a text, what goes
TERMS = [
    (("kroonprins",), "De Kroonprins en de kroonprinses", ["Kroonprins"]),
    (("de kroon",), "de\n kroon, DE KROON", ["de\n kroon", "DE KROON"]),
    (("a.b",), "a.b axb", ["a.b"]),
    (("kroon",), "kroon2 2kroon kroon_", ["kroon"]),
    (("kroon",), "", []),
]


@pytest.mark.parametrize(("words", "text", "found"), TERMS)
def test_terms_of_the_case_file(words, text, found):
    findings = carry(document(text), bare(text), register(), CaseFile(redact=words))
    assert [(f.label, f.span.of(text)) for f in findings] == [(Label.TERM, t) for t in found]


def test_a_passage_goes_wherever_it_stands():
    text = "Wij vinden  dit\nte duur. En: Wij vinden dit te duur."
    case = CaseFile(passages=(PassageRule("brief.txt", "Wij vinden dit te duur", ("5.1.2b",), "omdat"),))
    findings = carry(document(text), bare(text), register(), case)
    assert [f.span.of(text) for f in findings] == ["Wij vinden  dit\nte duur", "Wij vinden dit te duur"]
    assert {(f.label, f.reason) for f in findings} == {(Label.PASSAGE, "omdat")}


def test_a_passage_of_another_document_is_left():
    case = CaseFile(passages=(PassageRule("mail.eml", "te duur", ("5.1.2b",), ""),))
    assert carry(document("te duur"), bare("te duur"), register(), case) == ()


def test_a_passage_that_is_not_there_stops_the_document_without_quoting_it():
    case = CaseFile(passages=(PassageRule("brief.txt", "te duur", ("5.1.2b",), ""),))
    with pytest.raises(RedactionError) as stopped:
        carry(document("goedkoop"), bare("goedkoop"), register(), case)
    assert "te duur" not in str(stopped.value)


def test_what_was_found_before_is_not_found_again():
    text = "Fenna Xandrink belde. Xandrink ook."
    own = Finding(Span(0, 14), Label.PERSON, 0.9, "test", "test")
    found = carry(
        document(text),
        Detected("a", (own,), (), frozenset(), frozenset()),
        register("Fenna Xandrink"),
        CaseFile(),
    )
    assert [f.span.of(text) for f in found] == ["Fenna Xandrink", "Xandrink"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["Xandrink van der ", "Fenna ", "de ", "info@xandrink.nl ", "adres ", "FX ", "J.", "x"]
)
def test_a_long_line_takes_time_in_proportion(piece):
    built = register("Fenna Xandrink")

    def seconds(size):
        text = (piece * size)[:size]
        start = time.process_time()
        carry(document(text), bare(text), built, CaseFile())
        return time.process_time() - start

    assert any(seconds(40_000) < 30 * max(seconds(5_000), 0.01) for _ in range(3))
