"""Each bad and each clean file through `woo check`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.checking.case import Case
from pipeline.check.inspect import Options, inspect


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of the two files of a case.

    `found`: a finding of the case's own channel in the bad file; `flagged` are the channels with a finding in the clean
    one; `not_judged` what could not be looked at in either.
    """

    channel: str
    maker: str
    found: bool
    seen: tuple[str, ...]
    flagged: tuple[str, ...]
    not_judged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of both files of a case."""

    case: Case
    bad: bytes
    clean: bytes


def make(cases: Iterable[Case]) -> list[Files]:
    """Make the files once: what is measured beside `woo check` reads the same bytes."""
    return [Files(case, case.bad(), case.clean()) for case in cases]


def measure(files: Files) -> Outcome:
    """What `woo check` says of both."""
    case = files.case
    bad = inspect(files.bad, Options(name=case.name, secrets=case.secrets))
    clean = inspect(files.clean, Options(name=case.clean_name, secrets=case.secrets))
    seen = {trace.channel for trace in bad.traces}
    return Outcome(
        case.channel,
        case.maker,
        bool(seen & set(case.channels)),
        tuple(sorted(seen)),
        tuple(sorted({trace.channel for trace in clean.traces})),
        tuple(dict.fromkeys(bad.not_judged + clean.not_judged)),
    )
