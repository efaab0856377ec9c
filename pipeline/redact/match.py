"""Which glyph of the content shows which character that pdfium read: the two have the same origin."""

from __future__ import annotations

from bisect import bisect_right
from itertools import product
from math import ceil, floor, hypot

from pipeline.pdf.text import Char, PageText
from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.glyphs import Glyph, PageContent, Show
from pipeline.types import Mask, Span

_CELL = 0.5  # points; pdfium reckons in single precision, so an origin is right to a few thousandths
_WIDE_CELL = 5.0
_MOST_CELLS = 40  # bounds the search for very large letters
_FAR = 0.15  # em; no glyph stands further from its character than this
_FAR_MADE_UP = 0.4  # em; a made-up space stands somewhere in its gap
_OTHER = 0.05  # em
_NEAR = 0.05  # points; most stand where they should to a few thousandths; only the others need a search
_SAME = 0.01  # points; letters of one ligature have one origin
_COPY = (
    1.0  # em; pdfium leaves out a second copy of a text that stands less than about this far from the first
)


def char_indexes(page: PageText, masks: tuple[Mask, ...]) -> dict[int, list[int]]:
    """The characters of a page that masks take out, by the index of the mask."""
    found: dict[int, list[int]] = {}
    ends = [char.end for char in page.chars]
    first = bisect_right([mask.span.end for mask in masks], page.page.span.start)
    for at in range(first, len(masks)):
        span = masks[at].span
        if span.start >= page.page.span.end:
            break
        for index in range(bisect_right(ends, span.start), len(ends)):
            if page.chars[index].start >= span.end:
                break
            found.setdefault(at, []).append(index)
    return found


def assign(page: PageText, content: PageContent, indexes: dict[int, list[int]]) -> None:
    """Tell each glyph the characters it shows, and the mask that takes it out.

    Raises:
        Uninterpretable: a masked character has no glyph.
    """
    mask_of = {index: mask for mask, chars in indexes.items() for index in chars}
    text, first = page.text, page.page.span.start
    spaces = {i for i, char in enumerate(page.chars) if text[char.start - first].isspace()}
    glyphs = list(content.glyphs())
    left = _in_order(page.chars, glyphs)
    if left:
        _find_chars(page.chars, glyphs, left)
        _find_made_up(page.chars, [g for g in left if not g.chars])
    for glyph in glyphs:
        chars = glyph.chars
        glyph.blank = all(i in spaces for i in chars)
        for i in chars:
            if i in mask_of:
                glyph.take_out(mask_of[i])
                break
    if left:
        _take_copies(glyphs)
    if not {i for i in mask_of if i not in spaces} <= {
        i for g in glyphs if g.mask is not None for i in g.chars
    }:
        raise Uninterpretable("a character without a glyph")


def _in_order(chars: tuple[Char, ...], glyphs: list[Glyph]) -> list[Glyph]:
    """Give each glyph the characters that stand where it stands, both in the order of the content, as they mostly
    are; gives the glyphs for which that doesn't hold.
    """
    left: list[Glyph] = []
    real = [(i, c.x, c.y) for i, c in enumerate(chars) if not c.generated]
    at, count = 0, len(real)
    for glyph in glyphs:
        if at == count:
            left.append(glyph)
            continue
        index, x, y = real[at]
        if abs(x - glyph.found_x) > _NEAR or abs(y - glyph.found_y) > _NEAR:
            left.append(glyph)
            continue
        at += 1
        if at < count and abs(real[at][1] - x) <= _SAME and abs(real[at][2] - y) <= _SAME:
            first = at
            while at < count and abs(real[at][1] - x) <= _SAME and abs(real[at][2] - y) <= _SAME:
                at += 1
            glyph.chars = (index, *(i for i, _, _ in real[first:at]))
        else:
            glyph.chars = (index,)
    return left


Grid = dict[tuple[int, int], list[int]]


def _grid(chars: tuple[Char, ...], cell: float, *, generated: bool) -> Grid:
    grid: Grid = {}
    for index, char in enumerate(chars):
        if char.generated is generated:
            grid.setdefault((floor(char.x / cell), floor(char.y / cell)), []).append(index)
    return grid


def _find_chars(chars: tuple[Char, ...], glyphs: list[Glyph], left: list[Glyph]) -> None:
    """Give each glyph that is left the characters whose origin is nearest to its own and near enough."""
    grid = _grid(chars, _CELL, generated=False)
    best = {i: (0.0, glyph) for glyph in glyphs for i in glyph.chars}
    distances: list[float] = []
    for glyph in left:
        distance, glyph.chars = _nearest(glyph, chars, grid, (_CELL, _FAR))
        distances.append(distance)
        for i in glyph.chars:
            if i not in best or distance < best[i][0]:
                best[i] = distance, glyph
    for glyph, distance in zip(left, distances, strict=True):
        for i in glyph.chars:
            least, nearest = best[i]
            # Another glyph shows this character; this one only happens to stand near.
            if distance > least + _OTHER * glyph.show.em and glyph.code != nearest.code:
                glyph.chars = ()
                break


