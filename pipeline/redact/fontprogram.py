"""TrueType programs written anew with some of their glyphs, in an order that is given (ISO 32000-2, 9.9).

What a font holds beside the outlines that are asked for (names, layout tables,
metrics of other glyphs, subroutines, dates) is left out or worked out again.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

Bounds = tuple[float, float, float, float]


class BrokenProgramError(Exception):
    """A font program can't be read."""


BROKEN = (
    struct.error,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
)
"""What reading a broken program raises, in fontTools as well."""


@dataclass(frozen=True, slots=True)
class Written:
    """A font program, and the rectangle around its glyphs in thousandths of an em.

    `lengths` are those of the clear, the encrypted and the closing part of a Type 1 program.
    """

    data: bytes
    bounds: tuple[int, int, int, int]
    lengths: tuple[int, int, int] = (0, 0, 0)


# TrueType


@dataclass(frozen=True, slots=True)
class TrueType:
    """A TrueType program: its tables, its glyphs, and its cmap by platform and encoding."""

    tables: dict[bytes, bytes]
    glyphs: tuple[bytes, ...]
    cmaps: dict[tuple[int, int], dict[int, int]]
    names: dict[str, int]


_MAX_CODES = 0x40000  # that a cmap may map; more is an attempt to fill the memory
_KEPT = (b"cvt ", b"fpgm", b"prep")


def sfnt_tables(data: bytes) -> dict[bytes, bytes]:
    """The tables of an sfnt file.

    Raises:
        BrokenProgramError: it is none, or tables lie outside it.
    """
    if data[:4] not in {b"\0\1\0\0", b"true", b"OTTO"} or len(data) < 12:
        raise BrokenProgramError("no sfnt file")
    tables = {}
    for i in range(struct.unpack(">H", data[4:6])[0]):
        entry = data[12 + 16 * i : 28 + 16 * i]
        if len(entry) < 16:
            raise BrokenProgramError("sfnt directory cut off")
        tag, _, offset, length = struct.unpack(">4sLLL", entry)
        tables[tag] = data[offset : offset + length]
    return tables


def read_truetype(data: bytes) -> TrueType:
    """Read a TrueType program.

    Raises:
        BrokenProgramError: it can't be read.
    """
    tables = sfnt_tables(data)
    try:
        count = struct.unpack(">H", tables[b"maxp"][4:6])[0]
        long = struct.unpack(">h", tables[b"head"][50:52])[0]
        size = (count + 1) * (4 if long else 2)
        raw = tables[b"loca"][:size]
        if long:
            places = struct.unpack(f">{len(raw) // 4}L", raw)
        else:
            places = tuple(2 * v for v in struct.unpack(f">{len(raw) // 2}H", raw))
        glyf = tables[b"glyf"]
        glyphs = tuple(glyf[a:b] if a < b else b"" for a, b in pairwise(places))
        if not glyphs:
            raise BrokenProgramError("no glyphs")
        return TrueType(
            tables, glyphs, _read_cmap(tables.get(b"cmap", b"")), _read_post(tables.get(b"post", b""))
        )
    except BROKEN as error:
        raise BrokenProgramError("broken TrueType program") from error


