"""What the log of an archive calls things, and what it tells of a case that is gone."""

from __future__ import annotations

from pipeline.archive.protocol import Archive
from pipeline.archive.values import LogEntry

INDEXED, REPLACED, WITHDRAWN, RESTORED = "geïndexeerd", "vervangen", "ingetrokken", "teruggezet"


def withdrawal(archive: Archive, case: str) -> LogEntry | None:
    """The line that tells of a case's withdrawal, if that was the last of it; None where it is there."""
    if archive.case(case) is not None:
        return None
    last = next(iter(archive.log(case)), None)
    return last if last is not None and last.deed == WITHDRAWN else None
