"""Any bytes where a PDF keeps its content, its fonts and its maps: what can't be followed says so, and nothing else."""

import io
from contextlib import suppress
from random import Random

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_makers import add_page, hand_made, saved, type3
from pikepdf import Array, Dictionary, Name

from benchmarks.fuzz.mutate import mutate, plain
from benchmarks.fuzz.seeds import seeds
from pipeline.check.inspect import Options, inspect
from pipeline.errors import RedactionError, UnreadableError
from pipeline.pdf.opening import DAMAGE, readable
from pipeline.redact.content import interpret
from pipeline.redact.fontcff import read_cff
from pipeline.redact.fontprogram import BROKEN, BrokenProgramError, read_truetype
from pipeline.redact.fontprune import prune_fonts
from pipeline.redact.fonts import read_font
from pipeline.redact.fonttype1 import read_type1
from pipeline.redact.geometry import Uninterpretable

pytestmark = pytest.mark.slow  # a few seconds together; with more examples in CI

UNHURRIED = settings(suppress_health_check=list(HealthCheck))
CHANCE = st.integers(0, 2**32)
VIEW = (0.0, 0.0, 400.0, 400.0)

NUMBERS = st.sampled_from([0, 1, -1, 0.5, 12, 2**31, -(2**40), 99999999999]).map(lambda n: str(n).encode())
OPERANDS = NUMBERS | st.sampled_from(
    [
        b"/F",
        b"/X",
        b"(Jan)",
        b"<41zz4>",
        b"[(J) -99999 (an)]",
        b"[ [ [",
        b"<< /MCID 0 >>",
        b"<<",
        b"true",
        b"null",
        b"(\\",
    ]
)
OPERATORS = st.sampled_from(
    b"BT ET Tf Td TD Tm T* Tj TJ ' \" Tc Tw Tz TL Ts Tr q Q cm Do re m l c h f S n W sh gs cs scn BDC BMC EMC "
    b"MP BX EX d0 d1 BI ID EI x".split(b" ")
)
CONTENT = st.lists(st.tuples(st.lists(OPERANDS, max_size=6), OPERATORS), max_size=20).map(
    lambda rows: b"\n".join(b" ".join([*operands, operator]) for operands, operator in rows)
)


@settings(UNHURRIED, max_examples=20)
@given(CONTENT)
def test_any_operators_are_followed_or_said_to_be_unclear(content):
    with pikepdf.open(io.BytesIO(hand_made(content))) as pdf, suppress(Uninterpretable):
        found = interpret(pdf.pages[0], VIEW, {})
        assert len(list(found.glyphs())) >= 0


@pytest.mark.slow
@UNHURRIED
@given(CONTENT)
def test_any_operators_are_judged(content):
    """A channel may say that it can't judge a file, but never that nobody foresaw why."""
    report = inspect(hand_made(content), Options(read_text=True, detect=False))
    assert not [reason for reason in report.not_judged if "meld dit" in reason]


CMAP = (
    b"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
    b"2 beginbfchar <41> <0020> <42> <00430044> endbfchar\n"
    b"2 beginbfrange <43> <45> <0046> <46> <47> [<0020> <0030>] endbfrange\nendcmap"
)
VALUES = st.sampled_from(
    [
        0,
        -1,
        2**40,
        Name("/Identity-H"),
        Name("/WinAnsiEncoding"),
        "tekst",
        True,
        [],
        [0, [1, 2]],
        [1, 2, 3, "x"],
        {},
    ]
)


def as_pdf(value):
    if isinstance(value, str) and not isinstance(value, pikepdf.Name):
        return pikepdf.String(value)
    return Array(map(as_pdf, value)) if isinstance(value, list) else Dictionary() if value == {} else value


