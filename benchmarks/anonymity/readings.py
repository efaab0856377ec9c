"""What an attacker sees of one layout on a redacted page.

The content is cut at the lines that the names stand on, so that one page can hold many layouts. A piece is
everything up to an operator that paints something, with the state that is set for it.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from pipeline.pdf.text import Char, PageText
from pipeline.redact.geometry import IDENTITY, Matrix, apply, multiply

Point = tuple[float, float]
_SHOWS = {"Tj", "TJ", "'", '"'}
_PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"}
_OBJECTS = {"Do", "sh", "INLINE IMAGE"}
_LINE = 8.0  # points; what stands nearer to a baseline belongs to its line


@dataclass(frozen=True, slots=True)
class Piece:
    """Some content with the height it paints at, and the corners of its path, in user space."""

    y: float
    content: bytes
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A layout as it came out: its content, and what stands where to the eye.

    `shown` are the characters and corners, `places` their coordinates in points.
    """

    content: bytes
    shown: tuple[str, ...]
    places: tuple[float, ...]


class _Walker:
    """Follows the content of a page as far as is needed to know the height of what it paints."""

    def __init__(self) -> None:
        self.ctm: Matrix = IDENTITY
        self.stack: list[Matrix] = []
        self.line: Matrix = IDENTITY
        self.leading = 0.0
        self.points: list[Point] = []
        self.pending: list[bytes] = []
        self.pieces: list[Piece] = []

    def step(self, operator: str, operands: Sequence[pikepdf.Object], written: bytes) -> None:
        self.pending.append(written)
        if operator in {"BT", "Tm", "Td", "TD", "TL", "T*", "'", '"'}:
            self._text(operator, [float(v) for v in operands] if operator not in {"'", '"'} else [])
        elif operator in {"m", "l", "c", "v", "y", "re"}:
            self._path(operator, [float(v) for v in operands])
        elif operator == "q":
            self.stack.append(self.ctm)
        elif operator == "Q" and self.stack:
            self.ctm = self.stack.pop()
        elif operator == "cm":
            self.ctm = multiply(_matrix(operands), self.ctm)
        if operator in _SHOWS:
            self._emit(apply(multiply(self.line, self.ctm), 0, 0)[1])
        elif operator in _PAINTS:
            ys = [y for _, y in self.points] or [0.0]
            self._emit((min(ys) + max(ys)) / 2, tuple(self.points))
            self.points = []
        elif operator in _OBJECTS:
            self._emit(apply(self.ctm, 0, 0)[1])

    def _text(self, operator: str, numbers: list[float]) -> None:
        match operator:
            case "BT":
                self.line = IDENTITY
            case "Tm":
                self.line = _matrix(numbers)
            case "TL":
                self.leading = numbers[0]
            case "Td" | "TD":
                self.line = multiply((1, 0, 0, 1, numbers[0], numbers[1]), self.line)
                self.leading = -numbers[1] if operator == "TD" else self.leading
            case _:
                self.line = multiply((1, 0, 0, 1, 0, -self.leading), self.line)

    def _path(self, operator: str, numbers: list[float]) -> None:
        if operator == "re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y + height]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        self.points += [apply(self.ctm, x, y) for x, y in pairs]

    def _emit(self, y: float, points: tuple[Point, ...] = ()) -> None:
        self.pieces.append(Piece(y, b"\n".join(self.pending), points))
        self.pending = []

    def finished(self) -> list[Piece]:
        """All pieces; what is left paints nothing and goes with the last height there is."""
        if self.pending:
            self._emit(0.0)
        return self.pieces


def _matrix(operands: Sequence[object]) -> Matrix:
    a, b, c, d, e, f = (float(str(v)) for v in operands)
    return a, b, c, d, e, f


def pieces_of(page: pikepdf.Page) -> list[Piece]:
    """The content of a page in pieces; what an object paints is told by the digest of its bytes."""
    walker = _Walker()
    objects = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        written = pikepdf.unparse_content_stream([instruction])
        if operator == "Do":
            painted = objects.get(str(instruction.operands[0]))
            written += b" %" + hashlib.sha256(painted.read_bytes()).hexdigest().encode() if painted else b""
        walker.step(operator, list(instruction.operands), written)
    return walker.finished()


def visible(page: PageText) -> list[tuple[str, Char]]:
    """The characters that show, with their text."""
    shown = ((page.shown(char), char) for char in page.chars if not char.generated)
    return [(text, char) for text, char in shown if text.strip()]


def readings(page: pikepdf.Page, text: PageText, baselines: Sequence[float]) -> list[Reading]:
    """A reading for each of the baselines, from the top of the page down: half way to the next ones is its own."""
    bounds = [(a + b) / 2 for a, b in pairwise(baselines)]
    pieces: list[list[Piece]] = [[] for _ in baselines]
    chars: list[list[tuple[str, Char]]] = [[] for _ in baselines]
    rising = bounds[::-1]
    for piece in pieces_of(page):
        pieces[len(bounds) - bisect_left(rising, piece.y)].append(piece)
    for shown, char in visible(text):
        chars[len(bounds) - bisect_left(rising, char.y)].append((shown, char))
    return [_reading(p, c, 0.0) for p, c in zip(pieces, chars, strict=True)]


def line_reading(page: pikepdf.Page, text: PageText, baselines: Sequence[float]) -> Reading:
    """Only the lines with these baselines, at whatever height they stand to the eye."""

    def near(y: float) -> bool:
        return any(abs(y - base) < _LINE for base in baselines)

    pieces = [piece for piece in pieces_of(page) if near(piece.y)]
    chars = [(shown, char) for shown, char in visible(text) if near(char.y)]
    return _reading(pieces, chars, max(baselines))


def _reading(pieces: list[Piece], chars: list[tuple[str, Char]], height: float) -> Reading:
    corners = [point for piece in pieces for point in piece.points]
    places = [(char.x, char.y) for _, char in chars] + corners
    return Reading(
        b"\n".join(piece.content for piece in pieces),
        (*(shown for shown, _ in chars), *("|" for _ in corners)),
        tuple(v for x, y in places for v in (x, y - height)),
    )


def bar_reading(text: PageText, masked: Sequence[Char], bounds: tuple[float, float]) -> Reading:
    """What a black bar leaves on the unredacted page: the bar, and all other characters where they stood."""
    gone = {char.start for char in masked}
    low, high = bounds
    chars = [(s, c) for s, c in visible(text) if low < c.y <= high and c.start not in gone]
    bar = (min(c.box[0] for c in masked), max(c.box[2] for c in masked))
    places = (*bar, *(v for _, c in chars for v in (c.x, c.y)))
    shown = tuple(s for s, _ in chars)
    exact = repr((shown, tuple(round(v, 3) for v in places))).encode()
    return Reading(exact, shown, places)
