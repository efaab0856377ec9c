"""The register of a case: who is one person, what becomes of each, and who a mention can be of. People are invented."""

from __future__ import annotations

import gc
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.case import CaseFile
from pipeline.detect.lexicon import load as lists
from pipeline.detect.persons import Mention, PersonName, parse_name
from pipeline.detect.register import UNSTATED, agree, build
from pipeline.types import Span, Verdict

LEXICON = lists()
KEEP, REDACT, REVIEW = Verdict.KEEP, Verdict.REDACT, Verdict.REVIEW


def name(text):
    parsed = parse_name(text, LEXICON)
    assert parsed is not None
    return parsed


def mention(text, doc="a", role=None, title="", *, staff=False, at=0):
    return Mention(doc, Span(at, at + len(text)), name(text), role, title, staff)


def register(*mentions, keep=(), things=()):
    return build(mentions, frozenset(things), CaseFile(keep=keep), LEXICON)


def verdicts(*mentions, **options):
    return {p.key: p.verdict for p in register(*mentions, **options).persons}


WETHOUDER = {"role": KEEP, "title": "wethouder"}

# name, other name with the same surname, whether they can be of one person
AGREE = [
    ("Fenna Xandrink", "Fenna Xandrink", True),
    ("Fenna Xandrink", "Sjoerd Xandrink", False),
    ("Fenna Xandrink", "Femke Xandrink", False),
    ("Fenna Xandrink", "F. Xandrink", True),
    ("Fenna Xandrink", "F.A. Xandrink", True),
    ("Fenna Xandrink", "S. Xandrink", False),
    ("F.A. Xandrink", "F. Xandrink", True),
    ("F. Xandrink", "S. Xandrink", False),
    ("Fenna Xandrink", "Xandrink", True),
    ("Fenna van der Xandrink", "Fenna Xandrink", True),
    ("Fenna van der Xandrink", "Fenna de Xandrink", False),
    ("Van der Xandrink", "De Xandrink", False),
]


@pytest.mark.parametrize(("one", "other", "same"), AGREE)
def test_agree(one, other, same):
    assert agree(name(one), name(other)) is same
    assert agree(name(other), name(one)) is same


def test_nobody():
    empty = register()
    assert empty.persons == ()
    assert empty.index().candidates(name("Fenna Xandrink"), "a") == ()


def test_a_person_without_an_office_is_redacted():
    (person,) = register(mention("Fenna Xandrink")).persons
    assert (person.verdict, person.reason, person.documents) == (REDACT, UNSTATED, ("a",))


def test_an_office_stated_once_counts_in_every_document():
    (person,) = register(
        mention("Fenna Xandrink", "a"), mention("Fenna Xandrink", "b", **WETHOUDER), mention("Xandrink", "c")
    ).persons
    assert (person.verdict, person.documents) == (KEEP, ("a", "b", "c"))
    assert "wethouder" in person.reason


@pytest.mark.parametrize(
    ("roles", "verdict"),
    [
        ([(KEEP, "wethouder")], KEEP),
        ([(KEEP, "wethouder"), (KEEP, "raadslid")], KEEP),
        ([(REVIEW, "directeur")], REVIEW),
        ([(KEEP, "wethouder"), (REVIEW, "directeur")], REVIEW),
        ([(REVIEW, "wethouder")], REVIEW),
    ],
)
def test_offices_of_one_name(roles, verdict):
    mentions = [mention("Fenna Xandrink", role=r, title=t, at=i) for i, (r, t) in enumerate(roles)]
    (person,) = register(*mentions).persons
    assert person.verdict is verdict
    assert all(title in person.reason for _, title in roles)


def test_an_office_and_a_function_of_staff_are_for_a_person_to_decide():
    both = (mention("Fenna Xandrink", **WETHOUDER), mention("Fenna Xandrink", staff=True, at=5))
    assert verdicts(*both) == {"xandrink||fenna|": REVIEW}


def test_staff_alone_is_redacted():
    assert verdicts(mention("Fenna Xandrink", staff=True)) == {"xandrink||fenna|": REDACT}


def test_two_people_of_one_surname():
    people = (mention("Fenna Xandrink", **WETHOUDER), mention("Sjoerd Xandrink", at=5))
    assert verdicts(*people) == {"xandrink||fenna|": KEEP, "xandrink||sjoerd|": REDACT}


def test_a_title_beside_a_shared_surname_belongs_to_who_holds_it():
    people = (
        mention("Fenna Xandrink", **WETHOUDER),
        mention("Sjoerd Xandrink", at=5),
        mention("Xandrink", "b", **WETHOUDER),
    )
    persons = {p.name.first: p for p in register(*people).persons}
    assert persons["fenna"].documents == ("a", "b")
    assert (persons["sjoerd"].documents, persons["sjoerd"].verdict) == (("a",), REDACT)


def test_a_title_beside_a_shared_surname_that_nobody_holds_is_a_person_of_its_own():
    people = (
        mention("Fenna Xandrink"),
        mention("Sjoerd Xandrink", at=5),
        mention("Xandrink", "b", **WETHOUDER),
    )
    assert verdicts(*people) == {"xandrink|||": KEEP, "xandrink||fenna|": REDACT, "xandrink||sjoerd|": REDACT}


def test_a_shared_surname_alone_belongs_to_both():
    people = (mention("Fenna Xandrink"), mention("Sjoerd Xandrink", at=5), mention("Xandrink", "b"))
    assert [p.documents for p in register(*people).persons] == [("a", "b"), ("a", "b")]


def test_a_first_name_alone_belongs_to_who_is_called_so():
    (person,) = register(mention("Fenna Xandrink"), mention("Fenna", "b")).persons
    assert person.documents == ("a", "b")


