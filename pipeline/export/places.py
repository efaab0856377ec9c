"""Where a stretch of the original stands in what is published: part, pages, span and box."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.errors import CheckError
from pipeline.items import Structure, Words
from pipeline.masking import RedactedText
from pipeline.types import Box, Mask, Redacted, Span, Word

JsonObject = dict[str, object]


class Places:
    """The way from spans of the original to places in the published text and PDF."""

    def __init__(self, redacted_text: RedactedText, redacted: Redacted, structure: Structure) -> None:
        """Index the words of the output.

        Raises:
            CheckError: the text of the PDF is not the redacted text, so that places would be wrong.
        """
        if redacted.text != redacted_text.text:
            raise CheckError(
                "De tekst van de PDF is niet gelijk aan de gelakte tekst; plaatsen zijn niet te geven."
            )
        self.text = redacted_text.text
        self.masks = redacted_text.masks
        self._located = redacted_text
        self._words: tuple[Word, ...] = tuple(sorted(redacted.words, key=lambda w: (w.span, w.box)))
        self._ends = _running_ends(self._words)
        self._pages = redacted.pages
        self._artifacts = structure.artifacts
        self._parts = tuple(self.locate(part.span) for part in structure.parts)

    def locate(self, span: Span) -> Span:
        """Where a span of the original stands in the redacted text, without white space at its borders."""
        found = self._located.locate(span)
        stretch = found.of(self.text)
        start = found.start + len(stretch) - len(stretch.lstrip())
        return Span(start, start + len(stretch.strip()))

    def slice(self, span: Span) -> str:
        """What stands in the redacted text for a span of the original."""
        return self.locate(span).of(self.text)

    def read(self, words: Words) -> str:
        """What is left to read of some stretches of the original, page headers and footers left out."""
        pieces = (self.slice(piece) for span in words for piece in self._between_artifacts(span))
        return "\n".join(piece for piece in pieces if piece)

    def _between_artifacts(self, span: Span) -> Iterator[Span]:
        start = span.start
        first = bisect_right(self._artifacts, span.start, key=lambda a: a.end)
        for artifact in self._artifacts[first:]:
            if artifact.start >= span.end:
                break
            if start < artifact.start:
                yield Span(start, artifact.start)
            start = max(start, artifact.end)
        if start < span.end:
            yield Span(start, span.end)

    def masks_in(self, span: Span) -> tuple[Mask, ...]:
        """The masks that share a character with a span of the original."""
        return tuple(mask for mask in self.masks if mask.span.overlaps(span))

    def is_hidden(self, span: Span) -> bool:
        """Whether one mask covers the whole span."""
        return any(mask.span.covers(span) for mask in self.masks)

    def place(self, span: Span) -> JsonObject:
        """The place of a span of the original, as the JSON has it."""
        found = self.locate(span)
        first, last, box = self.on_pages(found)
        return {
            "part": self._part_of(found),
            "page": first,
            "last_page": last,
            "span": [found.start, found.end],
            "box": box,
        }

    def on_pages(self, found: Span) -> tuple[int | None, int | None, list[float] | None]:
        """First and last page of a span of the redacted text, and the box around its words on the first."""
        boxes = [word.box for word in self._words_in(found)]
        if boxes:
            first, last = min(box.page for box in boxes), max(box.page for box in boxes)
            return first, last, rounded(_union([box for box in boxes if box.page == first]))
        for page in self._pages:
            if page.span.start <= found.start < page.span.end:
                return page.number, page.number, None
        return None, None, None

    def _words_in(self, found: Span) -> list[Word]:
        first = bisect_left(self._ends, found.start + 1)
        last = bisect_left(self._words, found.end, key=lambda w: w.span.start)
        return [word for word in self._words[first:last] if word.span.overlaps(found)]

    def _part_of(self, found: Span) -> int | None:
        for index, part in enumerate(self._parts):
            if part.start <= found.start < part.end:
                return index
        return None


def rounded(box: Box) -> list[float]:
    """A box as [x0, top, x1, bottom] in tenths of a point."""
    return [round(value, 1) + 0.0 for value in (box.x0, box.top, box.x1, box.bottom)]


def _running_ends(words: Sequence[Word]) -> list[int]:
    """The furthest end so far, for each word: sorted even where words overlap."""
    ends: list[int] = []
    for word in words:
        ends.append(max(word.span.end, ends[-1] if ends else 0))
    return ends


def _union(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
