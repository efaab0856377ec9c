"""Two surnames side by side that are no name: `Dachgelder Broekhuizen vraagt`, where the words between were taken out.

Such a pair says nothing of a person: each half is a mention of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import regex

from pipeline.detect.lexicon import Lexicon
from pipeline.detect.persons import Mention, PersonName
from pipeline.types import Finding, Label, Span

_HALVES = regex.compile(r"(?P<one>\S+)(?P<gap>\s+)(?P<other>\S+)")


def halves(name: PersonName) -> tuple[str, str] | None:
    """The two words of a name of two words, None of any other."""
    if name.prefix or name.initials:
        return None
    words = [*name.first.split(), *name.surname.split()]
    return (words[0], words[1]) if len(words) == 2 else None


def pairs_of(mentions: Iterable[Mention], lexicon: Lexicon) -> frozenset[PersonName]:
    """The names that are two surnames of other persons of the case.

    Both halves are the surname of somebody else: the first of somebody with a first name, initials or a prefix, or it
    stands by itself in the case and in the lists; the second of somebody named in full or by a title. Where the first
    half is a first name too, nobody else in the case has it, both of them are named in each document that has the
    pair, and it has it once.
    """
    mentions = list(mentions)
    surnames = {m.name.surname for m in mentions} - {""}
    maybe: dict[PersonName, list[str]] = defaultdict(list)
    case = _Surnames()
    for mention in mentions:
        two = halves(mention.name)
        if mention.role is None and two and two[0] != two[1] and surnames.issuperset(two):
            maybe[mention.name].append(mention.doc_id)
        else:
            case.add(mention)
    return frozenset(
        name
        for name, documents in maybe.items()
        if name not in case.full and case.holds(*(halves(name) or ("", "")), documents, lexicon)
    )


@dataclass(slots=True)
class _Surnames:
    """What the names of a case that can't be pairs say of surnames; `documents` are those that name somebody so."""

    full: set[PersonName] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)
    documents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, mention: Mention) -> None:
        name = mention.name
        self.documents[name.surname].add(mention.doc_id)
        if name.first and name.surname:
            self.firsts.add(name.first)
        if name.first or name.initials or name.prefix:
            self.full.add(name)
            self.whole.add(name.surname)
        else:
            self.alone.add(name.surname)
        if mention.role is not None:
            self.titled.add(name.surname)

    def holds(self, one: str, other: str, documents: list[str], lexicon: Lexicon) -> bool:
        """Whether two words that stand side by side in these documents are the surnames of two persons."""
        if other not in self.whole and other not in self.titled:
            return False
        if not lexicon.is_first(one):
            return one in self.whole or (one in self.alone and lexicon.is_surname(one))
        once = len(set(documents)) == len(documents)
        both = self.documents[one] & self.documents[other] if one in self.whole - self.firsts else set()
        return once and both.issuperset(documents)


def parts_of(mention: Mention) -> Iterator[Mention]:
    """The two mentions that a pair is, nothing known of either but the surname."""
    for word in halves(mention.name) or ():
        yield replace(mention, name=PersonName(word, "", "", ""), role=None, title="", staff=False, beside="")


def split_pairs(
    text: str, findings: Iterable[Finding], names: dict[Span, PersonName], lexicon: Lexicon
) -> Iterator[Finding]:
    """The findings, each name that is a pair as its two halves. `names` are the pairs that stand at a span.

    One that begins with a common first name stays whole, and is nobody's: it may be a person after all.
    """
    for finding in findings:
        name = names.get(finding.span) if finding.label is Label.PERSON else None
        two = halves(name) if name else None
        match = None
        if two and not lexicon.is_common_first(two[0]):
            match = _HALVES.fullmatch(text, finding.span.start, finding.span.end)
        if match is None:
            yield finding
            continue
        reason = f"{finding.reason}; twee achternamen uit deze zaak naast elkaar"
        for half in ("one", "other"):
            yield replace(finding, span=Span(*match.span(half)), reason=reason)
