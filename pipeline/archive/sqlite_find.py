"""Questions to the SQLite archive: an expression as FTS5 has it, filters as conditions, and one pass that counts."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.archive import sqlite_rows
from pipeline.archive.analysis import stem
from pipeline.archive.expression import And, AnyOf, Expression, Or
from pipeline.archive.values import COUNTED, Counts, Filters, Found, Sort

# For each order two columns to sort by, what has neither last; and the same in words that an index has.
_KEYS = {
    Sort.RELEVANCE: "w.rank, 0",
    Sort.NEWEST: "i.date IS NULL, -julianday(i.date)",
    Sort.OLDEST: "i.date IS NULL, julianday(i.date)",
    Sort.DUE: "i.due IS NULL, julianday(i.due)",
}
_ORDERS = {
    Sort.RELEVANCE: "w.rank, i.id",
    Sort.NEWEST: "i.date DESC, i.id",
    Sort.OLDEST: "coalesce(i.date, '9999'), i.id",
    Sort.DUE: "coalesce(i.due, '9999'), i.id",
}


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
    source = "items i"
    if expression is not None:
        source = "item_words w JOIN items i ON i.id = w.rowid"
        conditions.insert(0, "w.item_words MATCH ?")
        values.insert(0, fts(expression))
    body = f"FROM {source}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")
    if expression is None and sort is Sort.RELEVANCE:
        sort = Sort.NEWEST
    counted = database.execute(
        f"SELECT i.id, i.kind, i.body, i.case_id, i.document_kind, i.grounds, i.owner, i.date, {_KEYS[sort]} {body} "
        f"LIMIT {COUNTED + 1}",
        values,
    ).fetchall()
    if len(counted) <= COUNTED:
        counted.sort(key=lambda row: (row[8], row[9] or 0, row[0]))
        rows = sqlite_rows.stored(database, [row[0] for row in counted[offset : offset + limit]])
        return Found(rows, len(counted), _counts(database, counted))
    best = f"SELECT i.id {body} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?"
    ids = [row[0] for row in database.execute(best, [*values, limit, offset])]
    return Found(sqlite_rows.stored(database, ids), len(counted), None)


def _conditions(filters: Filters) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []

    def add(condition: str, *given: object) -> None:
        conditions.append(condition)
        values.extend(given)

    for column, chosen in (
        ("i.kind", [kind.value for kind in filters.kinds]),
        ("i.body", filters.bodies),
        ("i.document_kind", filters.document_kinds),
    ):
        if chosen:
            add(f"{column} IN ({', '.join('?' * len(chosen))})", *chosen)
    if filters.cases:
        some = ", ".join("?" * len(filters.cases))
        add(f"i.case_id IN (SELECT id FROM cases WHERE name IN ({some}))", *filters.cases)  # noqa: S608
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
        case AnyOf(members):
            return f"({' OR '.join(dict.fromkeys(map(_phrase, members)))})"
        case Or(parts):
            return f"({' OR '.join(fts(part) for part in parts)})"
        case And(parts, but_not):
            wanted = f"({' AND '.join(fts(part) for part in parts)})"
            return f"({' NOT '.join([wanted, *(fts(part) for part in but_not)])})"


def _phrase(words: Sequence[str]) -> str:
    return " + ".join(_quoted(stem(word)) for word in words)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _counts(database: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> Counts:
    _, kinds, bodies, cases, document_kinds, grounds, owners, dates, *_ = (
        zip(*rows, strict=True) if rows else ((),) * 8
    )
    names = dict(database.execute("SELECT id, name FROM cases")) if rows else {}
    return Counts(
        kinds=_most(kinds),
        bodies=_most(bodies),
        cases=_most(map(names.get, cases)),
        document_kinds=_most(document_kinds),
        grounds=_most(ground for some in grounds for ground in some.split()),
        owners=_most(owners),
        years=_most(date[:4] for date in dates if date),
    )


def _most(values: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    counter = Counter(value for value in values if value)
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
