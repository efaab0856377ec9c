"""Burns boxes into images: the pixels below a mark are gone, the rest of the image stays, and text stays text.

An image is copied before it is touched, since other pages may draw it too. The copy is written from its samples
and a few named entries, so thumbnails, alternates, metadata and what a JPEG carries beside its pixels stay behind.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, isfinite

import numpy as np
import pikepdf

from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.imagecodec import MAX_PIXELS, is_stencil, read, write
from pipeline.redact.imagecolour import light
from pipeline.redact.imagesamples import Picture, Where, enlarged, in_ranges, wiped, wiped_in_two

Area = tuple[tuple[float, float], ...]

_GROWN = 1  # samples that a wiped area is grown by
_NOISE = 1e-6  # of a sample: what rounding may make of an edge between two samples
_FINER = 2  # times as many samples as the image: a mask that is to be wiped in samples of its own
_KEPT = ("/ImageMask", "/Interpolate", "/Intent", "/OC", "/StructParent")
_INLINE = ("/Width", "/Height", "/BitsPerComponent", "/Decode", "/DecodeParms", "/Filter", "/ImageMask",
           "/Intent", "/Interpolate")  # fmt: skip
_DEVICE = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}
_FAULTS = (
    pikepdf.PikepdfError, zlib.error, struct.error, RuntimeError, OSError, EOFError, SyntaxError, ValueError, TypeError,
    KeyError, IndexError, AttributeError, ArithmeticError, MemoryError,
)  # fmt: skip


def burned(pdf: pikepdf.Pdf, image: pikepdf.Object, areas: Sequence[Area]) -> pikepdf.Object:
    """A copy of an image XObject with some areas wiped: light grey, opaque, nothing of the original left.

    Every sample that an area touches goes, and one sample around it; of JPEG all of its blocks (8 samples), of
    JPEG 2000 8 samples more. A stencil paints nothing there; masks become opaque there. A colour key becomes a
    mask. An area is taken as filled between its outermost edges in each row of samples.

    Args:
        pdf: the file that gets the copy.
        image: an image XObject of that file; it is left as it was.
        areas: polygons in the unit square that the image is mapped to (ISO 32000-2, 8.9.5): x from left to
            right, y from the bottom row up.

    Raises:
        Uninterpretable: the image can't be decoded for certain, or is too large.
    """
    try:
        return _burned(pdf, image, areas)
    except _FAULTS as error:
        raise Uninterpretable("an image that can't be decoded") from error


def from_inline(
    pdf: pikepdf.Pdf, inline: pikepdf.PdfInlineImage, resources: pikepdf.Object
) -> pikepdf.Object:
    """An inline image as an image XObject.

    Args:
        pdf: the file that gets it.
        inline: as the parser of content streams gives it.
        resources: those of the content stream, which may name its colour space.

    Raises:
        Uninterpretable: its colour space is not there, or it is broken.
    """
    try:
        entries = inline.obj
        stream = pdf.make_stream(bytes(inline.read_raw_bytes()))
        stream["/Type"] = pikepdf.Name.XObject
        stream["/Subtype"] = pikepdf.Name.Image
        for key in _INLINE:
            if key in entries:
                stream[key] = entries[key]
        if "/ColorSpace" in entries:
            stream["/ColorSpace"] = _named_space(entries["/ColorSpace"], resources)
        return stream
    except _FAULTS as error:
        raise Uninterpretable("an inline image that can't be read") from error


def _named_space(space: pikepdf.Object, resources: pikepdf.Object) -> pikepdf.Object:
    """A colour space of an inline image in full (ISO 32000-2, 8.9.7)."""
    if isinstance(space, pikepdf.Array) and len(space) == 4 and space[0] in {"/I", "/Indexed"}:
        return pikepdf.Array(
            [pikepdf.Name.Indexed, _named_space(space[1], resources), int(space[2]), space[3]]
        )
    if not isinstance(space, pikepdf.Name):
        return space
    name = _DEVICE.get(str(space), str(space))
    if name in _DEVICE.values():
        return pikepdf.Name(name)
    found: pikepdf.Object = resources["/ColorSpace"][name]
    return found


def _burned(pdf: pikepdf.Pdf, image: pikepdf.Object, areas: Sequence[Area]) -> pikepdf.Object:
    if not isinstance(image, pikepdf.Stream) or image.get("/Subtype") != "/Image":
        raise Uninterpretable("no image")
    if any(len(area) < 3 or not all(isfinite(v) for point in area for v in point) for area in areas):
        raise Uninterpretable("an area that is no polygon")
    key = image.get("/Mask") if isinstance(image.get("/Mask"), pikepdf.Array) else None
    masks = {name: image.get(name) for name in ("/SMask", "/Mask")}
    opened: dict[str, _Opened] = {
        name: _opaque(pdf, mask, areas, stencil=name == "/Mask")
        for name, mask in masks.items()
        if isinstance(mask, pikepdf.Stream)
    }
    finer = any(
        mask.seen.size >= _FINER * int(image["/Width"]) * int(image["/Height"]) for mask in opened.values()
    )
    picture = read(pdf, image, as_samples=key is not None or finer)
    codes = (
        (_unpainted(picture),) if is_stencil(image) else light(picture.space, picture.bits, picture.decode)
    )
    done, where = _wiped_below(picture, areas, list(opened.values()), codes)
    copy = _written(pdf, image, done)
    for name, mask in opened.items():
        copy[name] = mask.copy
    if key is not None:
        copy["/Mask"] = _key_as_mask(pdf, picture, where, [int(value) for value in key])
    if picture.alpha is not None:
        copy["/SMask"] = _alpha_as_mask(pdf, picture, where)
    return copy


def _wiped_below(
    picture: Picture, areas: Sequence[Area], masks: list[_Opened], codes: tuple[int, ...]
) -> tuple[Picture, Where]:
    """The picture wiped wherever its masks are open now, and in which samples.

    Layered scans have colours of few samples below masks of many. Wiped as they are, the letters beside the box
    would go light too; so the colours get as many samples as the mask, and those beside the box the colour of
    other letters.
    """
    reach = [max((mask.reach[axis] for mask in masks), default=0.0) for axis in (0, 1)]
    finest = max(masks, key=lambda mask: mask.seen.size, default=None)
    if finest is None or finest.seen.size < _FINER * picture.width * picture.height:
        where = _touched(areas, picture, reach)
        return wiped(picture, where, codes), where
    height, width = finest.seen.shape
    across, down = max(1, round(width / picture.width)), max(1, round(height / picture.height))
    if picture.width * across * picture.height * down > 2 * MAX_PIXELS:
        raise Uninterpretable("an image of an absurd size")
    large = enlarged(picture, across, down)
    where = _touched(areas, large, reach)
    spread = _touched(areas, large, (2 / picture.width, 2 / picture.height))
    return wiped_in_two(large, where, spread, finest.seen, codes), where


def _written(pdf: pikepdf.Pdf, image: pikepdf.Object, picture: Picture) -> pikepdf.Object:
    """The samples as a new image, with those entries of the old one that say nothing of what it showed."""
    copy = write(pdf, picture)
    for key in _KEPT:
        if key in image:
            copy[key] = image[key]
    if is_stencil(image):
        del copy["/ColorSpace"]
    if "/Matte" in image:
        copy["/Matte"] = pikepdf.Array([float(value) for value in image["/Matte"]])
    return copy


def _unpainted(picture: Picture) -> int:
    """The bit with which a stencil leaves a place as it is, and an explicit mask hides it."""
    return 0 if picture.decode and picture.decode[0] > picture.decode[1] else 1


@dataclass(frozen=True, slots=True)
class _Opened:
    """A mask that was made opaque in some areas.

    `reach` is how far beyond them, in parts of its width and height; `seen` where it was more open than not.
    """

    copy: pikepdf.Object
    reach: tuple[float, float]
    seen: Where


def _opaque(pdf: pikepdf.Pdf, mask: pikepdf.Object, areas: Sequence[Area], *, stencil: bool) -> _Opened:
    picture = read(pdf, mask, as_samples=True)
    if stencil != is_stencil(mask) or picture.channels != 1:
        raise Uninterpretable("a mask that is none")
    if stencil:
        code = 1 - _unpainted(picture)
    else:
        code = 0 if picture.decode and picture.decode[0] > picture.decode[1] else (1 << picture.bits) - 1
    changed = wiped(picture, _touched(areas, picture), (code,))
    beyond = _GROWN + max(picture.grid) + picture.blur
    copy = _written(pdf, mask, replace(changed, jpeg=None))  # without loss, so that opaque is opaque
    top = (1 << picture.bits) - 1
    seen = in_ranges(picture, [0, top // 2] if code == 0 else [top // 2 + 1, top])
    return _Opened(copy, (beyond / picture.width, beyond / picture.height), seen)


def _key_as_mask(pdf: pikepdf.Pdf, picture: Picture, where: Where, ranges: list[int]) -> pikepdf.Object:
    """A mask that hides what a colour key hides (ISO 32000-2, 8.9.6.4), but nothing of what is wiped."""
    if len(ranges) != 2 * picture.channels or picture.shown:
        raise Uninterpretable("a colour key that does not fit")
    return _made_mask(
        pdf, replace(picture, bits=1, rows=np.packbits(in_ranges(picture, ranges), axis=1)), where, 0
    )


def _alpha_as_mask(pdf: pikepdf.Pdf, picture: Picture, where: Where) -> pikepdf.Object:
    """The opacity that a JPEG 2000 held, as a soft mask of its own."""
    assert picture.alpha is not None
    return _made_mask(pdf, replace(picture, bits=8, rows=picture.alpha), where, 255)


def _made_mask(pdf: pikepdf.Pdf, picture: Picture, where: Where, code: int) -> pikepdf.Object:
    alone = replace(picture, channels=1, space=pikepdf.Name.DeviceGray, decode=(), jpeg=None, alpha=None)
    copy = write(pdf, wiped(alone, where, (code,)))
    if picture.bits == 1:
        copy["/ImageMask"] = True
        del copy["/ColorSpace"]
    return copy


# Which samples


def _touched(areas: Sequence[Area], picture: Picture, reach: Sequence[float] = (0.0, 0.0)) -> Where:
    """The samples that areas touch and one around them, or all within parts of the width and height of the image."""
    width, height = picture.width, picture.height
    across, down = max(_GROWN, ceil(reach[0] * width)), max(_GROWN, ceil(reach[1] * height))
    where = np.zeros((height, width), np.bool_)
    for area in areas:
        points = [(x * width, (1 - y) * height) for x, y in area]
        for row, left, right in _rows_of(points, -down, height + down):
            if right > -across and left < width + across:
                rows = slice(max(0, row - down), max(0, row + down + 1))
                where[rows, max(0, left - across) : max(0, right + across)] = True
    return where


def _rows_of(points: list[tuple[float, float]], first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """The rows of samples that a polygon touches, each with its first column and the one after its last."""
    top, bottom = min(y for _, y in points) + _NOISE, max(y for _, y in points) - _NOISE
    start, end = max(first, floor(top)), min(last, max(floor(top) + 1, ceil(bottom)))
    edges = list(zip(points, points[1:] + points[:1], strict=True))
    for row in range(start, end):
        xs = [x for p, q in edges for x in _within(p, q, row)]
        if xs:
            left, right = floor(min(xs) + _NOISE), ceil(max(xs) - _NOISE)
            yield row, left, max(left + 1, right)


def _within(p: tuple[float, float], q: tuple[float, float], row: int) -> Iterator[float]:
    """Where the part of an edge within a row has its ends."""
    (x0, y0), (x1, y1) = (p, q) if p[1] <= q[1] else (q, p)
    if y1 < row or y0 > row + 1:
        return
    if y0 == y1:
        yield from (x0, x1)
        return
    for y in (max(y0, row), min(y1, row + 1)):
        yield x0 + (x1 - x0) * (y - y0) / (y1 - y0)
