"""Mails and other items that Outlook saved as .msg ([MS-OXMSG]).

A mail in the mail is handed on as a .msg of its own, written anew from its storage: what Outlook itself makes of it
when somebody drags it to a folder. So nothing of it is lost on the way, and its own obstacles stay with it.

python-oxmsg gives no bodies in RTF, no mails in mails and no named properties, and raises on code pages that Python
doesn't know and on texts that aren't in the one that the item names.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from uuid import UUID

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.cfb import MAGIC, DamagedError, Storage, read_cfb, write_cfb
from pipeline.ingest.found import Found, Mail
from pipeline.ingest.mail import add_entity, add_signed
from pipeline.ingest.mapi import (
    BINARY,
    MANY,
    OBJECT,
    PS_MAPI,
    PS_PUBLIC_STRINGS,
    STRING8,
    UNICODE,
    Attached,
    Bag,
    CodePages,
    Item,
    codec_of,
)
from pipeline.ingest.mapimail import MAX_RECIPIENTS, is_blank, item_body, item_headers
from pipeline.ingest.oleobject import object_bytes

_PROPERTIES = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
_OBJECT = "__substg1.0_3701000D"
_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})(?:-([0-9A-Fa-f]{8}))?")
_HEADS = {"root": 32, "embedded": 24, "part": 8}  # bytes in front of the properties ([MS-OXMSG] 2.4.1)
# Windows code pages of the languages (PidTagMessageLocaleId) that old items here are written in.
_LOCALES = {0x0413: 1252, 0x0813: 1252, 0x0407: 1252, 0x0409: 1252, 0x0809: 1252, 0x040C: 1252, 0x041F: 1254}


def is_msg(data: bytes) -> bool:
    """Whether a compound file is an item of Outlook rather than a document of Word or Excel; looks at names only."""
    if not data.startswith(MAGIC):
        return False
    try:
        root = read_cfb(data)
    except DamagedError:
        # A .msg that is cut off still names its first stream somewhere.
        return _PROPERTIES.encode("utf-16-le") in data
    return _PROPERTIES in root.streams


def parse_msg(data: bytes) -> Mail:
    """Read an item that Outlook saved.

    Raises:
        UnreadableError: the file is no .msg, or it is damaged.
    """
    try:
        root = read_cfb(data)
    except DamagedError as error:
        raise UnreadableError(say_mail.BROKEN_MSG) from error
    if _PROPERTIES not in root.streams:
        raise UnreadableError(say_mail.NO_MSG)
    item = _item(root)
    found = Found()
    headers = item_headers(item)
    if item.kind.startswith("ipm.note.smime") and len(item.attachments) == 1:
        body = _secured(item, found)
    else:
        body = item_body(item, found)
        if is_blank(item, body):
            found.notes.append(say_mail.NO_BODY)
    return found.mail(headers, body)


def _secured(item: Item, found: Found) -> str:
    """The content of a signed or encrypted mail, which is its only attachment ([MS-OXOSMIME])."""
    found.notes += item.notes
    data = item.attachments[0].data
    if item.kind.endswith("multipartsigned") or not data.startswith(b"\x30"):
        return add_entity(data, found)
    return add_signed(data, found)


def _item(root: Storage) -> Item:
    names = _names(root.storages.get(_NAMES))
    notes: list[str] = []
    pages = CodePages()
    bag = _bag(root, "root", pages, names, notes)
    pages.page = _page(bag)
    recipients = [s for n, s in sorted(root.storages.items()) if n.startswith("__recip_version1.0_#")]
    if len(recipients) > MAX_RECIPIENTS:
        raise UnreadableError(say_mail.TOO_MANY_PEOPLE)
    attachments = [s for n, s in sorted(root.storages.items()) if n.startswith("__attach_version1.0_#")]
    head = root.streams[_PROPERTIES][: _HEADS["root"]]
    if len(head) == _HEADS["root"]:
        told = struct.unpack_from("<II", head, 16)
        if told[0] > len(recipients) or told[1] > len(attachments):
            notes.append(say_mail.LOST_PARTS)
    people = tuple(_bag(s, "part", pages, names, notes) for s in recipients)
    files = tuple(_attached(s, root, pages, names, notes) for s in attachments)
    return Item(bag, people, files, tuple(dict.fromkeys(notes)))


def _page(bag: Bag) -> int | None:
    """The code page of the 8-bit texts: that of the message, else of the store, else of the internet form, else of
    the language; an item that says none of these is from here.
    """
    for number in (0x3FFD, 0x3FDE):
        page = bag.number(number)
        if page and page not in {1200, 1201, 65000} and (codec_of(page) or number == 0x3FFD):
            return page
    return _LOCALES.get(bag.number(0x3FF1) or 0, 1252)


def _bag(
    storage: Storage,
    place: str,
    pages: CodePages,
    names: Mapping[tuple[str, int | str], int],
    notes: list[str],
) -> Bag:
    """The properties of a storage: short ones lie in one stream, long ones in streams of their own."""
    bag = Bag(pages, named=names)
    many: dict[tuple[int, int], list[tuple[int, bytes]]] = {}
    for name, data in storage.streams.items():
        match = _STREAM.fullmatch(name)
        if match is None:
            continue
        number, kind = int(match[1], 16), int(match[2], 16)
        if match[3] is not None:
            many.setdefault((number, kind), []).append((int(match[3], 16), data))
        elif kind == BINARY | MANY or not kind & MANY:
            bag.add(number, kind, data)
    for (number, kind), values in many.items():
        bag.values.setdefault(number, {})[kind] = tuple(data for _, data in sorted(values))
    table = storage.streams.get(_PROPERTIES, b"")[_HEADS[place] :]
    for at in range(0, len(table) - 15, 16):
        kind, number, _, value = struct.unpack_from("<HHI8s", table, at)
        if kind in {STRING8, UNICODE, BINARY, OBJECT}:
            if _is_lost(storage, number, kind, int.from_bytes(value[:4], "little")):
                notes.append(say_mail.LOST_PARTS)
        elif not kind & MANY:
            bag.add(number, kind, value)
    return bag


def _is_lost(storage: Storage, number: int, kind: int, size: int) -> bool:
    """Whether a property has bytes that are nowhere. A text's size counts the zero behind it."""
    name = f"__substg1.0_{number:04X}{kind:04X}"
    if kind == OBJECT or size >= 0xFFFFFFFE:
        return False
    least = {STRING8: 1, UNICODE: 2}.get(kind, 0)
    return size > least and not storage.streams.get(name)


