"""The piece of a text that is shown, and the words that are marked in it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from archive_cases import MANY, MARKET, PARKING, ask, put_in
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.archive.analysis import fold, stem, words
from pipeline.archive.expand import Term
from pipeline.archive.snippet import snippet
from pipeline.archive.sqlite import SqliteArchive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    made = put_in(tmp_path_factory.mktemp("archief"), MARKET, PARKING, MANY)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "key", "marked"),
    [
        ("besluit", "markt", ["besluit"]),
        ("besloten", "markt", ["besluit"]),
        ("huisvesting", "taak", ["huisvestingstaakstelling"]),
        ("huisvestign", "studenten", ["huisvesting"]),
        ("parkeer*", "beleid", ["parkeerbeleid"]),
        ('"college besluit"', "markt", ["college besluit"]),
        ("college besluit", "markt", ["college", "besluit"]),
        ("coordinatie ENQUETE", "enquete", ["Enquête", "coördinatie"]),
        ("B&W", "benw", ["B&W"]),
        ("parkeren NOT euro", "vergunning", ["parkeren"]),
        ("de weekmarkt naar", "markt", ["weekmarkt"]),
    ],
)
def test_the_words_that_were_asked_are_marked(
    archive: SqliteArchive, question: str, key: str, marked: list[str]
) -> None:
    hit = next(hit for hit in ask(archive, question).hits if hit.stored.item.key == key)
    assert [mark.of(hit.snippet) for mark in hit.marks] == marked


def test_nothing_is_marked_where_only_what_it_stands_under_has_the_word(archive: SqliteArchive) -> None:
    (hit,) = [hit for hit in ask(archive, "besluitenlijst").hits if hit.stored.item.key == "vorige"]
    assert hit.marks == ()
    assert hit.snippet == "De besluiten van de vorige vergadering zijn vastgesteld"


def term(*asked: str) -> Term:
    return Term(asked, ((tuple(stem(fold(word)) for word in asked), 1.0),), 1.0)


def beginning(*words: str) -> Term:
    """A beginning, which stands for words of the archive."""
    return Term((), tuple(((stem(fold(word)),), 1.0) for word in words), 1.0)


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert (
        snippet("  Besluit:\n\tde  kermis\fgaat door. ", [term("kermis")])[0]
        == "Besluit: de kermis gaat door."
    )


@pytest.mark.parametrize("at", [0, 5, 100, 500, 990])
def test_the_window_is_around_the_word(at: int) -> None:
    text = " ".join("kermis" if n == at else f"woord{n}" for n in range(1000))
    piece, marks = snippet(text, [term("kermis")])
    assert [mark.of(piece) for mark in marks] == ["kermis"]
    assert len(piece) <= 280
    assert piece.startswith("… ") == (at > 5)
    assert piece.endswith(" …") == (at < 980)


def test_the_window_is_where_most_words_stand() -> None:
    text = "kermis " + "vulling " * 100 + "kermis op het plein bij de markt " + "vulling " * 100
    piece, marks = snippet(text, [term("kermis"), term("plein"), term("markt")])
    assert [mark.of(piece) for mark in marks] == ["kermis", "plein", "markt"]


def _long(*lengths: int) -> str:
    return " ".join(letter * length for letter, length in zip("abcdef", lengths, strict=False))


@pytest.mark.parametrize(
    "phrase",
    [
        _long(62, 62, 20, 11),
        pytest.param(
            _long(62, 62, 20, 30),
        ),
    ],
    ids=len,
)
def test_a_long_phrase_is_shown_whole_where_no_space_comes_soon_after_it(phrase: str) -> None:
    text = "vulling " * 20 + "w" * 65 + f" {phrase}-" + "z" * 300
    piece, marks = snippet(text, [term(*phrase.split())])
    assert [mark.of(piece) for mark in marks] == [phrase]


def test_marks_that_overlap_are_one() -> None:
    piece, marks = snippet(
        "de grote markt is open", [term("grote", "markt"), term("markt"), beginning("mars", "markt")]
    )
    assert [mark.of(piece) for mark in marks] == ["grote markt"]


def test_a_mark_of_a_ground_in_a_snippet_stays_whole_and_is_not_marked() -> None:
    piece, marks = snippet("Namens [5.1.2e] over 5.1.2e", [term("5", "1", "2e")])
    assert piece == "Namens [5.1.2e] over 5.1.2e"
    assert [mark.of(piece) for mark in marks] == ["5.1.2e"]
    assert marks[0].start > 16


def test_a_text_with_the_word_everywhere_is_shown_in_no_time() -> None:
    """A list of amounts, a log in a mail."""
    start = time.process_time()
    snippet("euro " * 1_200, [term("euro")])
    assert time.process_time() - start < 0.1


SAID = st.lists(
    st.sampled_from(
        [
            "kermis",
            "kermissen",
            "Één",
            "x" * 70,
            "y" * 300,
            "[5.1.2e]",
            "\n",
            "  ",
            "—",
            "plein,",
            "(markt)",
            "🎪",
            "\u00a0",
            "e\u0301",
        ]
    ),
    max_size=120,
).map(" ".join)
TERMS = st.lists(
    st.sampled_from(
        [
            term("kermis"),
            term("een"),
            term("plein"),
            term("plein", "markt"),
            beginning("x" * 70, "één"),
            term("y" * 64),
        ]
    ),
    max_size=4,
)


@given(st.one_of(SAID, st.text(max_size=600)), TERMS)
@example("kermis " * 60, [term("kermis")])
@example("y" * 1000, [term("y" * 64)])
@example("a" * 239 + " kermis", [term("kermis")])
def test_a_snippet_is_a_stretch_of_the_line_and_its_marks_are_inside(text: str, terms: list[Term]) -> None:
    line = re.sub(r"\s+", " ", text).strip()
    piece, marks = snippet(text, terms)
    bare = piece.removeprefix("… ") if not line.startswith(piece) else piece
    assert bare in line or bare.removesuffix(" …") in line
    assert len(piece) <= 240 + 30 + 4
    ends = 0
    for mark in marks:
        assert ends <= mark.start < mark.end <= len(piece)
        ends = mark.end
        inside = words(mark.of(piece))
        assert inside
        assert mark.of(piece) in line
        asked = {root for one in terms for member, _ in one.members for root in member}
        assert all(stem(word) in asked for word in inside)


@given(st.integers(0, 60), st.integers(0, 60))
@example(31, 0)
def test_a_word_that_is_there_is_always_shown(before: int, after: int) -> None:
    piece, marks = snippet("vulling " * before + "kermis" + " vulling" * after, [term("kermis")])
    assert [mark.of(piece) for mark in marks] == ["kermis"]
    assert not piece.startswith(("… ulling", "… lling"))
