"""Stands in the text for what OCR saw and could not read: a word it is not sure of, a signature below a closing.

Each becomes a word of its own in the text layer, in its place and as large as its ink, so that detection masks it like
any other word and its pixels go. What it may be guessed to say would be found by no rule, and a signature is personal
whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.ingest.ocr import OcrLine, OcrWord, Rect
from pipeline.ingest.scanpage import DOUBTED, NO_WORD, Reading, Verdict

UNREAD, SIGNATURE = "⟦onleesbaar⟧", "⟦handtekening⟧"
"""What stands in the text, in signs that no text has. rules/recognisers/scan_unread.toml and scan_signature.toml look
for them.
"""

FEW_UNREAD = 0.05
"""The part of the words of a page that may be unread, but always three; with more the page was not read."""

_ALWAYS = 3
_LETTERS = 2  # letters or digits of a word; a shorter one is a rule, a bullet or a speck
_SIGNED = 250  # pixels of ink at 300 dpi: two letters of 10 points
_LEFT, _RIGHT, _ABOVE, _BELOW = 150, 1400, 30, 700  # pixels around the start of the closing: 12 by 6 cm
_LETTER, _ALONE, _MOST_SINGLE = (
    48,
    70,
    40,
)  # pixels: a letter, what is between it and the next; pieces of a page
_BESIDE = 0.6  # of the height of a line: a space
_TALL = 1.5  # times the usual height of a word: read in a scrawl
_CLOSING_WORDS = 8
_DESCENT = 0.22  # of the height of the ink: where the text layer puts the baseline
_CLOSING = re.compile(
    r"\W*(?:(?:met|een)\W+)*(?:(?:vriendelijke|hartelijke|beste|collegiale)\W+)?groet(?:en)?\b|\W*hoogachtend\b|\W*m\.?v\.?g\b"
    r"|\W*(?:voor\s+akkoord|aldus\s|handtekening|ondertekening|ondertekend\b|de\s+ondergetekende|getekend\b|namens\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A page in whose text stands what was not read. `loose` is the ink that is still nobody's."""

    reading: Reading
    signed: bool
    unread: bool


def marked(reading: Reading) -> Marked:
    """Put the words that are not sure, and the ink of a signature, into the text of a page."""
    if reading.verdict not in {Verdict.READ, Verdict.UNSURE}:
        return Marked(reading, signed=False, unread=False)
    ink = dict(zip((w.box for line in reading.lines for w in line.words), reading.word_ink, strict=True))
    lines, taken, signed = _signed(reading, ink)
    lines, more, unread = _without_doubtful(lines, ink)
    loose = reading.loose - taken - more - _single(reading)
    return Marked(replace(reading, lines=lines, loose=max(0, loose)), signed, unread)


def _single(reading: Reading) -> int:
    """The ink of pieces that stand alone and are no larger than one letter: a number in front of a line, a bullet."""
    boxes = reading.pieces
    if len(boxes) > _MOST_SINGLE:
        return 0
    return sum(
        size
        for box, size in zip(boxes, reading.piece_ink, strict=True)
        if max(box[2] - box[0], box[3] - box[1]) <= _LETTER
        and all(other == box or _apart(box, other) for other in boxes)
    )


def _apart(box: Rect, other: Rect) -> bool:
    return (
        max(other[0] - box[2], box[0] - other[2]) > _ALONE
        or max(other[1] - box[3], box[1] - other[3]) > _LETTER // 2
    )


def stand_in(text: str, box: Rect) -> OcrWord:
    """A word that stands for all that is in a box."""
    wide = (box[2] - box[0]) / len(text)
    sides = [round(box[0] + i * wide) for i in range(len(text) + 1)]
    return OcrWord(text, box, tuple((sign, sides[i], sides[i + 1]) for i, sign in enumerate(text)), 100.0)


