"""Rows of lists and tables of actions, as they come out of a page: by cell where the text has cells, else in
reading order.

In reading order a row is `number [date owner] text [due]`, runs on over lines until the next number, and may hold
the owner behind the sentence. A page header between two rows does not end the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.split.dates import read_due
from pipeline.split.lines import LABEL, Line, bullet, next_filled, sentences
from pipeline.split.parts import heading_kind
from pipeline.split.zones import action_heading
from pipeline.types import Span

_ROW = re.compile(r"(\d{1,3})[.)]?(?:\s+|\s*\|\s*)(?=\S)")
_CELL = re.compile(r"\t+|\s{3,}|\s*\|\s*")
_DATE_OWNER = re.compile(r"\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d\d)\s+(?P<owner>\S{1,30})\s+")
_LAST_DUE = re.compile(
    r"[\s_]+(?P<due>z\.?s\.?m\.?,?|n\.t\.b\.?|\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d\d)|(?:begin|medio|eind|\d{1,2})\s(?:jan|feb|ma|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*\.?"
    r"(?:\s\d{4})?)[.,]?\Z",
    re.IGNORECASE,
)
# In reading order the owner's column follows the infinitive that ends the action: `Tekening aanpassen P. de Wit`.
_BEHIND_VERB = re.compile(
    r"(?<=\w)en\s+(?P<owner>[A-ZÀ-Ý\[][\w.\]-]*(?:\s(?:van|de|den|der|het|ter|te|el|en|/|&|[A-ZÀ-Ý\[][\w.\]-]*)){0,7})\Z"
)
_STATE = re.compile(
    r"(?:open|loopt|lopend|gereed|afgerond|afgehandeld|gesloten|status|nieuw|done)\W*", re.IGNORECASE
)
_SKIPPED = (
    8  # filled lines of column names or page headers that may stand between a heading or row and the next row
)
_WHOLE_POINT = 200  # characters of a point that are taken whole; of a longer one only its first sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the action, its owner and time where cells or order tell them, and the lines it fills."""

    span: Span
    owner: Span | None
    due: Span | None
    lines: range


