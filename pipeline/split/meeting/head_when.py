"""When and where a meeting was: days, hours and places as heads, titles and opening lines write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.split.dates import find_dates
from pipeline.types import Span

_H = r"(?:[01]?\d|2[0-4])"
_M = r"[0-5]\d"
_UNIT = r"(?:u(?:ur|hr|r)?|vur|h(?:rs?)?)\b\.?"
_CLOCK = rf"{_H}\s?(?:[.:]\s?{_M}|u\s?{_M}|(?=\s?(?:uur|u|vur)\b))"
_TO = r"(?:-|–|—|tot(?: en met)?|t/m|to|till|until|en)"
_RANGE = re.compile(
    rf"(?<![\d.:/-])(?P<a>{_H}(?:\s?(?:[.:]\s?{_M}|u\s?{_M}))?)\s?(?:{_UNIT})?\s{{0,3}}{_TO}\s{{0,3}}(?:ca\.?\s"
    rf"|circa\s)?"
    rf"(?P<b>{_H}(?:\s?(?:[.:]\s?{_M}|u\s?{_M}))?)(?P<unit>\s?{_UNIT})?(?![\d/]|[.:-]\d)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\d.:/-])(?P<a>{_CLOCK})(?:\s?{_UNIT})?(?![\d/]|[.:-]\d)", re.IGNORECASE)
_AMPM = re.compile(r"\s?([ap])\.?m\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,2}")
_OPENS = re.compile(
    rf"\b(?:open(?:t|de)|begint|begon|vangt|start|aanvang|geopend)\b[^.!?;]{{0,80}}?"
    rf"(?:\bom\s|:\s?)(?:ca\.?\s|circa\s)?(?P<t>{_CLOCK})"
    rf"|\bom\s(?P<t2>{_CLOCK})\s?(?:{_UNIT})?\s(?:open(?:t|de)|wordt de vergadering geopend)\b"
    rf"|\bopening\s?\(?(?P<t3>{_H}[.:]{_M})",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"\b(?:sluit(?:en|ing)?|sloot|gesloten|beëindig(?:t|d)|afgesloten|eindigt|closes|closed)\b[^.!?;]{{0,80}}?"
    rf"(?:\bom\s|:\s?|\bat\s)"
    rf"(?:ca\.?\s|circa\s|ongeveer\s)?(?P<t>{_CLOCK})"
    rf"|\bom\s(?:ca\.?\s|circa\s)?(?P<t2>{_CLOCK})\s?(?:{_UNIT})?[^.!?;]{{0,40}}?"
    rf"\b(?:sluit|sloot|gesloten|afgesloten|beëindigd)\b"
    rf"|\bsluiting\s?[\(–-]?\s?(?P<t3>{_H}[.:]{_M})",
    re.IGNORECASE,
)
_HELD = re.compile(r"\b(?:gehouden|die plaatsvond|heeft plaatsgevonden|plaatsgevonden|held)\b", re.IGNORECASE)
_HELD_AT = re.compile(
    r"(?:\b(?:in|bij|te|at)\s|\bop\s(?=(?:het|de)\s))(?P<place>(?:(?:het|de)\s)?(?:[^.;,\n]"
    r"|\.(?=\w)){2,70}?(?:,\s[^.;,\n]{2,40}?)?)"
    r"(?=\.?\s*\Z|\.(?!\w)|[;\n]|,?\s(?:op\s|aanvang|van\s\d|om\s\d|vanaf\s|d\.d\.|\d{1,2}[.:]\d\d))"
)
_NEARBY = 80  # characters
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
_PLACELIKE = re.compile(r"[A-ZÀ-Ý]|zaal|huis|kantoor")
_ONLINE = re.compile(
    r"\b(?:online(?:\soverleg)?(?:\s(?:via|over|in)\s(?:MS[ -]?)?[A-Z]\w{2,12})?"
    r"|digitaal(?:\svia\s(?:MS[ -]?)?[A-Z]\w{2,12})?"
    r"|via\s(?:MS[ -]?)?(?:Teams|Webex|Zoom|Skype)|(?:MS|Microsoft)[ -]Teams|hybride|remote)(?!\w)",
    re.IGNORECASE,
)
_MONTH = (
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|aug|sept|okt|nov|dec"
)
DAY_MONTH = re.compile(rf"\b\d{{1,2}}\s(?:{_MONTH})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A day in ISO 8601, and hours as HH:MM; each is None where the words give none."""

    day: str | None
    start: str | None
    end: str | None


