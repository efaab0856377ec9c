"""Of a content stream stays what readers understand, so that nothing stays in a file that nobody has read."""

import io
import warnings
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from pipeline.errors import UnreadableError
from pipeline.pdf import understood as module
from pipeline.pdf.inorder import MAX_STRING, is_in_order
from pipeline.pdf.instructions import Understood, read_instructions
from pipeline.pdf.opening import Readable, load, readable
from pipeline.pdf.scrub import content_bytes, content_objects
from pipeline.pdf.understood import understood
from tests.pdf_makers import (
    add_page,
    assert_gone,
    edited,
    form,
    hand_made,
    pdfium_text,
    raw_text,
    run,
    saved,
    type3,
)

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

SAMPLES = Path(__file__).parent.parent / "samples"
SECRET = "Xanderbrink"
LINE = "BT\n/F 12 Tf\n40 300 Td\n(Beste lezer) Tj\nET\n"
KNOWN = {
    ("/Font", b"/F"),
    ("/Font", b"/T"),
    ("/Type3", b"/T"),
    ("/XObject", b"/X"),
    ("/ExtGState", b"/G"),
    ("/Properties", b"/MC"),
}


def known(kind, name):
    return (kind, name) in KNOWN or (kind == "/ColorSpace" and name == b"/DeviceRGB")


def left(content):
    return understood(content.encode("latin-1"), known).data.decode("latin-1")


WHOLE = [
    LINE,
    "q 1 0 0 1 0 0 cm 0 0 9 9 re W* n Q",
    "/Artifact <</Type/Pagination/Attached[/Top]/Lang (nl-NL)>>BDC 0.5 g 1 2 m 3. -.4 l S EMC",
    "/P/MC BDC\n/G gs/X Do EMC /P BMC EMC",
    "BT/F 9.5 Tf[(a\\)b)-12.5<00ff>]TJ T*(c(d)e)'\n1 0 (f)\"\nET",
    "[]0 d [1 2] 0. d /DeviceRGB cs .1 .2 .3 sc .1 .2 .3 scn BX EX",
    "",
    " \r\n\t\x00\x0c ",
]


@pytest.mark.parametrize("content", WHOLE)
def test_what_is_in_order_stays_byte_for_byte_and_is_seen_at_once(content):
    assert is_in_order(content.encode("latin-1"))
    assert left(content) == content


NASTY = {
    "brackets that never end": "[" * 1000 + "\n" + LINE,
    "dictionaries that never end": LINE + "<<" * 1000 + f"({SECRET}) Tj",
    "a comment": f"% Jan {SECRET}\n{LINE}",
    "a comment in between": LINE.replace("300 Td", f"300 % {SECRET}\nTd"),
    "an operator that is not": f"({SECRET}) XX {LINE}",
    "an operator by the name": f"{SECRET} {LINE}",
    "operators within an array": f"[ (Jan) BT ({SECRET}) Tj ET ] TJ {LINE}",
    "operators within a pattern of dashes": f"[ 1 ({SECRET}) ] 0 d {LINE}",
    "operands at the end": f"{LINE}({SECRET})",
    "a string that never ends": f"{LINE}({SECRET}",
    "a hexadecimal string that never ends": f"{LINE}<{SECRET.encode().hex()}",
    "a dictionary for q": f"<</A ({SECRET})>> q {LINE} Q",
    "operands too many": LINE.replace("(Beste", f"({SECRET}) (Beste"),
    "an array for Tj": f"[({SECRET})] Tj {LINE}",
    "a string for TJ": f"({SECRET}) TJ {LINE}",
    "an array in an array": f"[[({SECRET})]] TJ {LINE}",
    "compatibility": f"BX ({SECRET}) foo EX {LINE}",
    "a name without a resource": f"/{SECRET} Do /{SECRET} gs /{SECRET} sh /{SECRET} cs /{SECRET} scn {LINE}",
    "a name with hexadecimal signs": f"/{SECRET[0]}#{ord(SECRET[1]):02x}{SECRET[2:]} Do {LINE}",
    "an intent": f"/{SECRET} ri {LINE}",
    "properties without a resource": f"/P/{SECRET} BDC {LINE} EMC",
    "half a dictionary": f"/P<</A 1 /{SECRET}>> BDC {LINE} EMC",
    "a font without a resource": f"BT /{SECRET} 12 Tf ET {LINE}",
    "an entry of an image": f"BI /W 1 /H 1 /BPC 8 /CS /G /Jan ({SECRET}) ID x EI {LINE}",
    "a colour space of an image": f"BI /W 1 /H 1 /BPC 8 /CS /{SECRET} ID x EI {LINE}",
    "parameters of an image": f"BI /W 1 /H 1 /IM true /F /Fl /DP <</{SECRET} ({SECRET})>> ID x EI {LINE}",
    "more data than the image has": f"BI /W 1 /H 1 /BPC 8 /CS /G ID x ({SECRET}) Tj EI {LINE}",
    "a string longer than is read": f"BT /F 9 Tf ({'a ' * 20_000}{SECRET}) Tj ET {LINE}",
    "text of no size": f"BT /F 0 Tf 40 90 Td ({SECRET}) Tj ET {LINE}",
    "text of hardly any size": f"BT /F 0.0001 Tf 40 90 Td [({SECRET})] TJ ET {LINE}",
    "text without width": f"BT /F 12 Tf 0 Tz ({SECRET}) Tj 100 Tz ET {LINE}",
    "a matrix of zeros": f"BT /F 12 Tf 0 0 0 0 40 90 Tm ({SECRET}) ' ET {LINE}",
    "a matrix that squeezes": f"q .00001 0 0 1 0 0 cm BT /F 12 Tf 1 2 ({SECRET}) \" ET Q {LINE}",
    "text without a font": f"BT ({SECRET}) Tj ET {LINE}",
    "text of which the font is gone": f"q /F 12 Tf Q BT ({SECRET}) Tj ET {LINE}",
}  # fmt: skip


