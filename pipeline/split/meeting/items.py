"""The items of agendas, besluitenlijsten and minutes, and the item that a proposal says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.items import AgendaItem, ItemKind, PartKind, Words
from pipeline.split.lines import LABEL, Line, bullet, next_filled
from pipeline.split.meeting.chain import Read
from pipeline.split.meeting.headings import unnumbered_entries
from pipeline.split.meeting.outline import Entry, numbered_entries
from pipeline.split.meeting.same import merge_same
from pipeline.split.meeting.titles import is_group, kind_by
from pipeline.split.zones import Zone
from pipeline.types import Span

_MORE_LINES = 3  # of a title that runs on
_WRAPPED = 30  # characters; a shorter line has not run on for want of room
_DANGLING = re.compile(
    r"(?:\b(?:van|de|het|een|en|of|in|op|voor|over|met|tot|bij|naar|aan|om|te|door|inzake|t\.?b\.?v\.?|i\.?v\.?m\.?)|[-–,&/])\Z",
    re.IGNORECASE,
)
_POINT = re.compile(r"agendapunt(?:nummer)?\s?:?\s(?P<number>\d{1,2}[a-z]?(?:\.\d{1,2})?)", re.IGNORECASE)
_SUBJECT = re.compile(r"\W{0,2}(?:onderwerp|betreft|titel)\s?(?::\s*(?P<said>\S.*))?", re.IGNORECASE)
_CLOSING_LIST = re.compile(
    r"(?:overzicht |openstaande )?(?:actie|besluiten|afspraken|toezeggingen)(?:punten)?"
    r"[-/ ]{0,3}(?:(?:en |& )?besluiten)?-?lijst\b.{0,60}|bijlagen?\s?:?",
    re.IGNORECASE,
)
_PAPER_LINES = 30  # filled lines in which a proposal says which item it is
_SUBJECT_LINES = 12  # below the number
_FORMAL = re.compile(
    r"de (?:gemeente|stadsdeel)?raad|het college|het dagelijks bestuur|provinciale staten", re.IGNORECASE
)


def agenda_items(
    text: str, lines: Sequence[Line], zones: Sequence[Zone], taken: frozenset[int]
) -> tuple[AgendaItem, ...]:
    """The items. Lines in `taken` are points of a decision or rows of a list of actions, no items."""
    items: list[AgendaItem] = []
    for zone in zones:
        read = Read(text, lines, zone)
        if zone.meeting:
            entries = unnumbered_entries(read, taken, numbered_entries(read, taken))
            found = tuple(_items(read, sorted(entries, key=lambda e: e.line)))
            items.extend(_moved(merge_same(text, found, lambda _: 0)[0], len(items)))
        elif zone.kind in (PartKind.PROPOSAL, PartKind.OTHER, PartKind.MEMO):
            items.extend(_of_paper(read))
    return tuple(items)


def _moved(items: Sequence[AgendaItem], base: int) -> Iterator[AgendaItem]:
    """The items of a zone, where `base` is the index of the first."""
    for item in items:
        yield item if item.parent is None else replace(item, parent=base + item.parent)


def _items(read: Read, entries: Sequence[Entry]) -> Iterator[AgendaItem]:
    """The entries of a zone as items, each up to the next on its level or above."""
    _part_closed(entries)
    places = {id(entry): i for i, entry in enumerate(entries)}
    depths = [_depth(entry) for entry in entries]
    ends = _ends(entries, depths, _end(read, entries))
    kinds: list[ItemKind] = []
    groups = _groups(read, entries)
    for i, entry in enumerate(entries):
        last = ends[i]
        while last > entry.title_line + 1 and not read.lines[last - 1].core:
            last -= 1
        parent = None if entry.parent is None else places[id(entry.parent)]
        after = entries[i + 1].line if i + 1 < len(entries) else last
        title = _title(read, entry, min(last, after))
        words = " ".join(span.of(read.text) for span in title)
        above = groups[i] if parent is None else kinds[parent]
        kinds.append(_kind(words, above))
        yield AgendaItem(
            span=Span(read.lines[entry.line].start, max(read.lines[last - 1].end, title[-1].end)),
            number=entry.number,
            title=title,
            kind=kinds[-1],
            parent=parent,
            also=(),
            rule=entry.rule,
            confidence=entry.confidence,
        )


def _part_closed(entries: Sequence[Entry]) -> None:
    """Take entries out of an item that another on its level has ended."""
    open_: list[Entry] = []
    for entry in entries:
        while open_ and open_[-1] is not entry.parent:
            open_.pop()
        if not open_:
            entry.parent = None
        open_.append(entry)


def _kind(words: str, above: ItemKind | None) -> ItemKind:
    """What an item is for, by its title and by what the heading or the item above it says."""
    own = kind_by(words)
    if above is ItemKind.INFORMATION and own in (ItemKind.DECISION, ItemKind.DISCUSSION):
        return above
    return own or above or ItemKind.DISCUSSION


def _depth(entry: Entry) -> int:
    depth, above = 0, entry.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth


def _end(read: Read, entries: Sequence[Entry]) -> int:
    """Where the last item ends: at the end of the zone, or at the list that closes the minutes."""
    if not entries:
        return read.zone.last
    below = range(entries[-1].title_line + 1, read.zone.last)
    return next((i for i in below if _CLOSING_LIST.fullmatch(read.lines[i].core)), read.zone.last)


def _ends(entries: Sequence[Entry], depths: Sequence[int], last: int) -> list[int]:
    """The line at which each entry ends: that of the next one on its level or above."""
    ends = [last] * len(entries)
    open_: list[int] = []
    for i, entry in enumerate(entries):
        while open_ and depths[open_[-1]] >= depths[i]:
            ends[open_.pop()] = entry.line
        open_.append(i)
    return ends


def _groups(read: Read, entries: Sequence[Entry]) -> list[ItemKind | None]:
    """What the heading above each entry (`Hamerstukken`) says that it is for."""
    kinds: list[ItemKind | None] = []
    at, kind = read.zone.first, None
    for entry in entries:
        for i in range(at, entry.line):
            core = read.lines[i].core
            if core and is_group(core):
                kind = kind_by(core) or ItemKind.DISCUSSION
        at = entry.title_line + 1
        kinds.append(kind)
    return kinds


def _title(read: Read, entry: Entry, last: int) -> Words:
    """The title with the lines on which it surely runs on."""
    spans = [entry.title]
    i = entry.title_line + 1
    if not entry.whole:
        return tuple(spans)
    while i < min(last, entry.title_line + 1 + _MORE_LINES) and _runs_on(read, spans, i, last):
        spans.append(read.lines[i].span)
        i += 1
    return tuple(_merged(read.text, spans))


def _runs_on(read: Read, title: Sequence[Span], i: int, last: int) -> bool:
    """Whether a line goes on with a title: in small letters, short, without an end mark, and a line follows that
    starts anew.
    """
    core = read.lines[i].core
    above = title[-1].of(read.text)
    if not core or len(core) > 90 or core[-1] in ".;:,?!" or read.lines[i].heading or bullet(core):
        return False
    joined = " ".join(span.of(read.text) for span in title)
    open_bracket = joined.count("(") > joined.count(")")
    dangling = _DANGLING.search(above) is not None
    if not (
        dangling or open_bracket or (core[0].islower() and len(above) >= _WRAPPED and above[-1] not in ".:?!")
    ):
        return False
    if LABEL.match(core):
        return False
    after = read.lines[i + 1].core if i + 1 < last else ""
    return not after or not after[0].islower() or (len(core) >= _WRAPPED and len(after) <= 90)


def _merged(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The stretches, those with nothing but blanks between them as one."""
    start, end = spans[0].start, spans[0].end
    for span in spans[1:]:
        if text[end : span.start].isspace():
            end = span.end
        else:
            yield Span(start, end)
            start, end = span.start, span.end
    yield Span(start, end)


