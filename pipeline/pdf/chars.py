"""All characters of a page from PDFium at once.

PDFium has no call for many characters, and three calls a character from Python are what reading a PDF costs. So the
calls are made by `map` over addresses in one buffer, and without giving up the interpreter's lock each time: a third of
the time that plain calls take.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

Box = tuple[float, float, float, float]

_POINTER = ctypes.c_void_p


def _direct(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401  (ctypes has no types for these)
    """A function of PDFium that takes addresses as numbers."""
    address = ctypes.cast(getattr(pdfium_c, name), _POINTER).value
    if address is None:
        raise ImportError(f"PDFium has no {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


# fpdf_text.h; FS_RECTF is four floats: left, top, right, bottom.
_UNICODE = _direct("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, ctypes.c_int)
_ORIGIN = _direct("FPDFText_GetCharOrigin", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER, _POINTER)
_LOOSE_BOX = _direct("FPDFText_GetLooseCharBox", ctypes.c_int, _POINTER, ctypes.c_int, _POINTER)
_ORIGIN_BYTES, _DOUBLE, _BOX_BYTES = 16, 8, 16


def charlist(textpage: pdfium_c.FPDF_TEXTPAGE) -> Iterator[tuple[int, float, float, Box]]:
    """Each character of a text page: its code (UTF-16), its origin, and its loose box (x0, y0, x1, y1), in points of
    user space.
    """
    count = max(0, pdfium_c.FPDFText_CountChars(textpage))
    page = ctypes.cast(textpage, _POINTER).value
    origins, boxes = (ctypes.c_double * (2 * count))(), (ctypes.c_float * (4 * count))()
    at, box_at = ctypes.addressof(origins), ctypes.addressof(boxes)
    end = at + _ORIGIN_BYTES * count
    codes = list(map(_UNICODE, repeat(page), range(count)))
    list(
        map(
            _ORIGIN,
            repeat(page),
            range(count),
            range(at, end, _ORIGIN_BYTES),
            range(at + _DOUBLE, end + _DOUBLE, _ORIGIN_BYTES),
        )
    )
    list(map(_LOOSE_BOX, repeat(page), range(count), range(box_at, box_at + _BOX_BYTES * count, _BOX_BYTES)))
    sides = boxes[:]
    rects = zip(sides[0::4], sides[3::4], sides[2::4], sides[1::4], strict=True)
    return zip(codes, origins[0::2], origins[1::2], rects, strict=True)
