"""Mentions of people whom a list of officials names: a person's own list in the case file, or an imported one.

Whom an imported list names stays readable only where the text says that it is this person: the same initials or first
name, or the place beside the surname. A citizen with the surname of a raadslid is no raadslid.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from pipeline.detect.lexicon import Lexicon
from pipeline.detect.people import agree
from pipeline.detect.persons import Mention, PersonName, parse_name
from pipeline.officials import Official, place_of
from pipeline.types import Verdict


@dataclass(frozen=True, slots=True)
class Holder:
    """An official with the name as parts."""

    name: PersonName
    official: Official


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds an office according to the lists of a case, by surname."""

    listed: tuple[Holder, ...]
    imported: dict[str, list[Holder]]

    def apply(self, mention: Mention) -> tuple[Mention, bool]:
        """The mention with the office that an imported list gives it, and whether it got the name of that list.

        Where no more than the first letter agrees, a person decides.
        """
        name = mention.name
        if mention.role is not None or mention.staff or not name.surname:
            return mention, False
        for holder in self.imported.get(name.surname, ()):
            if not agree(holder.name, name):
                continue
            title = holder.official.title
            if _same(holder.name, name) or (
                mention.beside and _stands_beside(holder.official, mention.beside)
            ):
                if not (holder.name.first or holder.name.initials):
                    return replace(mention, role=Verdict.REVIEW, title=title), False
                return replace(mention, name=holder.name, role=Verdict.KEEP, title=title), True
            if name.first or name.initials:
                return replace(mention, role=Verdict.REVIEW, title=f"mogelijk {title}"), False
        return mention, False


def holders(officials: Iterable[Official], lexicon: Lexicon) -> Holders:
    """The officials of a case file, ready to be looked up. One without a name in it is left out."""
    listed: list[Holder] = []
    imported: dict[str, list[Holder]] = defaultdict(list)
    for official in officials:
        name = parse_name(official.name, lexicon, surname_first=True)
        if name is None or not name.surname:
            continue
        if official.listed:
            listed.append(Holder(name, official))
        else:
            imported[name.surname].append(Holder(name, official))
    return Holders(tuple(listed), dict(imported))


def _same(holder: PersonName, name: PersonName) -> bool:
    """Whether the first name or all initials are the same."""
    if holder.first and name.first:
        return holder.first == name.first
    return bool(name.initials) and holder.initials == name.initials


def _stands_beside(official: Official, beside: str) -> bool:
    place = place_of(official.organisation)
    return bool(place) and bool(_word(place).search(beside))


@lru_cache(maxsize=512)
def _word(place: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}-]){regex.escape(place)}(?![\p{{L}}-])")
