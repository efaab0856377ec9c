"""The JSON of one document as items of the archive.

A key tells what an item is, not where it stands: kind, day, agenda item and words. So a link to a decision goes on
working when the case is indexed anew, and the same decision in the minutes and in their copy is one item.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.archive.analysis import words
from pipeline.archive.values import Item, Kind, Meeting, Place, PublishedDocument
from pipeline.types import Box

_Json = Mapping[str, Any]
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_KEY = 16  # hexadecimal digits: 64 bits, so that no two of a million items of a case get one key by chance


def meetings_of(document: _Json) -> dict[int, Meeting]:
    """The meetings that a document tells of, by their index in it."""
    return {index: _meeting(document, one) for index, one in enumerate(document["meetings"])}


def items_of(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> list[Item]:
    """The items of a document in the order in which they stand in it; those without a word are left out."""
    found = [
        *_meetings(document, told, meetings),
        *_agenda_items(document, told, meetings),
        *_decisions(document, told, meetings),
        *_actions(document, told, meetings),
        *_messages(document, told),
        *_pages(document, told, meetings),
    ]
    found.sort(key=lambda pair: pair[0])
    return list(_numbered(item for _, item in found if words(item.text)))


_Placed = Iterator[tuple[tuple[int, int], Item]]


def _numbered(items: Iterator[Item]) -> Iterator[Item]:
    """The second of two that are the same in one document gets a key of its own."""
    seen: Counter[str] = Counter()
    for item in items:
        seen[item.key] += 1
        yield item if seen[item.key] == 1 else replace(item, key=f"{item.key}-{seen[item.key]}")


def _meeting(document: _Json, one: _Json) -> Meeting:
    name = one["name"] or one["body"] or one["kind"]
    slug = "-".join(words(one["body"] or one["name"] or one["kind"] or "vergadering"))[:60].strip("-")
    return Meeting(
        key=f"{slug or 'vergadering'}-{one['date'] or document['number']}",
        name=name,
        body=one["body"],
        date=one["date"],
        start=one["start"],
        end=one["end"],
        location=one["location"],
        chair=one["chair"],
        secretary=one["secretary"],
        attendees=tuple(_person(person) for person in one["attendees"]),
        absentees=tuple(_person(person) for person in one["absentees"]),
    )


def _person(person: _Json) -> str:
    beside = ", ".join(part for part in (person["role"], person["organisation"]) if part)
    name = person["name"] or ""
    return f"{name} ({beside})" if name and beside else name or beside


def _meetings(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> _Placed:
    for index, meeting in meetings.items():
        place = document["meetings"][index]["place"]
        lines = (meeting.name, meeting.body, meeting.location, meeting.chair, *meeting.attendees)
        text = "\n".join(dict.fromkeys(line for line in lines if line))
        item = _item(document, told, Kind.MEETING, place, text, meeting)
        yield _at(place), replace(item, key=f"vergadering-{meeting.key}")


def _agenda_items(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> _Placed:
    for one in document["agenda_items"]:
        meeting = _meeting_at(document, one["place"], meetings)
        item = _item(
            document, told, Kind.AGENDA_ITEM, one["place"], one["title"], meeting, number=one["number"]
        )
        yield _at(one["place"]), item


def _decisions(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> _Placed:
    for one in document["decisions"]:
        meeting = _meeting_at(document, one["place"], meetings)
        topic = _title(document, one["item"])
        item = _item(
            document,
            told,
            Kind.DECISION,
            one["place"],
            one["text"],
            meeting,
            topic=topic,
            number=one["agenda_item"],
            beside=one["result"] or "",
        )
        yield _at(one["place"]), replace(item, result=one["result"])


def _actions(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> _Placed:
    for one in document["actions"]:
        meeting = _meeting_at(document, one["place"], meetings)
        topic = _title(document, one["item"])
        kind = Kind.PROMISE if one["kind"] == "toezegging" else Kind.ACTION
        number = None if one["item"] is None else document["agenda_items"][one["item"]]["number"]
        item = _item(document, told, kind, one["place"], one["text"], meeting, topic=topic, number=number)
        yield (
            _at(one["place"]),
            replace(item, owner=one["owner"], due=one["due"], due_text=one["due_text"], status=one["status"]),
        )


def _messages(document: _Json, told: PublishedDocument) -> _Placed:
    for one in document["messages"]:
        text = "\n".join(part for part in (one["text"], one["signature"]) if part)
        people = ", ".join(part for part in (one["from"], *one["to"], *one["cc"]) if part)
        item = _item(
            document, told, Kind.MESSAGE, one["place"], text, None, topic=one["subject"], beside=people
        )
        yield _at(one["place"]), replace(item, date=_day(one["date"]) or item.date, owner=one["from"])


def _pages(document: _Json, told: PublishedDocument, meetings: Mapping[int, Meeting]) -> _Placed:
    parts = document["parts"]
    for page in document["pages"]:
        start, end = page["span"]
        part = next((i for i, one in enumerate(parts) if page["number"] in one["pages"]), None)
        place = {
            "part": part,
            "page": page["number"],
            "last_page": page["number"],
            "span": [start, end],
            "box": None,
        }
        papers = [one for one in document["papers"] if one["part"] == part]
        beside = ", ".join(text for one in papers for text in (one["reference"], one["subject"]) if text)
        text = document["text"][start:end]
        meeting = _meeting_at(document, place, meetings)
        # Before the items on it, also those that begin on an earlier page.
        yield (start, -len(text) - 1), _item(document, told, Kind.PAGE, place, text, meeting, beside=beside)


def _item(  # noqa: PLR0913, PLR0917  (what all kinds have)
    document: _Json,
    told: PublishedDocument,
    kind: Kind,
    place: _Json,
    text: str,
    meeting: Meeting | None,
    *,
    topic: str | None = None,
    number: str | None = None,
    beside: str = "",
) -> Item:
    part = None if place["part"] is None else document["parts"][place["part"]]
    date = (meeting.date if meeting else None) or (part["date"] if part else None) or _day(told.date)
    title = (part["title"] if part else None) or told.title
    document_kind = part["kind"] if part else told.kind
    # What people type beside the words of an item: what it is, of which meeting, of when.
    above = (
        topic,
        meeting.name if meeting else None,
        meeting.body if meeting else None,
        title,
        beside,
        f"{kind.value}, {document_kind}",
        _written(date),
    )
    box = None if place["box"] is None else Box(place["page"], *place["box"])
    return Item(
        key=f"{kind.value}-{_digest(kind.value, date or '', topic or '', text, beside)}",
        kind=kind,
        text=text,
        context="\n".join(dict.fromkeys(line for line in above if line)),
        places=(Place(document["number"], place["page"], place["last_page"], box),),
        meeting=meeting.key if meeting else None,
        date=date,
        body=meeting.body if meeting else None,
        number=number,
        topic=topic,
        grounds=_grounds(document, place["span"]),
        document_kind=document_kind,
    )


def _digest(*parts: str) -> str:
    """Of the words alone: two makers of PDFs break the same lines elsewhere."""
    text = "\x1f".join(" ".join(words(part)) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:_KEY]


def _meeting_at(document: _Json, place: _Json, meetings: Mapping[int, Meeting]) -> Meeting | None:
    if place["part"] is None:
        return None
    inside = (i for i, one in enumerate(document["meetings"]) if place["part"] in one["parts"])
    index = next(inside, None)
    return None if index is None else meetings[index]


def _title(document: _Json, item: int | None) -> str | None:
    return None if item is None else str(document["agenda_items"][item]["title"])


def _grounds(document: _Json, span: tuple[int, int]) -> tuple[str, ...]:
    start, end = span
    inside = (one for one in document["redactions"] if one["span"][0] < end and start < one["span"][1])
    return tuple(sorted({ground for one in inside for ground in one["grounds"]}))


def _at(place: _Json) -> tuple[int, int]:
    start, end = place["span"]
    return start, -end


def _written(date: str | None) -> str | None:
    """`2024-03-14` as `14 maart 2024`."""
    if date is None:
        return None
    year, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _day(date: str | None) -> str | None:
    return date[:10] if date else None
