"""The register carried through a document: every further mention of somebody who is known in the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.detect.lexicon import Lexicon
from pipeline.detect.register import RegisterIndex
from pipeline.detect.tokens import INITIALS, plain
from pipeline.detect.wordclasses import (
    ARTICLES,
    INSTITUTIONS,
    PERSON_VERBS,
    PREFIXES,
    STREET_ENDINGS,
    WEAK_PREFIXES,
)
from pipeline.types import Finding, Label, Span

_WORD = regex.compile(r"(?:\p{Lu}\.(?:-?\p{Lu}\.)*)|['’][tns](?!\p{L})|[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*")
_SENTENCE_END = regex.compile(r"(?:^|[.!?:•*|>\n\t-])[\s*_>\"'“‘(]*$")
_HONORIFIC = regex.compile(r"(?i)(?:dhr\.?|mw\.?|mevr\.?|mevrouw|heer|meneer|drs\.|mr\.|dr\.|ir\.)\s+$")
# Two to four capitals by themselves. Somebody's initials stand in few places; what stands in more is an abbreviation.
_CODE = regex.compile(r"(?<![\p{L}\p{N}.-])\p{Lu}{2,4}(?![\p{L}\p{N}@-]|\.[\p{L}\p{N}])")
MOST_CODES = 6
_DOMAIN_END = regex.compile(r"\.(?:nl|com|org|net|eu|be|de|info|example|frl|amsterdam)\b")
_DOMAIN = regex.compile(r"(?<=@)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")
_MAIL_PREFIXES = sorted((p for p in PREFIXES if p.isalpha() and len(p) > 1), key=lambda p: (-len(p), p))
MIN_MAIL_SURNAME = 4  # letters; shorter local parts name too many other things


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    folded: str


def mail_surnames(text: str, findings: Iterable[Finding], lexicon: Lexicon) -> frozenset[str]:
    """Surnames that mail addresses give away, written as one word: `p.vandenberg@` gives `vandenberg` and `berg`.

    Only of the form initial(s) or first name, full stop, surname; other local parts name too many things.
    """
    found: set[str] = set()
    for finding in findings:
        if finding.label is not Label.EMAIL:
            continue
        local = finding.span.of(text).partition("@")[0].casefold()
        head, dot, tail = local.rpartition(".")
        if not dot or not tail.replace("-", "").isalpha() or len(tail) < MIN_MAIL_SURNAME:
            continue
        head = head.rpartition(".")[2] if head.count(".") else head
        if len(head) > 2 and not lexicon.is_first(head) and head not in PREFIXES:
            continue
        bare = _without_prefix(tail)
        found.add(tail)
        if len(bare) >= MIN_MAIL_SURNAME and bare in lexicon.surnames:
            found.add(bare)
    return frozenset(found)


def _without_prefix(word: str) -> str:
    for _ in range(2):
        for prefix in _MAIL_PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= MIN_MAIL_SURNAME:
                word = word[len(prefix) :]
                break
    return word


def mentions_by_register(
    text: str, index: RegisterIndex, from_mail: frozenset[str], lexicon: Lexicon
) -> Iterator[Finding]:
    """The mentions of known people, in order of their place. They may overlap with what was found before."""
    heads = _heads(index)
    well_known = _well_known(index, lexicon)
    words = [_Word(m.start(), m.end(), m.group(), _fold(m.group())) for m in _WORD.finditer(text)]
    for i, word in enumerate(words):
        stem = word.folded[:-1] if word.folded.endswith("s") and word.folded not in heads else word.folded
        surname = heads.get(word.folded) or heads.get(stem)
        in_mail = word.folded in from_mail or _squeezed(words, i) in from_mail
        if (surname or in_mail) and _counts_as_surname(text, words, i, lexicon, listed=bool(surname)):
            start = _reach_left(text, words, i)
            span = Span(words[start].start, word.end)
            if surname:
                yield Finding(span, Label.PERSON, 0.75, "register", "Naam van een persoon uit deze zaak")
            else:
                reason = "Achternaam die in een mailadres van deze zaak staat"
                yield Finding(span, Label.PERSON, 0.75, "mailadres", reason)
        elif word.folded in well_known and _perhaps(text, words, i, lexicon):
            # Roos, Bakker at the start of a sentence: somebody of the case is called so, and it is a word too.
            reason = "Naam van een persoon uit deze zaak, of een gewoon woord"
            yield Finding(Span(word.start, word.end), Label.PERSON, 0.45, "register", reason)
        elif (word.folded in index.by_first or stem in index.by_first) and _counts_as_first(
            text, words, i, lexicon
        ):
            reason = "Voornaam van een persoon uit deze zaak"
            yield Finding(Span(word.start, word.end), Label.PERSON, 0.7, "register", reason)


def codes_by_register(text: str, doc_id: str, index: RegisterIndex) -> Iterator[Finding]:
    """`(TN)`, `Paraaf: SG, RA`: the initials of somebody whom the same document names, standing by themselves.

    An abbreviation may have the same letters, so a person decides.
    """
    codes: set[str] = set()
    for person in index.by_document.get(doc_id, ()):
        start = (person.name.first or person.name.initials)[:1]
        if start and person.name.surname:
            prefixes = "".join(p[0] for p in person.name.prefix.split())
            codes.add((start + person.name.surname[0]).upper())
            codes.add((start + prefixes + person.name.surname[0]).upper())
    found = [m for m in _CODE.finditer(text) if m.group() in codes]
    often = Counter(m.group() for m in found)
    reason = "Mogelijk de initialen van een persoon uit dit document"
    for match in found:
        if often[match.group()] <= MOST_CODES:
            yield Finding(Span(*match.span()), Label.PERSON, 0.45, "register", reason)


def domains_by_register(text: str, index: RegisterIndex, lexicon: Lexicon) -> Iterator[Finding]:
    """The domain of a mail address where it names a person of the case: `piet@jansen-antiek.nl`."""
    for match in _DOMAIN.finditer(text):
        parts = match.group().casefold().rpartition(".")[0].replace(".", "-").split("-")
        if any(
            len(p) >= MIN_MAIL_SURNAME and _is_full_surname(p, index) and not lexicon.is_thing(p)
            for p in parts
        ):
            reason = "Domein van een mailadres dat een persoon uit deze zaak noemt"
            yield Finding(Span(*match.span()), Label.EMAIL, 0.8, "register", reason)


def _is_full_surname(word: str, index: RegisterIndex) -> bool:
    people = index.by_surname.get(word, ())
    return word not in index.things and any(p.spreads and (p.name.first or p.name.initials) for p in people)


def _fold(word: str) -> str:
    folded = plain(word).casefold().replace("’", "'")
    return folded.removesuffix("'s")


@lru_cache(maxsize=1)
def _heads(index: RegisterIndex) -> Mapping[str, bool]:
    """The last words of all surnames: `elferink` for Oude Elferink."""
    heads: dict[str, bool] = {}
    for surname, people in index.by_surname.items():
        if not any(p.spreads for p in people):
            continue
        parts = surname.split()
        heads[parts[-1]] = True
        if "-" in parts[-1]:
            heads.update((p, True) for p in parts[-1].split("-") if len(p) > 3)
    return heads


@lru_cache(maxsize=1)
def _well_known(index: RegisterIndex, lexicon: Lexicon) -> frozenset[str]:
    """First names and surnames of people whose full name stands in the case, both words of the lists."""
    full = [p.name for people in index.by_surname.values() for p in people if p.name.first or p.name.initials]
    return frozenset(
        word
        for name in full
        if lexicon.is_surname(name.surname) and (not name.first or lexicon.is_first(name.first))
        for word in (name.surname, name.first)
        if len(word) > 2
    )


def _squeezed(words: Sequence[_Word], i: int) -> str:
    """The word with the prefixes before it as one: `van den berg` as `vandenberg`."""
    j = i
    while j > 0 and i - j < 3 and words[j - 1].folded in PREFIXES and words[j].start - words[j - 1].end <= 2:
        j -= 1
    return "".join(w.folded for w in words[j : i + 1]).replace("'", "")


def _counts_as_surname(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon, *, listed: bool) -> bool:
    word = words[i]
    if _names_a_thing(text, words, i):
        return False
    doubtful = lexicon.is_ordinary(word.text) or lexicon.is_thing(word.text)
    prefixed = i > 0 and words[i - 1].folded in PREFIXES and words[i - 1].text[0].isupper()
    introduced = prefixed or _introduced(text, words, i, lexicon)
    if word.text[0].isupper():
        if not doubtful or introduced:
            return True
        # Groen, Koning: with a capital inside a sentence, or before a verb that people govern, it is a name; a
        # place stays a place.
        governs = i + 1 < len(words) and words[i + 1].text in PERSON_VERBS
        starts = _SENTENCE_END.search(text[max(0, word.start - 12) : word.start])
        return not lexicon.is_thing(word.text) and (governs or not starts)
    if listed and i > 1 and words[i - 1].folded in ARTICLES and words[i - 2].folded in PREFIXES:
        return True  # van der berg
    return listed and not doubtful and len(word.text) >= 4 and not lexicon.is_first(word.text)


def _perhaps(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that is also a name of somebody well known in the case may be that name here: it has a capital,
    or it is written small and is no ordinary word.
    """
    word = words[i]
    small = len(word.text) > 3 and not lexicon.is_ordinary(word.text)
    return (word.text[0].isupper() or small) and not _in_address_or_street(text, words, i)


