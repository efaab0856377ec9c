"""What a page shows becomes content of the page; what it hides goes. Both before anything is read."""

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops, ImageFilter

from pipeline.errors import UnreadableError
from pipeline.pdf.plain import plain
from tests.pdf_makers import add_page, assert_gone, form, helvetica, pdfium_text, raw_text, run, saved

SECRET = "Veldkamp"
LINE = "BT /F 12 Tf 40 300 Td "
PAGE = f"{LINE}(Beste lezer) Tj ET\n"


def shown(text, y=200):
    return f"BT /F 12 Tf 1 0 0 1 40 {y} Tm ({text}) Tj ET\n"


def made(content, edit, **entries):
    pdf = pikepdf.new()
    edit(pdf, add_page(pdf, content, **entries))
    return saved(pdf)


def plain_bytes(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        result = plain(pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue(), result


def text_of(data):
    return " ".join(pdfium_text(plain_bytes(data)[0]).split())


def picture(data):
    pdf = pypdfium2.PdfDocument(data)
    try:
        pdf.init_forms()
        return pdf[0].render(scale=1.5, draw_annots=True, may_draw_forms=True).to_pil().convert("RGB")
    finally:
        pdf.close()


def differs(before, after):
    """Where two files look different, as the box around it; None where they look the same.

    Edges may come out a shade lighter or darker: PDFium smooths a field, and the clip of a form, otherwise.
    """
    difference = ImageChops.difference(picture(before), picture(after)).convert("L")
    return difference.point(lambda value: 255 if value > 40 else 0).getbbox()


def assert_same_picture(data):
    assert differs(data, plain_bytes(data)[0]) is None


# Layers


def group(pdf, name="laag", **entries):
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), **entries))


def layered(content, properties, *, xobjects=None, **default):
    """A page with two groups: `A` is on, `B` is off, unless the configuration says otherwise."""

    def edit(pdf, page):
        on, off = group(pdf, "aan"), group(pdf, "uit")
        configuration = {k: v(on, off) if callable(v) else v for k, v in default.items()} or {
            "OFF": Array([off])
        }
        pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(**configuration))
        page.Resources.Properties = Dictionary(properties(pdf, on, off))
        if xobjects:
            page.Resources.XObject = Dictionary(xobjects(pdf, on, off, page.Resources))

    return made(content, edit)


def both(_pdf, on, off):
    return {"/A": on, "/B": off}


def member(policy):
    return lambda pdf, on, off: {
        "/B": pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name(policy)))
    }


def expression(make):
    return lambda pdf, on, off: {"/B": pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=make(on, off)))}


ON_B = f"{PAGE}/OC /B BDC {shown(SECRET)} EMC {shown('Einde', 100)}"


@pytest.mark.parametrize(
    ("properties", "default", "stays"),
    [
        (both, {}, False),
        (both, {"BaseState": Name.OFF}, False),
        (both, {"BaseState": Name.OFF, "ON": lambda _, off: Array([off])}, True),
        (both, {"BaseState": Name.OFF, "ON": lambda on, _: Array([on])}, False),
        (both, {"ON": lambda _, off: Array([off])}, True),
        (both, {"OFF": lambda on, _: Array([on])}, True),
        (member("/AllOn"), {}, False),
        (member("/AnyOn"), {}, True),
        (member("/AnyOff"), {}, True),
        (member("/AllOff"), {}, False),
        (expression(lambda on, off: Array([Name.And, on, off])), {}, False),
        (expression(lambda on, off: Array([Name.Or, on, off])), {}, True),
        (expression(lambda on, _: Array([Name.Not, on])), {}, False),
        (expression(lambda on, off: Array([Name.And, on, Array([Name.Not, off])])), {}, True),
        (lambda pdf, on, off: {"/B": pdf.make_indirect(Dictionary(Type=Name.OCMD))}, {}, True),
    ],
)  # fmt: skip
def test_what_the_configuration_hides_goes(properties, default, stays):
    data = layered(ON_B, properties, **default)
    after, _ = plain_bytes(data)
    assert (SECRET in pdfium_text(after)) == stays
    assert (SECRET in raw_text(after)) == stays
    assert "Beste lezer" in pdfium_text(after)
    assert "Einde" in pdfium_text(after)
    assert differs(data, after) is None


