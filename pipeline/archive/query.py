"""A question as a person types it, read strictly: what can't be understood is said, with its place.

```
huisvesting statushouders        both
huisvesting OR wonen             one of them; OF is the same, AND and EN are what a space is
begroting NOT 2023               the first without the second; NIET and -2023 are the same
"besluit van het college"        these words after one another
parkeer*                         all words that begin so
(markt OR kermis) vergunning
```
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.archive.analysis import said, words
from pipeline.errors import QueryError

LONGEST = 1_000  # code points of a question
_MOST_WORDS = 40
_DEEPEST = 10  # brackets in brackets
_SHORTEST_PREFIX = 3  # letters: the vocabulary is searched by groups of three

FAULTS = {
    "long": f"the question is longer than {LONGEST} characters; make it shorter",
    "many": f"the question has more than {_MOST_WORDS} words; leave some out",
    "deep": f"more than {_DEEPEST} brackets stand inside each other; leave some out",
    "quote": 'a quote (") is not closed; add one after the phrase',
    "open": "a bracket is opened and not closed; add a )",
    "close": "a bracket is closed that was not opened; take it out",
    "operator": "AND and OR need a word on both sides, NOT one after it; add it, or write it in small letters",
    "empty": "brackets or quotes have no word between them; take them out",
    "only_not": "NOT says only what must not be there; add a word that must",
    "prefix": f"a word that ends in * needs {_SHORTEST_PREFIX} letters or more before it; make it longer",
    "star": "a * belongs at the end of one word, without signs in it; take it out or put it there",
    "broad": "more words begin so than can be looked for; make the beginning longer",
    "signs": "a filter holds characters that are no text; type it anew",
    "common": "these words stand nearly everywhere; add one that says what it is about",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word in all its forms."""

    word: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words after one another; `joined` is the one word that signs cut up (`woo-verzoek`), empty for a real phrase."""

    words: tuple[str, ...]
    joined: str = ""


@dataclass(frozen=True, slots=True)
class Prefix:
    """All words that begin so."""

    start: str
    at: int = 0  # its place in the question


@dataclass(frozen=True, slots=True)
class All:
    """All of these and none of those."""

    parts: tuple[Node, ...]
    but_not: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """At least one of these."""

    parts: tuple[Node, ...]


Node = Word | Phrase | Prefix | All | OneOf

_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"|(?P<quote>")|(?P<open>\()|(?P<close>\))|(?P<word>[^\s"()]+)')
_JOINS = {"AND": "and", "EN": "and", "OR": "or", "OF": "or", "NOT": "not", "NIET": "not"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # phrase, open, close, word, and, or, not
    text: str
    at: int


def parse(question: str) -> Node | None:
    """Read a question; None where it asks for nothing in particular.

    Raises:
        QueryError: it can't be understood; `fault` is a key of `FAULTS`.
    """
    if len(question) > LONGEST:
        raise query_fault("long", LONGEST)
    found = _tokens(question.translate(_QUOTES))
    if not found:
        return None
    reader = _Reader(found, len(question))
    node = reader.either(0)
    if (rest := reader.peek()) is not None:
        raise query_fault("close", rest.at)
    if node is None:
        raise query_fault("common", 0)
    return node


def query_fault(fault: str, at: int) -> QueryError:
    """What is wrong with a question, a key of `FAULTS`, and where."""
    where = "" if fault == "signs" else f"character {at + 1} of the question: "
    return QueryError(where + FAULTS[fault], fault, at)


def _tokens(question: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(question):
        kind, text, at = match.lastgroup or "", match[match.lastgroup or 0], match.start()
        if kind == "quote":
            raise query_fault("quote", at)
        if kind == "word":
            if text.startswith("-") and (
                words(text) or question[match.end() : match.end() + 1] in {'"', "("}
            ):
                found.append(_Token("not", "-", at))
                text = text[1:]
            kind = _JOINS.get(text, "word")
        if text or kind == "phrase":
            found.append(_Token(kind, text, at))
    if len(found) > _MOST_WORDS:
        raise query_fault("many", found[_MOST_WORDS].at)
    return found


class _Reader:
    """Recursive descent: `either` is parts joined by OR, `both` parts side by side, `one` the smallest part.

    A part that says nothing (a stop word, a loose sign) is None and falls away.
    """

    def __init__(self, tokens: Sequence[_Token], end: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = end

    def peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, *kinds: str) -> _Token | None:
        token = self.peek()
        if token is None or token.kind not in kinds:
            return None
        self._next += 1
        return token

    def either(self, depth: int) -> Node | None:
        parts = [self.both(depth)]
        while self._take("or"):
            parts.append(self.both(depth))
        said_something = tuple(part for part in parts if part is not None)
        if len(said_something) < 2:
            return next(iter(said_something), None)
        return OneOf(said_something)

    def both(self, depth: int) -> Node | None:
        parts: list[Node] = []
        but_not: list[Node] = []
        start = self._at()
        while True:
            refused = self._take("not")
            node = self.one(depth)
            if node is not None:
                (but_not if refused else parts).append(node)
            if self._take("and"):
                self._needs_more()
            token = self.peek()
            if token is None or token.kind in {"close", "or"}:
                break
        if but_not and not parts:
            raise query_fault("only_not", start)
        if len(parts) + len(but_not) < 2:
            return next(iter(parts), None)
        return All(tuple(parts), tuple(but_not))

    def one(self, depth: int) -> Node | None:
        token = self._take("word", "phrase", "open")
        if token is None:
            raise self._missing(depth)
        if token.kind == "phrase":
            return _phrase(token)
        if token.kind == "word":
            return _word(token)
        if depth == _DEEPEST:
            raise query_fault("deep", token.at)
        if self._take("close"):
            raise query_fault("empty", token.at)
        if self.peek() is None:
            raise query_fault("open", token.at)
        node = self.either(depth + 1)
        if not self._take("close"):
            raise query_fault("open", token.at)
        return node

    def _missing(self, depth: int) -> QueryError:
        token = self.peek()
        if token is not None and token.kind == "close" and depth == 0:
            return query_fault("close", token.at)
        return query_fault("operator", self._at())

    def _needs_more(self) -> None:
        token = self.peek()
        if token is None or token.kind in {"close", "or", "and"}:
            raise query_fault("operator", self._at())

    def _at(self) -> int:
        token = self.peek()
        return self._end if token is None else token.at


def _phrase(token: _Token) -> Node | None:
    found = words(token.text)
    if not found:
        raise query_fault("empty", token.at)
    if "*" in token.text:
        raise query_fault("star", token.at)
    if not said(found):
        raise query_fault("common", token.at)
    return Word(found[0]) if len(found) == 1 else Phrase(tuple(found))


def _word(token: _Token) -> Node | None:
    """A word; one with signs in it (`B&W`, `2024-0312`) is a phrase of its pieces."""
    found = words(token.text)
    if not found:
        return None
    if "*" in token.text:
        if len(found) > 1 or not token.text.endswith("*"):
            raise query_fault("star", token.at)
        if len(found[0]) < _SHORTEST_PREFIX:
            raise query_fault("prefix", token.at)
        return Prefix(found[0], token.at)
    if not said(found):
        return None
    return Word(found[0]) if len(found) == 1 else Phrase(tuple(found), "".join(found))
