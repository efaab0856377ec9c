"""What a file holds beside text: attachments, scripts, comments, form values, the data of images, signatures."""

import io
import time
import zlib

import pikepdf
import pytest
from check_makers import HIDDEN, SHOWN, annotate, made, new_pdf, saved, traces
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import ExifTags, Image

from pipeline.check import actions, attachments, comments, formvalues, imagedata, signatures

# --- attachments and media


def attach(pdf: Pdf) -> None:
    pdf.attachments["notitie.txt"] = b"raad"


def paper_clip(pdf: Pdf) -> None:
    data = Stream(pdf, b"raad", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=pdf.make_indirect(data)))
    annotate(pdf, "FileAttachment", FS=pdf.make_indirect(spec))


def associated(pdf: Pdf) -> None:
    data = Stream(pdf, b"raad", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.xml"), EF=Dictionary(F=pdf.make_indirect(data)))
    pdf.Root["/AF"] = Array([pdf.make_indirect(spec)])


def portfolio(pdf: Pdf) -> None:
    pdf.Root["/Collection"] = Dictionary(View=Name.T)


@pytest.mark.parametrize(
    ("change", "page"), [(attach, None), (paper_clip, 1), (associated, None), (portfolio, None)]
)
def test_attachments_are_found(change, page):
    assert [(trace.channel, trace.page) for trace in traces(attachments.find, made(change))] == [
        ("attachments", page)
    ]


def test_attachments_are_counted():
    pdf = new_pdf()
    for number in range(3):
        pdf.attachments[f"{number}.txt"] = b"x"
    [trace] = traces(attachments.find, saved(pdf))
    assert "3 bijlagen" in trace.reason


@pytest.mark.parametrize("kind", ["RichMedia", "Screen", "Movie", "Sound", "3D"])
def test_media_are_found(kind):
    [trace] = traces(attachments.find, made(lambda pdf: annotate(pdf, kind)))
    assert (trace.channel, trace.page) == ("rich-media", 1)
    assert trace.box is not None


@pytest.mark.parametrize("kind", ["Link", "Highlight", "Widget"])
def test_other_annotations_are_no_media(kind):
    assert traces(attachments.find, made(lambda pdf: annotate(pdf, kind))) == []


# --- actions


def open_action(**entries: object):
    def change(pdf: Pdf) -> None:
        pdf.Root["/OpenAction"] = Dictionary(**entries)

    return change


def named_script(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


@pytest.mark.parametrize(
    ("change", "channels"),
    [
        (open_action(S=Name.JavaScript, JS=String("app.alert(1)")), {"javascript"}),
        (named_script, {"javascript"}),
        (lambda pdf: annotate(pdf, "Widget", AA=Dictionary(K=Dictionary(S=Name.JavaScript))), {"javascript"}),
        (open_action(S=Name.Launch, F=String("x")), {"actions"}),
        (open_action(S=Name.GoTo, Next=Dictionary(S=Name.SubmitForm)), {"actions"}),
        (open_action(S=Name.ImportData), {"actions"}),
        (open_action(S=Name.GoTo), set()),
        (open_action(S=Name.Named, N=Name.NextPage), set()),
    ],
)
def test_scripts_and_actions(change, channels):
    assert {trace.channel for trace in traces(actions.find, made(change))} == channels


# --- comments


@pytest.mark.parametrize(
    ("kind", "entries", "found"),
    [
        ("Text", {"Contents": "bel even"}, True),
        ("Text", {}, True),
        ("Popup", {}, True),
        ("FreeText", {"Contents": "bel even"}, True),
        ("Highlight", {"Contents": "waarom?"}, True),
        ("Highlight", {"T": HIDDEN}, True),
        ("Square", {"RC": "<p>x</p>"}, True),
        ("StrikeOut", {"T": HIDDEN, "Contents": "weg"}, True),
        ("Highlight", {}, False),
        ("Highlight", {"T": "", "Contents": " "}, False),
        ("Line", {}, False),
        ("Link", {"Contents": "Besluit"}, False),
        ("Widget", {"T": "naam"}, False),
        ("Watermark", {}, False),
    ],
)
def test_comments(kind, entries, found):
    strings = {key: String(value) for key, value in entries.items()}
    result = traces(comments.find, made(lambda pdf: annotate(pdf, kind, **strings)))
    assert [(trace.channel, trace.page) for trace in result] == ([("comments", 1)] if found else [])
    assert all(trace.box is not None for trace in result)


def test_a_comment_and_its_popup_are_one():
    def change(pdf: Pdf) -> None:
        annotate(pdf, "Highlight", Contents=String("x"))
        note = pdf.pages[0].obj.Annots[0]
        annotate(pdf, "Popup", Parent=note)
        note["/Popup"] = pdf.pages[0].obj.Annots[1]

    assert len(traces(comments.find, made(change))) == 1


# --- form values


def field(value: object = HIDDEN, **entries: object):
    """A text field with a value; `shows` gives it an appearance."""

    def change(pdf: Pdf) -> None:
        shows = entries.pop("shows", None)
        more = dict(entries)
        annotate(pdf, "Widget", FT=more.pop("FT", Name.Tx), T=String("a"), **more)
        widget = pdf.pages[0].obj.Annots[0]
        if value is not None:
            widget["/V"] = String(value) if isinstance(value, str) else value
        if shows is not None:
            fonts = Dictionary(F=pdf.pages[0].obj.Resources.Font.F)
            data = f"/Tx BMC BT /F 10 Tf 2 5 Td ({shows}) Tj ET EMC".encode()
            widget["/AP"] = Dictionary(
                N=pdf.make_stream(
                    data,
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=[0, 0, 100, 30],
                    Resources=Dictionary(Font=fonts),
                )
            )
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([widget]))

    return change


def loose_field(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([Dictionary(FT=Name.Tx, T=String("a"), V=String(HIDDEN))])
    )


def inherited_value(pdf: Pdf) -> None:
    field(None, F=2)(pdf)
    widget = pdf.pages[0].obj.Annots[0]
    above = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("b"), V=String(HIDDEN), Kids=Array([widget])))
    widget["/Parent"] = above
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([above]))


