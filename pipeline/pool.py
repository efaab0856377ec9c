"""Work spread over processes, where a worker that dies takes one document with it and no more.

Tasks and results are small frozen values. With one job the same functions run in this process.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from types import TracebackType
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Twice the workers in flight keeps them busy; more would only make more suspects when one dies.
_AHEAD = 2
_FORKSERVER = "forkserver"


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


class Workers:
    """A pool of `jobs` processes that outlives the death of one of them."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None
        self._others = set(multiprocessing.active_children())

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with no_interrupt():
            self._stop(kill=kind is not None)

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """Do every task and give it back with its result, in the order in which they finish.

        The result is None where the process that worked on the task died. Which of the tasks in flight
        killed it can't be known, so each of them is done again alone.
        """
        if self._jobs == 1:
            for task in tasks:
                yield task, work(task)
            return
        waiting = deque(tasks)
        while waiting:
            suspects: list[T] = []
            yield from self._together(work, waiting, suspects)
            for task in suspects:
                yield task, self._alone(work, task)
            if suspects:
                self._stop(kill=False)

    def _together(
        self, work: Callable[[T], R], waiting: deque[T], suspects: list[T]
    ) -> Iterator[tuple[T, R | None]]:
        """Work until nothing waits or a worker dies; what was in flight then goes to `suspects`."""
        flying: dict[Future[R], T] = {}
        while not suspects and (waiting or flying):
            while waiting and not suspects and len(flying) < _AHEAD * self._jobs:
                try:
                    flying[self._pool(self._jobs).submit(work, waiting[0])] = waiting[0]
                    waiting.popleft()
                except BrokenProcessPool:
                    if flying:
                        break
                    self._stop(kill=True)
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                task = flying.pop(future)
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    suspects.append(task)
        for future, task in flying.items():
            try:
                yield task, future.result()
            except BrokenProcessPool:
                suspects.append(task)
        if suspects:
            self._stop(kill=True)

    def _alone(self, work: Callable[[T], R], task: T) -> R | None:
        """Do one task with no other beside it; None where it kills its process."""
        try:
            return self._pool(1).submit(work, task).result()
        except BrokenProcessPool:
            self._stop(kill=True)
            return None

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(jobs, mp_context=mp_context(), initializer=begin)
        return self._executor

    def _stop(self, *, kill: bool) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if kill:
            for process in set(multiprocessing.active_children()) - self._others:
                process.kill()
        executor.shutdown(wait=True, cancel_futures=True)


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


def begin() -> None:
    """In a new worker: private files, no logs, and an end when the main process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    logging.disable(logging.CRITICAL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
