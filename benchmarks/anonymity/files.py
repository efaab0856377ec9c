"""Whole files, a name each: the fonts that a maker cut to its letters tell of a name as well."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Hashable, Sequence
from pathlib import Path

import pikepdf
import typst

from benchmarks.anonymity.layouts import FIXED, SIZE
from benchmarks.anonymity.measure import GROUNDS, document_of, spans_of
from pipeline.errors import RedactionError
from pipeline.redact.page import redact_pages
from pipeline.types import Label, Mask

LAYOUT = next(layout for layout in FIXED if layout.title == "running text")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDSet", "/CIDToGIDMap")
MAKERS = ("ReportLab", "Typst")


def outputs(maker: str, names: Sequence[str], folder: Path) -> tuple[list[Hashable], list[Hashable]]:
    """The bytes of the redacted file for each name, and the digests of its fonts.

    A file that is refused counts as an output that is like no other.
    """
    files: list[Hashable] = []
    fonts: list[Hashable] = []
    for name in names:
        text = LAYOUT.parts(name)[0]
        data = _typst(text) if maker == "Typst" else _reportlab(text)
        document = document_of(data, folder / "one.pdf")
        masks = tuple(Mask(span, GROUNDS, Label.PERSON) for span in spans_of(document.text, name))
        try:
            pdf = redact_pages(document, masks, None, "Document").pdf
        except RedactionError:
            files.append(("refused", name))
            fonts.append(("refused", name))
            continue
        files.append(pdf)
        fonts.append(_fonts_of(pdf))
    return files, fonts


def _typst(text: str) -> bytes:
    made: bytes = typst.compile(f'#set text(size: {SIZE}pt, lang: "nl")\n{text}'.encode())
    return made


def _reportlab(text: str) -> bytes:
    """With an embedded TrueType font, cut to the letters of the text."""
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfgen import canvas  # type: ignore[import-untyped]  # noqa: PLC0415

    out = io.BytesIO()
    # Registered anew each time: a font keeps the letters of the files before.
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    page = canvas.Canvas(out, invariant=1)
    page.setFont("Vera", SIZE)
    page.drawString(60, 700, text)
    page.save()
    return out.getvalue()


def _fonts_of(data: bytes) -> tuple[str, ...]:
    """The digests of all font programs, their dictionaries and maps."""
    found: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and (
                obj.get("/Type") in {"/Font", "/FontDescriptor"} or "/FontName" in obj
            ):
                found.append(_digest(obj.unparse(resolved=True)))
                streams = (obj.get(key) for key in _PROGRAMS)
                found += [_digest(s.read_bytes()) for s in streams if isinstance(s, pikepdf.Stream)]
    return tuple(found)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
