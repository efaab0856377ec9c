"""The text of form XObjects and tiling patterns, each read by itself: the readers of pages only see what a
page paints, and a form that no page paints still lies in the file.
"""

from __future__ import annotations

import io

import pikepdf

from pipeline.check.readers import read_with_pdfium


def read_forms(raw: bytes) -> tuple[str, ...]:
    """What PDFium reads in each form and pattern when it is painted on a page of its own.

    Raises:
        CheckError: PDFium can't read it.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        forms = [thing for thing in pdf.objects if _is_form(thing)]
        if not forms:
            return ()
        count = len(pdf.pages)
        for form in forms:
            _paint(pdf, form)
        out = io.BytesIO()
        pdf.save(out)
    return read_with_pdfium(out.getvalue())[count:]


def _is_form(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Stream) and (
        thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
    )


def _paint(pdf: pikepdf.Pdf, form: pikepdf.Object) -> None:
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    page = pdf.add_blank_page()
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.obj["/Contents"] = pdf.make_stream(b"/F Do")
