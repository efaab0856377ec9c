"""Workbooks and delimited text become tables that can be read and searched; what is not shown in them is told."""

import csv
import datetime
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from PIL import Image as Picture
from sheet_maker import MAIN, STRICT, book, rels, styles, workbook

from pipeline.detect.columns import cells_under
from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest import ooxml, read, sheet, xlsx
from pipeline.ingest.attachment import Plain
from pipeline.ingest.numberformat import shown_number, shown_text
from pipeline.ingest.sheet import read_csv
from pipeline.ingest.xlsx import read_xlsx
from pipeline.types import DocumentKind, Source


def lines(data: bytes) -> list[str]:
    """The lines under the heading of the first sheet."""
    return read_xlsx(data).text.strip("\n").split("\n")[2:]


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


# ---------------------------------------------------------------------------------------------------- workbooks


def test_a_workbook_of_another_maker():
    made = Workbook()
    first = made.active
    first.title = "Personeel"
    first.append(["Naam", "Geboren", "BSN", "Salaris", "Mail"])
    first.append(["Jan Jansen", datetime.date(1980, 5, 3), 12345678, 1234.5, "jan"])
    first["B2"].number_format, first["C2"].number_format = "dd-mm-yyyy", "000000000"
    first["D2"].number_format = '"€" #,##0.00'
    first["E2"].hyperlink = "mailto:jan@x.nl"
    first["E2"].value = "jan"
    first["A4"] = "Dorpsstraat 1\n1234 AB Utrecht"
    first.merge_cells("A4:C4")
    first["A9"] = "los"
    first["A9"].comment = Comment("Even bellen", "Kees Kok")
    first.oddHeader.left.text, first.oddFooter.center.text = "Gemeente X", "Blad &P"
    made.create_sheet("Leeg")
    assert read_xlsx(saved(made)) == Plain(
        "Werkblad: Personeel\n\n"
        "Naam | Geboren | BSN | Salaris | Mail\n"
        "Jan Jansen | 03-05-1980 | 012345678 | € 1.234,50 | jan <jan@x.nl>\n"
        "Dorpsstraat 1, 1234 AB Utrecht\n\n"
        "los\n"
        "Koptekst: Gemeente X\nVoettekst: Blad\n"
        "Opmerking bij A9 van Kees Kok: Even bellen\n\n\n"
        "Werkblad: Leeg\n"
    )


def test_a_column_is_found_by_its_head():
    made = Workbook()
    made.active.append(["naam", "plaats", "gebruiker"])
    made.active.append(["Jan", None, "jjansen2"])
    text = read_xlsx(saved(made)).text
    assert "jjansen2" in [span.of(text) for span in cells_under(text, text.lower(), ("gebruiker",))]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="s"><v>1</v></c>', "Jansen"),
        ('<c t="inlineStr"><is><t>Jan</t></is></c>', "Jan"),
        ('<c t="str"><f>A1</f><v>uitkomst</v></c>', "uitkomst"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="b"><v>1</v></c>', "WAAR"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2024-03-04</v></c>', "2024-03-04"),
        ('<c s="1"><v>45000</v></c>', "15-3-2023"),
        ('<c s="2"><v>12345678</v></c>', "012345678"),
        ('<c s="99"><v>1.50</v></c>', "1,5"),
        ('<c t="inlineStr"><is><t>een&#10;twee,&#10;drie</t></is></c>', "een, twee, drie"),
        ('<c t="inlineStr"><is><t>Jan\u200bsen</t></is></c>', "Jansen"),
    ],
)
def test_cells(cell, shown):
    assert lines(book(f"<row>{cell}</row>")) == [shown]
    assert lines(book(f"<row>{cell}</row>", namespace=STRICT)) == [shown]


def test_days_that_count_from_1904():
    old = {"xl/workbook.xml": workbook('<workbookPr date1904="1"/>')}
    data = book('<row><c s="1"><v>1</v></c></row>', parts=old)
    assert lines(data) == ["2-1-1904"]


