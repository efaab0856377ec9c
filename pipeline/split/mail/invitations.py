"""The blocks that a calendar or a meeting service puts into a mail: when, where, how to join."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.mail.stems import lines_with

_JOIN = re.compile(
    "|".join((
        # Teams
        r"microsoft teams[- ](?:vergadering|meeting|besprechung)",
        r"^\W*microsoft teams(?: (?:hulp nodig|need help|benötigen sie).{0,20})?\W*$",
        r"klik hier om deel te nemen|click here to join|hier klicken,? um an der besprechung",
        r"deelnemen (?:aan de vergadering|op |via (?:uw|je|de) |met (?:google meet|een video|zoom)|nu\b|aan zoom)",
        r"neem deel (?:aan|vanaf|via|op)\b.{0,40}(?:vergadering|computer|zoom|teams)",
        r"(?:auf ihrem computer|per telefon|mit dem computer)\b.{0,40}teilnehmen|an der besprechung teilnehmen",
        r"(?:telefonische vergadering|phone conference|telefonkonferenz)[- ]?id\b",
        r"opties voor vergadering|vergaderopties|meeting options|besprechungsoptionen|teams downloaden",
        r"(?:zoek|vind) (?:een|uw|je) (?:lokaal|plaatselijk) (?:toegangs)?nummer|find (?:a|your) local number",
        r"pincode opnieuw instellen|reset (?:dial-in )?pin",
        # Zoom, Webex, Google Meet and others
        r"(?:inviting you to|nodigt u uit voor|lädt sie zu)\b.{0,40}zoom|one tap mobile|dial by your location",
        r"join (?:on your computer|the meeting|meeting|zoom meeting|by (?:phone|video)|with google meet|from (?:a|the)"
        r"|microsoft teams|webex)|tap to join from|need help\? ",
        r"teams\.(?:microsoft|live)\.com|\bzoom\.us/|\.webex\.com|meet\.google\.com|gotomeet(?:ing|\.me)"
        r"|aka\.ms/jointeamsmeeting|meet\.jit\.si|\bmeet\.lync",
        # numbers and codes
        r"(?:vergaderings?|meeting|besprechungs?|conferen(?:ce|tie)|webinar)[- ]?(?:id|nummer|number|link|url|code)\b"
        r".{0,20}[:#]",
        r"(?:^|\s)(?:wachtwoord(?:code)?|toegangscode|passcode|password|kenncode|access code|pincode|host pin) ?: ?\S",
        r"(?:bel(?:len)? (?:in|via)|of bel|dial in|call in|einwählen)\b.{0,30}(?:audio|telefo|phone|location)",
    )),
    re.IGNORECASE,
)  # fmt: skip
# Every rule above holds one of these, which are found much faster.
_STEMS = (
    "teams", "zoom", "webex", "join", "deel te", "deelne", "neem deel", "teilnehmen", "besprechung", "vergader",
    "meeting",
    "konferenz", "conferen", "webinar", "nummer", "number", "pin", "tap", "dial", "bel in", "bellen", "bel via",
    "call in", "einwähl", "wachtwoord", "code", "password", "meet.", "need help", "klicken", "of bel",
)  # fmt: skip
_BESIDE = re.compile(
    "|".join((
        r"[_*~=.•·-]{8,}.*|\W*(?:of|or|oder)\W*|<?https?://\S+>?|of voer een.{0,60}|\W*sip:\S+",
        r"\W*(?:meer informatie|learn more|weitere infos?|help|hulp|juridisch|legal|privacy)\b.{0,80}",
        r".{0,40}\+?\d[\d\s().,#*-]{6,40}\#?.{0,60}|.{0,40}@\S+\.\w{2,6}.{0,40}",
        r"\W*(?:topic|onderwerp|time|tijd|thema|uhrzeit|organisator|(?:for|voor) organi[sz]\w{2,5}) ?:.{0,120}",
    )),
    re.IGNORECASE,
)  # fmt: skip
_EVENT = re.compile(
    r"\W{0,3}(?P<what>tijd|wanneer|when|wann|zeit|begin|start|locatie|waar|where|location|ort|wo|einde|end|afspraak"
    r"|organisator|organizer|deelnemers?|attendees?|(?:vereiste|optionele) deelnemers|(?:required|optional) attendees"
    r"|omschrijving|terugkeer\w{0,9}|recurrence) ?:",
    re.IGNORECASE,
)
_WHEN = frozenset(("tijd", "wanneer", "when", "wann", "zeit", "begin", "start"))
_WHERE = frozenset(("locatie", "waar", "where", "location", "ort", "wo", "einde", "end", "organisator"))
_CLOCK = re.compile(r"\d[:.]\d\d|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")
_CALENDAR = re.compile(r"\W{0,3}(BEGIN|END):VCALENDAR\W{0,3}", re.IGNORECASE)
_READ = 400  # characters of a line that are read
_SIGNS = 2  # lines that only such a block has
_BETWEEN = 2  # other lines between two of them
_BESIDE_MOST = 12  # lines of numbers and rules between two of them
_RULE = frozenset("*~ _-")


def invitation(cores: Sequence[str]) -> tuple[int, int] | None:
    """The first line and the one behind the last line of the longest such block, among lines of one sender."""
    found = [block for block in (_calendar(cores), _service(cores), _event(cores)) if block]
    return max(found, key=lambda block: (block[1] - block[0], -block[0])) if found else None


def _calendar(cores: Sequence[str]) -> tuple[int, int] | None:
    """An appointment as iCalendar (RFC 5545) writes it."""
    start = None
    for i, core in enumerate(cores):
        found = _CALENDAR.fullmatch(core)
        if found and found[1].upper() == "BEGIN" and start is None:
            start = i
        elif found and start is not None and found[1].upper() == "END":
            return start, i + 1
    return None


def _service(cores: Sequence[str]) -> tuple[int, int] | None:
    """The longest run of lines about joining; what stands beside them in such blocks goes along."""
    hints = lines_with(_STEMS, cores)
    signs = [i for i, core in enumerate(cores) if hints[i] and _JOIN.search(core[:_READ])]
    best: tuple[int, int] | None = None
    k = 0
    while k < len(signs):
        last = k
        while last + 1 < len(signs) and _belong(cores, signs[last], signs[last + 1]):
            last += 1
        if last - k + 1 >= _SIGNS and (best is None or signs[last] + 1 - signs[k] > best[1] - best[0]):
            best = (signs[k], signs[last] + 1)
        k = last + 1
    return _with_sides(cores, *best) if best else None


def _belong(cores: Sequence[str], one: int, other: int) -> bool:
    """Whether two lines about joining are of one block."""
    if other - one <= _BETWEEN + 1:
        return True
    return other - one <= _BESIDE_MOST and all(_is_beside(core) for core in cores[one + 1 : other])


def _is_beside(core: str) -> bool:
    return len(core) <= 200 and _BESIDE.fullmatch(core) is not None


def _with_sides(cores: Sequence[str], first: int, stop: int) -> tuple[int, int]:
    """The block with the rule above it, and the numbers and the rule below it."""
    while stop < len(cores) and _is_beside(cores[stop]) and not cores[stop][0].isalpha():
        stop += 1
    while first > 0 and not any(c.isalnum() for c in cores[first - 1]):
        first -= 1
    return first, stop


def _event(cores: Sequence[str]) -> tuple[int, int] | None:
    """Lines with labels such as a calendar writes: a time and a place right below each other."""
    i = 0
    while i < len(cores):
        start = i
        labels: set[str] = set()
        timed = False
        while i < len(cores) and (found := _EVENT.match(cores[i])):
            what = found["what"].lower()
            labels.add(what)
            timed = timed or (what in _WHEN and _CLOCK.search(cores[i][:_READ]) is not None)
            i += 1
        if timed and labels & _WHERE:
            ruled = i < len(cores) and len(cores[i]) >= 5 and set(cores[i]) <= _RULE
            return start, i + ruled
        i = max(i, start + 1)
    return None
