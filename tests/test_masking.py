"""Masks, the redacted text, and the way between the two. No person stands in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.masking import mark_text, masks_of, redact_text
from pipeline.types import Decision, Finding, Label, Mask, Span, Verdict

E, B, BSN = ("5.1.2e",), ("5.1.2b",), ("5.1.1e",)
TEXT = "0123 567\u00a09\tbc\nef"


def decision(start, end, grounds=E, label=Label.PERSON, verdict=Verdict.REDACT):
    return Decision(Finding(Span(start, end), label, 1.0, "test", "test"), verdict, grounds, "test", "rule")


def mask(start, end, grounds=E, label=Label.PERSON):
    return Mask(Span(start, end), grounds, label)


# what it shows, the decisions, the masks
MERGES = [
    ("nothing", [], []),
    ("one", [decision(0, 4)], [mask(0, 4)]),
    ("an empty span", [decision(2, 2)], []),
    ("what is kept or flagged", [decision(0, 4, verdict=Verdict.KEEP), decision(0, 4, verdict=Verdict.FLAG)], []),
    ("what a person must decide is masked", [decision(0, 4, verdict=Verdict.REVIEW)], [mask(0, 4)]),
    ("twice the same", [decision(0, 4), decision(0, 4)], [mask(0, 4)]),
    ("one inside the other", [decision(0, 8), decision(2, 4)], [mask(0, 8)]),
    ("an overlap", [decision(0, 3), decision(2, 6)], [mask(0, 6)]),
    ("an overlap takes both grounds", [decision(0, 3, E), decision(2, 6, B)], [mask(0, 6, (*B, *E))]),
    ("a kept name inside a mask goes", [decision(0, 8), decision(2, 4, verdict=Verdict.KEEP)], [mask(0, 8)]),
    ("a space between", [decision(0, 4), decision(5, 8)], [mask(0, 8)]),
    ("no-break space and tab", [decision(5, 8), decision(9, 10), decision(11, 13)], [mask(5, 13)]),
    ("nothing between", [decision(0, 2), decision(2, 4)], [mask(0, 4)]),
    ("a line break between", [decision(11, 13), decision(14, 16)], [mask(11, 13), mask(14, 16)]),
    ("a letter between", [decision(0, 1), decision(2, 4)], [mask(0, 1), mask(2, 4)]),
    ("other grounds", [decision(0, 4, E), decision(5, 8, BSN)], [mask(0, 4, E), mask(5, 8, BSN)]),
    ("other grounds side by side", [decision(0, 2, E), decision(2, 4, B)], [mask(0, 2, E), mask(2, 4, B)]),
    ("a chain", [decision(0, 3), decision(2, 6), decision(5, 8)], [mask(0, 8)]),
    ("the first label", [decision(0, 6, label=Label.EMAIL), decision(5, 8)], [mask(0, 8, label=Label.EMAIL)]),
    ("a name and an address stay two", [decision(0, 4, label=Label.EMAIL), decision(5, 8)],
     [mask(0, 4, label=Label.EMAIL), mask(5, 8)]),
]  # fmt: skip


@pytest.mark.parametrize(("decisions", "masks"), [m[1:] for m in MERGES], ids=[m[0] for m in MERGES])
def test_masks_of(decisions, masks):
    assert masks_of(TEXT, decisions) == tuple(masks)
    assert masks_of(TEXT, reversed(decisions)) == tuple(masks)


def test_mark():
    assert mark_text(("5.1.2e",)) == "[5.1.2e]"
    assert mark_text(("5.1.1d", "5.1.2e")) == "[5.1.1d; 5.1.2e]"


REDACTED = [
    ("0123456", [], "0123456"),
    ("", [], ""),
    ("0123456", [mask(0, 7)], "[5.1.2e]"),
    ("0123456", [mask(0, 2)], "[5.1.2e]23456"),
    ("0123456", [mask(5, 7)], "01234[5.1.2e]"),
    ("0123456", [mask(0, 2), mask(2, 4, B)], "[5.1.2e][5.1.2b]456"),
    ("0123456", [mask(1, 3), mask(4, 5)], "0[5.1.2e]3[5.1.2e]56"),
    ("a b c d", [mask(0, 1), mask(2, 3)], "[5.1.2e] [5.1.2e] c d"),
    ("a\nb\nc", [mask(0, 3)], "[5.1.2e]\nc"),
    ("\U0001f600é\u0301x", [mask(0, 1)], "[5.1.2e]é\u0301x"),
]


@pytest.mark.parametrize(("text", "masks", "redacted"), REDACTED)
def test_redact_text(text, masks, redacted):
    done = redact_text(text, tuple(masks))
    assert done.text == redacted
    assert [m.of(redacted) for m in done.marks] == [mark_text(m.grounds) for m in masks]


def test_masks_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        redact_text("0123456", (mask(0, 3), mask(2, 5)))


# a span of "ab[cd]ef" before, the same in "ab[5.1.2e]ef"
LOCATED = [
    ((0, 2), "ab"),
    ((4, 6), "ef"),
    ((0, 6), "ab[5.1.2e]ef"),
    ((2, 4), "[5.1.2e]"),
    ((3, 4), "[5.1.2e]"),
    ((2, 3), "[5.1.2e]"),
    ((1, 3), "b[5.1.2e]"),
    ((3, 5), "[5.1.2e]e"),
    ((0, 0), ""),
    ((6, 6), ""),
]


@pytest.mark.parametrize(("span", "text"), LOCATED)
def test_locate(span, text):
    done = redact_text("abcdef", (mask(2, 4),))
    assert done.locate(Span(*span)).of(done.text) == text


GROUNDS = st.sampled_from([E, B, (*B, *E)])
# Pieces of text that stay, each with what is masked behind it and another thing that could have stood there.
PIECES = st.lists(
    st.tuples(
        st.text(max_size=6),
        st.text(min_size=1, max_size=6),
        st.text(min_size=1, max_size=6),
        GROUNDS,
    ),
    max_size=6,
)


def built(pieces, which):
    text, masks = "", []
    for piece in pieces:
        text += piece[0]
        masks.append(mask(len(text), len(text) + len(piece[which]), piece[3]))
        text += piece[which]
    return text, tuple(masks)


@given(PIECES)
@settings(deadline=None)
def test_what_is_not_masked_does_not_change(pieces):
    text, masks = built(pieces, 1)
    assert redact_text(text, masks).text == "".join(p[0] + mark_text(p[3]) for p in pieces)


@given(PIECES)
@settings(deadline=None)
def test_what_is_masked_does_not_show(pieces):
    one, other = redact_text(*built(pieces, 1)), redact_text(*built(pieces, 2))
    assert (one.text, one.marks) == (other.text, other.marks)


@given(PIECES, st.data())
@settings(deadline=None)
def test_locate_keeps_every_character_that_is_not_masked(pieces, data):
    text, masks = built(pieces, 1)
    done = redact_text(text, masks)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = done.locate(Span(start, end))
    assert 0 <= place.start <= place.end <= len(done.text)
    readable = "".join(
        c
        for i, c in enumerate(text[start:end], start)
        if not any(m.span.start <= i < m.span.end for m in masks)
    )
    shown = place.of(done.text)
    for mark in sorted((m for m in done.marks if place.covers(m)), reverse=True):
        shown = shown[: mark.start - place.start] + shown[mark.end - place.start :]
    if start < end:
        assert shown == readable


SPANS = st.lists(
    st.builds(
        lambda start, length, grounds, label, verdict: decision(start, start + length, grounds, label, verdict),
        st.integers(0, 14),
        st.integers(0, 6),
        GROUNDS,
        st.sampled_from(Label),
        st.sampled_from(Verdict),
    ),
    max_size=8,
)  # fmt: skip


@given(SPANS, st.text(alphabet="a b\n", min_size=20, max_size=20))
@settings(deadline=None)
def test_masks_cover_what_must_go_and_nothing_else(decisions, text):
    masks = masks_of(text, decisions)
    gone = {i for m in masks for i in range(m.span.start, m.span.end)}
    wanted = {
        i
        for d in decisions
        if d.verdict in (Verdict.REDACT, Verdict.REVIEW)
        for i in range(d.finding.span.start, d.finding.span.end)
    }
    assert wanted <= gone
    assert all(text[i] == " " for i in gone - wanted)
    assert all(one.span.end <= other.span.start for one, other in pairwise(masks))
    assert redact_text(text, masks).text.count("[") == len(masks)
