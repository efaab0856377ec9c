"""Which codes of which fonts the content of a file shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import pikepdf

from pipeline.check.contents import Content, contents
from pipeline.check.file import OpenFile
from pipeline.check.walk import dictionary

__all__ = ["ShownFont", "shown_fonts"]


@dataclass(slots=True)
class ShownFont:
    """A font dictionary, the strings that are shown with it, and the first page that shows any."""

    font: pikepdf.Object
    page: int | None
    strings: set[bytes] = field(default_factory=set)


_KNOWN: WeakKeyDictionary[OpenFile, dict[tuple[int, int], ShownFont]] = WeakKeyDictionary()


def shown_fonts(file: OpenFile) -> dict[tuple[int, int], ShownFont]:
    """Each font that is shown with, by its object number (0: no object of its own); read once.

    Raises:
        pikepdf.PdfError: a content stream can't be parsed.
    """
    known = _KNOWN.get(file)
    if known is None:
        known = _KNOWN[file] = _shown_fonts(file)
    return known


def _shown_fonts(file: OpenFile) -> dict[tuple[int, int], ShownFont]:
    found: dict[tuple[int, int], ShownFont] = {}
    for content in contents(file):
        file.tick()
        for font, string in _strings(content):
            shown = found.setdefault(font.objgen, ShownFont(font, content.page))
            shown.strings.add(string)
    return found


def _strings(content: Content) -> Iterator[tuple[pikepdf.Object, bytes]]:
    """The strings of a content stream with the font that is set; `q` and `Q` keep and bring back the font."""
    fonts = dictionary(content.resources, "/Font")
    owner = pikepdf.Page(content.owner) if content.owner.get("/Type") == "/Page" else content.owner
    font: pikepdf.Object | None = None
    kept: list[pikepdf.Object | None] = []
    for instruction in pikepdf.parse_content_stream(owner, "Tf Tj TJ ' \" q Q gs"):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "q":
            kept.append(font)
        elif operator == "Q":
            font = kept.pop() if kept else font
        elif operator == "Tf" and len(operands):
            font = dictionary(fonts, str(operands[0]))
        elif operator == "gs" and len(operands):
            font = _of_state(content, str(operands[0])) or font
        elif font is not None and len(operands):
            last = operands[-1]
            parts = last.as_list() if isinstance(last, pikepdf.Array) else [last]
            yield from ((font, bytes(part)) for part in parts if isinstance(part, pikepdf.String))


def _of_state(content: Content, name: str) -> pikepdf.Object | None:
    state = dictionary(dictionary(content.resources, "/ExtGState"), name)
    set_by_state = state.get("/Font") if state is not None else None
    first = list[object](set_by_state.as_list()[:1]) if isinstance(set_by_state, pikepdf.Array) else []
    return next((one for one in first if isinstance(one, pikepdf.Dictionary)), None)
