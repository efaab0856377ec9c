"""The lines of a page: which glyphs stand beside each other and go together when something on the line goes.

A line is a run of text on one baseline, in reading order, up to where another column starts. Only lines on which
something goes are looked at glyph by glyph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.redact.geometry import Rect, corners
from pipeline.redact.glyphs import Drawn, Glyph, PageContent, Show

# All in em of the line.
_SAME_LINE = 0.4  # two baselines nearer than this are one line (superscripts move along) ...
_SAME_BASE = (
    0.15  # ... but not where letters of the one stand on letters of the other, unless as near as this
)
_ON_TOP = 0.2  # letters that share more than this stand on each other
_COLUMN = 2.5  # a wider gap within a string starts another column
_COLUMN_SHOWN = 1.5  # the same for text that is placed on its own: word spaces of justified text stay below
_COLUMN_RULED = 0.4  # the same where a vertical rule or the side of a cell stands in the gap
_BESIDE = 0.9  # text whose baseline is nearer than this may be run into
_CLEAR = 0.3  # room kept between moved text and what stands beside it
_CLEAR_RULE = 0.12  # the same for the side of a cell
_FITS = 0.45  # sides nearer than this on both sides are those of a highlight
_EDGE = 12.0  # points kept free at the edge of the page
_LEVEL = 0.5  # points; text whose baselines are nearer than this stands on one line
_TAB = 7.0  # points; a wider gap may be one between columns, or behind the sign of a list
_EVEN = (
    1.2  # gaps of a line that differ less than this factor are its word spaces, however wide: justified text
)


class Placed(NamedTuple):
    """A glyph with its stretch [start, end) along its line and the height of its baseline; a tuple, for there are
    thousands on a page. `end` is where its ink may end: character and word spacing come after it.
    """

    glyph: Glyph
    start: float
    end: float
    height: float


class Extent(NamedTuple):
    """A stretch of a line, up to a gap that may be one between columns: from where to where it reaches, the height of
    its baseline, and whether it is the first and the last of its line.
    """

    height: float
    start: float
    end: float
    first: bool = True
    last: bool = True


class _Side(NamedTuple):
    """A vertical side of something drawn: where, and from which to which height it runs."""

    x: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one baseline, in reading order, with the direction it runs in.

    `floor` and `limit` say how far it may reach to the left and to the right; `extents` are the lines of the page
    that run the same way, `page` is the page from left to right, along the line, and `cell` the sides of the cell it
    stands in.
    """

    items: tuple[Placed, ...]
    ux: float
    uy: float
    em: float
    floor: float
    limit: float
    extents: tuple[Extent, ...]
    page: tuple[float, float]
    cell: tuple[float, float] | None

    @property
    def end(self) -> float:
        """Where its last glyph ends that is no blank."""
        return max((p.end for p in self.items if not p.glyph.blank), default=self.items[-1].end)


def lines_to_set(content: PageContent, visible: Rect) -> Iterator[Line]:
    """The lines on which a glyph is masked."""
    for direction, shows in _by_direction(content.shows):
        ux, uy = direction
        heights = [_height(show) for show in shows]
        touched = _touched(shows, heights)
        near = [
            (show, height)
            for show, height in zip(shows, heights, strict=True)
            if _is_near(height, touched, (_BESIDE + _SAME_LINE) * show.em)
        ]
        placed = sorted((p for show, height in near for p in _placed(show, height)), key=itemgetter(3, 1))
        sides = _sides(content.drawn, direction)
        extents = _extents(shows, heights)
        reach = [x * ux + y * uy for x, y in corners(visible)]
        page = min(reach), max(reach)
        order = [p.height for p in placed]
        for band in _bands(placed):
            for run in (run for line in _lines(band) for run in _runs(line, sides)):
                masked = [p for p in run if p.glyph.mask is not None]
                if masked:
                    em = max(p.glyph.show.em for p in masked)
                    base = masked[0].height
                    beside = placed[
                        bisect_right(order, base - _BESIDE * em) : bisect_left(order, base + _BESIDE * em)
                    ]
                    cell = _cell(run, sides, em, page)
                    floor, limit = _room(run, beside, cell, em, page)
                    yield Line(tuple(run), ux, uy, em, floor, limit, extents, page, _whole(cell))


