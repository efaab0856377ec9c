"""Lists of people: names, roles and organisations in the grammars in which minutes write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.split.meeting.people import How, read_list
from pipeline.split.meeting.people_table import read_table
from pipeline.split.meeting.people_words import is_mark, is_name
from pipeline.types import Span

HOW = How("aanwezig", 0.9)


def stretches(text):
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(at + len(line) - len(line.lstrip()), at + len(line.rstrip())))
        at += len(line) + 1
    return found


def people(text, **more):
    """(name, role, organisation) of each entry."""
    shown = []
    for entry in read_list(text, stretches(text), How("aanwezig", 0.9, **more)).entries:
        one = entry.attendee
        assert one.span.of(text).strip() == one.span.of(text) != ""
        words = (one.name, one.role, one.organisation)
        shown.append(tuple(" ".join(w.of(text).split()) if w else None for w in words))
    return shown


NAME_FIRST = [
    (
        "Rik Blom (wethouder Zandwijk), Eva de Groot (adviseur Waterschap), Noor Ham (COA) en Tijn Pot (secretaris)",
        [
            ("Rik Blom", "wethouder", "Zandwijk"),
            ("Eva de Groot", "adviseur", "Waterschap"),
            ("Noor Ham", None, "COA"),
            ("Tijn Pot", "secretaris", None),
        ],
    ),
    (
        "Rik Blom (commissaris van de Koning, voorzitter), Eva Ham (gedeputeerde Wonen)",
        [("Rik Blom", "commissaris van de Koning", None), ("Eva Ham", "gedeputeerde Wonen", None)],
    ),
    (
        "(12 personen) Rik Blom (Liander)(vz), Eva Ham (Enexis).",
        [("Rik Blom", "vz", "Liander"), ("Eva Ham", None, "Enexis")],
    ),
    (
        "5.1.2e 5.1.2e (regiomanager COA), [5.1.2e] (notulist)",
        [("5.1.2e 5.1.2e", "regiomanager", "COA"), ("[5.1.2e]", "notulist", None)],
    ),
    ("512e (vz), S12e en &12e", [("512e", "vz", None), ("S12e", None, None), ("&12e", None, None)]),
    (
        "De heer R. Blom (VVD), mevrouw E. de Groot (D66)",
        [("R. Blom", None, "VVD"), ("E. de Groot", None, "D66")],
    ),
    (
        "Rik van der\nBlom (Liander), Eva\nHam (Enexis)",
        [("Rik van der Blom", None, "Liander"), ("Eva Ham", None, "Enexis")],
    ),
    ("Rik Blom (Liander\nEva Ham (Enexis)", [("Rik Blom", None, "Liander"), ("Eva Ham", None, "Enexis")]),
    ("Rik Blom (RB), Eva Ham (EH)", [("Rik Blom", None, None), ("Eva Ham", None, None)]),
    (
        "Rik Blom (deels digitaal), Eva Ham (vanaf punt 3)",
        [("Rik Blom", None, None), ("Eva Ham", None, None)],
    ),
]

ORGANISATION_FIRST = [
    (
        "Zandwijk (Blom); Dalen (dhr. Pot, gemeentesecretaris); Horst (5.1.2e)",
        [("Blom", None, "Zandwijk"), ("Pot", "gemeentesecretaris", "Dalen"), ("5.1.2e", None, "Horst")],
    ),
    (
        "Zandwijk (dhr. Blom (voorzitter), Oost, VR Noord, verslag)",
        [("Blom", "voorzitter", "Zandwijk"), (None, None, "Oost"), (None, "verslag", "VR Noord")],
    ),
    (
        "Gemeente Dalen (mw. E. Ham, dhr. R. Blom), Provincie (dhr. Pot)",
        [("E. Ham", None, "Gemeente Dalen"), ("R. Blom", None, "Gemeente Dalen"), ("Pot", None, "Provincie")],
    ),
]

OTHER_FORMS = [
    (
        "- Rik Blom, wethouder Zandwijk\n- Eva Ham, projectleider",
        [("Rik Blom", "wethouder", "Zandwijk"), ("Eva Ham", "projectleider", None)],
    ),
    (
        "Rik Blom - Gemeente Dalen\nEva Ham – adviseur",
        [("Rik Blom", None, "Gemeente Dalen"), ("Eva Ham", "adviseur", None)],
    ),
    (
        "Namens de fractie Groen: R. Blom, E. Ham\nVVD: mw. N. Pot",
        [("R. Blom", None, "Groen"), ("E. Ham", None, "Groen"), ("N. Pot", None, "VVD")],
    ),
    (
        "burgemeester De Wilde, wethouders Blom en Ham, secretaris Pot",
        [
            ("De Wilde", "burgemeester", None),
            ("Blom", "wethouders", None),
            ("Ham", "wethouders", None),
            ("Pot", "secretaris", None),
        ],
    ),
    (
        "Rik Blom, directeur Liander, Eva Ham, adviseur Enexis",
        [("Rik Blom", "directeur", "Liander"), ("Eva Ham", "adviseur", "Enexis")],
    ),
    ("RB, EdG, NH (vz)", [("RB", None, None), ("EdG", None, None), ("NH", "vz", None)]),
    ("Blom, R., Ham, E.J.", [("Blom, R.", None, None), ("Ham, E.J.", None, None)]),
    (
        "Rik Blom / Eva Ham / Noor Pot",
        [("Rik Blom", None, None), ("Eva Ham", None, None), ("Noor Pot", None, None)],
    ),
    (
        "de griffier, mevrouw Ham; de leden: Blom (VVD) en Pot (CDA)",
        [("Ham", "griffier", None), ("Blom", "leden", "VVD"), ("Pot", "leden", "CDA")],
    ),
    (
        "Gemeente Dalen\nRik Blom\nEva Ham\nGemeente Horst\nNoor Pot",
        [
            ("Rik Blom", None, "Gemeente Dalen"),
            ("Eva Ham", None, "Gemeente Dalen"),
            ("Noor Pot", None, "Gemeente Horst"),
        ],
    ),
    (
        "Rik Blom projectleider gemeente Dalen\nEva Ham wethouder",
        [("Rik Blom", "projectleider", "gemeente Dalen"), ("Eva Ham", "wethouder", None)],
    ),
    ("Rik, Eva en Noor", [("Rik", None, None), ("Eva", None, None), ("Noor", None, None)]),
    (
        "H.J. 't Veld (D66), Jan Karel van dam (KNMI)",
        [("H.J. 't Veld", None, "D66"), ("Jan Karel van dam", None, "KNMI")],
    ),
]

NOBODY = [
    "14 gemeenten",
    "circa 40 bewoners",
    "zie presentielijst",
    "geen",
    "-",
    "maandag, dinsdag en donderdag",
    "ma, di, do",
    "alle leden",
    "er kwamen veel mensen die iets wilden zeggen, en dat duurde lang",
    "Er waren veel mensen, die allemaal iets wilden zeggen.",
    "",
    "((((",
    ", ; , :",
]


@pytest.mark.parametrize(("text", "expected"), NAME_FIRST + ORGANISATION_FIRST + OTHER_FORMS)
def test_the_entries_of_a_list(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_no_one_is_made_up(text):
    assert people(text) == []


def test_a_bare_place_follows_the_grammar_of_the_list_above_it():
    assert people("Dalen", organisations_first=True) == [(None, None, "Dalen")]
    assert people("Dalen") == [("Dalen", None, None)]
    assert people("Rik Blom", organisations_first=True) == [("Rik Blom", None, None)]


def test_an_entry_without_a_name_is_less_sure():
    entries = read_list(text := "Zandwijk (dhr. Blom), Dalen", stretches(text), HOW).entries
    assert [entry.attendee.confidence for entry in entries] == [0.9, 0.5]


def test_all_roles_of_an_entry_are_kept():
    text = "burgemeester R. Blom (voorzitter)"
    (entry,) = read_list(text, stretches(text), HOW).entries
    assert [text[slice(*one.role)] for one in entry.roles] == ["burgemeester", "voorzitter"]


def rows(text):
    found, at = [], 0
    for line in text.split("\n"):
        cells, start = [], at
        for cell in line.split("|"):
            a = start + len(cell) - len(cell.lstrip())
            cells.append(Span(a, max(a, start + len(cell.rstrip()))))
            start += len(cell) + 1
        found.append(cells)
        at += len(line) + 1
    return found


@pytest.mark.parametrize(
    ("text", "there", "away"),
    [
        (
            "Naam|Organisatie|Functie\n---|---|---\nRik Blom|Liander|adviseur\n5.1.2e|Enexis|",
            [("Rik Blom", "adviseur", "Liander"), ("5.1.2e", None, "Enexis")],
            [],
        ),
        ("Voornaam|Achternaam|Organisatie\nRik|van den Blom|KNMI", [("Rik|van den Blom", None, "KNMI")], []),
        ("Naam|Aanwezig\nRik Blom|ja\nEva Ham|nee", [("Rik Blom", None, None)], [("Eva Ham", None, None)]),
        (
            "Rik Blom|wethouder\nEva Ham|Liander",
            [("Rik Blom", "wethouder", None), ("Eva Ham", None, "Liander")],
            [],
        ),
        ("Naam|Organisatie\n14 gemeenten|-", [], []),
    ],
)
def test_tables(text, there, away):
    def shown(entries):
        said = [(e.attendee.name, e.attendee.role, e.attendee.organisation) for e in entries]
        return [tuple(w.of(text) if w else None for w in one) for one in said]

    assert [shown(entries) for entries in read_table(text, rows(text), HOW)] == [there, away]


@pytest.mark.parametrize(
    "words",
    [
        "Rik Blom",
        "R. Blom",
        "dhr. Blom",
        "Blom-Ham",
        "E. van 't Veld",
        "5.1.2e",
        "[5.1.2e] 5.1.2e",
        "O'Neill",
        "Rijk Bos",
    ],
)
def test_names(words):
    assert is_name(words)


@pytest.mark.parametrize(
    "words", ["de raad", "Gemeente Dalen", "het plan van de raad", "Doel van", "12 bewoners", "", "de heer"]
)
def test_no_names(words):
    assert not is_name(words)


@pytest.mark.parametrize(
    "words", ["5.1.2e", "[5.1.2e]", "5.1,2,e", "512e", "S12e", "10.2.e", "█████", "5.1.2e 5.1.2e"]
)
def test_marks_read_as_names(words):
    assert is_mark(words)


@pytest.mark.parametrize("words", ["14", "1.2", "Rik", "3 mei"])
def test_no_marks(words):
    assert not is_mark(words)


@given(st.text(alphabet="Aab.(),;:/- \n|5e", max_size=120))
def test_any_text_gives_entries_that_stand_in_it(text):
    for entry in read_list(text, stretches(text), HOW).entries:
        one = entry.attendee
        for span in (one.span, one.name, one.role, one.organisation):
            assert span is None or 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "Rik Blom (Liander), ",
        "Rik (Blom ",
        "(",
        "Rik en ",
        "Rik Blom ",
        "A:",
        "5.1.2e ",
        "van de ",
        "|x",
        "\t",
    ],
)
def test_a_line_as_long_as_a_book_costs_no_more_than_its_length(piece):
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    read_list(text, [Span(0, len(text))], HOW)
    assert time.perf_counter() - start < 1.5
