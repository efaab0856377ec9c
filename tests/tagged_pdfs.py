"""Accessible PDFs as Typst and LibreOffice make them, and such a PDF redacted."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path

import pypdfium2
import typst
from pdf_makers import document_of

from pipeline import rulebook
from pipeline.masking import redact_text
from pipeline.redact import redact
from pipeline.types import Label, Mask, Redacted, Span

NAME = "Zandvliet"  # stands in a paragraph, twice on one line, in a list and in a table

_TYPST = """
#set document(title: "Brief")
#set text(lang: "nl")
= Brief aan Zandvliet
Beste mevrouw Zandvliet, de vergadering met Zandvliet is verzet naar dinsdag. Wij vragen u om dat aan de
anderen door te geven, zodat iedereen er is. Zie #link("https://www.overheid.nl")[https://www.overheid.nl].
- het verslag
- de brief van Zandvliet
#table(columns: 2, table.header[Naam][Bedrag], [Zandvliet], [12 euro], [de voorzitter], [14 euro])
"""

_FLAT_ODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<office:meta><dc:title>Brief</dc:title><dc:language>nl-NL</dc:language></office:meta>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="nl" fo:country="NL"/>
</style:default-style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:default-outline-level="1"/>
</office:styles>
<office:body><office:text>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Brief aan Zandvliet</text:h>
<text:p>Beste mevrouw Zandvliet, de vergadering met Zandvliet is verzet naar dinsdag. Wij vragen u om dat aan de
anderen door te geven, zodat iedereen er is.</text:p>
<text:list><text:list-item><text:p>het verslag</text:p></text:list-item>
<text:list-item><text:p>de brief van Zandvliet</text:p></text:list-item></text:list>
<table:table><table:table-column table:number-columns-repeated="2"/>
<table:table-header-rows><table:table-row>
<table:table-cell><text:p>Naam</text:p></table:table-cell>
<table:table-cell><text:p>Bedrag</text:p></table:table-cell>
</table:table-row></table:table-header-rows><table:table-row>
<table:table-cell><text:p>Zandvliet</text:p></table:table-cell>
<table:table-cell><text:p>12 euro</text:p></table:table-cell>
</table:table-row></table:table>
</office:text></office:body></office:document>
"""


def of_typst() -> bytes:
    pdf = typst.compile(_TYPST.encode(), format="pdf", ignore_system_fonts=True, pdf_standards="ua-1")
    assert isinstance(pdf, bytes)
    return pdf


def of_libreoffice(folder: Path) -> bytes:
    """Takes some seconds; needs `soffice`."""
    source = folder / "brief.fodt"
    source.write_text(_FLAT_ODT, encoding="utf-8")
    options = '{"PDFUACompliance":{"type":"boolean","value":"true"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{options}",
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(folder)}
    )
    return source.with_suffix(".pdf").read_bytes()


def redacted(pdf: bytes, folder: Path, *words: str) -> Redacted:
    """A PDF with every occurrence of some words redacted, and its legend."""
    document = document_of(pdf, folder)
    spans = [Span(*m.span()) for word in words for m in re.finditer(re.escape(word), document.text)]
    masks = tuple(Mask(span, ("5.1.2e",), Label.PERSON) for span in sorted(spans))
    return redact(document, masks, redact_text(document.text, masks), rulebook.load(), "Document 1")


def text_of(pdf: bytes) -> list[str]:
    """The text of each page as PDFium reads it."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return texts
