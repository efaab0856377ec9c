"""The rules as data: rules/*.toml, validated and frozen.

What is wrong in a file is said with the file's name and the key, so that whoever changes a rule can mend it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import RulebookError
from pipeline.resources import folder as data_folder
from pipeline.types import Ground, Label, Verdict


@dataclass(frozen=True, slots=True)
class PatternRule:
    """One pattern of a recogniser; a group named `found` narrows the finding to it."""

    name: str
    regex: str
    score: float


@dataclass(frozen=True, slots=True)
class RecogniserRule:
    """A recogniser as data. `hits` are (text, what is found in it), `misses` texts where nothing is found."""

    name: str
    label: Label
    reason: str
    patterns: tuple[PatternRule, ...]
    validator: str | None
    context: tuple[str, ...]
    hits: tuple[tuple[str, str], ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A group of titles and what becomes of the name of who holds one. Titles are casefolded."""

    verdict: Verdict
    reason: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of a run. `digest` is the SHA-256 of the files they came from."""

    law_version: str
    grounds: tuple[Ground, ...]
    ground_of: tuple[tuple[Label, str], ...]
    roles: tuple[RoleRule, ...]
    recognisers: tuple[RecogniserRule, ...]
    digest: str

    def ground_for(self, label: Label) -> str:
        """The code of the ground that a kind of personal data gets by itself."""
        return dict(self.ground_of)[label]


def load(folder: Path | None = None) -> Rulebook:
    """Read and validate the rules.

    Raises:
        RulebookError: a file is missing, is no TOML or does not hold what it should.
    """
    return _load(folder or data_folder("rules"))


@lru_cache(maxsize=4)
def _load(root: Path) -> Rulebook:
    files = [root / "grounds.toml", root / "roles.toml", *sorted((root / "recognisers").glob("*.toml"))]
    digest = _digest(root)
    tables: list[tuple[Path, dict[str, Any]]] = []
    for file in files:
        try:
            tables.append((file, tomllib.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:
            raise RulebookError(f"rules/{file.name}: {error}") from error
    (_, grounds), (_, roles), *recognisers = tables
    known = _grounds(grounds)
    codes = {g.code for g in known}
    ground_of = tuple(
        (label, _text(grounds.get("labels", {}), label.value, "grounds.toml [labels]")) for label in Label
    )
    for label, code in ground_of:
        if code not in codes:
            raise RulebookError(
                f"rules/grounds.toml: {label.value} has the ground {code}, which is not listed"
            )
    rules = tuple(_recogniser(file, table) for file, table in recognisers)
    names = [r.name for r in rules]
    if len(names) != len(set(names)):
        raise RulebookError("rules/recognisers: two recognisers have the same name")
    return Rulebook(
        law_version=str(grounds.get("law_version", "")),
        grounds=known,
        ground_of=ground_of,
        roles=tuple(_role(row) for row in roles.get("roles", ())),
        recognisers=rules,
        digest=digest,
    )


def _digest(root: Path) -> str:
    """One digest over every rule file, also those that other modules read for themselves."""
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.toml")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _grounds(table: Mapping[str, Any]) -> tuple[Ground, ...]:
    law = _text(table, "law", "grounds.toml")
    where = "grounds.toml [[grounds]]"
    return tuple(
        Ground(_text(row, "code", where), law, _text(row, "article", where), _text(row, "description", where))
        for row in table.get("grounds", ())
    )


def _role(row: Mapping[str, Any]) -> RoleRule:
    where = "roles.toml [[roles]]"
    try:
        verdict = Verdict(str(row.get("verdict")))
    except ValueError as error:
        raise RulebookError(f"rules/{where}: {error}") from error
    return RoleRule(verdict, _text(row, "reason", where), tuple(sorted(t.casefold() for t in row["titles"])))


def _recogniser(file: Path, table: Mapping[str, Any]) -> RecogniserRule:
    where = f"recognisers/{file.name}"
    try:
        label = Label(str(table.get("label")))
    except ValueError as error:
        raise RulebookError(f"rules/{where}: {error}") from error
    patterns = tuple(
        PatternRule(_text(p, "name", where), _text(p, "regex", where), float(p.get("score", 0.85)))
        for p in table.get("patterns", ())
    )
    for pattern in patterns:
        try:
            regex.compile(pattern.regex)
        except regex.error as error:
            raise RulebookError(f"rules/{where}: pattern {pattern.name}: {error}") from error
    if not patterns:
        raise RulebookError(f"rules/{where}: there is no pattern")
    validator = table.get("validator")
    return RecogniserRule(
        name=_text(table, "name", where),
        label=label,
        reason=_text(table, "reason", where),
        patterns=patterns,
        validator=None if validator is None else str(validator),
        context=tuple(str(c) for c in table.get("context", ())),
        hits=tuple((_text(h, "text", where), _text(h, "found", where)) for h in table.get("hits", ())),
        misses=tuple(_text(m, "text", where) for m in table.get("misses", ())),
    )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise RulebookError(f"rules/{where}: {key} is missing or is no text")
    return value
