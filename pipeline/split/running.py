"""Running headers, footers and page numbers: found over the pages, and taken out of the flow of lines.

A line is one when its words come back at the border of another page nearby, with other digits or the same: at the
same height where the page says heights, else among the first or last lines of the page. Texts without pages (read
from a scan) show their page borders by numbers that count up; what comes back beside such numbers goes with them.
The first time that a header stands there it may be the title of the document: then it stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from pipeline.split.lines import LABEL, Line, bullet
from pipeline.types import Document, DocumentKind, Page, Span

_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"[\s|_*#]+")
# A page number that says so itself is one wherever it stands.
_SAYS_PAGE = re.compile(
    r"[-–—] ?\d{1,4} ?[-–—]|(?:pagina|pag\.?|blad|bladzijde|blz\.?|page|seite)\s?:? ?\d{1,4}"
    r"(?: ?(?:van|of|von|/) ?\d{1,4})?",
    re.IGNORECASE,
)
_PAGE_COUNT = re.compile(
    r"(?:pagina|pag\.?|blad(?:zijde)?|blz\.?|page|seite)\s?:? ?(\d{1,4})\b"
    r"|(?:^|\s)(\d{1,4}) ?(?:van|of|von|/) ?\d{1,4}$|^\W{0,3}(\d{1,4})\W{0,3}$|\s(\d{1,3})$",
    re.IGNORECASE,
)
# What mails and letters say on every other page without being a header.
_SAID_OFTEN = re.compile(
    r"(?:met (?:vriendelijke|hartelijke)|vriendelijke groet|hartelijke groet|hoogachtend|groet|beste|geachte|dag|hallo"
    r"|hoi|dear|kind regards|best regards|van|aan|cc|bcc|onderwerp|verzonden|datum|from|to|sent|subject|date)\b",
    re.IGNORECASE,
)
_EDGE = 4  # filled lines at the top and at the bottom of a page among which a header or footer is looked for
_MARGIN = 0.14  # of the height of the page; letterheads of Dutch public bodies end within 35 of 297 mm
_SAME_HEIGHT = 4.0  # points
_NEARBY = 2  # pages: left and right pages may have headers of their own
_BESIDE = 4  # filled lines around a page number in which the rest of a header stands, in a text without pages
_LONG = 160  # characters; no header is longer
_RUNS_ON = 45  # characters: a line this long without an end mark goes on behind the page border


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line at the border of a page. `height` is its distance from the top in points, None where none is known."""

    line: int
    page: int
    height: float | None


def flow(document: Document, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Span, ...]]:
    """The lines without running headers, footers and page numbers, and the stretches that were taken out.

    Where the text runs on over a page border the empty lines there are gone too; elsewhere one stays.
    """
    taken = {i for i, line in enumerate(lines) if len(line.core) <= 30 and _SAYS_PAGE.fullmatch(line.core)}
    borders = _borders(document, lines)
    if document.kind is not DocumentKind.MAIL:
        if len(borders) > 1:
            taken |= _repeated(document, lines, borders)
        else:
            taken |= _beside_numbers(lines) | _tearing(lines)
    if not taken and len(borders) < 2:
        return tuple(lines), ()
    artifacts = _stretches(lines, taken)
    return tuple(_joined(lines, taken, frozenset(border.start for border in borders[1:]))), artifacts


def _borders(document: Document, lines: Sequence[Line]) -> list[range]:
    """The lines of each page."""
    if document.pages:
        cuts = [page.span.start for page in document.pages]
    else:
        cuts = [0, *(found.end() for found in re.finditer("\f", document.text))]
    starts = [line.start for line in lines]
    first = [bisect_left(starts, cut) for cut in cuts] + [len(lines)]
    return [range(a, b) for a, b in pairwise(first)]


