"""Ink, skew, the invisible text over a picture, and what tesseract says: `ocr`, `ink`, `straighten`, `textlayer`."""

import io
import shutil

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import UnreadableError
from pipeline.ingest import ocr
from pipeline.ingest.ink import MAX_PIECES, drawing_of, hold, pieces_of
from pipeline.ingest.straighten import skew_of, straightened
from pipeline.ingest.textlayer import NAME, PlacedLine, PlacedWord, add_font, layer
from pipeline.pdf.text import read_text

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def page(*lines, size=(1200, 500), font=44):
    picture = Image.new("L", size, 255)
    painter = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        painter.text((60, 50 + 90 * i), line, fill=0, font=ImageFont.load_default(font))
    return picture


# ------------------------------------------------------------------------------------------------------ ink


def ink(*rows):
    return np.array([[sign == "#" for sign in row] for row in rows])


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        (("....", "...."), []),
        (("##..", "...."), [2]),
        (("#...", ".#..", "..#."), [3]),  # corners hang together
        (("#.#", "#.#", "###"), [7]),  # two arms that meet further down
        (("#..#", "#..#"), [2, 2]),
        (("#.", "..", "#."), [1, 1]),
        (("###", "..#", "###", "#..", "###"), [11]),
    ],
)
def test_pieces_of_ink_hang_together(rows, sizes):
    pieces = pieces_of(ink(*rows))
    assert sorted(pieces.sizes.tolist()) == sorted(sizes)


def test_a_piece_has_its_box():
    pieces = pieces_of(ink(".....", "..##.", "..#..", "....."))
    assert pieces.boxes.tolist() == [[2, 1, 4, 3]]


def test_more_pieces_than_a_page_can_have_are_noise():
    side = 2 * int(MAX_PIECES**0.5) + 10
    dots = np.zeros((side, side), np.bool_)
    dots[::2, ::2] = True
    assert pieces_of(dots) is None


def test_rules_are_no_ink_and_letters_are():
    picture = page("Jan de Vries")
    ImageDraw.Draw(picture).line((40, 130, 900, 130), fill=0, width=3)
    drawing = drawing_of(picture)
    assert not drawing.ink[125:136].any()
    assert drawing.ink[50:110].any()
    assert np.asarray(drawing.unruled)[130].min() > 200


def test_a_box_grows_to_the_tail_of_its_word_and_not_to_its_neighbour():
    strokes = np.zeros((60, 200), np.bool_)
    strokes[10:40, 20:26] = True  # a letter with a tail that the box cuts off
    strokes[40:48, 14:26] = True
    strokes[10:30, 100:140] = True  # the next word
    held = hold(pieces_of(strokes), strokes.shape, [((20, 10, 30, 36), 30), ((100, 10, 140, 30), 30)])
    assert held.boxes == ((14, 10, 30, 48), (100, 10, 140, 30))
    assert held.loose == ()


def test_touching_words_share_no_ground():
    strokes = np.zeros((40, 200), np.bool_)
    strokes[10:30, 10:150] = True
    held = hold(pieces_of(strokes), strokes.shape, [((10, 10, 80, 30), 20), ((82, 10, 150, 30), 20)])
    assert held.boxes[0][2] <= 82
    assert held.boxes[1][0] >= 80


def test_a_dot_belongs_to_the_word_below_it_and_a_scrawl_to_none():
    strokes = np.zeros((200, 300), np.bool_)
    strokes[60:90, 20:60] = True
    strokes[48:54, 30:36] = True
    strokes[150:180, 200:280] = True
    held = hold(pieces_of(strokes), strokes.shape, [((20, 60, 60, 90), 40)])
    assert held.boxes == ((20, 48, 60, 90),)
    assert held.loose == ((200, 150, 280, 180, 2400),)


# ----------------------------------------------------------------------------------------------------- skew


