import io
import re
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfgen.canvas import Canvas

from pipeline.check import Leak, Marked, check_output
from pipeline.check.tally import Tally
from pipeline.errors import CheckError
from pipeline.redact.marks import code_text, spoken
from pipeline.types import Span

SECRET = "Zandvliet"
HARMLESS = "Grasmaand"  # stands where the secret stood, so a test can't fail for another reason
TEXT = "Beste [5.1.2e], de vergadering is verzet."


def content(*lines: str) -> bytes:
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    return f"BT /F1 12 Tf 72 700 Td {shown}ET".encode("cp1252")


def new_pdf(*lines: str, pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
        page.obj["/Contents"] = pdf.make_stream(content(*lines) if not number else b"")
    return pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def a_page(*lines: str) -> bytes:
    return saved(new_pdf(*lines))


def readers(leaks: tuple[Leak, ...]) -> set[str]:
    return {leak.reader for leak in leaks}


# --- what a page shows


def test_an_output_without_secrets_passes():
    assert check_output(a_page("Beste 5.1.2e, de vergadering", "is verzet."), TEXT, (SECRET,)) == ()


def test_a_secret_on_a_page_is_seen_by_both_readers_and_never_quoted():
    leaks = check_output(a_page("Beste", f"Piet {SECRET}, dag"), TEXT, (SECRET,))
    assert readers(leaks) >= {"pdfium", "pdfplumber"}
    assert {leak.page for leak in leaks if leak.reader == "pdfium"} == {1}
    assert not any(SECRET.casefold() in str(leak).casefold() for leak in leaks)


@pytest.mark.parametrize(
    "drawn",
    [
        pytest.param(b"BT 3 Tr /F1 12 Tf 72 700 Td (Zandvliet) Tj ET", id="invisible text"),
        pytest.param(b"BT 1 g /F1 12 Tf 72 700 Td (Zandvliet) Tj ET", id="white text"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (Zandvliet) Tj ET 0 g 60 690 200 30 re f", id="under a bar"),
        pytest.param(b"BT /F1 12 Tf 900 700 Td (Zandvliet) Tj ET", id="beside the page"),
        pytest.param(b"BT /F1 0.5 Tf 72 700 Td (Zandvliet) Tj ET", id="tiny"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td <5A616E64766C696574> Tj ET", id="hexadecimal"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (Z\\141ndvliet) Tj ET", id="octal"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td [(Zan) 20 (dvl) -10 (iet)] TJ ET", id="kerned"),
        pytest.param(b"BT /F1 12 Tf 9 Tc 72 700 Td (Zandvliet) Tj ET", id="letter-spaced"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (Z a n d v l i e t) Tj ET", id="typed with spaces"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (Zand-) Tj 0 -20 Td (vliet) Tj ET", id="broken over lines"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (ZANDVLIET) Tj ET", id="capitals"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (Zandvliets huis) Tj ET", id="possessive"),
        pytest.param(b"BT /F1 12 Tf 72 700 Td (nota_Zandvliet_v2.docx) Tj ET", id="in a file name"),
        pytest.param(
            b"BT /F1 12 Tf 72 700 Td (Zandvliet) Tj 0.3 0 Td (Zandvliet) Tj ET", id="printed twice as bold"
        ),
    ],
)
def test_however_it_is_drawn(drawn):
    def made(data: bytes) -> bytes:
        pdf = new_pdf()
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(data)
        return saved(pdf)

    assert readers(check_output(made(drawn), TEXT, (SECRET,))) & {"pdfium", "pdfplumber"}
    assert check_output(made(drawn), TEXT, (HARMLESS,)) == ()


def test_a_pdf_of_another_maker():
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 700, f"Beste {SECRET}")
    canvas.setTitle("Brief")
    canvas.save()
    leaks = check_output(out.getvalue(), TEXT, (SECRET,))
    assert readers(leaks) == {
        "objecten",
        "pdfium",
        "pdfplumber",
        "structuur",
    }  # reportlab writes dates and an author


# --- how often


@pytest.mark.parametrize(
    ("text", "secrets", "lines", "leaks"),
    [
        ("de Boer [5.1.2e]", ("Boer",), ("de Boer 5.1.2e",), False),
        ("de Boer [5.1.2e]", ("Boer",), ("de Boer Boer",), True),
        ("Jan de Boer [5.1.2e]", ("Jan de Boer", "Boer"), ("Jan de Boer 5.1.2e",), False),
        ("Jan de Boer [5.1.2e]", ("Jan de Boer", "Boer"), ("Jan de Boer, Boer",), True),
        ("Jan de\nBoer", ("Jan de Boer",), ("Jan de Boer",), False),
        ("een vos en Vos", ("Vos",), ("een vos en Vos",), False),
        ("een vos en [5.1.2e]", ("Vos",), ("een vos en Vos",), True),
        ("een vos en [5.1.2e]", ("Vos",), ("een vos en 5.1.2e",), False),
        ("Vosselaar", ("Vos",), ("Vosselaar",), False),
        ("Vossen", ("Vos",), ("Vossen",), False),
        ("boswach-\nter", ("Bos",), ("boswach-", "ter"), False),
        ("Bakker-\nSmit", ("Bakker",), ("Bakker-Smit",), False),
        ("[5.1.2e]", ("06-5439 4067",), ("06-5439 4067",), True),
        ("[5.1.2e]", ("06-5439 4067",), ("0654394067",), False),
        ("[5.1.2e]", ("j.vos@x.nl",), ("mail j.vos@x.nl.",), True),
        ("[5.1.2e]", ("D'Souza",), ("D’Souza",), True),
        ("[5.1.2e]", ("Mari\u00ebt",), ("Mari\xebt",), True),
        ("[5.1.2e]", ("Marie\u0308t",), ("Mari\xebt",), True),
        ("[5.1.2e]", ("", " ", "-"), ("- ,",), False),
    ],
)
def test_a_secret_may_stand_as_often_as_was_decided(text, secrets, lines, leaks):
    found = check_output(a_page(*lines), text, secrets)
    assert bool(readers(found) & {"pdfium", "pdfplumber"}) == leaks


def test_where_some_may_stand_no_page_is_told():
    found = check_output(a_page("Boer en Boer"), "Boer", ("Boer",))
    assert {leak.page for leak in found} == {None}


def test_the_page_that_leaks_is_told_with_the_number_of_secrets():
    pdf = new_pdf("niets", pages=3)
    pdf.pages[2].obj["/Contents"] = pdf.make_stream(content("Zandvliet en Waterman"))
    found = check_output(saved(pdf), TEXT, (SECRET, "Waterman"))
    assert Leak("pdfium", 3, "2 weggelakte teksten nog te lezen op pagina 3") in found


def test_what_the_tool_adds_itself_is_no_leak():
    lines = ("Besluit Art", "Art. 5.1 lid 2 sub e")
    assert readers(check_output(a_page(*lines), "Besluit [5.1.2e]", ("Art",))) >= {"pdfium", "pdfplumber"}
    assert (
        check_output(a_page(*lines), "Besluit [5.1.2e]", ("Art",), own_text="Art Art. 5.1 lid 2 sub e") == ()
    )


def marked_page(*lines: str) -> bytes:
    """Pages on which <5.1.2e> is a mark: printed so, and read as `gelakt, grond 5.1.2e`."""
    pdf = new_pdf()
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    shown = re.sub(
        "<([^>]*)>",
        lambda m: f") Tj /Span <</ActualText ({spoken(tuple(m[1].split('; ')))})>> BDC ({m[1]}) Tj EMC (",
        shown,
    )
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td {shown}ET".encode("cp1252"))
    return saved(pdf)


def marks_in(text: str, pieces: int) -> tuple[Marked, ...]:
    found = ((m.span(), tuple(m[1].split("; "))) for m in re.finditer(r"\[([^]]*)\]", text))
    return tuple(Marked(Span(*span), code_text(codes), spoken(codes), pieces=pieces) for span, codes in found)


@pytest.mark.parametrize(
    ("text", "secret", "lines", "leaks"),
    [
        # Who is called as what is said for a mark.
        ("Dag [5.1.2e] daar", "Grond", ("Dag <5.1.2e> daar",), False),
        ("Dag [5.1.2e] daar", "Grond", ("Dag Grond <5.1.2e> daar",), True),
        ("Dag [5.1.2e] daar", "Grond", ("Dag Grond daar",), True),
        ("Dag [5.1.1d; 5.1.2e] en daar", "En", ("Dag <5.1.1d; 5.1.2e> en daar",), False),
        ("Dag [5.1.1d; 5.1.2e] en daar", "En", ("Dag <5.1.1d; 5.1.2e> En en daar",), True),
        ("Dag [5.1.2e] en daar", "En", ("Dag <5.1.2e> en daar",), False),
        # A number that the code of a mark begins with.
        ("Zie Kade [5.1.2e] daar", "Kade 5", ("Zie Kade <5.1.2e> daar",), False),
        ("Zie Kade [5.1.2e] daar", "Kade 5", ("Zie Kade <5.1.2e> daar, Kade 5",), True),
        ("Zie Kade [5.1.2e] daar", "Kade 5", ("Zie Kade 5 daar",), True),
        ("Zie Kade, [5.1.2e] daar", "Kade 5", ("Zie Kade, <5.1.2e> Kade 5 daar",), True),
        ("Zie Kade[5.1.2e] daar", "Kade", ("Zie Kade<5.1.2e> daar",), False),
        ("Zie [5.1.2e] daar", "Kade", ("Zie Kade daar",), True),
    ],
)
def test_the_words_and_codes_of_a_mark_are_no_leak_and_hide_none(text, secret, lines, leaks):
    found = check_output(marked_page(*lines), text, (secret,), "", marks_in(text, 1))
    assert bool(found) == leaks


def test_a_mark_that_runs_over_two_lines_is_said_twice():
    text, pdf = "Dag [5.1.1d; 5.1.2e] daar", marked_page("Dag <5.1.1d; 5.1.2e>", "<5.1.1d; 5.1.2e> daar")
    assert check_output(pdf, text, ("En",), "", marks_in(text, 2)) == ()
    assert readers(check_output(pdf, text, ("En",), "", marks_in(text, 1))) == {"pdfium"}


def test_what_is_said_for_a_mark_stands_nowhere_else_with_more():
    text = "Dag [5.1.2e] daar"
    pdf = new_pdf("Dag daar")
    with_title(pdf, "gelakt, grond 5.1.2e van Grond")
    assert readers(check_output(saved(pdf), text, ("Grond",), "", marks_in(text, 1))) >= {"objecten"}


@given(
    st.lists(st.sampled_from(["Jan", "Vos", "de", "Boer", "jan", "\n", "-\n", "'s", "[5.1.2e]"]), max_size=30)
)
def test_a_text_is_never_in_excess_of_itself(pieces):
    text = " ".join(pieces)
    tally = Tally(("Jan", "Jan Vos", "de Boer", "Boer", "Vos"), (text,))
    assert tally.excess((text,)) == {}
    assert tally.excess((text, "Jan Vos"))


def test_many_secrets_and_a_long_text_stay_fast():
    names = tuple(
        f"{a}{b} {c}" for a in ("Ba", "Do", "Ki") for b in range(100, 400) for c in ("Vos", "Smit", "Bos")
    )
    page = "de raad besluit over het voorstel van het college " * 60
    start = time.process_time()
    assert Tally(names, (page * 50,)).excess((page,) * 50) == {}
    assert time.process_time() - start < 3  # measured 0.3 s; ten times that is another algorithm


# --- where nobody reads


def tree(pdf: pikepdf.Pdf, key: str, *pairs: object) -> None:
    pdf.Root["/Names"] = Dictionary({key: Dictionary(Names=Array(list(pairs)))})


def with_property(pdf: pikepdf.Pdf, word: str) -> None:
    data = f"/Span <</ActualText ({word})>> BDC EMC ".encode()
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(data + content("Beste"))


def with_wide_property(pdf: pikepdf.Pdf, word: str) -> None:
    data = f"/Span <</ActualText <FEFF{word.encode('utf-16-be').hex()}>>> BDC EMC ".encode()
    pdf.pages[0].obj["/Contents"] = pdf.make_stream(data)


def with_structure(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root["/StructTreeRoot"] = Dictionary(
        Type=Name.StructTreeRoot,
        K=Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"foto {word}")),
    )


def with_title(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String(f"Mail van {word}")))


