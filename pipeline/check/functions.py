"""Functions that tell who was taken out: what one person in an organisation is, beside a mark.

Which functions an organisation has one of is in rules/roles.toml; public offices count with what they are of
(`wethouder Wonen`). Where the same function stands beside a name elsewhere in the file, the name is told outright.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import regex

from pipeline import rulebook
from pipeline.check.marks import Marked
from pipeline.check.trace import Trace
from pipeline.detect import lexicon as lists
from pipeline.detect.functions import function_beside
from pipeline.roles import UniqueFunctions
from pipeline.types import Span

_NAMED_BEFORE = r"(?P<name>\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*)[ ]?(?:\([ ]?|,[ ]?|\n)(?:de[ ]|onze[ ])?"
_TITLED = r"(?:(?:dhr|mw|mevr)\.[ ]|mevrouw[ ]|de[ ]heer[ ]|(?:\p{Lu}\.)+[ ]?)?"
_NAMED_BEHIND = rf",?[ ]{_TITLED}(?P<name>\p{{Lu}}\p{{Ll}}[\p{{L}}'’-]+)"

_REACH = 120  # characters behind a mark

_MEND = "Beslis of de functie ook gelakt moet worden, of maak haar minder precies."
_MEND_NAMED = "Lak de naam overal waar hij bij deze functie staat, of nergens."


def find(marked: Marked, settled: Collection[str] = ()) -> Iterator[Trace]:
    """The functions beside marks. `settled` are those that the case has laid before a person, as `folded` gives
    them.
    """
    unique = _unique()
    told: set[Span] = set()
    for run in marked.runs:
        span = function_beside(marked.text, run, unique) or _over_the_line(marked, run, unique)
        if span is None or span in told or folded(span.of(marked.text)) in settled:
            continue
        told.add(span)
        page, box = marked.full.place(span)
        named = _named_with(marked, span)
        if named is None:
            reason = (
                f"Op pagina {page} staat naast een gelakte naam een functie die maar één persoon heeft;"
                " wie die functie opzoekt, weet om wie het gaat."
            )
            yield Trace("function-beside-mark", page, box, reason, _MEND)
        else:
            other, place = marked.full.place(named)
            reason = (
                f"Op pagina {other} is bij een functie de naam te lezen, die op pagina {page} bij dezelfde functie"
                " is gelakt."
            )
            yield Trace("redacted-and-readable", other, place, reason, _MEND_NAMED)


def _over_the_line(marked: Marked, run: Span, unique: UniqueFunctions) -> Span | None:
    """A function in brackets or behind a comma that runs over the end of its line."""
    text = marked.text[run.end : run.end + _REACH]
    if not text.lstrip(" ").startswith(("(", ",")):
        return None
    span = function_beside(text.replace("\n", " "), Span(0, 0), unique)
    return Span(span.start + run.end, span.end + run.end) if span else None


def folded(function: str) -> str:
    """A function as it is compared: in small letters, on one line."""
    return " ".join(function.casefold().split())


def _unique() -> UniqueFunctions:
    rules = rulebook.load()
    known = {*rules.unique.alone, *rules.unique.named}
    offices = tuple(title for title in rules.public_titles() if title not in known)
    return UniqueFunctions(rules.unique.alone, (*rules.unique.named, *offices))


def _named_with(marked: Marked, function: Span) -> Span | None:
    """A name that stands elsewhere with the very same function, if it says what the function is of."""
    words = function.of(marked.text).split()
    if len(words) < 2:
        return None
    phrase = r"\s+".join(regex.escape(word) for word in words)
    lexicon = lists.load()
    for pattern in (
        rf"{_NAMED_BEFORE}(?i:{phrase})(?!\p{{L}})",
        rf"(?<!\p{{L}})(?i:{phrase}){_NAMED_BEHIND}",
    ):
        for match in regex.finditer(pattern, marked.text):
            word = match["name"]
            other = lexicon.is_ordinary(word) or lexicon.is_thing(word)
            if not other and (lexicon.is_surname(word) or lexicon.is_first(word)):
                return Span(*match.span("name"))
    return None
