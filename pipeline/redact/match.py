"""Which glyph of the content shows which character that pdfium read: the two have the same origin."""

from __future__ import annotations

from math import ceil, floor, hypot

from pipeline.pdftext import Char, PageText
from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.glyphs import Glyph, PageContent
from pipeline.types import Mask, Span

_CELL = 0.5  # points; pdfium reckons in single precision, so an origin is right to a few thousandths
_WIDE_CELL = 5.0
_MOST_CELLS = 40  # bounds the search for very large letters
_FAR = 0.15  # em; no glyph stands further from its character than this
_FAR_MADE_UP = 0.4  # em; a made-up space stands somewhere in its gap
_OTHER = 0.05  # em
_SAME = 0.01  # points; letters of one ligature have one origin
_COPY = (
    1.0  # em; pdfium leaves out a second copy of a text that stands less than about this far from the first
)


def char_indexes(page: PageText, masks: tuple[Mask, ...]) -> dict[int, list[int]]:
    """The characters of a page that masks take out, by the index of the mask."""
    found: dict[int, list[int]] = {}
    at = 0
    for index, char in enumerate(page.chars):
        while at < len(masks) and masks[at].span.end <= char.start:
            at += 1
        if at < len(masks) and masks[at].span.start < char.end:
            found.setdefault(at, []).append(index)
    return found


def assign(page: PageText, content: PageContent, indexes: dict[int, list[int]]) -> None:
    """Tell each glyph the characters it shows, and the mask that takes it out.

    Raises:
        Uninterpretable: a masked character has no glyph.
    """
    mask_of = {index: mask for mask, chars in indexes.items() for index in chars}
    spaces = {i for i, char in enumerate(page.chars) if page.shown(char).isspace()}
    _find_chars(page.chars, content.glyphs)
    _find_made_up(page.chars, content.glyphs)
    seen: set[int] = set()
    for glyph in content.glyphs:
        seen.update(glyph.chars)
        glyph.blank = all(i in spaces for i in glyph.chars)
        glyph.mask = next((mask_of[i] for i in glyph.chars if i in mask_of), None)
    _take_copies(content.glyphs)
    if any(i not in seen and i not in spaces for i in mask_of):
        raise Uninterpretable("a character without a glyph")


Grid = dict[tuple[int, int], list[int]]


def _grid(chars: tuple[Char, ...], cell: float, *, generated: bool) -> Grid:
    grid: Grid = {}
    for index, char in enumerate(chars):
        if char.generated is generated:
            grid.setdefault((floor(char.x / cell), floor(char.y / cell)), []).append(index)
    return grid


def _find_chars(chars: tuple[Char, ...], glyphs: list[Glyph]) -> None:
    """Give each glyph the characters whose origin is nearest to its own and near enough."""
    grid = _grid(chars, _CELL, generated=False)
    exact: dict[tuple[int, int], tuple[int, ...]] = {}
    for i, char in enumerate(chars):
        if not char.generated:
            place = round(char.x * 20), round(char.y * 20)
            exact[place] = (*exact.get(place, ()), i)
    best: dict[int, tuple[float, Glyph]] = {}
    distances: list[float] = []
    for glyph in glyphs:
        # Most stand where they should to a few thousandths; only the others need a search.
        hit = exact.get((round(glyph.found_x * 20), round(glyph.found_y * 20)))
        distance, glyph.chars = (0.0, hit) if hit else _nearest(glyph, chars, grid, (_CELL, _FAR))
        distances.append(distance)
        for i in glyph.chars:
            if i not in best or distance < best[i][0]:
                best[i] = distance, glyph
    for glyph, distance in zip(glyphs, distances, strict=True):
        for i in glyph.chars:
            least, nearest = best[i]
            # Another glyph shows this character; this one only happens to stand near.
            if distance > least + _OTHER * glyph.em and glyph.code != nearest.code:
                glyph.chars = ()
                break


def _find_made_up(chars: tuple[Char, ...], glyphs: list[Glyph]) -> None:
    """pdfium makes spaces up even where the page has some, and then leaves out those of the page."""
    made_up = _grid(chars, _WIDE_CELL, generated=True)
    for glyph in glyphs:
        if not glyph.chars and glyph.code in glyph.show.font.blanks:
            glyph.chars = _nearest(glyph, chars, made_up, (_WIDE_CELL, _FAR_MADE_UP))[1]


def _nearest(
    glyph: Glyph, chars: tuple[Char, ...], grid: Grid, reach: tuple[float, float]
) -> tuple[float, tuple[int, ...]]:
    """The distance and the indexes of the nearest characters; more than one for a ligature, none if all are far.

    `reach` is the size of a cell in points, and how far a character may stand in em.
    """
    cell, em = reach
    column, row = floor(glyph.found_x / cell), floor(glyph.found_y / cell)
    far = em * glyph.em + 0.02
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
    for glyph in unlisted:
        for other in masked:
            if hypot(glyph.x - other.x, glyph.y - other.y) <= _COPY * max(glyph.em, other.em):
                glyph.mask = other.mask
                break


def moves_of(page: PageText, content: PageContent) -> list[tuple[Span, float]]:
    """The stretches of text that moved, each with how far in points; made-up spaces move with what is before."""
    by_char = {i: g.dx for g in content.glyphs if g.mask is None for i in g.chars}
    moves: list[tuple[Span, float]] = []
    for index, char in enumerate(page.chars):
        dx = by_char.get(index, 0.0)
        last = moves[-1] if moves else None
        if char.generated and last and last[0].end == char.start:
            dx = last[1]
        if not dx:
            continue
        if last and last[0].end == char.start and last[1] == dx:
            moves[-1] = (Span(last[0].start, char.end), dx)
        else:
            moves.append((Span(char.start, char.end), dx))
    return moves
