"""Any file gives at least one document, and what can't be read says why."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import about_pictures, read, reader
from pipeline.ingest import obstacles as say
from pipeline.ingest.obstacles import pages_of
from pipeline.ingest.sniff import FileKind, is_tiny_picture, sniff
from pipeline.types import Document, DocumentKind, Source

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


SUFFIXES = st.sampled_from([".eml", ".txt", ".pdf", ".md", "", ".docx", ".dat"])
UNHURRIED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


@UNHURRIED
@given(data=st.binary(max_size=400), suffix=SUFFIXES)
def test_any_bytes_give_a_document(tmp_path_factory, data, suffix):
    sound(read_bytes(tmp_path_factory.getbasetemp(), f"x{suffix}", data))


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
        monkeypatch.setattr(reader, "MAX_FILE_BYTES", 1_000_000)
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
        (b"brief", "brief", "text/html", FileKind.UNKNOWN),
        (b"brief", "brief.html", "text/plain", FileKind.UNKNOWN),
        (b"brief", "a.eml", "", FileKind.MAIL),
        (b"brief", "a", "message/rfc822", FileKind.MAIL),
        (b"From: x\nMessage-ID: <y>\n\nz", "a.txt", "", FileKind.MAIL),
        (b"From: x\nSubject: y\n\nz", "a.txt", "", FileKind.TEXT),
        (b"Van: x\nOnderwerp: y\n\nz\nMIME-Version: 1.0", "a.txt", "", FileKind.TEXT),
        (b"PK\x03\x04", "a.docx", "", FileKind.UNKNOWN),
        (b"PK\x03\x04", "a.txt", "", FileKind.UNKNOWN),
        (b"PK\x03\x04", "a.eml", "", FileKind.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.eml", "", FileKind.UNKNOWN),
        (b"\x78\x9f\x3e\x22", "a", "application/ms-tnef", FileKind.TNEF),
    ],
)
def test_sniff(data, name, declared, kind):
    assert sniff(data, name, declared) is kind


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
