"""The same job on a Dask cluster: a real scheduler and two workers, one of which is killed halfway."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import run
from pipeline.errors import UsageError
from pipeline.limits import Limits

pytest.importorskip("distributed", reason="the extra [cluster] is not installed")

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
WITH_US = {"PYTHONPATH": str(ROOT)}
QUIET = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "10s",
}


def started(folder, *arguments, says, path):
    """A process of Dask, and what it says its address is. `path` says where it finds this program."""
    log = folder / f"{'-'.join(arguments[:1])}-{time.monotonic_ns()}.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            stdout=stream, stderr=stream, env={**os.environ, **QUIET, **path}, cwd=folder,
        )  # fmt: skip
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if match := re.search(says, log.read_text()):
            return process, match[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    processes = []
    try:
        scheduler, address = started(
            tmp_path,
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            says=r"Scheduler at:\s+(\S+)",
            path=WITH_US,
        )
        processes.append(scheduler)
        for _ in range(2):
            worker, _ = started(
                tmp_path, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                says=r"Registered to:\s+(\S+)", path=WITH_US,
            )  # fmt: skip
            processes.append(worker)
        yield address, processes[1:]
    finally:
        for process in reversed(processes):
            process.kill()
            process.wait()


def published(out):
    return {p.name: p.read_bytes() for p in sorted((out / "publish").iterdir())}


def test_the_same_bytes_as_on_this_machine_with_a_worker_killed_halfway(cluster, tmp_path):
    address, workers = cluster
    here = run.process([SAMPLES], tmp_path / "here", None, run.Options(2), lambda at: None)

    def kill_one(at):
        if at.phase is run.Phase.REDACT and at.done == 4 and workers[0].poll() is None:
            workers[0].send_signal(signal.SIGKILL)

    options = run.Options(2, scheduler=address, limits=Limits(seconds=300.0))
    there = run.process([SAMPLES], tmp_path / "there", None, options, kill_one)
    assert workers[0].wait(10) == -signal.SIGKILL
    assert there.exit_code == here.exit_code
    assert published(tmp_path / "there") == published(tmp_path / "here")


def test_a_scheduler_that_is_not_there_is_told(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "a.txt").write_text("Geachte raad")
    options = run.Options(1, scheduler="tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="no scheduler answers"):
        run.process([tmp_path / "case"], tmp_path / "out", None, options, lambda at: None)
