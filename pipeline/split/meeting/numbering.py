"""The number and title of a line such as `3. Rondvraag`, in all the forms that agendas and minutes use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.split.lines import Line, next_filled
from pipeline.split.meeting.titles import is_usual
from pipeline.types import Span


class Form(StrEnum):
    """How a line is numbered."""

    NUMBER = "number"  # 3. / 3 / Agendapunt 3:
    BELOW = "below"  # 2a / 2.1 / 1 a: the number of an item, and one below it
    LETTER = "letter"  # a. / B)
    BARE = "bare"  # a letter without a mark, as cells of a table read
    ROMAN = "roman"  # IV.
    CODED = "coded"  # B2: the second below letter B


MAX_TITLE = 160  # characters
WORD = "w"  # the mark of a number behind the word `agendapunt`
_MAX_LINE = 1_000  # characters; a longer line is no item
_CELL = re.compile(r"\|\s*([^|]{1,12}?)\s*\|\s*([^|]{2,160}?)\s*\|")
_NUMBERED = re.compile(
    r"(?P<word>(?:agenda)?punt\s+|ad\.?\s+|item\s+)?(?P<number>\d{1,2})"
    r"(?:\.(?P<path>\d{1,2}(?:\.\d{1,2})?)\.?(?=\s|\Z)|[.\s]?(?P<letter>[a-z])(?=[.):]{0,2}(?:\s|\Z)))?"
    r"(?P<mark>\s?\\?[.):]{1,2}(?!\d)\s*|\s+(?:[-–_|]\s+)?|\s*\Z)(?P<bold>[*_|]{0,3})(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERED = re.compile(r"(?P<letter>[a-zA-Z])(?P<mark>[.)]\s*|\s+)[*_]{0,3}(?P<title>\S.*)", re.DOTALL)
_CODED = re.compile(
    r"(?P<letter>[A-Z])\.?(?P<number>\d{1,2})(?P<mark>[.):]\s*|\s+)[*_]{0,3}(?P<title>\S.*)", re.DOTALL
)
_ROMAN = re.compile(
    r"(?P<number>X{0,2}(?:IX|IV|V?I{0,3}))(?P<mark>[.):]\s*|\s+(?:[-–]\s+)?)[*_]{0,3}(?P<title>\S.*)",
    re.DOTALL,
)
_WORD_ONLY = re.compile(r"(?:agenda)?punt\s+\d{1,2}\s*[:.–-]\s*", re.IGNORECASE)
_UNSURE = {"g": "9", "q": "9", "l": "1", "I": "1", "i": "1", "|": "1", "S": "5", "Z": "2", "z": "2", "B": "8"}
_GARBLED = re.compile(r"(?P<number>1?[gqlIi|SZzBoO])(?P<mark>[.)]?\s+)(?P<title>[A-ZÀ-Ý].*)", re.DOTALL)
_ROMANS = {"I": 1, "V": 5, "X": 10}
_BEHIND_TITLE = re.compile(
    r"\s*(?:[(\[](?:bijlagen?|bijl\.|zaak(?:nummer|nr)?\.?|z-?nr|dossier|registratie(?:nummer)?|ter\s|nr\.)[^()\[\]]{0,80}[)\]]"
    r"|\s[-–(]\s?zie\s.{1,300}|[*_:|\[]+)\s*\Z",
    re.IGNORECASE,
)
_OTHER_CELL = re.compile(r"\t+\S|\s*\|| {3,}\S")
# What a list of outcomes says in a second column, beside the title of an item.
OUTCOME = re.compile(
    r"\s(?:[-–:|]\s)?(?P<outcome>(?:akkoord )?behandeling in de raad(?: gewenst)?|(?:is )?hamerstuk|conform besloten"
    r"|(?:voor|ter) kennis(?:geving|neming) aangenomen|van de agenda afgevoerd)\.?\Z",
    re.IGNORECASE,
)
# A title and the sentence of the column beside it.
_COLUMN = re.compile(
    r"(?i:opening|mededelingen|actualiteiten|rondvraag|sluiting|ingekomen stukken)"
    r"(?=\s(?:De|Het|Er|Een|Geen|Wethouder|Lid|Agendapunt|Burgemeester)\s\S+\s)"
    r"|[^.:]{4,100}?(?=\s(?:Het lid [A-Z]|De (?:voorzitter|commissie|leden|volgende)\b|Er (?:zijn|is|wordt|worden)\b"
    r"|Dit agendapunt\b|Wethouder [A-Z]))",
)
_END_OF_TITLE = re.compile(r"(?<=[a-zà-ÿ)\d])(?:[?!](?=\s)|\.(?=\s+[A-ZÀ-Ý])|:(?=\s+[A-ZÀ-Ý]))")
_TIME = re.compile(r"\d\d\.\d\d(?!\d)")  # of day
_LINK = re.compile(r"\[([^\[\]]{2,160})\]\([^()]{0,300}\)")
_PART = re.compile(r"\d+|[a-z]")
_CELL_NUMBER = re.compile(r"\**(\d{1,2})(?:\.?([a-z]))?[.)]?\**", re.IGNORECASE)
_SHORT_TITLE = 60  # characters of a title that goes before text on the same line
_LONG_TITLE = 150  # characters of a title that may hold a full stop
_MAX_CUT = 220  # characters


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that may open an item. `line` holds the number, `title_line` the title; `order` is the number in its
    list, `above` the number of the item that it stands under where it says so. `likely`: it reads as a title.
    `whole`: the title is all that the line says.
    """

    line: int
    title_line: int
    form: Form
    order: int
    above: int | None
    shown: str
    title: Span
    likely: bool
    whole: bool
    ends: bool  # as a sentence does
    indent: int
    mark: str  # what stands behind the number: a dot, a bracket, or nothing; `WORD` where a word says it

    @property
    def path(self) -> tuple[int, ...]:
        """The number in its parts: `2.1.3` is (2, 1, 3), `2b` is (2, 2)."""
        parts = _PART.findall(self.shown.lower())
        return tuple(int(part) if part.isdigit() else ord(part) - 96 for part in parts)

    @property
    def number(self) -> int:
        """The number of the item, or of the item above it."""
        return self.order if self.above is None else self.above


