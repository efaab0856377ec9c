"""When something must be done: the words, and the day where one follows from them.

The day is the one that is named, or the last day of the period that is named, counted from the day of the meeting
or message. Without a year it is the first such day on or after that day. In detail:

- `uiterlijk 8 november`, `vóór 8 november`: 8 November, whether it is the last day or the first one too late.
- `begin mei`, `medio mei`, `eind mei`: the 10th, the 20th, the last day (a month in three parts); of a year 31 March,
  31 July, 31 December. `eerste helft van mei`: the 15th; of a year 30 June. `tweede helft`: the last day.
- `mei`, `Q2`, `tweede kwartaal`, `week 12`, `2024`, `loop van 2024`: the last day; of a week its Sunday (ISO 8601).
  Behind `vóór`, `voor` or `per` and without `eind` or the like: the first day.
- `deze week`, `volgende week`, `komende week`, `deze maand`, `dit jaar`, `volgend kwartaal`: the last day, where
  `komende` means `volgende`. `volgende week vrijdag`, `aanstaande vrijdag`: that day.
- `binnen twee weken`, `over 14 dagen`, `binnen een maand`: so many days or months later. Working days: none.
- `de volgende vergadering`: the day of the next meeting where the text states it.
- None follows from `z.s.m.`, `n.t.b.`, `binnenkort`, `voor de zomer`, `voor het kerstreces`, `najaar 2024`, and from
  two days at once (`8/9 november`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.split.dates import MONTH, MONTHS, find_dates
from pipeline.types import Span

_Y = r"(?:19|20)\d\d(?![\d-])"
_DAY = (
    rf"(?:\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)(?!\d)|/\d{{1,2}}\s(?:{MONTHS})\b"
    rf"|(?:e|ste|de)?\s(?:{MONTHS})\b\.?(?:\s{_Y})?)|\d{{4}}-\d\d-\d\d)"
)
_LONG_MONTHS = "|".join(sorted({name for name in MONTH if len(name) > 4} | {"mei", "juni", "juli"}))
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WD = "|".join(_WEEKDAYS)
_NUMBERS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10, "twaalf": 12, "veertien": 14,
}  # fmt: skip
_ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4}
_NEXT = r"(?:eerst)?(?:volgende?|komende?)|eerstkomende|aankomende"
_MEETING = r"\w{0,20}(?:vergadering|overleg|bijeenkomst|bespreking|sessie|commissie|raad|keer|[- ]?(?-i:[A-Z]{2,4}))\b"
# Each way to name a time is a group, so that `_resolve` knows which it was.
_TIME = rf"""(?:
    (?:{_WD}|ma|di|wo|woe|do|vr|za|zo)\.?\s(?P<wshort>\d{{1,2}}/\d{{1,2}})(?![\d/])
  | (?P<day>(?:(?:{_WD}|ma|di|wo|woe|do|vr|za|zo)\.?\s)?{_DAY})
  | (?:(?:het\s|de\s)?(?P<part>begin|medio|midden|half|einde?)(?:\svan)?\s
      |(?:de\s)?(?P<half>eerste|tweede|1e|2e)\shelft\s(?:van\s)?
      |(?:de\s)?(?P<course>loop\svan)\s|(?:het\s|de\s)?(?P<season>najaar|voorjaar|zomer|winter)\s(?:van\s)?)
      (?:(?P<pm>{MONTHS})\b\.?(?:\s(?P<pmy>{_Y}))?|(?P<py>{_Y})
        |(?P<prel>(?:deze|{_NEXT}|de)\s(?:maand|week)|(?:dit|{_NEXT}|het)\s(?:jaar|kwartaal))\b)
  | (?:het\s)?(?:(?P<qn>eerste|tweede|derde|vierde|[1-4]e)\skwartaal|q(?P<qd>[1-4])|kwartaal\s(?P<qk>[1-4]))\b
      (?:[\s/-](?:van\s)?(?:(?P<qy>{_Y})|(?P<qrel>dit|{_NEXT})\sjaar))?
  | (?:de\s)?week\svan\s(?:(?:{_WD})\s)?(?P<weekof>{_DAY}|\d{{1,2}}/\d{{1,2}}(?!\d))
  | (?:week|wk\.?)\s?\d{{1,2}}\s?[-/]\s?(?P<week2>\d{{1,2}})(?!\d) | (?:week|wk\.?)\s?(?P<week>\d{{1,2}})(?!\d)
      (?:\s(?:van\s)?(?P<wy>{_Y}))?
  | (?:in\s)?(?:de\s)?(?P<rel>(?:deze|{_NEXT})\s(?:week|maand)|(?:dit|{_NEXT})\s(?:jaar|kwartaal|weekend))\b
      (?:\s(?:op\s)?(?P<rwd>{_WD}))?
  | (?:binnen|over)\s(?:circa\s|ca\.\s|ongeveer\s|maximaal\s|uiterlijk\s)?(?P<n>\d{{1,3}}|{"|".join(_NUMBERS)})
      \s(?P<unit>dag(?:en)?|werkdag(?:en)?|week|weken|maand(?:en)?)\b
  | (?:a\.?s\.?|aanstaande|{_NEXT})\s(?P<wday>{_WD})\b | (?P<wday2>{_WD})\s(?:a\.?s\b\.?|aanstaande\b)
  | (?P<today>vandaag|morgen|overmorgen)\b
  | (?:(?:de|het|een|onze)\s)?(?P<next>(?:{_NEXT})\s{_MEETING})
  | (?P<month>{_LONG_MONTHS})\b(?:\s(?P<my>{_Y}))? | (?P<smonth>{MONTHS})\b\.?\s(?P<smy>{_Y}) | (?P<year>{_Y})
)"""
_NAMES = tuple(dict.fromkeys(re.findall(r"\?P<(\w+)>", _TIME)))
# Words that tell no day.
_VAGUE = (
    r"(?:z\.?\s?s\.?\s?m\b\.?|n\.?\s?t\.?\s?b\b\.?|n\.n\.b\b\.?|a\.s\.a\.p\b\.?|asap\b|zo\s(?:spoedig|snel)\smogelijk"
    r"|op\skorte\stermijn|op\stermijn|binnenkort|(?:in\s)?de\skomende\s(?:weken|maanden|periode|tijd)|per\sdirect|per\somgaande|doorlopend|continu|p\.m\."
    r"|(?:dit|komend|volgend)\s(?:najaar|voorjaar)\b|(?:deze|komende|volgende)\s(?:zomer|winter)\b)"
)
_EVENT = (
    r"(?:(?:de|het)\s)?(?:(?:\w{0,12}reces|\w{0,8}vakantie|\w{4,14}behandeling|kerst|zomer|bouwvak|jaarwisseling)\b"
    rf"|(?:\w{{0,12}}vergadering|commissie\w{{0,14}}|\w{{0,8}}overleg|alv)\s(?:van|op)\s(?:{_DAY})"
    rf"|(?:{_NEXT})\s(?:nieuwsbrief|editie|uitgave)\b|(?:eerst)?(?:volgende\s|komende\s)?(?:alv|ledenvergadering)\b)"
)
_ISSUE = rf"in\s(?:de|het)\s(?:{_NEXT})\s(?:nieuwsbrief|editie|uitgave)\b"
_BEFORE = r"v[óòo]{2}r|voor|per|tegen|before|by"
_LEAD = (
    rf"(?:(?P<hard>(?:gereed|klaar|deadline|due|streefdatum|planning)\s?:?\s(?:(?:op|in|eind|per|voor|v[óòo]{{2}}r)\s)?"
    rf"|(?:(?:uiterlijk|{_BEFORE})\s)+(?:op\s|in\s)?|nog\sin\s|uiterlijk\s)|(?P<soft>(?:op|in|rond|tijdens|omstreeks)\s))"
)
_DUE = re.compile(
    rf"(?<![\w-])(?:{_LEAD}{_TIME}|(?P<event>(?:(?:uiterlijk\s)?(?:{_BEFORE})|tijdens)\s{_EVENT}|{_ISSUE})|(?P<vague>{_VAGUE}))",
    re.IGNORECASE | re.VERBOSE,
)
_FREE_WORDS = frozenset(("part", "half", "course", "rel", "n", "wday", "wday2", "weekof", "wshort"))
_FREE = re.compile(rf"(?<![\w-]){_TIME}", re.IGNORECASE | re.VERBOSE)
_CELL = re.compile(
    rf"(?:{_LEAD}?{_TIME}|(?P<event>(?:(?:uiterlijk\s)?(?:{_BEFORE})\s)?{_EVENT})|(?P<vague>{_VAGUE}))",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT = re.compile(r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})")
_SPACES = re.compile(r"\s")
_IS_BEFORE = re.compile(r"(?:v[óòo]{2}r|voor|per|tegen|before)\s(?:op\s|in\s)?\Z", re.IGNORECASE)
_BRACKET = re.compile(r"\((?P<inside>[^()]{3,40})\)\W*\Z")
_TWO_DAYS = re.compile(rf"\d{{1,2}}/\d{{1,2}}\s(?:{MONTHS})\b", re.IGNORECASE)
# A text without any of these names no time, so that most sentences are not searched.
_HINT_WORDS = (
    "z.s.m|zsm|z.s|z s|n.t|ntb|n t|n.n|week|maand|jaar|spoedig|termijn|binnen|volgend|komend|reces|"
    "vakantie|behandeling|winter|zomer|kerst|kwartaal|"
    "aanstaande|a.s|as |snel|uiterlijk|eind|begin|medio|direct|omgaande|"
    "jaarwisseling|bouwvak|asap|vergadering|alv|morgen|vandaag|overleg|doorlopend|continu|p.m|dag|helft|"
    "loop van|commissie"
)
_HINTS = (*_HINT_WORDS.split("|"), *_LONG_MONTHS.split("|"))
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done: the words, and the day (ISO 8601) where exactly one follows from them."""

    span: Span
    iso: str | None


