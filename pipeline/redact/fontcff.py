"""CFF programs written anew with some of their glyphs, in an order that is given (Adobe Technical Note 5176).

Subroutines are written out in the glyphs that call them: which ones a program has tells which glyphs it had.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from fontTools.cffLib import CFFFontSet
from fontTools.cffLib.transforms import desubroutinizeCharString
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc.psCharStrings import SimpleT2Decompiler, T2CharString
from fontTools.ttLib import TTFont

from pipeline.redact.fontprogram import BROKEN, BrokenProgramError, Written, around_thousandths
from pipeline.redact.geometry import Matrix, multiply

_DEFAULT: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
_DROPPED = (
    "version", "Notice", "Copyright", "FullName", "FamilyName", "Weight", "UniqueID", "XUID", "PostScript",
    "SyntheticBase", "BaseFontName", "BaseFontBlend", "UIDBase", "CIDCount", "CIDFontVersion", "CIDFontRevision",
    "CIDFontType", "Encoding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cff:
    """A CFF program: the bytes, the names of its glyphs in order, whether these are CIDs, its own encoding.

    Glyphs of a CID-keyed program are named `cid00001` and so on, as fontTools does.
    """

    data: bytes
    names: tuple[str, ...]
    keyed: bool
    encoding: dict[int, str]


def read_cff(data: bytes) -> Cff:
    """Read a CFF program.

    Raises:
        BrokenProgramError: it can't be read, or holds more than one font.
    """
    try:
        top = _parse(data)[0]
        keyed = hasattr(top, "ROS")
        names = tuple(top.charset)
        own = {} if keyed else _encoding(top.Encoding)
        return Cff(data, names, keyed, own)
    except Exception as error:
        raise _broken(error) from error


def _encoding(encoding: object) -> dict[int, str]:
    if encoding == "StandardEncoding":
        encoding = StandardEncoding
    if not isinstance(encoding, list):
        return {}
    return {code: name for code, name in enumerate(encoding) if name != ".notdef"}


def _broken(error: Exception) -> Exception:
    if isinstance(error, BROKEN) or type(error).__module__.startswith("fontTools"):
        return BrokenProgramError("broken CFF program")
    return error


def _parse(data: bytes) -> CFFFontSet:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    if len(fonts.fontNames) != 1:
        raise BrokenProgramError("not one font")
    return fonts


def write_cff(font: Cff, order: Sequence[int], names: Sequence[str], title: str) -> Written:
    """A program with the glyphs of `order`, `.notdef` before them.

    Args:
        font: the program.
        order: glyph numbers.
        names: what the glyphs are called in the new program, parallel to `order`; `cid00001` in one that has CIDs.
        title: the name of the font.

    Raises:
        BrokenProgramError: glyphs can't be read, or there are none with one of these numbers.
    """
    try:
        return _write(font, order, names, title)
    except Exception as error:
        raise _broken(error) from error


def _write(font: Cff, order: Sequence[int], names: Sequence[str], title: str) -> Written:
    fonts = _parse(font.data)
    top = fonts[0]
    index = top.CharStrings.charStringsIndex
    wanted, called = [0, *order], [font.names[0], *names]
    shapes = {gid: _flat(index[gid]) for gid in wanted}
    for gid in list(shapes):
        for name in _accented(shapes[gid]):
            part = font.names.index(name)
            if name not in called:
                shapes[part] = _flat(index[part])
                wanted.append(part)
                called.append(name)
    glyphs = [shapes[gid] for gid in wanted]
    index.items, index.file, index.offsets = glyphs, None, []
    top.CharStrings.charStrings = {name: at for at, name in enumerate(called)}
    if len(top.CharStrings.charStrings) != len(called):
        raise BrokenProgramError("two glyphs of one name")
    top.charset = called
    top.numGlyphs = len(called)
    _privates(top, wanted)
    for key in _DROPPED:
        top.rawDict.pop(key, None)
        top.__dict__.pop(key, None)
    if font.keyed:
        # Where the glyphs come from is told by the font dictionary; the CIDs are numbers of our own.
        top.CIDCount = 1 + max(int(name[3:]) if name.startswith("cid") else 0 for name in called)
    fonts.GlobalSubrs.items = []
    fonts.GlobalSubrs.offsets = []
    fonts.fontNames = [title]
    matrix = _matrix(top)
    found = [box for box in (_bounds(shape) for shape in glyphs) if box is not None] or [(0.0, 0.0, 0.0, 0.0)]
    bounds = (
        min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found),
    )  # fmt: skip
    top.FontBBox = [*around_thousandths(bounds, 1.0)]
    out = io.BytesIO()
    fonts.compile(out, TTFont(recalcBBoxes=False))
    return Written(out.getvalue(), around_thousandths(bounds, matrix * 1000))


def _flat(shape: T2CharString) -> T2CharString:
    desubroutinizeCharString(shape)
    return shape


def _bounds(shape: T2CharString) -> tuple[float, float, float, float] | None:
    box = shape.calcBounds(None)
    return None if box is None else (box[0], box[1], box[2], box[3])


def _matrix(top: object) -> float:
    """How long a glyph unit is, in em; in a CID-keyed program the matrix of the whole goes into its dictionaries.

    fontTools does not write a matrix that is the default, not even where another is built on it.
    """
    own = getattr(top, "rawDict", {}).get("FontMatrix")
    dictionaries = getattr(top, "FDArray", None)
    if dictionaries is None:
        return 0.001 if own is None else float(own[0])
    scales = []
    for dictionary in dictionaries:
        inner = dictionary.rawDict.pop("FontMatrix", None)
        dictionary.__dict__.pop("FontMatrix", None)
        given = [tuple(float(v) for v in m) for m in (inner, own) if m is not None]
        matrix = reduce(multiply, given) if given else _DEFAULT  # type: ignore[arg-type]
        if any(abs(a - b) > 1e-9 for a, b in zip(matrix, _DEFAULT, strict=True)):
            dictionary.FontMatrix = list(matrix)
        scales.append(float(matrix[0]))
    if own is not None:
        top.rawDict.pop("FontMatrix")  # type: ignore[attr-defined]
        top.__dict__.pop("FontMatrix", None)
    return scales[0]


def _privates(top: object, wanted: Sequence[int]) -> None:
    """Leave a CID-keyed program the font dictionaries that its glyphs use, and no program any subroutines."""
    privates = []
    if hasattr(top, "FDArray"):
        if hasattr(top, "FDSelect"):
            chosen = [top.FDSelect.gidArray[gid] for gid in wanted]
            used = list(dict.fromkeys(chosen))
            top.FDSelect.format = None
            top.FDSelect.gidArray = [used.index(v) for v in chosen]
        else:
            used = [0]
        dictionaries = [top.FDArray[i] for i in used]
        top.FDArray.items, top.FDArray.file, top.FDArray.offsets = dictionaries, None, []
        for dictionary in dictionaries:
            dictionary.rawDict.pop("FontName", None)
            dictionary.__dict__.pop("FontName", None)
            privates.append(dictionary.Private)
    else:
        privates.append(top.Private)  # type: ignore[attr-defined]
    for private in privates:
        private.rawDict.pop("Subrs", None)
        private.__dict__.pop("Subrs", None)
        private.rawDict.pop("UniqueID", None)


class _Parts(SimpleT2Decompiler):  # type: ignore[misc, unused-ignore]
    """Finds the two glyphs of an accented letter that `endchar` puts together (Technical Note 5177, appendix C)."""

    def __init__(self, shape: T2CharString) -> None:
        super().__init__([], [], shape.private)
        self.parts: list[str] = []

    def op_endchar(self, _index: int) -> None:
        operands = self.popall()
        if len(operands) >= 4:
            self.parts = [StandardEncoding[int(v)] for v in operands[-2:]]


def _accented(shape: T2CharString) -> list[str]:
    finder = _Parts(shape)
    finder.execute(shape)
    return finder.parts
