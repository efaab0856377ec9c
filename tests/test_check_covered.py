from __future__ import annotations

import pytest
from check_pages import annotation, form, image, pdf_of, scan
from pikepdf import Array, Dictionary

from pipeline.check import covered, unapplied
from pipeline.check.file import open_file

NAME = "BT /F 12 Tf 100 700 Td (Aan Willemijn Terpstra te Rietmonde) Tj ET"
# "Willemijn Terpstra" stands from x = 125 to 222, between y = 697 and 709.
BAR = "0 g 124 695 102 16 re f"
BLACK = [[0] * 4] * 4


def traces(channel, data: bytes):
    with open_file(data) as file, file.page(1) as page:
        return list(channel.find(page))


BAD = {
    "black rectangle": f"{NAME} {BAR}",
    "white rectangle": f"{NAME} 1 g 124 695 102 16 re f",
    "yellow rectangle": f"{NAME} 1 1 0 rg 124 695 102 16 re f",
    "nearly opaque black": f"{NAME} /Near gs {BAR}",
    "nearly opaque white": f"{NAME} /Near gs 1 g 124 695 102 16 re f",
    "thick line": f"{NAME} 16 w 124 703 m 226 703 l S",
    "many thin lines": NAME + " 4 w " + " ".join(f"124 {y} m 226 {y} l S" for y in (697, 700, 703, 706, 709)),
    "small pieces": NAME + " 0 g " + " ".join(f"{x} 695 3 16 re f" for x in range(124, 226, 3)),
    "one path of pieces": NAME + " 0 g " + " ".join(f"{x} 695 3 16 re" for x in range(124, 226, 3)) + " f",
    "rounded bar": f"{NAME} 0 g 124 697 m 124 711 l 130 713 220 713 226 711 c 226 697 l 220 693 130 693 124 697 c f",
    "part of the name": f"{NAME} 0 g 124 695 60 16 re f",
    "label on the bar": f"{NAME} {BAR} 1 g BT /F 8 Tf 160 700 Td (5.1.2e) Tj ET",
    "black text on a black bar": f"0 g {BAR} {NAME}",
    "image": f"{NAME} q 102 0 0 16 124 695 cm /Black Do Q",
    "text of a form under the page": f"/Text Do {BAR}",
    "page under a form": f"{NAME} /Bar Do",
    "both in forms in forms": "/Outer Do",
    "bar in a moved form": f"{NAME} q 1 0 0 1 100 600 cm /Moved Do Q",
}
CLEAN = {
    "nothing": NAME,
    "bar before the text": f"1 0.9 0.5 rg 124 695 102 16 re f 0 g {NAME}",
    "white text on a dark cell": f"0 0 0.4 rg 90 690 300 24 re f 1 g {NAME}",
    "multiplied highlight": f"{NAME} /Multiply gs 1 1 0 rg 124 695 102 16 re f",
    "see-through highlight": f"{NAME} /Half gs 1 1 0 rg 124 695 102 16 re f",
    "underline": f"{NAME} 1 w 124 697 m 226 697 l S",
    "struck through": f"{NAME} 0.7 w 124 704 m 226 704 l S",
    "frame": f"{NAME} 2 w 124 695 102 16 re S",
    "frame as a path with a hole": f"{NAME} 0 g 90 690 300 24 re 92 692 296 20 re f*",
    "bar on another line": f"{NAME} 0 g 124 670 102 16 re f",
    "bar under the text that clips only": f"{NAME} 124 695 102 16 re W n",
    "dotted line over a field": "BT /F 12 Tf 100 700 Td (...............) Tj ET 1 g 100 690 102 22 re f",
    "zebra": " ".join(
        f"{0.85 if y % 40 else 0.95} g 90 {y - 5} 400 20 re f 0 g BT /F 11 Tf 100 {y} Td (Regel van de tabel {y}) Tj ET"
        for y in range(400, 700, 20)
    ),
    "watermark behind cells": "0.9 g BT /F 90 Tf 80 380 Td (CONCEPT) Tj ET 1 g 200 300 120 200 re f",
    "printed twice for bold": f"{NAME} {NAME.replace('100 700', '100.3 700')}",
}
XOBJECTS = {
    "Black": image(BLACK),
    "Text": form(NAME),
    "Bar": form(BAR),
    "Inner": form(BAR, matrix=(1, 0, 0, 1, 0, 0)),
    "Moved": form("0 g 24 95 102 16 re f"),
}


def _outer(pdf, resources):
    inner = form(NAME)(pdf, resources)
    bar = form("0 g 0 0 1 1 re f", box=(0, 0, 1, 1), matrix=(102, 0, 0, 16, 124, 695))(pdf, resources)
    made = form("/A Do /B Do")(pdf, resources)
    made.Resources = Dictionary(XObject=Dictionary(A=inner, B=bar))
    return made


