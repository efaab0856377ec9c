"""The small frozen values that travel between the main process and its workers."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.case import PassageRule
from pipeline.export.inventory import InventoryRow
from pipeline.limits import Limits
from pipeline.relations import Relation, Trace
from pipeline.types import DocumentKind, Outcome, Source

# Outcomes of a case file that keep a document out of publish/.
KEPT_BACK = ("niet openbaar", "reeds openbaar", "buiten verzoek")

# Seconds spent in each stage.
Seconds = tuple[tuple[str, float], ...]

DIED = (
    "het verwerken is door het systeem afgebroken, mogelijk door te weinig geheugen; "
    "splits het stuk of verwerk het met de hand"
)
TOO_MUCH = (
    "het verwerken vraagt meer geheugen dan een stuk mag gebruiken; "
    "splits het, of geef --max-memory een hogere waarde"
)


def late(seconds: float) -> str:
    """The Dutch reason for a document that took longer than it may."""
    return (
        f"het verwerken duurde langer dan {seconds:g} seconden en is afgebroken; "
        "splits het, of geef --max-seconds een hogere waarde"
    )


def unexpected(error: BaseException) -> str:
    """The Dutch reason for an error that nobody foresaw: its type, never its message, which may hold text."""
    if isinstance(error, MemoryError):
        return TOO_MUCH
    return f"onverwachte fout ({type(error).__name__}) bij het verwerken; meld dit aan de beheerder"


@dataclass(frozen=True, slots=True)
class Note:
    """What the main process knows of a document that was read.

    `pages` is 0 where the layout is still to come; `searched` is False where splitting or searching the
    document went wrong. `fingerprint` covers all that its cache hangs on. `trace` is for comparing it with the others.
    """

    id: str
    source: str
    parent: str | None
    kind: DocumentKind
    pages: int
    searched: bool
    fingerprint: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A file to read. `base` is the fingerprint of the program and its rules; `ignore` the globs of the case file, for
    the files in a zip. One that was itself taken out of a zip or a mailbox has a `source.depth`.
    """

    source: Source
    out: str
    base: str
    ignore: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The documents that a file held, parents first; of a zip or a mailbox the files in it, which are yet to be read,
    and a document for each that could not be taken out. `seconds` is empty when an earlier run had read it.
    """

    notes: tuple[Note, ...]
    inside: tuple[Source, ...] = ()
    seconds: Seconds = ()


@dataclass(frozen=True, slots=True)
class RedactTask:
    """A document to redact.

    `parent` and `failed_attachments` are numbers; `outcome`, `pictures_seen` and `passages` are what the case file says
    of it or of a document that is the same, and `carried` tells in Dutch what came from another. `relation` is what
    may be said outside the house. `pdfa`: the PDF is to be PDF/A-2b; `most_pages`: how many pages it may
    have.
    `context` and `fingerprint` cover what all documents share and what this one hangs on.
    """

    number: str
    parent: str | None
    note: Note
    outcome: str
    pictures_seen: bool
    passages: tuple[PassageRule, ...]
    carried: tuple[str, ...]
    relation: Relation
    pdfa: bool
    most_pages: int
    failed_attachments: tuple[str, ...]
    out: str
    context: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a document.

    `files` are (path under OUT, SHA-256); those in publish/ lie in internal/work until the main process moves
    them. `pages` counts what is published, legend left out.
    """

    task: RedactTask
    outcome: Outcome
    row: InventoryRow | None
    pages: int
    files: tuple[tuple[str, str], ...]
    seconds: Seconds

    @property
    def number(self) -> str:
        """The number of the document."""
        return self.task.number

    @property
    def source(self) -> str:
        """The path of the document in the case."""
        return self.task.note.source
