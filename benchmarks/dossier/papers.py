"""The PDFs of the invented case: minutes, decisions, papers, letters and lists, by two makers in several layouts."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import typst
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from benchmarks.dossier.writing import CaseDraw, heading, of_family, paragraph

KINDS = ("verslag", "besluitenlijst", "agenda", "nota", "brief", "overzicht")
_FAMILY = {"brief": "letter", "nota": "paper", "overzicht": "list"}
_BY_TYPST = 0.15  # of all PDFs
_TYPST_LETTERS = 2300  # on a page, so that none runs over
_TYPST_FONTS = ("Libertinus Serif", "New Computer Modern")
_TYPST = """
#let doc = json(bytes(sys.inputs.doc))
#set document(title: doc.title, date: none)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm),
  header: text(8pt, doc.title), footer: align(right, text(8pt, context counter(page).display())))
#set text(font: doc.font, size: 9pt, lang: "nl", hyphenate: false)
#for (number, page) in doc.pages.enumerate() {
  if number > 0 { pagebreak() }
  for (kind, lines) in page {
    if kind == "h" { strong(lines.join()) }
    else if kind == "t" { table(columns: 3, stroke: 0.5pt, ..lines.map(c => text(8pt, c))) }
    else { par(lines.map(l => text(l)).join(linebreak())) }
  }
}
"""
_PLAIN = str.maketrans({"ı": "i", "đ": "d", "ł": "l", "Ł": "L", "Đ": "D"})


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`h`), lines (`p`), or the cells of a table of three columns (`t`), row after row."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a PDF is set: its fonts, their size and the margins in points, what runs over its pages."""

    font: str
    bold: str
    size: float
    margin: float
    running: str


def paper(draw: CaseDraw, pages: int) -> tuple[str, bytes]:
    """A PDF of exactly so many pages, and what kind of document it is."""
    kind = draw.rng.choice(KINDS)
    title = f"{kind.capitalize()} {heading(draw)}"
    if draw.rng.random() < _BY_TYPST:
        return kind, _by_typst(draw, kind, title, pages)
    return kind, _by_reportlab(draw, kind, title, pages)


def _blocks(draw: CaseDraw, kind: str, title: str) -> Iterator[Block]:
    """What stands in a document, without an end."""
    yield Block("h", (title,))
    number = 0
    while True:
        number += 1
        text = of_family(draw, _FAMILY.get(kind, "meeting"))
        if number > 1:
            yield Block("h", (f"{number}. {heading(draw)}",))
        for part in text.split("\n\n"):
            yield Block("p", tuple(part.split("\n")))
        if draw.rng.random() < 0.35:
            yield Block("t", tuple(_table(draw)))
        for _ in range(draw.rng.randrange(1, 5)):
            yield Block("p", (paragraph(draw),))


def _table(draw: CaseDraw) -> Iterator[str]:
    yield from ("Actie", "Wie", "Wanneer")
    for _ in range(draw.rng.randrange(3, 8)):
        yield from (heading(draw), draw.person().plain_full(), f"{draw.month()} {draw.year()}")


# --- reportlab


def _by_reportlab(draw: CaseDraw, kind: str, title: str, pages: int) -> bytes:
    look = _look(draw, title)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=draw.rng.randrange(2))
    canvas.setTitle(title)
    lines = _lines(_blocks(draw, kind, title), look)
    for number in range(1, pages + 1):
        _page(canvas, look, lines, number, pages)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _look(draw: CaseDraw, title: str) -> _Look:
    _register()
    font, bold = draw.rng.choice(
        [("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Vera", "VeraBd")]
    )
    size = draw.rng.choice([9.0, 10.0, 10.5, 11.0])
    return _Look(font, bold, size, draw.rng.choice([56.0, 64.0, 72.0]), _shown(title))


@lru_cache(maxsize=1)
def _register() -> None:
    """The TrueType fonts that reportlab brings: parts of them are in each file."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def _lines(blocks: Iterator[Block], look: _Look) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Lines that fit: (`h` | `p` | `t` | `gap`, pieces)."""
    width = A4[0] - 2 * look.margin
    for block in blocks:
        if block.kind == "t":
            for i in range(0, len(block.lines), 3):
                cells = [_shown(cell) for cell in block.lines[i : i + 3]]
                yield "t", tuple(_cut(cell, look, width / 3 - 6) for cell in cells)
        else:
            font = look.bold if block.kind == "h" else look.font
            for line in block.lines:
                for fitting in _wrapped(_shown(line), font, look.size, width):
                    yield block.kind, (fitting,)
        yield "gap", ()


def _page(
    canvas: Canvas, look: _Look, lines: Iterator[tuple[str, tuple[str, ...]]], number: int, pages: int
) -> None:
    canvas.setFont(look.font, 8)
    canvas.drawString(look.margin, A4[1] - 36, look.running)
    canvas.drawRightString(A4[0] - look.margin, 32, f"pagina {number} van {pages}")
    y, leading, column = A4[1] - 64, look.size * 1.35, (A4[0] - 2 * look.margin) / 3
    while y > 60:
        kind, pieces = next(lines)
        canvas.setFont(look.bold if kind == "h" else look.font, look.size)
        for i, piece in enumerate(pieces):
            x = look.margin + i * column
            canvas.drawString(x + (3 if kind == "t" else 0), y, piece)
            if kind == "t":
                canvas.rect(x, y - 0.3 * leading, column, leading, stroke=1, fill=0)
        y -= leading if kind != "gap" else 0.6 * leading


def _shown(text: str) -> str:
    """The text in the letters of WinAnsiEncoding, which the standard fonts have."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        apart = "".join(_in_winansi(sign) for sign in text.translate(_PLAIN))
        return apart.encode("cp1252", "ignore").decode("cp1252")
    return text


def _in_winansi(sign: str) -> str:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", sign)[:1]
    return sign


def _wrapped(text: str, font: str, size: float, width: float) -> Iterator[str]:
    line: list[str] = []
    used, space = 0.0, _width(" ", font) * size
    for word in text.split():
        wide = _width(word, font) * size
        if line and used + space + wide > width:
            yield " ".join(line)
            line, used = [], 0.0
        used += wide + (space if line else 0.0)
        line.append(word)
    yield " ".join(line)


def _cut(text: str, look: _Look, width: float) -> str:
    """So much of a cell as fits, in whole words."""
    return next(_wrapped(text, look.font, look.size, width))


@lru_cache(maxsize=100_000)
def _width(word: str, font: str) -> float:
    """How wide a word is at a font size of 1."""
    wide: float = pdfmetrics.stringWidth(word, font, 1000)
    return wide / 1000


# --- typst


def _by_typst(draw: CaseDraw, kind: str, title: str, pages: int) -> bytes:
    blocks = _blocks(draw, kind, title)
    data = {
        "title": title,
        "font": draw.rng.choice(_TYPST_FONTS),
        "pages": [list(_typst_page(blocks)) for _ in range(pages)],
    }
    made = typst.compile(
        _TYPST.encode(), ignore_system_fonts=True, sys_inputs={"doc": json.dumps(data)}, timestamp=0
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made


def _typst_page(blocks: Iterator[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    left = _TYPST_LETTERS
    while left > 0:
        block = next(blocks)
        taken: list[str] = []
        for line in block.lines:
            if left <= 0 and block.kind != "t":
                break
            taken.append(line[: max(left, 80)])
            left -= max(len(line), 90) if block.kind == "p" else 60
        left -= 90
        yield block.kind, tuple(taken)
