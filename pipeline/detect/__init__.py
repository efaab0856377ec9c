"""Detection: what is personal data in a document, who is who in a case, and where else they are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import regex

from pipeline.case import CaseFile
from pipeline.detect import lexicon as lists
from pipeline.detect import register as registers
from pipeline.detect.beside import facts_beside_people
from pipeline.detect.carry import (
    codes_by_register,
    domains_by_register,
    mail_surnames,
    mentions_by_register,
)
from pipeline.detect.engine import analyse
from pipeline.detect.ensemble import BOTH, CRF, NER
from pipeline.detect.functions import place_beside
from pipeline.detect.ocrforms import findings_on_scans
from pipeline.detect.pairs import split_pairs
from pipeline.detect.people import Register, register_json
from pipeline.detect.persons import CUT_WORD, HONORIFIC_BEFORE, Mention, parse_name, role_beside
from pipeline.detect.things import things_named
from pipeline.errors import RedactionError
from pipeline.rulebook import Rulebook
from pipeline.types import Document, Finding, Label, Span

# From this score on, a name was found by an honorific, initials, a title, or a first name and a surname.
SURE_MENTION = 0.85

# The names under which the trained components report what no rule of the grammar found.
TRAINED = frozenset({NER, CRF, BOTH})
LONGEST_CODE = 5  # letters of an abbreviation: TRA, JenV
_LETTERS = regex.compile(r"[\p{L}\p{M}]*")

__all__ = ["Detected", "Register", "build_register", "carry", "detect", "register_json"]


@dataclass(frozen=True, slots=True)
class Detected:
    """What one document gives by itself: findings, the people it names, surnames from its mail addresses, and words
    that name an institution or a place in it. `accounts` are what stands before the @ of its mail addresses.
    """

    doc_id: str
    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]
    from_mail: frozenset[str]
    things: frozenset[str]
    accounts: frozenset[str] = frozenset()


def detect(document: Document, rulebook: Rulebook) -> Detected:
    """Search one document by itself.

    Raises:
        CheckError: a recogniser ran out of time.
    """
    lexicon = lists.load()
    found = _without_phrases(document.text, analyse(document.text, rulebook))
    findings = tuple(_uncut(document.text, finding) for finding in found)
    if document.scanned:
        findings += findings_on_scans(document.text, document.scanned, rulebook)
    mentions = (
        _mention(document, finding, rulebook, lexicon)
        for finding in findings
        if finding.label is Label.PERSON
    )
    return Detected(
        document.id,
        findings,
        tuple(m for m in mentions if m is not None),
        mail_surnames(document.text, findings, lexicon),
        things_named(document.text),
        frozenset(
            f.span.of(document.text).partition("@")[0].casefold() for f in findings if f.label is Label.EMAIL
        ),
    )


def _without_phrases(text: str, findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings less the words in small letters that the model takes for a name inside a phrase of its own kind:
    `diabetes`.
    """
    findings = tuple(findings)
    phrases = [f.span for f in findings if f.label is Label.SPECIAL]
    return (
        f
        for f in findings
        if not (
            f.recogniser in TRAINED
            and f.span.of(text).islower()
            and any(phrase.covers(f.span) for phrase in phrases)
        )
    )


def _mention(
    document: Document, finding: Finding, rulebook: Rulebook, lexicon: lists.Lexicon
) -> Mention | None:
    """What a finding says of a person; None where it may be an abbreviation or holds no name.

    What only a trained component found is sure where it has a first name or initials, and no word of it is ordinary
    or a place: a mistake of the model would else be carried through the whole case.
    """
    mention = mention_at(document, finding.span, rulebook, lexicon, sure=finding.score >= SURE_MENTION)
    if mention is None or finding.recogniser not in TRAINED:
        return mention
    name, text = mention.name, finding.span.of(document.text)
    alone = not (name.surname and (name.first or name.initials))
    if alone and mention.role is None and len(text) <= LONGEST_CODE and not text.istitle():
        return None
    words = [w for w in (*name.surname.split(), name.first) if w]
    plain = any(lexicon.is_ordinary(w) or lexicon.is_thing(w) for w in words)
    return replace(mention, sure=False) if alone or plain else mention


