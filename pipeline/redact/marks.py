"""Draws the marks: a light box of a fixed width with the code of the ground in it."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from pipeline.redact.geometry import Rect

FONT_NAME = "/WooMark"

# Advance widths of Helvetica in thousandths of an em, as in Adobe's metrics of the standard 14 fonts.
_WIDTHS = {
    **dict.fromkeys("0123456789abdeghnopqu", 556), **dict.fromkeys("ckxyvsz", 500), **dict.fromkeys("ijl", 222),
    **dict.fromkeys(".;, /", 278), "f": 278, "t": 278, "r": 333, "m": 833, "w": 722,
}  # fmt: skip

_TEXT_SIZE = 0.72  # of the font size of the line
_SIDE = 0.22  # room on each side of the code, in em of the line
_DEPTH, _HEIGHT = 0.24, 0.84  # the box below and above the baseline, in em of the line


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark on one line: its left end on the baseline in user space, the direction of the line, width and em."""

    mask: int
    x: float
    y: float
    ux: float
    uy: float
    width: float
    em: float

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


def _text_width(text: str) -> float:
    return sum(_WIDTHS.get(c, 667) for c in text) / 1000


def mark_width(grounds: tuple[str, ...], em: float) -> float:
    """The width of a mark in points: it hangs on the codes and the font size alone, never on what was there."""
    return (_text_width(code_text(grounds)) * _TEXT_SIZE + 2 * _SIDE) * em


def mark_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of the codes, as a dictionary of fonts."""
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    return pikepdf.Dictionary({FONT_NAME: pdf.make_indirect(font)})


def draw(piece: Piece, grounds: tuple[str, ...]) -> bytes:
    """The content that paints a mark."""
    text = code_text(grounds)
    room = max(piece.width - 0.12 * piece.em, 0.1)
    size = min(_TEXT_SIZE * piece.em, room / _text_width(text))
    left = (piece.width - _text_width(text) * size) / 2
    base = (_HEIGHT - _DEPTH) / 2 * piece.em - 0.36 * size  # half the height of a digit below the middle
    box: Rect = (0.0, -_DEPTH * piece.em, piece.width, (_HEIGHT + _DEPTH) * piece.em)
    place = " ".join(_n(v) for v in (piece.ux, piece.uy, -piece.uy, piece.ux, piece.x, piece.y))
    return (
        f"/Artifact BMC q {place} cm 0.9 g 0.35 G 0.4 w {' '.join(_n(v) for v in box)} re B "
        f"BT 0 g 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts {FONT_NAME} {_n(size)} Tf {_n(left)} {_n(base)} Td ({text}) Tj ET "
        "Q EMC\n"
    ).encode("ascii")


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") if "." in f"{value:.3f}" else f"{value:.3f}"
