"""The ink of a scanned page as pieces that hang together, and which of them belong to which word.

A word of OCR has a box that cuts off what leans out of it: a tail, a dot, the end of a slanted letter. So its box
grows by the pieces of ink that it holds. What no word holds was not read. No library that labels pieces comes with
what the project needs already, so it is done here, on runs of pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.ingest.ocr import Rect

MAX_RUNS = 900_000
"""Rows of ink on a page: the densest A4 of print has 200,000 at 300 dpi; noise and halftones have more."""

MAX_PIECES = 60_000
"""The densest A4 of print has 8,000; a page with more than this is strewn with specks, and letters may be in them."""

# At 300 dpi.
_AROUND = 30  # pixels around each one that tell what its ground is
_DARKER = 28  # levels than the ground: grey print, and no JPEG noise
_LIGHTER, _DARK_GROUND = 45, 130  # white letters on a dark ground
_RULE = 150  # a straight run of so many pixels is a line of a table or a form, or an underline
_THIN = 14  # pixels across a line; a thicker one is a bar
_FINE = 9  # pixels across a line that may be broken; the strokes of letters that lie along it are shorter
_WHOLE = 0.8  # of a broken line must be there
_FINE_PART = 0.08  # of a page; a form of sixty broken lines has 0.03
_EDGE = 1
_DUST = 8  # pixels of ink: no part of a letter that anybody could read
_STRAY = 150  # pixels of ink that leave a word: more than a long tail or a flourish of its letters
_SPECK = 24  # pixels of ink: less than the dot on an i of 5 points

Ink = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of ink: their boxes (left, top, right, bottom; a row each), how much ink each has, and each pixel of ink
    with its piece, its row and its column.
    """

    boxes: Ints
    sizes: Ints
    piece: Ints
    rows: Ints
    columns: Ints


@dataclass(frozen=True, slots=True)
class Drawing:
    """The ink of a picture without its straight lines, and the picture in grey with those lines taken out: they keep
    tesseract from finding the words of a table.
    """

    ink: Ink
    unruled: Image.Image


def drawing_of(picture: Image.Image) -> Drawing:
    """Where a picture in grey is darker than around it, or lighter where the ground is dark."""
    grey = np.asarray(picture, np.int16)
    ground = np.asarray(picture.filter(ImageFilter.BoxBlur(_AROUND)), np.int16)
    dark = ground < _DARK_GROUND
    ink: Ink = np.where(dark, grey > ground + _LIGHTER, grey < ground - _DARKER)
    rules = _long_runs(ink) | _long_runs(ink.T).T | _broken_runs(ink) | _broken_runs(ink.T).T
    if not rules.any():
        return Drawing(ink, picture)
    paper = np.maximum(ground, int(np.median(grey)))
    return Drawing(ink & ~rules, Image.fromarray(np.where(rules, paper, grey).astype(np.uint8)))


def _long_runs(ink: Ink) -> Ink:
    """The thin straight runs along the rows."""
    found = np.zeros_like(ink)
    rows, starts, ends = _runs(ink)
    for i in np.flatnonzero(ends - starts >= _RULE):
        found[rows[i], starts[i] : ends[i]] = True
    if not found.any():
        return found
    # A bar is as thick as a letter is high: what is left of it counts as ink that was not read.
    thick = np.zeros_like(ink)
    if len(ink) > _THIN:
        total = np.cumsum(found, axis=0, dtype=np.int32)
        full = (total[_THIN:] - total[:-_THIN]) == _THIN
        for shift in range(1, _THIN + 1):
            thick[shift : shift + len(full)] |= full
    found &= ~thick
    for shift in range(1, _EDGE + 1):  # lines of a scan have soft edges
        found[shift:] |= found[:-shift]
        found[:-shift] |= found[shift:]
    return found


def _broken_runs(ink: Ink) -> Ink:
    """The fine straight lines along the rows that grey print and noise broke into pieces.

    Along a line of text the stems of letters are higher than a line is thick, and what is left has more gaps.
    """
    columns, starts, ends = _runs(ink.T)
    fine = ends - starts <= _FINE
    lengths = (ends - starts)[fine]
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    rows = np.repeat(starts[fine], lengths) + np.arange(len(first)) - first
    thin = np.zeros_like(ink)
    thin[rows, np.repeat(columns[fine], lengths)] = True
    near = thin.copy()  # a line that is not quite straight goes on in the next row
    near[1:] |= thin[:-1]
    near[:-1] |= thin[1:]
    if ink.shape[1] <= _RULE:
        return np.zeros_like(ink)
    busy = np.flatnonzero(near.sum(axis=1) >= _WHOLE * _RULE)
    found = np.zeros_like(ink)
    if not len(busy):
        return found
    total = np.zeros((len(busy), ink.shape[1] + 1), np.int32)
    np.cumsum(near[busy], axis=1, out=total[:, 1:])
    full = (total[:, _RULE:] - total[:, :-_RULE]) >= _WHOLE * _RULE
    covered = np.zeros((len(busy), ink.shape[1] + 1), np.int32)
    covered[:, : full.shape[1]] += full
    covered[:, _RULE : _RULE + full.shape[1]] -= full[:, : ink.shape[1] + 1 - _RULE]
    found[busy] = np.cumsum(covered, axis=1)[:, :-1] > 0
    found &= thin
    return (
        found if found.mean() <= _FINE_PART else np.zeros_like(ink)
    )  # so many are noise, or the dots of a photo


