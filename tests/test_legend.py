import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline.redact.legend import legend_pdf, legend_rows
from pipeline.types import Ground

NUMBERS = Ground("5.1.1e", "Wet open overheid", "Art. 5.1 lid 1 sub e", "nummers ter identificatie")
PRIVACY = Ground("5.1.2e", "Wet open overheid", "Art. 5.1 lid 2 sub e", "de persoonlijke levenssfeer")
GROUNDS = (NUMBERS, PRIVACY)


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize(
    ("pages_by_code", "rows"),
    [
        ({}, []),
        ({"5.1.2e": [4, 1, 4]}, [("5.1.2e", (1, 4))]),
        ({"5.1.2e": [1], "5.1.1e": [2]}, [("5.1.1e", (2,)), ("5.1.2e", (1,))]),
        ({"5.1.2e": [], "5.1.1e": [2]}, [("5.1.1e", (2,))]),
    ],
)
def test_one_row_for_each_code_that_occurs_in_the_order_of_the_law(pages_by_code, rows):
    assert [(row.code, row.pages) for row in legend_rows(pages_by_code, GROUNDS)] == rows


def test_a_row_has_the_words_of_the_ground():
    (row,) = legend_rows({"5.1.2e": [1]}, GROUNDS)
    assert (row.law, row.article, row.description) == (PRIVACY.law, PRIVACY.article, PRIVACY.description)


def test_a_code_that_is_no_ground_is_an_error():
    with pytest.raises(ValueError, match=r"9\.9\.9z"):
        legend_rows({"9.9.9z": [1]}, GROUNDS)


def test_the_page_reads_as_the_legend_of_published_documents():
    pdf = legend_pdf(legend_rows({"5.1.2e": [1, 4, 5, 13], "5.1.1e": [2]}, GROUNDS))
    text = text_of(pdf)
    assert text.startswith("Legenda toegepaste uitzonderingsgrondslagen")
    assert "geanonimiseerd" in text
    assert "Wet Artikel Beschrijving Pagina('s)" in text
    assert "Wet open overheid Art. 5.1 lid 2 sub e de persoonlijke levenssfeer 1 4 5 13" in text


def test_a_legend_of_many_rows_runs_on():
    grounds = tuple(Ground(f"5.{i}", "Wet open overheid", f"Art. 5.{i}", "woord " * 60) for i in range(40))
    pdf = legend_pdf(legend_rows({ground.code: [1] for ground in grounds}, grounds))
    assert text_of(pdf).count("Art. 5.") == 40
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 1


def test_a_page_list_of_a_thousand_pages_stays_in_its_column():
    pdf = legend_pdf(legend_rows({"5.1.2e": range(1, 1001)}, GROUNDS))
    assert " ".join(map(str, range(1, 1001))) in text_of(pdf)


def test_the_same_rows_give_the_same_bytes_without_a_date():
    rows = legend_rows({"5.1.2e": [1]}, GROUNDS)
    assert legend_pdf(rows) == legend_pdf(rows)
    with pikepdf.open(io.BytesIO(legend_pdf(rows))) as opened:
        assert "/CreationDate" not in opened.docinfo


def test_no_rows_make_no_legend():
    with pytest.raises(ValueError, match="without rows"):
        legend_pdf(())
