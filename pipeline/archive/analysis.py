"""A text as the words that it is found by: folded to small letters without accents, and stemmed.

Both stores index what `words` gives, so that they find the same; marks such as [5.1.2e] are no words of anybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import Stemmer

from pipeline.resources import folder

_CODE = r"\d(?:\.\d+)+[a-z]?"
# A mark, or a word: letters and digits, each with its accents where those are characters of their own.
_WORD = re.compile(rf"\[{_CODE}(?:; {_CODE})*\]|((?:[^\W_]+[\u0300-\u036f]*)+)")
_LONGEST = 64  # code points; of longer runs, which are keys and digests, only the beginning counts
_KEPT = 500_000  # stems that are remembered


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, one for each of `words`; marks are left out."""
    for match in _WORD.finditer(text):
        word = match[1]
        if word and (word.isascii() or fold(word)):
            yield match.span()


def words(text: str) -> list[str]:
    """The folded words of a text in order."""
    found = [word.lower() if word.isascii() else fold(word) for word in _WORD.findall(text)]
    return [word[:_LONGEST] for word in found if word]


@lru_cache(maxsize=1_000)
def analysed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The folded words of a text and their stems; kept, for one answer ranks a text and then shows a piece of it."""
    found = tuple(words(text))
    return found, tuple(map(stem, found))


def fold(word: str) -> str:
    """A word in small letters without accents, letters and digits only: `Coördinatie` is `coordinatie`."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    # Once more small: what NFKD makes of a mathematical letter is a capital.
    spread = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join(c for c in spread if c.isalnum())[:_LONGEST]


def folded(text: str | None) -> str:
    """A name in small letters without accents, to look for a part of it; empty where there is none."""
    return " ".join(map(fold, (text or "").split()))


# dutch_porter is the stemmer that PostgreSQL 15 calls `dutch`; Snowball 3's own `dutch` maps gemeente and menen to one.
_stemmer = Stemmer.Stemmer("dutch_porter", 0)  # its own cache is emptied by walking over all of it


class _Stems(dict[str, str]):
    """Stems by word, made when they are first asked for; a tenth of the time of stemming each word."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[word] = found = str(_stemmer.stemWord(word))
        return found


stem = _Stems().__getitem__  # the stem of a folded word; `besluiten` and `besluit` have one


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
