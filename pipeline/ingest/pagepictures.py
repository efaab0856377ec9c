"""The pictures on pages with text: read by OCR, with what was read invisibly over them.

A picture passes only when nothing that may be text is left unread: its words were read with confidence and explain its
ink, or it has no ink that looks like letters. A photo, a signature, a handwritten note never pass; a person must look.
"""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import pikepdf
import pypdfium2
from PIL import Image

from pipeline.ingest import ocr
from pipeline.ingest.ocr import OcrLine, OcrWord
from pipeline.ingest.repeats import Drawn
from pipeline.ingest.scan import page_picture
from pipeline.ingest.scanpage import Reading, Verdict, placed, read_page
from pipeline.ingest.textlayer import PlacedLine, add_font, layer
from pipeline.pdf.text import View
from pipeline.types import Box

MAX_PICTURES = 200
"""Different pictures of one file that are read; the others stay unread."""

READ_SURE = 85.0
"""Mean confidence of the words of a picture that passes."""

LEFT_OVER = 0.03
"""The part of the ink of a picture that no word explains and that may pass: specks, the edge of a frame."""

FEW_PIECES = 5
"""So many pieces of ink, and one more for every ten letters, may be left beside the words."""

_MARGIN = 3.0  # points around a picture that are looked at with it
_OVER = 0.4  # of a word that lies below another one
_SMALLEST = 4  # pixels
_SAME = 0.7  # of the letters: the word of the text and that of the picture are one


