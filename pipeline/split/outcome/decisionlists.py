"""Decisions in lists: outcomes in a column beside the items, tables of decisions, and the formula that closes one.

A list of outcomes (`uitslagenlijst`, `besluitenlijst`) says beside or below a title what came of it: `Conform`,
`Hamerstuk`, `Voor kennisgeving aangenomen`. A table of decisions has rows of a number, often a date, and the
decision; its cells come with pipes, in reading order, or a line each. `Aldus besloten in de openbare vergadering
van ...` closes a formal decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import PartKind
from pipeline.split.lines import Line, next_filled, sentences
from pipeline.split.outcome.decisionfound import Decided, says_nothing
from pipeline.split.outcome.decisionoutcomes import cells_of, is_outcome, outcomes, row_label
from pipeline.split.outcome.decisionsentences import reads_as_point, result_in
from pipeline.split.zones import Zone, action_heading
from pipeline.types import Span

_TABLE = re.compile(
    r"(?:overzicht |lijst )?(?:van )?(?:de )?(?:genomen )?besluiten(?:lijst|overzicht)?\b[^.!?:]{0,40}:?",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?:genomen )?besluit(?:en)?(?: [\w&]{1,12})?|beslissing|uitkomst|uitslag|resultaat|stemming|afdoening",
    re.IGNORECASE,
)
_COLUMN_HINTS = ("eslui", "slissing", "itslag", "fdoening", "itkomst", "sultaat", "temming")
# The column of the titles of items, beside which an outcome says all.
_TITLES = re.compile(r"\b(?:onderwerp|agenda ?punt)\b", re.IGNORECASE)
_DATE = r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)|\d{1,2} [a-z]{3,9}\.? \d{4}|\d{4}-\d\d-\d\d"
_ROW = re.compile(
    rf"(?:[A-Z]{{1,3}}[-.]?)?(?P<number>\d{{1,4}})[.):]?(?:\s*\|)?\s+(?:(?P<date>{_DATE})(?:\s*\|)?\s+)?(?=\S)"
)
_LONE_NUMBER = re.compile(r"(?:[A-Z]{1,3}[-.]?)?(\d{1,4})[.)]?")
_LONE_DATE = re.compile(_DATE)
_CLOSING = re.compile(
    r"\W*(?:\w{1,2})?d[uv]s (?:besloten|vastgesteld|gedaan|overeengekomen|genomen)\b.{0,160}"
    r"(?:vergadering|raad|college|bestuur|staten|burgemeester|\d{4})",
    re.IGNORECASE,
)
_TOLD = frozenset((PartKind.DECISION_LIST, PartKind.MINUTES, PartKind.OTHER))
_SKIPPED = 6  # filled lines of column names that may stand between a heading and the first row
_MOST = 0.6  # share of the rows that must read as a decision
_MAX_ROW = 12  # lines


def listed_decisions(text: str, lines: Sequence[Line], zones: Sequence[Zone]) -> Iterator[Decided]:
    """All decisions that stand in a list of whatever form."""
    for zone in zones:
        if zone.kind == PartKind.LEGEND:
            continue
        meeting = zone.kind in (PartKind.DECISION_LIST, PartKind.MINUTES)
        i = zone.first
        while i < zone.last:
            core = lines[i].core
            rows: list[Decided] = []
            if not core:
                pass
            elif "|" in core or "\t" in core:
                rows = list(_column(text, lines, i, zone.last))
            elif meeting and core[0] in "bBgGoOlLdD" and len(core) <= 80 and _TABLE.fullmatch(core):
                rows = list(_table(text, lines, i + 1, zone.last))
            elif core[:8].find("s ") > 1 and _CLOSING.match(core[:300]):
                rows = list(_closing(text, lines, i, zone))
            yield from rows
            if not rows and core and zone.kind in _TOLD:
                rows = [*row_label(lines, i, zone.last)] or [*outcomes(lines, i, zone.kind)]
                yield from rows
            i = max([i + 1, *(row.lines.stop for row in rows)])


def _column(text: str, lines: Sequence[Line], head: int, last: int) -> Iterator[Decided]:
    """The cells below a column `Besluit` of a table with pipes or tabs."""
    core = lines[head].core
    if not any(map(core.lower().__contains__, _COLUMN_HINTS)):
        return
    mark = "|" if "|" in core else "\t"
    names = cells_of(lines[head], mark)
    column = next((n for n, cell in enumerate(names) if _COLUMN.fullmatch(cell.of(text).strip(" *_:"))), None)
    if column is None or len(names) < 2:
        return
    for i in range(head + 1, last):
        if mark not in lines[i].core:
            return
        cells = cells_of(lines[i], mark)
        words = cells[column].of(text) if len(cells) == len(names) else ""
        if not words.strip("-: ") or says_nothing(words) or words.rstrip().endswith("?"):
            continue
        own = (
            [cell for cell in cells if any(c.isalpha() for c in cell.of(text))]
            if is_outcome(words) and not _TITLES.search(core)
            else [cells[column]]
        )
        result = result_in(" ".join(words.split()))
        yield Decided(tuple(own), result, True, "besluitentabel", 0.9, range(i, i + 1))


def _table(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Decided]:
    """The rows of a table of decisions, where most read as one or carry the date of one."""
    i = next_filled(lines, first, last)
    for _ in range(_SKIPPED):
        if i >= last or action_heading(lines[i]):
            return
        if _LONE_NUMBER.fullmatch(lines[i].core) or _ROW.match(lines[i].core):
            break
        i = next_filled(lines, i + 1, last)
    rows = list(_rows(text, lines, i, last))
    good = sum(dated or reads_as_point(_words(text, row)) for row, dated, _ in rows)
    if not rows or good < _MOST * len(rows):
        return
    for row, _, place in rows:
        words = _words(text, row)
        if not says_nothing(words) and not words.endswith("?"):
            yield Decided((row,), result_in(words), True, "besluitentabel", 0.8, place)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())[:1000]


def _rows(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[Span, bool, range]]:
    """Rows one after another: the words, whether a date stands before them, and the lines."""
    i, number = first, -1
    while i < last:
        opened = _opens(lines, i, number, last)
        if opened is None:
            return
        number, start, begin, dated = opened
        stop = begin + 1
        while (
            stop < min(last, begin + _MAX_ROW)
            and lines[stop].core
            and _opens(lines, stop, number, last) is None
            and not lines[stop].heading
            and not (len(lines[stop].core) <= 80 and _TABLE.fullmatch(lines[stop].core))
        ):
            stop += 1
        sentence = next(sentences(text, lines, begin, stop, frozenset()), None)
        end = max(start, lines[stop - 1].stop) if sentence is None else max(sentence.span.end, start)
        if sentence is not None and sentence.span.end <= start:
            end = lines[stop - 1].stop
        yield Span(start, end), dated, range(i, stop)
        i = next_filled(lines, stop, last)


def _opens(lines: Sequence[Line], i: int, number: int, last: int) -> tuple[int, int, int, bool] | None:
    """The number of the row that a line opens, where its words start, on which line, and whether it is dated."""
    core = lines[i].core
    lone = _LONE_NUMBER.fullmatch(core)
    found = lone or _ROW.match(core)
    if found is None or (number >= 0 and not number < int(found[1 if lone else "number"]) <= number + 2):
        return None
    if not lone:
        return int(found["number"]), lines[i].at + found.end(), i, found["date"] is not None
    begin = next_filled(lines, i + 1, last)
    dated = begin < last and _LONE_DATE.fullmatch(lines[begin].core) is not None
    begin = next_filled(lines, begin + 1, last) if dated else begin
    if begin >= last or not any(c.isalpha() for c in lines[begin].core):
        return None
    return int(lone[1]), lines[begin].at, begin, dated


def _closing(text: str, lines: Sequence[Line], i: int, zone: Zone) -> Iterator[Decided]:
    """`Aldus besloten ...`: to the end of its sentence, and not over an empty line."""
    stop = i + 1
    while stop < min(zone.last, i + 3) and lines[stop].core and lines[stop - 1].core[-1] not in ".;,":
        if not (lines[stop].core[0].islower() or lines[stop].core[0].isdigit()):
            break
        stop += 1
    sentence = next(sentences(text, lines, i, stop, frozenset()), None)
    if sentence is None or sentence.words.endswith("?"):
        return
    result = "vastgesteld" if "vastgesteld" in sentence.words[:40] else "overig"
    dated = any(c.isdigit() for c in sentence.words)
    yield Decided((sentence.span,), result, True, "slotformule", 0.8 if dated else 0.6, range(i, stop))
