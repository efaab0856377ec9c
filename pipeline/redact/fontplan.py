"""Which glyphs of a font stay, under which numbers, and which codes show them.

A subset font numbers its letters in order of first use: a number that is missing tells that a letter which is gone
came first there. So letters are numbered anew, in order of first use in what is left. Codes that follow from the
character (WinAnsi and the like) tell nothing and stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from pipeline.redact.fontcff import Cff, read_cff, write_cff
from pipeline.redact.fontnames import (
    MAC_CODES,
    encoding_of,
    follow_from_text,
    read_to_unicode,
    text_of,
)
from pipeline.redact.fontprogram import (
    BrokenProgramError,
    TrueType,
    Written,
    read_truetype,
    sfnt_tables,
    write_truetype,
)
from pipeline.redact.fonts import read_font
from pipeline.redact.fonttype1 import Type1, read_type1, write_type1
from pipeline.redact.fontuse import Use


@dataclass(frozen=True, slots=True)
class Face:
    """Fonts of one program that read it in one way: `codes` are those used, in order of first use.

    `texts` gives the UTF-16 of the codes of each font as far as that is known.
    """

    uses: tuple[Use, ...]
    codes: tuple[bytes, ...]
    texts: tuple[dict[int, bytes], ...]

    @property
    def font(self) -> pikepdf.Object:
        """The dictionary that speaks for all of them."""
        return self.uses[0].font

    @property
    def covered(self) -> bool:
        """Whether the text of every code is known, so that it can be given another number."""
        return all(
            int.from_bytes(code, "big") in texts
            for use, texts in zip(self.uses, self.texts, strict=True)
            for code in use.codes
        )

    @property
    def free(self) -> bool:
        """Whether the codes can be changed wherever they are shown."""
        return self.covered and not any(use.fixed for use in self.uses)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a face becomes.

    `codes` are the new codes by the old ones. `names` is the encoding by new code (None: as it was, of the used
    codes), `before` that by old code, `symbolic` says that it has none. `gids` gives the glyph of each CID where
    that isn't the CID itself. `file` and `subtype` say what kind of program it is; there is none unless one is
    embedded.
    """

    face: Face
    codes: dict[bytes, bytes]
    program: Written | None = None
    file: str = ""
    subtype: str = ""
    names: dict[int, str] | None = None
    before: dict[int, str] = field(default_factory=dict)
    symbolic: bool = False
    gids: dict[int, int] = field(default_factory=dict)


def face_of(uses: Sequence[Use]) -> Face:
    """Fonts that share a program, as one."""
    first: dict[bytes, int] = {}
    for use in uses:
        for code, moment in use.codes.items():
            first[code] = min(moment, first.get(code, moment))
    texts = tuple(read_to_unicode(use.font.get("/ToUnicode")) or {} for use in uses)
    return Face(tuple(uses), tuple(sorted(first, key=lambda code: first[code])), texts)


def plan_of(face: Face, descriptor: pikepdf.Object | None, title: str, spaced: bool) -> Plan:
    """Plan a face.

    Args:
        face: the fonts.
        descriptor: what describes them, None if nothing does.
        title: the name the program gets.
        spaced: word spacing is used, which only code 32 gets.

    Raises:
        BrokenProgramError: the program can't be read.
        Uninterpretable: the encoding can't be.
    """
    file = next((f for f in ("/FontFile", "/FontFile2", "/FontFile3") if f in (descriptor or {})), None)
    kind = str(face.font.get("/Subtype", ""))
    if kind == "/Type3":
        return _type3(face, spaced)
    if descriptor is None or file is None:
        return Plan(face, {code: code for code in face.codes})
    data, file = _program(descriptor, file)
    if kind == "/Type0":
        return _composite(face, data, file, title, spaced)
    if file == "/FontFile2":
        return _truetype(face, read_truetype(data), bool(int(descriptor.get("/Flags", 4)) & 4), spaced)
    read = read_type1(data) if file == "/FontFile" else read_cff(data)
    return _named(face, read, title, spaced)


def _program(descriptor: pikepdf.Object, file: str) -> tuple[bytes, str]:
    """The program, and what kind it is; what OpenType wraps is taken out of it."""
    stream = descriptor[file]
    if not isinstance(stream, pikepdf.Stream):
        raise BrokenProgramError("no stream")
    data = bytes(stream.read_bytes())
    if file == "/FontFile3" and stream.get("/Subtype") == "/OpenType":
        tables = sfnt_tables(data)
        if b"CFF " in tables:
            return tables[b"CFF "], file
        return data, "/FontFile2"
    return data, file


