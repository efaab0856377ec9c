"""What a published PDF must not carry, whatever it says: dates, authors, attachments, scripts, old versions.

The lists name what may be there, so that what nobody thought of is reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from lxml import etree

from pipeline.check.leak import Leak
from pipeline.check.objects import objects_of

READER = "structuur"

_INFO_ALLOWED = frozenset({"/Title", "/Creator", "/Producer", "/Trapped"})
# Properties that say what the file is, not who made it and when (ISO 16684-1, ISO 14289-1, ISO 19005-1).
_XMP_ALLOWED = frozenset(
    {
        "title",
        "language",
        "format",
        "Producer",
        "CreatorTool",
        "PDFVersion",
        "Trapped",
        "NPages",
        "part",
        "schemas",
    }
    | {"amd", "rev", "conformance", "DocumentID", "InstanceID", "RenditionClass"}
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PAGE_ACTIONS = frozenset({"/GoTo", "/URI"})
_REASONS = {
    "/AcroForm": "het bestand bevat een formulier",
    "/AA": "het bestand bevat acties die vanzelf worden uitgevoerd",
    "/AF": "het bestand bevat bijlagen",
    "/EmbeddedFiles": "het bestand bevat bijlagen",
    "/EF": "het bestand bevat bijlagen",
    "/JavaScript": "het bestand bevat JavaScript",
    "/JS": "het bestand bevat JavaScript",
    "/Collection": "het bestand bevat bijlagen",
    "/PieceInfo": "het bestand bevat gegevens van het programma waarmee het is gemaakt",
    "/LastModified": "het bestand bevat een datum van wijziging",
    "/Thumb": "het bestand bevat een miniatuur van een pagina",
    "/XFA": "het bestand bevat een formulier",
    "/SpiderInfo": "het bestand bevat gegevens over de herkomst",
    "/Perms": "het bestand bevat een handtekening of rechten",
}
_REVISION_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_OBJECT_START = re.compile(rb"(?:^|[\r\n])(\d{1,10}) (\d{1,5}) obj\b(?!\s*null\s*endobj)")


def structure_leaks(pdf: pikepdf.Pdf, raw: bytes) -> Iterator[Leak]:
    """Everything in the structure of the file that must not be there."""
    reasons = [
        *_info(pdf),
        *_metadata(pdf),
        *_revisions(pdf, raw),
        *_unreachable(pdf),
        *(reason for thing in objects_of(pdf) for reason in _keys(thing)),
    ]
    for reason in dict.fromkeys(reasons):
        yield Leak(READER, None, reason)
    for number, page in enumerate(pdf.pages, 1):
        if not all(map(_is_link, _annotations(page))):
            yield Leak(READER, number, f"pagina {number} bevat een aantekening die geen koppeling is")


def _info(pdf: pikepdf.Pdf) -> Iterator[str]:
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary) and set(info.keys()) - _INFO_ALLOWED:
        yield "de documenteigenschappen bevatten een auteur, een datum of andere gegevens over de herkomst"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    own = pdf.Root.get("/Metadata")
    for thing in objects_of(pdf):
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Type") != "/Metadata":
            continue
        if not isinstance(own, pikepdf.Stream) or thing.objgen != own.objgen:
            yield "een onderdeel van het bestand heeft eigen metagegevens"
    if isinstance(own, pikepdf.Stream):
        yield from _xmp(own.read_bytes())


def _xmp(data: bytes) -> Iterator[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield "de metagegevens (XMP) zijn niet te lezen"
        return
    for description in root.iter(f"{_RDF}Description"):
        names = [*description.attrib, *(child.tag for child in description if isinstance(child.tag, str))]
        other = [str(name) for name in names if not str(name).startswith((_RDF, _XML))]
        if any(name.rpartition("}")[2] not in _XMP_ALLOWED for name in other):
            yield "de metagegevens (XMP) bevatten een auteur, een datum of andere gegevens over de herkomst"


def _revisions(pdf: pikepdf.Pdf, raw: bytes) -> Iterator[str]:
    ends = [match.end() for match in _REVISION_END.finditer(raw)]
    if len(ends) != 1 or "/Prev" in pdf.trailer:
        yield "het bestand bevat een eerdere versie van zichzelf"
    if not raw.startswith(b"%PDF-") or (ends and raw[ends[-1] :].strip()):
        yield "voor of achter de eigenlijke PDF staan nog andere gegevens"
    started = [(int(number), int(generation)) for number, generation in _OBJECT_START.findall(raw)]
    if len(started) != len(set(started)) or any(pdf.get_object(one) is None for one in started):
        yield "het bestand bevat resten van een eerdere versie"


def _unreachable(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Objects that nothing refers to: left behind, and seen by no reader."""
    reached: set[tuple[int, int]] = set()
    stack: list[object] = [pdf.trailer]
    while stack:
        thing = stack.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in reached:
                continue
            reached.add(thing.objgen)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            stack += [value for _, value in thing.items() if isinstance(value, pikepdf.Object)]
        elif isinstance(thing, pikepdf.Array):
            stack += [value for value in thing.as_list() if isinstance(value, pikepdf.Object)]
    for thing in objects_of(pdf):
        if thing.objgen not in reached and not _of_the_file_itself(thing):
            yield "het bestand bevat een onderdeel waar niets naar verwijst"
            return


def _of_the_file_itself(thing: pikepdf.Object) -> bool:
    kinds = ("/ObjStm", "/XRef")
    return isinstance(thing, pikepdf.Stream) and thing.get("/Type") in kinds


def _keys(thing: pikepdf.Object) -> Iterator[str]:
    """Reasons from the keys of an object and of the dictionaries within it."""
    stack: list[object] = [thing]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in one.items():
                if key in _REASONS:
                    yield _REASONS[key]
                if key in ("/A", "/OpenAction") and isinstance(value, pikepdf.Dictionary):
                    yield from _action(value)
                if isinstance(value, pikepdf.Object) and not value.is_indirect:
                    stack.append(value)
        elif isinstance(one, pikepdf.Array):
            stack += [v for v in one.as_list() if isinstance(v, pikepdf.Object) and not v.is_indirect]


def _action(action: pikepdf.Dictionary) -> Iterator[str]:
    if "/S" in action and (action["/S"] not in _PAGE_ACTIONS or "/Next" in action):
        yield "het bestand bevat een actie die meer doet dan een koppeling volgen"


def _annotations(page: pikepdf.Page) -> list[object]:
    annotations = page.obj.get("/Annots")
    return list(annotations.as_list()) if isinstance(annotations, pikepdf.Array) else []


def _is_link(annotation: object) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/Link"
