"""Of what went out of the archive in one file not a byte stays."""

from __future__ import annotations

import contextlib
import random
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_cases import EARLIER, SECRETS, everything, everything_on_disk, filled, found, opened, secret
from archive_maker import dossier, entry, item
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.archive import sqlite_file
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import ArchiveStoreError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archief.sqlite"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_WAIT", 0.01)


@pytest.mark.parametrize("gone", ["removed", "replaced"])
@pytest.mark.parametrize("others", [0, 5])
def test_what_went_leaves_no_byte(file: Path, gone: str, others: int) -> None:
    with opened(file) as archive:
        for n in range(others):
            archive.put(
                dossier(item(f"Ander besluit {n} over de markt {n * 7}"), case=f"2023-{n}"),
                entry(f"2023-{n}"),
            )
        archive.put(secret(), entry("2024-0666"))
        assert SECRETS[0].encode() in everything_on_disk(file)
        assert found(archive, SECRETS[0]).total == 1
        if gone == "removed":
            archive.remove("2024-0666", entry("2024-0666", "ingetrokken"))
        else:
            archive.put(dossier(item("Niets bijzonders"), case="2024-0666"), entry("2024-0666"))
            # A command that replaces a thousand cases overwrites once, at its end.
        open_bytes = everything_on_disk(file)
        assert [word for word in SECRETS if word.encode() in open_bytes] == (
            [] if gone == "removed" else list(SECRETS)
        )
        assert [word for word in SECRETS if found(archive, word).total] == []
        for word in SECRETS:
            assert archive.words_with(word[:5], 10) == ()
            assert word not in dict(archive.words_like(word, 10))
        assert archive.stem_counts(SECRETS) == {}
        assert list(archive.faults()) == []
    left = everything_on_disk(file)
    assert [word for word in SECRETS if word.encode() in left] == []
    assert _terms(file).isdisjoint(
        trigram for word in ("qwertz", "xenof", "kwakz") for trigram in (word[:3], word[2:5])
    )


def _terms(file: Path) -> set[str]:
    """The terms in both full text indexes, groups of three letters among them."""
    with contextlib.closing(sqlite3.connect(file)) as database:
        terms: set[str] = set()
        for table in ("item_words", "vocabulary_parts"):
            database.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab (main, '{table}', row)")
            terms.update(term for (term,) in database.execute(f"SELECT term FROM temp.v_{table}"))
        return terms


@pytest.mark.parametrize(
    ("number", "seed"),
    [
        (1000, 1),
        pytest.param(3000, 0, marks=pytest.mark.slow),
        pytest.param(3000, 2, marks=pytest.mark.slow),
    ],
)
def test_of_many_words_no_byte_is_left(file: Path, number: int, seed: int) -> None:
    """Pages of indexes are filled anew as rows come and go; without writing the file anew, some words stay in them."""
    chance = random.Random(seed)
    with opened(file) as archive:
        for case, marked in (("blijft", "pu"), ("gaat weg", "qz")):
            some = [_word(chance, marked) for _ in range(number)]
            items = (item(" ".join(some[n::40]), key=str(n)) for n in range(40))
            archive.put(dossier(*items, case=case), entry(case))
    assert re.search(rb"qz[a-z]{6}", everything_on_disk(file))
    with opened(file) as archive:
        archive.remove("gaat weg", entry("gaat weg", "ingetrokken"))
    assert re.findall(rb"qz[a-z]{6}", everything_on_disk(file)) == []


def _word(chance: random.Random, marked: str) -> str:
    syllables = (chance.choice("bcdfghjklmnprstvw") + chance.choice("aeiou") for _ in range(5))
    return chance.choice("abcdefghijklmnoprstuvw") + marked + "".join(syllables)


