"""The order of the stages, the workers, and how a run goes on where an earlier one stopped.

```
discover -> read, split, detect (a task a file) -> register of the whole case
         -> carry, decide, redact, check, export (a task a document) -> publish/, inventory, manifest
```
"""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from pipeline import rulebook
from pipeline.case import CaseFile, read_case
from pipeline.detect import build_register, register_json
from pipeline.errors import Interrupted, UsageError
from pipeline.export.inventory import inventory_csv
from pipeline.ingest import discover
from pipeline.journal import Journal
from pipeline.journal import Run as JournalRun
from pipeline.limits import Limits
from pipeline.plan import RunOf, check_case, levels, relations_of, tasks_of
from pipeline.pool import Bounds, Lost, Team, Workers, no_interrupt, prepare, silence
from pipeline.reading import detected_of, read_nothing, read_source
from pipeline.relations import Relation
from pipeline.software import software
from pipeline.stages import Context, lost, redact_document, save_context
from pipeline.summary import Summary, manifest_json, summary_json
from pipeline.tasks import DIED, Note, ReadResult, ReadTask, RedactTask, Result, Seconds, late
from pipeline.types import Source, Status
from pipeline.workspace import (
    Workspace,
    assign,
    check_places,
    digest,
    forget,
    intact,
    json_bytes,
    open_workspace,
    private_umask,
    publish,
    read_numbers,
    sweep,
    write_numbers,
    write_private,
)


class Phase(StrEnum):
    """Where a run is."""

    READ = "reading"
    REGISTER = "comparing names"
    REDACT = "redacting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files while reading, documents while redacting.

    `source` is the path in the case that was just done, None at the start of a phase. `seconds` are those of
    its stages, empty where an earlier run had done it. `failed` counts documents that failed so far. `part` is how much
    of the phase is done, from 0 to 1, by the size of the files or the pages of the documents: the largest come first.
    """

    phase: Phase
    done: int
    total: int
    pages: int
    source: str | None = None
    seconds: Seconds = ()
    failed: int = 0
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: how many documents at the same time, whether each PDF becomes PDF/A-2b where it can, what one
    document may ask of the machine, and the address of a Dask scheduler whose workers do it (empty: processes here).
    """

    jobs: int
    pdfa: bool = False
    limits: Limits = field(default_factory=Limits)
    scheduler: str = ""


def process(
    inputs: Sequence[Path],
    out: Path,
    case_file: Path | None,
    options: Options,
    progress: Callable[[Progress], None],
) -> Summary:
    """Redact a case into OUT, or go on with the run that is there.

    Raises:
        UsageError: the inputs, OUT or the case file can't be used; nothing was published.
        RulebookError: the rules of this installation are broken.
        StorageError: OUT can't be written any more; what is in publish/ is whole, and the same call goes on.
        Interrupted: Ctrl-C; the same.
    """
    if options.jobs < 1:
        raise UsageError(f"--jobs {options.jobs}: give a number of 1 or more")
    check_places(inputs, out)
    case_path = case_file or _case_in(inputs)
    case = read_case(case_path)
    sources = _without(case_path, discover(inputs, case.ignore))
    if not sources:
        raise UsageError(f"{', '.join(map(str, inputs))}: there is no file to process here")
    options = replace(options, jobs=min(options.jobs, len(sources)))
    began = time.monotonic()
    try:
        with (
            open_workspace(inputs, out) as workspace,
            private_umask() as umask,
            silence(),
            Journal(workspace, JournalRun(software(), options.jobs, len(sources))) as journal,
            team(options) as workers,
        ):
            return _Run(workspace, workers, case, progress, umask, options, journal, began).process(sources)
    except KeyboardInterrupt:
        raise Interrupted(
            f"stopped; all in {out / 'publish'} is whole; run the same command again to go on from here"
        ) from None


def _case_in(inputs: Sequence[Path]) -> Path | None:
    """The case.toml at the root of the first folder among the inputs."""
    folder = next((path for path in inputs if path.is_dir()), None)
    return folder / "case.toml" if folder and (folder / "case.toml").is_file() else None


