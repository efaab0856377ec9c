"""The documents of samples/ in every form that officers get them in: what `benchmarks.forms` runs the job on."""

from __future__ import annotations

import csv
import email
import email.policy
import html
import importlib.util
import io
import mailbox
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pypdfium2
from PIL import Image

from tests import docx_maker as docx
from tests import msg_maker as outlook

ROOT = Path(__file__).resolve().parent.parent
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{36 - 4 * n}"/></w:rPr></w:style>'
    for n in (1, 2)
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_OFFICE = {
    "odt": "odt:writer8", "rtf": "rtf:Rich Text Format", "doc": "doc:MS Word 97",
    "ods": "ods:calc8", "xls": "xls:MS Excel 97",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A document of samples/: its file, and how it was written (`samples/make.py`)."""

    file: Path
    entry: Any

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def data(self) -> bytes:
        return self.file.read_bytes()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: which samples exist in it, and how they are made in a folder.

    `make` gives, for each name that the manifest will show, the name of the sample. `needs` are programs.
    """

    name: str
    takes: tuple[str, ...]
    make: Callable[[Sequence[Sample], Path], dict[str, str]]
    needs: tuple[str, ...] = ()


def recipe() -> ModuleType:
    """samples/make.py."""
    spec = importlib.util.spec_from_file_location("samples_make", ROOT / "samples" / "make.py")
    if spec is None or spec.loader is None:
        raise ImportError("samples/make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_RECIPE = recipe()


def samples() -> list[Sample]:
    """All samples, in the order of their names."""
    files = sorted((ROOT / "samples" / "source").glob("*.txt"))
    return [
        Sample(ROOT / "samples" / entry.name, entry) for file in files for entry in [_RECIPE.read_entry(file)]
    ]


def has_table(sample: Sample) -> bool:
    return any(kind == "table" for kind, _ in _blocks(sample))


def _blocks(sample: Sample) -> list[tuple[str, list[str]]]:
    return list(_RECIPE.blocks(_RECIPE.plain(sample.entry.marked)))


def _each(suffix: str, make: Callable[[Sample], bytes]) -> Callable[[Sequence[Sample], Path], dict[str, str]]:
    """A form in which each sample is a file."""

    def made(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
        names = {}
        for sample in chosen:
            name = f"{sample.name.rsplit('.', 1)[0]}.{suffix}"
            (folder / name).write_bytes(make(sample))
            names[name] = sample.name
        return names

    return made


# ------------------------------------------------------------------------------------------------------- mail


def _message(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _people(message: EmailMessage, field: str) -> list[tuple[str, str]]:
    return [(a.display_name, a.addr_spec) for a in getattr(message[field], "addresses", ())]


def as_item(message: EmailMessage, *, rich: bool = False) -> outlook.Msg:
    """A mail as an item of Outlook, without the header that travelled with it."""
    name, address = _people(message, "From")[0]
    props: dict[int, Any] = {
        outlook.CLASS: "IPM.Note", outlook.SUBJECT: str(message["Subject"]),
        outlook.SENT: message["Date"].datetime,
        outlook.FROM_NAME: name or address, outlook.FROM_ADDRESS: address, outlook.FROM_KIND: "SMTP",
        outlook.MESSAGE_ID: str(message["Message-ID"]),
    }  # fmt: skip
    body = message.get_body(("html", "plain"))
    text = body.get_content() if body else ""
    if body and body.get_content_subtype() == "html":
        props |= {outlook.HTML: text.encode("utf-8"), 0x3FDE0003: 65001}
    elif rich:
        props[outlook.RTF] = outlook.packed_rtf(_rtf(text))
    else:
        props[outlook.BODY] = text
    recipients = [
        {outlook.NAME: who or at, outlook.ADDRESS: at, outlook.SMTP: at, outlook.KIND: "SMTP", outlook.ROLE: role}
        for role, field in ((1, "To"), (2, "Cc"))
        for who, at in _people(message, field)
    ]  # fmt: skip
    return outlook.Msg(props, recipients, [_attach(part, rich=rich) for part in message.iter_attachments()])


def _attach(part: EmailMessage, *, rich: bool) -> outlook.Attach:
    if part.get_content_type() == "message/rfc822":
        inner = as_item(part.get_content(), rich=rich)
        return outlook.Attach({outlook.METHOD: 5, 0x3001001F: inner.props[outlook.SUBJECT]}, inner)
    name = part.get_filename() or "bijlage"
    return outlook.Attach(
        {outlook.FILE_NAME: name, outlook.METHOD: 1, outlook.DATA: part.get_payload(decode=True)}
    )


def _rtf(text: str) -> bytes:
    signs = {"\n": "\\par\n", "\\": "\\\\", "{": "\\{", "}": "\\}", "\r": ""}
    pieces = (
        signs.get(c) or (c if c.isascii() else f"\\u{ord(c) - 65536 * (ord(c) > 32767)}?")
        for c in text.replace("\r", "")
    )
    return (
        b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}"
        + "".join(pieces).encode("ascii")
        + b"}"
    )


def _winmail(sample: Sample) -> bytes:
    """A mail whose body and files are all in its winmail.dat, as Exchange sends them outside."""
    message = _message(sample.data)
    item = as_item(message, rich=True)
    props = {
        k: v for k, v in item.props.items() if k in {outlook.CLASS, outlook.RTF, outlook.HTML, 0x3FDE0003}
    }
    files = []
    for part in message.iter_attachments():
        inner = part.get_payload(decode=True) if part.get_content_maintype() != "message" else None
        data = inner if isinstance(inner, bytes) else part.get_content().as_bytes()
        files.append(({outlook.FILE_NAME: part.get_filename() or "bericht.eml"}, data))
    outer = EmailMessage(policy=email.policy.default)
    for field in ("From", "To", "Cc", "Subject", "Date", "Message-ID"):
        if message[field] is not None:
            outer[field] = message[field]
    tnef = outlook.tnef_mail(props, files)
    outer.add_attachment(tnef, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return outer.as_bytes()


def _mbox(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as temporary:
        box = mailbox.mbox(Path(temporary) / "post.mbox")
        for sample in chosen:
            mail = mailbox.mboxMessage(sample.data.replace(b"\r\n", b"\n"))
            mail.set_from("post@rietmonde.example", (2024, 3, 4, 8, 0, 0, 0, 64, 0))
            box.add(mail)
        box.close()
        shutil.copy(Path(temporary) / "post.mbox", folder / "post.mbox")
    return {f"mail-{i}.eml": sample.name for i, sample in enumerate(chosen, start=1)}


# ------------------------------------------------------------------------------------------------- containers


def _zip(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
    (folder / "stukken.zip").write_bytes(_zipped(chosen))
    return {sample.name: sample.name for sample in chosen}


def _zip_in_zip(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
    with zipfile.ZipFile(folder / "alles.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("map/stukken.zip", _zipped(chosen))
    return {sample.name: sample.name for sample in chosen}


def _zipped(chosen: Sequence[Sample]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sample in chosen:
            archive.writestr(f"map met stukken/{sample.name}", sample.data)
    return out.getvalue()


def _original(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
    for sample in chosen:
        (folder / sample.name).write_bytes(sample.data)
    return {sample.name: sample.name for sample in chosen}


# ------------------------------------------------------------------------------------ documents of office programs


def _docx(sample: Sample) -> bytes:
    body: list[str] = []
    for kind, lines in _blocks(sample):
        if kind == "break":
            body.append(docx.para('<w:r><w:br w:type="page"/></w:r>'))
        elif kind == "table":
            body.append(
                f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>{_rows(lines)}</w:tbl>"
            )
            body.append(docx.para())
        else:
            style = f'<w:pStyle w:val="Heading{kind[1]}"/>' if kind in {"h1", "h2"} else ""
            runs = [docx.run(html.escape(line, quote=False)) for line in lines]
            body.append(docx.para("<w:r><w:br/></w:r>".join(runs), properties=style))
            body.append(docx.para())
    section = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/>'
    return docx.make_docx(
        "".join(body),
        section=section,
        related={"s1": ("styles", "styles.xml")},
        parts={"word/styles.xml": docx.styles(_STYLES)},
    )


def _rows(lines: Sequence[str]) -> str:
    cells = (
        "".join(f"<w:tc>{docx.para(html.escape(cell, quote=False))}</w:tc>" for cell in _RECIPE.cells(line))
        for line in lines
    )
    return "".join(f"<w:tr>{row}</w:tr>" for row in cells)


def _html(sample: Sample) -> bytes:
    pieces: list[str] = []
    for kind, lines in _blocks(sample):
        shown = [html.escape(line, quote=False) for line in lines]
        if kind == "table":
            rows = (
                "".join(f"<td>{html.escape(c, quote=False)}</td>" for c in _RECIPE.cells(x)) for x in lines
            )
            pieces.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif kind == "break":
            pieces.append("<hr>")
        else:
            pieces.append(f"<{kind}>" + "<br>\n".join(shown) + f"</{kind}>")
    return ("<!DOCTYPE html>\n<html lang=nl><body>\n" + "\n".join(pieces) + "\n</body></html>\n").encode()


def _rows_of(sample: Sample) -> Iterator[list[str]]:
    """A row a line, an empty one between blocks."""
    for kind, lines in _blocks(sample):
        yield from (_RECIPE.cells(line) if kind == "table" else [line] for line in lines)
        yield []


def _xlsx(sample: Sample) -> bytes:
    book = openpyxl.Workbook()
    for row in _rows_of(sample):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(sample: Sample) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(_rows_of(sample))
    return out.getvalue().encode("utf-8-sig")


def _by_office(
    suffix: str, source: str, make: Callable[[Sample], bytes]
) -> Callable[[Sequence[Sample], Path], dict[str, str]]:
    """Files that LibreOffice writes, of those that `make` makes."""

    def made(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
        program = shutil.which("soffice") or "soffice"
        with tempfile.TemporaryDirectory() as temporary:
            names = _each(source, make)(chosen, Path(temporary))
            command = [
                program,
                f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}",
                "--headless",
            ]
            command += ["--convert-to", _OFFICE[suffix], "--outdir", str(folder)]
            files = [str(Path(temporary) / name) for name in names]
            subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
        return {f"{name.rsplit('.', 1)[0]}.{suffix}": sample for name, sample in names.items()}

    return made


# -------------------------------------------------------------------------------------------------- scans


def _pages(sample: Sample, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(sample.data)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def _scan(dpi: int) -> Callable[[Sample], bytes]:
    def made(sample: Sample) -> bytes:
        first, *rest = _pages(sample, dpi)
        out = io.BytesIO()
        first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=85)
        return out.getvalue()

    return made


def _png(chosen: Sequence[Sample], folder: Path) -> dict[str, str]:
    names = {}
    for sample in chosen:
        for number, page in enumerate(_pages(sample, 300), start=1):
            name = f"{sample.name.removesuffix('.pdf')}-{number}.png"
            page.save(folder / name, dpi=(300, 300))
            names[name] = sample.name
    return names


ORIGINAL = Form("original", ("eml", "pdf", "txt", "md"), _original)
_ALL, _PAPER, _OCR = ("eml", "pdf", "txt", "md"), ("pdf", "txt", "md"), ("tesseract",)
FORMS = (
    Form("zip", _ALL, _zip),
    Form("zip in zip", _ALL, _zip_in_zip),
    Form("msg", ("eml",), _each("msg", lambda s: outlook.msg_bytes(as_item(_message(s.data))))),
    Form(
        "msg, rtf", ("eml",), _each("msg", lambda s: outlook.msg_bytes(as_item(_message(s.data), rich=True)))
    ),
    Form("winmail.dat", ("eml",), _each("eml", _winmail)),
    Form("mbox", ("eml",), _mbox),
    Form("docx", _PAPER, _each("docx", _docx), ("soffice",)),
    Form("odt", _PAPER, _by_office("odt", "docx", _docx), ("soffice",)),
    Form("rtf", _PAPER, _by_office("rtf", "docx", _docx), ("soffice",)),
    Form("doc", _PAPER, _by_office("doc", "docx", _docx), ("soffice",)),
    Form("html", _PAPER, _each("html", _html)),
    Form("xlsx", ("table",), _each("xlsx", _xlsx)),
    Form("csv", ("table",), _each("csv", _csv)),
    Form("ods", ("table",), _by_office("ods", "xlsx", _xlsx), ("soffice",)),
    Form("xls", ("table",), _by_office("xls", "xlsx", _xlsx), ("soffice",)),
    Form("scan, 200 dpi", ("pdf",), _each("pdf", _scan(200)), _OCR),
    Form("scan, 300 dpi", ("pdf",), _each("pdf", _scan(300)), _OCR),
    Form("png, 300 dpi", ("pdf",), _png, _OCR),
)


def chosen(form: Form, among: Sequence[Sample]) -> list[Sample]:
    """The samples that exist in a form."""
    if form.takes == ("table",):
        return [sample for sample in among if has_table(sample)]
    return [sample for sample in among if sample.name.rsplit(".", 1)[1] in form.takes]
