"""Redacts the pages of a maker and reads what is left of each name in each layout."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pikepdf

from benchmarks.anonymity.layouts import BREAKING, LINE_ONLY, PAGES
from benchmarks.anonymity.makers import Maker
from benchmarks.anonymity.readings import Reading, bar_reading, line_reading, readings
from pipeline.errors import RedactionError
from pipeline.pdf.text import Char, PageText, read_pages, read_pdf_text
from pipeline.redact.page import redact_pages
from pipeline.types import Document, DocumentKind, Label, Mask, Span

GROUNDS = ("5.1.2e",)
CHUNK = 25  # names in a file: the engine looks through all masks for each page
BREAKING_EVERY = 4


@dataclass(slots=True)
class Found:
    """The readings of a maker's pages by layout: `after` redaction, and the black `bar` on the unredacted page.

    `names` are the surnames that the readings belong to, by index; `refused` those whose file was not redacted,
    `pictures` counts pages that became pictures.
    """

    names: list[str] = field(default_factory=list)
    after: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    bar: dict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    refused: list[str] = field(default_factory=list)
    pictures: int = 0


def pattern(name: str) -> re.Pattern[str]:
    """The name as it stands in a text, a line end in it as it comes."""
    words = r"\s+".join(re.escape(word).replace(r"\-", r"-\s*") for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def spans_of(text: str, name: str) -> list[Span]:
    """Where the name stands in a text."""
    return [Span(m.start(), m.end()) for m in pattern(name).finditer(text)]


def document_of(data: bytes, file: Path) -> Document:
    """A PDF as the pipeline takes it, with its bytes in `file`."""
    file.write_bytes(data)
    read = read_pdf_text(file)
    return Document(
        "0" * 64, "in.pdf", DocumentKind.PDF, read.text, read.words, read.pages, payload=str(file)
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the maker's file: which, the name it was made for, and its place among the pages of that name."""

    index: int
    name: str
    kind: int


def measure(maker: Maker, names: Sequence[str], folder: Path) -> Found:
    """Make the pages of many names at once, redact them in files of some names each, and read them.

    Of BREAKING_EVERY names one has the pages read on which it may move a line break: they take the most time.

    Raises:
        ValueError: the maker did not put the layouts on the pages as they should be.
    """
    found = Found()
    for start in range(0, len(names), maker.batch):
        some = names[start : start + maker.batch]
        with pikepdf.open(io.BytesIO(maker.make(some, folder))) as pdf:
            if len(pdf.pages) != PAGES * len(some):
                raise ValueError(f"{maker.title}: {len(pdf.pages)} pages for {len(some)} names")
            for first in range(0, len(some), CHUNK):
                chunk = [(i, some[i]) for i in range(first, min(first + CHUNK, len(some)))]
                _measure_names(found, maker, chunk, pdf, folder)
    return found


def _measure_names(
    found: Found, maker: Maker, names: list[tuple[int, str]], pdf: pikepdf.Pdf, folder: Path
) -> None:
    pages = [
        _Page(PAGES * i + kind, name, kind)
        for i, name in names
        for kind in range(1 if i % BREAKING_EVERY else PAGES)
    ]
    try:
        _measure_file(found, maker, pages, _cut(pdf, pages), folder)
    except RedactionError:
        if len(names) == 1:
            found.refused.append(names[0][1])
            return
        for one in names:  # one by one, to lose no more than must be
            _measure_names(found, maker, [one], pdf, folder)


def _cut(pdf: pikepdf.Pdf, pages: Sequence[_Page]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as part:
        part.pages.extend(pdf.pages[page.index] for page in pages)
        part.save(out, static_id=True)
    return out.getvalue()


def _measure_file(found: Found, maker: Maker, pages: Sequence[_Page], data: bytes, folder: Path) -> None:
    document = document_of(data, folder / "in.pdf")
    by_page = [_masks_of(document, i, page.name) for i, page in enumerate(pages)]
    for made, masks in zip(pages, by_page, strict=True):
        expected = 1 if made.kind else len(maker.layouts)
        if len(masks) != expected:
            raise ValueError(f"{maker.title}: a name stands {len(masks)} times on a page, not {expected}")
    done = redact_pages(document, tuple(m for masks in by_page for m in masks), None, "Document")
    found.pictures += len(done.rasterised)
    found.names += [page.name for page in pages if not page.kind]
    before, after = read_pages(data), read_pages(done.pdf)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        for i, (made, old, new) in enumerate(zip(pages, before, after, strict=True)):
            page = pikepdf.Page(pdf.pages[i].obj)
            for title, reading in _read_page(maker, made.kind, page, old, new, by_page[i]):
                found.after[title].append(reading)
            for title, reading in _read_bars(maker, made.kind, old, by_page[i]):
                found.bar[title].append(reading)


def _masks_of(document: Document, index: int, name: str) -> list[Mask]:
    span = document.pages[index].span
    found = spans_of(span.of(document.text), name)
    return [Mask(Span(span.start + s.start, span.start + s.end), GROUNDS, Label.PERSON) for s in found]


def _masked(text: PageText, mask: Mask) -> list[Char]:
    return [c for c in text.chars if not c.generated and c.start < mask.span.end and mask.span.start < c.end]


def _read_page(  # noqa: PLR0913, PLR0917  (a page before and after, and what was asked)
    maker: Maker, kind: int, page: pikepdf.Page, old: PageText, new: PageText, masks: Sequence[Mask]
) -> Iterator[tuple[str, Reading]]:
    lines = [[char.y for char in _masked(old, mask)] for mask in masks]
    tops = [max(ys) for ys in lines]
    if kind == 0:
        for layout, reading in zip(maker.layouts, readings(page, new, tops), strict=True):
            yield layout.title, reading
        return
    title = BREAKING[kind - 1].title
    yield title, readings(page, new, tops)[0]
    yield title + LINE_ONLY, line_reading(page, new, lines[0])


def _read_bars(
    maker: Maker, kind: int, old: PageText, masks: Sequence[Mask]
) -> Iterator[tuple[str, Reading]]:
    """A black bar on each name; the same cuts between the layouts."""
    gone = [_masked(old, mask) for mask in masks]
    tops = [max(c.y for c in chars) for chars in gone]
    cuts = [1e9, *((a + b) / 2 for a, b in pairwise(tops)), -1e9]
    titles = [layout.title for layout in maker.layouts] if kind == 0 else [BREAKING[kind - 1].title]
    for i, title in enumerate(titles):
        yield title, bar_reading(old, gone[i], (cuts[i + 1], cuts[i]))
        if kind:
            height = tops[0]
            yield title + LINE_ONLY, bar_reading(old, gone[i], (height - 8, height + 8))
