"""Letters that stay behind in embedded fonts when text is taken out.

A program that embeds a part of a font (a subset: `ABCDEF+Name`) takes the glyphs that the document shows. What no
page shows any more was shown once: "q" and "x" left over beside a mark say which names it can't be. So a subset with
at least one such glyph, or one entry for it in the tables beside (ToUnicode, Differences, widths), is a finding, but
only where the file shows signs of redaction (the code of a ground, or a dark box of the height of a line with nothing
readable in it): without them nothing was taken out.

Three things say nothing of what stood there and are no finding: a font that isn't a subset; one that holds the whole
alphabet, large and small or small alone, or more than 150 glyphs that no page shows, for its maker did not choose by
the text; a font whose codes can't be told from the file (a CMap of its own). The tables beside a Type 1 program don't
count: TeX writes those of the whole encoding, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from string import ascii_letters, ascii_lowercase, ascii_uppercase

import pikepdf
from fontTools.agl import toUnicode
from fontTools.ttLib import TTLibError

from pipeline.check.contents import contents, unpacked
from pipeline.check.file import OpenFile, PageView
from pipeline.check.fontprograms import (
    Program,
    ShownCodes,
    glyphs_of_cff,
    glyphs_of_truetype,
    glyphs_of_type1,
)
from pipeline.check.readable import readable
from pipeline.check.shownglyphs import ShownFont, shown_fonts
from pipeline.check.tounicode import read_tounicode
from pipeline.check.trace import Trace
from pipeline.check.walk import array, dictionary, entry, guarded, name, number, survey
from pipeline.errors import CheckError

__all__ = ["find"]

_MEND = (
    "Maak het bestand opnieuw met een programma dat ongebruikte letters uit de lettertypen verwijdert, of druk het af "
    "naar een nieuwe pdf."
)
_SUBSET = re.compile(r"/[A-Z]{6}\+")
_CODE = re.compile(
    r"(?<![\d.])(?:5\.1\.?\s?[1245]\.?\s?[a-i]|10\.[12]\.?\s?[a-g])(?!\w)|\[5\.2\]|"
    r"\blid\s?\d,?\s(?:aanhef\sen\s)?(?:sub|onder(?:deel)?)\s?[a-i]\b|"
    r"\b(?:weg)?gelakt\b|\bgeanonimiseerd\b|\bredacted\b|█{2}",
    re.IGNORECASE,
)
_MOST = 150
_DARK = 200  # of 255; a pale shading is no bar
_LINE = (5.0, 60.0)  # points: from the smallest print to a few lines


@guarded("de lettertypen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Subsets with glyphs, or entries for them, that no page shows, in a file with signs of redaction.

    Raises:
        CheckError: a font can't be judged.
    """
    subsets = _subsets(file)
    if not subsets and not survey(file).of("/CharProcs"):
        return
    coded = any(_CODE.search(page) for page in readable(file).pages)
    if not coded and not any(content.boxes for content in contents(file)):
        return
    left = [(page, count) for page, count in (*map(_left, _programs(file, subsets)), *_drawn(file)) if count]
    if left and (coded or any(_has_bars(file, page) for page in range(1, file.count + 1))):
        for page, count in left:
            what = (
                "een letter die nergens staat"
                if count == 1
                else f"{count} letters of tekens die nergens staan"
            )
            reason = f"Een lettertype bevat {what}; dat zegt iets over wat er is weggelakt."
            yield Trace("font-remnants", page, None, reason, _MEND)


