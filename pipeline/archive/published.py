"""publish/ of a finished run as a Dossier: the JSON of each document, and the inventory.

Only publish/ is read, never internal/. A decision or a mail that stands word for word in several documents is one item
with several places.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.archive.published_items import items_of, meetings_of
from pipeline.archive.values import Dossier, Item, Meeting, PublishedDocument
from pipeline.errors import CheckError, UsageError
from pipeline.export.inventory import ASSESSMENTS, HEADERS, NOT_PUBLISHED
from pipeline.export.schema import validate

_NUMBER = re.compile(r"[0-9A-Za-z-][0-9A-Za-z.-]{0,169}")
_LONGEST_FIELD = 100_000  # characters
_LARGEST = 512 * 2**20  # bytes of one JSON: more than any run writes


def read_published(out: Path, name: str = "") -> Dossier:
    """Read what a run published.

    Args:
        out: the OUT of `woo process`, or its publish/ by itself.
        name: what the case is called in the archive; empty for its number, or else the name of the folder.

    Raises:
        UsageError: there is no finished run here, or a file of it is missing, damaged or of another version.
    """
    folder = (out / "publish" if (out / "publish").is_dir() else out).resolve()
    rows = _inventory(folder / "inventory.csv")
    case: dict[str, str] = {}
    documents: list[PublishedDocument] = []
    meetings: dict[str, Meeting] = {}
    items: dict[str, Item] = {}
    total = hashlib.sha256()
    for row in rows:
        total.update(repr(sorted(row.items())).encode())
        file = folder / f"{row['nummer']}.json"
        if row["beoordeling"] in NOT_PUBLISHED:
            documents.append(_kept_back(row))
            continue
        raw, digest = _bytes(file), _digest(file.with_suffix(".pdf"))
        total.update(hashlib.sha256(raw).digest() + bytes.fromhex(digest))
        try:
            document = _json(raw)
            documents.append(_document(row, document, digest))
            told = {key: str(document["case"][key] or "") for key in ("number", "organisation")}
            if (case or told) != told:
                raise ValueError("another case than the documents before it")
            case = told
            own = meetings_of(document)
            for meeting in own.values():
                meetings[meeting.key] = _merged(meetings.get(meeting.key), meeting)
            for item in items_of(document, documents[-1], own):
                items[item.key] = _with_places(items.get(item.key), item)
        except (CheckError, KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
            raise UsageError(
                f"{file}: this is no JSON of this version and this case; run `woo process` again on its case"
            ) from error
    _nothing_else(folder, {document.number for document in documents if document.digest})
    called = name or case.get("number") or _folder_name(folder)
    total.update(called.encode())
    return Dossier(
        called,
        case.get("organisation", ""),
        str(folder),
        total.hexdigest(),
        tuple(documents),
        tuple(sorted(meetings.values(), key=lambda one: (one.date or "9999", one.key))),
        tuple(items.values()),
    )


def _folder_name(folder: Path) -> str:
    return folder.parent.name if folder.name == "publish" else folder.name


def _inventory(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        rows = list(reader)
        if tuple(reader.fieldnames or ()) != HEADERS or any(set(row) != set(HEADERS) for row in rows):
            raise ValueError("other columns")
        _see_rows(rows)
    except FileNotFoundError as error:
        raise UsageError(
            f"{file.parent}: there is no inventory.csv here, so no finished run; finish `woo process` first"
        ) from error
    except OSError as error:
        raise UsageError(f"{file}: it can't be read: {error.strerror}") from error
    except (ValueError, TypeError, csv.Error) as error:
        raise UsageError(
            f"{file}: this is no inventory that this version wrote; run `woo process` again on its case"
        ) from error
    return rows


def _see_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Raise ValueError or TypeError where rows are not what a run writes; a number becomes the name of a file."""
    numbers = [row["nummer"] for row in rows]
    if len(set(numbers)) != len(numbers) or not all(map(_NUMBER.fullmatch, numbers)):
        raise ValueError("a number that is none, or twice")
    for row in rows:
        _kept_back(row)
        if max(map(len, row.values())) > _LONGEST_FIELD:
            raise ValueError("a field that no run writes")
        if row["beoordeling"] not in ASSESSMENTS:
            raise ValueError("an assessment that is none")


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file}: it is larger than any run writes; see where it comes from")
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: it can't be read: {error.strerror}") from error


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{file}: it can't be read: {error.strerror}; run `woo process` again") from error


def _json(raw: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(raw)
    validate(document)
    json.dumps(document, ensure_ascii=False).encode()  # half a pair of surrogates is no text
    return document


def _document(row: Mapping[str, str], document: Mapping[str, Any], digest: str) -> PublishedDocument:
    relations = document["relations"]
    if document["number"] != row["nummer"]:
        raise ValueError("another number than its name")
    return replace(
        _kept_back(row),
        parent=document["parent"],
        family=relations["family"],
        thread=relations["thread"],
        duplicate_of=relations["duplicate_of"],
        status=document["status"],
        review=document["review"],
        reasons=tuple(document["reasons"]),
        digest=digest,
        sizes=tuple((float(page["width"]), float(page["height"])) for page in document["pages"]),
    )


def _kept_back(row: Mapping[str, str]) -> PublishedDocument:
    """A document that only the inventory tells of: it is not published, or published elsewhere."""
    return PublishedDocument(
        number=row["nummer"],
        title=row["titel"],
        kind=row["soort"],
        date=row["datum"] or None,
        parent=row["hoofddocument"] or None,
        family=int(row["familie"] or 0),
        thread=int(row["e-mailthread"]) if row["e-mailthread"] else None,
        duplicate_of=row["dubbel van"] or None,
        assessment=row["beoordeling"],
        status="",
        review="",
        reasons=(),
        digest="",
        sizes=(),
    )


def _nothing_else(folder: Path, numbers: set[str]) -> None:
    """A file that the inventory does not list is not what the run published: nobody vouches for it."""
    for file in sorted(folder.iterdir()):
        if file.suffix in {".json", ".pdf"} and file.stem not in numbers:
            raise UsageError(
                f"{file}: the inventory does not list this file; run `woo process` again or take it away"
            )


def _merged(known: Meeting | None, new: Meeting) -> Meeting:
    """What two documents tell of one meeting: the first that says something is believed."""
    if known is None:
        return new
    return replace(
        known,
        name=known.name or new.name,
        body=known.body or new.body,
        start=known.start or new.start,
        end=known.end or new.end,
        location=known.location or new.location,
        chair=known.chair or new.chair,
        secretary=known.secretary or new.secretary,
        attendees=known.attendees or new.attendees,
        absentees=known.absentees or new.absentees,
    )


def _with_places(known: Item | None, new: Item) -> Item:
    if known is None:
        return new
    there = {place.document for place in known.places}
    return replace(known, places=known.places + tuple(p for p in new.places if p.document not in there))
