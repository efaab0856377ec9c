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
    r"actie(?:s|punt(?:en)?)?(?: ?/ ?(?:afspraak|besluit|toezegging))?|omschrijving actie|actie ?omschrijving|wat|taak"
    r"|taken|to ?do|toezegging(?:en)?|te ondernemen actie|afspraak(?: ?/ ?actie)?|vervolgactie"
)
_NAMES: tuple[tuple[Column, str], ...] = (
    (
        Column.OWNER,
        r"(?:door )?wie|actie ?(?:door|houders?|nemers?|eigenaar)|eigenaar|trekkers?|houder|naam|namen|door"
        r"|verantwoordelijken?(?: ?/ ?betrokkenen?)?|wie/wanneer|uitvoer(?:der|ing)|portefeuillehouders?|initiatief"
        r"|verantw\.?|aangewezen|toegewezen aan|eigenaren|betrokkenen?|bestuurder|wethouder",
    ),
    (
        Column.DUE,
        r"wanneer|(?:actie )?gereed(?: ?(?:op|voor|per|datum|uiterlijk))?|datum (?:gereed|afhandeling)|deadline"
        r"|termijn|planning|(?:eind|streef|gereed|afhandel)-?datum|uiterlijk(?: op)?|due|voor|tijdpad|klaar",
    ),
    (
        Column.STATUS,
        r"status|stand(?: van zaken)?|stavaza|svz|voortgang|o ?/ ?g|afgehandeld|afgedaan|gereed\?",
    ),
    (Column.ACTION, _STRONG + r"|omschrijving|activiteit(?:en)?|onderwerp|inhoud"),
    (
        Column.NUMBER,
        r"(?:actie )?(?:nr|no|nummer|volgnr|volgnummer)\.?|#|id|punt|agenda ?punt|ap",
    ),
    (
        Column.DATE,
        r"(?:actie )?datum(?: (?:actie|toezegging|overleg|vergadering))?|vergadering|d\.?d\.?|sinds|bron",
    ),
    (Column.OTHER, r"opmerking(?:en)?|toelichting|prio(?:riteit)?|dossier|zaaknummer|thema|kenmerk|reactie"),
)
_WHOLE = tuple((column, re.compile(rf"(?:{names})", re.IGNORECASE)) for column, names in _NAMES)
_IS_STRONG = re.compile(rf"(?:{_STRONG})", re.IGNORECASE)
_MARKS = re.compile(r"</?\w>|[*_:]+")
_MAX_HEAD = 90  # characters of a line of column names


def columns(cells: Sequence[str], *, below_heading: bool) -> tuple[Column, ...] | None:
    """The columns of a table of actions that a row of cells names; None for any other row.

    Below the heading of a list of actions, `omschrijving` or `onderwerp` names the action too.
    """
    named = [_MARKS.sub("", cell).strip(" .\n") for cell in cells]
    found = [_column(name) for name in named]
    known = [column for column in found if column]
    strong = any(
        column == Column.ACTION and (below_heading or _IS_STRONG.fullmatch(name))
        for column, name in zip(found, named, strict=True)
    )
    if (
        not strong
        or not {Column.OWNER, Column.DUE, Column.STATUS} & set(known)
        or len(known) * 2 <= len(named)
    ):
        return None
    return _settled([column or Column.OTHER for column in found])


def _column(name: str) -> Column | None:
    if not name or len(name) > 40:
        return None
    flat = " ".join(name.split())
    return next((column for column, rule in _WHOLE if rule.fullmatch(flat)), None)


def names_column(words: str) -> bool:
    """Whether a line is the name of one column of a table of actions."""
    return _column(_MARKS.sub("", words).strip(" .")) is not None


def is_column(name: str) -> bool:
    """Whether the words name a column of a table of actions."""
    return all(_column(word) for word in (name.strip(), *name.split()[:1]))


def _settled(found: list[Column]) -> tuple[Column, ...]:
    """One action column; a date behind the action is when it is due, if nothing else is."""
    at = found.index(Column.ACTION)
    for i, column in enumerate(found):
        if i != at and column == Column.ACTION:
            found[i] = Column.OTHER
        elif column == Column.DATE and i > at and Column.DUE not in found:
            found[i] = Column.DUE
    return tuple(found)


def columns_in_line(line: str, *, below_heading: bool) -> tuple[Column, ...] | None:
    """The columns that a line names with single blanks between them: `Nr Actie Wie Gereed`."""
    flat = " ".join(_MARKS.sub("", line).split())
    if not 6 <= len(flat) <= _MAX_HEAD:
        return None
    cells: list[str] = []
    at = 0
    while at < len(flat):
        found = max(
            (
                m
                for _, rule in _WHOLE
                if (m := rule.match(flat, at)) and flat[m.end() : m.end() + 1] in ("", " ")
            ),
            key=lambda m: m.end(),
            default=None,
        )
        if found is None or found.end() == at:
            return None
        cells.append(found[0])
        at = found.end() + 1
    return columns(cells, below_heading=below_heading) if len(cells) > 1 else None


STATUS = re.compile(
    r"(?:open|loopt|lopend|loopt nog|gereed|afgerond|afgehandeld|afgedaan|gesloten|nieuw|done|vervallen|doorlopend"
    r"|on hold|in behandeling|in uitvoering|aangehouden|klaar|voldaan|staat uit|uitgevoerd|onderhanden|nog niet gestart"
    r"|☐|☑|✓|✔|[OG])[.;]?",
    re.IGNORECASE,
)
