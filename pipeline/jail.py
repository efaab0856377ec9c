"""One process a task: killed when its time is over, and the others go on.

`pool` spreads work that is our own over processes that stay; here each task gets a fresh one, since what it reads may
be made to hang, to eat memory or to crash.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.pool import begin, mp_context, no_interrupt

T = TypeVar("T")
R = TypeVar("R")

DIED = "het nakijken is door het systeem afgebroken, mogelijk door te weinig geheugen"
LATE = "het nakijken duurt te lang"
TOO_MUCH = "het nakijken vraagt te veel geheugen"

_STARTING = 180.0  # seconds in which a process must be there: it may have to load the language model
_GRACE = 5.0  # seconds beyond its time in which a task can say itself that the time is over


class Jailed:
    """What a task in its process can say to the main process before it is done."""

    def __init__(self, sender: Connection) -> None:
        self._sender = sender

    def allow(self, seconds: float) -> None:
        """From now on the task may take this long."""
        self._sender.send(float(seconds))


@dataclass(slots=True)
class _Cell(Generic[T]):
    task: T
    process: BaseProcess
    receiver: Connection
    until: float


def each(
    work: Callable[[T, Jailed], R], tasks: Iterable[T], jobs: int, seconds: float
) -> Iterator[tuple[T, R | str]]:
    """Do every task in a process of its own, `jobs` at the same time, and give it back as it finishes.

    The result is a Dutch reason instead where the process died or did not end in `seconds`, or in what the task itself
    said to need, or where the task failed. `work` and what it gives must be picklable; it must give no text.
    """
    waiting = deque(tasks)
    cells: list[_Cell[T]] = []
    try:
        while waiting or cells:
            while waiting and len(cells) < jobs:
                cells.append(_lock_up(work, waiting.popleft(), seconds))
            timeout = max(0.0, min(cell.until for cell in cells) - time.monotonic())
            ready = set(connection.wait([cell.receiver for cell in cells], timeout))
            for cell in tuple(cells):
                result = _heard(cell) if cell.receiver in ready else _overdue(cell)
                if result is not None:
                    cells.remove(cell)
                    _end(cell)
                    yield cell.task, result[0]
    finally:
        with no_interrupt():
            for cell in cells:
                _end(cell)


def _lock_up(work: Callable[[T, Jailed], R], task: T, seconds: float) -> _Cell[T]:
    context = mp_context()
    receiver, sender = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(  # type: ignore[attr-defined]
        target=_serve, args=(work, task, seconds, sender), daemon=True
    )
    process.start()
    sender.close()
    return _Cell(task, process, receiver, time.monotonic() + _STARTING)


def _serve(work: Callable[[T, Jailed], R], task: T, seconds: float, sender: Connection) -> None:
    begin()
    jail = Jailed(sender)
    jail.allow(seconds)
    result: R | str
    try:
        result = work(task, jail)
    except MemoryError:
        result = TOO_MUCH
    except Exception as error:  # noqa: BLE001  (the file is told by it; the message may hold text)
        result = f"onverwachte fout ({type(error).__name__}) bij het nakijken; meld dit aan de beheerder"
    sender.send((result,))
    sender.close()


def _heard(cell: _Cell[T]) -> tuple[Any] | None:
    """What a process says: its result in a tuple, or None where it goes on with the time that it asked for."""
    try:
        said: tuple[Any] | float = cell.receiver.recv()
    except (EOFError, OSError):
        return (DIED,)
    if isinstance(said, float):
        cell.until = time.monotonic() + said + _GRACE
        return None
    return said


def _overdue(cell: _Cell[T]) -> tuple[str] | None:
    return (LATE,) if time.monotonic() >= cell.until else None


def _end(cell: _Cell[T]) -> None:
    cell.process.kill()
    cell.process.join()
    cell.process.close()
    cell.receiver.close()


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
