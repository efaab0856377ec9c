"""Where the messages and memos of a text start: header blocks and the lines that introduce a quoted reply.

The forms come from mail programs in Dutch, English and German, as printed to PDF or quoted in a reply: labels
in any order, bold or not, with empty lines between them, and address lists that run on over lines. A mark or
garble may stand in place of a name, an address or a whole value, so values are never judged by what they look
like, only by which labels stand together and whether a time of sending is among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.dates import find_dates, has_time, parse_date
from pipeline.split.lines import Line, next_filled
from pipeline.types import Span

_NAMES = {
    "from": "van from von",
    "sent": "verzonden verstuurd sent gesendet",
    "date": "datum date",
    "to": "aan to an",
    "cc": "cc kopie copy",
    "bcc": "bcc",
    "subject": "onderwerp subject betreff",
    "attachments": "bijlagen bijlage attachments anlagen",
    "other": "categories categorieën importance urgentie prioriteit priority belang gevoeligheid tijd wanneer",
}
_FIELD = {name: field for field, names in _NAMES.items() for name in names.split()}
_HEADER = re.compile(
    rf"({'|'.join(sorted(_FIELD, key=lambda n: (-len(n), n)))})[ *_]{{0,4}}:[ \t*_\u00a0]*", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"[\W\d_]*(?:\w{1,12}\s)?(?:begin )?(?:oorspronkelijke? (?:bericht|afspraak|e-?mail)|doorgestuurd(?:e)? bericht"
    r"|original message|original appointment|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\W*(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|mo|mi|fr|sa|so)\w{0,7}\b|\w+tag\b", re.IGNORECASE
)
_ADDRESS_LINE = re.compile(
    r"[^\s@;]*@[^\s;,]+[;,]?(?:\s[^\s@;]*@[^\s;,]+[;,]?)*|.{0,60}@\S+|[<>@].{0,80}|.*[<>;].*"
)
_BARE_NAME = re.compile(r"[^.!?:;,@]{1,50}")
_FILE = re.compile(
    r".{0,150}\.?(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|msg|eml|txt|zip)\W{0,3}(?:\(.{1,12}\))?;?", re.IGNORECASE
)
_MAX_GAP = 3  # empty lines between two lines of one header block

_INTRO_VERB = re.compile(r"\b(schreef|geschreven|wrote|schrieb)\b", re.IGNORECASE)
_INTRO_FIRST = re.compile(
    r"(?:op|on|am)\s(?P<a>.{6,300}?)\b(?:schreef|wrote|schrieb|geschreven)\b(?P<b>.{0,200}):[\s*_]*",
    re.I | re.S,
)
_INTRO_LATER = re.compile(
    r"(?P<b>.{1,200}?)\s(?:schreef|wrote|schrieb)\s(?:op|on|am)\s(?P<a>.{6,90}):[\s*_]*", re.I | re.S
)
_FILLER = re.compile(r"(?:[\s,*_>]|heeft\b|hat\b|het volgende\b|<?uur\b|om\b)+", re.IGNORECASE)
_FILLER_BEHIND = re.compile(
    r"(?:\n[\s>]*|[\s,*_])*(?:het(?:\s|\n>)+volgende)?(?:\n[\s>]*|[\s,*_])*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a message or memo.

    `top` is its first line, separators such as `-----Oorspronkelijk bericht-----` included; `first` the line of
    the first label and `body` the first line after the block. `fields` are the labels and their values.
    """

    top: int
    first: int
    body: int
    fields: tuple[tuple[str, Span], ...]
    sent: str | None
    memo: bool

    def value(self, *names: str) -> Span | None:
        """The value of the first of the named labels that has one."""
        return next((span for field, span in self.fields if field in names and span.end > span.start), None)


def find_heads(text: str, lines: Sequence[Line], mail: bool) -> tuple[Head, ...]:
    """All starts in order. `mail`: the text opens with the canonical header of a mail, complete or not."""
    heads: list[Head] = []
    i = next_filled(lines, 0)
    opening = i if mail else -1
    while i < len(lines):
        head = _block(text, lines, i, i == opening) or _intro(text, lines, i)
        if head:
            heads.append(head)
        i = head.body if head else i + 1
    return tuple(heads)


def _header(line: Line) -> tuple[str, int] | None:
    """The field that a line opens and where its value starts."""
    found = _HEADER.match(line.core)
    return (_FIELD[found[1].lower()], line.at + found.end()) if found else None


