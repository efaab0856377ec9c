"""Channel thumbnail: small pictures of a page, and other versions of an image, that show what the page doesn't."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

from pipeline.check.file import PageView
from pipeline.check.streams import images_of
from pipeline.check.trace import Trace

CHANNEL = "thumbnail"

_DIFFERENT = 48.0  # levels, in a piece of 4 by 4 pixels
_MEND_THUMBNAIL = "Maak het bestand opnieuw zonder miniaturen van de pagina's."
_MEND_ALTERNATE = "Maak het bestand opnieuw met van elke afbeelding alleen de versie die te zien is."


def find(page: PageView) -> Iterator[Trace]:
    """The miniature of a page that shows something else than the page, and images with another version.

    Raises:
        CheckError: the page can't be rendered.
    """
    if "/Thumb" in page.dictionary and not _same(page):
        reason = (
            f"Pagina {page.number} heeft een miniatuur die iets anders toont dan de pagina, zoals een eerdere "
            "versie ervan."
        )
        yield Trace(CHANNEL, page.number, None, reason, _MEND_THUMBNAIL)
    for image in images_of(page.dictionary):
        if isinstance(image.get("/Alternates"), pikepdf.Array):
            reason = f"Op pagina {page.number} staat een afbeelding waarvan het bestand nog een andere versie heeft."
            yield Trace(CHANNEL, page.number, None, reason, _MEND_ALTERNATE)
            return


def _same(page: PageView) -> bool:
    thumb = page.dictionary["/Thumb"]
    if not isinstance(thumb, pikepdf.Stream):
        return False
    try:
        small = np.asarray(pikepdf.PdfImage(thumb).as_pil_image().convert("L"), np.float32)
    except (
        pikepdf.PikepdfError,
        NotImplementedError,
        ValueError,
        TypeError,
        OSError,
        RuntimeError,
        AttributeError,
    ):
        return False
    high, wide = small.shape
    if min(high, wide) < 8 or max(high, wide) > 1000:
        return False
    picture = Image.fromarray(np.ascontiguousarray(page.picture())).convert("L")
    shown = np.asarray(picture.resize((wide, high), Image.Resampling.BOX), np.float32)
    return float(np.abs(_pieces(small) - _pieces(shown)).max()) < _DIFFERENT


def _pieces(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of each piece of 4 by 4 pixels."""
    high, wide = pixels.shape[0] // 4 * 4, pixels.shape[1] // 4 * 4
    made: NDArray[np.float32] = pixels[:high, :wide].reshape(high // 4, 4, wide // 4, 4).mean((1, 3))
    return made
