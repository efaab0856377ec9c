"""What `woo check` finds in a bad and a clean file for each channel, and how fast.

    python -m benchmarks.checking [--speed] [--makers] [--xray PYTHON] [--json] [--keep DIR]

`--xray` names the Python of an environment that holds x-ray and pdf-redaction-check; both then look at the same files
in the same run. Without `--speed` and `--makers` the table of channels and that of the makers are printed. Nothing but
invented words is in the files. Ends with 1 where a bad file is missed or a clean one flagged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.checking import cases_covered, cases_objects, cases_text, cases_unseen, makers, others, speed
from benchmarks.checking.case import Case
from benchmarks.checking.measure import Files, Outcome, make, measure
from benchmarks.redaction.tables import table

CASES: tuple[Case, ...] = (
    *cases_covered.CASES,
    *cases_unseen.CASES,
    *cases_objects.CASES,
    *cases_text.CASES,
)


def main() -> int:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="benchmarks.checking", description=__doc__, formatter_class=form)
    parser.add_argument("--speed", action="store_true", help="pages a second")
    parser.add_argument("--makers", action="store_true", help="only the files of other makers")
    parser.add_argument(
        "--xray", type=Path, metavar="PYTHON", help="of an environment with the other checkers"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the files")
    given = parser.parse_args()
    figures: dict[str, Any] = {}
    wrong = 0
    if not given.speed:
        if not given.makers:
            wrong += _cases("channels", make(CASES), given, figures)
        made, missing = makers.cases()
        wrong += _cases("makers", make(made), given, figures)
        figures["missing"] = missing
        if not given.json:
            print("\n".join(f"left out: {reason}" for reason in missing))
    else:
        speeds = speed.measure_speed()
        figures["speed"] = [asdict(one) for one in speeds]
        if not given.json:
            print(speed.report(speeds))
    if given.json:
        print(json.dumps(figures, indent=1, ensure_ascii=False))
    return 1 if wrong else 0


def _cases(name: str, files: Sequence[Files], given: argparse.Namespace, figures: dict[str, Any]) -> int:
    """Measure, tell, and give how many cases went wrong."""
    if given.keep is not None:
        _keep(given.keep / name, files)
    outcomes = [measure(one) for one in files]
    seen = others.look(given.xray, files) if given.xray is not None else None
    figures[name] = [asdict(outcome) for outcome in outcomes]
    if seen is not None:
        figures[f"{name}, others"] = asdict(seen)
    if not given.json:
        print(_table(outcomes, seen) + "\n")
    return sum(not outcome.found or bool(outcome.flagged or outcome.not_judged) for outcome in outcomes)


def _keep(folder: Path, files: Sequence[Files]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in files:
        stem = f"{one.case.channel}-{one.case.maker}".replace(" ", "-").replace(",", "").lower()
        (folder / f"{stem}-bad.pdf").write_bytes(one.bad)
        (folder / f"{stem}-clean.pdf").write_bytes(one.clean)


def _table(outcomes: Sequence[Outcome], seen: others.Seen | None) -> str:
    peers = [f"{name} {version}" for name, version in seen.versions.items()] if seen is not None else []
    rows: list[tuple[object, ...]] = []
    for i, outcome in enumerate(outcomes):
        flags = [by[i] for by in seen.flags.values()] if seen is not None else []
        clean = ", ".join(outcome.flagged) or "not flagged"
        row = (
            outcome.channel,
            outcome.maker,
            "found" if outcome.found else f"MISSED {' '.join(outcome.seen)}",
            clean,
        )
        rows.append((*row, *(_words(bad, flagged) for bad, flagged in flags)))
    found = sum(outcome.found for outcome in outcomes)
    quiet = sum(not outcome.flagged for outcome in outcomes)
    totals: list[object] = [f"{len(outcomes)} cases", "", f"{found} found", f"{quiet} not flagged"]
    if seen is not None:
        totals += [
            f"{sum(b is True for b, _ in by)} found, {sum(c is True for _, c in by)} clean flagged"
            for by in seen.flags.values()
        ]
    unjudged = [f"not judged in {o.channel}: {reason}" for o in outcomes for reason in o.not_judged]
    return "\n".join(
        [table(("channel", "maker", "bad file", "clean file", *peers), [*rows, tuple(totals)]), *unjudged]
    )


def _words(bad: bool | None, clean: bool | None) -> str:
    said = {True: "found", False: "missed", None: "failed"}[bad]
    return f"{said}, clean flagged" if clean else said


if __name__ == "__main__":
    sys.exit(main())
