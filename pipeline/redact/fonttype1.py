"""Type 1 programs written anew with some of their glyphs (Adobe Type 1 Font Format, 1990)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc.eexec import decrypt, encrypt
from fontTools.misc.psCharStrings import T1CharString
from fontTools.pens.boundsPen import BoundsPen

from pipeline.redact.fontprogram import BROKEN, BrokenProgramError, Written, around_thousandths

_EEXEC, _CHARSTRING = 55665, 4330  # the keys (chapter 7)
_NAME = rb"/([^\s/{}\[\]()<>%]+)"
_GLYPH = re.compile(rb"\s*" + _NAME + rb"\s+(\d+)\s+(\S+)\s")
_SUBR = re.compile(rb"\s*dup\s+(\d+)\s+(\d+)\s+(\S+)\s")
_ENCODED = re.compile(rb"dup\s+(\d+)\s*" + _NAME + rb"\s+put")
_RETURN = b"\x0b"
_FLEX = 4  # the first subroutines are called by number from outside charstrings (8.3)
_CLOSING = b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"


@dataclass(frozen=True, slots=True)
class Type1:
    """A Type 1 program.

    `clear` is the part before `eexec`; `head`, `middle` and `tail` are what stands before, between and after
    subroutines and glyphs in the encrypted part; `subrs` and `shapes` are decrypted charstrings, `.notdef` the first
    glyph; `read`, `put` and `define` the operators around them; `padding` how many random bytes begin each.
    """

    clear: bytes
    head: bytes
    middle: bytes
    tail: bytes
    subrs: tuple[bytes, ...]
    names: tuple[str, ...]
    shapes: tuple[bytes, ...]
    encoding: dict[int, str]
    read: bytes
    put: bytes
    define: bytes
    padding: int


def read_type1(data: bytes) -> Type1:
    """Read a Type 1 program.

    Raises:
        BrokenProgramError: it can't be read.
    """
    try:
        return _read(_without_headers(data))
    except BROKEN as error:
        raise BrokenProgramError("broken Type 1 program") from error


def _without_headers(data: bytes) -> bytes:
    """What the segments of a PFB file hold."""
    out, at = b"", 0
    while data[at : at + 1] == b"\x80" and data[at + 1] in {1, 2}:
        length = int.from_bytes(data[at + 2 : at + 6], "little")
        out += data[at + 6 : at + 6 + length]
        at += 6 + length
    return out or data


def _read(data: bytes) -> Type1:
    start = data.index(b"eexec") + 5
    clear = data[:start]
    while data[start : start + 1] in {b" ", b"\t", b"\r", b"\n"}:
        start += 1
    body = data[start:]
    digits = re.match(rb"[0-9A-Fa-f\s]{8,}", body)
    if digits is not None:
        hexed = b"".join(digits.group().split())
        body = bytes.fromhex(hexed[: len(hexed) // 2 * 2].decode("ascii"))
    private = decrypt(body, _EEXEC)[0][4:]
    private = private[: private.index(b"closefile") + 9]
    given = re.search(rb"/lenIV\s+(\d+)", private)
    padding = int(given.group(1)) if given else 4
    first = re.search(rb"/Subrs\s+\d+\s+array", private)
    entries = list(_entries(private, _SUBR, first.end())) if first else []
    if [int(e.name) for e in entries] != list(range(len(entries))):
        raise BrokenProgramError("subroutines out of order")
    end = entries[-1].end if entries else 0
    begin = re.compile(rb"/CharStrings\s+\d+\s+dict\s+dup\s+begin").search(private, end)
    if begin is None:
        raise BrokenProgramError("no CharStrings")
    listed = list(_entries(private, _GLYPH, begin.end()))
    glyphs = {e.name.decode("latin-1"): decrypt(e.data, _CHARSTRING)[0][padding:] for e in listed}
    names = (".notdef", *(n for n in glyphs if n != ".notdef"))
    return Type1(
        clear=clear,
        head=private[: first.end() if first and entries else begin.start()],
        middle=private[end : begin.start()] if entries else b"",
        tail=private[listed[-1].end :],
        subrs=tuple(decrypt(e.data, _CHARSTRING)[0][padding:] for e in entries),
        names=names,
        shapes=tuple(glyphs[n] for n in names),
        encoding=_encoding(clear),
        read=listed[-1].read,
        put=entries[-1].close if entries else b"",
        define=listed[-1].close,
        padding=padding,
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A charstring as it stands: its name, its encrypted bytes, where it ends, and the operators around it."""

    name: bytes
    data: bytes
    end: int
    read: bytes
    close: bytes


def _entries(private: bytes, pattern: re.Pattern[bytes], at: int) -> Iterator[_Entry]:
    """Charstrings that follow each other."""
    closing = re.compile(rb"\s*((?:noaccess\s+)?(?:put|def)|[^\s/]+)")
    while found := pattern.match(private, at):
        end = found.end() + int(found.group(2))
        closed = closing.match(private, end)
        if closed is None:
            raise BrokenProgramError("charstring without end")
        at = closed.end()
        yield _Entry(found.group(1), private[found.end() : end], at, found.group(3), closed.group(1))


