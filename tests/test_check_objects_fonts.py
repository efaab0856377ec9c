"""Letters that stay behind in embedded fonts, and when they tell something."""

import io
import string

import pikepdf
import pytest
import typst
from check_makers import new_pdf, saved, traces
from pikepdf import Array, Dictionary, Name

from pipeline.check import fonts
from pipeline.check.tounicode import read_tounicode

WORDS = "Het besluit over park en vijver"
CODE = "5.1.2e"


def of_typst(text: str, font: str = "Libertinus Serif") -> bytes:
    return typst.compile(f'#set text(font: "{font}", lang: "nl")\n{text}'.encode())


def edited(data: bytes, change) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def blanked(data: bytes, *, keep: int) -> bytes:
    """The content without the text objects behind the first `keep`: the letters go from the page, not from the font."""

    def change(pdf: pikepdf.Pdf) -> None:
        kept, seen = [], 0
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            shows = str(instruction.operator) in ("Tj", "TJ")
            seen += shows
            if not (shows and seen > keep):
                kept.append(instruction)
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))

    return edited(data, change)


def bar(data: bytes, colour: str = "0 g", height: int = 14) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        drawn = f"\nq 1 0 0 1 0 0 cm {colour} 100 300 80 {height} re f Q\n".encode()
        page["/Contents"] = pdf.make_stream(b"q " + page.Contents.read_bytes() + b" Q" + drawn)

    return edited(data, change)


LINES = f"{WORDS} {CODE}\n\nXqy Zandvliet\n"


FONTS = pytest.mark.parametrize("font", ["Libertinus Serif", "DejaVu Sans Mono"])  # CFF and TrueType


@FONTS
def test_letters_that_no_page_shows_any_more_are_found_beside_a_mark(font):
    found = traces(fonts.find, blanked(of_typst(LINES, font), keep=1))
    assert [(trace.channel, trace.page) for trace in found] == [("font-remnants", 1)]


@FONTS
def test_the_glyphs_tell_without_a_table_too(font):
    def change(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
            if isinstance(thing, Dictionary) and "/W" in thing:
                del thing["/W"]

    data = edited(blanked(bar(of_typst(LINES, font)), keep=1), change)
    assert [trace.channel for trace in traces(fonts.find, data)] == ["font-remnants"]


@FONTS
def test_a_font_with_just_the_letters_that_show_is_clean(font):
    assert traces(fonts.find, of_typst(LINES, font)) == []
    assert traces(fonts.find, of_typst(LINES + "Caf\u00e9 effici\u00ebnt fluit affluiten", font)) == []


@pytest.mark.parametrize(("glyphs", "found"), [("ab", 0), ("abq", 1)])
def test_the_glyphs_of_a_font_of_drawings(glyphs, found):
    pdf = new_pdf(f"besluit {CODE}")
    procs = Dictionary({f"/{one}": pdf.make_stream(b"500 0 0 0 400 400 d1 0 0 9 9 re f") for one in glyphs})
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 500, 500],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=procs,
        Encoding=Dictionary(Differences=Array([97, *(Name(f"/{one}") for one in glyphs)])),
        FirstChar=97,
        LastChar=98,
        Widths=[500, 500],
    )
    page = pdf.pages[0].obj
    page.Resources.Font["/T3"] = pdf.make_indirect(font)
    page["/Contents"] = pdf.make_stream(page.Contents.read_bytes() + b" BT /T3 9 Tf 40 300 Td (ab) Tj ET")
    assert len(traces(fonts.find, saved(pdf))) == found


def test_without_signs_of_redaction_nothing_was_taken_out():
    data = blanked(of_typst(LINES.replace(CODE, "")), keep=1)
    assert traces(fonts.find, data) == []
    assert traces(fonts.find, bar(data)) != []


@pytest.mark.parametrize(("colour", "height"), [("0.95 g", 14), ("0 g", 2), ("0 g", 200)])
def test_a_pale_or_thin_or_large_area_is_no_bar(colour, height):
    data = blanked(of_typst(LINES.replace(CODE, "")), keep=1)
    assert traces(fonts.find, bar(data, colour, height)) == []


def test_a_whole_alphabet_was_not_chosen_by_the_text():
    alphabet = " ".join(string.ascii_letters)
    assert traces(fonts.find, blanked(of_typst(f"{WORDS} {CODE}\n\n{alphabet}\n"), keep=1)) == []
    assert traces(fonts.find, blanked(of_typst(f"{WORDS} {CODE}\n\n{alphabet[:40]}\n"), keep=1)) != []


def test_a_font_that_is_no_subset_says_nothing():
    def change(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            for key in ("/FontName", "/BaseFont"):
                if isinstance(thing, Dictionary) and key in thing:
                    thing[key] = Name("/" + str(thing[key]).partition("+")[2])

    assert traces(fonts.find, edited(blanked(of_typst(LINES), keep=1), change)) == []


def test_the_table_beside_the_font_tells_too():
    """The glyphs are gone, the entries of ToUnicode are not."""

    def change(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
                table = thing.ToUnicode.read_bytes()
                more = b"\n1 beginbfchar\n<7777> <005A>\nendbfchar\nendcmap"
                thing["/ToUnicode"] = pdf.make_stream(table.replace(b"endcmap", more, 1))

    data = of_typst(f"{WORDS} {CODE}\n")
    assert traces(fonts.find, data) == []
    assert traces(fonts.find, edited(data, change)) != []


@pytest.mark.parametrize(
    ("table", "read"),
    [
        (b"1 beginbfchar <01> <0041> endbfchar", {1: "A"}),
        (b"1 beginbfchar <0001> <00660069> endbfchar", {1: "fi"}),
        (b"1 beginbfrange <01> <03> <0041> endbfrange", {1: "A", 2: "B", 3: "C"}),
        (b"1 beginbfrange <01><02>[<0041><0058>]endbfrange", {1: "A", 2: "X"}),
        (b"2 beginbfrange <01><01><0041> <05> <06> [<0058> <0059>] endbfrange", {1: "A", 5: "X", 6: "Y"}),
        (b"beginbfchar <0> <0041> <02> endbfchar", {0: "A"}),
        (b"beginbfrange <00000000> <ffffffff> [ endbfrange", {}),
        (b"geen tabel", {}),
    ],
)
def test_tables_of_characters(table, read):
    assert read_tounicode(table) == read


def test_a_table_without_end_is_cut():
    assert len(read_tounicode(b"beginbfrange <00000000> <ffffffff> <0041> endbfrange")) <= 65_537
