"""Word files: the marks stand in their own XML before LibreOffice lays it out, so the original is never in the PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.errors import DocumentError, RedactionError
from pipeline.masking import RedactedText, mark_text
from pipeline.office.replace import Replacement, replace_text
from pipeline.office.soffice import to_pdf
from pipeline.office.text import read_rebuilt
from pipeline.redact.clean import append_pages, clean, save
from pipeline.redact.legend import legend_pdf, legend_rows
from pipeline.redact.office_align import align
from pipeline.redact.typeset_layout import text_key
from pipeline.types import Box, Document, Ground, LegendRow, Mask, Page, Word

CHANGED = "het Word-bestand is anders dan toen het werd gelezen; draai de zaak opnieuw"
MISPLACED = "de markeringen in het Word-bestand staan niet waar ze horen"


@dataclass(frozen=True, slots=True)
class OfficePdf:
    """A tagged PDF of a redacted Word file. All spans belong to `RedactedText.text`, all boxes to the PDF.

    `mark_boxes` runs parallel to `RedactedText.marks`; empty for a mark in a header that no page shows. `repeated`
    is what the pages show more often than the text has it: headers, footers and headings of tables.
    """

    pdf: bytes
    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    mark_boxes: tuple[tuple[Box, ...], ...]
    legend: tuple[LegendRow, ...]
    legend_pages: int
    repeated: str


def redact_office(
    document: Document,
    masks: tuple[Mask, ...],
    redacted: RedactedText,
    grounds: tuple[Ground, ...],
    title: str,
) -> OfficePdf:
    """Lay a Word file out with its marks; `document.payload` is the rebuilt file.

    Raises:
        RedactionError: the file is not the one that was read, or the PDF doesn't give its text back.
        DocumentError: LibreOffice is not installed, fails or takes too long.
    """
    data = _with_marks(document, masks, redacted)
    laid_out = to_pdf(data)
    found = align(laid_out, data, redacted)
    by_code: dict[str, set[int]] = {}
    for mask, boxes in zip(redacted.masks, found.boxes, strict=True):
        for code in mask.grounds:
            by_code.setdefault(code, set()).update(box.page for box in boxes)
    legend = legend_rows(by_code, grounds)
    pdf, legend_pages = _finished(laid_out, redacted.text, title, legend)
    return OfficePdf(pdf, found.words, found.pages, found.boxes, legend, legend_pages, found.repeated)


def _with_marks(document: Document, masks: tuple[Mask, ...], redacted: RedactedText) -> bytes:
    try:
        reading = read_rebuilt(Path(document.payload or "").read_bytes())
    except OSError:
        raise RedactionError(CHANGED) from None
    if reading.text != document.text:
        raise RedactionError(CHANGED)
    try:
        data = replace_text(reading, [Replacement(mask.span, mark_text(mask.grounds)) for mask in masks])
    except ValueError:
        raise RedactionError(MISPLACED) from None
    if text_key(read_rebuilt(data).text) != text_key(redacted.text):
        raise RedactionError(MISPLACED)
    return data


def _finished(laid_out: bytes, text: str, title: str, legend: tuple[LegendRow, ...]) -> tuple[bytes, int]:
    """The PDF without what LibreOffice says of it, with its title and legend; the same bytes every time."""
    try:
        with pikepdf.open(io.BytesIO(laid_out)) as pdf:
            _drop_links(pdf)
            clean(pdf, text, (), {}, title)
            pages = append_pages(pdf, legend_pdf(legend)) if legend else 0
            return save(pdf), pages
    except pikepdf.PikepdfError:
        raise DocumentError("de PDF van LibreOffice kan niet worden gelezen") from None


def _drop_links(pdf: pikepdf.Pdf) -> None:
    """Take out the links from the numbers of notes to the notes: all that is left to click on, and a screen reader
    meets the note where it is referred to all the same.
    """
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Link" and "/P" in thing:
            thing["/S"] = pikepdf.Name.Reference
            kids = thing.get("/K")
            if isinstance(kids, pikepdf.Array):
                thing["/K"] = pikepdf.Array([kid for kid in kids if not _is_object(kid)])


def _is_object(kid: object) -> bool:
    """Whether it stands for an annotation among what a tag holds (ISO 32000-1, 14.7.4.3)."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
