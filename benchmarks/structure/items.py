"""Answers and finds as items of one form.

The answers of a document stand in a JSON file beside it:

    {"kind", "date",
     "messages": [{"from", "date", "subject", "first_words", "signature_first_words", "quoted_in"}],
     "meetings": [{"date", "start", "end", "location", "chair",
                   "attendees": [{"name", "role", "organisation"}], "absentees": [...]}],
     "agenda_items": [{"number", "title", "kind", "parent_number"}],
     "decisions": [{"text", "result", "item"}],
     "actions": [{"text", "kind", "owner", "due", "due_text", "status", "also"}],
     "parts": [{"kind", "title", "date"}],
     "papers": [{"reference", "subject", "asked": [{"number", "text"}], "signatories": [{"name", "role"}],
                 "footnotes": [{"number", "text"}]}],
     "hard_negatives": [...]}

A kind whose key is absent is not scored; an empty list says that there is none. A text is exact but for its white
space, and a list of stretches where a page border, a column or a quoted line stands in between. `also` holds other
places where the same action stands: one of them is enough. An entry with `doubt` or `same_as` counts neither way.
A field is scored where its key is there. A due date is ISO 8601, and left out where a week, a month or a season is
named but no day; in files of others `due` may hold the words of the file instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.items import ActionItem, AgendaItem, Attendee, Meeting, Message, Paper, Part, Structure
from pipeline.types import Span

Json = Mapping[str, Any]
KINDS = (
    "messages", "agenda_items", "decisions", "actions", "parts", "meetings", "attendees", "absentees", "papers",
    "asked", "signatories", "footnotes",
)  # fmt: skip
NAMES = " | "  # between the names of an agenda item
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_OF_MESSAGES = ("from", "date", "subject", "quoted_in")
_OF_ITEMS = {"number": "number", "kind": "kind", "parent_number": "parent"}
_OF_MEETINGS = ("date", "start", "end", "location", "chair")


@dataclass(frozen=True, slots=True)
class Item:
    """What was answered or found.

    `texts` are wordings of which one is enough. Of an answer, `fields` are those that it tells; of a find, all.
    """

    texts: tuple[str, ...]
    fields: Mapping[str, str | None]
    optional: bool = False


Items = Mapping[str, tuple[Item, ...]]


def joined(text: str | list[str] | None) -> str:
    """The stretches of an answer as one text."""
    return " ".join([text] if isinstance(text, str) else text or ())


def answers(gold: Json) -> Items:
    """The items of each kind that is to be scored."""
    made: dict[str, tuple[Item, ...]] = {}
    if "messages" in gold:
        made["messages"] = tuple(_message_answer(one) for one in gold["messages"])
    if "agenda_items" in gold:
        made["agenda_items"] = tuple(
            _answer(one, ("clean_title", "title"), _told(one, _OF_ITEMS)) for one in gold["agenda_items"]
        )
    if "decisions" in gold:
        made["decisions"] = tuple(
            _answer(one, ("clean", "text"), _told(one, {"result": "result", "item": "item"}))
            for one in gold["decisions"]
        )
    if "actions" in gold:
        made["actions"] = tuple(_action_answer(one) for one in gold["actions"])
    if "parts" in gold and all("kind" in one for one in gold["parts"]):
        made["parts"] = tuple(_part_answer(one) for one in gold["parts"])
    return {**made, **_meeting_answers(gold), **_paper_answers(gold)}


def _answer(one: Json, names: Iterable[str], fields: Mapping[str, str | None]) -> Item:
    texts = tuple(joined(one[name]) for name in names if one.get(name))
    more = tuple(joined(text) for text in one.get("also", ()))
    # `same_as` may be 0, the first
    return Item(texts + more, fields, bool(one.get("doubt")) or one.get("same_as") is not None)


def _told(one: Json, names: Mapping[str, str]) -> dict[str, str | None]:
    return {name: None if one[key] is None else str(one[key]) for key, name in names.items() if key in one}


def _message_answer(one: Json) -> Item:
    fields = _told(one, {name: name for name in _OF_MESSAGES})
    if "signature_first_words" in one:
        fields["signature"] = one["signature_first_words"]
    return _answer(one, ("first_words",), fields)


def _action_answer(one: Json) -> Item:
    fields = _told(one, {name: name for name in ("kind", "owner", "due_text", "status")})
    if "due" in one:
        due = one["due"]
        in_words = "due_text" not in one and not (due and _ISO.fullmatch(due))
        fields["due_text" if in_words else "due"] = due
    return _answer(one, ("clean", "text"), fields)


def _part_answer(one: Json) -> Item:
    fields = _told(one, {"kind": "kind", "date": "date"})
    title = joined(one.get("title"))
    return Item((title,) if title else (), {**fields, "title": title} if "title" in one else fields)


def _meeting_answers(gold: Json) -> dict[str, tuple[Item, ...]]:
    """`meeting` and, older, a list of attendees without one are how files of others say it."""
    if "meetings" not in gold:
        meetings: list[Json] = [gold["meeting"]] if gold.get("meeting") else []
        people = gold.get("attendees") or []
        made = {"meetings": tuple(Item((), _told(one, {n: n for n in _OF_MEETINGS})) for one in meetings)}
        if not meetings:
            return {"attendees": _people(people)} if people else {}
    else:
        meetings = gold["meetings"]
        made = {"meetings": tuple(Item((), _told(one, {n: n for n in _OF_MEETINGS})) for one in meetings)}
    for kind in ("attendees", "absentees"):
        made[kind] = tuple(person for one in meetings for person in _people(one.get(kind) or ()))
    return made


def _people(listed: Iterable[str | Json]) -> tuple[Item, ...]:
    return tuple(
        Item((one,), {})
        if isinstance(one, str)
        else _answer(one, ("name",), _told(one, {"role": "role", "organisation": "organisation"}))
        for one in listed
    )


def _paper_answers(gold: Json) -> dict[str, tuple[Item, ...]]:
    if "papers" not in gold:
        return {}
    papers: list[Json] = gold["papers"]
    told = {"reference": "reference", "subject": "subject"}
    made = {"papers": tuple(Item((), _told(one, told)) for one in papers)}
    for kind, name, field in (
        ("asked", "text", "number"), ("signatories", "name", "role"), ("footnotes", "text", "number"),
    ):  # fmt: skip
        made[kind] = tuple(
            _answer(one, (name,), _told(one, {field: field})) for paper in papers for one in paper[kind]
        )
    return made


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads stretches of a text without its page headers, white space made one blank."""

    text: str
    artifacts: tuple[Span, ...]

    def words(self, spans: Iterable[Span]) -> str:
        pieces: list[str] = []
        for span in spans:
            start = span.start
            for artifact in self.artifacts:
                if start < artifact.end and artifact.start < span.end:
                    pieces.append(self.text[start : artifact.start])
                    start = artifact.end
            pieces.append(self.text[start : span.end])
        return " ".join(" ".join(pieces).split())

    def span(self, span: Span | None) -> str | None:
        return None if span is None else self.words((span,))


