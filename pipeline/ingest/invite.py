"""The words of an invitation (text/calendar, RFC 5545) as lines a reader would understand."""

from __future__ import annotations

import re

_FIELDS = {
    "SUMMARY": "Afspraak",
    "ORGANIZER": "Organisator",
    "ATTENDEE": "Deelnemer",
    "LOCATION": "Locatie",
    "DTSTART": "Begin",
    "DTEND": "Einde",
    "CONTACT": "Contact",
    "DESCRIPTION": "Omschrijving",
    "COMMENT": "Opmerking",
}
_LINE = re.compile(r'([A-Za-z-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.DOTALL)
_NAME = re.compile(r';CN=("[^"]*"|[^";:]*)', re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\dZ?)?")


def invite_text(source: str) -> str:
    """The fields of all appointments in the calendar, one a line; people as `Name <address>`.

    Properties beyond RFC 5545's readable ones are left out.
    """
    lines: list[str] = []
    unfolded = re.sub(r"\r?\n[ \t]", "", source)
    for raw in unfolded.splitlines():
        match = _LINE.fullmatch(raw)
        label = _FIELDS.get(match[1].upper()) if match else None
        if match and label:
            lines.append(f"{label}: {_value(match[1].upper(), match[2], match[3])}")
    return "\n".join(lines)


def _value(field: str, parameters: str, value: str) -> str:
    if field in {"ORGANIZER", "ATTENDEE"}:
        name = _NAME.search(parameters)
        address = re.sub(r"^mailto:", "", value.strip(), flags=re.IGNORECASE)
        return f"{name[1].strip(chr(34))} <{address}>" if name else address
    if field in {"DTSTART", "DTEND"} and (time := _TIME.fullmatch(value.strip())):
        day = f"{time[3]}-{time[2]}-{time[1]}"
        return f"{day} {time[4]}:{time[5]}" if time[4] else day
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
