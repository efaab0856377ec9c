"""Agenda items, decisions and actions of meetings."""

import pytest

from pipeline.split import split
from pipeline.types import Document, DocumentKind

HEAD = "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit\n\n"


def read(text):
    return split(Document("1", "a.txt", DocumentKind.TEXT, text))


def items(text):
    return [(i.number, i.title[0].of(text)) for i in read(text).agenda_items]


def decisions(text):
    return [(d.span.of(text), d.result) for d in read(text).decisions]


def actions(text):
    return [
        (a.span.of(text), a.owner and a.owner.of(text), a.due_text and a.due_text.of(text), a.due)
        for a in read(text).actions
    ]


# Agenda items


@pytest.mark.parametrize(
    "lines",
    [
        "1. Opening\n2. Bomenplan\n3. Rondvraag",
        "1 Opening\n2 Bomenplan\n3 Rondvraag",
        "1) Opening\n\n2) Bomenplan\n\n3) Rondvraag",
        "**1. Opening**\n\n**2. Bomenplan**\n\n**3. Rondvraag**",
        "### 1. Opening\n\n## 2. Bomenplan (Bijlage I)\n\n### 3. Rondvraag:",
        "Agendapunt 1: Opening\nAgendapunt 2: Bomenplan (zaaknummer 12)\nAgendapunt 3: Rondvraag",
        "1. Opening\nWij openen.\n2. Bomenplan\na. Eik\nb. Beuk\n3. Rondvraag\nNiemand.",
        (
            "1. Opening\n2. Bomenplan\nDrie vragen:\n1. Waarom nu?\n"
            "2. Wat kost het?\n3. Wie betaalt?\n3. Rondvraag"
        ),
        (
            "1. Opening\n2. Bomenplan\nEr zijn punten:\n1. de eik moet weg;\n"
            "2. de beuk blijft.\n3. de es ook.\n3. Rondvraag"
        ),
        (
            "1. Opening\n2. Bomenplan\nBesluit:\n1. In te stemmen met het plan.\n"
            "2. De raad te informeren.\n3. Rondvraag"
        ),
    ],
)
def test_numbered_items(lines):
    assert items(HEAD + lines + "\n") == [("1", "Opening"), ("2", "Bomenplan"), ("3", "Rondvraag")]


def test_a_number_may_be_missing_and_letters_may_follow():
    text = HEAD + "1. Opening\n2a. Bomen\n2b. Struiken\n5. Rondvraag\n"
    assert items(text) == [("1", "Opening"), ("2a", "Bomen"), ("2b", "Struiken"), ("5", "Rondvraag")]


def test_an_item_runs_to_the_next():
    text = HEAD + "1. Opening\nWij openen.\n\n2. Sluiting\nWij sluiten.\n"
    assert [i.span.of(text) for i in read(text).agenda_items] == [
        "1. Opening\nWij openen.",
        "2. Sluiting\nWij sluiten.",
    ]


def test_a_title_over_two_lines_is_joined_only_when_safe():
    text = HEAD + (
        "1. Terugkoppeling van het gesprek over het bestuurlijk\narrangement\n"
        "Er is gesproken.\n2. Sluiting van de vergadering op\ntijd, want men wilde naar huis.\n"
    )
    assert items(text) == [
        ("1", "Terugkoppeling van het gesprek over het bestuurlijk\narrangement"),
        ("2", "Sluiting van de vergadering op"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Memo\n\nVragen aan het overleg\n1. Onderschrijft u het plan?\n2. Wilt u geld geven?\n",
        "Betreft: boom\nOns kenmerk: 1\nGeachte heer Kok,\n\n1. Bomen zijn mooi\n2. Struiken ook\n",
        HEAD + "Actielijst\n1 Boom planten\n2 Struik snoeien\n",
        HEAD
        + (
            "Aanwezig waren 12 Mensen\n2023 Was een goed jaar\n"
            "24 Januari is de volgende keer\n5.1.2e Opent de vergadering\n"
        ),
        "Legenda\n1. Wet open overheid\n2. Artikel\n",
    ],
)
def test_numbers_that_are_no_items(text):
    assert items(text) == []


