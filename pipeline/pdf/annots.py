"""Paints the appearances of annotations into the page (ISO 32000-2, 12.5.5), and takes the annotations away.

Readers of text don't see them, and the page is published without its annotations: what a reader of the file sees of
a form that is filled in, a text box or a stamp has to be content of the page. Links stay links.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Matrix

from pipeline.errors import UnreadableError
from pipeline.pdf.fields import draw_field, field_text, inherited
from pipeline.pdf.layers import Layers
from pipeline.pdf.scrub import instructions_of, streams_of

MAX_ANNOTATIONS = 50_000
"""A file with more annotations than this is refused."""

_HIDDEN, _NO_ROTATE, _NO_VIEW = 2, 16, 32
_ICONS = {"/Text", "/FileAttachment", "/Sound"}
"""They stand for something that opens; what opens is not part of the page."""

_SHOWN_IN_FULL = {"/FreeText", "/Link", "/Widget", "/Redact"}
"""Their words stand on the page; those of a marker or a stamp are a comment that opens."""

_OPENS = "een opmerking of bijlage die pas zichtbaar is als iemand haar opent, is weggelaten"


@dataclass(slots=True)
class _Page:
    """A page while its annotations are looked at: what is painted, and what the officer should know."""

    pdf: pikepdf.Pdf
    number: int
    obj: pikepdf.Object
    layers: Layers | None
    needs_appearances: bool
    forms: list[tuple[Matrix, pikepdf.Object, pikepdf.Object | None]] = field(default_factory=list)
    kept: list[pikepdf.Object] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, text: str) -> None:
        self.notes[f"pagina {self.number}: {text}"] = None


def paint_annotations(pdf: pikepdf.Pdf, layers: Layers | None) -> tuple[bool, tuple[str, ...]]:
    """Make the annotations of all pages part of the pages; links stay as they are.

    Returns:
        Whether anything changed, and what the officer should know, in Dutch.

    Raises:
        UnreadableError: there are more than MAX_ANNOTATIONS, or one can't be drawn as a reader would see it.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        form = pikepdf.Dictionary()
    if "/XFA" in form:
        raise UnreadableError(
            "het PDF-bestand is een XFA-formulier; wat het toont staat niet op zijn pagina's"
        )
    tagged = "/StructTreeRoot" in pdf.Root
    count, changed = 0, False
    notes: list[str] = []
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        if not isinstance(annotations, pikepdf.Array) or all(_is_plain_link(a) for a in annotations):
            continue
        count += len(annotations)
        if count > MAX_ANNOTATIONS:
            raise UnreadableError("het PDF-bestand bevat te veel aantekeningen")
        work = _Page(pdf, number, page.obj, layers, bool(form.get("/NeedAppearances", False)))
        for annotation in annotations:
            if isinstance(annotation, pikepdf.Dictionary):
                _take(work, annotation)
        if work.forms:
            _paint(work, page.resources, tagged=tagged)
        page.obj["/Annots"] = pikepdf.Array(work.kept)
        notes += work.notes
        changed = True
    if changed and "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    return changed, tuple(notes)


def _is_plain_link(annotation: object) -> bool:
    return (
        isinstance(annotation, pikepdf.Dictionary)
        and annotation.get("/Subtype") == "/Link"
        and "/AP" not in annotation
    )


def _take(work: _Page, annotation: pikepdf.Object) -> None:
    """Note what an annotation paints and whether it stays."""
    kind, flags = str(annotation.get("/Subtype")), int(annotation.get("/F", 0))
    seen = not flags & (_HIDDEN | _NO_VIEW) and (
        work.layers is None or work.layers.shows(annotation.get("/OC"))
    )
    if kind == "/Link":
        work.kept.append(annotation)
    if kind == "/Redact":
        work.note("een lakmarkering in het bestand is niet doorgevoerd; de tekst eronder staat er nog")
    if not seen or kind == "/Popup":
        pass
    elif kind in _ICONS:
        work.note(_OPENS)
    elif kind == "/Ink":
        work.note("wat met de hand op de pagina is getekend, kan niet worden gelezen en is weggelaten")
    else:
        if kind not in _SHOWN_IN_FULL and any(
            str(annotation.get(k, "")).strip() for k in ("/Contents", "/RC")
        ):
            work.note(_OPENS)
        _look(work, annotation, kind, flags)
    if kind == "/Link" and "/AP" in annotation:
        del annotation["/AP"]


def _look(work: _Page, annotation: pikepdf.Object, kind: str, flags: int) -> None:
    """Note the form that an annotation shows, and where."""
    rect = _rect(annotation.get("/Rect"))
    if rect is None:
        work.note("een aantekening zonder plaats op de pagina is weggelaten")
        return
    form = _appearance(annotation)
    stated = _states(annotation)
    text = field_text(annotation) if kind == "/Widget" else ""
    if text and not stated and (form is None or work.needs_appearances):
        form = draw_field(work.pdf, annotation, (rect[2] - rect[0], rect[3] - rect[1]), work.number)
    if form is None or _rect(form.get("/BBox")) is None:
        # A field that isn't filled in, and a box that isn't ticked, show nothing anyhow.
        if kind not in {"/Widget", "/Link"} or (not stated and _filled(annotation)):
            work.note("een aantekening waarvan het bestand de weergave niet bevat, is weggelaten")
        return
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    mode = annotation.get("/BM")
    # PDFium and others paint an appearance straight onto the page; as a group of its own a marker would hide the
    # text that it marks.
    for key in ("/StructParent", "/StructParents", *(() if isinstance(mode, pikepdf.Name) else ("/Group",))):
        if key in form:
            del form[key]
    turned = int(inherited(work.obj, "/Rotate") or 0) if flags & _NO_ROTATE else 0
    work.forms.append(
        (_placement(form, rect, turned), form, mode if isinstance(mode, pikepdf.Name) else None)
    )


