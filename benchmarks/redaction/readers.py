"""What three readers and the bare objects of a file still say, page by page."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

# pdfium tells a hyphen at the end of a line by other codes than within one.
_HYPHENS = dict.fromkeys((0x02, 0xAD, 0x2010, 0x2011, 0xFFFE), "-")


def folded(text: str) -> str:
    """Without white space, case and ligatures, so that readers can be compared; all hyphens the same."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_HYPHENS)).split()).casefold()


def pdfium(data: bytes) -> list[str]:
    """The characters of each page in pdfium's order, without those that it made up."""
    pdf = pypdfium2.PdfDocument(data)
    pages: list[str] = []
    try:
        for page in pdf:
            text = page.get_textpage()
            codes = [
                pdfium_c.FPDFText_GetUnicode(text.raw, i)
                for i in range(pdfium_c.FPDFText_CountChars(text.raw))
                if pdfium_c.FPDFText_IsGenerated(text.raw, i) != 1
            ]
            text.close()
            page.close()
            pages.append("".join(chr(c) for c in codes if not 0xD800 <= c < 0xE000))
    finally:
        pdf.close()
    return pages


def plumber(data: bytes) -> list[str]:
    """All that the content streams show, seen or not, as pdfminer reads it."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages: list[str] = []
        for page in pdf.pages:
            pages.append("".join(str(char["text"]) for char in page.chars))
            page.close()
        return pages


def poppler(data: bytes) -> list[str] | None:
    """The text by pdftotext, in the order of the content; None where that is not installed."""
    if shutil.which("pdftotext") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.pdf"
        file.write_bytes(data)
        done = subprocess.run(
            ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True, timeout=60
        )
    return done.stdout.decode("utf-8", "replace").split("\f")[:-1]


def objects(data: bytes) -> str:
    """All strings, names and unpacked streams of a file but fonts and pixels, and the operands of text shown."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = _font_files(pdf)
        pieces: list[str] = []
        for obj in [*pdf.objects, pdf.trailer]:
            pieces += _strings(obj)
            if (
                isinstance(obj, pikepdf.Stream)
                and obj.objgen not in fonts
                and obj.get("/Subtype") != "/Image"
            ):
                pieces += _stream(obj)
    return "\n".join(pieces)


def _font_files(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    return {
        obj[key].objgen
        for obj in pdf.objects
        if isinstance(obj, pikepdf.Dictionary)
        for key in keys
        if key in obj
    }


def _strings(root: pikepdf.Object) -> Iterator[str]:
    stack = [root]
    while stack:
        obj = stack.pop()
        if isinstance(obj, pikepdf.String):
            yield str(obj)
            yield bytes(obj).decode("utf-16-be", "replace")
        elif isinstance(obj, pikepdf.Name):
            yield str(obj)
        elif isinstance(obj, pikepdf.Array):
            stack += [v for v in obj if not getattr(v, "is_indirect", False)]
        elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            yield from obj.keys()
            stack += [v for _, v in obj.items() if not getattr(v, "is_indirect", False)]


def _stream(stream: pikepdf.Object) -> Iterator[str]:
    try:
        data = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return
    yield data.decode("latin-1")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # most streams are no content
            instructions = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError):
        return
    shown: list[bytes] = []
    for instruction in instructions:
        for operand in getattr(instruction, "operands", []):
            parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
            shown += [bytes(p) for p in parts if isinstance(p, pikepdf.String)]
    yield b"".join(shown).decode("latin-1")
    yield b"".join(shown).decode("utf-16-be", "replace")
