"""Reads of a structure tree what may stay, as plain values (ISO 32000-1, 14.7; ISO 14289-1).

`tagwriter.py` writes a new tree of them and the old one is thrown away, so nothing of it stays by accident: no text,
no identifier, no word of the producer, no reference to what is gone. PDF/UA-1 wants a few of those; they get a
neutral one instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, String

from pipeline.redact.structure import HEADINGS, Attributes, Roles, attributes, language

MAX_DEPTH = 150
"""Elements in elements deeper than this are left out."""
MAX_ELEMENTS = 500_000
"""Elements beyond this number are left out."""
_MOST_MCID = 100_000

DUTCH = "nl-NL"
_ALT = {
    "Figure": "afbeelding; de beschrijving is weggelaten",
    "Formula": "formule; de beschrijving is weggelaten",
}

ObjGen = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page (from 0), in its own stream or in one that it draws."""

    page: int
    mcid: int
    stream: pikepdf.Object | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link that stays."""

    page: int
    obj: pikepdf.Object


@dataclass(slots=True)
class Element:
    """A structure element as it is to be written."""

    kind: str
    lang: str | None = None
    alt: str | None = None
    attributes: Attributes = ()
    name: str | None = None
    headers: tuple[str, ...] = ()
    kids: list[Element | Content | Annotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a file for its tags to refer to.

    `pages`, `links` and `streams` are told by object number, links with their page (from 0). `pictures` are the
    pages (from 0) that became a picture.
    """

    pages: Mapping[ObjGen, int]
    links: Mapping[ObjGen, Annotation]
    streams: Mapping[ObjGen, pikepdf.Object]
    pictures: frozenset[int]

    def stream(self, old: pikepdf.Object) -> pikepdf.Object | None:
        """A stream as the pages draw it now: a form that was redacted is a copy with the same number."""
        if old.objgen in self.streams:
            return self.streams[old.objgen]
        number = old.get("/StructParents")
        same = [s for s in self.streams.values() if number is not None and s.get("/StructParents") == number]
        return same[0] if len(same) == 1 else None


@dataclass(slots=True)
class Tree:
    """The tags of a file. `complete`: all content that had a tag has one still."""

    elements: list[Element]
    complete: bool = True


def read_tree(root: pikepdf.Object, left: Left) -> Tree:
    """Read what stays of a structure tree."""
    reader = _Reader(root, left)
    elements = [e for kid in listed(root.get("/K")) if (e := reader.element(kid, None, "Document", 0))]
    return Tree(elements, reader.complete)


