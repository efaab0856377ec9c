"""Redact a folder that has its right answers beside it, and count what leaked and what was lost.

    python benchmarks/quality.py FOLDER OUT [--jobs N] [--details] [--json]

FOLDER holds the documents (or in/ with them) and gold/, in the form that samples/README.md describes. OUT is
made, or gone on with. A text that must go leaks as often as a reader finds it in publish/ beyond the times
that it stands in the document outside all places that must go: a wethouder of the same name does not count.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2

STRUCTURE = ("agenda_items", "decisions", "actions")
_LABEL = {"agenda_items": "title", "decisions": "text", "actions": "text"}
# A shorter text stands in the raw objects of any PDF by chance.
_SHORTEST_IN_OBJECTS = 4


@dataclass(frozen=True, slots=True)
class Published:
    """What publish/ shows of one input and its attachments: to two readers, in the raw objects, as JSON."""

    pdfium: str
    plumber: str
    objects: str
    exports: tuple[dict[str, Any], ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one input; `leaks` and `losses` list a text once for each time, `items` holds
    (kind, expected, found, hits).
    """

    name: str
    must_go: Counter[str]
    leaks: tuple[tuple[str, str], ...]
    must_stay: int
    losses: tuple[str, ...]
    items: tuple[tuple[str, int, int, int], ...]


# ------------------------------------------------------------------------------------------------ reading


def documents_folder(folder: Path) -> Path:
    """Where the documents of a folder with answers lie."""
    return folder / "in" if (folder / "in").is_dir() else folder


