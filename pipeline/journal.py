"""What is done, in OUT/internal/journal.sqlite: for each file and document its end, and under which rules, model and
version; a run that goes on where another stopped reads it, and so does `woo status`.

Only the process of a run writes it. Rows are committed in batches: what was not committed when everything stopped is
done again, with the same bytes. A journal that is damaged is begun anew, which costs time and nothing else: the numbers
of the documents are kept apart.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pipeline.errors import StorageError
from pipeline.software import Software
from pipeline.tasks import ReadResult, Result
from pipeline.types import Status
from pipeline.workspace import Workspace, pack, unpack

_VERSION = 2
_BATCH = 0.5  # seconds between commits; each waits for the disk
_WAIT = 30.0  # seconds to wait for a reader of the journal
_SCHEMA = """
CREATE TABLE runs (
    run INTEGER PRIMARY KEY,
    version TEXT NOT NULL, software TEXT NOT NULL, model TEXT NOT NULL, rules TEXT NOT NULL,
    jobs INTEGER NOT NULL, files INTEGER NOT NULL,
    started REAL NOT NULL, phase TEXT NOT NULL, phase_started REAL NOT NULL, part REAL NOT NULL DEFAULT 0, ended REAL);
CREATE TABLE files (
    path TEXT PRIMARY KEY, run INTEGER NOT NULL, documents INTEGER NOT NULL, pages INTEGER NOT NULL,
    seconds REAL NOT NULL);
CREATE TABLE documents (
    number TEXT PRIMARY KEY, source TEXT NOT NULL, run INTEGER, status TEXT, published INTEGER, pages INTEGER,
    seconds REAL, reasons TEXT, fingerprint TEXT, result BLOB);
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Under what a run works, how many documents at the same time, and over how many files."""

    software: Software
    jobs: int
    files: int


class Journal:
    """The journal of a run that goes on.

    Raises:
        StorageError: (every method) it can't be written.
    """

    def __init__(self, workspace: Workspace, run: Run) -> None:
        self._file = workspace.journal
        self._database = _opened(self._file)
        self._committed = time.monotonic()
        now = time.time()
        under = run.software
        row = (under.version, under.program, under.model, under.rules, run.jobs, run.files, now, "", now)
        with self._writing() as database:
            self._run = database.execute(
                "INSERT INTO runs (version, software, model, rules, jobs, files, started, phase, phase_started) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
        self.commit()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # An error that is on its way already says more than that its last rows could not be kept.
        with contextlib.suppress(StorageError) if kind else contextlib.nullcontext():
            self.commit()
        self._database.close()

    def phase(self, name: str) -> None:
        """The run begins another phase, of which nothing is done yet."""
        statement = "UPDATE runs SET phase = ?, phase_started = ?, part = 0 WHERE run = ?"
        self._write(statement, name, time.time(), self._run)
        self.commit()

    def part(self, done: float) -> None:
        """So much of the phase is done, from 0 to 1."""
        self._write("UPDATE runs SET part = ? WHERE run = ?", done, self._run)

    def ended(self) -> None:
        """The run is at its end; one that never says so was stopped."""
        self._write("UPDATE runs SET ended = ? WHERE run = ?", time.time(), self._run)
        self.commit()

    # -------------------------------------------------------------------------------------------- reading

    def found(self, files: int) -> None:
        """So many files there are, with those in zips and mailboxes."""
        self._write("UPDATE runs SET files = ? WHERE run = ?", files, self._run)

    def read(self, path: str, result: ReadResult) -> None:
        """A file of the case was read."""
        pages = sum(note.pages for note in result.notes)
        seconds = sum(spent for _, spent in result.seconds)
        self._write(
            "REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            _text(path),
            self._run,
            len(result.notes),
            pages,
            seconds,
        )

    # ------------------------------------------------------------------------------------------ redacting

    def result(self, number: str, fingerprint: str) -> Result | None:
        """What became of a document; None where that was made from anything else, or it failed."""
        row = self._database.execute(
            "SELECT result FROM documents WHERE number = ? AND fingerprint = ?", (number, fingerprint)
        ).fetchone()
        found = unpack(row[0]) if row and row[0] else None
        return found if isinstance(found, Result) else None

    def waiting(self, documents: Iterable[tuple[str, str]]) -> None:
        """These documents, by number and path, are yet to be redacted."""
        for number, source in documents:
            self._write("REPLACE INTO documents (number, source) VALUES (?, ?)", number, _text(source))
        self.commit()

    def done(self, result: Result) -> None:
        """A document is done; one that failed is tried again by the next run."""
        outcome = result.outcome
        failed = outcome.status is Status.FAILED
        self._write(
            "REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            result.number,
            _text(result.source),
            self._run,
            outcome.status.value,
            int(outcome.published),
            result.pages,
            sum(spent for _, spent in result.seconds),
            json.dumps(outcome.reasons, ensure_ascii=False),
            None if failed else result.task.fingerprint,
            None if failed else pack(result),
        )

    def forget(self, files: Iterable[str], numbers: Iterable[str]) -> None:
        """Keep nothing of other files and documents than these."""
        for table, key, kept in (("files", "path", map(_text, files)), ("documents", "number", numbers)):
            known = {row[0] for row in self._database.execute(f"SELECT {key} FROM {table}")}  # noqa: S608
            for gone in sorted(known - set(kept)):
                self._write(f"DELETE FROM {table} WHERE {key} = ?", gone)  # noqa: S608
        self._write("DELETE FROM runs WHERE run < ? AND run NOT IN (SELECT run FROM documents)", self._run)
        self.commit()

    # ------------------------------------------------------------------------------------------- the disk

    def commit(self) -> None:
        """Put on disk what was written so far."""
        with self._writing() as database:
            if database.in_transaction:
                database.execute("COMMIT")
        self._committed = time.monotonic()

    def _write(self, statement: str, *values: object) -> None:
        with self._writing() as database:
            if not database.in_transaction:
                database.execute("BEGIN IMMEDIATE")
            database.execute(statement, values)
        if time.monotonic() - self._committed > _BATCH:
            self.commit()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._database
        except sqlite3.Error as error:
            raise StorageError.of(self._file, str(error)) from error


def _opened(file: Path) -> sqlite3.Connection:
    """The journal, begun anew where it is of another version or damaged."""
    try:
        return _connected(file)
    except sqlite3.DatabaseError:
        for part in (file, file.with_name(f"{file.name}-journal")):
            part.unlink(missing_ok=True)
    try:
        return _connected(file)
    except sqlite3.Error as error:
        raise StorageError.of(file, str(error)) from error


def _connected(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        # Not the write-ahead log: that has no place on a folder shared by several machines.
        database.execute("PRAGMA journal_mode = TRUNCATE")
        database.execute("PRAGMA synchronous = FULL")
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            if database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
                raise sqlite3.DatabaseError("another version")
            database.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.Error:
        database.close()
        raise
    return database


def _text(path: str) -> str:
    """A path as the journal keeps it: an undecodable byte of a file name becomes an escape."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


