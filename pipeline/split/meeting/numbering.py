"""The number and title of a line such as `3. Rondvraag`, in all the forms that agendas and minutes use.

A number is a first part (digits, a letter or a Roman number) with up to three parts below it: `3`, `2a`, `2.A.1`,
`D.4`, `II.1`. A word (`Agendapunt 3`), a time, the mark of a list, a heading or bold letters may stand before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.split.lines import Line, next_filled
from pipeline.split.meeting.titles import is_usual
from pipeline.split.meeting.titletext import SHORT_TITLE, TIME, before_title, until_text, without_column
from pipeline.types import Span


class Form(StrEnum):
    """What the first part of a number is."""

    NUMBER = "number"  # 3. / 2a / 2.1 / Agendapunt 3:
    LETTER = "letter"  # a. / B) / B2
    BARE = "bare"  # a letter without a mark, as cells of a table read
    ROMAN = "roman"  # IV. / II.1


class Doubt(StrEnum):
    """Why a line counts only where others are like it."""

    TIME = "time"  # 01.05 may be a time
    ALONE = "alone"  # a number alone on its line, without a mark, may be that of a page


MAX_TITLE = 160  # characters
WORD = "w"  # the mark of a number behind the word `agendapunt`
_MAX_LINE = 1_000  # characters; a longer line is no item
_MAX_CUT = 220  # characters
_LEAD = re.compile(r"(?:[-*•+–·]\s+)?(#{1,6}\s+)?(?:[*_]{1,3}(?=\S))?")
_NUMBERED = re.compile(
    rf"(?P<time>{TIME}(?=[\dA-Z]{{1,3}}[.):]))?"
    r"(?P<word>(?i:(?:ad\.?\s)?(?:(?:agenda\s?|bespreek|besluit|hamer)?punt|agenda(?=nummer)|ad\b\.?|item|onderwerp|thema|ap"
    r"|(?:bespreek|hamer)?stuk|nr\.?)"
    r"(?:\s?(?:nr\.?|nummer))?\s?:?\s+)|[§#]\s?)?"
    r"(?P<open>[(\[])?(?P<number>\d{1,2}|[A-Za-z](?![A-Za-z])|[IVX]{2,5}(?![A-Za-z]))"
    r"(?P<below>(?:\.(?:\d{1,2}|[A-Za-z])(?!\w)){1,3}|(?<=[A-Z])-?\d{1,2}(?:\.\d{1,2})?(?!\w)"
    r"|(?<=\d)(?:[A-Za-z]|\s[a-z])(?=[.):]{0,2}(?:\s|\Z)))?(?:[*_]{2,3}(?=[.:)\s]))?"
    r"(?P<mark>\s?\\?[.):/\]]{1,2}(?!\d)(?:\s?[-–](?=\s))?\s*|\s+(?:[-–_|]\s+)?|\s*\Z)(?:[*_]{2,3}(?:\s+|\Z))?(?P<bold>[*_|]{0,3})(?P<title>.*)",
    re.DOTALL,
)
_TIME_LIKE = re.compile(r"\d\d\.\d\d(?!\d)")
_PADDED = re.compile(r"0\d\.\d\d(?!\d|\s?(?:uur|u\b|[-–]))")
_CELL_TIME = re.compile(rf"(?:{TIME}|\d{{1,3}}\s?(?:min\.?|'))\Z", re.IGNORECASE)
_UNSURE = {"g": "9", "q": "9", "l": "1", "I": "1", "i": "1", "|": "1", "S": "5", "Z": "2", "z": "2", "B": "8"}
_GARBLED = re.compile(r"(?P<number>1?[gqlIi|SZzBoO])(?P<mark>[.)]?\s+)(?P<title>[A-ZÀ-Ý].*)", re.DOTALL)
_OPENERS = frozenset(
    ("ad", "ag", "be", "ha", "pu", "it", "on", "th", "ap", "st", "nr")
)  # of the words before a number
_ROMANS = {"I": 1, "V": 5, "X": 10}
_LINK = re.compile(r"\[([^\[\]]{2,160})\]\([^()]{0,300}\)")
_PART = re.compile(r"\d+|[a-z]")
_LABEL = re.compile(r"(?:onderwerp|titel|agendapunt)\s?:?", re.IGNORECASE)
_UNDERLINE = re.compile(r"-{3,}|={3,}")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that may open an item. `line` holds the number, `title_line` the title; `path` is the number in its
    parts: `2.1.3` is (2, 1, 3), `2b` is (2, 2). `likely`: it reads as a title. `whole`: the title is all that the line
    says.
    """

    line: int
    title_line: int
    form: Form
    path: tuple[int, ...]
    shown: str
    title: Span
    likely: bool
    whole: bool
    heading: bool
    ends: bool  # as a sentence does
    indent: int
    mark: str  # what stands behind the number: a dot, a bracket, or nothing; `WORD` where a word says it
    doubt: Doubt | None

    @property
    def below(self) -> bool:
        """Whether the number is one below that of another item."""
        return len(self.path) > 1

    @property
    def number(self) -> int:
        """The number of the item, or of the item above it."""
        return self.path[0]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the number of a line says; the fields are those of `Numbered`."""

    form: Form
    path: tuple[int, ...]
    shown: str
    mark: str
    heading: bool
    doubt: Doubt | None = None


def numbered(text: str, lines: Sequence[Line], i: int, last: int) -> Numbered | None:
    """The number and title of a line such as `3. Rondvraag`, or of a number with its title on the next; None for
    any other line.
    """
    core = lines[i].core
    if not core or len(core) > _MAX_LINE:
        return None
    if core[0] == "|":
        return _cell(text, lines, i)
    if core[0].isalpha() and core[1:2].isalpha() and not _may_open(core[:2]):
        return None
    lead = _LEAD.match(core)
    start = lead.end() if lead else 0
    found = _NUMBERED.fullmatch(core, start)
    if found is None:
        return None
    marked = bool(lead and lead[1]) or is_marked(lines, i)
    read = _read(found, marked)
    if read is None:
        return None
    if _TIME_LIKE.match(core, found.start("number")):
        if not _PADDED.match(core, start):
            return None
        read = replace(read, doubt=Doubt.TIME)
    return _titled(text, lines, (i, last), found, read)


def _may_open(letters: str) -> bool:
    """Whether two letters may open a number: of a Roman one, or of a word before a number."""
    return letters.lower() in _OPENERS or (letters[0] in _ROMANS and letters[1] in _ROMANS)


def is_marked(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is marked as a heading, or underlined as one."""
    if lines[i].heading:
        return True
    below = lines[i + 1].core if i + 1 < len(lines) else ""
    return below[:3] in ("---", "===") and _UNDERLINE.fullmatch(below) is not None


