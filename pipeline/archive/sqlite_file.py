"""The file of an SQLite archive: whose it is, a connection a thread, and what goes wrong as a sentence."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive.analysis import analysis, folded, stems
from pipeline.errors import ArchiveStoreError, UsageError

_APPLICATION = 0x574F4F41  # "WOOA", in the header of the file
_VERSION = 1
_WAIT = 5.0  # seconds for another that writes
_OLDEST = (3, 34, 0)  # the first SQLite with groups of three letters
_SCHEMA = Path(__file__).parent / "sql" / "sqlite" / "schema.sql"


class SqliteFile:
    """An archive's file. Each thread has its own connection; readers see what was there before a transaction."""

    def __init__(self, path: Path, *, write: bool, other_version: bool) -> None:
        """Open a file, or make it where it is opened for writing.

        With `other_version` one that another version made is opened too, to read its cases and its log.

        Raises:
            UsageError: it is no archive, or of another version.
            ArchiveStoreError: it can't be opened, is locked or damaged.
        """
        self.path = path
        self.write = write
        self._own = threading.local()
        self._open: list[sqlite3.Connection] = []
        if sqlite3.sqlite_version_info < _OLDEST:
            raise UsageError(
                f"an archive in a file needs SQLite 3.34 or newer; this is {sqlite3.sqlite_version}"
            )
        if not write and not path.is_file():
            raise UsageError(
                f"{path}: there is no archive here; make it with `woo index OUT --archive {path}`"
            )
        try:
            with self.reading() as database:
                if write and _is_empty(database):
                    _make(database)
                self._check(database, other_version=other_version)
                if write:
                    # Only now that it is known to be ours: this stays in the file.
                    database.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            self.close()
            raise

    def _check(self, database: sqlite3.Connection, *, other_version: bool) -> None:
        if database.execute("PRAGMA application_id").fetchone() != (_APPLICATION,):
            raise UsageError(f"{self.path}: this file is no archive of woo-pipeline; choose another")
        if other_version:
            return
        version = database.execute("PRAGMA user_version").fetchone()
        if version != (_VERSION,) or database.execute("SELECT version FROM analysis").fetchone() != (
            analysis(),
        ):
            raise UsageError(
                f"{self.path}: another version of woo-pipeline made this archive; "
                "make it anew with `woo archive rebuild --to`"
            )

    def close(self) -> None:
        """Let go of the file."""
        for database in self._open:
            database.close()
        self._open.clear()
        self._own = threading.local()

    @property
    def is_open(self) -> bool:
        """Whether anything was asked of it since it was closed."""
        return bool(self._open)

    # ------------------------------------------------------------------------------------------- connections

    def _connection(self) -> sqlite3.Connection:
        database: sqlite3.Connection | None = getattr(self._own, "database", None)
        if database is None:
            database = self.connect("rwc" if self.write else "ro")
            self._own.database = database
            self._open.append(database)
        return database

    def connect(self, mode: str) -> sqlite3.Connection:
        """A connection of the caller's own; `mode` is SQLite's: `ro`, `rw` or `rwc`."""
        database = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            timeout=_WAIT,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        database.create_function("words", 1, stems, deterministic=True)
        database.create_function("fold", 1, folded, deterministic=True)
        database.execute("PRAGMA cache_size = -65536")  # KiB
        if mode == "rwc":
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute("PRAGMA wal_autocheckpoint = 16384")  # pages: each checkpoint waits for the disk
        else:
            database.execute("PRAGMA mmap_size = 1073741824")  # a fifth off the time of a question
        return database

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection; what goes wrong with it is told as a sentence.

        Raises:
            ArchiveStoreError: it can't be opened, is locked or damaged.
        """
        try:
            yield self._connection()
        except sqlite3.Error as error:
            raise self._fault(error) from error
        except (KeyError, ValueError, TypeError) as error:
            # What a row holds that can't be: its bytes are no text, a kind that is none, an item without a place.
            raise ArchiveStoreError(f"{self.path}: {_DAMAGED} ({type(error).__name__})") from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is done whole or not at all; it raises as `reading` does."""
        with self.reading() as database:
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
        if is_busy(error):
            told = "another command is writing it; wait until that is done and try again"
        elif code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or not code:
            told = _DAMAGED
        elif code == sqlite3.SQLITE_FULL:
            told = "its disk is full; make room and run the same command again"
        elif code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
            told = "it can't be opened; see that the file and its folder are there and that you may write in them"
        else:
            told = "it can't be read or written; see that its disk is there, then run `woo archive verify`"
        return ArchiveStoreError(f"{self.path}: {told} (SQLite: {type(error).__name__} {code})")


_DAMAGED = "it is damaged or no archive; put back a backup, or make it anew with `woo archive rebuild --to`"


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the file, so that nothing is wrong with it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _is_empty(database: sqlite3.Connection) -> bool:
    return bool(database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,))


def _make(database: sqlite3.Connection) -> None:
    """Make the tables, unless somebody else has done so in the meantime."""
    database.execute("BEGIN IMMEDIATE")
    try:
        if _is_empty(database):
            for statement in _statements(_SCHEMA.read_text("utf-8")):
                database.execute(statement)
            database.execute("INSERT INTO analysis VALUES (?)", (analysis(),))
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_VERSION}")
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would end the transaction first."""
    some = ""
    for line in script.splitlines(keepends=True):
        some += line
        if sqlite3.complete_statement(some):
            yield some
            some = ""