def with_xmp(pdf: pikepdf.Pdf, word: str) -> None:
    coded = "".join(f"&#{ord(c)};" for c in word)
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    dc = "http://purl.org/dc/elements/1.1/"
    data = f'<r:RDF xmlns:r="{rdf}"><r:Description xmlns:dc="{dc}" dc:title="{coded}"/></r:RDF>'.encode()
    pdf.Root["/Metadata"] = Stream(pdf, data, Type=Name.Metadata, Subtype=Name.XML)


def with_bookmark(pdf: pikepdf.Pdf, word: str) -> None:
    item = pdf.make_indirect(Dictionary(Title=String(word), Dest=Array([pdf.pages[0].obj, Name.Fit])))
    pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))


def with_link(pdf: pikepdf.Pdf, word: str) -> None:
    uri = quote(f"mailto:{word}@x.nl").replace("a", "%61")
    pdf.pages[0].obj["/Annots"] = Array(
        [Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String(uri)))]
    )


def with_destination(pdf: pikepdf.Pdf, word: str) -> None:
    tree(pdf, "/Dests", String(word), Array([pdf.pages[0].obj, Name.Fit]))


def with_named_destination(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root["/Dests"] = Dictionary({f"/{word}": Array([pdf.pages[0].obj, Name.Fit])})


def with_layer(pdf: pikepdf.Pdf, word: str) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"laag {word}")))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary())


