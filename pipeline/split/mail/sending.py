"""When a message was sent, and whether a value is a time of sending at all."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pipeline.split.dates import find_dates, parse_date

_WEEKDAY = re.compile(
    r"\W*(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|mo|mi|fr|sa|so)\b"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon|mon|tues|wednes|thurs|fri|satur|sun|mon|diens|donners|frei|sams|sonn)\w{3,5}\b"
    r"|mittwoch\b|(?:tues?|thurs?|weds)\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)(?![.,/-]\d)")
_ZONE = re.compile(r"[\s(,.|]*(?:(?:[A-Z]{2,5}|GM ?T)(?: ?-?[+-]\d\d?:?\d{0,2})?|[+-]\d\d:?\d\d)?[\s).|]*")
_AMERICAN = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?!\d)")
_ZONED = re.compile(r"[+-]\d\d:\d\d\Z")
_SLACK = timedelta(hours=14)  # clocks of two zones, one of which is not told
_MINUTE = timedelta(minutes=1)  # one form gives seconds, the other does not


def day_of_sending(value: str) -> str | None:
    """The time of sending in ISO 8601. Month and day change places where only that gives a date."""
    found = parse_date(value)
    if found:
        return found
    return parse_date(_AMERICAN.sub(r"\2/\1/\3", value, count=1))


def is_clocked(value: str) -> bool:
    """Whether a value names a day of the week or a time, also where a mark has taken out the date."""
    return _WEEKDAY.match(value) is not None or _CLOCK.search(value) is not None


def is_time_of_sending(value: str) -> bool:
    """Whether a value under `Datum:` is the moment that a program wrote, not the day or hour of a meeting."""
    first = next(find_dates(value), None)
    if first is None or not first.timed:
        return False
    if not _ZONE.fullmatch(value[first.span.end :]):
        return False
    told = value[first.span.start : first.span.end]
    return ":" in told and (_WEEKDAY.match(value) is not None or "u" not in told[-4:].lower())


def is_later(one: str | None, other: str | None) -> bool:
    """Whether `one` was surely sent after `other` (both as `day_of_sending` gives them)."""
    if not one or not other:
        return False
    if len(one) == 10 or len(other) == 10:
        return one[:10] > other[:10]
    slack = _MINUTE if bool(_ZONED.search(one)) == bool(_ZONED.search(other)) else _SLACK
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = first.replace(tzinfo=None), second.replace(tzinfo=None)
    return first - second > slack
