"""Any bytes at any reader: a document, an obstacle or the error that the reader names, and nothing that nobody foresaw.

Readers whose own tests already take any bytes (cfb, invite, rtf, html, tnef, msg, xlsx, zip) are not here again.
"""

import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.mutate import mutate, plain
from benchmarks.fuzz.seeds import seeds
from pipeline.errors import UnreadableError
from pipeline.ingest import read
from pipeline.ingest.invite import read_invite
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mailbox import is_mbox, mails_of
from pipeline.ingest.sheet import read_csv
from pipeline.ingest.sniff import FileKind, false_suffix, shown_kind, sniff, usual_suffix
from pipeline.ingest.webpage import read_mhtml
from pipeline.ingest.xlsx import read_xlsx
from pipeline.office.rebuild import rebuild
from pipeline.types import Source
from tests.docx_maker import document, make_docx, para, part, relationships, styles
from tests.sheet_maker import book

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_tesseract")]

CHANCE = st.integers(0, 2**32)
MAGICS = (
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x78\x9f\x3e\x22",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"BM",
    b"\x1f\x8b",
    b"From a b\n",
    b"<!DOCTYPE html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"MIME-Version: 1.0\nFrom: a\n\n",
    b"BEGIN:VCALENDAR\n",
    b"sep=;\n",
)
SUFFIXES = (
    ".pdf",
    ".eml",
    ".msg",
    ".mbox",
    ".dat",
    ".txt",
    ".md",
    ".html",
    ".mht",
    ".csv",
    ".xlsx",
    ".docx",
    ".zip",
    ".png",
    ".tif",
    ".jpg",
    ".ics",
    ".xml",
    "",
)
UNHURRIED = settings(suppress_health_check=list(HealthCheck))


def foreseen(folder: Path, name: str, data: bytes) -> None:
    """A file gives documents, and none says that a reader failed in a way that nobody foresaw."""
    file = folder / f"stuk{Path(name).suffix}"
    file.write_bytes(data)
    found = read(Source(name, str(file)), folder)
    assert found or name.endswith((".zip", ".mbox")) or data.startswith((b"PK", b"From "))
    for one in found:
        assert not [reason for reason in one.obstacles if "meld dit" in reason]


@settings(UNHURRIED, max_examples=15)
@given(magic=st.sampled_from(MAGICS), data=st.binary(max_size=300), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_behind_any_magic(tmp_path_factory, magic, data, suffix):
    foreseen(tmp_path_factory.getbasetemp(), f"x{suffix}", magic + data)


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(chance=CHANCE)
def test_a_spoiled_file_of_any_kind(tmp_path_factory, chance):
    # LibreOffice and OCR take seconds a file.
    quick = [seed for seed in seeds() if seed.kind not in {"docx", "odt", "rtf", "png", "jpg", "tif"}]
    seed = quick[chance % len(quick)]
    data, _ = mutate(seed.data, seed.form, Random(chance))
    foreseen(tmp_path_factory.getbasetemp(), seed.name, data)


@UNHURRIED
@given(
    start=st.sampled_from(MAGICS),
    data=st.binary(max_size=80),
    name=st.text(max_size=12),
    suffix=st.sampled_from(SUFFIXES),
    declared=st.text(max_size=12)
    | st.sampled_from(["text/plain", "message/rfc822", "application/octet-stream"]),
)
def test_any_file_has_a_kind_and_every_kind_a_name(start, data, name, suffix, declared):
    kind = sniff(start + data, name + suffix, declared)
    assert kind is not FileKind.EMPTY
    assert usual_suffix(kind, start + data)
    assert shown_kind(start + data, name + suffix, declared)
    assert false_suffix(kind, name + suffix) in {"", suffix}


LINES = st.lists(
    st.sampled_from(
        (
            b"From: a <a@b.nl>",
            b"From a@b Mon Mar  4 10:00:00 2024",
            b">From x",
            b"Content-Length: 99999999999999999999",
            b"Content-Type: multipart/mixed; boundary=g",
            b"Content-Type: text/html; charset=nee",
            b"--g",
            b"--g--",
            b"",
            b"Content-Transfer-Encoding: base64",
            b"Content-Transfer-Encoding: uuencode",
            b"=?utf-8?b?/w==?=",
            b" vouw",
            b"Content-Type: message/rfc822",
            b"Content-Disposition: attachment; filename*0*=x''%",
            b"begin 644 a",
            b"end",
            b"Content-Type: application/ms-tnef",
            b"Date: 99 Foo 10000000",
            b'To: a, <b@c>, "',
            b"Subject: =?",
            b"\xff\x00",
        )
    )
    | st.binary(max_size=20),
    max_size=25,
)


@UNHURRIED
@given(LINES, st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_any_lines_are_a_mail(lines, end):
    with suppress(UnreadableError):
        assert isinstance(parse_mail(end.join(lines)).text, str)


@UNHURRIED
@given(LINES, st.sampled_from([b"\n", b"\r\n"]))
def test_any_lines_are_a_mailbox_and_none_is_lost(lines, end):
    data = end.join([b"From a@b.nl Mon Mar  4 10:00:00 2024", b"From: a@b.nl", *lines])
    assert is_mbox(data)
    mails = list(mails_of(data))
    assert mails
    words = set(re.findall(rb"vouw|nee|begin 644 a", data))
    assert words <= set(re.findall(rb"vouw|nee|begin 644 a", b"\n".join(mail.data for mail in mails)))


@UNHURRIED
@given(LINES)
def test_any_lines_are_a_saved_page_or_none(lines):
    head = [
        b"From: <Saved by Blink>",
        b"MIME-Version: 1.0",
        b"Content-Type: multipart/related; boundary=g",
        b"",
        b"--g",
    ]
    with suppress(UnreadableError):
        assert isinstance(read_mhtml(b"\r\n".join([*head, *lines])).text, str)


@UNHURRIED
@given(st.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]), st.binary(max_size=120))
def test_any_bytes_are_delimited_text_or_none(start, data):
    with suppress(UnreadableError):
        assert isinstance(read_csv(start + data).text, str)


