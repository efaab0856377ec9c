"""Takes out of a PDF whatever is not the page itself, and writes the file anew.

What stays: the pages, their resources as far as used, links whose address stands readable on a page and links
within the file, language, tags (without the texts they may carry) and the title that is given. Everything else
goes: document information, XMP, bookmarks, named destinations, attached files, scripts, forms, annotations,
thumbnails, private data of programs, article threads, page labels, layers, earlier revisions.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import unquote

import pikepdf

from pipeline.errors import RedactionError
from pipeline.pdfscrub import Kind, content_bytes, content_objects, instructions_of
from pipeline.redact.geometry import Rect, around, overlap
from pipeline.types import Span

_CATALOG = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Version"}
_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/StructParents",
    "/Tabs", "/UserUnit", "/Annots", "/Group",
}  # fmt: skip
_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/F", "/StructParent", "/QuadPoints", "/A", "/Dest"}
_EVERYWHERE = (
    "/PieceInfo",
    "/Metadata",
    "/LastModified",
    "/OC",
    "/Thumb",
    "/AA",
    "/Alternates",
    "/OPI",
    "/AF",
    "/Measure",
)


def refuse_unread(pdf: pikepdf.Pdf) -> None:
    """Refuse what no reader of text sees, but a page may show.

    That is text in tiling patterns, soft masks and Type 3 glyphs, and what stands on layers that are off: without
    its layers the file would show what was hidden.

    Raises:
        RedactionError: there is some.
    """
    layers = pdf.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        default = layers.get("/D", pikepdf.Dictionary())
        if len(default.get("/OFF", pikepdf.Array())) or default.get("/BaseState", "/ON") != "/ON":
            raise RedactionError("het PDF-bestand heeft verborgen lagen; die kunnen niet worden gelakt")
    for content in content_objects(pdf):
        if content.kind not in {Kind.PAGE, Kind.FORM} and _shows_text(content.holder):
            where = f"pagina {content.page} bevat tekst in een {content.kind.value}"
            raise RedactionError(f"{where}; die kan niet worden gelezen")


def _shows_text(holder: pikepdf.Object) -> bool:
    return b"T" in content_bytes(holder) and bool(instructions_of(holder, "Tj TJ ' \""))


def clean(
    pdf: pikepdf.Pdf, text: str, masked: tuple[Span, ...], covered: dict[int, tuple[Rect, ...]], title: str
) -> None:
    """Take everything out that is not the page, and set the title.

    `text` is the text of the file and `masked` what is masked of it: a link stays only where its address
    stands in the rest of the text. `covered` are the places of the masked characters by page, in user space: a
    link over one of them goes, for its rectangle has the width of what was there.
    """
    _keep_only(pdf.Root, _CATALOG)
    readable = _readable(text, masked)
    kept_links = {
        key
        for number, page in enumerate(pdf.pages, 1)
        for key in _clean_page(pdf, page, readable, covered.get(number, ()))
    }
    _drop_everywhere(pdf)
    _prune(pdf)
    _clean_tags(pdf, kept_links)
    for key in list(pdf.trailer.keys()):
        if key not in {"/Root", "/Size"}:
            del pdf.trailer[key]
    pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = pikepdf.String(title)


def _keep_only(dictionary: pikepdf.Object, keys: set[str]) -> None:
    for key in list(dictionary.keys()):
        if key not in keys:
            del dictionary[key]


def _readable(text: str, masked: tuple[Span, ...]) -> str:
    """The text that stays, without white space, for finding addresses that are broken over lines."""
    kept, at = [], 0
    for span in masked:
        kept.append(text[at : span.start])
        at = span.end
    kept.append(text[at:])
    return "\0".join("".join(piece.split()).casefold() for piece in kept)


def _clean_page(
    pdf: pikepdf.Pdf, page: pikepdf.Page, readable: str, covered: tuple[Rect, ...]
) -> list[tuple[int, int]]:
    """Clean the dictionary of a page; gives the object numbers of the links that stay."""
    for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        value = page.obj.get(key, _inherited(page.obj, key))
        if value is not None:
            page.obj[key] = value
    _keep_only(page.obj, _PAGE)
    kept: list[pikepdf.Object] = []
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else []:
        if not isinstance(annotation, pikepdf.Dictionary) or _lies_over(annotation, covered):
            continue
        if _link_stays(annotation, readable):
            _keep_only(annotation, _LINK)
            kept.append(annotation if annotation.is_indirect else pdf.make_indirect(annotation))
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]
    return [a.objgen for a in kept]


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(100):
        parent = node.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        if key in parent:
            return parent[key]
        node = parent
    return None


def _lies_over(annotation: pikepdf.Object, covered: tuple[Rect, ...]) -> bool:
    rect = annotation.get("/Rect")
    if not isinstance(rect, pikepdf.Array) or len(rect) != 4:
        return True  # it is nowhere
    x0, y0, x1, y1 = (float(v) for v in rect)
    place = around(((x0, y0), (x1, y1)))
    return any(overlap(place, rect) for rect in covered)


def _link_stays(annotation: pikepdf.Object, readable: str) -> bool:
    """Whether a link holds nothing that the page does not show: a page to go to, or an address that stands there."""
    if annotation.get("/Subtype") != "/Link":
        return False
    action, target = annotation.get("/A"), annotation.get("/Dest")
    if action is None:
        return _plain_target(target)
    if not isinstance(action, pikepdf.Dictionary) or target is not None or "/Next" in action:
        return False
    if action.get("/S") == "/GoTo":
        stays = _plain_target(action.get("/D"))
        wanted = {"/S", "/D"}
    else:
        stays = action.get("/S") == "/URI" and _address_stands(action.get("/URI"), readable)
        wanted = {"/S", "/URI"}
    if stays:
        _keep_only(action, wanted)
    return stays


def _plain_target(target: pikepdf.Object | None) -> bool:
    if not isinstance(target, pikepdf.Array) or not len(target):
        return False
    return isinstance(target[0], pikepdf.Dictionary) and target[0].get("/Type") == "/Page"


def _address_stands(address: pikepdf.Object | None, readable: str) -> bool:
    if not isinstance(address, pikepdf.String):
        return False
    shown = "".join(unquote(str(address)).split()).casefold()
    if not shown.startswith(("http://", "https://")):
        return False  # mail addresses and telephone numbers are personal more often than not
    bare = shown.split("://", 1)[1].rstrip("/")
    return bool(bare) and bare in readable


def _walk(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream of the file, direct ones within them included."""
    stack: list[pikepdf.Object] = list(pdf.objects)
    while stack:
        obj = stack.pop()
        if isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            yield obj
            stack += [v for _, v in obj.items() if _is_direct_holder(v)]
        elif isinstance(obj, pikepdf.Array):
            stack += [v for v in obj if _is_direct_holder(v)]


