"""Tables without upright lines, told by their column heads.

A line of at least three phrases, most of them column heads, opens one. Each phrase below it must stand below one
head and under no other; the table ends where one does not, or where much white follows. Its rows are told apart by
level lines, by the numbers in its first column, or by the white between them; where none of these is certain, there
is no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ingest.columnheads import Line, Phrase, is_head
from pipeline.ingest.grids import Bare, Grid, Rect

MIN_COLUMNS = 3
_GUTTER = 3.0  # points of white between two columns, at least
_ALIKE = 1.0  # points that distances between the lines of one row may differ
_APART = 2.5  # points that the distance between two rows is more than that between the lines of one
_FAR = 30.0  # points of white that end a table
_ACROSS = 0.8  # share of a table's width that a level border between two rows takes, at least
_ABOVE = 8  # lines of a page, of its header for one, above the rest of a table
_NUMBER = re.compile(r"\D{0,6}\d[\w./-]{0,10}[.)]?")
_NUMBER_HEAD = re.compile(r"(?:(?:volg|actie|besluit)?(?:nr|nummer)|no|#|punt)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What a page shows beside its lines of text.

    `levels` are its level borders, `taken` is what tables with uprights take. `runs_on`: a table runs to the end of
    the page before, so that this one may begin with the rest of a row.
    """

    levels: Sequence[tuple[float, float, float]]  # height, left and right
    taken: Sequence[Rect]
    runs_on: bool


