"""inventory.csv: what a Woo decision lists of every document."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

HEADERS = (
    "nummer",
    "datum",
    "soort",
    "titel",
    "pagina's",
    "beoordeling",
    "grondslagen",
    "hoofddocument",
    "familie",
    "e-mailthread",
    "dubbel van",
)
# The words of the national Woo platform (minvws/nl-rdo-woo-web); it reads anything else as the last one.
ASSESSMENTS = ("Openbaar", "Deels openbaar", "Reeds openbaar", "Niet openbaar")
NOT_PUBLISHED = ASSESSMENTS[2:]  # listed, without files in publish/
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the file in the code page of the machine
# A field that starts with one of these runs as a formula in a spreadsheet (OWASP, CSV injection), also with
# white space before it.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A document in the inventory. `title` is redacted; `date` (ISO 8601), `parent` and `duplicate_of` may be empty.

    `family` and `thread` are as the Family and Email Thread ID of the national platform: integers from 1.
    """

    number: str
    date: str
    kind: str
    title: str
    pages: int
    assessment: str
    grounds: tuple[str, ...]
    parent: str
    family: int
    thread: int | None
    duplicate_of: str


def inventory_csv(rows: Sequence[InventoryRow]) -> str:
    """The inventory as CSV for a Dutch spreadsheet: byte order mark, semicolons, CRLF; sorted by number.

    Raises:
        ValueError: an assessment is none of the four that exist, or two rows have the same number.
    """
    numbers = [row.number for row in rows]
    if len(set(numbers)) != len(numbers):
        raise ValueError("two rows of the inventory have the same number")
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in sorted(rows, key=lambda r: r.number):
        if row.assessment not in ASSESSMENTS:
            raise ValueError(f"{row.number}: there is no assessment {row.assessment!r}")
        writer.writerow(
            safe_field(field)
            for field in (
                row.number,
                row.date,
                row.kind,
                row.title,
                str(row.pages),
                row.assessment,
                ";".join(row.grounds),
                row.parent,
                str(row.family),
                "" if row.thread is None else str(row.thread),
                row.duplicate_of,
            )
        )
    return BYTE_ORDER_MARK + out.getvalue()


def safe_field(field: str) -> str:
    """A field of a table on one line, and no formula."""
    line = " ".join(field.replace("\0", " ").split())
    return f"'{line}" if line.startswith(_FORMULA) or field.startswith("\t") else line