@dataclass(frozen=True, slots=True)
class _Read:
    """What the number of a line says; the fields are those of `Numbered`."""

    form: Form
    order: int
    above: int | None
    shown: str


def numbered(text: str, lines: Sequence[Line], i: int, last: int) -> Numbered | None:
    """The number and title of a line such as `3. Rondvraag`, or of a number with its title on the next; None for
    any other line.
    """
    core = lines[i].core
    if not core or len(core) > _MAX_LINE or not (core[0].isalnum() or core[0] == "|"):
        return None
    if core[0] == "|":
        return _cell(text, lines, i)
    found = _NUMBERED.fullmatch(core) if core[0].isdigit() or core[0] in "AaPpIi" else None
    if found and not _TIME.match(core):
        number, path, letter = int(found["number"]), found["path"], found["letter"]
        below = path or letter
        order = int(path.split(".")[-1]) if path else ord(letter.lower()) - 96 if letter else number
        shown = core[found.start("number") : found.end("path" if path else "letter" if letter else "number")]
        form = Form.BELOW if below else Form.NUMBER
        above = number if below else None
        return _titled(text, lines, (i, last), found, _Read(form, order, above, "".join(shown.split())))
    found = _ROMAN.fullmatch(core) if core[0] in "IVX" else None
    if found and found["number"]:
        read = _Read(Form.ROMAN, roman(found["number"]), None, found["number"])
        return _titled(text, lines, (i, last), found, read)
    found = _CODED.fullmatch(core) if core[1:3].strip(".").isdigit() else None
    if found:
        read = _Read(
            Form.CODED, int(found["number"]), ord(found["letter"]) - 64, found["letter"] + found["number"]
        )
        return _titled(text, lines, (i, last), found, read)
    found = _LETTERED.fullmatch(core)
    if found:
        form = Form.LETTER if found["mark"].strip() else Form.BARE
        order = ord(found["letter"].lower()) - 96
        return _titled(text, lines, (i, last), found, _Read(form, order, None, found["letter"]))
    return None


def garbled(text: str, lines: Sequence[Line], i: int, last: int, expected: int) -> Numbered | None:
    """A line whose number a text recogniser read as a letter (`g` for 9), where that number is expected."""
    found = _GARBLED.fullmatch(lines[i].core) if len(lines[i].core) <= MAX_TITLE else None
    if not found:
        return None
    read = "".join(_UNSURE.get(c, "0" if c in "oO" else c) for c in found["number"])
    if read != str(expected):
        return None
    return _titled(text, lines, (i, last), found, _Read(Form.NUMBER, expected, None, found["number"]))


def as_form(item: Numbered, form: Form) -> Numbered | None:
    """The same line as of another form: `I.` is a letter or the roman one; None where it can't be."""
    if item.form == form:
        return item
    shown = item.shown
    if form == Form.LETTER and item.form == Form.ROMAN and len(shown) == 1:
        return replace(item, form=form, order=ord(shown.lower()) - 96)
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


