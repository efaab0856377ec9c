"""The findings as JSON, in the form of `pipeline/export/schema/check-1.schema.json`."""

from __future__ import annotations

from typing import Any

from pipeline.check.report.judged import Checked, Judged
from pipeline.check.trace import Trace

VERSION = 1


def as_json(checked: Checked) -> dict[str, Any]:
    """All files with their findings; boxes in points from the top left of the page, to a tenth."""
    return {"version": VERSION, "files": [_file(file) for file in checked.files]}


def _file(file: Judged) -> dict[str, Any]:
    return {
        "path": file.path,
        "sha256": file.sha256 or None,
        "status": file.judgement.value,
        "pages": file.pages,
        "findings": [_finding(trace) for trace in file.traces],
        "not_judged": list(file.not_judged),
    }


def _finding(trace: Trace) -> dict[str, Any]:
    box = trace.box
    return {
        "channel": trace.channel,
        "page": trace.page,
        "box": None if box is None else [round(v, 1) for v in (box.x0, box.top, box.x1, box.bottom)],
        "reason": trace.reason,
        "mend": trace.mend,
    }
