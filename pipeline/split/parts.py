"""The documents that stand in one text: mails, memos, agendas, lists of decisions, minutes, proposals, letters.

A part starts at a mail or memo header, or at a heading of a known kind that something confirms: it opens the
text or is marked as a heading, a meeting's own lines (`Datum:`, `Locatie:`, `Aanwezig:`) follow, or it tops a
page and a first numbered item follows. A heading alone, in the middle of running text, starts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.items import Part, PartKind
from pipeline.split.dates import find_dates
from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.heads import Head
from pipeline.types import Document, DocumentKind, Span

_K = PartKind
# The first rule that fits a heading decides; each is matched from the start of the line.
_HEADINGS: tuple[tuple[PartKind, re.Pattern[str]], ...] = tuple(
    (
        kind,
        re.compile(
            rf"(?:(?:concept|definitief|definitieve|openbare?|vastgestelde?)[ -]?)*(?:{rule})", re.IGNORECASE
        ),
    )
    for kind, rule in (
        (_K.LEGEND, r"legenda\b"),
        (_K.ANNOTATED_AGENDA, r"geannoteerde agenda\b"),
        (
            _K.DECISION_LIST,
            r"(?:actie(?:punten)?-? ?(?:en|/|&) ?)?besluitenlijst\b|besluiten- ?(?:en|/) ?actie(?:punten)?lijst\b"
            r"|lijst van besluiten\b|uitslagenlijst\b",
        ),
        (_K.MINUTES, r"(?:kort |beknopt )?(?:gespreks|vergader)?verslag\b(?!gever)|notulen\b"),
        (_K.AGENDA, r"agenda\b|vergaderagenda\b"),
        (_K.MEMO, r"memo(?:randum)?\b|(?:ambtelijke )?notitie\b"),
        (
            _K.PROPOSAL,
            r"(?:college|raads|b ?& ?w|bestuurs)-?(?:voorstel|nota|advies|besluit)\b|nota (?:aan|voor)\b|nota\Z"
            r"|voordracht\b|voorstel aan (?:de raad|het college|b&w)\b|besluit\Z",
        ),
    )
)
_MEETING_TITLE = re.compile(r"(?:overleg|vergadering|bijeenkomst)\b", re.IGNORECASE)
_META = re.compile(
    r"(datum|vergaderdatum|tijd|tijdstip|locatie|plaats|aanwezig(?:en)?|afwezig(?:en)?(?: m\.?k\.?| met kennisgeving)?"
    r"|voorzitter|notulist|deelnemers|vergadering|genodigden)(?: ?:| (?=[\dA-Z_]))",
    re.IGNORECASE,
)
_FIRST_ITEM = re.compile(r"(?:agendapunt )?1a?[.):]?\s+[*_\"'‘“]*[A-ZÀ-Ý]", re.IGNORECASE)
_SALUTATION = re.compile(r"geachte?\b", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(ons kenmerk|uw kenmerk|uw brief|betreft|onderwerp|behandeld door|bijlagen?|verzonden|verzenddatum|datum"
    r"|telefoon|bezoekadres|postadres|correspondentieadres)\b|(postbus) \d|.{0,60}\b(\d{4} ?[A-Z]{2})\b(?= )",
    re.IGNORECASE,
)
_PAGE_HEADER = re.compile(r"\bpagina \d|\bblad(?:zijde)? \d", re.IGNORECASE)
_DATE_LINE = re.compile(r"(?:datum|vergaderdatum|verzenddatum|verzonden|vergadering)\b", re.IGNORECASE)
_SENDER_LINE = re.compile(r"(?:van|aan|cc|onderwerp|ons kenmerk|kenmerk|telefoon|postbus)\b", re.IGNORECASE)
_MAX_HEADING = 140  # characters
_HEAD_LINES = 12  # filled lines of a part in which its own data stand
_LETTERHEAD_LINES = 30


@dataclass(frozen=True, slots=True)
class Section:
    """A part and the lines it runs over: `first` up to but not including `last`."""

    part: Part
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    kind: PartKind
    title: Span | None
    date: str | None
    rule: str
    confidence: float


def heading_kind(line: Line) -> PartKind | None:
    """The kind of document that a line is the heading of; None for any other line."""
    core = line.core
    if not core or len(core) > _MAX_HEADING or core[-1] in ".,;?!" or _PAGE_HEADER.search(core):
        return None
    if not (core[0].isupper() or line.heading):
        return None
    return next((kind for kind, rule in _HEADINGS if rule.match(core)), None)


def find_sections(document: Document, lines: Sequence[Line], heads: Sequence[Head]) -> tuple[Section, ...]:
    """The parts of a document, one after another; a document that holds no other has exactly one."""
    text = document.text
    starts = {head.top: _head_start(head, text) for head in heads}
    busy = {i for head in heads for i in range(head.top, head.body)}
    if not (heads and document.kind == DocumentKind.MAIL):
        for start in (*_heading_starts(text, lines, _page_tops(document, lines)), *_letters(lines, busy)):
            if start.line not in busy:
                starts.setdefault(start.line, start)
    kept = _merge(text, [starts[i] for i in sorted(starts)])
    return tuple(_sections(text, lines, kept))


def _head_start(head: Head, text: str) -> _Start:
    day = head.sent[:10] if head.sent else None
    return _Start(head.top, _K.MEMO if head.memo else _K.MAIL, head.value("subject"), day, "kop", 0.9)


def _page_tops(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are the first filled ones of a page."""
    tops: set[int] = set()
    places = [page.span.start for page in document.pages]
    i = 0
    for place in places:
        while i < len(lines) and (lines[i].end < place or not lines[i].core):
            i += 1
        tops.add(i)
    for i, (line, following) in enumerate(pairwise(lines)):
        if "\f" in document.text[line.end : following.start]:
            tops.add(next_filled(lines, i + 1))
    return frozenset(tops)


