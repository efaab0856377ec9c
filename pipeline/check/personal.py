"""Personal data that the detectors of the pipeline still find in the text of a file.

The whole file is searched as one document of a case of its own, by the rules and the model that `woo process` goes by,
so office holders and an organisation's own data are no finding. Detection is not the redactor: that a file was redacted
by this program says nothing of what its detectors find in the result.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import regex

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.check.codes import MarkKind
from pipeline.check.marks import Marked, blanked
from pipeline.check.trace import Trace
from pipeline.decide import SURE, decide
from pipeline.detect import TRAINED, build_register, carry, detect
from pipeline.detect import lexicon as lists
from pipeline.detect.recognisers import ADDRESSES
from pipeline.errors import CheckError, DocumentError
from pipeline.types import Decision, Document, DocumentKind, Label, Span, Verdict

# What a kind of data is called, with its article and the pronoun for it.
NAMES: dict[Label, str] = {
    Label.PERSON: "een naam",
    Label.EMAIL: "een mailadres",
    Label.PHONE: "een telefoonnummer",
    Label.ADDRESS: "een woonadres",
    Label.BIRTH_DATE: "een geboortedatum",
    Label.BSN: "een burgerservicenummer",
    Label.IBAN: "een rekeningnummer",
    Label.NUMBER_PLATE: "een kenteken",
    Label.PASSPORT: "een nummer van een paspoort, identiteitskaart of rijbewijs",
    Label.BIG_NUMBER: "een BIG-nummer",
    Label.V_NUMBER: "een V-nummer",
    Label.CASE_NUMBER: "een zaaknummer van een persoon",
    Label.USERNAME: "een gebruikersnaam",
    Label.HANDLE: "een naam op sociale media",
    Label.IP_ADDRESS: "een IP-adres",
    Label.LINK: "een link met een naam erin",
    Label.GPS: "een plaatsbepaling (gps)",
    Label.SIGNATURE: "een kenmerk van een digitale handtekening",
    Label.SPECIAL: "een bijzonder of strafrechtelijk persoonsgegeven",
}
_SURE_NAME = 0.8
"""From this score on, a rule of the grammar of names found what only a name can be: an honorific, initials, or a first
name with a surname stands there."""
_LIKELY_NAME = 0.6  # a surname by its place in a sentence or a list
_SURE_BESIDE_MARK = 0.9
"""Near a mark only what is found with this score counts: the mark took away words that the detectors go by."""
_NEAR = 80  # characters
_FAR = 200  # characters between a name and what belongs to its owner
_LONGEST_GARBLED = 4  # letters
_BESIDE = "beside a name"  # the recogniser of what belongs to somebody who is named
_HONORIFIC = "honorific"

_CAPITAL = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]*\p{Ll}[\p{L}\p{M}'’-]*")
_INITIALS = regex.compile(r"(?:\p{Lu}[\p{Ll}]?\.[ ]?)+(?=\S)")
_MEND = "Lak dit gegeven, of leg vast waarom het openbaar mag zijn."
_MEND_POSSIBLE = "Kijk of dit een persoonsgegeven is, en lak het dan."


def find(marked: Marked) -> Iterator[Trace]:
    """What must go by the rules (`personal-data`), and what a person should look at (`possible-personal-data`).

    Raises:
        CheckError: the text could not be searched in full.
    """
    told: dict[Label, int] = {}  # where the last one of a kind ends
    for decision in readable(marked):
        label, span = decision.finding.label, decision.finding.span
        if span.start < told.get(label, 0):
            continue
        told[label] = span.end
        page, box = marked.full.place(span)
        if decision.verdict is Verdict.REDACT:
            reason = f"Op pagina {page} is {NAMES[label]} te lezen."
            yield Trace("personal-data", page, box, reason, _MEND)
        else:
            reason = f"Op pagina {page} is misschien {NAMES[label]} te lezen."
            yield Trace("possible-personal-data", page, box, reason, _MEND_POSSIBLE)


def readable(marked: Marked) -> tuple[Decision, ...]:
    """The decisions on personal data that stand readable in a file, in the order of the text: those that ask for a
    mask, less what is found by the model or by a guess alone.

    Raises:
        CheckError: the text could not be searched in full.
    """
    text = blanked(marked)
    decisions = _decisions(text)
    lexicon = lists.load()
    kept = {
        _words(d.finding.span.of(text))
        for d in decisions
        if d.finding.label is Label.PERSON and d.verdict is Verdict.KEEP
    }
    asked = [
        d
        for d in decisions
        if d.finding.label in NAMES
        and d.verdict in (Verdict.REDACT, Verdict.REVIEW)
        and not marked.legend.holds(d.finding.span.start)
    ]
    marks = bool(marked.marks)
    names = [
        d for d in asked if d.finding.label is Label.PERSON and _is_name(d, text, lexicon, kept, marks=marks)
    ]
    places = [m.span for m in marked.marks]
    garbled = any(m.kind is MarkKind.GARBLED for m in marked.marks)
    owners = sorted(d.finding.span for d in names)
    others = [
        d
        for d in asked
        if d.finding.label is not Label.PERSON and _is_sure(d, text, places, owners, garbled=garbled)
    ]
    return tuple(
        sorted(
            [*names, *others],
            key=lambda d: (d.finding.span, d.verdict is not Verdict.REDACT, d.finding.label),
        )
    )


def _is_sure(
    decision: Decision, text: str, marks: Sequence[Span], owners: Sequence[Span], *, garbled: bool
) -> bool:
    """Whether a finding that is no name is more than a guess, and would be one too if no mark stood beside it.

    `marks` and `owners`, the names found, are sorted; `garbled` says that some marks are.
    """
    finding, span = decision.finding, decision.finding.span
    if finding.recogniser == ADDRESSES:
        return False
    if finding.recogniser == _BESIDE and not _around(span, owners, _FAR):
        return False
    near = _around(span, marks, _NEAR)
    if near and finding.score < _SURE_BESIDE_MARK:
        return False
    if finding.label is Label.HANDLE:
        # "5.1.2e @gemeente.nl": the domain of an address whose local part was taken out.
        return all(m.end > span.start or text[m.end : span.start].strip(" \t") for m in near)
    if finding.label is Label.EMAIL and garbled:
        # A mark before an @ that text recognition made letters of: EE @gemeente.nl.
        local = span.of(text)
        return "." in local or len(local) > _LONGEST_GARBLED
    return True


def _around(span: Span, others: Sequence[Span], reach: int) -> list[Span]:
    """Those of some sorted, disjoint stretches that start or end within so many characters of a stretch."""
    first = max(bisect_left(others, span.start - reach, key=lambda o: o.start) - 1, 0)
    last = bisect_right(others, span.end + reach, key=lambda o: o.start)
    return [o for o in others[first:last] if o.end > span.start - reach]


def _is_name(
    decision: Decision, text: str, lexicon: lists.Lexicon, kept: set[frozenset[str]], *, marks: bool
) -> bool:
    """Whether more than the model's guess says that a name stands there, and not that of one who stays readable."""
    finding = decision.finding
    written = finding.span.of(text)
    words = _words(written)
    if not words or any(words <= known for known in kept):
        return False
    if finding.recogniser in TRAINED:
        return not marks and _is_full_name(written, lexicon)
    if decision.verdict is Verdict.REVIEW and finding.score < SURE:
        return False
    if finding.score >= _SURE_NAME:
        return _can_be_name(written, lexicon, introduced=finding.recogniser == _HONORIFIC)
    return (
        not marks
        and finding.score >= _LIKELY_NAME
        and any(_is_surname(w, lexicon) for w in _CAPITAL.findall(written))
    )


