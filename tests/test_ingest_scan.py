"""Scans, picture files and pictures on pages as text: `scan`, `scanpage`, `pagepictures`, `reread`."""

import io
import shutil

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import UnreadableError
from pipeline.ingest import ocr, scan
from pipeline.ingest.obstacles import about_pictures
from pipeline.ingest.pagepictures import read_pictures
from pipeline.ingest.repeats import Drawn
from pipeline.ingest.reread import legible
from pipeline.ingest.scan import read_picture, read_scans
from pipeline.ingest.scanpage import Verdict, read_page
from pipeline.ingest.unread import SIGNATURE
from pipeline.pdf.text import read_text

pytestmark = pytest.mark.system
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
LINES = (
    "Geachte mevrouw Kovalchuk,",
    "Op 3 april belde u over de weekmarkt.",
    "Met vriendelijke groet,",
    "Pim Roos",
)


def page(*lines, size=(1400, 700), mode="L"):
    picture = Image.new(mode, size, "white")
    painter = ImageDraw.Draw(picture)
    for i, line in enumerate(lines or LINES):
        painter.text((90, 60 + 110 * i), line, fill="black", font=ImageFont.load_default(44))
    return picture


def coded(picture, form="PNG", **how):
    out = io.BytesIO()
    picture.save(out, form, **{"dpi": (300, 300), **how})
    return out.getvalue()


def scanned(picture, *, text=b"", rotate=0):
    """A PDF whose page is a picture, as a scanner makes it."""
    with pikepdf.new() as pdf:
        width, height = picture.width * 0.24, picture.height * 0.24
        pdf.add_blank_page(page_size=(width, height))
        image = pdf.make_stream(
            coded(picture, "JPEG"), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=picture.width,
            Height=picture.height, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        obj = pdf.pages[0].obj
        obj["/Resources"] = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(I=image), Font=pikepdf.Dictionary(F=font)
        )
        obj["/Contents"] = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /I Do Q ".encode() + text)
        obj["/Rotate"] = rotate
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def lines_of(data):
    return tuple(read_text(data).text.strip("\n").split("\n"))


# ------------------------------------------------------------------------------------------------ what is read


@needs_tesseract
@pytest.mark.parametrize(
    "data",
    [
        coded(page()),
        coded(page(), "JPEG"),
        coded(page(), "BMP"),
        coded(page(), "GIF"),
        coded(page().convert("1"), "TIFF", compression="group4"),
        coded(page(mode="RGB").convert("CMYK"), "JPEG"),
        coded(Image.fromarray(np.asarray(page(), np.uint16) * 257)),
        coded(page().rotate(3, expand=True, fillcolor=255)),
        coded(page().rotate(180)),
    ],
    ids=["png", "jpeg", "bmp", "gif", "fax", "cmyk", "16 bits", "skewed", "upside down"],
)
def test_a_picture_file_becomes_a_pdf_with_its_text(data):
    scans = read_picture(data)
    assert lines_of(scans.data) == LINES
    assert scans.obstacles == ()


@needs_tesseract
def test_all_pages_of_a_tiff_are_read():
    data = coded(page("Eerste bladzijde"), "TIFF", save_all=True, append_images=[page("Tweede bladzijde")])
    assert read_text(read_picture(data).data).text == "Eerste bladzijde\n\fTweede bladzijde\n"


@needs_tesseract
def test_the_same_picture_gives_the_same_bytes():
    assert read_picture(coded(page())).data == read_picture(coded(page())).data


@needs_tesseract
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_scanned_page_of_a_pdf_gets_its_text(rotate):
    picture = page().rotate(rotate, expand=True)
    scans = read_scans(scanned(picture, rotate=rotate), [1])
    assert scans.pages == (1,)
    assert lines_of(scans.data) == LINES


@needs_tesseract
def test_what_another_program_read_on_a_scan_is_replaced():
    data = scanned(page(), text=b"BT 3 Tr /F 10 Tf 20 100 Td (Gcachte mevr0uw Kova1chuk) Tj ET")
    assert lines_of(read_scans(data, []).data) == LINES


@needs_tesseract
def test_a_page_with_text_of_its_own_is_no_scan():
    data = scanned(page(), text=b"BT 0 Tr /F 10 Tf 20 100 Td (Zichtbaar) Tj ET")
    assert read_scans(data, []) is None


@needs_tesseract
def test_words_of_a_table_are_read_between_its_lines():
    picture = page("Naam", "Kovalchuk", "Zuiderweg", size=(900, 500))
    painter = ImageDraw.Draw(picture)
    for y in (40, 150, 260, 370):
        painter.line((60, y, 840, y), fill=0, width=3)
    for x in (60, 450, 840):
        painter.line((x, 40, x, 370), fill=0, width=3)
    assert lines_of(read_picture(coded(picture)).data) == ("Naam", "Kovalchuk", "Zuiderweg")


# -------------------------------------------------------------------------------------- what is told and refused


def signed(picture, x, y):
    points = [(x + 8 * i, y + 60 * v) for i, v in enumerate(np.random.default_rng(4).uniform(-1, 1, 50))]
    ImageDraw.Draw(picture).line(points, fill=0, width=5)
    return picture


@needs_tesseract
def test_a_scrawl_holds_the_page_back_until_a_person_looked():
    (obstacle,) = read_picture(coded(signed(page(), 900, 110))).obstacles
    assert "niet als tekst is gelezen" in obstacle
    assert about_pictures(obstacle)


