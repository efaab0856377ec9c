"""The documents that stand in one text."""

import time

import pytest

from pipeline.items import PartKind
from pipeline.split import split
from pipeline.split.lines import cut
from pipeline.split.parts import find_sections
from pipeline.types import Box, Document, DocumentKind, Page, Span, Word

K = PartKind


def read(text, kind=DocumentKind.TEXT, pages=()):
    spans = tuple(Page(i, 595.0, 842.0, Span(*p)) for i, p in enumerate(pages, 1))
    return split(Document("1", "a.txt", kind, text, pages=spans))


def parts(text, **more):
    return [(p.kind, p.date, p.title and p.title.of(text)) for p in read(text, **more).parts]


MAIL = "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: stukken\n\nHierbij de stukken.\n\n"
MEMO = "Van: Team Groen\nAan: het college\nOnderwerp: Bomenplan\nDatum: juni 2023\n\nHet plan is klaar.\n\n"
AGENDA = "Agenda overleg Groen\n\nDatum: 8 juni 2023\nLocatie: raadzaal\n\n1. Opening\n2. Rondvraag\n\n"
NOTED = "Geannoteerde agenda overleg Groen\n\nDatum: 8 juni 2023\nLocatie: raadzaal\n\n1. Opening\n\n"
LIST = "Actie- en besluitenlijst overleg Groen\n\nDatum: 1 mei 2023\nAanwezig: Bram, Anna\n\n1. Opening\n\n"
MINUTES = "Verslag overleg Groen\n\nDatum: 2 mei 2023\nAanwezig: Bram, Anna\n\n1. Opening\nWij openen.\n\n"
LETTER = (
    "Rietdorp, 3 mei 2023\nOns kenmerk: Z23-1\nBetreft: uw boom\n\nGeachte heer Kok,\n\nDe boom blijft.\n\n"
)
LEGEND = "# Legenda\n\nIn dit document is gelakt op grond van:\n\nWet Artikel\n"


@pytest.mark.parametrize(
    ("text", "kind", "day", "title"),
    [
        (MAIL, K.MAIL, "2023-06-06", "stukken"),
        (MEMO, K.MEMO, None, "Bomenplan"),
        ("Memo\n\n" + MEMO, K.MEMO, None, "Bomenplan"),
        (AGENDA, K.AGENDA, "2023-06-08", "Agenda overleg Groen"),
        (NOTED, K.ANNOTATED_AGENDA, "2023-06-08", "Geannoteerde agenda overleg Groen"),
        (LIST, K.DECISION_LIST, "2023-05-01", "Actie- en besluitenlijst overleg Groen"),
        (MINUTES, K.MINUTES, "2023-05-02", "Verslag overleg Groen"),
        ("Notulen 3 mei 2023\n\n1. Opening\n", K.MINUTES, "2023-05-03", "Notulen 3 mei 2023"),
        ("Datum 4 mei 2023\nAanwezig 5.1.2e\nOnderwerp Bomen\n1 Opening\n", K.MINUTES, "2023-05-04", None),
        (
            "Provinciale tafel Groen\n\n" + MINUTES.split("\n\n", 1)[1],
            K.MINUTES,
            "2023-05-02",
            "Provinciale tafel Groen",
        ),
        (LETTER, K.LETTER, "2023-05-03", "uw boom"),
        (
            "Collegenota\n\nDatum: 5 mei 2023\n\nBesluit\n1. Het plan vast te stellen.\n",
            K.PROPOSAL,
            "2023-05-05",
            "Collegenota",
        ),
        ("Zomaar een tekst over bomen.\n", K.OTHER, None, None),
        (MINUTES.replace("Verslag", "Verlag"), K.MINUTES, "2023-05-02", "Verlag overleg Groen"),
        ("N O T U L E N\n3 mei 2023\n\n1. Opening\n", K.MINUTES, "2023-05-03", "N O T U L E N"),
        (
            "---\ntitle: Notulen bestuur 3 mei 2023\n---\n\nTekst.\n",
            K.MINUTES,
            "2023-05-03",
            "Notulen bestuur 3 mei 2023",
        ),
        (
            "Werkoverleg Dijk, 3 mei 2023\n\nAanwezig: Bram, Anna\n\nOpening\n",
            K.MINUTES,
            "2023-05-03",
            "Werkoverleg Dijk, 3 mei 2023",
        ),
        (
            "Agenda en verslag overleg Dijk 3 mei 2023\n\n1. Opening\n",
            K.MINUTES,
            "2023-05-03",
            "Agenda en verslag overleg Dijk 3 mei 2023",
        ),
        (
            "Actie- en\nbesluitenlijst college\nDatum: 3 mei 2023\n",
            K.DECISION_LIST,
            "2023-05-03",
            "Actie- en\nbesluitenlijst college",
        ),
        (
            "Convocatie commissie Ruimte\n\nGeachte leden,\n\nU bent welkom.\n",
            K.AGENDA,
            None,
            "Convocatie commissie Ruimte",
        ),
        (
            "Raadsinformatiebrief\n\nOnderwerp: De dijk\n\nGeachte leden van de raad,\n",
            K.LETTER,
            None,
            "De dijk",
        ),
        (
            "Oplegnotitie\nAan: het college\nVan: Team Dijk\nDatum: 3 mei 2023\n\nTekst.\n",
            K.MEMO,
            "2023-05-03",
            "Oplegnotitie",
        ),
        ("Raadsvoordracht\nDatum\n3 mei 2023\n\nTekst.\n", K.PROPOSAL, "2023-05-03", "Raadsvoordracht"),
        (
            "Verordening van de raad over bomen\n\nArtikel 1\n",
            K.OTHER,
            None,
            "Verordening van de raad over bomen",
        ),
        (
            "Toezeggingenlijst raad\n\n1. De wethouder stuurt een brief.\n",
            K.OTHER,
            None,
            "Toezeggingenlijst raad",
        ),
        ("Factsheet dijk\n\nDe dijk is lang.\n", K.OTHER, None, "Factsheet dijk"),
    ],
)
def test_a_document_that_holds_no_other_is_one_part(text, kind, day, title):
    assert parts(text) == [(kind, day, title)]
    assert read(text).parts[0].span.of(text) == text.strip("\n")


