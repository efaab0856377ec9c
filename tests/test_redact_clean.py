"""What leaves a PDF beside the glyphs: everything that is not the page itself."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdf_makers import (
    add_page,
    assert_gone,
    document_of,
    edited,
    form,
    hand_made,
    masks_for,
    pdfium_text,
    raw_text,
    run,
    saved,
    squeezed,
)
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from pipeline.errors import RedactionError
from pipeline.redact.clean import clean, refuse_unread, save
from pipeline.redact.embedded import strip_icc, strip_jpeg, strip_jpx
from pipeline.redact.page import redact_pages

LINE = "BT /F 11 Tf 40 300 Td "
CONTENT = f"{LINE}(Beste Veldkamp, zie www.voorbeeld.nl/pagina hier) Tj ET"
SECRET = "Veldkamp"


def outline(pdf, page):
    item = pdf.make_indirect(Dictionary(Title="Brief aan Veldkamp", Dest=Array([page, Name.Fit])))
    pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)


def attachment(pdf, page):
    pdf.attachments["veldkamp.txt"] = b"Veldkamp woont daar"


def info(pdf, page):
    pdf.docinfo["/Author"] = "Veldkamp"
    pdf.docinfo["/Title"] = "Brief aan Veldkamp"
    pdf.docinfo["/Veldkamp"] = "x"


def xmp(pdf, page):
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = ["Veldkamp"]


def page_xmp(pdf, page):
    page.Metadata = pdf.make_stream(b"<x>Veldkamp</x>", Type=Name.Metadata)


def piece_info(pdf, page):
    page.PieceInfo = Dictionary(App=Dictionary(Private=String("Veldkamp")))


def thumbnail(pdf, page):
    page.Thumb = pdf.make_stream(b"Veldkamp")


def javascript(pdf, page):
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert('Veldkamp')"))
    pdf.Root.OpenAction = action
    page.AA = Dictionary(O=action)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("Veldkamp"), action]))


def page_labels(pdf, page):
    pdf.Root.PageLabels = Dictionary(Nums=[0, Dictionary(P=String("Veldkamp"))])


def thread(pdf, page):
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(I=Dictionary(Title=String("Veldkamp"))))])


def dests(pdf, page):
    pdf.Root.Dests = Dictionary({"/Veldkamp": Array([page, Name.Fit])})


def form_field(pdf, page):
    look = form(pdf, f"{LINE}(Veldkamp) Tj ET")
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("naam"), V=String("Veldkamp"), Rect=[0, 0, 9, 9],
        AP=Dictionary(N=look),
    )  # fmt: skip
    widget = pdf.make_indirect(field)
    page.Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=[widget])


def annotation(**entries):
    def add(pdf, page):
        page.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        {
                            "/Type": Name.Annot,
                            "/Rect": Array([40, 295, 200, 312]),
                            **{f"/{k}": v for k, v in entries.items()},
                        }
                    )
                )
            ]
        )

    return add


def tags(pdf, page):
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    cell = Dictionary(Type=Name.StructElem, S=Name.TD, P=root, Pg=page, K=0, Alt=String("Veldkamp"))
    cell.A = Array([Dictionary(O=Name.Table, Summary=String("Veldkamp"))])
    for key in ("ActualText", "E", "T", "ID"):
        cell["/" + key] = String("Veldkamp")
    root.K = pdf.make_indirect(cell)
    root.IDTree = Dictionary(Names=[String("Veldkamp"), root.K])
    pdf.Root.StructTreeRoot = root
    pdf.Root.Lang = String("nl-NL")
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def tag_of_annotation(pdf, page):
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("Veldkamp"), Rect=[0, 0, 9, 9])
    )
    page.Annots = Array([note])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Annot, P=root, K=Dictionary(Type=Name.OBJR, Obj=note))
    )
    pdf.Root.StructTreeRoot = root


def old_alternative(pdf, page):
    picture = pdf.make_stream(
        b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )  # fmt: skip
    picture.Metadata = pdf.make_stream(b"Veldkamp")
    page.Resources.XObject = Dictionary(Im=picture)
    page.Contents = pdf.make_stream(b"q 10 0 0 10 0 0 cm /Im Do Q " + page.Contents.read_bytes())


def catalogue(**entries):
    def add(pdf, page):
        for key, value in entries.items():
            pdf.Root["/" + key] = value

    return add


def on_page(**entries):
    def add(pdf, page):
        for key, value in entries.items():
            page["/" + key] = value

    return add


def picture(pdf, **entries):
    made = pdf.make_stream(
        b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )  # fmt: skip
    for key, value in entries.items():
        made["/" + key] = value
    return made


def drawn(make, name="Im"):
    """The page also paints what `make` makes of the file."""

    def add(pdf, page):
        page.Resources.XObject = Dictionary({f"/{name}": make(pdf)})
        page.Contents = pdf.make_stream(
            f"q 10 0 0 10 0 0 cm /{name} Do Q ".encode() + page.Contents.read_bytes()
        )

    return add


def encoded_picture(data, name):
    def make(pdf):
        return pdf.make_stream(
            data, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name(name),
        )  # fmt: skip

    return make


def a_jpeg(**options):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Foto van Veldkamp"
    Image.linear_gradient("L").convert("RGB").resize((16, 16)).save(
        out, "JPEG", exif=exif, comment=b"Veldkamp", icc_profile=b"Veldkamp" * 9, **options
    )
    return out.getvalue() + b"Veldkamp"


def a_jpx():
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((16, 16)).save(out, "JPEG2000", comment="Veldkamp")
    words = b"<x>Veldkamp</x>"
    return out.getvalue() + (len(words) + 8).to_bytes(4, "big") + b"xml " + words


def a_profile():
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = made.find(b"desc", 128)
    offset = int.from_bytes(made[at + 4 : at + 8], "big")
    made[offset + 12 : offset + 20] = b"Veldkamp"
    made[4:8] = b"Veld"
    return bytes(made)


def icc_space(pdf, page):
    space = Array([Name.ICCBased, pdf.make_indirect(pdf.make_stream(a_profile(), N=3))])
    page.Resources.ColorSpace = Dictionary(Cs1=space)
    page.Contents = pdf.make_stream(b"/Cs1 cs 1 0 0 sc 0 0 5 5 re f " + page.Contents.read_bytes())


def unused(pdf, page):
    look = form(pdf, f"{LINE}(Veldkamp) Tj ET")
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Veldkamp")))
    page.Resources.Font.Oud = font
    page.Resources.XObject = Dictionary(Oud=look)
    page.Resources.ExtGState = Dictionary(Oud=Dictionary(Font=Array([font, 9])))
    page.Resources.Pattern = Dictionary(Oud=Dictionary(PatternType=2, Veldkamp=1))
    page.Resources.Properties = Dictionary(Oud=Dictionary(Naam=Name.Veldkamp))
    page.Resources.Veldkamp = Dictionary(Veldkamp=1)


def marked_content(pdf, page):
    page.Resources.Properties = Dictionary(MC0=Dictionary(Naam=Name.Veldkamp))
    page.Contents = pdf.make_stream(
        b"/Veldkamp BMC EMC /Span <</Naam /Veldkamp /Veldkamp 3>> BDC EMC /Span /MC0 BDC EMC /Veldkamp MP "
        b"/Span <</Lang (Veldkamp)>> BDC EMC " + page.Contents.read_bytes()
    )


def links_of(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [sorted(a.keys()) for page in pdf.pages for a in page.obj.get("/Annots", [])]


WEB = Dictionary(S=Name.URI, URI=String("https://www.voorbeeld.nl/pagina/"))

LINKS = {
    "mail": Dictionary(S=Name.URI, URI=String("mailto:Veldkamp@voorbeeld.nl")),
    "mail, percent": Dictionary(S=Name.URI, URI=String("mailto:%56eldkamp@voorbeeld.nl")),
    "web": Dictionary(S=Name.URI, URI=String("https://voorbeeld.nl/in/veldkamp-123")),
    "file": Dictionary(S=Name.Launch, F=String("Veldkamp.docx")),
    "other file": Dictionary(S=Name.GoToR, F=String("Veldkamp.pdf"), D=Array([0, Name.Fit])),
    "named": Dictionary(S=Name.GoTo, D=String("Veldkamp")),
    "script": Dictionary(S=Name.JavaScript, JS=String("Veldkamp")),
}

HIDING_PLACES = {
    "outline": outline, "attachment": attachment, "info": info, "xmp": xmp, "page xmp": page_xmp,
    "piece info": piece_info, "thumbnail": thumbnail, "javascript": javascript, "page labels": page_labels,
    "thread": thread, "named destination": dests, "form field": form_field, "tags": tags,
    "tag of an annotation": tag_of_annotation, "metadata of an image": old_alternative,
    "collection": catalogue(Collection=Dictionary(D=String("Veldkamp"))),
    "extensions": catalogue(Extensions=Dictionary(Veldkamp=Dictionary(BaseVersion=Name.Veldkamp))),
    "requirements": catalogue(Requirements=Array([Dictionary(S=Name.Veldkamp)])),
    "document parts": catalogue(DPartRoot=Dictionary(NodeNameList=Array([Name.Veldkamp]))),
    "web capture": catalogue(SpiderInfo=Dictionary(C=String("Veldkamp"))),
    "permissions": catalogue(Perms=Dictionary(DocMDP=Dictionary(Name=String("Veldkamp")))),
    "signature store": catalogue(DSS=Dictionary(VRI=Dictionary(Veldkamp=1))),
    "output intent": catalogue(OutputIntents=Array([Dictionary(Info=String("Veldkamp"))])),
    "legal": catalogue(Legal=Dictionary(Attestation=String("Veldkamp"))),
    "base address": catalogue(URI=Dictionary(Base=String("https://veldkamp.nl"))),
    "version": catalogue(Version=Name.Veldkamp),
    "viewer preferences": catalogue(ViewerPreferences=Dictionary(Direction=Name.Veldkamp)),
    "language": catalogue(Lang=String("nl-x-veldkamp")),
    "page that is shown first": catalogue(OpenAction=Dictionary(S=Name.GoTo, D=String("Veldkamp"))),
    "transition": on_page(Trans=Dictionary(S=Name.Veldkamp)),
    "beads": on_page(B=Array([Dictionary(T=Dictionary(I=Dictionary(Title=String("Veldkamp"))))])),
    "identifier of a page": on_page(ID=String("Veldkamp"), TemplateInstantiated=Name.Veldkamp),
    "viewport": on_page(VP=Array([Dictionary(Name=String("Veldkamp"))])),
    "box of a page": on_page(UserUnit=String("Veldkamp"), CropBox=Array([0, 0, 400, String("Veldkamp")])),
    "group of a page": on_page(Group=Dictionary(S=Name.Transparency, Naam=String("Veldkamp"))),
    "name of an image": drawn(lambda pdf: picture(pdf, Name=Name.Veldkamp, ID=String("Veldkamp"))),
    "name of a resource": drawn(picture, "Im_Veldkamp"),
    "private data of a form": drawn(
        lambda pdf: form(pdf, "", PieceInfo=Dictionary(X=String("Veldkamp")), Name=Name.Veldkamp)
    ),
    "jpeg": drawn(encoded_picture(a_jpeg(), "/DCTDecode")),
    "progressive jpeg": drawn(encoded_picture(a_jpeg(progressive=True), "/DCTDecode")),
    "jpeg 2000": drawn(encoded_picture(a_jpx(), "/JPXDecode")),
    "colour profile": icc_space, "what no page uses": unused, "marked content": marked_content,
    "note": annotation(Subtype=Name.Text, Contents=String("Veldkamp"), T=String("Veldkamp")),
    "free text": annotation(Subtype=Name.FreeText, Contents=String("Veldkamp"), DA=String("/F 9 Tf")),
    "link with a comment": annotation(Subtype=Name.Link, Contents=String("Veldkamp"), A=WEB),
    **{f"link: {name}": annotation(Subtype=Name.Link, A=action) for name, action in LINKS.items()},
}  # fmt: skip


@pytest.mark.parametrize("hide", HIDING_PLACES.values(), ids=HIDING_PLACES.keys())
def test_hiding_places_are_emptied(hide, tmp_path):
    data = edited(CONTENT, hide)
    told = squeezed(raw_text(data)).count("veldkamp") + squeezed(raw_text(data)).count("%56eldkamp")
    assert told + data.count(b"Veldkamp") > 2
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET, "%56eldkamp")
    assert b"Veldkamp" not in done.result.pdf


def test_an_earlier_revision_is_not_in_the_file(tmp_path):
    first = hand_made(CONTENT)
    # An appended revision that only changes the page size leaves the old bytes in the file.
    start = first.rindex(b"startxref")
    end = first.index(b"\n", start + 10)
    tail = first[start:end].split(b"\n")[1]
    update = b"\n%Veldkamp\nxref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev " + tail + b" >>\nstartxref\n"
    data = first + update + str(len(first) + 11).encode() + b"\n%%EOF\n"
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert b"Prev" not in done.result.pdf
    assert b"%Veldkamp" not in done.result.pdf


def test_an_encrypted_file_with_an_empty_password_comes_out_open(tmp_path):
    pdf = pikepdf.new()
    add_page(pdf, CONTENT)
    data = saved(pdf, static_id=False, encryption=pikepdf.Encryption(owner="eigenaar", user=""))
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET)
    with pikepdf.open(io.BytesIO(done.result.pdf)) as opened:
        assert not opened.is_encrypted


def test_a_link_whose_address_stands_on_the_page_stays(tmp_path):
    web = annotation(Subtype=Name.Link, A=WEB, Rect=Array([40, 275, 200, 290]))
    content = f"{LINE}(Beste Veldkamp, dag) Tj 0 -20 Td (zie www.voorbeeld.nl/pagina hier) Tj ET"
    assert len(links_of(run(edited(content, web), tmp_path, SECRET).result.pdf)) == 1


def test_a_link_on_text_that_moved_goes(tmp_path):
    web = annotation(Subtype=Name.Link, A=WEB, Rect=Array([150, 295, 250, 312]))
    assert links_of(run(edited(CONTENT, web), tmp_path, SECRET).result.pdf) == []


def test_a_link_whose_address_is_masked_goes(tmp_path):
    web = annotation(Subtype=Name.Link, A=WEB, Rect=Array([150, 295, 250, 312]))
    assert links_of(run(edited(CONTENT, web), tmp_path, "www.voorbeeld.nl/pagina").result.pdf) == []


def test_a_link_over_what_is_masked_goes(tmp_path):
    web = annotation(Subtype=Name.Link, A=WEB, Rect=Array([70, 295, 118, 312]))
    assert links_of(run(edited(CONTENT, web), tmp_path, SECRET).result.pdf) == []


def test_a_link_within_the_file_stays(tmp_path):
    def add(pdf, page):
        annotation(Subtype=Name.Link, Rect=Array([300, 0, 350, 20]), Dest=Array([page, Name.XYZ, 0, 100, 0]))(
            pdf, page
        )

    assert len(links_of(run(edited(CONTENT, add), tmp_path, SECRET).result.pdf)) == 1


def test_language_tags_and_title_stay(tmp_path):
    done = run(edited(CONTENT, tags), tmp_path, SECRET)
    with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.MarkInfo.Marked is True
        assert pdf.Root.StructTreeRoot.K[0].S == "/TD"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert {k: str(v) for k, v in pdf.docinfo.items()} == {"/Title": "Titel"}
        assert set(pdf.Root.keys()) == {
            "/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/ViewerPreferences", "/Metadata"
        }  # fmt: skip


def layer(state):
    def add(pdf, page):
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Laag van Veldkamp")))
        pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(**state(group)))
        page.Resources.Properties = Dictionary(L=group)
        page.Contents = pdf.make_stream(b"/OC /L BDC " + page.Contents.read_bytes() + b" EMC")

    return add


def test_a_layer_that_is_on_becomes_part_of_the_page(tmp_path):
    done = run(edited(CONTENT, layer(lambda g: {"ON": Array([g])})), tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert "Beste" in pdfium_text(done.result.pdf)


@pytest.mark.parametrize(
    "state", [lambda g: {"OFF": Array([g])}, lambda g: {"BaseState": Name.OFF}], ids=["off", "all off"]
)
def test_a_hidden_layer_is_refused(state):
    """Before a file is read, what it hides is taken out; where that was not done, showing it would publish it."""
    data = edited(CONTENT, layer(state))
    with pikepdf.open(io.BytesIO(data)) as pdf, pytest.raises(RedactionError, match="verborgen lagen"):
        refuse_unread(pdf)


@pytest.mark.parametrize("kind", ["pattern", "soft mask"])
def test_text_where_no_reader_sees_it_is_refused(kind, tmp_path):
    def hide(pdf, page):
        inner = form(pdf, f"{LINE}(Veldkamp) Tj ET", Resources=page.Resources)
        if kind == "pattern":
            inner.update({"/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/XStep": 400, "/YStep": 400})
            page.Resources = Dictionary(Font=page.Resources.Font, Pattern=Dictionary(P=inner))
        else:
            state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=inner))
            page.Resources = Dictionary(Font=page.Resources.Font, ExtGState=Dictionary(G=state))

    document = document_of(edited(f"/Pattern cs /P scn /G gs 0 0 400 400 re f {CONTENT}", hide), tmp_path)
    with pytest.raises(RedactionError, match="pagina 1"):
        redact_pages(document, masks_for(document.text, SECRET), None, "Titel")


def test_the_legend_comes_at_the_end(tmp_path):
    document = document_of(hand_made(CONTENT), tmp_path)
    pdf = pikepdf.new()
    add_page(pdf, f"{LINE}(Legenda) Tj ET", StructParents=0)
    add_page(pdf, f"{LINE}(Vervolg) Tj ET")
    result = redact_pages(document, masks_for(document.text, SECRET), saved(pdf), "Titel")
    assert result.legend_pages == 2
    assert [t.strip() for t in pdfium_text(result.pdf).split("\f")[1:]] == ["Legenda", "Vervolg"]


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for hide in (tags, info, form_field):
        first, second = (run(edited(CONTENT, hide), tmp_path, SECRET).result.pdf for _ in range(2))
        assert first == second


def test_no_hash_or_date_of_the_original_is_left(tmp_path):
    plain = hand_made(CONTENT)
    other = edited(CONTENT, info)
    assert run(plain, tmp_path, SECRET).result.pdf == run(other, tmp_path, SECRET).result.pdf


# --- what images and colour profiles carry along


@pytest.mark.parametrize(
    ("data", "strip"),
    [(a_jpeg(), strip_jpeg), (a_jpeg(progressive=True), strip_jpeg), (a_jpeg(subsampling=2), strip_jpeg),
     (a_jpx(), strip_jpx)],
    ids=["jpeg", "progressive", "subsampled", "jpeg 2000"],
)  # fmt: skip
def test_an_image_loses_words_and_no_pixel(data, strip):
    assert data.count(b"Veldkamp") > 1
    stripped = strip(data)
    assert b"Veldkamp" not in stripped
    before, after = (Image.open(io.BytesIO(d)).convert("RGB").tobytes() for d in (data, stripped))
    assert before == after
    assert strip(stripped) == stripped


@pytest.mark.parametrize("data", [b"", b"Veldkamp", b"\xff\xd8Veldkamp", b"\xff\xd8\xff\xe1\0\x20Veldkamp"])
@pytest.mark.parametrize("strip", [strip_jpeg, strip_jpx])
def test_what_is_no_image_is_refused(data, strip):
    with pytest.raises(RedactionError, match="afbeelding"):
        strip(data)


def test_a_colour_profile_loses_its_words_and_reckons_the_same():
    stripped = strip_icc(a_profile())
    assert b"Veld" not in stripped
    shown = Image.linear_gradient("L").convert("RGB")
    lab = ImageCms.createProfile("LAB")
    before, after = (
        ImageCms.profileToProfile(
            shown, ImageCms.ImageCmsProfile(io.BytesIO(p)), lab, outputMode="LAB"
        ).tobytes()
        for p in (a_profile(), stripped)
    )
    assert before == after
    assert strip_icc(b"Veldkamp" * 40) == b""


# --- what the pages need stays


def cleaned_page(edit, content=CONTENT):
    with pikepdf.open(io.BytesIO(edited(content, edit))) as pdf:
        clean(pdf, "", (), {}, "Titel")
        return save(pdf)


def test_a_form_without_resources_uses_those_around_it():
    def add(pdf, page):
        page.Resources.XObject = Dictionary(Fm0=form(pdf, f"{LINE}(in een formulier) Tj ET"))
        page.Resources.Font.F9 = page.Resources.Font.F
        other = add_page(pdf, "/Fm0 Do")
        other.Resources = Dictionary(
            XObject=Dictionary(Fm0=page.Resources.XObject.Fm0),
            Font=Dictionary(
                F=pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))
            ),
        )

    with pikepdf.open(io.BytesIO(cleaned_page(add, "/Fm0 Do"))) as pdf:
        fonts = [page.Resources.XObject.Fm0.Resources.Font for page in pdf.pages]
        assert [{k: str(v.BaseFont) for k, v in f.items()} for f in fonts] == [
            {"/F": "/Helvetica"},
            {"/F": "/Courier"},
        ]


def test_the_words_of_our_marks_stay():
    mark = "/Span <</ActualText (gelakt, gronden 5.1.1c en 5.1.2e) /Lang (nl-NL)>> BDC EMC"
    other = "/Span <</ActualText (gelakt, Veldkamp)>> BDC EMC"
    with pikepdf.open(io.BytesIO(cleaned_page(lambda pdf, page: None, f"{mark} {other}"))) as pdf:
        lists = [i.operands[1] for i in pikepdf.parse_content_stream(pdf.pages[0], "BDC")]
    assert [str(p.get("/ActualText", "")) for p in lists] == ["gelakt, gronden 5.1.1c en 5.1.2e", ""]


def test_names_of_resources_and_inline_colours_still_find_what_they_name():
    inline = b"q 5 0 0 5 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /Veld ID \x00 EI Q"

    def add(pdf, page):
        page.Resources.ColorSpace = Dictionary(Veld=Array([Name.Indexed, Name.DeviceRGB, 0, String("abc")]))
        page.Resources.XObject = Dictionary({"/Fm_Jansen": form(pdf, "0 0 5 5 re f")})
        page.Contents = pdf.make_stream(inline + b" /Fm_Jansen Do")

    with pikepdf.open(io.BytesIO(cleaned_page(add))) as pdf:
        page = pdf.pages[0]
        (name,) = page.Resources.XObject.keys()
        assert "Jansen" not in name
        assert name.encode() + b" Do" in page.Contents.read_bytes()
        assert list(page.Resources.ColorSpace.keys()) == ["/Veld"]
