"""Follows a content stream and says where each glyph stands (ISO 32000-2, 8.4, 9.3 and 9.4).

The instructions stay as they were parsed; `rewrite.py` writes them anew without the glyphs that must go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pikepdf

from pipeline.pdf.opening import DAMAGE
from pipeline.pdf.scrub import MAX_FORMS, Instruction, instructions_of, values
from pipeline.redact.fonts import Font, read_font
from pipeline.redact.geometry import (
    IDENTITY,
    Matrix,
    Rect,
    Uninterpretable,
    apply,
    around,
    corners,
    intersect,
    multiply,
)
from pipeline.redact.glyphs import Drawn, Glyph, ImageUse, PageContent, Scope, Show

MAX_DEPTH = 30
"""Forms in forms deeper than this, and any form inside itself, are not followed."""

MAX_GLYPHS = 200_000
"""A page with more glyphs than this is not followed; the densest office pages have some 10,000."""

_FIRST_CLIPPING = 4  # text rendering mode (ISO 32000-2, table 104)


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state as far as text needs it; `pattern` is the tiling pattern that paths are filled with, `frames`
    are the cm operators of the stream that hold.
    """

    ctm: Matrix = IDENTITY
    clip: Rect = (-1e9, -1e9, 1e9, 1e9)
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: float = 0.0
    pattern: pikepdf.Object | None = None
    frames: tuple[int, ...] = ()


Operands = Sequence[Any]  # of whatever kind the operator asks for; a wrong one is found where it is used
FontCache = dict[tuple[int, int], Font]


def interpret(page: pikepdf.Page, visible: Rect, fonts: FontCache) -> PageContent:
    """Follow the content of a page.

    Raises:
        Uninterpretable: it can't be followed with certainty.
    """
    walker = _Walker(fonts)
    try:
        root = walker.run(page.obj, page.resources, State(clip=visible), 0, ())
    except Uninterpretable:
        raise
    except DAMAGE as error:
        raise Uninterpretable(type(error).__name__) from error
    return PageContent(root, walker.shows, walker.drawn, walker.images)


