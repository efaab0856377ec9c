"""Headings below which actions stand: `Actielijst`, `Acties:`, `Openstaande toezeggingen`, `Vervolgstappen`."""

from __future__ import annotations

import re

from pipeline.split.lines import Line
from pipeline.split.outcome.owner import looks_like_names

# A heading that says that actions follow, and one below which only what reads as an action is one.
_COUNTED = (
    r"(?:(?:\d{1,2}(?:\.\d)?[.)]?|[a-z][.)]|bijlage(?: \w{1,2})?\s?[:.–-]?|agendapunt \d{1,2}\s?[:.–-]?)\s)?"
)
_STRONG_HEADING = re.compile(
    rf"{_COUNTED}(?:overzicht |lijst (?:van |met )?)?(?:de )?(?:(?:openstaande|nieuwe|lopende"
    rf"|overige|gemaakte|actuele) )?"
    r"(?:(?:vervolg)?acties?|actiepunten(?: ?-?(?:en|/|&)-? ?besluiten)?(?:-/ ?besluitenlijst)?"
    r"|actie(?:punten)?-?(?: ?(?:/|en|&) ?(?:besluiten|afspraken))?-?(?:lijst|overzicht)"
    r"|actie-?(?:/| ?en |/ ?)-?(?:afspraken|besluiten|toezeggingen)lijst|(?:besluiten"
    r"|afspraken)(?:lijst)?-? ?(?:en|/|&) ?actie\w*"
    r"|to-?\s?do(?:-?lijst|'s|s)?|toezeggingen(?:lijst)?|actiehouders|als actiepunt(?:en)?)"
    r"(?:\b(?! (?:van de vorige|uit de vorige|vorige|is|zijn|was|wordt|worden|in de|om|en reactie))[^.!?:|\t]{0,40})?",
    re.IGNORECASE,
)
_SOFT_HEADING = re.compile(
    r"(?:\d{1,2}[.)]? ?)?(?:(?:vervolg|proces)?stappen|volgende (?:proces)?stappen"
    r"|(?:proces/ ?)?vervolg(?:stappen|acties|afspraken)"
    r"|vervolg|next steps|(?:gemaakte )?afspraken(?:lijst)?|planning"
    r"|(?:openstaande )?acties (?:uit|van) (?:de |het )?vor\w+.{0,30}"
    r"|actiepunten (?:uit|van) (?:de |het )?vor\w+.{0,30}|werkafspraken|acties projectteam"
    r"|taakverdeling|taken|huiswerk|(?:nog )?te doen|wie doet wat|voor de volgende keer"
    r"|vervolgpunten(?: en actiepunten)?)",
    re.IGNORECASE,
)
LED = re.compile(r"(?:acties?|actiepunten) ?: ?(?P<owner>@?[^:.?!]{2,40})", re.IGNORECASE)


def opens(line: Line) -> int:
    """2 for the heading of a list of actions, 1 for one below which actions may stand, else 0."""
    core = line.core.rstrip(" :*_")
    if not 3 <= len(core) <= 80:
        return 0
    if _STRONG_HEADING.fullmatch(core):
        bare = core.lower() in ("actie", "acties", "to do", "toezeggingen")
        return 0 if bare and not (line.heading or line.core.endswith(":") or core.lower() != "actie") else 2
    if _SOFT_HEADING.fullmatch(core):
        return 1
    return 2 if LED.fullmatch(line.core) and looks_like_names(line.core.split(":", 1)[1]) else 0
