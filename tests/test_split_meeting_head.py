"""Meetings: what the heads of agendas and minutes say of them."""

import time

import pytest

from pipeline.items import Part, PartKind
from pipeline.split.lines import cut
from pipeline.split.meeting.head import meetings
from pipeline.split.parts import Section
from pipeline.split.zones import Zone
from pipeline.types import Span

K = PartKind


def read(*parts):
    """The meetings of a document of which each part is (kind, text). What follows `|verslag|` is a zone of minutes."""
    text = "\n".join(body for _, body in parts)
    lines = cut(text)
    sections, zones, at = [], [], 0
    for kind, body in parts:
        inner = body.find("|verslag|")
        first = sum(line.start < at for line in lines)
        last = sum(line.start <= at + len(body) for line in lines)
        title = next(line for line in lines[first:last] if line.core or line is lines[last - 1])
        span = Span(at, at + len(body))
        sections.append(Section(Part(kind, span, title.span, None, "titel", 0.8), first, last))
        if inner >= 0:
            middle = sum(line.start <= at + inner for line in lines)
            zones += [Zone(kind, first, middle, "2023-01-01"), Zone(K.MINUTES, middle, last, "2023-01-01")]
        else:
            zones.append(Zone(kind, first, last, None))
        at += len(body) + 1
    return text, meetings(text, lines, sections, zones)


def one(body, kind=K.MINUTES):
    text, found = read((kind, body))
    assert len(found) == 1
    return text, found[0]


def shown(text, meeting, *fields):
    values = [getattr(meeting, field) for field in fields]
    return tuple(" ".join(v.of(text).split()) if isinstance(v, Span) else v for v in values)


def names(text, entries):
    return [" ".join((e.name or e.organisation or e.span).of(text).split()) for e in entries]


HEAD = "Verslag overleg Haven\n{}\n\n1. Opening\nDe stukken zijn besproken.\n"


@pytest.mark.parametrize(
    ("lines", "day", "start", "end", "place"),
    [
        (
            "Datum: 24 januari 2024, 15.45-17.15 uur\nLocatie: Raadzaal, Kade 3",
            "2024-01-24",
            "15:45",
            "17:15",
            "Raadzaal, Kade 3",
        ),
        (
            "Datum: 9-2-2023\nTijd: van 13:00 tot 16:30u\nPlaats: zaal 4.038",
            "2023-02-09",
            "13:00",
            "16:30",
            "zaal 4.038",
        ),
        (
            "Vergaderdatum en tijd\t7 december 2023 09:30-11:00 uur\nVergaderplaats\tWebex",
            "2023-12-07",
            "09:30",
            "11:00",
            "Webex",
        ),
        (
            "Vergaderdatum en tijd 8 mei 2023\n13:00-15:00 uur\nVergaderplaats Kantine",
            "2023-05-08",
            "13:00",
            "15:00",
            "Kantine",
        ),
        (
            "**Datum:** 3 mei 2023\n**Aanvang:** 20.00 uur\n**Waar:** Dorpshuis",
            "2023-05-03",
            "20:00",
            None,
            "Dorpshuis",
        ),
        (
            "| Datum | 3 mei 2023 |\n|---|---|\n| Tijd | 13.00 uur tot 14.30 uur |\n| Locatie | zaal 3 |",
            "2023-05-03",
            "13:00",
            "14:30",
            "zaal 3",
        ),
        (
            "Datum\n3 mei 2023\nTijd\n10:00 - 11:30\nLocatie\nKamer 2.14",
            "2023-05-03",
            "10:00",
            "11:30",
            "Kamer 2.14",
        ),
        (
            "Datum\nTijd\nLocatie\n3 mei 2023\n10:00 - 11:30\nKamer 2",
            "2023-05-03",
            "10:00",
            "11:30",
            "Kamer 2",
        ),
        (
            "Datum: 9-3-2023   Tijd: 9.30 uur   Locatie: Provinciehuis",
            "2023-03-09",
            "09:30",
            None,
            "Provinciehuis",
        ),
        ("Date: 12 May 2023\nTime: 10.00-11.00\nLocation: Room 4", "2023-05-12", "10:00", "11:00", "Room 4"),
        (
            "Datum 10 mei 2023\nVergadering 8 mei 2023\nTijd 15.00-16.30 Uur",
            "2023-05-08",
            "15:00",
            "16:30",
            None,
        ),
        ("Datum: n.t.b.\nLocatie: nader te bepalen", None, None, None, None),
        ("Datum: mei 2023\nTijd: middag", None, None, None, None),
    ],
)
def test_when_and_where(lines, day, start, end, place):
    text, found = one(HEAD.format(lines))
    assert shown(text, found, "date", "start", "end", "location") == (day, start, end, place)


