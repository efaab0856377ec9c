"""What an archive holds and what it answers: frozen values.

Everything in them was published: it is read from publish/ and holds nothing of internal/.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.types import Box, Span


class Kind(StrEnum):
    """What an archived item is, as a reader of the archive sees it."""

    DECISION = "besluit"
    ACTION = "actie"
    PROMISE = "toezegging"
    AGENDA_ITEM = "agendapunt"
    MEETING = "vergadering"
    MESSAGE = "bericht"
    PAGE = "pagina"


class Sort(StrEnum):
    """The order of what was found; the item's key settles what is equal."""

    RELEVANCE = "relevantie"
    NEWEST = "nieuwste"
    OLDEST = "oudste"
    DUE = "termijn"


_DONE = frozenset(
    [
        "afgedaan",
        "afgehandeld",
        "afgerond",
        "gedaan",
        "gereed",
        "ingetrokken",
        "klaar",
        "uitgevoerd",
        "vervallen",
        "voltooid",
    ]
)


def is_open(kind: Kind, status: str | None) -> bool:
    """Whether an action or promise is still to be done, as far as its document tells."""
    words = (status or "").lower().replace(".", " ").split()
    return kind in {Kind.ACTION, Kind.PROMISE} and ("niet" in words or _DONE.isdisjoint(words))


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in a published PDF; `box` is in points on `page`, None where it has no words on a page."""

    document: str
    page: int | None
    last_page: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was published and can be found.

    `key` is unique in the case and stays the same when the case is indexed anew, as long as kind, date and words do.
    `context` is what it is found by beside its own words: the agenda item, the meeting, the title. `meeting` is the
    key of its meeting. `date`, `due` are ISO 8601 days. `number` and `topic` are those of its agenda item, `result`
    is VNG's besluitresultaat. `grounds` are the codes of the marks in it. `document_kind` is what the document is in
    which it stands (`verslag`, `mail`). `places` has the first place first, at least one.
    """

    key: str
    kind: Kind
    text: str
    context: str
    places: tuple[Place, ...]
    meeting: str | None = None
    date: str | None = None
    body: str | None = None
    number: str | None = None
    topic: str | None = None
    owner: str | None = None
    due: str | None = None
    due_text: str | None = None
    status: str | None = None
    result: str | None = None
    grounds: tuple[str, ...] = ()
    document_kind: str = "overig"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a case, put together of all documents about it. `date` is an ISO day, `start` and `end` HH:MM."""

    key: str
    name: str | None
    body: str | None
    date: str | None
    start: str | None
    end: str | None
    location: str | None
    chair: str | None
    secretary: str | None
    attendees: tuple[str, ...]
    absentees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document as its JSON and the inventory tell it.

    `digest` is the SHA-256 of the PDF; `sizes` are width and height of each page in points, the legend left out.
    `status` and `review` are those of the JSON, `assessment` that of the inventory (`Deels openbaar`).
    """

    number: str
    title: str
    kind: str
    date: str | None
    parent: str | None
    family: int
    thread: int | None
    duplicate_of: str | None
    assessment: str
    status: str
    review: str
    reasons: tuple[str, ...]
    digest: str
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that publish/ holds of one case.

    `folder` is the absolute path of publish/, `digest` the SHA-256 over its files: the same digest, the same dossier.
    """

    case: str
    organisation: str
    folder: str
    digest: str
    documents: tuple[PublishedDocument, ...]
    meetings: tuple[Meeting, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A case in an archive. `indexed` is when, ISO 8601 in UTC; `documents` and `items` count."""

    name: str
    organisation: str
    folder: str
    digest: str
    indexed: str
    documents: int
    items: int


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Who did what to which case and when (ISO 8601, UTC). `deed` is a word of `archive.log`."""

    at: str
    by: str
    deed: str
    case: str
    reason: str
    items: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked among; an empty value looks everywhere. Days are ISO 8601 and count themselves.

    `owner` is part of an owner, in any case of letters. `open_only` leaves out actions whose status says they are done.
    """

    kinds: tuple[Kind, ...] = ()
    bodies: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    document_kinds: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    owner: str = ""
    since: str | None = None
    until: str | None = None
    due_before: str | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an archive: words (empty for all), filters, order, and which stretch of the answer."""

    words: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """An item as an archive has it: with its case and the title of its first document."""

    item: Item
    case: str
    organisation: str
    title: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of what was found there are of each value, most first."""

    kinds: tuple[tuple[str, int], ...] = ()
    bodies: tuple[tuple[str, int], ...] = ()
    cases: tuple[tuple[str, int], ...] = ()
    document_kinds: tuple[tuple[str, int], ...] = ()
    grounds: tuple[tuple[str, int], ...] = ()
    owners: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a store found: a stretch of it, how much there is, and how it divides.

    Where there is more than `COUNTED`, `total` is `COUNTED + 1` and `counts` is None.
    """

    rows: tuple[Stored, ...]
    total: int
    counts: Counts | None


COUNTED = 10_000  # further than this nobody pages, and counting common words would take seconds


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `snippet` is a piece of the item's text on one line, `marks` the words in it that were asked."""

    stored: Stored
    snippet: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an archive answers.

    `corrected` are words that stand nowhere and what was looked for in their place; `meant` are words that stand
    somewhere, with a much more common one that looks like them. `relaxed`: few or none hold all words, so what holds
    some was looked for too.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Counts | None
    corrected: tuple[tuple[str, tuple[str, ...]], ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    relaxed: bool = False
