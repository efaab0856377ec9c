"""Where a part of a text may start: headings that something confirms, letterheads, attachments, headers of mails."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.items import PartKind
from pipeline.split.dates import find_dates
from pipeline.split.letters import Letter, find_letters
from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.heads import Head
from pipeline.split.paper.fields import fields
from pipeline.split.partkinds import Heading, heading, heading_kind
from pipeline.types import Document, DocumentKind, Span

_K = PartKind
MEETING = frozenset((_K.AGENDA, _K.ANNOTATED_AGENDA, _K.DECISION_LIST, _K.MINUTES))
ATTACHMENT = re.compile(
    r"bijlage\s?(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?![\w.])(?:\s?[:.–—-])?\s*(?P<title>.{0,110})", re.I
)
_MEETING_TITLE = re.compile(
    r"\b(?:overleg|vergadering|bijeenkomst|werkgroep|stuurgroep|klankbordgroep|regietafel|\w{1,30}(?:overleg|vergadering))\b",
    re.IGNORECASE,
)
_TEAM = re.compile(r"(?:MT|DT|GMT|MR|OR|ALV|(?:[Mm]anagement|[Dd]irectie)team|[Tt]eam)\b")
_PRESENT = re.compile(r"aanwezi ?g|deelnemers|er (?:zijn|waren)|present")
_META = re.compile(
    r"(datum(?: en tijd)?|vergaderdatum(?: en tijd)?|tijd|tijdstip|locatie|plaats|vergaderplaats"
    r"|aanwezi ?g(?:en|e leden)?|(?:er (?:zijn|waren)|present)(?= ?:)|afwezi ?g(?:en)?(?: m\.?k\.?| met kennisgeving)?"
    r"|voorzitter|notulist|deelnemers|vergadering|genodigden)"
    r"(?: ?:|[ \t]{1,12}(?=[\dA-Z_])(?!(?:op|bij|in|is|was|heeft|opent|sluit)\b)|(?<=aanwezigen)\Z|(?<=aanwezig)\Z)",
    re.IGNORECASE,
)
_META_STARTS = frozenset("DVTLPAEGNdvtlpaegn")
_FIRST_ITEM = re.compile(r"(?:agendapunt )?1a?[.):]?\s+[*_\"'‘“]*[A-ZÀ-Ý]", re.IGNORECASE)
_GROUNDS = re.compile(
    r"\bwet open|\bwo[ob]\b|\bart(?:\.|ikel)|5\.[12]|10\.[12]|gelakt|geanonimiseerd|weggelakt|uitzondering|weigering",
    re.I,
)
_SENDER_LINE = re.compile(r"(?:van|aan|cc|onderwerp|ons kenmerk|kenmerk|telefoon|postbus)\b", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"titl?el? ?: ?[\"']?", re.IGNORECASE)
_OPENING = 5  # filled lines at the start of a text that need no more to be a heading
_MAX_TITLE = 5  # lines
_TOP = 3  # filled lines at the start of a page among which a heading tops it
HEAD_LINES = 12  # filled lines of a part in which its own data stand


@dataclass(frozen=True, slots=True)
class Start:
    """A place where a part may start. `whole`: it shows that it is a document of its own, for it tops a page or tells
    its own date and place. `sent` is when a mail was sent.
    """

    line: int
    kind: PartKind
    title: Span | None
    date: str | None
    rule: str
    confidence: float
    whole: bool = False
    sent: str | None = None


def find_starts(document: Document, lines: Sequence[Line], heads: Sequence[Head]) -> list[Start]:
    """All places where a part may start, in order; a mail that is a file of its own holds no other document."""
    tops, near = _page_tops(document, lines)
    starts = {head.top: _head_start(head, document.text, lines, tops) for head in heads}
    busy = {i for head in heads for i in range(head.top, head.body)}
    if not (heads and document.kind == DocumentKind.MAIL):
        letters = (_letter_start(letter, near) for letter in find_letters(lines, busy, tops))
        for start in (*_heading_starts(document, lines, near), *letters, *_attachments(lines, near, tops)):
            if start.line not in busy:
                starts.setdefault(start.line, start)
    return [starts[i] for i in sorted(starts)]


def _head_start(head: Head, text: str, lines: Sequence[Line], tops: frozenset[int]) -> Start:
    day = head.sent[:10] if head.sent else None
    quoted = head.top < head.first or ">" in text[lines[head.first].start : lines[head.first].at]
    labelled = head.value("subject") is not None and not quoted
    kind = _K.MEMO if head.memo else _K.MAIL
    return Start(
        head.top,
        kind,
        head.value("subject"),
        day,
        "kop",
        0.9,
        head.top in tops and not quoted,
        head.sent if labelled else None,
    )


def _letter_start(letter: Letter, near: frozenset[int]) -> Start:
    whole = letter.line in near or letter.signs > 3
    sure = 0.8 if letter.salutation is not None else 0.7
    return Start(letter.line, _K.LETTER, letter.subject, None, "briefhoofd", sure, whole)


def _page_tops(document: Document, lines: Sequence[Line]) -> tuple[frozenset[int], frozenset[int]]:
    """The first filled line of each page, and the first three."""
    places = [page.span.start for page in document.pages]
    found: list[int] = []
    i = 0
    for place in places:
        while i < len(lines) and (lines[i].end < place or not lines[i].core):
            i += 1
        found.append(i)
    for i, (line, following) in enumerate(pairwise(lines)):
        if "\f" in document.text[line.end : following.start]:
            found.append(next_filled(lines, i + 1))
    near: set[int] = set()
    for top in found:
        i = top
        for _ in range(_TOP):
            near.add(i)
            i = next_filled(lines, i + 1)
    return frozenset(found), frozenset(near)


def _heading_starts(document: Document, lines: Sequence[Line], near: frozenset[int]) -> Iterator[Start]:
    filled = 0
    silent = 0  # no meeting is looked for before this line: its head belongs to the heading above
    for i, line in enumerate(lines):
        if not line.core:
            continue
        filled += 1
        found = heading(lines, i)
        if found and filled > 1 and line.core.lower() == "besluit":
            found = None  # a section of a proposal, unless the text opens with it
        if found is None and filled <= 4 and not silent and _titled_meeting(lines, i):
            found = Heading(_K.MINUTES, 1, True)
        if found and _confirmed(lines, i, found, opening=filled <= _OPENING, top=i in near):
            sure = 0.8 if found.exact else 0.6
            whole = i in near or bool(_meeting_lines(lines, i)[0])
            yield Start(i, found.kind, _whole_title(document, lines, i, found), None, "titel", sure, whole)
            silent = i + 2 * HEAD_LINES
        elif i >= silent and line.core[0] in _META_STARTS and _META.match(line.core):
            labels, _ = _meeting_lines(lines, i - 1)
            if len(labels) > 1 and any(_PRESENT.match(name) for name in labels):
                above = _unknown_heading(lines, i)
                title = None if above is None else lines[above].span
                yield Start(
                    i if above is None else above, _K.MINUTES, title, None, "vergadergegevens", 0.6, True
                )
                silent = i + 2 * HEAD_LINES


def _titled_meeting(lines: Sequence[Line], i: int) -> bool:
    """A title such as `Overleg walmuren 3 mei 2021`: a meeting's word and its date, and nothing else."""
    core = lines[i].core
    if len(core) > 100 or core[-1] in ".,;?!:" or not (core[0].isupper() or core[0].isdigit()):
        return False
    if _META.match(core):
        return False
    found = _MEETING_TITLE.search(core)
    dated = found is not None and next(find_dates(core), None) is not None
    if not (dated or (core[0].isupper() and _TEAM.match(core))):
        return False
    if dated and found is not None and found.start() == 0 and len(core) <= 80:
        return True
    return any(_PRESENT.match(name) for name in _meeting_lines(lines, i)[0])


