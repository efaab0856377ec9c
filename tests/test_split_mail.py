"""Messages of a thread, in the forms that Dutch, English and German mail programs give them."""

import pytest

from pipeline.items import PartKind
from pipeline.split import split
from pipeline.types import Document, DocumentKind


def read(text, kind=DocumentKind.TEXT):
    return split(Document("1", "a.txt", kind, text))


def rows(text, kind=DocumentKind.TEXT):
    """Of each message: sent, sender, to, cc, subject, body."""
    return [
        (
            m.sent,
            m.sender and m.sender.of(text),
            [s.of(text) for s in m.to],
            [s.of(text) for s in m.cc],
            m.subject and m.subject.of(text),
            m.body.of(text),
        )
        for m in read(text, kind).messages
    ]


DUTCH = """Van: Wit, Anna de <a.dewit@rietdorp.example>
Verzonden: dinsdag 6 juni 2023 09:12
Aan: Bram Kok <b.kok@rietdorp.example>; Postbus Wonen
CC: Team Groen <groen@rietdorp.example>
Onderwerp: RE: kapvergunning

Dag Bram,

Prima zo.
"""


def test_a_dutch_block():
    assert rows(DUTCH) == [
        (
            "2023-06-06T09:12",
            "Wit, Anna de <a.dewit@rietdorp.example>",
            ["Bram Kok <b.kok@rietdorp.example>", "Postbus Wonen"],
            ["Team Groen <groen@rietdorp.example>"],
            "RE: kapvergunning",
            "Dag Bram,\n\nPrima zo.",
        )
    ]


@pytest.mark.parametrize(
    "block",
    [
        "From: Anna\nSent: 06/06/2023 09:12\nTo: Bram\nSubject: boom\n\nHallo",
        "Von: Anna\nGesendet: Dienstag, 6. Juni 2023 09:12\nAn: Bram\nBetreff: boom\n\nHallo",
        (
            "**Van:** Anna\n\n**Verzonden:** dinsdag 6 juni 2023 09:12\n"
            "\n**Aan:** Bram\n\n**Onderwerp:** boom\n\n---\n\nHallo"
        ),
        "> Van: Anna\n> Verzonden: dinsdag 6 juni 2023 09:12\n> Aan: Bram\n> Onderwerp: boom\n>\nHallo",
        (
            "Van: Anna\nAan: Bram\nOnderwerp: boom\n"
            "Datum: dinsdag 6 juni 2023 9:12:00\nBijlagen: foto.jpg\nplan 2.pdf\nHallo"
        ),
        "VAN: Anna\nVERZONDEN: 6-6-2023 09:12\nAAN: Bram\nONDERWERP: boom\nHallo",
        (
            "-----Oorspronkelijk bericht-----\nVan: Anna\n"
            "Datum: 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\nHallo"
        ),
        (
            "Begin doorgestuurd bericht:\n\nVan: Anna\nOnderwerp: boom\n"
            "Datum: 6 juni 2023 om 09:12\nAan: Bram\n\nHallo"
        ),
        "Van:\nAnna\nVerzonden:\ndinsdag 6 juni 2023 09:12\nOnderwerp:\nboom\nAan: Bram\nHallo",
    ],
)
def test_one_block_in_many_forms(block):
    (message,) = rows(block)
    sent, sender, to, _, subject, body = message
    assert (sent or "")[:16] == "2023-06-06T09:12"
    assert (sender, to, subject, body) == ("Anna", ["Bram"], "boom", "Hallo")


@pytest.mark.parametrize(
    ("intro", "sent", "sender"),
    [
        (
            "Op wo 6 sep. 2023 om 10:41 schreef Anna de Wit <anna@mail.example>:",
            "2023-09-06T10:41",
            "Anna de Wit <anna@mail.example>",
        ),
        (
            "Op wo 6 sep. 2023 om 10:41 schreef Anna de Wit\n<anna@mail.example>:",
            "2023-09-06T10:41",
            "Anna de Wit\n<anna@mail.example>",
        ),
        (
            "Op 30 aug. 2022 om 09:56 heeft Bram Kok <b@k.example> het volgende\ngeschreven:",
            "2022-08-30T09:56",
            "Bram Kok <b@k.example>",
        ),
        ("Bram Kok schreef op 2022-08-30 09:56:", "2022-08-30T09:56", "Bram Kok"),
        (
            "On Tue, Sep 13, 2022 at 10:29 PM Bram <b@k.example> wrote:",
            "2022-09-13T22:29",
            "Bram <b@k.example>",
        ),
        ("Am 13.09.2022 um 22:29 schrieb Bram Kok:", "2022-09-13T22:29", "Bram Kok"),
        ("> Op 30-08-2022 09:56 schreef 5.1.2e:", "2022-08-30T09:56", "5.1.2e"),
    ],
)
def test_a_reply_that_is_introduced_by_a_sentence(intro, sent, sender):
    text = DUTCH + "\n" + intro + "\n> Hoi,\n> tot morgen\n"
    first, second = rows(text)
    assert first[5] == "Dag Bram,\n\nPrima zo."
    assert second == (sent, sender, [], [], None, "> Hoi,\n> tot morgen")