def find_due(text: str, base: date | None, following: date | None = None) -> Due | None:
    """The first words of a text that say when something must be done. `base` is the day that relative times count
    from, `following` the day of the next meeting.
    """
    low = text.lower()
    if not (_DIGIT.search(low) or any(map(low.__contains__, _HINTS))):
        return None
    flat = _SPACES.sub(" ", text)
    if "   " not in flat:
        return _find(flat, base, following)
    kept = [i for i, c in enumerate(flat) if c != " " or flat[i - 1 : i] != " "]  # words of a column
    due = _find("".join(flat[i] for i in kept), base, following)
    return Due(Span(kept[due.span.start], kept[due.span.end - 1] + 1), due.iso) if due else None


def _find(flat: str, base: date | None, following: date | None) -> Due | None:
    leads = (d for found in _DUE.finditer(flat) if (d := _led(found, base, following)))
    free = (
        d
        for found in _FREE.finditer(flat)
        if _name(found) in _FREE_WORDS and (d := _due(found, base, following))
    )
    found = [d for d in (next(leads, None), next(free, None)) if d]
    return min(found, key=lambda d: (d.span.start, -d.span.end)) if found else _last(flat, base, following)


def _last(flat: str, base: date | None, following: date | None) -> Due | None:
    """The time in brackets that end a text: `Zaal regelen (1 mei)`."""
    bracket = _BRACKET.search(flat, max(0, len(flat) - 60))
    due = read_due(bracket["inside"], base, following) if bracket else None
    if bracket is None or due is None:
        return None
    return Due(
        Span(bracket.start("inside") + due.span.start, bracket.start("inside") + due.span.end), due.iso
    )


