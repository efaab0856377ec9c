"""Reads one page that is a picture: set straight, its words with their ink, and how much of it nobody read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from PIL import Image, ImageOps

from pipeline.errors import UnreadableError
from pipeline.ingest import ocr
from pipeline.ingest.ink import Held, Pieces, drawing_of, hold, pieces_of
from pipeline.ingest.letters import fitted
from pipeline.ingest.ocr import OcrLine, OcrMissingError, OcrWord, Rect
from pipeline.ingest.straighten import skew_of, straightened
from pipeline.ingest.textlayer import PlacedLine, PlacedWord

SURE_ENOUGH = 80.0
"""Mean confidence of the letters of a page below which a person must read it: of the scans that were measured
(150 to 300 dpi, skew, JPEG, noise) the good ones have 90 and more, and below 80 words go wrong."""

NO_WORD = 40.0
"""Words below this confidence are what tesseract makes of a signature, a stamp or a photo: they stay in the text, but
their ink counts as not read."""

TURNED_BELOW = 65.0
"""A page with a lower mean confidence may stand on its side or upside down, and is looked at once more."""

LOOSE_TOLD = 700
"""Pixels of ink at 300 dpi that no word explains before somebody must look: three letters of 10 points."""

BLANK_INK = 20_000
"""Pixels of specks that a blank page may have: dust. Faint letters may fall apart into more."""

LOOSE_REFUSED = 0.4
"""The part of the ink of a page that may be read by nobody; with more than that it was not read."""

DOUBTED, SECOND_SURE = 60.0, 75.0
"""A word below the first is looked at again; what the second look says counts from the second up."""

SECOND_SECONDS = 15.0
"""For a second look at a page, or at a word."""

LONG_NUMBER, NUMBER_SURE = 6, 80.0
"""Words of so many digits are doubted below this confidence, and make a person read the page when they stay so: an I
for a 1 in an account number was read with 63.
"""

MAX_DOUBTED = 20
"""Words of a page that are looked at again, at a tenth of a second each."""

_LONG, _TALL = 4, 1.2  # letters; times the width of a word
_CELL, _SHADE, _PAPER = 8, 45, 110  # pixels; levels below the paper; a darker ground is no paper
_SHADED, _EDGE = 0.01, 0.03  # parts of a page
_GRID, _EVEN = 40, 16  # cells along a picture; levels between its light and its dark ones
_ENLARGED, _ROUND, _MARGIN = 2, 4, 20  # times, pixels around the word, pixels of paper around that
_JOINED = 0.09  # of the height of a line: a narrower gap is none
_JOINED_AT = 0.4  # beside an @, which tesseract likes to set apart


class Verdict(StrEnum):
    """What became of the reading of a page."""

    READ = "read"
    UNSURE = "unsure"  # a person must read it
    UNREAD = "unread"
    NOISE = "noise"
    LATE = "late"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read. The words' boxes are in pixels of `picture`, which is upright and straight; `loose` is how many
    pixels of ink no sure word explains, `pieces` their boxes; `shaded`: a part is dark without being ink, as a photo
    is; `sideways`: most words ran up or down; `turned` is by how many degrees it was turned. `word_ink` and `piece_ink`
    are how much ink each word and each piece has.
    """

    picture: Image.Image
    lines: tuple[OcrLine, ...]
    verdict: Verdict
    confidence: float
    loose: int
    held: int
    pieces: tuple[Rect, ...] = ()
    shaded: bool = False
    sideways: bool = False
    turned: int = 0
    word_ink: tuple[int, ...] = ()
    piece_ink: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words, a line each."""
        return "".join(" ".join(w.text for w in line.words) + "\n" for line in self.lines)


def read_page(picture: Image.Image, *, straighten: bool = True) -> Reading:
    """Read a picture of a page at about 300 dpi.

    Args:
        picture: in grey ("L") or RGB.
        straighten: turn it upright and straight; else it is read as it lies.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
    """
    ocr.program()
    reading = _read(picture, straighten=straighten)
    doubtful = reading.verdict in {Verdict.UNREAD, Verdict.UNSURE} and reading.confidence < TURNED_BELOW
    if not straighten or not (doubtful or reading.sideways):
        return reading
    turn = ocr.turned_by(picture.convert("L"))
    if not turn:
        return reading
    other = _read(picture.rotate(-turn, expand=True), straighten=True)
    better = other.confidence * other.held > reading.confidence * reading.held
    return replace(other, turned=turn) if better else reading


def _read(picture: Image.Image, *, straighten: bool) -> Reading:
    if straighten:
        picture = straightened(picture, skew_of(picture))
    grey = picture.convert("L")
    if np.median(np.asarray(grey)) < _PAPER:  # white on black
        grey = ImageOps.invert(grey)
    drawing = drawing_of(grey)
    pieces = pieces_of(drawing.ink)
    if pieces is None:
        return Reading(picture, (), Verdict.NOISE, 0.0, int(drawing.ink.sum()), 0)
    try:
        found = ocr.recognise(drawing.unruled) if len(pieces.sizes) else ()
        lines = _tidied(found)
        reading = replace(_judged(picture, drawing.unruled, lines, pieces), sideways=_is_sideways(found))
        if reading.sideways:
            return reading
        if reading.loose >= LOOSE_TOLD:
            lines = (*reading.lines, *_missed(drawing.unruled, reading))
        reading = _judged(picture, drawing.unruled, _looked_again(drawing.unruled, lines), pieces)
        return replace(reading, lines=fitted(reading.lines, drawing.ink))
    except OcrMissingError:
        raise
    except UnreadableError:
        return Reading(picture, (), Verdict.LATE, 0.0, int(drawing.ink.sum()), 0)


def _missed(picture: Image.Image, reading: Reading) -> tuple[OcrLine, ...]:
    """The words that tesseract finds when only what it did not read is there: it passes over cells of tables, headings
    in columns and stamps. None where that takes long.
    """
    doubtful = [w.box for line in reading.lines for w in line.words if w.confidence < NO_WORD]
    paper = int(np.median(np.asarray(picture)))
    rest = Image.new("L", picture.size, paper)
    for x0, top, x1, bottom in (*reading.pieces, *doubtful):
        area = max(0, x0 - _ROUND), max(0, top - _ROUND), x1 + _ROUND, bottom + _ROUND
        area = (*area[:2], min(area[2], picture.width), min(area[3], picture.height))
        rest.paste(picture.crop(area), area[:2])
    for x0, top, x1, bottom in (
        w.box for line in reading.lines for w in line.words if w.confidence >= NO_WORD
    ):
        rest.paste(paper, (x0, top, x1, bottom))
    try:
        found = _tidied(ocr.recognise(rest, ocr.SPARSE, SECOND_SECONDS))
    except OcrMissingError:
        raise
    except UnreadableError:
        return ()
    sure = (
        replace(line, words=tuple(w for w in line.words if w.confidence >= SECOND_SURE)) for line in found
    )
    return tuple(line for line in sure if line.words)


def _looked_again(picture: Image.Image, lines: Sequence[OcrLine]) -> tuple[OcrLine, ...]:
    """The lines with the words that were doubted read once more, alone and enlarged, where that makes them sure."""
    doubted = [w for line in lines for w in line.words if _is_doubted(w)]
    better = {id(w): b for w in doubted[:MAX_DOUBTED] if (b := _again(picture, w)) is not None}
    return tuple(replace(line, words=tuple(better.get(id(w), w) for w in line.words)) for line in lines)


def _again(picture: Image.Image, word: OcrWord) -> OcrWord | None:
    x0, top, x1, bottom = word.box
    left, above = x0 - _ROUND, top - _ROUND
    crop = picture.crop((max(0, left), max(0, above), x1 + _ROUND, bottom + _ROUND))
    left, above = max(0, left), max(0, above)
    large = crop.resize((crop.width * _ENLARGED, crop.height * _ENLARGED), Image.Resampling.LANCZOS)
    margin = ImageOps.expand(large, _MARGIN, fill=int(np.median(np.asarray(crop))))
    try:
        words = [w for line in ocr.recognise(margin, ocr.ONE_WORD, SECOND_SECONDS) for w in line.words]
    except OcrMissingError:
        raise
    except UnreadableError:
        return None
    if len(words) != 1 or words[0].confidence < max(SECOND_SURE, word.confidence):
        return None

    def back(x: int) -> int:
        return min(max(x0, (x - _MARGIN) // _ENLARGED + left), x1)

    letters = tuple((t, back(a), back(b)) for t, a, b in words[0].letters)
    return _with_box(replace(words[0], letters=letters), word.box)


def _judged(picture: Image.Image, unruled: Image.Image, found: Sequence[OcrLine], pieces: Pieces) -> Reading:
    """A page with the lines that were found; `unruled` is its picture in grey without the lines of its tables."""
    boxes = [(word.box, line.box[3] - line.box[1]) for line in found for word in line.words]
    held = hold(pieces, (picture.height, picture.width), boxes)
    lines = _regrown(found, held)
    words = [word for line in lines for word in line.words]
    letters = sum(len(w.text) for w in words)
    confidence = sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0
    doubtful = sum(ink for w, ink in zip(words, held.ink, strict=True) if w.confidence < NO_WORD)
    loose = sum(piece[4] for piece in held.loose) + doubtful
    explained = sum(held.ink) - doubtful
    shaded = _is_dark(picture) or _is_shaded(unruled, [word.box for word in words])
    if not words and loose < LOOSE_TOLD:
        empty = not shaded and not _is_uneven(picture) and pieces.sizes.sum() < BLANK_INK
        verdict = Verdict.BLANK if empty else Verdict.UNREAD
    elif loose > max(LOOSE_TOLD, LOOSE_REFUSED * (loose + explained)):
        verdict = Verdict.UNREAD
    elif confidence < SURE_ENOUGH or any(map(_is_unsure_number, words)):
        verdict = Verdict.UNSURE
    else:
        verdict = Verdict.READ
    boxes_left = tuple(piece[:4] for piece in held.loose)
    return Reading(
        picture,
        lines,
        verdict,
        confidence,
        loose,
        explained,
        boxes_left,
        shaded,
        word_ink=held.ink,
        piece_ink=tuple(piece[4] for piece in held.loose),
    )


def _is_doubted(word: OcrWord) -> bool:
    return len(word.text) > 1 and (word.confidence < DOUBTED or _is_unsure_number(word))


def _is_unsure_number(word: OcrWord) -> bool:
    """Whether a number long enough to be one person's is doubted: with one digit wrong no check digit finds it."""
    return word.confidence < NUMBER_SURE and sum(sign.isdigit() for sign in word.text) >= LONG_NUMBER


