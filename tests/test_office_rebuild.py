"""What of a Word file is read, what goes, and what an officer is told."""

import zipfile
from io import BytesIO

import pytest
from docx_maker import document, make_docx, para, part, relationships, run, styles
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.errors import UnreadableError
from pipeline.ingest import obstacles as say
from pipeline.ingest.cfb import MAGIC, Storage, write_cfb
from pipeline.ingest.office import BROKEN_PART, LOST_OBJECT, UNKNOWN_PART, office_kind, read_office
from pipeline.office import package as packages
from pipeline.office.replace import Replacement, replace_text
from pipeline.office.text import read_rebuilt
from pipeline.types import Span

SECRET = "Wiebelsma"


def text_of(body: str, **more: object) -> str:
    return read_office(make_docx(body, **more), "stuk.docx").text  # type: ignore[arg-type]


def unpacked(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode('utf-8')}" for name in archive.namelist())


def drawing(content: str) -> str:
    graphic = f'<a:graphic><a:graphicData uri="URI">{content}</a:graphicData></a:graphic>'
    return f'<w:drawing><wp:inline><wp:docPr id="1" name="{SECRET}" descr="{SECRET}"/>{graphic}</wp:inline></w:drawing>'


def box(*paragraphs: str) -> str:
    inner = f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp>"
    shape = drawing(inner).replace("URI", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape")
    old = "".join(paragraphs)
    fallback = (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{old}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(para("Ja", "n Jan", "sen"), "Jan Jansen\n", id="split runs"),
        pytest.param(para("Jan\u00adsen en Vis\u200bser"), "Jansen en Visser\n", id="invisible signs in a name"),
        pytest.param(para("Jan\u00a0Jansen"), "Jan Jansen\n", id="no-break space"),
        pytest.param(para(run("een"), "<w:r><w:tab/><w:br/></w:r>", run("twee")), "een\t\ntwee\n", id="tab and break"),
        pytest.param(para(run("Jan"), "<w:r><w:noBreakHyphen/></w:r>", run("Piet")), "Jan-Piet\n", id="hyphen"),
        pytest.param(para('<w:r><w:sym w:font="Arial" w:char="004A"/></w:r>', "an"), "Jan\n", id="letter as symbol"),
        pytest.param(para('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "\u2713\n", id="tick"),
        pytest.param(
            para(f'<w:hyperlink r:id="x" w:tooltip="{SECRET}">{run("hier")}</w:hyperlink>'), "hier\n", id="link"
        ),
        pytest.param(
            para(f'<w:smartTag w:element="{SECRET}"><w:smartTagPr/>{run("Almelo")}</w:smartTag>'),
            "Almelo\n",
            id="smart tag",
        ),
        pytest.param(
            f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/><w:tag w:val="{SECRET}"/>'
            f'<w:dataBinding w:xpath="{SECRET}"/></w:sdtPr><w:sdtContent>{para("inhoud")}</w:sdtContent></w:sdt>',
            "inhoud\n",
            id="content control",
        ),
        pytest.param(
            para("a ", f'<w:ins w:author="{SECRET}">{run("nieuw")}</w:ins>',
                 f'<w:del w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>'),
            "a nieuw\n",
            id="tracked text",
        ),
        pytest.param(
            para("een ", properties=f'<w:rPr><w:del w:author="{SECRET}"/></w:rPr>') + para("twee"),
            "een twee\n",
            id="deleted end of a paragraph",
        ),
        pytest.param(
            para(f'<w:moveFrom w:author="{SECRET}">{run(SECRET)}</w:moveFrom>', "blijft ",
                 f'<w:moveTo w:author="{SECRET}">{run("hier")}</w:moveTo>'),
            "blijft hier\n",
            id="moved text",
        ),
        pytest.param(para(field(f'HYPERLINK "https://x.nl/{SECRET}"', "site")), "site\n", id="field"),
        pytest.param(para(field(f'INCLUDETEXT "{SECRET}.docx"', "ingevoegd")), "ingevoegd\n", id="included text"),
        pytest.param(para(field(f"DOCPROPERTY {SECRET}", "waarde")), "waarde\n", id="property"),
        pytest.param(para("blad ", field("PAGE", "7"), "."), "blad .\n", id="page number"),
        pytest.param(
            para(field(f'IF {field("PAGE", "1")} = "{SECRET}"', "uitkomst")), "uitkomst\n", id="field in a code"
        ),
        pytest.param(
            para(f'<w:fldSimple w:instr="MERGEFIELD {SECRET}">{run("Almelo")}</w:fldSimple>'), "Almelo\n", id="merge"
        ),
        pytest.param(
            para('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
                 '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', " ja"),
            "\u2612 ja\n",
            id="check box",
        ),
        pytest.param(para("voor", box(para("in het vak")), " na"), "voor na\nin het vak\n", id="text box once"),
        pytest.param(
            para('<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>'),
            "\nCONCEPT\n",
            id="letter art",
        ),
        pytest.param(para("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b\n", id="formula"),
        pytest.param(
            para(f'<w:r><w:ruby><w:rt>{run("kan")}</w:rt><w:rubyBase>{run("Jansen")}</w:rubyBase></w:ruby></w:r>'),
            "kanJansen\n",
            id="ruby",
        ),
        pytest.param(
            table(cell(para("Naam")) + cell(para("Rol")), cell(para("Jan"), para("Vis")) + cell(para("lid"))),
            "Naam\tRol\nJan\nVis\tlid\n",
            id="table",
        ),
        pytest.param(
            para("ok ", run(SECRET, "<w:vanish/>")) + para("zo", properties='<w:rPr><w:vanish/></w:rPr>'),
            "ok \nzo\n",
            id="hidden run",
        ),
        pytest.param(
            para(f'<w:bookmarkStart w:id="1" w:name="{SECRET}"/>', "tekst", '<w:bookmarkEnd w:id="1"/>',
                 '<w:proofErr w:type="spellStart"/>', '<w:r><w:commentReference w:id="0"/></w:r>'),
            "tekst\n",
            id="bookmark and comment mark",
        ),
    ],
)  # fmt: skip
def test_reads(body: str, text: str) -> None:
    found = read_office(make_docx(body), "stuk.docx")
    assert found.text == text
    assert found.obstacles == ()
    assert SECRET not in unpacked(found.docx)


def test_tables_are_told_by_cell() -> None:
    found = read_office(make_docx(table(cell(para("Jan"), para("Vis")) + cell(para("")))), "x")
    (one,) = found.tables
    assert [[[span.of(found.text) for span in c] for c in row] for row in one.rows] == [[["Jan", "Vis"], []]]


def test_hidden_by_style() -> None:
    hidden = styles(
        '<w:style w:type="paragraph" w:styleId="Basis"><w:name w:val="Basis"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Weg"><w:name w:val="Weg"/><w:basedOn w:val="Basis"/></w:style>'
    )
    body = para(SECRET, properties='<w:pStyle w:val="Weg"/>') + para("blijft")
    found = read_office(
        make_docx(body, related={"s": ("styles", "styles.xml")}, parts={"word/styles.xml": hidden}), "x"
    )
    assert found.text == "\nblijft\n"
    assert any("verborgen" in note for note in found.notes)


def test_headers_footers_and_notes_stand_where_they_belong() -> None:
    section = (
        '<w:headerReference w:type="default" r:id="h"/><w:headerReference w:type="first" r:id="h2"/>'
        '<w:footerReference w:type="default" r:id="f"/>'
    )
    body = para("alinea", '<w:r><w:footnoteReference w:id="5"/><w:endnoteReference w:id="6"/></w:r>') + para(
        "slot"
    )
    found = read_office(
        make_docx(
            body,
            section=section,
            related={
                "h": ("header", "kop.xml"), "h2": ("header", "kop2.xml"), "f": ("footer", "voet.xml"),
                "n": ("footnotes", "fn.xml"), "e": ("endnotes", "en.xml"),
            },
            parts={
                "word/kop.xml": part("hdr", para("kop")),
                "word/kop2.xml": part("hdr", para(SECRET)),  # no first page of its own: nobody sees it
                "word/voet.xml": part("ftr", para("voet")),
                "word/fn.xml": part("footnotes", f'<w:footnote w:id="5">{para("noot")}</w:footnote>'
                                    f'<w:footnote w:id="9">{para(SECRET)}</w:footnote>'),
                "word/en.xml": part("endnotes", f'<w:endnote w:id="6">{para("eindnoot")}</w:endnote>'),
            },
        ),
        "x",
    )  # fmt: skip
    assert found.text == "kop\nalinea\nnoot\nslot\nvoet\neindnoot\n"
    assert SECRET not in unpacked(found.docx)


def test_side_parts_stay_behind() -> None:
    names = [
        "docProps/core.xml",
        "docProps/app.xml",
        "customXml/item1.xml",
        "word/comments.xml",
        "word/people.xml",
    ]
    names += [
        "word/glossary/document.xml",
        "word/vbaProject.bin",
        "word/webSettings.xml",
        "word/fonts/font1.odttf",
    ]
    settings = part(
        "settings", f'<w:attachedTemplate r:id="t"/><w:mailMerge><w:query w:val="{SECRET}"/></w:mailMerge>'
    )
    found = read_office(
        make_docx(
            para("tekst"),
            related={"s": ("settings", "settings.xml"), "c": ("comments", "comments.xml"),
                     "v": ("vbaProject", "vbaProject.bin")},
            parts={
                **{name: part("x", f"<w:comment>{para(SECRET)}</w:comment>") for name in names},
                "word/settings.xml": settings,
                "word/_rels/settings.xml.rels": relationships({"t": ("attachedTemplate", f"http://{SECRET}.nl/x.dotm")}),
            },
        ),
        "x",
    )  # fmt: skip
    assert found.text == "tekst\n"
    assert SECRET not in unpacked(found.docx)
    assert "http://" + SECRET.lower() not in unpacked(found.docx).lower()
    assert found.attachments == ()
    assert any("opmerkingen" in note for note in found.notes)


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def test_names_of_styles_and_words_of_numbering_go() -> None:
    style = styles(
        f'<w:style w:type="paragraph" w:styleId="{SECRET}"><w:name w:val="Kop {SECRET}"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    )
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{SECRET} %1:"/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="Artikel %1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>',
    )
    found = read_office(
        make_docx(
            para("tekst", properties=f'<w:pStyle w:val="{SECRET}"/>{NUMBERED}'),
            related={"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")},
            parts={"word/styles.xml": style, "word/numbering.xml": numbering},
        ),
        "x",
    )  # fmt: skip
    inside = unpacked(found.docx)
    assert SECRET not in inside
    assert "heading 1" in inside
    assert "Artikel %1.%2" in inside
    assert any("nummering" in note for note in found.notes)


def test_an_embedded_file_becomes_an_attachment() -> None:
    ole = '<w:r><w:object><v:shape><v:imagedata r:id="p"/></v:shape><o:OLEObject r:id="o"/></w:object></w:r>'
    found = read_office(
        make_docx(
            para("zie ", ole),
            related={"o": ("package", "embeddings/blad.xlsx"), "p": ("image", "media/i.emf")},
            parts={"word/embeddings/blad.xlsx": b"inhoud", "word/media/i.emf": b"x" * 99},
        ),
        "x",
    )
    assert [(a.name, a.data) for a in found.attachments] == [("blad.xlsx", b"inhoud")]
    assert found.obstacles == ()


PACKED = b"\0\0\0\0\2\0a.txt\0c\0\0\0\3\0\2\0\0\0c\0\5\0\0\0bytes"


@pytest.mark.parametrize(
    ("data", "name", "content", "obstacle"),
    [
        pytest.param(
            write_cfb(Storage(streams={"\x01Ole10Native": PACKED})),
            "o1",
            b"bytes",
            "",
            id="packed",
        ),
        pytest.param(MAGIC + b"kapot", "o1.bin", b"", LOST_OBJECT, id="damaged"),
    ],
)
def test_an_object_is_unpacked(data: bytes, name: str, content: bytes, obstacle: str) -> None:
    ole = '<w:r><w:object><o:OLEObject r:id="o"/></w:object></w:r>'
    made = make_docx(
        para(ole), related={"o": ("oleObject", "embeddings/o1.bin")}, parts={"word/embeddings/o1.bin": data}
    )
    (one,) = read_office(made, "x").attachments
    assert (one.name, one.data, one.obstacle) == (name, content, obstacle)


PICTURE = drawing('<pic:pic><pic:blipFill><a:blip r:embed="p"/></pic:blipFill></pic:pic>').replace(
    "URI", "http://schemas.openxmlformats.org/drawingml/2006/picture"
)
CHART = drawing('<c:chart r:id="p"/>').replace(
    "URI", "http://schemas.openxmlformats.org/drawingml/2006/chart"
)
PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x01\0\0\0\x01"


CUT = PICTURE.replace('<a:blip r:embed="p"/>', '<a:blip r:embed="p"/><a:srcRect l="50000"/>')
VML = '<w:pict><v:shape><v:imagedata r:id="p"/></v:shape></w:pict>'


def png(width: int = 300, height: int = 300) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def with_picture(body: str, data: bytes, **more: str) -> bytes:
    return make_docx(
        body,
        related={"p": ("image", "media/i.png"), **{name: ("image", kind) for name, kind in more.items()}},
        parts={"word/media/i.png": data},
    )


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(
    ("shown", "data", "count"),
    [
        (PICTURE, b"EMF of zo", 1),
        (PICTURE, PIXEL, 0),
        (CHART, b"<c/>", 1),
        (PICTURE.replace('r:embed="p"', 'r:link="weg"'), png(), 1),
    ],
    ids=["drawing", "pixel", "chart", "linked"],
)
def test_a_picture_that_is_not_to_be_had_is_an_obstacle(shown: str, data: bytes, count: int) -> None:
    found = read_office(with_picture(para(f"<w:r>{shown}</w:r>"), data, weg="https://x.nl/a.png"), "x")
    assert len(found.obstacles) == count
    assert all(map(say.about_pictures, found.obstacles))
    assert (found.text.strip(), found.attachments) == ("", ())
    assert SECRET not in unpacked(found.docx)


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize("shown", [PICTURE, VML])
@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r>{}</w:r></w:p>", "[afbeelding 1]"),
        ("<w:p><w:r><w:t>zie</w:t>{}<w:t>Jan</w:t></w:r></w:p>", "zie [afbeelding 1] Jan"),
        (
            "<w:p><w:r><w:t>zie</w:t></w:r><w:r>{}</w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Jan</w:t></w:r></w:p>",
            "zie [afbeelding 1] Jan",
        ),
        ("<w:p><w:r>{}<w:tab/><w:t>Jan</w:t></w:r></w:p>", "[afbeelding 1]\tJan"),
        ("<w:p><w:r>{0}{0}</w:r></w:p>", "[afbeelding 1] [afbeelding 1]"),
        ("<w:tbl><w:tr><w:tc><w:p><w:r>{}</w:r></w:p></w:tc></w:tr></w:tbl>", "[afbeelding 1]"),
    ],
)
def test_a_picture_becomes_a_document(shown: str, body: str, text: str) -> None:
    data = png()
    found = read_office(with_picture(body.format(shown), data), "x")
    assert found.text.strip() == text
    assert [(one.name, one.data) for one in found.attachments] == [("afbeelding-1.png", data)]
    assert (found.obstacles, found.notes) == ((), ())
    assert "media" not in " ".join(zipfile.ZipFile(BytesIO(found.docx)).namelist())


