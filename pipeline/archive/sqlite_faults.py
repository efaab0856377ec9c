"""What is wrong inside an SQLite archive, as sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.archive.analysis import analysis
from pipeline.archive.choices import option_counts
from pipeline.archive.sqlite_file import is_busy
from pipeline.archive.sqlite_rows import cases, documents, items_of, meetings


def faults(database: sqlite3.Connection) -> Iterator[str]:
    """What is wrong; nothing, if all is well. The connection must be one that may write.

    Raises:
        sqlite3.Error: somebody else holds the file.
    """
    for (told,) in database.execute("PRAGMA integrity_check(10)"):
        if told != "ok":
            yield f"the file is damaged: {told}"
    for table, _, other, _ in database.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} leads to nothing in {other}"
    if database.execute("SELECT version FROM analysis").fetchone() != (analysis(),):
        yield "its words were made by another version; make it anew with `woo archive rebuild --to`"
    yield from _indexes(database)
    for case in cases(database):
        yield from _of_case(database, case.name, case.documents, case.items)


def _indexes(database: sqlite3.Connection) -> Iterator[str]:
    """Whether each index of words says what the rows say that it was made of."""
    for table in ("item_words", "vocabulary_parts"):
        try:
            database.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.Error as error:
            if is_busy(error):
                raise
            yield f"{table} does not fit what it was made of ({type(error).__name__})"


def _of_case(database: sqlite3.Connection, name: str, number: int, size: int) -> Iterator[str]:
    """Whether the rows of a case can be read, and are as many as the case says."""
    try:
        there = len(documents(database, name))
        items = [stored.item for stored in items_of(database, name, "", "")]
        meetings(database, name)
    except (sqlite3.Error, KeyError, ValueError, TypeError) as error:
        if isinstance(error, sqlite3.Error) and is_busy(error):
            raise
        yield f"{name}: its rows can't be read ({type(error).__name__}); index it again"
        return
    if number != there:
        yield f"{name}: the archive says {number} documents and holds {there}"
    if size != len(items):
        yield f"{name}: the archive says {size} items and holds {len(items)}"
    options = database.execute(
        "SELECT o.field, o.value, o.items FROM options o JOIN cases c ON c.id = o.case_id WHERE c.name = ?",
        (name,),
    )
    if {(field, value): count for field, value, count in options} != option_counts(items):
        yield f"{name}: what its filters say is not what its items are"