def _runs(ink: Ink) -> tuple[Ints, Ints, Ints]:
    """The runs of ink: row, first column, the column after the last one; from top to bottom, from left to right."""
    height, width = ink.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = ink
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    _, ends = np.nonzero(steps == -1)
    return rows.astype(np.int64), starts.astype(np.int64), ends.astype(np.int64)


def pieces_of(ink: Ink) -> Pieces | None:
    """The pieces of ink that hang together, corners included; None where there are too many: noise, a photo."""
    rows, starts, ends = _runs(ink)
    if len(rows) > MAX_RUNS:
        return None
    labels = _labels(rows, starts, ends, ink.shape[1])
    count = int(labels.max()) + 1 if len(labels) else 0
    if count > MAX_PIECES:
        return None
    lengths = ends - starts
    boxes = np.empty((count, 4), np.int64)
    boxes[:, :2], boxes[:, 2:] = np.iinfo(np.int64).max, -1
    np.minimum.at(boxes[:, 0], labels, starts)
    np.minimum.at(boxes[:, 1], labels, rows)
    np.maximum.at(boxes[:, 2], labels, ends)
    np.maximum.at(boxes[:, 3], labels, rows + 1)
    sizes = np.bincount(labels, lengths, count).astype(np.int64) if count else np.zeros(0, np.int64)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    columns = np.repeat(starts, lengths) + np.arange(len(first)) - first
    return Pieces(boxes, sizes, np.repeat(labels, lengths), np.repeat(rows, lengths), columns)


def _labels(rows: Ints, starts: Ints, ends: Ints, width: int) -> Ints:
    """A number for each run, the same for those that hang together, from 0 up."""
    count, pitch = len(rows), width + 4
    # Runs of the next row that touch: their end is past my start, and their start before my end, corners included.
    low = np.searchsorted(rows * pitch + ends, (rows + 1) * pitch + starts, "left")
    high = np.searchsorted(rows * pitch + starts, (rows + 1) * pitch + ends, "right")
    many = np.maximum(high - low, 0)
    one = np.repeat(np.arange(count), many)
    offset = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    other = np.repeat(low, many) + offset
    parent = np.arange(count)
    while True:
        a, b = parent[one], parent[other]
        differ = a != b
        if not differ.any():
            break
        one, other = one[differ], other[differ]
        a, b = a[differ], b[differ]
        np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
        while True:
            up = parent[parent]
            if (up == parent).all():
                break
            parent = up
    _, labels = np.unique(parent, return_inverse=True)
    return labels.astype(np.int64)


@dataclass(frozen=True, slots=True)
class Held:
    """The boxes of words, grown to their ink, how many pixels of ink each holds, and the pieces that no word holds
    (left, top, right, bottom, ink).
    """

    boxes: tuple[Rect, ...]
    ink: tuple[int, ...]
    loose: tuple[tuple[int, int, int, int, int], ...]