def _heading_starts(text: str, lines: Sequence[Line], tops: frozenset[int]) -> Iterator[_Start]:
    filled = 0
    silent = 0  # no meeting is looked for before this line: its head belongs to the heading above
    for i, line in enumerate(lines):
        if not line.core:
            continue
        filled += 1
        kind = heading_kind(line)
        if filled > 1 and line.core.lower() == "besluit":
            kind = None  # a section of a proposal, unless the text opens with it
        if kind is None and filled <= 3 and _MEETING_TITLE.match(line.core) and _meeting(text, lines, i):
            kind = _K.MINUTES
        if kind and _confirmed(lines, i, kind, opening=filled <= 5, top=i in tops):
            yield _Start(i, kind, _whole_title(lines, i), None, "titel", 0.8)
            silent = i + 2 * _HEAD_LINES
        elif i >= silent and _META.match(line.core):
            labels, _ = _meeting_lines(lines, i - 1)
            if len(labels) > 1 and any(label.startswith("aanwezig") for label in labels):
                above = _unknown_heading(lines, i)
                yield _Start(
                    i if above is None else above,
                    _K.MINUTES,
                    None if above is None else lines[above].span,
                    None,
                    "vergadergegevens",
                    0.6,
                )
                silent = i + 2 * _HEAD_LINES


def _unknown_heading(lines: Sequence[Line], i: int) -> int | None:
    """The line right above the head of a meeting, where it reads as a title of whatever words."""
    for j in range(i - 1, max(-1, i - 3), -1):
        core = lines[j].core
        if core:
            titled = 8 <= len(core) <= 100 and core[0].isupper() and core[-1] not in ".,;:?!"
            return j if titled and " " in core and not _SENDER_LINE.match(core) else None
    return None


def _whole_title(lines: Sequence[Line], i: int) -> Span:
    """A heading with its second line, where that starts in small letters and does not end like a sentence."""
    following = lines[i + 1].core if i + 1 < len(lines) else ""
    wraps = len(lines[i].core) >= 30 and 0 < len(following) <= 60 and following[0].islower()
    end = lines[i + 1].stop if wraps and following[-1] not in ".;:,?!" else lines[i].stop
    return Span(lines[i].at, end)


def _meeting(text: str, lines: Sequence[Line], i: int) -> bool:
    """A title such as `Overleg walmuren 3 mei 2021`: short, with the date of the meeting."""
    line = lines[i]
    return len(line.core) <= 80 and line.core[-1] not in ".,;?!:" and any(True for _ in find_dates(line.core))


def _confirmed(lines: Sequence[Line], i: int, kind: PartKind, *, opening: bool, top: bool) -> bool:
    if kind in (_K.LEGEND, _K.PROPOSAL, _K.MEMO):
        return opening or top or (lines[i].heading and kind == _K.LEGEND)
    if opening:
        return True
    labels, first_item = _meeting_lines(lines, i)
    return (
        len(labels) > 1 or ("datum" in labels) or ((top or lines[i].heading) and (first_item or bool(labels)))
    )


