"""Reading a header block: labels in any order, values that run on over lines, garbled labels in between.

What stands between two labels of one block is part of it, whatever it looks like: a value that a mark or a text
recogniser has made unreadable is still no text of the sender.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.split.lines import Line, next_filled
from pipeline.split.mail.head import Fields
from pipeline.split.mail.intros import is_separator
from pipeline.split.mail.labels import Label, garbled_label, label_of, value_span
from pipeline.types import Span

MAX_GAP = 3  # empty lines between two lines of one header block
_PARTIES = ("from", "to", "cc", "bcc")
# How many filled lines a value may run on before the next label, by the field it belongs to.
_REACH = {
    "to": 14,
    "cc": 14,
    "bcc": 14,
    "from": 3,
    "sent": 14,
    "date": 3,
    "subject": 2,
    "attachments": 3,
    "other": 1,
}
# Which labels may follow lines that belong to no label, by the field above them.
_AFTER = {
    "subject": ("date", "sent", "attachments"),
    "attachments": ("date", "sent", "other"),
    "date": ("subject", "to", "cc", "attachments"),
}
_ADDRESS_LINE = re.compile(
    r"[^\s@;]*@[^\s;,]+[;,]?(?:\s[^\s@;]*@[^\s;,]+[;,]?)*|.{0,60}@\S+|[<>@].{0,80}|.*[<;].*|[^<>]{0,80}>;?"
)
_BARE_NAME = re.compile(r"[^.!?:;,@]{1,50}")
_FILE = re.compile(
    r".{0,200}\.?(?:pdf|docx?|xls[xm]?|ppt[xm]?|jp[eagq]{1,2}|[ij]pa|png|gif|tiff?|msg|eml|txt|csv|zip|html?|ics|vcf"
    r"|odt|ods|mp4|mov|heic)\W{0,3}(?:\(.{1,12}\))?[;,]?",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:beste|geachte|hallo|hoi|hi|hey|dag|ha|goede(?:morgen|middag|navond|dag)|dear|hello|lieber?|sehr geehrte)\b",
    re.IGNORECASE,
)
_LOWER_WORDS = re.compile(r"(?:\b[a-zà-ÿ]{2,15},? ){4}")
_SMALL_END = re.compile(
    r"(?:\b(?:van|de|het|een|en|of|in|op|aan|voor|met|te|bij|tot|over|the|of|and|for|to|[&+])|[-–,(/])\Z"
)


@dataclass(slots=True)
class Block:
    """A header block while it is read.

    `first` is the line of its first label, `top` that line or the one of a separator above it, `body` the first line
    behind it; `garbled` counts the labels that were.
    """

    first: int
    top: int
    fields: list[tuple[str, Span]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    body: int = 0
    garbled: int = 0
    below: bool = False  # a value stood on the line below its label
    meeting: bool = False  # a place or an hour of a meeting is among the labels
    stretched: bool = False  # lines without a label were taken along because a label follows

    @property
    def done(self) -> Fields:
        """The fields as they are kept."""
        return tuple(self.fields)


def read_block(text: str, lines: Sequence[Line], first: int) -> Block:
    """The block that starts with the label on line `first`."""
    block = Block(first, first)
    i = first
    while i < len(lines):
        label = label_of(lines[i])
        if label is not None:
            if label.field in block.seen and label.field not in ("other", "event", "when"):
                break
            _open(text, lines[i], label, block)
        elif not _goes_on(text, lines, i, block):
            break
        block.body = i + 1
        i = next_filled(lines, i + 1, min(len(lines), i + 2 + MAX_GAP))
    _give_back_event(lines, block)
    return block


def _open(text: str, line: Line, label: Label, block: Block) -> None:
    block.seen.add(label.field)
    block.garbled += label.garbled
    block.fields.append((label.field, value_span(text, label.at, line.stop)))


def _goes_on(text: str, lines: Sequence[Line], i: int, block: Block) -> bool:
    """Whether line `i`, which has no clean label, is of the block; its words go to the field they belong to."""
    name, value = block.fields[-1]
    if is_separator(lines[i]):
        return False
    if _continues(lines, i, block):
        _append(text, lines[i], block)
        return True
    if not _anchor(lines, i, name, block.seen) or (name != "from" and _opens_another(lines, i)):
        return False
    block.stretched = True
    label = garbled_label(lines[i], [f for f in ("to", "cc") if f not in block.seen])
    if label is not None:
        _open(text, lines[i], label, block)
    elif name in ("sent", "date") and value.end > value.start and "to" not in block.seen:
        _open(text, lines[i], Label("to", lines[i].at, True), block)
    elif value.end == value.start or name in (*_PARTIES, "subject", "attachments"):
        _append(text, lines[i], block)
    return True


def _append(text: str, line: Line, block: Block) -> None:
    name, span = block.fields[-1]
    empty = span.end == span.start
    block.below = block.below or empty
    block.fields[-1] = (name, value_span(text, line.at if empty else span.start, line.stop))


def _continues(lines: Sequence[Line], i: int, block: Block) -> bool:
    """Whether line `i` goes on with the value of the field above it, by its form alone."""
    core, above = lines[i].core, lines[i - 1].core
    name, span = block.fields[-1]
    if span.end == span.start:  # a value on the line below its label
        if not above or len(core) > 160:
            return False
        return label_follows(lines, i, block.seen) or (block.below and name in ("subject", "to"))
    if name in _PARTIES:
        return is_address(core) or (_BARE_NAME.fullmatch(core) is not None and _list_goes_on(lines, i))
    if name == "subject":
        return _wraps(lines, i)
    return name == "attachments" and _FILE.fullmatch(core) is not None


def _wraps(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` is the rest of a subject that was too long for its line."""
    core, above = lines[i].core, lines[i - 1].core
    if len(above) < 50 or len(core) > 70 or _SALUTATION.match(core):
        return False
    if above.count("(") > above.count(")") and ")" in core:
        return True
    if _SMALL_END.search(above) and len(core) <= 40 and core[-1] not in ".!?:":
        return True
    return (
        len(above) >= 60
        and len(core) <= 60
        and (core[0].islower() or core[0].isdigit())
        and core[-1] not in "!?"
    )


