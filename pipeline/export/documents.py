"""The JSON of a published document.

Everything in it is said of the output. No offset, length, name or hash of the original is in it, and a value
that was read from the original (a date, a result) is left out where the words it came from were taken out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.export.places import JsonObject, Places, rounded
from pipeline.export.schema import SCHEMA, validate
from pipeline.export.structure import structure_json
from pipeline.items import Structure
from pipeline.masking import RedactedText
from pipeline.relations import Relation
from pipeline.types import (
    Document,
    LegendRow,
    Mark,
    Outcome,
    Page,
    Redacted,
)

NOT_REVIEWED = "niet beoordeeld"


@dataclass(frozen=True, slots=True)
class About:
    """The case that a document is of, as `[case]` of the case file has it; empty where it says nothing."""

    number: str = ""
    organisation: str = ""


def document_json(  # noqa: PLR0913, PLR0917  (one argument for each stage before it)
    number: str,
    parent: str | None,
    document: Document,
    structure: Structure,
    redacted_text: RedactedText,
    redacted: Redacted,
    outcome: Outcome,
    law_version: str,
    relation: Relation,
    about: About,
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
        relation: how it belongs to other documents, as far as may be said outside the house.
        about: the case that it is of.

    Raises:
        CheckError: the JSON does not fit the schema, or the PDF holds another text than was redacted.
    """
    places = Places(redacted_text, redacted, structure)
    exported: JsonObject = {
        "schema": SCHEMA,
        "number": number,
        "parent": parent,
        "case": {"number": about.number or None, "organisation": about.organisation or None},
        "relations": relation_json(relation),
        "kind": document.kind.value,
        "status": outcome.status.value,
        "review": NOT_REVIEWED,
        "reasons": list(outcome.reasons),
        "law_version": law_version,
        "pages": [_page(page) for page in redacted.pages],
        "text": places.text,
        **structure_json(structure, places),
        "redactions": [row for mark in redacted.marks for row in _redactions(mark, places)],
        "legend": [_legend_row(row) for row in redacted.legend],
    }
    validate(exported)
    return exported


def relation_json(relation: Relation) -> JsonObject:
    """How a document belongs to others of the case, by their numbers."""
    return {
        "thread": relation.thread,
        "family": relation.family,
        "duplicate_of": relation.duplicate_of,
        "near": list(relation.near),
        "contained_in": relation.contained_in,
    }


def _page(page: Page) -> JsonObject:
    return {
        "number": page.number,
        "width": round(page.width, 1),
        "height": round(page.height, 1),
        "span": [page.span.start, page.span.end],
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