@pytest.mark.usefixtures("without_tesseract")
def test_what_is_cut_off_a_picture_is_not_published() -> None:
    (one,) = read_office(with_picture(para(f"<w:r>{CUT}</w:r>"), png()), "x").attachments
    with Image.open(BytesIO(one.data)) as shown:
        assert shown.size == (150, 300)


@pytest.mark.usefixtures("without_tesseract")
def test_a_hidden_picture_is_left_out() -> None:
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{PICTURE}</w:r>"
    found = read_office(with_picture(para("een", hidden, f"<w:r>{CUT}</w:r>"), png()), "x")
    assert found.text == "een [afbeelding 1]\n"
    assert len(found.attachments) == 1
    assert any("verborgen" in note for note in found.notes)


@pytest.mark.usefixtures("without_tesseract")
def test_files_that_differ_only_in_a_picture_give_the_same_bytes() -> None:
    one, other = (read_office(with_picture(para(f"<w:r>{PICTURE}</w:r>"), png(n)), "x") for n in (300, 301))
    assert one.docx == other.docx


@pytest.mark.parametrize(
    ("body", "obstacle"),
    [
        pytest.param(para(f"<x:nieuw>{run('tekst')}</x:nieuw>"), UNKNOWN_PART, id="unknown element"),
        pytest.param(para("<w:r><w:nieuw>tekst</w:nieuw></w:r>"), UNKNOWN_PART, id="unknown in a run"),
        pytest.param(
            para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "weg") + para("ook weg"), BROKEN_PART, id="open field"
        ),
        pytest.param(
            para('<w:r><w:object><o:OLEObject r:id="nergens"/></w:object></w:r>'), BROKEN_PART, id="lost object"
        ),
        pytest.param("".join("<w:tbl><w:tr><w:tc>" for _ in range(61)) + para("diep")
                     + "".join("</w:tc></w:tr></w:tbl>" for _ in range(61)), BROKEN_PART, id="too deep"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_an_obstacle(body: str, obstacle: str) -> None:
    assert read_office(make_docx(body), "x").obstacles == (obstacle,)


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


ENTITIES = document(para("&naam;")).replace(
    "<w:document", '<!DOCTYPE x [<!ENTITY naam SYSTEM "file:///etc/hostname">]><w:document'
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 kapot", id="broken zip"),
        pytest.param(zipped(iets=b"x"), id="other zip"),
        pytest.param(make_docx(para("x"))[:-40], id="cut off"),
        pytest.param(make_docx("<w:p>"), id="broken xml"),
        pytest.param(make_docx("", parts={"word/document.xml": ENTITIES}), id="entities"),
        pytest.param(make_docx("", parts={"word/document.xml": part("document", "")}), id="no body"),
        pytest.param(
            make_docx("", parts={"word/document.xml": document("<w:p>" * 300 + "</w:p>" * 300)}), id="deep"
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), id="password"
        ),
    ],
)
def test_a_bad_file_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_office(data, "stuk.docx")
    assert str(refused.value)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_PART_BYTES", 1000)
    with pytest.raises(UnreadableError, match="te groot"):
        read_office(make_docx(para("a" * 5000)), "x")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make_docx(""), "docx"),
        (b"{\\rtf1 x}", "rtf"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b""}), "odt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
    ],
)
def test_a_kind_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert office_kind(data) == kind


