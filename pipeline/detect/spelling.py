"""Words that are one or two strokes of the keyboard away from a known one, found without comparing each with each.

Every known word is kept under all forms that one or two deletions leave of it, and so is what is looked up: two
words within that distance share such a form (Garbe, SymSpell, 2012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

LONGEST = 30  # letters; what is longer is no surname


def allowed(length: int) -> int:
    """How many letters may be wrong in a word of this length: one from five letters, two from nine."""
    return 2 if length >= 9 else int(length >= 5)


class Spelling:
    """Known words, to be found by a misspelt one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_form: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if len(word) <= LONGEST:
                for form in _forms(word):
                    self._by_form[form].append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """The known words that this may be a misspelling of, sorted: other than it, with the same first letter
        or the first two swapped.
        """
        if not 4 < len(word) <= LONGEST:
            return ()
        found = {known for form in _forms(word) for known in self._by_form.get(form, ())}
        return tuple(sorted(k for k in found if k != word and _starts_alike(k, word) and is_near(k, word)))


def _forms(word: str) -> set[str]:
    """The word and what one deletion, or for a long word two deletions, leave of it."""
    forms = {word}
    for _ in range(allowed(len(word))):
        forms |= {form[:i] + form[i + 1 :] for form in forms for i in range(len(form))}
    return forms


def _starts_alike(one: str, other: str) -> bool:
    return one[0] == other[0] or one[:2] == other[1::-1]


def is_near(one: str, other: str) -> bool:
    """Whether the restricted Damerau distance of two words is within what their lengths allow."""
    most = allowed(min(len(one), len(other)))
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return False
    return row[-1] <= most
