"""Turns fills with a tiling pattern that shows text into the tiles themselves (ISO 32000-2, 8.7.3).

Readers of text don't look into patterns. Each place of the cell becomes a form, drawn within the filled path. What is
painted with such a pattern in another way (strokes, letters, stencils, the colour that a form inherits) stays as it is;
so does the pattern then, and the file is refused when it is redacted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import pikepdf
from pikepdf import Matrix

from pipeline.pdf.scrub import (
    MAX_FORMS,
    Content,
    Instruction,
    Kind,
    content_bytes,
    content_objects,
    instructions_of,
    values,
)

MAX_TILES = 2000
"""Tiles of one fill; a fill with more stays as it is."""

MAX_TILES_OF_STREAM = 20_000
"""Tiles of all fills of a page or a form."""

MAX_BYTES_OF_STREAM = 8 * 1024 * 1024
"""Content of all tiles of a page or a form together: a large cell has fewer of them."""

Key = tuple[int, int]
Rect = tuple[float, float, float, float]

_BUILD = {"m", "l", "c", "v", "y", "h", "re"}
_CLIP = {"W", "W*"}
# Painting operator: (how its fill clips, the operator that strokes, closed before).
_FILLS = {
    "f": ("W", "", False), "F": ("W", "", False), "f*": ("W*", "", False),
    "B": ("W", "S", False), "B*": ("W*", "S", False), "b": ("W", "S", True), "b*": ("W*", "S", True),
}  # fmt: skip
_STROKES = {"S", "s", "B", "B*", "b", "b*"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_COLOURS = {"g", "rg", "k", "sc", "scn", "cs", "G", "RG", "K", "SC", "SCN", "CS", "ri", "sh"}
_DEVICE = {"/DeviceGray": ("g", "G"), "/DeviceRGB": ("rg", "RG"), "/DeviceCMYK": ("k", "K")}
# A cell starts with the state of the page's beginning, not with that of the fill.
_START = b"0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts"


class _Stays(Exception):  # noqa: N818  (it tells the stream to stay as it is)
    """A stream uses a pattern in a way that can't be turned into tiles."""


def unfold_patterns(pdf: pikepdf.Pdf) -> tuple[int, ...]:
    """Draw the tiles of patterns that show text.

    Returns:
        The numbers of the pages that changed (of a form that several draw, the first page).
    """
    contents = list(content_objects(pdf))
    if not any(_entries(content.resources, "/Pattern") for content in contents):
        return ()
    cells = _Cells(pdf)
    drawn = [content for content in contents if content.kind in {Kind.PAGE, Kind.FORM}]
    return tuple(sorted({content.page for content in drawn if _unfold(cells, content)}))


def _entries(resources: pikepdf.Object | None, kind: str) -> dict[str, pikepdf.Object]:
    entries = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    return dict(entries.items()) if isinstance(entries, pikepdf.Dictionary) else {}


@dataclass(slots=True)
class _Cells:
    """The cells of a file that show text, and the forms made of them."""

    pdf: pikepdf.Pdf
    known: dict[Key, bool] = field(default_factory=dict)
    forms: dict[Key, pikepdf.Object] = field(default_factory=dict)

    def shows_text(self, pattern: object) -> bool:
        """Whether a pattern is a tiling that shows text, itself or by way of a form or of a pattern of its own."""
        if not isinstance(pattern, pikepdf.Stream):
            return False
        if pattern.objgen not in self.known:
            self.known[pattern.objgen] = any(_has_text(stream) for stream in _reach(pattern))
        return self.known[pattern.objgen]

    def is_flat(self, pattern: pikepdf.Object) -> bool:
        """Whether no pattern within the cell shows text, so that drawing the cell shows it all."""
        streams = _reach(pattern)
        inner = [p for stream in streams for p in values(_of(stream).get("/Pattern"))]
        return "/Resources" in pattern and not any(self.shows_text(p) for p in inner)

    def size(self, pattern: pikepdf.Object) -> int:
        """How many bytes of content a tile stands for."""
        return sum(len(content_bytes(stream)) for stream in _reach(pattern))

    def form(self, pattern: pikepdf.Object) -> pikepdf.Object:
        """The cell as a form."""
        if pattern.objgen not in self.forms:
            uncoloured = pattern.get("/PaintType") == 2
            data = _without_colours(pattern) if uncoloured else content_bytes(pattern)
            form = self.pdf.make_stream(data)
            form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
            form["/BBox"], form["/Resources"] = pattern.get("/BBox"), pattern.get("/Resources")
            self.forms[pattern.objgen] = form
        return self.forms[pattern.objgen]