@pytest.mark.parametrize(
    ("usage", "automatic", "hidden"),
    [
        (Dictionary(View=Dictionary(ViewState=Name.OFF)), True, True),
        (Dictionary(View=Dictionary(ViewState=Name.OFF)), False, True),  # PDFium hides it, others don't
        (Dictionary(View=Dictionary(ViewState=Name.ON)), True, False),
        (Dictionary(Print=Dictionary(PrintState=Name.OFF)), True, False),
        (Dictionary(Print=Dictionary(PrintState=Name.ON), View=Dictionary(ViewState=Name.OFF)), True, True),
    ],
)
def test_what_shows_on_screen_decides(usage, automatic, hidden):
    def edit(pdf, page):
        one = group(pdf, Usage=usage)
        states = (
            [Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([one]))] if automatic else []
        )
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(AS=Array(states)))
        page.Resources.Properties = Dictionary(B=one)

    data = made(ON_B, edit)
    assert (SECRET in text_of(data)) != hidden
    assert_same_picture(data)


def test_a_layer_within_a_layer():
    content = f"""/OC /A BDC {shown("een", 350)} /OC /B BDC {shown("twee", 320)}
        /OC /A BDC {shown("drie", 290)} EMC EMC {shown("vier", 260)} EMC {shown("vijf", 230)}"""
    data = layered(content, both)
    assert text_of(data) == "een vier vijf"
    assert_same_picture(data)


def test_tags_within_a_hidden_layer_stay_in_balance():
    content = f"/OC /B BDC /P <</MCID 0>> BDC {shown(SECRET)} EMC EMC /P <</MCID 1>> BDC {shown('Einde')} EMC"
    after, _ = plain_bytes(layered(content, both))
    with pikepdf.open(io.BytesIO(after)) as pdf:
        found = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
    assert found.count("BDC") == found.count("EMC") == 2


def test_what_a_hidden_layer_sets_holds_after_it():
    content = f"""/OC /B BDC q 1 0 0 1 30 30 cm 1 0 0 rg 0 0 50 50 re f
        100 100 200 200 re W f BT /F 30 Tf 40 40 Td 7 TL ({SECRET}) ' ET EMC
        0 0 400 400 re f Q 0 0 1 rg 300 300 40 40 re f"""
    assert_same_picture(layered(content, both))


def test_a_form_and_an_image_on_a_hidden_layer():
    def objects(pdf, on, off, resources):
        image = pdf.make_stream(b"\x00" * 4)
        image.update(
            {"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 2, "/Height": 2, "/BitsPerComponent": 8}
        )
        image["/ColorSpace"], image["/OC"] = Name.DeviceGray, off
        inner = form(pdf, f"/OC /B BDC {shown(SECRET, 50)} EMC {shown('binnen', 80)}", Resources=Dictionary(
            Font=resources.Font, Properties=Dictionary(B=off)))  # fmt: skip
        return {
            "/Hidden": form(pdf, shown(SECRET), Resources=resources, OC=off),
            "/Shown": form(pdf, shown("zichtbaar", 150), Resources=resources, OC=on),
            "/Im": image,
            "/Inner": inner,
        }

    data = layered(
        f"{PAGE} /Hidden Do /Shown Do q 50 0 0 50 300 300 cm /Im Do Q /Inner Do", both, xobjects=objects
    )
    assert text_of(data) == "Beste lezer zichtbaar binnen"
    assert SECRET not in raw_text(plain_bytes(data)[0])
    assert_same_picture(data)


def test_hidden_text_in_a_line_is_refused():
    content = f"BT /F 12 Tf 40 300 Td (Beste ) Tj /OC /B BDC ({SECRET}) Tj EMC (, dag) Tj ET"
    with pytest.raises(UnreadableError, match="verborgen laag"):
        plain_bytes(layered(content, both))


def test_hidden_text_at_the_end_of_a_line_goes():
    content = f"BT /F 12 Tf 14 TL 40 300 Td (Beste ) Tj /OC /B BDC ({SECRET}) Tj EMC (dag) ' ET"
    assert text_of(layered(content, both)) == "Beste dag"


def test_an_endless_expression_is_refused():
    def endless(pdf, on, _off):
        inner = pdf.make_indirect(Array([Name.And, on]))
        for _ in range(20):
            inner = pdf.make_indirect(Array([Name.And, inner, inner]))
        return {"/B": pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=inner))}

    with pytest.raises(UnreadableError, match="ingewikkeld"):
        plain_bytes(layered(ON_B, endless))


