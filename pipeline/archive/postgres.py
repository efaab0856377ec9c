"""An archive in a database of PostgreSQL: its `dutch` text search over items, and pg_trgm over the vocabulary.

Readers see the database as it was before a case is put or removed until that is done whole (one transaction, one who
writes at a time). What is removed is in no answer from that moment on; its bytes leave the tables' files as the server
vacuums and writes over them, at once with VACUUM FULL, and its log and backups as these are thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.archive import postgres_faults, postgres_find, postgres_put, postgres_rows
from pipeline.archive.expression import Expression
from pipeline.archive.postgres_open import Database
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


class PostgresArchive:
    """See `pipeline.archive.protocol.Archive`. Threads take connections from one pool."""

    def __init__(self, address: str, *, write: bool, other_version: bool = False) -> None:
        """Open an archive, or make it where it is opened for writing; `address` is as libpq takes it.

        With `other_version` one that another version made is opened too, to read its cases and its log.

        Raises:
            UsageError: there is no archive in the database, or one of another version.
            ArchiveStoreError: the database can't be reached, or its rights, extension or encoding are not as needed.
        """
        self._database = Database(address, write=write, other_version=other_version)

    def close(self) -> None:
        """Let go of all connections."""
        self._database.close()

    # ----------------------------------------------------------------------------------------------- writing

    def put(self, dossier: Dossier, entry: LogEntry) -> None:
        """See the Protocol."""
        with self._database.writing() as connection:
            postgres_put.put(connection, dossier, entry)

    def remove(self, case: str, entry: LogEntry) -> None:
        """See the Protocol."""
        with self._database.writing() as connection:
            postgres_put.remove(connection, case, entry)

    def remember(self, entries: Sequence[LogEntry]) -> None:
        """See the Protocol."""
        with self._database.writing() as connection:
            postgres_put.log(connection, entries)

    # ----------------------------------------------------------------------------------------------- finding

    def find(
        self, expression: Expression | None, filters: Filters, sort: Sort, offset: int, limit: int
    ) -> Found:
        """See the Protocol."""
        return self._database.ask(postgres_find.find, expression, filters, sort, offset, limit)

    def words_with(self, part: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        return self._database.ask(postgres_find.words_with, part, limit)

    def words_from(self, start: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        return self._database.ask(postgres_find.words_from, start, limit)

    def words_like(self, word: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        return self._database.ask(postgres_find.words_like, word, limit)

    def stem_counts(self, words: Sequence[str]) -> dict[str, int]:
        """See the Protocol."""
        return self._database.ask(postgres_find.stem_counts, words)

    # ----------------------------------------------------------------------------------------------- reading

    def size(self) -> int:
        """See the Protocol."""
        return self._database.ask(postgres_rows.size)

    def cases(self) -> tuple[Case, ...]:
        """See the Protocol."""
        return self._database.ask(postgres_rows.cases)

    def case(self, name: str) -> Case | None:
        """See the Protocol."""
        return self._database.ask(postgres_rows.case, name)

    def options(self) -> Counts:
        """See the Protocol."""
        return self._database.ask(postgres_rows.options)

    def documents(self, case: str) -> tuple[PublishedDocument, ...]:
        """See the Protocol."""
        return self._database.ask(postgres_rows.documents, case)

    def document(self, case: str, number: str) -> PublishedDocument | None:
        """See the Protocol."""
        return self._database.ask(postgres_rows.document, case, number)

    def items_of(self, case: str, *, document: str = "", meeting: str = "") -> tuple[Stored, ...]:
        """See the Protocol."""
        return self._database.ask(postgres_rows.items_of, case, document, meeting)

    def item(self, case: str, key: str) -> Stored | None:
        """See the Protocol."""
        return self._database.ask(postgres_rows.item, case, key)

    def meetings(self, case: str) -> tuple[Meeting, ...]:
        """See the Protocol."""
        return self._database.ask(postgres_rows.meetings, case)

    def log(self, case: str = "") -> tuple[LogEntry, ...]:
        """See the Protocol."""
        return self._database.ask(postgres_rows.log, case)

    def faults(self) -> Iterator[str]:
        """See the Protocol."""
        with self._database.reading() as connection:
            yield from postgres_faults.faults(connection)
