"""Mails as they come: well made, badly made, and made to be misread."""

import base64
from pathlib import Path

import pytest

from pipeline.ingest import about_pictures, read
from pipeline.types import Document, DocumentKind, Source

pytestmark = pytest.mark.usefixtures("without_tesseract")

HEAD = b"From: Jan <jan@x.nl>\r\nTo: piet@y.nl\r\nSubject: Afspraak\r\nMIME-Version: 1.0\r\n"
TOP = "Van: Jan <jan@x.nl>\nAan: piet@y.nl\nOnderwerp: Afspraak\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8//8/AxYwKKQBAFc2Bf9NJ5fXAAAAAElFTkSuQmCC"
)  # 10 by 10 pixels
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # one pixel


def read_mail(tmp_path: Path, data: bytes, name: str = "mail.eml") -> tuple[Document, ...]:
    file = tmp_path / name
    file.write_bytes(data)
    return read(Source(name, str(file)), tmp_path)


def body_of(tmp_path: Path, data: bytes) -> str:
    document = read_mail(tmp_path, data)[0]
    assert document.kind is DocumentKind.MAIL
    return document.text.split("\n\n", 1)[1].strip("\n")


def part(headers: str, content: bytes) -> bytes:
    return headers.encode() + b"\r\n\r\n" + content + b"\r\n"


def multipart(kind: str, *parts: bytes, border: str = "GRENS", head: bytes = HEAD) -> bytes:
    opened = f'Content-Type: multipart/{kind}; boundary="{border}"\r\n\r\n'.encode()
    line = f"--{border}".encode()
    return head + opened + b"".join(line + b"\r\n" + p for p in parts) + line + b"--\r\n"


def b64(headers: str, content: bytes) -> bytes:
    return part(headers + "\r\nContent-Transfer-Encoding: base64", base64.encodebytes(content))


PLAIN = part("Content-Type: text/plain; charset=utf-8", "Dag één".encode())
HTML = part("Content-Type: text/html; charset=utf-8", "<p>Dag <b>één</b></p>".encode())


def test_a_plain_mail(tmp_path):
    (document,) = read_mail(tmp_path, HEAD + b"\r\nDag Piet,\r\n\r\nGroet\r\n")
    assert document.kind is DocumentKind.MAIL
    assert document.text == TOP + "\nDag Piet,\n\nGroet\n"
    assert document.headers[0] == ("From", "Jan <jan@x.nl>")
    assert document.obstacles == ()
    assert (document.parent, document.payload, document.words, document.pages) == (None, None, (), ())


def test_the_id_is_of_the_path_and_the_bytes(tmp_path):
    one, two = (read_mail(tmp_path, HEAD + b"\r\nx", name)[0] for name in ("a.eml", "b.eml"))
    assert one.id != two.id
    assert one.id == read_mail(tmp_path, HEAD + b"\r\nx", "a.eml")[0].id
    assert one.id != read_mail(tmp_path, HEAD + b"\r\ny", "a.eml")[0].id


