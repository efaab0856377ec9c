"""The way to a database of PostgreSQL: its address, its connections and its schema. No message holds a password."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import psycopg
from psycopg.abc import Buffer
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.string import StrDumperUnknown
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout

from pipeline.archive.analysis import analysis
from pipeline.archive.postgres_told import EXTENSION, of_connecting, told
from pipeline.errors import ArchiveStoreError, UsageError

P = ParamSpec("P")
T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]

_CONNECTIONS = 8  # at once; more than two a core of the server make nothing faster
_WAIT = 5  # seconds for a connection
_SOON = 1
_READ = "20s"  # that a question may take
_LOCKED = "10s"  # for another that writes
_ALIKE = (
    "0.2"  # of their groups of three letters two words must share; with one wrong letter of four it is 0.25
)
_LOCK = 0x574F4F41  # "WOOA": the advisory lock of whoever writes
_OLDEST = 150_000
_MIGRATIONS = Path(__file__).parent / "sql" / "postgres"
# A server that is gone without a word is noticed in half a minute; whoever needs it otherwise says so in the address.
_DEFAULTS = {
    "application_name": "woo-pipeline",
    "client_encoding": "utf8",
    "connect_timeout": str(_WAIT),
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
_HALF = re.compile("[\ud800-\udfff]")
_HOST = re.compile(r"[\w.,:/\-]*")
# The server takes rare words to be far more common than they are, and would rather read all items than use the index.
_SESSION = """
SELECT set_config('search_path', concat_ws(', ', 'woo', (
           SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
           WHERE e.extname = 'pg_trgm' AND n.nspname <> 'woo')), false),
       set_config('statement_timeout', %(read)s, false),
       set_config('lock_timeout', %(locked)s, false),
       set_config('default_transaction_read_only', %(only)s, false),
       set_config('jit', 'off', false),
       set_config('enable_seqscan', 'off', false),
       set_config('pg_trgm.similarity_threshold', %(alike)s, false)
"""

# psycopg tells each attempt to connect on stderr where nobody listens; the error that is raised says it once.
logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())


class _TextDumper(StrDumperUnknown):
    """Text as PostgreSQL takes it: it knows no character 0, and UTF-8 knows no half of a pair."""

    def dump(self, obj: str) -> Buffer | None:
        """Each of those as the sign that stands for what can't be read."""
        try:
            raw = obj.encode()
        except UnicodeEncodeError:
            raw = _HALF.sub("\N{REPLACEMENT CHARACTER}", obj).encode()
        return raw.replace(b"\0", "\N{REPLACEMENT CHARACTER}".encode())


