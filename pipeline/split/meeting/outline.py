"""The numbered items of a meeting and those below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import next_filled
from pipeline.split.meeting.chain import Read, through
from pipeline.split.meeting.numbering import WORD, Form, Numbered, as_form, numbered
from pipeline.split.meeting.titles import is_group, is_no_item, is_usual, opens_other_list
from pipeline.types import Span


@dataclass(slots=True, eq=False)
class Entry:
    """An item on its way: its first line, the line and place of its title, and the item that it stands under."""

    line: int
    title_line: int
    title: Span
    whole: bool  # the title is all that its line says
    number: str | None
    parent: Entry | None
    rule: str
    confidence: float


def numbered_entries(read: Read, taken: frozenset[int]) -> list[Entry]:
    """The numbered items of a zone and those below them, in order."""
    zone, lines = read.zone, read.lines
    marks = [
        found
        for i in range(zone.first, zone.last)
        if i not in taken and (found := numbered(read.text, lines, i, zone.last))
    ]
    entries: list[Entry] = []
    for part in _lists(read, marks):
        outer = _outer(read, part)
        if outer:
            entries.extend(_with_lower(read, outer, part))
    return entries


def _lists(read: Read, marks: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """The marks of each agenda of a zone: one begins again where a first item has the title of an opening, or that
    of the first item above, or where a heading says what the items below it are for.
    """
    part: list[Numbered] = []
    first = ""
    for mark in marks:
        if mark.form in (Form.NUMBER, Form.ROMAN) and mark.order == 1 and mark.likely:
            words = read.words(mark).casefold()
            again = words[:24] == first[:24] or (words.startswith("opening") and len(part) > 1)
            again = again or (mark.form is Form.NUMBER and is_group(read.above(mark.line)))
            if first and again:
                yield part
                part = []
            first = first if part else words
        part.append(mark)
    if part:
        yield part


def _outer(read: Read, marks: Sequence[Numbered]) -> list[Numbered]:
    """The numbering that goes through all: of numbers, or of letters or Roman numbers that start before them."""
    numbers = through(read, marks)
    best = numbers
    for form in (Form.ROMAN, Form.LETTER):
        run = list(_row((m for mark in marks if (m := as_form(mark, form))), lambda m: m.likely))
        if len(run) < 2 or (best and run[0].line > best[0].line) or opens_other_list(read.above(run[0].line)):
            continue
        usual, other = (sum(is_usual(read.words(m)) for m in ms) for ms in (run, best))
        if usual > other or (not best and usual):
            best = run
    return best or _coded(read, marks)


def _coded(read: Read, marks: Sequence[Numbered]) -> list[Numbered]:
    """The items of a list of outcomes that counts by letter and number: A1, A2, B1."""
    run: list[Numbered] = []
    if read.zone.kind is PartKind.MINUTES:
        return run
    for mark in marks:
        if mark.form is not Form.CODED or not mark.likely:
            continue
        letter, number = (run[-1].number, run[-1].order) if run else (0, 0)
        if (mark.number == letter and number < mark.order <= number + 2) or (
            mark.number > letter and mark.order == 1
        ):
            run.append(mark)
    return run if len(run) > 1 else []


def _row(marks: Iterator[Numbered], fits: Callable[[Numbered], bool]) -> Iterator[Numbered]:
    """The first list in order that starts with its first number; one may be missing."""
    last = 0
    for mark in marks:
        if (mark.order == 1 and not last) or (last and last < mark.order <= last + 2):
            if fits(mark):
                last = mark.order
                yield mark
        elif last and mark.order == 1:
            return


def _with_lower(read: Read, outer: Sequence[Numbered], marks: Sequence[Numbered]) -> Iterator[Entry]:
    """The items of a numbering, each with those below it."""
    heads: dict[str, Entry] = {}
    members = {item.line for item in outer}
    borders = [item.line for item in outer[1:]] + [read.zone.last]
    rest = iter([mark for mark in marks if mark.line not in members])
    pending = next(rest, None)
    for item, border in zip(outer, borders, strict=True):
        inside: list[Numbered] = []
        while pending is not None and pending.line < border:
            if pending.line > item.title_line:
                inside.append(pending)
            pending = next(rest, None)
        parent = _parent(heads, item)
        entry = _entry(read, item, parent, len(outer))
        heads[item.shown.rstrip(".").casefold()] = entry
        yield entry
        for lower in _lower(read, item, inside):
            yield _entry(read, lower, entry, 2)


def _parent(heads: dict[str, Entry], item: Numbered) -> Entry | None:
    """The item that `2a` or `2.1.3` stands under."""
    if item.form is not Form.BELOW:
        return None
    shown = item.shown.rstrip(".").casefold()
    upper = shown.rsplit(".", 1)[0] if "." in shown else shown.rstrip("abcdefghijklmnopqrstuvwxyz")
    while upper and upper not in heads:
        upper = upper.rsplit(".", 1)[0] if "." in upper else ""
    return heads.get(upper)


def _lower(read: Read, item: Numbered, inside: Sequence[Numbered]) -> list[Numbered]:
    """The items below an item: a list that starts right below its title or is indented, of titles."""
    if is_no_item(read.words(item)) and opens_other_list(read.words(item)):
        return []
    after = next_filled(read.lines, item.title_line + 1, read.zone.last)
    second = next_filled(read.lines, after + 1, read.zone.last)
    for form in (Form.BARE, Form.LETTER, Form.NUMBER, Form.ROMAN, Form.CODED):
        marks = [m for mark in inside if (m := as_form(mark, form))]
        run = list(_row(iter(marks), lambda m: m.form is not Form.BARE or m.likely))
        if not run or (run[0].line != after and (form is not Form.BARE or run[0].line != second)):
            continue
        run = [m for m in run if abs(m.indent - run[0].indent) <= 1]
        deep = run[0].indent > item.indent + 1
        if _are_titles(read, run, deep):
            return run
    return []


def _are_titles(read: Read, run: Sequence[Numbered], deep: bool) -> bool:
    if deep and run[0].form in (Form.NUMBER, Form.LETTER):
        return 3 * sum(not m.ends for m in run) >= 2 * len(run)
    if run[0].form is Form.CODED:
        return run[0].likely
    if len(run) < 2 or 3 * sum(m.likely for m in run) < 2 * len(run):
        return False
    if run[0].form in (Form.LETTER, Form.BARE):
        return True
    return read.zone.kind is not PartKind.MINUTES


def _entry(read: Read, item: Numbered, parent: Entry | None, size: int) -> Entry:
    heading = read.lines[item.line].heading
    said = item.mark == WORD
    confidence = 0.9 if (heading or said) and item.likely else 0.8 if item.likely and size > 2 else 0.6
    return Entry(item.line, item.title_line, item.title, item.whole, item.shown, parent, "nummer", confidence)
