"""Pages a second of `woo check` on one core, with and without the detectors, beside pdfplumber on the same pages."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from benchmarks.redaction.producers import ProducerError, producers
from benchmarks.redaction.speed import plain_sheets
from benchmarks.redaction.tables import table
from pipeline.check.inspect import Options, inspect

MAKERS = ("LibreOffice", "Typst")
_PAGES = 50
_LONG = 600.0  # seconds: what is measured is never cut off
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages a second of processor time, the best of some rounds; `yardstick` is pdfplumber's `extract_words`."""

    maker: str
    pages: int
    plain: float
    detecting: float
    yardstick: float


def measure_speed() -> list[Speed]:
    """Each maker that is there."""
    made: list[Speed] = []
    for producer in producers():
        if producer.name not in MAKERS or producer.missing():
            continue
        with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
            try:
                data = producer.make(producer.variants[0], plain_sheets(_PAGES), Path(temporary))
            except ProducerError:
                continue
        made.append(_speed(producer.name, data))
    return made


def _speed(maker: str, data: bytes) -> Speed:
    pages = inspect(data, Options(seconds=_LONG)).pages  # and the model is loaded
    works: tuple[Callable[[], object], ...] = (
        lambda: inspect(data, Options(seconds=_LONG, detect=False)),
        lambda: inspect(data, Options(seconds=_LONG)),
        lambda: _yardstick(data),
    )
    # The three take turns, so that what else the machine does falls on all of them.
    rounds = [[_seconds(work) for work in works] for _ in range(_ROUNDS)]
    plain, detecting, yardstick = (pages / min(one[i] for one in rounds) for i in range(3))
    return Speed(maker, pages, plain, detecting, yardstick)


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _yardstick(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


def report(speeds: Sequence[Speed]) -> str:
    """As a table."""
    heads = ("maker", "pages", "pages/s, no detectors", "pages/s", "pdfplumber pages/s")
    return table(
        heads,
        [(s.maker, s.pages, f"{s.plain:.1f}", f"{s.detecting:.1f}", f"{s.yardstick:.1f}") for s in speeds],
    )
