"""Labelled lines of letters and proposals (`Onderwerp: ...`), and a value that runs on over lines.

A label stands at the start of a line, with a colon or, as in the tables of a letterhead, without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.split.lines import Line
from pipeline.types import Span

_WORDS = {
    "reference": (
        r"ons kenmerk|onze referentie|ons nummer|kenmerk(?: gemeente)?|zaak-?(?:nummer|nr\.?|id|kenmerk)|z-?nummer"
        r"|registratie-?(?:nummer|nr\.?|kenmerk)|voordracht-?(?:nummer|nr\.?)|dossier-?(?:nummer|nr\.?)"
        r"|document-?(?:nummer|nr\.?)|besluit-?nummer|voorstel-?nummer|corsa-?nummer|verseon-?nummer|djuma-?nummer"
        r"|our ref(?:erence)?\.?|unser zeichen|referentie(?:nummer)?|volgnummer|briefnummer|nota-?nummer"
    ),
    "your reference": r"uw (?:kenmerk|referentie|brief(?: van)?|bericht(?: van)?)|your ref(?:erence)?\.?|ihr zeichen",
    "subject": r"onderwerp|betreft|betreffende|inzake|subject|concerning|betreff|titel|re(?= ?:)",
    "date": r"(?:verzend|besluit|brief)?datum(?: (?:van )?(?:brief|voorstel|besluit|nota|verzending))?|verzonden|date"
    r"|dagtekening",
    "handled by": r"behandeld door|behandelaar|contact(?:persoon)?|steller|opsteller|opgesteld door"
    r"|inlichtingen(?: bij)?"
    r"|doorkiesnummer|auteur|afdeling|domein|team|portefeuille(?:houder)?(?:\(s\))?s?|portefeuillehouders?",
    "attachments": r"bijlagen?(?:\(n\))?|aantal bijlagen|attachments?|anlagen?",
    "from": r"van|from|von",
    "to": r"aan|to|an|ter attentie van|t\.?a\.?v\.?",
    "copy": r"cc|kopie(?: aan)?|c\.c\.|afschrift(?: aan)?",
    "address": r"bezoekadres|postadres|retouradres|correspondentieadres|telefoon(?:nummer)?|tel\.?|fax|e-?mail"
    r"|internet|website",
    "status": r"status|versie|vertrouwelijk(?:heid)?|openbaar(?:heid)?|pagina(?:'s)?|agendapunt|vergaderdatum|jaar"
    r"|programma|paraaf|naam|adres",
}
_LABEL = re.compile(
    r"[\"'“”|_ ]{0,3}(?:"
    + "|".join(f"(?P<{name.replace(' ', '_')}>{words})" for name, words in _WORDS.items())
    + ")",
    re.IGNORECASE,
)
_COLON = re.compile(r"[\s*_]*[:|][\s*_|:]*")
_BLANK = re.compile(r"[\s_*]+")
SALUTATION = re.compile(
    r"(?:(?:zeer )?(?:hoog)?geachte?\b|weledel|excellentie\b|l\.?s\.?,?\Z|lectori salutem"
    r"|(?:beste|dear|lieber?|hallo|dag|waarde)\s.{1,60},\Z|beste,?\Z|sehr geehrte"
    r"|dear\s(?:sir|madam|mr|ms|mrs|mayor|members)\b"
    r"|to whom it may concern)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|maa|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\w{0,7}\.?"
DATELINE = re.compile(
    rf"[A-ZÀ-Ý'][^\W\d]*(?:[ -][^\W\d]+){{0,3}},\s(?:d\.?d\.? )?\d{{1,2}}\s{_MONTH}\s\d{{4}}"
    rf"|\d{{1,2}} {_MONTH} \d{{4}}\Z",
    re.IGNORECASE,
)
# Fields whose value is given without a colon too: in a letterhead the label and the value stand in two columns.
_WITHOUT_COLON = frozenset(
    ("reference", "your reference", "subject", "date", "handled by", "attachments", "address", "from", "to")
)
_MAX_LINES = 5
_SENTENCE = re.compile(
    r"(?:De|Het|Een|Wij|U|Uw|Ik|In|Op|Bij|Met|Naar|Deze|Dit|Hierbij|Onlangs|Eerder|Graag)\s"
)
_FULL = 60  # characters of a line of running text
_WRAPS = 45  # characters: a shorter line is not full, and its value ends there


def label(core: str) -> tuple[str, int, bool] | None:
    """The field that a line opens, where its value starts in the line, and whether a colon says so."""
    found = _LABEL.match(core)
    if found is None or found.lastgroup is None:
        return None
    field = found.lastgroup.replace("_", " ")
    end = found.end()
    colon = _COLON.match(core, end)
    if colon:
        return field, colon.end(), True
    if end == len(core):
        return field, end, False
    blank = _BLANK.match(core, end)
    if blank is None or field not in _WITHOUT_COLON or not core[found.start(found.lastgroup)].isupper():
        return None
    return field, blank.end(), False


def value(lines: Sequence[Line], i: int, at: int, last: int) -> Span | None:
    """The value that starts `at` characters into line `i`, or on the line below where nothing follows the label."""
    line = lines[i]
    if at < len(line.core):
        start = line.at + at
    else:
        below = next((j for j in range(i + 1, min(i + 3, last)) if lines[j].core), None)
        if below is None or ends_value(lines[below].core):
            return None
        i, start = below, lines[below].at
    stop = i
    for j in range(i + 1, min(i + _MAX_LINES, last)):
        if not runs_on(lines[j - 1].core, lines[j].core) or _opens_text(lines, j, last):
            break
        stop = j
    return Span(start, max(start, lines[stop].at + len(lines[stop].core.rstrip(" |_"))))


def runs_on(core: str, following: str) -> bool:
    """Whether a value goes on from one line to the next."""
    if not core or not following or ends_value(following) or core[-1] in ".?!":
        return False
    if following[0].islower() or core[-1] in ",-–/(":
        return True
    if _SENTENCE.match(following):
        return False
    return len(core) >= _WRAPS and len(following) <= len(core) + 5 and following[0] not in "-–•*|"


def _opens_text(lines: Sequence[Line], j: int, last: int) -> bool:
    """Whether line `j` is the first of a paragraph: it starts with a capital, and it and the next fill the page."""
    core = lines[j].core
    following = lines[j + 1].core if j + 1 < last else ""
    return core[0].isupper() and len(core) >= _FULL and len(following) >= _FULL


def ends_value(core: str) -> bool:
    """Whether a line starts something else: another label, the place and date of a letter, or the salutation."""
    if len(core) <= 60 and DATELINE.match(core):
        return True
    found = label(core)
    if found and (found[2] or found[0] in ("reference", "your reference", "subject", "date", "attachments")):
        return True
    return len(core) <= 100 and SALUTATION.match(core) is not None


def fields(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[str, int, int, bool]]:
    """The labelled lines: field, line, where its value starts in the line, and whether a colon says so."""
    for i in range(first, last):
        found = label(lines[i].core)
        if found:
            yield found[0], i, found[1], found[2]
