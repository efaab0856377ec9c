"""Where letters start: a salutation below a letterhead, or a letterhead whose salutation was taken out or misread.

A letterhead is told by what stands in it (address, kenmerk, date, subject), in whatever order and columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.split.lines import Line
from pipeline.split.paper.fields import DATELINE, SALUTATION, label, value
from pipeline.split.partkinds import heading_kind
from pipeline.types import Span

_ADDRESS = re.compile(
    r"(?:post|retour|bezoek|correspondentie)-?(?:adres\b|bus \d)|(?:telefoon|tel\.?|t|fax)[: ]{1,2}\+?[\d(]"
    r"|.{0,60}\b(?:postbus \d|\d{4} ?[A-Z]{2}\b(?= \w|\Z))|.{0,40}(?:www\.\w|^info@)",
    re.IGNORECASE,
)
_OWN_ADDRESS = re.compile(r"(?:retour|bezoek)-?adres\b", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"(?:aan|t\.?a\.?v\.?|ter attentie van)\s?:?\s(?:de|het|alle|dhr|mw|mevrouw|bewoners?|burgemeester|college)\b"
    r"|(?:de heer|mevrouw|de heer/mevrouw|familie|aan)\b.{0,50}\Z",
    re.IGNORECASE,
)
_MAILED = re.compile(
    r"(?:verzonden|sent|gesendet|cc|bcc)\s?:\s?\S|(?:onderwerp|subject)\s?:\s?(?:re|fw|fwd)\b", re.IGNORECASE
)
CLOSING = re.compile(
    r"hoogachtend|met (?:de )?(?:vriendelijke|hartelijke|beste|meeste|collegiale)\b.{0,30}(?:groet|hoogachting)"
    r"|vriendelijke groet|met (?:de )?meeste hoogachting|(?:yours|kind regards|best regards|sincerely)\b"
    r"|mit freundlichen gr",
    re.IGNORECASE,
)
_SIGNS = {
    "reference": "reference",
    "your reference": "reference",
    "subject": "subject",
    "date": "date",
    "handled by": "handled by",
    "attachments": "attachments",
    "address": "address",
}
_HEAD_LINES = 40  # lines above a salutation in which its letterhead stands
_OPENING = 24  # lines in which a letterhead without a salutation stands
_MAX_LINE = 110  # characters; no line of a letterhead is longer
_NEAR = 5  # lines above a salutation that may be long: the subject runs over them
_BLOCK = 6  # filled lines of a letterhead above its first sign


@dataclass(frozen=True, slots=True)
class Letter:
    """The start of a letter: its first line, the value of its subject, how many signs of a letterhead it has."""

    line: int
    subject: Span | None
    signs: int
    salutation: int | None


def find_letters(lines: Sequence[Line], busy: set[int], tops: frozenset[int]) -> Iterator[Letter]:
    """The letters of a text in order. `busy` are the lines of headers of mails, `tops` the first lines of pages."""
    floor = 0
    for i, line in enumerate(lines):
        if i in busy:
            floor = i + 1
        elif i < floor or not line.core:
            continue
        elif len(line.core) <= 100 and SALUTATION.match(line.core):
            found = _above(lines, i, floor, tops)
            floor = i + 1
            if found:
                yield found
        elif (i in tops or i == 0 or _OWN_ADDRESS.match(line.core)) and (
            found := _letterhead(lines, i, floor, tops, busy)
        ):
            floor = max(i + 1, (found.salutation or i) + 1)
            yield found


def _above(lines: Sequence[Line], i: int, floor: int, tops: frozenset[int]) -> Letter | None:
    """The letter whose salutation stands on line `i`."""
    signs: dict[str, int] = {}
    place = i
    mailed = 0
    for j in range(i - 1, max(floor, i - _HEAD_LINES) - 1, -1):
        core = lines[j].core
        if not core:
            continue
        sign = _sign(core)
        if CLOSING.match(core) or SALUTATION.match(core) or heading_kind(lines[j]):
            floor = j + 1
            break
        if sign is None and j < i - _NEAR and (len(core) > _MAX_LINE or _running(lines, j)):
            floor = j + 1
            break
        mailed += _MAILED.match(core) is not None
        if sign:
            signs[sign] = j
            # `Bijlagen: geen` closes many a proposal that stands above.
            place = place if sign == "attachments" else j
        if j in tops and signs:
            break
    subject = _subject(lines, signs, i)
    if mailed > 1 or not _is_letter(lines[i].core, signs, subject, i):
        return None
    head = signs.keys() & {"address", "addressee", "dateline", "reference"}
    return Letter(_first(lines, place, floor, tops) if head else place, subject, len(signs), i)


def _is_letter(salutation: str, signs: dict[str, int], subject: Span | None, i: int) -> bool:
    formal = salutation[0] in "Gg"  # `Geachte`: `Beste`, `Dear` and `Dag` open mails as well
    if formal:
        return len(signs) > 1 or ("subject" in signs and i - signs["subject"] <= 6 and subject is not None)
    return len(signs) > 1 and bool(signs.keys() & {"address", "reference", "dateline", "addressee"})


def _letterhead(
    lines: Sequence[Line], i: int, floor: int, tops: frozenset[int], busy: set[int]
) -> Letter | None:
    """A letterhead that starts on line `i` and names address, date and subject, before any running text."""
    signs: dict[str, int] = {}
    filled = addresses = 0
    for j in range(i, min(len(lines), i + 3 * _OPENING)):
        core = lines[j].core
        if j in busy or filled == _OPENING or (j > i and j in tops) or (filled > _BLOCK and not signs):
            break
        if not core:
            continue
        filled += 1
        sign = _sign(core)
        if sign:
            signs.setdefault(sign, j)
            addresses += sign == "address"
        elif SALUTATION.match(core) or core.lower().startswith("aanwezig"):
            return None  # found from the salutation, or the head of minutes
        elif _running(lines, j) or heading_kind(lines[j]):
            break
    dated = signs.keys() & {"date", "dateline"}
    if not (dated and "subject" in signs and addresses and (len(signs) > 3 or addresses > 1)):
        return None
    return Letter(_first(lines, i, floor, tops), _subject(lines, signs, len(lines)), len(signs), None)


def _sign(core: str) -> str | None:
    """What of a letterhead a line shows."""
    found = label(core)
    if found and found[0] in _SIGNS:
        return _SIGNS[found[0]]
    if DATELINE.match(core) and len(core) <= 60:
        return "dateline"
    if len(core) > _MAX_LINE:
        return None
    if _ADDRESS.match(core):
        return "address"
    return "addressee" if _ADDRESSEE.match(core) else None


def _running(lines: Sequence[Line], j: int) -> bool:
    """Whether a line is of running text: it and the one above or below fill the page, or it ends a long sentence."""
    core = lines[j].core
    if len(core) < 70:
        return False
    above = lines[j - 1].core if j else ""
    below = lines[j + 1].core if j + 1 < len(lines) else ""
    return any(len(near) >= 70 and _sign(near) is None for near in (above, below))


def _subject(lines: Sequence[Line], signs: dict[str, int], last: int) -> Span | None:
    if "subject" not in signs:
        return None
    i = signs["subject"]
    found = label(lines[i].core)
    return value(lines, i, found[1], min(last, len(lines))) if found else None


def _first(lines: Sequence[Line], place: int, floor: int, tops: frozenset[int]) -> int:
    """The first line of a letterhead: up from its first sign to the top of the page, or over the block it is in."""
    filled = 0
    for j in range(place, floor - 1, -1):
        core = lines[j].core
        if j < place and core and (len(core) > 80 or core[-1] in ".;!?" or CLOSING.match(core)):
            break
        filled += bool(core)
        if j in tops:
            return j
        if filled > 2 * _BLOCK:
            break
    return _block(lines, place, floor)


def _block(lines: Sequence[Line], place: int, floor: int) -> int:
    """The first line of the short lines right above `place`."""
    first = place
    while first > floor and place - first < _BLOCK:
        core = lines[first - 1].core
        if not core or len(core) > 60 or core[-1] in ".;!?:" or CLOSING.match(core):
            break
        first -= 1
    return first
