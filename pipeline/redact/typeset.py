"""Documents that did not come in as PDF: the redacted text is typeset, so the original is never in the file.

What was hidden is replaced before layout, so two texts that differ only in what is hidden give the same
bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.errors import RedactionError
from pipeline.masking import RedactedText
from pipeline.redact.legend import WORDS, legend_rows, one_line, template_row
from pipeline.redact.typeset_align import Aligned, align
from pipeline.redact.typeset_layout import Layout, lay_out, text_key
from pipeline.redact.typst_pdf import SUBSTITUTE, compile_template
from pipeline.types import Box, DocumentKind, Ground, LegendRow, Page, Word

_UNTITLED = "Document zonder titel"  # PDF/UA-1 asks for a title
_MARK_INSET = 1.0  # points; templates/document.typ gives a mark this much room left and right


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF/UA-1 of a redacted text. All spans belong to `RedactedText.text`, all boxes to the PDF.

    `mark_boxes` runs parallel to `RedactedText.marks`. `pages` leaves out the `legend_pages` at the end.
    `notes` are Dutch sentences for the officer about what could not be shown.
    """

    pdf: bytes
    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    mark_boxes: tuple[tuple[Box, ...], ...]
    legend: tuple[LegendRow, ...]
    legend_pages: int
    notes: tuple[str, ...] = ()


def typeset(redacted: RedactedText, grounds: tuple[Ground, ...], title: str, kind: DocumentKind) -> Typeset:
    """Set a redacted text on A4 pages under its title, with a legend at the end if there are marks.

    The first lines of a mail, up to a blank line, get their labels in bold. Every line break of the text is
    kept. A character that no font can show stands as a square and is told in `notes`.

    Raises:
        RedactionError: typst refuses the text, or the PDF does not give the same text back.
        ValueError: a mark has a ground that is not in `grounds`, or stands elsewhere than it should.
    """
    layout = lay_out(redacted, kind)
    used = {code for mask in redacted.masks for code in mask.grounds}
    rows = legend_rows(dict.fromkeys(used, (1,)), grounds)  # the pages are known after the layout
    shown_title = one_line(title) or _UNTITLED
    pdf = compile_template(
        "document",
        {
            "title": shown_title,
            "blocks": layout.blocks,
            "words": WORDS,
            "legend": [
                {"code": row.code, **template_row(row.law, row.article, row.description)} for row in rows
            ],
        },
    )
    found = align(pdf, redacted.text, shown_title, layout, redacted.marks)
    if not all(found.boxes):
        raise RedactionError("een markering is niet teruggevonden in de opgemaakte PDF")
    boxes = tuple(tuple(map(_whole_mark, pieces)) for pieces in found.boxes)
    legend = legend_rows(_pages_by_code(redacted, boxes), grounds)
    _check_legend(found, legend)
    return Typeset(
        pdf=pdf,
        words=found.words,
        pages=found.pages,
        mark_boxes=boxes,
        legend=legend,
        legend_pages=found.legend_pages,
        notes=_notes(layout),
    )


def _whole_mark(box: Box) -> Box:
    """From the box of the code's characters to the width of the grey rectangle, at the height of the line."""
    return replace(box, x0=box.x0 - _MARK_INSET, x1=box.x1 + _MARK_INSET)


def _pages_by_code(redacted: RedactedText, boxes: tuple[tuple[Box, ...], ...]) -> dict[str, set[int]]:
    pages: dict[str, set[int]] = {}
    for mask, pieces in zip(redacted.masks, boxes, strict=True):
        for code in mask.grounds:
            pages.setdefault(code, set()).update(box.page for box in pieces)
    return pages


def _check_legend(found: Aligned, legend: tuple[LegendRow, ...]) -> None:
    """Typst counted the pages for the legend that it set, we from the boxes: both must be the same."""
    cells = [cell for row in legend for cell in (row.law, row.article, row.description, _page_list(row))]
    columns = WORDS["columns"] if isinstance(WORDS["columns"], list) else []
    texts = [WORDS["heading"], WORDS["sentence"], *columns, *cells] if legend else []
    if found.legend != text_key("".join(one_line(str(text)) for text in texts)):
        raise RedactionError("de legenda van de opgemaakte PDF klopt niet met de markeringen")


def _page_list(row: LegendRow) -> str:
    return " ".join(map(str, row.pages))


def _notes(layout: Layout) -> tuple[str, ...]:
    notes: list[str] = []
    if layout.squares == 1:
        notes.append(f"1 teken kon niet worden weergegeven en staat als {SUBSTITUTE}")
    elif layout.squares:
        notes.append(f"{layout.squares} tekens konden niet worden weergegeven en staan als {SUBSTITUTE}")
    if layout.bare:
        notes.append(f"letters die hun accent missen omdat het niet kon worden weergegeven: {layout.bare}")
    return tuple(notes)
