"""Decisions: sentences that decide, labels and what stands below them, lists, closing formulas, consent in mails."""

import time

import pytest

from pipeline.items import PartKind
from pipeline.split import split
from pipeline.split.lines import cut, sentences
from pipeline.split.outcome.decisions import labelled, stated
from pipeline.split.outcome.decisionsentences import decision_in, result_in
from pipeline.split.zones import Zone
from pipeline.types import Document, DocumentKind

HEAD = "Verslag overleg Groen\nDatum: 7 november 2023\nAanwezig: Bram Kok, Anna de Wit\n\n"
MAIL = "Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: de brug\n\nHoi,\n\n"
LETTER = "Gemeente Rietdorp\nPostbus 1\nOns kenmerk: 12\nOnderwerp: uw verzoek\n\nGeachte heer Kok,\n\n"


def read(text):
    return split(Document("1", "a.txt", DocumentKind.TEXT, text))


def items(text):
    return [(i.number, i.title[0].of(text)) for i in read(text).agenda_items]


def decisions(text):
    return [(d.span.of(text), d.result) for d in read(text).decisions]


def words(text):
    return [" ".join(" ".join(s.of(text) for s in d.text).split()) for d in read(text).decisions]


# Sentences of minutes


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("De agenda wordt ongewijzigd vastgesteld.", "vastgesteld"),
        ("Agenda wordt cf vastgesteld.", "vastgesteld"),
        ("Het verslag is daarmee definitief vastgesteld.", "vastgesteld"),
        ("De notulen van de vorige vergadering worden goedgekeurd.", "vastgesteld"),
        ("De voorzitter stelt de lijst vast.", "vastgesteld"),
        ("Het bestuur keurt de rekening goed.", "vastgesteld"),
        ("Het college stemt in met het bomenplan.", "ingestemd"),
        ("De commissie gaat akkoord met de route.", "ingestemd"),
        ("De vergadering is unaniem akkoord met het rooster.", "ingestemd"),
        ("Er is overeenstemming over de tekst.", "ingestemd"),
        ("Leden: akkoord met de tekst.", "ingestemd"),
        ("De raad neemt kennis van de brief.", "ter kennisname"),
        ("De brief wordt voor kennisgeving aangenomen.", "ter kennisname"),
        ("Het college houdt het voorstel aan tot 21 november.", "aangehouden"),
        ("Het voorstel wordt aangehouden.", "aangehouden"),
        ("Omdat Anna ziek is, wordt het agendapunt doorgeschoven naar de volgende keer.", "aangehouden"),
        ("Dit punt schuift door naar juni.", "aangehouden"),
        ("Het college verleent de omgevingsvergunning.", "verleend"),
        ("Er wordt decharge verleend aan het bestuur.", "verleend"),
        ("Het verzoek wordt afgewezen.", "afgewezen"),
        ("De motie wordt met algemene stemmen aangenomen.", "aangenomen"),
        ("Het voorstel is met 12 stemmen voor en 9 tegen aangenomen.", "aangenomen"),
        ("Het amendement wordt verworpen.", "verworpen"),
        ("Het voorstel wordt niet aangenomen.", "verworpen"),
        ("De vergunning wordt niet verleend.", "afgewezen"),
        ("De indiener trekt de motie in.", "ingetrokken"),
        ("Het college besluit de boom te sparen.", "overig"),
        ("Het college besluit in te stemmen met de kap.", "ingestemd"),
        ("Gezien de drukte besluit het bestuur dat de dag doorgaat.", "overig"),
        ("Er wordt besloten de werkgroep op te heffen.", "overig"),
        ("Afgesproken is om de eik te sparen.", "overig"),
        ("Afgesproken wordt dat Bram kan beginnen zodra het geld er is.", "overig"),
        ("We spreken af dat we dit over een jaar bezien.", "overig"),
        ("De voorzitter concludeert dat de raad verder kan.", "overig"),
        ("Er wordt gekozen voor de lange route.", "overig"),
        ("De stuurgroep kiest voor de lange route.", "overig"),
        ("Anna wordt bij acclamatie herbenoemd.", "overig"),
        ("Agendapunt 6 is van de agenda afgevoerd.", "overig"),
        ("Er wordt € 5.000 beschikbaar gesteld.", "overig"),
        ("Het voorstel wordt als hamerstuk doorgeleid naar de raad.", "overig"),
    ],
)
def test_sentences_that_decide(sentence, result):
    text = HEAD + f"1. Opening\nWij openen. {sentence} Daarna volgt koffie.\n"
    assert decisions(text) == [(sentence, result)]
    assert read(text).decisions[0].item == 0
    assert not read(text).decisions[0].explicit