QP = b"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
B64 = b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
UTF8 = b"Content-Type: text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (HEAD + UTF8 + QP + b"caf=C3=A9 so=\r\nft", "café soft"),
        (HEAD + UTF8 + QP + b"caf=E9 =ZZ=", "café =ZZ"),  # wrong charset, broken escapes
        (HEAD + UTF8 + B64 + base64.encodebytes("café".encode()), "café"),
        (HEAD + UTF8 + B64 + b"Y2Fmw6k", "café"),  # padding missing
        (HEAD + UTF8 + B64 + b"Beste Jan,\r\nhallo", "Beste Jan,\nhallo"),  # says base64, is text
        (HEAD + UTF8 + B64 + base64.b64encode(b"Dag allemaal samen") + b"\r\n____\r\nlijst@x.nl",
         "Dag allemaal samen\n____\nlijst@x.nl"),  # the footer of a mailing list
        (HEAD + UTF8 + b"\r\nContent-Transfer-Encoding: 8bits\r\n\r\n" + "café".encode(), "café"),
        (HEAD + b"Content-Type: text/plain; charset=x-klingon\r\n\r\ncaf\xe9", "café"),
        (HEAD + b"Content-Type: text/plain; charset=us-ascii\r\n\r\ncaf\xc3\xa9", "café"),
        (HEAD + b"Content-Type: text/plain; charset=\"iso-8859-1\"\r\n\r\n\x80 5 caf\xe9", "€ 5 café"),
        (HEAD + b"Content-Type: text/plain; charset=utf-16le" + B64 + base64.b64encode("één".encode("utf-16-le")),
         "één"),
        (HEAD + b"Content-Type: text/plain; charset=\xff\xfe\r\n\r\ncaf\xe9", "café"),
        (HEAD + b"Content-Type: onzin\r\n\r\nhallo", "hallo"),
        (HEAD + b"Content-Type:\r\n\r\nhallo", "hallo"),
        (HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\neen \r\ntwee\r\n", "een twee"),
        (HEAD + b"Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\neen \r\ntwee\r\n", "eentwee"),
        (HEAD + b"Content-Type: text/html\r\n\r\n<p>caf&eacute;</p>", "café"),
        (HEAD + b"\r\nJan\xe2\x80\x8dsen e\xcc\x81\xc3\xa9n\x07", "Jansen één"),
        (HEAD.replace(b"\r\n", b"\n") + b"\nalleen lf", "alleen lf"),
        (HEAD.replace(b"\r\n", b"\r") + b"\ralleen cr", "alleen cr"),
        (b"\xef\xbb\xbf" + HEAD + b"\r\nmet bom", "met bom"),
        (b"\r\n\r\n" + HEAD + b"\r\nlege regels vooraf", "lege regels vooraf"),
        ((HEAD + b"\r\neen twee").decode().encode("utf-16"), "een twee"),
        (b"From piet Mon Mar  4 09:14:00 2024\n" + HEAD + b"\r\nuit een mbox", "uit een mbox"),
        (b"Zomaar een regel\r\n" + HEAD + b"\r\nregel vooraf", "regel vooraf"),
        (b"Subject : x\r\nFrom: a@b.nl\r\n\r\nspatie", "spatie"),
        (b"From: a@b.nl\r\nkapotte regel\r\nSubject: x\r\n\r\nhallo", "hallo"),
        (b"From: a@b.nl\r\n", ""),
    ],
)  # fmt: skip
def test_bodies(tmp_path, data, body):
    assert body_of(tmp_path, data) == body
    assert read_mail(tmp_path, data)[0].obstacles == ()


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (b"From: =?utf-8?Q?Wit=2C_Ren=C3=A9?= <r@x.nl>", "Van: Wit, René <r@x.nl>"),
        (b"From: Ren\xe9 <r@x.nl>", "Van: René <r@x.nl>"),
        (b"From: Ren\xc3\xa9 <r@x.nl>", "Van: René <r@x.nl>"),
        (b"From: =?x-niks?B?UmVu6Q==?= <r@x.nl>", "Van: René <r@x.nl>"),
        (
            b'From: r@x.nl\r\nTo: a@x.nl,\r\n\t"B, C" <b@x.nl>,\r\n c@x.nl',
            "Aan: a@x.nl; B, C <b@x.nl>; c@x.nl",
        ),
        (b"From: r@x.nl\r\nSubject: =?utf-8?Q?een?=\r\n =?utf-8?Q?_twee?=", "Onderwerp: een twee"),
        (b"From: r@x.nl\r\nSubject: =?utf-8?Q?een=0D=0AVan:_nep?=", "Onderwerp: een Van: nep"),
        (b"From: r@x.nl\r\nDate: Mon, 4 Mar 2024 09:14:00 +0100", "Verzonden: maandag 4 maart 2024 09:14"),
        (b"From: r@x.nl\r\nDate: ergens in maart", "Verzonden: ergens in maart"),
        (b"From: r@x.nl\r\nDate: ", "Van: r@x.nl"),
        (b'From: @@@<<>>,;"\r\nSubject: x', "Onderwerp: x"),
    ],
)
def test_headers(tmp_path, header, line):
    lines = read_mail(tmp_path, header + b"\r\n\r\nhallo")[0].text.split("\n")
    assert line in lines
    assert lines.index("") < lines.index("hallo")


