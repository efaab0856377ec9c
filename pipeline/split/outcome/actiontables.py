"""Tables of actions: those with drawn cells (`Document.tables`), with pipes or tabs, and those whose cells come out of
a page as lines below a line of column names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.items import Words
from pipeline.split.due import read_due
from pipeline.split.lines import Line, next_filled
from pipeline.split.outcome.actionheads import opens
from pipeline.split.outcome.actionplain import by_cell
from pipeline.split.outcome.actionrows import (
    STATUS,
    Column,
    Row,
    columns,
    columns_in_line,
    names_action,
    names_column,
)
from pipeline.split.outcome.owner import looks_like_names
from pipeline.types import Span, Table

CODE = re.compile(r"(?:[A-Za-z]{1,6}[-. ]?)?\d{1,4}(?:[-/.]\d{1,4}){0,2}[.):]?(?=\s|\Z)")
_DAY = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\s+(?=\S)")  # on which it was agreed
_RULER = re.compile(r"[\s|:+=-]+")
_TRAILING_DUE = re.compile(
    r"\s(?P<due>z\.?s\.?m\.?|n\.t\.b\.?|\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d\d)"
    r"|(?:(?:begin|medio|eind|week|q[1-4]|\d{1,2})\s)?"
    r"(?:jan|feb|ma|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w{0,7}\.?(?:\s\d{4})?|week \d{1,2}"
    r"|Q[1-4](?:[ -]\d{4})?)[.,]?\Z",
    re.IGNORECASE,
)
_TRAILING_NAMES = re.compile(
    r"(?<=[a-zà-ÿ.;)] )(?P<names>[A-ZÀ-Ý\[@][\w.\]-]*(?:[ /,&]{1,2}(?:van|de|der|den|en|[A-ZÀ-Ý\[][\w.\]-]*)){0,7})\Z"
)
_STATUS_TAIL = re.compile(rf"\s(?P<cell>(?-i:[OGXBAL])|(?i:{STATUS.pattern})(?<!\s[a-z]))\s*\Z")
_MAX_ROW = 40  # lines of a row
_MAX_ROWS = 5_000  # rows below one line of column names


def table_rows(text: str, tables: Sequence[Table], lines: Sequence[Line]) -> Iterator[Row]:
    """The rows of the tables whose head names an action and its owner, time or status, and of those right below the
    heading of a list of actions. A table without a head that follows such a table and has as many columns goes on
    with it.
    """
    starts = [line.start for line in lines]
    kept: tuple[Column, ...] | None = None
    page, sure = 0, True
    for table in tables:
        below = _below_heading(table, lines, starts)
        first, found = _head(text, table, below)
        width = len(table.rows[0]) if table.rows else 0
        goes_on = kept is not None and len(kept) == width and page <= table.page <= page + 1
        if found:
            kept, sure = found, below or _is_sure(text, table.rows[first - 1])
        elif not goes_on:
            kept = None
            if not below:
                continue
        page = table.page
        for cells in table.rows[first:]:
            filled = _filled(cells, starts)
            row = _of_cells(text, cells, kept, filled) if kept else _unnamed(text, cells, filled)
            if row:
                yield row if sure else replace(row, confidence=0.7)


def _unnamed(text: str, cells: Sequence[tuple[Span, ...]], filled: tuple[int, ...]) -> Row | None:
    """A row below a heading without names of columns that tell the action."""
    whole = [Span(cell[0].start, cell[-1].end) for cell in cells if cell]
    if len(whole) < 2 or any(names_column(span.of(text)) for span in whole):
        return None
    return by_cell(text, whole, filled)


def _head(text: str, table: Table, below: bool) -> tuple[int, tuple[Column, ...] | None]:
    """The row below the head, and what the columns hold; a column without a name holds states if its cells do."""
    for i, row in enumerate(table.rows[:3]):
        found = columns([_words(text, cell) for cell in row], below_heading=below)
        if found is None:
            continue
        settled = list(found)
        for at, cell in enumerate(row):
            held = [_words(text, one[at]).strip() for one in table.rows[i + 1 :] if at < len(one) and one[at]]
            if not cell and held and Column.STATUS not in settled and all(map(STATUS.fullmatch, held)):
                settled[at] = Column.STATUS
        return i + 1, tuple(settled)
    return 0, None


def _below_heading(table: Table, lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Whether the heading of a list of actions stands right above a table."""
    places = [span.start for row in table.rows[:2] for cell in row for span in cell]
    i = bisect_right(starts, min(places)) - 2 if places else -1
    while i >= 0 and not lines[i].core:
        i -= 1
    return i >= 0 and opens(lines[i]) == 2


