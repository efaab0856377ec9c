"""The pages with findings as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pypdfium2

from pipeline.check.report.judged import Picture
from pipeline.check.trace import Trace

_DOTS = 100  # an inch: small print stays readable, a page of text is some 100 kB
_LONGEST = 2000  # pixels of a side; a page of 14,400 points would be 1.6 GB
MOST = 100  # pages of one file


def pictures_of(data: bytes, traces: Iterable[Trace]) -> tuple[Picture, ...]:
    """The first MOST pages that a finding names, with annotations and values of form fields, as displayed.

    A page that PDFium can't draw is left out: its findings are listed without a picture.
    """
    numbers = sorted({trace.page for trace in traces if trace.page is not None})[:MOST]
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ()
    try:
        made = (_picture(document, number) for number in numbers if number <= len(document))
        return tuple(picture for picture in made if picture is not None)
    finally:
        document.close()


def _picture(document: pypdfium2.PdfDocument, number: int) -> Picture | None:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        longest = max(width, height)
        if min(width, height) <= 0:
            return None
        bitmap = page.render(scale=min(_DOTS / 72, _LONGEST / longest))
        try:
            stream = io.BytesIO()
            bitmap.to_pil().save(stream, "PNG", optimize=False)
        finally:
            bitmap.close()
    except (pypdfium2.PdfiumError, ValueError):  # ValueError: less than a pixel in one direction
        return None
    finally:
        page.close()
    return Picture(number, width, height, stream.getvalue())
