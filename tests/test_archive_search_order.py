"""Of what is found: what filters leave, in which order, page by page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_cases import MANY, MARKET, PARKING, ask, keys, put_in
from archive_maker import dossier, item

from pipeline.archive.query import FAULTS
from pipeline.archive.search import RANKED
from pipeline.archive.sqlite import SqliteArchive
from pipeline.archive.values import Filters, Kind, Sort
from pipeline.errors import ArchiveStoreError, QueryError, UsageError


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteArchive]:
    made = put_in(tmp_path_factory.mktemp("archief"), MARKET, PARKING, MANY)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "filters", "found"),
    [
        ("fietsen", Filters(kinds=(Kind.ACTION,)), {"notitie", "brief"}),
        ("fietsen", Filters(kinds=(Kind.ACTION, Kind.PROMISE)), {"notitie", "brief", "toe"}),
        ("fietsen", Filters(owner="WETHOUDER"), {"notitie", "toe"}),
        ("fietsen", Filters(due_before="2022-08-01"), {"brief"}),
        ("fietsen", Filters(open_only=True), {"notitie", "toe"}),
        ("huisvesting", Filters(bodies=("raad",)), {"taak", "studenten"}),
        ("huisvesting", Filters(since="2024-01-01"), {"taak"}),
        ("huisvesting", Filters(until="2023-12-01"), {"studenten"}),
        ("beleid", Filters(grounds=("5.1.2e",)), {"beleid"}),
        ("beleid", Filters(grounds=("5.1.2",)), set()),
        ("besluit", Filters(cases=("2022-0044",)), {"stalling", "anders"}),
        ("besluit", Filters(document_kinds=("besluitenlijst",)), {"stalling"}),
        ("besluit", Filters(cases=("2022-0044",), kinds=(Kind.DECISION,)), {"stalling"}),
        ("", Filters(grounds=("5.1.2e",)), {"beleid"}),
        ("", Filters(kinds=(Kind.PROMISE,)), {"toe"}),
        ("", Filters(cases=("nergens",)), set()),
        ("", Filters(owner="%"), set()),
        ("", Filters(bodies=("' OR 1=1 --",)), set()),
    ],
)
def test_filters(archive: SqliteArchive, question: str, filters: Filters, found: set[str]) -> None:
    got = ask(archive, question, filters=filters)
    assert set(keys(got)) == found
    assert got.total == len(found)


@pytest.mark.parametrize("question", ["", "fietsen"])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(owner="Bos \udcff"),
        Filters(cases=("2022-0044", "\ud800")),
        Filters(bodies=("\udcff",)),
        Filters(document_kinds=("\udcff",)),
        Filters(grounds=("\udcff",)),
    ],
    ids=["owner", "case", "body", "document kind", "ground"],
)
def test_bytes_of_a_command_line_that_are_no_text_are_told(
    archive: SqliteArchive, filters: Filters, question: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(archive, question, filters=filters)
    assert caught.value.fault == "signs"
    assert str(caught.value) == FAULTS["signs"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"filters": Filters(since="\udcff")}, id="day"),
        pytest.param({"filters": Filters(since="gisteren", until="\x00")}, id="no day"),
        pytest.param({"offset": 10**30}, id="offset"),
    ],
)
def test_filters_that_nothing_can_be_find_nothing_or_are_told(
    archive: SqliteArchive, told: dict[str, object]
) -> None:
    with contextlib.suppress(UsageError, ArchiveStoreError):
        assert ask(archive, "fietsen", **told).hits == ()


def test_a_filter_that_leaves_nothing_of_all_words_looks_for_some(archive: SqliteArchive) -> None:
    got = ask(archive, "weekmarkt fietsen", filters=Filters(kinds=(Kind.PROMISE,)))
    assert got.relaxed
    assert keys(got) == ["toe"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, ["taak", "studenten"]),
        (Sort.OLDEST, ["studenten", "taak"]),
        (Sort.RELEVANCE, ["studenten", "taak"]),
    ],
)
def test_order(archive: SqliteArchive, sort: Sort, order: list[str]) -> None:
    assert keys(ask(archive, "huisvesting", sort=sort)) == order


def test_order_by_term_has_what_has_none_last(archive: SqliteArchive) -> None:
    assert keys(ask(archive, "fietsen", sort=Sort.DUE))[:2] == ["brief", "notitie"]


def test_without_words_the_newest_come_first(archive: SqliteArchive) -> None:
    got = ask(archive, "", filters=Filters(bodies=("raad",)))
    assert keys(got) == ["taak", "raad", "studenten"]
    assert all(hit.marks == () for hit in got.hits)


def test_the_very_form_that_was_typed_comes_first(archive: SqliteArchive) -> None:
    assert keys(ask(archive, "besluiten"))[0] == "vorige"


def test_words_beside_each_other_come_first(tmp_path: Path) -> None:
    made = put_in(
        tmp_path,
        dossier(
            item("De subsidie komt later en gaat dan alsnog naar het theater", key="ver"),
            item("Er komt dan later alsnog een hoge subsidie theater bij", key="naast"),
        ),
    )
    assert keys(ask(made, "subsidie theater")) == ["naast", "ver"]
    made.close()


def test_of_a_document_the_best_page_comes_first_and_its_others_last(tmp_path: Path) -> None:
    pages = [
        item(f"Over de kermis op bladzijde {n}" + " kermis" * n, kind=Kind.PAGE, key=f"p{n}", page=n)
        for n in (1, 2, 3)
    ]
    other = item(
        "Een brief die na veel omhaal over iets anders ook de kermis nog noemt " * 3,
        kind=Kind.PAGE,
        key="elders",
        document="000002",
    )
    made = put_in(tmp_path, dossier(*pages, other))
    found = keys(ask(made, "kermis"))
    assert sorted(found[:2]) == sorted([found[0], "elders"])
    assert len(found) == 4
    made.close()


def test_copies_come_after_everything_else(tmp_path: Path) -> None:
    """The same words around what was asked, in the same case and of the same day."""
    said = "Het college besluit de kermis te laten doorgaan"
    other = "Na veel omhaal over iets anders" + " en nog wat" * 20 + " noemt men ook nog even de kermis"
    days = {"eerst": "2024-03-14", "kopie": "2024-03-14", "dag": "2024-03-15"}
    items = [item(said, key=key, date=date) for key, date in days.items()]
    made = put_in(tmp_path, dossier(*items, item(other, key="anders", date="2024-03-14")))
    assert keys(ask(made, "kermis")) == ["dag", "eerst", "anders", "kopie"]
    made.close()


def _paged(archive: SqliteArchive, question: str, limit: int, sort: Sort) -> list[str]:
    total = ask(archive, question).total
    return [
        key
        for start in range(0, total, limit)
        for key in keys(ask(archive, question, sort=sort, offset=start, limit=limit))
    ]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize(
    "limit",
    [20, 100],
)
def test_pages_have_each_hit_once(archive: SqliteArchive, limit: int, sort: Sort) -> None:
    got = _paged(archive, "subsidie vereniging", limit, sort)
    assert len(got) == len(set(got)) == 250


def test_a_page_across_the_best_repeats_and_loses_nothing(tmp_path: Path) -> None:
    """The store looks at words, we at kinds too: it has pages of text first that we put after decisions."""
    items = [
        item(f"Over subsidie {n}", kind=Kind.PAGE, key=f"p{n:03}")
        if n < RANKED // 2
        else item(f"Het college besluit na lang overleg over de subsidie {n}", key=f"b{n:03}")
        for n in range(RANKED + 50)
    ]
    made = put_in(tmp_path, dossier(*items))
    assert RANKED % 30
    got = _paged(made, "subsidie", 30, Sort.RELEVANCE)
    made.close()
    assert len(got) == len(items)
    assert len(set(got)) == len(items)


def test_beyond_the_end_there_is_nothing(archive: SqliteArchive) -> None:
    for offset in (250, 10_000):
        got = ask(archive, "subsidie vereniging", offset=offset)
        assert (got.hits, got.total) == ((), 250)


def test_counts_are_of_all_that_was_found(archive: SqliteArchive) -> None:
    got = ask(archive, "fietsen -fietsenstalling", limit=1)
    assert got.counts is not None
    assert dict(got.counts.kinds) == {"actie": 2, "toezegging": 1}
    assert len(got.hits) == 1
    assert got.total == 3


def test_the_same_question_has_the_same_answer(archive: SqliteArchive) -> None:
    assert ask(archive, "besluit raad OR huisvesting") == ask(archive, "besluit raad OR huisvesting")
