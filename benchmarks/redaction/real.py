"""The pages of real makers: made, a word of each redacted, and what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.redaction.measure import FileResult, measure
from benchmarks.redaction.office import Sheet, sheets
from benchmarks.redaction.producers import Producer, ProducerError, producers

_PER_FILE = 6  # pages


@dataclass(frozen=True, slots=True)
class Made:
    """A file of one maker, with what became of it; `broken` says why the maker gave nothing."""

    producer: str
    variant: str
    file: str
    broken: str
    result: FileResult | None


def measure_all(pages: int, only: str | None, seed: int, keep: Path | None) -> tuple[list[Made], list[str]]:
    """Redact a word on each of about `pages` pages, spread over the makers; also says which are missing."""
    chosen = [p for p in producers() if only is None or p.name.casefold() == only.casefold()]
    reasons = [(p, p.missing()) for p in chosen]
    missing = [f"{p.name}: {reason}" for p, reason in reasons if reason]
    able = [p for p, reason in reasons if not reason]
    made: list[Made] = []
    for producer, count in zip(able, _shares(pages, len(able)), strict=True):
        made += _of_producer(producer, count, seed, keep)
    return made, missing


def _shares(pages: int, makers: int) -> list[int]:
    return [pages // makers + (i < pages % makers) for i in range(makers)] if makers else []


def _of_producer(producer: Producer, pages: int, seed: int, keep: Path | None) -> list[Made]:
    """The files of a maker; its variants in turn, until there are enough pages."""
    made: list[Made] = []
    left, number = pages, 0
    while left > 0:
        variant = producer.variants[number % len(producer.variants)]
        first = seed + 1000 * number
        content = sheets(min(left, _PER_FILE), first)
        name = f"{producer.name}-{number + 1}-{variant}".replace(" ", "_").replace(",", "")
        made.append(_one(producer, variant, content, (name, first), keep))
        left -= _PER_FILE
        number += 1
    return made


def _one(
    producer: Producer, variant: str, content: Sequence[Sheet], named: tuple[str, int], keep: Path | None
) -> Made:
    name, seed = named
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        folder = Path(temporary)
        try:
            data = producer.make(variant, content, folder)
        except ProducerError as error:
            return Made(producer.name, variant, name, str(error), None)
        result = measure(data, folder, seed)
    if keep is not None:
        (keep / f"{name}.pdf").write_bytes(data)
        (keep / f"{name}-redacted.pdf").write_bytes(result.pdf)
    return Made(producer.name, variant, name, "", result)
