"""Rows of the PostgreSQL archive as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg.sql import SQL

from pipeline.archive.postgres_open import Connection
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

# An item as JSON, its places in order: so that one statement gives all, and with it one moment.
STORED = SQL("""json_build_array(c.name, c.organisation, (
    SELECT json_agg(json_build_array(d.title, d.number, p.page, p.last_page, p.box) ORDER BY p.position)
    FROM places p JOIN documents d ON d.id = p.document_id WHERE p.item_id = i.id
), i.key, i.kind, i.text, x.text, i.meeting, i.date, i.body, i.number, i.topic, i.owner, i.due, i.due_text, i.status,
    i.result, i.grounds, i.document_kind)""")
_ITEMS = SQL("""
SELECT {stored} FROM items i JOIN contexts x ON x.id = i.context_id JOIN cases c ON c.id = i.case_id
WHERE c.name = %(case)s AND {conditions} ORDER BY i.id
""")
_IN_DOCUMENT = """i.id IN (
    SELECT p.item_id FROM places p JOIN documents d ON d.id = p.document_id
    WHERE d.case_id = i.case_id AND d.number = %(document)s)"""


def stored(row: Sequence[Any]) -> Stored:
    """An item as `STORED` gives it."""
    case, organisation, places, key, kind, text, context, *told, grounds, document_kind = row
    where = tuple(
        Place(number, page, last_page, None if corners is None else Box(page, *corners))
        for _, number, page, last_page, corners in places or ()
    )
    fields = [key, Kind(kind), text, context, where, *told, tuple(grounds), document_kind]
    return Stored(Item(*fields), case, organisation, places[0][0] if places else "")


def item(connection: Connection, case: str, key: str) -> Stored | None:
    """One item."""
    rows = connection.execute(
        _ITEMS.format(stored=STORED, conditions=SQL("i.key = %(key)s")), {"case": case, "key": key}
    )
    return next((stored(row) for (row,) in rows), None)


def items_of(connection: Connection, case: str, document: str, meeting: str) -> tuple[Stored, ...]:
    """The items of a case, a document or a meeting."""
    conditions = [SQL("true")]
    if document:
        conditions.append(SQL(_IN_DOCUMENT))
    if meeting:
        conditions.append(SQL("i.meeting = %(meeting)s"))
    rows = connection.execute(
        _ITEMS.format(stored=STORED, conditions=SQL(" AND ").join(conditions)),
        {"case": case, "document": document, "meeting": meeting},
    )
    return tuple(stored(row) for (row,) in rows)


def size(connection: Connection) -> int:
    """How many items there are."""
    row = connection.execute("SELECT coalesce(sum(items), 0)::bigint FROM cases").fetchone()
    return int(row[0]) if row else 0


def cases(connection: Connection, name: str | None = None) -> tuple[Case, ...]:
    """All cases by name, or one."""
    rows = connection.execute(
        "SELECT name, organisation, folder, digest, indexed, documents, items FROM cases "
        "WHERE %(name)s::text IS NULL OR name = %(name)s ORDER BY name",
        {"name": name},
    )
    return tuple(Case(*row) for row in rows)


def case(connection: Connection, name: str) -> Case | None:
    """One case."""
    return next(iter(cases(connection, name)), None)


def documents(connection: Connection, case: str, number: str | None = None) -> tuple[PublishedDocument, ...]:
    """The documents of a case by number, or one."""
    rows = connection.execute(
        "SELECT d.number, d.title, d.kind, d.date, d.parent, d.family, d.thread, d.duplicate_of, d.assessment, "
        "d.status, d.review, d.reasons, d.digest, d.sizes FROM documents d JOIN cases c ON c.id = d.case_id "
        "WHERE c.name = %(case)s AND (%(number)s::text IS NULL OR d.number = %(number)s) "
        "ORDER BY length(d.number), d.number",
        {"case": case, "number": number},
    )
    return tuple(
        PublishedDocument(*[*told, tuple(reasons), digest, tuple((width, height) for width, height in sizes)])
        for *told, reasons, digest, sizes in rows
    )


def document(connection: Connection, case: str, number: str) -> PublishedDocument | None:
    """One document."""
    return next(iter(documents(connection, case, number)), None)


def meetings(connection: Connection, case: str) -> tuple[Meeting, ...]:
    """The meetings of a case by date."""
    rows = connection.execute(
        'SELECT m.key, m.name, m.body, m.date, m.start, m."end", m.location, m.chair, m.secretary, m.attendees, '
        "m.absentees FROM meetings m JOIN cases c ON c.id = m.case_id WHERE c.name = %s "
        "ORDER BY m.date NULLS LAST, m.key",
        (case,),
    )
    return tuple(
        Meeting(*[*told, tuple(attendees), tuple(absentees)]) for *told, attendees, absentees in rows
    )


def log(connection: Connection, case: str) -> tuple[LogEntry, ...]:
    """The log of all cases or one, the last first."""
    rows = connection.execute(
        'SELECT at, by, deed, "case", reason, items FROM log '
        "WHERE %(case)s = '' OR \"case\" = %(case)s ORDER BY id DESC",
        {"case": case},
    )
    return tuple(LogEntry(*row) for row in rows)


def options(connection: Connection) -> Counts:
    """All values of filters, with how many items have them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field, value, count in connection.execute(
        "SELECT field, value, sum(items)::bigint FROM options GROUP BY field, value "
        "UNION ALL SELECT 'cases', name, items FROM cases WHERE items > 0"
    ):
        found.setdefault(field, []).append((value, count))
    return counts(found)


def counts(found: Mapping[str, Iterable[tuple[str, int]]]) -> Counts:
    """Values by field, most first."""
    return Counts(
        **{
            field: tuple(sorted(values, key=lambda pair: (-pair[1], pair[0])))
            for field, values in found.items()
        }
    )
