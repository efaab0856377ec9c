"""What is said of somebody, and what somebody thinks: masked or flagged until a person decides. Nobody here exists."""

from __future__ import annotations

import pytest

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.decide import decide
from pipeline.detect import build_register, carry, detect
from pipeline.masking import masks_of, redact_text
from pipeline.types import Document, DocumentKind, Label, Verdict

RULES = rulebook.load()


def decided(text):
    document = Document("a", "a.txt", DocumentKind.TEXT, text)
    one = detect(document, RULES)
    register = build_register([one], CaseFile(), RULES)
    findings = carry(document, one, register, CaseFile())
    return decide(document, findings, register, CaseFile(), RULES)


def published(text):
    return redact_text(text, masks_of(text, decided(text))).text


def test_the_phrase_is_masked_and_the_sentence_stays():
    text = "De bewoner belde. Mevrouw heeft diabetes en woont alleen."
    assert published(text) == "De bewoner belde. Mevrouw [5.1.1d] en woont alleen."
    (special,) = [d for d in decided(text) if d.finding.label is Label.SPECIAL]
    assert special.verdict is Verdict.REVIEW


def test_an_opinion_stays_readable_and_the_names_in_it_go():
    text = "Geachte mevrouw Xandrink,\n\nDit is de stand van zaken. Ik vind dat Xandrink gelijk heeft. Groet"
    flags = [d for d in decided(text) if d.verdict is Verdict.FLAG]
    assert [d.finding.span.of(text) for d in flags] == ["Ik vind dat Xandrink gelijk heeft."]
    assert "Ik vind dat [5.1.2e] gelijk heeft." in published(text)


@pytest.mark.parametrize(
    "text",
    [
        "Er komt een regeling voor inwoners die lijden aan dementie.",
        "Het college besluit het beleid voor mensen met een beperking vast te stellen.",
        "De fractie van de VVD stemt tegen.",
        "De gemeente is veroordeeld tot betaling van de proceskosten.",
        "Wie een strafblad heeft, krijgt geen verklaring.",
    ],
)
def test_policy_is_about_nobody(text):
    assert published(text) == text
