"""Where the title of an item ends on its line: before an outcome, an attachment, another column, or the text."""

from __future__ import annotations

import re

SHORT_TITLE = 60  # characters of a title that goes before text on the same line
_LONG_TITLE = 150  # characters of a title that may hold a full stop
CLOCK = r"\d{1,2}[.:]\d{2}(?:\s?(?:uur|u\b\.?|h\b))?"  # a time of day
TIME = rf"{CLOCK}(?:\s?(?:[-–]|tot|t/m)\s?{CLOCK})?(?:\s?uur)?\s*[:|–-]?\s+"  # a time, or two, before a title
# What stands between a number and the title itself.
_BEFORE_TITLE = re.compile(
    rf"(?:agenda)?punt\s+\d{{1,2}}\s*[:.–-]\s*|(?:onderwerp|titel|agendapunt)\s?:\s*|{TIME}"
    r"|[(\[][A-Z]{0,6}[-./ ]?\d[\d./-]{2,16}[)\]]\s*",
    re.IGNORECASE,
)
_BEHIND_TITLE = re.compile(
    r"\s*(?:[(\[](?:bijlagen?|bijl\.|zaak(?:nummer|nr)?\.?|z-?nr|dossier|registratie(?:nummer)?|ter\s|nr\.)[^()\[\]]{0,80}[)\]]"
    r"|[(\[][A-Z]{0,6}[- .]?\d[\d./-]{3,16}[)\]]"
    r"|(?:[-–(\[|]\s?)?\b(?:ca\.?\s?)?\d{1,3}\s?(?:min(?:uten|\.|\b)|['’′])\s?[)\]]?"
    rf"|\s*\.{{3,}}.{{0,20}}|\s+{CLOCK}(?:\s?[-–]\s?{CLOCK})?"
    r"|\s[-–(]\s?zie\s.{1,300}|[*_:|\[]+)\s*\Z",
    re.IGNORECASE,
)
_OTHER_CELL = re.compile(r"\t+\S|\s*\|| {3,}\S")
# What a list of outcomes says in a second column, beside the title of an item.
_OUTCOME = re.compile(
    r"\s(?:[-–:|]\s)?(?P<outcome>(?:akkoord )?behandeling in de raad(?: gewenst)?|(?:is )?hamerstuk|conform besloten"
    r"|(?:voor|ter) kennis(?:geving|neming) aangenomen|van de agenda afgevoerd)\.?\Z",
    re.IGNORECASE,
)
# A title and the sentence of the column beside it.
_COLUMN = re.compile(
    r"(?i:opening|mededelingen|actualiteiten|rondvraag|sluiting|ingekomen stukken)"
    r"(?=\s(?:De|Het|Er|Een|Geen|Wethouder|Lid|Agendapunt|Burgemeester)\s\S+\s)"
    r"|[^.:]{4,100}?(?=\s(?:Het lid [A-Z]|De (?:voorzitter|commissie|leden|volgende)\b|Er (?:zijn|is|wordt|worden)\b"
    r"|Dit agendapunt\b|Wethouder [A-Z]))",
)
_END_OF_TITLE = re.compile(r"(?<=[a-zà-ÿ)\d])(?:[?!](?=\s)|\.(?=\s+[A-ZÀ-Ý])|:(?=\s+[A-ZÀ-Ý]))")


def before_title(words: str) -> int:
    """How many characters stand before the title itself: the time, or the number in words once more."""
    found = _BEFORE_TITLE.match(words)
    return found.end() if found and found.end() < len(words) else 0


def until_text(title: str) -> tuple[str, bool]:
    """A title without the text that follows it on its line, and whether that was a sentence of it."""
    found = _END_OF_TITLE.search(title)
    if not found:
        return title, False
    mark = title[found.start()]
    said = title[found.end() :].strip()
    if mark == ":" and (len(said) <= SHORT_TITLE or found.start() > SHORT_TITLE):
        return title, False  # a title of two parts
    if mark != ":" and len(title) <= _LONG_TITLE and not said.endswith((".", "!")):
        return title, False
    return title[: found.start() + (mark in "?!.")], mark != ":"


def without_column(title: str, *, beside: bool) -> str:
    """A title without what stands behind it: another cell, an outcome, an attachment, its minutes, and (`beside`) a
    sentence of the column next to it.
    """
    column = _COLUMN.match(title) if beside else None
    if column:
        return column[0]
    cell = _OTHER_CELL.search(title)
    title = title[: cell.start()] if cell and cell.start() else title
    outcome = _OUTCOME.search(title)
    title = title[: outcome.start()] if outcome else title
    while (behind := _BEHIND_TITLE.search(title)) and behind.start():
        title = title[: behind.start()]
    return title.rstrip()
