"""The register: one entry for each person of a case, with every form of the name and what the roles say.

It is built once from the mentions of all documents. A mention that could be of several people gets the verdict on
which they agree, and is for a person to decide where they don't.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.case import CaseFile
from pipeline.detect.lexicon import Lexicon
from pipeline.detect.persons import Mention, PersonName, parse_name
from pipeline.types import Span, Verdict

UNSTATED = "geen openbare functie vermeld"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the case. `documents` are the ids of the documents that name this person, sorted.

    `spreads` says that the name is looked for elsewhere: it was found by more than its place in the text, or the
    lists know it as a name and not as an ordinary word.
    """

    key: str
    name: PersonName
    verdict: Verdict
    reason: str
    documents: tuple[str, ...]
    spreads: bool = True


@dataclass(frozen=True, slots=True)
class Register:
    """All persons of a case, sorted by key, and the words that name an institution or a place in it.

    `digest` tells two registers apart.
    """

    persons: tuple[Person, ...]
    things: frozenset[str]
    digest: str

    def __hash__(self) -> int:
        # Thousands of persons would be hashed anew each time.
        return hash(self.digest)

    def index(self) -> RegisterIndex:
        """The persons by the forms of their names; made once for all documents of a case."""
        return _index(self)


@dataclass(frozen=True, slots=True, eq=False)
class RegisterIndex:
    """The persons of a register by surname and by first name, both casefolded, and by the document that names them.

    One index is like no other: what is reckoned from the whole of it is remembered for it (`carry.py`).
    """

    by_surname: Mapping[str, list[Person]]
    by_first: Mapping[str, list[Person]]
    by_document: Mapping[str, list[Person]]
    things: frozenset[str]

    def names_a_thing(self, name: PersonName) -> bool:
        """Whether the case knows a name only as that of an institution or a place: nobody in it has the surname
        with a first name or initials.
        """
        words = name.surname.split()
        known = any(p.name.first or p.name.initials for p in self.by_surname.get(name.surname, ()))
        return bool(words) and words[-1] in self.things and not known and not name.first and not name.initials

    def candidates(self, name: PersonName, doc_id: str) -> tuple[Person, ...]:
        """Who a mention can be of; those that the same document names otherwise come before all others."""
        if name.surname:
            fits = [p for p in self.by_surname.get(name.surname, ()) if agree(p.name, name)]
            own = [p for p in fits if p.name == name and p.verdict is Verdict.KEEP]
            if own and not _bare(name):
                return tuple(own)
        else:
            # A word alone may be either: who is called so in this case decides.
            fits = [*self.by_first.get(name.first, ()), *self.by_surname.get(name.first, ())]
        if (not name.first and not name.initials) or not name.surname:
            here = [p for p in fits if doc_id in p.documents and not _bare(p.name)] or [
                p for p in fits if doc_id in p.documents
            ]
            fits = here or fits
        return tuple(fits)


@lru_cache(maxsize=1)
def _index(register: Register) -> RegisterIndex:
    by_surname: dict[str, list[Person]] = defaultdict(list)
    by_first: dict[str, list[Person]] = defaultdict(list)
    by_document: dict[str, list[Person]] = defaultdict(list)
    for person in register.persons:
        for doc_id in person.documents:
            by_document[doc_id].append(person)
        if person.name.surname:
            by_surname[person.name.surname].append(person)
        # Of two words that the lists know as surnames the first may be a first name all the same: Minh Nguyen.
        words = person.name.surname.split()
        first = person.name.first or (words[0] if len(words) == 2 and person.spreads else "")
        if first:
            by_first[first].append(person)
    return RegisterIndex(dict(by_surname), dict(by_first), dict(by_document), register.things)


def _bare(name: PersonName) -> bool:
    """Whether no more than one word of the name is known."""
    return not (name.surname and (name.first or name.initials))


def agree(one: PersonName, other: PersonName) -> bool:
    """Whether two names with the same surname can be of one person."""
    if one.prefix and other.prefix and one.prefix != other.prefix:
        return False
    if one.first and other.first:
        return one.first == other.first
    initial_one = one.initials[:1] or one.first[:1]
    initial_other = other.initials[:1] or other.first[:1]
    return not initial_one or not initial_other or initial_one == initial_other


@dataclass(slots=True)
class _Entry:
    name: PersonName
    documents: set[str] = field(default_factory=set)
    roles: set[tuple[Verdict, str]] = field(default_factory=set)
    staff: bool = False
    sure: bool = False


