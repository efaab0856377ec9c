"""The texts in a file that stand beside what its pages show: properties, descriptions, navigation."""

import io
import subprocess
import time
from pathlib import Path

import pikepdf
import pytest
import typst
from check_makers import HIDDEN, SHOWN, annotate, link, made, new_pdf, saved, traces
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from reportlab.pdfgen.canvas import Canvas

from pipeline.check import metadata, navigation, words
from pipeline.errors import CheckError

CHANNELS = (
    metadata.find,
    words.find,
    navigation.find_bookmarks,
    navigation.find_names,
    navigation.find_labels,
    navigation.find_links,
)


def channels(data: bytes) -> set[str]:
    return {trace.channel for find in CHANNELS for trace in traces(find, data)}


# --- properties


def info(key: str, value: str):
    def change(pdf: Pdf) -> None:
        pdf.trailer["/Info"] = pdf.make_indirect(Dictionary({key: String(value)}))

    return change


def xmp(body: str, head: str = ""):
    packet = (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{head}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" '
        'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        f'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">{body}</r:Description></r:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    )

    def change(pdf: Pdf) -> None:
        pdf.Root["/Metadata"] = Stream(pdf, packet.encode(), Type=Name.Metadata, Subtype=Name.XML)

    return change


@pytest.mark.parametrize(
    "change",
    [
        info("/Author", HIDDEN),
        info("/Author", "gemeente Zandvliet"),
        info("/Title", f"Brief aan {HIDDEN}"),
        info("/Title", "Microsoft Word - besluit.docx"),
        info("/Subject", HIDDEN),
        info("/Keywords", f"raad, {HIDDEN}"),
        info("/Company", "Besluit"),
        info("/Dossier", HIDDEN),
        info("/Creator", r"C:\Users\raad\besluit"),
        info("/Title", r"\\server\park\raad"),
        xmp("<dc:creator><r:Seq><r:li>Zandvliet</r:li></r:Seq></dc:creator>"),
        xmp("<dc:title><r:Alt><r:li>Zandvliet</r:li></r:Alt></dc:title>"),
        xmp("<pdf:Author>&#90;andvliet</pdf:Author>"),
        xmp('<xmpMM:DerivedFrom stRef:filePath="/Users/raad/besluit"/>'),
        xmp("<!-- Zandvliet -->"),
        xmp("<dc:description>&a;</dc:description>", '<!DOCTYPE x [<!ENTITY a "Zandvliet">]>'),
        xmp("<dc:title>"),
    ],
)
def test_properties_that_tell_something_are_found(change):
    assert {trace.channel for trace in traces(metadata.find, made(change))} == {"metadata"}


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: None,
        info("/Title", "besluit van de RAAD"),
        info("/Title", "(anonymous)"),
        info("/Title", "Document 000012"),
        info("/Author", "(unspecified)"),
        info("/Author", "Gemeente Grasmaand"),
        info("/Producer", "Schrijver 7.4 van Zandvliet"),
        info("/Creator", "Writer"),
        info("/CreationDate", "D:20240101120000+01'00'"),
        xmp("<xmp:CreateDate>2024-01-01T12:00:00+01:00</xmp:CreateDate>"),
        xmp("<xmpMM:DocumentID>uuid:1f0e3dad-9990-8345-b743-9f8ffabdffc4</xmpMM:DocumentID>"),
        xmp("<xmp:CreatorTool>Writer</xmp:CreatorTool><pdfaid:part>2</pdfaid:part>"),
        xmp("<dc:title><r:Alt><r:li>Besluit van de raad</r:li></r:Alt></dc:title>"),
        xmp("<pdfaExtension:schemas><r:Bag><r:li>Zandvliet schema</r:li></r:Bag></pdfaExtension:schemas>"),
    ],
)
def test_properties_that_tell_nothing_are_none(change):
    assert traces(metadata.find, made(change)) == []


def test_metadata_of_an_image_has_the_page_of_the_image():
    pdf = new_pdf(pages=2)
    xmp("<dc:creator><r:Seq><r:li>Zandvliet</r:li></r:Seq></dc:creator>")(pdf)
    packet = pdf.Root.Metadata
    del pdf.Root["/Metadata"]
    image = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, Metadata=packet)
    pdf.pages[1].obj.Resources["/XObject"] = Dictionary(Im=image)
    assert [trace.page for trace in traces(metadata.find, saved(pdf))] == [2]


# --- texts for screen readers


