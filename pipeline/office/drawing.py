"""What is drawn in a Word file: boxes of text, pictures, charts and diagrams, objects of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.office.markup import MC, A, Element, R, children, local

_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_TEXT_BOX = "txbxContent"
_SHAPES = (
    "/2006/picture", "/wordprocessingShape", "/wordprocessingGroup", "/wordprocessingCanvas", "/drawingml/2006/main",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing that is drawn, in a part of the file.

    `content` are the blocks of a box, `text` is that of a letter art; otherwise it is a picture (`relation` is the id
    of its relationship), an object of another program (`embedded`) or something that is drawn from data.
    """

    part: str
    content: Element | None = None
    text: str = ""
    relation: str = ""
    embedded: bool = False


def find_drawn(source: Element, part: str, choice: Callable[[Element], Element]) -> Iterator[Drawn]:
    """All that stands in a drawing, the boxes in it without what is in them."""
    name = local(source)
    if name == f"{{{MC}}}AlternateContent":
        source = choice(source)
    elif name == _TEXT_BOX:
        yield Drawn(part, content=source)
        return
    elif name == "object":
        yield from _object(source, part)
        return
    elif name in {f"{{{A}}}blip", f"{_VML}imagedata", "contentPart"} or (
        name == f"{_VML}fill" and _relation(source)
    ):
        yield Drawn(part, relation=_relation(source))
        return
    elif name == f"{_VML}textpath" and source.get("string"):
        yield Drawn(part, text=source.get("string") or "")
    elif name == f"{{{A}}}graphicData" and not (source.get("uri") or "").endswith(_SHAPES):
        yield Drawn(part)  # a chart, a diagram, a locked canvas, ink
        return
    for child in children(source):
        yield from find_drawn(child, part, choice)


def _object(source: Element, part: str) -> Iterator[Drawn]:
    """An object of another program: the file, not the picture of it."""
    found = [
        *source.iter(f"{_OFFICE}OLEObject"),
        *source.iter("{*}objectEmbed", "{*}objectLink", "{*}control"),
    ]
    if not found:
        yield Drawn(part)
    for one in found:
        yield Drawn(part, relation=_relation(one), embedded=True)


def _relation(element: Element) -> str:
    for name in ("embed", "id", "link", "pict"):
        ident = element.get(f"{{{R}}}{name}")
        if ident:
            return ident
    return element.get(f"{_OFFICE}relid") or ""