class Database:
    """A database with an archive in it, by connections that threads take from and give back to a pool."""

    def __init__(self, address: str, *, write: bool, other_version: bool) -> None:
        """Open it; whoever writes makes the archive or brings it up to date.

        With `other_version` an archive that another version made will do.

        Raises:
            UsageError: there is no archive in it, or one of another version.
            ArchiveStoreError: it can't be reached, or its rights, extension or encoding are not as needed.
        """
        wanted = _parameters(address)
        self.name = _name(wanted)
        self._address = make_conninfo(**wanted)
        self._write = write
        with self._told(), self._connected() as connection:
            if connection.info.server_version < _OLDEST:
                raise UsageError(
                    f"{self.name}: this is an older PostgreSQL; an archive needs version 15 or newer"
                )
            if write:
                self._migrate(connection)
            self._check(connection, other_version=other_version)
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            self._address,
            kwargs={"autocommit": True, "prepare_threshold": None},
            configure=self._configure,
            min_size=0,
            max_size=_CONNECTIONS,
            reconnect_timeout=_WAIT,
            open=True,
        )

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()

    def ask(self, question: Callable[Concatenate[Connection, P], T], *given: P.args, **named: P.kwargs) -> T:
        """The answer to a question of one statement, which by itself sees one moment.

        A connection that broke since it was last used is found out by using it, and the question asked once more:
        to look first would double the time that short questions take.
        """
        with self._told():
            with self._taken() as connection:
                try:
                    return question(connection, *given, **named)
                except psycopg.OperationalError:
                    if not connection.broken:
                        raise
            self._pool.check()
            with self._taken() as connection:
                return question(connection, *given, **named)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment, for as long as it needs."""
        with self._told(), self._whole() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.execute("SELECT set_config('statement_timeout', '0', true)")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is done whole or not at all, the only one that writes."""
        if not self._write:
            raise ArchiveStoreError(f"{self.name}: the archive was opened for reading only")
        with self._told(), self._whole() as connection:
            _lock(connection)
            yield connection

    @contextlib.contextmanager
    def _whole(self) -> Iterator[Connection]:
        self._pool.check()
        with self._taken() as connection, connection.transaction():
            connection.execute("SET LOCAL enable_seqscan = on")
            yield connection

    # ------------------------------------------------------------------------------------------- connections

    @contextlib.contextmanager
    def _taken(self) -> Iterator[Connection]:
        """A connection of the pool; where it gives none soon, one outside it says whether the server is there."""
        try:
            connection = self._pool.getconn(_SOON)
        except PoolTimeout:
            with self._connected():
                connection = self._pool.getconn(_WAIT)
        try:
            yield connection
        finally:
            self._pool.putconn(connection)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection outside the pool, which says at once why there is none."""
        with psycopg.connect(self._address, autocommit=True, prepare_threshold=None) as connection:
            self._configure(connection)
            yield connection

    def _configure(self, connection: Connection) -> None:
        connection.adapters.register_dumper(str, _TextDumper)
        values = {
            "read": _READ,
            "alike": _ALIKE,
            "locked": _LOCKED,
            "only": "off" if self._write else "on",
        }
        connection.execute(_SESSION, values)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong, as a sentence."""
        try:
            yield
        except PoolClosed:
            raise ArchiveStoreError(f"{self.name}: the archive was closed; open it again") from None
        except PoolTimeout:
            raise self._fault("all its connections are in use; try again in a moment") from None
        except psycopg.Error as error:
            raise self._error(error) from None

    def _error(self, error: psycopg.Error) -> ArchiveStoreError:
        words = told(error.sqlstate) if error.sqlstate else of_connecting(error)
        return self._fault(
            f"{words} (PostgreSQL: {type(error).__name__} {error.sqlstate or ''}".rstrip() + ")"
        )

    def _fault(self, told: str) -> ArchiveStoreError:
        return ArchiveStoreError(f"{self.name}: {told}")

    # ------------------------------------------------------------------------------------------------ schema

    def _migrate(self, connection: Connection) -> None:
        """Make what is missing, in one transaction and under the lock of whoever writes."""
        with connection.transaction():
            _lock(connection)
            there = _version(connection)
            if there is None:
                self._make(connection)
            for number, file in _migrations():
                if number > (there or 0):
                    connection.execute(file.read_bytes())
                    connection.execute("INSERT INTO migrations (number) VALUES (%s)", (number,))
            if there is None:
                connection.execute("INSERT INTO analysis VALUES (%s)", (analysis(),))
            elif not _one(connection, "SELECT EXISTS (SELECT FROM cases)"):
                connection.execute(
                    "UPDATE analysis SET version = %s WHERE version <> %s", (analysis(), analysis())
                )

    def _make(self, connection: Connection) -> None:
        if _one(connection, "SELECT current_setting('server_encoding')") != "UTF8":
            raise self._fault(
                "its encoding is not UTF8; make a database with CREATE DATABASE ... ENCODING 'UTF8'"
            )
        # IF NOT EXISTS asks for the right to make one before it looks whether there is one.
        if not _one(connection, "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'woo')"):
            connection.execute("CREATE SCHEMA woo")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA woo")

    def _check(self, connection: Connection, *, other_version: bool) -> None:
        """See that there is an archive, of this version unless another will do."""
        there, here = _version(connection), max(number for number, _ in _migrations())
        if there is None:
            raise UsageError(f"{self.name}: there is no archive in this database; make it with `woo index`")
        if other_version:
            return
        if there > here:
            raise UsageError(
                f"{self.name}: a newer version of woo-pipeline made this archive; install that version here too"
            )
        if there < here:
            raise UsageError(
                f"{self.name}: an older version of woo-pipeline made this archive; "
                "run `woo index` with this version once, which brings it up to date"
            )
        if _one(connection, "SELECT version FROM analysis") != analysis():
            raise UsageError(
                f"{self.name}: another version of woo-pipeline made this archive; "
                "make it anew with `woo archive rebuild --to`"
            )
        if not _one(connection, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')"):
            raise self._fault(EXTENSION)


def _parameters(address: str) -> dict[str, Any]:
    """An address as its parts; one that was read otherwise than it was meant is refused, for its parts hold a password.

    Raises:
        ArchiveStoreError: it can't be read.
    """
    try:
        wanted = conninfo_to_dict(address)
    except psycopg.Error:
        wanted = {"host": "@"}
    host, name, port = (str(wanted.get(key, "")) for key in ("host", "dbname", "port"))
    if not _HOST.fullmatch(host) or not re.fullmatch(r"[\d,]*", port) or "@" in name:
        raise ArchiveStoreError(
            "the address of the archive can't be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, signs such "
            "as @ / : # ? % in a password as %40 %2F %3A %23 %3F %25"
        )
    return {**_DEFAULTS, **wanted}


def _name(wanted: dict[str, Any]) -> str:
    host = wanted.get("host") or wanted.get("hostaddr") or "this machine"
    return f"database {wanted.get('dbname') or wanted.get('user') or 'of this user'} on {host}"


def _migrations() -> list[tuple[int, Path]]:
    return sorted((int(file.name[:3]), file) for file in _MIGRATIONS.glob("[0-9][0-9][0-9]_*.sql"))


def _version(connection: Connection) -> int | None:
    if _one(connection, "SELECT to_regclass('woo.migrations')") is None:
        return None
    return int(_one(connection, "SELECT coalesce(max(number), 0) FROM woo.migrations"))


def _one(connection: Connection, question: str) -> Any:  # noqa: ANN401  (a column of any type)
    row = connection.execute(question).fetchone()
    return None if row is None else row[0]


def _lock(connection: Connection) -> None:
    connection.execute("SELECT set_config('statement_timeout', '0', true)")
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
