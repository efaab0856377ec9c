"""The parts of an Office Open XML file and how they hang together (ECMA-376-2), read within bounds.

Nothing outside the file is followed, and a part with a document type is refused, as Office does: it could only be there
to make something else of the text than what stands there.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.archive import member_bytes, open_zip

MAX_PART_BYTES = 300_000_000
"""Larger parts are refused; the sheet with most cells that is read has about half."""

MAX_PACKAGE_BYTES = 600_000_000
"""What all parts that are read may unpack to together, each as often as it is read."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last step of its type; `target` the name of a part, or an address where `external`."""

    kind: str
    target: str
    external: bool


class Package:
    """An Office Open XML file; `parts` has the names of its parts, without the first slash.

    Raises:
        UnreadableError: it is no zip; so do all methods for a part that is missing, damaged, encrypted or too large,
            and those that read XML raise `etree.LxmlError` or `ValueError` for a part that is none.
    """

    def __init__(self, data: bytes, broken: str) -> None:
        try:
            archive = open_zip(data)
        except UnreadableError as error:
            raise UnreadableError(broken) from error
        self._archive: zipfile.ZipFile = archive
        self._broken = broken
        self._room = MAX_PACKAGE_BYTES
        self.parts = {
            _plain(info.filename): info for info in archive.infolist() if not info.filename.endswith("/")
        }

    def bytes_of(self, part: str) -> bytes:
        """The bytes of a part."""
        info = self.parts.get(part)
        if info is None:
            raise UnreadableError(self._broken)
        self._room -= info.file_size
        if self._room < 0:
            raise UnreadableError(say.UNPACKS_TOO_LARGE)
        try:
            return member_bytes(self._archive, info, MAX_PART_BYTES)
        except UnreadableError as error:
            raise UnreadableError(say.ENCRYPTED_OFFICE if info.flag_bits & 1 else self._broken) from error

    def main(self) -> str:
        """The name of the part that all others hang on."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
        raise ValueError("a package without a main part")

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part (of the package, for the empty name) by id; none where it has none."""
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, Relation] = {}
        if rels not in self.parts:
            return found
        for element in self.elements(rels, "Relationship"):
            external = str(element.get("TargetMode") or "").lower() == "external"
            target = str(element.get("Target") or "")
            kind = str(element.get("Type") or "").rpartition("/")[2]
            place = target if external else _plain(posixpath.join("/" + folder, unquote(target)))
            found[str(element.get("Id"))] = Relation(kind, place, external)
        return found

    def elements(self, part: str, *names: str) -> Iterator[etree._Element]:
        """The elements of some names in any namespace, each when it has been read to its end."""
        events = etree.iterparse(
            io.BytesIO(self.bytes_of(part)),
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in events:
            yield element
        if events.root is not None and events.root.getroottree().docinfo.doctype:
            raise ValueError("a part with a document type")

    def vml_texts(self, part: str) -> list[str]:
        """The texts in the boxes and buttons of a drawing in the old markup, which is not always well-formed XML."""
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, recover=True)
        root = etree.fromstring(self.bytes_of(part), parser)
        if root is None:
            return []
        boxes = (" ".join(" ".join(map(str, box.itertext())).split()) for box in root.iter("{*}textbox"))
        return [text for text in boxes if text]


def relation_id(element: etree._Element) -> str:
    """The id of the relation that an element names, in whichever of the two namespaces."""
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")


def local(element: etree._Element | None) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def paragraphs(package: Package, part: str, *names: str) -> list[str]:
    """The texts inside elements of these names in a drawing, each on one line with commas between its paragraphs."""
    texts: list[str] = []
    for element in package.elements(part, *names):
        blocks = ("".join(t.text or "" for t in p.iter("{*}t")) for p in element.iter("{*}p"))
        text = ", ".join(block.strip() for block in blocks if block.strip())
        if text := re.sub(r"\s+", " ", text).strip():
            texts.append(text)
    return list(dict.fromkeys(texts))


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
