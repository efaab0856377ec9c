"""Tables of actions, decisions and people in a PDF: which words stand in which cell.

The text of a page holds the words of a table in the order in which its maker wrote them: cell by cell, line by line
through all cells, or column by column. What stands in which cell only the page tells.

- Only pages are looked at on which words read like the head of such a table (two column heads on one line, each at
  the start of a phrase) or like a list of people, and the page after a table that runs to the bottom of its page.
- Borders make the cells (`ruling.py`, `grids.py`). Where none do, the column heads may (`unruled.py`).
- The middle of a word's box tells its cell.
- A table that goes on at the top of the next page is one table; the head that is repeated there is dropped, and a
  row that the border tears is one row.
- Rows and columns without a word are dropped, and of what is left two rows must have words in two cells.

A page that can't be read, or that holds more than a table does, gives no table.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite

import pypdfium2

from pipeline.ingest.columnheads import Line, is_head, lines_of, may_hold_a_table
from pipeline.ingest.grids import NEAR, Grid, find_grids, level_borders
from pipeline.ingest.ruling import find_ruling
from pipeline.ingest.unruled import Around, find_unruled, go_on
from pipeline.pdf.text import PdfText
from pipeline.types import Page, Span, Table, Word

_EDGE_OF_PAGE = 0.12  # share of a page's height that its header or its footer may take
_HEADS_ABOVE = 12.0  # points of white that may stand between column heads and the border of their table
_MAX_HEAD_ROWS = 3

Cell = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page and the words on it, in the order of the text."""

    page: Page
    words: tuple[Word, ...]


@dataclass(slots=True)
class _Growing:
    """A table while its pages are read: rows of cells, the page of its first row, page and grid of its last."""

    page: int
    last_page: int
    last: Grid
    rows: list[list[Cell]]


def find_tables(data: bytes, read: PdfText) -> tuple[Table, ...]:
    """The tables of a PDF, by page and from top to bottom.

    Args:
        data: the PDF as `readable` gave it.
        read: what `read_text` gave for it.
    """
    text = read.text
    sheets = [_Sheet(page, _words_of(page, read.words)) for page in read.pages]
    wanted = {
        sheet.page.number
        for sheet in sheets
        if may_hold_a_table(text, sheet.words) and not _is_on_its_side(sheet.words)
    }
    if not wanted:
        return ()
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf:
            growing = _grow(text, sheets, wanted, pdf)
    except pypdfium2.PdfiumError:
        return ()
    tables = (_finished(text, one) for one in growing)
    return tuple(table for table in tables if sum(sum(map(bool, row)) > 1 for row in table.rows) > 1)


def _words_of(page: Page, words: Sequence[Word]) -> tuple[Word, ...]:
    first = bisect_left(words, page.span.start, key=lambda w: w.span.start)
    after = bisect_left(words, page.span.end, key=lambda w: w.span.start)
    return tuple(w for w in words[first:after] if isfinite(w.box.x0 + w.box.top + w.box.x1 + w.box.bottom))


def _is_on_its_side(words: Sequence[Word]) -> bool:
    """Whether most long words run up or down: their lines are no rows."""
    long = [w.box for w in words if w.span.end - w.span.start > 3]
    return 2 * sum(b.bottom - b.top > b.x1 - b.x0 for b in long) > len(long)


def _grow(
    text: str, sheets: Sequence[_Sheet], wanted: set[int], pdf: pypdfium2.PdfDocument
) -> list[_Growing]:
    growing: list[_Growing] = []
    for index, sheet in enumerate(sheets):
        number = sheet.page.number
        open_ones = [
            one
            for one in growing
            if one.last_page == number - 1 and _ends_page(text, sheets, index - 1, one.last)
        ]
        if number not in wanted and not open_ones:
            continue
        for grid in _grids_of(text, sheets, index, pdf, open_ones):
            rows = _rows(grid, sheet.words)
            before = next((one for one in open_ones if _same_columns(one.last, grid)), None)
            starts = before is not None and _starts_page(text, sheets, index, grid)
            if before and starts and _belongs(text, before, rows, sheets[index - 1].page.height):
                _go_on(text, before, grid, rows)
                before.last_page = number
            else:
                growing.append(_Growing(number, number, grid, rows))
    return growing


