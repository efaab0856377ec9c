"""The archive in one file: a case is whole or not there, whoever else reads or writes."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from archive_cases import (
    BIG,
    EARLIER,
    LATER,
    all_told,
    everything,
    everything_on_disk,
    filled,
    found,
    held,
    opened,
)
from archive_maker import dossier, entry, item

from pipeline.archive import sqlite_file, sqlite_put, sqlite_rows, sqlite_words
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import ArchiveStoreError

ROOT = Path(__file__).resolve().parent.parent
BUSY = "another command is writing it"
DAMAGED = "it is damaged or no archive"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archief.sqlite"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_WAIT", 0.01)


def forbid(archive: SqliteArchive, table: str) -> None:
    """Let no row come into a table, as where something goes wrong there; into all again where its name is empty."""

    def may(action: int, name: str | None, *_: str | None) -> int:
        return sqlite3.SQLITE_DENY if (action, name) == (sqlite3.SQLITE_INSERT, table) else sqlite3.SQLITE_OK

    with archive._file.reading() as database:
        database.set_authorizer(may if table else None)


@pytest.mark.parametrize(
    "table",
    ["cases", "documents", "contexts", "items", "texts", "item_words", "places", "noted", "options", "log"],
)
@pytest.mark.parametrize("before", [True, False], ids=["replaced", "new"])
def test_a_put_that_breaks_off_leaves_what_was(file: Path, table: str, before: bool) -> None:
    with opened(file) as archive, opened(file, write=False) as reader:
        if before:
            archive.put(EARLIER, entry())
        was = everything(archive)
        assert everything(reader) == was
        forbid(archive, table)
        with pytest.raises(ArchiveStoreError):
            archive.put(LATER, entry())
        forbid(archive, "")
        assert everything(reader) == everything(archive) == was
        assert [one.deed for one in reader.log()] == ["geïndexeerd"] * before
        assert list(archive.faults()) == []
        archive.put(LATER, entry())  # and goes on
        assert reader.size() == 50


def test_ctrl_c_in_a_put_leaves_what_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with opened(file) as archive:
        archive.put(EARLIER, entry())
        was = everything(archive)
        monkeypatch.setattr(sqlite_put, "log", stop)
        with pytest.raises(KeyboardInterrupt):
            archive.put(LATER, entry())
        assert everything(archive) == was


@pytest.mark.parametrize("replaced", [True, False])
def test_a_reader_during_a_put_sees_the_case_as_it_was(
    file: Path, replaced: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others read in the middle, from another connection and from another thread of the same archive."""
    seen: list[object] = []
    real = sqlite_put.log
    with opened(file) as archive, opened(file, write=False) as reader:
        if replaced:
            archive.put(EARLIER, entry())
        was = everything(archive)
        assert everything(reader) == was

        def reading(database: sqlite3.Connection, line: object) -> None:
            assert database.execute("SELECT count(*) FROM items").fetchone() == (50,)
            seen.append(everything(reader))
            thread = threading.Thread(target=lambda: seen.append(everything(archive)))
            thread.start()
            thread.join()
            real(database, line)  # type: ignore[arg-type]

        monkeypatch.setattr(sqlite_put, "log", reading)
        archive.put(LATER, entry())
        assert seen == [was, was]
        assert reader.size() == 50


_KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.archive import sqlite_put
from pipeline.archive.sqlite import SqliteArchive
from archive_maker import dossier, entry, item

where, how = sys.argv[2:]
archive = SqliteArchive(Path(sys.argv[1]), write=True)
# No room in memory: pages are written before the end.
with archive._file.reading() as database:
    database.execute("PRAGMA cache_size = 5")
big = dossier(*(item(f"verdwaald besluit {n} " + "tekst " * 200, key=str(n)) for n in range(300)), digest="c" * 64)

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if where == "forget":
    SqliteArchive._forget = die
else:
    setattr(sqlite_put, where, die)
