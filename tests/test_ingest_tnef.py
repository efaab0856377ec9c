"""winmail.dat: its body and its files belong to the mail that it came with."""

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mapiitems import APPOINTMENT
from pipeline.ingest.tnef import parse_tnef
from tests.msg_maker import (
    ADDRESS,
    BODY,
    CID,
    CLASS,
    CODE_PAGE,
    FILE_NAME,
    FROM_ADDRESS,
    FROM_NAME,
    HTML,
    MIME,
    NAME,
    RENDERED,
    ROLE,
    RTF,
    SENT,
    SUBJECT,
    packed_rtf,
    tnef_bytes,
    tnef_mail,
    tnef_props,
)
from tests.test_ingest_mail import PLAIN, PNG, TOP, b64, multipart

WINMAIL = "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment; filename=winmail.dat"
RTF_BODY = packed_rtf(rb"{\rtf1\ansi Dag \'e9\'e9n}")


def with_winmail(data: bytes, *parts: bytes) -> bytes:
    return multipart("mixed", *parts, b64(WINMAIL, data))


class TestInAMail:
    def test_the_files_are_those_of_the_mail(self):
        data = tnef_mail(
            {RTF: RTF_BODY}, [({FILE_NAME: "Lange naam.pdf", 0x3704001E: "LANG~1.PDF"}, b"%PDF\0\0\0")]
        )
        mail = parse_mail(with_winmail(data, PLAIN))
        assert mail.text == TOP + "Bijlagen: Lange naam.pdf\n\nDag één\n"
        assert [(a.name, a.data) for a in mail.attachments] == [("Lange naam.pdf", b"%PDF\0\0\0")]
        assert mail.obstacles == ()

    def test_a_body_that_only_stands_there_is_read(self):
        mail = parse_mail(with_winmail(tnef_mail({RTF: packed_rtf(rb"{\rtf1 alleen hier}")})))
        assert mail.text == TOP + "\nalleen hier\n"

    def test_what_the_text_of_the_mail_lacks_is_added(self):
        mail = parse_mail(with_winmail(tnef_mail({HTML: b"<p>ook dit nummer: 5</p>"}), PLAIN))
        assert "Dag één" in mail.text
        assert "ook dit nummer: 5" in mail.text

    def test_a_header_of_the_mail_wins(self):
        props = {SUBJECT: "Ander", SENT: datetime(2024, 3, 4, 8, 14, tzinfo=UTC), FROM_NAME: "Els"}
        text = parse_mail(with_winmail(tnef_mail(props), PLAIN)).text
        assert "Van: Jan <jan@x.nl>\nVerzonden: maandag 4 maart 2024 09:14\n" in text
        assert "Onderwerp: Afspraak\n" in text
        assert "Els" not in text

    @pytest.mark.usefixtures("without_tesseract")
    def test_a_picture_in_the_body_becomes_a_document(self):
        files = [({FILE_NAME: "image001.png", CID: "foto@x", MIME: "image/png"}, PNG)]
        mail = parse_mail(with_winmail(tnef_mail({HTML: b'<img src="cid:foto@x">'}, files), PLAIN))
        assert mail.obstacles == ()
        assert "[afbeelding 1]" in mail.text
        assert [a.name for a in mail.attachments] == ["afbeelding-1.png"]

    @pytest.mark.parametrize(
        "data",
        [
            tnef_mail({RTF: RTF_BODY})[:-40],
            tnef_mail({RTF: RTF_BODY})[:-1] + b"?",  # its checksum
            b"\x78\x9f\x3e\x22rest en niets meer",
            tnef_bytes((1, 0x00069003, b"\xff\xff\xff\xff")),
        ],
    )
    def test_damage_is_told(self, data):
        mail = parse_mail(with_winmail(data, PLAIN))
        assert any("winmail.dat is beschadigd" in obstacle for obstacle in mail.obstacles)
        assert "Dag één" in mail.text


