"""The grids that the borders on a page make, found as pdfplumber finds tables.

pdfplumber gets the edges that PDFium reads (`ruling.py`) and not the page: it would read the whole page again,
at a hundred times the price.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.ingest.ruling import Edge, Fill, Ruling
from pipeline.types import Word

NEAR = 3.0
"""Points that edges may lie apart and be one, as pdfplumber has it by default."""
SLIM, FLAT = 8.0, 5.0
"""Points that a column is wide and a row is high at least: less comes of borders that do not meet."""
MAX_CROSSED, MAX_POINTS = 40_000, 1_500
"""Level times upright edges, and crossings of them, above which a page is no page with tables."""

Rect = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Bare:
    """A table without uprights: where its column heads begin, from where to where the words of each column stand,
    and whether its rows are numbered.
    """

    heads: tuple[float, ...]
    stretches: tuple[tuple[float, float], ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows by their borders, one border more than there are of them, and who fills each field.

    `owner[row][column]` is the row and column of the first field of the cell that lies there. `open_top` and
    `open_bottom`: no line is drawn there, only the uprights end. `bare`: there are no uprights.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]
    open_top: bool = False
    open_bottom: bool = False
    bare: Bare | None = None

    @property
    def rect(self) -> Rect:
        """What the grid takes of the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def field(self, word: Word) -> tuple[int, int] | None:
        """The first field of the cell in which the middle of a word lies."""
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return self.owner[row][column] if inside else None


def find_grids(ruling: Ruling) -> list[Grid]:
    """The grids of at least two columns on a page, from top to bottom.

    Filled areas are looked at where lines make no grid: a marked word is a filled area too. One row of them alone is
    a stripe of a table with stripes.
    """
    found = _grids(ruling.lines)
    if ruling.fills:
        filled = _grids([*ruling.lines, *_sides(ruling.fills)])
        found.extend(
            grid
            for grid in filled
            if len(grid.ys) > 2 and not any(_overlap(grid.rect, other.rect) for other in found)
        )
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def level_borders(ruling: Ruling) -> list[tuple[float, float, float]]:
    """The level lines and the upper and lower sides of filled areas: height, left and right."""
    lines = [(e.top, e.x0, e.x1) for e in ruling.lines if e.level]
    return lines + [(y, f.x0, f.x1) for f in ruling.fills for y in (f.top, f.bottom)]


def _sides(fills: Sequence[Fill]) -> list[Edge]:
    """The sides of filled areas, without those within another of the same colour: nobody sees them."""
    kept: list[Fill] = []
    for fill in sorted(fills, key=lambda f: ((f.x0 - f.x1) * (f.bottom - f.top), f)):
        if not any(_within(fill, other) for other in kept):
            kept.append(fill)
    return [
        edge
        for _, x0, top, x1, bottom in kept
        for edge in (
            Edge(x0, top, x1, top, level=True),
            Edge(x0, bottom, x1, bottom, level=True),
            Edge(x0, top, x0, bottom, level=False),
            Edge(x1, top, x1, bottom, level=False),
        )
    ]


def _within(one: Fill, other: Fill) -> bool:
    return (
        one.colour == other.colour
        and one.x0 >= other.x0 - 1
        and one.x1 <= other.x1 + 1
        and one.top >= other.top - 1
        and one.bottom <= other.bottom + 1
    )


def _overlap(one: Rect, other: Rect) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > NEAR and down > NEAR


def _grids(drawn: Sequence[Edge]) -> list[Grid]:
    merged = merge_edges([_as_pdfplumber(e) for e in drawn], NEAR, NEAR, NEAR, NEAR)
    edges = [Edge(e["x0"], e["top"], e["x1"], e["bottom"], e["orientation"] == "h") for e in merged]
    levels = [e for e in edges if e.level and e.x1 - e.x0 > NEAR]
    uprights = [e for e in edges if not e.level and e.bottom - e.top > NEAR]
    if len(levels) * len(uprights) > MAX_CROSSED:
        return []
    closing = [edge for group in _connected(levels, uprights) for edge in _open_ends(group)]
    crossings = edges_to_intersections(
        [_as_pdfplumber(e) for e in (*levels, *uprights, *closing)], NEAR, NEAR
    )
    if len(crossings) > MAX_POINTS:
        return []
    ends = {e.top for e in closing if e.level}
    parts = (p for cells in cells_to_tables(intersections_to_cells(crossings)) for p in _parts(cells))
    made = (_grid(part, ends) for part in parts)
    return [grid for grid in made if len(grid.xs) > 2]


def _as_pdfplumber(edge: Edge) -> dict[str, float | str]:
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.level else "v",
    }


