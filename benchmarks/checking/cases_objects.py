"""What the objects of a file hold beside its pages."""

from __future__ import annotations

import io
import re

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from benchmarks.checking.case import (
    HEADING,
    SECRET,
    Case,
    Edit,
    annotate,
    appearance,
    edited,
    line,
    pdf,
    prose,
    resource,
)

_SAID = f"Bezwaar van {SECRET}"
_READABLE = "de raad heeft in het voorjaar"


def _nothing(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    del made, page


def _marked(key: str, said: str) -> bytes:
    """A line of the page in a sequence of marked content with a text of its own."""
    inside = f"/Span <</{key} ({said})>> BDC {line('de raad heeft in het voorjaar', 480)} EMC\n"
    return pdf(inside)


def _tagged(**entries: object) -> Edit:
    """A structure tree of one paragraph with these entries."""

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        one = made.make_indirect(
            Dictionary(
                {"/Type": Name.StructElem, "/S": Name.P, "/P": root, "/Pg": page, "/K": 0}
                | {f"/{key}": value for key, value in entries.items()}
            )
        )
        root.K = Array([one])
        root.ParentTree = Dictionary(Nums=Array([0, Array([one])]))
        page.StructParents = 0
        made.Root.StructTreeRoot = root
        made.Root.MarkInfo = Dictionary(Marked=True)

    return edit


_IN_TAGS = f"/P <</MCID 0>> BDC {line(_READABLE, 480)} EMC\n"


def _info(**entries: str) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del page
        for key, value in entries.items():
            made.docinfo[f"/{key}"] = String(value)

    return edit


def _xmp(creator: str) -> Edit:
    inside = f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>" if creator else ""
    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        f'pdf:Producer="Kantoorprogramma 4">{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del page
        stream = made.make_stream(packet.encode())
        stream.Type, stream.Subtype = Name.Metadata, Name.XML
        made.Root.Metadata = stream

    return edit


def _bookmark(title: str) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del page
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(title, 0))

    return edit


def _link(target: str) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        annotate(
            made, page, Subtype=Name.Link, Rect=Array([72, 478, 300, 492]), Border=Array([0, 0, 0]),
            A=Dictionary(S=Name.URI, URI=target),
        )  # fmt: skip

    return edit


def _field(value: str, *, hidden: bool) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        shown = appearance(made, f"BT /F 11 Tf 2 4 Td ({value}) Tj ET", 200, 16, Font=page.Resources.Font)
        field = annotate(
            made, page, Subtype=Name.Widget, FT=Name.Tx, T="opmerking", V=value, F=2 if hidden else 4,
            Rect=Array([72, 474, 272, 490]), DA="/F 11 Tf 0 g", AP=shown,
        )  # fmt: skip
        made.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=page.Resources.Font))

    return edit


def _xfa(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    del page
    data = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><naam>{SECRET}</naam></xdp:xdp>'
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(data.encode()))


def _attach(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    del page
    made.attachments["lijst.txt"] = pikepdf.AttachedFileSpec(made, _SAID.encode(), filename="lijst.txt")


def _comment(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    annotate(
        made, page, Subtype=Name.Text, Contents=String(_SAID), T=String(SECRET), Rect=Array([540, 480, 558, 498]),
        Name=Name.Comment,
    )  # fmt: skip


def _javascript(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    del page
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"var naam = '{SECRET}';"))


def _labels(prefix: str) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del page
        made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(prefix))]))

    return edit


def _destination(name: str) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(name), Array([page, Name.Fit])])))

    return edit


def _private(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    page.PieceInfo = Dictionary(
        Tekenprogramma=Dictionary(LastModified="D:20240101000000Z", Private=made.make_stream(_SAID.encode()))
    )


def _photo(*, told: bool) -> Edit:
    """A photograph; the bad one has EXIF with a name in it."""
    picture = Image.effect_mandelbrot((160, 120), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    exif = Image.Exif()
    if told:
        exif[0x013B] = _SAID  # Artist
        exif[0x010E] = _SAID  # ImageDescription
    out = io.BytesIO()
    picture.save(out, "JPEG", **({"exif": exif} if told else {}))

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        stream = pikepdf.Stream(made, out.getvalue())
        stream.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Image, Width=160, Height=120, ColorSpace=Name.DeviceRGB,
                BitsPerComponent=8, Filter=Name.DCTDecode,
            )
        )  # fmt: skip
        resource(page, "XObject", "I", made.make_indirect(stream))

    return edit


_SHOWN = "q 160 0 0 120 72 330 cm /I Do Q\n"


