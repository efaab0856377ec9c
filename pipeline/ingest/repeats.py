"""Which drawings are a logo: the same thing at the same place of most pages, and small.

Such a drawing was seen on the first page already and says nothing of the case, so it does not hold a document
back. The numbers are this project's choice: a picture that differs in one pixel, stands elsewhere, or stands
on fewer than three pages is no logo.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MIN_PAGES = 3
MIN_SHARE_OF_PAGES = 0.5
MAX_SHARE_OF_PAGE = 0.05
SAME_PLACE = 3.0
"""Points that each side may differ from page to page."""

Rect = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points of user space, origin bottom left."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Something drawn on a page; equal digests look the same."""

    page: int
    rect: Rect
    digest: str


def without_logos(drawn: Sequence[Drawn], areas: Mapping[int, float]) -> tuple[Drawn, ...]:
    """Everything that is no logo.

    Args:
        drawn: all drawings of a document.
        areas: the area of each page in square points.
    """
    cells: dict[tuple[str, int, int], list[Drawn]] = defaultdict(list)
    for one in drawn:
        cells[_cell(one)].append(one)
    return tuple(one for one in drawn if not _is_logo(one, cells, areas))


def _cell(one: Drawn) -> tuple[str, int, int]:
    return one.digest, int(one.rect[0] // SAME_PLACE), int(one.rect[1] // SAME_PLACE)


def _is_logo(
    one: Drawn, cells: Mapping[tuple[str, int, int], list[Drawn]], areas: Mapping[int, float]
) -> bool:
    x0, y0, x1, y1 = one.rect
    if (x1 - x0) * (y1 - y0) > MAX_SHARE_OF_PAGE * areas[one.page]:
        return False
    digest, column, row = _cell(one)
    near = (
        other
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for other in cells.get((digest, column + dx, row + dy), ())
    )
    pages = {
        o.page for o in near if all(abs(a - b) <= SAME_PLACE for a, b in zip(o.rect, one.rect, strict=True))
    }
    return len(pages) >= max(MIN_PAGES, MIN_SHARE_OF_PAGES * len(areas))