@pytest.mark.parametrize("content", NASTY.values(), ids=NASTY)
def test_what_nobody_sees_is_in_no_byte_of_what_is_published(tmp_path, content):
    done = run(hand_made(content), tmp_path, "Beste")
    assert_gone(done, SECRET, "Beste")
    assert SECRET not in done.document.text


@pytest.mark.parametrize("content", NASTY.values(), ids=NASTY)
def test_the_officer_is_told_of_letters_that_went(content):
    ready = readable(hand_made(content))
    assert ready.notes
    assert all(note.startswith("pagina 1: ") for note in ready.notes)
    assert readable(ready.data) == Readable(ready.data, ())  # what is understood once is understood


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        (f"[[[ {LINE}", ""),
        (f"1 2 3 {LINE}", LINE),
        (f") > }} {{ ] >> null true 5 0 R {LINE}", LINE),
        (LINE.replace("40 300", "9 9 40 300"), LINE),
        (LINE.replace("40 300", "--40 300"), LINE.replace("40 300 Td\n", "")),
        ("q\x0bQ", "q\nQ\n"),
        ("BT ET (a) ' /F 9 Tf", "BT\nET\nT*\n/F 9 Tf\n"),
        ("/F 0 Tf 1 2 (a) \" Q", "/F 0 Tf\n1 Tw\n2 Tc\nT*\nQ\n"),
        ("/T .0001 Tf (a) Tj", "/T .0001 Tf (a) Tj"),
        ("/P /None BDC EMC", "/P <<>> BDC\nEMC\n"),
        ("BT /None 9 Tf (a) Tj ET", "BT\n/WooNone 9 Tf\n(a) Tj\nET\n"),
        ("BI /W 9", ""),
    ],
)  # fmt: skip
def test_what_is_left(content, rest):
    assert left(content) == rest


@pytest.mark.parametrize(
    ("entries", "data"),
    [
        ("/W 2 /H 1 /BPC 8 /CS [/I /RGB 1 <000000ffffff>]", "ab"),
        ("/Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceCMYK /Intent /Perceptual", "ab~>"),
        ("/W 9 /H 9 /IM true /D [1 0] /F [/A85 /CCF] /DP [null <</K>>]", "ab~>"),
        ("/W 9 /H 9 /IM true /D [1 0] /F [/A85 /CCF] /DP [null <</K -1>>]", "ab~>"),
    ],
)
def test_an_inline_image_stays_as_far_as_it_is_one(entries, data):
    found = read_instructions(f"BI {entries} ID ab~> EI".encode(), known)
    stays = entries.replace(" /DP [null <</K>>]", "")
    assert found.data.decode().split() == f"BI {stays} ID {data} EI".split()


def test_painting_that_goes_is_told_too():
    assert understood(b"--5 0 m 1 1 l S", known).painted
    assert not understood(b"5 0 m 1 1 l S", known).painted


def test_a_form_may_have_the_font_of_what_draws_it():
    assert understood(b"(a) Tj", known, inherits=True).data == b"(a) Tj"
    assert understood(b"(a) Tj", known).unseen


