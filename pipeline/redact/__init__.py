"""Redaction: a PDF loses the glyphs themselves; anything else is typeset anew from its redacted text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.masking import RedactedText
from pipeline.redact.legend import legend_pdf, legend_rows
from pipeline.redact.office import redact_office
from pipeline.redact.page import Move, RedactedPages, redact_pages
from pipeline.redact.typeset import typeset
from pipeline.rulebook import Rulebook
from pipeline.types import Box, Document, DocumentKind, Mark, Mask, Page, Redacted, Word


def redact(
    document: Document, masks: tuple[Mask, ...], redacted: RedactedText, rulebook: Rulebook, title: str
) -> Redacted:
    """The redacted document, with its marks, words and legend as they stand in the output.

    Raises:
        RedactionError: something that must go can't be taken out, or the layout doesn't give the text back.
    """
    if document.kind is DocumentKind.PDF:
        return _redact_pdf(document, masks, redacted, rulebook, title)
    if document.kind is DocumentKind.OFFICE:
        return _redact_office(document, masks, redacted, rulebook, title)
    done = typeset(redacted, rulebook.grounds, title, document.kind)
    return Redacted(
        pdf=done.pdf,
        text=redacted.text,
        words=done.words,
        pages=done.pages,
        marks=_marks(redacted, done.mark_boxes),
        legend=done.legend,
        legend_pages=done.legend_pages,
        notes=done.notes,
    )


def _redact_office(
    document: Document, masks: tuple[Mask, ...], redacted: RedactedText, rulebook: Rulebook, title: str
) -> Redacted:
    done = redact_office(document, masks, redacted, rulebook.grounds, title)
    return Redacted(
        pdf=done.pdf,
        text=redacted.text,
        words=done.words,
        pages=done.pages,
        marks=_marks(redacted, done.mark_boxes),
        legend=done.legend,
        legend_pages=done.legend_pages,
        repeated=done.repeated,
    )


def _redact_pdf(
    document: Document, masks: tuple[Mask, ...], redacted: RedactedText, rulebook: Rulebook, title: str
) -> Redacted:
    legend = legend_rows(_pages_by_code(document.pages, masks), rulebook.grounds)
    done = redact_pages(document, masks, legend_pdf(legend) if legend else None, title)
    return Redacted(
        pdf=done.pdf,
        text=redacted.text,
        words=_words(document, masks, redacted, done),
        pages=tuple(replace(page, span=redacted.locate(page.span)) for page in document.pages),
        marks=_marks(redacted, done.mark_boxes),
        legend=legend,
        legend_pages=done.legend_pages,
        rasterised=done.rasterised,
        exact_gaps=done.exact,
        notes=done.notes,
    )


def _pages_by_code(pages: Sequence[Page], masks: Iterable[Mask]) -> dict[str, list[int]]:
    """The pages that carry each ground; a mask that runs over a page break stands on both."""
    by_code: dict[str, list[int]] = defaultdict(list)
    starts = [page.span.start for page in pages]
    for mask in masks:
        first = max(0, bisect_right(starts, mask.span.start) - 1)
        for page in pages[first:]:
            if page.span.start >= mask.span.end:
                break
            if page.span.overlaps(mask.span):
                for code in mask.grounds:
                    by_code[code].append(page.number)
    return dict(by_code)


def _marks(redacted: RedactedText, boxes: Sequence[tuple[Box, ...]]) -> tuple[Mark, ...]:
    return tuple(
        Mark(span, mask.grounds, mask.label, tuple(where))
        for span, mask, where in zip(redacted.marks, redacted.masks, boxes, strict=True)
    )


def _words(
    document: Document, masks: tuple[Mask, ...], redacted: RedactedText, done: RedactedPages
) -> tuple[Word, ...]:
    """The words as they stand in the output. Of a word that lost letters only its mark is told: the box of the
    whole word would give away how wide the lost letters were.
    """
    starts = [mask.span.start for mask in masks]
    shifts = _shifts(done.moves)
    words = [
        Word(span, box)
        for span, boxes in zip(redacted.marks, done.mark_boxes, strict=True)
        for box in boxes[:1]
    ]
    for word in document.words:
        i = bisect_right(starts, word.span.end - 1) - 1
        if i >= 0 and masks[i].span.overlaps(word.span):
            continue
        words.append(Word(redacted.locate(word.span), _shifted(word, shifts)))
    return tuple(sorted(words, key=lambda w: (w.span, w.box)))


def _shifts(moves: Iterable[Move]) -> tuple[list[int], list[Move]]:
    ordered = sorted(moves, key=lambda m: m.span)
    return [move.span.start for move in ordered], ordered


def _shifted(word: Word, shifts: tuple[list[int], list[Move]]) -> Box:
    """Where a word stands now; its first and its last letter may have moved by less than a point differently."""
    first, last = _shift(word.span.start, shifts), _shift(word.span.end - 1, shifts)
    box = word.box
    return Box(box.page, box.x0 + first[0], box.top + first[1], box.x1 + last[0], box.bottom + last[1])


def _shift(place: int, shifts: tuple[list[int], list[Move]]) -> tuple[float, float]:
    starts, moves = shifts
    i = bisect_right(starts, place) - 1
    if i < 0 or place >= moves[i].span.end:
        return 0.0, 0.0
    return moves[i].dx, moves[i].dy
