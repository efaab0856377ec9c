"""The piece of a text that shows why it was found, with the words that were asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.archive.analysis import tokens, words
from pipeline.archive.expand import Term
from pipeline.archive.rank import Looking, Match, matches
from pipeline.types import Span

_LENGTH = 240  # code points: about three lines on a page
_SPACE = re.compile(r"\s+")


def snippet(text: str, terms: Sequence[Term]) -> tuple[str, tuple[Span, ...]]:
    """The stretch with most of the words asked for, on one line, and where they stand in it."""
    line = _SPACE.sub(" ", text).strip()
    found = matches(words(line), Looking.of(terms))
    places = sorted(set(_places(line, found)))
    start, end = _window(line, places)
    piece = ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
    shift = start + len(line[start:end]) - len(line[start:end].lstrip()) - (2 if start else 0)
    inside = [(a, b) for a, b in places if start <= a and b <= end]
    return piece, tuple(Span(a - shift, b - shift) for a, b in _apart(inside))


def _places(line: str, found: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """From where to where in the line the words of each match run; no more of the line is read than they need."""
    needed = max((match.last for match in found), default=-1) + 1
    standing = list(islice(tokens(line), needed))
    for match in found:
        yield standing[match.first].start, standing[match.last].end


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
