"""Invitations (RFC 5545) as Outlook, Exchange and Google write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.invite import invite_text, read_invite, unfolded
from pipeline.ingest.recurrence import shown_rule

OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
COMMENT:tabel
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ATTENDEE;CN="Berg, Piet";ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:piet@y.nl
ATTENDEE;CUTYPE=ROOM;CN=Kamer 3:invalid:nomail
CLASS:PUBLIC
DESCRIPTION:Beste allen\\,\\n\\nzie bijlage\\n
DTEND;TZID="W. Europe Standard Time":20240701T113000
DTSTAMP:20240601T080000Z
DTSTART;TZID="W. Europe Standard Time":20240701T100000
LOCATION:Kamer 3\\; hoofdgebouw
ORGANIZER;CN="Jan de Wit";SENT-BY="mailto:els@x.nl":mailto:jan@x.nl
RRULE:FREQ=WEEKLY;UNTIL=20241231T000000Z;INTERVAL=2;BYDAY=MO,WE
SUMMARY;LANGUAGE=nl:Overleg
UID:geheim
X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Beste allen,</p><p>zie <b>bijlage</b> 5</p></body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_outlook():
    assert invite_text(OUTLOOK) == (
        "Deelnemer: Berg, Piet <piet@y.nl>\nDeelnemer: Kamer 3\nOmschrijving: Beste allen,\n\nzie bijlage 5\n"
        "Einde: 01-07-2024 11:30\nBegin: 01-07-2024 10:00\nLocatie: Kamer 3; hoofdgebouw\n"
        "Organisator: Jan de Wit <jan@x.nl>\nVerstuurd door: els@x.nl\n"
        "Herhaling: elke 2 weken op maandag en woensdag, tot en met 31-12-2024\nAfspraak: Overleg"
    )


def test_google():
    source = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTART:20240701T080000Z\r\nDTEND:20240701T093000Z\r\n"
        "ORGANIZER;CN=jan@x.nl:mailto:jan@x.nl\r\n"
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Piet\r\n  Berg;X-NUM-GUESTS=0:mailto:\r\n"
        " piet@y.nl\r\nSUMMARY:Overleg\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert invite_text(source) == (
        "Antwoord op uitnodiging\nBegin: 01-07-2024 10:00\nEinde: 01-07-2024 11:30\nOrganisator: jan@x.nl\n"
        "Deelnemer: Piet Berg <piet@y.nl> (geaccepteerd)\nAfspraak: Overleg"
    )


def test_a_cancelled_series_with_its_exceptions():
    source = (
        "BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nSUMMARY:een\nSTATUS:CANCELLED\nEXDATE:20240708,20240715\n"
        "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:twee\nRECURRENCE-ID;TZID=Europe/Amsterdam:20240722T100000\nEND:VEVENT\n"
        "END:VCALENDAR"
    )
    assert invite_text(source) == (
        "Afspraak geannuleerd\nAfspraak: een\nStatus: geannuleerd\nNiet op: 08-07-2024, 15-07-2024\n\n"
        "Afspraak: twee\nVoor de keer van: 22-07-2024 10:00"
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("DTSTART:20240115T080000Z", "Begin: 15-01-2024 09:00"),
        ("DTSTART:20240715T080000Z", "Begin: 15-07-2024 10:00"),
        ("DTSTART;TZID=UTC:20240715T080000", "Begin: 15-07-2024 10:00"),
        ("DTSTART:20240331T005959Z", "Begin: 31-03-2024 01:59"),
        ("DTSTART:20240331T010000Z", "Begin: 31-03-2024 03:00"),
        ("DTSTART;TZID=Europe/Amsterdam:20240715T0800", "Begin: 15-07-2024 08:00"),
        ("DTSTART;TZID=America/New_York:20240715T080000", "Begin: 15-07-2024 08:00 (tijdzone America/New_York)"),
        ("DTSTART;VALUE=DATE:20240715", "Begin: 15-07-2024"),
        ("DTSTART:20241399T080000", "Begin: 20241399T080000"),
        ("DTSTART:straks", "Begin: straks"),
        ("DURATION:PT1H30M", "Duur: 1 uur 30 minuten"),
        ("DURATION:P1DT1M", "Duur: 1 dag 1 minuut"),
        ("DURATION:lang", "Duur: lang"),
        ("RDATE;VALUE=PERIOD:20240715T080000Z/PT1H", "Ook op: 15-07-2024 10:00/PT1H"),
        ("DUE;VALUE=DATE:20240715", "Uiterlijk: 15-07-2024"),
        ("ATTENDEE;CN=Jan^'s:mailto:j@x.nl", 'Deelnemer: Jan"s <j@x.nl>'),
        ("ATTENDEE;CN=\"Wit; Jan: de\":MAILTO:j@x.nl", "Deelnemer: Wit; Jan: de <j@x.nl>"),
        ("ATTENDEE;CN=Dienst: Zaken;ROLE=X:mailto:j@x.nl", "Deelnemer: Dienst: Zaken <j@x.nl>"),
        ("ATTENDEE:mailto:j%40x.nl", "Deelnemer: j@x.nl"),
        ("ATTENDEE;CN=Jan;EMAIL=j@x.nl:urn:uuid:1", "Deelnemer: Jan <urn:uuid:1>"),
        ("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:e@x.nl\":mailto:j@x.nl",
         "Deelnemer: j@x.nl (gedelegeerd)\nGedelegeerd aan: e@x.nl"),
        ("CATEGORIES:een,twee", "Categorie: een,twee"),
        ("ATTACH:https://x.nl/plan.pdf", "Bijlage: https://x.nl/plan.pdf"),
        ("UID:geheim", ""),
        ("kapot", ""),
    ],
)  # fmt: skip
def test_lines(line, shown):
    assert invite_text(line) == shown
    assert invite_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nEND:VEVENT\nEND:VCALENDAR") == shown


def test_the_end_of_a_whole_day_is_the_day_itself():
    assert invite_text("DTSTART;VALUE=DATE:20240715\nDTEND;VALUE=DATE:20240716") == (
        "Begin: 15-07-2024\nEinde: 15-07-2024"
    )


def test_a_file_in_the_calendar():
    invite = read_invite("ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.txt:aW5ob3Vk")
    assert [(f.name, f.data, f.declared) for f in invite.files] == [("a.txt", b"inhoud", "text/plain")]
    assert invite.whole
    assert not read_invite("ATTACH;ENCODING=BASE64;VALUE=BINARY:aW5ob3V").whole


def test_lines_are_joined_before_letters_are_read():
    assert unfolded(b"SUMMARY:caf\xc3\r\n \xa9").decode() == "SUMMARY:café"


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("FREQ=DAILY", "dagelijks"),
        ("FREQ=DAILY;COUNT=5", "dagelijks, 5 keer"),
        ("FREQ=WEEKLY;BYDAY=TU;WKST=MO", "wekelijks op dinsdag"),
        ("FREQ=MONTHLY;BYDAY=2TU", "maandelijks op de tweede dinsdag"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "maandelijks op de laatste vrijdag"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "maandelijks op dag 1 en 15"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4", "jaarlijks op dag 4 in maart"),
        ("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20", "elke 2 jaar (BYWEEKNO=20)"),
        ("FREQ=SECONDLY", "FREQ=SECONDLY"),
        ("onzin", "onzin"),
    ],
)
def test_rules(rule, shown):
    assert shown_rule(rule) == shown


@given(st.text())
def test_no_text_breaks_the_reader(source):
    invite_text(source)
    invite_text(f"BEGIN:VEVENT\nDTSTART;X={source}\nRRULE:{source}\nATTENDEE;CN={source}")
