"""Takes out of a PDF whatever is not the page itself, and writes the file anew.

What stays: the pages, their resources as far as used, links whose address stands readable on a page and links
within the file, language, tags (without the texts they may carry), the title that is given, and the claim to be
PDF/UA-1 where it still holds. Everything else goes: document information, XMP, bookmarks, named destinations,
attached files, scripts, forms, annotations, thumbnails, private data of programs, article threads, page labels,
layers, output intents, signatures, earlier revisions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from pipeline.errors import RedactionError
from pipeline.pdf.scrub import Kind, content_bytes, content_objects, instructions_of
from pipeline.redact.geometry import Rect, around, overlap
from pipeline.redact.metadata import claims_pdfua, describe
from pipeline.redact.prune import prune
from pipeline.redact.structure import language
from pipeline.redact.tags import DUTCH, Annotation, Left, add_pictures, linked, read_tree
from pipeline.redact.tagwriter import append_tree, frame_picture, write_tree
from pipeline.types import Span

_CATALOG = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/Version"}
_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/StructParents",
    "/Tabs", "/UserUnit", "/Annots", "/Group",
}  # fmt: skip
_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/F", "/StructParent", "/QuadPoints", "/A", "/Dest"}
_NUMBERS = {"/Rect": (4,), "/Border": (3,), "/QuadPoints": range(8, 8008, 8)}
# ISO 32000-2, table 149, with how many numbers each takes.
_FITS = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}
_WITHIN = "koppeling binnen dit document"

ObjGen = tuple[int, int]


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
    pdf: pikepdf.Pdf,
    text: str,
    masked: tuple[Span, ...],
    covered: Mapping[int, tuple[Rect, ...] | None],
    title: str,
) -> None:
    """Take everything out that is not the page, and set the title.

    `text` is the text of the file and `masked` what is masked of it: a link stays only where its address
    stands in the rest of the text. `covered` are the places of the masked characters by page, in user space,
    and of those that moved: a link over one of them goes, for its rectangle tells how wide was what stood there.
    None for a page that became a picture: in a tagged file it is made a figure.

    Raises:
        RedactionError: there is something in which what must stay can't be told from what must go.
    """
    pdfua = claims_pdfua(pdf)
    _clean_catalog(pdf)
    readable = _readable(text, masked)
    places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    links: dict[ObjGen, Annotation] = {}
    for index, page in enumerate(pdf.pages):
        _clean_page(page.obj)
        kept = _kept_links(page.obj, readable, covered.get(index + 1) or (), places)
        page.obj["/Annots"] = Array([pdf.make_indirect(link) for link in kept])
        links.update({link.objgen: Annotation(index, link) for link in page.obj["/Annots"]})
    drawn = prune(pdf)
    left = Left(
        places, links, drawn, frozenset(number - 1 for number, rects in covered.items() if rects is None)
    )
    whole = _renew_tags(pdf, left)
    for page in pdf.pages:
        _settle_annotations(page.obj, tagged="/StructTreeRoot" in pdf.Root)
    for key in list(pdf.trailer.keys()):
        if key not in {"/Root", "/Size"}:
            del pdf.trailer[key]
    pdf.Root["/ViewerPreferences"] = Dictionary(DisplayDocTitle=True)
    describe(pdf, title, pdfua=pdfua and whole)


def _clean_catalog(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root
    _keep_only(root, _CATALOG)
    if not re.fullmatch(r"/[12]\.\d", str(root.get("/Version", "/1.7"))):
        del root["/Version"]
    spoken = language(root.get("/Lang"))
    if spoken is None and "/Lang" in root:
        del root["/Lang"]
    if not isinstance(root.get("/StructTreeRoot"), Dictionary):
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in root:
                del root[key]
        return
    marks = root.get("/MarkInfo")
    marked = isinstance(marks, Dictionary) and _is_true(marks.get("/Marked"))
    # Tags that their own program suspects to be wrong are no claim (ISO 32000-1, 14.7.1).
    suspect = isinstance(marks, Dictionary) and _is_true(marks.get("/Suspects"))
    root["/MarkInfo"] = Dictionary(Marked=marked and not suspect)
    if spoken is None:
        root["/Lang"] = String(DUTCH)  # what we say in the tags is Dutch


def _is_true(value: object) -> bool:
    return value is True


def _renew_tags(pdf: pikepdf.Pdf, left: Left) -> bool:
    """Make the tags of the file anew; tells whether they still cover all that they covered."""
    root = pdf.Root.get("/StructTreeRoot")
    tree = read_tree(root, left) if root is not None else None
    for holder in (
        *(page.obj for page in pdf.pages),
        *left.streams.values(),
        *(a.obj for a in left.links.values()),
    ):
        for key in ("/StructParent", "/StructParents"):
            if key in holder:
                del holder[key]
    if tree is None:
        return False
    add_pictures(tree, left.pictures)
    for index in sorted(left.pictures):
        frame_picture(pdf, pdf.pages[index].obj)
    write_tree(pdf, tree)
    # A link without a tag is a link that a screen reader does not meet.
    told = linked(tree)
    for page in pdf.pages:
        page.obj["/Annots"] = Array([link for link in page.obj["/Annots"] if link.objgen in told])
    return tree.complete and bool(pdf.Root["/MarkInfo"]["/Marked"])


def _settle_annotations(page: pikepdf.Object, *, tagged: bool) -> None:
    if not len(page["/Annots"]):
        del page["/Annots"]
    elif tagged:
        page["/Tabs"] = Name.S  # ISO 14289-1, 7.18.3


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


def _clean_page(page: pikepdf.Object) -> None:
    """Clean the dictionary of a page, down to its annotations."""
    for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        value = page.get(key, _inherited(page, key))
        if value is not None:
            page[key] = value
    _keep_only(page, _PAGE - {"/Tabs"})
    for key in ("/MediaBox", "/CropBox"):
        if key in page and not _are_numbers(page[key], (4,)):
            del page[key]
    for key in ("/Rotate", "/UserUnit"):
        if key in page and not _is_number(page[key]):
            del page[key]


def _kept_links(
    page: pikepdf.Object, readable: str, covered: tuple[Rect, ...], pages: Mapping[ObjGen, int]
) -> list[pikepdf.Object]:
    """The links of a page that stay."""
    annotations = page.get("/Annots")
    kept: list[pikepdf.Object] = []
    for annotation in annotations if isinstance(annotations, Array) else []:
        if not isinstance(annotation, Dictionary) or _lies_over(annotation, covered):
            continue
        if _link_stays(annotation, readable, pages):
            _settle_link(annotation)
            kept.append(annotation)
    return kept


def _settle_link(link: pikepdf.Object) -> None:
    """Leave a link its place and its target, and say in words what that is (ISO 14289-1, 7.18.5)."""
    _keep_only(link, _LINK)
    for key, lengths in _NUMBERS.items():
        if key in link and not _are_numbers(link[key], lengths):
            del link[key]
    if "/F" in link and not _is_number(link["/F"]):
        del link["/F"]
    action = link.get("/A")
    address = action.get("/URI") if isinstance(action, Dictionary) else None
    link["/Contents"] = address if isinstance(address, String) else String(_WITHIN)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _are_numbers(value: object, lengths: Collection[int]) -> bool:
    return isinstance(value, Array) and len(value) in lengths and all(_is_number(v) for v in value)


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
    if not _are_numbers(rect, (4,)):
        return True  # it is nowhere
    x0, y0, x1, y1 = (float(v) for v in annotation["/Rect"])
    place = around(((x0, y0), (x1, y1)))
    return any(overlap(place, rect) for rect in covered)


def _link_stays(annotation: pikepdf.Object, readable: str, pages: Mapping[ObjGen, int]) -> bool:
    """Whether a link holds nothing that the page does not show: a page to go to, or an address that stands there."""
    if annotation.get("/Subtype") != "/Link":
        return False
    action, target = annotation.get("/A"), annotation.get("/Dest")
    if action is None:
        return _plain_target(target, pages)
    if not isinstance(action, Dictionary) or target is not None or "/Next" in action:
        return False
    if action.get("/S") == "/GoTo":
        stays = _plain_target(action.get("/D"), pages)
        wanted = {"/S", "/D"}
    else:
        stays = action.get("/S") == "/URI" and _address_stands(action.get("/URI"), readable)
        wanted = {"/S", "/URI"}
    if stays:
        _keep_only(action, wanted)
    return stays


def _plain_target(target: object, pages: Mapping[ObjGen, int]) -> bool:
    """Whether a link goes to a page of the file; where it goes to on a line is taken away."""
    if not isinstance(target, Array) or len(target) < 2 or not isinstance(target[0], Dictionary):
        return False
    numbers = list(target)[2:]
    if target[0].objgen not in pages or len(numbers) > _FITS.get(str(target[1]), -1):
        return False
    if not all(n is None or _is_number(n) for n in numbers):
        return False
    if target[1] in {"/XYZ", "/FitV", "/FitBV"} and numbers:
        target[2] = 0  # a place behind a name tells how wide the name was
    return target[1] != "/FitR"


def _address_stands(address: pikepdf.Object | None, readable: str) -> bool:
    if not isinstance(address, pikepdf.String):
        return False
    shown = "".join(unquote(str(address)).split()).casefold()
    if not shown.startswith(("http://", "https://")):
        return False  # mail addresses and telephone numbers are personal more often than not
    bare = shown.split("://", 1)[1].rstrip("/")
    return bool(bare) and bare in readable


def append_pages(pdf: pikepdf.Pdf, more: bytes) -> int:
    """Append the pages of a small PDF of our own, with its tags where the file has some; gives how many."""
    with pikepdf.open(io.BytesIO(more)) as source:
        count = len(source.pages)
        places = {page.obj.objgen: index for index, page in enumerate(source.pages)}
        root = source.Root.get("/StructTreeRoot")
        tree = read_tree(root, Left(places, {}, {}, frozenset())) if isinstance(root, Dictionary) else None
        for page in source.pages:
            _keep_only(page.obj, _PAGE - {"/StructParents", "/Annots", "/Tabs"})
        prune(source)
        pdf.pages.extend(source.pages)
        if "/StructTreeRoot" in pdf.Root:
            if tree is not None:
                append_tree(pdf, tree, [page.obj for page in pdf.pages[-count:]])
            if tree is None or not tree.complete:
                describe(pdf, str(pdf.docinfo["/Title"]), pdfua=False)
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
        fix_metadata_version=False,  # the metadata is ours, and says no version
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
