"""The cells of tables in plain text, by what the header above them names.

Rows of published tables rarely line up: addresses hold commas and line breaks. So a cell is not asked which column it
stands in, only whether the header over it names a kind that it has the form of.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.types import Span

_MAX_HEADER = 300  # characters of a line that can be a header
_MIN_CELLS = 3
_MAX_CELL = 30  # characters of a cell of a header
_SEPARATOR = regex.compile(r"[;|,\t]|[ ]{3,}")
_CELL = regex.compile(
    r"(?:^\d{1,3}\.[ \t]|[ \t]*)(?P<found>[^;|,\t\n]*?[^;|,\t\n ])[ \t]*(?=[;|,\t\n]|[ ]{3}|\Z)",
    regex.MULTILINE,
)
_BLANK = regex.compile(r"\n[ \t]*\n|\f")


def cells_under(text: str, lowered: str, names: tuple[str, ...]) -> Iterator[Span]:
    """The cells between a header that has one of `names` as a cell and the next empty line.

    `lowered` is the text in small letters, character for character.
    """
    done = -1
    for start, end in sorted({place for name in names for place in _headers(lowered, name)}):
        if start < done:
            continue
        blank = _BLANK.search(text, end)
        done = blank.start() if blank else len(text)
        for cell in _CELL.finditer(text, min(end + 1, done), done):
            yield Span(*cell.span("found"))


def _headers(lowered: str, name: str) -> Iterator[tuple[int, int]]:
    """The lines of three short cells or more, none with a digit, that have `name` as a cell."""
    place = lowered.find(name)
    while place >= 0:
        start = lowered.rfind("\n", 0, place) + 1
        end = lowered.find("\n", place)
        if end < 0:
            return
        if end - start <= _MAX_HEADER:
            cells = [cell.strip(" *_:\"'#") for cell in _SEPARATOR.split(lowered[start:end])]
            cells = [cell for cell in cells if cell]
            if len(cells) >= _MIN_CELLS and name in cells and all(_is_heading(cell) for cell in cells):
                yield start, end
        place = lowered.find(name, end)


def _is_heading(cell: str) -> bool:
    return len(cell) <= _MAX_CELL and not any(c.isdecimal() for c in cell)
