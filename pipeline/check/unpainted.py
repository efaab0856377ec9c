"""Forms and images that belong to a page's resources and that nothing paints: left behind, and still in the file."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipeline.check.contents import contents
from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.check.walk import dictionary, guarded, survey

__all__ = ["find"]

_MEND = "Sla het bestand opnieuw op met een pdf-programma dat ongebruikte onderdelen weglaat, of druk het af naar pdf."


@guarded("de onderdelen van de pagina's")
def find(file: OpenFile) -> Iterator[Trace]:
    """Forms and images that are named in resources and painted nowhere.

    A list of resources may serve many pages: what any of them paints is painted.

    Raises:
        CheckError: a content stream can't be read.
    """
    painted: set[tuple[int, int]] = set()
    for content in contents(file):
        named = dictionary(content.resources, "/XObject")
        if named is not None:
            painted.update(_places(named.get(name) for name in content.paints))
    for one in survey(file).of("/XObject"):
        named = dictionary(one.thing, "/XObject")
        for thing in named.values() if named is not None else ():
            if isinstance(thing, pikepdf.Stream) and thing.objgen not in painted and one.page is not None:
                what = "een afbeelding" if thing.get("/Subtype") == "/Image" else "inhoud"
                reason = (
                    f"Bij pagina {one.page} hoort {what} die niet te zien is, maar nog in het bestand zit."
                )
                yield Trace("unpainted", one.page, None, reason, _MEND)


def _places(things: Iterator[object]) -> Iterator[tuple[int, int]]:
    return (thing.objgen for thing in things if isinstance(thing, pikepdf.Stream))