def garbled(text: str, lines: Sequence[Line], i: int, last: int, expected: int) -> Numbered | None:
    """A line whose number a text recogniser read as a letter (`g` for 9), where that number is expected."""
    found = _GARBLED.fullmatch(lines[i].core) if len(lines[i].core) <= MAX_TITLE else None
    if not found:
        return None
    said = "".join(_UNSURE.get(c, "0" if c in "oO" else c) for c in found["number"])
    if said != str(expected):
        return None
    read = _Read(Form.NUMBER, (expected,), found["number"], found["mark"].strip(), lines[i].heading)
    return _titled(text, lines, (i, last), found, read)


def as_form(item: Numbered, form: Form) -> Numbered | None:
    """The same line as of another form: `I.` is a letter or the Roman one; None where it can't be."""
    if item.form == form:
        return item
    if form == Form.LETTER and item.form == Form.ROMAN and len(item.shown.split(".")[0]) == 1:
        return replace(item, form=form, path=(ord(item.shown[0].lower()) - 96, *item.path[1:]))
    return None


def roman(number: str) -> int:
    """The value of a Roman number of the digits I, V and X."""
    values = [_ROMANS[c] for c in number]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def indent_of(text: str, line: Line) -> int:
    """How far a line is indented, in columns, quoting marks aside."""
    lead = text[line.start : line.at]
    blanks = lead[lead.rfind(">") + 1 :].split("#")[0].split("*")[0]
    return sum(4 if c == "\t" else 1 for c in blanks.lstrip(" ") if c == "\t") + blanks.count(" ")


def _read(found: re.Match[str], heading: bool) -> _Read | None:
    """The number of a line in its parts."""
    first, below = found["number"], found["below"] or ""
    word = (found["word"] or "").strip()
    mark = "." if word in ("§", "#") else WORD if word else found["mark"].strip(" \t-–_|\\")[:1]
    if found["open"]:
        if mark not in (")", "]"):
            return None
        mark = "("
    parts = tuple(int(p) if p.isdigit() else ord(p) - 96 for p in _PART.findall(below.lower()))
    shown = "".join((first + below).split())
    if first.isdigit():
        parts = () if parts == (0,) else parts  # `1.0`
        return _Read(Form.NUMBER, (int(first), *parts), shown, mark, heading)
    if set(first) <= set(_ROMANS):
        return _Read(Form.ROMAN, (roman(first), *parts), shown, mark, heading)
    form = Form.LETTER if mark or parts else Form.BARE
    return _Read(form, (ord(first.lower()) - 96, *parts), shown, mark, heading)


