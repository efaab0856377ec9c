"""What stands on a page, as `content.py` finds it: glyphs, the operators that show them, paths and images.

These values know each other and change on the way: matching gives a glyph its characters and its mask, the layout
gives it its move, and `rewrite.py` writes what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

import pikepdf

from pipeline.pdfscrub import Instruction
from pipeline.redact.fonts import Font
from pipeline.redact.geometry import Matrix, Rect


@dataclass(eq=False, slots=True)
class Glyph:
    """A glyph as shown.

    `x, y` is its origin in user space in points, `found_x, found_y` the origin as pdfium reckons it; `at` and
    `width` are its place and advance along the text line in text space, counted from the text matrix;
    `advance` and `em` are the advance (spacing included) and the font height in points. `chars`: the indexes of
    the characters of the page that it shows; `blank`: they are spaces, or none. `mask`: the index of the mask
    that takes it out; `dx`: how far it moves along the line, in points.
    """

    show: Show
    code: bytes
    x: float
    y: float
    found_x: float
    found_y: float
    at: float
    width: float
    advance: float
    em: float
    chars: tuple[int, ...] = ()
    blank: bool = True
    mask: int | None = None
    dx: float = 0.0

    @property
    def shift(self) -> tuple[float, float]:
        """How far it moves, in points of user space."""
        ux, uy = self.show.direction
        return self.dx * ux, self.dx * uy


@dataclass(eq=False, slots=True)
class Show:
    """One operator that shows text.

    `matrix` is the text matrix; `unit` the width of a TJ unit times 1,000; `direction` where the line runs, as a
    unit vector in user space, (0, 0) where the text has no width.
    """

    scope: Scope
    index: int
    block: int
    font: Font
    matrix: Matrix
    to_user: Matrix
    unit: float
    clip: Rect
    extra: tuple[pikepdf.Object, ...]  # word and character spacing of the " operator
    glyphs: list[Glyph] = field(default_factory=list)
    direction: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        a, b = self.to_user[0], self.to_user[1]
        length = hypot(a, b)
        sign = -1.0 if self.unit < 0 else 1.0
        # Rounded, so that the letters of a line agree; adding zero turns -0.0 into 0.0.
        self.direction = (
            (round(sign * a / length, 3) + 0.0, round(sign * b / length, 3) + 0.0) if length else (0.0, 0.0)
        )


@dataclass(eq=False, slots=True)
class Scope:
    """One run through a content stream: that of a page, or of a form each time it is painted."""

    holder: pikepdf.Object
    resources: pikepdf.Object
    depth: int
    instructions: list[Instruction]
    shows: dict[int, Show] = field(default_factory=dict)
    forms: dict[int, Scope] = field(default_factory=dict)
    blocks: dict[int, int] = field(default_factory=dict)  # instruction to the text object it stands in
    dropped: set[int] = field(default_factory=set)  # instructions that are left out


@dataclass(frozen=True, slots=True)
class Drawn:
    """A path that was painted: the rectangle around it in user space, and its instructions."""

    scope: Scope
    rect: Rect
    indexes: tuple[int, ...]


@dataclass(eq=False, slots=True)
class PageContent:
    """What stands on a page: the scope of the page, all glyphs in order, its paths, and the boxes of its images."""

    root: Scope
    glyphs: list[Glyph]
    drawn: list[Drawn]
    images: list[Rect]
