"""What a file says about itself: its title, twice, and that it is PDF/UA-1 where it still is.

Nothing is taken over from the metadata that was there but that claim: no author, program, date or identifier.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

import pikepdf
from lxml import etree

_PDFUA = "http://www.aiim.org/pdfua/ns/id/"  # ISO 14289-1, 5
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MOST = 4 * 1024 * 1024  # bytes; honest metadata has some kB

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="{rdf}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
{claim}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""
_CLAIM = """<rdf:Description rdf:about="" xmlns:pdfuaid="{pdfua}">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
"""


def claims_pdfua(pdf: pikepdf.Pdf) -> bool:
    """Whether the metadata of a file says that it is PDF/UA-1."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return False
    try:
        data = bytes(stream.read_bytes())
        if len(data) > _MOST:
            return False
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data.strip(b"\0 \t\r\n"), parser)
    except (pikepdf.PikepdfError, etree.XMLSyntaxError, ValueError):
        return False  # no claim that anyone could read
    part = f"{{{_PDFUA}}}part"
    found = [e.text for e in root.iter(part)]
    found += [e.get(part) for e in root.iter(f"{{{_RDF}}}Description")]
    return any(text is not None and text.strip() == "1" for text in found)


def describe(pdf: pikepdf.Pdf, title: str, *, pdfua: bool) -> None:
    """Give a file its title, in the document information and in XMP, and the claim that it is PDF/UA-1."""
    # What XML 1.0 can't hold (its production Char) would make the metadata unreadable.
    shown = "".join(c if _in_xml(c) else " " for c in title)
    claim = _CLAIM.format(pdfua=_PDFUA) if pdfua else ""
    data = _XMP.format(rdf=_RDF, title=escape(shown), claim=claim).encode("utf-8")
    pdf.Root["/Metadata"] = pdf.make_stream(data, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.docinfo["/Title"] = pikepdf.String(shown)


def _in_xml(char: str) -> bool:
    return " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
