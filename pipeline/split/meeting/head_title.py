"""Name, day, hours and place of a meeting by the title of its minutes, and the lines that read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.split.dates import find_dates
from pipeline.split.meeting.head_labels import Field
from pipeline.split.meeting.head_name import about_meeting, name_in, title_lines, titled
from pipeline.split.meeting.head_reading import MEMO_LINE, Reading, add_hours
from pipeline.split.meeting.head_when import held, is_place, online, read_when
from pipeline.types import Span

_IN_TITLES = (Field.NAME, Field.BODY, Field.SECRETARY)  # their labels may open a title: `Verslag: overleg X`
_VERSION = re.compile(
    r"(?:versie|status|vastgesteld|gewijzigd|opgesteld|verzonden|geprint)\W[^\n]{0,30}\Z", re.IGNORECASE
)
_DATED = re.compile(r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag,? )?(?=\d)", re.IGNORECASE)
_TITLE_REACH = 8  # filled lines in which the name of a meeting stands


def read_title(r: Reading) -> None:
    """Name, day, hours and place from the title and the lines that read as one."""
    facts = r.facts
    r.titles = list(_titles(r))
    labelled = facts.name
    for title in r.titles:
        words = title.of(r.text)
        when = read_when(words)
        if when.day and not _VERSION.search(words[: _day_at(words)]):
            r.days.append((2, when.day))
            add_hours(facts, when)
            if facts.location is None:
                facts.location = online(r.text, title)
        found = held(r.text, title)
        if found:
            if found[0].day:
                r.days.append((3, found[0].day))
            add_hours(facts, found[0])
            facts.location = facts.location or found[1]
    _dated_line(r)
    names = [name for title in r.titles if (name := name_in(r.text, title))]
    best = next(iter(names), None)
    if best and labelled and not about_meeting(best.of(r.text)):
        best = labelled
    facts.name = best or labelled
    r.spans += r.titles[:1]


def _dated_line(r: Reading) -> None:
    """Day, hours and place from a line in the head that opens with the day: `Dinsdag 7 mei 2024, 19.30 uur, zaal 2`."""
    lines, unit, filled = r.lines, r.unit, 0
    for i in range(unit.first, min(unit.last, r.head.stop)):
        core = lines[i].core
        if not core:
            continue
        filled += 1
        if filled > _TITLE_REACH:
            return
        opening = _DATED.match(core) if len(core) <= 120 else None
        found = next(find_dates(core), None) if opening else None
        if opening is None or found is None or found.span.start > opening.end():
            continue
        r.days.append((3, found.day.isoformat()))
        add_hours(r.facts, read_when(core))
        parts = core[found.span.end :].split(",")
        last = parts[1:] if not any(c.isdigit() for c in parts[0]) or len(parts) > 1 else []
        while last and (read_when(last[0]).start or not last[0].strip()):
            last = last[1:]
        place = ",".join(last)
        if r.facts.location is None and place and is_place(place) and core[-1] not in ".?!:":
            at = lines[i].stop - len(place.lstrip())
            r.facts.location = Span(at, lines[i].stop)
            r.spans.append(lines[i].span)
        return


def _day_at(words: str) -> int:
    found = re.search(r"\d", words)
    return found.start() if found else 0


def _titles(r: Reading) -> Iterator[Span]:
    """The title, then the first lines that open like one or name a meeting."""
    lines, unit = r.lines, r.unit
    opening = [label for label in r.head.labels if label.start == lines[label.line].at]
    labelled = {label.line for label in opening}
    data = {label.line for label in opening if label.firm and label.field not in _IN_TITLES}
    own = _title_line(r)
    if own is not None and (own in data or (unit.inner and not _is_title(lines[own].core))):
        own = None
    if own is not None:
        stop = title_lines(lines, own, unit.last)
        end = _beforeread_labels(r, stop - 1)
        if end > lines[own].at:
            yield Span(lines[own].at, end)
    filled = 0
    for i in range(unit.first, min(unit.last, r.head.stop)):
        core = lines[i].core
        if not core:
            continue
        filled += 1
        if filled > _TITLE_REACH:
            break
        if i in labelled or (own is not None and own <= i < title_lines(lines, own, unit.last)):
            continue
        words = core.removeprefix("title: ")
        if titled(words) or (
            not unit.inner and len(core) <= 110 and core[-1] not in "?!:;" and _names_meeting(core)
        ):
            yield Span(lines[i].at, _beforeread_labels(r, i))


def _names_meeting(core: str) -> bool:
    if MEMO_LINE.match(core) or not about_meeting(core):
        return False
    if core[-1] == ",":
        return about_meeting(core.split(maxsplit=1)[0])
    return core[-1] != "." or held(core, Span(0, len(core))) is not None


def _is_title(core: str) -> bool:
    """Whether the first line of an agenda in a mail is its title, rather than a sentence that announces it."""
    if titled(core):
        return True
    return len(core) <= 80 and core[-1] not in ".:;,?!" and about_meeting(core) and core[:1].isupper()


def _beforeread_labels(r: Reading, i: int) -> int:
    """Where a line ends, or where the first label behind its first words starts."""
    at = r.lines[i].at
    inside = [label.start for label in r.head.labels if label.line == i and label.start > at]
    return min(inside, default=r.lines[i].stop)


def _title_line(r: Reading) -> int | None:
    title = r.unit.title
    seen = 0
    for i in range(r.unit.first, r.unit.last):
        line = r.lines[i]
        if not line.core:
            continue
        seen += 1
        if title is None or line.start <= title.start <= line.end:
            return i
        if seen > 40:
            return None
    return None
