"""Where the rules look: the lines of one meeting, one message, or a part where only labelled rules run."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.dates import find_dates
from pipeline.split.lines import Line, bullet, next_filled
from pipeline.split.mail.heads import Head
from pipeline.split.meeting.numbering import MAX_TITLE, Form, Numbered, numbered
from pipeline.split.meeting.titles import is_closing, is_no_item, is_usual, is_usual_alone
from pipeline.split.parts import Section, heading_kind

MEETING_KINDS = frozenset(
    (PartKind.AGENDA, PartKind.ANNOTATED_AGENDA, PartKind.DECISION_LIST, PartKind.MINUTES)
)
_ITEM_HEADING = re.compile(
    r"(?:de )?(?:concept|voorlopige )?agenda(?:punten)?(?:\s?:|\Z| (?:voor|van) .{0,60}:)|agendapunten\b"
    r"|.{0,60}\b(?:op de agenda|agendapunten|(?:volgende|onderstaande) agenda|agenda is(?: als volgt)?)(?: .{0,60})?:",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(
    r"(?:.{0,30}\b)?(?:aanwezig(?:en)?|deelnemers|presentielijst|presentie|afwezig(?:en)?)"
    r"(?: ?\([^()]{0,60}\))?(?:\s?:|\s*\Z)|aanwezig(?:en)? (?-i:[A-Z])",
    re.IGNORECASE,
)
_ATTENDED = re.compile(r"\bAanwezig(?:en)?(?: waren| zijn)?\s?:")
_GREETING = re.compile(r"(?:geachte|beste|dear)\b", re.IGNORECASE)
_MINUTES_TITLE = re.compile(r"\b(?:verslag|notulen|gespreksverslag|overlegverslag)\b", re.IGNORECASE)
_MEETING_TITLE = re.compile(
    r"\b(?:\w*overleg|\w*vergadering|bijeenkomst|\w*commissie|alv|g?mr|mt|(?:werk|stuur|project|klankbord|regie|expert|kern)groep"
    r"|(?:algemeen|dagelijks) bestuur)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:met (?:vriendelijke|hartelijke) groet|vriendelijke groet|hartelijke groet|groet(?:en|jes)?\b|mvg\b|m\.?v\.?g\b"
    r"|hoogachtend|alvast (?:bedankt|dank)|tot (?:dan|morgen|straks)\b|kind regards|best regards|gr\.?,?\Z)",
    re.IGNORECASE,
)
_ACTION_HEADING = re.compile(
    r"(?:overzicht |lijst (?:van |met )?)?(?:openstaande )?"
    r"(?:(?:vervolg)?acties|vervolgstappen|volgende (?:proces)?stappen|actiepunten(?:-/ ?besluitenlijst)?"
    r"|actie(?:punten)?-?(?:/ ?besluiten)?lijst|afsprakenlijst|toezeggingenlijst)\b[^.!?]{0,60}",
    re.IGNORECASE,
)
_MAX_LABEL = 120  # characters
_NEAR = 60  # lines in which the second item follows the first
_BETWEEN = 4  # filled lines between the heading of an agenda and its first item
_FIRST = 3  # filled lines in which a text opens with its first item
_TOP = 6  # filled lines in which a document says what it is


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
    text of a mail. A part of unknown kind that reads as a meeting is minutes or an agenda.
    """
    zones: list[Zone] = []
    for section in sections:
        kind, day = _kind(lines, section), section.part.date
        if zones and day is None and kind in MEETING_KINDS and _goes_on(lines, section):
            day = zones[-1].day if zones[-1].meeting else None
        cuts = [(section.first, kind)]
        cuts.extend((head.top, kind) for head in heads if section.first < head.top < section.last)
        if kind == PartKind.MAIL:
            bodies = [head.body for head in heads if section.first <= head.top < section.last]
            ends = [head.top for head in heads if section.first < head.top < section.last]
            for body, end in zip(bodies, [*ends, section.last], strict=False):
                cuts.extend(_inner(lines, body, end))
        elif kind == PartKind.OTHER or (kind == PartKind.AGENDA and section.part.kind == PartKind.AGENDA):
            cuts.extend(_headed(lines, section.first + 1, section.last, kind))
        zones.extend(_between(cuts, section.last, day))
    return tuple(zones)


def _between(cuts: list[tuple[int, PartKind]], end: int, day: str | None) -> Iterator[Zone]:
    cuts.sort(key=lambda cut: cut[0])
    for (first, kind), last in zip(cuts, [line for line, _ in cuts[1:]] + [end], strict=True):
        if last > first:
            yield Zone(kind, first, last, day)


