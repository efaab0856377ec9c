"""Makes the PDFs that the tests of `woo check`'s file channels look at."""

import io
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.check.file import OpenFile, open_file
from pipeline.check.trace import Trace

SHOWN = "Besluit van de raad van Grasmaand over het park"
HIDDEN = "Zandvliet"  # stands on no page
Change = Callable[[Pdf], None]


def new_pdf(text: str = SHOWN, pages: int = 1) -> Pdf:
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(400, 500))
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F=font))
        page.obj["/Contents"] = pdf.make_stream(f"BT /F 12 Tf 40 400 Td ({text}) Tj ET".encode("cp1252"))
    return pdf


def saved(pdf: Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True, fix_metadata_version=False, **options)
    pdf.close()
    return out.getvalue()


def made(change: Change, **options: object) -> bytes:
    pdf = new_pdf()
    change(pdf)
    return saved(pdf, **options)


def traces(find: Callable[[OpenFile], Iterator[Trace]], data: bytes) -> list[Trace]:
    with open_file(data) as file:
        found = list(find(file))
    for trace in found:
        assert HIDDEN.casefold() not in (trace.reason + trace.mend).casefold()
        assert trace.reason.endswith(".")
        assert trace.mend.endswith(".")
    return found


def annotate(pdf: Pdf, kind: str, **entries: object) -> None:
    page = pdf.pages[0].obj
    one = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[40, 100, 140, 130])
    for key, value in entries.items():
        one["/" + key] = value
    one = pdf.make_indirect(one)
    page["/Annots"] = Array([*page.get("/Annots", ()), one])
    if kind == "Widget":
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([one]))


def link(pdf: Pdf, uri: str) -> None:
    annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=String(uri)))
