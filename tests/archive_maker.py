"""Invented cases for an archive: publish/ folders as `woo process` writes them, and Dossiers made directly.

A document is put together of the words that stand in it; where an item stands is looked up in its text, and each mark
of a ground in the text gets its row in `redactions`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from pipeline.archive.values import Dossier, Item, Kind, LogEntry, Meeting, Place, PublishedDocument
from pipeline.export.inventory import InventoryRow, inventory_csv
from pipeline.export.schema import SCHEMA, validate

Json = dict[str, Any]
CASE = "2024-0312"
ORGANISATION = "gemeente Rietmonde"
LAW_VERSION = "2026-08-15"
A4 = (595.3, 841.9)
_MARK = re.compile(r"\[(\d(?:\.\d+)+[a-z]?(?:; \d(?:\.\d+)+[a-z]?)*)\]")
_PDF = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.3 841.9]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF %s\n"
)


# ------------------------------------------------------------------------------------------- JSON of documents


def paper(
    number: str = "000001",
    *pages: str,
    kind: str = "verslag",
    title: str | None = None,
    date: str | None = None,
    parent: str | None = None,
    thread: int | None = None,
    family: int = 1,
    reasons: Sequence[str] = (),
) -> Json:
    """The JSON of a document of one part over all its pages."""
    written = pages or ("Zonder iets erop.",)
    text = "\n".join(written)
    starts = [0, *accumulate(len(page) + 1 for page in written)]
    document: Json = {
        "schema": SCHEMA,
        "number": number,
        "parent": parent,
        "case": {"number": CASE, "organisation": ORGANISATION},
        "relations": {
            "thread": thread,
            "family": family,
            "duplicate_of": None,
            "near": [],
            "contained_in": None,
        },
        "kind": "mail" if kind == "mail" else "pdf",
        "status": "review" if reasons else "ok",
        "review": "niet beoordeeld",
        "reasons": list(reasons),
        "law_version": LAW_VERSION,
        "pages": [
            {"number": at + 1, "width": A4[0], "height": A4[1], "span": [start, start + len(page)]}
            for at, (start, page) in enumerate(zip(starts, written, strict=False))
        ],
        "text": text,
        "parts": [],
        **{field: [] for field in ("messages", "meetings", "agenda_items", "decisions", "actions", "papers")},
        "redactions": [],
        "legend": [],
    }
    part(document, range(1, len(written) + 1), kind=kind, title=title, date=date)
    for mark in _MARK.finditer(text):
        found = place(document, mark[0], after=mark.start())
        document["redactions"].append(
            {
                "page": found["page"],
                "box": found["box"],
                "span": found["span"],
                "grounds": mark[1].split("; "),
                "label": "PERSON",
            }
        )
    return document


def part(
    document: Json,
    pages: Iterable[int],
    *,
    kind: str = "verslag",
    title: str | None = None,
    date: str | None = None,
) -> Json:
    """Add a part; where it shares a page with an earlier one, that one keeps the page."""
    numbers = list(pages)
    spans = [page["span"] for page in document["pages"] if page["number"] in numbers]
    index = len(document["parts"])
    where = {
        "part": index,
        "page": numbers[0],
        "last_page": numbers[-1],
        "span": [spans[0][0], spans[-1][1]],
        "box": [72.0, 72.0, 520.0, 700.0],
    }
    document["parts"].append(
        {
            "kind": kind,
            "title": title,
            "date": date,
            "pages": numbers,
            "place": where,
            "rule": "made",
            "confidence": 1.0,
        }
    )
    return document


def place(document: Json, words: str, *, after: int = 0, on: int = 0) -> Json:
    """Where words stand in a document; `on` is the index of their part."""
    start = document["text"].index(words, after)
    end = start + len(words)
    page, last = (
        next(p["number"] for p in document["pages"] if p["span"][0] <= at <= p["span"][1])
        for at in (start, end)
    )
    top = 80.0 + start % 600
    return {
        "part": on,
        "page": page,
        "last_page": last,
        "span": [start, end],
        "box": [72.0, top, 300.0, top + 12],
    }


def _found(document: Json, words: str, on: int) -> Json:
    return {"place": place(document, words, on=on), "rule": "made", "confidence": 0.9}


def meeting(
    document: Json,
    body: str | None = "college van burgemeester en wethouders",
    date: str | None = "2024-03-14",
    *,
    parts: Sequence[int] = (0,),
    words: str = "",
    **told: Any,
) -> Json:
    """Add a meeting; `attendees` and `absentees` are (name, role, organisation)."""
    where = _found(document, words or document["text"].splitlines()[0], parts[0])
    people = {
        field: [
            {"name": name, "role": role, "organisation": organisation, **where}
            for name, role, organisation in told.pop(field, ())
        ]
        for field in ("attendees", "absentees")
    }
    fields = dict.fromkeys(("name", "kind", "start", "end", "location", "chair", "secretary"))
    document["meetings"].append(
        {"parts": list(parts), "body": body, "date": date, **fields, **people, **where, **told}
    )
    return document


def agenda_item(document: Json, words: str, number: str | None = None, *, on: int = 0) -> Json:
    """Add an agenda item; its title is its words."""
    document["agenda_items"].append(
        {
            "number": number,
            "title": words,
            "kind": "bespreking",
            "parent": None,
            "also": [],
            **_found(document, words, on),
        }
    )
    return document


def decision(
    document: Json, words: str, *, item: int | None = None, result: str | None = "aangenomen", on: int = 0
) -> Json:
    """Add a decision, under the agenda item of that index."""
    number = None if item is None else document["agenda_items"][item]["number"]
    document["decisions"].append(
        {
            "text": words,
            "result": result,
            "explicit": True,
            "agenda_item": number,
            "item": item,
            **_found(document, words, on),
        }
    )
    return document


def action(
    document: Json, words: str, *, kind: str = "actie", item: int | None = None, on: int = 0, **told: Any
) -> Json:
    """Add an action or a promise; `owner`, `due`, `due_text`, `status` as given."""
    fields = dict.fromkeys(("owner", "due_text", "due", "status"))
    document["actions"].append(
        {
            "text": words,
            "kind": kind,
            "others": [],
            "item": item,
            "also": [],
            **fields,
            **_found(document, words, on),
            **told,
        }
    )
    return document


def message(document: Json, words: str, *, on: int = 0, **told: Any) -> Json:
    """Add a mail; `from` is given as `sender`."""
    fields: Json = {"to": [], "cc": [], "date": None, "subject": None, "signature": None, "invitation": None}
    fields |= {"from": told.pop("sender", None), "disclaimers": [], "quoted_in": None}
    document["messages"].append({**fields, "text": words, **_found(document, words, on), **told})
    return document


def letter(document: Json, *, reference: str | None = None, subject: str | None = None, on: int = 0) -> Json:
    """Say that a part is a proposal or letter with a reference and subject."""
    document["papers"].append(
        {
            "part": on,
            "reference": reference,
            "subject": subject,
            "addressee": None,
            **{field: [] for field in ("asked", "sections", "signatories", "footnotes")},
            "rule": "made",
            "confidence": 1.0,
        }
    )
    return document


# ------------------------------------------------------------------------------------------- publish/


def row(
    document: Json, *, title: str | None = None, date: str | None = None, assessment: str = ""
) -> InventoryRow:
    """The row of the inventory of a document."""
    grounds = sorted({ground for one in document["redactions"] for ground in one["grounds"]})
    first = document["parts"][0]
    return InventoryRow(
        number=document["number"],
        date=date or first["date"] or "",
        kind=first["kind"],
        title=title or first["title"] or first["kind"],
        pages=len(document["pages"]),
        assessment=assessment or ("Deels openbaar" if grounds else "Openbaar"),
        grounds=tuple(grounds),
        parent=document["parent"] or "",
        family=document["relations"]["family"],
        thread=document["relations"]["thread"],
        duplicate_of=document["relations"]["duplicate_of"] or "",
    )


def kept_back(
    number: str, title: str = "Advies van de advocaat", assessment: str = "Niet openbaar"
) -> InventoryRow:
    """The row of a document that is not published, or was elsewhere."""
    return InventoryRow(
        number, "2024-03-01", "brief", title, 3, assessment, ("5.1.5",), "", int(number), None, ""
    )


def pdf(number: str) -> bytes:
    """A PDF of one empty page, another for each number."""
    return _PDF % number.encode()


@lru_cache
def _validate(written: str) -> None:
    """Most tests publish the same."""
    validate(json.loads(written))


def publish(
    out: Path,
    *documents: Json,
    also: Sequence[InventoryRow] = (),
    case: str = CASE,
    organisation: str = ORGANISATION,
    rows: Sequence[InventoryRow] | None = None,
) -> Path:
    """Write OUT/publish as a finished run does; gives OUT back. Each JSON has passed the schema."""
    folder = out / "publish"
    folder.mkdir(parents=True, exist_ok=True)
    about = {"number": case or None, "organisation": organisation or None}
    for document in ({**one, "case": about} for one in documents):
        written = json.dumps(document, ensure_ascii=False)
        _validate(written)
        (folder / f"{document['number']}.json").write_text(written, "utf-8")
        (folder / f"{document['number']}.pdf").write_bytes(pdf(document["number"]))
    listed = [row(one) for one in documents] if rows is None else rows
    (folder / "inventory.csv").write_text(inventory_csv([*listed, *also]), "utf-8", newline="")
    return out


# ------------------------------------------------------------------------------------------- Dossiers


def item(
    text: str,
    *,
    kind: Kind = Kind.DECISION,
    key: str = "",
    document: str = "000001",
    page: int = 1,
    **told: Any,
) -> Item:
    """An item of an archive; its key is of its words where none is given."""
    slug = key or f"{kind.value}-{'-'.join(text.lower().split())[:60]}"
    return Item(slug, kind, text, told.pop("context", ""), (Place(document, page, page, None),), **told)


def dossier(
    *items: Item,
    case: str = CASE,
    organisation: str = ORGANISATION,
    meetings: Sequence[Meeting] = (),
    titles: dict[str, str] | None = None,
    digest: str = "",
) -> Dossier:
    """A case of these items, with the documents in which they stand."""
    numbers = sorted({place.document for one in items for place in one.places})
    documents = tuple(
        PublishedDocument(
            number=number,
            title=(titles or {}).get(number, f"Document {number}"),
            kind="verslag",
            date="2024-03-14",
            parent=None,
            family=1,
            thread=None,
            duplicate_of=None,
            assessment="Openbaar",
            status="ok",
            review="niet beoordeeld",
            reasons=(),
            digest="0" * 64,
            sizes=(A4,),
        )
        for number in numbers
    )
    return Dossier(
        case, organisation, f"/invented/{case}/publish", digest or "1" * 64, documents, tuple(meetings), items
    )


def entry(case: str = CASE, deed: str = "geïndexeerd", items: int = 0, by: str = "archivaris") -> LogEntry:
    """A line of the log."""
    return LogEntry("2024-06-01T10:00:00Z", by, deed, case, "", items)
