"""Makes a PDF plain: what a page shows, but readers of text don't see, becomes content of the page; what it hides goes.

A file is made plain before it is read and before it is redacted, so that both work on the same text, and on all text
that a reader of the file sees: what forms and other annotations show, and what patterns are filled with. What stands
on layers that are hidden on screen is taken out, for the page is shown without it.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from pipeline.pdf.annots import paint_annotations
from pipeline.pdf.layers import drop_hidden, forget_layers, read_layers
from pipeline.pdf.patterns import unfold_patterns
from pipeline.pdf.scrub import content_objects


@dataclass(frozen=True, slots=True)
class Plain:
    """Whether a file changed, and what the officer should know of it, in Dutch."""

    changed: bool
    notes: tuple[str, ...]


def plain(pdf: pikepdf.Pdf) -> Plain:
    """Make a PDF plain, and tell what was left out.

    Raises:
        UnreadableError: it can't be done so that the same shows.
    """
    layers = read_layers(pdf)
    # The order matters: an appearance may stand on a layer and a pattern may stand in an appearance.
    painted, notes = paint_annotations(pdf, layers)
    dropped = _drop_stand_ins(pdf)
    hidden = drop_hidden(pdf, layers) if layers is not None else ()
    tiled = unfold_patterns(pdf)
    notes += tuple(f"pagina {number}: wat op verborgen lagen staat, is weggelaten" for number in hidden)
    unlayered = layers is not None and (bool(hidden) or layers.may_hide())
    if unlayered:
        forget_layers(pdf)
    return Plain(painted or dropped or unlayered or bool(tiled), notes)


def _drop_stand_ins(pdf: pikepdf.Pdf) -> bool:
    """Drop what only a printer sees: PostScript (ISO 32000-2, 8.8.2) and pages of other files (8.10.4)."""
    changed = False
    for content in content_objects(pdf):
        objects = (
            content.resources.get("/XObject") if isinstance(content.resources, pikepdf.Dictionary) else None
        )
        if not isinstance(objects, pikepdf.Dictionary):
            continue
        for name, drawn in list(objects.items()):
            if not isinstance(drawn, pikepdf.Stream):
                continue
            if drawn.get("/Subtype") == "/PS" or drawn.get("/Subtype2") == "/PS":
                del objects[name]
                changed = True
            for key in ("/Ref", "/OPI", "/PS"):
                if key in drawn:
                    del drawn[key]
                    changed = True
    return changed