@needs_tesseract
def test_a_signature_below_a_closing_stands_in_the_text_to_be_masked():
    scans = read_picture(coded(signed(page(size=(1400, 900)), 700, 560)))
    assert scans.obstacles == ()
    assert any("als handtekening is gelakt" in note for note in scans.notes)
    lines = lines_of(scans.data)
    assert lines.index(SIGNATURE) > lines.index("Met vriendelijke groet,")
    (word,) = (w for w in read_text(scans.data).words if w.span.of(read_text(scans.data).text) == SIGNATURE)
    assert word.box.x0 <= 702 * 0.24
    assert word.box.x1 >= 1090 * 0.24


@needs_tesseract
def test_white_on_black_is_read_but_a_person_must_look():
    scans = read_picture(coded(Image.fromarray(255 - np.asarray(page()))))
    assert lines_of(scans.data) == LINES
    assert all(map(about_pictures, scans.obstacles))


@needs_tesseract
@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (
            Image.fromarray((np.random.default_rng(1).random((1400, 1000)) < 0.5).astype(np.uint8) * 255),
            "ruis",
        ),
        (Image.fromarray(np.tile(np.linspace(20, 240, 900).astype(np.uint8), (700, 1))), "te weinig"),
    ],
    ids=["noise", "a soft photo"],
)
def test_what_cannot_be_read_is_an_obstacle(picture, said):
    assert said in "".join(read_picture(coded(picture)).obstacles)


@needs_tesseract
def test_a_blank_page_was_read():
    assert read_page(Image.new("L", (1200, 1600), 250)).verdict is Verdict.BLANK


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "beschadigd"),
        (coded(page())[:3000], "beschadigd"),
        (coded(page(), "TIFF")[:9000], "beschadigd"),
        (coded(Image.new("1", (30_000, 30_000))), "te veel beeldpunten"),
        (coded(page(), "GIF", save_all=True, append_images=[page("Twee")]), "beweegt"),
    ],
    ids=["empty", "broken off", "a tiff broken off", "a bomb", "animated"],
)
@needs_tesseract
def test_a_bad_picture_file_says_why(data, said):
    with pytest.raises(UnreadableError, match=said):
        read_picture(data)


@needs_tesseract
def test_after_some_late_pages_the_others_are_not_tried(monkeypatch):
    tried = []

    def late(picture):
        tried.append(1)
        raise UnreadableError("te laat")

    monkeypatch.setattr(ocr, "recognise", late)
    data = coded(page(), "TIFF", save_all=True, append_images=[page()] * 6)
    assert "niet gelezen" in "".join(read_picture(data).obstacles)
    assert len(tried) == scan.MAX_LATE


def test_without_tesseract_nothing_is_read(monkeypatch):
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    ocr.program.cache_clear()
    try:
        with pytest.raises(ocr.OcrMissingError, match="installeer"):
            read_picture(coded(page()))
    finally:
        ocr.program.cache_clear()


# --------------------------------------------------------------------------------------- pictures on text pages


def drawn_of(data):
    document = pypdfium2.PdfDocument(data)
    try:
        (one,) = (o.get_bounds() for o in document[0].get_objects() if o.type == 3)
    finally:
        document.close()
    return Drawn(1, one, "x")


TEXT = b"BT 0 Tr /F 10 Tf 20 4 Td (Zichtbaar) Tj ET"


@needs_tesseract
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_words_of_a_picture_are_laid_over_it(rotate):
    data = scanned(page().rotate(rotate, expand=True), text=TEXT if not rotate else b"", rotate=rotate)
    drawn = drawn_of(data)
    words = [(w.box, "Zichtbaar") for w in read_text(data).words]
    read = read_pictures(data, [drawn], words)
    assert read.passed == {drawn}
    text = read_text(read.data)
    assert set(LINES) <= set(text.text.split("\n"))
    assert text.text.count("Zichtbaar") == (not rotate)
    first = next(w for w in text.words if w.span.of(text.text) == "Geachte")
    assert (first.box.x0, first.box.top) == pytest.approx((90 * 0.24, 65 * 0.24), abs=5)


@needs_tesseract
def test_a_photo_and_a_scrawl_do_not_pass():
    photo = np.random.default_rng(3).random((30, 40)) * 255
    for picture in (Image.fromarray(photo.astype(np.uint8)).resize((1200, 900)), scrawl()):
        data = scanned(picture)
        assert read_pictures(data, [drawn_of(data)], []).passed == frozenset()


def scrawl():
    picture = Image.new("L", (900, 400), 255)
    points = [(60 + 9 * i, 200 + 120 * v) for i, v in enumerate(np.random.default_rng(4).uniform(-1, 1, 80))]
    ImageDraw.Draw(picture).line(points, fill=0, width=5)
    return picture


# ----------------------------------------------------------------------------------------------------- the gate


@needs_tesseract
def test_a_name_that_is_still_in_the_picture_is_found():
    data = read_picture(coded(page())).data
    read = read_text(data)
    places = [(w.box, w.span.of(read.text)) for w in read.words if w.span.of(read.text) == "Kovalchuk,"]
    assert legible(data, places) == (1,)


@needs_tesseract
def test_a_name_that_is_gone_from_the_picture_is_not():
    data = read_picture(coded(page())).data
    (word,) = (w for w in read_text(data).words if w.box.x0 > 90 and w.box.top < 30 and w.box.x1 > 150)
    x0, top, x1, bottom = (round(v / 0.24) for v in (word.box.x0, word.box.top, word.box.x1, word.box.bottom))
    wiped = page()
    ImageDraw.Draw(wiped).rectangle((x0, top, x1, bottom), fill=230)
    assert legible(read_picture(coded(wiped)).data, [(word.box, "Kovalchuk,")]) == ()