def test_layers_that_are_all_on_change_nothing():
    data = layered(ON_B, both, ON=lambda on, off: Array([on, off]))
    assert not plain_bytes(data)[1].changed


def test_what_was_hidden_is_told():
    assert plain_bytes(layered(ON_B, both))[1].notes == (
        "pagina 1: wat op verborgen lagen staat, is weggelaten",
    )


# Annotations


def annotated(*annotations, content=PAGE, root=None, **entries):
    """A page with annotations, each made by a function of the file and its resources."""

    def edit(pdf, page):
        page.Annots = Array([pdf.make_indirect(make(pdf, page.Resources)) for make in annotations])
        widgets = [a for a in page.Annots if a.Subtype == "/Widget"]
        if widgets:
            pdf.Root.AcroForm = Dictionary(Fields=Array(widgets), **(root or {}))

    return made(content, edit, **entries)


def look(text, box=(0, 0, 100, 20), **entries):
    return lambda pdf, resources: form(
        pdf,
        f"0.9 g 0 0 100 20 re f 0 g BT /F 12 Tf 4 5 Td ({text}) Tj ET",
        BBox=Array(box),
        Resources=resources,
        **entries,
    )


def annotation(subtype, appearance=None, rect=(40, 100, 140, 120), **entries):
    def make(pdf, resources):
        made = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array(rect), F=4, **entries)
        if appearance is not None:
            made.AP = Dictionary(N=appearance(pdf, resources))
        return made

    return make


PLACES = {
    "in place": ({}, (40, 100, 140, 120)),
    "stretched": ({}, (40, 100, 240, 180)),
    "rotated": ({"Matrix": Array([0, 1, -1, 0, 0, 0])}, (40, 100, 60, 200)),
    "upside down": ({"Matrix": Array([-1, 0, 0, -1, 100, 20])}, (40, 100, 140, 120)),
    "sheared": ({"Matrix": Array([1, 0.2, 0.5, 1, 7, 9])}, (40, 100, 180, 150)),
    "part of its box": ({"box": (10, 2, 70, 18)}, (40, 100, 140, 140)),
    "corners swapped": ({}, (140, 120, 40, 100)),
}


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("subtype", ["FreeText", "Stamp", "Widget", "Line", "Redact"])
def test_an_appearance_becomes_content(subtype, rotate):
    entries = {"FT": Name.Tx, "T": String("a")} if subtype == "Widget" else {}
    data = annotated(annotation(subtype, look(SECRET), **entries), Rotate=rotate)
    assert sorted(text_of(data).split()) == ["Beste", SECRET, "lezer"]
    assert_same_picture(data)


@pytest.mark.parametrize("place", PLACES)
def test_an_appearance_stands_where_it_stood(place):
    entries, rect = PLACES[place]
    data = annotated(annotation("Stamp", look(SECRET, **entries), rect))
    assert SECRET in text_of(data)
    assert_same_picture(data)


def flagged(flags, rect=(40, 100, 140, 120)):
    def make(pdf, resources):
        found = annotation("Stamp", look(SECRET), rect)(pdf, resources)
        found.F = flags
        return found

    return make


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_an_annotation_that_stays_upright(rotate):
    assert_same_picture(annotated(flagged(16, (100, 200, 200, 220)), Rotate=rotate))


@pytest.mark.parametrize(
    ("flags", "stays"), [(0, True), (4, True), (1, True), (2, False), (6, False), (32, False), (36, False)]
)
def test_the_flags_decide(flags, stays):
    data = annotated(flagged(flags))
    assert (SECRET in text_of(data)) == stays
    assert_same_picture(data)
    assert (SECRET in raw_text(plain_bytes(data)[0])) == stays


@pytest.mark.parametrize("off", [True, False])
def test_an_annotation_on_a_layer(off):
    def edit(pdf, page):
        one = group(pdf)
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([one]), D=Dictionary(**({"OFF": Array([one])} if off else {}))
        )
        page.Annots = Array(
            [pdf.make_indirect(annotation("Stamp", look(SECRET), OC=one)(pdf, page.Resources))]
        )

    data = made(PAGE, edit)
    assert (SECRET in text_of(data)) != off
    if not off:  # PDFium draws it all the same
        assert_same_picture(data)


