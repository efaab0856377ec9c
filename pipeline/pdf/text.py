"""The text of a PDF as pdfium reads it, with the place of every word and of every glyph.

`read_pdf_text` is for the stages that read. `read_pages` gives the same text page by page with the origin of
each glyph in user space; the redactor uses it to find the glyphs of a span again in its own process. Both go
the same way, so the same bytes give the same text.

How the text is built:

- The characters come in the order of the content stream, as pdfium gives them; line breaks are "\\n".
- Spaces stand where there are gaps (`spaces.py`).
- Each page ends with "\\n". Between two pages stands one "\\f" that belongs to no page.
- A word that is broken at the end of a line keeps its hyphen: "Jan-\\nsen". Every kind of hyphen is "-".
- A glyph that its font gives no way to text is U+FFFD, never left out.
- /ActualText is taken out before reading: what counts is what the page shows. (It may say something else, and
  then what the page shows would be published unread.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.errors import UnreadableError
from pipeline.gcpause import uncollected
from pipeline.pdf.chars import charlist
from pipeline.pdf.opening import load, readable
from pipeline.pdf.spaces import Raw, respace
from pipeline.types import Box, Page, Span, Word

_REPLACEMENT = "\ufffd"
_HYPHENS = (0x02, 0xFFFE)  # what pdfium's text page holds for a hyphen at the end of a line
_SOFT_HYPHEN = 0xAD
_AS_SHOWN = str.maketrans({**dict.fromkeys("\x02\ufffe\u00ad\u2010\u2011", "-"), "\0": None})
_HYPHEN_SIGNS = (_SOFT_HYPHEN, 0x2010, 0x2011)  # they look like a hyphen, and break words like one


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, its pages and its words."""

    text: str
    pages: tuple[Page, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class View:
    """From user space to the page as it is displayed: CropBox and /Rotate applied, origin top left.

    `x0, y0, x1, y1` is the visible rectangle in user space, in points; `quarter_turns` are clockwise.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    quarter_turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as displayed."""
        width, height = self.x1 - self.x0, self.y1 - self.y0
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of user space is displayed."""
        match self.quarter_turns:
            case 1:
                return y - self.y0, x - self.x0
            case 2:
                return self.x1 - x, y - self.y0
            case 3:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def back(self, x: float, y: float) -> tuple[float, float]:
        """Where a point as displayed stands in user space."""
        match self.quarter_turns:
            case 1:
                return y + self.x0, x + self.y0
            case 2:
                return self.x1 - x, y + self.y0
            case 3:
                return self.x1 - y, self.y1 - x
            case _:
                return x + self.x0, self.y1 - y

    def box(self, page: int, points: tuple[tuple[float, float], ...]) -> Box:
        """The displayed box around some points of user space."""
        shown = [self.point(x, y) for x, y in points]
        xs, ys = [p[0] for p in shown], [p[1] for p in shown]
        return Box(page, min(xs), min(ys), max(xs), max(ys))


class Char(NamedTuple):
    """One character of the text page; a tuple, for there are thousands on a page.

    `start` and `end` bound its stretch of the text (a ligature holds several letters as several chars with one
    origin), `x, y` is the origin of its glyph in user space, `box` its box in user space (x0, y0, x1, y1).
    `generated`: pdfium made it up (a space or a line break), so no glyph belongs to it.
    """

    start: int
    end: int
    x: float
    y: float
    box: tuple[float, float, float, float]
    generated: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """A page with its text (its own "\\n" at the end included) and its characters."""

    page: Page
    text: str
    chars: tuple[Char, ...]
    view: View

    def shown(self, char: Char) -> str:
        """The text of one of its characters."""
        first = self.page.span.start
        return self.text[char.start - first : char.end - first]


def read_pdf_text(file: str | Path) -> PdfText:
    """Read the text of a PDF.

    Raises:
        UnreadableError: it is no PDF, it is broken off, damaged or encrypted, or it is absurdly large inside.
    """
    return read_text(readable(load(file)).data)


def read_text(data: bytes) -> PdfText:
    """Read the text of a PDF that `readable` gave.

    Raises:
        UnreadableError: PDFium can't open it, or can't open one of its pages.
    """
    texts: list[str] = []
    pages: list[Page] = []
    words: list[Word] = []
    for page in read_pages(data):
        texts.append(page.text)
        pages.append(page.page)
        words.extend(_words(page))
    return PdfText("\f".join(texts), tuple(pages), tuple(words))


def read_pages(data: bytes, numbers: frozenset[int] | None = None) -> Iterator[PageText]:
    """The pages of a PDF, or those with some numbers, one at a time, so that no more than one is open.

    Spans count from the first page that is read.

    Raises:
        UnreadableError: pdfium can't open it, or can't open one of its pages.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("het PDF-bestand is beschadigd") from error
    offset = 0
    try:
        for index in range(len(pdf)):
            if numbers is not None and index + 1 not in numbers:
                continue
            try:
                with uncollected():
                    page = _read_page(pdf, index, offset)
            except pypdfium2.PdfiumError as error:
                raise UnreadableError(f"pagina {index + 1} kan niet worden gelezen") from error
            offset += len(page.text) + 1  # the form feed
            yield page
    finally:
        pdf.close()


def page_texts(data: bytes, numbers: frozenset[int]) -> dict[int, str]:
    """The text of some pages as pdfium puts it together, without places: a tenth of the work of `read_pages`.

    Raises:
        UnreadableError: pdfium can't open it, or can't open one of the pages.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("het PDF-bestand is beschadigd") from error
    texts: dict[int, str] = {}
    try:
        for number in sorted(numbers):
            try:
                texts[number] = _page_text(pdf, number - 1)
            except pypdfium2.PdfiumError as error:
                raise UnreadableError(f"pagina {number} kan niet worden gelezen") from error
    finally:
        pdf.close()
    return texts


def _page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    page = pdf[index]
    try:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range()).translate(_AS_SHOWN)
        finally:
            textpage.close()
    finally:
        page.close()


def _read_page(pdf: pypdfium2.PdfDocument, index: int, offset: int) -> PageText:
    page = pdf[index]
    try:
        x0, y0, x1, y1 = page.get_bbox()
        view = View(x0, y0, x1, y1, page.get_rotation() // 90 % 4)
        textpage = page.get_textpage()
        try:
            text, chars = _read_chars(textpage.raw, offset)
        finally:
            textpage.close()
    finally:
        page.close()
    width, height = view.size
    span = Span(offset, offset + len(text))
    return PageText(Page(index + 1, width, height, span), text, tuple(chars), view)


def _read_chars(textpage: pdfium_c.FPDF_TEXTPAGE, offset: int) -> tuple[str, list[Char]]:
    pieces: list[str] = []
    chars: list[Char] = []
    place = offset
    for text, x, y, box, generated in respace(_raw_chars(textpage)):
        end = place + len(text)
        chars.append(Char(place, end, x, y, box, generated))
        pieces.append(text)
        place = end
    if not pieces or not pieces[-1].endswith("\n"):
        pieces.append("\n")
    return "".join(pieces), chars


def _raw_chars(textpage: pdfium_c.FPDF_TEXTPAGE) -> list[Raw]:
    found: list[Raw] = []
    high = 0  # the first half of a surrogate pair
    before = 0.0, 0.0
    for i, (code, x, y, box) in enumerate(charlist(textpage)):
        if 0x20 < code < 0x7F:  # as good as all
            found.append(Raw(chr(code), x, y, box, generated=False))
            before = x, y
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        full = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if 0xDC00 <= code < 0xE000 and high else code
        high = 0
        if full == 0x0D:
            continue  # pdfium's line break is CR LF
        if full == _SOFT_HYPHEN and before == (x, y):
            continue  # it shares a glyph with the letter before it: a place where the word could break, and does not
        before = x, y
        piece = _as_text(textpage, i, full)
        generated = piece.isspace() and pdfium_c.FPDFText_IsGenerated(textpage, i) == 1
        found.append(Raw(piece, x, y, box, generated))
    return found


def _as_text(textpage: pdfium_c.FPDF_TEXTPAGE, index: int, code: int) -> str:
    if code in _HYPHENS and (code == 0xFFFE or pdfium_c.FPDFText_IsHyphen(textpage, index) == 1):
        return "-\n"
    if code in (0x09, 0x0A):
        return chr(code)
    if code in _HYPHEN_SIGNS:
        return "-"
    # Anything that is no character of a text: C0 and C1, lone surrogates, non-characters.
    if (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code > 0x10FFFF
        or code & 0xFFFE == 0xFFFE
    ):
        return _REPLACEMENT
    return chr(code)


def _words(page: PageText) -> Iterator[Word]:
    """Runs without white space, each with the box around its characters."""
    run: list[Char] = []
    for char in page.chars:
        shown = page.shown(char)
        if shown.isspace():
            if run:
                yield _word(page, run)
            run = []
            continue
        run.append(char)
        if shown.endswith("\n"):
            yield _word(page, run)
            run = []
    if run:
        yield _word(page, run)


def _word(page: PageText, run: list[Char]) -> Word:
    end = run[-1].end
    if page.text[end - 1 - page.page.span.start] == "\n":
        end -= 1  # the break after a hyphen
    boxes = [c.box for c in run]
    low = min(b[0] for b in boxes), min(b[1] for b in boxes)
    high = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return Word(Span(run[0].start, end), page.view.box(page.page.number, (low, high)))
