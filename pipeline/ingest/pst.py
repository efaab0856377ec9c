"""Mailboxes of Outlook (.pst, .ost; [MS-PST]) as folders of .msg files, read by libpff where it is installed.

Each item is handed on as the .msg that Outlook makes of it when somebody drags it to a folder, so that a mail reads the
same whichever way it came. libpff is asked for properties only: numbers, types and bytes. Its binding for Python does
not give a message that hangs on a message; the .msg then names one attachment more than it holds, which its reader
takes for what it is: not whole.
"""

from __future__ import annotations

import importlib
import io
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest import obstacles_mail as say_mail
from pipeline.ingest.attachment import Attachment
from pipeline.ingest.cfb import Storage, write_cfb
from pipeline.ingest.discover import numbered, visible_path
from pipeline.ingest.mailbox import MAX_MAILS
from pipeline.ingest.mapi import BINARY, MANY, OBJECT, STRING8, UNICODE

MAGIC = b"!BDN"
MAX_BYTES = 20_000_000_000
"""Larger mailboxes are refused; Outlook itself advises at most 50 GB and makes 20 GB by default of old ones."""
MAX_FOLDERS, MAX_LEVELS = 10_000, 50
"""Folders of a mailbox, and how deep they may lie in each other."""
MAX_ATTACHED = 200_000_000
"""Bytes of one attachment, the most that any file may have."""
FREE_BYTES = 100_000_000
"""What all items together may be larger than twice the mailbox: blocks that many items share are read for each."""

MISSING = (
    "het is een postvak van Outlook (.pst of .ost) en het onderdeel dat die leest is niet geïnstalleerd; "
    'installeer het met pip install "woo-pipeline[pst]" en draai opnieuw'
)
BROKEN = f"het postvak is beschadigd, versleuteld of niet compleet; {say.AGAIN}"
BROKEN_ITEM = (
    "dit bericht in het postvak is beschadigd; open het in Outlook, sla het op als .msg en bied het apart aan"
)
LOST_ITEMS = (
    "deze map van het postvak noemt meer berichten dan er te lezen zijn; "
    "laat Outlook het postvak herstellen (scanpst) en bied het opnieuw aan"
)
LARGE = "het postvak geeft meer dan erin kan zitten en is niet verder gelezen; vraag na waar het vandaan komt"

_DATA, _METHOD, _EMBEDDED, _CLASS, _FLAGS, _COUNT = 0x3701, 0x3705, 5, 0x001A, 0x0E07, 0x3602
_BODIES = {0x1000, 0x1009, 0x1013}
_SETTINGS = ("ipm.configuration", "ipm.microsoft.")  # items in which programs keep their own settings
_HAS_ATTACHMENTS = 0x10
_NORMAL_FOLDER = 2  # the type in the identifier of a node ([MS-PST] 2.2.2.1)
_SIZES = {STRING8: 1, UNICODE: 2}  # of the zero that the size of a text counts ([MS-OXMSG] 2.4.2.2)
_VARIABLE = {STRING8, UNICODE, BINARY, OBJECT}
_FIXED = {0x0002: 2, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8, 0x0048: 16}

Row = tuple[int, int, bytes]
"""A property: its number, its type, its value as [MS-OXCDATA] writes it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a mailbox: its properties, its recipients, its attachments, and how many more it says that it has."""

    rows: tuple[Row, ...]
    recipients: tuple[tuple[Row, ...], ...] = ()
    attachments: tuple[tuple[Row, ...], ...] = ()
    lacking: int = 0


@dataclass(slots=True)
class Folder:
    """A folder of a mailbox. `entries` read an item each, when it is asked for."""

    name: str
    entries: list[Callable[[], Entry]] = field(default_factory=list)
    told: int = 0
    folders: list[Callable[[], Folder]] = field(default_factory=list)


def items_of(source: Path | bytes) -> Iterator[Attachment]:
    """The items of a mailbox, each as a .msg, named by its folders and its place in the last of them.

    Raises:
        UnreadableError: libpff is not installed, or the mailbox is damaged or absurdly large.
    """
    try:
        pypff = importlib.import_module("pypff")
    except ImportError as error:
        raise UnreadableError(MISSING) from error
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    file = pypff.file()
    try:
        if isinstance(source, bytes):
            file.open_file_object(io.BytesIO(source))
        else:
            file.open(str(source))
        root, names = _folder(file.root_folder), _names(file)
    except (OSError, ValueError, MemoryError, AttributeError) as error:
        raise UnreadableError(BROKEN) from error
    try:
        yield from msgs_of(root, names, size)
    finally:
        file.close()


