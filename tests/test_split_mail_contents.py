"""What a message consists of: own words, signature, notes of the organisation, meeting request."""

import pytest

from pipeline.split.lines import cut
from pipeline.split.mail.heads import find_heads
from pipeline.split.mail.messages import messages

HEAD = "Van: Anna <a.dewit@rietdorp.example>\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\n"


def read(body):
    """Text, signature, notes and meeting request of a message with this body."""
    text = HEAD + body
    lines = cut(text)
    (message,) = messages(text, lines, find_heads(text, lines, False), [])
    return (
        "\n".join(span.of(text) for span in message.text),
        message.signature and message.signature.of(text),
        [span.of(text) for span in message.disclaimers],
        message.invitation and message.invitation.of(text),
    )


SIGNATURES = [
    "Met vriendelijke groet,\nAnna de Wit",
    "Met vriendelijke groet,\n\nAnna de Wit\nBeleidsadviseur\nRietdorp\nT (0299) 12 34 56\n\nwww.rietdorp.example",
    "Hartelijke groet,\nAnna",
    "Met hartelijke groeten, ook namens Bram,\nAnna",
    "Vriendelijke groet,\n5.1.2e",
    "Groetjes Anna",
    "Gr. Anna",
    "Grtz",
    "Mvg,\nAnna",
    "Hoogachtend,\nA. de Wit\nburgemeester",
    "Met vriendelijke groet / Kind regards,\nAnna de Wit",
    "Kind regards,\nAnna",
    "Best,\nAnna",
    "Yours sincerely,\nAnna de Wit",
    "Mit freundlichen Grüßen\nAnna de Wit",
    "Viele Grüße\nAnna",
    "-- \nAnna de Wit\n06-12345678",
    "Verstuurd vanaf mijn iPhone",
    "Sent from my Samsung Galaxy smartphone.",
    "Outlook voor iOS downloaden",
    "Von meinem iPad gesendet",
    "Met vriendelijke groet,\nAnna de Wit\nAanwezig op: maandag\nWerkdagen: ma, di en do",
    "Groet,\nAnna\n\nMet vriendelijke groet,\n\nAnna de Wit\nTeam Groen\n\nVerstuurd vanaf mijn iPad",
    "Met vriendelijke groet,\nAnna\nsenior adviseur vergunningen, toezicht en handhaving van de dienst Bos\nT 12345678",
    "Anna de Wit\nProjectleider groen\nGemeente Rietdorp\nT: 06-12345678\na.dewit@rietdorp.example",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature(signature):
    said = "Dag Bram,\n\nDe boom staat er nog en dat blijft zo."
    assert read(f"{said}\n\n{signature}\n") == (said, signature, [], None)


@pytest.mark.parametrize(
    "line",
    [
        "Groet je vrouw van mij.",
        "De groeten aan iedereen op het werk",
        "Met vriendelijke groet aan allen die er waren",
        "Dat is het beste, vind ik.",
        "Grote bomen vangen veel wind",
        "De brief is verstuurd met de mail van gisteren en ligt klaar.",
        "Best een goed idee",
        "Gr8",
        "Hoogachtend schreef hij ooit aan de raad.",
    ],
)
def test_what_is_no_signature(line):
    assert read(f"Dag Bram,\n\n{line}\n\nDe boom blijft staan.\n") == (
        f"Dag Bram,\n\n{line}\n\nDe boom blijft staan.",
        None,
        [],
        None,
    )


@pytest.mark.parametrize(
    "after",
    [
        "PS de sleutel ligt bij de balie.",
        "P.S. Neem je de kaart mee?",
        "NB: morgen is de balie dicht.",
        "Wat is er gebeurd?\nVorige week is de boom omgewaaid, zoals je weet.",
        "Beste Anna,\nKan de boom weg?",
        "Ik hoor graag van je of het zo kan.",
        "1. De boom moet weg zijn.\n2. Het plein is leeg.",
    ],
)
def test_a_signature_ends_where_somebody_goes_on_writing(after):
    said = "De boom blijft staan."
    text, signature, _, _ = read(f"{said}\n\nMet vriendelijke groet,\nAnna de Wit\n\n{after}\n")
    assert signature == "Met vriendelijke groet,\nAnna de Wit"
    assert text == f"{said}\n{after}"


def test_a_greeting_behind_the_last_sentence():
    assert read("Ik kom morgen. Groet, Anna\n")[:2] == ("Ik kom morgen.", "Groet, Anna")


def test_a_greeting_then_a_postscript_then_the_signature_of_the_program():
    formal = "Met vriendelijke groet,\n\nAnna de Wit\nT 06-12345678"
    text, signature, _, _ = read(f"Ik kom.\n\nGroet,\nAnna\n\nPS neem de kaart mee.\n\n{formal}\n")
    assert (text, signature) == ("Ik kom.\n\nGroet,\nAnna\n\nPS neem de kaart mee.", formal)


NOTES = [
    "Dit bericht kan informatie bevatten die niet voor u is bestemd. Bent u niet de geadresseerde, wilt u\n"
    "dat dan aan de afzender melden en het bericht verwijderen?",
    "De gemeente Rietdorp werkt graag zorgvuldig met e-mailverkeer. Als een e-mail niet voor u is bestemd, verzoekt\n"
    "de gemeente u ons dat te laten weten. Zie verder www.rietdorp.example/proclaimer.",
    "Op dit bericht is een proclaimer van toepassing: rietdorp.example/proclaimer",
    "DISCLAIMER\nAan dit bericht kunnen geen rechten worden ontleend.",
    "De informatie in dit e-mailbericht is uitsluitend bestemd voor de geadresseerde. Verstrekking aan anderen\n"
    "is niet toegestaan. De politie aanvaardt geen aansprakelijkheid voor schade.",
    "This message may contain information that is not intended for you. If you are not the addressee, please\n"
    "delete it. The State accepts no liability for damage of any kind.",
    "This email and any attachments are confidential and intended solely for the addressee.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, vernichten Sie sie.",
    "Denk aan het milieu voordat u deze e-mail print.",
    "Please consider the environment before printing this e-mail.",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_of_the_organisation(note):
    said, signature = (
        "Dag Bram,\n\nDe boom staat er nog.",
        "Met vriendelijke groet,\nAnna de Wit\nGemeente Rietdorp",
    )
    assert read(f"{said}\n\n{signature}\n\n{note}\n") == (said, signature, [note], None)


def test_notes_in_two_languages_and_twice():
    text, _, notes, _ = read(f"Prima.\n\nGroet,\nAnna\n\n{NOTES[0]}\n\nMinisterie van Bomen\n\n{NOTES[5]}\n")
    assert text == "Prima."
    assert notes == [f"{NOTES[0]}\n\nMinisterie van Bomen\n\n{NOTES[5]}"]


@pytest.mark.parametrize(
    "line",
    [
        "Dit bericht is ook aan de raad gestuurd.",
        "De stukken zijn vertrouwelijk, dus deel ze niet.",
        "De aannemer is aansprakelijk voor de schade aan de boom.",
        "Wil je de oude mail verwijderen? De afzender klopt niet.",
        "De bijlagen bij deze mail zijn voor de raad bestemd.",
        "Ik heb de ontvanger van de brief gebeld.",
    ],
)
def test_a_sentence_that_is_no_note(line):
    assert read(f"Dag Bram,\n\n{line}\n") == (f"Dag Bram,\n\n{line}", None, [], None)


def test_what_stands_below_a_note_stays_text():
    text, _, notes, _ = read(
        f"Prima.\n\nGroet,\nAnna\n\n{NOTES[0]}\n\nBram belt de boswachter nog over de eik.\n"
    )
    assert (text, notes) == ("Prima.\nBram belt de boswachter nog over de eik.", [NOTES[0]])


TEAMS = (
    "Microsoft Teams-vergadering\nDeelnemen op uw computer\nKlik hier om deel te nemen aan de vergadering\n"
    "Vergadering-id: 123 456 789\nWachtwoordcode: aBc12\nOf bel in (alleen audio)\n"
    "+31 20 123 45 67,,123456# Netherlands, Amsterdam\nTelefonische vergadering-id: 123 456#\n"
    "Meer informatie | Opties voor vergadering"
)
REQUESTS = [
    TEAMS,
    "Microsoft Teams meeting\nJoin on your computer or mobile app\nClick here to join the meeting\nMeeting ID: 123 456",
    "Microsoft Teams-Besprechung\nNehmen Sie auf Ihrem Computer teil\nHier klicken, um an der Besprechung teilzunehmen",
    "Anna is inviting you to a scheduled Zoom meeting.\nTopic: bomen\nTime: Jun 14, 2023 10:00 AM\nJoin Zoom Meeting\n"
    "https://rietdorp.zoom.us/j/123\nMeeting ID: 123 456\nPasscode: 99",
    "Join meeting\nhttps://rietdorp.webex.com/j.php?x=1\nMeeting number (access code): 123 456",
    "BEGIN:VCALENDAR\nSUMMARY:Bomen\nDTSTART:20230614T100000\nEND:VCALENDAR",
    "Wanneer: woensdag 14 juni 2023 10:00-11:00\nWaar: kamer 2\n~~~~~~~~~~~~~~~~",
    "Afspraak: bomen\nOrganisator: Anna\nLocatie: kamer 2\nBegin: 14-06-2023 10:00\nEinde: 14-06-2023 11:00",
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_meeting_request(request_):
    rule = "________________________________"
    text, _, _, invitation = read(f"Dag Bram,\n\nHierbij de uitnodiging.\n\n{rule}\n{request_}\n{rule}\n")
    assert text == "Dag Bram,\n\nHierbij de uitnodiging."
    assert invitation == request_


@pytest.mark.parametrize(
    "line",
    [
        "Hierbij de link: https://teams.microsoft.com/l/meetup",
        "We doen de vergadering via Teams, neem deel vanaf je computer.",
        "Wanneer: dat weet ik nog niet.",
        "Locatie: kamer 2\nGraag op tijd.",
    ],
)
def test_what_is_no_meeting_request(line):
    assert read(f"Dag Bram,\n\n{line}\n")[3] is None


def test_a_request_between_text_and_signature():
    signature = "Groet,\nAnna"
    assert read(f"Tot dan.\n\n{TEAMS}\n\n{signature}\n") == ("Tot dan.", signature, [], TEAMS)


def test_every_word_is_in_exactly_one_part():
    body = f"Dag Bram,\n\nPrima. Groet, Anna\n\nPS bel.\n\n{TEAMS}\n\nTot dan!\n\n{NOTES[0]}\n\nNeem brood mee.\n"
    text, signature, notes, invitation = read(body)
    parts = " ".join([text, signature or "", *notes, invitation or ""]).split()
    assert sorted(parts) == sorted(body.split())


@pytest.mark.parametrize("body", ["", "\n\n", "---\n", "_______\n\n"])
def test_an_empty_body_is_normal(body):
    assert read(body) == ("", None, [], None)
