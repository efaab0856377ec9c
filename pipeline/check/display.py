"""What a page paints, as PDFium gives it, in points as displayed."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.check import native
from pipeline.check.shapes import Points, Rect, lines, rectangles
from pipeline.types import Box

Colour = tuple[int, int, int, int]
Matrix = tuple[float, float, float, float, float, float]
Floats = NDArray[np.float64]

MAX_ITEMS = 200_000
"""Page objects, those in forms included, after which a page is refused."""
MAX_DEPTH = 40
_MAX_PIECES = 400  # a path of more segments than this is not taken apart
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_KINDS = {1: "text", 2: "path", 3: "image", 4: "shading"}  # FPDF_PAGEOBJ_*
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_BIG = 1e6  # a coordinate beyond this is a mistake or bait; PDF readers stop at 14 400 points

_INT = ctypes.c_int


class Item(NamedTuple):
    """Something that is painted: a text object, a path or a piece of one, an image or a shading.

    `fill` and `stroke` are red, green, blue and alpha (0-255); None: not filled, not stroked. `rectangle`: what is
    painted covers the whole of `box` (a filled rectangle, a thick straight line). `render_mode` is that of text, else
    -1. `clip` is the box around what the clipping paths let through, None: nothing clips. `handle` is the address of
    PDFium's object, which lives as long as its page.
    """

    kind: str  # "text" | "path" | "image" | "shading"
    box: Box
    fill: Colour | None = None
    stroke: Colour | None = None
    stroke_width: float = 0.0
    rectangle: bool = False
    render_mode: int = -1
    font_size: float = 0.0
    hidden_layer: bool = False
    clip: Box | None = None
    width_px: int = 0
    height_px: int = 0
    matrix: Matrix = _IDENTITY  # from the object's own space to the page as displayed
    handle: int = 0
    depth: int = 0  # how many forms it stands in


class TooMany(Exception):  # noqa: N818  (the caller turns it into a CheckError)
    """A page holds more objects than anyone paints."""


def multiply(first: Any, then: Matrix) -> Any:  # noqa: ANN401  (six numbers, or six columns of them)
    """The matrix that does the one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def view_matrix(visible: Rect, quarter_turns: int) -> Matrix:
    """From user space to the page as displayed. `visible` is the CropBox: left, bottom, right, top."""
    x0, y0, x1, y1 = visible
    match quarter_turns % 4:
        case 1:
            return (0.0, 1.0, 1.0, 0.0, -y0, -x0)
        case 2:
            return (-1.0, 0.0, 0.0, 1.0, x1, -y0)
        case 3:
            return (0.0, -1.0, -1.0, 0.0, y1, x1)
        case _:
            return (1.0, 0.0, 0.0, -1.0, -x0, y1)


def transformed(rects: Floats, matrix: Matrix) -> Floats:
    """The boxes around rectangles (rows of x0, y0, x1, y1) after a matrix; what is no number becomes 0."""
    a, b, c, d, e, f = matrix
    xs, ys = rects[:, [0, 2, 0, 2]], rects[:, [1, 1, 3, 3]]
    with np.errstate(all="ignore"):
        x, y = a * xs + c * ys + e, b * xs + d * ys + f
    made = np.stack([x.min(1), y.min(1), x.max(1), y.max(1)], axis=1)
    cleaned: Floats = np.clip(np.nan_to_num(made, nan=0.0, posinf=_BIG, neginf=-_BIG), -_BIG, _BIG)
    return cleaned


def _rect(rect: Sequence[float], matrix: Matrix) -> Rect:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = rect
    xs = sorted((a * x0, a * x1)), sorted((c * y0, c * y1))
    ys = sorted((b * x0, b * x1)), sorted((d * y0, d * y1))
    sides = (
        xs[0][0] + xs[1][0] + e,
        ys[0][0] + ys[1][0] + f,
        xs[0][1] + xs[1][1] + e,
        ys[0][1] + ys[1][1] + f,
    )
    x0, y0, x1, y1 = (min(max(side, -_BIG), _BIG) if math.isfinite(side) else 0.0 for side in sides)
    return x0, y0, x1, y1


class _Made:
    """The items of one page while they are gathered."""

    def __init__(self, page: int, hidden: Callable[[int], bool] | None) -> None:
        self.page = page
        self.hidden = hidden
        self.items: list[Item] = []
        self.index: dict[int, int] = {}
        self.seen = 0


