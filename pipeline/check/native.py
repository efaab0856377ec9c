"""PDFium's functions as calls that `map` makes over addresses in one buffer.

PDFium has no call for many objects at once, and calls from Python one by one are what reading a page costs. These take
addresses as numbers and don't give up the interpreter's lock each time: a third of the time of plain calls.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium_c

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int


def direct(name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401  (ctypes has no types for these)
    """A function of PDFium that takes addresses as numbers."""
    address = ctypes.cast(getattr(pdfium_c, name), _POINTER).value
    if address is None:
        raise ImportError(f"PDFium has no {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


UNICODE = direct("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
LOOSE_BOX = direct("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
GENERATED = direct("FPDFText_IsGenerated", _INT, _POINTER, _INT)
TEXT_OBJECT = direct("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
PAGE_OBJECT = direct("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
FORM_OBJECT = direct("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
KIND = direct("FPDFPageObj_GetType", _INT, _POINTER)
BOUNDS = direct("FPDFPageObj_GetBounds", _INT, _POINTER, *[_POINTER] * 4)
MATRIX = direct("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
FILL = direct("FPDFPageObj_GetFillColor", _INT, _POINTER, *[_POINTER] * 4)
STROKE = direct("FPDFPageObj_GetStrokeColor", _INT, _POINTER, *[_POINTER] * 4)
STROKE_WIDTH = direct("FPDFPageObj_GetStrokeWidth", _INT, _POINTER, _POINTER)
DASHES = direct("FPDFPageObj_GetDashCount", _INT, _POINTER)
CLIP = direct("FPDFPageObj_GetClipPath", _POINTER, _POINTER)
DRAW_MODE = direct("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
SEGMENTS = direct("FPDFPath_CountSegments", _INT, _POINTER)
SEGMENT = direct("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
RENDER_MODE = direct("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
FONT_SIZE = direct("FPDFTextObj_GetFontSize", _INT, _POINTER, _POINTER)
PIXEL_SIZE = direct("FPDFImageObj_GetImagePixelSize", _INT, _POINTER, _POINTER, _POINTER)
CLIP_PATHS = direct("FPDFClipPath_CountPaths", _INT, _POINTER)
CLIP_SEGMENTS = direct("FPDFClipPath_CountPathSegments", _INT, _POINTER, _INT)
CLIP_SEGMENT = direct("FPDFClipPath_GetPathSegment", _POINTER, _POINTER, _INT, _INT)
POINT = direct("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
SEGMENT_KIND = direct("FPDFPathSegment_GetType", _INT, _POINTER)
MARKS = direct("FPDFPageObj_CountMarks", _INT, _POINTER)
