"""Channel covered-pixels: parts of an image that are in the file and that the page doesn't show.

An image under a bar, a crop or a soft mask is still whole. Its own pixels are laid beside the rendering: where they
hold something (ink, a face) and the page shows none of it, somebody hid it. Where they are as even as what the page
shows, the bar was burnt in, and nothing is left.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pikepdf
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.check.annotated import bars
from pipeline.check.display import Colour, Item
from pipeline.check.file import PageView
from pipeline.check.places import area, shared, shown_box
from pipeline.check.sight import OPAQUE
from pipeline.check.streams import has_soft_mask, images_of
from pipeline.check.trace import Trace
from pipeline.types import Box

CHANNEL = "covered-pixels"

Grey = NDArray[np.float32]

_SAMPLES = 2_000_000
_MOST_PIXELS = 120_000_000
_MOST_IMAGES = 200
_INK = 50  # levels from what the pixels mostly are
_EVEN = 8.0  # the spread of what counts as one colour, JPEG's noise included
_LIKE = 0.3  # a correlation under this: the page shows something else
_BLEED = 12.0  # points that a picture may run over the edge for the knife
_CROP = 6.0  # points
_PAGE_SIZED = 0.4
_BLOCK = 16  # points

_MEND_COVERED = (
    "Haal de beeldpunten zelf weg met een programma dat afbeeldingen lakt, of maak van de gelakte pagina een nieuwe "
    "afbeelding, en maak het bestand opnieuw."
)
_MEND_CROPPED = "Snijd de afbeelding zelf bij voordat zij in het document komt, en maak het bestand opnieuw."


@dataclass(frozen=True, slots=True)
class _Cover:
    """What may hide a part of an image. `colour` is None where only the rendering tells."""

    box: Box
    colour: Colour | None
    kind: str  # "path" | "image" | "annotation"


def find(page: PageView) -> Iterator[Trace]:
    """Each part of an image with something in it that a bar, an annotation, a crop or a mask hides.

    Raises:
        CheckError: the page can't be rendered.
    """
    images = [(order, item) for order, item in enumerate(page.items) if _counts(page, item)]
    if not images:
        return
    masked = has_soft_mask(page.dictionary)
    sizes = _soft_masks(page)
    scan = sum(area(shown_box(item)) for _, item in images) >= _PAGE_SIZED * page.width * page.height
    told: set[Box] = set()
    for order, item in images[:_MOST_IMAGES]:
        covers = [cover for cover in _covers(page, order, item) if scan or not _is_design(page, item, cover)]
        crop = _is_cropped(page, item)
        mask = sizes.get((item.width_px, item.height_px))
        if not (covers or crop or masked or mask is not None):
            continue
        page.file.tick()
        raw = _own_pixels(item)
        if raw is None:
            continue
        grid = _Grid(page, item, raw)
        found = _under(page, grid, covers)
        if crop and (place := _outside(page, item, grid)) is not None:
            found.append(_cropped(page, place))
        if masked and not found:
            found += [_cropped(page, box) for box in _gone_blocks(page, item, grid)]
        if mask is not None and _hides(raw, mask):
            found.append(_cropped(page, item.box))
        for trace in found:
            if trace.box not in told:
                told.add(trace.box or item.box)
                yield trace


def _under(page: PageView, grid: _Grid, covers: list[_Cover]) -> list[Trace]:
    found = []
    for cover in covers:
        core = _core(cover.box)
        own, shown = grid.own(core), grid.shown(core)
        if _inked(own) and _gone(own, shown, even=cover.kind == "image"):
            found.append(_covered(page, cover.box))
    return found


def _covered(page: PageView, box: Box) -> Trace:
    reason = (
        f"Op pagina {page.number} ligt een vlak over een deel van een afbeelding; wat daar stond zit nog in de "
        "afbeelding en komt tevoorschijn als het vlak wordt weggehaald."
    )
    return Trace(CHANNEL, page.number, box, reason, _MEND_COVERED)


def _cropped(page: PageView, box: Box) -> Trace:
    reason = (
        f"Op pagina {page.number} staat een afbeelding waarvan een deel is weggesneden of verborgen; dat deel zit nog "
        "in het bestand."
    )
    return Trace(CHANNEL, page.number, box, reason, _MEND_CROPPED)


def _counts(page: PageView, item: Item) -> bool:
    return item.kind == "image" and min(item.width_px, item.height_px) >= 8 and area(item.box) >= 100


# -- what may hide ------------------------------------------------------------------------------------------------


def _covers(page: PageView, order: int, item: Item) -> list[_Cover]:
    seen = shown_box(item)
    found = []
    for other in page.items[order + 1 :]:
        if other.kind == "path" and other.handle != item.handle:
            colour = other.fill or (other.stroke if other.rectangle else None)
        elif other.kind == "image":
            colour = other.fill
        else:
            continue
        if colour is None or colour[3] < OPAQUE:
            continue
        found.append(
            _Cover(shared(shown_box(other), seen), colour if other.kind == "path" else None, other.kind)
        )
    for annotation in bars(page):
        if annotation.subtype != "Redact" and not annotation.hidden:
            found += [_Cover(shared(box, seen), None, "annotation") for box in annotation.boxes]
    return [
        cover
        for cover in dict.fromkeys(found)
        if cover.box.x1 - cover.box.x0 >= 3 and cover.box.bottom - cover.box.top >= 3
    ]


def _is_design(page: PageView, item: Item, cover: _Cover) -> bool:
    """Whether a cover over a photo is there for the looks: in a colour, or a panel that holds text."""
    colour = cover.colour
    if colour is not None:
        least, most = min(colour[:3]), max(colour[:3])
        if most - least > 25 or (most > 80 and least < 230):
            return True
    if area(cover.box) < 0.25 * area(item.box):
        return False
    letters = sum(
        char.x0 >= cover.box.x0
        and char.x1 <= cover.box.x1
        and char.top >= cover.box.top
        and char.bottom <= cover.box.bottom
        for char in page.chars
    )
    return letters >= 20


def _is_cropped(page: PageView, item: Item) -> bool:
    box = item.box
    if item.clip and not _within(box, item.clip, _CROP):
        return True
    return not _within(box, Box(box.page, 0.0, 0.0, page.width, page.height), _BLEED)


def _within(box: Box, other: Box, slack: float) -> bool:
    return (
        box.x0 >= other.x0 - slack
        and box.x1 <= other.x1 + slack
        and box.top >= other.top - slack
        and box.bottom <= other.bottom + slack
    )


# -- the pixels ---------------------------------------------------------------------------------------------------


class _Grid:
    """An image's own pixels and those of the rendering on one grid over the image's box."""

    def __init__(self, page: PageView, item: Item, raw: Grey) -> None:
        box = item.box
        wide, high = max(1.0, box.x1 - box.x0), max(1.0, box.bottom - box.top)
        self.scale = min(page.scale, (_SAMPLES / (wide * high)) ** 0.5)
        self.box = box
        self.page = page
        a, b, c, d, e, f = item.matrix
        turn = a * d - b * c or 1.0
        xs = box.x0 + (np.arange(max(1, int(wide * self.scale)), dtype=np.float32) + 0.5) / self.scale - e
        ys = box.top + (np.arange(max(1, int(high * self.scale)), dtype=np.float32) + 0.5) / self.scale - f
        rows, columns = raw.shape
        u = (d * xs[None, :] - c * ys[:, None]) / turn
        v = (a * ys[:, None] - b * xs[None, :]) / turn
        outside = (u < 0) | (u >= 1) | (v < 0) | (v >= 1)
        column = np.clip((u * columns).astype(np.int32), 0, columns - 1)
        row = np.clip(((1 - v) * rows).astype(np.int32), 0, rows - 1)
        self._own: Grey = np.where(outside, np.nan, raw[row, column])

    def _slice(self, box: Box) -> tuple[slice, slice]:
        left, top = (box.x0 - self.box.x0) * self.scale, (box.top - self.box.top) * self.scale
        right, bottom = (box.x1 - self.box.x0) * self.scale, (box.bottom - self.box.top) * self.scale
        return slice(max(0, round(top)), max(0, round(bottom))), slice(
            max(0, round(left)), max(0, round(right))
        )

    def own(self, box: Box) -> Grey:
        """The image's own pixels in a box; outside the image they are no number."""
        return self._own[self._slice(box)]

    def shown(self, box: Box) -> Grey:
        """The pixels of the rendering at the same places; off the page they are no number."""
        own = self.own(box)
        rows, columns = self._slice(box)
        picture, scale = self.page.picture(), self.page.scale
        ys = (self.box.top + (np.arange(own.shape[0]) + rows.start + 0.5) / self.scale) * scale
        xs = (self.box.x0 + (np.arange(own.shape[1]) + columns.start + 0.5) / self.scale) * scale
        y, x = np.floor(ys).astype(int), np.floor(xs).astype(int)
        off = ((y < 0) | (y >= picture.shape[0]))[:, None] | ((x < 0) | (x >= picture.shape[1]))[None, :]
        there = picture[
            np.clip(y, 0, picture.shape[0] - 1)[:, None], np.clip(x, 0, picture.shape[1] - 1)[None, :]
        ]
        return np.where(off, np.nan, _grey(there))


