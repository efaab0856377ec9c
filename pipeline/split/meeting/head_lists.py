"""The lines of a list of people: from the label `Aanwezig` to where something else starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.lines import Line, bullet
from pipeline.split.meeting.head_labels import PEOPLE, Field, Label, cells_of, garbled, labels_on
from pipeline.split.meeting.people import Entry, How, People, read_list
from pipeline.split.meeting.people_table import column, is_header, read_table
from pipeline.split.meeting.people_words import (
    HONORIFIC,
    is_mark,
    is_name,
    is_organisation_word,
    role_before,
)
from pipeline.types import Span

_MAX_LINES = 200
_ITEM = re.compile(r"(?:agendapunt\s)?\d{1,2}[a-z]?[.):]{0,2}\s+[A-ZÀ-Ý]", re.IGNORECASE)
_OTHER_HEADING = re.compile(
    r"(?:agenda|agendapunten|besproken|onderwerp(?:en)?|opening|welkom|mededeling(?:en)?|verslag|notulen"
    r"|inleiding|actie\w*"
    r"|besluit\w*|pagina \d+.*|blad \d+.*|copy to|cc|bijlagen?|vergaderstukken|aanleiding|doel|samenvatting"
    r"|punten)\b\W*",
    re.IGNORECASE,
)
_HEAD = re.compile(r"[,(;:\t]|\s[-–—]\s|\s{3,}|\s(?:en|and|&)\s")
_ENDS = re.compile(r"(?P<word>\S+)\.[\"')*_]*\Z")
_SHORT = re.compile(
    r"\(?(?:[A-ZÀ-Ý](?:\.[A-Z])*|[a-z]{1,4}|dhr|mw|mevr|drs|dr|ir|ing|mr|prof|burg|weth|plv|wnd|vz|voorz|secr"
    r"|not|e\.a|c\.s|etc"
    r"|m\.k|afd|gem|prov|min|org)\Z",
)
_STOP_INSIDE = re.compile(r"\.\s{1,5}(?=[A-ZÀ-Ý])")
_RUNS_ON = (",", ";", " en", " and", " &", "-", "–", "/", ":")
_LOW = re.compile(r"[a-zà-ÿ('’]")
_AND = re.compile(r"(?:en|and|&)\s")


@dataclass(frozen=True, slots=True)
class Listed:
    """The people below a label, those whom the list itself calls absent, and the line it ends before."""

    people: People
    away: tuple[Entry, ...]
    stop: int
    end: int


def gather(text: str, lines: Sequence[Line], label: Label, last: int, how: How) -> Listed:
    """The list that belongs to a label, of which no line is at or behind `last`."""
    lead = label.value
    table = _table(text, lines, label, last, how)
    if table:
        return table
    stretches: list[Span] = []
    if lead.start < lead.end:
        whole = _sentence(text, lead)
        stretches.append(whole)
        if whole.end < lead.end or _stops(whole.of(text)):
            return _listed(text, stretches, label.line + 1, how)
    stop = _lines_of(text, lines, label, last, stretches)
    columns = _columns(text, stretches)
    if columns:
        there, away = read_table(text, columns, how)
        return Listed(People(there, how.organisations_first), away, stop, stretches[-1].end)
    return _listed(text, stretches, stop, how)


def _listed(text: str, stretches: Sequence[Span], stop: int, how: How) -> Listed:
    if not stretches:
        return Listed(People((), how.organisations_first), (), stop, 0)
    people = read_list(text, stretches, how)
    return Listed(people, (), stop, stretches[-1].end)


def _lines_of(text: str, lines: Sequence[Line], label: Label, last: int, stretches: list[Span]) -> int:
    """Add the lines below a label that belong to its list; returns the line where it ends."""
    alone = not stretches
    bulleted = False
    i = label.line + 1
    blanks = 0
    while i < min(last, label.line + _MAX_LINES):
        line = lines[i]
        if not line.core:
            blanks += 1
            i += 1
            if blanks > 3:
                break
            continue
        before = stretches[-1].of(text).rstrip() if stretches else ""
        item = bullet(line.core) > 0 and (not _ITEM.match(line.core) or numbered_name(line.core))
        if blanks and stretches and not (_unfinished(before) or (bulleted and item)):
            break
        grouped = alone and label.field is not Field.ABSENT and all(":" in one.of(text) for one in stretches)
        if (
            _other(text, lines, i, grouped)
            or (before and _stops(before))
            or (label.garbled and garbled(lines, i))
        ):
            break
        if not _goes_on(line, before, alone, bulleted, item):
            break
        bulleted = bulleted or item
        stretches.append(line.span)
        blanks = 0
        i += 1
    return i


def _other(text: str, lines: Sequence[Line], i: int, grouped: bool) -> bool:
    """Whether a line starts something else: a label, a heading, an item of the agenda. `grouped`: `Voorzitter: X` is
    an entry of the list.
    """
    line = lines[i]
    if line.heading and not is_name(line.core):
        return True
    if _OTHER_HEADING.fullmatch(line.core):
        return True
    found = labels_on(text, lines, i)
    if found:
        inside = grouped and found[0].field in (Field.CHAIR, Field.SECRETARY)
        if not inside and (found[0].firm or found[0].field not in (Field.CHAIR, Field.SECRETARY)):
            return True
    return bool(_ITEM.match(line.core)) and not numbered_name(line.core)


def numbered_name(core: str) -> bool:
    """`1. Jan Kok (Borne)`: a list of people may be numbered."""
    rest = core[bullet(core) :]
    head = _HEAD.split(rest, maxsplit=1)[0].strip()
    sure = "(" in rest or "," in rest or HONORIFIC.match(head) is not None
    return bullet(core) > 0 and " " in head and is_name(head) and sure


def _goes_on(line: Line, before: str, alone: bool, bulleted: bool, item: bool) -> bool:
    """Whether a line belongs to the list above it."""
    core = line.core
    if before and _unfinished(before):
        return True
    if item:
        return bulleted or not before or alone
    if bulleted:
        return bool(_LOW.match(core)) and len(core) < 120
    if before and _AND.match(core):
        return True
    if before and _LOW.match(core) and len(before) >= 30 and not before.endswith("."):
        return True
    return _like_entry(core)


def _like_entry(core: str) -> bool:
    """Whether a line can be the entry of a list, or the start of a list that runs on."""
    head = _HEAD.split(core[bullet(core) :], maxsplit=1)[0].strip(" .*_")
    if not head:
        return core.startswith("(")
    if len(head) > 80 or (len(core.split()) > 12 and not re.search(r"[,(;]", core)):
        return False
    stop = role_before(head, 0, len(head))
    rest = head[stop:].strip()
    if is_mark(head) or is_name(rest) or (stop and not rest) or HONORIFIC.match(head):
        return True
    if is_organisation_word(head) or head.lower().startswith(("namens", "fractie", "vanuit")):
        return len(head) <= 50
    return _name_leads(rest) and not core.endswith((".", "?", "!"))


def _name_leads(words: str) -> bool:
    """`Jan Kok projectleider gemeente Borne`: at least two capitalised words, and few others."""
    tokens = words.split()
    return 2 <= len(tokens) <= 8 and any(is_name(" ".join(tokens[:k])) for k in range(2, 6))


def _unfinished(before: str) -> bool:
    return before.endswith(_RUNS_ON) or before.count("(") > before.count(")")


def _stops(words: str) -> bool:
    """Whether a full stop ends the list, rather than initials or an abbreviation."""
    found = _ENDS.search(words[-60:])
    return found is not None and not _SHORT.match(found["word"].rsplit("(", 1)[-1])


def _sentence(text: str, value: Span) -> Span:
    """A value up to the first full stop with a capital behind it."""
    words = value.of(text)
    for found in _STOP_INSIDE.finditer(words):
        before = words[max(0, found.start() - 40) : found.start()].split()
        word = before[-1].rsplit("(", 1)[-1] if before else ""
        if len(word) > 1 and any(map(str.isalpha, word)) and (word.endswith(")") or not _SHORT.match(word)):
            return Span(value.start, value.start + found.start())
    return value


def _table(text: str, lines: Sequence[Line], label: Label, last: int, how: How) -> Listed | None:
    """The rows of a table below a label, or of one whose first heading is the label itself."""
    i = label.line
    if "|" not in lines[i].core or not is_header(_words(lines[i])):
        if label.value.start < label.value.end:
            return None
        i += 1
        while i < min(last, label.line + 4) and not lines[i].core:
            i += 1
    rows: list[list[Span]] = []
    start = i
    while i < min(last, label.line + _MAX_LINES):
        core = lines[i].core
        tabbed = "\t" in core and (rows or is_header(_words(lines[i])))
        if not (core.startswith("|") or core.count("|") >= 2 or tabbed):
            break
        if i > start and any(one.field in PEOPLE for one in labels_on(text, lines, i)):
            break
        at = lines[i].at
        rows.append([Span(at + a, at + b) for a, b in cells_of(lines[i])])
        i += 1
    if not rows or (len(rows) == 1 and start == label.line):
        return None
    there, away = read_table(text, [row for row in rows if row], how)
    end = max((cell.end for row in rows for cell in row), default=label.start)
    return Listed(People(there, False), away, i, end)


def _words(line: Line) -> list[str]:
    return [line.core[a:b] for a, b in cells_of(line)]


def _columns(text: str, stretches: Sequence[Span]) -> list[list[Span]]:
    """The rows of a table whose cells came one a line: its headings first, and so many cells a row."""
    heads = 0
    while heads < len(stretches) and column(stretches[heads].of(text)):
        heads += 1
    if (
        not 2 <= heads <= 5
        or (len(stretches) - heads) % heads
        or not is_header([s.of(text) for s in stretches[:heads]])
    ):
        return []
    return [list(stretches[i : i + heads]) for i in range(0, len(stretches), heads)]