def _numbered(codes: Iterable[bytes], spaced: bool) -> dict[bytes, bytes] | None:
    """Single bytes from 1 in order, 32 left for the space that gets word spacing; None if there are too many."""
    free = iter([n for n in range(1, 256) if n != 32])
    new: dict[bytes, bytes] = {}
    for code in codes:
        number = 32 if spaced and code == b" " else next(free, None)
        if number is None:
            return None
        new[code] = bytes([number])
    return new


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


# Type 3


def _type3(face: Face, spaced: bool) -> Plan:
    new = _numbered(face.codes, spaced) if face.free else None
    old = encoding_of(face.font, {})
    if new is None:
        names = {_number(c): old[_number(c)] for c in face.codes if _number(c) in old}
        return Plan(face, {c: c for c in face.codes}, names=names, before=old)
    return Plan(face, new, names={_number(n): f"g{_number(n)}" for n in new.values()}, before=old)


# Fonts whose glyphs have names


def _named(face: Face, program: Cff | Type1, title: str, spaced: bool) -> Plan:
    if isinstance(program, Cff) and program.keyed:
        raise BrokenProgramError("a simple font with CIDs")
    encoding = encoding_of(face.font, program.encoding)
    glyphs = {name: gid for gid, name in reversed(list(enumerate(program.names)))}
    by_text: dict[str, list[int]] = {}
    for gid, name in enumerate(program.names):
        if text_of(name):
            by_text.setdefault(text_of(name), []).append(gid)
    shown: dict[bytes, int] = {}
    order: list[int] = []
    for code in face.codes:
        name = encoding.get(_number(code), ".notdef")
        if name in glyphs:
            shown[code] = glyphs[name]
            order.append(glyphs[name])
        else:  # viewers may find it by what the name stands for
            order += by_text.get(text_of(name), [])
    known = {_number(c): text_of(encoding.get(_number(c), "")).encode("utf-16-be") for c in face.codes}
    texts = {**{c: t for c, t in known.items() if t}, **face.texts[0]}
    new = None
    if not any(u.fixed for u in face.uses) and len(shown) == len(face.codes):
        readable = face.covered or all(_number(c) in texts for c in face.codes)
        if readable and not follow_from_text((_number(c) for c in face.codes), texts):
            new = _numbered(face.codes, spaced)
    codes = new or {code: code for code in face.codes}
    order = [gid for gid in dict.fromkeys(order) if gid]
    names = [program.names[gid] for gid in order]
    if face.covered:
        names = [name if text_of(name) else f"g{at}" for at, name in enumerate(names, 1)]
    called = {0: ".notdef", **dict(zip(order, names, strict=True))}
    encoded = {
        _number(codes[code]): called[shown[code]] if code in shown else encoding.get(_number(code), ".notdef")
        for code in face.codes
    }
    if isinstance(program, Cff):
        return Plan(face, codes, write_cff(program, order, names, title), "/FontFile3", "/Type1C", encoded)
    return Plan(face, codes, write_type1(program, order, names, title), "/FontFile", "", encoded)


# Simple TrueType fonts

_Lookup = tuple[tuple[int, int], int, int]  # the cmap, what is looked up in it, the glyph


def _truetype(face: Face, program: TrueType, symbolic: bool, spaced: bool) -> Plan:
    encoded = "/Encoding" in face.font
    encoding = encoding_of(face.font, {}) if encoded else {}
    found = {
        code: _lookups(program, _number(code), encoding.get(_number(code)), symbolic) for code in face.codes
    }
    texts = [
        {**{_number(c): t for c in face.codes if (t := _text(encoding, c))}, **given} for given in face.texts
    ]
    readable = all(_number(c) in t for use, t in zip(face.uses, texts, strict=True) for c in use.codes)
    single = all(len({gid for _, _, gid in looked}) == 1 for looked in found.values())
    tells = not encoded or not all(
        follow_from_text(map(_number, u.codes), t) for u, t in zip(face.uses, texts, strict=True)
    )
    if readable and single and tells and not any(use.fixed for use in face.uses):
        new = _numbered(face.codes, spaced)
        if new is not None:
            order = [found[code][0][2] for code in face.codes]
            places = {_number(new[code]): at for at, code in enumerate(face.codes, 1)}
            cmaps = {(1, 0): places, (3, 0): {0xF000 + code: at for code, at in places.items()}}
            face = Face(face.uses, face.codes, tuple(texts))
            return Plan(face, new, write_truetype(program, order, cmaps), "/FontFile2", symbolic=True)
    order = list(dict.fromkeys(gid for looked in found.values() for _, _, gid in looked if gid))
    place = {gid: at for at, gid in enumerate(order, 1)}
    kept: dict[tuple[int, int], dict[int, int]] = {}
    for looked in found.values():
        for cmap, key, gid in looked:
            if gid:
                kept.setdefault(cmap, {})[key] = place[gid]
    return Plan(face, {c: c for c in face.codes}, write_truetype(program, order, kept), "/FontFile2")


