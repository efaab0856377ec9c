"""A whole archive as one file of JSON Lines, gzipped: the same for both stores, so it moves an archive between them.

The first line says what it is, the last how many lines came before it: a file that was cut short is refused.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.archive.protocol import Archive
from pipeline.archive.values import Dossier, Item, Kind, LogEntry, Meeting, Place, PublishedDocument
from pipeline.errors import ArchiveStoreError, UsageError
from pipeline.types import Box

_FORMAT = "woo-pipeline/archive/1"


def dossier_of(archive: Archive, case: str) -> Dossier:
    """What an archive holds of one case, as it was put in.

    Raises:
        UsageError: there is no such case.
    """
    told = archive.case(case)
    if told is None:
        raise UsageError(f"there is no case {case} in this archive")
    items = tuple(stored.item for stored in archive.items_of(case))
    return Dossier(
        told.name,
        told.organisation,
        told.folder,
        told.digest,
        archive.documents(case),
        archive.meetings(case),
        items,
    )


def write_backup(archive: Archive, file: Path) -> int:
    """Write all cases and the log; the number of cases.

    Raises:
        ArchiveStoreError: the archive can't be read, or the file can't be written.
        UsageError: the file is there already.
    """
    half = file.with_name(f"{file.name}.half")
    if file.exists():
        raise UsageError(f"{file}: there is a file already; choose another name for the backup")
    names = [case.name for case in archive.cases()]
    try:
        with gzip.open(half, "wt", encoding="utf-8") as stream:
            lines = 0
            for line in _lines(archive, names):
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                lines += 1
            stream.write(json.dumps({"end": lines}) + "\n")
        half.replace(file)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise ArchiveStoreError(f"{file}: the backup can't be written: {error.strerror}") from error
    return len(names)


def _lines(archive: Archive, names: list[str]) -> Iterator[dict[str, object]]:
    yield {"format": _FORMAT}
    for entry in reversed(archive.log()):
        yield {"log": asdict(entry)}
    for name in names:
        yield {"dossier": asdict(dossier_of(archive, name))}


def read_backup(file: Path) -> Iterator[LogEntry | Dossier]:
    """The log, the oldest line first, and then the cases of a backup.

    Raises:
        UsageError: it is no backup, of another version, damaged or cut short.
    """
    lines = 0
    try:
        with gzip.open(file, "rt", encoding="utf-8") as stream:
            for lines, raw in enumerate(stream):
                line: dict[str, Any] = json.loads(raw)
                if (lines == 0) != (line.get("format") == _FORMAT):
                    raise ValueError("not where a first line should be")
                if "log" in line:
                    yield LogEntry(**line["log"])
                if "dossier" in line:
                    yield _dossier(line["dossier"])
                if line.get("end") == lines:
                    return
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise UsageError(
            f"{file}: this is no backup of an archive, or it is damaged at line {lines + 1}"
        ) from error
    raise UsageError(f"{file}: this backup was cut short; use another one")


def _dossier(raw: dict[str, Any]) -> Dossier:
    return Dossier(
        case=raw["case"],
        organisation=raw["organisation"],
        folder=raw["folder"],
        digest=raw["digest"],
        documents=tuple(_document(one) for one in raw["documents"]),
        meetings=tuple(_meeting(one) for one in raw["meetings"]),
        items=tuple(_item(one) for one in raw["items"]),
    )


def _document(raw: dict[str, Any]) -> PublishedDocument:
    sizes = tuple((width, height) for width, height in raw.pop("sizes"))
    return PublishedDocument(sizes=sizes, reasons=tuple(raw.pop("reasons")), **raw)


def _meeting(raw: dict[str, Any]) -> Meeting:
    return Meeting(attendees=tuple(raw.pop("attendees")), absentees=tuple(raw.pop("absentees")), **raw)


def _item(raw: dict[str, Any]) -> Item:
    places = tuple(_place(one) for one in raw.pop("places"))
    return Item(kind=Kind(raw.pop("kind")), places=places, grounds=tuple(raw.pop("grounds")), **raw)


def _place(raw: dict[str, Any]) -> Place:
    box = raw.pop("box")
    return Place(box=Box(**box) if box else None, **raw)
