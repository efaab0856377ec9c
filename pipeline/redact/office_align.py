"""Where the text of a Word file stands in the PDF that LibreOffice made of it.

The tags give the text in its order, across pages, columns and cells; what is no part of it (headers, footers, headings
that a table repeats) is tagged as artifact. Every paragraph must be found whole. What the layout put in itself, the
numbers of lists, notes and pages, is stepped over.
"""

from __future__ import annotations

import ctypes
import io
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.errors import RedactionError
from pipeline.gcpause import uncollected
from pipeline.masking import RedactedText
from pipeline.office.text import Paragraph, Place, read_rebuilt
from pipeline.pdf.chars import charlist
from pipeline.redact.typeset_layout import key
from pipeline.types import Box, Page, Span, Word

MAX_INSERTED = 120
"""Letters that a layout may put before a paragraph: the numbers of it and of empty ones before it."""

_BACK = 0.5  # points that a letter may begin before the one in front of it
_WORD = re.compile(r"\S+")
_OTHER = "de opgemaakte PDF geeft niet dezelfde tekst terug als is opgemaakt"
_NOTES = {"/Note", "/FENote"}


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words and pages with their places in the text; `boxes` runs parallel to the marks."""

    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    boxes: tuple[tuple[Box, ...], ...]
    repeated: str


class _Rect(NamedTuple):
    """A `Box` while there are thousands on a page."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class _Letters:
    """Letters in the form in which they are compared, each with its place."""

    keys: list[str] = field(default_factory=list)
    boxes: list[_Rect] = field(default_factory=list)

    def add(self, shown: str, box: _Rect) -> None:
        for letter in shown:
            self.keys.append(letter)
            self.boxes.append(box)

    def from_left(self) -> _Letters:
        """The letters of a line as they stand on it: those of a font that stands in for another are written last.
        Where some run from the right, the order is left as it is.
        """
        starts = [box.x0 for box in self.boxes]
        if all(b >= a - _BACK for a, b in pairwise(starts)) or any(map(_runs_left, self.keys)):
            return self
        lines: list[list[int]] = []
        for i, box in enumerate(self.boxes):
            line = next((one for one in lines if _beside(self.boxes[one[0]], box)), None)
            if line is None:
                lines.append([i])
            else:
                line.append(i)
        order = [i for line in lines for i in sorted(line, key=lambda i: starts[i])]
        return _Letters([self.keys[i] for i in order], [self.boxes[i] for i in order])

    def more(self, other: _Letters) -> None:
        self.keys += other.keys
        self.boxes += other.boxes


@dataclass(slots=True)
class _Read:
    """The letters of a PDF: of each piece of tagged content by page and number, and the artifacts of each page."""

    sizes: list[tuple[float, float]] = field(default_factory=list)
    tagged: dict[tuple[int, int], _Letters] = field(default_factory=dict)
    artifacts: list[_Letters] = field(default_factory=list)


def align(pdf: bytes, docx: bytes, redacted: RedactedText) -> Aligned:
    """Find the words and the marks of a redacted text in the PDF of its file.

    Raises:
        RedactionError: a paragraph does not stand there as it was set.
    """
    with uncollected():
        return _align(pdf, docx, redacted)


def _align(pdf: bytes, docx: bytes, redacted: RedactedText) -> Aligned:
    reading = read_rebuilt(docx)
    where = _places(reading.text, redacted.text)
    read = _read(pdf)
    flow, notes = _in_order(pdf, read)
    boxes: dict[int, _Rect] = {}  # of each character of the redacted text
    for place, letters in ((Place.BODY, flow), (Place.NOTE, notes)):
        wanted = [p for p in reading.paragraphs if p.place is place]
        _find_in_order(reading.text, wanted, letters, where, boxes)
    repeated = _find_repeated(reading.text, reading.paragraphs, read.artifacts, where, boxes)
    words = tuple(
        Word(piece, box)
        for match in _WORD.finditer(redacted.text)
        for piece, box in _pieces(Span(*match.span()), boxes)
    )
    marks = tuple(tuple(box for _, box in _pieces(mark, boxes)) for mark in redacted.marks)
    body = {
        where[p]
        for one in reading.paragraphs
        if one.place is Place.BODY
        for s in one.stretches
        for p in _range(s)
    }
    return Aligned(words, _pages(read.sizes, boxes, body, len(redacted.text)), marks, "\n".join(repeated))


