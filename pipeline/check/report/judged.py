"""What became of each file that was checked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.check.trace import Trace


class Judgement(StrEnum):
    """What is said of a file; the words are those of the JSON."""

    CLEAN = "clean"
    FINDINGS = "findings"
    UNJUDGED = "unjudged"  # some of it could not be looked at, whatever was found in the rest


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: its number, its size in points as displayed, and the bytes of a PNG."""

    page: int
    width: float
    height: float
    png: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """One file. `path` holds only characters that can be shown; `sha256` is empty where it could not be read.

    `not_judged` are Dutch sentences without a full stop: what could not be looked at, and why.
    `pages` is 0 where they could not be counted. `pictures` are of pages with findings, only if asked for.
    """

    path: str
    sha256: str
    pages: int
    traces: tuple[Trace, ...]
    not_judged: tuple[str, ...]
    pictures: tuple[Picture, ...] = ()

    @property
    def judgement(self) -> Judgement:
        """What is said of the file."""
        if self.not_judged:
            return Judgement.UNJUDGED
        return Judgement.FINDINGS if self.traces else Judgement.CLEAN


@dataclass(frozen=True, slots=True)
class Checked:
    """All files of one run, by path. `passed_over` counts files in folders that are no PDF."""

    files: tuple[Judged, ...]
    passed_over: int = 0

    @property
    def exit_code(self) -> int:
        """0 all clean, 1 findings, 3 a file could not be judged; the highest applies."""
        codes = {Judgement.CLEAN: 0, Judgement.FINDINGS: 1, Judgement.UNJUDGED: 3}
        return max((codes[file.judgement] for file in self.files), default=0)