def test_rows_and_cells_find_their_place_with_and_without_references():
    data = (
        '<row r="2"><c r="C2"><v>3</v></c><c><v>4</v></c></row><row><c r="A3"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    )
    assert lines(book(data)) == ["| 3 | 4", "1", "", "| | | 9"]


@pytest.mark.parametrize(
    ("data", "after"),
    [
        ('<row hidden="1"><c><v>1</v></c></row>', ""),
        ('<row ht="0"><c><v>1</v></c></row>', ""),
        (
            '</sheetData><cols><col min="1" max="1" hidden="1"/></cols><sheetData><row><c><v>1</v></c></row>',
            "",
        ),
    ],
)
def test_what_excel_hides_is_read_and_told(data, after):
    found = read_xlsx(book(data, after))
    assert found.text.endswith("\n1\n")
    assert found.notes == (say.hidden_cells([1]),)


def test_a_hidden_row_without_words_is_no_matter():
    assert read_xlsx(book('<row hidden="1"><c/></row><row><c><v>1</v></c></row>')).notes == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_told(state):
    made = Workbook()
    made.create_sheet("Geheim")["A1"] = "Jansen"
    made["Geheim"].sheet_state = state
    found = read_xlsx(saved(made))
    assert "Jansen" in found.text
    assert found.notes == (say.hidden_sheets([2]),)


def test_a_formula_without_a_value_holds_the_workbook_back():
    made = Workbook()
    made.active["A1"] = '="Jan"&"sen"'
    assert read_xlsx(saved(made)).obstacles == (say.UNCOMPUTED,)
    assert read_xlsx(book('<row><c t="str"><f>A9</f><v></v></c></row>')).obstacles == ()


@pytest.mark.usefixtures("without_tesseract")
def test_pictures_become_documents():
    made = Workbook()
    made.active.append(["een"])
    made.create_sheet("twee").append(["twee"])
    for page, colours in ((made.active, ("red", "blue", "red")), (made["twee"], ("blue", "green"))):
        for colour in colours:
            picture = io.BytesIO()
            Picture.new("RGB", (9, 9), colour).save(picture, "PNG")
            page.add_image(Image(picture), "B2")
    found = read_xlsx(saved(made))
    assert found.text == (
        "Werkblad: Sheet\n\neen\n[afbeelding 1]\n[afbeelding 2]\n\n\n"
        "Werkblad: twee\n\ntwee\n[afbeelding 2]\n[afbeelding 3]\n"
    )
    assert [a.name for a in found.attachments] == [f"afbeelding-{n}.png" for n in (1, 2, 3)]
    assert found.obstacles == ()


@pytest.mark.usefixtures("without_tesseract")
def test_a_picture_that_no_sheet_shows_and_a_drawing():
    png = io.BytesIO()
    Picture.new("RGB", (9, 9)).save(png, "PNG")
    found = read_xlsx(
        book("<row><c><v>1</v></c></row>", parts={"xl/media/a.png": png.getvalue(), "xl/media/b.emf": b"x"})
    )
    assert found.text == "Werkblad: Blad\n\n1\n\n\n[afbeelding 1]\n"
    assert found.obstacles == (say.pictures_in("het rekenblad", 1),)


def test_charts_are_told():
    made = Workbook()
    chart = BarChart()
    chart.title = "Verzuim van Jansen"
    chart.add_data(Reference(made.active, min_col=1, min_row=1, max_row=2))
    made.active.add_chart(chart, "D2")
    found = read_xlsx(saved(made))
    assert found.notes == (say.charts([1]),)
    assert "Grafiek: Verzuim van Jansen" in found.text


def test_what_is_written_beside_the_cells():
    drawing = (
        '<d xmlns:a="a" xmlns:x="x"><x:txBody><a:p><a:r><a:t>Bel </a:t></a:r><a:r><a:t>Jan</a:t></a:r></a:p>'
        "<a:p><a:r><a:t>morgen</a:t></a:r></a:p></x:txBody></d>"
    )
    vml = '<xml xmlns:v="v"><v:shape><v:textbox><div>Akkoord<br>knop</div></v:textbox></v:shape></xml>'
    threads = (
        '<t xmlns="t"><threadedComment ref="B3" personId="{A}"><text>Klopt dit?</text></threadedComment></t>'
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author><author>Piet</author></authors><commentList>'
        '<comment ref="B3" authorId="0"><text><t>[Threaded comment] Klopt dit?</t></text></comment>'
        '<comment ref="A1" authorId="1"><text><r><t>Let </t></r><r><t>op</t></r></text></comment>'
        "</commentList></comments>"
    )
    data = book(
        "<row><c><v>1</v></c></row>",
        beside=rels(*(("drawing", "../d.xml"), ("vmlDrawing", "../v.vml")),
                    *(("comments", "../c.xml"), ("threadedComment", "../t.xml"))),
        parts={"xl/d.xml": drawing, "xl/v.vml": vml, "xl/c.xml": comments, "xl/t.xml": threads},
    )  # fmt: skip
    assert lines(data) == [
        "1",
        "Opmerking bij A1 van Piet: Let op",
        "Opmerking bij B3 van Kees Kok: Klopt dit?",
        "Tekstvak: Bel Jan, morgen",
        "Tekstvak: Akkoord knop",
    ]


def test_links_show_where_they_lead_without_what_tells_the_receiver():
    data = book(
        '<row><c t="inlineStr"><is><t>hier</t></is></c></row>',
        '<hyperlinks><hyperlink ref="A1" r:id="r1"/><hyperlink ref="B1:C2" r:id="r2"/>'
        '<hyperlink ref="A1" location="Blad!A1"/></hyperlinks>',
        beside=rels(("hyperlink", "https://x.nl/pad?token=geheim"), ("hyperlink", "mailto:jan@x.nl")),
    )  # fmt: skip
    assert lines(data) == ["hier <https://x.nl/pad> | <jan@x.nl>"]


def test_headers_lose_their_codes_and_say_each_thing_once():
    after = (
        '<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Personeel&amp;R&amp;K00FF00J&amp;&amp;P</oddHeader>'
        "<evenHeader>&amp;LPersoneel&amp;RJ&amp;&amp;P</evenHeader>"
        "<oddFooter>&amp;P van &amp;N</oddFooter></headerFooter>"
    )
    assert lines(book("<row><c><v>1</v></c></row>", after)) == [
        "1",
        "Koptekst: Personeel | J&P",
        "Voettekst: van",
    ]


def test_files_in_a_workbook_are_attachments(tmp_path):
    file = tmp_path / "a.xlsx"
    file.write_bytes(
        book("<row><c><v>1</v></c></row>", parts={"xl/embeddings/brief.txt": "Jan", "xl/vbaProject.bin": "x"})
    )
    parent, child = read(Source("a.xlsx", str(file)), tmp_path)
    assert (parent.kind, child.source, child.text) == (DocumentKind.TEXT, "a.xlsx/1-brief.txt", "Jan")
    assert child.parent == parent.id


def test_what_stands_nowhere_on_a_sheet_is_not_in_the_text():
    made = Workbook()
    made.active["A1"] = 1
    made.properties.creator = made.properties.title = "Jansen"
    made.active.sheet_properties.codeName = "Jansen"
    assert "Jansen" not in read_xlsx(saved(made)).text


# ------------------------------------------------------------------------------------------------ hostile workbooks


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_xlsx(data)
    return str(caught.value)


OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        book("<row><c><v>1</v></row>"),
        book('<row><c t="s"><v>7</v></c></row>'),
        book('<row><c t="s"><v>x</v></c></row>'),
        book('<row r="0"><c r="A0"><v>1</v></c></row>'),
        book('<row><c r="ZZZ1"><v>1</v></c></row>'),
        book("", parts={"xl/workbook.xml": workbook(sheets="")}),
        book("", parts={"xl/workbook.xml": workbook(sheets='<sheet name="x"/>')}),
        book("", parts={"xl/strings.xml": f"{BOMB}<sst><si><t>&b;</t></si></sst>"}),
        book("", parts={"xl/strings.xml": f"{OUTSIDE}<sst><si><t>x</t></si></sst>"}),
        book("").replace(b"xl/worksheets/a.xml", b"xl/worksheets/b.xml"),
    ],
)
def test_a_damaged_workbook_is_refused(data):
    assert refused(data) == say.BROKEN_SHEET


