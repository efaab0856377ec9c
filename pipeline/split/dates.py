"""Dutch, English and German date texts to ISO 8601.

Rules: a numeric date is read day first (`09/10/2023` is 9 October), and is no date when that can't be. Years of
two digits follow POSIX strptime: 69-99 are 1969-1999, 00-68 are 2000-2068. A date without a year is a date only
where the caller gives a day to count from; it is then the first such day on or after it. A month without a day,
two days at once (`8/9 november`) never give a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from pipeline.types import Span

_MONTH_NAMES = (
    "januari january januar jan",
    "februari february februar febr feb",
    "maart march märz maerz mrt mar",
    "april apr",
    "mei may mai",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dezember dec dez",
)
MONTH = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTHS = "|".join(sorted(MONTH, key=lambda n: (-len(n), n)))  # a pattern of all names
_DATE = re.compile(
    rf"""(?<![\w.,/-])(?:
      (?P<iy>\d{{4}})-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)
    | (?P<nd>\d{{1,2}})(?P<sep>[-/.])(?P<nm>\d{{1,2}})(?P=sep)(?P<ny>\d{{4}}|\d\d)(?![\w]|[-/.]\d)
    | (?P<td>\d{{1,2}})(?:e|ste|de|st|nd|rd|th|\.)?\s{{1,3}}(?P<tm>{MONTHS})\b\.?,?
      (?:\s{{1,3}}'?(?P<ty>\d{{4}}|\d\d(?![:.\d]))(?!\d))?
    | (?P<um>{MONTHS})\.?\s(?P<ud>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s(?P<uy>\d{{4}})(?!\d)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"""(?:[,\s]{1,3}|T)(?:(?:om|at|um|klokke)\s)?(?P<h>\d{1,2})[:.](?P<m>\d\d)(?:[:.](?P<s>\d\d))?(?!\d)
    (?:\s?(?P<half>[ap])\.?m\.?(?!\w))?(?:\su(?:ur|hr)?\b)?
    (?:\s?\(?(?:(?:Z|UTC|GMT|CEST|CET|MESZ|MEZ)(?![^\W\d])\s?)?(?P<off>[+-]\d\d:?\d\d)|\s?\(?(?P<alone>Z|UTC|GMT|CEST|CET|MESZ|MEZ)\b)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ZONES = {"z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "cet": "+01:00", "mez": "+01:00", "cest": "+02:00"}
_ZONES["mesz"] = "+02:00"
_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: where it stands, the day, and the whole in ISO 8601 (with a time if one follows)."""

    span: Span
    day: date
    iso: str
    timed: bool


def find_dates(text: str, base: date | None = None) -> Iterator[Found]:
    """All dates of a text in order. `base` is the day that a date without a year counts from."""
    flat = _SPACES.sub(" ", text)
    for found in _DATE.finditer(flat):
        day = _day(found, base)
        if day is None:
            continue
        clock = _TIME.match(flat, found.end())
        iso = _iso_time(clock) if clock else None
        if clock and iso:
            yield Found(Span(found.start(), clock.end()), day, f"{day.isoformat()}T{iso}", True)
        else:
            yield Found(Span(*found.span()), day, day.isoformat(), False)


def parse_date(text: str) -> str | None:
    """The first date of a text in ISO 8601, with the time if one follows it; None when there is none."""
    first = next(find_dates(text), None)
    return first.iso if first else None


def _day(found: re.Match[str], base: date | None) -> date | None:
    if found["iy"]:
        return _real(int(found["iy"]), int(found["im"]), int(found["id"]))
    if found["nd"]:
        if found["sep"] == "." and len(found["ny"]) == 2 and (len(found["nd"]), len(found["nm"])) != (2, 2):
            return None  # `1.2.10` is a number of a paragraph or a version
        return _real(_year(found["ny"]), int(found["nm"]), int(found["nd"]))
    if found["um"]:
        return _real(int(found["uy"]), MONTH[found["um"].lower()], int(found["ud"]))
    month, day = MONTH[found["tm"].lower()], int(found["td"])
    if found["ty"]:
        return _real(_year(found["ty"]), month, day)
    return _on_or_after(base, month, day) if base else None


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (1900 if number >= 69 else 2000)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on_or_after(base: date, month: int, day: int) -> date | None:
    this = _real(base.year, month, day)
    if this and this >= base:
        return this
    return _real(base.year + 1, month, day) if base.year < date.max.year else None


def _iso_time(clock: re.Match[str]) -> str | None:
    hour = int(clock["h"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    try:
        value = time(hour, int(clock["m"]), int(clock["s"] or 0))
    except ValueError:
        return None
    shown = value.isoformat("seconds" if clock["s"] else "minutes")
    offset = clock["off"] or ""
    if offset:
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        return shown + f"{offset[0]}{hours:02}:{minutes:02}" if hours < 15 and minutes < 60 else shown
    return shown + _ZONES.get((clock["alone"] or "").lower(), "")


def day_of(iso: str | None) -> date | None:
    """The day of an ISO 8601 text."""
    return date.fromisoformat(iso[:10]) if iso else None
