"""Text that is in the file and not to be seen: white, tiny, off the page, clipped, on a hidden layer, invisible."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from benchmarks.checking.case import HEIGHT, SECRET, WIDTH, Case, Edit, image, line, pdf, resource

_CHANNELS = ("unseen-text", "covered-text", "hidden-layer", "layer-names")
_HIDDEN = f"Ingediend door {SECRET} namens de buurt"
_PLAIN = "Ingediend namens de buurt"


def _crop(*, hides: bool) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        del made
        page.CropBox = Array([0, 60 if hides else 20, WIDTH, HEIGHT - 20])

    return edit


def _layer(*, shown: bool) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        group = made.make_indirect(Dictionary(Type=Name.OCG, Name="Laag"))
        resource(page, "Properties", "L", group)
        usual = Dictionary(ON=Array([group])) if shown else Dictionary(OFF=Array([group]))
        made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)

    return edit


def _alpha(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    del made
    resource(page, "ExtGState", "G", Dictionary(ca=0, CA=0))


def _scan(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    picture = Image.new("L", (1240, 1754), 252)
    font = ImageFont.load_default(25)
    ImageDraw.Draw(picture).text((150, 290), _PLAIN, fill=25, font=font)
    resource(page, "XObject", "I", image(made, picture.tobytes(), 1240, 1754))


_OVER_SCAN = f"q {WIDTH:g} 0 0 {HEIGHT:g} 0 0 cm /I Do Q\n"


def _recognised(text: str, y: float) -> str:
    return f"BT 3 Tr /F 12 Tf 1 0 0 1 72 {y:g} Tm ({text}) Tj ET\n"


CASES = (
    Case(
        "white text",
        _CHANNELS,
        lambda: pdf("1 g " + line(_HIDDEN, 480) + "0 g "),
        lambda: pdf("q 0.1 0.2 0.5 rg 66 472 400 22 re f Q 1 g " + line(_PLAIN, 480) + "0 g "),
    ),
    Case(
        "tiny text",
        _CHANNELS,
        lambda: pdf(line(_HIDDEN, 480, size=0.8)),
        lambda: pdf(line(_PLAIN, 480, size=6)),
    ),
    Case(
        "transparent text",
        _CHANNELS,
        lambda: pdf("q /G gs " + line(_HIDDEN, 480) + "Q ", _alpha),
        lambda: pdf("q 0.45 g " + line(_PLAIN, 480) + "Q "),
    ),
    Case(
        "off-page text",
        _CHANNELS,
        lambda: pdf(line(_HIDDEN, 480, x=620)),
        lambda: pdf(line(_PLAIN, 826, x=12, size=8)),
    ),
    Case(
        "cropped text",
        _CHANNELS,
        lambda: pdf(line(_HIDDEN, 30), _crop(hides=True)),
        lambda: pdf(line(_PLAIN, 80), _crop(hides=False)),
    ),
    Case(
        "clipped text",
        _CHANNELS,
        lambda: pdf("q 72 600 20 20 re W n " + line(_HIDDEN, 480) + "Q "),
        lambda: pdf("q 60 460 400 40 re W n " + line(_PLAIN, 480) + "Q "),
    ),
    Case(
        "text on a hidden layer",
        _CHANNELS,
        lambda: pdf("/OC /L BDC " + line(_HIDDEN, 480) + "EMC ", _layer(shown=False)),
        lambda: pdf("/OC /L BDC " + line(_PLAIN, 480) + "EMC ", _layer(shown=True)),
    ),
    Case(
        "rendering mode 3",
        _CHANNELS,
        lambda: pdf(
            "", lambda made, page: _only(made, page, _recognised(_PLAIN, 682) + _recognised(_HIDDEN, 480))
        ),
        lambda: pdf("", lambda made, page: _only(made, page, _recognised(_PLAIN, 682))),
        maker="scan",
    ),
)
"""A bad and a clean file each."""


def _only(made: pikepdf.Pdf, page: pikepdf.Object, text: str) -> None:
    """Turn the page into a scan with a text of its own under it."""
    _scan(made, page)
    page.Contents = made.make_stream((_OVER_SCAN + text).encode("latin-1"))