def test_limits(monkeypatch):
    rows = "<row>" + '<c t="s"><v>1</v></c>' * 30 + "</row>"
    monkeypatch.setattr(xlsx, "MAX_CHARACTERS", 100)
    assert "gevulde cellen" in refused(book(rows))
    monkeypatch.setattr(ooxml, "MAX_PACKAGE_BYTES", 1500)
    assert "uitgepakt veel te groot" in refused(book(rows + " " * 2000))


def test_a_workbook_with_a_password_says_so(tmp_path):
    file = tmp_path / "a.xlsx"
    data = book("<row><c><v>1</v></c></row>")
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        header = re.compile(re.escape(signature) + b".{%d}" % (flags - 2), re.DOTALL)
        data = header.sub(lambda found: found[0][:-2] + b"\1\0", data)
    file.write_bytes(data)
    (document,) = read(Source("a.xlsx", str(file)), tmp_path)
    assert document.obstacles == (say.ENCRYPTED_OFFICE,)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=5))
def test_a_spoiled_workbook_is_read_or_refused(changes):
    data = bytearray(book('<row><c t="s"><v>1</v></c></row>'))
    for place, new in changes:
        start = place % len(data)
        data[start : start + len(new)] = new
    with suppress(UnreadableError):
        assert read_xlsx(bytes(data)).text