class _Around(NamedTuple):
    """What holds for the objects of a page or a form: where they stand, what clips them, whether they are off."""

    matrix: Matrix
    clip: Rect | None
    hidden: bool
    depth: int


def page_items(
    page: int, number: int, view: Matrix, hidden: Callable[[int], bool] | None
) -> tuple[list[Item], dict[int, int]]:
    """What a page paints in the order of painting, and the item of each text object by its address.

    `hidden` tells whether the object at an address stands on a layer that is off; None: the file has no layers.

    Raises:
        TooMany: the page has more objects than `MAX_ITEMS`.
    """
    made = _Made(number, hidden)
    count = max(0, pdfium_c.FPDFPage_CountObjects(ctypes.cast(page, pdfium_c.FPDF_PAGE)))
    _gather(made, list(map(native.PAGE_OBJECT, repeat(page), range(count))), _Around(view, None, False, 0))
    return made.items, made.index


def _gather(made: _Made, objects: Sequence[int], around: _Around) -> None:
    made.seen += len(objects)
    if made.seen > MAX_ITEMS or around.depth > MAX_DEPTH:
        raise TooMany
    asked = zip(
        objects,
        map(native.KIND, objects),
        _boxes(objects, around.matrix),
        _matrices(objects, around.matrix),
        _fills(objects),
        map(native.CLIP_PATHS, map(native.CLIP, objects)),
        strict=True,
    )
    around_box = Box(made.page, *around.clip) if around.clip else None
    for address, kind, sides, matrix, colour, clips in asked:
        off = around.hidden or (
            made.hidden is not None and native.MARKS(address) > 0 and made.hidden(address)
        )
        clip = _clip(address, around) if clips > 0 else around.clip
        if kind == _FORM:
            form = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
            count = max(0, pdfium_c.FPDFFormObj_CountObjects(form))
            held = list(map(native.FORM_OBJECT, repeat(address), range(count)))
            _gather(made, held, _Around(matrix, clip, off, around.depth + 1))
            continue
        if kind not in _KINDS:
            continue
        made.index[address] = len(made.items)
        box = Box(made.page, *sides)
        through = Box(made.page, *clip) if clip is not None and clips > 0 else around_box
        mode, size, fill, stroke = -1, 0.0, colour, None
        if kind == _TEXT:
            mode = native.RENDER_MODE(address)
            size = _float(native.FONT_SIZE, address) * math.hypot(matrix[2], matrix[3])
            stroke = _colour(native.STROKE, address) if mode in (1, 2, 5, 6) else None
            fill = colour if mode in (0, 2, 4, 6) else None
        place = (through, 0, 0, matrix, address, around.depth)
        item = Item(_KINDS[kind], box, fill, stroke, 0.0, False, mode, size, off, *place)
        if kind == _IMAGE:
            made.items.append(_image(item))
        elif kind == _PATH:
            made.items += _path(item)
        else:
            made.items.append(item)


def _boxes(objects: Sequence[int], matrix: Matrix) -> list[list[float]]:
    bounds = np.zeros((len(objects), 4), np.float32)
    at = bounds.ctypes.data
    ends = (range(at + 4 * side, at + 4 * side + 16 * len(objects), 16) for side in range(4))
    list(map(native.BOUNDS, objects, *ends))
    made: list[list[float]] = transformed(bounds.astype(np.float64), matrix).tolist()
    return made


def _matrices(objects: Sequence[int], outer: Matrix) -> list[Matrix]:
    """The matrix of each object to the page as displayed."""
    own = np.zeros((len(objects), 6), np.float32)
    own[:, [0, 3]] = 1  # stays where PDFium gives none
    at = own.ctypes.data
    list(map(native.MATRIX, objects, range(at, at + 24 * len(objects), 24)))
    columns = tuple(np.nan_to_num(own.astype(np.float64), posinf=_BIG, neginf=-_BIG).T)
    return list(zip(*(column.tolist() for column in multiply(columns, outer)), strict=True))


def _fills(objects: Sequence[int]) -> list[Colour | None]:
    values = np.zeros((len(objects), 4), np.uint32)
    at = values.ctypes.data
    ends = (range(at + 4 * side, at + 4 * side + 16 * len(objects), 16) for side in range(4))
    given = map(native.FILL, objects, *ends)
    known = list(given)
    return [
        (red, green, blue, alpha) if there else None
        for there, (red, green, blue, alpha) in zip(known, values.tolist(), strict=True)
    ]