def rows(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """The rows below each heading of a list of actions in lines `first` to `last`."""
    i = first
    while i < last:
        if not _opens(lines[i]):
            i += 1
            continue
        stop = i + 1
        for row in _list(text, lines, i + 1, last):
            yield row
            stop = max(stop, row.lines.stop)
        i = stop


def _opens(line: Line) -> bool:
    return action_heading(line) or re.fullmatch(r"acties? ?:", line.core, re.IGNORECASE) is not None


def _list(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    i = next_filled(lines, first, last)
    for _ in range(_SKIPPED):
        if i >= last or _opens(lines[i]):
            return
        core = lines[i].core
        number = _ROW.match(core)
        if number and int(number[1]) == 1:
            yield from _numbered(text, lines, i, last)
            return
        if bullet(core):
            yield from _points(text, lines, i, last)
            return
        following = next_filled(lines, i + 1, last)
        if ("|" in core or "\t" in core) and not (following < last and _is_row(lines[following], 1)):
            yield from _cells_only(text, lines, i + 1, last)
            return
        i = following


def _numbered(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows 1, 2, 3; a row runs on until the next number, an empty line with no row soon after it, or a heading."""
    i, number = first, 1
    while i < last:
        stop = i + 1
        while (
            stop < last
            and lines[stop].core
            and not _is_row(lines[stop], number + 1)
            and not heading_kind(lines[stop])
        ):
            stop += 1
        yield from _row(text, lines, i, stop, number)
        nearby = next_filled(lines, stop, last)
        for _ in range(_SKIPPED):
            if nearby >= last or (taken := _is_row(lines[nearby], number + 1)) or heading_kind(lines[nearby]):
                break
            nearby = next_filled(lines, nearby + 1, last)
        else:
            return
        if nearby >= last or not taken:
            return
        found = _ROW.match(lines[nearby].core)
        i, number = nearby, int(found[1]) if found else number + 1


def _is_row(line: Line, expected: int) -> bool:
    """Whether a line opens the row with this number, or the one after it where one got lost."""
    found = _ROW.match(line.core)
    return found is not None and expected <= int(found[1]) <= expected + 1


def _row(text: str, lines: Sequence[Line], first: int, stop: int, number: int) -> Iterator[Row]:
    """The row on these lines; more than one where the cells of the next rows run on in the same lines."""
    start, end = lines[first].at, lines[stop - 1].stop
    found = _ROW.match(lines[first].core)
    begin = start + (found.end() if found else 0)
    place = range(first, stop)
    line_end = lines[first].stop
    cells = list(_cells(text, begin, line_end))
    if len(cells) > 1:
        row = _by_cell(text, cells, place)
        if row:
            yield row
        return
    while True:
        number += 1
        after = re.compile(rf"\s{number}\s(?=[A-ZÀ-Ý])").search(text, begin, min(end, begin + 4_000))
        yield from _in_order(
            text,
            begin,
            after.start() if after else end,
            min(line_end, after.start() if after else end),
            place,
        )
        if after is None:
            return
        begin, line_end = after.end(), max(line_end, after.end())


def _in_order(text: str, start: int, end: int, line_end: int, place: range) -> Iterator[Row]:
    """A row without cells: `[date owner] text [due]`, the due time at the end of its first line or its last."""
    lead = _DATE_OWNER.match(text, start, end)
    owner = Span(lead.start("owner"), lead.end("owner")) if lead else None
    start = lead.end() if lead else start
    found = _LAST_DUE.search(text[max(start, line_end - 40) : line_end]) if line_end > start else None
    shift = max(start, line_end - 40)
    due = Span(shift + found.start("due"), shift + found.end("due")) if found else None
    if due and not text[due.end : end].strip(" .,\n\r\t"):
        end = shift + (found.start() if found else 0)
    stop, behind = _sentence_end(text, start, end)
    if stop <= start:
        return
    names = _BEHIND_VERB.search(text, max(start, stop - 80), stop) if due and not behind else None
    if names:
        stop, behind = names.start("owner"), Span(names.start("owner"), names.end("owner"))
        stop = start + len(text[start:stop].rstrip())
    yield Row(Span(start, stop), owner or behind, due, place)


def _sentence_end(text: str, start: int, end: int) -> tuple[int, Span | None]:
    """Where the first sentence ends, and the owner where a few words stand behind it."""
    piece = text[start:end].rstrip()
    found = re.search(r"[.;!?](?=\s+\S)(?<!\b\w\.)", piece)
    if found is None or found.end() < 12:
        return start + len(piece), None
    rest = piece[found.end() :]
    words = rest.split("\n\n")[0]
    lead = len(words) - len(words.lstrip())
    name = re.split(r"[.;?!](?:\s|\Z)", words[lead:], maxsplit=1)[0].rstrip()
    short = 0 < len(name.split()) <= 8 and name[0].isalnum() and not words.lstrip().startswith("-")
    behind = Span(start + found.end() + lead, start + found.end() + lead + len(name)) if short else None
    return start + found.end(), behind


def _points(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Points with bullets, one below the other."""
    i = first
    while (
        i < last and bullet(lines[i].core) and not lines[i].core[0].isdigit() | lines[first].core[0].isdigit()
    ):
        stop = i + 1
        while (
            stop < last
            and lines[stop].core
            and not bullet(lines[stop].core)
            and not LABEL.match(lines[stop].core)
        ):
            stop += 1
        start, end = lines[i].at + bullet(lines[i].core), lines[stop - 1].stop
        if end - start > _WHOLE_POINT:
            sentence = next(sentences(text, lines, i, stop, frozenset()), None)
            end = sentence.span.end if sentence else end
        if start < end:
            yield Row(Span(start, end), None, None, range(i, stop))
        i = next_filled(lines, stop, last)


def _cells_only(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows of a table with pipes or tabs, one a line; the line of column names stands above `first`."""
    for i in range(first, last):
        cells = list(_cells(text, lines[i].at, lines[i].stop))
        if len(cells) > 1:
            row = _by_cell(text, cells, range(i, i + 1))
            if row:
                yield row
        elif cells:
            return


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    for found in (*_CELL.finditer(text, start, end), None):
        stop = found.start() if found else end
        if any(c.isalnum() for c in text[start:stop]):
            yield Span(start, stop)
        start = found.end() if found else end


def _by_cell(text: str, cells: Sequence[Span], place: range) -> Row | None:
    """The longest cell is the action. Behind it, or else before it, stand its owner and its time; a date before
    it is the day on which it was agreed.
    """
    action = max(cells, key=lambda c: (c.end - c.start, -c.start))
    behind = [c for c in cells if c.start > action.start]
    due = next((c for c in behind if read_due(c.of(text), None)), None)
    others = [c for c in (*behind, *(c for c in cells if c.start < action.start)) if c != due]
    names = [
        c
        for c in others
        if any(x.isalpha() for x in c.of(text))
        and not _STATE.fullmatch(c.of(text))
        and not read_due(c.of(text), None)
    ]
    return Row(action, _bare(text, names[0]) if names else None, due, place)


def _bare(text: str, cell: Span) -> Span:
    """A cell without the full stop behind it."""
    return Span(cell.start, cell.start + len(cell.of(text).rstrip(" .;")))
