"""The sound files: the samples, and one of every other kind with the same invented people in it."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from tests import docx_maker, msg_maker, pdf_makers, sheet_maker

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

NAMES = ("Wilhelmina Boterbloem", "Diederik Kwakkelstein")
SECRETS = (*NAMES, "w.boterbloem@voorbeeld.example", "06-12345678")
LETTER = (
    "Geachte mevrouw Wilhelmina Boterbloem,",
    "De heer Diederik Kwakkelstein heeft op 3 mei 2024 gebeld over de markt in Rietmonde.",
    "Naam: Wilhelmina Boterbloem",
    "Telefoon: 06-12345678, e-mail: w.boterbloem@voorbeeld.example",
    "De gemeente besluit over drie weken. Met vriendelijke groet, Diederik Kwakkelstein",
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file. `kind` is its suffix, `form` how its bytes are spoiled, `secrets` what may not be readable."""

    name: str
    kind: str
    form: str
    data: bytes
    secrets: tuple[str, ...] = SECRETS


_FORMS = {
    "pdf": "pdf", "eml": "mail", "mht": "mail", "mbox": "mail", "txt": "any", "md": "any", "docx": "zip", "xlsx": "zip",
    "odt": "zip", "zip": "zip", "msg": "cfb", "dat": "any", "html": "html", "csv": "csv", "rtf": "rtf", "png": "png",
    "jpg": "any", "tif": "any",
}  # fmt: skip


@cache
def seeds() -> tuple[Seed, ...]:
    """All of them, the samples first."""
    made = [_sample(SAMPLES / answers.stem) for answers in sorted((SAMPLES / "gold").glob("*.json"))]
    for name, data in _made().items():
        kind = name.rpartition(".")[2]
        made.append(Seed(name, kind, _FORMS[kind], data))
    return tuple(made)


def _sample(file: Path) -> Seed:
    gold = json.loads((SAMPLES / "gold" / f"{file.name}.json").read_text(encoding="utf-8"))
    secrets = sorted({span["text"] for span in gold["spans"] if span["must"] == "redact"})
    kind = file.suffix[1:]
    return Seed(file.name, kind, _FORMS[kind], file.read_bytes(), tuple(secrets))


def _made() -> dict[str, bytes]:
    page = _page_pdf()
    mail = _mail(page)
    return {
        "brief.pdf": page,
        "delen.pdf": _parts_pdf(),
        "formulier.pdf": _form_pdf(),
        "beeld.pdf": _scan_pdf(page),
        "bericht.eml": mail,
        "pagina.mht": _mht(),
        "postvak.mbox": b"From a@b.example Mon Mar  4 10:00:00 2024\n" + mail.replace(b"\r\n", b"\n") + b"\n"
        + b"From a@b.example Mon Mar  4 11:00:00 2024\n" + _invite().replace(b"\r\n", b"\n") + b"\n",
        "uitnodiging.eml": _invite(),
        "brief.docx": _docx(),
        "lijst.xlsx": _xlsx(),
        "brief.odt": _odt(),
        "brief.rtf": _rtf(),
        "bericht.msg": _msg(),
        "winmail.dat": _tnef(),
        "bundel.zip": _zip({"a/bericht.eml": mail, "brief.pdf": page, "lijst.xlsx": _xlsx(), "n.txt": _text()}),
        "pagina.html": _html().encode(),
        "lijst.csv": _csv(),
        "brief.txt": _text(),
        "foto.png": _picture(page, "PNG"),
        "foto.jpg": _picture(page, "JPEG"),
        "foto.tif": _picture(page, "TIFF"),
    }  # fmt: skip


def _text() -> bytes:
    return "\n".join(LETTER).encode()


def _csv() -> bytes:
    rows = f"{NAMES[0]};06-12345678;{SECRETS[2]}\n" * 3
    return f"naam;telefoon;e-mail\n{rows}{NAMES[1]};;\n".encode()


def _html() -> str:
    rows = "".join(f"<p>{line}</p>" for line in LETTER)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Brief</title><style>p{{}}</style></head><body>{rows}"
        f"<table><tr><td>Naam</td><td>{NAMES[0]}</td></tr></table><div style='display:none'>x</div></body></html>"
    )


