"""The judged set of questions is well formed, and what is measured over it is what it says."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from benchmarks.archive.judged import QUESTIONS, Question, figures, judge, questions, stale
from pipeline.archive.query import parse
from pipeline.archive.values import Dossier, Filters, Item, Kind, Place

SET = questions()
UNSEEN = questions(QUESTIONS.with_name("queries_unseen.toml"))
HARD = {"compound", "mistake"}
A, B, C = ("zaak", "a"), ("zaak", "b"), ("zaak", "c")


def asked(*needs: frozenset[tuple[str, str]]) -> Question:
    return Question(
        "samples", "plain", "markt", Filters(), tuple((f"need {i}", need) for i, need in enumerate(needs))
    )


class TestTheSet:
    def test_has_enough_questions(self) -> None:
        assert len(SET) >= 60
        assert sum(one.asks in HARD for one in SET) >= 20
        assert min(sum(one.asks == asks for one in SET) for asks in HARD) >= 10

    def test_is_about_half_over_each_set_of_documents(self) -> None:
        of = [one.of for one in SET]
        assert set(of) == {"samples", "eval"}
        assert 0.4 < of.count("eval") / len(of) < 0.6

    def test_asks_nothing_twice(self) -> None:
        told = [(one.of, one.words, one.filters) for one in SET]
        assert len(told) == len(set(told))

    @pytest.mark.parametrize("one", [*SET, *UNSEEN], ids=lambda one: f"{one.of} {one.words}")
    def test_question_can_be_asked_and_judged(self, one: Question) -> None:
        assert parse(one.words) is not None
        assert 1 <= len(one.needs) <= 10
        assert len({name for name, _ in one.needs}) == len(one.needs)
        assert all(keys for _, keys in one.needs)
        for day in (one.filters.since, one.filters.until, one.filters.due_before):
            assert day is None or datetime.date.fromisoformat(day)

    def test_the_unseen_one_has_enough_questions_that_the_other_has_not(self) -> None:
        own = {(one.of, one.words.lower()) for one in UNSEEN} - {(one.of, one.words.lower()) for one in SET}
        assert len(own) >= 60
        assert sum(one.asks in HARD for one in UNSEEN) >= 20

    def test_holds_keys_and_no_sentence(self) -> None:
        kinds = "|".join(kind.value for kind in Kind)
        key = re.compile(rf"({kinds})-([0-9a-f]{{16}}(-\d+)?|[a-z0-9-]+-\d{{4}}-\d\d-\d\d)")
        assert all(
            key.fullmatch(name) for one in [*SET, *UNSEEN] for _, keys in one.needs for _, name in keys
        )

    def test_questions_with_filters_are_marked(self) -> None:
        assert all((one.filters != Filters()) == (one.asks == "filter") for one in SET)


@pytest.mark.parametrize(
    ("changed", "to"),
    [
        ('asks = "plain"', 'asks = "easy"'),
        ('needs = ["weekmarkt"]', 'needs = ["nothing"]'),
        ('needs = ["weekmarkt"]', "needs = []"),
        ('of = "samples"', 'of = "others"'),
        ('words = "markt"', 'words = ""'),
        ('asks = "plain"', 'asks = "plain"\nsort = "nieuwste"'),
        ('asks = "plain"', 'asks = "plain"\nkinds = ["besluiten"]'),
    ],
)
def test_file_that_is_not_well_formed_is_refused(tmp_path: Path, changed: str, to: str) -> None:
    text = (
        '[samples]\ncase = "zaak"\n[samples.needs]\nweekmarkt = ["a"]\n'
        '[[query]]\nof = "samples"\nasks = "plain"\nwords = "markt"\nneeds = ["weekmarkt"]\n'
    )
    file = tmp_path / "queries.toml"
    file.write_text(text, "utf-8")
    assert [one.words for one in questions(file)] == ["markt"]
    assert changed in text
    file.write_text(text.replace(changed, to), "utf-8")
    with pytest.raises(ValueError, match=r".+"):
        questions(file)


@pytest.mark.parametrize(
    ("hits", "recall", "reciprocal", "missed"),
    [
        ((A, C), 1.0, 1.0, ()),
        ((B, C), 1.0, 1.0, ()),
        ((C,), 0.5, 1.0, ("need 0",)),
        ((("zaak", "x"), A), 0.5, 0.5, ("need 1",)),
        ((("ander", "a"),), 0.0, 0.0, ("need 0", "need 1")),
        ((), 0.0, 0.0, ("need 0", "need 1")),
        ((*(("zaak", str(i)) for i in range(10)), A, C), 0.0, 0.0, ("need 0", "need 1")),
    ],
)
def test_judging(
    hits: tuple[tuple[str, str], ...], recall: float, reciprocal: float, missed: tuple[str, ...]
) -> None:
    result = judge(asked(frozenset({A, B}), frozenset({C})), hits)
    assert (result.recall, result.reciprocal, result.missed) == (recall, reciprocal, missed)


def test_figures_are_means_over_questions() -> None:
    both = [asked(frozenset({A}), frozenset({C})), asked(frozenset({B}))]
    found = [judge(both[0], [A]), judge(both[1], [A, B])]
    row = figures(both, found, [judge(both[0], []), judge(both[1], [])])[0]
    assert row == {
        "group": "all", "queries": 2, "needs": 3, "recall": 0.75, "mrr": 0.75, "plain_recall": 0.0, "plain_mrr": 0.0
    }  # fmt: skip


def test_judged_key_that_no_dossier_has_is_stale() -> None:
    item = Item("a", Kind.PAGE, "markt", "", (Place("000001", 1, 1, None),))
    dossier = Dossier("zaak", "gemeente", "publish", "", (), (), (item,))
    assert stale([asked(frozenset({A, B})), asked(frozenset({A}))], [dossier]) == ([B], 2)