def _without(case_path: Path | None, sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources less the case file, which is no document of the case."""
    taken = os.path.realpath(case_path) if case_path else None
    # Not `resolve`: a link that leads to itself is a file that can't be read, as any other.
    return tuple(source for source in sources if os.path.realpath(source.file) != taken)


def _size(source: Source) -> int:
    """Bytes of a file, and 1; those of one that went are none."""
    try:
        return 1 + Path(source.file).stat().st_size
    except OSError:
        return 1


class _Share:
    """How much of a whole was done."""

    def __init__(self, whole: int) -> None:
        self._whole, self._done = whole, 0

    def add(self, more: int) -> float:
        """The part, from 0 to 1, with this too."""
        self._done += more
        return self._done / self._whole


def team(options: Options) -> AbstractContextManager[Team]:
    """Who does the work."""
    bounds = Bounds(options.limits.seconds, options.limits.megabytes)
    if options.scheduler:
        from pipeline.cluster import Cluster  # noqa: PLC0415  (an extra)

        return Cluster(options.scheduler, bounds)
    prepare("pipeline.warm")
    return Workers(options.jobs, bounds)


@dataclass(slots=True)
class _Run:
    """One run, with what its steps share."""

    workspace: Workspace
    workers: Team
    case: CaseFile
    progress: Callable[[Progress], None]
    umask: int
    options: Options
    journal: Journal
    began: float

    def process(self, sources: tuple[Source, ...]) -> Summary:
        rules = rulebook.load()
        base = software().fingerprint
        spent: Counter[str] = Counter()
        files, notes = self._read(sources, base, spent)
        check_case(self.case, notes)
        self._phase(Phase.REGISTER, 1)
        detected = (detected_of(self.workspace.work, note) for note in notes if note.searched)
        register = build_register(detected, self.case, rules)
        context = digest(base, self.case.digest, register.digest)
        save_context(self.workspace.work, Context(self.case, register), context)
        numbers = assign(read_numbers(self.workspace), ((note.id, note.source) for note in notes))
        write_numbers(self.workspace, numbers)
        number_of = {numbered.id: numbered.number for numbered in numbers}
        write_private(
            self.workspace.internal / "register.json", json_bytes(register_json(register, number_of))
        )
        relations = relations_of(notes, number_of)
        run_of = RunOf(self.workspace.root, context, self.options.pdfa, self.options.limits.pages)
        tasks = tasks_of(notes, number_of, relations, self.case, run_of)
        results = self._redact(tasks, spent)
        present = {note.id for note in notes}
        withdrawn = tuple(numbered for numbered in numbers if numbered.id not in present)
        took = time.monotonic() - self.began
        summary = Summary(self.workspace.root, results, withdrawn, dict(sorted(spent.items())), took)
        paths = [source.path for source in files]
        caches = [*present, *map(digest, paths), *(Path(f.file).stem for f in files if f.depth), "context"]
        self._finish(summary, relations, rules.law_version, len(files))
        kept = [result.number for result in results]
        forget(self.workspace, kept, caches)
        self.journal.forget(paths, kept)
        self.journal.ended()
        return summary

    def _phase(self, phase: Phase, total: int) -> None:
        self.journal.phase(phase.value)
        self.progress(Progress(phase, 0, total, 0))

    def _reason(self, lost: Lost) -> str:
        return late(self.options.limits.seconds) if lost is Lost.LATE else DIED

    # -------------------------------------------------------------------------------------------- reading

    def _read(
        self, sources: tuple[Source, ...], base: str, spent: Counter[str]
    ) -> tuple[tuple[Source, ...], tuple[Note, ...]]:
        """Read every file; all files with those in zips and mailboxes, and the documents in the order of the files,
        attachments right after their parent.
        """
        results: dict[str, ReadResult] = {}
        self._phase(Phase.READ, len(sources))
        self._read_all(sources, base, results, spent)
        # What lay in zips and mailboxes is read now that it is known, side by side as all other files.
        inside = [source for result in tuple(results.values()) for source in result.inside]
        self.journal.found(len(sources) + len(inside))
        self._read_all(inside, base, results, spent)
        in_order = [one for source in sources for one in (source, *results[source.path].inside)]
        notes = {note.id: note for source in in_order for note in results[source.path].notes}
        return tuple(in_order), tuple(notes.values())

    def _read_all(
        self, sources: Sequence[Source], base: str, results: dict[str, ReadResult], spent: Counter[str]
    ) -> None:
        total = len(results) + len(sources)
        sizes = {source.path: _size(source) for source in sources}
        share = _Share(sum(sizes.values()))
        pages = sum(note.pages for result in results.values() for note in result.notes)
        out, ignore, limits = str(self.workspace.root), self.case.ignore, self.options.limits
        # The largest first, so that none is begun last and waited for.
        largest_first = sorted(sources, key=lambda source: -sizes[source.path])
        tasks = [ReadTask(source, out, base, ignore, limits) for source in largest_first]
        for task, done in self.workers.each(read_source, tasks):
            result = read_nothing(task, self._reason(done)) if isinstance(done, Lost) else done
            results[task.source.path] = result
            part = share.add(sizes[task.source.path])
            self.journal.read(task.source.path, result)
            self.journal.part(part)
            spent.update(dict(result.seconds))
            pages += sum(note.pages for note in result.notes)
            path = task.source.path
            self.progress(Progress(Phase.READ, len(results), total, pages, path, result.seconds, part=part))

    # ------------------------------------------------------------------------------------------ redacting

    def _redact(self, tasks: tuple[RedactTask, ...], spent: Counter[str]) -> tuple[Result, ...]:
        """Redact every document, attachments before what they hang on.

        publish/ holds only whole documents made under the rules of this run, throughout.
        """
        earlier = {result.number: result for task in tasks if (result := self._earlier(task))}
        kept = {name for result in earlier.values() for name, _ in result.files}
        (self.workspace.publish / "inventory.csv").unlink(missing_ok=True)
        (self.workspace.internal / "manifest.json").unlink(missing_ok=True)
        results: dict[str, Result] = {}
        pages = failed = 0
        share = _Share(sum(1 + task.note.pages for task in tasks))
        self._phase(Phase.REDACT, len(tasks))
        self.journal.waiting((task.number, task.note.source) for task in tasks if task.number not in earlier)
        try:
            for level in levels(tasks):
                for result in self._level(level, results, earlier, kept):
                    results[result.number] = result
                    spent.update(dict(result.seconds))
                    pages += result.pages
                    failed += result.outcome.status is Status.FAILED
                    part = share.add(1 + result.task.note.pages)
                    self.journal.part(part)
                    done, of, path = len(results), len(tasks), result.source
                    self.progress(Progress(Phase.REDACT, done, of, pages, path, result.seconds, failed, part))
        finally:
            with no_interrupt():
                sweep(self.workspace, kept)
        return tuple(results[number] for number in sorted(results, key=int))

    def _level(
        self,
        level: Sequence[RedactTask],
        results: Mapping[str, Result],
        earlier: Mapping[str, Result],
        kept: set[str],
    ) -> Iterator[Result]:
        """The results of documents of one depth: those of an earlier run first, then as they finish."""
        todo: list[RedactTask] = []
        failed: defaultdict[str | None, list[str]] = defaultdict(list)
        for number, result in results.items():
            if result.outcome.status is Status.FAILED:
                failed[result.task.parent].append(number)
        for plain in level:
            task = replace(plain, failed_attachments=tuple(sorted(failed[plain.number])))
            before = earlier.get(task.number)
            if before and before.task.failed_attachments == task.failed_attachments:
                yield replace(before, seconds=())
            else:
                todo.append(task)
        kept.difference_update(
            f"publish/{task.number}.{ending}" for task in todo for ending in ("pdf", "json")
        )
        sweep(self.workspace, kept)
        todo.sort(key=lambda task: -task.note.pages)
        for task, done in self.workers.each(redact_document, todo):
            result = lost(task, self._reason(done)) if isinstance(done, Lost) else done
            self._commit(result)
            kept.update(name for name, _ in result.files)
            yield result

    def _earlier(self, task: RedactTask) -> Result | None:
        """The result of an earlier run, if all it hangs on is the same and its files are whole."""
        result = self.journal.result(task.number, task.fingerprint)
        return result if result is not None and intact(self.workspace, result.files) else None

    def _commit(self, result: Result) -> None:
        """Publish what a worker made and write it down."""
        for name, _ in result.files:
            if name.startswith("publish/"):
                publish(self.workspace, name.removeprefix("publish/"), self.umask)
        self.journal.done(result)

    # ------------------------------------------------------------------------------------------- finishing

    def _finish(
        self, summary: Summary, relations: Mapping[str, Relation], law_version: str, files: int
    ) -> None:
        """Write the inventory, the summary and the manifest, that last of all: a run that has it was finished."""
        rows = [result.row for result in summary.results if result.row is not None]
        write_private(
            self.workspace.work / "inventory.csv", inventory_csv(rows).encode("utf-8"), durable=True
        )
        publish(self.workspace, "inventory.csv", self.umask)
        figures = summary_json(summary, files=files, jobs=self.options.jobs, software=asdict(software()))
        write_private(self.workspace.internal / "summary.json", json_bytes(figures))
        manifest = manifest_json(summary, relations, self.case, law_version)
        write_private(self.workspace.internal / "manifest.json", json_bytes(manifest), durable=True)