def _uncut(text: str, finding: Finding) -> Finding:
    """A name at the end of a line with the rest of its last word, where a hyphen cuts it: `Oude-` / `bos`."""
    end = finding.span.end
    if finding.label is not Label.PERSON or "\n" not in text[end : end + 4]:
        return finding
    cut = CUT_WORD.match(text, end) or CUT_WORD.match(text, end - 1)
    if cut is None or not cut["small"]:
        return finding
    return replace(finding, span=Span(finding.span.start, _LETTERS.match(text, cut.start("small")).end()))


def mention_at(
    document: Document, span: Span, rulebook: Rulebook, lexicon: lists.Lexicon, *, sure: bool = True
) -> Mention | None:
    """The mention that stands at a span, with the role beside it; None where the span holds no name."""
    before = document.text[max(0, span.start - 12) : span.start]
    role, title, staff = role_beside(document.text, span, rulebook.roles)
    surname_first = bool(HONORIFIC_BEFORE.search(before))
    name = parse_name(span.of(document.text), lexicon, surname_first=surname_first or role is not None)
    if name is None:
        return None
    return Mention(document.id, span, name, role, title, staff, sure, place_beside(document.text, span))


def build_register(detected: Iterable[Detected], case: CaseFile, rulebook: Rulebook) -> Register:
    """The register of the case, from the mentions of all documents."""
    mentions: set[Mention] = set()
    things: set[str] = set()
    accounts: set[str] = set()
    for one in detected:  # one at a time: all findings of a large case would fill the memory
        mentions.update(one.mentions)
        things |= one.things
        accounts |= one.accounts
    return registers.build(mentions, frozenset(things), case, lists.load(), frozenset(accounts))


def carry(document: Document, detected: Detected, register: Register, case: CaseFile) -> tuple[Finding, ...]:
    """All findings of a document: its own, what the register adds, and what the case file asks for.

    Raises:
        RedactionError: a passage that the case file names does not stand in the document.
    """
    index = register.index()
    known = mentions_by_register(document.text, index, detected.from_mail, lists.load())
    codes = codes_by_register(document.text, document.id, index)
    domains = domains_by_register(document.text, index, lists.load())
    pairs = {m.span: m.name for m in detected.mentions if m.name in index.pairs}
    own = tuple(split_pairs(document.text, detected.findings, pairs, lists.load()))
    findings = _merge(own, chain(known, codes, domains))
    findings += tuple(facts_beside_people(document.text, findings))
    findings += tuple(_terms(document.text, case.redact))
    findings += tuple(_passages(document, case))
    return tuple(sorted(findings, key=lambda f: (f.span, f.label, f.recogniser, f.reason)))


def _merge(own: tuple[Finding, ...], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """The document's own findings and those of the register that add a letter to them."""
    taken = bytearray()
    for finding in own:
        if finding.label is Label.OPINION:  # stays readable, so the names in it must still be found
            continue
        if len(taken) < finding.span.end:
            taken.extend(bytes(finding.span.end - len(taken)))
        taken[finding.span.start : finding.span.end] = b"\1" * (finding.span.end - finding.span.start)
    added = tuple(f for f in known if 0 in taken[f.span.start : f.span.end] or f.span.end > len(taken))
    return own + added


def _terms(text: str, words: tuple[str, ...]) -> Iterable[Finding]:
    """Every place of the words that the case file always redacts, whatever their capitals and white space."""
    for word in words:
        pattern = r"\s+".join(regex.escape(part) for part in word.split())
        for match in regex.finditer(rf"(?i)(?<![\p{{L}}\p{{N}}]){pattern}(?![\p{{L}}\p{{N}}])", text):
            yield Finding(
                Span(*match.span()),
                Label.TERM,
                1.0,
                "zaakbestand",
                "Staat in het zaakbestand als altijd te lakken",
            )


def _passages(document: Document, case: CaseFile) -> Iterable[Finding]:
    for passage in case.passages:
        if passage.document != document.source:
            continue
        pattern = r"\s+".join(regex.escape(part) for part in passage.text.split())
        places = [Span(*m.span()) for m in regex.finditer(pattern, document.text)]
        if not places:
            raise RedactionError(
                "een passage die volgens het zaakbestand gelakt moet worden, staat niet zo in dit document; "
                "verbeter de tekst van de passage in het zaakbestand"
            )
        for span in places:
            yield Finding(
                span, Label.PASSAGE, 1.0, "zaakbestand", passage.motivation or "Passage uit het zaakbestand"
            )