FRAGMENTS = [
    *("q", "Q", "BT", "ET", "(a b)", "(a\\(b)", "(", ")", "<0a>", "<", "[", "]", "<<", ">>", "%x"),
    *("/F", "/X", "/T", "/G"),
    *("/P", "/MC", "/#41", "/", "1", "-.5", "0", "1.", "--1", "+", "1e5", "1234567890123", "Tf", "Tj", "TJ", "'", '"'),
    *("Td", "Tm", "cm", "Tz", "gs", "Do", "BDC", "BMC", "EMC", "MP", "re", "f*", "W", "d", "d0", "rg", "scn", "sc"),
    *("true", "null", "R", "BI", "ID", "EI", "BX", "xx", "\\", "{", "}", "\x0b", "\x80"),
    *("/F 12 Tf", "/F 0 Tf", "1 0 0 1 0 0 Tm", "0 0 0 0 0 0 cm", "[(a)-1<0a>]TJ", "/P<</MCID 0>>BDC", "/X Do", "0 Tz"),
    *("1 2 Td", "(a)Tj", "(a)'", "1 2(a)\"", "0 0 1 1 re", "[1]0 d", ".1 .2 .3 rg", "/P/MC BDC", "/G gs"),
]  # fmt: skip
STREAMS = st.lists(
    st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(["", " ", "\n", "\0"])), max_size=14
).map(lambda parts: "".join(a + b for a, b in parts).encode("latin-1"))
IN_ORDER = st.lists(st.sampled_from(FRAGMENTS[-17:]), max_size=14).map(lambda parts: " ".join(parts).encode())


def instructions(data):
    with pikepdf.new() as pdf, warnings.catch_warnings():
        warnings.simplefilter("error")
        return pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.make_stream(data)))


@settings(max_examples=300, deadline=None)
@given(data=st.one_of(STREAMS, IN_ORDER))
def test_what_is_taken_at_once_is_what_the_slow_way_leaves(data):
    found = understood(data, known)
    slow = read_instructions(data, known)
    if found.data is data:
        assert not (slow.words)
        assert not (slow.painted)
        assert not (slow.unseen)
        assert instructions(slow.data) == instructions(data)
    else:
        assert found == slow


@settings(max_examples=300, deadline=None)
@given(data=STREAMS)
def test_what_was_understood_stays_as_it_is(data):
    found = understood(data, known)
    again = understood(found.data, known)
    assert again == Understood(found.data)
    instructions(found.data)


def test_the_strings_that_are_taken_at_once_are_no_longer_than_is_read():
    assert is_in_order(b"(" + b"a" * (MAX_STRING - 2) + b")Tj")
    assert not is_in_order(b"(" + b"a(b\\)c)" * (MAX_STRING // 7 + 1) + b")Tj")
    assert not is_in_order(b"[<" + b"0a" * MAX_STRING + b">]TJ")


def test_parts_of_a_page_are_one_content():
    pdf = pikepdf.new()
    page = add_page(pdf, "")
    parts = ["BT /F 12 Tf 40 300", "Td (Beste lezer)", "Tj ET"]
    page.Contents = Array([pdf.make_stream(part.encode()) for part in parts])
    data = saved(pdf)
    assert readable(data).data == data
    assert "Beste lezer" in pdfium_text(data)


def test_a_page_of_too_much_content_is_refused(monkeypatch):
    pdf = pikepdf.new()
    page = add_page(pdf, "")
    part = pdf.make_stream(b" " * 600)
    page.Contents = Array([part, part])
    monkeypatch.setattr(module, "MAX_CONTENT", 1000)
    with pytest.raises(UnreadableError, match="te veel inhoud"):
        readable(saved(pdf))


HIDDEN = f"({SECRET}) XX 0 0 9 9 re f"


def in_form(pdf, page):
    page.Resources.XObject = Dictionary(X=form(pdf, HIDDEN, Resources=Dictionary()))


def in_form_without_resources(pdf, page):
    page.Resources.XObject = Dictionary(X=form(pdf, f"/{SECRET} Do " + HIDDEN))


def in_soft_mask(pdf, page):
    mask = Dictionary(S=Name.Luminosity, G=form(pdf, HIDDEN))
    page.Resources.ExtGState = Dictionary(X=Dictionary(SMask=mask))


def in_pattern(pdf, page):
    pattern = pdf.make_stream(HIDDEN.encode())
    entries = {
        "PatternType": 1,
        "PaintType": 1,
        "TilingType": 1,
        "BBox": [0, 0, 9, 9],
        "XStep": 9,
        "YStep": 9,
    }
    for key, value in entries.items():
        pattern["/" + key] = Array(value) if isinstance(value, list) else value
    pattern["/Resources"] = Dictionary()
    page.Resources.Pattern = Dictionary(X=pattern)


def in_glyph(pdf, page):
    font = type3(pdf, "a")
    page.Resources.Font.X = font
    for glyph in font.CharProcs.values():
        glyph.write(f"9 0 d0 {HIDDEN}".encode())


@pytest.mark.parametrize("edit", [in_form, in_form_without_resources, in_soft_mask, in_pattern, in_glyph])
def test_all_that_is_drawn_is_understood(edit):
    data = edited(LINE, edit)
    assert SECRET in raw_text(data)
    ready = readable(data)
    assert SECRET not in raw_text(ready.data)
    assert "0 0 9 9 re" in raw_text(ready.data)
    assert ready.notes


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.pdf")), ids=lambda file: file.name)
def test_the_samples_are_in_order(file):
    data = load(file)
    assert readable(data) == Readable(data, ())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert all(is_in_order(content_bytes(content.holder)) for content in content_objects(pdf))