def _image(item: Item) -> Item:
    wide, high = _pixels(item.handle)
    a, b, c, d, _, _ = item.matrix
    return item._replace(
        fill=(0, 0, 0, item.fill[3] if item.fill else 255),
        rectangle=min(abs(a) + abs(d), abs(b) + abs(c)) < 1e-3 * max(map(abs, (a, b, c, d))),
        width_px=wide,
        height_px=high,
    )


def _path(item: Item) -> Iterator[Item]:
    address = item.handle
    mode, stroked = _INT(), _INT()
    native.DRAW_MODE(address, ctypes.addressof(mode), ctypes.addressof(stroked))
    fill = item.fill if mode.value else None
    stroke = _colour(native.STROKE, address) if stroked.value else None
    if fill is None and stroke is None:
        return  # it only clips
    a, b, c, d, _, _ = item.matrix
    wide = _float(native.STROKE_WIDTH, address) * math.sqrt(abs(a * d - b * c)) if stroke else 0.0
    whole = item._replace(fill=fill, stroke=stroke, stroke_width=wide)
    pieces: list[Rect] = []
    count = native.SEGMENTS(address)
    if 0 < count <= _MAX_PIECES:
        parts = _subpaths(map(native.SEGMENT, repeat(address), range(count)), item.matrix)
        solid = stroke is not None and native.DASHES(address) <= 0
        pieces = rectangles(parts, mode.value) if fill else lines(parts, wide) if solid else []
    if not pieces:
        yield whole
    for piece in pieces:
        yield whole._replace(box=Box(item.box.page, *piece), rectangle=True)


def _subpaths(segments: Iterator[int], matrix: Matrix) -> list[Points]:
    """The corners of each part of a path; nothing where it has a curve."""
    a, b, c, d, e, f = matrix
    point = (ctypes.c_float * 2)()
    at = ctypes.addressof(point)
    parts: list[Points] = []
    for segment in segments:
        kind = native.SEGMENT_KIND(segment)  # 0: line, 1: curve, 2: move
        if kind == 1 or not native.POINT(segment, at, at + 4):
            return []
        x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
        if kind == 2 or not parts:
            parts.append([])
        parts[-1].append((x, y))
    return [part for part in parts if len(part) > 1]


def _clip(address: int, around: _Around) -> Rect | None:
    """The box around what the clipping paths of an object and of the forms around it let through."""
    clip = native.CLIP(address)
    count = native.CLIP_PATHS(clip) if clip else 0
    made = around.clip
    for path in range(max(0, count)):
        segments = native.CLIP_SEGMENTS(clip, path)
        if segments <= 0:
            continue
        points = _points(map(native.CLIP_SEGMENT, repeat(clip), repeat(path), range(segments)))
        if not points:
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        rect = _rect((min(xs), min(ys), max(xs), max(ys)), around.matrix)
        made = rect if made is None else _shared(made, rect)
    return made


def _points(segments: Iterator[int]) -> Points:
    point = (ctypes.c_float * 2)()
    at = ctypes.addressof(point)
    return [(point[0], point[1]) for segment in segments if segment and native.POINT(segment, at, at + 4)]


def _shared(one: Rect, other: Rect) -> Rect:
    x0, y0 = max(one[0], other[0]), max(one[1], other[1])
    return x0, y0, max(x0, min(one[2], other[2])), max(y0, min(one[3], other[3]))


def _colour(call: Any, address: int) -> Colour | None:  # noqa: ANN401
    values = (ctypes.c_uint * 4)()
    at = ctypes.addressof(values)
    if not call(address, at, at + 4, at + 8, at + 12):
        return None
    red, green, blue, alpha = values
    return red, green, blue, alpha


def _float(call: Any, address: int) -> float:  # noqa: ANN401
    value = ctypes.c_float()
    return value.value if call(address, ctypes.addressof(value)) and math.isfinite(value.value) else 0.0


def _pixels(address: int) -> tuple[int, int]:
    values = (ctypes.c_uint * 2)()
    at = ctypes.addressof(values)
    return (values[0], values[1]) if native.PIXEL_SIZE(address, at, at + 4) else (0, 0)