def xfa(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    "change",
    [
        field(F=2),
        field(F=32),
        field(Rect=[0, 0, 0, 0]),
        field(Rect=[-300, 10, -200, 30]),
        field(Ff=1 << 13),
        field(shows="x"),
        field(DV=String("Waterman"), shows=HIDDEN),
        field(RV=String("<p>Waterman</p>"), shows=HIDDEN),
        field("Besluit", FT=Name.Ch, Opt=Array([String("Besluit"), String(HIDDEN)])),
        field("Besluit", FT=Name.Ch, Opt=Array([Array([String(HIDDEN), String("raad")])])),
        loose_field,
        inherited_value,
        xfa,
    ],
)
def test_values_that_can_not_be_seen_are_found(change):
    assert {trace.channel for trace in traces(formvalues.find, made(change))} == {"form-values"}


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: None,
        field(),
        field(shows=HIDDEN),
        field("Besluit", F=2),
        field(DV=String(HIDDEN)),
        field(None, F=2),
        field(Name.Yes, FT=Name.Btn, F=2),
        field("Besluit", FT=Name.Ch, Opt=Array([String("Besluit"), String("raad")])),
    ],
)
def test_values_that_a_field_or_the_page_shows_are_none(change):
    assert traces(formvalues.find, made(change)) == []


def test_a_form_without_end_is_walked_once():
    def change(pdf: Pdf) -> None:
        one = pdf.make_indirect(Dictionary(T=String("a"), FT=Name.Tx, V=String("Besluit")))
        one["/Kids"] = Array([one, one])
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([one, 3, None]))

    assert traces(formvalues.find, made(change)) == []


# --- images


def jpeg(*, gps: bool = False, comment: bytes = b"", **tags: str) -> bytes:
    exif = Image.Exif()
    for name, value in tags.items():
        exif[ExifTags.Base[name]] = value
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (52.0, 5.0, 0.0)})
    out = io.BytesIO()
    image = Image.new("RGB", (8, 8))
    extra = {"exif": exif} if gps or tags else {}
    image.save(out, "JPEG", comment=comment, **extra)
    return out.getvalue()


def with_image(data: bytes, *, packed: bool = False):
    def change(pdf: Pdf) -> None:
        filters = Array([Name.FlateDecode, Name.DCTDecode]) if packed else Name.DCTDecode
        image = Stream(
            pdf,
            zlib.compress(data) if packed else data,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
            Filter=filters,
        )
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im=pdf.make_indirect(image))

    return change


def segment(marker: int, body: bytes) -> bytes:
    plain = jpeg()
    return plain[:2] + bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body + plain[2:]


def resource(kind: int, data: bytes) -> bytes:
    block = b"8BIM" + kind.to_bytes(2, "big") + b"\0\0" + len(data).to_bytes(4, "big") + data
    return segment(0xED, b"Photoshop 3.0\0" + block)