@pytest.mark.parametrize(
    "sentence",
    [
        "Wordt de agenda vandaag vastgesteld?",
        "Als de agenda wordt vastgesteld, gaan wij verder.",
        "De nota moet nog worden vastgesteld.",
        "Het verslag wordt vastgesteld in de volgende vergadering.",
        "Het verslag wordt volgende keer vastgesteld.",
        "De raad zal het plan in mei vaststellen.",
        "De wethouder wil dat het plan wordt vastgesteld.",
        "Anna geeft aan dat het plan is vastgesteld.",
        "De voorzitter stelt vast dat er genoeg leden zijn.",
        "Er wordt vastgesteld dat de cijfers niet kloppen.",
        "Voorgesteld wordt dat het college instemt met het plan.",
        "De heer Kok vraagt of de raad akkoord gaat.",
        "Nog niet iedereen is akkoord.",
        "Het plan is niet vastgesteld.",
        "De raad kan niet instemmen met het plan.",
        "Er is geen overeenstemming over de tekst.",
        "Het akkoord met de provincie is getekend.",
        "Het college houdt zich aan de regels.",
        "Gisteren zijn drie supporters aangehouden.",
        "Over het besluit van de raad is gesproken.",
        "Op 3 mei jl. is besloten de boom te kappen.",
        "In 2019 is besloten de boom te kappen.",
        "In maart heeft de raad ingestemd met het plan.",
        "Eerder is afgesproken dat de brug open blijft.",
        "Volgens Bram is afgesproken dat de brug open blijft.",
        "De rechter heeft besloten dat de boom blijft.",
        "Voor de zomer wordt besloten of de brug open gaat.",
        "Het college neemt een besluit over de brug.",
        "Tegen dit besluit kunt u bezwaar maken.",
        "De motie die vorig jaar is aangenomen, is uitgevoerd.",
        "Bram hoopt dat het voorstel wordt aangenomen.",
        "Advies: instemmen met het voorstel.",
        "De vergadering stelt vragen.",
        "De gemeente wijst alle aansprakelijkheid af.",
    ],
)
def test_sentences_that_decide_nothing(sentence):
    assert decisions(HEAD + f"1. Opening\nWij openen. {sentence} Daarna volgt koffie.\n") == []


def test_in_a_report_of_what_everybody_said_only_the_chair_decides():
    turns = "De heer JANSEN (ABC): Dank.\nMevrouw DE WIT: Ja.\n" * 3
    text = HEAD + (
        f"1. Opening\n2. Plan\n{turns}De heer KOK: Wij zijn voor. Het plan wordt vastgesteld.\n"
        "De VOORZITTER: Het amendement wordt verworpen. De motie wordt aangenomen.\n"
    )
    assert decisions(text) == [
        ("Het amendement wordt verworpen.", "verworpen"),
        ("De motie wordt aangenomen.", "aangenomen"),
    ]


def test_a_sentence_and_a_line_of_the_list_stay_apart():
    text = HEAD + (
        "1. Brug\nAfgesproken wordt dat de brug dicht gaat.\n2. Rondvraag\nGeen.\n\n"
        "Besluitenlijst\nNr. Datum Besluit\n1 07-11-2023 De brug gaat dicht\n"
    )
    found = read(text).decisions
    assert [(d.span.of(text), d.explicit, d.rule) for d in found] == [
        ("Afgesproken wordt dat de brug dicht gaat.", False, "zin"),
        ("De brug gaat dicht", True, "besluitentabel"),
    ]


@pytest.mark.parametrize(
    ("verdict", "result"),
    [
        ("Aangehouden.", "aangehouden"),
        ("Goedgekeurd", "vastgesteld"),
        ("Geweigerd", "afgewezen"),
        ("Conform advies", "ingestemd"),
        ("Ter kennisgeving aangenomen", "ter kennisname"),
        ("De raad te informeren", "overig"),
    ],
)
def test_the_result_of_a_verdict(verdict, result):
    assert result_in(verdict) == result


