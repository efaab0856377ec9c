"""A question as a person types it: what it means, and what is said where it can't be understood."""

from __future__ import annotations

import pytest

from pipeline.archive.analysis import stop_words
from pipeline.archive.query import FAULTS, All, Node, OneOf, Phrase, Prefix, Word, parse
from pipeline.errors import QueryError, UsageError

MARKT, KERMIS, PLEIN = Word("markt"), Word("kermis"), Word("plein")


def fault(question: str) -> tuple[str, int]:
    with pytest.raises(QueryError) as caught:
        parse(question)
    return caught.value.fault, caught.value.at


# ------------------------------------------------------------------------------------------- the grammar


@pytest.mark.parametrize(
    ("question", "node"),
    [
        ("markt", MARKT),
        ("MARKT", MARKT),
        ("  markt\t\n", MARKT),
        ("markt kermis", All((MARKT, KERMIS))),
        ("markt AND kermis", All((MARKT, KERMIS))),
        ("markt EN kermis", All((MARKT, KERMIS))),
        ("markt AND kermis plein", All((MARKT, KERMIS, PLEIN))),
        ("markt OR kermis", OneOf((MARKT, KERMIS))),
        ("markt OF kermis OF plein", OneOf((MARKT, KERMIS, PLEIN))),
        # A space binds more than OR.
        ("markt kermis OR plein", OneOf((All((MARKT, KERMIS)), PLEIN))),
        ("markt (kermis OR plein)", All((MARKT, OneOf((KERMIS, PLEIN))))),
        ("(markt OR kermis) plein", All((OneOf((MARKT, KERMIS)), PLEIN))),
        ("((markt))", MARKT),
        ("((((((((((markt))))))))))", MARKT),
        ("markt NOT kermis", All((MARKT,), (KERMIS,))),
        ("markt NIET kermis", All((MARKT,), (KERMIS,))),
        ("markt -kermis", All((MARKT,), (KERMIS,))),
        ("-kermis markt", All((MARKT,), (KERMIS,))),
        ("NOT kermis markt", All((MARKT,), (KERMIS,))),
        ("markt AND NOT kermis", All((MARKT,), (KERMIS,))),
        ("markt -kermis -plein", All((MARKT,), (KERMIS, PLEIN))),
        ("markt NOT (kermis OR plein)", All((MARKT,), (OneOf((KERMIS, PLEIN)),))),
        ('markt NOT "grote kermis"', All((MARKT,), (Phrase(("grote", "kermis")),))),
        ("begroting -2023", All((Word("begroting"),), (Word("2023"),))),
        ('"besluit van het college"', Phrase(("besluit", "van", "het", "college"))),
        ('"markt"', MARKT),
        ('"B&W"', Phrase(("b", "w"))),
        ('"Grote Markt"kermis', All((Phrase(("grote", "markt")), KERMIS))),
        ("parkeer*", Prefix("parkeer", 0)),
        ("par*", Prefix("par", 0)),
        ("het*", Prefix("het", 0)),  # a stop word is the beginning of others
        ("Één*", Prefix("een", 0)),
        ("parkeer**", Prefix("parkeer", 0)),
        ("markt (parkeer* OR ker*)", All((MARKT, OneOf((Prefix("parkeer", 7), Prefix("ker", 19)))))),
        ("markt -parkeer*", All((MARKT,), (Prefix("parkeer", 6),))),
        # Signs cut a word; it may also be written without them.
        ("B&W", Phrase(("b", "w"), "bw")),
        ("woo-verzoek", Phrase(("woo", "verzoek"), "wooverzoek")),
        ("2024-0312", Phrase(("2024", "0312"), "20240312")),
        ("5.1.2e", Phrase(("5", "1", "2e"), "512e")),
        ("markt, kermis.", All((MARKT, KERMIS))),
        ("markt/kermis", Phrase(("markt", "kermis"), "marktkermis")),
    ],
)
def test_questions(question: str, node: Node) -> None:
    assert parse(question) == node


@pytest.mark.parametrize("question", ["", " ", "\n\t\r ", "\u00a0", "\u2003"])
def test_no_question_asks_for_everything(question: str) -> None:
    assert parse(question) is None


@pytest.mark.parametrize(
    ("question", "node"),
    [
        ("de markt", MARKT),
        ("de markt van het plein", All((MARKT, PLEIN))),
        ("markt OR de", MARKT),
        ("markt NOT de", MARKT),
        ("markt -de", MARKT),
        ("markt AND de", MARKT),
        ("(de) markt", MARKT),
        ("markt & kermis", All((MARKT, KERMIS))),
        ("markt - kermis", All((MARKT, KERMIS))),
        ("- markt", MARKT),
        ("markt !?", MARKT),
        ("markt [5.1.2e]", MARKT),
        # Small letters join nothing: they are words, and stop words.
        ("markt en kermis", All((MARKT, KERMIS))),
        ("markt of kermis", All((MARKT, KERMIS))),
        ("markt niet kermis", All((MARKT, KERMIS))),
        ("markt and kermis", All((MARKT, Word("and"), KERMIS))),
        ("markt NEAR kermis", All((MARKT, Word("near"), KERMIS))),
    ],
)
def test_what_says_nothing_falls_away(question: str, node: Node) -> None:
    assert parse(question) == node


