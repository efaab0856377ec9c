"""The forms in which Dutch councils, boards, ministries, schools and associations number and head their items."""

import pytest

from pipeline.split import split
from pipeline.split.lines import cut
from pipeline.split.meeting.items import agenda_items
from pipeline.split.parts import find_sections
from pipeline.split.zones import find_zones
from pipeline.types import Document, DocumentKind

TEXT = "De wethouder licht toe dat de bomen langs de dijk dit najaar worden gesnoeid door de aannemer."
SAID = f"{TEXT}\nDaarna volgt een korte bespreking.\n"
COUNCIL = "Agenda raadsvergadering gemeente Elzendam\nDatum: 7 november 2023\nAanvang: 20.00 uur\n\n"
MINUTES = "Verslag commissie Ruimte\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit\n\n"
COLLEGE = "Besluitenlijst college van burgemeester en wethouders\nDatum: 7 november 2023\nAanwezig: allen\n\n"
MARKDOWN = "# Overleg Groen 7 november 2023\n\nAanwezig: Bram, Anna\n\n"
FOUR = ["Opening", "Bomenplan binnenstad", "Herstel van de dijk", "Rondvraag"]


def titles(found, text):
    return [(i.number, " ".join(" ".join(s.of(text) for s in i.title).split())) for i in found]


def items(text):
    """The items alone, without the rules for decisions and actions."""
    lines = cut(text)
    sections = find_sections(Document("1", "a.txt", DocumentKind.TEXT, text), lines, [])
    return titles(agenda_items(text, lines, find_zones(lines, sections, []), frozenset()), text)


def whole(text):
    """The items with the lists of decisions and actions known."""
    return titles(split(Document("1", "a.txt", DocumentKind.TEXT, text)).agenda_items, text)


def said(form, titles=FOUR, below=SAID):
    """Minutes whose titles look as `form` says, where `{n}` is a number, `{a}` a letter and `{t}` the title."""
    letters = "ABCDEFGH"
    return "".join(
        form.format(
            n=n,
            z=f"{n:02}",
            a=letters[n - 1],
            b=letters[n - 1].lower(),
            r=["I", "II", "III", "IV", "V", "VI"][n - 1],
            t=t,
            T=t.upper(),
        )
        + f"\n{below}\n"
        for n, t in enumerate(titles, 1)
    )


