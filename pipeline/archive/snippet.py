"""The piece of a text that shows why it was found, with the words that were asked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.archive.analysis import analysed, spans
from pipeline.archive.expand import Term
from pipeline.archive.rank import Looking, Match, matches
from pipeline.types import Span

_LENGTH = 240  # code points: about three lines on a page
_NEAR = 30  # code points to the border of a word
_SPACE = re.compile(r"\s+")


def snippet(text: str, terms: Sequence[Term]) -> tuple[str, tuple[Span, ...]]:
    """The stretch with most of the words asked for, on one line, and where they stand in it."""
    line = _SPACE.sub(" ", text).strip()
    found = matches(analysed(text)[1], Looking.of(terms))
    places = sorted(set(_places(line, found)))
    start, end = _window(line, places)
    piece = ("… " if start else "") + line[start:end].strip() + (" …" if end < len(line) else "")
    shift = start + len(line[start:end]) - len(line[start:end].lstrip()) - (2 if start else 0)
    inside = [(a, b) for a, b in places if start <= a and b <= end]
    return piece, tuple(Span(a - shift, b - shift) for a, b in _apart(inside))


def _places(line: str, found: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """From where to where in the line the words of each match run; no more of the line is read than they need."""
    needed = max((match.last for match in found), default=-1) + 1
    standing = list(islice(spans(line), needed))
    for match in found:
        yield standing[match.first][0], standing[match.last][1]


def _window(line: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The first stretch of about `_LENGTH` with the most places, from a space to a space where one is near."""
    if len(line) <= _LENGTH:
        return 0, len(line)
    first, last = _densest(places)
    start = max(0, min(first - _LENGTH // 6, len(line) - _LENGTH))
    if start:
        start = line.rfind(" ", start - _NEAR, start + 1) + 1 or start
    end = min(max(start + _LENGTH, last), start + _LENGTH + _NEAR)
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", max(last, end - _NEAR), end + 1)
    return start, space if space > 0 else end


def _densest(places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the stretch of two thirds of `_LENGTH` that holds most places begins, and where its first place ends."""
    best, most, beyond = (0, 0), 0, 0
    for at, (start, end) in enumerate(places):
        while beyond < len(places) and places[beyond][1] <= start + _LENGTH * 2 // 3:
            beyond += 1
        inside = max(1, beyond - at)  # one that is longer than the stretch is shown all the same
        if inside > most:
            best, most = (start, end), inside
    return best


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap become one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
