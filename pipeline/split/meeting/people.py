"""Lists of who was at a meeting, and who was missed: from the lines below `Aanwezig` to one entry a person.

Two grammars are read: `Name (role organisation), Name (role)` and `Organisation (Name, role); Organisation (Name)`;
which of them a list follows is decided over the whole list, by what can only be a person (`dhr. X`, initials, a
mark). Entries also stand one a line, with `Name, role`, `Name - organisation` or `Organisation: Name, Name`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.items import Attendee
from pipeline.split.meeting.people_parts import (
    Flow,
    by_turns,
    cut_chunks,
    cut_parts,
    flow_of,
    grammar_of,
)
from pipeline.split.meeting.people_reader import Found, Reader
from pipeline.split.meeting.people_words import (
    Attribute,
    Range,
    is_mark,
    is_organisation_word,
)
from pipeline.types import Span

MAX_ENTRIES = 400
_MAX_LIST = 16_000  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list with all that is said of it: an `Attendee` has room for the first role only."""

    attendee: Attendee
    roles: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class How:
    """The rule that found a list, how sure it is, and the grammar of the list above it, for one that shows none."""

    rule: str
    confidence: float
    organisations_first: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """A list as read. `organisations_first` tells its grammar."""

    entries: tuple[Entry, ...]
    organisations_first: bool


def read_list(text: str, stretches: Sequence[Span], how: How) -> People:
    """The entries of a list of which each stretch is a line. Empty where the lines read as running text."""
    stretches = _bounded(stretches)
    if not stretches:
        return People((), how.organisations_first)
    flow = flow_of(text, stretches)
    words = flow.words
    chunks = list(cut_chunks(text, flow, stretches))
    parts = [list(cut_parts(words, a, b)) for a, b in chunks]
    by_place = len(chunks) > 1
    first = grammar_of(words, [p for chunk in parts for p in chunk], by_place)
    grammar = how.organisations_first if first is None else first
    attributes = by_turns(words, parts)
    if attributes and len(parts) == 1:
        parts = [parts[0][i : i + 2] for i in range(0, len(parts[0]), 2)]
    reader = Reader(words, grammar, by_place, attributes, first is None)
    heads = _headers(words, parts) if by_place else frozenset()
    for i, chunk in enumerate(parts[:MAX_ENTRIES]):
        if i in heads:
            reader.header(chunk[0])
        else:
            reader.chunk(chunk)
    found = reader.found[:MAX_ENTRIES]
    if reader.missed > len(found):
        return People((), grammar)
    grouped = reader.grouped and sum(one.organisation is not None for one in found) * 2 > len(found)
    return People(tuple(_entry(flow, one, how) for one in found), grammar or grouped)


def _bounded(stretches: Sequence[Span]) -> list[Span]:
    """As many of the stretches as a list can be long; a text of one line may be all of a book."""
    kept: list[Span] = []
    room = _MAX_LIST
    for one in stretches:
        if room <= 0:
            break
        kept.append(Span(one.start, min(one.end, one.start + room)))
        room -= one.end - one.start
    return kept


def _headers(words: str, parts: Sequence[Sequence[Range]]) -> frozenset[int]:
    """The lines that hold an organisation, where the list has its people below them or above them."""
    alone = [
        len(chunk) == 1
        and is_organisation_word(words[slice(*chunk[0])])
        and "(" not in words[slice(*chunk[0])]
        for chunk in parts
    ]
    mixed = any(alone) and not all(alone) and ":" not in words
    return frozenset(i for i, one in enumerate(alone) if one) if mixed else frozenset()


def _entry(flow: Flow, one: Found, how: How) -> Entry:
    role = one.roles[0].role if one.roles else None
    ranges = [r for r in (one.whole, one.name, role, one.organisation) if r]
    own = [r for r in ranges if one.whole[0] <= r[0] and r[1] <= one.whole[1]]
    return Entry(
        Attendee(
            span=flow.span(min(r[0] for r in own), max(r[1] for r in own)),
            name=flow.span(*one.name) if one.name else None,
            role=flow.span(*role) if role else None,
            organisation=flow.span(*one.organisation) if one.organisation else None,
            rule=how.rule,
            confidence=how.confidence if one.name else min(how.confidence, 0.5),
        ),
        tuple(_placed(flow, role) for role in one.roles),
    )


def _placed(flow: Flow, one: Attribute) -> Attribute:
    """The same role with places in the text instead of the flow."""

    def place(stretch: Range | None) -> Range | None:
        if stretch is None:
            return None
        span = flow.span(*stretch)
        return (span.start, span.end)

    return Attribute(place(one.role), place(one.organisation))


def without_doubles(text: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, each name once. Marks are never the same person."""
    kept: list[Entry] = []
    seen: set[str] = set()
    for entry in entries:
        name = entry.attendee.name
        key = " ".join(name.of(text).lower().split()) if name else ""
        if key and not is_mark(key):
            if key in seen:
                continue
            seen.add(key)
        kept.append(entry)
    return tuple(kept)
