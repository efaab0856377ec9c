"""What the pages of a case, a meeting, an item and a document show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.archive.protocol import Archive
from pipeline.archive.values import (
    Case,
    Filters,
    Found,
    Kind,
    Meeting,
    Place,
    PublishedDocument,
    Sort,
    Stored,
)
from pipeline.site import links, problems
from pipeline.site.asked import Shown
from pipeline.site.problems import Refusal

_AIR = 2.0  # points between an item and its frame
_OF_AGENDA = (Kind.DECISION, Kind.ACTION, Kind.PROMISE)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the agenda, and what was decided and agreed under it. `head` is None for what stands under none."""

    number: str | None
    topic: str | None
    head: Stored | None
    items: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A place of an item, with the document that it is in."""

    place: Place
    document: PublishedDocument
    link: str


@dataclass(frozen=True, slots=True)
class Relation:
    """Other documents of the case that belong to one, and how."""

    how: str
    documents: tuple[PublishedDocument, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document: its size in points, its text, and the box of the framed item as x, y, width and height."""

    number: int
    count: int
    width: float
    height: float
    text: str | None
    frame: tuple[float, float, float, float] | None
    previous: str | None
    next: str | None


def by_number(archive: Archive, case: Case) -> dict[str, PublishedDocument]:
    """The documents of a case."""
    return {document.number: document for document in archive.documents(case.name)}


def decisions(archive: Archive, case: Case, most: int) -> Found:
    """The first decisions of a case by date."""
    return archive.find(None, Filters(kinds=(Kind.DECISION,), cases=(case.name,)), Sort.OLDEST, 0, most)


def agenda(items: Sequence[Stored]) -> tuple[AgendaItem, ...]:
    """The agenda of a meeting, with what was decided and agreed under each item of it."""
    heads = [one for one in items if one.item.kind is Kind.AGENDA_ITEM]
    under: dict[tuple[str | None, str | None], list[Stored]] = {}
    for one in items:
        if one.item.kind in _OF_AGENDA:
            under.setdefault((one.item.number, one.item.topic), []).append(one)
    found = []
    for head in heads:
        topic = head.item.topic or head.item.text
        keys = [key for key in under if key[0] == head.item.number and key[1] == topic]
        keys = keys or [key for key in under if key[0] is not None and key[0] == head.item.number]
        found.append(
            AgendaItem(head.item.number, topic, head, tuple(one for key in keys for one in under.pop(key)))
        )
    loose = groupby(
        (one for rest in under.values() for one in rest), key=lambda one: (one.item.number, one.item.topic)
    )
    return (*found, *(AgendaItem(number, topic, None, tuple(rest)) for (number, topic), rest in loose))


def of_meeting(
    items: Sequence[Stored], documents: dict[str, PublishedDocument]
) -> tuple[PublishedDocument, ...]:
    """The documents in which the items of a meeting stand."""
    numbers = dict.fromkeys(place.document for one in items for place in one.item.places)
    return tuple(documents[number] for number in sorted(numbers) if number in documents)


def located(stored: Stored, documents: dict[str, PublishedDocument]) -> tuple[Located, ...]:
    """All places of an item."""
    return tuple(
        Located(place, documents[place.document], links.place_link(stored, place))
        for place in stored.item.places
        if place.document in documents
    )


def related(document: PublishedDocument, documents: dict[str, PublishedDocument]) -> tuple[Relation, ...]:
    """The documents that one belongs to, and those that belong to it."""
    others = [one for one in documents.values() if one.number != document.number]
    first = document.duplicate_of or document.number
    thread = document.thread
    ties = (
        ("Bijlage van", [one for one in others if one.number == document.parent]),
        ("Bijlagen", [one for one in others if one.parent == document.number]),
        ("Hetzelfde document", [one for one in others if first in {one.number, one.duplicate_of}]),
        ("Zelfde mailwisseling", [one for one in others if thread is not None and one.thread == thread]),
    )
    return tuple(Relation(how, tuple(found)) for how, found in ties if found)


def sheet(case: Case, document: PublishedDocument, items: Sequence[Stored], shown: Shown) -> Sheet:
    """The page that is asked, or the first one that the framed item stands on.

    Raises:
        Refusal: the document has no such page.
    """
    framed = _places(items, document, shown.onderdeel)
    page = shown.blad or next((place.page for place in framed if place.page is not None), 1)
    if page > len(document.sizes):
        raise Refusal(problems.MISSING)
    width, height = document.sizes[page - 1]
    box = next((place.box for place in framed if place.box is not None and place.box.page == page), None)
    return Sheet(
        number=page,
        count=len(document.sizes),
        width=width,
        height=height,
        text=next((one.item.text for one in pages(items, document) if one.item.places[0].page == page), None),
        frame=(box.x0 - _AIR, box.top - _AIR, box.x1 - box.x0 + 2 * _AIR, box.bottom - box.top + 2 * _AIR)
        if box
        else None,
        previous=_turn(case, document, page - 1, shown),
        next=_turn(case, document, page + 1, shown),
    )


def pages(items: Sequence[Stored], document: PublishedDocument) -> list[Stored]:
    """The texts of the pages of a document."""
    return [
        one for one in items if one.item.kind is Kind.PAGE and one.item.places[0].document == document.number
    ]


def listed(
    items: Sequence[Stored], document: PublishedDocument, page: int, most: int
) -> tuple[tuple[Stored, Place], ...]:
    """All but the pages, with their first place in this document, in the order of the document.

    Where there are more than `most`, those on `page` alone.
    """
    found = [
        (one, next(place for place in one.item.places if place.document == document.number))
        for one in items
        if one.item.kind is not Kind.PAGE
        and any(place.document == document.number for place in one.item.places)
    ]
    if len(found) > most:
        found = [(one, place) for one, place in found if place.page == page][:most]
    return tuple(sorted(found, key=lambda pair: (pair[1].page or 0, pair[1].box.top if pair[1].box else 0.0)))


def attended(meeting: Meeting) -> bool:
    """Whether anything is known of who was there."""
    return bool(meeting.chair or meeting.secretary or meeting.attendees or meeting.absentees)


def _places(items: Sequence[Stored], document: PublishedDocument, key: str) -> tuple[Place, ...]:
    return tuple(
        place
        for one in items
        if key and one.item.key == key
        for place in one.item.places
        if place.document == document.number
    )


def _turn(case: Case, document: PublishedDocument, page: int, shown: Shown) -> str | None:
    if not 1 <= page <= len(document.sizes):
        return None
    return links.document_link(case.name, document.number, page, shown.onderdeel)