def _is_dark(picture: Image.Image) -> bool:
    return bool(np.median(np.asarray(picture.convert("L").reduce(_CELL))) < _PAPER)


def _is_uneven(picture: Image.Image) -> bool:
    """Whether a picture without words is lighter here than there, by more than the light of a scanner makes of paper: a
    pale or blurred photo has no ink.
    """
    tall = max(picture.size) // _GRID + 1
    small = np.asarray(picture.convert("L").reduce(tall), np.int16)
    low, high = np.percentile(small, (2, 98))
    return bool(high - low > _EVEN)


def _is_shaded(picture: Image.Image, words: Sequence[Rect]) -> bool:
    """Whether a part of a picture is darker than its paper, beside the words: a photo may have no ink at all. The dark
    edge that copiers leave is no part of it.
    """
    small = np.asarray(picture.convert("L").reduce(_CELL), np.int16)
    dark = small < int(np.median(small)) - _SHADE
    for x0, top, x1, bottom in words:
        dark[top // _CELL : -(-bottom // _CELL), x0 // _CELL : -(-x1 // _CELL)] = False
    edge = round(_EDGE * max(dark.shape))
    inner = dark[edge:-edge, edge:-edge] if edge else dark
    return bool(inner.mean() > _SHADED)


def _regrown(lines: Sequence[OcrLine], held: Held) -> tuple[OcrLine, ...]:
    boxes = iter(held.boxes)
    return tuple(replace(line, words=tuple(_with_box(w, next(boxes)) for w in line.words)) for line in lines)


def _with_box(word: OcrWord, box: Rect) -> OcrWord:
    """A word with another box; its first and last letter reach to the sides of that."""
    letters = [(t, min(max(a, box[0]), box[2]), min(max(b, box[0]), box[2])) for t, a, b in word.letters]
    letters[0] = (letters[0][0], box[0], letters[0][2])
    letters[-1] = (letters[-1][0], letters[-1][1], box[2])
    return replace(word, box=box, letters=tuple(letters))


def _is_upright(word: OcrWord) -> bool:
    """Whether a word runs up or down; one of a few letters may be as high as it is wide anyhow."""
    x0, top, x1, bottom = word.box
    return len(word.text) >= _LONG and bottom - top > _TALL * (x1 - x0)


def _is_sideways(lines: Sequence[OcrLine]) -> bool:
    """Whether a page lies on its side. Tesseract reads such lines, in an order that makes no sense."""
    long = [w for line in lines for w in line.words if len(w.text) >= _LONG]
    return 2 * sum(map(_is_upright, long)) > len(long)


def _tidied(lines: Sequence[OcrLine]) -> tuple[OcrLine, ...]:
    """The lines as they can be set, without words that run up or down: their ink counts as not read."""
    level = (replace(line, words=tuple(w for w in line.words if not _is_upright(w))) for line in lines)
    return tuple(_tidy(line) for line in level if line.words)


def _tidy(line: OcrLine) -> OcrLine:
    """The words of a line from left to right, none over the next one, and those without a gap as one."""
    words: list[OcrWord] = []
    height = line.box[3] - line.box[1]
    for word in sorted(line.words, key=lambda w: (w.box[0], w.box[2])):
        if not words:
            words.append(word)
            continue
        before = words[-1]
        if before.box[2] > word.box[0]:  # tesseract's boxes of words beside an @ or a rule may run on
            left, top, _, bottom = before.box
            before = _with_box(before, (left, top, max(left + 1, word.box[0]), bottom))
            words[-1] = before
            cut = True
        else:
            cut = False
        gap = word.box[0] - before.box[2]
        mail = before.text.endswith("@") or word.text.startswith("@")
        if (mail and gap < _JOINED_AT * height) or (not cut and gap < _JOINED * height):
            words[-1] = _joined(before, word)
        else:
            words.append(word)
    return replace(line, words=tuple(words))


def _joined(one: OcrWord, other: OcrWord) -> OcrWord:
    a, b = one.box, other.box
    box = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    letters = len(one.text), len(other.text)
    sure = (one.confidence * letters[0] + other.confidence * letters[1]) / sum(letters)
    return OcrWord(one.text + other.text, box, one.letters + other.letters, sure)


def placed(lines: Sequence[OcrLine], scale: float, height: float) -> Iterator[PlacedLine]:
    """Lines in points: `scale` is points a pixel, `height` that of the page in points."""
    for line in lines:
        words = tuple(
            PlacedWord(
                tuple((t, a * scale, b * scale) for t, a, b in w.letters),
                height - w.box[3] * scale,
                height - w.box[1] * scale,
            )
            for w in line.words
        )
        middle = line.base + line.slope * (line.box[2] - line.box[0]) / 2
        yield PlacedLine(words, height - middle * scale)
