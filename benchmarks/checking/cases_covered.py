"""Text and pixels under something: paths, lines, images, annotations, fills that let nearly nothing through."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from benchmarks.checking.case import (
    HEIGHT,
    SECRET,
    WIDTH,
    Case,
    Edit,
    annotate,
    appearance,
    gap,
    image,
    line,
    pdf,
    resource,
    secret_box,
    target,
)

_COVERED = ("covered-text", "unapplied-redaction", "unseen-text")
_PIXELS = ("covered-pixels", "cropped-pixels")
X, Y, W, H = secret_box()
_BAR = f"q 0 g {X:g} {Y:g} {W:g} {H:g} re f Q\n"
_WHITE = f"q 1 g {X:g} {Y:g} {W:g} {H:g} re f Q\n"
_SHADE = f"q 0.85 g {X:g} {Y:g} {W:g} {H:g} re f Q\n"


def _state(**entries: object) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        resource(page, "ExtGState", "G", Dictionary({f"/{k}": v for k, v in entries.items()}))

    return edit


def _black_image(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    resource(page, "XObject", "I", image(made, bytes(100), 10, 10))


def _square(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    drawn = appearance(made, f"0 g 0 0 {W:g} {H:g} re f", W, H)
    annotate(made, page, Subtype=Name.Square, IC=Array([0, 0, 0]), C=Array([0, 0, 0]), AP=drawn)


def _highlight(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    states = Dictionary(G=Dictionary(BM=Name.Multiply))
    drawn = appearance(made, f"/G gs 1 1 0 rg 0 0 {W:g} {H:g} re f", W, H, ExtGState=states)
    quads = Array([X, Y + H, X + W, Y + H, X, Y, X + W, Y])
    annotate(made, page, Subtype=Name.Highlight, C=Array([1, 1, 0]), QuadPoints=quads, AP=drawn)


def _redact(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    quads = Array([X, Y + H, X + W, Y + H, X, Y, X + W, Y])
    annotate(made, page, Subtype=Name.Redact, IC=Array([0, 0, 0]), QuadPoints=quads)


def _link(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    annotate(
        made, page, Subtype=Name.Link, Rect=Array([72, 400, 200, 412]), Border=Array([0, 0, 0]),
        A=Dictionary(S=Name.URI, URI="https://www.overheid.nl"),
    )  # fmt: skip


def _form_under_bar(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    stream = pikepdf.Stream(made, target().encode("latin-1"))
    stream.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, WIDTH, HEIGHT]), Resources=page.Resources
        )
    )
    resource(page, "XObject", "T", made.make_indirect(stream))


_SCAN_W, _SCAN_H = 496, 140  # pixels: 357 points of page at 100 dots an inch


def _scan(*, burnt: bool = False, width: int = _SCAN_W, name: str = SECRET) -> bytes:
    picture = Image.new("L", (width, _SCAN_H), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(22)
    draw.text((20, 20), "Aan de bewoners van het plein", fill=20, font=font)
    draw.text((20, 80), name, fill=20, font=font)
    if burnt:
        draw.rectangle((10, 75, 160, 115), fill=0)
    return picture.tobytes()


_PLACE = "q 357 0 0 101 72 330 cm /I Do Q\n"
_SCAN_BAR = "q 0 g 80 349 106 27 re f Q\n"  # over the second line of the picture


def _with_scan(*, burnt: bool) -> Edit:
    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        resource(page, "XObject", "I", image(made, _scan(burnt=burnt), _SCAN_W, _SCAN_H))

    return edit


def _masked(*, burnt: bool) -> Edit:
    """A soft mask that hides the second line of the picture, or a corner in which nothing is."""

    def edit(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
        mask = Image.new("L", (_SCAN_W, _SCAN_H), 255)
        place = (10, 75, 160, 115) if not burnt else (400, 0, 495, 15)
        ImageDraw.Draw(mask).rectangle(place, fill=0)
        soft = image(made, mask.tobytes(), _SCAN_W, _SCAN_H)
        picture = _scan(name="Betreft: de bestrating" if burnt else SECRET)
        resource(page, "XObject", "I", image(made, picture, _SCAN_W, _SCAN_H, SMask=soft))

    return edit


def _thumbnail(made: pikepdf.Pdf, page: pikepdf.Object) -> None:
    page.Thumb = image(made, _scan(), _SCAN_W, _SCAN_H)


def _boxed_scan(edit: Edit, *, clip: str = "") -> bytes:
    return pdf(f"q {clip}{_PLACE}Q\n", edit)


CASES = (
    Case("text under a filled path", _COVERED, lambda: pdf(target() + _BAR), lambda: pdf(gap() + _BAR)),
    Case(
        "text under a white path",
        _COVERED,
        lambda: pdf(target() + _WHITE),
        lambda: pdf(_WHITE + target("de vereniging")),
    ),
    Case(
        "text under small pieces",
        _COVERED,
        lambda: pdf(
            target()
            + "".join(f"q 0 g {X + i * W / 9:.2f} {Y:g} {W / 9 + 0.2:.2f} {H:g} re f Q\n" for i in range(9))
        ),
        lambda: pdf(
            "".join(f"q 0.85 g {X + i * W / 9:.2f} {Y:g} {W / 9 + 0.2:.2f} {H:g} re f Q\n" for i in range(9))
            + target("de vereniging")
        ),
    ),
    Case(
        "text under a thick line",
        _COVERED,
        lambda: pdf(target() + f"q 0 G 13 w {X:g} {Y + 6:g} m {X + W:g} {Y + 6:g} l S Q\n"),
        lambda: pdf(target("de vereniging") + f"q 0 G 0.6 w {X:g} {Y + 1:g} m {X + W:g} {Y + 1:g} l S Q\n"),
    ),
    Case(
        "text under an image",
        _COVERED,
        lambda: pdf(target() + f"q {W:g} 0 0 {H:g} {X:g} {Y:g} cm /I Do Q\n", _black_image),
        lambda: pdf(target("de vereniging") + "q 40 0 0 40 72 60 cm /I Do Q\n", _black_image),
    ),
    Case(
        "text under an annotation",
        _COVERED,
        lambda: pdf(target(), _square),
        lambda: pdf(target("de vereniging"), _highlight),
    ),
    Case(
        "text under a near-opaque fill",
        _COVERED,
        lambda: pdf(target() + "/G gs " + _BAR, _state(ca=0.93)),
        lambda: pdf(
            target("de vereniging") + f"q /G gs 1 1 0 rg {X:g} {Y:g} {W:g} {H:g} re f Q\n", _state(ca=0.35)
        ),
    ),
    Case(
        "text of a form under a path",
        _COVERED,
        lambda: pdf("/T Do\n" + _BAR, _form_under_bar),
        lambda: pdf(_SHADE + target("de vereniging")),
    ),
    Case(
        "unapplied Redact annotation",
        _COVERED,
        lambda: pdf(target(), _redact),
        lambda: pdf(target("de vereniging") + line("www.overheid.nl", 402), _link),
    ),
    Case(
        "pixels under a drawn box",
        _PIXELS,
        lambda: pdf(_PLACE + _SCAN_BAR, _with_scan(burnt=False)),
        lambda: pdf(_PLACE + _SCAN_BAR, _with_scan(burnt=True)),
    ),
    Case(
        "pixels under a soft mask",
        _PIXELS,
        lambda: _boxed_scan(_masked(burnt=False)),
        lambda: _boxed_scan(_masked(burnt=True)),
    ),
    Case(
        "pixels outside a clip",
        _PIXELS,
        lambda: _boxed_scan(_with_scan(burnt=False), clip="72 385 357 46 re W n "),
        lambda: _boxed_scan(_with_scan(burnt=True), clip="72 330 357 101 re W n "),
    ),
    Case(
        "thumbnail",
        ("thumbnails", "thumbnail"),
        lambda: pdf(
            _PLACE, lambda made, page: (_with_scan(burnt=True)(made, page), _thumbnail(made, page))[0]
        ),
        lambda: pdf(_PLACE, _with_scan(burnt=True)),
    ),
)
"""A bad and a clean file each; the clean one has what looks most like it and hides nothing."""
