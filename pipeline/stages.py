"""The second half of the work: one document from its findings to a checked PDF and JSON in internal/work.

`redact_document` never raises for a bad document: what goes wrong is an outcome with a Dutch reason that
quotes no text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipeline import rulebook
from pipeline.case import CaseFile
from pipeline.check import check_output
from pipeline.check.inspect import Options as Inspection
from pipeline.check.inspect import inspect
from pipeline.decide import decide
from pipeline.detect import Register, carry
from pipeline.errors import ArchiveError, DocumentError, WooError
from pipeline.export.documents import About, document_json
from pipeline.findings import findings_json
from pipeline.ingest import about_pictures
from pipeline.ingest.obstacles import too_many_pages
from pipeline.ingest.ocr import OcrMissingError
from pipeline.ingest.reread import legible
from pipeline.items import Structure
from pipeline.masking import RedactedText, masks_of, redact_text
from pipeline.outcomes import (
    held_back,
    inventory_row,
    leak_reasons,
    marks_as_read,
    own_text,
    review_reasons,
    secrets_of,
    still_readable,
    unseen_by_anyone,
)
from pipeline.reading import CHANGED, Clock, Kept, kept_of
from pipeline.redact import redact
from pipeline.redact.pdfa import to_pdfa
from pipeline.tasks import KEPT_BACK, RedactTask, Result, unexpected
from pipeline.types import (
    Decision,
    Document,
    DocumentKind,
    Mask,
    Outcome,
    Redacted,
    Status,
)
from pipeline.workspace import Workspace, file_digest, json_bytes, load, save, write_private


@dataclass(frozen=True, slots=True)
class Context:
    """What all documents of a case share."""

    case: CaseFile
    register: Register


def save_context(work: Path, context: Context, fingerprint: str) -> None:
    """Keep what all documents share where the workers find it."""
    save(work / "context", fingerprint, context)


@lru_cache(maxsize=1)
def _context(work: Path, fingerprint: str) -> Context:
    context = load(work / "context", fingerprint)
    if not isinstance(context, Context):
        raise WooError("internal/work was changed during the run; run the same command again")
    return context


def redact_document(task: RedactTask) -> Result:
    """Redact one document; its outputs wait in internal/work for the main process to publish them."""
    clock = Clock()
    try:
        result = _redact(task, clock)
    except DocumentError as error:
        result = _failed(task, (str(error),))
    except WooError:
        raise
    except Exception as error:  # noqa: BLE001  (the document fails, the case goes on)
        result = _failed(task, (unexpected(error),))
    return replace(result, seconds=clock.seconds())


def lost(task: RedactTask, reason: str) -> Result:
    """The result of a document that killed its worker, or took too long."""
    return _failed(task, (reason,))


def _redact(task: RedactTask, clock: Clock) -> Result:
    workspace = Workspace(Path(task.out))
    kept = kept_of(workspace.work, task.note)
    with clock.stage("decide"):
        context = _context(workspace.work, task.context)
        case = replace(context.case, passages=task.passages)
        decisions = _decide(kept, Context(case, context.register))
        text = redact_text(kept.document.text, masks_of(kept.document.text, decisions))
    findings = _write_findings(workspace, task.number, kept.document, decisions)
    if task.outcome in KEPT_BACK:
        return _kept_back(task, kept, text, findings)
    obstacles = tuple(o for o in kept.document.obstacles if not (task.pictures_seen and about_pictures(o)))
    if obstacles or kept.detected is None or kept.document.kind is DocumentKind.UNREADABLE:
        return _failed(task, obstacles or ("het document kon niet worden gelezen",))
    if _has_changed(workspace, kept.document):
        return _failed(task, (CHANGED,))
    with clock.stage("redact"):
        title = f"Document {task.number}"
        redacted = redact(kept.document, text.masks, text, rulebook.load(), title)
        if len(redacted.pages) > task.most_pages:
            return _failed(task, (too_many_pages(task.most_pages),))
        if task.pdfa:
            redacted = _archived(redacted)
    with clock.stage("check"):
        secrets = secrets_of(kept.document, decisions)
        marks = marks_as_read(kept.document.kind, redacted)
        leaks = check_output(redacted.pdf, redacted.text, secrets, own_text(title, redacted), marks)
        report = inspect(redacted.pdf, Inspection(read_text=False, detect=False))
        redacted = replace(redacted, notes=(*redacted.notes, *unseen_by_anyone(report)))
        seen = _still_in_pictures(kept.document, redacted, text.masks)
    reasons = (*leak_reasons(leaks), *held_back(report), *seen)
    if reasons:
        return _failed(task, reasons)
    reasons = review_reasons(
        task, kept.document, decisions, redacted, readable=still_readable(kept.document, decisions)
    )
    status = Status.REVIEW if reasons else Status.OK
    outcome = Outcome(task.note.id, status, True, reasons, redacted.exact_gaps)
    with clock.stage("export"):
        exported = document_json(
            task.number,
            task.parent,
            kept.document,
            kept.structure,
            text,
            redacted,
            outcome,
            rulebook.load().law_version,
            task.relation,
            About(context.case.number, context.case.organisation),
        )
        files = (
            findings,
            _write_output(workspace, f"{task.number}.json", json_bytes(exported)),
            _write_output(workspace, f"{task.number}.pdf", redacted.pdf),
        )
    pages = len(redacted.pages)
    row = inventory_row(task, kept.document, kept.structure, text, pages=pages)
    return Result(task, outcome, row, pages, files, ())


def _has_changed(workspace: Workspace, document: Document) -> bool:
    """Whether a file of the case is another than was read; what lies in internal/work is ours alone."""
    payload = Path(document.payload) if document.payload else None
    if payload is None or payload.parent == workspace.work:
        return False
    return file_digest(payload) != document.content


def _still_in_pictures(document: Document, redacted: Redacted, masks: tuple[Mask, ...]) -> tuple[str, ...]:
    """Why an output is held back on whose pictures OCR still reads what was taken out. Where there is no OCR, no
    document has text from a picture.
    """
    if document.kind is not DocumentKind.PDF:
        return ()
    marks = zip(masks, redacted.marks, strict=True)
    places = [(box, mask.span.of(document.text)) for mask, mark in marks for box in mark.boxes]
    try:
        pages = legible(redacted.pdf, places)
    except OcrMissingError:
        return ()
    return tuple(
        f"tegengehouden bij de controle: pagina {page}: op het beeld is nog te lezen wat is gelakt"
        for page in pages
    )


def _archived(redacted: Redacted) -> Redacted:
    """A document as PDF/A; as plain PDF with a note for the officer where it can't be made that."""
    try:
        return replace(redacted, pdf=to_pdfa(redacted.pdf))
    except ArchiveError as error:
        return replace(redacted, notes=(*redacted.notes, str(error)))


