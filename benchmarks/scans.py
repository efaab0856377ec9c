"""Redact scans of PDFs that have their right answers beside them, and look what their pictures still show.

    python -m benchmarks.scans [FOLDER] [--dpi 150 200 300] [--turn 0 2] [--fax] [--jobs N] [--details] [--json]

FOLDER (samples/ by itself) holds PDFs and gold/, in the form that samples/README.md describes. Each page is printed,
gets the blur, the noise and the JPEG of a scanner, the same in every run, and goes through the whole job. What is
measured is the picture in the published file, without the marks that are drawn over it:

- left: places that must go and that tesseract reads on it, whole words, within one edit or half of them for five
  characters and more, at their place, or anywhere oftener than they stand in what may stay; and those of which a word
  of three characters or more kept half of its ink, which people read where tesseract does not;
- ink: places in whose own box, mapped from the PDF to the scan, ink is left, whether anybody can read it or not;
- lost: words that may stay and have lost more than half of their ink.

Pages held back are a column of their own: they are neither safe nor leaked, and count in none of the others.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import regex
from PIL import Image

from benchmarks.scanner import INK, Grey, Print, Rect, prints, scanned
from pipeline.ingest import ocr
from pipeline.ingest.scan import page_picture
from pipeline.ingest.straighten import skew_of

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FAX = (204, 98)  # pixels an inch across and down: ITU-T T.4, standard resolution
_PART, _PIXELS = 0.04, 10  # of the ink of a word that may be left (a neighbour's tail), and pixels
_FUZZY, _SHORTEST = 5, 2  # characters from which one edit counts; a shorter word is not looked for


@dataclass(slots=True)
class Row:
    """What is printed of one way to scan. `seconds` are those of the job."""

    dpi: str
    turn: float
    pages: int = 0
    held_back: int = 0
    places: int = 0
    left: int = 0
    ink: int = 0
    words: int = 0
    lost: int = 0
    seconds: float = 0.0


# ------------------------------------------------------------------------------------------------ what is published


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture of a published page in grey with its pixels a point, and by how many degrees it was set straight."""

    grey: Grey
    scale: float
    turned: float
    middle: tuple[float, float]

    def box(self, ink: Rect, turn: float) -> tuple[int, int, int, int]:
        """Where ink of the print is on the picture; `turn` is by how much the scanner turned it."""
        angle = radians(turn - self.turned)
        x, y = (ink[0] + ink[2]) / 2 - self.middle[0], (ink[1] + ink[3]) / 2 - self.middle[1]
        across, down = x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)
        at = across * self.scale + self.grey.shape[1] / 2, down * self.scale + self.grey.shape[0] / 2
        half = (ink[2] - ink[0]) * self.scale / 2, (ink[3] - ink[1]) * self.scale / 2
        return (
            max(0, round(at[0] - half[0])), max(0, round(at[1] - half[1])),
            max(0, round(at[0] + half[0])), max(0, round(at[1] + half[1])),
        )  # fmt: skip


def shown(scan: bytes, published: bytes, page: int) -> Shown:
    """The largest picture of a page that was published."""
    with closing(pypdfium2.PdfDocument(scan)) as document, closing(document[page - 1]) as sheet:
        turned = skew_of(page_picture(sheet)[0])
        middle = sheet.get_width() / 2, sheet.get_height() / 2
    with pikepdf.open(io.BytesIO(published)) as pdf:
        there = pdf.pages[page - 1]
        image = max(there.get_images().values(), key=lambda i: int(i["/Width"]) * int(i["/Height"]))
        assert isinstance(image, pikepdf.Stream)
        picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
        width = float(there.mediabox[2]) - float(there.mediabox[0])
    return Shown(np.asarray(picture), picture.width / width, turned, middle)


