"""Walks the content of a PDF, and takes the texts out of its marked content: /ActualText, /Alt, /E and their like.

They say in words what the glyphs show (ISO 32000-2, 14.9), and so could hold what was taken out of the glyphs.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import pikepdf

from pipeline.errors import UnreadableError

MAX_FORMS = 5000
"""A file with more streams of content than this beside its pages is refused; it also bounds the walk."""

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage

# Strings in an inline property list; a name of a replacement text may be written with #xx.
_SUSPECT = re.compile(rb"<<[^<>]{0,2000}[(<][^<]")


class Kind(Enum):
    """Where content is drawn from."""

    PAGE = "page"
    FORM = "form"
    PATTERN = "vulpatroon"
    SOFT_MASK = "masker"
    GLYPH = "letter"


@dataclass(frozen=True, slots=True)
class Content:
    """A page, or a stream that it draws: a form, a tiling pattern, a soft mask, a Type 3 glyph.

    `page` is the first page that names it; a form within a pattern is of the kind of the pattern.
    """

    holder: pikepdf.Object
    resources: pikepdf.Object
    page: int
    kind: Kind


def content_objects(pdf: pikepdf.Pdf) -> Iterator[Content]:
    """Everything that holds content, once each.

    Raises:
        UnreadableError: there are more than MAX_FORMS of them beside the pages.
    """
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        first = Content(page.obj, page.resources, number, Kind.PAGE)
        yield first
        stack = [first]
        while stack:
            outer = stack.pop()
            for inner in _inner_of(outer):
                if inner.holder.objgen in seen:
                    continue
                seen.add(inner.holder.objgen)
                if len(seen) > MAX_FORMS:
                    raise UnreadableError("het PDF-bestand bevat te veel ingesloten formulieren")
                yield inner
                stack.append(inner)


def _inner_of(outer: Content) -> Iterator[Content]:
    """The streams that resources name; those without resources of their own use those around them."""
    if not isinstance(outer.resources, pikepdf.Dictionary):
        return
    kind = Kind.FORM if outer.kind is Kind.PAGE else outer.kind
    found: list[tuple[object, pikepdf.Object, Kind]] = [
        (form, outer.resources, kind) for form in values(outer.resources.get("/XObject"))
    ]
    found += [(p, outer.resources, Kind.PATTERN) for p in values(outer.resources.get("/Pattern"))]
    for font in values(outer.resources.get("/Font")):
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type3":
            resources = font.get("/Resources", outer.resources)
            found += [(glyph, resources, Kind.GLYPH) for glyph in values(font.get("/CharProcs"))]
    for state in values(outer.resources.get("/ExtGState")):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        if isinstance(mask, pikepdf.Dictionary):
            found.append((mask.get("/G"), outer.resources, Kind.SOFT_MASK))
    for holder, resources, drawn_as in found:
        if isinstance(holder, pikepdf.Stream) and holder.get("/Subtype") != "/Image":
            yield Content(holder, holder.get("/Resources", resources), outer.page, drawn_as)


def values(entries: pikepdf.Object | None) -> list[pikepdf.Object]:
    """The values of a dictionary; none where it is no dictionary."""
    return [value for _, value in entries.items()] if isinstance(entries, pikepdf.Dictionary) else []


def streams_of(holder: pikepdf.Object) -> list[pikepdf.Object]:
    """The streams that are the content of a page or a stream, in order; what is none is left out."""
    contents = holder if isinstance(holder, pikepdf.Stream) else holder.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def content_bytes(holder: pikepdf.Object) -> bytes:
    """The decompressed content of a page or a stream, its parts joined where a token can't run on (7.8.2)."""
    return b"\n".join(bytes(part.read_bytes()) for part in streams_of(holder))


def instructions_of(
    holder: pikepdf.Object, operators: str = "", *, strict: bool = False
) -> list[Instruction]:
    """The instructions of a page or a stream, those with some operators where they are given.

    Raises:
        ValueError: `strict`, and the parser had to guess.
    """
    target = holder if isinstance(holder, pikepdf.Stream) else pikepdf.Page(holder)
    with warnings.catch_warnings(record=True) as guesses:
        warnings.simplefilter("always")
        found = list(pikepdf.parse_content_stream(target, operators))
    if strict and guesses:
        raise ValueError("broken content stream")
    return found


def scrub_property_lists(pdf: pikepdf.Pdf) -> bool:
    """Take the texts out of all property lists of marked content; tells whether there were any."""
    changed = False
    for content in content_objects(pdf):
        if isinstance(content.resources, pikepdf.Dictionary):
            for properties in values(content.resources.get("/Properties")):
                # A layer also stands here; its name goes with the layers, when the file is cleaned.
                if isinstance(properties, pikepdf.Dictionary) and properties.get("/Type") not in {
                    "/OCG",
                    "/OCMD",
                }:
                    changed |= _drop_texts(properties)
        if _SUSPECT.search(content_bytes(content.holder)):
            changed |= _scrub_stream(pdf, content.holder)
    return changed


def _drop_texts(properties: pikepdf.Object) -> bool:
    """Leave a property list only names, numbers and the language."""
    if not isinstance(properties, pikepdf.Dictionary):
        return False
    held = (pikepdf.String, pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
    found = [key for key, value in properties.items() if isinstance(value, held) and key != "/Lang"]
    for key in found:
        del properties[key]
    return bool(found)


def _scrub_stream(pdf: pikepdf.Pdf, holder: pikepdf.Object) -> bool:
    instructions = instructions_of(holder)
    changed = False
    for i, instruction in enumerate(instructions):
        if str(instruction.operator) in {"BDC", "DP"} and len(instruction.operands) == 2:
            tag, properties = instruction.operands
            if _drop_texts(properties):
                instructions[i] = pikepdf.ContentStreamInstruction([tag, properties], instruction.operator)
                changed = True
    if changed:
        data = pikepdf.unparse_content_stream(instructions)
        if isinstance(holder, pikepdf.Stream):
            holder.write(data)
        else:
            holder["/Contents"] = pdf.make_stream(data)
    return changed
