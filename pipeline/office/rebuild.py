"""A Word file built anew from what is known of it, so that nothing unread can travel along.

The new package holds the body, headers, footers and notes as `stories` makes them, styles and numbering as `styles`
makes them, and settings of its own. Properties, comments, macros, templates, links, custom data, fonts, pictures,
objects and everything nobody knows stay behind; what a reader must be told of them is in `Rebuilt`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.office.drawing import Crop, Drawn, place_of
from pipeline.office.markup import (
    BROKEN,
    PACKAGE,
    Element,
    R,
    is_on,
    local,
    make,
    serialise,
    value,
    w,
)
from pipeline.office.package import Package, open_package, pack
from pipeline.office.properties import Names, theme_fonts
from pipeline.office.stories import Found, Story
from pipeline.office.styles import make_numbering, make_styles, new_names, number_ids

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TRACKED = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new file, and what was left out of it.

    `unseen` counts what is drawn in the text and of which there is no picture to be had (linked, a chart, a diagram).
    `embedded` are the files inside with their names, `unknown` the names of elements with text that nobody read.
    `broken` says that something may not have been read at all.
    """

    data: bytes
    unseen: int
    embedded: tuple[tuple[str, bytes], ...]
    unknown: tuple[str, ...]
    broken: bool
    hidden: bool
    formulas: bool
    comments: bool
    tracked: bool
    lost_numbers: bool


def no_marker(picture: bytes, crop: Crop) -> str:
    """What stands in the place of a picture where nobody is to know that there was one."""
    return ""


def rebuild(data: bytes, marker: Callable[[bytes, Crop], str] = no_marker) -> Rebuilt:
    """Take a Word file apart and build it anew.

    Args:
        data: its bytes.
        marker: gives what is to stand in the place of a picture in the body or in a note, given its bytes and what is
        cut off it. What is drawn in a header or footer stands on every page: a logo, which is left out.

    Raises:
        UnreadableError: it is no Word file, damaged, encrypted or absurdly large.
    """
    package = open_package(data)
    main = next(iter(package.related("", "officeDocument")), "word/document.xml")
    return _Rebuild(package, main, marker).build()