# ---------------------------------------------------------------------------------------------- for `woo status`


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a run is. Times are seconds since the epoch; `ended` is None of a run that goes on or was stopped.

    `part` is how much of the phase is done, from 0 to 1.
    `files_read` of `files`, `documents_done` of `documents` (0 while reading), and of those what `published`, `review`
    and `failed` say. `pages` and `seconds` are of what this run itself did; `failures` are (number, path, reasons).
    """

    version: str
    model: str
    rules: str
    jobs: int
    phase: str
    started: float
    phase_started: float
    part: float
    ended: float | None
    files: int
    files_read: int
    pages_read: int
    documents: int
    documents_done: int
    done_in_run: int
    published: int
    review: int
    failed: int
    pages: int
    failures: Sequence[tuple[str, str, tuple[str, ...]]]


def counts(workspace: Workspace) -> Counts | None:
    """How far the last run over an OUT is; None where there is no journal that can be read."""
    if not workspace.journal.is_file():
        return None
    try:
        with contextlib.closing(
            sqlite3.connect(f"{workspace.journal.absolute().as_uri()}?mode=ro", timeout=_WAIT, uri=True)
        ) as database:
            return _counted(database)
    except sqlite3.Error:
        return None


def _counted(database: sqlite3.Connection) -> Counts | None:
    if database.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        return None
    database.row_factory = sqlite3.Row
    run = database.execute("SELECT * FROM runs ORDER BY run DESC LIMIT 1").fetchone()
    if run is None:
        return None
    read = database.execute(
        "SELECT count(*) AS files, total(pages) AS pages FROM files WHERE run = ?", (run["run"],)
    ).fetchone()
    documents = database.execute(
        "SELECT count(*) AS number, count(status) AS done, total(run = :run) AS done_in_run, "
        "total(published) AS published, total(status = :review) AS review, total(status = :failed) AS failed, "
        "total(iif(run = :run, pages, 0)) AS pages FROM documents",
        {"run": run["run"], "review": Status.REVIEW.value, "failed": Status.FAILED.value},
    ).fetchone()
    failures = database.execute(
        "SELECT number, source, reasons FROM documents WHERE status = ? ORDER BY number",
        (Status.FAILED.value,),
    )
    return Counts(
        version=run["version"],
        model=run["model"],
        rules=run["rules"],
        jobs=run["jobs"],
        phase=run["phase"],
        started=run["started"],
        phase_started=run["phase_started"],
        part=run["part"],
        ended=run["ended"],
        files=run["files"],
        files_read=read["files"],
        pages_read=int(read["pages"]),
        documents=documents["number"],
        documents_done=documents["done"],
        done_in_run=int(documents["done_in_run"]),
        published=int(documents["published"]),
        review=int(documents["review"]),
        failed=int(documents["failed"]),
        pages=int(documents["pages"]),
        failures=tuple((row["number"], row["source"], tuple(json.loads(row["reasons"]))) for row in failures),
    )