def _subsets(file: OpenFile) -> dict[tuple[int, int], pikepdf.Object]:
    """The descriptors of subsets by the number of the program."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        for one in survey(file).of(key):
            program = dictionary(one.thing, key)
            if program is not None and _SUBSET.match(name(entry(one.thing, "/FontName"))):
                found[program.objgen] = one.thing
    return found


def _programs(
    file: OpenFile, subsets: dict[tuple[int, int], pikepdf.Object]
) -> Iterator[tuple[pikepdf.Object, list[ShownFont]]]:
    """Each subset with its fonts; one with which nothing is shown any more too."""
    shown, fonts = shown_fonts(file), dict[tuple[int, int], list[ShownFont]]()
    all_fonts = {one.thing.objgen: ShownFont(one.thing, one.page) for one in survey(file).of("/Font")}
    for one in {**all_fonts, **shown}.values():
        descriptor = dictionary(_descendant(one.font) or one.font, "/FontDescriptor")
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            program = dictionary(descriptor, key)
            # The font below a composite one is a font too, but nothing is shown with it.
            if program is not None and program.objgen in subsets and "/CIDSystemInfo" not in one.font:
                fonts.setdefault(program.objgen, []).append(one)
    return ((subsets[place], found) for place, found in sorted(fonts.items()))


def _descendant(font: pikepdf.Object) -> pikepdf.Object | None:
    first = array(font, "/DescendantFonts")[:1]
    return first[0] if first and isinstance(first[0], pikepdf.Dictionary) else None


def _drawn(file: OpenFile) -> Iterator[tuple[int | None, int]]:
    """The same of Type 3 fonts, whose glyphs are small drawings; all of these are made for one file."""
    shown = shown_fonts(file)
    for found in survey(file).of("/CharProcs"):
        procs = dictionary(found.thing, "/CharProcs")
        one = shown.get(found.thing.objgen, ShownFont(found.thing, found.page))
        names, codes = _names(found.thing), _codes(one)
        unused = set(procs or ()) - {"/" + names[code] for code in codes if code in names} - {"/.notdef"}
        if not _whole(toUnicode(name[1:]) for name in procs or ()) and len(unused) <= _MOST:
            yield one.page, len(unused)


def _left(pair: tuple[pikepdf.Object, list[ShownFont]]) -> tuple[int | None, int]:
    """The first page of a program, and how many glyphs or entries in it no page shows."""
    descriptor, fonts = pair
    if any(
        _descendant(one.font) and entry(one.font, "/Encoding") not in ("/Identity-H", "/Identity-V")
        for one in fonts
    ):
        return None, 0
    count = 0
    for one in fonts:
        codes, table = _codes(one), _table(one.font)
        entries = {code for code, text in table.items() if text.strip() and text.isprintable()}
        if "/FontFile" not in descriptor and not _whole(table.values()) and not _of_encoding(entries, codes):
            count = max(count, len(entries - codes), len(_widths(one.font) - codes))
    program = _in_program(descriptor, fonts)
    count = max(count, 0 if _whole(program.letters) else program.unused)
    pages = [one.page for one in fonts if one.page is not None]
    return min(pages, default=None), count if count <= _MOST else 0


def _of_encoding(entries: set[int], codes: set[int]) -> bool:
    """Whether a table is that of a whole encoding, such as TeX writes: many entries, few of them for what shows."""
    return len(entries) >= 64 and len(entries & codes) < len(entries) / 4


def _whole(texts: Iterable[str]) -> bool:
    """Whether the whole alphabet is among the characters, large and small, or small without any large."""
    letters = set(texts)
    large = letters & set(ascii_uppercase)
    return letters.issuperset(ascii_lowercase) and len(large) in (0, 26)


def _codes(one: ShownFont) -> set[int]:
    """The codes that are shown: of two bytes in a composite font, of one in others."""
    if _descendant(one.font) is None:
        return set(b"".join(one.strings))
    return {
        int.from_bytes(text[at : at + 2], "big") for text in one.strings for at in range(0, len(text) - 1, 2)
    }


def _names(font: pikepdf.Object) -> dict[int, str]:
    """The names of glyphs that `/Differences` gives to codes."""
    found: dict[int, str] = {}
    code = 0
    for one in array(entry(font, "/Encoding"), "/Differences"):
        if isinstance(one, pikepdf.Name):
            found[code] = name(one)[1:]
            code += 1
        else:
            code = int(number(one) or 0)
    return found


def _table(font: pikepdf.Object) -> dict[int, str]:
    """What each code stands for by `/ToUnicode`, and by `/Differences` where that says nothing."""
    stream = dictionary(font, "/ToUnicode")
    names = {code: toUnicode(name) for code, name in _names(font).items()}
    return {**names, **(read_tounicode(unpacked(stream)) if isinstance(stream, pikepdf.Stream) else {})}


def _widths(font: pikepdf.Object) -> set[int]:
    """The letters that the tables of widths tell: codes with a width where others have none."""
    descendant = _descendant(font)
    if descendant is not None:
        found: set[int] = set()
        items = array(descendant, "/W")
        for first, second in pairwise(items):
            if isinstance(second, pikepdf.Array) and not isinstance(first, pikepdf.Array):
                start = int(number(first) or 0)
                found.update(start + i for i, width in enumerate(second.as_list()) if number(width))
        return found - {0}
    start = int(number(entry(font, "/FirstChar")) or 0)
    widths = {start + i: number(width) or 0.0 for i, width in enumerate(array(font, "/Widths"))}
    among = {code: width for code, width in widths.items() if chr(code) in ascii_letters}
    return {code for code, width in among.items() if width} if 0.0 in among.values() else set()


def _in_program(descriptor: pikepdf.Object, fonts: list[ShownFont]) -> Program:
    """How many glyphs of the embedded program no page shows, and the letters in it."""
    try:
        if (stream := _program(descriptor, "/FontFile2")) is not None:
            return glyphs_of_truetype(unpacked(stream), _shown(fonts))
        if (stream := _program(descriptor, "/FontFile3")) is not None:
            return glyphs_of_cff(unpacked(stream), _shown(fonts))
        if (stream := _program(descriptor, "/FontFile")) is not None:
            clear = int(number(entry(stream, "/Length1")) or 0)
            return glyphs_of_type1(unpacked(stream), clear, _shown(fonts))
    except TTLibError:
        raise CheckError("een lettertype kan niet worden gelezen") from None
    return Program(0, frozenset())


def _shown(fonts: list[ShownFont]) -> ShownCodes:
    simple = {code for one in fonts if _descendant(one.font) is None for code in _codes(one)}
    wide = {code for one in fonts if _descendant(one.font) is not None for code in _codes(one)}
    tables = [_table(one.font) for one in fonts]
    names = {name for one in fonts for code, name in _names(one.font).items() if code in simple}
    texts = {text for table in tables for code, text in table.items() if code in simple}
    texts |= set(bytes(simple).decode("cp1252", "replace")) | set(
        bytes(simple).decode("mac_roman", "replace")
    )
    composite = any(_descendant(one.font) is not None for one in fonts)
    letters = {letter: ord(letter) for letter in ascii_letters if not composite}
    for table in tables:
        letters |= {text: code for code, text in table.items() if text in ascii_letters and text}
    if composite:
        letters = {letter: min(_gids([code], fonts), default=code) for letter, code in letters.items()}
    codes = (
        frozenset(_coded(simple, fonts)) if "/FontFile2" not in _descriptor_keys(fonts) else frozenset(simple)
    )
    return ShownCodes(
        composite, frozenset(_gids(wide, fonts)), codes, frozenset(names), frozenset(texts), letters
    )


def _descriptor_keys(fonts: list[ShownFont]) -> set[str]:
    found: set[str] = set()
    for one in fonts:
        found.update((dictionary(_descendant(one.font) or one.font, "/FontDescriptor") or {}).keys())
    return found


def _coded(simple: set[int], fonts: list[ShownFont]) -> set[int]:
    """The codes that no `/Differences` gives a name, so that the program's own encoding holds."""
    return simple - {code for one in fonts for code in _names(one.font)}


