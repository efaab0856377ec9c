"""The headed sections of a proposal, memo or letter.

A heading is marked as one, or a number stands before it, or it is one of the words under which Dutch proposals and
letters are written (`Aanleiding`, `Financiën`), or it is a short line by itself between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.items import Section
from pipeline.split.letters import CLOSING
from pipeline.split.lines import Line, bullet
from pipeline.split.paper.fields import DATELINE, SALUTATION, label
from pipeline.types import Span

_NUMBER = re.compile(
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|[A-Z](?=[.)]\s)|[IVX]{1,4}(?=[.)]\s))(?:[.):]\s*|\s+)(?=\S)"
)
# The words under which Dutch proposals and letters are written; `_AND` joins two of them.
_SIMPLE = (
    r"inleiding|aanleiding|achtergrond(?:en|informatie)?|kernboodschap|kern(?:punten)?|samenvatting|context|historie"
    r"|voorgeschiedenis|toelichting|probleemstelling|doel(?:stelling|en)?|opdracht|argument(?:en|atie)|onderbouwing"
    r"|overwegingen|motivering|kanttekeningen|risico.?s|alternatieven|varianten|opties|scenario.?s|gevolgen|consequenties"
    r"|uitkomsten|resultaten|bevindingen|conclusies?|aanbevelingen|advies|voorstel|besluit(?:en)?|beslissing"
    r"|beslispunt(?:en)?|communicatie|participatie|inspraak|openbaarmaking|uitvoering|aanpak|planning|evaluatie"
    r"|monitoring|proces|procedure|vervolg(?:stappen|proces|procedure|traject)?|slot|afsluiting|bijlagen?|stukken"
    r"|duurzaamheid|inclusiviteit|privacy|zienswijzen?|beantwoording|inventarisatie|belangenafweging|beroep|kosten|dekking"
    r"|bezwaar(?:mogelijkheid)?|rechtsmiddelen|publicatie|reactie|antwoord|vragen|ondertekening|financi(?:ën|eel)"
    r"|effect|resultaat|kaders?|betrokken partijen"
)
_PHRASES = (
    r"(?:wettelijk|juridisch|beleids|financieel) ?kaders?|argumenten voor en tegen|financiële (?:consequenties|gevolgen"
    r"|paragraaf|aspecten|dekking|toelichting)|(?:juridische|personele) (?:aspecten|gevolgen|consequenties|zaken)"
    r"|beoogd (?:maatschappelijk )?(?:effect|resultaat)|maatschappelijk (?:effect|resultaat)"
    r"|(?:voorgesteld|gevraagd|ontwerp) ?besluit|gevraagde (?:beslissing|besluit(?:en)?|beslispunten)"
    r"|hoe (?:nu )?verder|tot slot|ter inzage|inventarisatie documenten|wijze van openbaarmaking"
    r"|het verzoek|(?:het )?wo[ob]-verzoek"
    r"|(?:onderbouwing|toelichting) (?:op |van |bij )?(?:het |de )?(?:beslispunten|besluit|voorstel)"
    r"|reden (?:van )?bespreking|bezwaar(?:procedure|clausule)?|niet mee eens"
)
KNOWN = re.compile(
    rf"(?:(?:korte|nadere|bestuurlijke|verdere|overige) )?(?:{_PHRASES}|(?:{_SIMPLE})(?:,? (?:en|/) (?:{_SIMPLE}))?)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_NO_END = ".,;"
_MAX = 100  # characters of a marked heading
_SHORT = 60  # characters of a line that is a heading by its place
_TEXT = 40  # characters: what follows such a line is at least this long
_DOUBLE = 0.6  # share of filled lines with an empty one above, from which empty lines mean nothing


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, the number before it, and its words. `counted`: only its number says that it is one."""

    line: int
    number: str | None
    title: Span
    counted: bool = False