@UNHURRIED
@given(
    kind=st.sampled_from(["Type1", "TrueType", "Type0", "Type3", "MMType1"]),
    key=st.sampled_from(
        [
            "/Widths",
            "/FirstChar",
            "/Encoding",
            "/DescendantFonts",
            "/FontDescriptor",
            "/BaseFont",
            "/FontMatrix",
            "/ToUnicode",
        ]
    ),
    value=VALUES,
)
def test_any_entry_of_a_font_is_read_or_refused(kind, key, value):
    with pikepdf.new() as pdf:
        font = type3(pdf, "ab")
        font.Subtype = Name(f"/{kind}")
        font.DescendantFonts = Array(
            [Dictionary(Subtype=Name.CIDFontType2, W=[1, [500], 3, 9, 250], DW=1000)]
        )
        if kind == "Type0":
            font.Encoding = Name("/Identity-H")
        font[key] = pdf.make_indirect(as_pdf(value)) if isinstance(value, list) else as_pdf(value)
        with suppress(Uninterpretable, *DAMAGE):
            assert read_font(font).blanks is not None


@UNHURRIED
@given(CHANCE)
def test_any_map_to_unicode_is_read_or_refused(chance):
    with pikepdf.new() as pdf:
        font = type3(pdf, "ab")
        font.ToUnicode = pdf.make_stream(plain(CMAP, "pdf", Random(chance))[0])
        with suppress(Uninterpretable, *DAMAGE):
            assert all(isinstance(code, bytes) for code in read_font(font).blanks)


READERS = {"truetype": read_truetype, "cff": read_cff, "type1": read_type1}
STARTS = [
    b"\0\1\0\0\0\x02",
    b"true",
    b"OTTO",
    b"\1\0\4\1\0\1\1\1",
    b"%!PS-AdobeFont-1.0\neexec ",
    b"\x80\1\xff\xff\xff\xff",
    b"",
]


@UNHURRIED
@given(st.sampled_from(sorted(READERS)), st.sampled_from(STARTS), st.binary(max_size=120))
def test_any_bytes_are_a_font_program_or_a_broken_one(form, start, data):
    with suppress(BrokenProgramError, *BROKEN):
        assert READERS[form](start + data)


@UNHURRIED
@given(
    st.sampled_from(["/FontFile", "/FontFile2", "/FontFile3"]),
    st.sampled_from(STARTS),
    st.binary(max_size=120),
)
def test_a_font_that_cannot_be_pruned_gets_a_note(key, start, data):
    pdf = pikepdf.new()
    page = add_page(pdf, "BT /F 9 Tf (AB) Tj ET")
    font = page.Resources.Font.F
    del font["/Encoding"]
    font.Subtype, font.BaseFont = Name.TrueType, Name("/AAAAAA+X")
    font.FontDescriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, Flags=4))
    font.FontDescriptor[key] = pdf.make_stream(start + data)
    assert all("lettertype" in note for note in prune_fonts(pdf))
    saved(pdf)


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(CHANCE)
def test_a_spoiled_pdf_is_made_plain_and_judged_or_refused(chance):
    sound = [seed for seed in seeds() if seed.kind == "pdf" and seed.name != "beeld.pdf"]
    data, _ = mutate(sound[chance % len(sound)].data, "pdf", Random(chance))
    with suppress(UnreadableError):
        readable(data)
    report = inspect(data, Options(read_text=True, detect=False))
    assert not [reason for reason in report.not_judged if "meld dit" in reason]


def test_another_object_where_a_font_is_named():
    """Found by spoiling files: only a name can be taken over into the small file that widths are measured in."""
    pdf = pikepdf.new()
    page = add_page(pdf, "BT /F 9 Tf (Jan) Tj ET")
    page.Resources.Font.F.BaseFont = pdf.make_indirect(Dictionary(Type=Name.Font))
    with pikepdf.open(io.BytesIO(saved(pdf))) as opened:
        assert interpret(opened.pages[0], VIEW, {})


@pytest.mark.parametrize(
    "error", [pikepdf.ForeignObjectError, pikepdf.DeletedObjectError, pikepdf.PdfError, ZeroDivisionError]
)
def test_what_a_broken_file_raises_is_damage(error):
    assert issubclass(error, DAMAGE)
    assert not issubclass(RedactionError, DAMAGE)
