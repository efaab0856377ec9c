"""Channel unseen-text: text that is in the file and that no reader of the page sees."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.file import PageView
from pipeline.check.sight import hidden_text
from pipeline.check.trace import Trace

CHANNEL = "unseen-text"

_REASONS = {
    "off-page": "buiten de rand van de pagina",
    "cropped": "buiten het deel van de pagina dat wordt getoond",
    "clipped": "die door een uitsnede niet te zien is",
    "layer": "op een laag die uit staat",
    "transparent": "die doorzichtig is",
    "invisible": "die onzichtbaar is gemaakt en die ook de afbeelding van de pagina niet toont",
    "tiny": "die te klein is om te lezen",
    "pale": "in wit of een bijna witte kleur",
    "same": "die op de pagina niet te zien is",
}
_MEND = (
    "Haal deze tekst uit het document waarvan het bestand is gemaakt en maak het opnieuw, of lak haar met een "
    "programma dat de tekst uit het bestand haalt."
)


def find(page: PageView) -> Iterator[Trace]:
    """Each stretch of text that is white, tiny, transparent, off the page, clipped away or on a layer that is off.

    Raises:
        CheckError: the page can't be read or rendered.
    """
    for hit in hidden_text(page):
        if hit.why in _REASONS:
            reason = (
                f"Op pagina {page.number} staat tekst {_REASONS[hit.why]}; wie de tekst kopieert, leest haar."
            )
            yield Trace(CHANNEL, page.number, hit.box, reason, _MEND)
