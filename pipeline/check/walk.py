"""A bounded walk over the objects of a PDF that nobody vouches for: every wrong type is passed over.

The walk visits an object once, so a loop ends; it never recurses, so depth is no danger; and it counts.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from weakref import WeakKeyDictionary

import pikepdf
from lxml import etree

from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.errors import CheckError
from pipeline.types import Box

__all__ = [
    "Found",
    "Survey",
    "array",
    "dictionary",
    "entry",
    "guarded",
    "inherited",
    "name",
    "number",
    "placed",
    "survey",
    "text",
]

type_dictionary = pikepdf.Dictionary | pikepdf.Stream

# What a broken file makes the libraries trip over: their own errors, and Python's where a type is not what
# the standard says.
_TROUBLE = (
    pikepdf.PikepdfError,
    etree.LxmlError,
    struct.error,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_NOT_INTO = frozenset({"/Parent", "/P", "/B", "/Popup", "/IRT", "/Dest", "/StructTreeRoot"})
_WATCHED = frozenset(
    """
    /ActualText /Alt /E /URI /JS /F /UF /EF /Metadata /PieceInfo /SpiderInfo /XFA /ByteRange /OCGs /CharProcs /Base
    /RichMediaContent /XObject /FontFile /FontFile2 /FontFile3
    """.strip().split()
)


def guarded(
    subject: str,
) -> Callable[[Callable[[OpenFile], Iterator[Trace]]], Callable[[OpenFile], Iterator[Trace]]]:
    """Makes a channel give its traces sorted and once each, and turns what a broken file causes into a CheckError.

    Raises (the channel, when called):
        CheckError: `subject`, a Dutch plural, can't be judged.
    """

    def wrap(find: Callable[[OpenFile], Iterator[Trace]]) -> Callable[[OpenFile], Iterator[Trace]]:
        @wraps(find)
        def sure(file: OpenFile) -> Iterator[Trace]:
            try:
                found = sorted(set(find(file)), key=Trace.order)
            except _TROUBLE:
                raise CheckError(f"{subject} kunnen niet worden beoordeeld") from None
            yield from found

        return sure

    return wrap


def entry(thing: object, key: str) -> object:
    """The value of a key of a dictionary or of a stream's dictionary; None for anything else."""
    return thing.get(key) if isinstance(thing, type_dictionary) else None


def dictionary(thing: object, key: str) -> pikepdf.Object | None:
    """The dictionary or stream under a key."""
    value = entry(thing, key)
    return value if isinstance(value, type_dictionary) else None


def array(thing: object, key: str) -> list[object]:
    """The items of the array under a key; none where there is no array."""
    value = entry(thing, key)
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else []


def number(value: object) -> float | None:
    """A number as a float; None for anything else."""
    try:
        return None if isinstance(value, pikepdf.Object | bool | None) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None


def name(value: object) -> str:
    """A name with its slash; empty for anything else. Old makers write names in encodings of their own."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value.unparse()).decode("latin-1")


def text(value: object) -> str:
    """What a string says, or a stream in place of one; empty for anything else."""
    if isinstance(value, pikepdf.String):
        try:
            return str(value)
        except UnicodeDecodeError:
            return bytes(value).decode("latin-1")
    if isinstance(value, pikepdf.Stream):
        data = value.read_bytes()
        return data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")
    return ""


def inherited(page: pikepdf.Object, key: str) -> object:
    """The value of a page's attribute, from the nodes above it where the page has none (ISO 32000-2, 7.7.3.4)."""
    node: object = page
    for _ in range(64):
        value = entry(node, key)
        if value is not None:
            return value
        node = entry(node, "/Parent")
    return None


def _rectangle(value: object) -> tuple[float, float, float, float] | None:
    if not isinstance(value, pikepdf.Array):
        return None
    numbers = [number(one) for one in value.as_list()[:4]]
    if len(numbers) < 4 or None in numbers:
        return None
    x0, y0, x1, y1 = (one or 0.0 for one in numbers)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def placed(page: pikepdf.Object, rectangle: object, page_number: int) -> Box | None:
    """Where a rectangle of a page's own space stands on the page as displayed, in points from the top left."""
    box = _rectangle(rectangle)
    frame = _rectangle(inherited(page, "/CropBox")) or _rectangle(inherited(page, "/MediaBox"))
    if box is None or frame is None:
        return None
    x0, y0, x1, y1 = box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]
    width, height = frame[2] - frame[0], frame[3] - frame[1]
    turned = int(number(inherited(page, "/Rotate")) or 0) % 360
    if turned == 90:
        return Box(page_number, y0, x0, y1, x1)
    if turned == 180:
        return Box(page_number, width - x1, y0, width - x0, y1)
    if turned == 270:
        return Box(page_number, height - y1, width - x1, height - y0, width - x0)
    return Box(page_number, x0, height - y1, x1, height - y0)


