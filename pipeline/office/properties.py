"""Formatting of Word files (ECMA-376 part 1, 17.3 to 17.7): what is taken over, element by element.

Whatever is not named here is left behind: ids of revisions, languages, alternative texts, frames, changes of
formatting with their authors. No text is hidden, cut off by a fixed height or set to a width of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.office.markup import Element, W, children, local, make, w

_BORDERS = "top left start bottom right end between bar insideH insideV tl2br tr2bl"
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind "
    "contextualSpacing mirrorIndents jc textAlignment outlineLvl"
)
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike color spacing w position sz szCs highlight u shd "
    "vertAlign"
)
_TABLE = "tblStyle jc tblW tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
_ROW = "cantSplit trHeight tblHeader jc gridBefore gridAfter"
_CELL = "tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection vAlign"
_SECTION = "type pgSz pgMar pgBorders pgNumType cols vAlign titlePg textDirection bidi docGrid"

# Each group of properties, with what may stand in it in the order of its schema.
_WITHIN: dict[str, tuple[str, ...]] = {
    name: tuple(allowed.split())
    for name, allowed in {
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "tblPr": _TABLE,
        "trPr": _ROW,
        "tcPr": _CELL,
        "sectPr": _SECTION,
        "numPr": "ilvl numId",
        "tabs": "tab",
        "cols": "col",
        "tblGrid": "gridCol",
        "tblCellMar": "top left start bottom right end",
        "tcMar": "top left start bottom right end",
        **dict.fromkeys(("pBdr", "tblBorders", "tcBorders", "pgBorders"), _BORDERS),
    }.items()
}
_VALUE = re.compile(r"[A-Za-z0-9#%.+-]{1,32}")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,40}")
_SYMBOLS = re.compile(r"symbol|dings|marlett|bullets|emoji", re.IGNORECASE)
_STYLES = {"pStyle", "rStyle", "tblStyle"}
_THEME_FONTS = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "cstheme": "cs", "eastAsiaTheme": "eastAsia"}


@dataclass(frozen=True, slots=True)
class Names:
    """How styles are called in the new file, by their old id, and which fonts the theme means (`minor`, `major`)."""

    styles: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()


def copied(group: Element | None, names: Names, *, kind: str = "") -> Element | None:
    """A group of properties with what is taken over of it; None where nothing is."""
    if group is None:
        return None
    kind = kind or local(group)
    made = make(kind)
    for wanted in _WITHIN[kind]:
        for child in group.findall(w(wanted)):
            new = _child(wanted, child, names)
            if new is not None:
                made.append(new)
            if wanted not in {"tab", "col", "gridCol"}:
                break
    return made if len(made) else None


def _child(kind: str, child: Element, names: Names) -> Element | None:
    if kind in _STYLES:
        style = names.styles.get(child.get(w("val")) or "")
        return make(kind, val=style) if style else None
    if kind == "rFonts":
        return _fonts(child, names)
    if kind == "numPr":
        number = child.find(w("numId"))
        if number is None or number.get(w("val")) not in {"0", *names.numbers}:
            return None
    made = copied(child, names, kind=kind) if kind in _WITHIN else make(kind)
    made = make(kind) if made is None else made
    for name, text in child.attrib.items():
        key = str(name).removeprefix(f"{{{W}}}")
        if f"{{{W}}}{key}" == name and _keeps(key) and _VALUE.fullmatch(str(text)):
            made.set(name, text)
    return made


def _keeps(attribute: str) -> bool:
    return attribute not in {"hRule", "id"} and not attribute.startswith(("rsid", "theme"))


def _fonts(child: Element, names: Names) -> Element | None:
    """The fonts of a run; a font of symbols would show others than the letters that were read."""
    made = make("rFonts")
    for theme, plain in _THEME_FONTS.items():
        meant = (child.get(w(theme)) or "")[:5]
        name = names.fonts.get(meant) if meant else child.get(w(plain))
        if name and _FONT.fullmatch(name) and not _SYMBOLS.search(name):
            made.set(w(plain), name)
    return made if made.attrib else None


def is_symbol_font(name: str) -> bool:
    """Whether a font shows symbols for letters."""
    return bool(_SYMBOLS.search(name))


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts that a theme names for text (`minor`) and headings (`major`)."""
    found: dict[str, str] = {}
    if theme is not None:
        for element in theme.iter("{*}minorFont", "{*}majorFont"):
            latin = next((c for c in children(element) if str(c.tag).endswith("}latin")), None)
            if latin is not None:
                found[str(element.tag).rsplit("}", 1)[-1][:5]] = latin.get("typeface") or ""
    return found
