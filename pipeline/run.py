"""The order of the stages, the workers, and how a run goes on where an earlier one stopped.

```
discover -> read, split, detect (a task a file) -> register of the whole case
         -> carry, decide, redact, check, export (a task a document) -> publish/, inventory, manifest
```
"""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pipeline import resources, rulebook
from pipeline.case import CaseFile, read_case
from pipeline.detect import build_register, register_json
from pipeline.errors import Interrupted, UsageError
from pipeline.export.documents import relation_json
from pipeline.export.inventory import inventory_csv
from pipeline.ingest import discover
from pipeline.plan import RunOf, check_case, levels, relations_of, tasks_of
from pipeline.pool import Workers, no_interrupt, prepare, silence
from pipeline.reading import detected_of, read_nothing, read_source
from pipeline.relations import Relation
from pipeline.stages import Context, died, redact_document, save_context
from pipeline.tasks import Note, ReadTask, RedactTask, Result, Seconds
from pipeline.types import Source, Status
from pipeline.workspace import (
    Numbered,
    Workspace,
    assign,
    check_places,
    digest,
    file_digest,
    forget,
    intact,
    json_bytes,
    load,
    open_workspace,
    private_umask,
    publish,
    read_numbers,
    save,
    sweep,
    write_numbers,
    write_private,
)

# Their versions shape what comes out, so another version does the work anew.
# Optional programs; a file that failed for want of one is read again once it is there.
_PROGRAMS = ("soffice", "tesseract")
_LIBRARIES = (
    "fonttools",
    "lxml",
    "numpy",
    "pdfplumber",
    "phonenumbers",
    "pikepdf",
    "pillow",
    "presidio-analyzer",
    "presidio-anonymizer",
    "pypdfium2",
    "regex",
    "spacy",
    "typst",
)

MANIFEST_VERSION = 1


class Phase(StrEnum):
    """Where a run is."""

    READ = "reading"
    REGISTER = "comparing names"
    REDACT = "redacting"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files while reading, documents while redacting.

    `source` is the path in the case that was just done, None at the start of a phase. `seconds` are those of
    its stages, empty where an earlier run had done it.
    """

    phase: Phase
    done: int
    total: int
    pages: int
    source: str | None = None
    seconds: Seconds = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a case. `stage_seconds` sums over all workers; `pages` counts what was published."""

    out: Path
    results: tuple[Result, ...]
    withdrawn: tuple[Numbered, ...]
    stage_seconds: Mapping[str, float]

    @property
    def pages(self) -> int:
        """Pages of redacted documents, legends not counted."""
        return sum(result.pages for result in self.results)

    @property
    def exit_code(self) -> int:
        """0 all published, 1 some need a person, 3 some failed."""
        codes = {Status.OK: 0, Status.REVIEW: 1, Status.FAILED: 3}
        return max((codes[result.outcome.status] for result in self.results), default=0)


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: how many documents at the same time, and whether each PDF becomes PDF/A-2b where it can."""

    jobs: int
    pdfa: bool = False


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
        Interrupted: Ctrl-C; what is in publish/ is whole, and the same call goes on.
    """
    if options.jobs < 1:
        raise UsageError(f"--jobs {options.jobs}: give a number of 1 or more")
    check_places(inputs, out)
    case_path = case_file or _case_in(inputs)
    case = read_case(case_path)
    sources = _without(case_path, discover(inputs, case.ignore))
    if not sources:
        raise UsageError(f"{', '.join(map(str, inputs))}: there is no file to process here")
    jobs = min(options.jobs, len(sources))
    if jobs > 1:
        prepare("pipeline.warm")
    try:
        with (
            open_workspace(inputs, out) as workspace,
            private_umask() as umask,
            silence(),
            Workers(jobs) as workers,
        ):
            return _Run(workspace, workers, case, progress, umask, options.pdfa).process(sources)
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
    taken = case_path.resolve() if case_path else None
    return tuple(source for source in sources if Path(source.file).resolve() != taken)


@lru_cache(maxsize=1)
def software_digest() -> str:
    """A digest of this program, its model, Python and the libraries and programs that shape its output."""
    package = Path(__file__).parent
    model = (f for f in resources.folder("models").rglob("*") if f.is_file() and f.suffix != ".pyc")
    files = [*sorted(package.rglob("*.py")), *sorted(model)]
    versions = [f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES]
    programs = (_program(name) for name in _PROGRAMS)
    return digest(platform.python_version(), *versions, *programs, *(file_digest(file) for file in files))


def _program(name: str) -> str:
    """Which program of that name the system has: where it is and when that was put there; empty where there is none."""
    found = shutil.which(name)
    if found is None:
        return ""
    file = Path(found).resolve()
    return f"{file} {file.stat().st_mtime_ns}"


