"""A text as the words that it is found by: folded to small letters without accents, and stemmed.

Both stores index what `words` gives, so that they find the same; marks such as [5.1.2e] are no words of anybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from pipeline.resources import folder

_CODE = r"\d(?:\.\d+)+[a-z]?"
_ACCENT = "[\u0300-\u036f]"  # a letter and its accent may be two characters
# Runs of more than 64 letters and digits are cut: they are keys and digests, which nobody types.
_WORD = re.compile(rf"\[{_CODE}(?:; {_CODE})*\]|([^\W_](?:[^\W_]|{_ACCENT}){{0,63}})")


class Token(NamedTuple):
    """A word of a text, folded, and where it stands: from `start` up to `end`."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, marks left out."""
    for match in _WORD.finditer(text):
        if match[1] and (folded := fold(match[1])):
            yield Token(folded, match.start(), match.end())


def words(text: str) -> list[str]:
    """The folded words of a text in order."""
    return [word for word in map(fold, _WORD.findall(text)) if word]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word in small letters without accents, letters and digits only: `Coördinatie` is `coordinatie`."""
    if word.isascii():
        return word.lower()
    # Once more small: what NFKD makes of a mathematical letter is a capital.
    spread = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(c for c in spread if c.isalnum())


# dutch_porter is the stemmer that PostgreSQL 15 calls `dutch`; Snowball 3's own `dutch` maps gemeente and menen to one.
_stemmer = Stemmer.Stemmer("dutch_porter", 0)  # its own cache is emptied by walking over all of it


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; `besluiten` and `besluit` have one."""
    return str(_stemmer.stemWord(word))


@lru_cache(maxsize=1)
def analysis() -> str:
    """What words are made into, as a digest: an index that another stemmer made finds nothing and must be made anew."""
    probes = "besluiten gemeente menen huisvesting vergaderingen geëerd bedoelde heden zeeën lopen mogelijkheid eer 2e"
    return hashlib.sha256(f"1 {stems(probes)}".encode()).hexdigest()[:16]


def stems(text: str) -> str:
    """A text as its stems with spaces between: what SQLite indexes."""
    return " ".join(map(stem, words(text)))


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that say nothing of what a text is about; a question leaves them out, except in a phrase.

    They are those of PostgreSQL's `dutch` configuration, which does not index them.
    """
    lines = (folder("rules") / "search" / "stopwords.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def question_words() -> frozenset[str]:
    """Words of which whole questions are made (`wanneer gaat`), beside the stop words."""
    lines = (folder("rules") / "search" / "questions.txt").read_text("utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def said(found: Iterable[str]) -> list[str]:
    """The words that say what a question is about."""
    silent = stop_words() | question_words()
    return [word for word in found if word not in silent]