@pytest.mark.parametrize("head", [COUNCIL, MINUTES, COLLEGE], ids=["agenda", "verslag", "besluiten"])
@pytest.mark.parametrize(
    "form",
    [
        "{n}. {t}",
        "{n} {t}",
        "{n}) {t}",
        "({n}) {t}",
        "{n} - {t}",
        "{n} – {t}",
        "{n}: {t}",
        "{n}\t{t}",
        "{n}.    {t}          wethouder Kok",
        "{n}\\. **{t}**",
        "**{n}. {t}**",
        "**{n}. {t}:** " + TEXT,
        "**{n}. {t}** " + TEXT,
        "**{n}.** {t}",
        "__{n}. {t}__",
        "# {n}. {t}",
        "## {n} {t}",
        "### **{n}. {t}**",
        "{n}. {t}\n-----------",
        "{n}. {t}\n===========",
        "- {n}. {t}",
        "* ### {n}. {t}",
        "> {n}. {t}",
        "{z} {t}",
        "{z}. {t}",
        "0{n}.\n{t}",
        "{n}.\n\n{t}",
        "{n}\n{t}",
        "Agendapunt {n} - {t}",
        "Agendapunt {n}: {t}",
        "Agendapunt {n}. {t}",
        "Agendapunt {n}\n{t}",
        "**Agendapunt {n}**\n{t}",
        "AGENDAPUNT {n} {t}",
        "Agendapunt nr. {n}: {t}",
        "Agendanummer {n}: {t}",
        "Agendapuntnummer: {n}\n{t}",
        "Punt {n}: {t}",
        "Punt {n}. {t}",
        "Bespreekpunt {n}: {t}",
        "Ad {n}. {t}",
        "Ad. {n} {t}",
        "Ad {n}: {t}",
        "Nr. {n} {t}",
        "§ {n} {t}",
        "§{n}. {t}",
        "#{n} {t}",
        "{n}. 13.30 uur {t}",
        "{n}. 13:30 - 13:45 {t}",
        "13.30 uur {n}. {t}",
        "{n}. {t} (10 min)",
        "{n}. {t} (10 minuten)",
        "{n}. {t} 10'",
        "{n}. {t} [15 min.]",
        "{n}. {t} - 5 min",
        "{n}. {t} (zaaknummer 2023-0412)",
        "{n}. {t} (Z23.004512)",
        "{n}. {t} (RIS321479)",
        "| {n} | {t} | Kok |",
        "| {n}. | {t} | 20.00 uur | Kok |",
        "| **{n}** | **{t}** | |",
        "| {n} | 20.00 uur | {t} | Kok |",
        "| {n}. {t} | Kok |",
        "{n}. Onderwerp: {t}",
        "{n}. {T}",
        "{n}.- {t}",
        "{n}/ {t}",
        "[{n}] {t}",
        "{n} | {t}",
        "**{n}**. {t}",
        "**{n}** **{t}**",
        "**{n}** {t}",
        "_{n}. {t}_",
        "##### {n}\n{t}",
        "{n}. {t} ......... 20.00",
        "{n}. {t} 20.10 uur",
        "{n}. {t}     20.00 - 20.10",
        "{n}  [Z/24/0{n}2] {t}",
        "{n}. Agendapunt: {t}",
        "{n}. Onderwerp\n{t}",
        "Agendapunt: {n}\nOnderwerp: {t}",
        "Ad agendapunt {n}: {t}",
        "Agenda punt {n}: {t}",
        "AP {n}: {t}",
        "Onderwerp {n}: {t}",
        "Thema {n}: {t}",
        "Stuk {n}: {t}",
        "Hamerstuk {n}: {t}",
        "{n}. {t}\n(ter besluitvorming)",
    ],
)
def test_numbers(head, form):
    found = items(head + said(form))
    assert [t.capitalize() for _, t in found] == FOUR
    assert [int(n) for n, _ in found] == [1, 2, 3, 4]


@pytest.mark.parametrize("head", [COUNCIL, MINUTES, COLLEGE], ids=["agenda", "verslag", "besluiten"])
@pytest.mark.parametrize(
    "form",
    [
        "{a}. {t}",
        "{a}) {t}",
        "{a}.\n{t}",
        "**{a}. {t}**",
        "## {a}. {t}",
        "{a}.      {t}.",
        "{b}. {t}",
        "{b}) {t}",
        "{r}. {t}",
        "{r} {t}",
        "{r} - {t}",
        "{r}) {t}",
        "## {r}. {t}",
        "Agendapunt {a}: {t}",
        "| {a} | {t} | Kok |",
        "A-{n} {t}",
        "B{n}. {t}",
        "({a}) {t}",
        "Punt {r}: {t}",
    ],
)
def test_letters(head, form):
    found = items(head + said(form))
    assert [t.rstrip(".") for _, t in found] == FOUR
    assert all(n for n, _ in found)


@pytest.mark.parametrize("head", [MINUTES, COLLEGE, MARKDOWN], ids=["verslag", "besluiten", "md"])
@pytest.mark.parametrize(
    "form",
    [
        "## {t}",
        "**{t}**",
        "**{t}:**",
        "**{t}**:",
        "__{t}__",
        "{T}",
        "{t}\n-------",
        "{t}\n=======",
        "*   ### {t}",
        "- ## {t}",
        "- **{t}**",
        "{t}",
        "{t}:",
        "20.00 uur {t}",
        "20.00 - 20.10 {t}",
        "- 20.00 {t}",
        "Onderwerp: {t}",
        "**Onderwerp: {t}**",
        "* {t}",
        "• {t}",
    ],
)
def test_headings(head, form):
    found = items(head + said(form))
    assert [t.capitalize().rstrip(":") for _, t in found] == FOUR
    assert all(n is None for n, _ in found)


