"""Reading a PDF: text, pages and words, and the files that can't be read."""

from __future__ import annotations

import zlib

import pikepdf
import pytest
import typst
from pdf_makers import add_page, document_of, edited, form, hand_made, helvetica, saved
from pikepdf import Array, Dictionary, Name

from pipeline.errors import UnreadableError
from pipeline.pdf.opening import MAX_STREAM, readable
from pipeline.pdf.text import View, read_pages, read_pdf_text

LINE = "BT /F 11 Tf 40 300 Td "
TURNED = "BT /F 11 Tf 0 1 -1 0 100 40 Tm "


def read(data, tmp_path):
    file = tmp_path / "in.pdf"
    file.write_bytes(data)
    return read_pdf_text(file)


TEXTS = {
    "a line": (f"{LINE}(Dag Jan) Tj ET", "Dag Jan\n"),
    "two lines": (f"{LINE}14 TL (een) Tj (twee) ' ET", "een\ntwee\n"),
    "a word broken with a hyphen": (f"{LINE}14 TL (Veld-) Tj (kamp) ' ET", "Veld-\nkamp\n"),
    "a hyphen in a line": (f"{LINE}(Jansen-de Vries) Tj ET", "Jansen-de Vries\n"),
    "spaces that are only gaps": (f"{LINE}[(Jan) -300 (Piet)] TJ ET", "Jan Piet\n"),
    "a space made by letter spacing": (
        f"{LINE}(Rensk) Tj 3 Tc [(eF) 273] TJ 0 Tc (ijn) Tj ET",
        "Renske Fijn\n",
    ),
    "spaced-out lettering": (f"{LINE}3 Tc (JANSEN) Tj ET", "JANSEN\n"),
    "letters closer than kerning": (f"{LINE}-0.5 Tc (Veldkamp) Tj ET", "Veldkamp\n"),
    "text that runs up, in pieces": (f"{TURNED}(Jan) Tj (sen) Tj ( be) Tj (lt) Tj ET", "Jansen belt\n"),
    "two lines of text that runs up": (f"{TURNED}(Jan) Tj 0 -20 Td (Piet) Tj ET", "Jan\nPiet\n"),
    "words of text that runs up": (f"{TURNED}(Jan) Tj 22 0 Td (Piet) Tj ET", "Jan Piet\n"),
    "accents and signs": (f"{LINE}(priv\xe9 \u20ac \u201cja\u201d) Tj ET", "privé € “ja”\n"),
    "an empty page": ("", "\n"),
    "replacement text is not read": (f"{LINE}/Span <</ActualText (schijn)>> BDC (waar) Tj EMC ET", "waar\n"),
    "a letter without a way to text": (f"{LINE}(a\x01b) Tj ET", "a\ufffdb\n"),
}


@pytest.mark.parametrize(("content", "text"), TEXTS.values(), ids=TEXTS.keys())
def test_text(content, text, tmp_path):
    assert read(hand_made(content), tmp_path).text == text


@pytest.mark.parametrize(
    "matrix",
    ["1 0 0 1 40 200", "0 1 -1 0 100 40", "0 -1 1 0 100 250", "-1 0 0 -1 200 250"],
    ids=["level", "up", "down", "upside down"],
)
def test_a_name_whose_letters_stand_on_their_own_is_one_word_whichever_way_it_runs(matrix, tmp_path):
    advances = zip("Hoevenkamp", (722, 556, 556, 500, 556, 556, 500, 556, 833, 556), strict=True)
    letters = " ".join(f"({letter}) Tj {width * 0.011:.3f} 0 Td" for letter, width in advances)
    content = f"{LINE}(Een regel) Tj ET BT /F 11 Tf {matrix} Tm {letters} ET"
    assert read(hand_made(content), tmp_path).text == "Een regel\nHoevenkamp\n"


def test_pages_are_split_by_a_form_feed_that_belongs_to_none(tmp_path):
    pdf = pikepdf.new()
    for word in ("een", "twee", ""):
        add_page(pdf, f"{LINE}({word}) Tj ET")
    found = read(saved(pdf), tmp_path)
    assert found.text == "een\n\ftwee\n\f\n"
    assert [p.span.of(found.text) for p in found.pages] == ["een\n", "twee\n", "\n"]
    assert [p.number for p in found.pages] == [1, 2, 3]
    assert [w.span.of(found.text) for w in found.words] == ["een", "twee"]


def test_hyphens_of_all_kinds_are_hyphens_and_those_that_do_not_show_are_none(tmp_path):
    source = (
        "#set page(width: 120pt, height: 200pt)\nDag Veldkamp-?bewoner, dank Veld-?kamp, 2\u20103 4\u20115"
    )
    text = read(typst.compile(source.encode()), tmp_path).text
    assert "Dag Veldkamp-\nbewoner, dank" in text
    assert "Veldkamp," in text
    assert "2-3 4-5" in " ".join(text.split())


def test_words_stand_where_they_are_displayed(tmp_path):
    found = read(hand_made(f"{LINE}(Dag Jan) Tj ET"), tmp_path)
    dag, jan = found.words
    assert dag.span.of(found.text) == "Dag"
    assert dag.box.x0 == pytest.approx(40, abs=2)
    assert dag.box.x1 < jan.box.x0
    assert 85 < dag.box.top < dag.box.bottom < 105
    assert (found.pages[0].width, found.pages[0].height) == (400, 400)