def answers(folder: Path) -> dict[str, dict[str, Any]]:
    """The right answers by the name of their document, sorted."""
    files = sorted((folder / "gold").glob("*.json"))
    return {file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8")) for file in files}


def published(out: Path) -> dict[str, Published]:
    """What was published, by the name of the input; nothing for inputs that were held back."""
    rows = json.loads((out / "internal" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    parents = {row["id"]: row["parent"] for row in rows}
    sources = {row["id"]: Path(row["source"]).name for row in rows}
    numbers: dict[str, list[str]] = {}
    for row in rows:
        root = row["id"]
        while parents[root] is not None:
            root = parents[root]
        numbers.setdefault(sources[root], []).append(row["id"])
    return {name: read for name, mine in sorted(numbers.items()) if (read := _read(out / "publish", mine))}


def _read(folder: Path, numbers: Sequence[str]) -> Published | None:
    there = tuple(n for n in numbers if (folder / f"{n}.pdf").is_file())
    if not there:
        return None
    pdfs = [folder / f"{n}.pdf" for n in there]
    exports = [(folder / f"{n}.json").read_text(encoding="utf-8") for n in there]
    return Published(
        pdfium=normal("\n".join(pdfium_text(pdf) for pdf in pdfs)),
        plumber=normal("\n".join(plumber_text(pdf) for pdf in pdfs)),
        objects=normal("\n".join([*(objects_text(pdf) for pdf in pdfs), *exports])),
        exports=tuple(json.loads(text) for text in exports),
        numbers=there,
    )


def pdfium_text(pdf: Path) -> str:
    """The text of all pages as pypdfium2 reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def plumber_text(pdf: Path) -> str:
    """The text of all pages as pdfplumber reads it."""
    with pdfplumber.open(pdf) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def objects_text(pdf: Path) -> str:
    """All names, strings and decompressed streams of a PDF, whether a page shows them or not."""
    with pikepdf.open(pdf) as document:
        pieces = [piece for item in [*document.objects, document.trailer] for piece in _pieces(item)]
    return "\n".join(pieces)


def _pieces(item: object) -> Iterator[str]:
    if isinstance(item, pikepdf.Stream):
        try:
            yield item.read_bytes().decode("latin-1")
        except pikepdf.PdfError:  # a picture in a filter that only viewers know
            yield item.read_raw_bytes().decode("latin-1")
    if isinstance(item, (pikepdf.String, pikepdf.Name)):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _pieces(value)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in item.items():
            yield str(key)
            if not getattr(value, "is_indirect", False):
                yield from _pieces(value)


# ----------------------------------------------------------------------------------------------- counting


def normal(text: str) -> str:
    """One kind of apostrophe and space, no soft hyphens, words broken at a hyphen joined."""
    text = unicodedata.normalize("NFKC", text).translate({0xAD: None, 0x2018: "'", 0x2019: "'", 0xFFFE: "-"})
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n\s*", "-", text))


@cache
def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?:'?s)?(?!\w)")


def tally(needles: Iterable[str], text: str) -> Counter[str]:
    """How often each needle stands in a text, the longest first: no surname counts twice."""
    found: Counter[str] = Counter()
    for needle in sorted(set(needles), key=lambda n: (-len(n), n)):
        text, found[needle] = _word(needle).subn(" ", text)
    return found


def without(gold: Mapping[str, Any]) -> str:
    """The text of a document with all that must go taken out."""
    pieces, last = [], 0
    for span in gold["spans"]:
        if span["must"] == "redact":
            pieces += [gold["text"][last : span["start"]], " ▇ "]
            last = span["start"] + len(span["text"])
    return normal("".join([*pieces, gold["text"][last:]]))


def leaks(gold: Mapping[str, Any], text: str) -> list[tuple[str, str]]:
    """(type, text) for each time that something that must go can be read in `text` all the same."""
    must_go = [(span["type"], normal(span["text"])) for span in gold["spans"] if span["must"] == "redact"]
    allowed, there = tally((t for _, t in must_go), without(gold)), tally((t for _, t in must_go), text)
    left = there - allowed
    found = []
    for kind, needle in must_go:
        if left[needle] > 0:
            left[needle] -= 1
            found.append((kind, needle))
    return found


def leaks_in_objects(gold: Mapping[str, Any], objects: str) -> list[tuple[str, str]]:
    """(type, text) of what must go or was hidden and stands in the raw objects or in the JSON."""
    rest = without(gold)
    must_go = sorted({(s["type"], normal(s["text"])) for s in gold["spans"] if s["must"] == "redact"})
    long = [(kind, needle) for kind, needle in must_go if len(needle) >= _SHORTEST_IN_OBJECTS]
    found = [row for row in long if not _word(row[1]).search(rest) and _word(row[1]).search(objects)]
    return found + [("HIDDEN", text) for text in gold["hidden"] if text in objects]


def losses(gold: Mapping[str, Any], *texts: str) -> list[str]:
    """What must stay and is gone, by the reader that finds most of it."""
    must_stay = Counter(normal(span["text"]) for span in gold["spans"] if span["must"] == "keep")
    before = tally(must_stay, normal(gold["text"]))
    there = [tally(must_stay, text) for text in texts]
    gone = {t: min(n, max(0, before[t] - max(c[t] for c in there))) for t, n in must_stay.items()}
    return [text for text, count in sorted(gone.items()) for _ in range(count)]


def item_labels(exports: Iterable[Mapping[str, Any]], key: str) -> list[str]:
    """The titles or texts of all items of one kind in the JSON."""
    return [normal(item[_LABEL[key]]) for export in exports for item in export[key]]


def hits(expected: Iterable[str], found: Iterable[str]) -> list[str]:
    """The expected items that stand in a found one of about their size, one to one."""
    left, hit = list(found), []
    for text in expected:
        wanted = normal(text).casefold().rstrip(".")
        match = next((f for f in left if wanted in f.casefold() and len(f) <= 3 * len(wanted) + 40), None)
        if match is not None:
            left.remove(match)
            hit.append(text)
    return hit


def score(name: str, gold: Mapping[str, Any], read: Published) -> Score:
    """What became of one input."""
    by_reader = [Counter(leaks(gold, text)) for text in (read.pdfium, read.plumber)]
    hidden = Counter(leaks_in_objects(gold, read.objects))
    worst = by_reader[0] | by_reader[1] | hidden
    items = []
    for key in STRUCTURE:
        expected, found = gold["structure"].get(key, []), item_labels(read.exports, key)
        items.append((key, len(expected), len(found), len(hits(expected, found))))
    return Score(
        name,
        Counter(span["type"] for span in gold["spans"] if span["must"] == "redact"),
        tuple(sorted(worst.elements())),
        sum(span["must"] == "keep" for span in gold["spans"]),
        tuple(losses(gold, read.pdfium, read.plumber)),
        tuple(items),
    )


# --------------------------------------------------------------------------------------------- the command


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="list every leak and every loss")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    given = parser.parse_args()

    from pipeline.run import Options, process  # noqa: PLC0415  (it takes seconds, which --help should not wait for)

    case_file = given.folder / "case.toml"
    process(
        [documents_folder(given.folder)],
        given.out,
        case_file if case_file.is_file() else None,
        Options(given.jobs),
        lambda _: None,
    )
    golds, read = answers(given.folder), published(given.out)
    scores = [score(name, gold, read[name]) for name, gold in golds.items() if name in read]
    held_back = sorted(set(golds) - set(read))
    totals = summed(scores, held_back)
    print(json.dumps(totals, ensure_ascii=False, indent=1) if given.json else table(totals))
    if given.details:
        for row in scores:
            for kind, text in row.leaks:
                print(f"  leak  {row.name}: {kind} {text}")
            for text in row.losses:
                print(f"  lost  {row.name}: {text}")


def summed(scores: Sequence[Score], held_back: Sequence[str]) -> dict[str, Any]:
    """The totals over all inputs."""
    leaked = Counter(kind for row in scores for kind, _ in row.leaks)
    must_go: Counter[str] = sum((row.must_go for row in scores), Counter())
    items = {key: [0, 0, 0] for key in STRUCTURE}
    for row in scores:
        for key, *counts in row.items:
            items[key] = [a + b for a, b in zip(items[key], counts, strict=True)]
    return {
        "inputs": len(scores) + len(held_back),
        "held_back": list(held_back),
        "leaks": {kind: [leaked[kind], must_go[kind]] for kind in sorted({*must_go, *leaked})},
        "leaked": [leaked.total(), must_go.total()],
        "lost": [sum(len(row.losses) for row in scores), sum(row.must_stay for row in scores)],
        "items": {
            key: dict(zip(("expected", "found", "hits"), counts, strict=True))
            for key, counts in items.items()
        },
    }


def table(totals: Mapping[str, Any]) -> str:
    """The totals as lines to read."""
    lines = [f"{'must go':<14}{'places':>6}{'leaked':>8}"]
    lines += [f"{kind:<14}{of:>6}{leaked:>8}" for kind, (leaked, of) in totals["leaks"].items()]
    lines.append(f"{'all':<14}{totals['leaked'][1]:>6}{totals['leaked'][0]:>8}")
    lines.append(f"must stay: {totals['lost'][0]} of {totals['lost'][1]} lost")
    for key, counts in totals["items"].items():
        lines.append(f"{key}: {counts['hits']} of {counts['expected']} found, {counts['found']} given")
    lines.append(f"held back: {', '.join(totals['held_back']) or 'none'} (of {totals['inputs']} inputs)")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
