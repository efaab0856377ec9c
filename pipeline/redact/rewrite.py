"""Writes the content of a page anew without the glyphs that must go, with the marks in their place.

A text object with a glyph that goes or moves gets an absolute text matrix before each stretch of text: the offsets it
had before would tell how wide the glyphs were that went. Character and word spacing tell the same of justified text,
so Tc and Tw are left out everywhere in a stream that changes and written again where text needs them. Everything
else stays byte for byte as it was parsed. A form that changes is written as a new object, so that other pages keep
theirs; so is an image that loses pixels.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import pikepdf

from pipeline.pdf.scrub import Instruction
from pipeline.redact.content import matrix_of
from pipeline.redact.geometry import Matrix, Uninterpretable, apply, inverse, multiply
from pipeline.redact.glyphs import Glyph, ImageUse, PageContent, Scope, Show
from pipeline.redact.images import burned, from_inline
from pipeline.redact.marks import Piece, draw, number

_IN_TEXT = {"BT", "Td", "TD", "Tm", "T*"}
_SPACING = {"Tc", "Tw"}
_NEXT_LINE = {"'", '"'}
_OF_THE_STREAM = {
    "/Length",
    "/Filter",
    "/DecodeParms",
    "/DL",
    "/F",
    "/FFilter",
    "/FDecodeParms",
    "/Resources",
}


_Mark = tuple[Piece, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a page as content to write: in place of a glyph, or before a text object."""

    inline: dict[int, list[_Mark]] = field(default_factory=lambda: defaultdict(list))  # by id of the glyph
    ahead: dict[tuple[int, int], list[_Mark]] = field(default_factory=lambda: defaultdict(list))
    scopes: set[int] = field(default_factory=set)


def rewrite(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    content: PageContent,
    pieces: list[_Mark],
    resources: pikepdf.Object,
) -> None:
    """Replace the content of a page.

    Args:
        pdf: the file the page is in.
        page: the page.
        content: its content with the fates of its glyphs.
        pieces: the marks, each with its grounds.
        resources: what the marks refer to.

    Raises:
        Uninterpretable: a mark can't be drawn, or an image can't lose its pixels.
    """
    marks = _marks(pieces)
    data, own = _Writer(pdf, marks, resources).write(content.root)
    page.obj["/Resources"] = own
    page.obj["/Contents"] = pdf.make_stream(b"q\n" + data + b"\nQ\n")


def _marks(pieces: list[_Mark]) -> _Marks:
    marks = _Marks()
    for piece, grounds in pieces:
        if piece.at is None:
            raise ValueError("a mark without a place")
        show = piece.at.show
        marks.scopes.add(id(show.scope))
        if show.nested or show.clips:
            # A text object can't be ended here: marked content would be cut, or the clip take place too early.
            marks.ahead[id(show.scope), show.block].append((piece, grounds))
        else:
            marks.inline[id(piece.at)].append((piece, grounds))
    return marks


def entries(dictionary: pikepdf.Object | None) -> dict[str, pikepdf.Object]:
    """The entries of a dictionary; none where it is no dictionary."""
    return dict(dictionary.items()) if isinstance(dictionary, pikepdf.Dictionary) else {}


def _changes(scope: Scope) -> bool:
    return (
        bool(scope.dropped)
        or any(use.wiped for use in scope.images.values())
        or any(show.touched for show in scope.shows.values())
        or any(_changes(form) for form in scope.forms.values())
    )