def _program(descriptor: pikepdf.Object, key: str) -> pikepdf.Stream | None:
    stream = entry(descriptor, key)
    return stream if isinstance(stream, pikepdf.Stream) else None


def _gids(cids: Iterable[int], fonts: list[ShownFont]) -> set[int]:
    """The glyphs of these CIDs, through the map that a TrueType font may have."""
    found: set[int] = set()
    for one in fonts:
        stream = entry(_descendant(one.font), "/CIDToGIDMap")
        if isinstance(stream, pikepdf.Stream):
            data = unpacked(stream)
            found.update(int.from_bytes(data[2 * cid : 2 * cid + 2], "big") for cid in cids)
        else:
            found.update(cids)
    return found


def _has_bars(file: OpenFile, page: int) -> bool:
    """Whether a page has a dark box of the height of a line in which nothing can be read."""
    with file.page(page) as view:
        return any(
            _empty(view, item.box) for item in view.items if _is_bar(item.fill, item.rectangle, item.box)
        )


def _is_bar(fill: tuple[int, int, int, int] | None, rectangle: bool, box: object) -> bool:
    if fill is None or not rectangle or fill[3] < 128 or max(fill[:3]) > _DARK:
        return False
    high, wide = box.bottom - box.top, box.x1 - box.x0  # type: ignore[attr-defined]
    return bool(_LINE[0] <= high <= _LINE[1] and wide >= 8)


def _empty(view: PageView, box: object) -> bool:
    """Whether no character has its middle in a box."""
    b = view.boxes
    x, y = (b[:, 0] + b[:, 2]) / 2, (b[:, 1] + b[:, 3]) / 2
    inside = (x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)  # type: ignore[attr-defined]
    return not bool(inside.any())
