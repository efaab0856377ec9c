"""Which characters a page lists, as PDFium gives them, in points as displayed."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c

from pipeline.check import native
from pipeline.check.display import Floats, Matrix, transformed
from pipeline.types import Box


class Shown(NamedTuple):
    """One character that PDFium lists: `text[start:end]` of its page, and where it stands, in points as displayed.

    `item` is the index of the text object that shows it, None where PDFium made the character up (`generated`).
    A tuple, for there are thousands on a page.
    """

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    item: int | None
    generated: bool

    @property
    def box(self) -> Box:
        """Its loose box: as wide as it advances, as high as its font."""
        return Box(self.page, self.x0, self.top, self.x1, self.bottom)


@dataclass(frozen=True, slots=True)
class PageWord:
    """A run of characters without white space: `text[start:end]` of its page."""

    start: int
    end: int
    box: Box


def shown_chars(
    textpage: int, page: int, view: Matrix, index: dict[int, int]
) -> tuple[str, list[Shown], Floats]:
    """The text of a page, its characters, and their boxes once more as rows of x0, top, x1, bottom.

    `index` gives the item of the text object at an address.
    """
    count = max(0, pdfium_c.FPDFText_CountChars(ctypes.cast(textpage, pdfium_c.FPDF_TEXTPAGE)))
    sides = np.zeros((count, 4), np.float32)  # FS_RECTF: left, top, right, bottom
    at = sides.ctypes.data
    list(map(native.LOOSE_BOX, repeat(textpage), range(count), range(at, at + 16 * count, 16)))
    codes = list(map(native.UNICODE, repeat(textpage), range(count)))
    generated = [flag == 1 for flag in map(native.GENERATED, repeat(textpage), range(count))]
    objects = [index.get(address) for address in map(native.TEXT_OBJECT, repeat(textpage), range(count))]
    boxes = transformed(sides.astype(np.float64), view)
    text, starts, ends = _joined(codes)
    shown = list(map(Shown, starts, ends, repeat(page), *boxes.T.tolist(), objects, generated))
    return text, shown, boxes


_SIGNS = {0x0D: "", 0: "\ufffd", 0x02: "-", 0xFFFE: "-"}  # "\r" goes with the "\n" that follows


def _joined(codes: Sequence[int]) -> tuple[str, list[int], list[int]]:
    """The characters as one text, and where each starts and ends in it. The second half of a surrogate pair shows
    what the first shows.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    high = 0
    for code in codes:
        if high and 0xDC00 <= code < 0xE000:
            pieces[-1] = chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00))
            starts.append(at - 1)
            ends.append(at)
            high = 0
            continue
        high = code if 0xD800 <= code < 0xDC00 else 0
        sign = _SIGNS.get(code)
        if sign is None:
            sign = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        pieces.append(sign)
        starts.append(at)
        at += len(sign)
        ends.append(at)
    return "".join(pieces), starts, ends
