"""Scans and picture files as PDFs with text: a picture a page, and what OCR read on it invisibly over it.

A page is drawn by PDFium whatever it is coded in, so every filter and colour space goes the same way. The picture that
OCR read is the one that is published: upright and straight, so that the place of a word in the text is its place in
the picture, and what is taken out of one is taken out of the other.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles_scan as say
from pipeline.ingest import ocr
from pipeline.ingest.picturefile import FAULTS, FORMATS, MAX_PIXELS
from pipeline.ingest.scanpage import LOOSE_TOLD, Reading, Verdict, placed, read_page
from pipeline.ingest.textlayer import NAME, add_font, layer
from pipeline.ingest.unread import Marked, marked
from pipeline.pdf.text import read_pages

MAX_PAGES = 500
"""Of one file that are read by OCR: at 2 seconds and 1 MB each a quarter of an hour and half a gigabyte."""

MAX_LATE = 3
"""After so many pages that took too long the others are not tried."""

_DRAWN_PIXELS = (
    36_000_000  # of the picture that is read: an A2 at 300 dpi; larger pages get fewer pixels an inch
)
_LEAST_DPI = 100  # a page so large that it would get fewer is refused
_SCREEN_DPI, _PRINT_DPI = 96, 1200
_A4 = 11.69  # inches; a picture that doesn't say how large it is gets a page of at most this
_QUALITY = 75
_COLOURED, _COLOURED_PART = 40, 0.0005
_SEVERAL = ("TIFF", "MPO")  # an MPO is a JPEG with a small one of itself behind it
_MARKER = "/WooScanPage"
_KEPT = {"/Type", "/Parent"}
_COVERS = (
    0.6  # of a page: an image that large is the page, and text that nobody sees is what somebody read in it
)
_INVISIBLE = 3  # the text rendering mode
_DEPTH = 15  # forms in forms


REFUSED = frozenset({Verdict.UNREAD, Verdict.NOISE, Verdict.LATE})
"""A page of these stays as it was: the document is not published, and noise takes megabytes a page."""


@dataclass(slots=True)
class _Told:
    """The pages by what became of them."""

    by_verdict: dict[Verdict, list[int]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    loose: list[int] = field(default_factory=list)
    signed: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    late: int = 0

    def add(self, number: int, page: Marked) -> None:
        reading = page.reading
        if page.signed:
            self.signed.append(number)
        if page.unread:
            self.unread.append(number)
        self.by_verdict.setdefault(reading.verdict, []).append(number)
        if reading.verdict not in REFUSED:
            self.texts[number] = reading.text
        self.late += reading.verdict is Verdict.LATE
        if reading.verdict in {Verdict.READ, Verdict.UNSURE} and (
            reading.shaded or reading.loose >= LOOSE_TOLD
        ):
            self.loose.append(number)

    def obstacles(self) -> tuple[str, ...]:
        """Why the document can't be published."""
        sentences = {Verdict.UNREAD: say.unread_scans, Verdict.NOISE: say.noise, Verdict.LATE: say.late}
        unread = [tell(self.by_verdict[v]) for v, tell in sentences.items() if v in self.by_verdict]
        return (*unread, *([say.unexplained(self.loose)] if self.loose else []))

    def notes(self, data: bytes) -> tuple[str, ...]:
        """What a person must look at. A page whose text PDFium puts in another order than it was read in is one too."""
        other = {
            page.page.number
            for page in read_pages(data, frozenset(self.texts))
            if "".join(page.text.split()) != "".join(self.texts[page.page.number].split())
        }
        unsure = sorted(other.union(self.by_verdict.get(Verdict.UNSURE, ())))
        told = ((unsure, say.unsure), (self.unread, say.unread_words), (self.signed, say.signed))
        return tuple(tell(pages) for pages, tell in told if pages)


@dataclass(frozen=True, slots=True)
class Scans:
    """A PDF whose pages without text got some. `pages` are the numbers of those that were pictures."""

    data: bytes
    pages: tuple[int, ...]
    obstacles: tuple[str, ...]
    notes: tuple[str, ...]


