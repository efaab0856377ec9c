"""Whether a run that is killed again and again ends with the same bytes as one that nobody disturbed.

    python -m benchmarks.survival CASE [--kills 10] [--jobs 2] [--seed 1] [--json]

CASE is a folder (`python -m benchmarks.dossier make` makes one). A first run is left alone. A second is killed with
SIGKILL at random moments, by turns the whole run, its main process alone and one of its workers, and started again
each time; in between, every file in publish/ must have the bytes that it has in the first run: nothing there is half or
unchecked. When it is done it is begun anew in an empty OUT. At the end everything in publish/, and what internal/ says
of each document, must be the same.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_INTERNAL = ("manifest.json", "register.json", "numbers.json")
_TURNS = ("the whole run", "the main process", "a worker")


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: of what, how many seconds after the start, what was in publish/ then, and what of it was wrong."""

    what: str
    seconds: float
    published: int
    wrong: tuple[str, ...]


def start(case: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """A run in a session of its own, so that all of it can be killed at once."""
    command = [
        sys.executable,
        "-m",
        "pipeline.cli",
        "process",
        str(case),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, start_new_session=True, **quiet)


def digests(folder: Path, names: Sequence[str] | None = None) -> dict[str, str]:
    """SHA-256 of the files of a folder, by name."""
    files = [folder / name for name in names] if names is not None else sorted(folder.glob("*"))
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def result_of(out: Path) -> dict[str, str]:
    """All that must be the same at the end."""
    findings = [f.name for f in sorted((out / "internal").glob("*.findings.json"))]
    return {**digests(out / "publish"), **digests(out / "internal", [*_INTERNAL, *findings])}


def kill(run: subprocess.Popen[bytes], what: str, chance: random.Random) -> None:
    """End a run, or one of its workers and then, a second later, the rest of it."""
    if what == "a worker":
        workers = _descendants(run.pid)[1:]  # the first is what workers are copied from
        if workers:
            _kill(chance.choice(workers))
            time.sleep(1.0)
    if what == "the main process":
        run.kill()
        run.wait()
        time.sleep(2.0)  # workers notice that they are alone, and end
    else:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        found += [int(child), *_descendants(int(child))]
    return found


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended by itself just now
        os.kill(pid, signal.SIGKILL)


def survive(case: Path, jobs: int, kills: int, seed: int) -> dict[str, object]:
    """Do it; gives the kills, how many files were compared and which differ at the end."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = Path(folder, "whole"), Path(folder, "broken")
        began = time.monotonic()
        code = start(case, whole, jobs).wait()
        took = time.monotonic() - began
        expected = result_of(whole)
        done: list[Kill] = []
        for turn in range(kills):
            run = start(case, broken, jobs)
            seconds = chance.uniform(0.15, 0.6) * took
            try:
                run.wait(seconds)
            except subprocess.TimeoutExpired:
                kill(run, _TURNS[turn % len(_TURNS)], chance)
            there = digests(broken / "publish")
            if (broken / "internal/manifest.json").is_file():
                shutil.rmtree(broken)
            wrong = tuple(name for name, digest in there.items() if expected.get(name) != digest)
            done.append(Kill(_TURNS[turn % len(_TURNS)], round(seconds, 2), len(there), wrong))
        last = start(case, broken, jobs).wait()
        found = result_of(broken)
        differ = sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name))
    return {
        "seconds_undisturbed": round(took, 1),
        "exit_codes": [code, last],
        "kills": [asdict(one) for one in done],
        "files": len(expected),
        "differ": differ,
    }


def main() -> int:
    """Print it; 1 where anything differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("case", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = survive(given.case, given.jobs, given.kills, given.seed)
    if given.json:
        print(json.dumps(figures, indent=1))
    else:
        print(f"undisturbed: {figures['seconds_undisturbed']} s, exit codes {figures['exit_codes']}")
        for one in figures["kills"]:
            there = f"{one['published']:>6} files in publish/, wrong: {one['wrong'] or 0}"
            print(f"{one['what']:<18}{one['seconds']:>8} s{there}")
        print(f"{figures['files']} files compared at the end, differ: {figures['differ'] or 0}")
    wrong = (
        figures["differ"]
        or any(one["wrong"] for one in figures["kills"])
        or len(set(figures["exit_codes"])) > 1
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
