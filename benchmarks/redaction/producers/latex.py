"""TeX: pdfLaTeX with Type 1 and with bitmapped (Type 3) fonts."""

from __future__ import annotations

import re
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

NAME = "TeX"
VARIANTS = ("Type 1", "Type 3")

_FAMILIES = {"serif": r"\rmfamily", "sans": r"\sffamily", "mono": r"\ttfamily"}
_STYLES = {"b": "textbf", "i": "textit", "u": "underline", "h": "textsl"}
_HEAD = r"""\documentclass[10pt,a4paper]{article}
%s
\usepackage[a4paper,margin=24mm]{geometry}
\usepackage{multicol,pdflscape,graphicx,array,xcolor,colortbl}
\pagestyle{empty}\setlength{\parindent}{0pt}\setlength{\parskip}{4pt}\sloppy
\begin{document}
"""
_FONTS = {
    "Type 1": r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage{microtype}",
    # Without its outlines the font comes as bitmaps, made by METAFONT.
    "Type 3": r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\pdfmapfile{}",
}


def missing() -> str:
    return "" if shutil.which("pdflatex") else "pdflatex is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    source = _HEAD % _FONTS[variant] + "\\newpage\n".join(_sheet(s) for s in sheets) + "\\end{document}\n"
    (folder / "in.tex").write_text(source, encoding="utf-8")
    run(["pdflatex", "-interaction=batchmode", "-halt-on-error", "in.tex"], folder)
    return result(folder / "in.pdf")


def _sheet(sheet: Sheet) -> str:
    body = "\n\n".join(_block(block) for block in sheet.blocks)
    page = (
        f"{{{_FAMILIES[sheet.family]}\n{{\\footnotesize {_text(sheet.header)}\\hrule}}\n\n{body}\n\n"
        f"\\vfill\\centerline{{\\footnotesize {_text(sheet.footer)}}}\n\n}}\n"
    )
    return f"\\begin{{landscape}}\n{page}\\end{{landscape}}\n" if sheet.landscape else page


def _text(text: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", text)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"\\textbf{{\\Large {_text(text)}}}"
        case Paragraph(runs, align):
            body = "".join(_run(r) for r in runs)
            around = {"left": "flushleft", "right": "flushright", "center": "center"}.get(align)
            return f"\\begin{{{around}}}{body}\\end{{{around}}}" if around else body
        case Items(entries, numbered):
            kind = "enumerate" if numbered else "itemize"
            return f"\\begin{{{kind}}}{''.join(chr(92) + 'item ' + _text(e) for e in entries)}\\end{{{kind}}}"
        case Table(rows, shaded):
            return _table(rows, shaded=shaded)
        case Columns(paragraphs):
            body = "\n\n".join(_text(p) for p in paragraphs)
            return f"\\begin{{multicols}}{{2}}{body}\\end{{multicols}}"
        case Caps(text):
            return f"\\textsc{{{_text(text)}}}"
        case Turned(text):
            return f"\\rotatebox{{90}}{{\\footnotesize {_text(text)}}}"


def _run(run_: Run) -> str:
    out = _text(run_.text.strip())
    for letter in run_.style:
        out = f"\\{_STYLES[letter]}{{{out}}}"
    return out + (" " if run_.text.endswith(" ") else "") if not run_.text.startswith(" ") else f" {out} "


def _table(rows: tuple[tuple[str, ...], ...], *, shaded: bool) -> str:
    width = round(0.82 / len(rows[0]), 3)
    columns = "|".join([f"p{{{width}\\linewidth}}"] * len(rows[0]))
    lines: list[str] = []
    for i, row in enumerate(rows):
        colour = "\\rowcolor[gray]{0.88}" if shaded and i % 2 else ""
        lines.append(colour + " & ".join(_text(c) for c in row) + r" \\ \hline")
    return f"{{\\small\\begin{{tabular}}{{|{columns}|}}\\hline\n" + "\n".join(lines) + "\n\\end{tabular}}"