def read_picture(data: bytes) -> Scans:
    """A picture file (JPEG, PNG, GIF, TIFF with all its pages, BMP, WebP) as a PDF with text.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
        UnreadableError: it is damaged, moves, or is too large.
    """
    ocr.program()
    told = _Told()
    with pikepdf.new() as pdf:
        font = add_font(pdf)
        for number, (picture, dpi) in enumerate(_frames(data), 1):
            if number > MAX_PAGES:
                raise UnreadableError(say.too_many_pages(MAX_PAGES))
            reading = _read(picture, told, number)
            pdf.add_blank_page()
            if reading.verdict is not Verdict.LATE:
                _write(pdf, pdf.pages[-1].obj, reading, (72 / dpi, font))
        return _scans(pdf, told, tuple(range(1, len(pdf.pages) + 1)))


def read_scans(data: bytes, textless: Sequence[int]) -> Scans | None:
    """A PDF with the text of those pages that are pictures; None where no page is one.

    A page with an image over most of it and none but invisible text counts too: its text is what another program
    read, at places that are not known to be those of the ink, and is replaced.

    Args:
        data: what `readable` gave.
        textless: the numbers of the pages that show something but have no text.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
        UnreadableError: a page can't be drawn, or there are too many.
        pypdfium2.PdfiumError, pikepdf.PdfError: the file is broken.
    """
    told = _Told()
    with closing(pypdfium2.PdfDocument(data)) as drawn:
        numbers = sorted({*textless, *_read_by_another(drawn)})
        if not numbers:
            return None
        if len(numbers) > MAX_PAGES:
            raise UnreadableError(say.too_many_pages(MAX_PAGES))
        ocr.program()
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            font = add_font(pdf)
            for number in numbers:
                with closing(drawn[number - 1]) as page:
                    picture, dpi = page_picture(page)
                reading = _read(picture, told, number)
                if reading.verdict is not Verdict.LATE:
                    _write(pdf, pdf.pages[number - 1].obj, reading, (72 / dpi, font))
            return _scans(pdf, told, tuple(numbers))


def _read(picture: Image.Image, told: _Told, number: int) -> Reading:
    """Read a page, with what was not read in its text, and take note of what became of it."""
    late = told.late >= MAX_LATE
    page = marked(Reading(picture, (), Verdict.LATE, 0.0, 0, 0) if late else read_page(picture))
    told.add(number, page)
    # Of a page that was not read the picture stays, for a person who has looked at it, and no half of its words.
    return replace(page.reading, lines=()) if page.reading.verdict in REFUSED else page.reading


def _scans(pdf: pikepdf.Pdf, told: _Told, pages: tuple[int, ...]) -> Scans:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return Scans(out.getvalue(), pages, told.obstacles(), told.notes(out.getvalue()))


# Pages of a PDF


def page_picture(page: pypdfium2.PdfPage) -> tuple[Image.Image, float]:
    """A page as it is displayed, in grey where it has no colour, and its pixels an inch.

    Raises:
        UnreadableError: it is too large, or can't be drawn.
    """
    width, height = page.get_size()
    dpi = min(float(ocr.DPI), 72 * (_DRAWN_PIXELS / max(1.0, width * height)) ** 0.5)
    if dpi < _LEAST_DPI:
        raise UnreadableError(say.LARGE_PICTURE)
    try:
        with closing(page.render(scale=dpi / 72, may_draw_forms=False, rev_byteorder=True)) as bitmap:
            picture = bitmap.to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as error:
        raise UnreadableError(say.OCR_FAILED) from error
    return plain(picture), dpi


def plain(picture: Image.Image) -> Image.Image:
    """An RGB picture, in grey where nothing on it has a colour that anybody would see."""
    small = np.asarray(picture.reduce(4), np.int16)
    spread = small.max(axis=2) - small.min(axis=2)
    return picture if (spread > _COLOURED).mean() > _COLOURED_PART else picture.convert("L")


def _read_by_another(pdf: pypdfium2.PdfDocument) -> Iterator[int]:
    """The pages that are an image with invisible text over it."""
    for index in range(len(pdf)):
        with closing(pdf[index]) as page:
            if _is_read_by_another(page):
                yield index + 1