HEAD = "Gemeente Rietdorp\nPostbus 12\n1234 AB Rietdorp\n\n"


@pytest.mark.parametrize(
    ("text", "day", "title"),
    [
        (
            f"{HEAD}Rietdorp, 3 mei 2023\nBetreft: de dijk\n\nBeste buren,\n\nHet werk begint.\n",
            "2023-05-03",
            "de dijk",
        ),
        (f"{HEAD}3 May 2023\nSubject: the dike\n\nDear Madam,\n\nWork starts.\n", "2023-05-03", "the dike"),
        (f"{HEAD}Betreff: der Deich\n\nSehr geehrte Frau Kok,\n\nEs beginnt.\n", None, "der Deich"),
        (
            f"{HEAD}Datum 3 mei 2023\nOnderwerp Besluit op uw Woo-verzoek\n\nGeac\nIn uw brief vroeg u om stukken.\n",
            "2023-05-03",
            None,
        ),
        (
            "Aan de leden van de raad\n\nRietdorp, 3 mei 2023\n\nGeachte leden,\n\nDe dijk is klaar.\n",
            "2023-05-03",
            None,
        ),
        (
            "Datum: 3 mei 2023\nOnderwerp: Het werk aan de dijk en de weg, ook\naan de brug\n\nGeachte raad,\n",
            "2023-05-03",
            "Het werk aan de dijk en de weg, ook\naan de brug",
        ),
    ],
)
def test_letters(text, day, title):
    found = parts(text)
    assert [(kind, date) for kind, date, _ in found] == [(K.LETTER, day)]
    assert title is None or found[0][2] == title


@pytest.mark.parametrize(
    "text",
    [
        "Wij spraken af:\n\nBeste buren,\n\nhet werk begint.\n",
        "Geachte aanwezigen, welkom bij deze avond over de dijk.\n",
        "Legenda\n\nBlauw: water\nGroen: gras\n",
        "De dijk is lang.\n\nBijlage 2 volgt nog.\n",
        "Agenda wordt later vastgesteld.\n",
    ],
)
def test_what_is_nothing_of_the_kind(text):
    assert [kind for kind, _, _ in parts(text)] == [K.OTHER]


