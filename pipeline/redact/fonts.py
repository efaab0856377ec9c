"""From the bytes of a shown string to codes and their widths (ISO 32000-2, 9.6 and 9.7).

Every code has two widths: the one the file states, by which viewers place the next glyph, and the one pdfium
works with, which drops the fraction of a thousandth of an em. The second finds the glyphs that pdfium read.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c

from pipeline.pdf.scrub import instructions_of
from pipeline.redact.geometry import Uninterpretable


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a shown string. Widths in thousandths of text space; `space`: word spacing applies to it."""

    data: bytes
    width: float
    pdfium_width: float
    space: bool


@dataclass(eq=False, slots=True)
class Font:
    """What a font says of codes: `ranges` are the codespaces (low, high) by length, `cids` its own code to CID map.

    `scale` is the width of a glyph unit in thousandths of text space (1 but for Type 3). `blanks` are the codes
    that stand for a space.
    """

    simple: bool
    widths: dict[int, float]
    default: float
    scale: float = 1.0
    ranges: tuple[tuple[bytes, bytes], ...] = ()
    cids: tuple[tuple[int, int, int, int], ...] = ()  # length, low, high, first CID
    blanks: frozenset[bytes] = frozenset()
    known: dict[bytes, Code] = field(default_factory=dict)

    def decode(self, data: bytes) -> list[Code]:
        """The codes of a shown string."""
        if self.simple:
            return [self._code(data[i : i + 1]) for i in range(len(data))]
        lengths = {len(low) for low, _ in self.ranges}
        if len(lengths) == 1:  # as good as all
            (size,) = lengths
            return [self._code(data[i : i + size]) for i in range(0, len(data), size)]
        codes, at = [], 0
        while at < len(data):
            length = self._length(data[at:])
            codes.append(self._code(data[at : at + length]))
            at += length
        return codes

    def _length(self, data: bytes) -> int:
        for length in range(1, 5):
            head = data[:length]
            for low, high in self.ranges:
                if len(low) == len(head) and all(
                    a <= b <= c for a, b, c in zip(low, head, high, strict=True)
                ):
                    return length
        # No codespace fits: as much as the shortest one holds (ISO 32000-2, 9.7.6.3).
        return min((len(low) for low, _ in self.ranges), default=1)

    def _code(self, data: bytes) -> Code:
        found = self.known.get(data)
        if found is None:
            number = int.from_bytes(data, "big")
            raw = self.widths.get(self._cid(number, len(data)), self.default)
            whole = float(round(raw * self.scale)) if self.scale != 1.0 else float(int(raw))
            found = self.known[data] = Code(data, raw * self.scale, whole, data == b" ")
        return found

    def _cid(self, number: int, length: int) -> int:
        if self.simple or not self.cids:
            return number
        for size, low, high, first in self.cids:
            if size == length and low <= number <= high:
                return first + number - low
        return 0


def read_font(font: pikepdf.Object) -> Font:
    """What a font dictionary says of codes and widths.

    Raises:
        Uninterpretable: it writes vertically, or uses a predefined CMap other than Identity-H.
    """
    read = _composite(font) if font.get("/Subtype") == "/Type0" else _simple(font)
    read.blanks = _blanks(font)
    return read


def _simple(font: pikepdf.Object) -> Font:
    if font.get("/Subtype") == "/Type3":
        matrix = [float(v) for v in font.FontMatrix]
        return Font(True, _simple_widths(font), 0.0, scale=matrix[0] * 1000)
    descriptor = font.get("/FontDescriptor")
    missing = float(descriptor.get("/MissingWidth", 0)) if isinstance(descriptor, pikepdf.Dictionary) else 0.0
    if isinstance(font.get("/Widths"), pikepdf.Array):
        return Font(True, _simple_widths(font), missing)
    return Font(True, _measured_widths(font), missing)


# Some programs (wkhtmltopdf) map the space to a tab.
_SPACES = {
    c.encode("utf-16-be") for c in " \t\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
}


def _blanks(font: pikepdf.Object) -> frozenset[bytes]:
    """The codes that the font maps to a space, or in the usual encodings 32 where it maps nothing."""
    to_unicode = font.get("/ToUnicode")
    if not isinstance(to_unicode, pikepdf.Stream):
        return frozenset({b" "}) if isinstance(font.get("/Encoding"), pikepdf.Name) else frozenset()
    found: set[bytes] = set()
    for instruction in instructions_of(to_unicode):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "endbfchar":
            found.update(
                bytes(a) for a, b in zip(operands[::2], operands[1::2], strict=False) if _is_space(b)
            )
        elif operator == "endbfrange":
            for low, high, target in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                found.update(_blanks_in_range(bytes(low), bytes(high), target))
    return frozenset(found)


def _blanks_in_range(low: bytes, high: bytes, target: pikepdf.Object) -> Iterator[bytes]:
    """The codes of a range that stand for a space: its targets count up from the first, or are listed."""
    first, last = int.from_bytes(low, "big"), int.from_bytes(high, "big")
    if isinstance(target, pikepdf.Array):
        places = [i for i, one in enumerate(target) if _is_space(one)]
    elif isinstance(target, pikepdf.String) and len(bytes(target)) == 2:
        start = int.from_bytes(bytes(target), "big")
        places = [int.from_bytes(space, "big") - start for space in _SPACES]
    else:
        places = []
    for place in places:
        if 0 <= place <= last - first:
            yield (first + place).to_bytes(len(low), "big")


