"""What stands beside a name and is somebody's, and what stands there and isn't."""

from __future__ import annotations

import pytest

from pipeline.detect.addresses import stands_under_organisation
from pipeline.detect.beside import facts_beside_people
from pipeline.detect.candidate import Candidate
from pipeline.detect.organisations import is_account_of_organisation
from pipeline.detect.streets import address_within
from pipeline.types import Finding, Label, Span

NAME = "Anna Smulders"


def beside(text, name=NAME, label=Label.PERSON):
    start = text.index(name)
    finding = Finding(Span(start, start + len(name)), label, 0.9, "x", "x")
    return {(f.label, f.span.of(text)) for f in facts_beside_people(text, [finding])}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Anna Smulders, Kerkstraat 12", "Kerkstraat 12"),
        ("Anna Smulders, Kerkstraat 12, Wijk bij Voorbeeld", "Kerkstraat 12, Wijk bij Voorbeeld"),
        ("Anna Smulders | Het Rond 263", "Het Rond 263"),
        ("Anna Smulders - Oostvaart 12-III te Voorbeeld", "Oostvaart 12-III te Voorbeeld"),
        ("Anna Smulders  kerkpoort 21, 1234ab voorbeeld", "kerkpoort 21, 1234ab voorbeeld"),
        ("Anna Smulders  1234 AB Voorbeeld, Kerkstraat 10-H", "1234 AB Voorbeeld, Kerkstraat 10-H"),
    ],
)
def test_an_address_behind_a_name(text, address):
    assert (Label.ADDRESS, address) in beside(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Smulders, Bijlage 3",
        "Anna Smulders | Zaal 4",
        "Anna Smulders\nRuimte en Wonen\n4) Bakker",
        "Anna Smulders, Wethouder 2022",
        "Anna Smulders, Vergadering 13",
        "Anna Smulders heeft 12 bezwaren",
        "Anna Smulders - Postbus 12",
    ],
)
def test_no_address_behind_a_name(text):
    assert {label for label, _ in beside(text)} & {Label.ADDRESS} == set()


def test_an_address_behind_a_telephone_number():
    assert beside("Anna 06-12345678 Roerdomp 213", "06-12345678", Label.PHONE) == {
        (Label.ADDRESS, "Roerdomp 213")
    }


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Slachtoffer Anna Smulders, 12 maart 1980, is", "12 maart 1980"),
        ("Het gaat om Anna Smulders van 12-03-1980.", "12-03-1980"),
        ("Anna Smulders (12/03/1956)", "12/03/1956"),
    ],
)
def test_a_birth_date_behind_a_name(text, born):
    assert beside(text) == {(Label.BIRTH_DATE, born)}


@pytest.mark.parametrize("text", ["Anna Smulders van 12-03-2012.", "Anna Smulders, 12 maart 2024, schreef"])
def test_the_day_of_a_letter_is_no_birth_date(text):
    assert beside(text) == set()


def test_a_birth_date_behind_a_bsn():
    assert beside("BSN 123456782 en 12 maart 1980 van haar", "123456782", Label.BSN) == {
        (Label.BIRTH_DATE, "12 maart 1980")
    }


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("huisarts Anna Smulders (19012345601) is", Label.BIG_NUMBER, "19012345601"),
        ("taxi voor Anna Smulders, 271.234.5678.", Label.V_NUMBER, "271.234.5678"),
        ("1 | Anna Smulders | vis | TL TV 75 | 6 m", Label.NUMBER_PLATE, "TL TV 75"),
        ("1 ; Anna Smulders ; vis ; 17-01-TK ; 6 m", Label.NUMBER_PLATE, "17-01-TK"),
        ("1\tAnna Smulders\tNXB12C345\tja", Label.PASSPORT, "NXB12C345"),
        ("1  Anna Smulders  groente  C5754968  4 m", Label.CASE_NUMBER, "C5754968"),
    ],
)
def test_a_number_beside_a_name(text, label, number):
    assert beside(text) == {(label, number)}


