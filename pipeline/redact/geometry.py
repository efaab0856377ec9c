"""Matrices of ISO 32000-2, 8.3: six numbers a b c d e f, points as row vectors."""

from __future__ import annotations

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Uninterpretable(Exception):  # noqa: N818  (it tells the page to take another way)
    """The content of a page can't be followed glyph by glyph; the page is redacted as a picture instead."""


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741  (the letters of the standard)
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix takes a point."""
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def inverse(m: Matrix) -> Matrix:
    """The matrix that undoes another.

    Raises:
        Uninterpretable: there is none; it flattens everything.
    """
    a, b, c, d, e, f = m
    size = a * d - b * c
    if abs(size) < 1e-12:
        raise Uninterpretable("a matrix without an inverse")
    return d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size


def around(points: Iterable[tuple[float, float]]) -> Rect:
    """The smallest upright rectangle (x0, y0, x1, y1) around some points; there must be one."""
    listed = list(points)
    xs, ys = [p[0] for p in listed], [p[1] for p in listed]
    return min(xs), min(ys), max(xs), max(ys)


def corners(rect: Rect) -> tuple[tuple[float, float], ...]:
    """The four corners of a rectangle."""
    x0, y0, x1, y1 = rect
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def overlap(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def intersect(a: Rect, b: Rect) -> Rect:
    """What two rectangles share; of no size where they share nothing."""
    x0, y0 = max(a[0], b[0]), max(a[1], b[1])
    return x0, y0, max(x0, min(a[2], b[2])), max(y0, min(a[3], b[3]))
