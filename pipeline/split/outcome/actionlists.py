"""Rows of lists of actions below a heading (`Actielijst`, `Acties:`, `Vervolgstappen`), of tables of actions and of
checkboxes, in the reading order of the text.

Without column names a row is `number [date owner] text [due]`, runs on over lines until the next number, and may hold
the owner behind the sentence. A page header between two rows does not end the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.items import ActionKind, PartKind
from pipeline.split.due import find_due
from pipeline.split.lines import LABEL, Line, bullet, next_filled, sentences
from pipeline.split.outcome.actionplain import plain_rows, unnamed_cells
from pipeline.split.outcome.actionrows import Row
from pipeline.split.outcome.actiontables import head_at, marked_rows, streamed_rows
from pipeline.split.outcome.actionverbs import ALL_VERBS
from pipeline.split.outcome.owner import looks_like_names, owner_at
from pipeline.split.parts import heading_kind
from pipeline.types import Span

_ROW = re.compile(r"(\d{1,3})[.)]?(?:\s+|\s*\|\s*)(?=\S)")
_SKIPPED = 8  # filled lines of column names or page headers that may stand before the next row
_INNER = re.compile(r"(?:\s\.)*\s1[.)]\s")  # a list within a point
_LONG_POINT = 200  # characters of a point that runs on over lines that end like a sentence
_WHOLE_POINT = 500  # characters of a point that are taken whole; of a longer one only its first sentence
# A heading that says that actions follow, and one below which only what reads as an action is one.
_STRONG_HEADING = re.compile(
    r"(?:overzicht |lijst (?:van |met )?)?(?:(?:openstaande|nieuwe|lopende|overige|gemaakte) )?(?:(?:vervolg)?acties?"
    r"|actiepunten(?: ?-?(?:en|/|&)-? ?besluiten)?(?:-/ ?besluitenlijst)?"
    r"|actie(?:punten)?-?(?: ?(?:/|en) ?besluiten)?-?lijst"
    r"|actie-? ?en (?:afspraken|besluiten|toezeggingen)lijst|to ?do(?:-?lijst|'s)?|toezeggingen(?:lijst)?|actiehouders"
    r"|als actiepunt(?:en)?)"
    r"(?:\b(?! (?:van de vorige|uit de vorige|vorige|is|zijn|was|wordt|worden|in de|om))[^.!?:]{0,40})?",
    re.IGNORECASE,
)
_SOFT_HEADING = re.compile(
    r"(?:\d{1,2}[.)]? ?)?(?:(?:vervolg|proces)?stappen|volgende (?:proces)?stappen"
    r"|(?:proces/ ?)?vervolg(?:stappen|acties|afspraken)"
    r"|vervolg|next steps|(?:gemaakte )?afspraken(?:lijst)?|planning"
    r"|(?:openstaande )?acties (?:uit|van) (?:de |het )?vor\w+.{0,30}"
    r"|actiepunten (?:uit|van) (?:de |het )?vor\w+.{0,30}|werkafspraken|acties projectteam)",
    re.IGNORECASE,
)
_PROSE = frozenset(
    (PartKind.LETTER, PartKind.PROPOSAL, PartKind.OTHER)
)  # where a soft heading leads in prose
_LED = re.compile(r"(?:acties?|actiepunten) ?: ?(?P<owner>@?[^:.?!]{2,40})", re.IGNORECASE)
_CHECKBOX = re.compile(r"[\s>]*(?:[-*+]|\d{1,2}[.)])\s\[(?P<state>[ xXvV])\]\s+(?=\S)")
_PLANNED = re.compile(
    r"(?P<due>\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|[Ww]eek \d{1,2}(?: ?[-/] ?\d{1,2})?)\s?:\s?(?=\S)"
)
_TASK = re.compile(
    rf"\b(?:{'|'.join(sorted(ALL_VERBS))})\b|\A[A-Za-zà-ÿ]{{4,}}en\b|\b[a-zà-ÿ]{{5,}}en\W*(?:\([^()]*\)\W*)?\Z"
)
_BY_WHOM = re.compile(
    r"\b(?:door\s(?=[A-ZÀ-Ý@\[]|de |het )|(?i:trekker|actie)\b)|\((?P<names>[^()]{2,40})\)\W*\Z"
)
_VERB = re.compile(rf" (?:{'|'.join(sorted(ALL_VERBS))})\b")
_CLOSING = re.compile(r"(?:met )?(?:vriendelijke|hartelijke) groet|groet(?:en|jes)?\b|mvg\b", re.IGNORECASE)
_NOT_ONE = re.compile(r"(?:geen|n\.?v\.?t\.?|-+)\W*|(?:geen|er zijn geen)\b.{0,60}", re.IGNORECASE)


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
    if not core:
        return [], i + 1
    planned = _PLANNED.match(core)
    if planned and kind in (PartKind.MAIL, PartKind.MEMO, PartKind.MINUTES):
        found = list(_schedule(lines, i, last))
        led = [row for row in found if _BY_WHOM.search(row.action.of(text))]
        return (led if len(found) > 1 else []), found[-1].lines[-1] + 1
    box = _CHECKBOX.match(text, lines[i].start, lines[i].stop)
    if box and kind not in _PROSE:
        return _checkbox(lines, i, last, box)
    strength = _opens(lines[i])
    if strength == 1 and kind in _PROSE:
        return [], i + 1
    if strength:
        found = list(_below(text, lines, i, last, soft=strength == 1))
        return found, max((row.lines[-1] + 1 for row in found), default=i + 1)
    if "|" in core or "\t" in core:
        return marked_rows(text, lines, i, last, below_heading=False)
    head = head_at(lines, i, last, below_heading=False)
    return streamed_rows(text, lines, head[1], last, head[0]) if head else ([], i + 1)


def _opens(line: Line) -> int:
    """2 for the heading of a list of actions, 1 for one below which actions may stand, else 0."""
    core = line.core.rstrip(" :*_")
    if not 3 <= len(core) <= 80:
        return 0
    if _STRONG_HEADING.fullmatch(core):
        bare = core.lower() in ("actie", "acties", "to do", "toezeggingen")
        return 0 if bare and not (line.heading or line.core.endswith(":") or core.lower() != "actie") else 2
    if _SOFT_HEADING.fullmatch(core):
        return 1
    return 2 if _LED.fullmatch(line.core) and looks_like_names(line.core.split(":", 1)[1]) else 0


def _below(text: str, lines: Sequence[Line], heading: int, last: int, *, soft: bool) -> Iterator[Row]:
    """The rows below a heading."""
    core = lines[heading].core
    promise = "oezegging" in core.lower() and "actie" not in core.lower()
    led = _LED.fullmatch(core)
    owner = (
        Span(lines[heading].at + led.start("owner"), lines[heading].at + led.end("owner")) if led else None
    )
    own: tuple[int, ...] = (heading,)
    for row in _list(text, lines, heading + 1, last):
        words = row.action.of(text)
        if _NOT_ONE.fullmatch(words.strip()) or (soft and not _is_task(row, words)):
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
    named = named or (own is not None and _VERB.match(words, own.span.end) is not None)
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


def _list(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    i = next_filled(lines, first, last)
    for _ in range(_SKIPPED):
        if i >= last or _opens(lines[i]):
            return
        core = lines[i].core
        if "|" in core or "\t" in core:
            found, _ = marked_rows(text, lines, i, last, below_heading=True)
            if found:
                yield from found
                return
        head = head_at(lines, i, last, below_heading=True)
        if head:
            found, _ = streamed_rows(text, lines, head[1], last, head[0])
            if found:
                yield from found
                return
        planned = _PLANNED.match(core)
        if planned:
            yield from _schedule(lines, i, last)
            return
        number = _ROW.match(core)
        if number and (int(number[1]) == 1 or core[number.end(1)] in ".)"):
            yield from _numbered(text, lines, i, last)
            return
        if bullet(core):
            yield from _points(text, lines, i, last)
            return
        following = next_filled(lines, i + 1, last)
        if ("|" in core or "\t" in core) and not (following < last and _is_row(lines[following], 1)):
            yield from unnamed_cells(text, lines, i + 1, last)
            return
        i = following


def _schedule(lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """`23/09: text`, `Week 7: text`, one a line."""
    i = first
    while i < last and (found := _PLANNED.match(lines[i].core)):
        at = lines[i].at
        due = Span(at + found.start("due"), at + found.end("due"))
        yield Row((Span(at + found.end(), lines[i].stop),), None, due, None, (i,), "planning", 0.6)
        i = next_filled(lines, i + 1, last)


def _numbered(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Row]:
    """Rows 1, 2, 3; a row runs on until the next number, an empty line with no row soon after it, or a heading."""
    opening = _ROW.match(lines[first].core)
    i, number = first, int(opening[1]) if opening else 1
    while i < last:
        stop = i + 1
        while (
            stop < last
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
        i < last and bullet(lines[i].core) and not lines[i].core[0].isdigit() | lines[first].core[0].isdigit()
    ):
        stop = i + 1
        while (
            stop < last
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
