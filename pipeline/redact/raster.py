"""The last way to redact a page: as a picture, with the marks burnt into the pixels."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from pipeline.errors import RedactionError
from pipeline.pdf.text import PageText
from pipeline.redact.geometry import Rect, around
from pipeline.redact.marks import Piece, draw
from pipeline.types import Box

DPI = 200
_MAX_SIDE = 6000  # pixels; larger pages (drawings) get fewer pixels an inch
_PAD = 0.12  # of the height of a box: slanted and bold letters reach past their advance
_FILL, _EDGE = (230, 230, 230), (90, 90, 90)


def mask_boxes(page: PageText, masks: Iterable[tuple[int, list[int]]]) -> list[tuple[int, Box]]:
    """The boxes of masks as displayed, one for each stretch on a line.

    `masks` are the indexes of masks, each with the indexes of its characters on the page.
    """
    boxes: list[tuple[int, Box]] = []
    for mask, indexes in masks:
        run: Box | None = None
        for index in (i for i in indexes if not page.chars[i].generated):
            x0, y0, x1, y1 = page.chars[index].box
            box = _padded(page.view.box(page.page.number, ((x0, y0), (x1, y1))))
            if run is not None and (_same_line(run, box) or _same_column(run, box)):
                run = Box(
                    run.page,
                    min(run.x0, box.x0),
                    min(run.top, box.top),
                    max(run.x1, box.x1),
                    max(run.bottom, box.bottom),
                )
                continue
            if run is not None:
                boxes.append((mask, run))
            run = box
        if run is not None:
            boxes.append((mask, run))
    return boxes


def mask_rects(page: PageText, masks: Iterable[tuple[int, list[int]]]) -> list[tuple[int, Rect]]:
    """The same boxes in user space."""
    view = page.view
    return [(mask, around(view.back(x, y) for x, y in _ends(box))) for mask, box in mask_boxes(page, masks)]


def _ends(box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    return (box.x0, box.top), (box.x1, box.bottom)


def _padded(box: Box) -> Box:
    pad = max(1.0, _PAD * min(box.bottom - box.top, 40.0))
    return Box(box.page, box.x0 - pad, box.top - pad, box.x1 + pad, box.bottom + pad)


def _same_line(run: Box, box: Box) -> bool:
    shared = min(run.bottom, box.bottom) - max(run.top, box.top)
    near = box.x0 - run.x1 + (box.bottom - box.top) > -2.0 and box.x0 - run.x1 < 2 * (box.bottom - box.top)
    return shared > 0.5 * min(run.bottom - run.top, box.bottom - box.top) and near


def _same_column(run: Box, box: Box) -> bool:
    """Whether a letter stands below or above the others of an upright word."""
    wide = box.x1 - box.x0
    shared = min(run.x1, box.x1) - max(run.x0, box.x0)
    apart = max(box.top - run.bottom, run.top - box.bottom)
    return run.x1 - run.x0 < 1.6 * wide and shared > 0.5 * wide and apart < box.bottom - box.top


def replace_page(
    pdf: pikepdf.Pdf,
    text: PageText,
    picture: Image.Image,
    marks: list[tuple[Box, tuple[str, ...]]],
    resources: pikepdf.Object,
) -> None:
    """Replace all that a page shows by a picture of it, and write the codes on the boxes painted there."""
    width, height = text.view.size
    page = pdf.pages[text.page.number - 1].obj
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=False)
    image = pdf.make_stream(
        out.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    for key in list(page.keys()):
        if key not in {"/Type", "/Parent", "/StructParents", "/Tabs"}:
            del page[key]
    page["/MediaBox"] = pikepdf.Array([0, 0, round(width, 4), round(height, 4)])
    page["/CropBox"] = page["/MediaBox"]  # an inherited one would cut it
    page["/Rotate"] = 0
    page["/Resources"] = pikepdf.Dictionary(
        {**dict(resources.items()), "/XObject": pikepdf.Dictionary({"/WooPage": image})}
    )
    drawn = b"".join(draw(_as_piece(box, height), grounds) for box, grounds in marks)
    page["/Contents"] = pdf.make_stream(
        f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /WooPage Do Q\n".encode() + drawn
    )


def picture_of(rendered: pypdfium2.PdfDocument, text: PageText, boxes: list[tuple[int, Box]]) -> Image.Image:
    """The page as a picture with the boxes painted over it.

    Raises:
        RedactionError: the page can't be rendered.
    """
    width, height = text.view.size
    scale = min(DPI / 72, _MAX_SIDE / max(width, height))
    number = text.page.number
    try:
        page = rendered[number - 1]
        try:
            bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False)
            try:
                picture: Image.Image = bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        finally:
            page.close()
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        raise RedactionError(f"pagina {number} kan niet worden gelakt, ook niet als beeld") from error
    painter = ImageDraw.Draw(picture)
    across, down = picture.width / width, picture.height / height
    for _, box in boxes:
        corners = (box.x0 * across - 1, box.top * down - 1, box.x1 * across + 1, box.bottom * down + 1)
        painter.rectangle(corners, fill=_FILL, outline=_EDGE)
    return picture


def _as_piece(box: Box, page_height: float) -> Piece:
    em = (box.bottom - box.top) / 1.08  # the height of a mark, in em
    return Piece(0, box.x0, page_height - box.bottom + 0.24 * em, 1.0, 0.0, box.x1 - box.x0, em)
