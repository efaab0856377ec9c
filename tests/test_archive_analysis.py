"""A text as the words that it is found by."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.archive.analysis import fold, said, spans, stem, stems, stop_words, words

POSTGRES_STOP_WORDS = Path("/usr/share/postgresql/15/tsearch_data/dutch.stop")

# What Dutch case files are written with, and what spoils them.
DUTCH = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éëïöüè .,;:-'\"()[]/&\n\f\t", max_size=120
)
ANY_TEXT = st.text(st.characters(), max_size=80)


# ------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het college besluit.", ["het", "college", "besluit"]),
        ("Coördinatie van ideeën", ["coordinatie", "van", "ideeen"]),
        ("ENQUÊTE, façade en crème", ["enquete", "facade", "en", "creme"]),
        ("ĳsbaan en Ĳmuiden", ["ijsbaan", "en", "ijmuiden"]),
        ("oﬃcieel", ["officieel"]),  # a ligature that PDFs have
        ("Straße", ["strasse"]),
        ("B&W", ["b", "w"]),
        ("woo-verzoek 2024-0312", ["woo", "verzoek", "2024", "0312"]),
        ("zo'n foto’s", ["zo", "n", "foto", "s"]),
        ("snake_case", ["snake", "case"]),
        ("€ 1.250,00", ["1", "250", "00"]),
        ("12 m²", ["12", "m2"]),
        ("Ναυαρίνου 3", ["ναυαρινου", "3"]),
        ("مجلس المدينة", ["مجلس", "المدينة"]),
        ("regel\nafgebroken\fpagina", ["regel", "afgebroken", "pagina"]),
        ("", []),
        (" … — [] ()", []),
        ("\x00a\x00b\x00", ["a", "b"]),
        ("a\ud800b", ["a", "b"]),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Namens [5.1.2e] gesproken", ["namens", "gesproken"]),
        ("[5.1.1d; 5.1.2e]", []),
        ("[5.1.1c; 5.1.2e; 5.1.2i] en [5.2]", ["en"]),
        ("voor[5.1.2e]achter", ["voor", "achter"]),
        ("[5.1.2e][5.1.5]", []),
        ("[1.1.2b]", []),
        # What is written between brackets by people stays.
        ("artikel 5.1.2e", ["artikel", "5", "1", "2e"]),
        ("[bijlage 3]", ["bijlage", "3"]),
        ("[5]", ["5"]),
        ("[sic]", ["sic"]),
        ("[5.1.2e", ["5", "1", "2e"]),
        ("[5.1.2e, Jansen]", ["5", "1", "2e", "jansen"]),
        ("[5.1.2e; zie bijlage]", ["5", "1", "2e", "zie", "bijlage"]),
    ],
)
def test_marks_of_grounds_are_nobodys_words(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert [fold(text[start:end]) for start, end in spans(text)] == found


@pytest.mark.parametrize("word", ["coördinatie", "ideeën", "geïnd", "enquête", "één", "vóór"])
def test_a_letter_and_its_accent_apart_are_the_same_word(word: str) -> None:
    """PDFs and file names made on a Mac have the accent as a sign of its own (NFD)."""
    assert words(unicodedata.normalize("NFD", word)) == words(word)


@given(st.one_of(DUTCH, ANY_TEXT))
def test_spans_are_the_places_of_the_words(text: str) -> None:
    found = list(spans(text))
    assert [fold(text[start:end]) for start, end in found] == words(text)
    ends = [0, *(end for _, end in found)]
    assert all(end <= start for end, (start, _) in zip(ends, found, strict=False))


@given(st.one_of(DUTCH, ANY_TEXT))
def test_words_are_letters_and_digits_only(text: str) -> None:
    """Whatever is in a text: a word can be put between quotes in any language of a store."""
    assert all(word.isalnum() for word in words(text))


def test_a_span_is_of_the_text_and_not_of_the_folded_word() -> None:
    text = "Straße, ĳs — Ideeën"
    assert list(spans(text)) == [(0, 6), (8, 10), (13, 19)]


@pytest.mark.parametrize("run", ["a" * 150, "ab1" * 5_000, "é" * 65, "oﬃ" * 40])
def test_of_a_run_that_nobody_types_the_beginning_counts(run: str) -> None:
    """A store need not keep words of any length; the whole run is one word, of which the first 64 letters are kept."""
    (word,), (span,) = words(f"({run})"), spans(f"({run})")
    assert len(word) == 64
    assert span == (1, len(run) + 1)
    assert fold(run) == word
    assert words(run[:64])[0] == word
    assert stem(word) == stems(run)


def test_a_word_of_64_letters_is_whole() -> None:
    assert words("b" + "a" * 63) == ["b" + "a" * 63]
    assert words("a" * 64) == words("a" * 65) != words("a" * 63)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[5.1.2e; " * 5_000,
        "[5" + ".1" * 20_000,
        "a_" * 20_000,
        "é" * 50_000,
        "\u0301" * 50_000,
    ],
    ids=[
        "brackets",
        "marks that go on",
        "a code without an end",
        "underscores",
        "one long word",
        "accents of nothing",
    ],
)
def test_nasty_texts_are_read_in_no_time(text: str) -> None:
    start = time.process_time()
    words(text)
    list(spans(text))
    assert time.process_time() - start < 0.5


# ------------------------------------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("BESLUIT", "besluit"),
        ("Één", "een"),
        ("Curaçao", "curacao"),
        ("x²", "x2"),
        ("ǆ", "dz"),
        ("İ", "i"),
        ("٣", "٣"),
    ],
)
def test_folding(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text(st.characters(max_codepoint=0x24F, categories=("L", "N")), max_size=30))
def test_a_folded_word_stays_as_it_is(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(st.characters(max_codepoint=0x24F, categories=("L", "N")), max_size=30))
def test_capitals_make_no_difference(word: str) -> None:
    assert (
        fold(word.upper()) == fold(word.lower()) or "ı" in word or "ŉ" in word
    )  # Turkish and Afrikaans letters


@pytest.mark.parametrize("word", ["Ｂｅｓｌｕｉｔ", "𝐁𝐞𝐬𝐥𝐮𝐢𝐭", "ℬesluit"])
def test_letters_in_another_dress_are_letters(word: str) -> None:
    """Mathematical and full width letters, which web pages and mails use to stand out."""
    assert fold(word) == "besluit"


# ------------------------------------------------------------------------------------------- stems


@pytest.mark.parametrize(
    "forms",
    [
        ("besluit", "besluiten"),
        ("gemeente", "gemeenten"),
        ("vergunning", "vergunningen"),
        ("raad", "raden"),
        ("markt", "markten"),
        ("mogelijk", "mogelijke", "mogelijkheden"),
        ("wethouder", "wethouders"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gemeente", "menen"),  # Snowball 3's own `dutch` brings these together
        ("gemeente", "gemeend"),
        ("raad", "draad"),
        ("besluit", "besturen"),
        ("college", "collega"),
    ],
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_stems_of_a_text() -> None:
    assert stems("De besluiten, van [5.1.2e]!") == f"de {stem('besluiten')} van"


@given(st.one_of(DUTCH, ANY_TEXT))
@example("'s")
def test_a_text_has_a_stem_for_each_of_its_words(text: str) -> None:
    """A phrase counts places: a word whose stem were empty or two words would shift all that follow."""
    assert len(stems(text).split()) == len(words(text))


# ------------------------------------------------------------------------------------------- stop words


def test_stop_words_are_left_out() -> None:
    assert said(words("Het besluit van de raad is er niet")) == ["besluit", "raad"]


@pytest.mark.parametrize("word", ["besluit", "raad", "gemeente", "college", "b", "w", "2024", "wij", "woo"])
def test_no_stop_words(word: str) -> None:
    assert word not in stop_words()


@pytest.mark.skipif(not POSTGRES_STOP_WORDS.is_file(), reason="PostgreSQL 15 is not installed")
def test_stop_words_are_those_of_postgresql() -> None:
    """PostgreSQL does not index its stop words: a question for one that only we ask for would find nothing there."""
    assert stop_words() == {fold(word) for word in POSTGRES_STOP_WORDS.read_text("utf-8").split()}