def _decide(kept: Kept, context: Context) -> tuple[Decision, ...]:
    if kept.detected is None:
        return ()
    findings = carry(kept.document, kept.detected, context.register, context.case)
    return decide(
        kept.document,
        findings,
        context.register,
        context.case,
        rulebook.load(),
        mentions=kept.detected.mentions,
        day=_day_of(kept.structure),
    )


def _day_of(structure: Structure) -> date | None:
    """The date that a document bears: of its first part or its first message that states one."""
    stated = [*(part.date for part in structure.parts), *(message.sent for message in structure.messages)]
    return next((date.fromisoformat(day[:10]) for day in stated if day), None)


def _write_findings(
    workspace: Workspace, number: str, document: Document, decisions: tuple[Decision, ...]
) -> tuple[str, str]:
    name, data = f"{number}.findings.json", json_bytes(findings_json(number, document, decisions))
    write_private(workspace.internal / name, data)
    return f"internal/{name}", hashlib.sha256(data).hexdigest()


def _write_output(workspace: Workspace, name: str, data: bytes) -> tuple[str, str]:
    """Put a finished file where the main process takes it from; gives its name there and its digest."""
    write_private(workspace.work / name, data, durable=True)
    return f"publish/{name}", hashlib.sha256(data).hexdigest()


def _kept_back(task: RedactTask, kept: Kept, text: RedactedText, findings: tuple[str, str]) -> Result:
    """A document that the case file keeps out of publish/; all but those outside the request are listed."""
    row = None
    if task.outcome != "buiten verzoek":
        row = inventory_row(task, kept.document, kept.structure, text, pages=0)
    outcome = Outcome(task.note.id, Status.OK, False, (f"de zaak zegt: {task.outcome}", *task.carried))
    return Result(task, outcome, row, 0, (findings,), ())


def _failed(task: RedactTask, reasons: tuple[str, ...]) -> Result:
    """A document that is not published; one that the case file keeps back is done all the same."""
    status, reasons = Status.FAILED, (*reasons, *task.carried)
    if task.outcome in KEPT_BACK:
        status, reasons = Status.OK, (f"de zaak zegt: {task.outcome}", *reasons)
    return Result(task, Outcome(task.note.id, status, False, reasons), None, 0, (), ())
