"""Judged questions to an archive: how many answers stand among the first ten, and how high the first one stands.

    woo process samples --out A && woo process ../shared/eval/in --case ../shared/eval/case.toml --out B
    python -m benchmarks.archive.judged A B [--show] [--json] [--archive postgresql://...]

The questions and what answers them stand in `queries.toml`. Recall is needs met in the first ten hits over needs,
the mean over questions; MRR is the mean of one over the place of the first hit that meets any need, nothing beyond ten.
Beside it plain FTS5: unicode61, bm25, the same items and filters, all words of the question wanted.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from pipeline.archive.opening import open_archive
from pipeline.archive.protocol import Archive
from pipeline.archive.published import read_published
from pipeline.archive.search import answer
from pipeline.archive.values import Dossier, Filters, Kind, LogEntry, Query, Sort

QUESTIONS = Path(__file__).parent / "queries.toml"
DEEPEST = 10  # hits of an answer that are looked at
ASKS = ("plain", "sentence", "name", "phrase", "operator", "prefix", "filter", "compound", "mistake")
_FIELDS = frozenset(
    {"of", "asks", "words", "needs", "kinds", "document_kinds", "owner", "since", "until", "due_before"}
)

Key = tuple[str, str]  # case and item


@dataclass(frozen=True, slots=True)
class Question:
    """A question about one set of documents; each need is the keys of which any one meets it."""

    of: str
    asks: str
    words: str
    filters: Filters
    needs: tuple[tuple[str, frozenset[Key]], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What a search gave for a question: its first hits, and how many of the needs they meet."""

    hits: tuple[Key, ...]
    missed: tuple[str, ...]
    recall: float
    reciprocal: float


# ------------------------------------------------------------------------------------------- the judged set


def questions(file: Path = QUESTIONS) -> tuple[Question, ...]:
    """The judged set.

    Raises:
        ValueError: a question or a need is not well formed.
    """
    read = tomllib.loads(file.read_text("utf-8"))
    return tuple(_question(one, read) for one in read["query"])


def _question(one: dict[str, Any], read: dict[str, Any]) -> Question:
    words, of = str(one.get("words", "")), str(one.get("of", ""))
    if not words or of not in read or one.get("asks") not in ASKS or not set(one) <= _FIELDS:
        raise ValueError(f"{words or one}: a question has words, of, asks, needs and filters")
    known, case = read[of]["needs"], read[of]["case"]
    needs = tuple(
        (name, frozenset((case, key) for key in known.get(name, ()))) for name in one.get("needs", ())
    )
    if not needs or any(not keys for _, keys in needs):
        raise ValueError(f"{words}: a question has needs, and each of them has keys")
    return Question(of, one["asks"], words, _filters(one), needs)


def _filters(one: dict[str, Any]) -> Filters:
    return Filters(
        kinds=tuple(Kind(kind) for kind in one.get("kinds", ())),
        document_kinds=tuple(one.get("document_kinds", ())),
        owner=one.get("owner", ""),
        since=one.get("since"),
        until=one.get("until"),
        due_before=one.get("due_before"),
    )


# ----------------------------------------------------------------------------------------------- two searches

Search = Callable[[Question], tuple[Key, ...]]


def ours(archive: Archive) -> Search:
    """The search of the archive."""

    def search(question: Question) -> tuple[Key, ...]:
        found = answer(archive, Query(question.words, question.filters, limit=DEEPEST))
        return tuple((hit.stored.case, hit.stored.item.key) for hit in found.hits)

    return search