def is_address(core: str) -> bool:
    """Whether a line is (part of) a list of addresses."""
    if len(core) > 200 and "@" not in core[:200]:
        return False
    return _ADDRESS_LINE.fullmatch(core) is not None and not _LOWER_WORDS.search(core)


def label_follows(lines: Sequence[Line], i: int, seen: set[str]) -> bool:
    """Whether the next filled line opens with a label that the block does not have."""
    following = next_filled(lines, i + 1, min(len(lines), i + 2 + MAX_GAP))
    label = label_of(lines[following]) if following < len(lines) else None
    return label is not None and (label.field not in seen or label.field == "other")


def _list_goes_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a label or another address follows a line that holds a bare name."""
    following = next_filled(lines, i + 1, min(len(lines), i + 2 + MAX_GAP))
    if following >= len(lines):
        return False
    return label_of(lines[following]) is not None or is_address(lines[following].core)


def _anchor(lines: Sequence[Line], i: int, name: str, seen: set[str]) -> bool:
    """Whether a label that the block lacks follows soon, with nothing in between that somebody wrote."""
    allowed = _AFTER.get(name)
    j = i
    for _ in range(_REACH.get(name, 0)):
        core = lines[j].core
        if _SALUTATION.match(core) or (name != "subject" and _is_written(core)):
            return False
        after = next_filled(lines, j + 1, min(len(lines), j + 2 + MAX_GAP))
        if after >= min(len(lines), j + 2 + MAX_GAP) or is_separator(lines[after]):
            return False
        label = label_of(lines[after])
        if label is not None:
            wanted = allowed is None or label.field in allowed
            return (
                wanted
                and label.field not in ("event",)
                and (label.field not in seen or label.field == "other")
            )
        j = after
    return False


def _opens_another(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` is the garbled sender of the next block: `vn`, and `Verzonden:` below it."""
    following = next_filled(lines, i + 1, min(len(lines), i + 2 + MAX_GAP))
    label = label_of(lines[following]) if following < len(lines) else None
    return label is not None and label.field == "sent" and garbled_label(lines[i], ("from",)) is not None


def _is_written(core: str) -> bool:
    """Whether a line reads as a sentence, not as what is left of addresses."""
    return "@" not in core and ";" not in core and (len(core) > 140 or _LOWER_WORDS.search(core) is not None)


def _give_back_event(lines: Sequence[Line], block: Block) -> None:
    """Time and place of a meeting that end the block belong to what is said, not to the header."""
    place = None
    block.meeting = any(name == "event" for name, _ in block.fields)
    while block.fields and block.fields[-1][0] in ("event", "when"):
        place = block.fields.pop()[1].start
    if place is not None:
        while block.body > 0 and lines[block.body - 1].start > place:
            block.body -= 1
        while block.body > 0 and lines[block.body - 1].end >= place:
            block.body -= 1
