"""The content streams of a file: of pages, forms, patterns, Type 3 glyphs and appearances, as they are unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pikepdf

from pipeline.check.file import OpenFile
from pipeline.check.walk import Found, array, dictionary, entry, inherited, name, survey
from pipeline.errors import CheckError

__all__ = ["Content", "contents", "filters", "page_data", "unpacked"]

_DO = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
_HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAGGED = re.compile(rb"ActualText|/Alt|/E\b")
_BOX = re.compile(rb"\bre\s+[fFbB]\*?(?![A-Za-z*])")
_BDC = re.compile(rb"BDC|\bDP\b")


@dataclass(frozen=True, slots=True)
class Content:
    """A content stream: what holds it (a page or a stream), the first page it hangs on, its resources, the names
    that it paints by, and whether it may carry texts beside what it shows (`/ActualText`, `/Alt`, `/E`), and whether it
    fills rectangles.
    """

    owner: pikepdf.Object
    page: int | None
    resources: pikepdf.Object | None
    paints: frozenset[str]
    tagged: bool
    boxes: bool


def filters(stream: pikepdf.Object) -> list[str]:
    """The names of the filters of a stream, the outermost first."""
    found = entry(stream, "/Filter")
    if isinstance(found, pikepdf.Array):
        return [name(one) for one in found.as_list()]
    return [] if found is None else [name(found)]


def unpacked(stream: pikepdf.Object) -> bytes:
    """The data of a stream without its filters; that it is not too large is seen to when the file is opened.

    Raises:
        pikepdf.PdfError: it can't be unpacked.
    """
    return bytes(stream.read_bytes())


_CONTENTS: WeakKeyDictionary[OpenFile, tuple[Content, ...]] = WeakKeyDictionary()


def contents(file: OpenFile) -> tuple[Content, ...]:
    """All content streams that hang on the trailer, pages first; read once.

    Raises:
        CheckError: one can't be unpacked.
    """
    known = _CONTENTS.get(file)
    if known is None:
        try:
            known = _CONTENTS[file] = tuple(_contents(file))
        except pikepdf.PikepdfError:
            raise CheckError("de inhoud van een pagina kan niet worden uitgepakt") from None
    return known


def page_data(page: pikepdf.Object) -> bytes:
    """The content of a page, its parts joined as ISO 32000-2, 7.8.2 says."""
    whole = entry(page, "/Contents")
    parts = [whole] if isinstance(whole, pikepdf.Stream) else array(page, "/Contents")
    return b"\n".join(unpacked(part) for part in parts if isinstance(part, pikepdf.Stream))


def _contents(file: OpenFile) -> Iterator[Content]:
    found = survey(file)
    for number, page in found.pages.items():
        resources = inherited(page, "/Resources")
        yield _content(page, number, resources, page_data(page))
    for one in (*found.of("/Form"), *found.of("/Pattern")):
        if isinstance(one.thing, pikepdf.Stream):
            resources = entry(one.thing, "/Resources") or _of_page(found.pages, one)
            yield _content(one.thing, one.page, resources, unpacked(one.thing))
    for one in found.of("/CharProcs"):
        for glyph in (dictionary(one.thing, "/CharProcs") or {}).values():
            if isinstance(glyph, pikepdf.Stream):
                resources = entry(one.thing, "/Resources") or _of_page(found.pages, one)
                yield _content(glyph, one.page, resources, unpacked(glyph))


def _of_page(pages: dict[int, pikepdf.Object], one: Found) -> object:
    return None if one.page is None else inherited(pages[one.page], "/Resources")


def _content(owner: pikepdf.Object, page: int | None, resources: object, data: bytes) -> Content:
    names = frozenset(
        "/" + _HEXADECIMAL.sub(lambda m: bytes([int(m[1], 16)]), name).decode("utf-8", "replace")
        for name in _DO.findall(data)
    )
    plain = _HEXADECIMAL.sub(lambda m: bytes([int(m[1], 16)]), data) if b"#" in data else data
    tagged = bool(_TAGGED.search(plain)) and bool(_BDC.search(data))
    shared = resources if isinstance(resources, pikepdf.Dictionary) else None
    return Content(owner, page, shared, names, tagged, bool(_BOX.search(data)))
