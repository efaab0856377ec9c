"""The lists of people of one meeting, and who of them led it or wrote its minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.split.meeting.head_labels import PEOPLE, Field, Label
from pipeline.split.meeting.head_lists import gather
from pipeline.split.meeting.head_reading import AGENDAS, Reading
from pipeline.split.meeting.people import Entry, How
from pipeline.types import Span

CHAIR = re.compile(
    r"(?:technisch |dagvoorzitter|gespreks)?voorzitter|vz\.?|voorz\.?|vrz|chair(?:man|woman|person)?", re.I
)
SECRETARY = re.compile(
    r"notulist(?:e)?|notule(?:ert|ring)|not\.?|notulen|verslag(?:legging|legger|gever)?|secretary"
    r"|(?:ambtelijk )?secretaris|secr\.?|(?:plaatsvervangend |plv\.? )?(?:raads|commissie|staten)?griffier",
    re.IGNORECASE,
)


_LEDEN = re.compile(r"(?:overige )?leden\s?:\s*(?=\S)", re.IGNORECASE)


def read_people(r: Reading) -> None:
    """The lists of people. A list goes with the first label it stands under."""
    done = -1
    stated = any(label.field in (Field.PRESENT, Field.INVITED) for label in r.head.labels)
    for label in r.head.labels if stated else (*r.head.labels, *_members(r)):
        if label.field not in PEOPLE or label.start < done:
            continue
        how = How(_rule(label), _sureness(r, label), r.grammar)
        found = gather(r.text, r.lines, label, r.unit.last, how)
        if not found.people.entries and not found.away:
            continue
        done = found.end
        r.members = r.members or label.words == "leden"
        r.spans += (
            [Span(label.start, label.start), Span(found.end, found.end)] if label.line < r.head.stop else []
        )
        if label.field is Field.ABSENT:
            r.absent += found.people.entries
            continue
        r.grammar = r.grammar or found.people.organisations_first
        r.absent += found.away
        home = r.present if label.field is Field.PRESENT else r.guests if _guest(label) else r.invited
        home.extend(found.people.entries)


def _members(r: Reading) -> Iterator[Label]:
    """`Leden: A. Kok, B. Vos` in a head that names nobody as present."""
    for i in range(r.unit.first, min(r.unit.last, r.head.stop)):
        line = r.lines[i]
        found = _LEDEN.match(line.core) if line.core[:1] in ("L", "l", "O", "o") else None
        if found:
            value = Span(line.at + found.end(), line.stop)
            yield Label(Field.PRESENT, "leden", i, line.at, value, True)
            return


def _guest(label: Label) -> bool:
    return label.words.startswith(("gast", "genodigd", "toehoorder", "guest"))


def _rule(label: Label) -> str:
    if label.field is Field.ABSENT:
        return "afwezig"
    if label.field is Field.PRESENT:
        return "aanwezig"
    return "gast" if _guest(label) else "deelnemers"


def _sureness(r: Reading, label: Label) -> float:
    if label.garbled:
        return 0.5
    if r.unit.kind in AGENDAS and label.field is not Field.ABSENT:
        return 0.6
    return (0.9 if label.firm else 0.7) - (0.1 if label.line >= r.head.stop else 0.0)


def by_role(r: Reading, entries: Sequence[Entry], rule: re.Pattern[str]) -> Span | None:
    """The name of the first entry with a role, unless it is the role of something other than this meeting."""
    name = r.facts.name.of(r.text).lower() if r.facts.name else ""
    beside: Span | None = None
    for entry in entries:
        for one in entry.roles:
            if one.role is None or not rule.fullmatch(r.text[slice(*one.role)].strip().lower()):
                continue
            shown = entry.attendee.name or entry.attendee.organisation
            if entry.attendee.name is None or shown is None:
                continue
            if one.organisation is None:
                return shown
            if r.text[slice(*one.organisation)].lower() in name:
                beside = beside or shown
    return beside
