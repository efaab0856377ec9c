"""Bodies in RTF: unpacked as [MS-OXRTFCP] says, read as text, or as the HTML that was packed into them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.html import html_text
from pipeline.ingest.rtfbody import BrokenRtfError, read_rtf, unpack_rtf
from tests.msg_maker import packed_rtf, plain_rtf

# The two examples of [MS-OXRTFCP] section 4.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a0072637067313235423 20af32068656c090020627705b06c647d0a800fa0".replace(
        " ", ""
    )
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def test_the_examples_of_the_standard():
    assert unpack_rtf(HELLO) == (b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", True)
    assert unpack_rtf(CROSSING) == (b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", True)


@given(st.binary(max_size=9000))
def test_what_is_packed_is_unpacked(rtf):
    assert unpack_rtf(packed_rtf(rtf)) == (rtf, True)
    assert unpack_rtf(plain_rtf(rtf)) == (rtf, True)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(rtf):
    read_rtf(b"{\\rtf1" + rtf)
    with suppress(BrokenRtfError):
        unpack_rtf(HELLO[:16] + rtf)


@pytest.mark.parametrize("data", [b"", HELLO[:10], HELLO[:8] + b"????" + HELLO[12:]])
def test_what_is_no_compressed_rtf(data):
    with pytest.raises(BrokenRtfError):
        unpack_rtf(data)


@pytest.mark.parametrize(
    "data",
    [HELLO[:-4], HELLO[:20] + b"X" + HELLO[21:], HELLO[:4] + b"\xff" + HELLO[5:], plain_rtf(b"{}")[:-1]],
)
def test_damage_is_told(data):
    assert unpack_rtf(data)[1] is False


HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS;}}"


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"Dag Piet,\par Groet\line Jan", "Dag Piet,\nGroet\nJan"),
        (rb"caf\'e9 \'80", "café €"),
        (rb"{\f1 \'cf\'e5\'f2\'fc\'ff}", "Петья"),
        (b"{\\f2 \\'93\\'fa\\'96\\'7b}", "日本"),
        (rb"\u233?\u8364?", "é€"),
        (rb"\uc2\u233\'c3\'a9n", "én"),
        (rb"\uc0\u233 n", "én"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"{\uc1\u233}\'3fn", "é?n"),
        (rb"a\{b\}\\c", "a{b}\\c"),
        (rb"Jan{\v de geheime} Smit", "Jan Smit"),
        (rb"Jan\v  weg\v0  Smit", "Jan Smit"),
        (rb"een\tab twee\cell drie\row", "een\ttwee\tdrie\n"),
        (rb"\lquote x\rquote\~\endash\emdash", "‘x’\u00a0–—"),
        (rb"{\*\onbekend weg}{\info{\author Kees}}{\stylesheet{\s0 Normal;}}over", "over"),
        (rb"{\pict\pngblip 89504e47}na", "na"),
        (rb"a{\pict\bin5 }}}}}b}c", "ac"),
        (rb"{\field{\*\fldinst HYPERLINK \"https://x.nl/jan\"}{\fldrslt hier}}", "hier <https://x.nl/jan>"),
        (rb'{\field{\*\fldinst{HYPERLINK "mailto:j@x.nl"}}{\fldrslt{\ul Jan}}} en', "Jan <j@x.nl> en"),
        (rb'{\field{\*\fldinst HYPERLINK "mailto:j@x.nl"}{\fldrslt j@x.nl}}', "j@x.nl"),
        (b"een\r\nregel", "eenregel"),
        (b"{\\object{\\*\\objdata 0105}{\\result zichtbaar}}", "zichtbaar"),
    ],
)
def test_text(rtf, text):
    body = read_rtf(HEAD + rtf.replace(b'\\"', b'"') + b"}")
    assert body.content == text
    assert not body.is_html
    assert body.whole


def test_pictures_are_counted():
    body = read_rtf(HEAD + rb"een{\pict 01}{\*\shppict{\pict 02}}{\nonshppict{\pict 03}}}")
    assert body.pictures == 2


ENCAPSULATED = (
    rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}"
    rb"{\*\htmltag19 <html>}{\*\htmltag50 <body>}{\*\htmltag64 <p class=MsoNormal>}\htmlrtf {\htmlrtf0 "
    rb"Dag {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 Ren\'e9{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 "
    rb"{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0  2 < 3{\*\mhtmltag84 <img src=oud>}"
    rb"{\*\htmltag84 <img src=\"cid:foto\">}"
    rb"\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}{\*\htmltag58 </body>}}"
)


def test_html_comes_out_as_it_went_in():
    body = read_rtf(ENCAPSULATED.replace(b'\\"', b'"'))
    assert body.is_html
    assert body.whole
    assert body.content.replace("\n", "") == (
        '<html><body><p class=MsoNormal>Dag <b>René</b>&nbsp; 2 &lt; 3<img src="cid:foto"></p></body>'
    )
    assert html_text(body.content).text == "Dag René 2 < 3"
    assert html_text(body.content).cids == ("foto",)


@pytest.mark.parametrize("rtf", [b"", b"geen rtf", HEAD + b"niet af", HEAD + b"{" * 6000])
def test_what_is_cut_off_is_told(rtf):
    assert not read_rtf(rtf).whole


def test_absurdly_many_words_are_told(monkeypatch):
    monkeypatch.setattr("pipeline.ingest.rtfbody.MAX_TOKENS", 20)
    assert read_rtf(b"{\\rtf1 " + b"{}" * 5 + b"x}").whole
    assert not read_rtf(b"{\\rtf1 " + b"{}" * 20 + b"x}").whole