def _introduced(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon) -> bool:
    """Whether an honorific, initials or a first name stands before the surname at `i`."""
    if _HONORIFIC.search(text[max(0, words[i].start - 12) : words[i].start]):
        return True
    j = i - 1
    while j >= 0 and words[j].folded in PREFIXES:
        j -= 1
    if j < 0 or words[j + 1].start - words[j].end > 2:
        return False
    before = words[j]
    return bool(INITIALS.fullmatch(before.text)) or (
        before.text[0].isupper() and lexicon.is_first(before.text) and not lexicon.is_ordinary(before.text)
    )


def _counts_as_first(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon) -> bool:
    word = words[i]
    if len(word.text) < 2 or lexicon.is_thing(word.text) or _names_a_thing(text, words, i):
        return False
    if word.text[0].isupper():
        return not lexicon.is_ordinary(word.text) or not _SENTENCE_END.search(
            text[max(0, word.start - 12) : word.start]
        )
    return (
        len(word.text) > 2
        and ("-" in word.text or lexicon.is_first(word.text))
        and not lexicon.is_ordinary(word.text)
    )


def _names_a_thing(text: str, words: Sequence[_Word], i: int) -> bool:
    """`Stichting Bakker`, `Bakker Groep`, or what `_in_address_or_street` finds."""
    if _in_address_or_street(text, words, i):
        return True
    after = words[i + 1] if i + 1 < len(words) and words[i + 1].start - words[i].end == 1 else None
    if after and after.folded in INSTITUTIONS and after.folded not in {"groep", "zonen"}:
        return True
    return i > 0 and words[i].start - words[i - 1].end == 1 and words[i - 1].folded in INSTITUTIONS