def test_no_technical_header_is_shown(tmp_path):
    data = HEAD + b"Received: from geheim\r\nX-Originating-IP: geheim\r\nMessage-ID: <geheim@x>\r\n\r\nhallo"
    assert "geheim" not in read_mail(tmp_path, data)[0].text


class TestParts:
    def test_of_two_equal_renderings_the_plain_one(self, tmp_path):
        assert body_of(tmp_path, multipart("alternative", PLAIN, HTML)) == "Dag één"

    def test_what_only_one_rendering_says_is_kept(self, tmp_path):
        plain = part("Content-Type: text/plain", b"zie\r\nmijn nummer: 5")
        html = part("Content-Type: text/html", b"<p>alleen hier</p>")
        body = body_of(tmp_path, multipart("alternative", plain, html))
        assert body.startswith("alleen hier\n")
        assert body.endswith("\nzie\nmijn nummer: 5")

    def test_all_text_parts_of_a_mixed_mail_count(self, tmp_path):
        more = part("Content-Type: text/plain", b"en meer")
        assert body_of(tmp_path, multipart("mixed", PLAIN, HTML, more)) == "Dag één\n\nDag één\n\nen meer"

    def test_an_invitation_is_added(self, tmp_path):
        invite = part("Content-Type: text/calendar; method=REQUEST", b"SUMMARY:Overleg\r\nLOCATION:Kamer 3")
        again = b64(
            'Content-Type: application/ics; name="invite.ics"', b"SUMMARY:Overleg\r\nLOCATION:Kamer 3"
        )
        data = multipart("mixed", multipart("alternative", PLAIN, HTML, invite, border="B", head=b""), again)
        assert len(read_mail(tmp_path, data)) == 1
        assert body_of(tmp_path, data) == "Dag één\n\nAfspraak: Overleg\nLocatie: Kamer 3"

    def test_an_invitation_with_a_file_in_it(self, tmp_path):
        lines = b"SUMMARY:Overleg\r\nATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=a.txt:aW5ob3Vk\r\n"
        data = multipart("mixed", PLAIN, part("Content-Type: text/calendar; method=REQUEST", lines))
        mail, file = read_mail(tmp_path, data)
        assert (file.source, file.text) == ("mail.eml/1-a.txt", "inhoud")
        assert "Bijlagen: a.txt\n" in mail.text
        broken = read_mail(tmp_path, data.replace(b"aW5ob3Vk", b"!!"))
        assert "afspraak bij de mail is beschadigd" in broken[0].obstacles[0]

    def test_a_letter_that_a_line_of_a_calendar_breaks(self, tmp_path):
        lines = b"SUMMARY:Overleg over caf" + b"\xc3\r\n \xa9" + b" De Zon\r\n"
        data = multipart("mixed", part("Content-Type: text/calendar; charset=utf-8", lines))
        assert body_of(tmp_path, data) == "Afspraak: Overleg over café De Zon"

    def test_a_signature_is_left_out_without_a_word(self, tmp_path):
        p7s = b64('Content-Type: application/pkcs7-signature; name="smime.p7s"', b"0abc")
        octets = b64('Content-Type: application/octet-stream; name="smime.p7s"', b"0abc")
        pgp = part("Content-Type: application/pgp-signature", b"-----BEGIN PGP SIGNATURE-----")
        (document,) = read_mail(tmp_path, multipart("signed", PLAIN, p7s, octets, pgp))
        assert document.text == TOP + "\nDag één\n"
        assert document.obstacles == ()

    def test_a_bounce_is_read(self, tmp_path):
        status = part(
            "Content-Type: message/delivery-status",
            b"Reporting-MTA: x\r\n\r\nFinal-Recipient: rfc822; q@x.nl",
        )
        returned = part("Content-Type: text/rfc822-headers", b"To: q@x.nl")
        (document,) = read_mail(tmp_path, multipart("report", PLAIN, status, returned))
        assert "Final-Recipient: rfc822; q@x.nl" in document.text
        assert "To: q@x.nl" in document.text

    def test_deep_parts_are_read(self, tmp_path):
        data = PLAIN
        for level in range(30):
            data = multipart("mixed", data, border=f"B{level}X", head=b"")
        assert body_of(tmp_path, HEAD + data) == "Dag één"

    @pytest.mark.parametrize("levels", [150, 1200])
    def test_absurdly_deep_parts_are_refused(self, tmp_path, levels):
        opened = b"".join(
            b"Content-Type: multipart/mixed; boundary=B%dX\r\n\r\n--B%dX\r\n" % (i, i) for i in range(levels)
        )
        (document,) = read_mail(tmp_path, HEAD + opened + PLAIN)
        assert document.kind is DocumentKind.UNREADABLE
        assert "genest" in document.obstacles[0]


