"""Actions and promises: from marks, sentences, lists and tables."""

import pytest

from pipeline.items import ActionKind, PartKind
from pipeline.split import split
from pipeline.split.lines import cut
from pipeline.split.outcome.actions import action_items, list_rows
from pipeline.split.outcome.actiontables import table_rows
from pipeline.split.zones import Zone
from pipeline.types import Document, DocumentKind, Span, Table

HEAD = "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit\n\n"
OPEN = HEAD + "1. Opening\nWij openen.\n"
MAIL = "Van: Anna\nVerzonden: dinsdag 7 november 2023 09:12\nAan: Bram\nOnderwerp: bomen\n\nHoi Bram,\n"


def found(text):
    return split(Document("1", "a.txt", DocumentKind.TEXT, text)).actions


def words(text, one):
    return " / ".join(span.of(text) for span in one.text)


def actions(text):
    return [
        (words(text, a), a.owner and a.owner.of(text), a.due_text and a.due_text.of(text), a.due)
        for a in found(text)
    ]


# Marks


@pytest.mark.parametrize(
    ("line", "action", "owner", "when", "due"),
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
        ("Actiepunt 3: Bram Kok belt de griffie.", ..., "Bram Kok", None, None),
        ("AP: Bram Kok belt de griffie.", ..., "Bram Kok", None, None),
        ("**Actie**: Bram Kok belt de griffie.", "Bram Kok belt de griffie.", "Bram Kok", None, None),
        ("[ACTIE] Bram Kok belt de griffie.", "Bram Kok belt de griffie.", "Bram Kok", None, None),
        ("<Actiepunt Anna> De lijst nalopen.", "De lijst nalopen.", "Anna", None, None),
        ("De lijst wordt nagelopen (actie: Anna).", "De lijst wordt nagelopen", "Anna", None, None),
        (
            "De lijst moet worden nagelopen. Actie: Anna.",
            "De lijst moet worden nagelopen.",
            "Anna",
            None,
            None,
        ),
        (
            "De lijst is oud en wordt nagelopen\nActie Anna",
            "De lijst is oud en wordt nagelopen",
            "Anna",
            None,
            None,
        ),
        ("Actie: het Rijk komt medio\nmei terug.", ..., None, "medio\nmei", "2024-05-20"),
        ("Toezegging: Bram Kok belt de griffie.", ..., "Bram Kok", None, None),
        ("- plan van aanpak (trekker Anna)", "plan van aanpak (trekker Anna)", "Anna", None, None),
        (
            "- stukken rond (-> Bram belt de griffie)",
            "stukken rond (-> Bram belt de griffie)",
            "Bram",
            None,
            None,
        ),
        ("- de lijst -> actie Anna, loopt", "de lijst -> actie Anna, loopt", "Anna", None, None),
        ("=> Anna zoekt de lijst op", "Anna zoekt de lijst op", "Anna", None, None),
    ],
)
def test_a_marked_action_with_its_owner_and_time(line, action, owner, when, due):
    if action is ...:  # all that follows the label
        action = line.split(": ")[-1]
    assert actions(OPEN + line + "\n") == [(action, owner, when, due)]


@pytest.mark.parametrize(
    "line",
    [
        "Actie: geen.",
        "Actie: wie pakt dit op?",
        "Gevraagde actie: het stuk lezen.",
        "De actie was een succes.",
        "Er zijn geen acties.",
        "Klacht 1 -> gereed",
        "Zie het plan (acties waarvoor geld nodig is).",
    ],
)
def test_a_mark_that_marks_no_action(line):
    assert actions(OPEN + line + "\n") == []


# Sentences of minutes


