"""Styles and numbering of a Word file, made anew: names of people who made a style go, hidden text is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.office.markup import Element, is_on, make, value, w
from pipeline.office.properties import Names, copied

DUTCH = "nl-NL"
"""The language that a reader aloud is told; what stands in a document of another is rare."""

_KINDS = {"paragraph", "character", "table", "numbering"}
# The names that Word itself gives (ECMA-376 part 1, 17.7.4.9 and latent styles), as far as they mean something to a
# reader of the PDF: headings, titles, lists, quotations, notes.
_BUILT_IN = re.compile(
    r"normal|heading [1-9]|title|subtitle|list paragraph|list bullet(?: [2-5])?|list number(?: [2-5])?|caption|quote"
    r"|intense quote|footnote text|footnote reference|endnote text|endnote reference|header|footer|table grid"
    r"|normal table|body text|toc [1-9]|toc heading|strong|emphasis|no spacing|default paragraph font|no list",
    re.IGNORECASE,
)
_NUMBER_FORMATS = {
    "decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "bullet", "none", "decimalZero",
}  # fmt: skip
_LEVEL_TEXT = re.compile(r"%[1-9]")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NUMBERED_WORDS = {
    "artikel", "art", "bijlage", "hoofdstuk", "paragraaf", "par", "deel", "lid", "sectie", "punt", "agendapunt",
    "besluit", "besluitpunt", "actie", "actiepunt", "vraag", "stap", "fase", "tabel", "figuur", "onderdeel",
    "categorie", "annex", "article", "section", "chapter", "ad", "nr", "onder", "titel", "afdeling", "thema",
}  # fmt: skip
_DASHES = {"-", "\u2013", "\u2014", "\u2010", "\u2011"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The part of styles; `hides` are the old ids of those that hide their text."""

    root: Element
    hides: frozenset[str]


def new_names(styles: Element | None) -> dict[str, str]:
    """An id for each style, by its old one, in their order."""
    found: dict[str, str] = {}
    for style in styles.findall(w("style")) if styles is not None else ():
        old = style.get(w("styleId"))
        if old and style.get(w("type")) in _KINDS:
            found.setdefault(old, f"s{len(found) + 1}")
    return found


def make_styles(styles: Element | None, names: Names) -> Styles:
    """The part of styles, with its own names."""
    root = make("styles")
    root.append(_defaults(styles, names))
    shown: set[str] = set()
    by_id: dict[str, Element] = {}
    for style in styles.findall(w("style")) if styles is not None else ():
        old = style.get(w("styleId")) or ""
        if old in names.styles and old not in by_id:
            by_id[old] = style
            root.append(_style(style, names, shown))
    hides = frozenset(old for old in by_id if _hidden(old, by_id))
    return Styles(root, hides)


def _defaults(styles: Element | None, names: Names) -> Element:
    found: list[Element] = []
    defaults = styles.find(w("docDefaults")) if styles is not None else None
    for holder, kind in (("rPrDefault", "rPr"), ("pPrDefault", "pPr")):
        outer = defaults.find(w(holder)) if defaults is not None else None
        group = copied(outer.find(w(kind)) if outer is not None else None, names)
        group = make(kind) if group is None else group
        if kind == "rPr":
            group.append(make("lang", val=DUTCH))
        found.append(make(holder, group))
    return make("docDefaults", *found)


