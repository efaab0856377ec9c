"""Short documents as municipalities and boards write them: what starts a part, and what its items and people are."""

import pytest

from pipeline.items import PartKind
from pipeline.split import split
from pipeline.types import Document, DocumentKind

K = PartKind
SAID = "De wethouder licht toe dat de bomen langs de dijk dit najaar worden gesnoeid.\n"
COLLEGE = "Besluitenlijst college van burgemeester en wethouders\n"
ITEMS = "1. Opening\nBram opent.\n2. Rondvraag\nNiemand vraagt iets.\n"


def read(text):
    return split(Document("1", "a.txt", DocumentKind.TEXT, text))


def kinds(text):
    return [part.kind for part in read(text).parts]


def titles(text):
    return [" ".join(span.of(text) for span in item.title) for item in read(text).agenda_items]


def people(text):
    return [one.name.of(text) for meeting in read(text).meetings for one in meeting.attendees if one.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            COLLEGE + f"Datum vergadering: 7 mei 2024\nAanwezig:\nBram Kok, wethouder\n\n{ITEMS}",
            [K.DECISION_LIST],
        ),
        (COLLEGE + f"\nVergadering van dinsdag 7 mei 2024\n\n{ITEMS}", [K.DECISION_LIST]),
        (
            "Nota aan het college\n\nVergadering   7 mei 2024\nOnderwerp   Bomen\n\nBesluit\n1. Te kappen.\n",
            [K.PROPOSAL],
        ),
        (
            COLLEGE + f"Datum: 7 mei 2024\n\n{ITEMS}\nMotie M1 over bomen\n\nDe motie is aangehouden.\n",
            [K.DECISION_LIST],
        ),
        (f"Meeting minutes Dike Board\nDate: 7 May 2024\nAttendees: Bram Kok\n\n{ITEMS}", [K.MINUTES]),
        (f"Versiag Kernteam Dijk\n\nDatum  7 mei 2024\nAanwezi g  B. Kok, A. Vos\n\n{ITEMS}", [K.MINUTES]),
        ("MT Groen 14-05\n\nEr zijn: Bram, Anna\nVz Anna\n\nSnoeien\n- te duur\n", [K.MINUTES]),
        (f"Startnota: hoe verder met de dijk?\nRietdorp, mei 2021\n\nVooraf\n{SAID}", [K.PROPOSAL]),
        (
            f"Verslag overleg Dijk\nDatum: 7 mei 2024\nAanwezig: Bram Kok, Anna Vos\nKopie: Dirk\n\n{ITEMS}",
            [K.MINUTES],
        ),
        (
            f"Agenda overleg Dijk\nDatum: 9 mei 2024\nLocatie: zaal 2\n\n{ITEMS}\n\n"
            f"Actie- en besluitenlijst Dijk, 2 mei 2024\n\n"
            "B1. Het plan is vastgesteld.\n",
            [K.AGENDA, K.DECISION_LIST],
        ),
    ],
)
def test_parts(text, expected):
    assert kinds(text) == expected


def test_office_hours_below_a_mail_are_no_meeting():
    text = "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: zaal\n\nDag,\n\nGemeente Rietdorp\n"
    assert not read(text + "Aanwezig op: maandag en dinsdag\n").meetings


def test_the_next_meeting_is_not_the_day_of_a_list():
    text = (
        f"Besluitenlijst Gedeputeerde Staten van 7 mei 2024\n\n{ITEMS}\n"
        f"Datum volgende vergadering: 14 mei 2024\n"
    )
    assert read(text).parts[0].date == "2024-05-07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            COLLEGE
            + "\n| Nr. | Onderwerp | Besluit |\n|---|---|---|\n| 1 | Snoeiplan dijk | Vast te stellen |\n"
            "| 2 | Verkoop gemaal | Aangehouden |\n",
            ["Snoeiplan dijk", "Verkoop gemaal"],
        ),
        (
            COLLEGE
            + "Gehouden op 7 mei 2024\n\nOnderwerp\nSnoeiplan dijk\nBesluit\nHet college stemt in.\n\n"
            "Onderwerp\nVerkoop gemaal\nBesluit\nHet college stemt in.\n",
            ["Snoeiplan dijk", "Verkoop gemaal"],
        ),
        (
            f"Verslag bewonersavond Dijk\n\nDatum: 7 mei 2024\nAanwezig: Bram Kok\n\nWelkom\n"
            f"{SAID}\nDe drie plannen\n{SAID}\n"
            f"Hoe verder\n{SAID}",
            ["Welkom", "De drie plannen", "Hoe verder"],
        ),
        (
            f"Verslag dorpsraad\nDatum: 7 mei 2024\nAanwezig: Bram Kok\n\nDeel A: intern\n\n"
            f"1 Opening\n{SAID}2 Post\n{SAID}\n"
            f"Deel B: met publiek\n\n1 Verkeer\n{SAID}2 Sluiting\n{SAID}",
            ["Opening", "Post", "Verkeer", "Sluiting"],
        ),
        (
            f"# Verslag stuurgroep\n\n**Datum:** 7 mei 2024\n**Aanwezig:** Bram Kok\n\n"
            f"1\\. **Opening**\n\n{SAID}\n"
            f"2\\. **Snoeiplan**\n\n{SAID}\n3\\. **Rondvraag**\n\n{SAID}",
            ["Opening", "Snoeiplan", "Rondvraag"],
        ),
    ],
)
def test_items(text, expected):
    assert titles(text) == expected


def test_paragraphs_below_who_wrote_them_are_no_items():
    text = (
        f"Verslag overleg Dijk\nDatum: 7 mei 2024\nAanwezig: Bram Kok\n\n{SAID}\nBram Kok:\n"
        f"{SAID}\nAnna Vos:\n{SAID}"
    )
    assert not titles(text)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Voorzitter: B. Kok\nLeden: A. Vos, D. Blom\n", ["B. Kok", "A. Vos", "D. Blom"]),
        ("Er zijn: Bram Kok, Anna Vos\n", ["Bram Kok", "Anna Vos"]),
        ("Aanwezi g: B. Kok, A. Vos\n", ["B. Kok", "A. Vos"]),
    ],
)
def test_who_was_there(head, expected):
    assert people(f"Besluitenlijst vergadering Staten van 7 mei 2024\n\n{head}\n{ITEMS}") == expected


def test_a_line_with_day_hours_and_place():
    text = (
        f"Verslag bewonersavond Dijk\n\n"
        f"Dinsdag 7 mei 2024, 19.30-21.00 uur, buurthuis De Spil\nAanwezig: Bram Kok\n\n{ITEMS}"
    )
    meeting = read(text).meetings[0]
    assert (meeting.date, meeting.start, meeting.end) == ("2024-05-07", "19:30", "21:00")
    assert meeting.location
    assert meeting.location.of(text) == "buurthuis De Spil"


@pytest.mark.parametrize(
    ("above", "asked"),
    [("", 2), ("De raad van Rietdorp;\n\ngelet op artikel 5 van de Dijkwet;\n\n", 0)],
)
def test_what_a_council_decides_itself_is_not_asked(above, asked):
    text = (
        f"Raadsbesluit\nOnderwerp: Dijk\n\n{above}besluit:\n\n1. het plan vast te stellen;\n"
        f"2. niet te bouwen.\n"
    )
    assert sum(len(paper.asked) for paper in read(text).papers) == asked
