import io
import re
import sys

import pdfplumber
import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import check_output
from pipeline.errors import RedactionError
from pipeline.masking import RedactedText, redact_text
from pipeline.redact.typeset import Typeset, typeset
from pipeline.redact.typst_pdf import SUBSTITUTE, showable
from pipeline.types import DocumentKind, Ground, Label, Mask, Span

GROUNDS = (
    Ground("5.1.1e", "Wet open overheid", "Art. 5.1 lid 1 sub e", "nummers ter identificatie"),
    Ground("5.1.2e", "Wet open overheid", "Art. 5.1 lid 2 sub e", "de persoonlijke levenssfeer"),
)
PRIVACY = ("5.1.2e",)


def redacted(text: str, *hidden: str, grounds: tuple[str, ...] = PRIVACY) -> RedactedText:
    spans = [Span(*m.span()) for word in hidden for m in re.finditer(re.escape(word), text)]
    return redact_text(text, tuple(Mask(span, grounds, Label.PERSON) for span in sorted(spans)))


def plain(text: str) -> RedactedText:
    return RedactedText(text, (), ())


def make(text: RedactedText, kind: DocumentKind = DocumentKind.TEXT, title: str = "Titel") -> Typeset:
    return typeset(text, GROUNDS, title, kind)


def pages_of(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    texts = []
    for page in document:
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range().replace("\r", ""))
        text_page.close()
        page.close()
    document.close()
    return texts


def words_of(result: Typeset, text: str) -> list[str]:
    return [word.span.of(text) for word in result.words]


MAIL = (
    "Van: Piet Jansen <p.jansen@hellendoorn.nl>\nAan: Els de Boer\nOnderwerp: weg\n"
    "\nBeste Els,\n\nGroet, Piet Jansen\n"
)


# --- what stands on the page


def test_a_mail_is_set_with_its_marks_and_a_legend():
    text = redacted(MAIL, "Piet Jansen", "p.jansen", "Els de Boer")
    result = make(text, DocumentKind.MAIL)
    body, legend = pages_of(result.pdf)
    assert body.startswith("Titel\nVan: 5.1.2e <5.1.2e@hellendoorn.nl>\nAan: 5.1.2e\n")
    assert body.rstrip().endswith("pagina 1 van 1")
    assert "Art. 5.1 lid 2 sub e" in legend
    assert result.legend_pages == 1
    assert [(row.code, row.pages) for row in result.legend] == [("5.1.2e", (1,))]


def test_without_marks_there_is_no_legend():
    result = make(plain("Niets te verbergen."))
    assert (result.legend, result.legend_pages, result.mark_boxes) == ((), 0, ())
    assert len(pages_of(result.pdf)) == len(result.pages) == 1


def test_two_grounds_stand_on_one_mark_and_both_in_the_legend():
    result = make(redacted("bsn 123456782", "123456782", grounds=("5.1.1e", "5.1.2e")))
    assert "5.1.1e; 5.1.2e" in pages_of(result.pdf)[0]
    assert [row.code for row in result.legend] == ["5.1.1e", "5.1.2e"]


def test_the_legend_lists_the_pages_that_carry_a_mark():
    result = make(redacted("Jansen\fniemand\fJansen en Jansen", "Jansen"))
    assert [row.pages for row in result.legend] == [(1, 3)]
    assert "1 3" in pages_of(result.pdf)[-1]
    assert [page.number for page in result.pages] == [1, 2, 3]
    assert "pagina 3 van 3" in pages_of(result.pdf)[2]


