"""Constructs beside what the page shows: annotations, fields, replacement texts, layers, masks, parts of the file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from benchmarks.redaction.maker import LINE, REST, Case, Edit, form, helvetica, one_page

_KEPT = f"Beste, dank {REST}"
_TEXT = LINE + " (Beste {s}, dank) Tj ET"


def _with(
    edit: Callable[[pikepdf.Pdf, pikepdf.Object, str], None], content: str = _TEXT
) -> Callable[[str], bytes]:
    def make(secret: str) -> bytes:
        def change(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
            edit(pdf, page, secret)

        wanted: Edit = change
        return one_page(content.replace("{s}", secret), wanted)

    return make


def _appearance(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> pikepdf.Object:
    drawn = form(pdf, f"BT /F 11 Tf 2 5 Td ({secret}) Tj ET", page.Resources.Font)
    drawn["/BBox"] = Array([0, 0, 200, 20])
    return Dictionary(N=drawn)


def _annotation(subtype: str, **entries: object) -> Callable[[pikepdf.Pdf, pikepdf.Object, str], None]:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
        made = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[40, 100, 240, 120], F=4,
            AP=_appearance(pdf, page, secret), Contents=secret,
        )  # fmt: skip
        for key, value in entries.items():
            made["/" + key] = value
        page.Annots = Array([pdf.make_indirect(made)])

    return edit


def _field(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="naam", V=secret, DV=secret, F=4,
            Rect=[40, 100, 240, 120], DA="/F 11 Tf 0 g", AP=_appearance(pdf, page, secret),
        )
    )  # fmt: skip
    page.Annots = Array([made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), DR=Dictionary(Font=Dictionary(F=helvetica(pdf))))


def _link(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    action = Dictionary(S=Name.URI, URI=f"mailto:{secret}@voorbeeld.nl")
    page.Annots = Array(
        [
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[60, 295, 130, 315], A=action)
            )
        ]
    )


def _note(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    page.Annots = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Text, Rect=[300, 300, 320, 320], Contents=secret, T=secret
                )
            )
        ]
    )


def _property_list(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    page.Resources.Properties = Dictionary(MC0=pdf.make_indirect(Dictionary(ActualText=secret, MCID=0)))


def _tagged(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.P, P=root, Pg=page, K=0, ActualText=secret, Alt=secret, T=secret
        )
    )
    root.K = Array([element])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([element])])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    page.StructParents = 0


def _layer(state: str) -> Callable[[pikepdf.Pdf, pikepdf.Object, str], None]:
    def edit(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=f"laag {secret}"))
        page.Resources.Properties = Dictionary(L0=group)
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary({f"/{state}": Array([group]), "/Order": Array([group])})
        )

    return edit


def _layer_form(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    _layer("OFF")(pdf, page, secret)
    hidden = form(pdf, f"BT /F 11 Tf 40 100 Td ({secret}) Tj ET", page.Resources.Font)
    hidden["/OC"] = page.Resources.Properties.L0
    page.Resources.XObject = Dictionary(H=hidden)


def _soft_mask(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    group = form(pdf, f"1 g BT /F 11 Tf 40 100 Td ({secret}) Tj ET", page.Resources.Font)
    group["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    page.Resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))


def _glyph_text(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    """A Type 3 glyph whose procedure shows the secret in another font."""
    proc = pdf.make_stream(f"100 0 d0 BT /F 11 Tf 0 0 Td ({secret}) Tj ET".encode())
    page.Resources.Font.T = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 100, 20], FontMatrix=[0.1, 0, 0, 0.1, 0, 0],
            CharProcs=Dictionary(g=proc), FirstChar=65, LastChar=65, Widths=[100],
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.g])),
            Resources=Dictionary(Font=Dictionary(F=page.Resources.Font.F)),
        )
    )  # fmt: skip


def _information(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    pdf.docinfo["/Title"], pdf.docinfo["/Author"], pdf.docinfo["/Eigen"] = secret, secret, secret
    pdf.Root.Metadata = pdf.make_stream(
        f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{secret}</x:xmpmeta>".encode(),
        Type=Name.Metadata,
        Subtype=Name.XML,
    )
    page.PieceInfo = Dictionary(App=Dictionary(Private=secret, LastModified="D:20260105"))


def _names(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    item = pdf.make_indirect(Dictionary(Title=secret, Dest=Array([page, Name.Fit])))
    outline = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = outline
    pdf.Root.Outlines = outline
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=secret)]))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(secret), Array([page, Name.Fit])])))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{secret}')")


def _attachment(pdf: pikepdf.Pdf, _page: pikepdf.Object, secret: str) -> None:
    file = pdf.make_stream(secret.encode(), Type=Name.EmbeddedFile)
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=f"{secret}.txt", EF=Dictionary(F=file)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), spec])))


def _thumbnail(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    page.Thumb = pdf.make_stream(
        secret.encode(), Width=len(secret), Height=1, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )


def _font_name(_pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    """Names that nobody sees: of a font, of a resource."""
    page.Resources.Font.F["/Name"] = Name(f"/{secret}")
    page.Resources.ColorSpace = Dictionary({f"/{secret}": Name.DeviceRGB})


def _revision(secret: str) -> bytes:
    """The secret once more in an earlier revision that no reader shows."""
    data = one_page(_TEXT.replace("{s}", secret))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.Contents.read_bytes()
    return data + f"\n% {secret}\n%%EOF\n".encode()


def _unused(pdf: pikepdf.Pdf, page: pikepdf.Object, secret: str) -> None:
    page.Resources.XObject = Dictionary(Unused=form(pdf, f"BT /F 9 Tf ({secret}) Tj ET", page.Resources.Font))


_ACTUAL = LINE + " /Span <</ActualText ({s})>> BDC (V.) Tj EMC ( en {s}, dank) Tj ET"
_ESCAPED = LINE + " /Span <</Actual#54ext ({s}) /Alt ({s}) /E ({s})>> BDC (V.) Tj EMC ( en {s}, dank) Tj ET"
_HIDDEN = _TEXT + " /OC /L0 BDC BT /F 11 Tf 40 100 Td ({s}) Tj ET EMC"


def _annotations() -> list[Case]:
    styles = {
        "FreeText": _annotation("FreeText", DA="/F 11 Tf 0 g"),
        "Stamp": _annotation("Stamp"),
        "Square": _annotation("Square"),
    }
    made = [Case(f"appearance: {n}", "annotations", _with(edit), _KEPT) for n, edit in styles.items()]
    return [
        *made,
        Case("appearance: field with a value", "annotations", _with(_field), _KEPT),
        Case("link with the name", "annotations", _with(_link), _KEPT),
        Case("note", "annotations", _with(_note), _KEPT),
    ]


def cases() -> list[Case]:
    """All constructs of this module."""
    nothing: Callable[[pikepdf.Pdf, pikepdf.Object, str], None] = lambda _pdf, _page, _secret: None  # noqa: E731
    return [
        *_annotations(),
        Case("ActualText, inline", "replacement texts", _with(nothing, _ACTUAL), f"V. en, dank {REST}"),
        Case("ActualText, escaped; Alt; E", "replacement texts", _with(nothing, _ESCAPED), f"V. en, dank {REST}"),
        Case(
            "ActualText, property list", "replacement texts",
            _with(_property_list, LINE + " /Span /MC0 BDC (V.) Tj EMC ( en {s}, dank) Tj ET"), f"V. en, dank {REST}",
        ),
        Case(
            "ActualText, Alt and T of tags", "replacement texts",
            _with(_tagged, "/P <</MCID 0>> BDC " + _TEXT + " EMC"), _KEPT,
        ),
        Case("layer that is off", "layers", _with(_layer("OFF"), _HIDDEN), _KEPT),
        Case("layer that is on", "layers", _with(_layer("ON"), _HIDDEN), _KEPT),
        Case("form in a layer that is off", "layers", _with(_layer_form, _TEXT + " /H Do"), _KEPT),
        Case("soft mask", "masks", _with(_soft_mask, _TEXT + " q /M gs 0 g 30 90 200 30 re f Q"), _KEPT),
        Case("text in a Type 3 glyph", "masks", _with(_glyph_text, _TEXT + " BT /T 11 Tf 40 100 Td (A) Tj ET"), _KEPT),
        Case("Info, XMP, PieceInfo", "file", _with(_information), _KEPT),
        Case("outline, labels, names, script", "file", _with(_names), _KEPT),
        Case("attachment", "file", _with(_attachment), _KEPT),
        Case("thumbnail", "file", _with(_thumbnail), _KEPT),
        Case("names of resources", "file", _with(_font_name), _KEPT),
        Case("unused form", "file", _with(_unused), _KEPT),
        Case("rest behind the end of the file", "file", _revision, _KEPT),
    ]  # fmt: skip