def element(key: str, value: str, **more: object):
    def change(pdf: Pdf) -> None:
        one = Dictionary(Type=Name.StructElem, S=Name.Figure, Pg=pdf.pages[0].obj, **more)
        one[key] = String(value)
        pdf.Root["/StructTreeRoot"] = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(one))
        )

    return change


def in_content(properties: str, name: str = "Span"):
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        data = page.Contents.read_bytes().replace(b"BT", f"/{name} {properties} BDC BT".encode(), 1) + b" EMC"
        page["/Contents"] = pdf.make_stream(data)

    return change


def in_resources(pdf: Pdf) -> None:
    in_content("/MC0")(pdf)
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(MC0=Dictionary(ActualText=String(HIDDEN)))


@pytest.mark.parametrize(
    "change",
    [
        element("/Alt", f"Foto van {HIDDEN}"),
        element("/ActualText", HIDDEN),
        element("/E", HIDDEN),
        element("/T", HIDDEN),
        element("/Alt", "06-1234 5678"),
        in_content(f"<</ActualText ({HIDDEN})>>"),
        in_content(f"<</ActualText <FEFF{HIDDEN.encode('utf-16-be').hex()}>>>"),
        in_content(f"<</Actual#54ext ({HIDDEN})>>"),
        in_content(f"<</Alt ({HIDDEN})>>"),
        in_content(f"<</E ({HIDDEN})>>"),
        in_resources,
        lambda pdf: annotate(pdf, "Link", Contents=String(HIDDEN)),
        lambda pdf: annotate(pdf, "Widget", FT=Name.Tx, TU=String(HIDDEN)),
    ],
)
def test_words_that_only_a_screen_reader_gives_are_found(change):
    assert {(trace.channel, trace.page) for trace in traces(words.find, made(change))} == {
        ("alternative-text", 1)
    }


@pytest.mark.parametrize(
    "change",
    [
        element("/Alt", "Logo van de gemeente Grasmaand"),
        element("/ActualText", "BESLUIT"),
        element("/Alt", "Zwart vlak met een pijl"),
        element("/E", "raad"),
        in_content("<</ActualText (Besluit van de raad)>>"),
        in_content("<</ActualText (gelakt, grond 5.1.2e)>>"),
        in_content("<</ActualText (ffi)>>"),
        in_content("<</MCID 0 /Lang (nl-NL)>>"),
        lambda pdf: annotate(
            pdf,
            "Link",
            Contents=String("https://example.nl/zandweg"),
            A=Dictionary(S=Name.URI, URI=String("https://example.nl/zandweg")),
        ),
    ],
)
def test_words_that_stand_on_a_page_too_are_none(change):
    assert traces(words.find, made(change)) == []


def test_actual_text_does_not_make_itself_readable():
    """PDFium gives ActualText in place of what is drawn."""
    changes = in_content(f"<</ActualText ({HIDDEN})>>")

    def change(pdf: Pdf) -> None:
        changes(pdf)
        info("/Title", HIDDEN)(pdf)

    assert channels(made(change)) == {"alternative-text", "metadata"}


# --- navigation


def bookmark(title: str):
    def change(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String(title), Dest=Array([pdf.pages[0].obj, Name.Fit])))
        pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    return change


def destination(name: str):
    def change(pdf: Pdf) -> None:
        names = Dictionary(Names=Array([String(name), Array([pdf.pages[0].obj, Name.Fit])]))
        pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Kids=Array([pdf.make_indirect(names)])))

    return change


def old_destination(name: str):
    def change(pdf: Pdf) -> None:
        pdf.Root["/Dests"] = Dictionary({f"/{name}": Array([pdf.pages[0].obj, Name.Fit])})

    return change


def label(prefix: str):
    def change(pdf: Pdf) -> None:
        pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(prefix))]))

    return change


def thread(title: str):
    def change(pdf: Pdf) -> None:
        pdf.Root["/Threads"] = Array([Dictionary(I=Dictionary(Title=String(title)))])

    return change


def layer(name: str):
    def change(pdf: Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary())

    return change


def linked(uri: str):
    return lambda pdf: link(pdf, uri)


def to_file(kind: str, name: str):
    return lambda pdf: annotate(
        pdf,
        "Link",
        A=Dictionary(S=Name(kind), F=Dictionary(Type=Name.Filespec, F=String(name), UF=String(name))),
    )


