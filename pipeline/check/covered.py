"""Channel covered-text: text that something painted later covers. It can be copied, and the cover clicked away."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.file import PageView
from pipeline.check.sight import hidden_text
from pipeline.check.trace import Trace

CHANNEL = "covered-text"

_COVERS = {
    "path": "een ingekleurd vlak",
    "line": "een dikke lijn",
    "image": "een afbeelding",
}
_MEND = (
    "Lak de tekst met een programma dat haar uit het bestand haalt in plaats van bedekt, en maak het bestand daarna "
    "opnieuw."
)


def find(page: PageView) -> Iterator[Trace]:
    """Each stretch of text that stands under a path, a thick line or an image.

    Raises:
        CheckError: the page can't be read or rendered.
    """
    for hit in hidden_text(page):
        if hit.why in _COVERS:
            reason = (
                f"Op pagina {page.number} staat tekst onder {_COVERS[hit.why]}; wie de tekst kopieert of het "
                "bedekkende weghaalt, leest haar."
            )
            yield Trace(CHANNEL, page.number, hit.box, reason, _MEND)
