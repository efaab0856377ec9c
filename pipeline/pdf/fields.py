"""Draws what stands in a form field that has no appearance, or one that is out of date (ISO 32000-2, 12.7.4.3).

A reader of the file draws such a field itself, in its own way; so the layout here is our own, and plain: Helvetica
with the size and the colour that the field asks for, smaller where the text would not fit. Nothing is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pikepdf
from pdfminer.fontmetrics import FONT_METRICS

from pipeline.errors import UnreadableError

_WIDTHS: dict[str, int] = FONT_METRICS["Helvetica"][1]
MAX_TEXT = 100_000
"""A field with more letters than this is refused."""

_PARENTS = 50
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_PADDING = 2.0
_LEADING = 1.15
_ASCENT = 0.75
_SMALLEST = 1.0
_SIZE = re.compile(rb"(-?[\d.]+)\s+Tf\b")
_COLOUR = re.compile(rb"((?:[\d.]+\s+){1,4}(?:g|rg|k))\b")


def inherited(field: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An entry of a field, or of the nearest field above it."""
    for _ in range(_PARENTS):
        if key in field:
            return field.get(key)
        parent = field.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        field = parent
    return None


def field_text(field: pikepdf.Object) -> str:
    """What stands in a text or choice field; empty for every other field."""
    if inherited(field, "/FT") not in {"/Tx", "/Ch"}:
        return ""
    value = inherited(field, "/V")
    if isinstance(value, pikepdf.Array):
        return "\n".join(str(v) for v in value if isinstance(v, pikepdf.String))
    if isinstance(value, pikepdf.Stream):
        return str(pikepdf.String(bytes(value.read_bytes())))
    if not isinstance(value, pikepdf.String):
        return ""
    return _option(field, str(value))


def _option(field: pikepdf.Object, value: str) -> str:
    """A choice may show another text than it stands for (Table 234)."""
    options = inherited(field, "/Opt")
    for option in options if isinstance(options, pikepdf.Array) else []:
        if isinstance(option, pikepdf.Array) and len(option) == 2 and str(option[0]) == value:
            return str(option[1])
    return value


@dataclass(frozen=True, slots=True)
class _Style:
    size: float  # points; 0 where the field leaves it open
    colour: bytes
    flags: int
    alignment: int  # 0 left, 1 in the middle, 2 right


def draw_field(
    pdf: pikepdf.Pdf, widget: pikepdf.Object, size: tuple[float, float], page: int
) -> pikepdf.Object:
    """An appearance stream that shows what stands in a field.

    Args:
        pdf: the file it is in.
        widget: the annotation of the field.
        size: width and height of its rectangle in points.
        page: the number of the page it is on.

    Raises:
        UnreadableError: it holds more than MAX_TEXT letters, or letters that the font doesn't have.
    """
    turns = _turns(widget)
    width, height = size if turns % 2 == 0 else (size[1], size[0])
    style = _style(pdf, widget)
    text = "".join(c if c.isprintable() or c in "\r\n" else " " for c in field_text(widget))
    if style.flags & _PASSWORD:
        text = "*" * len(text)
    if len(text) > MAX_TEXT:
        raise UnreadableError(f"pagina {page} heeft een formulierveld met te veel tekst")
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        reason = f"pagina {page} heeft een formulierveld met letters die niet kunnen worden getekend"
        raise UnreadableError(reason) from error
    lines, points = _fit(text, style, width - 2 * _PADDING, height - 2 * _PADDING)
    stream = pdf.make_stream(_content(lines, points, style, width, height))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    stream["/Type"], stream["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    stream["/BBox"] = pikepdf.Array([0, 0, width, height])
    stream["/Matrix"] = pikepdf.Array(_matrix(turns, size))
    stream["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    return stream


def _turns(widget: pikepdf.Object) -> int:
    looks = widget.get("/MK")
    return int(looks.get("/R", 0)) // 90 % 4 if isinstance(looks, pikepdf.Dictionary) else 0


def _matrix(turns: int, size: tuple[float, float]) -> list[float]:
    """Counterclockwise quarter turns within the rectangle."""
    width, height = size
    return [
        [1.0, 0, 0, 1, 0, 0],
        [0.0, 1, -1, 0, width, 0],
        [-1.0, 0, 0, -1, width, height],
        [0.0, -1, 1, 0, 0, height],
    ][turns]


def _style(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> _Style:
    form = pdf.Root.get("/AcroForm")
    of_form = form.get("/DA") if isinstance(form, pikepdf.Dictionary) else None
    asked = inherited(widget, "/DA") or of_form
    default = bytes(asked) if isinstance(asked, pikepdf.String) else b""
    size, colour = _SIZE.search(default), _COLOUR.search(default)
    return _Style(
        abs(float(size[1])) if size else 0.0,
        colour[1] if colour else b"0 g",
        int(inherited(widget, "/Ff") or 0),
        int(inherited(widget, "/Q") or 0),
    )


def _width(text: str) -> float:
    """In thousandths of the size; letters without a width of their own count as the widest ones."""
    return float(sum(_WIDTHS.get(c, 1000) for c in text))


def _fit(text: str, style: _Style, width: float, height: float) -> tuple[list[str], float]:
    """The lines, and the largest size that they fit in."""
    paragraphs = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    points = style.size or min(12.0, max(height * 0.8, _SMALLEST))
    while True:
        if style.flags & _MULTILINE or len(paragraphs) > 1:
            lines = [line for paragraph in paragraphs for line in _wrap(paragraph, width, points)]
        else:
            lines = paragraphs
        widest = max(_width(line) for line in lines) * points / 1000
        if (widest <= width and len(lines) * points * _LEADING <= height + points / 2) or points <= _SMALLEST:
            return lines, points
        points = max(points * 0.9, _SMALLEST)


def _wrap(paragraph: str, width: float, points: float) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and _width(longer) * points / 1000 > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _content(lines: list[str], points: float, style: _Style, width: float, height: float) -> bytes:
    leading = points * _LEADING
    if len(lines) == 1 and not style.flags & _MULTILINE:
        y = (height - points * _ASCENT) / 2
    else:
        y = height - _PADDING - points * _ASCENT
    shown = [b"q", style.colour, b"BT", f"/F {points:.3f} Tf".encode()]
    for line in lines:
        spare = width - 2 * _PADDING - _width(line) * points / 1000
        x = _PADDING + max(spare, 0.0) * style.alignment / 2
        data = f"<{line.encode('cp1252').hex()}> Tj".encode()
        shown += [f"1 0 0 1 {x:.3f} {y:.3f} Tm".encode(), data]
        y -= leading
    return b"\n".join([*shown, b"ET", b"Q"])