@pytest.mark.parametrize("word", sorted(stop_words())[::10])
def test_a_stop_word_beside_a_word_says_nothing(word: str) -> None:
    assert parse(f"{word} markt") == MARKT


@pytest.mark.parametrize(
    "question",
    [
        '"Grote Markt"',
        "“Grote Markt”",
        "„Grote Markt“",
        "„Grote Markt”",
        "«Grote Markt»",
        "»Grote Markt«",
        '„Grote Markt"',
    ],
)
def test_quotes_of_every_keyboard_and_word_processor(question: str) -> None:
    assert parse(question) == Phrase(("grote", "markt"))


@pytest.mark.parametrize("question", ["'markt'", "‘markt’", "markt’"])
def test_single_quotes_are_signs(question: str) -> None:
    assert parse(question) == MARKT


@pytest.mark.parametrize(
    ("question", "node"),
    [
        ('markt -"grote kermis"', All((MARKT,), (Phrase(("grote", "kermis")),))),
        ("markt -(kermis OR plein)", All((MARKT,), (OneOf((KERMIS, PLEIN)),))),
        ('-"grote kermis" markt', All((MARKT,), (Phrase(("grote", "kermis")),))),
    ],
)
def test_a_minus_refuses_a_phrase_and_a_group_too(question: str, node: Node) -> None:
    assert parse(question) == node


# ------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("question", "name", "at"),
    [
        ("x" * 1001, "long", 1000),
        (" ".join(["a1"] * 41), "many", 120),
        ("(" * 500, "many", 40),
        (" ".join(['"x y"'] * 41), "many", 240),
        ("(" * 11 + "markt" + ")" * 11, "deep", 10),
        ("plein " + "(" * 12 + "markt" + ")" * 12, "deep", 16),
        ('"', "quote", 0),
        ('markt "grote kermis', "quote", 6),
        ("markt “grote kermis", "quote", 6),
        ('"een" "twee', "quote", 6),
        ("(", "open", 0),
        ("(markt", "open", 0),
        ("markt (kermis", "open", 6),
        ("(markt (kermis)", "open", 0),
        ("markt (", "open", 6),
        (")", "close", 0),
        ("markt)", "close", 5),
        ("(markt))", "close", 7),
        ("markt) (kermis", "close", 5),
        ("AND", "operator", 0),
        ("AND markt", "operator", 0),
        ("markt AND", "operator", 9),
        ("markt OR", "operator", 8),
        ("OR markt", "operator", 0),
        ("markt AND AND kermis", "operator", 10),
        ("markt OR OR kermis", "operator", 9),
        ("markt AND OR kermis", "operator", 10),
        ("markt OR AND kermis", "operator", 9),
        ("NOT", "operator", 3),
        ("markt NOT", "operator", 9),
        ("markt NOT NOT kermis", "operator", 10),
        ("markt NOT OR kermis", "operator", 10),
        ("(markt OR )", "operator", 10),
        ("(markt AND )", "operator", 11),
        ("(NOT )", "operator", 5),
        ("()", "empty", 0),
        ("markt ( )", "empty", 6),
        ("(())", "empty", 1),
        ('""', "empty", 0),
        ('markt "  "', "empty", 6),
        ('"!?"', "empty", 0),
        ('"[5.1.2e]"', "empty", 0),
        ("NOT markt", "only_not", 0),
        ("-markt", "only_not", 0),
        ("-markt -kermis", "only_not", 0),
        ("de -markt", "only_not", 0),
        ("markt OR NOT kermis", "only_not", 9),
        ("markt (NOT kermis)", "only_not", 7),
        ("2024-03*", "star", 0),
        ("markt woo-verz*", "star", 6),
        ('plein "besluit van coll*"', "star", 6),
        ("*kermis", "star", 0),
        ("markt ker*mis", "star", 6),
        ("2*3", "star", 0),
        ("pa*", "prefix", 0),
        ("markt p*", "prefix", 6),
        ("de*", "prefix", 0),
        ("(é*)", "prefix", 1),
        ("de", "common", 0),
        ("de het een", "common", 0),
        ("(de) OR het", "common", 0),
        ('"van de"', "common", 0),
        ('markt "van de"', "common", 6),
        ("*", "common", 0),
        ("!?", "common", 0),
        ("[5.1.2e]", "common", 0),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else str(value),
)
def test_faults_with_their_place(question: str, name: str, at: int) -> None:
    assert fault(question) == (name, at)


def test_every_fault_is_shown_above() -> None:
    """But those that only an archive or a filter can have: test_archive_search.py has them."""
    marks = test_faults_with_their_place.pytestmark
    shown = {case[1] for mark in marks for case in mark.args[1]}
    assert shown == set(FAULTS) - {"broad", "signs"}


@pytest.mark.parametrize("question", ["(", '"', "AND", "markt)", "pa*", "de", "-a", "x" * 2000, "(" * 100])
def test_a_fault_tells_what_to_do_and_quotes_nothing(question: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(question)
    assert isinstance(caught.value, QueryError)
    assert (
        str(caught.value) == f"character {caught.value.at + 1} of the question: {FAULTS[caught.value.fault]}"
    )
    assert question not in str(caught.value).replace(FAULTS[caught.value.fault], "")
