"""The items of a document as JSON: parts, messages, meetings, agenda items, decisions, actions and papers.

An item of which nothing is left to read is left out, and the indexes that point to others follow. A value that was
read from the original (a date, a result) is left out where the words it came from were taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import regex

from pipeline.export.places import JsonObject, Places
from pipeline.items import (
    ActionItem,
    AgendaItem,
    Attendee,
    DecisionItem,
    Meeting,
    Message,
    Paper,
    Part,
    Structure,
    Words,
)
from pipeline.types import Label, Span

# Masks that can take out a date or a word of a decision; the others hold a person's own data only.
_WIDE = frozenset({Label.TERM, Label.PASSAGE, Label.BIRTH_DATE})
_MONTHS = (
    "jan", "feb|febr", "mar|maa|mrt|m[aä]r", "apr", "mei|may|mai", "jun",
    "jul", "aug", "sep", "o[kc]t", "nov", "de[cz]",
)  # fmt: skip
_LINE_BREAK = re.compile(r"(?<=\w-)\s*\n\s*(?=\w)|(\s+)")


def structure_json(structure: Structure, places: Places) -> JsonObject:
    """All items of a document, each kind under its name."""
    items = _renumbered(structure.agenda_items, places)
    return {
        "parts": [_part(part, places) for part in structure.parts],
        "messages": [_message(message, places) for message in structure.messages],
        "meetings": [_meeting(meeting, places) for meeting in structure.meetings],
        "agenda_items": [
            _agenda_item(item, items, places) for i, item in enumerate(structure.agenda_items) if i in items
        ],
        "decisions": [
            _decision(one, structure.agenda_items, items, places)
            for one in structure.decisions
            if not places.is_hidden(one.span)
        ],
        "actions": [
            _action(one, items, places) for one in structure.actions if not places.is_hidden(one.span)
        ],
        "papers": [_paper(paper, places) for paper in structure.papers],
    }


def date_is_shown(date: str, text: str) -> bool:
    """Whether a date (ISO 8601) stands in a text in one of the usual notations, Dutch, English or German."""
    year, month, day = date[:10].split("-")
    d, m = rf"0?{int(day)}(?:e|st|nd|rd|th)?", rf"(?:0?{int(month)}|(?:{_MONTHS[int(month) - 1]})\w*)"
    y, gap = rf"(?:{year}|['’]?{year[2:]})", r"[\s.,\-/]{1,4}"
    forms = "|".join(gap.join(order) for order in ((d, m, y), (m, d, y), (year, m, d)))
    return regex.search(rf"(?<!\d)(?:{forms})(?!\d)", text, regex.IGNORECASE) is not None


def _renumbered(items: Sequence[AgendaItem], places: Places) -> dict[int, int]:
    """The new index of each item of which something is left to read."""
    shown = [i for i, item in enumerate(items) if not places.is_hidden(_around(item.title))]
    return {old: new for new, old in enumerate(shown)}


def _part(part: Part, places: Places) -> JsonObject:
    place = places.place(part.span)
    first, last = place["page"], place["last_page"]
    pages = list(range(first, last + 1)) if isinstance(first, int) and isinstance(last, int) else []
    return {
        "kind": part.kind.value,
        "title": _text(part.title, places),
        "date": _date(part.date, part.span, places),
        "pages": pages,
        **_evidence(part, place),
    }


def _message(message: Message, places: Places) -> JsonObject:
    head = Span(message.span.start, max(message.span.start, message.body.start))
    return {
        "from": _text(message.sender, places),
        "to": _texts(message.to, places),
        "cc": _texts(message.cc, places),
        "date": _date(message.sent, head, places),
        "subject": _text(message.subject, places),
        "text": places.read(message.text),
        "signature": _block(message.signature, places),
        "disclaimers": [places.read((span,)) for span in message.disclaimers],
        "invitation": _block(message.invitation, places),
        "quoted_in": message.quoted_in,
        **_evidence(message, places.place(message.span)),
    }


def _meeting(meeting: Meeting, places: Places) -> JsonObject:
    cut = _is_cut(meeting.span, places)
    return {
        "parts": list(meeting.parts),
        "name": _text(meeting.name, places),
        "kind": meeting.kind,
        "body": _text(meeting.body, places),
        "date": _date(meeting.date, meeting.span, places),
        "start": None if cut else meeting.start,
        "end": None if cut else meeting.end,
        "location": _text(meeting.location, places),
        "chair": _text(meeting.chair, places),
        "secretary": _text(meeting.secretary, places),
        "attendees": [_attendee(one, places) for one in meeting.attendees],
        "absentees": [_attendee(one, places) for one in meeting.absentees],
        **_evidence(meeting, places.place(meeting.span)),
    }


def _attendee(one: Attendee, places: Places) -> JsonObject:
    return {
        "name": _text(one.name, places),
        "role": _text(one.role, places),
        "organisation": _text(one.organisation, places),
        **_evidence(one, places.place(one.span)),
    }


def _agenda_item(item: AgendaItem, shown: dict[int, int], places: Places) -> JsonObject:
    return {
        "number": item.number,
        "title": _line(item.title, places),
        "kind": item.kind.value,
        "parent": None if item.parent is None else shown.get(item.parent),
        "also": [places.place(span) for span in item.also],
        **_evidence(item, places.place(item.span)),
    }


def _decision(
    one: DecisionItem, items: Sequence[AgendaItem], shown: dict[int, int], places: Places
) -> JsonObject:
    return {
        "text": _line(one.text, places),
        "result": None if _is_cut(one.span, places) else one.result,
        "explicit": one.explicit,
        "agenda_item": None if one.item is None else items[one.item].number,
        "item": None if one.item is None else shown.get(one.item),
        **_evidence(one, places.place(one.span)),
    }


def _action(one: ActionItem, shown: dict[int, int], places: Places) -> JsonObject:
    cut = one.due_text is not None and bool(places.masks_in(one.due_text))
    return {
        "text": _line(one.text, places),
        "kind": one.kind.value,
        "owner": _text(one.owner, places),
        "others": _texts(one.others, places),
        "due_text": _text(one.due_text, places),
        "due": None if cut or _is_cut(one.span, places) else one.due,
        "status": _text(one.status, places),
        "item": None if one.item is None else shown.get(one.item),
        "also": [places.place(span) for span in one.also],
        **_evidence(one, places.place(one.span)),
    }


def _paper(paper: Paper, places: Places) -> JsonObject:
    return {
        "part": paper.part,
        "reference": _text(paper.reference, places),
        "subject": _text(paper.subject, places),
        "addressee": _text(paper.addressee, places),
        "asked": [
            {"number": one.number, "text": _line(one.text, places), "place": places.place(one.span)}
            for one in paper.asked
            if not places.is_hidden(one.span)
        ],
        "sections": [
            {"number": one.number, "heading": _text(one.heading, places), "place": places.place(one.span)}
            for one in paper.sections
        ],
        "signatories": [
            {
                "name": _text(one.name, places),
                "role": _text(one.role, places),
                "place": places.place(one.span),
            }
            for one in paper.signatories
        ],
        "footnotes": [
            {
                "number": one.number,
                "text": _line(one.text, places),
                "reference": None if one.reference is None else places.place(one.reference),
                "place": places.place(one.span),
            }
            for one in paper.footnotes
        ],
        "rule": paper.rule,
        "confidence": paper.confidence,
    }


def _evidence(
    item: Part | Message | Meeting | Attendee | AgendaItem | DecisionItem | ActionItem, place: JsonObject
) -> JsonObject:
    return {"place": place, "rule": item.rule, "confidence": item.confidence}


def _line(words: Words, places: Places) -> str:
    """The words on one line. A hyphen at the end of a line stays: whether the word has one can't be known."""
    return _LINE_BREAK.sub(lambda found: " " if found[1] else "", places.read(words))


def _text(span: Span | None, places: Places) -> str | None:
    return None if span is None else _line((span,), places)


def _texts(spans: Iterable[Span], places: Places) -> list[str]:
    return [_line((span,), places) for span in spans]


def _block(span: Span | None, places: Places) -> str | None:
    return None if span is None else places.read((span,))


def _around(words: Words) -> Span:
    return Span(min(span.start for span in words), max(span.end for span in words))


def _is_cut(span: Span, places: Places) -> bool:
    return any(mask.label in _WIDE for mask in places.masks_in(span))


def _date(date: str | None, where: Span, places: Places) -> str | None:
    """The date, unless something was taken out where it was read and it can be read there no more."""
    if date is None or not _is_cut(where, places) or date_is_shown(date, places.slice(where)):
        return date
    return None
