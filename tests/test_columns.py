"""Tables in plain text: what a header names is found in the cells under it. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.detect.columns import cells_under
from pipeline.detect.recognisers import RuleRecognizer

RULES = {rule.name: rule for rule in rulebook.load().recognisers}

# rule, text, what is found
TABLES = [
    (
        "bsn",
        "Naam;BSN;Plaats\nSmulders;123456782;Almelo\nSmulders;123 456 783;Almelo",
        ["123456782", "123 456 783"],
    ),
    ("bsn", "Naam,BSN,Adres\nA,123456783,Kerkstraat 1, 1234 AB\nOord", ["123456783"]),
    ("bsn", "| Naam | BSN | Plaats |\n| A | 123456783 | Oord |", ["123456783"]),
    ("bsn", "Naam   BSN   Plaats\nA   123456783   Oord", ["123456783"]),
    ("bsn", "Naam\tBSN\tPlaats\nA\t123456783\tOord", ["123456783"]),
    ("bsn", "BSN,BIG,Naam\n1. 123456783,19012345601,A", ["123456783"]),
    ("big_number", "BSN,BIG,Naam\n1. 123456783,19012345601,A", ["19012345601"]),
    ("number_plate", "Kenteken;Naam;Tijd\nTK123B;A;10:30\n12 XTK 5;B;-", ["TK123B", "12 XTK 5"]),
    ("passport", "Documentnr, Straat, Naam\nNX4CM8651, Kerkstraat, A", ["NX4CM8651"]),
    (
        "birth_date",
        "Naam;Geboortedatum;Plaats\nA;12-03-1980;Oord\nB;1980-03-12;Oord",
        ["12-03-1980", "1980-03-12"],
    ),
    ("username", "Datum;Gebruiker;Actie\nma;smulda01;lezen", ["smulda01"]),
    ("v_number", "V-nummer;Naam;Kamer\n2712345678;A;12", ["2712345678"]),
    ("case_number", "Klantnr;Naam;Plaats\n8155315;A;Oord", ["8155315"]),
    # no header, no kind, the end of the table
    ("big_number", "Naam;Nummer;Plaats\nSmulders;19012345601;Almelo", []),
    ("big_number", "BIG en naam van wie er in de zorg werken, en nog veel meer\n19012345601;A;B", []),
    ("big_number", "Naam;BIG;Plaats\nA;onbekend;Oord\n\nTotaal;19012345601;x", []),
    ("big_number", "Naam;BIG 2;Plaats\nA;19012345601;Oord", []),
    ("big_number", "Naam;BIG;Plaats\nA;geen;Oord\nB;1234;Oord", []),
    ("number_plate", "Kenteken;Naam;Tijd\n-;A;10:30", []),
]


@pytest.mark.parametrize(("name", "text", "found"), TABLES)
def test_cells(name, text, found):
    results = RuleRecognizer(RULES[name]).analyze(text, [name])
    assert [text[r.start : r.end] for r in results] == found


@given(st.text(alphabet="bsn;,| \t\n1A", max_size=300))
def test_cells_lie_in_the_text_and_hold_something(text):
    for cell in cells_under(text, text.lower(), ("bsn",)):
        assert cell.of(text).strip()
        assert not set(cell.of(text)) & set(";,|\n\t")


def test_a_column_without_end_takes_no_time():
    text = "naam;bsn;plaats\n" * 5_000 + "a" * 100_000
    assert list(cells_under(text, text, ("bsn",)))
