"""From a finding to a decision: the ground of its kind, the role policy, and what the case file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipeline.case import CaseFile
from pipeline.detect import lexicon as lists
from pipeline.detect import mention_at
from pipeline.detect.ensemble import BOTH, CRF, NER
from pipeline.detect.functions import function_beside
from pipeline.detect.people import Person, Register, RegisterIndex, Term, agree, bare
from pipeline.detect.persons import Mention
from pipeline.errors import UsageError
from pipeline.rulebook import Rulebook
from pipeline.types import Decision, Document, Finding, Label, Span, Verdict

# Below this score a finding is masked, and a person looks whether it should have been.
SURE = 0.5
# What finds a surname by its letters and its place in a sentence alone.
BY_SURNAME = frozenset({"surname alone", "prefix and surname", "register", NER, CRF, BOTH})
_UNSURE = "mogelijk een naam; onzeker, dus eerst bekijken"
_POINTS_AT = "functie naast een gelakte naam, die kan verraden om wie het gaat"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A document with what its names are settled by. `mentions` are those that are known already, by their span."""

    document: Document
    index: RegisterIndex
    rulebook: Rulebook
    mentions: Mapping[Span, Mention]
    day: date | None

    def mention(self, span: Span) -> Mention | None:
        known = self.mentions.get(span)
        return known if known else mention_at(self.document, span, self.rulebook, lists.load())


def decide(  # noqa: PLR0913  (the last two are told only where they are known)
    document: Document,
    findings: tuple[Finding, ...],
    register: Register,
    case: CaseFile,
    rulebook: Rulebook,
    *,
    mentions: Iterable[Mention] = (),
    day: date | None = None,
) -> tuple[Decision, ...]:
    """A decision for each finding, in the same order, every one with a ground and a reason; behind them a flag for
    each function that tells who a redacted person is.

    `mentions` are those of the first phase; `day` is the date of the document, None where nobody knows it.

    Raises:
        UsageError: the case file states a ground that the rulebook doesn't know.
    """
    reading = _Reading(document, register.index(), rulebook, {m.span: m for m in mentions}, day)
    verdicts = {rule.name: rule.verdict for rule in rulebook.recognisers}
    decisions = tuple(_decide(reading, f, case, verdicts.get(f.recogniser, Verdict.REDACT)) for f in findings)
    return decisions + tuple(_functions(reading, decisions))


def _decide(reading: _Reading, finding: Finding, case: CaseFile, verdict: Verdict) -> Decision:
    """`verdict` is what the rule that made the finding asks for."""
    ground = (reading.rulebook.ground_for(finding.label),)
    if finding.label is Label.PERSON:
        return _decide_person(reading, finding, ground)
    if finding.label is Label.PASSAGE:
        return Decision(
            finding,
            Verdict.REDACT,
            _passage_grounds(reading.document, finding, case, reading.rulebook),
            finding.reason,
            "case",
        )
    if finding.label is Label.TERM:
        return Decision(finding, Verdict.REDACT, ground, finding.reason, "case")
    if verdict is Verdict.REDACT and finding.score < SURE:
        return Decision(
            finding, Verdict.REVIEW, ground, f"{finding.reason}; onzeker, dus eerst bekijken", "rule"
        )
    return Decision(finding, verdict, ground, finding.reason, "rule")


def _decide_person(reading: _Reading, finding: Finding, ground: tuple[str, ...]) -> Decision:
    document, index = reading.document, reading.index
    mention = reading.mention(finding.span)
    if mention is None or (finding.score < SURE and finding.span.of(document.text).isupper()):
        return Decision(finding, Verdict.REVIEW, ground, _UNSURE, "rule")
    if finding.recogniser in BY_SURNAME and mention.role is None and index.names_a_thing(mention.name):
        return Decision(
            finding, Verdict.KEEP, ground, "naam van een instelling of plaats in deze zaak", "rule"
        )
    people = index.candidates(mention.name, document.id)
    meant = index.by_key.get(finding.person or "")
    if meant is not None and not people:
        verdict, reason = _misspelt(meant, mention)
    else:
        verdict, reason = _verdict_of(people, mention)
    if verdict is Verdict.KEEP:
        verdict, reason = _in_office(reading, people, verdict, reason)
    by = "case" if verdict is Verdict.KEEP and any("zaakbestand" in p.reason for p in people) else "rule"
    if verdict is Verdict.REDACT and finding.score < SURE:
        verdict, reason = Verdict.REVIEW, _UNSURE
    return Decision(finding, verdict, ground, reason, by)


