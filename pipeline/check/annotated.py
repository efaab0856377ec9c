"""The annotations of a page that may stand over something (ISO 32000-1 12.5), in points as displayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf

from pipeline.check.display import transformed
from pipeline.check.file import PageView
from pipeline.types import Box

# What shows as a sign in the margin, a link, or nothing.
_SIGNS = frozenset(
    f"/{name}"
    for name in (
        *(
            "Link",
            "Text",
            "Popup",
            "FileAttachment",
            "Sound",
            "Caret",
            "Movie",
            "Screen",
            "PrinterMark",
            "TrapNet",
        ),
        *("3D", "RichMedia"),
    )
)
_INVISIBLE, _HIDDEN, _NO_VIEW = 1, 2, 32  # bits of /F
_MOST = 5000


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation over the page: its subtype without the slash, the places it marks, whether it has an appearance,
    and whether it would cover what is under it by its own colours (`filled`).
    """

    subtype: str
    boxes: tuple[Box, ...]
    has_appearance: bool
    filled: bool
    hidden: bool


def bars(page: PageView) -> tuple[Annotation, ...]:
    """The annotations of a page that are no link, note or other sign, in their order."""
    listed = page.dictionary.get("/Annots")
    things: list[Any] = list(listed.as_list()) if isinstance(listed, pikepdf.Array) else []
    return tuple(
        made
        for thing in things[:_MOST]
        if isinstance(thing, pikepdf.Dictionary) and (made := _annotation(page, thing)) is not None
    )


def drawn(annotations: Sequence[Annotation]) -> bool:
    """Whether any of them may show."""
    return any(not annotation.hidden for annotation in annotations)


def _annotation(page: PageView, thing: pikepdf.Dictionary) -> Annotation | None:
    subtype = str(thing.get("/Subtype", ""))
    rect = _numbers(thing.get("/Rect"))
    if subtype in _SIGNS or len(rect) != 4:
        return None
    quads = _numbers(thing.get("/QuadPoints"))
    rects = [
        (min(quad[::2]), min(quad[1::2]), max(quad[::2]), max(quad[1::2]))
        for quad in (quads[at : at + 8] for at in range(0, len(quads) - 7, 8))
    ] or [(min(rect[::2]), min(rect[1::2]), max(rect[::2]), max(rect[1::2]))]
    boxes = transformed(np.array(rects, float), page.view).tolist()
    flags = thing.get("/F", 0)
    return Annotation(
        subtype[1:],
        tuple(Box(page.number, *box) for box in boxes),
        isinstance(thing.get("/AP"), pikepdf.Dictionary) and "/N" in thing["/AP"],
        _filled(thing, subtype),
        isinstance(flags, int) and bool(flags & (_INVISIBLE | _HIDDEN | _NO_VIEW)),
    )


def _filled(thing: pikepdf.Dictionary, subtype: str) -> bool:
    """Whether the annotation is painted full by its own colours: its interior, its background, or a thick line."""
    opacity = _numbers([thing.get("/CA", 1)])
    if opacity and opacity[0] < 0.85:
        return False
    if subtype in ("/Square", "/Circle", "/Polygon", "/Redact"):
        return bool(_numbers(thing.get("/IC")))
    if subtype == "/FreeText":
        return bool(_numbers(thing.get("/C")))
    if subtype in ("/Line", "/Ink", "/PolyLine"):
        style = thing.get("/BS")
        width = _numbers([style.get("/W", 1)]) if isinstance(style, pikepdf.Dictionary) else [1.0]
        return bool(_numbers(thing.get("/C"))) and bool(width) and width[0] >= 5
    return False


def _numbers(value: object) -> list[float]:
    things: list[Any] = list(value.as_list()) if isinstance(value, pikepdf.Array) else []
    if isinstance(value, list):
        things = value
    made = []
    for thing in things:
        try:
            number = float(thing)
        except (TypeError, ValueError):
            return []
        made.append(number)
    return made
