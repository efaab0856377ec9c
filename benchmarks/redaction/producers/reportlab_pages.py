"""ReportLab (platypus): the standard fonts, and TrueType subsets."""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.redaction.office import (
    Block,
    Caps,
    Columns,
    Heading,
    Items,
    Paragraph,
    Run,
    Sheet,
    Table,
    Turned,
)

Thing = Any  # of a maker that may not be installed

NAME = "ReportLab"
VARIANTS = ("standard fonts", "TrueType")

_STANDARD = {"serif": "Times-Roman", "sans": "Helvetica", "mono": "Courier"}
_FILES = {
    "serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "mono": "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
}


def missing() -> str:
    return "" if importlib.util.find_spec("reportlab") else "the package reportlab is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del folder
    fonts = _STANDARD if variant == "standard fonts" or not _fonts_there() else _registered()
    out = io.BytesIO()
    platypus, sizes = _of("platypus"), _of("lib.pagesizes")
    doc = platypus.BaseDocTemplate(out, pagesize=sizes.A4, invariant=1, title="Stukken")
    story: list[Any] = []
    for i, sheet in enumerate(sheets):
        width, height = sizes.landscape(sizes.A4) if sheet.landscape else sizes.A4
        count = 2 if any(isinstance(block, Columns) for block in sheet.blocks) else 1
        step = (width - 110) / count
        frames = [platypus.Frame(55 + step * n, 55, step, height - 110) for n in range(count)]
        doc.addPageTemplates(
            platypus.PageTemplate(
                f"s{i}", frames, onPage=_margins(sheet, fonts, height), pagesize=(width, height)
            )
        )
        story += _story(sheet, fonts, i)
    doc.build(story)
    return out.getvalue()


def _of(module: str) -> Thing:
    return importlib.import_module(f"reportlab.{module}")


def _fonts_there() -> bool:
    return all(Path(file).is_file() for file in _FILES.values())


def _registered() -> dict[str, str]:
    for family, file in _FILES.items():
        _of("pdfbase.pdfmetrics").registerFont(_of("pdfbase.ttfonts").TTFont(f"Own-{family}", file))
        _of("pdfbase.pdfmetrics").registerFontFamily(f"Own-{family}", *[f"Own-{family}"] * 4)
    return {family: f"Own-{family}" for family in _FILES}


def _margins(sheet: Sheet, fonts: dict[str, str], height: float) -> Thing:
    def draw(canvas: Thing, _doc: Thing) -> None:
        canvas.saveState()
        canvas.setFont(fonts[sheet.family], 8)
        canvas.drawString(55, height - 40, sheet.header)
        canvas.drawString(55, 35, sheet.footer)
        for block in sheet.blocks:
            if isinstance(block, Turned):
                canvas.translate(35, 120)
                canvas.rotate(90)
                canvas.drawString(0, 0, block.text)
        canvas.restoreState()

    return draw


def _story(sheet: Sheet, fonts: dict[str, str], number: int) -> list[Any]:
    start = [_of("platypus").NextPageTemplate(f"s{number}"), _of("platypus").PageBreak()] if number else []
    return [*start, *(flowable for block in sheet.blocks for flowable in _block(block, fonts[sheet.family]))]


def _style(font: str, align: str = "left", size: float = 10.5) -> Thing:
    number = {"left": 0, "center": 1, "right": 2, "justify": 4}[align]
    return _of("lib.styles").ParagraphStyle(
        "p", fontName=font, fontSize=size, leading=size * 1.3, alignment=number, spaceAfter=6
    )


def _block(block: Block, font: str) -> list[Any]:
    match block:
        case Heading(text):
            return [_of("platypus").Paragraph(escape(text), _style(font, size=15))]
        case Paragraph(runs, align):
            return [_of("platypus").Paragraph("".join(_run(r) for r in runs), _style(font, align))]
        case Items(entries, numbered):
            marks = [f"{i + 1}." if numbered else "\u2022" for i in range(len(entries))]
            return [
                _of("platypus").Paragraph(escape(e), _style(font), bulletText=m)
                for m, e in zip(marks, entries, strict=True)
            ]
        case Table(rows, shaded):
            return [_table(rows, font, shaded=shaded)]
        case Columns(paragraphs):
            return [_of("platypus").Paragraph(escape(p), _style(font, "justify")) for p in paragraphs]
        case Caps(text):
            return [_of("platypus").Paragraph(escape(text.upper()), _style(font, size=8))]
        case Turned():
            return []


def _run(run: Run) -> str:
    text = escape(run.text)
    for letter in run.style:
        text = f'<font backColor="yellow">{text}</font>' if letter == "h" else f"<{letter}>{text}</{letter}>"
    return text


def _table(rows: tuple[tuple[str, ...], ...], font: str, *, shaded: bool) -> Thing:
    cells = [[_of("platypus").Paragraph(escape(c), _style(font, size=8.5)) for c in row] for row in rows]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, _of("lib.colors").grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    if shaded:
        style += [
            ("BACKGROUND", (0, i), (-1, i), _of("lib.colors").lightsteelblue) for i in range(1, len(rows), 2)
        ]
    return _of("platypus").Table(cells, style=style)
