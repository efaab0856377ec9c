"""rules/roles.toml: whose name stays, whose is weighed, who is staff, and which functions point at one person.

What is wrong in the file is said with its name and the key, so that whoever changes it can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import RulebookError
from pipeline.types import Verdict

_WHERE = "rules/roles.toml"
_ROWS = f"{_WHERE} [[roles]]"
_KEYS = {"roles", "unique", "unique_of"}
_ROW_KEYS = {"verdict", "reason", "titles", "endings"}


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A group of titles and what becomes of the name of who holds one. All casefolded.

    `endings` are how further titles of the group end: `adviseur` for beleidsadviseur. Only those whom the rules
    redact have them: a word that merely ends like an office keeps nobody readable.
    """

    verdict: Verdict
    reason: str
    titles: tuple[str, ...]
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UniqueFunctions:
    """Functions that an organisation has one of. `alone` by themselves, `named` with what they are of:
    `voorzitter OR`, `hoofd afdeling Markten`. All casefolded.
    """

    alone: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def read_roles(table: Mapping[str, Any]) -> tuple[tuple[RoleRule, ...], UniqueFunctions]:
    """The role policy of the parsed file.

    Raises:
        RulebookError: a key or a value means nothing.
    """
    _known(table, _WHERE, _KEYS)
    rows = table.get("roles", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RulebookError(f"{_WHERE}: roles must be written as [[roles]]")
    roles = tuple(_role(row) for row in rows)
    unique = UniqueFunctions(_texts(table, "unique", _WHERE), _texts(table, "unique_of", _WHERE))
    _once([title for role in roles for title in role.titles], "titles")
    _once([ending for role in roles for ending in role.endings], "endings")
    _once([*unique.alone, *unique.named], "unique")
    return roles, unique


def _role(row: Mapping[str, Any]) -> RoleRule:
    _known(row, _ROWS, _ROW_KEYS)
    verdict, reason = row.get("verdict"), row.get("reason")
    if not isinstance(verdict, str) or verdict not in list(Verdict):
        raise RulebookError(f"{_ROWS}: verdict must be one of {', '.join(Verdict)}")
    if not isinstance(reason, str) or not reason:
        raise RulebookError(f"{_ROWS}: reason is missing or is no text")
    titles, endings = _texts(row, "titles", _ROWS), _texts(row, "endings", _ROWS)
    if not titles and not endings:
        raise RulebookError(f"{_ROWS}: titles must be a list of texts, none of them empty")
    if endings and verdict != Verdict.REDACT:
        raise RulebookError(f"{_ROWS}: endings go with the verdict redact only")
    return RoleRule(Verdict(verdict), reason, titles, endings)


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise RulebookError(f"{where}: {key} must be a list of texts, none of them empty")
    return tuple(sorted(v.casefold() for v in values))


def _known(table: Mapping[str, Any], where: str, keys: set[str]) -> None:
    for key in sorted(set(table) - keys):
        raise RulebookError(f"{where}: there is no key {key}")


def _once(values: list[str], key: str) -> None:
    for value in sorted({v for v in values if values.count(v) > 1}):
        raise RulebookError(f"{_WHERE}: {key}: {value} stands there twice")
