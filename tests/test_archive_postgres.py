"""What only the archive in PostgreSQL does: its address, its rights and versions, a server that goes away."""

import threading
from collections.abc import Iterator
from contextlib import closing

import archive_maker as maker
import psycopg
import pytest
from postgres_server import PASSWORD, Server, running

from pipeline.archive import postgres_open
from pipeline.archive.analysis import stem, stop_words, words
from pipeline.archive.expression import AnyOf
from pipeline.archive.postgres import PostgresArchive
from pipeline.archive.postgres_told import told
from pipeline.archive.values import Filters, Sort
from pipeline.errors import ArchiveStoreError, UsageError, WooError

SECRET = "zeer-geheim"
ALL = Filters()


# ---------------------------------------------------------------------------------------- without a server


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://u:{SECRET}@x@host/db",
        f"postgresql://u:x/{SECRET}@host/db",
        f"postgresql://u:{SECRET}%zz@host/db",
        f"postgresql://u:{SECRET}@[::1/db",
        f"postgresql://u:{SECRET}@host:poort/db",
        f"postgresql://u:x@host/db?wachtwoord={SECRET}",
    ],
)
def test_an_address_that_can_not_be_read_is_not_told(address: str) -> None:
    with pytest.raises(ArchiveStoreError, match="address") as caught:
        PostgresArchive(address, write=False)
    assert SECRET not in repr(caught.value)


def test_a_server_that_is_not_there() -> None:
    address = f"postgresql://u:{SECRET}@127.0.0.1:1/archief?connect_timeout=2"
    with pytest.raises(
        ArchiveStoreError, match=r"archief on 127\.0\.0\.1.*see that PostgreSQL runs"
    ) as caught:
        PostgresArchive(address, write=False)
    assert SECRET not in repr(caught.value)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("57P01", "went away"),
        ("57014", "rarer words"),
        ("53100", "disk is full"),
        ("53300", "max_connections"),
        ("55P03", "another command is writing"),
        ("42501", "USAGE"),
        ("42P01", "woo index"),
        ("58P01", "pg_trgm"),
        ("0A000", "pg_trgm"),
        ("XX001", "damaged"),
        ("99999", "woo archive verify"),
    ],
)
def test_what_a_server_says_is_told_as_what_to_do(state: str, expected: str) -> None:
    assert expected in told(state)


# ----------------------------------------------------------------------------------------------- with one


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        for user in ("schrijver", "lezer", "niemand"):
            _run(server.address("postgres"), f"CREATE ROLE {user} LOGIN PASSWORD '{PASSWORD}'")
        yield server


