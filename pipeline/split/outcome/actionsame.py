"""The same action in the text and in a list, or in two lists: one item, with its other places in `also`.

Two texts are the same action when the longer one has nearly all words of the shorter. Candidates are found by their
rarest words, so that the time is linear in the number of actions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.items import ActionItem
from pipeline.types import Span

_LEAST = 4  # words that two texts must share
_ALIKE = 0.75  # share of the words of the shorter text that the longer one has too
_RARE = 4  # words of an action by which others are looked up
_LONG = 4  # letters of a word that tells little
_MOSTLY = 0.6  # share of the long words of a sentence and a row of the same owner
_MOST = 8  # actions that one word leads to
_WORD = re.compile(r"\w{3,}")


def merged(text: str, listed: Sequence[ActionItem], told: Sequence[ActionItem]) -> list[ActionItem]:
    """The rows, each with the sentences that say the same in `also`, and all other sentences."""
    kept = list(listed)
    bags = [_bag(text, one) for one in (*listed, *told)]
    count = Counter(word for bag in bags for word in bag)
    by_word: dict[str, list[int]] = {}
    for i, bag in enumerate(bags[: len(kept)]):
        for word in _rarest(bag, count, 2 * _RARE):
            by_word.setdefault(word, []).append(i)
    extra: list[ActionItem] = []
    also: dict[int, list[Span]] = {}
    for one, bag in zip(told, bags[len(listed) :], strict=True):
        seen = dict.fromkeys(_candidates(bag, by_word, count))
        same = (i for i in seen if _alike(bag, bags[i]) or _same_work(text, (one, kept[i]), bag, bags[i]))
        row = next(same, None)
        if row is None:
            extra.append(one)
        else:
            also.setdefault(row, []).append(one.span)
    rows = [replace(one, also=tuple(sorted(also[i]))) if i in also else one for i, one in enumerate(kept)]
    return _apart(rows, extra)


def _apart(rows: list[ActionItem], extra: list[ActionItem]) -> list[ActionItem]:
    """Without the sentences that stand within a row."""
    inside = sorted(span for row in rows for span in row.text)
    starts = [span.start for span in inside]
    kept = []
    for one in extra:
        i = bisect_right(starts, one.text[0].start) - 1
        if i < 0 or inside[i].end <= one.text[0].start:
            kept.append(one)
    return rows + kept


def _candidates(bag: frozenset[str], by_word: dict[str, list[int]], count: Counter[str]) -> Iterator[int]:
    """The rows that share one of the rarest words of a sentence."""
    for word in _rarest(bag, count, 2 * _RARE):
        yield from by_word.get(word, ())[:_MOST]


def _alike(bag: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(bag), len(other))
    return smaller >= _LEAST and len(bag & other) >= _ALIKE * smaller


def _same_work(
    text: str, pair: tuple[ActionItem, ActionItem], bag: frozenset[str], listed: frozenset[str]
) -> bool:
    """Whether a sentence and a row of the same owner share most of their long words: `Anna werkt de lijst uit` and
    `Lijst uitwerken`.
    """
    told, row = pair
    if told.owner is None or row.owner is None or told.owner.of(text) != row.owner.of(text):
        return False
    names = frozenset(_WORD.findall(told.owner.of(text).lower()))
    said, held = ({word for word in words if len(word) > _LONG} - names for words in (bag, listed))
    shared = [word for word in held if word in said or any(word.endswith(other) for other in said)]
    fewest = min(len(said), len(held))
    return len(shared) > 1 and (
        len(shared) >= _MOSTLY * fewest or (len(shared) > 2 and 2 * len(shared) >= fewest)
    )


def _rarest(bag: frozenset[str], count: Counter[str], most: int) -> list[str]:
    """The rarest words that stand in more than one action."""
    return sorted((word for word in bag if count[word] > 1), key=lambda w: (count[w], w))[:most]


def _bag(text: str, one: ActionItem) -> frozenset[str]:
    words = " ".join(span.of(text) for span in one.text)[:1_200]
    return frozenset(_WORD.findall(words.lower()))