def _of_paper(read: Read) -> Iterator[AgendaItem]:
    """The item of which a proposal says that it is the paper: `Agendapunt 28`, with its subject below it."""
    i, seen = next_filled(read.lines, read.zone.first, read.zone.last), 0
    while i < read.zone.last and seen < _PAPER_LINES:
        found = _POINT.fullmatch(read.lines[i].core)
        if found:
            title = _subject(read, i)
            if title:
                stop = read.zone.last
                while not read.lines[stop - 1].core:
                    stop -= 1
                words = " ".join(span.of(read.text) for span in title)
                yield AgendaItem(
                    span=Span(read.lines[i].start, max(read.lines[stop - 1].end, title[-1].end)),
                    number=found["number"],
                    title=title,
                    kind=kind_by(words) or ItemKind.DISCUSSION,
                    parent=None,
                    also=(),
                    rule="agendapunt",
                    confidence=0.8,
                )
            return
        i, seen = next_filled(read.lines, i + 1, read.zone.last), seen + 1


def _subject(read: Read, i: int) -> Words:
    """What stands behind or below `Onderwerp`, below the number of the item."""
    lines, last = read.lines, read.zone.last
    for _ in range(_SUBJECT_LINES):
        i = next_filled(lines, i + 1, last)
        if i >= last:
            return ()
        found = _SUBJECT.fullmatch(lines[i].core)
        if not found:
            continue
        said = found["said"]
        at = i if said else next_filled(lines, i + 1, last)
        if at >= last:
            return ()
        start = lines[i].at + found.start("said") if said else lines[at].at
        spans = [Span(start, lines[at].stop)]
        j = at + 1
        while j < min(last, at + 1 + _MORE_LINES) and lines[j].core and not _FORMAL.match(lines[j].core):
            if not _runs_on(read, spans, j, last):
                break
            spans.append(lines[j].span)
            j += 1
        return tuple(_merged(read.text, spans))
    return ()