def _names(storage: Storage | None) -> dict[tuple[str, int | str], int]:
    """The numbers of the named properties ([MS-OXMSG] 2.2.3)."""
    if storage is None:
        return {}
    groups, entries, texts = (storage.streams.get(f"__substg1.0_000{i}0102", b"") for i in (2, 3, 4))
    found: dict[tuple[str, int | str], int] = {}
    for at in range(0, len(entries) - 7, 8):
        name, flags, index = struct.unpack_from("<IHH", entries, at)
        group = _group(groups, flags >> 1)
        if flags & 1:
            size = int.from_bytes(texts[name : name + 4], "little")
            found[group, texts[name + 4 : name + 4 + size].decode("utf-16-le", "replace")] = 0x8000 + index
        else:
            found[group, name] = 0x8000 + index
    return found


def _group(groups: bytes, number: int) -> str:
    if number in {1, 2}:
        return (PS_MAPI, PS_PUBLIC_STRINGS)[number - 1]
    raw = groups[(number - 3) * 16 : (number - 2) * 16] if number >= 3 else b""
    return str(UUID(bytes_le=raw)).upper() if len(raw) == 16 else ""


def _attached(
    storage: Storage,
    root: Storage,
    pages: CodePages,
    names: Mapping[tuple[str, int | str], int],
    notes: list[str],
) -> Attached:
    bag = _bag(storage, "part", pages, names, notes)
    inner = storage.storages.get(_OBJECT)
    if inner is None:
        return Attached(bag, bag.binary(0x3701) or b"".join(bag.values.get(0x3701, {}).get(OBJECT, ())))
    if _PROPERTIES in inner.streams:
        return Attached(bag, _as_msg(inner, root), embedded=True)
    return Attached(bag, object_bytes(inner))


def _as_msg(inner: Storage, root: Storage) -> bytes:
    """A mail in the mail as a .msg of its own: its head gets the 8 bytes that only the outermost has, and it gets the
    table of names, which only the outermost has too.
    """
    table = inner.streams[_PROPERTIES]
    head = table[:24].ljust(24, b"\0")
    streams = {**inner.streams, _PROPERTIES: head + bytes(8) + table[24:]}
    storages = dict(inner.storages)
    if _NAMES in root.storages:
        storages[_NAMES] = root.storages[_NAMES]
    return write_cfb(Storage(root.clsid, streams, storages))
