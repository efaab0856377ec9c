"""Matplotlib: text and tables on figures, in Type 3 and in TrueType (Type 42)."""

from __future__ import annotations

import importlib
import importlib.util
import io
import textwrap
from collections.abc import Sequence
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

Figure = Any  # of a maker that may not be installed

NAME = "Matplotlib"
VARIANTS = ("Type 3", "Type 42")

_FAMILIES = {"serif": "DejaVu Serif", "sans": "DejaVu Sans", "mono": "DejaVu Sans Mono"}


def missing() -> str:
    return "" if importlib.util.find_spec("matplotlib") else "the package matplotlib is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del folder
    matplotlib = importlib.import_module("matplotlib")
    matplotlib.use("agg")
    pyplot = importlib.import_module("matplotlib.pyplot")
    backend = importlib.import_module("matplotlib.backends.backend_pdf")
    out = io.BytesIO()
    settings = {"pdf.fonttype": 3 if variant == "Type 3" else 42, "svg.hashsalt": "woo"}
    with (
        matplotlib.rc_context(settings),
        backend.PdfPages(out, metadata={"CreationDate": None, "Title": "Stukken"}) as pdf,
    ):
        for sheet in sheets:
            figure = pyplot.figure(figsize=(11.7, 8.3) if sheet.landscape else (8.3, 11.7))
            _sheet(figure, sheet)
            pdf.savefig(figure)
            pyplot.close(figure)
    return out.getvalue()


def _sheet(figure: Figure, sheet: Sheet) -> None:
    font = {"family": _FAMILIES[sheet.family]}
    figure.text(0.1, 0.95, sheet.header, fontsize=8, **font)
    figure.text(0.5, 0.04, sheet.footer, fontsize=8, ha="center", **font)
    top = 0.92
    for block in sheet.blocks:
        top = _block(figure, block, top, font)


def _block(figure: Figure, block: Block, top: float, font: dict[str, str]) -> float:
    """Set a block from `top` down; gives where the next one may start."""
    if isinstance(block, Table):
        return _table(figure, block, top, font)
    if isinstance(block, Turned):
        figure.text(0.04, 0.4, block.text, rotation=90, fontsize=8, **font)
        figure.text(0.6, 0.1, block.text, rotation=25, fontsize=9, **font)
        return top
    lines = textwrap.wrap(_words(block), 78)
    for line in lines[: max(1, int((top - 0.1) / 0.017))]:
        figure.text(0.1, top, line, fontsize=9, **font)
        top -= 0.017
    return top - 0.008


def _words(block: Block) -> str:
    match block:
        case Heading(text) | Caps(text):
            return text
        case Paragraph(runs):
            return "".join(run.text for run in runs)
        case Items(entries):
            return " ".join(f"- {entry}" for entry in entries)
        case Columns(paragraphs):
            return " ".join(paragraphs)
    return ""


def _table(figure: Figure, block: Table, top: float, font: dict[str, str]) -> float:
    """Rows as text in place, over bars of colour."""
    step = 0.8 / len(block.rows[0])
    for row in block.rows:
        for i, cell in enumerate(row):
            short = textwrap.shorten(cell, int(105 * step), placeholder="")
            background = {"facecolor": "#dde6f2", "edgecolor": "none", "pad": 1} if block.shaded else None
            figure.text(0.1 + i * step, top, short, fontsize=7, bbox=background, **font)
        top -= 0.02
    return top - 0.01