def hold(pieces: Pieces, shape: tuple[int, int], words: Sequence[tuple[Rect, int]]) -> Held:
    """Give each word the ink that hangs together with it.

    Args:
        pieces: all ink of the picture.
        shape: its height and width.
        words: a box each, and the height of a line of its size; a box grows by at most half of that, and not
            into the box of another word.

    Returns:
        the grown boxes, how much ink each word holds, and what no word holds but specks.
    """
    owner = np.zeros(shape, np.int32)
    for number, ((x0, top, x1, bottom), _) in enumerate(words, 1):
        owner[max(0, top) : bottom, max(0, x0) : x1] = number
    grown = [list(box) for box, _ in words]
    mine = owner[pieces.rows, pieces.columns]
    key = pieces.piece * (len(words) + 1) + mine
    pairs = np.unique(key[(mine > 0) & (pieces.sizes[pieces.piece] >= _DUST)])
    has_owner = np.zeros(len(pieces.sizes), np.bool_)
    for pair in pairs.tolist():
        piece, number = divmod(pair, len(words) + 1)
        _grow(grown[number - 1], pieces.boxes[piece].tolist(), *words[number - 1])
    has_owner[pieces.piece[mine > 0]] = True
    loose = np.flatnonzero(~has_owner & (pieces.sizes >= _DUST))
    loose = _attach(pieces, loose, grown, words)
    counts = np.bincount(mine, minlength=len(words) + 1)[1:]
    told = [i for i in loose.tolist() if pieces.sizes[i] >= _SPECK]
    boxes = _apart(grown, [box for box, _ in words], owner)
    return Held(
        boxes,
        tuple(map(int, counts)),
        (
            *((*_rect(pieces.boxes[i].tolist()), int(pieces.sizes[i])) for i in told),
            *_strays(pieces, boxes, has_owner, shape),
        ),
    )


def _strays(
    pieces: Pieces, boxes: Sequence[Rect], owned: NDArray[np.bool_], shape: tuple[int, int]
) -> Iterator[tuple[int, int, int, int, int]]:
    """What leaves the words that it hangs together with: a signature written through a printed name."""
    inside = np.zeros(shape, np.bool_)
    for x0, top, x1, bottom in boxes:
        inside[top:bottom, x0:x1] = True
    stray = owned[pieces.piece] & ~inside[pieces.rows, pieces.columns]
    counts = np.bincount(pieces.piece[stray], minlength=len(pieces.sizes))
    for i in np.flatnonzero(counts >= _STRAY).tolist():
        mine = stray & (pieces.piece == i)
        rows, columns = pieces.rows[mine], pieces.columns[mine]
        yield int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1, int(counts[i])


def _rect(values: Sequence[int]) -> Rect:
    x0, top, x1, bottom = values
    return x0, top, x1, bottom


def _grow(box: list[int], piece: list[int], own: Rect, height: int) -> None:
    most = max(3, height // 2)
    box[0] = min(box[0], max(piece[0], own[0] - most))
    box[1] = min(box[1], max(piece[1], own[1] - most))
    box[2] = max(box[2], min(piece[2], own[2] + most))
    box[3] = max(box[3], min(piece[3], own[3] + most))


def _attach(pieces: Pieces, loose: Ints, grown: list[list[int]], words: Sequence[tuple[Rect, int]]) -> Ints:
    """Give the small pieces beside a word to the nearest one: dots, accents, broken strokes. Gives what is left."""
    if not words or not len(loose):
        return loose
    own = np.array([box for box, _ in words], np.int64)
    heights = np.array([height for _, height in words], np.int64)
    left: list[int] = []
    for i in loose.tolist():
        x0, top, x1, bottom = pieces.boxes[i].tolist()
        across = np.maximum(np.maximum(own[:, 0] - x1, x0 - own[:, 2]), 0)
        down = np.maximum(np.maximum(own[:, 1] - bottom, top - own[:, 3]), 0)
        far = np.hypot(across, down)
        nearest = int(far.argmin())
        small = max(x1 - x0, bottom - top) <= heights[nearest] // 2
        if small and far[nearest] <= heights[nearest] // 3:
            _grow(grown[nearest], [x0, top, x1, bottom], *words[nearest])
        else:
            left.append(i)
    return np.array(left, np.int64)


def _apart(grown: list[list[int]], own: list[Rect], owner: NDArray[np.int32]) -> tuple[Rect, ...]:
    """The grown boxes cut back where they would run into the box that another word had."""
    height, width = owner.shape
    found: list[Rect] = []
    for number, (box, (x0, top, x1, bottom)) in enumerate(zip(grown, own, strict=True), 1):
        left, above, right, below = max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])
        rows, columns = slice(max(0, top), min(height, bottom)), slice(max(0, x0), min(width, x1))
        left += _last(owner[rows, left : max(left, x0)], number, axis=0)
        above += _last(owner[above : max(above, top), columns], number, axis=1)
        right -= _last(owner[rows, x1 : max(x1, right)][:, ::-1], number, axis=0)
        below -= _last(owner[bottom : max(bottom, below), columns][::-1], number, axis=1)
        found.append((left, above, max(right, left + 1), max(below, above + 1)))
    return tuple(found)


def _last(owners: NDArray[np.int32], number: int, *, axis: int) -> int:
    """How far from the first row or column the last one lies that another word has, and one more; 0 without."""
    others = np.flatnonzero(((owners != 0) & (owners != number)).any(axis=axis))
    return int(others[-1]) + 1 if len(others) else 0
