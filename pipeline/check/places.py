"""Reckoning with boxes on a page."""

from __future__ import annotations

from pipeline.check.display import Item
from pipeline.types import Box


def shared(one: Box, other: Box) -> Box:
    """What two boxes share; without width or height where that is nothing."""
    x0, top = max(one.x0, other.x0), max(one.top, other.top)
    return Box(one.page, x0, top, max(x0, min(one.x1, other.x1)), max(top, min(one.bottom, other.bottom)))


def area(box: Box) -> float:
    """The area of a box in square points; never nothing, so that it can be divided by."""
    return max(0.01, box.x1 - box.x0) * max(0.01, box.bottom - box.top)


def share(box: Box, other: Box) -> float:
    """How much of a box lies within another, 0 to 1."""
    both = shared(box, other)
    empty = both.x1 <= both.x0 or both.bottom <= both.top
    return 0.0 if empty else area(both) / area(box)


def shown_box(item: Item) -> Box:
    """The box of something painted, as far as its clipping paths let it through."""
    return shared(item.box, item.clip) if item.clip else item.box


def one_line(one: Box, other: Box) -> bool:
    """Whether two boxes stand beside each other on one line, written across or down the page."""
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    height, width = (
        min(one.bottom - one.top, other.bottom - other.top),
        min(one.x1 - one.x0, other.x1 - other.x0),
    )
    beside = high >= 0.5 * height and wide > -3 * height
    below = wide >= 0.5 * width and high > -3 * width
    return beside or below
