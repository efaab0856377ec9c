"""The labels of a head that are not of lists of people: when, where, who led it, what it is called."""

from __future__ import annotations

import re

from pipeline.items import Attendee
from pipeline.split.meeting.head_labels import PEOPLE, Field, Label, labels_on
from pipeline.split.meeting.head_name import about_meeting, name_in
from pipeline.split.meeting.head_reading import MEMO_LINE, Reading, add_hours
from pipeline.split.meeting.head_when import When, read_hours, read_when
from pipeline.split.meeting.people import How, read_list
from pipeline.types import Span

_UNSAID = re.compile(
    r"\W*(?:n\.?v\.?t\.?|n\.?n\.?b\.?|nader te bepalen|volgt|onbekend|pm|p\.m\.|tbd|nog\b.*)?\W*", re.I
)
_HOURS_BEHIND = re.compile(
    r"[\s,;(–-]*(?:van|om|vanaf|aanvang|tijd)[\s:]+\d{1,2}[.:]\d\d.*\Z"
    r"|[\s,;(–-]+\d{1,2}[.:][0-5]\d\s?(?:uur|u\b|[-–]\s?\d).*\Z|[,;(]\s*\d{1,2}[.:][0-5]\d(?!\d).*\Z",
    re.IGNORECASE | re.DOTALL,
)
_MAX_PLACE = 120


def read_labels(r: Reading) -> None:
    """All labels but those of lists of people."""
    for label in r.head.labels:
        if label.field in PEOPLE or label.line >= r.head.stop:
            continue
        value = _value(r, label)
        if value is None:
            continue
        if _use(r, label, value):
            r.spans += [Span(label.start, label.start), value]


def _value(r: Reading, label: Label) -> Span | None:
    """The value of a label: on its line, else below it. Where labels stand one below the other, so do their values."""
    if label.value.start < label.value.end:
        return label.value
    alone = [one.line for one in r.head.labels if one.value.start == one.value.end]
    first = last = label.line
    while first - 1 in alone:
        first -= 1
    while last + 1 in alone:
        last += 1
    wanted = label.line - first
    i = last + 1
    blanks = 0
    while i < r.unit.last and blanks < 3:
        if not r.lines[i].core:
            blanks += 1
        elif labels_on(r.text, r.lines, i) or MEMO_LINE.match(r.lines[i].core) is not None:
            return None
        elif wanted == 0:
            return r.lines[i].span
        else:
            wanted -= 1
        i += 1
    return None


def _use(r: Reading, label: Label, value: Span) -> bool:
    """Take what a label says; False where its value is not of its kind."""
    facts, words = r.facts, value.of(r.text)
    if _UNSAID.fullmatch(words):
        return False
    if label.field in (Field.MEETING_DATE, Field.DATE, Field.TIME, Field.END, Field.PLACE):
        return _when_where(r, label, value)
    if label.field in (Field.CHAIR, Field.SECRETARY):
        return _office(r, label, value)
    if label.field is Field.BODY:
        facts.body = facts.body or value
        return True
    when = read_when(words)
    if label.field is Field.TOPIC and not about_meeting(words):
        return False
    if when.day and label.field is Field.NAME:
        r.days.append((1, when.day))
        add_hours(facts, when)
    name = name_in(r.text, value) if len(words) <= 200 else None
    if name and facts.name is None and (label.field is Field.NAME or about_meeting(name.of(r.text))):
        facts.name = name
    return bool(when.day or name)


def _when_where(r: Reading, label: Label, value: Span) -> bool:
    facts, words = r.facts, value.of(r.text)
    when = read_when(words)
    taken = False
    if label.field in (Field.MEETING_DATE, Field.DATE) or "datum" in label.words:
        if when.day:
            r.days.append((0 if label.field is Field.MEETING_DATE else 4, when.day))
            taken = True
        if taken and when.start is None:
            when = _next_hours(r, label, when)
    if label.field is Field.END:
        start, end = read_hours(words)
        facts.end = facts.end or end or start
        return start is not None
    if when.start and (label.field is not Field.PLACE or "tijd" in label.words):
        add_hours(facts, when)
        taken = True
    if label.field is Field.PLACE or any(word in label.words for word in ("plaats", "locatie")):
        place = _place(r, value)
        if place and facts.location is None:
            facts.location = place
            taken = True
    return taken


def _next_hours(r: Reading, label: Label, when: When) -> When:
    """`Vergaderdatum en tijd: 8 mei 2023`, with the hours on the next line."""
    i = max(label.line, 0) + 1
    if (
        i < r.unit.last
        and r.lines[i].core
        and not labels_on(r.text, r.lines, i)
        and len(r.lines[i].core) <= 40
    ):
        start, end = read_hours(r.lines[i].core)
        if start:
            r.spans.append(r.lines[i].span)
            return When(when.day, start, end)
    return when


def _place(r: Reading, value: Span) -> Span | None:
    """A place without the day and the hours beside it."""
    words = value.of(r.text)
    words = words[: 2 * _MAX_PLACE]
    behind = _HOURS_BEHIND.search(words)
    if behind and behind.start() > 0:
        words = words[: behind.start()]
    words = words.rstrip(" .,;*_")
    if not words or len(words) > _MAX_PLACE or read_when(words).day or not any(c.isalpha() for c in words):
        return None
    return Span(value.start, value.start + len(words))


def _office(r: Reading, label: Label, value: Span) -> bool:
    """The chair or the secretary by a label: the first name of its value."""
    words = value.of(r.text)
    if about_meeting(words) or len(words) > 120:
        return False
    entries = read_list(r.text, [value], How("label", 0.9)).entries
    name = entries[0].attendee.name if entries else None
    if name is None:
        return False
    role = Span(label.start, label.start + len(label.words))
    one = entries[0].attendee
    r.offices.append(
        Attendee(Span(role.start, one.span.end), name, role, one.organisation, "voorzitter en notulist", 0.7)
    )
    if label.field is Field.CHAIR:
        r.facts.chair = r.facts.chair or name
    else:
        r.facts.secretary = r.facts.secretary or name
    return True
