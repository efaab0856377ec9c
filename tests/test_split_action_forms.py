"""The forms in which Dutch minutes, lists and working notes tell who will do what, beside what only looks like it."""

import pytest

from pipeline.split import split
from pipeline.types import Document, DocumentKind

HEAD = (
    "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit, Noor Vis\n\n"
    "1. Opening\nWij openen.\n"
)


def found(words):
    text = HEAD + words + "\n"
    return text, split(Document("1", "a.txt", DocumentKind.TEXT, text)).actions


def read(words):
    """Of each action its words, owner and time as they stand there."""
    text, actions = found(words)
    return [
        (
            " ".join(" ".join(span.of(text) for span in a.text).split()),
            a.owner and " ".join(a.owner.of(text).split()),
            a.due_text and a.due_text.of(text),
        )
        for a in actions
    ]


@pytest.mark.parametrize(
    ("sentence", "owner", "due"),
    [
        # somebody who does it
        ("Bram Kok rondt dit weekend de begroting af.", "Bram Kok", "dit weekend"),
        ("Dit weekend rondt Bram de begroting af en kan de kas worden geteld.", "Bram", "Dit weekend"),
        ("Anna vraagt een offerte aan bij twee drukkers.", "Anna", None),
        ("Anna bestelt nieuwe heggenscharen.", "Anna", None),
        ("Noor Vis boekt de zaal vóór 1 december.", "Noor Vis", "vóór 1 december"),
        ("Bram prikt een datum voor de snoeidag.", "Bram", None),
        ("De penningmeester betaalt dit niet, maar Anna zoekt uit wie het doet.", None, None),
        ("Anna vertaalt de folder.", "Anna", None),
        ("Bram stemt dit af met de buren.", "Bram", None),
        ("Bram sluit hierover kort met de wijkagent.", "Bram", None),
        ("Noor dient de aanvraag in.", "Noor", None),
        ("De secretaris schakelt een jurist in.", "De secretaris", None),
        ("Anna spreekt met de beheerder af wanneer het hek opengaat.", "Anna", None),
        ("Bram onderneemt hierop actie.", "Bram", None),
        ("Anna ruimt de schuur op.", "Anna", None),
        ("Bram geeft Noor de lijst met telefoonnummers.", "Bram", None),
        ("Anna komt in het volgende overleg met een voorstel.", "Anna", "in het volgende overleg"),
        ("Anna Smit: neemt contact op met de kwekerij.", "Anna Smit", None),
        ("Op 8 december bekijken we welke bomen weg moeten.", "we", "Op 8 december"),
        # who is asked, or has it as a task
        ("Bram wordt gevraagd om de offerte na te kijken.", "Bram", None),
        ("Noor Vis is bereid om de notulen te maken.", "Noor Vis", None),
        ("Noor krijgt de opdracht om de paden op te meten.", "Noor", None),
        ("De actie hiervoor ligt bij Anna de Wit.", "Anna de Wit", None),
        ("Daar mogen Bram en Anna zich over buigen.", "Bram", None),
        ("Aan Bram Kok wordt gevraagd de sleutels te laten bijmaken.", "Bram Kok", None),
        ("Verzoek aan Bram Kok om de sleutels te laten bijmaken.", "Bram Kok", None),
        # promises
        ("Wethouder Smit geeft aan dat dit loopt en zegt toe de raad te informeren.", "Wethouder Smit", None),
        ("De dijkgraaf zegt toe de cijfers na te sturen.", "De dijkgraaf", None),
        ("Door de wethouder is toegezegd dat er een brief komt.", "de wethouder", None),
        # notes
        ("Anna: datum prikken (mei, juni)", "Anna", None),
        ("Anna de Wit: prikken data voor de snoeidagen", "Anna de Wit", None),
        ("Folder laten drukken en verspreiden (Noor Vis)", "Noor Vis", None),
        ("Zaal regelen - Bram Kok", "Bram Kok", None),
        ("Zaal regelen: Bram Kok, vóór 1 mei", "Bram Kok", "vóór 1 mei"),
        ("Bram Kok -> zaal regelen", "Bram Kok", None),
        ("Zaal regelen @Bram", "@Bram", None),
        ("Utrecht, 3 maart (Anna belt de zaal)", "Anna", None),
    ],
)
def test_a_sentence_that_tells_who_will_do_what(sentence, owner, due):
    if owner is None:
        assert [a for a in read(sentence) if a[1] == "De penningmeester"] == []
        return
    assert [a[1:] for a in read(sentence)] == [(owner, due)]


