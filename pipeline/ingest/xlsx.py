"""Workbooks of Excel (ECMA-376, SpreadsheetML) as text: a heading a sheet, a line a row, then what stands beside it.

The XML is read here and not by openpyxl, which gives either the values or the formulas of a file but not whether a
formula has a value, and in its bounded mode no hidden rows, comments, links, headers or drawings. What Excel does not
show on a sheet or on paper (defined names, properties, caches of other files, macros) is not read, so not published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.attachment import Attachment, Plain
from pipeline.ingest.html import link_target
from pipeline.ingest.inset import Insets
from pipeline.ingest.numberformat import BUILT_IN, shown_number, shown_text
from pipeline.ingest.ooxml import Package, Relation, local, paragraphs, relation_id
from pipeline.ingest.sheet import MAX_CELLS, cell_text, table_text
from pipeline.office.drawing import crop_of

MAX_SHEETS = 1_000
"""Sheets that are read; Excel has no limit, people have some tens."""

MAX_CHARACTERS = 50_000_000
"""Of all cells together, so that a long text that a million cells share is not written a million times."""

_MAX_COLUMN, _MAX_ROW = 16_384, 1_048_576
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# Codes in headers and footers (ECMA-376-1, 18.3.1.46): a font, a size, a colour, a switch or a field.
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|[BIUSEXYOHPNDTZFAG])')
_PART_OF_HEADER = re.compile(r"&[LCR]")
_HEADERS = {"oddHeader", "evenHeader", "firstHeader"}
_FOOTERS = {"oddFooter", "evenFooter", "firstFooter"}
_BOOLEANS = {"0": "ONWAAR", "1": "WAAR"}


@dataclass(slots=True)
class _Sheet:
    """A sheet as far as it has been read; rows and columns count from 1."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    links: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, id of the relation
    margins: list[str] = field(default_factory=list)  # headers and footers
    hidden: bool = False  # rows, columns or cells


@dataclass(slots=True)
class _Book:
    """What the sheets of a workbook share, and how much they may still hold."""

    strings: list[str]
    formats: list[str]
    people: Mapping[str, str]
    from_1904: bool
    cells: int
    characters: int
    uncomputed: bool = False


