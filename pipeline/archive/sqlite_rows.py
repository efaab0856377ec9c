"""Rows of the SQLite archive as values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from pipeline.archive.values import (
    Case,
    Counts,
    Item,
    Kind,
    LogEntry,
    Meeting,
    Place,
    PublishedDocument,
    Stored,
)
from pipeline.types import Box

# The columns of a table, which have the names of the fields of its value. `end` is a word of SQL, and stands after m.
_DOCUMENT = tuple(field.name for field in fields(PublishedDocument))
_MEETING = tuple(field.name for field in fields(Meeting))
_AT_ONCE = 10_000  # values in one statement; an SQLite may take no more than 32,766
_STORED = """
SELECT i.id, t.key, i.kind, t.text, x.text, m.key, i.date, i.body, t.number, t.topic, i.owner, i.due, t.due_text,
    t.status, t.result, i.grounds, i.document_kind, c.name, c.organisation
FROM items i JOIN texts t ON t.id = i.id JOIN contexts x ON x.id = t.context_id JOIN cases c ON c.id = i.case_id
LEFT JOIN meetings m ON m.id = i.meeting_id
"""


def stored(database: sqlite3.Connection, ids: Sequence[int]) -> tuple[Stored, ...]:
    """Items in the order of their numbers in the database; a number that has no item is left out."""
    return tuple(
        one for at in range(0, len(ids), _AT_ONCE) for one in _some(database, ids[at : at + _AT_ONCE])
    )


def _some(database: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Stored]:
    some = f"({', '.join('?' * len(ids))})"
    places: dict[int, list[Place]] = {}
    titles: dict[int, str] = {}
    standing = database.execute(
        "SELECT p.item_id, d.title, d.number, p.page, p.last_page, p.x0, p.top, p.x1, p.bottom "  # noqa: S608
        f"FROM places p JOIN documents d ON d.id = p.document_id WHERE p.item_id IN {some} "
        "ORDER BY p.item_id, p.position",
        ids,
    )
    for item, title, number, page, last_page, *corners in standing:
        box = None if corners[0] is None else Box(page, *corners)
        places.setdefault(item, []).append(Place(number, page, last_page, box))
        titles.setdefault(item, title)
    rows = database.execute(f"{_STORED} WHERE i.id IN {some}", ids)
    found = {row[0]: _stored(row, tuple(places[row[0]]), titles[row[0]]) for row in rows}
    yield from (found[one] for one in ids if one in found)


def _stored(row: Sequence[str], places: tuple[Place, ...], title: str) -> Stored:
    (_, key, kind, text, context, meeting, date, body, number, topic, owner, due, due_text) = row[:13]
    (status, result, grounds, document_kind, case, organisation) = row[13:]
    item = Item(
        key,
        Kind(kind),
        text,
        context,
        places,
        meeting,
        date,
        body,
        number,
        topic,
        owner,
        due,
        due_text,
        status,
        result,
        tuple(grounds.split()),
        document_kind,
    )
    return Stored(item, case, organisation, title)


def item(database: sqlite3.Connection, case: str, key: str) -> Stored | None:
    """One item."""
    ids = database.execute(
        "SELECT t.id FROM texts t JOIN cases c ON c.id = t.case_id WHERE c.name = ? AND t.key = ?",
        (case, key),
    )
    return next(iter(stored(database, [row[0] for row in ids])), None)


def items_of(database: sqlite3.Connection, case: str, document: str, meeting: str) -> tuple[Stored, ...]:
    """The items of a case, a document or a meeting."""
    source, conditions, values = "items i JOIN cases c ON c.id = i.case_id", ["c.name = ?"], [case]
    if document:
        source += " JOIN places p ON p.item_id = i.id JOIN documents d ON d.id = p.document_id"
        conditions.append("d.number = ?")
        values.append(document)
    if meeting:
        source += " JOIN meetings m ON m.id = i.meeting_id"
        conditions.append("m.key = ?")
        values.append(meeting)
    rows = database.execute(
        f"SELECT DISTINCT i.id FROM {source} WHERE {' AND '.join(conditions)} ORDER BY i.id",  # noqa: S608
        values,
    )
    return stored(database, [row[0] for row in rows])


def cases(database: sqlite3.Connection, name: str | None = None) -> tuple[Case, ...]:
    """All cases by name, or one."""
    rows = database.execute(
        "SELECT name, organisation, folder, digest, indexed, documents, items FROM cases "
        "WHERE ?1 IS NULL OR name = ?1 ORDER BY name",
        (name,),
    )
    return tuple(Case(*row) for row in rows)


def documents(
    database: sqlite3.Connection, case: str, number: str | None = None
) -> tuple[PublishedDocument, ...]:
    """The documents of a case by number, or one."""
    rows = database.execute(
        f"SELECT {', '.join(f'd.{column}' for column in _DOCUMENT)} "  # noqa: S608
        "FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE c.name = ?1 AND (?2 IS NULL OR d.number = ?2) ORDER BY length(d.number), d.number",
        (case, number),
    )
    return tuple(_document(row) for row in rows)


def _document(row: Sequence[str]) -> PublishedDocument:
    told: dict[str, Any] = dict(zip(_DOCUMENT, row, strict=True))
    told["reasons"] = tuple(json.loads(told["reasons"]))
    told["sizes"] = tuple((width, height) for width, height in json.loads(told["sizes"]))
    return PublishedDocument(**told)


def meetings(database: sqlite3.Connection, case: str) -> tuple[Meeting, ...]:
    """The meetings of a case by date."""
    rows = database.execute(
        f"SELECT {', '.join(f'm.{column}' for column in _MEETING)} "  # noqa: S608
        "FROM meetings m JOIN cases c ON c.id = m.case_id WHERE c.name = ? "
        "ORDER BY m.date IS NULL, m.date, m.key",
        (case,),
    )
    return tuple(_meeting(row) for row in rows)


def _meeting(row: Sequence[str]) -> Meeting:
    told: dict[str, Any] = dict(zip(_MEETING, row, strict=True))
    told["attendees"] = tuple(json.loads(told["attendees"]))
    told["absentees"] = tuple(json.loads(told["absentees"]))
    return Meeting(**told)


def log(database: sqlite3.Connection, case: str) -> tuple[LogEntry, ...]:
    """The log of all cases or one, the last first."""
    rows = database.execute(
        'SELECT at, by, deed, "case", reason, items FROM log WHERE ?1 = \'\' OR "case" = ?1 ORDER BY id DESC',
        (case,),
    )
    return tuple(LogEntry(*row) for row in rows)


def options(database: sqlite3.Connection) -> Counts:
    """All values of filters, with how many items have them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, value, count in database.execute(
        "SELECT field, value, sum(items) AS often FROM options GROUP BY field, value ORDER BY field, often DESC, value"
    ):
        found.setdefault(field, []).append((value, count))
    by_case = database.execute("SELECT name, items FROM cases WHERE items > 0 ORDER BY items DESC, name")
    return Counts(cases=tuple(by_case), **{field: tuple(values) for field, values in found.items()})