class _Writer:
    """What the streams of one page are written with."""

    def __init__(self, pdf: pikepdf.Pdf, marks: _Marks, resources: pikepdf.Object) -> None:
        self.pdf = pdf
        self.marks = marks
        self.resources = resources

    def write(self, scope: Scope) -> tuple[bytes, pikepdf.Object]:
        """The new bytes of a scope, and its resources with the objects that became new ones."""
        resources = pikepdf.Dictionary(entries(scope.resources))
        objects = entries(resources.get("/XObject"))
        names: dict[int, str] = {}
        new = {i: self._form(form) for i, form in scope.forms.items() if _changes(form)}
        new |= {i: self._image(use) for i, use in scope.images.items() if use.wiped}
        for index, replaced in new.items():
            names[index] = _free_name(objects)
            objects[names[index]] = replaced
        if objects:
            resources["/XObject"] = pikepdf.Dictionary(objects)
        if id(scope) in self.marks.scopes:
            for kind, added in self.resources.items():
                resources[kind] = pikepdf.Dictionary({**entries(resources.get(kind)), **entries(added)})
        return _Stream(scope, self.marks, names).written(), resources

    def _form(self, scope: Scope) -> pikepdf.Object:
        data, resources = self.write(scope)
        stream = self.pdf.make_stream(data)
        for key, value in scope.holder.items():
            if key not in _OF_THE_STREAM:
                stream[key] = value
        stream["/Resources"] = resources
        return stream

    def _image(self, use: ImageUse) -> pikepdf.Object:
        to_unit = inverse(use.matrix)
        areas = [
            tuple(apply(to_unit, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
            for x0, y0, x1, y1 in use.wiped
        ]
        if use.image is None:
            raise Uninterpretable("an image that can't be reached")
        image = use.image
        if isinstance(image, pikepdf.PdfInlineImage):
            image = from_inline(self.pdf, image, use.scope.resources)
        return burned(self.pdf, image, areas)


def _free_name(objects: dict[str, pikepdf.Object]) -> str:
    found = 1
    while f"/Woo{found}" in objects:
        found += 1
    return f"/Woo{found}"


def _frames_left_out(scope: Scope, blocks: set[int]) -> set[int]:
    """The cm operators under which nothing stands but text that is written anew: centred text may stand in a frame
    of its own, whose place tells how wide the text was.
    """
    kept = {i for index, frames in scope.painted.items() if index not in scope.dropped for i in frames}
    kept |= {i for show in scope.shows.values() if show.block not in blocks for i in show.frames}
    return {i for show in scope.shows.values() for i in show.frames} - kept


class _Stream:
    """One content stream as it is written, with the matrix and the spacing that hold so far."""

    def __init__(self, scope: Scope, marks: _Marks, names: dict[int, str]) -> None:
        self.scope = scope
        self.marks = marks
        self.names = names
        self.blocks = {s.block for s in scope.shows.values() if s.touched}
        self.left_out = _frames_left_out(scope, self.blocks)
        self.spacing = scope.spacing
        self.ctm = scope.ctm
        self.stack: list[tuple[tuple[float, float], Matrix]] = []
        self.placed = False  # the last show of this text object stands where it did, and nothing moved since
        self.pieces: list[bytes] = []
        self.same: list[Instruction] = []

    def written(self) -> bytes:
        """The bytes of the stream."""
        for index, instruction in enumerate(self.scope.instructions):
            self._add(index, instruction, str(instruction.operator))
        self._flush()
        return b"\n".join([*(p for p in self.pieces if p), *[b"Q"] * len(self.stack)])

    def _flush(self) -> None:
        if self.same:
            self.pieces.append(bytes(pikepdf.unparse_content_stream(self.same)))
            self.same.clear()

    def _put(self, data: bytes) -> None:
        self._flush()
        self.pieces.append(data)

    def _add(self, index: int, instruction: Instruction, operator: str) -> None:
        if operator == "q":
            self.stack.append((self.spacing, self.ctm))
        elif operator == "Q":
            if not self.stack:
                return  # it would end what the page is wrapped in
            self.spacing, self.ctm = self.stack.pop()
        if index in self.scope.dropped or operator in _SPACING or index in self.left_out:
            return
        if operator == "cm":
            self.ctm = multiply(matrix_of(instruction), self.ctm)
        show, anew = self.scope.shows.get(index), self.scope.blocks[index] in self.blocks
        if show is not None and anew:
            self._show(show)
            return
        if show is not None:
            self._space((show.char_space, show.word_space), operator)
        elif index in self.scope.forms:
            self._space(self.scope.forms[index].spacing, operator)
        if index in self.names:
            self._put(self.names[index].encode() + b" Do")
        elif anew and operator in _IN_TEXT:
            self._in_text(instruction, operator, self.scope.blocks[index])
        else:
            self.same.append(instruction)

    def _in_text(self, instruction: Instruction, operator: str, block: int) -> None:
        """What is left of the beginning and the offsets of a text object that is written anew."""
        self.placed = False
        if operator == "BT":
            for drawn in self.marks.ahead.get((id(self.scope), block), ()):
                self._put(draw(*drawn, self.ctm))
            self.same.append(instruction)
        elif operator == "TD":
            # It also sets the leading, and that outlives the text object.
            self._put(number(-float(instruction.operands[1]), 6).encode() + b" TL")

    def _space(self, wanted: tuple[float, float], operator: str) -> None:
        """Write the spacing that what follows needs; the " operator brings its own."""
        if operator != '"':
            for value, old, name in zip(wanted, self.spacing, (b" Tc", b" Tw"), strict=True):
                if value != old:
                    self._put(number(value, 6).encode() + name)
        self.spacing = wanted

    def _show(self, show: Show) -> None:
        """A show operator of a text object that is written anew."""
        if not show.touched:
            self._as_it_was(show)
            return
        self._space((0.0, 0.0), "TJ")
        self.placed = False
        run: list[Glyph] = []
        for glyph in show.glyphs:
            if glyph.mask is None:
                run.append(glyph)
                continue
            self._text(show, run)
            run = []
            for drawn in self.marks.inline.get(id(glyph), ()):
                self._put(b"ET\n" + draw(*drawn, self.ctm) + b"BT")
        self._text(show, run)

    def _as_it_was(self, show: Show) -> None:
        """A show operator on which nothing changes; it needs a text matrix only where one stood before it or where what
        it followed changed: readers begin to reckon anew at each.
        """
        self._space((show.char_space, show.word_space), "TJ")
        instruction = self.scope.instructions[show.index]
        moves = str(instruction.operator) in _NEXT_LINE
        if moves or not self.placed:
            self._put(self._matrix(show, show.start, 6))
        self.placed = True
        if moves:
            shown = pikepdf.ContentStreamInstruction([instruction.operands[-1]], pikepdf.Operator("Tj"))
            self.same.append(shown)
        else:
            self.same.append(instruction)

    def _text(self, show: Show, run: list[Glyph]) -> None:
        """A stretch between marks: one text matrix, and one TJ number for each gap."""
        if not run:
            return
        length = -show.length if show.unit < 0 else show.length
        elements: list[bytes] = []
        codes: list[bytes] = []
        start = pen = _place(run[0], length)
        for glyph in run:
            place = _place(glyph, length)
            gap = -(place - pen) / show.unit * 1000 if show.unit else 0.0
            if abs(gap) >= _SEEN:
                elements += [b"<" + b"".join(codes).hex().encode() + b">"] if codes else []
                elements.append(number(gap, 3).encode())
                codes = []
            codes.append(glyph.code)
            pen = place + glyph.bare
        elements.append(b"<" + b"".join(codes).hex().encode() + b">")
        self._put(self._matrix(show, start) + b"\n[" + b" ".join(elements) + b"] TJ")

    def _matrix(self, show: Show, start: float, places: int = 4) -> bytes:
        """The text matrix for text that starts somewhere along the line of a show.

        Where text moved, more decimals of its place would be the noise of reckoning, which hangs on where it stood.
        """
        placed = multiply((1.0, 0.0, 0.0, 1.0, start, 0.0), show.to_user)
        matrix = multiply(placed, inverse(self.ctm))
        numbers = [number(v, 6) for v in matrix[:4]] + [number(v, places) for v in matrix[4:]]
        return " ".join(numbers).encode() + b" Tm"


_SEEN = 0.01  # thousandths of an em; what is less is the noise of reckoning


def _place(glyph: Glyph, length: float) -> float:
    return glyph.at + (glyph.dx / length if glyph.dx else 0.0)
