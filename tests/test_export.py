"""The JSON says where everything stands in what is published, and nothing of what stood there before."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pipeline.errors import CheckError
from pipeline.export.documents import About, document_json
from pipeline.export.inventory import ASSESSMENTS, HEADERS, InventoryRow, inventory_csv
from pipeline.export.places import Places
from pipeline.export.schema import SCHEMA_FILE, validate
from pipeline.export.structure import date_is_shown
from pipeline.items import (
    ActionItem,
    ActionKind,
    AgendaItem,
    DecisionItem,
    ItemKind,
    Message,
    Part,
    PartKind,
    Structure,
)
from pipeline.masking import redact_text
from pipeline.relations import Relation
from pipeline.types import (
    Box,
    Document,
    DocumentKind,
    Label,
    LegendRow,
    Mark,
    Mask,
    Outcome,
    Page,
    Redacted,
    Span,
    Status,
    Word,
)

LINES = (
    "Van: {name} <{local}@voorbeeld.nl>",
    "Datum: 12 maart 2024 09:30",
    "Onderwerp: Notitie van {name}",
    "",
    "Beste allemaal,",
    "1. Opening door {name}",
    "Besluit: de notitie gaat naar {name}.",
    "\fActie: {name} belt vóór 1 april 2024.",
)


def span_of(text, piece, start=0):
    at = text.index(piece, start)
    return Span(at, at + len(piece))


def occurrences(text, piece):
    return [Span(m.start(), m.end()) for m in re.finditer(re.escape(piece), text)]


def laid_out(text):
    """Words and pages of a text: ten points a line, five a character, a new page at a form feed."""
    words, pages, page, line_start, y = [], [], 1, 0, 0.0
    page_start = 0
    for match in re.finditer(r"[^\S\n\f]+|[\n\f]|[^\s]+", text):
        piece = match.group()
        if piece in "\n\f":
            y, line_start = y + 10, match.end()
            if piece == "\f":
                pages.append(Page(page, 595.276, 841.89, Span(page_start, match.start())))
                page, page_start, y = page + 1, match.end(), 0.0
        elif not piece.isspace():
            x0, x1 = 5.04 * (match.start() - line_start), 5.04 * (match.end() - line_start)
            words.append(Word(Span(*match.span()), Box(page, x0, y, x1, y + 9.96)))
    pages.append(Page(page, 595.276, 841.89, Span(page_start, len(text))))
    return tuple(words), tuple(pages)


def case(name="Sanne Oudebos", local="s.oudebos", extra=()):
    """A mail with an agenda item, a decision and an action, redacted."""
    text = "\n".join(LINES).format(name=name, local=local)
    masks = [Mask(s, ("5.1.2e",), Label.PERSON) for s in occurrences(text, name)]
    masks += [Mask(s, ("5.1.2e",), Label.EMAIL) for s in occurrences(text, local)]
    masks += [Mask(span_of(text, piece), ("5.1.2i",), label) for piece, label in extra]
    masks = [m for m in masks if not any(o is not m and o.span.covers(m.span) for o in masks)]
    redacted_text = redact_text(text, tuple(sorted(masks, key=lambda m: m.span)))
    body = Span(text.index("Beste"), len(text))
    sender = Span(text.index(name), text.index("\n"))
    structure = Structure(
        parts=(
            Part(
                PartKind.MAIL,
                Span(0, len(text)),
                span_of(text, f"Notitie van {name}"),
                "2024-03-12",
                "kop",
                0.9,
            ),
        ),
        messages=(
            Message(
                Span(0, len(text)),
                sender,
                (),
                (),
                span_of(text, f"Notitie van {name}"),
                "2024-03-12T09:30",
                body,
                (body,),
                None,
                (),
                None,
                None,
                "kop",
                0.9,
            ),
        ),
        agenda_items=(
            AgendaItem(
                Span(text.index("1. Op"), text.index("\f")),
                "1",
                (span_of(text, f"Opening door {name}"),),
                ItemKind.OPENING,
                None,
                (),
                "nummer",
                0.8,
            ),
        ),
        decisions=(
            DecisionItem(
                span_of(text, f"de notitie gaat naar {name}."),
                (span_of(text, f"de notitie gaat naar {name}."),),
                "aangenomen",
                True,
                0,
                "besluit",
                0.9,
            ),
        ),
        actions=(
            ActionItem(
                span_of(text, f"{name} belt vóór 1 april 2024."),
                (span_of(text, f"{name} belt vóór 1 april 2024."),),
                ActionKind.ACTION,
                span_of(text, name, text.index("Actie")),
                (),
                span_of(text, "vóór 1 april 2024"),
                "2024-04-01",
                None,
                0,
                (),
                "actie",
                0.9,
            ),
        ),
    )
    words, pages = laid_out(redacted_text.text)
    marks = tuple(
        Mark(span, mask.grounds, mask.label, tuple(w.box for w in words if w.span.overlaps(span)))
        for span, mask in zip(redacted_text.marks, redacted_text.masks, strict=True)
    )
    redacted = Redacted(
        pdf=b"%PDF-",
        text=redacted_text.text,
        words=words,
        pages=pages,
        marks=marks,
        legend=(
            LegendRow("5.1.2e", "Wet open overheid", "Art. 5.1 lid 2 sub e", "De eerbiediging van", (1, 2)),
        ),
        legend_pages=1,
    )
    document = Document("ab" * 32, f"{name}.eml", DocumentKind.MAIL, text, headers=(("From", name),))
    return document, structure, redacted_text, redacted


ALONE = Relation(1)
ABOUT = About("2024-001", "gemeente Voorbeeld")
OUTCOME = Outcome("ab" * 32, Status.OK, True, ())


def exported(*built, outcome=OUTCOME, parent=None, relation=ALONE):
    return document_json("000001", parent, *built, outcome, "2026-08-15", relation, ABOUT)


def test_the_whole_of_it():
    out = exported(*case())
    assert list(out) == [
        "schema", "number", "parent", "case", "relations", "kind", "status", "review", "reasons", "law_version",
        "pages", "text", "parts", "messages", "meetings", "agenda_items", "decisions", "actions", "papers",
        "redactions", "legend",
    ]  # fmt: skip
    assert out["schema"] == "woo-pipeline/document/2"
    assert out["review"] == "niet beoordeeld"
    assert out["kind"] == "mail"
    border = out["pages"][1]["span"][0]
    assert out["pages"] == [
        {"number": 1, "width": 595.3, "height": 841.9, "span": [0, out["pages"][0]["span"][1]]},
        {"number": 2, "width": 595.3, "height": 841.9, "span": [border, len(out["text"])]},
    ]
    assert 0 < out["pages"][0]["span"][1] <= border < len(out["text"])
    assert out["case"] == {"number": "2024-001", "organisation": "gemeente Voorbeeld"}
    message = out["messages"][0]
    assert message["from"] == "[5.1.2e] <[5.1.2e]@voorbeeld.nl>"
    assert message["date"] == "2024-03-12T09:30"
    assert message["subject"] == "Notitie van [5.1.2e]"
    assert message["text"].startswith("Beste allemaal,\n1. Opening")
    assert out["agenda_items"][0]["title"] == "Opening door [5.1.2e]"
    decision, action = out["decisions"][0], out["actions"][0]
    assert decision["text"] == "de notitie gaat naar [5.1.2e]."
    assert (decision["result"], decision["agenda_item"]) == ("aangenomen", "1")
    assert action["text"] == "[5.1.2e] belt vóór 1 april 2024."
    assert (action["owner"], action["due_text"], action["due"]) == (
        "[5.1.2e]",
        "vóór 1 april 2024",
        "2024-04-01",
    )
    assert out["legend"][0]["pages"] == [1, 2]


def test_the_relations_are_told_by_numbers():
    relation = Relation(3, 4, "000002", ("000005", "000006"), "000007")
    assert exported(*case(), relation=relation)["relations"] == {
        "thread": 4,
        "family": 3,
        "duplicate_of": "000002",
        "near": ["000005", "000006"],
        "contained_in": "000007",
    }


def test_every_place_is_a_place_of_the_output():
    out = exported(*case())
    text = out["text"]
    for key in ("decisions", "actions"):
        for item in out[key]:
            start, end = item["place"]["span"]
            assert text[start:end] == item["text"]
    decision, action, part = out["decisions"][0]["place"], out["actions"][0]["place"], out["parts"][0]
    assert decision["page"] == decision["last_page"] == 1
    assert decision["box"] == [45.4, 60.0, 196.6, 70.0]
    assert action["page"] == 2
    assert (part["place"]["page"], part["place"]["last_page"], part["pages"]) == (1, 2, [1, 2])
    assert decision["part"] == 0


def test_a_row_for_each_mark_and_where_it_stands():
    out = exported(*case())
    assert [out["text"][slice(*row["span"])] for row in out["redactions"]] == ["[5.1.2e]"] * 6
    assert {row["label"] for row in out["redactions"]} == {"PERSON", "EMAIL"}
    assert [row["page"] for row in out["redactions"]] == [1, 1, 1, 1, 1, 2]
    assert all(row["box"] == [round(x, 1) for x in row["box"]] for row in out["redactions"])


def test_a_mark_in_two_pieces_has_two_rows_with_one_span():
    document, structure, text, redacted = case()
    first = dataclasses.replace(redacted.marks[0], boxes=(Box(1, 1, 2, 3, 4), Box(2, 1, 2, 3, 4)))
    out = exported(document, structure, text, dataclasses.replace(redacted, marks=(first,)))
    assert [(row["page"], row["span"]) for row in out["redactions"]] == [(1, [5, 13]), (2, [5, 13])]


def test_two_inputs_that_differ_only_in_a_redacted_name_give_the_same_json():
    other = case(name="Maximiliaan van der Hoogenberg-Smulders", local="mvdh")
    assert exported(*case()) == exported(*other)


@given(
    st.text(alphabet="abcdefgh", min_size=20, max_size=60),
    st.text(alphabet="ijklmnop", min_size=12, max_size=30),
)
def test_no_name_of_any_length_shows(name, local):
    assert exported(*case(name=name, local=local)) == exported(*case())


def test_nothing_of_the_original_is_in_it():
    document, structure, text, redacted = case()
    dumped = json.dumps(exported(document, structure, text, redacted), ensure_ascii=False)
    for secret in ("Sanne", "Oudebos", "s.oudebos", document.id, document.source, ".eml"):
        assert secret not in dumped


def test_a_date_that_was_taken_out_is_not_given():
    shown = exported(*case())
    hidden = exported(*case(extra=[("Datum: 12 maart 2024 09:30", Label.PASSAGE)]))
    assert shown["messages"][0]["date"] == "2024-03-12T09:30"
    assert hidden["messages"][0]["date"] is None
    assert hidden["parts"][0]["date"] is None


def test_a_due_date_that_was_taken_out_is_not_given():
    out = exported(*case(extra=[("vóór 1 april 2024", Label.PASSAGE)]))
    assert out["actions"][0]["due_text"] == "[5.1.2i]"
    assert out["actions"][0]["due"] is None


def test_a_decision_that_was_taken_out_is_not_described():
    out = exported(*case(extra=[("de notitie gaat naar Sanne Oudebos.", Label.PASSAGE)]))
    assert out["decisions"] == []


def test_the_result_of_a_decision_that_was_cut_is_not_given():
    out = exported(*case(extra=[("de notitie", Label.PASSAGE)]))
    assert out["decisions"][0]["text"] == "[5.1.2i] gaat naar [5.1.2e]."
    assert out["decisions"][0]["result"] is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12 maart 2024", True),
        ("dinsdag 12 mrt. 2024 om", True),
        ("12-03-2024", True),
        ("12.3.24", True),
        ("2024-03-12T09:30", True),
        ("March 12, 2024", True),
        ("12. März 2024", True),
        ("12th March 2024", True),
        ("13 maart 2024", False),
        ("112-03-2024", False),
        ("12 april 2024", False),
        ("maart 2024", False),
        ("", False),
    ],
)
def test_whether_a_date_can_be_read(text, shown):
    assert date_is_shown("2024-03-12", text) is shown


def test_another_text_in_the_pdf_is_an_error():
    document, structure, text, redacted = case()
    with pytest.raises(CheckError):
        exported(document, structure, text, dataclasses.replace(redacted, text="anders"))


def test_a_document_without_words_has_places_without_boxes():
    _, structure, text, redacted = case()
    places = Places(text, dataclasses.replace(redacted, words=()), structure)
    place = places.place(structure.decisions[0].span)
    assert (place["page"], place["box"]) == (1, None)
    nowhere = Places(text, dataclasses.replace(redacted, words=(), pages=()), Structure())
    assert nowhere.place(structure.decisions[0].span)["page"] is None


def test_status_reasons_and_parent():
    out = exported(*case(), outcome=Outcome("x", Status.REVIEW, True, ("kijk hiernaar",)), parent="000007")
    assert (out["status"], out["reasons"], out["parent"]) == ("review", ["kijk hiernaar"], "000007")


def test_a_failed_document_has_no_json():
    with pytest.raises(CheckError, match=r"\$\.status"):
        exported(*case(), outcome=Outcome("x", Status.FAILED, False, ()))


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ({"text": 5}, r"\$\.text"),
        ({"review": "beoordeeld"}, r"\$\.review"),
        ({"id": "Sanne"}, r"\$"),
        ({"parent": "Sanne Oudebos"}, r"\$\.parent"),
        ({"actions": [{"text": "Sanne"}]}, r"\$\.actions\[0\]"),
    ],
)
def test_the_schema_names_the_place_and_not_the_content(damage, place):
    with pytest.raises(CheckError, match=place) as caught:
        validate({**exported(*case()), **damage})
    assert "Sanne" not in str(caught.value)


def test_the_schema_is_a_schema_and_closed():
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)

    def objects(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for value in node.values():
                yield from objects(value)

    found = list(objects(schema))
    assert len(found) >= 8
    assert all(node["additionalProperties"] is False for node in found)
    assert all(sorted(node["required"]) == sorted(node["properties"]) for node in found)


def test_the_schema_knows_every_label_and_kind():
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))["properties"]
    assert set(schema["redactions"]["items"]["properties"]["label"]["enum"]) == set(Label)
    assert set(schema["parts"]["items"]["properties"]["kind"]["enum"]) == set(PartKind)
    assert set(schema["kind"]["enum"]) == set(DocumentKind) - {DocumentKind.UNREADABLE}


ROW = InventoryRow(
    "000002",
    "2024-03-12",
    "e-mail",
    "Notitie",
    2,
    "Deels openbaar",
    ("5.1.1e", "5.1.2e"),
    "000001",
    1,
    1,
    "000001",
)


def test_the_inventory():
    text = inventory_csv(
        [ROW, dataclasses.replace(ROW, number="000001", grounds=(), parent="", thread=None, duplicate_of="")]
    )
    assert text == (
        "\ufeffnummer;datum;soort;titel;pagina's;beoordeling;grondslagen;hoofddocument;familie;e-mailthread;"
        "dubbel van\r\n"
        "000001;2024-03-12;e-mail;Notitie;2;Deels openbaar;;;1;;\r\n"
        '000002;2024-03-12;e-mail;Notitie;2;Deels openbaar;"5.1.1e;5.1.2e";000001;1;1;000001\r\n'
    )


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+31", "'+31"),
        ("-1", "'-1"),
        ("@som", "'@som"),
        ("\tx", "'x"),
        (" =1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("twee\nregels", "twee regels"),
        ("een;twee", "een;twee"),
        ('een "twee"', 'een "twee"'),
        ("gewoon = goed", "gewoon = goed"),
    ],
)
def test_no_title_becomes_a_formula_or_a_line(title, field):
    text = inventory_csv([dataclasses.replace(ROW, title=title)])
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[0] == list(HEADERS)
    assert rows[1][3] == field


@given(st.text(max_size=60))
def test_any_title_gives_one_row(title):
    text = inventory_csv([dataclasses.replace(ROW, title=title)])
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [len(row) for row in rows] == [11, 11]
    assert not rows[1][3].startswith(("=", "+", "-", "@", "\t"))


def test_an_assessment_that_the_platform_does_not_know_is_refused():
    assert ASSESSMENTS == ("Openbaar", "Deels openbaar", "Reeds openbaar", "Niet openbaar")
    with pytest.raises(ValueError, match="000002"):
        inventory_csv([dataclasses.replace(ROW, assessment="openbaar")])


def test_a_number_twice_is_refused():
    with pytest.raises(ValueError, match="same number"):
        inventory_csv([ROW, ROW])


def test_the_order_of_the_rows_does_not_matter():
    rows = [dataclasses.replace(ROW, number=f"{n:06d}") for n in range(1, 6)]
    assert inventory_csv(rows) == inventory_csv(rows[::-1])