def _orphan() -> bytes:
    """A content stream that nothing names: the key that did is overwritten with spaces."""

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del page
        made.Root.OrphanKey = made.make_indirect(made.make_stream(line(_SAID, 480).encode("latin-1")))

    data = pdf("", edit, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return re.sub(rb"/OrphanKey \d+ 0 R", lambda match: b" " * len(match.group()), data)


def _revised() -> bytes:
    """A file whose page is replaced by an incremental update: the first version is whole within it."""
    first = pdf(line(_SAID, 480), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(io.BytesIO(first)) as opened:
        number = opened.pages[0].obj.Contents.objgen[0]
        size = int(opened.trailer.Size)
        root = opened.Root.objgen[0]
    before = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    content = prose().encode("latin-1")
    place = len(first)
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, before, place + len(body),
    )  # fmt: skip
    return first + body + table + trailer


def _trailing() -> bytes:
    return pdf("") + b"\n" + line(_SAID, 480).encode("latin-1")


_WITH_MARK = """#set page(paper: "a4", margin: 24mm)
#set text(font: "DejaVu Sans", size: 10pt, lang: "nl")
= Overleg
De raad heeft gevraagd om een plan. Het bezwaar van [5.1.2e] is ontvangen en de raad heeft daarop gereageerd.

"""


def _typeset(body: str) -> bytes:
    source = _WITH_MARK.replace("[5.1.2e]", r"\[5.1.2e\]") + body
    return typst.compile(source.encode())


def _remnant() -> bytes:
    """The paragraph with the name is taken out of the content; its letters stay in the font."""
    whole = _typeset(f"#text(fill: rgb(1, 2, 3))[{SECRET} uit Yxqwz]\n")

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        kept: list[object] = []
        skip = False
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in {"rg", "scn", "sc"}:
                skip = len(operands) == 3 and 0 < float(operands[0]) < 0.01
            if not (skip and operator in {"Tj", "TJ"}):
                kept.append(instruction)
        page.Contents = made.make_stream(pikepdf.unparse_content_stream(kept))
        # What Typst tells a screen reader would give it away as well; this file is for the fonts.
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Metadata"):
            if key in made.Root:
                del made.Root[key]

    return edited(whole, edit)


def _linearized() -> bytes:
    return pdf(line(_READABLE, 480), linearize=True)


def _case(
    channel: str, channels: tuple[str, ...], bad: Edit, clean: Edit = _nothing, content: str = ""
) -> Case:
    return Case(channel, channels, lambda: pdf(content, bad), lambda: pdf(content, clean))


_LINKED = line("Zie www.overheid.nl voor het plan", 480)
_WORDS = ("alternative-text",)

CASES = (
    Case(
        "ActualText", _WORDS, lambda: _marked("ActualText", _SAID), lambda: _marked("ActualText", _READABLE)
    ),
    _case("Alt", _WORDS, _tagged(Alt=String(_SAID)), _tagged(Alt=String(_READABLE)), _IN_TAGS),
    _case(
        "structure tree",
        _WORDS,
        _tagged(T=String(_SAID), E=String(SECRET)),
        _tagged(T=String(HEADING)),
        _IN_TAGS,
    ),
    _case(
        "Info",
        ("metadata",),
        _info(Author=SECRET, Title=_SAID),
        _info(Title=HEADING, Producer="Kantoorprogramma 4"),
    ),
    _case("XMP", ("metadata",), _xmp(SECRET), _xmp("")),
    _case("bookmarks", ("bookmarks",), _bookmark(_SAID), _bookmark(HEADING)),
    _case(
        "link targets",
        ("link-targets",),
        _link("mailto:t.veldkamp@voorbeeld.example"),
        _link("https://www.overheid.nl"),
        _LINKED,
    ),
    _case("named destinations", ("destinations",), _destination(_SAID), _destination("section.1")),
    _case("page labels", ("page-labels",), _labels(_SAID), _labels("")),
    _case("form values", ("form-values",), _field(_SAID, hidden=True), _field("de raad", hidden=False)),
    _case("XFA", ("form-values",), _xfa),
    _case("attachments", ("attachments",), _attach),
    _case("comments", ("comments",), _comment, _link("https://www.overheid.nl"), _LINKED),
    _case("JavaScript", ("javascript",), _javascript),
    _case("private data", ("private-data",), _private),
    _case("EXIF of an image", ("image-data",), _photo(told=True), _photo(told=False), _SHOWN),
    Case(
        "orphan objects",
        ("lost-objects",),
        _orphan,
        lambda: pdf("", object_stream_mode=pikepdf.ObjectStreamMode.disable),
    ),
    Case("old revisions", ("revisions",), _revised, _linearized),
    Case(
        "data behind the end",
        ("outside-data",),
        _trailing,
        lambda: pdf("") + b"\n",
    ),
    Case(
        "font remnants",
        ("font-remnants", "fonts"),
        _remnant,
        lambda: _typeset("De raad antwoordt."),
        maker="typst",
    ),
)
"""A bad and a clean file each."""