def _titled(
    text: str, lines: Sequence[Line], within: tuple[int, int], found: re.Match[str], read: _Read
) -> Numbered | None:
    """The item of a line, or of a number that stands alone and the line below it."""
    i, last = within
    at, start, title = i, lines[i].at + found.start("title"), found["title"]
    bold = found.groupdict().get("bold") or ""
    if bold and (close := title.find(bold)) > 0:
        title = title[:close]  # `1. **Opening** Anna opent`
    elif not bold and title.count("**") % 2:
        title = title[: title.find("**")].rstrip(" :")  # `**1. Opening:** Anna opent`
    if not title.strip() or (len(title) <= 12 and _LABEL.fullmatch(title)):
        at = next_filled(lines, i + 1, last)
        if at >= last or at - i > 2 or read.form is Form.BARE:
            return None
        if not (read.mark or read.heading):
            if at > i + 1:
                return None
            read = replace(read, doubt=Doubt.ALONE)
        start, title = lines[at].at, lines[at].core
        if title[0].isdigit() or title[0] in "|-•":
            return None
    return _numbered(text, lines, (i, at), read, (start, title))


def _numbered(
    text: str, lines: Sequence[Line], at: tuple[int, int], read: _Read, shown: tuple[int, str]
) -> Numbered | None:
    start, said = shown
    if link := _LINK.fullmatch(said):
        start, said = start + 1, link[1]
    skip = before_title(said)
    start, said = start + skip, said[skip:]
    first = said.lstrip("\"'‘“([«&$#*_")[:1]
    small = first.islower() and not said.lower().startswith("vervolg")
    if (
        not (first.isalpha() or (first.isdigit() and read.mark))
        or (small and not read.mark)
        or said[0] == "("
    ):
        return None
    place = lines[at[1]]
    title, sentence = until_text(without_column(said, beside=not read.mark))
    if not title or len(title) > _MAX_CUT:
        return None
    whole = start + len(title) == place.stop
    ends = title.endswith((".", ";", ",", "?", "!"))
    sentence = sentence or (whole and _is_text(lines, at[1]))
    heading = read.heading or is_marked(lines, at[1])
    likely = is_usual(title) or heading or not (ends or small or sentence or len(title) > MAX_TITLE)
    return Numbered(
        line=at[0],
        title_line=at[1],
        form=read.form,
        path=read.path,
        shown=read.shown,
        title=Span(start, start + len(title)),
        likely=likely,
        whole=whole,
        heading=read.heading,
        ends=ends and whole,
        indent=indent_of(text, lines[at[0]]),
        mark=read.mark,
        doubt=read.doubt,
    )


def _is_text(lines: Sequence[Line], i: int) -> bool:
    """Whether a line runs on in small letters on a next one that is as long, or ends a sentence: text, no title."""
    following = lines[i + 1].core if i + 1 < len(lines) else ""
    return (
        len(lines[i].core) >= SHORT_TITLE
        and following[:1].islower()
        and (len(following) >= SHORT_TITLE or following[-1] in ".;!?:")
    )


def _cell(text: str, lines: Sequence[Line], i: int) -> Numbered | None:
    """A row of a table in markdown: a number in the first cell, the title behind it or in the first next cell that
    is no time.
    """
    core = lines[i].core
    at, cells = 0, []
    for part in core.split("|")[:7]:
        words = part.strip(" *_")
        if words and not _CELL_TIME.fullmatch(words + " "):
            cells.append((at + part.index(words), words))
        at += len(part) + 1
    if not cells:
        return None
    place, words = cells[0]
    found = _NUMBERED.fullmatch(words)
    read = _read(found, False) if found else None
    if found is None or read is None or _TIME_LIKE.match(words):
        return None
    place, title = place + found.start("title"), found["title"].rstrip(" *_")
    if not title:
        if len(cells) < 2:
            return None
        place, title = cells[1]
    elif not read.mark:
        return None  # `12 november`
    if not title[0].isupper():
        return None
    mark = read.mark if read.mark == WORD else "|"
    form = Form.LETTER if read.form is Form.BARE else read.form
    return _numbered(text, lines, (i, i), replace(read, form=form, mark=mark), (lines[i].at + place, title))
