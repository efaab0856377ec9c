"""XML of Office files (ECMA-376, ISO/IEC 29500), read so that nothing in it can reach outside or grow without bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.errors import UnreadableError

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

BROKEN = "het Word-bestand is beschadigd"

MAX_NODES = 3_000_000
"""Elements in one part; a document of a thousand dense pages has about half a million."""

# ISO/IEC 29500-1 (strict) has names of its own for the same things; what is written for them here is transitional.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": M.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


def parse(data: bytes) -> Element:
    """The root of a part.

    Raises:
        UnreadableError: it is no XML, has a document type, or is nested or sized absurdly.
    """
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # libxml2's own bounds: 256 levels, 10 MB in one text
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(BROKEN) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype or sum(1 for _ in root.iter()) > MAX_NODES:
        raise UnreadableError(BROKEN)
    return root


def w(tag: str) -> str:
    """The name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{tag}"


def local(element: Element) -> str:
    """The name of an element of WordprocessingML; of any other with its namespace."""
    tag = str(element.tag)
    return tag.removeprefix(f"{{{W}}}")


def value(element: Element | None, tag: str, attribute: str = "val") -> str | None:
    """An attribute of a child; None where the child or the attribute is missing."""
    child = element.find(w(tag)) if element is not None else None
    return child.get(w(attribute)) if child is not None else None


def is_on(element: Element | None, tag: str) -> bool | None:
    """A child that switches something on or off (ST_OnOff); None where it is missing."""
    child = element.find(w(tag)) if element is not None else None
    if child is None:
        return None
    return (child.get(w("val")) or "1") not in {"0", "false", "off"}


def make(tag: str, *children: Element, **attributes: str) -> Element:
    """A new element of WordprocessingML."""
    made = etree.Element(w(tag), {w(name): text for name, text in attributes.items()}, nsmap={"w": W, "r": R})
    made.extend(children)
    return made


def text_element(text: str) -> Element:
    """A text of a run; its spaces count."""
    made = make("t")
    made.text = text
    made.set(SPACE, "preserve")
    return made


def serialise(root: Element) -> bytes:
    """A part as bytes, the same for the same tree."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return bytes(data)


def children(element: Element | None) -> Iterator[Element]:
    """The child elements; none of a missing one."""
    if element is not None:
        yield from (child for child in element if isinstance(child.tag, str))
