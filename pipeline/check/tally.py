"""How often each secret stands in a text, and how often it may.

A text is compared as a row of tokens: words of letters and digits, and single signs, after NFKC, with quotes
and dashes folded, without soft hyphens, white space left out. So a secret only counts as words of its own,
and however it is spaced or wrapped. Every secret is counted by itself, inside a longer one too, on both sides
alike; so a name that is read as one here and as two there is no leak.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SPACE = re.compile(r"\s+")
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        # Soft hyphen, zero-width signs and marks of direction have no shape.
        **dict.fromkeys(
            "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e", None
        ),
        # PDFium gives these for a hyphen at the end of a line.
        **dict.fromkeys("\x02\ufffe", "-\n"),
        "\0": " ",
    }
)
_WRAPPED = re.compile(r"(?<=[^\W\d_])-[^\S\n]*\r?\n\s*(?=[^\W\d_])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().+/-]+(?=\d)")
_NUMBER_DIGITS = 9  # a Dutch telephone number without its 0 or 31, and a BSN
_SPACED_LETTERS = 6  # a shorter secret turns up by chance where all white space is taken out


def normalise(text: str) -> str:
    """The text in the form in which all comparing is done; case and line ends stay."""
    # Before NFKC as well: it takes an acute accent apart into a space and a mark.
    return unicodedata.normalize("NFKC", text.translate(_FOLDED)).translate(_FOLDED)


def squeezed(text: str) -> str:
    """A normalised text without white space and case."""
    return _SPACE.sub("", text).casefold()


def letters(text: str) -> int:
    """The number of letters and digits."""
    return sum(map(str.isalnum, text))


def readings(normalised: str) -> tuple[str, ...]:
    """A text as it stands, and with the words joined that a hyphen at the end of a line breaks."""
    joined = _WRAPPED.sub("", normalised)
    return (normalised,) if joined == normalised else (normalised, joined)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _joined_digits(text: str) -> str:
    """A text with its numbers run together, whatever separates their groups."""
    return _BETWEEN_DIGITS.sub("", text)


def tokens_of(normalised: str) -> list[str]:
    """The tokens of a normalised text."""
    return _TOKEN.findall(normalised)


@dataclass(slots=True)
class _Node:
    """A node of the tree of all secrets, token by token. `ends` is the secret that ends here."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: Tokens | None = None


class _Tree:
    def __init__(self, secrets: Iterable[Tokens]) -> None:
        self.root = _Node()
        for secret in secrets:
            node = self.root
            for token in secret:
                node = node.next.setdefault(token, _Node())
            node.ends = secret

    def find(self, tokens: Sequence[str]) -> Iterator[tuple[int, Tokens]]:
        """Each secret at each place where it begins. A last word may have a possessive s."""
        first = self.root.next
        for start, token in enumerate(tokens):
            if token in first or token[:-1] in first:
                yield from self._at(tokens, start)

    def _at(self, tokens: Sequence[str], start: int) -> Iterator[tuple[int, Tokens]]:
        node = self.root
        for place in range(start, len(tokens)):
            token = tokens[place]
            if len(token) > 2 and token[-1] in "sS":
                owner = node.next.get(token[:-1])
                if owner and owner.ends:
                    yield start, owner.ends
            deeper = node.next.get(token)
            if not deeper:
                return
            node = deeper
            if node.ends:
                yield start, node.ends