def _without_doubtful(
    lines: Sequence[OcrLine], ink: dict[Rect, int]
) -> tuple[tuple[OcrLine, ...], int, bool]:
    """The lines with a stand-in for each word that is not sure, and how much ink those have; unless they are many."""
    words = [w for line in lines for w in line.words]
    tall = _TALL * sorted(w.box[3] - w.box[1] for w in words)[len(words) // 2] if words else 0.0
    doubtful = [
        w
        for w in words
        if w.confidence < NO_WORD
        and sum(map(str.isalnum, w.text)) >= _LETTERS
        and w.box[3] - w.box[1] <= tall  # a larger one is a scrawl, which a person must see
    ]
    if not doubtful or len(doubtful) > max(_ALWAYS, FEW_UNREAD * len(words)):
        return tuple(lines), 0, False
    boxes = {w.box for w in doubtful} | {box for line in lines for box in _halves(line)}
    found = tuple(
        replace(line, words=tuple(stand_in(UNREAD, w.box) if w.box in boxes else w for w in line.words))
        for line in lines
    )
    return found, sum(ink[w.box] for w in doubtful), True


def _halves(line: OcrLine) -> Iterator[Rect]:
    """The numbers right beside one that is not sure: OCR may have cut one number in two, and half of it is no number to
    any rule.
    """
    reach = _BESIDE * (line.box[3] - line.box[1])
    for one, other in pairwise(line.words):
        if other.box[0] - one.box[2] <= reach and all(any(map(str.isdigit, w.text)) for w in (one, other)):
            if one.confidence < NO_WORD:
                yield other.box
            if other.confidence < NO_WORD:
                yield one.box


def _signed(reading: Reading, ink: dict[Rect, int]) -> tuple[tuple[OcrLine, ...], int, bool]:
    """The lines with a stand-in for the ink below each closing that no word explains, and how much of it counted as
    loose.
    """
    heights = sorted(w.box[3] - w.box[1] for line in reading.lines for w in line.words)
    lines, taken, used = list(reading.lines), 0, set[Rect]()
    pieces = dict(zip(reading.pieces, reading.piece_ink, strict=True))
    for closing in [line for line in reading.lines if _is_closing(line)]:
        zone = _zone(closing)
        mine = {box: size for box, size in pieces.items() if box not in used and _within(box, zone)}
        scrawled = [
            w
            for line in lines
            if line is not closing
            for w in line.words
            if _within(w.box, zone)
            and w.box in ink
            and (w.confidence < DOUBTED and w.box[3] - w.box[1] > _TALL * heights[len(heights) // 2])
        ]
        if sum(mine.values()) + sum(ink[w.box] for w in scrawled) < _SIGNED:
            continue
        used |= mine.keys()
        taken += sum(mine.values()) + sum(ink[w.box] for w in scrawled if w.confidence < NO_WORD)
        box = _around([*mine, *(w.box for w in scrawled)])
        gone = {w.box for w in scrawled}
        lines = [replace(line, words=tuple(w for w in line.words if w.box not in gone)) for line in lines]
        at = next(i for i, line in enumerate(lines) if line.box == closing.box) + 1
        base = box[3] - _DESCENT * (box[3] - box[1])
        lines.insert(at, OcrLine((stand_in(SIGNATURE, box),), box, base, 0.0))
    return tuple(line for line in lines if line.words), taken, len(lines) > len(reading.lines)


def _is_closing(line: OcrLine) -> bool:
    return len(line.words) <= _CLOSING_WORDS and bool(_CLOSING.match(" ".join(w.text for w in line.words)))


def _zone(closing: OcrLine) -> Rect:
    x0, top, _, bottom = closing.box
    return x0 - _LEFT, top - _ABOVE, x0 + _RIGHT, bottom + _BELOW


def _within(box: Rect, zone: Rect) -> bool:
    """Whether the middle of a box lies in a zone."""
    return zone[0] <= (box[0] + box[2]) / 2 <= zone[2] and zone[1] <= (box[1] + box[3]) / 2 <= zone[3]


def _around(boxes: Sequence[Rect]) -> Rect:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
