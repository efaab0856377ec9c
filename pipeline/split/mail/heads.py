"""Where the messages and memos of a text start: header blocks and the lines that introduce a quoted reply.

The forms come from mail programs in Dutch, English and German, as plain text, as text that was HTML, or as printed
to PDF: labels in any order, bold or not, with empty lines between them, and address lists that run on over lines. A
mark or garble may stand in place of a name, an address or a whole value, so values are never judged by what they
look like, only by which labels stand together and whether a time of sending is among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.blocks import MAX_GAP, Block, read_block
from pipeline.split.mail.columns import read_columns
from pipeline.split.mail.head import Head
from pipeline.split.mail.intros import intro, is_framed, is_separator, quotes
from pipeline.split.mail.labels import garbled_label, label_of, value_span
from pipeline.split.mail.sending import day_of_sending, is_clocked, is_time_of_sending
from pipeline.types import Span

__all__ = ["Head", "find_heads"]

_OPENERS = frozenset(("from", "sent", "date", "to", "cc", "subject"))
# The user's name above a printed mail.
_PRINTED_FOR = re.compile(
    r"[A-ZÀ-Ý][\w.'’-]{0,25}(?:,? (?:van|de|der|den|ten|ter|te|el|al|[A-ZÀ-Ý][\w.'’-]{0,25})){1,5}"
)
_SENDER = re.compile(r"\S{0,40}(?:\s\S{1,40}){0,3}|.{0,60}[@<].{0,80}")


def find_heads(text: str, lines: Sequence[Line], mail: bool) -> tuple[Head, ...]:
    """All starts in order. `mail`: the text opens with the canonical header of a mail, complete or not."""
    heads: list[Head] = []
    i = next_filled(lines, 0)
    opening = i if mail else -1
    floor = 0  # the lines above belong to a head
    while i < len(lines):
        head = _head(text, lines, i, i == opening, floor)
        if head:
            heads.append(head)
            floor = head.body
        i = head.body if head else i + 1
    return tuple(heads)


def _head(text: str, lines: Sequence[Line], i: int, opening: bool, floor: int) -> Head | None:
    if not lines[i].core:
        return None
    return _block(text, lines, i, opening, floor) or intro(text, lines, i) or _bare(text, lines, i, floor)


def _block(text: str, lines: Sequence[Line], first: int, opening: bool, floor: int) -> Head | None:
    start = label_of(lines[first])
    if start is None or start.field not in _OPENERS:
        return None
    block = read_block(text, lines, first)
    block.top = _top(text, lines, first, floor)
    head = _judged(text, lines, block, opening)
    if head and start.field == "sent" and not head.memo:
        head = _with_lost_sender(text, lines, head, floor)
    return head


def _judged(text: str, lines: Sequence[Line], block: Block, opening: bool) -> Head | None:
    fields, body, rule = block.done, block.body, "kop"
    columns = read_columns(text, lines, fields, body)
    if columns:
        fields, body, rule = columns.fields, columns.body, "kolommen"
    names = {name for name, _ in fields}
    parties = names & {"from", "to"}
    when = _value(text, fields, "sent") or _value(text, fields, "date")
    known = parties | (names & {"sent", "date", "subject"})
    message = (
        opening
        or (_is_sent(text, fields, names, block.meeting) and bool(parties or "subject" in names))
        or (is_separator(lines[block.top]) and len(known) > 1)
        or ({"from", "subject"} <= names and is_clocked(_value(text, fields, "when")))
    )
    memo = (
        not message and not block.stretched and {"from", "to"} <= names and bool(names & {"subject", "date"})
    )
    if not (message or memo):
        return None
    sent = day_of_sending(when)
    sure = _sureness(names, sent, block.garbled, rule) if message else 0.9
    depth = quotes(text, lines[block.first])
    return Head(block.top, block.first, body, fields, sent, memo, depth, False, rule, sure)


def _value(text: str, fields: Sequence[tuple[str, Span]], wanted: str) -> str:
    return next((span.of(text) for name, span in fields if name == wanted), "")


def _is_sent(text: str, fields: Sequence[tuple[str, Span]], names: set[str], meeting: bool) -> bool:
    """Whether the block says when it was sent. A letter has `Verzonden: 12 juni 2023` too: a day without a time
    counts only beside a sender, and under `Datum:` not at all; nor does the hour of a meeting.
    """
    if "sent" in names:
        return "from" in names or is_clocked(_value(text, fields, "sent"))
    return "date" in names and not meeting and is_time_of_sending(_value(text, fields, "date"))


def _sureness(names: set[str], sent: str | None, garbled: int, rule: str) -> float:
    """0.9 for a whole block; less for one with lost or garbled words."""
    if garbled or rule == "kolommen":
        return 0.7 if sent else 0.6
    if sent is None:
        return 0.7
    whole = "from" in names and bool(names & {"to", "subject"})
    return 0.9 if whole else 0.8


def _top(text: str, lines: Sequence[Line], first: int, floor: int) -> int:
    """The line of the separator above a block, or of the name that a print starts with, or its own first line."""
    above = next(
        (i for i in range(first - 1, max(floor, first - 1 - MAX_GAP) - 1, -1) if lines[i].core), None
    )
    if above is None:
        return first
    if is_separator(lines[above]):
        return above
    at = lines[above].start
    opens = at == 0 or text[at - 1] == "\f" or text[at : lines[above].at].startswith("\f")
    return above if opens and _PRINTED_FOR.fullmatch(lines[above].core) and at > 0 else first


def _with_lost_sender(text: str, lines: Sequence[Line], head: Head, floor: int) -> Head:
    """The head with the garbled line of the sender that stands above `Verzonden:` (`var]`, `Van X`)."""
    above = next(
        (i for i in range(head.first - 1, max(floor, head.first - 2) - 1, -1) if lines[i].core), None
    )
    label = garbled_label(lines[above], ("from",)) if above is not None else None
    if above is None or label is None:
        return head
    value = value_span(text, label.at, lines[above].stop)
    if not _SENDER.fullmatch(value.of(text)):
        return head
    top = _top(text, lines, above, floor) if head.top == head.first else min(head.top, above)
    fields = (("from", value), *head.fields)
    return replace(head, top=top, first=above, fields=fields, confidence=min(head.confidence, 0.7))


def _bare(text: str, lines: Sequence[Line], i: int, floor: int) -> Head | None:
    """A separator of which the block below is lost."""
    if not is_framed(lines[i]):
        return None
    j = i
    for _ in range(MAX_GAP + 1):
        j = next_filled(lines, j + 1)
        if j >= len(lines):
            break
        if _block(text, lines, j, False, i + 1) or intro(text, lines, j):
            return None
    return Head(i, i, i + 1, (), None, False, quotes(text, lines[i]), False, "scheiding", 0.5)
