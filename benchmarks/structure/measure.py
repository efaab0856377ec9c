"""Recall and precision a kind of item, and how many of their fields are right, for folders with answers."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.structure.items import KINDS, NAMES, Item, Items, answers, finds, joined
from benchmarks.structure.match import Pairs, pair, same_text, same_value, words
from pipeline.ingest import read
from pipeline.split import split
from pipeline.types import Document, DocumentKind, Source

OWN = Path(__file__).resolve().parents[2] / "tests" / "structure"
SUFFIXES = (".txt", ".md", ".pdf")
TITLES = frozenset({"agenda_items", "attendees", "absentees", "signatories"})
OUTCOMES = ("decisions", "actions")
# Values of a list or a form of their own; all others are words of the document.
_EXACT = frozenset({"kind", "result", "due", "start", "end", "number", "parent", "quoted_in"})
# What stands beside a name, and whether a lone name below a mail is a signature, can be read in more ways than one:
# these count only where the answer says something.
_ONLY_TOLD = frozenset({"role", "organisation", "signature"})
_MINUTE = len("2024-01-31T09:30")
_FIRST_WORDS_MORE = 3
_CLOSING = 4  # words of a phrase such as `met vriendelijke groet`

Failures = dict[
    str, dict[str, list[str]]
]  # of a document: by kind, then `missed`, `extra` or `wrong` and the field


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of documents: `kinds[kind, "hit" | "gold" | "found"]` and `fields[kind, field, "right" | "of"]`, where a
    field counts in the pairs in which the answer or the find has a value; how many hard negatives were taken for a
    decision or an action, and of how many; and what went wrong in each document.
    """

    documents: int
    kinds: Mapping[tuple[str, str], int]
    fields: Mapping[tuple[str, str, str], int]
    hard_negatives: tuple[int, int]
    failures: Mapping[str, Failures]

    def field_names(self) -> list[tuple[str, str]]:
        """Kind and field, in the order of the kinds."""
        return sorted({key[:2] for key in self.fields}, key=lambda one: (KINDS.index(one[0]), one[1]))


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its answers."""

    name: str
    file: Path
    documents: tuple[Document, ...]
    answers: Mapping[str, Any]


def golds(folder: Path) -> list[Gold]:
    """Each NAME.json of a folder with the NAME.txt, .md or .pdf beside it. Raises ValueError where that is missing."""
    made: list[Gold] = []
    for file in sorted(folder.glob("*.json")):
        source = next((at for suffix in SUFFIXES if (at := file.with_suffix(suffix)).exists()), None)
        if source is None:
            raise ValueError(f"no document beside {file.name}")
        made.append(Gold(file.stem, source, documents(source), json.loads(file.read_text(encoding="utf-8"))))
    return made


def documents(file: Path) -> tuple[Document, ...]:
    """As the pipeline reads them."""
    if file.suffix != ".pdf":
        text = file.read_text(encoding="utf-8", errors="replace")
        name = hashlib.sha256(file.name.encode()).hexdigest()
        return (Document(name, file.name, DocumentKind.TEXT, text),)
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        return tuple(read(Source(file.name, str(file)), Path(temporary)))


def measure(files: Sequence[Gold]) -> Result:
    """All of them together."""
    kinds: Counter[tuple[str, str]] = Counter()
    fields: Counter[tuple[str, str, str]] = Counter()
    hard: Counter[str] = Counter()
    failures: dict[str, Failures] = {}
    for gold in files:
        failed: Failures = {}
        found = _found(gold.documents)
        for kind, wanted in answers(gold.answers).items():
            wrong = _score(kind, wanted, found.get(kind, ()), kinds, fields)
            if wrong:
                failed[kind] = wrong
        taken = _taken(gold.answers.get("hard_negatives") or (), failed)
        hard["taken"] += len(taken)
        hard["of"] += len(gold.answers.get("hard_negatives") or ())
        if failed:
            failures[gold.name] = failed
    return Result(len(files), kinds, fields, (hard["taken"], hard["of"]), failures)


def _found(read_as: Iterable[Document]) -> Items:
    found: dict[str, tuple[Item, ...]] = {}
    for document in read_as:
        for kind, items in finds(split(document), document.text).items():
            found[kind] = found.get(kind, ()) + items
    return found


def _score(
    kind: str,
    wanted: Sequence[Item],
    found: Sequence[Item],
    kinds: Counter[tuple[str, str]],
    fields: Counter[tuple[str, str, str]],
) -> dict[str, list[str]]:
    """Count, and give what is wrong."""
    pairs = pair(
        len(wanted),
        len(found),
        lambda i, j: _alike(kind, wanted[i], found[j], j - i),
        [one.optional for one in wanted],
    )
    wrong: dict[str, list[str]] = {}
    for i, item in enumerate(wanted):
        j = pairs.of[i]
        if item.optional:
            continue
        kinds[kind, "gold"] += 1
        if j is None:
            wrong.setdefault("missed", []).append(label(kind, item))
            continue
        kinds[kind, "hit"] += 1
        kinds[kind, "found"] += 1
        for name, right in _fields(item, found[j], pairs):
            fields[kind, name, "of"] += 1
            fields[kind, name, "right"] += right
            if not right:
                told = found[j].fields.get(name) or "nothing"
                wrong.setdefault(f"wrong {name}", []).append(f"{label(kind, item)} -> {_short(told)}")
    kinds[kind, "found"] += len(pairs.left)
    if pairs.left:
        wrong["extra"] = [label(kind, found[j]) for j in pairs.left]
    return wrong


def label(kind: str, item: Item) -> str:
    """What a list of failures calls an item."""
    if kind == "parts":
        return " ".join(filter(None, (item.fields["kind"], item.fields.get("date"))))
    if kind == "meetings":
        return item.fields.get("date") or "no date"
    if kind == "papers":
        return item.fields.get("subject") or item.fields.get("reference") or "no subject"
    text = item.texts[0] if item.texts else item.fields.get("date") or "no text"
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= 100 else text[:99] + "…"


def _alike(kind: str, wanted: Item, found: Item, steps: int) -> float:
    """Above 0 where the two can belong together; of equals, those at the same place in the order are nearest."""
    near = 0.001 / (1 + abs(steps))
    if kind == "messages":
        score = _same_message(wanted, found)
    elif kind == "parts":
        score = 0.5 * (wanted.fields["kind"] == found.fields["kind"]) * (1 + agree(wanted, found, "date"))
    elif kind in {"meetings", "papers"}:
        keys = ("date",) if kind == "meetings" else ("reference", "subject")
        score = 0.5 + 0.5 * any(agree(wanted, found, key) for key in keys)
    else:
        title = kind in TITLES
        score = max((same_text(w, f, title=title) for w in wanted.texts for f in found.texts), default=0.0)
        score += 0.1 * (score > 0) * any(agree(wanted, found, name) for name in ("number", "item"))
    return score + near if score else 0.0


def _same_message(wanted: Item, found: Item) -> float:
    """By its first words, or by the minute of its sending."""
    first = words(wanted.texts[0]) if wanted.texts else ()
    start = " ".join(words(found.texts[0])[: len(first) + _FIRST_WORDS_MORE])
    by_words = bool(first) and same_text(" ".join(first), start) > 0
    return 0.6 * by_words + 0.4 * agree(wanted, found, "date")


def agree(wanted: Item, found: Item, name: str) -> bool:
    """Whether both have a value in a field, and it is the same."""
    a, b = wanted.fields.get(name), found.fields.get(name)
    return a is not None and b is not None and _right(name, a, b)


def _fields(wanted: Item, found: Item, pairs: Pairs) -> Iterator[tuple[str, bool]]:
    """Each field that counts and whether it is right."""
    for name, told in wanted.fields.items():
        have, value = found.fields.get(name), told
        if name == "quoted_in" and told is not None:
            quoting = pairs.of[int(told)]
            value = None if quoting is None else str(quoting)
        if value is None and (have is None or name in _ONLY_TOLD):
            continue
        yield name, value is not None and have is not None and _right(name, value, have)


def _right(name: str, wanted: str, found: str) -> bool:
    if name == "date":
        return wanted[:_MINUTE] == found[:_MINUTE]
    if name == "item":
        return any(
            words(wanted) == words(one) or _compact(wanted) == _compact(one) for one in found.split(NAMES)
        )
    if name in _EXACT:
        return wanted.rstrip(".)").casefold() == found.rstrip(".)").casefold()
    if name == "signature":
        first = words(wanted)  # a closing phrase may stand before the name
        start = words(found)[: len(first) + _CLOSING]
        return any(start[i : i + len(first)] == first for i in range(len(start)))
    return same_value(wanted, found)


def _compact(number: str) -> str:
    """`5.1` as `51`, for a number may be told with or without those above it and what stands between them."""
    return "".join(words(number)) if any(char.isdigit() for char in number) else ""


def _taken(hard: Iterable[str | list[str]], failed: Failures) -> list[str]:
    """The hard negatives that were found as a decision or an action."""
    extra = [text for kind in OUTCOMES for text in failed.get(kind, {}).get("extra", ())]
    return [
        one
        for one in map(joined, hard)
        if any(same_text(one, text) or same_text(text, one) for text in extra)
    ]
