"""The text of each page as two readers give it: PDFium in the order of the content, pdfplumber line by line.

pdfplumber, on pdfminer.six, is code of another make: what one of them misses or puts elsewhere, the other
sees.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_rect
from pdfplumber.utils.text import extract_text

from pipeline.errors import CheckError

if TYPE_CHECKING:
    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager
    from pdfminer.utils import Matrix, Rect


def read_with_pdfium(pdf: bytes) -> tuple[str, ...]:
    """The text of each page, text outside the page and invisible text included.

    Raises:
        CheckError: PDFium can't read it.
    """
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        raise CheckError("de uitvoer kan niet worden teruggelezen (PDFium)") from None
    try:
        return tuple(_pdfium_page(document, number) for number in range(len(document)))
    except pdfium.PdfiumError:
        raise CheckError("een pagina van de uitvoer kan niet worden teruggelezen (PDFium)") from None
    finally:
        document.close()


def _pdfium_page(document: pdfium.PdfDocument, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_range())
        finally:
            text_page.close()
    finally:
        page.close()


def read_with_pdfplumber(pdf: bytes) -> tuple[str, ...]:
    """The text of each page. Letters that are printed twice on one place, as a makeshift bold, count once.

    Raises:
        CheckError: pdfplumber can't read it.
    """
    texts: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            for page in document.pages:
                letters = _Letters(document.rsrcmgr)
                PDFPageInterpreter(document.rsrcmgr, letters).process_page(page.page_obj)
                texts.append(extract_text(_once(letters.chars)))
    except Exception as error:  # noqa: BLE001  (pdfminer.six raises whatever a broken file makes it trip over)
        kind = type(error).__name__
        raise CheckError(f"de uitvoer kan niet worden teruggelezen (pdfplumber: {kind})") from None
    return tuple(texts)


class _Letters(PDFTextDevice):
    """The characters of a page as pdfminer.six meets them, those within forms too, with what `extract_text` needs.

    pdfplumber's own device also keeps every line and image, and all attributes of a character: that takes as long again
    as reading the page. The places are reckoned as `LTChar` does.
    """

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.chars: list[dict[str, Any]] = []

    def render_char(  # noqa: PLR0913, PLR0917  (pdfminer.six calls it so)
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep a character; gives how far the next one stands from it, in text space."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        advance = font.char_width(cid) * fontsize * scaling
        vertical = font.is_vertical()
        if vertical:
            x, y = cast("tuple[float | None, float]", font.char_disp(cid))
            left = -(fontsize * 0.5 if x is None else x * fontsize * 0.001)
            low = (1000 - y) * fontsize * 0.001 + rise
            box = (left, low + advance, left + fontsize, low)
        else:
            low = font.get_descent() * fontsize + rise
            box = (0, low, advance, low + fontsize)
        x0, y0, x1, y1 = _around(matrix, box)
        a, b, c, d, _, _ = matrix
        width, height = x1 - x0, y1 - y0
        self.chars.append(
            {
                "text": text,
                "x0": x0,
                "x1": x1,
                "top": -y1,
                "bottom": -y0,
                "doctop": -y1,
                "width": width,
                "height": height,
                "size": width if vertical else height,
                "upright": a * d * scaling > 0 and b * c <= 0,
            }
        )
        return advance


def _around(matrix: Matrix, box: Rect) -> Rect:
    """The box around a rectangle after a matrix; text is level as a rule, and then two corners tell all."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    if b or c:
        return apply_matrix_rect(matrix, box)
    left, right, low, high = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
    return min(left, right), min(low, high), max(left, right), max(low, high)


def _once(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without those that are printed once more, less than 0.4 of their width away.

    pdfplumber's own `dedupe_chars` took 0.5 s a page where this takes 10 ms.
    """
    if len({(char["text"], round(char["x0"]), round(char["top"])) for char in chars}) == len(chars):
        return list(chars)  # a word that is printed twice has letters on the same point of this grid
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    kept: list[dict[str, Any]] = []
    for char in chars:
        text, x, y = char["text"], char["x0"], char["top"]
        near = 0.4 * char["width"]
        cell = (int(x), int(y))
        around = (seen.get((text, cell[0] + dx, cell[1] + dy), ()) for dx in (0, -1, 1) for dy in (0, -1, 1))
        if any(abs(x - x2) < near and abs(y - y2) < near for places in around for x2, y2 in places):
            continue
        seen.setdefault((text, *cell), []).append((x, y))
        kept.append(char)
    return kept