@pytest.mark.parametrize(
    ("sentence", "owner", "rule"),
    [
        ("Bram Kok past de nota aan vóór 8 november.", "Bram Kok", "voornemen"),
        ("Anna de Wit pakt dit op.", "Anna de Wit", "voornemen"),
        ("Bram koppelt dat terug aan de groep.", "Bram", "voornemen"),
        ("De secretaris neemt contact op met de provincie.", "De secretaris", "voornemen"),
        ("Het projectteam gaat na of de bomen ziek zijn.", "Het projectteam", "voornemen"),
        ("Bram gaat met de buren in gesprek.", "Bram", "voornemen"),
        ("De werkgroep zoekt uit wie de eigenaar is.", "De werkgroep", "voornemen"),
        ("Anna stuurt de lijst rond.", "Anna", "voornemen"),
        ("De wethouder zal de raad schriftelijk informeren.", "De wethouder", "voornemen"),
        ("[5.1.2e] zoekt dit verder uit.", "[5.1.2e]", "voornemen"),
        ("Hierover stuurt Anna een mail aan de leden.", "Anna", "voornemen"),
        ("Zodra er nieuws is, stuurt Anna een mail aan de leden.", "Anna", "voornemen"),
        ("Punt 4 pakken Anna en Bram samen op.", "Anna", "voornemen"),
        ("We zullen dit voorleggen aan de leden.", "We", "voornemen"),
        ("Dit wordt door Bram Kok uitgezocht.", "Bram Kok", "passief"),
        ("Het plan wordt geagendeerd voor de volgende vergadering.", None, "passief"),
        ("De avond zal vóór 8 mei georganiseerd worden.", None, "passief"),
        ("Afgesproken is dat Bram de eik bekijkt.", "Bram", "afspraak"),
        ("Wethouder Smit zegt toe de brief te sturen.", "Wethouder Smit", "toezegging"),
        ("Wethouder Smit heeft toegezegd de raad te informeren.", "Wethouder Smit", "toezegging"),
        ("Daarom zegt de wethouder toe de brief te sturen.", "de wethouder", "toezegging"),
        ("De burgemeester doet de toezegging de raad te informeren.", "De burgemeester", "toezegging"),
        ("Anna biedt aan om de lijst te maken.", "Anna", "toezegging"),
    ],
)
def test_a_sentence_that_undertakes_something(sentence, owner, rule):
    text = OPEN + sentence + "\n"
    assert [(words(text, a), a.owner and a.owner.of(text), a.rule) for a in found(text)] == [
        (sentence, owner, rule)
    ]
    promise = rule == "toezegging"
    assert found(text)[0].kind == (ActionKind.PROMISE if promise else ActionKind.ACTION)


@pytest.mark.parametrize(
    "sentence",
    [
        "Als het regent, zal Bram Kok de brief sturen.",
        "Zal Bram Kok de brief sturen?",
        "Bram Kok geeft aan vóór 8 november te komen.",
        "Bram Kok geeft aan dat de nota vóór 8 november klaar is.",
        "Deze regel gaat per direct in.",
        "Met ingang van mei zal Bram niet komen.",
        "Dit wordt verwacht in de zomer van 2024.",
        "Bram heeft de brief gestuurd.",
        "Bram wil de brief graag sturen.",
        "Bram vraagt of de brief is verstuurd.",
        "Bram licht de nota toe.",
        "De gemeente zal de wijk vernieuwen.",
        "De kap zal in mei plaatsvinden.",
        "Uitbreiding gaat veel geld kosten.",
        "Hierin zal verandering komen.",
        "Tijdens het overleg van 3 mei jl. is afgesproken dat Bram belt.",
        "In het verleden is door de raad toegezegd dat er banken komen.",
        "Het plein biedt ruimte aan jong en oud.",
        "De brief, opgesteld door Bram, is mooi.",
        "Waarschijnlijk stuurt Bram een brief.",
    ],
)
def test_a_sentence_that_undertakes_nothing(sentence):
    assert actions(OPEN + sentence + "\n") == []


def test_the_next_meeting_gives_its_day():
    text = OPEN + (
        "Het plan wordt geagendeerd voor de volgende vergadering.\n"
        "De volgende vergadering is op 12 december 2023.\n"
    )
    assert actions(text)[0][2:] == ("voor de volgende vergadering", "2023-12-12")


def test_others_who_are_involved():
    text = OPEN + "Anna stuurt samen met Bram Kok de lijst rond.\n"
    assert [[o.of(text) for o in a.others] for a in found(text)] == [["Bram Kok"]]


# Mails and other parts


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("Ik zal dit morgen uitzoeken.", "Ik"),
        ("Wij zullen contact opnemen met de provincie.", "Wij"),
        ("De griffier bel ik.", "ik"),
        ("Ik kom hier volgende week op terug.", "Ik"),
    ],
)
def test_a_mail_in_which_the_writer_will_do_something(sentence, owner):
    text = MAIL + sentence + "\nGroet, Anna\n"
    assert [(words(text, a), a.owner and a.owner.of(text), a.confidence) for a in found(text)] == [
        (sentence, owner, 0.5)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ik stuur je hierbij de lijst.",
        "Kun jij dit uitzoeken?",
        "Graag ontvang ik de lijst.",
        "Bram zoekt dit uit.",
        "De gemeente gaat bomen planten.",
        "Ik ga ervan uit dat het goed komt.",
    ],
)
def test_a_mail_without_a_promise(sentence):
    assert actions(MAIL + sentence + "\nGroet, Anna\n") == []


