"""Puts right the spaces and line breaks that pdfium makes up between the characters of a page.

pdfium takes a gap for a space where a number in a TJ array or a new text object makes it, and not where the
spacing of characters does (Tc), which is how groff, and programs that print through PostScript, may set a space: a
name then reads as one word with its neighbour, and nobody finds it. And it breaks the line between any two text
objects of text that runs up, down or upside down.

Only neighbours on one line that run the same way are looked at, and only what pdfium made up is taken out: a space
of the page itself stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# All in heights of the font (ascent to descent).
_SPACE = 0.16  # a wider gap is a space; the narrowest in justified text is about 0.2 em
_NO_SPACE = 0.06  # a narrower one is none
_COLUMN = 1.0  # a wider one in turned text stays a line break
_BACK = 0.3  # kerning and slanted letters overlap by less than this
_SAME_LINE = 0.2
_EVEN = 0.5  # of the gap; gaps beside it that are as wide as this make it spaced-out lettering
_SIZES = 1.6  # letters that differ more than this factor in height are not neighbours
_EDGE = 0.02  # points


class Raw(NamedTuple):
    """A character as pdfium gives it: its text, its origin, its box (x0, y0, x1, y1), and whether pdfium made it up."""

    text: str
    x: float
    y: float
    box: tuple[float, float, float, float]
    generated: bool


class _Set(NamedTuple):
    """Where a character stands along its line: which way the line runs (quarter turns to the left), from where to
    where, at which height, and how high it is.
    """

    turn: int
    start: float
    end: float
    base: float
    size: float


def respace(chars: Sequence[Raw]) -> list[Raw]:
    """The characters with spaces where there are gaps, and without the breaks where there are none."""
    done: list[Raw] = []
    between: list[Raw] = []
    chars = _in_order(chars)
    older: Raw | None = None  # the neighbour of `last`
    last: Raw | None = None
    for at, char in enumerate(chars):
        if char.text.isspace():
            between.append(char)
            continue
        if last is not None and not (_touches(last, char) if not between else _some_real(between)):
            ahead = chars[at + 1] if at + 1 < len(chars) else None
            done += _between(between, (older, last, char, ahead))
        else:
            done += between
        done.append(char)
        older, last = (None if between else last), char
        between = []
    return done + between


def _in_order(chars: Sequence[Raw]) -> Sequence[Raw]:
    """The characters with each upside-down line in the order in which it is read: pdfium gives its text objects
    from the left of the page to the right, so backwards.
    """
    if not any(_is_upside_down(c) for c in chars):
        return chars
    done: list[Raw] = []
    line: list[Raw] = []
    for char in chars:
        if line and (_is_upside_down(char) and abs(char.y - line[0].y) < _SAME_LINE * _height(char)):
            line.append(char)
        elif not line or not char.generated or char.text == "\n":
            done += [*sorted(line, key=lambda c: -c.x), *([] if _is_upside_down(char) else [char])]
            line = [char] if _is_upside_down(char) else []
    return done + sorted(line, key=lambda c: -c.x)


def _is_upside_down(char: Raw) -> bool:
    return not char.generated and abs(char.x - char.box[2]) < _EDGE < char.box[2] - char.box[0]


def _height(char: Raw) -> float:
    return char.box[3] - char.box[1]


def _some_real(between: Sequence[Raw]) -> bool:
    return not all(c.generated for c in between)


def _touches(last: Raw, char: Raw) -> bool:
    """Whether two letters of a level line stand side by side; most do, and need no more than this."""
    return last.y == char.y and abs(char.box[0] - last.box[2]) < _NO_SPACE * (char.box[3] - char.box[1])


def _place(char: Raw) -> _Set | None:
    """pdfium's box runs along the line from the origin, so the side with the origin tells the direction."""
    x0, y0, x1, y1 = char.box
    if x1 - x0 < _EDGE or y1 - y0 < _EDGE:
        return None
    if abs(char.x - x0) < _EDGE and y0 <= char.y <= y1:
        return _Set(0, x0, x1, char.y, y1 - y0)
    if abs(char.y - y0) < _EDGE and x0 <= char.x <= x1:
        return _Set(1, y0, y1, char.x, x1 - x0)
    if abs(char.x - x1) < _EDGE and y0 <= char.y <= y1:
        return _Set(2, -x1, -x0, char.y, y1 - y0)
    if abs(char.y - y1) < _EDGE and x0 <= char.x <= x1:
        return _Set(3, -y1, -y0, char.x, x1 - x0)
    return None


def _gap(before: _Set | None, after: _Set | None) -> float | None:
    """The room between two neighbours of one line, in heights of the font; None where they are none."""
    if before is None or after is None or before.turn != after.turn:
        return None
    size = max(before.size, after.size)
    if size > _SIZES * min(before.size, after.size) or abs(before.base - after.base) > _SAME_LINE * size:
        return None
    gap = (after.start - before.end) / size
    return gap if gap > -_BACK else None


def _between(between: Sequence[Raw], around: tuple[Raw | None, Raw, Raw, Raw | None]) -> Sequence[Raw]:
    """What stands between the second and the third of four characters; the first and the last may be missing."""
    older, last, char, ahead = around
    left, right = _place(last), _place(char)
    gap = _gap(left, right)
    if gap is None or left is None:
        return between
    if not between:
        beside = (_gap(_place(older), left) if older else None, _gap(right, _place(ahead)) if ahead else None)
        even = any(g is not None and g > _EVEN * gap for g in beside)
        return [_made_up(last, left)] if gap > _SPACE and not even else between
    if gap < _NO_SPACE and last.text.isalpha() and char.text.isalpha():
        return []
    return [_made_up(last, left)] if left.turn and gap < _COLUMN else between


def _made_up(before: Raw, left: _Set) -> Raw:
    """A space at the end of the character before it, with a box of no size as pdfium's own have."""
    along = -left.end if left.turn > 1 else left.end
    x, y = (before.x, along) if left.turn % 2 else (along, before.y)
    return Raw(" ", x, y, (x, y, x, y), generated=True)
