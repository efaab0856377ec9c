"""Files that LibreOffice reads, and what of its results does not change with the clock."""

import io
import re
import zipfile

import pytest
from docx_maker import make_docx, para, part, run, styles
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pipeline.office import server, soffice

FOUND = soffice.program()
running = pytest.mark.skipif(
    FOUND is None or server.python_with_uno(FOUND) is None,
    reason="LibreOffice or python3-uno is not installed",
)
_NS = "urn:oasis:names:tc:opendocument:xmlns"
_OPENED = "".join(
    f' xmlns:{prefix}="{_NS}:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "svg": "svg-compatible",
        "script": "script",
    }.items()
)  # fmt: skip


def odf(body, *, kind="text", styles="", fonts="", before="", parts=()):
    """A text or workbook of the OpenDocument form, with further parts."""
    links = ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
    content = (
        f'<?xml version="1.0"?><office:document-content{_OPENED}{links} office:version="1.2">{before}'
        f"<office:font-face-decls>{fonts}</office:font-face-decls>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    media = f"application/vnd.oasis.opendocument.{kind}"
    files = {"content.xml": ("text/xml", content), **{name: ("", data) for name, data in parts}}
    rows = "".join(f'<m:file-entry m:full-path="{n}" m:media-type="{t}"/>' for n, (t, _) in files.items())
    manifest = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{_NS}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{media}"/>{rows}</m:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media)
        archive.writestr("META-INF/manifest.xml", manifest)
        for name, (_, data) in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def in_font(name, text):
    return run(text, f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>')


def table(rows):
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{para(c)}</w:tc>' for c in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>"


_HEADING = styles(
    '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>'
)
LETTER = make_docx(para(in_font("Calibri", "Beste Wiebelsma,")) + para("Dank voor de tent."))
TO_PDF = {
    "letter": LETTER,
    "long": make_docx("".join(para("De tent staat op het plein, naast de kramen. " * 9) for _ in range(40))),
    "scripts": make_docx(para(in_font("Cambria", "ŝ ж 漢 عرب ✓")) + para(in_font("Bestaat Niet", "vreemd"))),
    "wide": make_docx(
        table(["ab", "cd", "ef"]), section='<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    ),
    "heading": make_docx(
        para("Kop", properties='<w:pStyle w:val="Kop1"/>') + para("tekst"),
        related={"rId9": ("styles", "styles.xml")},
        parts={"word/styles.xml": _HEADING},
    ),
    "tabs": make_docx(para(run("een"), "<w:r><w:tab/></w:r>", run("twee")) * 20),
    "footer": make_docx(
        para("met voet"),
        section='<w:footerReference w:type="default" r:id="rId5"/>',
        related={"rId5": ("footer", "footer1.xml")},
        parts={"word/footer1.xml": part("ftr", para("voet"))},
    ),
}
_NOTE = (
    '<text:p>Zie<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>noot</text:p></text:note-body></text:note></text:p>"
)
_ROW = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
_TABLE = f'<table:table table:name="T"><table:table-column/>{_ROW.format("cel")}</table:table>'
TO_DOCX = {
    "odt": odf("<text:p>Beste Wiebelsma</text:p><text:p>Groet</text:p>"),
    "odt with a note": odf(f'<text:h text:outline-level="1">Kop</text:h>{_TABLE}{_NOTE}'),
    "odt with a list": odf("<text:list><text:list-item><text:p>een</text:p></text:list-item></text:list>"),
    "rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Calibri;}}\f0 Beste \b Jansen\b0\par Groet\par}",
    "rtf with a table": rb"{\rtf1\ansi\trowd\cellx2000\cellx4000 a\cell b\cell\row\pard {\footnote noot}x\par}",
    "long rtf": rb"{\rtf1\ansi " + b"".join(b"regel %d\\par " % number for number in range(200)) + b"}",
}
SHEET = odf(_TABLE, kind="spreadsheet")


def with_wide_font(family):
    builder = FontBuilder(1000)
    pen = TTGlyphPen(None)
    for number, point in enumerate([(0, 0), (0, 900), (900, 900), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    letters = {ord(letter): letter for letter in "BestWiblma"}
    names = [".notdef", *letters.values()]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(letters)
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (2000, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable(
        {"familyName": family, "styleName": "Regular", "fullName": family, "psName": family}
    )
    builder.setupOS2(sTypoAscender=900, usWinAscent=900, usWinDescent=200, fsType=0)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    face = (
        f'<style:font-face style:name="{family}" svg:font-family="{family}"><svg:font-face-src>'
        '<svg:font-face-uri xlink:href="Fonts/F1.ttf" xlink:type="simple">'
        '<svg:font-face-format svg:string="truetype"/></svg:font-face-uri></svg:font-face-src></style:font-face>'
    )
    return odf("<text:p>tekst</text:p>", fonts=face, parts=[("Fonts/F1.ttf", out.getvalue())])


def stop():
    while soffice._running:
        soffice._running.popitem()[1].stop()


def the_server():
    (found,) = soffice._running.values()
    return found


def plain(pdf):
    """Without the four things that LibreOffice makes of the clock; the redactor writes its own in their place."""
    clock = (
        rb"/CreationDate\(D:\d+Z'\)|<xmp:CreateDate>[^<]*|/DocChecksum /[0-9A-F]{32}"
        rb"|/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]"
    )
    made, times = re.subn(clock, b"", pdf)
    assert times == 4
    return made


def unpacked(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