def _read_cmap(table: bytes) -> dict[tuple[int, int], dict[int, int]]:
    if not table:
        return {}
    found = {}
    for i in range(struct.unpack(">H", table[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHL", table[4 + 8 * i : 12 + 8 * i])
        read = _CMAP_FORMATS.get(struct.unpack(">H", table[offset : offset + 2])[0])
        if read is not None:
            found[platform, encoding] = {code: gid for code, gid in read(table[offset:]).items() if gid}
    return found


def _cmap0(data: bytes) -> dict[int, int]:
    return dict(enumerate(data[6:262]))


def _cmap4(data: bytes) -> dict[int, int]:
    segments = struct.unpack(">H", data[6:8])[0] // 2
    words = struct.unpack(f">{(len(data) - 14) // 2}H", data[14 : 14 + (len(data) - 14) // 2 * 2])
    ends, starts = words[:segments], words[segments + 1 : 2 * segments + 1]
    deltas = words[2 * segments + 1 : 3 * segments + 1]
    at = 3 * segments + 1
    found: dict[int, int] = {}
    if sum(max(0, end - start) for start, end in zip(starts, ends, strict=True)) > _MAX_CODES:
        raise BrokenProgramError("cmap of more codes than there are")
    for i, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        offset = words[at + i]
        for code in range(start, end + 1):
            if code == 0xFFFF:
                continue
            gid = code if not offset else _word(words, at + i + offset // 2 + code - start)
            found[code] = (gid + delta) & 0xFFFF if gid or not offset else 0
    return found


def _word(words: Sequence[int], index: int) -> int:
    return words[index] if index < len(words) else 0


def _cmap6(data: bytes) -> dict[int, int]:
    first, count = struct.unpack(">HH", data[6:10])
    return {first + i: gid for i, gid in enumerate(struct.unpack(f">{count}H", data[10 : 10 + 2 * count]))}


def _cmap12(data: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    for i in range(struct.unpack(">L", data[12:16])[0]):
        start, end, gid = struct.unpack(">LLL", data[16 + 12 * i : 28 + 12 * i])
        if end - start > 0xFFFF or len(found) + end - start > _MAX_CODES:
            raise BrokenProgramError("cmap of more codes than there are")
        found.update({code: gid + code - start for code in range(start, end + 1)})
    return found


_CMAP_FORMATS = {0: _cmap0, 4: _cmap4, 6: _cmap6, 12: _cmap12}


def _read_post(table: bytes) -> dict[str, int]:
    """Glyph names that a `post` table of format 2 spells out itself; the standard ones are not needed here."""
    if table[:4] != b"\0\2\0\0":
        return {}
    count = struct.unpack(">H", table[32:34])[0]
    indexes = struct.unpack(f">{count}H", table[34 : 34 + 2 * count])
    names, at = [], 34 + 2 * count
    while at < len(table):
        names.append(table[at + 1 : at + 1 + table[at]].decode("latin-1"))
        at += 1 + table[at]
    found: dict[str, int] = {}
    for gid, index in enumerate(indexes):
        name = standardGlyphOrder[index] if index < 258 else _word_of(names, index - 258)
        found.setdefault(name, gid)
    return found


def _word_of(names: Sequence[str], index: int) -> str:
    return names[index] if index < len(names) else ".notdef"


def write_truetype(
    font: TrueType, order: Sequence[int], cmaps: dict[tuple[int, int], dict[int, int]]
) -> Written:
    """A program with the glyphs of `order` (.notdef is put before them) and a cmap that gives places in it.

    Raises:
        BrokenProgramError: glyphs can't be read, or there are none with one of these numbers.
    """
    try:
        return _write_truetype(font, order, cmaps)
    except BROKEN as error:
        raise BrokenProgramError("broken TrueType program") from error


def _write_truetype(
    font: TrueType, order: Sequence[int], cmaps: dict[tuple[int, int], dict[int, int]]
) -> Written:
    wanted = [0, *order]
    place = {gid: at for at, gid in reversed(list(enumerate(wanted)))}
    glyphs: list[bytes] = []
    at = 0
    while at < len(wanted):  # grows by the components of composite glyphs
        shape = bytearray(font.glyphs[wanted[at]]) if wanted[at] < len(font.glyphs) else bytearray()
        for offset in component_places(shape):
            part = struct.unpack_from(">H", shape, offset)[0]
            if part not in place:
                place[part] = len(wanted)
                wanted.append(part)
            struct.pack_into(">H", shape, offset, place[part])
        glyphs.append(bytes(shape) + b"\0" * (-len(shape) % 4))
        at += 1
    if len(wanted) > 0xFFFF:
        raise BrokenProgramError("too many glyphs")
    metrics = _metrics(font, wanted)
    boxes = [struct.unpack(">4h", glyph[2:10]) if glyph else None for glyph in glyphs]
    drawn = [box for box in boxes if box is not None] or [(0, 0, 0, 0)]
    bounds = (
        min(b[0] for b in drawn),
        min(b[1] for b in drawn),
        max(b[2] for b in drawn),
        max(b[3] for b in drawn),
    )
    places = [0]
    for glyph in glyphs:
        places.append(places[-1] + len(glyph))
    head = bytearray(font.tables[b"head"])
    struct.pack_into(">L", head, 8, 0)  # the checksum of the whole, below
    struct.pack_into(">QQ4h", head, 20, 0, 0, *bounds)  # no dates
    struct.pack_into(">h", head, 50, 1)
    tables = {
        b"head": bytes(head),
        b"hhea": _hhea(font.tables[b"hhea"], metrics, boxes),
        b"maxp": _maxp(font.tables[b"maxp"], glyphs),
        b"hmtx": b"".join(struct.pack(">Hh", *m) for m in metrics),
        b"loca": struct.pack(f">{len(places)}L", *places),
        b"glyf": b"".join(glyphs),
        **{tag: font.tables[tag] for tag in _KEPT if tag in font.tables},
    }
    if cmaps:
        tables[b"cmap"] = _cmap(cmaps)
    em = struct.unpack_from(">H", head, 18)[0] or 1000
    return Written(_sfnt(tables), around_thousandths(bounds, 1000 / em))


def around_thousandths(bounds: Bounds, scale: float) -> tuple[int, int, int, int]:
    """Bounds in glyph units as whole thousandths of an em, rounded outwards."""
    x0, y0, x1, y1 = (v * scale for v in bounds)
    return floor(x0), floor(y0), ceil(x1), ceil(y1)


def component_places(glyph: bytes | bytearray) -> list[int]:
    """Where the components of a composite TrueType glyph have their glyph numbers; none in a simple glyph."""
    if len(glyph) < 10 or struct.unpack_from(">h", glyph)[0] >= 0:
        return []
    found, at, flags = [], 10, 0x20
    while flags & 0x20:
        flags = struct.unpack_from(">H", glyph, at)[0]
        found.append(at + 2)
        at += 4 + (4 if flags & 1 else 2)
        at += 2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
    return found


def _metrics(font: TrueType, wanted: Sequence[int]) -> list[tuple[int, int]]:
    hmtx = font.tables[b"hmtx"]
    full = struct.unpack(">H", font.tables[b"hhea"][34:36])[0]
    found = []
    for gid in wanted:
        last = min(gid, full - 1)
        width = struct.unpack_from(">H", hmtx, 4 * last)[0] if 4 * last + 2 <= len(hmtx) else 0
        at = 4 * gid + 2 if gid < full else 4 * full + 2 * (gid - full)
        found.append((width, struct.unpack_from(">h", hmtx, at)[0] if at + 2 <= len(hmtx) else 0))
    return found


def _hhea(table: bytes, metrics: Sequence[tuple[int, int]], boxes: Sequence[tuple[int, ...] | None]) -> bytes:
    changed = bytearray(table)
    drawn = [(w, lsb, box) for (w, lsb), box in zip(metrics, boxes, strict=True) if box is not None]
    ends = [lsb + box[2] - box[0] for _, lsb, box in drawn]
    struct.pack_into(
        ">Hhhh", changed, 10,
        max(w for w, _ in metrics),
        min((lsb for _, lsb, _ in drawn), default=0),
        _short(min((d[0] - end for d, end in zip(drawn, ends, strict=True)), default=0)),
        _short(max(ends, default=0)),
    )  # fmt: skip
    struct.pack_into(">H", changed, 34, len(metrics))
    return bytes(changed)


def _short(value: int) -> int:
    return max(-0x8000, min(0x7FFF, value))


def _maxp(table: bytes, glyphs: Sequence[bytes]) -> bytes:
    changed = bytearray(table)
    struct.pack_into(">H", changed, 4, len(glyphs))
    if len(table) >= 32:
        sizes = [_size(glyphs, i, 0) for i in range(len(glyphs))]
        simple = [s for s in sizes if not s[2]] or [(0, 0, 0, 0)]
        composed = [s for s in sizes if s[2]] or [(0, 0, 0, 0)]
        struct.pack_into(
            ">4H", changed, 6,
            max(s[0] for s in simple), max(s[1] for s in simple),
            max(s[0] for s in composed), max(s[1] for s in composed),
        )  # fmt: skip
        struct.pack_into(">2H", changed, 28, max(s[2] for s in sizes), max(s[3] for s in sizes))
    return bytes(changed)


def _size(glyphs: Sequence[bytes], index: int, depth: int) -> tuple[int, int, int, int]:
    """Points, contours, components and depth of components of a glyph."""
    glyph = glyphs[index]
    if not glyph or depth > 8:
        return 0, 0, 0, 0
    contours = struct.unpack_from(">h", glyph)[0]
    if contours >= 0:
        points = struct.unpack_from(">H", glyph, 8 + 2 * contours)[0] + 1 if contours else 0
        return points, contours, 0, 0
    parts = [struct.unpack_from(">H", glyph, at)[0] for at in component_places(glyph)]
    inner = [_size(glyphs, part, depth + 1) for part in parts]
    return (
        min(0xFFFF, sum(p[0] for p in inner)), min(0xFFFF, sum(p[1] for p in inner)),
        len(parts), 1 + max((p[3] for p in inner), default=0),
    )  # fmt: skip


def _cmap(cmaps: dict[tuple[int, int], dict[int, int]]) -> bytes:
    """A cmap table: format 6 for platform 1, format 4 for the others; one segment for each code."""
    parts = {key: _format6(codes) if key[0] == 1 else _format4(codes) for key, codes in sorted(cmaps.items())}
    offset = 4 + 8 * len(parts)
    head, body = struct.pack(">HH", 0, len(parts)), b""
    for (platform, encoding), part in parts.items():
        head += struct.pack(">HHL", platform, encoding, offset + len(body))
        body += part
    return head + body


def _format6(codes: dict[int, int]) -> bytes:
    first, last = min(codes, default=0), max(codes, default=-1)
    gids = [codes.get(code, 0) for code in range(first, last + 1)]
    return struct.pack(f">HHHHH{len(gids)}H", 6, 10 + 2 * len(gids), 0, first, len(gids), *gids)


def _format4(codes: dict[int, int]) -> bytes:
    listed = sorted((code, gid) for code, gid in codes.items() if code < 0xFFFF)
    count = len(listed) + 1
    power = 1 << (count.bit_length() - 1)
    keys = [code for code, _ in listed] + [0xFFFF]
    deltas = [(gid - code) & 0xFFFF for code, gid in listed] + [1]
    words = [*keys, 0, *keys, *deltas, *[0] * count]
    head = (4, 16 + 8 * count, 0, 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
    return struct.pack(f">7H{len(words)}H", *head, *words)


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    out = bytearray(
        struct.pack(">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    )
    offset = 12 + 16 * count
    body = bytearray()
    at_head = 0
    for tag in sorted(tables):
        padded = tables[tag] + b"\0" * (-len(tables[tag]) % 4)
        if tag == b"head":
            at_head = offset + len(body)
        out += struct.pack(">4sLLL", tag, _checksum(padded), offset + len(body), len(tables[tag]))
        body += padded
    out += body
    struct.pack_into(">L", out, at_head + 8, (0xB1B0AFBA - _checksum(bytes(out))) & 0xFFFFFFFF)
    return bytes(out)


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
