"""From a redacted text to the blocks that the template sets, and the characters that must come out."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress

from pipeline.masking import RedactedText, mark_text
from pipeline.redact.typst_pdf import showable
from pipeline.types import DocumentKind, Span

# A run is a text, the codes of a mark, the label of a mail header, or None: a place where a line may break.
Run = str | list[str] | dict[str, str] | None
# A block is a paragraph (its lines), a number of blank lines, or None: a page break.
Block = list[list[Run]] | int | None

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_HEADER = re.compile(r"[^\W\d_][\w -]{0,30}:(?=\s|$)")
_LONG_RUN = re.compile(
    r"\S{36,}"
)  # 36 of the widest letters of the font at 10.5 pt still fit a line of 16 cm
_CHUNK = re.compile(r"\S{1,10}")
_TAB = "    "
# Typst's time for a paragraph grows faster than its length: 10,000 lines took 4.4 s as one paragraph and
# 1.3 s as many. So a long paragraph or line is set as several, with no more room between them.
_PARAGRAPH_LINES = 40
_PARAGRAPH_CHARS = 4000
_MOST_BLANK_LINES = 3


@dataclass(slots=True)
class Layout:
    """What the template gets, and what must be read back from its PDF.

    `keys`, joined, are the characters that come out, in order, in the form that `key` gives; `sources` runs
    parallel to them with their places in the redacted text. `squares` and `bare` count what can't be
    shown, as `typst_pdf.Shown` tells.
    """

    blocks: list[Block] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    sources: array[int] = field(default_factory=lambda: array("q"))
    squares: int = 0
    bare: int = 0


@cache
def key(char: str) -> str:
    """A character as it is compared with what a reader gives back: compatibility forms taken apart, without
    white space, combining marks and what has no shape.
    """
    if char and char in "\x02\ufffe\u2011":  # PDFium gives the first two for a hyphen at the end of a line
        char = "\u2010"
    taken_apart = unicodedata.normalize("NFKD", char).replace("-", "\u2010")
    return "".join(c for c in taken_apart if unicodedata.category(c)[0] not in "ZCM")


def text_key(text: str) -> str:
    """A text in the form in which it is compared."""
    return "".join(map(key, text))


def repeated(numbers: Iterable[int], keys: Sequence[str]) -> Iterator[int]:
    """Each number as often as its key has characters."""
    if max(map(len, keys), default=0) <= 1:
        return compress(numbers, keys)
    return (number for number, one in zip(numbers, keys, strict=True) for _ in one)


def lay_out(redacted: RedactedText, kind: DocumentKind) -> Layout:
    """The layout of the text. Every line break of the source stays one; more than three blank lines are set
    as three, and a form feed starts a page.

    Raises:
        RedactionError: it can't be told which characters the fonts can show.
        ValueError: a mark does not stand where it should.
    """
    return _Builder(redacted, kind).build()


class _Builder:
    """Walks over the lines once; holds what one line leaves for the next."""

    def __init__(self, redacted: RedactedText, kind: DocumentKind) -> None:
        self.text = redacted.text
        shown = showable(redacted.text)
        self.instead = shown.instead
        self.marks = [
            (mark, list(mask.grounds)) for mark, mask in zip(redacted.marks, redacted.masks, strict=True)
        ]
        for mark, codes in self.marks:
            if mark.of(self.text) != mark_text(tuple(codes)):
                raise ValueError("a mark does not stand where it should")
        self.next_mark = 0
        self.in_header = kind is DocumentKind.MAIL
        self.layout = Layout(squares=shown.squares, bare=shown.bare)
        self.paragraph: list[list[Run]] = []
        self.paragraph_chars = 0
        self.blank_lines = 0

    def build(self) -> Layout:
        start = 0
        for end in _LINE_END.finditer(self.text):
            self._line(start, end.start())
            if end.group() == "\f":
                self._flush()
                self.layout.blocks.append(None)
            start = end.end()
        self._line(start, len(self.text))
        self._flush()
        while self.layout.blocks and self.layout.blocks[-1] is None:
            self.layout.blocks.pop()  # a page break at the end would leave an empty page before the legend
        return self.layout

    def _line(self, start: int, end: int) -> None:
        if not self.text[start:end].strip():
            self.in_header = False
            self._close_paragraph()
            self.blank_lines += 1
            return
        runs: list[Run] = []
        if self.in_header:
            start = self._label(start, runs)
        while start < end:
            stop = self._piece_end(start, end)
            self._runs(start, stop, runs)
            if runs:
                self._close_gap()
                self.paragraph.append(runs)
                self.paragraph_chars += stop - start
            if len(self.paragraph) >= _PARAGRAPH_LINES or self.paragraph_chars >= _PARAGRAPH_CHARS:
                self._close_paragraph()
            start, runs = stop, []

    def _piece_end(self, start: int, end: int) -> int:
        """Where a piece of a very long line ends: behind a space where there is one, never within a mark."""
        if end - start <= _PARAGRAPH_CHARS:
            return end
        limit = start + _PARAGRAPH_CHARS
        space = self.text.rfind(" ", start + 1, limit)
        stop = space + 1 if space >= 0 else limit
        for mark, _ in self.marks[self.next_mark :]:
            if mark.start >= stop:
                break
            if mark.end > stop:
                return mark.end
        return stop

    def _label(self, start: int, runs: list[Run]) -> int:
        """Take the label of a header line; the place behind it."""
        found = _HEADER.match(self.text, start)
        if not found or self._mark_before(found.end()):
            return start
        runs.append({"label": self._shown(start, found.end())})
        return found.end()

    def _mark_before(self, place: int) -> bool:
        return self.next_mark < len(self.marks) and self.marks[self.next_mark][0].start < place

    def _runs(self, start: int, stop: int, runs: list[Run]) -> None:
        while self._mark_before(stop):
            mark, codes = self.marks[self.next_mark]
            self._text_runs(start, mark.start, runs)
            runs.append(codes)
            self._expect(
                Span(mark.start + 1, mark.end - 1)
            )  # the brackets are not set: the box stands for them
            self.next_mark += 1
            start = mark.end
        self._text_runs(start, stop, runs)

    def _text_runs(self, start: int, stop: int, runs: list[Run]) -> None:
        shown = self._shown(start, stop)
        place = 0
        for long in _LONG_RUN.finditer(shown):
            runs.append(shown[place : long.start()])
            for chunk in _CHUNK.findall(long.group()):
                runs += (chunk, None)
            place = long.end()
        runs.append(shown[place:])
        while runs and runs[-1] == "":
            runs.pop()

    def _shown(self, start: int, stop: int) -> str:
        self._expect(Span(start, stop))
        piece = self.text[start:stop]
        if self.instead and any(place in self.instead for place in range(start, stop)):
            piece = "".join(self.instead.get(place, c) for place, c in enumerate(piece, start))
        return piece.replace("\t", _TAB)

    def _expect(self, span: Span) -> None:
        places = range(span.start, span.end)
        if self.instead:
            keys = [text_key(self.instead.get(place, self.text[place])) for place in places]
        else:
            keys = list(map(key, span.of(self.text)))
        self.layout.keys.append("".join(keys))
        self.layout.sources.extend(repeated(places, keys))

    def _close_gap(self) -> None:
        if self.blank_lines:
            self.layout.blocks.append(min(self.blank_lines, _MOST_BLANK_LINES))
            self.blank_lines = 0

    def _close_paragraph(self) -> None:
        if self.paragraph:
            self.layout.blocks.append(self.paragraph)
            self.paragraph, self.paragraph_chars = [], 0

    def _flush(self) -> None:
        self._close_paragraph()
        self.blank_lines = 0
