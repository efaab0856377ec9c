"""What an archive finds for a question: in which forms, and told what was made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_cases import MANY, MARKET, PARKING, ask, keys, put_in
from archive_maker import dossier, item
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive.query import FAULTS
from pipeline.archive.sqlite import SqliteArchive
from pipeline.errors import QueryError


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    made = put_in(tmp_path_factory.mktemp("archief"), MARKET, PARKING, MANY)
    yield made
    made.close()


# ------------------------------------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("besluiten", {"markt", "vorige", "besloten", "stalling", "anders"}),
        ("besluit", {"markt", "vorige", "besloten", "stalling", "anders"}),
        ("besloten", {"markt", "vorige", "besloten", "stalling", "anders"}),  # a strong verb
        ("vergunningen", {"vergunning"}),
        ("gemeentes", {"koopt", "gemeenteraad"}),
        ("menen", {"menen"}),  # and not the gemeente
        ("ENQUETE", {"enquete"}),
        ("coordinatie", {"enquete"}),
        ("Ideeën", {"enquete"}),
    ],
)
def test_a_word_is_found_in_its_forms(archive: SqliteArchive, question: str, found: set[str]) -> None:
    assert set(keys(ask(archive, question))) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("huisvesting", {"taak", "studenten"}),  # the beginning
        ("taakstelling", {"taak", "rijk"}),  # the end
        ("huisvestingstaakstelling", {"taak"}),
        ("raad", {"raad", "gemeenteraad", "zaal"}),  # and no draad
        ("beleid", {"beleid", "losse"}),
        ("zaal", {"zaal", "koopt"}),  # with its linking letter: raadszaal
    ],
)
def test_a_word_is_found_in_compounds(archive: SqliteArchive, question: str, found: set[str]) -> None:
    assert set(keys(ask(archive, question))) == found
    assert ask(archive, question).corrected == ()


def test_the_word_itself_comes_before_its_compounds(archive: SqliteArchive) -> None:
    assert keys(ask(archive, "huisvesting")) == ["studenten", "taak"]
    assert keys(ask(archive, "taakstelling")) == ["rijk", "taak"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("raadzaal", {"zaal"}),  # written otherwise than the archive does
        ("kadebeleid", {"losse"}),
    ],
)
def test_a_compound_that_stands_nowhere_is_looked_for_as_its_parts(
    archive: SqliteArchive, question: str, found: set[str]
) -> None:
    assert set(keys(ask(archive, question))) == found


@pytest.mark.parametrize(
    ("question", "not_found"),
    [
        ("raad", "draad"),
        ("plan", "plant"),
        ("gemeente", "menen"),
        ("kade", "enquete"),
        ("rijk", "beleid"),
        ("kost", "notitie"),
        ("zal", "koopt"),
        ("toen", "toe"),
        ("loop", "koopt"),
    ],
)
def test_what_only_has_the_letters_is_not_found(
    archive: SqliteArchive, question: str, not_found: str
) -> None:
    try:
        found = keys(ask(archive, question))
    except QueryError:  # a stop word
        return
    assert not_found not in found


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    """Words that look as if they had to do with each other."""
    texts = {
        "zelf": "Over de leden voor een deel met zicht op een stelling en de gang die uit, door en toe wil",
        **{
            word: f"Hier staat {word}"
            for word in (
                *("overleden", "voordeel", "toezicht", "voorstelling", "doorgang", "uitgang"),
                *("woning", "flexwoningen", "woningbouw", "woningwvhk", "xuqwoningen"),
                *("raad", "radar", "plaats", "plateau"),
            )
        },
    }
    made = put_in(
        tmp_path_factory.mktemp("woorden"), dossier(*(item(text, key=key) for key, text in texts.items()))
    )
    yield made
    made.close()


@pytest.mark.parametrize("question", ["leden", "deel", "zicht", "stelling", "gang"])
def test_a_word_with_something_before_it_that_is_no_noun_is_another(
    words: SqliteArchive, question: str
) -> None:
    """Overleden is no kind of leden, though `over` stands in the archive as a word too."""
    assert keys(ask(words, question)) == ["zelf"]


def test_the_rest_of_a_compound_need_not_be_known_where_it_can_be_a_word(words: SqliteArchive) -> None:
    """But `wvhk` has no vowel, and `xuq` is too short."""
    assert set(keys(ask(words, "woning"))) == {"woning", "flexwoningen", "woningbouw"}


# ------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("question", "used", "found"),
    [
        ("huisvestign", ("huisvesting",), "studenten"),
        ("hiusvesting", ("huisvesting",), "studenten"),
        ("vergunnning", ("vergunning",), "vergunning"),
        ("wethoudr", ("wethouder",), "notitie"),
        ("havnkade", ("havenkade",), "markt"),
        ("taakstellling", ("taakstelling",), "rijk"),
    ],
)
def test_a_mistake_is_looked_for_as_what_was_meant_and_told(
    archive: SqliteArchive, question: str, used: tuple[str, ...], found: str
) -> None:
    got = ask(archive, question)
    assert got.corrected == ((question, used),)
    assert found in keys(got)
    assert got.meant == ()


@pytest.mark.parametrize("question", ["zwartkijkerij", "qqqq", "2099", "x9y8z7", "xyzzy*"])
def test_what_looks_like_nothing_is_not_found(archive: SqliteArchive, question: str) -> None:
    got = ask(archive, question)
    assert (got.hits, got.total, got.corrected, got.relaxed) == ((), 0, (), False)


def test_numbers_are_never_taken_for_others(archive: SqliteArchive) -> None:
    """2025 is not a mistake for 2024."""
    assert ask(archive, "subsidie 2024").corrected == ()
    assert ask(archive, '"2022-0045"').total == 0


def test_a_rare_word_that_looks_like_a_common_one_is_found_and_the_other_offered(
    archive: SqliteArchive,
) -> None:
    got = ask(archive, "subside")
    assert keys(got) == ["slip"]
    assert got.corrected == ()
    assert got.meant == (("subside", "subsidie"),)


def test_a_common_word_is_offered_nothing(archive: SqliteArchive) -> None:
    assert ask(archive, "subsidie").meant == ()
    assert ask(archive, "huisvesting").meant == ()


def test_where_nothing_holds_all_words_some_do_and_it_is_told(archive: SqliteArchive) -> None:
    got = ask(archive, "havenkade studenten")
    assert got.relaxed
    assert set(keys(got)) == {"markt", "studenten"}
    assert not ask(archive, "weekmarkt havenkade").relaxed


def test_where_few_hold_all_of_three_words_some_do_after_them(archive: SqliteArchive) -> None:
    """One of three may be a word too many; two were both meant."""
    three, two = ask(archive, "college weekmarkt havenkade"), ask(archive, "college weekmarkt")
    assert three.relaxed
    assert keys(three)[0] == "markt"
    assert set(keys(three)) == {"markt", "stalling", "anders"}
    assert not two.relaxed
    assert keys(two) == ["markt"]


def test_what_is_refused_stays_out_where_some_words_are_enough(archive: SqliteArchive) -> None:
    got = ask(archive, "havenkade studenten NOT weekmarkt")
    assert got.relaxed
    assert keys(got) == ["studenten"]


# ------------------------------------------------------------------------------------------- grammar


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ('"besluit van het college"', {"stalling"}),
        ('"college besluit"', {"markt"}),
        ('"besluiten van het college"', {"stalling"}),  # in all forms
        ('"college van besluit"', set()),
        ("college fietsenstalling", {"stalling"}),
        ("studenten OR havenkade", {"studenten", "markt"}),
        ("studenten OF draad", {"studenten", "draad"}),
        ("parkeren NOT euro", {"vergunning"}),
        ("parkeren -euro", {"vergunning"}),
        ("parkeren NIET (euro OR vergunning)", set()),
        ('fietsen NOT "een notitie" NOT fietsenstalling', {"brief", "toe"}),
        ("parke*", {"beleid", "kade", "vergunning"}),
        ("parkeer*", {"beleid"}),
        ("huisv*", {"taak", "studenten"}),
        ("(weekmarkt OR plein) overleg", {"benw"}),
        ("B&W", {"benw"}),
        ("woo-verzoek", {"woo", "wooverzoek"}),
        ("2022-0044", {"woo"}),
    ],
)
def test_the_grammar_finds(archive: SqliteArchive, question: str, found: set[str]) -> None:
    assert set(keys(ask(archive, question))) == found


def test_what_is_refused_is_the_word_and_not_its_compounds(archive: SqliteArchive) -> None:
    """NOT takes away what was named: `huisvestingstaakstelling` is not `huisvesting`."""
    assert keys(ask(archive, "statushouders NOT huisvesting")) == ["taak"]
    assert keys(ask(archive, "gemeenteraad NOT raad")) == ["gemeenteraad"]
    assert keys(ask(archive, "vergunning NOT vergunningen")) == []  # but in all its forms


def test_a_mistake_that_is_refused_takes_nothing_away(archive: SqliteArchive) -> None:
    got = ask(archive, "studenten NOT huisvestign")
    assert keys(got) == ["studenten"]
    assert got.corrected == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("rad*", {"radar"}),  # though the stem of raad is rad
        ("raa*", {"raad"}),
        ("plat*", {"plateau"}),  # and that of plaats plat
        ("plaa*", {"plaats"}),
        pytest.param(
            "rade*",
            set(),
        ),
    ],
)
def test_a_beginning_is_of_the_word_as_it_is_written(
    words: SqliteArchive, question: str, found: set[str]
) -> None:
    assert set(keys(ask(words, question))) == found


def test_a_beginning_of_too_many_words_is_told_with_its_place(tmp_path: Path) -> None:
    for number in (1_000, 1_001):
        (tmp_path / str(number)).mkdir()
    enough = put_in(tmp_path / "1000", dossier(item(" ".join(f"vak{n}" for n in range(1_000)), key="vakken")))
    many = put_in(tmp_path / "1001", dossier(item(" ".join(f"vak{n}" for n in range(1_001)))))
    assert keys(ask(enough, "kermis OR vak*")) == ["vakken"]
    with pytest.raises(QueryError) as caught:
        ask(many, "kermis OR vak*")
    assert (caught.value.fault, caught.value.at) == ("broad", 10)
    assert FAULTS["broad"] in str(caught.value)
    assert keys(ask(many, "vak99*")) != []
    enough.close()
    many.close()


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE items; --",
        "<script>alert(1)</script>",
        "a" * 999,
        "item_words MATCH x",
        "NEAR(a b, 2)",
        "rank:bm25 x+y",
        "\x00markt",
        "\ud800 markt",
        "🎪 markt",
    ],
)
def test_nasty_questions_are_only_questions(archive: SqliteArchive, question: str) -> None:
    before = archive.size()
    ask(archive, question)
    assert archive.size() == before


@pytest.mark.parametrize("question", ["(", "a AND", '"', "pa*", "x*y", "x" * 10_000])
def test_what_is_no_question_is_told(archive: SqliteArchive, question: str) -> None:
    with pytest.raises(QueryError):
        ask(archive, question)


SIMPLE = st.sampled_from(
    ["raad", "besluit", "huisvesting", "parkeren", "fietsen", "zwartkijkerij", "kade", "wethouder"]
)


@given(SIMPLE, SIMPLE)
@settings(max_examples=15)
def test_both_words_find_less_and_either_finds_more(archive: SqliteArchive, one: str, other: str) -> None:
    first, second = set(keys(ask(archive, one, limit=500))), set(keys(ask(archive, other, limit=500)))
    both = ask(archive, f"{one} AND {other}", limit=500)
    if not both.relaxed:
        assert set(keys(both)) == first & second
    assert set(keys(ask(archive, f"{one} OR {other}", limit=500))) == first | second
    assert set(keys(ask(archive, f"{one} NOT {other}", limit=500))) <= first
