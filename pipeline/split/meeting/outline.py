"""The numbered items of a meeting and those below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import next_filled
from pipeline.split.meeting.chain import Read, through
from pipeline.split.meeting.numbering import WORD, Doubt, Form, Numbered, as_form, numbered
from pipeline.split.meeting.titles import is_group, is_no_item, is_usual, opens_other_list
from pipeline.types import Span

_SUBJECT_COLUMN = re.compile(r"(?:onderwerp|agendapunt|bespreekpunt|titel)(?:en)?", re.IGNORECASE)
_ACTION_COLUMN = re.compile(
    r"\b(?:actie|toezegging|eigenaar|actiehouder|status|gereed|wie|afgedaan)", re.IGNORECASE
)
_HALF = re.compile(
    r"(?:deel|blok|onderdeel|part) (?:[A-Z]|\d|[IVX]{1,3})\b|(?:open(?:baar)?|besloten) (?:deel|gedeelte)\b",
    re.IGNORECASE,
)


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
        found for i in range(zone.first, zone.last) if (found := numbered(read.text, lines, i, zone.last))
    ]
    marks = _without_doubt(read, _free(read, marks, taken))
    entries: list[Entry] = []
    for part in _lists(read, marks):
        outer = _outer(read, part)
        if outer:
            entries.extend(_with_lower(read, outer, part))
    return entries


def _free(read: Read, marks: Sequence[Numbered], taken: frozenset[int]) -> list[Numbered]:
    """The marks that are in no other list. A list of decisions or actions may have run on over items that count on:
    a title below an empty line that follows the last item, or a row that stands in no empty line, is one.
    """
    kept: list[Numbered] = []
    before: Numbered | None = None
    rows = (
        frozenset(_item_rows(read)) if any(m.mark == "|" and m.line in taken for m in marks) else frozenset()
    )
    for mark in marks:
        if mark.line not in taken or mark.line in rows:
            kept.append(mark)
        elif (
            before and mark.likely and read.gap(mark.line) and 0 < mark.number - before.number < 2
            and mark.form is before.form is Form.NUMBER and mark.mark == before.mark
            and (before in kept[-1:] or not read.gap(before.line))
        ):  # fmt: skip
            kept.append(mark)
        before = mark
    return kept


def _item_rows(read: Read) -> Iterator[int]:
    """The rows of tables in markdown with a column for the subject of each item, beside that of the decision."""
    titled = False
    for i in range(read.zone.first, read.zone.last):
        core = read.lines[i].core
        if not core.startswith("|"):
            titled = titled and not core
            continue
        if any(_SUBJECT_COLUMN.fullmatch(cell.strip(" *_")) for cell in core.split("|")[:12]):
            titled = _ACTION_COLUMN.search(core) is None
        elif titled:
            yield i


def _without_doubt(read: Read, marks: Sequence[Numbered]) -> list[Numbered]:
    """The marks without times and the numbers of pages: `01.05` counts where an `01` stands, a number alone on its
    line where usual titles stand below such numbers.
    """
    padded = any(mark.shown[0] == "0" and not mark.below for mark in marks)
    usual = sum(mark.doubt is Doubt.ALONE and is_usual(read.words(mark)) for mark in marks)
    sure = {Doubt.TIME: padded, Doubt.ALONE: usual > 1}
    return [mark for mark in marks if mark.doubt is None or sure[mark.doubt]]


def _lists(read: Read, marks: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """The marks of each agenda of a zone: one begins again where a first item has the title of an opening, or that
    of the first item above, or where a heading says what the items below it are for.
    """
    part: list[Numbered] = []
    first = ""
    for mark in marks:
        if mark.form is not Form.BARE and mark.path == (1,) and mark.likely:
            words = read.words(mark).casefold().rstrip(" .:")
            again = words[:24] == first[:24] or (words.startswith("opening") and len(part) > 1)
            above = read.above(mark.line)
            again = again or (mark.form is Form.NUMBER and (is_group(above) or _is_half(above)))
            if first and again:
                yield part
                part = []
            first = first if part else words
        part.append(mark)
    if part:
        yield part


def _is_half(line: str) -> bool:
    """Whether a line is the heading of a part of the meeting: `Deel B: met publiek`."""
    return len(line) <= 60 and line[-1:] not in (".", ";", ",") and _HALF.match(line) is not None


def _outer(read: Read, marks: Sequence[Numbered]) -> list[Numbered]:
    """The numbering that goes through all: of numbers, or of letters or Roman numbers that start before them."""
    best = through(read, marks, Form.NUMBER)
    for form in (Form.ROMAN, Form.LETTER):
        run = through(read, marks, form)
        if len(run) < 2 or (best and run[0].line > best[0].line):
            continue
        usual, other = (sum(is_usual(read.words(m)) for m in ms) for ms in (run, best))
        if usual > other or (not best and (usual or _surely(read, run))):
            best = run
    return best


def _surely(read: Read, run: Sequence[Numbered]) -> bool:
    """Whether letters or Roman numbers are those of items though no title is a usual one: headings, or a list of
    outcomes; single words may be the names of persons.
    """
    if not all(m.likely for m in run):
        return False
    worded = sum(" " in read.words(m) for m in run) * 2 > len(run)
    return all(m.heading or m.below for m in run) or (
        len(run) > 2 and worded and read.zone.kind is not PartKind.MINUTES
    )


def _row(marks: Iterator[Numbered], fits: Callable[[Numbered], bool]) -> Iterator[Numbered]:
    """The first list in order that starts with its first number; one may be missing."""
    last = 0
    for mark in marks:
        if (mark.number == 1 and not last) or (last and last < mark.number <= last + 2):
            if fits(mark):
                last = mark.number
                yield mark
        elif last and mark.number == 1:
            return


def _with_lower(read: Read, outer: Sequence[Numbered], marks: Sequence[Numbered]) -> Iterator[Entry]:
    """The items of a numbering, each with those below it."""
    heads: dict[tuple[int, ...], Entry] = {}
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
        heads[item.path] = entry
        yield entry
        for lower in _lower(read, item, inside):
            yield _entry(read, lower, entry, 2)


def _parent(heads: dict[tuple[int, ...], Entry], item: Numbered) -> Entry | None:
    """The item that `2a` or `2.1.3` stands under."""
    return next(
        (heads[item.path[:n]] for n in range(len(item.path) - 1, 0, -1) if item.path[:n] in heads), None
    )


def _lower(read: Read, item: Numbered, inside: Sequence[Numbered]) -> list[Numbered]:
    """The items below an item: a list that starts right below its title or is indented, of titles."""
    if is_no_item(read.words(item)) and opens_other_list(read.words(item)):
        return []
    after = next_filled(read.lines, item.title_line + 1, read.zone.last)
    second = next_filled(read.lines, after + 1, read.zone.last)
    for form in (Form.BARE, Form.LETTER, Form.NUMBER, Form.ROMAN):
        marks = [m for mark in inside if (m := as_form(mark, form)) and not m.below]
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
    if len(run) < 2 or 3 * sum(m.likely for m in run) < 2 * len(run):
        return False
    if run[0].form in (Form.LETTER, Form.BARE):
        return True
    return read.zone.kind is not PartKind.MINUTES


def _entry(read: Read, item: Numbered, parent: Entry | None, size: int) -> Entry:
    said = item.mark == WORD
    confidence = 0.9 if (item.heading or said) and item.likely else 0.8 if item.likely and size > 2 else 0.6
    return Entry(item.line, item.title_line, item.title, item.whole, item.shown, parent, "nummer", confidence)
