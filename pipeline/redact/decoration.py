"""Underlines, strike-throughs and highlights of what goes: their length tells the width that was taken out.

They are drawn as lines and rectangles of their own. Those that belong to text that goes or moves are left out,
path and all, so that their numbers are not in the file either.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from pipeline.redact.glyphs import Drawn, Glyph, PageContent

# All in em of the text.
_THIN = 0.2  # a line is not thicker than this
_BELOW, _ABOVE = 0.4, 0.6  # how far from the baseline an underline or a strike-through lies
_LINE_HEIGHT = 2.2  # a highlight is not higher than this
_SLACK = 1.0  # how far a line may reach past the text of its line; table rules reach further
_TIGHT = 0.4  # the same for a highlight
_BUCKET = 8.0  # points


class _On(NamedTuple):
    """A glyph on a level line: where it starts and ends, its baseline and its em."""

    glyph: Glyph
    x: float
    y: float
    end: float
    em: float


def drop_decorations(content: PageContent) -> None:
    """Mark the lines and highlights of text that goes or moves as dropped."""
    if not content.drawn:
        return
    lines: dict[int, list[_On]] = {}
    for show in content.shows:
        if abs(show.to_user[1]) < 1e-6 and show.em:
            for glyph in show.glyphs:
                x, y = glyph.origin
                on = _On(glyph, x, y, x + abs(glyph.width * show.length), show.em)
                lines.setdefault(floor(y / _BUCKET), []).append(on)
    for drawn in content.drawn:
        x0, y0, x1, y1 = drawn.rect
        rows = range(floor(y0 / _BUCKET) - 3, floor(y1 / _BUCKET) + 4)
        if len(rows) > 20:
            continue  # no line of text is that high
        near = [o for row in rows for o in lines.get(row, ()) if o.x < x1 and x0 < o.end]
        if any(_belongs(drawn, on, lines) for on in near if on.glyph.mask is not None or on.glyph.dx):
            drawn.scope.dropped.update(drawn.indexes)


def _belongs(drawn: Drawn, glyph: _On, lines: dict[int, list[_On]]) -> bool:
    x0, y0, x1, y1 = drawn.rect
    em = glyph.em
    row = floor(glyph.y / _BUCKET)
    line = [
        o for near in (row - 1, row, row + 1) for o in lines.get(near, ()) if abs(o.y - glyph.y) < _BELOW * em
    ]
    if y1 - y0 <= _THIN * em:
        left, right = min(o.x for o in line), max(o.end for o in line)
        inside = left - _SLACK * em <= x0 and x1 <= right + _SLACK * em
        return inside and glyph.y - _BELOW * em <= y0 and y1 <= glyph.y + _ABOVE * em
    if y1 - y0 > _LINE_HEIGHT * em or not y0 <= glyph.y + 0.3 * em <= y1:
        return False
    # As wide as what goes. Where other text stands on it too, it stays: that text may be white.
    gone = [o for o in line if o.glyph.mask is not None and o.x < x1 and x0 < o.end]
    if not gone:
        return False
    left, right = min(o.x for o in gone), max(o.end for o in gone)
    return abs(x0 - left) <= _TIGHT * em and abs(x1 - right) <= _TIGHT * em
