"""Undoes the filters of a stream that are no image codec (ISO 32000-2, 7.4), within a bound on what comes out."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import pikepdf

from pipeline.redact.geometry import Uninterpretable

MAX_BYTES = 400_000_000
"""What one stream may unpack to; the samples of MAX_PIXELS in CMYK."""

CODECS = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"})

_SHORT = {
    "/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode",
}  # fmt: skip
_PARAMETERS = ("/Predictor", "/Colors", "/BitsPerComponent", "/Columns", "/EarlyChange")
_CLEAR, _END, _FIRST = 256, 257, 258  # LZW codes


@dataclass(frozen=True, slots=True)
class Coded:
    """What a stream holds behind its outer filters.

    `codec` is the image codec that `data` is still in, with its parameters; None where there is none.
    `predicted` tells whether a predictor was used.
    """

    data: bytes
    codec: str | None
    parameters: pikepdf.Object
    predicted: bool


def unfiltered(image: pikepdf.Object) -> Coded:
    """Undo all filters up to an image codec.

    Raises:
        Uninterpretable: a filter is unknown or encrypts, the data lies in another file, or it unpacks to more
            than MAX_BYTES.
        pikepdf.PdfError, zlib.error: the data is broken.
    """
    if "/F" in image:
        raise Uninterpretable("an image in another file")
    data = bytes(image.read_raw_bytes())
    filters = _filters(image)
    predicted = False
    for i, (name, parameters) in enumerate(filters):
        if name in CODECS:
            if i != len(filters) - 1:
                raise Uninterpretable("an image with a filter after its codec")
            return Coded(data, name, parameters, predicted)
        predicted = int(parameters.get("/Predictor", 1)) > 1
        data = _undone(name, parameters, data)
    return Coded(data, None, pikepdf.Dictionary(), predicted)


def _filters(image: pikepdf.Object) -> list[tuple[str, pikepdf.Object]]:
    names = _listed(image.get("/Filter"))
    parameters = _listed(image.get("/DecodeParms", image.get("/DP")))
    parameters += [None] * (len(names) - len(parameters))
    return [
        (_SHORT.get(str(name), str(name)), p if isinstance(p, pikepdf.Dictionary) else pikepdf.Dictionary())
        for name, p in zip(names, parameters, strict=False)
    ]


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _undone(name: str, parameters: pikepdf.Object, data: bytes) -> bytes:
    if name == "/FlateDecode":
        _refuse_bomb(_inflated_size(data))
    elif name == "/LZWDecode":
        _refuse_bomb(_lzw_size(data, int(parameters.get("/EarlyChange", 1))))
    elif name == "/RunLengthDecode":
        _refuse_bomb(_run_length_size(data))
    elif name not in {"/ASCIIHexDecode", "/ASCII85Decode"}:
        raise Uninterpretable("an image with an unknown filter")
    with pikepdf.new() as scratch:
        stream = scratch.make_stream(data)
        stream["/Filter"] = pikepdf.Name(name)
        kept = {key: int(parameters[key]) for key in _PARAMETERS if key in parameters}
        if kept:
            stream["/DecodeParms"] = pikepdf.Dictionary(kept)
        return bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))


def _refuse_bomb(size: int) -> None:
    if size > MAX_BYTES:
        raise Uninterpretable("an image that unpacks to too much")


def _inflated_size(data: bytes) -> int:
    """How much it unpacks to, counted no further than just over MAX_BYTES."""
    inflater, size, left = zlib.decompressobj(), 0, data
    while left and not inflater.eof and size <= MAX_BYTES:
        size += len(inflater.decompress(left, 1 << 20))
        left = inflater.unconsumed_tail
    return size


def _run_length_size(data: bytes) -> int:
    size = at = 0
    while at < len(data) and data[at] != 128:
        size += data[at] + 1 if data[at] < 128 else 257 - data[at]
        at += data[at] + 2 if data[at] < 128 else 2
    return size


def _lzw_size(data: bytes, early: int) -> int:
    """How much it unpacks to; only the lengths of the entries of the table are followed."""
    lengths, width, before, size = [1] * _FIRST, 9, 0, 0
    held = bits = 0
    for byte in data:
        held, bits = (held << 8) | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == _END or size > MAX_BYTES:
            break
        if code == _CLEAR:
            lengths, width, before = [1] * _FIRST, 9, 0
            continue
        length = lengths[code] if code < len(lengths) else before + 1
        size += length
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
        before = length
        width = min(12, max(9, (len(lengths) + early).bit_length()))
    return size


def jbig2_is_whole(data: bytes) -> bool:
    """Whether no segment of an embedded JBIG2 stream breaks off (ITU-T T.88, 7.2)."""
    at = 0
    while at < len(data):
        if len(data) - at < 11:
            return not data[at:].strip(b"\0\r\n")
        number, flags, count = int.from_bytes(data[at : at + 4], "big"), data[at + 4], data[at + 5] >> 5
        at += 6
        if count == 7:  # the long form
            count = int.from_bytes(data[at - 1 : at + 3], "big") & 0x1FFFFFFF
            at += 3 + (count + 8) // 8
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 0x40 else 1)
        size = int.from_bytes(data[at : at + 4], "big")
        at += 4
        if size == 0xFFFFFFFF:  # known to generic regions only, which say themselves where they end
            return flags & 0x3F == 38 and at < len(data)
        at += size
    return at == len(data)
