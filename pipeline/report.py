"""What a person sees of a run on the terminal: the progress bar and the closing table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline import run
from pipeline.summary import Summary
from pipeline.tasks import Result
from pipeline.types import Status
from pipeline.workspace import printable

_EVERY = 60.0  # seconds between lines where there is no terminal
_LONGEST = 20  # rows of a list; the manifest has them all


@contextmanager
def progress_bar(console: Console, *, verbose: bool) -> Iterator[Callable[[run.Progress], None]]:
    """Show how far a run is on `console`: a bar on a terminal, elsewhere a line a minute; `verbose` asks for a line for
    each file and document.
    """
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )
    task = bar.add_task("", total=None, said="")
    began = told = time.monotonic()

    def show(at: run.Progress) -> None:
        nonlocal began, told
        now = time.monotonic()
        if at.source is None:
            began = now
            bar.reset(task, description=at.phase.value, total=1.0, said="")
        said = _said(at, now - began)
        bar.update(task, completed=at.part, said=said)
        if not console.is_terminal and not verbose and now - told > _EVERY:
            told = now
            console.print(Text(f"{at.phase.value}: {said}"), soft_wrap=True)
        if verbose and at.source is not None:
            spent = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in at.seconds)
            line = f"{at.phase.value}: {printable(at.source)}: {spent or 'nothing new'}"
            console.print(Text(line), soft_wrap=True)

    with bar:
        yield show


def _said(at: run.Progress, seconds: float) -> str:
    unit = "files" if at.phase is run.Phase.READ else "documents"
    speed = f", {at.pages / seconds:.1f} a second" if seconds > 1 else ""
    failed = f", {at.failed} failed" if at.failed else ""
    return f"{at.done} of {at.total} {unit}, {at.pages} pages{speed}{failed}"


def closing(summary: Summary, console: Console) -> None:
    """Say what was published, what needs a person, what failed, what was withdrawn, and where it all is."""
    results = summary.results
    published = [r for r in results if r.outcome.published]
    review = [r for r in results if r.outcome.status is Status.REVIEW]
    failed = [r for r in results if r.outcome.status is Status.FAILED]
    kept_back = [r for r in results if r.outcome.status is Status.OK and not r.outcome.published]
    counts = Table(show_header=False, box=None, pad_edge=False)
    counts.add_row("Published", f"{len(published)} of {len(results)} documents, {summary.pages} pages")
    if kept_back:
        counts.add_row("Kept back", f"{len(kept_back)}, as the case file says")
    counts.add_row("Need a person", str(len(review)))
    counts.add_row("Failed", str(len(failed)))
    console.print(counts)
    _list(console, "Needs a person (published in the safe form)", review)
    _list(console, "Failed (not published)", failed)
    if summary.withdrawn:
        rows = [(gone.number, gone.source, "") for gone in summary.withdrawn]
        _table(console, "No longer in the input (not in publish/ any more)", rows)
    console.print(Text(f"Output: {printable(str(summary.out / 'publish'))}"), soft_wrap=True)
    console.print(Text(f"Why, for each document: {printable(str(_manifest(summary)))}"), soft_wrap=True)
    console.print(
        Text("Status of all documents: niet beoordeeld. A concept until a person has approved it."),
        soft_wrap=True,
    )


def _manifest(summary: Summary) -> str:
    return str(summary.out / "internal" / "manifest.json")


def _list(console: Console, title: str, results: list[Result]) -> None:
    _table(console, title, [(r.number, r.source, "\n".join(r.outcome.reasons)) for r in results])


def _table(console: Console, title: str, rows: list[tuple[str, str, str]]) -> None:
    if not rows:
        return
    table = Table("number", "file", "reason", title=Text(title), title_justify="left", pad_edge=False)
    for number, source, reason in rows[:_LONGEST]:
        lines = "\n".join(printable(line) for line in reason.split("\n"))
        table.add_row(Text(number), Text(printable(source), overflow="fold"), Text(lines, overflow="fold"))
    console.print(table)
    if len(rows) > _LONGEST:
        console.print(Text(f"... and {len(rows) - _LONGEST} more: see internal/manifest.json"))
