"""What scanners, mail programs and hurried writers do to a text, done to a marked one without losing a mark."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

from models.recipe.invented.marks import CLOSE, OPEN, SPLIT

_MARK = re.compile(f"({OPEN}[^{SPLIT}]*{SPLIT}|{CLOSE})")
# What stays as it is under a scanner: one wrong sign, and nobody can tell what number it was.
_EXACT = frozenset(
    [
        "BSN",
        "IBAN",
        "NUMBER_PLATE",
        "PASSPORT",
        "BIG_NUMBER",
        "V_NUMBER",
        "CASE_NUMBER",
        "IP_ADDRESS",
        "LINK",
        "GPS",
    ]
)
_OCR = {
    "rn": "m", "m": "rn", "l": "1", "1": "l", "I": "l", "O": "0", "0": "O", "cl": "d", "ij": "y", "S": "5", "B": "8",
    "e": "c", "c": "e", "h": "b", "u": "n", "n": "u", "vv": "w", "w": "vv", "g": "q", "i": "í", "a": "o", "f": "t",
}  # fmt: skip
_OCR_PAIR = re.compile("|".join(sorted(map(re.escape, _OCR), key=lambda s: (-len(s), s))))
# Cyrillic letters that look like Latin ones.
_LOOKALIKES = str.maketrans("aeopcxyiAEOPCBHKMTX", "аеорсхуіАЕОРСВНКМТХ")
_STROKES = str.maketrans("ıłŁøØđĐ", "ilLoOdD")
_INVISIBLE = ("\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff")


def _each(marked: str, change: Callable[[str, tuple[str, ...]], str]) -> str:
    """`marked` with `change(stretch, labels round it)` in place of each stretch without marks.

    A stretch never becomes empty: an answer that nothing is left of would be lost.
    """
    out: list[str] = []
    labels: list[str] = []
    for piece in _MARK.split(marked):
        if piece.startswith(OPEN):
            labels.append(piece[1:].split("|")[0])
        elif piece == CLOSE:
            labels.pop()
        elif piece:
            piece = change(piece, tuple(labels)) or piece  # noqa: PLW2901
        out.append(piece)
    return "".join(out)


def wrap(marked: str, width: int, rng: random.Random) -> str:
    """Lines broken at spaces, about `width` characters wide, also inside a name."""
    out: list[str] = []
    column, last, after, limit = 0, -1, 0, width
    for piece in _MARK.split(marked):
        if piece.startswith(OPEN) or piece == CLOSE:
            out.append(piece)
            continue
        for sign in piece:
            out.append(sign)
            column += 1
            if sign == "\n":
                column, last = 0, -1
            elif sign == " " and out[-2:-1] not in ([], [" "], ["\n"]):
                last, after = len(out) - 1, column
            if column > limit and last >= 0:
                out[last] = "\n"
                column, last, limit = column - after, -1, max(8, width + rng.randrange(-4, 3))
    return "".join(out)


def ocr(marked: str, rng: random.Random, rate: float) -> str:
    """Misread letters, lost spaces, broken words and stray signs; `rate` is the chance for each sign."""

    def misread(found: re.Match[str]) -> str:
        return _OCR[found.group()] if rng.random() < rate else found.group()

    def change(text: str, labels: tuple[str, ...]) -> str:
        if not _EXACT.isdisjoint(labels):
            return text
        text = _OCR_PAIR.sub(misread, text)
        out = [text[0]]
        for before, sign in pairwise(text):
            draw = rng.random()
            if sign == " " and before.isalnum() and draw < rate / 2:
                continue
            if before.isalpha() and sign.isalpha() and draw < rate / 6:
                out.append(rng.choice("    .,'`-~|"))
            out.append(sign)
        return "".join(out)

    return _each(marked, change)


def lower_all(marked: str) -> str:
    """All in small letters."""
    return _each(marked, lambda text, _: text.lower())


def upper_all(marked: str) -> str:
    """All in capitals."""
    return _each(marked, lambda text, _: text.upper())


def squeeze_spaces(marked: str) -> str:
    """One space for many, and no empty lines."""
    return _each(marked, lambda text, _: re.sub(r"\n{2,}", "\n", re.sub(r" {2,}", " ", text)))


def spaces_doubled(marked: str, rng: random.Random, rate: float = 0.1) -> str:
    """Some spaces twice or three times."""

    def more(text: str, _: tuple[str, ...]) -> str:
        return re.sub(" ", lambda m: " " * rng.choice([2, 2, 3]) if rng.random() < rate else m.group(), text)

    return _each(marked, more)


def no_break_space(marked: str, rng: random.Random, rate: float = 0.3) -> str:
    """Some spaces as no-break spaces, as word processors set them in names and amounts."""

    def change(text: str, _: tuple[str, ...]) -> str:
        return re.sub(" ", lambda m: "\u00a0" if rng.random() < rate else m.group(), text)

    return _each(marked, change)


def hyphenate(marked: str, rng: random.Random, rate: float = 0.25) -> str:
    """Some names broken with a hyphen at the end of a line: Dijk-, stra on the next one."""

    def change(text: str, labels: tuple[str, ...]) -> str:
        words = [m for m in re.finditer(r"[^\W\d_]{6,}", text) if "PERSON" in labels]
        if not words or rng.random() > rate:
            return text
        word = rng.choice(words)
        at = rng.randrange(word.start() + 2, word.end() - 2)
        return f"{text[:at]}-\n{text[at:]}"

    return _each(marked, change)


def quote(marked: str, sign: str = "> ") -> str:
    """Every line behind a sign, as in the answer to a mail."""
    return sign + _each(marked, lambda text, _: text.replace("\n", f"\n{sign}"))


def table_columns(marked: str, rng: random.Random) -> str:
    """Columns, as a table leaves them in the text of a PDF, where commas and colons stood outside of answers."""
    gap = rng.choice(["\t", "    ", "  ", " | ", " ; "])

    def change(text: str, labels: tuple[str, ...]) -> str:
        if labels:
            return text
        return re.sub(r"[,;:] (?! )", lambda m: gap if rng.random() < 0.6 else m.group(), text)

    return _each(marked, change)


def zero_width(marked: str, rng: random.Random, rate: float = 0.3) -> str:
    """Invisible signs inside some names."""

    def change(text: str, labels: tuple[str, ...]) -> str:
        if "PERSON" not in labels or len(text) < 2 or rng.random() > rate:
            return text
        at = rng.randrange(1, len(text))
        return text[:at] + rng.choice(_INVISIBLE) + text[at:]

    return _each(marked, change)


def homoglyph(marked: str, rng: random.Random, rate: float = 0.3) -> str:
    """Cyrillic letters for one or more Latin ones inside some names."""

    def change(text: str, labels: tuple[str, ...]) -> str:
        if "PERSON" not in labels or rng.random() > rate:
            return text
        return "".join(c.translate(_LOOKALIKES) if rng.random() < 0.4 else c for c in text)

    return _each(marked, change)


def strip_accents(marked: str) -> str:
    """Every letter without its accent: Yildiz, Francois."""

    def change(text: str, _: tuple[str, ...]) -> str:
        apart = unicodedata.normalize("NFD", text.translate(_STROKES))
        return "".join(c for c in apart if not unicodedata.combining(c))

    return _each(marked, change)


# Each way with its weight. Two of them may fall on one document.
_WAYS: tuple[tuple[Callable[[str, random.Random], str], int], ...] = (
    (lambda text, rng: wrap(text, rng.choice([40, 60, 72, 78, 90]), rng), 25),
    (lambda text, rng: hyphenate(wrap(text, rng.choice([50, 76]), rng), rng), 8),
    (lambda text, rng: ocr(text, rng, rng.choice([0.005, 0.01, 0.02, 0.04])), 15),
    (no_break_space, 8),
    (spaces_doubled, 8),
    (lambda text, _: squeeze_spaces(text), 5),
    (lambda text, _: lower_all(text), 7),
    (lambda text, _: upper_all(text), 3),
    (lambda text, rng: quote(text, rng.choice(["> ", ">", "> > ", "| "])), 8),
    (lambda text, _: strip_accents(text), 6),
    (table_columns, 4),
    (zero_width, 1),
    (homoglyph, 1),
)


def roughen(marked: str, rng: random.Random) -> str:
    """`marked` with one or two kinds of noise, or as it is in six cases out of ten."""
    if rng.random() < 0.6:
        return marked
    ways, weights = zip(*_WAYS, strict=True)
    for way in rng.choices(ways, weights, k=rng.choice([1, 1, 2])):
        marked = way(marked, rng)
    return marked