def _page_pdf() -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=True)
    page.setTitle("Brief aan Boterbloem")
    for number, line in enumerate(LETTER):
        page.setFont("Helvetica", 11)
        page.drawString(60, 760 - 24 * number, line)
    page.grid([60, 200, 400], [500, 520, 540])
    page.drawString(64, 525, "Naam")
    page.drawString(204, 525, NAMES[0])
    page.showPage()
    page.drawString(60, 700, f"Bladzijde twee, voor mevrouw {NAMES[0]}.")
    page.save()
    return out.getvalue()


def _parts_pdf() -> bytes:
    """Text in a form object, a pattern's place, a Type 3 font and a composite font's map, objects in streams."""
    pdf = pikepdf.new()
    shown = " ".join(f"0 -20 Td ({line}) Tj" for line in LETTER)
    inner = pdf_makers.form(pdf, f"BT /F 7 Tf 10 200 Td {shown} ET", Resources=pikepdf.Dictionary())
    font = pdf_makers.helvetica(pdf)
    inner.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    boxes = pdf_makers.type3(pdf, "Aanhef")
    resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=font, T=boxes), XObject=pikepdf.Dictionary(X=pdf.make_indirect(inner))
    )
    words = f"BT /F 9 Tf 20 380 Td (Mevrouw {NAMES[0]}) Tj ET "
    words += "BT /T 9 Tf 20 360 Td (ABCDEF) Tj ET q 1 0 0 1 5 5 cm /X Do Q"
    pdf_makers.add_page(pdf, words, Resources=resources)
    pdf_makers.add_page(
        pdf, f"/P << /ActualText (Hallo) >> BDC BT /F 9 Tf 20 300 Td (Mevrouw {NAMES[0]}) Tj ET EMC"
    )
    return pdf_makers.saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _form_pdf() -> bytes:
    """A form with fields, an annotation and an outline, as reportlab makes them."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=True)
    page.bookmarkPage("een")
    page.addOutlineEntry("Brief", "een")
    page.drawString(60, 760, LETTER[0])
    page.acroForm.textfield(name="naam", value=NAMES[0], x=60, y=700, width=300, height=24)
    page.acroForm.checkbox(name="ja", checked=True, x=60, y=660)
    page.textAnnotation("Even bellen", Rect=[300, 700, 320, 720])
    page.linkURL("https://voorbeeld.example", (60, 600, 200, 620))
    page.save()
    return out.getvalue()


def _rendered(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as opened:
        picture: Image.Image = opened[0].render(scale=2).to_pil()
        return picture.convert("L").crop((0, 0, 1190, 760))


def _picture(pdf: bytes, form: str) -> bytes:
    out = io.BytesIO()
    _rendered(pdf).save(out, form, dpi=(144, 144))
    return out.getvalue()


def _scan_pdf(pdf: bytes) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4, invariant=True)
    page.drawInlineImage(_rendered(pdf), 0, 842 - 380, 595, 380)
    page.save()
    return out.getvalue()


def _mail(attached: bytes) -> bytes:
    html = base64.encodebytes(_html().encode()).decode().replace("\n", "\r\n")
    pdf = base64.encodebytes(attached).decode().replace("\n", "\r\n")
    plain = "\r\n".join(LETTER)
    return (
        f"From: {NAMES[1]} <d.kwakkelstein@voorbeeld.example>\r\nTo: {NAMES[0]} <{SECRETS[2]}>\r\n"
        "Subject: =?utf-8?q?Markt_in_Rietmonde?=\r\nDate: Mon, 4 Mar 2024 10:00:00 +0100\r\n"
        "Message-ID: <1@b.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="grens"\r\n\r\n--grens\r\n'
        'Content-Type: multipart/alternative; boundary="tak"\r\n\r\n--tak\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"\r\n{plain}\r\n--tak\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{html}--tak--\r\n--grens\r\n"
        "Content-Type: application/pdf; name=brief.pdf\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''brief%20een.pdf\r\n\r\n{pdf}--grens--\r\n"
    ).encode()


def _invite() -> bytes:
    return (
        f"From: {NAMES[1]} <d.kwakkelstein@voorbeeld.example>\r\nTo: {SECRETS[2]}\r\nSubject: Overleg\r\n"
        "Date: Mon, 4 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Amsterdam\r\nBEGIN:STANDARD\r\n"
        "DTSTART:20231029T030000\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;TZID=Amsterdam:20240312T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Overleg\r\n"
        f"ORGANIZER;CN={NAMES[1]}:mailto:d.kwakkelstein@voorbeeld.example\r\n"
        f'ATTENDEE;CN="{NAMES[0]}":mailto:{SECRETS[2]}\r\nDESCRIPTION:Met mevrouw {NAMES[0]}\\, over de markt\r\n'
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def _mht() -> bytes:
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://voorbeeld.example/\r\nSubject: Brief\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="grens"\r\n\r\n--grens\r\n'
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: https://voorbeeld.example/\r\n\r\n{_html()}\r\n--grens--\r\n"
    ).encode()


def _docx() -> bytes:
    rows = "".join(docx_maker.para(line) for line in LETTER)
    cell = f"<w:tc><w:tcPr><w:tcW w:w='2000'/></w:tcPr>{docx_maker.para(NAMES[0])}</w:tc>"
    note = docx_maker.para(
        docx_maker.run("Noot"), '<w:r><w:footnoteReference w:id="1"/></w:r>', docx_maker.run(" hier")
    )
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>"
    return docx_maker.make_docx(
        rows + table + note,
        related={"rId1": ("footnotes", "footnotes.xml"), "rId2": ("styles", "styles.xml")},
        parts={
            "word/footnotes.xml": docx_maker.part(
                "footnotes", f'<w:footnote w:id="1">{docx_maker.para(NAMES[1])}</w:footnote>'
            ),
            "word/styles.xml": docx_maker.styles(
                '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="x"/></w:style>'
            ),
        },
    )


def _xlsx() -> bytes:
    def row(number: int, *cells: str) -> str:
        shown = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for column, cell in zip("ABC", cells, strict=False)
        )
        shown += f'<c r="D{number}" s="1"><v>4536{number}</v></c><c r="E{number}" t="s"><v>1</v></c>'
        return f'<row r="{number}">{shown}</row>'

    rows = row(1, "Naam", "Telefoon", "E-mail") + "".join(
        row(n, NAMES[n % 2], "06-12345678", SECRETS[2]) for n in range(2, 6)
    )
    return sheet_maker.book(rows, '<mergeCells count="1"><mergeCell ref="A7:B8"/></mergeCells>')


def _odt() -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(f"<text:p>{line}</text:p>" for line in LETTER)
    return _zip(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": (
                f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0" manifest:version="1.3"><manifest:file-entry '
                'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>"
            ).encode(),
            "content.xml": (
                f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0" '
                f'office:version="1.3"><office:body><office:text>{rows}</office:text></office:body></office:document-content>'
            ).encode(),
        }
    )


def _rtf() -> bytes:
    rows = "\\par\n".join(LETTER)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {rows}\\par \\'e9\\u233?}}".encode(
        "ascii"
    )


def _msg() -> bytes:
    sent = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)
    person = {msg_maker.NAME: NAMES[0], msg_maker.SMTP: SECRETS[2], msg_maker.ROLE: 1, msg_maker.KIND: "SMTP"}
    file = {msg_maker.FILE_NAME: "n.txt", msg_maker.DATA: _text(), msg_maker.METHOD: 1}
    inner = msg_maker.Msg({msg_maker.SUBJECT: "Binnenin", msg_maker.BODY: f"Voor mevrouw {NAMES[0]}"})
    return msg_maker.msg_bytes(
        msg_maker.Msg(
            {
                msg_maker.CLASS: "IPM.Note",
                msg_maker.SUBJECT: "Markt",
                msg_maker.BODY: "\r\n".join(LETTER),
                msg_maker.RTF: msg_maker.packed_rtf(_rtf()),
                msg_maker.SENT: sent,
                msg_maker.FROM_NAME: NAMES[1],
                msg_maker.FROM_SMTP: "d.kwakkelstein@voorbeeld.example",
            },
            [person],
            [msg_maker.Attach(file), msg_maker.Attach({msg_maker.METHOD: 5}, inner)],
        )
    )


def _tnef() -> bytes:
    props = {msg_maker.SUBJECT: "Markt", msg_maker.HTML: _html().encode(), msg_maker.FROM_NAME: NAMES[1]}
    file = {msg_maker.FILE_NAME: "n.txt", msg_maker.METHOD: 1}
    return msg_maker.tnef_mail(
        props, [(file, _text())], [{msg_maker.NAME: NAMES[0], msg_maker.SMTP: SECRETS[2]}]
    )


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()
