"""Makes small PDFs with one nasty property each, by hand with pikepdf."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.pdf.scrub import instructions_of
from pipeline.pdf.text import read_pages, read_pdf_text
from pipeline.redact.marks import spoken
from pipeline.redact.page import RedactedPages, redact_pages
from pipeline.types import Document, DocumentKind, Label, Mask, Span

GROUNDS = ("5.1.2e",)


def helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **{"static_id": True, **options})
    pdf.close()
    return out.getvalue()


def add_page(pdf: pikepdf.Pdf, content: bytes | str, **entries: object) -> pikepdf.Object:
    """A page of 400 by 400 points with Helvetica as /F; entries are added to its dictionary."""
    data = content if isinstance(content, bytes) else content.encode("cp1252")
    page = pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, 400, 400],
            Resources=Dictionary(Font=Dictionary(F=helvetica(pdf))),
            Contents=pdf.make_stream(data),
        )
    )
    for key, value in entries.items():
        page["/" + key] = value
    pdf.pages.append(pikepdf.Page(page))
    return pdf.pages[-1].obj


def hand_made(content: bytes | str, **entries: object) -> bytes:
    pdf = pikepdf.new()
    add_page(pdf, content, **entries)
    return saved(pdf)


def edited(content: bytes | str, edit: Callable[[pikepdf.Pdf, pikepdf.Object], None]) -> bytes:
    """A hand-made page that `edit` works on before it is saved."""
    pdf = pikepdf.new()
    edit(pdf, add_page(pdf, content))
    return saved(pdf)


def form(pdf: pikepdf.Pdf, content: str, **entries: object) -> pikepdf.Object:
    stream = pdf.make_stream(content.encode("cp1252"))
    stream.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 400, 400])})
    for key, value in entries.items():
        stream["/" + key] = value
    return stream


def type3(pdf: pikepdf.Pdf, letters: str) -> pikepdf.Object:
    """A Type 3 font whose letters are boxes, with a ToUnicode map."""
    procs = Dictionary()
    for i, _ in enumerate(letters):
        procs[f"/g{i}"] = pdf.make_stream(b"8 0 d0 1 0 6 7 re f")
    pairs = "\n".join(f"<{65 + i:02x}> <{ord(c):04x}>" for i, c in enumerate(letters))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 8, 8],
            FontMatrix=[0.1, 0, 0, 0.1, 0, 0],
            CharProcs=procs,
            Encoding=Dictionary(
                Type=Name.Encoding, Differences=[65, *(Name(f"/g{i}") for i in range(len(letters)))]
            ),
            FirstChar=65,
            LastChar=64 + len(letters),
            Widths=[8] * len(letters),
            Resources=Dictionary(),
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )


@dataclass(frozen=True, slots=True)
class Run:
    """A redaction of a test file: before, after, and what was asked."""

    before: bytes
    document: Document
    masks: tuple[Mask, ...]
    result: RedactedPages


def document_of(data: bytes, folder: Path) -> Document:
    file = folder / "in.pdf"
    file.write_bytes(data)
    read = read_pdf_text(file)
    return Document(
        "0" * 64, "in.pdf", DocumentKind.PDF, read.text, read.words, read.pages, payload=str(file)
    )


def masks_for(text: str, *secrets: str) -> tuple[Mask, ...]:
    """A mask for each place where a secret stands, spaces and line ends in it as they come."""
    patterns = [r"\s+".join(re.escape(word) for word in secret.split()) for secret in secrets]
    spans = [Span(m.start(), m.end()) for m in re.finditer("|".join(patterns), text)]
    return tuple(Mask(span, GROUNDS, Label.PERSON) for span in spans)


def run(data: bytes, folder: Path, *secrets: str) -> Run:
    document = document_of(data, folder)
    masks = masks_for(document.text, *secrets)
    return Run(data, document, masks, redact_pages(document, masks, None, "Titel"))


# What is still there


def chars_of(data: bytes) -> list[tuple[int, str, float, float]]:
    """Page, character and origin in user space of all that shows, as pdfium reads it."""
    found = []
    for page in read_pages(data):
        for char in page.chars:
            shown = page.shown(char)
            if not char.generated and shown.strip():
                found.append((page.page.number, shown.strip(), char.x, char.y))
    return found


def pdfium_text(data: bytes) -> str:
    return "\f".join(page.text for page in read_pages(data))


def plumber_text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\f".join("".join(char["text"] for char in page.chars) for page in pdf.pages)


def raw_text(data: bytes) -> str:
    """All strings, names and decompressed streams of the file, string operands put together."""
    pieces: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        stack: list[pikepdf.Object] = [*pdf.objects, pdf.trailer]
        while stack:
            obj = stack.pop()
            if isinstance(obj, pikepdf.String | pikepdf.Name):
                pieces.append(str(obj))
            elif isinstance(obj, pikepdf.Array):
                stack += [v for v in obj if not getattr(v, "is_indirect", False)]
            elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
                pieces += obj.keys()
                stack += [v for _, v in obj.items() if not getattr(v, "is_indirect", False)]
                if isinstance(obj, pikepdf.Stream) and not _is_binary(obj):
                    content = bytes(obj.read_bytes())
                    pieces.append(content.decode("latin-1"))
                    pieces.append(shown_strings(content))
    return "\n".join(pieces)


def _is_binary(stream: pikepdf.Stream) -> bool:
    """The samples of an image and a font program: three letters turn up in them by chance."""
    return (
        stream.get("/Subtype") in {"/Image", "/CIDFontType0C", "/Type1C", "/OpenType"} or "/Length1" in stream
    )


def shown_strings(content: bytes) -> str:
    with pikepdf.new() as pdf:
        try:
            instructions = instructions_of(pdf.make_stream(content))
        except (pikepdf.PdfError, TypeError):  # no content: a font program, a colour profile
            return ""
        return _strings_of(instructions)


def _strings_of(instructions: list[pikepdf.ContentStreamInstruction]) -> str:
    strings = []
    for instruction in instructions:
        for operand in getattr(instruction, "operands", []):
            parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
            strings += [bytes(p).decode("latin-1") for p in parts if isinstance(p, pikepdf.String)]
    return "".join(strings)


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def assert_gone(done: Run, *secrets: str) -> None:
    """No secret is left in any reading of the output."""
    readings = {"pdfium": pdfium_text, "pdfplumber": plumber_text, "objects": raw_text}
    for name, reading in readings.items():
        text = squeezed(reading(done.result.pdf))
        for secret in secrets:
            assert squeezed(secret) not in text, name


def assert_rest_stands(done: Run, tolerance: float = 0.05) -> None:
    """Every other character is still there, at its place or where the moves say, and nothing else but the marks."""
    masked = [m.span for m in done.masks]
    expected: list[tuple[int, str, float, float]] = []
    for page in read_pages(done.before):
        for char in page.chars:
            shown = page.shown(char)
            if (
                char.generated
                or not shown.strip()
                or any(s.start < char.end and char.start < s.end for s in masked)
            ):
                continue
            moves = [m for m in done.result.moves if m.span.start < char.end and char.start < m.span.end]
            to_right, down = sum(m.dx for m in moves), sum(m.dy for m in moves)
            x, y = page.view.point(char.x, char.y)
            x, y = page.view.back(x + to_right, y + down)
            expected.append((page.page.number, shown.strip(), x, y))
    left = chars_of(done.result.pdf)
    for number, shown, x, y in expected:
        near = [
            c
            for c in left
            if c[:2] == (number, shown) and abs(c[2] - x) <= tolerance and abs(c[3] - y) <= tolerance
        ]
        assert near, (number, shown, x, y)
        left.remove(near[0])
    pieces = sum(len(boxes) for boxes in done.result.mark_boxes)
    mark = spoken(GROUNDS).replace(" ", "")  # pdfium reads what stands for a mark
    assert Counter(c[1] for c in left) == Counter(mark * pieces)
