"""A row of a list of actions, and the columns that the head of a table names.

The head decides whether a table is a list of actions, and which cell is what: the action, who does it, when it is
due, how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.items import ActionKind, Words
from pipeline.types import Span


class Column(StrEnum):
    """What the cells of a column hold."""

    NUMBER = "number"
    DATE = "date"  # the day on which it was agreed
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    STATUS = "status"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the words of the action, the places of its other cells, and the lines of the text that it fills.

    `owner` may hold several names.
    """

    text: Words
    owner: Span | None
    due: Span | None
    status: Span | None
    lines: tuple[int, ...]
    rule: str = "actielijst"
    confidence: float = 0.9
    kind: ActionKind = ActionKind.ACTION

    @property
    def span(self) -> Span:
        """From the first word of the row to its last."""
        cells = (*self.text, *(cell for cell in (self.owner, self.due, self.status) if cell))
        return Span(min(s.start for s in cells), max(s.end for s in cells))

    @property
    def action(self) -> Span:
        """From the first word of the action to its last."""
        return Span(min(s.start for s in self.text), max(s.end for s in self.text))


_STRONG = (
    r"(?:genomen |openstaande |concrete |nieuwe |te nemen )?(?:vervolg)?acties?"
    r"|actie-?(?:punt(?:en)?|omschrijving)"
    r"|omschrijving (?:van )?(?:de |het )?(?:actie(?:punt)?|toezegging|afspraak|taak)|toezegging(?:en)?|toegezegd"
    r"|(?:uit te voeren )?(?:taak|taken|werkzaamheden)|afspra(?:ak|ken)|afgesproken|to-?\s?do'?s?"
    r"|(?:vervolg|actie)stap(?:pen)?|wat(?: gaan we doen| moet er gebeuren)?|actions?|actie en besluit"
)
_PERSONS = r"(?:personen|persoon|namen|naam|functionaris|houders?|collegelid|medewerker)"
# The names of the columns: each cell of the head is compared with these without signs, in small letters, and then
# its parts (`wie/wanneer`, `datum / nr.`). The first that fits counts.
_NAMES: tuple[tuple[Column, str], ...] = (
    (
        Column.OWNER,
        rf"wie|(?:actie |uit te voeren )?door(?: wie)?|actie-?(?:houders?|nemers?|eigenaar|door|wie)"
        rf"|actie bij"
        rf"|(?:eind)?verantwoordelijk(?:en?)?(?: {_PERSONS})?|verantw|naam|namen|trekkers?"
        rf"|eigena(?:ar|ren)|(?:be)?houders?"
        rf"|behandelaars?|initialen|wie doet (?:het|wat)|oppakker|aanspreekpunt|contactpersoon"
        rf"|gedaan door|uitgevoerd door"
        r"|wie betrokkene|betrokkenen?|uitvoer(?:ders?|ing)|(?:portefeuille|taak|dossier)houders?"
        r"|initiatief|initiatiefnemer"
        r"|aangewezen|toegewezen aan|toegezegd door|bestuurders?|wethouders?|collegelid|owner"
        r"|assignee|who|by|wie pakt (?:het )?op"
        rf"|eerste {_PERSONS}|afdeling",
    ),
    (
        Column.DUE,
        r"wanneer|(?:actie )?gereed(?: (?:op|voor|per|datum|uiterlijk|in))?|datum (?:gereed"
        r"|afhandeling|afdoening|uitvoering)"
        r"|deadline|(?:afdoenings?|afhandel(?:ings)?|uitvoerings?)?termijn|planning|geplan(?:d|de datum)"
        r"|(?:eind|streef|gereed|afhandel|verval|oplever|planning|afdoenings)-?datum"
        r"|uiterlijk(?: op)?|due(?: date)?|voor|tijdpad"
        r"|klaar(?: op)?|afronding|wanneer gereed|oplevering|tijd|when|(?:uiterste|verwachte"
        r"|streef) (?:datum|afdoening)",
    ),
    (
        Column.STATUS,
        r"status|stand(?: van zaken)?|stavaza|svz|voortgang|o ?/ ?g|afgehandeld|afgedaan|gereed"
        r"|afdoening|klaar|ok|check"
        r"|wijze van (?:afdoening|afhandeling)|(?:stand|status) (?:afdoening|actie)|afgerond|voldaan"
        r"|resultaat|uitkomst",
    ),
    (
        Column.ACTION,
        _STRONG + r"|omschrijving|beschrijving|activiteit(?:en)?|onderwerp|inhoud|tekst",
    ),
    (
        Column.NUMBER,
        r"(?:actie |actiepunt )?(?:nr|nrs|no|nummer|volgnr|volgnummer|num)|#|id|punt|agenda ?punt|ap"
        r"|code|ref|volg",
    ),
    (
        Column.DATE,
        r"(?:actie )?datum(?: (?:actie|toezegging|overleg|vergadering|afspraak|raad|commissie"
        r"|besluit|ontstaan|invoer))?"
        r"|vergader(?:ing|datum)|d\.?d|sinds|bron|herkomst|ingebracht|aangemaakt|datum van .{3,20}"
        r"|ontstaan(?:sdatum)?|ingevoerd"
        r"|toezeggings?datum|gemaakt op|overleg|vergadering van",
    ),
    (
        Column.OTHER,
        r"opmerking(?:en)?|toelichting|prio(?:riteit)?|dossier|zaaknummer|thema|kenmerk|reactie"
        r"|notitie|bijzonderheden|ruimte"
        r"|categorie|soort|project|programma|aantekening(?:en)?|commissie|uren|kosten|besluit(?:en)?"
        r"|aan(?: wie)?|antwoord|fractie|vraagsteller",
    ),
)
_WHOLE = tuple((column, re.compile(rf"(?:{names})", re.IGNORECASE)) for column, names in _NAMES)
_IN_LINE = tuple(re.compile(rf"(?:{names})(?= |\Z)", re.IGNORECASE) for _, names in _NAMES)
_IS_STRONG = re.compile(rf"(?:{_STRONG})", re.IGNORECASE)
# Who answers for something: beside a number, day or state such a column makes an `omschrijving` an action.
_ANSWERS = re.compile(
    r"(?:eind)?verantw\w*(?: \w+)?|actie-?(?:houders?|nemers?|eigenaar)|actie (?:door|bij)|trekkers?"
    r"|eigena(?:ar|ren)"
    r"|uitvoerders?|door wie|toegezegd door",
    re.IGNORECASE,
)
_MARKS = re.compile(r"</?\w>|[*_:]+|\((?:e?n|s)\)|\((?=[^()]{0,30}\)\Z)[^()]*\)")
_PARTS = re.compile(r"\s*(?:/|&|\+|\ben\b|\bof\b|,)\s*")
_FIRST = (
    Column.ACTION,
    Column.NUMBER,
    Column.OWNER,
    Column.DUE,
    Column.STATUS,
    Column.DATE,
    Column.OTHER,
)  # which part of a name such as `datum/nr` tells the column
_MAX_HEAD = 90  # characters of a line of column names


