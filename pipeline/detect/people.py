"""The people of a case as the register knows them, and who of them a mention can be of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pipeline.detect.persons import PersonName
from pipeline.types import Verdict

_MIN_USERNAME = 5  # letters; a shorter one is rather an abbreviation

Term = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the case. `documents` are the ids of the documents that name this person, sorted.

    `spreads` says that the name is looked for elsewhere: it was found by more than its place in the text, or the
    lists know it as a name and not as an ordinary word. `forms` are the ways in which the case writes the name,
    `titles` the functions stated beside it, `terms` the days between which the case file says that the office was
    held. `imported` says that the office comes from a list of thousands, so that it counts only in `documents`;
    `accounts` are the mail addresses of the case, without their domain, that are made of the name.
    """

    key: str
    name: PersonName
    verdict: Verdict
    reason: str
    documents: tuple[str, ...]
    spreads: bool = True
    forms: tuple[PersonName, ...] = ()
    titles: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    imported: bool = False
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All persons of a case, sorted by key, and the words that name an institution or a place in it.

    `digest` tells two registers apart. `pairs` are what looks like a name and is the surnames of two persons side
    by side: what is left of a sentence where somebody took out the words between them.
    """

    persons: tuple[Person, ...]
    things: frozenset[str]
    digest: str
    pairs: frozenset[PersonName] = frozenset()

    def __hash__(self) -> int:
        # Thousands of persons would be hashed anew each time.
        return hash(self.digest)

    def index(self) -> RegisterIndex:
        """The persons by the forms of their names; made once for all documents of a case."""
        return _index(self)


@dataclass(frozen=True, slots=True, eq=False)
class RegisterIndex:
    """The persons of a register by surname and by first name, both casefolded, by the document that names them, and
    by key.

    One index is like no other: what is reckoned from the whole of it is remembered for it (`carry.py`).
    """

    by_surname: Mapping[str, list[Person]]
    by_first: Mapping[str, list[Person]]
    by_document: Mapping[str, list[Person]]
    by_key: Mapping[str, Person]
    things: frozenset[str]
    pairs: frozenset[PersonName]
    _known: dict[tuple[PersonName, str], tuple[Person, ...]] = field(default_factory=dict)
    _here: dict[str, frozenset[str]] = field(default_factory=dict)

    def names_a_thing(self, name: PersonName) -> bool:
        """Whether the case knows a name only as that of an institution or a place: nobody in it has the surname
        with a first name or initials.
        """
        words = name.surname.split()
        if not words or words[-1] not in self.things or name.first or name.initials:
            return False
        return not any(p.name.first or p.name.initials for p in self.by_surname.get(name.surname, ()))

    def candidates(self, name: PersonName, doc_id: str) -> tuple[Person, ...]:
        """Who a mention can be of; those that the same document names otherwise come before all others."""
        if doc_id not in self._here:
            # One document after the other is asked about: what was reckoned for the one before is of no use.
            self._known.clear()
            self._here.clear()
            self._here[doc_id] = frozenset(p.key for p in self.by_document.get(doc_id, ()))
        if (name, doc_id) not in self._known:
            self._known[name, doc_id] = self._candidates(name, self._here[doc_id])
        return self._known[name, doc_id]

    def _candidates(self, name: PersonName, here: frozenset[str]) -> tuple[Person, ...]:
        if name.surname:
            fits = [p for p in self.by_surname.get(name.surname, ()) if agree(p.name, name)]
            own = [p for p in fits if p.name == name and p.verdict is Verdict.KEEP]
            if own and not bare(name):
                return tuple(own)
        else:
            # A word alone may be either: who is called so in this case decides.
            fits = [*self.by_first.get(name.first, ()), *self.by_surname.get(name.first, ())]
        if bare(name):
            fits = (
                [p for p in fits if p.key in here and not bare(p.name)]
                or [p for p in fits if p.key in here]
                or fits
            )
        return tuple(fits)


@lru_cache(maxsize=1)
def _index(register: Register) -> RegisterIndex:
    by_surname: dict[str, list[Person]] = defaultdict(list)
    by_first: dict[str, list[Person]] = defaultdict(list)
    by_document: dict[str, list[Person]] = defaultdict(list)
    for person in register.persons:
        for doc_id in person.documents:
            by_document[doc_id].append(person)
        for surname in dict.fromkeys(n.surname for n in (person.name, *person.forms) if n.surname):
            by_surname[surname].append(person)
        # Of two words that the lists know as surnames the first may be a first name all the same: Minh Nguyen.
        words = person.name.surname.split()
        first = person.name.first or (words[0] if len(words) == 2 and person.spreads else "")
        if first:
            by_first[first].append(person)
    by_key = {p.key: p for p in register.persons}
    return RegisterIndex(
        dict(by_surname), dict(by_first), dict(by_document), by_key, register.things, register.pairs
    )


def bare(name: PersonName) -> bool:
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


def usernames_of(name: PersonName) -> frozenset[str]:
    """What a person's user name or mail address may be, full stops left out: soudebos, oudeboss, sanneoudebos."""
    first = name.first.replace("-", "").replace("'", "")
    starts = {s for s in (first, first[:1], name.initials, name.initials[:1]) if s}
    surname = "".join(c for c in name.surname if c.isalpha())
    squeezed = "".join(c for c in name.prefix if c.isalpha()) + surname
    forms = {w for s in starts for w in (s + squeezed, squeezed + s, s + surname)} if surname else set()
    return frozenset(w for w in forms if len(w) >= _MIN_USERNAME)


def shown(name: PersonName) -> str:
    """A name as it is written in a list of people."""
    initials = "".join(f"{letter}." for letter in name.initials.upper())
    words = [initials, name.first.title(), name.prefix, name.surname.title()]
    return " ".join(word for word in words if word)


def register_json(register: Register, number_of: Mapping[str, str]) -> dict[str, object]:
    """The persons of a case for internal/: every form, what was stated of them, what becomes of them and where they
    are named. `number_of` gives the number of a document by its id; it holds names, so it never leaves the house.
    """
    return {"persons": [_row(person, number_of) for person in register.persons]}


def _row(person: Person, number_of: Mapping[str, str]) -> dict[str, object]:
    return {
        "key": person.key,
        "name": shown(person.name),
        "forms": sorted({shown(form) for form in (person.name, *person.forms)}),
        "accounts": list(person.accounts),
        "titles": list(person.titles),
        "verdict": person.verdict.value,
        "reason": person.reason,
        "documents": sorted(number_of.get(doc_id, doc_id) for doc_id in person.documents),
    }
