"""What proposals, memos and letters tell of themselves."""

import time

import pytest

from pipeline.split.lines import cut
from pipeline.split.mail.heads import find_heads
from pipeline.split.paper.papers import papers
from pipeline.split.parts import find_sections
from pipeline.split.running import flow
from pipeline.types import Document, DocumentKind


def read(text):
    document = Document("1", "a.txt", DocumentKind.TEXT, text)
    lines, _ = flow(document, cut(text))
    return papers(text, lines, find_sections(document, lines, find_heads(text, lines, False)))


def words(span, text):
    return None if span is None else " ".join(span.of(text).split())


def one(text):
    found = read(text)
    assert len(found) == 1
    return found[0]


LETTER = """Gemeente Rietdorp
Postbus 12
1234 AB Rietdorp
Retouradres: Postbus 12, 1234 AB Rietdorp

De heer K. Kok
Elzenlaan 3
1234 CD Rietdorp

Datum 3 mei 2023
Ons kenmerk Z23-0417
Uw kenmerk
Onderwerp Besluit op uw verzoek om de boom in de
voortuin te kappen

Geachte heer Kok,

U vroeg ons in maart om de eik in uw voortuin te mogen kappen. Wij hebben dit bekeken.

Ons besluit

Wij verlenen de vergunning niet, want de eik is gezond en staat op de bomenlijst.

Hoogachtend,

namens burgemeester en wethouders van Rietdorp,

mevrouw drs. A. van der Linde
teamleider Groen
"""
PROPOSAL = """Raadsvoorstel

Registratienummer: 2023/118
Onderwerp: Kader voor de bomen langs de dijk
Aan de gemeenteraad

Gevraagd besluit
1. Het kader vast te stellen, met als
   bijlage de kaart;
2. Het college te vragen:
   a. een plan te maken;
   b. daarover te berichten.

Aanleiding
De dijk wordt breder en de bomen staan in de weg van het werk dat gaat komen.

Participatie

Financiën
Er is geld genoeg in de reserve, zodat de begroting gelijk blijft dit jaar en later.

Burgemeester en wethouders van Rietdorp,

de secretaris,          de burgemeester,

P. Mol                  S. Haverkamp
"""


def test_a_letter():
    paper = one(LETTER)
    assert (paper.rule, paper.confidence) == ("kop", 0.9)
    assert words(paper.reference, LETTER) == "Z23-0417"
    assert words(paper.subject, LETTER) == "Besluit op uw verzoek om de boom in de voortuin te kappen"
    assert words(paper.addressee, LETTER) == "De heer K. Kok"
    assert [words(s.heading, LETTER) for s in paper.sections] == ["Ons besluit"]
    assert [(words(s.name, LETTER), words(s.role, LETTER)) for s in paper.signatories] == [
        ("mevrouw drs. A. van der Linde", "teamleider Groen")
    ]


def test_a_proposal():
    paper = one(PROPOSAL)
    assert words(paper.reference, PROPOSAL) == "2023/118"
    assert words(paper.subject, PROPOSAL) == "Kader voor de bomen langs de dijk"
    assert words(paper.addressee, PROPOSAL) == "de gemeenteraad"
    asked = [(p.number, " ".join(words(w, PROPOSAL) for w in p.text)) for p in paper.asked]
    assert asked == [
        ("1", "Het kader vast te stellen, met als bijlage de kaart;"),
        ("2", "Het college te vragen: a. een plan te maken; b. daarover te berichten."),
    ]
    heads = [words(s.heading, PROPOSAL) for s in paper.sections]
    assert heads == ["Gevraagd besluit", "Aanleiding", "Participatie", "Financiën"]
    assert words(paper.sections[2].span, PROPOSAL) == "Participatie"
    assert [(words(s.name, PROPOSAL), words(s.role, PROPOSAL)) for s in paper.signatories] == [
        ("P. Mol", "de secretaris"),
        ("S. Haverkamp", "de burgemeester"),
    ]