def with_label(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(P=String(word.encode("utf-16-be")))]))


def with_value(pdf: pikepdf.Pdf, word: str) -> None:
    field = Dictionary(FT=Name.Tx, T=String("naam"), V=String(word))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))


def with_attachment(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.attachments["notitie.txt"] = f"van {word}, dag".encode("utf-16-le")


def with_private_stream(pdf: pikepdf.Pdf, word: str) -> None:
    pdf.pages[0].obj["/PieceInfo"] = Dictionary(Maker=pdf.make_stream(f"x\0\1{word}\0\2".encode()))


def with_jpeg(pdf: pikepdf.Pdf, word: str) -> None:
    data = b"\xff\xd8\xff\xfe\x00\x20" + f"foto door {word}".encode() + b"\xff\xd9"
    image = Stream(pdf, data, Subtype=Name.Image, Width=1, Height=1, Filter=Name.DCTDecode)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im=image)


def with_unpainted_form(pdf: pikepdf.Pdf, word: str) -> None:
    resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
    data = f"BT /F1 12 Tf 9 9 Td [({word[:4]}) -1 ({word[4:]})] TJ ET".encode()
    form = Stream(pdf, data, Subtype=Name.Form, BBox=[0, 0, 300, 300], Resources=resources)
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Old=form)


