"""The failures that are known today, as TOML: for each document and kind what is missed, found wrongly or told wrongly.

["07-regionale-stuurgroep".actions]
"missed" = ["Contact met het drinkwaterbedrijf over tracés"]
"wrong due" = ["Overzicht restwarmtebronnen rondsturen"]
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.structure.measure import OWN, Failures

FILE = OWN / "known_failures.toml"
_HEAD = """\
# What the rules miss or find wrongly in the documents of this folder, exactly: the tests fail when something else goes
# wrong and when something listed here no longer does. Written by `python -m benchmarks.structure --own --write-known`.
"""


def load(file: Path = FILE) -> dict[str, Failures]:
    """By the name of the document."""
    with file.open("rb") as opened:
        return tomllib.load(opened)


def write(failures: Mapping[str, Failures], file: Path = FILE) -> None:
    """Write the file anew."""
    lines = [_HEAD]
    for name, kinds in sorted(failures.items()):
        for kind, wrong in kinds.items():
            lines.append(f"[{_text(name)}.{kind}]\n")
            for what, texts in wrong.items():
                shown = "".join(f"    {_text(text)},\n" for text in texts)
                lines.append(f"{_text(what)} = [\n{shown}]\n")
            lines.append("\n")
    file.write_text("".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def changes(now: Failures, known: Failures) -> tuple[list[str], list[str]]:
    """What fails and is not listed, and what is listed and does not fail."""
    here, listed = sorted(_flat(now)), sorted(_flat(known))
    return _without(here, listed), _without(listed, here)


def _flat(failures: Failures) -> Iterator[str]:
    for kind, wrong in failures.items():
        for what, texts in wrong.items():
            yield from (f"{kind}, {what}: {text}" for text in texts)


def _without(some: list[str], others: list[str]) -> list[str]:
    """As lists, as the same failure may stand there twice."""
    left = list(others)
    kept: list[str] = []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            kept.append(one)
    return kept


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a basic string of TOML