class Tally:
    """The secrets of a document, and how often each may stand in the output: as often as in `allowed`."""

    def __init__(self, secrets: Iterable[str], allowed: Sequence[str]) -> None:
        """`allowed` are the texts that may be read; what stands in them adds up."""
        wanted = sorted({normalise(secret) for secret in secrets if letters(secret)})
        texts = [normalise(text) for text in allowed]
        self._exact = _Counted((tuple(tokens_of(secret)) for secret in wanted), texts, fold=False)
        self._folded = _Counted((tuple(tokens_of(secret)) for secret in wanted), texts, fold=True)
        readable = " ".join(map(squeezed, texts))
        long = {s for s in map(squeezed, wanted) if letters(s) >= _SPACED_LETTERS}
        self._spaced = _Substrings(sorted(long - set(_Substrings(sorted(long)).within(readable))))

        numbers = {
            digits[-_NUMBER_DIGITS:] for digits in map(_digits, wanted) if len(digits) >= _NUMBER_DIGITS
        }
        readable_numbers = _Substrings(sorted(numbers)).within("|".join(map(_joined_digits, texts)))
        self._numbers = _Substrings(sorted(numbers - set(readable_numbers)))

    def excess(self, pages: Sequence[str]) -> dict[int | None, int]:
        """How many secrets stand in the text of these pages more often than they may, by page, from 1.

        Under None: those that may stand somewhere, so that no page can be told.
        """
        found: dict[int | None, set[str]] = {}
        normalised = [normalise(page) for page in pages]
        for counted in (self._exact, self._folded):
            for page, secret in counted.excess(normalised):
                found.setdefault(page, set()).add("".join(secret).casefold())
        for number, text in enumerate(normalised, 1):
            for spaced in self._spaced.within(squeezed(text)):
                found.setdefault(number, set()).add(spaced)
        return {page: len(secrets) for page, secrets in found.items()}

    def hidden(self, text: str, least_letters: int, least_words: int) -> bool:
        """Whether a secret of at least so many letters and words stands in `text` that may stand nowhere. A
        number counts in another notation too (`tel:+31612345678`).
        """
        normalised = normalise(text)
        tokens = [token.casefold() for token in tokens_of(normalised)]
        return any(
            not allowed and letters("".join(secret)) >= least_letters and len(secret) >= least_words
            for secret, allowed in self._folded.found(tokens)
        ) or any(True for _ in self._numbers.within(_joined_digits(normalised)))

    def run_together(self, text: str) -> bool:
        """Whether a secret of six letters or more that may stand nowhere is a part of `text` without its spaces."""
        return any(True for _ in self._spaced.within(squeezed(normalise(text))))


class _Counted:
    """How often each secret may stand in a text, with or without regard to case."""

    def __init__(self, secrets: Iterable[Tokens], allowed: Iterable[str], *, fold: bool) -> None:
        self.fold = fold
        self.tree = _Tree(map(self._cased, secrets))
        self.allowed: Counter[Tokens] = Counter()
        for text in allowed:
            # However a name was hyphenated there, it may be read as often as its best reading gives it.
            self.allowed += self._best(self.count(tokens_of(reading)) for reading in readings(text))

    def _cased(self, tokens: Iterable[str]) -> Tokens:
        return tuple(token.casefold() if self.fold else token for token in tokens)

    @staticmethod
    def _best(counts: Iterable[Counter[Tokens]]) -> Counter[Tokens]:
        best: Counter[Tokens] = Counter()
        for count in counts:
            best |= count
        return best

    def count(self, tokens: Iterable[str]) -> Counter[Tokens]:
        return Counter(secret for _, secret in self.tree.find(self._cased(tokens)))

    def found(self, tokens: Sequence[str]) -> Iterator[tuple[Tokens, int]]:
        """Each secret in the tokens, and how often it may stand in the output."""
        return ((secret, self.allowed[secret]) for _, secret in self.tree.find(tokens))

    def excess(self, pages: Sequence[str]) -> Iterator[tuple[int | None, Tokens]]:
        """The secrets that stand there too often, each with its page, or with None where one may stand."""
        for variant in range(2):
            tokens: list[str] = []
            ends: list[int] = []
            for page in pages:
                tokens += self._cased(tokens_of(readings(page)[-1 if variant else 0]))
                ends.append(len(tokens))
            places: dict[Tokens, list[int]] = {}
            for place, secret in self.tree.find(tokens):
                places.setdefault(secret, []).append(place)
            for secret, where in places.items():
                allowed = self.allowed[secret]
                if not allowed:
                    yield from ((bisect_right(ends, place) + 1, secret) for place in where)
                elif len(where) > allowed:
                    yield None, secret


class _Substrings:
    """Strings of at least six signs, found in a text by their first six."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.by_start: dict[str, list[str]] = {}
        for string in strings:
            self.by_start.setdefault(string[:_SPACED_LETTERS], []).append(string)

    def within(self, text: str) -> Iterator[str]:
        starts = self.by_start
        if not starts:
            return
        last = len(text) - _SPACED_LETTERS
        for place in [at for at in range(last + 1) if text[at : at + _SPACED_LETTERS] in starts]:
            for string in starts[text[place : place + _SPACED_LETTERS]]:
                if text.startswith(string, place):
                    yield string