@pytest.mark.parametrize(
    "line",
    [
        "Op 6 september 2023 schreef de krant dat de boom is gekapt.",
        "Hij schreef op de muur:",
        "Op de agenda staat het volgende:",
        "Van: het plein",
        "Aan: iedereen die dit leest",
        "Onderwerp: kapvergunning",
        "Verzonden: ja",
        "Het oorspronkelijk bericht is zoek.",
        "Datum: 6 juni 2023",
    ],
)
def test_a_line_of_a_body_opens_no_message(line):
    text = DUTCH + f"\nTot zover.\n\n{line}\n\nGroet, Anna\n"
    assert len(rows(text)) == 1
    assert rows(text)[0][5].endswith("Groet, Anna")


def test_an_address_list_runs_on_over_lines():
    text = (
        "Van: Anna\nVerzonden: 6-6-2023 09:12\n"
        "Aan: a@x.example; b@x.example;\n\nKok, Bram <b.kok@x.example>; Gerritsen\nd@x.example; e@x.example\n"
        "CC: 5.1.2e\n5.1.2e@x.example\nOnderwerp: boom\nHallo"
    )
    (message,) = rows(text)
    assert message[2] == [
        "a@x.example",
        "b@x.example",
        "Kok, Bram <b.kok@x.example>",
        "Gerritsen",
        "d@x.example",
        "e@x.example",
    ]
    assert message[3] == ["5.1.2e", "5.1.2e@x.example"]


def test_commas_part_addresses_but_not_a_name():
    people = '"Kok, Bram" <b@x.example>, c@x.example, Dirk <d@x.example>'
    text = f"From: Anna\nSent: 6-6-2023 09:12\nTo: {people}\nSubject: x\n\nHi"
    assert rows(text)[0][2] == ['"Kok, Bram" <b@x.example>', "c@x.example", "Dirk <d@x.example>"]


def test_a_subject_that_wraps():
    subject = "Agenda met bijlagen van het bestuurlijk overleg groen en water van\nwoensdag 7 juni"
    text = f"Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: {subject}\nHallo"
    assert rows(text)[0][4:] == (subject, "Hallo")


def test_marks_and_lost_lines():
    text = (
        DUTCH
        + "\n5.1.2e\nVerzonden: maandag 5 juni 2023 15:21\nAan: 5.1.2e\nOnderwerp: RE: kap\n\nZie bijlage.\n"
    )
    assert rows(text)[1] == ("2023-06-05T15:21", None, ["5.1.2e"], [], "RE: kap", "Zie bijlage.")


def test_an_empty_sender_is_no_sender():
    text = "Van:\nAan:\nOnderwerp: Re: overlast\nDatum: vrijdag 7 oktober 2022 9:27:47\nDear all,"
    assert rows(text) == [("2022-10-07T09:27:47", None, [], [], "Re: overlast", "Dear all,")]


def test_the_canonical_header_of_a_mail_needs_no_time():
    text = "Van: Anna\nAan: Bram\nOnderwerp: boom\n\nHallo"
    assert [m[1] for m in rows(text, DocumentKind.MAIL)] == ["Anna"]
    assert read(text, DocumentKind.MAIL).parts[0].kind == PartKind.MAIL
    assert rows(text, DocumentKind.TEXT) == []
    assert read(text, DocumentKind.TEXT).parts[0].kind == PartKind.MEMO


def test_a_body_ends_before_the_separator_of_the_next():
    text = DUTCH + "\n________________________________\n\n-----Original Message-----\n" + DUTCH
    assert [m[5] for m in rows(text)] == ["Dag Bram,\n\nPrima zo."] * 2
