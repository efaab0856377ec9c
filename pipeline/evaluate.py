"""`woo evaluate`: what detection finds and loses on documents whose answers are known.

Two operating points. At `review` every verdict that masks counts (redact, review): what a reader could see in a
concept. At `sure` only `redact` does: what would be masked without a person looking. An answer is covered when all
its letters and digits are masked, under whatever label.

Gold is a JSON Lines file, `{"text", "format", "answers": [{"start", "end", "label", "must", "origin"}]}` a line, or a
folder of JSON files, `{"kind", "text", "spans": [{"start", "text", "type", "must"}]}`. `must` is `redact`, `keep`,
`flag` (a person must look, nothing is masked) or `either`. Each document is a case of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.decide import decide
from pipeline.detect import build_register, carry, detect
from pipeline.errors import DocumentError, UsageError
from pipeline.types import Document, DocumentKind, Verdict

POINTS = {
    "review": frozenset({Verdict.REDACT, Verdict.REVIEW}),
    "sure": frozenset({Verdict.REDACT}),
}
MUST = frozenset({"redact", "keep", "flag", "either"})
PERSON = "PERSON"
_OFFICIAL = "OFFICIAL"  # what folders of gold call a person whose name stays
_Z = 1.959964  # the normal deviate of a two-sided interval of 95 per cent
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """A half-open stretch of a text and what must become of it; `origin` is where a name comes from, or empty."""

    start: int
    end: int
    label: str
    must: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its right answers."""

    name: str
    format: str
    text: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch that a tool found and what becomes of it."""

    start: int
    end: int
    label: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 per cent interval of the share (Wilson 1927, JASA 22, 209-212); None of nothing."""
        if not self.of:
            return None
        p, n = self.hits / self.of, self.of
        middle, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        scale = 1 + _Z**2 / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def row(self) -> dict[str, int | float | None]:
        """As JSON."""
        low, high = self.interval or (None, None)
        return {"hits": self.hits, "of": self.of, "share": self.share, "low": low, "high": high}


@dataclass(frozen=True, slots=True)
class Result:
    """The counts of all documents: `counts[group, name, what]`, and the documents that could not be searched.

    The groups are `all`, `label`, `format`, and `origin`, which holds persons only.
    """

    documents: int
    failed: tuple[str, ...]
    counts: Mapping[tuple[str, str, str], int]

    def names(self, group: str) -> list[str]:
        """What stands in a group, sorted."""
        return sorted({name for kind, name, _ in self.counts if kind == group})

    def rate(self, group: str, name: str, what: str, of: str) -> Rate:
        """The count of `what` out of that of `of`."""
        return Rate(self.counts.get((group, name, what), 0), self.counts.get((group, name, of), 0))

    def precision(self, label: str, point: str) -> Rate:
        """Findings of a label that touch an answer of that label, of those that do or touch nothing to hide."""
        right = self.counts.get(("label", label, f"right {point}"), 0)
        return Rate(right, right + self.counts.get(("label", label, f"wrong {point}"), 0))


# ------------------------------------------------------------------------------------------------- gold


