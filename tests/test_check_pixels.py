from __future__ import annotations

import pytest
from check_pages import annotation, form, image, pdf_of, scan
from pikepdf import Array, Dictionary, Name

from pipeline.check import pixels, thumbnails
from pipeline.check.file import open_file

PAGE = "q 595 0 0 842 0 0 cm /Scan Do Q"
WORDS = [(100, 132, 170, 145), (176, 132, 222, 145), (100, 160, 300, 173)]
SCAN = image(scan(WORDS))
BAR = "0 g 96 694 130 20 re f"
RECT = (96, 694, 226, 714)


def traces(channel, data: bytes):
    with open_file(data) as file, file.page(1) as page:
        return list(channel.find(page))


def channels(content: str, scan=SCAN, **more) -> list[str]:
    xobjects = {
        "Scan": scan,
        "Black": image([[0] * 4] * 4),
        "Bar": form(BAR),
        "Photo": image(PHOTO),
        "Gradient": image([list(range(0, 250, 5))] * 20),
    }
    found = traces(pixels, pdf_of(content, xobjects=xobjects, **more))
    return sorted({trace.channel for trace in found})


PHOTO = [[(x * y * 7 + x * 31) % 200 + 20 for x in range(100)] for y in range(100)]

BAD = {
    "black bar": f"{PAGE} {BAR}",
    "white bar": f"{PAGE} 1 g 96 694 130 20 re f",
    "bar with a label": f"{PAGE} {BAR} 1 g BT /F 9 Tf 140 700 Td (5.1.2e) Tj ET",
    "thick line": f"{PAGE} 20 w 96 704 m 226 704 l S",
    "image": f"{PAGE} q 130 0 0 20 96 694 cm /Black Do Q",
    "form": f"{PAGE} /Bar Do",
    "a face": "q 100 0 0 100 100 500 cm /Photo Do Q 0 g 130 530 40 40 re f",
}
CLEAN = {
    "scan": PAGE,
    "bar on even paper": f"{PAGE} 0 g 96 400 130 20 re f",
    "see-through marker": f"{PAGE} /Half gs 1 1 0 rg 96 694 130 20 re f",
    "multiplied marker": f"{PAGE} /Multiply gs 1 1 0 rg 96 694 130 20 re f",
    "bar under the scan": f"{BAR} {PAGE}",
    "frame": f"{PAGE} 2 w 96 694 130 20 re S",
    "photo": "q 100 0 0 100 100 500 cm /Photo Do Q",
    "panel with text over a photo": "q 300 0 0 300 100 300 cm /Photo Do Q 1 g 100 300 300 120 re f 0 g "
    "BT /F 12 Tf 110 380 Td (Vijf maatregelen voor een schone wijk) Tj ET",
    "coloured band over a photo": "q 300 0 0 300 100 300 cm /Photo Do Q 0 0.4 0.7 rg 100 300 300 20 re f",
    "photo over the edge for the knife": "q 613 0 0 860 -9 -9 cm /Photo Do Q",
    "photo in its own clip": "q 100 500 100 100 re W n q 100 0 0 100 100 500 cm /Photo Do Q Q",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
@pytest.mark.parametrize("rotate", [0, 90, 180])
def test_pixels_under_a_bar_are_found(content, rotate):
    assert channels(content, rotate=rotate) == ["covered-pixels"]


@pytest.mark.parametrize("content", CLEAN.values(), ids=CLEAN)
@pytest.mark.parametrize("rotate", [0, 270])
def test_ordinary_images_are_no_finding(content, rotate):
    assert channels(content, rotate=rotate) == []


@pytest.mark.parametrize("level", [0, 245])
def test_a_bar_that_is_burnt_in_leaves_nothing(level):
    burnt = image(scan(WORDS, bars=[(94, 124, 228, 150, level)]))
    assert channels(f"{PAGE} {BAR}", scan=burnt) == []


@pytest.mark.parametrize("subtype", ["Square", "Ink", "Stamp", "Highlight"])
def test_annotation_over_a_scan(subtype):
    bar = annotation(subtype, RECT, BAR)
    assert channels(PAGE, annotations=[bar]) == ["covered-pixels"]
    marker = annotation("Highlight", RECT, "/Multiply gs 1 1 0 rg 96 694 130 20 re f")
    assert channels(PAGE, annotations=[marker]) == []


@pytest.mark.parametrize(
    "content",
    ["q 0 0 595 600 re W n q 595 0 0 842 0 0 cm /Scan Do Q Q", "q 595 0 0 842 0 300 cm /Scan Do Q"],
    ids=["clip", "off the page"],
)
def test_cropped_images_are_found(content):
    assert channels(content) == ["covered-pixels"]
    assert channels(content, scan=image(scan())) == []


def test_soft_mask_that_hides_ink():
    wide, high = 298, 421
    open_mask = [[255] * wide for _ in range(high)]
    hiding = [[0 if 60 < y < 90 else 255 for _ in range(wide)] for y in range(high)]
    assert channels(PAGE, scan=image(scan(WORDS), mask=hiding)) == ["covered-pixels"]
    assert channels(PAGE, scan=image(scan(WORDS), mask=open_mask)) == []
    assert channels(PAGE, scan=image(scan(WORDS[2:]), mask=[[255] * wide for _ in range(high)])) == []


def test_soft_mask_of_the_graphics_state():
    def masked(box):
        def states(pdf):
            group = pdf.make_stream(
                f"1 g {box} re f".encode(),
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 595, 842]),
                Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
            )
            return {"Masked": Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))}

        return states

    assert channels(f"/Masked gs {PAGE}", graphics=masked("0 0 595 690")) == ["covered-pixels"]
    assert channels(f"/Masked gs {PAGE}", graphics=masked("0 0 595 842")) == []


def test_thumbnail_that_shows_something_else():
    def thumb(rows):
        return lambda pdf, page: (
            page.update({"/Thumb": image(rows)(pdf, None)})
            if False
            else page.__setitem__("/Thumb", image(rows)(pdf, None))
        )

    same = [[255] * 59 for _ in range(84)]
    other = [[0 if 30 < y < 40 else 255 for _ in range(59)] for y in range(84)]
    assert traces(thumbnails, pdf_of("", page=thumb(same))) == []
    assert [trace.channel for trace in traces(thumbnails, pdf_of("", page=thumb(other)))] == ["thumbnail"]


def test_alternates_of_an_image():
    def alternates(pdf, resources):
        made = image([[0] * 20] * 20)(pdf, resources)
        made.Alternates = Array([Dictionary(Image=pdf.make_indirect(image([[9] * 20] * 20)(pdf, resources)))])
        return made

    found = traces(thumbnails, pdf_of("q 90 0 0 90 9 9 cm /A Do Q", xobjects={"A": alternates}))
    assert [trace.channel for trace in found] == ["thumbnail"]