# --------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("raw", "code", "shown"),
    [
        ("12345678", "000000000", "012345678"),
        ("612345678", "00-00000000", "06-12345678"),
        ("1234", '0000" AB"', "1234 AB"),
        ("5551234", "[<=9999999]###-####;(###) ###-####", "555-1234"),
        ("1234567.891", "#,##0.00", "1.234.567,89"),
        ("-1234.5", '"€" #,##0.00;[Red]-"€" #,##0.00', "-€ 1.234,50"),
        ("-5", "0;(0)", "(5)"),
        ("-5", "0", "-5"),
        ("0", '0;0;"nul"', "nul"),
        ("0.256", "0%", "26%"),
        ("1500000", '#,##0.0,,"M"', "1,5M"),
        ("3", "#.##", "3"),
        ("3", "#,##0.00_ ;-#,##0.00 ", "3,00"),
        ("5", "[$€-413] 0", "€ 5"),
        ("5", ";;;", ""),
        ("0.30000000000000004", "General", "0,3"),
        ("1E-2", "General", "0,01"),
        ("1234567890123", "General", "1234567890123"),
        ("1.5", "# ?/?", "1,5"),
        ("12345", "0.00E+00", "12345"),
        ("45000", "d-m-yyyy", "15-3-2023"),
        ("45000.5", "dd/mm/yyyy hh:mm", "15-03-2023 12:00"),
        ("45000", "dddd d mmmm yyyy;@", "woensdag 15 maart 2023"),
        ("45000", "[$-409]mmm d, yyyy", "Mar 15, 2023"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0007", "mm:ss.0", "01:00,4"),
        ("59", "d-m-yyyy", "28-2-1900"),
        ("61", "d-m-yyyy", "1-3-1900"),
        ("-3", "d-m-yyyy", "-3"),
        ("99999999", "d-m-yyyy", "99999999"),
        ("1e400", "0", "1e400"),
        ("geen", "0", "geen"),
        ("5", "@", "5"),
    ],
)
def test_numbers_as_excel_shows_them(raw, code, shown):
    assert shown_number(raw, code) == shown


