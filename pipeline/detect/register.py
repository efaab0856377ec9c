"""The register: one entry for each person of a case, with every form of the name and what the roles say.

It is built once from the mentions of all documents. A mention that could be of several people gets the verdict on
which they agree, and is for a person to decide where they don't.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.case import CaseFile
from pipeline.detect.lexicon import Lexicon
from pipeline.detect.officeholders import Holder, holders
from pipeline.detect.pairs import pairs_of, parts_of
from pipeline.detect.people import Person, Register, Term, agree, bare, usernames_of
from pipeline.detect.persons import Mention, PersonName, parse_name
from pipeline.detect.spelling import Spelling
from pipeline.types import Verdict

UNSTATED = "geen openbare functie vermeld"


@dataclass(slots=True)
class _Entry:
    name: PersonName
    documents: set[str] = field(default_factory=set)
    roles: set[tuple[Verdict, str]] = field(default_factory=set)
    forms: set[PersonName] = field(default_factory=set)
    terms: set[Term] = field(default_factory=set)
    staff: bool = False
    sure: bool = False
    listed: bool = False  # by a person, in the case file
    imported: bool = False
    mentions: int = 0

    def take(self, other: _Entry) -> None:
        """Add what is known of another entry of the same person."""
        self.documents |= other.documents
        self.roles |= other.roles
        self.forms |= {other.name, *other.forms}
        self.staff = self.staff or other.staff
        self.sure = self.sure or other.sure
        self.mentions += other.mentions


@dataclass(slots=True)
class _Entries:
    """The entries by their name, their surname and their first name.

    `titled` are the names that a document gives with a public office beside them.
    """

    titled: frozenset[tuple[PersonName, str]]
    by_name: dict[PersonName, _Entry] = field(default_factory=dict)
    by_surname: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    agreeing: dict[PersonName, tuple[int, list[_Entry]]] = field(default_factory=dict)

    def add(self, name: PersonName) -> _Entry:
        """The entry of exactly this name, a new one where there is none."""
        if name in self.by_name:
            return self.by_name[name]
        entry = self.by_name[name] = _Entry(name)
        if name.surname:
            self.by_surname[name.surname].append(entry)
        if name.first:
            self.by_first[name.first].append(entry)
        return entry

    def of(self, mention: Mention) -> list[_Entry]:
        """The entries that a mention belongs to; a new one where nobody fits."""
        fits = self._fitting(mention)
        if len(fits) > 1 and mention.role is not None:
            # A title beside a shared surname belongs to who holds it elsewhere, and to nobody else.
            holders = [e for e in fits if any(role == mention.role for role, _ in e.roles)]
            fits = holders or [e for e in fits if e.name == mention.name]
        return fits or [self.add(mention.name)]

    def _fitting(self, mention: Mention) -> list[_Entry]:
        name = mention.name
        if name in self.by_name:
            fits = [self.by_name[name]]
            if name.surname and bare(name) and (name, mention.doc_id) not in self.titled:
                fits += [e for e in self._agreeing(mention) if e is not fits[0]]
            return fits
        if name.surname and name.first:
            # The case file gives no more than initials: it means who has them.
            return [e for e in self.by_surname[name.surname] if e.listed and agree(e.name, name)]
        if not name.surname:
            return self._of_first_name(mention)
        fits = self._agreeing(mention)
        if mention.role is Verdict.KEEP:
            fits = [e for e in fits if _shares_office(e, mention)]
        return fits

    def _agreeing(self, mention: Mention) -> list[_Entry]:
        """Who has the surname; those whom the document names in full come before all others.

        What a list of thousands says counts only where the document says that it means that person.
        """
        entries = self.by_surname[mention.name.surname]
        known = self.agreeing.get(mention.name)
        if known is None or known[0] != len(entries):
            # Thousands may share a surname, and a name is asked about once for each document.
            known = len(entries), [e for e in entries if agree(e.name, mention.name)]
            self.agreeing[mention.name] = known
        fits = [e for e in known[1] if not e.imported or mention.doc_id in e.documents]
        if mention.role is Verdict.KEEP:
            return fits  # who holds the office elsewhere, rather than a citizen of that name in this document
        here = [e for e in fits if mention.doc_id in e.documents and not bare(e.name)]
        return here or fits

    def _of_first_name(self, mention: Mention) -> list[_Entry]:
        fits = self.by_first[mention.name.first]
        here = [e for e in fits if mention.doc_id in e.documents and not bare(e.name)]
        return here or [e for e in fits if not e.imported]


def build(
    mentions: Iterable[Mention],
    things: frozenset[str],
    case: CaseFile,
    lexicon: Lexicon,
    accounts: frozenset[str] = frozenset(),
) -> Register:
    """The register of a case. `accounts` are its mail addresses without their domain, in small letters."""
    offices = holders(case.officials, lexicon)
    pairs = pairs_of(mentions := set(mentions), lexicon)
    whole = (part for m in mentions for part in (parts_of(m) if m.name in pairs else (m,)))
    # One mention of a name in a document says as much as a hundred.
    applied = {_same(m, own): (m, own) for m, own in map(offices.apply, whole)}
    # Full names first, so that a surname alone finds who it belongs to.
    ordered = sorted(applied.values(), key=lambda a: _order(a[0]))
    entries = _Entries(frozenset((m.name, m.doc_id) for m, _ in ordered if m.role is Verdict.KEEP))
    _add_listed(entries, offices.listed)
    for mention, own in ordered:
        for entry in [entries.add(mention.name)] if own else entries.of(mention):
            entry.documents.add(mention.doc_id)
            entry.forms.add(mention.name)
            entry.staff = entry.staff or mention.staff
            entry.sure = entry.sure or mention.sure
            entry.imported = entry.imported or own
            entry.mentions += 1
            if mention.role is not None:
                entry.roles.add((mention.role, mention.title))
    keep = _kept(case.keep, lexicon)
    squeezed: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        squeezed["".join(c for c in account if c.isalpha())].add(account)
    persons = tuple(
        sorted(
            (_person(entry, keep, squeezed, lexicon) for entry in _joined(entries, lexicon)),
            key=lambda p: (p.key, p.name, p.documents),
        )
    )
    digest = hashlib.sha256(repr((persons, sorted(things), sorted(pairs))).encode()).hexdigest()
    return Register(persons, things, digest, pairs)


def _same(mention: Mention, own: bool) -> tuple[object, ...]:
    return (mention.name, mention.doc_id, mention.role, mention.title, mention.staff, mention.sure, own)


def _order(mention: Mention) -> tuple[int, PersonName, str, str, str, bool, bool]:
    """A total order, so that the register doesn't hang on the order of a set."""
    role = mention.role.value if mention.role else ""
    return (
        _completeness(mention.name),
        mention.name,
        mention.doc_id,
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


def _add_listed(entries: _Entries, listed: Iterable[Holder]) -> None:
    """The officials that a person put into the case file are people of the case, named or not."""
    for holder in listed:
        entry = entries.add(holder.name)
        entry.listed = entry.sure = True
        entry.roles.add((Verdict.KEEP, holder.official.title))
        entry.forms.add(holder.name)
        if holder.official.start or holder.official.end:
            entry.terms.add((holder.official.start, holder.official.end))


def _shares_office(entry: _Entry, mention: Mention) -> bool:
    """Whether a surname with a title can speak for an entry: the same document names that person in full, or the
    office stands beside the full name elsewhere. A citizen who shares the surname of a wethouder holds no office.
    """
    return mention.doc_id in entry.documents or any(role is Verdict.KEEP for role, _ in entry.roles)


def _joined(entries: _Entries, lexicon: Lexicon) -> Iterable[_Entry]:
    """The entries, a full name that is misspelt taken into the one it means.

    It is one where the first name is the same, no list knows the surname, and exactly one other surname in the case
    is a stroke or two away, which the lists know or the case names more often.
    """
    full = [e for e in entries.by_name.values() if e.name.first and e.name.surname]
    doubtful = [e for e in full if not lexicon.is_surname(e.name.surname) and not e.listed]
    if not doubtful:
        return entries.by_name.values()
    by_full: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    for entry in full:
        by_full[entry.name.first, entry.name.surname].append(entry)
    spelling = Spelling(entry.name.surname for entry in full)
    gone: set[PersonName] = set()
    for entry in sorted(doubtful, key=lambda e: (e.mentions, e.name)):
        name = entry.name
        meant = [e for near in spelling.near(name.surname) for e in by_full.get((name.first, near), ())]
        meant = [e for e in meant if agree(e.name, name) and e.name not in gone]
        if len(meant) == 1 and (
            lexicon.is_surname(meant[0].name.surname) or meant[0].mentions > entry.mentions
        ):
            meant[0].take(entry)
            gone.add(name)
    return [e for e in entries.by_name.values() if e.name not in gone]


def _kept(keep: Iterable[str], lexicon: Lexicon) -> Mapping[str, list[PersonName]]:
    """The names that the case file keeps, by surname; those without one under the empty text."""
    names: dict[str, list[PersonName]] = defaultdict(list)
    for text in keep:
        name = parse_name(text, lexicon)
        if name is not None:
            names[name.surname].append(name)
    return dict(names)


def _person(
    entry: _Entry, keep: Mapping[str, list[PersonName]], accounts: Mapping[str, set[str]], lexicon: Lexicon
) -> Person:
    verdict, reason = _verdict(entry)
    name = entry.name
    if any(k == name or (name.surname and agree(k, name)) for k in keep.get(name.surname, ())):
        verdict, reason = Verdict.KEEP, "blijft leesbaar volgens het zaakbestand"
    key = "|".join((name.surname, name.prefix, name.first, name.initials))
    word = name.surname.rpartition(" ")[2] or name.first
    known = (lexicon.is_surname(word) or lexicon.is_first(word)) and not lexicon.is_ordinary(word)
    return Person(
        key,
        name,
        verdict,
        reason,
        tuple(sorted(entry.documents)),
        entry.sure or known,
        tuple(sorted(entry.forms - {name})),
        tuple(sorted({title for _, title in entry.roles if title})),
        tuple(sorted(entry.terms, key=lambda t: (str(t[0] or ""), str(t[1] or "")))),
        entry.imported,
        tuple(sorted(a for form in usernames_of(name) & accounts.keys() for a in accounts[form])),
    )


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
