"""One running LibreOffice that takes a file at a time, with the program beside it that speaks UNO (`uno_client`)."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from pipeline.office import confined

_STARTING = 60.0  # seconds; a start takes one or two, and there is the other way
_ENDING = 3.0  # seconds for the program beside it to kill LibreOffice and clear up
_CLIENT = Path(__file__).with_name("uno_client.py")


class LateError(Exception):
    """It was not done in its time."""


class GoneError(Exception):
    """LibreOffice is not there any more, or can't be started this way."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of file becomes another: LibreOffice's names of the filters, and of what it must be read as."""

    reads: str
    writes: str
    service: str
    data: tuple[tuple[str, bool], ...] = ()


@lru_cache(maxsize=8)
def python_with_uno(program: str) -> str | None:
    """A Python that has `uno`: the one that came with LibreOffice, or the system's; None where there is none."""
    beside = Path(program).resolve().parent / "python"
    for found in (str(beside), "/usr/bin/python3", shutil.which("python3"), sys.executable):
        if found and Path(found).is_file():
            command = [found, "-I", "-c", "import uno"]
            with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                if subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0:  # noqa: S603
                    return found
    return None


class Server:
    """A LibreOffice in a folder of its own. Both go with `stop`, and when our process ends in whatever way.

    `files` is how many it was given; `same` is false once something of a file may have stayed in it.
    """

    def __init__(self, program: str, python: str, until: float) -> None:
        """Start it.

        Raises:
            GoneError: it can't be started.
            LateError: it is not there at `until`, a time of `time.monotonic`.
        """
        self.files = 0
        self.same = True
        self._group = 0
        self._heard = b""
        self._home = Path(tempfile.mkdtemp(prefix="woo-office-"))
        own = confined.in_a_world_of_its_own()
        self._alone = bool(own)
        command = [*(own or confined.without_network()), python, "-I", "-B", str(_CLIENT)]
        try:
            self._process = subprocess.Popen(  # noqa: S603  (programs of the system)
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=confined.environment(self._home),
                start_new_session=True,
            )
        except OSError:
            shutil.rmtree(self._home, ignore_errors=True)
            raise GoneError from None
        self.stop = Finalize(None, self._end, exitpriority=0)
        """End it, with all that it started and its folder; twice does no harm."""
        try:
            self._begin(program, until)
        except BaseException:
            self.stop()
            raise

    def _begin(self, program: str, until: float) -> None:
        profile = confined.make_profile(self._home)
        pipe = f"woo{secrets.token_hex(8)}"
        self._say(
            command=[program, *confined.options(profile), f"--accept=pipe,name={pipe};urp;"],
            pipe=pipe,
            home=str(self._home),
            sockets=confined.sockets(profile, pipe),
            fonts=str(profile / "user" / "temp" / "embeddedfonts" / "fromdocs"),
            kilobytes=confined.MEMORY_KILOBYTES,
        )
        soon = time.monotonic() + _STARTING
        try:
            group = self._hear(min(until, soon))["group"]
            self._group = group if isinstance(group, int) else 0
            self._hear(min(until, soon))
        except LateError:
            if soon < until:
                raise GoneError from None
            raise

    def convert(self, data: bytes, way: Way, until: float) -> bytes | None:
        """The file in its new form; None where LibreOffice could not make it.

        With anything else than a file it has ended.

        Raises:
            GoneError: it ended.
            LateError: it was not done at `until`.
        """
        self.files += 1
        source, result = self._home / f"stuk-{self.files}", self._home / f"uit-{self.files}"
        made = None
        try:
            source.write_bytes(data)
            self._say(
                job=self.files, source=str(source), result=str(result), reads=way.reads, writes=way.writes,
                service=way.service, data=dict(way.data),
            )  # fmt: skip
            answer = self._hear(until)
            self.same = answer.get("same") is True
            if answer.get("job") == self.files and answer.get("made") is True and result.is_file():
                made = result.read_bytes()
            source.unlink()
            result.unlink(missing_ok=True)
        finally:  # Ctrl-C too: the answer would be taken for that of the next file
            if made is None:
                self.stop()
        return made

    def _say(self, **said: object) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(said).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise GoneError from None

    def _hear(self, until: float) -> dict[str, object]:
        """The next line that it says."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise LateError
                more = os.read(self._process.stdout.fileno(), 65536)
                if not more:
                    raise GoneError
                self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        said: dict[str, object] = json.loads(line)
        return said

    def _end(self) -> None:
        """Close its standard input, at which the program beside it ends all; kill all where it doesn't."""
        with self._process as process:
            assert process.stdin is not None
            with contextlib.suppress(OSError):
                process.stdin.close()
            try:
                process.wait(_ENDING)
            except subprocess.TimeoutExpired:
                _kill(process.pid)
            if self._group and not self._alone:
                _kill(self._group)
        shutil.rmtree(self._home, ignore_errors=True)


def _kill(group: int) -> None:
    with contextlib.suppress(OSError):  # nothing of it is left
        os.killpg(group, signal.SIGKILL)