@pytest.mark.parametrize(
    ("change", "channel"),
    [
        (bookmark(HIDDEN), "bookmarks"),
        (bookmark(f"Besluit {HIDDEN}"), "bookmarks"),
        (destination(f"mail-{HIDDEN}"), "destinations"),
        (old_destination(HIDDEN), "destinations"),
        (label(f"{HIDDEN}-"), "page-labels"),
        (thread(HIDDEN), "threads"),
        (layer(HIDDEN), "layer-names"),
        (linked("mailto:j.zandvliet@example.nl"), "link-targets"),
        (linked("mailto:raad?cc=zandvliet@example.nl"), "link-targets"),
        (linked("tel:+31612345678"), "link-targets"),
        (linked("file:///C:/Users/raad/besluit.pdf"), "link-targets"),
        (linked("file:////server/park"), "link-targets"),
        (linked("https://example.nl/in/zandvliet"), "link-targets"),
        (linked("https://example.nl/?wie=%7A%61ndvliet"), "link-targets"),
        (linked("https://zandvliet@example.nl/"), "link-targets"),
        (linked("http://intranet/"), "link-targets"),
        (linked("http://192.168.1.20/"), "link-targets"),
        (to_file("/GoToR", "raad.pdf"), "link-targets"),
        (to_file("/Launch", "besluit.docx"), "link-targets"),
    ],
)
def test_navigation_that_tells_something_is_found(change, channel):
    assert channels(made(change)) == {channel}


@pytest.mark.parametrize(
    "change",
    [
        bookmark("BESLUIT van de raad"),
        bookmark("1.2"),
        destination("section.1.2"),
        destination("_Toc1234567"),
        destination("park-over-besluit"),
        old_destination("page.3"),
        label("Bijlage "),
        thread("Besluit"),
        layer("Laag 1"),
        linked("https://www.example.nl/"),
        linked("https://www.example.nl/documenten/besluit-raad.pdf"),
        linked("mailto:raad@grasmaand.nl"),
        linked("tel:+31107654321"),
    ],
)
def test_navigation_that_says_what_the_pages_say_is_none(change):
    def more(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        shown = b" BT /F 9 Tf 40 300 Td (raad@grasmaand.nl, 010 - 765 43 21) Tj ET"
        page["/Contents"] = pdf.make_stream(page.Contents.read_bytes() + shown)
        change(pdf)

    assert channels(made(more)) == set()


def test_a_link_has_its_page_and_place():
    pdf = new_pdf(pages=2)
    pdf.pages[1].obj["/Rotate"] = 90
    pdf.pages[1].obj["/CropBox"] = Array([10, 20, 390, 480])
    pdf.pages.reverse()
    link(pdf, "mailto:j.zandvliet@example.nl")
    [trace] = traces(navigation.find_links, saved(pdf))
    assert trace.page == 1
    box = trace.box
    assert (box.x0, box.top, box.x1, box.bottom) == (80, 30, 110, 130)


def test_bookmarks_are_counted_by_the_page_they_lead_to():
    def change(pdf: Pdf) -> None:
        bookmark(HIDDEN)(pdf)
        first = pdf.Root.Outlines.First
        again = pdf.make_indirect(Dictionary(Title=String(HIDDEN), Dest=first.Dest, Prev=first))
        first["/Next"] = again

    [trace] = traces(navigation.find_bookmarks, made(change))
    assert trace.page == 1
    assert "2 bladwijzers" in trace.reason


@pytest.mark.parametrize(
    ("shown", "title"),
    [
        ("B E S L U I T", "Besluit"),
        ("Caf\\351 Ren\\351", "Cafe Rene"),
        ("parkeer-) Tj 0 -20 Td (verordening", "Parkeerverordening"),
    ],
)
def test_however_a_heading_is_set_it_is_readable(shown, title):
    pdf = new_pdf(shown)
    bookmark(title)(pdf)
    assert channels(saved(pdf)) == set()


# --- files of ordinary makers


def test_a_file_of_typst_is_clean():
    source = b"""#set document(title: "Besluit")
#set text(lang: "nl")
= Besluit
== Het park
De raad besluit, zie #link("https://www.example.nl/")[hier].
#figure(rect(), alt: "Logo", caption: [Een vlak])
"""
    assert channels(typst.compile(source)) == set()


def test_a_file_of_reportlab_is_clean_but_for_its_author():
    def of(author: str) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, invariant=True)
        canvas.drawString(72, 700, "Besluit")
        canvas.bookmarkPage("blad")
        if author:
            canvas.setAuthor(author)
        canvas.save()
        return out.getvalue()

    assert channels(of("")) <= {"destinations"}
    assert "metadata" in channels(of(HIDDEN))


