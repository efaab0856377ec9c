"""The tags of a file after cleaning: no text, nothing dangling, and still PDF/UA-1."""

from __future__ import annotations

import io
import shutil
import subprocess

import pikepdf
import pytest
import typst
import verapdf
from pdf_makers import add_page, form, raw_text, saved, squeezed
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from pipeline.redact.clean import append_pages, clean, save
from pipeline.redact.legend import legend_pdf
from pipeline.redact.metadata import claims_pdfua
from pipeline.types import LegendRow

LEGEND = legend_pdf(
    (LegendRow("5.1.2e", "Woo", "artikel 5.1, tweede lid, onder e", "de persoonlijke levenssfeer", (1,)),)
)
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:u="http://www.aiim.org/pdfua/ns/id/" %s</rdf:RDF></x:xmpmeta>"""
ELEMENT_CLAIM, ATTRIBUTE_CLAIM = b"><u:part>1</u:part></rdf:Description>", b'u:part="1"/>'


def cleaned(data, covered=None, legend=None, text="www.voorbeeld.nl/pagina"):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        clean(pdf, text, (), covered or {}, "Titel")
        if legend is not None:
            append_pages(pdf, legend)
        return save(pdf)


def opened(data):
    return pikepdf.open(io.BytesIO(data))


class Tagged:
    """A file with one page and a tree that tests hang elements in."""

    def __init__(self, content="/P <</MCID 0>> BDC EMC", claim=ELEMENT_CLAIM, pages=1):
        self.pdf = pikepdf.new()
        self.pages = [add_page(self.pdf, content, StructParents=i) for i in range(pages)]
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.pdf.Root.Lang = String("nl-NL")
        if claim:
            self.pdf.Root.Metadata = self.pdf.make_stream(XMP % claim, Type=Name.Metadata, Subtype=Name.XML)

    def element(self, kind, *kids, page=0, **entries):
        made = Dictionary(Type=Name.StructElem, S=Name("/" + kind), K=Array(kids), Pg=self.pages[page])
        for key, value in entries.items():
            made["/" + key] = value
        return self.pdf.make_indirect(made)

    def top(self, kind, *kids, **entries):
        self.root.K.append(self.element(kind, *kids, **entries))
        return self

    def run(self, **options):
        return cleaned(saved(self.pdf, fix_metadata_version=False), **options)


def shape(data):
    """The tree as nested lists of types, marked content and "link"."""

    def told(node):
        if isinstance(node, int):
            return node
        if isinstance(node, Array):
            return [told(n) for n in node]
        match node.get("/Type"):
            case "/OBJR":
                return "link"
            case "/MCR":
                return ("form" if "/Stm" in node else "page", int(node.MCID))
        kids = node.get("/K", Array())
        return [str(node.S)[1:], *(told(k) for k in (kids if isinstance(kids, Array) else [kids]))]

    with opened(data) as pdf:
        return told(pdf.Root.StructTreeRoot.K)


def elements(pdf):
    stack = list(pdf.Root.StructTreeRoot.K)
    while stack:
        node = stack.pop(0)
        if isinstance(node, Dictionary) and "/S" in node:
            yield node
            kids = node.get("/K", Array())
            stack = list(kids if isinstance(kids, Array) else [kids]) + stack


def check_nothing_dangles(data):
    """Every reference of the tree leads into the file, and the parent tree leads back."""
    with opened(data) as pdf:
        root = pdf.Root.StructTreeRoot
        nums = list(root.ParentTree.Nums)
        parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
        assert sorted(parents) == list(parents) == list(range(int(root.ParentTreeNextKey)))
        pages = {p.obj.objgen for p in pdf.pages}
        annotations = {a.objgen for p in pdf.pages for a in p.obj.get("/Annots", [])}
        used = set()
        for element in elements(pdf):
            kids = element.get("/K", Array())
            for kid in kids if isinstance(kids, Array) else [kids]:
                holder, number = element.get("/Pg"), kid
                if isinstance(kid, Dictionary):
                    if "/S" in kid:
                        assert kid.P.objgen == element.objgen
                        continue
                    holder, number = kid.get("/Stm", kid.get("/Pg")), kid.get("/MCID")
                    assert kid.Pg.objgen in pages
                    if kid.Type == "/OBJR":
                        assert kid.Obj.objgen in annotations
                        assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                        used.add(int(kid.Obj.StructParent))
                        continue
                used.add(int(holder.StructParents))
                assert parents[int(holder.StructParents)][number].objgen == element.objgen
        assert used == set(parents)


# --- what a tree may hold


def test_no_word_stays_in_the_tree():
    made = Tagged("/P <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC")
    made.root.RoleMap = Dictionary({"/Brief#20Veldkamp": Name.P, "/Veldkamp": Name("/Brief#20Veldkamp")})
    made.root.ClassMap = Dictionary(
        {"/Veldkamp": Dictionary(O=Name.Table, Summary=String("Veldkamp"), ColSpan=2)}
    )
    made.root.Namespaces = Array([Dictionary(NS=String("urn:Veldkamp"))])
    made.root.AF = Array([Dictionary(F=String("Veldkamp"))])
    texts = {
        key: String("Veldkamp") for key in ("Alt", "ActualText", "E", "T", "ID", "Lang", "Phoneme", "Eigen")
    }
    attributes = Array([
        Dictionary(O=Name.Table, Headers=Array([String("Jan Veldkamp")]), Scope=Name.Veldkamp,
                   RowSpan=String("Veldkamp")),
        Dictionary(O=Name.Veldkamp, Veldkamp=Name.Veldkamp), 3,
        Dictionary(O=Name.UserProperties, P=Array([Dictionary(N=String("Veldkamp"), V=String("Veldkamp"))])),
        Dictionary(O=Name.Layout, BBox=Array([0, 0, 51.3, 9]), Width=51.3, Placement=Name.Block),
    ])  # fmt: skip
    made.top("Veldkamp", 0, A=attributes, C=Name.Veldkamp, **texts)
    made.top("Eigen", 1, A=attributes)
    assert squeezed(raw_text(saved_as(made.pdf))).count("veldkamp") > 20
    data = made.run()
    assert "veldkamp" not in squeezed(raw_text(data))
    assert b"51.3" not in raw_text(data).encode()
    assert shape(data) == [["P", 0], ["Div", 1]]
    with opened(data) as pdf:
        first = pdf.Root.StructTreeRoot.K[0]
        assert {str(a.O): sorted(a.keys()) for a in first.A} == {
            "/Layout": ["/O", "/Placement"], "/Table": ["/ColSpan", "/O"]
        }  # fmt: skip
    check_nothing_dangles(data)


@pytest.mark.parametrize(
    ("kind", "role", "becomes"),
    [
        ("P", None, "P"),
        ("P", "Figure", "P"),  # a standard type is what it is (ISO 14289-1, 7.1)
        ("Eigen", "H2", "H2"),
        ("Eigen", "Eigen", "Div"),
        ("Eigen", None, "Div"),
        ("Title", "H1", "H1"),
        ("Title", None, "P"),
        ("FENote", None, "Note"),
        ("Form", None, "Span"),
        ("Link", None, "Span"),
    ],
)
def test_types_become_standard_ones(kind, role, becomes):
    made = Tagged()
    if role is not None:
        made.root.RoleMap = Dictionary({f"/{kind}": Name("/" + role)})
    data = made.top(kind, 0).run()
    assert shape(data) == [[becomes, 0]]
    with opened(data) as pdf:
        assert "/RoleMap" not in pdf.Root.StructTreeRoot


@pytest.mark.parametrize("kind", ["Figure", "Formula"])
def test_what_must_be_described_gets_a_neutral_description(kind):
    with opened(Tagged().top(kind, 0, Alt=String("Foto van Veldkamp")).run()) as pdf:
        assert str(pdf.Root.StructTreeRoot.K[0].Alt).endswith("; de beschrijving is weggelaten")


def test_cells_keep_their_headers_and_notes_their_number_under_new_names():
    made = Tagged("/P <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC /P <</MCID 2>> BDC EMC")
    head = made.element("TH", 0, ID=String("Veldkamp"), A=Dictionary(O=Name.Table, Scope=Name.Column))
    cell = made.element(
        "TD", 1, ID=String("x"), A=Dictionary(O=Name.Table, Headers=Array([String("Veldkamp")]))
    )
    made.top("Table", made.element("TR", head), made.element("TR", cell)).top(
        "Note", 2, ID=String("noot van Veldkamp")
    )
    data = made.run()
    with opened(data) as pdf:
        names = {str(e.S): str(e.ID) for e in elements(pdf) if "/ID" in e}
        assert names == {"/TH": "e000001", "/Note": "e000002"}
        (cell,) = (e for e in elements(pdf) if e.S == "/TD")
        assert [str(h) for h in cell.A.Headers] == ["e000001"]
        tree = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [(str(n), str(e.S)) for n, e in zip(tree[::2], tree[1::2], strict=True)] == [
            ("e000001", "/TH"), ("e000002", "/Note")
        ]  # fmt: skip


@pytest.mark.parametrize(
    "kid",
    [
        {"Type": Name.OBJR},
        {"Type": Name.OBJR, "Obj": Dictionary(Type=Name.Annot, Contents=String("Veldkamp"))},
        {"Type": Name.MCR, "MCID": -1},
        {"Type": Name.MCR, "MCID": 99_999_999},
        {"Type": Name.MCR, "MCID": String("Veldkamp")},
        {"Type": Name.MCR, "MCID": 0, "Pg": Dictionary(Type=Name.Page, Contents=String("Veldkamp"))},
        {"Type": Name.MCR, "MCID": 0, "Stm": String("Veldkamp")},
        {"S": Name.P, "K": Array([String("Veldkamp")])},
    ],
    ids=str,
)
def test_a_kid_that_leads_nowhere_goes(kid):
    made = Tagged()
    made.top("P", 0, Dictionary({f"/{key}": value for key, value in kid.items()}))
    data = made.run()
    assert shape(data) == [["P", 0]]
    assert "veldkamp" not in squeezed(raw_text(data))
    check_nothing_dangles(data)


def test_a_tree_that_bites_its_tail_or_is_too_deep_ends():
    made = Tagged()
    inner = made.element("P", 0)
    outer = made.element("Sect", inner)
    inner.K.append(outer)
    deep = made.element("P", 1)
    for _ in range(400):
        deep = made.element("Div", deep)
    made.root.K.extend([outer, outer, deep])
    data = made.run()
    assert shape(data) == [["Sect", ["P", 0]]]
    with opened(data) as pdf:
        assert not claims_pdfua(pdf)


def test_a_form_that_was_redacted_keeps_its_tags_and_the_old_one_goes():
    made = Tagged("/Fm Do")
    page = made.pages[0]
    old = form(made.pdf, "/P <</MCID 0>> BDC (Veldkamp) Tj EMC", StructParents=7)
    new = form(made.pdf, "/P <</MCID 0>> BDC EMC", StructParents=7)
    page.Resources.XObject = Dictionary(Fm=new)
    made.top("P", Dictionary(Type=Name.MCR, MCID=0, Stm=made.pdf.make_indirect(old), Pg=page))
    data = made.run()
    assert shape(data) == [["P", ("form", 0)]]
    assert "veldkamp" not in squeezed(raw_text(data))
    check_nothing_dangles(data)


# --- links


def link(page, action=None, **entries):
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), StructParent=3)
    if action is None:
        made.Dest = Array([page, Name.XYZ, 123.4, 300, 0])
    else:
        made.A = Dictionary(S=Name.URI, URI=String(action))
    for key, value in entries.items():
        made["/" + key] = value
    return made


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (None, "koppeling binnen dit document"),
        ("https://www.voorbeeld.nl/pagina", "https://www.voorbeeld.nl/pagina"),
    ],
)
def test_a_link_that_stays_is_described_and_tagged(address, says):
    made = Tagged()
    page = made.pages[0]
    note = made.pdf.make_indirect(link(page, address, Contents=String("Veldkamp")))
    page.Annots = Array([note])
    made.top("P", made.element("Link", 0, Dictionary(Type=Name.OBJR, Obj=note)))
    data = made.run()
    assert shape(data) == [["P", ["Link", 0, "link"]]]
    check_nothing_dangles(data)
    with opened(data) as pdf:
        assert pdf.pages[0].Tabs == "/S"
        (kept,) = pdf.pages[0].Annots
        assert str(kept.Contents) == says
        assert address is not None or [str(v) for v in list(kept.Dest)[1:]] == ["/XYZ", "0", "300", "0"]


def test_a_link_that_goes_leaves_its_words():
    made = Tagged()
    note = made.pdf.make_indirect(link(made.pages[0], "https://veldkamp.nl"))
    made.pages[0].Annots = Array([note])
    made.top("P", made.element("Link", 0, Dictionary(Type=Name.OBJR, Obj=note)), made.element("Link", 1))
    data = made.run()
    assert shape(data) == [["P", ["Span", 0], ["Span", 1]]]
    with opened(data) as pdf:
        assert not {"/Annots", "/Tabs"} & set(pdf.pages[0].obj.keys())


def test_a_link_that_no_tag_tells_of_goes():
    made = Tagged().top("P", 0)
    made.pages[0].Annots = Array([made.pdf.make_indirect(link(made.pages[0]))])
    with opened(made.run()) as pdf:
        assert "/Annots" not in pdf.pages[0].obj


def test_a_link_to_a_page_that_is_not_in_the_file_goes():
    made = Tagged()
    gone = made.pdf.make_indirect(Dictionary(Type=Name.Page, Contents=made.pdf.make_stream(b"(Veldkamp) Tj")))
    note = made.pdf.make_indirect(link(gone))
    made.pages[0].Annots = Array([note])
    data = made.top("Link", 0, Dictionary(Type=Name.OBJR, Obj=note)).run()
    assert "veldkamp" not in squeezed(raw_text(data))
    assert shape(data) == [["Span", 0]]


# --- pages that became pictures


def test_a_page_that_became_a_picture_is_a_figure_in_its_place():
    made = Tagged(pages=3)
    made.top(
        "Document",
        made.element("H1", 0),
        made.element("P", 0, page=1, Alt=String("x")),
        made.element("H3", 0, page=2),
    )
    data = made.run(covered={1: None})
    assert shape(data) == [["Document", ["Figure", 0], ["P", 0], ["H1", 0]]]
    check_nothing_dangles(data)
    with opened(data) as pdf:
        figure = pdf.Root.StructTreeRoot.K[0].K[0]
        assert str(figure.Alt) == "pagina 1 als afbeelding"
        found = [str(i.operator) for i in pikepdf.parse_content_stream(pdf.pages[0])]
        assert found[0] == "BDC"
        assert found[-1] == "EMC"
        assert claims_pdfua(pdf)


def test_rows_of_a_table_that_went_with_a_page_take_the_claim_with_them():
    made = Tagged(pages=2)
    rows = [made.element("TR", made.element("TD", 0, page=i)) for i in range(2)]
    data = made.top("Table", *rows).run(covered={2: None})
    assert shape(data) == [["Table", ["TR", ["TD", 0]]], ["Figure", 0]]
    with opened(data) as pdf:
        assert not claims_pdfua(pdf)


# --- the claim, and the legend


@pytest.mark.parametrize(
    ("claim", "stays"),
    [
        (ELEMENT_CLAIM, True),
        (ATTRIBUTE_CLAIM, True),
        (b"><u:part>2</u:part></rdf:Description>", False),
        (b"></rdf:Description>", False),
        (b"><u:part>1", False),
        (None, False),
    ],
)
def test_the_claim_stays_where_there_was_one(claim, stays):
    with opened(Tagged(claim=claim).top("P", 0).run()) as pdf:
        assert claims_pdfua(pdf) is stays
        xmp = bytes(pdf.Root.Metadata.read_bytes())
        assert b"Titel" in xmp
        assert not any(word in xmp.lower() for word in (b"date", b"producer", b"creator", b"uuid"))


def test_a_file_without_tags_can_claim_nothing():
    made = Tagged()
    del made.pdf.Root.StructTreeRoot
    with opened(made.run()) as pdf:
        assert not claims_pdfua(pdf)
        assert "/MarkInfo" not in pdf.Root
        assert "/StructParents" not in pdf.pages[0].obj


@pytest.mark.parametrize(
    ("heading", "first"), [("H1", "H1"), ("H", "H")], ids=["numbered headings", "headings without a number"]
)
def test_the_tags_of_the_legend_come_behind_those_of_the_file(heading, first):
    made = Tagged()
    data = made.top("Document", made.element(heading, 0), made.element("Note", 1, ID=String("a"))).run(
        legend=LEGEND
    )
    document = shape(data)[0]
    assert document[:3] == ["Document", [heading, 0], ["Note", 1]]
    assert document[3][0] == "Sect"
    assert document[3][1][0] == first
    check_nothing_dangles(data)
    with opened(data) as pdf:
        names = [str(e.ID) for e in elements(pdf) if "/ID" in e]
        assert names == [f"e{i:06}" for i in range(1, len(names) + 1)]
        assert len(pdf.Root.StructTreeRoot.IDTree.Names) == 2 * len(names)


def test_a_legend_without_tags_takes_the_claim_away():
    pdf = pikepdf.new()
    add_page(pdf, "")
    with opened(Tagged().top("P", 0).run(legend=saved(pdf))) as done:
        assert not claims_pdfua(done)


# --- whole files, as veraPDF sees them

SOURCE = """
#set document(title: "Brief aan Veldkamp", author: "Veldkamp")
#set text(lang: "nl")
#set page(footer: context [pagina #counter(page).display()])
#outline()
= Kop
Beste Veldkamp, zie #link("https://www.voorbeeld.nl/pagina")[www.voorbeeld.nl/pagina] en
#link("mailto:veldkamp@voorbeeld.nl")[post] en @doos. Noot#footnote[Van Veldkamp.].
#figure(rect(width: 3cm, height: 2cm), alt: "Foto van Veldkamp", caption: [Een doos]) <doos>
- punt een
  + en daarin
