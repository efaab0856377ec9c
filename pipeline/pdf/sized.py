"""Says which text of a content stream is so small, or so squeezed, that nobody sees it and PDFium does not list it.

PDFium leaves out text that is narrower than a hundredth of a point, text without a font, and text of absurd size. What
is not listed is not read, and so would not be redacted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite

from pipeline.pdf.inorder import STRINGS

LEAST = 0.1
"""Points: an em that is narrower or lower can't be read; one letter of it is just wide enough for PDFium."""

MOST = 1e6
"""Points of an em."""

_LEAST_OF_DRAWN = 1e-6  # the letters of a Type 3 font have a scale of their own
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_TAKEN = {b"cm": 6, b"Tm": 6, b"Tf": 2, b"Tz": 1}
_FOLLOWED = frozenset({b"q", b"Q", b"BT", b"gs", *_SHOWS, *_TAKEN})
_GAPS = bytes.maketrans(b"\0[]<>", b"     ")

Matrix = tuple[float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0)


class Sizes:
    """Follows how large text is in the space of one stream.

    Args:
        inherits: whether the stream may be drawn with a font that was set around it, as a form may.
        drawn: whether a name is that of a Type 3 font.
    """

    def __init__(self, inherits: bool, drawn: Callable[[bytes], bool]) -> None:
        self.drawn = drawn
        self.size: float | None = None if inherits else 0.0  # None is not known
        self.least = LEAST
        self.scale = 1.0
        self.ctm = self.text = _IDENTITY
        self.stack: list[tuple[float | None, float, float, Matrix]] = []
        self.seen: bool | None = None

    def hides(self, operator: bytes, operands: Sequence[bytes]) -> bool:
        """Take an instruction; tells whether it shows text that nobody sees."""
        if operator in _SHOWS:
            if self.seen is None:
                self.seen = self._is_seen()
            return not self.seen
        self.seen = None
        match operator:
            case b"q":
                self.stack.append((self.size, self.least, self.scale, self.ctm))
            case b"Q" if self.stack:
                self.size, self.least, self.scale, self.ctm = self.stack.pop()
            case b"cm":
                self.ctm = _product(operands, self.ctm)
            case b"BT":
                self.text = _IDENTITY
            case b"Tm":
                self.text = _product(operands, _IDENTITY)
            case b"Tf":
                self.size = float(operands[1])
                self.least = _LEAST_OF_DRAWN if self.drawn(operands[0]) else LEAST
            case b"Tz":
                self.scale = float(operands[0]) / 100
            case b"gs":
                self.size = None if self.size == 0 else self.size  # it may set a font
            case _:
                pass
        return False

    def _is_seen(self) -> bool:
        if self.size is None:
            return True
        a, b, c, d = _product(self.text, self.ctm)
        across = abs(self.size) * (abs(a * self.scale) + abs(c))
        up = abs(self.size) * (abs(b * self.scale) + abs(d))
        return isfinite(across + up) and min(across, up) >= self.least and max(across, up) <= MOST


def _product(first: Sequence[bytes] | Matrix, then: Matrix) -> Matrix:
    a, b, c, d = (float(v) for v in first[:4])
    e, f, g, h = then
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h


def hides_text(data: bytes, inherits: bool, drawn: Callable[[bytes], bool]) -> bool:
    """Whether a stream that is in order shows text that nobody sees."""
    sizes = Sizes(inherits, drawn)
    bare = STRINGS.sub(b" ", data) if b"(" in data else data
    tokens = bare.translate(_GAPS).replace(b"/", b" /").split()
    for i in [i for i, token in enumerate(tokens) if token in _FOLLOWED]:
        operator = tokens[i]
        if sizes.seen and operator in _SHOWS:
            continue
        if sizes.hides(operator, tokens[i - _TAKEN.get(operator, 0) : i]):
            return True
    return False
