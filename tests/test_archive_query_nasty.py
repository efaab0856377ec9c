"""Whatever is typed into a question is read as words, or refused with its place, in no time."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.archive.query import FAULTS, LONGEST, All, Node, OneOf, Phrase, Prefix, Word, parse
from pipeline.errors import QueryError


def leaves(node: Node) -> Iterator[Word | Phrase | Prefix]:
    match node:
        case All(parts, but_not):
            for part in (*parts, *but_not):
                yield from leaves(part)
        case OneOf(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("'; DROP TABLE items; --", ["drop", "table", "items"]),
        ("markt' OR '1'='1", ["markt", "1", "1"]),
        (
            "1 UNION SELECT name FROM sqlite_master",
            ["1", "union", "select", "name", "from", "sqlite", "master"],
        ),
        ("<script>alert(1)</script>", ["script", "alert", "1", "script"]),
        ("javascript:alert", ["javascript", "alert"]),
        ("<img src=x onerror=alert>", ["img", "src", "x", "onerror", "alert"]),
        ("text:markt", ["text", "markt"]),  # a column of FTS5
        ("{text context}:markt", ["text", "context", "markt"]),
        ("^markt", ["markt"]),
        ("markt + kermis", ["markt", "kermis"]),
        ("markt:* & !kermis | <-> plein", ["markt", "kermis", "plein"]),  # a tsquery
        ("%markt_", ["markt"]),
        (r"markt\' \x00 \\", ["markt", "x00"]),
        ("${jndi:ldap}", ["jndi", "ldap"]),
        ("{{7+7}}", ["7", "7"]),
        ("../../etc/passwd", ["etc", "passwd"]),
        ("huis\x00vesting", ["huis", "vesting"]),
        ("markt\x00", ["markt"]),
        ("markt\ud800kermis", ["markt", "kermis"]),
        ("\udcff\udcfe markt", ["markt"]),  # bytes of a command line that are no UTF-8
        ("\u202emarkt\u202c", ["markt"]),  # turned around
        ("\u200fמועצה העיר", ["מועצה", "העיר"]),
        ("مجلس المدينة", ["مجلس", "المدينة"]),
        ("市议会 决定", ["市议会", "决定"]),
        ("🎪 kermis 🎡", ["kermis"]),
        ("\ufeffmarkt", ["markt"]),
    ],
)
def test_what_is_typed_is_words_and_never_code(question: str, found: list[str]) -> None:
    node = parse(question)
    assert node is not None
    told = [word for leaf in leaves(node) for word in _words(leaf)]
    assert told == found


def _words(leaf: Word | Phrase | Prefix) -> tuple[str, ...]:
    match leaf:
        case Word(word):
            return (word,)
        case Phrase(words):
            return words
        case Prefix(start):
            return (start,)


def test_an_accent_typed_as_a_sign_of_its_own() -> None:
    assert parse(unicodedata.normalize("NFD", "coördinatie")) == Word("coordinatie")


NASTY = {
    "10 kB of words": "huisvesting statushouders " * 400,
    "10 kB of one word": "a" * 10_000,
    "brackets that open": "(" * 5_000,
    "brackets that close": ")" * 5_000,
    "brackets in pairs": "()" * 5_000,
    "quotes": '"' * 10_001,
    "operators": "AND OR NOT " * 1_000,
    "stars": "*" * 10_000,
    "minuses": "-" * 10_000,
    "NULs": "\x00" * 10_000,
    "surrogates": "\ud800" * 10_000,
    "accents on nothing": "\u0301" * 10_000,
    "a letter with a tower of accents": "e" + "\u0301" * 900,
    "right to left": "\u202e" * 900,
    "ligatures that spread": "ﷺ" * 900,
    "as long as may be": "a" * LONGEST,
    "as many words as may be": " ".join(["a"] * 40),
    "as many minuses as may be": "a " + " ".join(["-b"] * 19),
    "as deep as may be": "((((((((((a))))))))))",
}


def _read(question: str) -> tuple[Node | None, QueryError | None]:
    try:
        return parse(question), None
    except QueryError as error:
        return None, error


def _is_in(question: str, error: QueryError) -> bool:
    return error.fault in FAULTS and 0 <= error.at <= len(question)


@pytest.mark.parametrize("question", NASTY.values(), ids=NASTY.keys())
def test_nasty_questions_are_read_or_refused_in_no_time(question: str) -> None:
    start = time.process_time()
    _, error = _read(question)
    assert error is None or _is_in(question, error)
    assert time.process_time() - start < 0.1


PIECES = st.sampled_from(
    [
        "markt",
        "de",
        "B&W",
        "pa*",
        "parkeer*",
        '"',
        "“",
        "(",
        ")",
        "AND",
        "OF",
        "NOT",
        "-",
        "-x",
        "*",
        "[5.1.2e]",
        " ",
        "\x00",
        "é",
    ]
)


@given(
    st.one_of(
        st.text(st.characters(), max_size=200),
        st.lists(PIECES, max_size=45).map(" ".join),
        st.lists(PIECES, max_size=45).map("".join),
    )
)
@example("\ud800")
@example("(" * 1000)
def test_anything_typed_is_read_or_is_a_fault_with_its_place(question: str) -> None:
    node, error = _read(question)
    if error is not None:
        assert _is_in(question, error)
        return
    if node is None:
        assert not question.strip()
        return
    for leaf in leaves(node):
        assert _words(leaf)
        assert all(word and word.isalnum() for word in _words(leaf))


GOOD = st.recursive(
    st.sampled_from(["markt", "kermis", '"grote markt"', "parkeer*", "woo-verzoek"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} NOT {pair[1]})"),
    ),
    max_leaves=4,
)


@given(GOOD, GOOD)
def test_what_is_put_together_well_is_read(one: str, other: str) -> None:
    node, first, second = parse(f"{one} {other}"), parse(one), parse(other)
    assert isinstance(node, All)
    assert first is not None
    assert second is not None
    assert _bare(node.parts[-1]) == _bare(second) or isinstance(second, All)
    assert [*leaves(_bare(node))][: len([*leaves(first)])] == [*leaves(_bare(first))]
    either = parse(f"({one}) OR ({other})")
    assert either is not None
    assert _bare(either) == OneOf((_bare(first), _bare(second)))


def _bare(node: Node) -> Node:
    """Without the places in the question."""
    match node:
        case All(parts, but_not):
            return All(tuple(map(_bare, parts)), tuple(map(_bare, but_not)))
        case OneOf(parts):
            return OneOf(tuple(map(_bare, parts)))
        case Prefix(start):
            return Prefix(start)
        case _:
            return node


@given(st.lists(st.sampled_from(["markt", "kermis", "plein"]), min_size=2, max_size=6))
def test_a_space_is_and(words: list[str]) -> None:
    assert parse(" ".join(words)) == parse(" AND ".join(words)) == parse("  EN ".join(words))
