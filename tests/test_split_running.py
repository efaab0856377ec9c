"""Page headers, footers and numbers are taken out of the flow, and what they tore runs on."""

import time

import pytest

from pipeline.split import split
from pipeline.split.lines import cut, sentences
from pipeline.split.running import flow
from pipeline.types import Box, Document, DocumentKind, Page, Span, Word

WIDTH, HEIGHT = 595.0, 842.0


def text_document(*pages):
    return Document("1", "a", DocumentKind.TEXT, "\f".join("\n".join(page) + "\n" for page in pages))


def pdf_document(*pages):
    """Pages of (top in points, line)."""
    text, sheets, words = "", [], []
    for number, page in enumerate(pages, 1):
        start = len(text)
        for top, line in page:
            at = len(text)
            text += line + "\n"
            if line:
                words.append(Word(Span(at, at + len(line)), Box(number, 50, top, 500, top + 10)))
        sheets.append(Page(number, WIDTH, HEIGHT, Span(start, len(text))))
        text += "\f" if number < len(pages) else ""
    return Document("1", "a", DocumentKind.PDF, text, words=tuple(words), pages=tuple(sheets))


def taken(document):
    _, artifacts = flow(document, cut(document.text))
    return [line for span in artifacts for line in span.of(document.text).split("\n")]


def said(document):
    lines, _ = flow(document, cut(document.text))
    return [s.words for s in sentences(document.text, lines, 0, len(lines), frozenset())]


def body(n):
    """Two lines that no other page has."""
    tree = ("eik", "beuk", "linde")[n % 3] + "en" * (n // 3)
    return [f"Over de {tree} is lang gepraat.", f"De {tree} blijft."]


@pytest.mark.parametrize(
    "header",
    [
        ["Verslag werkgroep bomen 3 mei 2023 - {n}"],
        ["{n}"],
        ["- {n} -"],
        ["Blad {n}"],
        ["Pagina {n} van 3", "Zaak 2023-{n}"],
    ],
)
def test_headers_of_texts_with_page_breaks(header):
    pages = [[*(h.format(n=n) for h in header), "", *body(n)] for n in (1, 2, 3)]
    assert taken(text_document(*pages)) == [h.format(n=n) for n in (1, 2, 3) for h in header]


def test_without_heights_the_first_header_may_be_the_title_and_stays():
    document = text_document(*(["Verslag werkgroep bomen", *body(n)] for n in (1, 2, 3)))
    assert taken(document) == ["Verslag werkgroep bomen"] * 2
    assert flow(document, cut(document.text))[1][0].start > 0


def test_headers_of_a_pdf_are_told_by_their_height():
    pages = [
        [(40, "Esdoornveen, groen"), (400, f"Zin {n} staat hier."), (800, f"{n} / 3")] for n in (1, 2, 3)
    ]
    assert taken(pdf_document(*pages)) == [w for n in (1, 2, 3) for w in ("Esdoornveen, groen", f"{n} / 3")]


@pytest.mark.parametrize(
    "pages",
    [
        [[(40, "Met vriendelijke groet,"), (400, "a")], [(40, "Met vriendelijke groet,"), (400, "b")]],
        [[(40, "Over de eik"), (400, "a")], [(300, "Over de eik"), (400, "b")]],
        [[(400, "Dezelfde zin midden op de pagina.")], [(400, "Dezelfde zin midden op de pagina.")]],
        [[(40, "Alleen op deze pagina"), (400, "a")], [(400, "b")]],
        [[(800, "12"), (400, "a")], [(800, "7"), (400, "b")]],
    ],
)
def test_what_is_no_header(pages):
    assert taken(pdf_document(*pages)) == []


def test_a_sentence_runs_on_over_a_page_border():
    one = ["De werkgroep vindt dat de eik aan de vaart moet blijven staan en dat", "", "Pagina 1 van 2"]
    two = [
        "Gemeente Esdoornveen 3 mei 2023",
        "",
        "de gemeente een boomverzorger vraagt. Daarna zien we verder.",
    ]
    document = text_document(
        one, ["Gemeente Esdoornveen 3 mei 2023", *two[1:]], ["Gemeente Esdoornveen 3 mei 2023"]
    )
    words = said(document)
    assert (
        "De werkgroep vindt dat de eik aan de vaart moet blijven staan en dat de gemeente een boomverzorger vraagt."
        in words
    )


def test_a_new_paragraph_on_a_new_page_stays_one():
    document = text_document(["De eik blijft.", "Pagina 1"], ["Daarna komt de beuk.", "Pagina 2"])
    assert said(document) == ["De eik blijft.", "Daarna komt de beuk."]


def test_a_scan_shows_its_pages_by_numbers_that_count_up():
    trees = {1: "eik", 2: "beuk", 3: "linde"}
    page = [
        *(f"Zin {k} over de {{tree}}." for k in "abcdefghij"),
        "2023-05-03 10:11:12 {n}",
        "Raad Esdoornveen",
    ]
    text = "\n".join(line.format(n=n, tree=trees[n]) for n in trees for line in page)
    found = taken(Document("1", "a", DocumentKind.TEXT, text))
    assert found == [w for n in (1, 2, 3) for w in (f"2023-05-03 10:11:12 {n}", "Raad Esdoornveen")]


def test_a_page_header_that_became_a_heading_does_not_tear_a_table():
    text = "\n".join(
        [
            "## Werkgroep Groen",
            "",
            "| 1 | Eik snoeien | Bram |",
            "## Werkgroep Groen",
            "| 2 | Beuk planten | Anna |",
        ]
    )
    assert taken(Document("1", "a", DocumentKind.TEXT, text)) == ["## Werkgroep Groen", "## Werkgroep Groen"]


def test_no_item_holds_a_page_header():
    one = [
        "Verslag werkgroep",
        "Datum: 3 mei 2023",
        "Aanwezig: Bram",
        "1. Opening",
        "Actie: Bram belt de",
        "Pagina 1 van 2",
    ]
    two = ["boomverzorger vóór 8 mei.", "2. Sluiting", "Pagina 2 van 2"]
    document = text_document(one, two)
    found = split(document)
    assert [a.of(document.text) for a in found.artifacts] == ["Pagina 1 van 2", "Pagina 2 van 2"]
    (action,) = found.actions
    assert action.span.of(document.text).startswith("Bram belt de\nPagina")
    assert action.due == "2023-05-08"


def test_headers_of_a_mail_stay():
    text = "From: Bram\nDate: 2023-05-03\n\nPagina's\f1\fx\f1"
    assert taken(Document("1", "a", DocumentKind.MAIL, text)) == []


@pytest.mark.slow
def test_the_time_is_linear():
    def seconds(pages):
        document = text_document(*(["Kop van de pagina", *body(n) * 20, f"{n}"] for n in range(pages)))
        start = time.perf_counter()
        flow(document, cut(document.text))
        return time.perf_counter() - start

    seconds(50)
    assert seconds(800) < 8 * max(seconds(200), 0.005)