def _meeting_lines(lines: Sequence[Line], i: int) -> tuple[frozenset[str], bool]:
    """The labels of a meeting below a heading, and whether a first item follows."""
    labels: set[str] = set()
    following = i
    for _ in range(_HEAD_LINES):
        following = next_filled(lines, following + 1)
        if following == len(lines):
            break
        found = _META.match(lines[following].core)
        if found and (found[0][-1] == ":" or len(lines[following].core) <= 60):
            labels.add(found[1].lower())
        elif _FIRST_ITEM.match(lines[following].core):
            return frozenset(labels), True
        elif heading_kind(lines[following]):
            break
    return frozenset(labels), False


def _letters(lines: Sequence[Line], busy: set[int]) -> Iterator[_Start]:
    """Letters: a salutation with two different lines of a letterhead above it, or a subject right above it."""
    floor = 0
    for i, line in enumerate(lines):
        if i in busy:
            floor = i + 1
        if not _SALUTATION.match(line.core) or len(line.core) > 100:
            continue
        signs: dict[str, int] = {}
        for j in range(i - 1, max(floor, i - _LETTERHEAD_LINES) - 1, -1):
            core = lines[j].core
            if len(core) > 100 or core.endswith((".", ";", "!", "?")) or _SALUTATION.match(core):
                break  # running text or another letter: no letterhead
            if heading_kind(lines[j]):
                break
            found = _LETTERHEAD.match(core)
            if found:
                signs[next(g for g in found.groups() if g).lower()] = j
        about = next((j for sign, j in signs.items() if sign in ("betreft", "onderwerp")), None)
        if len(signs) > 1 or (about is not None and i - about <= 4):
            title = lines[about].span if about is not None else None
            yield _Start(min(signs.values()), _K.LETTER, title, None, "briefhoofd", 0.8)
            floor = i + 1


def _merge(text: str, starts: Iterable[_Start]) -> list[_Start]:
    """Without the starts that only go on with the part before: further mails of a thread, running page headers,
    and a heading `Memo` or `Agenda` right above the header block of the same document.
    """
    kept: list[_Start] = []
    for start in starts:
        last = kept[-1] if kept else None
        if (
            last
            and last.kind == start.kind
            and (start.kind == _K.MAIL or _title(text, last) == _title(text, start))
        ):
            continue
        if last and last.kind == start.kind == _K.MEMO and last.date is None and start.line - last.line <= 6:
            kept[-1] = replace(start, line=last.line, title=start.title or last.title)
            continue
        kept.append(start)
    return kept


def _title(text: str, start: _Start) -> str:
    words = start.title.of(text) if start.title else ""
    return re.sub(r"[\W\d]+", " ", words).strip().lower()


def _sections(text: str, lines: Sequence[Line], starts: list[_Start]) -> Iterator[Section]:
    opening = next_filled(lines, 0)
    if opening == len(lines):
        return
    if not starts:
        starts = [_Start(opening, _K.OTHER, None, None, "rest", 0.3)]
    elif starts[0].line > opening:
        # A few lines of letterhead belong to what follows; a page of text is something of its own.
        above = sum(1 for line in lines[opening : starts[0].line] if line.core)
        first = starts[0]
        if above <= (3 if first.kind == _K.MAIL else _HEAD_LINES):
            starts = [replace(first, line=opening), *starts[1:]]
        else:
            starts = [_Start(opening, _K.OTHER, None, None, "rest", 0.3), *starts]
    ends = [start.line for start in starts[1:]] + [len(lines)]
    for start, last in zip(starts, ends, strict=True):
        stop = last
        while stop > start.line + 1 and not lines[stop - 1].core:
            stop -= 1
        span = Span(lines[start.line].start, lines[stop - 1].end)
        date = start.date or _date(lines, start, last)
        yield Section(
            Part(start.kind, span, start.title, date, start.rule, start.confidence), start.line, last
        )


def _date(lines: Sequence[Line], start: _Start, last: int) -> str | None:
    """The day of a part: on a line with the label of a date, else in its title, else above the salutation."""
    if start.kind in (_K.MAIL, _K.LEGEND):
        return None
    top: list[Line] = []
    i = next_filled(lines, start.line, last)
    while i < last and len(top) < _LETTERHEAD_LINES:
        if start.kind == _K.LETTER and _SALUTATION.match(lines[i].core):
            break
        top.append(lines[i])
        i = next_filled(lines, i + 1, last)
    labelled = [line for line in top if _DATE_LINE.match(line.core)]
    labelled.sort(key=lambda line: not line.core.lower().startswith("vergader"))
    titled = [line for line in top if start.title and line.at == start.title.start]
    for line in (*labelled, *titled, *top[:2], *(top if start.kind == _K.LETTER else ())):
        found = next(find_dates(line.core[:300]), None)
        if found:
            return found.day.isoformat()
    return None
