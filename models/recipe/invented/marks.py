"""Answers inside a text while it is being written: `mark` wraps a stretch, `read` gives text and answers apart.

The marks are private-use characters, so that formats can be written as plain f-strings and noise can be laid over a
finished document without losing where the answers stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

OPEN, SPLIT, CLOSE = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True, order=True)
class Answer:
    """A half-open stretch of a text and what must become of it.

    `must` is `redact`, `keep`, `flag` or `either`. `origin` is where a name comes from, empty for what is no name.
    """

    start: int
    end: int
    label: str
    must: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A text, the name of the format it was written in, and its answers, sorted by place."""

    text: str
    format: str
    answers: tuple[Answer, ...]


def mark(label: str, text: str, must: str = "redact", origin: str = "") -> str:
    """`text` as an answer. A stretch inside another one may be marked too: the name in a mail address."""
    return f"{OPEN}{label}|{must}|{origin}{SPLIT}{text}{CLOSE}"


def read(marked: str, name: str) -> Sample:
    """The text without its marks, and the answers.

    Raises:
        ValueError: a mark is not closed, or closed without being opened.
    """
    text: list[str] = []
    answers: list[Answer] = []
    opened: list[tuple[int, str]] = []
    at = 0
    i = 0
    while i < len(marked):
        sign = marked[i]
        if sign == OPEN:
            split = marked.index(SPLIT, i)
            opened.append((at, marked[i + 1 : split]))
            i = split + 1
            continue
        if sign == CLOSE:
            if not opened:
                raise ValueError(f"{name}: a mark is closed that was not opened")
            start, head = opened.pop()
            answers.append(Answer(start, at, *head.split("|")))
        else:
            text.append(sign)
            at += 1
        i += 1
    if opened:
        raise ValueError(f"{name}: a mark is not closed")
    return Sample("".join(text), name, tuple(sorted(a for a in answers if a.start < a.end)))


def plain(marked: str) -> str:
    """The text without its marks."""
    return read(marked, "").text


def to_json(samples: Iterable[Sample]) -> str:
    """A sample a line."""
    return "".join(json.dumps(asdict(s), ensure_ascii=False) + "\n" for s in samples)


def from_json(lines: Iterable[str]) -> list[Sample]:
    """The samples that `to_json` wrote."""
    return [
        Sample(one["text"], one["format"], tuple(Answer(**a) for a in one["answers"]))
        for one in map(json.loads, lines)
    ]