def test_in_a_letter_only_marks_and_lists_count():
    letter = "Betreft: boom\nOns kenmerk: 1\nGeachte heer Kok,\n\nDe wethouder zal u informeren.\n{}\n"
    assert actions(letter.format("U kunt binnen zes weken bezwaar maken.")) == []
    assert [a[0] for a in actions(letter.format("Actie: Bram belt u."))] == ["Bram belt u."]


def test_a_legend_holds_no_actions():
    assert actions("Legenda\nArt. 5.1 lid 2 sub e Wet open overheid\nActie: niets doen.\n") == []


# Lists and tables in the text


def test_a_table_with_cells():
    text = HEAD + (
        "Actielijst\n\n| Nr. | Actie | Wie | Gereed |\n|---|---|---|---|\n"
        "| 1 | Tekening van de bocht aanpassen | B. Kok | 21 maart 2024 |\n"
        "| 2 | Brief rondsturen | Anna / Bram | z.s.m. |\n\n1. Sluiting\n"
    )
    assert actions(text) == [
        ("Tekening van de bocht aanpassen", "B. Kok", "21 maart 2024", "2024-03-21"),
        ("Brief rondsturen", "Anna", "z.s.m.", None),
    ]
    assert [[o.of(text) for o in a.others] for a in found(text)] == [[], ["Bram"]]


@pytest.mark.parametrize(
    "table",
    [
        "| Wie | Status | Wat | Wanneer |\n|---|---|---|---|\n| Anna | loopt | Bomen tellen | eind mei |\n",
        "Wie\tStatus\tWat\tWanneer\nAnna\tloopt\tBomen tellen\teind mei\n",
        "Actielijst\nNr Actie Wie Wanneer Status\n4 Bomen tellen Anna eind mei loopt\n",
        "Actielijst\nNr\nActie\nWie\nWanneer\nStatus\n4\nBomen tellen\nAnna\neind mei\nloopt\n",
    ],
)
def test_the_column_names_say_which_cell_is_what(table):
    text = HEAD + table
    assert actions(text) == [("Bomen tellen", "Anna", "eind mei", "2024-05-31")]
    assert [a.status and a.status.of(text) for a in found(text)] == ["loopt"]


def test_a_table_about_something_else_holds_no_actions():
    text = HEAD + "| Naam | Functie | Status |\n|---|---|---|\n| Anna | lid | nieuw |\n"
    assert actions(text) == []


def test_a_table_whose_head_comes_back_on_the_next_page():
    text = HEAD + (
        "| Actie | Wie |\n|---|---|\n| Bomen tellen | Anna |\n\n2 / 3\n\n"
        "| Actie | Wie |\n|---|---|\n| Struik snoeien | Bram |\n"
    )
    assert [a[:2] for a in actions(text)] == [("Bomen tellen", "Anna"), ("Struik snoeien", "Bram")]


def test_rows_of_several_lines_below_column_names():
    text = HEAD + (
        "Actielijst\nNr Actie Naam O/G\nSep23/07 Een nota schrijven over de\nbomen langs de sloot.\nAnna de Wit O\n"
        "Okt23/08 De struiken\nlaten snoeien\nBram Kok\nen Anna\nG\n"
    )
    assert [a[:2] for a in actions(text)] == [
        ("Een nota schrijven over de\nbomen langs de sloot.", "Anna de Wit"),
        ("De struiken\nlaten snoeien", "Bram Kok"),
    ]
    assert [a.status and a.status.of(text) for a in found(text)] == ["O", "G"]