@dataclass(frozen=True, slots=True)
class Found:
    """A dictionary (or stream) with something to look at, and the first page that it hangs on."""

    thing: pikepdf.Object
    page: int | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What hangs on the trailer of a file: the objects reached, and the dictionaries with a watched key or kind.

    `kinds` gives them by key (`/URI`), or by what they are (`/Image`, `/Form`, `/Annot`, `/Font`).
    """

    reached: frozenset[tuple[int, int]]
    kinds: dict[str, tuple[Found, ...]]
    pages: dict[int, pikepdf.Object]

    def of(self, kind: str) -> tuple[Found, ...]:
        """The dictionaries of a kind, those that hang on pages first, in the order of the pages."""
        return self.kinds.get(kind, ())

    def place(self, found: Found, key: str = "/Rect") -> Box | None:
        """Where the rectangle of an annotation stands on its page."""
        page = None if found.page is None else self.pages.get(found.page)
        return (
            None if page is None or found.page is None else placed(page, entry(found.thing, key), found.page)
        )


_SURVEYS: WeakKeyDictionary[OpenFile, Survey] = WeakKeyDictionary()


def survey(file: OpenFile) -> Survey:
    """The survey of an open file, made once.

    Raises:
        CheckError: the file has more objects than the limits allow.
    """
    known = _SURVEYS.get(file)
    if known is None:
        known = _SURVEYS[file] = _Walk(file).survey()
    return known


class _Walk:
    """Walks each page first, without going over to other pages, and then what else hangs on the trailer."""

    def __init__(self, file: OpenFile) -> None:
        self.file = file
        self.left = (
            20 * file.limits.objects
        )  # dictionaries and arrays, those without a number of their own too
        self.reached: set[tuple[int, int]] = set()
        self.kinds: dict[str, list[Found]] = {}
        self.pages: dict[int, pikepdf.Object] = {n: page.obj for n, page in enumerate(file.pdf.pages, 1)}
        self.trailer = file.pdf.trailer

    def survey(self) -> Survey:
        own = {page.objgen for page in self.pages.values()}
        for page_number, page in self.pages.items():
            self._walk(page, page_number, own)
        self._walk(self.trailer, None, set())
        kinds = {kind: tuple(found) for kind, found in self.kinds.items()}
        return Survey(frozenset(self.reached), kinds, self.pages)

    def _walk(self, start: pikepdf.Object, page: int | None, border: set[tuple[int, int]]) -> None:
        stack: list[pikepdf.Object] = [start]
        first = True
        while stack:
            thing = stack.pop()
            if thing.is_indirect:
                place = thing.objgen
                if place in self.reached or (place in border and not first):
                    continue
                self.reached.add(place)
            first = False
            self.left -= 1
            if self.left < 0:
                raise CheckError("het bestand heeft te veel onderdelen")
            if not self.left % 4096:
                self.file.tick()
            if isinstance(thing, pikepdf.Array):
                stack += [one for one in thing.as_list() if _leads_on(one)]
            elif isinstance(thing, _DICTIONARY):
                stack += self._dictionary(thing, page)

    def _dictionary(self, thing: pikepdf.Object, page: int | None) -> list[pikepdf.Object]:
        nested: list[pikepdf.Object] = []
        kinds: set[str] = set()
        for key, value in thing.items():
            if key in _WATCHED:
                kinds.add(key)
            elif key in ("/Subtype", "/Type", "/S"):
                kinds.add(_KINDS.get((key, name(value)), ""))
            if _leads_on(value) and not (page is not None and key in _NOT_INTO):
                nested.append(value)
            elif key == "/PatternType":
                kinds.add("/Pattern")
        if "/Rect" in thing and "/Subtype" in thing:
            kinds.add("/Annot")
        for kind in kinds - {""}:
            self.kinds.setdefault(kind, []).append(Found(thing, page))
        return nested[::-1]


_ACTIONS = (
    "JavaScript",
    "Launch",
    "SubmitForm",
    "ImportData",
    "Rendition",
    "Movie",
    "Sound",
    "RichMediaExecute",
)
_DICTIONARY = (pikepdf.Dictionary, pikepdf.Stream)
_NESTED = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
_KINDS = {
    ("/Subtype", "/Image"): "/Image",
    ("/Subtype", "/Form"): "/Form",
    ("/Type", "/Font"): "/Font",
    ("/Type", "/StructElem"): "/StructElem",
    ("/Type", "/Annot"): "/Annot",
    **{("/S", f"/{kind}"): "/Action" for kind in _ACTIONS},
}


def _leads_on(value: object) -> bool:
    """Whether there is more to reach: an array, a dictionary, or anything that is an object of its own."""
    return isinstance(value, _NESTED) or (isinstance(value, pikepdf.Object) and value.is_indirect)
