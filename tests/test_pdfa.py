"""PDF/A-2b: what can be archived is, with the same pages; what can't be is told with the reason."""

import io
import shutil

import pikepdf
import pytest
from pdf_makers import edited, hand_made
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from tagged_pdfs import NAME, of_libreoffice, of_typst, redacted, text_of
from test_typeset import MAIL, make, plain
from test_typeset import redacted as masked
from verapdf import needs_verapdf, validate

from pipeline.redact.pdfa import ArchiveError, to_pdfa
from pipeline.types import DocumentKind

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice is not installed")

GENERATED = make(masked(MAIL, "Piet Jansen", "p.jansen", "Els"), DocumentKind.MAIL).pdf


def contents(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [page.Contents.read_bytes() for page in document.pages]


def of_reportlab(*fonts: str) -> bytes:
    """A line in each font; `Vera` is one that ReportLab brings along. Sets Helvetica first, as it always does."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for i, font in enumerate(fonts):
        canvas.setFont(font, 12)
        canvas.drawString(72, 700 - 20 * i, "Beste lezer")
    canvas.setTitle("Brief")
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        for page in document.pages:
            del page.obj["/Trans"]  # `redact.clean` takes it out
        cleaned = io.BytesIO()
        document.save(cleaned, static_id=True)
    return cleaned.getvalue()


# --- what can be archived


@needs_verapdf
@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(GENERATED, id="mail"),
        pytest.param(make(plain("Niets te verbergen.")).pdf, id="no marks"),
        pytest.param(make(masked("Jansen\fniemand\fJansen", "Jansen")).pdf, id="pages"),
        pytest.param(make(plain("tekst"), title='A & B <c> "d" ]]> \u20ac \U0001f600').pdf, id="title"),
    ],
)
def test_a_generated_document_is_valid_and_stays_accessible(pdf):
    done = to_pdfa(pdf)
    assert validate(done, "2b") == ()
    assert validate(done, "ua1") == ()


@needs_verapdf
def test_a_redacted_document_of_typst_is_valid(tmp_path):
    archived(redacted(of_typst(), tmp_path, NAME).pdf)


@needs_verapdf
@needs_libreoffice
def test_a_redacted_document_of_libreoffice_is_valid(tmp_path):
    archived(redacted(of_libreoffice(tmp_path), tmp_path, NAME).pdf)


def archived(pdf):
    done = to_pdfa(pdf)
    assert text_of(done) == text_of(pdf)
    assert validate(done, "2b") == ()
    assert validate(done, "ua1") == ()


@needs_verapdf
def test_a_font_that_is_set_and_shows_nothing_need_not_be_in_the_file():
    assert validate(to_pdfa(of_reportlab("Vera")), "2b") == ()


def test_the_pages_are_the_same():
    done = to_pdfa(GENERATED)
    assert text_of(done) == text_of(GENERATED)
    assert contents(done) == contents(GENERATED)


def test_it_gives_the_same_bytes_every_time():
    assert to_pdfa(GENERATED) == to_pdfa(bytes(GENERATED))


def test_what_is_archived_can_be_archived_again():
    done = to_pdfa(GENERATED)
    assert contents(to_pdfa(done)) == contents(done)


def test_it_keeps_the_title_and_has_no_date_and_no_maker():
    pdf = make(plain("tekst"), title="Verslag & bijlage").pdf
    with pikepdf.open(io.BytesIO(to_pdfa(pdf))) as document:
        packet = document.Root.Metadata.read_bytes().decode()
        assert dict(document.docinfo.items()) == {"/Title": "Verslag & bijlage"}
    assert ">Verslag &amp; bijlage<" in packet
    assert not [w for w in ("Date", "Producer", "CreatorTool", "pikepdf", "DocumentID") if w in packet]


@pytest.mark.parametrize(("pdf", "says"), [(GENERATED, True), (of_reportlab("Vera"), False)])
def test_it_says_accessible_only_of_what_was(pdf, says):
    with pikepdf.open(io.BytesIO(to_pdfa(pdf))) as document:
        assert (b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()) is says


# --- what can't be


def with_font_name(name: str) -> bytes:
    def edit(pdf, page):
        page.Resources.Font.F.update(
            Dictionary(
                BaseFont=Name(name),
                FirstChar=101,
                LastChar=120,
                Widths=[500] * 20,
                FontDescriptor=pdf.make_indirect(
                    Dictionary(
                        Type=Name.FontDescriptor,
                        FontName=Name(name),
                        Flags=32,
                        FontBBox=[0, 0, 1000, 1000],
                        ItalicAngle=0,
                        Ascent=700,
                        Descent=-200,
                        CapHeight=700,
                        StemV=80,
                    )
                ),
            )
        )

    return edited("BT /F 12 Tf 20 300 Td (tekst) Tj ET", edit)


def add_state(page, **entries):
    page.Resources.ExtGState = Dictionary(S=Dictionary(**entries))


def add_shading(page):
    axis = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 1, 1]), N=1)
    page.Resources.Shading = Dictionary(
        P=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 9, 9]), Function=axis)
    )


@pytest.mark.parametrize(
    ("pdf", "reason"),
    [
        pytest.param(
            hand_made("BT /F 12 Tf 20 300 Td (tekst) Tj ET"),
            "lettertype Helvetica zit niet in het bestand",
            id="a standard font",
        ),
        pytest.param(
            of_reportlab("Vera", "Helvetica", "Times-Roman"),
            "lettertype Helvetica zit niet in het bestand; lettertype Times-Roman zit niet in het bestand",
            id="two of three fonts",
        ),
        pytest.param(
            with_font_name("/ABCDEF+Frutiger-Roman"),
            "lettertype Frutiger-Roman zit niet in het bestand",
            id="a subset that is not there",
        ),
        pytest.param(
            with_font_name("/Jan <x>&\u20ac"),
            "lettertype zonder leesbare naam zit niet in het bestand",
            id="a strange name",
        ),
        pytest.param(
            hand_made("0 1 1 0 k 20 20 50 50 re f"),
            "kleuren zonder kleurprofiel (ISO 19005-2, 6.2.4.3)",
            id="CMYK",
        ),
        pytest.param(
            edited("/S gs 20 20 50 50 re f", lambda _, page: add_state(page, TR=Name.Identity)),
            "een onderdeel van een pagina dat niet mag (ISO 19005-2, 6.2.5)",
            id="a transfer function",
        ),
        pytest.param(
            edited("/P sh", lambda _, page: add_shading(page)),
            "een onderdeel dat niet met zekerheid te beoordelen is",
            id="a shading",
        ),
        pytest.param(b"geen pdf", "het bestand is te ongewoon opgebouwd", id="no PDF"),
    ],
)
def test_why_a_file_can_not_be_archived(pdf, reason):
    with pytest.raises(ArchiveError) as error:
        to_pdfa(pdf)
    assert str(error.value) == f"niet om te zetten naar PDF/A-2b: {reason}"
