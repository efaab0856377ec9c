"""Work spread over processes that are ours to end: one that dies, hangs or eats memory takes its own task with it.

Tasks and results are small frozen values. A process works on one task at a time, so it is always known whose fault
it was. Each has a folder for its temporary files, which goes when the process goes, however that ends.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FORKSERVER = "forkserver"
_STARTING = 180.0  # seconds in which a process must take its task up: it may have to load the language model
_COLLECT = (
    50_000,
    20,
    50,
)  # objects: a document makes many that live until it is done, and no cycles to speak of
_GRACE = 5.0  # seconds beyond its time in which a task can say itself that the time is over


class Lost(Enum):
    """Why there is no result of a task."""

    DIED = "died"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a task may take: seconds, and megabytes of memory beside what its process starts with (None: no bound).

    `tasks` is how many tasks a process does before a fresh one takes its place. `tries` is how often a task is
    given to a process before it is given up, where processes die of it.
    """

    seconds: float
    megabytes: int | None = None
    tasks: int = 1_000
    tries: int = 2


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Let no library log anything: some of them write matched text into their messages."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


@contextlib.contextmanager
def no_interrupt() -> Iterator[None]:
    """Ignore Ctrl-C for a moment; does nothing outside the main thread, where no signal arrives anyway."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# --------------------------------------------------------------------------------------- in the main process


@dataclass(slots=True)
class _Cell:
    """A process, and the task that it is at."""

    process: BaseProcess
    pipe: Connection
    folder: Path
    tasks: int
    task: Any = None
    until: float = 0.0


class Team(Protocol):
    """Whoever does tasks: `Workers` here, or those of other machines."""

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Do every task and give it back with its result, in the order in which they finish."""
        ...


