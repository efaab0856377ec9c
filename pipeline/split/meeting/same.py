"""The same item of one meeting in its agenda, its agenda with notes and its minutes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pipeline.items import AgendaItem
from pipeline.types import Span

_WORD = re.compile(r"[^\W_]+")
_FIRST = frozenset(("1", "1a", "1.1", "a", "i"))  # numbers with which a list begins
_ALIKE = 0.8  # share of the letters that two titles have in common
_PART = 0.75  # share of the words of the shorter title that stand in the longer one
_MAX_TITLE = 200  # characters that are compared
_MAX_TRIED = 8  # items with one number that a new one is compared with


def merge_same(
    text: str, items: Sequence[AgendaItem], meeting_of: Callable[[int], int | None]
) -> tuple[tuple[AgendaItem, ...], tuple[int, ...]]:
    """The items with those that are the same item of the same meeting as one: the first, with the places of the
    others in `also`; and for each old index the new one. `meeting_of` gives the meeting of an item by its old index.

    Two are the same where they have one number, stand under the same item, and their titles are nearly equal or the
    words of one stand in the other; where one has no number, the titles must be equal. Items of one list are never
    the same: a title that comes back there is an item that was taken up again.
    """
    titles = [_plain(text, item) for item in items]
    lists = _lists(items, titles)
    if len(items) < 2 or lists[0] == lists[-1]:
        return tuple(items), tuple(range(len(items)))
    kept: list[int] = []  # old indexes
    new: list[int] = []
    also: dict[int, list[Span]] = defaultdict(list)
    numbered: dict[tuple[int, int | None, str], list[int]] = defaultdict(list)
    titled: dict[tuple[int, int | None, str], list[int]] = defaultdict(list)
    for i, item in enumerate(items):
        meeting, number = meeting_of(i), _number(item)
        parent = None if item.parent is None else new[item.parent]
        near: list[int] = []
        if meeting is not None:
            alike = numbered[meeting, parent, number][-_MAX_TRIED:] if number else []
            equal = titled[meeting, parent, titles[i]][-_MAX_TRIED:]
            equal = [j for j in equal if not (number and _number(items[kept[j]]))]
            near = [j for j in (*alike, *equal) if lists[kept[j]] != lists[i]]
        match = next((j for j in near if _same(titles[kept[j]], titles[i])), None)
        if match is not None:
            also[match].extend((item.span, *item.also))
            new.append(match)
            continue
        new.append(len(kept))
        if meeting is not None:
            titled[meeting, parent, titles[i]].append(len(kept))
            if number:
                numbered[meeting, parent, number].append(len(kept))
        kept.append(i)
    return tuple(_with(items[old], new, also[j]) for j, old in enumerate(kept)), tuple(new)


def _with(item: AgendaItem, new: Sequence[int], also: Sequence[Span]) -> AgendaItem:
    parent = None if item.parent is None else new[item.parent]
    return replace(item, parent=parent, also=(*item.also, *also))


def _lists(items: Sequence[AgendaItem], titles: Sequence[str]) -> list[int]:
    """Which list each item stands in. One begins with a first number, with the title that the list above begins
    with, or where items without numbers follow ones with numbers or the other way round.
    """
    lists: list[int] = []
    current, first, counted = -1, "", False
    for item, title in zip(items, titles, strict=True):
        if item.parent is None:
            number = _number(item)
            begins = number in _FIRST or title == first or bool(number) != counted
            if begins or current < 0:
                current, first, counted = current + 1, title, bool(number)
        lists.append(current)
    return lists


def _number(item: AgendaItem) -> str:
    return (item.number or "").rstrip(".").casefold()


def _plain(text: str, item: AgendaItem) -> str:
    """The words of a title, in small letters."""
    title = " ".join(span.of(text) for span in item.title)[:_MAX_TITLE]
    return " ".join(_WORD.findall(title.casefold()))


def _same(one: str, other: str) -> bool:
    """Whether two titles are nearly equal, or the words of one stand in the other."""
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    words, more = set(short.split()), set(long.split())
    if len(words & more) >= _PART * len(words):
        return True
    if 2 * len(short) < _ALIKE * (len(short) + len(long)):
        return False
    letters = SequenceMatcher(None, short, long, autojunk=False)
    return letters.quick_ratio() >= _ALIKE and letters.ratio() >= _ALIKE
