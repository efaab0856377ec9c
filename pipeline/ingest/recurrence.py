"""How often an appointment comes back (RRULE, RFC 5545 3.3.10), in Dutch."""

from __future__ import annotations

import re

from pipeline.ingest.headers import MONTHS

_EVERY = {
    "DAILY": ("dagelijks", "dagen"),
    "WEEKLY": ("wekelijks", "weken"),
    "MONTHLY": ("maandelijks", "maanden"),
    "YEARLY": ("jaarlijks", "jaar"),
    "HOURLY": ("elk uur", "uur"),
    "MINUTELY": ("elke minuut", "minuten"),
}
_DAYS = {
    "MO": "maandag", "TU": "dinsdag", "WE": "woensdag", "TH": "donderdag", "FR": "vrijdag", "SA": "zaterdag",
    "SU": "zondag",
}  # fmt: skip
_ORDER = {"1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "5": "vijfde", "-1": "laatste"}
_KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}


def shown_rule(rule: str) -> str:
    """`elke 2 weken op maandag en woensdag, tot en met 01-06-2024`. What has no words here stays as it stands."""
    parts = {k.upper(): v.upper() for k, _, v in (p.partition("=") for p in rule.split(";")) if v}
    if parts.get("FREQ") not in _EVERY:
        return rule
    one, more = _EVERY[parts["FREQ"]]
    interval = parts.get("INTERVAL", "1")
    pieces = [one if interval == "1" else f"elke {interval} {more}"]
    days = [_day(day, parts.get("BYSETPOS", "")) for day in parts.get("BYDAY", "").split(",") if day]
    if days:
        pieces.append(f"op {_listed(days)}")
    if parts.get("BYMONTHDAY"):
        pieces.append(f"op dag {_listed(parts['BYMONTHDAY'].split(','))}")
    if parts.get("BYMONTH"):
        pieces.append(f"in {_listed([_month(m) for m in parts['BYMONTH'].split(',')])}")
    text = " ".join(pieces)
    if parts.get("COUNT"):
        text += f", {parts['COUNT']} keer"
    until = re.match(r"(\d{4})(\d\d)(\d\d)", parts.get("UNTIL", ""))
    if until:
        text += f", tot en met {until[3]}-{until[2]}-{until[1]}"
    rest = [f"{k}={v}" for k, v in parts.items() if k not in _KNOWN]
    return f"{text} ({'; '.join(rest)})" if rest else text


def _day(code: str, place: str) -> str:
    match = re.fullmatch(r"([+-]?\d{0,2})(MO|TU|WE|TH|FR|SA|SU)", code)
    if match is None:
        return code
    number = match[1].lstrip("+") or place
    if not number:
        return _DAYS[match[2]]
    return f"de {_ORDER.get(number, f'{number}e')} {_DAYS[match[2]]}"


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= 12 else number


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} en {items[-1]}"
