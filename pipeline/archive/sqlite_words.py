"""The vocabulary of the SQLite archive: which words there are, in how many items, and which look alike.

Counting the words of every case at once would write the whole vocabulary anew for each: they are noted, and counted
when a command ends. Until then a new word is found, but not offered as a part of a compound or for a mistake.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.archive.analysis import stem

_MANY = 2_000_000  # words in notes, about 50 MB


def note(database: sqlite3.Connection, found: Mapping[str, int]) -> None:
    """Note in how many items more (or fewer, where negative) words stand."""
    database.execute("INSERT INTO noted (words, number) VALUES (?, ?)", (json.dumps(found), len(found)))


def is_noted(database: sqlite3.Connection) -> bool:
    """Whether something is still to be counted."""
    return database.execute("SELECT 1 FROM noted LIMIT 1").fetchone() is not None


def is_due(database: sqlite3.Connection) -> bool:
    """Whether so much is noted that it should be counted before more is."""
    return bool(database.execute("SELECT total(number) > ? FROM noted", (_MANY,)).fetchone()[0])


def count(database: sqlite3.Connection) -> None:
    """Count what was noted; words that stand nowhere any more go."""
    changed: Counter[str] = Counter()
    for (words,) in database.execute("SELECT words FROM noted"):
        changed.update(json.loads(words))
    last = database.execute("SELECT coalesce(max(id), 0) FROM vocabulary").fetchone()[0]
    # In the order of the alphabet, as the vocabulary lies on disk.
    rows = sorted((word, items) for word, items in changed.items() if items)
    database.executemany(
        "INSERT INTO vocabulary (word, id, stem, items) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (word) DO UPDATE SET items = items + excluded.items",
        ((word, last + n, stem(word), items) for n, (word, items) in enumerate(rows, 1)),
    )
    database.executemany(
        "DELETE FROM vocabulary WHERE word = ? AND items <= 0", ((word,) for word, items in rows if items < 0)
    )
    database.execute("DELETE FROM noted")


def words_with(database: sqlite3.Connection, part: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that hold a part, the most common first; none for a part of fewer than three letters."""
    groups = _trigrams(part)
    if not groups:
        return ()
    return tuple(
        database.execute(
            "SELECT v.word, v.items FROM vocabulary_parts p JOIN vocabulary v ON v.id = p.rowid "
            "WHERE vocabulary_parts MATCH ? AND instr(v.word, ?) ORDER BY v.items DESC, v.word LIMIT ?",
            (" AND ".join(groups), part, limit),
        )
    )


def words_from(database: sqlite3.Connection, start: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that begin so, the most common first."""
    return tuple(
        database.execute(
            "SELECT word, items FROM vocabulary WHERE word >= ?1 AND word < ?1 || ?2 "
            "ORDER BY items DESC, word LIMIT ?3",
            (start, chr(sys.maxunicode), limit),
        )
    )


def words_like(database: sqlite3.Connection, word: str, limit: int) -> tuple[tuple[str, int], ...]:
    """Words that share groups of three letters, borders included, those with the rarest in common first."""
    return tuple(
        database.execute(
            "SELECT v.word, v.items FROM vocabulary_parts p JOIN vocabulary v ON v.id = p.rowid "
            "WHERE vocabulary_parts MATCH ? ORDER BY p.rank, v.word LIMIT ?",
            (" OR ".join(_trigrams(f"^^{word}$")), limit),
        )
    )


def stem_counts(database: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """How often each of these words stands there, in any form; those that stand nowhere are left out.

    What is noted and not counted yet is looked up in the index itself, which takes a hundred times as long.
    """
    by_stem = {word: stem(word) for word in words}
    roots = sorted(set(by_stem.values()))
    counts: dict[str, int] = dict(
        database.execute(
            f"SELECT stem, sum(items) FROM vocabulary WHERE stem IN ({', '.join('?' * len(roots))}) GROUP BY stem",  # noqa: S608
            roots,
        )
    )
    if is_noted(database):
        for root in roots:
            row = database.execute("SELECT doc FROM stems WHERE term = ?", (root,)).fetchone()
            counts |= {root: row[0]} if row else {}
    return {word: counts[root] for word, root in by_stem.items() if counts.get(root)}


def _trigrams(text: str) -> list[str]:
    return [f'"{text[at : at + 3]}"' for at in range(len(text) - 2)]
