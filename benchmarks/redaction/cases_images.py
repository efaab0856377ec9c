"""Constructs of pictures: a scan with invisible text over it, by every filter an image comes in, inline ones too.

The picture shows the secret in pixels, on the same place as the text.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont
from PIL.TiffImagePlugin import TiffImageFile

from benchmarks.redaction.maker import REST, Case, one_page

_KEPT = f"Beste, dank {REST}"
_SIZE = 400  # pixels, one a point
_TEXT = "BT /F 11 Tf {mode} Tr 40 300 Td (Beste {secret}, dank) Tj ET 0 Tr"
_WIDTHS = {"v": 5.5, "e": 6.116, "l": 2.442, "d": 6.116, "k": 5.5, "a": 6.116, "m": 9.163, "p": 6.116}


@lru_cache(maxsize=4)
def scan(secret: str) -> Image.Image:
    """The page as a scanner sees it: words as ink on light grey paper, and a black corner far from them."""
    picture = Image.new("L", (_SIZE, _SIZE), 240)
    painter = ImageDraw.Draw(picture)
    font = ImageFont.load_default(11)
    painter.text((40, _SIZE - 311), "Beste", fill=10, font=font)
    at = 69.7
    for letter in secret:
        painter.text((at, _SIZE - 311), letter, fill=10, font=font)
        at += _WIDTHS[letter]
    painter.text((120, _SIZE - 311), ", dank", fill=10, font=font)
    painter.rectangle((350, 350, 390, 390), fill=0)
    return picture


Parts = tuple[bytes, dict[str, Any]]  # data and entries of an image


def _grey(secret: str) -> bytes:
    return scan(secret).tobytes()


def _flate(secret: str) -> Parts:
    return zlib.compress(_grey(secret)), {"Filter": Name.FlateDecode}


def _flipped(secret: str) -> Parts:
    rows = _grey(secret)
    turned = b"".join(rows[i - _SIZE : i] for i in range(len(rows), 0, -_SIZE))
    return zlib.compress(turned), {"Filter": Name.FlateDecode}


def _predictor(secret: str) -> Parts:
    rows = _grey(secret)
    data = b"".join(b"\0" + rows[i : i + _SIZE] for i in range(0, len(rows), _SIZE))
    parms = Dictionary(Predictor=15, Colors=1, BitsPerComponent=8, Columns=_SIZE)
    return zlib.compress(data), {"Filter": Name.FlateDecode, "DecodeParms": parms}


def _ascii85(secret: str) -> Parts:
    filters = Array([Name.ASCII85Decode, Name.FlateDecode])
    return base64.a85encode(zlib.compress(_grey(secret))) + b"~>", {"Filter": filters}


def _hexadecimal(secret: str) -> Parts:
    return _grey(secret).hex().encode() + b">", {"Filter": Name.ASCIIHexDecode}


def _run_length(secret: str) -> Parts:
    data, out = _grey(secret), bytearray()
    for i in range(0, len(data), 128):
        piece = data[i : i + 128]
        out += bytes([len(piece) - 1]) + piece
    return bytes(out) + b"\x80", {"Filter": Name.RunLengthDecode}


def _lzw(secret: str) -> Parts:
    """LZW that clears its table before it grows beyond codes of nine bits."""
    bits, count = ["100000000"], 0
    for byte in _grey(secret):
        bits.append(f"{byte:09b}")
        count += 1
        if count == 200:
            bits.append("100000000")
            count = 0
    joined = "".join([*bits, "100000001"])
    joined += "0" * (-len(joined) % 8)
    return int(joined, 2).to_bytes(len(joined) // 8, "big"), {"Filter": Name.LZWDecode}


def _pillow(mode: str, kind: str, **options: object) -> Callable[[str], Parts]:
    filters = {"JPEG": Name.DCTDecode, "JPEG2000": Name.JPXDecode}

    def make(secret: str) -> Parts:
        out = io.BytesIO()
        scan(secret).convert(mode).save(out, kind, **options)
        return out.getvalue(), {"Filter": filters[kind], "ColorSpace": _SPACES[mode]}

    return make


_SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK, "YCbCr": Name.DeviceRGB}


def _bilevel(secret: str) -> Image.Image:
    return scan(secret).point(lambda v: 255 if v > 128 else 0).convert("1")


def _fax(secret: str) -> Parts:
    """CCITT group 4: the strip of a TIFF."""
    out = io.BytesIO()
    _bilevel(secret).save(out, "TIFF", compression="group4", tiffinfo={278: _SIZE})
    out.seek(0)
    with TiffImageFile(out) as tiff:
        start, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
        black_is_1 = tiff.tag_v2[262] == 0
    parms = Dictionary(K=-1, Columns=_SIZE, Rows=_SIZE, BlackIs1=not black_is_1)
    data = out.getvalue()[start : start + size]
    return data, {"Filter": Name.CCITTFaxDecode, "DecodeParms": parms, "BitsPerComponent": 1}


def _stencil(secret: str) -> Parts:
    return zlib.compress(_bilevel(secret).tobytes()), {
        "Filter": Name.FlateDecode, "ImageMask": True, "BitsPerComponent": 1, "ColorSpace": None,
    }  # fmt: skip


def _one_bit(secret: str) -> Parts:
    return zlib.compress(_bilevel(secret).tobytes()), {"Filter": Name.FlateDecode, "BitsPerComponent": 1}


def _indexed(secret: str) -> Parts:
    levels = [v >> 4 for v in _grey(secret)]
    data = bytes(levels[i] << 4 | levels[i + 1] for i in range(0, len(levels), 2))
    table = bytes(v for i in range(16) for v in (i * 17, i * 17, i * 17))
    space = Array([Name.Indexed, Name.DeviceRGB, 15, pikepdf.String(table)])
    return zlib.compress(data), {"Filter": Name.FlateDecode, "BitsPerComponent": 4, "ColorSpace": space}


def _sixteen(secret: str) -> Parts:
    data = b"".join(bytes((v, v)) for v in _grey(secret))
    return zlib.compress(data), {"Filter": Name.FlateDecode, "BitsPerComponent": 16}


def _inverted(secret: str) -> Parts:
    data = bytes(255 - v for v in _grey(secret))
    return zlib.compress(data), {"Filter": Name.FlateDecode, "Decode": Array([1, 0])}


def _soft_masked(secret: str) -> Parts:
    """All black; the letters are in the mask."""
    return zlib.compress(bytes(_SIZE * _SIZE)), {"Filter": Name.FlateDecode, "SMask": _mask(secret)}


def _mask(secret: str) -> Parts:
    return zlib.compress(bytes(255 - v for v in _grey(secret))), {"Filter": Name.FlateDecode}


_FILTERS: dict[str, Callable[[str], Parts]] = {
    "no filter": lambda s: (_grey(s), {}),
    "Flate": _flate,
    "Flate, PNG predictor": _predictor,
    "ASCII85 and Flate": _ascii85,
    "ASCIIHex": _hexadecimal,
    "RunLength": _run_length,
    "LZW": _lzw,
    "DCT, grey": _pillow("L", "JPEG", quality=90),
    "DCT, RGB": _pillow("RGB", "JPEG", quality=90),
    "DCT, CMYK": _pillow("CMYK", "JPEG", quality=90),
    "DCT, progressive": _pillow("RGB", "JPEG", quality=90, progressive=True),
    "JPX": _pillow("L", "JPEG2000"),
    "CCITT group 4": _fax,
    "stencil mask": _stencil,
    "1 bit": _one_bit,
    "Indexed, 4 bits": _indexed,
    "16 bits": _sixteen,
    "inverted by Decode": _inverted,
    "soft mask holds the letters": _soft_masked,
}


def _image(pdf: pikepdf.Pdf, parts: Parts) -> pikepdf.Object:
    data, more = parts
    entries: dict[str, Any] = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": _SIZE, "Height": _SIZE,
        "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8, **more,
    }  # fmt: skip
    if isinstance(entries.get("SMask"), tuple):
        entries["SMask"] = _image(pdf, entries["SMask"])
    stream = pdf.make_stream(data)
    filters, parms = entries.pop("Filter", None), entries.pop("DecodeParms", None)
    if filters is not None:
        stream.write(data, filter=filters, decode_parms=parms)
    for key, value in entries.items():
        if value is not None:
            stream["/" + key] = value
    return stream


def _scanned(
    make: Callable[[str], Parts], mode: int = 3, place: str = "400 0 0 400 0 0"
) -> Callable[[str], bytes]:
    def build(secret: str) -> bytes:
        def edit(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
            page.Resources.XObject = Dictionary(Im=_image(pdf, make(secret)))

        return one_page(f"q {place} cm /Im Do Q {_TEXT.format(mode=mode, secret=secret)}", edit)

    return build


def _inline(entries: bytes, data: Callable[[str], bytes]) -> Callable[[str], bytes]:
    def build(secret: str) -> bytes:
        head = b"q 400 0 0 400 0 0 cm BI /W 400 /H 400 /BPC 8 /CS /G " + entries + b" ID "
        text = _TEXT.format(mode=3, secret=secret).encode()
        return one_page(head + data(secret) + b"\nEI Q " + text)

    return build


def _in_a_form(secret: str) -> bytes:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
        inner = pdf.make_stream(b"q 400 0 0 400 0 0 cm /Im Do Q")
        inner["/Type"], inner["/Subtype"], inner["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 400, 400])
        inner["/Resources"] = Dictionary(XObject=Dictionary(Im=_image(pdf, _flate(secret))))
        page.Resources.XObject = Dictionary(Fm=inner)

    return one_page(f"/Fm Do {_TEXT.format(mode=3, secret=secret)}", edit)


def cases() -> list[Case]:
    """All constructs of this module."""
    made = [Case(f"scan: {n}", "pictures", _scanned(make), _KEPT) for n, make in _FILTERS.items()]
    return [
        *made,
        Case("scan: text visible over it", "pictures", _scanned(_flate, 0), _KEPT),
        Case("scan: stored upside down", "pictures", _scanned(_flipped, 3, "400 0 0 -400 0 400"), _KEPT),
        Case("scan: in a form", "pictures", _in_a_form, _KEPT),
        Case("inline, no filter", "pictures", _inline(b"", _grey), _KEPT),
        Case("inline, Flate", "pictures", _inline(b"/F /Fl", lambda s: _flate(s)[0]), _KEPT),
        Case("inline, ASCIIHex", "pictures", _inline(b"/F /AHx", lambda s: _hexadecimal(s)[0]), _KEPT),
    ]
