"""PDF/A-2b (ISO 19005-2): a finished PDF made fit for an archive, where that can be done without touching its pages.

What the standard asks of the file is put right: an output intent, flags of links, metadata. What it asks of the pages
(fonts in the file, colours that mean the same everywhere) is checked and never changed, so that what was redacted and
verified is what is published.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from pikepdf import pdfa

from pipeline.errors import ArchiveError, DocumentError, UnreadableError
from pipeline.pdf.opening import DAMAGE
from pipeline.pdf.scrub import content_objects, instructions_of
from pipeline.redact.fontprogram import BROKEN
from pipeline.redact.fontuse import Key, used_codes
from pipeline.redact.geometry import Uninterpretable
from pipeline.redact.metadata import claims_pdfua

# Fonts have dates that mean nothing; fontTools tells the terminal about each odd one that the validator reads.
logging.getLogger("fontTools").setLevel(logging.ERROR)

_FLAVOUR = pdfa.Flavour.PDFA_2B
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_PLAIN_NAME = re.compile(r"/(?:[A-Z]{6}\+)?([A-Za-z0-9][A-Za-z0-9 ,_-]{0,59})")

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
{more}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

# ISO 19005-2, 6.6.2.3: a property that XMP doesn't know must be described in the file.
_ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def to_pdfa(pdf: bytes) -> bytes:
    """A PDF as PDF/A-2b, with the same pages and title, and still marked as PDF/UA-1 if it was; always the same bytes.

    The metadata is written anew without a date. A list of the glyphs in a font (/CIDSet, /CharSet) goes: since
    PDF/A-2 nobody needs it, and a wrong one is an error.

    Raises:
        ArchiveError: what the pages hold is not allowed in PDF/A-2b, or can't be judged with certainty.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            accessible = claims_pdfua(document)
            title = str(document.docinfo.get("/Title", ""))
            _put_right(document)
            _drop_idle_spaces(document)
            pdfa.prepare(document, _FLAVOUR)
            _describe(document, title, accessible=accessible)
            done = _saved(document)
            # The validator knows no extension schemas; what it judges differs from `done` in nothing else that counts.
            _describe(document, title, accessible=False)
            _leave_matrices_out(document)
            judged = _saved(document)
    except (UnreadableError, *DAMAGE) as error:
        raise ArchiveError("niet om te zetten naar PDF/A-2b: het bestand is te ongewoon opgebouwd") from error
    reasons = _reasons(judged, pdfa.validate_written(io.BytesIO(judged), _FLAVOUR).findings)
    if reasons:
        raise ArchiveError(f"niet om te zetten naar PDF/A-2b: {'; '.join(reasons)}")
    return done


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, **pdfa.resolve_save_kwargs(_FLAVOUR, deterministic_id=True))
    return out.getvalue()


def _put_right(document: pikepdf.Pdf) -> None:
    """What other programs write that PDF allows, or viewers do, and the validator takes for an error."""
    for key in ("/MarkInfo", "/ViewerPreferences"):
        entry = document.Root.get(key)
        if isinstance(entry, pikepdf.Dictionary) and "/Type" in entry:
            del entry["/Type"]
    for thing in document.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if thing.get("/Type") == "/Page" and isinstance(thing.get("/Tabs"), pikepdf.String):  # LibreOffice 7
            thing["/Tabs"] = pikepdf.Name.S
        target = thing.get("/Dest")
        if isinstance(target, pikepdf.Array) and target.is_indirect:
            thing["/Dest"] = pikepdf.Array(target)
        if thing.get("/Type") == "/FontDescriptor":
            _drop(thing, "/CIDSet", "/CharSet")
        resources = thing.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary):
            _drop(resources, *(key for key in ("/Pattern", "/Shading") if resources.get(key) == {}))


def _drop_idle_spaces(document: pikepdf.Pdf) -> None:
    """Colour spaces for patterns that no content names: Qt puts one on each page, and the validator knows none."""
    found = list(content_objects(document))
    resources = [c.resources for c in found if isinstance(c.resources, pikepdf.Dictionary)]
    spaces = [s for r in resources if isinstance(s := r.get("/ColorSpace"), pikepdf.Dictionary)]
    idle = {key for entry in spaces for key, space in entry.items() if _for_patterns(space)}
    if idle:
        for content in found:
            idle -= {str(name) for i in instructions_of(content.holder, "cs CS") for name in i.operands}
        for entry in spaces:
            _drop(entry, *(key for key in sorted(idle) if _for_patterns(entry.get(key))))


def _for_patterns(space: pikepdf.Object | None) -> bool:
    return isinstance(space, pikepdf.Array) and len(space) > 0 and space[0] == "/Pattern"


