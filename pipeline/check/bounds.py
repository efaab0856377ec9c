"""How large a file is inside, found out before any reader unpacks it in full."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator

import pikepdf

from pipeline.errors import CheckError

Tick = Callable[[], None]
Costs = dict[tuple[int, int], int]

_MEGABYTE = 1 << 20
# The most bytes that one byte of a filter can become: deflate's 1032 (zlib's own figure), LZW's longest entry in 12
# bits, RunLength's 128 of two, and "z" of ASCII85.
_RATIOS = {
    "/FlateDecode": 1032,
    "/Fl": 1032,
    "/LZWDecode": 2560,
    "/LZW": 2560,
    "/RunLengthDecode": 64,
    "/RL": 64,
    "/ASCII85Decode": 4,
    "/A85": 4,
    "/ASCIIHexDecode": 1,
    "/AHx": 1,
}
_FLATE = ("/FlateDecode", "/Fl")
_LZW = ("/LZWDecode", "/LZW")
_CHUNK = 1 << 20
_COMPONENTS = {"/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/Indexed": 1, "/I": 1, "/Separation": 1}
_SIZE_OF_JPX = b"\xff\x4f\xff\x51"  # ISO 15444-1: start of codestream, image and tile size
_DO = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONTENT_SHARE = 8  # content costs far more to read than its bytes: an eighth of what a stream may hold


def check_sizes(pdf: pikepdf.Pdf, megabytes: int, tick: Tick) -> None:
    """See that no stream and no image unpacks to more than so many megabytes.

    Raises:
        CheckError: one does, or the time is over.
    """
    most = megabytes * _MEGABYTE
    for number, thing in enumerate(pdf.objects):
        if number % 256 == 0:
            tick()
        if isinstance(thing, pikepdf.Stream) and (
            _image_bytes(thing) > most or _unpacks_beyond(thing, most, tick)
        ):
            raise CheckError("een onderdeel van het bestand is uitgepakt te groot")


def check_expansion(page: pikepdf.Dictionary, megabytes: int, costs: Costs, tick: Tick) -> None:
    """See that the content of a page, its forms as often as they are painted, is no more than an eighth of so many
    megabytes. `costs` keeps what forms come to for the next page.

    Raises:
        CheckError: it is more, or the time is over.
    """
    contents = page.get("/Contents")
    streams = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    forms = _forms(page.get("/Resources"))
    if not forms and len(streams) < 8:
        return
    most = megabytes * _MEGABYTE // _CONTENT_SHARE
    total = 0
    own: dict[tuple[int, int], int] = {}
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            if stream.objgen not in own:
                own[stream.objgen] = _cost(stream.read_bytes(), forms, costs, tick, ())
            total += own[stream.objgen]
        if total > most:
            raise CheckError("een pagina bestaat uit te veel formulierobjecten")


def _cost(
    content: bytes,
    forms: dict[bytes, pikepdf.Stream],
    costs: Costs,
    tick: Tick,
    inside: tuple[tuple[int, int], ...],
) -> int:
    total = len(content)
    for match in _DO.finditer(content) if forms else ():
        form = forms.get(_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), match[1]))
        if form is None:
            continue
        if form.objgen in inside:  # PDFium would go round until its stack ends, and twice as often each time
            raise CheckError("een formulierobject van een pagina bevat zichzelf")
        if form.objgen not in costs:
            tick()
            if len(inside) > 40:
                raise CheckError("de formulierobjecten van een pagina staan te diep in elkaar")
            within = _forms(form.get("/Resources")) if "/Resources" in form else forms
            costs[form.objgen] = _cost(form.read_bytes(), within, costs, tick, (*inside, form.objgen))
        total += costs[form.objgen]
    return total


def _forms(resources: object) -> dict[bytes, pikepdf.Stream]:
    things = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(things, pikepdf.Dictionary):
        return {}
    return {
        str(name)[1:].encode("utf-8", "surrogateescape"): thing
        for name, thing in things.items()
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    }


def _image_bytes(stream: pikepdf.Stream) -> int:
    """What the pixels of an image take, by its dictionary and, for JPEG 2000, by its own header."""
    if stream.get("/Subtype") != "/Image":
        return 0
    space = stream.get("/ColorSpace")
    name = space[0] if isinstance(space, pikepdf.Array) and len(space) else space
    bits = 1 if bool(stream.get("/ImageMask", False)) else _whole(stream.get("/BitsPerComponent", 8))
    components = 1 if bits == 1 else _COMPONENTS.get(str(name), 4 if str(name) == "/DeviceCMYK" else 3)
    size = _whole(stream.get("/Width")) * _whole(stream.get("/Height")) * components * bits // 8
    if "/JPXDecode" in _filters(stream):
        head = stream.read_raw_bytes()[:4096]
        at = head.find(_SIZE_OF_JPX)
        if at >= 0 and len(head) >= at + 42:
            wide, high = (int.from_bytes(head[at + here : at + here + 4], "big") for here in (8, 12))
            size = max(size, wide * high * int.from_bytes(head[at + 40 : at + 42], "big"))
    return size


def _whole(value: object) -> int:
    return max(0, int(value)) if isinstance(value, int | float) or hasattr(value, "__int__") else 0


def _filters(stream: pikepdf.Stream) -> list[str]:
    filters = stream.get("/Filter")
    if isinstance(filters, pikepdf.Array):
        return [str(one) for one in filters.as_list()]
    return [] if filters is None else [str(filters)]


def _unpacks_beyond(stream: pikepdf.Stream, most: int, tick: Tick) -> bool:
    chain = _filters(stream)
    if not chain:
        return False
    raw: bytes = stream.read_raw_bytes()
    bound = len(raw)
    for name in chain:
        bound *= _RATIOS.get(name, 1)
    if bound <= most:
        return False
    for name in chain:  # unpacked step by step, and no further than is allowed
        if name in _LZW:
            return _lzw_length(raw, tick) > most
        if name not in _FLATE:
            return bound > most and name in _RATIOS and len(raw) * _RATIOS[name] > most
        pieces: list[bytes] = []
        total = 0
        for piece in _inflated(raw, tick):
            total += len(piece)
            if total > most:
                return True
            if len(chain) > 1:
                pieces.append(piece)
        raw = b"".join(pieces)
    return False


def _inflated(raw: bytes, tick: Tick) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        piece = unpacker.decompress(raw, _CHUNK)
        while piece:
            yield piece
            tick()
            piece = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error:
        return  # what comes after damage no reader sees


def _lzw_length(raw: bytes, tick: Tick) -> int:
    """How many bytes LZW data unpacks to (ISO 32000-1 7.4.4.2, with the early change)."""
    total = held = bits = 0
    width = 9
    lengths: list[int] = []
    before = 0
    for number, byte in enumerate(raw):
        if number % _CHUNK == 0:
            tick()
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == 256:
            lengths, width, before = [], 9, 0
            continue
        if code == 257:
            break
        length = 1 if code < 256 else lengths[code - 258] if code - 258 < len(lengths) else before + 1
        total += length
        if before and len(lengths) < 4096 - 258:
            lengths.append(before + 1)
        width = min(12, max(9, (len(lengths) + 259).bit_length()))
        before = length
    return total
