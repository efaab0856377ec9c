"""The text of each page as two readers give it: PDFium in the order of the content, pdfplumber line by line.

pdfplumber, on pdfminer.six, is code of another make: what one of them misses or puts elsewhere, the other
sees.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.utils.text import extract_text

from pipeline.errors import CheckError


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
                texts.append(extract_text(_once(list(_chars(page.layout)))))
                page.close()  # or every page stays in memory
    except Exception as error:  # noqa: BLE001  (pdfminer.six raises whatever a broken file makes it trip over)
        kind = type(error).__name__
        raise CheckError(f"de uitvoer kan niet worden teruggelezen (pdfplumber: {kind})") from None
    return tuple(texts)


def _chars(layout: LTContainer[Any]) -> Iterator[dict[str, Any]]:
    """The characters of a page, those within forms too, with what `extract_text` needs.

    pdfplumber's own dictionaries hold every attribute of a character and take a third of the time.
    """
    for thing in layout:
        if isinstance(thing, LTChar):
            yield {
                "text": thing.get_text(),
                "x0": thing.x0,
                "x1": thing.x1,
                "top": -thing.y1,
                "bottom": -thing.y0,
                "doctop": -thing.y1,
                "width": thing.width,
                "height": thing.height,
                "size": thing.size,
                "upright": thing.upright,
            }
        elif isinstance(thing, LTContainer):
            yield from _chars(thing)


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
