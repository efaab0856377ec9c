"""Any file gives at least one document, and what can't be read says why."""

import codecs
import gzip
import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import about_pictures, files, read, reader
from pipeline.ingest import obstacles as say
from pipeline.ingest.cfb import Storage, write_cfb
from pipeline.ingest.obstacles import pages_of
from pipeline.ingest.sniff import FileKind, is_tiny_picture, sniff
from pipeline.types import Document, DocumentKind, Source

pytestmark = pytest.mark.usefixtures("without_tesseract")

MAIL = (
    b'From: =?utf-8?Q?Ren=C3=A9?= <r@x.nl>\r\nTo: "Wit, Jan" <j@x.nl>\r\nDate: Mon, 4 Mar 2024 09:14:00 +0100\r\n'
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=G\r\n\r\n--G\r\n"
    b"Content-Type: multipart/alternative; boundary=A\r\n\r\n--A\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nDag =C3=A9=C3=A9n\r\n--A\r\nContent-Type: text/html\r\n\r\n"
    b"<p>Dag <img src='cid:a'></p>\r\n--A--\r\n--G\r\nContent-Type: application/pdf; name*=utf-8''a%20b.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--G\r\nContent-Type: message/rfc822\r\n\r\n"
    b"From: k@z.nl\r\nSubject: x\r\n\r\nbinnen\r\n--G\r\nContent-Type: text/calendar\r\n\r\nSUMMARY:x\r\n--G--\r\n"
)


def a_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, pageCompression=0)
    canvas.drawString(72, 720, "Geachte mevrouw")
    canvas.rect(10, 10, 50, 50)
    canvas.save()
    return out.getvalue()


PDF = a_pdf()


def read_bytes(folder: Path, name: str, data: bytes) -> tuple[Document, ...]:
    file = folder / f"stuk{Path(name).suffix}"
    file.write_bytes(data)
    return read(Source(name, str(file)), folder)


def sound(documents: tuple[Document, ...]) -> None:
    """What holds for the documents of any file whatever."""
    assert documents
    assert documents[0].parent is None
    seen: set[str] = set()
    for document in documents:
        assert re.fullmatch(r"[0-9a-f]{64}", document.id)
        assert document.id not in seen
        assert document.parent is None or document.parent in seen  # a parent comes before its attachments
        seen.add(document.id)
        assert (document.kind is DocumentKind.UNREADABLE) <= bool(document.obstacles)
        assert (document.kind is DocumentKind.PDF) == (document.payload is not None)
        for obstacle in document.obstacles:
            assert "; " in obstacle  # the problem, and what to do about it
            assert "\n" not in obstacle
            assert "meld dit" not in obstacle, "a failure that no reader foresaw"
        for word in document.words:
            assert word.span.of(document.text).strip()


SUFFIXES = st.sampled_from(
    [
        ".eml",
        ".txt",
        ".pdf",
        ".md",
        "",
        ".docx",
        ".dat",
        ".zip",
        ".html",
        ".mht",
        ".csv",
        ".xlsx",
        ".msg",
        ".mbox",
    ]
)
STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From a 2024\n", b"<html>"]
)
UNHURRIED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@UNHURRIED
@given(start=STARTS, data=st.binary(max_size=400), suffix=SUFFIXES)
def test_any_bytes_give_a_document(tmp_path_factory, start, data, suffix):
    sound(read_bytes(tmp_path_factory.getbasetemp(), f"x{suffix}", start + data))


