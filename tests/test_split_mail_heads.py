"""Header blocks and introducing sentences as mail programs write them, and as they look after printing or reading."""

import pytest

from pipeline.split.lines import cut
from pipeline.split.mail.heads import find_heads
from pipeline.split.mail.messages import messages

NOTE = (
    "Van: Anna <a.dewit@rietdorp.example>\nVerzonden: woensdag 7 juni 2023 09:12\nAan: Bram\nOnderwerp: kap\n"
)


def read(text):
    lines = cut(text)
    return messages(text, lines, find_heads(text, lines, False), [])


def row(text, message):
    """Sent, sender, first addressee, subject, text."""
    return (
        message.sent,
        message.sender and message.sender.of(text),
        message.to[0].of(text) if message.to else None,
        message.subject and message.subject.of(text),
        "\n".join(span.of(text) for span in message.text),
    )


ANNA = ("Anna", "Bram", "boom", "Hallo")
FORMS = {
    "Outlook, Dutch": "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\nHallo",
    "Outlook, English": "From: Anna\nSent: Tuesday, June 6, 2023 9:12 AM\nTo: Bram\nSubject: boom\n\nHallo",
    "Outlook, German": "Von: Anna\nGesendet: Dienstag, 6. Juni 2023 09:12\nAn: Bram\nBetreff: boom\n\nHallo",
    "Outlook, with flags": (
        "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\nUrgentie: Hoog\n"
        "Opvolgingsmarkering: Opvolgen\nMarkeringsstatus: Voltooid\n\nHallo"
    ),
    "Outlook on the web": (
        "________________________________\nVan: Anna\nVerzonden: dinsdag 6 juni 2023 09:12:33\nAan: Bram\n"
        "Onderwerp: boom\n \nHallo"
    ),
    "Outlook on a telephone": (
        "Van: Anna\nVerzonden: Tuesday, June 6, 2023 9:12:33 AM\nAan: Bram\nOnderwerp: boom\n\nHallo"
    ),
    "Outlook, the month first": (
        "Van: Anna\nVerzonden: dinsdag, juni 6, 2023 9:12 AM\nAan: Bram\nOnderwerp: boom\n\nHallo"
    ),
    "bold in markdown": (
        "**Van:** Anna\n**Verzonden:** dinsdag 6 juni 2023 09:12\n**Aan:** Bram\n**Onderwerp:** boom\n\nHallo"
    ),
    "bold with the blank inside": (
        "**Van: **Anna\n**Verzonden: **dinsdag 6 juni 2023 09:12\n**Aan: **Bram\n**Onderwerp: **boom\n\nHallo"
    ),
    "stars": "*Van:* Anna\n*Verzonden:* dinsdag 6 juni 2023 09:12\n*Aan:* Bram\n*Onderwerp:* boom\n\nHallo",
    "rows of a table": (
        "| Van: | Anna |\n| Verzonden: | dinsdag 6 juni 2023 09:12 |\n| Aan: | Bram |\n| Onderwerp: | boom |\n\nHallo"
    ),
    "rows without colons": (
        "| Van | Anna |\n| Verzonden | dinsdag 6 juni 2023 09:12 |\n| Aan | Bram |\n| Onderwerp | boom |\n\nHallo"
    ),
    "entities": (
        "Van:&nbsp;Anna\nVerzonden:&nbsp;dinsdag 6 juni 2023 09:12\nAan:&nbsp;Bram\nOnderwerp:&nbsp;boom\n\nHallo"
    ),
    "tags": (
        "<b>Van:</b> Anna\n<b>Verzonden:</b> dinsdag 6 juni 2023 09:12\n<b>Aan:</b> Bram\n<b>Onderwerp:</b> boom\nHallo"
    ),
    "tabs": "Van:\tAnna\nVerzonden:\tdinsdag 6 juni 2023 09:12\nAan:\tBram\nOnderwerp:\tboom\n\nHallo",
    "Apple Mail, Dutch": (
        "Begin doorgestuurd bericht:\n\nVan: Anna\nOnderwerp: boom\nDatum: 6 juni 2023 om 09:12:33 CEST\n"
        "Aan: Bram\n\nHallo"
    ),
    "Apple Mail, English": (
        "Begin forwarded message:\n\nFrom: Anna\nSubject: boom\nDate: 6 June 2023 at 09:12:33 CEST\nTo: Bram\n\nHallo"
    ),
    "Apple Mail, German": (
        "Anfang der weitergeleiteten Nachricht:\n\nVon: Anna\nBetreff: boom\nDatum: 6. Juni 2023 um 09:12:33 MESZ\n"
        "An: Bram\n\nHallo"
    ),
    "Gmail": (
        "---------- Forwarded message ---------\nVan: Anna\nDate: di 6 jun. 2023 om 09:12\n"
        "Subject: boom\nTo: Bram\n\nHallo"
    ),
    "Gmail, Dutch": (
        "---------- Doorgestuurd bericht ----------\nVan: Anna\nDatum: 6 juni 2023 09:12\n"
        "Onderwerp: boom\nAan: Bram\n\nHallo"
    ),
    "Thunderbird": (
        "-------- Doorgestuurd bericht --------\nOnderwerp: \tboom\nDatum: \tTue, 6 Jun 2023 09:12:33 +0200\n"
        "Van: \tAnna\nAan: \tBram\n\nHallo"
    ),
    "Samsung": (
        "-------- Oorspronkelijk bericht --------\nVan: Anna\nDatum: 06-06-23 09:12 (GMT+01:00)\nAan: Bram\n"
        "Onderwerp: boom\n\nHallo"
    ),
    "German separator": (
        "-------- Ursprüngliche Nachricht --------\nVon: Anna\nDatum: 06.06.23 09:12 (GMT+01:00)\nAn: Bram\n"
        "Betreff: boom\n\nHallo"
    ),
    "Notes": "Van: Anna\nAan: Bram\nCc: Cor\nDatum: 06-06-2023 09:12\nOnderwerp: boom\nVerzonden door: Dirk\n\nHallo",
    "Notes, forwarded": (
        "----- Doorgestuurd door Dirk/RIETDORP op 07-06-2023 10:00 -----\n\nVan: Anna\nAan: Bram\n"
        "Datum: 06-06-2023 09:12\nOnderwerp: boom\n\nHallo"
    ),
    "GroupWise": "Van: Anna\nAan: Bram\nDatum: 6-6-2023 9:12\nOnderwerp: boom\n\nHallo",
    "printed, the date last": (
        "Van: Anna\nAan: Bram\nOnderwerp: boom\nDatum: dinsdag 6 juni 2023 09:12:33\n"
        "Bijlagen: kaart.pdf\nlijst.docx\n\nHallo"
    ),
    "labels above values": (
        "Van:\nVerzonden:\nAan:\nOnderwerp:\nAnna\ndinsdag 6 juni 2023 09:12\nBram\nboom\nHallo"
    ),
    "labels above values, the date last": (
        "Van:\nAan:\nOnderwerp:\nDatum:\nAnna\nBram\nboom\ndinsdag 6 juni 2023 09:12:33\nHallo"
    ),
    "each value on its own line": (
        "Van:\nAnna\nVerzonden:\ndinsdag 6 juni 2023 09:12\nAan:\nBram\nOnderwerp:\nboom\nHallo"
    ),
    "each value below an empty line": (
        "Van:\n\nAnna\n\nVerzonden:\n\ndinsdag 6 juni 2023 09:12\n\nAan:\n\nBram\n\nOnderwerp: boom\n\nHallo"
    ),
    "a broken subject": (
        "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\nCategorieën: groen\n\nHallo"
    ),
    "quoted": "> Van: Anna\n> Verzonden: dinsdag 6 juni 2023 09:12\n> Aan: Bram\n> Onderwerp: boom\n>\n> Hallo",
    "misread letters": "Van: Anna\nVerz0nden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOndenwerp: boom\n\nHallo",
    "misread addressee": "van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAar: Bram\nOnderwerp: boom\n\nHallo",
    "lost colon": "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\npan Bram\nOnderwerp: boom\n\nHallo",
    "misread copy": "Van: Anna\nVerzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nce: Cor\nOnderwerp: boom\n\nHallo",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_header_block(text):
    (message,) = read(text)
    sent, *rest = row(text, message)
    assert sent is not None
    assert sent[:16] == "2023-06-06T09:12"
    assert tuple(rest) == ANNA


INTROS = {
    "Gmail": "Op di 6 jun 2023 om 09:12 schreef Anna <anna@mail.example>:",
    "Gmail, English": "On Tue, Jun 6, 2023 at 9:12 AM Anna <anna@mail.example> wrote:",
    "Gmail, German": "Am Di., 6. Juni 2023 um 09:12 Uhr schrieb Anna <anna@mail.example>:",
    "Gmail, before 2014": "2023-06-06 9:12 GMT+02:00 Anna <anna@mail.example>:",
    "Apple Mail": "Op 6 jun. 2023, om 09:12 heeft Anna <anna@mail.example> het volgende geschreven:",
    "Apple Mail, broken": "Op 6 jun. 2023 om 09:12 heeft Anna <anna@mail.example> het\nvolgende geschreven:",
    "Apple Mail, English": "On 6 Jun 2023, at 09:12, Anna <anna@mail.example> wrote:",
    "Apple Mail, German": "Am 06.06.2023 um 09:12 schrieb Anna <anna@mail.example>:",
    "the sender first": "Anna <anna@mail.example> schreef op 6 juni 2023 09:12:",
    "the sender first, heeft": "Anna <anna@mail.example> heeft op 6 juni 2023 om 09:12 het volgende geschreven:",
    "the sender first, hat": "Anna <anna@mail.example> hat am 6. Juni 2023 um 09:12 geschrieben:",
    "Notes": "Anna <anna@mail.example> wrote on 06-06-2023 09:12:33:",
    "Yahoo": "Op dinsdag 6 juni 2023 09:12:33 CEST schreef Anna <anna@mail.example>:",
    "GroupWise": ">>> Anna <anna@mail.example> 6-6-2023 09:12 >>>",
    "GroupWise, a sentence": ">>> Op 6-6-2023 om 09:12 is door Anna <anna@mail.example> geschreven:",
    "GroupWise, English": (
        ">>> On 6/6/2023 at 9:12 AM, in message\n<64AB@mail.example>, Anna <anna@mail.example> wrote:"
    ),
    "the colon lost": "On Tue, Jun 6, 2023 at 9:12 AM Anna <anna@mail.example> wrote",
}


@pytest.mark.parametrize("intro", INTROS.values(), ids=INTROS)
def test_an_introducing_sentence(intro):
    text = NOTE + "\nPrima.\n\n" + intro + "\n> Hallo\n> tot morgen\n"
    first, second = read(text)
    assert row(text, first)[4] == "Prima."
    sent, sender, _, _, said = row(text, second)
    assert sent is not None
    assert sent[:16] == "2023-06-06T09:12"
    assert (sender, said) == ("Anna <anna@mail.example>", "Hallo\ntot morgen")
    assert (second.rule, second.quoted_in) == ("inleiding", 0)


def test_a_date_that_only_an_american_can_mean():
    text = NOTE + "\nFine.\n\nOn 6/13/2023 9:12 AM, Anna wrote:\n> Hello\n"
    assert read(text)[1].sent == "2023-06-13T09:12"


@pytest.mark.parametrize(
    "line",
    [
        "Op 6 juni 2023 schreef u ons:",
        "Op 6 juni 2023 heeft het college het volgende geschreven:",
        "De wethouder schreef op 6 juni 2023:",
        "Op 6 juni 2023 om 09:12 uur schreef u per e-mail:",
        "Op 6 juni 2023 om 09:12 heeft de commissie het volgende geschreven:",
        "On 6 June 2023 the council wrote:",
        "Zie het oorspronkelijke bericht van Anna",
        "Bijlagen: van.pdf; aan.docx",
        "Onderwerp: vergunning\nGeachte heer,",
        "Verzonden: 12 juni 2023\nOnderwerp: vergunning\nGeachte heer,",
        "Datum: 12 juni 2023\nOnderwerp: vergunning\nUw kenmerk: 12",
        "Datum: dinsdag 6 juni 2023, 14:00 - 15:00 uur\nLocatie: stadhuis\nAan: de leden",
        "Datum: 6 juni 2023 14:00 uur\nAan: de leden\nOnderwerp: agenda",
        "Van: 14:00 uur\nTot: 15:00 uur",
        "Van links naar rechts\nVerzonden bestanden staan klaar",
        "aan\nvan\ndatum",
    ],
)
def test_lines_that_start_no_message(line):
    text = NOTE + "\nDag Bram,\n\n" + line + "\n\nTot zover.\n"
    (message,) = read(text)
    assert row(text, message)[4] == f"Dag Bram,\n\n{line}\n\nTot zover."


@pytest.mark.parametrize(
    "head",
    [
        "Van: Anna\nAan: Bram\nOnderwerp: boom\nDatum: 6 juni 2023\n",
        "Aan: het college\nVan: team Groen\nDatum: 6 juni 2023\nBetreft: boom\n",
        "VAN: Anna\nAAN: Bram\nDATUM: 6-6-2023\nONDERWERP: boom\n",
    ],
)
def test_a_block_without_a_time_of_sending_is_a_memo(head):
    text = head + "\nDe boom is ziek.\n"
    (found,) = find_heads(text, cut(text), False)
    assert found.memo
    assert read(text) == ()


def test_the_header_that_garble_has_hit_stays_out_of_the_text():
    text = (
        "Van: |\nVerzonden: vrijdag 9 juni 2023 10:01 |\nQA xx nn; EE\nEN <@rietdorp.example>\n"
        "ce: nn\nOnderwerp: boom |\nHallo\n"
    )
    (message,) = read(text)
    assert row(text, message)[3:] == ("boom", "Hallo")
    assert message.sender is None
    assert message.confidence == 0.7


@pytest.mark.parametrize("sender", ["var]", "vn", "Van nn@rietdorp.example", "van |"])
def test_a_sender_whose_label_is_garbled(sender):
    text = (
        NOTE
        + f"\nPrima.\n\n{sender}\nVerzonden: dinsdag 6 juni 2023 08:00\nAan: Anna\nOnderwerp: kap\n\nMag het?\n"
    )
    first, second = read(text)
    assert row(text, first)[4] == "Prima."
    assert row(text, second)[4] == "Mag het?"
    assert second.confidence == 0.7


@pytest.mark.parametrize(
    "line",
    [
        "=--=-Oorspronkelijk bericht-——-",
        "-----Oorspronkelijk bericht-----",
        "mennen Oorspronkelijk Bericht -—---===",
        "-----Original Appointment-----",
        "Begin doorgestuurd bericht:",
    ],
)
def test_a_separator_is_of_the_message_below_it(line):
    text = (
        NOTE + f"\nPrima.\n\n{line}\nVan: Bram\nDatum: 6 juni 2023\nAan: Anna\nOnderwerp: kap\n\nMag het?\n"
    )
    first, second = read(text)
    assert row(text, first)[4] == "Prima."
    assert row(text, second)[4] == "Mag het?"


def test_a_separator_without_a_block_opens_a_message_of_nobody():
    text = NOTE + "\nPrima.\n\n-----Oorspronkelijk bericht-----\n\nMag de boom weg?\n"
    _, second = read(text)
    assert row(text, second) == (None, None, None, None, "Mag de boom weg?")
    assert (second.rule, second.confidence) == ("scheiding", 0.5)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Overleg over de bomen in de wijk Rietveld (locatie: raadzaal,\nbegane grond)", "Hallo"),
        ("Gevolgen van het kappen van de bomen in de wijk Rietveld en\nomgeving", "Hallo"),
        ("Gevolgen van het kappen van de bomen in de wijk Rietveld en de\n\nWaterkant", "Hallo"),
    ],
)
def test_a_subject_that_runs_on(subject, said):
    text = f"Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: {subject}\n\n{said}\n"
    if "\n\n" in subject:
        text = (
            f"Van: Anna\nAan: Bram\nOnderwerp: {subject}\n\nDatum: dinsdag 6 juni 2023 09:12:00\n\n{said}\n"
        )
    (message,) = read(text)
    assert row(text, message)[3:] == (subject, said)


