"""What is said of a document that is done: its row of the inventory, its reasons, the places of its findings."""

import re

import pytest
from pdf_makers import document_of, hand_made

from pipeline import rulebook
from pipeline.check import Leak, check_output
from pipeline.findings import findings_json, line_boxes
from pipeline.items import Message, Part, PartKind, Structure
from pipeline.masking import redact_text
from pipeline.outcomes import date_of, leak_reasons, marks_as_read, own_text, still_readable, title_of
from pipeline.redact import redact
from pipeline.types import (
    Box,
    Decision,
    Document,
    DocumentKind,
    Finding,
    Label,
    LegendRow,
    Mask,
    Redacted,
    Span,
    Verdict,
    Word,
)

TEXT = "Onderwerp: brief van\nJan Jansen van 2 mei 2024\n\nBijlage twee"
SUBJECT, NAME, DATE, SECOND = Span(11, 31), Span(21, 31), Span(36, 46), Span(48, 60)
FIRST_PART, SECOND_PART = Span(0, 46), SECOND


def part(span=FIRST_PART, title=None, date=None):
    return Part(PartKind.LETTER, span, title, date, "briefhoofd", 0.8)


def message(span=FIRST_PART, subject=SUBJECT, sent="2024-05-03T10:00:00+02:00"):
    return Message(span, None, (), (), subject, sent, span, (span,), None, (), None, None, "kop", 0.9)


def masked(*masks):
    return redact_text(TEXT, tuple(Mask(span, ("5.1.2e",), label) for span, label in masks))


@pytest.mark.parametrize(
    ("structure", "title"),
    [
        (Structure(), "brief"),
        (Structure(parts=(part(),)), "brief"),
        (Structure(parts=(part(title=SUBJECT),)), "brief van [5.1.2e]"),
        (Structure(messages=(message(),)), "brief van [5.1.2e]"),
        (Structure(messages=(message(subject=None),)), "brief"),
        (Structure(parts=(part(),), messages=(message(),)), "brief van [5.1.2e]"),
        (Structure(parts=(part(title=DATE),), messages=(message(),)), "brief van [5.1.2e]"),
        (Structure(parts=(part(), part(SECOND_PART)), messages=(message(SECOND_PART, SECOND),)), "brief"),
        (Structure(parts=(part(), part(SECOND_PART, SECOND))), "brief"),
    ],
)
def test_the_title_is_that_of_the_first_part_as_redacted(structure, title):
    assert title_of(structure, masked((NAME, Label.PERSON)), "brief") == title


@pytest.mark.parametrize(
    ("structure", "masks", "date"),
    [
        (Structure(), [], ""),
        (Structure(parts=(part(date="2024-05-02"),)), [], "2024-05-02"),
        (Structure(parts=(part(date="2024-05-02"),), messages=(message(),)), [], "2024-05-03"),
        (Structure(messages=(message(SECOND_PART),), parts=(part(date="2024-05-02"),)), [], "2024-05-02"),
        (Structure(parts=(part(date="2024-05-02"),)), [(NAME, Label.PERSON)], "2024-05-02"),
        (Structure(parts=(part(date="2024-05-02"),)), [(NAME, Label.TERM)], "2024-05-02"),
        (Structure(parts=(part(date="2024-05-02"),)), [(DATE, Label.TERM)], ""),
        (Structure(parts=(part(date="2024-05-02"),)), [(DATE, Label.BIRTH_DATE)], ""),
        (Structure(parts=(part(date="2024-05-02"),)), [(FIRST_PART, Label.PASSAGE)], ""),
    ],
)
def test_a_date_whose_words_were_taken_out_is_not_told(structure, masks, date):
    assert date_of(structure, masked(*masks)) == date


def test_leaks_are_told_once_with_their_page():
    leaks = [
        Leak("pdfplumber", 2, "een tekst"),
        Leak("pdfium", 2, "een tekst"),
        Leak("objecten", None, "iets"),
    ]
    assert leak_reasons(leaks) == (
        "tegengehouden bij de controle: iets",
        "tegengehouden bij de controle: pagina 2: een tekst",
    )


def test_own_text_is_the_title_and_the_legend():
    row = LegendRow("5.1.2e", "Wet open overheid", "Art. 5.1 lid 2 sub e", "De eerbiediging", (1, 12))
    redacted = Redacted(b"", "", (), (), (), (), 0)
    assert own_text("Document 000001", redacted) == "Document 000001"
    shown = own_text("Document 000001", Redacted(b"", "", (), (), (), (row,), 1))
    for words in ("Document 000001", "Legenda", "Beschrijving", "Wet open overheid", "De eerbiediging", "12"):
        assert words in shown


LETTER = "Dag En Grond, Kade 5.\nOp de Kade Grond en ik en En."


