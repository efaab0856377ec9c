"""Numbers as OCR misreads them: `ocrforms`, and the validators of its rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.detect.ocrforms import findings_on_scans, mended
from pipeline.types import Label, Span

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included


def found(text):
    whole = (Span(0, len(text)),)
    return {(f.label, f.span.of(text)) for f in findings_on_scans(text, whole, rulebook.load())}


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("NL91ABNAO4I7164300", "NL91ABNA0417164300"),
        ("NL9I A8NA 04l7 1643 OO", "NL91 ABNA 0417 1643 00"),
        ("O6-I234S678", "06-12345678"),
        ("1O23 A8", "1023 AB"),
        ("l4 maart I961", "14 maart 1961"),
        ("jan.jansen©post.example", "jan.jansen@post.example"),
        ("jan.jansenGpost.example", "jan.jansen@post.example"),
        ("jan@post,example", "jan@post.example"),
        ("Is Bos SO snel? Zo!", "Is Bos SO snel? Zo!"),
        ("06 12 IS 34 56", "06 12 15 34 56"),
        ("", ""),
    ],
)
def test_a_text_is_mended_sign_for_sign(text, better):
    assert mended(text) == better


@pytest.mark.slow
@given(st.text(alphabet="0123456789OoIl|SBZGNLAB @©.,-/\nnl", max_size=60))
def test_every_place_stays_where_it_is(text):
    assert len(mended(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("rekening NL91ABNAO4I7164300.", Label.IBAN, "NL91ABNAO4I7164300"),
        ("NL91 ABNA 0417 1643 01", Label.IBAN, "NL91 ABNA 0417 1643 01"),  # the check fails
        ("N191 INGB 0001 2345 67", Label.IBAN, "N191 INGB 0001 2345 67"),
        ("IBAN: NL91 ABN 041716 430", Label.IBAN, "NL91 ABN 041716 430"),
        ("BSN 12345678Z", Label.BSN, "12345678Z"),
        ("BSN: 123 45 67", Label.BSN, "123 45 67"),
        ("burgerservicenurnmer 999991", Label.BSN, "999991"),
        ("nummer 123456781 of", Label.BSN, "123456781"),  # fails the eleven test
        ("O6 - 1234 567", Label.PHONE, "O6 - 1234 567"),
        ("tel. 010 - 123 45 6", Label.PHONE, "010 - 123 45 6"),
        ("KZ-O0O-X", Label.NUMBER_PLATE, "KZ-O0O-X"),
        ("KZ—000—X", Label.NUMBER_PLATE, "KZ—000—X"),
        ("kenteken 6Z-4O8-T", Label.NUMBER_PLATE, "6Z-4O8-T"),
        ("jan.jansen©post.example", Label.EMAIL, "jan.jansen"),
        ("e-mail: janjansenpost.example", Label.EMAIL, "janjansenpost.example"),
        ("janjansen(a)post.example", Label.EMAIL, "janjansen"),
        ("Kerkstraat l2, 1O23 A8 Rietmonde", Label.ADDRESS, "Kerkstraat l2, 1O23 A8 Rietmonde"),
    ],
)
def test_what_was_misread_is_found(text, label, number):
    assert (label, number) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "op 06-12-2023 en 12-05-23",
        "zaaknummer 123456781",
        "factuurnummer 1Z3456789",
        "€ 123 456 789",
        "NEN-12-5",
        "12-58-23",
        "www.rietmonde,nl",
        "info©rietmonde.example",
        "mail: info.rietmonde.example",
        "artikel 5.1.2, lid 1 en 2e",
        "A-1-B",
        "algemeen nummer 14 0318",
        "telefoon 0800 - 1234 567",
    ],
)
def test_what_only_looks_like_it_is_not(text):
    assert found(text) == set()


def test_nothing_outside_what_ocr_read_is_looked_at():
    text = "BSN 12345678Z\nBSN 98765432I"
    (one,) = {f.span.of(text) for f in findings_on_scans(text, (Span(14, len(text)),), rulebook.load())}
    assert one == "98765432I"
    assert findings_on_scans(text, (), rulebook.load()) == ()


def test_a_number_that_may_be_a_bsn_is_not_sure():
    (one,) = findings_on_scans("nummer 123456781", (Span(0, 16),), rulebook.load())
    assert one.score < 0.5