class _Reader:
    """What was met so far while one tree is read."""

    def __init__(self, root: pikepdf.Object, left: Left) -> None:
        self.left = left
        self.roles = Roles(root.get("/RoleMap"))
        self.classes = root.get("/ClassMap")
        self.seen: set[ObjGen] = set()
        self.taken: set[tuple[ObjGen | int, int]] = set()
        self.links: set[ObjGen] = set()
        self.count = 0
        self.complete = True

    def element(self, node: object, page: int | None, around: str, depth: int) -> Element | None:
        """An element with all that is in it; None where nothing of it is left."""
        if not isinstance(node, Dictionary) or node.objgen in self.seen:
            return None
        if node.is_indirect:
            self.seen.add(node.objgen)
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            self.complete = False
            return None
        kind = self.roles.standard(node.get("/S"), around)
        if "/Pg" in node:
            page = self.left.pages.get(node.Pg.objgen)
        kids = listed(node.get("/K"))
        found = Element(kind, language(node.get("/Lang")), _ALT.get(kind))
        if "/A" in node or "/C" in node:
            found.attributes, found.headers = attributes(node, self.classes)
        name = node.get("/ID")
        found.name = str(name) if isinstance(name, String) else None
        for kid in kids:
            item = self._kid(kid, page, kind, depth)
            if item is not None:
                found.kids.append(item)
        return self._settled(found, len(kids))

    def _kid(
        self, kid: object, page: int | None, kind: str, depth: int
    ) -> Element | Content | Annotation | None:
        if isinstance(kid, int):
            return self._content(page, kid, None)
        if not isinstance(kid, Dictionary):
            return None
        match str(kid.get("/Type", "")):
            case "/MCR":
                own = self.left.pages.get(kid.Pg.objgen) if "/Pg" in kid else page
                return self._content(own, kid.get("/MCID"), kid.get("/Stm"))
            case "/OBJR":
                return self._object(kid.get("/Obj"), kind)
        return self.element(kid, page, kind, depth + 1)

    def _content(self, page: int | None, mcid: object, stream: pikepdf.Object | None) -> Content | None:
        if page is None or page in self.left.pictures:
            return None
        if not isinstance(mcid, int) or not 0 <= mcid <= _MOST_MCID:
            self.complete = False
            return None
        if stream is not None:
            stream = self.left.stream(stream)
            if stream is None:
                self.complete = False
                return None
        holder = page if stream is None else stream.objgen
        if (holder, mcid) in self.taken:
            return None
        self.taken.add((holder, mcid))
        return Content(page, mcid, stream)

    def _object(self, obj: object, kind: str) -> Annotation | None:
        if not isinstance(obj, Dictionary) or kind != "Link" or obj.objgen in self.links:
            return None
        link = self.left.links.get(obj.objgen)
        if link is not None:
            self.links.add(obj.objgen)
        return link

    def _settled(self, element: Element, had: int) -> Element | None:
        if element.kind in {"Link", "Form", "Annot"} and not any(
            isinstance(k, Annotation) for k in element.kids
        ):
            element.kind = "Span"
        if had and not element.kids and element.kind not in {"TD", "TH"}:
            return None
        if element.kind == "TR" and all(_is_blank(kid) for kid in element.kids) and self.left.pictures:
            return None
        if element.kind in {"Table", "THead", "TBody", "TFoot"} and len(element.kids) < had:
            self.complete = (
                False  # rows went with a page that became a picture, and spans may reach over the edge
            )
        return element


def _is_blank(kid: Element | Content | Annotation) -> bool:
    return isinstance(kid, Element) and not kid.kids


def listed(value: object) -> list[object]:
    """The items of an array; a single object is an array of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def walk(elements: list[Element]) -> Iterator[Element]:
    """All elements in reading order."""
    stack = elements[::-1]
    while stack:
        element = stack.pop()
        yield element
        stack += [k for k in reversed(element.kids) if isinstance(k, Element)]


def linked(tree: Tree) -> set[ObjGen]:
    """The links that have their place in the tree."""
    return {k.obj.objgen for e in walk(tree.elements) for k in e.kids if isinstance(k, Annotation)}


def add_pictures(tree: Tree, pictures: frozenset[int]) -> None:
    """Give each page that became a picture a figure, where its content was, and close the gaps between headings."""
    if not pictures:
        return
    if not tree.elements:
        tree.elements.append(Element("Document"))
    whole = len(tree.elements) == 1 and tree.elements[0].kind == "Document"
    among: list[Element | Content | Annotation] = tree.elements[0].kids if whole else list(tree.elements)
    for page in sorted(pictures):
        figure = Element("Figure", DUTCH, f"pagina {page + 1} als afbeelding", kids=[Content(page, 0)])
        at = next((i for i, kid in enumerate(among) if _first_page(kid) > page), len(among))
        among.insert(at, figure)
    if not whole:
        tree.elements = [e for e in among if isinstance(e, Element)]
    level = 0
    for heading in (e for e in walk(tree.elements) if e.kind in HEADINGS):
        level = min(HEADINGS.index(heading.kind) + 1, level + 1)
        heading.kind = HEADINGS[level - 1]


def _first_page(kid: Element | Content | Annotation) -> int:
    if not isinstance(kid, Element):
        return kid.page
    return min((i.page for e in walk([kid]) for i in e.kids if not isinstance(i, Element)), default=-1)