def _text(encoding: Mapping[int, str], code: bytes) -> bytes:
    return text_of(encoding.get(_number(code), "")).encode("utf-16-be")


def _lookups(program: TrueType, code: int, name: str | None, symbolic: bool) -> list[_Lookup]:
    """All ways in which viewers may look up a code (ISO 32000-2, 9.6.5.4, and what they do beside it)."""
    text = text_of(name) if name else ""
    point = ord(text) if len(text) == 1 else -1
    unicode = [key for key in program.cmaps if key[0] == 0 or key in {(3, 1), (3, 10)}]
    by_name = [(key, point) for key in unicode]
    found = _look(program, by_name)
    if found and not symbolic:
        return found
    tries = [((3, 0), high + code) for high in (0xF000, 0, 0xF100, 0xF200)] + [((1, 0), code)]
    if name in MAC_CODES:
        tries.append(((1, 0), MAC_CODES[name]))
    found += _look(program, tries) or _look(program, [(key, code) for key in unicode])
    if found:
        return found
    if name in program.names:
        return [((3, 1), point if point >= 0 else 0xF000 + code, program.names[name])]
    if not program.cmaps:
        return [((1, 0), code, code), ((3, 0), 0xF000 + code, code)]
    return [((1, 0), code, 0)]


def _look(program: TrueType, tries: Iterable[tuple[tuple[int, int], int]]) -> list[_Lookup]:
    looked = ((key, point, program.cmaps.get(key, {}).get(point, 0)) for key, point in tries)
    return [lookup for lookup in looked if lookup[2]]


# Composite fonts


def _composite(face: Face, data: bytes, file: str, title: str, spaced: bool) -> Plan:
    cids = cids_of(face)
    changes = face.free and not (spaced and b" " in face.codes)
    nothing = b"\0\0" if _cid_0_is_notdef(face.font.DescendantFonts[0], file) else None
    if changes:
        rest = [code for code in face.codes if code != nothing]
        if len(rest) >= 0xFFFF:
            raise BrokenProgramError("too many codes")
        new = {code: at.to_bytes(2, "big") for at, code in enumerate(rest, 1)}
        if nothing is not None and nothing in face.codes:
            new[nothing] = nothing
        shown = [cids[code] for code in rest]  # the CID that each new number stands for
    else:
        new = {code: code for code in face.codes}
        shown = [cid for cid in dict.fromkeys(cids[code] for code in face.codes) if cid or nothing is None]
    if file == "/FontFile2":
        gids = _glyphs_of_cids(face.font.DescendantFonts[0], shown)
        places = {} if changes else {cid: at for at, cid in enumerate(shown, 1)}
        return Plan(face, new, write_truetype(read_truetype(data), gids, {}), file, gids=places)
    if file != "/FontFile3":
        raise BrokenProgramError("a composite font of Type 1")
    program = read_cff(data)
    if program.keyed:
        glyphs = {name: gid for gid, name in enumerate(program.names)}
        order = [glyphs.get(f"cid{cid:05d}", 0) for cid in shown]
        numbers = range(1, len(shown) + 1) if changes else shown
        names = [f"cid{number:05d}" for number in numbers]
    else:
        used = set(shown)
        order = (
            shown if changes else [cid if cid in used else 0 for cid in range(1, max(shown, default=0) + 1)]
        )
        names = [f"g{at}" for at in range(1, len(order) + 1)]
    order = [gid if gid < len(program.names) else 0 for gid in order]
    return Plan(face, new, write_cff(program, order, names, title), file, "/CIDFontType0C")


def cids_of(face: Face) -> dict[bytes, int]:
    """The CID of each code.

    Raises:
        Uninterpretable: the CMap can't be followed.
    """
    if isinstance(face.font.get("/Encoding"), pikepdf.Name):
        return {code: _number(code) for code in face.codes}
    ranges = read_font(face.font).cids
    found = dict.fromkeys(face.codes, 0)
    for code in found:
        for size, low, high, first in ranges:
            if size == len(code) and low <= _number(code) <= high:
                found[code] = first + _number(code) - low
                break
    return found


def _cid_0_is_notdef(descendant: pikepdf.Object, file: str) -> bool:
    """Whether CID 0 shows nothing; a map to the glyphs of a TrueType program may give it one (Matplotlib does)."""
    table = descendant.get("/CIDToGIDMap")
    return file != "/FontFile2" or not isinstance(table, pikepdf.Stream) or not any(table.read_bytes()[:2])


def _glyphs_of_cids(descendant: pikepdf.Object, cids: Sequence[int]) -> list[int]:
    table = descendant.get("/CIDToGIDMap")
    if not isinstance(table, pikepdf.Stream):
        return list(cids)
    data = bytes(table.read_bytes())
    return [_number(data[2 * cid : 2 * cid + 2]) for cid in cids]
