"""Which texts are nearly the same, by a sketch of a kilobyte for each.

The sketch of a text are the `SIZE` lowest of the hashes of its shingles (`WIDTH` words on end). Of two sketches the
share of common hashes among the lowest of both together estimates the Jaccard similarity of the texts (Broder 1997):
exactly for texts of up to `SIZE` shingles, else with a standard error of at most sqrt(s(1-s)/SIZE), 0.019 at 0.9.
"""

from __future__ import annotations

import hashlib
import heapq
import struct
from collections.abc import Iterator, Sequence

WIDTH = 5
SIZE = 256
MIN_WORDS = 40
"""Shorter texts have no sketch: a note of delivery, an automatic reply, a greeting are the same in many documents
that have nothing to do with each other.
"""

_BINS, _ROWS = 32, 4
"""The bands of `bands`: 8 of 4 values. Texts that are alike for 0.9 share a band in 99.98 of 100 cases, those that are
alike for 0.5 in 40 and for 0.3 in 6."""


def sketch(words: Sequence[str]) -> bytes:
    """The sketch of a text, empty for one of less than `MIN_WORDS` words."""
    if len(words) < MIN_WORDS:
        return b""
    hashes = {
        int.from_bytes(
            hashlib.blake2b(" ".join(words[i : i + WIDTH]).encode(), digest_size=4).digest(), "big"
        )
        for i in range(len(words) - WIDTH + 1)
    }
    lowest = heapq.nsmallest(SIZE, hashes)
    return struct.pack(f">{len(lowest)}I", *lowest)


def hashes_of(one: bytes) -> tuple[int, ...]:
    """The hashes in a sketch, rising."""
    return struct.unpack(f">{len(one) // 4}I", one)


def likeness(one: frozenset[int], other: frozenset[int], least: float = 0.0) -> float:
    """The estimated Jaccard similarity of two texts by their hashes: 0 to 1, or 0 where it is below `least`."""
    common = one & other
    counted = min(SIZE, len(one) + len(other) - len(common))
    if not common or len(common) < least * counted:
        return 0.0
    # A text with more shingles than a sketch holds alone fills these, so none of them lies above what is known of it.
    estimate = sum(h in common for h in sorted(one | other)[:SIZE]) / counted
    return estimate if estimate >= least else 0.0


def bands(hashes: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Keys of which texts that are much alike share at least one (locality sensitive hashing).

    The hashes fall into `_BINS` bins; the lowest of a bin is a minhash of the text (one permutation hashing). A band
    is those of `_ROWS` bins together.
    """
    lowest = [-1] * _BINS
    for value in hashes:
        if lowest[value % _BINS] < 0:
            lowest[value % _BINS] = value
    for first in range(0, _BINS, _ROWS):
        rows = tuple(lowest[first : first + _ROWS])
        if max(rows) >= 0:
            yield first, rows
