"""PDF/UA-1 as veraPDF checks it: what we typeset is accessible, and what came in accessible goes out accessible."""

import io
import shutil

import pikepdf
import pytest
import typst
from pdf_makers import hand_made
from reportlab.pdfgen.canvas import Canvas
from tagged_pdfs import NAME, of_libreoffice, of_typst, redacted, text_of
from test_typeset import MAIL, make, plain
from test_typeset import redacted as masked
from verapdf import needs_verapdf, validate

from pipeline.redact.legend import legend_pdf
from pipeline.types import DocumentKind, LegendRow

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")

PLAIN = '#set document(title: "Brief")\n#set text(lang: "nl")\n= Brief\nBeste lezer'
LONG = " ".join(["de vergadering van Jansen is verzet naar een andere dag"] * 200)
PDFUA = b"http://www.aiim.org/pdfua/ns/id/"


def of_reportlab() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 700, "Beste lezer")
    canvas.save()
    return out.getvalue()


# --- the instrument


@needs_verapdf
@pytest.mark.parametrize(
    ("standard", "profile"), [("ua-1", "ua1"), ("a-2b", "2b"), ("a-2u", "2u"), ("a-2a", "2a")]
)
def test_what_typst_promises_is_valid(standard, profile):
    pdf = typst.compile(PLAIN.encode(), format="pdf", ignore_system_fonts=True, pdf_standards=standard)
    assert validate(pdf, profile) == ()


@needs_verapdf
@pytest.mark.parametrize("profile", ["ua1", "2b", "2u", "2a"])
def test_what_reportlab_makes_is_valid_nowhere(profile):
    broken = validate(of_reportlab(), profile)
    assert broken
    assert list(broken) == sorted(set(broken))


@needs_verapdf
def test_a_broken_rule_is_named_and_counted():
    rules = [rule for rule in validate(of_reportlab(), "ua1") if rule.startswith("7.1-3: ")]
    assert rules == ["7.1-3: Content shall be marked as Artifact or tagged as real content (1 times)"]


@needs_verapdf
def test_what_is_no_pdf_is_no_pass():
    with pytest.raises(Exception, match="parse"):
        validate(b"geen pdf", "2b")


# --- what we typeset


@needs_verapdf
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(plain("Niets te verbergen."), DocumentKind.TEXT, id="no marks"),
        pytest.param(plain(""), DocumentKind.TEXT, id="empty"),
        pytest.param(masked(MAIL, "Piet Jansen", "p.jansen", "Els"), DocumentKind.MAIL, id="mail"),
        pytest.param(masked(LONG, "Jansen"), DocumentKind.TEXT, id="some pages"),
        pytest.param(masked("Jansen\fniemand\fJansen", "Jansen"), DocumentKind.TEXT, id="page breaks"),
        pytest.param(masked("bsn 1", "1", grounds=("5.1.1e", "5.1.2e")), DocumentKind.TEXT, id="two grounds"),
        pytest.param(masked("\tJansen\n\n\n  x", "Jansen"), DocumentKind.TEXT, id="indents and blank lines"),
        pytest.param(plain("中 \u0628 \U0001f600 e\u0301"), DocumentKind.TEXT, id="what no font has"),
    ],
)
def test_a_generated_document_is_valid(text, kind):
    assert validate(make(text, kind).pdf, "ua1") == ()


@needs_verapdf
def test_a_generated_document_without_a_title_is_valid():
    assert validate(make(plain("tekst"), title=" ").pdf, "ua1") == ()


@needs_verapdf
def test_a_loose_legend_is_valid():
    row = LegendRow("5.1.2e", "Wet open overheid", "Art. 5.1 lid 2 sub e", "de levenssfeer", (1, 2))
    assert validate(legend_pdf((row,)), "ua1") == ()


# --- what came in tagged


@pytest.fixture(scope="module")
def libreoffice(tmp_path_factory):
    return of_libreoffice(tmp_path_factory.mktemp("libreoffice"))


@needs_verapdf
def test_a_document_of_typst_is_valid_before_and_after(tmp_path):
    stays_valid(of_typst(), tmp_path)


@needs_verapdf
@needs_libreoffice
def test_a_document_of_libreoffice_is_valid_before_and_after(libreoffice, tmp_path):
    stays_valid(libreoffice, tmp_path)


@needs_verapdf
@pytest.mark.parametrize("words", [(), ("12 euro",), ("Brief aan Zandvliet",), ("Zie",)], ids=repr)
def test_it_stays_valid_whatever_is_redacted(words, tmp_path):
    assert validate(redacted(of_typst(), tmp_path, *words).pdf, "ua1") == ()


def stays_valid(pdf, folder):
    assert validate(pdf, "ua1") == ()
    done = redacted(pdf, folder, NAME)
    assert done.rasterised == ()
    assert len(done.marks) == 5
    assert NAME not in "".join(text_of(done.pdf))
    assert validate(done.pdf, "ua1") == ()


def test_a_document_that_was_not_accessible_does_not_say_it_is(tmp_path):
    pdf = redacted(hand_made("BT /F 12 Tf 20 300 Td (Beste Zandvliet, dag) Tj ET"), tmp_path, NAME).pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = document.Root.get("/Metadata")
        assert metadata is None or PDFUA not in metadata.read_bytes()
