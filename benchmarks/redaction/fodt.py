"""Office pages as a flat OpenDocument text, for LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

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

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
_FAMILIES = {"serif": "Liberation Serif", "sans": "DejaVu Sans", "mono": "DejaVu Sans Mono"}
_ALIGNS = {"left": "start", "right": "end", "center": "center", "justify": "justify"}
_RUNS = {
    "b": 'fo:font-weight="bold"',
    "i": 'fo:font-style="italic"',
    "u": 'style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"',
    "h": 'fo:background-color="#ffff66"',
    "bi": 'fo:font-weight="bold" fo:font-style="italic"',
    "caps": 'fo:font-variant="small-caps"',
    "turned": 'style:text-rotation-angle="90" style:text-rotation-scale="line-height"',
}


def document_of(sheets: Sequence[Sheet]) -> str:
    """The flat ODT of some pages."""
    body = "".join(_sheet(sheet, i) for i, sheet in enumerate(sheets))
    masters = "".join(_master(sheet, i) for i, sheet in enumerate(sheets))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:font-face-decls>{_faces()}</office:font-face-decls>"
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="nl" '
        'fo:country="NL" fo:font-size="10.5pt" fo:hyphenate="true"/></style:default-style></office:styles>'
        f"<office:automatic-styles>{_styles(len(sheets))}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _faces() -> str:
    return "".join(
        f'<style:font-face style:name="{face}" svg:font-family="\'{face}\'"/>' for face in _FAMILIES.values()
    )


def _styles(sheets: int) -> str:
    parts = [
        f'<style:page-layout style:name="L{name}"><style:page-layout-properties fo:page-width="{width}" '
        f'fo:page-height="{height}" style:print-orientation="{name}" fo:margin="20mm"/>'
        '<style:header-style><style:header-footer-properties fo:min-height="8mm"/></style:header-style>'
        '<style:footer-style><style:header-footer-properties fo:min-height="8mm"/></style:footer-style>'
        "</style:page-layout>"
        for name, width, height in (("portrait", "210mm", "297mm"), ("landscape", "297mm", "210mm"))
    ]
    for family, face in _FAMILIES.items():
        for align, word in _ALIGNS.items():
            parts.append(_paragraph_style(f"{family}-{align}", face, word, "10.5pt"))
        parts.append(_paragraph_style(f"{family}-head", face, "start", "15pt"))
        parts.append(_paragraph_style(f"{family}-cell", face, "start", "8.5pt"))
        parts += [
            _paragraph_style(f"{family}-start{i}", face, "start", "4pt", f' style:master-page-name="M{i}"')
            for i in range(sheets)
        ]
    parts += [
        f'<style:style style:name="R-{name}" style:family="text"><style:text-properties {how}/></style:style>'
        for name, how in _RUNS.items()
    ]
    parts.append(
        '<style:style style:name="two" style:family="section"><style:section-properties>'
        '<style:columns fo:column-count="2" fo:column-gap="7mm"/></style:section-properties></style:style>'
    )
    for name, colour in (("plain", "transparent"), ("shaded", "#dde6f2")):
        parts.append(
            f'<style:style style:name="C-{name}" style:family="table-cell"><style:table-cell-properties '
            f'fo:background-color="{colour}" fo:padding="1mm" fo:border="0.5pt solid #777777"/></style:style>'
        )
    return "".join(parts)


def _paragraph_style(name: str, face: str, align: str, size: str, more: str = "") -> str:
    return (
        f'<style:style style:name="P-{name}" style:family="paragraph"{more}><style:paragraph-properties '
        f'fo:text-align="{align}" fo:margin-bottom="2mm"/><style:text-properties style:font-name="{face}" '
        f'fo:font-size="{size}" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" '
        'fo:hyphenation-push-char-count="2"/></style:style>'
    )


def _master(sheet: Sheet, number: int) -> str:
    layout = "Llandscape" if sheet.landscape else "Lportrait"
    return (
        f'<style:master-page style:name="M{number}" style:page-layout-name="{layout}">'
        f'<style:header><text:p text:style-name="P-{sheet.family}-cell">{escape(sheet.header)}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="P-{sheet.family}-center">{escape(sheet.footer)}</text:p>'
        "</style:footer></style:master-page>"
    )


def _sheet(sheet: Sheet, number: int) -> str:
    start = f'<text:p text:style-name="P-{sheet.family}-start{number}"/>'
    return start + "".join(
        _block(block, sheet.family, f"{number}-{i}") for i, block in enumerate(sheet.blocks)
    )


def _p(style: str, body: str) -> str:
    return f'<text:p text:style-name="P-{style}">{body}</text:p>'


def _block(block: Block, family: str, name: str) -> str:
    match block:
        case Heading(text):
            return f'<text:h text:style-name="P-{family}-head" text:outline-level="1">{escape(text)}</text:h>'
        case Paragraph(runs, align):
            return _p(f"{family}-{align}", "".join(_run(r) for r in runs))
        case Items(entries, numbered):
            marks = [f"{i + 1}. " if numbered else "\u2022 " for i in range(len(entries))]
            return "".join(_p(f"{family}-left", escape(m + e)) for m, e in zip(marks, entries, strict=True))
        case Table(rows, shaded):
            return _table(rows, family, name, shaded=shaded)
        case Columns(paragraphs):
            body = "".join(_p(f"{family}-justify", escape(p)) for p in paragraphs)
            return f'<text:section text:style-name="two" text:name="S{name}">{body}</text:section>'
        case Caps(text):
            return _p(f"{family}-left", f'<text:span text:style-name="R-caps">{escape(text)}</text:span>')
        case Turned(text):
            return _p(f"{family}-left", f'<text:span text:style-name="R-turned">{escape(text)}</text:span>')


def _run(run: Run) -> str:
    text = escape(run.text)
    return f'<text:span text:style-name="R-{run.style}">{text}</text:span>' if run.style else text


def _table(rows: tuple[tuple[str, ...], ...], family: str, name: str, *, shaded: bool) -> str:
    lines: list[str] = []
    for i, row in enumerate(rows):
        ground = "shaded" if shaded and i % 2 else "plain"
        cells = "".join(
            f'<table:table-cell table:style-name="C-{ground}" office:value-type="string">'
            f"{_p(f'{family}-cell', escape(c))}</table:table-cell>"
            for c in row
        )
        lines.append(f"<table:table-row>{cells}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="T{name}">{columns}{"".join(lines)}</table:table>'
