"""The first half of the work: one file to its documents, each split and searched, kept in internal/work.

A file that can't be read becomes a document with an obstacle; nothing here raises for a bad file.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import rulebook
from pipeline.detect import Detected, detect
from pipeline.errors import DocumentError, StorageError, WooError
from pipeline.ingest import read, unfold
from pipeline.ingest.inset import is_inset
from pipeline.items import Structure
from pipeline.pool import allow
from pipeline.relations import Trace, trace_of
from pipeline.split import split
from pipeline.tasks import Note, ReadResult, ReadTask, Seconds, unexpected
from pipeline.types import (
    Document,
    DocumentKind,
    Source,
)
from pipeline.workspace import Workspace, digest, file_digest, is_full, load, save

T = TypeVar("T")

CHANGED = "het bestand veranderde terwijl het werd gelezen; wacht tot het vaststaat en draai opnieuw"


class Clock:
    """Seconds spent in each stage."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside for this stage, whatever happens there."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._spent[name] = self._spent.get(name, 0.0) + time.perf_counter() - start

    def seconds(self) -> Seconds:
        """What was counted so far, by name."""
        return tuple(sorted(self._spent.items()))


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of one document. `detected` is None where splitting or searching it went wrong."""

    document: Document
    structure: Structure
    detected: Detected | None


def read_source(task: ReadTask) -> ReadResult:
    """Read, split and search one file, or take what an earlier run kept of it. A zip or a mailbox is only unfolded:
    what lies in it comes back as files to read, so that they can be read side by side.
    """
    work = Workspace(Path(task.out)).work
    content = file_digest(Path(task.source.file))
    fingerprint = digest(
        task.base, task.limits.of_reading, task.source.path, task.source.file, task.out, content, *task.ignore
    )
    index = work / f"{digest(task.source.path)}.source"
    known = load(index, fingerprint)
    if isinstance(known, ReadResult) and _is_whole(work, known):
        return known
    clock = Clock()
    inside, documents = _opened(task, work, content, clock)
    pictures = _pictures(documents)
    searched = [_search(document, pictures.get(document.id, ()), clock) for document in documents]
    result = ReadResult(tuple(_save(work, fingerprint, kept, trace) for kept, trace in searched), inside)
    # What went wrong for no reason of the document's own (memory, disk) is tried again by the next run.
    if content and all(note.searched for note in result.notes):
        save(index, fingerprint, result)
    return replace(result, seconds=clock.seconds())


def _opened(
    task: ReadTask, work: Path, content: str, clock: Clock
) -> tuple[tuple[Source, ...], Sequence[Document]]:
    """The files in a zip or a mailbox, and the documents of any other file. `content` is the digest of its bytes."""
    with clock.stage("ingest"):
        try:
            files = unfold(task.source, work, task.ignore, task.limits) if not task.source.depth else None
            if files is not None:
                found = list(_at_ease(files, task.limits.seconds))
                documents: Sequence[Document] = [one for one in found if isinstance(one, Document)]
                return tuple(one for one in found if isinstance(one, Source)), documents
            documents = read(task.source, work, task.ignore, task.limits)
        except OSError as error:
            if is_full(error):
                raise StorageError.of(work, error.strerror) from error
            documents = (_unreadable(task.source, unexpected(error)),)
        except WooError:
            raise
        except Exception as error:  # noqa: BLE001  (a file that breaks the reader must not stop the case)
            documents = (_unreadable(task.source, unexpected(error)),)
        if content and file_digest(Path(task.source.file)) != content:
            documents = (_unreadable(task.source, CHANGED),)
    return (), documents


def _at_ease(files: Iterable[T], seconds: float) -> Iterator[T]:
    """The same, with that much time for each."""
    for file in files:
        allow(seconds)
        yield file


def read_nothing(task: ReadTask, reason: str) -> ReadResult:
    """The result for a file that killed its worker, or took too long."""
    document = _unreadable(task.source, reason)
    kept = Kept(document, Structure(), None)
    return ReadResult((_save(Workspace(Path(task.out)).work, task.base, kept, Trace()),))


def _unreadable(source: Source, reason: str) -> Document:
    """A document for a file of which nothing came; its number is its own until the file can be read."""
    return Document(
        id=digest("unreadable", source.path, file_digest(Path(source.file))),
        source=source.path,
        kind=DocumentKind.UNREADABLE,
        text="",
        obstacles=(reason,),
    )


def _search(document: Document, pictures: Sequence[str], clock: Clock) -> tuple[Kept, Trace]:
    """Split a document and look for personal data; what goes wrong becomes an obstacle. `pictures` are the digests of
    those that were taken out of it.
    """
    try:
        with clock.stage("split"):
            structure = split(document)
        with clock.stage("relate"):
            trace = _with_pictures(trace_of(document, structure, document.content), pictures)
        with clock.stage("detect"):
            return Kept(document, structure, detect(document, rulebook.load())), trace
    except DocumentError as error:
        reason = str(error)
    except WooError:
        raise
    except Exception as error:  # noqa: BLE001  (the document fails, the case goes on)
        reason = unexpected(error)
    return Kept(replace(document, obstacles=(*document.obstacles, reason)), Structure(), None), Trace()


def _pictures(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The digests of the pictures that were taken out of documents, by the ids of these."""
    inside: dict[str, list[str]] = {}
    for document in documents:
        if document.parent is not None and is_inset(document.source):
            inside.setdefault(document.parent, []).append(document.content or document.id)
    return inside


def _with_pictures(trace: Trace, pictures: Sequence[str]) -> Trace:
    """A trace by which two documents with the same words are the same only with the same pictures in them."""
    if not (trace.same and pictures):
        return trace
    same = bytes.fromhex(digest("pictures", trace.same.hex(), *pictures))[: len(trace.same)]
    return replace(trace, same=same)


def _save(work: Path, fingerprint: str, kept: Kept, trace: Trace) -> Note:
    """Keep a document for the second half; what was found in it lies apart, for the register."""
    document, searched = kept.document, kept.detected is not None
    note = Note(
        id=document.id,
        source=document.source,
        parent=document.parent,
        kind=document.kind,
        pages=len(document.pages),
        searched=searched,
        fingerprint=fingerprint,
        trace=trace,
    )
    save(work / f"{note.id}.document", fingerprint, kept)
    if searched:
        save(work / f"{note.id}.detected", fingerprint, kept.detected)
    return note


def _is_whole(work: Path, result: ReadResult) -> bool:
    """Whether all that an earlier run kept of a file is still there."""
    kept = [work / f"{note.id}.{ending}" for note in result.notes for ending in ("document", "detected")]
    return all(file.exists() for file in (*kept, *(Path(source.file) for source in result.inside)))


def kept_of(work: Path, note: Note) -> Kept:
    """What was read of a document.

    Raises:
        WooError: the cache was changed by something else since it was written.
    """
    found = load(work / f"{note.id}.document", note.fingerprint)
    if not isinstance(found, Kept):
        raise WooError("internal/work was changed during the run; run the same command again")
    return found


def detected_of(work: Path, note: Note) -> Detected:
    """What was found in a document on its own.

    Raises:
        WooError: the cache was changed since it was written; other documents need the names in it.
    """
    found = load(work / f"{note.id}.detected", note.fingerprint)
    if not isinstance(found, Detected):
        raise WooError("internal/work was changed during the run; run the same command again")
    return found