def _unknown_heading(lines: Sequence[Line], i: int) -> int | None:
    """The line right above the head of a meeting, where it reads as a title of whatever words."""
    for j in range(i - 1, max(-1, i - 3), -1):
        core = lines[j].core
        if core:
            titled = 8 <= len(core) <= 100 and core[0].isupper() and core[-1] not in ".,;:?!"
            return j if titled and " " in core and not _SENDER_LINE.match(core) else None
    return None


def _whole_title(document: Document, lines: Sequence[Line], i: int, found: Heading) -> Span:
    """A heading with its second line, where that starts in small letters and does not end like a sentence, or where
    both are set in the same large letters.
    """
    label = _TITLE_LABEL.match(lines[i].core)
    start = lines[i].at + (label.end() if label else 0)
    last = i + found.lines - 1
    following = lines[last + 1].core if last + 1 < len(lines) else ""
    if len(lines[last].core) >= 30 and 0 < len(following) <= 60 and following[0].islower():
        last += following[-1] not in ".;:,?!"
    return Span(start, lines[max(last, _last_set_as(document, lines, i))].stop)


def _last_set_as(document: Document, lines: Sequence[Line], i: int) -> int:
    """The last line below line `i` that is set in the same letters, larger than those of the text below them."""
    height = _height(document, lines[i]) if document.words else 0.0
    for j in range(i + 1, min(i + _MAX_TITLE, len(lines))) if height else ():
        core = lines[j].core
        if core and abs(_height(document, lines[j]) - height) <= 0.15 * height and len(core) <= 80:
            continue
        below = next_filled(lines, j)
        smaller = below < len(lines) and 0 < 1.2 * _height(document, lines[below]) <= height
        return j - 1 if smaller else i
    return i


