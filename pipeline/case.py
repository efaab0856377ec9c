"""The case file: what a person decided about a case before the run.

```toml
[case]
number = "2024-001"
organisation = "gemeente Voorbeeld"
ignore = ["answers/*"]                # files of the folder that are no documents of the case

[persons]
keep = ["Full Name"]                  # stays readable, whatever the rules say
redact = ["word"]                     # goes wherever it stands, whatever the rules say
officials = "officials.toml"          # office holders, as `woo officials import` writes them; beside this file
officials_of = ["gemeente Voorbeeld"] # whose of them count; without it those of [case] organisation; "*" is all

[[officials]]                         # who holds a public office, and when
name = "Full Name"
title = "wethouder"
organisation = "gemeente Voorbeeld"
from = 2022-05-18
to = 2024-03-31

[[documents]]
path = "mails/one.eml"
outcome = "niet openbaar"             # or openbaar, deels openbaar, reeds openbaar, buiten verzoek
pictures_seen = true                  # a person looked at the pictures: they hold nothing that must go

[[passages]]
document = "mails/one.eml"
text = "the very words"
grounds = ["5.1.2f"]
motivation = "why"
```
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.officials import KEYS, Official, of_organisations, official, read_list, read_officials

OUTCOMES = ("", "openbaar", "deels openbaar", "niet openbaar", "reeds openbaar", "buiten verzoek")
_KEYS = {
    "case": {"number", "organisation", "ignore", "law_version", "received", "decided"},
    "persons": {"keep", "redact", "officials", "officials_of"},
    "officials": set(KEYS),
    "documents": {"path", "outcome", "pictures_seen"},
    "passages": {"document", "text", "grounds", "motivation"},
}


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """What a person decided about one document of the case."""

    path: str
    outcome: str = ""
    pictures_seen: bool = False


@dataclass(frozen=True, slots=True)
class PassageRule:
    """A passage that a person wants out, and on what grounds."""

    document: str
    text: str
    grounds: tuple[str, ...]
    motivation: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file; without one, the defaults."""

    number: str = ""
    organisation: str = ""
    keep: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    documents: tuple[DocumentRule, ...] = ()
    passages: tuple[PassageRule, ...] = ()
    ignore: tuple[str, ...] = ()
    digest: str = ""
    officials: tuple[Official, ...] = ()

    def rule_for(self, path: str) -> DocumentRule:
        """What was decided about the document at this path of the case."""
        return next((d for d in self.documents if d.path == path), DocumentRule(path))


def read_case(file: Path | None) -> CaseFile:
    """Read a case file; None gives the defaults.

    Raises:
        UsageError: the file is missing, is no TOML, or has a key or value that means nothing.
    """
    if file is None:
        return CaseFile()
    try:
        raw = file.read_bytes()
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{file}: the case file can't be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{file}: the case file is no valid TOML: {error}") from error
    _known_keys(file, table)
    listed = tuple(official(str(file), row, listed=True) for row in table.get("officials", ()))
    case, persons = table.get("case", {}), table.get("persons", {})
    documents = tuple(_document(file, row) for row in table.get("documents", ()))
    paths = [d.path for d in documents]
    for path in sorted({p for p in paths if paths.count(p) > 1}):
        raise UsageError(f"{file}: [[documents]] has the path {path} twice")
    organisation = _text(file, "case", case, "organisation")
    imported, data = _officials(file, persons, organisation)
    return CaseFile(
        number=_text(file, "case", case, "number"),
        organisation=organisation,
        keep=_texts(file, persons, "keep"),
        redact=_texts(file, persons, "redact"),
        documents=documents,
        passages=tuple(_passage(file, row) for row in table.get("passages", ())),
        ignore=_texts(file, case, "ignore"),
        digest=hashlib.sha256(raw + data).hexdigest(),
        officials=listed + imported,
    )


def _officials(
    file: Path, persons: Mapping[str, Any], organisation: str
) -> tuple[tuple[Official, ...], bytes]:
    """The office holders of the list that the case file names, and the bytes of that list."""
    name, of = _text(file, "persons", persons, "officials"), _texts(file, persons, "officials_of")
    if not name:
        if of:
            raise UsageError(
                f"{file}: [persons] officials_of says whose officials count, but officials is missing"
            )
        return (), b""
    if not of and not organisation.strip():
        raise UsageError(f"{file}: officials needs [case] organisation, or [persons] officials_of")
    path = file.parent / name
    raw = read_list(path)
    return of_organisations(read_officials(raw, str(path)), of or (organisation,)), raw


def _known_keys(file: Path, table: Mapping[str, Any]) -> None:
    """A misspelt key would silently leave a name readable, so it stops the run."""
    for section, content in table.items():
        if section not in _KEYS:
            raise UsageError(f"{file}: [{section}] is no section of a case file")
        repeated = section in ("documents", "passages", "officials")
        rows = content if repeated else [content]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            brackets = f"[[{section}]]" if repeated else f"[{section}]"
            raise UsageError(f"{file}: {section} must be written as {brackets}")
        for row in rows:
            unknown = sorted(set(row) - _KEYS[section])
            if unknown:
                raise UsageError(f"{file}: [{section}] has no key {unknown[0]}")


def _text(file: Path, section: str, table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UsageError(f'{file}: [{section}] {key} must be a text, between quotes (")')
    return value


def _texts(file: Path, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise UsageError(f"{file}: {key} must be a list of texts, none of them empty")
    return tuple(v.strip() for v in values)


def _document(file: Path, row: Mapping[str, Any]) -> DocumentRule:
    path, outcome = row.get("path"), row.get("outcome", "")
    if not isinstance(path, str) or not path:
        raise UsageError(f"{file}: a [[documents]] entry has no path")
    if outcome not in OUTCOMES:
        raise UsageError(f"{file}: {path}: the outcome must be one of {', '.join(OUTCOMES[1:])}")
    seen = row.get("pictures_seen", False)
    if not isinstance(seen, bool):
        raise UsageError(f"{file}: {path}: pictures_seen must be true or false")
    return DocumentRule(path, outcome, seen)


def _passage(file: Path, row: Mapping[str, Any]) -> PassageRule:
    document, text, grounds = row.get("document"), row.get("text"), row.get("grounds")
    if not isinstance(document, str) or not isinstance(text, str) or not text.strip():
        raise UsageError(f"{file}: a [[passages]] entry needs a document and a text")
    if not isinstance(grounds, list) or not grounds or not all(isinstance(g, str) for g in grounds):
        raise UsageError(f"{file}: the passage in {document} needs a list of grounds")
    motivation = _text(file, "passages", row, "motivation")
    return PassageRule(document, text.strip(), tuple(sorted(set(grounds))), motivation)