def _filled(annotation: pikepdf.Object) -> bool:
    value = inherited(annotation, "/V")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return True
    return value is not None and str(value).strip() not in {"", "/Off"}


def _states(annotation: pikepdf.Object) -> bool:
    """Whether the appearance depends on the state of a button."""
    looks = annotation.get("/AP")
    return isinstance(looks, pikepdf.Dictionary) and isinstance(looks.get("/N"), pikepdf.Dictionary)


def _appearance(annotation: pikepdf.Object) -> pikepdf.Object | None:
    """The normal appearance, in the state the annotation is in.

    Where it does not say its state, the value of its field does, as PDFium has it.
    """
    looks = annotation.get("/AP")
    normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary):
        state = str(annotation.get("/AS", ""))
        if not state:
            value = str(inherited(annotation, "/V") or "")
            state = value if value.startswith("/") and value in normal else "/Off"
        normal = normal.get(state)
    return normal if isinstance(normal, pikepdf.Stream) else None


def _rect(value: object) -> tuple[float, float, float, float] | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    x0, y0, x1, y1 = (float(v) for v in value)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _placement(form: pikepdf.Object, rect: tuple[float, float, float, float], turned: int) -> Matrix:
    """Algorithm 8 of 12.5.5: the box of the form, as its own matrix takes it, onto the rectangle."""
    box = _rect(form.get("/BBox")) or (0.0, 0.0, 0.0, 0.0)
    own = form.get("/Matrix")
    matrix = (
        Matrix(*(float(v) for v in own)) if isinstance(own, pikepdf.Array) and len(own) == 6 else Matrix()
    )
    points = [matrix.transform((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    x0, y0 = min(p[0] for p in points), min(p[1] for p in points)
    width, height = max(p[0] for p in points) - x0, max(p[1] for p in points) - y0
    # A box without a size keeps the scale it has.
    across = (rect[2] - rect[0]) / width if width > 1e-3 else 1.0
    up = (rect[3] - rect[1]) / height if height > 1e-3 else 1.0
    placed = Matrix(across, 0, 0, up, rect[0] - x0 * across, rect[1] - y0 * up)
    if turned % 360 == 0:
        return placed
    # It stays upright however the page is turned: it turns back about its top left corner.
    cos, sin = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}.get(turned % 360, (1, 0))
    x, y = rect[0], rect[3]
    return placed @ Matrix(1, 0, 0, 1, -x, -y) @ Matrix(cos, sin, -sin, cos, 0, 0) @ Matrix(1, 0, 0, 1, x, y)


def _paint(work: _Page, resources: pikepdf.Object, *, tagged: bool) -> None:
    """Paint the forms over the content of the page, in a graphics state of their own."""
    own = pikepdf.Dictionary(dict(resources.items()) if isinstance(resources, pikepdf.Dictionary) else {})
    objects, states = _copy(own.get("/XObject")), _copy(own.get("/ExtGState"))
    drawn: list[bytes] = []
    for matrix, form, mode in work.forms:
        name = _free(objects, "/An")
        objects[name] = form
        state = b""
        if mode is not None:
            label = _free(states, "/Bm")
            states[label] = pikepdf.Dictionary(BM=mode)
            state = label.encode() + b" gs "
        drawn.append(b"q " + state + matrix.encode() + b" cm " + name.encode() + b" Do Q")
    own["/XObject"] = objects
    if len(states.keys()):
        own["/ExtGState"] = states
    shown = b"\n".join(drawn)
    if tagged:
        shown = b"/Artifact BMC\n" + shown + b"\nEMC"
    before, after = _balance(work.pdf, work.obj)
    work.obj["/Resources"] = own
    work.obj["/Contents"] = pikepdf.Array(
        [work.pdf.make_stream(b"q\n"), *before, work.pdf.make_stream(b"\n" + after + b"Q\n" + shown + b"\n")]
    )


def _copy(entries: pikepdf.Object | None) -> pikepdf.Object:
    return pikepdf.Dictionary(dict(entries.items()) if isinstance(entries, pikepdf.Dictionary) else {})


def _free(taken: pikepdf.Object, stem: str) -> str:
    number = len(taken.keys())
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _balance(pdf: pikepdf.Pdf, page: pikepdf.Object) -> tuple[list[pikepdf.Object], bytes]:
    """The content of a page without any restore that restores nothing, and what closes what it leaves open."""
    streams = streams_of(page)
    depth = marks = 0
    text = short = False
    for instruction in instructions_of(page, "q Q BT ET BMC BDC EMC"):
        match str(instruction.operator):
            case "q":
                depth += 1
            case "Q":
                short |= depth == 0
                depth = max(depth - 1, 0)
            case "BT" | "ET" as operator:
                text = operator == "BT"
            case "EMC":
                marks = max(marks - 1, 0)
            case _:
                marks += 1
    if short:
        streams = [pdf.make_stream(_without_loose_restores(page))]
    return streams, b"ET\n" * text + b"EMC\n" * marks + b"Q\n" * depth


def _without_loose_restores(page: pikepdf.Object) -> bytes:
    kept, depth = [], 0
    for instruction in instructions_of(page):
        operator = str(instruction.operator)
        if operator == "Q" and depth == 0:
            continue
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)
