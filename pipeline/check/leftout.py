"""What a page looks like without some of its text: where nothing changes, nobody saw the text."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.check.display import Floats, Item
from pipeline.check.file import PageView, Picture
from pipeline.types import Box

Changes = NDArray[np.int64]

_ROUNDS = 6


class Stretch(NamedTuple):
    """Some characters in a row, `chars[first:last]` of the page, and the text objects that show them."""

    first: int
    last: int
    items: tuple[int, ...]


def patch(page: PageView, picture: Picture, first: int, last: int) -> Picture:
    """The pixels of some characters, without the rims where the lines above and below reach in."""
    x0, top, x1, bottom = sides(page.boxes[first:last])
    item = page.chars[first].item
    matrix = page.items[item].matrix if item is not None else None
    if matrix and abs(matrix[1]) > abs(matrix[0]):
        rim = 0.15 * (x1 - x0)
        x0, x1 = x0 + rim, x1 - rim
    else:
        rim = 0.15 * (bottom - top)
        top, bottom = top + rim, bottom - rim
    scale = page.scale
    return picture[
        max(0, int(top * scale)) : max(0, int(bottom * scale) + 1),
        max(0, int(x0 * scale)) : max(0, int(x1 * scale) + 1),
    ]


def sides(boxes: Floats) -> tuple[float, float, float, float]:
    """The sides of the box around boxes: x0, top, x1, bottom."""
    x0, top = boxes[:, :2].min(0).tolist()
    x1, bottom = boxes[:, 2:].max(0).tolist()
    return x0, top, x1, bottom


def changes(page: PageView, picture: Picture, words: Sequence[Stretch], annotations: bool) -> list[Changes]:
    """For each character of each word how much `picture` changes when its text objects are left out, 0-255.

    Raises:
        CheckError: the page can't be rendered.
    """
    changed = [np.zeros(word.last - word.first, np.int64) for word in words]
    for turn in _turns(page, words):
        items = sorted({item for number in turn for item in words[number].items})
        without = _without(page, [page.items[item] for item in items], annotations)
        for number in turn:
            word = words[number]
            for char in range(word.first, word.last):
                before, after = (patch(page, one, char, char + 1) for one in (picture, without))
                if before.size:
                    most = np.abs(before.astype(np.int16) - after).max()
                    changed[number][char - word.first] = int(most)
    return changed


def paints(item: Item) -> bool:
    """Whether a text object leaves anything on the page."""
    fill, stroke = item.fill, item.stroke
    return (fill is not None and fill[3] > 12) or (stroke is not None and stroke[3] > 12)


def _turns(page: PageView, words: Sequence[Stretch]) -> list[list[int]]:
    """The words that paint anything, in as few turns as it takes that no two that stand on one place are left out at
    once: a label on a bar would vouch for the name under it. After `_ROUNDS` the last turn takes all that is left.
    """
    turns: list[list[int]] = []
    taken: list[Floats] = []
    for group in _groups(page, words):
        boxes = _cores(
            [page.items[item].box for item in sorted({i for one in group for i in words[one].items})]
        )
        place = next((at for at, there in enumerate(taken) if not _meet(there, boxes)), len(turns))
        if place == _ROUNDS:
            place -= 1
        if place == len(turns):
            turns.append([])
            taken.append(boxes[:0])
        turns[place] += group
        taken[place] = np.concatenate([taken[place], boxes])
    return turns


def _groups(page: PageView, words: Sequence[Stretch]) -> list[list[int]]:
    """The words that go together: those of one text object, and the same word printed twice on one place."""
    root = list(range(len(words)))

    def top(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    of_item: dict[int, int] = {}
    of_place: dict[tuple[str, int, int], int] = {}
    kept = [
        number for number, word in enumerate(words) if any(paints(page.items[item]) for item in word.items)
    ]
    for number in kept:
        word = words[number]
        for item in word.items:
            root[top(number)] = top(of_item.setdefault(item, number))
        x0, height, *_ = sides(page.boxes[word.first : word.last])
        text = page.text[page.chars[word.first].start : page.chars[word.last - 1].end]
        for x, y in ((x, y) for x in (0, 1) for y in (0, 1)):  # near enough in one of four grids of 3 points
            key = (text, round(x0 / 3 + x / 2) * 2 + x, round(height / 3 + y / 2) * 2 + y)
            root[top(number)] = top(of_place.setdefault(key, number))
    groups: dict[int, list[int]] = {}
    for number in kept:
        groups.setdefault(top(number), []).append(number)
    return list(groups.values())


def _cores(boxes: Sequence[Box]) -> Floats:
    """Boxes without their rims, so that lines under each other don't meet."""
    rows = np.array([(box.x0, box.top, box.x1, box.bottom) for box in boxes], float)
    wide, high = rows[:, 2] - rows[:, 0], rows[:, 3] - rows[:, 1]
    rows += np.stack([0.1 * wide, 0.2 * high, -0.1 * wide, -0.2 * high], axis=1)
    return rows


def _meet(some: Floats, others: Floats) -> bool:
    for x0, top, x1, bottom in others.tolist():
        apart = (some[:, 0] >= x1) | (some[:, 2] <= x0) | (some[:, 1] >= bottom) | (some[:, 3] <= top)
        if not apart.all():
            return True
    return False


def _without(page: PageView, items: Sequence[Item], annotations: bool) -> Picture:
    """The page rendered without some objects."""
    objects = [ctypes.cast(item.handle, pdfium_c.FPDF_PAGEOBJECT) for item in items]
    try:
        for one in objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, False)
        return page.render(annotations)
    finally:
        for one in objects:
            pdfium_c.FPDFPageObj_SetIsActive(one, True)