def _grey(pixels: NDArray[np.uint8]) -> Grey:
    mixed: Grey = pixels[..., :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    return mixed


def _own_pixels(item: Item) -> Grey | None:
    """An image as it is in the file, without its masks, in grey; None where PDFium can't give it."""
    if item.width_px * item.height_px > _MOST_PIXELS:
        return None
    bitmap = pdfium_c.FPDFImageObj_GetBitmap(ctypes.cast(item.handle, pdfium_c.FPDF_PAGEOBJECT))
    if not bitmap:
        return None
    try:
        wide, high = pdfium_c.FPDFBitmap_GetWidth(bitmap), pdfium_c.FPDFBitmap_GetHeight(bitmap)
        stride, kind = pdfium_c.FPDFBitmap_GetStride(bitmap), pdfium_c.FPDFBitmap_GetFormat(bitmap)
        bytes_each = {pdfium_c.FPDFBitmap_Gray: 1, pdfium_c.FPDFBitmap_BGR: 3}.get(kind, 4)
        buffer = ctypes.cast(
            pdfium_c.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * high))
        ).contents
        rows = np.frombuffer(buffer, np.uint8).reshape(high, stride)[:, : wide * bytes_each]
        if bytes_each == 1:
            return rows.astype(np.float32)
        return _grey(rows.reshape(high, wide, bytes_each)[:, :, 2::-1])
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def _core(box: Box) -> Box:
    """A cover without its rim: a bar that was burnt in is seldom as large to the point as one drawn over it."""
    rim = min(2.0, 0.2 * (box.x1 - box.x0), 0.2 * (box.bottom - box.top))
    return Box(box.page, box.x0 + rim, box.top + rim, box.x1 - rim, box.bottom - rim)


