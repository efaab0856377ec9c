"""Date texts to ISO 8601, and the words that say when something is due."""

from datetime import date

import pytest

from pipeline.split.dates import parse_date
from pipeline.split.due import find_due, read_due

MEETING = date(2023, 11, 7)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("donderdag 18 januari 2024 16:05", "2024-01-18T16:05"),
        ("19/01/2024 19:01:59", "2024-01-19T19:01:59"),
        ("Thu, 16 Jun 2022 09:14:16 +0200", "2022-06-16T09:14:16+02:00"),
        ("Mon, 27 Mar 2023 11:03:27 +0200 (CEST)", "2023-03-27T11:03:27+02:00"),
        ("30 aug. 2022 om 09:56", "2022-08-30T09:56"),
        ("Tue. Sep 13. 2022 at 10:29 PM", "2022-09-13T22:29"),
        ("Tue, Aug 30, 2022 at 12:05 AM", "2022-08-30T00:05"),
        ("maandag, januari 9, 2023 11:10 AM", "2023-01-09T11:10"),
        ("Dienstag, 3. Oktober 2023 um 14:05 Uhr", "2023-10-03T14:05"),
        ("24 mrt. 2023 17.21 uur", "2023-03-24T17:21"),
        ("24-03-2023 17:21 CET", "2023-03-24T17:21+01:00"),
        ("31-08-2022 15:28 (GMT+01:00)", "2022-08-31T15:28+01:00"),
        ("2024-01-18T09:30:00Z", "2024-01-18T09:30:00+00:00"),
        ("dinsdag 7 november 2023, 09.00 uur", "2023-11-07T09:00"),
        ("2024-01-18", "2024-01-18"),
        ("1-12-2023", "2023-12-01"),
        ("09/10/2023", "2023-10-09"),  # day first
        ("22-11-17", "2017-11-22"),
        ("03-04-69", "1969-04-03"),
        ("18.01.2024", "2024-01-18"),
        ("15 november 2023", "2023-11-15"),
        ("op 1e  februari\n2024", "2024-02-01"),
        ("10 en 11 november 2021", "2021-11-11"),
        ("29 februari 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read(text, iso):
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Januari 2024",
        "15 november",  # no year, and no day to count from
        "01/19/2024",  # only month first would fit, and that is never assumed
        "31-02-2023",
        "29 februari 2023",
        "0-1-2023",
        "1.2.10",  # a number of a paragraph
        "5.1.2e",
        "vrijdag 22 november 137",
        "2023-028551-2",
        "06-12345678",
        "1-2/2023",
        "32 mei 2023",
        "week 12",
    ],
)
def test_no_date_is_guessed(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("past de begroting aan vóór 15 november 2023.", "vóór 15 november 2023", "2023-11-15"),
        ("levert de nota vóór 8 november", "vóór 8 november", "2023-11-08"),
        (
            "levert de nota uiterlijk op vrijdag 3 februari aan",
            "uiterlijk op vrijdag 3 februari",
            "2024-02-03",
        ),
        ("bestuurssecretariaat (gereed 1-12-2023).", "gereed 1-12-2023", "2023-12-01"),
        (
            "komt uiterlijk in de tweede helft van januari terug",
            "uiterlijk in de tweede helft van januari",
            "2024-01-31",
        ),
        ("volgt in de eerste helft van 2024", "in de eerste helft van 2024", "2024-06-30"),
        ("voor 8/9 november", "voor 8/9 november", None),
        ("vóór het zomerreces", "vóór het zomerreces", None),
        ("stuurt eind januari een nota", "eind januari", "2024-01-31"),
        ("pakt dit z.s.m. op", "z.s.m.", None),
        ("belt uiterlijk 22 maart.", "uiterlijk 22 maart", "2024-03-22"),
        ("vóór mei", "vóór mei", "2024-05-01"),
        ("voor eind mei", "voor eind mei", "2024-05-31"),
        ("begin mei", "begin mei", "2024-05-10"),
        ("medio mei", "medio mei", "2024-05-20"),
        ("medio 2024", "medio 2024", "2024-07-31"),
        ("eind dit jaar", "eind dit jaar", "2023-12-31"),
        ("voor het eind van het jaar", "voor het eind van het jaar", "2023-12-31"),
        ("in maart", "in maart", "2024-03-31"),
        ("in Q2", "in Q2", "2024-06-30"),
        ("in het tweede kwartaal van 2025", "in het tweede kwartaal van 2025", "2025-06-30"),
        ("uiterlijk week 12", "uiterlijk week 12", "2024-03-24"),
        ("in week 45", "in week 45", "2023-11-12"),
        ("in de week van 20/6", "in de week van 20/6", "2024-06-23"),
        ("deze week", "deze week", "2023-11-12"),
        ("volgende week", "volgende week", "2023-11-19"),
        ("volgende week vrijdag", "volgende week vrijdag", "2023-11-17"),
        ("aanstaande vrijdag", "aanstaande vrijdag", "2023-11-10"),
        ("volgende maand", "volgende maand", "2023-12-31"),
        ("binnen twee weken", "binnen twee weken", "2023-11-21"),
        ("over 14 dagen", "over 14 dagen", "2023-11-21"),
        ("binnen een maand", "binnen een maand", "2023-12-07"),
        ("binnen vijf werkdagen", "binnen vijf werkdagen", None),
        ("nog in 2023", "nog in 2023", "2023-12-31"),
        ("in de loop van januari", "in de loop van januari", "2024-01-31"),
        ("voor de zomervakantie", "voor de zomervakantie", None),
        ("n.t.b.", "n.t.b.", None),
        ("voor de raadsvergadering van 8 november", "voor de raadsvergadering van 8 november", "2023-11-08"),
        ("in de volgende vergadering", "in de volgende vergadering", "2023-12-05"),
        ("uiterlijk 31 februari", "uiterlijk 31 februari", None),
    ],
)
def test_the_words_for_a_due_time_and_the_day_where_one_follows(text, words, iso):
    due = find_due(text, MEETING, date(2023, 12, 5))
    assert due is not None
    assert (due.span.of(text), due.iso) == (words, iso)


@pytest.mark.parametrize(
    "text",
    [
        "het verslag van 13 december 2023 aanpassen",
        "voor de raad",
        "de nota van januari",
        "per brief",
        "om 9.00 uur",
        "in 2023",
        "op 3 mei 2023",
        "voor Jan",
        "week 12",
    ],
)
def test_a_day_that_is_merely_named_is_not_due(text):
    assert find_due(text, MEETING) is None


def test_without_a_day_to_count_from_only_the_words_are_given():
    due = find_due("vóór 8 november", None)
    assert due is not None
    assert due.iso is None


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("05-12-17", "2017-12-05"),
        (" 21 maart 2024 ", "2024-03-21"),
        ("z.s.m.", None),
        ("_z.s.m.", None),
        ("6/9", "2024-09-06"),
        ("Q4", "2023-12-31"),
        ("week 6-7", "2024-02-18"),
        ("najaar 2024", None),
        ("volgende vergadering", None),
    ],
)
def test_a_cell_that_holds_nothing_but_a_time(cell, iso):
    due = read_due(cell, MEETING)
    assert due is not None
    assert due.iso == iso


@pytest.mark.parametrize("cell", ["Team Groen", "bespreken vóór 8 november", "", "12"])
def test_a_cell_that_holds_more_is_no_time(cell):
    assert read_due(cell, MEETING) is None
