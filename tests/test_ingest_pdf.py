"""PDFs: what is read, and every way in which a page can hold something that nobody read."""

import ctypes
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
import typst
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import about_pictures, read
from pipeline.ingest.fonts import has_unknown_letters
from pipeline.ingest.outlines import Shape, find_outlines
from pipeline.types import Document, DocumentKind, Source

pytestmark = pytest.mark.usefixtures("without_tesseract")

Draw = Callable[[Canvas], object]


def pdf(*pages: Draw) -> bytes:
    """A PDF whose pages all hold a line of text, and what each function draws."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for draw in pages:
        canvas.drawString(72, 770, "Een regel tekst")
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        change(opened)
        opened.save(out, **options)
    return out.getvalue()


def read_pdf(tmp_path: Path, data: bytes, name: str = "stuk.pdf") -> tuple[Document, ...]:
    file = tmp_path / name
    file.write_bytes(data)
    return read(Source(name, str(file)), tmp_path)


def obstacles(tmp_path: Path, data: bytes) -> tuple[str, ...]:
    document = read_pdf(tmp_path, data)[0]
    assert document.kind is DocumentKind.PDF
    return document.obstacles


def nothing(canvas: Canvas) -> None:
    """A page of text only."""


def picture(width: int = 40, height: int = 20, shade: int = 90) -> ImageReader:
    return ImageReader(Image.new("RGB", (width, height), (shade, 20, 20)))


def image_at(x: float, y: float, width: float, height: float, *, shade: int = 90, pixels: int = 40) -> Draw:
    return lambda canvas: canvas.drawImage(picture(pixels, pixels, shade), x, y, width, height)


class TestReading:
    def test_a_pdf_is_read_in_full(self, tmp_path):
        (document,) = read_pdf(tmp_path, pdf(nothing, nothing))
        assert document.kind is DocumentKind.PDF
        assert document.obstacles == ()
        assert [p.number for p in document.pages] == [1, 2]
        assert [w.span.of(document.text) for w in document.words] == ["Een", "regel", "tekst"] * 2
        assert document.payload == str(tmp_path / "stuk.pdf")

    @pytest.mark.parametrize("name", ["stuk.txt", "stuk.eml", "stuk", "stuk.docx", "STUK.PDF"])
    def test_a_pdf_by_another_name_is_read_as_pdf(self, tmp_path, name):
        (document,) = read_pdf(tmp_path, pdf(nothing), name)
        assert (document.kind, document.obstacles) == (DocumentKind.PDF, ())

    def test_rubbish_before_the_mark_is_allowed(self, tmp_path):
        assert read_pdf(tmp_path, b"\n\n" + pdf(nothing))[0].kind is DocumentKind.PDF

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "leeg"),
            (b"Geachte mevrouw,", "geen PDF"),
            (b"PK\x03\x04", "zip-bestand is beschadigd"),
            (b"%PDF-1.7\n", "afgebroken"),
            (pdf(nothing)[:-200], "afgebroken"),
            (b"%PDF-1.7\nrommel\n%%EOF\n", "beschadigd"),
        ],
    )
    def test_what_is_no_whole_pdf_is_refused(self, tmp_path, data, reason):
        (document,) = read_pdf(tmp_path, data)
        assert document.kind is DocumentKind.UNREADABLE
        assert len(document.obstacles) == 1
        assert reason in document.obstacles[0]
        assert ";" in document.obstacles[0]  # and what to do about it

    def test_a_password_must_go_first(self, tmp_path):
        locked = changed(pdf(nothing), lambda p: None, encryption=pikepdf.Encryption(owner="a", user="b"))
        (document,) = read_pdf(tmp_path, locked)
        assert document.kind is DocumentKind.UNREADABLE
        assert "verwijder eerst het wachtwoord" in document.obstacles[0]

    def test_a_pdf_that_anyone_can_open_is_read(self, tmp_path):
        closed = changed(pdf(nothing), lambda p: None, encryption=pikepdf.Encryption(owner="a", user=""))
        assert obstacles(tmp_path, closed) == ()


class TestPagesWithoutText:
    def test_a_page_without_text_layer_is_named(self, tmp_path):
        def wipe(opened: pikepdf.Pdf) -> None:
            for index in (1, 2, 4):
                opened.pages[index].Contents = opened.make_stream(b"0 0 100 100 re f")

        obstacle, how = obstacles(tmp_path, changed(pdf(*[nothing] * 5), wipe))
        assert obstacle.startswith("pagina's 2, 3 en 5 hebben geen tekstlaag")
        assert "installeer tesseract-ocr" in how
        assert not about_pictures(obstacle)

    def test_a_scan_is_named_twice(self, tmp_path):
        def scan(opened: pikepdf.Pdf) -> None:
            page = opened.pages[0]
            page.Contents = opened.make_stream(
                page.Contents.read_bytes().split(b"BT")[0]
                + b"q 595 0 0 842 0 0 cm "
                + next(iter(page.Resources.XObject.keys())).encode()
                + b" Do Q"
            )

        found = obstacles(tmp_path, changed(pdf(image_at(0, 0, 595, 842)), scan))
        assert [o.split(" ", 2)[:2] for o in found] == [["pagina", "1"], ["het", "stuk"], ["pagina", "1"]]
        assert "tekstlaag" in found[0]
        assert "installeer tesseract-ocr" in found[1]
        assert "afbeelding" in found[2]

    @pytest.mark.parametrize("content", [b"", b"0.1 w q 0 0 595 842 re W* n Q ", b"q BT /F1 12 Tf ET Q"])
    def test_a_page_that_paints_nothing_was_read(self, tmp_path, content):
        def blank(opened: pikepdf.Pdf) -> None:
            opened.pages[1].Contents = opened.make_stream(content)

        assert obstacles(tmp_path, changed(pdf(nothing, nothing), blank)) == ()

    @pytest.mark.parametrize(
        "content", [b"0 0 9 9 re f", b"0 0 m 9 9 l S", b"BT /F1 12 Tf ( ) Tj ET", b"/Sh0 sh"]
    )
    def test_a_page_that_paints_anything_was_not(self, tmp_path, content):
        def paint(opened: pikepdf.Pdf) -> None:
            opened.pages[1].Contents = opened.make_stream(content)

        assert (
            "pagina 2 heeft geen tekstlaag" in obstacles(tmp_path, changed(pdf(nothing, nothing), paint))[0]
        )


def form(canvas: Canvas, name: str, draw: Draw) -> None:
    canvas.beginForm(name)
    draw(canvas)
    canvas.endForm()


def in_forms(scale: float, draw: Draw) -> Draw:
    def drawn(canvas: Canvas) -> None:
        form(canvas, "binnen", draw)
        canvas.beginForm("buiten")
        canvas.scale(scale, scale)
        canvas.doForm("binnen")
        canvas.endForm()
        canvas.scale(scale, scale)
        canvas.doForm("buiten")

    return drawn


def specks(count: int, different: bool, side: int = 6) -> Draw:
    def drawn(canvas: Canvas) -> None:
        for i in range(count):
            canvas.drawImage(picture(6, 6, 10 + i * different), 50 + 2 * side * i, 400, side, side)

    return drawn


def strips(canvas: Canvas) -> None:
    for i in range(20):
        canvas.drawImage(picture(200, 3, 10 + i), 50, 400 + 3 * i, 200, 3)


def inline(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("RGB", (20, 20), (9, 9, 9)), 100, 100, 50, 50)


class TestPictures:
    @pytest.mark.parametrize(
        "draw",
        [
            image_at(100, 100, 300, 200),
            image_at(100, 100, 17, 17),
            image_at(100, 100, 17, 9),
            image_at(100, 100, 200, 4),
            in_forms(2, image_at(50, 50, 5, 5)),  # five points, shown as twenty
            specks(13, different=True),
            specks(5, different=True, side=12),
            strips,
            inline,
        ],
        ids=[
            "picture",
            "17 points",
            "17 by 9 points",
            "flat",
            "enlarged in forms",
            "small bitmaps",
            "small pictures",
            "strips",
            "inline",
        ],
    )
    def test_a_picture_holds_the_page_back(self, tmp_path, draw):
        (obstacle,) = obstacles(tmp_path, pdf(nothing, draw))
        assert obstacle.startswith("pagina 2 bevat een afbeelding")
        assert about_pictures(obstacle)

    @pytest.mark.parametrize(
        "draw",
        [
            image_at(100, 100, 8, 8),
            image_at(100, 100, 16, 16),
            image_at(100, 100, 400, 3),
            image_at(0, 0, 595, 842, pixels=3),
            in_forms(0.5, image_at(50, 50, 30, 30)),
            specks(12, different=True),
            specks(40, different=False),
            specks(4, different=True, side=12),
            specks(20, different=False, side=12),
        ],
        ids=[
            "8 points",
            "16 points",
            "rule",
            "fill",
            "reduced in forms",
            "a few specks",
            "bullets",
            "icons",
            "bullets that are pictures",
        ],
    )
    def test_what_can_not_hold_a_letter_does_not(self, tmp_path, draw):
        assert obstacles(tmp_path, pdf(draw)) == ()


def logo(dx: float = 0, side: float = 60, shade: int = 90) -> Draw:
    return image_at(450 + dx, 760, side, side, shade=shade)


class TestLogos:
    @pytest.mark.parametrize(
        "pages",
        [
            [logo()] * 3,
            [logo(), logo(3), logo(1.5)],
            [logo()] * 3 + [nothing] * 3,
            [logo(side=150)] * 3,  # 4.5 per cent of the page
        ],
        ids=["all pages", "nearly the same place", "half of the pages", "just small enough"],
    )
    def test_a_logo_does_not_hold_a_page_back(self, tmp_path, pages):
        assert obstacles(tmp_path, pdf(*pages)) == ()

    @pytest.mark.parametrize(
        ("pages", "named"),
        [
            ([logo()] * 2, "pagina's 1 en 2"),
            ([logo()] * 3 + [nothing] * 4, "pagina's 1-3"),
            ([logo(), logo(), logo(4)], "pagina's 1-3"),
            ([logo(), logo(), logo(shade=91)], "pagina's 1-3"),
            ([logo(side=160)] * 3, "pagina's 1-3"),
            ([logo(), logo(), logo(), lambda c: (logo()(c), logo(-200)(c))], "pagina 4"),
        ],
        ids=["two pages", "too few pages", "elsewhere", "other pixels", "too large", "one more"],
    )
    def test_a_picture_that_is_no_logo_does(self, tmp_path, pages, named):
        (obstacle,) = obstacles(tmp_path, pdf(*pages))
        assert obstacle.startswith(f"{named} bevat")

    def test_the_same_bytes_under_another_mask_are_another_picture(self, tmp_path):
        def mask(opened: pikepdf.Pdf) -> None:
            for shade, page in enumerate(opened.pages):
                (name, image) = next(iter(page.Resources.XObject.items()))
                own = opened.make_stream(image.read_bytes(), Type=Name.XObject, Subtype=Name.Image, Width=40,
                                         Height=40, ColorSpace=Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
                own.SMask = opened.make_stream(bytes(255 * (i // 8 % (2 + masks * shade) == 0) for i in range(1600)),
                                               Type=Name.XObject, Subtype=Name.Image, Width=40, Height=40,
                                               ColorSpace=Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
                page.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary({name: own}))

        masks = 0
        assert obstacles(tmp_path, changed(pdf(*[logo()] * 3), mask)) == ()
        masks = 1
        assert len(obstacles(tmp_path, changed(pdf(*[logo()] * 3), mask))) == 1


@cache
def glyphs(font: str) -> tuple[tuple[tuple[int, float, float], ...], ...]:
    """The outlines of a standard font as pdfium holds it, 10 pt high: (segment type, x, y)."""
    document = pypdfium2.PdfDocument.new()
    handle = pdfium_c.FPDFText_LoadStandardFont(document, font.encode())
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for glyph in range(30, 90):
        path = pdfium_c.FPDFFont_GetGlyphPath(handle, glyph, 10.0)
        segments = []
        for i in range(max(0, pdfium_c.FPDFGlyphPath_CountGlyphSegments(path))):
            segment = pdfium_c.FPDFGlyphPath_GetGlyphPathSegment(path, i)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            segments.append((pdfium_c.FPDFPathSegment_GetType(segment), x.value, y.value))
        if segments:
            found.append(tuple(segments))
    top = max(s[2] for g in found for s in g)
    pdfium_c.FPDFFont_Close(handle)
    document.close()
    return tuple(tuple((k, x * 10 / top, y * 10 / top) for k, x, y in g) for g in found)


def outlined(
    font: str, first: int, count: int, x: float = 72, y: float = 500, *, one_path: bool = False
) -> Draw:
    """A word of `count` glyphs, drawn as paths."""

    def drawn(canvas: Canvas) -> None:
        place, path = x, canvas.beginPath()
        for segments in glyphs(font)[first : first + count]:
            points = iter(segments)
            for kind, dx, dy in points:
                if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
                    path.moveTo(place + dx, y + dy)
                elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
                    path.lineTo(place + dx, y + dy)
                else:
                    (_, bx, by), (_, cx, cy) = next(points), next(points)
                    path.curveTo(place + dx, y + dy, place + bx, y + by, place + cx, y + cy)
            place += max(s[1] for s in segments) + 1
            if not one_path:
                canvas.drawPath(path, stroke=0, fill=1)
                path = canvas.beginPath()
        if one_path:
            canvas.drawPath(path, stroke=0, fill=1)

    return drawn


def upright(canvas: Canvas) -> None:
    canvas.translate(300, 100)
    canvas.rotate(90)
    outlined("Helvetica", 35, 8, 0, 0)(canvas)


def signature(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(100, 100)
    for i in range(40):
        path.curveTo(100 + 3 * i, 130, 104 + 3 * i, 80 + i % 7, 103 + 3 * i, 100 + i % 5)
    canvas.drawPath(path)


def strewn(canvas: Canvas) -> None:
    for i in range(50):
        outlined("Times-Roman", i, 1, 40 + 97 * (i % 5), 40 + 65 * (i // 5))(canvas)


def office_page(canvas: Canvas) -> None:
    """Lines, boxes, bullets and a chart, as any word processor draws them."""
    canvas.grid([72, 150, 300, 500], [600, 615, 630, 645, 660])
    canvas.line(72, 765, 160, 765)
    for i in range(12):
        canvas.circle(80, 580 - 14 * i, 2, fill=1)
        canvas.rect(300, 577 - 14 * i, 8, 8)
    for i in range(6):
        canvas.roundRect(72 + 70 * i, 360, 60, 24, 5)
    canvas.roundRect(72, 300, 400, 50, 8, fill=0)
    for i, angle in enumerate((0, 60, 150, 200, 300)):
        canvas.wedge(100, 150, 240, 290, angle, 40 + 10 * i, fill=1)
    line = canvas.beginPath()
    line.moveTo(300, 160)
    for i in range(11):
        line.curveTo(305 + 20 * i, 190, 310 + 20 * i, 150, 320 + 20 * i, 160 + 7 * (i % 3))
    canvas.drawPath(line)
    for i in range(30):  # the markers of a chart: diamonds, triangles, stars
        for points in (
            [(4, 0), (8, 4), (4, 8), (0, 4)],
            [(0, 0), (8, 0), (4, 7)],
            [(4, 8), (5, 5), (8, 5), (6, 3), (7, 0), (4, 2), (1, 0), (2, 3), (0, 5), (3, 5)],
        ):
            marker = canvas.beginPath()
            marker.moveTo(300 + 8 * i + points[0][0], 200 + points[0][1])
            for dx, dy in points[1:]:
                marker.lineTo(300 + 8 * i + dx, 200 + dy)
            marker.close()
            canvas.drawPath(marker, fill=1)
    arrow = canvas.beginPath()
    for dx, dy in [(0, 3), (20, 3), (20, 0), (28, 5), (20, 10), (20, 7), (0, 7)]:
        (arrow.lineTo if dx or dy > 3 else arrow.moveTo)(400 + dx, 100 + dy)
    canvas.drawPath(arrow, fill=1)


def shapes_in_a_row(count: int, gap: float) -> list[Shape]:
    return [
        Shape((i * (8 + gap), 100.0, i * (8 + gap) + 8, 108.0), "MLLL" + "C" * (i + 1)) for i in range(count)
    ]


class TestOutlines:
    @pytest.mark.parametrize(
        ("shapes", "words"),
        [
            (shapes_in_a_row(4, 2), 1),
            (shapes_in_a_row(4, 12), 1),
            (shapes_in_a_row(3, 2), 0),  # the markers in the legend of a chart
            (shapes_in_a_row(4, 12.1), 0),  # too far apart
            (shapes_in_a_row(1, 2) * 20, 0),
            ([], 0),
        ],
    )
    def test_four_different_shapes_near_each_other_are_a_word(self, shapes, words):
        assert len(find_outlines(shapes)) == words

    @pytest.mark.parametrize(
        "draw",
        [
            *(
                outlined(font, start, 8)
                for font in ("Helvetica", "Times-Roman", "Courier")
                for start in (2, 14, 38)
            ),
            outlined("Helvetica", 35, 8, one_path=True),
            in_forms(1.2, outlined("Helvetica", 35, 8)),
            upright,
            strewn,
            signature,
        ],
    )
    def test_letters_drawn_as_paths_hold_the_page_back(self, tmp_path, draw):
        (obstacle,) = obstacles(tmp_path, pdf(nothing, draw))
        assert obstacle.startswith("pagina 2 bevat getekende vormen")
        assert about_pictures(obstacle)

    def test_a_drawing_too_dense_to_tell_holds_the_page_back(self, tmp_path):
        def draw(opened: pikepdf.Pdf) -> None:
            content = opened.pages[0].Contents.read_bytes()
            opened.pages[0].Contents = opened.make_stream(content + b" 0 0 m " + b"9 9 l " * 200_000 + b"S")

        assert "getekende vormen" in obstacles(tmp_path, changed(pdf(nothing), draw))[0]

    def test_lines_boxes_bullets_and_charts_do_not(self, tmp_path):
        assert obstacles(tmp_path, pdf(office_page)) == ()

    def test_a_word_that_stands_on_every_page_is_a_logo(self, tmp_path):
        assert obstacles(tmp_path, pdf(*[outlined("Helvetica", 35, 8)] * 3)) == ()

    def test_another_word_at_its_place_is_not(self, tmp_path):
        pages = [outlined("Helvetica", 35, 8)] * 2 + [outlined("Helvetica", 20, 8)]
        assert obstacles(tmp_path, pdf(*pages))[0].startswith("pagina's 1-3 bevatten getekende vormen")


BAD, PRIVATE = "\ufffd", "\uf0b7"


class TestFonts:
    @pytest.mark.parametrize(
        "text",
        [
            f"een {BAD}{BAD}{BAD} woord",
            f"J{BAD}n J{BAD}nsen P{BAD}et",
            f"{PRIVATE}{PRIVATE} en gewoon",
            f"{BAD} a b c",
        ],
    )
    def test_letters_that_nobody_can_tell(self, text):
        assert has_unknown_letters(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "gewone tekst\n",
            f"{PRIVATE} eerste punt\n{PRIVATE} tweede punt\n{PRIVATE}derde",
            f"een pijl{PRIVATE} en nog{PRIVATE} een",
        ],
    )
    def test_bullets_are_no_letters(self, text):
        assert not has_unknown_letters(text)

    def test_a_font_without_a_way_to_text(self, tmp_path):
        """Without ToUnicode the codes of a composite font read as other letters, or as none."""
        alphabet = "zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA0123456789"
        data = typst.compile(f"#set page(height: 200pt)\n{alphabet}\n\nGeachte mevrouw".encode())

        def strip(opened: pikepdf.Pdf) -> None:
            for font in opened.objects:
                if isinstance(font, Dictionary) and "/ToUnicode" in font:
                    del font["/ToUnicode"]

        assert obstacles(tmp_path, data) == ()
        assert "lettertype" in obstacles(tmp_path, changed(data, strip))[0]


def annotated(**entries: object) -> bytes:
    def add(opened: pikepdf.Pdf) -> None:
        annotation = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 90, 40]))
        for key, value in entries.items():
            annotation[f"/{key}"] = value(opened) if callable(value) else value
        opened.pages[1].Annots = Array([opened.make_indirect(annotation)])

    return changed(pdf(nothing, nothing), add)


def appearance(opened: pikepdf.Pdf, content: bytes) -> pikepdf.Stream:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return opened.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 30]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )  # fmt: skip


def look(content: bytes) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda opened: Dictionary(N=appearance(opened, content))


def states(on: bytes, off: bytes) -> Callable[[pikepdf.Pdf], Dictionary]:
    return lambda opened: Dictionary(N=Dictionary(Ja=appearance(opened, on), Off=appearance(opened, off)))


TEXT, LINE = b"BT /F1 9 Tf (Jan) Tj ET", b"0 0 m 9 9 l S"


@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")  # of the fields that these tests make
class TestAnnotations:
    @pytest.mark.parametrize(
        "entries",
        [
            {"Subtype": Name.FreeText, "Contents": String("Jan")},
            {"Subtype": Name.Stamp},
            {"Subtype": Name.Ink},
            {"Subtype": Name.FileAttachment},
            {"Subtype": Name.Text, "Contents": String("navraag bij Jan")},
            {"Subtype": Name.Highlight, "Contents": String("Jan")},
            {"Subtype": Name.Highlight, "RC": String("<p>Jan</p>")},
            {"Subtype": Name.Square, "AP": look(LINE), "Contents": String("Jan")},
            {"Subtype": Name.Widget, "V": Dictionary(Type=Name.Sig)},
        ],
    )
    def test_what_is_left_out_is_told(self, tmp_path, entries):
        document = read_pdf(tmp_path, annotated(**entries))[0]
        assert document.obstacles == ()
        assert [note.startswith("pagina 2: ") for note in document.notes]

    @pytest.mark.parametrize(
        "entries",
        [
            {"Subtype": Name.Square, "AP": look(TEXT)},
            {"Subtype": Name.Widget, "FT": Name.Tx, "V": String("Jan")},
            {"Subtype": Name.Widget, "FT": Name.Tx, "Parent": Dictionary(V=String("Jan"))},
            {"Subtype": Name.Widget, "AP": look(TEXT)},
            {"Subtype": Name.Widget, "AP": states(TEXT, LINE), "AS": Name.Ja, "V": Name.Ja},
        ],
    )
    def test_what_shows_is_read_with_the_page(self, tmp_path, entries):
        document = read_pdf(tmp_path, annotated(**entries))[0]
        assert "Jan" in document.pages[1].span.of(document.text)
        assert document.obstacles == document.notes == ()

    @pytest.mark.parametrize(
        "entries",
        [
            {"Subtype": Name.Link, "Contents": String("een link")},
            {"Subtype": Name.Popup},
            {"Subtype": Name.Highlight, "AP": look(LINE)},
            {"Subtype": Name.Highlight, "AP": look(LINE), "Contents": String("  ")},
            {"Subtype": Name.Text, "Contents": String("verborgen"), "F": 2},
            {"Subtype": Name.Widget},
            {"Subtype": Name.Widget, "V": String("")},
            {"Subtype": Name.Widget, "AP": states(TEXT, LINE), "AS": Name.Off, "V": Name.Off},
            {"Subtype": Name.Square, "AP": look(TEXT), "F": 2},
        ],
    )
    def test_what_says_nothing_is_not(self, tmp_path, entries):
        document = read_pdf(tmp_path, annotated(**entries))[0]
        assert "Jan" not in document.text
        assert document.obstacles == document.notes == ()

    def test_a_dynamic_form_is_not_read(self, tmp_path):
        def add(opened: pikepdf.Pdf) -> None:
            opened.Root.AcroForm = Dictionary(XFA=opened.make_stream(b"<xdp/>"), Fields=Array([]))

        document = read_pdf(tmp_path, changed(pdf(nothing), add))[0]
        assert document.kind is DocumentKind.UNREADABLE
        assert "XFA" in document.obstacles[0]


def with_pattern(content: bytes, in_form: bool = False) -> bytes:
    def add(opened: pikepdf.Pdf) -> None:
        tile = opened.make_stream(content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1,
                                  BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, Resources=Dictionary())  # fmt: skip
        resources = Dictionary(Pattern=Dictionary(P1=tile))
        if in_form:
            form = opened.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=resources)
            resources = Dictionary(XObject=Dictionary(X1=form))
        for key, value in resources.items():
            opened.pages[1].Resources[key] = value

    return changed(pdf(nothing, nothing), add)


def with_mask(content: bytes) -> bytes:
    def add(opened: pikepdf.Pdf) -> None:
        group = opened.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
        opened.pages[1].Resources.ExtGState = Dictionary(G1=state)

    return changed(pdf(nothing, nothing), add)


INLINE = b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"


class TestHiddenLayers:
    @pytest.mark.parametrize(
        "data",
        [
            with_pattern(INLINE),
            with_mask(TEXT),
            with_mask(INLINE),
        ],
    )
    def test_text_or_a_picture_in_a_pattern_or_mask_holds_the_page_back(self, tmp_path, data):
        (obstacle,) = obstacles(tmp_path, data)
        assert obstacle.startswith("pagina 2 bevat een vulpatroon of masker")

    @pytest.mark.parametrize("data", [with_pattern(TEXT), with_pattern(TEXT, in_form=True)])
    def test_a_pattern_that_nothing_is_filled_with_does_not(self, tmp_path, data):
        assert obstacles(tmp_path, data) == ()

    @pytest.mark.parametrize("data", [with_pattern(LINE), with_pattern(LINE, in_form=True), with_mask(LINE)])
    def test_lines_in_a_pattern_or_mask_do_not(self, tmp_path, data):
        assert obstacles(tmp_path, data) == ()


class TestEmbeddedFiles:
    def test_each_is_a_document_of_its_own(self, tmp_path):
        def embed(opened: pikepdf.Pdf) -> None:
            opened.attachments["b.txt"] = b"tekst van Jan"
            opened.attachments["a.pdf"] = pdf(nothing)
            opened.attachments["c.xlsx"] = b"PK\x03\x04"

        parent, one, two, three = read_pdf(tmp_path, changed(pdf(nothing), embed))
        assert parent.obstacles == ()
        assert [d.source for d in (one, two, three)] == [
            "stuk.pdf/1-a.pdf",
            "stuk.pdf/2-b.txt",
            "stuk.pdf/3-c.xlsx",
        ]
        assert {d.parent for d in (one, two, three)} == {parent.id}
        assert [d.kind for d in (one, two, three)] == [
            DocumentKind.PDF,
            DocumentKind.TEXT,
            DocumentKind.UNREADABLE,
        ]
        assert one.payload == str(tmp_path / f"{one.id}.pdf")
        assert Path(one.payload).read_bytes() == pdf(nothing)

    def test_pdfs_in_pdfs_in_pdfs_end(self, tmp_path):
        data = pdf(nothing)
        for _ in range(12):
            inner = data
            data = changed(pdf(nothing), lambda p, inner=inner: p.attachments.__setitem__("x.pdf", inner))
        documents = read_pdf(tmp_path, data)
        assert len(documents) == 12
        assert "genest" in documents[-1].obstacles[0]


def test_the_same_bytes_give_the_same_documents(tmp_path):
    data = pdf(image_at(0, 0, 90, 90), outlined("Helvetica", 35, 8), office_page)
    assert read_pdf(tmp_path, data) == read_pdf(tmp_path, data)