def _is_sure(text: str, head: Sequence[tuple[Span, ...]]) -> bool:
    return any(names_action(_words(text, cell)) for cell in head)


def _words(text: str, cell: Iterable[Span]) -> str:
    return " ".join(span.of(text) for span in cell)


def _of_cells(
    text: str, cells: Sequence[tuple[Span, ...]], kept: Sequence[Column], filled: tuple[int, ...]
) -> Row | None:
    """A row whose cells the columns name; None for a row of column names or without an action."""
    by: dict[Column, tuple[Span, ...]] = {}
    for column, cell in zip(kept, cells, strict=False):
        if cell:
            by.setdefault(column, cell)
    action = by.get(Column.ACTION)
    if action is None or not any(c.isalpha() for c in _words(text, action)):
        return None
    if columns([_words(text, cell) for cell in cells], below_heading=True):
        return None
    owner, due, status = (_one(by.get(column)) for column in (Column.OWNER, Column.DUE, Column.STATUS))
    return Row(action, owner, due, status, filled, "tabel")


def _filled(cells: Iterable[tuple[Span, ...]], starts: Sequence[int]) -> tuple[int, ...]:
    """The lines on which the cells stand."""
    found: set[int] = set()
    for span in (span for cell in cells for span in cell):
        last = bisect_right(starts, max(span.start, span.end - 1))
        found.update(range(bisect_right(starts, span.start) - 1, last))
    return tuple(sorted(found))


def _one(cell: tuple[Span, ...] | None) -> Span | None:
    """A cell as one place; of one in several stretches that do not follow each other, the first."""
    if not cell:
        return None
    if all(0 <= b.start - a.end <= 3 for a, b in pairwise(cell)):
        return Span(cell[0].start, cell[-1].end)
    return cell[0]


def split_cells(text: str, line: Line) -> list[tuple[Span, ...]]:
    """The cells of a line with pipes or tabs, empty ones too; none for other lines."""
    core = line.core
    mark = (
        "|"
        if core.count("|") > 1 or " | " in core
        else "\t"
        if "\t" in text[line.start : line.stop]
        else None
    )
    if mark is None:
        return []
    start, end = line.start, line.end
    while start < end and text[start] in " >":
        start += 1
    if mark == "|" and text[start] == "|":
        start += 1
    cells: list[tuple[Span, ...]] = []
    at = start
    for piece in text[start:end].split(mark):
        lead = len(piece) - len(piece.lstrip(" *_\t\u00a0"))
        bare = piece.strip(" *_\t\r\u00a0")
        cells.append((Span(at + lead, at + lead + len(bare)),) if bare else ())
        at += len(piece) + 1
    if mark == "|" and cells and not cells[-1]:
        cells.pop()
    return cells


