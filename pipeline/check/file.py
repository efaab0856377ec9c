"""A file of anyone's making, opened for the channels of `woo check`: bounded, and never written."""

from __future__ import annotations

import ctypes
import io
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.check.bounds import Costs, check_expansion, check_sizes
from pipeline.check.characters import PageWord, Shown, shown_chars
from pipeline.check.display import (
    Floats,
    Item,
    Matrix,
    TooMany,
    page_items,
    transformed,
    view_matrix,
)
from pipeline.check.layers import hidden_marks
from pipeline.errors import CheckError
from pipeline.types import Box

__all__ = ["SCALE", "Item", "Limits", "OpenFile", "PageView", "PageWord", "Picture", "Shown", "open_file"]

SCALE = 2.0
"""Pixels a point of a rendering; fewer where a page is so large that it would take more than `_MAX_PIXELS`."""
_MAX_PIXELS = 24_000_000

Picture = NDArray[np.uint8]

_WORD = re.compile(r"\S+")
_FINISHED = 2  # FPDF_RENDER_DONE


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may ask: seconds for all of it, megabytes of one unpacked stream, pages, objects."""

    seconds: float = 60.0
    megabytes: int = 400
    pages: int = 5000
    objects: int = 500_000


class OpenFile:
    """A file that both libraries opened. Use it as a context manager; it is `open_file` that makes one."""

    def __init__(
        self, data: bytes, pdf: pikepdf.Pdf, document: pypdfium2.PdfDocument, limits: Limits, until: float
    ) -> None:
        self.data = data
        self.pdf = pdf
        self.document = document
        self.limits = limits
        self.count: int = len(document)
        self._until = until
        self._costs: Costs = {}

    def __enter__(self) -> OpenFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what was opened; once is enough."""
        self.document.close()
        self.pdf.close()

    def tick(self) -> None:
        """See that there is time left.

        Raises:
            CheckError: there is not.
        """
        if self.late():
            raise CheckError("het bestand nakijken duurt te lang")

    def late(self) -> bool:
        """Whether the time that a file may take is over."""
        return time.monotonic() > self._until

    @cached_property
    def hidden_marks(self) -> Callable[[int], bool] | None:
        """Tells whether the page object at an address is marked for a layer that is off; None: no such layers."""
        return hidden_marks(self.pdf)

    def page(self, number: int) -> PageView:
        """A page, counted from 1; the caller closes it.

        Raises:
            CheckError: it can't be read, asks too much, or the time is over.
        """
        self.tick()
        try:
            check_expansion(self.pdf.pages[number - 1].obj, self.limits.megabytes, self._costs, self.tick)
        except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError):
            raise CheckError(f"de inhoud van pagina {number} kan niet worden gelezen") from None
        try:
            page = self.document[number - 1]
        except pypdfium2.PdfiumError:
            raise CheckError(f"pagina {number} kan niet worden gelezen") from None
        return PageView(self, number, page)


def open_file(data: bytes, limits: Limits | None = None) -> OpenFile:
    """Open the bytes of a PDF for reading.

    Raises:
        CheckError: it is no PDF, encrypted, damaged, or asks more than `limits`.
    """
    limits = limits or Limits()
    until = time.monotonic() + limits.seconds
    pdf = _with_pikepdf(data)
    try:
        _check(pdf, limits, until)
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise CheckError("het bestand kan niet worden gelezen (PDFium)") from None
    except BaseException:
        pdf.close()
        raise
    file = OpenFile(data, pdf, document, limits, until)
    if file.count != len(pdf.pages):
        file.close()
        raise CheckError("de lezers zien niet hetzelfde aantal pagina's")
    return file


def _with_pikepdf(data: bytes) -> pikepdf.Pdf:
    if b"%PDF-" not in data[:1024]:
        raise CheckError("het bestand is geen PDF")
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise CheckError("het bestand is met een wachtwoord beveiligd") from None
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError):
        raise CheckError("het bestand is beschadigd") from None


