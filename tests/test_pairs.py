"""Two surnames side by side that are nobody's name. All people are invented."""

from __future__ import annotations

import pytest

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.decide import decide
from pipeline.detect import Detected, carry, mention_at
from pipeline.detect.lexicon import load as lists
from pipeline.detect.register import build
from pipeline.types import Document, DocumentKind, Finding, Label, Span, Verdict

RULES = rulebook.load()
KEEP, REDACT, REVIEW = Verdict.KEEP, Verdict.REDACT, Verdict.REVIEW


def decided(text, *names):
    """What becomes of each name of one document; a name that stands there again further on is looked for behind."""
    document, findings, place = Document("a", "a", DocumentKind.TEXT, text), [], 0
    for name in names:
        place = text.index(name, place)
        findings.append(Finding(Span(place, place + len(name)), Label.PERSON, 0.9, "test", "test"))
        place += len(name)
    mentions = tuple(mention_at(document, f.span, RULES, lists()) for f in findings)
    register = build(mentions, frozenset(), CaseFile(), lists())
    detected = Detected("a", tuple(findings), mentions, frozenset(), frozenset())
    found = carry(document, detected, register, CaseFile())
    return [
        (d.finding.span.of(text), d.verdict) for d in decide(document, found, register, CaseFile(), RULES)
    ]


def test_each_half_is_its_own_persons():
    assert decided(
        "Burgemeester Fenna Xandrink en Sjoerd Teelinkx. Teelinkx Xandrink vraagt. Xandrink sluit.",
        "Fenna Xandrink",
        "Sjoerd Teelinkx",
        "Teelinkx Xandrink",
        "Xandrink",
    ) == [
        ("Fenna Xandrink", KEEP),
        ("Sjoerd Teelinkx", REDACT),
        ("Teelinkx", REDACT),
        ("Xandrink", KEEP),
        ("Xandrink", KEEP),
    ]


@pytest.mark.parametrize(
    ("opening", "names", "pair"),
    [
        # Teelinkx is nobody's surname here
        ("Burgemeester Fenna Xandrink.", ["Fenna Xandrink"], "Teelinkx Xandrink"),
        # Xandrink is nobody else's
        ("Dit is Sjoerd Teelinkx.", ["Sjoerd Teelinkx"], "Teelinkx Xandrink"),
        # a first name that somebody else has too
        (
            "Burgemeester Fenna Xandrink, Piet Sjoerd en Sjoerd Teelinkx.",
            ["Fenna Xandrink", "Piet Sjoerd", "Sjoerd Teelinkx"],
            "Sjoerd Xandrink",
        ),
    ],
)
def test_what_may_be_a_name_stays_one(opening, names, pair):
    decisions = decided(f"{opening} Daar was {pair}.", *names, pair)
    assert decisions[-1] == (pair, REDACT)
