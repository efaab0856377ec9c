"""What one agenda, list of decisions or report of a meeting says of the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import Attendee
from pipeline.split.lines import Line
from pipeline.split.meeting.head_labelled import read_labels
from pipeline.split.meeting.head_name import about_meeting, body_in, kind_of
from pipeline.split.meeting.head_people import CHAIR, SECRETARY, by_role, read_people
from pipeline.split.meeting.head_reading import AGENDAS, Facts, Reading
from pipeline.split.meeting.head_title import read_title
from pipeline.split.meeting.head_unit import Unit, read_head
from pipeline.split.meeting.head_when import closed, opened
from pipeline.split.meeting.people import without_doubles
from pipeline.split.meeting.people_words import is_mark
from pipeline.types import Span

_CHAIR_SAYS = re.compile(
    r"\b[Vv]oorzitter,?\s(?P<name>(?:(?:de heer|mevrouw|dhr\.?|mevr\.?|mw\.?)\s)?"
    r"(?:(?:[A-ZÀ-Ý]\.){1,5}\s?|[A-ZÀ-Ý][^\W\d_]+\s)?(?:(?:van|de|der|den|ter|ten|het|el|’t"
    r"|'t)\s){0,3}[A-ZÀ-Ý][^\W\d_'’-]*"
    r"(?:[-'’][A-Z]\w+)?)(?:\s\([^()]{1,40}\))?,?\s(?:opent|heet|verwelkomt|sluit|leidt|dankt)\b"
)
_MEETING_NEAR = re.compile(
    r"vergadering|overleg|bijeenkomst|voorzitter|aanwezigen|iedereen|sluiting|aan de orde|meeting",
    re.IGNORECASE,
)
_OPENING = 3_000  # characters behind the head in which a meeting is opened


def read_facts(text: str, lines: Sequence[Line], unit: Unit) -> Facts:
    """What a unit says of its meeting."""
    head = read_head(text, lines, unit)
    reading = Reading(
        text, lines, unit, head, Facts(unit, Span(lines[unit.first].at, lines[unit.first].stop))
    )
    read_labels(reading)
    read_title(reading)
    read_people(reading)
    _sentences(reading)
    _finish(reading)
    return reading.facts


def _sentences(r: Reading) -> None:
    """The hours and the chair that the text itself tells."""
    facts, unit = r.facts, r.unit
    start, end = r.lines[unit.first].at, r.lines[unit.last - 1].stop
    stop = r.lines[min(r.head.stop, unit.last - 1)].at
    top = r.text[start : min(end, stop + _OPENING)]
    if facts.start is None:
        facts.start = opened(top, _MEETING_NEAR)
    if facts.end is None and unit.kind not in AGENDAS:
        facts.end = closed(r.text[start:end], _MEETING_NEAR)
        if facts.start and facts.end and facts.end <= facts.start:
            facts.end = None
    if facts.chair is None:
        said = _CHAIR_SAYS.search(top)
        named = by_role(r, [*r.present, *r.invited], CHAIR)
        facts.chair = named or (Span(start + said.start("name"), start + said.end("name")) if said else None)
    if facts.secretary is None:
        facts.secretary = by_role(r, [*r.present, *r.invited], SECRETARY)


def _unlisted(r: Reading) -> Iterator[Attendee]:
    """Those whom a label names as chair or secretary, and no list names as present or absent."""
    seen = {
        _surname(one.name.of(r.text))
        for one in (*r.facts.attendees, *r.facts.absentees)
        if one.name is not None
    }
    for one in r.offices:
        key = _surname(one.name.of(r.text)) if one.name else ""
        if key and key not in seen and not is_mark(one.name.of(r.text) if one.name else ""):
            seen.add(key)
            yield one


def _surname(name: str) -> str:
    return name.casefold().replace(".", " ").split()[-1] if name.strip(" .") else ""


def _finish(r: Reading) -> None:
    """Choose the day, the kind, the body and the lists."""
    facts, unit, text = r.facts, r.unit, r.text
    r.days.sort(key=lambda one: one[0])
    facts.day = r.days[0][1] if r.days else (None if unit.inner else unit.day)
    title = r.titles[0] if r.titles else None
    facts.body = facts.body or body_in(text, facts.name, *r.titles)
    facts.kind = kind_of(
        *(one.of(text) if one else "" for one in (facts.name, title, facts.body)),
        *(t.of(text) for t in r.titles[1:3]),
    )
    present = [*(r.present or r.invited), *r.guests]
    facts.attendees = tuple(entry.attendee for entry in without_doubles(text, present))
    facts.absentees = tuple(entry.attendee for entry in without_doubles(text, r.absent))
    if r.members:
        facts.attendees += tuple(_unlisted(r))
    labelled = any(label.firm and label.line < r.head.stop for label in r.head.labels)
    if labelled and (r.spans or facts.attendees):
        facts.rule, facts.confidence = "vergadergegevens", 0.9 if facts.day else 0.8
    elif facts.attendees or len(r.head.labels) > 1:
        facts.rule, facts.confidence = "vergadergegevens", 0.7
    elif facts.day and facts.name:
        facts.confidence = 0.8
    else:
        facts.confidence = 0.6 if facts.name and about_meeting(facts.name.of(text)) else 0.5
    named = [s for s in (facts.name, facts.location, facts.chair, facts.secretary) if s]
    head = [s for s in (*r.spans, *named) if s.start < r.lines[min(r.head.stop, unit.last - 1)].stop]
    if head:
        facts.span = Span(min(s.start for s in head), max(s.end for s in head))
