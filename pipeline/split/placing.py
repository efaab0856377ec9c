"""Under which agenda item a stretch of the text stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.items import AgendaItem
from pipeline.types import Span


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of an item; `around` is the index of the innermost place that holds this one."""

    span: Span
    item: int
    around: int | None


class ItemPlaces:
    """All places of the items of a document."""

    def __init__(self, items: Sequence[AgendaItem]) -> None:
        """Sort the places, those of `also` too, and see which stand in which."""
        spans = sorted(
            ((span, i) for i, item in enumerate(items) for span in (item.span, *item.also)),
            key=lambda one: (one[0].start, -one[0].end, one[1]),
        )
        places: list[_Place] = []
        open_ones: list[int] = []
        for span, item in spans:
            while open_ones and places[open_ones[-1]].span.end <= span.start:
                open_ones.pop()
            places.append(_Place(span, item, open_ones[-1] if open_ones else None))
            open_ones.append(len(places) - 1)
        self._places = places
        self._starts = [place.span.start for place in places]

    def item_at(self, span: Span) -> int | None:
        """The index of the innermost item in which a stretch begins."""
        at: int | None = bisect_right(self._starts, span.start) - 1
        at = None if at == -1 else at
        while at is not None and self._places[at].span.end <= span.start:
            at = self._places[at].around
        return None if at is None else self._places[at].item