def judge(row: Row, printed: Print, scan: bytes, published: bytes, found: list[str]) -> None:
    """Count what a published file shows; `found` gets a line for each place that is left or has ink."""
    pages = sorted({word.page for word in printed.words})
    row.pages += len(pages)
    row.places += len(printed.places)
    inky: set[int] = set()
    read: set[int] = set()
    texts: list[str] = []
    for page in pages:
        sheet = shown(scan, published, page)
        lines = ocr.recognise(Image.fromarray(sheet.grey))
        texts += [" ".join(w.text for w in line.words) for line in lines]
        words = [(w.text, w.box) for line in lines for w in line.words]
        for word in printed.words:
            if word.page != page or word.place == -1:
                continue
            box = sheet.box(word.ink, row.turn)
            part = _part_left(sheet.grey, box)
            if word.place is None:
                row.words += 1
                if part < 0.5 * _EXPECTED and len(word.text) >= _SHORTEST:
                    row.lost += 1
                    found.append(f"lost  {printed.name}: {word.text}")
                continue
            if part * _area(box) > max(_PIXELS, _PART * _EXPECTED * _area(box)):
                inky.add(word.place)
            whole = part >= 0.5 * _EXPECTED and len(word.text) > _SHORTEST
            if whole or any(_overlap(box, other) and _alike(word.text, said) for said, other in words):
                read.add(word.place)
    by_text = _oftener(printed, "\n".join(texts))
    for number, (text, kind) in enumerate(printed.places):
        elsewhere = by_text[text] > 0 and number not in read
        by_text[text] -= elsewhere or number in read
        if number in read or elsewhere:
            row.left += 1
            found.append(f"left  {printed.name}: {kind} {text}" + (" (elsewhere)" if elsewhere else ""))
        if number in inky:
            row.ink += 1
            found.append(f"ink   {printed.name}: {kind} {text}")


_EXPECTED = 0.12  # of the box around the ink of a printed word is ink, at least


def _area(box: tuple[int, int, int, int]) -> int:
    return max(1, (box[2] - box[0]) * (box[3] - box[1]))


def _part_left(grey: Grey, box: tuple[int, int, int, int]) -> float:
    """The part of a box that is ink; its outermost pixels may be a neighbour's."""
    x0, top, x1, bottom = box
    inner = grey[top + 2 : max(top + 3, bottom - 2), x0 + 2 : max(x0 + 3, x1 - 2)]
    return float((inner < INK).mean()) if inner.size else 0.0