def box(state, value=None):
    def states(pdf, resources):
        return Dictionary(Ja=look("Akkoord")(pdf, resources), Off=look("Afgewezen")(pdf, resources))

    entries = {"FT": Name.Btn, "T": String("a")}
    if state:
        entries["AS"] = Name("/" + state)
    if value:
        entries["V"] = Name("/" + value)
    return annotation("Widget", states, **entries)


@pytest.mark.parametrize(
    ("state", "value", "text"),
    [("Ja", None, "Akkoord"), ("Off", "Ja", "Afgewezen"), (None, "Ja", "Akkoord"), (None, None, "Afgewezen")],
)
def test_the_state_of_a_box(state, value, text):
    data = annotated(box(state, value))
    assert text_of(data) == f"Beste lezer {text}"
    if state:  # PDFium itself leaves a box out that doesn't say its state
        assert_same_picture(data)


def text_field(value, **entries):
    return annotation(
        "Widget", FT=Name.Tx, T=String("a"), V=String(value), DA=String("/F 10 Tf 0 0 1 rg"), **entries
    )


@pytest.mark.parametrize(
    ("value", "entries", "text"),
    [
        ("Jan Veldkamp", {}, "Jan Veldkamp"),
        ("Jan (oud) Veldkamp \\", {"Q": 2}, "Jan (oud) Veldkamp \\"),
        ("Zoë Veldkamp €", {}, "Zoë Veldkamp €"),
        (
            "Jan Veldkamp woont in de derde straat links",
            {"Ff": 4096},
            "Jan Veldkamp woont in de derde straat links",
        ),
        ("Jan\rVeldkamp", {"Ff": 4096}, "Jan Veldkamp"),
        ("geheim", {"Ff": 8192}, "******"),
        ("Jan Veldkamp", {"MK": Dictionary(R=90)}, "Jan Veldkamp"),
    ],
)
def test_a_field_without_appearance_is_drawn(value, entries, text):
    assert text_of(annotated(text_field(value, **entries))) == f"Beste lezer {text}"


def test_a_field_that_is_out_of_date_is_drawn_anew():
    def make(pdf, resources):
        found = text_field("Nieuw")(pdf, resources)
        found.AP = Dictionary(N=look(SECRET)(pdf, resources))
        return found

    assert text_of(annotated(make, root={"NeedAppearances": True})) == "Beste lezer Nieuw"
    assert text_of(annotated(make)) == f"Beste lezer {SECRET}"


def test_a_choice_shows_its_words():
    choice = annotation(
        "Widget", FT=Name.Ch, T=String("a"), V=String("1"), Opt=Array([Array([String("1"), String(SECRET)])])
    )
    assert text_of(annotated(choice)) == f"Beste lezer {SECRET}"


def test_a_field_in_another_script_is_refused():
    with pytest.raises(UnreadableError, match="letters"):
        plain_bytes(annotated(text_field("Wałęsa")))


def test_an_xfa_form_is_refused():
    with pytest.raises(UnreadableError, match="XFA"):
        plain_bytes(annotated(text_field("x"), root={"XFA": String("x")}))


def test_links_stay_and_notes_go():
    link = annotation("Link", A=Dictionary(S=Name.URI, URI=String("https://voorbeeld.nl")))
    data = annotated(link, annotation("Text", look("icoon"), Contents=String(SECRET)), annotation("Popup"))
    after, result = plain_bytes(data)
    assert result.notes == (
        "pagina 1: een opmerking of bijlage die pas zichtbaar is als iemand haar opent, is weggelaten",
    )
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert [a.Subtype for a in pdf.pages[0].Annots] == ["/Link"]
    assert text_of(data) == "Beste lezer"


@pytest.mark.parametrize(
    "content",
    [
        f"q 0.5 0 0 0.5 0 0 cm q {PAGE}",
        f"0.5 0 0 0.5 0 0 cm Q Q {PAGE} 3 Tr",
        f"/P BMC {PAGE} BT /F 3 Tf 90 Tz",
        f"q q Q Q Q 1 0 0 1 50 0 cm {PAGE}",
    ],
)
def test_content_out_of_balance_shows_as_it_did(content):
    data = annotated(annotation("Stamp", look(SECRET)), content=content)
    assert SECRET in text_of(data)
    assert_same_picture(data)