def with_coded_form(pdf: pikepdf.Pdf, word: str) -> None:
    """Letters by their codes in a font of its own: only a reader that follows the font can tell."""
    names = Array([65, *(Name(f"/{c}") for c in word)])
    encoding = Dictionary(Type=Name.Encoding, Differences=names)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=encoding)
    codes = bytes(range(65, 65 + len(word))).decode()
    data = f"BT /F1 12 Tf 9 9 Td ({codes}) Tj ET".encode()
    resources = Dictionary(Font=Dictionary(F1=font))
    pattern = Stream(
        pdf, data, PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9, BBox=[0, 0, 300, 300]
    )
    pattern["/Resources"] = resources
    pdf.pages[0].obj.Resources["/Pattern"] = Dictionary(P=pattern)


HIDING = [value for name, value in sorted(globals().items()) if name.startswith("with_")]


@pytest.mark.parametrize("hide", HIDING)
@pytest.mark.parametrize(
    "object_streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate]
)
def test_a_secret_in_an_object_is_found(hide: Callable[[pikepdf.Pdf, str], None], object_streams):
    def made(word: str) -> bytes:
        pdf = new_pdf("Beste")
        hide(pdf, word)
        return saved(pdf, object_stream_mode=object_streams)

    assert "objecten" in readers(check_output(made(SECRET), TEXT, (SECRET,)))
    assert readers(check_output(made(HARMLESS), TEXT, (SECRET,))) <= {"structuur"}


def test_what_stays_readable_may_stand_in_objects_too():
    pdf = new_pdf("Wethouder Zandvliet")
    with_title(pdf, SECRET)
    with_bookmark(pdf, SECRET)
    assert check_output(saved(pdf), "Wethouder Zandvliet", (SECRET,)) == ()