def test_attachments_open_a_page():
    text = LETTER + "\fBijlage 1: Kaart\n\nDe kaart.\n\fBijlage 2\nMemo bomen\n\nTekst.\n"
    found = parts(text)
    assert [kind for kind, _, _ in found] == [K.LETTER, K.OTHER, K.MEMO]
    assert found[1][2] == "Bijlage 1: Kaart"


@pytest.mark.parametrize(
    "text",
    [
        LETTER + "Bijlage 1: Kaart\nBijlage 2: Foto\n",
        LETTER + "\fBijlage 1: Kaart\nBijlage 2: Foto\n",
        LETTER + "Zie bijlage 2\nBijlage 2 is de kaart.\n",
    ],
)
def test_a_list_of_attachments_belongs_to_the_letter(text):
    assert [kind for kind, _, _ in parts(text)] == [K.LETTER]


def test_a_letter_that_quotes_a_mail_is_not_torn():
    text = LETTER + "U schreef ons:\n\n" + MAIL + "Wij lazen dat.\n\nHoogachtend,\n\nde burgemeester\n"
    assert [kind for kind, _, _ in parts(text)] == [K.LETTER]


def test_a_letter_in_a_letter_is_not_torn():
    text = LETTER + "U schreef:\n\nBetreft: mijn boom\nGeacht college,\nLaat hem staan.\n\nDat doen wij.\n"
    assert [kind for kind, _, _ in parts(text)] == [K.LETTER]


def test_a_mail_below_a_signed_letter_is_of_its_own():
    text = LETTER + "Hoogachtend,\n\nde burgemeester\n\n" + MAIL
    assert [kind for kind, _, _ in parts(text)] == [K.LETTER, K.MAIL]


def test_a_mail_with_a_pasted_letter_is_not_torn():
    text = (
        MAIL
        + "Dit wordt de brief:\n\nOnderwerp: de dijk\n\nGeachte raad,\n\nDe dijk is klaar.\n\nGroet, Anna\n"
    )
    assert [kind for kind, _, _ in parts(text)] == [K.MAIL]


def test_another_mail_that_is_newer_is_a_part_of_its_own():
    other = MAIL.replace("6 juni", "8 juni").replace("stukken", "begroting")
    assert [kind for kind, _, _ in parts(MAIL + other)] == [K.MAIL, K.MAIL]
    older = MAIL.replace("6 juni", "2 juni").replace("stukken", "begroting")
    assert [kind for kind, _, _ in parts(MAIL + older)] == [K.MAIL]


def test_a_memo_with_a_salutation_stays_a_memo():
    text = "Memo\n\nAan\nhet college\nDatum 3 mei 2023\nOnderwerp De dijk\n\nGeacht college,\n\nDe dijk is klaar.\n"
    assert [(kind, title) for kind, _, title in parts(text)] == [(K.MEMO, "De dijk")]


def test_headings_inside_minutes_open_nothing():
    text = MINUTES + "Agenda\n1. Opening\n\n## Verslag\n\n1. Opening\nWij openen.\n"
    assert [kind for kind, _, _ in parts(text)] == [K.MINUTES]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Geachte heer,\n" * 20_000,
        "Verslag van de dag\n" * 10_000,
        "Retouradres: Postbus 12\nOnderwerp: x\n" * 5_000,
        "\f".join(["Bijlage 1\ntekst"] * 5_000),
        "Agenda\nDatum: 3 mei 2023\n1. Opening\n" * 4_000,
        "Verlag " * 20_000,
        "Actie- en\n" * 20_000,
        LETTER + "Betreft: x\nGeachte heer Kok,\nDe boom blijft staan.\n" * 5_000,
    ],
)
def test_long_texts_take_linear_time(text):
    document = Document("1", "a.txt", DocumentKind.TEXT, text)
    lines = cut(text)
    start = time.process_time()
    find_sections(document, lines, ())
    assert time.process_time() - start < 1.5


