"""Where the rules look: the lines of one meeting, one message, or a part where only labelled rules run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.heads import Head
from pipeline.split.meeting.numbering import MAX_TITLE, numbered
from pipeline.split.parts import Section, heading_kind

MEETING_KINDS = frozenset(
    (PartKind.AGENDA, PartKind.ANNOTATED_AGENDA, PartKind.DECISION_LIST, PartKind.MINUTES)
)
_ITEM_HEADING = re.compile(r"agenda(?:punten)?(?:\s?:|\Z)|agendapunten\b", re.IGNORECASE)
_ACTION_HEADING = re.compile(
    r"(?:overzicht |lijst (?:van |met )?)?(?:openstaande )?"
    r"(?:(?:vervolg)?acties|vervolgstappen|volgende (?:proces)?stappen|actiepunten(?:-/ ?besluitenlijst)?"
    r"|actie(?:punten)?-?(?:/ ?besluiten)?lijst|afsprakenlijst|toezeggingenlijst)\b[^.!?]{0,60}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines that hold one meeting's text, or a part where only labelled rules run. `day` is the part's date."""

    kind: PartKind
    first: int
    last: int
    day: str | None

    @property
    def meeting(self) -> bool:
        """Whether it is an agenda, a besluitenlijst or minutes."""
        return self.kind in MEETING_KINDS


def find_zones(lines: Sequence[Line], sections: Sequence[Section], heads: Sequence[Head]) -> tuple[Zone, ...]:
    """The zones of a document: one a part, one a message, and one for each agenda or minutes that stands in the
    text of a mail.
    """
    zones: list[Zone] = []
    for section in sections:
        kind, day = section.part.kind, section.part.date
        cuts = [(section.first, kind)]
        cuts.extend((head.top, kind) for head in heads if section.first < head.top < section.last)
        if kind in (PartKind.MAIL, PartKind.AGENDA, PartKind.OTHER):
            cuts.extend(_inner(lines, section))
        cuts.sort()
        ends = [line for line, _ in cuts[1:]] + [section.last]
        zones.extend(
            Zone(kind, first, last, day)
            for (first, kind), last in zip(cuts, ends, strict=True)
            if last > first
        )
    return tuple(zones)


def _inner(lines: Sequence[Line], section: Section) -> Iterator[tuple[int, PartKind]]:
    for i in range(section.first + 1, section.last):
        core = lines[i].core
        if not core or len(core) > MAX_TITLE:
            continue
        kind = PartKind.AGENDA if _ITEM_HEADING.match(core) else heading_kind(lines[i])
        if kind not in MEETING_KINDS or section.part.kind == PartKind.AGENDA != kind:
            continue
        following = next_filled(lines, i + 1, section.last)
        found = numbered(lines, following) if following < section.last else None
        if found and found.number == 1:
            yield i, kind


def action_heading(line: Line) -> bool:
    """Whether a line is the heading of a list or table of actions."""
    return (
        bool(line.core)
        and len(line.core) <= 80
        and _ACTION_HEADING.fullmatch(line.core.rstrip(" :")) is not None
    )