def _grids_of(
    text: str, sheets: Sequence[_Sheet], index: int, pdf: pypdfium2.PdfDocument, open_ones: Sequence[_Growing]
) -> list[Grid]:
    """The grids on a page from top to bottom; none on one that can't be read."""
    try:
        with closing(pdf[index]) as page:
            ruling = find_ruling(page)
    except pypdfium2.PdfiumError:
        return []
    lines = lines_of(sheets[index].words)
    drawn = [_with_heads(text, _parted(grid, lines), lines) for grid in find_grids(ruling)]
    around = Around(level_borders(ruling), [grid.rect for grid in drawn], bool(open_ones))
    bare = find_unruled(text, lines, around)
    before = next((one.last.bare for one in open_ones if one.last.bare), None)
    if before and not any(_starts_page(text, sheets, index, grid) for grid in bare):
        near = _near(text, sheets, index)
        flow = [
            line
            for line in lines
            if any(_running(text, w) not in near for p in line.phrases for w in p.words)
        ]
        rest = go_on(text, flow, around, before)
        bare = [rest, *bare] if rest else bare
    return sorted([*drawn, *bare], key=lambda g: (g.ys[0], g.xs[0]))


def _parted(grid: Grid, lines: Sequence[Line]) -> Grid:
    """A grid whose cells over several columns are parted where all that stands in them keeps to the columns.

    Tables with stripes have borders between the columns of every other row only.
    """
    wide = {place for fields in grid.owner for place, right in pairwise(fields) if place == right}
    if not wide:
        return grid
    crossing: set[tuple[int, int]] = set()
    for phrase in (p for line in lines for p in line.phrases):
        place = grid.field(phrase.words[0])
        if place in wide and any(phrase.x0 < x - 1 and phrase.x1 > x + 1 for x in grid.xs):
            crossing.add(place)
    parted = wide - crossing
    owner = (
        tuple((place[0], column) if place in parted else place for column, place in enumerate(fields))
        for fields in grid.owner
    )
    return replace(grid, owner=tuple(owner))


def _with_heads(text: str, grid: Grid, lines: Sequence[Line]) -> Grid:
    """A grid with the line of column heads that stands on it outside its border, as a row more."""
    near = [line for line in lines if 0 <= grid.ys[0] + 2 - line.bottom <= _HEADS_ABOVE]
    if not near:
        return grid
    heads = [p for p in near[-1].phrases if grid.xs[0] <= p.x0 and p.x1 <= grid.xs[-1]]
    columns = {bisect_right(grid.xs, (p.x0 + p.x1) / 2) for p in heads if is_head(p.of(text))}
    if len(columns) < 2 or len(heads) >= len(grid.xs):
        return grid
    first = tuple((0, column) for column in range(len(grid.xs) - 1))
    owner = (first, *(tuple((row + 1, column) for row, column in fields) for fields in grid.owner))
    return replace(grid, ys=(near[-1].top - 1, *grid.ys), owner=owner)


def _rows(grid: Grid, words: Sequence[Word]) -> list[list[Cell]]:
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if (place := grid.field(word)) is not None:
            cells.setdefault(place, []).append(word)
    columns = range(len(grid.xs) - 1)
    return [[_in_order(cells.get((row, c), [])) for c in columns] for row in range(len(grid.ys) - 1)]


def _in_order(words: Sequence[Word]) -> Cell:
    """The words of a cell as they are read: as the text has them where that goes right and down, else by line."""
    if all(_follows(one, other) for one, other in pairwise(words)):
        return tuple(words)
    lines: list[list[Word]] = []
    bottom = 0.0
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.span.start)):
        if not lines or (word.box.top + word.box.bottom) / 2 > bottom:
            lines.append([])
            bottom = word.box.bottom
        lines[-1].append(word)
        bottom = max(bottom, word.box.bottom)
    return tuple(w for line in lines for w in sorted(line, key=lambda w: (w.box.x0, w.span.start)))


def _follows(one: Word, other: Word) -> bool:
    """Whether a word stands to the right of another on its line, or on a line below it."""
    middle = (other.box.top + other.box.bottom) / 2
    if middle > one.box.bottom:
        return True
    return middle > one.box.top - 1 and other.box.x0 > one.box.x0


def _same_columns(one: Grid, other: Grid) -> bool:
    """Whether the borders of the columns are the same; where there are none, whether their heads begin there."""
    if (one.bare is None) != (other.bare is None):
        return False
    mine, yours = (one.bare.heads, other.bare.heads) if one.bare and other.bare else (one.xs, other.xs)
    return len(mine) == len(yours) and all(abs(a - b) <= NEAR for a, b in zip(mine, yours, strict=True))


