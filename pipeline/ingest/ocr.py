"""Reads a picture with tesseract: lines of words, each with its letters, their places and how sure it is.

Tesseract is a program of the system and optional. It gets the picture on its standard input and no file, runs on one
thread, with a limit on its time and its memory.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles_scan as say

LANGUAGE = "nld"
DPI = 300
"""What tesseract was trained for: a capital of 20 to 40 pixels."""

SECONDS = 60.0
"""A full page of small print takes 5; what takes longer than this is no page of text."""

MEGABYTES = 2048
"""Of address space: an A3 at 300 dpi takes 600."""

MAX_HOCR = 40_000_000
"""Bytes of what it says: a full page of small print is 1 million."""

AUTOMATIC, ONE_WORD, SPARSE = "3", "8", "11"
"""How tesseract looks for words: a page with its columns; one word; words wherever they are."""

_ORIENTATION = "0"
_TITLE = re.compile(r"(x_bboxes|bbox|baseline|x_wconf|x_size) ([-0-9. ]+)")
_TURNED = re.compile(r"Rotate: (\d+)")
_SURE = re.compile(r"Orientation confidence: ([0-9.]+)")
_LEAST_SURE = 1.5  # of tesseract's own measure; upright pages of ten words give more
_SPACES = re.compile(r"\s+")

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, origin top left; right and bottom are outside."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word: `letters` are its characters with where each begins and ends from left to right, `confidence` is from 0
    to 100.
    """

    text: str
    box: Rect
    letters: tuple[tuple[str, int, int], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """Words from left to right. The baseline is at `base` at the left side of `box` and goes down by `slope`."""

    words: tuple[OcrWord, ...]
    box: Rect
    base: float
    slope: float


class OcrMissingError(UnreadableError):
    """Tesseract or its Dutch is not installed."""


@lru_cache(maxsize=1)
def program() -> str:
    """Where tesseract is.

    Raises:
        OcrMissingError: it is not installed, or its Dutch is not.
    """
    found = shutil.which("tesseract")
    if found is None:
        raise OcrMissingError(say.NO_OCR)
    try:
        told = subprocess.run([found, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        raise OcrMissingError(say.NO_OCR) from error
    if LANGUAGE not in told.stdout.decode("utf-8", "replace").split():
        raise OcrMissingError(say.NO_OCR)
    return found


def recognise(picture: Image.Image, mode: str = AUTOMATIC, seconds: float = SECONDS) -> tuple[OcrLine, ...]:
    """The lines of a picture in the order in which tesseract reads them.

    Args:
        picture: in grey or RGB, at about `DPI` pixels an inch.
        mode: of page segmentation; by itself the whole page with its columns.
        seconds: after so long it is stopped.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
        UnreadableError: it took too long or failed.
    """
    said = _run(
        picture,
        ["--psm", mode, "-l", LANGUAGE, "-c", "tessedit_create_hocr=1", "-c", "hocr_char_boxes=1"],
        seconds,
    )
    if len(said) > MAX_HOCR:
        raise UnreadableError(say.OCR_FAILED)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    root = etree.fromstring(said, parser)
    if root is None:
        raise UnreadableError(say.OCR_FAILED)
    lines = (_line(node) for node in root.iter("{*}span") if "x_size" in node.get("title", ""))
    return tuple(line for line in lines if line.words)


def turned_by(picture: Image.Image, seconds: float = SECONDS) -> int:
    """By how many degrees clockwise (0, 90, 180, 270) a picture must be turned to stand upright; 0 where nobody knows.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
    """
    try:
        said = _run(picture, ["--psm", _ORIENTATION], seconds).decode("utf-8", "replace")
    except OcrMissingError:
        raise
    except UnreadableError:  # too few letters
        return 0
    turned, sure = _TURNED.search(said), _SURE.search(said)
    if turned is None or sure is None or float(sure[1]) < _LEAST_SURE:
        return 0
    return int(turned[1]) % 360


def _run(picture: Image.Image, options: Sequence[str], seconds: float) -> bytes:
    command = [program(), "stdin", "stdout", "--dpi", str(DPI), *options]
    data = io.BytesIO()
    picture.save(data, "PPM")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        with subprocess.Popen(  # noqa: S603  (a fixed program, no shell, nothing of the document in its arguments)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            _bound(process.pid)
            try:
                said, _ = process.communicate(data.getvalue(), timeout=seconds)
            except BaseException:
                process.kill()
                raise
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(say.OCR_LATE) from error
    except OSError as error:
        raise UnreadableError(say.OCR_FAILED) from error
    if process.returncode:
        raise UnreadableError(say.OCR_FAILED)
    return said


def _bound(pid: int) -> None:
    """Let a process have so much memory; does nothing where the system can't bound it."""
    try:
        import resource  # noqa: PLC0415  (not on every system)

        resource.prlimit(pid, resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    except (ImportError, AttributeError, OSError, ValueError):
        return


def _line(node: etree._Element) -> OcrLine:
    told = _told(node)
    x0, top, x1, bottom = _rect(told["bbox"])
    slope, offset = told.get("baseline", (0.0, 0.0))[:2]
    words = [w for child in node.iter("{*}span") if child.get("class") == "ocrx_word" and (w := _word(child))]
    return OcrLine(tuple(words), (x0, top, x1, bottom), bottom + offset, slope)


def _word(node: etree._Element) -> OcrWord | None:
    told = _told(node)
    letters = []
    for child in node.iter("{*}span"):
        if child.get("class") == "ocrx_cinfo" and (
            text := _SPACES.sub("", "".join(map(str, child.itertext())))
        ):
            left, _, right, _ = _rect(_told(child)["x_bboxes"])
            letters.append((text, left, right))
    text = "".join(letter for letter, _, _ in letters)
    if not text:
        return None
    box = _rect(told["bbox"])
    return OcrWord(text, box, _spread(letters, box), told.get("x_wconf", (0.0,))[0])


def _spread(letters: list[tuple[str, int, int]], box: Rect) -> tuple[tuple[str, int, int], ...]:
    """The letters where they are, or evenly over their word where tesseract put them in no order: it sometimes does."""
    starts, ends = [a for _, a, _ in letters], [b for _, _, b in letters]
    wide = (box[2] - box[0]) / len(letters)
    if starts == sorted(starts) and ends == sorted(ends) and max(map(int.__sub__, ends, starts)) <= 3 * wide:
        return tuple(letters)
    sides = [round(box[0] + i * wide) for i in range(len(letters) + 1)]
    return tuple((text, sides[i], sides[i + 1]) for i, (text, _, _) in enumerate(letters))


def _told(node: etree._Element) -> dict[str, tuple[float, ...]]:
    return {key: tuple(map(float, values.split())) for key, values in _TITLE.findall(node.get("title", ""))}


def _rect(values: Sequence[float]) -> Rect:
    x0, top, x1, bottom = (int(v) for v in values[:4])
    return x0, top, max(x1, x0 + 1), max(bottom, top + 1)
