"""Tells whether drawn paths may be letters.

A letter drawn as a path is a small closed shape that a table line, a bullet or a box is not. The shapes of a
page are compared by the order of their lines and curves: letters of a word differ from each other, bullets
and the markers of a chart don't. The rule, with numbers chosen on outlines of common fonts against lines,
boxes, bullets and charts:

- A shape is one subpath. It counts when neither side is over 72 pt (one inch) and the longest is at least 2
  pt, and when it has a curve or at least five straight lines; a circle or a rounded box of four curves does
  not.
- Four different shapes in one row or column, each within 1.5 times its height of the one before, are a word.
- Twenty-five different shapes on one page are text wherever they stand (in a slope, on a map).
- One subpath of at least thirty curves within 300 by 150 pt is handwriting.
- A page of more than 200,000 path segments can't be told, and counts as one that holds letters.

A short word of straight letters (`ALI`) is below this: it has too few shapes that a box or an arrow couldn't
be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ingest.repeats import Rect

MAX_SEGMENTS = 200_000
MAX_SIDE, MIN_SIDE = 72.0, 2.0
DIFFERENT_IN_WORD = 4
DIFFERENT_ON_PAGE = 25
MAX_GAP = 1.5
HANDWRITING_CURVES, HANDWRITING_WIDTH, HANDWRITING_HEIGHT = 30, 300.0, 150.0
_PLAIN = re.compile(r"M(?:L?C){4}L?|M(?:CL?){4}")  # a circle or a rounded box


@dataclass(frozen=True, slots=True)
class Shape:
    """A subpath: the box around its points, and its segments as letters (M move, L line, C curve)."""

    rect: Rect
    segments: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Shapes that may be letters together; equal digests are the same shapes in the same arrangement."""

    rect: Rect
    digest: str
    shapes: tuple[Shape, ...]


def may_be_glyph(shape: Shape) -> bool:
    """Whether one shape may be (part of) a letter."""
    x0, y0, x1, y1 = shape.rect
    if not MIN_SIDE <= max(x1 - x0, y1 - y0) <= MAX_SIDE or _PLAIN.fullmatch(shape.segments):
        return False
    return "C" in shape.segments or shape.segments.count("L") >= 5


def may_be_handwriting(shape: Shape) -> bool:
    """Whether one shape may be a pen stroke of handwriting, a signature for one."""
    x0, y0, x1, y1 = shape.rect
    small = (
        x1 - x0 <= HANDWRITING_WIDTH and y1 - y0 <= HANDWRITING_HEIGHT and max(x1 - x0, y1 - y0) >= MIN_SIDE
    )
    return small and shape.segments.count("C") >= HANDWRITING_CURVES


def find_outlines(shapes: Sequence[Shape]) -> tuple[Outline, ...]:
    """Words and handwriting among the shapes of a page."""
    glyphs = [s for s in shapes if may_be_glyph(s)]
    words = [*_words(glyphs, across=True), *_words(glyphs, across=False)]
    strokes = [(s,) for s in shapes if may_be_handwriting(s)]
    return tuple(_outline(group) for group in [*words, *strokes])


def is_strewn(shapes: Sequence[Shape], told: Sequence[Outline]) -> bool:
    """Whether the shapes of a page that are in no outline yet are too many different ones to be anything but
    text.
    """
    known = {s for outline in told for s in outline.shapes}
    return len({s.segments for s in shapes if may_be_glyph(s) and s not in known}) >= DIFFERENT_ON_PAGE


def _words(glyphs: Sequence[Shape], *, across: bool) -> list[tuple[Shape, ...]]:
    """Runs of shapes in one row (or column) that are near and different enough."""
    first, second = (0, 1) if across else (1, 0)  # along and across the direction of reading
    rows: list[list[Shape]] = []
    top = 0.0
    for shape in sorted(glyphs, key=lambda s: (s.rect[second], s.rect, s.segments)):
        if rows and shape.rect[second] < top:
            rows[-1].append(shape)
            top = max(top, shape.rect[second + 2])
        else:
            rows.append([shape])
            top = shape.rect[second + 2]
    found: list[tuple[Shape, ...]] = []
    for row in rows:
        for run in _runs(sorted(row, key=lambda s: (s.rect[first], s.rect, s.segments)), first, second):
            different = {s.segments for s in run}
            found.extend([tuple(run)] if len(different) >= DIFFERENT_IN_WORD else [])
    return found


def _runs(row: Sequence[Shape], first: int, second: int) -> list[list[Shape]]:
    runs: list[list[Shape]] = []
    end = height = 0.0
    for shape in row:
        tall = max(height, shape.rect[second + 2] - shape.rect[second])
        if runs and shape.rect[first] - end <= MAX_GAP * tall:
            runs[-1].append(shape)
            end, height = max(end, shape.rect[first + 2]), tall
        else:
            runs.append([shape])
            end, height = shape.rect[first + 2], shape.rect[second + 2] - shape.rect[second]
    return runs


def _outline(shapes: tuple[Shape, ...]) -> Outline:
    rects = [s.rect for s in shapes]
    rect = (
        min(r[0] for r in rects),
        min(r[1] for r in rects),
        max(r[2] for r in rects),
        max(r[3] for r in rects),
    )
    # The arrangement is rounded to whole points from the corner, so that a shift of the whole does not count.
    placed = [(s.segments, round(s.rect[0] - rect[0]), round(s.rect[1] - rect[1])) for s in shapes]
    return Outline(rect, hashlib.sha256(repr(placed).encode()).hexdigest(), shapes)
