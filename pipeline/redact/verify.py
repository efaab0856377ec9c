"""Reads redacted pages back before they are let go: what had to stay stands at its place, and nothing else.

The glyphs that go are found by reckoning widths as pdfium does. Where a font makes that go wrong, another glyph
may have gone than was meant; then the page does not show what it should, and is redacted as a picture instead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import floor, hypot

from pipeline.pdftext import PageText
from pipeline.redact.marks import code_text

# pdfium drops the fraction of each width, and starts anew at each text matrix that was written: letters may
# stand a little beside where it saw them before. Another letter of the same kind can't stand as near as this.
_NEAR = 1.2  # points
_CELL = 1.2


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page must show: characters with their origin, and the codes of its marks."""

    page: int
    chars: tuple[tuple[str, float, float], ...]
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
    kept: list[tuple[str, float, float]] = []
    for index, (shown, x, y) in enumerate(_shown(page)):
        if shown and index not in gone:
            dx, dy = shifts.get(index, (0.0, 0.0))
            kept.append((shown, x + dx, y + dy))
    return Expected(page.page.number, tuple(kept), codes)


def _shown(page: PageText) -> list[tuple[str, float, float]]:
    """Each character without white space ("" where that leaves nothing) and its origin."""
    return [("" if c.generated else page.shown(c).strip(), c.x, c.y) for c in page.chars]


def stands(page: PageText, expected: Expected) -> bool:
    """Whether a page as read back shows what is expected and nothing more."""
    left = [(shown, x, y) for shown, x, y in _shown(page) if shown]
    grid: dict[tuple[str, int, int], list[int]] = {}
    for i, (shown, x, y) in enumerate(left):
        grid.setdefault((shown, floor(x / _CELL), floor(y / _CELL)), []).append(i)
    taken: set[int] = set()
    for shown, x, y in expected.chars:
        found = _take(left, grid, taken, (shown, x, y))
        if found is None:
            return False
        taken.add(found)
    marks = Counter("".join(code_text(grounds) for grounds in expected.codes).replace(" ", ""))
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
