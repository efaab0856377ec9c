"""What became of a case: the result of a run, as the manifest of the case and as figures for who watches over runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.case import CaseFile
from pipeline.export.documents import relation_json
from pipeline.relations import Relation
from pipeline.tasks import Result
from pipeline.types import Status
from pipeline.workspace import Numbered

MANIFEST_VERSION = 1
SUMMARY_VERSION = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a case. `stage_seconds` sums over all workers; `seconds` is what the run took; `pages` counts what
    was published.
    """

    out: Path
    results: tuple[Result, ...]
    withdrawn: tuple[Numbered, ...]
    stage_seconds: Mapping[str, float]
    seconds: float

    @property
    def pages(self) -> int:
        """Pages of redacted documents, legends not counted."""
        return sum(result.pages for result in self.results)

    @property
    def exit_code(self) -> int:
        """0 all published, 1 some need a person, 3 some failed."""
        codes = {Status.OK: 0, Status.REVIEW: 1, Status.FAILED: 3}
        return max((codes[result.outcome.status] for result in self.results), default=0)


def manifest_json(
    summary: Summary, relations: Mapping[str, Relation], case: CaseFile, law_version: str
) -> dict[str, object]:
    """What became of each document, and how they belong together. The same input gives the same."""
    return {
        "version": MANIFEST_VERSION,
        "case": {"number": case.number, "organisation": case.organisation},
        "law_version": law_version,
        "assessment": "niet beoordeeld",
        "documents": [_manifest_row(result, relations[result.number]) for result in summary.results],
        "withdrawn": [{"id": gone.number, "source": gone.source} for gone in summary.withdrawn],
    }


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


def summary_json(
    summary: Summary, *, files: int, jobs: int, software: Mapping[str, str]
) -> dict[str, object]:
    """The run in figures, for a log or a monitor. `stage_seconds` and `pages_done` are of what this run did itself,
    without what an earlier one had done.
    """
    results = summary.results
    statuses = Counter(result.outcome.status for result in results)
    done = [result for result in results if result.seconds]
    pages_done = sum(result.pages for result in done)
    return {
        "version": SUMMARY_VERSION,
        "software": dict(software),
        "jobs": jobs,
        "seconds": round(summary.seconds, 3),
        "files": files,
        "documents": len(results),
        "documents_done": len(done),
        "published": sum(result.outcome.published for result in results),
        "ok": statuses[Status.OK],
        "review": statuses[Status.REVIEW],
        "failed": statuses[Status.FAILED],
        "withdrawn": len(summary.withdrawn),
        "pages": summary.pages,
        "pages_done": pages_done,
        "pages_a_second": round(pages_done / summary.seconds, 3) if summary.seconds else 0.0,
        "stage_seconds": {stage: round(seconds, 3) for stage, seconds in summary.stage_seconds.items()},
        "failures": _failures(results),
        "exit_code": summary.exit_code,
    }


def _failures(results: Sequence[Result]) -> list[dict[str, object]]:
    return [
        {"id": result.number, "source": result.source, "reasons": list(result.outcome.reasons)}
        for result in results
        if result.outcome.status is Status.FAILED
    ]