@pytest.mark.parametrize(
    "text",
    [
        "1 | Anna Smulders | 12-03-2024 | 2024",
        "1 | Anna Smulders | 1.250.000 | ja",
        "Anna Smulders C5754968",
        "Anna Smulders (2024)",
        "1 | Anna Smulders | 12345 | ja",
    ],
)
def test_what_is_no_number_of_somebody(text):
    assert beside(text) == set()


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("Anna Smulders. Toegang smuld01 gesloten", Label.USERNAME, "smuld01"),
        ("Anna Smulders (asmulders) meldt", Label.USERNAME, "asmulders"),
        ("Anna Smulders en smulders_a", Label.USERNAME, "smulders_a"),
        ("Anna Smulders, zie www.annasmulders.nl", Label.LINK, "www.annasmulders.nl"),
    ],
)
def test_an_account_or_site_made_of_a_name(text, label, found):
    assert (label, found) in beside(text)


@pytest.mark.parametrize(
    "text",
    ["Anna Smulders en covid19", "Anna Smulders (voorzitter)", "Anna Smulders, zie www.smuldersbouw.nl"],
)
def test_accounts_and_sites_of_others(text):
    assert beside(text) == set()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Wals 36, 1234 DB  Voorbeeld", "Wals 36, 1234 DB  Voorbeeld"),
        ("Desiderius Erasmusplein 258 x@voorbeeld.nl", "Desiderius Erasmusplein 258"),
        ("vergadering 1", None),
        ("Ruimte  GS\n4", None),
        ("3698301", None),
    ],
)
def test_the_address_in_what_a_model_found(text, address):
    span = address_within(text)
    assert (span and span.of(text)) == address


@pytest.mark.parametrize(
    ("before", "office"),
    [
        ("Het loket is gevestigd aan ", True),
        ("Het loket is gevestigd aan de ", True),
        ("Agenda\nvrijdag 3 mei 2024, 14.00 uur, ", True),
        ("Locatie: Garage Smulders, ", True),
        ("Montessorischool Voorbeeld 2023-2024\n", True),
        ("Huisbezoek bij mevrouw Smulders\nvrijdag 3 mei 2024, 14.00 uur, ", False),
        ("Locatie: woning van mevrouw Smulders, ", False),
        ("medezeggenschapsraad: A. Smulders, ", False),
    ],
)
def test_an_office_or_a_home(before, office):
    assert stands_under_organisation(before, "Kerkstraat 12") is office


@pytest.mark.parametrize(
    ("before", "after", "office"),
    [
        ("op ", " ten name van GHOR Voorbeeld", True),
        ("op ", " ten name van Milieudienst Voorbeeld", True),
        ("De ouderbijdrage mag naar ", ".", True),
        ("U kunt de leges overmaken op ", ".", True),
        ("De kosten mag u terugbetalen op ", ".", False),
        ("De huur graag op ", " t.n.v. A. Smulders", False),
        ("Graag overmaken op ", ".", False),
        ("Ik verzoek u de leges over te maken op ", ".", False),
        ("De kosten van rechtsbijstand graag op ", ".", False),
    ],
)
def test_whose_account_it_is(before, after, office):
    assert is_account_of_organisation(Candidate("NL91ABNA0417164300", before, after, False)) is office


@pytest.mark.parametrize(
    "before", ["Bezoekadres\n", "Kantoor: ", "De afdeling Ruimte verhuist in april naar "]
)
def test_a_label_makes_an_office(before):
    assert stands_under_organisation(before, "Kerkstraat 12")


@pytest.mark.parametrize(
    ("before", "office"),
    [("Bezoekadres\nX 1\nPagina\n1 van 2\nIBAN\n", True), ("Naam: Smulders\nIBAN\n", False)],
)
def test_an_account_in_the_colophon_of_a_letter(before, office):
    assert is_account_of_organisation(Candidate("NL91ABNA0417164300", before, "\n", False)) is office
