"""Finds the pictures and drawn letters of a PDF that no reader of text sees, by looking at its page objects.

A raster image counts unless it can't hold a letter: both sides at most 8 pt, or a side of at most 3 pt or 3
pixels (a rule, a fill). Such specks still count when a page has more than twelve different ones, for that is
how a scan in strips looks, or a text of small bitmaps. An icon (both sides at most 16 pt: a bullet, an emoji)
holds no name, and counts when a page has more than four different ones. Images and outlines that stand on
most pages are logos (`repeats`).
"""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.ingest.fonts import page_is_unknown
from pipeline.ingest.outlines import MAX_SEGMENTS, Shape, find_outlines, is_strewn
from pipeline.ingest.repeats import Drawn, Rect, without_logos

SPECK_SIDE, SPECK_EDGE, SPECK_PIXELS, MAX_SPECKS = 8.0, 3.0, 3, 12
ICON_SIDE, MAX_ICONS = 16.0, 4
MAX_RENDERED = 400.0
"""Images with a side of more points than this are too large for a logo, and their pixels are not compared."""
MAX_DEPTH = 20
"""Form XObjects nested deeper than this count as a picture that nobody saw."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Unread:
    """The pages with a picture and those with drawn shapes that may hold text, and those with letters that their
    font gives no way to text; sorted.
    """

    pictures: tuple[int, ...]
    drawn: tuple[Drawn, ...]
    strewn: tuple[int, ...]
    outlines: tuple[int, ...]
    unknown_letters: tuple[int, ...]


@dataclass(slots=True)
class _PageView:
    """What stands on one page beside its text."""

    pdf: pypdfium2.PdfDocument
    page: pypdfium2.PdfPage
    number: int
    images: list[Drawn] = field(default_factory=list)
    specks: set[str] = field(default_factory=set)
    icons: set[str] = field(default_factory=set)
    shapes: list[Shape] = field(default_factory=list)
    segments: int = 0
    too_deep: bool = False


def find_unread(data: bytes) -> Unread:
    """Look at all pages of a PDF.

    Raises:
        pypdfium2.PdfiumError: pdfium can't open it, or one of its pages.
    """
    images: list[Drawn] = []
    outlines: list[Drawn] = []
    picture_pages: set[int] = set()
    outline_pages: set[int] = set()
    unknown: list[int] = []
    areas: dict[int, float] = {}
    pdf = pypdfium2.PdfDocument(data)
    try:
        for index in range(len(pdf)):
            page = pdf[index]
            try:
                areas[index + 1] = page.get_width() * page.get_height()
                view = _PageView(pdf, page, index + 1)
                _walk(view, page.raw, _IDENTITY, 0)
                if page_is_unknown(page):
                    unknown.append(index + 1)
            finally:
                page.close()
            images.extend(view.images)
            if view.too_deep or len(view.specks) > MAX_SPECKS or len(view.icons) > MAX_ICONS:
                picture_pages.add(index + 1)
            words = find_outlines(view.shapes)
            outlines.extend(Drawn(index + 1, w.rect, w.digest) for w in words)
            if view.segments > MAX_SEGMENTS or is_strewn(view.shapes, words):
                outline_pages.add(index + 1)
    finally:
        pdf.close()
    strewn = tuple(sorted(picture_pages))
    drawn = tuple(without_logos(images, areas))
    picture_pages.update(d.page for d in drawn)
    outline_pages.update(d.page for d in without_logos(outlines, areas))
    return Unread(tuple(sorted(picture_pages)), drawn, strewn, tuple(sorted(outline_pages)), tuple(unknown))


def _walk(view: _PageView, holder: object, matrix: Matrix, depth: int) -> None:
    """Visit the objects of a page or of a form on it; `matrix` leads from the holder to the page."""
    for handle in _objects(holder, in_form=depth > 0):
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            _image(view, handle, _times(_matrix(handle), matrix))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            if view.segments <= MAX_SEGMENTS:
                view.shapes.extend(_shapes(view, handle, _times(_matrix(handle), matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth >= MAX_DEPTH:
                view.too_deep = True
            else:
                _walk(view, handle, _times(_matrix(handle), matrix), depth + 1)


def _objects(holder: object, *, in_form: bool) -> Iterator[object]:
    if in_form:
        for i in range(pdfium_c.FPDFFormObj_CountObjects(holder)):
            yield pdfium_c.FPDFFormObj_GetObject(holder, i)
        return
    for i in range(pdfium_c.FPDFPage_CountObjects(holder)):
        yield pdfium_c.FPDFPage_GetObject(holder, i)


def _matrix(handle: object) -> Matrix:
    m = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, m):
        return _IDENTITY
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n` (ISO 32000-2 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _placed(points: list[tuple[float, float]], m: Matrix) -> Rect:
    xs = [x * m[0] + y * m[2] + m[4] for x, y in points]
    ys = [x * m[1] + y * m[3] + m[5] for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _image(view: _PageView, handle: object, matrix: Matrix) -> None:
    rect = _placed([(0, 0), (1, 0), (0, 1), (1, 1)], matrix)
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    columns, rows = ctypes.c_uint(), ctypes.c_uint()
    known = pdfium_c.FPDFImageObj_GetImagePixelSize(handle, columns, rows)
    few = bool(known) and min(columns.value, rows.value) <= SPECK_PIXELS
    digest = _digest(view, handle, render=max(width, height) <= MAX_RENDERED)
    if max(width, height) <= SPECK_SIDE or min(width, height) <= SPECK_EDGE or few:
        view.specks.add(digest)
    elif max(width, height) <= ICON_SIDE:
        view.icons.add(digest)
    else:
        view.images.append(Drawn(view.number, rect, digest))


def _digest(view: _PageView, handle: object, *, render: bool) -> str:
    """Of the bytes of an image, and of its pixels as shown, for the same bytes may lie under another mask."""
    size = pdfium_c.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    raw = (ctypes.c_ubyte * size)()
    pdfium_c.FPDFImageObj_GetImageDataRaw(handle, raw, size)
    digest = hashlib.sha256(bytes(raw))
    bitmap = pdfium_c.FPDFImageObj_GetRenderedBitmap(view.pdf, view.page, handle) if render else None
    if bitmap:
        length = pdfium_c.FPDFBitmap_GetStride(bitmap) * pdfium_c.FPDFBitmap_GetHeight(bitmap)
        digest.update(ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), length))
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    return digest.hexdigest()


def _shapes(view: _PageView, handle: object, matrix: Matrix) -> Iterator[Shape]:
    """The subpaths of a path object. Three segments of type "bezier" are the points of one curve."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    letters: list[str] = []
    count = pdfium_c.FPDFPath_CountSegments(handle)
    view.segments += max(count, 0)
    if view.segments > MAX_SEGMENTS:
        return
    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield Shape(_placed(points, matrix), "".join(letters).replace("CCC", "c").upper())
            points, letters = [], []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        letters.append(_LETTERS.get(kind, "M"))
    if points:
        yield Shape(_placed(points, matrix), "".join(letters).replace("CCC", "c").upper())


_LETTERS = {
    pdfium_c.FPDF_SEGMENT_MOVETO: "M",
    pdfium_c.FPDF_SEGMENT_LINETO: "L",
    pdfium_c.FPDF_SEGMENT_BEZIERTO: "C",
}
