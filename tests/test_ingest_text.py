"""From bytes to text: charsets, line breaks, and what no reader sees."""

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import read
from pipeline.ingest.text import clean, decode, is_readable, join_addresses, one_line, open_urls
from pipeline.types import DocumentKind, Source

WORDS = "Geachte mevrouw, één café in ’s-Gravenhage kost € 3"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (WORDS.encode(), WORDS),
        (WORDS.encode("utf-8-sig"), WORDS),
        (WORDS.encode("utf-16"), WORDS),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), WORDS),
        (WORDS.encode("utf-32"), WORDS),
        (WORDS.encode("cp1252"), WORDS),
        (b"caf\xe9", "café"),
        ("één ".encode() + b"caf\xe9", "één café"),  # two charsets in one file
        (b"niets \x81 hier", "niets \ufffd hier"),
        (b"", ""),
    ],
)
def test_decode_finds_the_charset(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("č".encode("iso-8859-2"), "iso-8859-2", "č"),
        ("Ж".encode("koi8-r"), "koi8-r", "Ж"),
        (b"\x80 5", "iso-8859-1", "€ 5"),  # every mailer that says Latin-1 means Windows-1252
        ("é".encode(), "us-ascii", "é"),
        ("é".encode(), "x-bestaat-niet", "é"),
        ("é".encode(), "hex", "é"),
        ("é".encode(), "undefined", "é"),
        ("é".encode(), "utf\0-8", "é"),
        (b"\xfd\xff", "utf-8", "ýÿ"),
    ],
)
def test_a_declared_charset_counts_where_it_fits(data, charset, text):
    assert decode(data, charset) == text


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "utf-7", "utf-16", "cp037", "rot13", "zip", "idna"]),
)
def test_decode_never_fails(data, charset):
    assert isinstance(decode(data, charset), str)


@given(st.text(alphabet=st.characters(codec="cp1252", exclude_categories=["Cc"])))
def test_text_comes_back(text):
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Jan\u200dsen", "Jansen"),
        ("Jan\u00adsen", "Jansen"),
        ("Jan\x01sen", "Jansen"),
        ("Jan\x00sen", "Jansen"),
        ("Jan\ufeffsen", "Jansen"),
        ("Jan\u034fsen", "Jansen"),
        ("\u202eJansen\u202c", "Jansen"),
        ("Jan\U000e0041sen", "Jansen"),
        ("e\u0301e\u0301n", "één"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("Jan\u00a0van\u2009der\u3000Berg\tx", "Jan van der Berg\tx"),
        ("a\ud800b", "a\ufffdb"),
        ("blijft\n staan\t.", "blijft\n staan\t."),
    ],
)
def test_clean_takes_out_what_no_reader_sees(raw, cleaned):
    assert clean(raw) == cleaned


@given(st.text(alphabet=st.characters()))
def test_clean_text_is_fit_to_be_published(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert cleaned == unicodedata.normalize("NFC", cleaned)


@given(st.text(alphabet="abcé Ü\n\t.", max_size=80))
def test_clean_leaves_plain_text_alone(text):
    assert clean(text) == text


def test_one_line():
    assert one_line(" a\r\n\tb\u2028 c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"gewone tekst", True),
        (b"", True),
        (b"een\x1b[0m", True),
        (b"met een \0 erin", False),
        (bytes(range(256)), False),
        (b"\x01\x02\x03\x04 rommel", False),
    ],
)
def test_is_readable(text, expected):
    assert is_readable(decode(text)) is expected


SAFE = "https://eur01.safelinks.protection.outlook.com/?url="


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        (
            f"zie {SAFE}https%3A%2F%2Fwww.voorbeeld.nl%2Fpad&data=05%7C01%7Cp.tester%40voorbeeld.nl%7Cabc nu",
            "zie https://www.voorbeeld.nl/pad nu",
        ),
        (f"{SAFE}&data=p.tester%40voorbeeld.nl", "https://eur01.safelinks.protection.outlook.com"),
        ("https://x.nl/?m=p.tester%40voorbeeld.nl", "https://x.nl/?m=p.tester@voorbeeld.nl"),
        ("https://x.nl/?m=p.tester%2540voorbeeld.nl", "https://x.nl/?m=p.tester@voorbeeld.nl"),
        ("https://x.nl/a%20b", "https://x.nl/a%20b"),
        ("https://[half", "https://[half"),
        ("geen link: 50%40", "geen link: 50%40"),
    ],
)
def test_a_link_does_not_hide_an_address(text, opened):
    assert open_urls(text) == opened


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("<jan.jan\nsen@x.nl>", "<jan.jansen@x.nl>"),
        ("Jan <jan.jansen@\nx.nl> schreef", "Jan <jan.jansen@x.nl> schreef"),
        ("> Van: Jan <jan.jan\n> sen@x.nl>", "> Van: Jan <jan.jansen@x.nl>"),
        ("<jan@x.nl>\n<piet@y.nl>", "<jan@x.nl>\n<piet@y.nl>"),
        ("3 < 4\nen 5 > 2", "3 < 4\nen 5 > 2"),
        ("<geen\nadres>", "<geen\nadres>"),
        ("<jan@x.nl\npiet@y.nl>", "<jan@x.nl\npiet@y.nl>"),
    ],
)
def test_a_line_end_does_not_break_an_address(text, joined):
    assert join_addresses(text) == joined


def read_bytes(tmp_path: Path, name: str, data: bytes):
    file = tmp_path / name
    file.write_bytes(data)
    return read(Source(name, str(file)), tmp_path)


@pytest.mark.parametrize("name", ["brief.txt", "verslag.md", "LEESMIJ", "BRIEF.TXT"])
def test_a_text_file_becomes_one_document(tmp_path, name):
    (document,) = read_bytes(tmp_path, name, b"Van: Jan\r\nAan: Piet\r\n\r\nDag \xe9\xe9n\r\n")
    assert document.kind is DocumentKind.TEXT
    assert document.text == "Van: Jan\nAan: Piet\n\nDag één\n"
    assert document.obstacles == ()
    assert document.parent is None
    assert document.payload is None


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\0" * 10, b"\x01\x02\x03\x04\x05"])
def test_rubbish_in_a_text_file_is_refused(tmp_path, data):
    (document,) = read_bytes(tmp_path, "x.txt", data)
    assert document.kind is DocumentKind.UNREADABLE
    assert "geen leesbare tekst" in document.obstacles[0]


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", categories=["L", "Nd", "Po", "Zs"]), min_size=1, max_size=60
    )
)
def test_a_text_file_round_trip(tmp_path_factory, text):
    tmp_path = tmp_path_factory.getbasetemp()
    (document,) = read_bytes(tmp_path, "rond.txt", ("begin " + text).encode())
    assert document.text == clean("begin " + text)
