"""fpdf2: the standard fonts, and TrueType subsets with text shaped by HarfBuzz where that is installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.redaction.office import (
    Block,
    Caps,
    Columns,
    Heading,
    Items,
    Paragraph,
    Sheet,
    Table,
    Turned,
)

Pdf = Any  # of a maker that may not be installed

NAME = "fpdf2"
VARIANTS = ("standard fonts", "TrueType")

_STANDARD = {"serif": "Times", "sans": "Helvetica", "mono": "Courier"}
_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
_FILES = {"serif": "DejaVuSerif", "sans": "DejaVuSans", "mono": "DejaVuSansMono"}
_SLANT = {"serif": "Italic", "sans": "Oblique", "mono": "Oblique"}
_ALIGN = {"left": "L", "right": "R", "center": "C", "justify": "J"}


def missing() -> str:
    return "" if importlib.util.find_spec("fpdf") else "the package fpdf2 is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del folder
    pdf = importlib.import_module("fpdf").FPDF(format="A4")
    pdf.set_creation_date(datetime(2026, 1, 5, tzinfo=UTC))
    pdf.set_margin(22)
    families = _STANDARD
    if variant == "TrueType" and (_FOLDER / "DejaVuSans.ttf").is_file():
        families = _add_fonts(pdf)
    for sheet in sheets:
        _sheet(pdf, sheet, families[sheet.family])
    return bytes(pdf.output())


def _add_fonts(pdf: Pdf) -> dict[str, str]:
    for family, file in _FILES.items():
        slant = _SLANT[family]
        for style, ending in (("", ""), ("B", "-Bold"), ("I", f"-{slant}"), ("BI", f"-Bold{slant}")):
            pdf.add_font(f"own{family}", style, str(_FOLDER / f"{file}{ending}.ttf"))
    if importlib.util.find_spec("uharfbuzz"):
        pdf.set_text_shaping(True)
    return {family: f"own{family}" for family in _FILES}


def _sheet(pdf: Pdf, sheet: Sheet, font: str) -> None:
    pdf.add_page(orientation="L" if sheet.landscape else "P")
    pdf.set_font(font, size=8)
    pdf.cell(0, 6, _fit(sheet.header, font), new_x="LMARGIN", new_y="NEXT", border="B")
    pdf.ln(4)
    for block in sheet.blocks:
        pdf.set_font(font, size=10)
        _block(pdf, block, font)
    pdf.set_font(font, size=8)
    pdf.ln(4)
    pdf.cell(0, 6, _fit(sheet.footer, font), align="C")


def _fit(text: str, font: str) -> str:
    """The standard fonts have no more than Latin-1."""
    return text if font.startswith("own") else text.encode("latin-1", "replace").decode("latin-1")


def _block(pdf: Pdf, block: Block, font: str) -> None:
    match block:
        case Heading(text):
            pdf.set_font(font, "B", 15)
            pdf.multi_cell(0, 8, _fit(text, font), new_x="LMARGIN", new_y="NEXT")
        case Paragraph():
            _paragraph(pdf, block, font)
        case Items(entries, numbered):
            for i, entry in enumerate(entries):
                pdf.cell(8, 5, f"{i + 1}." if numbered else "-")
                pdf.multi_cell(0, 5, _fit(entry, font), new_x="LMARGIN", new_y="NEXT")
        case Table(rows, shaded):
            _table(pdf, rows, font, shaded=shaded)
        case Columns(paragraphs):
            with pdf.text_columns(ncols=2, gutter=7, text_align="JUSTIFY", balance=True) as columns:
                columns.write(_fit("\n\n".join(paragraphs), font))
        case Caps(text):
            pdf.set_char_spacing(0.6)
            pdf.multi_cell(0, 6, _fit(text.upper(), font), new_x="LMARGIN", new_y="NEXT")
            pdf.set_char_spacing(0)
        case Turned(text):
            with pdf.rotation(90, 12, 150):
                pdf.text(12, 150, _fit(text, font))


def _paragraph(pdf: Pdf, block: Paragraph, font: str) -> None:
    if block.align != "left":
        text = "".join(run.text for run in block.runs)
        pdf.multi_cell(0, 5, _fit(text, font), align=_ALIGN[block.align], new_x="LMARGIN", new_y="NEXT")
        pdf.ln(2)
        return
    for run in block.runs:
        style = "".join(s for s in run.style.upper() if s in "BIU")
        pdf.set_font(font, style, 10)
        pdf.write(5, _fit(run.text, font))
    pdf.set_font(font, "", 10)
    pdf.ln(7)


def _table(pdf: Pdf, rows: tuple[tuple[str, ...], ...], font: str, *, shaded: bool) -> None:
    pdf.set_font(font, size=8)
    options = {"cell_fill_color": (221, 230, 242), "cell_fill_mode": "ROWS"} if shaded else {}
    with pdf.table(line_height=5, **options) as table:
        for row in rows:
            cells = table.row()
            for cell in row:
                cells.cell(_fit(cell, font))
    pdf.ln(4)
