"""Channel unapplied-redaction: annotations that mark or hide what must go, while it is still in the file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.annotated import Annotation, bars
from pipeline.check.file import PageView
from pipeline.check.places import share
from pipeline.check.sight import hidden_text
from pipeline.check.trace import Trace
from pipeline.types import Box

CHANNEL = "unapplied-redaction"

_APPLY = "Voer de lakking door in het programma waarmee zij is voorbereid, zodat de tekst uit het bestand verdwijnt."
_REDACT = (
    "Lak de tekst met een programma dat haar uit het bestand haalt; een aantekening legt er alleen iets overheen dat "
    "ieder kan weghalen."
)


def find(page: PageView) -> Iterator[Trace]:
    """Each redaction that is only marked, and each text that only an annotation hides.

    Raises:
        CheckError: the page can't be read or rendered.
    """
    annotations = bars(page)
    if not annotations:
        return
    for annotation in annotations:
        if annotation.subtype == "Redact":
            reason = (
                f"Op pagina {page.number} is een lakking voorbereid maar niet doorgevoerd; wat er staat, is nog te "
                "lezen."
            )
            for box in annotation.boxes:
                yield Trace(CHANNEL, page.number, box, reason, _APPLY)
    over = (
        f"Op pagina {page.number} wordt tekst alleen bedekt door een aantekening (zoals een getekend vlak, een lijn of "
        "een markering); wie de aantekening weghaalt of de tekst kopieert, leest haar."
    )
    told = [hit.box for hit in hidden_text(page) if hit.why == "annotation"]
    told += [
        box
        for annotation in annotations
        if not _is_shown(annotation)
        for box in _words_under(page, annotation)
    ]
    for box in dict.fromkeys(told):
        yield Trace(CHANNEL, page.number, box, over, _REDACT)


def _is_shown(annotation: Annotation) -> bool:
    """Whether the rendering has told already what the annotation covers. PDFium paints no line, polygon or text box
    that has no appearance; other readers do.
    """
    return annotation.subtype == "Redact" or annotation.has_appearance or not annotation.filled


def _words_under(page: PageView, annotation: Annotation) -> Iterator[Box]:
    for word in page.words:
        if any(share(word.box, place) >= 0.5 for place in annotation.boxes):
            yield word.box
