"""Redacts a PDF: takes the glyphs themselves out of the content streams, by identity, never by rectangle.

pdfium says where the glyph of each masked character has its origin; the content is followed operator by operator
and a glyph goes when it has that origin. Images below it lose the pixels under it. Then the page is read back. A masked
character whose glyph can't be found, an image that can't lose its pixels, content that can't be followed or a page that
shows something else than it should make the page a picture with the marks burnt in. What can't be done that way either
is an error: no page comes out with a masked character on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pikepdf
import pypdfium2

from pipeline.errors import RedactionError, UnreadableError
from pipeline.gcpause import uncollected
from pipeline.pdf.opening import DAMAGE, load, open_pdf, readable
from pipeline.pdf.text import PageText, page_texts, read_pages
from pipeline.redact.clean import append_pages, clean, refuse_unread, save
from pipeline.redact.content import FontCache, interpret
from pipeline.redact.decoration import drop_decorations
from pipeline.redact.fontprune import prune_fonts
from pipeline.redact.geometry import Rect, Uninterpretable, overlap
from pipeline.redact.glyphs import PageContent
from pipeline.redact.layout import lay_out
from pipeline.redact.marks import mark_resources
from pipeline.redact.match import assign, char_indexes, moves_of
from pipeline.redact.raster import mask_boxes, mask_rects, picture_of, replace_page
from pipeline.redact.rewrite import rewrite
from pipeline.redact.verify import Expected, expect, reads, stands
from pipeline.types import Box, Document, Mask, Span


@dataclass(frozen=True, slots=True)
class Move:
    """Characters of `Document.text` that moved, as displayed: `dx` points to the right and `dy` down."""

    page: int
    span: Span
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class RedactedPages:
    """A redacted PDF.

    `mark_boxes` runs parallel to the masks: where each mark stands as displayed, a box for each piece.
    `rasterised` are the pages that became pictures. `exact` counts the marks whose gap kept the width of what stood
    there, by page. `legend_pages` counts the pages at the end that the original did not have. `notes` are Dutch
    sentences for the officer.
    """

    pdf: bytes
    mark_boxes: tuple[tuple[Box, ...], ...]
    moves: tuple[Move, ...]
    rasterised: tuple[int, ...]
    exact: tuple[tuple[int, int], ...]
    legend_pages: int
    notes: tuple[str, ...] = ()


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
        data = readable(load(document.payload)).data
        return _redacted(data, document, masks, legend, title)
    except UnreadableError as error:
        raise RedactionError(str(error)) from error
    except DAMAGE as error:
        raise RedactionError("het PDF-bestand is zo opgebouwd dat het niet kan worden gelakt") from error


@dataclass(frozen=True, slots=True)
class _Work:
    """What the pages of one file have in common. `pictures` are the pages that showed something wrong before."""

    pdf: pikepdf.Pdf
    data: bytes
    masks: tuple[Mask, ...]
    pictures: frozenset[int]
    fonts: FontCache
    marks: pikepdf.Object


@dataclass(frozen=True, slots=True)
class _Done:
    """A redacted page: the boxes of its marks by mask, what moved, how many gaps kept their width, the places in user
    space of what went or moved (where the page has annotations), and what it must show (None: a picture).
    """

    page: int
    boxes: tuple[tuple[int, Box], ...]
    covered: tuple[Rect, ...]
    moves: tuple[tuple[Span, float, float], ...] = ()
    exact: int = 0
    expected: Expected | None = None


def _redacted(
    data: bytes, document: Document, masks: tuple[Mask, ...], legend: bytes | None, title: str
) -> RedactedPages:
    """Redact, read back, and once more with the pages as pictures that show something else than they should."""
    pictures: frozenset[int] = frozenset()
    for _ in range(2):
        with open_pdf(data) as pdf:
            refuse_unread(pdf)
            work = _Work(pdf, data, masks, pictures, {}, mark_resources(pdf))
            done = _redact(work, document)
            covered = {d.page: None if d.expected is None else d.covered for d in done}
            clean(pdf, document.text, tuple(m.span for m in masks), covered, title)
            added = append_pages(pdf, legend) if legend is not None else 0
            with uncollected():
                notes = prune_fonts(pdf)
            saved = save(pdf)
        wrong = _wrong(saved, {d.page: d.expected for d in done if d.expected is not None})
        if not wrong:
            return replace(_result(saved, done, len(masks), added), notes=notes)
        pictures |= wrong
    raise RedactionError("na het lakken staat er iets anders op een pagina dan zou moeten")


def _redact(work: _Work, document: Document) -> list[_Done]:
    """Redact the pages in place, one at a time; reads them all, to be sure that it is the text that was judged."""
    done: list[_Done] = []
    count = 0
    for page in read_pages(work.data):
        count += 1
        if page.text != page.page.span.of(document.text):
            raise RedactionError("het bestand is tijdens de verwerking veranderd")
        indexes = char_indexes(page, work.masks)
        if indexes:
            done.append(_redact_page(work, page, indexes))
    if count != len(document.pages):
        raise RedactionError("het bestand is tijdens de verwerking veranderd")
    placed = {mask for d in done for mask, _ in d.boxes}
    if any(i not in placed and m.span.of(document.text).strip() for i, m in enumerate(work.masks)):
        raise RedactionError("een te lakken passage staat op geen enkele pagina")
    return done


def _wrong(saved: bytes, expected: dict[int, Expected]) -> frozenset[int]:
    """The pages that show something else than they should."""
    if not expected:
        return frozenset()
    texts = page_texts(saved, frozenset(expected))
    other = frozenset(n for n, wanted in expected.items() if not reads(texts[n], wanted))
    back = {p.page.number: p for p in read_pages(saved, other)} if other else {}
    return frozenset(n for n in other if not stands(back[n], expected[n]))


def _result(pdf: bytes, done: list[_Done], masks: int, legend_pages: int) -> RedactedPages:
    boxes: list[list[Box]] = [[] for _ in range(masks)]
    for page in done:
        for index, box in page.boxes:
            boxes[index].append(box)
    return RedactedPages(
        pdf=pdf,
        mark_boxes=tuple(tuple(b) for b in boxes),
        moves=tuple(Move(d.page, *move) for d in done for move in d.moves),
        rasterised=tuple(d.page for d in done if d.expected is None),
        exact=tuple((d.page, d.exact) for d in done if d.exact),
        legend_pages=legend_pages,
    )


def _redact_page(work: _Work, text: PageText, indexes: dict[int, list[int]]) -> _Done:
    if text.page.number in work.pictures:
        return _as_picture(work, text, indexes)
    try:
        with uncollected():
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
    fixed = _wipe_images(text, content, indexes)
    grounds = tuple(m.grounds for m in work.masks)
    pieces = lay_out(content, grounds, visible, fixed)
    drop_decorations(content)
    annotated = "/Annots" in page.obj
    rewrite(work.pdf, page, content, [(p, grounds[p.mask]) for p in pieces], work.marks)
    number = text.page.number
    boxes = sorted(((p.mask, text.view.box(number, p.corners())) for p in pieces), key=_reading_order)
    # A letter of a ligature goes with the others, masked or not.
    gone = {i for g in content.glyphs() if g.mask is not None for i in g.chars}
    shifts = {i: g.shift for g in content.glyphs() if g.dx for i in g.chars}
    done = _Done(
        page=number,
        boxes=tuple(boxes),
        covered=tuple(text.chars[i].box for i in {*gone, *shifts}) if annotated else (),
        moves=tuple(moves_of(text, content)),
        exact=sum(p.exact for p in pieces),
        expected=expect(text, gone, shifts, tuple(grounds[p.mask] for p in pieces)),
    )
    content.forget()
    return done


def _reading_order(placed: tuple[int, Box]) -> tuple[int, float, float]:
    return placed[0], placed[1].top, placed[1].x0


def _wipe_images(text: PageText, content: PageContent, indexes: dict[int, list[int]]) -> frozenset[int]:
    """A picture below a masked character may show it too (a scan with its text laid over it): its pixels there go.
    Gives the masks that have some below them; the text on their lines can't move, for the picture doesn't.

    Raises:
        Uninterpretable: the pixels of a picture can't be reached.
    """
    found: set[int] = set()
    for mask, rect in mask_rects(text, indexes.items()) if content.images else ():
        for use in content.images:
            if overlap(rect, use.rect):
                if use.image is None:
                    raise Uninterpretable("text over an image in a pattern")
                use.wiped.append(rect)
                found.add(mask)
    return frozenset(found)


def _as_picture(work: _Work, text: PageText, indexes: dict[int, list[int]]) -> _Done:
    boxes = mask_boxes(text, indexes.items())
    rendered = pypdfium2.PdfDocument(work.data)
    try:
        picture = picture_of(rendered, text, boxes)
    finally:
        rendered.close()
    marks = [(box, work.masks[mask].grounds) for mask, box in boxes]
    replace_page(work.pdf, text, picture, marks, work.marks)
    return _Done(text.page.number, tuple(boxes), (), exact=len(boxes))
