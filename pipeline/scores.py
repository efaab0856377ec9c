"""What `woo evaluate` measured, as JSON and as tables: in all, by label, by format, by origin of the name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import UsageError
from pipeline.evaluate import PERSON, POINTS, Rate, Result

_WIDE = 170  # columns where there is no terminal to fit


def as_json(result: Result) -> dict[str, Any]:
    """All rates, each with counts and interval; `origins` are of persons."""
    return {
        "documents": result.documents,
        "not_searched": list(result.failed),
        "total": _part(result, "all", "", persons=True),
        "labels": {
            name: _part(result, "label", name)
            | {f"precision_{point}": result.precision(name, point).row() for point in POINTS}
            for name in result.names("label")
        },
        "formats": {
            name: {"documents": result.counts["format", name, "documents"]}
            | _part(result, "format", name, persons=True)
            for name in result.names("format")
        },
        "origins": {name: _part(result, "origin", name) for name in result.names("origin")},
    }


def save(result: Result, file: Path) -> None:
    """Write `as_json` to a file.

    Raises:
        UsageError: the file can't be written.
    """
    try:
        file.write_text(json.dumps(as_json(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file}: the figures can't be written: {error.strerror}") from error


def _part(result: Result, group: str, name: str, *, persons: bool = False) -> dict[str, Any]:
    """The rates of one group that have anything to count."""
    pairs = {}
    for point in POINTS:
        for prefix in ("", "persons ") if persons else ("",):
            pairs[f"{prefix}covered {point}"] = f"{prefix}must go"
            pairs[f"{prefix}readable {point}"] = f"{prefix}letters"
        pairs[f"officials lost {point}"] = "officials"
        pairs[f"things lost {point}"] = "things"
        pairs[f"words kept {point}"] = "words"
    pairs["flagged"] = "to flag"
    rates = {what: result.rate(group, name, what, of) for what, of in pairs.items()}
    return {what.replace(" ", "_"): rate.row() for what, rate in sorted(rates.items()) if rate.of}


def show(result: Result, console: Console) -> None:
    """Print the result as tables: in all, by label, by format and by origin of the name."""
    if not console.is_terminal:
        console.width = _WIDE
    console.print(Text(f"{result.documents} documents, {len(result.failed)} of them could not be searched"))
    total = _table("", "at review", "at sure")
    for line, what, of in (
        ("persons wholly covered", "persons covered", "persons must go"),
        ("letters of persons readable", "persons readable", "persons letters"),
        ("all that must go covered", "covered", "must go"),
        ("officials lost", "officials lost", "officials"),
        ("things lost", "things lost", "things"),
        ("other words kept", "words kept", "words"),
    ):
        total.add_row(line, *(_cell(result.rate("all", "", f"{what} {p}", of)) for p in POINTS))
    total.add_row("precision of persons", *(_cell(result.precision(PERSON, p)) for p in POINTS))
    total.add_row("sentences flagged", _cell(result.rate("all", "", "flagged", "to flag")), "")
    console.print(total)
    for group, persons in (("label", ""), ("format", "persons "), ("origin", "")):
        console.print(_group_table(result, group, persons))


def _group_table(result: Result, group: str, persons: str) -> Table:
    heads = ["persons" if group != "label" else "must go", "covered at review", "covered at sure"]
    heads += ["precision at review", "precision at sure", "must stay, lost"] if group == "label" else []
    heads += ["all covered", "officials lost", "things lost", "words kept"] if group == "format" else []
    heads += ["letters readable", "officials lost"] if group == "origin" else []
    table = _table(group, *heads)
    for name in result.names(group):
        rate = {
            "all covered": ("covered review", "must go"),
            "officials lost": ("officials lost review", "officials"),
            "things lost": ("things lost review", "things"),
            "words kept": ("words kept review", "words"),
            "letters readable": ("readable review", "letters"),
        }
        cells = [str(result.counts.get((group, name, f"{persons}must go"), 0))]
        cells += [
            _cell(result.rate(group, name, f"{persons}covered {p}", f"{persons}must go")) for p in POINTS
        ]
        if group == "label":
            what = "officials" if name == PERSON else "things"
            cells += [_cell(result.precision(name, p)) for p in POINTS]
            cells.append(_cell(result.rate(group, name, f"{what} lost review", what)))
        cells += [_cell(result.rate(group, name, *rate[head])) for head in heads if head in rate]
        table.add_row(Text(name), *cells)
    return table


def _table(*heads: str) -> Table:
    table = Table(pad_edge=False)
    for i, head in enumerate(heads):
        table.add_column(head, justify="right" if i else "left")
    return table


def _cell(rate: Rate) -> str:
    """`97.1% (95.0-98.4) 340/350`, the interval in per cent."""
    if rate.share is None or rate.interval is None:
        return "-"
    low, high = rate.interval
    return f"{rate.share:.1%} ({100 * low:.1f}-{100 * high:.1f}) {rate.hits}/{rate.of}"
