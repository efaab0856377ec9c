"""The lines that stand between a message and the one it quotes: introducing sentences and separators.

`Op 3 mei 2023 om 10:41 schreef X <a>:` is read in Dutch, English and German, in the order of each program. To tell
it from a sentence of a letter, a time of day, an address or quoted lines below it are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.split.dates import find_dates
from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.head import Head
from pipeline.split.mail.sending import day_of_sending
from pipeline.types import Span

_LINES = 3  # the most lines that an introducing sentence runs over
_LONG = 400  # characters
_VERB = re.compile(r"\b(?:schreef|geschreven|wrote|schrieb|geschrieben)\b", re.IGNORECASE)
_END = r"[\s*_|]*[:;]?[\s*_|]*"
_FORMS = tuple(
    re.compile(rule, re.IGNORECASE | re.DOTALL)
    for rule in (
        r"(?:op|on|am)\s(?P<a>.{6,300}?)\b(?:schreef|wrote|schrieb|geschreven|geschrieben)\b"
        rf"(?P<b>.{{0,200}}?){_END}",
        rf"(?P<b>.{{1,200}}?)\s(?:schreef|wrote|schrieb)\s(?:op|on|am)\s(?P<a>.{{6,90}}?){_END}",
        r"(?P<b>.{1,200}?)\s(?:heeft|hat)\s(?:op|am)\s(?P<a>.{6,90}?)\s(?:het volgende\s)?"
        rf"gesch\w{{4,6}}{_END}",
    )
)
_BARE = re.compile(
    r"(?P<a>\d{4}-\d\d-\d\d,? \d\d?:\d\d(?: GMT[+-]\d\d:\d\d)?):?\s(?P<b>[^<>]{0,80}<[^<>\s]{3,80}>):"
)
_GROUPWISE = re.compile(r"(?P<b>.{1,120}?)\s(?P<a>\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\s.{3,30}?)\s*>>>")
_CLOCK = re.compile(r"\d[:.]\d\d|\b(?:om|at|um)\s\w{1,2}[:.]\d\d", re.IGNORECASE)
_FILLER = re.compile(
    r"(?:[\s,*_>|]|heeft\b|hat\b|is door\b|het volgende\b|<?uu?r\b|uhr\b|om\b"
    r"|in message\s{1,3}(?:>\s?)?<[^>]{0,120}>)+",
    re.IGNORECASE,
)
_FILLER_BEHIND = re.compile(
    r"(?:\n[\s>]*|[\s,*_|])*(?:het(?:\s|\n>)+volgende|volgende(?:nde)?|folgendes)?(?:\n[\s>]*|[\s,*_|])*\Z",
    re.IGNORECASE,
)
# Who writes a sentence of his own says `u` or `de commissie`; programs give names.
_PRONOUN = re.compile(
    r"(?:u|ik|wij|we|hij|zij|ze|jij|je|jullie|men|de|het|een|uw|onze|mijn|I|you|he|she|they|we|the|er|sie|ich|wir|der|die|das)\b"
)
_WORDS = (
    r"(?:begin )?(?:(?:oorspronkelijke?|origine(?:el|le)) (?:bericht|afspraak|e-?mail)"
    r"|(?:begin )?door(?:ge|ver)stuurd(?:e)? (?:bericht|e-?mail|afspraak)|original(?: message| appointment|nachricht)"
    r"|forwarded message|(?:ursprüngliche|(?:anfang der )?weitergeleiteten?) nachricht|ursprünglicher termin)\b"
)
_SEPARATOR = re.compile(rf"[\W\d_]*(?:\w{{1,12}}\s)?{_WORDS}", re.IGNORECASE)
_FORWARDED_BY = re.compile(
    r"[-=_—–\s]{2,}(?:doorgestuurd door|forwarded by|weitergeleitet von)\b.{1,120}", re.IGNORECASE
)
_FRAMES = ("-", "=", "_", "—", "–")
_FRAMED = re.compile(rf"[-=_—–\s]{{3,60}}{_WORDS}[\s:]{{0,3}}[-=_—–\s]{{2,60}}", re.IGNORECASE)


def is_separator(line: Line) -> bool:
    """Whether a line says that an earlier message follows."""
    core = line.core
    if not core or len(core) > 130:
        return False
    return (len(core) <= 80 and _SEPARATOR.match(core) is not None) or _FORWARDED_BY.match(core) is not None


def is_framed(line: Line) -> bool:
    """Whether a separator has dashes on both sides: nobody writes that in a text."""
    core = line.core
    return core[:1] in _FRAMES and len(core) <= 130 and _FRAMED.fullmatch(line.core) is not None


def intro(text: str, lines: Sequence[Line], first: int) -> Head | None:
    """The head that an introducing sentence makes, which may be broken over a few lines."""
    opening = lines[first]
    if text.startswith(">>>", opening.start) or opening.core.endswith(">>>"):
        found = _GROUPWISE.fullmatch(opening.core)
        if found:
            return _head(text, lines, found, first, first)
    for last in range(first, min(first + _LINES, len(lines))):
        core = lines[last].core
        if not core or lines[last].stop - opening.at > _LONG:
            return None
        if not core.rstrip(" |*_").endswith((":", ";", ">", "wrote", "geschreven", "geschreven.")):
            continue
        words = text[opening.at : lines[last].stop]
        head = _sentence(text, lines, words, first, last)
        if head or core.endswith(":"):
            return head
    return None


def _sentence(text: str, lines: Sequence[Line], words: str, first: int, last: int) -> Head | None:
    bare = _BARE.fullmatch(words)
    if bare:
        return _head(text, lines, bare, first, last)
    if not _VERB.search(words):
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    told = bool(_CLOCK.search(found["a"])) or "@" in words or "<" in words
    closed = words.rstrip(" |*_").endswith((":", ";"))
    if not (told and (closed or "<" in words or not found["b"])) and not (
        closed and _quotes(text, lines, first, last)
    ):
        return None
    return _head(text, lines, found, first, last)


def _quotes(text: str, lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether quoted lines follow."""
    following = next_filled(lines, last + 1, min(len(lines), last + 4))
    return following < len(lines) and quotes(text, lines[following]) > quotes(text, lines[first])