TEXT_FILE = (
    "Content-Type: text/plain; name=notitie.txt\r\nContent-Disposition: attachment; filename=notitie.txt"
)


class TestAttachments:
    def test_each_is_a_document_of_its_own(self, tmp_path):
        one = part(TEXT_FILE, b"inhoud een")
        two = part(
            "Content-Type: application/x-7z\r\nContent-Disposition: attachment; filename=b.7z", b"7z\xbc\xaf"
        )
        mail, first, second = read_mail(tmp_path, multipart("mixed", PLAIN, one, two))
        assert mail.text == TOP + "Bijlagen: notitie.txt; b.7z\n\nDag één\n"
        assert (first.source, second.source) == ("mail.eml/1-notitie.txt", "mail.eml/2-b.7z")
        assert (first.parent, second.parent) == (mail.id, mail.id)
        assert (first.kind, first.text) == (DocumentKind.TEXT, "inhoud een")
        assert second.kind is DocumentKind.UNREADABLE
        assert ".7z" in second.obstacles[0]
        assert mail.obstacles == ()

    def test_the_same_attachment_twice_is_two_documents(self, tmp_path):
        mail, one, two = read_mail(
            tmp_path, multipart("mixed", PLAIN, part(TEXT_FILE, b"x"), part(TEXT_FILE, b"x"))
        )
        assert len({mail.id, one.id, two.id}) == 3

    @pytest.mark.parametrize(
        ("disposition", "name"),
        [
            ('attachment; filename="een twee.txt"', "een twee.txt"),
            ("attachment; filename*=utf-8''caf%C3%A9.txt", "café.txt"),
            ('attachment; filename*0="lange "; filename*1=naam.txt', "lange naam.txt"),
            ("attachment; filename*0*=utf-8''caf%C3; filename*1*=%A9.txt", "café.txt"),
            ("attachment; filename*0=een.txt; filename*=utf-8''twee.txt", "een.txt"),
            ("attachment; filename*=x-niks''caf%E9.txt", "café.txt"),
            ("attachment; filename*=hex''31.txt", "31.txt"),
            ('attachment; filename="=?utf-8?Q?caf=C3=A9.txt?="', "café.txt"),
            ('attachment; filename="../../etc/passwd.txt"', "-..-etc-passwd.txt"),
            ('attachment; filename="C:\\\\map\\\\x.txt"', "C:-map-x.txt"),
            ('attachment; filename="a\x07b.txt"', "ab.txt"),
            ('attachment; filename=""', "bijlage-1"),
            ("attachment", "bijlage-1"),
            ('attachment; filename="' + "x" * 300 + '.txt"', "x" * 96 + ".txt"),
        ],
    )
    def test_names(self, tmp_path, disposition, name):
        file = part(f"Content-Type: text/plain\r\nContent-Disposition: {disposition}", b"inhoud")
        _, attachment = read_mail(tmp_path, multipart("mixed", PLAIN, file))
        assert attachment.source == f"mail.eml/1-{name}"
        assert attachment.text == "inhoud"

    def test_a_raw_8_bit_name(self, tmp_path):
        file = b'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="caf\xe9.txt"\r\n\r\nx\r\n'
        assert read_mail(tmp_path, multipart("mixed", PLAIN, file))[1].source == "mail.eml/1-café.txt"

    def test_an_empty_attachment_is_told_of(self, tmp_path):
        file = (
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=leeg.pdf\r\n\r\n\r\n"
        )
        mail, attachment = read_mail(
            tmp_path, multipart("mixed", PLAIN, file.encode().replace(b"\r\n\r\n\r\n", b"\r\n\r\n"))
        )
        assert attachment.kind is DocumentKind.UNREADABLE
        assert attachment.obstacles[0].startswith("de bijlage is leeg")
        assert attachment.parent == mail.id

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("brief.pdf", b"geen pdf", "geen PDF"),
            ("oud.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook"),
            ("foto.jpg", b"\xff\xd8\xff\xe0", "tesseract"),
            ("zonder", b"\xff\xd8\xff\xe0", "tesseract"),
            ("archief.7z", b"7z\xbc\xaf\x27\x1c", ".7z"),
        ],
    )
    def test_kinds_that_nobody_reads(self, tmp_path, name, data, reason):
        headers = (
            f"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}"
        )
        attachment = read_mail(tmp_path, multipart("mixed", PLAIN, b64(headers, data)))[1]
        assert attachment.kind is DocumentKind.UNREADABLE
        assert len(attachment.obstacles) == 1
        assert reason in attachment.obstacles[0]

    def test_a_mail_that_is_nothing_but_a_file(self, tmp_path):
        mail, attachment = read_mail(
            tmp_path,
            HEAD
            + b64("Content-Type: image/tiff; name=scan.tif", b"II*\0").replace(
                b"image/tiff", b"application/x-scan"
            ),
        )
        assert mail.text == TOP + "Bijlagen: scan.tif\n\n\n"
        assert "installeer tesseract-ocr" in attachment.obstacles[0]


