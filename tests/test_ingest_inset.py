"""Pictures inside other documents: which become documents, which go, and what stands in their place."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline import reading
from pipeline.ingest import inset, ocr, read
from pipeline.ingest.inset import LEFT_OUT, Insets, cut, filled, is_inset, places_in
from pipeline.ingest.ocr import OcrLine, OcrWord
from pipeline.items import Structure
from pipeline.office.drawing import place_of
from pipeline.reading import read_source
from pipeline.tasks import Note, ReadTask
from pipeline.types import Source
from pipeline.workspace import Workspace

PIXEL = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\0\x01\0\0\0\x01"
A, B = place_of(0), place_of(1)


def picture(size: tuple[int, int] = (100, 60), colour: str = "navy", kind: str = "PNG") -> bytes:
    made = Image.new("RGB", size, "white")
    ImageDraw.Draw(made).ellipse((5, 5, size[0] - 5, size[1] - 5), fill=colour)
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that OCR reads in every picture."""
    words: list[str] = []

    def recognise(grey: Image.Image, mode: str, seconds: float) -> tuple[OcrLine, ...]:
        box = 0, 0, 9, 9
        return (OcrLine(tuple(OcrWord(word, box, (), 90.0) for word in words), box, 0.0, 0.0),)

    monkeypatch.setattr(ocr, "recognise", recognise)
    inset._is_wordless.cache_clear()
    return words


@pytest.mark.parametrize(
    ("data", "words", "marker", "names"),
    [
        (PIXEL, [], "", []),
        (picture(), [], LEFT_OUT, []),
        (picture(), ["|"], LEFT_OUT, []),  # a stroke of the drawing
        (picture(), ["Jan"], "[afbeelding 1]", ["afbeelding-1.png"]),
        (picture((200, 100)), [], LEFT_OUT, []),
        (picture((201, 100)), [], "[afbeelding 1]", ["afbeelding-1.png"]),  # too large to be left out
        (picture((640, 480), kind="JPEG"), [], "[afbeelding 1]", ["afbeelding-1.jpg"]),
        (picture()[:-40], [], "[afbeelding 1]", ["afbeelding-1.png"]),  # damaged: its own document says so
    ],
)
def test_what_becomes_of_a_picture(
    says: list[str], data: bytes, words: list[str], marker: str, names: list[str]
) -> None:
    says += words
    insets = Insets()
    assert insets.marker(data) == marker
    assert [one.name for one in insets.attachments] == names
    assert insets.unread == 0


@pytest.mark.parametrize("data", [b"<svg/>", b"\1\0\0\0 EMF", b"", b"\xd7\xcd\xc6\x9a WMF"])
def test_what_is_no_picture_file_is_counted(data: bytes) -> None:
    insets = Insets()
    assert (insets.marker(data), insets.unread, insets.attachments) == ("", 1, [])


@pytest.mark.usefixtures("without_tesseract")
def test_without_ocr_nothing_is_left_out() -> None:
    inset._is_wordless.cache_clear()
    assert Insets().marker(picture()) == "[afbeelding 1]"


def test_the_same_picture_is_one_document(says: list[str]) -> None:
    says.append("Jan")
    insets = Insets()
    shown = [insets.marker(one) for one in (picture(), picture(colour="red"), picture())]
    assert shown == ["[afbeelding 1]", "[afbeelding 2]", "[afbeelding 1]"]
    assert len(insets.attachments) == 2


def test_more_pictures_than_are_read_hold_the_document_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inset, "MAX_INSETS", 1)
    insets = Insets()
    assert [insets.marker(picture((300 + i, 300))) for i in range(3)] == ["[afbeelding 1]", "", ""]
    assert insets.unread == 2


def test_a_cut_picture_shows_what_is_shown() -> None:
    made = Image.new("RGB", (100, 100), "red")
    made.paste("blue", (50, 0, 100, 100))
    out = io.BytesIO()
    made.save(out, "PNG")
    with Image.open(io.BytesIO(cut(out.getvalue(), (0.5, 0.0, 0.0, 0.25)))) as shown:
        assert shown.size == (50, 75)
        assert shown.getcolors() == [(50 * 75, (0, 0, 255))]


