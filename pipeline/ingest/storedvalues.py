"""Sheets of other programs without their formulas: what a cell showed when the file was saved stands in it as a value.

LibreOffice computes anew what it opens: today's date, random numbers, functions that it does not know, what other files
say. Without formulas there is nothing to compute, so the same file gives the same text on any day and on any machine.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.archive import member_bytes, open_zip
from pipeline.ingest.cfb import DamagedError, read_cfb, write_cfb

MAX_PART_BYTES = 300_000_000
MAX_UNPACKED = 600_000_000
"""Bytes that one member of an .ods, and all of them together, may unpack to."""

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_DOCUMENT = re.compile(r"application/vnd\.oasis\.opendocument\.(?!chart)[a-z]")
_OLE_OBJECTS = {"application/vnd.sun.star.oleobject", "application/x-ole-object"}
_KIND = f"{{{_OFFICE}}}value-type"
_VALUE, _BOOLEAN = f"{{{_OFFICE}}}value", f"{{{_OFFICE}}}boolean-value"
_TRUTH = {"TRUE", "FALSE", "WAAR", "ONWAAR"}
_KIND_TOO = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_FORMULAS = tuple(f"{{{_TABLE}}}{name}" for name in ("formula", "expression"))
# Where a sheet comes from elsewhere; what it showed stands in its cells as well.
_ELSEWHERE = (
    *(f"{{{_TABLE}}}{n}" for n in ("table-source", "cell-range-source", "dde-links", "database-ranges")),
    *(f"{{{_OFFICE}}}{n}" for n in ("dde-source", "scripts", "event-listeners", "forms")),
)
_LEFT_OUT = ("Basic/", "Scripts/", "Configurations2/", "META-INF/documentsignatures")
# Records of [MS-XLS] 2.3. The last is one that no version has: readers step over it.
_FORMULA, _STRING, _SHARED = 0x0006, 0x0207, {0x04BC, 0x0221, 0x0236}
_NUMBER, _LABEL, _BOOLERR, _FILEPASS, _BOUNDSHEET, _NOTHING = 0x0203, 0x0204, 0x0205, 0x002F, 0x0085, 0x0FFF
WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A sheet without formulas, and what shows whether all of it is there after it was made into another form: the
    words in it (of three letters or more), its sheets, and the objects of other programs in it.
    """

    data: bytes
    words: frozenset[str] = frozenset()
    sheets: int = 0
    objects: int = 0


def stored_ods(data: bytes) -> Stored:
    """An OpenDocument sheet without formulas, macros and ties to other files.

    Raises:
        UnreadableError: it is damaged, encrypted or too large.
    """
    out, words, room, objects = io.BytesIO(), set[str](), MAX_UNPACKED, 0
    try:
        archive = open_zip(data)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in archive.infolist():
                if not info.filename or info.filename.endswith("/") or info.filename.startswith(_LEFT_OUT):
                    continue
                room -= info.file_size
                if room < 0:
                    raise UnreadableError(say.UNPACKS_TOO_LARGE)
                content = _member(archive, info)
                if info.filename == "META-INF/manifest.xml" and b"encryption-data" in content:
                    raise UnreadableError(say.ENCRYPTED_OFFICE)
                if info.filename == "META-INF/manifest.xml":
                    objects += _objects(content)
                if info.filename in {"content.xml", "styles.xml"}:
                    content = _without_formulas(content, words, all_text=info.filename == "content.xml")
                packing = zipfile.ZIP_STORED if info.filename == "mimetype" else zipfile.ZIP_DEFLATED
                made.writestr(zipfile.ZipInfo(info.filename), content, packing)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(say.BROKEN_SHEET) from error
    return Stored(out.getvalue(), frozenset(words), objects=objects)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return member_bytes(archive, info, MAX_PART_BYTES)
    except UnreadableError as error:
        raise UnreadableError(say.ENCRYPTED_OFFICE if info.flag_bits & 1 else say.BROKEN_SHEET) from error


def _objects(manifest: bytes) -> int:
    """The documents in a document, charts and what replaces an object in print left out (ODF 1.3 part 2, 3.2)."""
    entries = etree.fromstring(manifest, _parser()).iter("{*}file-entry")
    found = [
        (str(e.get(f"{{{_MANIFEST}}}full-path")), str(e.get(f"{{{_MANIFEST}}}media-type"))) for e in entries
    ]
    return sum(
        (path.find("/") == len(path) - 1 > 0 and _DOCUMENT.match(kind) is not None)
        or ("/" not in path and kind in _OLE_OBJECTS)
        for path, kind in found
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True)


