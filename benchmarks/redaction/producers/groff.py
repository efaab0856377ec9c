"""groff (gropdf): macros ms, the standard fonts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

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
from benchmarks.redaction.producers import result, run

NAME = "groff"
VARIANTS = ("plain",)

_FAMILIES = {"serif": "T", "sans": "H", "mono": "C"}
_FONTS = {"": "R", "b": "B", "i": "I", "u": "I", "h": "B", "bi": "BI"}
_AROUND = {"left": (".ad l", ".ad b"), "right": (".rj 20", ".rj 0"), "center": (".ce 20", ".ce 0")}


def missing() -> str:
    return "" if shutil.which("groff") else "groff is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del variant
    source = "\n.bp\n".join(_sheet(sheet) for sheet in sheets)
    head = ".nr PO 2.4c\n.nr LL 16c\n.nr PS 10\n.nr VS 13\n.ds CH\n.hy 4\n"
    (folder / "in.ms").write_text(head + source + "\n", encoding="utf-8")
    run(["sh", "-c", "groff -Kutf8 -t -ms -Tpdf in.ms > out.pdf"], folder)
    return result(folder / "out.pdf")


def _sheet(sheet: Sheet) -> str:
    blocks = "\n".join(_block(block) for block in sheet.blocks)
    return (
        f".fam {_FAMILIES[sheet.family]}\n.nr FAM 0\n.LP\n\\s-2{_text(sheet.header)}\\s0\n{blocks}\n"
        f".LP\n.ce 1\n\\s-2{_text(sheet.footer)}\\s0"
    )


def _text(text: str) -> str:
    safe = text.replace("\\", "\\e").replace("\u2019", "\\[cq]").replace("-", "\\-")
    return "\\&" + safe if safe.startswith((".", "'")) else safe


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f".LP\n\\fB\\s+4{_text(text)}\\s0\\fR"
        case Paragraph(runs, align):
            body = "".join(_run(r) for r in runs)
            before, after = _AROUND.get(align, (".ad b", ".ad b"))
            return f".LP\n{before}\n{body}\n.br\n{after}"
        case Items(entries, numbered):
            marks = [f"{i + 1}." if numbered else "\\[bu]" for i in range(len(entries))]
            return "\n".join(f".IP {m} 3\n{_text(e)}" for m, e in zip(marks, entries, strict=True))
        case Table(rows):
            return _table(rows)
        case Columns(paragraphs):
            return ".2C\n" + "\n".join(f".LP\n.ad b\n{_text(p)}" for p in paragraphs) + "\n.1C"
        case Caps(text):
            return f".LP\n\\s-2{_text(text.upper())}\\s0"
        case Turned(text):
            return f".LP\n\\S'15'{_text(text)}\\S'0'"


def _run(run_: Run) -> str:
    font = _FONTS.get(run_.style, "R")
    return f"\\f[{font}]{_text(run_.text)}\\fR" if run_.style else _text(run_.text)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    width = round(14.0 / len(rows[0]), 1)
    layout = " ".join([f"lw({width}c)"] * len(rows[0]))
    lines = ["\t".join(f"T{{\n.ad l\n{_text(c)}\nT}}" for c in row) for row in rows]
    return ".LP\n.TS\nallbox;\n" + layout + ".\n" + "\n".join(lines) + "\n.TE\n.ad b"
