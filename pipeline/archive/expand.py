"""A question with its words in all forms that the archive has: inflected, in compounds, and as they were meant.

A word that stands nowhere is looked for as the words that look most like it, or as the two that it is made of; what
was done is told, so that nobody takes it for what was asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from pipeline.archive.analysis import fold, said, stem
from pipeline.archive.expression import And, AnyOf, Expression, Or
from pipeline.archive.protocol import Archive
from pipeline.archive.query import All, Node, OneOf, Phrase, Prefix, Word, query_fault
from pipeline.resources import folder

_PART = 4  # letters: shorter words stand inside too many others by chance
_COMPOUNDS = 60  # of a word that are looked for, the most common first
_LOOKED_AT = 400  # words of the vocabulary that hold the letters of a word
_ALIKE = 80
_BEGIN_SO = 1_000  # words that a beginning may stand for
_NOWHERE = ("0" * 65,)  # no word is so long, so that nothing is found
# First parts that change what a word means: `voordeel` is no kind of deel.
_PARTICLES = frozenset(
    [
        "aan",
        "achter",
        "af",
        "bij",
        "binnen",
        "buiten",
        "door",
        "her",
        "in",
        "mee",
        "mis",
        "na",
        "om",
        "onder",
        "ont",
        "op",
        "over",
        "tegen",
        "toe",
        "tot",
        "uit",
        "ver",
        "voor",
        "weg",
    ]
)
_LINKS = ("s", "en", "e", "n")  # between the parts of a Dutch compound
_SMALLEST_PIECE = 3
_STRANGE = 4  # letters of a piece that no item has as a word
_VOWEL = re.compile("[aeiouy]")

# Weights, the word itself being 1.
_FORM, _HEAD, _START, _INSIDE, _MEANT, _SPLIT, _DOUBT = 0.9, 0.7, 0.6, 0.4, 0.8, 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question for ranking: stems (one or more in a row) with weights, and how rare it is.

    `asked` are the folded words as typed, empty where only their beginning was.
    """

    asked: tuple[str, ...]
    members: tuple[tuple[tuple[str, ...], float], ...]
    rarity: float