XOBJECTS["Outer"] = _outer


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_covered_text_is_found_at_its_place(content, rotate):
    found = traces(covered, pdf_of(content, xobjects=XOBJECTS, rotate=rotate))
    if not found and content == BAD["black text on a black bar"]:
        return  # nothing covers it: unseen text
    assert {trace.channel for trace in found} == {"covered-text"}
    assert {trace.page for trace in found} == {1}
    x, y = {0: (150, 139), 90: (703, 150), 180: (445, 703), 270: (139, 445)}[rotate]
    assert any(
        trace.box.x0 - 3 <= x <= trace.box.x1 + 3 and trace.box.top - 3 <= y <= trace.box.bottom + 3
        for trace in found
    )


@pytest.mark.parametrize("content", CLEAN.values(), ids=CLEAN)
@pytest.mark.parametrize("rotate", [0, 90])
def test_ordinary_pages_have_no_covered_text(content, rotate):
    assert traces(covered, pdf_of(content, xobjects=XOBJECTS, rotate=rotate)) == []


def test_place_is_counted_from_the_crop_box():
    data = pdf_of(f"{NAME} {BAR}", crop=(50, 600, 400, 800))
    (trace,) = traces(covered, data)
    assert trace.box.x0 == pytest.approx(75, abs=3)
    assert trace.box.top == pytest.approx(90, abs=5)


def test_reason_and_mend_are_dutch_and_hold_none_of_the_text():
    (trace,) = traces(covered, pdf_of(f"{NAME} {BAR}"))
    assert trace.reason.startswith("Op pagina 1 staat tekst onder een ingekleurd vlak")
    assert "Terpstra" not in trace.reason + trace.mend


def test_text_under_the_scan_that_shows_it_is_ordinary():
    paint = "q 595 0 0 842 0 0 cm /Scan Do Q"
    ocr = "BT /F 12 Tf 100 700 Td (Willemijn) Tj ET"
    shown = {"Scan": image(scan(words=[(100, 132, 152, 145)]))}
    assert traces(covered, pdf_of(f"{ocr} {paint}", xobjects=shown)) == []
    for bar in ((96, 128, 160, 148, 0), (96, 128, 160, 148, 245)):
        burnt = {"Scan": image(scan(words=[(100, 132, 152, 145)], bars=[bar]))}
        assert len(traces(covered, pdf_of(f"{ocr} {paint}", xobjects=burnt))) == 1


RECT = (124, 695, 226, 711)
FILL = "0 g 124 695 102 16 re f"
BAD_ANNOTATIONS = {
    "Redact": annotation("Redact", RECT),
    "Redact with quads": annotation(
        "Redact", (0, 0, 9, 9), QuadPoints=Array([124, 711, 226, 711, 124, 695, 226, 695])
    ),
    "Square with an appearance": annotation("Square", RECT, FILL),
    "Square by its interior": annotation("Square", RECT, IC=Array([0, 0, 0])),
    "Highlight that is opaque": annotation("Highlight", RECT, "1 1 0 rg 124 695 102 16 re f"),
    "black multiplied Highlight": annotation("Highlight", RECT, f"/Multiply gs {FILL}"),
    "Ink": annotation("Ink", RECT, "16 w 124 703 m 226 703 l S"),
    "Line without an appearance": annotation(
        "Line", RECT, L=Array([124, 703, 226, 703]), C=Array([0, 0, 0]), BS=Dictionary(W=16)
    ),
    "FreeText": annotation("FreeText", RECT, "1 g 124 695 102 16 re f"),
    "Stamp": annotation("Stamp", RECT, FILL),
}
CLEAN_ANNOTATIONS = {
    "Link": annotation("Link", RECT, Border=Array([0, 0, 1])),
    "Highlight": annotation("Highlight", RECT, "/Multiply gs 1 1 0 rg 124 695 102 16 re f"),
    "Underline": annotation("Underline", RECT, "1 w 124 696 m 226 696 l S"),
    "Square as a frame": annotation("Square", RECT, "2 w 124 695 102 16 re S", C=Array([1, 0, 0])),
    "Stamp beside the text": annotation("Stamp", (300, 600, 400, 650), "0 g 300 600 100 50 re f"),
    "Text": annotation("Text", (100, 690, 118, 708), "1 1 0 rg 100 690 18 18 re f"),
    "hidden Square": annotation("Square", RECT, FILL),
}


@pytest.mark.parametrize("make", BAD_ANNOTATIONS.values(), ids=BAD_ANNOTATIONS)
@pytest.mark.parametrize("rotate", [0, 270])
def test_annotations_that_only_hide_are_found(make, rotate):
    found = traces(unapplied, pdf_of(NAME, annotations=[make], rotate=rotate))
    assert {trace.channel for trace in found} == {"unapplied-redaction"}


@pytest.mark.parametrize("name", CLEAN_ANNOTATIONS)
def test_ordinary_annotations_are_no_finding(name):
    def make(pdf):
        made = CLEAN_ANNOTATIONS[name](pdf)
        if name == "hidden Square":
            made.F = 2
        return made

    data = pdf_of(NAME, annotations=[make])
    assert traces(unapplied, data) == []
    assert traces(covered, data) == []