def build(mentions: Iterable[Mention], things: frozenset[str], case: CaseFile, lexicon: Lexicon) -> Register:
    """The register of a case."""
    # Full names first, so that a surname alone finds who it belongs to.
    ordered = sorted(set(mentions), key=_order)
    entries: dict[PersonName, _Entry] = {}
    by_surname: dict[str, list[_Entry]] = defaultdict(list)
    by_first: dict[str, list[_Entry]] = defaultdict(list)
    titled = frozenset((m.name, m.doc_id) for m in ordered if m.role is Verdict.KEEP)
    for mention in ordered:
        for entry in _entries_for(mention, entries, by_surname, by_first, titled):
            entry.documents.add(mention.doc_id)
            entry.staff = entry.staff or mention.staff
            entry.sure = entry.sure or mention.sure
            if mention.role is not None:
                entry.roles.add((mention.role, mention.title))
    keep = [n for text in case.keep if (n := parse_name(text, lexicon)) is not None]
    persons = tuple(
        sorted(
            (_person(entry, keep, lexicon) for entry in entries.values()),
            key=lambda p: (p.key, p.name, p.documents),
        )
    )
    digest = hashlib.sha256(repr((persons, sorted(things))).encode()).hexdigest()
    return Register(persons, things, digest)


def _order(mention: Mention) -> tuple[int, PersonName, str, Span, str, str, bool, bool]:
    """A total order, so that the register doesn't hang on the order of a set."""
    role = mention.role.value if mention.role else ""
    return (
        _completeness(mention.name),
        mention.name,
        mention.doc_id,
        mention.span,
        role,
        mention.title,
        mention.staff,
        mention.sure,
    )


def _completeness(name: PersonName) -> int:
    if name.surname and name.first:
        return 0
    if name.surname and name.initials:
        return 1
    return 2 if name.surname else 3


def _entries_for(
    mention: Mention,
    entries: dict[PersonName, _Entry],
    by_surname: dict[str, list[_Entry]],
    by_first: dict[str, list[_Entry]],
    titled: frozenset[tuple[PersonName, str]],
) -> list[_Entry]:
    """The entries that a mention belongs to; a new one where nobody fits.

    `titled` are the names that a document gives with a public office beside them.
    """
    name = mention.name
    if name in entries:
        fits = [entries[name]]
        if name.surname and _bare(name) and (name, mention.doc_id) not in titled:
            fits += [e for e in by_surname[name.surname] if e is not entries[name] and agree(e.name, name)]
    elif name.surname and name.first:
        fits = []
    elif name.surname:
        fits = [e for e in by_surname[name.surname] if agree(e.name, name)]
        if mention.role is Verdict.KEEP:
            fits = [e for e in fits if _shares_office(e, mention)]
    else:
        fits = list(by_first[name.first])
    if len(fits) > 1 and mention.role is not None:
        # A title beside a shared surname belongs to who holds it elsewhere, and to nobody else.
        holders = [e for e in fits if any(role == mention.role for role, _ in e.roles)]
        fits = holders or [e for e in fits if e.name == name]
    if fits:
        return fits
    entry = _Entry(name)
    entries[name] = entry
    if name.surname:
        by_surname[name.surname].append(entry)
    if name.first:
        by_first[name.first].append(entry)
    return [entry]


def _shares_office(entry: _Entry, mention: Mention) -> bool:
    """Whether a surname with a title can speak for an entry: the same document names that person in full, or the
    office stands beside the full name elsewhere. A citizen who shares the surname of a wethouder holds no office.
    """
    return mention.doc_id in entry.documents or any(role is Verdict.KEEP for role, _ in entry.roles)


def _person(entry: _Entry, keep: Iterable[PersonName], lexicon: Lexicon) -> Person:
    verdict, reason = _verdict(entry)
    if any(
        k == entry.name or (k.surname == entry.name.surname and k.surname and agree(k, entry.name))
        for k in keep
    ):
        verdict, reason = Verdict.KEEP, "blijft leesbaar volgens het zaakbestand"
    name = entry.name
    key = "|".join((name.surname, name.prefix, name.first, name.initials))
    word = name.surname.rpartition(" ")[2] or name.first
    known = (lexicon.is_surname(word) or lexicon.is_first(word)) and not lexicon.is_ordinary(word)
    return Person(key, name, verdict, reason, tuple(sorted(entry.documents)), entry.sure or known)


def _verdict(entry: _Entry) -> tuple[Verdict, str]:
    verdicts = {role for role, _ in entry.roles}
    titles = ", ".join(sorted({title for _, title in entry.roles if title}))
    if verdicts == {Verdict.KEEP} and not entry.staff:
        return Verdict.KEEP, f"bekleedt een openbare functie ({titles})"
    if Verdict.KEEP in verdicts:
        return Verdict.REVIEW, f"openbare functie en een andere functie onder dezelfde naam ({titles})"
    if Verdict.REVIEW in verdicts:
        return Verdict.REVIEW, f"functie die per geval wordt gewogen ({titles})"
    return Verdict.REDACT, UNSTATED