def _in_address_or_street(text: str, words: Sequence[_Word], i: int) -> bool:
    """A mail address, a link, or a street: `de Zuiderweg`, `Johan de Wittlaan`."""
    word = words[i]
    if text[word.end : word.end + 1] == "@" or text[max(0, word.start - 1) : word.start] in {"@", "/"}:
        return True
    if _DOMAIN_END.match(text, word.end):
        return True
    # What ends as streets do, with an article and no "van" before it, is a street.
    if word.folded.endswith(STREET_ENDINGS) and i > 0 and words[i - 1].text in {"de", "het"}:
        return i == 1 or words[i - 2].folded != "van"
    k = i + 1
    while (
        k < len(words)
        and k - i < 4
        and words[k].folded in PREFIXES
        and words[k].start - words[k - 1].end == 1
    ):
        k += 1
    return (
        i + 1 < k < len(words)
        and words[k].folded.endswith(STREET_ENDINGS)
        and words[k].start - words[k - 1].end == 1
    )


def _reach_left(text: str, words: Sequence[_Word], i: int) -> int:
    """The first word of the name that ends at `i`: prefixes, initials and capitalised first names before it."""
    j = i
    while j > 0 and i - j < 4:
        gap = text[words[j - 1].end : words[j].start]
        before = words[j - 1]
        prefix = before.folded in PREFIXES and (
            before.folded not in WEAK_PREFIXES or words[j].folded in ARTICLES
        )
        initials = bool(INITIALS.fullmatch(before.text))
        if len(gap) > 2 or gap.strip(" \n") or not (prefix or initials):
            break
        j -= 1
    # A prefix that merely precedes the name (`de` in `de Bakker` is part of it, `van` in `brief van Bakker` is not)
    # is taken along only where it has a capital or initials stand before it.
    while j < i and not words[j].text[0].isupper():
        j += 1
    return j
