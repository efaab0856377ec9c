"""Tables of actions whose columns stand apart by blanks: a cell belongs to the column that starts above it.

Such a table comes out of a page whose layout was kept. A line without a cell in the first column goes on with the row
above it, also behind a page header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.lines import Line
from pipeline.split.outcome.actionrows import Column, Row, columns
from pipeline.types import Span

_PIECE = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_LEAST = 3  # columns
_SHIFT = 2  # characters that a cell may start before or behind its column's name
_APART = 4  # lines of a page header, or empty ones, between two lines of a table
_MAX_CELL_LINES = 12


def gapped_rows(
    text: str, lines: Sequence[Line], first: int, last: int, *, below_heading: bool
) -> tuple[list[Row], int]:
    """The rows below a line of column names with gaps between them, and one past the last of them."""
    line = lines[first]
    if "  " not in line.core:
        return [], first
    names = [(found.start() - line.start, found[0]) for found in _PIECE.finditer(text, line.start, line.stop)]
    if len(names) < _LEAST:
        return [], first
    kept = columns([name for _, name in names], below_heading=below_heading)
    if kept is None:
        return [], first
    starts = [at for at, _ in names]
    held: list[tuple[int, list[int], dict[int, list[Span]]]] = []
    stop, apart = first + 1, 0
    for i in range(first + 1, last):
        cells = _cells(text, lines[i], starts) if lines[i].core else None
        if cells is None or (0 not in cells and not held):
            apart += 1
            if apart > _APART:
                break
            continue
        if 0 in cells and len(cells) == 1:
            break  # a title below the table
        if 0 in cells:
            held.append((i, [i], cells))
        elif len(held[-1][1]) < _MAX_CELL_LINES:
            held[-1][1].append(i)
            for at, spans in cells.items():
                held[-1][2].setdefault(at, []).extend(spans)
        stop, apart = i + 1, 0
    rows = [row for _, filled, cells in held if (row := _row(text, filled, cells, kept))]
    return rows, stop if rows else first


def _cells(text: str, line: Line, starts: Sequence[int]) -> dict[int, list[Span]] | None:
    """The cells of a line by column; None where one stands below no name of a column."""
    cells: dict[int, list[Span]] = {}
    for found in _PIECE.finditer(text, line.start, line.stop):
        at = found.start() - line.start
        column = next((n for n, start in enumerate(starts) if abs(at - start) <= _SHIFT), None)
        if column is None or column in cells:
            return None
        cells[column] = [Span(found.start(), found.end())]
    return cells or None


def _row(
    text: str, filled: Sequence[int], cells: dict[int, list[Span]], kept: Sequence[Column]
) -> Row | None:
    by: dict[Column, list[Span]] = {}
    for at, spans in sorted(cells.items()):
        by.setdefault(kept[at], spans)
    action = by.get(Column.ACTION)
    if action is None or not any(c.isalpha() for span in action for c in span.of(text)):
        return None
    owner, due, status = (by.get(column, [None])[0] for column in (Column.OWNER, Column.DUE, Column.STATUS))
    return Row(tuple(action), owner, due, status, tuple(filled), "tabel")
