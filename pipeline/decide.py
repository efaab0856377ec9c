"""From a finding to a decision: the ground of its kind, the role policy, and what the case file says."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.case import CaseFile
from pipeline.detect import lexicon as lists
from pipeline.detect import mention_at
from pipeline.detect.persons import Mention
from pipeline.detect.register import Person, Register, RegisterIndex
from pipeline.errors import UsageError
from pipeline.rulebook import Rulebook
from pipeline.types import Decision, Document, Finding, Label, Verdict

# Below this score a finding is masked, and a person looks whether it should have been.
SURE = 0.5
# The rules of pipeline/detect that find a surname by its letters and its place in a sentence alone.
BY_SURNAME = frozenset({"surname alone", "prefix and surname", "register"})


def decide(
    document: Document, findings: tuple[Finding, ...], register: Register, case: CaseFile, rulebook: Rulebook
) -> tuple[Decision, ...]:
    """A decision for each finding, in the same order. Every one has a ground and a reason.

    Raises:
        UsageError: the case file states a ground that the rulebook doesn't know.
    """
    index = register.index()
    return tuple(_decide(document, finding, index, case, rulebook) for finding in findings)


def _decide(
    document: Document, finding: Finding, index: RegisterIndex, case: CaseFile, rulebook: Rulebook
) -> Decision:
    ground = (rulebook.ground_for(finding.label),)
    if finding.label is Label.PERSON:
        return _decide_person(document, finding, ground, index, rulebook)
    if finding.label is Label.PASSAGE:
        return Decision(
            finding,
            Verdict.REDACT,
            _passage_grounds(document, finding, case, rulebook),
            finding.reason,
            "case",
        )
    if finding.label is Label.TERM:
        return Decision(finding, Verdict.REDACT, ground, finding.reason, "case")
    if finding.score < SURE:
        return Decision(
            finding, Verdict.REVIEW, ground, f"{finding.reason}; onzeker, dus eerst bekijken", "rule"
        )
    return Decision(finding, Verdict.REDACT, ground, finding.reason, "rule")


def _decide_person(
    document: Document, finding: Finding, ground: tuple[str, ...], index: RegisterIndex, rulebook: Rulebook
) -> Decision:
    mention = mention_at(document, finding.span, rulebook, lists.load())
    if mention is None or (finding.span.of(document.text).isupper() and finding.score < SURE):
        return Decision(
            finding, Verdict.REVIEW, ground, "mogelijk een naam; onzeker, dus eerst bekijken", "rule"
        )
    if finding.recogniser in BY_SURNAME and mention.role is None and index.names_a_thing(mention.name):
        return Decision(
            finding, Verdict.KEEP, ground, "naam van een instelling of plaats in deze zaak", "rule"
        )
    people = index.candidates(mention.name, document.id)
    verdict, reason = _verdict_of(people, mention)
    by = "case" if any("zaakbestand" in p.reason for p in people) and verdict is Verdict.KEEP else "rule"
    if verdict is Verdict.REDACT and finding.score < SURE:
        verdict, reason = Verdict.REVIEW, "mogelijk een naam; onzeker, dus eerst bekijken"
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
