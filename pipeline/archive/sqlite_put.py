"""Cases into the SQLite archive and out of it. The caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.archive import sqlite_words
from pipeline.archive.analysis import stem, words
from pipeline.archive.choices import option_counts
from pipeline.archive.columns import columns
from pipeline.archive.values import Dossier, Item, LogEntry, Meeting, PublishedDocument, is_open

_MANY = 1_000  # items at once


def insert(database: sqlite3.Connection, dossier: Dossier, entry: LogEntry) -> None:
    """Put in a dossier of a case that is not there, and its line in the log."""
    case = database.execute(
        "INSERT INTO cases (name, organisation, folder, digest, indexed, documents, items) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            dossier.case,
            dossier.organisation,
            dossier.folder,
            dossier.digest,
            entry.at,
            len(dossier.documents),
            len(dossier.items),
        ),
    ).fetchone()[0]
    documents = {one.number: _row(database, "documents", case, one) for one in dossier.documents}
    meetings = {one.key: _row(database, "meetings", case, one) for one in dossier.meetings}
    _items(database, case, dossier.items, documents, meetings)
    database.executemany(
        "INSERT INTO options VALUES (?, ?, ?, ?)",
        ((case, *option, count) for option, count in sorted(option_counts(dossier.items).items())),
    )
    log(database, entry)


def log(database: sqlite3.Connection, entry: LogEntry) -> None:
    """Write a line in the log."""
    database.execute(
        'INSERT INTO log (at, by, deed, "case", reason, items) VALUES (?, ?, ?, ?, ?, ?)',
        (entry.at, entry.by, entry.deed, entry.case, entry.reason, entry.items),
    )


def remove(database: sqlite3.Connection, name: str) -> None:
    """Take a case out, its words too; nothing, if it is not there."""
    row = database.execute("SELECT id FROM cases WHERE name = ?", (name,)).fetchone()
    if row is None:
        return
    stored = database.execute(
        "SELECT t.id, t.text, c.text FROM texts t JOIN contexts c ON c.id = t.context_id WHERE t.case_id = ?",
        row,
    )
    gone: Counter[str] = Counter()
    while some := stored.fetchmany(_MANY):
        analysed = [(item, words(text), words(context)) for item, text, context in some]
        database.executemany(
            "INSERT INTO item_words (item_words, rowid, text, context) VALUES ('delete', ?, ?, ?)",
            ((item, _stemmed(text), _stemmed(context)) for item, text, context in analysed),
        )
        for _, text, context in analysed:
            gone.update({*text, *context})
    sqlite_words.note(database, {word: -count for word, count in gone.items()})
    database.execute("DELETE FROM places WHERE item_id IN (SELECT id FROM items WHERE case_id = ?)", row)
    for table in ("texts", "items", "contexts", "meetings", "documents", "options"):
        database.execute(f"DELETE FROM {table} WHERE case_id = ?", row)  # noqa: S608
    database.execute("DELETE FROM cases WHERE id = ?", row)
    database.execute("INSERT INTO removed DEFAULT VALUES")


def _row(database: sqlite3.Connection, table: str, case: int, one: PublishedDocument | Meeting) -> int:
    row = (case, *columns(one, json.dumps))
    marks = f"NULL{', ?' * len(row)}"
    return int(database.execute(f"INSERT INTO {table} VALUES ({marks}) RETURNING id", row).fetchone()[0])  # noqa: S608


def _items(
    database: sqlite3.Connection,
    case: int,
    items: Sequence[Item],
    documents: Mapping[str, int],
    meetings: Mapping[str, int],
) -> None:
    contexts = _contexts(database, case, items)
    first = _next(database, "items")
    vocabulary: Counter[str] = Counter()
    for start in range(0, len(items), _MANY):
        rows: list[tuple[object, ...]] = []
        texts: list[tuple[object, ...]] = []
        indexed: list[tuple[int, str, str]] = []
        places: list[tuple[object, ...]] = []
        for number, item in enumerate(items[start : start + _MANY], first + start):
            context = contexts[item.context]
            text = words(item.text)
            vocabulary.update(context.words.union(text))
            meeting = None if item.meeting is None else meetings[item.meeting]
            rows.append(_item(number, case, meeting, item))
            texts.append(_text(number, case, context.id, item))
            indexed.append((number, _stemmed(text), context.stemmed))
            places.extend(_places(number, item, documents))
        database.executemany(f"INSERT INTO items VALUES (?{', ?' * 10})", rows)  # noqa: S608
        database.executemany(f"INSERT INTO texts VALUES (?{', ?' * 9})", texts)  # noqa: S608
        database.executemany("INSERT INTO item_words (rowid, text, context) VALUES (?, ?, ?)", indexed)
        database.executemany(f"INSERT INTO places VALUES (?{', ?' * 8})", places)  # noqa: S608
    sqlite_words.note(database, vocabulary)


@dataclass(frozen=True, slots=True)
class _Context:
    id: int
    words: frozenset[str]
    stemmed: str


def _contexts(database: sqlite3.Connection, case: int, items: Sequence[Item]) -> dict[str, _Context]:
    """The contexts of items, each once, put in."""
    texts = list(dict.fromkeys(item.context for item in items))
    first = _next(database, "contexts")
    database.executemany(
        "INSERT INTO contexts VALUES (?, ?, ?)", ((n, case, text) for n, text in enumerate(texts, first))
    )
    found = ((n, text, words(text)) for n, text in enumerate(texts, first))
    return {text: _Context(n, frozenset(said), _stemmed(said)) for n, text, said in found}


def _next(database: sqlite3.Connection, table: str) -> int:
    return int(database.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])  # noqa: S608


def _item(number: int, case: int, meeting: int | None, item: Item) -> tuple[object, ...]:
    return (
        number,
        case,
        meeting,
        item.kind.value,
        item.body,
        item.document_kind,
        "".join(f" {ground} " for ground in item.grounds),
        item.owner,
        item.date,
        item.due,
        is_open(item.kind, item.status),
    )


def _text(number: int, case: int, context: int, item: Item) -> tuple[object, ...]:
    return (
        number,
        case,
        context,
        item.key,
        item.number,
        item.topic,
        item.due_text,
        item.status,
        item.result,
        item.text,
    )


def _places(number: int, item: Item, documents: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    for position, place in enumerate(item.places):
        box = place.box
        corners = (None,) * 4 if box is None else (box.x0, box.top, box.x1, box.bottom)
        yield (number, position, documents[place.document], place.page, place.last_page, *corners)


def _stemmed(found: Sequence[str]) -> str:
    return " ".join(map(stem, found))
