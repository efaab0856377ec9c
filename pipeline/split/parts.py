"""The documents that stand in one text: mails, memos, agendas, lists of decisions, minutes, proposals, letters.

A part starts at a mail or memo header, at a letterhead, at an attachment's heading (`Bijlage 2`) on top of a page, or
at a heading of a known kind that something confirms: it opens the text or a page, or a meeting's own lines (`Datum:`,
`Locatie:`, `Aanwezig:`) follow. A heading alone, in the middle of running text, starts nothing, and what a letter or
mail quotes or pastes belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.items import Part, PartKind
from pipeline.split.dates import find_dates
from pipeline.split.letters import CLOSING
from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.heads import Head
from pipeline.split.paper.fields import SALUTATION
from pipeline.split.partkinds import heading_kind
from pipeline.split.partstarts import ATTACHMENT, HEAD_LINES, MEETING, Start, find_starts
from pipeline.types import Document, Span

__all__ = ["Section", "find_sections", "heading_kind"]

_K = PartKind
_BARE = re.compile(r"(?:verslag|notulen|agenda|besluiten|[ /&+-]|en)+:?", re.IGNORECASE)
_OF_THE_MEETING = re.compile(
    r"\W*(?:actie|besluit|afspraken|toezegging|presentie|deelnemer|aanwezig)", re.IGNORECASE
)
_DATE_LINE = re.compile(
    r"(?:(?:vergader|verzend|besluit)?datum(?! (?:van )?(?:de )?(?:volgende|vorige))|verzonden|vergadering|dagtekening"
    r"|date)\b",
    re.IGNORECASE,
)
_INVITATION = re.compile(r"convocatie|uitnodiging|agendabrief", re.IGNORECASE)
_REPLY = re.compile(r"(?:\s*(?:re|fw|fwd|antw|aw|wg|tr)\s?:)+\s*", re.IGNORECASE)
_LETTERHEAD_LINES = 30
_DATELINE = 60  # characters; the line with the place and date of a letter is no longer


@dataclass(frozen=True, slots=True)
class Section:
    """A part and the lines it runs over: `first` up to but not including `last`."""

    part: Part
    first: int
    last: int


def find_sections(document: Document, lines: Sequence[Line], heads: Sequence[Head]) -> tuple[Section, ...]:
    """The parts of a document, one after another; a document that holds no other has exactly one."""
    kept = _merge(document.text, lines, find_starts(document, lines, heads))
    return tuple(_sections(lines, kept))


def _merge(text: str, lines: Sequence[Line], starts: Iterable[Start]) -> list[Start]:
    """Without the starts that only go on with the part before them."""
    kept: list[Start] = []
    closings = [i for i, line in enumerate(lines) if line.core and CLOSING.match(line.core)]
    for start in starts:
        last = kept[-1] if kept else None
        if last is None:
            if start.rule != "bijlage" or start.line < _LETTERHEAD_LINES:
                kept.append(start)
        elif last.rule == "bijlage" and start.rule != "bijlage" and start.line - last.line <= HEAD_LINES // 2:
            kept[-1] = replace(start, line=last.line)
        elif last.kind == start.kind == _K.MEMO and last.date is None and start.line - last.line <= 6:
            kept[-1] = replace(start, line=last.line, title=start.title or last.title)
        elif last.rule == "titel" and start.rule == "briefhoofd" and _same_head(text, closings, last, start):
            title = start.title if last.kind in (_K.LETTER, _K.MEMO) else None
            kept[-1] = replace(last, title=title or last.title)
        elif not _goes_on(text, closings, last, start):
            kept.append(start)
    return kept


def _same_head(text: str, closings: Sequence[int], last: Start, start: Start) -> bool:
    """Whether a salutation still belongs to the head of the memo or letter that a heading opened."""
    if start.line - last.line > _LETTERHEAD_LINES:
        return False
    if last.kind in MEETING and not (last.title and _INVITATION.match(last.title.of(text))):
        return False
    return not _closed(closings, last, start)


def _closed(closings: Sequence[int], last: Start, start: Start) -> bool:
    """Whether closing words of a letter stand between the two."""
    i = bisect_left(closings, last.line)
    return i < len(closings) and closings[i] < start.line


def _goes_on(text: str, closings: Sequence[int], last: Start, start: Start) -> bool:
    """Whether a start is no new document: a further mail of a thread, a quoted header, a repeated title."""
    if last.kind == start.kind == _K.MAIL:
        return not _other_mail(text, last, start)
    if last.kind == start.kind and _title(text, last.title) == _title(text, start.title):
        return True
    if last.kind == _K.LETTER and start.rule in ("kop", "briefhoofd") and not start.whole:
        return not _closed(closings, last, start)
    if last.kind == _K.MAIL and start.rule in ("briefhoofd", "bijlage"):
        return not start.whole
    if start.rule == "bijlage":
        of_meeting = (
            last.kind in MEETING and start.title is not None and _of_the_meeting(start.title.of(text))
        )
        return (last.kind == _K.OTHER and last.rule != "bijlage") or of_meeting
    if last.kind in MEETING and start.kind in MEETING and start.title is not None:
        bare = _BARE.fullmatch(start.title.of(text)) is not None
        near = last.kind == start.kind and start.line - last.line <= HEAD_LINES
        inner = start.kind == _K.AGENDA and last.kind in (_K.MINUTES, _K.DECISION_LIST)
        return (bare or near or inner) and not start.whole
    return False


def _of_the_meeting(title: str) -> bool:
    found = ATTACHMENT.match(title)
    return found is not None and _OF_THE_MEETING.match(found["title"]) is not None


def _other_mail(text: str, last: Start, start: Start) -> bool:
    """Whether a mail can't be of the thread above it: it is newer, and of another subject or on a page of its own."""
    if not (last.sent and start.sent and start.sent[:16] > last.sent[:16]):
        return False
    return start.whole or _subject(text, last) != _subject(text, start)


