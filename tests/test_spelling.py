"""Misspelt names: how far a word may be from the one that is meant, and who is never joined. People are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.case import CaseFile
from pipeline.detect.carry import mentions_by_register
from pipeline.detect.lexicon import load as lists
from pipeline.detect.persons import Mention, parse_name
from pipeline.detect.register import build
from pipeline.detect.spelling import LONGEST, Spelling, is_near
from pipeline.types import Span, Verdict

LEXICON = lists()

# the word that is meant, what is written, whether it is found
NEAR = [
    ("oudebos", "oudebso", True),  # two letters swapped
    ("oudebos", "oudbos", True),  # one left out
    ("oudebos", "oudeboss", True),  # one doubled
    ("oudebos", "oudebas", True),  # another one
    ("oudebos", "uodebos", True),  # the first two swapped
    ("oudebos", "audebos", False),  # another first letter
    ("oudebos", "oudebosch", False),  # two wrong in a word of seven
    ("oudebos", "oudebos", False),
    ("xandrinkveen", "xandrikvene", True),  # two wrong in a word of twelve
    ("xandrinkveen", "xandrikvne", False),
    ("bos", "bas", False),  # too short to tell
    ("boss", "bosse", False),
    ("bosch", "bossch", True),
]


@pytest.mark.parametrize(("meant", "written", "found"), NEAR)
def test_near(meant, written, found):
    assert Spelling([meant, "teelink"]).near(written) == ((meant,) if found else ())


@given(st.text("abc", min_size=5, max_size=12), st.text("abc", min_size=5, max_size=12))
def test_the_index_finds_what_comparing_finds(one, other):
    alike = one != other and (one[0] == other[0] or one[:2] == other[1::-1]) and is_near(one, other)
    assert (Spelling([one]).near(other) == (one,)) is alike
    assert is_near(one, other) == is_near(other, one)


def test_what_is_no_word_is_not_looked_up():
    long = "x" * (LONGEST + 1)
    assert Spelling([long]).near(long[1:] + "y") == ()
    assert Spelling(["oudebos"]).near("x" * 1_000_000) == ()
    assert Spelling(["oudebos"]).near("") == ()


def mention(text, doc="a", role=None, at=0):
    return Mention(doc, Span(at, at + 1), parse_name(text, LEXICON), role, "wethouder" if role else "", False)


def register(*mentions):
    return build(mentions, frozenset(), CaseFile(), LEXICON)


# who is known, a text, what is found in it
CARRIED = [
    ("Fenna Xandrink", "Gisteren belde Xandirnk nog.", ["Xandirnk"]),
    ("Fenna Xandrink", "Gisteren belde F. Xandirnk nog.", ["F. Xandirnk"]),
    ("Fenna Xandrink", "Gisteren belde xandirnk nog.", ["xandirnk"]),
    ("Fenna Xandrink", "Gisteren belde xandink nog.", []),  # small letters and short
    ("Fenna Bakker", "De Bakkers en Bakkum en bakkerij.", ["De Bakkers"]),
    ("Fenna Vissers", "Gisteren belde Visser.", []),  # a surname of its own
    ("Fenna Xandrink", "Stichting Xandirnk", []),
]


@pytest.mark.parametrize(("known", "text", "found"), CARRIED)
def test_a_misspelt_name_is_carried(known, text, found):
    index = register(mention(known)).index()
    assert [f.span.of(text) for f in mentions_by_register(text, index, frozenset(), LEXICON)] == found


def test_a_misspelt_full_name_is_the_same_person():
    built = register(
        mention("Fenna Xandrink", role=Verdict.KEEP),
        mention("Fenna Xandrink", "b"),
        mention("Fenna Xandirnk", "c"),
    )
    (person,) = built.persons
    assert person.documents == ("a", "b", "c")
    assert built.index().candidates(parse_name("Fenna Xandirnk", LEXICON), "d") == (person,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fenna Xandrink", "Sjoerd Xandirnk"),  # another first name
        ("F. Xandrink", "F. Xandirnk"),  # initials say too little
        ("Fenna Visser", "Fenna Vissers"),  # both are surnames
        ("Fenna Bos", "Fenna Bas"),
    ],
)
def test_two_people_stay_two(one, other):
    assert len(register(mention(one), mention(one, "b"), mention(other, "c")).persons) == 2
