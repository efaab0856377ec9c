"""Office pages as HTML, for the makers that print it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

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

_FAMILIES = {
    "serif": "'Liberation Serif', serif",
    "sans": "'DejaVu Sans', sans-serif",
    "mono": "'DejaVu Sans Mono', monospace",
}
_TAGS = {"b": "b", "i": "i", "u": "u", "h": "mark"}

_STYLE = """
@page { size: A4; margin: 22mm }
@page wide { size: A4 landscape; margin: 18mm }
body { font-size: 10.5pt; line-height: 1.35; margin: 0; hyphens: auto }
section { break-after: page; page-break-after: always }
section:last-child { break-after: auto; page-break-after: auto }
section.wide { page: wide }
header, footer { font-size: 8pt; color: #335; border-bottom: 0.5pt solid #999 }
footer { margin-top: 8mm; border: 0; text-align: center }
p { margin: 0 0 2.2mm }
.turned { position: absolute; left: -7mm; top: 120mm; transform: rotate(-90deg); font-size: 8pt }
section { position: relative }
.caps { font-variant: small-caps; letter-spacing: 0.4pt }
.columns { column-count: 2; column-gap: 7mm; text-align: justify }
table { border-collapse: collapse; margin-bottom: 3mm }
td, th { border: 0.5pt solid #777; padding: 1mm 2mm; text-align: left; vertical-align: top }
.shaded tr:nth-child(even) td { background: #dde6f2 }
th { background: #234; color: white }
"""


def page_of(sheets: Sequence[Sheet]) -> str:
    """The HTML of some pages."""
    body = "\n".join(_section(sheet) for sheet in sheets)
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Stukken</title>'
        f"<style>{_STYLE}</style></head><body>\n{body}\n</body></html>"
    )


def _section(sheet: Sheet) -> str:
    kind = "wide" if sheet.landscape else "tall"
    blocks = "\n".join(_block(block) for block in sheet.blocks)
    return (
        f'<section class="{kind}" style="font-family: {escape(_FAMILIES[sheet.family])}">'
        f"<header>{escape(sheet.header)}</header>\n{blocks}\n<footer>{escape(sheet.footer)}</footer></section>"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Paragraph(runs, align):
            return f'<p style="text-align: {align}">{"".join(_run(r) for r in runs)}</p>'
        case Items(entries, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{escape(e)}</li>' for e in entries)}</{tag}>"
        case Table(rows, shaded):
            return _table(rows, "shaded" if shaded else "plain")
        case Columns(paragraphs):
            return f'<div class="columns">{"".join(f"<p>{escape(p)}</p>" for p in paragraphs)}</div>'
        case Caps(text):
            return f'<p class="caps">{escape(text)}</p>'
        case Turned(text):
            return f'<div class="turned">{escape(text)}</div>'


def _run(run: Run) -> str:
    html = escape(run.text)
    for letter in run.style:
        html = f"<{_TAGS[letter]}>{html}</{_TAGS[letter]}>"
    return html


def _table(rows: tuple[tuple[str, ...], ...], kind: str) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows[1:])
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
