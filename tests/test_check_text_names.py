"""What is left of names beside marks, who is told elsewhere, and functions that one person has."""

import pytest

from pipeline.check import elsewhere, functions, names
from pipeline.check.fulltext import text_only
from pipeline.check.marks import Marked, read_marks


def marked(*pages: str) -> Marked:
    return read_marks(text_only(pages))


@pytest.mark.parametrize(
    "text",
    [
        "Mw. 5.1.2e Vermeulen geeft aan dat het plan klaar is.",
        "Mevrouw [5.1.2e] Zwolle licht toe waarom.",  # a place as a surname
        "5.1.2e Hoekstra vraagt of het kan.",
        "Dhr. 5.1.2e van der Meulen en de rest.",
        "De heer 10.2.e Dijkstra meldt zich.",
        "Hierover spreekt ███ Dijkstra vandaag met ons.",
        "Het woord is aan J.P. 5.1.2e van de afdeling.",
        "Ik sprak Annemiek 5.1.2e gisteren.",
        "Mevrouw van der 5.1.2e belt terug.",
        "Mevrouw 5.1.2e-Hoekstra belt terug.",
        "Stuur het aan 5.1.2e.hoekstra@gemeente.example",
        "Stuur het aan j.5.1.2e@gemeente.example",
        "Dhr. Wolters opent. 5.1.2e Wolters sluit af.",
    ],
)
def test_a_half_redacted_name_is_found(text: str) -> None:
    assert [t.channel for t in names.find(marked(text))] == ["half-redacted-name"]


@pytest.mark.parametrize(
    "text",
    [
        "Mw. 5.1.2e geeft aan dat het plan klaar is.",
        "5.1.2e 5.1.2e opent de vergadering.",
        "Dhr. 5.1.2e, Zwolle\nMw. 5.1.2e, Deventer",
        "5.1.2e van Utrecht en 5.1.2e de Raad",
        "Groet, 5.1.2e\nGemeente Voorbeeld",
        "Aan: 5.1.2e Onderwerp: overleg",
        "Met dank aan 5.1.2e. Hoekstra komt niet.",
        "Wethouder Hoekstra, 5.1.2e en de griffier",
        "A. 5.1.2e wordt punt een",
        "In Januari 5.1.2e gesproken",
        "5.1.2e@gemeente.example; 5.1.2e@provincie.example",
        "Hans Hoekstra <5.1.2e@gemeente.example>",
        "namens 5.1.2e Directie Wonen",
        "Beste 5.1.2e, Hartelijk dank",
        "een gewone brief van Annemiek Hoekstra",
    ],
)
def test_a_mark_without_a_part_of_a_name_is_clean(text: str) -> None:
    assert not list(names.find(marked(text)))


MINUTES = (
    "Verslag stuurgroep\nAanwezig: Karin Wolters (burgemeester, voorzitter), Otto Prins (wethouder), 5.1.2e\n"
    "1. Opening\n{who} opent om 9.00 uur de vergadering.\n"
)


def test_the_chair_is_named_in_the_list_and_taken_out_in_the_text() -> None:
    traces = list(elsewhere.find(marked(MINUTES.format(who="5.1.2e"))))
    assert [(t.channel, t.page) for t in traces] == [("redacted-and-readable", 1)]
    assert "Wolters" not in traces[0].reason + traces[0].mend
    assert not list(elsewhere.find(marked(MINUTES.format(who="Mw. Wolters"))))
    anonymous = MINUTES.format(who="5.1.2e").replace(
        "Karin Wolters (burgemeester, voorzitter)", "5.1.2e (voorzitter)"
    )
    assert not list(elsewhere.find(marked(anonymous)))


def test_the_same_sentence_with_and_without_the_name() -> None:
    first = "Vandaag is over de nieuwe haven gesproken met {} over de kosten van het plan.\n"
    traces = list(elsewhere.find(marked(first.format("5.1.2e"), "niets\n", first.format("Sanne Dijkstra"))))
    assert [(t.channel, t.page) for t in traces] == [("redacted-and-readable", 3)]
    assert not list(elsewhere.find(marked(first.format("5.1.2e"), first.format("[5.1.2e]"))))


@pytest.mark.parametrize(
    ("mail", "count"),
    [
        (
            "Van: 5.1.2e\nAan: 5.1.2e; 5.1.2e\nOnderwerp: x\n\nMet vriendelijke groet,\n\nSanne Dijkstra\n",
            1,
        ),
        ("Van: 5.1.2e\nAan: 5.1.2e\nOnderwerp: x\n\nBeste Sanne,\n\nKlopt dit?\n\nGroet,\n5.1.2e\n", 1),
        ("Van: 5.1.2e\nAan: 5.1.2e\nOnderwerp: x\n\nBeste 5.1.2e,\n\nKlopt dit?\n\nGroet,\n5.1.2e\n", 0),
        ("Van: 5.1.2e@x.example\nOnderwerp: x\n\nMet vriendelijke groet,\nSanne Dijkstra\nburgemeester\n", 0),
        ("Van: Sanne Dijkstra\nOnderwerp: x\n\nGroet,\nSanne Dijkstra\n", 0),
    ],
)
def test_a_sender_or_a_receiver_who_is_named_below(mail: str, count: int) -> None:
    assert len(list(elsewhere.find(marked(mail)))) == count


def test_one_of_two_office_holders_in_a_list() -> None:
    row = "Aanwezig: {} (gemeentesecretaris Oostdorp), Bram Visser (gemeentesecretaris Westdorp), 5.1.2e (adviseur)\n"
    assert [t.channel for t in elsewhere.find(marked(row.format("5.1.2e")))] == ["one-of-two"]
    assert not list(elsewhere.find(marked(row.format("Karin Wolters"))))
    assert not list(elsewhere.find(marked("Aanwezig: 5.1.2e (adviseur), Bram Visser (gemeentesecretaris)\n")))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5.1.2e (programmamanager Haven)", 1),
        ("5.1.2e, secretaris commissie Bezwaar", 1),
        ("de voorzitter van de wijkraad, 5.1.2e", 1),
        ("5.1.2e\ndirecteur", 1),
        ("5.1.2e (gedeputeerde Wonen)", 1),
        ("5.1.2e (adviseur)", 0),
        ("5.1.2e, medewerker Burgerzaken", 0),
        ("Sanne Dijkstra (programmamanager Haven)", 0),
        ("5.1.2e belt met de programmamanager", 0),
    ],
)
def test_a_function_that_one_person_has(text: str, count: int) -> None:
    assert len(list(functions.find(marked(text)))) == count


def test_a_function_that_stands_beside_a_name_elsewhere() -> None:
    one = marked(
        "5.1.2e (programmamanager Haven) vraagt\n", "Sanne Dijkstra (programmamanager Haven) antwoordt\n"
    )
    assert [(t.channel, t.page) for t in functions.find(one)] == [("redacted-and-readable", 2)]


def test_a_function_that_the_case_has_laid_before_a_person() -> None:
    one = marked("5.1.2e (programmamanager\nHaven)")
    assert list(functions.find(one))
    assert not list(functions.find(one, {functions.folded("Programmamanager Haven")}))
