"""Words that tell a table of actions, decisions or people before anybody looks at its borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.types import Word

# How columns of lists of actions, decisions, promises and people are called.
_HEADS = frozenset(
    re.findall(
        r"\S+",
        "nr nummer no # volgnr actie acties actiepunt actiepunten actienr actienummer actiehouder actiehouders"
        " actienemer vervolgactie wie wat wanneer status stand verantwoordelijk verantwoordelijke datum deadline"
        " streefdatum einddatum termijn gereed klaar uiterlijk planning eigenaar trekker uitvoerder uitvoering door"
        " voor besluit besluiten besluitnr besluitnummer besluitvorming resultaat naam namen leden organisatie functie"
        " rol afdeling departement gemeente partij fractie onderwerp omschrijving toezegging toezeggingen"
        " portefeuillehouder portefeuille behandelaar steller indiener voortgang afhandeling toelichting opmerking"
        " opmerkingen bijzonderheden agendapunt agendapuntnr bespreekpunt punt afspraak afspraken taak taken advies"
        " afdoening stemming aanwezig afwezig prioriteit o/g vergadering action actions owner who what when name",
    )
)
# Lists of people may have no heads: the first cell says whom the second names.
_PEOPLE = frozenset(
    re.findall(
        r"\S+",
        "aanwezig aanwezigen afwezig afwezigen deelnemers afmelding afmeldingen afgemeld verhinderd genodigden",
    )
)
_SAME_LINE = 3.0  # points that the middles of words on one line may differ in height
_GAP = 5.0  # points of white around what fills a cell: more than a space between words


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side with no more than a space between them."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Its left side in points."""
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        """Its right side in points."""
        return max(w.box.x1 for w in self.words)

    def of(self, text: str) -> str:
        """The words with a space between them."""
        return " ".join(w.span.of(text) for w in self.words)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at one height on a page, from left to right."""

    phrases: tuple[Phrase, ...]
    top: float
    bottom: float


def may_hold_a_table(text: str, words: Sequence[Word]) -> bool:
    """Whether two column heads stand on one line of a page with white between, or a word that opens a list of people.

    `words` are those of the page in the order of the text.
    """
    heads: list[tuple[Word, str]] = []
    for i, word in enumerate(words):
        shown = word.span.of(text)
        name = _plain(shown)
        if (not _names_a_column(name) and name not in _PEOPLE) or (i and _goes_on(words[i - 1], word)):
            continue
        alone = i + 1 == len(words) or not _goes_on(word, words[i + 1])
        if name in _PEOPLE and alone and not shown.endswith((".", ",")):
            return True
        if any(name != other and _on_line(word, head) for head, other in heads[-10:]):
            return True
        heads.append((word, name))
    return False


def is_head(shown: str) -> bool:
    """Whether a phrase reads like the head of a column."""
    return any(_names_a_column(_plain(word)) for word in shown.split()[:2])


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a page from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0, w.span.start)):
        if not rows or not _on_line(rows[-1][0], word):
            rows.append([])
        rows[-1].append(word)
    return [_line(sorted(row, key=lambda w: (w.box.x0, w.span.start))) for row in rows]


def _line(words: Sequence[Word]) -> Line:
    phrases: list[list[Word]] = []
    for word in words:
        if not phrases or word.box.x0 - phrases[-1][-1].box.x1 >= _GAP:
            phrases.append([])
        phrases[-1].append(word)
    top, bottom = min(w.box.top for w in words), max(w.box.bottom for w in words)
    return Line(tuple(Phrase(tuple(p)) for p in phrases), top, bottom)


def _plain(shown: str) -> str:
    return shown.casefold().strip(".:*()?")


def _names_a_column(plain: str) -> bool:
    return plain in _HEADS or any(part in _HEADS for part in plain.split("/"))


def _goes_on(one: Word, other: Word) -> bool:
    """Whether a word goes on where another ends, with no more than a space between them."""
    return _on_line(one, other) and -_GAP < other.box.x0 - one.box.x1 < _GAP


def _on_line(one: Word, other: Word) -> bool:
    return abs(one.box.top + one.box.bottom - other.box.top - other.box.bottom) <= 2 * _SAME_LINE
