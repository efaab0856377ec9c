"""A file that is no archive, damaged, or has no room: a sentence that says what to do."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import shutil
import sqlite3
from pathlib import Path

import pytest
from archive_cases import (
    BIG,
    EARLIER,
    LATER,
    all_told,
    all_verbs,
    everything,
    filled,
    held,
    opened,
    secret,
)
from archive_maker import dossier, entry, item

from pipeline.archive import sqlite_file
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import ArchiveStoreError, UsageError, WooError

ROOT = Path(__file__).resolve().parent.parent
BUSY = "another command is writing it"
DAMAGED = "it is damaged or no archive"


pytestmark = pytest.mark.slow  # the fast tests are for two minutes with the installation


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archief.sqlite"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_WAIT", 0.01)


# ------------------------------------------------------------------------------------------- no archive, damaged


def refused(file: Path, *, write: bool) -> WooError:
    with pytest.raises((UsageError, ArchiveStoreError)) as caught:
        SqliteArchive(file, write=write)
    assert str(file) in str(caught.value)
    return caught.value


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dit is een brief en geen archief. " * 100, DAMAGED),
        (b"SQLite format 3\x00" + b"\xff" * 4000, DAMAGED),
        (b"%PDF-1.7", DAMAGED),
    ],
    ids=["a text", "a header and rubbish", "a PDF"],
)
def test_a_file_that_is_no_archive(file: Path, content: bytes, told: str, write: bool) -> None:
    file.write_bytes(content)
    error = refused(file, write=write)
    assert isinstance(error, ArchiveStoreError)
    assert told in str(error)
    assert file.read_bytes() == content


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database_is_left_as_it_is(file: Path, write: bool) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE bladwijzers (url TEXT)")
        database.commit()
    before = file.read_bytes()
    error = refused(file, write=write)
    assert isinstance(error, UsageError)
    assert "no archive of woo-pipeline; choose another" in str(error)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("write", [True, False])
def test_a_folder_is_no_archive(tmp_path: Path, write: bool) -> None:
    refused(tmp_path, write=write)


def test_no_archive_there_to_read(file: Path) -> None:
    error = refused(file, write=False)
    assert isinstance(error, UsageError)
    assert "woo index" in str(error)
    assert not file.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    error = refused(tmp_path / "weg" / "archief.sqlite", write=True)
    assert isinstance(error, ArchiveStoreError)
    assert "its folder" in str(error)


def test_an_empty_file_becomes_an_archive(file: Path) -> None:
    file.touch()
    assert isinstance(refused(file, write=False), UsageError)
    with opened(file) as archive:
        assert archive.cases() == ()


@pytest.mark.parametrize(
    "name", ["arch #1?.sqlite", "archief%20.sqlite", "ärchief.sqlite", "a b;c.sqlite", "mode=ro&x"]
)
def test_names_that_an_address_would_read_otherwise(tmp_path: Path, name: str) -> None:
    with opened(tmp_path / name) as archive:
        archive.put(EARLIER, entry())
    assert [one.name for one in tmp_path.iterdir()] == [name]
    with opened(tmp_path / name, write=False) as reader:
        assert reader.size() == 2


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize(
    "change", ["PRAGMA user_version = 99", "UPDATE analysis SET version = 'anders'"], ids=["file", "words"]
)
def test_an_archive_of_another_version(file: Path, change: str, write: bool) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute(change)
        database.commit()
    error = refused(file, write=write)
    assert isinstance(error, UsageError)
    assert "woo archive rebuild" in str(error)
    archive = SqliteArchive(file, write=False, other_version=True)
    assert [one.name for one in archive.cases()] == ["2024-0312"]
    archive.close()


def test_a_refused_file_is_let_go_of(file: Path) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")
    error = refused(file, write=True)
    assert error
    assert held(file) == []


def test_a_damaged_header(file: Path) -> None:
    filled(file, BIG)
    with file.open("r+b") as stream:
        stream.write(b"\x00" * 100)
    for write in (True, False):
        assert DAMAGED in str(refused(file, write=write))


def test_damaged_in_the_middle(file: Path) -> None:
    filled(file, BIG)
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(size // 4)
        stream.write(b"\xa5" * (size // 2))
    with pytest.raises(ArchiveStoreError, match=DAMAGED), opened(file, write=False) as archive:
        _damage_isall_told(archive)


def _damage_isall_told(archive: SqliteArchive) -> None:
    assert any("damaged" in told for told in all_told(archive))
    all_verbs(archive)


def test_cut_short(file: Path) -> None:
    filled(file, BIG)
    os.truncate(file, file.stat().st_size // 2)
    with contextlib.suppress(ArchiveStoreError), opened(file, write=False) as archive:
        assert all_told(archive)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("heel") / "archief.sqlite", BIG)


def test_damaged_anywhere_it_answers_or_tells(file: Path, healthy: Path) -> None:
    """Never an error of Python, and what can't be read is found by a check too."""
    wrong = []
    for seed in range(8):
        shutil.copy(healthy, file)
        _spoil(file, random.Random(seed))
        try:
            with opened(file, write=False) as archive:
                try:
                    all_verbs(archive)
                except ArchiveStoreError:
                    assert all_told(archive)
                all_told(archive)
        except (UsageError, ArchiveStoreError):
            pass
        except Exception as error:  # noqa: BLE001  (which of them is what the test tells)
            wrong.append(f"{seed}: {type(error).__name__}")
    assert wrong == []


