"""How far a run is, for who looks at it from outside: `woo status OUT`, while it works, after it, or after a crash."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import UsageError
from pipeline.journal import Counts, counts
from pipeline.run import Phase
from pipeline.workspace import Workspace, is_running, printable

STATUS_VERSION = 1
_LONGEST = 20  # rows of the list; the manifest and the JSON have them all


class State(StrEnum):
    """What goes on in an OUT."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. `pages_a_second` is that of the phase it is in, `seconds_left` None where it can't be told: an
    estimate by the size of the files and the pages of the documents that are done.
    """

    state: State
    counts: Counts
    seconds: float
    pages_a_second: float
    seconds_left: float | None

    @property
    def exit_code(self) -> int:
        """0 finished, 1 going on, 3 stopped before its end: run it again."""
        return {State.FINISHED: 0, State.RUNNING: 1, State.STOPPED: 3}[self.state]


def status_of(out: Path) -> Progress:
    """How far the last run over OUT is.

    Raises:
        UsageError: there is none, or its journal can't be read.
    """
    workspace = Workspace(out)
    found = counts(workspace)
    if found is None:
        raise UsageError(f"{out}: there is no run here that can be told of; give the OUT of `woo process`")
    going_on = State.RUNNING if is_running(workspace) else State.STOPPED
    state = going_on if found.ended is None else State.FINISHED
    now = found.ended if found.ended is not None else time.time()
    spent = max(0.0, now - found.phase_started)
    pages = found.pages_read if found.phase == Phase.READ else found.pages
    left = spent / found.part * (1 - found.part) if found.part else None
    return Progress(
        state=state,
        counts=found,
        seconds=max(0.0, now - found.started),
        pages_a_second=pages / spent if spent else 0.0,
        seconds_left=left if state is State.RUNNING else None,
    )


def status_json(progress: Progress) -> str:
    """The same as JSON, with all failures."""
    found = progress.counts
    figures = {
        "version": STATUS_VERSION,
        "state": progress.state.value,
        "phase": found.phase,
        "software": {"version": found.version, "model": found.model, "rules": found.rules},
        "jobs": found.jobs,
        "seconds": round(progress.seconds, 1),
        "seconds_left": None if progress.seconds_left is None else round(progress.seconds_left),
        "files": found.files,
        "files_read": found.files_read,
        "documents": found.documents,
        "documents_done": found.documents_done,
        "published": found.published,
        "review": found.review,
        "failed": found.failed,
        "pages": found.pages,
        "pages_a_second": round(progress.pages_a_second, 2),
        "failures": [{"id": n, "source": s, "reasons": list(reasons)} for n, s, reasons in found.failures],
    }
    return json.dumps(figures, ensure_ascii=False, indent=1)


def show(progress: Progress, console: Console) -> None:
    """The same for a person."""
    found = progress.counts
    said = {
        State.RUNNING: f"going on: {found.phase}",
        State.FINISHED: "finished",
        State.STOPPED: f"stopped while {found.phase}; run the same command again to go on from there",
    }
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("Run", said[progress.state])
    table.add_row("Time", _duration(progress.seconds) + _left(progress.seconds_left))
    table.add_row("Files read", f"{found.files_read} of {found.files}")
    if found.documents:
        table.add_row(
            "Documents done", f"{found.documents_done} of {found.documents}, {found.published} published"
        )
    table.add_row("Speed", f"{progress.pages_a_second:.1f} pages a second")
    table.add_row("Need a person", str(found.review))
    table.add_row("Failed", str(found.failed))
    table.add_row("Made by", f"woo {found.version}, model {found.model[:12]}, rules {found.rules[:12]}")
    console.print(table)
    if found.failures:
        console.print(_failures(found))


def _failures(found: Counts) -> Table:
    table = Table("number", "file", "reason", title="Failed so far", title_justify="left", pad_edge=False)
    for number, source, reasons in found.failures[:_LONGEST]:
        told = "\n".join(printable(reason) for reason in reasons)
        table.add_row(number, Text(printable(source), overflow="fold"), Text(told, overflow="fold"))
    if len(found.failures) > _LONGEST:
        table.caption = f"... and {len(found.failures) - _LONGEST} more: give --json"
    return table


def _left(seconds: float | None) -> str:
    return "" if seconds is None else f", about {_duration(seconds)} left in this phase"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
