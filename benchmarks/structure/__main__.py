"""What is found of the structure of documents with known answers, and how fast.

    python -m benchmarks.structure [--own] [--real DIR] [--speed] [--json] [-v] [--write-known]

Prints recall and precision of each kind of item with the counts and the 95 per cent interval (Wilson), and how many
fields of the items found are right. `--own`, which is the default, takes the documents of our own writing in
tests/structure; `--real` a folder with NAME.txt, .md or .pdf and the answers in NAME.json. `--write-known` writes the
failures on our own documents to the list that the tests hold them to.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.structure import known, report
from benchmarks.structure.measure import OWN, Gold, golds, measure
from benchmarks.structure.speed import measure_speed


def main() -> int:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.structure", description=__doc__, formatter_class=form)
    parser.add_argument("--own", action="store_true", help="the documents in tests/structure")
    parser.add_argument("--real", type=Path, metavar="DIR", help="a folder with documents and answers")
    parser.add_argument("--speed", action="store_true", help="milliseconds a page instead of counts")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("-v", "--verbose", action="store_true", help="each failure")
    parser.add_argument(
        "--write-known", action="store_true", help="write tests/structure/known_failures.toml"
    )
    given = parser.parse_args()
    sets: dict[str, list[Gold]] = {}
    if given.own or given.write_known or given.real is None:
        sets["own"] = golds(OWN)
    if given.real is not None:
        sets["real"] = golds(given.real)
    figures: dict[str, Any] = {}
    for name, files in sets.items():
        if given.speed:
            measured = measure_speed(files)
            figures[name] = [asdict(one) for one in measured]
            shown = report.speeds(measured)
        else:
            result = measure(files)
            figures[name] = report.figures(result)
            shown = report.tables(result) + (report.details(result) if given.verbose else "")
            if name == "own" and given.write_known:
                known.write(result.failures)
        if not given.json:
            print(f"{name}: {len(files)} documents\n\n{shown}\n")
    if given.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
