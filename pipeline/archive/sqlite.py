"""An archive in one SQLite file: FTS5 over stems, and groups of three letters over the vocabulary.

Readers see the file as it was before a case is put or removed until that is done whole (write-ahead log). What is
removed is overwritten: not even the bytes of its words stay in the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from pipeline.archive import sqlite_faults, sqlite_find, sqlite_put, sqlite_rows, sqlite_words
from pipeline.archive.expression import Expression
from pipeline.archive.sqlite_file import SqliteFile
from pipeline.archive.values import (
    Case,
    Counts,
    Dossier,
    Filters,
    Found,
    LogEntry,
    Meeting,
    PublishedDocument,
    Sort,
    Stored,
)
from pipeline.errors import ArchiveStoreError


class SqliteArchive:
    """See `pipeline.archive.protocol.Archive`."""

    def __init__(self, path: Path, *, write: bool, other_version: bool = False) -> None:
        """Open a file, or make it where it is opened for writing; it raises as `SqliteFile` does."""
        self._file = SqliteFile(path, write=write, other_version=other_version)

    def close(self) -> None:
        """Count new words, overwrite what was removed, and let go of the file."""
        try:
            if self._file.write and self._file.is_open:
                self._count_first()
                self._forget()
        finally:
            self._file.close()

    # ----------------------------------------------------------------------------------------------- writing

    def put(self, dossier: Dossier, entry: LogEntry) -> None:
        """See the Protocol. What is replaced is overwritten when the archive is closed."""
        with self._file.writing() as database:
            sqlite_put.remove(database, dossier.case)
            sqlite_put.insert(database, dossier, entry)
        with self._file.reading() as database:
            if sqlite_words.is_due(database):
                self._count()

    def remove(self, case: str, entry: LogEntry) -> None:
        """See the Protocol."""
        with self._file.writing() as database:
            sqlite_put.remove(database, case)
            sqlite_put.log(database, entry)
        self._forget()

    def remember(self, entries: Sequence[LogEntry]) -> None:
        """See the Protocol."""
        with self._file.writing() as database:
            for entry in entries:
                sqlite_put.log(database, entry)

    def _forget(self) -> None:
        """Overwrite what was removed, if anything was.

        FTS5 keeps words of removed rows until its pieces are merged, SQLite pieces of rows until the file is written
        anew, and the write-ahead log both until it is emptied.
        """
        with self._file.reading() as database:
            if database.execute("SELECT 1 FROM removed LIMIT 1").fetchone() is None:
                return
        self._count()
        with self._file.writing() as database:
            database.execute("INSERT INTO item_words (item_words) VALUES ('optimize')")
            database.execute("INSERT INTO vocabulary_parts (vocabulary_parts) VALUES ('optimize')")
        with self._file.reading() as database:
            database.execute("VACUUM")
            self._empty_log(database)
            database.execute("DELETE FROM removed")
            self._empty_log(database)

    def _empty_log(self, database: sqlite3.Connection) -> None:
        if database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            raise ArchiveStoreError(
                f"{self._file.path}: what was removed can't be found any more, but its words are still in the file, "
                "for somebody is reading it; run `woo archive verify` when nobody is, which overwrites them"
            )

    def _count(self) -> None:
        with self._file.writing() as database:
            sqlite_words.count(database)

    def _count_first(self) -> None:
        """Whoever writes sees his own words; others see them when he is done."""
        if self._file.write:
            with self._file.reading() as database:
                noted = sqlite_words.is_noted(database)
            if noted:
                self._count()

    # ----------------------------------------------------------------------------------------------- finding

    def find(
        self, expression: Expression | None, filters: Filters, sort: Sort, offset: int, limit: int
    ) -> Found:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_find.find(database, expression, filters, sort, offset, limit)

    def words_with(self, part: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        self._count_first()
        with self._file.reading() as database:
            return sqlite_words.words_with(database, part, limit)

    def words_from(self, start: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        self._count_first()
        with self._file.reading() as database:
            return sqlite_words.words_from(database, start, limit)

    def words_like(self, word: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        self._count_first()
        with self._file.reading() as database:
            return sqlite_words.words_like(database, word, limit)

    def stem_counts(self, words: Sequence[str]) -> dict[str, int]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_words.stem_counts(database, words)

    # ----------------------------------------------------------------------------------------------- reading

    def size(self) -> int:
        """See the Protocol."""
        with self._file.reading() as database:
            return int(database.execute("SELECT total(items) FROM cases").fetchone()[0])

    def cases(self) -> tuple[Case, ...]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.cases(database)

    def case(self, name: str) -> Case | None:
        """See the Protocol."""
        with self._file.reading() as database:
            return next(iter(sqlite_rows.cases(database, name)), None)

    def options(self) -> Counts:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.options(database)

    def documents(self, case: str) -> tuple[PublishedDocument, ...]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.documents(database, case)

    def document(self, case: str, number: str) -> PublishedDocument | None:
        """See the Protocol."""
        with self._file.reading() as database:
            return next(iter(sqlite_rows.documents(database, case, number)), None)

    def items_of(self, case: str, *, document: str = "", meeting: str = "") -> tuple[Stored, ...]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.items_of(database, case, document, meeting)

    def item(self, case: str, key: str) -> Stored | None:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.item(database, case, key)

    def meetings(self, case: str) -> tuple[Meeting, ...]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.meetings(database, case)

    def log(self, case: str = "") -> tuple[LogEntry, ...]:
        """See the Protocol."""
        with self._file.reading() as database:
            return sqlite_rows.log(database, case)

    def faults(self) -> Iterator[str]:
        """See the Protocol."""
        # FTS5 checks itself by what looks like a write, so a connection that only reads can't ask for it.
        with self._file.reading(), closing(self._file.connect("rw")) as database:
            yield from sqlite_faults.faults(database)