def test_the_first_line_of_a_text_is_no_rest_of_the_subject():
    subject = "Gevolgen van het kappen van alle bomen in de wijk Rietveld-Noord"
    text = f"Van: Anna\nVerzonden: 6-6-2023 09:12\nAan: Bram\nOnderwerp: {subject}\nBeste Bram,\nhet kan.\n"
    (message,) = read(text)
    assert row(text, message)[3:] == (subject, "Beste Bram,\nhet kan.")


def test_the_name_of_who_printed_a_mail_is_of_no_message():
    text = NOTE + "\nPrima.\n\fKok, Bram\n______\nVan: Bram\nVerzonden: 6-6-2023 08:00\nAan: Anna\n\nMag het?"
    first, second = read(text)
    assert row(text, first)[4] == "Prima."
    assert row(text, second)[4] == "Mag het?"


@pytest.mark.parametrize(
    ("text", "rule", "confidence"),
    [
        (FORMS["Outlook, Dutch"], "kop", 0.9),
        (FORMS["misread copy"], "kop", 0.7),
        (FORMS["labels above values"], "kolommen", 0.7),
        ("Verzonden: dinsdag 6 juni 2023 09:12\nAan: Bram\nOnderwerp: boom\n\nHallo", "kop", 0.8),
        ("Van: Anna\nVerzonden: [5.1.2e]\nAan: Bram\nOnderwerp: boom\n\nHallo", "kop", 0.7),
    ],
)
def test_a_garbled_or_partial_block_is_less_sure(text, rule, confidence):
    (message,) = read(text)
    assert (message.rule, message.confidence) == (rule, confidence)


def test_an_appointment_is_a_message_with_an_invitation():
    text = (
        NOTE
        + "\nZie onder.\n\n-----Oorspronkelijke afspraak-----\nVan: Bram\nVerzonden: maandag 5 juni 2023 10:00\n"
        "Aan: Anna\nOnderwerp: boom\nTijd: woensdag 14 juni 2023 9:00-10:00 (UTC+01:00) Amsterdam.\nLocatie: Teams\n\n"
        "Tot dan!\n"
    )
    _, second = read(text)
    assert second.invitation
    assert second.invitation.of(text).startswith("Tijd: woensdag")
    assert row(text, second)[3:] == ("boom", "Tot dan!")