def _is_space(target: pikepdf.Object) -> bool:
    return isinstance(target, pikepdf.String) and bytes(target) in _SPACES


def _simple_widths(font: pikepdf.Object) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + i: float(w) for i, w in enumerate(font.get("/Widths", pikepdf.Array()))}


def _measured_widths(font: pikepdf.Object) -> dict[int, float]:
    """The widths of a font that gives none (the standard 14), asked of pdfium.

    A small file shows each code followed by an "x" on a line of its own: where the x stands is the width.
    """
    lines = [b"<%02x78> Tj 0 -2000 Td" % code for code in range(256)]
    with pikepdf.new() as probe:
        own = probe.make_indirect(pikepdf.Dictionary(_names_of(font)))
        if isinstance(font.get("/Encoding"), pikepdf.Name):
            own["/Encoding"] = font.Encoding
        elif isinstance(font.get("/Encoding"), pikepdf.Dictionary):
            differences = [
                d if isinstance(d, pikepdf.Name) else int(d) for d in font.Encoding.get("/Differences", [])
            ]
            own["/Encoding"] = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=differences)
            if "/BaseEncoding" in font.Encoding:
                own.Encoding["/BaseEncoding"] = font.Encoding.BaseEncoding
        page = probe.add_blank_page(page_size=(2000, 2000))
        page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=own))
        page.obj["/Contents"] = probe.make_stream(b"BT /F 1000 Tf 0 0 Td " + b"\n".join(lines) + b" ET")
        out = io.BytesIO()
        probe.save(out)
    widths: dict[int, float] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    pdf = pypdfium2.PdfDocument(out.getvalue())
    try:
        page_read = pdf[0]
        text = page_read.get_textpage()
        for i in range(pdfium_c.FPDFText_CountChars(text.raw)):
            if pdfium_c.FPDFText_IsGenerated(text.raw, i) == 1:
                continue
            pdfium_c.FPDFText_GetCharOrigin(text.raw, i, x, y)
            code = round(-y.value / 2000)
            widths[code] = max(widths.get(code, 0.0), float(round(x.value)))
        text.close()
        page_read.close()
    finally:
        pdf.close()
    return widths


_PROBED = ("/Type", "/Subtype", "/BaseFont")


def _names_of(font: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """What tells which of the standard 14 a font is; another thing than a name can't go into another file."""
    return {key: value for key, value in font.items() if key in _PROBED and isinstance(value, pikepdf.Name)}


def _composite(font: pikepdf.Object) -> Font:
    encoding = font.get("/Encoding")
    descendant = font.DescendantFonts[0]
    widths, default = _cid_widths(descendant)
    if isinstance(encoding, pikepdf.Stream):
        ranges, cids = _embedded_cmap(encoding)
        return Font(False, widths, default, ranges=ranges, cids=cids)
    if encoding != "/Identity-H":
        raise Uninterpretable("predefined or vertical CMap")
    return Font(False, widths, default, ranges=((b"\0\0", b"\xff\xff"),))


def _cid_widths(descendant: pikepdf.Object) -> tuple[dict[int, float], float]:
    widths: dict[int, float] = {}
    entries = list(descendant.get("/W", pikepdf.Array()))
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update({first + i: float(w) for i, w in enumerate(second)})
            at += 2
            continue
        if at + 2 >= len(entries) or not 0 <= int(second) - first <= 0xFFFF:
            raise Uninterpretable("broken /W")
        widths.update(dict.fromkeys(range(first, int(second) + 1), float(entries[at + 2])))
        at += 3
    return widths, float(descendant.get("/DW", 1000))


def _embedded_cmap(
    stream: pikepdf.Object,
) -> tuple[tuple[tuple[bytes, bytes], ...], tuple[tuple[int, int, int, int], ...]]:
    if "/UseCMap" in stream or int(stream.get("/WMode", 0)) != 0:
        raise Uninterpretable("CMap built on another, or vertical")
    ranges: list[tuple[bytes, bytes]] = []
    cids: list[tuple[int, int, int, int]] = []
    # A CMap is PostScript, but its parts are operands before an operator, as in a content stream.
    for instruction in instructions_of(stream):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "endcodespacerange":
            ranges += [(bytes(a), bytes(b)) for a, b in zip(operands[::2], operands[1::2], strict=True)]
        elif operator == "endcidrange":
            for low, high, cid in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
                cids.append((len(bytes(low)), _number(low), _number(high), int(cid)))
        elif operator == "endcidchar":
            for code, cid in zip(operands[::2], operands[1::2], strict=True):
                cids.append((len(bytes(code)), _number(code), _number(code), int(cid)))
        elif operator in {"usecmap", "beginbfrange"}:
            raise Uninterpretable("CMap built on another")
    if not ranges or not cids:
        raise Uninterpretable("CMap without ranges")
    return tuple(ranges), tuple(cids)


def _number(code: pikepdf.Object) -> int:
    return int.from_bytes(bytes(code), "big")
