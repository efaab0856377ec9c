"""What differs between two renderings of a page outside of the line that lost a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2

SCALE = 2.0  # 144 pixels an inch


Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Band:
    """A line of text as displayed: a point of its baseline, its direction, and how far it reaches across.

    `low` and `high` are distances from the baseline in points, down and up as the letters stand.
    """

    x: float
    y: float
    ux: float
    uy: float
    low: float
    high: float


def rendered(pdf: pypdfium2.PdfDocument, number: int) -> Pixels:
    """A page (counted from 1) as an array of pixels."""
    page = pdf[number - 1]
    bitmap = page.render(scale=SCALE)
    try:
        pixels: Pixels = bitmap.to_numpy().copy()
        return pixels
    finally:
        bitmap.close()
        page.close()


def different(before: Pixels, after: Pixels, bands: tuple[Band, ...]) -> tuple[int, int]:
    """How many pixels differ outside of the bands, and by how much at most; all where the sizes differ."""
    if before.shape != after.shape:
        return int(before.shape[0] * before.shape[1]), 255
    by = np.abs(before.astype(np.int16) - after.astype(np.int16)).max(axis=2)
    rows, columns = np.nonzero(by)
    x, y = columns / SCALE, rows / SCALE
    outside = np.ones(len(rows), dtype=bool)
    for band in bands:
        # Displayed coordinates run down, so what is above the baseline lies on the other side of the normal.
        away = (x - band.x) * band.uy - (y - band.y) * band.ux
        outside &= (away < band.low) | (away > band.high)
    return int(outside.sum()), int(by[rows[outside], columns[outside]].max(initial=0))
