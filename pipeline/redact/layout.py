"""Where the marks stand, and how each line they stand on is set anew.

The exact width of a gap tells who stood there: of a thousand surnames a handful has it. So a mark has a fixed
width and what follows on the line moves. But the rest of the line tells too: word spaces of justified text, kerning
and rounding that began before the name, the left end of centred text. So the whole line is set anew: each letter by
the width that its font gives it, each word space by that of the space, from an end that doesn't hang on the name.

Text in another column stays where it is. Where a line can't give way (it would run over other text, out of its
clipping path or cell, off the page) nothing on it moves and the gap keeps its width; the piece says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from pipeline.redact.anchor import Anchor, anchor_of
from pipeline.redact.geometry import Rect
from pipeline.redact.glyphs import PageContent
from pipeline.redact.lines import Line, Placed, lines_to_set
from pipeline.redact.marks import Piece, mark_width

# All in em of the line.
_WORD = 0.12  # a wider gap than between the letters around it is a word space ...
_WORD_WIDTH = 0.25  # ... and becomes this wide where no space glyph says how wide
_KERNING = (
    0.2  # a letter further back than this stands on the one before it (an accent, bold by double strike)
)
_SPACED = 0.05  # letters further apart than this are spaced out; the distance becomes a multiple of this

_FITS = ((1.0, 1.0), (0.75, 1.0), (0.55, 1.0), (0.55, 0.8), (0.55, 0.6), (0.4, 0.6))
"""The widths of a mark and of the word spaces that are tried, one after the other, as parts of the full ones."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbours on a line that go together: `items[first:last]` of the line, all of one mask."""

    first: int
    last: int
    mask: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """A line as set anew from 0: where its glyphs and its marks start, and how long it is."""

    glyphs: tuple[float, ...]
    marks: tuple[float, ...]
    length: float


def lay_out(
    content: PageContent, grounds: tuple[tuple[str, ...], ...], visible: Rect, fixed: frozenset[int]
) -> list[Piece]:
    """Place the marks of a page and set `dx` of the glyphs that move.

    `grounds` belong to the masks by index. The lines of the masks in `fixed` stay as they are.
    """
    pieces: list[Piece] = []
    for line in lines_to_set(content, visible):
        stretches = _stretches(line)
        pieces += _set(line, stretches, grounds, fixed=any(s.mask in fixed for s in stretches))
    return pieces


def _stretches(line: Line) -> list[_Stretch]:
    found: list[_Stretch] = []
    for i, item in enumerate(line.items):
        mask = item.glyph.mask
        if mask is None:
            continue
        last = found[-1] if found else None
        if last and last.mask == mask and all(p.glyph.blank for p in line.items[last.last : i]):
            for between in line.items[last.last : i]:
                between.glyph.take_out(mask)  # a space that pdfium doesn't list
            found[-1] = _Stretch(last.first, i + 1, mask)
        else:
            found.append(_Stretch(i, i + 1, mask))
    return found


def _set(
    line: Line, stretches: list[_Stretch], grounds: tuple[tuple[str, ...], ...], *, fixed: bool
) -> list[Piece]:
    if not fixed:
        anchor = anchor_of(line)
        for factor, squeeze in _FITS:
            widths = [mark_width(grounds[s.mask], line.em) * factor for s in stretches]
            laid = _laid(line, stretches, widths, squeeze)
            start = anchor.start(laid.length)
            if start >= min(line.floor, line.items[0].start) and start + laid.length <= _most(line, anchor):
                for item, place in zip(line.items, laid.glyphs, strict=True):
                    item.glyph.dx = round(start + place - item.start, 6)
                    item.glyph.show.touched = True
                return [
                    _piece(line, s, start + x, w)
                    for s, x, w in zip(stretches, laid.marks, widths, strict=True)
                ]
    return [_fitted(line, s, mark_width(grounds[s.mask], line.em), fixed=fixed) for s in stretches]


def _most(line: Line, anchor: Anchor) -> float:
    return max(line.limit, line.end, anchor.right) + 1e-6