def read_due(cell: str, base: date | None, following: date | None = None) -> Due | None:
    """A cell of a table or a bracket that holds nothing but a time: a date, or the words of `find_due`."""
    flat = _SPACES.sub(" ", cell)
    bare = flat.strip(" _.,;:()")
    if not bare or len(bare) > 80:
        return None
    lead = flat.index(bare)
    found = _CELL.fullmatch(bare) or _CELL.fullmatch(bare + ".")
    if found:
        end = lead + len(bare) + (found["vague"] is not None and flat[lead + len(bare) :][:1] == ".")
        return Due(Span(lead, end), _day_of(found, base, following))
    short = _SHORT.fullmatch(bare)
    if short and 1 <= int(short["m"]) <= 12 and 1 <= int(short["d"]) <= 31:
        return Due(Span(lead, lead + len(bare)), _short(short, base))
    return None


def _short(short: re.Match[str], base: date | None) -> str | None:
    """A day and month in figures, `6/9`: the first such day on or after `base`."""
    for year in (base.year, base.year + 1) if base and base.year < date.max.year else ():
        day = _real(year, int(short["m"]), int(short["d"]))
        if day and base and day >= base:
            return day.isoformat()
    return None


def _led(found: re.Match[str], base: date | None, following: date | None) -> Due | None:
    """What a word such as `uiterlijk` leads in; behind `op` or `in` only a time that lies ahead."""
    due = _due(found, base, following)
    if _name(found) == "year" and found[0][:4].lower() == "voor":
        return None  # `de begroting voor 2025`
    if found["soft"]:
        if _name(found) == "year":
            return None
        if due.iso is None and base and not (found["next"] or found["season"]):
            return None
        if due.iso and base and due.iso < base.isoformat():
            return None
    return due