@pytest.mark.slow
@pytest.mark.parametrize("angle", [-4.5, -2.0, -0.5, 0.5, 2.0, 4.5])
def test_the_skew_of_a_page_is_found(angle):
    straight = page(
        "Betreft het verzoek", "van de gemeente Rietmonde", "om de markt te verplaatsen", size=(1200, 900)
    )
    turned = straight.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert skew_of(turned) == pytest.approx(angle, abs=0.2)
    assert skew_of(straightened(turned, skew_of(turned))) == pytest.approx(0.0, abs=0.2)


@pytest.mark.parametrize("picture", [Image.new("L", (800, 800), 255), page("Jan de Vries")])
def test_a_straight_or_empty_page_stays_as_it_is(picture):
    assert skew_of(picture) == 0.0


# --------------------------------------------------------------------------------------------- the text layer


def layered(lines):
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(600, 800))
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(
            Font=pikepdf.Dictionary({f"/{NAME}": add_font(pdf)})
        )
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(layer(lines))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def placed(text, base, *, x=60.0, letter=5.5, high=7.5, low=2.0, space=3.0):
    words = []
    for word in text.split():
        letters = tuple((sign, x + i * letter, x + (i + 1) * letter) for i, sign in enumerate(word))
        words.append(PlacedWord(letters, base - low, base + high))
        x = letters[-1][2] + space
    return PlacedLine(tuple(words), base)


def test_the_layer_reads_back_in_order_with_its_lines():
    data = layered([placed("Jan-Willem d'Âncona (wnd.)", 700), placed("tel. 06 1234", 686), placed("Ł", 640)])
    assert read_text(data).text == "Jan-Willem d'Âncona (wnd.)\ntel. 06 1234\nŁ \n"


def test_boxes_of_the_layer_hold_the_ink():
    line = placed("Erp gaat", 700)
    read = read_text(layered([line]))
    for word, given_word in zip(read.words, line.words, strict=True):
        assert word.box.x0 == pytest.approx(given_word.letters[0][1], abs=0.05)
        assert word.box.x1 == pytest.approx(given_word.letters[-1][2], abs=0.05)
        assert word.box.top <= 800 - given_word.high + 0.05
        assert word.box.bottom >= 800 - given_word.low - 0.05


_WORDS = st.text(st.characters(codec="latin-1", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=9)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_any_words_read_back(lines):
    shown = [" ".join(words) for words in lines]
    data = layered([placed(text, 760 - 13 * i, letter=6.0) for i, text in enumerate(shown)])
    assert read_text(data).text.split() == "\n".join(shown).split()


def test_the_font_says_nothing_of_the_words():
    def font(text):
        with pikepdf.open(io.BytesIO(layered([placed(text, 700)]))) as pdf:
            return [
                o.read_raw_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Length1" in o
            ]

    assert font("Jansen") == font("Pietersen")


# --------------------------------------------------------------------------------------------------- tesseract


@pytest.mark.system  # the others see no tesseract at all
def test_without_tesseract_the_reason_says_what_to_install(monkeypatch):
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    ocr.program.cache_clear()
    try:
        with pytest.raises(ocr.OcrMissingError, match="installeer tesseract-ocr en tesseract-ocr-nld"):
            ocr.recognise(page("Jan"))
    finally:
        ocr.program.cache_clear()


@pytest.mark.system
@needs_tesseract
def test_words_come_with_their_places():
    (line,) = ocr.recognise(page("Mevrouw Kovalchuk belde", size=(1200, 200)))
    assert [w.text for w in line.words] == ["Mevrouw", "Kovalchuk", "belde"]
    assert all("".join(t for t, _, _ in w.letters) == w.text for w in line.words)
    assert line.words[0].box[0] == pytest.approx(60, abs=6)
    assert min(w.confidence for w in line.words) > 60


@pytest.mark.system
@needs_tesseract
def test_what_takes_too_long_is_stopped():
    with pytest.raises(UnreadableError, match="duurde te lang"):
        ocr.recognise(page(*["Mevrouw Kovalchuk belde"] * 4), seconds=0.001)
