"""The gate for pictures: after redaction the pictures of the output are read again where marks stand on them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from difflib import SequenceMatcher

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.ingest import ocr
from pipeline.ingest.ocr import Rect
from pipeline.ingest.scan import page_picture
from pipeline.types import Box

ALIKE = 0.6
"""Of the letters of a word (twice those that two words share over all that they have): OCR mixes up one letter in
three on a bad scan, and two words of a language that have nothing to do with each other stay below."""

_SHORTEST = 3  # letters; a shorter piece says nothing
_AROUND = 0.3  # of the height of a mark: how far around it is looked
_WITHIN = 0.6  # of a word that must lie in the place of a mark; a piece of the line below is no name
_CLOSE = 0.1  # of the height of a mark that its place is grown by for that
_EXACT = 3  # letters; so short a piece must be read as it is, for the code in the mark is read too
_LEAST_CONFIDENCE = 40.0  # letters read with less are made up from noise


def legible(pdf: bytes, places: Sequence[tuple[Box, str]]) -> tuple[int, ...]:
    """The pages of a redacted PDF on whose pictures something redacted can be read at its place.

    Args:
        pdf: the output.
        places: where each mark stands, and what stood there.

    Raises:
        OcrMissingError: a mark stands on a picture, and tesseract or its Dutch is not installed.
        UnreadableError: a page can't be drawn or read.
        pypdfium2.PdfiumError: the file is broken.
    """
    by_page: dict[int, list[tuple[Box, str]]] = defaultdict(list)
    for box, text in places:
        by_page[box.page].append((box, text))
    found: list[int] = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, here in sorted(by_page.items()):
            with closing(document[number - 1]) as page:
                over = list(_over_pictures(page, here))
                if over:
                    picture, dpi = page_picture(page)
            if over and _is_legible(picture, dpi, over):
                found.append(number)
    return tuple(found)


def _over_pictures(page: pypdfium2.PdfPage, places: Iterable[tuple[Box, str]]) -> Iterator[tuple[Box, str]]:
    """The places below which an image lies. On a page that is turned all count that share a page with one."""
    height = page.get_size()[1]
    turned = page.get_rotation() != 0
    x, _, _, top = page.get_bbox()
    images = [
        thing.get_bounds()
        for thing in page.get_objects(max_depth=15)
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE
    ]
    for box, text in places:
        low, high = top - box.bottom, top - box.top
        if any(
            turned or (x0 < box.x1 + x and box.x0 + x < x1 and y0 < high and low < y1)
            for x0, y0, x1, y1 in images
        ):
            yield Box(box.page, box.x0, max(0.0, box.top), box.x1, min(height, box.bottom)), text


def _is_legible(picture: Image.Image, dpi: float, places: Sequence[tuple[Box, str]]) -> bool:
    grey = picture.convert("L")
    rects = [(_rect(box, dpi / 72, _CLOSE), text) for box, text in places]
    rest = Image.new("L", grey.size, int(np.median(np.asarray(grey))))
    for x0, top, x1, bottom in (_rect(box, dpi / 72, _AROUND) for box, _ in places):
        area = max(0, x0), max(0, top), min(x1, grey.width), min(bottom, grey.height)
        if area[0] < area[2] and area[1] < area[3]:
            rest.paste(grey.crop(area), area[:2])
    words = [
        (word.text, word.box)
        for line in ocr.recognise(rest, ocr.SPARSE)
        for word in line.words
        if word.confidence >= _LEAST_CONFIDENCE
    ]
    return any(
        any(_alike(read, piece) for piece in _pieces(text))
        for rect, text in rects
        for read, box in words
        if _shared(box, rect) >= _WITHIN
    )


def _rect(box: Box, scale: float, around: float) -> Rect:
    """A box in pixels, grown by a part of its height."""
    around *= box.bottom - box.top
    sides = box.x0 - around, box.top - around, box.x1 + around, box.bottom + around
    x0, top, x1, bottom = (round(side * scale) for side in sides)
    return x0, top, x1, bottom


def _shared(box: Rect, other: Rect) -> float:
    """The part of a box that lies in another one."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return max(0, across) * max(0, down) / ((box[2] - box[0]) * (box[3] - box[1]))


def _pieces(text: str) -> list[str]:
    return [piece for word in text.split() if len(piece := _folded(word)) >= _SHORTEST]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _alike(read: str, secret: str) -> bool:
    folded = _folded(read)
    if len(secret) <= _EXACT:
        return secret == folded
    return len(folded) >= _SHORTEST and SequenceMatcher(None, folded, secret, autojunk=False).ratio() >= ALIKE
