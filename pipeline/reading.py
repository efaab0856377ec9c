"""The first half of the work: one file to its documents, each split and searched, kept in internal/work.

A file that can't be read becomes a document with an obstacle; nothing here raises for a bad file.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import rulebook
from pipeline.detect import Detected, detect
from pipeline.errors import DocumentError, WooError
from pipeline.ingest import read
from pipeline.ingest.inset import is_inset
from pipeline.items import Structure
from pipeline.relations import Trace, trace_of
from pipeline.split import split
from pipeline.tasks import Note, ReadResult, ReadTask, Seconds, unexpected
from pipeline.types import (
    Document,
    DocumentKind,
    Source,
)
from pipeline.workspace import Workspace, digest, file_digest, load, save


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
    """Read, split and search one file, or take what an earlier run kept of it."""
    work = Workspace(Path(task.out)).work
    content = file_digest(Path(task.source.file))
    fingerprint = digest(task.base, task.source.path, task.source.file, task.out, content, *task.ignore)
    index = work / f"{digest(task.source.path)}.source"
    known = load(index, fingerprint)
    if isinstance(known, ReadResult) and all(_is_kept(work, note) for note in known.notes):
        return known
    clock = Clock()
    contents: dict[str, str] = {}
    with clock.stage("ingest"):
        try:
            documents = read(task.source, work, task.ignore, contents)
        except WooError:
            raise
        except Exception as error:  # noqa: BLE001  (a file that breaks the reader must not stop the case)
            documents = (_unreadable(task.source, unexpected(error)),)
    contents |= {document.id: content for document in documents if document.source == task.source.path}
    pictures = _pictures(documents, contents)
    searched = [
        _search(d, _Same(contents.get(d.id, ""), tuple(pictures.get(d.id, ()))), clock) for d in documents
    ]
    notes = tuple(_save(work, fingerprint, kept, trace) for kept, trace in searched)
    # What went wrong for no reason of the document's own (memory, disk) is tried again by the next run.
    if content and all(note.searched for note in notes):
        save(index, fingerprint, ReadResult(notes))
    return ReadResult(notes, clock.seconds())


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


def _search(document: Document, content: _Same, clock: Clock) -> tuple[Kept, Trace]:
    """Split a document and look for personal data; what goes wrong becomes an obstacle."""
    try:
        with clock.stage("split"):
            structure = split(document)
        with clock.stage("relate"):
            trace = _with_pictures(trace_of(document, structure, content.own), content.pictures)
        with clock.stage("detect"):
            return Kept(document, structure, detect(document, rulebook.load())), trace
    except DocumentError as error:
        reason = str(error)
    except WooError:
        raise
    except Exception as error:  # noqa: BLE001  (the document fails, the case goes on)
        reason = unexpected(error)
    return Kept(replace(document, obstacles=(*document.obstacles, reason)), Structure(), None), Trace()


@dataclass(frozen=True, slots=True)
class _Same:
    """What tells a document from others with the same words: the digest of its bytes (empty where there are none), and
    those of the pictures that were taken out of it.
    """

    own: str
    pictures: tuple[str, ...]


def _pictures(documents: Iterable[Document], contents: Mapping[str, str]) -> dict[str, list[str]]:
    """The digests of the pictures that were taken out of documents, by the ids of these."""
    inside: dict[str, list[str]] = {}
    for document in documents:
        if document.parent is not None and is_inset(document.source):
            inside.setdefault(document.parent, []).append(contents.get(document.id, document.id))
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


def _is_kept(work: Path, note: Note) -> bool:
    return (work / f"{note.id}.document").exists() and (work / f"{note.id}.detected").exists()


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