class _Walker:
    """The state that travels along the operators of one page."""

    def __init__(self, fonts: FontCache) -> None:
        self.fonts = fonts
        self.shows: list[Show] = []
        self.drawn: list[Drawn] = []
        self.images: list[ImageUse] = []
        self.runs = self.count = 0
        self.state = State()
        self.stack: list[State] = []
        self.scope: Scope
        self.line: Matrix = IDENTITY  # the text line matrix
        self.pen = 0.0  # along the line since the text matrix was set
        self.found_pen = 0.0  # the same by pdfium's widths
        self.block = 0
        self.marked = 0  # how much marked content began in this text object and did not end
        self.path: list[tuple[float, float]] = []
        self.path_at: list[int] = []
        self.clips = False
        self.parents: tuple[tuple[int, int], ...] = ()

    def run(
        self, holder: pikepdf.Object, resources: pikepdf.Object, state: State, depth: int,
        parents: tuple[tuple[int, int], ...],
    ) -> Scope:  # fmt: skip
        """Follow one content stream from its first operator to its last."""
        self.runs += 1
        if depth > MAX_DEPTH or self.runs > MAX_FORMS:
            raise Uninterpretable("forms too deep or too many")
        spacing = state.char_space, state.word_space
        scope = Scope(holder, resources, depth, state.ctm, spacing, instructions_of(holder, strict=True))
        before = self.state, self.stack, self.line, self.pen, self.found_pen, self.block, self.path
        parents_before = self.parents
        state = replace(state, frames=())
        self.state, self.stack, self.path, self.path_at, self.block = state, [], [], [], 0
        self.parents, self.scope = parents, scope
        for index, instruction in enumerate(scope.instructions):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._image(index, instruction.iimage)
            else:
                action = _ACTIONS.get(str(instruction.operator))
                if action is not None:
                    self.scope = scope
                    action(self, index, list(instruction.operands))
            scope.blocks.append(self.block)
        self.state, self.stack, self.line, self.pen, self.found_pen, self.block, self.path = before
        self.parents = parents_before
        return scope

    # graphics state

    def save(self, _index: int, _operands: Operands) -> None:
        self.stack.append(self.state)

    def restore(self, _index: int, _operands: Operands) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def concat(self, index: int, operands: Operands) -> None:
        ctm, frames = multiply(_matrix(operands), self.state.ctm), (*self.state.frames, index)
        self.state = replace(self.state, ctm=ctm, frames=frames)

    def ext_state(self, _index: int, operands: Operands) -> None:
        entry = self._resource("/ExtGState", operands[0])
        if isinstance(entry, pikepdf.Dictionary) and "/Font" in entry:
            self.state = replace(self.state, font=self._font(entry.Font[0]), size=float(entry.Font[1]))

    def fill_colour(self, _index: int, operands: Operands) -> None:
        named = bool(operands) and isinstance(operands[-1], pikepdf.Name)
        pattern = self._resource("/Pattern", operands[-1]) if named else None
        if pattern is not None or self.state.pattern is not None:
            self.state = replace(self.state, pattern=pattern)

    # paths, as far as clipping needs them

    def rectangle(self, index: int, operands: Operands) -> None:
        self.path_at.append(index)
        x, y, w, h = (float(v) for v in operands)
        self.path += [apply(self.state.ctm, *p) for p in corners((x, y, x + w, y + h))]

    def points(self, index: int, operands: Operands) -> None:
        self.path_at.append(index)
        numbers = [float(v) for v in operands]
        self.path += [apply(self.state.ctm, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]

    def clip(self, _index: int, _operands: Operands) -> None:
        self.clips = True

    def close(self, index: int, _operands: Operands) -> None:
        self.path_at.append(index)

    def paint(self, index: int, _operands: Operands) -> None:
        if self.path:
            rect = around(self.path)
            if self.state.pattern is not None and _paints_image(self.state.pattern):
                self.images.append(ImageUse(self.scope, index, IDENTITY, rect, None))
            if not self.clips:
                self.drawn.append(Drawn(self.scope, rect, (*self.path_at, index)))
        self.end_path(index, _operands)

    def shade(self, index: int, _operands: Operands) -> None:
        self.scope.painted[index] = self.state.frames

    def end_path(self, index: int, _operands: Operands) -> None:
        self.scope.painted[index] = self.state.frames
        if self.clips and self.path:
            self.state = replace(self.state, clip=intersect(self.state.clip, around(self.path)))
        self.path, self.path_at, self.clips = [], [], False

    # text state

    def set_font(self, _index: int, operands: Operands) -> None:
        self.state = replace(
            self.state, font=self._font(self._resource("/Font", operands[0])), size=float(operands[1])
        )

    def set_number(self, name: str, value: float) -> None:
        self.state = replace(self.state, **{name: value})  # type: ignore[arg-type]

    # text objects and marked content

    def begin_text(self, index: int, _operands: Operands) -> None:
        self.block = index + 1  # a name of its own; 0 is what stands before the first
        self.marked = 0
        self._place(IDENTITY)

    def begin_marked(self, _index: int, _operands: Operands) -> None:
        self.marked += 1

    def end_marked(self, _index: int, _operands: Operands) -> None:
        self.marked -= 1

    # text position

    def move(self, _index: int, operands: Operands) -> None:
        self._place(multiply((1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1])), self.line))

    def move_leading(self, index: int, operands: Operands) -> None:
        self.set_number("leading", -float(operands[1]))
        self.move(index, operands)

    def set_matrix(self, _index: int, operands: Operands) -> None:
        self._place(_matrix(operands))

    def next_line(self, _index: int, _operands: Operands) -> None:
        self._place(multiply((1.0, 0.0, 0.0, 1.0, 0.0, -self.state.leading), self.line))

    def _place(self, matrix: Matrix) -> None:
        self.line, self.pen, self.found_pen = matrix, 0.0, 0.0

    # text showing

    def show(self, index: int, operands: Operands) -> None:
        self._show(index, [operands[0]])

    def show_array(self, index: int, operands: Operands) -> None:
        self._show(index, operands[0])

    def show_next(self, index: int, operands: Operands) -> None:
        self.next_line(index, operands)
        self._show(index, [operands[0]])

    def show_spaced(self, index: int, operands: Operands) -> None:
        word, char, text = operands
        self.state = replace(self.state, word_space=float(word), char_space=float(char))
        self.next_line(index, operands)
        self._show(index, [text])

    def _show(self, index: int, elements: Sequence[Any]) -> None:
        state = self.state
        font = state.font
        if font is None:
            raise Uninterpretable("text without a font")
        to_user = a, b, c, d, e, f = multiply(self.line, state.ctm)
        unit = state.size * state.scale
        show = Show(
            scope=self.scope, index=index, block=self.block, font=font,
            to_user=to_user, unit=unit, em=abs(state.size) * hypot(c, d), rise=state.rise,
            char_space=state.char_space, word_space=state.word_space, start=self.pen, clip=state.clip,
            frames=state.frames, clips=state.render >= _FIRST_CLIPPING,
            nested=self.marked != 0,
        )  # fmt: skip
        x0, y0 = state.rise * c + e, state.rise * d + f
        between = state.char_space * state.scale
        at_space = (state.char_space + state.word_space) * state.scale
        glyphs, pen, found = show.glyphs, self.pen, self.found_pen
        for element in elements:
            if not isinstance(element, pikepdf.String):
                step = float(element) / 1000 * unit
                pen, found = pen - step, found - step
                continue
            for code in font.decode(bytes(element)):
                bare = code.width / 1000 * unit
                spacing = at_space if code.space else between
                glyphs.append(
                    Glyph(show, code.data, pen, found * a + x0, found * b + y0, bare, bare + spacing)
                )
                pen += bare + spacing
                found += code.pdfium_width / 1000 * unit + spacing
        self.pen, self.found_pen = pen, found
        self.count += len(glyphs)
        if self.count > MAX_GLYPHS:
            raise Uninterpretable("too many glyphs")
        self.scope.shows[index] = show
        self.shows.append(show)

    # other objects

    def paint_object(self, index: int, operands: Operands) -> None:
        self.scope.painted[index] = self.state.frames
        form = self._resource("/XObject", operands[0])
        if not isinstance(form, pikepdf.Stream):
            return
        if form.get("/Subtype") == "/Image":
            self._image(index, form)
        elif form.get("/Subtype") == "/Form":
            if form.objgen in self.parents:
                raise Uninterpretable("a form inside itself")
            scope, matrix = self.scope, _matrix(list(form.get("/Matrix", IDENTITY)))
            ctm = multiply(matrix, self.state.ctm)
            inner = replace(self.state, ctm=ctm, clip=intersect(self.state.clip, _bounds(form, ctm)))
            resources = form.get("/Resources", scope.resources)
            parents = (*self.parents, form.objgen)
            scope.forms[index] = self.run(form, resources, inner, scope.depth + 1, parents)
            self.scope = scope

    def _image(self, index: int, image: pikepdf.Object | pikepdf.PdfInlineImage) -> None:
        rect = around(apply(self.state.ctm, *p) for p in corners((0.0, 0.0, 1.0, 1.0)))
        self.scope.painted[index] = self.state.frames
        use = ImageUse(self.scope, index, self.state.ctm, rect, image)
        self.scope.images[index] = use
        self.images.append(use)

    def _resource(self, kind: str, name: pikepdf.Object) -> pikepdf.Object | None:
        resources = self.scope.resources
        entries = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
        return entries.get(str(name)) if isinstance(entries, pikepdf.Dictionary) else None

    def _font(self, font: pikepdf.Object | None) -> Font:
        if not isinstance(font, pikepdf.Dictionary):
            raise Uninterpretable("a font that is not there")
        key = font.objgen
        if key == (0, 0):
            return read_font(font)
        if key not in self.fonts:
            self.fonts[key] = read_font(font)
        return self.fonts[key]


