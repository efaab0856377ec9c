"""The marks of grounds in a text, what scanning makes of them, and the legend that explains them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.check import legend
from pipeline.check.codes import MarkKind, garbled_codes, normalise
from pipeline.check.fulltext import text_only
from pipeline.check.marks import Marked, blanked, find_garbled, read_marks

LEGEND = """Legenda toegepaste uitzonderingsgrondslagen
In dit document zijn gegevens geanonimiseerd op grond van:
Wet Artikel Beschrijving Pagina('s)
Wet open overheid Art. 5.1 lid 2 sub e De eerbiediging van de persoonlijke
levenssfeer
{pages}
"""


def marked(*pages: str) -> Marked:
    return read_marks(text_only(pages))


def texts(found: Marked) -> list[str]:
    return [mark.span.of(found.text) for mark in found.marks]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("5.1.2e", "5.1.2e"),
        ("[5.1.2.e]", "5.1.2e"),
        ("5.1 lid 2 sub e", "5.1.2e"),
        ("Art. 5.1, tweede lid, onder e", "5.1.2e"),
        ("5.1.1d", "5.1.1d"),
        ("5.1.5", "5.1.5"),
        ("5.2.1", "5.2.1"),
        ("5.4a.1", "5.4a.1"),
        ("10.2.e", "10.2e"),
        ("(10)(2e)", "10.2e"),
        ("11.1", "11.1"),
        ("5.1,2,e", "5.1.2e"),
        ("512e", "5.1.2e"),
        ("s12e", "5.1.2e"),
        ("&12e", "5.1.2e"),
        ("51,2e", "5.1.2e"),
        ("si2e", "5.1.2e"),
        ("verslag", None),
        ("12", None),
        ("", None),
    ],
)
def test_a_code_however_it_is_written(written: str, code: str | None) -> None:
    assert normalise(written) == code


@given(st.text(max_size=30))
def test_any_text_has_a_code_or_none(text: str) -> None:
    code = normalise(text)
    assert code is None or code[0] in "51"
    assert read_marks(text_only([text])).text == text_only([text]).text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mw. 5.1.2e vraagt", ["5.1.2e"]),
        ("5.1.2e 5.1.2e opent", ["5.1.2e", "5.1.2e"]),
        ("5.1.2e5.1.2e", ["5.1.2e", "5.1.2e"]),
        ("[5.1.1d; 5.1.2e] vraagt", ["[5.1.1d; 5.1.2e]"]),
        ("gelakt, grond 5.1.2e vraagt", ["gelakt, grond 5.1.2e"]),
        ("<5.1.2e@gemeente.example>", ["5.1.2e"]),
        ("10.2.e schrijft", ["10.2.e"]),
        ("(10)(2e) schrijft", ["(10)(2e)"]),
        ("[5.2.1]", ["[5.2.1]"]),
        ("[buiten verzoek] en [dubbel]", ["[buiten verzoek]", "[dubbel]"]),
        ("de heer ███ vraagt", ["███"]),
        ("Art. 5.1 lid 2 sub e\n", ["Art. 5.1 lid 2 sub e"]),
        # References to the law, headings and other numbers.
        ("op grond van artikel 5.1.2e van de Woo", []),
        ("het besluit berust op 5.1.2e Woo", []),
        ("zoals bedoeld in 5.1.2e", []),
        ("5.1.2 Eerste opzet", []),
        ("paragraaf 5.2.1 gaat daarover", []),
        ("versie 5.1.2ex", []),
        ("het 512e regiment", []),
        ("de 12e keer", []),
        ("size 12 en 2e druk", []),
    ],
)
def test_what_is_a_mark(text: str, found: list[str]) -> None:
    assert texts(marked(text)) == found


def test_marks_with_spaces_between_them_are_one_run() -> None:
    found = marked("5.1.2e 5.1.2e meldt aan 5.1.2e\n5.1.2e dat")
    assert [run.of(found.text) for run in found.runs] == ["5.1.2e 5.1.2e", "5.1.2e", "5.1.2e"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Van: s12e <512e@x.example>", ["s12e", "512e"]),
        ("51,2e schrijft aan 5.1,2,e", ["51,2e", "5.1,2,e"]),
        ("&12e en $12e en #12e", ["&12e", "$12e", "#12e"]),
        # Words count only before an @ in a file that has sure ones.
        ("s12e en 512e: <stze @x.example>", ["s12e", "512e", "stze"]),
        ("size matters <size @x.example>", []),
        ("de 512e dag", []),
        ("kamer 12e, 2e verdieping, bij 5.1.2e", []),
        ("burgerservicenummer is 5.1.1e.", []),
        ("sportschool, test, item, A12 en e12", []),
    ],
)
def test_garbled_codes_are_told_from_text(text: str, found: list[str]) -> None:
    assert [mark.span.of(text) for mark in garbled_codes(text)] == found


def test_a_garbled_code_is_a_finding_where_the_file_has_other_marks() -> None:
    traces = list(find_garbled(marked("Van: 5.1.2e\n", "Aan: s12e en 51,2e\n")))
    assert [(t.channel, t.page) for t in traces] == [("garbled-code", 2), ("garbled-code", 2)]
    assert not list(find_garbled(marked("een schijf met 512e sectoren")))


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        (["Mw. 5.1.2e\n", "niets\n", LEGEND.format(pages="1")], []),
        (["Mw. 5.1.2e\n", "5.1.2e\n", LEGEND.format(pages="1 2")], []),
        (["Mw. 5.1.2e\n", "5.1.2e\n", LEGEND.format(pages="1-2")], []),
        (["Mw. 5.1.2e\n", "5.1.2e\n", LEGEND.format(pages="1")], [("legend-pages", 3)]),
        (["Mw. 5.1.2e\n", "niets\n", LEGEND.format(pages="1, 2")], [("legend-pages", 3)]),
        (["niets\n", LEGEND.format(pages="1")], [("legend-row-without-mark", 2)]),
        (["5.1.2e en 5.1.1d\n", LEGEND.format(pages="1")], [("mark-without-legend-row", 1)]),
        (["Mw. 5.1.2e zonder legenda\n"], []),
        (["De legenda bij de kaart staat op blad 2.\n"], []),
    ],
)
def test_a_legend_that_does_not_match(pages: list[str], found: list[tuple[str, int]]) -> None:
    one = marked(*pages)
    assert [(t.channel, t.page) for t in legend.find(one.full, one.legend, one.marks)] == found


def test_letters_that_a_legend_explains_are_marks() -> None:
    found = marked(
        "Mevrouw A belt [B] terug over plan A.\n",
        "Legenda\nA = art. 5.1 lid 2 sub e, persoonlijke levenssfeer\nB = buiten verzoek, niet openbaar gemaakt\n",
    )
    assert texts(found)[:2] == ["A", "[B]"]
    assert found.marks[0].codes == ("5.1.2e",)
    assert found.marks[0].kind is MarkKind.LETTER


@given(
    st.lists(
        st.sampled_from(["5.1.2e", "gelakt, grond 5.1.2e", " Mw. ", "x", "\n", "[5.1.1d; 5.1.2e]"]),
        max_size=12,
    )
)
def test_blanking_keeps_the_length(parts: list[str]) -> None:
    found = marked("".join(parts))
    assert len(blanked(found)) == len(found.text)
