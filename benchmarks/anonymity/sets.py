"""Anonymity sets: how many surnames give the same output as a surname does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from benchmarks.anonymity.readings import Reading

TOLERANCE = 0.05  # points; what stands nearer can't be told apart by one who measures to 0.1 pt


@dataclass(frozen=True, slots=True)
class Sets:
    """The sizes of the sets over all surnames, and how many outputs there are."""

    surnames: int
    outputs: int
    median: float
    mean: float
    minimum: int


def sets(outputs: Iterable[Hashable]) -> Sets:
    """The sets of surnames, each given by what its output looks like."""
    counts = Counter(outputs)
    sizes = [n for n in counts.values() for _ in range(n)]
    if not sizes:
        return Sets(0, 0, 0.0, 0.0, 0)
    return Sets(len(sizes), len(counts), median(sizes), mean(sizes), min(sizes))


def exact(found: Sequence[Reading]) -> list[Hashable]:
    """The outputs for one who compares the content byte for byte."""
    return [reading.content for reading in found]


def measured(found: Sequence[Reading]) -> list[Hashable]:
    """The outputs for one who measures: a reading joins the first one that nothing sets apart from it."""
    leaders: dict[tuple[str, ...], list[tuple[float, ...]]] = defaultdict(list)
    groups: list[Hashable] = []
    for reading in found:
        known = leaders[reading.shown]
        for i, places in enumerate(known):
            if all(abs(a - b) <= TOLERANCE for a, b in zip(places, reading.places, strict=True)):
                groups.append((reading.shown, i))
                break
        else:
            groups.append((reading.shown, len(known)))
            known.append(reading.places)
    return groups
