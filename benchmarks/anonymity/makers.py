"""Makes a PDF with the pages of all names, with each maker in its own way."""

from __future__ import annotations

import html
import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import typst

from benchmarks.anonymity.browser import printed
from benchmarks.anonymity.layouts import BLOCK, BREAKING, COLUMNS, FIXED, HEADER, SIZE, Layout, Shape

Make = Callable[[Sequence[str], Path], bytes]


@dataclass(frozen=True, slots=True)
class Maker:
    """A program that makes PDFs; `layouts` are those of FIXED that it knows, `batch` the names made at once.

    Only makers that number the letters of a font by the font itself may have a batch of less than all: others number
    them as they come, and each file has codes of its own.
    """

    title: str
    make: Make
    layouts: tuple[Layout, ...] = FIXED
    batch: int = 1000


# HTML: Chromium and WeasyPrint

_CSS = f"""@page {{ size: A4; margin: 20mm }} body {{ margin: 0; font: {SIZE}pt 'Liberation Serif' }}
section {{ break-after: page }} section > * {{ margin: 0 0 {BLOCK - 14}pt 0 }} h1 {{ font-size: 16pt }}
.justified {{ text-align: justify; text-align-last: justify }} .centred {{ text-align: center }}
.right {{ text-align: right }} .free {{ text-align-last: auto }} td, th {{ border: 0.5pt solid black; padding: 2pt;
text-align: left }} .mid td {{ text-align: center }} table {{ border-collapse: collapse }}
.fixed {{ table-layout: fixed; width: {sum(COLUMNS)}pt }}"""


def _html_block(layout: Layout, name: str, *, free: bool) -> str:
    parts = [html.escape(part) for part in layout.parts(name)]
    lines = "<br>".join(parts)
    if layout.shape is Shape.HEADING:
        return f"<h1>{lines}</h1>"
    if layout.shape is Shape.ITEM:
        return f"<ul><li>{lines}</li></ul>"
    if layout.shape in {Shape.LEFT, Shape.JUSTIFIED, Shape.CENTRED, Shape.RIGHT}:
        return f'<p class="{layout.shape.value}{" free" if free else ""}">{lines}</p>'
    fixed = layout.shape is not Shape.AUTO_TABLE
    kind = ("fixed" if fixed else "") + (" mid" if layout.shape is Shape.FIXED_TABLE_CENTRED else "")
    widths = "".join(f'<col style="width: {w}pt">' for w in COLUMNS) if fixed else ""
    head = "".join(f"<th>{cell}</th>" for cell in HEADER)
    row = "".join(f"<td>{cell}</td>" for cell in parts)
    return f'<table class="{kind}">{widths}<tr>{head}</tr><tr>{row}</tr></table>'


def _html(names: Sequence[str]) -> str:
    pages: list[str] = []
    for name in names:
        pages.append("".join(_html_block(layout, name, free=False) for layout in FIXED))
        pages += [_html_block(layout, name, free=True) for layout in BREAKING]
    body = "".join(f"<section>{page}</section>" for page in pages)
    return f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>t</title><style>{_CSS}</style>{body}</html>'


