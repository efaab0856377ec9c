"""The words of an invitation (text/calendar, RFC 5545) as lines a reader would understand.

Outlook, Exchange and Google write it each in its own way: times in named zones with a table of the zone before them,
the description a second time as HTML, people with or without a name, files inside.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

from lxml import etree

from pipeline.ingest.attachment import Attachment
from pipeline.ingest.body import merge
from pipeline.ingest.dutchtime import in_the_netherlands, shown_moment
from pipeline.ingest.html import html_text
from pipeline.ingest.recurrence import shown_rule

_FIELDS = {
    "SUMMARY": "Afspraak",
    "ORGANIZER": "Organisator",
    "ATTENDEE": "Deelnemer",
    "LOCATION": "Locatie",
    "DTSTART": "Begin",
    "DTEND": "Einde",
    "DUE": "Uiterlijk",
    "DURATION": "Duur",
    "RRULE": "Herhaling",
    "RDATE": "Ook op",
    "EXDATE": "Niet op",
    "RECURRENCE-ID": "Voor de keer van",
    "CONTACT": "Contact",
    "RESOURCES": "Middelen",
    "CATEGORIES": "Categorie",
    "URL": "Webadres",
    "CONFERENCE": "Vergaderadres",
    "DESCRIPTION": "Omschrijving",
    "COMMENT": "Opmerking",
}
_METHODS = {
    "CANCEL": "Afspraak geannuleerd",
    "REPLY": "Antwoord op uitnodiging",
    "COUNTER": "Tegenvoorstel bij uitnodiging",
    "DECLINECOUNTER": "Tegenvoorstel afgewezen",
}
_ANSWERS = {
    "ACCEPTED": "geaccepteerd",
    "DECLINED": "afgewezen",
    "TENTATIVE": "onder voorbehoud geaccepteerd",
    "DELEGATED": "gedelegeerd",
}
_PEOPLE = {"ORGANIZER", "ATTENDEE"}
_TIMES = {"DTSTART", "DTEND", "DUE", "RDATE", "EXDATE", "RECURRENCE-ID"}
_SILENT = {"VTIMEZONE", "VALARM"}  # tables of time zones; when to ring a bell
_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.DOTALL)
_PARAMETER = re.compile(r';([^=;:]+)=((?:"[^"]*"|[^";:])*)')
_LATE = re.compile(r"([^;:]+)(?:;[^:]*)?:(mailto:.*)", re.IGNORECASE)  # a colon in a name, without quotes
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?")
_DURATION = re.compile(r"[+-]?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?")
# Names of zones that keep the time of Amsterdam: IANA's, those of Windows, those that Outlook shows.
_HERE = re.compile(
    r"amsterdam|brussels?|berlin|paris|luxembourg|madrid|rome|vienna|w\. ?europe|romance standard|central europe"
    r"|^(?:cet|met)$",
    re.IGNORECASE,
)
_UTC = {"utc", "etc/utc", "gmt", "etc/gmt", "(utc) coordinated universal time"}


@dataclass(frozen=True, slots=True)
class Invite:
    """What a calendar says, the files in it, and whether all of it was read."""

    text: str
    files: tuple[Attachment, ...]
    whole: bool


@dataclass(slots=True)
class _Event:
    lines: list[tuple[str, str]] = field(default_factory=list)
    html: str = ""
    start_is_day: bool = False

    def shown(self) -> str:
        lines = list(self.lines)
        at = next((i for i, (name, _) in enumerate(lines) if name == "DESCRIPTION"), None)
        if self.html.strip():
            if at is None:
                lines.append(("DESCRIPTION", self.html))
            else:
                lines[at] = ("DESCRIPTION", merge([lines[at][1], self.html]))
        return "\n".join(f"{_FIELDS[name]}: {value}" if name in _FIELDS else value for name, value in lines)


def unfolded(data: bytes) -> bytes:
    """A calendar with its long lines in one piece. On the bytes: writers break lines inside a letter."""
    return re.sub(rb"\r?\n[ \t]", b"", data)


def invite_text(source: str) -> str:
    """The words of `read_invite`."""
    return read_invite(source).text


def read_invite(source: str) -> Invite:
    """The fields of all appointments in the calendar, one a line; people as `Name <address>`.

    Properties beyond RFC 5545's readable ones are left out. Times in UTC are shown in Dutch time, times in a zone
    elsewhere with its name.
    """
    events = [_Event()]
    files: list[Attachment] = []
    parts: list[str] = []
    whole = True
    for raw in re.sub(r"\r?\n[ \t]", "", source).splitlines():
        match = _LINE.fullmatch(raw)
        if match is None:
            name = re.split(r"[;:]", raw, maxsplit=1)[0].upper()
            if name in _FIELDS:  # parameters that follow no rule; a reader still sees who and what
                events[-1].lines.append((name, raw[len(name) :].lstrip(";:")))
            continue
        name, parameters, value = match[1].upper(), _parameters(match[2]), match[3]
        if name == "BEGIN":
            parts.append(value.strip().upper())
            if len(parts) == 2 and parts[-1] not in _SILENT:
                events.append(_Event())
        elif name == "END":
            del parts[-1:]
        elif name == "ATTACH" and not _SILENT & set(parts):
            whole = _attach(parameters, value, files, events[-1]) and whole
        elif not _SILENT & set(parts):
            if name in _PEOPLE and (late := _LATE.fullmatch(value)):
                parameters["CN"], value = f"{parameters.get('CN', '')}:{late[1]}", late[2]
            _take(events[-1], name, parameters, value)
    text = "\n\n".join(shown for shown in (event.shown() for event in events) if shown.strip())
    return Invite(text.replace("\n\n", "\n", 1) if events[0].lines else text, tuple(files), whole)


def _parameters(raw: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(raw):
        # RFC 6868: a caret stands for what can't stand in a parameter.
        value = re.sub(
            r"\^([n'^])", lambda m: {"n": " ", "'": '"', "^": "^"}[m[1]], match[2].strip().strip('"')
        )
        found.setdefault(match[1].upper(), value)
    return found


def _take(event: _Event, name: str, parameters: dict[str, str], value: str) -> None:
    if name == "METHOD" and value.strip().upper() in _METHODS:
        event.lines.append((name, _METHODS[value.strip().upper()]))
    elif name == "STATUS" and value.strip().upper() == "CANCELLED":
        event.lines.append((name, "Status: geannuleerd"))
    elif name == "X-ALT-DESC" or (name == "DESCRIPTION" and _is_html(parameters)):
        event.html += _from_html(_unescaped(value))
    elif name in _PEOPLE:
        event.lines += _person(name, parameters, value)
    elif name in _TIMES:
        event.lines.append((name, _times(event, name, parameters, value)))
    elif name == "RRULE":
        event.lines.append((name, shown_rule(value.strip())))
    elif name == "DURATION":
        event.lines.append((name, _duration(value.strip())))
    elif name in _FIELDS and value.strip():
        event.lines.append((name, _unescaped(value)))


def _is_html(parameters: dict[str, str]) -> bool:
    return parameters.get("FMTTYPE", "").lower() == "text/html"


def _from_html(markup: str) -> str:
    try:
        return html_text(markup).text
    except (etree.LxmlError, ValueError):
        return re.sub(r"<[^>]*>", " ", markup)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def _person(name: str, parameters: dict[str, str], value: str) -> Iterator[tuple[str, str]]:
    shown = " ".join(parameters.get("CN", "").split()).strip("'")
    address = _address(value) or parameters.get("EMAIL", "").strip()
    if not shown or shown.casefold() == address.casefold():
        who = address or shown
    else:
        who = f"{shown} <{address}>" if address else shown
    answer = _ANSWERS.get(parameters.get("PARTSTAT", "").upper(), "")
    if who:
        yield name, f"{who} ({answer})" if answer and name == "ATTENDEE" else who
    for parameter, label in (
        ("SENT-BY", "Verstuurd door"), ("DELEGATED-TO", "Gedelegeerd aan"), ("DELEGATED-FROM", "Gedelegeerd door"),
    ):  # fmt: skip
        others = [_address(part.strip('" ')) for part in parameters.get(parameter, "").split(",")]
        if any(others):
            yield parameter, f"{label}: {'; '.join(o for o in others if o)}"


def _address(value: str) -> str:
    """The address behind `mailto:`. Exchange writes `invalid:nomail` where there is none."""
    bare = re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE)
    return "" if bare.lower().startswith("invalid:") else unquote(bare).strip()


def _times(event: _Event, name: str, parameters: dict[str, str], value: str) -> str:
    return ", ".join(_time(event, name, parameters, part.strip()) for part in value.split(","))


def _time(event: _Event, name: str, parameters: dict[str, str], value: str) -> str:
    """`04-03-2024 09:15`; for a period its begin and its end or length as they stand."""
    first, slash, rest = value.partition("/")
    match = _TIME.fullmatch(first)
    zone = parameters.get("TZID", "").strip().strip("/")
    try:
        moment = _moment(match) if match else None
    except ValueError:
        moment = None
    if match is None or moment is None:
        return _unescaped(value)
    if match[4] is None:
        event.start_is_day = event.start_is_day or name == "DTSTART"
        return _day(event, name, moment.date())
    if match[6] or zone.lower() in _UTC:
        shown = shown_moment(in_the_netherlands(moment.replace(tzinfo=UTC)))
    else:
        shown = shown_moment(moment) + (f" (tijdzone {zone})" if zone and not _HERE.search(zone) else "")
    return f"{shown}/{rest}" if slash else shown


def _moment(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(match[i] or 0) for i in range(1, 6))
    return datetime(year, month, day, hour, minute)


def _day(event: _Event, name: str, day: date) -> str:
    """A whole day. The end of an event of whole days is the day after it (RFC 5545 3.6.1)."""
    if name == "DTEND" and event.start_is_day and day > date.min:
        day -= timedelta(days=1)
    return f"{day:%d-%m-}{day.year:04d}"


def _duration(value: str) -> str:
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return value
    words = (("week", "weken"), ("dag", "dagen"), ("uur", "uur"), ("minuut", "minuten"))
    pieces = [
        f"{n} {one if int(n) == 1 else more}"
        for n, (one, more) in zip(match.groups(), words, strict=True)
        if n
    ]
    return " ".join(pieces)


def _attach(parameters: dict[str, str], value: str, files: list[Attachment], event: _Event) -> bool:
    """A file in the calendar, or the address of one; False when a file could not be read."""
    if parameters.get("VALUE", "").upper() != "BINARY" and parameters.get("ENCODING", "").upper() != "BASE64":
        event.lines.append(("ATTACH", f"Bijlage: {_unescaped(value.strip())}"))
        return True
    name = next(
        (parameters[p] for p in ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME") if p in parameters), ""
    )
    try:
        data = base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    files.append(
        Attachment(name or f"agenda-bijlage-{len(files) + 1}", data, parameters.get("FMTTYPE", "").lower())
    )
    return True
