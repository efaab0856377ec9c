"""Pages for the tests of `woo check`: content streams written by hand, with the resources that they need."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (0, 0, 595, 842)


def pdf_of(
    content: str,
    *,
    annotations=(),
    rotate=0,
    media=A4,
    crop=None,
    xobjects=None,
    patterns=None,
    properties=None,
    root=None,
    graphics=None,
    page=None,
) -> bytes:
    """A file of one page. `xobjects` makes named objects: a function of the Pdf, or a stream's content for a form."""
    pdf = pikepdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    states = {
        "Half": Dictionary(ca=0.5, CA=0.5),
        "Near": Dictionary(ca=0.9, CA=0.9),
        "Gone": Dictionary(ca=0.0, CA=0.0),
        "Multiply": Dictionary(BM=Name.Multiply),
        **(graphics(pdf) if graphics else {}),
    }
    resources.ExtGState = Dictionary({f"/{name}": state for name, state in states.items()})
    things = {f"/{name}": make(pdf, resources) for name, make in (xobjects or {}).items()}
    resources.XObject = Dictionary(things)
    if patterns:
        resources.Pattern = Dictionary({f"/{name}": make(pdf, resources) for name, make in patterns.items()})
    if properties:
        made = properties(pdf)
        resources.Properties = Dictionary({f"/{name}": thing for name, thing in made.items()})
    body = Dictionary(
        Type=Name.Page,
        MediaBox=Array(media),
        Resources=resources,
        Contents=pdf.make_stream(content.encode("cp1252")),
        Rotate=rotate,
    )
    if crop:
        body.CropBox = Array(crop)
    if annotations:
        body.Annots = Array([pdf.make_indirect(make(pdf)) for make in annotations])
    pdf.pages.append(pikepdf.Page(body))
    if page:
        page(pdf, pdf.pages[0].obj)
    if root:
        root(pdf)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    return out.getvalue()


def form(content: str, *, matrix=(1, 0, 0, 1, 0, 0), box=A4, **extra):
    """Makes a form XObject with the resources of its page."""

    def make(pdf, resources):
        return pdf.make_stream(
            content.encode("cp1252"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(box),
            Matrix=Array(matrix),
            Resources=Dictionary(resources),
            **extra,
        )

    return make


def image(rows, *, mask=None, **extra):
    """Makes a grey image of rows of numbers 0-255."""

    def make(pdf, resources):
        data = b"".join(bytes(row) for row in rows)
        made = pdf.make_stream(
            zlib.compress(data),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=len(rows[0]),
            Height=len(rows),
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
            **extra,
        )
        if mask is not None:
            made.SMask = image(mask)(pdf, resources)
        return made

    return make


def annotation(subtype: str, rect, appearance: str | None = None, **keys):
    """Makes an annotation; `appearance` is content in the coordinates of the page."""

    def make(pdf):
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(rect), F=4, **keys)
        if appearance is not None:
            made.AP = Dictionary(
                N=pdf.make_stream(
                    appearance.encode(),
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array(rect),
                    Resources=Dictionary(ExtGState=Dictionary(Multiply=Dictionary(BM=Name.Multiply))),
                )
            )
        return made

    return make


def scan(words=(), size=(298, 421), paper=245, bars=()):
    """Rows of a picture of a page, two points a pixel: paper, with strokes where words stand, and filled bars.

    A word is (x0, top, x1, bottom) in points from the top left; a bar has a level of grey after that.
    """
    wide, high = size
    rows = [[paper] * wide for _ in range(high)]
    for x0, top, x1, bottom in words:
        for y in range(int(top / 2), int(bottom / 2)):
            for x in range(int(x0 / 2), int(x1 / 2)):
                if x % 3 != 0 and y % 4 != 0:
                    rows[y][x] = 20
    for x0, top, x1, bottom, level in bars:
        for y in range(int(top / 2), int(bottom / 2)):
            rows[y][int(x0 / 2) : int(x1 / 2)] = [level] * (int(x1 / 2) - int(x0 / 2))
    return rows
