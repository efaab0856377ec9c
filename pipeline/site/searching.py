"""The search page: a question, its answer as a list or along the time, and the filters beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812
from itertools import groupby

from pipeline.archive import search
from pipeline.archive.analysis import fold
from pipeline.archive.protocol import Archive
from pipeline.archive.values import COUNTED, Answer, Filters, Hit, Kind, Meeting, Sort, Stored, is_open
from pipeline.site.asked import Asked
from pipeline.site.facets import Chip, Facet, chips, facets
from pipeline.site.lookup import Meetings
from pipeline.site.pages import grounds

PATH = "/"
_LATEST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A hit with what is told beside it."""

    hit: Hit
    meeting: Meeting | None
    overdue: bool

    @property
    def stored(self) -> Stored:
        """The item of the hit."""
        return self.hit.stored


@dataclass(frozen=True, slots=True)
class Month:
    """What fell in one month; both are empty for what has no date."""

    year: str
    month: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that was asked, what may be meant, and the address of that question."""

    asked: str
    meant: str
    link: str


@dataclass(frozen=True, slots=True)
class Result:
    """All that the search page shows of an answer. `more` is whether there is more than is counted."""

    answer: Answer
    rows: tuple[Row, ...]
    months: tuple[Month, ...]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    suggestions: tuple[Suggestion, ...]
    more: bool
    pages: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Front:
    """What the search page shows when nothing is asked."""

    items: int
    cases: int
    latest: tuple[Row, ...]


def result(archive: Archive, asked: Asked, today: Date) -> Result:
    """Answer a question.

    Raises:
        QueryError: it can't be understood.
        ArchiveStoreError: the archive can't be reached.
    """
    query = asked.page()
    answer = search.answer(archive, query)
    listed = rows(archive, answer.hits, today)
    last = query.offset + query.limit
    further = answer.total > last and last < COUNTED
    return Result(
        answer=answer,
        rows=listed,
        months=months(listed) if asked.timeline else (),
        facets=facets(archive, asked, answer, grounds()),
        chips=chips(asked, PATH, grounds()),
        suggestions=tuple(
            Suggestion(word, meant, asked.link(PATH, vraag=_replaced(asked.vraag, word, meant), pagina=1))
            for word, meant in answer.meant
        ),
        more=answer.total > COUNTED,
        pages=-(-min(answer.total, COUNTED) // asked.size),
        previous=asked.link(PATH, pagina=asked.pagina - 1) if asked.pagina > 1 else None,
        next=asked.link(PATH, pagina=asked.pagina + 1) if further else None,
    )


def front(archive: Archive, today: Date) -> Front:
    """How much there is, and the last decisions."""
    found = archive.find(None, Filters(kinds=(Kind.DECISION,)), Sort.NEWEST, 0, _LATEST)
    hits = [Hit(stored, " ".join(stored.item.text.split()), ()) for stored in found.rows]
    return Front(archive.size(), len(archive.cases()), rows(archive, hits, today))


def rows(archive: Archive, hits: Sequence[Hit], today: Date) -> tuple[Row, ...]:
    """Hits with their meetings, and whether their term is over."""
    meetings = Meetings(archive)
    return tuple(Row(hit, meetings.of(hit.stored), overdue(hit.stored, today)) for hit in hits)


def overdue(stored: Stored, today: Date) -> bool:
    """Whether an action or promise should have been done by now and is not, as far as its document tells."""
    item = stored.item
    return item.due is not None and item.due[:10] < today.isoformat() and is_open(item.kind, item.status)


def months(listed: Sequence[Row]) -> tuple[Month, ...]:
    """Rows by year and month, in the order that they have."""
    grouped = groupby(listed, key=lambda row: (row.stored.item.date or "")[:7])
    return tuple(Month(month[:4], month, tuple(rows)) for month, rows in grouped)


def _replaced(question: str, word: str, meant: str) -> str:
    """The question with another word in the place of one."""
    return re.sub(r"[^\W_]+", lambda found: meant if fold(found[0]) == word else found[0], question)
