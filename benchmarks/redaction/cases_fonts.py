"""Constructs of fonts: Type 1, TrueType, CID with several CMaps, Type 3, ligatures, vertical writing.

The fonts are made here, each letter a bar of its own height and width, so no file of another maker is needed.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from benchmarks.redaction.maker import REST, Case, one_page, to_unicode

_LETTERS = " ,Babdefiklmnprstvx"
_KEPT = f"Beste, dank {REST}"


def _shape(i: int) -> tuple[tuple[int, int], ...]:
    width, height = 200 + 13 * i, 300 + 17 * i
    return ((60, 0), (60, height), (60 + width, height), (60 + width, 0))


def _width(i: int) -> int:
    return 350 + 23 * i


@cache
def _program(kind: str) -> bytes:
    """A TrueType file, or the CFF table of an OpenType one."""
    names = [".notdef", *(f"g{ord(c):04x}" for c in _LETTERS)]
    builder = FontBuilder(1000, isTTF=kind == "TrueType")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): n for c, n in zip(_LETTERS, names[1:], strict=True)})
    blank = {0, 1}  # .notdef and the space
    widths = {n: (_width(i), 0) for i, n in enumerate(names)}
    if kind == "TrueType":
        builder.setupGlyf(
            {n: _drawn(TTGlyphPen(None), i, blank=i in blank).glyph() for i, n in enumerate(names)}
        )
    else:
        strings = {
            n: _drawn(T2CharStringPen(_width(i), None), i, blank=i in blank).getCharString()
            for i, n in enumerate(names)
        }
        builder.setupCFF("Bars", {"FullName": "Bars"}, strings, {})
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bars", "styleName": "Regular"}, mac=False)
    builder.setupOS2()
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.font["head"].created = builder.font["head"].modified = 0
    out = io.BytesIO()
    builder.save(out)
    if kind == "TrueType":
        return out.getvalue()
    return bytes(builder.font.getTableData("CFF ")) if "CFF " in builder.font else b""


Pen = TypeVar("Pen", TTGlyphPen, T2CharStringPen)


def _drawn(pen: Pen, i: int, *, blank: bool) -> Pen:
    if not blank:
        first, *others = _shape(i)
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen


def _descriptor(pdf: pikepdf.Pdf, kind: str, flags: int = 4) -> pikepdf.Object:
    made = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Bars"), Flags=flags, FontBBox=[0, -200, 1000, 800],
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    if kind == "TrueType":
        made.FontFile2 = pdf.make_stream(_program(kind))
    elif kind == "CFF":
        made.FontFile3 = pdf.make_stream(_program(kind), Subtype=Name.Type1C)
    elif kind == "CID CFF":
        made.FontFile3 = pdf.make_stream(_program("CFF"), Subtype=Name.CIDFontType0C)
    return pdf.make_indirect(made)


def _simple(kind: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A simple font with its letters at their places in WinAnsi."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        index = {ord(c): i + 1 for i, c in enumerate(_LETTERS)}
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType if kind == "TrueType" else Name.Type1,
            BaseFont=Name("/ABCDEF+Bars"), FirstChar=32, LastChar=122, FontDescriptor=_descriptor(pdf, kind, 32),
            Widths=[_width(index.get(c, 0)) for c in range(32, 123)],
        )  # fmt: skip
        if kind == "TrueType":
            font.Encoding = Name.WinAnsiEncoding
        else:
            differences: list[object] = []
            for c, i in index.items():
                differences += [c, Name(f"/g{ord(_LETTERS[i - 1]):04x}")]
            font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array(differences))
            font.ToUnicode = to_unicode(pdf, {f"{c:02x}": chr(c) for c in index}, 1)
        return pdf.make_indirect(font)

    return make


def _cid(kind: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A CID font by Identity-H; codes are glyph numbers."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2 if kind == "TrueType" else Name.CIDFontType0,
            BaseFont=Name("/ABCDEF+Bars"), FontDescriptor=_descriptor(pdf, kind if kind == "TrueType" else "CID CFF"),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0), DW=1000,
            W=Array([0, Array([_width(i) for i in range(len(_LETTERS) + 1)])]),
        )  # fmt: skip
        if kind == "TrueType":
            descendant.CIDToGIDMap = Name.Identity
        return _type0(
            pdf, descendant, Name("/Identity-H"), {f"{i + 1:04x}": c for i, c in enumerate(_LETTERS)}
        )

    return make


def _type0(
    pdf: pikepdf.Pdf, descendant: pikepdf.Object, encoding: pikepdf.Object, unicode: Mapping[str, str] | None
) -> pikepdf.Object:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Bars"), Encoding=encoding,
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
    )  # fmt: skip
    if unicode is not None:
        size = len(next(iter(unicode))) // 2
        font.ToUnicode = to_unicode(pdf, unicode, size)
    return pdf.make_indirect(font)


def _mixed_code(c: str) -> str:
    i = _LETTERS.index(c)
    return f"{i + 0x10:02x}" if i % 2 else f"81{i + 0x40:02x}"


def _mixed(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """An embedded CMap with codes of one and of two bytes."""
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Mixed def /WMode 0 def\n"
        "2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange\n"
        f"{len(_LETTERS)} begincidchar\n"
        + "\n".join(f"<{_mixed_code(c)}> {i + 1}" for i, c in enumerate(_LETTERS))
        + "\nendcidchar endcmap end end"
    )
    encoding = pdf.make_stream(cmap.encode(), Type=Name.CMap, CMapName=Name.Mixed)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Bars"), CIDToGIDMap=Name.Identity,
        FontDescriptor=_descriptor(pdf, "TrueType"), DW=1000,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        W=Array([0, Array([_width(i) for i in range(len(_LETTERS) + 1)])]),
    )  # fmt: skip
    font = _type0(pdf, descendant, encoding, None)
    lines = "\n".join(f"<{_mixed_code(c)}> <{ord(c):04x}>" for c in _LETTERS)
    font.ToUnicode = pdf.make_stream(
        (
            "begincmap 2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange "
            f"{len(_LETTERS)} beginbfchar\n{lines}\nendbfchar endcmap"
        ).encode()
    )
    return font


def _predefined(name: str, ordering: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A font of the viewer's own by a predefined CMap, as East Asian programs write it; no ToUnicode."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Object:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Mincho, Flags=4, FontBBox=[0, -200, 1000, 800], ItalicAngle=0,
            Ascent=800, Descent=-200, CapHeight=700, StemV=80,
        )  # fmt: skip
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Mincho, DW=1000, W=Array([1, 632, 500]),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering=ordering, Supplement=2),
        )  # fmt: skip
        return _type0(pdf, descendant, Name(f"/{name}"), None)

    return make


def _vertical(pdf: pikepdf.Pdf) -> pikepdf.Object:
    font = _cid("TrueType")(pdf)
    font.Encoding = Name("/Identity-V")
    return font


def _type3(pdf: pikepdf.Pdf) -> pikepdf.Object:
    procs = Dictionary()
    for i, c in enumerate(_LETTERS):
        bar = "" if c == " " else f" 1 0 {3 + i % 5} {4 + i % 4} re f"
        procs[f"/g{i}"] = pdf.make_stream(f"{5 + i % 6} 0 d0{bar}".encode())
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 11, 9], FontMatrix=[0.1, 0, 0, 0.1, 0, 0],
            CharProcs=procs, FirstChar=65, LastChar=64 + len(_LETTERS), Resources=Dictionary(),
            Widths=[5 + i % 6 for i in range(len(_LETTERS))],
            Encoding=Dictionary(
                Type=Name.Encoding, Differences=Array([65, *(Name(f"/g{i}") for i in range(len(_LETTERS)))])
            ),
            ToUnicode=to_unicode(pdf, {f"{65 + i:02x}": c for i, c in enumerate(_LETTERS)}, 1),
        )
    )  # fmt: skip


def _ligatures(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """As the CID font, but the glyph of "x" stands for three letters."""
    font = _cid("TrueType")(pdf)
    pairs = {f"{i + 1:04x}": "ffi" if c == "x" else c for i, c in enumerate(_LETTERS)}
    font.ToUnicode = to_unicode(pdf, pairs, 2)
    return font


Coder = Callable[[str], bytes]


def _glyphs(text: str) -> bytes:
    return b"".join((_LETTERS.index(c) + 1).to_bytes(2, "big") for c in text)


def _third(text: str) -> bytes:
    return bytes(65 + _LETTERS.index(c) for c in text)


def _latin(text: str) -> bytes:
    return text.encode("ascii")


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be")


def _shown_mixed(text: str) -> bytes:
    return bytes.fromhex("".join(_mixed_code(c) for c in text))


_FONTS: dict[str, tuple[Callable[[pikepdf.Pdf], pikepdf.Object], Coder]] = {
    "Type 1 (CFF), own encoding": (_simple("CFF"), _latin),
    "TrueType, WinAnsi": (_simple("TrueType"), _latin),
    "CID TrueType, Identity-H": (_cid("TrueType"), _glyphs),
    "CID CFF, Identity-H": (_cid("CFF"), _glyphs),
    "CID, embedded CMap of 1 and 2 bytes": (_mixed, _shown_mixed),
    "CID, UniJIS-UTF16-H": (_predefined("UniJIS-UTF16-H", "Japan1"), _utf16),
    "CID, 90ms-RKSJ-H (1 and 2 bytes)": (_predefined("90ms-RKSJ-H", "Japan1"), _latin),
    "CID, UniGB-UCS2-H": (_predefined("UniGB-UCS2-H", "GB1"), _utf16),
    "CID, UniKS-UTF16-H": (_predefined("UniKS-UTF16-H", "Korea1"), _utf16),
    "Type 3": (_type3, _third),
    "vertical, Identity-V": (_vertical, _glyphs),
    "vertical, UniJIS-UTF16-V": (_predefined("UniJIS-UTF16-V", "Japan1"), _utf16),
}


def _in_font(font: Callable[[pikepdf.Pdf], pikepdf.Object], code: Coder) -> Callable[[str], bytes]:
    def make(secret: str) -> bytes:
        def edit(pdf: pikepdf.Pdf, made: pikepdf.Object) -> None:
            made.Resources.Font.X = font(pdf)

        shown = code(f"Beste {secret}, dank").hex()
        return one_page(f"BT /X 11 Tf 40 300 Td <{shown}> Tj ET", edit)

    return make


def _ligature(secret: str) -> bytes:
    """The secret with a ligature in it: its last four letters come after "ffi"."""
    return _in_font(_ligatures, lambda text: _glyphs(text.replace("ffi", "x")))(_with_ffi(secret))


def _half_ligature(secret: str) -> bytes:
    return _in_font(_ligatures, lambda text: _glyphs(text.replace("ffi", "x")))(f"{secret}ffir")


def _with_ffi(secret: str) -> str:
    return f"{secret[:4]}ffi{secret[4:]}"


def cases() -> list[Case]:
    """All constructs of this module."""
    made = [
        Case(name, "fonts", _in_font(font, code), _KEPT, shown=code) for name, (font, code) in _FONTS.items()
    ]
    return [
        *made,
        Case("ligature ffi in the name", "ligatures", _ligature, _KEPT, masked=_with_ffi),
        Case("half a ligature masked", "ligatures", _half_ligature, f"r{_KEPT}", masked=lambda s: f"{s}f"),
    ]
