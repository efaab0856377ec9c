"""The frozen values that travel between the stages.

Every place in a text is a `Span` of `Document.text`; every place on a page is a `Box` in PDF points
(1/72 inch) with the origin at the top left of the page as it is displayed. Pages count from 1.
Nothing here opens a file, and nothing here imports another module of the project.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """The form in which a document came in."""

    MAIL = "mail"
    PDF = "pdf"
    TEXT = "text"
    OFFICE = "office"  # Word, OpenDocument and rich text: laid out anew by LibreOffice
    UNREADABLE = "unreadable"


class Label(StrEnum):
    """What kind of personal data a finding is."""

    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    BIRTH_DATE = "BIRTH_DATE"
    BSN = "BSN"
    IBAN = "IBAN"
    NUMBER_PLATE = "NUMBER_PLATE"
    PASSPORT = "PASSPORT"  # passport, identity card or driving licence
    BIG_NUMBER = "BIG_NUMBER"  # register of health professionals
    V_NUMBER = "V_NUMBER"  # register of foreign nationals
    CASE_NUMBER = "CASE_NUMBER"  # of a case or file that is one person's
    USERNAME = "USERNAME"
    HANDLE = "HANDLE"  # on social media
    IP_ADDRESS = "IP_ADDRESS"
    LINK = "LINK"  # with a name in it
    GPS = "GPS"
    SIGNATURE = "SIGNATURE"  # the number of a digital one
    SPECIAL = "SPECIAL"  # special categories and crime, GDPR articles 9 and 10
    OPINION = "OPINION"  # for internal deliberation
    FUNCTION = "FUNCTION"  # that one person has, beside a name that goes
    TERM = "TERM"  # a word that the case file always redacts
    PASSAGE = "PASSAGE"  # a passage that the case file redacts


class Verdict(StrEnum):
    """What becomes of a finding."""

    REDACT = "redact"
    KEEP = "keep"
    REVIEW = "review"  # masked until a person decides
    FLAG = "flag"  # readable; a person must look


class Status(StrEnum):
    """What became of a document."""

    OK = "ok"
    REVIEW = "review"  # a person must look before it is published for good
    FAILED = "failed"  # the tool could not make a checked output of it


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle on a page, in points, origin top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch of `text` that the span marks."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, and where it stands."""

    span: Span
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size in points as displayed, and the stretch of text that stands on it."""

    number: int
    width: float
    height: float
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table that lines on a page draw, or that its column heads tell. A cell is its stretches of `Document.text` in
    reading order, empty for an empty cell; all rows have as many cells. One that runs over several pages has the
    number of the first.
    """

    page: int
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the case before anybody has read it.

    `path` is its path in the case with forward slashes; `file` is where its bytes lie on disk. `depth` is how many zips
    and mailboxes it was taken out of.
    """

    path: str
    file: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the case as read.

    `id` is the SHA-256 of the path in the case and the bytes, so that the same attachment twice is two
    documents. `payload` is the file with the bytes that the redactor works on; only PDFs have one.
    `words`, `pages` and `tables` are filled for PDFs; other documents get theirs from the layout that is published.
    `obstacles` are Dutch sentences that say why the document can't be published; empty when it was read in full.
    `notes` are Dutch sentences on what the officer should look at before it is. `content` is the SHA-256 of its bytes,
    empty where they could not be read. `scanned` are the stretches of `text` that OCR read.
    """

    id: str
    source: str
    kind: DocumentKind
    text: str
    words: tuple[Word, ...] = ()
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    parent: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    payload: str | None = None
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    content: str = ""
    scanned: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data, or what looks like it. `person` is the key of an entry of the register."""

    span: Span
    label: Label
    score: float
    recogniser: str
    reason: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a finding, why, and who says so (`by`: "rule", "case" or a person)."""

    finding: Finding
    verdict: Verdict
    grounds: tuple[str, ...]
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch that is taken out. Masks of one document are disjoint and sorted."""

    span: Span
    grounds: tuple[str, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as published: where it stands in the redacted text and on the page.

    A mask that runs over a line or a page has a box for each piece.
    """

    span: Span
    grounds: tuple[str, ...]
    label: Label
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of the Woo: its code (`5.1.2e`), and what a legend says of it."""

    code: str
    law: str
    article: str
    description: str


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A row of the legend: one ground and the pages that carry it."""

    code: str
    law: str
    article: str
    description: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A redacted document. `text` and every span and box belong to the output, never to the original.

    `rasterised` are the pages that could only be redacted as a picture, `exact_gaps` counts by page the marks whose
    gap has the width of what stood there. `legend_pages` counts the pages of
    the legend at the end, which `pages` leaves out. `repeated` is what the layout shows more often than `text` has it:
    the headers of a Word file.
    """

    pdf: bytes
    text: str
    words: tuple[Word, ...]
    pages: tuple[Page, ...]
    marks: tuple[Mark, ...]
    legend: tuple[LegendRow, ...]
    legend_pages: int
    rasterised: tuple[int, ...] = ()
    exact_gaps: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    repeated: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, for the manifest and the closing table.

    `exact_gaps` counts by page the marks on lines that could not give way: the gap has the width of what stood there.
    """

    doc_id: str
    status: Status
    published: bool
    reasons: tuple[str, ...]
    exact_gaps: tuple[tuple[int, int], ...] = ()
