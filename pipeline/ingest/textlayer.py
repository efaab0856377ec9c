"""The invisible text over a picture: what OCR read, each letter where it stands (ISO 32000-2, 9.3.6, mode 3).

The font paints nothing. Every code is the letter's own number in Unicode and every glyph is as wide as it is high, so
that a letter's box as PDFium reckons it is what `Tz` and the font size make it, and the font says nothing of the text.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NAME = "WooScan"
"""The font of the layer, as a resource and as a font."""

ASCENT, DESCENT = 780, 220
"""Of the em, above and below the baseline: a box that fits Latin letters with their accents and tails."""

_UNITS = 1000
_MOST = 1.5  # times the size of a line: a word's box grows no higher than that
_SPACE = 0.25  # em
_NARROW = 0.02  # em


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word in points, origin bottom left: its letters with where each begins and ends, and its lowest and highest
    ink.
    """

    letters: tuple[tuple[str, float, float], ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Words from left to right on one baseline, in points from the bottom of the page."""

    words: tuple[PlacedWord, ...]
    base: float


def layer(lines: Iterable[PlacedLine], font: str = NAME) -> bytes:
    """The content that sets the lines, invisible; `font` is the font's name in the resources."""
    drawn = [b"q BT 3 Tr 0 Tc 0 Tw 0 Ts"]
    for line in lines:
        if line.words:
            drawn.extend(_line(line, font))
    drawn.append(b"ET Q\n")
    return b"\n".join(drawn)


def _line(line: PlacedLine, font: str) -> Iterable[bytes]:
    sizes = [_size(word, line.base) for word in line.words]
    usual = sorted(sizes)[len(sizes) // 2]
    end: float | None = None
    before = usual
    for word, own in zip(line.words, sizes, strict=True):
        size = min(max(own, usual), _MOST * usual)
        if end is not None:
            yield _shown((" ", end, max(word.letters[0][1], end)), (font, before, line.base))
        for letter in _in_order(word.letters):
            yield _shown(letter, (font, size, line.base))
        end, before = word.letters[-1][2], size
    if end is not None and len(line.words) == 1 and len(line.words[0].letters) == 1:
        # PDFium takes single letters below each other for a word that runs down.
        yield _shown((" ", end, end + _SPACE * before), (font, before, line.base))


def _size(word: PlacedWord, base: float) -> float:
    """The font size whose box holds the ink of a word."""
    up, down = (word.high - base) * _UNITS / ASCENT, (base - word.low) * _UNITS / DESCENT
    return max(up, down, 1.0)


def _in_order(letters: Sequence[tuple[str, float, float]]) -> Iterable[tuple[str, float, float]]:
    """Letters that follow on each other without gaps or overlaps."""
    at = letters[0][1]
    for i, (text, _, end) in enumerate(letters):
        following = letters[i + 1][1] if i + 1 < len(letters) else end
        until = max(at, (end + following) / 2 if i + 1 < len(letters) else end)
        yield text, at, until
        at = until


def _shown(letter: tuple[str, float, float], how: tuple[str, float, float]) -> bytes:
    """One letter; `how` is the name of the font, its size, and the baseline."""
    text, x0, x1 = letter
    font, size, base = how
    codes = _codes(text)
    wide = max(x1 - x0, _NARROW * size) / len(codes)
    return (
        f"/{font} {size:.3f} Tf {100 * wide / size:.3f} Tz 1 0 0 1 {x0:.3f} {base:.3f} Tm "
        f"<{''.join(f'{code:04X}' for code in codes)}> Tj"
    ).encode("ascii")


def _codes(text: str) -> list[int]:
    """One code a character; what lies beyond the first plane of Unicode is U+FFFD, which stands for any letter."""
    return [ord(sign) if ord(sign) <= 0xFFFF else 0xFFFD for sign in text]


@lru_cache(maxsize=1)
def _program() -> bytes:
    """A TrueType font with one glyph beside .notdef: a line of no width from corner to corner, for PDFium passes over a
    text that is nowhere.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, -DESCENT))
    pen.lineTo((_UNITS, ASCENT))
    pen.closePath()
    line = pen.glyph()
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "blank": line})
    builder.setupHorizontalMetrics({".notdef": (_UNITS, 0), "blank": (_UNITS, 0)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=-DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=-DESCENT, usWinAscent=ASCENT, usWinDescent=DESCENT)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) "
    b"/Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)


def _to_unicode() -> bytes:
    """Each code is its own letter; a range may not go past its last byte (Adobe Technical Note 5411, 1.4.3)."""
    pieces = [_TO_UNICODE]
    for start in range(0, 256, 100):
        rows = range(start, min(start + 100, 256))
        pieces.append(f"{len(rows)} beginbfrange\n".encode("ascii"))
        pieces += [f"<{row:02X}00> <{row:02X}FF> <{row:02X}00>\n".encode("ascii") for row in rows]
        pieces.append(b"endbfrange\n")
    pieces.append(b"endcmap CMapName currentdict /CMap defineresource pop end end\n")
    return b"".join(pieces)


def add_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of the layer as an object of a file."""
    program = _program()
    name = pikepdf.Name(f"/{NAME}")
    descriptor = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=[0, -DESCENT, _UNITS, ASCENT],
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=-DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=pdf.make_stream(program, Length1=len(program)),
        )
    )
    glyphs = zlib.compress(b"\0\1" * 0x10000, 9)
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=descriptor,
        DW=_UNITS,
        CIDToGIDMap=pdf.make_stream(glyphs, Filter=pikepdf.Name.FlateDecode),
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(below)],
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )
