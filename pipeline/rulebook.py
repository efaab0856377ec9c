"""The rules as data: rules/*.toml, validated and frozen.

What is wrong in a file is said with the file's name and the key, so that whoever changes a rule can mend it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import RulebookError
from pipeline.resources import folder as data_folder
from pipeline.types import Ground, Label, Verdict

# A misspelt key would silently drop what it says, so an unknown one stops the run.
_KEYS = {
    "grounds.toml": {"law_version", "law", "grounds", "labels"},
    "grounds.toml [[grounds]]": {"code", "article", "description", "kind"},
    "roles.toml": {"roles"},
    "roles.toml [[roles]]": {"verdict", "reason", "titles"},
    "recogniser": {"name", "label", "reason", "patterns", "validator", "context", "hits", "misses"},
    "patterns": {"name", "regex", "score"},
    "hits": {"text", "found"},
    "misses": {"text"},
}


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
            raise RulebookError(f"rules/{file.relative_to(root).as_posix()}: {error}") from error
    (_, grounds), (_, roles), *recognisers = tables
    if not recognisers:
        raise RulebookError("rules/recognisers: there is no recogniser")
    known = _grounds(grounds)
    rules = tuple(_recogniser(file, table) for file, table in recognisers)
    _once("recognisers", "name", [r.name for r in rules])
    return Rulebook(
        law_version=_version(grounds),
        grounds=known,
        ground_of=_ground_of(grounds, {g.code for g in known}),
        roles=_roles(roles),
        recognisers=rules,
        digest=digest,
    )


def _digest(root: Path) -> str:
    """One digest over every rule file, also those that other modules read for themselves."""
    digest = hashlib.sha256()
    for file in sorted(root.rglob("*.toml")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _version(table: Mapping[str, Any]) -> str:
    value = table.get("law_version")
    if isinstance(value, date):
        return value.isoformat()
    return _text(table, "law_version", "grounds.toml")


def _grounds(table: Mapping[str, Any]) -> tuple[Ground, ...]:
    _known(table, "grounds.toml", "grounds.toml")
    law = _text(table, "law", "grounds.toml")
    where = "grounds.toml [[grounds]]"
    grounds = tuple(
        Ground(_text(row, "code", where), law, _text(row, "article", where), _text(row, "description", where))
        for row in _rows(table, "grounds", "grounds.toml", where)
    )
    _once(where, "code", [g.code for g in grounds])
    return grounds


def _ground_of(table: Mapping[str, Any], codes: set[str]) -> tuple[tuple[Label, str], ...]:
    where = "grounds.toml [labels]"
    labels = table.get("labels")
    if not isinstance(labels, dict):
        raise RulebookError(f"rules/{where}: labels is missing or is no table")
    for name in sorted(set(labels) - {label.value for label in Label}):
        raise RulebookError(f"rules/{where}: {name} is no label")
    ground_of = tuple((label, _text(labels, label.value, where)) for label in Label)
    for label, code in ground_of:
        if code not in codes:
            raise RulebookError(f"rules/{where}: {label.value} has the ground {code}, which is not listed")
    return ground_of


def _roles(table: Mapping[str, Any]) -> tuple[RoleRule, ...]:
    _known(table, "roles.toml", "roles.toml")
    where = "roles.toml [[roles]]"
    roles = []
    for row in _rows(table, "roles", "roles.toml", where):
        verdict = row.get("verdict")
        if verdict not in list(Verdict):
            raise RulebookError(f"rules/{where}: verdict must be one of {', '.join(Verdict)}")
        titles = _texts(row, "titles", where)
        if not titles:
            raise RulebookError(f"rules/{where}: titles must be a list of texts, none of them empty")
        roles.append(
            RoleRule(Verdict(verdict), _text(row, "reason", where), tuple(sorted(map(str.casefold, titles))))
        )
    _once(where, "titles", [title for role in roles for title in role.titles])
    return tuple(roles)


def _recogniser(file: Path, table: Mapping[str, Any]) -> RecogniserRule:
    where = f"recognisers/{file.name}"
    _known(table, where, "recogniser")
    label = table.get("label")
    if label not in list(Label):
        raise RulebookError(f"rules/{where}: label must be one of {', '.join(Label)}")
    patterns = tuple(_pattern(row, where) for row in _rows(table, "patterns", where, "patterns"))
    if not patterns:
        raise RulebookError(f"rules/{where}: patterns: there is no pattern")
    _once(where, "patterns", [p.name for p in patterns])
    return RecogniserRule(
        name=_text(table, "name", where),
        label=Label(label),
        reason=_text(table, "reason", where),
        patterns=patterns,
        validator=_text(table, "validator", where) if "validator" in table else None,
        context=_texts(table, "context", where),
        hits=tuple(
            (_text(h, "text", where), _text(h, "found", where)) for h in _rows(table, "hits", where, "hits")
        ),
        misses=tuple(_text(m, "text", where) for m in _rows(table, "misses", where, "misses")),
    )


def _pattern(row: Mapping[str, Any], where: str) -> PatternRule:
    name, pattern, score = _text(row, "name", where), _text(row, "regex", where), row.get("score", 0.85)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 < score <= 1:
        raise RulebookError(f"rules/{where}: pattern {name}: score must be a number over 0 and at most 1")
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise RulebookError(f"rules/{where}: pattern {name}: regex: {error}") from error
    return PatternRule(name, pattern, float(score))


def _known(table: Mapping[str, Any], where: str, kind: str) -> None:
    for key in sorted(set(table) - _KEYS[kind]):
        raise RulebookError(f"rules/{where}: there is no key {key}")


def _once(where: str, key: str, values: list[str]) -> None:
    for value in sorted({v for v in values if values.count(v) > 1}):
        raise RulebookError(f"rules/{where}: {key}: {value} stands there twice")


def _rows(table: Mapping[str, Any], key: str, where: str, kind: str) -> list[dict[str, Any]]:
    """The tables of an array of tables, which may be missing."""
    rows = table.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RulebookError(f"rules/{where}: {key} must be written as [[{key}]]")
    for row in rows:
        _known(row, f"{where} [[{key}]]" if kind == key else kind, kind)
    return rows


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise RulebookError(f"rules/{where}: {key} must be a list of texts, none of them empty")
    return tuple(values)


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise RulebookError(f"rules/{where}: {key} is missing or is no text")
    return value
