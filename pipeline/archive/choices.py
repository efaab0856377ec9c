"""What filters can be set to, counted when a case comes in, so that nobody has to read all items for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.archive.values import Item


def option_counts(items: Iterable[Item]) -> Counter[tuple[str, str]]:
    """How many items have each value of a field that can be filtered by."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        counts.update(_options(item))
    return counts


def _options(item: Item) -> Iterator[tuple[str, str]]:
    yield "kinds", item.kind.value
    yield "document_kinds", item.document_kind
    yield from (("grounds", ground) for ground in item.grounds)
    if item.body:
        yield "bodies", item.body
    if item.owner:
        yield "owners", item.owner
    if item.date:
        yield "years", item.date[:4]
