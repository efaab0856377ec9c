"""A run over a case in a process of its own: seconds, pages, seconds a stage, and the memory of every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_EVERY = 0.5  # seconds between two looks at the memory
_WORKER = """
import json, sys, time
from pathlib import Path
from pipeline.run import Options, process
began = time.perf_counter()
summary = process([Path(sys.argv[1])], Path(sys.argv[2]), None, Options(int(sys.argv[3])), lambda _: None)
print(json.dumps({
    "seconds": time.perf_counter() - began,
    "documents": len(summary.results),
    "published": sum(r.outcome.published for r in summary.results),
    "failed": sum(r.outcome.status.value == "failed" for r in summary.results),
    "pages": summary.pages,
    "stage_seconds": dict(summary.stage_seconds),
}))
"""
_PARTS = {"first tenth": (0.0, 0.1), "half": (0.45, 0.55), "last tenth": (0.9, 1.0)}


@dataclass(slots=True)
class Memory:
    """What the processes of a run held: for each look, the seconds and the bytes of each process (its resident set)."""

    root: int
    looks: list[tuple[float, dict[int, int]]] = field(default_factory=list)
    peaks: dict[int, int] = field(default_factory=dict)

    def look(self, seconds: float) -> None:
        """Add what each process holds now."""
        held: dict[int, int] = {}
        for process in _family(self.root):
            status = _status(process)
            if "VmRSS" in status:
                held[process] = status["VmRSS"]
                self.peaks[process] = max(self.peaks.get(process, 0), status.get("VmHWM", 0))
        self.looks.append((seconds, held))

    def workers(self, start: float, end: float) -> int:
        """The most that one process beside the main one held in a part of the run."""
        whole = self.looks[-1][0] if self.looks else 0.0
        seen = (held for seconds, held in self.looks if start * whole <= seconds <= end * whole)
        return max((size for held in seen for pid, size in held.items() if pid != self.root), default=0)

    def main(self, start: float, end: float) -> int:
        """The most that the main process held in a part of the run."""
        whole = self.looks[-1][0] if self.looks else 0.0
        return max(
            (held.get(self.root, 0) for at, held in self.looks if start * whole <= at <= end * whole),
            default=0,
        )


def measured(folder: Path, jobs: int) -> dict[str, Any]:
    """Run over a case in a fresh OUT.

    Raises:
        SystemExit: the run ended badly.
    """
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        command = [sys.executable, "-c", _WORKER, str(folder), str(Path(temporary) / "out"), str(jobs)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as process:
            memory, began = Memory(process.pid), time.perf_counter()
            while process.poll() is None:
                memory.look(time.perf_counter() - began)
                time.sleep(_EVERY)
            output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"the run with {jobs} jobs ended with exit code {process.returncode}")
    figures: dict[str, Any] = {"jobs": jobs, **json.loads(output)}
    figures["pages_per_second"] = figures["pages"] / figures["seconds"]
    others = [size for pid, size in memory.peaks.items() if pid != memory.root]
    figures["main_peak"] = memory.peaks.get(memory.root, 0)
    figures["worker_peak"] = max(others, default=0)
    figures["main"] = {name: memory.main(*part) for name, part in _PARTS.items()}
    figures["worker"] = {name: memory.workers(*part) for name, part in _PARTS.items()}
    return figures


def _environment() -> dict[str, str]:
    """That of this process, in which the pipeline of this checkout is found."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}


def _family(root: int) -> list[int]:
    """A process and its descendants (Linux: /proc)."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        children.setdefault(int(after_name[1]), []).append(int(stat.parent.name))
    found, todo = [], [root]
    while todo:
        process = todo.pop()
        found.append(process)
        todo += children.get(process, [])
    return found


def _status(process: int) -> dict[str, int]:
    """The sizes in /proc/PID/status, in bytes; nothing where the process ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in lines)
    return {name: int(value.split()[0]) * 1024 for name, value in pairs if value.endswith(" kB")}


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The figures as lines to read."""
    lines = [_line("", [f"{row['jobs']} job(s)" for row in rows])]
    for label, key, digits in (
        ("documents", "documents", 0),
        ("published", "published", 0),
        ("failed", "failed", 0),
        ("pages published", "pages", 0),
        ("seconds", "seconds", 1),
        ("pages a second", "pages_per_second", 1),
    ):
        lines.append(_line(label, [f"{row[key]:.{digits}f}" for row in rows]))
    lines.append(
        _line("of the time of the first", [f"{row['seconds'] / rows[0]['seconds']:.0%}" for row in rows])
    )
    lines.append("memory, MB (resident; of the workers the largest at that time):")
    for who in ("main", "worker"):
        lines.append(_line(f"  {who}, peak", [_megabytes(row[f"{who}_peak"]) for row in rows]))
        lines += [_line(f"  {who}, {part}", [_megabytes(row[who][part]) for row in rows]) for part in _PARTS]
    lines.append("seconds a stage, summed over the jobs:")
    for stage in sorted({stage for row in rows for stage in row["stage_seconds"]}):
        spent = (row["stage_seconds"].get(stage, 0.0) for row in rows)
        lines.append(_line(f"  {stage}", [f"{seconds:.1f}" for seconds in spent]))
    return "\n".join(lines)


def _line(label: str, values: Sequence[str]) -> str:
    return f"{label:<28}" + "".join(f"{value:>13}" for value in values)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f}"