def test_a_text_as_its_format_shows_it():
    assert shown_text("Jan", '0;0;0;"dhr. "@') == "dhr. Jan"
    assert shown_text("Jan", "d-m-yyyy") == "Jan"


def test_a_number_that_its_format_hides_is_read_and_told():
    data = book('<row><c s="2"><v>7</v></c></row>', parts={"xl/styles.xml": styles(";;;")})  # fmt: skip
    assert read_xlsx(data).text.endswith("\n7\n")
    assert read_xlsx(data).notes == (say.hidden_cells([1]),)


@given(st.floats(), st.text(alphabet='0#?.,%@"\\_*[]<>=-+Edmyhs/;: €$General', max_size=20))
def test_no_format_fails(number, code):
    assert isinstance(shown_number(repr(number), code), str)


@given(st.integers(0, 10**14))
def test_no_digit_of_a_number_is_lost(number):
    for code in ("General", "0", "#,##0", "000000000", "0.00", "#-##", "#,##0.00;-#,##0.00"):
        digits = "".join(c for c in shown_number(str(number), code).partition(",")[0] if c.isdigit())
        assert digits.lstrip("0") == str(number).lstrip("0")


# --------------------------------------------------------------------------------------------------- delimited text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"naam;plaats;jaar\nJansen, Jan;Utrecht;2024\n", "naam | plaats | jaar\nJansen, Jan | Utrecht | 2024"),
        (b"naam,plaats\r\n\"Jansen, Jan\",Utrecht\r\n", "naam | plaats\nJansen, Jan | Utrecht"),
        (b"naam\tplaats\nJan\tUtrecht", "naam | plaats\nJan | Utrecht"),
        (b"a|b\nc|d", "a | b\nc | d"),
        (b"sep=,\na,b;c\n", "a | b;c"),
        (b'a;b\n"een ""twee""";"regel\nregel"\n', 'a | b\neen "twee" | regel, regel'),
        (b"alleen\neen\nkolom\n", "alleen\neen\nkolom"),
        (b"a;;c\n;;\nd;;f;\n", "a | c\nd | f"),
        (b"a;1\n\n\nb;2\n", "a | 1\n\nb | 2"),
        ("naam;caf\u00e9\n".encode("cp1252"), "naam | café"),
        ("naam;café\n".encode("utf-16"), "naam | café"),
        (b'=HYPERLINK("http://x.nl?"&A1);@SUM(1)\n', '=HYPERLINK("http://x.nl?"&A1) | @SUM(1)'),
        (b'open;"nooit dicht\nJansen;x\n', "open | nooit dicht, Jansen;x"),
    ],
)  # fmt: skip
def test_delimited_text(data, text):
    assert read_csv(data) == Plain(f"{text}\n")


@given(st.lists(st.lists(st.text(alphabet='ab;,|\t"\n é', max_size=8), min_size=2, max_size=4), max_size=6))
def test_no_word_of_delimited_text_is_lost(rows):

    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    found = read_csv(out.getvalue().encode()).text
    for row in rows:
        for cell in row:
            for word in cell.replace(",", " ").replace("|", " ").replace(";", " ").replace('"', " ").split():
                assert word in found


def test_bytes_that_are_no_text_are_no_table(tmp_path):
    with pytest.raises(UnreadableError, match="geen leesbare tekst"):
        read_csv(b"a;b\0c")


def test_a_table_with_absurdly_many_cells(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 10)
    with pytest.raises(UnreadableError, match="meer dan 10 gevulde cellen"):
        read_csv(b"a;b\n" * 6)


def test_many_rows_take_little_time():
    assert read_csv(b"Jan;Jansen;1234 AB;Utrecht\n" * 20_000).text.count("\n") == 20_000


def test_the_kind_is_told_by_name(tmp_path: Path):
    for name in ("a.csv", "a.TSV"):
        file = tmp_path / name
        file.write_bytes(b"a\tb\nc\td")
        (document,) = read(Source(name, str(file)), tmp_path)
        assert (document.kind, document.text) == (DocumentKind.TEXT, "a | b\nc | d\n")
