"""What stands beside a name and says who it is: the function that one person has, the place or body they stand for."""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.roles import UniqueFunctions
from pipeline.types import Span

_REACH = 80  # characters on either side of a name
_HONORIFICS = r"(?:(?:de[ ]heer|dhr\.?|mw\.?|mevr\.?|mevrouw|drs?\.?|mr\.?|ir\.?|ing\.?|prof\.?)[ ]*)*"
_OPENS = regex.compile(rf"(?i)(?P<words>[^\n();:,.|]{{2,40}})[ ]?[(:|][ ]*{_HONORIFICS}$")
_FOLLOWS = regex.compile(
    r"[ ]?(?:[(]|,[ ]|[|][ ]?|[ ](?:namens|van de gemeente|uit)[ ])(?P<words>[^\n();,|]{2,50})"
)
# What a function is of: "OR", "van de wijkraad", "afdeling Markten"; not a whole sentence.
_OF = (
    r"(?:[ ](?:(?:van|voor|bij|der)(?:[ ](?:de|het|een))?[ ])?"
    r"(?!(?:en|is|was|heeft|zegt|vraagt)\b)[\p{L}\d&'’./-]+){1,5}"
)
# The same before a name, where a word with a capital may be the name of another person.
_OF_BEFORE = (
    r"(?:[ ](?:(?:van|voor|bij|der)(?:[ ](?:de|het|een))?[ ][\p{L}\d&'’./-]+|"
    r"(?!(?:en|is|was|heeft|zegt|vraagt)\b)(?-i:\p{Lu}{2,}|\p{Ll}[\p{L}\d&'’./-]*))){1,4}"
)
_ONLY = r"(?:de|onze|hun)[ ](?:enige|eerste[ ]vrouwelijke)[ ]\p{L}+"


def place_beside(text: str, span: Span) -> str:
    """The words before the bracket, colon or cell that opens with a name, and within the bracket or comma behind
    it, in small letters: the `almelo` of `Almelo (Furda)`. Empty where there are none.
    """
    start = text.rfind("\n", 0, span.start) + 1
    before = _OPENS.search(text[max(start, span.start - _REACH) : span.start])
    after = _FOLLOWS.match(text[span.end : span.end + _REACH])
    words = f"{before['words'] if before else ''} {after['words'] if after else ''}"
    return " ".join(words.casefold().split())


def function_beside(text: str, span: Span, unique: UniqueFunctions) -> Span | None:
    """Where a function that an organisation has one of stands directly beside a name: `Jansen, directeur van X`,
    `de voorzitter van de wijkraad, Jansen`, `Jansen (hoofd afdeling Markten)`; None where none does.
    """
    before_pattern, behind_pattern = _patterns(unique)
    start = max(0, span.start - _REACH)
    before = before_pattern.search(text, start, span.start)
    if before:
        return Span(*before.span("found"))
    behind = behind_pattern.match(text, span.end, min(len(text), span.end + _REACH))
    return Span(*behind.span("found")) if behind else None


@lru_cache(maxsize=4)
def _patterns(unique: UniqueFunctions) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    alone = _any(unique.alone)
    named = _any(unique.named)
    words, ahead = (rf"(?P<found>(?:{_ONLY}|{alone}(?:{of})?|{named}{of}))" for of in (_OF, _OF_BEFORE))
    opener = r"(?:(?:de|het|als|onze|tevens|namens|waarnemend|wnd\.?|plv\.?|plaatsvervangend)[ ])*"
    before = regex.compile(rf"(?i)(?<![\p{{L}}-]){ahead}[ ]?[,:(]?[ ]?{_HONORIFICS}$")
    gap = r"(?:['’]s)?[ \t]*(?:\n?[(][ \t]*\n?|[,|–-][ \t]*\n?|\t|\n[ \t>]*)[ \t]*"
    behind = regex.compile(rf"(?i){gap}{opener}{words}(?![\p{{L}}-])")
    return before, behind


def _any(titles: tuple[str, ...]) -> str:
    listed = "|".join(regex.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    return rf"(?:{listed or '(?!)'})(?![\p{{L}}-])"