def columns(cells: Sequence[str], *, below_heading: bool) -> tuple[Column, ...] | None:
    """The columns of a table of actions that a row of cells names; None for any other row.

    Below the heading of a list of actions, and beside who answers for it with a number, day or state, `omschrijving`
    or `onderwerp` names the action too.
    """
    named = [_bare(cell) for cell in cells]
    found = [_column(name) for name in named]
    known = {column for column in found if column}
    filled = sum(1 for name in named if name)
    if Column.ACTION not in known or len([column for column in found if column]) * 2 <= filled:
        return None
    best = next(
        (i for i, name in enumerate(named) if found[i] == Column.ACTION and _IS_STRONG.fullmatch(name)), None
    )
    strong = below_heading or best is not None
    if not strong:
        answers = any(_ANSWERS.fullmatch(name) for name in named)
        strong = answers and bool({Column.NUMBER, Column.DATE, Column.DUE, Column.STATUS} & known)
    if not strong or not {Column.OWNER, Column.DUE, Column.STATUS} & known:
        return None
    return _settled(
        [column or Column.OTHER for column in found], found.index(Column.ACTION) if best is None else best
    )


def _bare(cell: str) -> str:
    return _MARKS.sub("", " ".join(cell.split())).strip(" .?")


def _column(name: str) -> Column | None:
    if not name or len(name) > 40:
        return None
    whole = next((column for column, rule in _WHOLE if rule.fullmatch(name)), None)
    if whole or not _PARTS.search(name):
        return whole
    parts = [_column(part.strip(" .-")) for part in _PARTS.split(name, maxsplit=3)]
    return min((part for part in parts if part), key=_FIRST.index) if all(parts) else None


def names_column(words: str) -> bool:
    """Whether a line is the name of one column of a table of actions."""
    return _column(_bare(words)) is not None


def names_action(words: str) -> bool:
    """Whether the name of a column says outright that it holds actions."""
    return _IS_STRONG.fullmatch(_bare(words)) is not None


def is_column(name: str) -> bool:
    """Whether the words name a column of a table of actions."""
    return all(_column(word) for word in (name.strip(), *name.split()[:1]))


def _settled(found: list[Column], at: int) -> tuple[Column, ...]:
    """One action column, at `at`; a date behind the action is when it is due, if nothing else is, and so is the first
    of two states (`Afdoening`, `Stand`).
    """
    if Column.DUE not in found and found.count(Column.STATUS) > 1:
        found[found.index(Column.STATUS)] = Column.DUE
    for i, column in enumerate(found):
        if i != at and column == Column.ACTION:
            found[i] = Column.OTHER
        elif column == Column.DATE and i > at and Column.DUE not in found:
            found[i] = Column.DUE
    return tuple(found)


def columns_in_line(line: str, *, below_heading: bool) -> tuple[Column, ...] | None:
    """The columns that a line names with single blanks between them: `Nr Actie Wie Gereed`."""
    flat = _MARKS.sub("", " ".join(line.split()))
    if not 6 <= len(flat) <= _MAX_HEAD:
        return None
    cells: list[str] = []
    at = 0
    while at < len(flat):
        found = max(
            (m for rule in _IN_LINE if (m := rule.match(flat, at))), key=lambda m: m.end(), default=None
        )
        if found is None or found.end() == at:
            return None
        cells.append(found[0])
        at = found.end() + 1
    return columns(cells, below_heading=below_heading) if len(cells) > 1 else None


STATUS = re.compile(
    r"(?:open(?:staand)?|loopt|lopend|loopt nog|gereed|afgerond|afgehandeld|afgedaan|gesloten|nieuw"
    r"|done|vervallen|doorlopend"
    r"|on hold|in behandeling|in uitvoering|aangehouden|klaar|voldaan|staat uit|uitgevoerd"
    r"|onderhanden|nog niet gestart"
    r"|in bewerking|mee bezig|(?:deels|gedeeltelijk) (?:gereed|afgerond)|blijft staan|uitgesteld"
    r"|doorgeschoven|permanent"
    r"|wordt vervolgd|nog doen|gedaan|ok|ja|nee|\d{1,3} ?%|[☐☑☒✓✔✗]|[a-z])[.;]?",
    re.IGNORECASE,
)