@pytest.mark.parametrize(
    ("turn", "size", "place"),
    [
        (0, (350, 340), (10, 90)),
        (90, (340, 350), (250, 10)),
        (180, (350, 340), (340, 250)),
        (270, (340, 350), (90, 340)),
    ],
)
def test_turned_and_cut_pages(turn, size, place, tmp_path):
    data = hand_made("BT /F 11 Tf 40 300 Td (M) Tj ET", Rotate=turn, CropBox=[30, 50, 380, 390])
    found = read(data, tmp_path)
    assert (found.pages[0].width, found.pages[0].height) == size
    (word,) = found.words
    assert word.box.x0 - 2 <= place[0] <= word.box.x1 + 2
    assert word.box.top - 2 <= place[1] <= word.box.bottom + 2


def test_a_box_inherited_from_the_page_tree(tmp_path):
    def inherit(pdf, page):
        del page["/MediaBox"]
        pdf.Root.Pages.MediaBox = Array([0, 0, 300, 320])
        pdf.Root.Pages.Rotate = 90

    found = read(edited(f"{LINE}(Dag) Tj ET", inherit), tmp_path)
    assert (found.pages[0].width, found.pages[0].height) == (320, 300)


@pytest.mark.parametrize("turns", range(4))
def test_a_view_keeps_points_inside(turns):
    view = View(10, 20, 110, 220, turns)
    width, height = view.size
    for x, y in ((10, 20), (110, 220), (50, 60)):
        shown_x, shown_y = view.point(x, y)
        assert 0 <= shown_x <= width
        assert 0 <= shown_y <= height


def test_each_letter_of_a_ligature_is_a_character_of_its_own(tmp_path):
    found = read(typst.compile(b'#set text(font: "Libertinus Serif")\nefficient'), tmp_path)
    assert found.text == "efficient\n"


def test_the_same_bytes_give_the_same_text_with_and_without_a_page_list(tmp_path):
    data = typst.compile(b"#set page(height: 100pt)\n" + b"Een hele lange tekst over van alles. " * 40)
    whole = list(read_pages(data))
    assert len(whole) > 2
    assert [p.text for p in read_pages(data, frozenset({2}))] == [whole[1].text]


def test_reading_leaves_a_file_without_replacement_texts_as_it_is():
    data = hand_made(f"{LINE}(Dag) Tj ET")
    assert readable(data).data is data


# Files that can't be read


def truncated():
    return hand_made(f"{LINE}(Dag) Tj ET")[:-60]


def without_pages():
    return saved(pikepdf.new())


def locked():
    pdf = pikepdf.new()
    add_page(pdf, f"{LINE}(Dag) Tj ET")
    return saved(pdf, static_id=False, encryption=pikepdf.Encryption(owner="eigenaar", user="geheim"))


def bomb():
    pdf = pikepdf.new()
    page = add_page(pdf, "")
    squeezer = zlib.compressobj(9)
    data = b"".join(squeezer.compress(b" " * 1024 * 1024) for _ in range(MAX_STREAM // 1024 // 1024 + 1))
    page.Contents = pdf.make_stream(data + squeezer.flush(), Filter=Name.FlateDecode)
    return saved(pdf, compress_streams=False)


LONG = b" ".join(b"BT /F 11 Tf 40 %d Td (Regel %d) Tj ET" % (n, n * n) for n in range(300))


def with_content(damage):
    """A page whose deflated content went through `damage`."""
    pdf = pikepdf.new()
    page = add_page(pdf, "")
    page.Contents = pdf.make_stream(damage(zlib.compress(LONG)), Filter=Name.FlateDecode)
    return saved(pdf, compress_streams=False)


def broken_off_content():
    return with_content(lambda data: data[:-40])


def damaged_content():
    return with_content(lambda data: data[:800] + bytes(20) + data[820:])


def test_content_without_its_checksum_is_whole(tmp_path):
    assert "Regel 89401" in read(with_content(lambda data: data[:-4]), tmp_path).text


def too_many_forms():
    pdf = pikepdf.new()
    page = add_page(pdf, "")
    page.Resources.XObject = Dictionary({f"/F{i}": form(pdf, "") for i in range(5001)})
    return saved(pdf)


BAD = {
    "content that breaks off": (broken_off_content, "pagina 1 is beschadigd"),
    "damaged content": (damaged_content, "pagina 1 is beschadigd"),
    "empty": (lambda: b"", "leeg"),
    "no PDF": (lambda: b"PK\x03\x04 iets heel anders", "geen PDF"),
    "truncated": (truncated, "afgebroken"),
    "nothing inside": (lambda: b"%PDF-1.7\nniets\n%%EOF", "beschadigd"),
    "no pages": (without_pages, "geen pagina's"),
    "encrypted": (locked, "wachtwoord"),
    "a bomb": (bomb, "te groot"),
    "too many forms": (too_many_forms, "te veel"),
}


@pytest.mark.parametrize(("make", "reason"), BAD.values(), ids=BAD.keys())
def test_what_cannot_be_read_says_why(make, reason, tmp_path):
    with pytest.raises(UnreadableError, match=reason):
        read(make(), tmp_path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError, match="kan niet worden gelezen"):
        read_pdf_text(tmp_path / "weg.pdf")


def test_encrypted_with_an_empty_password_is_read(tmp_path):
    pdf = pikepdf.new()
    add_page(pdf, f"{LINE}/Span <</ActualText (schijn)>> BDC (Dag) Tj EMC ET")
    data = saved(pdf, static_id=False, encryption=pikepdf.Encryption(owner="eigenaar", user=""))
    assert read(data, tmp_path).text == "Dag\n"


def test_a_form_inside_itself_ends(tmp_path):
    def loop(pdf, page):
        looped = form(pdf, "/L Do")
        looped.Resources = Dictionary(XObject=Dictionary(L=looped), Font=Dictionary(F=helvetica(pdf)))
        page.Resources.XObject = Dictionary(L=looped)

    assert document_of(edited(f"/L Do {LINE}(Dag) Tj ET", loop), tmp_path).text == "Dag\n"