@pytest.mark.parametrize(
    ("head", "reference"),
    [
        ("Kenmerk: Z/23/045", "Z/23/045"),
        ("Zaaknummer 112233", "112233"),
        ("Z-nummer: Z-9981", "Z-9981"),
        ("Ons kenmerk\nD2023-55", "D2023-55"),
        ("Voordrachtnummer: VN2023-001", "VN2023-001"),
        ("Volgnummer: 12\nOns kenmerk: B-7", "B-7"),
        ("Kenmerk: 5.1.2e", "5.1.2e"),
        ("Kenmerk:\nOnderwerp: Bomen", None),
        ("Kenmerkend is de dijk.", None),
    ],
)
def test_reference(head, reference):
    text = f"Memo\n\n{head}\nDatum: 3 mei 2023\n\nInleiding\nEr is veel te doen aan de dijk dit jaar en ook later.\n"
    found = read(text)
    assert words(found[0].reference, text) == reference


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("Hoogachtend,\n\nP. Mol\nwethouder", [("P. Mol", "wethouder")]),
        ("Hoogachtend,\n\nde wethouder,\nP. Mol", [("P. Mol", "de wethouder")]),
        ("Met vriendelijke groet,\n\n5.1.2e\nbeleidsadviseur", [("5.1.2e", "beleidsadviseur")]),
        ("Met vriendelijke groet,\nAnna", [("Anna", None)]),
        (
            "Hoogachtend,\n\nde secretaris, de burgemeester,\nP. Mol\nS. Haverkamp",
            [("P. Mol", "de secretaris"), ("S. Haverkamp", "de burgemeester")],
        ),
        (
            "Hoogachtend,\n\nde secretaris,\nP. Mol\nde burgemeester,\nS. Haverkamp",
            [("P. Mol", "de secretaris"), ("S. Haverkamp", "de burgemeester")],
        ),
        (
            "Met vriendelijke groet,\n\nPiet Mol (voorzitter dijkraad),\nen Saar Haverkamp, wethouder",
            [("Piet Mol", "voorzitter dijkraad"), ("Saar Haverkamp", "wethouder")],
        ),
        (
            "Namens het college van burgemeester en wethouders,\n\nPiet Mol\nDirecteur Ruimte\n\nBijlagen: 2",
            [("Piet Mol", "Directeur Ruimte")],
        ),
        ("Hoogachtend,\n\nGemeente Rietdorp\nTeam Groen", []),
        ("Hoogachtend,\n\nwethouder", []),
        ("Bezwaar\nPiet Mol is wethouder", []),
    ],
)
def test_signatories(signed, expected):
    head = "Rietdorp, 3 mei 2023\nOns kenmerk: Z1\nBetreft: de dijk\n\nGeachte raad,\n\nDe dijk is klaar.\n\n"
    text = head + signed + "\n"
    found = one(text).signatories
    assert [(words(s.name, text), words(s.role, text)) for s in found] == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            "Beslispunten:\n- De dijk te verhogen\n- De weg af te sluiten\n",
            [(None, "De dijk te verhogen"), (None, "De weg af te sluiten")],
        ),
        (
            "Gevraagde beslissing: De dijk te verhogen.\n\nToelichting\nLater meer.\n",
            [(None, "De dijk te verhogen.")],
        ),
        (
            "Wij stellen u voor:\na. de dijk te verhogen;\nb. de weg af te sluiten.\n",
            [("a", "de dijk te verhogen;"), ("b", "de weg af te sluiten.")],
        ),
        (
            "Het college wordt gevraagd te besluiten:\n1) de dijk te verhogen\n",
            [("1", "de dijk te verhogen")],
        ),
        ("Besluit\n1. De dijk te verhogen.\n", [("1", "De dijk te verhogen.")]),
        ("Het besluit viel in mei.\n1. Dat was laat.\n", []),
        ("Beslispunten uit het vorige voorstel komen later terug.\n", []),
    ],
)
def test_asked(asked, expected):
    text = f"Collegevoorstel\nDatum: 3 mei 2023\nOnderwerp: De dijk\n\n{asked}"
    found = one(text).asked
    assert [(p.number, " ".join(words(w, text) for w in p.text)) for p in found] == expected


