"""Hostile texts and huge cases: nothing is skipped, and time grows with the size. All people are invented."""

from __future__ import annotations

import gc
import random
import time

import pytest

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.decide import decide
from pipeline.detect import build_register, carry, detect
from pipeline.detect.lexicon import load as lists
from pipeline.detect.persons import Mention, PersonName
from pipeline.detect.register import build
from pipeline.masking import masks_of
from pipeline.types import Document, DocumentKind, Span

RULES = rulebook.load()
KNOWN = "Gisteren belde mevrouw Fenna Oudebosch met dhr. Sjoerd Xandrink.\n"


def left(*texts):
    """The texts of one case, what is masked taken out."""
    case = CaseFile()
    documents = [
        Document(str(i), f"{i}.txt", DocumentKind.TEXT, text) for i, text in enumerate((KNOWN, *texts))
    ]
    detected = [detect(document, RULES) for document in documents]
    register = build_register(detected, case, RULES)
    for document, found in list(zip(documents, detected, strict=True))[1:]:
        findings = carry(document, found, register, case)
        text, end = "", 0
        for mask in masks_of(document.text, decide(document, findings, register, case, RULES)):
            text += document.text[end : mask.span.start] + "#"
            end = mask.span.end
        yield text + document.text[end:]


# a text of a case that knows Fenna Oudebosch and Sjoerd Xandrink, what may not be left of it
TEXTS = [
    ("FENNA OUDEBOSCH WAS ER NIET", "OUDEBOSCH"),
    ("fenna oudebosch was er niet", "oudebosch"),
    ("ging langs bij oudebosch", "oudebosch"),
    ("Fenna\nOudebosch", "Oudebosch"),
    ("Fenna  Oudebosch", "Oudebosch"),
    ("Het was Oude-\nbosch die belde", "bosch"),
    ("> Het was Fenna Oude-\n> bosch die belde", "bosch"),
    ("Het was Oude\u00ad\nbosch die belde", "bosch"),
    ("J. Oudebosch", "Oudebosch"),
    ("Oudebosch, F.", "Oudebosch"),
    ("FennaOudebosch", "Oudebosch"),
    ("login: foudebosch, f.oudebosch en fenna_oudebosch2", "oudebosch"),
    ("Oude\u200bbosch belde", "bosch"),
    ("\u200eXandrink\u200f belde", "Xandrink"),
    ("X\u0430ndrink belde", "ndrink"),
    ("Xandr\u0456nk belde", "Xandr"),
    ("\u202eXandrink\u202c", "Xandrink"),
    ("שלום Xandrink مرحبا", "Xandrink"),
    ("Dear Fenna, Herr Xandrink und Mrs. Oudebosch", "Xandrink"),
    ("Xandrink/Oudebosch;Xandrink|Oudebosch", "Oudebosch"),
    ("(Xandrink)[Oudebosch]{Xandrink}", "Xandrink"),
    ("Xandirnk belde", "Xandirnk"),
]


@pytest.mark.parametrize(("text", "gone"), TEXTS)
def test_no_writing_hides_a_name(text, gone):
    (rest,) = left(text)
    assert gone not in rest


LINE = "Het college besprak dat Fenna Oudebosch en sjoerd xandrink van de Dorpsstraat 12 belden met Teelink. "
HOSTILE = [
    LINE,
    LINE.upper(),
    LINE.replace(" ", ""),
    "Xandrink ",
    "Xandirnk ",
    "J.",
    "van der ",
    "Oude-\n",
    "a.b_",
    "\u200b\u0430",
    "\u202eשלום Xandrink ",
    "directeur van ",
    "Xandrink, directeur van X (",
    "x" * 64 + " ",
]


def seconds(size, piece):
    text = (piece * (size // len(piece) + 1))[:size]
    start = time.process_time()
    assert len(list(left(text))) == 1
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_twice_the_time(piece):
    seconds(1_000, piece)
    gc.collect()
    assert any(seconds(100_000, piece) < 2.6 * max(seconds(50_000, piece), 0.1) for _ in range(3))


@pytest.mark.slow
def test_a_megabyte_on_one_line():
    (rest,) = left(LINE * (1_000_000 // len(LINE)))
    assert "Oudebosch" not in rest
    assert "xandrink" not in rest
    assert rest.count("college besprak") == 1_000_000 // len(LINE)


def crowd(count, *, alike):
    chance = random.Random(3)
    letters = "abdegiklmnoprst"
    for i in range(count):
        surname = "xandrink" if alike else "x" + "".join(chance.choices(letters, k=7))
        first = "x" + "".join(chance.choices(letters, k=5))
        doc = str(i % 500)
        yield Mention(doc, Span(i, i + 9), PersonName(surname, "", first, ""), None, "", False)
        yield Mention(doc, Span(i + 20, i + 29), PersonName(surname, "", "", first[0]), None, "", False)
        yield Mention(doc, Span(i + 40, i + 49), PersonName(surname, "", "", ""), None, "", False)


@pytest.mark.slow
def test_ten_thousand_people_and_a_text_of_their_names():
    def spent(count, size):
        mentions = list(crowd(count, alike=False))
        words = " ".join(m.name.surname.title() for m in mentions)
        text = (words * (size // len(words) + 1))[:size]
        document = Document("0", "0", DocumentKind.TEXT, text)
        found = detect(Document("0", "0", DocumentKind.TEXT, ""), RULES)
        gc.collect()
        start = time.process_time()
        register = build(mentions, frozenset(), CaseFile(), lists())
        findings = carry(document, found, register, CaseFile())
        decisions = decide(document, findings, register, CaseFile(), RULES)
        assert len(decisions) > size // 20
        return time.process_time() - start

    assert any(spent(10_000, 200_000) < 2.6 * spent(5_000, 100_000) for _ in range(3))


@pytest.mark.slow
def test_thousands_of_one_surname():
    def spent(count):
        start = time.process_time()
        index = build(crowd(count, alike=True), frozenset(), CaseFile(), lists()).index()
        for doc in range(500):
            assert index.candidates(PersonName("xandrink", "", "", ""), str(doc))
        return time.process_time() - start

    assert any(spent(10_000) < 3 * spent(5_000) for _ in range(3))
