"""PDFs with their answers as prints, each word with the place of its ink, and what a scanner makes of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipeline.pdf.text import read_pages, read_text

PRINT_DPI, BLUR, NOISE, QUALITY, SEED = 300, 0.35, 6.0, 75, 20
"""Pixels an inch of the print; the blur in points, the noise in levels, and the JPEG of the scanner."""

INK = 150
"""Levels of grey: what is darker is ink."""

Grey = NDArray[np.uint8]
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a printed page: where its ink is in points (left, top, right, bottom), and the number of the place
    that it belongs to; None where it may stay, -1 where either is right.
    """

    text: str
    page: int
    ink: Rect
    place: int | None


@dataclass(frozen=True, slots=True)
class Print:
    """A PDF with its answers: its words, and the text and the kind of each place that must go."""

    name: str
    data: bytes
    words: tuple[Word, ...]
    places: tuple[tuple[str, str], ...]


# ------------------------------------------------------------------------------------------------ what is printed


def prints(folder: Path) -> Iterator[Print]:
    """The PDFs of a folder that have answers."""
    for file in sorted(folder.glob("*.pdf")):
        gold = folder / "gold" / f"{file.name}.json"
        if gold.is_file():
            yield read_print(file.name, file.read_bytes(), json.loads(gold.read_text(encoding="utf-8")))


def read_print(name: str, data: bytes, gold: Mapping[str, Any]) -> Print:
    """Find the places of the answers in a PDF."""
    pages = list(read_pages(data))
    text = read_text(data).text
    owner = _owners(text, gold)
    words: list[Word] = []
    with closing(pypdfium2.PdfDocument(data)) as document:
        for page in pages:
            with closing(document[page.page.number - 1]) as sheet:
                grey = np.asarray(_printed(sheet))
            for run in _runs([c for c in page.chars if not text[c.start : c.end].isspace()], owner):
                boxes = [page.view.box(page.page.number, (c.box[:2], c.box[2:])) for c in run]
                whole = (
                    min(b.x0 for b in boxes), min(b.top for b in boxes),
                    max(b.x1 for b in boxes), max(b.bottom for b in boxes),
                )  # fmt: skip
                ink = _inked(grey, whole)
                if ink is not None:
                    said = text[run[0].start : run[-1].end]
                    words.append(Word(said, page.page.number, ink, owner[run[0].start]))
    places = tuple((s["text"], s["type"]) for s in gold["spans"] if s["must"] == "redact")
    return Print(name, data, tuple(words), places)


def _printed(page: pypdfium2.PdfPage) -> Image.Image:
    with closing(page.render(scale=PRINT_DPI / 72)) as bitmap:
        picture: Image.Image = bitmap.to_pil().convert("L")
        return picture


def _owners(text: str, gold: Mapping[str, Any]) -> list[int | None]:
    """For each character of the text of a PDF the number of the place that it belongs to."""
    there = [i for i, sign in enumerate(text) if not sign.isspace()]
    known = [i for i, sign in enumerate(gold["text"]) if not sign.isspace()]
    same = SequenceMatcher(
        None, [gold["text"][i] for i in known], [text[i] for i in there], autojunk=False
    ).get_matching_blocks()
    at = {known[a + k]: there[b + k] for a, b, size in same for k in range(size)}
    owner: list[int | None] = [None] * len(text)
    number = -1
    for span in gold["spans"]:
        if span["must"] == "keep":
            continue
        number += span["must"] == "redact"
        for i in range(span["start"], span["start"] + len(span["text"])):
            if i in at:
                owner[at[i]] = number if span["must"] == "redact" else -1
    return owner


def _runs(chars: Sequence[Any], owner: Sequence[int | None]) -> Iterator[list[Any]]:
    """The characters in runs without a gap that belong to one place."""
    run: list[Any] = []
    for char in chars:
        if run and (char.start != run[-1].end or owner[char.start] != owner[run[-1].start]):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _inked(grey: Grey, box: Rect) -> Rect | None:
    """The part of a box that has ink, in points; None where there is none."""
    scale = PRINT_DPI / 72
    left, top, right, bottom = (max(0, round(side * scale)) for side in box)
    rows, columns = np.nonzero(grey[top:bottom, left:right] < INK)
    if not len(rows):
        return None
    sides = left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1
    x0, y0, x1, y1 = (float(side) / scale for side in sides)
    return x0, y0, x1, y1


# ---------------------------------------------------------------------------------------------------- the scanner


def scanned(data: bytes, dpi: tuple[int, int], turn: float, *, fax: bool = False) -> bytes:
    """A PDF as a scanner makes it of its prints: pages as pictures of so many pixels an inch, turned anticlockwise by
    so many degrees.
    """
    out = io.BytesIO()
    with pikepdf.new() as pdf, closing(pypdfium2.PdfDocument(data)) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                picture, size = _scan(_printed(page), dpi, turn, SEED + index), page.get_size()
            pdf.add_blank_page(page_size=size)
            obj = pdf.pages[-1].obj
            obj["/Resources"] = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(I=_image(pdf, picture, fax=fax))
            )
            obj["/Contents"] = pdf.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q".encode())
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _scan(picture: Image.Image, dpi: tuple[int, int], turn: float, seed: int) -> Image.Image:
    turned = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(BLUR * PRINT_DPI / 72))
    size = round(picture.width * dpi[0] / PRINT_DPI), round(picture.height * dpi[1] / PRINT_DPI)
    grey = np.asarray(soft.resize(size, Image.Resampling.BOX), np.float64)
    rough = 18 + grey * (228 / 255) + np.random.default_rng(seed).normal(0, NOISE, grey.shape)
    return Image.fromarray(rough.clip(0, 255).astype(np.uint8))


def _image(pdf: pikepdf.Pdf, picture: Image.Image, *, fax: bool) -> pikepdf.Object:
    out = io.BytesIO()
    about: dict[str, Any] = {"Width": picture.width, "Height": picture.height}
    if fax:
        white = np.asarray(picture) > INK
        return pdf.make_stream(np.packbits(white, axis=1).tobytes(), **_ABOUT, **about, BitsPerComponent=1)
    picture.save(out, "JPEG", quality=QUALITY)
    about["Filter"] = pikepdf.Name.DCTDecode
    return pdf.make_stream(out.getvalue(), **_ABOUT, **about, BitsPerComponent=8)


_ABOUT = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name.DeviceGray}
