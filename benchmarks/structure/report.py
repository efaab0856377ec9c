"""The counts as rates, to read and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.redaction.tables import table
from benchmarks.structure.items import KINDS
from benchmarks.structure.measure import Result
from benchmarks.structure.speed import Speed
from pipeline.evaluate import Rate


def recall(result: Result, kind: str) -> Rate:
    """Of the answers."""
    return Rate(result.kinds.get((kind, "hit"), 0), result.kinds.get((kind, "gold"), 0))


def precision(result: Result, kind: str) -> Rate:
    """Of what was found and belongs to no answer in doubt."""
    return Rate(result.kinds.get((kind, "hit"), 0), result.kinds.get((kind, "found"), 0))


def field(result: Result, kind: str, name: str) -> Rate:
    """Of the pairs in which the answer or the find has a value."""
    return Rate(result.fields.get((kind, name, "right"), 0), result.fields.get((kind, name, "of"), 0))


def figures(result: Result) -> dict[str, Any]:
    """As JSON."""
    return {
        "documents": result.documents,
        "kinds": {
            kind: {"recall": recall(result, kind).row(), "precision": precision(result, kind).row()}
            for kind in KINDS
            if recall(result, kind).of or precision(result, kind).of
        },
        "fields": {f"{kind}.{name}": field(result, kind, name).row() for kind, name in result.field_names()},
        "hard_negatives_taken": Rate(*result.hard_negatives).row(),
        "failures": result.failures,
    }


def tables(result: Result) -> str:
    """Kinds and fields."""
    kinds = [
        (kind, _counts(found), _share(found), _counts(right), _share(right))
        for kind in KINDS
        if (found := recall(result, kind)).of + (right := precision(result, kind)).of
    ]
    fields = [
        (kind, name, _counts(rate), _share(rate))
        for kind, name in result.field_names()
        for rate in (field(result, kind, name),)
    ]
    taken, of = result.hard_negatives
    return "\n\n".join(
        (
            table(("kind", "found", "recall", "right", "precision"), kinds),
            table(("kind", "field", "right", "share"), fields),
            f"hard negatives taken for a decision or an action: {taken} of {of}",
        )
    )


def _counts(rate: Rate) -> str:
    return f"{rate.hits}/{rate.of}"


def _share(rate: Rate) -> str:
    """With the interval in brackets."""
    if rate.share is None or rate.interval is None:
        return "-"
    low, high = rate.interval
    return f"{rate.share:.2f} ({low:.2f}-{high:.2f})"


def details(result: Result) -> str:
    """A line for each failure."""
    lines = [
        f"{name}: {kind}, {what}: {text}"
        for name, kinds in result.failures.items()
        for kind, wrong in kinds.items()
        for what, texts in wrong.items()
        for text in texts
    ]
    return "\n\n" + "\n".join(lines)


def speeds(measured: Sequence[Speed]) -> str:
    """A row for each kind of pages."""
    head = ("what", "pages", "split, ms a page", "beside it", "ms a page")
    rows = [(s.what, s.pages, f"{s.milliseconds:.2f}", s.beside, f"{s.yardstick:.2f}") for s in measured]
    return table(head, rows)
