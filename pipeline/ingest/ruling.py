"""The lines that are drawn on a page and the areas that are filled: what the border of a table is made of.

PDFium gives the paths, so that a line stands where the words of `pdf/text.py` stand, whatever the page's rotation,
CropBox or /UserUnit. White counts too: layouts are drawn with lines that nobody sees.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.pdf.text import View

MAX_OBJECTS, MAX_EDGES, MAX_FILLS = 20_000, 5_000, 1_000
"""A page with more than this is a drawing or a map; its tables are left out."""
MAX_SEGMENTS = 2_000
"""A path of more segments than this is no border."""
MAX_DEPTH = 5
"""Form XObjects nested deeper than this hold no border."""
THIN = 3.0
"""A shape of which a side measures at most this many points is a line."""
_SLANT = 0.5  # points that the ends of a level line may differ in height


class Edge(NamedTuple):
    """A level or upright stretch of a border, in points as displayed, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    level: bool


class Fill(NamedTuple):
    """A filled rectangle and its colour."""

    colour: tuple[int, int, int]
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Ruling:
    """The lines and the filled areas of a page."""

    lines: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """A page while its paths are read; `left` is what it may still hold."""

    view: View
    ruling: Ruling
    left: int = MAX_OBJECTS


class _TooMuchError(Exception):
    """There is more on the page than a page with tables holds."""


def find_ruling(page: pypdfium2.PdfPage) -> Ruling:
    """The borders on a page; none for a page that holds too many.

    Raises:
        pypdfium2.PdfiumError: PDFium can't tell the page's size.
    """
    x0, y0, x1, y1 = page.get_bbox()
    sheet = _Sheet(View(x0, y0, x1, y1, page.get_rotation() // 90 % 4), Ruling())
    try:
        _walk(sheet, page.raw, pypdfium2.PdfMatrix(), 0)
    except _TooMuchError:
        return Ruling()
    return sheet.ruling


def _walk(sheet: _Sheet, holder: object, matrix: pypdfium2.PdfMatrix, depth: int) -> None:
    count, get = (
        (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject)
        if depth
        else (pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject)
    )
    objects = max(0, count(holder))
    sheet.left -= objects
    if sheet.left < 0:
        raise _TooMuchError
    for i in range(objects):
        handle = get(holder, i)
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _path(sheet, handle, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            _walk(sheet, handle, _own(handle, matrix), depth + 1)


def _path(sheet: _Sheet, handle: object, matrix: pypdfium2.PdfMatrix) -> None:
    """The borders of one path. A thin one is a line along its middle, whether it is filled or stroked."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, filled, stroked)
    corners = [ctypes.c_float() for _ in range(4)]
    if not (filled.value or stroked.value) or not pdfium_c.FPDFPageObj_GetBounds(handle, *corners):
        return
    x0, y0, x1, y1 = (c.value for c in corners)
    box = _shown(sheet.view, [(x0, y0), (x1, y1), (x0, y1), (x1, y0)], matrix)
    if abs(box[0][0] - box[1][0]) <= THIN or abs(box[0][1] - box[1][1]) <= THIN:
        sheet.ruling.lines.extend(_edges(box))
        return
    if not 2 <= pdfium_c.FPDFPath_CountSegments(handle) <= MAX_SEGMENTS:
        return
    own = _own(handle, matrix)
    for points in _subpaths(handle, closed=bool(filled.value)):
        edges = list(_edges(_shown(sheet.view, points, own)))
        if stroked.value or len(edges) == 1:
            sheet.ruling.lines.extend(edges)
        elif len(edges) == 4:
            x0, top = min(e.x0 for e in edges), min(e.top for e in edges)
            x1, bottom = max(e.x1 for e in edges), max(e.bottom for e in edges)
            sheet.ruling.fills.append(Fill(_colour(handle), x0, top, x1, bottom))
        if len(sheet.ruling.lines) > MAX_EDGES or len(sheet.ruling.fills) > MAX_FILLS:
            raise _TooMuchError


def _subpaths(handle: object, *, closed: bool) -> Iterator[list[tuple[float, float]]]:
    """The corners of each subpath that is all straight lines; filling closes it."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium_c.FPDFPath_CountSegments(handle)):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield [*points, points[0]] if closed else points
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield [*points, points[0]] if closed else points


def _edges(points: Sequence[tuple[float, float]]) -> Iterator[Edge]:
    """The level and upright sides of a subpath. One whose sides are close together is one line."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not isfinite(sum(xs) + sum(ys)):
        return
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    if bottom - top <= THIN < x1 - x0:
        yield Edge(x0, (top + bottom) / 2, x1, (top + bottom) / 2, level=True)
    elif x1 - x0 <= THIN < bottom - top:
        yield Edge((x0 + x1) / 2, top, (x0 + x1) / 2, bottom, level=False)
    else:
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ay - by) <= _SLANT and abs(ax - bx) > THIN:
                yield Edge(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2, level=True)
            elif abs(ax - bx) <= _SLANT and abs(ay - by) > THIN:
                yield Edge((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by), level=False)


def _shown(
    view: View, points: Sequence[tuple[float, float]], matrix: pypdfium2.PdfMatrix
) -> list[tuple[float, float]]:
    return [view.point(*matrix.on_point(x, y)) for x, y in points]


def _colour(handle: object) -> tuple[int, int, int]:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, opacity)
    return red.value, green.value, blue.value


def _own(handle: object, outer: pypdfium2.PdfMatrix) -> pypdfium2.PdfMatrix:
    """From an object's own space to the page's."""
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, raw):
        return outer
    return pypdfium2.PdfMatrix.from_raw(raw).multiply(outer)
