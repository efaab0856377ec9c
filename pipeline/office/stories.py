"""The stories of a Word file (body, headers, footers, notes) built anew: only what is read and shown is in them.

Tracked changes are settled (what was put in stays, what was taken out goes), hidden text is left out, controls, links
and fields leave their text, and text boxes stand behind the paragraph that they hang on, so that nothing overlaps and
a reader meets them where they belong. What is not known here is told in `Found`. A picture leaves a character in the
text (`place_of`), for which `rebuild` puts what is to stand there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.office.drawing import PLACES, Drawn, find_drawn, place_of
from pipeline.office.fields import Fields, page_field
from pipeline.office.markup import MC, Element, M, children, is_on, local, make, text_element, value, w
from pipeline.office.properties import Names, copied
from pipeline.office.symbols import symbol

_THROUGH = {"hyperlink", "smartTag", "ins", "moveTo", "customXml", "dir", "bdo", "ruby", "rubyBase", "rt"}
_GONE = {
    "del", "moveFrom", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
    "commentRangeEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd", "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "tblGrid",
    "tblPrEx", "trPr", "tcPr", "sectPr", "delText", "delInstrText", "softHyphen", "lastRenderedPageBreak",
    "annotationRef", "commentReference", "separator", "continuationSeparator", "rubyPr", "subDoc",
    "dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong",
}  # fmt: skip
_DRAWN = {"drawing", "pict", "object", "contentPart"}
_KEPT_PREFIXES = {"wps", "wpg", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex"}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff\x7f-\x9f]"
)
_SPACES = re.compile(r"\s")
MAX_DEPTH = 60
"""Tables, boxes and controls in each other; Word's own bound on tables is below."""


@dataclass(slots=True)
class Found:
    """What was met on the way that is no text: `unknown` are names of elements with text that nobody knows."""

    drawn: list[Drawn] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    hidden: bool = False
    formulas: bool = False
    broken: bool = False