def test_what_is_painted_in_a_tagged_file_is_no_part_of_its_text():
    def edit(pdf, page):
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
        page.Annots = Array([pdf.make_indirect(annotation("Stamp", look(SECRET))(pdf, page.Resources))])

    with pikepdf.open(io.BytesIO(plain_bytes(made(PAGE, edit))[0])) as pdf:
        found = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
        assert found[-6:] == ["BMC", "q", "cm", "Do", "Q", "EMC"]


@pytest.mark.parametrize("isolated", [True, False])
def test_a_highlight_lets_the_text_through(isolated):
    def marker(pdf, _resources):
        states = Dictionary(ExtGState=Dictionary(G=Dictionary(BM=Name.Multiply)))
        entries = {"Group": Dictionary(S=Name.Transparency, I=True)} if isolated else {}
        return form(pdf, "/G gs 1 1 0 rg 0 0 400 400 re f", Resources=states, **entries)

    data = annotated(annotation("Highlight", marker, (40, 295, 120, 315)))
    assert_same_picture(data)


def test_what_the_file_gives_no_look_for_is_told():
    _, result = plain_bytes(
        annotated(annotation("FreeText", Contents=String("x")), annotation("Redact", look("x")))
    )
    assert len(result.notes) == 2
    assert "weergave" in result.notes[0]
    assert "lakmarkering" in result.notes[1]


# Patterns


def tiled(fill, cell=None, *, entries=None, resources=None):
    """A page that is filled with a pattern whose cell says the secret."""

    def edit(pdf, page):
        settings = {
            "PaintType": 1,
            "XStep": 100,
            "YStep": 40,
            "BBox": Array([0, 0, 100, 40]),
            **(entries or {}),
        }
        inner = form(pdf, cell or f"0.5 0 0 rg BT /F 12 Tf 5 5 Td ({SECRET}) Tj ET", Resources=Dictionary(
            Font=Dictionary(F=helvetica(pdf)), **(resources(pdf) if resources else {})),
            PatternType=1, TilingType=1, **settings)  # fmt: skip
        del inner["/Subtype"]
        page.Resources.Pattern = Dictionary(P=inner)
        page.Resources.ColorSpace = Dictionary(C=Array([Name.Pattern, Name.DeviceRGB]))
        wrapped = Dictionary(Font=page.Resources.Font, Pattern=Dictionary(P=inner))
        page.Resources.XObject = Dictionary(
            Fm=form(
                pdf,
                "/Pattern cs /P scn 0 0 200 80 re f",
                Resources=wrapped,
                Matrix=Array([1, 0, 0, 1, 20, 30]),
            )
        )

    return made(f"q {fill} Q\n{PAGE}", edit)


def roughly_the_same(data):
    """PDFium puts the cells of a pattern on whole pixels: a pixel aside is the same, three are not."""
    blurred = [
        picture(file).convert("L").filter(ImageFilter.GaussianBlur(3))
        for file in (data, plain_bytes(data)[0])
    ]
    return ImageChops.difference(*blurred).getextrema()[1] < 40


@pytest.mark.parametrize(
    ("fill", "count"),
    [
        ("/Pattern cs /P scn 0 0 200 80 re f", 4),
        ("/Pattern cs /P scn 10 10 50 20 re f", 1),
        ("q 0 0 90 30 re W n /Pattern cs /P scn 0 0 400 400 re f* Q", 1),
        ("q 2 0 0 2 10 10 cm /Pattern cs /P scn 0 0 40 10 re B Q", 1),
        ("/Pattern cs /P scn 0 0 m 90 0 l 90 30 l b", 1),
        ("/Fm Do", 4),
    ],
)
def test_the_tiles_of_a_pattern_become_content(fill, count):
    data = tiled(fill)
    assert text_of(data).count(SECRET) == count
    assert roughly_the_same(data)


def test_a_pattern_with_a_matrix_and_without_colours():
    data = tiled(
        "/C cs 0 0 1 /P scn 0 0 200 200 re f", f"1 0 0 rg BT /F 12 Tf 5 5 Td ({SECRET}) Tj ET",
        entries={"PaintType": 2, "Matrix": Array([0.8, 0.3, -0.3, 0.8, 11, 13])},
    )  # fmt: skip
    assert text_of(data).count(SECRET) >= 4
    assert roughly_the_same(data)


def test_a_form_in_a_pattern():
    def inner(pdf):
        return {"XObject": Dictionary(X=form(pdf, f"BT /F 12 Tf 5 5 Td ({SECRET}) Tj ET", Resources=Dictionary(
            Font=Dictionary(F=helvetica(pdf)))))}  # fmt: skip

    assert text_of(tiled("/Pattern cs /P scn 0 0 90 30 re f", "/X Do", resources=inner)).count(SECRET) == 1