@pytest.mark.parametrize("name", ["Page", "Link", "Font", "Parent", "Kids", "Root", "Title", "Art", "Zon"])
def test_people_who_are_called_like_a_part_of_a_pdf_do_not_hold_every_document_back(name):
    pdf = new_pdf("Beste")
    with_bookmark(pdf, "Agenda")
    with_link(pdf, "info")
    with_structure(pdf, "hek")
    assert check_output(saved(pdf), TEXT, (name,)) == ()


@pytest.mark.parametrize("uri", ["tel:+31612345678", "tel:06-12%2034%2056%2078", "tel:0612345678"])
def test_a_number_is_found_in_another_notation(uri):
    pdf = new_pdf("Bel")
    link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String(uri)))
    pdf.pages[0].obj["/Annots"] = Array([link])
    assert readers(check_output(saved(pdf), "Bel [5.1.2e]", ("06 1234 5678",))) == {"objecten"}
    assert check_output(saved(pdf), "Bel 06-12345678", ("06 1234 5678",)) == ()
    assert check_output(saved(pdf), "Bel [5.1.2e]", ("06 1234 5679",)) == ()


def test_the_makers_of_a_font_hold_no_document_back():
    def made(notice: str) -> bytes:
        pdf = new_pdf("Beste")
        program = Stream(pdf, b"\0\1\0\0" + f"Copyright {notice}".encode(), Length1=40)
        font = pdf.pages[0].obj.Resources.Font.F1
        font["/FontDescriptor"] = Dictionary(Type=Name.FontDescriptor, FontFile2=program)
        return saved(pdf)

    assert check_output(made("Robert Lettermaker"), TEXT, ("Robert", "Robert Zandvliet")) == ()
    assert readers(check_output(made("Robert Zandvliet"), TEXT, ("Robert Zandvliet",))) == {"objecten"}


# --- what must not be there, whatever it says


def with_info(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.trailer["/Info"] = pdf.make_indirect(Dictionary({key: String("D:20240101")}))

    return change


def with_dated_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["xmp:CreateDate"] = "2024-01-01"


def with_page_metadata(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Metadata"] = Stream(pdf, b"<x/>", Type=Name.Metadata, Subtype=Name.XML)


def with_broken_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/Metadata"] = Stream(pdf, b"<x", Type=Name.Metadata, Subtype=Name.XML)


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_launch(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = Dictionary(S=Name.Launch, F=String("x"))


def with_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Annots"] = Array(
        [Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("x"))]
    )


def with_thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Thumb"] = Stream(pdf, b"\0", Width=1, Height=1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (with_info("/Author"), "auteur"),
        (with_info("/CreationDate"), "datum"),
        (with_info("/Company"), "herkomst"),
        (with_dated_xmp, "datum"),
        (with_page_metadata, "eigen metagegevens"),
        (with_broken_xmp, "niet te lezen"),
        (with_script, "JavaScript"),
        (with_launch, "actie"),
        (with_note, "aantekening"),
        (with_thumbnail, "miniatuur"),
        (lambda pdf: with_attachment(pdf, "x"), "bijlagen"),
        (lambda pdf: with_value(pdf, "x"), "formulier"),
        (lambda pdf: with_private_stream(pdf, "x"), "programma"),
    ],
)
def test_what_does_not_belong_in_a_published_pdf_is_reported(change, reason):
    pdf = new_pdf("Beste")
    change(pdf)
    leaks = check_output(saved(pdf, fix_metadata_version=False), TEXT, ())
    assert readers(leaks) == {"structuur"}
    assert any(reason in leak.reason for leak in leaks)


def test_title_language_and_the_mark_of_pdf_ua_may_be_there():
    pdf = new_pdf("Beste")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:title"] = "Brief"
        xmp["dc:language"] = {"nl"}
        xmp["pdfuaid:part"] = "1"
    with_title(pdf, "de raad")
    with_link(pdf, "info")
    assert check_output(saved(pdf), TEXT, ()) == ()


