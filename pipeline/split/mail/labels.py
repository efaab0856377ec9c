"""The labels of mail headers in Dutch, English and German, and how a text recogniser garbles them.

A label counts as such only at the start of a line and with a colon behind it (in a table: with a cell behind it). A
garbled one (`Aar:`, `pan`, `ce:`) is looked for only where a header block has opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.split.lines import Line
from pipeline.types import Span

_NAMES = {
    "from": "van|from|von",
    "sent": "verzonden|verstuurd|verzonden op|datum verzonden|sent|date sent|gesendet|gesendet am",
    "date": "datum|date|datum/tijd",
    "to": "aan|to|an",
    "cc": "cc|kopie|kopie aan|copy|kopie \\(cc\\)",
    "bcc": "bcc|blinde kopie",
    "subject": "onderwerp|subject|betreff|onderwerp/titel",
    "attachments": "bijlagen|bijlage|bijlage\\(n\\)|bijlage\\(s\\)|attachments?|anlagen?|attachment\\(s\\)",
    "when": "wanneer|when|wann",
    "event": "tijd|tijdstip|zeit|locatie|waar|where|location|ort|wo",
    "other": "categories|categorieën|categorie|kategorien|importance|urgentie|prioriteit|priority|belang|wichtigkeit"
    "|gevoeligheid|sensitivity|opvolgingsvlag|opvolgingsmarkering|markeringsstatus|vlagstatus|flag status"
    "|follow up flag|namens|on behalf of|im auftrag von|antwoord aan|antwoorden aan|beantwoorden aan|reply[- ]to"
    "|antwort an|verzonden door|verstuurd door|sent by|ontvangen|received|message-id|in-reply-to|references"
    "|mime-version|content-type|content-transfer-encoding|return-path|delivered-to|thread-topic|thread-index"
    "|user-agent|x-[a-z-]{2,30}|organisatie|organization|retention policy|expires|verloopt",
}
# `Verz0nden`, `Ondenwerp` and the like are never words of a text.
_MISREAD = {
    "sent": "ver ?z[oa0][nm]den|verzonden op",
    "subject": "[o0][nm]der?[wv]erp|[o0]ndenwerp|onder werp|sub[jil]ect",
    "date": "dat[uv]m",
    "from": "frorn",
}
_GARBLED = {
    "to": "[a4]a[rnm]|a[nr]|[pkrsf]a[nr]|t[o0]",
    "cc": "cc[om]?|[co][ceo€]|ec",
    "from": "[vy]a[rnm]|v[ao]?n|ven|frorn|fram",
}
_LEAD = r"[|\s>*_]{0,8}(?:</?(?:b|strong|span|td)>)?[*_]{0,3}"
_GAP = r"(?:[ *_\t\u00a0]|&nbsp;|</?(?:b|strong|span)>){0,4}"
_BEHIND = r"(?:[ \t*_\u00a0|]|&nbsp;|</?(?:b|strong|span|td)>){0,12}"


def _pattern(names: dict[str, str], colon: str) -> re.Pattern[str]:
    rule = "|".join(f"(?P<{field}>{form})" for field, form in names.items())
    return re.compile(rf"{_LEAD}(?:{rule}){_GAP}{colon}{_BEHIND}", re.IGNORECASE)


_CLEAN = _pattern(_NAMES, r"(?::|\|(?=.*\w))")
_ROW = re.compile(r"\s*\|")
_MISREAD_LABEL = _pattern(_MISREAD, "[:;]")
_GARBLED_LABEL = _pattern(_GARBLED, r"(?:[:;.,\]|]|(?=\s|\Z))")
_TAIL = re.compile(r"(?:[\s|*_\u00a0]|&nbsp;|</?(?:b|strong|span|td|br ?/?)>)+\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its field and where its value starts. `garbled` if no reader would spell it so."""

    field: str
    at: int
    garbled: bool


def label_of(line: Line) -> Label | None:
    """The label that a line opens with."""
    core = line.core
    if len(core) < 3 or not (":" in core or "|" in core or ";" in core):  # `To:` is the shortest one
        return None
    found = _CLEAN.match(core)
    if found and (":" in found[0] or _ROW.match(core)):
        return Label(found.lastgroup or "other", line.at + found.end(), False)
    misread = _MISREAD_LABEL.match(core)
    return Label(misread.lastgroup or "other", line.at + misread.end(), True) if misread else None


def garbled_label(line: Line, allowed: Iterable[str]) -> Label | None:
    """The label that a line of an open header block may have had; only fields in `allowed`."""
    found = _GARBLED_LABEL.match(line.core)
    if found is None:
        return None
    word = found[found.lastgroup or 0]
    field = next(
        (f for f in ("cc", "to", "from") if f in allowed and re.fullmatch(_GARBLED[f], word, re.IGNORECASE)),
        None,
    )
    return Label(field, line.at + found.end(), True) if field else None


def value_span(text: str, start: int, end: int) -> Span:
    """A value without the marks of a table or of bold text behind it."""
    start = min(start, end)
    tail = _TAIL.search(text, max(start, end - 60), end)
    return Span(start, max(start, tail.start()) if tail else end)
