"""The threads of a case: mails that answer or forward each other, and those that quote the same message.

In falling order of what they prove:

1. The same mail twice; Message-ID, In-Reply-To, References and Outlook's Thread-Index (RFC 5322, 3.6.4; [MS-OXOMSG]
   2.2.1.3). An id that mails with another subject or another time have as their own proves nothing and is not used.
2. The same message in both: the same minute and first words; without a time the same words and the same subject.
3. The same subject, if the later mail is a reply or a forward, its sender took part in the earlier one, the two have
   two people in common, and at most `MAX_DAYS` lie between them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.relations.groups import Groups
from pipeline.relations.trace import Trace

MAX_DAYS = 90
"""An answer that takes longer is seldom found by its subject alone: monthly and quarterly mails have the same one."""

_TRIES = 8  # of the mails that a sender took part in, how many of the latest are looked at

Mail = tuple[int, Trace]


def threads(traces: Mapping[int, Trace]) -> dict[int, int]:
    """The thread of each mail: the lowest number among its documents."""
    mails = [(number, traces[number]) for number in sorted(traces) if traces[number].is_mail]
    groups = Groups()
    broken = set(_broken_ids(mails))
    for number, trace in mails:
        for one in (trace.same, trace.own_id, *trace.references):
            if one and one not in broken:
                groups.join(number, one)
        for said in trace.messages:
            if said.dated:
                groups.join(number, said.start)
            elif trace.subject:
                groups.join(number, (trace.subject, said.whole))
    for number, earlier in _by_subject(mails):
        groups.join(number, earlier)
    first: dict[object, int] = {}
    return {number: first.setdefault(groups.root(number), number) for number, _ in mails}


def _broken_ids(mails: Iterable[Mail]) -> Iterator[bytes]:
    """Message-IDs that mails with another subject or another time have as their own: some scanners and exports give
    all mails the same.
    """
    owner: dict[bytes, tuple[bytes, int | None]] = {}
    for _, trace in mails:
        known = owner.setdefault(trace.own_id, (trace.subject, trace.sent))
        if known != (trace.subject, trace.sent):
            yield trace.own_id


def _by_subject(mails: Iterable[Mail]) -> Iterator[tuple[int, int]]:
    """Replies and forwards, each with the mail that it is of by its subject and people."""
    named: dict[bytes, list[tuple[int, int, Trace]]] = defaultdict(list)
    for number, trace in mails:
        if trace.subject and trace.sent is not None:
            named[trace.subject].append((trace.sent, number, trace))
    for group in named.values():
        latest: dict[bytes, deque[tuple[int, int, Trace]]] = defaultdict(lambda: deque(maxlen=_TRIES))
        for sent, number, trace in sorted(group, key=lambda one: one[:2]):
            if trace.is_reply and trace.sender:
                yield from _answered(sent, number, trace, latest[trace.sender])
            for one in trace.people:
                latest[one].append((sent, number, trace))


def _answered(
    sent: int, number: int, trace: Trace, earlier: Sequence[tuple[int, int, Trace]]
) -> Iterator[tuple[int, int]]:
    people = set(trace.people)
    for before, other, its in reversed(earlier):
        if sent - before > MAX_DAYS * 24 * 60:
            return
        if len(people.intersection(its.people)) > 1:
            yield number, other
            return
