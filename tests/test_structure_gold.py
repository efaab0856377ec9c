"""The documents of tests/structure, with all that stands in them, and what is known to go wrong there.

The documents and their answers were written without a look at the rules (docs/benchmarks.md says what was changed
after the first run); people and places are invented. `known_failures.toml` is exact: a rule that mends something has
to take it off the list.
"""

import json
import re
from collections import Counter

import pytest

from benchmarks.structure import items, known, match, measure
from pipeline.items import ItemKind, PartKind

GOLDS = {gold.name: gold for gold in measure.golds(measure.OWN)}
KNOWN = known.load()
NAMES = sorted(GOLDS)
RESULTS = {
    "vastgesteld", "ingestemd", "verleend", "aangenomen", "afgewezen", "verworpen", "aangehouden", "ter kennisname",
    "ingetrokken", "overig",
}  # fmt: skip
WORDS_OF_THE_DOCUMENT = {
    "messages": ("from", "subject", "first_words", "signature_first_words"),
    "meetings": ("location", "chair"),
    "attendees": ("name", "role", "organisation"),
    "agenda_items": ("title",),
    "decisions": ("text",),
    "actions": ("text", "also", "owner", "due_text", "status"),
    "parts": ("title",),
    "papers": ("reference", "subject"),
    "asked": ("text",),
    "signatories": ("name", "role"),
    "footnotes": ("text",),
}


def entries(answers):
    """Kind and entry, those within meetings and papers too."""
    for kind in ("messages", "meetings", "agenda_items", "decisions", "actions", "parts", "papers"):
        for entry in answers.get(kind, ()):
            yield kind, entry
            for within in ("attendees", "absentees", "asked", "signatories", "footnotes"):
                for one in entry.get(within, ()):
                    yield "attendees" if within == "absentees" else within, one


def flat(text):
    """White space made one blank, without the marks of quoting at the head of a line."""
    return " ".join(re.sub(r"(?m)^(?:>\s?)+", "", text).split()).casefold()


def stretches(value):
    """A text, or a list of stretches, or a list of such texts."""
    if isinstance(value, str):
        return [value]
    return [text for one in value or () for text in stretches(one)]