@pytest.mark.parametrize("brk", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v"])
def test_every_line_break_is_kept(brk):
    assert "een\ntwee\n" in pages_of(make(plain(f"een{brk}twee{brk}")).pdf)[0]


def test_indents_are_kept_and_tabs_are_wider():
    text = "nul\n  twee\n\ttab"
    left = {word.span.of(text): word.box.x0 for word in make(plain(text)).words}
    assert left["nul"] < left["twee"] < left["tab"]


def test_what_looks_like_markup_is_text():
    text = "#let x = 1 *vet* _schuin_ $x^2$ `code` @label <label> \\ // /* = kop\n= kop\n- punt\n#panic()"
    assert words_of(make(plain(text)), text) == text.split()


def test_only_the_header_of_a_mail_gets_labels_in_bold():
    def bold(kind: DocumentKind) -> list[bool]:
        with pdfplumber.open(io.BytesIO(make(plain("Van: x\n\nVan: y"), kind).pdf)) as pdf:
            found = ["Bold" in char["fontname"] for char in pdf.pages[0].chars if char["text"] == "V"]
            pdf.pages[0].close()
            return found

    assert bold(DocumentKind.MAIL) == [True, False]
    assert bold(DocumentKind.TEXT) == [False, False]


# --- nothing of what was hidden


@pytest.mark.parametrize("kind", [DocumentKind.MAIL, DocumentKind.TEXT])
def test_two_inputs_that_differ_only_in_hidden_text_give_the_same_bytes(kind):
    one = redacted(MAIL, "Piet Jansen", "p.jansen", "Els de Boer")
    name, local, other = "Wilhelmina van Zuidbroek-Terpstra", "wvz", "Bo"
    mail = MAIL.replace("Piet Jansen", name).replace("p.jansen", local).replace("Els de Boer", other)
    two = redacted(mail, name, local, other)
    assert make(one, kind).pdf == make(two, kind).pdf
    assert make(one, kind) == make(two, kind)


def test_it_carries_no_date_and_passes_the_gate():
    text = redacted(MAIL, "Piet Jansen", "p.jansen", "Els de Boer")
    result = make(text, DocumentKind.MAIL)
    assert check_output(result.pdf, text.text, ("Piet Jansen", "Jansen", "p.jansen", "Els de Boer")) == ()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert set(pdf.docinfo) <= {"/Title", "/Creator"}
        assert pdf.docinfo["/Title"] == "Titel"
        assert pdf.Root.Lang == "nl"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()


# --- words and boxes


def test_every_word_has_a_box_in_reading_order():
    text = redacted(MAIL, "Piet Jansen", "p.jansen", "Els de Boer")
    result = make(text, DocumentKind.MAIL)
    assert words_of(result, text.text) == text.text.split()
    places = [(round(word.box.top), word.box.x0) for word in result.words]
    assert places == sorted(places)
    assert all(0 < w.box.x0 < w.box.x1 < 595 and 0 < w.box.top < w.box.bottom < 842 for w in result.words)


def test_the_box_of_a_word_holds_that_word_in_the_pdf():
    text = redacted("Aan Piet Jansen, tel. 06-12 (fijn) é\n\fPiet Jansen weg", "Piet Jansen")
    result = make(text)
    document = pdfium.PdfDocument(result.pdf)
    for word in result.words:
        page = document[word.box.page - 1]
        text_page = page.get_textpage()
        height = page.get_height()
        box = word.box
        found = text_page.get_text_bounded(box.x0 - 0.5, height - box.bottom, box.x1 + 0.5, height - box.top)
        assert found.strip() == word.span.of(text.text).replace("[", "").replace("]", "")
        text_page.close()
        page.close()
    document.close()


def test_a_mark_has_one_box_of_the_same_width_everywhere():
    text = redacted("Jansen ging\nnaar (Jansen) en xJansen@x.nl", "Jansen")
    result = make(text)
    assert [len(boxes) for boxes in result.mark_boxes] == [1, 1, 1]
    assert len({round(boxes[0].x1 - boxes[0].x0, 1) for boxes in result.mark_boxes}) == 1


def test_a_word_that_is_broken_over_lines_has_a_box_for_each_piece():
    text = "kort " + "lang" * 100
    result = make(plain(text))
    pieces = [word for word in result.words if word.span.start >= 5]
    assert len(pieces) > 2
    assert "".join(word.span.of(text) for word in pieces) == "lang" * 100
    assert max(word.box.x1 for word in result.words) < 595 - 70


@pytest.mark.parametrize("text", ["Aan: Piet Jansen \f", "Aan: Piet Jansen\n\nx\f\f"])
def test_a_page_break_at_the_end_leaves_no_empty_page(text):
    result = typeset(redacted(text, "Piet Jansen"), GROUNDS, "Titel", DocumentKind.MAIL)
    assert (len(result.pages), result.legend_pages) == (1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "\u200b", "\f\f", "\f\n\x00"])
def test_an_empty_text_gives_one_page_under_its_title(text):
    result = make(plain(text))
    assert result.words == ()
    assert [page.span for page in result.pages] == [Span(0, len(text))]


