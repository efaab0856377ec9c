"""Which documents a case has and what the case file says of each, before any of them is redacted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.case import CaseFile
from pipeline.errors import UsageError
from pipeline.tasks import KEPT_BACK, Note, RedactTask
from pipeline.types import DocumentKind
from pipeline.workspace import digest


@dataclass(frozen=True, slots=True)
class RunOf:
    """What the tasks of a run share: OUT, the fingerprint of what all hang on, and whether they become PDF/A."""

    out: Path
    context: str
    pdfa: bool


def tasks_of(
    notes: Sequence[Note],
    number_of: Mapping[str, str],
    case: CaseFile,
    run: RunOf,
) -> tuple[RedactTask, ...]:
    """A task for each document; an attachment of a document that is kept back is kept back with it."""
    outcome_of: dict[str, str] = {}
    tasks: list[RedactTask] = []
    for note in notes:
        rule = case.rule_for(note.source)
        inherited = outcome_of.get(note.parent or "", "")
        outcome = rule.outcome or (inherited if inherited in KEPT_BACK else "")
        outcome_of[note.id] = outcome
        number, parent = number_of[note.id], number_of.get(note.parent or "")
        asked = (outcome, str(rule.pictures_seen), str(run.pdfa))
        fingerprint = digest(run.context, note.id, note.fingerprint, number, parent or "", *asked)
        tasks.append(
            RedactTask(
                number=number,
                parent=parent,
                note=note,
                outcome=outcome,
                pictures_seen=rule.pictures_seen,
                pdfa=run.pdfa,
                failed_attachments=(),
                out=str(run.out),
                context=run.context,
                fingerprint=fingerprint,
            )
        )
    return tuple(tasks)


def levels(tasks: Sequence[RedactTask]) -> list[list[RedactTask]]:
    """The tasks by depth, the deepest attachments first: a document waits for what hangs on it."""
    parent_of = {task.number: task.parent for task in tasks}
    by_depth: dict[int, list[RedactTask]] = {}
    for task in tasks:
        depth, above = 0, task.parent
        while above is not None:
            depth, above = depth + 1, parent_of.get(above)
        by_depth.setdefault(depth, []).append(task)
    return [by_depth[depth] for depth in sorted(by_depth, reverse=True)]


def check_case(case: CaseFile, notes: Sequence[Note]) -> None:
    """See that the case file speaks only of documents that are there.

    A misspelt path would publish what it was to keep back. Attachments of a file that could not be read can't
    be known, so a path below such a file passes.

    Raises:
        UsageError: a path of the case file is no document of the case.
    """
    known = {note.source for note in notes}
    unread = tuple(f"{note.source}/" for note in notes if note.kind is DocumentKind.UNREADABLE)
    for path in [rule.path for rule in case.documents] + [passage.document for passage in case.passages]:
        if path not in known and not path.startswith(unread):
            raise UsageError(
                f"case file: there is no document {path} in this case; mend the path or leave it out"
            )