def _drop(entry: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in entry:
            del entry[key]


def _describe(document: pikepdf.Pdf, title: str, *, accessible: bool) -> None:
    """Write the metadata: the title and the standards, and nothing that changes with the day or the program."""
    shown = escape(_NOT_XML.sub(" ", title))
    packet = _PACKET.format(title=shown, more=_ACCESSIBLE if accessible else "")
    document.Root["/Metadata"] = document.make_stream(
        packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )
    for key in list(document.trailer.keys()):
        if key not in {"/Root", "/Size", "/ID"}:
            del document.trailer[key]
    document.docinfo["/Title"] = pikepdf.String(title)


_TO_EM = (0.001, 0, 0, 0.001, 0, 0)
_AS_IT_IS = (1, 0, 0, 1, 0, 0)


def _leave_matrices_out(document: pikepdf.Pdf) -> None:
    """Take the matrices out of CFF programs that have the usual ones.

    Typst gives a font the default matrix and its parts the identity, which together are what a font without matrices
    has (Adobe Technical Note 5176, section 9). The validator knows the latter only.
    """
    for stream in document.objects:
        if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/CIDFontType0C":
            try:
                program = _without_matrices(stream.read_bytes())
            except BROKEN:
                continue  # the validator says so too
            if program is not None:
                stream.write(program)


def _without_matrices(data: bytes) -> bytes | None:
    """A CFF program without its matrices; None if they are not the usual ones."""
    fonts, other = CFFFontSet(), TTFont(sfntVersion="OTTO", recalcBBoxes=False)
    fonts.decompile(io.BytesIO(data), other)
    top = fonts.topDictIndex[0]
    parts = list(top.FDArray)
    if tuple(top.rawDict.get("FontMatrix", ())) != _TO_EM:
        return None
    if any(tuple(part.rawDict.get("FontMatrix", ())) != _AS_IT_IS for part in parts):
        return None
    for one in (top, *parts):
        del one.rawDict["FontMatrix"]
    out = io.BytesIO()
    fonts.compile(out, other)
    return out.getvalue()


# Clauses of ISO 19005-2 that an officer can do something with; the number tells a specialist the rest.
_CLAUSES = (
    ("6.2.4", "kleuren zonder kleurprofiel"),
    ("6.2.8", "een afbeelding in een vorm die niet mag"),
    ("6.2.11", "een lettertype dat niet klopt of niet te beoordelen is"),
    ("6.2", "een onderdeel van een pagina dat niet mag"),
    ("6.3", "een aantekening die niet mag"),
    ("6.1", "een bestandsopbouw die niet mag"),
)
_EMBEDDED = "6.2.11.4.1-1"


def _reasons(judged: bytes, findings: Sequence[pdfa.Finding]) -> list[str]:
    """Why a file is no PDF/A-2b, in Dutch, each once; names fonts, and quotes nothing else of the file."""
    reasons: set[str] = set()
    with pikepdf.open(io.BytesIO(judged)) as document:
        idle = (
            _idle_fonts(document) if any(f.rule.endswith(f":{_EMBEDDED}") for f in findings) else frozenset()
        )
        for finding in findings:
            clause = finding.rule.rpartition(":")[2]
            key = _object_of(finding.where)
            if clause != _EMBEDDED:
                reasons.add(_known(clause))
            elif key not in idle:
                reasons.add(f"lettertype {_font_name(document, key)} zit niet in het bestand")
    return sorted(reasons)


def _idle_fonts(document: pikepdf.Pdf) -> frozenset[Key]:
    """Fonts of pages and forms that show nothing, such as the one that ReportLab sets first; they need not be there."""
    try:
        shown = {key for key, use in used_codes(document).fonts.items() if use.codes or use.whole}
        resources = [c.resources for c in content_objects(document)]
    except (DocumentError, Uninterpretable):
        return frozenset()  # so each of them counts
    named = [r.get("/Font") for r in resources if isinstance(r, pikepdf.Dictionary)]
    return frozenset(
        font.objgen
        for entry in named
        if isinstance(entry, pikepdf.Dictionary)
        for _, font in entry.items()
        if font.is_indirect and font.objgen not in shown
    )


def _known(clause: str) -> str:
    for start, words in _CLAUSES:
        if clause.startswith((f"{start}-", f"{start}.")):
            return f"{words} (ISO 19005-2, {clause.partition('-')[0]})"
    return "een onderdeel dat niet met zekerheid te beoordelen is"


def _object_of(where: str) -> Key | None:
    number = re.match(r"obj (\d+) (\d+) \(Font\)", where)
    return (int(number[1]), int(number[2])) if number else None


def _font_name(document: pikepdf.Pdf, key: Key | None) -> str:
    font = document.get_object(*key) if key else None
    name = font.get("/BaseFont") if isinstance(font, pikepdf.Dictionary) else None
    plain = _PLAIN_NAME.fullmatch(str(name)) if name is not None else None
    return plain[1] if plain else "zonder leesbare naam"
