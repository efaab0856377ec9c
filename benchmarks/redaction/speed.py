"""How fast plain office pages with 40 marks each are redacted, beside a yardstick, and how much memory it takes."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from benchmarks.redaction.measure import GROUNDS, document_of
from benchmarks.redaction.office import Paragraph, Run, Sheet, Writer
from benchmarks.redaction.producers import Producer, ProducerError, producers
from benchmarks.redaction.tables import table
from pipeline.redact.page import redact_pages
from pipeline.types import Document, Label, Mask, Span

ROOT = Path(__file__).resolve().parents[2]
MAKERS = ("LibreOffice", "Typst")
MARKS = 40
_SENTENCES = 28  # a full page of plain prose
_PAGES = (1, 10, 100)
_MEMORY_PAGES = (10, 100, 400)
_ATLEAST = 1.0  # seconds of processor time; short files are redacted again until it is spent


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages a second of processor time. `yardstick`: pdfplumber reading the words of the same pages."""

    maker: str
    pages: int
    marks: int
    pictures: int
    redacted: float
    yardstick: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes that a process held at most: before it redacted (with all that was read), and in the end."""

    pages: int
    before: float
    peak: float
    output: float


def plain_sheets(count: int) -> tuple[Sheet, ...]:
    """Pages of prose without anything around it."""
    made: list[Sheet] = []
    for i in range(count):
        writer = Writer(7_000_000 + i)
        halves = [Paragraph((Run(writer.prose(_SENTENCES // 4)),), "left") for _ in range(4)]
        family = ("serif", "sans")[i % 2]
        made.append(Sheet("plain", family, False, writer.department(), f"Pagina {i + 1}", tuple(halves)))
    return tuple(made)


def masks_of(document: Document) -> tuple[Mask, ...]:
    """MARKS words of each page, spread evenly from a random start."""
    rng = random.Random(1)
    spans: list[Span] = []
    for page in document.pages:
        words = [w.span for w in document.words if page.span.start <= w.span.start < page.span.end]
        step = max(1, len(words) // MARKS)
        spans += sorted(words)[rng.randrange(step) :: step][:MARKS]
    return tuple(Mask(span, GROUNDS, Label.PERSON) for span in sorted(spans))


def measure_speed() -> list[Speed]:
    """Each maker that is there, each number of pages."""
    able = [p for p in producers() if p.name in MAKERS and not p.missing()]
    return [speed for producer in able for speed in _speeds(producer)]


def _speeds(producer: Producer) -> list[Speed]:
    made: list[Speed] = []
    for pages in _PAGES:
        with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
            folder = Path(temporary)
            try:
                data = producer.make(producer.variants[0], plain_sheets(pages), folder)
            except ProducerError:
                continue
            made.append(_speed(producer.name, document_of(data, folder)))
    return made


def _speed(maker: str, document: Document) -> Speed:
    masks = masks_of(document)
    pages = len(document.pages)
    rounds, spent, pictures = 0, 0.0, 0
    while spent < _ATLEAST:
        began = time.process_time()
        done = redact_pages(document, masks, None, "Titel")
        spent += time.process_time() - began
        rounds += 1
        pictures = len(done.rasterised)
    reading = _yardstick(document)
    return Speed(maker, pages, len(masks), pictures, rounds * pages / spent, pages / reading)


def _yardstick(document: Document) -> float:
    """Seconds of processor time that pdfplumber takes for the words of a file."""
    began = time.process_time()
    with pdfplumber.open(document.payload or "") as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()
    return time.process_time() - began


def measure_memory() -> list[Memory]:
    """A fresh process for each number of pages."""
    producer = next((p for p in producers() if p.name == "Typst"), None)
    if producer is None:
        return []
    made: list[Memory] = []
    for pages in _MEMORY_PAGES:
        with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
            file = Path(temporary) / "plain.pdf"
            file.write_bytes(producer.make("plain", plain_sheets(pages), Path(temporary)))
            done = subprocess.run(
                [sys.executable, "-m", "benchmarks.redaction.speed", str(file)],
                capture_output=True, check=True, cwd=ROOT, timeout=300,
            )  # fmt: skip
        figures = json.loads(done.stdout)
        made.append(Memory(pages, figures["before"], figures["peak"], figures["output"]))
    return made


def _peak() -> float:
    """Megabytes that this process held at most (Linux); getrusage would tell those of its parent too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def worker(file: Path) -> None:
    """The process whose memory is measured."""
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        document = document_of(file.read_bytes(), Path(temporary))
        masks = masks_of(document)
        before = _peak()
        done = redact_pages(document, masks, None, "Titel")
    print(json.dumps({"before": before, "peak": _peak(), "output": len(done.pdf) / 2**20}))


def report(speeds: Sequence[Speed], memory: Sequence[Memory]) -> str:
    """Both tables."""
    first = table(
        ("maker", "pages", "marks", "pictures", "pages/s", "pdfplumber pages/s", "ratio"),
        [
            (s.maker, s.pages, s.marks, s.pictures, f"{s.redacted:.1f}", f"{s.yardstick:.1f}",
             f"{s.redacted / s.yardstick:.2f}")
            for s in speeds
        ],
    )  # fmt: skip
    second = table(
        ("pages", "MB before redaction", "MB at most", "MB of output"),
        [(m.pages, f"{m.before:.0f}", f"{m.peak:.0f}", f"{m.output:.1f}") for m in memory],
    )
    return f"{first}\n\n{second}"


if __name__ == "__main__":
    worker(Path(sys.argv[1]))
