"""Rows of lists of actions below a heading (`Actielijst`, `Acties:`, `Vervolgstappen`), of tables of actions and of
checkboxes, in the reading order of the text.

Without column names a row is `number [date owner] text [due]`, runs on over lines until the next number, and may hold
the owner behind the sentence. A page header between two rows does not end the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pipeline.items import ActionKind, PartKind
from pipeline.split.due import find_due
from pipeline.split.lines import LABEL, Line, bullet, next_filled, sentences
from pipeline.split.outcome.actiongaps import gapped_rows
from pipeline.split.outcome.actionheads import LED, opens
from pipeline.split.outcome.actionplain import coded_row, plain_rows, unnamed_cells
from pipeline.split.outcome.actionrows import Row
from pipeline.split.outcome.actiontables import CODE, head_at, marked_rows, shape, streamed_rows
from pipeline.split.outcome.actionverbs import ALL_VERBS
from pipeline.split.outcome.owner import looks_like_names, owner_at
from pipeline.split.parts import heading_kind
from pipeline.types import Span

_ROW = re.compile(r"(\d{1,4})[.)]?(?:\s+|\s*\|\s*)(?=\S)")
_MAX_HEAD = 90  # characters of a heading or a line of column names
_MAX_LEAD = 250  # characters of a line that can lead in a list
_MAX_ROW = 60  # lines of a row
_SKIPPED = 8  # filled lines of column names or page headers that may stand before the next row
_LEAST = 8  # characters that a row holds behind its code
_INNER = re.compile(r"(?:\s\.)*\s1[.)]\s")  # a list within a point
_LONG_POINT = 200  # characters of a point that runs on over lines that end like a sentence
_WHOLE_POINT = 500  # characters of a point that are taken whole; of a longer one only its first sentence
_SCHEDULES = frozenset((PartKind.MAIL, PartKind.MEMO, PartKind.MINUTES))
_PROSE = frozenset(
    (PartKind.LETTER, PartKind.PROPOSAL, PartKind.OTHER)
)  # where a soft heading leads in prose
# A line without any of these leads in no list: it is not looked at further.
_HINT_WORDS = (
    "acti|verantw|trekker|eigena|omschrijving|uitvoerder|houder|wat|wie|taak|taken|to do|todo|te doen|"
    "huiswerk|volgende keer|toezeg|afspra|stap|vervolg|planning|next|week "
)
_HINTS = tuple(_HINT_WORDS.split("|"))
_HINT_STARTS = ("nr", "no", "#", "id", "nummer", "volgn")
_CHECKBOX = re.compile(r"[\s>]*(?:[-*+]|\d{1,2}[.)])\s\[(?P<state>[ xXvV])\]\s+(?=\S)")
_PLANNED = re.compile(
    r"(?P<due>\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|[Ww]eek \d{1,2}(?: ?[-/] ?\d{1,2})?)\s?:\s?(?=\S)"
)
_TASK = re.compile(
    rf"\b(?:{'|'.join(sorted(ALL_VERBS))})\b|\A[A-Za-zà-ÿ]{{4,}}en\b"
    rf"|\b[a-zà-ÿ]{{5,}}en\W*(?:\([^()]*\)\W*)?\Z"
)
_BY_WHOM = re.compile(
    r"\b(?:door\s(?=[A-ZÀ-Ý@\[]|de |het )|(?i:trekker|actie)\b)|\((?P<names>[^()]{2,40})\)\W*\Z"
)
_VERB = re.compile(rf" (?:{'|'.join(sorted(ALL_VERBS))})\b")
_HOLDS = re.compile(r" (?:houdt|houden) vast\b| (?:komt|komen) overeen\b")  # a position, no task
_OTHER_LIST = re.compile(r"(?:genomen )?besluiten ?:?", re.IGNORECASE)
_CLOSING = re.compile(r"(?:met )?(?:vriendelijke|hartelijke) groet|groet(?:en|jes)?\b|mvg\b", re.IGNORECASE)
_NOT_ONE = re.compile(r"(?:geen|n\.?v\.?t\.?|-+)\W*|(?:geen|er zijn geen)\b.{0,60}", re.IGNORECASE)

_Reader = Callable[[str, Sequence[Line], int, int], Iterator[Row]]


def rows(text: str, lines: Sequence[Line], first: int, last: int, kind: PartKind) -> Iterator[Row]:
    """The rows of the lists and tables of actions in lines `first` to `last`, in order, none on a line of another."""
    i = first
    while i < last:
        found, stop = _at(text, lines, i, last, kind)
        yield from found
        i = max(i + 1, stop)


def _at(text: str, lines: Sequence[Line], i: int, last: int, kind: PartKind) -> tuple[list[Row], int]:
    """The rows that a heading, column names or a checkbox on line `i` lead in, and one past them."""
    core = lines[i].core
    box = _CHECKBOX.match(text, lines[i].start, lines[i].stop) if "[" in core else None
    if not (box or _may_lead(core)):
        return [], i + 1
    if box and kind not in _PROSE:
        return _checkbox(lines, i, last, box)
    if kind in _SCHEDULES and _planned(lines[i]):
        found = list(_schedule(text, lines, i, last))
        led = [row for row in found if _BY_WHOM.search(row.action.of(text))]
        return (led if len(found) > 1 else []), found[-1].lines[-1] + 1
    strength = opens(lines[i])
    if strength == 1 and kind in _PROSE:
        return [], i + 1
    if strength:
        found = list(_below(text, lines, i, last, soft=strength == 1))
        return found, max((row.lines[-1] + 1 for row in found), default=i + 1)
    if "|" in core or "\t" in core:
        return marked_rows(text, lines, i, last, below_heading=False)
    found, stop = gapped_rows(text, lines, i, last, below_heading=False)
    if found:
        return found, stop
    head = head_at(lines, i, last, below_heading=False)
    return streamed_rows(text, lines, head[1], last, head[0]) if head else ([], i + 1)


def _may_lead(core: str) -> bool:
    """Whether a line can lead in a list; most lines can not, and are not looked at further."""
    if not core or core[0].isdigit():
        return 0 < len(core) <= _MAX_LEAD or "|" in core or "\t" in core
    if (
        len(core) > _MAX_HEAD
        and core[0].isalpha()
        and core[1].isalpha()
        and "|" not in core
        and "\t" not in core
    ):
        return core[:5].lower() == "week "
    low = core.lower()
    return low.startswith(_HINT_STARTS) or any(map(low.__contains__, _HINTS))


def _below(text: str, lines: Sequence[Line], heading: int, last: int, *, soft: bool) -> Iterator[Row]:
    """The rows below a heading."""
    core = lines[heading].core
    promise = "oezegging" in core.lower() and "actie" not in core.lower()
    led = LED.fullmatch(core)
    owner = (
        Span(lines[heading].at + led.start("owner"), lines[heading].at + led.end("owner")) if led else None
    )
    own: tuple[int, ...] = (heading,)
    for row in _list(text, lines, heading + 1, last):
        words = row.action.of(text)
        if _NOT_ONE.fullmatch(words.strip()) or words.endswith("?") or (soft and not _is_task(row, words)):
            continue
        yield replace(
            row,
            owner=row.owner or owner,
            rule="vervolgstap" if soft else row.rule,
            confidence=0.6 if soft else row.confidence,
            kind=ActionKind.PROMISE if promise else row.kind,
            lines=(*own, *row.lines),
        )
        own = ()


def _is_task(row: Row, words: str) -> bool:
    """Whether a point below a soft heading reads as something to do."""
    if words.rstrip().endswith("?"):
        return False
    by = _BY_WHOM.search(words)
    named = by is not None and (by["names"] is None or looks_like_names(by["names"]))
    own = owner_at(words, 0, len(words), frozenset())
    if own is not None:
        at = own.span.end
        if _HOLDS.match(words, at):
            return False
        named = named or _VERB.match(words, at) is not None or words[at : at + 1] == ":"
    return (
        bool(row.owner or row.due or named or find_due(words[:400], None)) and _TASK.search(words) is not None
    )


def _checkbox(lines: Sequence[Line], i: int, last: int, found: re.Match[str]) -> tuple[list[Row], int]:
    """`- [ ] text`, with the lines that run on below it."""
    stop = i + 1
    while stop < last and lines[stop].core and not bullet(lines[stop].core) and lines[stop].core[0] != "[":
        if lines[stop].heading or LABEL.match(lines[stop].core) or stop - i > 6:
            break
        stop += 1
    state = Span(found.start("state") - 1, found.end("state") + 1)
    status = state if found["state"].strip() else None
    action = Span(found.end(), lines[stop - 1].stop)
    return [Row((action,), None, None, status, tuple(range(i, stop)), "takenlijst", 0.8)], stop


def _boxes(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Points with checkboxes, one below the other."""
    i = first
    while i < last and (box := _CHECKBOX.match(text, lines[i].start, lines[i].stop)):
        found, stop = _checkbox(lines, i, last, box)
        yield from found
        i = next_filled(lines, stop, last)