def _range(span: Span) -> range:
    return range(span.start, span.end)


def _places(ours: str, theirs: str) -> list[int]:
    """For each character of the file's text its place in the redacted text, which differs in white space only."""
    at = 0
    places: list[int] = []
    for char in ours:
        if not char.isspace():
            while at < len(theirs) and theirs[at].isspace():
                at += 1
        places.append(min(at, len(theirs) - 1))
        if not char.isspace():
            at += 1
    return places


def _stretch_key(text: str, span: Span) -> tuple[str, list[int]]:
    keys: list[str] = []
    sources: list[int] = []
    for place in _range(span):
        for letter in _key(ord(text[place])):
            keys.append(letter)
            sources.append(place)
    return "".join(keys), sources


def _find_in_order(
    text: str, paragraphs: list[Paragraph], letters: _Letters, where: list[int], boxes: dict[int, _Rect]
) -> None:
    """Find each stretch behind the one before it."""
    shown = "".join(letters.keys)
    cursor = 0
    slack = MAX_INSERTED
    for paragraph in paragraphs:
        slack += MAX_INSERTED  # an empty paragraph may have a number too
        for stretch in paragraph.stretches:
            wanted, sources = _stretch_key(text, stretch)
            if not wanted:
                continue
            found = shown.find(wanted, cursor, cursor + slack + len(wanted))
            if found < 0:
                raise RedactionError(_OTHER)
            _note(sources, letters.boxes[found : found + len(wanted)], where, boxes)
            cursor = found + len(wanted)
            slack = MAX_INSERTED
    if len(shown) - cursor > slack:
        raise RedactionError(_OTHER)


def _note(sources: list[int], found: list[_Rect], where: list[int], boxes: dict[int, _Rect]) -> None:
    for source, box in zip(sources, found, strict=True):
        place = where[source]
        boxes[place] = _union(boxes[place], box) if place in boxes and boxes[place].page == box.page else box


def _find_repeated(
    text: str,
    paragraphs: list[Paragraph],
    artifacts: list[_Letters],
    where: list[int],
    boxes: dict[int, _Rect],
) -> list[str]:
    """Find headers, footers and repeated headings among the artifacts, and give those that stand there more often
    than the text has them.
    """
    wanted = [p for p in paragraphs if p.place is Place.EDGE or p.repeats]
    stretches = [(s, *_stretch_key(text, s), p.repeats) for p in wanted for s in p.stretches]
    stretches = [one for one in stretches if one[1]]
    times: Counter[str] = Counter()
    for letters in artifacts:
        shown = "".join(letters.keys)
        for _, wanted_key, sources, repeats in sorted(stretches, key=lambda one: (-len(one[1]), one[0])):
            found = shown.find(wanted_key)
            if found < 0:
                continue
            if not repeats and where[sources[0]] not in boxes:
                _note(sources, letters.boxes[found : found + len(wanted_key)], where, boxes)
            times[wanted_key] += shown.count(wanted_key)
            shown = shown.replace(wanted_key, "\0" * len(wanted_key))
    repeated: list[str] = []
    for stretch, wanted_key, _, repeats in stretches:
        shown_in_text = 0 if repeats else 1  # of a heading of a table, the first stands in the flow
        repeated += [stretch.of(text)] * (times.pop(wanted_key, 0) - shown_in_text)
    return repeated


def _pieces(span: Span, boxes: dict[int, _Rect]) -> Iterator[tuple[Span, Box]]:
    """A stretch of the redacted text as one piece for each line that it stands on."""
    start, whole = -1, None
    for place in _range(span):
        box = boxes.get(place)
        if box is None:
            continue
        if whole is not None and _same_line(whole, box):
            whole = _union(whole, box)
            continue
        if whole is not None:
            yield Span(start, place), Box(*whole)
        start, whole = span.start if whole is None else place, box
    if whole is not None:
        yield Span(start, span.end), Box(*whole)


def _same_line(a: _Rect, b: _Rect) -> bool:
    return a.page == b.page and a.top < (b.top + b.bottom) / 2 < a.bottom and b.x0 > a.x0 - 1


