"""Documents that are the same, nearly the same, or stand in another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.relations.sketch import bands, hashes_of, likeness
from pipeline.relations.trace import Trace

NEAR = 0.9
"""Of the five-word shingles of both. A changed word changes five of them, so on a page of 500 words about five
changes: another addressee, a date, a version number, some letters that a text recogniser read wrongly. Below it a
person finds differences of substance: another paragraph, another figure in each line.
"""

_LEADERS = 8  # documents kept of one band: bounds the time where thousands share it
_TRIES = 8  # of the documents that share bands with another, how many it is compared with
_SUPERSETS = 16  # documents with a message that are looked at, those with most messages first


def duplicates(traces: Mapping[int, Trace]) -> dict[int, int]:
    """For each document that is the same as one with a lower number, the lowest such number."""
    first: dict[bytes, int] = {}
    found: dict[int, int] = {}
    for number in sorted(traces):
        same = traces[number].same
        if same and first.setdefault(same, number) != number:
            found[number] = first[same]
    return found


def near(traces: Mapping[int, Trace], unlike: Mapping[int, int]) -> dict[int, int]:
    """For each document that is nearly the same as one with a lower number, that number.

    A document that is given such a number is given to no other: all that is nearly the same as one document is told
    with that one. So what is told grows with the documents, not with their pairs.

    Args:
        traces: of documents of which no two are the same.
        unlike: pairs that are not told, lower or higher number first.
    """
    leaders: dict[object, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for number in sorted(traces):
        rising = hashes_of(traces[number].sketch)
        own, keys = frozenset(rising), tuple(bands(rising))
        shared = Counter(leader for key in keys for leader in leaders[key])
        likely = [one for one in shared if unlike.get(one) != number and unlike.get(number) != one]
        likely.sort(key=lambda one: (-shared[one], one))
        scores = [(likeness(own, _hashes(traces[one]), NEAR), -one) for one in likely[:_TRIES]]
        score, leader = max(scores, default=(0.0, 0))
        if score:
            found[number] = -leader
            continue
        for key in keys:
            if len(leaders[key]) < _LEADERS:
                leaders[key].append(number)
    return found


def _hashes(trace: Trace) -> frozenset[int]:
    """Made when they are needed: those of all documents would fill far more memory than the sketches do."""
    return frozenset(hashes_of(trace.sketch))


def contained(traces: Mapping[int, Trace], threads: Mapping[int, int]) -> dict[int, int]:
    """For each mail whose messages all stand in a later mail of its thread, the number of the largest such mail.

    Args:
        traces: of documents of which no two are the same.
        threads: the thread of each mail.
    """
    holders: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    mails = [number for number in traces if traces[number].is_mail]
    for number in sorted(mails, key=lambda n: (-len(traces[n].messages), n)):
        for said in traces[number].messages:
            holders[threads[number], said.whole].append(number)
    found: dict[int, int] = {}
    for number in mails:
        trace = traces[number]
        if trace.complete:
            lists = [holders[threads[number], said.whole] for said in trace.messages]
            rarest: list[int] = min(lists, key=len)
            holder = _holder(trace, rarest, traces)
            if holder is not None:
                found[number] = holder
    return found


def _holder(trace: Trace, candidates: Iterable[int], traces: Mapping[int, Trace]) -> int | None:
    """The first of the candidates, largest first, that is later than a mail and has all its messages and more."""
    wanted = {said.whole for said in trace.messages}
    for _, number in zip(range(_SUPERSETS), candidates, strict=False):
        other = traces[number]
        if len(other.messages) <= len(trace.messages):
            return None
        later = trace.sent is not None and other.sent is not None and other.sent > trace.sent
        if later and wanted.issubset(said.whole for said in other.messages):
            return number
    return None
