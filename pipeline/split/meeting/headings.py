"""Items without a number: headings, usual titles that stand alone, and the points of an agenda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import PartKind
from pipeline.split.dates import find_dates
from pipeline.split.lines import bullet, next_filled
from pipeline.split.meeting.chain import Read
from pipeline.split.meeting.listed import formal, labelled_entries, line_entry, listed_entries
from pipeline.split.meeting.outline import Entry
from pipeline.split.meeting.runin import run_in_entries
from pipeline.split.meeting.titles import (
    is_agenda,
    is_closing,
    is_group,
    is_no_item,
    is_usual,
    is_usual_alone,
)
from pipeline.split.parts import heading_kind

_BOLD = 7  # the level of a heading in bold, below those of markdown (1 to 6)
_CAPITALS = 8
_BOLD_POINT = 9
_MAX_HEADING = 140  # characters
_SHORT = 70
_TEXT = 40  # characters; a line of text is longer
_MIN_APART = 3  # headings without a mark that are told by how they stand
_MARKDOWN = re.compile(r"[\s>]*(?:[-*•+]\s+)?(#{1,6})\s")
_BOLD_LINE = re.compile(r"[\s>]*(\*\*|__)(?!\s)[^*]{2,160}(?<!\s)\1\s*:?\s*")
_BOLD_BULLET = re.compile(r"[-*•]\s+\*\*[^*]{2,100}\*\*:?\**")
_DATE = re.compile(r"(?:\w{2,9}dag,? )?\d{1,4}[-./ ]{1,2}[\w.]{1,10}[-./ ]{1,2}\d{2,4}.{0,20}")
_PREVIOUS = re.compile(r"\b(?:vorige?|laatste|goedkeuring|vast ?te ?stellen|vaststell\w+)\b", re.IGNORECASE)
_MEETING = re.compile(r"(?:.{0,60}\b)?(?:\w*overleg|\w*vergadering|bijeenkomst|alv)\b", re.IGNORECASE)
_MARKS = re.compile(r"(?:[-*•+]\s+)?(?:#{1,6}\s+)?[*_]{0,3}")


def unnumbered_entries(read: Read, taken: frozenset[int], found: Sequence[Entry]) -> list[Entry]:
    """The items of a zone that have no number, where `found` are those that have one.

    Where headings part the meeting and all numbers stand below one of them, the headings are the items. Where
    numbers do, only usual titles, titles of the numbered ones and headings below numbered headings count beside them.
    """
    marked = list(_headings(read, taken))
    titles = {i for entry in found for i in (entry.line, entry.title_line)}
    headed = [(i, level) for i, level in marked if i not in titles]
    if found and not _inner(read, found, headed):
        return [*found, *_beside(read, taken, found, headed)]
    labelled = labelled_entries(read, taken)
    if labelled:
        return labelled
    if headed and (len(headed) > 1 or is_usual(_bare(read.lines[headed[0][0]].core))):
        return list(_tree(read, headed))
    return (
        list(run_in_entries(read, taken))
        or listed_entries(read, taken)
        or list(_standing(read, taken))
        or _set_apart(read, taken)
        or list(formal(read, taken))
    )


def _beside(
    read: Read, taken: frozenset[int], found: Sequence[Entry], headed: Sequence[tuple[int, int]]
) -> Iterator[Entry]:
    """The items without a number of a meeting whose items have one."""
    known = {_plain(read.text[e.title.start : e.title.end]) for e in found if e.parent is None}
    lines = {i for entry in found for i in (entry.line, entry.title_line)}
    said = " ".join(read.text[e.title.start : e.title.end] for e in found).casefold()
    levels = dict(headed)
    above, place = -1, 0
    for i in range(read.zone.first, read.zone.last):
        core = read.lines[i].core
        while place < len(found) and found[place].line <= i:
            above, place = place, place + 1
        if not core or i in taken or i in lines or len(core) > _MAX_HEADING:
            continue
        if i in levels and _is_usual_item(_bare(core)):
            yield line_entry(read, i, "kop", 0.6)
        elif above >= 0 and (i in levels or read.fresh(i)) and _plain(_bare(core)) in known:
            yield line_entry(read, i, "kop" if i in levels else "vaste titel", 0.6)
        elif above >= 0 and 0 < _level(read, found[above].line) < levels.get(i, 0) < _BOLD:
            entry = line_entry(read, i, "kop", 0.5)
            entry.parent = found[above]
            yield entry
        elif (
            place == len(found)
            and is_closing(core)
            and is_usual_alone(core)
            and _stands_alone(read, i)
            and _plain(core) not in said
        ):
            yield line_entry(read, i, "vaste titel", 0.6)


def _bare(core: str) -> str:
    """The words of a line without the marks before it."""
    found = _MARKS.match(core)
    return core[found.end() :] if found else core


def _plain(title: str) -> str:
    return title.strip(" *_:.").casefold()


def _is_usual_item(core: str) -> bool:
    """Whether a heading beside numbers is an item itself, and not one that stands above some of them."""
    return is_usual(core) and not is_group(core)


def _inner(read: Read, found: Sequence[Entry], headed: Sequence[tuple[int, int]]) -> bool:
    """Whether the numbers only count points below one of several headings."""
    if len(headed) < 2 or any(read.lines[entry.line].heading for entry in found):
        return False
    if any(is_usual(read.text[entry.title.start : entry.title.end]) for entry in found):
        return False
    first, last = found[0].line, found[-1].line
    return not any(first < i < last for i, _ in headed) and any(i < first for i, _ in headed)


def _headings(read: Read, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """The lines that are marked as headings and their levels, without the title of the document and headings of
    lists and the like; below one of those, deeper ones are its own.
    """
    hidden = 0  # the level of a heading of a list or the like
    first = True
    capitals = frozenset(_capitals(read, taken))
    for i in range(read.zone.first, read.zone.last):
        line = read.lines[i]
        level = _level(read, i) or (_CAPITALS if i in capitals else 0)
        if not level or i in taken:
            continue
        core = _bare(line.core)
        opening, first = first, False
        if _is_title(read, i, opening):
            continue
        if hidden and level > hidden:
            continue
        hidden = 0
        if is_no_item(core) or is_no_item(core.partition(":")[0]) or _DATE.fullmatch(core):
            hidden = 0 if is_agenda(core) else level
            continue
        if len(core) <= _MAX_HEADING and any(c.isalpha() for c in core):
            yield i, level


def _level(read: Read, i: int) -> int:
    """The level of a heading, also of one in bold, of a point in bold or of an underlined one; 0 for other lines."""
    line = read.lines[i]
    whole = read.text[line.start : line.end]
    if not line.heading and line.core[:1] in ("-", "*", "+", "_") and "#" not in line.core[:12]:
        if line.core[:2] == "__" and _BOLD_LINE.fullmatch(whole):
            return _BOLD
    elif not line.heading and line.core[:1] in ("-", "*", "+") and (found := _MARKDOWN.match(whole)):
        return len(found[1])
    if not line.heading:
        below = read.lines[i + 1].core if i + 1 < read.zone.last else ""
        if below[:3] in ("---", "===") and line.core and len(line.core) <= _SHORT and not below.strip("-="):
            return 1 if below[0] == "=" else 2
        return _BOLD_POINT if _BOLD_BULLET.fullmatch(line.core + "**") else 0
    found = _MARKDOWN.match(whole)
    if found:
        return len(found[1])
    return _BOLD if _BOLD_LINE.fullmatch(whole) else 0


def _is_title(read: Read, i: int, opening: bool) -> bool:
    """Whether a heading is the title of the document: `Verslag overleg bomen 3 mei 2021`."""
    core = read.lines[i].core
    if _PREVIOUS.search(core) or is_usual(core):
        return False
    kind = heading_kind(read.lines[i])
    if kind is not None:
        return True
    return opening and _MEETING.match(core) is not None and any(True for _ in find_dates(core[:200]))


def _capitals(read: Read, taken: frozenset[int]) -> Iterator[int]:
    """Headings in capitals, where a usual title is one of them."""
    found = [
        i
        for i in range(read.zone.first, read.zone.last)
        if i not in taken and _in_capitals(read.lines[i].core) and read.fresh(i)
    ]
    if len(found) > 1 and any(is_usual(read.lines[i].core) for i in found):
        yield from found


def _in_capitals(core: str) -> bool:
    if not 5 <= len(core) <= _SHORT or not core.isupper() or core[0].isdigit() or core[-1] in ".,;!?":
        return False
    return any(len(word) > 3 for word in core.split())


def _tree(read: Read, headed: Sequence[tuple[int, int]]) -> Iterator[Entry]:
    """The headings as items, the deeper ones below the others."""
    top = min(level for _, level in headed)
    first = headed[0]
    if first[1] == top and len(headed) > 2 and sum(level == top for _, level in headed) == 1:
        headed = (
            headed if is_usual(read.lines[first[0]].core) else headed[1:]
        )  # else the title of the document
        top = min(level for _, level in headed)
    path: list[tuple[int, Entry]] = []
    for i, level in headed:
        while path and path[-1][0] >= level:
            path.pop()
        usual = is_usual(read.lines[i].core)
        confidence = 0.7 if usual or level == top else 0.5
        entry = line_entry(read, i, "kop", confidence)
        entry.parent = path[-1][1] if path else None
        path.append((level, entry))
        yield entry


def _alone(read: Read, taken: frozenset[int]) -> Iterator[int]:
    """The lines that are nothing but a usual title."""
    for i in range(read.zone.first, read.zone.last):
        if i not in taken and is_usual_alone(read.lines[i].core) and _stands_alone(read, i):
            yield i


def _stands_alone(read: Read, i: int) -> bool:
    """Whether a line stands apart from the text above it, or above a line of text."""
    following = next_filled(read.lines, i + 1, read.zone.last)
    text = read.lines[following].core if following < read.zone.last else ""
    return read.fresh(i) or (len(text) >= _TEXT and text[0].isupper())


def _standing(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """Usual titles that stand alone, and short lines between them that stand as they do."""
    usual = list(_alone(read, taken))
    if len(usual) < 2 or not any(is_closing(read.lines[i].core) for i in usual):
        return
    places = frozenset(usual)
    for i in range(usual[0], read.zone.last):
        if i in places:
            yield line_entry(read, i, "vaste titel", 0.6)
        elif i not in taken and i < usual[-1] and _stands(read, i):
            yield line_entry(read, i, "losse regel", 0.5)


def _set_apart(read: Read, taken: frozenset[int]) -> list[Entry]:
    """In minutes without one usual title more: short lines below an empty line with text right below them."""
    if read.zone.kind is not PartKind.MINUTES:
        return []
    places = [
        i for i in range(read.zone.first + 1, read.zone.last) if i not in taken and _heads_text(read, i)
    ]
    if len(places) < _MIN_APART:
        return []
    return [line_entry(read, i, "losse regel", 0.5) for i in places]


def _heads_text(read: Read, i: int) -> bool:
    """Whether a line without a mark stands below an empty line, on top of a paragraph or a list."""
    core = read.lines[i].core
    if not 4 <= len(core) <= _TEXT or not core[0].isupper() or core[-1] in ".,;:!?" or not read.gap(i):
        return False
    if ":" in core or is_no_item(core) or bullet(core) or any(c in core for c in "@|\t"):
        return False
    below = read.lines[i + 1].core if i + 1 < read.zone.last else ""
    said = (bool(below) and (below[-1] in ".!?" and " " in below)) or len(below) >= _TEXT + 10
    if not ((said and below[0].isupper()) or bullet(below) > 0):
        return False
    return heading_kind(read.lines[i]) is None and not any(True for _ in find_dates(core))


def _stands(read: Read, i: int) -> bool:
    """Whether a line reads as a heading without a mark: short, apart from the text above, with text below."""
    core = read.lines[i].core
    if not 4 <= len(core) <= _SHORT or not core[0].isupper() or core[-1] in ".,;!?" or bullet(core):
        return False
    if is_no_item(core) or ":" in core[:-1] or not read.fresh(i):
        return False
    following = next_filled(read.lines, i + 1, read.zone.last)
    return following < read.zone.last and len(read.lines[following].core) >= max(50, len(core) + 10)