def _by_direction(shows: list[Show]) -> list[tuple[tuple[float, float], list[Show]]]:
    groups: dict[tuple[float, float], list[Show]] = {}
    for show in shows:
        if show.em and show.direction != (0.0, 0.0) and show.glyphs:
            groups.setdefault(show.direction, []).append(show)
    return [
        (direction, members)
        for direction, members in sorted(groups.items(), key=lambda item: item[0])
        if any(show.touched for show in members)
    ]


def _height(show: Show) -> float:
    ux, uy = show.direction
    x, y = show.glyphs[0].origin
    return y * ux - x * uy


def _touched(shows: list[Show], heights: list[float]) -> list[float]:
    return sorted({height for show, height in zip(shows, heights, strict=True) if show.touched})


def _is_near(height: float, touched: list[float], reach: float) -> bool:
    i = bisect_left(touched, height - reach)
    return i < len(touched) and touched[i] <= height + reach


def _placed(show: Show, height: float) -> Iterator[Placed]:
    ux, uy = show.direction
    first = show.glyphs[0]
    x, y = first.origin
    sign = -1.0 if show.unit < 0 else 1.0
    step = show.length * sign
    origin = x * ux + y * uy - first.at * step
    for glyph in show.glyphs:
        start = origin + glyph.at * step
        yield Placed(glyph, start, start + abs(glyph.bare * step), height)


def _extents(shows: list[Show], heights: list[float]) -> tuple[Extent, ...]:
    """The lines of a page as far as where they begin and end, blanks at their ends left out."""
    found: list[Extent] = []
    for show, height in zip(shows, heights, strict=True):
        inked = [p for p in _ends(show) if not p.blank]
        if inked:
            starts = sorted(_along(g) for g in inked)
            found.append(Extent(height, starts[0][0], starts[-1][1]))
    found.sort()
    lines: list[Extent] = []
    for extent in found:
        last = lines[-1] if lines else None
        if last is None or extent.height - last.height > _LEVEL:
            lines.append(extent)
        elif extent.start - last.end < _TAB:
            lines[-1] = last._replace(end=max(last.end, extent.end))
        else:
            lines[-1] = last._replace(last=False)
            lines.append(extent._replace(height=last.height, first=False))
    return tuple(lines)


def _ends(show: Show) -> list[Glyph]:
    """The first and the last glyph of a show that are no blank."""
    first = next((g for g in show.glyphs if not g.blank), None)
    last = next((g for g in reversed(show.glyphs) if not g.blank), None)
    return [g for g in (first, last) if g is not None]


def _along(glyph: Glyph) -> tuple[float, float]:
    ux, uy = glyph.show.direction
    x, y = glyph.origin
    start = x * ux + y * uy
    return start, start + abs(glyph.bare * glyph.show.length)


def _bands(placed: list[Placed]) -> Iterator[list[Placed]]:
    """The lines of a page: glyphs, sorted by height, whose baselines lie close together."""
    band: list[Placed] = []
    first = 0.0
    reach = 0.0
    for item in placed:
        if band and item.height - first > max(_SAME_LINE * item.glyph.show.em, reach):
            yield band
            band = []
        if not band:
            first, reach = item.height, _SAME_LINE * item.glyph.show.em
        band.append(item)
    if band:
        yield band


def _lines(band: list[Placed]) -> list[list[Placed]]:
    """The lines of a band: text that is printed over other text is a line of its own."""
    if all(p.glyph.mask is None for p in band):
        return []
    bases: list[list[Placed]] = []
    for item in band:  # sorted by height
        if bases and item.height - bases[-1][-1].height <= _SAME_BASE * item.glyph.show.em:
            bases[-1].append(item)
        else:
            bases.append([item])
    lines: list[list[Placed]] = []
    for base in sorted(bases, key=len, reverse=True):
        line = next((line for line in lines if not _on_top(base, line)), None)
        if line is None:
            lines.append(base)
        else:
            line.extend(base)
    return lines


def _on_top(base: list[Placed], line: list[Placed]) -> bool:
    stretches = sorted((p.start, p.end) for p in line if not p.glyph.blank)
    widest = max((end - start for start, end in stretches), default=0.0)
    for item in (p for p in base if not p.glyph.blank):
        room = _ON_TOP * item.glyph.show.em
        first = bisect_left(stretches, (item.start + room - widest,))
        last = bisect_left(stretches, (item.end - room,))
        if any(end > item.start + room for _, end in stretches[first:last]):
            return True
    return False


