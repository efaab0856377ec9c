"""What is being read of one meeting: the values, and those still loose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.items import Attendee, PartKind
from pipeline.split.lines import Line
from pipeline.split.meeting.head_unit import Head, Unit
from pipeline.split.meeting.head_when import When
from pipeline.split.meeting.people import Entry
from pipeline.types import Span

AGENDAS = (PartKind.AGENDA, PartKind.ANNOTATED_AGENDA)
MEMO_LINE = re.compile(
    r"(?:(?:ons |uw )?kenmerk|van|aan|cc|kopie|bijlagen?|behandeld|onderwerp|betreft|telefoon|e-?mail|postbus|pagina"
    r"|retouradres|bezoekadres|contactpersoon|from|to|sent|verzonden|subject|status|versie|auteur)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Facts:
    """What a unit says; `rule` and `confidence` tell where it was found."""

    unit: Unit
    span: Span
    name: Span | None = None
    kind: str | None = None
    body: Span | None = None
    day: str | None = None
    start: str | None = None
    end: str | None = None
    location: Span | None = None
    chair: Span | None = None
    secretary: Span | None = None
    attendees: tuple[Attendee, ...] = ()
    absentees: tuple[Attendee, ...] = ()
    rule: str = "titel"
    confidence: float = 0.5

    @property
    def telling(self) -> bool:
        """Whether the unit says anything of a meeting at all."""
        if self.day or self.start or self.attendees or self.absentees or self.location or self.chair:
            return True
        return self.name is not None and (not self.unit.inner or self.kind is not None)


@dataclass(slots=True)
class Reading:
    """A unit while it is read. `days` are the days found, by how much they tell: the lowest first."""

    text: str
    lines: Sequence[Line]
    unit: Unit
    head: Head
    facts: Facts
    days: list[tuple[int, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    present: list[Entry] = field(default_factory=list)
    invited: list[Entry] = field(default_factory=list)
    guests: list[Entry] = field(default_factory=list)
    absent: list[Entry] = field(default_factory=list)
    offices: list[Attendee] = field(default_factory=list)  # chair and secretary, by their own labels
    members: bool = False  # the list is one of members only: `Leden: A. Kok, B. Vos`
    grammar: bool = False


def add_hours(facts: Facts, when: When) -> None:
    """Take the hours, unless others were found before."""
    if facts.start is None and when.start:
        facts.start = when.start
        facts.end = facts.end or when.end
