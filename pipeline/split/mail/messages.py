"""The messages of a mail thread."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.items import Message
from pipeline.split.lines import Line
from pipeline.split.mail.contents import contents
from pipeline.split.mail.head import Head
from pipeline.split.mail.threads import read_thread
from pipeline.types import Span

# A new line that starts with an address of its own (no `<`) is an entry of its own, even without a `;`.
_LINE = r"(?P<line>\n[\s>]*)(?=[^\s@<;]+@)"
_SEMICOLON = re.compile(rf"(?P<cut>;)|{_LINE}")
_COMMA = re.compile(rf"(?:>|@[\w.-]+)(?P<cut>,)|(?P<next>,)(?=\s*[^\s,;@]+@)|{_LINE}")


def messages(
    text: str, lines: Sequence[Line], heads: Sequence[Head], stops: Sequence[int]
) -> tuple[Message, ...]:
    """The messages that `heads` open, in the order of the text.

    A body ends where the next message or memo starts, or on the first of the lines `stops` (other documents of
    the bundle). What an outer message answers between quoted lines is its text, wherever it stands.
    """
    borders = sorted({head.top for head in heads} | set(stops) | {len(lines)})
    ends = [borders[bisect_left(borders, head.body)] for head in heads]
    thread = read_thread(text, lines, heads, ends, stops)
    wrote = [(head, end) for head, end in zip(heads, ends, strict=True) if not head.memo]
    found = []
    for i, (head, end) in enumerate(wrote):
        body = _body(lines, head.body, end)
        said = contents(text, lines, thread.own[i], thread.depths[i] > 0)
        found.append(
            Message(
                span=Span(lines[head.first].start, body.end),
                sender=head.value("from"),
                to=_entries(text, head.value("to")),
                cc=_entries(text, head.value("cc")),
                subject=head.value("subject"),
                sent=head.sent,
                body=body,
                text=said.text,
                signature=said.signature,
                disclaimers=said.disclaimers,
                invitation=said.invitation,
                quoted_in=thread.quoted_in[i],
                rule=head.rule,
                confidence=head.confidence,
            )
        )
    return tuple(found)


def _body(lines: Sequence[Line], first: int, stop: int) -> Span:
    """Lines `first` to `stop` without the empty ones and rules at both ends."""
    start, last = first, stop - 1
    while start < stop and not any(c.isalnum() for c in lines[start].core):
        start += 1
    while last >= start and not any(c.isalnum() for c in lines[last].core):
        last -= 1
    if last < start:
        end = lines[first - 1].end
        return Span(end, end)
    return Span(lines[start].start, lines[last].end)


def _entries(text: str, value: Span | None) -> tuple[Span, ...]:
    return tuple(_split(text, value)) if value else ()


def _split(text: str, value: Span) -> Iterator[Span]:
    """The entries of an address list. Commas part them only after an address: `Jansen, Piet` is one name."""
    rule = _SEMICOLON if text.find(";", value.start, value.end) >= 0 else _COMMA
    start = value.start
    for found in rule.finditer(text, value.start, value.end):
        cut = found.lastgroup or "cut"
        yield from _trimmed(text, start, found.start(cut))
        start = found.end(cut)
    yield from _trimmed(text, start, value.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip(" \t\n\r>*_\u00a0,"))
    right = start + len(words.rstrip(" \t\n\r*_\u00a0,"))
    if left < right:
        yield Span(left, right)
