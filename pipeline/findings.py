"""internal/NNNNNN.findings.json: every finding with its text, its place and what was decided.

It holds what was taken out and so never leaves the house.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from pipeline.types import Box, Decision, Document, Span, Word


def findings_json(number: str, document: Document, decisions: Sequence[Decision]) -> dict[str, object]:
    """All decisions of a document, sorted by place; spans count in the document as read, boxes in points."""
    ordered = sorted(
        decisions, key=lambda d: (d.finding.span, d.finding.label, d.finding.recogniser, d.reason)
    )
    return {
        "id": number,
        "source": document.source,
        "findings": [_row(document, decision) for decision in ordered],
    }


def _row(document: Document, decision: Decision) -> dict[str, object]:
    finding = decision.finding
    return {
        "text": finding.span.of(document.text),
        "label": finding.label.value,
        "span": [finding.span.start, finding.span.end],
        "boxes": [
            {"page": b.page, "box": [round(b.x0, 2), round(b.top, 2), round(b.x1, 2), round(b.bottom, 2)]}
            for b in line_boxes(document.words, finding.span)
        ],
        "recogniser": finding.recogniser,
        "score": round(finding.score, 4),
        "found_because": finding.reason,
        "person": finding.person,
        "verdict": decision.verdict.value,
        "grounds": list(decision.grounds),
        "reason": decision.reason,
        "by": decision.by,
    }


def line_boxes(words: Sequence[Word], span: Span) -> tuple[Box, ...]:
    """The boxes of the words that a span touches, one for each line it stands on, in reading order."""
    first = max(bisect_left(words, span.start, key=lambda w: w.span.start) - 1, 0)
    lines: list[Box] = []
    for box in _touched(words[first:], span):
        last = lines[-1] if lines else None
        if last and last.page == box.page and box.top < last.bottom and last.top < box.bottom:
            lines[-1] = Box(
                box.page,
                min(last.x0, box.x0),
                min(last.top, box.top),
                max(last.x1, box.x1),
                max(last.bottom, box.bottom),
            )
        else:
            lines.append(box)
    return tuple(lines)


def _touched(words: Iterable[Word], span: Span) -> Iterable[Box]:
    for word in words:
        if word.span.start >= span.end:
            return
        if word.span.overlaps(span):
            yield word.box
