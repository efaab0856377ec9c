"""Milliseconds a page that finding the structure takes on one core, beside what else has to be done with the page.

A page of text is 3,000 characters and stands beside `cut`, which splits it into lines; a page of a PDF stands beside
pdfplumber's `extract_words`. The two take turns and the best of some rounds counts, so that what else the machine does
falls on both. The PDF and the long text are made of the documents.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from benchmarks.structure.measure import Gold, documents
from pipeline.split import split
from pipeline.split.lines import cut
from pipeline.types import Document, DocumentKind

PAGE = 3000  # characters
_LONG = 170_000  # characters: the debate of a council on one evening
_ROUNDS = 3
_LINES = 52  # on a page
_PAGES = 40


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of processor time a page; `yardstick` is what `beside` takes for the same pages."""

    what: str
    pages: int
    milliseconds: float
    beside: str
    yardstick: float


def measure_speed(files: Sequence[Gold]) -> list[Speed]:
    """The texts one by one, all as one long text, and as a PDF."""
    texts = [one for gold in files for one in gold.documents if one.kind == DocumentKind.TEXT]
    pdfs = [one for gold in files for one in gold.documents if one.kind == DocumentKind.PDF]
    made: list[Speed] = []
    if pdfs:
        made.append(
            _pdfs("PDFs", pdfs, [one.file.read_bytes() for one in files if one.file.suffix == ".pdf"])
        )
    if texts:
        joined = "\n\n".join(one.text for one in texts)
        long = (joined + "\n\n") * (1 + _LONG // len(joined))
        made.append(_texts("texts", texts))
        made.append(_texts("one long text", [Document("long", "long.txt", DocumentKind.TEXT, long[:_LONG])]))
        with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
            file = Path(temporary) / "texts.pdf"
            file.write_bytes(_pdf(long))
            made.append(_pdfs("the texts as PDF", documents(file), [file.read_bytes()]))
    return made


def _texts(what: str, read: Sequence[Document]) -> Speed:
    pages = sum(len(one.text) for one in read) / PAGE
    spent, yardstick = _turns(lambda: [split(one) for one in read], lambda: [cut(one.text) for one in read])
    return Speed(what, round(pages), spent / pages, "cut", yardstick / pages)


def _pdfs(what: str, read: Sequence[Document], files: Sequence[bytes]) -> Speed:
    pages = sum(len(one.pages) for one in read)
    spent, yardstick = _turns(lambda: [split(one) for one in read], lambda: [_words(one) for one in files])
    return Speed(what, pages, spent / pages, "pdfplumber", yardstick / pages)


def _turns(*works: Callable[[], object]) -> tuple[float, ...]:
    """The milliseconds of each."""
    rounds = [[_milliseconds(work) for work in works] for _ in range(_ROUNDS)]
    return tuple(min(one[i] for one in rounds) for i in range(len(works)))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _words(data: bytes) -> int:
    """Read them with pdfplumber and count them."""
    count = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            count += len(page.extract_words())
            page.close()
    return count


def _pdf(text: str) -> bytes:
    """A text in a fixed pitch."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    lines = [line[:110] for line in text.splitlines()][: _LINES * _PAGES]
    for first in range(0, len(lines), _LINES):
        canvas.setFont("Courier", 8)
        for i, line in enumerate(lines[first : first + _LINES]):
            canvas.drawString(36, 800 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()
