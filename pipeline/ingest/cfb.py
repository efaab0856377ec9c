"""Compound files ([MS-CFB]): the little file systems that .msg files are, read in whole and written anew.

olefile reads them too, but looks through all streams so far for each new one (a mail to ten thousand people takes
it minutes), walks the directory by recursion, and reads on after most damage. Here everything is bounded by the size of
the file, and damage is an error.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 400_000
"""More entries than this are refused; a mail to 10,000 people has about 100,000."""
MAX_LEVELS = 64
"""Storages nested deeper than this are refused; a mail in a mail takes three levels."""

_END, _FREE, _FAT, _DIFAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_LAST = 0xFFFFFFFA  # sector numbers from here on have another meaning
_CUTOFF = 4096  # shorter streams lie in the mini stream ([MS-CFB] 2.2)
_HEADER = struct.Struct("<8s16sHHHHH6xIIIIIIIII")
_ENTRY = struct.Struct("<64sHBBIII16sI8s8sIQ")


class DamagedError(ValueError):
    """The bytes are no whole compound file."""


@dataclass(slots=True)
class Storage:
    """A folder of a compound file: its streams and its storages by name."""

    clsid: bytes = bytes(16)
    streams: dict[str, bytes] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int  # 1 a storage, 2 a stream, 5 the root
    left: int
    right: int
    child: int
    clsid: bytes
    start: int
    size: int


class _File:
    """The sectors of a file and the chains they form."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):
            raise DamagedError("no header")
        fields = _HEADER.unpack_from(data)
        self.version, shift = fields[3], fields[5]
        if (self.version, shift) not in {(3, 9), (4, 12)} or fields[6] != 6:
            raise DamagedError("unknown sizes of sectors")
        self.data, self.size = data, 1 << shift
        self.count = max(0, -(-len(data) // self.size) - 1)
        # Streams never share sectors, so together they are no larger than the file.
        self.used, self.mini_used = bytearray(self.count), bytearray(len(data) // 64)
        self.first_directory, first_mini, first_difat = fields[9], fields[12], fields[14]
        self.fat = self._table(self._fat_sectors(first_difat))
        self.mini_fat = (
            self._table(self.chain(first_mini, None)) if fields[13] and first_mini < _LAST else array("I")
        )
        self.mini = b""

    def _sector(self, number: int) -> bytes:
        if number >= self.count:
            raise DamagedError("a sector lies behind the end")
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def _table(self, sectors: list[int]) -> array[int]:
        table = array("I")
        for number in sectors:
            sector = self._sector(number)
            table.frombytes(sector[: len(sector) // 4 * 4])
        return table

    def _fat_sectors(self, difat: int) -> list[int]:
        found = [n for n in struct.unpack_from("<109I", self.data, 76) if n < _LAST]
        seen: set[int] = set()
        while difat < _LAST:
            if difat in seen:
                raise DamagedError("a loop in the DIFAT")
            seen.add(difat)
            *numbers, difat = struct.unpack(
                f"<{self.size // 4}I", self._sector(difat).ljust(self.size, b"\xff")
            )
            found += [n for n in numbers if n < _LAST]
        if len(set(found)) != len(found):
            raise DamagedError("a sector of the FAT is named twice")
        return found

    def chain(self, start: int, size: int | None) -> list[int]:
        """The sectors of a stream of `size` bytes, or up to the end of the chain."""
        return self._chain(self.fat, self.used, start, None if size is None else -(-size // self.size))

    @staticmethod
    def _chain(fat: array[int], used: bytearray, start: int, wanted: int | None) -> list[int]:
        found: list[int] = []
        while start < _LAST and (wanted is None or len(found) < wanted):
            if start >= len(fat) or start >= len(used) or used[start]:
                raise DamagedError("a chain leads nowhere, into another or round in a circle")
            used[start] = 1
            found.append(start)
            start = fat[start]
        if wanted is not None and len(found) < wanted:
            raise DamagedError("a chain is shorter than its stream")
        return found

    def stream(self, entry: _Entry) -> bytes:
        """The bytes of a stream."""
        if entry.kind == 5 or entry.size >= _CUTOFF:
            return self._cut(b"".join(map(self._sector, self.chain(entry.start, entry.size))), entry.size)
        numbers = self._chain(self.mini_fat, self.mini_used, entry.start, -(-entry.size // 64))
        return self._cut(b"".join(self.mini[n * 64 : n * 64 + 64] for n in numbers), entry.size)

    @staticmethod
    def _cut(data: bytes, size: int) -> bytes:
        if len(data) < size:
            raise DamagedError("a stream goes on behind the end")
        return data[:size]

    def entries(self) -> list[_Entry]:
        """The directory in the order of its numbers."""
        raw = b"".join(map(self._sector, self.chain(self.first_directory, None)))
        count = len(raw) // _ENTRY.size
        if not 0 < count <= MAX_ENTRIES:
            raise DamagedError("a directory without entries, or with absurdly many")
        return [self._entry(_ENTRY.unpack_from(raw, i * _ENTRY.size)) for i in range(count)]

    def _entry(
        self, fields: tuple[bytes, int, int, int, int, int, int, bytes, int, bytes, bytes, int, int]
    ) -> _Entry:
        name, length, kind, _, left, right, child, clsid, _, _, _, start, size = fields
        text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        # Version 3 leaves the upper half of the size unspecified ([MS-CFB] 2.6.1).
        return _Entry(
            text, kind, left, right, child, clsid, start, size & 0xFFFFFFFF if self.version == 3 else size
        )


def read_cfb(data: bytes) -> Storage:
    """Read a compound file in whole.

    Raises:
        DamagedError: it is none, it is cut off, or its tables contradict each other.
    """
    file = _File(data)
    entries = file.entries()
    top = entries[0]
    if top.kind != 5:
        raise DamagedError("the first entry is not the root")
    if top.size:
        file.mini = file.stream(top)
    root = Storage(top.clsid)
    seen = {0}
    todo = [(root, top.child, 1)]
    while todo:
        storage, first, level = todo.pop()
        if level > MAX_LEVELS:
            raise DamagedError("storages nested too deep")
        for entry in _siblings(entries, first, seen):
            if entry.kind == 2:
                storage.streams[entry.name] = file.stream(entry) if entry.size else b""
            elif entry.kind == 1:
                inner = storage.storages[entry.name] = Storage(entry.clsid)
                todo.append((inner, entry.child, level + 1))
    return root


def _siblings(entries: list[_Entry], first: int, seen: set[int]) -> Iterator[_Entry]:
    """The entries of one storage: the tree under its first child. Each entry belongs to one storage only."""
    todo = [first]
    while todo:
        number = todo.pop()
        if number == _NONE:
            continue
        if number >= len(entries) or number in seen:
            raise DamagedError("the directory leads nowhere or round in a circle")
        seen.add(number)
        yield entries[number]
        todo += [entries[number].left, entries[number].right]


@dataclass(slots=True)
class _Written:
    """An entry on its way out; the three numbers are those of other entries."""

    name: str
    kind: int
    clsid: bytes = bytes(16)
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0


def write_cfb(root: Storage) -> bytes:
    """A compound file of version 3 with these streams and storages; the same tree gives the same bytes."""
    entries = [_Written("Root Entry", 5, root.clsid)]
    todo = [(0, root)]
    while todo:
        place, storage = todo.pop()
        names = [(n, None) for n in storage.streams] + [(n, s) for n, s in storage.storages.items()]
        numbers: list[int] = []
        for name, inner in sorted(names, key=lambda item: (len(item[0]), item[0].upper())):
            numbers.append(len(entries))
            if inner is None:
                entries.append(_Written(name, 2, data=storage.streams[name]))
            else:
                entries.append(_Written(name, 1, inner.clsid))
                todo.append((len(entries) - 1, inner))
        entries[place].child = _balanced(entries, numbers)
    return _laid_out(entries)


def _balanced(entries: list[_Written], numbers: list[int]) -> int:
    """Make a search tree of entries in order; gives its top."""
    if not numbers:
        return _NONE
    middle = len(numbers) // 2
    top = entries[numbers[middle]]
    top.left, top.right = _balanced(entries, numbers[:middle]), _balanced(entries, numbers[middle + 1 :])
    return numbers[middle]


def _laid_out(entries: list[_Written]) -> bytes:
    body, fat, mini, mini_fat = bytearray(), array("I"), bytearray(), array("I")
    for entry in entries[1:]:
        entry.size = len(entry.data)
        small = entry.size < _CUTOFF
        if entry.size:
            entry.start = _put(entry.data, *((mini, mini_fat, 64) if small else (body, fat, 512)))
    entries[0].size = len(mini)
    entries[0].start = _put(bytes(mini), body, fat, 512) if mini else _END
    mini_start = _put(mini_fat.tobytes(), body, fat, 512, b"\xff") if mini_fat else _END
    directory = _put(b"".join(map(_packed, entries)), body, fat, 512)
    used = len(fat)
    count = difat = 0
    while count * 128 < used + count + difat:  # the FAT tells of its own sectors too
        count += 1
        difat = -(-max(0, count - 109) // 127)
    fat.extend([_FAT] * count + [_DIFAT] * difat)
    fat.extend([_FREE] * (count * 128 - len(fat)))
    numbers = list(range(used, used + count))
    first_difat = used + count if difat else _END
    header = _HEADER.pack(
        MAGIC, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, _CUTOFF, mini_start,
        -(-len(mini_fat) // 128), first_difat, difat,
    )  # fmt: skip
    header += struct.pack("<109I", *(numbers[:109] + [_FREE] * (109 - len(numbers[:109]))))
    return header + bytes(body) + fat.tobytes() + _difat(numbers[109:], used + count)


def _put(data: bytes, sectors: bytearray, fat: array[int], size: int, fill: bytes = b"\0") -> int:
    """Add a stream and its chain; gives its first sector."""
    first, count = len(fat), -(-len(data) // size)
    fat.extend([*range(first + 1, first + count), _END])
    sectors += data.ljust(count * size, fill)
    return first


def _packed(entry: _Written) -> bytes:
    name = entry.name.encode("utf-16-le")[:62]
    return _ENTRY.pack(
        name, len(name) + 2, entry.kind, 1, entry.left, entry.right, entry.child, entry.clsid, 0, bytes(8), bytes(8),
        entry.start, entry.size,
    )  # fmt: skip


def _difat(numbers: list[int], first: int) -> bytes:
    """The sectors of the FAT that the header has no room for, 127 in each sector and then the next such sector."""
    out = b""
    for place in range(0, len(numbers), 127):
        part = numbers[place : place + 127]
        following = first + place // 127 + 1 if place + 127 < len(numbers) else _END
        out += struct.pack("<128I", *part, *[_FREE] * (127 - len(part)), following)
    return out
