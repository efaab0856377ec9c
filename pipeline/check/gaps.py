"""Marks whose width tells what stood under them.

Of a thousand surnames a handful has the width of any given gap. A mark of one fixed width says nothing, nor does one
of a few widths that hang on the room a line has; but where every mark has a width of its own, each is as wide as what
was taken out. Then the surnames are counted that fit, by the widths that the page's own letters have.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import regex

from pipeline.check.fulltext import is_bar
from pipeline.check.trace import Trace
from pipeline.detect import lexicon as lists
from pipeline.types import Box

if TYPE_CHECKING:
    from pipeline.check.file import Item, PageView

_TOLERANCE = 0.3  # points
_SHARE = 0.05  # of the surnames that can be set in the letters of the page
_LEAST_NAMES = 300
_SAMPLE = 4_000
_LADDER = (
    1.0,
    0.75,
    0.55,
    0.4,
)  # the widths of a mark that gives way to the room a line has, as parts of the full one
_SAME = 0.04  # em; widths nearer to one another than this are one
_NARROW, _WIDE = 1.2, 14.0  # em; from a name of three letters to one of twenty-five
_CODE = regex.compile(
    r"[\[(]?(?:5\.1\.[12]\.?[a-i]|5\.[12]\.[1-6]|10\.[12]\.?[a-g])[\])]?|5\.1\.[12]\.?[a-i]"
)
_HONORIFIC = regex.compile(r"(?i)(?:heer|mevrouw|meneer|dhr\.?|mw\.?|mevr\.?|familie|wethouder|collega)")

_MEND = "Geef alle gelakte plaatsen dezelfde breedte, of zet de regel opnieuw, zodat de breedte niets zegt."


@dataclass(frozen=True, slots=True)
class Gap:
    """A place on a page from which something was taken: its box, its code (empty where it has none), the height of
    the letters beside it and the widths of the letters of that height, both in points.
    """

    box: Box
    code: str
    size: float
    widths: tuple[tuple[str, float], ...]


def gaps_of(page: PageView) -> tuple[Gap, ...]:
    """The marks of a page that stand in running text, and the white left in a line behind an honorific."""
    boxes = [*_boxes(page), *_white(page)]
    if not boxes:
        return ()
    letters = _letters(page)
    widths: dict[float, tuple[tuple[str, float], ...]] = {}
    found = []
    for box, code in boxes:
        size = _size_beside(letters, box)
        if size is None or not _NARROW * size <= box.x1 - box.x0 <= _WIDE * size:
            continue
        if size not in widths:
            widths[size] = _widths(letters, size)
        found.append(Gap(box, code, size, widths[size]))
    return tuple(sorted(found, key=lambda gap: gap.box))


def find(gaps: Iterable[Gap]) -> Iterator[Trace]:
    """Of the marks of all pages of a file: those of which few surnames have the width, unless widths are fixed."""
    groups: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps:
        groups[gap.code].append(gap)
    for code in sorted(groups):
        group = groups[code]
        if _fixed([(g.box.x1 - g.box.x0) / g.size for g in group]):
            continue
        for gap in group:
            widths, width = _set(gap.widths), gap.box.x1 - gap.box.x0
            fits = bisect_right(widths, width + _TOLERANCE) - bisect_left(widths, width - _TOLERANCE)
            if len(widths) >= _LEAST_NAMES and 0 < fits < _SHARE * len(widths):
                page = gap.box.page
                reason = (
                    f"Op pagina {page} is een gelakte plaats zo breed als wat er stond: van {len(widths)} achternamen"
                    f" {'past er maar 1' if fits == 1 else f'passen er maar {fits}'}."
                )
                yield Trace("gap-width", page, gap.box, reason, _MEND)


def _fixed(widths: Sequence[float]) -> bool:
    """Whether marks have one width or a few, and not each its own."""
    distinct: list[float] = []
    for width in sorted(widths):
        if not distinct or width - distinct[-1] > _SAME:
            distinct.append(width)
    full = max(widths)
    if all(any(abs(width - full * part) <= _SAME for part in _LADDER) for width in distinct):
        return True
    return len(distinct) <= max(1, len(widths) / 3)


def _boxes(page: PageView) -> Iterator[tuple[Box, str]]:
    """The boxes that are drawn as marks, with the code in them."""
    drawn = [item for item in page.items if _may_be_mark(item)]
    if not drawn:
        return
    codes = [(w.box, _CODE.search(page.text, w.start, w.end)) for w in page.words]
    marks = [(box, match.group().strip("[]()")) for box, match in codes if match]
    seen: list[Box] = []
    for item in drawn:
        inside = [code for box, code in marks if _holds(item.box, box)]
        if not inside and not (is_bar(item) and not any(_holds(item.box, w.box) for w in page.words)):
            continue
        if not any(_holds(known, item.box) or _holds(item.box, known) for known in seen):
            seen.append(item.box)
            yield item.box, "; ".join(inside)


def _may_be_mark(item: Item) -> bool:
    box = item.box
    shown = (item.fill is not None and item.fill[3] > 0) or item.stroke is not None
    return (
        item.kind == "path"
        and item.rectangle
        and shown
        and 5 <= box.bottom - box.top <= 40
        and box.x1 - box.x0 >= 8
    )


def _white(page: PageView) -> Iterator[tuple[Box, str]]:
    """The white in a line behind an honorific, before a word in small letters: `mevrouw          belt terug`."""
    for left, right in zip(page.words, page.words[1:], strict=False):
        if not _HONORIFIC.fullmatch(page.text[left.start : left.end]):
            continue
        height = left.box.bottom - left.box.top
        gap = right.box.x0 - left.box.x1
        level = abs(left.box.bottom - right.box.bottom) < 0.3 * height
        if level and gap > 1.5 * height and page.text[right.start].islower():
            space = 0.28 * height
            box = Box(left.box.page, left.box.x1 + space, left.box.top, right.box.x0 - space, left.box.bottom)
            if not any(
                _holds(box, item.box) or _holds(item.box, box) for item in page.items if _may_be_mark(item)
            ):
                yield box, "wit"


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


class _Letter(NamedTuple):
    """A character of a page: its middle from the top, what it is, its size, and its ends, in points."""

    middle: float
    letter: str
    size: float
    x0: float
    x1: float


def _letters(page: PageView) -> list[_Letter]:
    """The characters of a page, from top to bottom."""
    letters = []
    for shown in page.chars:
        if shown.generated or shown.end - shown.start != 1:
            continue
        # The box of a glyph of a Type 3 font is as high as what it draws, so its font says how large it is.
        size = page.items[shown.item].font_size if shown.item is not None else shown.bottom - shown.top
        if shown.x1 > shown.x0:
            middle = (shown.top + shown.bottom) / 2
            letters.append(_Letter(middle, page.text[shown.start], round(size, 1), shown.x0, shown.x1))
    letters.sort()
    return letters


def _size_beside(letters: Sequence[_Letter], box: Box) -> float | None:
    """The size of the letters that stand nearest to a mark on its line; None where it has the line to itself."""
    best: tuple[float, float] | None = None
    first = bisect_left(letters, box.top - 2, key=lambda one: one.middle)
    for one in letters[first : bisect_right(letters, box.bottom + 2, key=lambda one: one.middle)]:
        if box.x0 <= (one.x0 + one.x1) / 2 <= box.x1:
            continue
        away = max(one.x0 - box.x1, box.x0 - one.x1, 0.0)
        if best is None or away < best[0]:
            best = (away, one.size)
    return best[1] if best and best[0] <= 2 * best[1] else None


def _widths(letters: Iterable[_Letter], size: float) -> tuple[tuple[str, float], ...]:
    """The widths of the letters of a size, in points."""
    seen: dict[str, list[float]] = defaultdict(list)
    for one in letters:
        if one.size == size:
            seen[one.letter].append(one.x1 - one.x0)
    return tuple(sorted((letter, round(median(values), 3)) for letter, values in seen.items()))


@lru_cache(maxsize=64)
def _set(letters: tuple[tuple[str, float], ...]) -> list[float]:
    """The widths that the sampled surnames have when set in these letters, in points, sorted."""
    width = dict(letters)
    capital = median([w for letter, w in letters if letter.isupper()] or [0.0])
    widths = []
    for name in _surnames():
        first = width.get(name[0].upper(), capital)
        if first and all(letter in width for letter in name[1:]):
            widths.append(first + sum(width[letter] for letter in name[1:]))
    return sorted(widths)


@lru_cache(maxsize=1)
def _surnames() -> tuple[str, ...]:
    """Some thousands of surnames, evenly out of the list, in small letters."""
    names = sorted(
        name for name in lists.load().surnames if 4 <= len(name) <= 14 and regex.fullmatch("[a-z]+", name)
    )
    return tuple(names[:: max(1, len(names) // _SAMPLE)])