def test_two_agendas_in_one_mail():
    text = (
        "Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: agenda's\n\nHoi,\n"
        "Agendapunten\n1. Bomen\n2. Planning\nWater\n"
        "Agendapunten: zie bijlage\n1. Sloten\n2. Planning\nGroet, Anna\n"
    )
    assert items(text) == [("1", "Bomen"), ("2", "Planning"), ("1", "Sloten"), ("2", "Planning")]


# Decisions


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("De agenda wordt ongewijzigd vastgesteld.", "vastgesteld"),
        ("Agenda wordt cf vastgesteld.", "vastgesteld"),
        ("Het verslag is daarmee definitief vastgesteld.", "vastgesteld"),
        ("De voorzitter stelt de lijst vast.", "vastgesteld"),
        ("Het college stemt in met het bomenplan.", "ingestemd"),
        ("De commissie gaat akkoord met de route.", "ingestemd"),
        ("De raad neemt kennis van de brief.", "ter kennisname"),
        ("De brief wordt voor kennisgeving aangenomen.", "ter kennisname"),
        ("Het college houdt het voorstel aan tot 21 november.", "aangehouden"),
        ("Het voorstel wordt aangehouden.", "aangehouden"),
        ("Het college verleent de omgevingsvergunning.", "verleend"),
        ("Het verzoek wordt afgewezen.", "afgewezen"),
        ("Het college besluit de boom te sparen.", "overig"),
        ("Afgesproken is om de eik te sparen.", "overig"),
        ("Agendapunt 6 is van de agenda afgevoerd.", "overig"),
    ],
)
def test_sentences_that_decide(sentence, result):
    text = HEAD + f"1. Opening\nWij openen. {sentence} Daarna volgt koffie.\n"
    assert decisions(text) == [(sentence, result)]
    assert read(text).decisions[0].item == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Wordt de agenda vandaag vastgesteld?",
        "Als de agenda wordt vastgesteld, gaan wij verder.",
        "De nota moet nog worden vastgesteld.",
        "Het verslag wordt vastgesteld in de volgende vergadering.",
        "De raad zal het plan in mei vaststellen.",
        "Voorgesteld wordt dat het college instemt met het plan.",
        "De heer Kok vraagt of de raad akkoord gaat.",
        "Het college houdt zich aan de regels.",
        "Over het besluit van de raad is gesproken.",
        "Op 3 mei jl. is besloten de boom te kappen.",
        "Advies: instemmen met het voorstel.",
        "De vergadering stelt vragen.",
    ],
)
def test_sentences_that_decide_nothing(sentence):
    assert decisions(HEAD + f"1. Opening\nWij openen. {sentence} Daarna volgt koffie.\n") == []


POINTS = [
    "In te stemmen met het plan.",
    "Een krediet van € 1.250 beschikbaar te stellen.",
    "De raad te informeren.",
]


@pytest.mark.parametrize(
    "block",
    [
        "Besluit:\n" + "\n".join(POINTS),
        "Besluit:\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(POINTS, 1)),
        "Besluit:\n\n" + "\n\n".join(f"- {p}" for p in POINTS),
        "**Besluit**\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(POINTS, 1)),
        "Het college besluit:\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(POINTS, 1)),
        "De gemeenteraad van Rietdorp besluit\ngezien de voordracht;\ngelet op de wet;\n"
        + "\n\n".join(f"{n}. {p}\na. zoals toegelicht" for n, p in enumerate(POINTS, 1)),
    ],
)
def test_a_list_below_a_label_is_one_decision_a_point(block):
    text = HEAD + "1. Opening\n2. Plan\n" + block + "\n\n3. Rondvraag\nActie: geen.\n"
    assert [d for d, _ in decisions(text)] == POINTS
    assert items(text)[-1] == ("3", "Rondvraag")


