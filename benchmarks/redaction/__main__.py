"""What redaction leaves behind, loses and costs.

    python -m benchmarks.redaction [--pages 240] [--producer NAME] [--seed 1] [--constructs] [--speed] [--json]
                                   [--keep DIR]

Without a choice all three parts run: pages of real makers, a file for each construct, and speed and memory. A maker
that is not installed is left out and named. Nothing but invented words is in the files.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.redaction import constructs, real, speed, tables


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.redaction", description=__doc__, formatter_class=form)
    parser.add_argument("--pages", type=int, help="pages of real makers, all together (240)")
    parser.add_argument("--producer", help="only this maker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--constructs", action="store_true", help="the files for each construct")
    parser.add_argument("--speed", action="store_true", help="pages a second and memory")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the files, before and after")
    given = parser.parse_args()
    pages_asked = given.pages is not None or given.producer is not None
    everything = not (pages_asked or given.constructs or given.speed)
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {}
    if everything or pages_asked:
        figures["makers"] = _real(given)
    if everything or given.constructs:
        figures["constructs"] = _constructs(given)
    if everything or given.speed:
        figures["speed"] = _speed(given)
    if given.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))


def _real(given: argparse.Namespace) -> dict[str, Any]:
    made, missing = real.measure_all(given.pages or 240, given.producer, given.seed, given.keep)
    if not made:
        sys.exit(f"no maker to measure: {'; '.join(missing) or given.producer}")
    if not given.json:
        print("Pages of real makers, one word a page redacted\n")
        print(tables.real(made))
        print("\n".join(["", *(f"left out: {reason}" for reason in missing), tables.details(made), ""]))
    return {"missing": missing, "files": [_without_pdf(asdict(one)) for one in made]}


def _without_pdf(file: dict[str, Any]) -> dict[str, Any]:
    if file["result"] is not None:
        del file["result"]["pdf"]
    return file


def _constructs(given: argparse.Namespace) -> list[dict[str, Any]]:
    outcomes = constructs.measure_all(given.keep)
    if not given.json:
        print("A file for each construct\n")
        print(constructs.report(outcomes) + "\n")
    return [asdict(outcome) for outcome in outcomes]


def _speed(given: argparse.Namespace) -> dict[str, Any]:
    speeds, memory = speed.measure_speed(), speed.measure_memory()
    if not given.json:
        print("Plain pages with 40 marks each, processor time on one core\n")
        print(speed.report(speeds, memory) + "\n")
    return {"speed": [asdict(s) for s in speeds], "memory": [asdict(m) for m in memory]}


if __name__ == "__main__":
    main()
