"""The glyphs with an outline that an embedded font program holds, and those that given codes show."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_letters
from typing import Any

from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

__all__ = ["Program", "ShownCodes", "glyphs_of_cff", "glyphs_of_truetype", "glyphs_of_type1", "is_letter"]

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of dates that makers of PDFs set to nothing

_CHARSTRING = re.compile(rb"/([^\s/]+)\s+(\d{1,5})\s+(?:RD|-\||\S+) ")


def is_letter(name: str) -> bool:
    """Whether a glyph's name stands for a letter or digit."""
    return any(sign.isalnum() for sign in toUnicode(name))


@dataclass(frozen=True, slots=True)
class ShownCodes:
    """What pages show with the fonts that share a program: glyph numbers or CIDs in composite fonts (`wide`), codes
    and names in others, the characters that any code may stand for, and the glyph number or code of each letter.
    """

    wide: bool
    gids: frozenset[int]
    codes: frozenset[int]
    names: frozenset[str]
    texts: frozenset[str]
    letters: dict[str, int]


@dataclass(frozen=True, slots=True)
class Program:
    """How many glyphs with an outline of a font program no page shows, and the ASCII letters that it can show."""

    unused: int
    letters: frozenset[str]


def glyphs_of_truetype(data: bytes, shown: ShownCodes) -> Program:
    """Judge a TrueType program. A glyph counts as shown when a shown one is composed of it or replaced by it."""
    with TTFont(io.BytesIO(data), lazy=True) as font:
        table, order = font["glyf"], font.getGlyphOrder()
        maps = [one.cmap for one in font["cmap"].tables if hasattr(one, "cmap")] if "cmap" in font else []

        def glyphs(gids: Iterable[int], codes: Iterable[int], texts: Iterable[str]) -> set[str]:
            asked = {one + base for one in codes for base in (0, 0xF000, 0xF100, 0xF200)}
            asked |= {ord(text) for text in texts if len(text) == 1}
            found = {order[gid] for gid in gids if gid < len(order)}
            found |= {one[code] for one in maps for code in asked if code in one}
            return found if any(maps) else found | {order[code] for code in codes if code < len(order)}

        used = glyphs(shown.gids, shown.codes, shown.texts) | {order[0]}
        full = {name for name in order if name != order[0] and table[name].numberOfContours != 0}
        used |= _substitutes(font, used)
        stack = list(used)
        while stack:
            glyph = table[stack.pop()]
            if glyph.isComposite():
                parts = {part.glyphName for part in glyph.components} - used
                used |= parts
                stack += parts
        letters = {
            letter
            for letter, code in shown.letters.items()
            if full & (glyphs([code], (), ()) if shown.wide else glyphs((), [code], [letter]))
        }
        return Program(len(full - used), frozenset(letters))


def _substitutes(font: TTFont, used: set[str]) -> set[str]:
    """What the font's own rules (GSUB) make of these glyphs, such as ligatures: some makers take them along."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return set()
    rules: list[tuple[frozenset[str], frozenset[str]]] = []
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for one in lookup.SubTable:
            rules += _rules(getattr(one, "ExtSubTable", one))
    found: set[str] = set()
    while True:
        more = {out for need, outs in rules if need <= used | found for out in outs} - found
        if not more:
            return found
        found |= more


def _rules(table: Any) -> Iterator[tuple[frozenset[str], frozenset[str]]]:  # noqa: ANN401  (fontTools has no types)
    for first, out in getattr(table, "mapping", {}).items():
        yield frozenset((first,)), frozenset((out,) if isinstance(out, str) else out)
    for first, outs in getattr(table, "alternates", {}).items():
        yield frozenset((first,)), frozenset(outs)
    for first, ligatures in getattr(table, "ligatures", {}).items():
        for one in ligatures:
            yield frozenset((first, *one.Component)), frozenset((one.LigGlyph,))


def glyphs_of_cff(data: bytes, shown: ShownCodes) -> Program:
    """Judge a CFF program, bare or in an OpenType font."""
    fonts = CFFFontSet()
    if data[:4] == b"OTTO":
        with TTFont(io.BytesIO(data), lazy=True) as whole:
            data = whole.getTableData("CFF ")
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    order, strings = list(top.charset), top.CharStrings
    keyed = hasattr(top, "ROS")

    def named(cid: int) -> str:
        return f"cid{cid:05d}" if keyed else order[cid] if cid < len(order) else ""

    encoding = getattr(top, "Encoding", None)
    own = encoding if isinstance(encoding, list) else StandardEncoding
    used = {order[0], *shown.names, *map(named, shown.gids)}
    used |= set() if keyed else {own[code] for code in shown.codes if code < len(own)}
    unused = [name for name in order if name not in used and _has_outline(strings[name], strings)]
    wide = keyed or shown.wide
    letters = {one for one, code in shown.letters.items() if (named(code) if wide else one) in strings}
    return Program(len(unused), frozenset(letters))


def _has_outline(charstring: Any, strings: Any) -> bool:  # noqa: ANN401
    pen = ControlBoundsPen(strings)
    charstring.draw(pen)
    return pen.bounds is not None


def glyphs_of_type1(data: bytes, clear: int, shown: ShownCodes) -> Program:
    """Judge a Type 1 program whose first `clear` bytes are not encrypted."""
    head, locked = data[:clear], data[clear:]
    if re.match(rb"\s*[0-9A-Fa-f]{8}", locked):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", locked)
        locked = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
    private, _ = eexec.decrypt(locked, 55665)
    found = private[private.find(b"/CharStrings") :]
    full = {name for match in _CHARSTRING.finditer(found) if is_letter(name := match[1].decode("latin-1"))}
    own = {int(m[1]): m[2].decode("latin-1") for m in re.finditer(rb"dup\s+(\d+)\s*/(\S+)\s+put", head)}
    base = own or dict(enumerate(StandardEncoding))
    used = {*shown.names, *(base[code] for code in shown.codes if code in base)}
    used |= {part for name in used for part in _parts(name)}
    return Program(len(full - used), frozenset(full & set(ascii_letters)))


def _parts(name: str) -> set[str]:
    """The letter and the accent that a glyph such as `eacute` may be composed of (`seac`)."""
    match = re.fullmatch(r"(\w)(?:acute|grave|circumflex|dieresis|tilde|ring|cedilla|caron)", name)
    return {match[1], "dotlessi"} if match else set()