def test_a_sentence_behind_a_label_also_where_it_wraps_or_stands_in_a_line():
    text = HEAD + (
        "1. Opening\nBesluit: het college kiest de route over de\n"
        "Sluisweg.\nNa beraad. Besluit: de boom blijft. Einde.\n"
    )
    assert decisions(text) == [
        ("het college kiest de route over de\nSluisweg.", "overig"),
        ("de boom blijft.", "overig"),
    ]


@pytest.mark.parametrize(
    "label", ["Gevraagd besluit:", "Voorgesteld besluit", "Ontwerpbesluit:", "Gevraagde besluiten:"]
)
def test_what_is_asked_is_not_decided(label):
    assert (
        decisions(f"Collegenota\n\n{label}\n1. In te stemmen met het plan.\n2. De raad te informeren.\n")
        == []
    )


def test_a_proposal_and_an_outcome_beside_a_title():
    text = "Collegenota\n\nBesluit\n1. Het plan vast te stellen.\n\nInleiding\nHet plan wordt vastgesteld.\n"
    assert decisions(text) == [("Het plan vast te stellen.", "vastgesteld")]
    text = (
        "Uitslagenlijst 3 mei 2023\nTijd: 13.00\n\n1 Opening\n"
        "2 Brief over bomen Voor kennisgeving aangenomen\n"
    )
    assert decisions(text) == [("Voor kennisgeving aangenomen", "ter kennisname")]
    assert items(text)[1] == ("2", "Brief over bomen")


# Actions


@pytest.mark.parametrize(
    ("line", "action", "owner", "words", "due"),
    [
        (
            "Actie: Anna de Wit past de lijst aan vóór 15 november 2023.",
            ...,
            "Anna de Wit",
            "vóór 15 november 2023",
            "2023-11-15",
        ),
        ("Actie: 5.1.2e stuurt de brief vóór 8 november.", ..., "5.1.2e", "vóór 8 november", "2023-11-08"),
        (
            "Bij ons. Actie: team X (gereed 1-12-2023).",
            "team X (gereed 1-12-2023).",
            "team X",
            "gereed 1-12-2023",
            "2023-12-01",
        ),
        ("Actiepunt: het plan afmaken (Bram Kok)", ..., "Bram Kok", None, None),
        ("Actie Bram Kok: het plan afmaken", ..., "Bram Kok", None, None),
        ("Actie: het Rijk komt medio\nmei terug.", ..., "het Rijk", "medio\nmei", None),
        ("Wethouder Smit zegt toe de brief te sturen.", ..., "Wethouder Smit", None, None),
        ("Bram Kok past de nota aan vóór 8 november.", ..., "Bram Kok", "vóór 8 november", "2023-11-08"),
        ("De wethouder zal de raad schriftelijk informeren.", ..., "De wethouder", None, None),
        ("De avond zal vóór 8 mei georganiseerd worden.", ..., None, "vóór 8 mei", "2024-05-08"),
        ("- plan van aanpak (trekker Anna)", "plan van aanpak (trekker Anna)", "Anna", None, None),
        (
            "- stukken rond (-> Bram belt de griffie)",
            "stukken rond (-> Bram belt de griffie)",
            "Bram",
            None,
            None,
        ),
    ],
)
def test_an_action_with_its_owner_and_time(line, action, owner, words, due):
    if action is ...:  # all that follows the label
        action = line.split(": ")[-1]
    assert actions(HEAD + f"1. Opening\nWij openen.\n{line}\n") == [(action, owner, words, due)]


@pytest.mark.parametrize(
    "line",
    [
        "Actie: geen.",
        "Actie: wie pakt dit op?",
        "De actie was een succes.",
        "Als het regent, zal Bram Kok de brief sturen.",
        "Zal Bram Kok de brief sturen?",
        "Bram Kok geeft aan vóór 8 november te komen.",
        "Deze regel gaat per direct in.",
        "Met ingang van mei zal Bram niet komen.",
        "Dit wordt verwacht in de zomer van 2024.",
        "Er zijn geen acties.",
    ],
)
def test_what_is_no_action(line):
    assert actions(HEAD + f"1. Opening\nWij openen.\n{line}\n") == []