@dataclass(slots=True)
class _Columns:
    """Where the columns stand, from left to right: the stretch that the phrases of each take."""

    stretches: list[tuple[float, float]]

    def place(self, phrases: Iterable[Phrase]) -> list[int] | None:
        """The column of each phrase of a line; None when one stands in two columns or between them."""
        places = []
        grown = list(self.stretches)
        for phrase in phrases:
            column = _nearest(grown, phrase)
            if column is None:
                return None
            first, last = grown[column]
            grown[column] = min(first, phrase.x0), max(last, phrase.x1)
            places.append(column)
        if any(after - before < _GUTTER for (_, before), (after, _) in pairwise(grown)):
            return None
        self.stretches = grown
        return places


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: where it stands, and its phrases by column."""

    top: float
    bottom: float
    cells: dict[int, Phrase]


def find_unruled(text: str, lines: Sequence[Line], around: Around) -> list[Grid]:
    """The tables that only their heads tell, on a page with these lines from top to bottom."""
    found: list[Grid] = []
    low = 0.0
    for i, line in enumerate(lines):
        if line.top < low or not _opens(text, line) or _is_taken(line, around.taken):
            continue
        columns = _Columns([(p.x0, p.x1) for p in line.phrases])
        numbered = _NUMBER_HEAD.fullmatch(line.phrases[0].of(text)) is not None
        body = _body(text, lines[i + 1 :], columns, numbered=numbered)
        starts = _row_starts(text, body, columns, around, numbered=numbered)
        filled = _filled(body, starts)
        if numbered and len(filled) > 1 and filled[-1] < MIN_COLUMNS <= min(filled[:-1]):
            body, starts = body[: starts[-1]], starts[:-1]  # a numbered heading below the table
        if starts:
            bare = Bare(tuple(p.x0 for p in line.phrases), tuple(columns.stretches), numbered)
            found.append(_grid(bare, line, body, starts))
            low = body[-1].bottom
    return found


def go_on(text: str, lines: Sequence[Line], around: Around, before: Bare) -> Grid | None:
    """The rest of a table with numbered rows that began on the page before, where its heads are not repeated.

    Its rows must fill at least three columns: a heading with a number fills two.
    """
    if not before.numbered:
        return None
    for i in range(min(_ABOVE, len(lines))):
        if _is_taken(lines[i], around.taken):
            return None
        columns = _Columns([(x0, x1) for x0, x1 in before.stretches])
        body = _body(text, lines[i:], columns, numbered=True)
        starts = _row_starts(text, body, columns, around, numbered=True)
        rows = enumerate(_filled(body, starts))
        short = next(
            (row for row, filled in rows if filled < MIN_COLUMNS and 0 in body[starts[row]].cells), None
        )
        if short is not None:
            body, starts = body[: starts[short]], starts[:short]
        if any(0 in row.cells for row in body):
            return _grid(replace(before, stretches=tuple(columns.stretches)), None, body, starts)
    return None


def _opens(text: str, line: Line) -> bool:
    heads = sum(is_head(p.of(text)) and len(p.words) <= 3 for p in line.phrases)
    return len(line.phrases) >= MIN_COLUMNS and heads >= 2 and 2 * heads > len(line.phrases)


def _is_taken(line: Line, taken: Sequence[Rect]) -> bool:
    y = (line.top + line.bottom) / 2
    return any(
        x0 <= phrase.x0 <= x1 and top <= y <= bottom
        for x0, top, x1, bottom in taken
        for phrase in line.phrases
    )


def _nearest(stretches: Sequence[tuple[float, float]], phrase: Phrase) -> int | None:
    """The column that a phrase stands in, or is clearly nearest to."""
    apart = [max(phrase.x0 - last, first - phrase.x1) for first, last in stretches]
    order = sorted(range(len(apart)), key=lambda c: (apart[c], c))
    near, next_one = apart[order[0]], apart[order[1]]
    return order[0] if next_one > 0 and (near <= 0 or next_one > 2 * near) else None


def _body(text: str, lines: Sequence[Line], columns: _Columns, *, numbered: bool) -> list[_Row]:
    """The lines of a table, as far as they stand in its columns."""
    body: list[_Row] = []
    for line in lines:
        if (body and line.top - body[-1].bottom > _FAR) or _opens(text, line):
            break
        kept = columns.stretches
        places = columns.place(line.phrases)
        cells = dict(zip(places or (), line.phrases, strict=False))
        counts = not numbered or 0 not in cells or _NUMBER.fullmatch(cells[0].of(text)) is not None
        if places is None or len(cells) < len(line.phrases) or not counts:
            columns.stretches = kept
            break
        body.append(_Row(line.top, line.bottom, cells))
    return body


def _filled(body: Sequence[_Row], starts: Sequence[int]) -> list[int]:
    """How many columns each row has words in."""
    rows = pairwise([*starts, len(body)])
    return [len({column for line in body[first:after] for column in line.cells}) for first, after in rows]


def _row_starts(
    text: str, body: Sequence[_Row], columns: _Columns, around: Around, *, numbered: bool
) -> list[int]:
    """The lines with which rows begin; none where that is not certain."""
    if not body:
        return []
    ruled = _by_levels(body, columns, around)
    if ruled and not (numbered and any(n > 1 for n in _numbers(body, ruled))):
        return ruled
    gaps = [(after.top + after.bottom - before.top - before.bottom) / 2 for before, after in pairwise(body)]
    if numbered:
        return _by_number(text, body, gaps, runs_on=around.runs_on)
    if all(0 in row.cells and len(row.cells) > 1 for row in body):
        return list(range(len(body)))
    return _by_gap(body, gaps)


def _by_levels(body: Sequence[_Row], columns: _Columns, around: Around) -> list[int]:
    """Rows between level borders: when there is at least one between rows."""
    left, right = columns.stretches[0][0], columns.stretches[-1][1]
    starts = [0]
    for i, (before, after) in enumerate(pairwise(body)):
        high, low = (before.top + before.bottom) / 2, (after.top + after.bottom) / 2
        between = sorted((x0, x1) for y, x0, x1 in around.levels if high < y < low)
        if _length(between, left, right) >= _ACROSS * (right - left):
            starts.append(i + 1)
    return starts if len(starts) > 1 else []


def _length(pieces: Iterable[tuple[float, float]], left: float, right: float) -> float:
    """How much of a width sorted pieces of a line take together."""
    total, at = 0.0, left
    for x0, x1 in pieces:
        total += max(0.0, min(x1, right) - max(x0, at))
        at = max(at, x1)
    return total


def _numbers(body: Sequence[_Row], starts: Sequence[int]) -> list[int]:
    """How many lines of each row have something in the first column."""
    rows = pairwise([*starts, len(body)])
    return [sum(0 in line.cells for line in body[first:after]) for first, after in rows]


def _by_number(text: str, body: Sequence[_Row], gaps: Sequence[float], *, runs_on: bool) -> list[int]:
    """Rows that begin with a number.

    A number may also stand halfway down its row. So there must be more white before each number than between other
    lines, or where there is not, what stands beside it must begin as a sentence does.
    """
    starts = [i for i, row in enumerate(body) if 0 in row.cells]
    if not starts or any(1 not in body[i].cells for i in starts):
        return []
    inside = [gap for i, gap in enumerate(gaps) if i + 1 not in starts]
    between = [gaps[i - 1] for i in starts if i]
    told = not inside or (between and min(between) > max(inside) + _ALIKE)
    if not told and not all(
        body[i].cells[1].of(text)[0].isupper() and len(body[i].cells) > 2 for i in starts
    ):
        return []
    return starts if not starts[0] else [0, *starts] if runs_on else []


def _by_gap(body: Sequence[_Row], gaps: Sequence[float]) -> list[int]:
    """Rows with more white between them than between their lines, and nothing of a size between these two."""
    if not gaps:
        return []
    close = min(gaps) + _ALIKE
    if any(close < gap < min(gaps) + _APART for gap in gaps):
        return []
    starts = [0, *(i + 1 for i, gap in enumerate(gaps) if gap > close)]
    return starts if len(starts) > 1 and all(len(body[i].cells) > 1 for i in starts) else []


def _grid(bare: Bare, head: Line | None, body: Sequence[_Row], starts: Sequence[int]) -> Grid:
    stretches = bare.stretches
    middles = ((before + after) / 2 for (_, before), (after, _) in pairwise(stretches))
    xs = (stretches[0][0] - 1, *middles, stretches[-1][1] + 1)
    ys = [(body[i - 1].bottom + body[i].top) / 2 for i in starts if i]
    ys = [head.top - 1, (head.bottom + body[0].top) / 2, *ys] if head else [body[0].top - 1, *ys]
    ys.append(body[-1].bottom + 1)
    owner = tuple(tuple((r, c) for c in range(len(xs) - 1)) for r in range(len(ys) - 1))
    return Grid(xs, tuple(ys), owner, bare=bare)