def _repeated(document: Document, lines: Sequence[Line], pages: Sequence[range]) -> set[int]:
    heights = _heights(document, lines) if document.pages else {}
    groups: dict[tuple[str, bool], list[_Seen]] = defaultdict(list)
    for number, page in enumerate(pages):
        sheet = document.pages[number] if document.pages else None
        for at_top, i in _edges(lines, page, heights, sheet):
            groups[_shape(lines[i].core), at_top].append(_Seen(i, number, heights.get(i)))
    taken: set[int] = set()
    for seen in groups.values():
        seen.sort(key=lambda one: one.line)
        taken |= _running(lines, seen)
    return taken if heights else _at_the_edges(lines, pages, taken)


def _at_the_edges(lines: Sequence[Line], pages: Sequence[range], taken: set[int]) -> set[int]:
    """Those that nothing else stands between and the border of their page."""
    kept: set[int] = set()
    for page in pages:
        filled = [i for i in page if lines[i].core]
        for way in (filled, filled[::-1]):
            kept.update(takewhile(taken.__contains__, way))
    return kept


def _heights(document: Document, lines: Sequence[Line]) -> dict[int, float]:
    """The top of each line on its page, in points."""
    starts = [line.start for line in lines]
    found: dict[int, float] = {}
    for word in document.words:
        i = bisect_right(starts, word.span.start) - 1
        if i >= 0:
            found[i] = min(found.get(i, word.box.top), word.box.top)
    return found


def _edges(
    lines: Sequence[Line], page: range, heights: dict[int, float], sheet: Page | None
) -> Iterator[tuple[bool, int]]:
    """The lines of a page that may be its header (True) or footer (False)."""
    filled = [i for i in page if lines[i].core and len(lines[i].core) <= _LONG]
    if sheet and heights:
        for i in filled:
            if i in heights:
                place = heights[i] / sheet.height
                if place < _MARGIN or place > 1 - _MARGIN:
                    yield place < _MARGIN, i
        return
    for i in filled[:_EDGE]:
        yield True, i
    for i in filled[_EDGE:][-_EDGE:]:
        yield False, i


def _shape(core: str) -> str:
    return _DIGITS.sub("#", _BLANKS.sub(" ", core)).strip().casefold()


def _running(lines: Sequence[Line], seen: Sequence[_Seen]) -> set[int]:
    """Those that come back on a page nearby: at one height, or three times, or with a number that counts up."""
    core = lines[seen[0].line].core
    if len(seen) < 2 or (not any(c.isalpha() for c in core) and not core.strip(" -–—|").isdigit()):
        counted = _counting(lines, seen) if len(seen) > 1 else []
        return set(counted)
    if not any(c.isalpha() for c in core):
        return set(_counting(lines, seen))
    if _SAID_OFTEN.match(core) or bullet(core):
        return set()  # `1. Opening` tops the page of every agenda
    found: set[int] = set()
    for before, after in pairwise(seen):
        near = 0 < after.page - before.page <= _NEARBY
        if before.height is not None and after.height is not None:
            near = near and abs(before.height - after.height) <= _SAME_HEIGHT
        elif len(seen) < 3 and not any(c.isdigit() for c in core):
            near = False
        if near:
            found |= {before.line, after.line}
    first = min(found, default=None)
    if (
        first is not None
        and first == seen[0].line
        and seen[0].height is None
        and not any(map(str.isdigit, core))
    ):
        found.discard(first)  # without heights the first may be the title of the document
    return found


def _counting(lines: Sequence[Line], seen: Sequence[_Seen]) -> list[int]:
    """Bare numbers that count the pages."""
    numbered = [(one, int(found[0])) for one in seen if (found := _DIGITS.search(lines[one.line].core))]
    steps: dict[int, list[int]] = defaultdict(list)
    for one, number in numbered:
        steps[number - one.page].append(one.line)
    return [i for group in steps.values() if len(group) > 1 for i in group]