class TestMailsInMails:
    INNER = b"From: Klaas <k@z.nl>\r\nSubject: binnen\r\n\r\nvan binnen\r\n"

    def test_a_forwarded_mail_is_a_document(self, tmp_path):
        deep = multipart("mixed", PLAIN, part("Content-Type: message/rfc822", self.INNER), border="DIEP")
        mail, middle, inner = read_mail(
            tmp_path, multipart("mixed", PLAIN, part("Content-Type: message/rfc822; name=fw.eml", deep))
        )
        assert mail.text.startswith(TOP + "Bijlagen: fw.eml\n")
        assert (middle.source, middle.parent, middle.kind) == (
            "mail.eml/1-fw.eml",
            mail.id,
            DocumentKind.MAIL,
        )
        assert (inner.source, inner.parent) == ("mail.eml/1-fw.eml/1-bijlage-1", middle.id)
        assert inner.text == "Van: Klaas <k@z.nl>\nOnderwerp: binnen\n\nvan binnen\n"

    @pytest.mark.parametrize(
        "wrapped",
        [
            b64("Content-Type: message/rfc822", INNER),  # not allowed, and done
            b64("Content-Type: application/octet-stream; name=x.eml", INNER),
            b64("Content-Type: text/plain; name=x.eml\r\nContent-Disposition: attachment", INNER),
            b64("Content-Type: application/octet-stream; name=x", b"MIME-Version: 1.0\r\n" + INNER),
            part("Content-Type: message/global", INNER),
        ],
    )
    def test_a_mail_in_any_wrapping_is_read(self, tmp_path, wrapped):
        inner = read_mail(tmp_path, multipart("mixed", PLAIN, wrapped))[1]
        assert inner.kind is DocumentKind.MAIL
        assert inner.text == "Van: Klaas <k@z.nl>\nOnderwerp: binnen\n\nvan binnen\n"

    def test_the_eleventh_level_is_refused(self, tmp_path):
        data = self.INNER
        for level in range(12):
            data = multipart("mixed", part("Content-Type: message/rfc822", data), border=f"N{level}X")
        documents = read_mail(tmp_path, data)
        assert [d.kind for d in documents] == [DocumentKind.MAIL] * 11 + [DocumentKind.UNREADABLE]
        assert "genest" in documents[-1].obstacles[0]


