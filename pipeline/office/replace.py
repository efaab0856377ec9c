"""Masks put into a rebuilt Word file: what they cover goes out of the XML, their mark stands there instead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.office.markup import Element, local, make, serialise, text_element, value, w
from pipeline.office.package import pack
from pipeline.office.text import Piece, Reading
from pipeline.types import Span

_GREY = "D9D9D9"
_KEPT = ("rFonts", "b", "bCs", "i", "iCs", "sz", "szCs")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of the text, and what stands there instead."""

    span: Span
    mark: str


def replace_text(reading: Reading, replacements: Sequence[Replacement]) -> bytes:
    """The file with its replacements, which are disjoint and sorted; the elements of `reading` are changed.

    Raises:
        ValueError: a replacement covers nothing that is shown.
    """
    starts = [piece.span.start for piece in reading.pieces]
    tables: dict[Element, None] = {}
    for one in reversed(replacements):
        first = max(0, bisect_right(starts, one.span.start) - 1)
        last = bisect_left(starts, one.span.end)
        covered = [piece for piece in reading.pieces[first:last] if piece.span.overlaps(one.span)]
        if not covered:
            raise ValueError("a replacement covers nothing that is shown")
        tables.update(dict.fromkeys(covered[0].element.iterancestors(w("tbl"))))
        _replace(covered, one)
    for table in tables:
        _even_columns(table)
    _drop_emptied(reading, [one.span for one in replacements])
    parts = dict(reading.package.parts)
    parts.update({name: serialise(root) for name, root in reading.roots.items()})
    return pack(parts)


def _replace(covered: list[Piece], one: Replacement) -> None:
    for piece in reversed(covered[1:]):
        _cut(piece, 0, one.span.end - piece.span.start)
    first = covered[0]
    run = first.element.getparent()
    if run is None:
        raise ValueError("a replacement covers what was replaced already")
    parent = run.getparent()
    if parent is None:
        raise ValueError("a replacement covers what was replaced already")
    at = parent.index(run) + 1
    begin, end = max(0, one.span.start - first.span.start), one.span.end - first.span.start
    text = first.element.text or ""
    rest = text[end:] if local(first.element) == "t" else ""
    if rest:
        parent.insert(at, make("r", *_properties(run, all_of_them=True), text_element(rest)))
    parent.insert(at, make("r", *_properties(run), text_element(one.mark)))
    _cut(first, begin, len(text) if local(first.element) == "t" else 1)


def _cut(piece: Piece, begin: int, end: int) -> None:
    """Take a stretch out of a piece, and its run too where nothing of it is left."""
    element = piece.element
    run = element.getparent()
    if local(element) == "t":
        text = element.text or ""
        element.text = text[:begin] + text[end:]
        if element.text:
            return
    if run is not None and (outer := run.getparent()) is not None:
        outer.remove(run)


def _properties(run: Element, *, all_of_them: bool = False) -> list[Element]:
    """The formatting of a run; of a mark only what keeps it as large as what stands around it."""
    group = run.find(w("rPr"))
    kept = [
        _clone(child)
        for child in (group if group is not None else ())
        if all_of_them or local(child) in _KEPT
    ]
    if not all_of_them:
        kept += [make("caps", val="0"), make("smallCaps", val="0"), make("color", val="000000")]
        kept.append(make("shd", val="clear", color="auto", fill=_GREY))
    return [make("rPr", *kept)] if kept else []


def _clone(element: Element) -> Element:
    made = make(local(element), *(_clone(child) for child in element))
    made.attrib.update(element.attrib)
    return made


def _even_columns(table: Element) -> None:
    """Make the columns of a table equal where its program fitted them to their text: their widths would tell how
    long a name was.
    """
    properties = table.find(w("tblPr"))
    fixed = value(properties, "tblLayout", "type") == "fixed"
    if fixed or value(properties, "tblW", "type") in {"dxa", "pct"}:
        return
    grid = table.find(w("tblGrid"))
    columns = list(grid) if grid is not None else []
    for column in columns:
        column.set(w("w"), str(9000 // len(columns)))
    for width in list(table.iter(w("tcW"))):
        parent = width.getparent()
        if parent is not None:
            parent.remove(width)


def _drop_emptied(reading: Reading, spans: list[Span]) -> None:
    """Take out the paragraphs within one replacement: how many there were tells how much was said."""
    starts = [span.start for span in spans]
    for paragraph in reading.paragraphs:
        if not paragraph.stretches:
            continue
        whole = Span(paragraph.stretches[0].start, paragraph.stretches[-1].end)
        i = bisect_right(starts, whole.start) - 1
        if i < 0 or not (spans[i].start < whole.start and spans[i].covers(whole)):
            continue
        element, parent = paragraph.element, paragraph.element.getparent()
        if (
            parent is None
            or next(element.iter(w("t")), None) is not None
            or element.find(f"{w('pPr')}/{w('sectPr')}") is not None
        ):
            continue
        if len(parent.findall(w("p"))) > 1 and local(parent) in {
            "body",
            "tc",
            "hdr",
            "ftr",
            "footnote",
            "endnote",
        }:
            following = element.getnext()
            if local(parent) == "body" or (following is not None and local(following) == "p"):
                parent.remove(element)
