"""Questions to the SQLite archive: an expression as FTS5 has it, filters as conditions, and one pass that counts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.archive import sqlite_rows
from pipeline.archive.analysis import stem
from pipeline.archive.expression import And, AnyOf, Expression, Or
from pipeline.archive.values import COUNTED, Counts, Filters, Found, Sort

_ORDERS = {
    Sort.RELEVANCE: "w.rank, i.id",
    Sort.NEWEST: "i.date IS NULL, i.date DESC, i.id",
    Sort.OLDEST: "i.date IS NULL, i.date, i.id",
    Sort.DUE: "i.due IS NULL, i.due, i.id",
}


class _Row(NamedTuple):
    id: int
    kind: str
    body: str | None
    case: str
    document_kind: str
    grounds: str
    owner: str | None
    date: str | None


def find(  # noqa: PLR0913, PLR0917  (the verb of the Protocol)
    database: sqlite3.Connection,
    expression: Expression | None,
    filters: Filters,
    sort: Sort,
    offset: int,
    limit: int,
) -> Found:
    """What an expression and filters leave, counted up to `COUNTED`."""
    conditions, values = _conditions(filters)
    source = "items i JOIN cases c ON c.id = i.case_id"
    if expression is not None:
        source = f"item_words w JOIN {source.replace('items i', 'items i ON i.id = w.rowid', 1)}"
        conditions.insert(0, "w.item_words MATCH ?")
        values.insert(0, fts(expression))
    body = f"FROM {source}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
    if expression is None and sort is Sort.RELEVANCE:
        sort = Sort.NEWEST
    counted = [
        _Row._make(row)
        for row in database.execute(
            f"SELECT i.id, i.kind, i.body, c.name, i.document_kind, i.grounds, i.owner, i.date {body} "
            f"LIMIT {COUNTED + 1}",
            values,
        )
    ]
    ids = [
        row[0]
        for row in database.execute(
            f"SELECT i.id {body} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?", [*values, limit, offset]
        )
    ]
    rows = sqlite_rows.stored(database, ids)
    return Found(rows, len(counted), _counts(counted) if len(counted) <= COUNTED else None)


def _conditions(filters: Filters) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def add(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    for column, chosen in (
        ("i.kind", [kind.value for kind in filters.kinds]),
        ("i.body", filters.bodies),
        ("c.name", filters.cases),
        ("i.document_kind", filters.document_kinds),
    ):
        if chosen:
            add(f"{column} IN ({', '.join('?' * len(chosen))})", *chosen)
    if filters.grounds:
        either = " OR ".join(["instr(i.grounds, ?)"] * len(filters.grounds))
        add(f"({either})", *(f" {ground} " for ground in filters.grounds))
    if filters.owner:
        add("instr(fold(i.owner), fold(?))", filters.owner)
    for condition, day in (
        ("i.date >= ?", filters.since),
        ("i.date <= ?", filters.until),
        ("i.due <= ?", filters.due_before),
    ):
        if day is not None:
            add(condition, day)
    if filters.open_only:
        conditions.append("i.open")
    return conditions, values


def fts(expression: Expression) -> str:
    """An expression in the language of FTS5; every word stands between quotes."""
    match expression:
        case AnyOf(members, prefix):
            return f"({' OR '.join(_phrase(words, prefix=prefix) for words in members)})"
        case Or(parts):
            return f"({' OR '.join(fts(part) for part in parts)})"
        case And(parts, but_not):
            wanted = f"({' AND '.join(fts(part) for part in parts)})"
            return f"({' NOT '.join([wanted, *(fts(part) for part in but_not)])})"


def _phrase(words: Sequence[str], *, prefix: bool) -> str:
    if prefix:
        return " + ".join([*(_quoted(stem(word)) for word in words[:-1]), f"{_quoted(words[-1])}*"])
    return " + ".join(_quoted(stem(word)) for word in words)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _counts(rows: Sequence[_Row]) -> Counts:
    return Counts(
        kinds=_most(row.kind for row in rows),
        bodies=_most(row.body for row in rows),
        cases=_most(row.case for row in rows),
        document_kinds=_most(row.document_kind for row in rows),
        grounds=_most(ground for row in rows for ground in row.grounds.split()),
        owners=_most(row.owner for row in rows),
        years=_most(row.date[:4] for row in rows if row.date),
    )


def _most(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counter = Counter(value for value in values if value)
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