def _run(address: str, *statements: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def _put(archive: PostgresArchive, *texts: str, case: str = maker.CASE) -> None:
    items = (maker.item(text, key=str(n)) for n, text in enumerate(texts))
    archive.put(maker.dossier(*items, case=case), maker.entry(case))


def _found(archive: PostgresArchive, *phrase: str) -> int:
    return archive.find(AnyOf((phrase,)) if phrase else None, ALL, Sort.RELEVANCE, 0, 10).total


@pytest.fixture
def address(server: Server) -> str:
    return server.empty("eigen")


@pytest.mark.system
def test_a_wrong_password_is_told_and_not_shown(server: Server, address: str) -> None:
    for user, password in (("lezer", SECRET), ("onbekend", SECRET), ("lezer", "")):
        with pytest.raises(ArchiveStoreError, match="user name or password") as caught:
            PostgresArchive(server.address("eigen", user, password), write=False)
        assert SECRET not in repr(caught.value)


@pytest.mark.system
def test_a_database_that_is_not_there(server: Server) -> None:
    with pytest.raises(ArchiveStoreError, match="CREATE DATABASE"):
        PostgresArchive(server.address("nergens"), write=True)


@pytest.mark.system
def test_a_database_without_an_archive(server: Server) -> None:
    address = server.empty("leeg")
    with pytest.raises(UsageError, match="woo index"):
        PostgresArchive(address, write=False)
    with pytest.raises(UsageError, match="woo index"):
        PostgresArchive(address, write=False, other_version=True)


@pytest.mark.system
def test_a_database_of_another_encoding(server: Server) -> None:
    _run(server.address("postgres"), "CREATE DATABASE latijn ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(ArchiveStoreError, match="UTF8"):
        PostgresArchive(server.address("latijn"), write=True)


@pytest.mark.system
def test_a_writer_and_a_reader_with_no_more_rights_than_they_need(server: Server) -> None:
    _run(server.address("postgres"), "CREATE DATABASE gedeeld OWNER schrijver TEMPLATE template0")
    writer = server.address("gedeeld", "schrijver", PASSWORD)
    reader = server.address("gedeeld", "lezer", PASSWORD)
    with closing(PostgresArchive(writer, write=True)) as archive:
        _put(archive, "De raad besluit")
        with pytest.raises(ArchiveStoreError, match="USAGE"):
            PostgresArchive(reader, write=False)
        _run(
            writer,
            "GRANT USAGE ON SCHEMA woo TO lezer",
            "GRANT SELECT ON ALL TABLES IN SCHEMA woo TO lezer",
        )
        with closing(PostgresArchive(reader, write=False)) as reading:
            assert _found(reading, "besluiten") == 1
            assert reading.words_like("besluir", 5) == (("besluit", 1),)
            assert list(reading.faults()) == []
            with pytest.raises(ArchiveStoreError, match="reading only"):
                _put(reading, "Iets anders")
        with (
            pytest.raises(ArchiveStoreError, match="USAGE"),
            closing(PostgresArchive(reader, write=True)) as writing,
        ):
            _put(writing, "Iets anders")
        assert _found(archive) == 1


@pytest.mark.system
def test_whoever_may_not_make_a_schema(server: Server) -> None:
    server.empty("vreemd")
    with pytest.raises(ArchiveStoreError, match="CREATE on the database"):
        PostgresArchive(server.address("vreemd", "niemand", PASSWORD), write=True)


@pytest.mark.system
def test_the_extension_may_be_in_another_schema(server: Server) -> None:
    _run(server.address("postgres"), "CREATE DATABASE elders TEMPLATE template0")
    address = server.address("elders")
    _run(address, 'CREATE SCHEMA "Extra stuff"', 'CREATE EXTENSION pg_trgm WITH SCHEMA "Extra stuff"')
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit")
        assert archive.words_like("besluir", 5) == (("besluit", 1),)


@pytest.mark.system
def test_an_extension_that_is_missing(server: Server) -> None:
    _run(server.address("postgres"), "CREATE DATABASE kaal TEMPLATE template0")
    address = server.address("kaal")
    PostgresArchive(address, write=True).close()
    _run(address, "DROP EXTENSION pg_trgm CASCADE")
    with pytest.raises(ArchiveStoreError, match="CREATE EXTENSION pg_trgm"):
        PostgresArchive(address, write=False)


@pytest.mark.system
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE woo.migrations SET number = number + 1", "newer version"),
        ("UPDATE woo.migrations SET number = 0", "older version"),
        ("UPDATE woo.analysis SET version = 'x'", "archive rebuild"),
    ],
)
def test_an_archive_of_another_version(server: Server, change: str, expected: str) -> None:
    _run(
        server.address("postgres"),
        "DROP DATABASE IF EXISTS versie",
        "CREATE DATABASE versie TEMPLATE template0",
    )
    address = server.address("versie")
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit")
    _run(address, change)
    with pytest.raises(UsageError, match=expected):
        PostgresArchive(address, write=False)
    with closing(PostgresArchive(address, write=False, other_version=True)) as archive:
        assert [case.name for case in archive.cases()] == [maker.CASE]


@pytest.mark.system
def test_an_empty_archive_takes_on_how_words_are_made_now(address: str) -> None:
    PostgresArchive(address, write=True).close()
    _run(address, "UPDATE woo.analysis SET version = 'x'")
    with closing(PostgresArchive(address, write=True)) as archive:
        assert list(archive.faults()) == []


