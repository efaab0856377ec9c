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


Crop = tuple[float, float, float, float]
"""What is cut off a picture at the left, the top, the right and the bottom, as parts of its width and height."""

WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)
PLACES = range(0xF0000, 0xFFFFD)
"""Characters of a private use area of Unicode, which mean nothing to anybody: in a text that is not finished each
stands for a picture, so that nothing of its marker counts as a word.
"""

_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing that is drawn, in a part of the file.

    `content` are the blocks of a box, `text` is that of a letter art; otherwise it is a picture (`relation` is the id
    of its relationship), an object of another program (`embedded`) or something that is drawn from data. `hidden`: it
    is not shown.
    """

    part: str
    content: Element | None = None
    text: str = ""
    relation: str = ""
    embedded: bool = False
    crop: Crop = WHOLE
    hidden: bool = False


def place_of(number: int) -> str:
    """The character that stands for the picture with this number (from 0); nothing where there are too many."""
    return chr(PLACES[number]) if number < len(PLACES) else ""


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
        yield Drawn(part, relation=_relation(source), crop=crop_of(source))
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


def crop_of(picture: Element) -> Crop:
    """What is cut off a picture: beside an `a:blip` (ISO/IEC 29500-1, 20.1.8.55) in thousandths of a per cent, on a
    `v:imagedata` (part 4, 19.1.2.11) as a part or in 65,536ths. What is added to a side is no cut.
    """
    if str(picture.tag).startswith(_VML):
        return _crop([_part(picture.get(side) or "") for side in _VML_SIDES])
    parent = picture.getparent()
    cut = parent.find(f"{{{A}}}srcRect") if parent is not None else None
    return _crop([_part(cut.get(side) or "", 100_000) for side in "ltrb"]) if cut is not None else WHOLE


def _crop(sides: list[float]) -> Crop:
    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    return left, top, right, bottom


def _part(said: str, whole: int = 1) -> float:
    scale = 65_536 if said.endswith("f") else 100 if said.endswith("%") else whole
    try:
        return float(said.rstrip("f%") or 0) / scale
    except ValueError:
        return 1.0  # nobody knows what is shown of it


def _relation(element: Element) -> str:
    for name in ("embed", "id", "link", "pict"):
        ident = element.get(f"{{{R}}}{name}")
        if ident:
            return ident
    return element.get(f"{_OFFICE}relid") or ""
