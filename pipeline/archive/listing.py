"""What was found as rows for a spreadsheet and as JSON, the same from the command line and from the site."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict

from pipeline.archive.values import Answer, Hit, Place
from pipeline.export.inventory import BYTE_ORDER_MARK, safe_field

_HEADERS = (
    "soort", "datum", "tekst", "orgaan", "vergadering", "agendapunt", "onderwerp", "resultaat",
    "eigenaar", "termijn", "status", "zaak", "organisatie", "document", "pagina", "titel", "kenmerk",
)  # fmt: skip


def answer_csv(hits: Sequence[Hit]) -> str:
    """What was found, for a Dutch spreadsheet: byte order mark, semicolons, CRLF, nothing that runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADERS)
    for hit in hits:
        writer.writerow(safe_field(field) for field in _row(hit))
    return BYTE_ORDER_MARK + out.getvalue()


def _row(hit: Hit) -> tuple[str, ...]:
    stored, item = hit.stored, hit.stored.item
    place = item.places[0]
    return (
        item.kind.value,
        item.date or "",
        item.text,
        item.body or "",
        item.meeting or "",
        item.number or "",
        item.topic or "",
        item.result or "",
        item.owner or "",
        item.due or item.due_text or "",
        item.status or "",
        stored.case,
        stored.organisation,
        place.document,
        str(place.page or ""),
        stored.title,
        item.key,
    )


def answer_json(answer: Answer, *, offset: int) -> dict[str, object]:
    """An answer as JSON has it; `docs/archive.md` describes it."""
    return {
        "total": answer.total,
        "offset": offset,
        "relaxed": answer.relaxed,
        "corrected": [{"word": word, "used": list(used)} for word, used in answer.corrected],
        "meant": [{"word": word, "other": other} for word, other in answer.meant],
        "counts": None if answer.counts is None else {k: dict(v) for k, v in asdict(answer.counts).items()},
        "hits": [hit_json(hit) for hit in answer.hits],
    }


def hit_json(hit: Hit) -> dict[str, object]:
    """One hit: its item, where it stands, and the snippet with `[start, end]` of the words that were asked for."""
    stored, item = hit.stored, hit.stored.item
    return {
        "key": item.key,
        "kind": item.kind.value,
        "text": item.text,
        "date": item.date,
        "case": stored.case,
        "organisation": stored.organisation,
        "title": stored.title,
        "document_kind": item.document_kind,
        "meeting": item.meeting,
        "body": item.body,
        "number": item.number,
        "topic": item.topic,
        "result": item.result,
        "owner": item.owner,
        "due": item.due,
        "due_text": item.due_text,
        "status": item.status,
        "grounds": list(item.grounds),
        "places": [place_json(place) for place in item.places],
        "snippet": hit.snippet,
        "marks": [[mark.start, mark.end] for mark in hit.marks],
    }


def place_json(place: Place) -> dict[str, object]:
    """A place in a published PDF; the box is [x0, top, x1, bottom] in points from the top left of the page."""
    box = place.box
    corners = None if box is None else [box.x0, box.top, box.x1, box.bottom]
    return {"document": place.document, "page": place.page, "last_page": place.last_page, "box": corners}