def plain(archive: Archive, dossiers: Sequence[Dossier], database: sqlite3.Connection) -> Search:
    """SQLite's FTS5 as it comes, on the same items; filters are those of the archive."""
    database.execute("CREATE VIRTUAL TABLE items USING fts5 (words, context, tokenize = unicode61)")
    keys = [(dossier.case, item) for dossier in dossiers for item in dossier.items]
    database.executemany("INSERT INTO items VALUES (?, ?)", [(item.text, item.context) for _, item in keys])

    def search(question: Question) -> tuple[Key, ...]:
        allowed: set[Key] | None = None
        if question.filters != Filters():
            rows = archive.find(None, question.filters, Sort.NEWEST, 0, len(keys)).rows
            allowed = {(row.case, row.item.key) for row in rows}
        sql = "SELECT rowid FROM items WHERE items MATCH ? ORDER BY rank, rowid"
        rowids = (rowid for (rowid,) in database.execute(sql, (_fts5(question.words),)))
        found = ((keys[rowid - 1][0], keys[rowid - 1][1].key) for rowid in rowids)
        return tuple([key for key in found if allowed is None or key in allowed][:DEEPEST])

    return search


_PIECE = re.compile(r'"[^"]*"|[()]|[^\s"()]+')
_JOINS = {"AND": "AND", "EN": "AND", "OR": "OR", "OF": "OR", "NOT": "NOT", "NIET": "NOT"}


def _fts5(words: str) -> str:
    """A question in FTS5's own syntax, so that it has phrases, prefixes and operators too; AND where nothing stands."""
    made: list[str] = []
    for piece in _PIECE.findall(words):
        starts = piece not in _JOINS and piece != ")"
        if starts and made and made[-1] not in {"AND", "OR", "NOT", "("}:
            made.append("AND")
        quoted = f'"{piece[:-1]}"*' if piece.endswith("*") else f'"{piece}"'
        made.append(_JOINS.get(piece) or (piece if piece[0] in '"()' else quoted))
    return " ".join(made)


# ------------------------------------------------------------------------------------------------- measuring


def judge(question: Question, hits: Sequence[Key]) -> Result:
    """Lay the hits of a search beside the needs of a question."""
    first = hits[:DEEPEST]
    missed = tuple(name for name, keys in question.needs if keys.isdisjoint(first))
    wanted = frozenset[Key]().union(*(keys for _, keys in question.needs))
    place = next((at for at, key in enumerate(first, 1) if key in wanted), None)
    recall = 1 - len(missed) / len(question.needs)
    return Result(tuple(first), missed, recall, 0.0 if place is None else 1 / place)


def stale(asked: Iterable[Question], dossiers: Iterable[Dossier]) -> tuple[list[Key], int]:
    """The judged keys that no dossier has, and how many there are in all."""
    there = {(dossier.case, item.key) for dossier in dossiers for item in dossier.items}
    judged = {key for question in asked for _, keys in question.needs for key in keys}
    return sorted(judged - there), len(judged)


def groups(asked: Sequence[Question]) -> Iterator[tuple[str, list[int]]]:
    """Names and places in `asked` of what is counted apart."""
    everything = range(len(asked))
    yield "all", list(everything)
    for asks in ("compound", "mistake"):
        yield asks, [i for i in everything if asked[i].asks == asks]
    yield "other", [i for i in everything if asked[i].asks not in {"compound", "mistake"}]
    for of in sorted({question.of for question in asked}, reverse=True):
        yield of, [i for i in everything if asked[i].of == of]


def figures(
    asked: Sequence[Question], found: Sequence[Result], beside: Sequence[Result]
) -> list[dict[str, Any]]:
    """A row for each group: recall and MRR of the archive and of plain FTS5."""
    return [
        {
            "group": name,
            "queries": len(those),
            "needs": sum(len(asked[i].needs) for i in those),
            "recall": round(mean(found[i].recall for i in those), 3),
            "mrr": round(mean(found[i].reciprocal for i in those), 3),
            "plain_recall": round(mean(beside[i].recall for i in those), 3),
            "plain_mrr": round(mean(beside[i].reciprocal for i in those), 3),
        }
        for name, those in groups(asked)
        if those
    ]


# ---------------------------------------------------------------------------------------------------- running