def _beside_numbers(lines: Sequence[Line]) -> set[int]:
    """Headers of a text without pages: around lines of one shape whose last number counts up by one."""
    filled = [i for i, line in enumerate(lines) if line.core]
    shapes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, i in enumerate(filled):
        core = lines[i].core
        found = _PAGE_COUNT.search(core) if len(core) <= _LONG and _DIGITS.search(core) else None
        if found and not bullet(core):
            shapes[_shape(core)].append((place, int(next(g for g in found.groups() if g))))
    anchors: list[int] = []
    for shape, group in shapes.items():
        if any(c.isalpha() for c in shape) or "-" in shape:
            anchors += _chain(group)
    if len(anchors) < 2:
        return set()
    taken = {filled[place] for place in anchors}
    around: dict[str, list[int]] = defaultdict(list)
    for place in sorted(anchors):
        for near in range(max(0, place - _BESIDE), min(len(filled), place + _BESIDE + 1)):
            core = lines[filled[near]].core
            if len(core) <= _LONG and not _SAID_OFTEN.match(core) and sum(map(str.isalpha, core)) >= 4:
                around[_shape(core)].append(filled[near])
    for found_lines in around.values():
        places = sorted(set(found_lines))
        if len(places) > 1:
            taken.update(places)
    return taken


def _tearing(lines: Sequence[Line]) -> set[int]:
    """Headings that come back word for word and tear a table or a sentence somewhere: converted texts keep page
    headers as headings.
    """
    filled = [i for i, line in enumerate(lines) if line.core]
    groups: dict[str, list[int]] = defaultdict(list)
    for place, i in enumerate(filled):
        if lines[i].heading:
            groups[lines[i].core.casefold()].append(place)
    taken: set[int] = set()
    for places in groups.values():
        inner = [place for place in places if 0 < place < len(filled) - 1]
        if len(places) > 1 and any(_tears(lines, filled[p - 1], filled[p + 1]) for p in inner):
            taken.update(filled[place] for place in places)
    return taken


def _tears(lines: Sequence[Line], before: int, after: int) -> bool:
    above, below = lines[before].core, lines[after].core
    if all("\t" in core or core.count("|") > 1 for core in (above, below)):
        return True
    return above[-1] not in ".!?;:" and below[0].islower() and not lines[before].heading


def _chain(group: Sequence[tuple[int, int]]) -> list[int]:
    """The members of a shape whose numbers count up one by one, far enough apart to be pages."""
    kept: list[int] = []
    for before, after in pairwise(group):
        if after[1] == before[1] + 1 and after[0] - before[0] >= 2 * _BESIDE:
            kept += [before[0], after[0]]
    return sorted(set(kept))


def _stretches(lines: Sequence[Line], taken: Iterable[int]) -> tuple[Span, ...]:
    found: list[Span] = []
    last = -2
    for i in sorted(taken):
        if i == last + 1 and found:
            found[-1] = Span(found[-1].start, lines[i].end)
        else:
            found.append(Span(lines[i].start, lines[i].end))
        last = i
    return tuple(found)


def _joined(lines: Sequence[Line], taken: set[int], borders: frozenset[int]) -> Iterator[Line]:
    """The lines that stay. Empty ones at a page border go where the text runs on over it; else one stays."""
    i, last = 0, None
    while i < len(lines):
        stop, border = i, False
        while stop < len(lines) and (stop in taken or not lines[stop].core):
            border = border or stop in taken or stop in borders
            stop += 1
        border = border or stop in borders
        empty = [lines[k] for k in range(i, stop) if k not in taken]
        if stop < len(lines) and border and last is not None and _runs_on(last, lines[stop]):
            empty = []
        yield from empty[:1] if border else empty
        if stop < len(lines):
            last = lines[stop]
            yield last
        i = stop + 1


def _runs_on(before: Line, after: Line) -> bool:
    """Whether a paragraph goes on from the last line of a page to the first of the next."""
    if before.core[-1] in ".!?;:" or before.heading or after.heading or bullet(after.core):
        return False
    if LABEL.match(after.core):
        return False
    return after.core[0].islower() or (len(before.core) >= _RUNS_ON and not after.core[0].isdigit())
