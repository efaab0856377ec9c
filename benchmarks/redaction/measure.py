"""One random word a page redacted: what leaks, what else is lost, which pages became pictures, which pixels changed."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path

import pypdfium2

from benchmarks.redaction import readers
from benchmarks.redaction.pixels import Band, different, rendered
from pipeline.errors import DocumentError
from pipeline.pdf.opening import readable
from pipeline.pdf.text import PageText, read_pages, read_pdf_text
from pipeline.redact.page import RedactedPages, redact_pages
from pipeline.types import Document, DocumentKind, Label, Mask, Span

GROUNDS = ("5.1.2e",)
# How a mark may read, without spaces: what a screen reader says of it, or what is drawn; the longest first.
_MARKS = ("gelakt,grond5.1.2e", "gelakt,grond:5.1.2e", "[5.1.2e]", "5.1.2e")
_CORE = re.compile(r"\w+(?:[-'’.@]\w+)*")
_FEWEST = 3  # letters of a word that is redacted


@dataclass(frozen=True, slots=True)
class Word:
    """The word that goes: its text, its span of `Document.text`, and the page it is on."""

    page: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class PageResult:
    """What became of one page.

    `leaks` names the readers that still find the word; `lost` and `added` count other characters by reader;
    `pixels` differ outside of the changed line (None: not compared, for the page is a picture), by `strongest` of
    255 at most. `widths` are the widths of the marks over their heights; `exact` marks kept the width of what
    stood there.
    """

    page: int
    word: str
    picture: bool
    leaks: tuple[str, ...]
    lost: dict[str, str]
    added: dict[str, str]
    pixels: int | None
    strongest: int
    widths: tuple[float, ...]
    exact: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; `refused` says why where nothing came out."""

    pages: int
    refused: str
    seconds: float
    results: tuple[PageResult, ...]
    pdf: bytes


def document_of(data: bytes, folder: Path) -> Document:
    """A PDF as the stages see it."""
    file = folder / "in.pdf"
    file.write_bytes(data)
    read = read_pdf_text(file)
    return Document(
        "0" * 64, "in.pdf", DocumentKind.PDF, read.text, read.words, read.pages, payload=str(file)
    )


def words_of(document: Document, seed: int) -> list[Word]:
    """A word of each page, drawn evenly from those of some length."""
    rng = random.Random(seed)
    chosen: list[Word] = []
    for page in document.pages:
        cores = [
            Span(page.span.start + m.start(), page.span.start + m.end())
            for m in _CORE.finditer(page.span.of(document.text))
            if len(m.group()) >= _FEWEST and "\ufffd" not in m.group()
        ]
        if cores:
            span = rng.choice(cores)
            chosen.append(Word(page.number, span.of(document.text), span))
    return chosen


def measure(data: bytes, folder: Path, seed: int) -> FileResult:
    """Redact a word on each page of a file and compare."""
    document = document_of(data, folder)
    words = words_of(document, seed)
    masks = tuple(Mask(word.span, GROUNDS, Label.PERSON) for word in words)
    began = time.process_time()
    try:
        done = redact_pages(document, masks, None, "Titel")
    except DocumentError as error:
        return FileResult(len(document.pages), str(error), time.process_time() - began, (), b"")
    seconds = time.process_time() - began
    return FileResult(len(document.pages), "", seconds, _compare(data, document, words, done), done.pdf)


