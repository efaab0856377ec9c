"""A web page becomes the words that a reader sees; nothing is loaded, and what is not read is told."""

import base64
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest import read, webpage
from pipeline.ingest.webpage import read_html, read_mhtml
from pipeline.types import Document, DocumentKind, Source

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x20" + zlib.compress(b"x" * 99)
URI = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
SAVED = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.nl/geheim?p=jan\r\nSubject: Jansen\r\n"
    b"Date: Mon, 4 Mar 2024 09:14:00 +0100\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="G"\r\n\r\n--G\r\n'
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b'Content-Location: https://x.nl/\r\n\r\n<p>Dag =C3=A9=C3=A9n</p><img src=3D"https://x.nl/a.png">\r\n--G\r\n'
    b"Content-Type: text/css\r\nContent-Location: https://x.nl/a.css\r\n\r\np{color:red}\r\n--G\r\n"
    b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://x.nl/a.png\r\n\r\n"
    + base64.encodebytes(PNG)
    + b"\r\n--G--\r\n"
)


def read_bytes(folder: Path, name: str, data: bytes) -> tuple[Document, ...]:
    file = folder / f"stuk{Path(name).suffix}"
    file.write_bytes(data)
    return read(Source(name, str(file)), folder)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (b"<!DOCTYPE html><html><head><title>weg</title></head><body><h1>Brief</h1><p>een", "Brief\n\neen"),
        (b"<p>een<script>Jansen</script><!-- Jansen --><style>Jansen{}</style>", "een"),
        (b'<p title="Jansen" data-naam="Jansen" onclick="Jansen()">een', "een"),
        (b'<meta name="author" content="Jansen"><p>een', "een"),
        (b'<p>een<span style="display: none">Jansen</span><input type="hidden" value="Jansen">', "een"),
        (b'<input type="password" value="Jansen"><input type="tel" value="06 12345678">', "06 12345678"),
        (b'<input type=checkbox checked> ja <input type=radio> nee', "[x] ja [ ] nee"),
        (b'<img src="https://x.nl/a.png" alt="foto van Jansen">', "[afbeelding: foto van Jansen]"),
        (b"<table><tr><th>naam<th>plaats<tr><td>Jan<td>Utrecht</table>", "naam\tplaats\nJan\tUtrecht"),
        (b'<base href="file:///etc/"><link rel="stylesheet" href="x.css"><p>een', "een"),
        (b"<p>Jan<b>sen</b> &eacute;&eacute;n</p>", "Jansen één"),
        ('<meta charset="iso-8859-2"><p>č'.encode("iso-8859-2"), "č"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>é'.encode("cp1252"), "é"),
        ("\ufeff<p>één".encode("utf-16"), "één"),
        ("<p>één".encode(), "één"),
    ],
)  # fmt: skip
def test_what_a_reader_sees(markup, text):
    assert read_html(markup).text == f"{text}\n"


@pytest.mark.parametrize(
    ("markup", "obstacles", "notes"),
    [
        ("<p>een", (), ()),
        (f'<img src="{URI}"><svg><path/></svg>', (say.pictures_in("de webpagina", 1),), ()),
        ('<img src="data:image/svg+xml;utf8,<svg/>">', (say.pictures_in("de webpagina", 1),), ()),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAA=">', (), ()),
        ('<img src="a_files/foto.jpg">', (), (say.PICTURES_ELSEWHERE,)),
        ('<iframe src="https://x.nl"></iframe>', (), (say.PICTURES_ELSEWHERE,)),
        ('<iframe srcdoc="&lt;p&gt;Jansen"></iframe>', (say.EMBEDDED_IN_PAGE,), ()),
        ('<object data="data:application/pdf;base64,JVBERi0="></object>', (say.EMBEDDED_IN_PAGE,), ()),
        ('<div style="display:none"><img src="https://x.nl/pixel.gif"></div>', (), ()),
    ],
)
def test_what_is_not_read_is_told(markup, obstacles, notes):
    found = read_html(markup.encode())
    assert (found.obstacles, found.notes) == (obstacles, notes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<p>\0\1\2\3\4\5", say.NO_TEXT),
        (b"<div>" * 9000 + b"onderin", say.BROKEN_PAGE),
        (b"<html>" + b"x" * 100, say.too_large(50)),
    ],
)
def test_pages_that_are_refused(monkeypatch, data, reason):
    monkeypatch.setattr(webpage, "MAX_HTML_BYTES", 50 if data.startswith(b"<html>") else 1_000_000)
    with pytest.raises(UnreadableError) as caught:
        read_html(data)
    assert str(caught.value) == reason


def test_a_page_saved_in_one_file(tmp_path):
    for name in ("a.mht", "a.MHTML", "a"):
        document, picture = read_bytes(tmp_path, name, SAVED)
        assert (document.kind, document.text) == (DocumentKind.TEXT, "Dag één\n\n[afbeelding 1]\n")
        assert document.obstacles == ()
        assert picture.source == f"{name}/1-afbeelding-1.png"


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f'<p>zie <img src="{URI}"> daar', "zie [afbeelding 1] daar"),
        (f'<img src="{URI}"><img src="{URI}">', "[afbeelding 1] [afbeelding 1]"),
        (f'<p style="background:url({URI})">een', "een\n\n[afbeelding 1]"),
        (f'<p style="display:none"><img src="{URI}">weg</p>een', "een\n\n[afbeelding 1]"),
    ],
)
def test_a_picture_in_the_page_becomes_a_document(markup, text):
    found = read_html(markup.encode())
    assert (found.text, found.obstacles) == (f"{text}\n", ())
    assert [(a.name, a.data) for a in found.attachments] == [("afbeelding-1.png", PNG)]


def test_a_drawing_in_a_saved_page_is_told():
    (obstacle,) = read_mhtml(SAVED.replace(b"<p>", b"<svg><path/></svg><p>")).obstacles
    assert obstacle == say.of_page(say.mail_pictures(1))
    assert "webpagina" in obstacle


def test_a_mail_that_was_saved_as_a_page_is_a_mail(tmp_path):
    browser = b"<Saved by Blink>\r\nSnapshot-Content-Location: https://x.nl/geheim?p=jan"
    mail = SAVED.replace(browser, b"k@z.nl\r\nTo: j@z.nl")
    document = read_bytes(tmp_path, "a.mht", mail)[0]
    assert document.kind is DocumentKind.MAIL
    assert document.notes == ()


def test_files_in_a_saved_page_are_attachments():
    more = b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n--G\r\nContent-Type: text/css"
    found = read_mhtml(SAVED.replace(b"Content-Type: text/css", more, 1))
    assert [a.name for a in found.attachments] == ["a.pdf", "afbeelding-1.png"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    st.text(alphabet="<>/=\"' abpdivtr&#;!-\n\0é", max_size=200), st.sampled_from([".html", ".mht", ".htm"])
)
def test_any_page_gives_a_document(tmp_path_factory, markup, suffix):
    documents = read_bytes(tmp_path_factory.getbasetemp(), f"x{suffix}", markup.encode())
    assert documents
    assert not any("meld dit" in obstacle for obstacle in documents[0].obstacles)