def test_a_first_name_alone_of_nobody_known():
    (person,) = register(mention("Fenna")).persons
    assert (person.name, person.verdict) == (PersonName("", "", "fenna", ""), REDACT)


# what the case file keeps, who is mentioned, who stays readable
KEPT = [
    ("Fenna Xandrink", "Fenna Xandrink", True),
    ("fenna xandrink", "Fenna Xandrink", True),
    ("Fenna Xandrink", "F. Xandrink", True),
    ("Fenna Xandrink", "Xandrink", True),
    ("Fenna Xandrink", "Sjoerd Xandrink", False),
    ("Fenna Xandrink", "Fenna Teelink", False),
    ("Fenna Xandrink", "Fenna", False),
    ("Fenna van der Xandrink", "Fenna de Xandrink", False),
    ("Xandrink", "Sjoerd Xandrink", True),
    ("Fenna", "Fenna", True),
    ("Fenna", "Fenna Xandrink", False),
    ("dhr.", "Fenna Xandrink", False),
]


@pytest.mark.parametrize(("keep", "text", "kept"), KEPT)
def test_keep_of_the_case_file(keep, text, kept):
    (person,) = register(mention(text), keep=(keep,)).persons
    assert person.verdict is (KEEP if kept else REDACT)
    assert ("zaakbestand" in person.reason) is kept


# what is looked up in document "a", of whom it can be
CANDIDATES = [
    ("Fenna Xandrink", ["fenna"]),
    ("F. Xandrink", ["fenna"]),
    ("Xandrink", ["fenna"]),  # "a" names only Fenna
    ("Fenna", ["fenna"]),
    ("Sjoerd Xandrink", ["sjoerd"]),
    ("Sjoerd", ["sjoerd"]),
    ("P. Xandrink", []),
    ("Teelink", []),
]


@pytest.mark.parametrize(("text", "people"), CANDIDATES)
def test_candidates(text, people):
    index = register(mention("Fenna Xandrink", "a"), mention("Sjoerd Xandrink", "b")).index()
    assert [p.name.first for p in index.candidates(name(text), "a")] == people


def test_where_no_document_tells_them_apart_a_surname_can_be_of_all():
    index = register(mention("Fenna Xandrink", "a"), mention("Sjoerd Xandrink", "b")).index()
    assert [p.name.first for p in index.candidates(name("Xandrink"), "c")] == ["fenna", "sjoerd"]


@pytest.mark.parametrize(
    ("text", "mentions", "thing"),
    [
        ("Xandrink", [], True),
        ("Xandrink", ["Fenna Xandrink"], False),
        ("Xandrink", ["F. Xandrink"], False),
        ("Fenna Xandrink", [], False),
        ("F. Xandrink", [], False),
        ("Teelink", [], False),
        ("Fenna", [], False),
    ],
)
def test_a_name_that_the_case_knows_as_a_thing(text, mentions, thing):
    index = register(*(mention(m) for m in mentions), things={"xandrink"}).index()
    assert index.names_a_thing(name(text)) is thing


def test_digest_tells_registers_apart():
    digests = [
        register().digest,
        register(things={"xandrink"}).digest,
        register(mention("Fenna Xandrink")).digest,
        register(mention("Fenna Xandrink", "b")).digest,
        register(mention("Fenna Xandrink", **WETHOUDER)).digest,
        register(mention("Fenna Xandrink"), keep=("Fenna Xandrink",)).digest,
    ]
    assert len(set(digests)) == len(digests)


MENTIONS = st.builds(
    mention,
    st.sampled_from(
        ["Fenna Xandrink", "Sjoerd Xandrink", "F. Xandrink", "Xandrink", "Fenna", "S. Teelink", "Teelink"]
    ),
    st.sampled_from("abc"),
    st.sampled_from([None, KEEP, REVIEW]),
    st.just("wethouder"),
    staff=st.booleans(),
    at=st.integers(0, 3),
)


@given(st.lists(MENTIONS, max_size=10), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_mentions_does_not_matter(mentions, chance):
    other = [*mentions, *mentions[:2]]
    chance.shuffle(other)
    assert register(*mentions) == register(*other)
    assert register(*mentions).digest == register(*other).digest


@given(st.lists(MENTIONS, min_size=1, max_size=10))
@settings(deadline=None)
def test_every_mention_is_of_somebody(mentions):
    built = register(*mentions)
    for one in mentions:
        assert built.index().candidates(one.name, one.doc_id)
    assert {d for p in built.persons for d in p.documents} == {m.doc_id for m in mentions}


def people(count):
    chance = random.Random(2)
    letters = "abdegiklmnoprst"
    for i in range(count):
        surname = "x" + "".join(chance.choices(letters, k=6))
        first = "x" + "".join(chance.choices(letters, k=4))
        doc = str(i % 500)
        yield Mention(doc, Span(i, i + 9), PersonName(surname, "", first, ""), None, "", False)
        yield Mention(doc, Span(i + 20, i + 29), PersonName(surname, "", "", first[0]), None, "", False)
        yield Mention(doc, Span(i + 40, i + 49), PersonName(surname, "", "", ""), None, "", False)
        yield Mention(doc, Span(i + 60, i + 69), PersonName("", "", first, ""), None, "", False)


@pytest.mark.slow
def test_ten_thousand_people():
    def seconds(count):
        mentions = list(people(count))
        gc.collect()
        start = time.process_time()
        index = build(mentions, frozenset(), CaseFile(), LEXICON).index()
        for one in mentions:
            index.candidates(one.name, one.doc_id)
        return time.process_time() - start

    # Four times the people; quadratic would be sixteen times the time.
    assert any(seconds(10_000) < 8 * seconds(2_500) for _ in range(3))
