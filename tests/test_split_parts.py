"""The documents that stand in one text."""

import pytest

from pipeline.items import PartKind
from pipeline.split import split
from pipeline.types import Document, DocumentKind, Page, Span

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
        (LETTER, K.LETTER, "2023-05-03", "Betreft: uw boom"),
        (
            "Collegenota\n\nDatum: 5 mei 2023\n\nBesluit\n1. Het plan vast te stellen.\n",
            K.PROPOSAL,
            "2023-05-05",
            "Collegenota",
        ),
        ("Zomaar een tekst over bomen.\n", K.OTHER, None, None),
    ],
)
def test_a_document_that_holds_no_other_is_one_part(text, kind, day, title):
    assert parts(text) == [(kind, day, title)]
    assert read(text).parts[0].span.of(text) == text.strip("\n")


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


def test_the_text_of_a_mail_is_one_part_whatever_it_holds():
    text = "Van: Anna\nAan: Bram\nOnderwerp: stukken\n\n" + AGENDA + MINUTES
    assert [kind for kind, _, _ in parts(text, kind=DocumentKind.MAIL)] == [K.MAIL]


@pytest.mark.parametrize("text", ["", " ", "\n\n\f\n", "\u00a0"])
def test_nothing_in_nothing_out(text):
    assert split(Document("1", "a", DocumentKind.TEXT, text)).parts == ()


def test_an_unreadable_document_has_no_structure():
    assert split(Document("1", "a", DocumentKind.UNREADABLE, MINUTES)).parts == ()
