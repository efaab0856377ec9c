"""Makes .msg and winmail.dat files: what Outlook and Exchange write, and what they never should."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from pipeline.ingest.cfb import Storage, write_cfb

# Tags: the number of a property and its type.
CLASS, SUBJECT, BODY, HTML, RTF = 0x001A001F, 0x0037001F, 0x1000001F, 0x10130102, 0x10090102
HEADERS, MESSAGE_ID, SENT = 0x007D001F, 0x1035001F, 0x00390040
NAME, ADDRESS, KIND, SMTP, ROLE = 0x3001001F, 0x3003001F, 0x3002001F, 0x39FE001F, 0x0C150003
FROM_NAME, FROM_ADDRESS, FROM_KIND, FROM_SMTP = 0x0042001F, 0x0065001F, 0x0064001F, 0x5D02001F
SENDER_NAME, SENDER_ADDRESS = 0x0C1A001F, 0x0C1F001F
FILE_NAME, DATA, METHOD, MIME, CID, FLAGS = (
    0x3707001F,
    0x37010102,
    0x37050003,
    0x370E001F,
    0x3712001F,
    0x37140003,
)

Props = Mapping[int, Any]
Named = Mapping[tuple[str, int | str, int], Any]  # set of properties, number or name, type


@dataclass(frozen=True)
class Attach:
    props: Props = field(default_factory=dict)
    inner: "Msg | Storage | None" = None


@dataclass(frozen=True)
class Msg:
    props: Props = field(default_factory=dict)
    recipients: Sequence[Props] = ()
    attachments: Sequence[Attach] = ()
    named: Named = field(default_factory=dict)


def filetime(moment: datetime) -> int:
    return (moment.astimezone(UTC) - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10


def as_bytes(kind: int, value: Any) -> bytes:
    """A value as [MS-OXCDATA] writes it; bytes stay as they are."""
    if isinstance(value, bytes):
        return value
    if kind == 0x001F:
        return value.encode("utf-16-le")
    if kind == 0x001E:
        return value.encode("cp1252")
    if kind == 0x0040:
        return filetime(value).to_bytes(8, "little")
    size = {0x0002: 2, 0x0003: 4, 0x000B: 2, 0x0014: 8}[kind]
    return int(value).to_bytes(size, "little", signed=int(value) < 0)


def storage(props: Props, head: bytes) -> Storage:
    """The properties of one object as its streams ([MS-OXMSG] 2.1)."""
    made, table = Storage(), bytearray(head)
    for tag, value in props.items():
        number, kind = tag >> 16, tag & 0xFFFF
        if kind & 0x1000:
            values = [as_bytes(kind & 0xFFF, v) for v in value]
            for i, one in enumerate(values):
                made.streams[f"__substg1.0_{tag:08X}-{i:08X}"] = one
            made.streams[f"__substg1.0_{tag:08X}"] = b"".join(len(v).to_bytes(4, "little") for v in values)
            size = len(values) * 4
        elif kind in {0x001E, 0x001F, 0x0102}:
            data = as_bytes(kind, value)
            made.streams[f"__substg1.0_{tag:08X}"] = data
            size = len(data) + {0x001E: 1, 0x001F: 2}.get(kind, 0)
        else:
            table += struct.pack("<HHI8s", kind, number, 6, as_bytes(kind, value))
            continue
        table += struct.pack("<HHIII", kind, number, 6, size, 0)
    made.streams["__properties_version1.0"] = bytes(table)
    return made


def message_storage(msg: Msg, numbers: dict[tuple[str, int | str], int], *, root: bool = True) -> Storage:
    named = {
        numbers.setdefault((group, name), 0x8000 + len(numbers)) << 16 | kind: value
        for (group, name, kind), value in msg.named.items()
    }
    counts = (len(msg.recipients), len(msg.attachments))
    head = struct.pack("<8xIIII", *counts, *counts) + (bytes(8) if root else b"")
    made = storage({**msg.props, **named}, head)
    for i, recipient in enumerate(msg.recipients):
        made.storages[f"__recip_version1.0_#{i:08X}"] = storage(recipient, bytes(8))
    for i, attach in enumerate(msg.attachments):
        part = made.storages[f"__attach_version1.0_#{i:08X}"] = storage(attach.props, bytes(8))
        if attach.inner is not None:
            inner = attach.inner
            part.storages["__substg1.0_3701000D"] = (
                inner if isinstance(inner, Storage) else message_storage(inner, numbers, root=False)
            )
    return made


def names_storage(numbers: Mapping[tuple[str, int | str], int]) -> Storage:
    groups = sorted({group for group, _ in numbers})
    entries, texts = b"", b""
    for (group, name), number in numbers.items():
        flags = (groups.index(group) + 3) << 1
        if isinstance(name, str):
            entries += struct.pack("<IHH", len(texts), flags | 1, number - 0x8000)
            raw = name.encode("utf-16-le")
            texts += struct.pack("<I", len(raw)) + raw + bytes(-len(raw) % 4)
        else:
            entries += struct.pack("<IHH", name, flags, number - 0x8000)
    guids = b"".join(UUID(group).bytes_le for group in groups)
    return Storage(streams={f"__substg1.0_000{i}0102": v for i, v in ((2, guids), (3, entries), (4, texts))})


def msg_bytes(msg: Msg) -> bytes:
    numbers: dict[tuple[str, int | str], int] = {}
    root = message_storage(msg, numbers)
    root.storages["__nameid_version1.0"] = names_storage(numbers)
    return write_cfb(root)


def packed_rtf(rtf: bytes) -> bytes:
    """Compressed RTF, of letters only: no reference but the one that ends it."""
    out, place = bytearray(), 207
    for at in range(0, len(rtf) + 1, 8):
        part = rtf[at : at + 8]
        place = (207 + at + len(part)) % 4096
        out += bytes([0 if len(part) == 8 else 1 << len(part)]) + part
    out += (place << 4).to_bytes(2, "big")
    checksum = zlib.crc32(out, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<II4sI", len(out) + 12, len(rtf), b"LZFu", checksum) + bytes(out)


def plain_rtf(rtf: bytes) -> bytes:
    """RTF that is called compressed and is not."""
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def tnef_props(props: Props, named: Named | None = None) -> bytes:
    """A list of properties as [MS-OXTNEF] 2.1.3.4 writes it."""
    items = [(tag >> 16, tag & 0xFFFF, b"", value) for tag, value in props.items()]
    for (group, name, kind), value in (named or {}).items():
        raw = f"{name}\0".encode("utf-16-le")
        told = struct.pack("<II", 0, name) if isinstance(name, int) else struct.pack("<II", 1, len(raw)) + raw
        items.append((0x8000, kind, UUID(group).bytes_le + told + bytes(-len(told) % 4), value))
    out = struct.pack("<I", len(items))
    for number, kind, name, value in items:
        data = as_bytes(kind, value)
        if kind in {0x001E, 0x001F, 0x0102, 0x000D}:
            data = struct.pack("<II", 1, len(data)) + data
        out += struct.pack("<HH", kind, number) + name + data + bytes(-len(data) % 4)
    return out


def tnef_bytes(*attributes: tuple[int, int, bytes]) -> bytes:
    """winmail.dat of level, tag and value."""
    out = b"\x78\x9f\x3e\x22" + bytes(2)
    for level, tag, value in attributes:
        out += struct.pack("<BII", level, tag, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return out


CODE_PAGE = (1, 0x00069007, struct.pack("<II", 1252, 0))
RENDERED = (2, 0x00069002, bytes(14))


def tnef_mail(
    props: Props,
    files: Sequence[tuple[Props, bytes]] = (),
    recipients: Sequence[Props] = (),
    named: Named | None = None,
) -> bytes:
    parts = [CODE_PAGE, (1, 0x00069003, tnef_props(props, named))]
    if recipients:
        people = struct.pack("<I", len(recipients)) + b"".join(map(tnef_props, recipients))
        parts.append((1, 0x00069004, people))
    for file_props, data in files:
        parts += [RENDERED, (2, 0x0006800F, data), (2, 0x00069005, tnef_props(file_props))]
    return tnef_bytes(*parts)
