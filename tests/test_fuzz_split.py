"""Any text at what reads dates, times and the parts of a document: places lie in it and nothing raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.relations import trace_of
from pipeline.split import split
from pipeline.split.dates import day_of, find_dates, parse_date
from pipeline.split.due import find_due, read_due
from pipeline.types import Document, DocumentKind

pytestmark = pytest.mark.slow  # a few seconds together; with more examples in CI

DATES = st.lists(
    st.sampled_from(
        [
            "31",
            "30",
            "29",
            "0",
            "00",
            "99",
            "9999",
            "0000",
            "2024",
            "24",
            "'24",
            "februari",
            "feb.",
            "mei",
            "mrt",
            "-",
            "/",
            ".",
            "e",
            "om",
            "10:00",
            "24:60",
            "99:99",
            "uur",
            "Z",
            "+9999",
            "+02:00",
            "CEST",
            "T",
            " ",
            " ",
            " ",
            "\u00a0",
            "\n",
            "week",
            "53",
            "voor",
            "uiterlijk",
            "eind",
            "begin",
            "medio",
            "volgende",
            "maandag",
            "kwartaal",
            "Q5",
            "z.s.m.",
            "binnen",
            "x",
            "(",
            ")",
            "binnen 99999999999 weken",
            "over 9999 jaar",
            "1e helft",
            "dag",
            "\u0663",
            "\u00b2",
            "¼",
            "İ",
            "ß",
            "\x00",
        ]
    ),
    max_size=12,
).map("".join)
DAYS = st.none() | st.sampled_from([date.min, date.max, date(2024, 2, 29), date(9999, 12, 1), date(1, 1, 2)])


@given(DATES | st.text(max_size=40), DAYS)
def test_any_text_gives_dates_that_stand_in_it(text, base):
    for found in find_dates(text, base):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert day_of(found.iso[:10]) == found.day
    iso = parse_date(text)
    assert iso is None or day_of(iso) is not None


@given(DATES | st.text(max_size=40), DAYS, DAYS)
def test_any_text_gives_a_time_that_stands_in_it_or_none(text, base, following):
    for due in (find_due(text, base, following), read_due(text, base, following)):
        if due is not None:
            assert 0 <= due.span.start < due.span.end <= len(text)
            assert due.iso is None or day_of(due.iso[:10]) is not None


LINES = st.lists(
    st.sampled_from(
        [
            "Van: A. Vis",
            "Aan:",
            "Datum: 31 februari 0000",
            "Datum: 29 februari 9999",
            "Onderwerp:",
            "Verslag",
            "Besluitenlijst",
            "Aanwezig:",
            "1. Opening",
            "1.1.1.1.1.1 x",
            "99999999999999999999. Punt",
            "Actie: A. Vis, binnen 99999999 weken",
            "Besluit:",
            "Actielijst",
            "Nr.\tActie\tWie\tWanneer",
            "1\tBellen\tVis\t31-31-2024",
            "> > > > x",
            "---",
            "\x0c",
            "Pagina 1 van 0",
            "Bijlage ²",
            "Geachte heer Vis,",
            "Begin doorgestuurd bericht:",
            "(zie ook pagina 99999999999)",
            "\u202e\u200b",
            "I",
            "IV.",
            "a)",
        ]
    )
    | st.text(max_size=20),
    max_size=25,
).map("\n".join)


@given(LINES, st.sampled_from([DocumentKind.TEXT, DocumentKind.MAIL, DocumentKind.PDF, DocumentKind.OFFICE]))
def test_any_lines_are_split_and_compared(text, kind):
    document = Document("1", "a", kind, text)
    structure = split(document)
    for part in structure.parts:
        assert part.date is None or day_of(part.date) is not None
    assert trace_of(document, structure, "") == trace_of(document, structure, "")
