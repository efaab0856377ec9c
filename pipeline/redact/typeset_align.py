"""Where the characters of a text stand in the PDF that was typeset from it.

The PDF is read back with PDFium and must hold, apart from white space, exactly the title, the text in its
order, a footer on each page and the legend: anything else is an error, so no word gets a wrong box unseen.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import RedactionError
from pipeline.redact.typeset_layout import Layout, key, repeated, text_key
from pipeline.types import Box, Page, Span, Word

_FOOTER = re.compile(r"pagina(\d+)van(\d+)$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words and pages with their places in the text; `boxes` runs parallel to the spans that were asked for.

    `legend` is the key of what stands on the `legend_pages` behind the pages of the text.
    """

    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    boxes: tuple[tuple[Box, ...], ...]
    legend: str
    legend_pages: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The characters `first` to `last` of the text's keys, which stand on one page from its `offset` on."""

    first: int
    last: int
    offset: int


def align(pdf: bytes, text: str, title: str, layout: Layout, spans: Sequence[Span]) -> Aligned:
    """Find the words of `text`, which was laid out as `layout` under `title`, and the boxes of `spans`, which
    are sorted and disjoint. A word that runs over lines gives a Word for each piece.

    Raises:
        RedactionError: the PDF holds something else than was set.
    """
    head = text_key(title)
    expected = head + "".join(layout.keys)
    sources = layout.sources
    word_spans = [Span(*match.span()) for match in _WORD.finditer(text)]
    words: list[Word] = []
    boxes: list[list[Box]] = [[] for _ in spans]
    sizes: list[tuple[float, float]] = []
    starts: list[int] = []
    totals: set[int] = set()
    legend: list[str] = []
    done = 0
    for chars in _pages(pdf):
        body = None if legend else chars.body()
        if body is None:
            legend.append(chars.keys)
            continue
        if not expected.startswith(body[0], done):
            raise _other_text()
        totals.add(body[1])
        here = _Stretch(max(done - len(head), 0), done + len(body[0]) - len(head), max(len(head) - done, 0))
        done += len(body[0])
        sizes.append(chars.size)
        starts.append(_cut(text, sources, here.first) if here.first < here.last else -1)
        words += (Word(*piece) for _, piece in _boxes(text, word_spans, sources, here, chars))
        for i, (_, one) in _boxes(text, spans, sources, here, chars):
            boxes[i].append(one)
    if done != len(expected):
        raise _other_text()
    if totals != {len(sizes)}:
        raise RedactionError("de paginanummers van de opgemaakte PDF kloppen niet")
    pages = _page_values(sizes, starts, len(text))
    return Aligned(tuple(words), pages, tuple(map(tuple, boxes)), "".join(legend), len(legend))


def _other_text() -> RedactionError:
    return RedactionError("de opgemaakte PDF geeft niet dezelfde tekst terug als is opgemaakt")


class _Chars:
    """The characters of an open page: `keys`, and for each the index in PDFium's text page."""

    def __init__(self, number: int, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage) -> None:
        self.number = number
        self.size: tuple[float, float] = page.get_size()
        self.text_page = text_page
        indexes = range(pdfium_c.FPDFText_CountChars(text_page.raw))
        keys = [key(char) for char in _characters(text_page, indexes)]
        self.keys = "".join(keys)
        self.indexes = array("q", repeated(indexes, keys))

    def body(self) -> tuple[str, int] | None:
        """What stands above the footer, and the number of pages that the footer tells. None: a legend page,
        as it has no footer with its number. Typst sets the footer last.
        """
        footer = _FOOTER.search(self.keys)
        if not footer or int(footer[1]) != self.number:
            return None
        return self.keys[: footer.start()], int(footer[2])

    def lines(self, first: int, last: int) -> Iterator[tuple[int, int, Box]]:
        """The characters `first` to `last` as one piece for each line that they stand on."""
        start, whole = first, self._box(first)
        end_box = self._box(last - 1)
        if _same_line(whole, end_box):
            yield first, last, _union(whole, end_box)
            return
        for at in range(first + 1, last):
            box = self._box(at)
            if _same_line(whole, box):
                whole = _union(whole, box)
            else:
                yield start, at, whole
                start, whole = at, box
        yield start, last, whole

    def _box(self, at: int) -> Box:
        left, bottom, right, top = self.text_page.get_charbox(self.indexes[at], loose=True)
        height = self.size[1]
        return Box(self.number, left, height - top, right, height - bottom)


def _characters(text_page: pdfium.PdfTextPage, indexes: range) -> Iterator[str]:
    """The character at each index. PDFium gives two for one outside the basic plane, a surrogate pair."""
    high = 0
    for index in indexes:
        unit = pdfium_c.FPDFText_GetUnicode(text_page.raw, index)
        if 0xD800 <= unit < 0xDC00:
            high = unit
            yield ""
        elif 0xDC00 <= unit < 0xE000:
            yield chr(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)) if high else chr(unit)
            high = 0
        else:
            yield chr(unit)


def _pages(pdf: bytes) -> Iterator[_Chars]:
    document = pdfium.PdfDocument(pdf)
    try:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text_page = page.get_textpage()
            try:
                yield _Chars(number, page, text_page)
            finally:
                text_page.close()
                page.close()
    finally:
        document.close()


def _boxes(
    text: str, spans: Sequence[Span], sources: array[int], here: _Stretch, chars: _Chars
) -> Iterator[tuple[int, tuple[Span, Box]]]:
    """For the spans that stand on the page: which one, and the piece and the box on each line."""
    if here.first >= here.last:
        return
    start = bisect_right(spans, sources[here.first], key=lambda span: span.end)
    for i in range(start, len(spans)):
        span = spans[i]
        if span.start > sources[here.last - 1]:
            return
        begin, end = bisect_left(sources, span.start), bisect_left(sources, span.end)
        first, last = max(begin, here.first), min(end, here.last)
        if first >= last:
            continue
        shift = here.offset - here.first
        for a, b, box in chars.lines(first + shift, last + shift):
            piece = Span(
                span.start if a - shift == begin else _cut(text, sources, a - shift),
                span.end if b - shift == end else _cut(text, sources, b - shift),
            )
            yield i, (piece, box)


def _cut(text: str, sources: array[int], at: int) -> int:
    """Where the text is cut so that its character number `at` is the first of what follows. The bracket that
    opens a mark is not set, and goes with the mark.
    """
    place = sources[at]
    if at and place - 1 > sources[at - 1] and text[place - 1] == "[":
        return place - 1
    return place


def _same_line(a: Box, b: Box) -> bool:
    return a.top < (b.top + b.bottom) / 2 < a.bottom


def _union(a: Box, b: Box) -> Box:
    return Box(a.page, min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))


def _page_values(sizes: list[tuple[float, float]], starts: list[int], length: int) -> tuple[Page, ...]:
    """Pages whose spans follow one another and cover the text; `starts` is -1 for a page without text."""
    pages: list[Page] = []
    end = length
    for i in range(len(sizes) - 1, -1, -1):
        start = 0 if i == 0 else end if starts[i] < 0 else starts[i]
        pages.append(Page(i + 1, *sizes[i], Span(start, end)))
        end = start
    return tuple(reversed(pages))
