"""Rows of a list of actions that no column names explain: by cell where the text has cells, else in reading order,
`number [date owner] text [due]`, with the owner behind the sentence or behind the verb that ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import Words
from pipeline.split.due import read_due
from pipeline.split.lines import Line
from pipeline.split.outcome.actionrows import STATUS, Row
from pipeline.split.outcome.owner import looks_like_names
from pipeline.types import Span

_ROW = re.compile(r"(\d{1,4})[.)]?(?:\s+|\s*\|\s*)(?=\S)")
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
_NEXT_ROW = re.compile(r"\s(?P<number>\d{1,4})\s(?=[A-ZÀ-Ý])")
_LISTED = re.compile(r",|\ben\b|/|&")
_BEHIND_STATUS = re.compile(
    r"[\s,;(-]+(?P<status>open|loopt|lopend|gereed|afgerond|afgehandeld|vervallen|doorlopend)[).]?\s*\Z",
    re.IGNORECASE,
)


def plain_rows(text: str, lines: Sequence[Line], first: int, stop: int, number: int) -> Iterator[Row]:
    """The row on these lines; more than one where the cells of the next rows run on in the same lines."""
    start, end = lines[first].at, lines[stop - 1].stop
    found = _ROW.match(lines[first].core)
    begin = start + (found.end() if found else 0)
    place = tuple(range(first, stop))
    line_end = lines[first].stop
    cells = list(_cells(text, begin, line_end))
    if len(cells) > 1:
        row = by_cell(text, cells, place)
        if row:
            yield row
        return
    while True:
        number += 1
        inside = _NEXT_ROW.finditer(text, begin, min(end, begin + 4_000))
        after = next((one for one in inside if int(one["number"]) == number), None)
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


def coded_row(text: str, lines: Sequence[Line], first: int, stop: int, behind: int) -> Iterator[Row]:
    """The row on these lines, `behind` characters of code."""
    start = lines[first].at + behind
    start += len(text[start : lines[first].stop]) - len(text[start : lines[first].stop].lstrip(" \t|:-"))
    yield from _in_order(text, start, lines[stop - 1].stop, lines[first].stop, tuple(range(first, stop)))


def _in_order(text: str, start: int, end: int, line_end: int, place: tuple[int, ...]) -> Iterator[Row]:
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
    status = _BEHIND_STATUS.search(text, start, stop)
    cell = Span(status.start("status"), status.end("status")) if status else None
    stop = status.start() if status else stop
    yield Row(_without(text, Span(start, stop), due), owner or behind, due, cell, place)


def _without(text: str, action: Span, due: Span | None) -> Words:
    """The words of an action without the cell of its time, where that came to stand in the middle of them."""
    if due is None or not action.covers(due) or text[due.end : action.end].strip(" .,\n\t") == "":
        return (action,)
    if "\n" not in text[due.end : due.end + 3]:
        return (action,)
    after = due.end + len(text[due.end : action.end]) - len(text[due.end : action.end].lstrip(" .,\n\r\t"))
    before = Span(action.start, action.start + len(text[action.start : due.start].rstrip(" _\n\t")))
    return (before, Span(after, action.end)) if before.start < before.end else (action,)


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
    short = (
        0 < len(name.split()) <= 8
        and name[0].isalnum()
        and not words.lstrip().startswith("-")
        and _named(name)
    )
    behind = Span(start + found.end() + lead, start + found.end() + lead + len(name)) if short else None
    return start + found.end(), behind


def _named(words: str) -> bool:
    """Whether the words behind an action can be its owners."""
    return looks_like_names(words) or (
        ":" not in words and words[0].isupper() and _LISTED.search(words) is not None
    )


def unnamed_cells(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows of a table with pipes or tabs, one a line; the line of column names stands above `first`."""
    for i in range(first, last):
        cells = list(_cells(text, lines[i].at, lines[i].stop))
        if len(cells) > 1:
            row = by_cell(text, cells, (i,))
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


def by_cell(text: str, cells: Sequence[Span], place: tuple[int, ...]) -> Row | None:
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
        and not STATUS.fullmatch(c.of(text).strip())
        and not read_due(c.of(text), None)
    ]
    status = next((c for c in behind if STATUS.fullmatch(c.of(text).strip())), None)
    return Row((action,), _bare(text, names[0]) if names else None, due, status, place)


def _bare(text: str, cell: Span) -> Span:
    """A cell without the full stop behind it."""
    return Span(cell.start, cell.start + len(cell.of(text).rstrip(" .;")))