def _subject(text: str, start: Start) -> str:
    words = start.title.of(text) if start.title else ""
    return re.sub(r"[\W\d]+", "", _REPLY.sub("", words)).lower()[:30]


def _title(text: str, span: Span | None) -> str:
    return re.sub(r"[\W\d]+", " ", span.of(text) if span else "").strip().lower()


def _sections(lines: Sequence[Line], starts: list[Start]) -> Iterator[Section]:
    opening = next_filled(lines, 0)
    if opening == len(lines):
        return
    if not starts:
        starts = [Start(opening, _K.OTHER, None, None, "rest", 0.3)]
    elif starts[0].line > opening:
        # A few lines of letterhead belong to what follows; a page of text is something of its own.
        above = sum(1 for line in lines[opening : starts[0].line] if line.core)
        first = starts[0]
        if above <= (3 if first.kind == _K.MAIL else HEAD_LINES):
            starts = [replace(first, line=opening), *starts[1:]]
        else:
            starts = [Start(opening, _K.OTHER, None, None, "rest", 0.3), *starts]
    ends = [start.line for start in starts[1:]] + [len(lines)]
    for start, last in zip(starts, ends, strict=True):
        stop = last
        while stop > start.line + 1 and not lines[stop - 1].core:
            stop -= 1
        span = Span(lines[start.line].start, lines[stop - 1].end)
        date = start.date or _date(lines, start, last)
        part = Part(start.kind, span, start.title, date, start.rule, start.confidence)
        yield Section(part, start.line, last)


def _date(lines: Sequence[Line], start: Start, last: int) -> str | None:
    """The day of a part: on a line with the label of a date or below it, else in its title, else above the
    salutation.
    """
    if start.kind == _K.MAIL:
        return None
    top: list[int] = []
    i = next_filled(lines, start.line, last)
    while i < last and len(top) < _LETTERHEAD_LINES:
        if start.kind == _K.LETTER and SALUTATION.match(lines[i].core):
            break
        top.append(i)
        i = next_filled(lines, i + 1, last)
    labelled = [i for i in top if _DATE_LINE.match(lines[i].core)]
    labelled.sort(key=lambda i: not lines[i].core.lower().startswith("vergader"))
    titled = [i for i in top if start.title and lines[i].at <= start.title.start <= lines[i].stop]
    below = [next_filled(lines, i + 1, last) for i in labelled]
    letter = [i for i in top if len(lines[i].core) <= _DATELINE] if start.kind == _K.LETTER else []
    for i in (*labelled, *titled, *below, *top[:2], *letter):
        found = next(find_dates(lines[i].core[:300]), None) if i < last else None
        if found:
            return found.day.isoformat()
    return None
