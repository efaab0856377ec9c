"""What a found name consists of, and which office the text states beside it. All people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import rulebook
from pipeline.detect.lexicon import load as lists
from pipeline.detect.persons import LOOK_AROUND, PersonName, parse_name, role_beside
from pipeline.types import Span, Verdict

LEXICON = lists()
ROLES = rulebook.load().roles
KEEP, REVIEW = Verdict.KEEP, Verdict.REVIEW

# as written -> surname, prefix, first name, initials
NAMES = [
    ("Fenna Xandrink", ("xandrink", "", "fenna", "")),
    ("Fenna van der Xandrink", ("xandrink", "van der", "fenna", "")),
    ("Anne-Marie Xandrink", ("xandrink", "", "anne-marie", "")),
    ("Fenna Eline Xandrink", ("xandrink", "", "fenna", "")),
    ("Fenna Oude Elferink", ("oude elferink", "", "fenna", "")),
    ("Oude Elferink", ("oude elferink", "", "", "")),
    ("Nadia el Xandri", ("xandri", "el", "nadia", "")),
    ("J.P. van der Xandrink", ("xandrink", "van der", "", "jp")),
    ("J. P. Xandrink", ("xandrink", "", "", "jp")),
    ("J.-P. Xandrink", ("xandrink", "", "", "jp")),
    ("Th.J. Xandrink", ("xandrink", "", "", "thj")),
    ("dhr. J. Xandrink", ("xandrink", "", "", "j")),
    ("mevrouw drs. Xandrink", ("xandrink", "", "", "")),
    ("Van den Xandrink", ("xandrink", "van den", "", "")),
    ("'t Xandrink", ("xandrink", "'t", "", "")),
    ("’t Xandrink", ("xandrink", "'t", "", "")),
    ("Xandrink", ("xandrink", "", "", "")),
    ("Sjoerd", ("", "", "sjoerd", "")),
    ("Sjoerd's", ("", "", "sjoerd", "")),
    ("J. Sjoerd", ("sjoerd", "", "", "j")),
    ("Xandrink, J.", ("xandrink", "", "", "j")),
    ("Xandrink, J.P. van der", ("xandrink", "van der", "", "jp")),
    ("Xandrink, van der, Fenna", ("xandrink", "van der", "fenna", "")),
    ("Xandrink, Fenna van der", ("xandrink", "van der", "fenna", "")),
    ("Xandrink, Fenna", ("xandrink", "", "fenna", "")),
    ("FENNA XANDRINK", ("xandrink", "", "fenna", "")),
    ("peter de haan", ("haan", "de", "peter", "")),
    ("Fenna\nXandrink", ("xandrink", "", "fenna", "")),
    ("Fenna\u00a0Xandrink", ("xandrink", "", "fenna", "")),
    ("Rene\u0301 Xandrink", ("xandrink", "", "ren\u00e9", "")),
    ("Fen\u00adna Xandrink", ("xandrink", "", "fenna", "")),
    ("Xandrink-Oudebosch", ("xandrink-oudebosch", "", "", "")),
]  # fmt: skip

# text with the name between < and >, what the rules say, the title, whether a staff function stands beside it
ROLE_TABLE = [
    # nothing beside it
    ("Gisteren belde <Fenna Xandrink> nog.", None, "", False),
    ("<Fenna Xandrink>", None, "", False),
    # before the name
    ("Dit zei wethouder <Xandrink> gisteren.", KEEP, "wethouder", False),
    ("Dit zei Wethouder <Xandrink> gisteren.", KEEP, "wethouder", False),
    ("Portefeuillehouder: <F. Xandrink>", KEEP, "portefeuillehouder", False),
    ("wethouder mw. drs. <F. Xandrink>", KEEP, "wethouder", False),
    ("de burgemeester, mevrouw <Xandrink>, opent", KEEP, "burgemeester", False),
    ("de loco-burgemeester <Xandrink>", KEEP, "loco-burgemeester", False),
    ("commissaris van de Koning <Xandrink>", KEEP, "commissaris van de koning", False),
    ("directeur <Xandrink>", REVIEW, "directeur", False),
    ("advocaat <Xandrink>", REVIEW, "advocaat", False),
    # another word that ends in a title, or a sentence in between, is no title of this name
    ("de huisgriffierie <Xandrink>", None, "", False),
    ("de fietswethouder <Xandrink>", None, "", False),
    ("Ik sprak de wethouder. <Xandrink> was er ook.", None, "", False),
    ("de wethouder belde <Xandrink>", None, "", False),
    ("de wethouder, <Xandrink> en ik", None, "", False),
    # behind the name
    ("<Fenna Xandrink>, wethouder", KEEP, "wethouder", False),
    ("Namens het college,\n<F. Xandrink>, wethouder Wonen\n\nAfschrift", KEEP, "wethouder", False),
    ("<F. Xandrink>, wethouder Groen\n", None, "", False),
    ("A. Oudebosch, gedeputeerde\n\n<Fenna Xandrink>\n21:30", None, "", False),
    ("Wij spraken met A. Oudebosch, wethouder\n<Fenna Xandrink> belde", None, "", False),
    ("<Fenna Xandrink> (burgemeester)", KEEP, "burgemeester", False),
    ("<Fenna Xandrink> - gemeentesecretaris", KEEP, "gemeentesecretaris", False),
    ("<Fenna Xandrink>, waarnemend burgemeester", KEEP, "burgemeester", False),
    ("<Fenna Xandrink>, de wethouder", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\nwethouder", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\twethouder", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\nWethouder: nog niet bekend", None, "", False),
    ("<Fenna Xandrink>\n\nWethouder", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\nWethouder van Financiën\n", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\nwethouder Ruimte en Wonen\n", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\nwethouder, portefeuille wonen", KEEP, "wethouder", False),
    ("<Fenna Xandrink>\n(wethouder)", KEEP, "wethouder", False),
    ("<Fenna Xandrink>, wethouderskamer", None, "", False),
    # the next line is a sentence, or the next entry of a list
    ("<Fenna Xandrink>\nDe burgemeester was er niet bij.", None, "", False),
    ("<Fenna Xandrink>\n\nDe burgemeester was er niet bij.", None, "", False),
    ("<Fenna Xandrink>\nburgemeester en wethouders besluiten het.", None, "", False),
    ("<Fenna Xandrink>\nWethouder Oudebosch\n", None, "", False),
    ("<Fenna Xandrink>\nwethouder mevrouw Teelink", None, "", False),
    ("<Fenna Xandrink>\nwethouder heeft gebeld", None, "", False),
    ("<Fenna Xandrink> (wethouder Oudebosch was ziek)", None, "", False),
    ("<Fenna Xandrink> - wethouder Oudebosch", None, "", False),
    ("<Fenna Xandrink> sprak de wethouder", None, "", False),
    # plural
    ("de wethouders <Xandrink> en Oudebosch", KEEP, "wethouders", False),
    ("de wethouders Xandrink en <Oudebosch>", KEEP, "wethouders", False),
    ("de raadsleden Van der Xandrink, <Oudebosch> en Teelink", KEEP, "raadsleden", False),
    ("de wethouders spraken met <Oudebosch>", None, "", False),
    # on the line above
    ("Burgemeester\n<Fenna Xandrink>", KEEP, "burgemeester", False),
    ("de burgemeester van Rietmonde,\n\n<Fenna Xandrink>", KEEP, "burgemeester", False),
    ("Brief aan de burgemeester gestuurd\n<Fenna Xandrink>", None, "", False),
    # a former office is for a person to decide
    ("oud-wethouder <Xandrink>", REVIEW, "wethouder", False),
    ("voormalig burgemeester <Xandrink>", REVIEW, "burgemeester", False),
    ("de toenmalige wethouder <Xandrink>", REVIEW, "wethouder", False),
    ("ex-raadslid <Xandrink>", REVIEW, "raadslid", False),
    ("<Xandrink>, oud-wethouder", REVIEW, "wethouder", False),
    ("<Xandrink>, voormalig wethouder", REVIEW, "wethouder", False),
    # a title that opens the next name
    ("<Sjoerd Xandrink>, wethouder Oudebosch en ik", None, "", False),
    ("<Sjoerd Xandrink>, wethouder de heer Oudebosch", None, "", False),
    ("<Sjoerd Xandrink>, burgemeester mevrouw Oudebosch", None, "", False),
    # who signs for another
    ("Namens het college,\n<Sjoerd Xandrink>", REVIEW, "tekent namens", False),
    ("i.o.\n\n<Sjoerd Xandrink>", REVIEW, "tekent namens", False),
    # functions of staff
    ("<Fenna Xandrink>, beleidsadviseur", None, "", True),
    ("<Fenna Xandrink> (senior juridisch adviseur)", None, "", True),
    ("<Fenna Xandrink>\nAccounthouder Markten", None, "", True),
    ("beleidsmedewerker <Fenna Xandrink>", None, "", True),
    ("<Fenna Xandrink>, coördinator", None, "", True),
    ("<Fenna Xandrink>, adviseur van wethouder Oudebosch", None, "", True),
    ("<Fenna Xandrink> sprak een adviseur", None, "", False),
]


def at(marked):
    start, end = marked.index("<"), marked.index(">") - 1
    return marked.replace("<", "").replace(">", ""), Span(start, end)


@pytest.mark.parametrize(("text", "parts"), NAMES)
def test_parts_of_a_name(text, parts):
    assert parse_name(text, LEXICON) == PersonName(*parts)


@pytest.mark.parametrize("text", ["", " ", ".", ",", "dhr.", "J.", "J.P.", "-", "'", "12", ", ,"])
def test_no_name(text):
    assert parse_name(text, LEXICON) is None


def test_behind_an_honorific_a_word_alone_is_a_surname():
    assert parse_name("Sjoerd", LEXICON) == PersonName("", "", "sjoerd", "")
    assert parse_name("Sjoerd", LEXICON, surname_first=True) == PersonName("sjoerd", "", "", "")


@given(st.text(alphabet=st.sampled_from("JjaPp.,:'’-() \n\tvdeé\u200b\u0430A1"), max_size=40))
@settings(deadline=None)
def test_any_text_is_a_name_with_letters_or_none(text):
    name = parse_name(text, LEXICON)
    assert name is None or any(c.isalpha() for c in name.surname + name.first + name.prefix)


@given(st.sampled_from([text for text, _ in NAMES]), st.sampled_from([str, str.upper]))
@settings(deadline=None)
def test_capitals_do_not_make_another_surname(text, change):
    if change is str.upper and not text.isascii():
        return
    one, other = parse_name(text, LEXICON), parse_name(change(text), LEXICON)
    assert one is not None
    assert other is not None
    assert one.surname == other.surname


@pytest.mark.parametrize(("marked", "verdict", "title", "staff"), ROLE_TABLE)
def test_role(marked, verdict, title, staff):
    text, span = at(marked)
    assert role_beside(text, span, ROLES) == (verdict, title, staff)


@pytest.mark.parametrize(("marked", "verdict", "title", "staff"), ROLE_TABLE)
def test_a_role_does_not_hang_on_what_stands_far_away(marked, verdict, title, staff):
    text, span = at(marked)
    far = "De burgemeester was er niet bij. " * 20 + "\n\n"
    moved = Span(span.start + len(far), span.end + len(far))
    assert role_beside(far + text + "\n\n" + far, moved, ROLES) == (verdict, title, staff)


def test_a_line_that_is_cut_in_two_opens_no_title():
    # The title is the end of a longer word that starts before what is looked at.
    text = "fiets" + "wethouder" + " " * (LOOK_AROUND - len("wethouder")) + "Xandrink"
    assert role_beside(text, Span(len(text) - 8, len(text)), ROLES)[0] is None


def test_without_rules_nobody_holds_an_office():
    text, span = at("wethouder <Xandrink>")
    assert role_beside(text, span, ()) == (None, "", False)


@given(st.text(max_size=80), st.data())
@settings(deadline=None, max_examples=60)
def test_any_place_of_any_text_has_an_answer(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    verdict, title, _ = role_beside(text, Span(start, end), ROLES)
    assert (verdict is None) == (title == "")