@pytest.mark.parametrize(
    ("title", "name", "kind", "body", "day"),
    [
        ("Agenda stuurgroep Haven", "stuurgroep Haven", "stuurgroep", "stuurgroep Haven", None),
        ("Verslag : klankbordoverleg 2 november 2023", "klankbordoverleg", "overleg", None, "2023-11-02"),
        ("title: Notulen ALV 19 oktober 2018", "ALV", "ledenvergadering", None, "2018-10-19"),
        (
            "Notulen bestuursvergadering 5 november 2010",
            "bestuursvergadering",
            "bestuursvergadering",
            None,
            "2010-11-05",
        ),
        (
            "Actie- en besluitenlijst Regietafel Haven- Vergadering 13 december 2023",
            "Regietafel Haven",
            "regietafel",
            "Regietafel Haven",
            "2023-12-13",
        ),
        (
            "Besluitenlijst vergadering college van\nburgemeester en wethouders",
            "vergadering college van burgemeester en wethouders",
            "collegevergadering",
            "college van burgemeester en wethouders",
            None,
        ),
        (
            "Verslag commissie Ruimte, Verkeer en Groen d.d. 3 mei 2023",
            "commissie Ruimte, Verkeer en Groen",
            "commissievergadering",
            "commissie Ruimte, Verkeer en Groen",
            "2023-05-03",
        ),
        (
            "Agenda Nieuwe\nRegietafel Haven",
            "Nieuwe Regietafel Haven",
            "regietafel",
            "Nieuwe Regietafel Haven",
            None,
        ),
        ("Verslag DB-vergadering 3 mei 2023", "DB-vergadering", "bestuursvergadering", None, "2023-05-03"),
        (
            "Notulen van de openbare vergadering van de raad van de gemeente Dalen",
            "vergadering van de raad van de gemeente Dalen",
            "raadsvergadering",
            "raad van de gemeente Dalen",
            None,
        ),
        ("Technisch Overleg Haven, 23 mei 2023", "Technisch Overleg Haven", "overleg", None, "2023-05-23"),
    ],
)
def test_name_kind_body_and_day_by_the_title(title, name, kind, body, day):
    text, found = one(f"{title}\n\n1. Opening\nTekst.\n")
    assert shown(text, found, "name", "kind", "body", "date") == (name, kind, body, day)


def test_the_opening_line_of_old_minutes():
    text, found = one(
        "Notulen gemeenteraad Dalen gehouden op dinsdag 17 december 2002, aanvang 20.00 uur in de raadzaal te Dalen\n"
        "\n1. Opening\nDe voorzitter, mevrouw Ham, opent de vergadering om 20.05 uur.\n"
        "2. Sluiting\nDe voorzitter sluit de vergadering om 22.15 uur.\n"
    )
    assert shown(text, found, "date", "start", "end") == ("2002-12-17", "20:00", "22:15")
    assert shown(text, found, "location", "chair") == ("de raadzaal te Dalen", "mevrouw Ham")