def _of(stream: pikepdf.Object) -> pikepdf.Object:
    resources = stream.get("/Resources")
    return resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()


def _has_text(stream: pikepdf.Object) -> bool:
    return b"T" in content_bytes(stream) and bool(instructions_of(stream, "Tj TJ ' \""))


def _reach(pattern: pikepdf.Object) -> list[pikepdf.Object]:
    """A cell and the forms and cells it can draw."""
    found, seen = [pattern], {pattern.objgen}
    for stream in found:
        resources = _of(stream)
        for inner in [*values(resources.get("/XObject")), *values(resources.get("/Pattern"))]:
            if not isinstance(inner, pikepdf.Stream) or inner.get("/Subtype") == "/Image":
                continue
            if inner.objgen not in seen and len(found) < MAX_FORMS:
                seen.add(inner.objgen)
                found.append(inner)
    return found


def _without_colours(pattern: pikepdf.Object) -> bytes:
    """The cell of an uncoloured pattern; what sets a colour in it has no effect (8.7.3.3)."""
    kept = [i for i in instructions_of(pattern) if str(i.operator) not in _COLOURS]
    return pikepdf.unparse_content_stream(kept)


def _unfold(cells: _Cells, content: Content) -> bool:
    """Turn the fills of one content stream into tiles; tells whether it changed."""
    named = _entries(content.resources, "/Pattern")
    tilings = {name: p for name, p in named.items() if cells.shows_text(p)}
    if not tilings:
        return False
    work = _Unfolder(cells, content, tilings)
    try:
        data = work.run(instructions_of(content.holder, strict=True))
    except (_Stays, ValueError, TypeError, IndexError):
        return False
    own = pikepdf.Dictionary(dict(content.resources.items()))
    # Named no longer, a pattern that isn't drawn is not read either.
    own["/Pattern"] = pikepdf.Dictionary({n: p for n, p in named.items() if n not in tilings})
    own["/XObject"] = pikepdf.Dictionary(work.objects)
    content.holder["/Resources"] = own
    if work.replaced:
        if isinstance(content.holder, pikepdf.Stream):
            content.holder.write(data)
        else:
            content.holder["/Contents"] = cells.pdf.make_stream(data)
    return True


@dataclass(frozen=True, slots=True)
class _State:
    ctm: Matrix
    clip: Rect
    space: pikepdf.Object | None = None  # the colour space for fills
    fill: str = ""  # the name of the pattern that fills, if it is one that shows text
    colour: tuple[Any, ...] = ()
    stroke: bool = False  # a pattern that shows text strokes
    mode: int = 0  # how text is rendered


