"""What fonts tell of letters that no page shows any more: outlines, widths, names, Unicode, numbers."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import reportlab
import typst
from fontTools.cffLib import CFFFontSet
from fontTools.misc.eexec import encrypt
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_makers import add_page, edited, form, hand_made, plumber_text, saved, type3
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as ReportLabFont
from reportlab.pdfgen import canvas

from pipeline.pdf.scrub import instructions_of
from pipeline.redact.fontnames import read_to_unicode, to_unicode
from pipeline.redact.fontprogram import read_truetype, write_truetype
from pipeline.redact.fontprune import prune_fonts
from pipeline.redact.fonttokens import steps, strings_in, value_of
from pipeline.redact.fonttype1 import read_type1, write_type1
from pipeline.redact.fontuse import used_codes

VERA = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()
GONE, KEPT = "Xyzq\u00e9", "Beste buren"


def pruned(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = prune_fonts(pdf)
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue(), notes


def pictures(data: bytes) -> list[bytes]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=2).to_numpy().tobytes() for page in pdf]
    finally:
        pdf.close()


def pdfium_texts(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def poppler(data: bytes) -> bytes:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    ).stdout


def fonts_of(data: bytes) -> list[dict[str, object]]:
    """Every font, descendant and descriptor, with streams as their bytes."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, Dictionary) and obj.get("/Type") in {"/Font", "/FontDescriptor"}:
                own = {}
                for key, value in obj.items():
                    if isinstance(value, pikepdf.Stream):
                        own[key] = bytes(value.read_bytes())
                    elif key not in {"/FontDescriptor", "/DescendantFonts", "/CharProcs"}:
                        own[key] = (
                            value.unparse(resolved=True) if isinstance(value, pikepdf.Object) else value
                        )
                found.append(own)
    return sorted(found, key=repr)


def programs(data: bytes) -> list[tuple[str, bytes]]:
    return [
        (key, value) for font in fonts_of(data) for key, value in font.items() if key.startswith("/FontFile")
    ]


def mapped(data: bytes) -> str:
    """All text that the /ToUnicode maps of a file know."""
    pieces = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, Dictionary) and "/ToUnicode" in obj:
                texts = read_to_unicode(obj.ToUnicode) or {}
                pieces += [text.decode("utf-16-be") for text in texts.values()]
    return "".join(pieces)


def outlines(kind: str, data: bytes) -> int:
    """How many glyphs of a program have an outline."""
    if kind == "/FontFile2":
        return sum(bool(glyph) for glyph in read_truetype(data).glyphs)
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return sum(shape.calcBounds(None) is not None for shape in fonts[0].CharStrings.values())


def assert_same_page(before: bytes, after: bytes) -> None:
    assert pictures(before) == pictures(after)
    assert pdfium_texts(before) == pdfium_texts(after)
    assert plumber_text(before) == plumber_text(after)
    if shutil.which("pdftotext"):
        assert poppler(before) == poppler(after)