def _spoil(file: Path, chance: random.Random) -> None:
    size = file.stat().st_size
    with file.open("r+b") as stream:
        for _ in range(chance.randint(1, 20)):
            stream.seek(chance.randrange(100, size))
            stream.write(chance.randbytes(chance.randint(1, 60)))


# ------------------------------------------------------------------------------------------- no room, no right


def test_a_full_disk_leaves_what_was(file: Path) -> None:
    with opened(file) as archive:
        archive.put(EARLIER, entry())
        was = everything(archive)
        with archive._file.reading() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(ArchiveStoreError, match="its disk is full; make room"):
            archive.put(dossier(*(item(f"Besluit {n} " + "lang " * 300) for n in range(60))), entry())
        assert everything(archive) == was
        with archive._file.reading() as database:
            database.execute("PRAGMA max_page_count = 1000000")
        archive.put(LATER, entry())
        assert archive.size() == 50


def test_a_disk_that_fills_while_it_is_settled_leaves_what_was(file: Path) -> None:
    """The pages are written at the end: there the room is missing, and the same connection must go on after it."""
    with opened(file) as archive:
        archive.put(EARLIER, entry())
        was = everything(archive)
        largest = dossier(*(item(f"Besluit {n} " + "lang " * 300) for n in range(200)))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        try:
            with pytest.raises(ArchiveStoreError):
                archive.put(largest, entry())
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert everything(archive) == was
        archive.put(largest, entry())
        assert archive.size() == 200


def test_an_archive_opened_for_reading_is_not_written(file: Path) -> None:
    filled(file)
    before = file.read_bytes()
    with opened(file, write=False) as reader:
        for deed in (lambda: reader.put(LATER, entry()), lambda: reader.remove("2024-0312", entry())):
            with pytest.raises(ArchiveStoreError):
                deed()
    assert file.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_not_be_written(file: Path) -> None:
    filled(file)
    file.chmod(0o400)
    file.parent.chmod(0o500)
    try:
        assert isinstance(refused(file, write=True), ArchiveStoreError)
        assert isinstance(refused(file.with_name("nieuw"), write=True), ArchiveStoreError)
    finally:
        file.parent.chmod(0o700)


def test_the_file_goes_away_while_it_is_read(file: Path) -> None:
    filled(file)
    with opened(file, write=False) as reader:
        file.unlink()
        with contextlib.suppress(ArchiveStoreError):
            all_verbs(reader)


# ------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize("write", [True, False])
def test_a_healthy_archive_has_no_faults(file: Path, write: bool) -> None:
    filled(file, EARLIER, secret())
    with opened(file, write=write) as archive:
        assert list(archive.faults()) == []


FAULTS: dict[str, tuple[str, str]] = {
    "an item without a place": ("DELETE FROM places WHERE item_id = 1", "2024-0312: its rows can't be read"),
    "a wrong count": ("UPDATE cases SET items = 7", "2024-0312: the archive says 7 items and holds 2"),
    "an item that went": (
        "DELETE FROM items WHERE id = 1",
        "2024-0312: the archive says 2 items and holds 1",
    ),
    "an item whose text went": ("DELETE FROM texts WHERE id = 1", "the archive says 2 items and holds 1"),
    "a text whose item went": ("DELETE FROM items WHERE id = 1", "a row of texts leads to nothing in items"),
    "words of another version": ("UPDATE analysis SET version = 'x'", "another version"),
    "an index that is broken": ("DELETE FROM item_words_data WHERE id > 10", "item_words does not fit"),
    "an index of words that is broken": (
        "DELETE FROM vocabulary_parts_data WHERE id > 10",
        "vocabulary_parts does not fit",
    ),
    "a text that the index does not fit": (
        "UPDATE texts SET text = 'Anders' WHERE id = 1",
        "item_words does not fit",
    ),
    "words in the index of no item": (
        "INSERT INTO item_words (rowid, text, context) VALUES (99, 'spook', '')",
        "item_words does not fit",
    ),
    "a word that its parts do not fit": (
        "UPDATE vocabulary SET word = 'anders' WHERE word = 'kermis'",
        "vocabulary_parts does not fit",
    ),
    "a place in a document that went": (
        "DELETE FROM documents",
        "a row of places leads to nothing in documents",
    ),
    "a wrong count of documents": (
        "UPDATE cases SET documents = 7",
        "2024-0312: the archive says 7 documents and holds 1",
    ),
    "a wrong count of a filter": ("UPDATE options SET items = 9", "what its filters say is not what"),
}


@pytest.mark.parametrize(("change", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_faults_are_found(file: Path, change: str, told: str) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute(change)
        database.commit()
    archive = SqliteArchive(file, write=True, other_version=True)
    assert any(told in one for one in archive.faults()), list(archive.faults())
    archive.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE texts SET text = CAST(x'6d95' AS TEXT)",
        "DELETE FROM places",
        "DELETE FROM documents",
        "DELETE FROM texts",
        "UPDATE items SET kind = 'spook'",
        "UPDATE documents SET reasons = 'geen JSON'",
    ],
)
def test_an_archive_with_faults_answers_or_tells(file: Path, change: str) -> None:
    filled(file)
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute(change)
        database.commit()
    with opened(file, write=False) as archive, contextlib.suppress(ArchiveStoreError):
        all_verbs(archive)
