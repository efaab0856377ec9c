"""The number and title of a line such as `3. Rondvraag`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.lines import Line
from pipeline.types import Span

_NUMBERED = re.compile(
    r"(?P<word>agendapunt\s+)?(?P<number>\d{1,2})(?P<letter>[a-z](?=[.)\s]))?"
    r"(?:[.):]{1,2}\s*(?=[^\s\d])|\s+(?:[_-]\s)?)[*_]{0,3}(?P<title>\S.*)",
    re.IGNORECASE,
)
_BEHIND_TITLE = re.compile(
    r"\s*(?:[(\[](?:bijlagen?|bijl\.|zaak(?:nummer|nr)?\.?|z-?nr|dossier|registratie(?:nummer)?|ter\s|nr\.)[^()\[\]]{0,80}[)\]]"
    r"|[*_:]+)\s*\Z",
    re.IGNORECASE,
)
# What a list of outcomes says in a second column, beside the title of an item.
OUTCOME = re.compile(
    r"\s(?:[-–:|]\s)?(?P<outcome>(?:akkoord )?behandeling in de raad(?: gewenst)?|(?:is )?hamerstuk|conform besloten"
    r"|(?:voor|ter) kennis(?:geving|neming) aangenomen|van de agenda afgevoerd)\.?\Z",
    re.IGNORECASE,
)
_KNOWN_TITLE = re.compile(
    r"opening|mededelingen|vaststell|verslag|notulen|actualiteiten|ingekomen stukken|rondvraag|sluiting"
    r"|w\.?v\.?t\.?t\.?k|ter (?:kennis|informatie|bespreking|besluitvorming)|actielijst|terugkoppeling|stand van zaken",
    re.IGNORECASE,
)
MAX_TITLE = 160  # characters


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that may open an item: its line, number, letter and title."""

    line: int
    number: int
    letter: str
    shown: str
    title: Span
    likely: bool


def numbered(lines: Sequence[Line], i: int) -> Numbered | None:
    """The number and title of a line such as `3. Rondvraag`; None for any other line."""
    core = lines[i].core
    if not core or not (core[0].isdigit() or core[0] in "Aa") or len(core) > MAX_TITLE:
        return None
    found = _NUMBERED.fullmatch(core)
    if found is None:
        return None
    first = found["title"].lstrip("\"'‘“([«&$#")[:1]
    if not first.isupper() or found["title"][0] == "(":
        return None
    start, title = lines[i].at + found.start("title"), found["title"]
    outcome = OUTCOME.search(title)
    title = title[: outcome.start()] if outcome else title
    while behind := _BEHIND_TITLE.search(title):
        title = title[: behind.start()]
    if not title:
        return None
    likely = (
        bool(_KNOWN_TITLE.match(title)) or lines[i].heading or not core.endswith((".", ";", ",", "?", "!"))
    )
    letter = (found["letter"] or "").lower()
    return Numbered(
        i, int(found["number"]), letter, found["number"] + letter, Span(start, start + len(title)), likely
    )
