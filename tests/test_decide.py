"""From a finding to a decision: the ground, the verdict and the reason. All people are invented."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline import rulebook
from pipeline.case import CaseFile, PassageRule
from pipeline.decide import SURE, decide
from pipeline.detect import mention_at
from pipeline.detect.lexicon import load as lists
from pipeline.detect.register import build
from pipeline.errors import UsageError
from pipeline.types import Document, DocumentKind, Finding, Label, Span, Verdict

RULES = rulebook.load()
KEEP, REDACT, REVIEW = Verdict.KEEP, Verdict.REDACT, Verdict.REVIEW
FREE = [label for label in Label if label not in (Label.PERSON, Label.TERM, Label.PASSAGE)]
NO_OFFICE = "naam van een persoon; geen openbare functie vermeld"
UNSURE = "mogelijk een naam; onzeker, dus eerst bekijken"
THING = "naam van een instelling of plaats in deze zaak"
SHARED = "naam die van meer dan één persoon in deze zaak kan zijn"
FROM_CASE = "naam van een persoon; blijft leesbaar volgens het zaakbestand"


def document(text, name="a"):
    return Document(name, f"{name}.txt", DocumentKind.TEXT, text)


def finding(text, part, label=Label.PERSON, score=0.9, rule="test"):
    start = text.index(part)
    return Finding(Span(start, start + len(part)), label, score, rule, "Reden van de regel")


def of_case(text, part, *others, score=0.9, keep=(), things=(), rule="test"):
    """The decision on `part` of `text`, in a case with these (text, name) in other documents."""
    case, doc, one = CaseFile(keep=keep), document(text), finding(text, part, score=score, rule=rule)
    documents = [(doc, one), *((document(t, f"b{i}"), finding(t, p)) for i, (t, p) in enumerate(others))]
    mentions = [mention_at(d, f.span, RULES, lists()) for d, f in documents]
    register = build([m for m in mentions if m], frozenset(things), case, lists())
    decision = decide(doc, (one,), register, case, RULES)[0]
    assert decision.finding == one
    assert decision.grounds == (RULES.ground_for(Label.PERSON),)
    return decision.verdict, decision.reason, decision.by


def alone(label, score, text="iets", case=None):
    register = build((), frozenset(), CaseFile(), lists())
    case = case or CaseFile()
    (decision,) = decide(document(text), (finding(text, text, label, score),), register, case, RULES)
    return decision


@pytest.mark.parametrize("label", FREE)
def test_what_is_sure_goes_on_the_ground_of_its_kind(label):
    decision = alone(label, SURE)
    assert (decision.verdict, decision.grounds) == (REDACT, (RULES.ground_for(label),))
    assert (decision.reason, decision.by) == ("Reden van de regel", "rule")


@pytest.mark.parametrize("label", FREE)
def test_what_is_unsure_is_masked_until_a_person_decides(label):
    decision = alone(label, SURE - 0.01)
    assert (decision.verdict, decision.grounds) == (REVIEW, (RULES.ground_for(label),))
    assert decision.reason == "Reden van de regel; onzeker, dus eerst bekijken"


@pytest.mark.parametrize(
    ("rule", "label", "verdict", "ground"),
    [
        ("passport", Label.PASSPORT, REVIEW, "5.1.2e"),
        ("big_number", Label.BIG_NUMBER, REVIEW, "5.1.2e"),
        ("v_number", Label.V_NUMBER, REVIEW, "5.1.2e"),
        ("special", Label.SPECIAL, REVIEW, "5.1.1d"),
        ("opinion", Label.OPINION, Verdict.FLAG, "5.2.1"),
        ("case_number", Label.CASE_NUMBER, REDACT, "5.1.2e"),
        ("handle", Label.HANDLE, REDACT, "5.1.2e"),
    ],
)
@pytest.mark.parametrize("score", [0.2, 1.0])
def test_a_rule_says_what_becomes_of_what_it_finds(rule, label, verdict, ground, score):
    text = "iets"
    found = finding(text, text, label, score, rule)
    register = build((), frozenset(), CaseFile(), lists())
    (decision,) = decide(document(text), (found,), register, CaseFile(), RULES)
    assert decision.verdict is (REVIEW if verdict is REDACT and score < SURE else verdict)
    assert decision.grounds == (ground,)


def test_a_number_that_the_law_prescribes_has_its_own_ground():
    assert alone(Label.BSN, 0.9).grounds == ("5.1.1e",)
    assert alone(Label.PHONE, 0.9).grounds == ("5.1.2e",)


@pytest.mark.parametrize("score", [0.1, 1.0])
def test_a_term_of_the_case_file_always_goes(score):
    decision = alone(Label.TERM, score)
    assert (decision.verdict, decision.by, decision.grounds) == (REDACT, "case", ("5.1.2e",))


# text, the name in it, other documents of the case, what becomes of the name, why
CITIZEN, OFFICE = (
    ("Gisteren belde Sjoerd Xandrink.", "Sjoerd Xandrink"),
    ("wethouder Fenna Xandrink", "Fenna Xandrink"),
)
PEOPLE = [
    ("Gisteren belde Fenna Xandrink.", "Fenna Xandrink", [], REDACT, NO_OFFICE),
    ("wethouder Fenna Xandrink", "Fenna Xandrink", [], KEEP, "bekleedt een openbare functie (wethouder)"),
    ("Gisteren belde Fenna Xandrink.", "Fenna Xandrink", [OFFICE], KEEP, "openbare functie (wethouder)"),
    ("Gisteren belde Xandrink.", "Xandrink", [OFFICE], KEEP, "openbare functie (wethouder)"),
    ("directeur Xandrink", "Xandrink", [], REVIEW, "per geval wordt gewogen (directeur)"),
    ("oud-wethouder Xandrink", "Xandrink", [], REVIEW, "per geval wordt gewogen (wethouder)"),
    (
        "Fenna Xandrink, beleidsadviseur",
        "Fenna Xandrink",
        [OFFICE],
        REVIEW,
        "andere functie onder dezelfde naam",
    ),
    # one surname, two people
    ("Gisteren belde Xandrink.", "Xandrink", [OFFICE, CITIZEN], REVIEW, SHARED),
    ("wethouder Xandrink", "Xandrink", [OFFICE, CITIZEN], KEEP, "openbare functie (wethouder)"),
    ("Gisteren belde Sjoerd Xandrink.", "Sjoerd Xandrink", [OFFICE], REDACT, NO_OFFICE),
    ("Gisteren belde S. Xandrink.", "S. Xandrink", [OFFICE], REDACT, NO_OFFICE),
    ("Gisteren belde Xandrink.", "Xandrink", [CITIZEN], REDACT, NO_OFFICE),
]


@pytest.mark.parametrize(("text", "part", "others", "verdict", "reason"), PEOPLE)
def test_people(text, part, others, verdict, reason):
    decided = of_case(text, part, *others)
    assert decided[0] is verdict
    assert reason in decided[1]
    assert decided[2] == "rule"


def test_a_name_that_is_unsure_is_masked_until_a_person_decides():
    assert of_case("Gisteren belde Xandrink.", "Xandrink", score=0.45) == (REVIEW, UNSURE, "rule")


def test_an_office_is_sure_enough():
    assert of_case("Gisteren belde Xandrink.", "Xandrink", OFFICE, score=0.45)[0] is KEEP


@pytest.mark.parametrize("code", ["FX", "XANDRINK"])
def test_capitals_that_may_be_an_abbreviation(code):
    assert of_case(f"Gisteren belde {code}.", code, OFFICE, score=0.45) == (REVIEW, UNSURE, "rule")


def test_what_holds_no_name_is_for_a_person_to_decide():
    assert of_case("Gisteren belde 12.", "12") == (REVIEW, UNSURE, "rule")


@pytest.mark.parametrize(
    ("text", "part", "others", "rule", "verdict"),
    [
        ("Wij gaan naar Xandrink.", "Xandrink", [], "surname alone", KEEP),
        ("Wij gaan naar De Xandrink.", "De Xandrink", [], "prefix and surname", KEEP),
        ("Beste Xandrink,", "Xandrink", [], "salutation", REDACT),
        ("Xandrink belt.", "Xandrink", [], "subject", REDACT),
        ("Wij gaan naar de heer Xandrink.", "Xandrink", [], "honorific", REDACT),
        ("Wij gaan naar Fenna Xandrink.", "Fenna Xandrink", [], "surname alone", REDACT),
        ("Wij gaan naar Xandrink.", "Xandrink", [CITIZEN], "surname alone", REDACT),
        ("directeur Xandrink", "Xandrink", [], "surname alone", REVIEW),
    ],
)
def test_the_name_of_a_thing_stays_where_nobody_has_it(text, part, others, rule, verdict):
    decided = of_case(text, part, *others, rule=rule, things={"xandrink"})
    assert decided[0] is verdict
    assert (decided[1] == THING) is (verdict is KEEP)


@pytest.mark.parametrize(
    ("text", "part", "others", "keep", "expected"),
    [
        ("Fenna Xandrink", "Fenna Xandrink", [], "Fenna Xandrink", (KEEP, FROM_CASE, "case")),
        ("F. Xandrink", "F. Xandrink", [], "Fenna Xandrink", (KEEP, FROM_CASE, "case")),
        ("Sjoerd Xandrink", "Sjoerd Xandrink", [], "Fenna Xandrink", (REDACT, NO_OFFICE, "rule")),
        ("Xandrink", "Xandrink", [OFFICE, CITIZEN], "Fenna Xandrink", (REVIEW, SHARED, "rule")),
    ],
)
def test_whom_the_case_file_keeps(text, part, others, keep, expected):
    assert of_case(text, part, *others, keep=(keep,)) == expected


def passage(grounds, text="te duur", document="a.txt"):
    return CaseFile(passages=(PassageRule(document, text, grounds, ""),))


@pytest.mark.parametrize(
    ("case", "grounds"),
    [
        (passage(("5.1.2b",)), ("5.1.2b",)),
        (passage(("5.1.2b", "5.2.1")), ("5.1.2b", "5.2.1")),
        (passage(("5.2.1",), "te  duur"), ("5.2.1",)),
    ],
)
def test_a_passage_goes_on_the_grounds_of_the_case_file(case, grounds):
    decision = alone(Label.PASSAGE, 0.1, "te duur", case)
    assert (decision.verdict, decision.by, decision.grounds) == (REDACT, "case", grounds)


def test_a_passage_of_each_document_has_its_own_grounds():
    two = (*passage(("5.2.1",), document="b.txt").passages, *passage(("5.1.2b",)).passages)
    assert alone(Label.PASSAGE, 1.0, "te duur", CaseFile(passages=two)).grounds == ("5.1.2b",)


def test_a_ground_that_the_law_does_not_have():
    with pytest.raises(UsageError, match=r"5\.1\.2z.*grounds\.toml"):
        alone(Label.PASSAGE, 1.0, "te duur", passage(("5.1.2z",)))


def test_one_decision_for_each_finding_in_their_order():
    text = "0612345678 en Fenna Xandrink"
    findings = (finding(text, "Fenna Xandrink"), finding(text, "0612345678", Label.PHONE))
    register = build((), frozenset(), CaseFile(), lists())
    decisions = decide(document(text), findings, register, CaseFile(), RULES)
    assert tuple(d.finding for d in decisions) == findings
    assert decide(document(text), (), register, CaseFile(), RULES) == ()


@pytest.mark.parametrize("label", list(Label))
def test_no_decision_quotes_what_it_is_about(label):
    text = "Fenna Xandrink"
    decision = alone(label, 0.9, text, passage(("5.2.1",), text))
    assert decision.grounds
    assert decision.reason
    assert not any(word in decision.reason for word in text.split())


@pytest.mark.parametrize("verdict", [REDACT, REVIEW])
def test_the_rules_say_who_keeps_a_name(verdict):
    changed = dataclasses.replace(
        RULES, roles=tuple(dataclasses.replace(role, verdict=verdict) for role in RULES.roles)
    )
    text = "wethouder Fenna Xandrink"
    one = finding(text, "Fenna Xandrink")
    mention = mention_at(document(text), one.span, changed, lists())
    assert mention is not None
    register = build([mention], frozenset(), CaseFile(), lists())
    assert decide(document(text), (one,), register, CaseFile(), changed)[0].verdict is verdict


@pytest.mark.parametrize(
    ("text", "part", "elsewhere", "verdict"),
    [
        # A title beside a surname speaks for nobody in another document.
        (
            "Gisteren belde Fenna Xandrink.",
            "Fenna Xandrink",
            ("wethouder Xandrink sprak", "Xandrink"),
            REVIEW,
        ),
        ("wethouder Xandrink sprak", "Xandrink", ("Gisteren belde Fenna Xandrink.", "Fenna Xandrink"), KEEP),
        ("Xandrink belde.", "Xandrink", ("wethouder Xandrink sprak", "Xandrink"), KEEP),
        # Beside the full name it does.
        ("Met Fenna Xandrink.", "Fenna Xandrink", ("wethouder Fenna Xandrink sprak", "Fenna Xandrink"), KEEP),
    ],
)
def test_an_office_elsewhere_keeps_only_who_holds_it(text, part, elsewhere, verdict):
    assert of_case(text, part, elsewhere)[0] is verdict
