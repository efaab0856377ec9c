"""What the codes of a font stand for: its encoding and its map to Unicode (ISO 32000-2, 9.6 and 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pikepdf
from fontTools import agl
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MAX_RANGE, _MAX_CODES = 0x10000, 0x40000


def _win_ansi() -> dict[int, str]:
    names = {
        code: agl.UV2AGL[ord(char)]
        for code in range(32, 256)
        if (char := _cp1252(code)) and ord(char) in agl.UV2AGL
    }
    # ISO 32000-2, annex D.2: 160 is a space, 173 a hyphen, and what has no character a bullet.
    return {**dict.fromkeys(range(127, 160), "bullet"), **names, 32: "space", 160: "space", 173: "hyphen"}


def _cp1252(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore")


WIN_ANSI = _win_ansi()
_BASES: dict[str, Mapping[int, str]] = {
    "/WinAnsiEncoding": WIN_ANSI,
    "/MacRomanEncoding": {c: n for c, n in enumerate(MacRoman) if c >= 32 and n != ".notdef"},
    "/StandardEncoding": {c: n for c, n in enumerate(StandardEncoding) if n != ".notdef"},
}
MAC_CODES = {name: code for code, name in sorted(_BASES["/MacRomanEncoding"].items(), reverse=True)}


def encoding_of(font: pikepdf.Object, own: Mapping[int, str]) -> dict[int, str]:
    """The glyph names by code of a simple font.

    Args:
        font: its dictionary.
        own: the encoding in its program, which counts where the dictionary names none.
    """
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Name):
        return dict(_BASES.get(str(encoding), own))
    if not isinstance(encoding, pikepdf.Dictionary):
        return dict(own)
    names = dict(_BASES.get(str(encoding.get("/BaseEncoding", "")), own))
    names.update(differences_of(encoding))
    return names


def differences_of(encoding: pikepdf.Object) -> dict[int, str]:
    """The /Differences of an encoding by code."""
    names: dict[int, str] = {}
    code = 0
    for entry in encoding.get("/Differences", pikepdf.Array()):
        if isinstance(entry, pikepdf.Name):
            names[code] = str(entry)[1:]
            code += 1
        else:
            code = int(entry)
    return names


def differences(names: Mapping[int, str]) -> pikepdf.Array:
    """An array of /Differences."""
    entries: list[object] = []
    following = None
    for code, name in sorted(names.items()):
        if code != following:
            entries.append(code)
        entries.append(pikepdf.Name("/" + name))
        following = code + 1
    return pikepdf.Array(entries)


def text_of(name: str) -> str:
    """The text a glyph name stands for by the Adobe Glyph List; empty where it stands for none."""
    return str(agl.toUnicode(name))


def read_to_unicode(stream: pikepdf.Object | None) -> dict[int, bytes] | None:
    """A /ToUnicode map: UTF-16 by code; None where there is none to read."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    found: dict[int, bytes] = {}
    for kind, body in _SECTION.findall(bytes(stream.read_bytes())):
        tokens = [(_bytes(t[0]), t[1] or t[2]) for t in _TOKEN.findall(body)]
        if kind == b"bfchar":
            texts = [text for text, bracket in tokens if not bracket]
            found.update({_number(c): text for c, text in zip(texts[::2], texts[1::2], strict=False)})
        else:
            _read_ranges(tokens, found)
    return found


def _read_ranges(tokens: list[tuple[bytes, bytes]], found: dict[int, bytes]) -> None:
    at = 0
    while at + 2 < len(tokens):
        low, high = _number(tokens[at][0]), _number(tokens[at + 1][0])
        at += 2
        if high - low >= _MAX_RANGE or len(found) + high - low > _MAX_CODES:
            return
        if tokens[at][1] == b"[":
            at += 1
            code = low
            while at < len(tokens) and not tokens[at][1]:
                found[code] = tokens[at][0]
                code, at = code + 1, at + 1
        else:
            start = tokens[at][0]
            for code in range(low, high + 1):
                found[code] = _plus(start, code - low)
        at += 1


def _bytes(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _plus(text: bytes, steps: int) -> bytes:
    return ((_number(text) + steps) % (1 << 8 * len(text))).to_bytes(len(text), "big") if text else b""


_HEAD = (
    b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
)


def to_unicode(texts: Mapping[bytes, bytes]) -> bytes:
    """A /ToUnicode map that gives codes their UTF-16, and nothing else."""
    lengths = sorted({len(code) for code in texts}) or [1]
    spaces = [b"<" + b"00" * n + b"> <" + b"ff" * n + b">" for n in lengths]
    out = [_HEAD + b"%d begincodespacerange\n" % len(spaces) + b"\n".join(spaces) + b"\nendcodespacerange\n"]
    listed = sorted(texts.items(), key=lambda item: (len(item[0]), item[0]))
    for at in range(0, len(listed), 100):  # at most 100 in a section (Technical Note 5014)
        part = listed[at : at + 100]
        lines = (b"<%s> <%s>\n" % (code.hex().encode(), text.hex().encode()) for code, text in part)
        out.append(b"%d beginbfchar\n" % len(part) + b"".join(lines) + b"endbfchar\n")
    return b"".join([*out, b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"])


def follow_from_text(codes: Iterable[int], texts: Mapping[int, bytes]) -> bool:
    """Whether each code is that of its character in one of the usual encodings, so that codes tell nothing more."""
    return all(texts.get(code) in _usual(code) for code in codes)


def _usual(code: int) -> set[bytes]:
    return {text_of(names[code]).encode("utf-16-be") for names in _BASES.values() if code in names}