@pytest.mark.parametrize(
    "sentence",
    [
        # questions
        "Wie belt de griffie?",
        "Anna vraagt of Bram de zaal regelt.",
        "Kan Bram de zaal regelen?",
        "Noor: maakt dat nog iets uit?",
        "Anna: stuurt iemand de lijst rond?",
        # wishes and ideas
        "Bram zou graag een nieuwe schuur bouwen.",
        "Noor: misschien een avond over bijen organiseren.",
        "Anna: het lijkt mij goed om de buren te bellen.",
        "Misschien kan Bram de zaal regelen.",
        "Het zou mooi zijn als Anna de lijst rondstuurt.",
        # done already
        "Anna heeft de buren gebeld.",
        "Bram heeft de zaal inmiddels geregeld.",
        "De lijst is door Noor rondgestuurd.",
        "In het vorige overleg is afgesproken dat Bram de zaal regelt.",
        # general plans and procedures
        "De gemeente gaat de komende jaren veel bomen planten.",
        "De voorzitter opent altijd de vergadering en stuurt normaal de stukken.",
        "Het formulier wordt meestal door de secretaris ondertekend.",
        "Het college zal worden gekozen.",
        "De prijzen zullen stijgen.",
        "De kap gaat in mei plaatsvinden.",
        # the order of the meeting
        "We gaan over tot de stemming.",
        "De voorgestelde teksten zullen we graag langslopen.",
        "Komen we later op terug.",
        "De wethouder wordt gevraagd in te stemmen met het voorstel.",
        # reports
        "Bram legt uit dat hij de zaal regelt.",
        "Anna vertelt dat de buren bellen.",
        "De heer Vis merkt op dat de gemeente de lijst stuurt.",
        "Noor: mooie plannen voor de bomen.",
        "Bram Kok: veel bomen aan de dijk",
        "Overzicht van de bomen (Bram Kok)",
    ],
)
def test_a_sentence_that_only_looks_like_it(sentence):
    assert read(sentence) == []


LISTS = [
    ("6. Actielijst\n1 Zaal regelen. Bram Kok\n2 Lijst rondsturen. Anna\n", ["Bram Kok", "Anna"]),
    ("Bijlage 1: Actielijst\n- Zaal regelen (Bram)\n- Lijst rondsturen (Anna)\n", ["Bram", "Anna"]),
    ("Besluiten- en actielijst\n- Zaal regelen (Bram)\n- Lijst rondsturen (Anna)\n", ["Bram", "Anna"]),
    ("Nog te doen:\n- Bram: zaal regelen\n- Anna: lijst rondsturen\n", ["Bram", "Anna"]),
    (
        "Acties:\nBram Kok:\n- zaal regelen\n- hek verven\nAnna:\n- lijst rondsturen\n",
        ["Bram Kok", "Bram Kok", "Anna"],
    ),
    ("Actiepunten\nBram belt de zaal.\nAnna stuurt de lijst rond.\n", ["Bram", "Anna"]),
    ("Actielijst\nA1 Zaal regelen. Bram\nA2 Lijst rondsturen. Anna\n", ["Bram", "Anna"]),
    ("Actielijst\n2023-07 Zaal regelen. Bram\n2023-08 Lijst rondsturen. Anna\n", ["Bram", "Anna"]),
    (
        "Toezeggingen\nT12 De raad informeren. Wethouder Smit\nT13 Een brief sturen. Wethouder Bos\n",
        ["Wethouder Smit", "Wethouder Bos"],
    ),
    ("Acties\n- [ ] Bram regelt de zaal\n- [x] Anna stuurt de lijst\n", ["Bram", "Anna"]),
    (
        "| Nr | Onderwerp | Actie | Eigenaar |\n|---|---|---|---|\n| 1 | Feest | Zaal regelen | Bram |\n",
        ["Bram"],
    ),
    (
        "| Actiepunt | Verantwoordelijke(n) | Planning |\n|---|---|---|\n| Zaal regelen "
        "| Bram / Anna | mei |\n",
        ["Bram"],
    ),
    (
        "| Datum/nr | Omschrijving | Verantwoordelijk | |\n|---|---|---|---|\n| 0302/05 "
        "| Zaal regelen | Bram | O |\n",
        ["Bram"],
    ),
    (
        "| Volgnr. | Toezegging | Portefeuillehouder | Afdoening |\n|---|---|---|---|\n| 3 "
        "| De raad informeren | Smit | gereed |\n",
        ["Smit"],
    ),
    ("| Wat | Door wie | Wanneer |\n|---|---|---|\n| Zaal regelen | Bram | 1 mei |\n", ["Bram"]),
    ("| Onderwerp | Trekker | Stand van zaken |\n|---|---|---|\n| Zaal regelen | Bram | loopt |\n", ["Bram"]),
    ("Actielijst\n| Punt | Wie |\n|---|---|\n| Zaal regelen voor het feest | Bram |\n", ["Bram"]),
    ("Acties | Uitvoerder | Deadline\nZaal regelen | Bram | 1 mei\n", ["Bram"]),
    ("<Actiepunt Bram: zaal regelen voor\nhet feest>\n", ["Bram"]),
    ("<Actiepunt: afspraak maken: Bram, Anna en Noor>\n", ["Bram"]),
    ("[Actie: Bram regelt de zaal voor het feest]\n", ["Bram"]),
    ("Het was mooi. => Bram belt de zaal.\n", ["Bram"]),
    ("- De zaal is te klein\nAnna zoekt een andere zaal voor het feest van de vereniging.\n", ["Anna"]),
    ("Actie: zaal regelen\nWie: Bram Kok\nWanneer: 1 mei\n", ["Bram Kok"]),
    ("Anna gaat een datum prikken. En vraagt Noor om de zaal te regelen.\n", ["Anna", "Anna"]),
]


