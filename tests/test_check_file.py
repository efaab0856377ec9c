from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from check_pages import annotation, form, image, pdf_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from pipeline.check.file import SCALE, Limits, open_file
from pipeline.check.trace import Trace
from pipeline.errors import CheckError
from pipeline.types import Box

HELLO = "BT /F 12 Tf 100 700 Td (Hallo wereld) Tj ET"


def opened(data: bytes, limits: Limits | None = None):
    return open_file(data, limits)


def test_a_page_has_its_size_text_words_and_items():
    with opened(pdf_of(f"1 0 0 rg 90 690 40 24 re f {HELLO}")) as file, file.page(1) as page:
        assert (file.count, page.number, page.width, page.height) == (1, 1, 595, 842)
        assert page.text == "Hallo wereld"
        assert "".join(page.text[char.start : char.end] for char in page.chars) == page.text
        assert [page.text[word.start : word.end] for word in page.words] == ["Hallo", "wereld"]
        path, text = page.items
        assert (path.kind, path.fill, path.rectangle) == ("path", (255, 0, 0, 255), True)
        assert path.box == Box(1, 90, 128, 130, 152)
        assert (text.kind, text.render_mode, text.font_size) == ("text", 0, pytest.approx(12))
        assert {char.item for char in page.chars if not char.generated} == {1}


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        (0, (90, 128, 130, 152)),
        (90, (690, 90, 714, 130)),
        (180, (465, 690, 505, 714)),
        (270, (128, 465, 152, 505)),
    ],
)
def test_places_are_those_of_the_page_as_displayed(rotate, box):
    with opened(pdf_of("90 690 40 24 re f", rotate=rotate)) as file, file.page(1) as page:
        (item,) = page.items
        assert (item.box.x0, item.box.top, item.box.x1, item.box.bottom) == pytest.approx(box)
        picture = page.picture()
        assert picture.shape[:2] == (round(page.height * SCALE), round(page.width * SCALE))
        x, y = int((box[0] + box[2]) * SCALE / 2), int((box[1] + box[3]) * SCALE / 2)
        assert picture[y, x].tolist() == [0, 0, 0]
        assert picture[5, 5].tolist() == [255, 255, 255]


def test_the_crop_box_moves_the_origin():
    with opened(pdf_of(HELLO, crop=(50, 600, 400, 800))) as file, file.page(1) as page:
        assert (page.width, page.height) == (350, 200)
        assert page.words[0].box.x0 == pytest.approx(50, abs=1)
        assert page.media == Box(1, -50, -42, 545, 800)


@pytest.mark.parametrize(
    ("content", "boxes"),
    [
        ("10 10 20 20 re f", [(10, 812, 30, 832)]),
        ("10 10 m 30 10 l 30 30 l 10 30 l f", [(10, 812, 30, 832)]),
        ("10 10 20 20 re 40 10 20 20 re f", [(10, 812, 30, 832), (40, 812, 60, 832)]),
        ("4 w 10 20 m 30 20 l S", [(10, 820, 30, 824)]),
        ("q 2 0 0 2 5 5 cm 10 10 20 20 re f Q", [(25, 777, 65, 817)]),
    ],
)
def test_rectangles_and_lines_cover_their_boxes(content, boxes):
    with opened(pdf_of(content)) as file, file.page(1) as page:
        assert all(item.rectangle for item in page.items)
        found = [(item.box.x0, item.box.top, item.box.x1, item.box.bottom) for item in page.items]
        assert found == [pytest.approx(box) for box in boxes]


@pytest.mark.parametrize(
    "content",
    [
        "10 10 m 30 10 l 20 30 l f",
        "10 10 20 20 re 12 12 16 16 re f*",
        "10 10 m 30 12 34 20 30 30 c f",
        "[3] 0 d 4 w 10 20 m 30 20 l S",
        "4 w 10 20 m 30 40 l S",
        "4 w 10 10 m 30 30 l 50 10 l S",
    ],
)
def test_other_shapes_are_no_rectangles(content):
    with opened(pdf_of(content)) as file, file.page(1) as page:
        assert [item.rectangle for item in page.items] == [False]


def test_forms_are_taken_apart_where_they_stand():
    inner = form("0 0 10 10 re f", matrix=(2, 0, 0, 2, 0, 0), box=(0, 0, 20, 20))
    with opened(pdf_of("q 1 0 0 1 100 100 cm /A Do Q", xobjects={"A": inner})) as file, file.page(1) as page:
        (item,) = page.items
        assert (item.box.x0, item.box.x1) == pytest.approx((100, 120))
        assert item.depth == 1


def test_alpha_and_images():
    shown = {"I": image([[0] * 8] * 4)}
    data = pdf_of("/Half gs q 80 0 0 40 10 10 cm /I Do Q 1 1 5 5 re f", xobjects=shown)
    with opened(data) as file, file.page(1) as page:
        picture, path = page.items
        assert (picture.kind, picture.width_px, picture.height_px) == ("image", 8, 4)
        assert picture.rectangle
        assert path.fill is not None
        assert path.fill[3] in (127, 128)


