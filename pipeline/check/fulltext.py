"""The text of a whole file, with the place on a page of each of its words.

Pages are joined with a form feed. Every kind of hyphen is "-" and a no-break space is a space; nothing changes its
place by that. A dark box over nothing that can be read (a mark without a code) stands in the text as `BAR`, behind the
word that it follows on its line, so that what reads the text sees where something was taken out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from pipeline.types import Box, Span, Word

if TYPE_CHECKING:
    from pipeline.check.file import Item, PageView

BAR = "\u2588\u2588"
"""What stands in the text for a dark box without a code."""

_SAME = str.maketrans(
    {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\0": " "}
)
_PADDING = regex.compile(r"[ \t]+(?=\n)")
_DARK = 90  # of 255; a colour all of whose parts are below it
_OPAQUE = 0.85 * 255
_LEAST_WIDTH = 8.0  # points
_HEIGHTS = (5.0, 40.0)  # points; a box of one line
_BESIDE = 1.0  # of the height of a word: a wider gap than this is that between two columns


@dataclass(frozen=True, slots=True)
class FullText:
    """`pages` are the stretches of the pages, in order; `words` are sorted and know their boxes.

    Without words (a text that was never set) nothing has a box.
    """

    text: str
    pages: tuple[Span, ...]
    words: tuple[Word, ...] = ()

    def page_of(self, place: int) -> int:
        """The page, from 1, on which a place in the text stands."""
        return max(1, bisect_right(self.pages, place, key=lambda page: page.start))

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """The boxes of the words that a span touches, one for each line, in reading order."""
        lines: list[Box] = []
        for word in self._touched(span):
            last = lines[-1] if lines else None
            if last and _on_line(last, word.box):
                lines[-1] = _around(last, word.box)
            else:
                lines.append(word.box)
        return tuple(lines)

    def place(self, span: Span) -> tuple[int, Box | None]:
        """The page on which a span starts, and the box of its first line."""
        boxes = self.boxes(span)
        return self.page_of(span.start), boxes[0] if boxes else None

    def beside(self, one: Span, other: Span) -> bool:
        """Whether two stretches, the one before the other, stand on one line and in one column.

        Without boxes: on one line of the text.
        """
        first, second = self.boxes(one), self.boxes(other)
        if not first or not second:
            return "\n" not in self.text[one.end : other.start]
        left, right = first[-1], second[0]
        height = max(left.bottom - left.top, right.bottom - right.top)
        return _on_line(left, right) and -height < right.x0 - left.x1 <= _BESIDE * height

    def _touched(self, span: Span) -> Iterable[Word]:
        first = max(bisect_left(self.words, span.start, key=lambda w: w.span.start) - 1, 0)
        for i in range(first, len(self.words)):
            word = self.words[i]
            if word.span.start >= span.end:
                return
            if word.span.overlaps(span):
                yield word


def full_text(pages: Iterable[PageView]) -> FullText:
    """The text of the pages of a file, in order."""
    text: list[str] = []
    spans: list[Span] = []
    words: list[Word] = []
    offset = 0
    for view in pages:
        shown, placed = _unpadded(*_with_bars(view))
        shown += "" if shown.endswith("\n") else "\n"
        if spans:
            text.append("\f")
            offset += 1
        text.append(shown)
        words += [Word(Span(w.span.start + offset, w.span.end + offset), w.box) for w in placed]
        spans.append(Span(offset, offset + len(shown)))
        offset += len(shown)
    return FullText("".join(text), tuple(spans), tuple(words))


def text_only(pages: Sequence[str]) -> FullText:
    """The same of texts without places."""
    spans: list[Span] = []
    offset = 0
    for page in pages:
        spans.append(Span(offset, offset + len(page)))
        offset += len(page) + 1
    return FullText("\f".join(pages).translate(_SAME), tuple(spans))


def _unpadded(text: str, words: list[Word]) -> tuple[str, list[Word]]:
    """The same without the spaces that PDFium makes up before the end of a line: a name that goes on there is one."""
    cuts = [match.span() for match in _PADDING.finditer(text)]
    if not cuts:
        return text, words
    ends = [end for _, end in cuts]
    gone = [0, *accumulate(end - start for start, end in cuts)]
    moved = []
    for word in words:
        shift = gone[bisect_right(ends, word.span.start)]
        moved.append(Word(Span(word.span.start - shift, word.span.end - shift), word.box))
    return _PADDING.sub("", text), moved


def _with_bars(view: PageView) -> tuple[str, list[Word]]:
    """The text of a page with a `BAR` for each dark box that covers no text, and its words."""
    text = view.text.translate(_SAME)
    words = [Word(Span(w.start, w.end), w.box) for w in view.words]
    bars = sorted(
        (place, box) for box in bars_of(view) for place in [_place_in(words, box)] if place is not None
    )
    if not bars:
        return text, words
    parts: list[str] = []
    placed: list[Word] = []
    done = shift = 0
    rest = iter(words)
    word = next(rest, None)
    for place, box in bars:
        while word is not None and word.span.start < place:
            placed.append(Word(Span(word.span.start + shift, word.span.end + shift), word.box))
            word = next(rest, None)
        parts += [text[done:place], " ", BAR, " "]
        placed.append(Word(Span(place + shift + 1, place + shift + 1 + len(BAR)), box))
        shift += len(BAR) + 2
        done = place
    while word is not None:
        placed.append(Word(Span(word.span.start + shift, word.span.end + shift), word.box))
        word = next(rest, None)
    return "".join([*parts, text[done:]]), placed


def bars_of(view: PageView) -> list[Box]:
    """The dark boxes of a page that are as high as a line and cover no character, each once."""
    found: list[Box] = []
    for item in view.items:
        if not is_bar(item):
            continue
        if any(_middle_in(shown.box, item.box) for shown in view.chars if not shown.generated):
            continue
        if not any(_middle_in(item.box, known) or _middle_in(known, item.box) for known in found):
            found.append(item.box)
    return found


def is_bar(item: Item) -> bool:
    """Whether something painted is a dark rectangle of the height of a line."""
    fill, box = item.fill, item.box
    return (
        item.kind == "path"
        and item.rectangle
        and not item.hidden_layer
        and fill is not None
        and fill[3] >= _OPAQUE
        and max(fill[:3]) < _DARK
        and box.x1 - box.x0 >= _LEAST_WIDTH
        and _HEIGHTS[0] <= box.bottom - box.top <= _HEIGHTS[1]
    )


def _place_in(words: Sequence[Word], box: Box) -> int | None:
    """Behind which character of the text a box belongs: the end of the word before it on its line, else the start of
    the word behind it; None where its line has no word.
    """
    line = [w for w in words if _on_line(w.box, box)]
    before = [w for w in line if (w.box.x0 + w.box.x1) / 2 <= box.x0]
    if before:
        return max(before, key=lambda w: w.box.x1).span.end
    behind = [w for w in line if (w.box.x0 + w.box.x1) / 2 >= box.x1]
    return min(behind, key=lambda w: w.box.x0).span.start if behind else None


def _middle_in(one: Box, other: Box) -> bool:
    x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
    return other.x0 <= x <= other.x1 and other.top <= y <= other.bottom


def _on_line(one: Box, other: Box) -> bool:
    """Whether two boxes share at least half the height of the lower one."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.page == other.page and shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _around(one: Box, other: Box) -> Box:
    return Box(
        one.page,
        min(one.x0, other.x0),
        min(one.top, other.top),
        max(one.x1, other.x1),
        max(one.bottom, other.bottom),
    )