def _connected(levels: Sequence[Edge], uprights: Sequence[Edge]) -> list[list[Edge]]:
    """The edges that cross, each with those it hangs together with; what crosses nothing is left out."""
    group_of: dict[Edge, list[Edge]] = {}
    for upright in uprights:
        for level in levels:
            if not _cross(level, upright):
                continue
            one = group_of.setdefault(upright, [upright])
            other = group_of.setdefault(level, [level])
            if one is not other:
                small, large = sorted((one, other), key=len)
                large.extend(small)
                group_of.update(dict.fromkeys(small, large))
    return list({id(group): group for group in group_of.values()}.values())


def _cross(level: Edge, upright: Edge) -> bool:
    across = level.x0 - NEAR <= upright.x0 <= level.x1 + NEAR
    return across and upright.top - NEAR <= level.top <= upright.bottom + NEAR


def _open_ends(group: Sequence[Edge]) -> Iterator[Edge]:
    """Edges where a table ends in the open: where a page tears a row, or at a side without a line."""
    levels, uprights = [e for e in group if e.level], [e for e in group if not e.level]
    there = [(e.top, e.x0, e.x1) for e in levels]
    for ends in ([(u.top, u.x0) for u in uprights], [(u.bottom, u.x0) for u in uprights]):
        for at, first, last in _closing(ends, there):
            yield Edge(first, at, last, at, level=True)
    there = [(e.x0, e.top, e.bottom) for e in uprights]
    for ends in ([(e.x0, e.top) for e in levels], [(e.x1, e.top) for e in levels]):
        for at, first, last in _closing(ends, there):
            yield Edge(at, first, at, last, level=False)


def _closing(
    ends: Sequence[tuple[float, float]], there: Sequence[tuple[float, float, float]]
) -> Iterator[tuple[float, float, float]]:
    """Where several edges end side by side and no other edge runs along: the place, and from where to where.

    `ends` are place and position of the ends of edges, `there` those of the edges across, from where to where.
    """
    for at, positions in _clusters(ends):
        first, last = min(positions), max(positions)
        along = any(
            abs(place - at) <= NEAR and min(last, end) - max(first, start) > NEAR
            for place, start, end in there
        )
        if last - first > NEAR and not along:
            yield at, first, last


def _clusters(ends: Sequence[tuple[float, float]]) -> Iterator[tuple[float, list[float]]]:
    """Ends at about the same place: their mean place, and their positions."""
    run: list[tuple[float, float]] = []
    for end in (*sorted(ends), None):
        if run and (end is None or end[0] - run[-1][0] > NEAR):
            yield sum(place for place, _ in run) / len(run), [position for _, position in run]
            run = []
        if end is not None:
            run.append(end)


def _parts(cells: Sequence[Rect]) -> Iterator[list[Rect]]:
    """The tables in a block of cells: two that touch have borders of columns of their own.

    A row goes with what is above it when the borders of one are among those of the other, so that a row of one
    cell (a title, a subhead) parts nothing.
    """
    part: list[Rect] = []
    titles: list[Rect] = []  # rows of one cell, which go with the row below them
    known: set[float] = set()
    for at in sorted({top for _, top, _, _ in cells}):
        row = {x for x0, top, x1, bottom in cells if top <= at < bottom for x in (x0, x1)}
        starting = [c for c in cells if c[1] == at]
        if len(row) == 2:
            titles.extend(starting)
            continue
        if known and not (row <= known or known <= row):
            yield part
            part, known = [], set()
        part.extend([*titles, *starting])
        known, titles = known | row, []
    yield [*part, *titles]


def _grid(cells: Sequence[Rect], ends: set[float]) -> Grid:
    """The fields of some cells; what no cell takes of the block between them is a cell of its own."""
    xs = _borders({x for x0, _, x1, _ in cells for x in (x0, x1)}, SLIM)
    ys = _borders({y for _, top, _, bottom in cells for y in (top, bottom)}, FLAT)
    owner = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    for x0, top, x1, bottom in sorted(cells, reverse=True):
        first, after = bisect_right(xs, x0) - 1, bisect_right(xs, x1) - 1
        above, below = bisect_right(ys, top) - 1, bisect_right(ys, bottom) - 1
        for row in range(above, below):
            owner[row][first:after] = [(above, first)] * (after - first)
    lowest = max(bottom for _, _, _, bottom in cells)
    return Grid(tuple(xs), tuple(ys), tuple(map(tuple, owner)), ys[0] in ends, lowest in ends)


def _borders(places: set[float], least: float) -> list[float]:
    """Places in order, without those that are too near to the one before to hold a word between them."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] >= least:
            borders.append(place)
    return borders
