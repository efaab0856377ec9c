"""What stands on a page, as `content.py` finds it: glyphs, the operators that show them, paths and images.

These values know each other and change on the way: matching gives a glyph its characters and its mask, the layout
gives it its move, and `rewrite.py` writes what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import hypot

import pikepdf

from pipeline.pdf.scrub import Instruction
from pipeline.redact.fonts import Font
from pipeline.redact.geometry import Matrix, Rect, apply


@dataclass(eq=False, slots=True)
class Glyph:
    """A glyph as shown.

    `at` is its place along the text line in text space, counted from the text matrix; `found_x, found_y` its
    origin in points of user space as pdfium reckons it; `bare` and `width` are its advance in text space without
    and with character and word spacing. `chars`: the indexes of the characters of the page that it shows;
    `blank`: they are spaces, or none. `mask`: the index of the mask that takes it out; `dx`: how far it moves
    along the line, in points.
    """

    show: Show
    code: bytes
    at: float
    found_x: float
    found_y: float
    bare: float
    width: float
    chars: tuple[int, ...] = ()
    blank: bool = True
    mask: int | None = None
    dx: float = 0.0

    @property
    def origin(self) -> tuple[float, float]:
        """Where it stands, in points of user space."""
        return apply(self.show.to_user, self.at, self.show.rise)

    def take_out(self, mask: int | None) -> None:
        """Note the mask that takes it out, if any."""
        if mask is not None:
            self.mask = mask
            self.show.touched = True

    @property
    def shift(self) -> tuple[float, float]:
        """How far it moves, in points of user space."""
        ux, uy = self.show.direction
        return self.dx * ux, self.dx * uy


@dataclass(eq=False, slots=True)
class Show:
    """One operator that shows text.

    `to_user` takes text space, from its text matrix on, to user space of the page; `unit` is the width of a TJ unit
    times 1,000; `char_space` and `word_space` are the operands of Tc and Tw that hold; `start` is where along its line
    it starts, in text space; `frames` are the cm operators of its stream that it stands under; `clips` comes from the
    rendering mode; `nested`: marked content begins between the BT before it and itself. `length` is a unit of text
    space along the line in points, `em` the font height in points, `direction` where the line runs, as a unit vector in
    user space, (0, 0) where the text has no width. `touched`: one of its glyphs goes or moves.
    """

    scope: Scope
    index: int
    block: int
    font: Font
    to_user: Matrix
    unit: float
    em: float
    rise: float
    char_space: float
    word_space: float
    start: float
    clip: Rect
    frames: tuple[int, ...]
    clips: bool
    nested: bool
    touched: bool = False
    glyphs: list[Glyph] = field(default_factory=list)
    length: float = field(init=False)
    direction: tuple[float, float] = field(init=False)

    def __post_init__(self) -> None:
        a, b = self.to_user[0], self.to_user[1]
        self.length = hypot(a, b)
        sign = -1.0 if self.unit < 0 else 1.0
        # Rounded, so that the letters of a line agree; adding zero turns -0.0 into 0.0.
        self.direction = (
            (round(sign * a / self.length, 3) + 0.0, round(sign * b / self.length, 3) + 0.0)
            if self.length
            else (0.0, 0.0)
        )


@dataclass(eq=False, slots=True)
class ImageUse:
    """An image as painted: where (the matrix takes its unit square to user space), and by which instruction.

    `image` is None where its pixels can't be reached (an image in a pattern). `wiped` are the places, in user
    space, whose pixels must go.
    """

    scope: Scope
    index: int
    matrix: Matrix
    rect: Rect
    image: pikepdf.Object | pikepdf.PdfInlineImage | None
    wiped: list[Rect] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Scope:
    """One run through a content stream: that of a page, or of a form each time it is painted.

    `ctm` takes its user space to that of the page and `spacing` are the Tc and Tw that hold, when it begins; `blocks`
    gives the text object of an instruction; `painted` are the cm operators that what is painted beside text stands
    under, by the instruction that paints it; `dropped` are instructions that are left out.
    """

    holder: pikepdf.Object
    resources: pikepdf.Object
    depth: int
    ctm: Matrix
    spacing: tuple[float, float]
    instructions: list[Instruction]
    shows: dict[int, Show] = field(default_factory=dict)
    forms: dict[int, Scope] = field(default_factory=dict)
    images: dict[int, ImageUse] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    painted: dict[int, tuple[int, ...]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A path that was painted: the rectangle around it in user space, and its instructions."""

    scope: Scope
    rect: Rect
    indexes: tuple[int, ...]


@dataclass(eq=False, slots=True)
class PageContent:
    """What stands on a page: the scope of the page, the operators that show text in order, paths and images."""

    root: Scope
    shows: list[Show]
    drawn: list[Drawn]
    images: list[ImageUse]

    def forget(self) -> None:
        """Let go of the glyphs, which know the operators that show them and so would wait for garbage collection."""
        for show in self.shows:
            show.glyphs.clear()
        self.shows.clear()

    def glyphs(self) -> Iterator[Glyph]:
        """All glyphs in the order of the content."""
        for show in self.shows:
            yield from show.glyphs