def _kind(lines: Sequence[Line], section: Section) -> PartKind:
    """The kind of a part by what it holds, where its heading does not say it."""
    kind = section.part.kind
    if kind == PartKind.AGENDA and _MINUTES_TITLE.search(_title(lines, section)):
        return PartKind.MINUTES  # `Agenda en verslag`
    return _meeting_kind(lines, section.first, section.last) if kind == PartKind.OTHER else kind


def _title(lines: Sequence[Line], section: Section) -> str:
    if section.part.title is None:
        return ""
    start = section.part.title.start
    top = range(section.first, min(section.last, section.first + 3 * _TOP))
    return next((lines[i].core for i in top if lines[i].at <= start < lines[i].end), "")


def _goes_on(lines: Sequence[Line], section: Section) -> bool:
    """Whether a part is headed `Verslag` or `Agenda` only: it goes on with the meeting above it."""
    title = _title(lines, section)
    return bool(title) and is_no_item(title)


@dataclass(slots=True)
class _Signs:
    """What in a part tells that it is a meeting's."""

    top: list[str]  # its first filled lines
    usual: set[str]  # titles that meetings use
    present: int = 0  # lines that say who was there
    items: int = 0
    prose: int = 0
    agenda: bool = False  # a heading of an agenda
    opens: bool = False  # a first number has a title of a meeting
    closes: bool = False  # and a later one that of its end

    def titled(self) -> bool:
        """Whether the part is called a meeting and has a date."""
        if not any(_MEETING_TITLE.search(core) for core in self.top[:_TOP]):
            return False
        return any(True for core in self.top for _ in find_dates(core))

    def letter(self) -> bool:
        """Whether the part greets somebody as a letter does."""
        return any(_GREETING.match(core) for core in self.top)

    def minutes(self) -> bool:
        """Whether the part is called minutes."""
        return any(_MINUTES_TITLE.search(core) and len(core) <= 160 for core in self.top[:_TOP])


def _meeting_kind(lines: Sequence[Line], first: int, last: int) -> PartKind:
    """Minutes or an agenda where somebody is present, items are numbered and titles are the usual ones."""
    signs = _signs(lines, first, last)
    usual, minutes = len(signs.usual), signs.minutes()
    titled = minutes or signs.titled()
    if signs.present and ((titled and (signs.items or usual or signs.agenda)) or (signs.items > 1 and usual)):
        return PartKind.MINUTES
    if signs.letter() and not minutes:
        return PartKind.OTHER
    if (
        (minutes and usual)
        or (titled and (usual > 1 or signs.opens))
        or usual > 2
        or (signs.opens and signs.closes)
    ):
        return PartKind.MINUTES if signs.prose > signs.items or minutes else PartKind.AGENDA
    return PartKind.OTHER


def _signs(lines: Sequence[Line], first: int, last: int) -> _Signs:
    signs = _Signs([], set())
    for i in range(first, last):
        core = lines[i].core
        if not core:
            continue
        if len(signs.top) < 2 * _TOP:
            signs.top.append(core[:200])
        near = len(signs.top) <= _TOP
        if _ATTENDANCE.match(core[:120]) or (near and _ATTENDED.search(core[:1_000])):
            signs.present += 1
        signs.agenda = signs.agenda or (len(core) <= 12 and _ITEM_HEADING.match(core) is not None)
        title, number = _item_title(lines, i, last)
        if title is None:
            signs.prose += len(core) >= 60
            continue
        signs.items += 1
        if is_usual(title):
            signs.usual.add(title.casefold().rstrip("0123456789 .:")[:12])
            signs.opens = signs.opens or number == 1
            signs.closes = signs.closes or (number > 1 and is_closing(title))
            # A text that opens so needs nothing else.
            if number == 1 and len(signs.top) <= _FIRST and is_usual_alone(title):
                signs.closes = True
    return signs


def _item_title(lines: Sequence[Line], i: int, last: int) -> tuple[str | None, int]:
    """The title of a line that is numbered as an item, is a heading, or is a usual title alone, and its number."""
    found = numbered("", lines, i, last)
    if found and found.likely and found.form is not Form.BARE and found.doubt is None:
        return _words(lines, found), 0 if found.below else found.number
    if is_usual_alone(lines[i].core) or (lines[i].heading and not is_no_item(lines[i].core)):
        return lines[i].core, 0
    return None, 0


