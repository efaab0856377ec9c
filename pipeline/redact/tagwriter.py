"""Writes the tags of a file: a structure tree with its parent tree and identifiers (ISO 32000-1, 14.7.2 to 14.7.4)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from pipeline.redact.structure import HEADINGS
from pipeline.redact.tags import DUTCH, Annotation, Content, Element, ObjGen, Tree, listed, walk


class Writer:
    """Writes trees into one file; several come to stand behind each other."""

    def __init__(
        self, pdf: pikepdf.Pdf, pages: list[pikepdf.Object], number: int = 0, names: int = 0
    ) -> None:
        """`number` is the first free key of the parent tree, `names` how many identifiers there are."""
        self.pdf, self.pages, self.number, self.names = pdf, pages, number, names
        self.of_content: dict[tuple[int, ObjGen], dict[int, pikepdf.Object]] = {}
        self.holders: dict[tuple[int, ObjGen], pikepdf.Object] = {}
        self.of_links: list[tuple[pikepdf.Object, pikepdf.Object]] = []
        self.identifiers: list[tuple[str, pikepdf.Object]] = []

    def write(self, elements: list[Element], parent: pikepdf.Object) -> list[pikepdf.Object]:
        """Write some elements below a parent, with all that is in them."""
        ordered = list(walk(elements))
        wanted = {name for e in ordered for name in e.headers}
        fresh: dict[str, str] = {}
        for element in ordered:
            if element.kind == "Note" or (element.name in wanted and element.name not in fresh):
                self.names += 1
                given = f"e{self.names:06}"
                if element.name is not None:
                    fresh.setdefault(element.name, given)
                element.name = given
            else:
                element.name = None
        return [self._element(e, parent, fresh) for e in elements]

    def _element(self, element: Element, parent: pikepdf.Object, fresh: dict[str, str]) -> pikepdf.Object:
        made = self.pdf.make_indirect(
            Dictionary({"/Type": Name.StructElem, "/S": Name("/" + element.kind), "/P": parent})
        )
        own = next((k.page for k in element.kids if isinstance(k, Content)), None)
        if own is not None:
            made["/Pg"] = self.pages[own]
        for key, text in (("/Lang", element.lang), ("/Alt", element.alt), ("/ID", element.name)):
            if text is not None:
                made[key] = String(text)
        if element.name is not None:
            self.identifiers.append((element.name, made))
        if element.attributes or element.headers:
            made["/A"] = _written(element, fresh)
        if element.kids:
            kids = [self._kid(k, made, own, fresh) for k in element.kids]
            made["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(
        self,
        kid: Element | Content | Annotation,
        made: pikepdf.Object,
        own: int | None,
        fresh: dict[str, str],
    ) -> object:
        if isinstance(kid, Element):
            return self._element(kid, made, fresh)
        page = self.pages[kid.page]
        if isinstance(kid, Annotation):
            self.of_links.append((kid.obj, made))
            return Dictionary({"/Type": Name.OBJR, "/Obj": kid.obj, "/Pg": page})
        holder = page if kid.stream is None else kid.stream
        key = (kid.page, holder.objgen)
        self.holders[key] = holder
        self.of_content.setdefault(key, {})[kid.mcid] = made
        if kid.stream is None and kid.page == own:
            return kid.mcid
        found = Dictionary({"/Type": Name.MCR, "/Pg": page, "/MCID": kid.mcid})
        if kid.stream is not None:
            found["/Stm"] = kid.stream
        return found

    def numbered(self) -> list[object]:
        """Number the pages, streams and links that were referred to; gives their part of the parent tree."""
        nums: list[object] = []
        for key in sorted(self.of_content):
            parents = self.of_content[key]
            of_page = Array([parents.get(i) for i in range(max(parents) + 1)])
            self.holders[key]["/StructParents"] = self.number
            nums += [self.number, self.pdf.make_indirect(of_page)]
            self.number += 1
        for link, parent in self.of_links:
            link["/StructParent"] = self.number
            nums += [self.number, parent]
            self.number += 1
        return nums


def _written(element: Element, fresh: dict[str, str]) -> pikepdf.Object:
    owners: dict[str, dict[str, object]] = {}
    for owner, key, value in element.attributes:
        entry = owners.setdefault(owner, {"/O": Name("/" + owner)})
        entry["/" + key] = Name("/" + value) if isinstance(value, str) else value
    headers = [String(fresh[name]) for name in element.headers if name in fresh]
    if headers:
        owners.setdefault("Table", {"/O": Name.Table})["/Headers"] = Array(headers)
    written = [Dictionary(entry) for entry in owners.values()]
    return written[0] if len(written) == 1 else Array(written)


def write_tree(pdf: pikepdf.Pdf, tree: Tree) -> None:
    """Write a tree as the tags of a file, in place of those it has."""
    pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
    writer = Writer(pdf, pages)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root["/K"] = Array(writer.write(tree.elements, root))
    root["/ParentTree"] = pdf.make_indirect(Dictionary(Nums=Array(writer.numbered())))
    root["/ParentTreeNextKey"] = writer.number
    _name(root, writer)
    pdf.Root["/StructTreeRoot"] = root


def _name(root: pikepdf.Object, writer: Writer) -> None:
    if writer.identifiers:
        tree = root.get("/IDTree", Dictionary(Names=Array()))
        # They are made to sort in the order in which they were made.
        tree["/Names"].extend(Array([v for name, obj in writer.identifiers for v in (String(name), obj)]))
        root["/IDTree"] = tree


def append_tree(pdf: pikepdf.Pdf, tree: Tree, pages: list[pikepdf.Object]) -> None:
    """Put the tags of some pages at the end, which are in Dutch, behind the tags that `write_tree` wrote."""
    root = pdf.Root["/StructTreeRoot"]
    tops = root["/K"]
    document = tops[0] if len(tops) == 1 and tops[0]["/S"] == "/Document" else None
    parent = root if document is None else document
    # A document with headings of one kind (/H) may have none with a number.
    if any(kind == "/H" for kind in _kinds(tops)):
        for element in walk(tree.elements):
            element.kind = "H" if element.kind in HEADINGS else element.kind
    kids: list[Element | Content | Annotation] = []
    for element in tree.elements:
        kids += element.kids if element.kind == "Document" else [element]
    names = len(root["/IDTree"]["/Names"]) // 2 if "/IDTree" in root else 0
    writer = Writer(pdf, pages, int(root["/ParentTreeNextKey"]), names)
    (section,) = writer.write([Element("Sect", DUTCH, kids=kids)], parent)
    root["/ParentTree"]["/Nums"].extend(Array(writer.numbered()))
    root["/ParentTreeNextKey"] = writer.number
    _name(root, writer)
    parent["/K"] = Array([*listed(parent.get("/K")), section])


def _kinds(elements: object) -> Iterator[object]:
    """The types of elements that `write_tree` wrote."""
    stack = list(listed(elements))
    while stack:
        node = stack.pop()
        if isinstance(node, Dictionary) and "/S" in node:
            yield node["/S"]
            stack += listed(node.get("/K"))


def frame_picture(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
    """Make all content of a page that became a picture the figure that `add_pictures` gives it."""
    contents = page["/Contents"]
    parts = contents if isinstance(contents, Array) else [contents]
    before, after = pdf.make_stream(b"/Figure <</MCID 0>> BDC\n"), pdf.make_stream(b"\nEMC\n")
    page["/Contents"] = Array([before, *parts, after])