class Workers:
    """A pool of at most `jobs` processes."""

    def __init__(self, jobs: int, bounds: Bounds) -> None:
        self._jobs, self._bounds = jobs, bounds
        self._idle: list[_Cell] = []
        self._busy: list[_Cell] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with no_interrupt():
            for cell in self._idle:
                _end(cell, kill=kind is not None)
            self._idle = []

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Do every task and give it back with its result, in the order in which they finish.

        A task whose process died is done again when no other runs beside it, for it may have been the memory that
        others took. What `work` raises is raised here.
        """
        waiting = deque((task, 1) for task in tasks)
        again: deque[tuple[T, int]] = deque()
        try:
            while waiting or again or self._busy:
                self._hand_out(work, waiting)
                if not self._busy and again:
                    self._hand_out(work, deque([again.popleft()]))
                ended = self._ended()
                self._hand_out(work, waiting)  # before the results are dealt with: nobody waits for that
                for task, tried, said in ended:
                    if isinstance(said, _Answer):
                        yield task, said.result()
                    elif said is Lost.DIED and tried < self._bounds.tries:
                        again.append((task, tried + 1))
                    else:
                        yield task, said
        finally:
            for cell in self._busy:
                _end(cell, kill=True)
            self._busy = []

    def _hand_out(self, work: Callable[[T], R], waiting: deque[tuple[T, int]]) -> None:
        while waiting and len(self._busy) < self._jobs:
            cell = self._idle.pop() if self._idle else _start(self._bounds)
            cell.task = waiting.popleft()
            cell.tasks += 1
            cell.until = time.monotonic() + _STARTING + self._bounds.seconds
            self._busy.append(cell)
            # A process that died meanwhile is heard of when its answer is asked for.
            with contextlib.suppress(OSError):
                cell.pipe.send((work, cell.task[0]))

    def _ended(self) -> list[tuple[Any, int, _Answer | Lost]]:
        """Wait for what comes: the tasks that are done or lost, how often each was tried, and what came of it."""
        if not self._busy:
            return []
        timeout = max(0.0, min(cell.until for cell in self._busy) - time.monotonic())
        spoken = connection.wait([cell.pipe for cell in self._busy], timeout)
        now = time.monotonic()
        heard = [(cell, _said(cell)) for cell in self._busy if cell.pipe in spoken or now >= cell.until]
        return [(*self._release(cell, said), said) for cell, said in heard if said is not None]

    def _release(self, cell: _Cell, said: _Answer | Lost) -> tuple[Any, int]:
        """The task of a process that has done with it, and how often it was tried; the process goes back, or ends."""
        self._busy.remove(cell)
        (task, tried), cell.task = cell.task, None
        if isinstance(said, Lost):
            _end(cell, kill=True)
        elif cell.tasks >= self._bounds.tasks:
            _end(cell, kill=False)
        else:
            self._idle.append(cell)
        return task, tried


def _start(bounds: Bounds) -> _Cell:
    context = mp_context()
    ours, theirs = context.Pipe()
    folder = Path(tempfile.mkdtemp(prefix="woo-"))
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(theirs, bounds, folder), daemon=True
    )
    process.start()
    theirs.close()
    return _Cell(process, ours, folder, 0)


def _said(cell: _Cell) -> _Answer | Lost | None:
    """What came of a task; None where its process goes on with the time that it asked for."""
    if not cell.pipe.poll():
        return Lost.LATE
    try:
        said: _Answer | float = cell.pipe.recv()
    except (EOFError, OSError):
        return Lost.DIED
    if isinstance(said, float):
        cell.until = time.monotonic() + said + _GRACE
        return None
    return said


def _end(cell: _Cell, *, kill: bool) -> None:
    """End a process; one that may end by itself does when its pipe is closed."""
    cell.pipe.close()
    if not kill:
        cell.process.join(_GRACE)
    cell.process.kill()
    cell.process.join()
    cell.process.close()
    shutil.rmtree(cell.folder, ignore_errors=True)


def prepare(preload: str) -> None:
    """Start, without waiting, the process that workers are copied from, and import a module in it.

    `preload` is the name of a module that takes long to import; workers then need not import it each. Does
    nothing where the system has no such process.
    """
    if _FORKSERVER in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver  # noqa: PLC0415  (not on every system)

        forkserver.set_forkserver_preload([preload])
        # Workers inherit this: Ctrl-C is for the main process alone, which then stops them.
        with no_interrupt():
            forkserver.ensure_running()


def mp_context() -> multiprocessing.context.BaseContext:
    """forkserver where the system has it, else spawn: never fork, which copies locks and open PDFs."""
    known = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context(_FORKSERVER if _FORKSERVER in known else "spawn")


# ------------------------------------------------------------------------------------ in a process of the pool


@dataclass(frozen=True, slots=True)
class _Answer:
    """What `work` gave, or what it raised."""

    value: Any = None
    error: BaseException | None = None

    def result(self) -> Any:  # noqa: ANN401  (whatever the work gives)
        if self.error is not None:
            raise self.error
        return self.value


_pipes: list[Connection] = []


def allow(seconds: float) -> None:
    """Called by a task: from now on it may take this long. Does nothing outside a process of a pool."""
    for pipe in _pipes:
        pipe.send(float(seconds))


def _serve(pipe: Connection, bounds: Bounds, folder: Path) -> None:
    _begin(folder)
    if bounds.megabytes is not None:
        bound_memory(bounds.megabytes)
    _pipes.append(pipe)
    try:
        _serve_each(pipe, bounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve_each(pipe: Connection, bounds: Bounds) -> None:
    """Do what comes through the pipe until it is closed."""
    while True:
        try:
            work, task = pipe.recv()
        except (EOFError, OSError):
            return
        allow(bounds.seconds)
        try:
            answer = _Answer(work(task))
        except Exception as error:  # noqa: BLE001  (it is raised again in the main process)
            answer = _Answer(error=error)
        pipe.send(answer)


def _begin(folder: Path) -> None:
    """In a new process: private files, no logs, and an end when the main process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    logging.disable(logging.CRITICAL)
    tempfile.tempdir = str(folder)
    gc.set_threshold(*_COLLECT)
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()


def _end_with_parent(folder: Path) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def bound_memory(megabytes: int) -> None:
    """Let this process take so much memory beside what it has now; does nothing where the system can't bound it."""
    try:
        import resource  # noqa: PLC0415  (not on every system)

        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    most = held + megabytes * 2**20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
    )