def _due(found: re.Match[str], base: date | None, following: date | None) -> Due:
    kept = "vague" in found.re.groupindex and found["vague"]
    end = found.end() - (found[0].endswith(".") and not kept)  # the stop of `z.s.m.` stays
    return Due(Span(found.start(), end), _day_of(found, base, following))


def _name(found: re.Match[str]) -> str | None:
    """Which way of naming a time was used."""
    return next((name for name in _NAMES if found[name]), None)


def _day_of(found: re.Match[str], base: date | None, following: date | None) -> str | None:
    lead = found[0][: _start(found) - found.start()]
    try:
        day = _resolve(found, base, following, _IS_BEFORE.search(lead) is not None)
    except (OverflowError, ValueError):  # beyond the years a date can have
        return None
    return day.isoformat() if day else None


def _start(found: re.Match[str]) -> int:
    groups = found.re.groupindex
    ends = [found.end(name) for name in ("hard", "soft") if name in groups and found[name]]
    return max(ends, default=found.start())


def _resolve(found: re.Match[str], base: date | None, following: date | None, before: bool) -> date | None:
    name = _name(found)
    if name is None:
        event = found.groupdict().get("event")
        return _named(event, base) if event else None
    if name == "wshort":
        short = _SHORT.fullmatch(found["wshort"])
        iso = _short(short, base) if short else None
        return date.fromisoformat(iso) if iso else None
    if name == "day":
        return _named(found["day"], base)
    if name == "next":
        return following
    if name in ("part", "half", "course", "season"):
        return _in_period(found, base, before)
    if name in ("month", "smonth", "year"):
        return _bare(found, base, before)
    if base is None and not (name in ("qn", "qd", "qk") and found["qy"]) and not found["wy"]:
        return _week_of(found, None) if name == "weekof" else None
    return _counted(found, name, base, before)


def _counted(found: re.Match[str], name: str, base: date | None, before: bool) -> date | None:
    if name in ("qn", "qd", "qk"):
        return _quarter(found, base, before)
    if name == "weekof":
        return _week_of(found, base)
    if name in ("week", "week2"):
        return _week(int(found[name]), int(found["wy"]) if found["wy"] else None, base, before)
    return _ahead(found, name, base, before) if base else None


def _ahead(found: re.Match[str], name: str, base: date, before: bool) -> date | None:
    if name == "rel":
        first, last = _relative(found["rel"], base)
        if found["rwd"]:
            return first + timedelta(_WEEKDAYS.index(found["rwd"].lower())) if "we" in found["rel"] else None
        return first if before else last
    if name == "n":
        return _later(found, base)
    if name in ("wday", "wday2"):
        ahead = (_WEEKDAYS.index(found[name].lower()) - base.weekday() - 1) % 7 + 1
        return base + timedelta(ahead)
    return base + timedelta(("vandaag", "morgen", "overmorgen").index(found["today"].lower()))


def _named(words: str, base: date | None) -> date | None:
    """A day that is written out; none where there are two."""
    if _TWO_DAYS.search(words):
        return None
    first = next(find_dates(words, base), None)
    return first.day if first else None


def _in_period(found: re.Match[str], base: date | None, before: bool) -> date | None:
    """`begin mei`, `eerste helft van 2024`, `eind deze maand`: the last day of the part, see the module's text."""
    if found["season"]:
        return None
    if found["pm"]:
        month = MONTH[found["pm"].lower()]
        years = _years(found["pmy"], base)
        ends = (_part(found, date(y, month, 1), _end(y, month), before) for y in years)
        return next((day for day in ends if day and (found["pmy"] or base is None or day >= base)), None)
    if found["py"]:
        year = int(found["py"])
        return _part(found, date(year, 1, 1), date(year, 12, 31), before)
    if base is None:
        return None
    return _part(found, *_relative(found["prel"], base), before)


