"""Make docs/before-after.png from two files of samples/ and their redacted forms: `python docs/picture.py OUT`.

OUT is the folder that `woo process samples --out OUT` wrote.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
SHOWN = "10-brief-bewoner.pdf"
SCALE = 1.6  # pixels a point


def page(file: Path, index: int) -> Image.Image:
    """One page of a PDF as a picture."""
    with pdfium.PdfDocument(file) as pdf:
        return pdf[index].render(scale=SCALE).to_pil().convert("RGB")


def main(out: Path) -> None:
    """Set the page before, the page after and its legend side by side."""
    documents = json.loads((out / "internal" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    number = next(d["id"] for d in documents if d["source"] == SHOWN)
    redacted = out / "publish" / f"{number}.pdf"
    with pdfium.PdfDocument(redacted) as pdf:
        last = len(pdf) - 1
    pages = [page(ROOT / "samples" / SHOWN, 0), page(redacted, 0), page(redacted, last)]
    height = int(pages[0].height * 0.62)
    cropped = [p.crop((0, 0, p.width, height)) for p in pages]
    sheet = Image.new("RGB", (sum(p.width for p in cropped) + 40, height), "#888888")
    x = 0
    for picture in cropped:
        sheet.paste(picture, (x, 0))
        x += picture.width + 20
    ImageDraw.Draw(sheet).rectangle((0, 0, sheet.width - 1, sheet.height - 1), outline="#888888")
    sheet = sheet.resize((1800, int(sheet.height * 1800 / sheet.width)), Image.Resampling.LANCZOS)
    sheet.quantize(64).save(ROOT / "docs" / "before-after.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
