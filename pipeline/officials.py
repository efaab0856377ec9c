"""Who holds a public office: officials.toml, and how it is made from a list of the register of public bodies.

The file is a list of `[[officials]]` tables with `name`, `title`, `organisation`, and where known `from` and `to`
(dates), as a case file may hold them too. Source of the list that `woo officials import` reads: the export of
medewerkers of the Register van Overheidsorganisaties (https://organisaties.overheid.nl), one row a function.
"""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import UsageError

KEYS = frozenset({"name", "title", "organisation", "from", "to"})
EVERYWHERE = "*"
_KIND = regex.compile(
    r"(?i)^(?:de\s+)?(?:gemeente|provincie|waterschap|hoogheemraadschap|omgevingsdienst|veiligheidsregio)\s+"
)
_HONORIFIC = regex.compile(
    r"(?i)^(?:de\s+)?(?:dhr|mw|mevr|hr|heer|mevrouw|dr|drs|mr|ir|ing|prof|ds|bc)\b\.?\s*"
)
# Degrees behind a name.
_DEGREES = regex.compile(r"(?:,?\s+(?:LL[BM]|[MB](?:Sc|A|BA|Ed|PA|Eng)|Ph\.?D|R[AE]|EMBA|CPC)\.?)+$")
_COLUMNS = {"organisation": "organisatie", "name": "naam", "title": "functie"}


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody with a public office. Without `start` or `end` the term is open on that side; both days belong to it.

    `listed` says that a person put the name into the case file, rather than a list of thousands.
    """

    name: str
    title: str
    organisation: str = ""
    start: date | None = None
    end: date | None = None
    listed: bool = False


def place_of(organisation: str) -> str:
    """What an organisation is called in a sentence: `Gemeente Rietmonde` gives `rietmonde`."""
    return " ".join(_KIND.sub("", organisation.strip()).casefold().split())


def official(where: str, row: Mapping[str, Any], *, listed: bool) -> Official:
    """An `[[officials]]` table. `where` opens the message of an error.

    Raises:
        UsageError: a key or a value means nothing.
    """
    for key in sorted(set(row) - KEYS):
        raise UsageError(f"{where}: [[officials]] has no key {key}")
    texts = {key: row.get(key, "") for key in ("name", "title", "organisation")}
    for key, value in texts.items():
        if not isinstance(value, str) or (key != "organisation" and not value.strip()):
            raise UsageError(f"{where}: an [[officials]] entry needs a text as {key}")
    start, end = (_day(where, row, key) for key in ("from", "to"))
    if start and end and end < start:
        raise UsageError(f"{where}: an [[officials]] entry has a term that ends before it starts")
    return Official(texts["name"], texts["title"].casefold(), texts["organisation"], start, end, listed)


def _day(where: str, row: Mapping[str, Any], key: str) -> date | None:
    value = row.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise UsageError(f"{where}: [[officials]] {key} must be a date such as 2024-01-31, without quotes")


def read_officials(raw: bytes, where: str) -> tuple[Official, ...]:
    """The officials of a file that `import_officials` made or a person wrote.

    Raises:
        UsageError: it is no TOML, or has a key or a value that means nothing.
    """
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise UsageError(f"{where}: the list of officials is no valid TOML: {error}") from error
    rows = table.get("officials", [])
    if set(table) - {"officials"} or not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise UsageError(f"{where}: a list of officials holds [[officials]] and nothing else")
    return tuple(official(where, row, listed=False) for row in rows)


def of_organisations(officials: Iterable[Official], organisations: Iterable[str]) -> tuple[Official, ...]:
    """Those who hold office at one of these organisations; all of them where `*` is among them."""
    wanted = {place_of(o) for o in organisations}
    return tuple(o for o in officials if EVERYWHERE in wanted or place_of(o.organisation) in wanted)


def import_officials(raw: bytes, where: str, titles: Iterable[str]) -> tuple[Official, ...]:
    """The office holders of an export of the register of public bodies: CSV, gzip or plain, sorted.

    Only rows of which the function holds one of `titles` as a word count: a Woo-contactpersoon is staff. Who has
    several functions at one organisation becomes one entry.

    Raises:
        UsageError: it is no such list.
    """
    words = "|".join(regex.escape(t) for t in sorted(titles, key=lambda t: (-len(t), t)))
    office = regex.compile(rf"(?i)(?<![\p{{L}}-])(?:{words})(?![\p{{L}}-])")
    held: dict[tuple[str, str], set[str]] = {}
    for row in _rows(raw, where):
        name = row["name"]
        while (bare := _HONORIFIC.sub("", name, count=1)) != name:
            name = bare
        name = _DEGREES.sub("", name)
        if name and office.search(row["title"]):
            held.setdefault((row["organisation"], name), set()).add(row["title"].casefold())
    if not held:
        raise UsageError(f"{where}: no row has a function that rules/roles.toml keeps")
    return tuple(
        Official(name, ", ".join(sorted(functions)), organisation)
        for (organisation, name), functions in sorted(held.items())
    )


def read_list(file: Path) -> bytes:
    """The bytes of a list.

    Raises:
        UsageError: the file can't be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: the list of officials can't be read: {error.strerror}") from error


def write_list(file: Path, text: str) -> None:
    """Write a list as a whole.

    Raises:
        UsageError: the file can't be written.
    """
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file}: the list of officials can't be written: {error.strerror}") from error


def _rows(raw: bytes, where: str) -> Iterable[dict[str, str]]:
    try:
        data = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise UsageError(f"{where}: the gzip file is damaged") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    try:
        columns = [c.strip().casefold() for c in next(reader, [])]
        places = {k: next(i for i, c in enumerate(columns) if c.startswith(v)) for k, v in _COLUMNS.items()}
        for row in reader:
            if len(row) > max(places.values()):
                yield {key: " ".join(row[i].split()) for key, i in places.items()}
    except (StopIteration, csv.Error) as error:
        wanted = ", ".join(_COLUMNS.values())
        raise UsageError(f"{where}: this is no CSV with the columns {wanted}") from error


def officials_toml(officials: Iterable[Official]) -> str:
    """The officials as the text of a file that `[persons] officials` of a case file can name."""
    lines = ["# Made by `woo officials import`. A case file names it by [persons] officials."]
    for one in officials:
        lines += ["", "[[officials]]"]
        lines += [f"{k} = {_quoted(v)}" for k, v in _texts_of(one) if v]
        lines += [f"{k} = {v.isoformat()}" for k, v in (("from", one.start), ("to", one.end)) if v]
    return "\n".join(lines) + "\n"


def _texts_of(one: Official) -> tuple[tuple[str, str], ...]:
    return ("name", one.name), ("title", one.title), ("organisation", one.organisation)


def _quoted(text: str) -> str:
    """A TOML basic string: backslash, quote and control characters escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(sign: str) -> str:
    if sign in '\\"':
        return f"\\{sign}"
    return sign if sign.isprintable() or sign == "\u00a0" else f"\\U{ord(sign):08x}"
