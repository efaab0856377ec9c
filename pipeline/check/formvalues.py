"""What an interactive form holds beside what its fields show (ISO 32000-2, 12.7): hidden fields, defaults, choices.

A value that a field shows is no finding: it can be read. Whether it is shown is read by PDFium from the field's
appearance; a field without one is drawn by the viewer from its value.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

from pipeline.check.file import OpenFile
from pipeline.check.readable import Readable, page_text, readable
from pipeline.check.trace import Trace
from pipeline.check.walk import Found, array, dictionary, entry, guarded, number, survey, text
from pipeline.types import Box

__all__ = ["find"]

_MEND = (
    "Sla het bestand op zonder invulbaar formulier (druk het af naar pdf); dan blijft alleen wat men ziet."
)
_XFA = "Het bestand bevat een formulier (XFA) met gegevens die niet op de pagina's hoeven te staan."
_HIDDEN = "een invulveld met een waarde die niet te zien is"
_DEFAULT = "een invulveld met een beginwaarde of opmaak die niet te zien is"
_CHOICES = "een keuzelijst met keuzes die niet te zien zijn"
_HIDDEN_FLAGS = 2 | 32  # Hidden and NoView, ISO 32000-2, table 167
_PASSWORD = 1 << 13  # table 231


@dataclass(frozen=True, slots=True)
class _Field:
    """A field at the end of its branch, with what it inherits, and its widgets."""

    values: dict[str, object]
    widgets: tuple[pikepdf.Object, ...]


@guarded("de invulvelden")
def find(file: OpenFile) -> Iterator[Trace]:
    """XFA, and fields with a value, default or choice that can't be seen, each with its page and place.

    Raises:
        CheckError: the fields can't be judged.
    """
    form = dictionary(file.pdf.Root, "/AcroForm")
    if form is None:
        return
    if "/XFA" in form:
        yield Trace("form-values", None, None, _XFA, _MEND)
    shown = readable(file)
    fields = [field for field in _fields(file, form) if _texts(field.values)]
    if not fields:
        return
    widgets = {_key(one.thing): one for one in survey(file).of("/Annot")}
    drawn = _appearances(file, form, fields)
    for field in fields:
        on = [widgets[_key(w)] for w in field.widgets if _key(w) in widgets and _seen(file, widgets[_key(w)])]
        own = Readable(tuple(drawn[_key(one.thing)] for one in on if _key(one.thing) in drawn))
        free = len(own.pages) < len(on)  # a field that the viewer draws shows its value
        for reason in _reasons(field.values, shown, own, free=free):
            page, box = _place(file, field, widgets)
            where = "Het bestand" if page is None else f"Pagina {page}"
            yield Trace("form-values", page, box, f"{where} heeft {reason}.", _MEND)


def _reasons(values: dict[str, object], shown: Readable, own: Readable, *, free: bool) -> Iterator[str]:
    def seen(value: str, *, free: bool) -> bool:
        return not value.strip() or free or shown.tells(value) or own.tells(value)

    kind = values.get("/FT")
    flags = int(number(values.get("/Ff")) or 0)
    password = kind == "/Tx" and bool(flags & _PASSWORD)
    if not all(seen(value, free=free and not password) for value in _strings(values.get("/V"))):
        yield _HIDDEN
    current = set(_strings(values.get("/V")))
    others = [*_strings(values.get("/DV")), *_strings(values.get("/RV"))]
    if not all(value in current or seen(value, free=False) for value in others):
        yield _DEFAULT
    choices = [said for said in _strings(values.get("/Opt")) if said not in current]
    if not all(seen(choice, free=False) for choice in choices):
        yield _CHOICES


def _strings(value: object) -> list[str]:
    """The texts of a value: one, or those of an array and of the pairs in it."""
    if isinstance(value, pikepdf.Array):
        inner = [
            one
            for item in value.as_list()
            for one in (item.as_list() if isinstance(item, pikepdf.Array) else [item])
        ]
        return [said for said in map(text, inner) if said]
    said = text(value)
    return [said] if said else []


def _texts(values: dict[str, object]) -> bool:
    return any(_strings(values.get(key)) for key in ("/V", "/DV", "/RV", "/Opt"))


def _fields(file: OpenFile, form: pikepdf.Object) -> Iterator[_Field]:
    stack: list[tuple[object, dict[str, object]]] = [(one, {}) for one in array(form, "/Fields")]
    seen: set[tuple[int, int]] = set()
    while stack:
        node, above = stack.pop()
        file.tick()
        if not isinstance(node, pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        own = {key: node[key] for key in ("/FT", "/Ff", "/V", "/DV", "/RV", "/Opt") if key in node}
        values = {**above, **own}
        kids = array(node, "/Kids")
        fields = [kid for kid in kids if entry(kid, "/T") is not None or entry(kid, "/Kids") is not None]
        if fields:
            stack += [(kid, values) for kid in fields]
        if not fields or own:
            widgets = tuple(kid for kid in kids if isinstance(kid, pikepdf.Dictionary)) or (node,)
            yield _Field(values, widgets)


def _seen(file: OpenFile, one: Found) -> bool:
    """Whether a widget is on a page, not hidden, and has a size."""
    box = survey(file).place(one)
    if box is None or box.x1 - box.x0 < 1 or box.bottom - box.top < 1 or box.x1 <= 0 or box.bottom <= 0:
        return False
    return not int(number(entry(one.thing, "/F")) or 0) & _HIDDEN_FLAGS


def _place(file: OpenFile, field: _Field, widgets: dict[object, Found]) -> tuple[int | None, Box | None]:
    for widget in field.widgets:
        one = widgets.get(_key(widget))
        if one is not None and one.page is not None:
            return one.page, survey(file).place(one)
    return None, None


def _appearances(file: OpenFile, form: pikepdf.Object, fields: list[_Field]) -> dict[object, str]:
    """What PDFium reads in the appearance of each widget, painted on a page of its own."""
    if entry(form, "/NeedAppearances") is True:
        return {}
    drawn = [(w, n) for field in fields for w in field.widgets for n in (_normal(w),) if n is not None]
    if not drawn:
        return {}
    out = io.BytesIO()
    with pikepdf.new() as copy:
        for _, appearance in drawn:
            file.tick()
            painted = copy.copy_foreign(appearance)
            painted["/Type"], painted["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
            page = copy.add_blank_page(page_size=(2000, 2000))
            page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=painted))
            page.obj["/Contents"] = copy.make_stream(b"/F Do")
        copy.save(out)
    document = pdfium.PdfDocument(out.getvalue())
    try:
        return {_key(widget): page_text(document, index) for index, (widget, _) in enumerate(drawn)}
    finally:
        document.close()


def _normal(widget: pikepdf.Object) -> pikepdf.Stream | None:
    appearance = entry(entry(widget, "/AP"), "/N")
    return appearance if isinstance(appearance, pikepdf.Stream) and appearance.is_indirect else None


def _key(thing: pikepdf.Object) -> object:
    return thing.objgen if thing.is_indirect else thing.unparse(resolved=False)
