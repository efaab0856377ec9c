"""winmail.dat: what Exchange and Outlook wrap around a mail in rich text ([MS-OXTNEF]).

tnefparse logs damage and goes on, takes the zeros from the end of attached files, and leaves 8-bit texts in code pages
that it doesn't know.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.found import Found, Mail
from pipeline.ingest.mapi import BINARY, MANY, OBJECT, STRING8, UNICODE, Attached, Bag, CodePages, Item
from pipeline.ingest.mapimail import MAX_RECIPIENTS, is_blank, item_body, item_headers

MAGIC = b"\x78\x9f\x3e\x22"
MAX_VALUES = 100_000
"""More properties or values in one place are damage; a mail has a few hundred."""

_MESSAGE_INTERFACE = bytes.fromhex(
    "0703020000000000c000000000000046"
)  # an embedded item is a TNEF stream again
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0001: 0} | dict.fromkeys(
    (0x0005, 0x0006, 0x0007, 0x0014, 0x0040), 8
)
_SIZED = {STRING8, UNICODE, BINARY, OBJECT, 0x0000}
_SIMPLE = {0x8004: 0x0037, 0x800C: 0x1000, 0x8010: 0x3001, 0x8009: 0x1035}  # subject, body, name, message-id
_CLASSES = {"ipm.microsoft mail.note": "ipm.note"}


class _BrokenError(ValueError):
    """The stream ends in the middle, or a count is absurd."""


@dataclass(slots=True)
class _Attachment:
    bag: Bag
    data: bytes = b""


@dataclass(slots=True)
class _Stream:
    pages: CodePages
    bag: Bag
    recipients: list[Bag] = field(default_factory=list)
    attachments: list[_Attachment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_tnef(data: bytes) -> Item:
    """Read winmail.dat; damage becomes an obstacle in `notes`.

    Raises:
        UnreadableError: the bytes are something else.
    """
    if not data.startswith(MAGIC):
        raise UnreadableError(say_mail.BROKEN_TNEF)
    pages = CodePages(1252)
    stream = _Stream(pages, Bag(pages, named={}))
    try:
        for level, kind, value, sound in _attributes(data):
            if not sound:
                stream.notes.append(say_mail.BROKEN_TNEF)
            _take(stream, level, kind, value)
    except (_BrokenError, struct.error):
        stream.notes.append(say_mail.BROKEN_TNEF)
    attachments = tuple(_attached(a) for a in stream.attachments)
    return Item(stream.bag, tuple(stream.recipients), attachments, tuple(dict.fromkeys(stream.notes)))


def parse_tnef(data: bytes) -> Mail:
    """A winmail.dat that stands by itself, as a mail.

    Raises:
        UnreadableError: the bytes are something else.
    """
    found = Found()
    item = read_tnef(data)
    body = item_body(item, found)
    if is_blank(item, body):
        found.notes.append(say_mail.NO_BODY)
    return found.mail(item_headers(item), body)


def add_tnef(data: bytes, found: Found) -> None:
    """Add what a winmail.dat holds to the mail that it came with: the files, the body, and the header where the mail
    has none of its own.
    """
    try:
        item = read_tnef(data)
    except UnreadableError as error:
        found.notes.append(str(error))
        return
    body = item_body(item, found)
    if body.strip():
        found.renderings.append(body)
    found.headers += item_headers(item)


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes, bool]]:
    """Level (1 message, 2 attachment), number, value, and whether its checksum is right."""
    place = 6
    while place < len(data):
        if len(data) - place < 11 or data[place] not in {1, 2}:
            if data[place:].strip(b"\0\r\n\t "):
                raise _BrokenError
            return
        level, tag, size = struct.unpack_from("<BII", data, place)
        start = place + 9
        value = data[start : start + size]
        if len(value) < size:
            raise _BrokenError
        checked = data[start + size : start + size + 2]
        yield level, tag & 0xFFFF, value, int.from_bytes(checked, "little") == sum(value) & 0xFFFF
        place = start + size + 2


def _take(stream: _Stream, level: int, kind: int, value: bytes) -> None:
    if level == 2 and kind == 0x9002:  # attAttachRendData opens each attachment
        stream.attachments.append(_Attachment(Bag(stream.pages, named={})))
        return
    if level == 2 and not stream.attachments:
        stream.attachments.append(_Attachment(Bag(stream.pages, named={})))
    if level == 2:
        _take_attached(stream.attachments[-1], kind, value)
    elif kind == 0x9007:  # attOemCodepage
        stream.pages.page = int.from_bytes(value[:4], "little") or 1252
    elif kind == 0x9003:  # attMAPIProps
        _properties(_Cursor(value), stream.bag)
    elif kind == 0x9004:  # attRecipTable
        _recipients(stream, value)
    elif kind == 0x8008:  # attMessageClass
        name = value.rstrip(b"\0").decode("ascii", "replace")
        stream.bag.add(0x001A, STRING8, _CLASSES.get(name.lower(), name).encode())
    elif kind == 0x8000:  # attFrom
        _from(stream.bag, value)
    elif kind in {0x8005, 0x8006} and (moment := _date(value)):  # attDateSent, attDateRecd
        stream.bag.add(0x0039 if kind == 0x8005 else 0x0E06, 0x0040, moment)
    elif kind in _SIMPLE:
        stream.bag.add(_SIMPLE[kind], STRING8, value.rstrip(b"\0"))


def _take_attached(attachment: _Attachment, kind: int, value: bytes) -> None:
    if kind == 0x800F:  # attAttachData
        attachment.data = value
    elif kind == 0x8010:  # attAttachTitle
        attachment.bag.add(0x3704, STRING8, value.rstrip(b"\0"))
    elif kind == 0x9005:  # attAttachment
        _properties(_Cursor(value), attachment.bag)


def _attached(attachment: _Attachment) -> Attached:
    bag = attachment.bag
    for value in bag.values.get(0x3701, {}).get(OBJECT, ()):
        if value.startswith(_MESSAGE_INTERFACE):
            return Attached(bag, value[16:], embedded=True)
        if not attachment.data:
            return Attached(bag, value[16:])
    return Attached(bag, attachment.data or bag.binary(0x3701))


def _recipients(stream: _Stream, value: bytes) -> None:
    cursor = _Cursor(value)
    count = cursor.number()
    if count > MAX_RECIPIENTS:
        stream.notes.append(say_mail.TOO_MANY_PEOPLE)
        return
    for _ in range(count):
        bag = Bag(stream.pages, named=stream.bag.named)
        _properties(cursor, bag)
        stream.recipients.append(bag)


@dataclass(slots=True)
class _Cursor:
    data: bytes
    place: int = 0

    def take(self, size: int) -> bytes:
        value = self.data[self.place : self.place + size]
        if len(value) < size:
            raise _BrokenError
        self.place += size
        return value

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def padded(self, size: int) -> bytes:
        """Bytes that are filled up to a multiple of four; the last filling may be missing."""
        value = self.take(size)
        self.place = min(len(self.data), self.place + -size % 4)
        return value


def _properties(cursor: _Cursor, bag: Bag) -> None:
    """A list of properties ([MS-OXTNEF] 2.1.3.4)."""
    count = cursor.number()
    if count > MAX_VALUES:
        raise _BrokenError
    for _ in range(count):
        kind, number = struct.unpack("<HH", cursor.take(4))
        if number >= 0x8000:
            number = _named(cursor, bag, number)
        many = bool(kind & MANY)
        base = kind & ~MANY
        values = cursor.number() if many or base in _SIZED else 1
        if values > MAX_VALUES or (many and not _FIXED.get(base, 1)):
            raise _BrokenError
        read = tuple(_value(cursor, base) for _ in range(values))
        if read:
            bag.values.setdefault(number, {})[kind] = read


def _value(cursor: _Cursor, base: int) -> bytes:
    if base in _SIZED:
        return cursor.padded(cursor.number())
    if base == 0x0048:
        return cursor.take(16)
    if base not in _FIXED:
        raise _BrokenError
    return cursor.take(_FIXED[base])


def _named(cursor: _Cursor, bag: Bag, number: int) -> int:
    """A named property; the number it gets here is its own, for writers use one number for several."""
    group = str(UUID(bytes_le=cursor.take(16))).upper()
    name: int | str
    if cursor.number() == 0:
        name = cursor.number()
    else:
        name = cursor.padded(cursor.number()).decode("utf-16-le", "replace").rstrip("\0")
    if not isinstance(bag.named, dict):
        return number
    return int(bag.named.setdefault((group, name), 0x10000 + len(bag.named)))


def _from(bag: Bag, value: bytes) -> None:
    """attFrom: lengths, the name, then `SMTP:address`, each with a zero behind it."""
    if len(value) < 8:
        return
    name_size, address_size = struct.unpack_from("<HH", value, 4)
    name, rest = value[8 : 8 + name_size], value[8 + name_size : 8 + name_size + address_size]
    kind, _, address = rest.rstrip(b"\0").partition(b":")
    for number, text in ((0x0C1A, name), (0x0C1E, kind), (0x0C1F, address)):
        bag.add(number, STRING8, text.rstrip(b"\0"))


def _date(value: bytes) -> bytes:
    """A date of TNEF (year to second, then the day of the week) as a FILETIME; it says no zone, and is UTC."""
    if len(value) < 12:
        return b""
    year, month, day, hour, minute, second = struct.unpack_from("<6H", value)
    try:
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return b""
    zero = datetime(1601, 1, 1)
    return ((moment - zero) // timedelta(microseconds=1) * 10).to_bytes(8, "little") if moment > zero else b""
