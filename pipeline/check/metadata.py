"""What the properties of a file say of who made it: the Info dictionary and all XMP (ISO 32000-2, 14.3).

The names of programs, dates and identifiers are no finding. An author is, unless it is an organisation that the
pages name. A title is where its words can't be read on the pages, any other text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
from lxml import etree

from pipeline.check.contents import unpacked
from pipeline.check.file import OpenFile
from pipeline.check.paths import names_a_file
from pipeline.check.readable import Readable, readable
from pipeline.check.trace import Trace
from pipeline.check.vocabulary import AUTHORS, HARMLESS, PLAIN
from pipeline.check.walk import dictionary, entry, guarded, survey, text

__all__ = ["find"]

CHANNEL = "metadata"

_MEND = (
    "Maak de documenteigenschappen leeg (in het programma waarmee het bestand is gemaakt, of met een programma dat "
    "metagegevens verwijdert) en sla het bestand opnieuw op."
)
_AUTHOR = "De documenteigenschappen noemen wie het bestand heeft gemaakt of bewerkt."
_TITLE = "De titel in de documenteigenschappen heeft woorden die op geen enkele pagina te lezen zijn."
_SUBJECT = "Het onderwerp of een trefwoord in de documenteigenschappen is op geen enkele pagina te lezen."
_FILE = "De documenteigenschappen noemen een bestand, een map of een computer."
_OTHER = "De documenteigenschappen hebben een tekst die op geen enkele pagina te lezen is."
_UNREADABLE = "De metagegevens (XMP) zijn beschadigd; wat erin staat, is niet na te gaan."
_PART_AUTHOR = "De metagegevens van een onderdeel van het bestand, zoals een afbeelding, noemen een maker."
_PART_OTHER = (
    "De metagegevens van een onderdeel van het bestand, zoals een afbeelding, hebben tekst die niemand ziet."
)

_TITLES = frozenset({"title", "headline"})
_SUBJECTS = frozenset({"subject", "keywords", "description", "comments", "category", "caption", "comment"})
_SKIPPED = ("http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#")
_NOBODY = frozenset(
    {"", "anonymous", "anoniem", "unknown", "onbekend", "unspecified", "untitled", "none", "default"}
)
_NUMBERED = re.compile(r"(?:document|stuk|bijlage|bestand|scan)[ _-]?\d{0,8}", re.IGNORECASE)  # tells nothing
_ORGANISATION = re.compile(
    r"gemeente|provincie|ministerie|waterschap|hoogheemraadschap|omgevingsdienst|veiligheidsregio|rijks|college van",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?:xmp\.\w+|adobe:[\w:-]+|uuid|urn|D)?:?[0-9a-f:.TZ+'-]{8,}|true|false|https?://\S+/ns\S*", re.I
)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


@guarded("de documenteigenschappen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Names, titles and paths in Info and in the XMP of the file and of its parts.

    Raises:
        CheckError: the properties can't be judged.
    """
    shown = readable(file)
    for reason in _info(file, shown):
        yield Trace(CHANNEL, None, None, reason, _MEND)
    own = dictionary(file.pdf.Root, "/Metadata")
    for found in survey(file).of("/Metadata"):
        stream = entry(found.thing, "/Metadata")
        if not isinstance(stream, pikepdf.Stream):
            continue
        whole = own is not None and stream.objgen == own.objgen
        for reason in xmp_reasons(unpacked(stream), shown):
            yield Trace(
                CHANNEL, None if whole else found.page, None, reason if whole else _of_part(reason), _MEND
            )


def _of_part(reason: str) -> str:
    return {_AUTHOR: _PART_AUTHOR, _UNREADABLE: _UNREADABLE}.get(reason, _PART_OTHER)


def _info(file: OpenFile, shown: Readable) -> Iterator[str]:
    info = dictionary(file.pdf.trailer, "/Info")
    for key, value in info.items() if info is not None else ():
        # In Info the creator is a program; in XMP it is an author.
        yield from _reason("CreatorTool" if key == "/Creator" else key[1:], text(value), shown)


def _reason(name: str, value: str, shown: Readable) -> Iterator[str]:
    """Why a property is a finding, if it is."""
    kind = name.rpartition(":")[2].casefold().replace(" ", "").replace(".", "")
    said = value.strip()
    if said.strip("()").casefold() in _NOBODY or (kind in HARMLESS and not names_a_file(said)):
        return
    if names_a_file(said):
        yield _FILE
    elif kind in AUTHORS:
        if not (_ORGANISATION.search(said) and shown.tells(said, PLAIN)):
            yield _AUTHOR
    elif _IDENTIFIER.fullmatch(said) or _NUMBERED.fullmatch(said) or shown.tells(said):
        return
    elif kind in _TITLES:
        yield _TITLE
    else:
        yield _SUBJECT if kind in _SUBJECTS else _OTHER


def xmp_reasons(data: bytes, shown: Readable) -> tuple[str, ...]:
    """Why the properties in an XMP packet are findings, each reason once, sorted."""
    if not data.strip(b"\0 \t\r\n"):
        return ()
    root = _parsed(data)
    if root is None:
        return (_UNREADABLE,)
    found: set[str] = set()
    for name, value in _properties(root):
        found.update(_reason(name, value, shown))
    return tuple(sorted(found))


def _parsed(data: bytes) -> etree._Element | None:
    """The packet as XML; None where it can't be read, or has entities, in which a text can hide."""
    if b"<!ENTITY" in data or b"<\0!\0E\0N" in data or b"\0<\0!\0E\0N" in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _properties(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Each text of the packet with the name of the nearest property: an item of a list has that of the list."""
    stack: list[tuple[etree._Element, str]] = [(root, "")]
    while stack:
        element, above = stack.pop()
        if isinstance(element, etree._Comment):
            yield "comment", element.text or ""
            continue
        if not _is_element(element):  # a processing instruction, such as xpacket, says nothing
            continue
        if element.tag.startswith(tuple("{" + one for one in _SKIPPED)):
            continue
        inner = element.tag.startswith((_RDF, "{adobe:ns:meta/}"))
        name = above if inner else element.tag.rpartition("}")[2]
        for key, value in element.attrib.items():
            if not str(key).startswith((_RDF, _XML)):
                yield str(key).rpartition("}")[2], str(value)
        yield name, element.text or ""
        for child in element:
            stack.append((child, name))
            yield name, child.tail or ""


def _is_element(node: etree._Element) -> bool:
    return not isinstance(node, etree._ProcessingInstruction | etree._Entity)
