"""The piece of a text that shows why it was found, with the words that were asked for marked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.archive.analysis import tokens
from pipeline.archive.expand import Term
from pipeline.archive.rank import Looking, matches
from pipeline.types import Span

_LENGTH = 240  # code points: about three lines on a page
_SPACE = re.compile(r"\s+")


def snippet(text: str, terms: Sequence[Term]) -> tuple[str, tuple[Span, ...]]:
    """The stretch with most of the words asked for, on one line, and where they stand in it."""
    line = _SPACE.sub(" ", text).strip()
    found = list(tokens(line))
    places = sorted(
        {
            (found[m.first].span.start, found[m.last].span.end)
            for m in matches([t.word for t in found], Looking.of(terms))
        }
    )
    start, end = _window(line, places)
    piece = ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
    shift = start + len(line[start:end]) - len(line[start:end].lstrip()) - (2 if start else 0)
    inside = [(a, b) for a, b in places if start <= a and b <= end]
    return piece, tuple(Span(a - shift, b - shift) for a, b in _apart(inside))


def _window(line: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first stretch of `_LENGTH` with the most places, borders moved to spaces."""
    if len(line) <= _LENGTH:
        return 0, len(line)
    best = max(
        places,
        key=lambda p: (sum(p[0] <= a and b <= p[0] + _LENGTH * 2 // 3 for a, b in places), -p[0]),
        default=(0, 0),
    )
    start = max(0, min(best[0] - _LENGTH // 6, len(line) - _LENGTH))
    if start:
        start = line.rfind(" ", max(0, start - 30), start + 1) + 1 or start
    end = start + _LENGTH
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", end - 30, end)
    return start, space if space > max(
        (b for a, b in places if a < space), default=0
    ) or space > end - 30 else end


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap become one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