def _headed(lines: Sequence[Line], first: int, last: int, kind: PartKind) -> Iterator[tuple[int, PartKind]]:
    """Agendas, lists of decisions and minutes whose heading stands right above their first item."""
    for i in range(first, last):
        core = lines[i].core
        if not core or len(core) > MAX_TITLE:
            continue
        found = PartKind.AGENDA if _ITEM_HEADING.match(core) else heading_kind(lines[i])
        if found not in MEETING_KINDS or kind == PartKind.AGENDA != found:
            continue
        if _opens_list(lines, i, last, 1 if found is not PartKind.AGENDA else _BETWEEN):
            yield i, found


def _opens_list(lines: Sequence[Line], i: int, last: int, between: int) -> bool:
    """Whether a list begins right below a heading, or a numbered one a few lines below it."""
    following = next_filled(lines, i + 1, last)
    if following < last and _listed(lines, following, last):
        return True
    for _ in range(between):
        if following >= last:
            return False
        if _first(lines, following, last):
            return True
        if _ITEM_HEADING.match(lines[following].core) or heading_kind(lines[following]):
            return False
        following = next_filled(lines, following + 1, last)
    return False


def _first(lines: Sequence[Line], i: int, last: int) -> Numbered | None:
    """A line that is numbered as the first of a list."""
    found = numbered("", lines, i, last)
    return found if found and found.form is Form.NUMBER and found.path == (1,) else None


def _listed(lines: Sequence[Line], i: int, last: int) -> bool:
    """Whether a list of points or of bare titles starts here."""
    core = lines[i].core
    after = next_filled(lines, i + 1, last)
    if after >= last:
        return False
    if bullet(core):
        return len(core) <= MAX_TITLE and bool(bullet(lines[after].core))
    return is_usual_alone(core) and len(lines[after].core) <= 80


def _inner(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, PartKind]]:
    """Agendas and minutes in the text of a mail, each up to where the mail is signed."""
    starts = dict(_headed(lines, first, last, PartKind.MAIL))
    titled = _titled_by_number(lines, first, last)
    for i in range(first, last):
        core = lines[i].core
        if core and len(core) <= _MAX_LABEL and _ATTENDANCE.match(core) and _follows(titled[1], i):
            starts.setdefault(_title_above(lines, i, first), PartKind.MINUTES)
    for i in titled[1]:
        found = numbered("", lines, i, last)
        if found and is_usual(_words(lines, found)) and _follows(titled[2], i):
            starts.setdefault(_title_above(lines, i, first), PartKind.AGENDA)
    kept: list[int] = []
    end = first
    for start in sorted(starts):
        if (
            kept
            and start - kept[-1] < 2 * _TOP
            and start < end
            and not _first_between(lines, kept[-1], start, end)
        ):
            continue  # the head of the one above
        kept.append(start)
        if start >= end:
            end = next((i for i in range(start, last) if _CLOSING.match(lines[i].core)), last)
        kind = starts[start]
        if (
            kind is PartKind.AGENDA
            and not _ITEM_HEADING.match(lines[start].core)
            and _spoken(lines, start, end)
        ):
            kind = PartKind.MINUTES
        yield start, kind
        if end < last:
            yield end, PartKind.MAIL


def _first_between(lines: Sequence[Line], first: int, last: int, end: int) -> bool:
    return any(_first(lines, i, end) for i in range(first, last))


def _words(lines: Sequence[Line], found: Numbered) -> str:
    line = lines[found.title_line]
    return line.core[found.title.start - line.at :]


def _titled_by_number(lines: Sequence[Line], first: int, last: int) -> dict[int, list[int]]:
    """The lines that read as the first and as the second item of a meeting."""
    places: dict[int, list[int]] = {1: [], 2: []}
    for i in range(first, last):
        found = numbered("", lines, i, last)
        if (
            found
            and found.form is Form.NUMBER
            and not found.below
            and found.number in places
            and found.likely
        ):
            places[found.number].append(i)
    return places


def _follows(places: Sequence[int], i: int) -> bool:
    """Whether one of the lines comes soon after."""
    j = bisect_right(places, i)
    return j < len(places) and places[j] - i < _NEAR


def _title_above(lines: Sequence[Line], i: int, first: int) -> int:
    """The heading of minutes or an agenda in the lines right above, else the line itself."""
    for j in range(i - 1, max(first, i - _TOP) - 1, -1):
        if lines[j].core and heading_kind(lines[j]) in MEETING_KINDS:
            return j
    return i


def _spoken(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether more is said than titles."""
    filled = [lines[i].core for i in range(first, last) if lines[i].core]
    return 2 * sum(len(core) >= 60 for core in filled) > len(filled)


def action_heading(line: Line) -> bool:
    """Whether a line is the heading of a list or table of actions."""
    return (
        bool(line.core)
        and len(line.core) <= 80
        and _ACTION_HEADING.fullmatch(line.core.rstrip(" :")) is not None
    )
