"""What the documents of the invented case say: people who come back in many of them, and prose around them.

The formats are those of the training and the held-out ones. Nobody measures here what is found, only how fast.
"""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, replace

from benchmarks.heldout import FORMATS as HELD_OUT
from benchmarks.heldout.common import dull, facts, lookalike_sentence, official_first, opinion, topic
from models.recipe.invented.draw import Draw
from models.recipe.invented.formats import TRAINING
from models.recipe.invented.marks import plain
from models.recipe.invented.people import Person

_SPLIT = "heldout"
_KNOWN = 0.93  # how often somebody in a document is one of the cast
_WIDTH = 76  # letters a line in texts with hard line ends
_FAMILIES = {
    "meeting": ("meeting.", "meeting2.", "meeting3.", "meeting4."),
    "letter": ("letter.", "letter_2.", "letter_5.", "report_2."),
    "paper": ("report.", "report_3.", "letter_4.", "letter_2."),
    "list": ("report_4.", "chat2.", "letter_3."),
}
FORMATS = {
    **{
        family: [write for name, write in sorted(TRAINING.items()) if name.startswith(heads)]
        for family, heads in _FAMILIES.items()
    },
    "text": [
        *HELD_OUT.values(),
        *(write for name, write in sorted(TRAINING.items()) if name.startswith("chat.")),
    ],
}
"""The formats by family; each writes a document out of a draw."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who the case is about: citizens and staff, and those who hold an office."""

    people: tuple[Person, ...]
    officials: tuple[Person, ...]


class CaseDraw(Draw):
    """Draws for one document whose people mostly come from the cast of the case."""

    def __init__(self, seed: int, cast: Cast) -> None:
        super().__init__(seed, split=_SPLIT)
        self._cast = cast

    def person(self, *, keep: bool = False, origin: str | None = None) -> Person:
        """Somebody of the cast as a rule, else somebody new."""
        if origin is not None or self.rng.random() > _KNOWN:
            return super().person(keep=keep, origin=origin)
        found = self.rng.choice(self._cast.officials if keep else self._cast.people)
        return replace(found, rng=random.Random(self.rng.getrandbits(64)))


def cast(seed: int, documents: int) -> Cast:
    """The people of a case: the more documents, the more people."""
    draw = Draw(seed, split=_SPLIT)
    people = tuple(draw.people(max(40, documents // 8)))
    return Cast(people, tuple(draw.person(keep=True) for _ in range(8)))


def heading(draw: Draw) -> str:
    """What a document or a part of it is about, as a title."""
    return plain(topic(draw)).capitalize()


def paragraph(draw: Draw) -> str:
    """Some sentences that mostly name nobody."""
    sentences = [draw.sentences(draw.rng.randrange(2, 6))]
    if draw.rng.random() < 0.5:
        sentences.append(dull(draw))
    if draw.rng.random() < 0.3:
        sentences.append(lookalike_sentence(draw))
    if draw.rng.random() < 0.25:
        person = draw.person()
        sentences.append(f"{person.last()} heeft dit op {draw.date()} toegelicht.")
    if draw.rng.random() < 0.1:
        sentences.append(opinion(draw))
    return plain(" ".join(sentences))


def of_family(draw: Draw, family: str) -> str:
    """A text in a format of a family."""
    return plain(draw.rng.choice(FORMATS[family])(draw)).strip("\n")


def body(draw: Draw, writer: Person, reader: Person) -> str:
    """What one mail says above its signature."""
    other = draw.person()
    parts = [
        f"{draw.pick('Beste', 'Hallo', 'Dag', 'Hoi')} {reader.given()},",
        dull(draw, 2),
        " ".join(facts(draw, other, draw.rng.randrange(0, 3))),
        lookalike_sentence(draw) if draw.rng.random() < 0.4 else "",
        f"{other.given()} {draw.pick('belt je nog', 'stuurt de stukken na', 'sluit aan')}. {dull(draw)}",
        official_first(draw, draw.role_keep(), draw.person(keep=True)) + " is op de hoogte."
        if draw.rng.random() < 0.3
        else "",
        f"{draw.pick('Groet', 'Met vriendelijke groet', 'Mvg')},",
        f"{writer.full()}\n{draw.role_staff()}\n{draw.phone()}",
    ]
    return plain("\n\n".join(part for part in parts if part))


def hard_lines(text: str) -> str:
    """The same with line ends where a plain text has them."""
    return "\n".join(
        textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )
