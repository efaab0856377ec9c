"""Invented Dutch office pages, as blocks that each maker sets in its own way.

Words, sentences and names come from the lists of the training text; surnames are built of halves, so that they are
nobody's. The same seed gives the same pages.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "models" / "recipe" / "invented"

KINDS = ("letter", "minutes", "columns", "memo", "table", "notice")
FAMILIES = ("serif", "sans", "serif", "mono", "sans")
# Words that fonts set with ligatures.
_LIGATURES = (
    "officier",
    "affiniteit",
    "definitief",
    "coëfficiënt",
    "affluiten",
    "grafiek",
    "efficiënte",
    "flink",
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style: any of b(old), i(talic), u(nderlined), h(ighlighted)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`align`: left, right, center or justify."""

    runs: tuple[Run, ...]
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    entries: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`rows[0]` is the header; with `shaded` every second row has a coloured ground."""

    rows: tuple[tuple[str, ...], ...]
    shaded: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """Justified text in two narrow columns."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caps:
    """A line of small caps."""

    text: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A line that runs upwards, or as nearly as a maker can."""

    text: str


Block = Paragraph | Heading | Items | Table | Columns | Caps | Turned


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. `family`: serif, sans or mono."""

    kind: str
    family: str
    landscape: bool
    header: str
    footer: str
    blocks: tuple[Block, ...]


@cache
def _list(file: str, key: str) -> tuple[str, ...]:
    data = tomllib.loads((ROOT / file).read_text(encoding="utf-8"))
    return tuple(data[key])


class Writer:
    """Draws the words of pages from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def _one(self, file: str, key: str) -> str:
        return self.rng.choice(_list(file, key))

    def surname(self) -> str:
        return self._one("names/nl.toml", "starts") + self._one("names/nl.toml", "ends")

    def person(self) -> str:
        first = self._one("names/nl.toml", self.rng.choice(("male", "female")))
        prefix = self.rng.choice(("", "", "", "van ", "de ", "van der "))
        return f"{first} {prefix}{self.surname()}"

    def topic(self) -> str:
        return self._one("words/topics.toml", "topics")

    def department(self) -> str:
        return self._one("words/inside.toml", "departments")

    def day(self) -> str:
        month = self._one("words/inside.toml", "months")
        return f"{self.rng.randint(1, 28)} {month} {self.rng.randint(2019, 2026)}"

    def address(self) -> str:
        street = self._one("words/streets.toml", "stems") + self._one("words/streets.toml", "endings")
        return f"{street} {self.rng.randint(1, 240)}"

    def place(self) -> str:
        return self._one("words/places.toml", "invented")

    def sentence(self) -> str:
        match self.rng.randrange(5):
            case 0:
                return self._one("words/sentences.toml", "sentences")
            case 1:
                front, tail = (
                    self._one("words/sentences.toml", "fronts"),
                    self._one("words/sentences.toml", "tails"),
                )
                return f"{front} {tail}"
            case 2:
                return f"{self.person()} van {self.department()} licht {self.topic()} toe."
            case 3:
                word = self.rng.choice(_LIGATURES)
                return f"Het stuk heet {word} en gaat over {self.topic()}."
            case _:
                return f"Mevrouw {self.surname()} vraagt op {self.day()} naar {self.topic()}."

    def prose(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def runs(self, sentences: int) -> tuple[Run, ...]:
        """Sentences in several styles."""
        styles = ("", "", "", "b", "i", "u", "h", "bi")
        pieces: list[Run] = []
        for _ in range(sentences):
            style = self.rng.choice(styles)
            if style:
                pieces += [Run(self.person(), style), Run(" zegt: ")]
            pieces.append(Run(self.sentence() + " "))
        return tuple(pieces)

    def table(self, rows: int, columns: int) -> Table:
        head = ("Naam", "Functie", "Actie", "Datum", "Plaats", "Kenmerk")[:columns]
        body = [
            (
                self.person(),
                self._one("words/roles.toml", "staff"),
                self.topic(),
                self.day(),
                self.place(),
                f"Z{self.rng.randint(10000, 99999)}",
            )[:columns]
            for _ in range(rows)
        ]
        return Table((head, *body), self.rng.random() < 0.6)


def _plain(text: str, align: str = "left") -> Paragraph:
    return Paragraph((Run(text),), align)


def _letter(w: Writer) -> tuple[Block, ...]:
    return (
        _plain(f"De heer {w.person()}"),
        _plain(w.address()),
        _plain(f"1234 AB {w.place()}"),
        _plain(f"{w.place()}, {w.day()}", "right"),
        _plain(f"Betreft: {w.topic()}"),
        _plain(f"Geachte heer {w.surname()},"),
        *(Paragraph(w.runs(w.rng.randint(2, 4)), "left") for _ in range(4)),
        _plain("Met vriendelijke groet,"),
        _plain(w.person()),
        _plain(w.department()),
    )


def _minutes(w: Writer) -> tuple[Block, ...]:
    return (
        Heading(f"Verslag {w.department()}"),
        _plain("Aanwezig: " + ", ".join(w.person() for _ in range(6))),
        Items(tuple(w.topic() for _ in range(4)), numbered=True),
        Paragraph(w.runs(3), "justify"),
        w.table(4, 3),
        Heading("Rondvraag"),
        Paragraph(w.runs(3), "justify"),
        Items(tuple(w.sentence() for _ in range(3)), numbered=False),
    )


def _columns(w: Writer) -> tuple[Block, ...]:
    return (
        Heading(f"Nieuwsbrief {w.place()}"),
        Columns(tuple(w.prose(4) for _ in range(5))),
        _plain(w.prose(1), "center"),
    )


def _memo(w: Writer) -> tuple[Block, ...]:
    return (
        Caps(f"Memo van {w.department()}"),
        _plain(f"Aan: {w.person()}"),
        _plain(f"Van: {w.person()}"),
        *(Paragraph(w.runs(4), "justify") for _ in range(4)),
        Items(tuple(w.sentence() for _ in range(4)), numbered=w.rng.random() < 0.5),
    )


def _table(w: Writer) -> tuple[Block, ...]:
    return (Heading(f"Actielijst {w.place()}"), w.table(8, 6), _plain(w.prose(2)))


def _notice(w: Writer) -> tuple[Block, ...]:
    return (
        Heading(w.topic().capitalize()),
        Caps(f"Bekendmaking van {w.person()}"),
        Turned(f"Archief {w.surname()} {w.rng.randint(100, 999)}"),
        _plain(w.prose(2), "center"),
        Paragraph(w.runs(4), "justify"),
        w.table(3, 4),
        _plain(f"{w.place()}, {w.day()}, {w.person()}", "right"),
    )


_KIND = {
    "letter": _letter,
    "minutes": _minutes,
    "columns": _columns,
    "memo": _memo,
    "table": _table,
    "notice": _notice,
}


def sheets(count: int, seed: int) -> tuple[Sheet, ...]:
    """Some pages, their kinds in turn."""
    made: list[Sheet] = []
    for i in range(count):
        writer = Writer(seed * 10_007 + i)
        kind = KINDS[i % len(KINDS)]
        family = FAMILIES[(i + seed) % len(FAMILIES)]
        made.append(
            Sheet(
                kind,
                family,
                kind == "table",
                f"{writer.department()}, {writer.day()}",
                f"Pagina {i + 1}, behandeld door {writer.person()}",
                _KIND[kind](writer),
            )
        )
    return tuple(made)
