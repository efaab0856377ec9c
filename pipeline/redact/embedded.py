"""Takes out of images and colour profiles what no reader needs to show them.

Cameras and programs write into these who took a picture, where and with what; a JPEG may hold a small copy of
what it showed before it was edited. Pixels are never decoded: only the parts around them go.
"""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Callable

import pikepdf

from pipeline.errors import RedactionError

_ADOBE = b"Adobe"
_JP2_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}  # ISO 15444-1, annex I
_JP2_HEADER_KEPT = {b"ihdr", b"bpcc", b"colr", b"pclr", b"cmap", b"cdef"}
# Tags of a colour profile that reckon colours (ICC.1:2022, 9); all others are words, or some program's own.
_ICC_KEPT = {
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"D2B0", b"D2B1", b"D2B2", b"D2B3", b"B2D0", b"B2D1",
    b"B2D2", b"B2D3", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad",
    b"chrm", b"cicp", b"gamt", b"pre0", b"pre1", b"pre2",
}  # fmt: skip


def strip_stream(stream: pikepdf.Object, *, profile: bool = False) -> None:
    """Strip an image in a format of its own (JPEG, JPEG 2000), or a colour profile; others stay as they are.

    Raises:
        RedactionError: it is not built as it should be, so what it holds can't be told.
    """
    if profile:
        data = bytes(stream.read_bytes())
        _replace(stream, data, strip_icc(data), None)
        return
    filters = stream.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    strip = {"/DCTDecode": strip_jpeg, "/JPXDecode": strip_jpx}.get(names[-1])
    if strip is None:
        return
    raw = _decoded(bytes(stream.read_raw_bytes()), names[:-1])
    _replace(stream, raw if len(names) == 1 else b"", strip(raw), names[-1])


def _replace(stream: pikepdf.Object, before: bytes, after: bytes, last: str | None) -> None:
    if before == after:
        return
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[-1] if len(parameters) else None
    kept = parameters if last is not None and isinstance(parameters, pikepdf.Dictionary) else None
    name = pikepdf.Name(last) if last is not None else None
    stream.write(after, filter=name, decode_parms=kept)


def _decoded(raw: bytes, filters: list[str]) -> bytes:
    decoders: dict[str, Callable[[bytes], bytes]] = {
        "/FlateDecode": zlib.decompress,
        "/ASCII85Decode": lambda data: base64.a85decode(data.split(b"~>")[0]),
        "/ASCIIHexDecode": lambda data: binascii.unhexlify(b"".join(data.split(b">")[0].split())),
    }
    try:
        for name in filters:
            raw = decoders[name](raw)
    except (KeyError, ValueError, zlib.error) as error:
        raise _unknown() from error
    return raw


def _unknown() -> RedactionError:
    return RedactionError(
        "een afbeelding in het PDF-bestand is zo opgebouwd dat zij niet kan worden opgeschoond"
    )


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without comments, EXIF, previews, profiles of programs, and whatever follows its end.

    Kept are the tables, the frame and its scans, JFIF without its preview, and Adobe's marker of the colours
    (ITU-T T.81, annex B).

    Raises:
        RedactionError: it does not follow the format up to its first scan.
    """
    at = data.find(b"\xff\xd8")
    if at < 0:
        raise _unknown()
    out, at, scans = [b"\xff\xd8"], at + 2, 0
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1  # fill bytes
        kind = data[at + 1 : at + 2]
        if data[at : at + 1] != b"\xff" or not kind or kind == b"\xd9":
            break
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if size < 2 or at + 2 + size > len(data):
            break
        out.append(_jpeg_segment(kind[0], data[at : at + 2 + size]))
        at += 2 + size
        if kind == b"\xda":
            scans += 1
            end = _end_of_scan(data, at)
            out.append(data[at:end])
            at = end
    if not scans:
        raise _unknown()
    return b"".join(out) + b"\xff\xd9"


def _jpeg_segment(kind: int, segment: bytes) -> bytes:
    body = segment[4:]
    if kind == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
        return b"\xff\xe0\0\x10" + body[:12] + b"\0\0"  # its preview is of no size
    if kind == 0xEE and body.startswith(_ADOBE) and len(body) >= 12:
        return b"\xff\xee\0\x0e" + body[:12]
    return b"" if 0xE0 <= kind <= 0xEF or kind == 0xFE or 0xF0 <= kind <= 0xFD else segment


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded data of a scan ends: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def strip_jpx(data: bytes) -> bytes:
    """A JPEG 2000 image without XML, identifiers, comments and whatever else is no image.

    Raises:
        RedactionError: it does not follow the format.
    """
    if data.startswith(b"\xff\x4f"):
        return _without_comments(data)
    stripped = _boxes(data, _JP2_KEPT)
    if b"jp2c" not in stripped:
        raise _unknown()
    return stripped


def _boxes(data: bytes, kept: set[bytes]) -> bytes:
    out, at = [], 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise _unknown()
        if kind in kept:
            body = data[at + head : at + size]
            if kind == b"jp2h":
                body = _boxes(body, _JP2_HEADER_KEPT)
            elif kind == b"jp2c":
                body = _without_comments(body)
            out.append(struct.pack(">I4s", len(body) + 8, kind) + body)
        at += size
    return b"".join(out)


def _without_comments(codestream: bytes) -> bytes:
    """Blank the comments in the main header and in the headers of tiles; lengths stay, for tiles tell theirs."""
    data = bytearray(codestream)
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xD9:
        kind, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == 0x90:  # start of a tile part: its length counts from here
            tile, start = int.from_bytes(data[at + 6 : at + 10], "big"), at
            at += 2 + size
            while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x93:
                at = _blanked(data, at)
            at = start + tile if tile > at - start else len(data)
        else:
            at = _blanked(data, at)
    return bytes(data)


def _blanked(data: bytearray, at: int) -> int:
    size = int.from_bytes(data[at + 2 : at + 4], "big")
    if size < 2 or at + 2 + size > len(data):
        raise _unknown()
    if data[at + 1] == 0x64:
        data[at + 6 : at + 2 + size] = bytes(max(0, size - 4))
    return at + 2 + size


def strip_icc(data: bytes) -> bytes:
    """A colour profile without its words, maker, date and identifier.

    What can't be read as a profile becomes empty of everything but its first bytes; readers then take the
    alternate colour space (ISO 32000-2, 8.6.5.5).
    """
    if len(data) < 132 or data[36:40] != b"acsp":
        return b""
    out = bytearray(data[:128]) + bytes(len(data) - 128)
    out[4:8] = bytes(4)  # the preferred module
    out[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    out[48:64] = bytes(16)  # maker, model and attributes of the device
    out[80:128] = bytes(48)  # creator and identifier
    count = min(int.from_bytes(data[128:132], "big"), (len(data) - 132) // 12)
    out[128 : 132 + 12 * count] = data[128 : 132 + 12 * count]
    out[128:132] = count.to_bytes(4, "big")
    for i in range(count):
        name, offset, size = struct.unpack(">4sII", data[132 + 12 * i : 144 + 12 * i])
        if offset < 132 + 12 * count or offset + size > len(data):
            continue
        if name in _ICC_KEPT:
            out[offset : offset + size] = data[offset : offset + size]
        else:
            out[132 + 12 * i : 136 + 12 * i] = (
                name if name in {b"desc", b"cprt"} else b"\0\0\0" + bytes([i % 256])
            )
    return bytes(out)