@pytest.mark.system
def test_a_file_of_libreoffice_is_clean(tmp_path: Path):
    source = tmp_path / "besluit.html"
    source.write_text("<html lang=nl><title>Besluit</title><h1>Besluit</h1><p>De raad besluit.</p></html>")
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert channels((tmp_path / "besluit.pdf").read_bytes()) == set()


# --- hostile files


def looping_outline(pdf: Pdf) -> None:
    one = pdf.make_indirect(Dictionary(Title=String(SHOWN)))
    one["/Next"] = one["/First"] = one
    pdf.Root["/Outlines"] = Dictionary(First=one)


def looping_names(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node["/Kids"] = Array([node, node])
    pdf.Root["/Names"] = Dictionary(Dests=node)
    pdf.Root["/PageLabels"] = node


def looping_structure(pdf: Pdf) -> None:
    one = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, Alt=String("Besluit")))
    one["/K"], one["/P"] = Array([one]), one
    pdf.Root["/StructTreeRoot"] = one


def wrong_types(pdf: Pdf) -> None:
    pdf.Root["/Outlines"] = Dictionary(First=Array([1, 2]), Last=7)
    pdf.Root["/Names"] = Array([Name.Dests])
    pdf.Root["/Dests"] = String("x")
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, 1, String("a"), Name.B]))
    pdf.Root["/Threads"] = Array([3, Dictionary(I=Name.X)])
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([1, None, Name.X]))
    pdf.Root["/Metadata"] = Name.X
    pdf.Root["/StructTreeRoot"] = Dictionary(K=Array([1, Dictionary(S=1, Alt=Name.X, Pg=4)]))
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=3, Author=Array([]), Subject=Name.X))
    pdf.pages[0].obj["/Annots"] = Array(
        [1, None, Dictionary(Subtype=7, Rect=Name.X, A=Array([])), String("x")]
    )
    annotate(pdf, "Link", Rect=Array([Name.X, 1]), A=Dictionary(S=1, URI=Array([1])))


@pytest.mark.parametrize("change", [looping_outline, looping_names, looping_structure, wrong_types])
def test_what_loops_or_has_the_wrong_type_is_passed_over(change):
    start = time.process_time()
    assert channels(made(change)) == set()
    assert time.process_time() - start < 2


@pytest.mark.slow
def test_a_deep_tree_is_walked_to_its_end():
    def change(pdf: Pdf) -> None:
        node = Dictionary(Type=Name.StructElem, S=Name.P, Alt=String(HIDDEN))
        for _ in range(5000):
            node = Dictionary(Type=Name.StructElem, S=Name.P, K=pdf.make_indirect(node))
        pdf.Root["/StructTreeRoot"] = pdf.make_indirect(node)

    assert channels(made(change)) == {"alternative-text"}


def test_names_of_old_makers_are_read():
    """Names are bytes; makers before PDF 1.2 wrote them as their own system does."""

    def change(pdf: Pdf) -> None:
        pdf.Root["/Extra"] = Dictionary(
            {"/BildQQ": Name("/GrunQQ"), "/Type": Name("/ArtQQ"), "/S": Name("/LandQQ")}
        )
        annotate(pdf, "NotQQ", Contents=String(HIDDEN), T=Name("/NameQQ"))
        link(pdf, "tel:0612345678")

    data = made(change, object_stream_mode=pikepdf.ObjectStreamMode.disable).replace(b"QQ", b"\xdf\xe4")
    assert channels(data) == {"link-targets"}


def test_content_that_can_not_be_unpacked_is_an_error():
    pdf = new_pdf()
    pdf.pages[0].obj["/Contents"] = Stream(pdf, b"no zlib data", Filter=Name("/NoSuchFilter"))
    with pytest.raises(CheckError):
        traces(words.find, saved(pdf))


def test_findings_come_sorted_and_once():
    def change(pdf: Pdf) -> None:
        link(pdf, "mailto:j.zandvliet@example.nl")
        link(pdf, "mailto:j.zandvliet@example.nl")
        link(pdf, "tel:0612345678")

    found = traces(navigation.find_links, made(change))
    assert len(found) == 1
    assert found == sorted(found, key=lambda trace: trace.order())