def _matrix(operands: Operands) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands)
    return a, b, c, d, e, f


def matrix_of(instruction: Instruction) -> Matrix:
    """The operand of a cm operator."""
    return _matrix(list(instruction.operands))


def _bounds(form: pikepdf.Object, ctm: Matrix) -> Rect:
    """What a form can paint on, in user space of the page."""
    x0, y0, x1, y1 = (float(v) for v in form["/BBox"])
    return around(apply(ctm, *p) for p in corners((x0, y0, x1, y1)))


def _paints_image(pattern: pikepdf.Object) -> bool:
    """Whether a tiling pattern may paint an image: it could show what the text over it says."""
    resources = pattern.get("/Resources") if isinstance(pattern, pikepdf.Stream) else None
    return isinstance(resources, pikepdf.Dictionary) and bool(values(resources.get("/XObject")))


Action = Callable[[_Walker, int, Operands], None]


def _number(name: str, factor: float = 1.0) -> Action:
    return lambda walker, _index, operands: walker.set_number(name, float(operands[0]) * factor)


_ACTIONS: dict[str, Action] = {
    "q": _Walker.save, "Q": _Walker.restore, "cm": _Walker.concat, "gs": _Walker.ext_state,
    **dict.fromkeys(("g", "rg", "k", "cs", "sc", "scn"), _Walker.fill_colour),
    "re": _Walker.rectangle, "m": _Walker.points, "l": _Walker.points, "c": _Walker.points,
    "v": _Walker.points, "y": _Walker.points, "W": _Walker.clip, "W*": _Walker.clip,
    "h": _Walker.close, "n": _Walker.end_path,
    **dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"), _Walker.paint),
    **dict.fromkeys(("BMC", "BDC"), _Walker.begin_marked), "EMC": _Walker.end_marked,
    "BT": _Walker.begin_text, "Tf": _Walker.set_font, "Tc": _number("char_space"),
    "Tw": _number("word_space"), "Tz": _number("scale", 0.01), "TL": _number("leading"),
    "Ts": _number("rise"), "Tr": _number("render"), "Td": _Walker.move, "TD": _Walker.move_leading,
    "Tm": _Walker.set_matrix, "T*": _Walker.next_line, "Tj": _Walker.show, "TJ": _Walker.show_array,
    "'": _Walker.show_next, '"': _Walker.show_spaced, "Do": _Walker.paint_object, "sh": _Walker.shade,
}  # fmt: skip