def _laid(line: Line, stretches: list[_Stretch], widths: Sequence[float], squeeze: float) -> _Laid:
    spaced = _spaced_out(line)
    places: list[float] = []
    marks: list[float] = []
    begins = {s.first: i for i, s in enumerate(stretches)}
    pen = length = 0.0  # where the next glyph would stand, and the end of the last one that is no space
    before: tuple[Placed, float] | None = None  # the last glyph that stays, and where it stands now
    gone: float | None = None  # where what goes ended
    for i, item in enumerate(line.items):
        begun = begins.get(i)
        if begun is not None:
            if before is None or not _is_space(before[0], line.em):
                pen += _word_space(_gap(line, i, before, gone), line.em) * squeeze
            marks.append(pen)
            length = pen = pen + widths[begun]
        if item.glyph.mask is not None:
            places.append(pen)
            gone = max(item.end, gone) if gone is not None else item.end
            before = None
            continue
        em = item.glyph.show.em
        gap = _gap(line, i, before, gone)
        if before is not None and gap < -_KERNING * em:
            # On top of the letter before it: it stays there.
            place = before[1] + round(item.start - before[0].start, 2)
            places.append(place)
            if item.end > before[0].end + _WORD * em:
                before, pen = (item, place), place + item.end - item.start
            continue
        if before is not None:
            beside_space = item.glyph.blank or _is_space(before[0], em)
            pen += spaced if beside_space else _letter_space(gap, spaced, em) * squeeze
        else:
            pen += 0.0 if item.glyph.blank else _word_space(gap, line.em) * squeeze
        places.append(pen)
        before, gone = (item, pen), None
        pen += (item.end - item.start) * (squeeze if item.glyph.blank else 1.0)
        length = length if item.glyph.blank else pen
    return _Laid(tuple(places), tuple(marks), length)


def _is_space(item: Placed, em: float) -> bool:
    """Whether it is a space glyph that has a width."""
    return item.glyph.blank and item.end - item.start > _WORD * em


def _gap(line: Line, i: int, before: tuple[Placed, float] | None, gone: float | None) -> float:
    """How far a glyph stands from what was before it; 0 at the start of the line."""
    if before is not None:
        return line.items[i].start - before[0].end
    return line.items[i].start - gone if gone is not None else 0.0


def _word_space(gap: float, em: float) -> float:
    return _WORD_WIDTH * em if gap > _WORD * em else 0.0


def _letter_space(gap: float, spaced: float, em: float) -> float:
    """Between two letters: nothing but what spaces them out, or a word space."""
    return spaced + _word_space(gap - spaced, em)


def _spaced_out(line: Line) -> float:
    """How far apart the letters of a line stand, in whole steps; 0 as a rule."""
    gaps = [
        b.start - a.end
        for a, b in pairwise(line.items)
        if a.glyph.mask is None and b.glyph.mask is None and not a.glyph.blank and not b.glyph.blank
    ]
    step = _SPACED * line.em
    return int(median_low(gaps) / step + 0.5) * step if gaps and median_low(gaps) > step / 2 else 0.0


def _fitted(line: Line, stretch: _Stretch, full: float, *, fixed: bool) -> Piece:
    """A mark in the gap as it is: over the whole of it where the picture below it loses its pixels (`fixed`), else of
    the largest width that fits.
    """
    before = [p.end for p in line.items[: stretch.first] if p.glyph.mask is None]
    first = line.items[stretch.first].start
    if fixed:
        end = max(p.end for p in line.items[stretch.first : stretch.last])
        return _piece(line, stretch, first, max(end - first, 0.3 * line.em), exact=True)
    # Text before it that reaches far into the gap belongs to something drawn over it.
    start = max([first, *(end for end in before if end <= first + 0.5 * line.em)])
    after = [p.start for p in line.items[stretch.last :] if p.start > start]
    room = min(after, default=max(line.limit, line.end)) - start
    widths = [full * factor for factor in (1.0, 0.75, 0.55, 0.4) if full * factor <= room]
    return _piece(line, stretch, start, widths[0] if widths else max(room, 0.3 * line.em), exact=True)


def _piece(line: Line, stretch: _Stretch, start: float, width: float, *, exact: bool = False) -> Piece:
    item = line.items[stretch.first]
    x = start * line.ux - item.height * line.uy
    y = start * line.uy + item.height * line.ux
    return Piece(stretch.mask, x, y, line.ux, line.uy, width, line.em, exact, item.glyph)