@pytest.mark.parametrize("crop", [(1.0, 0.0, 0.0, 0.0), (0.5, 0.0, 0.5, 0.0)])
def test_a_picture_of_which_nothing_is_left_is_counted(crop: tuple[float, float, float, float]) -> None:
    insets = Insets()
    assert (insets.marker(picture((300, 300)), crop), insets.unread) == ("", 1)


@pytest.mark.parametrize(
    ("text", "markers", "shown"),
    [
        (f"zie {A} daar", {A: "[afbeelding 1]"}, "zie [afbeelding 1] daar"),
        (f"zie {A} daar", {A: ""}, "zie daar"),
        (f"dag\n\n{A}\n\ntot ziens", {A: ""}, "dag\n\ntot ziens"),
        (f"> dag\n>\n> {A}\n>\n> Jan", {A: ""}, "> dag\n>\n> Jan"),
        (f"dag\n{A} {B}", {A: "", B: "[b]"}, "dag\n[b]"),
        (f"{A}\n{A}", {A: "[a]"}, "[a]\n[a]"),
        ("dag\n\n\n", {}, "dag\n\n\n"),
    ],
)
def test_markers_in_their_places(text: str, markers: dict[str, str], shown: str) -> None:
    assert filled(text, markers) == shown
    assert not places_in(shown)


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("een.eml/3-afbeelding-2.png", True),
        ("een.eml/3-afbeelding-2.png/1-a.pdf", False),
        ("een.eml/3-foto.png", False),
        ("afbeelding-2.png", False),
    ],
)
def test_which_documents_were_pictures_in_another(path: str, inside: bool) -> None:
    assert is_inset(path) is inside


def mail(data: bytes, text: str = "Zie hieronder.") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Loket <loket@x.nl>", "Bericht"
    made.set_content(f'<p>{text}</p><img src="cid:a@x">', subtype="html")
    made.add_related(data, "image", "png", cid="<a@x>", filename="Jan Jansen.png")
    return bytes(made)


@pytest.mark.usefixtures("without_tesseract")
def test_a_mail_tells_nothing_of_what_its_pictures_show(tmp_path: Path) -> None:
    texts, ids = [], []
    for colour in ("red", "blue"):
        file = tmp_path / "een.eml"
        file.write_bytes(mail(picture((300, 300), colour)))
        document, inside = read(Source("een.eml", str(file)), tmp_path)
        assert document.obstacles == ()
        assert (inside.source, inside.parent) == ("een.eml/1-afbeelding-1.png", document.id)
        assert "installeer tesseract-ocr" in inside.obstacles[0]
        texts.append(document.text)
        ids.append(inside.id)
    assert texts == ["Van: Loket <loket@x.nl>\nOnderwerp: Bericht\n\nZie hieronder.\n\n[afbeelding 1]\n"] * 2
    assert ids[0] != ids[1]


@pytest.mark.usefixtures("without_tesseract")
def test_mails_are_the_same_only_with_the_same_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "detect", lambda document, rules: None)  # of no use here, and slow
    monkeypatch.setattr(reading.rulebook, "load", lambda: None)
    monkeypatch.setattr(reading, "split", lambda document: Structure())
    Workspace(tmp_path / "uit").work.mkdir(parents=True)

    def notes(name: str, data: bytes) -> tuple[Note, ...]:
        file = tmp_path / name
        file.write_bytes(data)
        return read_source(ReadTask(Source(name, str(file)), str(tmp_path / "uit"), "")).notes

    colours = ("red", "red", "blue")
    red, again, blue = (notes(f"{i}.eml", mail(picture((300, 300), c))) for i, c in enumerate(colours))
    assert red[0].trace.same == again[0].trace.same != blue[0].trace.same
    assert red[1].trace.content == again[1].trace.content != blue[1].trace.content
    assert red[1].trace.same == again[1].trace.same != blue[1].trace.same
