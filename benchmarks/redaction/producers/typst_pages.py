"""Typst: plain and as PDF/UA-1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import typst

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

NAME = "Typst"
VARIANTS = ("plain", "tagged")

_FAMILIES = {"serif": "Libertinus Serif", "sans": "DejaVu Sans", "mono": "DejaVu Sans Mono"}
_STYLES = {"b": "strong", "i": "emph", "u": "underline", "h": "highlight"}
_HEAD = """#set document(title: "Stukken")
#set text(size: 10.5pt, lang: "nl", hyphenate: true)
#set table(stroke: 0.5pt + gray)
"""


def missing() -> str:
    return ""


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del folder
    source = _HEAD + "\n".join(_sheet(sheet) for sheet in sheets)
    return typst.compile(source.encode(), pdf_standards="ua-1" if variant == "tagged" else None)


def _sheet(sheet: Sheet) -> str:
    flipped = "true" if sheet.landscape else "false"
    blocks = "\n\n".join(_block(block) for block in sheet.blocks)
    return (
        f'#set page(paper: "a4", margin: 24mm, flipped: {flipped}, header: [#text(size: 8pt)[{_text(sheet.header)}]], '
        f"footer: [#align(center)[#text(size: 8pt)[{_text(sheet.footer)}]]])\n"
        f'#[\n#set text(font: "{_FAMILIES[sheet.family]}")\n{blocks}\n]\n#pagebreak(weak: true)\n'
    )


def _text(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=+/-])", r"\\\1", text)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"#heading(level: 1)[{_text(text)}]"
        case Paragraph(runs, "justify"):
            return f"#par(justify: true)[{''.join(_run(r) for r in runs)}]"
        case Paragraph(runs, align):
            return f"#align({align})[{''.join(_run(r) for r in runs)}]"
        case Items(entries, numbered):
            listed = "".join(f"[{_text(e)}]," for e in entries)
            return f"#{'enum' if numbered else 'list'}({listed})"
        case Table(rows, shaded):
            return _table(rows, shaded=shaded)
        case Columns(paragraphs):
            body = "\n\n".join(f"#par(justify: true)[{_text(p)}]" for p in paragraphs)
            return f"#block(height: 130mm)[#columns(2, gutter: 7mm)[{body}]]"
        case Caps(text):
            return f"#smallcaps[{_text(text)}]"
        case Turned(text):
            return f"#rotate(-90deg, reflow: true)[#text(size: 8pt)[{_text(text)}]]"


def _run(run: Run) -> str:
    out = _text(run.text)
    for letter in run.style:
        out = f"#{_STYLES[letter]}[{out}]"
    return out


def _table(rows: tuple[tuple[str, ...], ...], *, shaded: bool) -> str:
    fill = "(_, y) => if calc.even(y) { rgb(221, 230, 242) }" if shaded else "none"
    head = "".join(f"[*{_text(c)}*]," for c in rows[0])
    body = "".join(f"[{_text(c)}]," for row in rows[1:] for c in row)
    return f"#table(columns: {len(rows[0])}, fill: {fill}, table.header({head}), {body})"