def _compare(
    data: bytes, document: Document, words: Sequence[Word], done: RedactedPages
) -> tuple[PageResult, ...]:
    before, after = _readings(data), _readings(done.pdf)
    raw = readers.folded(readers.objects(done.pdf))
    whole = readers.folded(document.text)
    # Where /ActualText was taken out before reading, the spans belong to that file.
    texts = {page.page.number: page for page in read_pages(readable(data).data)}
    old, new = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(done.pdf)
    exact = dict(done.exact)
    results: list[PageResult] = []
    try:
        for index, word in enumerate(words):
            picture = word.page in done.rasterised
            leaks = _leaks(word, before, after, 0 if picture else 1)
            if len(word.text) >= 5 and whole.count(readers.folded(word.text)) == 1:
                leaks += ["objects"] if readers.folded(word.text) in raw else []
            lost, added = ({}, {}) if picture else _others(word, before, after)
            pixels: int | None = None
            strongest = 0
            if not picture:
                band = _band(texts[word.page], word.span)
                pixels, strongest = different(rendered(old, word.page), rendered(new, word.page), band)
            widths = tuple(
                round((b.x1 - b.x0) / max(b.bottom - b.top, 0.01), 2) for b in done.mark_boxes[index]
            )
            results.append(
                PageResult(
                    word.page,
                    word.text,
                    picture,
                    tuple(leaks),
                    lost,
                    added,
                    pixels,
                    strongest,
                    widths,
                    exact.get(word.page, 0),
                )
            )
    finally:
        old.close()
        new.close()
    return tuple(results)


Readings = dict[str, list[str]]


def _readings(data: bytes) -> Readings:
    found = {"pdfium": readers.pdfium(data), "pdfplumber": readers.plumber(data)}
    poppler = readers.poppler(data)
    return found if poppler is None else {**found, "pdftotext": poppler}


def _leaks(word: Word, before: Readings, after: Readings, keeps_others: int) -> list[str]:
    """The readers in which the word stands more often than once less than before (on a picture: at all)."""
    sought = readers.folded(word.text)
    found: list[str] = []
    for name, pages in before.items():
        there = readers.folded(pages[word.page - 1]).count(sought)
        left = readers.folded(after[name][word.page - 1]).count(sought)
        if left > max(there - 1, 0) * keeps_others:
            found.append(name)
    return found


def _others(word: Word, before: Readings, after: Readings) -> tuple[dict[str, str], dict[str, str]]:
    """The other characters that are gone, and those that came beside the marks, by reader."""
    lost: dict[str, str] = {}
    added: dict[str, str] = {}
    for name in ("pdfium", "pdfplumber"):
        was = Counter(readers.folded(before[name][word.page - 1]))
        should = was - Counter(readers.folded(word.text))
        now = Counter(readers.folded(after[name][word.page - 1]))
        gone, new = should - now, now - should
        new = without_marks(new)
        if gone:
            lost[name] = "".join(sorted(gone.elements()))
        if new:
            added[name] = "".join(sorted(new.elements()))
    return lost, added


def without_marks(letters: Counter[str]) -> Counter[str]:
    """Letters without those of whole marks."""
    pieces = letters["5"]
    for mark in _MARKS:
        if pieces and not Counter(mark * pieces) - letters:
            return letters - Counter(mark * pieces)
    return letters


def _band(page: PageText, span: Span) -> tuple[Band, ...]:
    """The lines that the characters of a span stand on, as displayed."""
    chars = [c for c in page.chars if not c.generated and c.start < span.end and span.start < c.end]
    lines: list[list[tuple[float, float, float]]] = []
    for char in chars:
        x, y = page.view.point(char.x, char.y)
        x0, y0, x1, y1 = char.box
        em = max(x1 - x0, y1 - y0)
        last = lines[-1][-1] if lines else None
        if last is None or hypot(x - last[0], y - last[1]) > 3 * max(em, last[2]):
            lines.append([])
        lines[-1].append((x, y, em))
    return tuple(_line_band(line) for line in lines)


def _line_band(line: list[tuple[float, float, float]]) -> Band:
    (x, y, _), (x1, y1, _) = line[0], line[-1]
    length = hypot(x1 - x, y1 - y)
    ux, uy = ((x1 - x) / length, (y1 - y) / length) if length else (1.0, 0.0)
    em = max(e for _, _, e in line)
    return Band(x, y, ux, uy, -0.6 * em, 1.5 * em)
