"""Items without a number or a heading: points of a list, rows of a table, and lines behind a label or a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.items import PartKind
from pipeline.split.lines import Line, bullet, next_filled
from pipeline.split.meeting.chain import Read
from pipeline.split.meeting.numbering import indent_of
from pipeline.split.meeting.outline import Entry
from pipeline.split.meeting.titles import is_no_item, is_usual, is_usual_alone
from pipeline.split.meeting.titletext import TIME, without_column
from pipeline.types import Span

_MAX_POINT = 140  # characters
_SHORT = 80
_TIMED = re.compile(rf"(?:[-–•*]\s+)?{TIME}", re.IGNORECASE)
_BARE_AGENDA = re.compile(r"(?:de )?agenda(?:punten)?\s?:?", re.IGNORECASE)
_FORMAL = re.compile(
    r"[-–•*]\s+(?:(?:initiatief|raads|college|staten|bestuurs)?voorstel|motie|amendement|interpellatie|burgerinitiatief)"
    r" (?:van|tot|om|inzake|over|vreemd)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:onderwerp|agendapunt|titel)\s?:\s*[*_]{0,3}(?=\S)", re.IGNORECASE)
_LABEL_ALONE = re.compile(r"(?:onderwerp|agendapunt|titel)\s?:?", re.IGNORECASE)
_LABEL_STARTS = ("O", "o", "A", "a", "T", "t")
_TITLE_COLUMN = re.compile(r"(?:onderwerp|(?:agenda|bespreek)?punt|titel|omschrijving)(?:en)?", re.IGNORECASE)
_OTHER_TABLE = re.compile(
    r"\b(?:actie|besluit|afspra|toezegging|vraag|vragen|eigenaar|status|reactie)", re.IGNORECASE
)
_AGENDAS = (PartKind.AGENDA, PartKind.ANNOTATED_AGENDA)


def listed_entries(read: Read, taken: frozenset[int]) -> list[Entry]:
    """The items of the first of these forms that the zone has."""
    points = _points(read, taken)
    if points:
        return [*points, *(entry for entry in formal(read, taken) if entry.line > points[-1].line)]
    return list(_rows(read, taken)) or list(_timed(read, taken)) or list(_bulleted(read, taken))


def labelled_entries(read: Read, taken: frozenset[int]) -> list[Entry]:
    """The items of a list of outcomes that names the subject of each behind the same label (`Onderwerp:`)."""
    found = [
        (i, label.end())
        for i in range(read.zone.first, read.zone.last)
        if i not in taken
        and len(read.lines[i].core) <= 2 * _MAX_POINT
        and (label := _LABEL.match(read.lines[i].core))
    ]
    if len(found) > 1:
        return [line_entry(read, i, "label", 0.7, skip) for i, skip in found]
    below = list(_below_labels(read))
    return below if len(below) > 1 else []


def _below_labels(read: Read) -> Iterator[Entry]:
    """The subjects that stand each on the line below the word `Onderwerp`."""
    for i in range(read.zone.first, read.zone.last - 1):
        if read.lines[i].core[:1] not in _LABEL_STARTS or not _LABEL_ALONE.fullmatch(read.lines[i].core):
            continue
        title = read.lines[i + 1].core
        if 0 < len(title) <= _MAX_POINT and title[-1] not in ".;:":
            entry = line_entry(read, i + 1, "label", 0.7, 0)
            entry.line = i
            yield entry


def formal(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """Proposals and motions that stand apart behind a dash, as councils take them up."""
    for i in range(read.zone.first, read.zone.last):
        core = read.lines[i].core
        if i not in taken and len(core) <= _MAX_POINT and _FORMAL.match(core) and read.gap(i):
            yield line_entry(read, i, "voorstel", 0.6)


def line_entry(read: Read, i: int, rule: str, confidence: float, skip: int | None = None) -> Entry:
    """The item of a line, without the bullet or the first `skip` characters."""
    line = read.lines[i]
    at = bullet(line.core) if skip is None else skip
    said = line.core[at:].lstrip("#*_ ") or line.core
    start = line.stop - len(said)
    title = without_column(said, beside=False) or said
    span = Span(start, start + len(title))
    return Entry(i, i, span, span.end == line.stop, None, None, rule, confidence)


def _points(read: Read, taken: frozenset[int]) -> list[Entry]:
    """The points of a list right below the heading of an agenda, with bullets or as bare lines."""
    lines, last = read.lines, read.zone.last
    top = next_filled(lines, read.zone.first, last)
    headings = (j for j in range(top, last) if _BARE_AGENDA.fullmatch(lines[j].core))
    heading = next(headings, top if read.zone.kind in _AGENDAS else last)
    i = next_filled(lines, heading + 1, last)
    if i < last and not bullet(lines[i].core) and not is_usual_alone(lines[i].core):
        i = next((j for j in range(i, last) if _starts_points(lines[j])), last)
    found: list[Entry] = []
    points = i < last and bullet(lines[i].core) > 0
    while i < last and (bullet(lines[i].core) > 0) == points and len(lines[i].core) <= _MAX_POINT:
        if not points and (not lines[i].core or lines[i].core[-1] in ".!?;," or len(lines[i].core) > _SHORT):
            break
        if i not in taken:
            found.append(line_entry(read, i, "agendalijst", 0.6))
        i = next_filled(lines, i + 1, last) if points else i + 1
    torn = i < last and bool(lines[i].core) and bool(bullet(lines[i].core)) == points
    apart = bool(found) and next_filled(lines, found[0].line + 1, last) != found[0].line + 1
    alone = len(found) == 1 and not (points and (read.zone.kind not in _AGENDAS or apart))
    return [] if alone or (torn and len(found) < 3) else found


def _starts_points(line: Line) -> bool:
    """Whether a line is a usual title, with a bullet or alone."""
    mark = bullet(line.core)
    return is_usual(line.core[mark:].lstrip("*_ ")) if mark else is_usual_alone(line.core)


def _rows(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """The rows of a table in markdown that has a column for the subject of each item."""
    column = 0
    for i in range(read.zone.first, read.zone.last):
        core = read.lines[i].core
        if not core.startswith("|"):
            column = 0 if core else column
            continue
        cells = [cell.strip(" *_") for cell in core.split("|")[:12]]
        titled = next((n for n, cell in enumerate(cells) if _TITLE_COLUMN.fullmatch(cell)), 0)
        if titled:
            column = 0 if _OTHER_TABLE.search(core) else titled
        elif column and i not in taken and column < len(cells) and cells[column][:1].isalpha():
            at = len("|".join(core.split("|")[:column])) + 1
            yield line_entry(read, i, "tabel", 0.6, at)


def _timed(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """The lines of an agenda that say at what time each item begins; in minutes, where two titles are usual ones."""
    found = [
        (i, time.end())
        for i in range(read.zone.first, read.zone.last)
        if i not in taken
        and len(read.lines[i].core) <= _MAX_POINT
        and (time := _TIMED.match(read.lines[i].core))
    ]
    found = [(i, skip) for i, skip in found if read.lines[i].core[skip : skip + 1].isalpha()]
    usual = sum(is_usual(read.lines[i].core[skip:]) for i, skip in found)
    if usual > (read.zone.kind not in _AGENDAS):
        for i, skip in found:
            if read.lines[i].core[skip].isupper():
                yield line_entry(read, i, "tijd", 0.6, skip)


def _bulleted(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """The outer points of a meeting that is one list: titles, with what was said below them."""
    points = [
        (i, indent_of(read.text, read.lines[i]))
        for i in range(read.zone.first, read.zone.last)
        if not read.lines[i].core[:1].isalnum() and bullet(read.lines[i].core)
    ]
    usual = [indent for i, indent in points if _starts_points(read.lines[i])]
    if len(usual) < 2:
        return
    outer = [i for i, indent in points if indent == min(usual)]
    titled = [i for i in outer if len(read.lines[i].core) <= _SHORT and read.lines[i].core[-1] not in ".;!?,"]
    if 2 * len(titled) < len(outer):
        return
    for i in titled:
        core = read.lines[i].core
        if i not in taken and not is_no_item(core[bullet(core) :]):
            yield line_entry(read, i, "punt", 0.5)