class _Rebuild:
    """What the parts of one file share while they are built."""

    def __init__(self, package: Package, main: str, marker: Callable[[bytes, Crop], str]) -> None:
        self.package, self.main, self.marker = package, main, marker
        root = package.root(main)
        body = root.find(w("body"))
        if local(root) != "document" or body is None:
            raise UnreadableError(BROKEN)
        self.root, self.body = root, body
        styles, numbering = self._side("styles"), self._side("numbering")
        fonts = theme_fonts(self._side("theme"))
        self.names = Names(new_names(styles), fonts, number_ids(numbering))
        self.styles = make_styles(styles, self.names)
        self.numbering, self.lost_numbers = make_numbering(numbering, self.names)
        self.found = Found()
        self.unseen = 0
        self.tracked = _has_changes(root)
        self.parts: dict[str, bytes] = {}
        self.related: list[tuple[str, str, str]] = []  # id, kind, target
        self.types: list[tuple[str, str]] = []

    def _side(self, kind: str) -> Element | None:
        name = next(iter(self.package.related(self.main, kind)), None)
        return self.package.root(name) if name is not None else None

    def build(self) -> Rebuilt:
        story = self._story(self.main)
        blocks = story.build(self.body)
        section = story.section(self.body.find(w("sectPr")))
        blocks.append(_on_a4(make("sectPr") if section is None else section))
        self._mark(blocks, 0)
        for number, (old, new) in enumerate(story.sections.ids.items(), start=1):
            self._edge(old, new, number, blocks)
        for kind in ("footnote", "endnote"):
            self._notes(kind, [ident for one, ident in story.notes if one == kind], blocks)
        self._add("word/styles.xml", "styles", self.styles.root)
        self._add("word/numbering.xml", "numbering", self.numbering)
        self._add("word/settings.xml", "settings", self._settings())
        document = make("document", make("body", *blocks))
        return Rebuilt(
            data=pack(self._package(document)),
            unseen=self.unseen,
            embedded=self._embedded(),
            unknown=tuple(sorted(self.found.unknown)),
            broken=self.found.broken
            or any(one.embedded and not self._there(one) for one in self.found.drawn),
            hidden=self.found.hidden,
            formulas=self.found.formulas,
            comments=(comments := self._side("comments")) is not None
            and comments.find(w("comment")) is not None,
            tracked=self.tracked,
            lost_numbers=self.lost_numbers,
        )

    def _story(self, part: str, *, places: bool = True) -> Story:
        return Story(part, self.names, self.styles.hides, self.found, places=places)

    def _mark(self, blocks: list[Element], first: int) -> None:
        """Put the markers of what was drawn since `first` in the places of it."""
        markers: dict[str, str] = {}
        for number, one in enumerate(self.found.drawn[first:], start=first):
            if not (one.embedded or one.hidden):
                picture = self._picture(one)
                self.unseen += not picture
                markers[place_of(number)] = self.marker(picture, one.crop) if picture else ""
        for block in blocks if markers else ():
            for paragraph in [block] if local(block) == "p" else list(block.iter(w("p"))):
                if any(not markers.keys().isdisjoint(t.text or "") for t in paragraph.iter(w("t"))):
                    _put_markers(paragraph, markers)

    def _edge(self, old: str, new: str, number: int, blocks: list[Element]) -> None:
        """A header or footer; a reference to one that is not there goes."""
        relation = self.package.relations(self.main).get(old)
        known = relation is not None and relation.kind in {"header", "footer"} and not relation.external
        if relation is None or not known or relation.target not in self.package.parts:
            _drop_references(blocks, new)
            return
        root = self.package.root(relation.target)
        self.tracked = self.tracked or _has_changes(root)
        content = _with_paragraph(self._story(relation.target, places=False).build(root))
        tag = "hdr" if relation.kind == "header" else "ftr"
        self._add(f"word/{relation.kind}{number}.xml", relation.kind, make(tag, *content), new)

    def _notes(self, kind: str, wanted: list[str], blocks: list[Element]) -> None:
        """The notes of a kind that are referred to; a reference to one that is not there goes."""
        name = next(iter(self.package.related(self.main, f"{kind}s")), None)
        old = self.package.root(name) if name is not None and wanted else make(f"{kind}s")
        self.tracked = self.tracked or _has_changes(old)
        by_id = {note.get(w("id")) or "": note for note in old.findall(w(kind))}
        root = make(f"{kind}s", *_separators(kind))
        first = len(self.found.drawn)
        numbers: dict[str, str] = {}
        for ident in wanted:
            if ident in by_id and name is not None:
                numbers[ident] = str(len(numbers) + 1)
                content = _with_paragraph(self._story(name).build(by_id[ident]))
                root.append(make(kind, *content, id=numbers[ident]))
        self._mark([root], first)
        for reference in [r for block in blocks for r in block.iter(w(f"{kind}Reference"))]:
            number = numbers.get(reference.get(w("id")) or "")
            if number is not None:
                reference.set(w("id"), number)
            elif (run := reference.getparent()) is not None:
                run.remove(reference)
        if numbers:
            self._add(f"word/{kind}s.xml", f"{kind}s", root)

    def _settings(self) -> Element:
        old = self._side("settings")
        made = make("settings")
        if is_on(old, "evenAndOddHeaders"):
            made.append(make("evenAndOddHeaders"))
        tab = value(old, "defaultTabStop") or "708"
        made.append(make("defaultTabStop", val=tab if tab.isdecimal() and len(tab) < 6 else "708"))
        made.append(
            make("autoHyphenation", val="0")
        )  # a hyphen at the end of a line would be one of the text
        mode = make("compatSetting", name="compatibilityMode", val="15")
        mode.set(w("uri"), "http://schemas.microsoft.com/office/word")
        made.append(make("compat", mode))
        return made

    def _add(self, name: str, kind: str, root: Element, ident: str = "") -> None:
        self.parts[name] = serialise(root)
        self.related.append((ident or f"rId{len(self.related) + 1}", kind, posixpath.basename(name)))
        self.types.append((name, kind))

    def _package(self, document: Element) -> dict[str, bytes]:
        types = etree.Element("Types", nsmap={None: f"{PACKAGE}content-types"})  # type: ignore[dict-item]
        etree.SubElement(
            types,
            "Default",
            Extension="rels",
            ContentType="application/vnd.openxmlformats-package.relationships+xml",
        )
        for name, kind in [("word/document.xml", "document.main"), *self.types]:
            etree.SubElement(types, "Override", PartName=f"/{name}", ContentType=f"{_TYPES}{kind}+xml")
        return {
            "[Content_Types].xml": _bytes(types),
            "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml")]),
            "word/document.xml": serialise(document),
            "word/_rels/document.xml.rels": _relations(self.related),
            **self.parts,
        }

    def _there(self, one: Drawn) -> bool:
        return bool(self._picture(one))

    def _picture(self, one: Drawn) -> bytes:
        relation = self.package.relations(one.part).get(one.relation)
        return self.package.parts.get(relation.target, b"") if relation and not relation.external else b""

    def _embedded(self) -> tuple[tuple[str, bytes], ...]:
        relations = self.package.relations(self.main)
        chunks = [r.target for c in self.found.chunks if (r := relations.get(c)) and not r.external]
        inside = [name for name in sorted(self.package.parts) if "/embeddings/" in name]
        wanted = dict.fromkeys([*chunks, *inside])
        return tuple(
            (posixpath.basename(n), self.package.parts[n]) for n in wanted if n in self.package.parts
        )