def _titled(
    text: str, lines: Sequence[Line], within: tuple[int, int], found: re.Match[str], read: _Read
) -> Numbered | None:
    """The item of a line, or of a number that stands alone and the line below it."""
    i, last = within
    at, start, title = i, lines[i].at + found.start("title"), found["title"]
    groups = found.groupdict()
    mark = WORD if groups.get("word") else found["mark"].strip(" \t-–_|\\")[:1]
    bold = groups.get("bold") or ""
    if bold and (close := title.find(bold)) > 0:
        title = title[:close]  # `1. **Opening** Anna opent`
    if not title.strip():
        at = next_filled(lines, i + 1, last)
        if at >= last or at - i > 2 or not (mark or lines[i].heading or mark == WORD):
            return None
        start, title = lines[at].at, lines[at].core
        if title[0].isdigit() or title[0] in "|-•":
            return None
    if link := _LINK.fullmatch(title):
        start, title = start + 1, link[1]
    skipped = _WORD_ONLY.match(title)
    if skipped:
        start, title = start + skipped.end(), title[skipped.end() :]
    return _numbered(text, lines, (i, at), read, (start, title, mark))


def _numbered(
    text: str, lines: Sequence[Line], at: tuple[int, int], read: _Read, shown: tuple[int, str, str]
) -> Numbered | None:
    start, said, mark = shown
    first = said.lstrip("\"'‘“([«&$#*_")[:1]
    small = first.islower() and not said.lower().startswith("vervolg")
    if not (first.isalpha() or (first.isdigit() and mark)) or (small and not mark) or said[0] == "(":
        return None
    place = lines[at[1]]
    title, sentence = _until_text(without_column(said, beside=not mark))
    if not title or len(title) > _MAX_CUT:
        return None
    whole = start + len(title) == place.stop
    ends = title.endswith((".", ";", ",", "?", "!"))
    sentence = sentence or (whole and _is_text(lines, at[1]))
    likely = (
        is_usual(title)
        or lines[at[0]].heading
        or place.heading
        or not (ends or small or sentence or len(title) > MAX_TITLE)
    )
    return Numbered(
        line=at[0],
        title_line=at[1],
        form=read.form,
        order=read.order,
        above=read.above,
        shown=read.shown,
        title=Span(start, start + len(title)),
        likely=likely,
        whole=whole,
        ends=ends and whole,
        indent=indent_of(text, lines[at[0]]),
        mark=mark,
    )


def _is_text(lines: Sequence[Line], i: int) -> bool:
    """Whether a line runs on in small letters on a next one that is as long, or ends a sentence: text, no title."""
    following = lines[i + 1].core if i + 1 < len(lines) else ""
    return (
        len(lines[i].core) >= _SHORT_TITLE
        and following[:1].islower()
        and (len(following) >= _SHORT_TITLE or following[-1] in ".;!?:")
    )


def _until_text(title: str) -> tuple[str, bool]:
    """A title without the text that follows it on its line, and whether that was a sentence of it."""
    found = _END_OF_TITLE.search(title)
    if not found:
        return title, False
    mark = title[found.start()]
    said = title[found.end() :].strip()
    if mark == ":" and (len(said) <= _SHORT_TITLE or found.start() > _SHORT_TITLE):
        return title, False  # a title of two parts
    if mark != ":" and len(title) <= _LONG_TITLE and not said.endswith((".", "!")):
        return title, False
    return title[: found.start() + (mark in "?!.")], mark != ":"


def without_column(title: str, *, beside: bool) -> str:
    """A title without what stands behind it: another cell, an outcome, an attachment, and (`beside`) a sentence of
    the column next to it.
    """
    column = _COLUMN.match(title) if beside else None
    if column:
        return column[0]
    cell = _OTHER_CELL.search(title)
    title = title[: cell.start()] if cell and cell.start() else title
    outcome = OUTCOME.search(title)
    title = title[: outcome.start()] if outcome else title
    while behind := _BEHIND_TITLE.search(title):
        title = title[: behind.start()]
    return title.rstrip()


def _cell(text: str, lines: Sequence[Line], i: int) -> Numbered | None:
    """A row of a table in markdown: a number in the first cell, the title in the second."""
    found = _CELL.match(lines[i].core)
    number = _CELL_NUMBER.fullmatch(found[1]) if found else None
    if not found or not number:
        return None
    title = found[2].strip("*_ ")
    if not title[:1].isupper():
        return None
    start = lines[i].at + found.start(2) + found[2].index(title)
    letter = number[2]
    read = (
        _Read(Form.BELOW, ord(letter.lower()) - 96, int(number[1]), number[1] + letter)
        if letter
        else _Read(Form.NUMBER, int(number[1]), None, number[1])
    )
    return _numbered(text, lines, (i, i), read, (start, title, "|"))
