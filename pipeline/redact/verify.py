"""Reads redacted pages back before they are let go: what had to stay stands there, and nothing else.

The glyphs that go are found by reckoning widths as pdfium does. Where a font makes that go wrong, another glyph
may have gone than was meant; then the page does not show what it should, and is redacted as a picture instead.

The text is compared first, in the order of the content. Where the two differ (pdfium leaves out a text that it takes
for a copy of its neighbour, and text that moved may stop being one), each character is looked for at its place.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from math import floor, hypot

from pipeline.pdf.text import PageText
from pipeline.redact.marks import spoken

_NEAR = 1.2  # points; pdfium drops the fraction of each width, and starts anew at each text matrix that was written
_CELL = 1.2
_STILL = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page must show: characters in order without white space, each at its origin (x, y, x, y, ...), and the
    codes of its marks. An array, for all pages of a file wait until it is saved.
    """

    page: int
    chars: tuple[str, ...]
    places: array[float]
    codes: tuple[tuple[str, ...], ...]


def expect(
    page: PageText,
    gone: set[int],
    shifts: dict[int, tuple[float, float]],
    codes: tuple[tuple[str, ...], ...],
) -> Expected:
    """What is to be left of a page without the characters that go, and with those that move at their new place.

    `gone` and `shifts` (in user space) are told by the index of a character.
    """
    kept: list[str] = []
    places: list[float] = []
    text, first = page.text, page.page.span.start
    for index, (start, end, x, y, _, generated) in enumerate(page.chars):
        if generated or index in gone:
            continue
        shown = text[start - first : end - first].strip()
        if shown:
            dx, dy = shifts.get(index, _STILL)
            kept.append(shown)
            places += (x + dx, y + dy)
    return Expected(page.page.number, tuple(kept), array("f", places), codes)


def reads(text: str, expected: Expected) -> bool:
    """Whether the text of a page as read back is what is expected, wherever it stands."""
    marks = Counter(map(_mark, expected.codes))
    left, wanted = _squeezed(text), _squeezed("".join(expected.chars))
    for mark, count in sorted(marks.items(), key=lambda item: -len(item[0])):
        if left.count(mark) != count + wanted.count(mark):
            return False
        left, wanted = left.replace(mark, ""), wanted.replace(mark, "")
    return left == wanted


def _mark(codes: tuple[str, ...]) -> str:
    """A mark as it is read: pdfium gives what stands for it, /ActualText."""
    return _squeezed(spoken(codes))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def stands(page: PageText, expected: Expected) -> bool:
    """Whether a page as read back shows what is expected at its place, and nothing more."""
    left = [
        (shown, char.x, char.y)
        for char in page.chars
        if not char.generated and (shown := page.shown(char).strip())
    ]
    grid: dict[tuple[str, int, int], list[int]] = {}
    for i, (shown, x, y) in enumerate(left):
        grid.setdefault((shown, floor(x / _CELL), floor(y / _CELL)), []).append(i)
    taken: set[int] = set()
    for shown, x, y in zip(expected.chars, expected.places[0::2], expected.places[1::2], strict=True):
        found = _take(left, grid, taken, (shown, x, y))
        if found is None:
            return False
        taken.add(found)
    marks = Counter("".join(map(_mark, expected.codes)))
    return marks == Counter("".join(shown for i, (shown, _, _) in enumerate(left) if i not in taken))


def _take(
    left: list[tuple[str, float, float]],
    grid: dict[tuple[str, int, int], list[int]],
    taken: set[int],
    wanted: tuple[str, float, float],
) -> int | None:
    """The nearest character like the wanted one that nothing else took."""
    shown, x, y = wanted
    column, row = floor(x / _CELL), floor(y / _CELL)
    near = [
        (hypot(left[i][1] - x, left[i][2] - y), i)
        for dx in (-1, 0, 1)
        for dy in (-1, 0, 1)
        for i in grid.get((shown, column + dx, row + dy), ())
        if i not in taken
    ]
    best = min(near, default=None)
    return best[1] if best is not None and best[0] <= _NEAR else None
