"""When a text that was found is the text of an answer, and which belongs to which.

Both are cut into words (runs of letters and digits, in lower case), so that white space, punctuation and capitals count
for nothing. They are the same when at least seven in ten words of the answer stand in the found text in the same
order (`difflib`, longest common blocks), and the found text is not much longer: at most twice as many words and six
more, for a title or a name at most four more. So a row of a table may come with its number, its owner and its date,
and a sentence may be cut off by a page border, but a whole paragraph is no action and half a sentence no decision.

Pairs are made one to one, the most alike first; an answer that counts (no doubt) goes before one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
_SHARE = 0.7
_TITLE_MORE = 4
_TEXT_MORE = 6


def words(text: str) -> tuple[str, ...]:
    """In lower case."""
    return tuple(_WORD.findall(text.casefold()))


def same_text(answer: str, found: str, *, title: bool = False) -> float:
    """How alike the two are, above 0 and at most 1; 0 where they are not the same."""
    want, have = words(answer), words(found)
    most = len(want) + _TITLE_MORE if title else 2 * len(want) + _TEXT_MORE
    if not want or not have or len(have) > most:
        return 0.0
    if len(set(want) & set(have)) < _SHARE * len(set(want)) - 1:
        return 0.0  # cheap, before the order is looked at
    blocks = SequenceMatcher(None, want, have, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks)
    return 2 * common / (len(want) + len(have)) if common >= _SHARE * len(want) else 0.0


def same_value(answer: str, found: str) -> bool:
    """Whether a name, a role or a place is the same: all words of the shorter stand in the longer."""
    want, have = set(words(answer)), set(words(found))
    return bool(want and have) and (want <= have or have <= want)


@dataclass(frozen=True, slots=True)
class Pairs:
    """`of[i]` is the index of what was found for answer i, None where nothing was; `left` is what belongs to none."""

    of: tuple[int | None, ...]
    left: tuple[int, ...]


def pair(
    answers: int, found: int, alike: Callable[[int, int], float], optional: Sequence[bool] = ()
) -> Pairs:
    """One to one. `alike` of an answer and a find is 0 where they can't belong together."""
    free = list(optional) or [False] * answers
    ranked = sorted(
        (free[i], -score, i, j) for i in range(answers) for j in range(found) if (score := alike(i, j)) > 0
    )
    of: list[int | None] = [None] * answers
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if of[i] is None and j not in taken:
            of[i] = j
            taken.add(j)
    return Pairs(tuple(of), tuple(j for j in range(found) if j not in taken))
