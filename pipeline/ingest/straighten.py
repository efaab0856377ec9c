"""Sets a scanned page straight: by how much it is skewed, and turned by that."""

from __future__ import annotations

from math import radians, tan

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MAX_SKEW = 5.0
"""Degrees; a page that is skewed by more was laid down like that."""

_LEAST = 0.12  # degrees; a line over an A4 then rises by 1 point
_COARSE, _FINE = 0.5, 0.05
_SIDE = 900  # pixels of the small picture in which the skew is looked for
_MOST = 60_000  # pixels of ink that are looked at
_CLEAR = 1.03  # times the measure of the page as it is


def skew_of(picture: Image.Image) -> float:
    """By how many degrees the lines of a page rise to the right; 0.0 where no angle stands out.

    The rows of a straight page are full of ink or empty, so the sum of the squares of ink in a row is greatest at the
    right angle (Postl 1986, US patent 4,723,297, expired).
    """
    small = picture.convert("L")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    grey = np.asarray(small, np.int16)
    rows, columns = np.nonzero(grey < int(np.median(grey)) - 40)
    if len(rows) < 50:
        return 0.0
    step = -(-len(rows) // _MOST)
    down, across = rows[::step].astype(np.float64), columns[::step].astype(np.float64)

    def sharp(angle: float) -> float:
        return _sharpness(down, across, angle)

    best = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, _COARSE).tolist(), key=sharp)
    best = max(np.arange(best - _COARSE, best + _COARSE + 0.01, _FINE).tolist(), key=sharp)
    if abs(best) < _LEAST or sharp(best) < _CLEAR * sharp(0.0):
        return 0.0
    return round(float(best), 2)


def _sharpness(rows: NDArray[np.float64], columns: NDArray[np.float64], angle: float) -> float:
    moved = rows + columns * tan(radians(angle))
    counts = np.bincount((moved - moved.min()).astype(np.int64))
    return float((counts.astype(np.float64) ** 2).sum())


def straightened(picture: Image.Image, angle: float) -> Image.Image:
    """The picture turned clockwise by an angle in degrees, larger so that no corner is lost, on white."""
    if not angle:
        return picture
    white = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor=white)