def _check(pdf: pikepdf.Pdf, limits: Limits, until: float) -> None:
    def tick() -> None:
        if time.monotonic() > until:
            raise CheckError("het bestand nakijken duurt te lang")

    try:
        if len(pdf.objects) > limits.objects:
            raise CheckError("het bestand heeft te veel onderdelen")
        pages = len(pdf.pages)
        if not pages:
            raise CheckError("het bestand heeft geen pagina's")
        if pages > limits.pages:
            raise CheckError("het bestand heeft te veel pagina's")
        check_sizes(pdf, limits.megabytes, tick)
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, AttributeError):
        raise CheckError("het bestand is beschadigd") from None


class PageView:
    """One page with everything on it, in points as displayed (CropBox and /Rotate applied), origin top left.

    Made once, each part when it is first asked for. `text` are the characters that PDFium lists, joined, with its own
    spaces and line breaks; `chars[i]` shows `text[chars[i].start : chars[i].end]`.
    """

    def __init__(self, file: OpenFile, number: int, page: pypdfium2.PdfPage) -> None:
        self.file = file
        self.number = number
        self.raw = page
        self.dictionary: pikepdf.Dictionary = file.pdf.pages[number - 1].obj
        visible = pdfium_c.FS_RECTF()
        pdfium_c.FPDF_GetPageBoundingBox(page.raw, visible)
        turns: int = pdfium_c.FPDFPage_GetRotation(page.raw)
        self.view: Matrix = view_matrix((visible.left, visible.bottom, visible.right, visible.top), turns)
        self.width, self.height = (float(side) for side in page.get_size())
        self._pictures: dict[bool, Picture] = {}
        whole = _media_box(page)
        self.media = Box(number, *transformed(np.array([whole]), self.view)[0].tolist())

    def __enter__(self) -> PageView:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give its memory back."""
        self.raw.close()
        self._pictures.clear()

    @cached_property
    def _painted(self) -> tuple[tuple[Item, ...], dict[int, int]]:
        try:
            address = ctypes.cast(self.raw.raw, ctypes.c_void_p).value or 0
            items, index = page_items(address, self.number, self.view, self.file.hidden_marks)
        except TooMany:
            raise CheckError(f"pagina {self.number} heeft te veel onderdelen") from None
        self.file.tick()
        return tuple(items), index

    @property
    def items(self) -> tuple[Item, ...]:
        """What is painted, forms taken apart, in the order of painting."""
        return self._painted[0]

    @cached_property
    def _listed(self) -> tuple[str, tuple[Shown, ...], Floats]:
        index = self._painted[1]
        try:
            textpage = self.raw.get_textpage()
        except pypdfium2.PdfiumError:
            raise CheckError(f"de tekst van pagina {self.number} kan niet worden gelezen") from None
        try:
            address = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
            text, shown, boxes = shown_chars(address, self.number, self.view, index)
        finally:
            textpage.close()
        self.file.tick()
        return text, tuple(shown), boxes

    @property
    def text(self) -> str:
        """All characters that PDFium lists, joined."""
        return self._listed[0]

    @property
    def chars(self) -> tuple[Shown, ...]:
        """Every character that PDFium lists, in its order, invisible ones and those off the page included."""
        return self._listed[1]

    @property
    def boxes(self) -> Floats:
        """The boxes of `chars` as rows of x0, top, x1, bottom."""
        return self._listed[2]

    @cached_property
    def words(self) -> tuple[PageWord, ...]:
        """The runs of characters without white space."""
        return tuple(PageWord(start, end, box) for start, end, box, _, _ in self.word_chars)

    @cached_property
    def word_chars(self) -> tuple[tuple[int, int, Box, int, int], ...]:
        """Each word: start and end in `text`, its box, and the first and one past the last of its `chars`."""
        text, shown, boxes = self._listed
        starts = np.fromiter((char.start for char in shown), np.int64, len(shown))
        spans = [match.span() for match in _WORD.finditer(text)]
        if not spans:
            return ()
        first = np.searchsorted(starts, [start for start, _ in spans], "left").tolist()
        last = np.searchsorted(starts, [end for _, end in spans], "left").tolist()
        rows = _extents(boxes, first, last)
        made = [
            (start, end, Box(self.number, *sides), one, past)
            for (start, end), sides, one, past in zip(spans, rows, first, last, strict=True)
        ]
        return tuple(made)

    @property
    def scale(self) -> float:
        """Pixels a point of `picture()`: `SCALE`, or fewer on a page that would be too large."""
        most = (_MAX_PIXELS / max(1.0, self.width * self.height)) ** 0.5
        return float(min(SCALE, most))

    def picture(self) -> Picture:
        """The page as a viewer shows it, annotations included: rows of pixels of red, green and blue.

        Raises:
            CheckError: PDFium can't render it, or not in time.
        """
        return self._picture(True)

    def picture_without_annotations(self) -> Picture:
        """The page without its annotations.

        Raises:
            CheckError: PDFium can't render it, or not in time.
        """
        return self._picture("/Annots" not in self.dictionary)

    def _picture(self, annotations: bool) -> Picture:
        made = self._pictures.get(annotations)
        if made is None:
            made = self._pictures[annotations] = self.render(annotations)
        return made

    def render(self, annotations: bool) -> Picture:
        """Render the page anew, as its objects are now.

        Raises:
            CheckError: PDFium can't render it, or not in time.
        """
        self.file.tick()
        wide, high = (max(1, round(side * self.scale)) for side in (self.width, self.height))
        pixels: Picture = np.full((high, wide, 4), 255, np.uint8)
        bitmap = pdfium_c.FPDFBitmap_CreateEx(
            wide, high, pdfium_c.FPDFBitmap_BGRx, pixels.ctypes.data_as(ctypes.c_void_p), 4 * wide
        )
        if not bitmap:
            raise CheckError(f"pagina {self.number} kan niet worden afgebeeld")
        flags = pdfium_c.FPDF_REVERSE_BYTE_ORDER | (pdfium_c.FPDF_ANNOT if annotations else 0)
        try:
            status = _render(self.raw.raw, bitmap, (wide, high), flags, self.file.late)
        finally:
            pdfium_c.FPDFBitmap_Destroy(bitmap)
        if status != _FINISHED:
            self.file.tick()
            raise CheckError(f"pagina {self.number} kan niet worden afgebeeld")
        return pixels[:, :, :3]


def _extents(boxes: Floats, first: Sequence[int], last: Sequence[int]) -> list[list[float]]:
    """The sides of the box around each stretch of boxes, one of which begins where the one before it ends or later."""
    bounds = np.stack([first, last], axis=1).ravel()
    closed = np.concatenate([boxes, boxes[-1:]])  # a stretch may end behind the last box
    low = np.minimum.reduceat(closed[:, :2], bounds, axis=0)[::2]
    high = np.maximum.reduceat(closed[:, 2:], bounds, axis=0)[::2]
    sides: list[list[float]] = np.concatenate([low, high], axis=1).tolist()
    return sides


def _media_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = page.get_mediabox()
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _render(page: Any, bitmap: Any, size: tuple[int, int], flags: int, late: Callable[[], bool]) -> int:  # noqa: ANN401
    """Render a page, and stop between two objects when the time is over."""
    pause = pdfium_c.IFSDK_PAUSE(version=1)

    def need_to_pause(_: Any) -> bool:  # noqa: ANN401
        return late()

    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(need_to_pause)
    try:
        return int(pdfium_c.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, *size, 0, flags, pause))
    finally:
        pdfium_c.FPDF_RenderPage_Close(page)