def msgs_of(root: Folder, names: Storage | None, size: int) -> Iterator[Attachment]:
    """The items below a folder as .msg files.

    Args:
        root: the folder that all others lie in, whose own name is not shown.
        names: the table of named properties, as a .msg holds it.
        size: bytes of the mailbox, by which what it gives is bounded.

    Raises:
        UnreadableError: it has absurdly many folders or items, or they hold absurdly much.
    """
    room, left, folders = 2 * size + FREE_BYTES, MAX_MAILS, 0
    todo: list[tuple[str, Folder, int]] = [("", root, 0)]
    while todo:
        path, folder, level = todo.pop()
        folders += 1
        if folders > MAX_FOLDERS or level > MAX_LEVELS:
            raise UnreadableError(BROKEN)
        left -= len(folder.entries)
        if left < 0:
            raise UnreadableError(say_mail.too_many_mails(MAX_MAILS))
        for made in _items(path, folder, names):
            room -= len(made.data)
            if room < 0:
                raise UnreadableError(LARGE)
            yield made
        inner = [_opened(read) for read in folder.folders]
        if None in inner:
            yield Attachment(f"{path}niet-gelezen-map", b"", obstacle=LOST_ITEMS)
        named = _named([one for one in inner if one is not None])
        todo += [(f"{path}{name}/", one, level + 1) for name, one in reversed(named)]


def _items(path: str, folder: Folder, names: Storage | None) -> Iterator[Attachment]:
    width = len(str(len(folder.entries)))
    for number, read in enumerate(folder.entries, start=1):
        name = f"{path}bericht-{number:0{width}d}.msg"
        try:
            entry = read()
            if not _is_setting(entry):
                yield Attachment(name, msg_of(entry, names))
        except UnreadableError as error:
            yield Attachment(name, b"", obstacle=str(error))
        except (OSError, ValueError, MemoryError, struct.error):
            yield Attachment(name, b"", obstacle=BROKEN_ITEM)
    if folder.told > len(folder.entries):
        yield Attachment(f"{path}niet-gelezen", b"", obstacle=LOST_ITEMS)


def _opened(read: Callable[[], Folder]) -> Folder | None:
    try:
        return read()
    except (OSError, ValueError, MemoryError):
        return None


def _named(folders: Iterable[Folder]) -> list[tuple[str, Folder]]:
    """Folders by the one step of a path that each is shown as; no two the same, and none as an item is."""
    found: dict[str, Folder] = {}
    for folder in folders:
        name = visible_path(re.sub(r"[/\\]", "-", folder.name))[:100].strip(" .") or "map"
        name += "-map" if name.startswith(("bericht-", "niet-gelezen")) else ""
        free, number = name, 2
        while free in found:
            free, number = numbered(name, number), number + 1
        found[free] = folder
    return list(found.items())


def _is_setting(entry: Entry) -> bool:
    """Whether an item is no message but where a program keeps something; it has no body and no file then."""
    kind = next((data for number, _, data in entry.rows if number == _CLASS), b"").replace(b"\0", b"")
    empty = not entry.attachments and not any(number in _BODIES and data for number, _, data in entry.rows)
    return empty and kind.decode("latin-1").lower().startswith(_SETTINGS)


# --------------------------------------------------------------------------------------------------- as a .msg


def msg_of(entry: Entry, names: Storage | None) -> bytes:
    """An item as a .msg."""
    counts = (len(entry.recipients), len(entry.attachments) + entry.lacking)
    root = _storage(entry.rows, struct.pack("<8xIIII8x", *counts, *counts))
    for number, rows in enumerate(entry.recipients):
        root.storages[f"__recip_version1.0_#{number:08X}"] = _storage(rows, bytes(8))
    for number, rows in enumerate(entry.attachments):
        root.storages[f"__attach_version1.0_#{number:08X}"] = _storage(rows, bytes(8))
    if names is not None:
        root.storages["__nameid_version1.0"] = names
    return write_cfb(root)


