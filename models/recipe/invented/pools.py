"""The names that invented people get, by origin, in two halves that share no word.

A person of the half that a model is measured on must not have a name that it was trained with, so a word goes to
one half for all origins, whether it is a first name there or a surname.
"""

from __future__ import annotations

import gzip
import random
import re
import tomllib
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).resolve().parent / "names"
ROOT = Path(__file__).resolve().parents[3]
SPLITS = ("train", "heldout")
_WORD = re.compile(r"[^\s-]+")
# Letters that lose no mark when they are decomposed: Yılmaz and Yilmaz are the same word.
_BARE = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "’": "'"})


@dataclass(frozen=True, slots=True)
class Pool:
    """First names and surnames, a surname as (prefix, surname); the prefix is "" where there is none."""

    male: tuple[str, ...]
    female: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The file of an origin. `starts` and `ends` are what its surnames can be built from."""

    label: str
    weight: float
    pool: Pool
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@lru_cache(maxsize=1)
def _word_classes() -> tuple[frozenset[str], frozenset[str]]:
    """The tussenvoegsels, and with them the words that open a surname of two words (Oude Elferink)."""
    rules = tomllib.loads((ROOT / "rules" / "names.toml").read_text(encoding="utf-8"))
    prefixes = frozenset(rules["prefixes"])
    return prefixes, prefixes | frozenset(rules["surname_openers"])


def bare(word: str) -> str:
    """A word casefolded and without diacritics: Çelik and Celik are one name."""
    decomposed = unicodedata.normalize("NFD", word.casefold().translate(_BARE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(name: str) -> frozenset[str]:
    """The words that a name is known by: every part of a double one, no prefixes, no single letters."""
    parts = [bare(w) for w in _WORD.findall(name)]
    return frozenset(w for w in parts if len(w) > 1 and w not in _word_classes()[1]) or frozenset(parts)


def half(word: str) -> str:
    """The half that a bare word belongs to: two words in three are for training."""
    return "train" if zlib.crc32(word.encode()) % 3 else "heldout"


def split_of(name: str) -> str:
    """The half of a name; "" for one that has words of both and can be in neither."""
    halves = {half(w) for w in words(name)}
    return halves.pop() if len(halves) == 1 else ""


def split_prefix(name: str) -> tuple[str, str]:
    """A surname as it is written, apart in prefix and surname: ("van der", "Berg")."""
    parts = name.split(" ")
    n = 0
    while n < len(parts) - 1 and parts[n].casefold() in _word_classes()[0]:
        n += 1
    return " ".join(parts[:n]), " ".join(parts[n:])


@lru_cache(maxsize=1)
def sources() -> Mapping[str, Source]:
    """Every origin with all its names, both halves together."""
    found = {}
    for file in sorted(HERE.glob("*.toml")):
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        surnames = tuple(split_prefix(name) for name in raw["surnames"])
        pool = Pool(tuple(raw["male"]), tuple(raw["female"]), surnames)
        found[raw["origin"]] = Source(
            raw["label"], raw["weight"], pool, tuple(raw["starts"]), tuple(raw["ends"])
        )
    return MappingProxyType(found)


@cache
def names(origin: str, split: str) -> Pool:
    """The names of an origin in one half.

    Raises:
        ValueError: no such origin or half.
    """
    if split not in SPLITS or origin not in sources():
        raise ValueError(f"no names of {origin!r} in {split!r}")
    pool = sources()[origin].pool
    return Pool(
        tuple(n for n in pool.male if split_of(n) == split),
        tuple(n for n in pool.female if split_of(n) == split),
        tuple(s for s in pool.surnames if split_of(s[1]) == split),
    )


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Bare words that a made-up surname must not be: the names here, and the lists of the pipeline."""
    pools = [s.pool for s in sources().values()]
    here = {w for p in pools for n in (*p.male, *p.female, *(s[1] for s in p.surnames)) for w in words(n)}
    for name in ("surnames", "first_names", "ordinary", "places"):
        text = gzip.decompress((ROOT / "models" / "lists" / f"{name}.txt.gz").read_bytes()).decode("utf-8")
        here.update(bare(line) for line in text.splitlines())
    return frozenset(here)


def made_up(rng: random.Random, origin: str, split: str = "") -> str:
    """A surname, without prefix, that sounds like the origin and is in no list; with `split` one of that half only.

    Raises:
        ValueError: the parts of the origin give none.
    """
    source = sources()[origin]
    for _ in range(300):
        name = rng.choice(source.starts) + rng.choice(source.ends)
        if bare(name) not in _known() and (not split or split_of(name) == split):
            return name
    raise ValueError(f"every surname that the parts of {origin!r} give is known")


# Code of an origin -> its share among the people named in official documents, an estimate.
ORIGINS: Mapping[str, float] = MappingProxyType({code: source.weight for code, source in sources().items()})
