"""Writes the content of a page anew without the glyphs that must go, and with those that move at their new place.

A text object with a glyph that goes or moves gets an absolute text matrix before each stretch of text. The
offsets it had before would tell how wide the glyphs were that went. Everything else stays byte for byte as
it was parsed. A form that changes is written as a new object, so that other pages keep theirs.
"""

from __future__ import annotations

import pikepdf

from pipeline.pdfscrub import Instruction
from pipeline.redact.geometry import multiply, x_scale
from pipeline.redact.glyphs import Glyph, Scope, Show

_POSITIONS = {"Td", "Tm", "T*"}


def rewrite(pdf: pikepdf.Pdf, page: pikepdf.Page, root: Scope, drawn: bytes, fonts: pikepdf.Object) -> None:
    """Replace the content of a page.

    Args:
        pdf: the file the page is in.
        page: the page.
        root: its content with the fates of its glyphs.
        drawn: what is painted over it (the marks), in user space.
        fonts: the fonts that `drawn` uses, by name.
    """
    data, resources = _write(pdf, root)
    resources["/Font"] = pikepdf.Dictionary({**_entries(resources.get("/Font")), **_entries(fonts)})
    page.obj["/Resources"] = resources
    page.obj["/Contents"] = pdf.make_stream(b"q\n" + data + b"\nQ\n" + drawn)


def _entries(dictionary: pikepdf.Object | None) -> dict[str, pikepdf.Object]:
    return dict(dictionary.items()) if isinstance(dictionary, pikepdf.Dictionary) else {}


def _touched(glyph: Glyph) -> bool:
    return glyph.mask is not None or glyph.dx != 0.0


def _changes(scope: Scope) -> bool:
    return (
        bool(scope.dropped)
        or any(_touched(g) for show in scope.shows.values() for g in show.glyphs)
        or any(_changes(form) for form in scope.forms.values())
    )


def _write(pdf: pikepdf.Pdf, scope: Scope) -> tuple[bytes, pikepdf.Object]:
    """The new bytes of a scope, and its resources with the forms that became new ones."""
    blocks = {show.block for show in scope.shows.values() if any(_touched(g) for g in show.glyphs)}
    objects = (
        _entries(scope.resources.get("/XObject")) if isinstance(scope.resources, pikepdf.Dictionary) else {}
    )
    forms: dict[int, str] = {}
    for index, form in scope.forms.items():
        if _changes(form):
            forms[index] = _free_name(objects)
            objects[forms[index]] = _new_form(pdf, form)
    pieces: list[bytes] = []
    same: list[Instruction] = []
    depth = 0

    def flush() -> None:
        if same:
            pieces.append(bytes(pikepdf.unparse_content_stream(same)))
            same.clear()

    for index, instruction in enumerate(scope.instructions):
        operator = str(instruction.operator)
        if operator == "q":
            depth += 1
        elif operator == "Q":
            if not depth:
                continue  # it would end what the page is wrapped in
            depth -= 1
        new = _new_bytes(scope, index, operator, blocks, forms)
        if new is None:
            same.append(instruction)
        else:
            flush()
            pieces.append(new)
    flush()
    resources = pikepdf.Dictionary(_entries(scope.resources))
    if objects:
        resources["/XObject"] = pikepdf.Dictionary(objects)
    return b"\n".join([*(p for p in pieces if p), *[b"Q"] * depth]), resources


def _new_bytes(
    scope: Scope, index: int, operator: str, blocks: set[int], forms: dict[int, str]
) -> bytes | None:
    """What stands in place of an instruction; None: the instruction itself."""
    if index in scope.dropped:
        return b""
    if index in forms:
        return forms[index].encode() + b" Do"
    if scope.blocks[index] not in blocks:
        return None
    if operator in _POSITIONS:
        return b""
    if operator == "TD":  # it also sets the leading, and that outlives the text object
        return _number(-float(scope.instructions[index].operands[1])) + b" TL"
    show = scope.shows.get(index)
    return None if show is None else _show(show)


def _free_name(objects: dict[str, pikepdf.Object]) -> str:
    number = 1
    while f"/Woo{number}" in objects:
        number += 1
    return f"/Woo{number}"


def _new_form(pdf: pikepdf.Pdf, scope: Scope) -> pikepdf.Object:
    data, resources = _write(pdf, scope)
    stream = pdf.make_stream(data)
    for key, value in scope.holder.items():
        if key not in {
            "/Length",
            "/Filter",
            "/DecodeParms",
            "/DL",
            "/F",
            "/FFilter",
            "/FDecodeParms",
            "/Resources",
        }:
            stream[key] = value
    stream["/Resources"] = resources
    return stream


def _show(show: Show) -> bytes:
    """A show operator without the glyphs that go: one text matrix, and one TJ number for each gap."""
    lines: list[bytes] = []
    if show.extra:
        word, char = show.extra
        lines += [_number(float(word)) + b" Tw", _number(float(char)) + b" Tc"]
    kept = [g for g in show.glyphs if g.mask is None]
    if not kept:
        return b"\n".join(lines)
    length = _points_per_unit(show)
    elements: list[bytes] = []
    run: list[bytes] = []
    start = _place(kept[0], length)
    pen = start
    for glyph in kept:
        place = _place(glyph, length)
        gap = -(place - pen) / show.unit * 1000 if show.unit else 0.0
        if abs(gap) >= 0.0005:
            elements += [b"<" + b"".join(run).hex().encode() + b">"] if run else []
            elements.append(_number(gap, 3))
            run = []
        run.append(glyph.code)
        pen = place + glyph.width
    elements.append(b"<" + b"".join(run).hex().encode() + b">")
    matrix = multiply((1.0, 0.0, 0.0, 1.0, start, 0.0), show.matrix)
    lines.append(b" ".join(_number(v) for v in matrix) + b" Tm")
    lines.append(b"[" + b" ".join(elements) + b"] TJ")
    return b"\n".join(lines)


def _points_per_unit(show: Show) -> float:
    """How long a unit of text space is along the line; below zero where text runs against its x axis."""
    return -x_scale(show.to_user) if show.unit < 0 else x_scale(show.to_user)


def _place(glyph: Glyph, length: float) -> float:
    return glyph.at + (glyph.dx / length if glyph.dx else 0.0)


def _number(value: float, places: int = 6) -> bytes:
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return (text if text not in {"-0", ""} else "0").encode()
