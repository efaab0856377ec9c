"""A bad and a clean file for one way in which text stays reachable, and the parts that they are made of."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.pdfmetrics import stringWidth

SECRET = "Veldkamp"
"""An invented name: what must not be reachable."""

WIDTH, HEIGHT = 595.0, 842.0
LEFT, SIZE, LEADING = 72.0, 11.0, 16.0
TARGET = 520.0
"""The baseline of the line with the secret, in points from the bottom."""

HEADING = "Verslag van het overleg over de inrichting van het plein"
PROSE = (
    "De raad heeft in het voorjaar gevraagd om een nieuw plan voor het plein en de straten",
    "eromheen. Het plan beschrijft de bestrating, de verlichting en het groen. De kosten",
    "zijn geraamd op basis van de prijzen van dit jaar. Het werk begint na de zomer en duurt",
    "ongeveer vier maanden. Tijdens het werk blijft het plein bereikbaar voor voetgangers.",
    "Voor bevoorrading zijn vaste tijden afgesproken. De markt wijkt tijdelijk uit naar het",
    "parkeerterrein achter het gemeentehuis. Na afloop wordt de bestrating gekeurd.",
)
BEFORE, AFTER = "Het bezwaar is ingediend door ", " op de laatste dag van de termijn."


@dataclass(frozen=True, slots=True)
class Case:
    """One channel of the issue. `channels` are the names under which a finding counts for the bad file.

    `name` and `clean_name` are the names of the files; `secrets` is what `--secrets` holds.
    """

    channel: str
    channels: tuple[str, ...]
    bad: Callable[[], bytes]
    clean: Callable[[], bytes]
    maker: str = "pikepdf"
    name: str = "stuk.pdf"
    clean_name: str = "stuk.pdf"
    secrets: tuple[str, ...] = field(default=())


Edit = Callable[[pikepdf.Pdf, pikepdf.Object], None]


def secret_box(baseline: float = TARGET) -> tuple[float, float, float, float]:
    """Where the secret stands on its line: x, y, width and height, with a margin."""
    x = LEFT + stringWidth(BEFORE, "Helvetica", SIZE)
    return x - 1, baseline - 3, stringWidth(SECRET, "Helvetica", SIZE) + 2, 13.0


def line(text: str, y: float, *, x: float = LEFT, size: float = SIZE, font: str = "F") -> str:
    """A line of text as content."""
    shown = (
        text.encode("cp1252").decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    )
    return f"BT /{font} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({shown}) Tj ET\n"


def prose(start: float = 740.0) -> str:
    """A heading and a paragraph."""
    lines = "".join(line(text, start - (i + 2) * LEADING) for i, text in enumerate(PROSE))
    return line(HEADING, start, size=14, font="B") + lines


def target(word: str = SECRET) -> str:
    """The line of the secret, or of anything else in its place."""
    return line(f"{BEFORE}{word}{AFTER}", TARGET)


def gap() -> str:
    """The line of the secret without it, the rest where it was."""
    x, _, width, _ = secret_box()
    return line(BEFORE, TARGET) + line(AFTER.strip(), TARGET, x=x + width + 2)


def pdf(content: str, edit: Edit | None = None, **save: object) -> bytes:
    """A page of A4 with a heading, a paragraph and `content`."""
    return pages([prose() + content], edit, **save)


def pages(contents: list[str], edit: Edit | None = None, **save: object) -> bytes:
    """Pages of A4 with what they show; `edit` gets the file and its first page."""
    made = pikepdf.new()
    fonts = Dictionary(F=_font(made, "Helvetica"), B=_font(made, "Helvetica-Bold"))
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, WIDTH, HEIGHT]),
            Resources=Dictionary(Font=fonts),
            Contents=made.make_stream(content.encode("latin-1")),
        )
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    if edit is not None:
        edit(made, made.pages[0].obj)
    return saved(made, **save)


def saved(made: pikepdf.Pdf, **save: object) -> bytes:
    """The bytes of a PDF, the same at every run."""
    out = io.BytesIO()
    made.save(out, deterministic_id=True, **save)
    made.close()
    return out.getvalue()


def edited(data: bytes, edit: Edit) -> bytes:
    """A file of another maker, changed."""
    made = pikepdf.open(io.BytesIO(data))
    edit(made, made.pages[0].obj)
    return saved(made)


def _font(made: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return made.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding
        )
    )


def image(made: pikepdf.Pdf, pixels: bytes, width: int, height: int, **entries: object) -> pikepdf.Object:
    """An image of one grey byte a pixel."""
    stream = pikepdf.Stream(made, pixels)
    stream.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
    )  # fmt: skip
    for key, value in entries.items():
        stream[f"/{key}"] = value
    return made.make_indirect(stream)


def resource(page: pikepdf.Object, kind: str, name: str, value: pikepdf.Object) -> None:
    """Add to the resources of a page."""
    if f"/{kind}" not in page.Resources:
        page.Resources[f"/{kind}"] = Dictionary()
    page.Resources[f"/{kind}"][f"/{name}"] = value


def annotate(made: pikepdf.Pdf, page: pikepdf.Object, **entries: object) -> pikepdf.Object:
    """Add an annotation at the place of the secret, unless `Rect` says another."""
    x, y, width, height = secret_box()
    known = {"Type": Name.Annot, "Rect": Array([x, y, x + width, y + height]), "F": 4, **entries}
    one = made.make_indirect(Dictionary({f"/{key}": value for key, value in known.items()}))
    page.Annots = Array([*page.get("/Annots", Array()), one])
    return one


def appearance(
    made: pikepdf.Pdf, content: str, width: float, height: float, **resources: object
) -> pikepdf.Object:
    """The normal appearance of an annotation."""
    stream = pikepdf.Stream(made, content.encode("latin-1"))
    stream.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height]),
            Resources=Dictionary({f"/{key}": value for key, value in resources.items()}),
        )
    )  # fmt: skip
    return Dictionary(N=made.make_indirect(stream))
