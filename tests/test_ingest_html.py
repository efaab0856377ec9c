"""The words of an HTML mail, and the body made of several renderings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.body import EXTRA, merge, unflow
from pipeline.ingest.html import html_text
from pipeline.ingest.invite import invite_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>een</p><p>twee</p>", "een\n\ntwee"),
        ("<p class=MsoNormal>een</p><p class=MsoNormal>twee</p>", "een\ntwee"),
        ("<div>een</div><div>twee</div>drie", "een\ntwee\ndrie"),
        ("een<br>twee<br/>drie", "een\ntwee\ndrie"),
        ("een<br><br>twee", "een\n\ntwee"),
        ("Jan<b>sen</b> en <i>Piet</i>", "Jansen en Piet"),
        ("een\n   twee\t drie", "een twee drie"),
        ("<pre>een\n  twee</pre>drie", "een\n  twee\n\ndrie"),
        ("<tr><td>naam<td>dag<tr><td>Jan<td>ma", "naam\tdag\nJan\tma"),
        ("<table><tr><td><p>naam</p></td><td><p>dag</p></td></tr></table>", "naam\tdag"),
        ("<table><tr><td></td><td>Van: x</td></tr></table>", "Van: x"),
        ("<ul><li>een<li>twee</ul>", "- een\n- twee"),
        ("<ol start=3><li>een</li><li>twee</li></ol>", "3. een\n4. twee"),
        ("<ol start=x><li>een</li></ol>", "1. een"),
        ("<p>a</p><blockquote>b<br>c<blockquote>d</blockquote></blockquote>e", "a\n\n> b\n> c\n>\n> > d\n\ne"),
        ("a<style>p{}</style><script>x()</script><head><title>t</title></head>b", "ab"),
        ("a<!-- weg --><!--[if mso]>weg<![endif]-->b", "ab"),
        ('Jan<span style="display:none">x</span>sen', "Jansen"),
        ('a<p hidden>weg</p><p style="color:red">b</p>', "a\n\nb"),
        ('<a href="mailto:jan@x.nl">Jan</a>, hoi', "Jan <jan@x.nl>, hoi"),
        ('<a href="mailto:jan@x.nl?subject=s">jan@x.nl</a>', "jan@x.nl"),
        ('<a href="mailto:jan%40x.nl">Jan</a>', "Jan <jan@x.nl>"),
        ('<a href="https://x.nl/pad?token=geheim#p.tester">hier</a>', "hier <https://x.nl/pad>"),
        ('<a href="https://www.x.nl/">x.nl</a>', "x.nl"),
        ('<a href="https://eu.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.nl">hier</a>', "hier <https://x.nl>"),
        ('<a href="javascript:x()">hier</a> <a name="q">daar</a>', "hier daar"),
        ('zie <img alt="foto van Jan" src="http://x.nl/y.png"> daar', "zie [afbeelding: foto van Jan] daar"),
        ('<input value="Jan"><input type=hidden value="weg"><textarea>een\ntwee</textarea>', "Jan\neen\ntwee"),
        ("&eacute;&#233;n &amp; twee", "één & twee"),
        ("<svg><text>Jan</text></svg>", "Jan"),
        ("a\0b<p>c", "ab\n\nc"),
        ("tekst zonder <onbekend>opmaak</onbekend>", "tekst zonder opmaak"),
        ('<?xml version="1.0" encoding="utf-16"?><p>één</p>', "één"),
        ('<meta charset="koi8-r"><p>één</p>', "één"),
        ("", ""),
        ("<p></p>", ""),
        ("a < b", "a < b"),
    ],
)  # fmt: skip
def test_html_becomes_lines(markup, text):
    assert html_text(markup).text == text


def test_tables_nested_very_deep_are_read_to_the_bottom():
    assert "onderin" in html_text("<table><tr><td>" * 60 + "onderin").text


def test_markup_that_is_not_read_to_its_end_is_no_text():
    with pytest.raises(ValueError, match="end"):
        html_text("<div>" * 9000 + "onderin")


@given(st.text(alphabet="<>/=\"' abpdivtr&#;!-\n", max_size=200))
def test_html_never_fails(markup):
    assert isinstance(html_text(markup).text, str)


@given(st.lists(st.text(alphabet="abcdé", min_size=1, max_size=6), min_size=1, max_size=12), st.randoms())
def test_no_word_between_tags_is_lost(words, random):
    tags = ["p", "div", "td", "b", "li", "blockquote", "h1", "span", "font", "o:p", "pre"]
    markup = " ".join(f"<{t}>{w}</{t}>" for w in words for t in [random.choice(tags)])
    assert html_text(markup).text.replace(">", " ").replace("- ", " ").split() == words


def test_pictures_in_the_markup_are_counted():
    read = html_text(
        '<img src="cid:een@x"><img src="data:image/png;base64,AAAA">'
        '<p style="background:url(data:image/gif;base64,BB)"><svg><path d="M0 0"/></svg><IMG SRC=CID:twee>'
    )
    assert read.cids == ("een@x", "twee")
    assert read.data_images == ("data:image/png;base64,AAAA", "data:image/gif;base64,BB")
    assert read.drawings == 1


@pytest.mark.parametrize(
    ("renderings", "body"),
    [
        (["dag Jan", "dag  Jan"], "dag Jan"),
        (["> dag\n> *Jan*", "dag Jan"], "> dag\n> *Jan*"),  # the plain text has the same words
        (["dag", "dag Jan"], "dag Jan"),  # the HTML says more
        (["", "dag Jan"], "dag Jan"),
        (["dag Jan", ""], "dag Jan"),
        (["Jan gaat niet akkoord", "Jan gaat akkoord niet"], "Jan gaat niet akkoord"),
        (["zie\nmijn ander nummer\n", "zie de HTML"], f"zie de HTML\n\n{EXTRA}\nmijn ander nummer"),
        (["ja nee", "ja nee nee"], "ja nee nee"),
        ([], ""),
    ],
)
def test_the_rendering_that_says_all_is_the_body(renderings, body):
    assert merge(renderings) == body


@given(
    st.lists(
        st.lists(st.sampled_from(["jan", "piet", "dag", "\n", "nu"]), max_size=8).map(" ".join), max_size=3
    )
)
def test_no_word_of_any_rendering_is_lost(renderings):
    said = merge(renderings).split()
    for rendering in renderings:
        assert set(rendering.split()) <= set(said)
        assert all(said.count(w) >= rendering.split().count(w) for w in rendering.split())


@pytest.mark.parametrize(
    ("flowed", "delete_space", "text"),
    [
        ("een \ntwee", False, "een twee"),
        ("een \ntwee", True, "eentwee"),
        ("een\ntwee", False, "een\ntwee"),
        ("> een \n> twee\ndrie", False, "> een twee\ndrie"),
        (">> een \n> twee", False, "> > een \n> twee"),
        ("groet \n-- \nJan", False, "groet \n-- \nJan"),
        (" >geen citaat", False, ">geen citaat"),
    ],
)
def test_flowed_text(flowed, delete_space, text):
    assert unflow(flowed, delete_space=delete_space) == text


def test_an_invitation_becomes_lines():
    source = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;LANGUAGE=nl:Overleg\\, deel 2\r\n"
        'ORGANIZER;CN="Wit, Jan de":mailto:jan@x.nl\r\nATTENDEE;ROLE=REQ;CN=Piet\r\n  Berg:MAILTO:piet@y.nl\r\n'
        "ATTENDEE:mailto:kaal@z.nl\r\nLOCATION:Kamer 3\r\nDTSTART;TZID=W. Europe:20240304T091500\r\n"
        "DTEND:20240304\r\nDESCRIPTION:regel een\\nregel twee\r\nUID:geheim\r\nX-GEHEIM:x\r\nkapot\r\nEND:VEVENT\r\n"
    )
    assert invite_text(source) == (
        "Afspraak: Overleg, deel 2\nOrganisator: Wit, Jan de <jan@x.nl>\nDeelnemer: Piet Berg <piet@y.nl>\n"
        "Deelnemer: kaal@z.nl\nLocatie: Kamer 3\nBegin: 04-03-2024 09:15\nEinde: 04-03-2024\n"
        "Omschrijving: regel een\nregel twee"
    )
