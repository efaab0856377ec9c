"""The words of a structure tree that may stay: standard types, and attributes that hold no text and no measure.

Types and attributes are those of PDF 1.7 (ISO 32000-1, 14.8), which PDF/UA-1 is built on. A producer's own type
is replaced by the standard one that its role map gives, so none of a producer's words stays.
"""

from __future__ import annotations

import re

import pikepdf

GROUPING = frozenset({
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private", "Table",
    "TR", "THead", "TBody", "TFoot", "L", "LI", "LBody", "TD", "TH", "Caption", "Note",
})  # fmt: skip
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
STANDARD = GROUPING | {
    *HEADINGS, "H", "P", "Lbl", "Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
# Types that PDF 2.0 added (ISO 32000-2, 14.8.4), where no role map says otherwise.
_NEWER = {
    "Title": "P", "Em": "Span", "Strong": "Span", "Sub": "Span", "Aside": "Div", "FENote": "Note",
    "DocumentFragment": "Sect", "Artifact": "NonStruct",
}  # fmt: skip

_NAMES = {
    ("Layout", "Placement"): "Block Inline Before Start End",
    ("Layout", "WritingMode"): "LrTb RlTb TbRl",
    ("Layout", "TextAlign"): "Start Center End Justify",
    ("Layout", "TextDecorationType"): "None Underline Overline LineThrough",
    ("List", "ListNumbering"): "None Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha",
    ("Table", "Scope"): "Row Column Both",
}
_ALLOWED = {key: frozenset(names.split()) for key, names in _NAMES.items()}
_SPANS = {("Table", "RowSpan"), ("Table", "ColSpan")}
_MOST_SPAN = 10_000

# Languages of two letters, with a script and a region at most: a private part could hold any word.
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|pap(-(AW|CW|BQ))?|nds(-NL)?", re.IGNORECASE)

Attributes = tuple[tuple[str, str, str | int], ...]
"""Owner, key and value; names without their slash."""


def language(value: object) -> str | None:
    """A language tag that can be nothing else, as BCP 47 writes it."""
    text = str(value) if isinstance(value, pikepdf.String) else ""
    return text if _LANGUAGE.fullmatch(text) else None


class Roles:
    """Standard types by the types of one file."""

    def __init__(self, role_map: object) -> None:
        self._map = (
            {key[1:]: str(value)[1:] for key, value in role_map.items() if isinstance(value, pikepdf.Name)}
            if isinstance(role_map, pikepdf.Dictionary)
            else {}
        )
        self._known: dict[str, str | None] = {}

    def standard(self, name: object, around: str) -> str:
        """The standard type of an element within one of type `around`."""
        kind = str(name)[1:] if isinstance(name, pikepdf.Name) else ""
        if kind not in self._known:
            self._known[kind] = self._resolve(kind)
        return self._known[kind] or ("Div" if around in GROUPING else "Span")

    def _resolve(self, kind: str) -> str | None:
        seen: set[str] = set()
        while kind not in STANDARD:
            if kind in seen or kind not in self._map:
                return _NEWER.get(kind)
            seen.add(kind)
            kind = self._map[kind]
        return kind


def attributes(node: pikepdf.Object, classes: object) -> tuple[Attributes, tuple[str, ...]]:
    """What stays of the attributes of an element and of its classes, and the cells that /Headers names."""
    found: dict[tuple[str, str], str | int] = {}
    headers: tuple[str, ...] = ()
    for entry in [*_of_classes(node.get("/C"), classes), *_listed(node.get("/A"))]:
        if not isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
            continue  # a revision number
        owner = str(entry.get("/O", ""))[1:]
        pairs: list[tuple[str, object]] = list(entry.items())
        for key, value in pairs:
            place = (owner, key[1:])
            if place in _ALLOWED and isinstance(value, pikepdf.Name) and str(value)[1:] in _ALLOWED[place]:
                found[place] = str(value)[1:]
            elif place in _SPANS and isinstance(value, int) and 1 < value <= _MOST_SPAN:
                found[place] = int(value)
            elif place == ("Table", "Headers"):
                headers = tuple(str(v) for v in _listed(value) if isinstance(v, pikepdf.String))
    return tuple((owner, key, found[owner, key]) for owner, key in sorted(found)), headers


def _of_classes(names: object, classes: object) -> list[object]:
    if not isinstance(classes, pikepdf.Dictionary):
        return []
    return [
        entry
        for name in _listed(names)
        if isinstance(name, pikepdf.Name)
        for entry in _listed(classes.get(str(name)))
    ]


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
