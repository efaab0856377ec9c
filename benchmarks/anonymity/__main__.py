"""How many of many surnames can't be told apart in redacted documents that differ in the surname only.

    python -m benchmarks.anonymity [--names 1000] [--maker NAME ...] [--diff A B] [--json]

The anonymity set of a surname is the number of surnames whose redacted output is the same. Two attackers look: one
compares the content of the page byte for byte, one measures all places to 0.1 pt. Beside them stands what a black
bar leaves that is painted over the name. Needs the `dev` extra; makers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import difflib
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.anonymity import files, generated
from benchmarks.anonymity.makers import Maker, available
from benchmarks.anonymity.measure import measure
from benchmarks.anonymity.names import surnames
from benchmarks.anonymity.sets import Sets, exact, measured, sets

_FEW = 100  # names for whole files and for generated documents, which are made one by one


def pages_of(maker: Maker, names: Sequence[str], folder: Path) -> dict[str, Any]:
    """The figures of a maker, by layout."""
    began = time.perf_counter()
    found = measure(maker, names, folder)
    rows = {
        title: {
            "exact": asdict(sets(exact(readings))),
            "measured": asdict(sets(measured(readings))),
            "bar": asdict(sets(exact(found.bar[title]))),
        }
        for title, readings in found.after.items()
    }
    return {
        "maker": maker.title,
        "surnames": len(found.names),
        "refused": len(found.refused),
        "pictures": found.pictures,
        "seconds": round(time.perf_counter() - began, 1),
        "layouts": rows,
    }


def others(names: Sequence[str], folder: Path) -> dict[str, dict[str, Sets]]:
    """Generated documents and whole files; each made one by one."""
    rows: dict[str, dict[str, Sets]] = {}
    for kind in generated.SOURCES:
        pdfs, exported = generated.outputs(kind, names, folder)
        rows[f"generated from {kind}"] = {"PDF": sets(pdfs), "JSON": sets(exported)}
    for maker in files.MAKERS:
        whole, fonts = files.outputs(maker, names, folder)
        rows[f"{maker}, one page a file"] = {"file": sets(whole), "fonts": sets(fonts)}
    return rows


def table(run: dict[str, Any]) -> str:
    """The figures of a maker as lines to read: median, mean and minimum of the sets, and the number of outputs."""
    head = f"{'':<50}" + "".join(
        f"{title:<32}" for title in ("byte for byte", "measured to 0.1 pt", "black bar")
    )
    columns = f"{'':<56}" + f"{'median':>7}{'mean':>8}{'min':>5}{'outputs':>8}    " * 3
    lines = [
        f"{run['maker']}: {run['surnames']} surnames, {run['refused']} refused, {run['pictures']} pages became "
        f"pictures, {run['seconds']} s",
        head,
        columns,
    ]
    for title, row in run["layouts"].items():
        label = f"{title} ({row['exact']['surnames']})"
        lines.append(f"  {label:<54}" + "".join(_cells(row[key]) for key in ("exact", "measured", "bar")))
    return "\n".join([*lines, ""])


def other_lines(rows: dict[str, dict[str, Sets]]) -> str:
    """The same for what is made one by one."""
    return "\n".join(
        f"{f'{title}: {what}, {found.surnames} surnames':<50}" + _cells(asdict(found))
        for title, row in rows.items()
        for what, found in row.items()
    )


def _cells(row: dict[str, float]) -> str:
    return f"{row['median']:>7g}{row['mean']:>8.1f}{row['minimum']:>5}{row['outputs']:>8}    "


def difference(maker: Maker, names: tuple[str, str], folder: Path) -> str:
    """What differs in the content between two names, by layout."""
    found = measure(maker, names, folder)
    if found.refused:
        return f"{maker.title}: refused"
    lines = [maker.title]
    for title, pair in found.after.items():
        before, after = (reading.content.decode("latin-1").split("\n") for reading in pair)
        changed = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
        lines += [f"== {title}: {'differs' if changed else 'the same'}", *changed]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=1000)
    parser.add_argument("--maker", nargs="+", help="only these makers, and no whole files")
    parser.add_argument("--diff", nargs=2, metavar=("A", "B"), help="print what differs between two names")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    makers = [m for m in available() if not given.maker or m.title in given.maker]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if given.diff:
            print("\n".join(difference(maker, tuple(given.diff), folder) for maker in makers))
            return
        names = surnames(given.names)
        runs = []
        for maker in makers:
            runs.append(pages_of(maker, names, folder))
            if not given.json:
                print(table(runs[-1]), flush=True)
        step = max(1, len(names) // _FEW)
        rows = {} if given.maker else others(names[::step][:_FEW], folder)
    if given.json:
        listed = {title: {what: asdict(found) for what, found in row.items()} for title, row in rows.items()}
        print(json.dumps({"makers": runs, "others": listed}, indent=1))
    elif rows:
        print(other_lines(rows))


if __name__ == "__main__":
    main()
