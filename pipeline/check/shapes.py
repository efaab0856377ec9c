"""The rectangles that a path consists of, and the boxes of its straight lines."""

from __future__ import annotations

import math
from itertools import pairwise

Rect = tuple[float, float, float, float]
Points = list[tuple[float, float]]


def rectangles(parts: list[Points], mode: int) -> list[Rect]:
    """The rectangles that a filled path consists of; none where it has another shape, or a hole."""
    found: list[tuple[Rect, bool]] = []
    for part in parts:
        corners = part[:-1] if len(part) == 5 and math.dist(part[0], part[4]) < 0.05 else part
        if len(corners) != 4:
            return []
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
        slack = 0.02 * max(x1 - x0, y1 - y0) + 0.05
        if any(min(x - x0, x1 - x) > slack or min(y - y0, y1 - y) > slack for x, y in corners):
            return []
        area = sum(
            xs[here] * ys[here - 3] - xs[here - 3] * ys[here] for here in range(4)
        )  # twice; its sign is the way round
        if abs(area) < (x1 - x0) * (y1 - y0):  # half of the box: a bow tie or a triangle
            return []
        found.append(((x0, y0, x1, y1), area > 0))
    ways = {way for _, way in found}
    rects = [rect for rect, _ in found]
    if len(rects) > 1 and (mode == 1 or len(ways) > 1) and _overlap(rects):
        return []
    return rects


def _overlap(rects: list[Rect]) -> bool:
    ordered = sorted(rects)
    for place, (_, y0, x1, y1) in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other[0] >= x1 - 0.01:
                break
            if other[1] < y1 - 0.01 and y0 < other[3] - 0.01:
                return True
    return False


def lines(parts: list[Points], wide: float) -> list[Rect]:
    """The boxes of straight lines along the page; none where a line runs otherwise."""
    found: list[Rect] = []
    half = wide / 2
    for part in parts:
        for (x0, y0), (x1, y1) in pairwise(part):
            if abs(y0 - y1) <= 0.1 * wide + 0.05:
                found.append((min(x0, x1), min(y0, y1) - half, max(x0, x1), max(y0, y1) + half))
            elif abs(x0 - x1) <= 0.1 * wide + 0.05:
                found.append((min(x0, x1) - half, min(y0, y1), max(x0, x1) + half, max(y0, y1)))
            else:
                return []
    return found
