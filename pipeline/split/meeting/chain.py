"""The numbering that goes through a meeting, told apart from the lists that stand inside its items.

A `1` opens a list of its own; a number goes to the innermost list that it can follow. A line that does not look like
a title goes on with the outer numbering only where no list stands open and its number is the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.split.lines import Line
from pipeline.split.meeting.numbering import WORD, Form, Numbered, as_form, garbled
from pipeline.split.meeting.titles import is_usual, opens_other_list
from pipeline.split.zones import Zone

_MAX_GAP = 3  # two numbers may be missing: items held in camera, or lost in the reading
_MAX_JUMP = 10  # where a title stands apart: the items between were dealt with together
_MAX_DEPTH = 4  # lists within lists
_MAX_FIRST = 15  # the highest number of the first item that is left of minutes that were redacted
_SAME_INDENT = 1  # columns: ` 9.` above `10.`
_SHORT = 80  # characters


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules of one zone read."""

    text: str
    lines: Sequence[Line]
    zone: Zone

    def words(self, item: Numbered) -> str:
        """The title of a numbered line."""
        return item.title.of(self.text)

    def above(self, i: int) -> str:
        """The filled line above; empty at the start of the zone."""
        j = i - 1
        while j >= self.zone.first and not self.lines[j].core:
            j -= 1
        return self.lines[j].core if j >= self.zone.first else ""

    def gap(self, i: int) -> bool:
        """Whether the line above is empty."""
        return i == self.zone.first or not self.lines[i - 1].core

    def fresh(self, i: int) -> bool:
        """Whether a line stands apart from the text above: below an empty line or the end of a sentence."""
        return self.gap(i) or self.lines[i - 1].core.endswith((".", "!", "?"))


@dataclass(slots=True, eq=False)
class _Run:
    """A numbering that is going on: its last number and the last one below it, how it looks, its members."""

    first: Numbered
    foreign: bool  # stands below words that say it is another list
    number: int = -1
    below: tuple[int, ...] = ()
    likely: int = 0
    members: list[Numbered] = field(default_factory=list)
    titles: dict[int, set[str]] = field(default_factory=dict)  # by number

    def add(self, item: Numbered, words: str) -> None:
        """Take a member; one out of order does not change what may follow."""
        ahead = item.number - self.number
        if not self.members or 0 < ahead <= _MAX_GAP or (ahead > 0 and not is_usual(words)):
            self.number = item.number
        self.below = item.path[1:]
        self.likely += item.likely
        self.members.append(item)
        self.titles.setdefault(item.number, set()).add(words.casefold())

    def looks_same(self, item: Numbered) -> bool:
        """Whether an item is indented and marked as the first of the run is; a dot may get lost."""
        near = abs(item.indent - self.first.indent) <= _SAME_INDENT
        case = item.form is Form.NUMBER or item.shown[0].isupper() == self.first.shown[0].isupper()
        return near and case and (item.mark == ")") == (self.first.mark == ")")

    def takes(self, item: Numbered, words: str) -> bool:
        """Whether an item follows in order."""
        if not item.below and not self.looks_same(item):
            return False
        if item.number == self.number:
            return item.path[1:] > self.below if item.below else words.casefold() == "vervolg"
        return self.number < item.number <= self.number + _MAX_GAP


def through(read: Read, marks: Sequence[Numbered], form: Form) -> list[Numbered]:
    """The items of the numbering of a form that goes through all of the marks; empty when none does."""
    runs: list[_Run] = []
    outer: _Run | None = None
    for mark in marks:
        item = _expected(read, mark, form, outer)
        if item is None:
            continue
        home = _home(read, runs, outer, item)
        if home is None:
            home = _opened(read, outer, item)
            if home is None:
                continue
            runs = [*runs[: _MAX_DEPTH - 1], home]
        else:
            runs = (
                runs[: runs.index(home) + 1] if home in runs else [home]
            )  # deep lists may have pushed it out
        home.add(item, read.words(item))
        if outer is None and not home.foreign and (item is home.first or home.likely > 1) and item.likely:
            outer = home
    return outer.members if outer else []