def _block(text: str, lines: Sequence[Line], first: int, opening: bool) -> Head | None:
    start = _header(lines[first])
    if start is None or start[0] in ("other", "attachments", "bcc"):
        return None
    fields, body = _read(lines, first)
    top = _top(lines, first)
    names = {field for field, _ in fields}
    parties = names & {"from", "to"}
    sent_at = next((span for field, span in fields if field in ("sent", "date")), None)
    when = sent_at.of(text) if sent_at else ""
    timed = "sent" in names or (has_time(when) and bool(_WEEKDAY.match(when)))
    known = parties | (names & {"sent", "date", "subject"})
    message = bool(timed and (parties or "subject" in names)) or (top < first and len(known) > 1) or opening
    memo = not message and {"from", "to"} <= names and bool(names & {"subject", "date"})
    if not (message or memo):
        return None
    return Head(top, first, body, fields, parse_date(when), memo)


def _top(lines: Sequence[Line], first: int) -> int:
    """The line of the separator above a block, or the block's own first line."""
    for i in range(first - 1, max(-1, first - 2 - _MAX_GAP), -1):
        if lines[i].core:
            return i if len(lines[i].core) <= 80 and _SEPARATOR.match(lines[i].core) else first
    return first


def _read(lines: Sequence[Line], first: int) -> tuple[tuple[tuple[str, Span], ...], int]:
    """The fields of the block that starts on line `first`, and the first line after it."""
    fields: list[tuple[str, Span]] = []
    seen: set[str] = set()
    i = first
    while i < len(lines):
        header = _header(lines[i])
        if header:
            field, at = header
            if field in seen and field != "other":
                break
            seen.add(field)
            fields.append((field, Span(min(at, lines[i].stop), lines[i].stop)))
        elif fields and _continues(lines, i, fields[-1]):
            field, span = fields[-1]
            fields[-1] = (
                field,
                Span(span.start if span.end > span.start else lines[i].at, lines[i].stop),
            )
        else:
            break
        following = next_filled(lines, i + 1, min(len(lines), i + 2 + _MAX_GAP))
        body = i + 1
        i = following
    return tuple(fields), body


def _continues(lines: Sequence[Line], i: int, last: tuple[str, Span]) -> bool:
    """Whether line `i` goes on with the value of the field above it."""
    core, above = lines[i].core, lines[i - 1]
    if not core:
        return False
    field, span = last
    if span.end == span.start:  # a value on the line below its label
        return bool(above.core) and len(core) <= 100 and _header_follows(lines, i)
    if field in ("from", "to", "cc", "bcc"):
        return _is_address(core) or (_BARE_NAME.fullmatch(core) is not None and _list_goes_on(lines, i))
    if field == "subject":
        return len(above.core) >= 60 and len(core) <= 60 and (core[0].islower() or core[0].isdigit())
    return field == "attachments" and _FILE.fullmatch(core) is not None


def _is_address(core: str) -> bool:
    if len(core) > 200 and "@" not in core[:200]:
        return False
    return _ADDRESS_LINE.fullmatch(core) is not None


def _header_follows(lines: Sequence[Line], i: int) -> bool:
    following = next_filled(lines, i + 1, min(len(lines), i + 2 + _MAX_GAP))
    return following < len(lines) and _header(lines[following]) is not None


def _list_goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a header or another address follows a line that holds a bare name."""
    following = next_filled(lines, i + 1, min(len(lines), i + 2 + _MAX_GAP))
    if following >= len(lines):
        return False
    return _header(lines[following]) is not None or _is_address(lines[following].core)


def _intro(text: str, lines: Sequence[Line], first: int) -> Head | None:
    """A line such as `Op 3 mei 2023 om 10:41 schreef X <a>:`, broken over at most three lines."""
    for last in range(first, min(first + 3, len(lines))):
        if not lines[last].core:
            return None
        start, end = lines[first].at, lines[last].stop
        if end - start > 400:
            return None
        if not lines[last].core.endswith(":"):
            continue
        words = text[start:end]
        if not _INTRO_VERB.search(words):
            return None
        found = _INTRO_FIRST.fullmatch(words) or _INTRO_LATER.fullmatch(words)
        return _intro_head(text, found, start, first, last) if found else None
    return None


def _intro_head(text: str, found: re.Match[str], start: int, first: int, last: int) -> Head | None:
    date = next(find_dates(found["a"]), None)
    if date is None:
        return None
    after = Span(start + found.start("a") + date.span.end, start + found.end("a"))
    before = Span(start + found.start("b"), start + found.end("b"))
    who = _without_filler(text, before) or _without_filler(text, after)
    fields = (("from", who),) if who else ()
    return Head(first, first, last + 1, fields, date.iso, False)


def _without_filler(text: str, span: Span) -> Span | None:
    """The span without the blanks and filler words around a sender."""
    found = _FILLER.match(text, span.start, span.end)
    start, end = (found.end() if found else span.start), span.end
    words = text[start:end]
    tail = _FILLER_BEHIND.search(words)
    if tail:
        end = start + tail.start()
    return Span(start, end) if end > start else None
