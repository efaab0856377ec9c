"""Which part of a line doesn't hang on what stands on it: its start, its end, or its middle.

A name in a centred or right-aligned line moves the start of the line, so the start tells how wide the name was. How a
line is aligned shows from the other lines of the page, its cell, and the margins; the place it hangs from is theirs,
never its own, for its own was rounded after the name was set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.redact.lines import Line

# All in points.
_SAME = 0.35  # ends nearer than this are one margin
_EDGE = 3.0  # how far from the margin a right-aligned line may end: hanging punctuation, rounding
_CENTRE = 1.0  # how far its middle may be off; it is rounded twice
_OTHER_LINE = 2.0  # a baseline nearer than this is that of the same line
_INDENT = 6.0  # a line that starts this near to the left margin starts there


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a line hangs: `at` is the place of the part `share` of its length (0: its start, 1: its end)."""

    at: float
    share: float

    def start(self, length: float) -> float:
        """Where a line of some length starts."""
        return self.at - self.share * length

    @property
    def right(self) -> float:
        """How far the line may reach because it did before."""
        return self.at if self.share == 1.0 else -1e9


def anchor_of(line: Line) -> Anchor:
    """Where a line hangs; its start where nothing speaks for something else."""
    start, end, height = line.items[0].start, line.end, line.items[0].height
    others = [e for e in line.extents if abs(e.height - height) > _OTHER_LINE]
    starts = sum(abs(e.start - start) < _SAME for e in others if e.first)
    if starts or sum(abs(e.start - start) < _SAME for e in others) > 1:
        return Anchor(start, 0.0)
    left = _usual(e.start for e in others if e.first)
    if left is not None and abs(left - start) < _INDENT:
        return Anchor(start, 0.0)
    for at in _right_edges(line, [e.end for e in others if e.last], left):
        if abs(at - end) < _EDGE:
            return Anchor(at, 1.0)
    middle = (start + end) / 2
    for at in _middles(line, [(e.start + e.end) / 2 for e in others if e.first and e.last], left):
        if abs(at - middle) < _CENTRE:
            return Anchor(at, 0.5)
    return Anchor(start, 0.0)


def _right_edges(line: Line, ends: list[float], left: float | None) -> Iterable[float]:
    """Where right-aligned lines may end: the side of the cell less its padding, where others end, the margin."""
    shared = _usual(ends)
    if shared is not None:
        yield shared
    if line.cell is None:
        yield from sorted(_repeated(ends))
        if left is not None:
            yield line.page[1] - (left - line.page[0])


def _middles(line: Line, middles: list[float], left: float | None) -> Iterable[float]:
    """Where the middle of a centred line may be: that of its cell, of the page, of other centred lines."""
    if line.cell is not None:
        yield (line.cell[0] + line.cell[1]) / 2
        return
    yield (line.page[0] + line.page[1]) / 2
    yield from sorted(_repeated(middles))


def _repeated(places: list[float]) -> set[float]:
    """The places that two lines have at least, to a tenth of a point."""
    rounded = [round(place, 1) for place in places]
    return {place for place in rounded if rounded.count(place) > 1}


def _usual(places: Iterable[float]) -> float | None:
    """The place that most lines have, to a tenth of a point, the lowest of these; None where no two have one."""
    rounded = [round(place, 1) for place in places]
    best = min(rounded, key=lambda place: (-rounded.count(place), place), default=None)
    return best if best is not None and rounded.count(best) > 1 else None