# Labels

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
        "Besluiten\nL. " + "\n".join(POINTS[:1] + [f"{n}. {p}" for n, p in enumerate(POINTS[1:], 2)]),
        "Het college besluit:\n" + "\n".join(f"{n}. {p}" for n, p in enumerate(POINTS, 1)),
        "Het college besluit:\n" + "\n".join(f"{n}. {p}" for n, p in zip("abc", POINTS, strict=True)),
        "Gedeputeerde Staten besluiten:\n" + "\n".join(f"- {p}" for p in POINTS),
        "De gemeenteraad van Rietdorp besluit\ngezien de voordracht;\ngelet op de wet;\n"
        + "\n\n".join(f"{n}. {p}\na. zoals toegelicht" for n, p in enumerate(POINTS, 1)),
        "heeft de burgemeester het plan gelezen en heb ik besloten:\n"
        + "\n\n".join(f"Artikel {n}\n\n{p}" for n, p in enumerate(POINTS, 1)),
    ],
)
def test_a_list_below_a_label_is_one_decision_a_point(block):
    text = HEAD + "1. Opening\n2. Plan\n" + block + "\n\n3. Rondvraag\nActie: geen.\n"
    assert [d for d, _ in decisions(text)] == POINTS
    assert all(d.explicit for d in read(text).decisions)
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
    ("line", "text"),
    [
        ("Besluit: Conform advies.", "Conform advies."),
        ("Beslvit: de brug blijft.", "de brug blijft."),
        ("Genomen besluit: de brug blijft.", "de brug blijft."),
        ("Besloten is: de brug blijft.", "de brug blijft."),
        ("Collegebesluit: akkoord.", "akkoord."),
        ("**Besluit:** de brug blijft.", "de brug blijft."),
        ("Besluit\tDe brug blijft.", "De brug blijft."),
        ("| Besluit | De brug blijft |", "De brug blijft"),
        ("Conclusie: de brug blijft.", "de brug blijft."),
        ("Afspraak: de brug blijft.", "de brug blijft."),
        ("Advies commissie: hamerstuk.", "hamerstuk."),
        ("Afspraken\n- de brug blijft", "de brug blijft"),
        ("Beslissing\nHet college verklaart het bezwaar ongegrond.", "Het college verklaart het bezwaar ongegrond."),
        ("Besluit:\nDe brug blijft voor\n\nhet verkeer open.", "De brug blijft voor het verkeer open."),
    ],
)  # fmt: skip
def test_labels(line, text):
    whole = HEAD + f"1. Opening\n2. Brug\n{line}\n"
    assert words(whole) == [text]
    assert read(whole).decisions[0].rule == "besluit"


@pytest.mark.parametrize(
    "line", ["Besluit: geen", "Besluit: n.v.t.", "Besluit: -", "Besluit: wat doen wij?", "Besluit:"]
)
def test_labels_with_nothing_behind_them(line):
    assert decisions(HEAD + f"1. Opening\n{line}\n\n2. Rondvraag\nGeen.\n") == []


@pytest.mark.parametrize(
    "label",
    [
        "Gevraagd besluit:",
        "Voorgesteld besluit",
        "Ontwerpbesluit:",
        "Gevraagde besluiten:",
        "Voorgesteld besluit\nHet college besluit:",
        "De raad voor te stellen te besluiten:",
        "Ontwerp-raadsbesluit\n\nDe raad van Rietdorp besluit:",
        "Amendement\n\nOndergetekende heeft de eer voor te stellen:\nDe raad, gehoord de discussie,\nBesluit:",
    ],
)
def test_what_is_asked_is_not_decided(label):
    assert (
        decisions(f"Collegenota\n\n{label}\n1. In te stemmen met het plan.\n2. De raad te informeren.\n")
        == []
    )


def test_a_formal_decision_in_a_proposal_is_less_sure():
    text = "Raadsvoorstel\n\nInleiding\nEen brug.\n\nDe raad van Rietdorp {}\n1. de nota vast te stellen.\n"
    found = read(text.format("besluit:")).decisions
    assert [(d.span.of(text.format("besluit:")), d.confidence) for d in found] == [
        ("de nota vast te stellen.", 0.5)
    ]


def test_a_conclusion_heads_a_section_of_a_report():
    assert decisions("Onderzoek brug\n\nInleiding\nEen brug.\n\nConclusie: de brug is goed.\n") == []


def test_a_formal_decision_with_its_formula():
    text = (
        "Raadsbesluit\n\nDe raad van de gemeente Rietdorp;\n\ngelezen het voorstel van 3 mei;\n\nb e s l u i t :\n\n"
        "1. de nota vast te stellen;\n2. een krediet beschikbaar te stellen.\n\n"
        "{} in de openbare vergadering van 8 juni 2023.\nDe griffier, De voorzitter,\n"
    )
    for opens in ("Aldus besloten", "A1dus besloten", "Ídus besloten", "Aldvs besloten"):
        assert decisions(text.format(opens)) == [
            ("de nota vast te stellen;", "vastgesteld"),
            ("een krediet beschikbaar te stellen.", "overig"),
            (f"{opens} in de openbare vergadering van 8 juni 2023.", "overig"),
        ]


