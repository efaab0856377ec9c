"""Draws the marks: a light box of a fixed width with the code of the ground in it.

The code is set in a font that is embedded whole in each file, and stands for a screen reader as `gelakt, grond 5.1.2e`
(ISO 32000-2, 14.9.4).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

import pikepdf

from pipeline.redact.geometry import IDENTITY, Matrix, inverse, multiply
from pipeline.redact.glyphs import Glyph
from pipeline.redact.typst_pdf import compile_text

NAME = "/WooMark"
"""The name of the font and of the graphics state of the marks in the resources of what is drawn on."""

_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz.,; "
_FONT = "DejaVu Sans Mono"
_ADVANCE = 1233 / 2048  # em; every glyph of the font has this advance
_TEXT_SIZE = 0.62  # of the font size of the line
_SIDE = 0.2  # room on each side of the code, in em of the line
_DEPTH, _HEIGHT = 0.24, 0.84  # the box below and above the baseline, in em of the line
_DIGIT = 0.729  # em; the height of a digit


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark on one line: its left end on the baseline in user space, the direction of the line, width and em.

    `exact`: the line could not give way, so the gap is as wide as what stood there. `at` is the first glyph that it
    stands for; None on a page that became a picture.
    """

    mask: int
    x: float
    y: float
    ux: float
    uy: float
    width: float
    em: float
    exact: bool = False
    at: Glyph | None = None

    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of the box in user space."""
        low, high = -_DEPTH * self.em, _HEIGHT * self.em
        return tuple(
            (self.x + a * self.ux - b * self.uy, self.y + a * self.uy + b * self.ux)
            for a, b in ((0.0, low), (self.width, low), (self.width, high), (0.0, high))
        )


def code_text(grounds: tuple[str, ...]) -> str:
    """What stands in the box: `5.1.2e`, or `5.1.1d; 5.1.2e`."""
    return "; ".join(grounds)


def spoken(grounds: tuple[str, ...]) -> str:
    """What a screen reader says in place of the code."""
    return f"gelakt, {'grond' if len(grounds) == 1 else 'gronden'} {' en '.join(grounds)}"


def mark_width(grounds: tuple[str, ...], em: float) -> float:
    """The width of a mark in points: it hangs on the codes and the font size alone, never on what was there."""
    return (len(code_text(grounds)) * _ADVANCE * _TEXT_SIZE + 2 * _SIDE) * em


@dataclass(frozen=True, slots=True)
class _MarkFont:
    """A file that holds the font, and the code of each sign in it."""

    pdf: bytes
    codes: dict[str, str]


@lru_cache(maxsize=1)
def _mark_font() -> _MarkFont:
    """The font as typst embeds it: its package brings the font along, so the file is the same on every machine."""
    pdf = compile_text(_FONT, _SIGNS)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        shown = b"".join(
            bytes(part)
            for instruction in pikepdf.parse_content_stream(opened.pages[0], "Tj TJ")
            for operand in instruction.operands
            for part in (operand if isinstance(operand, pikepdf.Array) else [operand])
            if isinstance(part, pikepdf.String)
        )
    codes = [shown[i : i + 2].hex() for i in range(0, len(shown), 2)]
    return _MarkFont(pdf, dict(zip(_SIGNS, codes, strict=True)))


def mark_resources(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """What `draw` refers to: resources with a font and a graphics state, to be added to those of what is drawn on."""
    with pikepdf.open(io.BytesIO(_mark_font().pdf)) as source:
        (font,) = (f for _, f in source.pages[0].resources.Font.items())
        own = pdf.copy_foreign(font)
    opaque = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=1, CA=1, BM=pikepdf.Name.Normal, AIS=False)
    opaque["/SMask"] = pikepdf.Name("/None")
    return pikepdf.Dictionary(
        Font=pikepdf.Dictionary({NAME: own}),
        ExtGState=pikepdf.Dictionary({NAME: pdf.make_indirect(opaque)}),
    )


def draw(piece: Piece, grounds: tuple[str, ...], ctm: Matrix = IDENTITY) -> bytes:
    """The content that paints a mark where `ctm` takes user space to that of the page.

    Raises:
        Uninterpretable: nothing can be drawn under this matrix.
    """
    text = code_text(grounds)
    room = max(piece.width - 0.12 * piece.em, 0.1)
    size = min(_TEXT_SIZE * piece.em, room / (len(text) * _ADVANCE))
    left = (piece.width - len(text) * _ADVANCE * size) / 2
    base = ((_HEIGHT - _DEPTH) * piece.em - _DIGIT * size) / 2
    box = (0.0, -_DEPTH * piece.em, piece.width, (_HEIGHT + _DEPTH) * piece.em)
    place = (piece.ux, piece.uy, -piece.uy, piece.ux, piece.x, piece.y)
    codes = "".join(_mark_font().codes[sign] for sign in text)
    return (
        f"/Span <</ActualText ({spoken(grounds)}) /Lang (nl-NL)>> BDC q {NAME} gs "
        f"{_numbers(multiply(place, inverse(ctm)), 5)} cm 0.9 g 0.35 G 0.4 w [] 0 d {_numbers(box, 3)} re B "
        f"BT 0 g 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts {NAME} {_numbers((size,), 3)} Tf {_numbers((left, base), 3)} Td "
        f"<{codes}> Tj ET Q EMC\n"
    ).encode("ascii")


def _numbers(values: tuple[float, ...], places: int) -> str:
    return " ".join(number(value, places) for value in values)


def number(value: float, places: int) -> str:
    """A number as content streams write it, with no more decimals than that."""
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text not in {"-0", ""} else "0"
