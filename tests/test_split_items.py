"""Agenda items: their numbers, titles, places and kinds, with and without numbering."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.items import AgendaItem, ItemKind
from pipeline.split.lines import cut
from pipeline.split.mail.heads import find_heads
from pipeline.split.meeting.items import agenda_items
from pipeline.split.meeting.same import merge_same
from pipeline.split.parts import find_sections
from pipeline.split.zones import find_zones
from pipeline.types import Document, DocumentKind, Span

HEAD = "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit\n\n"
MAIL = "Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: overleg\n\n"


def zones(text):
    lines = cut(text)
    heads = find_heads(text, lines, False)
    return lines, find_zones(
        lines, find_sections(Document("1", "a.txt", DocumentKind.TEXT, text), lines, heads), heads
    )


def read(text):
    lines, found = zones(text)
    return agenda_items(text, lines, found, frozenset())


def title(item, text):
    return " ".join(" ".join(span.of(text) for span in item.title).split())


def items(text):
    return [(i.number, title(i, text)) for i in read(text)]


def tree(text):
    """Each item with the number or title of the one that it stands under."""
    found = read(text)
    return [
        (
            i.number,
            title(i, text),
            None if i.parent is None else found[i.parent].number or title(found[i.parent], text),
        )
        for i in found
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "1. Opening\n2. Bomenplan\n3. Rondvraag",
        "1 Opening\n2 Bomenplan\n3 Rondvraag",
        "1\tOpening\t5 min.\n2\tBomenplan\t20 min.\n3\tRondvraag\t5 min.",
        "1) Opening\n\n2) Bomenplan\n\n3) Rondvraag",
        "1: Opening\n2: Bomenplan\n3: Rondvraag",
        "1 - Opening\n2 - Bomenplan\n3 - Rondvraag",
        "**1. Opening**\n\n**2. Bomenplan**\n\n**3. Rondvraag**",
        "### 1. Opening\n\n## 2. Bomenplan (Bijlage I)\n\n### 3. Rondvraag:",
        "## 1. Agendapunt 1: Opening\nHoi.\n## 2. Agendapunt 2: Bomenplan\n## 3. Agendapunt 3: Rondvraag",
        "Agendapunt 1: Opening\nAgendapunt 2: Bomenplan (zaaknummer 12)\nAgendapunt 3: Rondvraag",
        "Punt 1. Opening\nPunt 2. Bomenplan - zie bijlage\nPunt 3. Rondvraag",
        "1.\nOpening\n2.\nBomenplan\n3.\nRondvraag",
        "| 1 | Opening | vz |\n| 2 | Bomenplan | Bram |\n| 3 | Rondvraag | |",
        "1. Opening\n2. Bomenplan: Anna licht het plan toe. De eiken blijven staan en de beuken ook.\n3. Rondvraag",
        (
            "1. Opening\n2. Bomenplan\nDrie vragen:\n1. Waarom nu?\n"
            "2. Wat kost het?\n3. Wie betaalt?\n3. Rondvraag"
        ),
        (
            "1. Opening\n2. Bomenplan\nEr zijn punten:\n1. de eik moet weg;\n"
            "2. de beuk blijft.\n3. de es ook.\n3. Rondvraag"
        ),
        (
            "1. Opening\n2. Bomenplan\nAnna noemt:\n1) De eik is ziek en moet dit jaar nog worden gekapt voordat hij\n"
            "omvalt op de school.\n2) De beuk staat er nog goed bij.\n3) De es wordt volgend jaar bekeken door"
            " van\nhet waterschap en de provincie.\n3. Rondvraag"
        ),
        ("1. Opening\n2. Bomenplan\n- eik\n- beuk\n   1. oud\n   2. jong\n3. Rondvraag"),
    ],
)
def test_numbered_items(lines):
    assert items(HEAD + lines + "\n") == [("1", "Opening"), ("2", "Bomenplan"), ("3", "Rondvraag")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "1. Opening\n2a. Bomen\n2b. Struiken\n5. Rondvraag",
            [("1", None), ("2a", None), ("2b", None), ("5", None)],
        ),
        (
            "1. Opening\n2. Groen\n2a. Bomen\n2b. Struiken",
            [("1", None), ("2", None), ("2a", "2"), ("2b", "2")],
        ),
        (
            "1. Opening\n2. Groen\n2.a Bomen\n2.b Struiken",
            [("1", None), ("2", None), ("2.a", "2"), ("2.b", "2")],
        ),
        (
            "1 Opening\n2 Groen\n2.1 Bomen\n2.2 Struiken\n3 Sluiting",
            [("1", None), ("2", None), ("2.1", "2"), ("2.2", "2"), ("3", None)],
        ),
        (
            "1. Opening\n2. Groen\n2.1. Bomen\n2.1.1 Eiken\n2.2. Struiken",
            [("1", None), ("2", None), ("2.1", "2"), ("2.1.1", "2.1"), ("2.2", "2")],
        ),
        (
            "1. Opening\n2. Groen\na. Bomen\nb. Struiken\n3. Sluiting",
            [("1", None), ("2", None), ("a", "2"), ("b", "2"), ("3", None)],
        ),
        (
            "1. Opening\n2. Groen\nA) Bomen\nDe eik.\nB) Struiken\n3. Sluiting",
            [("1", None), ("2", None), ("A", "2"), ("B", "2"), ("3", None)],
        ),
        (
            "1 Algemeen\na Opening\nb Mededelingen De voorzitter is\nziek.\nC Notulen\n2 Inhoud\na Bomen\nb Rondvraag",
            [("1", None), ("a", "1"), ("b", "1"), ("C", "1"), ("2", None), ("a", "2"), ("b", "2")],
        ),
        (
            "1.a.\nOpening\n1.b.\nMededelingen\n2\nGroen\n2.a.\nBomen",
            [("1.a", None), ("1.b", None), ("2.a", None)],
        ),
        (
            "1. Opening\n2. Groen\n   1. Bomen\n      De eik is mooi.\n   2. struiken langs de weg\n3. Sluiting",
            [("1", None), ("2", None), ("1", "2"), ("2", "2"), ("3", None)],
        ),
        (
            "I. Opening\nII. Bomen\nIII. Rondvraag\nIV. Sluiting",
            [("I", None), ("II", None), ("III", None), ("IV", None)],
        ),
        ("A. Opening\nB. Bomen\n1. Eik\n2. Beuk\nC. Sluiting", [("A", None), ("B", None), ("C", None)]),
        (
            "6. Water\n7. Bomen\n8. Struiken\ng. Rondvraag\n10. Sluiting",
            [("6", None), ("7", None), ("8", None), ("g", None), ("10", None)],
        ),
        (
            "11. Bomen\nEr wordt geschorst.\n12. Water\n12 - vervolg\nEr wordt verder gepraat.\n13. Sluiting",
            [("11", None), ("12", None), ("12", None), ("13", None)],
        ),
        (
            "1. Opening\nHoi.\n\n2. Bomen\nMooi.\n\n3. Water\nNat.\n\n5. Pad\nLang.\n\n4. Brug\nHoog.\n\n6. Sluiting\n",
            [("1", None), ("2", None), ("3", None), ("5", None), ("4", None), ("6", None)],
        ),
        ("3. Stand van zaken bomen\nHet gaat goed.", [("3", None)]),
    ],
)
def test_numbers_and_the_items_that_they_stand_under(lines, expected):
    assert [(number, above) for number, _, above in tree(HEAD + lines + "\n")] == expected


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (
            "1. Terugkoppeling van het gesprek over het bestuurlijk\narrangement\nEr is gesproken.\n2. Sluiting",
            ["Terugkoppeling van het gesprek over het bestuurlijk arrangement", "Sluiting"],
        ),
        (
            "1. Opening\n2. Sluiting van de vergadering op\ntijd, want men wilde naar huis.",
            ["Opening", "Sluiting van de vergadering op"],
        ),
        (
            "1. Voorstel voor de bomen (bespreking van\nde stand van zaken)\n2. Sluiting",
            ["Voorstel voor de bomen (bespreking van de stand van zaken)", "Sluiting"],
        ),
        (
            "1. Opening\n2. Brief van de\nProvincie Utrecht\nDe brief is besproken.\n3. Sluiting",
            ["Opening", "Brief van de Provincie Utrecht", "Sluiting"],
        ),
        ("1. [Opening](#opening)\n2. Water (bijlage 3)\n3. Sluiting", ["Opening", "Water", "Sluiting"]),
        ("1. Opening\n2. Water Hamerstuk\n3. Sluiting", ["Opening", "Water", "Sluiting"]),
        ("1. **Opening** Anna opent.\n2. **Water** Nat.\n3. Sluiting", ["Opening", "Water", "Sluiting"]),
        ("1\\. Opening\n\n2\\. Water\n\n3\\. Sluiting", ["Opening", "Water", "Sluiting"]),
    ],
)
def test_titles(lines, titles):
    assert [t for _, t in items(HEAD + lines + "\n")] == titles


def test_a_title_that_a_page_header_tears_is_two_stretches():
    text = (
        HEAD
        + "1. Opening\n2. Terugkoppeling van het gesprek over het\nbestuurlijk arrangement\n3. Sluiting\n"
    )
    lines, found = zones(text)
    border = next(i for i, line in enumerate(lines) if line.core.startswith("bestuurlijk"))
    longer = text[: lines[border].start] + "Pagina 2\n" + text[lines[border].start :]
    cut_lines = [line for line in cut(longer) if line.core != "Pagina 2"]
    item = agenda_items(longer, cut_lines, found, frozenset())[1]
    assert [span.of(longer) for span in item.title] == [
        "Terugkoppeling van het gesprek over het",
        "bestuurlijk arrangement",
    ]


def test_an_item_runs_to_the_next_on_its_level():
    text = (
        HEAD
        + "1. Opening\nWij openen.\n\n2. Groen\na. Bomen\nMooi.\nb. Struiken\nOok.\n\n3. Sluiting\nTot dan.\n"
    )
    assert [i.span.of(text) for i in read(text)] == [
        "1. Opening\nWij openen.",
        "2. Groen\na. Bomen\nMooi.\nb. Struiken\nOok.",
        "a. Bomen\nMooi.",
        "b. Struiken\nOok.",
        "3. Sluiting\nTot dan.",
    ]


@pytest.mark.parametrize(
    "heading", ["Actielijst", "## Actielijst 3 mei", "Actie- en besluitenlijst", "Bijlagen:"]
)
def test_the_last_item_ends_at_the_list_that_closes_the_minutes(heading):
    text = HEAD + f"1. Opening\nHoi.\n2. Rondvraag\nNiets.\n\n{heading}\nwie wat\n"
    assert read(text)[-1].span.of(text) == "2. Rondvraag\nNiets."


LONG = "Anna vertelt dat de bomen op de dijk in het najaar worden gesnoeid door de aannemer."


@pytest.mark.parametrize(
    "text",
    [
        "# Verslag bomenoverleg 3 mei 2022\n\n## Aanwezig\n- Bram Kok\n\n## Opening\nHoi.\n\n## Kap op de dijk\n"
        "### Besluit\nWe kappen.\n### Acties\n- Bram belt\n\n## Rondvraag\nNiets.\n\n## Actielijst\n| wie | wat |\n",
        "**Verslag MT 12 januari 2023**\n\n**Aanwezig:** Bram, Anna\n\n**Opening**\nHoi.\n\n**Kap op de dijk**\n"
        "We kappen.\n\n**Rondvraag**\nNiets.\n",
        "# Bomenoverleg, 3 mei 2022\n\nAanwezig: Bram, Anna\n\n# Opening\nHoi.\n# Kap op de dijk\n"
        "Er zijn vormen van kap:\n1. licht\n2. zwaar\n3. Heel zwaar\n\n# Rondvraag\nNiets.\n",
        HEAD + f"OPENING\n{LONG}\n\nKAP OP DE DIJK\n{LONG}\n\nRONDVRAAG\nNiets.\n",
        HEAD + f"Opening\n{LONG}\n\nKap op de dijk\n{LONG}\n\nRondvraag\nNiets.\n",
        f"Notulen bomen\nDatum: 4 april 2022\nAanwezig: Bram en Anna\nOpening\n{LONG}\nKap op de dijk\n{LONG}\n"
        "Rondvraag\nNiets.\n",
        HEAD + "Opening\n-------\nHoi.\n\nKap op de dijk\n--------------\nJa.\n\nRondvraag\n---------\nNiets\n",
        HEAD + "* Opening\n  * Hoi\n* Kap op de dijk\n  * Ja, dat is goed.\n* Rondvraag\n",
        "# Werkgroep bomen\n\n## 3 mei 2022\n\n## Datum: 3 mei\n\n## Aanwezig\nBram\n\n## Opening\nHoi.\n"
        "## Kap op de dijk\nJa.\n## Rondvraag\nNee.\n",
        HEAD + "- **Opening**\n  - Hoi\n- **Kap op de dijk**\n  - Ja\n- **Rondvraag**\n",
        "Agenda overleg Groen\nDatum: 7 mei 2023\nLocatie: zaal\n\nAgenda:\n- Opening\n- Kap op de dijk\n- Rondvraag\n",
        "Agenda overleg Groen\nDatum: 7 november 2023\nLocatie: zaal 1\n\nOpening\nKap op de dijk\nRondvraag\n",
        "Agenda overleg Groen\nDatum: 7 november 2023\nLocatie: zaal 1\n\n10.00 uur Opening\n10.15 uur Kap op de dijk\n"
        "11.00 uur Rondvraag\n",
        MAIL + "Hoi,\n\nDe agenda voor morgen:\n- Opening\n- Kap op de dijk\n- Rondvraag\n\nGroet, Anna\n- Iets\n",
    ],
)  # fmt: skip
def test_items_without_numbers(text):
    found = read(text)
    assert [title(i, text).capitalize() for i in found] == ["Opening", "Kap op de dijk", "Rondvraag"]
    assert all(i.number is None and i.confidence <= 0.7 for i in found)


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
        "Onderzoek naar bomen\n\n1 Inleiding\n1.1 Aanleiding\nZiek.\n1.2 Doel\nBeter.\n2 Methode\n2.1 Opzet\n",
        MAIL
        + "Hoi Bram,\n\nIk heb drie vragen:\n1. Komt de kap door\n2. Wat kost dat\n3. Wie betaalt\n\nGroet, Anna\n",
        "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig:\n1. Bram Kok\n2. Anna de Wit\n\nHet was goed.\n",
        "# Onderzoek\n\n## Inleiding\nZiek.\n\n## Opzet\nZo.\n",
        HEAD + "## Aanwezig\nBram\n\n## Bijlagen\n- Plan\n",
    ],
)
def test_what_is_no_item(text):
    assert items(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Agendapunten\n1. Bomen\n2. Planning\nWater\nAgendapunten: zie bijlage\n1. Sloten\n2. Planning\nGroet\n",
            ["Bomen", "Planning", "Sloten", "Planning"],
        ),
        (
            "Op de agenda staan punten:\nLet op: de stukken volgen.\n1. Bomen\n2. Water\n\nGroet, Anna\n1. Adres\n",
            ["Bomen", "Water"],
        ),
        (
            f"Hierbij het verslag.\n\nAanwezig: Bram, Anna\n\n1. Bomenplan\n{LONG}\n2. Dijk\n{LONG}\n\nGroet, Anna\n",
            ["Bomenplan", "Dijk"],
        ),
    ],
)
def test_agendas_and_minutes_in_mails(text, kinds):
    assert [t for _, t in items(MAIL + "Hoi,\n" + text)] == kinds


def test_minutes_in_a_mail_end_where_it_is_signed():
    text = MAIL + f"Hoi,\n\nAanwezig: Bram, Anna\n\n1. Bomenplan\n{LONG}\n\nMet vriendelijke groet,\nAnna\n"
    lines, found = zones(text)
    assert [(zone.kind.value, lines[zone.first].core) for zone in found] == [
        ("mail", "Van: Anna"),
        ("verslag", "Aanwezig: Bram, Anna"),
        ("mail", "Met vriendelijke groet,"),
    ]


def test_agenda_and_minutes_under_one_title_are_minutes_of_one_day():
    text = f"# Agenda en verslag\n\nOverleg 3 mei 2022\n\n## Gasten\nBram\n\n## Agenda/Verslag\n\n1. Opening\n{LONG}\n"
    assert {(zone.kind.value, zone.day) for zone in zones(text)[1]} == {("verslag", "2022-05-03")}


def test_the_item_that_a_proposal_is():
    text = (
        "Raadsbesluit\nVergaderdatum 7 november 2023\nAgendapunt 12b\nOnderwerp\n"
        "Vaststellen van het bomenplan voor de binnenstad en de\ndijken daaromheen\n"
        "De raad besluit:\n1. Het plan vast te stellen.\n2. De wethouder te bedanken.\n"
    )
    assert items(text) == [
        ("12b", "Vaststellen van het bomenplan voor de binnenstad en de dijken daaromheen")
    ]


def test_a_list_of_decisions_with_a_numbering_for_each_group():
    text = (
        "Besluitenlijst college\nDatum: 7 november 2023\n\nTer besluitvorming\n1. Leges\nAkkoord\n2. Bomen\nAkkoord\n"
        "Ter kennisname\n1. Brief\n2. Nota\n"
    )
    assert [(i.number, i.kind) for i in read(text)] == [
        ("1", ItemKind.DECISION),
        ("2", ItemKind.DECISION),
        ("1", ItemKind.INFORMATION),
        ("2", ItemKind.INFORMATION),
    ]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Opening en mededelingen", ItemKind.OPENING),
        ("Welkom", ItemKind.OPENING),
        ("Mededelingen", ItemKind.INFORMATION),
        ("Ter kennisname", ItemKind.INFORMATION),
        ("Kennisnemen van de brief over bomen", ItemKind.INFORMATION),
        ("Vaststelling verslag 3 mei", ItemKind.DECISION),
        ("Hamerstukken", ItemKind.DECISION),
        ("Verslag vorige vergadering", ItemKind.DECISION),
        ("Voorstel tot vaststelling van het bomenplan", ItemKind.DECISION),
        ("Bomenplan (ter bespreking)", ItemKind.DISCUSSION),
        ("Bomenplan", ItemKind.DISCUSSION),
        ("Rondvraag en sluiting", ItemKind.ROUND),
        ("W.v.t.t.k.", ItemKind.ROUND),
        ("Wat verder ter tafel komt", ItemKind.ROUND),
        ("Afsluiting", ItemKind.CLOSING),
    ],
)
def test_kinds(words, kind):
    text = HEAD + f"1. Bomen\n2. {words}\n3. Struiken\n"
    assert [i.kind for i in read(text)] == [ItemKind.DISCUSSION, kind, ItemKind.DISCUSSION]


def test_an_item_below_another_is_for_the_same():
    text = HEAD + "1. Opening\n2. Ter kennisname\na. Brief\nb. Verslag vorige week\n3. Bomen\n"
    assert [i.kind.value for i in read(text)] == [
        "opening", "ter kennisname", "ter kennisname", "ter kennisname", "bespreking",
    ]  # fmt: skip


def listed(*rows):
    """Items of the given numbers and titles (and the index of the one above), and the text that they stand in."""
    text, made = "", []
    for number, words, *parent in rows:
        span = Span(len(text), len(text) + len(words))
        made.append(
            AgendaItem(
                span, number, (span,), ItemKind.DISCUSSION, parent[0] if parent else None, (), "nummer", 0.8
            )
        )
        text += words + "\n"
    return text, made


def test_the_same_item_in_agenda_and_minutes_is_one():
    text, made = listed(
        ("1", "Opening"),
        ("2", "Bomenplan binnenstad"),
        ("a", "Eiken", 1),
        ("3", "Rondvraag"),
        ("1.", "Opening en mededelingen"),
        ("2", "Bomenplan voor de binnenstad"),
        ("a", "Eiken", 5),
        ("b", "Beuken", 5),
        ("3", "Dijk"),
        ("4", "Rondvraag"),
    )
    merged, new = merge_same(text, made, lambda i: 0)
    assert [title(i, text) for i in merged] == [
        "Opening", "Bomenplan binnenstad", "Eiken", "Rondvraag", "Beuken", "Dijk", "Rondvraag",
    ]  # fmt: skip
    assert new == (0, 1, 2, 3, 0, 1, 2, 4, 5, 6)
    assert [i.also for i in merged[:3]] == [(made[4].span,), (made[5].span,), (made[6].span,)]
    assert [i.parent for i in merged] == [None, None, 1, None, 1, None, None]


@pytest.mark.parametrize(
    ("rows", "meetings"),
    [
        ([("1", "Opening"), ("1", "Opening")], [0, 1]),  # two meetings
        ([("1", "Opening"), ("1", "Opening")], [None, None]),
        ([("1", "Opening"), ("1", "Bomen")], [0, 0]),
        ([("1", "Opening"), ("9", "Rondvraag"), ("9", "Rondvraag")], [0, 0, 0]),  # one list: taken up again
    ],
)
def test_items_that_are_not_the_same(rows, meetings):
    text, made = listed(*rows)
    assert merge_same(text, made, meetings.__getitem__) == (tuple(made), tuple(range(len(made))))


def test_an_item_without_number_is_the_numbered_one_with_its_title():
    text, made = listed((None, "Opening"), (None, "Bomen"), ("1", "Opening"), ("2", "Bomen"))
    assert merge_same(text, made, lambda i: 0)[1] == (0, 1, 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        HEAD + "1. Punt over bomen\n" * 5000,
        HEAD + "1. Opening\n" * 5000,
        HEAD + "Rondvraag\n\n" * 5000,
        HEAD + "".join(f"{60 - i % 60}. Punt {i}\n\n" for i in range(5000)),
        HEAD + "1. Bomen " + "(zie " * 30_000,
        HEAD + "1." + " " * 170_000 + "x",
        MAIL + "Aanwezig: Bram\n1. Opening\n" * 3000,
        MAIL + "Agenda:\n1. Opening\nGroet\n" * 3000,
        "",
    ],
)
def test_long_texts_take_linear_time(text):
    start = time.perf_counter()
    found = read(text)
    merge_same(text, found, lambda i: 0)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("heads", [True, False])
def test_items_counted_by_letter_and_number(heads):
    text = "Besluitenlijst\nDatum: 3 mei 2022\n\n"
    text += "A. HAMERSTUKKEN\n" if heads else "HAMERSTUKKEN\n"
    text += "A1. Leges\nConform.\nA2. Bomen\nConform.\n"
    text += "B. BESPREEKSTUKKEN\n" if heads else "BESPREEKSTUKKEN\n"
    text += "B1. Dijk\nAangenomen.\n"
    found = [(number, above) for number, _, above in tree(text)]
    coded = [("A1", "A"), ("A2", "A"), ("B1", "B")] if heads else [("A1", None), ("A2", None), ("B1", None)]
    assert [one for one in found if len(one[0]) == 2] == coded


WORDS = st.sampled_from(
    ["1. ", "2) ", "a. ", "b ", "II ", "A1. ", "- ", "## ", "**", "Aanwezig:", "Opening", "Rondvraag", "Agenda:",
     "A. ", "D.1 ", "| 1 | ", "| Onderwerp |", "Onderwerp: ", "§ 2 ", "1\\. ", "* ### ", "01.02 ", "1\n", "---\n",
     "1 ", "2. ",
     "\t", "|", "Agendapunt 3", "10.00 uur ", "Groet", "---", "[Bomen](x)", "(", ">", " ", "Bomen", "bomen.", "\n",
     "\n", "\n"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["", HEAD, MAIL]), st.lists(WORDS, max_size=60))
def test_items_stand_in_the_text_and_in_the_one_above(head, words):
    text = head + "".join(words)
    found = read(text)
    for i, item in enumerate(found):
        assert all(item.span.covers(span) and span.start < span.end for span in item.title)
        above = found[item.parent] if item.parent is not None else item
        assert item.parent is None or item.parent < i
        assert any(place.covers(item.span) for place in (above.span, *above.also))
    assert [item.span.start for item in found] == sorted(item.span.start for item in found)
