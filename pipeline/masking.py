"""From masks to the redacted text, and from places in the original to places in it.

The text itself is made by presidio-anonymizer; this module only keeps the books, so that every item of the
structure can be told by where it stands in what is published.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from pipeline.types import Decision, Mask, Span, Verdict

_MASKED = (Verdict.REDACT, Verdict.REVIEW)


def mark_text(grounds: tuple[str, ...]) -> str:
    """What stands in place of a mask: `[5.1.2e]`, or `[5.1.1d; 5.1.2e]` where two grounds apply."""
    return f"[{'; '.join(grounds)}]"


def masks_of(text: str, decisions: Iterable[Decision]) -> tuple[Mask, ...]:
    """The disjoint, sorted masks that the decisions ask for.

    Overlapping masks become one with the grounds of both. Masks of one label and ground with only spaces
    between them become one too: two marks for a first name and a surname would tell how many words it had.
    """
    wanted = sorted((d.finding.span, d.finding.label, d.grounds) for d in decisions if d.verdict in _MASKED)
    merged: list[Mask] = []
    for span, label, grounds in wanted:
        if span.start >= span.end:
            continue
        last = merged[-1] if merged else None
        if last and span.start < last.span.end:
            both = tuple(sorted({*last.grounds, *grounds}))
            merged[-1] = Mask(Span(last.span.start, max(last.span.end, span.end)), both, last.label)
        elif (
            last
            and (last.grounds, last.label) == (grounds, label)
            and _only_spaces(text, last.span.end, span.start)
        ):
            merged[-1] = Mask(Span(last.span.start, span.end), grounds, last.label)
        else:
            merged.append(Mask(span, grounds, label))
    return tuple(merged)


def _only_spaces(text: str, start: int, end: int) -> bool:
    return all(c in " \u00a0\t" for c in text[start:end])


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text with its masks replaced, and the way from the old places to the new.

    `marks` are the spans of the marks in `text`, one for each mask, in order.
    """

    text: str
    marks: tuple[Span, ...]
    masks: tuple[Mask, ...]

    def locate(self, span: Span) -> Span:
        """Where a span of the original stands in the redacted text; a border inside a mask moves out to the
        border of the mark.
        """
        return Span(self._offset(span.start, end=False), self._offset(span.end, end=True))

    def _offset(self, place: int, *, end: bool) -> int:
        i = bisect_right(self.masks, place, key=lambda m: m.span.start) - 1
        if i < 0:
            return place
        mask, mark = self.masks[i], self.marks[i]
        if place >= mask.span.end:
            return mark.end + place - mask.span.end
        if place == mask.span.start:
            return mark.start
        return mark.end if end else mark.start


def redact_text(text: str, masks: tuple[Mask, ...]) -> RedactedText:
    """Replace each mask by its mark.

    Raises:
        ValueError: the masks overlap, or the anonymizer placed a mark elsewhere than was asked.
    """
    spans: list[Span] = []
    shift = 0
    for before, mask in zip((None, *masks), masks, strict=False):
        if before and mask.span.start < before.span.end:
            raise ValueError("masks overlap")
        width = len(mark_text(mask.grounds))
        start = mask.span.start + shift
        spans.append(Span(start, start + width))
        shift += width - (mask.span.end - mask.span.start)
    if not masks:
        return RedactedText(text, (), ())
    # One entity type a mask keeps the anonymizer from merging two of them.
    results = [RecognizerResult(f"M{i}", m.span.start, m.span.end, 1.0) for i, m in enumerate(masks)]
    operators = {
        f"M{i}": OperatorConfig("replace", {"new_value": mark_text(m.grounds)}) for i, m in enumerate(masks)
    }
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]  # its __init__ has no annotations
    done = engine.anonymize(text, results, operators)
    placed = tuple(sorted(Span(item.start, item.end) for item in done.items))
    if placed != tuple(spans):
        raise ValueError("the anonymizer placed a mark elsewhere than was asked")
    return RedactedText(done.text, placed, masks)