def _part(found: re.Match[str], first: date, last: date, before: bool) -> date | None:
    """The last day of the part of a period; its first one for `vóór begin mei`."""
    days = (last - first).days + 1
    word = (found["part"] or found["half"] or found["course"]).lower()
    if word.startswith("eind") or word in ("tweede", "2e", "loop van"):
        return last
    if word == "begin" and before:
        return first
    month = 28 <= days <= 31
    if not (month or days > 300):
        return None
    if word in ("eerste", "1e"):
        return first.replace(day=15) if month else date(first.year, 6, 30)
    if word == "begin":
        return first.replace(day=10) if month else date(first.year, 3, 31)
    return first.replace(day=20) if month else date(first.year, 7, 31)


def _bare(found: re.Match[str], base: date | None, before: bool) -> date | None:
    if found["year"]:
        return date(int(found["year"]), 1, 1) if before else date(int(found["year"]), 12, 31)
    month = MONTH[(found["month"] or found["smonth"]).lower()]
    given = found["my"] or found["smy"]
    for year in _years(given, base):
        if given or base is None or _end(year, month) >= base:
            return date(year, month, 1) if before else _end(year, month)
    return None


def _years(given: str | None, base: date | None) -> tuple[int, ...]:
    if given:
        return (int(given),)
    return (base.year, base.year + 1) if base else ()


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _quarter(found: re.Match[str], base: date | None, before: bool) -> date | None:
    word = (found["qn"] or found["qd"] or found["qk"]).lower()
    number = _ORDINALS.get(word) or int(word[0])
    shift = 0 if not found["qrel"] or found["qrel"].lower() == "dit" else 1
    given = found["qy"] or (str(base.year + shift) if found["qrel"] and base else None)
    for year in _years(given, base):
        last = _end(year, 3 * number)
        if given or base is None or last >= base:
            return date(year, 3 * number - 2, 1) if before else last
    return None


def _week_of(found: re.Match[str], base: date | None) -> date | None:
    """The Sunday of the week that holds a day."""
    short = _SHORT.fullmatch(found["weekof"])
    iso = _short(short, base) if short else None
    day = date.fromisoformat(iso) if iso else _named(found["weekof"], base)
    return day + timedelta(6 - day.weekday()) if day else None


def _week(number: int, year: int | None, base: date | None, before: bool) -> date | None:
    for y in _years(str(year) if year else None, base):
        try:
            monday = date.fromisocalendar(y, number, 1)
        except ValueError:
            continue
        if year or base is None or monday + timedelta(6) >= base:
            return monday if before else monday + timedelta(6)
    return None


def _relative(words: str, base: date) -> tuple[date, date]:
    """The first and last day of `deze week`, `volgende maand`, `dit jaar`."""
    which, unit = words.lower().split()
    shift = 0 if which in ("deze", "dit", "de", "het") else 1
    if unit == "week":
        monday = base + timedelta(7 * shift - base.weekday())
        return monday, monday + timedelta(6)
    if unit == "weekend":
        saturday = base + timedelta(5 + 7 * shift - base.weekday())
        return saturday, saturday + timedelta(1)
    if unit == "jaar":
        return date(base.year + shift, 1, 1), date(base.year + shift, 12, 31)
    size = 1 if unit == "maand" else 3
    index = base.year * 12 + (base.month - 1) // size * size + size * shift
    last = index + size - 1
    return date(index // 12, index % 12 + 1, 1), _end(last // 12, last % 12 + 1)


def _later(found: re.Match[str], base: date) -> date | None:
    unit = found["unit"].lower()
    number = _NUMBERS.get(found["n"].lower()) or int(found["n"])
    if unit.startswith("werkdag"):
        return None
    if unit.startswith("maand"):
        index = base.year * 12 + base.month - 1 + number
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(base.day, monthrange(year, month)[1]))
    return base + timedelta(number * (7 if unit.startswith("we") else 1))


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
