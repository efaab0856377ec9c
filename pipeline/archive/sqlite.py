"""An archive in one SQLite file: FTS5 over stems, and groups of three letters over the vocabulary.

Readers see the file as it was before a case is put or removed until that is done whole (write-ahead log). What is
removed is overwritten: not even the bytes of its words stay in the file.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.archive import sqlite_find, sqlite_put, sqlite_rows, sqlite_words
from pipeline.archive.analysis import analysis, fold, stems
from pipeline.archive.expression import Expression
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
from pipeline.errors import ArchiveStoreError, UsageError

_APPLICATION = 0x574F4F41  # "WOOA", in the header of the file
_VERSION = 1
_WAIT = 5.0  # seconds for another that writes
_OLDEST = (3, 34, 0)  # the first SQLite with groups of three letters
_SCHEMA = Path(__file__).parent / "sql" / "sqlite" / "schema.sql"


class SqliteArchive:
    """See `pipeline.archive.protocol.Archive`. Each thread has its own connection."""

    def __init__(self, file: Path, *, write: bool, other_version: bool = False) -> None:
        """Open a file, or make it where it is opened for writing.

        With `other_version` one that another version made is opened too, to read its cases and its log.

        Raises:
            UsageError: it is no archive, or of another version.
            ArchiveStoreError: it can't be opened, is locked or damaged.
        """
        self._file = file
        self._write = write
        self._own = threading.local()
        self._open: list[sqlite3.Connection] = []
        if sqlite3.sqlite_version_info < _OLDEST:
            raise UsageError(
                f"an archive in a file needs SQLite 3.34 or newer; this is {sqlite3.sqlite_version}"
            )
        if not write and not file.is_file():
            raise UsageError(
                f"{file}: there is no archive here; make it with `woo index OUT --archive {file}`"
            )
        with self._reading() as database:
            if write and database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                _make(database)
            if not other_version:
                self._check_version(database)

    def _check_version(self, database: sqlite3.Connection) -> None:
        if database.execute("PRAGMA application_id").fetchone() != (_APPLICATION,):
            raise UsageError(f"{self._file}: this file is no archive of woo-pipeline; choose another")
        if database.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            raise self._other_version()
        if database.execute("SELECT version FROM analysis").fetchone() != (analysis(),):
            raise self._other_version()

    def _other_version(self) -> UsageError:
        return UsageError(
            f"{self._file}: another version of woo-pipeline made this archive; "
            "make it anew with `woo archive rebuild --to`"
        )

    # ------------------------------------------------------------------------------------------- connections

    def _connection(self) -> sqlite3.Connection:
        database: sqlite3.Connection | None = getattr(self._own, "database", None)
        if database is None:
            database = self._connect("rwc" if self._write else "ro")
            self._own.database = database
            self._open.append(database)
        return database

    def _connect(self, mode: str) -> sqlite3.Connection:
        database = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?mode={mode}",
            timeout=_WAIT,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        database.create_function("words", 1, stems, deterministic=True)
        database.create_function("fold", 1, _folded, deterministic=True)
        database.execute("PRAGMA mmap_size = 1073741824")
        if mode == "rwc":
            database.execute("PRAGMA secure_delete = ON")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA cache_size = -65536")
            database.execute("PRAGMA wal_autocheckpoint = 16384")  # pages: each checkpoint waits for the disk
        return database

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection, what goes wrong with it as a sentence."""
        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise self._fault(error) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is done whole or not at all."""
        with self._reading() as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _fault(self, error: sqlite3.Error) -> ArchiveStoreError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            told = "another command is writing it; wait until that is done and try again"
        elif code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            told = "it is damaged or no archive; put back a backup, or make it anew with `woo index`"
        elif code == sqlite3.SQLITE_FULL:
            told = "its disk is full; make room and run the same command again"
        elif code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
            told = "it can't be opened; see that the file and its folder are there and that you may write in them"
        else:
            told = "it can't be read or written; see that its disk is there, then run `woo archive verify`"
        return ArchiveStoreError(f"{self._file}: {told} (SQLite: {type(error).__name__} {code})")

    def close(self) -> None:
        """Let go of the file, with nothing left beside it in a write-ahead log."""
        if self._open:
            self._count_first()
        for database in self._open:
            database.close()
        self._open.clear()
        self._own = threading.local()

    # ----------------------------------------------------------------------------------------------- writing

    def put(self, dossier: Dossier, entry: LogEntry) -> None:
        """See the Protocol."""
        with self._writing() as database:
            replaced = sqlite_put.remove(database, dossier.case)
            sqlite_put.insert(database, dossier, entry)
        if replaced:
            self._forget()
        else:
            self._count(only_if_due=True)

    def remove(self, case: str, entry: LogEntry) -> None:
        """See the Protocol."""
        with self._writing() as database:
            sqlite_put.remove(database, case)
            sqlite_put.log(database, entry)
        self._forget()

    def remember(self, entries: Sequence[LogEntry]) -> None:
        """See the Protocol."""
        with self._writing() as database:
            for entry in entries:
                sqlite_put.log(database, entry)

    def _forget(self) -> None:
        """Overwrite what was removed: FTS5 keeps words of removed rows until its parts are merged."""
        self._count()
        with self._writing() as database:
            database.execute("INSERT INTO item_words (item_words) VALUES ('optimize')")
            database.execute("INSERT INTO vocabulary_parts (vocabulary_parts) VALUES ('optimize')")
        with self._reading() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _count(self, *, only_if_due: bool = False) -> None:
        with self._writing() as database:
            if not only_if_due or sqlite_words.is_due(database):
                sqlite_words.count(database)

    def _count_first(self) -> None:
        """Whoever writes sees his own words; others see them when he is done."""
        if self._write:
            with self._reading() as database:
                noted = sqlite_words.is_noted(database)
            if noted:
                self._count()

    # ----------------------------------------------------------------------------------------------- finding

    def find(
        self, expression: Expression | None, filters: Filters, sort: Sort, offset: int, limit: int
    ) -> Found:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_find.find(database, expression, filters, sort, offset, limit)

    def words_with(self, part: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        self._count_first()
        with self._reading() as database:
            return sqlite_words.words_with(database, part, limit)

    def words_like(self, word: str, limit: int) -> tuple[tuple[str, int], ...]:
        """See the Protocol."""
        self._count_first()
        with self._reading() as database:
            return sqlite_words.words_like(database, word, limit)

    def stem_counts(self, words: Sequence[str]) -> dict[str, int]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_words.stem_counts(database, words)

    # ----------------------------------------------------------------------------------------------- reading

    def size(self) -> int:
        """See the Protocol."""
        with self._reading() as database:
            return int(database.execute("SELECT total(items) FROM cases").fetchone()[0])

    def cases(self) -> tuple[Case, ...]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.cases(database)

    def case(self, name: str) -> Case | None:
        """See the Protocol."""
        with self._reading() as database:
            return next(iter(sqlite_rows.cases(database, name)), None)

    def options(self) -> Counts:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.options(database)

    def documents(self, case: str) -> tuple[PublishedDocument, ...]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.documents(database, case)

    def document(self, case: str, number: str) -> PublishedDocument | None:
        """See the Protocol."""
        with self._reading() as database:
            return next(iter(sqlite_rows.documents(database, case, number)), None)

    def items_of(self, case: str, *, document: str = "", meeting: str = "") -> tuple[Stored, ...]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.items_of(database, case, document, meeting)

    def item(self, case: str, key: str) -> Stored | None:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.item(database, case, key)

    def meetings(self, case: str) -> tuple[Meeting, ...]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.meetings(database, case)

    def log(self, case: str = "") -> tuple[LogEntry, ...]:
        """See the Protocol."""
        with self._reading() as database:
            return sqlite_rows.log(database, case)

    def faults(self) -> Iterator[str]:
        """See the Protocol."""
        # FTS5 checks itself by what looks like a write, so a connection that only reads can't ask for it.
        with self._reading(), contextlib.closing(self._connect("rw")) as database:
            yield from sqlite_rows.faults(database)


def _folded(text: str | None) -> str:
    return " ".join(fold(word) for word in (text or "").split())


def _make(database: sqlite3.Connection) -> None:
    database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA.read_text('utf-8')}")
    database.execute("INSERT INTO analysis VALUES (?)", (analysis(),))
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {_VERSION}")
    database.execute("COMMIT")