def test_a_bundle():
    text = MAIL + MEMO + AGENDA + LIST + MINUTES + NOTED + LETTER + LEGEND
    kinds = [K.MAIL, K.MEMO, K.AGENDA, K.DECISION_LIST, K.MINUTES, K.ANNOTATED_AGENDA, K.LETTER, K.LEGEND]
    assert [kind for kind, _, _ in parts(text)] == kinds
    assert read(text).messages[0].body.of(text) == "Hierbij de stukken."


def test_mails_of_one_thread_are_one_part():
    assert [kind for kind, _, _ in parts(MAIL + MAIL)] == [K.MAIL]
    assert len(read(MAIL + MAIL).messages) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Agenda wordt cf vastgesteld.",
        "Agenda en stukken volgen",
        "Besluitenlijst volgt nog",
        "Verslag van de vorige keer",
        "Verslaggever: de krant",
        "Legenda bij de kaart",
        "Nota van zienswijzen",
        "Geachte aanwezigen,",
        "Aanwezig op: maandag en dinsdag",
        "Memo volgt.",
    ],
)
def test_a_line_in_running_text_starts_nothing(line):
    text = MINUTES + f"Er werd lang gesproken\n{line}\nen daarna ging men verder.\n"
    assert [kind for kind, _, _ in parts(text)] == [K.MINUTES]


def test_a_heading_at_the_top_of_a_page_needs_less():
    first, second = "Tekst van de bijlage.\n" * 20, "Agenda commissie\n1. Opening\n2. Sluiting\n"
    text = first + second
    pages = ((0, len(first)), (len(first), len(text)))
    assert [kind for kind, _, _ in parts(text, kind=DocumentKind.PDF, pages=pages)] == [K.OTHER, K.AGENDA]
    assert [kind for kind, _, _ in parts(text, kind=DocumentKind.PDF)] == [K.OTHER]
    assert [kind for kind, _, _ in parts(first + "\f" + second)] == [K.OTHER, K.AGENDA]


def test_a_running_page_header_starts_no_part():
    page = "Verslag overleg Groen\nDatum: 2 mei 2023\nAanwezig: Bram\n1. Opening\nTekst.\n"
    assert len(parts(page + "\f" + page + "\f" + page)) == 1


def test_a_letterhead_belongs_to_what_follows():
    text = "Gemeente Rietdorp\nPostbus 1\n\n" + LIST
    assert parts(text) == [(K.DECISION_LIST, "2023-05-01", "Actie- en besluitenlijst overleg Groen")]


def test_a_title_over_two_lines():
    text = (
        "Besluitenlijst vergadering college van burgemeester en\nwethouders\nDatum: 1 mei 2023\n1. Opening\n"
    )
    assert parts(text)[0][2] == "Besluitenlijst vergadering college van burgemeester en\nwethouders"


@pytest.mark.parametrize(
    ("size", "title"), [(16.0, "Agenda overleg\nGroen en Dijk"), (8.0, "Agenda overleg")]
)
def test_a_title_runs_over_the_lines_that_are_set_as_large(size, title):
    text = "Agenda overleg\nGroen en Dijk\nDatum: 1 mei 2023\n1. Opening\n"
    heights = [16.0, size, 8.0, 8.0]
    words, at = [], 0
    for row, (line, height) in enumerate(zip(text.splitlines(), heights, strict=True)):
        words.append(Word(Span(at, at + len(line)), Box(1, 0.0, 20.0 * row, 90.0, 20.0 * row + height)))
        at += len(line) + 1
    document = Document("1", "a.pdf", DocumentKind.PDF, text, tuple(words))
    assert find_sections(document, cut(text), ())[0].part.title.of(text) == title


def test_the_text_of_a_mail_is_one_part_whatever_it_holds():
    text = "Van: Anna\nAan: Bram\nOnderwerp: stukken\n\n" + AGENDA + MINUTES
    assert [kind for kind, _, _ in parts(text, kind=DocumentKind.MAIL)] == [K.MAIL]


@pytest.mark.parametrize("text", ["", " ", "\n\n\f\n", "\u00a0"])
def test_nothing_in_nothing_out(text):
    assert split(Document("1", "a", DocumentKind.TEXT, text)).parts == ()


def test_an_unreadable_document_has_no_structure():
    assert split(Document("1", "a", DocumentKind.UNREADABLE, MINUTES)).parts == ()