def test_the_same_file_is_built_the_same() -> None:
    made = make_docx(para("a ", run("b", "<w:b/>"), box(para("c"))))
    assert read_office(made, "x").docx == read_office(made, "y").docx


def test_runs_that_look_the_same_are_one() -> None:
    one = make_docx(para("Geachte ", "mevrouw", run("!", "<w:b/>")))
    two = make_docx(para("Geach", '<w:proofErr w:type="spellStart"/>', run("te mev", '<w:lang w:val="en-GB"/>'), "rouw",
                         run("!", "<w:b/>")))  # fmt: skip
    assert read_office(one, "x").docx == read_office(two, "x").docx


def test_every_piece_shows_its_stretch() -> None:
    reading = read_rebuilt(
        read_office(make_docx(para("Ja", run("n", "<w:b/>"), "<w:r><w:tab/></w:r>", "s")), "x").docx
    )
    for piece in reading.pieces:
        assert piece.span.of(reading.text) == (piece.element.text or "\t")


WORDS = st.lists(
    st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=4), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.lists(st.integers(0, 60), max_size=8))
def test_a_replacement_takes_out_what_it_covers_and_nothing_else(
    lines: list[list[str]], cuts: list[int]
) -> None:
    body = "".join(
        para(*(run(word, "<w:b/>" if i % 2 else "") for i, word in enumerate(line))) for line in lines
    )
    reading = read_rebuilt(read_office(make_docx(body), "x").docx)
    text = reading.text
    borders = sorted({cut for cut in cuts if cut <= len(text)})
    spans = [Span(a, b) for a, b in zip(borders[::2], borders[1::2], strict=False) if text[a:b].strip()]
    wanted, at = "", 0
    for span in spans:
        wanted += text[at : span.start] + "[5.1.2e]"
        at = span.end
    wanted += text[at:]
    made = replace_text(reading, [Replacement(span, "[5.1.2e]") for span in spans])
    assert "".join(read_rebuilt(made).text.split()) == "".join(wanted.split())
    if not any("\n" in span.of(text) for span in spans):
        assert read_rebuilt(made).text == wanted


def test_the_columns_of_a_fitted_table_do_not_tell_how_long_a_name_was() -> None:
    grids = []
    for name, width in (("Jan", "900"), ("Pieternel van der Heidenstein", "5200")):
        grid = f'<w:tblGrid><w:gridCol w:w="{width}"/><w:gridCol w:w="2000"/></w:tblGrid>'
        size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        rows = f"<w:tr>{cell(para(name), properties=size)}{cell(para('lid'))}</w:tr>"
        reading = read_rebuilt(read_office(make_docx(f"<w:tbl><w:tblPr/>{grid}{rows}</w:tbl>"), "x").docx)
        grids.append(unpacked(replace_text(reading, [Replacement(Span(0, len(name)), "[5.1.2e]")])))
    assert grids[0] == grids[1]


def test_a_mark_shows_its_letters_as_they_are() -> None:
    reading = read_rebuilt(
        read_office(make_docx(para(run("Jan", "<w:caps/><w:highlight w:val='black'/>"))), "x").docx
    )
    inside = unpacked(replace_text(reading, [Replacement(Span(0, 3), "[5.1.2e]")]))
    assert '<w:caps w:val="0"/>' in inside
    assert "highlight" not in inside