@st.composite
def spoiled(draw: st.DrawFn, whole: bytes) -> bytes:
    """A sound file with stretches cut out, doubled or overwritten."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        data = (
            data[:start]
            + draw(st.sampled_from([b"", data[start:end] * 2]) | st.binary(max_size=12))
            + data[end:]
        )
    return data


@UNHURRIED
@given(data=spoiled(MAIL))
def test_a_spoiled_mail_gives_a_document(tmp_path_factory, data):
    sound(read_bytes(tmp_path_factory.getbasetemp(), "x.eml", data))


@UNHURRIED
@given(data=spoiled(PDF))
def test_a_spoiled_pdf_gives_a_document(tmp_path_factory, data):
    sound(read_bytes(tmp_path_factory.getbasetemp(), "x.pdf", data))


@UNHURRIED
@given(headers=st.lists(st.tuples(
    st.sampled_from(["From", "To", "Date", "Subject", "Content-Type", "Content-Transfer-Encoding",
                     "Content-Disposition", "Content-ID", "MIME-Version"]),
    st.text(alphabet='ab=?*\'";:/%,<>()@ \té\\0123utf-8multipartrfc822base64', max_size=40)), max_size=8),
    body=st.binary(max_size=60))  # fmt: skip
def test_any_headers_give_a_document(tmp_path_factory, headers, body):
    head = "".join(f"{name}: {value}\r\n" for name, value in headers)
    sound(read_bytes(tmp_path_factory.getbasetemp(), "x.eml", f"From: a@b.nl\r\n{head}\r\n".encode() + body))


def test_the_whole_mail_that_is_spoiled_above(tmp_path):
    documents = read_bytes(tmp_path, "x.eml", MAIL)
    sound(documents)
    assert [d.source for d in documents] == ["x.eml", "x.eml/1-a b.pdf", "x.eml/2-bijlage-2"]
    assert documents[0].text == (
        "Van: René <r@x.nl>\nVerzonden: maandag 4 maart 2024 09:14\nAan: Wit, Jan <j@x.nl>\n"
        "Bijlagen: a b.pdf; bijlage-2\n\nDag één\n\nAfspraak: x\n"
    )


class TestFiles:
    def test_a_file_that_is_gone(self, tmp_path):
        (document,) = read(Source("weg.txt", str(tmp_path / "weg.txt")), tmp_path)
        assert document.kind is DocumentKind.UNREADABLE
        assert "kan niet worden geopend" in document.obstacles[0]

    def test_an_empty_file(self, tmp_path):
        for suffix in (".eml", ".txt", ".pdf", ""):
            (document,) = read_bytes(tmp_path, f"x{suffix}", b"")
            assert document.kind is DocumentKind.UNREADABLE
            assert document.obstacles[0].startswith("het bestand is leeg")

    def test_a_file_beyond_the_limit_is_not_opened(self, tmp_path, monkeypatch):
        monkeypatch.setattr(files, "MAX_FILE_BYTES", 1_000_000)
        assert read_bytes(tmp_path, "x.txt", b"x" * 1_000_000)[0].kind is DocumentKind.TEXT
        (document,) = read_bytes(tmp_path, "x.txt", b"x" * 1_000_001)
        assert document.kind is DocumentKind.UNREADABLE
        assert "groter dan 1 MB" in document.obstacles[0]

    def test_a_failure_that_no_reader_foresaw_is_told_without_its_words(self, tmp_path, monkeypatch):
        def fail(data: bytes) -> None:
            raise ZeroDivisionError("Jan Jansen")

        monkeypatch.setattr(reader, "parse_mail", fail)
        (document,) = read_bytes(tmp_path, "x.eml", MAIL)
        assert document.kind is DocumentKind.UNREADABLE
        assert "ZeroDivisionError" in document.obstacles[0]
        assert "Jansen" not in document.obstacles[0]

    def test_a_path_with_bytes_that_are_no_text(self, tmp_path):
        assert read_bytes(tmp_path, "caf\udce9.txt", b"x")[0].kind is DocumentKind.TEXT


MBOX = b"From a@b.nl Mon Mar  4 09:14:00 2024\nFrom: x\nMessage-ID: <y>\n\nz\n\n" * 2


def zipped(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, text)
    return out.getvalue()


def office(form: str) -> str:
    return f'<Override ContentType="application/vnd.openxmlformats-officedocument.{form}+xml"/>'


def ole2(*streams: str) -> bytes:
    return write_cfb(Storage(streams=dict.fromkeys(streams, b"x")))


@pytest.mark.parametrize(
    ("data", "name", "declared", "kind"),
    [
        (b"", "a.pdf", "", FileKind.EMPTY),
        (b"%PDF-1.7", "a.pdf", "", FileKind.PDF),
        (b"\xef\xbb\xbf%PDF-1.7", "a.pdf", "", FileKind.PDF),
        (b"%PDF-1.7", "a.txt", "", FileKind.PDF),
        (b"rommel %PDF-1.7", "a.pdf", "", FileKind.PDF),
        (b"rommel %PDF-1.7", "a", "", FileKind.PDF),
        (b"zie %PDF-1.7", "a.txt", "", FileKind.TEXT),
        (b"From: x\nMIME-Version: 1.0\n\n%PDF-1.7", "a", "", FileKind.MAIL),
        (b"x" * 1024 + b"%PDF-1.7", "a.pdf", "", FileKind.FALSE_PDF),
        (b"brief", "a.pdf", "", FileKind.FALSE_PDF),
        (b"brief", "a.txt", "", FileKind.TEXT),
        (b"brief", "a.MD", "", FileKind.TEXT),
        (b"brief", "brief", "", FileKind.TEXT),
        (b"brief", "brief", "text/plain", FileKind.TEXT),
        (b"brief", "brief", "text/html", FileKind.HTML),
        (b"brief", "brief.html", "text/plain", FileKind.HTML),
        (b"brief", "brief.xyz", "text/html", FileKind.UNKNOWN),
        (b"brief", "brief", "image/png", FileKind.UNKNOWN),
        (b"brief", "brief", "text/csv", FileKind.CSV),
        (b"\n<!-- x --><!DOCTYPE html><p>", "a.doc", "", FileKind.HTML),
        (b"<html>", "a", "", FileKind.HTML),
        (codecs.BOM_UTF16_LE + "<html>".encode("utf-16-le"), "a.xls", "", FileKind.HTML),
        (b"<html>", "a.txt", "", FileKind.TEXT),
        (b"a;b", "a.csv", "", FileKind.CSV),
        (b"Aan: x", "a.mht", "", FileKind.MHTML),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n<p>", "a", "", FileKind.MHTML),
        (b"From: x\nTo: y\nMIME-Version: 1.0\n\n<p>", "a.mht", "", FileKind.MAIL),
        (MBOX, "postvak", "", FileKind.MBOX),
        (MBOX, "a.eml", "", FileKind.MAIL),
        (MBOX, "a.txt", "", FileKind.MAIL),
        (MBOX[: len(MBOX) // 2], "postvak", "", FileKind.MAIL),
        (b"brief", "a.mbox", "", FileKind.MBOX),
        (b"brief", "a.eml", "", FileKind.MAIL),
        (b"brief", "a", "message/rfc822", FileKind.MAIL),
        (b"From: x\nMessage-ID: <y>\n\nz", "a.txt", "", FileKind.MAIL),
        (b"From: x\nSubject: y\n\nz", "a.txt", "", FileKind.TEXT),
        (b"Van: x\nOnderwerp: y\n\nz\nMIME-Version: 1.0", "a.txt", "", FileKind.TEXT),
        (b"PK\x03\x04", "a.docx", "", FileKind.DOCX),
        (b"PK\x03\x04", "a.txt", "", FileKind.ZIP),
        (b"PK\x03\x04", "a.eml", "", FileKind.ZIP),
        (zipped("a.txt", "x"), "a.docx", "", FileKind.ZIP),
        (zipped("[Content_Types].xml", office("wordprocessingml.document.main")), "a.zip", "", FileKind.DOCX),
        (zipped("[Content_Types].xml", office("spreadsheetml.sheet.main")), "a", "", FileKind.XLSX),
        (
            zipped("[Content_Types].xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "a",
            "",
            FileKind.XLSX,
        ),
        (zipped("[Content_Types].xml", office("presentationml.slideshow.main")), "a", "", FileKind.PPTX),
        (
            zipped("[Content_Types].xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
            "a.xlsb",
            "",
            FileKind.UNKNOWN,
        ),
        (zipped("mimetype", "application/vnd.oasis.opendocument.text"), "a", "", FileKind.ODT),
        (zipped("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "a.zip", "", FileKind.ODS),
        (zipped("mimetype", "application/epub+zip"), "a.epub", "", FileKind.ZIP),
        (b"MZ" + zipped("a.txt", "x"), "a.zip", "", FileKind.ZIP),
        (b"MZ" + zipped("a.txt", "x"), "a.exe", "", FileKind.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.eml", "", FileKind.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "", FileKind.DOC),
        (ole2("__properties_version1.0"), "a", "", FileKind.MSG),
        (ole2("WordDocument"), "a.msg", "", FileKind.DOC),
        (ole2("Workbook"), "a.xlsx", "", FileKind.XLS),
        (b"!BDN" + bytes(600), "archief", "", FileKind.PST),
        (b"!BDN" + bytes(600), "a.ost", "", FileKind.PST),
        (ole2("PowerPoint Document"), "a", "", FileKind.PPT),
        (ole2("EncryptedPackage", "EncryptionInfo"), "a.docx", "", FileKind.ENCRYPTED),
        (ole2("iets"), "a.doc", "", FileKind.UNKNOWN),
        (b"{\\rtf1", "a.doc", "", FileKind.RTF),
        (b"\xff\xd8\xff\xe0", "a.pdf", "", FileKind.PICTURE),
        (b"\0" * 257 + b"ustar" + b"%PDF-1.7", "a.tar", "", FileKind.ARCHIVE),
        (b"\x78\x9f\x3e\x22", "a", "application/ms-tnef", FileKind.TNEF),
    ],
)
def test_sniff(data, name, declared, kind):
    assert sniff(data, name, declared) is kind


class TestNamesThatSayAnother:
    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("a.doc", b"<html><p>een", "het bestand heet .doc maar is .html"),
            ("a.csv", PDF, "het bestand heet .csv maar is .pdf"),
            ("a.docx", MAIL, "het bestand heet .docx maar is .eml"),
            ("a.html", b"een", ""),
            ("a.txt", MAIL, ""),
            ("a.xyz", PDF, ""),
            ("a", PDF, ""),
        ],
    )
    def test_a_note_tells_it(self, tmp_path, name, data, told):
        notes = read_bytes(tmp_path, name, data)[0].notes
        assert [note.partition(" en is zo gelezen; ")[0] for note in notes] == ([told] if told else [])

    @pytest.mark.parametrize(
        ("name", "data", "called"),
        [
            ("a.pdf", b"\xff\xd8\xff\xe0", "installeer tesseract-ocr"),
            ("a.eml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bestandstype .msg, .doc"),
            ("a.csv", b"7z\xbc\xaf\x27\x1c", "archief .7z"),
            ("a.docx", ole2("EncryptedPackage"), "met een wachtwoord"),
            (
                "a.pptx",
                zipped("[Content_Types].xml", office("presentationml.slideshow.main")),
                "bestandstype .pptx",
            ),
            ("a.7z", b"7z\xbc\xaf\x27\x1c", "archief .7z"),
            ("a.rar", b"Rar!\x1a\x07\x01\0", "archief .rar"),
            ("a.one", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1", "bestandstype .one"),
            ("a.vsd", ole2("VisioDocument"), "bestandstype .vsd"),
            ("mails.tar.gz", gzip.compress(MAIL), "archief .gz wordt niet gelezen; pak het uit"),
            ("mails.tar", b"\0" * 257 + b"ustar", "archief .tar"),
            (
                "a.xlsb",
                zipped("[Content_Types].xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
                "bestandstype .xlsb",
            ),
        ],
    )
    def test_what_nobody_reads_is_called_what_it_is(self, tmp_path, name, data, called):
        assert called in read_bytes(tmp_path, name, data)[0].obstacles[0]

    def test_a_zip_by_another_name_is_opened(self, tmp_path):
        (document,) = read_bytes(tmp_path, "a.docx", zipped("brief.txt", "een"))
        assert document.source == "a.docx/brief.txt"


class TestMailboxes:
    def test_each_mail_is_a_document_of_its_own(self, tmp_path):
        documents = read_bytes(tmp_path, "postvak.mbox", MBOX)
        assert [(d.source, d.kind, d.parent) for d in documents] == [
            ("postvak.mbox/mail-1.eml", DocumentKind.MAIL, None),
            ("postvak.mbox/mail-2.eml", DocumentKind.MAIL, None),
        ]

    def test_a_mailbox_without_mails_says_so(self, tmp_path):
        (document,) = read_bytes(tmp_path, "postvak.mbox", b"brief")
        assert (document.source, document.kind) == ("postvak.mbox", DocumentKind.UNREADABLE)
        assert "bevat geen mails" in document.obstacles[0]

    def test_a_mailbox_that_breaks_off_gives_what_came_before(self, tmp_path, monkeypatch):
        def mails(data: bytes):
            yield reader.Attachment("mail-1.eml", MAIL)
            raise ZeroDivisionError

        monkeypatch.setattr(reader, "mails_of", mails)
        documents = read_bytes(tmp_path, "postvak.mbox", MBOX)
        assert documents[0].kind is DocumentKind.MAIL
        assert (documents[-1].source, documents[-1].kind) == ("postvak.mbox", DocumentKind.UNREADABLE)


def test_larger_files_are_read_when_they_are_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 100)
    monkeypatch.setattr(reader, "MAX_FILE_BYTES", 100)
    monkeypatch.setattr(files, "MAX_CONTAINER_BYTES", 400)
    data = zipped("a.txt", "x" * 90)
    assert len(data) > 100
    assert read_bytes(tmp_path, "a.zip", data)[0].kind is DocumentKind.TEXT
    (document,) = read_bytes(tmp_path, "a.zip", data + b"x" * 400)
    assert "groter dan" in document.obstacles[0]
    (document,) = read_bytes(tmp_path, "a.zip", zipped("a.txt", "x" * 150))
    assert (document.source, document.kind) == ("a.zip/a.txt", DocumentKind.UNREADABLE)


@pytest.mark.parametrize(
    ("data", "tiny"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x03", True),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x04", False),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0", False),
        (b"GIF89a\x01\0\x01\0", True),
        (b"GIF89a\x01\0\x00\x01", False),
        (b"BM" + b"\0" * 16 + b"\x02\0\0\0\xfe\xff\xff\xff", True),
        (b"BM" + b"\0" * 16 + b"\x02\0\0\0\x09\0\0\0", False),
        (b"\xff\xd8\xff\xe0", False),
        (b"GIF89a", False),
        (b"", False),
    ],
)
def test_tiny_pictures(data, tiny):
    assert is_tiny_picture(data) is tiny


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ([3], "pagina 3"),
        ([1, 2], "pagina's 1 en 2"),
        ([3, 1, 3], "pagina's 1 en 3"),
        ([1, 2, 3], "pagina's 1-3"),
        ([1, 2, 3, 5, 7, 8], "pagina's 1-3, 5 en 7-8"),
        ([2, 4, 6], "pagina's 2, 4 en 6"),
    ],
)
def test_pages_are_named_shortly(pages, shown):
    assert pages_of(pages) == shown


def test_only_what_a_person_can_see_ends_when_the_pictures_are_seen():
    seen = [say.mail_pictures(1), say.pdf_pictures([1]), say.pdf_outlines([1]), say.pdf_hidden_layer([1])]
    never = [
        say.no_text_layer([1]),
        say.pdf_fonts([1]),
        say.ENCRYPTED_MAIL,
        say.BROKEN_MAIL,
    ]
    assert all(map(about_pictures, seen))
    assert not any(map(about_pictures, never))
