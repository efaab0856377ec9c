"""Who quotes whom, and which lines are whose: by how often a line is quoted.

Below a message stand its own lines, the lines that it quotes without a header, and the answers that an outer message
gives between them. A line belongs to the innermost message that is quoted as often as the line is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.head import Head
from pipeline.split.mail.intros import quotes
from pipeline.split.mail.sending import is_later

_WRAPPED = 50  # characters: a quoted line this long may have been broken without a new mark
_LOOK = 3  # filled lines below an introducing sentence that may tell how deep the quotation is


@dataclass(frozen=True, slots=True)
class Thread:
    """For each message (heads without memos): the lines it wrote, how deep it is quoted, and who quotes it."""

    own: tuple[tuple[int, ...], ...]
    depths: tuple[int, ...]
    quoted_in: tuple[int | None, ...]


def read_thread(
    text: str, lines: Sequence[Line], heads: Sequence[Head], ends: Sequence[int], stops: Sequence[int]
) -> Thread:
    """`ends` gives for each head the line on which its text stops; `stops` are the first lines of other parts."""
    messages = [(head, end) for head, end in zip(heads, ends, strict=True) if not head.memo]
    own: list[list[int]] = [[] for _ in messages]
    quoted_in: list[int | None] = []
    depths: list[int] = []
    open_depths: list[int] = []  # of the messages that a coming line may belong to, outermost first
    open_messages: list[int] = []
    borders = sorted({*stops, *(head.top for head in heads if head.memo)})
    for index, (head, end) in enumerate(messages):
        depth = _depth(text, lines, head, end)
        parent = _quoter(head, open_depths, open_messages)
        if parent is not None and _apart(messages[parent][0], messages[index - 1][0], head, borders):
            parent = None
        keep = bisect_left(open_depths, depth) if parent is not None else 0
        del open_depths[keep:], open_messages[keep:]
        open_depths.append(depth)
        open_messages.append(index)
        depths.append(depth)
        quoted_in.append(parent)
        _share(text, lines, range(head.body, end), own, (open_depths, open_messages))
    return Thread(tuple(map(tuple, own)), tuple(depths), tuple(quoted_in))


def _quoter(head: Head, depths: Sequence[int], messages: Sequence[int]) -> int | None:
    """The open message that quotes a new one: an equally deep one in a printed thread, else the next outer one. An
    introducing sentence is written by who quotes, and so is as deep as that message.
    """
    position = bisect_right(depths, head.depth) - 1
    return messages[position] if position >= 0 else None


def _apart(parent: Head, above: Head, head: Head, borders: Sequence[int]) -> bool:
    """Whether a message starts something of its own: it is later than the one that would quote it, or a part of
    another kind stands in between and nothing says that it is earlier.
    """
    if is_later(head.sent, parent.sent):
        return True
    i = bisect_left(borders, above.body)
    between = i < len(borders) and borders[i] <= head.top
    return between and not is_later(parent.sent, head.sent)


def _depth(text: str, lines: Sequence[Line], head: Head, end: int) -> int:
    """How often the text of a message is quoted: below an introducing sentence more than the sentence itself."""
    i = head.body
    found: list[int] = []
    while head.intro and len(found) < _LOOK and (i := next_filled(lines, i, end)) < end:
        found.append(quotes(text, lines[i]))
        i += 1
    deeper = [depth for depth in found if depth > head.depth]
    return deeper[0] if deeper else head.depth


def _share(
    text: str,
    lines: Sequence[Line],
    region: range,
    own: Sequence[list[int]],
    open_: tuple[Sequence[int], Sequence[int]],
) -> None:
    """Give each line of a region to its message. Lines that are deeper than any message are quoted words of nobody
    known; if nothing else stands below a header, they are what it says.
    """
    depths, messages = open_
    deeper: list[int] = []
    given = False
    for i in region:
        if not lines[i].core:
            continue
        depth = _line_depth(text, lines, i, region)
        position = bisect_right(depths, depth) - 1
        if position < 0:
            position = len(depths) - 1
        elif depths[position] != depth:
            deeper.append(i)
            continue
        own[messages[position]].append(i)
        given = given or position == len(depths) - 1
    if not given and deeper:
        own[messages[-1]].extend(deeper)
        own[messages[-1]].sort()


def _line_depth(text: str, lines: Sequence[Line], i: int, region: range) -> int:
    """How often a line is quoted; the tail of a quoted line that was broken has lost its mark."""
    depth = quotes(text, lines[i])
    if i - 1 not in region or i + 1 not in region:
        return depth
    above, below = lines[i - 1], lines[i + 1]
    if (
        len(above.core) < _WRAPPED
        or not below.core
        or not (lines[i].core[0].islower() and len(lines[i].core) < 60)
    ):
        return depth
    around = quotes(text, above)
    return around if around > depth and quotes(text, below) == around else depth
