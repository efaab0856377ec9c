"""Tables as lines of text: what CSV files and workbooks have in common, and CSV itself.

A row is a line with ` | ` between the cells, which both a reader and `detect` (columns, rows) take for a table. Columns
without anything in them are left out, so are empty cells at the end of a row.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Plain
from pipeline.ingest.text import clean, decode, is_readable, open_urls

MAX_CELLS = 1_000_000
"""Cells with something in them; twenty columns of 50,000 rows. More is a register, which nobody publishes as a text."""

_BETWEEN = " | "
_EMPTY_CELL = re.compile(r"\|  (?=\|)")
_DELIMITERS = ";,\t|"
_SAMPLE = 50  # lines that say what a file's delimiter is
_SEP_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)  # Excel's own way to say it
_FIELD_LIMIT = 10_000_000  # characters of one cell


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """The rows of a table as lines. One empty row is no end of a table; two are shown as one empty line."""
    used = sorted({i for row in rows for i, cell in enumerate(row) if cell})
    lines: list[str] = []
    empty = 0
    for row in rows:
        cells = [row[i] if i < len(row) else "" for i in used]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            empty += 1
            continue
        if empty > 1 and lines:
            lines.append("")
        empty = 0
        lines.append(_EMPTY_CELL.sub("| ", _BETWEEN.join(cells)).strip(" "))
    return "\n".join(lines)


def cell_text(text: str) -> str:
    """The words of a cell on one line; what stood on lines of its own is told apart by commas, as addresses are."""
    if not text:
        return ""
    lines = [" ".join(line.split()) for line in open_urls(clean(text)).split("\n")]
    lines = [line for line in lines if line]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined += (" " if joined[-1] in ",;:.-" else ", ") + line
    return joined


def read_csv(data: bytes) -> Plain:
    """Read a table of delimited text (RFC 4180, and what Excel makes of it in the Netherlands). Formulas stay text.

    Raises:
        UnreadableError: the bytes are no text, or the table is too large.
    """
    text = decode(data)
    if not is_readable(text):
        raise UnreadableError(say.NO_TEXT)
    text = clean(text)
    delimiter = _delimiter(text)
    if match := _SEP_LINE.match(text):
        delimiter, text = match[1], text[match.end() :]
    rows = _rows(text, delimiter)
    if sum(1 for row in rows for cell in row if cell) > MAX_CELLS:
        raise UnreadableError(say.too_many_cells(MAX_CELLS))
    return Plain(table_text(rows) + "\n")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:  # a cell of absurd length; without quotes every line is a row
        rows = [line.split(delimiter) for line in text.split("\n")]
    return [[cell_text(cell) for cell in row] for row in rows]


def _delimiter(text: str) -> str:
    """The sign that most lines have equally often outside quotes, the Dutch one where two are as good."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:200_000].split("\n")[:_SAMPLE] if line.strip()]
    best = (0, 0)
    found = ";"
    for sign in _DELIMITERS:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        times, alike = max(((n, times) for times, n in counts.items()), default=(0, 0))
        if (times, alike) > best:
            best, found = (times, alike), sign
    return found