def _put_markers(paragraph: Element, markers: dict[str, str]) -> None:
    """A marker stands apart from the words beside it; a run in which nothing is left goes."""
    before, apart = " ", False
    for element in list(paragraph.iter(w("t"), w("tab"), w("br"))):
        if local(element) != "t":
            before = " "
            continue
        shown = ""
        for sign in element.text or "":
            if text := markers.get(sign, sign):
                marked = sign in markers
                between = (marked or apart) and not before.isspace() and not text[0].isspace()
                shown += f" {text}" if between else text
                before, apart = text[-1], marked
        if element.text and not shown and (run := element.getparent()) is not None:
            run.remove(element)
            if (outer := run.getparent()) is not None and all(local(child) == "rPr" for child in run):
                outer.remove(run)
        element.text = shown


def _on_a4(section: Element) -> Element:
    """A section that states no size of paper gets A4 rather than what the country of the machine has."""
    if section.find(w("pgSz")) is None:
        section.append(make("pgSz", w="11906", h="16838"))
    return section


def _has_changes(root: Element) -> bool:
    return next(root.iter(*(w(tag) for tag in _TRACKED)), None) is not None


def _with_paragraph(blocks: list[Element]) -> list[Element]:
    return blocks if blocks and local(blocks[-1]) == "p" else [*blocks, make("p")]


def _separators(kind: str) -> list[Element]:
    return [
        make(kind, make("p", make("r", make(tag))), type=tag, id=ident)
        for tag, ident in (("separator", "-1"), ("continuationSeparator", "0"))
    ]


def _drop_references(blocks: list[Element], ident: str) -> None:
    for block in blocks:
        for tag in ("headerReference", "footerReference"):
            for reference in list(block.iter(w(tag))):
                parent = reference.getparent()
                if parent is not None and reference.get(f"{{{R}}}id") == ident:
                    parent.remove(reference)


def _relations(rows: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element("Relationships", nsmap={None: f"{PACKAGE}relationships"})  # type: ignore[dict-item]
    for ident, kind, target in rows:
        etree.SubElement(root, "Relationship", Id=ident, Type=f"{_RELATION}{kind}", Target=target)
    return _bytes(root)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
