"""An image as samples, and how some of them are wiped without a trace of them beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pikepdf
from numpy.typing import NDArray

BLOCK = 8
"""Samples across and down that JPEG codes together."""

_CHUNK = 256  # rows unpacked at a time

Bytes = NDArray[np.uint8]
Codes = NDArray[np.uint16]
Where = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Jpeg:
    """How to code a JPEG: Pillow's mode for the samples, quantisation tables, its number for the sampling.

    `as_rgb`: RGB is coded as it is, not as YCbCr.
    """

    mode: str
    tables: dict[int, list[int]] | None
    sampling: int
    as_rgb: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as samples.

    `rows` are packed as the standard says: each row on its own bytes, the highest bit first. The codec may have
    spread a sample over its block of `grid` (columns, rows) and `blur` samples around that. `jpeg` is how to write
    it; None: without loss. `shown`: these are not the samples of the file but what is shown of them. `alpha` is
    what a JPEG 2000 says of opacity, a byte a sample.
    """

    width: int
    height: int
    channels: int
    bits: int
    rows: Bytes
    space: pikepdf.Object
    decode: tuple[float, ...] = ()
    grid: tuple[int, int] = (1, 1)
    blur: int = 0
    predicted: bool = False
    jpeg: Jpeg | None = None
    shown: bool = False
    alpha: Bytes | None = None


def wiped(picture: Picture, where: Where, codes: tuple[int, ...]) -> Picture:
    """The picture with some samples replaced, and all samples that its codec may have spread them over.

    Of a JPEG with coarser colour than light the small blocks of light go, and of the large blocks of colour only
    the colour: the letters beside what goes stay readable.

    Args:
        picture: it is left as it was.
        where: which samples, height by width.
        codes: a number for each channel, in the colour space of the picture.
    """
    done = replace(picture, rows=picture.rows.copy())
    spread = _grown(_snapped(where, picture.grid), picture.blur)
    if picture.jpeg is None or picture.jpeg.mode != "YCbCr":
        _fill(done, spread, codes)
        return done
    light, *colour = _ycc(codes)
    pixels = done.rows.reshape(picture.height, picture.width, 3)
    pixels[:, :, 0][_snapped(where, (BLOCK, BLOCK))] = light
    for plane, value in enumerate(colour, 1):
        pixels[:, :, plane][spread] = value
    return done


def enlarged(picture: Picture, across: int, down: int) -> Picture:
    """The picture with each sample as a block of samples."""
    chunks = (picture.rows[i : i + _CHUNK] for i in range(0, picture.height, _CHUNK))
    values = (np.repeat(np.repeat(_unpacked(picture, rows), across, 1), down, 0) for rows in chunks)
    return replace(
        picture,
        width=picture.width * across,
        height=picture.height * down,
        rows=np.concatenate([_packed(chunk, picture.bits) for chunk in values]),
        grid=(picture.grid[0] * across, picture.grid[1] * down),
        blur=picture.blur * max(across, down),
        jpeg=None if picture.jpeg is None else replace(picture.jpeg, tables=None, sampling=0),
    )


def wiped_in_two(
    picture: Picture, where: Where, spread: Where, seen: Where, codes: tuple[int, ...]
) -> Picture:
    """As `wiped`, but what goes around `where` gets the colour that most of what is seen elsewhere has.

    Args:
        picture: it is left as it was; its samples are those of its colour space.
        where: which samples get `codes`.
        spread: which samples must go besides, with all that the codec may have spread them over.
        seen: which samples show at all; of any size.
        codes: a number for each channel, in the colour space of the picture.
    """
    gone = _grown(_snapped(spread, picture.grid), picture.blur) | where
    rows = np.arange(picture.height) * seen.shape[0] // picture.height
    columns = np.arange(picture.width) * seen.shape[1] // picture.width
    counts = np.zeros((picture.channels, 1 << picture.bits), np.int64)
    for start in range(0, picture.height, _CHUNK):
        part = slice(start, start + _CHUNK)
        values = _unpacked(picture, picture.rows[part])[seen[rows[part]][:, columns] & ~gone[part]]
        for channel in range(picture.channels):
            counts[channel] += np.bincount(values[:, channel], minlength=counts.shape[1])
    usual = tuple(int(count.argmax()) for count in counts) if counts.any() else codes
    done = replace(picture, rows=picture.rows.copy())
    _fill(done, gone, usual)
    _fill(done, where, codes)
    return done


def _ycc(codes: tuple[int, ...]) -> tuple[int, ...]:
    """RGB to YCbCr (ITU-T T.871, 7)."""
    red, green, blue = codes
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    found = light, 128 + (blue - light) / 1.772, 128 + (red - light) / 1.402
    return tuple(min(255, max(0, round(value))) for value in found)


def _snapped(where: Where, grid: tuple[int, int]) -> Where:
    """All samples of the blocks that some stand in."""
    across, down = grid
    if grid == (1, 1):
        return where
    height, width = where.shape
    padded = np.pad(where, ((0, -height % down), (0, -width % across)))
    blocks = padded.reshape(padded.shape[0] // down, down, -1, across).any(axis=(1, 3))
    whole: Where = np.repeat(np.repeat(blocks, down, axis=0), across, axis=1)[:height, :width]
    return whole


def _grown(where: Where, by: int) -> Where:
    grown = where.copy()
    for _ in range(by):
        grown[1:] |= grown[:-1]
        grown[:-1] |= grown[1:]
        grown[:, 1:] |= grown[:, :-1]
        grown[:, :-1] |= grown[:, 1:]
    return grown


def _fill(picture: Picture, where: Where, codes: tuple[int, ...]) -> None:
    touched = np.flatnonzero(where.any(axis=1))
    for start in range(0, len(touched), _CHUNK):
        lines = touched[start : start + _CHUNK]
        values = _unpacked(picture, picture.rows[lines])
        values[where[lines]] = codes
        picture.rows[lines] = _packed(values, picture.bits)


def in_ranges(picture: Picture, ranges: list[int]) -> Where:
    """Which samples have all their channels within ranges (low, high, low, high and so on), as a colour key says."""
    found = np.empty((picture.height, picture.width), np.bool_)
    low, high = np.array(ranges[::2]), np.array(ranges[1::2])
    for start in range(0, picture.height, _CHUNK):
        values = _unpacked(picture, picture.rows[start : start + _CHUNK])
        found[start : start + _CHUNK] = ((low <= values) & (values <= high)).all(axis=2)
    return found


def _unpacked(picture: Picture, rows: Bytes) -> Codes:
    """Some packed rows as numbers: rows, columns, channels."""
    count, bits = picture.width * picture.channels, picture.bits
    shape = (len(rows), picture.width, picture.channels)
    if bits == 16:
        return np.ascontiguousarray(rows).view(">u2").astype(np.uint16).reshape(shape)
    if bits == 8:
        return rows.astype(np.uint16).reshape(shape)
    single = np.unpackbits(rows, axis=1)[:, : count * bits].reshape(len(rows), count, bits)
    weights = (1 << np.arange(bits - 1, -1, -1)).astype(np.uint16)
    values: Codes = (single * weights).sum(axis=2, dtype=np.uint16)
    return values.reshape(shape)


def _packed(values: Codes, bits: int) -> Bytes:
    flat = values.reshape(len(values), -1)
    if bits == 16:
        return flat.astype(">u2").view(np.uint8)
    if bits == 8:
        return flat.astype(np.uint8)
    single = (flat[:, :, None] >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(single.reshape(len(values), -1).astype(np.uint8), axis=1)
