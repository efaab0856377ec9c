"""How fast an archive of a million items is made and asked, and how large it gets.

python -m benchmarks.archive.million --items 1000000 --archive /tmp/a.sqlite
python -m benchmarks.archive.million --archive postgresql://... --clients 8

Needs `pip install wordfreq`. An archive that is there already is only asked.
"""

from __future__ import annotations

import argparse
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.archive.generator import dossiers, dutch
from pipeline.archive.analysis import said
from pipeline.archive.opening import open_archive
from pipeline.archive.protocol import Archive
from pipeline.archive.search import answer
from pipeline.archive.values import Filters, Kind, LogEntry, Query

_SEED = 20261123
_ENTRY = LogEntry("2026-11-23T00:00:00+00:00", "benchmark", "geïndexeerd", "", "", 0)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by the share of items that have one of their stem."""

    rare: tuple[str, ...]  # in 0.01 to 1 per cent
    common: tuple[str, ...]  # in 2 to 40 per cent


def fill(address: str, items: int) -> None:
    """Make the archive; says how fast, the generator's own time left out."""
    language = dutch()
    made = spent = size = 0.0
    with closing(open_archive(address, write=True)) as archive:
        source = dossiers(language, items, _SEED)
        while True:
            started = time.perf_counter()
            dossier = next(source, None)
            made += time.perf_counter() - started
            if dossier is None:
                break
            started = time.perf_counter()
            archive.put(dossier, _ENTRY)
            spent += time.perf_counter() - started
            size += sum(len(item.text.encode()) for item in dossier.items)
    print(
        f"{items} items: {spent:.0f} s, {items / spent:.0f} items a second; making them took {made:.0f} s more"
    )
    print(f"text of the items: {size / 1e6:.0f} MB, {size / items:.0f} bytes an item")
    if Path(address).is_file():
        on_disk = sum(file.stat().st_size for file in Path(address).parent.glob(f"{Path(address).name}*"))
        print(f"file: {on_disk / 1e6:.0f} MB, {on_disk / size:.2f} times the text")


def vocabulary(archive: Archive, seed: int) -> Vocabulary:
    """Words to ask for, drawn by how many items have them and not by how they look."""
    random = np.random.default_rng(seed)
    words = [str(word) for word in dutch().words[:60_000] if len(word) >= 4 and word.isalpha()]
    words = [word for word in words if word.isascii() and said([word])]
    random.shuffle(words)
    size = archive.size()
    counts = archive.stem_counts(words)
    share = {word: counts.get(word, 0) / size for word in words}
    return Vocabulary(
        tuple(word for word in words if 0.0001 <= share[word] < 0.01)[:3_000],
        tuple(word for word in words if 0.02 <= share[word] < 0.4)[:300],
    )


def questions(archive: Archive, words: tuple[str, ...], number: int, seed: int) -> list[Query]:
    """Two words that stand in one item somewhere, with a filter by turns of kind, body and day."""
    random = np.random.default_rng(seed)
    filters = (
        Filters(kinds=(Kind.DECISION, Kind.PAGE)),
        Filters(bodies=("college A", "raad B", "commissie C")),
        Filters(since="2014-01-01", until="2021-12-31"),
        Filters(grounds=("5.1.2e",)),
    )
    asked: list[Query] = []
    while len(asked) < number:
        first = str(random.choice(words))
        rows = answer(archive, Query(first, limit=5)).hits
        beside = {word for hit in rows for word in hit.stored.item.text.split()} & set(words) - {first}
        second = str(random.choice(sorted(beside) or words))
        asked.append(Query(f"{first} {second}", filters[len(asked) % len(filters)]))
    return asked


def ask(address: str, asked: list[Query], clients: int) -> list[float]:
    """Milliseconds of each question, asked by so many processes at once."""
    if clients == 1:
        return _client(address, asked)
    shares = [asked[n::clients] for n in range(clients)]
    with ProcessPoolExecutor(clients, get_context("spawn")) as pool:
        return [spent for some in pool.map(_client, [address] * clients, shares) for spent in some]


def _client(address: str, asked: list[Query]) -> list[float]:
    spent: list[float] = []
    with closing(open_archive(address, write=False)) as archive:
        for query in asked[: len(asked) // 4]:  # what the machine has read once it keeps
            answer(archive, query)
        for query in asked:
            started = time.perf_counter()
            answer(archive, query)
            spent.append((time.perf_counter() - started) * 1000)
    return spent


def told(name: str, spent: list[float]) -> None:
    """Print median, p95 and the worst."""
    p95 = statistics.quantiles(spent, n=20)[-1]
    print(
        f"{name}: median {statistics.median(spent):.1f} ms, p95 {p95:.1f}, worst {max(spent):.1f} ({len(spent)} asked)"
    )


def main() -> None:
    """Fill the archive where it is not there yet, and ask it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--archive", required=True)
    parser.add_argument("--items", type=int, default=0, help="make an archive of so many; 0: it is there")
    parser.add_argument("--clients", type=int, default=1)
    parser.add_argument("--questions", type=int, default=400)
    given = parser.parse_args()
    if given.items:
        fill(given.archive, given.items)
    with closing(open_archive(given.archive, write=False)) as archive:
        words = vocabulary(archive, _SEED)
        print(
            f"{archive.size()} items; {len(words.rare)} words in under 1 per cent, {len(words.common)} in 2 to 40"
        )
        rare = questions(archive, words.rare, given.questions, _SEED)
        common = questions(archive, words.common, max(20, given.questions // 10), _SEED)
    clients = given.clients
    told(f"two words under 1 per cent, a filter, {clients} clients", ask(given.archive, rare, clients))
    told(f"two common words, a filter, {clients} clients", ask(given.archive, common, clients))


if __name__ == "__main__":
    main()
