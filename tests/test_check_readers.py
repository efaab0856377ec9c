"""The gate's second reader against pdfplumber's own way to the same characters."""

import io

import pdfplumber
import pytest
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.utils.text import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.check.readers import read_with_pdfplumber

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included


def level(canvas):
    canvas.drawString(60, 700, "Aan de heer Oudebos")
    canvas.rect(50, 600, 200, 40)
    canvas.drawString(60, 615, "Kenmerk 2024-0312")


def turned(canvas):
    canvas.saveState()
    canvas.rotate(30)
    canvas.drawString(300, 300, "schuin over de bladzijde")
    canvas.restoreState()
    canvas.rotate(90)
    canvas.drawString(300, -100, "langs de kant")


def in_a_form(canvas):
    canvas.beginForm("stempel")
    canvas.drawString(0, 0, "Ontvangen")
    canvas.endForm()
    canvas.drawString(60, 700, "voor")
    canvas.saveState()
    canvas.translate(60, 500)
    canvas.scale(2, 1)
    canvas.doForm("stempel")
    canvas.restoreState()
    canvas.drawString(60, 400, "na")


def squeezed(canvas):
    text = canvas.beginText(60, 700)
    text.setHorizScale(70)
    text.setCharSpace(1.5)
    text.setWordSpace(4)
    text.textOut("smal en ")
    text.setRise(5)
    text.textOut("hoog")
    canvas.drawText(text)


def mirrored(canvas):
    canvas.translate(500, 0)
    canvas.scale(-1, 1)
    canvas.drawString(60, 700, "gespiegeld")


def downwards(canvas):
    canvas.setFont("HeiseiMin-W3", 12)
    canvas.drawString(300, 700, "\u6771\u4eac\u90fd")


def sheet(draw, rotate=0):
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setPageRotation(rotate)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def by_its_layout(pdf):
    """The text of the first page out of all that pdfplumber keeps of it."""

    def chars(layout):
        for thing in layout:
            if isinstance(thing, LTChar):
                yield {
                    "text": thing.get_text(), "x0": thing.x0, "x1": thing.x1, "top": -thing.y1, "bottom": -thing.y0,
                    "doctop": -thing.y1, "width": thing.width, "height": thing.height, "size": thing.size,
                    "upright": thing.upright,
                }  # fmt: skip
            elif isinstance(thing, LTContainer):
                yield from chars(thing)

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return list(chars(document.pages[0].layout))


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("draw", [level, turned, in_a_form, squeezed, mirrored, downwards])
def test_characters_are_those_of_pdfplumber(draw, rotate, monkeypatch):
    pdf = sheet(draw, rotate)
    given = []
    monkeypatch.setattr("pipeline.check.readers._once", lambda chars: given.extend(chars) or list(chars))
    text = read_with_pdfplumber(pdf)
    expected = by_its_layout(pdf)
    assert expected
    assert given == expected
    assert text == (extract_text(expected),)
