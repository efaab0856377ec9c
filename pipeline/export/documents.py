"""The JSON of a published document.

Everything in it is said of the output. No offset, length, name or hash of the original is in it, and a value
that was read from the original (a date, a result) is left out where the words it came from were taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import regex

from pipeline.export.places import JsonObject, Places, rounded
from pipeline.export.schema import SCHEMA, validate
from pipeline.masking import RedactedText
from pipeline.types import (
    ActionItem,
    AgendaItem,
    DecisionItem,
    Document,
    Label,
    LegendRow,
    Mark,
    Message,
    Outcome,
    Page,
    Part,
    Redacted,
    Span,
    Structure,
)

NOT_REVIEWED = "niet beoordeeld"
_Item = TypeVar("_Item", AgendaItem, DecisionItem, ActionItem)
# Masks that can take out a date or a word of a decision; the others hold a person's own data only.
_WIDE = frozenset({Label.TERM, Label.PASSAGE, Label.BIRTH_DATE})
_MONTHS = (
    "jan", "feb|febr", "mar|maa|mrt|m[aä]r", "apr", "mei|may|mai", "jun",
    "jul", "aug", "sep", "o[kc]t", "nov", "de[cz]",
)  # fmt: skip


def document_json(  # noqa: PLR0913, PLR0917  (one argument for each stage before it)
    number: str,
    parent: str | None,
    document: Document,
    structure: Structure,
    redacted_text: RedactedText,
    redacted: Redacted,
    outcome: Outcome,
    law_version: str,
) -> JsonObject:
    """The JSON of a document, validated against the schema.

    Args:
        number: the document's number in the case.
        parent: the number of the document it was attached to.
        document: the original; only its kind is told.
        structure: its items, in spans of the original.
        redacted_text: the way from the original to the redacted text.
        redacted: the output.
        outcome: its status and the reasons.
        law_version: the date of the text of the law that the grounds come from.

    Raises:
        CheckError: the JSON does not fit the schema, or the PDF holds another text than was redacted.
    """
    places = Places(redacted_text, redacted, structure.parts)
    exported: JsonObject = {
        "schema": SCHEMA,
        "number": number,
        "parent": parent,
        "kind": document.kind.value,
        "status": outcome.status.value,
        "review": NOT_REVIEWED,
        "reasons": list(outcome.reasons),
        "law_version": law_version,
        "pages": [_page(page) for page in redacted.pages],
        "text": places.text,
        "parts": [_part(part, places) for part in structure.parts],
        "messages": [_message(message, places) for message in structure.messages],
        "agenda_items": _shown(structure.agenda_items, places, _agenda_item),
        "decisions": _shown(structure.decisions, places, _decision),
        "actions": _shown(structure.actions, places, _action),
        "redactions": [row for mark in redacted.marks for row in _redactions(mark, places)],
        "legend": [_legend_row(row) for row in redacted.legend],
    }
    validate(exported)
    return exported


def date_is_shown(date: str, text: str) -> bool:
    """Whether a date (ISO 8601) stands in a text in one of the usual notations, Dutch, English or German."""
    year, month, day = date[:10].split("-")
    d, m = rf"0?{int(day)}(?:e|st|nd|rd|th)?", rf"(?:0?{int(month)}|(?:{_MONTHS[int(month) - 1]})\w*)"
    y, gap = rf"(?:{year}|['’]?{year[2:]})", r"[\s.,\-/]{1,4}"
    forms = "|".join(gap.join(order) for order in ((d, m, y), (m, d, y), (year, m, d)))
    return regex.search(rf"(?<!\d)(?:{forms})(?!\d)", text, regex.IGNORECASE) is not None


def _shown(
    items: Sequence[_Item], places: Places, export: Callable[[_Item, Places], JsonObject]
) -> list[JsonObject]:
    """The items of which something is left to read."""
    return [export(item, places) for item in items if not places.is_hidden(item.span)]


def _page(page: Page) -> JsonObject:
    return {"number": page.number, "width": round(page.width, 1), "height": round(page.height, 1)}


def _part(part: Part, places: Places) -> JsonObject:
    place = places.place(part.span)
    first, last = place["page"], place["last_page"]
    pages = list(range(first, last + 1)) if isinstance(first, int) and isinstance(last, int) else []
    return {
        "kind": part.kind.value,
        "title": _text(part.title, places),
        "date": _date(part.date, part.span, places),
        "pages": pages,
        "place": place,
    }


def _message(message: Message, places: Places) -> JsonObject:
    return {
        "from": _text(message.sender, places),
        "to": _texts(message.to, places),
        "cc": _texts(message.cc, places),
        "date": _date(
            message.sent, Span(message.span.start, max(message.span.start, message.body.start)), places
        ),
        "subject": _text(message.subject, places),
        "text": places.slice(message.body),
        "place": places.place(message.span),
    }


def _agenda_item(item: AgendaItem, places: Places) -> JsonObject:
    return {"number": item.number, "title": places.slice(item.title), "place": places.place(item.span)}


def _decision(item: DecisionItem, places: Places) -> JsonObject:
    return {
        "text": places.slice(item.span),
        "result": None if _is_cut(item.span, places) else item.result,
        "agenda_item": item.agenda_item,
        "place": places.place(item.span),
    }


def _action(item: ActionItem, places: Places) -> JsonObject:
    cut = item.due_text is not None and bool(places.masks_in(item.due_text))
    return {
        "text": places.slice(item.span),
        "owner": _text(item.owner, places),
        "due_text": _text(item.due_text, places),
        "due": None if cut or _is_cut(item.span, places) else item.due,
        "place": places.place(item.span),
    }


def _redactions(mark: Mark, places: Places) -> Iterable[JsonObject]:
    common = {
        "span": [mark.span.start, mark.span.end],
        "grounds": list(mark.grounds),
        "label": mark.label.value,
    }
    if not mark.boxes:
        page, _, box = places.on_pages(mark.span)
        yield {"page": page, "box": box, **common}
    for piece in mark.boxes:
        yield {"page": piece.page, "box": rounded(piece), **common}


def _legend_row(row: LegendRow) -> JsonObject:
    return {
        "law": row.law,
        "article": row.article,
        "description": row.description,
        "code": row.code,
        "pages": list(row.pages),
    }


def _text(span: Span | None, places: Places) -> str | None:
    return None if span is None else places.slice(span)


def _texts(spans: Iterable[Span], places: Places) -> list[str]:
    return [places.slice(span) for span in spans]


def _is_cut(span: Span, places: Places) -> bool:
    return any(mask.label in _WIDE for mask in places.masks_in(span))


def _date(date: str | None, where: Span, places: Places) -> str | None:
    """The date, unless something was taken out where it was read and it can be read there no more."""
    if date is None or not _is_cut(where, places) or date_is_shown(date, places.slice(where)):
        return date
    return None