@pytest.mark.parametrize(
    "form",
    [
        "**{t}:** {s}",
        "**{t}** {s}",
        "**{t}.** {s}",
        "{T}: {s}",
        "{T} {s}",
        "{t}: {s}",
        "{t} - {s}",
        "- **{t}**: {s}",
    ],
)
def test_titles_that_run_in(form):
    found = items(MINUTES + said(form.replace("{s}", TEXT), below=""))
    assert [t.capitalize() for _, t in found] == FOUR


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        ("1. Opening\n2. Groen\n2.a Bomenplan\n2.b Struiken\n3. Rondvraag\n", ["1", "2", "2.a", "2.b", "3"]),
        ("1. Opening\n2. Groen\n2.1 Bomenplan\n2.2 Struiken\n3. Rondvraag\n", ["1", "2", "2.1", "2.2", "3"]),
        ("01 Opening\n01.01 Welkom\n01.02 Agenda vaststellen\n02 Groen\n02.01 Bomenplan\n03 Rondvraag\n",
         ["01", "01.01", "01.02", "02", "02.01", "03"]),
        ("1. Opening\n2. Groen\n2.A Hamerstukken\n2.A.1 Bomenplan\n2.A.2 Struiken\n2.B Bespreekstukken\n"
        "2.B.1 Dijk\n3. Sluiting\n",
         ["1", "2", "2.A", "2.A.1", "2.A.2", "2.B", "2.B.1", "3"]),
        ("A. Opening\nB. Vaststelling agenda\nC. Hamerstukken\nC.1 Bomenplan\nC.2 Struiken\n"
        "D. Herstel van de dijk\nE. Sluiting\n",
         ["A", "B", "C", "C.1", "C.2", "D", "E"]),
        ("A. Opening\nB. Groen\nB1 Bomenplan\nB2 Struiken\nC. Rondvraag\n", ["A", "B", "B1", "B2", "C"]),
        ("I. Opening\nII. Groen\nII.1 Bomenplan\nII.2 Struiken\nIII. Sluiting\n", ["I", "II", "II.1", "II.2", "III"]),
        ("1. Opening\n2. Groen\n   a. Bomenplan\n   b. Struiken\n3. Rondvraag\n", ["1", "2", "a", "b", "3"]),
        ("1.1 Opening\n1.2 Vaststelling agenda\n2.1 Bomenplan\n2.2 Herstel van de dijk\n3.1 Rondvraag\n",
         ["1.1", "1.2", "2.1", "2.2", "3.1"]),
        ("1. Opening\nHamerstukken\n2. Bomenplan\n3. Struiken\nBespreekstukken\n4. Herstel van de dijk\n5. Sluiting\n",
         ["1", "2", "3", "4", "5"]),
        ("1. Opening\n2.a. Voorstel tot vaststellen bomenplan\n2.b. Voorstel tot aankoop grond\n"
        "3. Sluiting\n", ["1", "2.a", "2.b", "3"]),
        ("0. Opening\n1. Bomenplan\n2. Herstel van de dijk\n3. Sluiting\n", ["0", "1", "2", "3"]),
        ("1. Iepening\n2. Meidielings\n3. Beammeplan\n4. Omfreegjen\n", ["1", "2", "3", "4"]),
        ("1. Opening and announcements\n2. Minutes of the previous meeting\n3. Trees\n"
        "4. Any other business\n", ["1", "2", "3", "4"]),
        ("1. Opening / Welcome\n2. Bomenplan / Tree plan\n3. Rondvraag / AOB\n", ["1", "2", "3"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", [COUNCIL, MINUTES], ids=["agenda", "verslag"])
def test_items_below_items(head, lines, numbers):
    assert [n for n, _ in items(head + lines)] == numbers


@pytest.mark.parametrize(
    "rows",
    [
        "| Tijd | Onderwerp | Wie |\n|---|---|---|\n| 20.00 | {} | Kok |\n| 20.05 | {} | Wit |\n"
        "| 20.30 | {} | Bos |\n| 21.00 | {} | allen |\n",
        "| Onderwerp | Doel |\n|---|---|\n| {} | - |\n| {} | besluit |\n| **{}** | |\n| {} | - |\n",
        "| Nr. | Tijd | Agendapunt |\n|---|---|---|\n| 1 | 20.00 | {} |\n| 2 | 20.05 | {} |\n"
        "| 3 | 20.30 | {} |\n| 4 | 21.00 | {} |\n",
        "1\t{}\tKok\tter info\n2\t{}\tWit\tbespreken\n3\t{}\tBos\tinfo\n4\t{}\tallen\t\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("head", [COUNCIL, MINUTES], ids=["agenda", "verslag"])
def test_tables(head, rows):
    assert [t for _, t in items(head + rows.format(*FOUR))] == FOUR


def test_long_titles_of_an_agenda_are_not_taken_for_text():
    long = (
        "Voorstel van het college tot het vaststellen van de verordening op de heffing en de\ninvordering van leges "
        "en het wijzigen van de daarbij behorende tabel voor het jaar\n2024, gehoord de commissie"
    )
    text = COUNCIL + f"1. Opening\n2. {long}.\n3. {long}.\n4. Sluiting\n"
    assert [n for n, _ in items(text)] == ["1", "2", "3", "4"]


def test_headings_below_numbered_headings():
    text = MINUTES + "1\\. **Mededelingen**\n-----\nNiets.\n\n2\\. **Groen**\n-----\nTwee zaken:\n\n"
    text += f"*   ### Kap op de dijk\n    {TEXT}\n\n*   ### Struiken\n    {TEXT}\n\n3\\. **Rondvraag**\n-----\nNiets.\n"
    assert items(text) == [
        ("1", "Mededelingen"), ("2", "Groen"), (None, "Kap op de dijk"), (None, "Struiken"), ("3", "Rondvraag"),
    ]  # fmt: skip


def test_proposals_behind_a_dash():
    text = (
        "Vergadering\ngemeenteraad Elzendam\ngehouden op\nvrijdag 29 november 2024\n\nAgenda\n\n"
        f"- stemmingen\n\nAanwezig zijn 20 leden.\nAfwezig: Kok\n\n{TEXT}\n\n"
        f"-   Voorstel van het college inzake de bomen.\n\n{TEXT}\n"
    )
    assert [t for _, t in items(text)] == ["stemmingen", "Voorstel van het college inzake de bomen."]


LIST = "1. Opening\n2. Bomenplan binnenstad\n3. Rondvraag\n"


@pytest.mark.parametrize(
    "head",
    [
        "Vergadering gemeenteraad Elzendam\ngehouden op donderdag 3 april 2025\n(Geopend te 13.30 uur)\n\n"
        "Voorzitter: de burgemeester\n\n",
        "Openbare vergadering van de raad der gemeente Elzendam\ndonderdag 3 april 2025, 19.30 uur\n\n",
        "Raadsvergadering 3 april 2025\n\n",
        "Gemeente Elzendam\n\nCommissie Ruimte\n3 april 2025\n20.00 uur, raadzaal\n\n",
        "Notulen van de algemene ledenvergadering van tennisclub De Elzen, gehouden op 3 april 2025\n\n",
        "VvE De Elzen\nVergadering van eigenaars\nD.d. 3 april 2025\nAanwezig: 12 leden\n\n",
        "MR-vergadering basisschool De Elzen\nDatum: 3 april 2025\n\n",
        "Waterschap De Elzen\nVergadering algemeen bestuur\nDonderdag 3 april 2025\n\n",
        "Provinciale Staten\nOpenbare vergadering 3 april 2025\n\n",
        "Ministerie van Groen\nWerkgroep Bomen\n3 april 2025\nAanwezig: Bram, Anna\n\n",
        "Beknopt verslag bestuursvergadering\n3 april 2025\n\n",
        "Gespreksnotitie overleg Groen\n3-4-2025\nAanwezig: Bram (gemeente), Anna (waterschap)\n\n",
        "",
        "* * *\n\n",
    ],
)
def test_how_a_meeting_opens(head):
    text = (
        head + "1. Opening\n" + SAID + "\n2. Bomenplan binnenstad\n" + SAID + "\n3. Rondvraag\nGeen vragen.\n"
    )
    assert [t for _, t in items(text)] == ["Opening", "Bomenplan binnenstad", "Rondvraag"]


@pytest.mark.parametrize(
    "text",
    [
        MINUTES
        + "Agenda\n"
        + LIST
        + "\n1. Opening\n"
        + SAID
        + "\n2. Bomenplan binnenstad\n"
        + SAID
        + "\n3. Rondvraag\nGeen.\n",
        MINUTES
        + "Agenda:\n"
        + LIST
        + "\n**Opening**\n"
        + SAID
        + "\n**Bomenplan binnenstad**\n"
        + SAID
        + "\n**Rondvraag**\nGeen.\n",
        MINUTES
        + "Agenda:\n- Opening\n- Bomenplan binnenstad\n- Rondvraag\n\n## Opening\n"
        + SAID
        + "\n## Bomenplan binnenstad\n"
        + SAID
        + "\n## Rondvraag\nGeen.\n",
        MINUTES
        + "Agenda\n\nA. Opening\nB. Bomenplan binnenstad\nC. Rondvraag\n\nAan de orde is:\n\nA. Opening.\n\n"
        + SAID
        + "\nAan de orde is:\n\nB. Bomenplan binnenstad.\n\n"
        + SAID
        + "\nAan de orde is:\n\nC. Rondvraag.\n\n"
        + SAID,
    ],
)
def test_an_agenda_above_its_minutes(text):
    found = split(Document("1", "a.txt", DocumentKind.TEXT, text)).agenda_items
    assert [t.rstrip(".") for _, t in items(text)] == ["Opening", "Bomenplan binnenstad", "Rondvraag"]
    assert all("korte bespreking" in i.span.of(text) + "".join(s.of(text) for s in i.also) for i in found[:2])


@pytest.mark.parametrize(
    "text",
    [
        # lists in letters, reports, memos and mails
        "Gemeente Elzendam\nDatum: 3 mei 2023\nOnderwerp: bomen\n\nGeachte heer Kok,\n\nU vroeg om:\n"
        "1. Bomenplan binnenstad\n"
        "2. Herstel van de dijk\n3. Kaart\n\nHoogachtend,\nhet college\n",
        "Onderzoek bomen in Noord\n\nInhoud\n1 Inleiding 3\n2 Methode 5\n3 Conclusie 9\n\n1 Inleiding\n" + SAID
        + "2 Methode\n" + SAID + "3 Conclusie\n" + SAID,
        "Verordening bomen\n\nArtikel 1 Begrippen\n1. Boom: een plant.\n2. Struik: een kleine boom.\n\n"
        "Artikel 2 Verbod\n1. Kap is verboden.\n",
        "Memo\nAan: de raad\nVan: het college\nDatum: 3 mei 2023\n\nVragen:\n1. Wat kost de kap?\n"
        "2. Wie betaalt de kap?\n3. Waarom nu?\n",
        "Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: verslag overleg\n\nHoi Bram,\n\n"
        "Mijn wensen:\n1. Bomen\n2. Struiken\n3. Gras\n\nGroet, Anna\n",
        "3 mei 2021\n\nGeachte leden,\n\nNamens de bewonersgroep schrijf ik u over de vergadering.\n\n"
        "1 Opening van het park\n\n"
        + TEXT + "\n\n2 Mededeling aan de buurt\n\n" + TEXT + "\n",
        "Notitie bomen\n\n**Onderwerp:** bomen\n**Status:** concept\n\n" + SAID,
        "Gemeente Elzendam\n\n3 april 2024\n\nGeachte heer Bos,\n\nDe commissie sprak over:\n\n"
        "1. Opening van het park\n"
        "2. Sluiting van de weg\n3. Rondvraag van bewoners\n\nMet groet,\nKok\n",
        "Evaluatie van het vergaderen\n3 april 2024\n\nInhoudsopgave\n1 Inleiding 3\n2 Opening 5\n"
        "3 Rondvraag 7\n4 Conclusie 9\n\n"
        "1 Inleiding\n" + SAID + "\n2 Opening\n" + SAID + "\n3 Rondvraag\n" + SAID,
        "Reglement van orde\n\n1. Opening van de zitting\n"
        "De voorzitter opent de zitting op het vastgestelde uur.\n2. Stemming\nMen stemt.\n",
        "Raadsvoorstel\nDatum: 3 mei 2023\nOnderwerp: bomen\n\n"
        "1. Inleiding\n" + SAID + "2. Argumenten\n" + SAID + "3. Kanttekeningen\n" + SAID,
    ],
)  # fmt: skip
def test_lists_that_are_no_meeting(text):
    assert whole(text) == []


@pytest.mark.parametrize(
    "inside",
    [
        "Er zijn drie vragen:\n1. Wat kost de kap?\n2. Wie betaalt de kap?\n3. Waarom nu?\n",
        "Besluit:\n1. Het bomenplan vast te stellen.\n2. De wethouder te machtigen.\n",
        "De raad besluit:\na. het plan vast te stellen;\nb. het geld beschikbaar te stellen.\n",
        "Acties:\n1. Bram belt de aannemer\n2. Anna maakt een kaart\n",
        "Men noemt:\n- Bomen\n- Struiken\n- Gras\n",
        "De voorwaarden zijn:\n1) de eik blijft\n2) de beuk gaat\n3) de es ook\n",
        "Aanwezig waren ook:\nA. Jansen\nB. de Vries\nC. Bakker\n",
        "De opties:\nA. Kappen\nB. Snoeien\nC. Niets doen\n",
        "Gemeente Elzendam\nPostbus 12\n1234 AB Elzendam\n",
        "Dit volgt uit het plan¹.\n\n1 Zie de nota Bomen van 3 mei 2021.\n2 Zie ook de kaart.\n",
        "Artikel 3 luidt:\n1. Kap is verboden.\n2. Snoei is vrij.\n",
        "**Besluit:** het plan wordt vastgesteld.\n\n**Actie:** Bram belt de aannemer.\n",
        "**Bram:** Ik ben voor.\n\n**Anna:** Ik ben tegen.\n\n**Bram:** Goed.\n",
        "12 november is de volgende keer.\n2024 wordt een goed jaar.\n3 bomen zijn ziek.\n",
        "20.15 uur schorsing\n20.30 uur de vergadering wordt hervat\n",
        "Planning:\n1 december: Kap\n2 december: Snoei\n",
        "| Nr | Vraag | Antwoord |\n|---|---|---|\n| 1 | Wat kost de kap? | Niets. |\n"
        "| 2 | Wie betaalt? | Niemand. |\n",
        "| Actie | Wie | Wanneer |\n|---|---|---|\n| 1. Bellen | Bram | mei |\n| 2. Kaart maken | Anna | juni |\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{n}. {t}", "**{t}**", "{a}. {t}"])
def test_lists_inside_an_item(inside, form):
    text = MINUTES + said(form)
    mark = text.index("Herstel van de dijk")
    mark = text.rindex("\n\n", 0, mark) + 1
    found = whole(text[:mark] + "\n" + inside + text[mark:])
    assert [t for _, t in found] == FOUR


def test_lists_in_lists_in_lists_lose_no_item():
    deep = "".join(f"{'  ' * depth}1. Een\n" for depth in range(1, 8))
    text = MINUTES + f"1. Opening\nHoi.\n{deep}\n2. Bomenplan\nMooi.\n{deep}\n3. Rondvraag\n"
    assert [n for n, t in items(text) if t != "Een"] == ["1", "2", "3"]
