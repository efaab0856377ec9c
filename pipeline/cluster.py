"""The same work on the machines of a Dask cluster, over a folder that all of them see under the same path.

A Dask worker does a task in a process of its own, as `pool` does here, so that time, memory and what dies are
bounded in the same way. What a worker that went away was at, Dask gives to another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing import current_process
from types import TracebackType
from typing import Any, TypeVar

from pipeline.errors import UsageError
from pipeline.pool import Bounds, Lost, Workers, prepare
from pipeline.software import software

T = TypeVar("T")
R = TypeVar("R")

_CONNECTING = 10  # seconds
_AHEAD = 2  # tasks for each thread of a worker, so that none waits for the next


class Cluster:
    """The workers of a Dask scheduler.

    Raises:
        UsageError: (on entering) Dask is not installed, the scheduler does not answer, it has no workers, or they have
            another version of this program, or can't start processes.
    """

    def __init__(self, address: str, bounds: Bounds) -> None:
        self._address, self._bounds = address, bounds
        self._client: Any = None

    def __enter__(self) -> Cluster:
        try:
            from distributed import Client  # noqa: PLC0415  (an extra)
        except ImportError as error:
            raise UsageError(
                "--scheduler: Dask is not installed; pip install 'woo-pipeline[cluster]'"
            ) from error
        try:
            self._client = Client(self._address, timeout=_CONNECTING, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"--scheduler {self._address}: no scheduler answers there; start one with `dask scheduler`"
            ) from error
        try:
            self._see_that_they_fit(self._facts_of_workers())
        except BaseException:
            self._client.close()
            raise
        return self

    def _facts_of_workers(self) -> dict[str, tuple[str, bool]]:
        try:
            facts: dict[str, tuple[str, bool]] = self._client.run(_facts)
        except Exception as error:
            raise UsageError(
                f"--scheduler {self._address}: a worker can't run this program ({type(error).__name__}); "
                "install the same version of it on all machines"
            ) from error
        return facts

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def _see_that_they_fit(self, facts: dict[str, tuple[str, bool]]) -> None:
        if not facts:
            raise UsageError(
                f"--scheduler {self._address}: it has no workers; start some with `dask worker --no-nanny`"
            )
        ours = _facts()[0]
        for worker, (digest, able) in sorted(facts.items()):
            if digest != ours:
                raise UsageError(
                    f"worker {worker} has another version of this program, its model, its rules or its libraries; "
                    "install the same on all machines"
                )
            if not able:
                raise UsageError(
                    f"worker {worker} can't start processes; start it with `dask worker --no-nanny`"
                )

    def each(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Do every task and give it back with its result, in the order in which they finish."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415

        threads = sum(self._client.nthreads().values())
        waiting = iter(tasks)
        flying: dict[Future[R | Lost], T] = {}
        # Impure: the same task may have to be done again, and what it leaves on disk is not in its result.
        with self._client.get_executor(pure=False) as executor:
            while True:
                for task in islice(waiting, max(1, _AHEAD * threads) - len(flying)):
                    flying[executor.submit(_in_a_process, work, task, self._bounds)] = task
                if not flying:
                    return
                for future in wait(flying, return_when=FIRST_COMPLETED).done:
                    task = flying.pop(future)
                    try:
                        yield task, future.result()
                    except KilledWorker:
                        yield task, Lost.DIED


# ------------------------------------------------------------------------------------------- in a Dask worker


_here = threading.local()


def _facts() -> tuple[str, bool]:
    """What this machine works with, and whether processes can be started in this one."""
    return software().fingerprint, not current_process().daemon


def _in_a_process(work: Callable[[T], R], task: T, bounds: Bounds) -> R | Lost:
    """Do a task in the process that this thread keeps for that; it ends with the Dask worker."""
    if getattr(_here, "bounds", None) != bounds:
        prepare("pipeline.warm")
        _here.workers, _here.bounds = Workers(1, bounds), bounds
    workers: Workers = _here.workers
    return next(result for _, result in workers.each(work, [task]))