def filled(archive: Archive, dossiers: Iterable[Dossier]) -> None:
    """Put dossiers in an archive that is empty, so that nothing of anybody is replaced or found."""
    if archive.cases():
        raise SystemExit("this archive holds cases; the benchmark needs an empty one")
    for dossier in dossiers:
        archive.put(dossier, _entry(dossier, "geïndexeerd"))


def emptied(archive: Archive, dossiers: Iterable[Dossier]) -> None:
    """Take them out again; its log keeps that they were there."""
    for dossier in dossiers:
        archive.remove(dossier.case, _entry(dossier, "ingetrokken"))


def _entry(dossier: Dossier, deed: str) -> LogEntry:
    return LogEntry("2024-01-01T00:00:00Z", "benchmark", deed, dossier.case, "", len(dossier.items))


def measured(
    asked: Sequence[Question], dossiers: Sequence[Dossier], address: str
) -> tuple[list[Result], list[Result]]:
    """The results of the archive at an address, and those of plain FTS5.

    It is closed before it is asked: an archive counts its words when a command that writes ends.
    """
    with closing(open_archive(address, write=True)) as archive:
        filled(archive, dossiers)
    try:
        with (
            closing(open_archive(address, write=False)) as archive,
            closing(sqlite3.connect(":memory:")) as other,
        ):
            search, beside = ours(archive), plain(archive, dossiers, other)
            return [judge(one, search(one)) for one in asked], [judge(one, beside(one)) for one in asked]
    finally:
        with closing(open_archive(address, write=True)) as archive:
            emptied(archive, dossiers)


def shown(question: Question, result: Result) -> Iterator[str]:
    """A question that does not get everything first, with what it found: kinds and keys, no text."""
    yield f"{question.of} {question.asks}: {question.words}"
    yield f"  recall {result.recall:.2f}, first at {'-' if not result.reciprocal else round(1 / result.reciprocal)}"
    for name in result.missed:
        yield f"  missed {name}"
    for at, hit in enumerate(result.hits, 1):
        meets = ", ".join(name for name, keys in question.needs if hit in keys)
        yield f"  {at:2} {hit[0]} {hit[1]}{'  = ' + meets if meets else ''}"


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument(
        "out", nargs="+", type=Path, help="folders made by `woo process`, of samples and shared/eval"
    )
    parser.add_argument("--archive", help="an empty archive to do it in; a file of its own otherwise")
    parser.add_argument(
        "--show", action="store_true", help="list the queries that do not get everything first"
    )
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="the judged set; there are two")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()
    dossiers = [read_published(out) for out in given.out]
    cases = {dossier.case for dossier in dossiers}
    judged = questions(given.questions)
    asked = [one for one in judged if all(case in cases for _, keys in one.needs for case, _ in keys)]
    left_out = sorted({one.of for one in judged} - {one.of for one in asked})
    if not asked:
        raise SystemExit("none of these folders is of a case that is judged")
    with tempfile.TemporaryDirectory() as folder:
        address = given.archive or str(Path(folder, "archive.sqlite"))
        found, beside = measured(asked, dossiers, address)
    gone, keys = stale(asked, dossiers)
    rows = figures(asked, found, beside)
    if given.json:
        print(json.dumps({"figures": rows, "keys": keys, "stale": gone, "left_out": left_out}, indent=1))
        return
    print(f"{keys - len(gone)} of {keys} judged items are there")
    for case, key in gone:
        print(f"STALE {case} {key}: counted as not found; judge it anew")
    for of in left_out:
        print(f"LEFT OUT {of}: no folder of its case was given")
    if given.show:
        for question, result in zip(asked, found, strict=True):
            if result.missed or result.reciprocal < 1:
                print(*shown(question, result), sep="\n")
    print("group     queries needs  recall@10   MRR   plain FTS5: recall@10   MRR")
    for row in rows:
        print(
            f"{row['group']:9} {row['queries']:7} {row['needs']:5} {row['recall']:10.3f} {row['mrr']:5.3f}"
            f"  {row['plain_recall']:21.3f} {row['plain_mrr']:5.3f}"
        )


if __name__ == "__main__":
    main()
