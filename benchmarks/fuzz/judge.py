"""Spoiled files through the commands, in a process that may crash or hang, and what became of each."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from benchmarks.fuzz.seeds import Seed

START = 60.0  # seconds that a command may need before its first file
CODES = {
    "process": {0, 1, 3},
    "check": {0, 1, 2, 3},
}  # what their --help says; `check` gives 2 where nothing is a PDF
UNFORESEEN = "meld dit"
ENDED = ("door het systeem afgebroken",)
LATE = ("duurt te lang", "te veel tijd")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoiled file: its own name in the case, what it comes of, and in words what was done to it."""

    name: str
    seed: Seed
    data: bytes
    what: str


@dataclass(slots=True)
class Fate:
    """What became of a mutant. `problems` are what may never be; empty for all that went as it should."""

    mutant: Mutant
    statuses: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    readable: dict[str, str] = field(default_factory=dict)  # secrets in what is published, and where

    def told(self) -> dict[str, Any]:
        """All but the bytes, for JSON."""
        return {
            "name": self.mutant.name,
            "what": self.mutant.what,
            "statuses": self.statuses,
            "reasons": self.reasons,
            "problems": self.problems,
            "readable": self.readable,
        }


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: None for `code` where it had to be killed."""

    code: int | None
    said: str

    def wrong(self, command: str) -> str:
        """What is wrong with that, or nothing."""
        if self.code is None:
            return "hang"
        if "Traceback" in self.said:
            return f"crash: {self.said.strip().splitlines()[-1][:120]}"
        return "" if self.code in CODES[command] else f"crash: exit code {self.code}"


def run(arguments: Sequence[str], seconds: float) -> Ended:
    """`woo` with these arguments, killed with all that it started when the time is over."""
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its helpers too
            process.wait()
        said.seek(0)
        return Ended(code, said.read().decode("utf-8", "replace"))


def judge(mutants: Sequence[Mutant], limit: float, *, check: bool = True) -> list[Fate]:
    """Judge mutants in one case; each by itself where the whole crashed or hung.

    Args:
        limit: seconds that a file may take.
        check: whether `woo check` looks at what is published, and at the mutants that are PDFs.
    """
    with tempfile.TemporaryDirectory() as folder:
        fates = _together(mutants, Path(folder), limit, check)
    if fates is not None:
        return fates
    alone = []
    for mutant in mutants:
        with tempfile.TemporaryDirectory() as folder:
            alone += _together([mutant], Path(folder), limit, check) or []
    return alone


def _together(mutants: Sequence[Mutant], folder: Path, limit: float, check: bool) -> list[Fate] | None:
    """What became of these; None where that can't be told apart."""
    case, out = folder / "case", folder / "out"
    case.mkdir()
    for mutant in mutants:
        (case / mutant.name).write_bytes(mutant.data)
    seconds = START + limit * len(mutants)
    fates = {mutant.name: Fate(mutant) for mutant in mutants}
    wrong = run(["process", str(case), "--out", str(out), "--jobs", "1"], seconds).wrong("process")
    if wrong and len(mutants) > 1:
        return None
    if wrong:
        fates[mutants[0].name].problems.append(wrong)
        return [*fates.values()]
    _told(out, fates)
    if check and (wrong := _checked(case, out, fates, seconds)):
        if len(mutants) > 1:
            return None
        fates[mutants[0].name].problems.append(f"check: {wrong}")
    return [*fates.values()]


def _told(out: Path, fates: dict[str, Fate]) -> None:
    """What the manifest says of each, and whether what is published is sound and silent."""
    manifest = json.loads((out / "internal" / "manifest.json").read_bytes())
    inventory = (out / "publish" / "inventory.csv").read_text(encoding="utf-8-sig")
    for row in manifest["documents"]:
        fate = fates[row["source"].partition("/")[0]]
        fate.statuses.append(row["status"])
        fate.reasons += row["reasons"]
        fate.problems += _unforeseen(row["reasons"])
        if row["published"]:
            _published(out, row["id"], fate, inventory)
    for fate in fates.values():
        if not fate.statuses:
            fate.problems.append("no status")


def _unforeseen(reasons: Sequence[str]) -> list[str]:
    found = [f"unforeseen: {reason}" for reason in reasons if UNFORESEEN in reason]
    found += [f"crash of a worker: {reason}" for reason in reasons if any(word in reason for word in ENDED)]
    return found + [f"too slow: {reason}" for reason in reasons if any(word in reason for word in LATE)]


def _published(out: Path, number: str, fate: Fate, inventory: str) -> None:
    pdf = (out / "publish" / f"{number}.pdf").read_bytes()
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as opened:
            pages = len(opened.pages)
        shown = text_of(pdf)
        if pages == 0:
            fate.problems.append("an output without pages")
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        fate.problems.append("an output that does not open")
        return
    record = (out / "publish" / f"{number}.json").read_text(encoding="utf-8")
    told = "\n".join(
        [*_strings(json.loads(record)), *(line for line in inventory.splitlines() if number in line)]
    )
    for secret in fate.mutant.seed.secrets:
        places = [name for name, text in (("pdf", shown), ("json", told)) if stands(secret, text)]
        if places:
            fate.readable[secret] = " and ".join(places)


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def text_of(pdf: bytes) -> str:
    """What PDFium reads on the pages."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_bounded() for page in opened)


def stands(secret: str, text: str) -> bool:
    """Whether a secret stands in a text as words of its own, with any spaces and line ends in it."""
    letters = r"\s*".join(re.escape(c) for c in secret if not c.isspace())
    return re.search(rf"(?<!\w){letters}(?!\w)", text) is not None


def _checked(case: Path, out: Path, fates: dict[str, Fate], seconds: float) -> str:
    """What `woo check` finds in what is published, and whether it survives the mutants themselves."""
    report = out.parent / "report.json"
    pdfs = [str(case / name) for name, fate in fates.items() if fate.mutant.seed.kind == "pdf"]
    if pdfs:
        ended = run(["check", *pdfs, "--no-detect", "--json", str(report), "--jobs", "1"], seconds)
        if wrong := ended.wrong("check"):
            return wrong
        for row in json.loads(report.read_bytes())["files"] if report.exists() else []:
            fate = fates[Path(row["path"]).name]
            fate.problems += [f"check: {problem}" for problem in _unforeseen(row["not_judged"])]
    return ""


def keep(fate: Fate, folder: Path) -> None:
    """Keep a mutant and what was wrong with it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / fate.mutant.name).write_bytes(fate.mutant.data)
    told = json.dumps(fate.told(), indent=1, ensure_ascii=False)
    (folder / f"{fate.mutant.name}.json").write_text(told, encoding="utf-8")