def _ends_page(text: str, sheets: Sequence[_Sheet], index: int, grid: Grid) -> bool:
    """Whether nothing but a footer stands below a grid."""
    sheet = sheets[index]
    low = sheet.page.height * (1 - _EDGE_OF_PAGE)
    below = [w for w in sheet.words if w.box.top > grid.ys[-1] and _beside(w, grid) and w.box.top < low]
    return not below or _repeated(text, below, sheets, index)


def _starts_page(text: str, sheets: Sequence[_Sheet], index: int, grid: Grid) -> bool:
    """Whether nothing but a header stands above a grid."""
    sheet = sheets[index]
    high = sheet.page.height * _EDGE_OF_PAGE
    above = [w for w in sheet.words if w.box.bottom < grid.ys[0] and _beside(w, grid) and w.box.bottom > high]
    return not above or _repeated(text, above, sheets, index)


def _beside(word: Word, grid: Grid) -> bool:
    return word.box.x1 > grid.xs[0] and word.box.x0 < grid.xs[-1]


def _repeated(text: str, words: Sequence[Word], sheets: Sequence[_Sheet], index: int) -> bool:
    """Whether words stand in the same place on the page before or the page after."""
    there = _near(text, sheets, index)
    return all(_running(text, word) in there for word in words)


def _near(text: str, sheets: Sequence[_Sheet], index: int) -> set[tuple[str, int, int]]:
    """The words of the page before and the page after, and their places."""
    near = (*sheets[max(0, index - 1) : index], *sheets[index + 1 : index + 2])
    return {_running(text, word) for sheet in near for word in sheet.words}


def _running(text: str, word: Word) -> tuple[str, int, int]:
    """A word and its place; page numbers differ from page to page."""
    shown = "".join("0" if c.isdigit() else c for c in word.span.of(text))
    return shown, round(word.box.x0), round(word.box.top)


def _belongs(text: str, table: _Growing, rows: Sequence[Sequence[Cell]], height: float) -> bool:
    """Whether rows at the top of a page may go on with a table of the page before: with its heads, or without any
    where the table comes to the lower half of its page.
    """
    if any(_same_row(text, rows[0], row) for row in table.rows[:_MAX_HEAD_ROWS]):
        return True
    shown = [" ".join(w.span.of(text) for w in cell) for cell in rows[0]]
    heads = sum(is_head(cell) and len(cell.split()) <= 3 for cell in shown)
    return 2 * heads <= len(shown) and table.last.ys[-1] > height / 2


def _go_on(text: str, table: _Growing, grid: Grid, rows: list[list[Cell]]) -> None:
    """Take in the rows of the next page: without repeated heads, and with a torn row whole."""
    heads = 0
    while heads < min(_MAX_HEAD_ROWS, len(rows), len(table.rows)) and _same_row(
        text, rows[heads], table.rows[heads]
    ):
        heads += 1
    rest = rows[heads:]
    if rest and _is_torn(table, grid, rest):
        table.rows[-1] = [one + other for one, other in zip(table.rows[-1], rest[0], strict=True)]
        rest = rest[1:]
    table.rows.extend(rest)
    table.last = grid


def _same_row(text: str, one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    shown = [[[w.span.of(text) for w in cell] for cell in row] for row in (one, other)]
    return shown[0] == shown[1] and any(one)


def _is_torn(table: _Growing, grid: Grid, rest: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row of a page belongs to the last row of the page before.

    Its first cell is empty then, and either no line parts the two, or all other rows have something there.
    """
    if rest[0][0] or not any(rest[0]) or not table.rows[-1][0]:
        return False
    others = [row[0] for row in (*table.rows[1:], *rest[1:]) if any(row)]
    return table.last.open_bottom or grid.open_top or (len(others) > 1 and all(others))


def _finished(text: str, table: _Growing) -> Table:
    rows = [row for row in table.rows if any(row)]
    columns = [c for c in range(len(table.last.xs) - 1) if any(row[c] for row in rows)]
    return Table(table.page, tuple(tuple(_stretches(text, row[c]) for c in columns) for row in rows))


def _stretches(text: str, cell: Cell) -> tuple[Span, ...]:
    """The words of a cell, as one stretch where only white space parts them."""
    found: list[Span] = []
    for word in cell:
        if found and found[-1].end <= word.span.start and not text[found[-1].end : word.span.start].strip():
            found[-1] = Span(found[-1].start, word.span.end)
        else:
            found.append(word.span)
    return tuple(found)