def test_the_articles_of_a_regulation_are_no_decisions():
    text = (
        "Raadsbesluit\n\nDe raad van Rietdorp;\nbesluit:\nvast te stellen de volgende verordening:\n\n"
        "Artikel 1 Begrippen\nIn deze verordening wordt verstaan onder boom: een boom.\n"
        "Artikel 2\nHet college besluit op aanvragen.\n\nAldus vastgesteld in de vergadering van 8 juni 2023\n"
    )
    assert decisions(text) == [
        ("vast te stellen de volgende verordening:", "vastgesteld"),
        ("Aldus vastgesteld in de vergadering van 8 juni 2023", "vastgesteld"),
    ]


# Lists


def test_a_proposal_and_an_outcome_beside_a_title():
    text = "Collegenota\n\nBesluit\n1. Het plan vast te stellen.\n\nInleiding\nHet plan wordt vastgesteld.\n"
    assert decisions(text) == [("Het plan vast te stellen.", "vastgesteld")]
    text = (
        "Uitslagenlijst 3 mei 2023\nTijd: 13.00\n\n1 Opening\n"
        "2 Brief over bomen Voor kennisgeving aangenomen\n"
    )
    assert decisions(text) == [("Voor kennisgeving aangenomen", "ter kennisname")]
    assert items(text)[1] == ("2", "Brief over bomen")


def test_outcomes_in_a_column():
    text = (
        "Besluitenlijst B&W 3 mei 2023\n\n1 Brug over de vaart   Conform\n2 Sluis in de dijk\tAangehouden\n"
        "3 Kade Behandeling in de raad gewenst\nDe voorzitter verwacht een korte\nbehandeling in de raad.\n"
        "4 Weg door het bos\nHamerstuk\n"
    )
    assert decisions(text) == [
        ("Conform", "ingestemd"),
        ("Aangehouden", "aangehouden"),
        ("Behandeling in de raad gewenst", "overig"),
        ("Hamerstuk", "overig"),
    ]
    assert all(d.explicit and d.rule == "uitslag" for d in read(text).decisions)


def test_what_a_body_does_in_a_list_of_decisions():
    text = (
        "Besluitenlijst college 3 mei 2023\n\n1. Vragen van de heer Kok\nHet college beantwoordt de vragen.\n"
        "2. Sluiting\nDe burgemeester sluit de vergadering.\n"
    )
    assert decisions(text) == [("Het college beantwoordt de vragen.", "overig")]


def test_a_sentence_in_the_column_beside_a_title():
    text = "Uitslagenlijst 3 mei 2023\nTijd: 13.00\n\n1 Opening\n2 Agenda Het verslag van mei is daarmee vastgesteld.\n"
    assert decisions(text) == [("Het verslag van mei is daarmee vastgesteld.", "vastgesteld")]


@pytest.mark.parametrize(
    "table",
    [
        (
            "| Nr | Onderwerp | Besluit |\n|---|---|---|\n| 1 | Brug | Conform advies |\n| 2 | Sluis | - |\n"
            "| 3 | Kade | De kade blijft |\n"
        ),
        "Nr\tOnderwerp\tBesluit\n1\tBrug\tConform advies\n2\tKade\tDe kade blijft\n",
        "Besluiten\nNr. Datum Besluit\n1 22-11-17 Conform advies\n2 22-11-17 De kade blijft\n",
        "Besluitenlijst\nNr.\nDatum\nBesluit\n1\n22-11-2017\nConform advies\n2\n23-11-2017\nDe kade blijft\n",
    ],
)
def test_tables_of_decisions(table):
    text = HEAD + f"1. Opening\n2. Rondvraag\nGeen.\n\n{table}"
    assert words(text) == ["Conform advies", "De kade blijft"]
    assert [d.result for d in read(text).decisions] == ["ingestemd", "overig"]
    assert {d.rule for d in read(text).decisions} == {"besluitentabel"}


def test_numbered_titles_below_a_heading_are_no_table():
    assert decisions("Besluitenlijst 3 mei 2023\n\n1. Opening\n2. Brug over de vaart\n3. Rondvraag\n") == []


# Mails and letters