class TestByItself:
    def test_a_mail(self):
        props = {
            CLASS: "IPM.Note", SUBJECT: "Afspraak", BODY: "hallo", FROM_NAME: "Jan de Wit", FROM_ADDRESS: "jan@x.nl",
            SENT: datetime(2024, 3, 4, 8, 14, tzinfo=UTC),
        }  # fmt: skip
        people = [
            {NAME: "Piet Berg", ADDRESS: "piet@y.nl", ROLE: 1},
            {NAME: "Kim", ADDRESS: "kim@z.nl", ROLE: 2},
        ]
        assert parse_tnef(tnef_mail(props, recipients=people)).text == (
            "Van: Jan de Wit <jan@x.nl>\nVerzonden: maandag 4 maart 2024 09:14\nAan: Piet Berg <piet@y.nl>\n"
            "CC: Kim <kim@z.nl>\nOnderwerp: Afspraak\n\nhallo\n"
        )

    def test_the_old_attributes(self):
        sender = struct.pack("<HHHH", 4, 32, 11, 14) + b"Jan de Wit\0SMTP:jan@x.nl\0"
        data = tnef_bytes(
            (1, 0x00069007, struct.pack("<II", 1250, 0)),
            (1, 0x00078008, b"IPM.Microsoft Mail.Note\0"),
            (1, 0x00008000, sender[:8] + b"Jan de Wit\0SMTP:jan@x.nl\0"),
            (1, 0x00018004, "Łódź\0".encode("cp1250")),
            (1, 0x00038005, struct.pack("<7H", 2024, 7, 4, 8, 14, 0, 4)),
            (1, 0x0002800C, "żółć\0".encode("cp1250")),
            RENDERED,
            (2, 0x00018010, b"a.txt\0"),
            (2, 0x0006800F, b"inhoud"),
        )
        mail = parse_tnef(data)
        assert mail.text == (
            "Van: Jan de Wit <jan@x.nl>\nVerzonden: donderdag 4 juli 2024 10:14\n"
            "Onderwerp: Łódź\nBijlagen: a.txt\n\nżółć\n"
        )
        assert mail.attachments[0].data == b"inhoud"

    def test_a_meeting(self):
        named = {
            (APPOINTMENT, 0x8208, 0x1F): "Kamer 3",
            ("00020329-0000-0000-C000-000000000046", "Eigen", 0x1F): "x",
        }
        text = parse_tnef(
            tnef_mail({CLASS: "IPM.Schedule.Meeting.Request", SUBJECT: "Overleg"}, named=named)
        ).text
        assert "Afspraak: Overleg\nLocatie: Kamer 3\n" in text

    def test_a_mail_in_the_mail(self):
        inner = tnef_mail({SUBJECT: "binnen", BODY: "van binnen"})
        interface = bytes.fromhex("0703020000000000c000000000000046")
        data = tnef_bytes(
            CODE_PAGE,
            (1, 0x00069003, tnef_props({BODY: "buiten"})),
            RENDERED,
            (2, 0x00069005, tnef_props({NAME: "binnen", 0x3701000D: interface + inner})),
        )
        (attachment,) = parse_tnef(data).attachments
        assert parse_tnef(attachment.data).text == "Onderwerp: binnen\n\nvan binnen\n"

    def test_values_of_every_kind(self):
        props = {
            0x00010003: 1,
            0x0002000B: 1,
            0x00030002: 5,
            0x00040014: 9,
            0x00050048: bytes(16),
            BODY: "na alles",
        }
        assert "na alles" in parse_tnef(tnef_mail(props)).text

    def test_too_many_people(self):
        data = tnef_bytes((1, 0x00069004, struct.pack("<I", 99_999)))
        assert any("geadresseerden" in obstacle for obstacle in parse_tnef(data).obstacles)

    def test_an_empty_one(self):
        assert "geen berichttekst" in parse_tnef(tnef_bytes()).obstacles[0]

    def test_other_bytes(self):
        with pytest.raises(UnreadableError, match="beschadigd"):
            parse_tnef(b"winmail")


GOOD = tnef_mail(
    {SUBJECT: "x", BODY: "y", RTF: RTF_BODY}, [({FILE_NAME: "a.txt"}, b"inhoud")], [{NAME: "Piet"}]
)


@given(st.integers(4, len(GOOD) - 4), st.binary(min_size=1, max_size=6))
def test_any_change_gives_a_mail(place, value):
    assert parse_tnef(GOOD[:place] + value + GOOD[place + len(value) :]).text
    parse_tnef(GOOD[:place])
