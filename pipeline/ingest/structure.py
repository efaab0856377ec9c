"""What a PDF holds beside the content of its pages: embedded files, text in patterns and masks.

No reader of the text layer sees any of these. The names are those of ISO 32000-2.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from pipeline.ingest.attachment import Attachment

_SHOWS_TEXT = re.compile(rb"[)>\]]\s*(?:Tj|TJ|'|\")|\bBI\b.{0,400}?\bID\b", re.DOTALL)
_PAINTING = {
    *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "INLINE IMAGE", "Tj", "TJ", "'", '"'),
}
_MAX_DEPTH = 20

ERRORS = (
    pikepdf.PikepdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    OSError,
)
"""What pikepdf raises on a file that is not as it should be."""


@dataclass(frozen=True, slots=True)
class PdfStructure:
    """Pages with a pattern or mask that shows text or an image, pages of those asked for that show nothing at all,
    embedded files.

    `unread_embedded` counts the embedded files whose bytes can't be had.
    """

    hidden_layers: tuple[int, ...]
    blank: tuple[int, ...]
    embedded: tuple[Attachment, ...]
    unread_embedded: int


def is_locked(file: Path) -> bool:
    """Whether a PDF opens with a password only."""
    try:
        with pikepdf.open(file, suppress_warnings=True):
            return False
    except pikepdf.PasswordError:
        return True
    except ERRORS:
        return False


def read_structure(data: bytes, textless: Collection[int]) -> PdfStructure:
    """Look through a PDF.

    Args:
        data: its bytes.
        textless: the numbers of the pages without text; they are told apart into blank ones and others.

    Raises:
        pikepdf.PikepdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OSError:
            its objects are not as they should be (`ERRORS`).
    """
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        hidden: list[int] = []
        blank: list[int] = []
        known: dict[tuple[int, int], bool] = {}
        for number, page in enumerate(pdf.pages, start=1):
            if _has_hidden_layer(page.resources, known, 0):
                hidden.append(number)
            if number in textless and _is_blank(page):
                blank.append(number)
        embedded, lost = _embedded(pdf)
    return PdfStructure(tuple(hidden), tuple(blank), embedded, lost)


def _is_blank(page: pikepdf.Page) -> bool:
    """Whether the content of a page paints nothing: no text, path, image, form or shading (Table 50)."""
    used = {str(instruction.operator) for instruction in pikepdf.parse_content_stream(page)}
    return not used & _PAINTING


def _items(value: object) -> list[tuple[str, pikepdf.Object]]:
    return sorted(value.items()) if isinstance(value, pikepdf.Dictionary) else []


def _shows_text(stream: pikepdf.Object, depth: int) -> bool:
    """Whether a content stream shows text or an image, itself or through a form that it can reach."""
    if depth > _MAX_DEPTH or _SHOWS_TEXT.search(stream.read_bytes()):
        return True
    resources = stream.get("/Resources")
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    for _, entry in _items(objects):
        if not isinstance(entry, pikepdf.Stream):
            continue
        if entry.get("/Subtype") == "/Image" or _shows_text(entry, depth + 1):
            return True
    return False


def _has_hidden_layer(resources: object, known: dict[tuple[int, int], bool], depth: int) -> bool:
    """Whether a tiling pattern or a soft mask of these resources, or of a form among them, shows text or an
    image.

    pdfium gives neither as page objects, and no text from them.
    """
    if depth > _MAX_DEPTH:
        return True
    if not isinstance(resources, pikepdf.Dictionary):
        return False
    for stream in [*_tilings(resources), *_masks(resources)]:
        if _once(stream, known, lambda s: _shows_text(s, 0)):
            return True
    forms = [f for _, f in _items(resources.get("/XObject")) if isinstance(f, pikepdf.Stream)]
    return any(
        _once(form, known, lambda f: _has_hidden_layer(f.get("/Resources"), known, depth + 1))
        for form in forms
        if form.get("/Subtype") == "/Form"
    )


def _once(
    stream: pikepdf.Object, known: dict[tuple[int, int], bool], look: Callable[[pikepdf.Object], bool]
) -> bool:
    """Look at a stream the first time only; a form that reaches itself counts as nothing on the way."""
    if stream.objgen not in known:
        known[stream.objgen] = False
        known[stream.objgen] = look(stream)
    return known[stream.objgen]


def _tilings(resources: pikepdf.Object) -> list[pikepdf.Object]:
    patterns = [p for _, p in _items(resources.get("/Pattern"))]
    return [p for p in patterns if isinstance(p, pikepdf.Stream) and p.get("/PatternType") == 1]


def _masks(resources: pikepdf.Object) -> list[pikepdf.Object]:
    states = [s for _, s in _items(resources.get("/ExtGState")) if isinstance(s, pikepdf.Dictionary)]
    masks = [s.get("/SMask") for s in states]
    groups = [m.get("/G") for m in masks if isinstance(m, pikepdf.Dictionary)]
    return [g for g in groups if isinstance(g, pikepdf.Stream)]


def _embedded(pdf: pikepdf.Pdf) -> tuple[tuple[Attachment, ...], int]:
    """The embedded files (7.11.4), in the order of their names."""
    found: list[Attachment] = []
    lost = 0
    for name, specification in sorted(pdf.attachments.items()):
        try:
            shown = specification.filename or name
            found.append(Attachment(shown, specification.get_file().read_bytes()))
        except ERRORS:
            lost += 1
    return tuple(found), lost
