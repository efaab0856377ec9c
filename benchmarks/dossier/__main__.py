"""python -m benchmarks.dossier make FOLDER --documents 2000 --pages 10000 --seed 1
python -m benchmarks.dossier measure FOLDER --jobs 1 2

The first makes an invented case; the second runs the pipeline over any case, in a process of its own for each number
of jobs, and tells time, memory over the run, and where the time goes.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.dossier import measure


def main() -> None:
    """The command line."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.dossier", description=__doc__, formatter_class=form)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="make an invented case")
    making.add_argument("folder", type=Path)
    making.add_argument("--documents", type=int, default=2000)
    making.add_argument("--pages", type=int, default=10_000)
    making.add_argument("--seed", type=int, default=1)
    measuring = commands.add_parser("measure", help="run over a case")
    measuring.add_argument("folder", type=Path)
    measuring.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    measuring.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    if given.command == "make":
        from benchmarks.dossier.make import make  # noqa: PLC0415  (measuring needs no maker of PDFs)

        began = time.perf_counter()
        counts = make(given.folder, given.documents, given.pages, given.seed)
        print(f"{given.documents} documents, {given.pages} pages in {time.perf_counter() - began:.0f} s")
        print(
            f"{counts.mails} mails, {len(counts.sizes)} PDFs ({min(counts.attached, counts.mails)} of them attached), "
            f"{counts.texts} texts, {counts.word} Word files, {counts.copies} copies"
        )
        return
    rows = [measure.measured(given.folder, jobs) for jobs in given.jobs]
    print(json.dumps(rows, indent=1) if given.json else measure.table(rows))


if __name__ == "__main__":
    main()