def _can_be_name(written: str, lexicon: lists.Lexicon, *, introduced: bool) -> bool:
    """Whether some word of what stands in the place of a name can be one."""
    words = [word for word in _CAPITAL.findall(written) if len(word) > 2]
    return bool(words) and (introduced or not all(_is_other(word, lexicon) for word in words))


def _is_full_name(written: str, lexicon: lists.Lexicon) -> bool:
    """Whether a known first name or initials and a word that is no other thing stand together."""
    words = _CAPITAL.findall(written)
    opens = len(words) > 1 and lexicon.is_first(words[0]) and not lexicon.is_ordinary(words[0])
    return bool(words) and (opens or bool(_INITIALS.match(written))) and _is_surname(words[-1], lexicon)


def _is_surname(word: str, lexicon: lists.Lexicon) -> bool:
    return lexicon.is_surname(word) and not _is_other(word, lexicon)


def _is_other(word: str, lexicon: lists.Lexicon) -> bool:
    """Whether a word, or the parts that a hyphen joins, is an ordinary one or names a place or an organisation."""
    parts = [word, *(word.split("-") if "-" in word else [])]
    return any(lexicon.is_ordinary(p) or lexicon.is_thing(p) for p in parts) or lexicon.is_common_noun(word)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _CAPITAL.findall(name))


def _decisions(text: str) -> tuple[Decision, ...]:
    rules, case = rulebook.load(), CaseFile()
    document = Document("", "", DocumentKind.PDF, text)
    try:
        detected = detect(document, rules)
        register = build_register([detected], case, rules)
        findings = carry(document, detected, register, case)
        return decide(document, findings, register, case, rules, mentions=detected.mentions)
    except DocumentError as error:
        raise CheckError(f"de tekst kan niet op persoonsgegevens worden nagekeken: {error}") from error