def _storage(rows: Iterable[Row], head: bytes) -> Storage:
    """Properties as the streams of a .msg ([MS-OXMSG] 2.4): short ones in one stream, others in one of their own."""
    made, table = Storage(), bytearray(head)
    seen: set[tuple[int, int]] = set()
    for number, kind, data in rows:
        if (number, kind) in seen:
            continue
        seen.add((number, kind))
        name = f"__substg1.0_{number:04X}{kind:04X}"
        if kind & MANY:
            values = _values(kind & ~MANY, data)
            for place, value in enumerate(values):
                made.streams[f"{name}-{place:08X}"] = value
            size = 4 * len(values)
        elif kind in _VARIABLE:
            made.streams[name] = data
            size = len(data) + _SIZES.get(kind, 0)
        else:
            table += struct.pack("<HHI8s", kind, number, 6, data[:8])
            continue
        table += struct.pack("<HHIII", kind, number, 6, size, 0)
    made.streams["__properties_version1.0"] = bytes(table)
    return made


def _values(kind: int, data: bytes) -> list[bytes]:
    """The values of a property of several ([MS-PST] 2.3.3.4.2)."""
    if kind in _FIXED:
        size = _FIXED[kind]
        return [data[at : at + size] for at in range(0, len(data) - size + 1, size)]
    if len(data) < 4:
        return []
    (count,) = struct.unpack_from("<I", data)
    if 4 + 4 * count > len(data):
        raise ValueError("more values than there are bytes")
    starts = struct.unpack_from(f"<{count}I", data, 4)
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=False)]


# ------------------------------------------------------------------------------- what is asked of libpff, and no more


def _rows(record_sets: Iterable[Any], leave_out: int = 0) -> tuple[Row, ...]:
    """The properties of an object; a column that a row of a table lacks has no bytes."""
    found: list[Row] = []
    for records in record_sets:
        for entry in records.entries:
            number, kind = entry.entry_type, entry.value_type
            if number is None or kind is None or number == leave_out:
                continue
            data = entry.data
            if data:
                found.append((number, kind, bytes(data)))
    return tuple(found)


def _number(rows: Iterable[Row], wanted: int) -> int:
    return next((int.from_bytes(data[:4], "little") for number, _, data in rows if number == wanted), 0)


def _names(file: Any) -> Storage | None:  # noqa: ANN401  (libpff has no types)
    """The table of named properties, which has the same three streams in a .pst and a .msg ([MS-PST] 2.4.7)."""
    if file.name_to_id_map is None:
        return None
    rows = _rows(file.name_to_id_map.record_sets)
    streams = {
        f"__substg1.0_{n:04X}0102": data for n, kind, data in rows if n in {2, 3, 4} and kind == BINARY
    }
    return Storage(streams=streams)


def _folder(given: Any) -> Folder:  # noqa: ANN401
    rows = _rows(given.record_sets)
    messages = range(given.number_of_sub_messages)
    # A search folder tells how many items of other folders it finds.
    told = _number(rows, _COUNT) if given.identifier & 0x1F == _NORMAL_FOLDER else 0
    return Folder(
        given.name or "",
        [lambda place=place: _entry(given.get_sub_message(place)) for place in messages],  # type: ignore[misc]
        told,
        [
            lambda place=place: _folder(given.get_sub_folder(place))  # type: ignore[misc]
            for place in range(given.number_of_sub_folders)
        ],
    )


def _entry(message: Any) -> Entry:  # noqa: ANN401
    rows = _rows(message.record_sets)
    people = getattr(message, "recipients", None)
    recipients = tuple(_rows([records]) for records in people.record_sets) if people is not None else ()
    attachments: list[tuple[Row, ...]] = []
    lacking = 0
    count = getattr(message, "number_of_attachments", 0)
    for place in range(count):
        attached = _attached(message.get_attachment(place))
        if attached is None:
            lacking += 1
        else:
            attachments.append(attached)
    if not count and _number(rows, _FLAGS) & _HAS_ATTACHMENTS:
        lacking = 1
    return Entry(rows, tuple(row for row in recipients if row), tuple(attachments), lacking)


def _attached(attachment: Any) -> tuple[Row, ...] | None:  # noqa: ANN401
    """An attachment with its bytes; None for a message, which libpff does not give."""
    rows = _rows(attachment.record_sets, leave_out=_DATA)
    if _number(rows, _METHOD) == _EMBEDDED:
        return None
    kinds = [e.value_type for r in attachment.record_sets for e in r.entries if e.entry_type == _DATA]
    if not kinds:
        return rows
    size = attachment.size
    if size > MAX_ATTACHED:
        raise UnreadableError(say.too_large(MAX_ATTACHED))
    data = attachment.read_buffer(size) if size else b""
    if len(data) != size:
        raise UnreadableError(BROKEN_ITEM)
    return (*rows, (_DATA, OBJECT if kinds[0] == OBJECT else BINARY, bytes(data)))