def test_a_table_with_tabs_that_a_page_header_tears():
    text = HEAD + (
        "**Actielijst**\n\n\tActie\tWie\n"
        "1\tDe secretaris belt de provincie over de bomen.\tProvincie en gemeente.\n"
        "\n## Overleg Groen\n\n2\tBram stuurt het verslag rond.\tBram\n"
        "\nAgenda overleg Groen\nDatum: 1 mei 2024\n1. Opening\n"
    )
    assert [a[:2] for a in actions(text)] == [
        ("De secretaris belt de provincie over de bomen.", "Provincie"),
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
        ("Onderzoek uitvoeren naar de bomen / langs de sloot", "AW", "z.s.m.", None),
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


def test_points_below_a_heading_that_names_the_owner_or_a_promise():
    text = HEAD + "Actiepunten: Anna de Wit\n- brief opstellen\n- bomen tellen\n"
    assert [a[:2] for a in actions(text)] == [
        ("brief opstellen", "Anna de Wit"),
        ("bomen tellen", "Anna de Wit"),
    ]
    text = HEAD + "Toezeggingen:\n- de raad informeren (wethouder Smit)\n"
    assert [(a.kind, a.owner and a.owner.of(text)) for a in found(text)] == [
        (ActionKind.PROMISE, "wethouder Smit")
    ]


def test_below_a_soft_heading_only_what_reads_as_a_task_is_one():
    text = HEAD + "Vervolgstappen\n- Anna stuurt de lijst rond\n- het weer\n- eind mei opleveren\n"
    assert [a[0] for a in actions(text)] == ["Anna stuurt de lijst rond", "eind mei opleveren"]


def test_a_schedule():
    text = HEAD + "Planning\n23/11: concept naar Anna sturen\n30/11: koffie\nWeek 50: nota opstellen\n"
    assert actions(text) == [
        ("concept naar Anna sturen", None, "23/11", "2023-11-23"),
        ("nota opstellen", None, "Week 50", "2023-12-17"),
    ]


def test_checkboxes():
    text = HEAD + "Wij doen dit:\n- [ ] Anna belt de griffie\n- [x] bomen tellen\n"
    assert [a[0] for a in actions(text)] == ["Anna belt de griffie", "bomen tellen"]
    assert [a.status and a.status.of(text) for a in found(text)] == [None, "[x]"]


def test_an_action_in_the_text_and_in_the_table_is_one_with_two_places():
    text = HEAD + (
        "1. Bomen\nActie: er wordt afgesproken dat Bram contact opneemt "
        "met de provincie over de bomen.\nActie: Anna zet koffie.\n\n"
        "Actielijst\n1 Bram neemt contact op met de provincie over de bomen. Bram\n"
    )
    assert [a[0] for a in actions(text)] == [
        "Anna zet koffie.",
        "Bram neemt contact op met de provincie over de bomen.",
    ]
    assert [[s.of(text)[:13] for s in a.also] for a in found(text)] == [[], ["er wordt afge"]]


# Drawn tables


def drawn(text, *rows):
    """A table whose cells are the given words of the text, in order."""
    at, table = 0, []
    for row in rows:
        cells = []
        for cell in row:
            spans = []
            for piece in cell.split("|") if cell else ():
                start = text.index(piece, at)
                spans.append(Span(start, start + len(piece)))
                at = start + len(piece)
            cells.append(tuple(spans))
        table.append(tuple(cells))
    return Table(1, tuple(table))


def test_a_drawn_table_gives_its_rows_and_the_text_does_not_give_them_again():
    text = HEAD + "Actielijst\nNr Actie Wie Gereed\n1 Bomen\ntellen Anna mei\n2 Struik\nsnoeien Bram\n"
    table = drawn(
        text,
        ("Nr", "Actie", "Wie", "Gereed"),
        ("1", "Bomen|tellen", "Anna", "mei"),
        ("2", "Struik|snoeien", "Bram", ""),
    )
    lines = cut(text)
    zones = (Zone(PartKind.MINUTES, 0, len(lines), "2023-11-07"),)
    rows = list_rows(text, lines, zones, (table,))
    got = action_items(text, [(zones[0], ())], rows, frozenset())
    assert [(words(text, a), a.owner and a.owner.of(text), a.due, a.rule) for a in got] == [
        ("Bomen / tellen", "Anna", "2024-05-31", "tabel"),
        ("Struik / snoeien", "Bram", None, "tabel"),
    ]
    assert all(row.lines for _, row in rows)


def test_a_drawn_table_goes_on_without_a_head_and_another_one_is_left():
    text = "Actie Wie\nBomen tellen Anna\nStruik snoeien Bram\nNaam Functie\nAnna lid\n"
    first = drawn(text, ("Actie", "Wie"), ("Bomen tellen", "Anna"))
    second = drawn(text, ("Struik snoeien", "Bram"))
    other = drawn(text, ("Naam", "Functie"), ("Anna", "lid"))
    got = [row.action.of(text) for row in table_rows(text, (first, second), cut(text))]
    assert got == ["Bomen tellen", "Struik snoeien"]
    assert list(table_rows(text, (other,), cut(text))) == []
