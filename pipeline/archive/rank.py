"""The order of what was found, best first, the same for both stores: they give their best, and this puts it in order.

A stripped BM25 (Robertson and Zaragoza, 2009) over the words of an item and, for less, over what it stands under;
more where the words asked for stand close together, and where the very form that was typed is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.archive.analysis import analysed
from pipeline.archive.expand import Term
from pipeline.archive.values import Kind, Stored

_SATURATION = 1.2  # BM25's k1
_LENGTH = 0.5  # BM25's b: how much a long text counts against itself
_USUAL = 40  # words of an item
_CONTEXT = 0.45  # what a word of the meeting or agenda item counts beside one of the item itself
_TYPED = 0.15
_CLOSE = 0.35
_AROUND = 8  # words before and after what was asked for, by which two copies of a page are known
# Somebody who asks an archive looks for what was decided first; a page holds all its items once more.
_KINDS = {
    Kind.DECISION: 1.15,
    Kind.PROMISE: 1.1,
    Kind.ACTION: 1.1,
    Kind.MEETING: 1.0,
    Kind.AGENDA_ITEM: 1.0,
    Kind.MESSAGE: 1.0,
    Kind.PAGE: 0.75,
}


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (included) of a text, as a term of the question with its weight."""

    first: int
    last: int
    term: int
    weight: float


def ranked(rows: Sequence[Stored], terms: Sequence[Term]) -> list[Stored]:
    """What was found, best first; what is equal by case and key.

    Of each document the best page stands there, and its other pages after everything else; so do copies: what has the
    same words around what was asked for, in the same case and of the same day.
    """
    looking = Looking.of(terms)
    judged = [(_judged(row, looking), row) for row in rows]
    judged.sort(key=lambda pair: (-pair[0].score, pair[1].case, pair[1].item.key))
    seen: set[tuple[str, ...]] = set()
    first: list[Stored] = []
    later: list[Stored] = []
    for answer, row in judged:
        item = row.item
        same = {(row.case, item.kind, item.date or "", *answer.gist)}
        if item.kind is Kind.PAGE:
            same.add((row.case, item.kind, item.places[0].document))
        (first if seen.isdisjoint(same) else later).append(row)
        seen |= same
    return first + later


@dataclass(frozen=True, slots=True)
class _Judged:
    """How well an item answers, only comparable within one question, and the words around what was asked for."""

    score: float
    gist: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looking:
    """The terms of a question, by the stem with which a match begins."""

    terms: tuple[Term, ...]
    begins: Mapping[str, Sequence[tuple[int, tuple[str, ...], float]]]

    @classmethod
    def of(cls, terms: Sequence[Term]) -> Looking:
        """Look for these terms."""
        begins: dict[str, list[tuple[int, tuple[str, ...], float]]] = {}
        for index, term in enumerate(terms):
            for member, weight in term.members:
                begins.setdefault(member[0], []).append((index, member, weight))
        return cls(tuple(terms), begins)


def _judged(row: Stored, looking: Looking) -> _Judged:
    text, stems = analysed(row.item.text)
    found, beside = matches(stems, looking), matches(analysed(row.item.context)[1], looking)
    total, answered = 0.0, 0
    for index, term in enumerate(looking.terms):
        own = [match for match in found if match.term == index]
        above = max((match.weight for match in beside if match.term == index), default=0.0)
        total += term.rarity * (_own(own, len(text)) + _typed(own, text, term) + _CONTEXT * above)
        answered += bool(own or above)
    total *= (1 + _CLOSE * _closeness(found)) * _KINDS[row.item.kind] * answered / max(1, len(looking.terms))
    at = _rarest(found, looking)
    return _Judged(total, tuple(text[max(0, at - _AROUND) : at + _AROUND]))


def _rarest(found: Sequence[Match], looking: Looking) -> int:
    """Where the word stands that tells most."""
    best = max(found, key=lambda m: (m.weight * looking.terms[m.term].rarity, -m.first), default=None)
    return best.first if best else 0


def matches(stemmed: Sequence[str], looking: Looking) -> list[Match]:
    """Where the terms of a question stand among the stems of a text, in order."""
    begins = looking.begins
    found: list[Match] = []
    for at in [at for at, root in enumerate(stemmed) if root in begins]:
        for index, member, weight in begins[stemmed[at]]:
            if len(member) == 1 or tuple(stemmed[at : at + len(member)]) == member:
                found.append(Match(at, at + len(member) - 1, index, weight))
    found.sort(key=lambda match: (match.first, match.term))
    return found


def _own(found: Sequence[Match], length: int) -> float:
    often = sum(match.weight for match in found)
    return often * (_SATURATION + 1) / (often + _SATURATION * (1 - _LENGTH + _LENGTH * length / _USUAL))


def _typed(found: Sequence[Match], text: Sequence[str], term: Term) -> float:
    return _TYPED * any(text[m.first] == term.asked[0] for m in found if term.asked)


def _closeness(found: Sequence[Match]) -> float:
    """1 where two terms stand beside each other somewhere, less the more words lie between; 0 with one term."""
    gaps = [after.first - before.last for before, after in pairwise(found) if before.term != after.term]
    return 1 / max(1, min(gaps)) if gaps else 0.0