def test_annotations_show_on_one_of_the_pictures():
    bar = annotation("Square", (10, 10, 50, 50), "0 g 10 10 40 40 re f")
    with opened(pdf_of(HELLO, annotations=[bar])) as file, file.page(1) as page:
        y, x = int((842 - 30) * SCALE), int(30 * SCALE)
        assert page.picture()[y, x].tolist() == [0, 0, 0]
        assert page.picture_without_annotations()[y, x].tolist() == [255, 255, 255]


def test_a_page_as_large_as_a_plan_is_rendered_smaller():
    with opened(pdf_of(HELLO, media=(0, 0, 9000, 9000))) as file, file.page(1) as page:
        assert page.scale < SCALE
        assert page.picture().size <= 3 * 25_000_000


def _saved(edit) -> bytes:
    with pikepdf.open(io.BytesIO(pdf_of(HELLO))) as pdf:
        edit(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False)
        return out.getvalue()


def _bomb(pdf):
    pdf.pages[0].obj.Contents = pikepdf.Stream(
        pdf, zlib.compress(bytes(30_000_000), 9), Filter=Name.FlateDecode
    )


def _double_bomb(pdf):
    twice = zlib.compress(zlib.compress(bytes(30_000_000), 9), 9)
    pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, twice, Filter=Array([Name.FlateDecode, Name.FlateDecode]))


def _huge_image(pdf):
    pdf.Root.Rest = pdf.make_stream(
        b"", Subtype=Name.Image, Width=60000, Height=60000, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )


def _forms_in_forms(pdf):
    """Ten forms of which each paints the next ten times."""
    inner = pdf.make_stream(b"0 0 1 1 re f " * 20, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    for _ in range(10):
        inner = pdf.make_stream(
            b"/N Do " * 10,
            Subtype=Name.Form,
            BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary(XObject=Dictionary(N=inner)),
        )
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(N=inner)
    page.Contents = pdf.make_stream(b"/N Do")


SMALL = Limits(megabytes=10)


@pytest.mark.parametrize(
    ("data", "limits", "reason"),
    [
        (b"", Limits(), "geen PDF"),
        (b"%PDF-1.7 and nothing more", Limits(), "beschadigd"),
        (pdf_of(HELLO)[:300], Limits(), "beschadigd"),
        (_saved(_bomb), SMALL, "te groot"),
        (_saved(_double_bomb), SMALL, "te groot"),
        (_saved(_huge_image), Limits(), "te groot"),
        (_saved(_forms_in_forms), Limits(), "formulierobjecten"),
        (pdf_of(HELLO), Limits(objects=3), "onderdelen"),
        (pdf_of(HELLO), Limits(pages=0), "pagina's"),
        (pdf_of(HELLO), Limits(seconds=0), "te lang"),
    ],
    ids=[
        "empty",
        "no objects",
        "truncated",
        "bomb",
        "bomb in a bomb",
        "huge image",
        "forms",
        "objects",
        "pages",
        "time",
    ],
)
def test_what_asks_too_much_or_is_damaged_is_refused(data, limits, reason):
    with pytest.raises(CheckError, match=reason), opened(data, limits) as file, file.page(1) as page:
        page.picture()


def test_encrypted_with_a_password_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(HELLO))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(CheckError, match="wachtwoord"):
        opened(out.getvalue())


def test_a_form_that_paints_itself_is_refused():
    def looping(pdf, resources):
        made = pdf.make_indirect(form("0 0 9 9 re f /A Do /A Do")(pdf, resources))
        made.Resources = Dictionary(XObject=Dictionary(A=made))
        return made

    with (
        opened(pdf_of("/A Do", xobjects={"A": looping})) as file,
        pytest.raises(CheckError, match="zichzelf"),
    ):
        file.page(1)


def test_clipping_paths_are_told():
    with opened(pdf_of("10 10 50 50 re W n 20 20 90 90 re f")) as file, file.page(1) as page:
        (item,) = page.items
        assert item.clip == Box(1, 10, 782, 60, 832)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_judged_or_refused(at, junk):
    data = bytearray(pdf_of(HELLO))
    data[at : at + len(junk)] = junk
    try:
        with opened(bytes(data)) as file, file.page(1) as page:
            page.picture()
            assert len(page.words) <= len(page.chars)
    except CheckError:
        pass


def test_traces_sort_by_page_channel_and_place():
    made = [
        Trace("b", 2, None, "", ""),
        Trace("a", 1, Box(1, 5, 9, 6, 10), "", ""),
        Trace("a", 1, Box(1, 7, 3, 8, 4), "", ""),
        Trace("a", None, None, "", ""),
    ]
    assert [trace.page for trace in sorted(made, key=Trace.order)] == [None, 1, 1, 2]
    assert sorted(made, key=Trace.order)[1].box == Box(1, 7, 3, 8, 4)