def _sides(drawn: list[Drawn], direction: tuple[float, float]) -> list[_Side]:
    """The sides of what is drawn that stand across the lines of a direction; sorted. For level and upright lines."""
    ux, uy = direction
    if abs(ux) + abs(uy) != 1.0:
        return []
    found: list[_Side] = []
    for one in drawn:
        points = corners(one.rect)
        along = [x * ux + y * uy for x, y in points]
        across = [y * ux - x * uy for x, y in points]
        found += [_Side(x, min(across), max(across)) for x in (min(along), max(along))]
    return sorted(found)


def _across(sides: list[_Side], left: float, right: float, height: float, em: float) -> Iterator[float]:
    """The sides between two places that stand as high as the letters of a line at least."""
    for side in sides[bisect_left(sides, (left,)) : bisect_right(sides, (right, 1e9, 1e9))]:
        if side.bottom <= height and height + 0.5 * em <= side.top:
            yield side.x


def _runs(line: list[Placed], sides: list[_Side]) -> Iterator[list[Placed]]:
    """A line split where another column starts."""
    items = sorted(line, key=itemgetter(1, 2))
    stretched = _is_stretched(items)
    run: list[Placed] = []
    reach = 0.0
    for item in items:
        if run:
            show = item.glyph.show
            wide = _COLUMN_SHOWN if item.glyph is show.glyphs[0] else _COLUMN
            em = max(show.em, run[-1].glyph.show.em)
            gap = item.start - reach
            if gap > _COLUMN_RULED * em and (
                (gap > wide * em and not stretched)
                or any(_across(sides, reach, item.start, item.height, show.em))
            ):
                yield run
                run = []
        reach = max(reach, item.end) if run else item.end
        run.append(item)
    if run:
        yield run


def _is_stretched(items: list[Placed]) -> bool:
    """Whether the wide gaps of a line are its word spaces: there are several, and all are about as wide."""
    inked = [p for p in items if not p.glyph.blank]
    gaps = [b.start - a.end for a, b in pairwise(inked) if b.start - a.end > _COLUMN_RULED * b.glyph.show.em]
    return len(gaps) > 2 and max(gaps) < _EVEN * min(gaps)


def _cell(
    run: list[Placed], sides: list[_Side], em: float, page: tuple[float, float]
) -> tuple[float | None, float | None]:
    """The nearest sides to the left and to the right of a run; those of a highlight, which fits it, are none."""
    start, end, height = min(p.start for p in run), max(p.end for p in run), run[0].height
    left = list(_across(sides, page[0], start + _CLEAR * em, height, em))
    right = next(_across(sides, end - _CLEAR * em, page[1], height, em), None)
    if left and right is not None and start - left[-1] < _FITS * em and right - end < _FITS * em:
        return None, None
    return left[-1] if left else None, right


def _whole(cell: tuple[float | None, float | None]) -> tuple[float, float] | None:
    left, right = cell
    return None if left is None or right is None else (left, right)


def _room(
    run: list[Placed],
    beside: list[Placed],
    cell: tuple[float | None, float | None],
    em: float,
    page: tuple[float, float],
) -> tuple[float, float]:
    """How far to the left and to the right a run may reach: the page, its clipping path, the sides of its cell and
    other text at the same height.
    """
    start, end = min(p.start for p in run), max(p.end for p in run)
    inside = {id(p.glyph) for p in run}
    others = [p for p in beside if not p.glyph.blank and id(p.glyph) not in inside]
    ux, uy = run[0].glyph.show.direction
    clips = [[x * ux + y * uy for x, y in corners(clip)] for clip in {p.glyph.show.clip for p in run}]
    limit = min(
        page[1] - _EDGE if cell[1] is None else cell[1] - _CLEAR_RULE * em,
        *(max(clip) for clip in clips),
        *(p.start - _CLEAR * em for p in others if p.start >= end - 0.5 * em),
    )
    floor = max(
        page[0] + _EDGE if cell[0] is None else cell[0] + _CLEAR_RULE * em,
        *(min(clip) for clip in clips),
        *(p.end + _CLEAR * em for p in others if p.end <= start + 0.5 * em),
    )
    return floor, limit