def _inked(own: Grey) -> bool:
    """Whether pixels hold more than one even colour."""
    known = own[~np.isnan(own)]
    if known.size < 30:
        return False
    odd = np.abs(known - np.median(known)) > _INK
    return int(odd.sum()) >= max(12, 0.005 * known.size)


def _gone(own: Grey, shown: Grey, *, even: bool) -> bool:
    """Whether the rendering shows nothing of an image's own pixels; `even`: it must show one colour instead."""
    both = ~(np.isnan(own) | np.isnan(shown))
    if both.sum() < 30:
        return False
    if float(np.std(_inner(shown, both))) < _EVEN:
        return True
    if even:
        return False
    one, other = _smooth(own)[both], _smooth(shown)[both]
    known = ~(np.isnan(one) | np.isnan(other))
    one, other = one[known] - one[known].mean(), other[known] - other[known].mean()
    norm = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return bool(norm < 1 or float((one * other).sum()) / norm < _LIKE)


def _inner(pixels: Grey, known: NDArray[np.bool_]) -> Grey:
    """Pixels without their rim, for the edge of a bar is soft."""
    if min(pixels.shape) > 6:
        pixels, known = pixels[2:-2, 2:-2], known[2:-2, 2:-2]
    return pixels[known]


def _smooth(pixels: Grey) -> Grey:
    padded = np.pad(pixels, 1, mode="edge")
    high, wide = pixels.shape
    total = sum(padded[y : y + high, x : x + wide] for y in range(3) for x in range(3))
    return np.asarray(total / 9, np.float32)