def chromium(names: Sequence[str], folder: Path) -> bytes:
    """Printed by Chromium, a document for each name, put together."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for made in printed([_html([name]) for name in names], folder):
            with pikepdf.open(io.BytesIO(made)) as part:
                pdf.pages.extend(part.pages)
        pdf.save(out, static_id=True)
    return out.getvalue()


def weasyprint(names: Sequence[str], folder: Path) -> bytes:
    """Printed by WeasyPrint from the same HTML."""
    import weasyprint as program  # type: ignore[import-untyped]  # noqa: PLC0415

    del folder
    made: bytes = program.HTML(string=_html(names)).write_pdf()
    return made


# LibreOffice: a flat OpenDocument text

_FODT_STYLES = f"""<office:font-face-decls><style:font-face style:name="L" svg:font-family="Liberation Serif"/>
</office:font-face-decls><office:styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="{BLOCK - 14}pt"/>
<style:text-properties style:font-name="L" fo:font-size="{SIZE}pt" fo:language="nl" fo:country="NL"/></style:style>
</office:styles><office:automatic-styles>
<style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="20mm" fo:margin-right="20mm"/></style:page-layout>
<style:style style:name="heading" style:family="paragraph" style:parent-style-name="P">
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="page" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="justified" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:text-align="justify" fo:text-align-last="justify"/></style:style>
<style:style style:name="free" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:text-align="justify" fo:break-before="page"/></style:style>
<style:style style:name="centred" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="right" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="cell" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:margin-bottom="0pt"/></style:style>
<style:style style:name="midcell" style:family="paragraph" style:parent-style-name="P">
<style:paragraph-properties fo:margin-bottom="0pt" fo:text-align="center"/></style:style>
<style:style style:name="T" style:family="table"><style:table-properties style:width="{sum(COLUMNS)}pt"
table:align="left"/></style:style>""" + "".join(
    f'<style:style style:name="c{i}" style:family="table-column"><style:table-column-properties '
    f'style:column-width="{width}pt"/></style:style>'
    for i, width in enumerate(COLUMNS)
) + """<style:style style:name="b" style:family="table-cell"><style:table-cell-properties
fo:border="0.5pt solid #000000" fo:padding="2pt"/></style:style><text:list-style style:name="ls">
<text:list-level-style-bullet text:level="1" text:bullet-char="-">
<style:list-level-properties text:space-before="10pt" text:min-label-width="14pt"/>
</text:list-level-style-bullet></text:list-style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl"/>
</office:master-styles>"""  # fmt: skip
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


def _fodt_block(layout: Layout, name: str, number: int) -> str:
    parts = [html.escape(part) for part in layout.parts(name)]
    lines = "<text:line-break/>".join(parts)
    if layout.shape is Shape.ITEM:
        item = f'<text:list-item><text:p text:style-name="P">{lines}</text:p></text:list-item>'
        return f'<text:list text:style-name="ls">{item}</text:list>'
    if layout.shape in {Shape.FIXED_TABLE, Shape.FIXED_TABLE_CENTRED}:
        style = "cell" if layout.shape is Shape.FIXED_TABLE else "midcell"
        columns = "".join(f'<table:table-column table:style-name="c{i}"/>' for i in range(len(COLUMNS)))
        rows = "".join(
            "<table:table-row>"
            + "".join(
                '<table:table-cell table:style-name="b" office:value-type="string">'
                f'<text:p text:style-name="{style}">{cell}</text:p></table:table-cell>'
                for cell in cells
            )
            + "</table:table-row>"
            for cells in (HEADER, parts)
        )
        return (
            f'<table:table table:name="t{number}" table:style-name="T">{columns}{rows}</table:table>'
            '<text:p text:style-name="P"/>'
        )
    style = "P" if layout.shape is Shape.LEFT else layout.shape.value
    return f'<text:p text:style-name="{style}">{lines}</text:p>'


OPENDOCUMENT = tuple(layout for layout in FIXED if layout.shape is not Shape.AUTO_TABLE)


def libreoffice(names: Sequence[str], folder: Path) -> bytes:
    """Converted by LibreOffice from one text document."""
    body: list[str] = []
    ragged, justified = BREAKING
    for i, name in enumerate(names):
        blocks = [_fodt_block(layout, name, 100 * i + j) for j, layout in enumerate(OPENDOCUMENT)]
        if i:
            blocks[0] = '<text:p text:style-name="page"/>' + blocks[0]
        body += blocks
        body += [f'<text:p text:style-name="page">{html.escape(ragged.parts(name)[0])}</text:p>']
        body += [f'<text:p text:style-name="free">{html.escape(justified.parts(name)[0])}</text:p>']
    if names:  # the first page starts like the others
        body.insert(0, '<text:p text:style-name="P"/>')
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{_FODT_STYLES}<office:body><office:text>'
        f"{''.join(body)}</office:text></office:body></office:document>"
    )
    source = folder / "l.fodt"
    source.write_text(text, encoding="utf-8")
    command = [
        "soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to", "pdf",
        "--outdir", str(folder), str(source),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "l.pdf").read_bytes()


# Typst


def _typst_block(layout: Layout, name: str, *, free: bool) -> str:
    parts = layout.parts(name)
    lines = " \\\n".join(parts)
    match layout.shape:
        case Shape.HEADING:
            return f"= {lines}"
        case Shape.ITEM:
            return f"- {lines}"
        case Shape.JUSTIFIED:
            end = "" if free else "#linebreak(justify: true)"
            return f"#[#set par(justify: true)\n{lines}{end}]"
        case Shape.CENTRED:
            return f"#align(center)[{lines}]"
        case Shape.RIGHT:
            return f"#align(right)[{lines}]"
        case Shape.LEFT:
            return lines
        case _:
            widths = ", ".join(f"{w}pt" for w in COLUMNS)
            columns = "3" if layout.shape is Shape.AUTO_TABLE else f"({widths})"
            place = ", align: center" if layout.shape is Shape.FIXED_TABLE_CENTRED else ""
            cells = ", ".join(f"[{cell}]" for cell in (*HEADER, *parts))
            return f"#table(columns: {columns}{place}, {cells})"


def typst_source(names: Sequence[str]) -> bytes:
    """The source of all pages."""
    pages: list[str] = []
    for name in names:
        pages.append(
            f"\n\n#v({BLOCK - 20}pt)\n\n".join(_typst_block(layout, name, free=False) for layout in FIXED)
        )
        pages += [_typst_block(layout, name, free=True) for layout in BREAKING]
    head = f'#set page(paper: "a4", margin: 20mm)\n#set text(size: {SIZE}pt, lang: "nl", hyphenate: false)\n'
    return (head + "\n#pagebreak()\n".join(pages)).encode()


def typst_pdf(names: Sequence[str], folder: Path) -> bytes:
    """Compiled by Typst."""
    del folder
    made: bytes = typst.compile(typst_source(names))
    return made


# ReportLab


def reportlab(names: Sequence[str], folder: Path) -> bytes:
    """Set by ReportLab's Platypus in Times."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.platypus import (  # type: ignore[import-untyped]  # noqa: PLC0415
        ListFlowable,
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
        Spacer,
        Table,
    )

    del folder
    base = ParagraphStyle("left", fontName="Times-Roman", fontSize=SIZE, leading=14)
    styles = {
        Shape.LEFT: base,
        Shape.ITEM: base,
        Shape.HEADING: ParagraphStyle("h", base, fontName="Times-Bold", fontSize=16, leading=20),
        Shape.JUSTIFIED: ParagraphStyle("j", base, alignment=4, justifyLastLine=1),
        Shape.CENTRED: ParagraphStyle("c", base, alignment=1),
        Shape.RIGHT: ParagraphStyle("r", base, alignment=2),
    }
    free = ParagraphStyle("f", base, alignment=4)

    def block(layout: Layout, name: str) -> object:
        parts = layout.parts(name)
        if layout.shape in styles:
            paragraph = Paragraph("<br/>".join(parts), styles[layout.shape])
            return ListFlowable([paragraph]) if layout.shape is Shape.ITEM else paragraph
        auto = layout.shape is Shape.AUTO_TABLE
        middle = layout.shape is Shape.FIXED_TABLE_CENTRED
        look = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("FONT", (0, 0), (-1, -1), "Times-Roman", SIZE),
            ("ALIGN", (0, 0), (-1, -1), "CENTER" if middle else "LEFT"),
        ]
        return Table([HEADER, parts], None if auto else COLUMNS, style=look)

    story: list[object] = []
    for name in names:
        for layout in FIXED:
            story += [block(layout, name), Spacer(1, BLOCK - 18)]
        story += [PageBreak(), Paragraph(BREAKING[0].parts(name)[0], base)]
        story += [PageBreak(), Paragraph(BREAKING[1].parts(name)[0], free), PageBreak()]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def available() -> tuple[Maker, ...]:
    """The makers that are installed here."""
    found = [Maker("ReportLab", reportlab), Maker("Typst", typst_pdf)]
    if shutil.which("soffice"):
        found.append(Maker("LibreOffice", libreoffice, OPENDOCUMENT))
    if shutil.which("chromium"):
        found.append(Maker("Chromium", chromium, batch=100))
    try:
        import weasyprint as program  # noqa: PLC0415
    except ImportError:
        return tuple(found)
    del program
    return (*found, Maker("WeasyPrint", weasyprint, batch=250))