def _height(document: Document, line: Line) -> float:
    """The height of the highest word of a line, in points; 0 where no word is known."""
    words = document.words
    k = bisect_left(words, line.at, key=lambda word: word.span.start)
    height = 0.0
    while k < len(words) and words[k].span.start < line.stop:
        height = max(height, words[k].box.bottom - words[k].box.top)
        k += 1
    return height


def _confirmed(lines: Sequence[Line], i: int, found: Heading, *, opening: bool, top: bool) -> bool:
    kind = found.kind
    if kind == _K.LEGEND:
        return (opening or top or lines[i].heading) and _names_grounds(lines, i)
    if kind not in MEETING:
        return opening or top or (lines[i].heading and kind != _K.OTHER and _own_fields(lines, i) > 1)
    labels, first_item = _meeting_lines(lines, i)
    if not found.exact:
        return len(labels) > 1 or ((opening or top) and (first_item or bool(labels)))
    if opening or _apart(lines, i, kind):
        return True
    return (
        len(labels) > 1 or "datum" in labels or ((top or lines[i].heading) and (first_item or bool(labels)))
    )


def _apart(lines: Sequence[Line], i: int, kind: PartKind) -> bool:
    """Whether a list of decisions with its date in its heading stands two empty lines below all else."""
    if kind != _K.DECISION_LIST or i < 2 or lines[i - 1].core or lines[i - 2].core:
        return False
    return next(find_dates(lines[i].core), None) is not None and len(lines[i].core) <= 100


def _names_grounds(lines: Sequence[Line], i: int) -> bool:
    """Whether a legend is one of grounds, not of a map: its title or its first lines name a law."""
    following = i
    for _ in range(8):
        if following == len(lines):
            return False
        if _GROUNDS.search(lines[following].core):
            return True
        following = next_filled(lines, following + 1)
    return False


def _own_fields(lines: Sequence[Line], i: int) -> int:
    """How many fields of a proposal or letter stand right below a heading."""
    return len({name for name, *_ in fields(lines, i + 1, min(i + 2 * HEAD_LINES, len(lines)))})


def _meeting_lines(lines: Sequence[Line], i: int) -> tuple[frozenset[str], bool]:
    """The labels of a meeting below a heading, and whether a first item follows."""
    labels: set[str] = set()
    following = i
    for _ in range(HEAD_LINES):
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


def _attachments(lines: Sequence[Line], near: frozenset[int], tops: frozenset[int]) -> Iterator[Start]:
    """Headings such as `Bijlage 2: Kaart` on top of a page; in a list of attachments they start nothing."""
    for i in sorted(near):
        if i >= len(lines):
            continue
        core = lines[i].core
        found = ATTACHMENT.fullmatch(core)
        if found is None or core[-1] in ".,;":
            continue
        below = next_filled(lines, i + 1)
        nearby = () if i in tops else range(i - 1, max(-1, i - 4), -1)
        above = next((lines[j].core for j in nearby if lines[j].core), "")
        if ATTACHMENT.match(above) or (below < len(lines) and ATTACHMENT.match(lines[below].core)):
            continue
        yield Start(i, _K.OTHER, lines[i].span, None, "bijlage", 0.7, True)
