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
from pipeline.roles import RoleRule, UniqueFunctions, read_roles
from pipeline.types import Ground, Label, Verdict

_RULE_VERDICTS = (Verdict.REDACT, Verdict.REVIEW, Verdict.FLAG)
_WIDEN = ("sentence",)
_LIST = regex.compile(r"\\L<(\w+)>")

# A misspelt key would silently drop what it says, so an unknown one stops the run.
_KEYS = {
    "grounds.toml": {"law_version", "law", "grounds", "labels"},
    "grounds.toml [[grounds]]": {"code", "article", "description", "kind"},
    "recogniser": {
        "name",
        "label",
        "reason",
        "verdict",
        "patterns",
        "validator",
        "context",
        "near",
        "widen",
        "lists",
        "columns",
        "cell",
        "hits",
        "misses",
    },
    "patterns": {"name", "regex", "score", "near"},
    "hits": {"text", "found"},
    "misses": {"text"},
}


@dataclass(frozen=True, slots=True)
class PatternRule:
    """One pattern of a recogniser; a group named `found` narrows the finding to it.

    With `near`, its own or its recogniser's, the text is searched only around these strings, whatever their capitals.
    """

    name: str
    regex: str
    score: float
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecogniserRule:
    """A recogniser as data. `hits` are (text, what is found in it), `misses` texts where nothing is found.

    `verdict` is what becomes of what it finds; `widen` says that a finding is the whole sentence. Under the header of
    a table that has one of `columns` as a cell, every cell of the form `cell` is found too.
    """

    name: str
    label: Label
    reason: str
    patterns: tuple[PatternRule, ...]
    validator: str | None
    context: tuple[str, ...]
    hits: tuple[tuple[str, str], ...]
    misses: tuple[str, ...]
    verdict: Verdict = Verdict.REDACT
    widen: str | None = None
    columns: tuple[str, ...] = ()
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of a run. `digest` is the SHA-256 of the files they came from."""

    law_version: str
    grounds: tuple[Ground, ...]
    ground_of: tuple[tuple[Label, str], ...]
    roles: tuple[RoleRule, ...]
    recognisers: tuple[RecogniserRule, ...]
    digest: str
    unique: UniqueFunctions

    def ground_for(self, label: Label) -> str:
        """The code of the ground that a kind of personal data gets by itself."""
        return dict(self.ground_of)[label]

    def public_titles(self) -> tuple[str, ...]:
        """The titles whose holder stays readable, casefolded."""
        return tuple(title for role in self.roles if role.verdict is Verdict.KEEP for title in role.titles)


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
    policy, unique = read_roles(roles)
    rules = tuple(_recogniser(file, table) for file, table in recognisers)
    _once("recognisers", "name", [r.name for r in rules])
    return Rulebook(
        law_version=_version(grounds),
        grounds=known,
        ground_of=_ground_of(grounds, {g.code for g in known}),
        roles=policy,
        recognisers=rules,
        digest=digest,
        unique=unique,
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


def _recogniser(file: Path, table: Mapping[str, Any]) -> RecogniserRule:
    where = f"recognisers/{file.name}"
    _known(table, where, "recogniser")
    label = table.get("label")
    if label not in list(Label):
        raise RulebookError(f"rules/{where}: label must be one of {', '.join(Label)}")
    lists, near = _lists(table, where), _texts(table, "near", where)
    patterns = tuple(_pattern(row, where, lists, near) for row in _rows(table, "patterns", where, "patterns"))
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
        verdict=Verdict(_one_of(table, "verdict", _RULE_VERDICTS, where) or Verdict.REDACT),
        widen=_one_of(table, "widen", _WIDEN, where),
        columns=_texts(table, "columns", where),
        cell=_cell(table, where),
    )


def _lists(table: Mapping[str, Any], where: str) -> dict[str, str]:
    """The word lists of a recogniser, each as one group; a space in a word is any white space.

    The longest word first, so that the whole of "burn-outklachten" is found and not its first half.
    """
    lists = table.get("lists", {})
    if not isinstance(lists, dict):
        raise RulebookError(f"rules/{where}: lists must be a table")
    groups = {}
    for name in lists:
        words = _texts(lists, name, f"{where} [lists]")
        if not words:
            raise RulebookError(f"rules/{where} [lists]: {name} is empty")
        ordered = sorted(words, key=lambda w: (-len(w), w))
        groups[name] = "(?:" + "|".join(word.replace(" ", r"\s{1,3}") for word in ordered) + ")"
    return groups


def _cell(table: Mapping[str, Any], where: str) -> str | None:
    """The form of a cell, which goes together with the names of its columns."""
    if ("columns" in table) != ("cell" in table):
        raise RulebookError(f"rules/{where}: columns and cell go together")
    return _regex(_text(table, "cell", where), where, "cell") if "cell" in table else None


def _pattern(
    row: Mapping[str, Any], where: str, lists: Mapping[str, str], near: tuple[str, ...]
) -> PatternRule:
    """A pattern with the word lists it names as `\\L<name>` written out."""
    name, pattern, score = _text(row, "name", where), _text(row, "regex", where), row.get("score", 0.85)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 < score <= 1:
        raise RulebookError(f"rules/{where}: pattern {name}: score must be a number over 0 and at most 1")
    for missing in sorted(set(_LIST.findall(pattern)) - set(lists)):
        raise RulebookError(f"rules/{where}: pattern {name}: lists: there is no list {missing}")
    pattern = _LIST.sub(lambda match: lists[match[1]], pattern)
    return PatternRule(
        name,
        _regex(pattern, where, f"pattern {name}: regex"),
        float(score),
        _texts(row, "near", where) or near,
    )


def _regex(pattern: str, where: str, key: str) -> str:
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise RulebookError(f"rules/{where}: {key}: {error}") from error
    return pattern


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


def _one_of(table: Mapping[str, Any], key: str, choices: tuple[str, ...], where: str) -> str | None:
    """A key that may be missing and else is one of these."""
    value = table.get(key)
    if value is not None and value not in list(choices):
        raise RulebookError(f"rules/{where}: {key} must be one of {', '.join(choices)}")
    return value


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise RulebookError(f"rules/{where}: {key} is missing or is no text")
    return value
