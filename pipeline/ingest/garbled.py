"""Pages whose text layer does not say what they show: a font with a wrong way to text (ISO 32000-2, 9.10) reads as no
language at all, and a name that stands there for everybody to see is found by nobody.

A page is suspected by its words: every language has small ones that come back. What is suspected is drawn and read by
OCR, for a list of names or figures has few of them too. A map that changes a letter or two is not seen here.
"""

from __future__ import annotations

import re
from contextlib import closing

import pypdfium2

from pipeline.ingest import ocr
from pipeline.ingest.scan import page_picture
from pipeline.pdf.text import PdfText

LEAST_WORDS = 40
"""Different words that a page must have before it can be suspected."""

LEAST_SHARE = 0.07
"""Of the different words of a page are small ones: sound pages have 0.15 to 0.25, those with shifted letters 0.06 at
most."""

SAME = 0.5
"""Of the words that OCR reads must stand in the text; of a sound page over 0.9 do."""

MAX_DRAWN = 20
"""Pages that are drawn, at a second or two each; the rest is judged as the first of them that is garbled."""

_SURE = 80.0  # confidence of a word of OCR
_LONG = 4  # letters of the words that are compared
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    {
        "de", "het", "een", "en", "van", "in", "is", "op", "te", "dat", "die", "voor", "met", "zijn", "aan",
        "er", "niet", "om", "ook", "als", "bij", "door", "naar", "uit", "dan", "of", "ik", "je", "we", "u",
        "wij", "hij", "ze", "zij", "wordt", "worden", "heeft", "hebben", "was", "tot", "over", "deze", "dit",
        "maar", "nog", "al", "wel", "geen", "meer", "kan", "kunnen", "zal", "onder", "tussen", "per", "wat",
        "wie", "waar", "hoe", "the", "and", "to", "a", "for", "on", "with", "as", "by", "at", "from", "be",
        "are", "this", "not", "or", "it", "an", "you", "der", "das", "und", "ist", "nicht", "mit", "von", "zu",
        "auf", "den", "dem", "ein", "eine", "le", "la", "les", "des", "et", "du", "un", "une", "est", "pour",
        "que", "dans", "il", "qui", "sur", "el", "los", "las", "y", "con", "por", "para",
    }
)  # fmt: skip


def suspected(read: PdfText) -> list[int]:
    """The numbers of the pages that read as no language."""
    return [page.number for page in read.pages if _is_suspect(page.span.of(read.text))]


def garbled(data: bytes, read: PdfText, pages: list[int]) -> list[int]:
    """Those of the suspected pages that show other words than their text has.

    Raises:
        OcrMissingError: tesseract or its Dutch is not installed.
        UnreadableError: a page can't be drawn or read.
        pypdfium2.PdfiumError: the file is broken.
    """
    if not pages:
        return []
    texts = {page.number: page.span.of(read.text) for page in read.pages}
    with closing(pypdfium2.PdfDocument(data)) as drawn:
        found = [number for number in pages[:MAX_DRAWN] if _differs(drawn[number - 1], texts[number])]
    return found + (pages[MAX_DRAWN:] if found else [])


def _is_suspect(text: str) -> bool:
    words = set(_WORD.findall(text.casefold()))
    return len(words) >= LEAST_WORDS and len(words & _SMALL) < LEAST_SHARE * len(words)


def _differs(page: pypdfium2.PdfPage, text: str) -> bool:
    with closing(page):
        picture, _ = page_picture(page)
    shown = {
        word
        for line in ocr.recognise(picture)
        for one in line.words
        if one.confidence >= _SURE
        for word in _WORD.findall(one.text.casefold())
        if len(word) >= _LONG
    }
    there = set(_WORD.findall(text.casefold()))
    return len(shown & there) < SAME * len(shown)