@pytest.mark.parametrize(
    "line",
    [
        "Akkoord",
        "Akkoord!",
        "Akkoord met de flap.",
        "Wat de politie betreft akkoord.",
        "BM akkoord met de route.",
        "Ik ga akkoord met het plan.",
        "Hierbij mijn akkoord.",
    ],
)
def test_consent_in_a_mail(line):
    assert decisions(MAIL + line + "\n\nGroet,\nAnna\n") == [(line, "ingestemd")]


@pytest.mark.parametrize(
    "line",
    [
        "Is iedereen akkoord?",
        "Ik ben niet akkoord.",
        "Graag akkoord voor vrijdag.",
        "Als jij akkoord bent, sturen we de brief.",
        "5 juni: akkoord Bram",
        "Verzoek om akkoord op de memo",
        "Dank voor je akkoord.",
        "Amsterdams Akkoord",
        "De raad heeft besloten de brug te sluiten.",
        "In 2019 hebben wij besloten de brug te sluiten.",
        "Wij hebben vastgesteld dat de brug stuk is.",
    ],
)
def test_no_consent_in_a_mail(line):
    assert decisions(MAIL + line + "\n\nGroet,\nAnna\n") == []


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Ik besluit de stukken openbaar te maken.", "overig"),
        ("Gelet op het voorgaande besluit ik uw verzoek af te wijzen.", "afgewezen"),
        ("Wij hebben daarom besloten de brug te openen.", "overig"),
        ("Wij wijzen uw aanvraag daarom af.", "afgewezen"),
        ("Het college besluit om de proef voort te zetten.", "overig"),
        ("Het stadsdeel heeft besloten uw verzoek toe te wijzen.", "overig"),
    ],
)
def test_what_a_letter_decides(sentence, result):
    text = LETTER + f"U vroeg om stukken. {sentence} Tegen dit besluit kunt u bezwaar maken.\n"
    assert decisions(text) == [(sentence, result)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tegen dit besluit kunt u binnen zes weken bezwaar maken.",
        "Als u bezwaar maakt, beslissen wij binnen zes weken.",
        "Op 3 mei 2022 heb ik besloten de termijn te verlengen.",
        "Wij kunnen besluiten uw verzoek niet te behandelen.",
        "De raad heeft in 2019 besloten de brug te sluiten.",
        "Het college besluit over uw aanvraag.",
    ],
)
def test_what_a_letter_does_not_decide(sentence):
    assert decisions(LETTER + f"U vroeg om stukken. {sentence}\n") == []


def test_the_heading_above_a_decision_and_the_noise_behind_it_are_not_of_it():
    text = LETTER + "Zienswijzen\nGeen.\n\nDeelbesluit\nIk heb besloten de stukken te\ngeven. |\n|\n"
    assert words(text) == ["Ik heb besloten de stukken te geven."]


# Bad input


def test_a_legend_holds_no_decisions():
    text = "Besluit: ja.\nAldus besloten in de vergadering van 3 mei 2023.\n"
    assert found_alone(text, PartKind.LEGEND) == []
    assert found_alone(text, PartKind.MINUTES) != []


def found_alone(text, kind):
    """What the decision rules find in a text of one zone, without the other rules."""
    lines = cut(text)
    zones = (Zone(kind, 0, len(lines), None),)
    said = tuple(sentences(text, lines, 0, len(lines), frozenset()))
    return [*labelled(text, lines, zones), *stated(lines, [(zones[0], said)], frozenset())]


@pytest.mark.slow
@pytest.mark.parametrize("kind", [PartKind.DECISION_LIST, PartKind.OTHER])
@pytest.mark.parametrize(
    "text",
    [
        "Besluit:\n" + "in te stemmen met het plan.\n" * 2_000,
        "Besluit:\n" * 3_000,
        "De raad besluit:\nArtikel 1 aan te wijzen\n" * 2_000,
        "Besluiten\n" + "".join(f"{n} Het plan vast te stellen\nBesluiten\n" for n in range(1, 2_000)),
        "| Nr | Besluit |\n" * 3_000,
        "Het voorstel wordt de motie en het besluit van de raad is " * 3_000,
        ("wordt de motie is het voorstel houdt de raad wijst de nota " * 15 + ".\n") * 30,
        "Afspraken\n" + "- ja\n" * 3_000,
    ],
    ids=["points", "labels", "articles", "tables", "columns", "one line", "many starts", "bullets"],
)
def test_the_time_is_linear(text, kind):
    start = time.perf_counter()
    found_alone(text, kind)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("words", ["", " ", "?", "besluit", "|", "Aldus", "akkoord " * 200, "wordt " * 400])
def test_no_words_make_it_fail(words):
    decision_in(words)
    assert isinstance(decisions(HEAD + words), list)
