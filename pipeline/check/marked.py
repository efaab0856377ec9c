"""The redacted text as a reader gives it: on the pages a mark reads otherwise than in the text.

There it is `[5.1.2e]`; printed it has no brackets, and PDFium gives the words that stand for it (/ActualText). Of these
words and figures too a name may be made up: somebody is called Grond, and `Dorpsstraat 5` is masked where another
`Dorpsstraat` stands before a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.types import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark: where it stands in the redacted text, what the page shows for it, what is said for it, and how often it
    does so: once for each line or page that it runs over.
    """

    span: Span
    printed: str
    spoken: str
    pieces: int = 1


def printed(text: str, marks: Sequence[Marked]) -> str:
    """A redacted text as it is printed. `marks` are sorted and disjoint."""
    return _with(text, marks, lambda mark: mark.printed)


def spoken(text: str, marks: Sequence[Marked]) -> str:
    """A redacted text as it is said."""
    return _with(text, marks, lambda mark: mark.spoken)


def _with(text: str, marks: Sequence[Marked], shown: Callable[[Marked], str]) -> str:
    parts: list[str] = []
    last = 0
    for mark in marks:
        # A mark has room on each side, so a reader may end a word there that goes on in the text.
        parts += [text[last : mark.span.start], f" {shown(mark)} " * mark.pieces]
        last = mark.span.end
    return "".join([*parts, text[last:]])