def quotes(text: str, line: Line) -> int:
    """How often a line is quoted."""
    return text.count(">", line.start, line.at)


def _head(text: str, lines: Sequence[Line], found: re.Match[str], first: int, last: int) -> Head | None:
    start = lines[first].at
    date = next(find_dates(found["a"]), None)
    sent = day_of_sending(found["a"])
    if date is None and sent is None:
        return None
    begin = date.span.end if date else len(found["a"])
    after = Span(start + found.start("a") + begin, start + found.end("a"))
    before = Span(start + found.start("b"), start + found.end("b"))
    who = _without_filler(text, before) or _without_filler(text, after)
    if who and "@" not in found[0] and _PRONOUN.match(who.of(text)):
        return None
    groupwise = found.re is _GROUPWISE
    return Head(
        top=first,
        first=first,
        body=last + 1,
        fields=(("from", who),) if who else (),
        sent=sent,
        memo=False,
        depth=0 if groupwise else quotes(text, lines[first]),
        intro=True,
        rule="inleiding",
        confidence=0.9 if who and _CLOCK.search(found["a"]) else 0.7,
    )


def _without_filler(text: str, span: Span) -> Span | None:
    """The span without the blanks and filler words around a sender."""
    found = _FILLER.match(text, span.start, span.end)
    start, end = (found.end() if found else span.start), span.end
    words = text[start:end]
    tail = _FILLER_BEHIND.search(words)
    if tail:
        end = start + tail.start()
    return Span(start, end) if end > start and any(c.isalnum() for c in text[start:end]) else None
