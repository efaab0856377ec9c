"""The layouts that a name stands in: three pages for each name, the same texts for each maker.

The first page holds all layouts in which the name can't move a line break; the other two hold a paragraph each in
which it can.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NAME = "@@"
PAGES = 3  # for each name


class Shape(StrEnum):
    """How a text is set."""

    HEADING = "heading"
    LEFT = "left"
    JUSTIFIED = "justified"  # its only line too
    CENTRED = "centred"
    RIGHT = "right"
    ITEM = "item"
    FIXED_TABLE = "fixed table"
    FIXED_TABLE_CENTRED = "fixed table, centred"
    AUTO_TABLE = "automatic table"


@dataclass(frozen=True, slots=True)
class Layout:
    """A name for the report, how it's set, and its text; `|` parts lines or cells, NAME is where the name comes."""

    title: str
    shape: Shape
    text: str

    def parts(self, name: str) -> list[str]:
        """Its lines or cells."""
        return self.text.replace(NAME, name).split("|")


FIXED = (
    Layout("heading", Shape.HEADING, f"Brief aan {NAME} over de dijk"),
    Layout("running text", Shape.LEFT, f"op maandag sprak {NAME} met de raad over het nieuwe plan."),
    Layout(
        "justified text", Shape.JUSTIFIED, f"op maandag sprak {NAME} met de raad over het plan voor de dijk."
    ),
    Layout("centred line", Shape.CENTRED, f"ondertekend door {NAME} op maandag"),
    Layout("right-aligned line", Shape.RIGHT, f"kenmerk van {NAME} uit dit jaar"),
    Layout("list item", Shape.ITEM, f"de heer {NAME} maakt het verslag"),
    Layout("end of a line", Shape.LEFT, f"het college stuurde het besluit aan {NAME}|en later aan de raad."),
    Layout("start of a line", Shape.LEFT, f"{NAME} gaf daarop antwoord."),
    Layout("table cell", Shape.FIXED_TABLE, f"secretaris|{NAME}|maakt het verslag"),
    Layout("table cell, centred", Shape.FIXED_TABLE_CENTRED, f"secretaris|{NAME}|maakt het verslag"),
    Layout("table cell, automatic", Shape.AUTO_TABLE, f"secretaris|{NAME}|maakt het verslag"),
)

_LONG = (
    f"in de vergadering van maandag besprak de commissie het verzoek van {NAME} om de dijk te verhogen en de weg "
    "erlangs te verleggen, waarna de raad besloot om eerst een onderzoek te laten doen naar de kosten en de "
    "gevolgen voor het verkeer."
)
BREAKING = (
    Layout("name may move the break, ragged", Shape.LEFT, _LONG),
    Layout("name may move the break, justified", Shape.JUSTIFIED, _LONG),
)
LINE_ONLY = ", its line only"

HEADER = ("functie", "naam", "taak")
COLUMNS = (90, 130, 170)  # points
SIZE = 11  # points, of all text but the heading
BLOCK = 48  # points from one layout to the next, at least

WORDS = frozenset(word for layout in (*FIXED, *BREAKING) for word in layout.text.replace(".", "").split())
