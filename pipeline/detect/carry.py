"""The register carried through a document: every further mention of somebody who is known in the case."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.detect.codes import CODE, codes_of
from pipeline.detect.known import MIN_MAIL_SURNAME, Kind, Known, fold, known_words, without_prefix
from pipeline.detect.lexicon import Lexicon
from pipeline.detect.people import RegisterIndex
from pipeline.detect.persons import CUT_WORD, HONORIFIC_BEFORE
from pipeline.detect.tokens import INITIALS
from pipeline.detect.wordclasses import (
    ARTICLES,
    INSTITUTIONS,
    PERSON_VERBS,
    PREFIXES,
    STREET_ENDINGS,
    WEAK_PREFIXES,
)
from pipeline.types import Finding, Label, Span

_WORD = regex.compile(
    r"(?:\p{Lu}\.(?:-?\p{Lu}\.)*)|['’][tns](?!\p{L})|\p{L}[\p{L}\p{M}\p{Cf}]*(?:['’-][\p{L}\p{M}\p{Cf}]+)*"
)
_SENTENCE_END = regex.compile(r"(?:^|[.!?:•*|>\n\t-])[\s*_>\"'“‘(]*$")
# sanne.oudebos, s_oudebos2: a user name, or what stands before the @ of a mail address.
_USERNAME = regex.compile(r"(?<![\w@./-])\p{L}+(?:[._]\p{L}+){1,3}\d{0,4}(?![\w@/-]|\.\w)")
# Somebody's initials stand in few places; what stands in more is an abbreviation.
MOST_CODES = 6
_LINK = regex.compile(r"(?:^|\s)(?:/|\S*(?://|\w\.\w))\S*$")
_DOMAIN_END = regex.compile(r"\.(?:nl|com|org|net|eu|be|de|info|example|frl|amsterdam)\b")
_DOMAIN = regex.compile(r"(?<=@)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")


# Prefixes that hardly stand before anything but a name.
_NEVER_ALONE = frozenset({"'t", "'s", "ten", "ter", "el", "ait", "den", "der"})


@dataclass(slots=True)
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
        bare = without_prefix(tail)
        found.add(tail)
        if len(bare) >= MIN_MAIL_SURNAME and bare in lexicon.surnames:
            found.add(bare)
    return frozenset(found)


def mentions_by_register(
    text: str, index: RegisterIndex, from_mail: frozenset[str], lexicon: Lexicon
) -> Iterator[Finding]:
    """The mentions of known people, in order of their place. They may overlap with what was found before."""
    known = known_words(index, lexicon)
    kinds: dict[str, tuple[str, Kind]] = {}
    words = [_Word(m.start(), m.end(), m.group(), "") for m in _WORD.finditer(text)]
    for word in words:
        if word.text not in kinds:
            folded = fold(word.text)
            kinds[word.text] = folded, known.kind_of(word.text, folded, from_mail)
        word.folded = kinds[word.text][0]
    for i, word in enumerate(words):
        kind = kinds[word.text][1]
        if Kind.MAIL in kind and word.folded not in from_mail and _squeezed(words, i) not in from_mail:
            kind &= ~Kind.MAIL
        if kind is not Kind.UNKNOWN:
            found = _mention(text, words, i, kind, known)
            if found is not None:
                yield found
    yield from _cut_words(text, words, known)
    yield from _usernames(text, known)


def _mention(text: str, words: Sequence[_Word], i: int, kind: Kind, known: Known) -> Finding | None:
    """The mention that ends at a word of which the case knows something, if its place in the text allows it."""
    word, lexicon = words[i], known.lexicon
    listed = Kind.SURNAME in kind
    if (listed or Kind.MAIL in kind) and _counts_as_surname(text, words, i, lexicon, listed=listed):
        span = Span(words[_reach_left(text, words, i)].start, word.end)
        if listed:
            return Finding(span, Label.PERSON, 0.75, "register", "Naam van een persoon uit deze zaak")
        return Finding(
            span, Label.PERSON, 0.75, "mailadres", "Achternaam die in een mailadres van deze zaak staat"
        )
    if Kind.WELL_KNOWN in kind and _perhaps(text, words, i, lexicon):
        # Roos, Bakker at the start of a sentence: somebody of the case is called so, and it is a word too.
        reason = "Naam van een persoon uit deze zaak, of een gewoon woord"
        return Finding(Span(word.start, word.end), Label.PERSON, 0.45, "register", reason)
    if Kind.FIRST in kind and _counts_as_first(text, words, i, lexicon):
        reason = "Voornaam van een persoon uit deze zaak"
        return Finding(Span(word.start, word.end), Label.PERSON, 0.7, "register", reason)
    if Kind.USERNAME in kind and not _in_address_or_street(text, words, i):
        return _username(Span(word.start, word.end), known.usernames[word.folded])
    if Kind.MISSPELT in kind and not _names_a_thing(text, words, i):
        span = Span(words[_reach_left(text, words, i)].start, word.end)
        introduced = _introduced(text, words, i, lexicon)
        keys = known.misspelt(word.folded)
        reason = "Lijkt op de naam van een persoon uit deze zaak"
        score = 0.6 if introduced else 0.45
        return Finding(span, Label.PERSON, score, "register", reason, keys[0] if len(keys) == 1 else None)
    return None


def _username(span: Span, keys: Sequence[str]) -> Finding:
    reason = "Gebruikersnaam met de naam van een persoon uit deze zaak"
    return Finding(span, Label.USERNAME, 0.6, "register", reason, keys[0] if len(keys) == 1 else None)


def _cut_words(text: str, words: Sequence[_Word], known: Known) -> Iterator[Finding]:
    """Names that a line break cuts in two: `Oude-` / `bos`."""
    starts = [word.start for word in words]
    for match in CUT_WORD.finditer(text):
        i = bisect_left(starts, match.start()) - 1
        j = bisect_left(starts, match.start("small") if match["small"] else match.end())
        if i < 0 or j >= len(words) or words[i].end < match.start() or not words[i].text[0].isupper():
            continue
        whole = fold(words[i].text + ("" if match["small"] else "-") + words[j].text)
        if known.is_name(whole):
            span = Span(words[_reach_left(text, words, i)].start, words[j].end)
            yield Finding(span, Label.PERSON, 0.75, "register", "Naam van een persoon uit deze zaak")


def _usernames(text: str, known: Known) -> Iterator[Finding]:
    """`s.oudebos`, `sanne_oudebos2`: user names of people of the case, with a full stop or a dash low inside."""
    if known.usernames:
        for match in _USERNAME.finditer(text):
            squeezed = fold(match.group()).translate(_SQUEEZE)
            if squeezed in known.usernames:
                yield _username(Span(*match.span()), known.usernames[squeezed])


_SQUEEZE = str.maketrans("", "", "._0123456789")


def codes_by_register(text: str, doc_id: str, index: RegisterIndex) -> Iterator[Finding]:
    """`(TN)`, `Paraaf: SG, RA`: the initials of somebody whom the same document names, standing by themselves.

    An abbreviation may have the same letters, so a person decides.
    """
    codes: set[str] = set()
    for person in index.by_document.get(doc_id, ()):
        codes |= codes_of(person.name)
    found = [m for m in CODE.finditer(text) if m.group() in codes]
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
    prefixed = i > 1 and words[i - 1].folded in ARTICLES and words[i - 2].folded in PREFIXES - WEAK_PREFIXES
    if listed and prefixed:
        return True  # van der berg
    return listed and not doubtful and len(word.text) >= 4 and not lexicon.is_first(word.text)


def _perhaps(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon) -> bool:
    """Whether a word that is also a name of somebody well known in the case may be that name here: it has a capital,
    or it is written small and is no ordinary word.
    """
    word = words[i]
    small = len(word.text) > 3 and not lexicon.is_ordinary(word.text)
    return (word.text[0].isupper() or small) and not (
        _in_address_or_street(text, words, i) or _opens_street(words, i)
    )


def _introduced(text: str, words: Sequence[_Word], i: int, lexicon: Lexicon) -> bool:
    """Whether an honorific, initials or a first name stands before the surname at `i`."""
    if HONORIFIC_BEFORE.search(text[max(0, words[i].start - 12) : words[i].start]):
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
    if len(word.text) < 2 or lexicon.is_thing(word.text) or _opens_street(words, i):
        return False
    if _names_a_thing(text, words, i):
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
    """A mail address, a link, or a street: `de Zuiderweg`."""
    word = words[i]
    if text[word.end : word.end + 1] == "@" or text[max(0, word.start - 1) : word.start] == "@":
        return True
    if text[max(0, word.start - 1) : word.start] == "/" and _LINK.search(
        text[max(0, word.start - 80) : word.start]
    ):
        return True
    if _DOMAIN_END.match(text, word.end):
        return True
    # What ends as streets do, with an article and no "van" before it, is a street.
    if word.folded.endswith(STREET_ENDINGS) and i > 0 and words[i - 1].text in {"de", "het"}:
        return i == 1 or words[i - 2].folded != "van"
    return False


def _opens_street(words: Sequence[_Word], i: int) -> bool:
    """`Johan de Wittlaan`: prefixes and a word that ends as streets do. Behind a surname they are somebody's address:
    `Xandrink van de Dorpsstraat`.
    """
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
    # is taken along only where it has a capital, initials stand before it or it belongs to names alone ('t Hart).
    while j < i and not words[j].text[0].isupper() and words[j].folded not in _NEVER_ALONE:
        j += 1
    return j