def without(data: bytes, first: int = 1) -> bytes:
    """The file without the text that its first show operators show, as the redactor leaves it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        left = []
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) in {"Tj", "TJ"} and first:
                first -= 1
            else:
                left.append(instruction)
        page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(left))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


# Makers of PDFs: each shows GONE first and then KEPT, so the letters of KEPT are numbered after those of GONE


def by_reportlab(gone: str) -> bytes:
    pdfmetrics.registerFont(ReportLabFont("Vera", io.BytesIO(VERA)))
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=1)
    page.setFont("Vera", 12)
    page.drawString(72, 700, gone)
    page.drawString(72, 650, KEPT)
    page.save()
    return out.getvalue()


def by_typst(gone: str, font: str) -> bytes:
    source = f'#set document(date: none)\n#set text(font: "{font}", ligatures: false)\n{gone}\n\n{KEPT}'
    return bytes(typst.compile(source.encode()))


def composite(gone: str, *, shift: int = 0, **entries: object) -> bytes:
    """Identity-H over a TrueType program numbered in order of first use, with all that names its glyphs."""
    letters = list(dict.fromkeys(gone + KEPT))
    program = write_truetype(read_truetype(VERA), [vera_gid(c) for c in letters], {}).data
    codes = {c: shift + i for i, c in enumerate(letters, 1)}

    def edit(pdf: pikepdf.Pdf, page: pikepdf.Object) -> None:
        descriptor = pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor, FontName=Name("/QWERTY+Vera"), Flags=4, FontBBox=[-180, -230, 1280, 920],
                ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(program),
                CIDSet=pdf.make_stream(b"\xff" * 4), AvgWidth=123, MaxWidth=456,
            )
        )  # fmt: skip
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/QWERTY+Vera"), FontDescriptor=descriptor,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0), DW=321,
            W=[shift + 1, shift + 1, vera_width(letters[0]), shift + 2, [vera_width(c) for c in letters[1:]]],
        )  # fmt: skip
        if shift:
            gids = [0] * (shift + 1) + list(range(1, len(letters) + 1))
            inner["/CIDToGIDMap"] = pdf.make_stream(struct.pack(f">{len(gids)}H", *gids))
        page.Resources.Font["/C"] = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/QWERTY+Vera"), Encoding=Name("/Identity-H"),
                DescendantFonts=[inner], ToUnicode=ranges(pdf, {v: k for k, v in codes.items()}), **entries,
            )
        )  # fmt: skip

    def shown(text: str) -> str:
        return "<" + "".join(f"{codes[c]:04x}" for c in text) + "> Tj"

    return edited(f"BT /C 12 Tf 40 300 Td {shown(gone)} 0 -40 Td {shown(KEPT)} ET", edit)


def ranges(pdf: pikepdf.Pdf, texts: dict[int, str]) -> pikepdf.Object:
    """A /ToUnicode of one range with an array, built on another map."""
    first, last = min(texts), max(texts)
    units = " ".join(f"<{ord(texts[code]):04x}>" for code in range(first, last + 1))
    return pdf.make_stream(
        b"/Adobe-Identity-UCS usecmap begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        + f"1 beginbfrange <{first:04x}> <{last:04x}> [{units}] endbfrange endcmap".encode()
    )


def vera_gid(char: str) -> int:
    return read_truetype(VERA).cmaps[3, 1][ord(char)]


def vera_width(char: str) -> int:
    font = TTFont(io.BytesIO(VERA))
    return round(font["hmtx"].metrics[font.getBestCmap()[ord(char)]][0] * 1000 / 2048)


MAKERS = {
    "ReportLab, simple TrueType": by_reportlab,
    "Typst, CFF with CIDs": lambda gone: by_typst(gone, "Libertinus Serif"),
    "Typst, TrueType": lambda gone: by_typst(gone, "DejaVu Sans Mono"),
    "Identity-H": composite,
    "Identity-H with CIDToGIDMap": lambda gone: composite(gone, shift=7),
    "Identity-H with a letter on CID 0": lambda gone: composite(gone, shift=-1),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_what_is_not_shown_leaves_the_font(make):
    before = without(make(GONE))
    after, notes = pruned(before)
    assert notes == ()
    assert_same_page(before, after)
    assert set(mapped(before)) >= set("Xyzq\u00e9Bestbun r")
    assert set(mapped(after)) == set(KEPT)
    ((kind, program),) = programs(after)
    ((_, old),) = programs(before)
    drawn = len(set(KEPT) - {" "})
    assert outlines(kind, old) >= drawn + len(GONE)
    assert outlines(kind, program) in {drawn, drawn + 1}  # .notdef may have an outline


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_whatever_was_redacted_the_font_is_the_same(make):
    fonts = [
        fonts_of(pruned(without(make(gone)))[0]) for gone in (GONE, "Bst", "Wolvega 1234567890 (Fr.)", "n")
    ]
    assert all(font == fonts[0] for font in fonts)


def test_nothing_of_the_subset_is_told_otherwise():
    after, _ = pruned(without(composite(GONE)))
    with pikepdf.open(io.BytesIO(after)) as pdf:
        font = pdf.pages[0].Resources.Font.C
        inner = font.DescendantFonts[0]
        descriptor = inner.FontDescriptor
        names = {str(font.BaseFont), str(inner.BaseFont), str(descriptor.FontName)}
        assert names == {"/AAAAAA+Vera"}
        assert not {"/CIDSet", "/AvgWidth", "/MaxWidth"} & set(descriptor.keys())
        assert "/DW" not in inner
        assert [int(v) for v in inner.W[1]] == [vera_width(c) for c in dict.fromkeys(KEPT)]
        assert [int(v) for v in descriptor.FontBBox] != [-180, -230, 1280, 920]
        assert font.ToUnicode.read_bytes().count(b"\n<00") == len(set(KEPT)) + 1


def test_simple_fonts_lose_widths_differences_and_names():
    def edit(pdf, page):
        page.Resources.Font["/S"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=65, LastChar=90,
            Widths=[500 + i for i in range(26)], Name=Name.S,
            Encoding=Dictionary(Type=Name.Encoding, Differences=[65, Name.A, Name.B, Name.Eacute, 90, Name.Z]),
        )  # fmt: skip

    before = edited("BT /S 12 Tf 40 300 Td (BC) Tj ET", edit)
    after, notes = pruned(before)
    assert notes == ()
    assert_same_page(before, after)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        font = pdf.pages[0].Resources.Font.S
        assert (int(font.FirstChar), int(font.LastChar)) == (66, 67)
        assert [int(w) for w in font.Widths] == [501, 502]
        assert font.Encoding.Differences == Array([66, Name.B, Name.Eacute])
        assert "/Name" not in font


def test_type3_fonts_lose_the_procedures_that_draw_other_letters():
    def edit(pdf, page, letters):
        page.Resources.Font["/T"] = type3(pdf, letters)

    results = []
    for letters, codes in (("Veldkamp", "GE"), ("Smap", "DC")):  # shows "p" and then "m" or "a"
        before = edited(
            f"BT /T 12 Tf 40 300 Td ({codes}) Tj ET", lambda pdf, page, of=letters: edit(pdf, page, of)
        )
        after, _ = pruned(before)
        assert_same_page(before, after)
        with pikepdf.open(io.BytesIO(after)) as pdf:
            font = pdf.pages[0].Resources.Font.T
            assert set(font.CharProcs.keys()) == {"/g1", "/g2"}
            assert font.Encoding.Differences == Array([1, Name.g1, Name.g2])
            assert len(font.Widths) == 2
            results.append([f for f in fonts_of(after) if "/FontMatrix" in f])
    assert set(mapped(after)) <= set("Smap")


# A small Type 1 program, as its makers write them


def type1_program(names: list[str]) -> bytes:
    """Boxes of different widths; the letters draw through subroutine 4, `bar` through subroutine 5."""

    def charstring(body: bytes) -> bytes:
        return encrypt(b"\0\0\0\0" + body, 4330)[0]

    def number(value: int) -> bytes:
        return bytes([value + 139]) if abs(value) <= 107 else b"\xff" + struct.pack(">i", value)

    subrs = [b"\x0b"] * 4 + [number(9) + b"\x06\x0b", number(8) + b"\x06\x0b"]
    glyphs = {".notdef": number(0) + number(50) + b"\x0d\x0e"}
    for i, name in enumerate(names):
        call = number(5 if name == "bar" else 4) + b"\x0a"
        draw = number(100 + 10 * i) + b"\x06" + number(300) + b"\x07" + number(-100) + b"\x06\x09\x0e"
        glyphs[name] = number(0) + number(500) + b"\x0d" + number(20) + b"\x16" + call + draw
    private = b"dup /Private 8 dict dup begin /RD {string currentfile exch readstring pop} executeonly def\n"
    private += b"/ND {noaccess def} executeonly def /NP {noaccess put} executeonly def /lenIV 4 def\n"
    private += b"/BlueValues [] def /password 5839 def\n/Subrs 6 array\n"
    for i, subr in enumerate(subrs):
        data = charstring(subr)
        private += b"dup %d %d RD %s NP\n" % (i, len(data), data)
    private += b"ND\n2 index /CharStrings %d dict dup begin\n" % len(glyphs)
    for name, shape in glyphs.items():
        data = charstring(shape)
        private += b"/%s %d RD %s ND\n" % (name.encode(), len(data), data)
    private += b"end\nend\nreadonly put\nnoaccess put\n"
    private += b"dup /FontName get exch definefont pop\nmark currentfile closefile\n"
    clear = (
        b"%!PS-AdobeFont-1.0: Box\n11 dict begin\n"
        b"/FontInfo 1 dict dup begin /version (1) readonly def end readonly def\n"
        b"/FontName /QWERTY+Box def\n/PaintType 0 def\n/FontType 1 def\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
        b"/UniqueID 12345 def\n/Encoding StandardEncoding def\n/FontBBox {0 0 999 999} readonly def\n"
        b"currentdict end\ncurrentfile eexec\n"
    )
    return clear + encrypt(b"\0\0\0\0" + private, 55665)[0] + b"0" * 64 + b"\ncleartomark\n"


def type1_file(shown: str, names: list[str]) -> bytes:
    def edit(pdf, page):
        program = pdf.make_stream(type1_program(names))
        page.Resources.Font["/B"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/QWERTY+Box"), FirstChar=65, LastChar=124,
            Widths=[500] * 60, Encoding=Name.WinAnsiEncoding,
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor, FontName=Name("/QWERTY+Box"), Flags=32, FontBBox=[0, 0, 999, 999], Ascent=900,
                ItalicAngle=0, Descent=0, CapHeight=700, StemV=80, CharSet="/A/B/C/bar", FontFile=program,
            ),
        )  # fmt: skip

    return edited(f"BT /B 12 Tf 40 300 Td ({shown}) Tj ET", edit)


def test_type1_programs_keep_the_letters_shown_and_what_these_call():
    before = type1_file("BA", ["A", "B", "C", "bar"])
    after, notes = pruned(before)
    assert notes == ()
    assert_same_page(before, after)
    ((kind, program),) = programs(after)
    read = read_type1(program)
    assert kind == "/FontFile"
    assert read.names == (".notdef", "B", "A")
    assert read.subrs[5] == b"\x0b"
    assert read.subrs[4] != b"\x0b"
    assert b"UniqueID" not in program
    assert b"/FontName /AAAAAA+Box" in program


def test_type1_programs_are_read_as_they_are_written():
    read = read_type1(type1_program(["A", "B"]))
    written = write_type1(read, [1, 2], ["A", "B"], "AAAAAA+Box")
    again = read_type1(written.data)
    assert (again.names, again.shapes, again.subrs[4]) == (read.names, read.shapes, read.subrs[4])
    assert sum(written.lengths) == len(written.data)


# Nasty inputs


def test_a_font_is_pruned_for_all_pages_that_show_it():
    with pikepdf.open(io.BytesIO(composite(GONE))) as pdf:
        font = pdf.pages[0].Resources.Font.C
        second = add_page(pdf, "BT /C 12 Tf 40 300 Td <0001> Tj ET")  # the X
        second.Resources.Font["/C"] = font
        out = io.BytesIO()
        pdf.save(out, static_id=True)
    before = without(out.getvalue())
    after, _ = pruned(before)
    assert_same_page(before, after)
    assert set(mapped(after)) == {"X", *KEPT}


def test_a_font_that_only_a_form_shows():
    def move(pdf, page):
        stream = form(pdf, "")
        stream.write(page.Contents.read_bytes())
        stream["/Resources"] = Dictionary(Font=Dictionary(C=page.Resources.Font.C))
        page.Resources["/XObject"] = Dictionary(X=stream)
        page["/Contents"] = pdf.make_stream(b"/X Do")

    with pikepdf.open(io.BytesIO(without(composite(GONE)))) as pdf:
        move(pdf, pdf.pages[0].obj)
        before = saved(pdf)
    after, _ = pruned(before)
    assert_same_page(before, after)
    assert set(mapped(after)) == set(KEPT)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert "/C" not in pdf.pages[0].Resources.Font


def test_a_form_that_begins_with_the_font_of_its_page_keeps_its_codes():
    with pikepdf.open(io.BytesIO(without(composite(GONE)))) as pdf:
        page = pdf.pages[0].obj
        page.Resources["/XObject"] = Dictionary(
            X=form(pdf, "BT 40 200 Td <000a> Tj ET", Resources=Dictionary())
        )
        page["/Contents"] = pdf.make_stream(b"/C 12 Tf /X Do " + page.Contents.read_bytes())
        before = saved(pdf)
    after, notes = pruned(before)
    assert notes == ()
    assert_same_page(before, after)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert b"<000a>" in pdf.pages[0].Resources.XObject.X.read_bytes()
    assert set(mapped(after)) == set(KEPT)
    assert outlines(*programs(after)[0]) <= len(set(KEPT))


def test_two_fonts_of_one_program_and_one_that_reads_it_otherwise():
    with pikepdf.open(io.BytesIO(without(composite(GONE)))) as pdf:
        page = pdf.pages[0].obj
        first = page.Resources.Font.C
        page.Resources.Font["/D"] = pdf.make_indirect(Dictionary(first))
        other = pdf.make_indirect(Dictionary(first))
        inner = Dictionary(first.DescendantFonts[0])
        inner["/CIDToGIDMap"] = pdf.make_stream(struct.pack(">4H", 0, 3, 2, 1))
        other["/DescendantFonts"] = Array([inner])
        page.Resources.Font["/E"] = other
        more = b" BT /D 12 Tf 40 100 Td <0001> Tj /E 12 Tf <0001> Tj ET"
        page["/Contents"] = pdf.make_stream(page.Contents.read_bytes() + more)
        before = saved(pdf)
    after, notes = pruned(before)
    assert notes == ()
    assert_same_page(before, after)
    counted = sorted(outlines(*program) for program in programs(after))
    assert len({program for _, program in programs(after)}) == 2
    assert counted[0] <= 2  # .notdef and the one letter that /E shows


def test_a_program_that_is_garbage_is_told():
    with pikepdf.open(io.BytesIO(without(composite(GONE)))) as pdf:
        descriptor = pdf.pages[0].Resources.Font.C.DescendantFonts[0].FontDescriptor
        descriptor["/FontFile2"] = pdf.make_stream(b"no font at all")
        before = saved(pdf)
    after, notes = pruned(before)
    assert [note.split(":")[0] for note in notes] == ["lettertype Vera"]
    assert pictures(before) == pictures(after)
    assert set(mapped(after)) == set(KEPT)


@pytest.mark.parametrize("cut", range(0, 4000, 211))
def test_a_program_cut_off_anywhere_is_pruned_or_told(cut):
    with pikepdf.open(io.BytesIO(without(composite(GONE)))) as pdf:
        descriptor = pdf.pages[0].Resources.Font.C.DescendantFonts[0].FontDescriptor
        descriptor["/FontFile2"] = pdf.make_stream(descriptor.FontFile2.read_bytes()[:cut])
        prune_fonts(pdf)


def test_a_predefined_cmap_is_told():
    after, notes = pruned(composite(GONE).replace(b"/Identity-H", b"/UniJIS-HHH"))
    assert len(notes) == 1
    assert programs(after) == programs(composite(GONE))


def test_codes_of_one_and_two_bytes_become_identity():
    cmap = (
        b"begincmap 2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange\n"
        b"2 begincidchar <41> 6 <8001> 7 endcidchar endcmap"
    )
    with pikepdf.open(io.BytesIO(composite(GONE))) as pdf:
        page = pdf.pages[0].obj
        page.Resources.Font.C["/Encoding"] = pdf.make_stream(cmap)
        page.Resources.Font.C["/ToUnicode"] = pdf.make_stream(to_unicode({b"A": b"\0B", b"\x80\x01": b"\0e"}))
        page["/Contents"] = pdf.make_stream(b"BT /C 12 Tf 40 300 Td <8001418001> Tj ET")
        before = saved(pdf)
    after, notes = pruned(before)
    assert notes == ()
    assert pictures(before) == pictures(after)
    assert pdfium_texts(before) == pdfium_texts(after) == ["eBe"]
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert pdf.pages[0].Resources.Font.C.Encoding == "/Identity-H"
        (show,) = pikepdf.parse_content_stream(pdf.pages[0], "Tj")
        assert bytes(show.operands[0]) == b"\0\1\0\2\0\1"


def test_fonts_that_show_nothing_leave_the_file():
    def edit(pdf, page):
        page.Resources.Font["/Unused"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Secret")
        )
        page.Resources.Font["/Set"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Secret"))

    before = edited("BT /Set 12 Tf /F 12 Tf 40 300 Td (hoi) Tj /Set 9 Tf ET", edit)
    after, _ = pruned(before)
    assert_same_page(before, after)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert list(pdf.pages[0].Resources.Font.keys()) == ["/F"]
        assert b"/Set" not in pdf.pages[0].Contents.read_bytes()


def test_a_font_with_word_spacing_keeps_its_space():
    before = by_reportlab("Xyz")
    with pikepdf.open(io.BytesIO(before)) as pdf:
        page = pdf.pages[0].obj
        page["/Contents"] = pdf.make_stream(page.Contents.read_bytes().replace(b"BT", b"BT 9 Tw"))
        out = io.BytesIO()
        pdf.save(out)
    after, _ = pruned(without(out.getvalue()))
    assert_same_page(without(out.getvalue()), after)


def test_used_codes_follow_q_and_states():
    def edit(pdf, page):
        other = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier))
        page.Resources["/ExtGState"] = Dictionary(G=Dictionary(Font=[other, 12]))

    data = edited('BT /F 9 Tf (a) Tj q /G gs (b) Tj Q (c) Tj [(d) -20 (a)] TJ 1 0 (e) " ET', edit)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        usage = used_codes(pdf)
        shown = {str(use.font.BaseFont): list(use.codes) for use in usage.fonts.values()}
    assert shown == {"/Helvetica": [b"a", b"c", b"d", b"e"], "/Courier": [b"b"]}
    assert usage.spaced


def test_the_same_file_gives_the_same_bytes_and_is_left_as_it_is_the_second_time():
    once, _ = pruned(without(composite(GONE)))
    assert pruned(without(composite(GONE)))[0] == once
    assert fonts_of(pruned(once)[0]) == fonts_of(once)


def test_text_in_a_font_that_no_resources_name():
    before = hand_made("BT /Nowhere 12 Tf 40 300 Td (hoi) Tj ET")
    after, notes = pruned(before)
    assert notes == ()
    assert pictures(before) == pictures(after)


PIECES = [
    "q", "Q", "/F1 12 Tf", "/F#31 1. Tf", "(a\\)b) Tj", "(a(b)c) Tj", "(a((b))) Tj", "<41 42> Tj", "<4> Tj",
    "(a", ")", "<4g> Tj",
    "[(a)-1.5<42>(\\\n)] TJ", "(\\101\\\\) '", "[] TJ", "() Tj", "/GS gs", "/X Do", "% (hoi) Tj\n", "BT",
    "ET", "1 0 0 1 5 5 cm",
    "/Span <</ActualText (Tj (x) q) /MCID 3>> BDC", "[(]) (]Tj)]TJ", "[(a] TJ", "BI /W 1 ID x EI", "12Tf",
    "1e5 w", "/a/b Do",
    "/A(x)Tj", "[<41>]TJ", "true", "<</A[(x)]>>BDC", "[[(a)] (b)] TJ", "<<", "]", "(\r\n) Tj",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=8), between=st.sampled_from(["", " ", "\n"]))
def test_plain_content_is_read_as_the_parser_reads_it(pieces, between):
    data = between.join(pieces).encode()
    plain = steps(data)
    if plain is None:
        return
    with pikepdf.new() as pdf:
        parsed = [
            i
            for i in instructions_of(pdf.make_stream(data))
            if str(i.operator) in {"Tj", "TJ", "'", "q", "Q"}
        ]
        expected = [(str(i.operator), _shown(i.operands)) for i in parsed]
    read = [s for s in plain if s.operator in {"Tj", "TJ", "'", "q", "Q"}]
    shown = [b"" if s.operator in {"q", "Q"} else data[slice(*s.shown)] for s in read]
    assert [
        (s.operator, [value_of(v) for v in strings_in(given)]) for s, given in zip(read, shown, strict=True)
    ] == expected


def _shown(operands):
    last = operands[-1] if len(operands) else None
    parts = list(last) if isinstance(last, Array) else [last]
    return [bytes(part) for part in parts if isinstance(part, pikepdf.String)]


def test_plain_content_is_what_makers_write():
    for make in MAKERS.values():
        with pikepdf.open(io.BytesIO(make(GONE))) as pdf:
            assert steps(pdf.pages[0].Contents.read_bytes()) is not None