archive.put(big, entry()) if how == "put" else archive.remove("2024-0312", entry(deed="ingetrokken"))
"""


def killed(file: Path, where: str, how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(file), where, how],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.slow
def test_killed_in_a_put_the_earlier_version_is_whole(file: Path) -> None:
    filled(file, EARLIER)
    with opened(file, write=False) as reader:
        was = everything(reader)
    killed(file, "log", "put")
    assert file.with_name(f"{file.name}-wal").stat().st_size > 100_000  # pages that nobody may see
    with opened(file, write=False) as reader:
        assert everything(reader) == was
        assert found(reader, "verdwaald").total == 0
    with opened(file) as archive:
        assert everything(archive) == was
        assert list(archive.faults()) == []
        archive.put(LATER, entry())
    assert b"verdwaald" not in everything_on_disk(file)


@pytest.mark.slow
def test_killed_before_it_forgot_whoever_writes_next_forgets(file: Path) -> None:
    filled(file, EARLIER, dossier(item("Een kwikzilveren zaak"), case="2024-0999"))
    killed(file, "forget", "remove")
    assert b"weekmarkt" in everything_on_disk(file)
    with opened(file) as archive:
        assert [one.name for one in archive.cases()] == ["2024-0999"]
    assert b"weekmarkt" not in everything_on_disk(file)


# ------------------------------------------------------------------------------------------- words


def offered(archive: SqliteArchive) -> list[tuple[tuple[str, int], ...]]:
    return [
        archive.words_with("weekm", 9),
        archive.words_from("weekm", 9),
        [*archive.words_like("weekmarkr", 9)[:1]],
    ]


def test_words_of_a_put_are_found_at_once_and_offered_when_it_is_closed(file: Path) -> None:
    with opened(file) as archive, opened(file, write=False) as reader:
        archive.put(EARLIER, entry())
        assert found(reader, "weekmarkt").total == found(archive, "weekmarkt").total == 1
        assert reader.stem_counts(["weekmarkt"]) == archive.stem_counts(["weekmarkt"]) == {"weekmarkt": 1}
        assert offered(reader) == [(), (), []]
        archive.close()
        assert offered(reader) == [(("weekmarkt", 1),), (("weekmarkt", 1),), [("weekmarkt", 1)]]


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_whoever_writes_is_offered_his_own_words_at_once(file: Path, asked: int) -> None:
    """Whichever he asks first."""
    with opened(file) as archive:
        for case in (EARLIER, LATER, EARLIER):
            archive.put(case, entry())
            asks = [
                lambda: archive.words_with("weekm", 9),
                lambda: archive.words_from("weekm", 9),
                lambda: archive.words_like("weekmarkr", 9)[:1],
            ]
            assert asks[asked]() == (("weekmarkt", len(case.items) // (2 if case is EARLIER else 1)),)


def test_much_that_is_new_is_counted_in_between(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes of a thousand cases would not fit in memory."""
    with opened(file) as archive, opened(file, write=False) as reader:
        archive.put(EARLIER, entry())
        assert reader.words_with("weekm", 9) == ()
        monkeypatch.setattr(sqlite_words, "_MANY", 5)
        archive.put(LATER, entry())
        assert reader.words_with("weekm", 9) == (("weekmarkt", 50),)


# ------------------------------------------------------------------------------------------- locked


def test_while_another_writes_a_writer_is_told_and_readers_go_on(file: Path) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other, opened(file) as archive:
        other.execute("BEGIN IMMEDIATE")
        for deed in (lambda: archive.put(LATER, entry()), lambda: archive.remove("2024-0312", entry())):
            with pytest.raises(ArchiveStoreError, match=BUSY):
                deed()
        assert found(archive, "weekmarkt").total == 1
        with opened(file, write=False) as reader:
            assert found(reader, "weekmarkt").total == 1
        other.execute("ROLLBACK")
        archive.put(LATER, entry())
        assert archive.size() == 50


def test_an_archive_can_be_opened_for_writing_and_closed_while_another_writes(file: Path) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(file) as archive:
            assert archive.size() == 2


def test_closing_while_another_writes_lets_go_of_the_file(file: Path) -> None:
    archive = SqliteArchive(file, write=True)
    archive.put(EARLIER, entry())
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with contextlib.suppress(ArchiveStoreError):
            archive.close()
    assert held(file) == []


def test_a_check_while_another_writes_is_no_fault_of_the_archive(file: Path) -> None:
    filled(file)
    with opened(file) as archive, contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert [told for told in all_told(archive) if BUSY not in told] == []


def test_two_that_make_the_archive_at_once_make_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite_file._make

    def second(database: sqlite3.Connection) -> None:
        monkeypatch.setattr(sqlite_file, "_make", real)
        filled(file)
        real(database)

    monkeypatch.setattr(sqlite_file, "_make", second)
    with opened(file) as archive:
        assert archive.size() == 2
        assert list(archive.faults()) == []


# ------------------------------------------------------------------------------------------- much, and many


def test_a_case_of_more_items_than_a_statement_takes_values(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite as Debian builds it takes 250,000, as others do 32,766; a case can have more items than either."""
    assert sqlite_rows._AT_ONCE < 32_766
    with opened(file) as archive:
        archive.put(dossier(*(item(f"Besluit {n}", key=str(n)) for n in range(120))), entry())
        with archive._file.reading() as database:
            database.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50)
        monkeypatch.setattr(sqlite_rows, "_AT_ONCE", 50)
        told = [stored.item.key for stored in archive.items_of("2024-0312")]
        assert told == [str(n) for n in range(120)]


@pytest.mark.slow
def test_threads_read_at_once(file: Path) -> None:
    filled(file, BIG)
    totals: list[int] = []
    with opened(file, write=False) as reader:
        threads = [
            threading.Thread(target=lambda: totals.extend(found(reader, "markt").total for _ in range(3)))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert totals == [300] * 18