@dataclass(slots=True)
class _Run:
    """One run, with what its steps share."""

    workspace: Workspace
    workers: Workers
    case: CaseFile
    progress: Callable[[Progress], None]
    umask: int
    pdfa: bool

    def process(self, sources: tuple[Source, ...]) -> Summary:
        rules = rulebook.load()
        base = digest(software_digest(), rules.digest)
        spent: Counter[str] = Counter()
        notes = self._read(sources, base, spent)
        check_case(self.case, notes)
        self.progress(Progress(Phase.REGISTER, 0, 1, 0))
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
        run_of = RunOf(self.workspace.root, context, self.pdfa)
        tasks = tasks_of(notes, number_of, relations, self.case, run_of)
        results = self._redact(tasks, spent)
        present = {note.id for note in notes}
        withdrawn = tuple(numbered for numbered in numbers if numbered.id not in present)
        summary = Summary(self.workspace.root, results, withdrawn, dict(sorted(spent.items())))
        caches = [*present, *(digest(source.path) for source in sources), "context"]
        self._finish(summary, relations, rules.law_version)
        forget(self.workspace, (result.number for result in results), caches)
        return summary

    # -------------------------------------------------------------------------------------------- reading

    def _read(self, sources: tuple[Source, ...], base: str, spent: Counter[str]) -> tuple[Note, ...]:
        """Read every file; the documents in the order of the files, attachments right after their parent."""
        notes_of: dict[str, tuple[Note, ...]] = {}
        pages = 0
        self.progress(Progress(Phase.READ, 0, len(sources), 0))
        ignore = self.case.ignore
        tasks = [ReadTask(source, str(self.workspace.root), base, ignore) for source in sources]
        for task, done in self.workers.each(read_source, tasks):
            result = read_nothing(task) if done is None else done
            notes_of[task.source.path] = result.notes
            spent.update(dict(result.seconds))
            pages += sum(note.pages for note in result.notes)
            path, done_now = task.source.path, len(notes_of)
            self.progress(Progress(Phase.READ, done_now, len(sources), pages, path, result.seconds))
        unique = {note.id: note for source in sources for note in notes_of[source.path]}
        return tuple(unique.values())

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
        pages = 0
        self.progress(Progress(Phase.REDACT, 0, len(tasks), 0))
        try:
            for level in levels(tasks):
                for result in self._level(level, results, earlier, kept):
                    results[result.number] = result
                    spent.update(dict(result.seconds))
                    pages += result.pages
                    path, done = result.source, len(results)
                    self.progress(Progress(Phase.REDACT, done, len(tasks), pages, path, result.seconds))
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
        for plain in level:
            failed = sorted(
                r.number
                for r in results.values()
                if r.task.parent == plain.number and r.outcome.status is Status.FAILED
            )
            task = replace(plain, failed_attachments=tuple(failed))
            before = earlier.get(task.number)
            if before and before.task.failed_attachments == task.failed_attachments:
                yield replace(before, seconds=())
            else:
                todo.append(task)
        kept.difference_update(
            f"publish/{task.number}.{ending}" for task in todo for ending in ("pdf", "json")
        )
        sweep(self.workspace, kept)
        for task, done in self.workers.each(redact_document, todo):
            result = died(task) if done is None else done
            self._commit(result)
            kept.update(name for name, _ in result.files)
            yield result

    def _earlier(self, task: RedactTask) -> Result | None:
        """The result of an earlier run, if all it hangs on is the same and its files are whole."""
        result = load(self.workspace.journal / task.number, task.fingerprint)
        if isinstance(result, Result) and intact(self.workspace, result.files):
            return result
        return None

    def _commit(self, result: Result) -> None:
        """Publish what a worker made and write it down; a failed document is tried again by the next run."""
        for name, _ in result.files:
            if name.startswith("publish/"):
                publish(self.workspace, name.removeprefix("publish/"), self.umask)
        if result.outcome.status is not Status.FAILED:
            save(self.workspace.journal / result.number, result.task.fingerprint, result)

    # ------------------------------------------------------------------------------------------- finishing

    def _finish(self, summary: Summary, relations: Mapping[str, Relation], law_version: str) -> None:
        """Write the inventory and the manifest, last of all: a run that has them was finished."""
        rows = [result.row for result in summary.results if result.row is not None]
        write_private(
            self.workspace.work / "inventory.csv", inventory_csv(rows).encode("utf-8"), durable=True
        )
        publish(self.workspace, "inventory.csv", self.umask)
        manifest = {
            "version": MANIFEST_VERSION,
            "case": {"number": self.case.number, "organisation": self.case.organisation},
            "law_version": law_version,
            "assessment": "niet beoordeeld",
            "documents": [_manifest_row(result, relations[result.number]) for result in summary.results],
            "withdrawn": [{"id": gone.number, "source": gone.source} for gone in summary.withdrawn],
        }
        write_private(self.workspace.internal / "manifest.json", json_bytes(manifest), durable=True)


def _manifest_row(result: Result, relation: Relation) -> dict[str, object]:
    return {
        "id": result.number,
        "source": result.source,
        "parent": result.task.parent,
        "kind": result.task.note.kind.value,
        "status": result.outcome.status.value,
        "published": result.outcome.published,
        "pages": result.pages,
        "reasons": list(result.outcome.reasons),
        "carried": list(result.task.carried),
        "relations": relation_json(relation),
        "exact_gaps": [{"page": page, "marks": marks} for page, marks in result.outcome.exact_gaps],
    }
