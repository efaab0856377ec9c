"""What can be read on the pages: the yardstick for the texts that stand elsewhere in the file.

Words are compared without regard to capitals, accents and spaces. PDFium gives `/ActualText` in place of what is
drawn, so where a file has any it is read once more without.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import pikepdf
import pypdfium2 as pdfium

from pipeline.check.contents import Content, contents, page_data, unpacked
from pipeline.check.file import OpenFile
from pipeline.check.walk import Survey, survey
from pipeline.errors import CheckError

__all__ = ["Readable", "folded", "page_text", "readable", "words_of"]

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d(?:[ .\-/()]{0,2}\d){7,}")
_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)\d\d")
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
_NO_SIGN = re.compile(r"[\W_]+")
_SURE = 6  # letters from which a word is looked for inside other words too: "jan" stands in "januari"


def folded(text: str) -> str:
    """The text in small letters, without accents, ligatures and soft hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("\xad", "")).casefold()
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def words_of(text: str) -> Iterator[str]:
    """The words of three letters or more, and the numbers of eight digits or more that are no date."""
    plain = folded(text)
    yield from _LETTERS.findall(plain)
    for found in _NUMBER.findall(plain):
        digits = re.sub(r"\D", "", found)
        if not _DATE.fullmatch(digits):
            yield digits


@dataclass(frozen=True)
class Readable:
    """The text of each page, as drawn."""

    pages: tuple[str, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that stand on the pages, those that are set with spaces between the letters too."""
        found: set[str] = set()
        for page in map(folded, self.pages):
            found.update(_LETTERS.findall(page))
            found.update(run.replace(" ", "") for run in _SPACED.findall(page))
        return frozenset(found)

    @cached_property
    def together(self) -> str:
        """All letters and digits of all pages in one string."""
        return "".join(self.squeezed)

    @cached_property
    def squeezed(self) -> tuple[str, ...]:
        """The letters and digits of each page."""
        return tuple(_NO_SIGN.sub("", folded(page)) for page in self.pages)

    def says(self, word: str) -> bool:
        """Whether a folded word can be read on some page."""
        known = self._said.get(word)
        if known is None:
            known = self._said[word] = word in self.words or (len(word) >= _SURE and word in self.together)
        return known

    @cached_property
    def _said(self) -> dict[str, bool]:
        return {}

    def tells(self, text: str, also: frozenset[str] = frozenset()) -> bool:
        """Whether all words of `text` can be read on the pages, or stand in `also`."""
        return all(word in also or self.says(word) for word in words_of(text))


_READ: WeakKeyDictionary[OpenFile, Readable] = WeakKeyDictionary()


def readable(file: OpenFile) -> Readable:
    """What the pages of an open file say, read once.

    Raises:
        CheckError: PDFium can't read a page.
    """
    known = _READ.get(file)
    if known is None:
        found, tagged = survey(file), [one for one in contents(file) if one.tagged]
        if tagged or found.of("/ActualText"):
            pages = _without_actual_text(file, found, tagged)
        else:
            pages = _texts(file.document)
        known = _READ[file] = Readable(pages)
    return known


def _texts(document: pdfium.PdfDocument) -> tuple[str, ...]:
    try:
        return tuple(page_text(document, index) for index in range(len(document)))
    except pdfium.PdfiumError:
        raise CheckError("de tekst van een pagina kan niet worden gelezen") from None


def page_text(document: pdfium.PdfDocument, index: int) -> str:
    """The characters that PDFium lists on a page, counted from 0."""
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_range())
        finally:
            text_page.close()
    finally:
        page.close()


def _without_actual_text(file: OpenFile, found: Survey, tagged: list[Content]) -> tuple[str, ...]:
    """The texts of a copy in which no key is called ActualText any more."""
    numbers = {content.owner.objgen for content in tagged}
    pages = [number for number, page in found.pages.items() if page.objgen in numbers]
    with pikepdf.open(io.BytesIO(file.data), suppress_warnings=True) as copy:
        for number in pages:
            page = copy.pages[number - 1].obj
            page["/Contents"] = copy.make_stream(_without(page_data(page)))
        for one in found.of("/ActualText"):
            if one.thing.is_indirect:
                _forget(copy.get_object(one.thing.objgen))
        for thing in copy.objects:
            if isinstance(thing, pikepdf.Stream) and thing.objgen in numbers:
                thing.write(_without(unpacked(thing)))
            elif isinstance(thing, pikepdf.Dictionary):
                _forget_properties(thing)
        out = io.BytesIO()
        copy.save(out, compress_streams=False)
    document = pdfium.PdfDocument(out.getvalue())
    try:
        return _texts(document)
    finally:
        document.close()


def _forget(thing: object) -> None:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and "/ActualText" in thing:
        del thing["/ActualText"]


def _forget_properties(thing: pikepdf.Object) -> None:
    """Takes the text out of the property lists that resources name (ISO 32000-2, 14.6.2)."""
    resources = thing.get("/Resources") if "/Resources" in thing else thing
    properties = resources.get("/Properties") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(properties, pikepdf.Dictionary):
        for value in properties.values():
            _forget(value)


_NAME = re.compile(rb"/(?:A|#41)[A-Za-z#0-9]*")


def _without(data: bytes) -> bytes:
    return _NAME.sub(_other_name, data)


def _other_name(match: re.Match[bytes]) -> bytes:
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), match[0])
    return b"/NoText" if plain == b"/ActualText" else match[0]