def test_the_spans_of_the_pages_follow_one_another_and_a_mark_is_never_cut():
    text = redacted("regel\n" * 70 + "Jansen " * 2000, "Jansen")
    result = make(text)
    assert len(result.pages) > 3
    assert "".join(page.span.of(text.text) for page in result.pages) == text.text
    for page in result.pages:
        assert page.span.of(text.text).count("[") == page.span.of(text.text).count("]")
    for word in result.words:
        assert result.pages[word.box.page - 1].span.covers(word.span)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("pagina 1 van 1", id="text that looks like a footer"),
        pytest.param("Legenda toegepaste uitzonderingsgrondslagen\npagina 2 van 9", id="like a legend"),
        pytest.param("burger-\nservicenummer en-\n dan", id="hyphens at the end of lines"),
        pytest.param("ﬁ ﬃ ĳ ½ ™ ² … e\u0301 a\u0308 \u00ad- \u2011", id="compatibility forms"),
        pytest.param("a\u0000b\u0007c\u200bd\ufeffe", id="characters without a shape"),
        pytest.param("„Citaat” ‘zo’ — en – € • ·", id="typography"),
        pytest.param("𝐀𝐁 x𝐂", id="outside the basic plane"),
        pytest.param("[5.1.2e] stond er al", id="a mark in the source"),
        pytest.param("a\u030bb zi\u0301j\u0301n", id="marks that make no character with their letter"),
        pytest.param("x" * 5000, id="a run of letters without an end"),
        pytest.param("woord " * 3000, id="a line without an end"),
        pytest.param("\ud800 kapot", id="half a surrogate pair"),
    ],
)
def test_nasty_texts_come_back_word_for_word(text):
    result = make(redacted("Jansen " + text + " Jansen", "Jansen"))
    assert "".join(words_of(result, "[5.1.2e] " + text + " [5.1.2e]")) == re.sub(
        r"\s", "", "[5.1.2e]" + text + "[5.1.2e]"
    )


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("abc -\n\t\f@[]>'\"#*_\\")), max_size=80))
def test_any_text_is_set_and_found_again(text):
    done = redact_text("Aan: NAAM " + text, (Mask(Span(5, 9), PRIVACY, Label.PERSON),))
    result = make(done, DocumentKind.MAIL)
    assert len(result.mark_boxes) == 1
    assert "".join(page.span.of(done.text) for page in result.pages) == done.text


# --- what can't be shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plan 中文", f"plan {SUBSTITUTE}{SUBSTITUTE}"),
        ("ja 😀 nee", f"ja {SUBSTITUTE} nee"),
        ("שלום", SUBSTITUTE * 4),  # the fonts have Hebrew, but readers turn it around
        ("مرحبا", SUBSTITUTE * 5),
        ("\ue000", SUBSTITUTE),
        ("k\u0323 ✓ Ж α", "ḳ ✓ Ж α"),
    ],
)
def test_what_can_not_be_shown_is_a_square_and_is_told(text, shown):
    result = make(plain(text))
    assert pages_of(result.pdf)[0].split("\n")[1] == shown
    count = shown.count(SUBSTITUTE)
    if not count:
        assert result.notes == ()
    else:
        assert result.notes[0].startswith(f"{count} teken")


def test_a_lost_accent_is_told():
    result = make(plain("a\u030b"))
    assert pages_of(result.pdf)[0].split("\n")[1] == "a"
    assert result.notes == ("letters die hun accent missen omdat het niet kon worden weergegeven: 1",)


def test_the_characters_that_are_taken_as_known_are_in_the_fonts():
    known = [chr(c) for c in [*range(0x20, 0x7F), *range(0xA0, 0x180)] if c != 0xAD] + list(
        "–—‘’‚“”„†‡•…‰‹›€"
    )
    assert showable("".join(known)).instead == {}
    text = " ".join(known)
    assert SUBSTITUTE not in pages_of(make(plain(text)).pdf)[0]


# --- errors


def test_a_ground_that_is_not_in_the_table_is_an_error():
    with pytest.raises(ValueError, match="no such ground"):
        make(redacted("Jansen", "Jansen", grounds=("9.9.9z",)))


def test_a_mark_that_stands_elsewhere_is_an_error():
    mask = Mask(Span(0, 6), PRIVACY, Label.PERSON)
    with pytest.raises(ValueError, match="mark"):
        make(RedactedText("Jansen [5.1.2e]", (Span(0, 8),), (mask,)))


def test_a_pdf_that_gives_other_text_back_is_an_error(monkeypatch):
    other = make(plain("Iets anders.")).pdf
    monkeypatch.setattr(sys.modules[typeset.__module__], "compile_template", lambda name, data: other)
    with pytest.raises(RedactionError, match="niet dezelfde tekst") as raised:
        make(plain("Dit staat er."))
    assert "Dit" not in str(raised.value)


def test_a_legend_that_does_not_fit_the_marks_is_an_error(monkeypatch):
    text = "Jansen\fJansen"
    other = make(redacted(text, "Jansen", grounds=("5.1.1e",))).pdf
    monkeypatch.setattr(sys.modules[typeset.__module__], "compile_template", lambda name, data: other)
    with pytest.raises(RedactionError):
        make(redacted(text, "Jansen"))


def test_a_title_is_needed_by_the_standard_so_there_is_always_one():
    assert pages_of(make(plain("x"), title=" \n").pdf)[0].startswith("Document zonder titel\n")
    assert pages_of(make(plain("x"), title="Over\n中 #pagebreak()").pdf)[0].startswith(
        f"Over {SUBSTITUTE} #pagebreak()\n"
    )