def test_after_closing_nothing_lies_beside_the_file(file: Path) -> None:
    filled(file)
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@contextlib.contextmanager
def somebody_reads(file: Path) -> Iterator[None]:
    """A long question: it holds on to the pages of before."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM items").fetchone()
        yield
        other.execute("ROLLBACK")


NOT_YET = "its words are still in the file, for somebody is reading it; run `woo archive verify`"


def test_what_is_removed_while_somebody_reads_is_overwritten_when_he_is_done(file: Path) -> None:
    """Whoever took the case out must know that its words are still there."""
    filled(file, EARLIER, secret())
    with opened(file) as archive:
        with somebody_reads(file):
            with pytest.raises(ArchiveStoreError, match=NOT_YET):
                archive.remove("2024-0666", entry("2024-0666", "ingetrokken"))
            assert [one.name for one in archive.cases()] == ["2024-0312"]
            assert [line.deed for line in archive.log("2024-0666")] == ["ingetrokken", "geïndexeerd"]
            assert SECRETS[0].encode() in everything_on_disk(file)
        assert SECRETS[0].encode() in everything_on_disk(file)
    assert SECRETS[0].encode() not in everything_on_disk(file)


@pytest.mark.parametrize("gone", ["removed", "replaced"])
def test_what_could_not_be_overwritten_is_by_whoever_writes_next(file: Path, gone: str) -> None:
    filled(file, EARLIER, secret())
    archive = SqliteArchive(file, write=True)
    with somebody_reads(file):
        if gone == "removed":
            with pytest.raises(ArchiveStoreError, match=NOT_YET):
                archive.remove("2024-0666", entry("2024-0666", "ingetrokken"))
        else:
            archive.put(dossier(item("Niets bijzonders"), case="2024-0666"), entry("2024-0666"))
        with pytest.raises(ArchiveStoreError, match=NOT_YET):
            archive.close()
        assert SECRETS[0].encode() in everything_on_disk(file)
    with opened(file, write=False) as reader:
        assert found(reader, SECRETS[0]).total == 0
    with opened(file) as archive:
        assert list(archive.faults()) == []
    assert SECRETS[0].encode() not in everything_on_disk(file)


def test_what_a_command_that_died_left_is_overwritten_by_whoever_writes_next(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(file, EARLIER, secret())
    with monkeypatch.context() as patch:
        patch.setattr(SqliteArchive, "_forget", lambda _: None)
        with opened(file) as archive:
            archive.remove("2024-0666", entry("2024-0666", "ingetrokken"))
    assert SECRETS[0].encode() in everything_on_disk(file)
    with opened(file, write=False):
        pass
    assert SECRETS[0].encode() in everything_on_disk(file)
    with opened(file):
        pass
    assert SECRETS[0].encode() not in everything_on_disk(file)


def test_nothing_is_written_anew_where_nothing_went(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing a large file anew takes minutes: not each time that somebody opens it, or puts in what is new."""
    filled(file, EARLIER)

    def wrong(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(SqliteArchive, "_empty_log", wrong)
    with opened(file) as archive:
        archive.put(dossier(item("Iets nieuws"), case="2024-0999"), entry("2024-0999"))


CASES = st.lists(
    st.lists(
        st.text(st.sampled_from("abé1 .\n[5.1.2e]ĳß\x00"), min_size=1, max_size=30).map(
            lambda text: f"x {text}"
        ),
        max_size=4,
    ),
    min_size=2,
    max_size=4,
)


@pytest.mark.slow
@given(CASES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
def test_an_archive_is_the_same_as_if_a_case_had_never_been_there(
    tmp_path: Path, texts: list[list[str]]
) -> None:
    first, *rest = [
        dossier(
            *(item(text, key=f"k{n}", context=text[::-1]) for n, text in enumerate(one)), case=f"zaak {at}"
        )
        for at, one in enumerate(texts)
    ]
    for name in ("zonder", "met"):
        for one in tmp_path.glob(f"{name}.sqlite*"):
            one.unlink()
    with opened(tmp_path / "zonder.sqlite") as without, opened(tmp_path / "met.sqlite") as with_it:
        with_it.put(first, entry(first.case))
        for one in rest:
            without.put(one, entry(one.case))
            with_it.put(one, entry(one.case))
        with_it.put(first, entry(first.case))
        with_it.remove(first.case, entry(first.case, "ingetrokken"))
        without._count()
        assert everything(with_it) == everything(without)
        assert _vocabulary(with_it) == _vocabulary(without)
        assert list(with_it.faults()) == []


def _vocabulary(archive: SqliteArchive) -> list[tuple[object, ...]]:
    with archive._file.reading() as database:
        return database.execute("SELECT word, stem, items FROM vocabulary ORDER BY word").fetchall()