def _encoding(clear: bytes) -> dict[int, str]:
    if re.search(rb"/Encoding\s+StandardEncoding", clear):
        return {c: n for c, n in enumerate(StandardEncoding) if n != ".notdef"}
    return {int(code): name.decode("latin-1") for code, name in _ENCODED.findall(clear)}


def write_type1(font: Type1, order: Sequence[int], names: Sequence[str], title: str) -> Written:
    """A program with the glyphs of `order`, `.notdef` before them.

    Args:
        font: the program.
        order: glyph numbers.
        names: what the glyphs are called in the new program, parallel to `order`.
        title: the name of the font.

    Raises:
        BrokenProgramError: glyphs can't be read.
    """
    try:
        return _write(font, order, names, title)
    except Exception as error:
        if isinstance(error, BROKEN) or type(error).__module__.startswith("fontTools"):
            raise BrokenProgramError("broken Type 1 program") from error
        raise


def _write(font: Type1, order: Sequence[int], names: Sequence[str], title: str) -> Written:
    subrs = [T1CharString(shape) for shape in font.subrs]
    parsed = {
        name: T1CharString(shape, subrs=subrs) for name, shape in zip(font.names, font.shapes, strict=True)
    }
    wanted, called = [0, *order], [".notdef", *names]
    needed = set(range(_FLEX))
    at = 0
    while at < len(wanted):
        parts = _calls(parsed[font.names[wanted[at]]], subrs, needed)
        for name in parts:
            if name not in called:
                wanted.append(font.names.index(name))
                called.append(name)
        at += 1
    bounds = (0.0, 0.0, 0.0, 0.0)
    boxes = []
    for gid in wanted:
        pen = BoundsPen(parsed)
        parsed[font.names[gid]].draw(pen)
        boxes += [pen.bounds] if pen.bounds is not None else []
    if boxes:
        bounds = (
            min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes),
        )  # fmt: skip
    lines = [re.sub(rb"/UniqueID\s+\d+\s+(?:noaccess\s+)?def", b"", font.head), b"\n"]
    for number, shape in enumerate(font.subrs):
        lines.append(_entry(font, b"dup %d" % number, shape if number in needed else _RETURN, font.put))
    lines.append(font.middle + b"/CharStrings %d dict dup begin\n" % len(wanted))
    for gid, name in zip(wanted, called, strict=True):
        lines.append(_entry(font, b"/" + name.encode("latin-1"), font.shapes[gid], font.define))
    private = encrypt(b"\0\0\0\0" + b"".join(lines) + font.tail.lstrip(b" ") + b"\n", _EEXEC)[0]
    clear = _clear(font.clear, title, around_thousandths(bounds, 1.0)) + b"\n"
    given = re.search(rb"/FontMatrix\s*\[\s*([0-9.eE+-]+)", clear)
    scale = 1000 * float(given.group(1)) if given else 1.0
    lengths = (len(clear), len(private), len(_CLOSING))
    return Written(clear + private + _CLOSING, around_thousandths(bounds, scale), lengths)


def _entry(font: Type1, name: bytes, shape: bytes, closing: bytes) -> bytes:
    data = encrypt(b"\0" * font.padding + shape, _CHARSTRING)[0]
    return b"%s %d %s %s %s\n" % (name, len(data), font.read, data, closing)


def _clear(clear: bytes, title: str, bounds: Sequence[int]) -> bytes:
    """The clear part with another name and bounds, and the encoding that the font dictionary replaces."""
    changed = re.sub(rb"(/FontName\s+)/\S+", rb"\g<1>/" + title.encode("ascii"), clear)
    box = b"{%s}" % b" ".join(b"%d" % v for v in bounds)
    changed = re.sub(rb"(/FontBBox\s*)[\[{][^\]}]*[\]}]", rb"\g<1>" + box, changed)
    changed = re.sub(rb"/UniqueID\s+\d+\s+def", b"", changed)
    changed = re.sub(
        rb"^%.*?\n", b"%!PS-AdobeFont-1.0\n", changed.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), count=1
    )
    if re.search(rb"/Encoding\s+StandardEncoding", changed) is None:
        changed = re.sub(
            rb"/Encoding\s+256\s+array.*?\b(?:readonly\s+)?def\b", b"/Encoding StandardEncoding def", changed,
            count=1, flags=re.DOTALL,
        )  # fmt: skip
    return changed


def _calls(shape: T1CharString, subrs: Sequence[T1CharString], needed: set[int]) -> list[str]:
    """Adds the subroutines that a charstring calls; gives the letters that `seac` puts together (6.4)."""
    shape.decompile()
    parts: list[str] = []
    stack = [shape]
    while stack:
        program = stack.pop().program
        for at, operator in enumerate(program):
            if operator == "callsubr":
                number = program[at - 1] if at else None
                if not isinstance(number, int) or not 0 <= number < len(subrs):
                    needed.update(range(len(subrs)))  # a number that is worked out: it may be any
                elif number not in needed:
                    needed.add(number)
                    subrs[number].decompile()
                    stack.append(subrs[number])
            elif operator == "seac":
                parts += [StandardEncoding[int(v)] for v in program[at - 2 : at]]
    return parts