def marked_rows(
    text: str, lines: Sequence[Line], first: int, last: int, *, below_heading: bool
) -> tuple[list[Row], int]:
    """The rows below a line of column names with pipes or tabs at `first`, and one past the last of them."""
    head = split_cells(text, lines[first])
    kept = columns([_words(text, cell) for cell in head], below_heading=below_heading) if head else None
    rows: list[Row] = []
    if kept is None:
        return rows, first
    stop, apart = first + 1, 0
    for i in range(first + 1, last):
        if not lines[i].core or _RULER.fullmatch(lines[i].core):
            continue
        cells = split_cells(text, lines[i])
        if len(cells) < 2:
            apart += 1
            if apart > 4:  # more than a page header
                break
            continue
        row = _of_cells(text, cells[: len(kept)], kept, (i,))
        if row:
            rows.append(row)
        stop, apart = i + 1, 0
    return rows, stop


def head_at(
    lines: Sequence[Line], i: int, last: int, *, below_heading: bool
) -> tuple[tuple[Column, ...], int] | None:
    """The columns that line `i` names, or that it and the lines below name one a line; with one past the head."""
    core = lines[i].core
    if not core or len(core) > 90 or (core[0].islower() and not below_heading):
        return None
    kept = columns_in_line(core, below_heading=below_heading)
    if kept:
        return kept, i + 1
    stop = i
    while stop < min(last, i + 8) and names_column(lines[stop].core):
        stop += 1
    kept = columns([line.core for line in lines[i:stop]], below_heading=below_heading)
    return (kept, stop) if kept and len(kept) > 2 and Column.OTHER not in kept else None


def streamed_rows(
    text: str, lines: Sequence[Line], first: int, last: int, kept: Sequence[Column]
) -> tuple[list[Row], int]:
    """The rows whose cells follow as lines below the column names, each opened by a number or code."""
    rows: list[Row] = []
    i = next_filled(lines, first, last)
    if kept[0] != Column.NUMBER or i >= last or not CODE.match(lines[i].core):
        return rows, first
    form = shape(lines[i].core)
    stop = first
    number = _number(lines[i].core)
    while i < last and len(rows) < _MAX_ROWS:
        end = i + 1
        while end < min(last, i + _MAX_ROW) and not _opens(lines, end, form, number):
            if lines[end].heading or (not lines[end].core and _ends(lines, end, last, form, number)):
                break
            end += 1
        row = _streamed(text, lines, range(i, end), kept)
        rows.extend([row] if row else [])
        stop = end
        following = next_filled(lines, end, last)
        for _ in range(6):
            if following >= last or _opens(lines, following, form, number):
                break
            following = next_filled(lines, following + 1, last)
        if following >= last or not _opens(lines, following, form, number):
            break
        number = _number(lines[following].core)
        i = following
    return rows, stop


def shape(core: str) -> str:
    """The number or code that a line opens with, each run of figures as `9` and of letters as `a`."""
    found = CODE.match(core)
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "a", found[0].rstrip(".):"))) if found else ""


def _number(core: str) -> int | None:
    found = re.match(r"(\d{1,4})[.):]?(?:\s|\Z)", core)
    return int(found[1]) if found else None


def _opens(lines: Sequence[Line], i: int, form: str, number: int | None) -> bool:
    """Whether a line opens a row; a second code right below the first belongs to the same row."""
    core = lines[i].core
    if not core or shape(core) != form:
        return False
    if number is None:
        above = lines[i - 1].core if i else ""
        bare = CODE.match(above)
        return not (bare and bare.end() == len(above) and shape(above) == form)
    own = _number(core)
    return own is not None and number < own <= number + 30


def _ends(lines: Sequence[Line], gap: int, last: int, form: str, number: int | None) -> bool:
    """Whether an empty line ends the row: what follows is no row and does not run on."""
    following = next_filled(lines, gap, last)
    return (
        following >= last or _opens(lines, following, form, number) or not lines[following].core[0].islower()
    )


