"""The rules themselves say what they find and what they leave; these tests run every word of it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.detect import ocrforms
from pipeline.detect.addresses import stands_under_organisation
from pipeline.detect.organisations import stands_in_letterhead
from pipeline.detect.recognisers import RuleRecognizer
from pipeline.detect.validators import VALIDATORS, digits_of, passes_eleven_test, passes_mod_97
from pipeline.errors import CheckError, RulebookError
from pipeline.rulebook import PatternRule, RecogniserRule
from pipeline.types import Label

RULES = {rule.name: rule for rule in rulebook.load().recognisers}
RECOGNISERS = {name: RuleRecognizer(rule) for name, rule in RULES.items()}
HITS = [(name, text, found) for name, rule in RULES.items() for text, found in rule.hits]
MISSES = [(name, text) for name, rule in RULES.items() for text in rule.misses]


def found_in(text, name):
    return [text[r.start : r.end] for r in RECOGNISERS[name].analyze(text, [name])]


@pytest.mark.parametrize(("name", "text", "found"), HITS)
def test_hit(name, text, found):
    assert found_in(text, name) == [found]


@pytest.mark.parametrize(("name", "text"), MISSES)
def test_miss(name, text):
    assert found_in(text, name) == []


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_what_it_finds_and_what_it_leaves(name):
    assert len(RULES[name].hits) >= 3
    assert len(RULES[name].misses) >= 3


@pytest.mark.parametrize("name", RULES)
def test_every_pattern_has_a_hit(name):
    rule = RULES[name]
    for pattern in rule.patterns:
        alone = RuleRecognizer(dataclasses.replace(rule, patterns=(pattern,)))
        assert any(alone.analyze(text, [name]) for text, _ in rule.hits), pattern.name


def test_every_kind_of_personal_data_with_a_form_has_a_rule():
    free = {Label.PERSON, Label.TERM, Label.PASSAGE, Label.FUNCTION}
    assert {rule.label for rule in RULES.values()} - {Label.PERSON} == set(Label) - free


def test_every_validator_is_used():
    rules = (*RULES.values(), *ocrforms.RULES)
    assert {rule.validator for rule in rules if rule.validator} == set(VALIDATORS)


@pytest.mark.parametrize(("name", "text", "found"), HITS)
def test_hits_survive_words_around_them(name, text, found):
    # Blank lines keep the words of a hit's own context apart from the words around it.
    assert found in found_in(f"Eerste regel.\n\n{text}\n\nLaatste regel.", name)


@given(
    st.lists(st.sampled_from("0123456789"), min_size=8, max_size=8),
    st.lists(st.sampled_from(["", " ", "-", ". "]), min_size=8, max_size=8),
)
def test_any_spacing_of_a_mobile_number(digits, gaps):
    number = "06" + "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    assume(not re.match(r"06[-. ]+(0?[1-9]|1[0-2])[-. ]+(19|20)", number))  # reads as a date
    assert "".join(found_in(f"bel {number} even", "phone_mobile")) == number


@given(st.integers(min_value=1, max_value=99_999_999))
def test_exactly_one_last_digit_makes_a_bsn_at_most(stem):
    right = [d for d in range(10) if passes_eleven_test(f"{stem:08d}{d}")]
    assert len(right) <= 1
    if right:
        wrong = f"{stem:08d}{(right[0] + 1) % 10}"
        assert found_in(f"het getal {stem:08d}{right[0]} hier", "bsn") == [f"{stem:08d}{right[0]}"]
        assert found_in(f"het getal {wrong} hier", "bsn") == []
        assert found_in(f"BSN {wrong}", "bsn") == [wrong]


@given(st.integers(min_value=0, max_value=10**10 - 1), st.sampled_from(["", " ", "."]))
def test_iban_with_its_own_check_digits(account, gap):
    letters = "".join(str(int(c, 36)) for c in "ABNA")
    check = 98 - int(f"{letters}{account:010d}{int('N', 36)}{int('L', 36)}00") % 97
    compact = f"NL{check:02d}ABNA{account:010d}"
    written = gap.join(compact[i : i + 4] for i in range(0, 18, 4))
    assert passes_mod_97(written)
    assert found_in(f"op {written} graag", "iban") == [written]


@given(st.text(max_size=200))
def test_digits_of_anything(text):
    digits = digits_of(text)
    assert digits == "" or (digits.isascii() and digits.isdecimal())


@pytest.mark.parametrize(
    "character",
    ["a", "a.", "1", "06 ", "A ", "@", "a@", "Kerkstraat ", "van ", "1 ", "-", "NL91", "geboren te "],
)
@pytest.mark.slow
def test_no_pattern_runs_away_on_monotonous_text(character):
    text = character * (20_000 // len(character))
    for rule in RULES.values():
        RuleRecognizer(rule, timeout=2.0).analyze(text, [rule.name])


def test_a_timeout_is_an_error_that_quotes_nothing():
    slow = RecogniserRule(
        "langzaam", Label.PHONE, "x", (PatternRule("x", r"(a|a|aa)+$", 0.5),), None, (), (), ()
    )
    with pytest.raises(CheckError, match="langzaam") as caught:
        RuleRecognizer(slow, timeout=0.05).analyze("a" * 60 + "Smulders", ["langzaam"])
    assert "Smulders" not in str(caught.value)


def test_an_unknown_validator_is_refused():
    rule = RecogniserRule("x", Label.PHONE, "x", (PatternRule("x", "a", 0.5),), "nergens", (), (), ())
    with pytest.raises(RulebookError, match="nergens"):
        RuleRecognizer(rule)


@pytest.mark.parametrize("name", [n for n, r in RULES.items() if any(p.near for p in r.patterns)])
def test_searching_near_a_string_finds_what_searching_everywhere_does(name):
    rule = RULES[name]
    everywhere = tuple(dataclasses.replace(p, near=()) for p in rule.patterns)
    anywhere = RuleRecognizer(dataclasses.replace(rule, patterns=everywhere))
    text = ("\n\n" + "woord " * 90 + "\n\n").join(text for text, _ in rule.hits)
    wanted = [text[r.start : r.end] for r in anywhere.analyze(text, [name])]
    assert found_in(text, name) == wanted
    assert {found for _, found in rule.hits} <= set(wanted)


@pytest.mark.parametrize("text", ["İ" * 300 + " BIG-nummer: 19012345601", "ẞ" * 300 + " BIG 19012345601"])
def test_letters_that_grow_when_small_shift_no_place(text):
    assert found_in(text, "big_number") == ["19012345601"]


@pytest.mark.parametrize(
    ("before", "account"),
    [
        ("Gemeente Voorbeeld\nPostbus 1\n1234 AB Voorbeeld\nTelefoon ", True),
        ("Gemeente Voorbeeld | Postbus 1 | ", True),
        ("Gemeente Voorbeeld\nA. Smulders\n", False),
        ("Gemeente Voorbeeld\nt.a.v. mevrouw Smulders\n", False),
        ("Met vriendelijke groet,\nGemeente Voorbeeld\n", False),
        ("Gemeente Voorbeeld\n\n", False),
        ("Locatie Oost\n", False),
        ("", False),
    ],
)
def test_what_is_a_letterhead(before, account):
    assert stands_in_letterhead(before) is account


def test_context_raises_the_score():
    bare = RECOGNISERS["bsn"].analyze("123456782", ["bsn"])[0].score
    named = RECOGNISERS["bsn"].analyze("BSN 123456782", ["bsn"])[0].score
    assert bare < named <= 1.0


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("Gemeente Voorbeeld\n", True),
        ("**Gemeente Voorbeeld**, ", True),
        ("Gemeente Voorbeeld\nAfdeling Ruimte\nt.a.v. mevrouw A. Smulders\n", True),
        ("Smulders Bouw B.V.\n", True),
        ("Ministerie van Dingen | ", True),
        ("Bezoekadres: ", True),
        ("Gemeente Voorbeeld\nA. Smulders\n", False),
        ("Gemeente Voorbeeld\n\n", False),
        ("Gemeente Voorbeeld\nDorpsstraat 1\n1234 AB Voorbeeld\n", False),
        ("De gemeente bezocht mevrouw Smulders, ", False),
        ("De gemeente kocht de woning ", False),
        ("De gemeente kocht de woning\n", False),
        ("Wij vergaderen in het stadhuis van Voorbeeld, ", True),
        ("Ministerie van Dingen en Zaken\n", True),
        ("College van burgemeester en wethouders van Voorbeeld\n", True),
        ("mevrouw Smulders van Gemeente Voorbeeld, ", False),
        ("", False),
    ],
)
def test_whose_address_it_is(before, whose):
    assert stands_under_organisation(before, "Kerkstraat 12, 1234 AB Voorbeeld") is whose


@pytest.mark.parametrize("text", ["BİG-nummer 19012345601", "İİİ BİG 19012345601"])
def test_an_odd_capital_hides_no_word_that_a_rule_searches_near(text):
    assert found_in(text, "big_number") == ["19012345601"]
