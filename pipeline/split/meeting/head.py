"""Meetings: name, kind, body, day, hours, place, chair, secretary and who was there.

Each agenda, besluitenlijst and report of a meeting is read by itself: its title, the labels in its head, and the
sentences that open and close it. Those about the same meeting (the same day, and the same name or place) then make
one: what the minutes say comes before what the agenda says. Nothing is taken that no line of the document says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import Attendee, Meeting, PartKind
from pipeline.split.lines import Line
from pipeline.split.meeting.head_facts import read_facts
from pipeline.split.meeting.head_name import kind_of
from pipeline.split.meeting.head_reading import Facts
from pipeline.split.meeting.head_unit import Unit
from pipeline.split.parts import Section
from pipeline.split.zones import Zone

__all__ = ["meetings"]

_KINDS = {
    PartKind.MINUTES: 0,
    PartKind.DECISION_LIST: 1,
    PartKind.ANNOTATED_AGENDA: 2,
    PartKind.AGENDA: 3,
}
_TITLE_LINES = 4
_WORD = re.compile(r"\w{2,}")
_COMMON = re.compile(
    r"de|het|van|voor|een|en|der|in|te|op|nr|the|of|overleg|vergadering|bijeenkomst|agenda|verslag|notulen"
    r"|besluitenlijst|openbare"
)


def meetings(
    text: str, lines: Sequence[Line], sections: Sequence[Section], zones: Sequence[Zone]
) -> tuple[Meeting, ...]:
    """The meetings that the agendas, lists of decisions and minutes of a document are about, in order.

    `parts` of each are indexes of `sections`; for an agenda or minutes in a mail, the mail's.
    """
    read = [read_facts(text, lines, unit) for unit in _units(sections, zones)]
    groups: list[list[Facts]] = []
    for before, facts in zip((None, *read), read, strict=False):
        if not facts.telling:
            continue
        if before is not None and groups and groups[-1][-1] is before and _title_only(before, facts):
            groups[-1].append(facts)
            continue
        home = next((group for group in groups if any(_same(text, facts, one) for one in group)), None)
        if home is None:
            groups.append([facts])
        else:
            home.append(facts)
    found = [_meeting(text, group) for group in groups]
    return tuple(sorted(found, key=lambda m: (m.parts[0], m.span.start, m.span.end)))


def _title_only(one: Facts, after: Facts) -> bool:
    """Whether a part is the mere title of the part right behind it, which has none."""
    bare = not (one.day or one.start or one.attendees or one.location or one.chair)
    near = one.unit.last == after.unit.first and one.unit.last - one.unit.first <= _TITLE_LINES
    return bare and near and after.name is None


def _units(sections: Sequence[Section], zones: Sequence[Zone]) -> Iterator[Unit]:
    """The stretches of lines that are about one meeting each: a whole part, or a zone within a part."""
    k = 0
    for index, section in enumerate(sections):
        inside: list[Zone] = []
        while k < len(zones) and zones[k].first < section.last:
            if zones[k].first >= section.first:
                inside.append(zones[k])
            k += 1
        part = section.part
        if part.kind in _KINDS:
            yield Unit(index, part.kind, section.first, section.last, part.title, part.date, False)
            continue
        for zone in inside:
            if zone.kind in _KINDS:
                yield Unit(index, zone.kind, zone.first, zone.last, None, None, True)


def _same(text: str, one: Facts, other: Facts) -> bool:
    """Whether two parts are about one meeting: of the same day, and called the same or held in the same place."""
    if one.day is None or one.day != other.day:
        return False
    if one.start and other.start and one.start != other.start and one.unit.kind == other.unit.kind:
        return False
    if one.name is None or other.name is None:
        return True
    a, b = (one.name.of(text).lower(), other.name.of(text).lower())
    if _alike(a, b):
        return True
    if one.location is None or other.location is None:
        return False
    return _WORD.findall(one.location.of(text).lower()) == _WORD.findall(other.location.of(text).lower())


def _alike(a: str, b: str) -> bool:
    """Whether two names are the same, the one part of the other, or the initials of the other."""
    first, second = (
        frozenset(word for word in _WORD.findall(name) if not _COMMON.fullmatch(word)) for name in (a, b)
    )
    if not first or not second:
        return first == second or a in b or b in a
    if 2 * len(first & second) >= min(len(first), len(second)) + 1:
        return True
    return any(
        short in first | second and len(short) > 2
        for short in ("".join(word[0] for word in _WORD.findall(name)) for name in (a, b))
    )


def _meeting(text: str, group: Sequence[Facts]) -> Meeting:
    """One meeting of all that its parts say of it, the minutes first."""
    ranked = sorted(group, key=lambda facts: (_KINDS[facts.unit.kind], facts.unit.first))
    main = ranked[0]
    hours = next((facts for facts in ranked if facts.start and facts.end), None) or next(
        (facts for facts in ranked if facts.start), main
    )
    listed = next((facts for facts in ranked if facts.attendees), main)
    missed = next((facts for facts in ranked if facts.absentees), main)
    name = next((facts.name for facts in ranked if facts.name), None)
    body = next((facts.body for facts in ranked if facts.body), None)
    return Meeting(
        parts=tuple(sorted({facts.unit.part for facts in group})),
        span=main.span,
        name=name,
        kind=(kind_of(name.of(text)) if name else None) or next((f.kind for f in ranked if f.kind), None),
        body=body,
        date=main.day or next((facts.day for facts in ranked if facts.day), None),
        start=hours.start,
        end=hours.end or next((facts.end for facts in ranked if facts.end), None),
        location=next((facts.location for facts in ranked if facts.location), None),
        chair=next((facts.chair for facts in ranked if facts.chair), None),
        secretary=next((facts.secretary for facts in ranked if facts.secretary), None),
        attendees=_attendees(listed.attendees),
        absentees=_attendees(missed.absentees),
        rule=main.rule,
        confidence=main.confidence,
    )


def _attendees(found: Sequence[Attendee]) -> tuple[Attendee, ...]:
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))