def read_xlsx(data: bytes) -> Plain:
    """Read a workbook; macros are neither read nor run.

    Raises:
        UnreadableError: the file is damaged, encrypted or too large.
    """
    package = Package(data, say.BROKEN_SHEET)
    try:
        return _read(package)
    except (etree.LxmlError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise UnreadableError(say.BROKEN_SHEET) from error


def _read(package: Package) -> Plain:
    main = package.main()
    related = package.relations(main)
    book, sheets = _opened(package, main, related)
    pieces: list[str] = []
    hidden_sheets, hidden_cells, charts = [], [], []
    insets, placed = Insets(), set[str]()
    for number, (name, state, relation) in enumerate(sheets, start=1):
        part = relation.target
        sheet = _sheet(package, part, book)
        beside = package.relations(part)
        _link(sheet, beside)
        extra, has_chart = _beside(package, beside, book)
        table = table_text(_lines(sheet))
        markers = _pictures(package, beside, insets, placed)
        body = "\n".join(piece for piece in (table, *sheet.margins, *extra, *markers) if piece)
        pieces.append(f"Werkblad: {cell_text(name)}\n\n{body}".rstrip("\n"))
        hidden_sheets += [number] if state in {"hidden", "veryHidden"} else []
        hidden_cells += [number] if sheet.hidden else []
        charts += [number] if has_chart else []
    media = sorted(part for part in package.parts if part.startswith("xl/media/") and part not in placed)
    loose = dict.fromkeys(insets.marker(package.bytes_of(part)) for part in media)
    pieces += ["\n".join(filter(None, loose))] if any(loose) else []
    obstacles = [say.UNCOMPUTED] if book.uncomputed else []
    obstacles += [say.pictures_in("het rekenblad", insets.unread)] if insets.unread else []
    notes = [say.hidden_sheets(hidden_sheets)] if hidden_sheets else []
    notes += [say.hidden_cells(hidden_cells)] if hidden_cells else []
    notes += [say.charts(charts)] if charts else []
    attachments = (*_embedded(package), *insets.attachments)
    return Plain("\n\n\n".join(pieces) + "\n", tuple(obstacles), tuple(notes), attachments)


def _opened(
    package: Package, main: str, related: Mapping[str, Relation]
) -> tuple[_Book, list[tuple[str, str, Relation]]]:
    """What the sheets share, and of each its name, whether it is hidden, and where it lies."""
    sheets: list[tuple[str, str, Relation]] = []
    from_1904 = False
    for element in package.elements(main, "sheet", "workbookPr"):
        if local(element) == "workbookPr":
            from_1904 = element.get("date1904") in {"1", "true"}
            continue
        place = related[relation_id(element)]
        sheets.append((str(element.get("name") or ""), str(element.get("state") or ""), place))
    if not 0 < len(sheets) <= MAX_SHEETS:
        raise ValueError("a workbook without sheets, or with absurdly many")
    by_kind = {relation.kind: relation.target for relation in related.values() if not relation.external}
    strings = _strings(package, by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
    formats = _formats(package, by_kind["styles"]) if "styles" in by_kind else []
    people = _people(package, by_kind["person"]) if "person" in by_kind else {}
    return _Book(strings, formats, people, from_1904, MAX_CELLS, MAX_CHARACTERS), sheets


def _strings(package: Package, part: str) -> list[str]:
    found: list[str] = []
    for element in package.elements(part, "si"):
        found.append(_rich(element))
        element.clear()
    return found


def _rich(element: etree._Element) -> str:
    """The text of runs; how to pronounce them (`rPh`) is shown nowhere."""
    texts = element.iter("{*}t")
    return "".join(t.text or "" for t in texts if local(t.getparent()) != "rPh")


def _formats(package: Package, part: str) -> list[str]:
    """The number format of each cell style."""
    own: dict[int, str] = {}
    found: list[str] = []
    for element in package.elements(part, "numFmt", "cellXfs"):
        if local(element) == "numFmt":
            own[int(element.get("numFmtId") or -1)] = str(element.get("formatCode") or "")
        else:
            for style in element.iterchildren("{*}xf"):
                number = int(style.get("numFmtId") or 0)
                found.append(own.get(number) or BUILT_IN.get(number, "General"))
    return found


def _people(package: Package, part: str) -> dict[str, str]:
    people = package.elements(part, "person")
    return {str(person.get("id")): str(person.get("displayName") or "") for person in people}


# ---------------------------------------------------------------------------------------------------- a sheet


def _sheet(package: Package, part: str, book: _Book) -> _Sheet:
    sheet = _Sheet()
    last = 0
    names = ("row", "col", "hyperlink", *sorted(_HEADERS), *sorted(_FOOTERS))
    for element in package.elements(part, *names):
        name = local(element)
        if name == "row":
            last = int(element.get("r") or last + 1)
            _row(element, last, sheet, book)
            element.clear()
            if (parent := element.getparent()) is not None:
                del parent[: parent.index(element)]
        elif name == "col":
            sheet.hidden |= element.get("hidden") in {"1", "true"} or element.get("width") in {"0", "0.0"}
        elif name == "hyperlink":
            row, column = _place(str(element.get("ref") or ""), 1, 1)
            sheet.links.append((row, column, relation_id(element)))
        elif text := _header(element.text or ""):
            sheet.margins.append(f"{'Koptekst' if name in _HEADERS else 'Voettekst'}: {text}")
    sheet.margins = list(dict.fromkeys(sheet.margins))
    return sheet


def _place(ref: str, row: int, column: int) -> tuple[int, int]:
    """The row and column of `B3`; those given where it says nothing."""
    match = _REF.match(ref)
    if not match:
        return row, column
    letters = 0
    for letter in match[1]:
        letters = letters * 26 + ord(letter) - 64
    if letters > _MAX_COLUMN or not 0 < int(match[2]) <= _MAX_ROW:
        raise ValueError("a cell beyond the end of the sheet")
    return int(match[2]), letters


def _row(element: etree._Element, number: int, sheet: _Sheet, book: _Book) -> None:
    hidden = element.get("hidden") in {"1", "true"} or element.get("ht") in {"0", "0.0"}
    cells = sheet.rows.setdefault(number, {})
    column = 0
    for cell in element.iterchildren("{*}c"):
        _, column = _place(str(cell.get("r") or ""), number, column + 1)
        shown, value = _cell(cell, book)
        if not value:
            continue
        sheet.hidden |= not shown or hidden
        text = cell_text(shown or value)
        book.cells -= 1
        book.characters -= len(text)
        if book.cells < 0 or book.characters < 0:
            raise UnreadableError(say.too_many_cells(MAX_CELLS))
        cells[column] = text
    if not cells:
        del sheet.rows[number]


def _cell(cell: etree._Element, book: _Book) -> tuple[str, str]:
    """What a cell shows, and what it holds."""
    kind = str(cell.get("t") or "n")
    value, formula, text = "", False, ""
    for child in cell:
        name = local(child)
        if name == "v":
            value = child.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            text = _rich(child)
    if formula and not value and kind != "str":
        book.uncomputed = True
    if kind == "s" and value:
        text = book.strings[int(value)]
    elif kind == "str":
        text = value
    elif kind == "b":
        text = _BOOLEANS.get(value, value)
    elif kind in {"e", "d"}:
        text = value
    style = int(cell.get("s") or 0)
    code = book.formats[style] if 0 <= style < len(book.formats) else "General"
    if kind == "n":
        return (shown_number(value, code, from_1904=book.from_1904), value) if value else ("", "")
    return shown_text(text, code), text


def _header(text: str) -> str:
    """The words of a header or footer; its left, middle and right part are told apart as cells are."""
    parts = (
        _CODE.sub("", part.replace("&&", "\0")).replace("\0", "&") for part in _PART_OF_HEADER.split(text)
    )
    return " | ".join(part for part in map(cell_text, parts) if part)


def _lines(sheet: _Sheet) -> list[list[str]]:
    """The rows with their columns in place; of a run of empty rows two are left, whatever its length."""
    lines: list[list[str]] = []
    last = 0
    for number, cells in sorted(sheet.rows.items()):
        lines += [[]] * min(2, number - last - 1)
        lines.append([cells.get(column, "") for column in range(1, max(cells) + 1)])
        last = number
    return lines


# ------------------------------------------------------------------------------------------- what lies beside it


def _link(sheet: _Sheet, beside: Mapping[str, Relation]) -> None:
    """Put the address behind a cell into it, where the cell does not say it."""
    for row, column, key in sheet.links:
        if key in beside and beside[key].external:
            cells = sheet.rows.setdefault(row, {})
            cells[column] = (
                cells.get(column, "") + link_target(beside[key].target, cells.get(column, ""))
            ).strip()


def _beside(package: Package, beside: Mapping[str, Relation], book: _Book) -> tuple[list[str], bool]:
    """What is written beside the cells: comments, text boxes, charts; and whether there are charts."""
    by_kind: dict[str, list[str]] = {}
    for relation in beside.values():
        if not relation.external and relation.target in package.parts:
            by_kind.setdefault(relation.kind, []).append(relation.target)
    comments: dict[str, list[str]] = {}
    for part in by_kind.get("threadedComment", ()):
        for ref, line in _threads(package, part, book):
            comments.setdefault(ref, []).append(line)
    threaded = set(comments)
    for part in by_kind.get("comments", ()):
        for ref, line in _comments(package, part):
            if ref not in threaded:
                comments.setdefault(ref, []).append(line)
    lines = [line for ref in sorted(comments, key=lambda ref: _place(ref, 0, 0)) for line in comments[ref]]
    charts = False
    for part in by_kind.get("drawing", ()):
        lines += [f"Tekstvak: {text}" for text in paragraphs(package, part, "txBody")]
        for relation in package.relations(part).values():
            charts |= relation.kind in {"chart", "chartEx"}
            if relation.kind in {"chart", "chartEx", "diagramData"} and relation.target in package.parts:
                lines += [f"Grafiek: {text}" for text in paragraphs(package, relation.target, "p")]
    for part in by_kind.get("vmlDrawing", ()):
        lines += [f"Tekstvak: {text}" for text in package.vml_texts(part)]
    return list(dict.fromkeys(lines)), charts


def _pictures(
    package: Package, beside: Mapping[str, Relation], insets: Insets, placed: set[str]
) -> list[str]:
    """The markers of the pictures on a sheet, each once; `placed` gets the parts that they lie in."""
    markers: list[str] = []
    for drawing in beside.values():
        if drawing.kind != "drawing" or drawing.external or drawing.target not in package.parts:
            continue
        related = package.relations(drawing.target)
        fills = package.elements(drawing.target, "blipFill")
        for blip in (blip for fill in fills for blip in fill.iterchildren("{*}blip")):
            relation = related.get(
                next((str(v) for k, v in blip.attrib.items() if str(k).endswith("}embed")), "")
            )
            if relation and not relation.external and relation.target in package.parts:
                placed.add(relation.target)
                markers.append(insets.marker(package.bytes_of(relation.target), crop_of(blip)))
    return list(dict.fromkeys(filter(None, markers)))


def _comments(package: Package, part: str) -> Iterator[tuple[str, str]]:
    authors: list[str] = []
    for element in package.elements(part, "author", "comment"):
        if local(element) == "author":
            authors.append(element.text or "")
            continue
        ref = str(element.get("ref") or "")
        number = int(element.get("authorId") or 0)
        author = authors[number] if 0 <= number < len(authors) else ""
        yield ref, _remark(ref, author, _rich(element))


def _threads(package: Package, part: str, book: _Book) -> Iterator[tuple[str, str]]:
    for element in package.elements(part, "threadedComment"):
        ref = str(element.get("ref") or "")
        text = "".join(child.text or "" for child in element.iterchildren("{*}text"))
        yield ref, _remark(ref, book.people.get(str(element.get("personId")), ""), text)


def _remark(ref: str, author: str, text: str) -> str:
    by = f" van {cell_text(author)}" if author and not author.startswith("tc={") else ""
    return f"Opmerking bij {cell_text(ref)}{by}: {cell_text(text)}"


def _embedded(package: Package) -> tuple[Attachment, ...]:
    """Files that lie in the workbook as objects."""
    parts = sorted(part for part in package.parts if part.startswith("xl/embeddings/"))
    return tuple(Attachment(part.rpartition("/")[2], package.bytes_of(part)) for part in parts)