@dataclass(frozen=True, slots=True)
class Expanded:
    """A question as a store takes it, its terms for ranking and marking, and which words were replaced by what."""

    expression: Expression
    terms: tuple[Term, ...]
    corrected: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a word is looked for as: members with weights, and pieces that must all be there in place of it."""

    members: tuple[tuple[tuple[str, ...], float], ...]
    pieces: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    count: int = 0


def expand(node: Node, archive: Archive) -> Expanded:
    """All forms of the words of a question.

    Raises:
        QueryError: more words begin as it asks than can be looked for.
        ArchiveStoreError: the archive can't be reached, is locked or damaged.
    """
    match node:
        case Word(word):
            return _word(word, (), archive)
        case Phrase(words, joined):
            return _phrase(words, joined, archive)
        case Prefix(start, at):
            return _prefix(start, at, archive)
        case OneOf(parts):
            return _joined([expand(part, archive) for part in parts], either=True)
        case All(parts, but_not):
            found = _joined(_side_by_side(parts, archive), either=False)
            refused = tuple(_exactly(part, archive) for part in but_not)
            if not refused:
                return found
            return replace(found, expression=And((found.expression,), refused))


def loosened(expanded: Expanded, *, few: bool) -> Expanded | None:
    """The same with some words enough where all were asked for; None where that would be the same.

    Where a few things do hold all words (`few`), only a question of three or more is loosened: two were meant.
    """
    asked: Expression = expanded.expression
    refused: tuple[Expression, ...] = ()
    if isinstance(asked, And) and asked.but_not:
        refused = asked.but_not
        asked = asked.parts[0]
    if not isinstance(asked, And) or len(asked.parts) <= (2 if few else 1):
        return None
    some = Or(asked.parts)
    return replace(expanded, expression=And((some,), refused) if refused else some)


def meant(word: str, count: int, archive: Archive) -> str | None:
    """A word that looks like a rare one and stands at least twenty times as often."""
    found = _alike(word, archive, farthest=1)
    return next(
        (other for _, often, other in found if stem(other) != stem(word) and often >= 20 * count), None
    )


def _joined(parts: list[Expanded], *, either: bool) -> Expanded:
    expressions = tuple(part.expression for part in parts)
    return Expanded(
        expressions[0] if len(parts) == 1 else Or(expressions) if either else And(expressions),
        tuple(term for part in parts for term in part.terms),
        tuple(pair for part in parts for pair in part.corrected),
    )


def _side_by_side(parts: tuple[Node, ...], archive: Archive) -> list[Expanded]:
    """Parts that must all be there; two words beside each other also as the one word that the archive has of them."""
    beside: dict[int, list[str]] = {}
    for at, (left, right) in enumerate(pairwise(parts)):
        if isinstance(left, Word) and isinstance(right, Word):
            made = [f"{left.word}{link}{right.word}" for link in ("", *_LINKS)]
            known = list(archive.stem_counts(made))
            beside[at] = [*beside.get(at, []), *known]
            beside[at + 1] = known
    return [
        _word(part.word, tuple(beside.get(at, ())), archive)
        if isinstance(part, Word)
        else expand(part, archive)
        for at, part in enumerate(parts)
    ]


def _exactly(node: Node, archive: Archive) -> Expression:
    """What must not be there: the words as they are, for a compound or a correction would take too much away."""
    match node:
        case Word(word):
            return AnyOf(((word,),))
        case All(parts, but_not):
            return And(
                tuple(_exactly(p, archive) for p in parts), tuple(_exactly(p, archive) for p in but_not)
            )
        case OneOf(parts):
            return Or(tuple(_exactly(part, archive) for part in parts))
        case _:
            return expand(node, archive).expression


def _phrase(words: tuple[str, ...], joined: str, archive: Archive) -> Expanded:
    members: list[tuple[tuple[str, ...], float]] = [(words, 1.0)]
    if joined:
        members.append(((joined,), _FORM))
    count = min(archive.stem_counts(words).get(word, 0) for word in words)
    return Expanded(
        AnyOf(tuple(member for member, _ in members)), (_term(words, members, _rarity(count, archive)),)
    )


def _prefix(start: str, at: int, archive: Archive) -> Expanded:
    """All words of the archive that begin so, one by one: the stem of a word may begin otherwise (`raad`, `rad`)."""
    named = archive.words_from(start, _BEGIN_SO + 1)
    if len(named) > _BEGIN_SO:
        raise query_fault("broad", at)
    members = [((word,), 1.0) for word, _ in named] or [(_NOWHERE, 1.0)]
    count = sum(often for _, often in named)
    return Expanded(AnyOf(tuple(one for one, _ in members)), (_term((), members, _rarity(count, archive)),))


def _word(word: str, joined: tuple[str, ...], archive: Archive) -> Expanded:
    """A word in all its forms; `joined` are compounds that it makes with the word beside it."""
    forms = _plain_forms(word, archive) if joined else _forms(word, archive)
    if joined:
        forms = replace(forms, members=(*forms.members, *(((one,), _FORM) for one in joined)))
    rarity = _rarity(forms.count, archive)
    named = AnyOf(tuple(member for member, _ in forms.members))
    terms = [_term((word,), forms.members, rarity)]
    expression: Expression = named
    if forms.pieces:
        pieces = [((piece,), _SPLIT) for piece in forms.pieces]
        expression = Or((named, And(tuple(AnyOf((member,)) for member, _ in pieces))))
        terms = [_term((word,), [piece], rarity) for piece in pieces]
    corrected = ((word, forms.corrected),) if forms.corrected else ()
    return Expanded(expression, tuple(terms), corrected)


def _term(asked: tuple[str, ...], members: Iterable[tuple[tuple[str, ...], float]], rarity: float) -> Term:
    best: dict[tuple[str, ...], float] = {}
    for words, weight in members:
        key = tuple(stem(word) for word in words)
        best[key] = max(weight, best.get(key, 0.0))
    return Term(asked, tuple(sorted(best.items())), rarity)


def _rarity(count: int, archive: Archive) -> float:
    """How much a word tells, as BM25 weighs it (Robertson and Spärck Jones)."""
    size = archive.size()
    count = min(count, size)
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


# ------------------------------------------------------------------------------------------- forms of a word


def _forms(word: str, archive: Archive) -> _Forms:
    plain = _plain_forms(word, archive)
    if plain.count or len(plain.members) > 1 or not word.isalpha():
        return plain
    near = list(_alike(word, archive, farthest=_farthest(word)))
    pieces = _pieces(word, archive)
    if near and (near[0][0] == 1 or not pieces):
        same = [other for distance, _, other in near if distance == near[0][0]][:2]
        found = [_plain_forms(other, archive) for other in same]
        members = tuple((member, weight * _MEANT) for forms in found for member, weight in forms.members)
        return _Forms(members, corrected=tuple(same), count=max(forms.count for forms in found))
    return replace(plain, pieces=pieces)


def _plain_forms(word: str, archive: Archive) -> _Forms:
    members: dict[tuple[str, ...], float] = {(word,): 1.0}
    for other in sorted(_irregular().get(stem(word), frozenset()) - {word}):
        members.setdefault((other,), _FORM)
    if len(word) >= _PART and word.isalpha():
        for compound, weight in _compounds(word, archive):
            members.setdefault((compound,), weight)
    return _Forms(tuple(members.items()), count=archive.stem_counts([word]).get(word, 0))


def _compounds(word: str, archive: Archive) -> list[tuple[str, float]]:
    """Words of the archive that are made of this one and others, each a word of the archive itself."""
    root = stem(word)
    part = root if len(root) >= _PART and word.startswith(root) else word
    split = {
        w: list(_splits(w, part, root)) for w, _ in archive.words_with(part, _LOOKED_AT) if stem(w) != root
    }
    pieces = {piece for ways in split.values() for left, right in ways for piece in (left, right) if piece}
    known = archive.stem_counts(sorted(pieces))
    found: list[tuple[str, float]] = []
    for compound, ways in split.items():
        weight = max((_weight(left, right, part, known) for left, right in ways), default=0.0)
        if weight:
            found.append((compound, weight))
    return found[:_COMPOUNDS]


def _weight(left: str, right: str, part: str, known: Mapping[str, int]) -> float:
    """What a compound of a word counts beside the word; 0 where what stands around it is no word.

    The archive need not know a long rest: `flexwoningen` is of woningen where nobody writes of flex.
    """
    if not left and not right:
        return _FORM
    if left in _PARTICLES:
        return 0.0
    strange = [piece for piece in (left, right) if piece and not known.get(piece)]
    if any(len(piece) < _STRANGE or len(part) < _STRANGE or not _VOWEL.search(piece) for piece in strange):
        return 0.0
    plain = _INSIDE if left and right else _HEAD if left else _START
    return plain * _DOUBT if strange else plain


def _splits(compound: str, part: str, root: str) -> Iterator[tuple[str, str]]:
    """What stands before and after a form of the word in a longer one, linking letters taken off."""
    at = compound.find(part)
    while at >= 0:
        for end in range(at + len(part), len(compound) + 1):
            if stem(compound[at:end]) == root:
                for left in _unlinked(compound[:at]):
                    for right in (compound[end:], compound[end:].removeprefix("s")):
                        if _is_piece(left) and _is_piece(right):
                            yield left, right
        at = compound.find(part, at + 1)


def _unlinked(piece: str) -> Iterator[str]:
    yield piece
    for link in _LINKS:
        if piece.endswith(link) and len(piece) > len(link) + 1:
            yield piece.removesuffix(link)


def _is_piece(piece: str) -> bool:
    return not piece or len(piece) >= _SMALLEST_PIECE


def _pieces(word: str, archive: Archive) -> tuple[str, ...]:
    """The two words that a compound is made of, those that the archive knows best; none where it knows none."""
    ways = [
        (left, word[end:])
        for end in range(_SMALLEST_PIECE, len(word) - _SMALLEST_PIECE + 1)
        for left in _unlinked(word[:end])
        if len(left) >= _SMALLEST_PIECE
    ]
    known = archive.stem_counts(sorted({piece for way in ways for piece in way}))
    # The way whose shortest piece is longest: short words stand inside others by chance.
    whole = [way for way in ways if all(known.get(piece) for piece in way)]
    return max(whole, key=lambda way: (min(map(len, way)), way), default=())


def _farthest(word: str) -> int:
    """How many letters may be wrong (added, missing, other, or two swapped) in a word of this length."""
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def _alike(word: str, archive: Archive, *, farthest: int) -> list[tuple[int, int, str]]:
    """Words with at most so many letters wrong, as (letters, count, word): the nearest first, then the most common."""
    found = []
    for other, count in archive.words_like(word, _ALIKE):
        distance = OSA.distance(word, other, score_cutoff=farthest)
        if 0 < distance <= farthest and said([other]):
            found.append((int(distance), count, other))
    return sorted(found, key=lambda row: (row[0], -row[1], row[2]))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    """For each stem of a strong verb all its forms: no stemmer brings `besloten` to `besluit`."""
    lines = (folder("rules") / "search" / "forms.txt").read_text("utf-8").splitlines()
    found: dict[str, frozenset[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            forms = frozenset(fold(word) for word in line.split())
            found.update({stem(form): forms for form in forms})
    return found
