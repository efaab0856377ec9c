"""The codes of grounds as marks carry them, and what scanning makes of them.

Codes of the Woo (5.1.2e, 5.2.1) and of the Wob, its predecessor (10.2e, 11.1), in the ways in which bodies write them:
`5.1.2.e`, `5.1 lid 2 sub e`, `10.2.e`, `(10)(2e)`. A code that text recognition garbled is told from text by what no
word has: digits and signs in the places of the code's digits (`s12e`, `51,2e`, `&12e`). Forms that are words as well
(`size`, `stee`) or ordinals (`12e`) count only directly before an @, and only in a file that has sure ones.

The forms are those of published files that were scanned; the letters that stand for a digit are the shapes that
text recognition takes for one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex

from pipeline.types import Span


class MarkKind(StrEnum):
    """What a mark says."""

    GROUND = "ground"  # a ground of the Woo or the Wob
    LETTER = "letter"  # a letter that the legend explains
    OTHER = "other"  # no ground: `dubbel`, `buiten verzoek`, `geanonimiseerd`
    BAR = "bar"  # a dark box without a code
    GARBLED = "garbled"  # a code that text recognition read wrongly


@dataclass(frozen=True, slots=True, order=True)
class MarkPlace:
    """A mark in a text: where it stands and the grounds that it names, each as `5.1.2e`; none for other kinds."""

    span: Span
    kind: MarkKind
    codes: tuple[str, ...] = ()


_LETTER = r"[a-i]"
# One code, with the parts of which it is made. What stands on either side is for the caller.
WOO = (
    rf"5\.[ ]?1\.[ ]?(?:[12]\.?[ ]?{_LETTER}(?!\w(?<!\d))|[456](?![\d.]\d))"
    rf"|5\.2(?:\.[12])?(?![\d.]*\d)|5\.4(?:a\.1|\.\d)?(?![\d.]*\d)"
)
SURE_WOO = rf"5\.1\.[12]\.?{_LETTER}"
SURE_WOB = r"10\.[12]\.?[a-g]|\(10\)[ ]?\([12][ ]?[a-g]\)|\(10\)[ ]?\([12]\)[ ]?\([a-g]\)"
IN_WORDS = (
    r"(?:5\.1|10)[ ,]{0,2}(?:lid[ ]?[12]|(?:eerste|tweede)[ ]lid)[ ,]{0,2}(?:aanhef[ ]en[ ])?"
    r"(?:sub|onder|onderdeel)?[ ]?[a-i](?!\w)"
    r"|5\.1[ ,]{0,2}(?:lid[ ]?[4-6]|(?:vierde|vijfde|zesde)[ ]lid)"
    r"|5\.2[ ,]{0,2}(?:lid[ ]?[12]|(?:eerste|tweede)[ ]lid)"
)
_ORDINALS = {"eerste": "1", "tweede": "2", "vierde": "4", "vijfde": "5", "zesde": "6"}
_DIGITS = regex.compile(
    r"(?i)\A(5|10|11)[^\w]{0,3}(\d)?(?:[^\w]{0,3}(\d))?[^\w]{0,3}([a-i])?(?:[^\w]{0,2}(\d))?\Z"
)

# What text recognition takes for a digit of a code, and what it puts between them.
_FIVE, _ONE, _TWO = "5sS$&£#*°§8", "1lI!it|íÍ", "2zZ%"
_SEP = r"[.,·]?[ ]?"
# At least two digits in place, or a sign and two digits: no word and no ordinal is made so.
_SURE_GARBLED = regex.compile(
    rf"""(?x)(?<![\w.,@/-])(?:
      (?!5\.1\.[12])5[.,][ ]?1[.,·]?[ ]?[12][.,·]?[ ]?{_LETTER}        # 5.1,2,e  5.12e  5.1,2e
    | 51[.,]?[ ]?2[.,]?[ ]?{_LETTER}                                # 512e  51,2e  51,2,e
    | 5\.1[ ]\.2\.?{_LETTER}                                        # 5.1 .2e
    | [sS$&£\#*°§][.,]?(?:[1!][.,]?2|[1!][zZ]|[iIlt]2)[.,]?{_LETTER}     # s12e  &12e  s1ze  si2e
    )(?![\w](?<!@)|[.,]\d)"""
)
_BEFORE_AT = regex.compile(
    rf"(?<![\w.-])[{regex.escape(_FIVE)}aäöâEB]?[{regex.escape(_ONE)}a]?[{regex.escape(_TWO)}]?[ea](?=[ ]?@)"
)
_ORDINAL_BEFORE = regex.compile(r"(?i)\b(?:de|het|een|elke|ieder|iedere|onze|zijn|haar)\s$")


def normalise(code: str) -> str | None:
    """The code of a ground as `5.1.2e` or `10.2e`, however it is written or garbled; None for what is no code."""
    text = code.strip(" []().,;:").replace("a.1", "a1")
    for word, digit in _ORDINALS.items():
        text = text.replace(word, digit)
    text = regex.sub(r"(?i)artikel|art\.?|aanhef|en|lid|sub|onderdeel|onder|woo|wob", " ", text)
    match = _DIGITS.match(" ".join(text.split()).replace(" ", ".").replace(",", "."))
    if match is None:
        return _ungarbled(code)
    first, second, third, letter, last = match.groups()
    numbers = [n for n in (first, second, third) if n]
    return ".".join(numbers) + (letter or "").lower() + (f".{last}" if last else "")


def _ungarbled(code: str) -> str | None:
    """The code that a garbled one stands for: only its letter is sure, and that it is of the list of 5.1 lid 2."""
    squeezed = regex.sub(r"[^\w$&£#*°§!|]", "", code)
    wob = regex.fullmatch(r"10([12])([a-g])", squeezed)
    if wob:
        return f"10.{wob[1]}{wob[2]}"
    match = regex.fullmatch(
        rf"[{regex.escape(_FIVE)}]?[{regex.escape(_ONE)}][{regex.escape(_TWO)}]({_LETTER})", squeezed
    )
    return f"5.1.2{match[1]}" if match else None


def garbled_codes(text: str) -> tuple[MarkPlace, ...]:
    """The garbled codes of a text, in order.

    The ones that could be words count only where the text has two sure ones.
    """
    sure = [
        Span(*match.span())
        for match in _SURE_GARBLED.finditer(text)
        if not (
            match.group()[0] == "5"
            and match.group().isalnum()
            and _ORDINAL_BEFORE.search(text, max(0, match.start() - 8), match.start())
        )
    ]
    if len(sure) > 1:
        sure += [
            span
            for match in _BEFORE_AT.finditer(text)
            for span in [Span(*match.span())]
            if not any(span.overlaps(one) for one in sure)
        ]
    return tuple(
        MarkPlace(span, MarkKind.GARBLED, tuple(filter(None, [normalise(span.of(text))])))
        for span in sorted(sure)
    )
