"""Sets that are joined pair by pair (union-find)."""

from __future__ import annotations

from collections.abc import Hashable


class Groups:
    """Which things belong together, in near linear time in the number of joins."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def root(self, one: Hashable) -> Hashable:
        """The thing that stands for the group of `one`; which of them that is hangs on the order of the joins."""
        path = []
        while (above := self._above.setdefault(one, one)) != one:
            path.append(one)
            one = above
        for passed in path:
            self._above[passed] = one
        return one

    def join(self, one: Hashable, other: Hashable) -> None:
        """Put two things and all that belongs to either into one group."""
        self._above[self.root(one)] = self.root(other)
