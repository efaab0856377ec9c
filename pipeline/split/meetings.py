"""Where the rules for meetings look, and the numbered items of agendas, besluitenlijsten and minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.split.headers import Head
from pipeline.split.lines import Line, next_filled
from pipeline.split.parts import Section, heading_kind
from pipeline.types import AgendaItem, PartKind, Span

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
_NUMBERED = re.compile(
    r"(?P<word>agendapunt\s+)?(?P<number>\d{1,2})(?P<letter>[a-z](?=[.)\s]))?"
    r"(?:[.):]{1,2}\s*(?=[^\s\d])|\s+(?:[_-]\s)?)[*_]{0,3}(?P<title>\S.*)",
    re.IGNORECASE,
)
_BEHIND_TITLE = re.compile(
    r"\s*(?:[(\[](?:bijlagen?|bijl\.|zaak(?:nummer|nr)?\.?|z-?nr|dossier|registratie(?:nummer)?|ter\s|nr\.)[^()\[\]]{0,80}[)\]]"
    r"|[*_:]+)\s*\Z",
    re.IGNORECASE,
)
# What a list of outcomes says in a second column, beside the title of an item.
OUTCOME = re.compile(
    r"\s(?:[-–:|]\s)?(?P<outcome>(?:akkoord )?behandeling in de raad(?: gewenst)?|(?:is )?hamerstuk|conform besloten"
    r"|(?:voor|ter) kennis(?:geving|neming) aangenomen|van de agenda afgevoerd)\.?\Z",
    re.IGNORECASE,
)
_KNOWN_TITLE = re.compile(
    r"opening|mededelingen|vaststell|verslag|notulen|actualiteiten|ingekomen stukken|rondvraag|sluiting"
    r"|w\.?v\.?t\.?t\.?k|ter (?:kennis|informatie|bespreking|besluitvorming)|actielijst|terugkoppeling|stand van zaken",
    re.IGNORECASE,
)
_MAX_TITLE = 160  # characters
_MAX_GAP = 3  # two numbers may be missing: items held in camera, or lost in the reading
_MAX_DEPTH = 4  # lists within lists


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


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that may open an item: its line, number, letter and title."""

    line: int
    number: int
    letter: str
    shown: str
    title: Span
    likely: bool


@dataclass(slots=True, eq=False)
class _Run:
    """A numbering that is going on: its last number and letter, its members."""

    number: int
    letter: str
    members: list[Numbered] = field(default_factory=list)


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
        if not core or len(core) > _MAX_TITLE:
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


def numbered(lines: Sequence[Line], i: int) -> Numbered | None:
    """The number and title of a line such as `3. Rondvraag`; None for any other line."""
    core = lines[i].core
    if not core or not (core[0].isdigit() or core[0] in "Aa") or len(core) > _MAX_TITLE:
        return None
    found = _NUMBERED.fullmatch(core)
    if found is None:
        return None
    first = found["title"].lstrip("\"'‘“([«&$#")[:1]
    if not first.isupper() or found["title"][0] == "(":
        return None
    start, title = lines[i].at + found.start("title"), found["title"]
    outcome = OUTCOME.search(title)
    title = title[: outcome.start()] if outcome else title
    while behind := _BEHIND_TITLE.search(title):
        title = title[: behind.start()]
    if not title:
        return None
    likely = (
        bool(_KNOWN_TITLE.match(title)) or lines[i].heading or not core.endswith((".", ";", ",", "?", "!"))
    )
    letter = (found["letter"] or "").lower()
    return Numbered(
        i, int(found["number"]), letter, found["number"] + letter, Span(start, start + len(title)), likely
    )


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
        yield AgendaItem(Span(lines[item.line].start, lines[last - 1].end), item.shown, title)


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