def _verdict_of(people: Iterable[Person], mention: Mention) -> tuple[Verdict, str]:
    """What becomes of a mention that can be of any of these people: what they agree on, else a person decides."""
    verdicts = {p.verdict for p in people}
    reasons = sorted({p.reason for p in people})
    if not verdicts:
        return Verdict.REDACT, "naam van een persoon; geen openbare functie vermeld"
    if len(verdicts) == 1:
        return verdicts.pop(), f"naam van een persoon; {'; '.join(reasons)}"
    if mention.role is Verdict.KEEP and not mention.staff and Verdict.REVIEW not in verdicts:
        return Verdict.KEEP, f"naam van een persoon; bekleedt hier een openbare functie ({mention.title})"
    return Verdict.REVIEW, "naam die van meer dan één persoon in deze zaak kan zijn"


def _misspelt(person: Person, mention: Mention) -> tuple[Verdict, str]:
    """What becomes of a name that looks like a person's. It stays only where the first name or initials agree too."""
    told = not bare(mention.name) and not bare(person.name) and agree(person.name, mention.name)
    if person.verdict is not Verdict.KEEP or told:
        return person.verdict, f"lijkt op de naam van een persoon uit deze zaak; {person.reason}"
    return Verdict.REVIEW, "lijkt op de naam van een persoon die leesbaar blijft; eerst bekijken"


def _in_office(
    reading: _Reading, people: Iterable[Person], verdict: Verdict, reason: str
) -> tuple[Verdict, str]:
    """A name that stays, unless a list gives the office and the document lies outside its term, or does not say that
    it means this person.
    """
    for person in people:
        if person.imported and reading.document.id not in person.documents:
            return (
                Verdict.REVIEW,
                "achternaam van een functionaris op de lijst; dit document zegt niet wie het is",
            )
        if person.terms and "zaakbestand" not in person.reason:
            if reading.day is None:
                return (
                    Verdict.REVIEW,
                    "ambtstermijn volgens het zaakbestand, maar het document heeft geen datum",
                )
            if not any(_within(reading.day, term) for term in person.terms):
                return Verdict.REVIEW, "het document valt buiten de ambtstermijn volgens het zaakbestand"
    return verdict, reason


def _within(day: date, term: Term) -> bool:
    start, end = term
    return (start is None or start <= day) and (end is None or day <= end)


def _functions(reading: _Reading, decisions: Iterable[Decision]) -> Iterator[Decision]:
    """A flag for each function that one person has and that stands beside a name that goes."""
    ground = (reading.rulebook.ground_for(Label.FUNCTION),)
    found: dict[Span, None] = {}
    for decision in decisions:
        if decision.finding.label is Label.PERSON and decision.verdict in (Verdict.REDACT, Verdict.REVIEW):
            span = function_beside(reading.document.text, decision.finding.span, reading.rulebook.unique)
            if span is not None:
                found[span] = None
    for span in found:
        finding = Finding(span, Label.FUNCTION, 1.0, "unique function", _POINTS_AT)
        yield Decision(finding, Verdict.FLAG, ground, _POINTS_AT, "rule")


def _passage_grounds(
    document: Document, finding: Finding, case: CaseFile, rulebook: Rulebook
) -> tuple[str, ...]:
    text = " ".join(finding.span.of(document.text).split())
    grounds = next(
        p.grounds for p in case.passages if p.document == document.source and " ".join(p.text.split()) == text
    )
    known = {g.code for g in rulebook.grounds}
    for ground in grounds:
        if ground not in known:
            raise UsageError(
                f"the case file states the ground {ground}, which rules/grounds.toml doesn't list"
            )
    return grounds
