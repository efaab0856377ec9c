"""A stretch of lines about one meeting: where its head ends, and the labels that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import Line
from pipeline.split.meeting.head_labels import PEOPLE, Field, Label, garbled, labels_on
from pipeline.split.meeting.head_lists import numbered_name
from pipeline.types import Span

_FIRST_ITEM = re.compile(r"(?:agendapunt\s)?1a?[.):]{0,2}\s+[*_\"'‘“]*[A-ZÀ-Ý]", re.IGNORECASE)
_PEOPLE_LINE = re.compile(
    r"\W{0,4}(?:(?:ook|mede|tevens|verder|overige|met|zonder|niet)\s)?(?:aan-?wez|af-?wez|afgem|afmeld|afber"
    r"|verhind|bericht"
    r"|deelnem|present|gast|genod|absent|attend|partic|apolog|regrets|m\.?\s?k\.?)",
    re.IGNORECASE,
)
_HEAD_LINES = 80  # filled lines in which the head of a document ends
_MAX_BEHIND = 40
_TITLE_LINES = 5
_NEAR = 8  # lines between a list of who was there and of who took part otherwise


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines `first` up to `last` about one meeting: the part they belong to, its title and day; `inner` for an agenda
    or minutes that stands in a mail.
    """

    part: int
    kind: PartKind
    first: int
    last: int
    title: Span | None
    day: str | None
    inner: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The labels of a unit in order, and the line that its head ends before."""

    labels: tuple[Label, ...]
    stop: int


def read_head(text: str, lines: Sequence[Line], unit: Unit) -> Head:
    """The labels in the head of a unit; behind it only those of lists of people."""
    found: list[Label] = []
    filled = 0
    stop = unit.last
    for i in range(unit.first, unit.last):
        core = lines[i].core
        if not core:
            continue
        filled += 1
        labels = labels_on(text, lines, i)
        if not labels and filled > 1 and _ends_head(lines[i], filled):
            stop = i
            break
        if filled > _HEAD_LINES:
            stop = i
            break
        found.extend(labels)
    firm = {label.field for label in found if label.firm}
    near = firm | {label.field for label in found}
    kept = [label for label in found if label.firm or len(near) > 1]
    if near and not any(label.field in PEOPLE for label in kept):
        kept.extend(one for one in _garbled(lines, unit, stop) if len(near) > 1 or one.firm)
    kept.extend(_behind(text, lines, unit, stop))
    return Head(tuple(_ordered(kept)), stop)


def _ends_head(line: Line, filled: int) -> bool:
    if _FIRST_ITEM.match(line.core):
        return not numbered_name(line.core)
    return line.heading and filled > _TITLE_LINES


def _garbled(lines: Sequence[Line], unit: Unit, stop: int) -> Iterator[Label]:
    for i in range(unit.first, stop):
        if lines[i].core:
            found = garbled(lines, i)
            if found:
                yield found


def _behind(text: str, lines: Sequence[Line], unit: Unit, stop: int) -> Iterator[Label]:
    """The labels of lists of people that stand behind the head, as below `1. Opening`."""
    found = 0
    for i in range(stop, unit.last):
        core = lines[i].core
        if not (core and _PEOPLE_LINE.match(core)):
            continue
        for one in labels_on(text, lines, i)[:1]:
            if one.firm and one.field in PEOPLE:
                found += 1
                yield one
        if found >= _MAX_BEHIND:
            return


def _ordered(labels: Sequence[Label]) -> Iterator[Label]:
    """The labels by place. `Webex:` and such are labels only right below a list of who was there."""
    last = -_NEAR - 1
    for label in sorted(labels, key=lambda one: (one.line, one.start)):
        if label.words == "online" and label.line - last > _NEAR:
            continue
        if label.field is Field.PRESENT:
            last = label.line
        yield label
