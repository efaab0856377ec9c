"""What no page shows and nothing leads to: lost objects, stale ones in the file's own containers, private data.

A lost object counts where it holds content or text; small dictionaries without words, colour profiles and the
tables of linearised files are left behind by ordinary programs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from pipeline.check.contents import unpacked
from pipeline.check.file import OpenFile
from pipeline.check.objectstreams import stale_objects
from pipeline.check.readable import words_of
from pipeline.check.trace import Trace
from pipeline.check.walk import entry, guarded, survey, text

__all__ = ["find"]

_MEND = "Sla het bestand opnieuw op met een pdf-programma dat ongebruikte onderdelen weglaat, of druk het af naar pdf."
_LOST = "Het bestand bevat onderdelen met inhoud waar geen enkele pagina naar verwijst, zoals een verwijderde pagina."
_STALE = "Het bestand bevat resten van onderdelen die niet meer in gebruik zijn; hun tekst is terug te halen."
_PRIVATE = "Het bestand bevat eigen gegevens van een programma; daarin kan tekst staan die op de pagina is weggehaald."
_ORIGIN = "Het bestand bevat gegevens over de webpagina's waaruit het is gemaakt."

_START = re.compile(rb"(?:^|[\r\n])(\d{1,10}) (\d{1,5}) obj\b(?!\s*(?:null\s*|<<\s*>>\s*)?endobj)")
_HARMLESS_STRING = re.compile(r"D:\d{4}|[0-9a-f-]{16,}$|uuid:|xmp\.", re.IGNORECASE)
_GLYPH = re.compile(rb"\s*(?:[-\d.]+\s+){2}d0|\s*(?:[-\d.]+\s+){6}d1")  # of a Type 3 font
_NO_TEXT = frozenset({"/ObjStm", "/XRef"})


@guarded("de ongebruikte onderdelen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Lost and stale objects, private data of programs.

    Raises:
        CheckError: they can't be judged.
    """
    found = survey(file)
    lost = tuple(_lost(file))
    fonts = _parts_of_fonts(lost)
    if any(_tells(thing, file) for thing in lost if thing.objgen not in fonts):
        yield Trace("lost-objects", None, None, _LOST, _MEND)
    if _dead(file) or stale_objects(file):
        yield Trace("stale-objects", None, None, _STALE, _MEND)
    for one in found.of("/PieceInfo"):
        if _has_words(entry(one.thing, "/PieceInfo"), file):
            yield Trace("private-data", one.page, None, _PRIVATE, _MEND)
    for one in found.of("/SpiderInfo"):
        yield Trace("private-data", one.page, None, _ORIGIN, _MEND)


def _lost(file: OpenFile) -> Iterator[pikepdf.Object]:
    """The objects that the file's table lists and nothing leads to."""
    reached = survey(file).reached
    hints = _hint_stream(file.data)
    for thing in file.pdf.objects:
        if isinstance(thing, pikepdf.Object) and thing.objgen not in reached and thing.objgen[0] != hints:
            yield thing


def _parts_of_fonts(lost: tuple[pikepdf.Object, ...]) -> set[tuple[int, int]]:
    """The lost objects that are a font, or hang on one: some makers write the fonts that a document might have used."""
    stack: list[object] = [one for one in lost if entry(one, "/Type") in ("/Font", "/FontDescriptor")]
    found: set[tuple[int, int]] = set()
    while stack:
        thing = stack.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in found:
                continue
            found.add(thing.objgen)
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            stack += thing.values()
        elif isinstance(thing, pikepdf.Array):
            stack += thing.as_list()
    return found


def _hint_stream(data: bytes) -> int | None:
    """The number of the object that a linearised file's first dictionary leads to by its place (annex F)."""
    head = data[:2048]
    hints = re.search(rb"/H\s*\[\s*(\d{1,12})", head) if b"/Linearized" in head else None
    if hints is None:
        return None
    match = re.compile(rb"\s*(\d{1,10}) \d+ obj").match(data, int(hints[1]) + max(data.find(b"%PDF-"), 0))
    return int(match[1]) if match else None


def _tells(thing: pikepdf.Object, file: OpenFile) -> bool:
    """Whether a lost object holds content: a stream other than a table, a profile or a font, or words."""
    if isinstance(thing, pikepdf.Stream):
        if entry(thing, "/Type") in _NO_TEXT or ("/N" in thing and "/Type" not in thing):
            return False
        return bool(thing.read_raw_bytes().strip()) and not _is_table(thing)
    if entry(thing, "/Linearized") is not None:
        return False
    kind = entry(thing, "/Type")
    if kind in ("/Page", "/Annot"):
        return True
    if kind in ("/Halftone", "/ExtGState", "/Encoding", "/CMap"):
        return False
    return _has_words(thing, file)


def _is_table(stream: pikepdf.Stream) -> bool:
    """Whether a stream draws a glyph of a Type 3 font, or is a CMap."""
    try:
        data = unpacked(stream)
        return bool(_GLYPH.match(data[:100])) or (b"begincmap" in data and b"endcmap" in data)
    except pikepdf.PikepdfError:
        return False  # an image, or packed in a way of its own


def _has_words(start: object, file: OpenFile) -> bool:
    """Whether an object, or what hangs on it, has a stream, or a string with a word that is no date or identifier."""
    reached = survey(file)
    pages = {page.objgen for page in reached.pages.values()}
    stack, seen = [start], set[tuple[int, int]]()
    while stack:
        thing = stack.pop()
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            if thing.objgen in seen or thing.objgen in pages:
                continue
            seen.add(thing.objgen)
            file.tick()
        if isinstance(thing, pikepdf.Stream):
            return True
        if isinstance(thing, pikepdf.String):
            said = text(thing)
            if any(words_of(said)) and not _HARMLESS_STRING.match(said):
                return True
        elif isinstance(thing, pikepdf.Dictionary):
            stack += [value for key, value in thing.items() if key not in ("/Parent", "/P", "/Pg")]
        elif isinstance(thing, pikepdf.Array):
            stack += thing.as_list()
    return False


def _dead(file: OpenFile) -> bool:
    """Whether an object stands in the bytes of the file that its table doesn't list, or twice in one version.

    More versions than one are told by `revisions.py`: there, an older object of the same number is no wonder.
    """
    listed: Counter[tuple[int, int]] = Counter()
    for match in _START.finditer(file.data):
        listed[int(match[1]), int(match[2])] += 1
    many = b"/Prev" in file.data[-2048:] and file.data.count(b"startxref") > 1
    known = {one for one in listed if file.pdf.get_object(one) is not None}
    doubtful = [one for one, count in listed.items() if one not in known or (count > 1 and not many)]
    return bool(doubtful) and not _in_streams(file, doubtful)


def _in_streams(file: OpenFile, doubtful: list[tuple[int, int]]) -> bool:
    """Whether all of these stand in streams that are not packed, such as a PDF that is attached."""
    plain = [
        one for one in file.pdf.objects if isinstance(one, pikepdf.Stream) and entry(one, "/Filter") is None
    ]
    within: set[tuple[int, int]] = set()
    for stream in plain:
        within.update((int(m[1]), int(m[2])) for m in _START.finditer(unpacked(stream)))
    return within.issuperset(doubtful)
