"""Which documents a case has and what the case file says of each, before any of them is redacted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.case import CaseFile, DocumentRule, PassageRule
from pipeline.errors import UsageError
from pipeline.relations import Relation, relate, told
from pipeline.tasks import KEPT_BACK, Note, RedactTask
from pipeline.types import DocumentKind
from pipeline.workspace import digest


@dataclass(frozen=True, slots=True)
class RunOf:
    """What the tasks of a run share: OUT, the fingerprint of what all hang on, whether they become PDF/A, and how many
    pages each may have.
    """

    out: Path
    context: str
    pdfa: bool
    most_pages: int


# What a document gets of which the case file says nothing, where it says different things of others that are the same:
# the first of these. What is kept back can still be published; what was published can't be called back.
_STRICTEST_FIRST = ("niet openbaar", "buiten verzoek", "reeds openbaar", "deels openbaar", "openbaar")


@dataclass(frozen=True, slots=True)
class _Said:
    """What the case file says of one document."""

    number: str
    content: bytes
    rule: DocumentRule
    passages: tuple[PassageRule, ...]


@dataclass(slots=True)
class _Decided:
    """What goes for a document: what the case file says of it and of others that are the same."""

    outcome: str
    pictures_seen: bool
    passages: list[PassageRule]
    carried: list[str] = field(default_factory=list)


def relations_of(notes: Sequence[Note], number_of: Mapping[str, str]) -> dict[str, Relation]:
    """How the documents of a case belong together, by their numbers."""
    parents = {number_of[note.id]: number_of[note.parent] for note in notes if note.parent is not None}
    return relate({number_of[note.id]: note.trace for note in notes}, parents)


def tasks_of(
    notes: Sequence[Note],
    number_of: Mapping[str, str],
    relations: Mapping[str, Relation],
    case: CaseFile,
    run: RunOf,
) -> tuple[RedactTask, ...]:
    """A task for each document.

    An attachment of a document that is kept back is kept back with it. What the case file says of one document goes
    for those that are the same too, where it says nothing else of them.
    """
    decided = _decided_of(notes, number_of, relations, case)
    shown = told(
        relations,
        {number: one.outcome for number, one in decided.items() if one.outcome in KEPT_BACK},
        {number for number, one in decided.items() if one.passages},
    )
    tasks: list[RedactTask] = []
    for note in notes:
        number, parent = number_of[note.id], number_of.get(note.parent or "")
        one, relation = decided[number], shown[number]
        asked = (one.outcome, str(one.pictures_seen), str(run.pdfa), repr(one.passages), *one.carried)
        fingerprint = digest(
            run.context, note.id, note.fingerprint, number, parent or "", repr(relation), *asked
        )
        tasks.append(
            RedactTask(
                number=number,
                parent=parent,
                note=note,
                outcome=one.outcome,
                pictures_seen=one.pictures_seen,
                passages=tuple(one.passages),
                carried=tuple(one.carried),
                relation=relation,
                pdfa=run.pdfa,
                most_pages=run.most_pages,
                failed_attachments=(),
                out=str(run.out),
                context=run.context,
                fingerprint=fingerprint,
            )
        )
    return tuple(tasks)


def _decided_of(
    notes: Sequence[Note], number_of: Mapping[str, str], relations: Mapping[str, Relation], case: CaseFile
) -> dict[str, _Decided]:
    """What goes for each document, by its number; parents come before what hangs on them."""
    said: dict[str, list[_Said]] = defaultdict(list)
    for one in sorted(_said(notes, number_of, case), key=lambda one: int(one.number)):
        said[relations[one.number].duplicate_of or one.number].append(one)
    decided: dict[str, _Decided] = {}
    for note in notes:
        number = number_of[note.id]
        above = decided.get(number_of.get(note.parent or "", ""))
        inherited = above.outcome if above and above.outcome in KEPT_BACK else ""
        group = said.get(relations[number].duplicate_of or number, [])
        decided[number] = _decide(note, number, inherited, group)
    return decided


def _said(notes: Sequence[Note], number_of: Mapping[str, str], case: CaseFile) -> Iterator[_Said]:
    """What the case file says of each document that it says something of."""
    rules = {rule.path: rule for rule in case.documents}
    passages: dict[str, list[PassageRule]] = defaultdict(list)
    for passage in case.passages:
        passages[passage.document].append(passage)
    for note in notes:
        if note.source in rules or note.source in passages:
            rule = rules.get(note.source, DocumentRule(note.source))
            yield _Said(number_of[note.id], note.trace.content, rule, tuple(passages.get(note.source, ())))


def _decide(note: Note, number: str, inherited: str, said: Sequence[_Said]) -> _Decided:
    """What goes for a document of which and of the same as which the case file says `said`."""
    own = [one for one in said if one.number == number]
    others = [one for one in said if one.number != number]
    decided = _Decided(
        outcome=next((one.rule.outcome for one in own), "") or inherited,
        pictures_seen=any(one.rule.pictures_seen for one in own),
        passages=[passage for one in own for passage in one.passages],
    )
    if not decided.outcome:
        _carry_outcome(decided, others)
    for one in others:
        # The same words say nothing of the pictures beside them; the same bytes do.
        if one.rule.pictures_seen and one.content == note.trace.content != b"" and not decided.pictures_seen:
            decided.pictures_seen = True
            decided.carried.append(f"beeld is bekeken in document {one.number}, dat hetzelfde is")
        known = {" ".join(passage.text.split()) for passage in decided.passages}
        new = [passage for passage in one.passages if " ".join(passage.text.split()) not in known]
        if new:
            decided.passages += [replace(passage, document=note.source) for passage in new]
            passages = "1 passage" if len(new) == 1 else f"{len(new)} passages"
            decided.carried.append(f"{passages} overgenomen van document {one.number}, dat hetzelfde is")
    return decided


def _carry_outcome(decided: _Decided, others: Sequence[_Said]) -> None:
    outcomes = [one for one in others if one.rule.outcome]
    if outcomes:
        strictest = min(outcomes, key=lambda one: _STRICTEST_FIRST.index(one.rule.outcome))
        decided.outcome = strictest.rule.outcome
        text = f"uitkomst {decided.outcome} overgenomen van document {strictest.number}, dat hetzelfde is"
        if len({one.rule.outcome for one in outcomes}) > 1:
            text += "; van andere dubbele documenten zegt de zaak iets anders, de strengste uitkomst geldt"
        decided.carried.append(text)


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
