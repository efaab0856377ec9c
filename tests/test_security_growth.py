"""No text takes more than about as much time as it is long: every reader, splitter and detector over repeats of what
its patterns like. All that is read here is invented.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from pipeline import rulebook
from pipeline.detect import detect
from pipeline.detect.nlp import LONGEST, broken
from pipeline.detect.things import things_named
from pipeline.errors import WooError
from pipeline.ingest.body import merge, unflow
from pipeline.ingest.headers import addresses, decode_words, shown_date
from pipeline.ingest.html import html_text
from pipeline.ingest.invite import read_invite
from pipeline.ingest.mail import parse_mail
from pipeline.ingest.mailbox import mails_of
from pipeline.ingest.sheet import read_csv
from pipeline.ingest.sniff import sniff
from pipeline.ingest.text import clean, join_addresses, open_urls
from pipeline.items import Structure
from pipeline.relations import trace_of
from pipeline.split import split
from pipeline.types import Document, DocumentKind

PIECES = (
    *("1", "1.", "1 ", "1-", "0", "06-12 ", "12:00 ", "2024-01-", "1 januari ", "1.1.", "NL00", "+31", "€ "),
    *(".", "…", ",", ";", ":", "-", "_", "@", "#", "%", "&", "/", "|", "*", "•", "=", "~", "^", "`", "'"),
    *(
        "(",
        "((a",
        ")",
        "[",
        "]",
        "{",
        "<",
        ">",
        '"',
        '"\\',
        "\\",
        "„",
        "<a ",
        "<!-->",
        "<!-- a -->",
        "<?xml ",
    ),
    *(" ", "\t", "  \t", "\n", "\n\n", " \n", "\r", "\r\n", "\xa0", "\u200b", "\u0301"),
    *(
        "a",
        "A",
        "aA",
        "é",
        "a ",
        "A ",
        "Aa ",
        "a,",
        "a, ",
        "a:",
        "a: ",
        "a.",
        "a|",
        "a-",
        "a/",
        "a@",
        "a.b@",
        "a\t",
    ),
    *(
        "J.",
        "J. ",
        "van ",
        "de ",
        "van der ",
        "van de heer ",
        "de heer J. ",
        "Jan de ",
        "en ",
        "wordt ",
        "zal ",
    ),
    *("> ", ">\n", "- a\n", "1. a\n", "(1)", "(a)", "a) ", "| a ", "a;b,", "Van: a\n", "From: ", "-----\n"),
    *("=?", "=?a?q?", "=20", "http://", "www.", "www.a.", "begin 644 x\n", "content-type:", "From a 2024\n"),
    *("besluit ", "Actie: ", "Bijlage ", "IBAN NL", "x" * 64 + " "),
)
HEAD = "From: a@voorbeeld.example\nSubject: x\n"


def document(text: str) -> Document:
    return Document("0", "0.txt", DocumentKind.TEXT, text)


def mail(text: str) -> None:
    parse_mail(f"{HEAD}\n{text}".encode())
    parse_mail(f"{HEAD}Content-Type: text/html\n\n{text}".encode())
    parse_mail(f"{HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\n{text}".encode())
    parse_mail(f"To: {text}\n{HEAD}Content-Type: {text}\nContent-Disposition: {text}\n\nhallo".encode())
    parse_mail(
        f"{HEAD}Content-Type: multipart/mixed; boundary=x\n\n{text}\n--x\n{text}\n\n{text}\n--x--".encode()
    )


def words(text: str) -> None:
    addresses(text)
    decode_words(text)
    shown_date(text)
    join_addresses(open_urls(clean(text)))
    merge([text, f"{text} q", text[: len(text) // 2]])
    unflow(text, delete_space=True)


def files(text: str) -> None:
    data = text.encode()
    for name in ("a", "a.txt", "a.html", "a.mht", "a.eml", "a.csv"):
        sniff(data, name)
    list(mails_of(b"From a@voorbeeld.example Mon Jan  1 10:00:00 2024\nFrom: x\n\n" + data))
    read_csv(data)


WORK: dict[str, Callable[[str], object]] = {
    "files": files,
    "mail": mail,
    "words": words,
    "html": html_text,
    "invitation": read_invite,
    "split": lambda text: split(document(text)),
    "trace": lambda text: trace_of(document(text), Structure(), ""),
    "detect": lambda text: detect(document(text), rulebook.load()),
}
SIZE = {"detect": 2_500, "split": 5_000}  # characters; 20,000 for the others
LITTLE = 0.1  # seconds, below which a ratio says nothing
MOST = 8.0  # times the time for four times the text: 4 where time grows as the text does, 16 as its square


def seconds(work: Callable[[str], object], piece: str, size: int) -> float:
    text = piece * (size // len(piece)) + "!x"
    start = time.process_time()
    with suppress(WooError, ValueError):  # refused, which is an answer too
        work(text)
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", WORK)
def test_four_times_the_text_takes_about_four_times_the_time(name):
    work, size = WORK[name], SIZE.get(name, 20_000)
    seconds(work, "a ", 100)
    slow = []
    for piece in PIECES:
        if seconds(work, piece, 4 * size) < 4 * LITTLE:
            continue
        if all(
            seconds(work, piece, 4 * size) > MOST * max(seconds(work, piece, size), LITTLE / 4)
            for _ in range(2)
        ):
            slow.append(piece)
    assert slow == []


@pytest.mark.parametrize(
    ("work", "piece", "size"),
    [
        (lambda text: sniff(text.encode(), "a"), "<!-- a -->", 4_000),
        (addresses, '"\\', 40_000),
        (addresses, "(\\", 40_000),
        (things_named, "de ", 40_000),
    ],
    ids=["comments", "quotes", "brackets", "particles"],
)
def test_what_once_took_hours_takes_no_time(work, piece, size):
    assert seconds(work, piece, size) < 1.0


@pytest.mark.parametrize("size", [*range(395, 410), 599, 600, 601, 1_000, 12_345])
def test_a_word_too_long_to_be_one_is_broken_where_it_stood(size):
    text = f"De heer {'a' * size}\nbelt {'b' * LONGEST}"
    found = broken(text)
    assert len(found) == len(text)
    assert max(len(word) for word in found.split()) <= LONGEST
    assert all(new in {old, " "} for old, new in zip(text, found, strict=True))
    assert (found == text) == (size <= LONGEST)
