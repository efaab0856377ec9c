"""Presidio, shielded: no network, no log, no skipped recogniser, one order, and pieces that don't show."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.detect import engine as module
from pipeline.detect.engine import MARGIN, analyse, build_engine, findings_of, pieces
from pipeline.detect.recognisers import REACH, RuleRecognizer
from pipeline.errors import CheckError
from pipeline.rulebook import PatternRule, RecogniserRule
from pipeline.types import Label, Span

RULES = rulebook.load()
TEXT = (
    "Van: Sanne Oudebos <s.oudebos@voorbeeld.nl>\n"
    "Aan: info@voorbeeld.nl\n\n"
    "Bel 06-12345678 of schrijf naar Kerkstraat 12, 1234 AB Voorbeeld.\n"
    "BSN 123456782, geboren op 12 maart 1980, kenteken TK-123-B.\n"
    "Graag op NL91 ABNA 0417 1643 00 storten.\n"
)


@pytest.fixture(scope="module")
def small():
    """An engine over a pipeline that knows one name."""
    language = spacy.blank("nl")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": [{"TEXT": "Sanne"}, {"TEXT": "Oudebos"}], "id": "test"}])
    ruler.add_patterns([{"label": "LOC", "pattern": [{"TEXT": "Voorbeeld"}]}])
    return build_engine(RULES, language)


def shown(text, findings):
    return [(f.label.value, f.span.of(text)) for f in findings]


def test_one_text_with_everything(small):
    assert list(dict.fromkeys(shown(TEXT, findings_of(TEXT, RULES, small, 1000)))) == [
        ("PERSON", "Sanne Oudebos"),
        ("EMAIL", "s.oudebos"),
        ("PHONE", "06-12345678"),
        ("ADDRESS", "Kerkstraat 12, 1234 AB Voorbeeld"),
        ("BSN", "123456782"),
        ("BIRTH_DATE", "12 maart 1980"),
        ("NUMBER_PLATE", "TK-123-B"),
        ("IBAN", "NL91 ABNA 0417 1643 00"),
    ]


def test_every_finding_says_who_found_it_and_why(small):
    for finding in findings_of(TEXT, RULES, small, 1000):
        assert finding.recogniser
        assert finding.reason
        assert 0 < finding.score <= 1
        assert finding.reason not in TEXT


def test_the_pipeline_of_models_finds_names():
    assert ("PERSON", "Sanne Oudebos") in shown(TEXT, analyse(TEXT, RULES))


def test_nothing_in_nothing(small):
    assert findings_of("", RULES, small, 1000) == ()
    assert findings_of(" \n\n\f", RULES, small, 1000) == ()


@pytest.mark.slow
@pytest.mark.parametrize("piece", [13, 100, 1_000, 10_000])
def test_findings_do_not_hang_on_the_size_of_a_piece(small, piece):
    text = TEXT * 3
    assert findings_of(text, RULES, small, piece) == findings_of(text, RULES, small, 1_000_000)


def test_a_finding_on_a_cut_is_found_once(small):
    for before in range(90, 101):
        text = "x" * before + " 06-12345678 " + "y" * 100
        assert shown(text, findings_of(text, RULES, small, 100)) == [("PHONE", "06-12345678")]


@pytest.mark.slow
def test_a_megabyte_on_one_line(small):
    text = f"{'woord' * 20} " * 10_000 + "06-12345678"
    assert "\n" not in text
    assert len(text) > 1_000_000
    assert shown(text, findings_of(text, RULES, small, module.PIECE)) == [("PHONE", "06-12345678")]


@settings(max_examples=50)
@given(st.text(alphabet="ab\n", max_size=300), st.integers(min_value=1, max_value=50))
def test_pieces_cover_the_text_once(text, size):
    cuts = pieces(text, size)
    assert "".join(cut.of(text) for cut in cuts) == text
    assert all(0 < cut.end - cut.start <= size for cut in cuts)


def test_pieces_end_behind_a_line_break_where_there_is_one():
    text = "a" * 95 + "\n" + "b" * 50
    assert pieces(text, 100) == (Span(0, 96), Span(96, 146))


def test_findings_are_in_a_total_order(small):
    findings = findings_of(TEXT, RULES, small, 1000)
    keys = [(f.span.start, -f.span.end, f.label.value, f.recogniser) for f in findings]
    assert keys == sorted(set(keys))


@pytest.mark.slow
def test_the_same_under_two_hash_seeds():
    script = (
        "import spacy; from pipeline import rulebook; from pipeline.detect.engine import build_engine, findings_of;"
        f"r = rulebook.load(); print(findings_of({TEXT!r}, r, build_engine(r, spacy.blank('nl')), 100))"
    )
    root = str(Path(module.__file__).resolve().parents[2])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "BSN" in outputs.pop()


def test_no_network(small, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    engine = build_engine(RULES, spacy.blank("nl"))
    assert findings_of(TEXT, RULES, engine, 1000)


def test_nothing_is_logged(small, caplog):
    caplog.set_level(logging.DEBUG)
    findings_of(TEXT, RULES, small, 1000)
    build_engine(RULES, spacy.blank("nl"))
    assert [r for r in caplog.records if "presidio" in r.name or "decision" in r.name] == []


def test_only_our_own_recognisers(small):
    assert {type(r).__module__ for r in small.registry.recognizers} == {"pipeline.detect.recognisers"}


def test_a_recogniser_that_times_out_stops_the_document(small, monkeypatch):
    slow = RecogniserRule(
        "langzaam", Label.PHONE, "x", (PatternRule("x", r"(a|a|aa)+$", 0.5),), None, (), (), ()
    )
    engine = build_engine(RULES, spacy.blank("nl"))
    engine.registry.recognizers.append(RuleRecognizer(slow, timeout=0.05))
    with pytest.raises(CheckError):
        findings_of("a" * 60 + "b", RULES, engine, 1000)


def test_two_rules_on_the_same_stretch_both_speak(small):
    text = "Telefoon: 053-4818181"
    names = {f.recogniser for f in findings_of(text, RULES, small, 1000)}
    assert names == {"phone_landline", "phone_in_context"}


def test_the_margin_is_wider_than_what_any_rule_reads():
    assert MARGIN > REACH
