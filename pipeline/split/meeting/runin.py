"""Items whose title runs in: it opens the paragraph that tells what was said (`**Rondvraag:** Geen vragen.`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.split.meeting.chain import Read
from pipeline.split.meeting.outline import Entry
from pipeline.split.meeting.titles import is_no_item, is_usual
from pipeline.types import Span

_LIST_MARK = r"(?:[-*•+]\s+)?"
# In the order in which they are sure: bold letters, capitals, a colon or dash behind the title.
_STYLES = tuple(
    re.compile(rule)
    for rule in (
        _LIST_MARK + r"(?P<bold>\*\*|__)?(?P<title>[^*_|]{3,80}?)(?(bold)(?P=bold)|\*\*)\s?[:.–-]?\s*(?=\S)",
        _LIST_MARK
        + r"(?P<title>[A-ZÀ-Ý][A-ZÀ-Ý0-9 ,'’&/()-]{3,69}?)(?:\s?[:.–]|\s-)?\s+(?=[\"‘]?[A-ZÀ-Ý]?[a-zà-ÿ])",
        _LIST_MARK + r"(?P<title>[A-ZÀ-Ý][^:.!?|*_]{3,59}?)(?:\s?:|\s[-–])\s+(?=\S)",
    )
)
_PLAIN = len(_STYLES) - 1
_USUAL = 2  # usual titles in one style that show that it is that of titles
_MIN_TEXT = 5  # characters behind a title


def run_in_entries(read: Read, taken: frozenset[int]) -> Iterator[Entry]:
    """The titles that run in, all in the first style that has two usual ones. A title that comes back is the name of
    a speaker or a label.
    """
    lines = [
        i
        for i in range(read.zone.first, read.zone.last)
        if i not in taken and read.lines[i].core and read.fresh(i)
    ]
    for n, style in enumerate(_STYLES):
        found = [(i, hit) for i in lines if (hit := _title(read, i, style))]
        if sum(is_usual(_words(read, title)) for _, title in found) < _USUAL:
            continue
        times = Counter(_words(read, title).casefold() for _, title in found)
        for i, title in found:
            words = _words(read, title)
            named = n == _PLAIN and " " not in words and not is_usual(words)
            if times[words.casefold()] == 1 and not is_no_item(words) and not named:
                yield Entry(i, i, title, False, None, None, "ingelopen kop", 0.5 if n == _PLAIN else 0.6)
        return


def _title(read: Read, i: int, style: re.Pattern[str]) -> Span | None:
    line = read.lines[i]
    found = style.match(line.core[:200])
    if found is None or len(line.core) - found.end() < _MIN_TEXT:
        return None
    words = found["title"].rstrip(" :.")
    return (
        Span(line.at + found.start("title"), line.at + found.start("title") + len(words)) if words else None
    )


def _words(read: Read, title: Span) -> str:
    return title.of(read.text)
