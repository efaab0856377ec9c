"""A PostgreSQL 15 of the tests' own, from Debian's package: it listens on a socket in its folder and nowhere else."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
MISSING = "postgresql-15 of Debian is not installed (debian-packages.txt)"
NOBODY = "neither the user postgres nor nobody is there to run PostgreSQL, which refuses to run as root"
PASSWORD = "geheim-Wachtwoord"  # of every user but the first
_SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 40
shared_buffers = {memory}
log_min_messages = fatal
"""
_RIGHTS = "local all postgres trust\nlocal all all scram-sha-256\n"


class Server:
    """A server with one superuser, `postgres`, who needs no password; all others need theirs."""

    def __init__(self, folder: Path, user: str | None, memory: str = "128MB") -> None:
        self.folder = folder
        self._user = user
        self._data = folder / "data"
        self._run("initdb", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
        settings = _SETTINGS.format(folder=folder, memory=memory)
        (self._data / "postgresql.auto.conf").write_text(settings, "utf-8")
        (self._data / "pg_hba.conf").write_text(_RIGHTS, "utf-8")

    def address(self, database: str, user: str = "postgres", password: str = "") -> str:
        """Where a database is, as the command line has it."""
        who = f"{user}:{password}" if password else user
        return f"postgresql://{who}@/{database}?host={self.folder}"

    def empty(self, database: str) -> str:
        """A database with nothing in its archive, made where it is not there yet; gives its address."""
        address = self.address(database)
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            there = connection.execute("SELECT FROM pg_database WHERE datname = %s", (database,)).fetchone()
            if there is None:
                connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(database)))
        with psycopg.connect(address, autocommit=True) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables "
                "WHERE schemaname = 'woo' AND tablename NOT IN ('migrations', 'analysis')"
            ).fetchall()
            if tables:  # making it anew would take most of the time of a test
                names = SQL(", ").join(Identifier("woo", name) for (name,) in tables)
                connection.execute(SQL("TRUNCATE {}").format(names))
        return address

    def start(self) -> None:
        """Listen; comes back when it does."""
        self._run("pg_ctl", "start", "-w", "-t", "30", "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Break off all that goes on, and be gone."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def _run(self, program: str, *words: str) -> None:
        command = [str(PROGRAMS / program), "-D", str(self._data), *words]
        # The server must not inherit a pipe: the test would wait for its end as long as it runs.
        with (self.folder / "output").open("a+b") as output:
            done = subprocess.run(
                command,
                user=self._user,
                group=pwd.getpwnam(self._user).pw_gid if self._user else None,
                extra_groups=[] if self._user else None,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                timeout=60,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {(self.folder / 'output').read_text('utf-8')}")


@contextmanager
def running(memory: str = "128MB") -> Iterator[Server]:
    """A server that runs, stopped and gone afterwards; the test is skipped where there can be none."""
    if not (PROGRAMS / "postgres").is_file():
        pytest.skip(MISSING)
    user = _other_user() if os.geteuid() == 0 else None
    # Not in pytest's own folder: only root may look into that.
    folder = Path(tempfile.mkdtemp(prefix="woo-pg-"))
    try:
        if user:
            shutil.chown(folder, user)
        server = Server(folder, user, memory)
        server.start()
        try:
            yield server
        finally:
            if (folder / "data" / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder)


def _other_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip(NOBODY)
