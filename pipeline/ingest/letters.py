"""Puts the borders between the letters of a word where its ink has gaps.

Tesseract tells them some pixels off, and a mask that ends within a printed word (`Jansen,`) would leave a strip of its
last letter, or take the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.ink import Ink
from pipeline.ingest.ocr import OcrLine, OcrWord

_AFTER, _BEFORE = frozenset(".,;:)]!?'’"), frozenset("([‘'")
_NARROW = 0.45  # of the height of a word: a sign behind it
_REACH = 0.5  # of the height of a word: so far off a border may be

Stretch = tuple[int, int]


def fitted(lines: Sequence[OcrLine], ink: Ink) -> tuple[OcrLine, ...]:
    """The lines with the borders of their letters at the gaps in the ink."""
    return tuple(replace(line, words=tuple(_fitted(word, ink) for word in line.words)) for line in lines)


def _fitted(word: OcrWord, ink: Ink) -> OcrWord:
    x0, top, x1, bottom = word.box
    there: NDArray[np.bool_] = np.any(ink[max(0, top) : bottom, max(0, x0) : x1], axis=0)
    groups = _groups(there, max(0, x0))
    signs = [sign for sign, _, _ in word.letters]
    if len(signs) < 2 or not groups:
        return word
    if len(groups) == len(signs):
        letters = [(sign, *group) for sign, group in zip(signs, groups, strict=True)]
    else:
        letters = _edges(_near_gaps(word, groups), groups, bottom - top)
    letters[0] = (letters[0][0], min(x0, letters[0][1]), letters[0][2])
    letters[-1] = (letters[-1][0], letters[-1][1], max(x1, letters[-1][2]))
    starts, ends = [a for _, a, _ in letters], [b for _, _, b in letters]
    return (
        replace(word, letters=tuple(letters)) if starts == sorted(starts) and ends == sorted(ends) else word
    )


def _groups(columns: NDArray[np.bool_], offset: int) -> list[Stretch]:
    """The stretches of columns that have ink, from left to right."""
    steps = np.diff(np.concatenate(([0], columns.astype(np.int8), [0])))
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [(int(a) + offset, int(b) + offset) for a, b in zip(starts, ends, strict=True)]


def _near_gaps(word: OcrWord, groups: Sequence[Stretch]) -> list[tuple[str, int, int]]:
    """The letters with the border beside each sign that is no letter at the nearest gap."""
    letters = list(word.letters)
    gaps = [(before[1], after[0]) for before, after in pairwise(groups)]
    reach = _REACH * (word.box[3] - word.box[1])
    for i in range(len(letters) - 1):
        (sign, left, end), (other, start, right) = letters[i], letters[i + 1]
        if sign.isalnum() and other.isalnum():
            continue
        middle = (end + start) / 2
        gap = min(gaps, key=lambda g: (abs(g[0] + g[1] - 2 * middle), g), default=None)
        if (
            gap is not None
            and abs((gap[0] + gap[1]) / 2 - middle) <= reach
            and left < gap[0]
            and gap[1] < right
        ):
            letters[i], letters[i + 1] = (sign, left, gap[0]), (other, gap[1], right)
    return letters


def _edges(
    letters: list[tuple[str, int, int]], groups: Sequence[Stretch], height: int
) -> list[tuple[str, int, int]]:
    """The letters with the signs in front of the word and behind it on the outermost stretches of ink."""
    first, last = 0, len(letters) - 1
    for start, end in groups[: len(letters) - 1]:
        if letters[first][0] not in _BEFORE or end - start > _NARROW * height:
            break
        letters[first] = (letters[first][0], start, end)
        first += 1
    for start, end in reversed(groups[1:]):
        if last <= first or letters[last][0] not in _AFTER or end - start > _NARROW * height:
            break
        letters[last] = (letters[last][0], start, end)
        last -= 1
    inner = [g for g in groups if (not first or g[0] >= letters[first - 1][2])]
    inner = [g for g in inner if last == len(letters) - 1 or g[1] <= letters[last + 1][1]]
    if inner and first < last:
        # What lies within keeps its order; only its outer borders are known now.
        low, high = inner[0][0], inner[-1][1]
        letters[first : last + 1] = [
            (sign, min(max(a, low), high), min(max(b, low), high)) for sign, a, b in letters[first : last + 1]
        ]
        letters[first] = (letters[first][0], low, letters[first][2])
        letters[last] = (letters[last][0], letters[last][1], high)
    return letters
