"""Word files through LibreOffice: what was masked is nowhere in the PDF, everything else stands where it is told."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pikepdf
import pytest
from docx_maker import make_docx, para, part, run, styles

from pipeline import rulebook
from pipeline.check import check_output
from pipeline.check.inspect import Options, inspect
from pipeline.errors import DocumentError, RedactionError
from pipeline.ingest import office
from pipeline.ingest.office import Office, read_office
from pipeline.masking import RedactedText, redact_text
from pipeline.office import soffice
from pipeline.redact.metadata import claims_pdfua
from pipeline.redact.office import OfficePdf, redact_office
from pipeline.types import Document, DocumentKind, Label, Mask, Span

needs_libreoffice = [
    pytest.mark.system,
    pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed"),
]

SECRET = "Wiebelsma"
TITLE = "Document 000001"


def masks_for(text: str, *secrets: str) -> tuple[Mask, ...]:
    found: list[Mask] = []
    for secret in secrets:
        at = text.find(secret)
        while at >= 0:
            found.append(Mask(Span(at, at + len(secret)), ("5.1.2e",), Label.PERSON))
            at = text.find(secret, at + 1)
    return tuple(sorted(found, key=lambda mask: mask.span))


def redacted(read: Office, folder: Path, *secrets: str) -> tuple[RedactedText, OfficePdf]:
    payload = folder / "stuk.docx"
    payload.write_bytes(read.docx)
    document = Document("1", "stuk.docx", DocumentKind.TEXT, read.text, payload=str(payload))
    masks = masks_for(read.text, *secrets)
    text = redact_text(read.text, masks)
    return text, redact_office(document, masks, text, rulebook.load().grounds, TITLE)


def everything_in(pdf: bytes) -> bytes:
    """All bytes of a PDF, its streams and strings unpacked."""
    out = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                out.append(thing.read_bytes())
            out.append(thing.unparse() if isinstance(thing, pikepdf.Object) else b"")
    return b"\n".join(out)


def row(*cells: str, heading: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if heading else ""
    return f"<w:tr>{mark}{''.join(f'<w:tc>{para(cell)}</w:tc>' for cell in cells)}</w:tr>"


def nasty(first: tuple[str, ...] = ("Wie", "bels", "ma")) -> bytes:
    """A file with a name in every place that is laid out, of which one is split over runs."""
    name = "".join(first)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    rows = "".join(row(f"rij {i}", f"{name} {i}") for i in range(60))
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="5000"/></w:tblGrid>'
        f"{row('Kop een', 'Kop twee', heading=True)}{rows}</w:tbl>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        para("Een titel", properties='<w:pStyle w:val="Kop1"/>')
        + para("Geachte ", *first, ", dank voor uw brief.", note, " Tot ziens.")
        + "".join(para(f"Punt {word} van {name}", properties=numbered) for word in ("een", "twee"))
        + para(run(f"{name} in hoofdletters", "<w:caps/>"))
        + table
        + para("Slot met ", run("vette tekst", "<w:b/>"), " en voetnoot.")
    )
    section = '<w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/>'
    page = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return make_docx(
        body,
        section=section,
        related={
            "h": ("header", "h.xml"), "f": ("footer", "f.xml"), "n": ("footnotes", "n.xml"),
            "s": ("styles", "s.xml"), "u": ("numbering", "u.xml"),
        },
        parts={
            "word/h.xml": part("hdr", para(f"Briefhoofd Almelo, behandeld door {name}")),
            "word/f.xml": part("ftr", para("Blad ", page)),
            "word/n.xml": part("footnotes", f'<w:footnote w:id="2">{para(f"De noot van {name} staat.")}</w:footnote>'),
            "word/s.xml": styles('<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'),
            "word/u.xml": part(
                "numbering",
                '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
                '<w:lvlText w:val="Artikel %1."/></w:lvl></w:abstractNum>'
                '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
            ),
        },
    )  # fmt: skip


class TestLaidOut:
    pytestmark = needs_libreoffice

    def test_a_name_in_every_place_is_gone_and_the_rest_stands(self, tmp_path: Path) -> None:
        text, done = redacted(read_office(nasty(), "x"), tmp_path, SECRET)
        inside = everything_in(done.pdf)
        for coded in (SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode("utf-16-be").hex().encode()):
            assert coded not in inside
        own = f"{TITLE}\n{done.repeated}"
        assert check_output(done.pdf, text.text, (SECRET,), own) == ()
        report = inspect(done.pdf, Options(read_text=False, detect=False))
        assert (report.traces, report.not_judged) == ((), ())
        shown = {text.text[word.span.start : word.span.end] for word in done.words}
        assert {"Geachte", "Tot", "noot", "Briefhoofd", "59", "Slot", "vette"} <= shown
        assert all(done.mark_boxes)

    def test_a_readable_name_in_a_header_may_stand_on_every_page(self, tmp_path: Path) -> None:
        text, done = redacted(read_office(nasty(), "x"), tmp_path, "Punt een")
        assert len(done.pages) > 1
        assert done.repeated.count(SECRET) == len(done.pages) - 1
        own = f"{TITLE}\n{done.repeated}"
        assert check_output(done.pdf, text.text, (SECRET,), own) == ()
        assert check_output(done.pdf, text.text, (SECRET,), TITLE) != ()

    def test_the_pdf_is_tagged_and_says_so(self, tmp_path: Path) -> None:
        _, done = redacted(read_office(nasty(), "x"), tmp_path, SECRET)
        with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
            assert claims_pdfua(pdf)
            assert str(pdf.Root.Lang) == "nl-NL"
            assert str(pdf.docinfo.Title) == TITLE
            assert set(pdf.docinfo.keys()) == {"/Title"}

    def test_two_that_differ_in_a_name_give_the_same_bytes(self, tmp_path: Path) -> None:
        other = "Van der Heidenstein-Oosterwolde"
        one = redacted(read_office(nasty(), "x"), tmp_path, SECRET)[1]
        two = redacted(read_office(nasty((other,)), "x"), tmp_path, other)[1]
        assert one == two

    def test_marks_and_words_stand_on_their_line(self, tmp_path: Path) -> None:
        made = make_docx(para("voor ", SECRET, " na") + para("volgende"))
        text, done = redacted(read_office(made, "x"), tmp_path, SECRET)
        boxes = {text.text[w.span.start : w.span.end]: w.box for w in done.words}
        (mark,) = done.mark_boxes[0]
        assert boxes["voor"].x1 < mark.x0 < mark.x1 < boxes["na"].x0
        assert boxes["volgende"].top > mark.bottom - 1
        assert [page.span for page in done.pages] == [Span(0, len(text.text))]

    def test_a_passage_over_paragraphs_becomes_one_mark(self, tmp_path: Path) -> None:
        bodies = ["een", "een", "een"], ["drie", "vier", "vijf", "zes", "een"]
        pdfs = []
        for lines in bodies:
            made = make_docx(
                para("Eerst. ", lines[0]) + "".join(map(para, lines[1:-1])) + para(lines[-1], " Slot.")
            )
            read = read_office(made, "x")
            text, done = redacted(read, tmp_path, "\n".join(lines))
            assert text.text.count("[5.1.2e]") == 1
            pdfs.append(done.pdf)
        assert pdfs[0] == pdfs[1]

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(rb"{\rtf1\ansi Beste Wiebelsma, dank.\par Groet\par}", id="rtf"),
            pytest.param("odt", id="odt"),
        ],
    )
    def test_other_forms(self, data: bytes | str, tmp_path: Path) -> None:
        read = read_office(odt() if isinstance(data, str) else data, "x")
        assert "Beste Wiebelsma, dank.\nGroet\n" in read.text
        text, done = redacted(read, tmp_path, SECRET)
        assert SECRET.encode() not in everything_in(done.pdf)
        assert check_output(done.pdf, text.text, (SECRET,), TITLE) == ()

    def test_nothing_is_fetched(self, tmp_path: Path) -> None:
        target = tmp_path / "geheim.txt"
        target.write_text("niet te lezen")
        linked = (
            rb'{\rtf1 tekst {\field{\*\fldinst INCLUDETEXT "'
            + str(target).encode()
            + rb'"}{\fldrslt oud}}\par}'
        )
        assert "niet te lezen" not in read_office(linked, "x").text


def odt() -> bytes:
    base = "urn:oasis:names:tc:opendocument:xmlns"
    ns = f'xmlns:office="{base}:office:1.0" xmlns:text="{base}:text:1.0"'
    content = (
        f'<?xml version="1.0"?><office:document-content {ns} office:version="1.2"><office:body><office:text>'
        "<text:p>Beste Wiebelsma, dank.</text:p><text:p>Groet</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a script in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(soffice, "program", lambda: str(program))


def test_without_libreoffice_the_reason_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    with pytest.raises(DocumentError, match="installeer LibreOffice"):
        redacted(read_office(make_docx(para("tekst")), "x"), tmp_path)
    with pytest.raises(DocumentError, match="installeer LibreOffice"):
        read_office(b"{\\rtf1 x}", "x")


@pytest.mark.parametrize(("script", "reason"), [("sleep 30", soffice.LATE), ("exit 1", soffice.FAILED)])
def test_a_program_that_hangs_or_fails_is_ended(
    script: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, script, monkeypatch)
    monkeypatch.setattr(soffice, "SECONDS", 0.3 if "sleep" in script else 20.0)
    with pytest.raises(DocumentError) as failed:
        soffice.to_pdf(b"")
    assert str(failed.value) == reason


def test_a_file_that_is_not_the_one_that_was_read_is_refused(tmp_path: Path) -> None:
    read = read_office(make_docx(para("tekst")), "x")
    payload = tmp_path / "x.docx"
    payload.write_bytes(read_office(make_docx(para("anders")), "x").docx)
    document = Document("1", "x", DocumentKind.TEXT, read.text, payload=str(payload))
    with pytest.raises(RedactionError, match="anders dan"):
        redact_office(document, (), redact_text(read.text, ()), rulebook.load().grounds, TITLE)


@pytest.mark.parametrize(
    "field",
    [b"INCLUDEPICTURE", b"includetext", b"IncludePicture", "INCLUDEPICTURE".encode("utf-16-le")[:-1]],
)
def test_a_file_asks_for_no_other_of_this_machine(field: bytes) -> None:
    text = b"{\\field " + field + b' "/etc/hosts"}'
    tamed = office._FROM_DISK.sub(office._nothing, text)
    assert len(tamed) == len(text)
    assert field not in tamed
    assert office._FROM_DISK.sub(office._nothing, tamed) == tamed