def test_every_document_has_its_answers():
    files = {file.stem for file in measure.OWN.iterdir() if file.suffix in measure.SUFFIXES}
    assert files == set(NAMES)
    assert len(NAMES) == 30


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_an_answer_stand_in_the_document(name):
    gold = GOLDS[name]
    text = flat(gold.documents[0].text)
    told = [
        stretch
        for kind, entry in entries(gold.answers)
        for field in WORDS_OF_THE_DOCUMENT[kind]
        for stretch in stretches(entry.get(field))
    ]
    told += [stretch for one in gold.answers["hard_negatives"] for stretch in stretches(one)]
    assert [stretch for stretch in told if flat(stretch) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_use_the_words_of_the_contract(name):
    answers = GOLDS[name].answers
    assert {one["kind"] for one in answers.get("parts", ())} <= set(PartKind)
    assert {one["kind"] for one in answers["agenda_items"] if "kind" in one} <= set(ItemKind)
    assert {one["result"] for one in answers["decisions"] if one.get("result")} <= RESULTS
    numbers = {one["number"] for one in answers["agenda_items"]} | {
        one["title"] for one in answers["agenda_items"]
    }
    assert {one["item"] for one in answers["decisions"] if one.get("item")} <= numbers


@pytest.mark.parametrize("name", NAMES)
def test_what_goes_wrong_is_what_is_known(name):
    now = measure.measure([GOLDS[name]]).failures.get(name, {})
    new, mended = known.changes(now, KNOWN.get(name, {}))
    assert not new, "goes wrong and is not listed in known_failures.toml:\n" + "\n".join(new)
    assert not mended, (
        "listed in known_failures.toml and goes right; take it off with "
        "`python -m benchmarks.structure --own --write-known`:\n" + "\n".join(mended)
    )


def test_no_document_is_listed_that_is_not_there():
    assert set(KNOWN) <= set(NAMES)


SAME = [
    ("Sara belt de aannemer.", "Sara belt de aannemer"),
    ("Sara belt\n  de aannemer.", "sara belt de aannemer."),
    ("Folder laten drukken", "3 Folder laten drukken Sara 12-03-2024 open"),
    ("Sara belt voor vrijdag de aannemer over het dak", "Sara belt voor vrijdag de aannemer over"),
]
NOT_THE_SAME = [
    ("Sara belt de aannemer.", "Sara mailt de bewoners."),
    ("Sara belt de aannemer.", "de aannemer belt Sara"),
    ("Sara belt voor vrijdag de aannemer over het dak", "Sara belt"),
    ("Sara belt.", "Het dak lekt. Sara belt. Daarna is er koffie en gaat iedereen naar huis."),
    ("...", "..."),
]


@pytest.mark.parametrize(("answer", "found"), SAME)
def test_same_text(answer, found):
    assert match.same_text(answer, found) > 0


@pytest.mark.parametrize(("answer", "found"), NOT_THE_SAME)
def test_not_the_same_text(answer, found):
    assert match.same_text(answer, found) == 0


def test_a_title_may_carry_less_than_a_text():
    found = "Rondvraag Niemand heeft nog een vraag"
    assert match.same_text("Rondvraag", found) > 0
    assert match.same_text("Rondvraag", found, title=True) == 0


def test_pairs_are_one_to_one_and_the_most_alike_go_first():
    alike = {(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.8}
    pairs = match.pair(2, 3, lambda i, j: alike.get((i, j), 0.0))
    assert pairs == match.Pairs((1, None), (0, 2))


def test_an_answer_in_doubt_takes_only_what_is_left():
    pairs = match.pair(2, 1, lambda i, _: (0.9, 0.5)[i], optional=[True, False])
    assert pairs == match.Pairs((None, 0), ())


@pytest.mark.parametrize(("doubt", "counted"), [(False, {"gold": 1, "hit": 1, "found": 1}), (True, {})])
def test_a_find_that_belongs_to_an_answer_in_doubt_counts_neither_way(tmp_path, doubt, counted):
    (tmp_path / "01.txt").write_text(
        "Verslag\n\n1. Opening\nDe agenda wordt vastgesteld.\n", encoding="utf-8"
    )
    answers = {"decisions": [{"text": "De agenda wordt vastgesteld.", "doubt": doubt}]}
    (tmp_path / "01.json").write_text(json.dumps(answers), encoding="utf-8")
    result = measure.measure(measure.golds(tmp_path))
    assert {what: count for (_, what), count in result.kinds.items() if count} == counted


def test_answers_without_a_document_are_refused(tmp_path):
    (tmp_path / "01.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no document beside 01\.json"):
        measure.golds(tmp_path)


@pytest.mark.parametrize(("answer", "right"), [("2", True), ("5.2", True), ("Budget", True), ("5", False)])
def test_an_item_may_be_told_by_its_number_its_path_or_its_title(answer, right):
    wanted = items.Item(("x",), {"item": answer})
    found = items.Item(("x",), {"item": items.NAMES.join(("2.", "5.2.", "Budget"))})
    assert measure.agree(wanted, found, "item") is right


def test_the_list_of_failures_is_read_as_it_was_written(tmp_path):
    failures = {"a-b": {"actions": {"missed": ['Sara: "bel" \\ de aannemer'], "wrong due": ["x", "x"]}}}
    known.write(failures, tmp_path / "known.toml")
    assert known.load(tmp_path / "known.toml") == failures


def test_a_failure_that_is_listed_once_and_happens_twice_is_new():
    once, twice = {"actions": {"extra": ["x"]}}, {"actions": {"extra": ["x", "x"]}}
    assert known.changes(twice, once) == (["actions, extra: x"], [])
    assert known.changes(once, twice) == ([], ["actions, extra: x"])


def test_all_kinds_of_items_are_in_the_answers():
    kinds = Counter(kind for gold in GOLDS.values() for kind, of in items.answers(gold.answers).items() if of)
    assert set(kinds) == set(items.KINDS)
