"""Objects of other programs in a mail of Outlook (OLE): the file inside, where it is known how it lies there."""

from __future__ import annotations

from pipeline.ingest.cfb import Storage, write_cfb

_PACKAGE = "\x01Ole10Native"


def object_bytes(storage: Storage) -> bytes:
    """The bytes of an object: the file that the Windows packager put in, the content that a program says is the whole
    (`CONTENTS`, `Package`), else the object as a compound file of its own, as which Word and Excel read theirs.
    """
    packed = storage.streams.get(_PACKAGE)
    if packed:
        return _packaged(packed) or write_cfb(storage)
    for name in ("CONTENTS", "Contents", "Package"):
        if storage.streams.get(name):
            return storage.streams[name]
    return write_cfb(storage)


def _packaged(data: bytes) -> bytes:
    """The file in an `Ole10Native` stream: size, 2, label, path, 0, 3, path again, size, bytes."""
    place = 6
    if data[4:6] != b"\x02\0":
        return b""
    for _ in range(2):
        end = data.find(b"\0", place)
        if end < 0:
            return b""
        place = end + 1
    place += 4
    length = int.from_bytes(data[place : place + 4], "little")
    place += 4 + length
    size = int.from_bytes(data[place : place + 4], "little")
    content = data[place + 4 : place + 4 + size]
    return content if size and len(content) == size else b""