def find_headings(lines: Sequence[Line], first: int, last: int) -> tuple[Heading, ...]:
    """The headings on lines `first` to `last`, in order."""
    filled = [i for i in range(first, last) if lines[i].core]
    loose = sum(1 for above, below in pairwise(filled) if below > above + 1)
    double = bool(filled) and loose > _DOUBLE * len(filled)
    found = tuple(_candidates(lines, filled, double))
    numbers = sum(1 for one in found if one.number)
    return tuple(one for one in found if not one.counted or numbers > 1)


def sections_of(lines: Sequence[Line], headings: Sequence[Heading], last: int) -> Iterator[Section]:
    """The sections that the headings open; one may be empty."""
    ends = [*(one.line for one in headings[1:]), last][: len(headings)]
    for one, stop in zip(headings, ends, strict=True):
        end = stop
        while end > one.line + 1 and not lines[end - 1].core:
            end -= 1
        yield Section(
            Span(lines[one.line].at, max(lines[end - 1].stop, one.title.end)), one.number, one.title
        )


def _candidates(lines: Sequence[Line], filled: Sequence[int], double: bool) -> Iterator[Heading]:
    expected = 1
    for place, i in enumerate(filled):
        line = lines[i]
        core = line.core
        if len(core) > _MAX or not _titled(core):
            continue
        found = _NUMBER.match(core)
        number = found["number"] if found else None
        start = found.end() if found else 0
        words = core[start:].rstrip(" :*_")
        if not words or not (words[0].isupper() or words[0] in "‘'\""):
            continue
        above = filled[place - 1] if place else None
        below = filled[place + 1] if place + 1 < len(filled) else None
        known = line.heading or KNOWN.fullmatch(words) is not None
        title = Span(line.at + start, line.at + start + len(words))
        heading = Heading(i, number, title, found is not None and not known)
        if known:
            sure = not (found and below is not None and not line.heading and _NUMBER.match(lines[below].core))
        elif found:
            sure = number == str(expected) and _starts_text(lines, above, i, below, double)
        else:
            sure = _alone(lines, above, i, below, double)
        if sure:
            expected = int(number) + 1 if number and number.isdigit() else expected
            yield heading


def _titled(core: str) -> bool:
    """Whether a line can be a heading by its words: no sentence, label, greeting, date or bullet."""
    if core[-1] in _NO_END or not _WORD.search(core):
        return False
    if core[0] in "-–•*|·" or SALUTATION.match(core) or CLOSING.match(core) or DATELINE.match(core):
        return False
    found = label(core)
    if found is None or found[0] in ("attachments", "status"):
        return True
    return (
        not (found[2] and found[1] < len(core))
        and found[1] >= len(core)
        and KNOWN.fullmatch(core) is not None
    )


def _starts_text(lines: Sequence[Line], above: int | None, i: int, below: int | None, double: bool) -> bool:
    """Whether a numbered line is followed by text of its own, and not by the next number or its own end."""
    if below is None or len(lines[i].core) > _SHORT + 20:
        return False
    following = lines[below].core
    if _NUMBER.match(following) or following[0].islower():
        return False
    apart = double or below > i + 1 or len(following) >= _TEXT
    return apart and (above is None or lines[above].core[-1] in ".:?!;" or i > above + 1)


def _alone(lines: Sequence[Line], above: int | None, i: int, below: int | None, double: bool) -> bool:
    """Whether a short line stands by itself between paragraphs, or between empty lines."""
    core = lines[i].core
    if len(core) > _SHORT or len(core.split()) > 9 or core[-1] in "!:" or above is None or below is None:
        return False
    if sum(map(str.isalpha, core)) < 0.75 * len(core.replace(" ", "")):
        return False
    following, before = lines[below].core, lines[above].core
    if not double and i > above + 2 and below > i + 1 and not following[0].islower():
        return True  # by itself between empty lines, also when its section is empty
    if following[0].islower() or (len(following) < _TEXT and not bullet(following)):
        return False
    ended = before[-1] in ".:?!"
    return ended if double or i == above + 1 else ended or below == i + 1 or core.isupper()
