"""What stands beside a name: functions that one person has, and the place that somebody stands for."""

from __future__ import annotations

import pytest

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.decide import decide
from pipeline.detect import mention_at
from pipeline.detect.functions import function_beside, place_beside
from pipeline.detect.lexicon import load as lists
from pipeline.detect.register import build
from pipeline.roles import UniqueFunctions
from pipeline.types import Document, DocumentKind, Finding, Label, Span, Verdict

RULES = rulebook.load()

# text with the name between < and >, the function that is found
FUNCTIONS = [
    ("<Xandrink>, directeur van Het Zwaantje", "directeur van Het Zwaantje"),
    ("<Xandrink> (directeur)", "directeur"),
    ("<Xandrink>\nDirecteur Stichting Zwaantje", "Directeur Stichting Zwaantje"),
    ("<Xandrink> (voorzitter OR)", "voorzitter OR"),
    ("<Xandrink>, hoofd afdeling Markten", "hoofd afdeling Markten"),
    ("<Xandrink>, eigenaar van de camping", "eigenaar van de camping"),
    ("<Xandrink>, de enige boa", "de enige boa"),
    ("de voorzitter van de wijkraad, mevrouw <Xandrink>", "voorzitter van de wijkraad"),
    ("onze enige BOA, <Xandrink>", "onze enige BOA"),
    ("korpschef <Xandrink>", "korpschef"),
    ("voorzitter OR <Xandrink>", "voorzitter OR"),
    ("Burgemeester Fenna Oudebosch, <Xandrink>", None),
    ("voorzitter Fenna Oudebosch, <Xandrink>", None),
    ("<Xandrink>, voorzitter", None),
    ("<Xandrink>, voorzitter en notulist", None),
    ("Voorzitter: <Xandrink>", None),
    ("<Xandrink>, adviseur", None),
    ("<Xandrink> sprak de directeur", None),
    ("<Xandrink>, directeuren", None),
    ("de onderdirecteur <Xandrink>", None),
    ("<Xandrink>", None),
]


def at(marked):
    start, end = marked.index("<"), marked.index(">") - 1
    return marked.replace("<", "").replace(">", ""), Span(start, end)


@pytest.mark.parametrize(("marked", "function"), FUNCTIONS)
def test_function_beside(marked, function):
    text, span = at(marked)
    found = function_beside(text, span, RULES.unique)
    assert (found.of(text) if found else None) == function
    assert function_beside(text, span, UniqueFunctions()) is None or "enige" in str(function)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Rietmonde (<Xandrink>)", "rietmonde"),
        ("Rietmonde (dhr. <Xandrink>, secretaris)", "rietmonde secretaris"),
        ("<Xandrink> (gemeente  Rietmonde)", "gemeente rietmonde"),
        ("<Xandrink>, Rietmonde; Oudebosch", "rietmonde"),
        ("Rietmonde: <Xandrink>", "rietmonde"),
        ("Rietmonde\n(<Xandrink>)", ""),
        ("Ik zag <Xandrink> in Rietmonde", ""),
        ("<Xandrink>", ""),
    ],
)
def test_place_beside(marked, words):
    text, span = at(marked)
    assert place_beside(text, span) == words


@pytest.mark.parametrize(
    ("text", "name", "flags"),
    [
        ("Fenna Xandrink, voorzitter OR", "Fenna Xandrink", ["voorzitter OR"]),
        ("Fenna Xandrink, directeur van X", "Fenna Xandrink", ["directeur van X"]),
        ("burgemeester Fenna Xandrink", "Fenna Xandrink", []),  # who stays needs no flag
        ("Fenna Xandrink kwam", "Fenna Xandrink", []),
    ],
)
def test_the_officer_is_told(text, name, flags):
    document = Document("a", "a", DocumentKind.TEXT, text)
    finding = Finding(Span(text.index(name), text.index(name) + len(name)), Label.PERSON, 0.9, "test", "test")
    mention = mention_at(document, finding.span, RULES, lists())
    register = build([mention], frozenset(), CaseFile(), lists())
    decisions = decide(document, (finding,), register, CaseFile(), RULES)[1:]
    assert [d.finding.span.of(text) for d in decisions] == flags
    assert all((d.verdict, d.finding.label) == (Verdict.FLAG, Label.FUNCTION) for d in decisions)
    assert all(name not in d.reason for d in decisions)
