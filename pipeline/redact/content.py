"""Follows a content stream and says where each glyph stands (ISO 32000-2, 8.4, 9.3 and 9.4).

The instructions stay as they were parsed; `rewrite.py` writes them anew without the glyphs that must go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

import pikepdf

from pipeline.pdfscrub import MAX_FORMS, instructions_of
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
    x_scale,
)
from pipeline.redact.glyphs import Drawn, Glyph, PageContent, Scope, Show

MAX_DEPTH = 30
"""Forms in forms deeper than this, and any form inside itself, are not followed."""


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state as far as text needs it."""

    ctm: Matrix = IDENTITY
    clip: Rect = (-1e9, -1e9, 1e9, 1e9)
    font: Font | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


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
    except (
        pikepdf.PdfError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
    ) as error:
        raise Uninterpretable(type(error).__name__) from error
    return PageContent(root, walker.glyphs, walker.drawn, walker.images)


class _Walker:
    """The state that travels along the operators of one page."""

    def __init__(self, fonts: FontCache) -> None:
        self.fonts = fonts
        self.glyphs: list[Glyph] = []
        self.drawn: list[Drawn] = []
        self.images: list[Rect] = []
        self.runs = 0
        self.state = State()
        self.stack: list[State] = []
        self.scope: Scope
        self.line: Matrix = IDENTITY  # the text line matrix
        self.pen = 0.0  # along the line since the text matrix was set
        self.found_pen = 0.0  # the same by pdfium's widths
        self.block = 0
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
        scope = Scope(holder, resources, depth, instructions_of(holder, strict=True))
        before = (
            self.state,
            self.stack,
            self.line,
            self.pen,
            self.found_pen,
            self.block,
            self.path,
            self.parents,
        )
        self.state, self.stack, self.path, self.path_at, self.block = state, [], [], [], 0
        self.parents, self.scope = parents, scope
        for index, instruction in enumerate(scope.instructions):
            scope.blocks[index] = self.block
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._image()
                continue
            action = _ACTIONS.get(str(instruction.operator))
            if action is not None:
                self.scope = scope
                action(self, index, list(instruction.operands))
            scope.blocks[index] = self.block
        self.state, self.stack, self.line, self.pen, self.found_pen, self.block, self.path, self.parents = (
            before
        )
        return scope

    # graphics state

    def save(self, _index: int, _operands: Operands) -> None:
        self.stack.append(self.state)

    def restore(self, _index: int, _operands: Operands) -> None:
        if self.stack:
            self.state = self.stack.pop()

    def concat(self, _index: int, operands: Operands) -> None:
        self.state = replace(self.state, ctm=multiply(_matrix(operands), self.state.ctm))

    def ext_state(self, _index: int, operands: Operands) -> None:
        entry = self._resource("/ExtGState", operands[0])
        if isinstance(entry, pikepdf.Dictionary) and "/Font" in entry:
            self.state = replace(self.state, font=self._font(entry.Font[0]), size=float(entry.Font[1]))

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
        if self.path and not self.clips:
            self.drawn.append(Drawn(self.scope, around(self.path), (*self.path_at, index)))
        self.end_path(index, _operands)

    def end_path(self, _index: int, _operands: Operands) -> None:
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

    # text position

    def begin_text(self, _index: int, _operands: Operands) -> None:
        self.block += 1
        self._place(IDENTITY)

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
        self._show(index, list(operands[0]))

    def show_next(self, index: int, operands: Operands) -> None:
        self.next_line(index, operands)
        self._show(index, [operands[0]])

    def show_spaced(self, index: int, operands: Operands) -> None:
        word, char, text = operands
        self.state = replace(self.state, word_space=float(word), char_space=float(char))
        self.next_line(index, operands)
        self._show(index, [text], (word, char))

    def _show(
        self, index: int, elements: list[pikepdf.Object], extra: tuple[pikepdf.Object, ...] = ()
    ) -> None:
        state = self.state
        if state.font is None:
            raise Uninterpretable("text without a font")
        to_user = multiply(self.line, state.ctm)
        unit = state.size * state.scale
        show = Show(self.scope, index, self.block, state.font, self.line, to_user, unit, state.clip, extra)
        length, em = x_scale(to_user), abs(state.size) * hypot(to_user[2], to_user[3])
        for element in elements:
            if not isinstance(element, pikepdf.String):
                self.pen -= float(element) / 1000 * unit
                self.found_pen -= float(element) / 1000 * unit
                continue
            for code in state.font.decode(bytes(element)):
                spacing = (state.char_space + (state.word_space if code.space else 0.0)) * state.scale
                x, y = apply(to_user, self.pen, state.rise)
                found_x, found_y = apply(to_user, self.found_pen, state.rise)
                width = code.width / 1000 * unit
                glyph = Glyph(
                    show,
                    code.data,
                    x,
                    y,
                    found_x,
                    found_y,
                    self.pen,
                    width + spacing,
                    (width + spacing) * length,
                    em,
                )
                show.glyphs.append(glyph)
                self.glyphs.append(glyph)
                self.pen += width + spacing
                self.found_pen += code.pdfium_width / 1000 * unit + spacing
        self.scope.shows[index] = show

    # other objects

    def paint_object(self, index: int, operands: Operands) -> None:
        form = self._resource("/XObject", operands[0])
        if not isinstance(form, pikepdf.Stream):
            return
        if form.get("/Subtype") == "/Image":
            self._image()
        elif form.get("/Subtype") == "/Form":
            if form.objgen in self.parents:
                raise Uninterpretable("a form inside itself")
            scope, matrix = self.scope, _matrix(list(form.get("/Matrix", IDENTITY)))
            inner = replace(self.state, ctm=multiply(matrix, self.state.ctm))
            resources = form.get("/Resources", scope.resources)
            scope.forms[index] = self.run(
                form, resources, inner, scope.depth + 1, (*self.parents, form.objgen)
            )
            self.scope = scope

    def _image(self) -> None:
        self.images.append(around(apply(self.state.ctm, *p) for p in corners((0.0, 0.0, 1.0, 1.0))))

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


Action = Callable[[_Walker, int, Operands], None]


def _number(name: str, factor: float = 1.0) -> Action:
    return lambda walker, _index, operands: walker.set_number(name, float(operands[0]) * factor)


_ACTIONS: dict[str, Action] = {
    "q": _Walker.save, "Q": _Walker.restore, "cm": _Walker.concat, "gs": _Walker.ext_state,
    "re": _Walker.rectangle, "m": _Walker.points, "l": _Walker.points, "c": _Walker.points,
    "v": _Walker.points, "y": _Walker.points, "W": _Walker.clip, "W*": _Walker.clip,
    "h": _Walker.close, "n": _Walker.end_path,
    **dict.fromkeys(("f", "F", "f*", "S", "s", "B", "B*", "b", "b*"), _Walker.paint),
    "BT": _Walker.begin_text, "Tf": _Walker.set_font, "Tc": _number("char_space"),
    "Tw": _number("word_space"), "Tz": _number("scale", 0.01), "TL": _number("leading"),
    "Ts": _number("rise"), "Td": _Walker.move, "TD": _Walker.move_leading, "Tm": _Walker.set_matrix,
    "T*": _Walker.next_line, "Tj": _Walker.show, "TJ": _Walker.show_array, "'": _Walker.show_next,
    '"': _Walker.show_spaced, "Do": _Walker.paint_object,
}  # fmt: skip