@pytest.mark.parametrize(("words", "owners"), LISTS)
def test_a_list_or_mark_with_its_owners(words, owners):
    assert [a[1] for a in read(words)] == owners


@pytest.mark.parametrize(
    "words",
    [
        "| Tijd | Onderwerp | Wie |\n|---|---|---|\n| 10.00 | Opening | Bram |\n",
        "| Onderwerp | Bijlage |\n|---|---|\n| Bomen | 1 |\n",
        "| Naam | Functie | Datum |\n|---|---|---|\n| Bram | lid | 1 mei |\n",
        "Acties van de vorige keer zijn besproken.\n",
        "De actielijst wordt doorgenomen.\n",
        "<Bram> De bomen zijn oud.\n",
        "Woe. 12 mei 2021 is er geen overleg.\n",
    ],
)
def test_a_table_or_line_without_actions(words):
    assert read(words) == []


def test_the_letters_of_a_column_without_a_name_are_no_part_of_the_action():
    text, (one,) = found(LISTS[12][0])
    assert one.text[0].of(text) == "Zaal regelen"


def test_a_row_that_is_done_stays_a_row_with_its_state():
    text, (one,) = found(LISTS[13][0])
    assert one.status is not None
    assert one.status.of(text) == "gereed"


def test_a_point_that_is_a_heading_is_no_row():
    words = "Acties:\n- Bram belt de zaal\n- ### Nieuwe schuur\n  Het hout is duur.\n"
    assert [a[0] for a in read(words)] == ["Bram belt de zaal"]


def test_fields_below_a_mark():
    assert read("Actie: zaal regelen\nWie: Bram Kok\nWanneer: 1 mei\n") == [
        ("zaal regelen", "Bram Kok", "1 mei")
    ]


def test_columns_that_stand_apart_by_blanks():
    table = (
        "\nActielijst\n"
        "Nr   Actie                                Wie       Wanneer      Status\n"
        "1    Hekwerk rond de vijver laten          Bram      3-12-2023    Open\n"
        "     herstellen\n"
        "2    Folder drukken                       Noor      z.s.m.       Gereed\n"
    )
    text, actions = found(table)
    assert [
        (
            [span.of(text) for span in a.text],
            a.owner.of(text),
            a.due_text.of(text),
            a.due,
            a.status.of(text),
        )
        for a in actions
    ] == [
        (["Hekwerk rond de vijver laten", "herstellen"], "Bram", "3-12-2023", "2023-12-03", "Open"),
        (["Folder drukken"], "Noor", "z.s.m.", None, "Gereed"),
    ]


def test_column_names_in_small_letters_with_the_day_of_each_row():
    rows = "\nActielijst\nnr datum omschrijving wie gereed\n23-01 07-11-23 Snoeiplan bijwerken Anna z.s.m.\n"
    assert read(rows) == [("Snoeiplan bijwerken", "Anna", "z.s.m.")]


def test_a_sentence_and_the_row_of_the_same_owner_are_one():
    words = (
        "Actie: Bram stuurt het overzicht van beukenhagen morgen rond.\n\nActielijst\n"
        "| Nr | Actie | Wie | Wanneer |\n|---|---|---|---|\n"
        "| 1 | Overzicht beukenhagen rondsturen | Bram | 1-12-2023 |\n"
        "| 2 | Overzicht wilgen rondsturen | Noor | 1-12-2023 |\n"
    )
    text, actions = found(words)
    assert [(a.text[0].of(text), len(a.also)) for a in actions] == [
        ("Overzicht beukenhagen rondsturen", 1),
        ("Overzicht wilgen rondsturen", 0),
    ]


@pytest.mark.parametrize(
    ("point", "acts"),
    [
        ("Anna nodigt de buren uit voor een gesprek.", True),
        ("De groep houdt vast aan de snoeidag in maart.", False),
    ],
)
def test_an_agreement_with_an_owner_and_a_task_is_an_action_and_else_a_decision(point, acts):
    text = HEAD + f"2. Hagen\nWij spreken over de hagen.\nAfspraken\n- {point}\n"
    structure = split(Document("1", "a.txt", DocumentKind.TEXT, text))
    assert [len(structure.actions), len(structure.decisions)] == [acts, not acts]


def test_questions_below_a_heading_are_no_actions():
    assert read("\nActiepunten\n1. Wie zorgt voor de sleutels?\n2. Welke zaal wordt het?\n") == []