def finds(structure: Structure, text: str) -> Items:
    """The items of each kind."""
    read = _Reader(text, structure.artifacts)
    items = structure.agenda_items
    titles = [read.words(item.title) for item in items]

    def number(item: int | None) -> str | None:
        return None if item is None else items[item].number

    return {
        "messages": tuple(_message(one, read) for one in structure.messages),
        "agenda_items": tuple(
            Item(
                (read.words(one.title),),
                {"number": one.number, "kind": one.kind, "parent": number(one.parent)},
            )
            for one, title in zip(items, titles, strict=True)
        ),
        "decisions": tuple(
            Item((read.words(one.text),), {"result": one.result, "item": _named(one.item, items, titles)})
            for one in structure.decisions
        ),
        "actions": tuple(_action(one, read) for one in structure.actions),
        "parts": tuple(_part(one, read) for one in structure.parts),
        "meetings": tuple(_meeting(one, read) for one in structure.meetings),
        "attendees": tuple(
            _attendee(one, read) for meeting in structure.meetings for one in meeting.attendees
        ),
        "absentees": tuple(
            _attendee(one, read) for meeting in structure.meetings for one in meeting.absentees
        ),
        **_papers(structure.papers, read),
    }


def _named(item: int | None, items: Sequence[AgendaItem], titles: Sequence[str]) -> str | None:
    """All that an answer may call an item: its number, that with the numbers above it, and its title."""
    if item is None:
        return None
    own, above, path = items[item].number or "", items[item].parent, items[item].number or ""
    for _ in items:  # as many steps as there are items at most
        if above is None:
            break
        path = (items[above].number or "") + path
        above = items[above].parent
    return NAMES.join(dict.fromkeys(name for name in (own, path, titles[item]) if name))


def _message(one: Message, read: _Reader) -> Item:
    fields = {
        "from": read.span(one.sender),
        "date": one.sent,
        "subject": read.span(one.subject),
        "signature": read.span(one.signature),
        "quoted_in": None if one.quoted_in is None else str(one.quoted_in),
    }
    return Item((read.words(one.text),), fields)


def _action(one: ActionItem, read: _Reader) -> Item:
    fields = {
        "kind": one.kind.value,
        "owner": read.span(one.owner),
        "due": one.due,
        "due_text": read.span(one.due_text),
        "status": read.span(one.status),
    }
    return Item((read.words(one.text),), fields)


def _part(one: Part, read: _Reader) -> Item:
    title = read.span(one.title)
    return Item((title or "",), {"kind": one.kind.value, "date": one.date, "title": title})


def _meeting(one: Meeting, read: _Reader) -> Item:
    fields = {
        "date": one.date,
        "start": one.start,
        "end": one.end,
        "location": read.span(one.location),
        "chair": read.span(one.chair),
    }
    return Item((read.span(one.name) or one.date or "",), fields)


def _attendee(one: Attendee, read: _Reader) -> Item:
    texts = (read.span(one.name), read.span(one.span))
    fields = {"role": read.span(one.role), "organisation": read.span(one.organisation)}
    return Item(tuple(text for text in texts if text), fields)


def _papers(papers: Iterable[Paper], read: _Reader) -> dict[str, tuple[Item, ...]]:
    made: dict[str, list[Item]] = {"papers": [], "asked": [], "signatories": [], "footnotes": []}
    for paper in papers:
        about = {"reference": read.span(paper.reference), "subject": read.span(paper.subject)}
        made["papers"].append(Item((about["subject"] or about["reference"] or "",), about))
        made["asked"] += [Item((read.words(one.text),), {"number": one.number}) for one in paper.asked]
        for one in paper.signatories:
            name = read.span(one.name) or read.words((one.span,))
            made["signatories"].append(Item((name,), {"role": read.span(one.role)}))
        made["footnotes"] += [
            Item((read.words(one.text),), {"number": one.number}) for one in paper.footnotes
        ]
    return {kind: tuple(items) for kind, items in made.items()}
