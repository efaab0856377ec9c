"""From a document to its structure: parts, messages, meetings, agenda items, decisions, actions and papers.

All of it is found in `Document.text` by rules that a reader can check; every item is a stretch of that text and carries
the name of its rule and how sure it is. The time is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.items import AgendaItem, DecisionItem, Meeting, Structure
from pipeline.split.lines import Line, cut, sentences
from pipeline.split.mail.heads import find_heads
from pipeline.split.mail.messages import messages
from pipeline.split.meeting.head import meetings
from pipeline.split.meeting.items import agenda_items
from pipeline.split.meeting.same import merge_same
from pipeline.split.outcome.actions import action_items, list_rows
from pipeline.split.outcome.decisions import Decided, labelled, stated
from pipeline.split.paper.papers import papers
from pipeline.split.parts import Section, find_sections
from pipeline.split.placing import ItemPlaces
from pipeline.split.running import flow
from pipeline.split.zones import find_zones
from pipeline.types import Document, DocumentKind

__all__ = ["split"]


def split(document: Document) -> Structure:
    """The structure of a document; empty for one that could not be read. Raises nothing, whatever the text."""
    text = document.text
    if document.kind == DocumentKind.UNREADABLE or not text.strip():
        return Structure()
    lines, artifacts = flow(document, cut(text))
    heads = find_heads(text, lines, document.kind == DocumentKind.MAIL)
    sections = find_sections(document, lines, heads)
    zones = find_zones(lines, sections, heads)
    listed = labelled(text, lines, zones)
    rows = list_rows(text, lines, zones, document.tables)
    in_rows = frozenset(i for _, row in rows for i in row.lines)
    found = agenda_items(text, lines, zones, in_rows | {i for one in listed for i in one.lines})
    breaks = in_rows | frozenset(_title_lines(found, lines))
    titles = sorted((span.start, span.end) for item in found for span in item.title)
    listed = tuple(one for one in listed if not _within(titles, one.span.start))
    rows = tuple(one for one in rows if not _within(titles, one[1].action.start))
    read = [(zone, tuple(sentences(text, lines, zone.first, zone.last, breaks))) for zone in zones]
    held = meetings(text, lines, sections, zones)
    items, _ = merge_same(text, found, _meeting_of(found, held, sections))
    places = ItemPlaces(items)
    actions = action_items(text, read, rows, breaks)
    return Structure(
        parts=tuple(section.part for section in sections),
        messages=messages(text, lines, heads, [section.first for section in sections]),
        meetings=held,
        agenda_items=items,
        decisions=tuple(_placed(listed, stated(lines, read, breaks), places)),
        actions=tuple(replace(one, item=places.item_at(one.span)) for one in actions),
        papers=papers(text, lines, sections),
        artifacts=artifacts,
    )


def _meeting_of(
    items: Sequence[AgendaItem], held: Sequence[Meeting], sections: Sequence[Section]
) -> Callable[[int], int | None]:
    """The way from an item to its meeting: that of its part, and of several there the last one above it."""
    starts = [section.part.span.start for section in sections]
    of_part: dict[int, list[int]] = {}
    for i, meeting in enumerate(held):
        for part in meeting.parts:
            of_part.setdefault(part, []).append(i)

    def meeting_of(item: int) -> int | None:
        place = items[item].span.start
        those = of_part.get(bisect_right(starts, place) - 1, [])
        above = [i for i in those if held[i].span.start <= place]
        return next(iter((above or those)[-1:]), None)

    return meeting_of


def _title_lines(items: Sequence[AgendaItem], lines: Sequence[Line]) -> Iterator[int]:
    """The lines that the titles of the items fill."""
    starts = [line.start for line in lines]
    for item in items:
        first = bisect_right(starts, item.title[0].start) - 1
        yield from range(first, bisect_right(starts, max(item.title[0].start, item.title[-1].end - 1)))


def _placed(listed: Sequence[Decided], said: Iterable[Decided], places: ItemPlaces) -> Iterator[DecisionItem]:
    """The decisions in order, each with its item; what a label and a sentence both say, once."""
    borders = sorted((one.span.start, one.span.end) for one in listed)
    new = [one for one in said if not _overlaps(borders, one)]
    for one in sorted((*listed, *new), key=lambda d: (d.span.start, d.span.end)):
        yield DecisionItem(
            span=one.span,
            text=one.text,
            result=one.result,
            explicit=one.explicit,
            item=places.item_at(one.span),
            rule=one.rule,
            confidence=one.confidence,
        )


def _within(stretches: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of the sorted stretches: a list ran on over the title of the next item."""
    i = bisect_left(stretches, (place + 1, 0)) - 1
    return i >= 0 and stretches[i][0] <= place < stretches[i][1]


def _overlaps(borders: Sequence[tuple[int, int]], one: Decided) -> bool:
    """Whether a decision shares text with one of the sorted, disjoint stretches."""
    i = bisect_left(borders, (one.span.end, 0)) - 1
    return i >= 0 and borders[i][1] > one.span.start
