"""The numbered items of agendas, besluitenlijsten and minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.items import AgendaItem, ItemKind
from pipeline.split.lines import Line
from pipeline.split.meeting.numbering import Numbered, numbered
from pipeline.split.zones import Zone
from pipeline.types import Span

_MAX_GAP = 3  # two numbers may be missing: items held in camera, or lost in the reading
_MAX_DEPTH = 4  # lists within lists


@dataclass(slots=True, eq=False)
class _Run:
    """A numbering that is going on: its last number and letter, its members."""

    number: int
    letter: str
    members: list[Numbered] = field(default_factory=list)


def agenda_items(
    lines: Sequence[Line], zones: Sequence[Zone], taken: frozenset[int]
) -> tuple[AgendaItem, ...]:
    """The numbered items. Lines in `taken` are points of a decision or rows of a list of actions, no items."""
    items: list[AgendaItem] = []
    for zone in zones:
        if zone.meeting:
            items.extend(_zone_items(lines, zone, taken))
    return tuple(items)


def _zone_items(lines: Sequence[Line], zone: Zone, taken: frozenset[int]) -> Iterator[AgendaItem]:
    chain = _outer(list(_candidates(lines, zone, taken)))
    stop = zone.last
    while stop > zone.first and not lines[stop - 1].core:
        stop -= 1
    for i, item in enumerate(chain):
        last = chain[i + 1].line if i + 1 < len(chain) else stop
        while not lines[last - 1].core:
            last -= 1
        title = _whole_title(lines, item, last)
        yield AgendaItem(
            span=Span(lines[item.line].start, lines[last - 1].end),
            number=item.shown,
            title=(title,),
            kind=ItemKind.DISCUSSION,
            parent=None,
            also=(),
            rule="nummer",
            confidence=0.8,
        )


def _candidates(lines: Sequence[Line], zone: Zone, taken: frozenset[int]) -> Iterator[Numbered]:
    for i in range(zone.first, zone.last):
        if i in taken:
            continue
        found = numbered(lines, i)
        if found:
            yield found


def _outer(candidates: Sequence[Numbered]) -> list[Numbered]:
    """The numbering that goes through the whole zone, without the lists inside its items.

    A `1` opens a list of its own; a number goes to the innermost list that it can follow, but a line that does
    not look like a title never goes on with the outer numbering once a list stands open.
    """
    runs: list[_Run] = []
    outer: _Run | None = None
    for item in candidates:
        home = next(
            (run for run in reversed(runs) if _follows(run, item) and (run is not outer or item.likely)), None
        )
        if outer and home is not outer and item.likely and _follows(outer, item) and not _listlike(home):
            home = outer
        if home is None:
            if item.number > (1 if outer else _MAX_GAP) or (outer is None and not item.likely):
                continue
            home = _Run(item.number, item.letter)
            outer = outer or home
            runs = [*runs[: _MAX_DEPTH - 1], home]
        else:
            del runs[runs.index(home) + 1 :]
        home.number, home.letter = item.number, item.letter
        home.members.append(item)
    return outer.members if outer else []


def _listlike(run: _Run | None) -> bool:
    """Whether the members of an inner list look like titles themselves, so that looks can't tell them apart."""
    return run is not None and sum(m.likely for m in run.members) * 2 > len(run.members)


def _follows(run: _Run, item: Numbered) -> bool:
    if item.number == run.number:
        return item.letter > run.letter
    return run.number < item.number <= run.number + _MAX_GAP


def _whole_title(lines: Sequence[Line], item: Numbered, last: int) -> Span:
    """The title with its second line, where that surely belongs to it: in small letters, short, without an end
    mark, and a line follows that starts anew.
    """
    following = item.line + 1
    title = lines[item.line].core
    if following >= last or item.title.end != lines[item.line].stop or len(title) < 30:
        return item.title
    core = lines[following].core
    after = lines[following + 1].core if following + 1 < len(lines) else ""
    fresh = not after or not after[0].islower()
    if core and core[0].islower() and len(core) <= 60 and core[-1] not in ".;:,?!" and fresh:
        return Span(item.title.start, lines[following].stop)
    return item.title