def image(data: bytes = PNG, cid: str = "", disposition: str = "inline", kind: str = "image/png") -> bytes:
    lines = [f"Content-Type: {kind}; name=logo.png", *([f"Content-ID: <{cid}>"] if cid else [])]
    return b64("\r\n".join([*lines, *([f"Content-Disposition: {disposition}"] if disposition else [])]), data)


REFERS = part("Content-Type: text/html", b'<p>dag</p><p><img src="cid:foto@x"></p>')
LAST = part("Content-Type: text/plain", b"einde")
HTML_DATA = part(
    "Content-Type: text/html",
    b'een <img src="data:image/png;base64,\r\n ' + base64.b64encode(PNG) + b'"> twee',
)


def multipart_related() -> bytes:
    return multipart("related", REFERS, image(cid="foto@x"), border="BINNEN").partition(HEAD)[2]


class TestPictures:
    @pytest.mark.usefixtures("without_tesseract")
    @pytest.mark.parametrize(
        ("parts", "body", "count"),
        [
            ([REFERS, image(cid="foto@x")], "dag\n\n[afbeelding 1]", 1),
            ([REFERS, image(cid="foto@x", disposition="attachment")], "dag\n\n[afbeelding 1]", 1),
            ([REFERS, image(cid="foto@x", kind="application/octet-stream", disposition="")],
             "dag\n\n[afbeelding 1]", 1),
            ([PLAIN, image(), LAST], "Dag één\n\n[afbeelding 1]\n\neinde", 1),
            ([PLAIN, image(disposition=""), LAST], "Dag één\n\n[afbeelding 1]\n\neinde", 1),
            ([PLAIN, image(cid="nergens@x"), LAST], "Dag één\n\neinde\n\n[afbeelding 1]", 1),
            ([REFERS, image(cid="foto@x"), image()], "dag\n\n[afbeelding 1]\n\n[afbeelding 1]", 1),  # the same
            ([REFERS, image(cid="foto@x"), image(PNG + b"x")], "dag\n\n[afbeelding 1]\n\n[afbeelding 2]", 2),
            ([REFERS, image(DOT, cid="foto@x")], "dag", 0),
            ([REFERS], "dag", 0),  # the mail does not hold it
            ([HTML_DATA], "een [afbeelding 1] twee", 1),
            ([part("Content-Type: text/html", b'een<p style="background: url(data:image/png;base64,'
                   + base64.b64encode(PNG) + b')">twee')], "een\n\ntwee\n\n[afbeelding 1]", 1),
            ([part("Content-Type: text/plain", b"zie [cid:foto@x] en [cid:weg]"), image(cid="foto@x")],
             "zie [afbeelding 1] en [cid:weg]", 1),
        ],
    )  # fmt: skip
    def test_a_picture_in_the_mail_becomes_a_document(self, tmp_path, parts, body, count):
        mail, *pictures = read_mail(tmp_path, multipart("related", *parts))
        assert mail.obstacles == ()
        assert mail.text.partition("\n\n")[2] == f"{body}\n"
        assert "Bijlagen" not in mail.text
        numbers = range(1, count + 1)
        assert [p.source.rpartition("/")[2] for p in pictures] == [f"{n}-afbeelding-{n}.png" for n in numbers]

    @pytest.mark.usefixtures("without_tesseract")
    def test_pictures_come_behind_the_attachments(self, tmp_path):
        file = part("Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment", b"binnen")
        mail, *inside = read_mail(tmp_path, multipart("related", REFERS, image(cid="foto@x"), file))
        assert [d.source.rpartition("/")[2] for d in inside] == ["1-a.txt", "2-afbeelding-1.png"]
        assert "Bijlagen: a.txt\n" in mail.text

    @pytest.mark.usefixtures("without_tesseract")
    def test_a_place_is_no_word_of_a_rendering(self, tmp_path):
        plain = part("Content-Type: text/plain", b"dag\r\n\r\n[cid:foto@x]")
        mail = read_mail(tmp_path, multipart("alternative", plain, multipart_related()))[0]
        assert mail.text.partition("\n\n")[2] == "dag\n\n[afbeelding 1]\n"

    @pytest.mark.parametrize(
        "parts",
        [
            [part("Content-Type: text/html", b'<svg><path d="M0 0"/></svg>')],
            [PLAIN, image(b"<svg/>", kind="image/svg+xml")],
        ],
    )
    def test_a_drawing_holds_the_mail_back(self, tmp_path, parts):
        (document,) = read_mail(tmp_path, multipart("related", *parts))
        (obstacle,) = document.obstacles
        assert "een ingesloten afbeelding" in obstacle
        assert about_pictures(obstacle)

    @pytest.mark.parametrize(
        "parts",
        [
            [REFERS, image(DOT, cid="foto@x")],
            [PLAIN, image(DOT)],
            [
                part(
                    "Content-Type: text/html",
                    b'<img src="data:image/gif;base64,' + base64.b64encode(DOT) + b'">',
                )
            ],
            [part("Content-Type: text/html", b'<img src="https://x.nl/logo.png">')],  # is not in the mail
        ],
    )
    def test_tracking_pixels_and_pictures_elsewhere_do_not(self, tmp_path, parts):
        (document,) = read_mail(tmp_path, multipart("related", *parts))
        assert document.obstacles == ()

    def test_an_attached_picture_is_a_document_that_needs_ocr(self, tmp_path):
        mail, picture = read_mail(tmp_path, multipart("mixed", PLAIN, image(disposition="attachment")))
        assert mail.obstacles == ()
        assert picture.kind is DocumentKind.UNREADABLE
        assert "installeer tesseract-ocr" in picture.obstacles[0]


