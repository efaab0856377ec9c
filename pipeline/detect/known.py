"""What the register knows of a single word: whose surname, first name, user name or misspelt name it is.

Everything is reckoned once for a case, and once for each different word of a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from functools import lru_cache

from pipeline.detect.lexicon import Lexicon
from pipeline.detect.people import RegisterIndex, usernames_of
from pipeline.detect.spelling import Spelling
from pipeline.detect.tokens import plain
from pipeline.detect.wordclasses import PREFIXES

MIN_MAIL_SURNAME = 4  # letters; shorter local parts name too many other things
_SMALL_MISSPELT = 8  # letters; a shorter unknown word in small letters is rather a word that no list knows
_MAIL_PREFIXES = sorted((p for p in PREFIXES if p.isalpha() and len(p) > 1), key=lambda p: (-len(p), p))


class Kind(Flag):
    """What a word may be by its letters alone."""

    UNKNOWN = 0
    SURNAME = auto()
    MAIL = auto()
    WELL_KNOWN = auto()
    FIRST = auto()
    USERNAME = auto()
    MISSPELT = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The words of a register. `heads` are the last words of all surnames: `elferink` for Oude Elferink.

    `well_known` are the names of people whose full name stands in the case, every word of it in the lists;
    `usernames` the keys of those whose user name a word can be.
    """

    index: RegisterIndex
    lexicon: Lexicon
    heads: Mapping[str, tuple[str, ...]]
    well_known: frozenset[str]
    usernames: Mapping[str, tuple[str, ...]]
    _spelling: Spelling
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def kind_of(self, word: str, folded: str, from_mail: frozenset[str]) -> Kind:
        """What the register knows of a word as written, and of it in small letters."""
        stem = folded[:-1] if folded.endswith("s") and folded not in self.heads else folded
        kind = Kind.UNKNOWN
        if folded in self.heads or stem in self.heads:
            kind |= Kind.SURNAME
        if from_mail and (folded in from_mail or folded in _tails(from_mail)):
            kind |= Kind.MAIL
        if folded in self.well_known:
            kind |= Kind.WELL_KNOWN
        if folded in self.index.by_first or stem in self.index.by_first:
            kind |= Kind.FIRST
        if kind is not Kind.UNKNOWN:
            return kind
        if folded in self.usernames:
            return Kind.USERNAME
        return Kind.MISSPELT if self._is_strange(word, folded) and self.misspelt(folded) else Kind.UNKNOWN

    def is_name(self, folded: str) -> bool:
        """Whether a word is a surname or a first name of the case."""
        return folded in self.heads or folded in self.index.by_first

    def misspelt(self, folded: str) -> tuple[str, ...]:
        """The keys of the people whose surname a word may be a misspelling of."""
        if folded not in self._near:
            near = self._spelling.near(folded)
            self._near[folded] = tuple(sorted({key for word in near for key in self.heads[word]}))
        return self._near[folded]

    def _is_strange(self, word: str, folded: str) -> bool:
        """Whether no list and nobody in the case has a word."""
        if len(folded) < (5 if word[0].isupper() else _SMALL_MISSPELT) or folded in self.index.things:
            return False
        lexicon = self.lexicon
        return not (
            folded in lexicon.ordinary
            or folded in lexicon.first_names
            or folded in lexicon.surnames
            or lexicon.is_thing(folded)
            or lexicon.is_street(folded)
            or (folded.endswith("s") and (folded[:-1] in lexicon.surnames or folded[:-1] in lexicon.ordinary))
        )


@lru_cache(maxsize=2)
def _tails(from_mail: frozenset[str]) -> frozenset[str]:
    """What is left of the names of mail addresses without one to three prefixes: `berg` of `vandenberg`."""
    tails = set(from_mail)
    for _ in range(3):
        tails |= {t[len(p) :] for t in tails for p in _MAIL_PREFIXES if t.startswith(p) and len(t) > len(p)}
    return frozenset(tails)


def fold(word: str) -> str:
    """A word as the register writes it: small letters, no possessive."""
    folded = plain(word).casefold().replace("’", "'")
    return folded.removesuffix("'s")


def without_prefix(word: str) -> str:
    """A surname written as one word, without the prefixes before it: `vandenberg` gives `berg`."""
    for _ in range(2):
        for prefix in _MAIL_PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= MIN_MAIL_SURNAME:
                word = word[len(prefix) :]
                break
    return word


@lru_cache(maxsize=1)
def known_words(index: RegisterIndex, lexicon: Lexicon) -> Known:
    """The words of a register, reckoned once a case."""
    heads = _heads(index)
    return Known(
        index, lexicon, heads, _well_known(index, lexicon), _usernames(index, lexicon), Spelling(heads)
    )


def _heads(index: RegisterIndex) -> Mapping[str, tuple[str, ...]]:
    heads: dict[str, dict[str, None]] = defaultdict(dict)
    for surname, people in index.by_surname.items():
        keys = [p.key for p in people if p.spreads]
        if not keys:
            continue
        last = surname.split()[-1]
        halves = [p for p in last.split("-") if len(p) > 3] if "-" in last else []
        for word in (last, *halves):
            heads[word].update(dict.fromkeys(keys))
    return {word: tuple(sorted(keys)) for word, keys in heads.items()}


def _well_known(index: RegisterIndex, lexicon: Lexicon) -> frozenset[str]:
    full = [p.name for people in index.by_surname.values() for p in people if p.name.first or p.name.initials]
    return frozenset(
        word
        for name in full
        if lexicon.is_surname(name.surname) and (not name.first or lexicon.is_first(name.first))
        for word in (name.surname, name.first)
        if len(word) > 2
    )


def _usernames(index: RegisterIndex, lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person in index.by_key.values():
        if person.spreads:
            for name in usernames_of(person.name):
                if not (
                    name in lexicon.ordinary
                    or name in lexicon.surnames
                    or name in lexicon.first_names
                    or lexicon.is_thing(name)
                ):
                    found[name].add(person.key)
    return {name: tuple(sorted(keys)) for name, keys in found.items()}
