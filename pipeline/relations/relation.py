"""The relations of the documents of a case, by their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pipeline.relations.copies import contained, duplicates, near
from pipeline.relations.threads import threads
from pipeline.relations.trace import Trace


@dataclass(frozen=True, slots=True)
class Relation:
    """How a document belongs to others; every reference is the number of a document in the case.

    Attributes:
        family: the number of the document that it hangs on, at whatever depth, or its own, as an integer.
        thread: the lowest number of a document in its thread, as an integer; None for what is no mail.
        duplicate_of: the first document that is the same.
        near: documents that are nearly the same: the first of them, or with that first one all others, sorted.
        contained_in: the later mail of its thread in which all its messages stand.
    """

    family: int
    thread: int | None = None
    duplicate_of: str | None = None
    near: tuple[str, ...] = ()
    contained_in: str | None = None


def relate(traces: Mapping[str, Trace], parents: Mapping[str, str]) -> dict[str, Relation]:
    """The relation of every document; the order of what is given does not matter.

    Args:
        traces: by the number of the document.
        parents: for each attachment its number and that of the document it was attached to.
    """
    name = {int(number): number for number in sorted(traces, key=int)}
    by_number = {number: traces[name[number]] for number in name}
    parent = {int(number): int(above) for number, above in parents.items()}
    hung = set(parent.values())
    thread, copy = threads(by_number), duplicates(by_number)
    firsts = {n: trace for n, trace in by_number.items() if n not in copy}
    # What hangs on a mail is not in a quote of it.
    inside = contained(
        {n: replace(t, complete=t.complete and n not in hung) for n, t in firsts.items()}, thread
    )
    leader = near(firsts, inside)
    followers: dict[int, list[str]] = defaultdict(list)
    for number in sorted(leader):
        followers[leader[number]].append(name[number])
    return {
        name[n]: Relation(
            family=_root(n, parent),
            thread=thread.get(n),
            duplicate_of=name[copy[n]] if n in copy else None,
            near=(name[leader[n]],) if n in leader else tuple(followers[n]),
            contained_in=name[inside[n]] if n in inside else None,
        )
        for n in by_number
    }


def _root(number: int, parent: Mapping[int, int]) -> int:
    while number in parent:
        number = parent[number]
    return number


def told(
    relations: Mapping[str, Relation], kept_back: Mapping[str, str], cut: Collection[str]
) -> dict[str, Relation]:
    """What may be said of the relations outside the house.

    That two documents are the same, nearly the same or hold each other tells of one what stands in the other. So it
    is told of two that are both published or were both kept back for one reason; and of documents with passages that
    a person had taken out only that they are the same, for then the same is taken out of both.

    Args:
        relations: by number.
        kept_back: the outcome of each document that is kept back, by number.
        cut: the numbers of documents in which the case file redacts passages.
    """

    def alike(one: str, other: str | None) -> bool:
        return other is not None and kept_back.get(one) == kept_back.get(other)

    def open_pair(one: str, other: str | None) -> bool:
        return alike(one, other) and one not in kept_back and one not in cut and other not in cut

    return {
        number: replace(
            one,
            duplicate_of=one.duplicate_of if alike(number, one.duplicate_of) else None,
            near=tuple(other for other in one.near if open_pair(number, other)),
            contained_in=one.contained_in if open_pair(number, one.contained_in) else None,
        )
        for number, one in relations.items()
    }
