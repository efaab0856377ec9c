"""Which end of a line doesn't hang on what stands on it: the left end, the right end, or its middle.

A name in a centred or right-aligned line moves the start of the line, so the start tells how wide the name was. The
other lines of the page show how a line was aligned.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.redact.lines import Line

_SAME = 0.35  # points; ends nearer than this are one margin
_CENTRE = 1.0  # points; the same for the middle of a line, which is rounded twice
_OTHER_LINE = 2.0  # points; a baseline nearer than this is that of the same line


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
    """Where a line hangs. It is its start, unless no other line starts there and others end where it ends, or
    have their middle where it has it.
    """
    start, end = line.items[0].start, line.end
    middle = (start + end) / 2
    height = line.items[0].height
    others = [e for e in line.extents if abs(e.height - height) > _OTHER_LINE]
    if any(abs(e.start - start) < _SAME for e in others):
        return Anchor(start, 0.0)
    ends = [e.end for e in others if abs(e.end - end) < _SAME]
    if ends:
        return Anchor(_usual(ends), 1.0)
    centre = (line.page[0] + line.page[1]) / 2
    if abs(middle - centre) < _CENTRE:
        return Anchor(centre, 0.5)
    middles = [m for m in ((e.start + e.end) / 2 for e in others) if abs(m - middle) < _CENTRE]
    if len(middles) > 1:
        return Anchor(_usual(middles), 0.5)
    return Anchor(start, 0.0)


def _usual(places: list[float]) -> float:
    """The lowest of the places that most lines have, to a tenth of a point."""
    rounded = [round(place, 1) for place in places]
    return min(rounded, key=lambda place: (-rounded.count(place), place))
