"""A text layer that says other words than the page shows is not believed: the page is read by OCR instead."""

import io
import textwrap
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest import ocr, read
from pipeline.ingest.garbled import LEAST_WORDS, _is_suspect, suspected
from pipeline.ingest.ocr import OcrMissingError
from pipeline.pdf.text import read_text
from pipeline.types import Source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

DUTCH = (
    "De werkgroep heeft op maandag in het gemeentehuis gesproken over de verplaatsing van de markt. Er is besloten "
    "dat het college een voorstel maakt voor de raad. De marktmeester neemt contact op met de kooplieden en komt daar "
    "in de volgende vergadering op terug. De voorzitter dankt de aanwezigen en sluit de vergadering om half vijf."
)


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        (DUTCH, False),
        ("".join(chr(ord(c) + 1) if c.isalpha() else c for c in DUTCH), True),
        (" ".join(f"Straatnaam{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)), True),  # OCR tells
        ("xyz abc", False),  # too little to say
        ("", False),
        (" ".join(f"woord{chr(97 + i)}" for i in range(LEAST_WORDS - 20)), False),
    ],
)
def test_what_reads_as_no_language_is_suspected(text, suspect):
    assert _is_suspect(text) is suspect


def printed() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.setFont("Helvetica", 12)
    for number, line in enumerate(textwrap.wrap(DUTCH, 70)):
        canvas.drawString(72, 760 - 20 * number, line)
    canvas.save()
    return out.getvalue()


def shifted(data: bytes, by: int) -> bytes:
    """A PDF whose fonts say that each letter is another one of the alphabet."""
    letters = [(c, first + (c - first + by) % 26) for first in (65, 97) for c in range(first, first + 26)]
    others = [(c, c) for c in range(32, 127) if not chr(c).isalpha()]
    rows = ["".join(f"<{c:02x}> <{to:04x}>\n" for c, to in part) for part in (letters, others)]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{rows[0]}endbfchar\n"
        f"{len(others)} beginbfchar\n{rows[1]}endbfchar\nendcmap end end"
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.pages[0].resources["/Font"].values():
            font["/ToUnicode"] = pdf.make_stream(cmap.encode())
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture
def garbled(tmp_path):
    file = tmp_path / "verslag.pdf"
    file.write_bytes(shifted(printed(), 3))
    return Source("verslag.pdf", str(file))


def test_the_samples_are_not_suspected():
    for file in sorted(SAMPLES.glob("*.pdf")):
        assert suspected(read_text(file.read_bytes())) == [], file.name


def test_shifted_letters_are_suspected(garbled):
    assert suspected(read_text(Path(garbled.file).read_bytes())) == [1]


def test_without_ocr_the_page_is_held_back(garbled, tmp_path, without_tesseract):
    (document,) = read(garbled, tmp_path)
    assert any("letters waarvan het lettertype niet zegt" in obstacle for obstacle in document.obstacles)


@pytest.mark.system
def test_the_page_is_read_as_it_is_seen(garbled, tmp_path):
    try:
        ocr.program()
    except OcrMissingError:
        pytest.skip("tesseract is not installed")
    (document,) = read(garbled, tmp_path)
    assert document.obstacles == ()
    assert "niet zegt wat er staat" in document.notes[0]
    assert "werkgroep" in document.text.casefold()
    assert document.scanned