# -- crops and masks ----------------------------------------------------------------------------------------------


def _outside(page: PageView, item: Item, grid: _Grid) -> Box | None:
    """The part of an image that a clipping path or the edge of the page hides, where there is something in it."""
    box = item.box
    whole = Box(box.page, -_BLEED, -_BLEED, page.width + _BLEED, page.height + _BLEED)
    seen = shared(shown_box(item), whole)
    sides = (
        Box(box.page, box.x0, box.top, box.x1, seen.top),
        Box(box.page, box.x0, seen.bottom, box.x1, box.bottom),
        Box(box.page, box.x0, box.top, seen.x0, box.bottom),
        Box(box.page, seen.x1, box.top, box.x1, box.bottom),
    )
    for side in sides:
        if min(side.x1 - side.x0, side.bottom - side.top) >= _CROP and _inked(grid.own(side)):
            return item.box
    return None


def _gone_blocks(page: PageView, item: Item, grid: _Grid) -> Iterator[Box]:
    """Where a soft mask of the graphics state hides what the image holds, as one box."""
    box = shared(shown_box(item), Box(item.box.page, 0.0, 0.0, page.width, page.height))
    own, shown = grid.own(box), grid.shown(box)
    step = max(4, round(_BLOCK * grid.scale))
    hidden = []
    for row in range(0, own.shape[0], step):
        for column in range(0, own.shape[1], step):
            block = (slice(row, row + step), slice(column, column + step))
            if _inked(own[block]) and _gone(own[block], shown[block], even=True):
                left, top = box.x0 + column / grid.scale, box.top + row / grid.scale
                hidden.append(Box(box.page, left, top, left + _BLOCK, top + _BLOCK))
    if len(hidden) >= 2:
        yield Box(
            box.page,
            min(one.x0 for one in hidden),
            min(one.top for one in hidden),
            max(one.x1 for one in hidden),
            max(one.bottom for one in hidden),
        )


def _soft_masks(page: PageView) -> dict[tuple[int, int], Grey]:
    """What lets the images of a page through, by their size in pixels: 0 hides, 255 shows."""
    found: dict[tuple[int, int], Grey] = {}
    for image in images_of(page.dictionary):
        mask = image.get("/SMask", image.get("/Mask"))
        if not isinstance(mask, pikepdf.Stream):
            continue
        try:
            size = int(image.get("/Width", 0)), int(image.get("/Height", 0))
            if int(mask.get("/Width", 0)) * int(mask.get("/Height", 0)) > _MOST_PIXELS:
                continue
            made = pikepdf.PdfImage(mask).as_pil_image().convert("L")
        except (pikepdf.PikepdfError, NotImplementedError, ValueError, TypeError, OSError, RuntimeError):
            continue  # a mask that can't be read hides nothing that could be told
        through = np.asarray(made, np.float32)
        found[size] = through if "/SMask" in image else 255 - through
    return found


def _hides(raw: Grey, mask: Grey) -> bool:
    """Whether an image holds edges, as of letters, where its mask lets nothing through."""
    step = max(1, round((raw.size / _SAMPLES) ** 0.5))
    own = raw[::step, ::step]
    rows = (np.arange(own.shape[0]) * mask.shape[0] / own.shape[0]).astype(int)
    columns = (np.arange(own.shape[1]) * mask.shape[1] / own.shape[1]).astype(int)
    hidden = mask[rows[:, None], columns[None, :]] < 16
    for _ in range(3):  # the rim of what shows is blended into what doesn't
        hidden[1:] &= hidden[:-1].copy()
        hidden[:-1] &= hidden[1:].copy()
        hidden[:, 1:] &= hidden[:, :-1].copy()
        hidden[:, :-1] &= hidden[:, 1:].copy()
    if hidden.sum() < 400:
        return False
    edges = (np.abs(np.diff(own, axis=1)) > 60) & hidden[:, 1:] & hidden[:, :-1]
    return bool(edges.sum() >= max(30, 0.005 * hidden.sum()))