@dataclass(slots=True)
class Sections:
    """What the sections of the body ask for: their own ids for headers and footers, by old id, in order."""

    ids: dict[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    """A text as it is shown: no invisible signs, every space a plain one, NFC."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)))


class Story:
    """Builds one story; `part` is the part that it stands in, by whose relationships its pictures are found.

    `places`: whether pictures leave a character in the text.
    """

    def __init__(
        self, part: str, names: Names, hides: frozenset[str], found: Found, *, places: bool = True
    ) -> None:
        self.part, self.names, self.hides, self.found, self.places = part, names, hides, found, places
        self.fields = Fields()
        self.notes: list[tuple[str, str]] = []  # kind and id of each reference, in order
        self.sections = Sections()
        self.pending: list[Element] = []  # what hangs on the paragraph that is being built
        self.depth = 0

    def build(self, root: Element) -> list[Element]:
        """The blocks of the story."""
        blocks = self._blocks(root)
        if self.fields.open:
            self.found.broken = True  # what stands behind a field without an end may have gone with its code
        return blocks

    def _blocks(self, parent: Element) -> list[Element]:
        self.depth += 1
        made: list[Element] = []
        carried: list[Element] = []  # of paragraphs whose end was deleted: they run on in the next
        for child in self._flat(parent) if self.depth <= MAX_DEPTH else self._too_deep(parent):
            if local(child) == "p":
                paragraph = self._paragraph(child, carried)
                if _end_is_deleted(child):
                    carried = [run for run in paragraph if local(run) != "pPr"]
                else:
                    carried = []
                    made.append(paragraph)
            elif local(child) == "tbl":
                made += self._table(child)
            elif local(child) == "altChunk":
                self.found.chunks.append(str(next(iter(child.attrib.values()), "")))
            elif str(child.tag).startswith(f"{{{M}}}"):
                made.append(make("p", *self._formula(child)))
            made += self.pending
            self.pending = []
        if carried:
            made.append(make("p", *carried))
        self.depth -= 1
        return made

    def _too_deep(self, parent: Element) -> list[Element]:
        self.found.broken = self.found.broken or any(True for _ in parent)
        return []

    def _flat(self, parent: Element) -> Iterator[Element]:
        """The children that show something, without what is only wrapped around them."""
        for child in children(parent):
            name = local(child)
            if name in _THROUGH:
                yield from self._flat(child)
            elif name == "sdt":
                for content in child.findall(w("sdtContent")):
                    yield from self._flat(content)
            elif name == f"{{{MC}}}AlternateContent":
                yield from self._flat(choice(child))
            elif name not in _GONE:
                yield child

    def _paragraph(self, source: Element, before: list[Element]) -> Element:
        properties = source.find(w("pPr"))
        made = make("p")
        group = copied(properties, self.names)
        section = self.section(properties.find(w("sectPr"))) if properties is not None else None
        if section is not None:
            group = make("pPr") if group is None else group
            group.append(section)
        if group is not None:
            made.append(group)
        made.extend(before)
        style = value(properties, "pStyle")
        made.extend(self._inlines(source, hidden=style in self.hides))
        _join_runs(made)
        return made

    def _inlines(self, parent: Element, *, hidden: bool) -> list[Element]:
        made: list[Element] = []
        for child in self._flat(parent):
            name = local(child)
            if name == "r":
                made += self._run(child, hidden=hidden)
            elif name == "fldSimple":
                number = page_field(child.get(w("instr")) or "")
                if number is None:
                    made += self._inlines(child, hidden=hidden)
                elif self.fields.shown:
                    made.append(number)
            elif name.startswith(f"{{{M}}}"):
                made += self._formula(child)
            else:
                self._unknown(child)
        return made

    def _run(self, source: Element, *, hidden: bool) -> list[Element]:
        properties = source.find(w("rPr"))
        group = copied(properties, self.names)
        hidden = self._is_hidden(properties, hidden=hidden)
        made: list[Element] = []
        for child in self._flat(source):
            pieces = [child] if local(child) == "r" else self._pieces(child)
            if pieces and local(pieces[0]) == "r":  # a run within a run: that of a ruby text
                made += self._run(pieces[0], hidden=hidden)
                continue
            if hidden and pieces:
                self.found.hidden = self.found.hidden or any(p.text for p in pieces)
                self._hide("".join(p.text or "" for p in pieces))
                continue
            for piece in pieces if self.fields.shown or local(child) == "fldChar" else ():
                made.append(piece if local(piece) == "fldSimple" else _as_run(piece, group))
        return made

    def _hide(self, text: str) -> None:
        """Note that what has its place in a text is not shown."""
        for number in (ord(sign) - PLACES.start for sign in text if ord(sign) in PLACES):
            if number < len(self.found.drawn):
                self.found.drawn[number] = replace(self.found.drawn[number], hidden=True)

    def _is_hidden(self, properties: Element | None, *, hidden: bool) -> bool:
        stated = is_on(properties, "vanish")
        if stated is not None:
            return stated
        return hidden or value(properties, "rStyle") in self.hides

    def _pieces(self, child: Element) -> list[Element]:
        """What a child of a run shows."""
        name = local(child)
        if name == "t":
            text = plain(child.text or "")
            return [text_element(text)] if text else []
        if name in {"tab", "ptab"}:
            return [make("tab")]
        if name in {"br", "cr"}:
            page = child.get(w("type")) in {"page", "column"}
            return [make("br", type="page") if page else make("br")]
        if name == "noBreakHyphen":
            return [text_element("-")]
        if name == "sym":
            return [text_element(symbol(child.get(w("char")) or "", child.get(w("font")) or ""))]
        if name == "fldChar":
            return self.fields.char(child)
        if name == "instrText":
            self.fields.code(child.text or "")
            return []
        return self._marks(child, name)

    def _marks(self, child: Element, name: str) -> list[Element]:
        if name == "pgNum":
            number = page_field("PAGE")
            return [number] if number is not None else []
        if name in {"footnoteReference", "endnoteReference"}:
            ident = child.get(w("id")) or ""
            if (name[:-9], ident) in self.notes or not self.fields.shown:
                return []
            self.notes.append((name[:-9], ident))
            return [make(name, id=ident)]
        if name in {"footnoteRef", "endnoteRef"}:
            return [make(name)]
        if name in _DRAWN:
            return self._drawing(child)
        if name.startswith(f"{{{M}}}"):
            return [text_element(self._formula_text(child))]
        self._unknown(child)
        return []

    def _drawing(self, source: Element) -> list[Element]:
        """Boxes of text go behind the paragraph; everything else that is drawn is told, and pictures have a place."""
        places: list[Element] = []
        if not self.fields.shown:
            return places
        for one in find_drawn(source, self.part, choice):
            if one.content is not None:
                kept, self.pending = self.pending, []
                blocks = self._blocks(one.content)
                self.pending = kept + blocks
            elif one.text:
                self.pending.append(make("p", make("r", text_element(plain(one.text)))))
            else:
                if self.places and one.relation and not one.embedded:
                    places.append(text_element(place_of(len(self.found.drawn))))
                self.found.drawn.append(one)
        return places

    def _formula(self, source: Element) -> list[Element]:
        text = self._formula_text(source)
        return [make("r", text_element(text))] if text and self.fields.shown else []

    def _formula_text(self, source: Element) -> str:
        self.found.formulas = True
        return plain("".join(t.text or "" for t in source.iter(f"{{{M}}}t", w("t"))))

    def _unknown(self, source: Element) -> None:
        if any(t.strip() for t in source.itertext()):
            self.found.unknown.add(str(source.tag).rsplit("}", 1)[-1][:40])

    def _table(self, source: Element) -> list[Element]:
        made = make("tbl", *_some(copied(source.find(w("tblPr")), self.names)))
        grid = copied(source.find(w("tblGrid")), self.names)
        made.append(make("tblGrid") if grid is None else grid)
        for row in self._flat(source):
            if local(row) == "tr" and not self._row_is_gone(row.find(w("trPr"))):
                made.append(self._row(row))
            elif local(row) not in {"tr", "bookmarkStart", "bookmarkEnd"}:
                self._unknown(row)
        return [made] if made.find(w("tr")) is not None else []

    def _row_is_gone(self, properties: Element | None) -> bool:
        if is_on(properties, "hidden"):
            self.found.hidden = True
            return True
        return properties is not None and properties.find(w("del")) is not None

    def _row(self, source: Element) -> Element:
        made = make("tr", *_some(copied(source.find(w("trPr")), self.names)))
        for cell in self._flat(source):
            properties = cell.find(w("tcPr"))
            if local(cell) != "tc":
                self._unknown(cell)
            elif properties is None or properties.find(w("cellDel")) is None:
                blocks = self._blocks(cell)
                if not blocks or local(blocks[-1]) != "p":
                    blocks.append(make("p"))
                made.append(make("tc", *_some(copied(properties, self.names)), *blocks))
        if made.find(w("tc")) is None:
            made.append(make("tc", make("p")))
        return made

    def section(self, source: Element | None) -> Element | None:
        """The properties of a section, with new ids for its headers and footers."""
        if source is None:
            return None
        made = make("sectPr")
        first = is_on(source, "titlePg")
        for child in children(source):
            kind = child.get(w("type")) or "default"
            if local(child) in {"headerReference", "footerReference"} and (kind != "first" or first):
                old = next((v for k, v in child.attrib.items() if str(k).endswith("}id")), "")
                new = self.sections.ids.setdefault(str(old), f"rId{100 + len(self.sections.ids)}")
                reference = make(local(child), type=kind if kind in {"first", "even"} else "default")
                reference.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", new)
                made.append(reference)
        group = copied(source, self.names)
        made.extend(list(group) if group is not None else [])
        return made


def choice(alternatives: Element) -> Element:
    """The branch of several that is read: they say the same, and one with text in it says it best."""
    branches = [child for child in children(alternatives) if local(child).startswith(f"{{{MC}}}")]
    boxes = [b for b in branches if next(b.iter(w("txbxContent")), None) is not None]
    known = [b for b in branches if set((b.get("Requires") or "").split()) <= _KEPT_PREFIXES]
    return next(iter([*boxes, *known]), make("p"))


def _as_run(piece: Element, group: Element | None) -> Element:
    run = make("r")
    if group is not None:
        run.append(_clone(group))
    run.append(piece)
    return run


def _join_runs(paragraph: Element) -> None:
    """Make one run of texts with the same formatting: where programs split them tells who typed and corrected what."""
    before: Element | None = None
    for run in list(paragraph):
        text = run[-1] if local(run) == "r" and len(run) and local(run[-1]) == "t" else None
        if text is not None and before is not None and _formatting(run) == _formatting(before):
            before[-1].text = (before[-1].text or "") + (text.text or "")
            paragraph.remove(run)
        else:
            before = run if text is not None else None


def _formatting(run: Element) -> bytes:
    return bytes(etree.tostring(run[0])) if len(run) > 1 else b""


def _clone(group: Element) -> Element:
    made = make(local(group), *(_clone(child) for child in group))
    made.attrib.update(group.attrib)
    return made


def _some(group: Element | None) -> list[Element]:
    return [group] if group is not None else []


def _end_is_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph was taken out, so that it runs on in the next."""
    properties = paragraph.find(w("pPr"))
    mark = properties.find(w("rPr")) if properties is not None else None
    if mark is None or properties is None or properties.find(w("sectPr")) is not None:
        return False
    return mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None
