"""The glyphs with an outline that an embedded font program holds, and those that given codes show."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from fontTools.agl import toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

__all__ = ["glyphs_of_cff", "glyphs_of_truetype", "glyphs_of_type1", "is_letter"]

logging.getLogger("fontTools").setLevel(logging.ERROR)  # it warns of dates that makers of PDFs set to nothing

_NO_GLYPH = ".notdef"
_CHARSTRING = re.compile(rb"/([^\s/]+)\s+(\d{1,5})\s+(?:RD|-\||\S+) ")


def is_letter(name: str) -> bool:
    """Whether a glyph's name stands for a letter or digit."""
    return any(sign.isalnum() for sign in toUnicode(name))


def glyphs_of_truetype(
    data: bytes, gids: Iterable[int], codes: Iterable[int], texts: Iterable[str]
) -> tuple[int, int]:
    """How many glyphs have an outline, and how many of them neither these glyph numbers, codes and characters show
    nor a glyph that is composed of them or put in their place.
    """
    with TTFont(io.BytesIO(data), lazy=True) as font:
        table, order = font["glyf"], font.getGlyphOrder()
        used = {order[gid] for gid in gids if gid < len(order)} | {order[0]}
        characters = {ord(text) for text in texts if len(text) == 1}
        asked = {one + base for one in codes for base in (0, 0xF000, 0xF100, 0xF200)} | characters
        maps = [one.cmap for one in font["cmap"].tables if hasattr(one, "cmap")] if "cmap" in font else []
        used |= {one[code] for one in maps for code in asked if code in one}
        if not any(maps):
            used |= {order[code] for code in codes if code < len(order)}
        full = {name for name in order if name != order[0] and table[name].numberOfContours != 0}
        used |= _substitutes(font, used)
        stack = list(used)
        while stack:
            glyph = table[stack.pop()] if stack else None
            if glyph is not None and glyph.isComposite():
                parts = {part.glyphName for part in glyph.components} - used
                used |= parts
                stack += parts
        return len(full), len(full - used)


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


def glyphs_of_cff(
    data: bytes, cids: Iterable[int], codes: Iterable[int], names: Iterable[str]
) -> tuple[int, int]:
    """The same of a CFF program: `cids` where the font is composite, codes of its own encoding, names of glyphs."""
    fonts = CFFFontSet()
    if data[:4] == b"OTTO":
        with TTFont(io.BytesIO(data), lazy=True) as whole:
            data = whole.getTableData("CFF ")
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    order, strings = list(top.charset), top.CharStrings
    used = {order[0], *names}
    keyed = hasattr(top, "ROS")
    used |= {f"cid{cid:05d}" if keyed else order[cid] for cid in cids if keyed or cid < len(order)}
    encoding = getattr(top, "Encoding", None)
    own = encoding if isinstance(encoding, list) else StandardEncoding
    if not keyed:
        used |= {own[code] for code in codes if code < len(own)}
    full = len(order) - 1
    unused = [name for name in order if name not in used and _has_outline(strings[name], strings)]
    return full, len(unused)


def _has_outline(charstring: object, strings: object) -> bool:
    pen = ControlBoundsPen(strings)
    charstring.draw(pen)  # type: ignore[attr-defined]
    return pen.bounds is not None


def glyphs_of_type1(data: bytes, clear: int, codes: Iterable[int], names: Iterable[str]) -> tuple[int, int]:
    """The same of a Type 1 program whose first `clear` bytes are not encrypted."""
    head, locked = data[:clear], data[clear:]
    if re.match(rb"\s*[0-9A-Fa-f]{8}", locked):
        locked = bytes.fromhex(
            re.sub(rb"[^0-9A-Fa-f]", b"", locked.split(b"0" * 64)[0])[: len(locked) // 2 * 2].decode()
        )
    private, _ = eexec.decrypt(locked, 55665)
    found = private[private.find(b"/CharStrings") :]
    lengths = {match[1].decode("latin-1"): int(match[2]) for match in _CHARSTRING.finditer(found)}
    own = {int(m[1]): m[2].decode("latin-1") for m in re.finditer(rb"dup\s+(\d+)\s*/(\S+)\s+put", head)}
    base = own or dict(enumerate(StandardEncoding))
    used = {_NO_GLYPH, *names, *(base[code] for code in codes if code in base)}
    parts = {part for name in used for part in _parts(name)}
    full = {name for name in lengths if name != _NO_GLYPH and is_letter(name)}
    return len(full), len(full - used - parts)


def _parts(name: str) -> set[str]:
    """The letter and the accent that a glyph such as `eacute` may be composed of (`seac`)."""
    match = re.fullmatch(r"(\w)(?:acute|grave|circumflex|dieresis|tilde|ring|cedilla|caron)", name)
    return {match[1], "dotlessi"} if match else set()