def test_other_hours_are_not_those_of_the_meeting():
    body = "1. Opening\nHet loket sluit om 17.00 uur en gaat om 9.00 uur open.\n"
    _, found = one(f"Verslag overleg Haven 3 mei 2023\n\n{body}")
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("lines", "there", "away"),
    [
        ("Aanwezig: Rik Blom, Eva Ham\nAfwezig: Noor Pot", ["Rik Blom", "Eva Ham"], ["Noor Pot"]),
        (
            "Aanwezigen: Rik Blom (Liander),\nEva Ham (Enexis)\nAfwezig m.k.: Noor Pot",
            ["Rik Blom", "Eva Ham"],
            ["Noor Pot"],
        ),
        (
            "## Aanwezig\n\n- Rik Blom\n- Eva Ham\n\n## Afwezig / Afgemeld\n\n- Noor Pot",
            ["Rik Blom", "Eva Ham"],
            ["Noor Pot"],
        ),
        ("Aanwezig:\nRik Blom\nEva Ham\n\nVerhinderd:\nNoor Pot", ["Rik Blom", "Eva Ham"], ["Noor Pot"]),
        (
            "Datum 3 mei 2023\nAanwezig Rik Blom\nEva Ham\nAfwezig Noor Pot",
            ["Rik Blom", "Eva Ham"],
            ["Noor Pot"],
        ),
        (
            "Aanwezig de leden: Blom (VVD) en Ham (CDA)\nMet kennisgeving afwezig: Pot",
            ["Blom", "Ham"],
            ["Pot"],
        ),
        ("Aanwezig:\nNaam\nOrganisatie\nRik Blom\nLiander\nEva Ham\nEnexis", ["Rik Blom", "Eva Ham"], []),
        ("## Aanwezig\n\n| Naam | Functie |\n|---|---|\n| Rik Blom | adviseur |", ["Rik Blom"], []),
        ("| Aanwezig | Rik Blom, Eva Ham |\n| Afwezig | geen |", ["Rik Blom", "Eva Ham"], []),
        (
            "Aanwezig:\n1. de heer R. Blom\n2. mevrouw E. Ham (Liander)\nAfwezig:\n3. dhr. N. Pot",
            ["R. Blom", "E. Ham"],
            ["N. Pot"],
        ),
        (
            "Op 3 mei 2023. Aanwezig: Rik Blom en Eva Ham. Afwezig met afbericht: Noor Pot.",
            ["Rik Blom", "Eva Ham"],
            ["Noor Pot"],
        ),
        (
            "Aanwezig: Rik Blom\nWebex: Eva Ham (Liander)\nGasten: Noor Pot",
            ["Rik Blom", "Eva Ham", "Noor Pot"],
            [],
        ),
        ("Present: Rik Blom\nApologies: Noor Pot", ["Rik Blom"], ["Noor Pot"]),
        ("Datum: 3 mei 2023\nmanwezigen: Rik Blom\nAfeig: Noor Pot", ["Rik Blom"], ["Noor Pot"]),
        ("Aanwezig: Rik Blom (Liander)\nHet overleg begint met een ronde.", ["Rik Blom"], []),
        ("Deelnemers: Rik Blom - bewoner, Eva Ham - winkelier", ["Rik Blom", "Eva Ham"], []),
        ("Aanwezig: zie presentielijst\nAfwezig: 3 gemeenten", [], []),
        ("Aanwezig op: maandag en dinsdag\nAanwezigheid van ratten\nDeelnemers adviseren: doen", [], []),
        ("Aanwezig namens de gemeente: Rik Blom\nDoel van het gesprek is kennismaken.", ["Rik Blom"], []),
    ],
)
def test_who_was_there(lines, there, away):
    text, found = one(HEAD.format(lines))
    assert (names(text, found.attendees), names(text, found.absentees)) == (there, away)


@pytest.mark.parametrize(
    ("lines", "chair", "secretary"),
    [
        ("Voorzitter: mevrouw E. Ham, burgemeester\nGriffier: dhr. R. Blom", "E. Ham", "R. Blom"),
        ("Aanwezig: Rik Blom (vz), Eva Ham (notulist)", "Rik Blom", "Eva Ham"),
        ("Aanwezig: Rik Blom (voorzitter RvT), Eva Ham (wethouder, voorzitter)", "Eva Ham", None),
        ("Vz.: Rik Blom\nVerslag: Eva Ham", "Rik Blom", "Eva Ham"),
        ("Aanwezig: Rik Blom (secretaris Haven), Eva Ham (secretaris Kade)", None, "Rik Blom"),
        ("Voorzitter vraagt aandacht voor de planning\nNotulist: -", None, None),
    ],
)
def test_who_led_it_and_who_wrote_the_minutes(lines, chair, secretary):
    text, found = one(HEAD.format(lines))
    assert shown(text, found, "chair", "secretary") == (chair, secretary)