def _is_direct_holder(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _drop_everywhere(pdf: pikepdf.Pdf) -> None:
    for obj in _walk(pdf):
        for key in _EVERYWHERE:
            if key in obj:
                del obj[key]


_NAMING = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern"}


def _prune(pdf: pikepdf.Pdf) -> None:
    """Leave each page and form only the forms, images and patterns that it paints.

    Pages often share one dictionary of resources; the form that a page had before would stay in the file
    through the dictionary of another page.
    """
    for content in list(content_objects(pdf)):
        holder, resources = content.holder, content.resources
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        used: dict[str, set[str]] = {"/XObject": set(), "/Pattern": set()}
        for instruction in instructions_of(holder, "Do scn SCN"):
            operands = list(instruction.operands)
            if operands and isinstance(operands[-1], pikepdf.Name):
                used[_NAMING[str(instruction.operator)]].add(str(operands[-1]))
        own = pikepdf.Dictionary(dict(resources.items()))
        for kind, names in used.items():
            entries = resources.get(kind)
            if isinstance(entries, pikepdf.Dictionary):
                own[kind] = pikepdf.Dictionary({k: v for k, v in entries.items() if k in names})
        properties = resources.get("/Properties")
        if isinstance(properties, pikepdf.Dictionary):
            own["/Properties"] = pikepdf.Dictionary({k: _without_layer(v) for k, v in properties.items()})
        holder["/Resources"] = own


def _without_layer(properties: pikepdf.Object) -> pikepdf.Object:
    """A property list; an empty one in place of a layer, which has a name and may refer to others."""
    layer = not isinstance(properties, pikepdf.Dictionary) or properties.get("/Type") in {"/OCG", "/OCMD"}
    return pikepdf.Dictionary() if layer else properties


# Numbers that give the width of what stood there, and references to what may be gone.
_NO_TAG = {"/BBox", "/Width", "/Headers", "/Ref", "/ClassMap"}


def _clean_tags(pdf: pikepdf.Pdf, kept_links: set[tuple[int, int]]) -> None:
    """Take every text out of the structure tree, and its references to annotations that are gone."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return
    _keep_only(root, {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey", "/RoleMap"})
    seen: set[tuple[int, int]] = set()
    stack: list[pikepdf.Object] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += [v for v in node if _is_node(v, seen)]
            continue
        for key, value in list(node.items()):
            text = isinstance(value, pikepdf.String) and key != "/Lang"
            if text or key in _NO_TAG or (key == "/Obj" and value.objgen not in kept_links):
                del node[key]
            elif key in {"/Pg", "/Obj"}:
                continue
            elif _is_node(value, seen):
                stack.append(value)


def _is_node(value: object, seen: set[tuple[int, int]]) -> bool:
    """Whether a value holds more of the tree and was not visited yet; marks it as visited."""
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Array):
        return False
    if not value.is_indirect:
        return True
    if value.objgen in seen or (isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Page"):
        return False
    seen.add(value.objgen)
    return True


def append_pages(pdf: pikepdf.Pdf, more: bytes) -> int:
    """Append the pages of a small PDF; gives how many."""
    with pikepdf.open(io.BytesIO(more)) as source:
        count = len(source.pages)
        for page in source.pages:
            # Their tags belong to another tree than the one that stays.
            _keep_only(page.obj, _PAGE - {"/StructParents", "/Annots", "/Tabs"})
        pdf.pages.extend(source.pages)
        _drop_everywhere(pdf)
        # The pages are copied when the file is written, so that has to happen while the source is open.
        return count


def save(pdf: pikepdf.Pdf) -> bytes:
    """The file written anew: no earlier revision, no unused object, no date, the same bytes every time."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        encryption=False,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
