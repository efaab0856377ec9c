"""Layers (optional content, ISO 32000-1 8.11): which are off when a reader opens the file."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pikepdf
import pypdfium2.raw as pdfium_c

_MOST_BYTES = 4096


def hidden_marks(pdf: pikepdf.Pdf) -> Callable[[int], bool] | None:
    """Tells whether the page object at an address is marked for a layer that is off; None: no layer is.

    PDFium gives a mark's layer by its name only, and nothing of a group of layers (OCMD): such a mark counts as off
    where any layer is. What a page shows, its rendering says.
    """
    off = hidden_layers(pdf)
    if not off:
        return None

    def hidden(address: int) -> bool:
        thing = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
        for number in range(max(0, pdfium_c.FPDFPageObj_CountMarks(thing))):
            mark = pdfium_c.FPDFPageObj_GetMark(thing, number)
            if mark and _mark_name(mark) == "OC":
                name = _layer_name(mark)
                if name is None or name in off:
                    return True
        return False

    return hidden


def hidden_layers(pdf: pikepdf.Pdf) -> frozenset[str]:
    """The names of the layers that are off by the default configuration, or on paper only."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return frozenset()
    default = properties.get("/D")
    default = default if isinstance(default, pikepdf.Dictionary) else pikepdf.Dictionary()
    on, off = (_numbers(default.get(key)) for key in ("/ON", "/OFF"))
    base_off = default.get("/BaseState") == "/OFF"
    viewed = _usage_counts(default)
    return frozenset(
        str(layer.get("/Name", ""))
        for layer in _dictionaries(properties.get("/OCGs"))
        if layer.objgen in off or (base_off and layer.objgen not in on) or (viewed and _off_on_screen(layer))
    )


def _usage_counts(default: pikepdf.Dictionary) -> bool:
    return any(
        one.get("/Event") == "/View" and "/View" in [str(name) for name in _list(one.get("/Category"))]
        for one in _dictionaries(default.get("/AS"))
    )


def _off_on_screen(layer: pikepdf.Dictionary) -> bool:
    usage = layer.get("/Usage")
    view = usage.get("/View") if isinstance(usage, pikepdf.Dictionary) else None
    return isinstance(view, pikepdf.Dictionary) and view.get("/ViewState") == "/OFF"


def _list(value: object) -> list[object]:
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else []


def _dictionaries(value: object) -> list[pikepdf.Dictionary]:
    return [one for one in _list(value) if isinstance(one, pikepdf.Dictionary)]


def _numbers(value: object) -> set[tuple[int, int]]:
    return {one.objgen for one in _dictionaries(value)}


def _mark_name(mark: object) -> str:
    buffer = ctypes.create_string_buffer(64)
    size = ctypes.c_ulong()
    done = pdfium_c.FPDFPageObjMark_GetName(
        mark, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), 64, size
    )
    return (
        buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0")
        if done and size.value <= 64
        else ""
    )


def _layer_name(mark: object) -> str | None:
    buffer = ctypes.create_string_buffer(_MOST_BYTES)
    size = ctypes.c_ulong()
    target = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
    done = pdfium_c.FPDFPageObjMark_GetParamStringValue(mark, b"Name", target, _MOST_BYTES, size)
    if not done or size.value > _MOST_BYTES:
        return None
    return buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0")