EVENT = (
    "DTSTART:20240312T100000",
    "DTSTART;TZID=X:20240312T100000",
    "DTSTART;VALUE=DATE:99999999",
    "DTEND:00000000T000000Z",
    "DURATION:P99999999999W",
    "DURATION:-PT",
    "RRULE:FREQ=SECONDLY;COUNT=99999999999;INTERVAL=0",
    "RRULE:FREQ=YEARLY;BYDAY=-9XX",
    "RRULE:UNTIL=00010101",
    'ATTENDEE;CN="A:mailto:a',
    "ORGANIZER:mailto:",
    "SUMMARY:a\\",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VTIMEZONE",
    "END:VTIMEZONE",
    "TZID:X",
    "TZOFFSETTO:+9999",
    "BEGIN:STANDARD",
    "END:STANDARD",
    "BEGIN:VALARM",
    "EXDATE:20240312,",
    "RECURRENCE-ID:x",
    "GEO:a;b",
    "ATTACH;ENCODING=BASE64:=",
    "DESCRIPTION:" + "\\n" * 50,
    ":",
    ";",
)


@UNHURRIED
@given(st.lists(st.sampled_from(EVENT) | st.text(max_size=12), max_size=20))
def test_any_lines_are_an_invitation(lines):
    read_invite("\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines]))


BODY = (
    para("Geachte ", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + f"<w:tbl><w:tr><w:tc>{para('Naam')}</w:tc></w:tr></w:tbl>"
)
PARTS = {
    "word/document.xml": document(BODY),
    "word/_rels/document.xml.rels": relationships(
        {"r1": ("footnotes", "footnotes.xml"), "r2": ("styles", "styles.xml")}
    ),
    "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="1">{para("Noot")}</w:footnote>'),
    "word/styles.xml": styles('<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="A"/></w:style>'),
}


@UNHURRIED
@given(name=st.sampled_from(sorted(PARTS)), chance=CHANCE)
def test_a_spoiled_part_of_a_word_file_is_rebuilt_or_refused(name, chance):
    spoiled, _ = plain(PARTS[name].encode(), "xml", Random(chance))
    with suppress(UnreadableError):
        assert rebuild(make_docx("", parts={**PARTS, name: spoiled}))


def test_a_word_file_that_lost_its_first_bytes():
    """Found by spoiling files: the directory of the zip then leads to before its beginning."""
    with pytest.raises(UnreadableError, match="beschadigd"):
        rebuild(make_docx("")[40:])


def nameless(data):
    """The same zip with a member more that has no name at all."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
    return out.getvalue()


def test_a_member_without_a_name_is_in_nobodys_way():
    """Found by spoiling files: Python's zip reader trips over it where it is asked whether it is a folder."""
    assert rebuild(nameless(make_docx(para("Geachte heer")))) == rebuild(make_docx(para("Geachte heer")))
    rows = '<row r="1"><c r="A1"><v>1234</v></c></row>'
    assert read_xlsx(nameless(book(rows))).text == read_xlsx(book(rows)).text