def iptc(kind: int, text: bytes) -> bytes:
    return resource(1028, b"\x1c\x02" + bytes([kind]) + len(text).to_bytes(2, "big") + text)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (jpeg(gps=True), "plaats"),
        (jpeg(Artist=HIDDEN), "naam"),
        (jpeg(Copyright=HIDDEN), "naam"),
        (jpeg(ImageDescription=f"Foto {HIDDEN}"), "tekst"),
        (jpeg(comment=f"door {HIDDEN}".encode()), "tekst"),
        (jpeg(comment=rb"C:\raad\park.jpg"), "tekst"),
        (resource(1036, b"\0" * 40), "kopie"),
        (segment(0xE0, b"JFXX\0\x10abc"), "kopie"),
        (iptc(80, HIDDEN.encode()), "naam"),
        (iptc(120, HIDDEN.encode()), "tekst"),
        (segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>Zandvliet</x>"), "tekst"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_what_an_image_tells_beside_its_pixels(data, what, packed):
    [trace] = traces(imagedata.find, made(with_image(data, packed=packed)))
    assert (trace.channel, trace.page) == ("image-data", 1)
    assert what in trace.reason


@pytest.mark.parametrize(
    "data",
    [
        jpeg(),
        jpeg(Make="Camera", Model="C1", Software="Zandvliet Foto", DateTime="2024:01:01 12:00:00"),
        jpeg(Artist=" "),
        jpeg(comment=b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90"),
        jpeg(comment=b"Besluit van de raad"),
        resource(1005, b"\0" * 16),
        iptc(55, b"20240101"),
        segment(0xE2, b"ICC_PROFILE\0\1\1Zandvliet"),
    ],
)
def test_an_ordinary_image_tells_nothing(data):
    assert traces(imagedata.find, made(with_image(data))) == []


@pytest.mark.parametrize("cut", [3, 20, 60])
def test_a_broken_image_tells_nothing_or_is_an_error(cut):
    data = jpeg(gps=True)
    assert traces(imagedata.find, made(with_image(data[:cut]))) in (
        [],
        traces(imagedata.find, made(with_image(data))),
    )


# --- signatures


def signed(contents: bytes = b"", **entries: object):
    def change(pdf: Pdf) -> None:
        value = Dictionary(
            Type=Name.Sig,
            SubFilter=Name("/adbe.pkcs7.detached"),
            ByteRange=[0, 1, 2, 3],
            Contents=String(contents),
        )
        for key, one in entries.items():
            value["/" + key] = one
        annotate(pdf, "Widget", FT=Name.Sig, T=String("s"), V=pdf.make_indirect(value))
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))

    return change


def common_name(name: str) -> bytes:
    return b"\x30\x06\x03\x55\x04\x03\x0c" + bytes([len(name)]) + name.encode()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (signed(Name=String(HIDDEN)), True),
        (signed(Reason=String(HIDDEN)), True),
        (signed(common_name("Jan Zandvliet")), True),
        (signed(b"\x06\x03\x55\x04\x2a\x0c\x03Jan"), True),
        (signed(common_name("Gemeente Grasmaand")), False),
        (signed(common_name("Organisatie CA - G3")), False),
        (signed(common_name("Jan Zandvliet"), SubFilter=Name("/ETSI.RFC3161")), False),
        (signed(Name=String("Gemeente Grasmaand")), False),
    ],
)
def test_signatures(change, found):
    assert [trace.channel for trace in traces(signatures.find, made(change))] == ["signatures"] * found


# --- hostile files


def wrong_types(pdf: Pdf) -> None:
    pdf.Root["/AcroForm"] = Dictionary(
        Fields=Array([1, Name.X, Dictionary(Kids=7, V=Array([1, Array([2])]))])
    )
    pdf.Root["/AF"] = Array([1, Dictionary(EF=Name.X)])
    pdf.Root["/OpenAction"] = Array([1, 2])
    annotate(pdf, "Text", Rect=String("x"), Contents=3, T=Array([]))
    annotate(pdf, "FileAttachment", FS=7)
    page = pdf.pages[0].obj
    page.Resources["/XObject"] = Dictionary(A=Dictionary(Subtype=Name.Image), B=3)


@pytest.mark.parametrize(
    "find", [actions.find, attachments.find, formvalues.find, imagedata.find, signatures.find, comments.find]
)
def test_wrong_types_are_passed_over(find):
    start = time.process_time()
    assert {trace.channel for trace in traces(find, made(wrong_types))} <= {"comments"}
    assert time.process_time() - start < 2


def test_the_plain_file_is_clean():
    data = saved(new_pdf(SHOWN))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
    for find in (
        actions.find,
        attachments.find,
        comments.find,
        formvalues.find,
        imagedata.find,
        signatures.find,
    ):
        assert traces(find, data) == []
