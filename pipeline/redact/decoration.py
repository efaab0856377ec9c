"""Underlines, strike-throughs and highlights of what goes: their length tells the width that was taken out.

They are drawn as lines and rectangles of their own. Those that belong to text that goes or moves are left out,
path and all, so that their numbers are not in the file either.
"""

from __future__ import annotations

from math import floor

from pipeline.redact.glyphs import Drawn, Glyph, PageContent

# All in em of the text.
_THIN = 0.2  # a line is not thicker than this
_BELOW, _ABOVE = 0.4, 0.6  # how far from the baseline an underline or a strike-through lies
_LINE_HEIGHT = 2.2  # a highlight is not higher than this
_SLACK = 1.0  # how far a line may reach past the text of its line; table rules reach further
_TIGHT = 0.4  # the same for a highlight past what goes
_BUCKET = 8.0  # points


def drop_decorations(content: PageContent) -> None:
    """Mark the lines and highlights of text that goes or moves as dropped."""
    if not content.drawn:
        return
    lines: dict[int, list[Glyph]] = {}
    for glyph in content.glyphs:
        if abs(glyph.show.to_user[1]) < 1e-6 and glyph.em:
            lines.setdefault(floor(glyph.y / _BUCKET), []).append(glyph)
    for drawn in content.drawn:
        x0, y0, x1, y1 = drawn.rect
        rows = range(floor(y0 / _BUCKET) - 3, floor(y1 / _BUCKET) + 4)
        if len(rows) > 20:
            continue  # no line of text is that high
        near = [g for row in rows for g in lines.get(row, ()) if g.x < x1 and x0 < g.x + abs(g.advance)]
        if any(_belongs(drawn, glyph, lines) for glyph in near if glyph.mask is not None or glyph.dx):
            drawn.scope.dropped.update(drawn.indexes)


def _belongs(drawn: Drawn, glyph: Glyph, lines: dict[int, list[Glyph]]) -> bool:
    x0, y0, x1, y1 = drawn.rect
    em = glyph.em
    row = floor(glyph.y / _BUCKET)
    line = [
        g for near in (row - 1, row, row + 1) for g in lines.get(near, ()) if abs(g.y - glyph.y) < _BELOW * em
    ]
    if y1 - y0 <= _THIN * em:
        left, right = min(g.x for g in line), max(g.x + abs(g.advance) for g in line)
        inside = left - _SLACK * em <= x0 and x1 <= right + _SLACK * em
        return inside and glyph.y - _BELOW * em <= y0 and y1 <= glyph.y + _ABOVE * em
    gone = [g for g in line if g.mask is not None and g.mask == glyph.mask]
    if not gone or y1 - y0 > _LINE_HEIGHT * em or not y0 <= glyph.y + 0.3 * em <= y1:
        return False
    left, right = min(g.x for g in gone), max(g.x + abs(g.advance) for g in gone)
    return abs(x0 - left) <= _TIGHT * em and abs(x1 - right) <= _TIGHT * em
