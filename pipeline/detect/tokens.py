"""The words of a text as the name grammar sees them.

The spaCy tokenizer of models/nl_woo cuts the text; here each token gets its kind.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

import regex
from spacy.tokens import Doc

from pipeline.detect.lexicon import Lexicon
from pipeline.detect.wordclasses import ABBREVIATIONS, COMPANY_FORMS, HONORIFICS, PREFIXES

INITIALS = regex.compile(r"(?:(?:Th|Ch|Chr|Ph|Sj|Tj|IJ|Ij|Jac|Joh|Wm|\p{Lu})\.(?:-(?=\p{Lu}))?)+")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}'’]*\p{Ll}[\p{L}\p{M}'’]*(?:-[\p{L}'’]+)*")
_UPPER = regex.compile(r"\p{Lu}[\p{Lu}'’-]+")
_INNER_CAPITALS = regex.compile(r"\p{Ll}\p{Lu}")
# McDonald, MacLeod, DeVries, VanDijk, O'Neill: capitals inside that names have and abbreviations don't.
_NAME_CAPITALS = regex.compile(
    r"(?:Mc|Mac|De|Van|La|Le|Di|O['’]|D['’]|Fitz|Ten|Ter)\p{Lu}\p{Ll}+(?:-[\p{L}'’]+)*"
)

_INVISIBLE = regex.compile(r"\p{Cf}+")
_LATIN = regex.compile(r"\p{Latin}")
_NEAR_LATIN = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
# Letters of other scripts that look like one of ours, as they slip in where a text was scanned or retyped (the
# one-letter pairs of Unicode's confusables.txt).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧον",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXov",
)


# Arabic, Hebrew, Chinese: no capitals tell what is a name, so any word may be one where a name is expected.
_NO_CASE = regex.compile(r"(?=[\p{Lo}])[^ªº]")
# With a capital this is a first name far more often than an Arabic "son of".
FIRST_NAMES_TOO = frozenset({"Ben"})


class Kind(Enum):
    """What a token can be."""

    INITIALS = auto()
    PREFIX = auto()
    HONORIFIC = auto()
    NAME = auto()  # written as names are: Capital and small letters
    UPPER = auto()  # capitals only
    LOWER = auto()
    PUNCTUATION = auto()
    BREAK = auto()  # one or more line breaks


@dataclass(frozen=True, slots=True)
class Tok:
    """A token with its place in the text and what it can be."""

    start: int
    end: int
    text: str
    kind: Kind
    first: bool
    common_first: bool
    surname: bool
    ordinary: bool
    thing: bool
    street: bool

    @property
    def strong_first(self) -> bool:
        """A first name that is no ordinary word and no place."""
        return self.first and not self.ordinary and not self.thing


def tokens_of(doc: Doc, lexicon: Lexicon) -> list[Tok]:
    """The tokens of a text, white space left out but for line breaks."""
    known: dict[str, tuple[str, Kind, bool, bool, bool, bool, bool, bool]] = {}
    toks: list[Tok] = []
    for token in doc:
        text = token.text
        if text.isspace():
            if "\n" in text or "\f" in text:
                toks.append(Tok(token.idx, token.idx + len(text), text, Kind.BREAK, *(False,) * 6))
            continue
        if text not in known:
            word = plain(text)
            known[text] = (word, *_look_up(word, lexicon))
        toks.append(Tok(token.idx, token.idx + len(text), *known[text]))
    return toks


def plain(word: str) -> str:
    """A word in the letters that the lists are written in: composed accents, no invisible signs, no letters of
    another script among Latin ones. The text of a PDF holds all of these.
    """
    if word.isascii():
        return word
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)) or word
    mixed = _NEAR_LATIN.search(folded) and _LATIN.search(folded)
    return folded.translate(_LOOKALIKES) if mixed else folded


def _look_up(text: str, lexicon: Lexicon) -> tuple[Kind, bool, bool, bool, bool, bool, bool]:
    kind = kind_of(text)
    if kind not in (Kind.NAME, Kind.UPPER, Kind.LOWER):
        return kind, False, False, False, False, False, False
    if kind is Kind.NAME:
        text = _without_possessive(text, lexicon)
    return (
        kind,
        lexicon.is_first(text),
        lexicon.is_common_first(text),
        lexicon.is_surname(text),
        lexicon.is_ordinary(text),
        lexicon.is_thing(text),
        lexicon.is_street(text),
    )


def _without_possessive(text: str, lexicon: Lexicon) -> str:
    """A name without a possessive s, with an apostrophe (Anna's) or as Dutch writes it (Ahmeds, Jansens)."""
    if text.endswith(("'s", "’s")):
        return text[:-2]
    known = lexicon.is_first(text) or lexicon.is_surname(text) or lexicon.is_ordinary(text)
    stem = text[:-1]
    owned = text.endswith("s") and not known and (lexicon.is_common_first(stem) or lexicon.is_surname(stem))
    return stem if owned else text


def kind_of(text: str) -> Kind:
    """What a token can be, by its form alone."""
    folded = text.casefold()
    if folded in HONORIFICS:
        return Kind.HONORIFIC
    if folded in PREFIXES and text not in FIRST_NAMES_TOO:
        return Kind.PREFIX
    if folded in COMPANY_FORMS or text in ABBREVIATIONS:
        return Kind.PUNCTUATION
    if INITIALS.fullmatch(text) or (len(text) == 1 and text.isupper()):
        return Kind.INITIALS
    capitals_fit = not _INNER_CAPITALS.search(text.replace("-", " ")) or _NAME_CAPITALS.fullmatch(text)
    if (_NAME.fullmatch(text) and capitals_fit) or _NO_CASE.search(text):
        return Kind.NAME
    if _UPPER.fullmatch(text):
        return Kind.UPPER
    if text[0].isalpha():
        return Kind.LOWER
    return Kind.PUNCTUATION