@pytest.mark.system
def test_two_make_the_archive_at_once(server: Server) -> None:
    _run(server.address("postgres"), "CREATE DATABASE samen TEMPLATE template0")
    failed: list[WooError] = []

    def opened(n: int) -> None:
        try:
            with closing(PostgresArchive(server.address("samen"), write=True)) as archive:
                _put(archive, "De raad besluit", case=str(n))
        except WooError as error:
            failed.append(error)

    threads = [threading.Thread(target=opened, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with closing(PostgresArchive(server.address("samen"), write=False)) as archive:
        assert archive.stem_counts(["raad"]) == {"raad": 4}
        assert list(archive.faults()) == []


@pytest.mark.system
def test_another_that_writes_too_long(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_open, "_LOCKED", "100ms")
    with closing(PostgresArchive(address, write=True)) as archive, psycopg.connect(address) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (postgres_open._LOCK,))
        with pytest.raises(ArchiveStoreError, match="another command is writing"):
            _put(archive, "De raad besluit")
        assert _found(archive) == 0


@pytest.mark.system
def test_a_question_that_takes_too_long(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_open, "_READ", "100ms")
    with closing(PostgresArchive(address, write=True)) as archive:
        with psycopg.connect(address) as other:
            other.execute("LOCK TABLE woo.items")
            with pytest.raises(ArchiveStoreError, match="took too long"):
                _found(archive)
        assert _found(archive) == 0


@pytest.mark.system
def test_a_server_that_goes_away_and_comes_back(server: Server, address: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit")
        assert _found(archive) == 1
        server.stop()
        try:
            for _ in range(2):
                with pytest.raises(ArchiveStoreError, match="see that PostgreSQL runs"):
                    _found(archive)
            with pytest.raises(ArchiveStoreError, match="see that PostgreSQL runs"):
                _put(archive, "De raad vergadert")
        finally:
            server.start()
        assert _found(archive) == 1
        server.stop()
        server.start()  # nobody asked anything meanwhile
        assert _found(archive) == 1
        _put(archive, "De raad vergadert")
        assert _found(archive, "besluit") == 0


def _put_many(archive: PostgresArchive) -> None:
    for n in range(100):
        _put(archive, *(f"Vergadering {n} {m}" for m in range(2_000)), case=f"zaak {n % 3}")


@pytest.mark.system
def test_a_server_that_goes_away_in_the_middle_of_a_case(server: Server, address: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit")
        stop = threading.Timer(0.3, server.stop)
        stop.start()
        try:
            with pytest.raises(ArchiveStoreError, match="see that PostgreSQL runs"):
                _put_many(archive)
        finally:
            stop.join()
            server.start()
        assert list(archive.faults()) == []
        assert {case.items for case in archive.cases()} <= {1, 2_000}
        assert _found(archive, "besluit") == 1


@pytest.mark.system
def test_more_threads_than_connections(address: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit")
        answers: list[int] = []
        threads = [threading.Thread(target=lambda: answers.append(_found(archive))) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [1] * 40


@pytest.mark.system
def test_an_archive_that_was_closed(address: str) -> None:
    archive = PostgresArchive(address, write=True)
    archive.close()
    archive.close()
    with pytest.raises(ArchiveStoreError, match="closed"):
        archive.size()


@pytest.mark.system
@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("DELETE FROM woo.items WHERE key = '0'", "says 2 items and holds 1"),
        ("DELETE FROM woo.documents", "says 1 documents and holds 0"),
        ("DELETE FROM woo.places WHERE item_id = 1", "1 items have no place"),
        ("UPDATE woo.places SET item_id = 99 WHERE item_id = 1", "1 places are of no item"),
        ("UPDATE woo.items SET case_id = 99 WHERE key = '0'", "1 items belong to no case"),
        ("UPDATE woo.items SET context_id = 99 WHERE key = '0'", "1 items have no context"),
        ("UPDATE woo.options SET items = 7 WHERE field = 'kinds'", "values of filters"),
        ("UPDATE woo.vocabulary SET items = 9 WHERE word = 'raad'", "1 words of the vocabulary"),
        ("INSERT INTO woo.vocabulary VALUES ('naam', 'nam', 1)", "1 words of the vocabulary"),
        ("UPDATE woo.items SET text = 'De brug' WHERE key = '0'", "stems are indexed otherwise"),
        ("UPDATE woo.analysis SET version = 'x'", "another version"),
    ],
)
def test_what_is_wrong_inside_is_found(address: str, damage: str, expected: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit", "Het college besluit 1e5x en 2e3abc")
        assert list(archive.faults()) == []
        _run(address, damage)
        assert any(expected in fault for fault in archive.faults())
    _run(address, "UPDATE woo.analysis SET version = '' WHERE version = 'x'")


@pytest.mark.system
def test_the_server_stems_as_the_program_does(address: str) -> None:
    text = (
        "besluiten besluit gemeente gemeenten menen vergaderingen zwembaden huisvesting staat state zeeen lopen "
        "mogelijkheid mogelijkheden geven gegeven oplossing grachten ijs jeugdzorg kinderen brieven huizen"
    )
    with psycopg.connect(address) as connection:
        for word in words(text):
            assert connection.execute("SELECT ts_lexize('dutch_stem', %s)", (word,)).fetchone() == (
                [stem(word)],
            )
        for word in sorted(stop_words()):
            assert connection.execute("SELECT ts_lexize('dutch_stem', %s)", (word,)).fetchone() == ([],)


@pytest.mark.system
def test_stop_words_at_the_end_of_a_phrase_are_no_part_of_it(address: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "De raad besluit", "Het college")
        assert _found(archive, "van", "de", "raad") == 1
        assert _found(archive, "van", "de") == 2  # nothing is left of it, which leaves nothing out


@pytest.mark.system
def test_characters_that_postgresql_does_not_know(address: str) -> None:
    with closing(PostgresArchive(address, write=True)) as archive:
        _put(archive, "Nul \0 en half \ud83c teken")
        assert [one.item.text for one in archive.items_of(maker.CASE)] == ["Nul \ufffd en half \ufffd teken"]
        assert archive.case("\0") is None
        assert list(archive.faults()) == []