AGENDA = (
    "Agenda stuurgroep Haven\nDatum: 3 mei 2023\nTijd: 10.00-12.00 uur\nDeelnemers: Rik Blom\n\n1. Opening\n"
)
NOTED = "Geannoteerde agenda stuurgroep Haven\nDatum: 3 mei 2023\n\n1. Opening\n"
MINUTES = "Verslag stuurgroep Haven\nDatum: 3 mei 2023\nAanwezig: Eva Ham, Noor Pot\n\n1. Opening\n"
LATER = "Verslag stuurgroep Haven\nDatum: 4 juni 2023\nAanwezig: Eva Ham\n\n1. Opening\n"
OTHER = "Verslag werkgroep Bomen\nDatum: 3 mei 2023\nAanwezig: Tijn Wit\n\n1. Opening\n"


def test_parts_about_one_meeting_are_one():
    text, found = read((K.AGENDA, AGENDA), (K.ANNOTATED_AGENDA, NOTED), (K.MINUTES, MINUTES))
    assert [m.parts for m in found] == [(0, 1, 2)]
    assert shown(text, found[0], "date", "start", "end") == ("2023-05-03", "10:00", "12:00")
    assert names(text, found[0].attendees) == ["Eva Ham", "Noor Pot"]


def test_another_day_or_another_name_is_another_meeting():
    _, found = read((K.AGENDA, AGENDA), (K.MINUTES, LATER), (K.MINUTES, OTHER))
    assert [m.parts for m in found] == [(0,), (1,), (2,)]


def test_the_same_day_and_place_is_one_meeting():
    place = "\nLocatie: Kade 3\n"
    _, found = read(
        (K.AGENDA, AGENDA.replace("\n\n", place, 1)), (K.MINUTES, OTHER.replace("\n\n", place, 1))
    )
    assert [m.parts for m in found] == [(0, 1)]


def test_a_title_by_itself_belongs_to_the_head_below_it():
    head = "Vergadering van woensdag 8 november 2023\nAanvang: 19.30 uur\n\n1. Opening\n"
    text, found = read((K.AGENDA, "Agenda commissie Ruimte"), (K.MINUTES, head))
    assert [m.parts for m in found] == [(0, 1)]
    assert shown(text, found[0], "name", "date", "kind") == (
        "commissie Ruimte",
        "2023-11-08",
        "commissievergadering",
    )


def test_minutes_in_a_mail_take_no_day_from_the_mail():
    mail = (
        "Hierbij het verslag.\n|verslag|\nVerslag overleg Haven\nAanwezig: Rik Blom, Eva Ham\n\n1. Opening\n"
    )
    text, found = read((K.LETTER, "Geachte heer,"), (K.MAIL, mail))
    assert [(m.parts, m.date) for m in found] == [((1,), None)]
    assert names(text, found[0].attendees) == ["Rik Blom", "Eva Ham"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (K.MAIL, "Aanwezig: Rik Blom, Eva Ham\nDatum: 3 mei 2023"),
        (K.PROPOSAL, "Collegenota\nDatum: 3 mei 2023"),
        (K.MINUTES, "Verslag"),
        (K.AGENDA, "Agenda:\n1. Opening\n2. Sluiting"),
        (K.MINUTES, ""),
    ],
)
def test_no_meeting_is_made_up(kind, body):
    assert read((kind, body))[1] == ()


def test_the_form_of_a_label_tells_how_sure_it_is():
    def sure(lines, kind=K.MINUTES):
        return [a.confidence for a in one(HEAD.format(lines), kind)[1].attendees]

    assert sure("Aanwezig: Rik Blom") == [0.9]
    assert sure("Datum 3 mei 2023\nAanwezig Rik Blom") == [0.7]
    assert sure("Datum: 3 mei 2023\nmanwezigen: Rik Blom") == [0.5]
    assert sure("Deelnemers: Rik Blom", K.AGENDA) == [0.6]


PIECES = [
    "Aanwezig: Rik Blom\n",
    "Aanwezig:\n",
    "Datum\n",
    "Aanwezig ",
    "sluit de ",
    "om 9.00 ",
    "| Rik ",
    " ",
    "(",
    "Groen, ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_is_linear_in_the_text(piece):
    start = time.perf_counter()
    read((K.MINUTES, "Verslag overleg\nDatum: 3 mei 2023\nAanwezig: " + piece * (60_000 // len(piece))))
    assert time.perf_counter() - start < 1.5