def read_when(words: str) -> When:
    """The day and the hours in a few words: `24 januari 2024, 15.45-17.15 uur`."""
    words = words[:300]
    found = next(find_dates(words), None)
    day = found.day.isoformat() if found else None
    start, end = read_hours(words)
    return When(day, start, end)


def read_hours(words: str) -> tuple[str | None, str | None]:
    """The first hours in a few words: two of them, or one. Bare figures are hours only with `uur` behind them."""
    for found in _RANGE.finditer(words):
        if not (found["unit"] or (_minutes(found["a"]) and _minutes(found["b"]))):
            continue
        start, end = clock(found["a"]), clock(found["b"])
        if start and end and start < end:
            return start, end
    one = _ONE.search(words)
    if one is None:
        return None, None
    half = _AMPM.match(words, one.end())
    return clock(one["a"], half[1].lower() if half else ""), None


def _minutes(words: str) -> bool:
    return len(_DIGITS.findall(words)) == 2


def clock(words: str, half: str = "") -> str | None:
    """`9.00`, `20u30` or `9` as HH:MM."""
    digits = [int(d) for d in _DIGITS.findall(words)]
    if not digits:
        return None
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if half == "p" and hour < 12:
        hour += 12
    if hour == 24 and minute == 0:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def opened(words: str, about: re.Pattern[str]) -> str | None:
    """When the words say that the meeting was opened: in a sentence of which `about` is found near."""
    for found in _OPENS.finditer(words):
        if about.search(_sentence(words, found)):
            return _said(found)
    return None


def closed(words: str, about: re.Pattern[str]) -> str | None:
    """When the words say that the meeting was closed: the last time that they do."""
    last = None
    for found in _CLOSES.finditer(words):
        if about.search(_sentence(words, found)):
            last = found
    return _said(last)


def _sentence(words: str, found: re.Match[str]) -> str:
    """The sentence around a match, as far as it is near."""
    before = _SENTENCE_END.split(words[max(0, found.start() - _NEARBY) : found.start()])[-1]
    after = _SENTENCE_END.split(words[found.end() : found.end() + _NEARBY], maxsplit=1)[0]
    return before + found[0] + after


def _said(found: re.Match[str] | None) -> str | None:
    return clock(found["t"] or found["t2"] or found["t3"]) if found else None


def held(text: str, place: Span) -> tuple[When, Span | None] | None:
    """The day, hours and place of an opening line such as `gehouden op 17 december 2002 in de raadzaal`."""
    words = place.of(text)
    found = _HELD.search(words)
    if found is None:
        return None
    tail = words[found.end() : found.end() + 300]
    when = read_when(tail)
    if when.day is None:
        when = When(read_when(words).day, when.start, when.end)
    spot = _HELD_AT.search(tail)
    if spot is None or not _PLACELIKE.search(spot["place"]):
        return when, None
    at = place.start + found.end()
    a, b = spot.span("place")
    return when, Span(at + a, at + b)


def is_place(words: str) -> bool:
    """Whether a few words read as a place: they hold a name or the word for a room or house."""
    return _PLACELIKE.search(words) is not None


def online(text: str, place: Span) -> Span | None:
    """Where a line of the title says that the meeting is not in a room."""
    found = _ONLINE.search(place.of(text))
    return Span(place.start + found.start(), place.start + found.end()) if found else None