class _Unfolder:
    """Follows one content stream; matrices are those since its beginning, as those of patterns are (8.7.3.1)."""

    def __init__(self, cells: _Cells, content: Content, tilings: dict[str, pikepdf.Object]) -> None:
        self.cells, self.content, self.tilings = cells, content, tilings
        self.objects = _entries(content.resources, "/XObject")
        self.names: dict[Key, str] = {}
        self.state = _State(Matrix(), _extent(content))
        self.stack: list[_State] = []
        self.path: list[Instruction] = []
        self.points: list[tuple[float, float]] = []
        self.pending = ""  # the clip that the path becomes once it is painted
        self.tiles = self.bytes = 0
        self.replaced = False
        self.out: list[bytes] = []

    def run(self, instructions: list[Instruction]) -> bytes:
        """The new content.

        Raises:
            _Stays: something is painted with such a pattern that is no fill of a path, or takes too many tiles.
            ValueError: an operator does not have the operands it should.
        """
        for instruction in instructions:
            operator = str(instruction.operator)
            operands = list(getattr(instruction, "operands", ()))
            if operator in _BUILD or operator in _CLIP:
                self._build(instruction, operator, operands)
            elif operator in _FILLS or operator in {"S", "s", "n"}:
                self._paint(instruction, operator)
            elif self.path and operator not in {"BMC", "BDC", "EMC", "MP", "DP"}:
                raise _Stays
            elif self._set(operator, operands):
                self._emit(instruction)
        self._flush()
        return b"\n".join(self.out)

    def _emit(self, *instructions: Instruction) -> None:
        self.out.append(pikepdf.unparse_content_stream(instructions))

    def _flush(self) -> None:
        self._emit(*self.path)
        self.path, self.points, self.pending = [], [], ""

    def _build(self, instruction: Instruction, operator: str, operands: list[Any]) -> None:
        self.path.append(instruction)
        if operator in _CLIP:
            self.pending = operator
            return
        numbers = [float(v) for v in operands]
        if operator == "re":
            x, y, width, height = numbers
            numbers = [x, y, x + width, y, x + width, y + height, x, y + height]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        self.points += [self.state.ctm.transform(pair) for pair in pairs]

    def _paint(self, instruction: Instruction, operator: str) -> None:
        if self.state.stroke and operator in _STROKES:
            raise _Stays
        box, clips = _around(self.points), self.pending
        if operator in _FILLS and self.state.fill and self.points:
            self._fill(operator, _shared(box, self.state.clip))
        else:
            self.path.append(instruction)
            self._flush()
        if clips and box[0] <= box[2]:
            self.state = self._with(clip=_shared(self.state.clip, box))

    def _fill(self, operator: str, box: Rect) -> None:
        """The path as a clip with the tiles in it; then what else the operator does with the path."""
        clip, stroke, closes = _FILLS[operator]
        path = pikepdf.unparse_content_stream([i for i in self.path if str(i.operator) not in _CLIP])
        path += b"\nh" if closes else b""
        self.out += [b"q", path, clip.encode() + b" n", *self._tiles(box), b"Q"]
        if stroke or self.pending:
            self.out += [path, f"{self.pending} {stroke or 'n'}".encode()]
        self.path, self.points, self.pending = [], [], ""
        self.replaced = True

    def _tiles(self, box: Rect) -> list[bytes]:
        pattern = self.tilings[self.state.fill]
        if not self.cells.is_flat(pattern):
            raise _Stays
        if box[0] > box[2] or box[1] > box[3]:
            return []
        own = pattern.get("/Matrix")
        placed = Matrix(*(float(v) for v in own)) if isinstance(own, pikepdf.Array) else Matrix()
        back = placed.inverse()
        area = _around([back.transform((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])])
        x0, y0, x1, y1 = (float(v) for v in pattern.get("/BBox", ()))
        across = _steps(float(pattern.get("/XStep", 0)), min(x0, x1), max(x0, x1), area[0], area[2])
        up = _steps(float(pattern.get("/YStep", 0)), min(y0, y1), max(y0, y1), area[1], area[3])
        count = len(across) * len(up)
        self.tiles += count
        self.bytes += count * self.cells.size(pattern)
        if count > MAX_TILES or self.tiles > MAX_TILES_OF_STREAM or self.bytes > MAX_BYTES_OF_STREAM:
            raise _Stays
        to_tile = placed @ self.state.ctm.inverse()
        start = [_START, *self._colour(pattern)]
        name = self._name(pattern)
        return [
            *start,
            *(
                b"q %s cm %s Do Q" % ((Matrix(1, 0, 0, 1, x, y) @ to_tile).encode(), name.encode())
                for y in up
                for x in across
            ),
        ]

    def _colour(self, pattern: pikepdf.Object) -> list[bytes]:
        """What an uncoloured cell is painted in."""
        if pattern.get("/PaintType") != 2:
            return []
        space = self.state.space
        base = str(space[1]) if isinstance(space, pikepdf.Array) and len(space) == 2 else ""
        if base not in _DEVICE:
            raise _Stays
        return [
            pikepdf.unparse_content_stream(
                [pikepdf.ContentStreamInstruction(list(self.state.colour), pikepdf.Operator(operator))]
            )
            for operator in _DEVICE[base]
        ]

    def _name(self, pattern: pikepdf.Object) -> str:
        if pattern.objgen not in self.names:
            number = len(self.objects)
            while f"/Tile{number}" in self.objects:
                number += 1
            self.names[pattern.objgen] = f"/Tile{number}"
            self.objects[f"/Tile{number}"] = self.cells.form(pattern)
        return self.names[pattern.objgen]

    def _with(self, **changes: Any) -> _State:  # noqa: ANN401  (of the types of the fields)
        held = {name: getattr(self.state, name) for name in _State.__slots__}
        return _State(**{**held, **changes})

    def _set(self, operator: str, operands: list[Any]) -> bool:
        """Follow what an operator sets; tells whether it stays."""
        if operator == "q":
            self.stack.append(self.state)
        elif operator == "Q" and self.stack:
            self.state = self.stack.pop()
        elif operator == "cm":
            self.state = self._with(ctm=Matrix(*(float(v) for v in operands)) @ self.state.ctm)
        elif operator == "Tr":
            self.state = self._with(mode=int(operands[0]))
        elif operator in {"cs", "g", "rg", "k"}:
            space = _entries(self.content.resources, "/ColorSpace").get(str(operands[0]))
            self.state = self._with(fill="", space=space if operator == "cs" else None)
        elif operator in {"CS", "G", "RG", "K"}:
            self.state = self._with(stroke=False)
        elif operator in {"sc", "scn", "SC", "SCN"}:
            return self._set_colour(operator, operands)
        elif operator in {"Do", "INLINE IMAGE"} or operator in _SHOWS:
            self._refuse(operator, operands)
        return True

    def _set_colour(self, operator: str, operands: list[Any]) -> bool:
        last = operands[-1] if operands else None
        name = str(last) if isinstance(last, pikepdf.Name) and str(last) in self.tilings else ""
        if operator in {"SC", "SCN"}:
            self.state = self._with(stroke=bool(name))
        else:
            self.state = self._with(fill=name, colour=tuple(operands[:-1]))
        return not name

    def _refuse(self, operator: str, operands: list[Any]) -> None:
        """What is painted in the current colour but isn't a path, and what may be."""
        if not self.state.fill and not self.state.stroke:
            return
        drawn = self.objects.get(str(operands[0])) if operator == "Do" else None
        if isinstance(drawn, pikepdf.Stream) and drawn.get("/Subtype") == "/Image":
            if not drawn.get("/ImageMask", False):
                return
        elif operator in _SHOWS and self.state.mode == 3:
            return
        raise _Stays


def _extent(content: Content) -> Rect:
    """What of the space of a content stream can be seen at all."""
    box = content.holder.get("/BBox") if content.kind is Kind.FORM else None
    if content.kind is Kind.PAGE:
        box = pikepdf.Page(content.holder).mediabox
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return (-1e9, -1e9, 1e9, 1e9)
    return _around([(float(box[0]), float(box[1])), (float(box[2]), float(box[3]))])


def _around(points: list[tuple[float, float]]) -> Rect:
    """The smallest upright rectangle around some points; inside out where there are none."""
    if not points:
        return 1.0, 1.0, 0.0, 0.0
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _shared(a: Rect, b: Rect) -> Rect:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _steps(step: float, low: float, high: float, start: float, end: float) -> list[float]:
    """The offsets at which a cell from `low` to `high` touches the stretch from `start` to `end`."""
    step = abs(step)
    if not step:
        raise _Stays
    # A cell that only lies against an edge shows nothing there; the margin is for what rounding adds.
    first, last = floor((start - high) / step + 1e-6) + 1, ceil((end - low) / step - 1e-6) - 1
    if last - first > MAX_TILES:
        raise _Stays
    return [i * step for i in range(first, last + 1)]
