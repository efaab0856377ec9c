"""Where the marks stand, and how far the rest of each line moves to give them their fixed width.

The exact width of a gap tells who stood there, so the gap gets the width of the mark and what follows on the
line moves. Text in another column stays where it is. Where a line can't give way (it would run over other text,
out of its clipping path or off the page) nothing on it moves, and the mark takes one of a few widths that fit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.pdftext import View
from pipeline.redact.geometry import Rect, corners
from pipeline.redact.glyphs import Glyph, PageContent
from pipeline.redact.marks import Piece, mark_width

# All in em of the line.
_SAME_LINE = 0.4  # two baselines nearer than this are one line (superscripts move along) ...
_SAME_BASE = (
    0.15  # ... but not where letters of the one stand on letters of the other, unless as near as this
)
_ON_TOP = 0.2  # letters that share more than this stand on each other
_COLUMN = 2.5  # a wider gap within a string starts another column
_COLUMN_SHOWN = 1.5  # the same for text that is placed on its own: word spaces of justified text stay below
_COLUMN_RULED = 0.4  # the same where a vertical rule or the side of a cell stands in the gap
_SPACE = 0.12  # a wider gap without a space glyph is a space ...
_SPACE_WIDTH = 0.25  # ... and becomes this wide, whatever it was
_CLEAR = 0.3  # room kept between moved text and what stands to the right of it
_EDGE = 12.0  # points kept free at the edge of the page
_WIDTHS = (1.0, 0.75, 0.55)  # of the full width of a mark

_Side = tuple[float, float, float]  # x, and from where to where it runs along y


class _Placed(NamedTuple):
    """A glyph with its stretch [start, end) along its line and the height of its baseline; a tuple, for there are
    thousands on a page.
    """

    glyph: Glyph
    start: float
    end: float
    height: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbours on a line that go together: `items[first:last]` of the run, all of one mask."""

    first: int
    last: int
    mask: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of text on one baseline, in reading order, with the direction it runs in."""

    items: tuple[_Placed, ...]
    ux: float
    uy: float
    em: float
    limit: float  # how far it may reach to the right


def lay_out(
    content: PageContent, grounds: tuple[tuple[str, ...], ...], view: View, visible: Rect
) -> list[Piece]:
    """Place the marks of a page and set `dx` of the glyphs that move.

    `grounds` belong to the masks by index. Only lines that run from left to right as displayed move.
    """
    pieces: list[Piece] = []
    for direction, members in _by_direction(content.glyphs):
        sides = _sides(content, direction)
        placed = sorted((_place(g, direction) for g in members), key=lambda p: (p.height, p.start))
        heights = [p.height for p in placed]
        for band in _bands(placed):
            for run in (run for line in _lines(band) for run in _runs(line, sides)):
                if any(p.glyph.mask is not None for p in run):
                    base = next(p.height for p in run if p.glyph.mask is not None)
                    em = max(p.glyph.em for p in run if p.glyph.mask is not None)
                    reach = 0.9 * em
                    beside = placed[bisect_right(heights, base - reach) : bisect_left(heights, base + reach)]
                    line = _Line(tuple(run), *direction, em, _limit(run, beside, em, visible))
                    pieces += _set(line, grounds, may_move=_may_move(line, view))
    return pieces


def _by_direction(glyphs: list[Glyph]) -> list[tuple[tuple[float, float], list[Glyph]]]:
    groups: dict[tuple[float, float], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.em and glyph.show.direction != (0.0, 0.0):
            groups.setdefault(glyph.show.direction, []).append(glyph)
    return [
        (key, members) for key, members in sorted(groups.items()) if any(g.mask is not None for g in members)
    ]


def _place(glyph: Glyph, direction: tuple[float, float]) -> _Placed:
    ux, uy = direction
    start = glyph.x * ux + glyph.y * uy
    return _Placed(glyph, start, start + abs(glyph.advance), glyph.y * ux - glyph.x * uy)


def _bands(placed: list[_Placed]) -> Iterator[list[_Placed]]:
    """The lines of a page: glyphs, sorted by height, whose baselines lie close together."""
    band: list[_Placed] = []
    for item in placed:
        if band and item.height - band[0].height > _SAME_LINE * max(item.glyph.em, band[0].glyph.em):
            yield band
            band = []
        band.append(item)
    if band:
        yield band


def _lines(band: list[_Placed]) -> list[list[_Placed]]:
    """The lines of a band: text that is printed over other text is a line of its own."""
    bases: list[list[_Placed]] = []
    for item in band:  # sorted by height
        if bases and item.height - bases[-1][-1].height <= _SAME_BASE * item.glyph.em:
            bases[-1].append(item)
        else:
            bases.append([item])
    lines: list[list[_Placed]] = []
    for base in sorted(bases, key=len, reverse=True):
        line = next((line for line in lines if not _on_top(base, line)), None)
        if line is None:
            lines.append(base)
        else:
            line.extend(base)
    return lines


def _on_top(base: list[_Placed], line: list[_Placed]) -> bool:
    stretches = sorted((p.start, p.end) for p in line if not p.glyph.blank)
    widest = max((end - start for start, end in stretches), default=0.0)
    for item in (p for p in base if not p.glyph.blank):
        room = _ON_TOP * item.glyph.em
        first = bisect_left(stretches, (item.start + room - widest,))
        last = bisect_left(stretches, (item.end - room,))
        if any(end > item.start + room for _, end in stretches[first:last]):
            return True
    return False


def _sides(content: PageContent, direction: tuple[float, float]) -> list[_Side]:
    """The vertical sides of what is drawn, for the most frequent direction; sorted."""
    if direction != (1.0, 0.0):
        return []
    return sorted((x, d.rect[1], d.rect[3]) for d in content.drawn for x in (d.rect[0], d.rect[2]))


def _ruled(sides: list[_Side], left: float, item: _Placed) -> bool:
    """Whether a side stands in the gap before a glyph, as high as the glyph at least."""
    low, high = item.height, item.height + 0.5 * item.glyph.em
    among = sides[bisect_left(sides, (left,)) : bisect_right(sides, (item.start, 1e9))]
    return any(bottom <= low and high <= top for _, bottom, top in among)


def _runs(band: list[_Placed], sides: list[_Side]) -> Iterator[list[_Placed]]:
    """A line split where another column starts."""
    run: list[_Placed] = []
    reach = 0.0
    for item in sorted(band, key=lambda p: (p.start, p.end)):
        if run:
            wide = _COLUMN_SHOWN if item.glyph is item.glyph.show.glyphs[0] else _COLUMN
            em = max(item.glyph.em, run[-1].glyph.em)
            gap = item.start - reach
            if gap > wide * em or (gap > _COLUMN_RULED * em and _ruled(sides, reach, item)):
                yield run
                run = []
        reach = max(reach, item.end) if run else item.end
        run.append(item)
    if run:
        yield run


def _limit(run: list[_Placed], beside: list[_Placed], em: float, visible: Rect) -> float:
    """How far to the right a run may reach: the page, its clipping path, other text at the same height."""
    end = max(p.end for p in run)
    inside = {id(p.glyph) for p in run}
    others = [
        p.start - _CLEAR * em
        for p in beside
        if not p.glyph.blank and p.start >= end - 0.5 * em and id(p.glyph) not in inside
    ]
    ux, uy = run[0].glyph.show.direction
    clips = {p.glyph.show.clip for p in run}
    sides = [max(x * ux + y * uy for x, y in corners(clip)) for clip in clips]
    page = max(x * ux + y * uy for x, y in corners(visible)) - _EDGE
    return min([page, *sides, *others])


def _may_move(line: _Line, view: View) -> bool:
    (x0, y0), (x1, y1) = view.point(0.0, 0.0), view.point(line.ux, line.uy)
    upright = x1 - x0 > 0.999 and abs(y1 - y0) < 0.02
    return upright and all(p.glyph.show.scope.depth == 0 for p in line.items)


def _stretches(line: _Line) -> list[_Stretch]:
    found: list[_Stretch] = []
    for i, item in enumerate(line.items):
        mask = item.glyph.mask
        if mask is None:
            continue
        if found and found[-1].last == i and found[-1].mask == mask:
            found[-1] = _Stretch(found[-1].first, i + 1, mask)
        else:
            found.append(_Stretch(i, i + 1, mask))
    return found


def _set(line: _Line, grounds: tuple[tuple[str, ...], ...], *, may_move: bool) -> list[Piece]:
    stretches = _stretches(line)
    if may_move:
        end = max(p.end for p in line.items)
        for factor in _WIDTHS:
            widths = [mark_width(grounds[s.mask], line.em) * factor for s in stretches]
            starts, moves, reach = _moved(line, stretches, widths)
            if reach <= max(line.limit, end):
                for item, dx in zip(line.items, moves, strict=True):
                    item.glyph.dx = round(dx, 4)
                return [_piece(line, s, x, w) for s, x, w in zip(stretches, starts, widths, strict=True)]
    return [_fitted(line, s, mark_width(grounds[s.mask], line.em)) for s in stretches]


def _moved(
    line: _Line, stretches: list[_Stretch], widths: list[float]
) -> tuple[list[float], list[float], float]:
    """Where each mark starts, how far each glyph moves, and how far the line then reaches."""
    starts: list[float] = []
    moves = [0.0] * len(line.items)
    reach: float | None = None  # of the original glyphs so far
    shift, far, at = 0.0, -1e9, 0
    for stretch, width in zip(stretches, widths, strict=True):
        for i in range(at, stretch.first):
            moves[i] = shift
            reach = line.items[i].end if reach is None else max(reach, line.items[i].end)
            far = max(far, line.items[i].end + shift)
        first = line.items[stretch.first]
        left = first.start if reach is None else reach + _room(first.start - reach, line.em)
        start = left + shift
        starts.append(start)
        reach = max(p.end for p in line.items[stretch.first : stretch.last])
        far = max(far, start + width)
        if stretch.last < len(line.items):
            following = line.items[stretch.last]
            shift = start + width + _room(following.start - reach, line.em) - following.start
            # What follows is reckoned from the end of the mark, not from the end of what was there.
            reach = following.start - _room(following.start - reach, line.em)
        at = stretch.last
    for i in range(at, len(line.items)):
        moves[i] = shift
        far = max(far, line.items[i].end + shift)
    return starts, moves, far


def _room(gap: float, em: float) -> float:
    return _SPACE_WIDTH * em if gap > _SPACE * em else 0.0


def _fitted(line: _Line, stretch: _Stretch, full: float) -> Piece:
    """A mark in the gap as it is, of the largest width that fits."""
    before = [p.end for p in line.items[: stretch.first] if p.glyph.mask is None]
    first = line.items[stretch.first].start
    # Text before it that reaches far into the gap belongs to something drawn over it.
    start = max([first, *(end for end in before if end <= first + 0.5 * line.em)])
    after = [p.start for p in line.items[stretch.last :] if p.start > start]
    room = min(after, default=max(line.limit, *(p.end for p in line.items))) - start
    widths = [full * factor for factor in _WIDTHS if full * factor <= room]
    return _piece(line, stretch, start, widths[0] if widths else max(room, 0.3 * line.em))


def _piece(line: _Line, stretch: _Stretch, start: float, width: float) -> Piece:
    height = line.items[stretch.first].height
    x = start * line.ux - height * line.uy
    y = start * line.uy + height * line.ux
    return Piece(stretch.mask, x, y, line.ux, line.uy, width, line.em)