def _streamed(text: str, lines: Sequence[Line], place: range, kept: Sequence[Column]) -> Row | None:
    pieces = [lines[i].span for i in place if lines[i].core]
    dated = Column.DATE in kept[: kept.index(Column.ACTION)]
    while pieces and (code := CODE.match(pieces[0].of(text))):
        start = pieces[0].start + code.end()
        start += len(text[start : pieces[0].end]) - len(text[start : pieces[0].end].lstrip(" \t|"))
        if start < pieces[0].end:
            pieces[0] = Span(start, pieces[0].end)
            day = _DAY.match(pieces[0].of(text)) if dated else None
            if day:
                pieces[0] = Span(start + day.end(), pieces[0].end)
            break
        pieces.pop(0)
    if not pieces:
        return None
    at = kept.index(Column.ACTION)
    found: dict[Column, Span] = {}
    for column in reversed(kept[at + 1 :]):
        _take_tail(text, pieces, column, found)
    if Column.OWNER in kept[:at] and len(pieces) > 1 and looks_like_names(pieces[0].of(text)):
        found[Column.OWNER] = pieces.pop(0)
    if not pieces or not any(c.isalpha() for c in pieces[0].of(text)):
        return None
    words: Words = (Span(pieces[0].start, pieces[-1].end),)
    if not found and Column.STATUS in kept:
        words = _torn(text, pieces, found) or words
    return Row(
        words,
        found.get(Column.OWNER),
        found.get(Column.DUE),
        found.get(Column.STATUS),
        tuple(place),
        "tabel",
        0.8,
    )


def _torn(text: str, pieces: Sequence[Span], found: dict[Column, Span]) -> Words | None:
    """The words of an action around the cells of its owner and status, which a page border left in its midst."""
    for i in range(1, len(pieces) - 1):
        words = pieces[i].of(text)
        tail = _STATUS_TAIL.search(words)
        if (
            tail is None
            or not pieces[i + 1].of(text)[0].islower()
            or not looks_like_names(words[: tail.start()])
        ):
            continue
        start = pieces[i].start
        found[Column.OWNER] = Span(start, start + len(words[: tail.start()].rstrip()))
        found[Column.STATUS] = Span(start + tail.start("cell"), start + tail.end("cell"))
        return Span(pieces[0].start, pieces[i - 1].end), Span(pieces[i + 1].start, pieces[-1].end)
    return None


def _take_tail(text: str, pieces: list[Span], column: Column, found: dict[Column, Span]) -> None:
    """Take the last cell of a row off its lines, where it reads as what its column holds."""
    last = pieces[-1]
    words = last.of(text)
    if column == Column.OWNER:
        _take_owner(text, pieces, found)
        return
    if column == Column.STATUS:
        whole, tail = STATUS.fullmatch(words.strip()), _STATUS_TAIL.search(words)
    elif column == Column.DUE:
        due = read_due(words, None)
        whole, tail = (re.match(r"", words) if due else None), _TRAILING_DUE.search(words)
    else:
        return
    if whole and len(pieces) > 1:
        found[column] = pieces.pop()
    elif tail:
        group = "cell" if column == Column.STATUS else "due"
        found[column] = Span(last.start + tail.start(group), last.start + tail.end(group))
        pieces[-1] = Span(last.start, last.start + len(words[: tail.start()].rstrip()))


def _take_owner(text: str, pieces: list[Span], found: dict[Column, Span]) -> None:
    first = len(pieces)
    while first > 1 and looks_like_names(pieces[first - 1].of(text)) and len(pieces) - first < 5:
        first -= 1
    if first < len(pieces):
        found[Column.OWNER] = Span(pieces[first].start, pieces[-1].end)
        del pieces[first:]
        return
    last = pieces[-1]
    if found and first > 1 and len(last.of(text).split()) <= 4 and last.of(text)[0].isupper():
        found[Column.OWNER] = pieces.pop()  # a body that no word marks, with its status or time beside it
        return
    names = _TRAILING_NAMES.search(last.of(text), max(0, last.end - last.start - 90))
    if names:
        found[Column.OWNER] = Span(last.start + names.start("names"), last.start + names.end("names"))
        pieces[-1] = Span(last.start, last.start + len(last.of(text)[: names.start()].rstrip()))