def _overlap(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether a word that was read lies on a place: half of the smaller of the two."""
    across, down = (
        min(box[2], other[2]) - max(box[0], other[0]),
        min(box[3], other[3]) - max(box[1], other[1]),
    )
    return max(0, across) * max(0, down) > 0.4 * min(_area(box), _area(other))


def _folded(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@cache
def _like(folded: str) -> regex.Pattern[str]:
    wanted = regex.escape(folded)
    return regex.compile(
        rf"(?:{wanted}){{e<=1}}" if len(folded) >= _FUZZY else rf"(?<![^\W_]){wanted}(?![^\W_])"
    )


def _alike(wanted: str, said: str) -> bool:
    folded, read = _folded(wanted), _folded(said)
    if len(folded) < _SHORTEST:
        return False
    part = len(read) >= max(_FUZZY, len(folded) / 2) and read in folded
    return part or _like(folded).search(read) is not None


def _oftener(printed: Print, text: str) -> Counter[str]:
    """How often each text of a place is read beyond the times that it stands in what may stay."""
    may = "\n".join(word.text for word in printed.words if word.place is None or word.place == -1)
    found: Counter[str] = Counter()
    for wanted in {text for text, _ in printed.places if len(_folded(text)) >= _FUZZY}:
        pieces = r"[\W_]*".join(regex.escape(_folded(piece)) for piece in wanted.split())
        pattern = regex.compile(rf"(?<!\w)(?:{pieces}){{e<=1}}(?!\w)", regex.IGNORECASE | regex.BESTMATCH)
        found[wanted] = max(0, len(pattern.findall(text)) - len(pattern.findall(may)))
    return found


# ---------------------------------------------------------------------------------------------------- the command


def measure(printed: Sequence[Print], dpi: tuple[int, int], turn: float, jobs: int) -> tuple[Row, list[str]]:
    """Scan all prints in one way and redact them."""
    fax = dpi == FAX
    row = Row("fax" if fax else str(dpi[0]), turn)
    found: list[str] = []
    scans = {one.name: scanned(one.data, dpi, turn, fax=fax) for one in printed}
    row.seconds, outputs, reasons = run(scans, jobs)
    for one in printed:
        if one.name in outputs:
            judge(row, one, scans[one.name], outputs[one.name], found)
        else:
            row.held_back += len({word.page for word in one.words})
            found.append(f"held  {one.name}: {'; '.join(reasons[one.name])}")
    return row, found


def run(files: Mapping[str, bytes], jobs: int) -> tuple[float, dict[str, bytes], dict[str, list[str]]]:
    """The seconds that the job takes with these files, what was published, and the reasons of each."""
    from pipeline.run import Options, process  # noqa: PLC0415  (it takes seconds, which --help should not wait for)

    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary) / "in", Path(temporary) / "out"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        began = time.perf_counter()
        process([folder], out, None, Options(jobs), lambda _: None)
        seconds = time.perf_counter() - began
        rows = json.loads((out / "internal" / "manifest.json").read_text(encoding="utf-8"))["documents"]
        there = {Path(r["source"]).name: out / "publish" / f"{r['id']}.pdf" for r in rows}
        outputs = {name: file.read_bytes() for name, file in there.items() if file.is_file()}
        return seconds, outputs, {Path(r["source"]).name: r["reasons"] for r in rows}


def table(rows: Iterable[Row], seconds: float) -> str:
    """The rows as lines to read; `seconds` is how long the PDFs themselves took, without a picture."""
    lines = [
        f"{'dpi':>5}{'turn':>6}{'pages':>7}{'held back':>11}{'places':>8}{'left':>6}{'share':>8}{'ink':>5}"
        f"{'words':>7}{'lost':>6}{'pages/s':>9}{'PDF':>7}"
    ]
    for row in rows:
        every = row.pages + row.held_back
        share = row.left / row.places if row.places else 0.0
        lines.append(
            f"{row.dpi:>5}{row.turn:>6g}{row.pages:>7}{row.held_back:>11}{row.places:>8}{row.left:>6}{share:>8.1%}"
            f"{row.ink:>5}{row.words:>7}{row.lost:>6}{every / row.seconds:>9.2f}{every / seconds:>7.2f}"
        )
    return "\n".join(lines)


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--dpi", type=int, nargs="*", default=[150, 200, 300])
    parser.add_argument("--turn", type=float, nargs="*", default=[0.0, 2.0], help="degrees")
    parser.add_argument("--fax", action="store_true", help="as a fax too: black and white, 204 by 98 an inch")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--details", action="store_true", help="list what is left, lost and held back")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    if shutil.which("tesseract") is None:
        raise SystemExit("tesseract is not installed")
    printed = list(prints(given.folder))
    ways = [(dpi, dpi) for dpi in given.dpi] + ([FAX] if given.fax else [])
    rows: list[Row] = []
    for way in ways:
        for turn in given.turn:
            row, found = measure(printed, way, turn, given.jobs)
            rows.append(row)
            if given.details:
                print(
                    "\n".join([f"{row.dpi} dpi, {turn:g} degrees", *(f"  {line}" for line in found)]),
                    flush=True,
                )
    seconds, _, _ = run({one.name: one.data for one in printed}, given.jobs)
    print(json.dumps([asdict(row) for row in rows]) if given.json else table(rows, seconds))


if __name__ == "__main__":
    main()
