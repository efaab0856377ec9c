"""Pages a second on one and on two jobs, peak memory, and where the time goes.

    python benchmarks/throughput.py [--copies 50] [--jobs 1 2] [--json]

Every measurement is a fresh process on the same folder of copies of samples/, one right after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = {".eml", ".pdf", ".txt", ".md"}
_EVERY = 0.25  # seconds between two looks at the memory


def copies(folder: Path, number: int) -> int:
    """Put copies of the sample documents into `folder`, each under its own path; gives how many files."""
    files = [f for f in sorted((ROOT / "samples").iterdir()) if f.suffix in ENDINGS and f.name != "README.md"]
    for i in range(number):
        target = folder / f"copy-{i + 1:03d}"
        target.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, target / file.name)
    return number * len(files)


def worker(folder: Path, out: Path, jobs: int) -> None:
    """The process that is measured: one run, its figures as JSON on standard output."""
    began = time.perf_counter()
    from pipeline.run import Options, process  # noqa: PLC0415  (the import is part of what a user waits for)

    imported = time.perf_counter()
    summary = process([folder], out, None, Options(jobs), lambda _: None)
    ended = time.perf_counter()
    figures = {
        "import_seconds": imported - began,
        "seconds": ended - imported,
        "documents": len(summary.results),
        "published": sum(r.outcome.published for r in summary.results),
        "pages": summary.pages,
        "stage_seconds": dict(summary.stage_seconds),
    }
    print(json.dumps(figures))


def measure(folder: Path, jobs: int) -> dict[str, Any]:
    """Run a worker and watch the memory of it and all its children."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, __file__, "--worker", str(folder), str(Path(temporary) / "out"), str(jobs)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
            peak = 0
            while process.poll() is None:
                peak = max(peak, tree_memory(process.pid))
                time.sleep(_EVERY)
            output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise SystemExit(f"the run with {jobs} jobs ended with exit code {process.returncode}")
    figures: dict[str, Any] = {"jobs": jobs, **json.loads(output)}
    figures["pages_per_second"] = figures["pages"] / figures["seconds"]
    figures["peak_megabytes"] = peak / 1e6
    return figures


def tree_memory(root: int) -> int:
    """Bytes that a process and its descendants hold, shared pages counted once (Linux: the Pss of /proc)."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it ended meanwhile
            continue
        children.setdefault(int(after_name[1]), []).append(int(stat.parent.name))
    total, todo = 0, [root]
    while todo:
        process = todo.pop()
        todo += children.get(process, [])
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
    return total


def table(rows: list[dict[str, Any]]) -> str:
    """The figures as lines to read."""
    stages = sorted({stage for row in rows for stage in row["stage_seconds"]})
    lines = [f"{'':<28}" + "".join(f"{row['jobs']:>6} job(s)" for row in rows)]
    for label, key, digits in (
        ("documents", "documents", 0),
        ("published", "published", 0),
        ("pages published", "pages", 0),
        ("seconds", "seconds", 1),
        ("seconds before (imports)", "import_seconds", 1),
        ("pages a second", "pages_per_second", 1),
        ("peak memory, MB", "peak_megabytes", 0),
    ):
        lines.append(f"{label:<28}" + "".join(f"{row[key]:>13.{digits}f}" for row in rows))
    lines.append("of that in, seconds summed over the jobs:")
    for stage in stages:
        spent = (row["stage_seconds"].get(stage, 0.0) for row in rows)
        lines.append(f"  {stage:<26}" + "".join(f"{seconds:>13.1f}" for seconds in spent))
    return "\n".join(lines)


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--copies", type=int, default=50)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--worker", nargs=3, metavar=("IN", "OUT", "JOBS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        folder, out, jobs = given.worker
        worker(Path(folder), Path(out), int(jobs))
        return
    with tempfile.TemporaryDirectory() as temporary:
        files = copies(Path(temporary) / "case", given.copies)
        rows = [measure(Path(temporary) / "case", jobs) for jobs in given.jobs]
    if given.json:
        print(json.dumps({"copies": given.copies, "files": files, "runs": rows}, indent=1))
    else:
        print(f"{given.copies} copies of samples/, {files} files, {os.cpu_count()} cores\n{table(rows)}")


if __name__ == "__main__":
    main()