def _is_read_by_another(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    covered, hidden = 0.0, False
    for thing in page.get_objects(max_depth=_DEPTH):
        if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = thing.get_bounds()
            covered = max(covered, (x1 - x0) * (y1 - y0))
        elif thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(thing.raw) != _INVISIBLE:
                return False
            hidden = True
    return hidden and covered >= _COVERS * width * height


def _write(
    pdf: pikepdf.Pdf, page: pikepdf.Object, reading: Reading, how: tuple[float, pikepdf.Object]
) -> None:
    """Replace all that a page holds by a picture and its text. `how` is points a pixel, and the font of the layer."""
    scale, font = how
    picture = reading.picture
    width, height = picture.width * scale, picture.height * scale
    for key in list(page.keys()):
        if key not in _KEPT:
            del page[key]
    page["/MediaBox"] = pikepdf.Array([0, 0, round(width, 3), round(height, 3)])
    page["/CropBox"] = page["/MediaBox"]  # inherited ones would cut and turn it
    page["/Rotate"] = 0
    page["/Resources"] = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({_MARKER: _image(pdf, picture)}),
        Font=pikepdf.Dictionary({f"/{NAME}": font}),
    )
    text = layer(placed(reading.lines, scale, height))
    page["/Contents"] = pdf.make_stream(
        f"q {width:.3f} 0 0 {height:.3f} 0 0 cm {_MARKER} Do Q\n".encode("ascii") + text
    )


def _image(pdf: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Object:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return pdf.make_stream(
        out.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray if picture.mode == "L" else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


# Picture files


def _frames(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """The pages of a picture file as they are shown, on white, at about 300 dpi, each with its pixels an inch.

    Raises:
        UnreadableError: it is damaged, moves, or is too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow tells of odd metadata; sizes are judged here
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as file:
                _check_size(file)
                several = getattr(file, "n_frames", 1) > 1
                if several and file.format not in _SEVERAL:
                    raise UnreadableError(say.MOVING_PICTURE)
                for frame in ImageSequence.Iterator(file) if file.format == "TIFF" else (file,):
                    _check_size(frame)
                    yield _scaled(*_shown(frame))
        except (Image.DecompressionBombError, MemoryError) as error:
            raise UnreadableError(say.LARGE_PICTURE) from error
        except FAULTS as error:
            raise UnreadableError(say.BROKEN_PICTURE) from error


def _check_size(file: Image.Image) -> None:
    if file.width * file.height > MAX_PIXELS:
        raise UnreadableError(say.LARGE_PICTURE)


def _shown(frame: Image.Image) -> tuple[Image.Image, float]:
    """A picture as a program shows it, and its pixels an inch."""
    said = frame.info.get("dpi", (0.0, 0.0))
    frame.load()
    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith(("I", "F")):
        values = np.asarray(upright, np.float32)
        most = 65535.0 if upright.mode.startswith("I;16") or values.max() > 255 else 255.0
        upright = Image.fromarray((values.clip(0, most) * (255 / most)).astype(np.uint8))
    if upright.mode in {"LA", "PA", "RGBA", "RGBa", "La"} or "transparency" in upright.info:
        over = upright.convert("RGBA")
        ground = Image.new("RGBA", over.size, (255, 255, 255, 255))
        upright = Image.alpha_composite(ground, over)
    return upright.convert("RGB"), _dpi(said, upright.size)


def _dpi(said: object, size: tuple[int, int]) -> float:
    """What the file says where that makes a page, else what makes it a screen's size, or at most an A4."""
    try:
        across = float(said[0])  # type: ignore[index]
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = 0.0
    longest = max(size)
    if _SCREEN_DPI < across <= _PRINT_DPI and longest / across <= 2 * _A4:
        return across
    return max(float(_SCREEN_DPI), longest / _A4)


def _scaled(picture: Image.Image, dpi: float) -> tuple[Image.Image, float]:
    """A picture with about 300 pixels an inch: tesseract reads the letters of a screen only when they are enlarged."""
    most = (_DRAWN_PIXELS / max(1, picture.width * picture.height)) ** 0.5
    factor = min(ocr.DPI / dpi, most)
    if factor < 0.9 or factor > 1.2:
        size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
        picture, dpi = picture.resize(size, Image.Resampling.LANCZOS), dpi * factor
    return plain(picture), dpi
