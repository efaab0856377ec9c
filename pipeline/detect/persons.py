"""From a found name to a mention: its parts, and the role that the text states beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.detect.lexicon import Lexicon, load
from pipeline.detect.tokens import FIRST_NAMES_TOO, INITIALS, plain
from pipeline.detect.wordclasses import HONORIFICS, PREFIXES, SURNAME_OPENERS
from pipeline.roles import RoleRule
from pipeline.types import Span, Verdict

# Behind these a surname stands, also where the word is a first name too.
HONORIFIC_BEFORE = regex.compile(
    r"(?i)\b(?:dhr\.?|mw\.?|mevr\.?|mevrouw|heer|meneer|drs\.|mr\.|dr\.|ir\.)\s*$"
)
# A word that a line break cuts in two: "Oude-" / "bos". Where a capital follows, the hyphen is part of the name.
CUT_WORD = regex.compile(
    r"(?<=\p{L})[-\u00ad\u2010](?=[ \t]*\r?\n)[ \t]*\r?\n[ \t>]*(?P<small>\p{Ll})?(?=\p{L}|(?<=\p{Ll}))"
)
_WORD = regex.compile(r"[\p{L}\p{M}'’.-]+|,")
_POSSESSIVE = regex.compile(r"(?i)['’]s$")
_FORMER = regex.compile(r"(?i)(?:oud|ex|voormalig|gewezen|vorige|toenmalig)[e]?[- ]*$")
# What may stand between a title and the name: a colon, academic titles, and ", mevrouw" or ", de heer".
_BETWEEN = (
    r"(?:,(?=\s+(?:de\s+heer|mevrouw|dhr|mw|mevr)))?"
    r"(?:[\s:]|dhr\.?|mw\.?|mevr\.?|mevrouw|de\s+heer|drs?\.?|mr\.?|ir\.?|ing\.?|prof\.?|dr\.?)*"
)
_SIGNS_FOR = regex.compile(
    r"(?i)\b(?:namens|voor\s+deze|bij\s+afwezigheid|i\.o\.|b\.a\.)[^.\n]*\n(?:[^\n]*\n){0,5}\s*$"
)
_NEXT_NAME = regex.compile(
    r"[ \t]+(?:(?P<honorific>(?:de\s+heer|mevrouw|dhr|mw)\b)|(?P<word>\p{Lu}[\p{L}'’-]*))"
)
_OF_PLACE = regex.compile(r"[ \t]+\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)?\s*[,;)\n]")
# How the line of a signature goes on behind a title: not at all, with a sign, or with what the office is of.
_OFFICE = regex.compile(r"(?i)[ \t]*(?:$|[,(/|&–-]|(?:van|voor|en|a\.i\.)(?!\p{L})[^.?!]*$)")
# Wrapped text may break the line on either side of the bracket or behind the comma.
_APPOSITION = regex.compile(r"(?:['’]s)?[ \t]*(?:\n?[(][ \t]*\n?|[,|–-][ \t]*\n?|\t|\n[ \t>]*\n?)[ \t]*")
_LETTERS = regex.compile(r"\p{L}+")
_SIGNING = frozenset({"namens", "voor", "bij", "i", "b"})  # the words that open what _SIGNS_FOR looks for
LOOK_AROUND = 160  # characters on either side of a name that may state its role


@dataclass(frozen=True, slots=True, order=True)
class PersonName:
    """The parts of a name, casefolded. What the text doesn't give is empty."""

    surname: str
    prefix: str
    first: str
    initials: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named. `role` is what the rules say of the title beside it, None without one.

    `staff` says that a function of staff stands beside the name; `sure` that the name was found by more than its
    place in the text. `beside` is what stands before a bracket or a colon that opens with the name, or within
    brackets or a comma behind it, as words in small letters: the place of `Rietmonde (Xandrink)`.
    """

    doc_id: str
    span: Span
    name: PersonName
    role: Verdict | None
    title: str
    staff: bool
    sure: bool = True
    beside: str = ""


def parse_name(text: str, lexicon: Lexicon, *, surname_first: bool = False) -> PersonName | None:
    """The parts of a name as written: `J.P. van der Berg`, `Berg, J.P. van der`, `Wit, de, Sanne`, `Fatima`.

    A single word is a first name where the lists know it as a common one, else a surname; `surname_first`
    says that a surname must stand here, as it does behind an honorific or a title.
    """
    if "\n" in text:
        text = CUT_WORD.sub(_joined, text)
    words = [
        w for w in _WORD.findall(plain(text)) if w.casefold() not in HONORIFICS or w.casefold() in PREFIXES
    ]
    if "," in words:
        comma = words.index(",")
        words = [w for w in words[comma + 1 :] if w != ","] + words[:comma]
        # "Wit, de, Sanne": the prefix stands before the first name once the surname has moved behind.
        words = sorted(words[:-1], key=lambda w: w.casefold() in PREFIXES) + words[-1:]
    words = [_POSSESSIVE.sub("", w).strip("-") for w in words if w.strip("-.'’")]
    if not words:
        return None
    initials = "".join(w for w in words if INITIALS.fullmatch(w)).casefold()
    rest = [w for w in words if not INITIALS.fullmatch(w)]
    if not rest:
        return None
    prefixes = [i for i, w in enumerate(rest) if w.casefold() in PREFIXES and w not in FIRST_NAMES_TOO]
    if prefixes:
        first, family = rest[: prefixes[0]], rest[prefixes[0] :]
        k = next((i for i, w in enumerate(family) if w.casefold() not in PREFIXES), len(family))
        prefix, surname = family[:k], family[k:]
    elif len(rest) == 1:
        alone_first = lexicon.is_common_first(rest[0]) and not initials and not surname_first
        first, prefix, surname = (rest, [], []) if alone_first else ([], [], rest)
    else:
        # Two words of which the first is a surname and no first name are one surname: Oude Elferink.
        # A word that no list knows is taken for a first name.
        opener = rest[0].casefold() in SURNAME_OPENERS
        rare = "-" not in rest[0] and rest[0].casefold() in lexicon.surnames and not lexicon.is_first(rest[0])
        cut = 0 if initials or rare or opener else 1
        while (
            cut
            and cut < len(rest) - 1
            and lexicon.is_first(rest[cut])
            and rest[cut].casefold() not in SURNAME_OPENERS
        ):
            cut += 1
        first, prefix, surname = rest[:cut], [], rest[cut:]
    if not surname and not first:
        return None
    return PersonName(
        surname=" ".join(surname).casefold().replace("’", "'"),
        prefix=" ".join(prefix).casefold().replace("’", "'"),
        first=first[0].casefold() if first else "",
        initials=initials.replace(".", "").replace("-", ""),
    )


def _joined(match: regex.Match[str]) -> str:
    return match["small"] or "-"


def role_beside(text: str, span: Span, roles: tuple[RoleRule, ...]) -> tuple[Verdict | None, str, bool]:
    """(what the rules say of the title beside a name, the title, whether a staff function stands beside it).

    A title counts directly before the name (`wethouder Steen`, `Portefeuillehouder: C. Steen`), directly behind it
    (`Eshuis, gemeentesecretaris`, `(burgemeester)`), on the next line of a signature, or alone on the line above.
    A former office, and who signs namens a body, is for a person to decide.
    """
    before = text[max(0, span.start - LOOK_AROUND) : span.start]
    if span.start > LOOK_AROUND:
        # A line that was cut has no beginning, and neither has a word.
        before = before.partition("\n")[2] or regex.sub(r"^[\p{L}-]+", "", before)
    after = text[span.end : span.end + LOOK_AROUND]
    behind = _apposition(after)
    staff = _is_staff(before, behind, roles)
    # Hardly any name has a title near it, and a look at the words is ten times as fast as the patterns.
    near = set(_LETTERS.findall(f"{before} {after}".casefold()))
    if near & _opening_words(roles):
        stated = _stated(before, after, behind, roles)
        if stated is not None:
            return *stated, staff
    if not near.isdisjoint(_SIGNING) and _SIGNS_FOR.search(before):
        return Verdict.REVIEW, "tekent namens", staff
    return None, "", staff


def _stated(before: str, after: str, behind: str, roles: tuple[RoleRule, ...]) -> tuple[Verdict, str] | None:
    """What the rules say of the title that stands before or behind a name, and the title."""
    for pattern, rule in _patterns(roles):
        match = _before(pattern, before) or pattern.plural.search(before) or pattern.above.search(before)
        if match:
            former = _FORMER.search(before[: match.start("title")])
            return (Verdict.REVIEW if former else rule.verdict), match["title"].casefold()
        match = pattern.behind.match(behind)
        if match and _is_apposition(after, match.group(), behind[match.end() :]):
            return (Verdict.REVIEW if match["former"] else rule.verdict), match["title"].casefold()
    return None


def _before(pattern: _Patterns, before: str) -> regex.Match[str] | None:
    """The title right before a name. One that ends a line (`Steen, gedeputeerde`) belongs to the name before it, and
    one above a blank line opens nothing unless it has a line of its own.
    """
    match = pattern.before.search(before)
    if match is None:
        return None
    between = before[match.end("title") :]
    if between.count("\n") > 1 or (
        "\n" in between and before[: match.start("title")].rstrip(" ")[-1:] in {",", "("}
    ):
        return None
    return match


@lru_cache(maxsize=8)
def _opening_words(roles: tuple[RoleRule, ...]) -> frozenset[str]:
    """The words of which one stands in every title that counts."""
    offices = (rule for rule in roles if rule.verdict is not Verdict.REDACT)
    return frozenset(_LETTERS.findall(title)[0] for rule in offices for title in rule.titles)


def _is_staff(before: str, behind: str, roles: tuple[RoleRule, ...]) -> bool:
    """Whether a function of the rules for staff stands right before or behind the name."""
    pattern = _staff(roles)
    if pattern.match(behind):
        return True
    words = before.rpartition("\n")[2].split()
    return bool(words) and bool(pattern.match(words[-1]))


def _is_apposition(after: str, title: str, rest: str) -> bool:
    """Whether a title behind a name is that person's: `C. Steen, wethouder`.

    It is not where it belongs to the next name of a list (`de heer Dekker, wethouder Alex van Ham`), and not where
    the next line is a sentence of its own (`De burgemeester opent`) rather than the line of a signature.
    """
    sign = after.lstrip("'’s \t")[:1]
    follows = _NEXT_NAME.match(rest)
    if after.lstrip("'’s \t\n")[:1] == "(":
        # (burgemeester Hengelo): what the office is of, and nothing more said of it.
        return not follows or bool(not follows["honorific"] and _OF_PLACE.match(rest))
    if follows and (
        follows["honorific"] or not _is_portfolio(follows["word"], rest, after_comma=sign == ",")
    ):
        return False
    if sign != "\n":
        return True
    line = rest.partition("\n")[0]
    return not title.casefold().startswith("de ") and (follows is not None or bool(_OFFICE.match(line)))


def _is_portfolio(word: str, rest: str, *, after_comma: bool) -> bool:
    """Whether a word with a capital behind a title is what the office is of (`wethouder Wonen`) and no surname."""
    if not after_comma:
        return load().is_ordinary(word)
    ends_line = not rest.partition("\n")[0].strip().removeprefix(word)
    return ends_line and load().is_common_noun(word) and not load().is_thing(word)


def _apposition(after: str) -> str:
    """What is said of a name right behind it: within brackets, behind a comma or a dash, or on the next line."""
    match = _APPOSITION.match(after)
    if match is None:
        return ""
    # A next line with a colon is a field of its own: "Steller: ...".
    line = after[match.end() :].partition("\n")[0]
    own_line = match.group().lstrip(" \t'’s").startswith("\n") and "(" not in match.group()
    return "" if own_line and ":" in line else after[match.end() :]


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: regex.Pattern[str]
    plural: regex.Pattern[str]
    above: regex.Pattern[str]
    behind: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(roles: tuple[RoleRule, ...]) -> tuple[tuple[_Patterns, RoleRule], ...]:
    offices = [rule for rule in roles if rule.verdict is not Verdict.REDACT]
    return tuple((_compile(rule.titles), rule) for rule in offices if rule.titles)


@lru_cache(maxsize=8)
def _staff(roles: tuple[RoleRule, ...]) -> regex.Pattern[str]:
    """beleidsadviseur, accounthouder, senior juridisch adviseur: the functions of whom the rules redact."""
    staff = [rule for rule in roles if rule.verdict is Verdict.REDACT]
    words = [rf"\p{{L}}*{regex.escape(e)}" for rule in staff for e in rule.endings]
    words += [regex.escape(t) for rule in staff for t in rule.titles]
    return regex.compile(rf"(?i)^(?:\p{{L}}+[ -]){{0,3}}(?:{'|'.join(words) or '(?!)'})\b")


def _compile(titles: tuple[str, ...]) -> _Patterns:
    words = [regex.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t))]
    title = rf"(?P<title>{'|'.join(words)})"
    plurals = [t for t in titles if t.endswith(("s", "en"))]
    plural = r"(?P<title>" + "|".join(regex.escape(t) for t in plurals or ["(?!)"]) + r")"
    name = r"(?:\p{Lu}[\p{L}.'’-]*|van|de|der|den|ten|ter|'t|het|el)"
    return _Patterns(
        before=regex.compile(rf"(?i)(?:(?<![\p{{L}}-])|(?<=(?<!\p{{L}})(?:oud|ex)-)){title}{_BETWEEN}\Z"),
        plural=regex.compile(rf"(?<![\p{{L}}-])(?i:{plural})\s(?:{name}[\s,]+|en\s+)+\Z"),
        above=regex.compile(
            r"(?im)^[ \t]*(?:de[ \t]+)?(?:waarnemend[ \t]+|plaatsvervangend[ \t]+|loco-?)?"
            rf"{title}(?:[ ]van[ ][^\n]{{0,40}})?,?[ \t]*\n\s*\Z"
        ),
        behind=regex.compile(
            r"(?i)(?:(?:de|als|tevens|onze|waarnemend|wnd\.?|plaatsvervangend|plv\.?|1e|2e|eerste|tweede)\s+)*"
            rf"(?P<former>oud-|ex-|voormalig\s+|oud\s+)?{title}(?![\p{{L}}-])"
        ),
    )