def test_a_table_with_cells():
    text = HEAD + (
        "Actielijst\n\n| Nr. | Actie | Wie | Gereed |\n|---|---|---|---|\n"
        "| 1 | Tekening van de bocht aanpassen | B. Kok | 21 maart 2024 |\n"
        "| 2 | Brief rondsturen | Anna / Bram | z.s.m. |\n\n1. Sluiting\n"
    )
    assert actions(text) == [
        ("Tekening van de bocht aanpassen", "B. Kok", "21 maart 2024", "2024-03-21"),
        ("Brief rondsturen", "Anna / Bram", "z.s.m.", None),
    ]


def test_a_table_with_tabs_that_a_page_header_tears():
    text = HEAD + (
        "**Actielijst**\n\n\tActie\tWie\n"
        "1\tDe secretaris belt de provincie over de bomen.\tProvincie en gemeente.\n"
        "\n## Overleg Groen\n\n2\tBram stuurt het verslag rond.\tBram\n"
        "\nAgenda overleg Groen\nDatum: 1 mei 2024\n1. Opening\n"
    )
    assert [a[:2] for a in actions(text)] == [
        ("De secretaris belt de provincie over de bomen.", "Provincie en gemeente"),
        ("Bram stuurt het verslag rond.", "Bram"),
    ]


def test_a_table_in_reading_order():
    text = HEAD + (
        "Actiepunten-/besluitenlijst\nActie Actie Actie Omschrijving Actie\nnr. datum door actie gereed op\n"
        "1 22-11-17 AW Onderzoek uitvoeren naar de bomen z.s.m.\n"
        "langs de sloot\n2 22-11-17 BK Advies opstellen 05-12-17\n"
        "3 Tekening aanpassen P. van der Meer 21 maart 2024\nPagina 2 van 3\n"
    )
    assert actions(text) == [
        ("Onderzoek uitvoeren naar de bomen z.s.m.\nlangs de sloot", "AW", "z.s.m.", None),
        ("Advies opstellen", "BK", "05-12-17", "2017-12-05"),
        ("Tekening aanpassen", "P. van der Meer", "21 maart 2024", "2024-03-21"),
    ]


def test_rows_that_run_on_in_one_line():
    text = HEAD + (
        "Actielijst\n1 Bram belt de provincie over de bomen. "
        "Gemeente 2 Anna stuurt het verslag\nnaar de regio. Anna\n"
    )
    assert [a[:2] for a in actions(text)] == [
        ("Bram belt de provincie over de bomen.", "Gemeente"),
        ("Anna stuurt het verslag\nnaar de regio.", "Anna"),
    ]


def test_points_below_a_heading():
    text = HEAD + (
        "1. Opening\nActies:\n- brief opstellen\n-  bomen tellen voor\n  de herfst\n\n2. Sluiting\n- koffie\n"
    )
    assert [a[0] for a in actions(text)] == ["brief opstellen", "bomen tellen voor\n  de herfst"]


def test_an_action_in_the_text_and_in_the_table_is_listed_once():
    text = HEAD + (
        "1. Bomen\nActie: er wordt afgesproken dat Bram contact opneemt "
        "met de provincie over de bomen.\nActie: Anna zet koffie.\n\n"
        "Actielijst\n1 Bram neemt contact op met de provincie over de bomen. Bram\n"
    )
    assert [a[0] for a in actions(text)] == [
        "Anna zet koffie.",
        "Bram neemt contact op met de provincie over de bomen.",
    ]


def test_a_legend_holds_no_items():
    text = "Legenda\nActie: niets doen.\nBesluit: ja.\n"
    assert (actions(text), decisions(text)) == ([], [])
