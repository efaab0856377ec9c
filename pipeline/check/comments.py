"""Comments on pages: sticky notes, popups, and marks with an author or a text (ISO 32000-2, 12.5.6).

A mark without words, such as a yellow highlight or a line, is no finding; the author's name behind it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.check.walk import Found, dictionary, entry, guarded, name, survey, text

__all__ = ["find"]

_MEND = "Verwijder alle opmerkingen uit het bestand en sla het opnieuw op."
_NOTES = frozenset({"/Text", "/Popup"})
_MARKUP = frozenset(
    {
        f"/{kind}"
        for kind in ("FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline")
    }
    | {f"/{kind}" for kind in ("Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Redact", "Projection")}
    | {"/FileAttachment", "/Sound"}
)


@guarded("de opmerkingen")
def find(file: OpenFile) -> Iterator[Trace]:
    """Each comment with its page and place; a popup only where the comment that it belongs to is not there.

    Raises:
        CheckError: the comments can't be judged.
    """
    found = survey(file)
    for one in found.of("/Annot"):
        what = _what(one)
        if what:
            where = "Het bestand" if one.page is None else f"Pagina {one.page}"
            yield Trace("comments", one.page, found.place(one), f"{where} heeft {what}.", _MEND)


def _what(one: Found) -> str | None:
    kind = name(entry(one.thing, "/Subtype"))
    said = any(text(entry(one.thing, key)).strip() for key in ("/Contents", "/RC"))
    author = bool(text(entry(one.thing, "/T")).strip())
    if kind == "/Popup":
        parent = dictionary(one.thing, "/Parent")
        return "een opmerking die los van de tekst is te openen" if parent is None or said else None
    if kind in _NOTES:
        return "een geplakte notitie" + (" met de naam van wie haar schreef" if author else "")
    if kind not in _MARKUP or not (said or author):
        return None
    if said and author:
        return "een opmerking met de naam van wie haar schreef"
    return "een opmerking" if said else "een markering waarbij staat wie haar maakte"
