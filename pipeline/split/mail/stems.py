"""Finding the few lines that a slow rule has to read, by parts of words that everything it finds holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_READ = 600  # characters of a line that are looked at


def lines_with(stems: Iterable[str], cores: Sequence[str]) -> list[bool]:
    """For each line, whether one of the stems (in small letters) stands in it."""
    pieces = [core[:_READ].lower() for core in cores]
    whole = "\n".join(pieces)
    starts = list(accumulate((len(piece) + 1 for piece in pieces), initial=0))
    found = [False] * len(pieces)
    for stem in stems:
        at = whole.find(stem)
        while at >= 0:
            i = bisect_right(starts, at) - 1
            found[i] = True
            at = whole.find(stem, starts[i + 1])
    return found
