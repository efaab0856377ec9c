"""The start of a message or memo."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.types import Span

Fields = tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a message or memo.

    `top` is its first line, separators such as `-----Oorspronkelijk bericht-----` included; `first` the line of
    the first label and `body` the first line after the block. `fields` are the labels and their values; `depth` is
    how often the line of the first label is quoted. `intro`: a sentence (`Op ... schreef X:`) stands in place of a
    block, and belongs to who quotes. `rule` and `confidence` are those of the message.
    """

    top: int
    first: int
    body: int
    fields: Fields
    sent: str | None
    memo: bool
    depth: int = 0
    intro: bool = False
    rule: str = "kop"
    confidence: float = 0.9

    def value(self, *names: str) -> Span | None:
        """The value of the first of the named labels that has one."""
        return next((span for field, span in self.fields if field in names and span.end > span.start), None)
