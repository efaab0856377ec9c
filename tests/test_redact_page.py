"""The PDF redaction engine on PDFs that were each made to be nasty in one way."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_makers import (
    Run,
    add_page,
    assert_gone,
    assert_rest_stands,
    document_of,
    edited,
    form,
    hand_made,
    masks_for,
    pdfium_text,
    plumber_text,
    run,
    saved,
    type3,
)
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from pipeline.errors import RedactionError
from pipeline.redact.page import redact_pages
from pipeline.types import Label, Mask, Span

SECRET = "Veldkamp"

LETTERS = "Beste Veldkamp, dank"
LINE = "BT /F 11 Tf 40 300 Td "

PLAIN = {
    "Tj": f"{LINE}(Beste Veldkamp, dank voor uw brief.) Tj ET",
    "TJ with kerning": f"{LINE}[(Beste V) 74 (eldk) -20 (amp) 15 (, dank) -300 (u)] TJ ET",
    "letter by letter": LINE + "".join(f"({c}) Tj " for c in "Beste Veldkamp, dank") + "ET",
    "letter by letter with Td": LINE
    + "".join(f"({c}) Tj {stringWidth(c, 'Helvetica', 11):.3f} 0 Td " for c in LETTERS)
    + "ET",
    "letter by letter, own text objects": " ".join(
        f"BT /F 11 Tf {40 + stringWidth(LETTERS[:i], 'Helvetica', 11):.3f} 300 Td ({c}) Tj ET"
        for i, c in enumerate(LETTERS)
    ),
    "words without space glyphs": f"{LINE}[(Beste) -278 (Veldkamp) -278 (kwam) -278 (langs)] TJ ET",
    "quote operators": f"{LINE}14 TL (regel een) Tj (Beste Veldkamp hier) ' "
    '3 1 (en daar Veldkamp weer) " T* (eind) Tj ET',
    "spacing, scale and rise": "BT /F 11 Tf 2 Tc 5 Tw 80 Tz 3 Ts 40 300 Td (Aan Veldkamp en ons) Tj 0 Ts 0 -20 TD "
    "(hier niets) Tj T* (slot) Tj ET",
    "spacing that outlives its text object": f"{LINE}1 Tw 16 TL (Aan Veldkamp) Tj T* (en ons) Tj ET "
    "BT 40 200 Td (a b) Tj T* (c) Tj ET",
    "scaled text matrix": "q 0.24 0 0 -0.24 0 400 cm BT /F 45 Tf 1 0 0 -1 160 400 Tm "
    "(Dag Veldkamp, hoe gaat het) Tj ET Q",
    "mirrored size": "BT /F -11 Tf -1 0 0 -1 40 300 Tm (Dag Veldkamp, hoi) Tj ET",
    "rotated text": "BT /F 11 Tf 0.866 0.5 -0.5 0.866 40 100 Tm (Beste Veldkamp, schuin omhoog) Tj ET",
    "upright text": "BT /F 11 Tf 0 1 -1 0 100 40 Tm (Beste Veldkamp, langs de rand) Tj ET",
    "double strike": f"{LINE}(Beste Veldkamp, vet) Tj ET BT /F 11 Tf 40.3 300 Td (Beste Veldkamp, vet) Tj ET",
    "invisible text": f"{LINE}3 Tr (Beste Veldkamp, onzichtbaar) Tj ET",
    "escapes in the string": f"{LINE}(Beste \\126eld\\\nkamp \\(hier\\)) Tj ET",
    "hexadecimal string": f"{LINE}<4265737465 2056656c646b616d70> Tj ( slot) Tj ET",
    "too many Q": f"Q Q q {LINE}(Beste Veldkamp, hoi) Tj ET",
    "q never closed": f"q 1 0 0 1 10 10 cm q {LINE}(Beste Veldkamp, hoi) Tj ET",
    "two columns": f"{LINE}(Veldkamp) Tj 200 0 Td (kolom) Tj ET",
    "leading that TD sets": f"{LINE}(Aan Veldkamp) Tj 0 -13 TD (a) Tj ET BT /F 11 Tf 40 200 Td (b) Tj T* (c) Tj ET",
    "the end of the page": "BT /F 11 Tf 340 300 Td (Veldkamp, x) Tj ET",
    "accents": f"{LINE}(Beste Veldkamp, priv\xe9 caf\xe9 \u20ac 5) Tj ET",
    "several times on a line": f"{LINE}(Veldkamp en Veldkamp, ook Veldkamp) Tj ET",
}


@pytest.mark.parametrize("content", PLAIN.values(), ids=PLAIN.keys())
def test_the_glyphs_go_and_all_others_stay(content, tmp_path):
    done = run(hand_made(content), tmp_path, SECRET)
    assert done.masks
    assert all(done.result.mark_boxes)
    assert done.result.rasterised == ()
    assert_gone(done, SECRET)
    if content != PLAIN["double strike"]:
        assert_rest_stands(done)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_turned_and_cut(turn, tmp_path):
    data = hand_made(PLAIN["Tj"], Rotate=turn, CropBox=[30, 50, 380, 390])
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert_rest_stands(done)
    (box,) = done.result.mark_boxes[0]
    word = next(w for w in done.document.words if done.masks[0].span.overlaps(w.span))
    page = done.document.pages[0]
    assert 0 <= box.x0 < box.x1 <= page.width
    assert 0 <= box.top < box.bottom <= page.height
    assert box.x0 < word.box.x1
    assert word.box.x0 < box.x1
    assert box.top < word.box.bottom
    assert word.box.top < box.bottom


@pytest.mark.parametrize(
    ("turn", "matrix"), [(90, "0 1 -1 0 100 40"), (180, "-1 0 0 -1 360 300"), (270, "0 -1 1 0 300 360")]
)
def test_lines_of_turned_pages_move_too(turn, matrix, tmp_path):
    """Landscape pages are mostly upright pages turned by /Rotate, with the text turned back."""
    results = set()
    for name in ("Veldkamp", "Oosterhuizenga"):
        data = hand_made(f"BT /F 11 Tf {matrix} Tm (Beste {name}, dank) Tj ET", Rotate=turn)
        done = run(data, tmp_path, name)
        assert done.result.rasterised == ()
        assert [m.span.of(done.document.text).strip() for m in done.result.moves] == [", dank"]
        results.add(done.result.pdf)
    assert len(results) == 1


def test_an_inline_image_is_kept_byte_for_byte(tmp_path):
    inline = b"q 20 0 0 20 300 20 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00EI\xff EI Q "
    done = run(hand_made(inline + PLAIN["Tj"].encode()), tmp_path, SECRET)
    assert_rest_stands(done)
    with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
        assert b"\x00EI\xff" in pdf.pages[0].Contents.read_bytes()


def to_unicode(pdf, pairs):
    lines = "\n".join(f"<{code}> <{ord(char):04x}>" for code, char in pairs)
    return pdf.make_stream(
        f"begincmap 1 begincodespacerange <00> <ffff> endcodespacerange {len(pairs)} beginbfchar\n{lines}\n"
        "endbfchar endcmap".encode()
    )


def test_a_composite_font_with_codes_of_one_and_two_bytes(tmp_path):
    letters = "Best Vldkamp,x"

    def add(pdf, page):
        codes = [f"{i + 0x10:02x}" if i % 2 else f"81{i + 0x40:02x}" for i in range(len(letters))]
        cmap = (
            "begincmap /CMapName /Mixed def /WMode 0 def\n"
            "2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange\n"
            "2 begincidrange <00> <80> 0 <8140> <81ff> 200 endcidrange endcmap"
        )
        cid = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X, DW=700,
            W=Array([200, Array([500, 620, 380]), 17, 30, 450]),
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        )  # fmt: skip
        page.Resources.Font.C = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, DescendantFonts=[pdf.make_indirect(cid)],
                Encoding=pdf.make_stream(cmap.encode(), Type=Name.CMap, CMapName=Name.Mixed),
                ToUnicode=to_unicode(pdf, list(zip(codes, letters, strict=True))),
            )
        )  # fmt: skip
        text = "".join(codes[letters.index(c)] for c in "Beste Veldkamp, test")
        page.Contents = pdf.make_stream(f"BT /C 11 Tf 40 300 Td <{text}> Tj ET".encode())

    data = edited("", add)
    assert document_of(data, tmp_path).text.strip() == "Beste Veldkamp, test"
    done = run(data, tmp_path, SECRET)
    assert done.result.rasterised == ()
    assert_gone(done, SECRET)
    assert_rest_stands(done)


def test_widths_with_fractions_over_a_long_line(tmp_path):
    """pdfium drops the fractions; over a line that adds up to more than the place of a letter tells."""

    def add(pdf, page):
        page.Resources.Font.W = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial, Encoding=Name.WinAnsiEncoding,
                FirstChar=32, LastChar=126, Widths=[300.99 + i % 7 for i in range(95)],
                FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.Arial, Flags=32),
            )
        )  # fmt: skip

    line = "lil iill " * 12 + "Veldkamp en de rest"
    done = run(edited(f"BT /W 8 Tf 10 300 Td ({line}) Tj ET", add), tmp_path, SECRET)
    assert done.result.rasterised == ()
    assert_gone(done, SECRET)
    assert_rest_stands(done, tolerance=1.0)


def test_a_font_set_by_a_graphics_state(tmp_path):
    def add(pdf, page):
        page.Resources.ExtGState = Dictionary(G=Dictionary(Font=Array([page.Resources.Font.F, 14])))

    done = run(edited("BT /G gs 40 300 Td (Beste Veldkamp, dank) Tj ET", add), tmp_path, SECRET)
    assert_gone(done, SECRET)


def test_every_copy_of_a_double_strike_goes(tmp_path):
    done = run(hand_made(PLAIN["double strike"]), tmp_path, SECRET)
    assert plumber_text(done.result.pdf).count("Beste") == 2
    assert "V" not in plumber_text(done.result.pdf)


def test_a_form_used_on_two_pages_changes_only_where_it_is_masked(tmp_path):
    pdf = pikepdf.new()
    inner = form(pdf, f"{LINE}(Beste Veldkamp, in een form) Tj ET", Matrix=Array([1, 0, 0, 1, 5, -40]))
    outer = form(
        pdf, "q 0.5 0 0 0.5 10 10 cm /In Do Q /In Do", Resources=Dictionary(XObject=Dictionary(In=inner))
    )
    for _ in range(2):
        page = add_page(pdf, "/Out Do " + LINE + "(gewoon) Tj ET")
        page.Resources.XObject = Dictionary(Out=outer)
    inner.Resources = pdf.pages[0].obj.Resources
    document = document_of(saved(pdf), tmp_path)
    masks = masks_for(document.text, SECRET)
    assert len(masks) == 4
    result = redact_pages(document, masks[:2], None, "Titel")
    first, second = pdfium_text(result.pdf).split("\f")
    assert "Veldkamp" not in first
    assert first.count("in een form") == 2
    assert second.count("Beste Veldkamp, in een form") == 2
    result = redact_pages(document, masks[1:2], None, "Titel")
    assert pdfium_text(result.pdf).split("\f")[0].count("Veldkamp") == 1


def test_forms_left_behind_by_shared_resources_are_not_in_the_file(tmp_path):
    pdf = pikepdf.new()
    secret = form(pdf, f"{LINE}(Beste Veldkamp) Tj ET", Resources=Dictionary(Font=Dictionary(F=Name.X)))
    page = add_page(pdf, "/S Do")
    secret.Resources = Dictionary(Font=page.Resources.Font)
    page.Resources.XObject = Dictionary(S=secret)
    shared = pdf.make_indirect(page.Resources)
    page.Resources = shared
    add_page(pdf, f"{LINE}(niets) Tj ET", Resources=shared)
    other = form(pdf, f"{LINE}(ook niets) Tj ET", Resources=shared)
    add_page(pdf, "/O Do").Resources.XObject = Dictionary(O=other)
    done = run(saved(pdf), tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert_rest_stands(done)


def test_a_form_inside_itself_becomes_a_picture(tmp_path):
    def loop(pdf, page):
        looped = form(pdf, "/L Do")
        looped.Resources = Dictionary(XObject=Dictionary(L=looped))
        page.Resources.XObject = Dictionary(L=looped)

    done = run(edited(f"/L Do {LINE}(Beste Veldkamp) Tj ET", loop), tmp_path, SECRET)
    assert done.result.rasterised == (1,)
    assert_gone(done, SECRET)


def test_type_3_letters(tmp_path):
    def add(pdf, page):
        page.Resources.Font.T = type3(pdf, "DagVeldkmp")

    data = edited("BT /T 11 Tf 40 300 Td (ABCDEFGHBIJ) Tj 20 0 Td (ABC) Tj ET", add)
    document = document_of(data, tmp_path)
    assert "DagVeldkamp" in document.text
    done = run(data, tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert done.result.rasterised == ()
    assert_rest_stands(done)


def image(pdf, size=8):
    raw = Image.new("RGB", (size, size), (200, 220, 240)).tobytes()
    return pdf.make_stream(
        raw, Type=Name.XObject, Subtype=Name.Image, Width=size, Height=size, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )  # fmt: skip


def test_text_over_a_scan_takes_the_pixels_under_it_along(tmp_path):
    def scan(pdf, page):
        page.Resources.XObject = Dictionary(Im=image(pdf, 400))

    content = f"q 400 0 0 400 0 0 cm /Im Do Q {LINE}3 Tr (Beste Veldkamp, dank) Tj ET"
    done = run(edited(content, scan), tmp_path, SECRET)
    assert done.result.rasterised == ()
    assert done.result.exact == ((1, 1),)
    assert_gone(done, SECRET)
    assert "Beste" in plumber_text(done.result.pdf)
    with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
        (picture,) = (x for _, x in pdf.pages[0].Resources.XObject.items())
        pixels = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    (box,) = done.result.mark_boxes[0]
    scale = pixels.width / done.document.pages[0].width
    inside = [box.x0 * scale + 1, box.top * scale + 1, box.x1 * scale - 1, box.bottom * scale - 1]
    low, high = pixels.crop(tuple(round(v) for v in inside)).getextrema()
    assert low == high
    outside = pixels.crop((0, 0, pixels.width, round(box.top * scale) - 3)).getextrema()
    assert outside[0] < outside[1]


def test_an_image_whose_pixels_cannot_be_reached_makes_the_page_a_picture(tmp_path):
    def scan(pdf, page):
        broken = image(pdf)
        broken["/Filter"] = Name.NoSuchDecode
        page.Resources.XObject = Dictionary(Im=broken)

    content = f"q 400 0 0 400 0 0 cm /Im Do Q {LINE}(Beste Veldkamp, dank) Tj ET"
    done = run(edited(content, scan), tmp_path, SECRET)
    assert done.result.rasterised == (1,)
    assert_gone(done, SECRET, "Beste")
    with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
        picture = pdf.pages[0].Resources.XObject.WooPage
        pixels = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    (box,) = done.result.mark_boxes[0]
    scale = pixels.width / done.document.pages[0].width
    inside = [(box.x0 + 2) * scale, (box.top + 2) * scale, (box.x1 - 2) * scale, (box.bottom - 2) * scale]
    low, high = pixels.crop(tuple(round(v) for v in inside)).getextrema()
    assert high - low < 12  # one even colour, JPEG noise aside
    assert abs(low - 230) < 12


def test_an_image_elsewhere_leaves_the_text_alone(tmp_path):
    def logo(pdf, page):
        page.Resources.XObject = Dictionary(Im=image(pdf))

    done = run(edited(f"q 40 0 0 40 300 350 cm /Im Do Q {PLAIN['Tj']}", logo), tmp_path, SECRET)
    assert done.result.rasterised == ()
    assert_rest_stands(done)


def test_a_name_broken_over_two_lines_has_a_box_on_each(tmp_path):
    content = f"{LINE}14 TL (wij schreven Jan van) Tj (der Veldkamp vorige week) ' ET"
    done = run(hand_made(content), tmp_path, "Jan van der Veldkamp")
    assert [len(boxes) for boxes in done.result.mark_boxes] == [2]
    first, second = done.result.mark_boxes[0]
    assert first.bottom < second.bottom
    assert_gone(done, "Jan", SECRET)
    assert "der" not in pdfium_text(done.result.pdf).replace("gelakt, grond", "")
    assert_rest_stands(done)


def test_a_word_broken_with_a_hyphen(tmp_path):
    document = document_of(hand_made(f"{LINE}14 TL (Aan Veld-) Tj (kamp gestuurd) ' ET"), tmp_path)
    start = document.text.index("Veld-\nkamp")
    masks = (Mask(Span(start, start + 10), ("5.1.2e",), Label.PERSON),)
    result = redact_pages(document, masks, None, "Titel")
    assert "Veld" not in plumber_text(result.pdf)
    assert "kamp" not in plumber_text(result.pdf)
    assert "gestuurd" in plumber_text(result.pdf)


ACTUAL = {
    "inline": f"{LINE}/Span <</ActualText (Veldkamp)>> BDC (V.) Tj EMC ( en Veldkamp) Tj ET",
    "inline, name escaped": f"{LINE}/Span <</Actual#54ext (Veldkamp) /Alt (heer Veldkamp) /E (Veldkamp)>> "
    "BDC (V.) Tj EMC ( en Veldkamp) Tj ET",
    "utf-16": f"{LINE}/Span <</ActualText <feff00560065006c0064006b0061006d0070>>> "
    "BDC (V.) Tj EMC ( en Veldkamp) Tj ET",
}


@pytest.mark.parametrize("content", ACTUAL.values(), ids=ACTUAL.keys())
def test_replacement_texts_go(content, tmp_path):
    done = run(hand_made(content), tmp_path, SECRET)
    assert len(done.masks) == 1
    assert_gone(done, SECRET)


def test_replacement_texts_in_property_lists_go(tmp_path):
    def add(pdf, page):
        page.Resources.Properties = Dictionary(
            MC0=pdf.make_indirect(Dictionary(ActualText="Veldkamp", MCID=0))
        )

    done = run(edited(f"{LINE}/Span /MC0 BDC (V.) Tj EMC ET", add), tmp_path, SECRET)
    assert_gone(done, SECRET)


# Fonts of real makers


def test_reportlab(tmp_path):
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.setFont("Times-Roman", 12)
    text = page.beginText(60, 700)
    text.setWordSpace(2)
    for line in ("Geachte mevrouw Veldkamp,", "Uw kenmerk van mevrouw Veldkamp is ontvangen."):
        text.textLine(line)
    page.drawText(text)
    page.drawRightString(500, 600, "Tot ziens, Veldkamp")
    page.showPage()
    page.save()
    done = run(out.getvalue(), tmp_path, SECRET)
    assert len(done.masks) == 3
    assert_gone(done, SECRET)
    assert_rest_stands(done)


TYPST = """#set page(width: 420pt, height: 300pt, margin: 40pt)
#set text(size: 11pt, lang: "nl", hyphenate: true)
#set par(justify: true)
= Brief aan Veldkamp
Geachte mevrouw Veldkamp, uw officiële brief van vrijdag over de afwikkeling van het efficiënte traject is
ontvangen door _Veldkamp_ en *Veldkamp* zelf.
#table(columns: 3, [Naam], [Functie], [Actie], [Veldkamp], [secretaris], [afronden])
"""


def test_typst(tmp_path):
    done = run(typst.compile(TYPST.encode()), tmp_path, SECRET)
    assert len(done.masks) == 5
    assert done.result.rasterised == ()
    assert_gone(done, SECRET)
    assert_rest_stands(done)


def test_a_soft_hyphen_whose_word_goes_stays(tmp_path):
    data = typst.compile(b"#set page(width: 120pt, height: 200pt)\nDag Veldkamp-?bewoner, dank")
    done = run(data, tmp_path, SECRET)
    assert SECRET not in pdfium_text(done.result.pdf)
    assert done.result.rasterised == ()


def test_half_a_ligature_takes_the_whole_glyph(tmp_path):
    document = document_of(typst.compile(b"Een officier kwam."), tmp_path)
    assert "officier" in document.text
    at = document.text.index("officier")
    masks = (Mask(Span(at, at + 2), ("5.1.2e",), Label.TERM),)
    result = redact_pages(document, masks, None, "Titel")
    left = plumber_text(result.pdf)
    assert "ffi" not in left
    assert "cierkwam" in "".join(left.split())


# The gap


@pytest.mark.parametrize(
    "content",
    [
        "BT /F 11 Tf 40 300 Td (Beste {}, dank) Tj ET",
        "BT /F 11 Tf 40 300 Td [(Beste ) 20 ({}) 33 (, dank)] TJ ET",
        "BT /F 11 Tf 40 300 Td (Beste ) Tj ({}) Tj (, dank) Tj ET",
    ],
)
def test_files_that_differ_in_a_name_only_give_the_same_bytes(content, tmp_path):
    done = [
        run(hand_made(content.format(name)), tmp_path, name) for name in ("Veldkamp", "Jo", "Oosterhuizenga")
    ]
    assert len({d.result.pdf for d in done}) == 1


def test_each_word_placed_on_its_own_gives_the_same_bytes(tmp_path):
    results = set()
    for name in ("Veldkamp", "Jo", "Oosterhuizenga"):
        step = stringWidth(name, "Helvetica", 11) + 3
        content = f"BT /F 11 Tf 40 300 Td (Beste) Tj 32 0 Td ({name}) Tj {step:.4f} 0 Td (kwam langs) Tj ET"
        done = run(hand_made(content), tmp_path, name)
        results.add(done.result.pdf)
        assert_rest_stands(done)
    assert len(results) == 1


def test_a_gap_at_the_end_of_a_line_leaves_no_trace_of_its_width(tmp_path):
    content = "BT /F 11 Tf 14 TL 40 300 Td (Beste {}) Tj (volgende regel) ' ET"
    done = [run(hand_made(content.format(name)), tmp_path, name) for name in ("Veldkamp", "Jo")]
    assert len({d.result.pdf for d in done}) == 1


def test_another_column_stays_where_it_is(tmp_path):
    done = run(hand_made("BT /F 11 Tf 40 300 Td (Naam Jo) Tj 90 0 Td (secretaris) Tj ET"), tmp_path, "Jo")
    assert done.result.moves == ()
    assert_rest_stands(done)


@pytest.mark.parametrize(
    "rule",
    ["116 290 0.5 30 re f", "116 290 m 116 320 l S", "116 290 60 30 re S"],
    ids=["bar", "line", "cell"],
)
def test_another_cell_stays_where_it_is_however_near(rule, tmp_path):
    row = f"{LINE}(door Veldkamp) Tj ET BT /F 11 Tf 120 300 Td (maandag) Tj ET"
    assert run(hand_made(row), tmp_path, SECRET).result.moves  # without a rule it is one line
    done = run(hand_made(f"{rule} {row}"), tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert not done.result.moves


def test_a_line_printed_over_another_gets_one_mark(tmp_path):
    over = f"{LINE}(Contactpersoon is mevrouw) Tj ET BT /F 11 Tf 41 303.5 Td (Veldkamp van de afdeling) Tj ET"
    done = run(hand_made(over), tmp_path, SECRET)
    assert_gone(done, SECRET)
    assert_rest_stands(done)
    assert [len(boxes) for boxes in done.result.mark_boxes] == [1]


def test_text_never_runs_over_another_column(tmp_path):
    content = (
        "BT /F 11 Tf 40 300 Td (Jo en de rest van deze kolom) Tj ET BT /F 11 Tf 210 300 Td (kolom twee) Tj ET"
    )
    done = run(hand_made(content), tmp_path, "Jo")
    assert_rest_stands(done)
    moved = {round(m.dx, 2) for m in done.result.moves}
    (box,) = done.result.mark_boxes[0]
    assert box.x1 <= 40 + 60
    assert all(dx < 30 for dx in moved)


RULES = {
    "underline, filled": ("71.2 298.5 {w} 0.6 re f", True),
    "underline, stroked": ("0.5 w 71.2 298.5 m {x} 298.5 l S", True),
    "strike-through": ("71.2 303.4 {w} 0.6 re f", True),
    "highlight": ("1 1 0 rg 71.2 297 {w} 12 re f 0 g", True),
    "table rule": ("20 297.5 360 0.6 re f", False),
    "cell": ("0.9 g 36 290 200 20 re f 0 g", False),
    "rule of another line": ("71.2 318 {w} 0.6 re f", False),
}


@pytest.mark.parametrize(("rule", "goes"), RULES.values(), ids=RULES.keys())
def test_lines_as_long_as_a_name_go_with_it(rule, goes, tmp_path):
    results = set()
    for name in ("Veldkamp", "Oosterhuizenga"):
        width = stringWidth(name, "Helvetica", 11)
        drawn = rule.format(w=round(width, 2), x=round(71.2 + width, 2))
        done = run(hand_made(f"{drawn} {LINE}(Beste {name}, hier) Tj ET"), tmp_path, name)
        assert_rest_stands(done)
        results.add(done.result.pdf)
        with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
            painted = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
        assert ("f" in painted or "S" in painted) is not goes
    assert len(results) == 1 or not goes


def test_a_mask_over_two_columns_takes_the_highlight_of_each_along(tmp_path):
    results = set()
    for name in ("Veldkamp", "Oosterhuizenga"):
        width = stringWidth(name, "Helvetica", 11)
        drawn = f"1 1 0 rg 40 297 {width:.2f} 12 re f 239 297 26 12 re f 0 g"
        content = f"{drawn} {LINE}({name}) Tj ET BT /F 11 Tf 240 300 Td (1234) Tj ET"
        done = run(hand_made(content), tmp_path, f"{name} 1234")
        assert_gone(done, name)
        results.add(done.result.pdf)
        with pikepdf.open(io.BytesIO(done.result.pdf)) as pdf:
            assert "f" not in [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
    assert len(results) == 1


def test_moves_tell_how_far_the_text_moved(tmp_path):
    done = run(hand_made(PLAIN["Tj"]), tmp_path, SECRET)
    (move,) = done.result.moves
    assert move.span.of(done.document.text).strip() == ", dank voor uw brief."
    assert move.page == 1
    assert move.dx < 0


# What can't be done says so


def test_a_file_that_changed_meanwhile(tmp_path):
    document = document_of(hand_made(PLAIN["Tj"]), tmp_path)
    (tmp_path / "in.pdf").write_bytes(hand_made(PLAIN["TJ with kerning"]))
    with pytest.raises(RedactionError, match="tijdens de verwerking veranderd"):
        redact_pages(document, masks_for(document.text, SECRET), None, "Titel")


def test_a_vertical_font_becomes_a_picture(tmp_path):
    def vertical(pdf, page):
        page.Resources.Font.V = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.X, Encoding=Name("/Identity-V"),
            DescendantFonts=[Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.X)],
        )  # fmt: skip

    done = run(edited(f"BT /V 11 Tf <0041> Tj ET {LINE}(Beste Veldkamp) Tj ET", vertical), tmp_path, SECRET)
    assert done.result.rasterised == (1,)
    assert_gone(done, SECRET)


def test_nothing_masked_changes_no_character(tmp_path):
    done = run(hand_made(PLAIN["TJ with kerning"]), tmp_path, "komtnietvoor")
    assert done.masks == ()
    assert_rest_stands(done)


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM", min_size=1, max_size=9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(WORD, min_size=2, max_size=6),
    place=st.integers(0, 5),
    style=st.integers(0, 2),
    data=st.data(),
)
def test_any_word_of_any_line(words, place, style, data, tmp_path):
    """Whatever the words and however they are shown: the masked one is gone and all others stay."""
    at = place % len(words)
    if style == 0:
        shown = f"({' '.join(words)}) Tj"
    elif style == 1:
        shown = "[" + f" {data.draw(st.integers(-400, -250))} ".join(f"({w})" for w in words) + "] TJ"
    else:
        shown = " ".join(f"({w} ) Tj" for w in words)
    document = document_of(
        hand_made(f"BT /F 9 Tf {data.draw(st.integers(60, 160))} Tz 20 200 Td {shown} ET"), tmp_path
    )
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"\S+", document.text)]
    assert [s.of(document.text) for s in spans] == words
    masks = (Mask(spans[at], ("5.1.2e",), Label.PERSON),)
    done = Run((tmp_path / "in.pdf").read_bytes(), document, masks, redact_pages(document, masks, None, "T"))
    assert_rest_stands(done)