def _beside(a: _Rect, b: _Rect) -> bool:
    return a.top < (b.top + b.bottom) / 2 < a.bottom or b.top < (a.top + a.bottom) / 2 < b.bottom


def _runs_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}


def _union(a: _Rect, b: _Rect) -> _Rect:
    return _Rect(a.page, min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def _pages(
    sizes: list[tuple[float, float]], boxes: dict[int, _Rect], body: set[int], length: int
) -> tuple[Page, ...]:
    """Pages whose spans follow one another and cover the text; each begins where its first words of the flow do."""
    first: dict[int, int] = {}
    for place in sorted(body & boxes.keys()):
        first.setdefault(boxes[place].page, place)
    pages: list[Page] = []
    end = length
    for number in range(len(sizes), 0, -1):
        start = 0 if number == 1 else min(end, first.get(number, end))
        pages.append(Page(number, *sizes[number - 1], Span(start, end)))
        end = start
    return tuple(reversed(pages))


def _read(pdf: bytes) -> _Read:
    read = _Read()
    try:
        opened = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise RedactionError(_OTHER) from None
    try:
        for index in range(len(opened)):
            page = opened[index]
            text_page = page.get_textpage()
            try:
                read.sizes.append(page.get_size())
                read.artifacts.append(_Letters())
                _read_page(text_page, index + 1, read)
            finally:
                text_page.close()
                page.close()
    finally:
        opened.close()
    return read


def _read_page(text_page: pypdfium2.PdfTextPage, number: int, read: _Read) -> None:
    height = read.sizes[-1][1]
    high = 0
    marks: dict[int, int | None] = {}  # of each object of the page
    for index, (code, _, _, (x0, y0, x1, y1)) in enumerate(charlist(text_page.raw)):
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        pair = 0xDC00 <= code < 0xE000 and high
        shown = _key(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if pair else code)
        high = 0
        thing = pdfium_c.FPDFText_GetTextObject(text_page.raw, index) if shown else None
        if not thing:
            continue
        address = ctypes.addressof(thing.contents)
        if address not in marks:
            marks[address] = _content_number(thing)
        tag = marks[address]
        letters = read.artifacts[-1] if tag is None else read.tagged.setdefault((number, tag), _Letters())
        letters.add(shown, _Rect(number, x0, height - y1, x1, height - y0))


@lru_cache(maxsize=4096)
def _key(code: int) -> str:
    return key(chr(code)).casefold() if code <= sys.maxunicode else ""


def _content_number(thing: pdfium_c.FPDF_PAGEOBJECT) -> int | None:
    """The number of the marked content that an object stands in; None for an artifact."""
    number = pdfium_c.FPDFPageObj_GetMarkedContentID(thing)
    return number if number >= 0 else None


def _in_order(pdf: bytes, read: _Read) -> tuple[_Letters, _Letters]:
    """The tagged letters in the order of the tags: those of the flow, and those of the notes."""
    flow, notes = _Letters(), _Letters()
    taken: set[tuple[int, int]] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: i for i, page in enumerate(opened.pages, start=1)}
        root = opened.Root.get("/StructTreeRoot")
        for page, number, in_note in _leaves(root, numbers) if isinstance(root, pikepdf.Dictionary) else ():
            letters = read.tagged.get((page, number))
            if letters is not None and (page, number) not in taken:
                taken.add((page, number))
                (notes if in_note else flow).more(letters.from_left())
    if taken != set(read.tagged):
        raise RedactionError(_OTHER)  # there are letters that no tag leads to
    return flow, notes


def _leaves(root: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[int, int, bool]]:
    """Page and number of each piece of marked content, and whether it stands in a note."""
    stack: list[tuple[object, int, bool]] = [(root, 0, False)]
    while stack:
        node, page, in_note = stack.pop()
        if isinstance(node, int):
            yield page, node, in_note
        elif isinstance(node, pikepdf.Array):
            stack += [(kid, page, in_note) for kid in reversed(list(node))]
        elif isinstance(node, pikepdf.Dictionary):
            own = node.get("/Pg")
            page = numbers.get(own.objgen, page) if isinstance(own, pikepdf.Dictionary) else page
            if "/MCID" in node:
                stack.append((int(node["/MCID"]), page, in_note))
            elif "/K" in node:
                stack.append((node["/K"], page, in_note or str(node.get("/S")) in _NOTES))
