"""An archive in a database of PostgreSQL: its `dutch` text search over items, and pg_trgm over the vocabulary.

Readers see the database as it was before a case is put or removed until that is done whole (one transaction, one who
writes at a time). What is removed is in no answer from that moment on; its bytes leave the tables' files as the server
vacuums and writes over them, at once with VACUUM FULL, and its log and backups as these are thrown away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.archive import postgres_faults, postgres_find, postgres_put, postgres_rows
from pipeline.archive.analysis import stem
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

# How much of their groups of three letters two words must share; one wrong letter of four leaves 0.25, pg_trgm has 0.3.
_ALIKE = "0.2"


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
        with self._database.reading() as connection:
            return postgres_find.find(connection, expression, filters, sort, offset, limit)

    def words_with(self, part: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT word, items FROM vocabulary WHERE word LIKE %s ORDER BY items DESC, word LIMIT %s",
                (f"%{postgres_find.escaped(part)}%", limit),
            )
            return tuple((word, items) for word, items in rows)

    def words_like(self, word: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            connection.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", (_ALIKE,))
            rows = connection.execute(
                "SELECT word, items FROM vocabulary WHERE word %% %(word)s "
                "ORDER BY similarity(word, %(word)s) DESC, items DESC, word LIMIT %(limit)s",
                {"word": word, "limit": limit},
            )
            return tuple((word, items) for word, items in rows)

    def stem_counts(self, words: Sequence[str]) -> dict[str, int]:
        """See the Protocol."""
        by_stem = {word: stem(word) for word in words}
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT stem, sum(items)::bigint FROM vocabulary WHERE stem = ANY(%s) GROUP BY stem",
                (sorted(set(by_stem.values())),),
            )
            counts = dict(rows.fetchall())
        return {word: counts[root] for word, root in by_stem.items() if root in counts}

    # ----------------------------------------------------------------------------------------------- reading

    def size(self) -> int:
        """See the Protocol."""
        with self._database.reading() as connection:
            return sum(row[0] for row in connection.execute("SELECT sum(items)::bigint FROM cases") if row[0])

    def cases(self) -> tuple[Case, ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.cases(connection)

    def case(self, name: str) -> Case | None:
        """See the Protocol."""
        with self._database.reading() as connection:
            return next(iter(postgres_rows.cases(connection, name)), None)

    def options(self) -> Counts:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.options(connection)

    def documents(self, case: str) -> tuple[PublishedDocument, ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.documents(connection, case)

    def document(self, case: str, number: str) -> PublishedDocument | None:
        """See the Protocol."""
        with self._database.reading() as connection:
            return next(iter(postgres_rows.documents(connection, case, number)), None)

    def items_of(self, case: str, *, document: str = "", meeting: str = "") -> tuple[Stored, ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.items_of(connection, case, document, meeting)

    def item(self, case: str, key: str) -> Stored | None:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.item(connection, case, key)

    def meetings(self, case: str) -> tuple[Meeting, ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.meetings(connection, case)

    def log(self, case: str = "") -> tuple[LogEntry, ...]:
        """See the Protocol."""
        with self._database.reading() as connection:
            return postgres_rows.log(connection, case)

    def faults(self) -> Iterator[str]:
        """See the Protocol."""
        with self._database.reading(seconds=0) as connection:
            yield from postgres_faults.faults(connection)
