"""Redacts a PDF: takes the glyphs themselves out of the content streams, by identity, never by rectangle.

pdfium says where the glyph of each masked character has its origin; the content is followed operator by operator
and a glyph goes when it has that origin. Then the page is read back. A masked character whose glyph can't be
found, text over an image, content that can't be followed or a page that shows something else than it should make
the page a picture with the marks burnt in. What can't be done that way either is an error: no page comes out with
a masked character on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
import pypdfium2

from pipeline.errors import RedactionError, UnreadableError
from pipeline.pdftext import PageText, load, open_pdf, read_pages, readable_bytes
from pipeline.redact.clean import append_pages, clean, refuse_unread, save
from pipeline.redact.content import FontCache, interpret
from pipeline.redact.decoration import drop_decorations
from pipeline.redact.geometry import Rect, Uninterpretable, overlap
from pipeline.redact.glyphs import PageContent
from pipeline.redact.layout import lay_out
from pipeline.redact.marks import draw, mark_font
from pipeline.redact.match import assign, char_indexes, moves_of
from pipeline.redact.raster import mask_boxes, picture_of, replace_page
from pipeline.redact.rewrite import rewrite
from pipeline.redact.verify import Expected, expect, stands
from pipeline.types import Box, Document, Mask, Span


@dataclass(frozen=True, slots=True)
class Move:
    """Characters of `Document.text` that moved `dx` points along their line (to the right where positive)."""

    page: int
    span: Span
    dx: float


@dataclass(frozen=True, slots=True)
class RedactedPages:
    """A redacted PDF.

    `mark_boxes` runs parallel to the masks: where each mark stands as displayed, a box for each piece.
    `rasterised` are the pages that became pictures. `legend_pages` counts the pages at the end that the
    original did not have.
    """

    pdf: bytes
    mark_boxes: tuple[tuple[Box, ...], ...]
    moves: tuple[Move, ...]
    rasterised: tuple[int, ...]
    legend_pages: int


def redact_pages(
    document: Document, masks: tuple[Mask, ...], legend: bytes | None, title: str
) -> RedactedPages:
    """Take the masked characters out of the PDF of a document, clean the file and append the legend.

    Args:
        document: a PDF, with its file in `payload`.
        masks: disjoint, sorted, in spans of `document.text`.
        legend: a PDF whose pages come at the end.
        title: the title the file gets.

    Raises:
        RedactionError: the file changed since it was read, or something can't be taken out.
    """
    if document.payload is None:
        raise RedactionError("er is geen PDF-bestand om te lakken")
    try:
        data = readable_bytes(load(document.payload))
        pages = _pages_to_redact(data, document.text, masks)
        with open_pdf(data) as pdf:
            refuse_unread(pdf)
            boxes, moves, rasterised = _redact(pdf, data, pages, document, masks)
            covered = {p.page.number: _rects(p, masks) for p in pages}
            clean(pdf, document.text, tuple(m.span for m in masks), covered, title)
            added = append_pages(pdf, legend) if legend is not None else 0
            return RedactedPages(
                save(pdf), tuple(tuple(b) for b in boxes), tuple(moves), tuple(rasterised), added
            )
    except UnreadableError as error:
        raise RedactionError(str(error)) from error
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
    ) as error:
        raise RedactionError("het PDF-bestand is zo opgebouwd dat het niet kan worden gelakt") from error


def _pages_to_redact(data: bytes, text: str, masks: tuple[Mask, ...]) -> list[PageText]:
    """The pages that carry a mask; reads them all, to be sure that it is the text that was judged."""
    wanted: list[PageText] = []
    read: list[str] = []
    for page in read_pages(data):
        read.append(page.text)
        if any(m.span.overlaps(page.page.span) for m in masks):
            wanted.append(page)
    if "\f".join(read) != text:
        raise RedactionError("het bestand is tijdens de verwerking veranderd")
    return wanted


def _rects(page: PageText, masks: tuple[Mask, ...]) -> tuple[Rect, ...]:
    return tuple(page.chars[i].box for chars in char_indexes(page, masks).values() for i in chars)


@dataclass(frozen=True, slots=True)
class _Work:
    """What the pages of one file have in common."""

    pdf: pikepdf.Pdf
    data: bytes
    grounds: tuple[tuple[str, ...], ...]
    fonts: FontCache
    mark_fonts: pikepdf.Object


@dataclass(frozen=True, slots=True)
class _Done:
    """A redacted page: the boxes of its marks by mask, what moved, and what it must show (None: a picture)."""

    boxes: tuple[tuple[int, Box], ...]
    moves: tuple[tuple[Span, float], ...]
    expected: Expected | None


def _redact(
    pdf: pikepdf.Pdf, data: bytes, pages: list[PageText], document: Document, masks: tuple[Mask, ...]
) -> tuple[list[list[Box]], list[Move], list[int]]:
    """Redact the pages in place; gives the boxes of the marks by mask, what moved, and which became pictures."""
    work = _Work(pdf, data, tuple(m.grounds for m in masks), {}, mark_font(pdf))
    done = [_redact_page(work, page, char_indexes(page, masks)) for page in pages]
    expected = {d.expected.page: d.expected for d in done if d.expected is not None}
    if expected:
        back = {p.page.number: p for p in read_pages(save(pdf), frozenset(expected))}
        for i, page in enumerate(pages):
            wanted = expected.get(page.page.number)
            if wanted is not None and not stands(back[page.page.number], wanted):
                done[i] = _as_picture(work, page, char_indexes(page, masks))
    boxes: list[list[Box]] = [[] for _ in masks]
    moves: list[Move] = []
    for page, result in zip(pages, done, strict=True):
        for index, box in result.boxes:
            boxes[index].append(box)
        moves += [Move(page.page.number, span, dx) for span, dx in result.moves]
    for mask, placed in zip(masks, boxes, strict=True):
        if not placed and mask.span.of(document.text).strip():
            raise RedactionError("een te lakken passage staat op geen enkele pagina")
    rasterised = [p.page.number for p, d in zip(pages, done, strict=True) if d.expected is None]
    return boxes, moves, rasterised


def _redact_page(work: _Work, text: PageText, indexes: dict[int, list[int]]) -> _Done:
    try:
        return _remove(work, text, indexes)
    except Uninterpretable:
        return _as_picture(work, text, indexes)


def _remove(work: _Work, text: PageText, indexes: dict[int, list[int]]) -> _Done:
    """Take the masked glyphs off a page.

    Raises:
        Uninterpretable: they can't be taken off one by one.
    """
    page = work.pdf.pages[text.page.number - 1]
    visible: Rect = (text.view.x0, text.view.y0, text.view.x1, text.view.y1)
    content = interpret(page, visible, work.fonts)
    assign(text, content, indexes)
    _refuse_images(text, content, indexes)
    pieces = lay_out(content, work.grounds, text.view, visible)
    drop_decorations(content)
    drawn = b"".join(draw(piece, work.grounds[piece.mask]) for piece in pieces)
    rewrite(work.pdf, page, content.root, drawn, work.mark_fonts)
    boxes = sorted(
        ((p.mask, text.view.box(text.page.number, p.corners())) for p in pieces), key=_reading_order
    )
    moves = moves_of(text, content)
    # A letter of a ligature goes with the others, masked or not.
    gone = {i for g in content.glyphs if g.mask is not None for i in g.chars}
    shifts = {i: g.shift for g in content.glyphs if g.dx for i in g.chars}
    codes = tuple(work.grounds[p.mask] for p in pieces)
    return _Done(tuple(boxes), tuple(moves), expect(text, gone, shifts, codes))


def _reading_order(placed: tuple[int, Box]) -> tuple[int, float, float]:
    return placed[0], placed[1].top, placed[1].x0


def _refuse_images(text: PageText, content: PageContent, indexes: dict[int, list[int]]) -> None:
    """A picture below a masked character may show it too (a scan with its text laid over it)."""
    for chars in indexes.values():
        for index in chars:
            if any(overlap(text.chars[index].box, image) for image in content.images):
                raise Uninterpretable("text over an image")


def _as_picture(work: _Work, text: PageText, indexes: dict[int, list[int]]) -> _Done:
    boxes = mask_boxes(text, indexes.items())
    rendered = pypdfium2.PdfDocument(work.data)
    try:
        picture = picture_of(rendered, text, boxes)
    finally:
        rendered.close()
    replace_page(work.pdf, text, picture, [(box, work.grounds[mask]) for mask, box in boxes], work.mark_fonts)
    return _Done(tuple(boxes), (), None)
