"""Mails and other items of Outlook (.msg): every form of body, sender, recipient and attachment that it writes."""

import io
import struct
import time
from contextlib import suppress
from datetime import UTC, datetime

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.ingest import about_pictures
from pipeline.ingest.cfb import Storage, read_cfb, write_cfb
from pipeline.ingest.found import Mail
from pipeline.ingest.mapiitems import ADDRESS, APPOINTMENT, TASK
from pipeline.ingest.outlook import is_msg, parse_msg
from tests.msg_maker import (
    ADDRESS as TO_ADDRESS,
)
from tests.msg_maker import (
    BODY,
    CID,
    CLASS,
    DATA,
    FILE_NAME,
    FLAGS,
    FROM_ADDRESS,
    FROM_KIND,
    FROM_NAME,
    FROM_SMTP,
    HEADERS,
    HTML,
    KIND,
    MESSAGE_ID,
    METHOD,
    MIME,
    NAME,
    ROLE,
    RTF,
    SENDER_ADDRESS,
    SENDER_NAME,
    SENT,
    SMTP,
    SUBJECT,
    Attach,
    Msg,
    Props,
    msg_bytes,
    packed_rtf,
)

WHEN = datetime(2024, 3, 4, 8, 14, tzinfo=UTC)
FROM: Props = {FROM_NAME: "Jan de Wit", FROM_ADDRESS: "jan@x.nl", FROM_KIND: "SMTP"}
MAIL: Props = {CLASS: "IPM.Note", SUBJECT: "Afspraak", SENT: WHEN, **FROM}
PIET: Props = {NAME: "Piet Berg", TO_ADDRESS: "piet@y.nl", KIND: "SMTP", ROLE: 1}
TOP = (
    "Van: Jan de Wit <jan@x.nl>\nVerzonden: maandag 4 maart 2024 09:14\nAan: Piet Berg <piet@y.nl>\n"
    "Onderwerp: Afspraak\n"
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", 10, 10) + bytes(20)
CPID, MESSAGE_PAGE = 0x3FDE0003, 0x3FFD0003


def parsed(props: Props, recipients=(PIET,), attachments=(), named=None) -> Mail:
    return parse_msg(msg_bytes(Msg(props, recipients, attachments, named or {})))


def body_of(props: Props) -> str:
    mail = parsed({**MAIL, **props})
    return mail.text.split("\n\n", 1)[1].strip("\n")


def test_a_plain_mail():
    mail = parsed({**MAIL, BODY: "Dag Piet,\r\n\r\nGroet", MESSAGE_ID: "<a@x.nl>"})
    assert mail.text == TOP + "\nDag Piet,\n\nGroet\n"
    assert ("Message-ID", "<a@x.nl>") in mail.headers
    assert mail.attachments == ()
    assert mail.obstacles == ()


def test_other_readers_read_what_the_maker_writes():
    oxmsg = pytest.importorskip("oxmsg")
    data = msg_bytes(
        Msg({**MAIL, BODY: "hallo"}, [PIET], [Attach({FILE_NAME: "a.txt", DATA: b"x" * 5000, METHOD: 1})])
    )
    message = oxmsg.Message.load(io.BytesIO(data))
    assert (message.subject, message.body, message.message_class) == ("Afspraak", "hallo", "IPM.Note")
    assert [r.email_address for r in message.recipients] == ["piet@y.nl"]
    assert [(a.file_name, a.file_bytes) for a in message.attachments] == [("a.txt", b"x" * 5000)]
    with olefile.OleFileIO(data) as ole:
        assert ole.parsing_issues == []


def string8(tag: int) -> int:
    return tag & 0xFFFF0000 | 0x001E


def packed(rtf: bytes) -> Props:
    return {RTF: packed_rtf(rtf)}


@pytest.mark.parametrize(
    ("props", "body"),
    [
        ({BODY: "één\vtwee"}, "één\ntwee"),
        ({string8(BODY): b"caf\xe9", MESSAGE_PAGE: 1252}, "café"),
        ({string8(BODY): b"caf\xe9"}, "café"),  # says no code page
        ({string8(BODY): "café".encode(), MESSAGE_PAGE: 1252}, "café"),  # says the wrong one
        ({string8(BODY): "Łódź".encode("cp1250"), MESSAGE_PAGE: 1250}, "Łódź"),
        ({string8(BODY): "日本語".encode("cp932"), MESSAGE_PAGE: 932}, "日本語"),
        ({string8(BODY): "привет".encode("koi8-r"), CPID: 20866}, "привет"),
        ({string8(BODY): "caf\u00e9".encode("cp850"), MESSAGE_PAGE: 850}, "café"),
        ({HTML: b"<p>caf\xe9</p>", CPID: 1252}, "café"),
        ({HTML: "<p>café</p>".encode(), CPID: 65001}, "café"),
        ({HTML: "<p>café</p>".encode(), CPID: 1252}, "café"),
        ({HTML: "<p>Łódź</p>".encode("iso8859-2"), CPID: 28592}, "Łódź"),
        ({HTML: "<meta charset=iso-8859-2><p>Łódź</p>".encode("iso8859-2")}, "Łódź"),
        ({HTML: "<p>café</p>".encode("utf-16"), CPID: 1200}, "café"),
        ({0x1013001F: "<p>café</p>"}, "café"),
        ({0x1013001E: b"<p>caf\xe9</p>"}, "café"),
        (packed(rb"{\rtf1\ansi\ansicpg1252 caf\'e9\par twee}"), "café\ntwee"),
        (packed(rb"{\rtf1\ansi\fromtext caf\'e9\par twee}"), "café\ntwee"),
        (packed(rb"{\rtf1\ansi\fromhtml1{\*\htmltag84 <p>}\htmlrtf \par\htmlrtf0 caf\'e9{\*\htmltag84 </p>}}"), "café"),
        ({BODY: "Dag één", HTML: "<p>Dag <b>één</b></p>".encode(), CPID: 65001}, "Dag één"),
        ({BODY: "", HTML: b"<p>alleen hier</p>"}, "alleen hier"),
        ({CLASS: "REPORT.IPM.Note.NDR", 0x1001001F: "niet bezorgd"}, "niet bezorgd"),
    ],
)  # fmt: skip
def test_bodies(props, body):
    assert body_of(props) == body
    assert parsed({**MAIL, **props}).obstacles == ()


def test_what_only_one_rendering_says_is_kept():
    body = body_of({BODY: "mijn nummer: 5", **packed(rb"{\rtf1\ansi alleen hier}")})
    assert "mijn nummer: 5" in body
    assert "alleen hier" in body


@pytest.mark.parametrize(
    ("props", "reason"),
    [
        ({string8(BODY): b"caf\xe9", MESSAGE_PAGE: 20000}, "tekenset"),
        ({string8(BODY): b"\x81\x8d\x81", MESSAGE_PAGE: 932}, "tekenset"),
        ({HTML: b"<p>caf\xe9</p>", CPID: 99999}, "tekenset"),
        ({RTF: b"onzin"}, "RTF"),
        ({RTF: packed_rtf(b"{\\rtf1 halve tekst")}, "RTF"),
        ({RTF: packed_rtf(b"{\\rtf1 halve tekst}")[:-9]}, "RTF"),
        ({}, "geen berichttekst"),
        ({BODY: "begin 644 brief.doc\nM1234\n`\nend\n"}, "uuencode"),
        ({BODY: "-----BEGIN PGP MESSAGE-----"}, "versleuteld"),
        ({CLASS: "IPM.Note.rpmsg.Microsoft.IRM", BODY: "beveiligd"}, "rechtenbeheer"),
    ],
)
def test_what_can_not_be_read_to_the_end_is_told(props, reason):
    mail = parsed({**MAIL, **props})
    assert mail.text.startswith(TOP)
    assert any(reason in obstacle for obstacle in mail.obstacles)
    assert not any(about_pictures(obstacle) for obstacle in mail.obstacles)
    assert all("; " in obstacle for obstacle in mail.obstacles)


EX = "/o=Dienst/ou=First Administrative Group/cn=Recipients/cn=12345-jan"


class TestPeople:
    @pytest.mark.parametrize(
        ("props", "lines"),
        [
            (FROM, ["Van: Jan de Wit <jan@x.nl>"]),
            ({FROM_NAME: "Jan de Wit", FROM_ADDRESS: EX, FROM_KIND: "EX"}, ["Van: Jan de Wit"]),
            ({FROM_NAME: "Jan de Wit", FROM_ADDRESS: EX, FROM_KIND: "EX", FROM_SMTP: "jan@x.nl"},
             ["Van: Jan de Wit <jan@x.nl>"]),
            ({FROM_ADDRESS: EX, FROM_KIND: "EX"}, [f"Van: {EX}"]),
            ({FROM_NAME: "jan@x.nl", FROM_ADDRESS: "jan@x.nl"}, ["Van: jan@x.nl"]),
            ({FROM_NAME: "'Jan de Wit'", FROM_ADDRESS: "jan@x.nl"}, ["Van: Jan de Wit <jan@x.nl>"]),
            ({SENDER_NAME: "Els Kok", SENDER_ADDRESS: "els@x.nl"}, ["Van: Els Kok <els@x.nl>"]),
            ({**FROM, SENDER_NAME: "Els Kok", SENDER_ADDRESS: "els@x.nl"},
             ["Van: Jan de Wit <jan@x.nl>", "Namens: Els Kok <els@x.nl>"]),
            ({**FROM, SENDER_NAME: "Jan de Wit", SENDER_ADDRESS: "JAN@x.nl"}, ["Van: Jan de Wit <jan@x.nl>"]),
        ],
    )  # fmt: skip
    def test_the_sender(self, props, lines):
        shown = parsed({SUBJECT: "x", BODY: "y", **props}, ()).text.split("\n")
        assert [line for line in shown if line.startswith(("Van:", "Namens:"))] == lines

    def test_each_kind_of_recipient(self):
        people = [
            PIET,
            {NAME: "Els Kok", TO_ADDRESS: EX, KIND: "EX", SMTP: "els@x.nl", ROLE: 2},
            {NAME: "Bo Vos", TO_ADDRESS: EX, KIND: "EX", ROLE: 3},
            {NAME: "Kim", TO_ADDRESS: "kim@z.nl", ROLE: 0x10000001},  # with a bit of the server
        ]
        text = parsed({**MAIL, BODY: "x"}, people).text
        assert "Aan: Piet Berg <piet@y.nl>; Kim <kim@z.nl>\nCC: Els Kok <els@x.nl>\nBCC: Bo Vos\n" in text

    def test_without_a_table_the_line_that_outlook_shows(self):
        props = {**MAIL, BODY: "x", 0x0E04001F: "Piet; Els", 0x0E03001F: "Bo\0"}
        assert "Aan: Piet; Els\nCC: Bo\n" in parsed(props, ()).text

    def test_the_header_that_travelled_wins(self):
        raw = (
            "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from geheim\r\n"
            "From: =?utf-8?Q?Ren=C3=A9?= <r@x.nl>\r\nTo: Piet Berg,\r\n\tkim@z.nl\r\n"
            "Date: Mon, 4 Mar 2024 07:00:00 -0500\r\nSubject: Echt\r\nReferences: <a@x>\r\n\r\n"
        )
        hidden = {NAME: "Bo Vos", TO_ADDRESS: "bo@z.nl", ROLE: 3}
        mail = parsed({**MAIL, BODY: "x", HEADERS: raw}, [PIET, hidden])
        assert mail.text.startswith(
            "Van: René <r@x.nl>\nVerzonden: maandag 4 maart 2024 07:00\nAan: Piet Berg <piet@y.nl>; kim@z.nl\n"
            "BCC: Bo Vos <bo@z.nl>\nOnderwerp: Echt\n\n"
        )
        assert ("References", "<a@x>") in mail.headers
        assert "geheim" not in mail.text

    def test_summer_and_winter(self):
        for month, shown in ((1, "09:14"), (7, "10:14")):
            text = parsed({**MAIL, BODY: "x", SENT: datetime(2024, month, 31, 8, 14, tzinfo=UTC)}).text
            assert f"2024 {shown}\n" in text

    def test_a_draft_has_no_date(self):
        assert "Verzonden" not in parsed({SUBJECT: "x", BODY: "y", SENT: (0).to_bytes(8, "little")}).text

    @pytest.mark.slow
    def test_ten_thousand_recipients(self):
        people = [{NAME: f"P{i}", TO_ADDRESS: f"p{i}@x.nl", KIND: "SMTP", ROLE: 1} for i in range(10_000)]
        data = msg_bytes(Msg({**MAIL, BODY: "x"}, people))
        start = time.perf_counter()
        text = parse_msg(data).text
        assert (
            time.perf_counter() - start < 30
        )  # seconds, on a busy machine; a quadratic reader takes minutes
        assert "P9999 <p9999@x.nl>" in text

    def test_absurdly_many_are_refused(self, monkeypatch):
        monkeypatch.setattr("pipeline.ingest.outlook.MAX_RECIPIENTS", 1)
        with pytest.raises(UnreadableError, match="geadresseerden"):
            parsed({**MAIL, BODY: "x"}, [PIET, PIET])


class TestAttachments:
    def test_files_by_their_long_name(self):
        files = [
            Attach({FILE_NAME: "Lange naam.pdf", 0x3704001F: "LANGEN~1.PDF", DATA: b"%PDF", METHOD: 1}),
            Attach({0x3704001F: "KORT.TXT", DATA: b"x" * 9000, MIME: "text/plain"}),
            Attach({DATA: b"y"}),
        ]
        mail = parsed({**MAIL, BODY: "x"}, attachments=files)
        assert [(a.name, len(a.data), a.declared) for a in mail.attachments] == [
            ("Lange naam.pdf", 4, ""), ("KORT.TXT", 9000, "text/plain"), ("bijlage-3", 1, ""),
        ]  # fmt: skip
        assert "Bijlagen: Lange naam.pdf; KORT.TXT; bijlage-3\n" in mail.text

    def test_a_bounce_is_read(self):
        status = Attach({MIME: "message/delivery-status", DATA: b"Final-Recipient: rfc822; q@x.nl\r\n"})
        mail = parsed({**MAIL, CLASS: "REPORT.IPM.Note.NDR", BODY: "niet bezorgd"}, attachments=[status])
        assert mail.text == TOP + "\nniet bezorgd\n\nFinal-Recipient: rfc822; q@x.nl\n"
        assert mail.attachments == ()

    def test_a_file_that_is_only_linked_is_empty(self):
        linked = Attach({FILE_NAME: "plan.docx", METHOD: 7, 0x370D001F: "https://x.nl/plan.docx"})
        (attachment,) = parsed({**MAIL, BODY: "x"}, attachments=[linked]).attachments
        assert (attachment.name, attachment.data) == ("plan.docx", b"")

    @pytest.mark.parametrize(
        "props",
        [
            {CID: "foto@x", MIME: "image/png"},
            {CID: "<foto@x>"},
            {0x3713001F: "foto@x"},
            {MIME: "image/png", FLAGS: 4},
            {MIME: "image/png", 0x7FFE000B: 1},
        ],
    )
    @pytest.mark.usefixtures("without_tesseract")
    def test_a_picture_in_the_mail_becomes_a_document(self, props):
        picture = Attach({FILE_NAME: "image001.png", DATA: PNG, METHOD: 1, **props})
        mail = parsed({**MAIL, HTML: b'<p>dag</p><img src="cid:foto@x">'}, attachments=[picture])
        assert mail.obstacles == ()
        assert [a.name for a in mail.attachments] == ["afbeelding-1.png"]
        assert mail.text.endswith("dag\n\n[afbeelding 1]\n")

    @pytest.mark.usefixtures("without_tesseract")
    def test_a_plain_body_names_its_pictures(self):
        picture = Attach({FILE_NAME: "image001.png", DATA: PNG, METHOD: 1, CID: "image001.png@01DB"})
        mail = parsed({**MAIL, BODY: "dag [cid:image001.png@01DB] Jan"}, attachments=[picture])
        assert mail.text.endswith("dag [afbeelding 1] Jan\n")

    def test_an_attached_picture_is_a_file(self):
        picture = Attach({FILE_NAME: "foto.png", DATA: PNG, MIME: "image/png"})
        mail = parsed({**MAIL, BODY: "x"}, attachments=[picture])
        assert [a.name for a in mail.attachments] == ["foto.png"]
        assert mail.obstacles == ()

    def test_a_mail_in_a_mail_in_a_mail(self):
        deep = Msg({CLASS: "IPM.Note", SUBJECT: "diep", BODY: "onderin"}, [PIET])
        place = {(APPOINTMENT, 0x8208, 0x1F): "Kamer 3"}
        inner = Msg({CLASS: "IPM.Appointment", SUBJECT: "binnen", string8(BODY): b"caf\xe9"}, [],
                    [Attach({NAME: "diep", METHOD: 5}, deep)], place)  # fmt: skip
        outer = parsed({**MAIL, BODY: "buiten"}, attachments=[Attach({NAME: "binnen", METHOD: 5}, inner)])
        (middle,) = outer.attachments
        assert (middle.name, is_msg(middle.data)) == ("binnen.msg", True)
        mail = parse_msg(middle.data)
        assert "Locatie: Kamer 3" in mail.text
        assert "café" in mail.text
        (last,) = mail.attachments
        assert parse_msg(last.data).text == "Aan: Piet Berg <piet@y.nl>\nOnderwerp: diep\n\nonderin\n"

    def test_the_same_mail_gives_the_same_bytes(self):
        inner = Attach({METHOD: 5}, Msg({SUBJECT: "x", BODY: "y"}, [PIET]))
        one, two = (parsed({**MAIL, BODY: "x"}, attachments=[inner]).attachments for _ in range(2))
        assert one == two

    def test_objects_of_other_programs(self):
        native = b"naam.txt\0C:\\naam.txt\0\0\0\x03\0\x03\0\0\0C:\0\x06\0\0\0inhoud"
        package = struct.pack("<IH", len(native) + 2, 2) + native
        objects = [
            Storage(streams={"\x01Ole10Native": package}),
            Storage(streams={"CONTENTS": b"%PDF-1.7"}),
            Storage(streams={"WordDocument": b"w" * 5000}),
            Storage(streams={"\x01Ole10Native": package[:-3]}),
        ]
        files = [Attach({FILE_NAME: f"o{i}", METHOD: 6}, inner) for i, inner in enumerate(objects)]
        found = [a.data for a in parsed({**MAIL, BODY: "x"}, attachments=files).attachments]
        assert found[:2] == [b"inhoud", b"%PDF-1.7"]
        assert read_cfb(found[2]).streams == {"WordDocument": b"w" * 5000}
        assert read_cfb(found[3]).streams == {"\x01Ole10Native": package[:-3]}


class TestItems:
    def test_a_meeting(self):
        named = {
            (APPOINTMENT, 0x8208, 0x1F): "Kamer 3",
            (APPOINTMENT, 0x820D, 0x40): datetime(2024, 7, 1, 8, 0, tzinfo=UTC),
            (APPOINTMENT, 0x820E, 0x40): datetime(2024, 7, 1, 9, 30, tzinfo=UTC),
            (APPOINTMENT, 0x8232, 0x1F): "elke week op maandag",
            (APPOINTMENT, 0x8238, 0x1F): "Piet Berg; Els Kok",
        }
        props = {**MAIL, CLASS: "IPM.Schedule.Meeting.Request", BODY: "Tot dan"}
        assert parsed(props, named=named).text == TOP + (
            "\nAfspraak: Afspraak\nOrganisator: Jan de Wit <jan@x.nl>\nLocatie: Kamer 3\nBegin: 01-07-2024 10:00\n"
            "Einde: 01-07-2024 11:30\nHerhaling: elke week op maandag\nDeelnemer: Piet Berg <piet@y.nl>\n"
            "Deelnemer: Els Kok\n\nTot dan\n"
        )

    @pytest.mark.parametrize(
        ("kind", "line"),
        [
            ("IPM.Schedule.Meeting.Canceled", "Afspraak geannuleerd"),
            ("IPM.Schedule.Meeting.Resp.Pos", "Antwoord op uitnodiging: geaccepteerd"),
            ("IPM.Schedule.Meeting.Resp.Neg", "Antwoord op uitnodiging: afgewezen"),
            ("IPM.Schedule.Meeting.Resp.Tent", "Antwoord op uitnodiging: onder voorbehoud geaccepteerd"),
        ],
    )
    def test_answers(self, kind, line):
        assert f"\n\n{line}\nAfspraak: Afspraak\n" in parsed({**MAIL, CLASS: kind}).text

    def test_a_whole_day(self):
        named = {
            (APPOINTMENT, 0x8215, 0x0B): 1,
            (APPOINTMENT, 0x820D, 0x40): datetime(2024, 6, 30, 22, 0, tzinfo=UTC),
        }
        assert "Begin: 01-07-2024\n" in parsed({**MAIL, CLASS: "IPM.Appointment"}, named=named).text

    def test_a_contact(self):
        props = {CLASS: "IPM.Contact", SUBJECT: "Bo Vos", 0x3001001F: "Bo Vos", 0x3A1C001F: "06-12345678",
                 0x3A420040: datetime(1980, 5, 1, tzinfo=UTC), BODY: "kent Els"}  # fmt: skip
        named = {(ADDRESS, 0x8083, 0x1F): "bo@z.nl", (ADDRESS, 0x801A, 0x1F): "Laan 1\r\nUtrecht"}
        assert parsed(props, (), named=named).text == (
            "Onderwerp: Bo Vos\n\nNaam: Bo Vos\nMobiel: 06-12345678\nE-mail: bo@z.nl\nAdres thuis: Laan 1 Utrecht\n"
            "Geboortedatum: 01-05-1980\n\nkent Els\n"
        )

    def test_a_list_of_people(self):
        one = bytes(22) + b"\x01\x90" + "Bo Vos\0SMTP\0bo@z.nl\0".encode("utf-16-le")
        old = bytes(24) + b"Els\0SMTP\0els@z.nl\0"
        named = {(ADDRESS, 0x8054, 0x1102): [one, old]}
        text = parsed({CLASS: "IPM.DistList", 0x3001001F: "Buren"}, (), named=named).text
        assert "Lijst: Buren\nLid: Bo Vos <bo@z.nl>\nLid: Els <els@z.nl>\n" in text

    def test_a_task(self):
        named = {(TASK, 0x8105, 0x40): datetime(2024, 7, 1, tzinfo=UTC), (TASK, 0x811F, 0x1F): "Bo Vos"}
        text = parsed({CLASS: "IPM.Task", SUBJECT: "Bellen", BODY: "snel"}, (), named=named).text
        assert text == "Onderwerp: Bellen\n\nTaak: Bellen\nUiterlijk: 01-07-2024\nEigenaar: Bo Vos\n\nsnel\n"

    def test_a_note(self):
        text = parsed({CLASS: "IPM.StickyNote", SUBJECT: "Bellen", BODY: "Bellen met Bo"}, ()).text
        assert text == "Onderwerp: Bellen\n\nBellen met Bo\n"


SIGNED = (
    b'Content-Type: multipart/signed; boundary="G"\r\n\r\n--G\r\nContent-Type: text/plain\r\n\r\nondertekend\r\n--G\r\n'
    b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--G--\r\n"
)


class TestSecured:
    def test_a_signed_mail_is_read(self):
        props = {**MAIL, CLASS: "IPM.Note.SMIME.MultipartSigned"}
        mail = parsed(
            props, attachments=[Attach({FILE_NAME: "smime.p7m", MIME: "multipart/signed", DATA: SIGNED})]
        )
        assert mail.text == TOP + "\nondertekend\n"
        assert mail.obstacles == ()

    def test_an_encrypted_mail_says_so(self):
        enveloped = bytes.fromhex("300d06092a864886f70d010703a000")
        props = {**MAIL, CLASS: "IPM.Note.SMIME"}
        mail = parsed(props, attachments=[Attach({FILE_NAME: "smime.p7m", DATA: enveloped})])
        assert mail.text == TOP + "\n\n"
        assert "versleuteld" in mail.obstacles[0]

    def test_a_mail_under_rights_management(self):
        mail = parsed({**MAIL, BODY: "open"}, attachments=[Attach({FILE_NAME: "message.rpmsg", DATA: b"x"})])
        assert any("rechtenbeheer" in obstacle for obstacle in mail.obstacles)


GOOD = msg_bytes(
    Msg({**MAIL, BODY: "x" * 5000, RTF: packed_rtf(b"{\\rtf1 x}")}, [PIET], [Attach({DATA: b"y" * 5000})])
)


class TestBadFiles:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "beschadigd"),
            (b"From: x\r\n\r\ny", "beschadigd"),
            (GOOD[:8], "beschadigd"),
            (GOOD[: len(GOOD) // 2], "beschadigd"),
            (GOOD[:-512], "beschadigd"),
            (write_cfb(Storage(streams={"WordDocument": b"x"})), "geen Outlook-bericht"),
            (write_cfb(Storage(streams={"EncryptedPackage": b"x"})), "geen Outlook-bericht"),
        ],
    )
    def test_refused_with_a_reason(self, data, reason):
        with pytest.raises(UnreadableError, match=reason):
            parse_msg(data)

    def test_streams_that_are_named_and_missing(self):
        root = read_cfb(msg_bytes(Msg({**MAIL, BODY: "hallo"}, [PIET])))
        for change in ("gone", "empty"):
            root.streams.pop("__substg1.0_1000001F", None)
            if change == "empty":
                root.streams["__substg1.0_1000001F"] = b""
            assert any("onderdelen" in o for o in parse_msg(write_cfb(root)).obstacles)

    def test_recipients_that_are_counted_and_missing(self):
        root = read_cfb(msg_bytes(Msg({**MAIL, BODY: "hallo"}, [PIET])))
        del root.storages["__recip_version1.0_#00000000"]
        assert any("onderdelen" in o for o in parse_msg(write_cfb(root)).obstacles)

    def test_an_empty_item(self):
        mail = parse_msg(write_cfb(Storage(streams={"__properties_version1.0": b""})))
        assert "geen berichttekst" in mail.obstacles[0]

    @given(st.integers(0, len(GOOD) - 4), st.binary(min_size=1, max_size=6))
    def test_any_change_gives_a_mail_or_a_reason(self, place, value):
        with suppress(UnreadableError):
            parse_msg(GOOD[:place] + value + GOOD[place + len(value) :])

    @pytest.mark.parametrize(
        ("data", "answer"),
        [
            (GOOD, True),
            (GOOD[:-512], True),
            (b"x", False),
            (write_cfb(Storage(streams={"Workbook": b"x"})), False),
        ],
    )
    def test_whether_a_compound_file_is_a_msg(self, data, answer):
        assert is_msg(data) is answer
