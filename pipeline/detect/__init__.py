"""Detection: what is personal data in a document, who is who in a case, and where else they are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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
from pipeline.detect.persons import Mention, parse_name, role_beside
from pipeline.detect.register import Register
from pipeline.detect.things import things_named
from pipeline.errors import RedactionError
from pipeline.rulebook import Rulebook
from pipeline.types import Document, Finding, Label, Span

# From this score on, a name was found by an honorific, initials, a title, or a first name and a surname.
SURE_MENTION = 0.85

__all__ = ["Detected", "Register", "build_register", "carry", "detect"]

_HONORIFIC_BEFORE = regex.compile(r"(?i)\b(?:dhr\.?|mw\.?|mevr\.?|mevrouw|heer|meneer)\s*$")


@dataclass(frozen=True, slots=True)
class Detected:
    """What one document gives by itself: findings, the people it names, surnames from its mail addresses, and words
    that name an institution or a place in it.
    """

    doc_id: str
    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]
    from_mail: frozenset[str]
    things: frozenset[str]


def detect(document: Document, rulebook: Rulebook) -> Detected:
    """Search one document by itself.

    Raises:
        CheckError: a recogniser ran out of time.
    """
    lexicon = lists.load()
    findings = analyse(document.text, rulebook)
    mentions = (
        mention_at(document, finding.span, rulebook, lexicon, sure=finding.score >= SURE_MENTION)
        for finding in findings
        if finding.label is Label.PERSON
    )
    return Detected(
        document.id,
        findings,
        tuple(m for m in mentions if m is not None),
        mail_surnames(document.text, findings, lexicon),
        things_named(document.text),
    )


def mention_at(
    document: Document, span: Span, rulebook: Rulebook, lexicon: lists.Lexicon, *, sure: bool = True
) -> Mention | None:
    """The mention that stands at a span, with the role beside it; None where the span holds no name."""
    before = document.text[max(0, span.start - 12) : span.start]
    role, title, staff = role_beside(document.text, span, rulebook.roles)
    surname_first = bool(_HONORIFIC_BEFORE.search(before))
    name = parse_name(span.of(document.text), lexicon, surname_first=surname_first or role is not None)
    return None if name is None else Mention(document.id, span, name, role, title, staff, sure)


def build_register(detected: Iterable[Detected], case: CaseFile, rulebook: Rulebook) -> Register:
    """The register of the case, from the mentions of all documents."""
    mentions: set[Mention] = set()
    things: set[str] = set()
    for one in detected:  # one at a time: all findings of a large case would fill the memory
        mentions.update(one.mentions)
        things |= one.things
    return registers.build(mentions, frozenset(things), case, lists.load())


def carry(document: Document, detected: Detected, register: Register, case: CaseFile) -> tuple[Finding, ...]:
    """All findings of a document: its own, what the register adds, and what the case file asks for.

    Raises:
        RedactionError: a passage that the case file names does not stand in the document.
    """
    index = register.index()
    known = mentions_by_register(document.text, index, detected.from_mail, lists.load())
    codes = codes_by_register(document.text, document.id, index)
    domains = domains_by_register(document.text, index, lists.load())
    findings = _merge(detected.findings, chain(known, codes, domains))
    findings += tuple(facts_beside_people(document.text, findings))
    findings += tuple(_terms(document.text, case.redact))
    findings += tuple(_passages(document, case))
    return tuple(sorted(findings, key=lambda f: (f.span, f.label, f.recogniser, f.reason)))


def _merge(own: tuple[Finding, ...], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """The document's own findings and those of the register that add a letter to them."""
    taken = bytearray()
    for finding in own:
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
