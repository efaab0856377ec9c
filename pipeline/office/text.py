"""The text of a Word file that `rebuild` made, every character tied to the element that shows it.

Paragraphs are lines; the cells of a row stand on one line with tabs between them. The headers of a section stand
before it, its footers behind it, a footnote behind the paragraph (or the table) that refers to it, endnotes at the end.
What the layout makes itself (numbers of lists, notes and pages) is not in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.errors import UnreadableError
from pipeline.office.markup import BROKEN, Element, R, local, value, w
from pipeline.office.package import Package, open_package
from pipeline.types import Span, Table

_EDGES = {"headerReference": "header", "footerReference": "footer"}
_SHOWN = {"tab": "\t", "br": "\n"}


class Place(StrEnum):
    """Where on the pages a paragraph stands: in their flow, in a header or footer, or in a note."""

    BODY = "body"
    EDGE = "edge"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and the `w:t`, `w:tab` or `w:br` that shows it."""

    span: Span
    element: Element


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its stretches between what the layout puts in, and whether it stands in a row that is repeated on
    each page of its table.
    """

    element: Element
    place: Place
    stretches: tuple[Span, ...]
    repeats: bool


@dataclass(slots=True)
class Reading:
    """A rebuilt file as read: `roots` are its parts by name, the places belong to `text`."""

    package: Package
    roots: dict[str, Element] = field(default_factory=dict)
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def read_rebuilt(data: bytes) -> Reading:
    """Read a file that `rebuild` made.

    Raises:
        UnreadableError: it is something else.
    """
    package = open_package(data)
    reading = Reading(package)
    reader = _Reader(reading)
    reader.read()
    reading.text = "".join(reader.out)
    return reading


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.package = reading, reading.package
        self.out: list[str] = []
        self.at = 0
        self.place = Place.BODY
        self.repeats = False
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []

    def read(self) -> None:
        body = self._root("word/document.xml").find(w("body"))
        if body is None:
            raise UnreadableError(BROKEN)
        blocks = list(body)
        for section in _sections(blocks):
            ends = (
                section[-1]
                if local(section[-1]) == "sectPr"
                else section[-1].find(f"{w('pPr')}/{w('sectPr')}")
            )
            self._edges(ends, "headerReference")
            for block in section:
                self._block(block)
                self._notes("footnote", self.footnotes)
            self._edges(ends, "footerReference")
        self._notes("endnote", self.endnotes)

    def _root(self, name: str) -> Element:
        if name not in self.reading.roots:
            self.reading.roots[name] = self.package.root(name)
        return self.reading.roots[name]

    def _edges(self, section: Element | None, tag: str) -> None:
        relations = self.package.relations("word/document.xml")
        before, self.place = self.place, Place.EDGE
        for reference in section.findall(w(tag)) if section is not None else ():
            target = relations[reference.get(f"{{{R}}}id") or ""].target
            if target not in self.reading.roots:  # an earlier section has it too
                for block in self._root(target):
                    self._block(block)
        self.place = before

    def _notes(self, kind: str, wanted: list[str]) -> None:
        if not wanted:
            return
        root = self._root(f"word/{kind}s.xml")
        by_id = {note.get(w("id")): note for note in root}
        before, self.place = self.place, Place.NOTE
        for ident in wanted:
            for block in by_id[ident]:
                self._block(block)
        wanted.clear()
        self.place = before

    def _block(self, block: Element) -> None:
        if local(block) == "p":
            self._paragraph(block)
            self._put("\n")
        elif local(block) == "tbl":
            self._table(block)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.at += len(text)

    def _paragraph(self, paragraph: Element) -> None:
        stretches: list[Span] = []
        start = self.at
        for child in paragraph.iter(
            w("t"), w("tab"), w("br"), w("fldSimple"), w("footnoteReference"), w("endnoteReference")
        ):
            name = local(child)
            if name in {"t", *_SHOWN} and _in_run(child):
                text = child.text or "" if name == "t" else _SHOWN[name]
                self.reading.pieces.append(Piece(Span(self.at, self.at + len(text)), child))
                self._put(text)
            elif name not in {"t", *_SHOWN}:
                stretches.append(Span(start, self.at))
                start = self.at
                if name != "fldSimple":
                    (self.footnotes if name[0] == "f" else self.endnotes).append(child.get(w("id")) or "")
        stretches.append(Span(start, self.at))
        kept = tuple(span for span in stretches if span.start < span.end)
        self.reading.paragraphs.append(Paragraph(paragraph, self.place, kept, self.repeats))

    def _table(self, table: Element) -> None:
        rows: list[list[tuple[Span, ...]]] = []
        outer = self.repeats
        for number, row in enumerate(table.findall(w("tr"))):
            heading = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
            self.repeats = outer or (heading and number == len(rows) and _all_heading(rows, table))
            rows.append(self._row(row))
        self.repeats = outer
        width = max(map(len, rows), default=0)
        full = tuple(tuple(row + [()] * (width - len(row))) for row in rows)
        if full:
            self.reading.tables.append(Table(1, full))

    def _row(self, row: Element) -> list[tuple[Span, ...]]:
        cells: list[tuple[Span, ...]] = []
        found = row.findall(w("tc"))
        for number, cell in enumerate(found):
            blocks = [block for block in cell if local(block) in {"p", "tbl"}]
            spans: list[Span] = []
            for i, block in enumerate(blocks):
                start = self.at
                last = i == len(blocks) - 1
                if local(block) == "p":
                    self._paragraph(block)
                    spans += [Span(start, self.at)] if start < self.at else []
                    self._put("" if last else "\n")
                else:
                    self._table(block)
            cells.append(tuple(spans))
            span = value(cell.find(w("tcPr")), "gridSpan") or "1"
            cells += [()] * (int(span) - 1 if span.isdecimal() and len(span) < 3 else 0)
            self._put("\n" if number == len(found) - 1 else "\t")
        return cells


def _all_heading(rows: list[list[tuple[Span, ...]]], table: Element) -> bool:
    before = table.findall(w("tr"))[: len(rows)]
    return all(row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in before)


def _in_run(element: Element) -> bool:
    """Whether a text stands in a run of the paragraph, not in a field of page numbers or among the tab stops."""
    run = element.getparent()
    outer = run.getparent() if run is not None else None
    return run is not None and outer is not None and local(run) == "r" and local(outer) == "p"


def _sections(blocks: list[Element]) -> list[list[Element]]:
    """The blocks of each section, the one that holds its properties last."""
    sections: list[list[Element]] = [[]]
    for block in blocks:
        sections[-1].append(block)
        if local(block) == "p" and block.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            sections.append([])
    return [section for section in sections if section]