P7M = "Content-Type: application/pkcs7-mime; name=smime.p7m"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HEAD + b64(P7M + "; smime-type=enveloped-data", b"0x"), "versleuteld"),
        (HEAD + b64(P7M, b"0x"), "versleuteld"),
        (HEAD + b64(P7M + "; smime-type=signed-data", b"0x"), "ondertekend pakket"),
        (
            multipart("encrypted", part("Content-Type: application/pgp-encrypted", b"Version: 1")),
            "versleuteld",
        ),
        (HEAD + b"\r\n-----BEGIN PGP MESSAGE-----\r\nabc\r\n", "versleuteld"),
        (HEAD + b"\r\nzie\r\nbegin 644 brief.doc\r\nM1234\r\n`\r\nend\r\n", "uuencode"),
        (HEAD + b"Content-Type: multipart/mixed\r\n\r\n--X\r\n\r\ntekst\r\n--X--\r\n", "beschadigd"),
        (
            HEAD + b"Content-Type: multipart/mixed; boundary=A\r\n\r\n--X\r\n\r\ntekst\r\n--X--\r\n",
            "beschadigd",
        ),
        (
            multipart("mixed", PLAIN) + b"--ANDERS\r\nContent-Type: text/plain\r\n\r\nachteraan\r\n",
            "beschadigd",
        ),
        (HEAD + b"\r\nmet een \0 erin", "beschadigd"),
        (HEAD + part("Content-Type: text/html", b"<div>" * 9000 + b"onderin"), "beschadigd"),
        (
            HEAD + part("Content-Type: message/partial; id=1; number=1", b"Subject: deel\r\n\r\nx"),
            "beschadigd",
        ),
    ],
)
def test_what_can_not_be_read_to_the_end_is_told(tmp_path, data, reason):
    document = read_mail(tmp_path, data)[0]
    assert document.kind is DocumentKind.MAIL
    assert any(reason in obstacle for obstacle in document.obstacles)
    assert not any(about_pictures(obstacle) for obstacle in document.obstacles)
    assert document.text.startswith(TOP)


def der(tag: int, *content: bytes) -> bytes:
    data = b"".join(content)
    size = len(data)
    head = (
        bytes([size])
        if size < 128
        else bytes([0x80 + (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    )
    return bytes([tag]) + head + data


def endless(tag: int, *content: bytes) -> bytes:
    """An element of indefinite length, as Outlook and Java write them."""
    return bytes([tag, 0x80]) + b"".join(content) + b"\0\0"


DATA, SIGNED_DATA, ENVELOPED = (bytes.fromhex(f"06092a864886f70d01070{i}") for i in (1, 2, 3))
INNER = (
    b'Content-Type: multipart/mixed; boundary="I"\r\n\r\n--I\r\nContent-Type: text/plain\r\n\r\nondertekend\r\n--I\r\n'
    b"Content-Disposition: attachment; filename=a.txt\r\n\r\nbijlage\r\n--I--\r\n"
)
REST = der(0x31, der(0x30, b"\x02\x01\x01"))  # who signed


def signed(inner: bytes) -> bytes:
    content = der(0x30, DATA, der(0xA0, der(0x04, inner)))
    return der(0x30, SIGNED_DATA, der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), content, REST)))