def _style(style: Element, names: Names, shown: set[str]) -> Element:
    new = names.styles[style.get(w("styleId")) or ""]
    kind = style.get(w("type")) or "paragraph"
    made = make("style", type=kind, styleId=new)
    if style.get(w("default")) in {"1", "true", "on"}:
        made.set(w("default"), "1")
    name = value(style, "name") or ""
    if not _BUILT_IN.fullmatch(name) or name.lower() in shown:
        name = f"Stijl {new[1:]}"
    shown.add(name.lower())
    made.append(make("name", val=name))
    for tag in ("basedOn", "next"):
        other = names.styles.get(value(style, tag) or "")
        if other:
            made.append(make(tag, val=other))
    for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr"):
        group = copied(style.find(w(tag)), names)
        if group is not None:
            made.append(group)
    for condition in style.findall(w("tblStylePr")):
        part = make("tblStylePr", type=re.sub(r"[^A-Za-z0-9]", "", condition.get(w("type")) or ""))
        groups = (copied(condition.find(w(tag)), names) for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr"))
        part.extend(group for group in groups if group is not None)
        made.append(part)
    return made


def _chain(old: str, by_id: dict[str, Element]) -> list[Element]:
    """A style and those that it is based on."""
    found: list[Element] = []
    while old in by_id and by_id[old] not in found and len(found) < 100:
        found.append(by_id[old])
        old = value(by_id[old], "basedOn") or ""
    return found


def _hidden(old: str, by_id: dict[str, Element]) -> bool:
    stated = (is_on(style.find(w("rPr")), "vanish") for style in _chain(old, by_id))
    return bool(next((s for s in stated if s is not None), False))


def number_ids(numbering: Element | None) -> frozenset[str]:
    """The ids of the numberings that paragraphs may ask for."""
    rows = numbering.findall(w("num")) if numbering is not None else []
    return frozenset(i for row in rows if (i := row.get(w("numId")) or "").isdecimal())


def make_numbering(numbering: Element | None, names: Names) -> tuple[Element, bool]:
    """The part of numbering, and whether words were taken out of it: its own words stand before each paragraph
    without being in the text, so only a few that everybody numbers with may stay.
    """
    root = make("numbering")
    lost: list[str] = []
    for abstract in numbering.findall(w("abstractNum")) if numbering is not None else ():
        ident = abstract.get(w("abstractNumId")) or ""
        if ident.isdecimal():
            made = make("abstractNum", abstractNumId=ident)
            kind = value(abstract, "multiLevelType")
            if kind in {"singleLevel", "multilevel", "hybridMultilevel"}:
                made.append(make("multiLevelType", val=kind))
            made.extend(_level(level, names, lost) for level in abstract.findall(w("lvl")))
            root.append(made)
    for row in numbering.findall(w("num")) if numbering is not None else ():
        meant = value(row, "abstractNumId") or ""
        if (row.get(w("numId")) or "").isdecimal() and meant.isdecimal():
            made = make("num", make("abstractNumId", val=meant), numId=row.get(w("numId")) or "")
            made.extend(_override(change, names, lost) for change in row.findall(w("lvlOverride")))
            root.append(made)
    return root, bool(lost)


def _override(change: Element, names: Names, lost: list[str]) -> Element:
    made = make("lvlOverride", ilvl=_digits(change.get(w("ilvl"))))
    start = value(change, "startOverride")
    if start is not None:
        made.append(make("startOverride", val=_digits(start)))
    made.extend(_level(level, names, lost) for level in change.findall(w("lvl")))
    return made


def _digits(text: str | None) -> str:
    return text if text and text.isdecimal() and len(text) < 6 else "0"


def _level(level: Element, names: Names, lost: list[str]) -> Element:
    made = make("lvl", ilvl=_digits(level.get(w("ilvl"))))
    form = value(level, "numFmt") or "decimal"
    form = form if form in _NUMBER_FORMATS else "decimal"
    made.append(make("start", val=_digits(value(level, "start") or "1")))
    made.append(make("numFmt", val=form))
    style = names.styles.get(value(level, "pStyle") or "")
    if style:
        made.append(make("pStyle", val=style))
    if level.find(w("isLgl")) is not None:
        made.append(make("isLgl"))
    if (value(level, "suff") or "") in {"space", "nothing", "tab"}:
        made.append(make("suff", val=value(level, "suff") or "tab"))
    made.append(make("lvlText", val=_level_text(value(level, "lvlText") or "", form, lost)))
    made.append(make("lvlJc", val="left"))
    for tag in ("pPr", "rPr"):
        group = copied(level.find(w(tag)), names)
        if group is not None:
            for fonts in group.findall(w("rFonts")) if form == "bullet" else ():
                group.remove(fonts)
            made.append(group)
    return made


def _level_text(text: str, form: str, lost: list[str]) -> str:
    if form == "bullet":
        if _WORDS.search(text) or any(c.isdecimal() for c in text):
            lost.append(text)
        return "" if not text.strip() else "\u2013" if text in _DASHES else "\u2022"
    words = {word.lower() for word in _WORDS.findall(_LEVEL_TEXT.sub(" ", text))}
    plain = _LEVEL_TEXT.sub("", text)
    if words <= _NUMBERED_WORDS and sum(c.isdecimal() for c in plain) == 0 and len(plain) <= 20:
        return text
    lost.append(text)
    return "".join(f"{found}." for found in _LEVEL_TEXT.findall(text))
