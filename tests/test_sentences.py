"""The sentence around a match, in mails as people write them. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detect.sentences import sentence_at
from pipeline.types import Span


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Eerst dit. Hier staat HET woord. Dan dat.", "Hier staat HET woord."),
        ("HET", "HET"),
        ("Beste Anna,\nDit is HET plan.\nGroet", "Dit is HET plan."),
        ("Dit loopt door\nmet HET plan\nen verder. Klaar.", "Dit loopt door\nmet HET plan\nen verder."),
        ("Een alinea.\n\nHET staat hier\n\nNog een.", "HET staat hier"),
        ("- punt een\n- HET tweede punt\n- punt drie", "HET tweede punt"),
        ("> Dit is HET citaat.\n> Meer.", "Dit is HET citaat."),
        ("Dat is m.i. HET plan van dhr. Smulders. Klaar.", "Dat is m.i. HET plan van dhr. Smulders."),
        ("Zie art. 5 over HET plan. Klaar.", "Zie art. 5 over HET plan."),
        ("Wat nu? HET plan! En dan?", "HET plan!"),
        ("Is dit HET plan? Ja.", "Is dit HET plan?"),
        ("bladzijde een\fHET plan\fbladzijde drie", "HET plan"),
        ("   HET   ", "HET"),
    ],
)
def test_sentence(text, sentence):
    start = text.index("HET")
    assert sentence_at(text, Span(start, start + 3)).of(text) == sentence


@given(st.text(alphabet="aA. \n?!-•", max_size=300), st.integers(0, 300), st.integers(1, 5))
def test_a_sentence_covers_what_it_was_asked_for(text, start, length):
    span = Span(min(start, len(text)), min(start + length, len(text)))
    assert sentence_at(text, span).covers(span)


def test_a_text_without_ends_stays_bounded():
    text = "a" * 100_000
    found = sentence_at(text, Span(50_000, 50_001))
    assert found.end - found.start < 2_000