def signed_in_pieces(inner: bytes) -> bytes:
    pieces = [der(0x04, inner[i : i + 50]) for i in range(0, len(inner), 50)]
    content = endless(0x30, DATA, endless(0xA0, endless(0x24, *pieces[:2], der(0x24, *pieces[2:]))))
    return endless(0x30, SIGNED_DATA, endless(0xA0, endless(0x30, b"\x02\x01\x01", der(0x31), content, REST)))


class TestSigned:
    @pytest.mark.parametrize("package", [signed, signed_in_pieces])
    @pytest.mark.parametrize(
        "headers",
        [P7M, P7M + "; smime-type=signed-data", "Content-Type: application/octet-stream; name=smime.p7m"],
    )
    def test_a_package_is_unpacked(self, tmp_path, package, headers):
        mail, attachment = read_mail(tmp_path, HEAD + b64(headers, package(INNER)))
        assert mail.text == TOP + "Bijlagen: a.txt\n\nondertekend\n"
        assert mail.obstacles == ()
        assert attachment.text == "bijlage"

    def test_a_package_in_a_package(self, tmp_path):
        twice = signed(
            P7M.encode()
            + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + base64.encodebytes(signed(INNER))
        )
        assert body_of(tmp_path, HEAD + b64(P7M, twice)) == "ondertekend"

    @pytest.mark.parametrize(
        ("package", "reason"),
        [
            (der(0x30, ENVELOPED, der(0xA0, b"geheim")), "versleuteld"),
            (signed(INNER)[:-60], "ondertekend pakket"),
            (signed(INNER).replace(DATA, ENVELOPED), "ondertekend pakket"),
            (der(0x30, SIGNED_DATA, der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), der(0x30, DATA)))),
             "ondertekend pakket"),  # the content lies elsewhere
            (b"\x30\x80" * 5000, "ondertekend pakket"),
            (b"\x30\x84\xff\xff\xff\xff" + bytes(20), "ondertekend pakket"),
            (signed(P7M.encode() + b"; smime-type=signed-data\r\n\r\nx"), "ondertekend pakket"),
            (signed(P7M.encode() + b"\r\n\r\n" + der(0x30, ENVELOPED, der(0xA0, b"x"))), "versleuteld"),
        ],
    )  # fmt: skip
    def test_what_can_not_be_unpacked_is_told(self, tmp_path, package, reason):
        (document,) = read_mail(tmp_path, HEAD + b64(P7M + "; smime-type=signed-data", package))
        assert reason in document.obstacles[0]

    def test_packages_nested_absurdly_deep(self, tmp_path):
        inner = INNER
        for _ in range(150):
            inner = signed(b"Content-Type: application/pkcs7-mime\r\n\r\n" + inner)
        (document,) = read_mail(tmp_path, HEAD + b64(P7M, inner))
        assert document.kind is DocumentKind.UNREADABLE
        assert "genest" in document.obstacles[0]


def test_text_behind_a_missing_border_is_still_shown(tmp_path):
    data = HEAD + b"Content-Type: multipart/mixed\r\n\r\n--X\r\n\r\ntekst\r\n--X--\r\n"
    assert "tekst" in body_of(tmp_path, data)


@pytest.mark.parametrize("data", [b"zomaar tekst\n", b"\x80\x81\x82" * 50, b": : :\n\n", b"Kop: x\n\ntekst"])
def test_an_eml_without_a_header_of_a_mail_is_refused(tmp_path, data):
    (document,) = read_mail(tmp_path, data)
    assert document.kind is DocumentKind.UNREADABLE
    assert "kopregels" in document.obstacles[0]
