"""How a place in a file is told to a person."""

from __future__ import annotations

from pipeline.check.trace import Trace

_CENTIMETRES = 2.54 / 72


def page_of(trace: Trace) -> str:
    """The page of a finding, or that it is of the file as a whole."""
    return "bestand" if trace.page is None else str(trace.page)


def place_of(trace: Trace) -> str:
    """Where on the page the upper left corner is, in centimetres; empty where there is no place."""
    if trace.box is None:
        return ""
    left, top = (f"{value * _CENTIMETRES:.1f}".replace(".", ",") for value in (trace.box.x0, trace.box.top))
    return f"{left} cm van links, {top} cm van boven"