#figure(table(columns: 2, table.header[Naam][Plaats], [x], [Utrecht], table.cell(colspan: 2)[samen]), caption: [Wie])
#math.equation(block: true, alt: "x kwadraat", $x^2$)
#pagebreak()
== Kop twee
#quote(block: true)[citaat] `code` #lorem(50)
"""

PAGE = """<!DOCTYPE html><html lang="nl-NL"><head><meta charset="utf-8"><title>Brief van Veldkamp</title></head><body>
<p>Beste Veldkamp, zie <a href="https://www.voorbeeld.nl/pagina">www.voorbeeld.nl/pagina</a>,
<a href="mailto:veldkamp@voorbeeld.nl">post</a> en <a href="#twee">hier</a>.</p>
<table border="1"><thead><tr><th>Naam</th><th>Plaats</th></tr></thead><tr><td>Jansen</td><td>Utrecht</td></tr>
<tr><td colspan="2">samen</td></tr></table><ul><li>een</li><li>twee<ol><li>a</li></ol></li></ul>
<p><img alt="Foto van Veldkamp" src="foto.png" width="40" height="40"></p><p id="twee">slot</p></body></html>"""


def of_typst():
    return typst.compile(SOURCE.encode(), format="pdf", pdf_standards="ua-1")


def of_libreoffice(folder):
    (folder / "brief.html").write_text(PAGE, encoding="utf-8")
    Image.new("RGB", (40, 40), "red").save(folder / "foto.png")
    home = f"-env:UserInstallation=file://{folder}/profiel"
    options = '{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    for file, wanted in (("brief.html", "odt:writer8"), ("brief.odt", f"pdf:writer_pdf_Export:{options}")):
        subprocess.run(
            ["soffice", "--headless", home, "--convert-to", wanted, file],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    return (folder / "brief.pdf").read_bytes()


def first_page_painted(data):
    """The file with a first page that shows no text, as one that became a picture."""
    with opened(data) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 0.9 g 0 0 200 200 re f Q")
        pdf.pages[0].obj.Annots = Array()
        return saved_as(pdf)


def saved_as(pdf):
    out = io.BytesIO()
    pdf.save(out, static_id=True, fix_metadata_version=False)
    return out.getvalue()


def check_still_pdfua(before):
    assert verapdf.validate(before, "ua1") == ()
    for covered, given in (({}, before), ({1: None}, first_page_painted(before))):
        data = cleaned(given, covered, LEGEND)
        assert verapdf.validate(data, "ua1") == ()
        check_nothing_dangles(data)
        assert data == cleaned(given, covered, LEGEND)
        with opened(data) as pdf:
            assert claims_pdfua(pdf)
        assert "foto" not in squeezed(raw_text(data))


@pytest.mark.system
@pytest.mark.skipif(verapdf.available() is not None, reason=f"veraPDF: {verapdf.available()}")
def test_a_file_of_typst_stays_pdfua():
    check_still_pdfua(of_typst())


@pytest.mark.system
@pytest.mark.skipif(verapdf.available() is not None, reason=f"veraPDF: {verapdf.available()}")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice")
def test_a_file_of_libreoffice_stays_pdfua(tmp_path):
    check_still_pdfua(of_libreoffice(tmp_path))


def test_a_file_of_typst_loses_nothing_but_its_words():
    data = cleaned(of_typst(), legend=LEGEND)
    check_nothing_dangles(data)
    with opened(data) as pdf:
        kinds = [str(e.S) for e in elements(pdf)]
        assert kinds.count("/TH") >= 2
        assert {"/Figure", "/Formula", "/TOC", "/L", "/Note", "/H1", "/H2", "/Link", "/Table"} <= set(kinds)