def appended(pdf: bytes, text: str) -> bytes:
    """A second revision, as an editor writes it behind the first."""
    start = pdf.rindex(b"startxref") + len(b"startxref")
    previous = int(pdf[start:].split()[0])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        number = opened.pages[0].obj.Contents.objgen[0]
        root, size = opened.Root.objgen[0], int(opened.trailer.Size)
    data = content(text)
    new = f"{number} 0 obj\n<</Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream\nendobj\n"
    xref = len(pdf) + len(new)
    table = f"xref\n{number} 1\n{len(pdf):010} 00000 n \ntrailer\n<</Size {size}/Root {root} 0 R/Prev {previous}>>\n"
    return pdf + new + table.encode() + f"startxref\n{xref}\n%%EOF\n".encode()


def test_an_old_revision_is_reported():
    two = appended(a_page(f"Beste {SECRET}"), "Beste 5.1.2e")
    leaks = check_output(two, TEXT, (SECRET,))
    assert readers(leaks) == {"structuur"}  # no reader sees the old text any more
    assert any("eerdere versie" in leak.reason for leak in leaks)


def test_an_object_that_no_table_lists_is_reported():
    pdf = a_page("Beste")
    place = pdf.index(b"\n1 0 obj")
    dead = b"\n99 0 obj\n(x)\nendobj"
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    shifted = pdf[:place] + dead + pdf[place:]
    head, table = shifted[: start + len(dead)], shifted[start + len(dead) :]
    lines = [
        f"{int(line[:10]) + len(dead):010}".encode() + line[10:] if line.endswith(b" n ") else line
        for line in table.split(b"\n")
    ]
    table = b"\n".join(lines).replace(
        f"startxref\n{start}".encode(), f"startxref\n{start + len(dead)}".encode()
    )
    assert any("resten" in leak.reason for leak in check_output(head + table, TEXT, ()))


def test_what_nothing_refers_to_is_reported():
    pdf = new_pdf("Beste")
    pdf.Root["/Lost"] = pdf.make_indirect(Dictionary(Was=String("x")))
    orphaned = saved(pdf, qdf=True)
    with pikepdf.open(io.BytesIO(orphaned)) as opened:
        number = opened.Root.Lost.objgen[0]
    orphaned = orphaned.replace(
        f"/Lost {number} 0 R".encode(), f"/Lost {' ' * len(str(number))}null".encode()
    )
    assert any("verwijst" in leak.reason for leak in check_output(orphaned, TEXT, ()))


@pytest.mark.parametrize("extra", [b"Zandvliet", b"PK\x03\x04"])
def test_bytes_behind_the_end_are_reported(extra):
    assert readers(check_output(a_page("Beste") + extra, TEXT, ())) == {"structuur"}


# --- what can't be checked


@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7\n", id="only a first line"),
        pytest.param(b"geen pdf", id="no pdf"),
        pytest.param(a_page("Beste")[:-200], id="truncated"),
        pytest.param(
            saved(new_pdf("Beste"), encryption=pikepdf.Encryption(owner="x", user="y")), id="encrypted"
        ),
        pytest.param(saved(new_pdf("Beste"), encryption=pikepdf.Encryption(owner="x", user="")), id="locked"),
    ],
)
def test_an_output_that_can_not_be_read_is_an_error(pdf):
    with pytest.raises(CheckError):
        check_output(pdf, TEXT, (SECRET,))


def test_readers_that_disagree_on_the_pages_are_an_error(monkeypatch):
    monkeypatch.setattr(
        sys.modules[check_output.__module__], "read_with_pdfplumber", lambda pdf: ("een", "twee")
    )
    with pytest.raises(CheckError, match="aantal pagina's"):
        check_output(a_page("een"), TEXT, ())


def test_a_stream_that_can_not_be_unpacked_is_an_error():
    pdf = new_pdf("Beste")
    pdf.Root["/Private"] = Stream(pdf, b"no zlib data", Filter=Name.FlateDecode)
    with pytest.raises(CheckError, match="uitgepakt"):
        check_output(saved(pdf), TEXT, ())


def test_the_leaks_come_in_the_same_order_every_time():
    pdf = new_pdf(SECRET)
    with_attachment(pdf, SECRET)
    with_title(pdf, SECRET)
    data = saved(pdf)
    leaks = check_output(data, TEXT, (SECRET, "Beste"))
    assert list(leaks) == sorted(leaks, key=Leak.order)
    assert leaks == check_output(data, TEXT, ("Beste", SECRET))
