"""What stands in a text for what OCR could not read, borders between letters, and rules that noise broke."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline import rulebook
from pipeline.detect.recognisers import RuleRecognizer
from pipeline.ingest.ink import drawing_of, hold, pieces_of
from pipeline.ingest.letters import fitted
from pipeline.ingest.ocr import OcrLine, OcrWord
from pipeline.ingest.scanpage import Reading, Verdict
from pipeline.ingest.unread import SIGNATURE, UNREAD, marked

WIDE, HIGH = 20, 40


def word(text, x, y, confidence=95.0):
    letters = tuple((sign, x + i * WIDE, x + (i + 1) * WIDE) for i, sign in enumerate(text))
    return OcrWord(text, (x, y, x + WIDE * len(text), y + HIGH), letters, confidence)


def line(y, *words):
    x, placed = 200, []
    for text, confidence in words:
        placed.append(word(text, x, y, confidence))
        x = placed[-1].box[2] + 15
    return OcrLine(tuple(placed), (200, y, x, y + HIGH), y + 32.0, 0.0)


def reading(lines, pieces=(), verdict=Verdict.READ):
    words = [w for one in lines for w in one.words]
    loose = sum(size for _, size in pieces) + sum(300 for w in words if w.confidence < 40)
    return Reading(
        Image.new("L", (2480, 3508), 255), tuple(lines), verdict, 95.0, loose, 300 * len(words),
        tuple(box for box, _ in pieces), word_ink=(300,) * len(words), piece_ink=tuple(size for _, size in pieces),
    )  # fmt: skip


SURE = [("De", 95.0), ("heer", 95.0), ("kwam", 95.0)]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([*SURE, ("Kovalchuk", 12.0)], f"De heer kwam {UNREAD}\n"),
        ([("BSN", 95.0), ("999991", 90.0), ("231,", 0.0)], f"BSN {UNREAD} {UNREAD}\n"),
        ([("9", 95.0), ("april", 5.0)], f"9 {UNREAD}\n"),
        ([*SURE, ("|", 3.0)], "De heer kwam |\n"),
        (SURE, "De heer kwam\n"),
    ],
)
def test_a_word_that_is_not_sure_has_a_stand_in(words, text):
    page = marked(reading([line(300, *words)]))
    assert page.reading.text == text
    assert page.unread == (UNREAD in text)


def test_of_many_such_words_the_page_was_not_read():
    page = marked(reading([line(300, *[("abc", 5.0)] * 5)]))
    assert not page.unread
    assert page.reading.loose == 1500


def test_a_stand_in_is_as_large_as_the_ink():
    page = marked(reading([line(300, ("Kovalchuk", 1.0))]))
    (one,) = page.reading.lines[0].words
    assert one.box == (200, 300, 380, 340)
    assert one.letters[0][1] == 200
    assert one.letters[-1][2] == 380


SCRAWL = (((250, 480, 600, 560), 4000), ((610, 500, 700, 590), 900))


@pytest.mark.parametrize("closing", ["Hoogachtend,", "Met vriendelijke groet,", "Ondertekend:"])
def test_ink_below_a_closing_is_a_signature(closing):
    lines = [line(300, *((w, 95.0) for w in closing.split())), line(700, ("Pim", 95.0), ("Roos", 95.0))]
    page = marked(reading(lines, SCRAWL))
    assert page.signed
    assert page.reading.text == f"{closing}\n{SIGNATURE}\nPim Roos\n"
    assert page.reading.lines[1].box == (250, 480, 700, 590)
    assert page.reading.loose == 0


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Agenda", SCRAWL),
        ("Hoogachtend,", (((250, 1400, 600, 1480), 4000),)),
        ("Hoogachtend,", (((250, 100, 600, 180), 4000),)),
        ("Hoogachtend,", (((1900, 480, 2300, 560), 4000),)),
    ],
    ids=["no closing", "far below", "above", "beside"],
)
def test_other_ink_stays_unexplained(text, pieces):
    page = marked(reading([line(300, (text, 95.0))], pieces))
    assert not page.signed
    assert page.reading.loose >= 4000


def test_a_letter_alone_holds_no_page_back_and_letters_together_do():
    alone = [((100, 200 + 100 * i, 122, 233 + 100 * i), 300) for i in range(4)]
    beside = [((100 + 30 * i, 200, 122 + 30 * i, 233), 300) for i in range(4)]
    assert marked(reading([line(900, *SURE)], alone)).reading.loose == 0
    assert marked(reading([line(900, *SURE)], beside)).reading.loose == 1200


@pytest.mark.parametrize(("stand_in", "rule"), [(UNREAD, "scan_unread"), (SIGNATURE, "scan_signature")])
def test_the_rules_know_the_stand_ins(stand_in, rule):
    """A stand-in that no rule finds would leave its ink on a published page."""
    (known,) = (r for r in rulebook.load().recognisers if r.name == rule)
    text = f"Aan {stand_in}, wethouder"
    (found,) = RuleRecognizer(known).analyze(text, [rule])
    assert text[found.start : found.end] == stand_in


# ----------------------------------------------------------------------------------------------------- letters


def drawn(*stretches, width=300):
    ink = np.zeros((60, width), np.bool_)
    for x0, x1 in stretches:
        ink[10:50, x0:x1] = True
    return ink


def borders(text, told, ink):
    letters = tuple((sign, a, b) for sign, (a, b) in zip(text, told, strict=True))
    box = (told[0][0], 10, told[-1][1], 50)
    (one,) = fitted([OcrLine((OcrWord(text, box, letters, 90.0),), box, 50.0, 0.0)], ink)
    return [(a, b) for _, a, b in one.words[0].letters]


def test_as_many_stretches_of_ink_as_letters_are_the_letters():
    ink = drawn((10, 28), (32, 50), (56, 60))
    assert borders("na,", [(10, 33), (33, 45), (45, 60)], ink) == [(10, 28), (32, 50), (56, 60)]


def test_a_comma_behind_letters_that_touch_is_the_last_stretch():
    ink = drawn((10, 50), (56, 60))
    assert borders("na,", [(10, 33), (33, 42), (42, 60)], ink) == [(10, 33), (33, 50), (56, 60)]


def test_a_bracket_in_front_of_letters_that_touch_is_the_first_stretch():
    ink = drawn((10, 16), (22, 60))
    assert borders("(na", [(10, 28), (28, 45), (45, 60)], ink) == [(10, 16), (22, 45), (45, 60)]


def test_an_at_sign_lies_between_its_gaps():
    ink = drawn((10, 50), (54, 84), (88, 130))
    told = [(10, 30), (30, 44), (44, 90), (90, 110), (110, 130)]
    assert borders("na@ab", told, ink) == [(10, 30), (30, 50), (54, 84), (88, 110), (110, 130)]


def test_letters_without_a_gap_stay_as_they_are():
    told = [(10, 30), (30, 44), (44, 60)]
    assert borders("na,", told, drawn((10, 60))) == told


# ------------------------------------------------------------------------------------------------- broken rules


@pytest.mark.parametrize("down", [False, True])
def test_a_rule_that_noise_broke_is_a_rule_still(down):
    picture = Image.new("L", (700, 700), 245)
    painter = ImageDraw.Draw(picture)
    for x in range(60, 620, 40):
        painter.rectangle((x, 300 + (x // 200), x + 33, 303 + (x // 200)), fill=120)
    assert drawing_of(picture.transpose(Image.Transpose.ROTATE_90) if down else picture).ink.sum() < 60


def test_a_line_of_letters_is_no_rule():
    picture = Image.new("L", (900, 200), 245)
    painter = ImageDraw.Draw(picture)
    for x in range(60, 800, 28):  # stems with a cross stroke, as of an H or an E
        painter.rectangle((x, 80, x + 4, 112), fill=60)
        painter.rectangle((x, 94, x + 18, 98), fill=60)
    drawing = drawing_of(picture)
    assert drawing.ink.sum() >= 0.95 * (np.asarray(picture) < 100).sum()


# ------------------------------------------------------------------------------- ink that hangs together with a word


def test_ink_that_leaves_a_printed_word_is_no_ink_of_that_word():
    """A signature through a printed name would else be explained by it, and be published."""
    ink = np.zeros((400, 600), np.bool_)
    ink[100:130, 100:220] = True
    ink[112:118, 220:560] = True
    pieces = pieces_of(ink)
    held = hold(pieces, ink.shape, [((100, 100, 220, 130), 30)])
    ((x0, _, x1, _, size),) = held.loose
    assert x0 <= 240
    assert x1 == 560
    assert size >= 300 * 6
    ink[112:118, 232:] = False
    assert hold(pieces_of(ink), ink.shape, [((100, 100, 220, 130), 30)]).loose == ()
