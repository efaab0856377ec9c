"""Derive the word lists of the pipeline from public sources: `python models/recipe/build_lists.py DATA`.

DATA is a folder with the sources that models/README.md names. The lists are facts about single words
(which words serve as a first name, a surname, a place; which words are ordinary Dutch); no sentence and no full
name of the sources is kept.
"""

from __future__ import annotations

import csv
import gzip
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from pipeline.detect.wordclasses import PREFIXES as NAME_PREFIXES

OUT = Path(__file__).resolve().parent.parent / "lists"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# With the words that join two surnames in the sources.
PREFIXES = NAME_PREFIXES | {"en", "und"}
NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])+")


def read_lines(file: Path) -> Iterator[str]:
    """The lines of a plain or gzipped list, entities decoded."""
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    for line in raw.decode("utf-8", "replace").splitlines():
        if "�" not in line and (text := html.unescape(line).strip()):
            yield text


def title_case(word: str) -> bool:
    """Whether a word is written as names are: a capital and then at least one small letter."""
    return word[:1].isupper() and not word.isupper() and bool(NAME_WORD.fullmatch(word))


def package_first_names() -> dict[str, int]:
    """First names with counts from the PyPI package filenthropist (MIT); it must be installed to run this."""
    file = Path(str(files("filenthropist"))) / "pii_interface/data/gazetteers/dutch_first_names.json"
    return {str(k): int(v) for k, v in json.loads(file.read_text(encoding="utf-8")).items()}


def name_lists(data: Path) -> tuple[set[str], set[str], set[str], set[str]]:
    """(first names, common first names, first names that the press knows well, surnames), casefolded words."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for name in read_lines(data / "names/alpino_per.txt.gz"):
        words = name.split()
        if len(words) < 2:
            continue
        if title_case(words[0]) and words[0].casefold() not in PREFIXES:
            first[words[0].casefold()] += 1
        if title_case(words[-1]):
            last[words[-1].casefold()] += 1
    for name in read_lines(data / "names/family_names.lst"):
        for word in name.split():
            if word.casefold() not in PREFIXES and len(word) > 2:
                last[word.casefold()] += 3  # occurs five times or more in the population
    press = Counter(first)
    package = package_first_names()
    # A name of the package alone needs a count of ten: below that its list holds ordinary words as well.
    common = {w for w, n in first.items() if n >= 2 and len(w) > 2}
    common.update(n.casefold() for n, count in package.items() if count >= 10 and len(n) > 2)
    first = Counter({w: n for w, n in first.items() if n >= 2})
    first.update(n.casefold() for n in package if title_case(n))
    known = {w for w, n in press.items() if n >= 10}
    return set(first), common, known, {w for w, n in last.items() if n >= 2}


def ordinary_words(data: Path, known_first: set[str]) -> set[str]:
    """Words that stand in running text in small letters at least three times; a word that the press knows as a
    first name must stand small more often than with a capital.
    """
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in running_text(data):
        for m in WORD.finditer(text):
            word = m.group()
            if word.islower():
                small[word] += 1
            elif (
                text[max(0, m.start() - 2) : m.start()].strip(" ") not in {"", ".", "\n", ":", "!", "?"}
                or m.start() > 1
            ):
                capital[word.casefold()] += 1
    return {
        w for w, n in small.items() if n >= 3 and len(w) > 1 and (w not in known_first or n >= capital[w])
    }


def running_text(data: Path) -> Iterator[str]:
    """Every text of the sources that is running Dutch."""
    for name in ("silver", "laws_negative"):
        for line in read_lines(data / f"treebank/{name}.jsonl.gz"):
            yield json.loads(line)["text"]
    for line in read_lines(data / "woo_text/amsterdam.jsonl.gz"):
        yield json.loads(line)["text"]


def places(data: Path) -> set[str]:
    """Municipalities and the places in them, from the register of public bodies."""
    csv.field_size_limit(10_000_000)
    found: set[str] = set()
    with gzip.open(data / "roo/gemeenten.csv.gz", "rt", encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            found.add(row["Officiële naam"].removeprefix("Gemeente ").strip())
            found.update(p.strip() for p in row["Bevat plaatsen"].split(",") if p.strip())
    provinces = (
        "Drenthe Flevoland Fryslân Friesland Gelderland Groningen Limburg Noord-Brabant Noord-Holland Overijssel "
        "Utrecht Zeeland Zuid-Holland"
    )
    countries = (
        "Nederland België Duitsland Frankrijk Engeland Turkije Marokko Suriname Polen Oekraïne Syrië Eritrea Rusland "
        "Spanje Italië China Indonesië Afghanistan Irak Iran Somalië Europa Twente Salland IJsselland Veluwe Achterhoek"
    )
    found.update(provinces.split(), countries.split())
    return {p.casefold() for p in found}


def organisations(data: Path) -> set[str]:
    """Single words that name an organisation."""
    return {
        n.casefold()
        for n in read_lines(data / "names/alpino_org.txt.gz")
        if " " not in n and len(n) > 3 and n[0].isupper()
    }


def write(name: str, words: Iterable[str]) -> None:
    """Write a list sorted, one word a line, compressed without a time stamp."""
    body = "\n".join(sorted(words)).encode()
    with (OUT / f"{name}.txt.gz").open("wb") as handle, gzip.GzipFile("", "wb", 9, handle, mtime=0) as packed:
        packed.write(body)
    print(f"{name}: {len(body.splitlines())} words")


def main(data: Path) -> None:
    """Write all lists."""
    OUT.mkdir(exist_ok=True)
    first, common, known, last = name_lists(data)
    ordinary, geo = ordinary_words(data, known), places(data)
    write("first_names", first)
    write("common_first_names", common)
    write("surnames", last)
    write("ordinary", ordinary)
    write("places", geo)
    write("organisations", organisations(data) - last - first)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
