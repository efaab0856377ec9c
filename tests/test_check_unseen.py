from __future__ import annotations

import pytest
from check_pages import form, image, pdf_of, scan
from pikepdf import Array, Dictionary, Name

from pipeline.check import unseen
from pipeline.check.file import open_file

TEXT = "(Aan Willemijn Terpstra te Rietmonde)"


def shown(before: str = "", at: str = "100 700 Td", text: str = TEXT) -> str:
    return f"{before} BT /F 12 Tf {at} {text} Tj ET"


def traces(data: bytes):
    with open_file(data) as file, file.page(1) as page:
        return list(unseen.find(page))


def layers(**default):
    """Makes the layer L of a file and, over it, the configuration that `default` gives a function of the layer."""

    def properties(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Concept"))
        one = Dictionary({f"/{key}": make(layer) for key, make in default.items()})
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=one)
        member = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([layer]), P=Name.AllOn))
        return {"L": layer, "M": member}

    return properties


OFF = layers(OFF=lambda layer: Array([layer]))
ON = layers(ON=lambda layer: Array([layer]))
BASE_OFF = layers(BaseState=lambda layer: Name.OFF)

BAD = {
    "white": shown("1 g"),
    "nearly white": shown("0.97 0.98 0.97 rg"),
    "white through CMYK": shown("0 0 0 0 k"),
    "blue on blue": shown("0 0 0.6 rg 90 690 300 24 re f 0 0 0.61 rg"),
    "black on black": shown("0 g 90 690 300 24 re f"),
    "black on black with white above": shown("0 g 100 697 230 12 re f"),
    "white on a white image": shown("q 300 0 0 24 90 690 cm /White Do Q 1 g"),
    "transparent": shown("/Gone gs"),
    "rendering mode 3": shown("3 Tr"),
    "rendering mode 3 over an empty scan": shown("q 595 0 0 842 0 0 cm /Empty Do Q 3 Tr"),
    "half a point": f"BT /F 0.5 Tf 100 700 Td {TEXT} Tj ET",
    "half a point by its matrix": f"BT /F 12 Tf 0.04 0 0 0.04 100 700 Tm {TEXT} Tj ET",
    "off the page to the left": shown(at="-400 700 Td"),
    "off the page below": shown(at="100 -50 Td"),
    "clipped away": shown("q 300 100 50 50 re W n"),
    "clipped by its form": "/Cut Do",
    "mode 7, nothing to clip": shown("7 Tr"),
    "in a form in white": "1 g /Form Do",
}
CLEAN = {
    "black": shown(),
    "grey": shown("0.6 g"),
    "white on black": shown("0 g 90 690 300 24 re f 1 g"),
    "white on a dark image": shown("q 300 0 0 24 90 690 cm /Dark Do Q 1 g"),
    "light blue heading": shown("0.2 0.5 0.9 rg"),
    "pale watermark": "0.9 g BT /F 80 Tf 60 400 Td (CONCEPT) Tj ET",
    "see-through watermark": "/Half gs 0.8 g BT /F 80 Tf 60 400 Td (CONCEPT) Tj ET",
    "footnote of five points": f"BT /F 5 Tf 100 700 Td {TEXT} Tj ET",
    "outlined": shown("1 Tr 0.4 w"),
    "white with a black outline": shown("1 g 0 G 2 Tr 0.6 w"),
    "at the edge of the page": shown(at="590 835 Td", text="(x)"),
    "clip around the line": shown("q 90 690 300 30 re W n"),
    "a white page number": shown("1 g", text="(1)"),
    "bullets and rules in white": shown("1 g", text="(-----)"),
}
XOBJECTS = {
    "White": image([[255] * 4] * 4),
    "Dark": image([[30] * 4] * 4),
    "Empty": image(scan()),
    "Cut": form(shown(), box=(0, 0, 60, 60)),
    "Form": form(shown()),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
@pytest.mark.parametrize("rotate", [0, 90])
def test_unseen_text_is_found(content, rotate):
    found = traces(pdf_of(content, xobjects=XOBJECTS, rotate=rotate))
    assert {trace.channel for trace in found} == {"unseen-text"}
    assert "Terpstra" not in "".join(trace.reason + trace.mend for trace in found)


@pytest.mark.parametrize("content", CLEAN.values(), ids=CLEAN)
@pytest.mark.parametrize("rotate", [0, 90])
def test_ordinary_text_is_seen(content, rotate):
    assert traces(pdf_of(content, xobjects=XOBJECTS, rotate=rotate)) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BAD["off the page below"], "buiten de rand"),
        (BAD["white"], "bijna witte kleur"),
        (BAD["transparent"], "doorzichtig"),
        (BAD["rendering mode 3"], "onzichtbaar"),
        (BAD["half a point"], "te klein"),
        (BAD["clipped away"], "uitsnede"),
        (BAD["blue on blue"], "niet te zien"),
    ],
)
def test_the_reason_says_what_it_is(content, reason):
    (trace, *_) = traces(pdf_of(content, xobjects=XOBJECTS))
    assert reason in trace.reason


def test_text_outside_the_crop_box():
    (trace,) = traces(pdf_of(shown(), crop=(0, 0, 595, 600)))
    assert "buiten het deel van de pagina dat wordt getoond" in trace.reason
    assert traces(pdf_of(shown(), crop=(50, 600, 595, 800))) == []


@pytest.mark.parametrize("mark", ["/OC /L BDC", "/OC /M BDC"], ids=["layer", "group of layers"])
@pytest.mark.parametrize(
    ("config", "hidden"), [(OFF, True), (BASE_OFF, True), (ON, False)], ids=["off", "base", "on"]
)
def test_layers_that_are_off(mark, config, hidden):
    found = traces(pdf_of(f"{mark} {shown()} EMC", properties=config))
    assert [("laag" in trace.reason) for trace in found] == [True] * hidden


def test_a_form_on_a_layer_that_is_off():
    def on_layer(pdf, resources):
        made = form(shown())(pdf, resources)
        made.OC = OFF(pdf)["L"]
        return made

    assert len(traces(pdf_of("/Form Do", xobjects={"Form": on_layer}))) == 1


def test_invisible_text_over_the_scan_that_shows_it_is_ordinary():
    words = [(100, 132, 120, 145), (124, 132, 172, 145), (176, 132, 222, 145), (226, 132, 310, 145)]
    page = shown("q 595 0 0 842 0 0 cm /Scan Do Q 3 Tr")
    assert traces(pdf_of(page, xobjects={"Scan": image(scan(words))})) == []


@pytest.mark.parametrize("level", [0, 245], ids=["black", "white"])
def test_invisible_text_over_a_bar_in_the_scan_is_found(level):
    words = [(100, 132, 120, 145), (124, 132, 172, 145), (176, 132, 222, 145), (226, 132, 310, 145)]
    page = shown("q 595 0 0 842 0 0 cm /Scan Do Q 3 Tr")
    (trace,) = traces(pdf_of(page, xobjects={"Scan": image(scan(words, bars=[(122, 128, 224, 149, level)]))}))
    assert 115 < trace.box.x0 < 130
    assert 215 < trace.box.x1 < 230


def test_many_words_at_once_keep_their_own_places():
    lines = " ".join(shown("1 g" if y % 40 else "0 g", at=f"100 {y} Td") for y in range(100, 800, 20))
    found = traces(pdf_of(lines))
    assert len(found) == 17 or len(found) == 18
    assert len({round(trace.box.top) for trace in found}) == len(found)
