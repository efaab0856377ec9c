"""Lines, paragraphs and sentences of a text, each with its place.

A line's `core` is the line without quoting (`> `), markdown headings and bold or italic marks at its ends, so
that the rules see the same words in a mail, a PDF and a converted text. It is always one stretch of the text.
Running headers and page numbers are no lines of the flow (`running.py`): what stands on two pages runs on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.types import Span

MAX_SENTENCE = (
    1_200  # characters; nothing longer is read as one sentence (keeps every rule linear in the text)
)

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_LEAD = re.compile(r"[\s>]*(#{1,6}(?=\s))?\s*(\*{2,3}|[*_](?=[^\W_]))?")
_TAIL = " \t\u00a0*_"
# `e`, `o` and `©` before a capital are how a text recogniser reads a round bullet.
_BULLET = re.compile(r"(?:[-–—•·▪●○◦*+]|[-_]{2,3}|\d{1,2}[.)]|[a-z][.)])\s+|-_+|[eo©]\s+(?=[A-ZÀ-Ý])")
LABEL = re.compile(r"[A-ZÀ-Ý][^\W\d]*(?:[ /&-][^\W\d]+){0,3} ?:(?:[\s*_]|$)")
_ARROW = r"(?:[-=–—]{1,3}>|[→⇒➔➜])"
# A line that opens with an arrow or a mark of an action is a sentence of its own.
_OPENS_OWN = re.compile(rf"{_ARROW}|[<\[](?:actie|actiepunt|toezegging|ap)\b", re.IGNORECASE)
_END = re.compile(
    rf"[.!?;][\"'”’)\]*_]*(?=\s+[\"'“‘(\[<*_&-]*[A-ZÀ-Ý0-9]|\s+[-•–]|\s+<[a-z]|\s+{_ARROW}|\s*\Z)"
)
# Abbreviations after which a capital does not start a sentence.
_ABBREVIATION = re.compile(
    r"dhr|mw|mevr|mrs?|ms|drs|ir|ing|dr|prof|jl|nrs?|art|bijv|bv|ca|incl|excl|blz|tel|evt|resp|dd|jhr|st|fam|wnd|plv"
    r"|burg|weth|mln|mld|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec|[a-z]|\d{1,2}|(?:[a-z]{1,3}\.)+[a-z]{1,2}"
)
_WEEKDAY = re.compile(r"(?:ma|di|woe?|do|vr|vrij|za|zo)")  # `woe. 12 mei`, but `zo doen. Dat`
_ROOM = 8  # characters that were left on a line, so that its text did not run on
_LINKS = re.compile(r"(?<!\w)(?:de|het|een|van|en|of|met|aan|in|op|voor|door|te|naar|der|den|heer|mevrouw)\Z")
_ABBREVIATED = 5  # letters of an abbreviation without full stops within it


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `start` to `end` in the text (without its break), `core` from `at`; `heading` if marked as one."""

    start: int
    end: int
    at: int
    core: str
    heading: bool

    @property
    def stop(self) -> int:
        """Where the core ends."""
        return self.at + len(self.core)

    @property
    def span(self) -> Span:
        """The place of the core."""
        return Span(self.at, self.at + len(self.core))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place without a bullet, its words with single spaces, and the line it starts on."""

    span: Span
    words: str
    line: int


def cut(text: str) -> tuple[Line, ...]:
    """All lines of a text, empty ones too."""
    lines = []
    start = 0
    for found in _BREAK.finditer(text):
        lines.append(_line(text, start, found.start()))
        start = found.end()
    lines.append(_line(text, start, len(text)))
    return tuple(lines)


def _line(text: str, start: int, end: int) -> Line:
    lead = None if text[start : start + 1].isalnum() else _LEAD.match(text, start, end)
    at = lead.end() if lead else start
    core = text[at:end].rstrip().rstrip(_TAIL)
    marked = bool(lead and (lead[1] or (lead[2] or "").startswith("**")))
    return Line(start, end, at, core, marked and bool(core))


def next_filled(lines: Sequence[Line], i: int, last: int | None = None) -> int:
    """The first line from `i` on that holds something; `last` (default: the end) when there is none."""
    stop = len(lines) if last is None else last
    while i < stop and not lines[i].core:
        i += 1
    return min(i, stop)


def bullet(core: str) -> int:
    """How many characters of a line are its bullet or number; 0 when it has none."""
    if core[:1].isalpha() and core[1:2].isalnum():
        return 0
    found = _BULLET.match(core)
    return found.end() if found else 0


def sentences(
    text: str, lines: Sequence[Line], first: int, last: int, breaks: frozenset[int]
) -> Iterator[Sentence]:
    """The sentences of lines `first` to `last`; none runs over a line in `breaks`, a bullet or a label."""
    i = first
    while i < last:
        if not lines[i].core:
            i += 1
            continue
        end = _paragraph_end(lines, i, last, breaks)
        yield from _cut_sentences(lines, i, end)
        i = end


def _paragraph_end(lines: Sequence[Line], first: int, last: int, breaks: frozenset[int]) -> int:
    """One past the last line of the paragraph. An empty line ends it, unless the text runs on in small letters."""
    i = first + 1
    if first in breaks:
        return i
    while (following := next_filled(lines, i, last)) < last:
        core = lines[following].core
        gap = following > i
        if following in breaks or lines[following].heading or _opens_own(core):
            return i
        if _stands_apart(lines[first].core, lines[i - 1].core, core):
            return i
        if gap and (not core[0].islower() or lines[i - 1].core[-1] in ".!?;:" or following > i + 1):
            return i
        i = following + 1
    return i


def _opens_own(core: str) -> bool:
    return bool(bullet(core) or LABEL.match(core) or (core[0] in "<[-=–—→⇒➔➜" and _OPENS_OWN.match(core)))


def _stands_apart(first: str, above: str, core: str) -> bool:
    """Whether a line right below a point is a sentence of its own: the line above it had room for its first word."""
    if not core[0].isupper() or above[-1] in ",:-/&(" or not bullet(first):
        return False
    room = len(core) - len(above) - len(core.split(" ", 1)[0])
    return room > _ROOM and len(above) > bullet(above) and not _LINKS.search(above)


def _cut_sentences(lines: Sequence[Line], first: int, end: int) -> Iterator[Sentence]:
    """The sentences of one paragraph, cut in its words as they follow each other: what stands between two lines
    (quoting marks, a page border) parts no sentence and belongs to none.
    """
    filled = [i for i in range(first, end) if lines[i].core]
    words = " ".join(lines[i].core for i in filled)
    starts = list(accumulate((len(lines[i].core) + 1 for i in filled), initial=0))
    at = 0
    for found in (*_END.finditer(words), None):
        stop = found.end() if found else len(words)
        if (
            found
            and words[found.start()] == "."
            and _abbreviates(
                words[max(at, found.start() - 24) : found.start() + 1],
                words[found.start() : found.start() + 6],
            )
        ):
            continue
        start, close = _bare(words, at, stop)
        if start < close:
            a = b = 0
            if len(filled) > 1:
                a, b = bisect_right(starts, start) - 1, bisect_right(starts, close - 1) - 1
            span = Span(lines[filled[a]].at + start - starts[a], lines[filled[b]].at + close - starts[b])
            said = " ".join(words[start : min(close, start + MAX_SENTENCE + 1)].split())
            yield Sentence(span, said, filled[a])
        at = stop


def _bare(words: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without bullet, bold marks and blanks at its ends."""
    while start < end and words[start] in " \t>*_\u00a0":
        start += 1
    start += bullet(words[start : min(end, start + 8)])
    while end > start and words[end - 1] in " \t*_\u00a0":
        end -= 1
    return start, end


def _abbreviates(before: str, behind: str) -> bool:
    """Whether a full stop belongs to an abbreviation; that of a weekday has a figure `behind` it."""
    start = end = len(before) - 1
    while start and (before[start - 1].isalnum() or before[start - 1] in "_.&"):
        start -= 1
    word = before[start:end].lower()
    if not word or (len(word) > _ABBREVIATED and "." not in word):
        return False
    if _WEEKDAY.fullmatch(word):
        return behind[1:].lstrip()[:1].isdigit()
    return _ABBREVIATION.fullmatch(word) is not None