def _list(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """The rows of the first list or table below a heading, by the form of its first line."""
    i = next_filled(lines, first, last)
    for _ in range(_SKIPPED):
        if i >= last or opens(lines[i]) or _OTHER_LIST.fullmatch(lines[i].core):
            return
        found = _columned(text, lines, i, last)
        if found:
            yield from found
            return
        reader = _reader(text, lines, i, last)
        if reader:
            yield from reader(text, lines, i, last)
            return
        core = lines[i].core
        following = next_filled(lines, i + 1, last)
        if ("|" in core or "\t" in core) and not (following < last and _is_row(lines[following], 1)):
            yield from unnamed_cells(text, lines, i + 1, last)
            return
        i = following


def _columned(text: str, lines: Sequence[Line], i: int, last: int) -> list[Row]:
    """The rows below a line of column names."""
    found: list[Row] = []
    if "|" in lines[i].core or "\t" in lines[i].core:
        found, _ = marked_rows(text, lines, i, last, below_heading=True)
    found = found or gapped_rows(text, lines, i, last, below_heading=True)[0]
    head = None if found else head_at(lines, i, last, below_heading=True)
    return streamed_rows(text, lines, head[1], last, head[0])[0] if head else found


def _reader(text: str, lines: Sequence[Line], i: int, last: int) -> _Reader | None:
    """What reads the list that a line opens; None for a line that opens none."""
    core = lines[i].core
    number = _ROW.match(core)
    if _CHECKBOX.match(text, lines[i].start, lines[i].stop):
        return _boxes
    if _planned(lines[i]):
        return _schedule
    if number and (int(number[1]) == 1 or core[number.end(1)] in ".)"):
        return _numbered
    if bullet(core):
        return _points
    if _whose(lines, i, last):
        return _grouped
    if _is_coded(core):
        return _coded
    return _said_rows if _says_who(text, lines[i]) else None


def _whose(lines: Sequence[Line], i: int, last: int) -> bool:
    """Whether a line names who does the points below it: `Anna:`."""
    core = lines[i].core.rstrip(" :*_")
    following = next_filled(lines, i + 1, last)
    return (
        (lines[i].core.endswith(":") or lines[i].heading)
        and following < last
        and bullet(lines[following].core) > 0
        and looks_like_names(core)
    )


def _grouped(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Points below the names of those who do them."""
    i = first
    while i < last and _whose(lines, i, last):
        owner = Span(lines[i].at, lines[i].at + len(lines[i].core.rstrip(" :*_")))
        found = list(_points(text, lines, next_filled(lines, i + 1, last), last))
        for row in found:
            yield replace(row, owner=row.owner or owner)
        i = next_filled(lines, found[-1].lines[-1] + 1, last) if found else last


def _is_coded(core: str) -> bool:
    """Whether a line opens with a code such as `A3` or `2024-07`, which is no bare number and no date."""
    found = CODE.match(core)
    return found is not None and not found[0].rstrip(".):").isdigit() and len(core) > found.end() + _LEAST


def _coded(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows that open with codes of one shape."""
    form = shape(lines[first].core)
    i = first
    while i < last and shape(lines[i].core) == form:
        stop = i + 1
        while stop < min(last, i + _MAX_ROW) and lines[stop].core and shape(lines[stop].core) != form:
            if lines[stop].heading or heading_kind(lines[stop]) or _CLOSING.match(lines[stop].core):
                break
            stop += 1
        found = CODE.match(lines[i].core)
        yield from coded_row(text, lines, i, stop, found.end() if found else 0)
        i = next_filled(lines, stop, last)


def _says_who(text: str, line: Line) -> bool:
    """Whether a line without a bullet says who does something: `Anna belt de zaal`, `Anna: zaal bellen`."""
    if line.heading or len(line.core) > _LONG_POINT or line.core.endswith((":", "?")):
        return False
    own = owner_at(text, line.at, line.stop, frozenset())
    if own is None or not (line.core[0].isupper() or line.core[0] in "@["):
        return False
    behind = text[own.span.end : line.stop]
    return (own.sure and behind.startswith(": ")) or _VERB.match(behind) is not None


def _said_rows(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Lines that each say who does what; a line in small letters goes on with the one above it."""
    i = first
    while i < last and lines[i].core and _says_who(text, lines[i]):
        stop = i + 1
        while (
            stop < last
            and lines[stop].core
            and lines[stop].core[0].islower()
            and not bullet(lines[stop].core)
        ):
            stop += 1
        yield Row(
            (Span(lines[i].at, lines[stop - 1].stop),),
            None,
            None,
            None,
            tuple(range(i, stop)),
            confidence=0.7,
        )
        i = stop


def _planned(line: Line) -> re.Match[str] | None:
    return _PLANNED.match(line.core, bullet(line.core))


def _schedule(_: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """`23/09: text`, `Week 7: text`, one a line, or more where a line runs on in small letters."""
    i = first
    while i < last and (found := _planned(lines[i])):
        stop = i + 1
        while (
            stop < last and lines[stop].core and lines[stop].core[0].islower() and not _planned(lines[stop])
        ):
            stop += 1
        at = lines[i].at
        due = Span(at + found.start("due"), at + found.end("due"))
        words = Span(at + found.end(), lines[stop - 1].stop)
        yield Row((words,), None, due, None, tuple(range(i, stop)), "planning", 0.6)
        i = next_filled(lines, stop, last)


def _numbered(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows 1, 2, 3; a row runs on until the next number, an empty line with no row soon after it, or a heading."""
    opening = _ROW.match(lines[first].core)
    i, number = first, int(opening[1]) if opening else 1
    while i < last:
        stop = i + 1
        while (
            stop < min(last, i + _MAX_ROW)
            and lines[stop].core
            and not _is_row(lines[stop], number + 1)
            and not heading_kind(lines[stop])
            and not _CLOSING.match(lines[stop].core)
        ):
            stop += 1
        yield from plain_rows(text, lines, i, stop, number)
        nearby = next_filled(lines, stop, last)
        for _ in range(_SKIPPED):
            if nearby >= last or (taken := _is_row(lines[nearby], number + 1)) or heading_kind(lines[nearby]):
                break
            nearby = next_filled(lines, nearby + 1, last)
        else:
            return
        if nearby >= last or not taken:
            return
        found = _ROW.match(lines[nearby].core)
        i, number = nearby, int(found[1]) if found else number + 1


def _is_row(line: Line, expected: int) -> bool:
    """Whether a line opens the row with this number, or the one after it where one got lost."""
    found = _ROW.match(line.core)
    if found is None:
        return False
    marked = line.core[found.end(1)] in ".)"
    return expected <= int(found[1]) <= expected + (9 if marked else 1)


def _points(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Points with bullets, one below the other."""
    i = first
    while (
        i < last
        and bullet(lines[i].core)
        and not lines[i].core[0].isdigit() | lines[first].core[0].isdigit()
        and not lines[i].core[bullet(lines[i].core) :].startswith("#")
    ):
        stop = i + 1
        while (
            stop < min(last, i + _MAX_ROW)
            and lines[stop].core
            and not bullet(lines[stop].core)
            and not LABEL.match(lines[stop].core)
            and not _CLOSING.match(lines[stop].core)
        ):
            stop += 1
        start, end = lines[i].at + bullet(lines[i].core), lines[stop - 1].stop
        if end - start > _LONG_POINT:
            ended = next((j for j in range(i, stop - 1) if lines[j].core.endswith((".", ";"))), stop - 1)
            end = lines[ended].stop
        inner = _INNER.search(text, start, min(end, start + _WHOLE_POINT))
        end = inner.start() if inner else end
        if end - start > _WHOLE_POINT:
            sentence = next(sentences(text, lines, i, stop, frozenset()), None)
            end = sentence.span.end if sentence else end
        if start < end:
            yield Row((Span(start, end),), None, None, None, tuple(range(i, stop)))
        i = next_filled(lines, stop, last)