def _find_made_up(chars: tuple[Char, ...], left: list[Glyph]) -> None:
    """pdfium makes spaces up even where the page has some, and then leaves out those of the page."""
    blanks = [g for g in left if g.code in g.show.font.blanks]
    if blanks:
        made_up = _grid(chars, _WIDE_CELL, generated=True)
        for glyph in blanks:
            glyph.chars = _nearest(glyph, chars, made_up, (_WIDE_CELL, _FAR_MADE_UP))[1]


def _nearest(
    glyph: Glyph, chars: tuple[Char, ...], grid: Grid, reach: tuple[float, float]
) -> tuple[float, tuple[int, ...]]:
    """The distance and the indexes of the nearest characters; more than one for a ligature, none if all are far.

    `reach` is the size of a cell in points, and how far a character may stand in em.
    """
    cell, em = reach
    column, row = floor(glyph.found_x / cell), floor(glyph.found_y / cell)
    far = em * glyph.show.em + 0.02
    for around in (1, min(ceil(far / cell), _MOST_CELLS)):
        span = range(-around, around + 1)
        near = [i for dx in span for dy in span for i in grid.get((column + dx, row + dy), ())]
        distances = [(hypot(chars[i].x - glyph.found_x, chars[i].y - glyph.found_y), i) for i in near]
        least = min((d for d, _ in distances), default=far + 1)
        if least <= min(far, around * cell):
            return least, tuple(sorted(i for d, i in distances if d <= least + _SAME))
    return far, ()


def _take_copies(glyphs: list[Glyph]) -> None:
    """A glyph that pdfium did not list goes with the masked glyph it stands beside.

    pdfium reads a text once that is drawn twice with a small offset (bold by double strike, shadows).
    """
    unlisted = [g for g in glyphs if not g.chars and g.code not in g.show.font.blanks]
    masked = [g for g in glyphs if g.mask is not None] if unlisted else []
    if not masked:
        return
    cell = _COPY * max(g.show.em for g in (*unlisted, *masked)) or 1.0
    grid: dict[tuple[int, int], list[tuple[float, float, Glyph]]] = {}
    for glyph in masked:
        x, y = glyph.origin
        grid.setdefault((floor(x / cell), floor(y / cell)), []).append((x, y, glyph))
    for glyph in unlisted:
        glyph.take_out(_mask_beside(glyph, grid, cell))


def _mask_beside(
    glyph: Glyph, grid: dict[tuple[int, int], list[tuple[float, float, Glyph]]], cell: float
) -> int | None:
    x, y = glyph.origin
    column, row = floor(x / cell), floor(y / cell)
    for dx, dy in product((0, -1, 1), repeat=2):
        for near_x, near_y, other in grid.get((column + dx, row + dy), ()):
            if hypot(x - near_x, y - near_y) <= _COPY * max(glyph.show.em, other.show.em):
                return other.mask
    return None


def moves_of(page: PageText, content: PageContent) -> list[tuple[Span, float, float]]:
    """The stretches of text that moved, each with how far in points as displayed; made-up spaces move with what is
    before them.
    """
    by_char: dict[int, tuple[float, float]] = {}
    for show in (s for s in content.shows if s.touched):
        right, down = _displayed(page, show)
        for glyph in show.glyphs:
            if glyph.dx and glyph.mask is None:
                shift = round(glyph.dx * right, 3), round(glyph.dx * down, 3)
                for i in glyph.chars:
                    by_char[i] = shift
    moves: list[tuple[Span, float, float]] = []
    for index in sorted(by_char):
        shift, last = by_char[index], moves[-1] if moves else None
        start, end = page.chars[index].start, _end_with_made_up(page.chars, index)
        if last and last[0].end == start and last[1:] == shift:
            moves[-1] = (Span(last[0].start, end), *shift)
        else:
            moves.append((Span(start, end), *shift))
    return moves


def _end_with_made_up(chars: tuple[Char, ...], index: int) -> int:
    """Where a character ends, and the spaces that pdfium made up behind it."""
    while index + 1 < len(chars) and chars[index + 1].generated:
        index += 1
    return chars[index].end


def _displayed(page: PageText, show: Show) -> tuple[float, float]:
    """How far to the right and down a point along its line is, as displayed."""
    (x0, y0), (x1, y1) = page.view.point(0.0, 0.0), page.view.point(*show.direction)
    return x1 - x0, y1 - y0