def _expected(read: Read, mark: Numbered, form: Form, outer: _Run | None) -> Numbered | None:
    """A line with a number of the form, also where the number was read as a letter."""
    if mark.form is form:
        return mark
    if form is not Form.NUMBER:
        return as_form(mark, form)
    if mark.title_line != mark.line:
        return None
    found = garbled(read.text, read.lines, mark.line, read.zone.last, outer.number + 1 if outer else 1)
    if found is None or not found.likely:
        return None
    below_title = outer is not None and outer.members[-1].title_line == mark.line - 1
    return found if found.mark or below_title or read.fresh(mark.line) else None


def _home(read: Read, runs: Sequence[_Run], outer: _Run | None, item: Numbered) -> _Run | None:
    """The list that an item goes on with."""
    words = read.words(item)
    inner = next((run for run in reversed(runs) if run is not outer and run.takes(item, words)), None)
    if outer is None or not (inner is None or item.likely):
        return inner
    if outer.takes(item, words):
        if inner is None:
            return outer if item.likely or _surely(read, outer, item, runs[-1] is not outer) else None
        if inner.foreign and not read.gap(item.line) and inner.members[-1].line + 1 == item.line:
            return inner
        deeper = inner.first.indent > item.indent + _SAME_INDENT
        other = deeper or item.heading != inner.first.heading or _apart(read, inner, item)
        return outer if other or is_usual(words) or inner.likely * 2 <= len(inner.members) else inner
    return outer if inner is None and item.likely and _out_of_order(read, outer, item) else inner


def _surely(read: Read, outer: _Run, item: Numbered, inside: bool) -> bool:
    """Whether a line that may be text is the next of the items: it counts on from the last, and is set as they are;
    `inside`: a list stands open that does not take it.
    """
    if item.below:
        return item.path[1:] == (*outer.below[:-1], outer.below[-1] + 1) if outer.below else False
    if item.number != outer.number + 1 or not item.mark:
        return False
    alike = item.mark == outer.first.mark and read.words(item)[0].isupper()
    return alike or (read.gap(item.line) and not inside)


def _apart(read: Read, run: _Run, item: Numbered) -> bool:
    """Whether an item stands below an empty line where the members of a list follow each other without one."""
    return len(run.members) > 1 and read.gap(item.line) and not any(read.gap(m.line) for m in run.members[1:])


def _opened(read: Read, outer: _Run | None, item: Numbered) -> _Run | None:
    """The list that an item opens: any `1`, and as the first of all a title with a later number."""
    foreign = _foreign(read, item)
    if item.below:
        begins = item.form is Form.NUMBER or item.path[1] == 1
        return _Run(item, foreign) if outer is None and item.likely and begins and not foreign else None
    if item.number == 1 or (item.number == 0 and is_usual(read.words(item))):
        return _Run(item, foreign)
    if outer is not None or (item.form is not Form.NUMBER and item.mark != WORD):
        return None
    left = item.number <= _MAX_GAP or item.mark == WORD or (
        bool(item.mark) and item.number <= _MAX_FIRST and item.whole and len(read.words(item)) <= _SHORT
        and read.fresh(item.line)
    )  # fmt: skip
    return _Run(item, foreign) if left and item.likely else None


def _foreign(read: Read, item: Numbered) -> bool:
    """Whether a list stands below words that say it holds something else."""
    if is_usual(read.words(item)) or item.heading:
        return False
    above = read.above(item.line)
    return bool(above) and opens_other_list(above)


def _out_of_order(read: Read, outer: _Run, item: Numbered) -> bool:
    """Whether an item was brought forward, put off, or has a number that was used before."""
    if item.below or item.number < 2 or not outer.looks_same(item):
        return False
    if item.mark == WORD or not read.gap(item.line):
        return item.mark == WORD
    words = read.words(item)
    if item.number > outer.number:
        surely = bool(item.mark) and item.mark == outer.first.mark and item.whole and len(outer.members) > 1
        return (surely or is_usual(words)) and item.number <= outer.number + _MAX_JUMP
    if len(outer.members) < _MAX_GAP or item.mark != outer.first.mark:
        return False
    return words.casefold() not in outer.titles.get(item.number, ()) or is_usual(words)