def read_gold(path: Path) -> list[Gold]:
    """The documents of a JSON Lines file or of a folder, in order.

    Raises:
        UsageError: there are none, or one isn't what it should be.
    """
    gold: list[Gold] = []
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.json")):
                one = json.loads(file.read_text("utf-8"))
                gold += [_of_file(file.name.removesuffix(".json"), one)]
        else:
            with path.open(encoding="utf-8") as lines:
                gold += [
                    _of_line(f"{n}", json.loads(line)) for n, line in enumerate(lines, 1) if line.strip()
                ]
    except OSError as error:
        raise UsageError(f"{path}: the gold can't be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # Neither the error nor the text is quoted: gold may hold real documents.
        where = f"after {gold[-1].name}" if gold else "at the start"
        raise UsageError(f"{path}: document {where} is no gold that can be read") from error
    if not gold:
        raise UsageError(f"{path}: holds no gold: a JSON Lines file or a folder with .json files is needed")
    return gold


def _of_line(name: str, one: Mapping[str, Any]) -> Gold:
    answers = [
        Answer(a["start"], a["end"], a["label"], a["must"], a.get("origin", "")) for a in one["answers"]
    ]
    return _checked(Gold(name, one["format"], one["text"], tuple(sorted(answers))))


def _of_file(name: str, one: Mapping[str, Any]) -> Gold:
    answers = []
    for span in one["spans"]:
        label = PERSON if span["type"] == _OFFICIAL else span["type"]
        end = span["start"] + len(span["text"])
        if one["text"][span["start"] : end] != span["text"]:
            raise ValueError("a span does not stand where it says")
        answers.append(Answer(span["start"], end, label, span["must"], span.get("origin", "")))
    return _checked(Gold(name, one.get("kind", ""), one["text"], tuple(sorted(answers))))


def _checked(gold: Gold) -> Gold:
    for answer in gold.answers:
        if answer.must not in MUST or not 0 <= answer.start < answer.end <= len(gold.text):
            raise ValueError("an answer is no answer")
    return gold


# --------------------------------------------------------------------------------------------- measuring


def search(gold: Gold) -> tuple[Found, ...]:
    """What the tool finds in a document, as the only one of its case.

    Raises:
        DocumentError: the document could not be searched in full.
    """
    rules, case = rulebook.load(), CaseFile()
    number = hashlib.sha256(f"{gold.name}\0{gold.text}".encode()).hexdigest()
    document = Document(number, gold.name, DocumentKind.TEXT, gold.text)
    detected = detect(document, rules)
    register = build_register([detected], case, rules)
    decisions = decide(document, carry(document, detected, register, case), register, case, rules)
    return tuple(
        sorted(
            Found(d.finding.span.start, d.finding.span.end, d.finding.label.value, d.verdict)
            for d in decisions
        )
    )


def evaluate(golds: Iterable[Gold], tool: Callable[[Gold], Sequence[Found]] = search) -> Result:
    """Let a tool search each document and count what it found, lost and left readable."""
    counts: Counter[tuple[str, str, str]] = Counter()
    failed: list[str] = []
    documents = 0
    for gold in golds:
        documents += 1
        try:
            found = tool(gold)
        except DocumentError:
            failed.append(gold.name)
            continue
        _count(gold, found, counts)
    return Result(documents, tuple(failed), dict(sorted(counts.items())))


def _count(gold: Gold, found: Sequence[Found], counts: Counter[tuple[str, str, str]]) -> None:
    counts["format", gold.format, "documents"] += 1
    masked = {p: _letters(gold, ((f.start, f.end) for f in found if f.verdict in POINTS[p])) for p in POINTS}
    hidden = _letters(gold, ((a.start, a.end) for a in gold.answers if a.must in {"redact", "either"}))
    for answer in gold.answers:
        letters = _letters(gold, [(answer.start, answer.end)])
        if answer.must == "redact":
            _count_hidden(gold, answer, letters, masked, counts)
        elif answer.must == "keep":
            _count_kept(gold, answer, letters - hidden, masked, counts)
        elif answer.must == "flag":
            _count_flagged(gold, answer, letters, found, counts)
    for point in POINTS:
        _count_findings(gold, found, point, counts)
    for word in _other_words(gold):
        for group, name in (("all", ""), ("format", gold.format)):
            counts[group, name, "words"] += 1
            for point in POINTS:
                counts[group, name, f"words kept {point}"] += masked[point].isdisjoint(word)


def _letters(gold: Gold, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Where the letters and digits of some stretches stand."""
    return {
        i for start, end in spans for i in range(start, min(end, len(gold.text))) if gold.text[i].isalnum()
    }


def _groups(gold: Gold, answer: Answer) -> Iterator[tuple[str, str, str]]:
    """Where an answer counts: (group, name, prefix of what)."""
    yield "all", "", ""
    yield "label", answer.label, ""
    yield "format", gold.format, ""
    if answer.label == PERSON:
        yield "all", "", "persons "
        yield "format", gold.format, "persons "
        yield "origin", answer.origin or "-", ""


def _count_hidden(
    gold: Gold,
    answer: Answer,
    letters: set[int],
    masked: Mapping[str, set[int]],
    counts: Counter[tuple[str, str, str]],
) -> None:
    if not letters:
        return
    for group, name, prefix in _groups(gold, answer):
        counts[group, name, f"{prefix}must go"] += 1
        counts[group, name, f"{prefix}letters"] += len(letters)
        for point, mask in masked.items():
            readable = len(letters - mask)
            counts[group, name, f"{prefix}covered {point}"] += not readable
            counts[group, name, f"{prefix}readable {point}"] += readable


def _count_kept(
    gold: Gold,
    answer: Answer,
    letters: set[int],
    masked: Mapping[str, set[int]],
    counts: Counter[tuple[str, str, str]],
) -> None:
    """`letters` are those that stand in nothing that must or may go: a town in a home address goes with it."""
    if not letters:
        return
    what = "officials" if answer.label == PERSON else "things"
    groups = [("all", ""), ("label", answer.label), ("format", gold.format)]
    if answer.label == PERSON:
        groups.append(("origin", answer.origin or "-"))
    for group, name in groups:
        counts[group, name, what] += 1
        for point, mask in masked.items():
            counts[group, name, f"{what} lost {point}"] += not mask.isdisjoint(letters)


def _count_flagged(
    gold: Gold,
    answer: Answer,
    letters: set[int],
    found: Sequence[Found],
    counts: Counter[tuple[str, str, str]],
) -> None:
    """A sentence is flagged when findings of its label cover half its letters: where it ends is no fact."""
    seen = _letters(gold, ((f.start, f.end) for f in found if f.label == answer.label))
    for group, name in (("all", ""), ("label", answer.label), ("format", gold.format)):
        counts[group, name, "to flag"] += 1
        counts[group, name, "flagged"] += 2 * len(letters & seen) >= len(letters)


def _count_findings(
    gold: Gold, found: Sequence[Found], point: str, counts: Counter[tuple[str, str, str]]
) -> None:
    """Findings that overlap under one label are one. One that only touches what must or may go under another label
    hides nothing that should be read: it is neither right nor wrong.
    """
    for label in sorted({f.label for f in found}):
        counted = POINTS[point] | ({Verdict.FLAG} if point == "review" else set())
        for start, end in _merged(f for f in found if f.label == label and f.verdict in counted):
            touched = [a for a in gold.answers if a.start < end and start < a.end]
            own = [
                a for a in touched if a.label == label and (a.must in {"redact", "flag"} or label == PERSON)
            ]
            if any(a.must != "either" for a in own):
                verdict = "right"
            elif any(a.must in {"redact", "either"} for a in touched):
                verdict = "beside"
            else:
                verdict = "wrong"
            counts["label", label, f"{verdict} {point}"] += 1


def _merged(found: Iterable[Found]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for one in sorted(found):
        if merged and one.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], one.end))
        else:
            merged.append((one.start, one.end))
    return merged


def _other_words(gold: Gold) -> Iterator[range]:
    """The words that touch no answer but a sentence to flag."""
    taken = bytearray(len(gold.text))
    for answer in gold.answers:
        if answer.must != "flag":
            taken[answer.start : answer.end] = b"\1" * (answer.end - answer.start)
    for match in _WORD.finditer(gold.text):
        if 1 not in taken[match.start() : match.end()]:
            yield range(*match.span())
