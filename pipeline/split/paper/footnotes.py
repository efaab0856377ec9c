"""Footnotes and the places that refer to them.

A note opens a line with its number (`[1] Zie ...`, `¹ Zie ...`, `1 Zie ...`); the text refers to it with `[1]`, a
superscript or digits glued to a word (`Kamerbrief1`). A number may be used twice in one document, so each note goes
with the nearest reference above it that no other note has. A bare number is a note only below such a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import Footnote
from pipeline.split.lines import Line, bullet
from pipeline.split.paper.headings import KNOWN
from pipeline.types import Span

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}"
_NOTE = re.compile(
    rf"(?:\[(?P<bracket>\d{{1,3}})\]:?|\[\^(?P<mark>\d{{1,3}})\]:|(?P<raised>{_RAISED})|<sup>(?P<tag>\d{{1,3}})</sup>)\s*(?=\S)"
    r"|(?P<plain>\d{1,2})\s{1,4}(?=[A-ZÀ-Ýhw\"'‘“<(])"
)
# The words before a glued number have four letters: `CO2`, `m2` and `A4` are no references.
_REFERENCE = re.compile(
    rf"\[\^?(?P<bracket>\d{{1,3}})\](?![:(])|<sup>(?P<tag>\d{{1,3}})</sup>|(?<=[\w.,;:)’'”\"])(?P<raised>{_RAISED})"
    r"|(?:(?<=[a-zà-ÿ]{4})|(?<=[a-zà-ÿ]{3}[.,;:)’'”])|(?<=[a-zà-ÿ]{4}[’'”][.,]))(?P<plain>\d{1,2})(?=[\s.,;:)]|\Z)"
)
_HINT = re.compile(r"[\[⁰¹²³⁴⁵⁶⁷⁸⁹<]|[a-zà-ÿ.,;:)’'”]\d")
_MAX_LINES = 30  # lines of one note


@dataclass(frozen=True, slots=True)
class _Mark:
    number: str
    span: Span
    form: str  # plain or not


def footnotes(lines: Sequence[Line], first: int, last: int) -> tuple[Footnote, ...]:
    """The footnotes of lines `first` to `last`, in order."""
    found: list[Footnote] = []
    open_marks: dict[str, list[_Mark]] = {}
    i = first
    while i < last:
        core = lines[i].core
        note = (
            _NOTE.match(core)
            if core and (core[0] in "[<" or core[0].isdecimal() or core[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹")
            else None
        )
        known = _reference(open_marks, note) if note else None
        if note and note.lastgroup and (known or note.lastgroup != "plain"):
            stop = _note_end(lines, i, last, note.lastgroup)
            words = _words(lines, i, note.end(), stop)
            if words:
                number = note[note.lastgroup].translate(_SUPERSCRIPT)
                found.append(
                    Footnote(Span(lines[i].at, words[-1].end), number, words, known.span if known else None)
                )
                i = stop
                continue
        for mark in _references(lines[i]):
            open_marks.setdefault(mark.number, []).append(mark)
        i += 1
    return tuple(found)


def _reference(marks: dict[str, list[_Mark]], note: re.Match[str]) -> _Mark | None:
    """The reference of a note, taken from the open ones."""
    form = note.lastgroup or ""
    number = note[form].translate(_SUPERSCRIPT)
    waiting = marks.get(number, [])
    if form == "plain":
        waiting = [mark for mark in waiting if mark.form != "bracket"]
    if not waiting:
        return None
    marks[number] = []  # older references with this number have lost their note
    return waiting[-1]


def _references(line: Line) -> Iterator[_Mark]:
    if not _HINT.search(line.core):
        return
    for found in _REFERENCE.finditer(line.core):
        form = found.lastgroup
        if form:
            number = found[form].translate(_SUPERSCRIPT)
            yield _Mark(number, Span(line.at + found.start(), line.at + found.end()), form)


def _note_end(lines: Sequence[Line], i: int, last: int, form: str) -> int:
    """One past the last line of a note: before an empty line or the next note. A list that it announces is of it."""
    listing = lines[i].core[-1] == ":"
    j = i + 1
    while j < min(last, i + _MAX_LINES):
        core = lines[j].core
        if not core:
            following = next((k for k in range(j, min(j + 3, last)) if lines[k].core), None)
            if not (listing and following is not None and bullet(lines[following].core)):
                break
            j = following
            listing = False
            continue
        opens = _NOTE.match(core)
        if opens and (opens.lastgroup == form or opens.lastgroup != "plain"):
            break
        if (
            lines[j].heading
            or KNOWN.fullmatch(core)
            or (form == "plain" and lines[j - 1].core and lines[j - 1].core[-1] in ".”’)" and j > i + 1)
        ):
            break
        listing = listing or core[-1] == ":"
        j += 1
    return j


def _words(lines: Sequence[Line], i: int, at: int, stop: int) -> tuple[Span, ...]:
    spans = [Span(lines[i].at + at, lines[i].stop)]
    spans += [lines[j].span for j in range(i + 1, stop) if lines[j].core]
    return tuple(span for span in spans if span.end > span.start)
