"""From a document to its structure: parts, messages, agenda items, decisions and actions.

All of it is found in `Document.text` by rules that a reader can check; every item is a stretch of that text, and
every decision and action carries the name of its rule and how sure it is. The time is linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from pipeline.items import AgendaItem, DecisionItem, Structure
from pipeline.split.lines import Line, cut, sentences
from pipeline.split.mail.heads import find_heads
from pipeline.split.mail.messages import messages
from pipeline.split.meeting.items import agenda_items
from pipeline.split.outcome.actions import action_items, list_rows
from pipeline.split.outcome.decisions import Decided, labelled, stated
from pipeline.split.parts import find_sections
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
    rows = list_rows(text, lines, zones)
    in_rows = frozenset(i for _, row in rows for i in row.lines)
    items = agenda_items(lines, zones, in_rows | {i for found in listed for i in found.lines})
    titles = frozenset(_title_lines(items, lines))
    breaks = titles | in_rows
    read = [(zone, tuple(sentences(text, lines, zone.first, zone.last, breaks))) for zone in zones]
    return Structure(
        parts=tuple(section.part for section in sections),
        messages=messages(text, lines, heads, [section.first for section in sections]),
        agenda_items=items,
        decisions=_placed(listed, stated(lines, read, breaks), items),
        actions=action_items(text, read, rows, breaks),
        artifacts=artifacts,
    )


def _title_lines(items: Sequence[AgendaItem], lines: Sequence[Line]) -> Iterator[int]:
    """The lines that the titles of the items fill."""
    starts = [line.start for line in lines]
    for item in items:
        first = bisect_right(starts, item.title[0].start) - 1
        yield from range(first, bisect_right(starts, max(item.title[0].start, item.title[-1].end - 1)))


def _placed(
    listed: Sequence[Decided], said: Iterable[Decided], items: Sequence[AgendaItem]
) -> tuple[DecisionItem, ...]:
    """The decisions in order, each with the number of its item; what a label and a sentence both say, once."""
    borders = sorted((one.span.start, one.span.end) for one in listed)
    new = [one for one in said if not _overlaps(borders, one)]
    starts = [item.span.start for item in items]
    placed = []
    for one in sorted((*listed, *new), key=lambda d: (d.span.start, d.span.end)):
        i = bisect_right(starts, one.span.start) - 1
        inside = i >= 0 and items[i].span.covers(one.span)
        placed.append(
            DecisionItem(
                span=one.span,
                text=(one.span,),
                result=one.result,
                explicit=one.rule == "besluit",
                item=i if inside else None,
                rule=one.rule,
                confidence=one.confidence,
            )
        )
    return tuple(placed)


def _overlaps(borders: Sequence[tuple[int, int]], one: Decided) -> bool:
    """Whether a decision shares text with one of the sorted, disjoint stretches."""
    i = bisect_left(borders, (one.span.end, 0)) - 1
    return i >= 0 and borders[i][1] > one.span.start
