"""Reads a content stream token by token, and writes the instructions that it finds (ISO 32000-2, annex A)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
from pikepdf import TokenType

from pipeline.pdf.inorder import MAX_STRING, NAMING
from pipeline.pdf.sized import Sizes

Known = Callable[[str, bytes], bool]
"""Whether there is a resource of a kind (`/Font`; `/Type3` for such a font) by a name, as it stands in the stream."""

_MAX_NAME = 127  # ISO 32000-1, table C.1
_MAX_NUMBER = 40  # digits
_MAX_OPERANDS = 64  # beyond what any operator takes; PDFium remembers sixteen
_MAX_ELEMENTS = 100_000
_MAX_DEPTH = 50
_NO_NAME = b"/WooNone"  # a name that no resource has
_LETTERS = re.compile(rb"[A-Za-z\x80-\xff]{2}")


def _each(names: str) -> list[str]:
    return names.split()


INTENTS = {b"/AbsoluteColorimetric", b"/RelativeColorimetric", b"/Saturation", b"/Perceptual"}
"""The rendering intents."""

SPACES = {
    f"/{name}".encode()
    for name in _each(
        "DeviceGray DeviceRGB DeviceCMYK Pattern CalGray CalRGB Lab ICCBased Indexed G RGB CMYK I"
    )
}
"""The families of colour spaces, which need no resource."""

# The kinds of operands, a letter each: a number, a string, a Name, a bool, an Array of numbers, an array for Text of
# numbers and strings, an array of whatever else (y), a Dictionary, null (z); x is what no operator takes.
_TAKES = {
    **dict.fromkeys(_each("q Q h S s f F f* B B* b b* n W W* BT ET T* EMC BX EX"), ""),
    **dict.fromkeys(_each("w J j M i g G Tc Tw Tz TL Ts Tr"), "n"),
    **dict.fromkeys(_each("l m Td TD d0"), "nn"),
    **dict.fromkeys(("rg", "RG"), "nnn"),
    **dict.fromkeys(("re", "v", "y", "k", "K"), "nnnn"),
    **dict.fromkeys(("cm", "c", "Tm", "d1"), "nnnnnn"),
    **dict.fromkeys(_each("gs cs CS sh Do BMC MP ri"), "N"),
    **dict.fromkeys(("sc", "SC"), "n{1,32}"),
    **dict.fromkeys(("scn", "SCN"), "(?:n{1,32}|n{0,32}N)"),
    **dict.fromkeys(("BDC", "DP"), "N[ND]"),
    **dict.fromkeys(("Tj", "'"), "s"),
    "Tf": "Nn", "d": "An", "TJ": "[AT]", '"': "nns",
}  # fmt: skip
_OPERATORS = {name.encode(): re.compile(f"{kinds}\\Z") for name, kinds in _TAKES.items()}
_KINDS = {
    TokenType.integer: "n", TokenType.real: "n", TokenType.string: "s", TokenType.name_: "N", TokenType.bool: "b",
    TokenType.null: "z",
}  # fmt: skip
_OPENS = {TokenType.array_open: b"[", TokenType.dict_open: b"<<"}
_CLOSES = {TokenType.array_close: b"[", TokenType.dict_close: b"<<"}
_EMPTY = {TokenType.space, TokenType.eof}

_INSTEAD = {b"Tj": b"", b"TJ": b"", b"'": b"T*\n", b'"': b"%b Tw\n%b Tc\nT*\n"}  # what showing does beside it

# ISO 32000-2, tables 91 and 92, long and short; what stands for strings only stands within a colour space.
_INLINE = {
    f"/{key}".encode()
    for key in _each(
        "BitsPerComponent BPC ColorSpace CS Decode D DecodeParms DP Filter F Height H ImageMask IM "
        "Intent Interpolate I Width W Length L"
    )
}
_IMAGE_WORDS = (
    SPACES
    | INTENTS
    | {
        f"/{word}".encode()
        for word in _each(
            "ASCIIHexDecode AHx ASCII85Decode A85 LZWDecode LZW FlateDecode Fl RunLengthDecode RL CCITTFaxDecode "
            "CCF DCTDecode DCT K EndOfLine EncodedByteAlign Columns Rows EndOfBlock BlackIs1 DamagedRowsBeforeError "
            "Predictor Colors BitsPerComponent EarlyChange ColorTransform"
        )
    }
)
_PALETTE = re.compile(rb"\[/(?:Indexed|I) (/[A-Za-z]+) \d{1,3} (?:\(.*\)|<[0-9A-Fa-f\s]*>)\]", re.DOTALL)
_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*")
_COMPONENTS = {b"/G": 1, b"/DeviceGray": 1, b"/RGB": 3, b"/DeviceRGB": 3, b"/CMYK": 4, b"/DeviceCMYK": 4}


@dataclass(frozen=True, slots=True)
class Understood:
    """A content stream as it is understood, and what was left out of it.

    `words` says that it had letters, `painted` that an operator went that exists, without operands that it takes, and
    `unseen` that text went that nobody sees.
    """

    data: bytes
    words: bool = False
    painted: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class _Operand:
    kind: str
    raw: bytes


@dataclass(slots=True)
class _Open:
    """An array or a dictionary that did not end yet."""

    mark: bytes
    elements: list[_Operand] = field(default_factory=list)
    broken: bool = False
    words: bool = False

    def ended(self) -> _Operand:
        kinds = "".join(one.kind for one in self.elements)
        raw = b" ".join(one.raw for one in self.elements)
        if self.broken:
            return _Operand("x", b"ab" if self.words else b"")
        if self.mark == b"<<":
            fits = not len(kinds) % 2 and set(kinds[::2]) <= {"N"} and "x" not in kinds
            return _Operand("D" if fits else "x", b"<<" + raw + b">>")
        kind = "x" if "x" in kinds else "y" if set(kinds) - {"n", "s"} else "T" if "s" in kinds else "A"
        return _Operand(kind, b"[" + raw + b"]")


class _Reader(pikepdf.TokenFilter):
    """Takes the tokens of a stream, and writes those that make an instruction."""

    def __init__(self, known: Known, sizes: Sizes) -> None:
        super().__init__()
        self.known = known
        self.sizes = sizes
        self.unseen = False
        self.out = bytearray()
        self.words = self.painted = False
        self.operands: list[_Operand] = []
        self.open: list[_Open] = []
        self.deeper = 0  # arrays and dictionaries that are not followed any more
        self.image: list[_Operand] | None = None

    def handle_token(self, token: pikepdf.Token) -> None:  # type: ignore[override]  # one is always given
        """Take one token of the lexer."""
        kind, raw = token.type_, token.raw_value
        if kind in _EMPTY:
            return
        if kind == TokenType.comment:
            self._drop(raw)
        elif kind == TokenType.inline_image:
            self._inline_image(raw)
        elif kind in _OPENS:
            self._begin(_OPENS[kind])
        elif kind in _CLOSES:
            self._end(_CLOSES[kind])
        elif kind == TokenType.word:
            self._word(raw)
        else:
            self._add(_Operand(_kind(_KINDS.get(kind, "x"), raw), raw))

    def end(self) -> None:
        """What no operator took goes, and an array that never ended."""
        for container in self.open:
            self.words |= container.words
            self._drop_all(container.elements)
        self._drop_all(self.operands)

    def _begin(self, mark: bytes) -> None:
        if len(self.open) >= _MAX_DEPTH:
            self.deeper += 1
        else:
            self.open.append(_Open(mark))

    def _end(self, mark: bytes) -> None:
        if self.deeper:
            self.deeper -= 1
            self.open[-1].broken = True
        elif self.open and self.open[-1].mark == mark:
            self._add(self.open.pop().ended())
        elif self.open:
            self.open[-1].broken = True

    def _add(self, operand: _Operand) -> None:
        if not self.open:
            self.operands.append(operand)
            if len(self.operands) > _MAX_OPERANDS:
                self._drop(self.operands.pop(0).raw)
            return
        around = self.open[-1]
        around.broken |= operand.kind == "x" or self.deeper > 0 or len(around.elements) >= _MAX_ELEMENTS
        around.elements.append(operand)
        if around.broken:  # it goes as a whole, and so needs not be remembered
            around.words |= any(_tells(one.raw) for one in around.elements)
            around.elements.clear()

    def _word(self, raw: bytes) -> None:
        if self.open:
            self._add(_Operand("x", raw))
        elif raw == b"BI":
            self._drop_all(self.operands)
        elif raw == b"ID":
            self.image = self.operands
            self.operands = []
        elif raw == b"EI":
            self._drop_all(self.operands)
        else:
            self._operator(raw)

    def _operator(self, raw: bytes) -> None:
        takes, given = _OPERATORS.get(raw), self.operands
        found = takes.search("".join(one.kind for one in given)) if takes is not None else None
        if found is None:
            self.painted |= takes is not None
            self._drop(raw if takes is None else b"")
            self._drop_all(given)
            return
        taken = given[found.start() :]
        self._drop_all(given[: found.start()])
        self.operands = []
        pieces = self._named(raw, taken)
        if pieces is None:
            self._drop_all(taken)
        elif self.sizes.hides(raw, pieces):
            self.unseen = True
            self.out += _INSTEAD[raw] % tuple(pieces[:-1])
        else:
            self.out += b" ".join([*pieces, raw]) + b"\n"

    def _named(self, operator: bytes, taken: list[_Operand]) -> list[bytes] | None:
        """The operands as they are written, without a name that nothing has; None where nothing is left of them."""
        pieces = [one.raw for one in taken]
        kind = NAMING.get(operator)
        at = 0 if operator == b"Tf" else -1
        if kind is None or taken[at].kind != "N" or pieces[at] == _NO_NAME or self.known(kind, pieces[at]):
            return pieces
        self.words |= _tells(pieces[at])
        if kind == "/Intent":
            return None
        # The operator stays: a font that isn't there readers replace by one of their own.
        pieces[at] = b"<<>>" if kind == "/Properties" else _NO_NAME
        return pieces

    def _inline_image(self, raw: bytes) -> None:
        given, self.image = self.image or [], None
        entries: dict[bytes, _Operand] = {}
        kept: list[bytes] = []
        for key, value in zip(given[::2], given[1::2], strict=False):
            if key.kind == "N" and key.raw in _INLINE and self._fits_image(value):
                entries[key.raw] = value
                kept += [key.raw, value.raw]
            else:
                self.words |= _tells(key.raw[1:]) or _tells(value.raw)
        if len(given) % 2:
            self._drop(given[-1].raw)
        size = _size_of(entries)
        if size is not None and len(raw) > size:
            self._drop(raw[size:])
            raw = raw[:size] + b"\n"
        self.out += (
            b" ".join([b"BI", *kept, b"ID"]) + b"\n" + raw + (b"" if raw[-1:].isspace() else b"\n") + b"EI\n"
        )

    def _fits_image(self, value: _Operand) -> bool:
        """Whether a value only says how to draw: no string but a palette, no name but those that are there."""
        palette = _PALETTE.fullmatch(value.raw)
        raw = palette[1] if palette is not None else value.raw
        if value.kind in {"s", "x"} or b"(" in raw or re.search(rb"<[^<]", raw.replace(b"<<", b"")):
            return False
        return all(name in _IMAGE_WORDS or self.known("/ColorSpace", name) for name in _NAME.findall(raw))

    def _drop_all(self, operands: list[_Operand]) -> None:
        for one in operands:
            self._drop(one.raw)
        operands.clear()

    def _drop(self, raw: bytes) -> None:
        self.words = self.words or _tells(raw)


def _kind(kind: str, raw: bytes) -> str:
    """The kind of an operand; none that fits where it is longer than readers take."""
    most = {"n": _MAX_NUMBER, "N": _MAX_NAME, "s": MAX_STRING}.get(kind, MAX_STRING)
    return kind if len(raw) <= most else "x"


def _tells(raw: bytes) -> bool:
    """Whether bytes that go may have held words: letters, or a string, whatever its codes stand for."""
    return (
        bool(_LETTERS.search(raw))
        or raw[:1] == b"("
        or (raw[:1] == b"<" and raw[:2] != b"<<" and len(raw) > 2)
    )


def _size_of(entries: dict[bytes, _Operand]) -> int | None:
    """How many bytes an inline image has that is not packed; None where that isn't plain."""
    raw = {key: one.raw for key, one in entries.items()}
    if b"/F" in raw or b"/Filter" in raw:
        return None
    try:
        width, height = (
            int(raw.get(short) or raw[long]) for short, long in ((b"/W", b"/Width"), (b"/H", b"/Height"))
        )
        if (raw.get(b"/IM") or raw.get(b"/ImageMask")) == b"true":
            bits = 1
        else:
            space = raw.get(b"/CS") or raw[b"/ColorSpace"]
            parts = 1 if _PALETTE.fullmatch(space) else _COMPONENTS[space]
            bits = parts * int(raw.get(b"/BPC") or raw[b"/BitsPerComponent"])
    except (KeyError, ValueError):
        return None
    return (width * bits + 7) // 8 * height if width >= 0 and height >= 0 else None


def read_instructions(data: bytes, known: Known, *, inherits: bool = False) -> Understood:
    """Only the instructions of a content stream, and what else there was in it.

    `inherits` says that text in it may have a font that was set around it.
    """
    pdf = pikepdf.new()
    page = pikepdf.Page(pikepdf.Dictionary(Type=pikepdf.Name.Page, Contents=pdf.make_stream(data)))
    reader = _Reader(known, Sizes(inherits, lambda font: known("/Type3", font)))
    page.get_filtered_contents(reader)
    reader.end()
    return Understood(bytes(reader.out), reader.words, reader.painted, reader.unseen)