@dataclass(frozen=True, slots=True)
class Pictures:
    """A PDF with the words of its pictures, and the pictures that passed."""

    data: bytes
    passed: frozenset[Drawn]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as drawn: `scale` is points a pixel."""

    picture: Image.Image
    scale: float
    view: View


def read_pictures(data: bytes, drawn: Sequence[Drawn], texts: Sequence[tuple[Box, str]]) -> Pictures:
    """Read the pictures on the pages of a PDF.

    Pictures that look the same are read once, and the words are put over each of them.

    Args:
        data: the PDF.
        drawn: the pictures to read, with their places in user space.
        texts: the words of its text with their places, so that text which stands over a picture is not read twice.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
        UnreadableError: a page can't be drawn.
        pypdfium2.PdfiumError, pikepdf.PdfError: the file is broken.
    """
    if not drawn:
        return Pictures(data, frozenset())
    ocr.program()
    by_page: dict[int, list[Drawn]] = defaultdict(list)
    for one in sorted(drawn, key=lambda d: (d.page, d.rect, d.digest)):
        by_page[one.page].append(one)
    taken: dict[int, list[tuple[Box, str]]] = defaultdict(list)
    for box, text in texts:
        taken[box.page].append((box, text))
    known: dict[str, Reading] = {}
    layers: dict[int, tuple[list[PlacedLine], View]] = {}
    passed: set[Drawn] = set()
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number, pictures in by_page.items():
            sheet = _sheet(document, number)
            lines: list[PlacedLine] = []
            for one in pictures:
                found = _picture(sheet, one, known)
                if found is None:
                    continue
                reading, corner = found
                new = _new(reading.lines, corner, sheet.scale, taken[number])
                lines += placed(new, sheet.scale, sheet.view.size[1])
                if passes(reading):
                    passed.add(one)
            if lines:
                layers[number] = lines, sheet.view
    return Pictures(_with_layers(data, layers) if layers else data, frozenset(passed))


def passes(reading: Reading) -> bool:
    """Whether nothing in a picture can be text that nobody read."""
    if reading.verdict is Verdict.BLANK:
        return True
    if reading.shaded or reading.verdict is not Verdict.READ:
        return False
    few = len(reading.pieces) <= FEW_PIECES + len(reading.text) // 10
    return (
        few
        and reading.confidence >= READ_SURE
        and reading.loose <= LEFT_OVER * (reading.loose + reading.held)
    )


def _sheet(document: pypdfium2.PdfDocument, number: int) -> _Sheet:
    with closing(document[number - 1]) as page:
        picture, dpi = page_picture(page)
        x0, y0, x1, y1 = page.get_bbox()
        return _Sheet(picture, 72 / dpi, View(x0, y0, x1, y1, page.get_rotation() // 90 % 4))


def _picture(sheet: _Sheet, one: Drawn, known: dict[str, Reading]) -> tuple[Reading, tuple[int, int]] | None:
    """A picture as read, with its top left corner in pixels of the page; None where it lies off the page (so it was
    not read), or there are too many.
    """
    x0, y0, x1, y1 = one.rect
    box = sheet.view.box(one.page, ((x0, y0), (x1, y1)))
    left, top = (max(0, int((side - _MARGIN) / sheet.scale)) for side in (box.x0, box.top))
    right = min(sheet.picture.width, int((box.x1 + _MARGIN) / sheet.scale) + 1)
    bottom = min(sheet.picture.height, int((box.bottom + _MARGIN) / sheet.scale) + 1)
    if right - left < _SMALLEST or bottom - top < _SMALLEST:
        return None
    crop = sheet.picture.crop((left, top, right, bottom))
    key = hashlib.sha256(f"{crop.size} {crop.mode}".encode() + crop.tobytes()).hexdigest()
    if key not in known:
        if len(known) >= MAX_PICTURES:
            return None
        known[key] = read_page(crop, straighten=False)
    return known[key], (left, top)


def _new(
    lines: Sequence[OcrLine], corner: tuple[int, int], scale: float, taken: Sequence[tuple[Box, str]]
) -> list[OcrLine]:
    """The lines in pixels of the page, without the words that stand there as text already."""
    found = []
    for line in lines:
        words = tuple(w for word in line.words if not _is_known(w := _moved(word, corner), scale, taken))
        if words:
            x0, top, x1, bottom = line.box
            box = x0 + corner[0], top + corner[1], x1 + corner[0], bottom + corner[1]
            found.append(OcrLine(words, box, line.base + corner[1], line.slope))
    return found


def _moved(word: OcrWord, corner: tuple[int, int]) -> OcrWord:
    right, down = corner
    x0, top, x1, bottom = word.box
    letters = tuple((t, a + right, b + right) for t, a, b in word.letters)
    return replace(word, box=(x0 + right, top + down, x1 + right, bottom + down), letters=letters)


def _is_known(word: OcrWord, scale: float, taken: Sequence[tuple[Box, str]]) -> bool:
    x0, top, x1, bottom = (side * scale for side in word.box)
    area = (x1 - x0) * (bottom - top)
    below = [
        text
        for box, text in taken
        if max(0.0, min(x1, box.x1) - max(x0, box.x0)) * max(0.0, min(bottom, box.bottom) - max(top, box.top))
        >= _OVER * area
    ]
    return any(SequenceMatcher(None, word.text, text, autojunk=False).ratio() >= _SAME for text in below)


def _with_layers(data: bytes, layers: dict[int, tuple[list[PlacedLine], View]]) -> bytes:
    """The PDF with invisible text at the end of some pages."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        font = add_font(pdf)
        for number, (lines, view) in sorted(layers.items()):
            page = pdf.pages[number - 1]
            name = page.add_resource(font, pikepdf.Name.Font)
            drawn = layer(lines, str(name)[1:]).removeprefix(b"q ")
            page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ q " + _onto(view) + drawn))
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _onto(view: View) -> bytes:
    """From the page as displayed, origin bottom left, to user space."""
    height = view.size[1]
    (x, y), (x1, y1), (x2, y2) = view.back(0, height), view.back(1, height), view.back(0, height - 1)
    return f"{x1 - x:.0f} {y1 - y:.0f} {x2 - x:.0f} {y2 - y:.0f} {x:.4f} {y:.4f} cm\n".encode("ascii")