BODY = "De dijk wordt hoger gemaakt en de weg wordt daarvoor een jaar lang afgesloten."


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        (
            f"1. Inleiding\n{BODY}\n2. Het werk\n{BODY}\n3. Kosten\n{BODY}\n",
            [("1", "Inleiding"), ("2", "Het werk"), ("3", "Kosten")],
        ),
        (
            f"## Kernboodschap\n{BODY}\n\n**Hoe het gaat**\n{BODY}\n",
            [(None, "Kernboodschap"), (None, "Hoe het gaat")],
        ),
        (f"{BODY}\n\nWat de buurt vindt\n\n{BODY}\n", [(None, "Wat de buurt vindt")]),
        (f"WERK AAN DE DIJK\n{BODY}\nKanttekeningen\n{BODY}\n", [(None, "Kanttekeningen")]),
        (f"{BODY}\n\nWERK AAN DE DIJK\n{BODY}\n", [(None, "WERK AAN DE DIJK")]),
        (f"{BODY}\n1. De dijk\n2. De weg\n3. De brug\n{BODY}\n", []),
        (f"{BODY}\nen dat is\nniet alles. {BODY}\n", []),
        (f"{BODY}\n- Rietdorp\n- Elzendam\n{BODY}\n", []),
    ],
)
def test_sections(body, headings):
    text = f"Memo\nVan: Team Dijk\nDatum: 3 mei 2023\nOnderwerp: De dijk\n\n{body}"
    assert [(s.number, words(s.heading, text)) for s in one(text).sections] == headings


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("De brief1 ligt klaar.\n\n1 Zie de bijlage.\n", [("1", "Zie de bijlage.", "1")]),
        ("De brief[1] ligt klaar.\n\n[1] Zie de bijlage.\n", [("1", "Zie de bijlage.", "[1]")]),
        ("De brief¹ ligt klaar.\n\n¹ Zie de bijlage,\nblad 3.\n", [("1", "Zie de bijlage, blad 3.", "¹")]),
        (
            "De brief<sup>1</sup> ligt.\n\n<sup>1</sup> Zie de bijlage.\n",
            [("1", "Zie de bijlage.", "<sup>1</sup>")],
        ),
        ("De brief ligt klaar.\n\n[1] Zie de bijlage.\n", [("1", "Zie de bijlage.", None)]),
        ("Er is 3 m2 en veel CO2.\n\n2 Zie de bijlage.\n", []),
        ("De brief ligt klaar.\n\n1 Zie de bijlage.\n", []),
    ],
)
def test_footnotes(body, notes):
    text = f"Memo\nVan: Team Dijk\nDatum: 3 mei 2023\nOnderwerp: De dijk\n\n{body}"
    found = [f for paper in read(text) for f in paper.footnotes]
    shown = [(f.number, " ".join(words(w, text) for w in f.text), words(f.reference, text)) for f in found]
    assert shown == notes


def test_a_number_used_twice_goes_with_the_nearest_reference_above():
    text = "Memo\nDatum: 3 mei 2023\n\nEerste brief[1] hier.\n\n[1] Noot een.\n\n"
    text += "Tweede kaart[1] daar.\n\n[1] Noot twee.\n"
    found = one(text).footnotes
    assert [(words(f.text[0], text), text[f.reference.start - 5 : f.reference.start]) for f in found] == [
        ("Noot een.", "brief"),
        ("Noot twee.", "kaart"),
    ]


def test_each_letter_of_a_bundle_has_its_own():
    text = LETTER + "\n" + LETTER.replace("Z23-0417", "Z23-0418").replace("de boom", "de struik")
    assert [words(p.reference, text) for p in read(text)] == ["Z23-0417", "Z23-0418"]
    assert [p.part for p in read(text)] == [0, 1]


@pytest.mark.parametrize("text", ["", "Memo", "Raadsvoorstel\n\n\n", "Geachte heer,", "Besluit\n1.\n2.\n"])
def test_next_to_nothing(text):
    assert all(p.part == 0 for p in read(text))


ARTICLES = "".join(
    f"Artikel {i}\n\nHet college kan nadere regels stellen over de dijk en de weg.\n\n" for i in range(1, 41)
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Raadsvoorstel\n" + "".join(f"{i}. Een regel\n" for i in range(10_000)),
        "Memo\n" + "Een regel zonder kop of slot die maar door en door gaat\n" * 10_000,
        "Memo\n" + "Hoogachtend,\nP. Mol\nwethouder\n" * 3_000,
        "Memo\n" + "[1] woord1 " * 15_000,
        "Memo\n" + "brief1 \n1 Zie\n" * 5_000,
        "Raadsbesluit\n\nGeachte raad\n" * 4_000,
        "Collegevoorstel\n\nGevraagd besluit\n" + ARTICLES * 20,
        "Memo\n" + "Gevraagd besluit:\n" * 8_000,
    ],
)
def test_long_texts_take_linear_time(text):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2.0
