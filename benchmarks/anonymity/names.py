"""The surnames that an attacker tries, out of the lists of models/. They are list entries, no persons."""

from __future__ import annotations

import gzip
import random
import re

from benchmarks.anonymity.layouts import WORDS
from pipeline.resources import folder

SEED = 4
_PREFIXES = ("van", "de", "van der", "van den", "van de", "ter", "ten", "den")
_PREFIXED = 0.15  # about as many Dutch surnames have one
_SHORTEST, _LONGEST = (
    2,
    16,
)  # letters without the prefix; a longer name would not fit the cells of the layouts


def surnames(number: int) -> tuple[str, ...]:
    """Distinct surnames as they are written in running text, some with a prefix, sorted.

    Raises:
        ValueError: the lists have fewer.
    """
    lists = folder("models") / "lists"
    known, first = _read(lists / "surnames.txt.gz"), set(_read(lists / "common_first_names.txt.gz"))
    usable = [name for name in known if name not in first and _is_usable(name)]
    draw = random.Random(SEED)
    chosen = draw.sample(usable, number)
    return tuple(sorted(_written(name, draw) for name in chosen))


def _read(file: object) -> list[str]:
    with gzip.open(str(file), "rt", encoding="utf-8") as lines:
        return [line.strip() for line in lines]


def _is_usable(name: str) -> bool:
    """Letters that every maker can show, and no word of the layouts."""
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and re.fullmatch(r"[a-zàâäçèéêëîïôöüñ]+(-[a-zàâäçèéêëîïôöüñ]+)?", name) is not None
        and name.title() not in WORDS
    )


def _written(name: str, draw: random.Random) -> str:
    capital = name.title()
    return f"{draw.choice(_PREFIXES)} {capital}" if draw.random() < _PREFIXED else capital