def _letter(tmp_path, kind):
    if kind is DocumentKind.TEXT:
        return Document("0" * 64, "in.txt", kind, LETTER)
    first, second = LETTER.split("\n")
    return document_of(hand_made(f"BT /F 11 Tf 40 300 Td ({first}) Tj 0 -20 Td ({second}) Tj ET"), tmp_path)


@pytest.mark.parametrize("kind", [DocumentKind.PDF, DocumentKind.TEXT])
@pytest.mark.parametrize("missed", [None, "Grond", "En", "Kade 5"])
def test_people_who_are_called_as_what_a_mark_says_hold_back_only_what_they_stand_in(tmp_path, kind, missed):
    document = _letter(tmp_path, kind)
    secrets = ("En", "Grond", "Kade 5")
    masks = tuple(
        Mask(Span(*m.span()), ("5.1.1d", "5.1.2e"), Label.PERSON)
        for m in re.finditer("|".join(secrets), document.text)
    )
    asked = redact_text(document.text, masks)
    left = [mask for mask in masks if mask.span.of(document.text) == missed][-1:]
    done = tuple(mask for mask in masks if mask not in left)
    made = redact(document, done, redact_text(document.text, done), rulebook.load(), "Titel")
    right = redact(document, masks, asked, rulebook.load(), "Titel")
    marks, own = marks_as_read(kind, right), own_text("Titel", right)
    leaks = check_output(made.pdf, asked.text, secrets, own, marks)
    assert bool(leaks) == (missed is not None)
    # Without them the gate holds back what is right.
    assert check_output(right.pdf, asked.text, secrets, own) != ()


WORDS = (
    Word(Span(0, 3), Box(1, 10, 100, 30, 110)),
    Word(Span(4, 10), Box(1, 34, 101, 70, 111)),
    Word(Span(11, 14), Box(1, 10, 120, 30, 130)),
    Word(Span(15, 20), Box(2, 10, 100, 30, 110)),
)


@pytest.mark.parametrize(
    ("span", "boxes"),
    [
        (Span(0, 3), [Box(1, 10, 100, 30, 110)]),
        (Span(0, 10), [Box(1, 10, 100, 70, 111)]),
        (Span(5, 6), [Box(1, 34, 101, 70, 111)]),
        (Span(4, 14), [Box(1, 34, 101, 70, 111), Box(1, 10, 120, 30, 130)]),
        (Span(11, 20), [Box(1, 10, 120, 30, 130), Box(2, 10, 100, 30, 110)]),
        (Span(3, 4), []),
        (Span(30, 40), []),
    ],
)
def test_a_finding_has_a_box_for_each_line_it_stands_on(span, boxes):
    assert list(line_boxes(WORDS, span)) == boxes


def test_findings_tell_text_place_recogniser_score_decision_ground_and_reason():
    document = Document("id", "a.pdf", DocumentKind.PDF, "abc defghi jkl mnopq", WORDS)
    late = Finding(Span(15, 20), Label.EMAIL, 0.85, "mail", "een adres")
    early = Finding(Span(0, 10), Label.PERSON, 1 / 3, "namen", "een naam", "p1")
    decisions = (
        Decision(late, Verdict.KEEP, (), "blijft", "case"),
        Decision(early, Verdict.REDACT, ("5.1.2e",), "gaat", "rule"),
    )
    data = findings_json("000004", document, decisions)
    assert (data["id"], data["source"]) == ("000004", "a.pdf")
    assert data["findings"][0] == {
        "text": "abc defghi",
        "label": "PERSON",
        "span": [0, 10],
        "boxes": [{"page": 1, "box": [10, 100, 70, 111]}],
        "recogniser": "namen",
        "score": 0.3333,
        "found_because": "een naam",
        "person": "p1",
        "verdict": "redact",
        "grounds": ["5.1.2e"],
        "reason": "gaat",
        "by": "rule",
    }
    assert data["findings"][1]["text"] == "mnopq"


@pytest.mark.parametrize(
    ("text", "decided", "places"),
    [
        ("Sjoerd belde Sjoerd", [(0, 6, Verdict.REDACT)], 1),
        ("Sjoerd belde Sjoerd", [(0, 6, Verdict.REDACT), (13, 19, Verdict.REVIEW)], 0),
        ("Sjoerd belde Sjoerd", [(0, 6, Verdict.REDACT), (13, 19, Verdict.KEEP)], 0),
        ("Sjoerd aan de Sjoerdstraat", [(0, 6, Verdict.REDACT)], 0),
        ("Jo en Jo", [(0, 2, Verdict.REDACT)], 0),
        ("Sjoerd", [(0, 6, Verdict.KEEP)], 0),
    ],
)
def test_a_masked_name_that_stands_elsewhere_is_counted(text, decided, places):
    document = Document("a", "a.txt", DocumentKind.TEXT, text)
    decisions = [
        Decision(Finding(Span(a, b), Label.PERSON, 0.9, "x", "y"), verdict, ("5.1.2e",), "z", "rule")
        for a, b, verdict in decided
    ]
    assert still_readable(document, decisions) == places
