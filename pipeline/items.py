"""What stands in a document: its parts, messages, meetings, agenda items, decisions, actions and letters.

Every item has a `span`, the stretch of `Document.text` from its first word to its last, the name of the `rule` that
found it and a `confidence` between 0 and 1. Its words are stretches of the same text, read one after another: more
than one where a page border, a column or a quoted line stands between them. Nothing is worded anew.

`confidence` is how sure the rule is by its form, not a measured probability: 0.9 where the document itself says what
something is (a label, a list with a heading), 0.7 to 0.8 where its words do, 0.5 and less where it is a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.types import Span

Words = tuple[Span, ...]  # stretches of the text in the order in which they are read


class PartKind(StrEnum):
    """What a stretch of a document is, in the words of the municipal practice."""

    MAIL = "mail"
    MEMO = "memo"
    AGENDA = "agenda"
    ANNOTATED_AGENDA = "geannoteerde agenda"
    DECISION_LIST = "besluitenlijst"
    MINUTES = "verslag"
    PROPOSAL = "nota"
    LETTER = "brief"
    LEGEND = "legenda"
    OTHER = "overig"


class ItemKind(StrEnum):
    """What an agenda item is for."""

    OPENING = "opening"
    DISCUSSION = "bespreking"
    DECISION = "besluitvorming"
    INFORMATION = "ter kennisname"
    ROUND = "rondvraag"
    CLOSING = "sluiting"


class ActionKind(StrEnum):
    """Work that was agreed on, or a promise (`toezegging`) to a council or a meeting."""

    ACTION = "actie"
    PROMISE = "toezegging"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the documents that stand in a bundle. `date` is ISO 8601."""

    kind: PartKind
    span: Span
    title: Span | None
    date: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Message:
    """One mail of a thread.

    `sent` is ISO 8601, with a zone only where the source gives one. `body` is all that stands below the header, and
    `text` what the sender wrote there: without `signature`, `disclaimers`, `invitation` (the block of a meeting
    request), quoted lines and page headers. `quoted_in` is the index of the message that quotes it.
    """

    span: Span
    sender: Span | None
    to: tuple[Span, ...]
    cc: tuple[Span, ...]
    subject: Span | None
    sent: str | None
    body: Span
    text: Words
    signature: Span | None
    disclaimers: tuple[Span, ...]
    invitation: Span | None
    quoted_in: int | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was at a meeting, or was missed: an entry of a list."""

    span: Span
    name: Span | None
    role: Span | None
    organisation: Span | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as the head of its agenda or minutes tells it.

    `parts` are the indexes of the parts about it: the agenda, the agenda with notes and the minutes of one meeting
    are of the same. `kind` is a word such as `raadsvergadering`; `date` ISO 8601; `start` and `end` are HH:MM.
    """

    parts: tuple[int, ...]
    span: Span
    name: Span | None
    kind: str | None
    body: Span | None
    date: str | None
    start: str | None
    end: str | None
    location: Span | None
    chair: Span | None
    secretary: Span | None
    attendees: tuple[Attendee, ...]
    absentees: tuple[Attendee, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of an agenda or of minutes; `span` runs to the next item on its level or above it.

    `number` is as shown (`3`, `2a`), None where the heading has none. `parent` is the index of the item it stands
    under. `also` are the other places where the same item of the same meeting stands.
    """

    span: Span
    number: str | None
    title: Words
    kind: ItemKind
    parent: int | None
    also: tuple[Span, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class DecisionItem:
    """A decision that stands in minutes, a besluitenlijst, a proposal or a mail.

    `result` is VNG's besluitresultaat. `explicit`: the document calls it a decision; otherwise a sentence says so.
    `item` is the index of the agenda item it stands under.
    """

    span: Span
    text: Words
    result: str
    explicit: bool
    item: int | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something that somebody will do.

    `owner` does it, `others` are involved. `due` is ISO 8601 and follows from `due_text`; `status` is as shown.
    `also` are the other places where the same action stands.
    """

    span: Span
    text: Words
    kind: ActionKind
    owner: Span | None
    others: tuple[Span, ...]
    due_text: Span | None
    due: str | None
    status: Span | None
    item: int | None
    also: tuple[Span, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Section:
    """A headed section of a proposal or letter; `span` runs from its heading to the next."""

    span: Span
    number: str | None
    heading: Span


@dataclass(frozen=True, slots=True)
class Point:
    """A point that a proposal asks to decide (`Gevraagd besluit`)."""

    span: Span
    number: str | None
    text: Words


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed a letter or a decision, with the role below the name."""

    span: Span
    name: Span | None
    role: Span | None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and the place in the text that refers to it; a number may be used twice in one document."""

    span: Span
    number: str
    text: Words
    reference: Span | None


@dataclass(frozen=True, slots=True)
class Paper:
    """What a proposal, memo or letter tells of itself. `part` is the index of the part."""

    part: int
    reference: Span | None  # kenmerk
    subject: Span | None  # onderwerp
    addressee: Span | None
    asked: tuple[Point, ...]
    sections: tuple[Section, ...]
    signatories: tuple[Signatory, ...]
    footnotes: tuple[Footnote, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Structure:
    """All items of a document, each kind sorted by place.

    `artifacts` are the running headers, footers and page numbers (ISO 32000, 14.8.2.2.2: pagination artifacts):
    they belong to no item, also where one runs on over them.
    """

    parts: tuple[Part, ...] = ()
    messages: tuple[Message, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    decisions: tuple[DecisionItem, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    papers: tuple[Paper, ...] = ()
    artifacts: tuple[Span, ...] = ()
