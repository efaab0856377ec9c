"""Everything one invented document is made of, drawn from one seed."""

from __future__ import annotations

import random

from models.recipe.invented.numbers import Numbers
from models.recipe.invented.people import Person, initials_of
from models.recipe.invented.pools import ORIGINS, Pool, made_up, names

# How many surnames in a hundred are in no list. More where recall on unknown names is measured.
MADE_UP_PERCENT = {"train": 8, "heldout": 15}
# How often an origin is drawn evenly, so that the rare ones are seen as well.
_EVENLY = 0.5
# How often somebody's first name is of another origin than the surname.
_MIXED = 0.05


class Draw(Numbers):
    """One document's people and facts, the same for the same `seed` and `split` (`train` or `heldout`)."""

    def origin(self) -> str:
        """Where a name comes from: half of the time by its share, else evenly."""
        codes = list(ORIGINS)
        if self.rng.random() < _EVENLY:
            return self.rng.choice(codes)
        return self.rng.choices(codes, list(ORIGINS.values()))[0]

    def surname(self, origin: str) -> tuple[str, str]:
        """Prefix and surname; some are in no list."""
        prefix, surname = self.rng.choice(names(origin, self.split).surnames)
        if self.rng.random() * 100 < MADE_UP_PERCENT[self.split]:
            return prefix, made_up(self.rng, origin, self.split)
        return prefix, surname

    def _first(self, pool: Pool, sex: str) -> str:
        return self.rng.choice(pool.male if sex == "m" else pool.female)

    def person(self, *, keep: bool = False, origin: str | None = None) -> Person:
        """Somebody new, of `origin` where it is given; `keep` for who holds a public office."""
        origin = origin or self.origin()
        sex = self.pick("m", "f")
        pool = names(origin, self.split)
        other = names(self.origin(), self.split)
        first = self._first(other if self.rng.random() < _MIXED else pool, sex)
        more = [self._first(pool, sex) for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2, 3]))]
        prefix, surname = self.surname(origin)
        other_prefix, other_surname = self.rng.choice(other.surnames)
        own = random.Random(self.rng.getrandbits(64))
        initials = initials_of([first, *more], own)
        return Person(origin, sex, first, initials, prefix, surname, keep, other_prefix, other_surname, own)

    def people(self, n: int) -> list[Person]:
        """`n` people with different surnames, of mixed origins."""
        found: dict[str, Person] = {}
        while len(found) < n:
            one = self.person()
            found.setdefault(one.surname, one)
        return list(found.values())