@pytest.mark.parametrize(
    "fill",
    [
        "/Pattern CS /P SCN 0 0 90 30 re S",
        "/Pattern cs /P scn BT /F 90 Tf 10 10 Td (x) Tj ET",
        "/Pattern cs /P scn /Fm Do",
        "q 0.001 0 0 0.001 0 0 cm /Pattern cs /P scn 0 0 400000 400000 re f Q 0 0 400 400 re B",
    ],
)
def test_what_cannot_be_unfolded_stays(fill):
    data = tiled(fill, entries={"XStep": 5, "YStep": 5} if "0.001" in fill else None)
    with pikepdf.open(io.BytesIO(plain_bytes(data)[0])) as pdf:
        assert "/P" in pdf.pages[0].Resources.Pattern


def test_a_pattern_that_shows_no_text_stays():
    data = tiled("/Pattern cs /P scn 0 0 90 30 re f", "0 0 10 10 re f")
    assert not plain_bytes(data)[1].changed


# Other things, and all together


def test_postscript_and_pages_of_other_files_go():
    def edit(pdf, page):
        script = pdf.make_stream(f"({SECRET}) show".encode())
        script.update({"/Type": Name.XObject, "/Subtype": Name.PS})
        proxy = form(
            pdf, shown("stand-in"), Resources=page.Resources, Ref=Dictionary(F=String(SECRET), Page=0)
        )
        page.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(S=script, R=proxy))

    data = made(f"/S Do /R Do {PAGE}", edit)
    assert text_of(data) == "stand-in Beste lezer"
    assert SECRET not in raw_text(plain_bytes(data)[0])


def test_an_ordinary_file_does_not_change():
    with pikepdf.open(io.BytesIO(made(PAGE, lambda *_: None))) as pdf:
        assert not plain(pdf).changed


EVERYTHING = {
    "hidden layer": lambda: layered(ON_B, both),
    "annotation": lambda: annotated(annotation("FreeText", look(SECRET))),
    "turned widget": lambda: annotated(
        annotation("Widget", look(SECRET, Matrix=Array([0, 1, -1, 0, 20, 0])), (40, 100, 60, 200), FT=Name.Tx)
    ),
    "field": lambda: annotated(text_field(SECRET)),
    "pattern": lambda: tiled("/Pattern cs /P scn 0 0 200 80 re f"),
    "pattern in a form": lambda: tiled("/Fm Do"),
}


@pytest.mark.parametrize("kind", EVERYTHING)
def test_the_redactor_takes_it_out(kind, tmp_path):
    data, _ = plain_bytes(EVERYTHING[kind]())
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert "Beste lezer" in pdfium_text(done.result.pdf)
    assert len(done.masks) == EVERYTHING_COUNT.get(kind, 1)


EVERYTHING_COUNT = {"hidden layer": 0, "pattern": 4, "pattern in a form": 4}


@pytest.mark.parametrize("kind", EVERYTHING)
def test_twice_is_once_and_the_same_bytes_come_out(kind):
    data = EVERYTHING[kind]()
    once, _ = plain_bytes(data)
    assert once == plain_bytes(data)[0]
    assert not plain_bytes(once)[1].changed


def test_annotations_that_are_none():
    def edit(pdf, page):
        nowhere = Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=look(SECRET)(pdf, page.Resources)))
        no_box = form(pdf, shown(SECRET), Resources=page.Resources)
        del no_box["/BBox"]
        flat = Dictionary(Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=no_box))
        page.Annots = Array([1, Dictionary(), nowhere, flat, String("x")])

    after, result = plain_bytes(made(PAGE, edit))
    assert result.notes == (
        "pagina 1: een aantekening zonder plaats op de pagina is weggelaten",
        "pagina 1: een aantekening waarvan het bestand de weergave niet bevat, is weggelaten",
    )
    assert SECRET not in raw_text(after)


def test_too_many_annotations_are_refused(monkeypatch):
    monkeypatch.setattr("pipeline.pdf.annots.MAX_ANNOTATIONS", 1)
    with pytest.raises(UnreadableError, match="te veel aantekeningen"):
        plain_bytes(annotated(flagged(4), flagged(4)))