def _without_formulas(content: bytes, words: set[str], *, all_text: bool) -> bytes:
    root = etree.fromstring(content, _parser())
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableError(say.BROKEN_SHEET)
    for element in list(root.iter(*_ELSEWHERE)):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for element in list(root.iter(etree.Element)):
        for name in _FORMULAS:
            element.attrib.pop(name, "")
        if element.get(_KIND) == "boolean" or _is_word(element):
            _as_word(element)
    if all_text:
        body = root.iterfind(f".//{{{_OFFICE}}}body//{{{_TEXT}}}p")
        words.update(word for p in body for word in WORD.findall("".join(map(str, p.itertext()))))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _is_word(cell: etree._Element) -> bool:
    """Whether a number is shown as a truth value, as LibreOffice shows what a comparison gives."""
    shown = cell.find(f"{{{_TEXT}}}p") if cell.get(_KIND) == "float" else None
    return shown is not None and shown.text in _TRUTH and cell.get(_VALUE) in {"0", "1"}


def _as_word(cell: etree._Element) -> None:
    """A truth value as the word that Excel shows of it in Dutch, for a workbook can't tell it from a number."""
    true = cell.attrib.pop(_VALUE, "") == "1" or cell.attrib.pop(_BOOLEAN, "") == "true"
    cell.set(_KIND, "string")
    cell.attrib.pop(_KIND_TOO, "")
    for p in list(cell.iterchildren(f"{{{_TEXT}}}p")):
        cell.remove(p)
    etree.SubElement(cell, f"{{{_TEXT}}}p").text = "WAAR" if true else "ONWAAR"


def stored_xls(data: bytes) -> Stored:
    """A sheet of Excel 5 to 2003 without formulas and macros.

    Raises:
        UnreadableError: it is damaged or encrypted.
    """
    try:
        root = read_cfb(data)
    except DamagedError as error:
        raise UnreadableError(say.BROKEN_SHEET) from error
    sheets = 0
    for name in ("Workbook", "Book"):
        if name in root.streams:
            stream = bytearray(root.streams[name])
            sheets = max(sheets, _set_values(stream))
            root.streams[name] = bytes(stream)
    for storage in [n for n in root.storages if n.startswith("_VBA_PROJECT")]:
        del root.storages[storage]
    objects = sum(name.startswith("MBD") for name in root.storages)  # [MS-XLS] 2.1.7.1
    return Stored(write_cfb(root), sheets=sheets, objects=objects)


def _set_values(stream: bytearray) -> int:
    """Overwrite each formula with a value of the same length, so that nothing in the stream moves."""
    sheets = 0
    cell: tuple[int, int] | None = (
        None  # a formula whose text is yet to come, and the record before that text
    )
    for at, kind, size in _records(bytes(stream)):
        if kind == _FILEPASS:
            raise UnreadableError(say.ENCRYPTED_OFFICE)
        sheets += kind == _BOUNDSHEET and size > 5 and stream[at + 9] != 6  # 6: a module of a macro
        if kind == _FORMULA and size >= 22:
            cell = None if _set_value(stream, at, size) else (at, at)
        elif kind in _SHARED and cell is not None:
            struct.pack_into("<H", stream, at, _NOTHING)
            cell = (cell[0], at)
        elif kind in _SHARED:
            struct.pack_into("<H", stream, at, _NOTHING)
        elif kind == _STRING and cell is not None:
            _set_text(stream, cell, at, size)
            cell = None
        else:
            cell = None
    return sheets


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each record begins, its kind, and the size of its body."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if at + 4 + size > len(stream):
            return
        yield at, kind, size
        at += 4 + size


def _set_value(stream: bytearray, at: int, size: int) -> bool:
    """Whether a formula holds its own value ([MS-XLS] 2.5.133), which it is overwritten with; else it is a text."""
    place, value = bytes(stream[at + 4 : at + 10]), bytes(stream[at + 10 : at + 18])
    if value[6:] != b"\xff\xff":
        new = struct.pack("<HH", _NUMBER, 14) + place + value
    elif value[0] in {1, 2}:
        new = struct.pack("<HH", _BOOLERR, 8) + place + bytes([value[2], value[0] == 2])
    elif value[0] == 0:
        struct.pack_into("<H", stream, at, _NOTHING)
        return False
    else:
        new = b""
    rest = 4 + size - len(new)
    stream[at : at + 4 + size] = new + struct.pack("<HH", _NOTHING, rest - 4) + bytes(rest - 4)
    return True


def _set_text(stream: bytearray, cell: tuple[int, int], at: int, size: int) -> None:
    """Make the text of a formula a cell of its own: its head takes the place of the last six bytes of what stands
    before it, which holds nothing any more.
    """
    formula, before = cell
    place = bytes(stream[formula + 4 : formula + 10])
    shorter = at - before - 4 - 6
    if shorter < 6:
        raise UnreadableError(say.BROKEN_SHEET)
    struct.pack_into("<HH", stream, before, _NOTHING, shorter)
    stream[at - 6 : at + 4] = struct.pack("<HH", _LABEL, size + 6) + place
