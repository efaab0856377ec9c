"""The samples in every form that officers get: what is left readable, lost and found, and pages a second.

    python -m benchmarks.forms [--only FORM ...] [--details] [--json]

Each form is a case of its own, run in a fresh process on one job, and scored as `quality.py` does. Before the forms of
the same documents those documents are run as they are (eml, pdf, txt, md): that is `original` above them, what they
are compared with, and what their speed is a ratio to. Forms whose program is not installed are left out and named.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.form_makers import FORMS, ORIGINAL, ROOT, Form, Sample, chosen, samples
from benchmarks.quality import Published, Score, answers, published, score


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the documents in one form."""

    form: str
    documents: int
    published: int
    scores: dict[str, Score]  # by the name of the sample
    reasons: dict[str, tuple[str, ...]]  # why something of a sample was not published, or wants a look
    pages: int
    seconds: float

    @property
    def speed(self) -> float:
        """Pages a second of work, the start of processes not counted."""
        return self.pages / self.seconds if self.seconds else 0.0

    def figures(self, before: Result | None) -> dict[str, Any]:
        """One line of the table."""
        items = [row for one in self.scores.values() for row in one.items]
        return {
            "form": self.form,
            "documents": self.documents,
            "published": self.published,
            "must_go": sum(one.must_go.total() for one in self.scores.values()),
            "left_readable": sum(len(one.leaks) for one in self.scores.values()),
            "must_stay": sum(one.must_stay for one in self.scores.values()),
            "lost": sum(len(one.losses) for one in self.scores.values()),
            "items_expected": sum(row[1] for row in items),
            "items_found": sum(row[3] for row in items),
            "items_given": sum(row[2] for row in items),
            "pages": self.pages,
            "pages_per_second": round(self.speed, 2),
            "ratio": round(self.speed / before.speed, 2) if before and before.speed else None,
        }


def worker(folder: Path, out: Path) -> None:
    """The process that is measured: one run, its figures as JSON on standard output."""
    from pipeline.run import Options, process  # noqa: PLC0415  (only the worker needs it)

    summary = process([folder], out, ROOT / "samples" / "case.toml", Options(1), lambda _: None)
    print(json.dumps({"pages": summary.pages, "seconds": sum(summary.stage_seconds.values())}))


def measure(form: Form, these: Sequence[Sample]) -> Result:
    """Make the documents in a form, run the job on them and score what it published."""
    with tempfile.TemporaryDirectory(prefix="woo-forms-") as temporary:
        folder, out = Path(temporary) / "in", Path(temporary) / "out"
        folder.mkdir()
        names = form.make(these, folder)
        command = [sys.executable, "-m", "benchmarks.forms", "--worker", str(folder), str(out)]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        if done.returncode:
            raise SystemExit(f"{form.name}: the run ended with exit code {done.returncode}\n{done.stderr}")
        figures = json.loads(done.stdout)
        found: dict[str, list[Published]] = {}
        for name, read in published(out).items():
            found.setdefault(names.get(name, name), []).append(read)
        golds = answers(ROOT / "samples")
        scores = {name: score(name, golds[name], _joined(reads)) for name, reads in found.items()}
        return Result(
            form.name,
            len(these),
            len(scores),
            scores,
            _reasons(out, names),
            figures["pages"],
            figures["seconds"],
        )


def _joined(reads: Sequence[Published]) -> Published:
    """What was published of a sample that came in several files."""
    return Published(
        " ".join(r.pdfium for r in reads),
        " ".join(r.plumber for r in reads),
        " ".join(r.objects for r in reads),
        tuple(e for r in reads for e in r.exports),
        tuple(n for r in reads for n in r.numbers),
    )


def _reasons(out: Path, names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    rows = json.loads((out / "internal" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row["status"] != "ok":
            steps = row["source"].split("/")
            sample = next((names[step] for step in steps if step in names), row["source"])
            found[sample] = (*found.get(sample, ()), f"{row['status']}: {'; '.join(row['reasons'])}")
    return found


def missing(form: Form) -> list[str]:
    """The programs that a form needs and that are not there."""
    return [program for program in form.needs if shutil.which(program) is None]


def differences(result: Result, before: Result) -> list[str]:
    """Where a form does not give what the original gives, a line each."""
    lines: list[str] = []
    for name, old in sorted(before.scores.items()):
        new = result.scores.get(name)
        if new is None:
            lines.append(f"{name}: not published")
        else:
            lines += [f"{name}: readable: {k} {t}" for k, t in _more(new.leaks, old.leaks)]
            lines += [f"{name}: no longer readable: {k} {t}" for k, t in _more(old.leaks, new.leaks)]
            lines += [f"{name}: lost: {t}" for t in _more(new.losses, old.losses)]
            lines += [f"{name}: no longer lost: {t}" for t in _more(old.losses, new.losses)]
            pairs = zip(new.items, old.items, strict=True)
            lines += [f"{name}: {a[0]}: {a[3]} of {a[1]}, was {b[3]}" for a, b in pairs if a[3] != b[3]]
        if name in result.reasons and result.reasons[name] != before.reasons.get(name):
            lines += [f"{name}: {reason}" for reason in result.reasons[name]]
    return [f"  {result.form}: {line}" for line in lines]


def _more(these: Sequence[Any], those: Sequence[Any]) -> list[Any]:
    """What stands in `these` more often than in `those`."""
    left = list(those)
    found = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


HEAD = (
    f"{'form':<15}{'documents':>10}{'published':>10}{'readable':>12}{'lost':>10}{'items':>10}{'pages':>7}"
    f"{'pages/s':>9}{'ratio':>7}"
)


def line(row: dict[str, Any]) -> str:
    """The figures of a form as a line to read."""
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    readable, lost = f"{row['left_readable']}/{row['must_go']}", f"{row['lost']}/{row['must_stay']}"
    return (
        f"{row['form']:<15}{row['documents']:>10}{row['published']:>10}{readable:>12}{lost:>10}"
        f"{row['items_found']:>6}/{row['items_expected']:<3}{row['pages']:>7}{row['pages_per_second']:>9.2f}{ratio:>7}"
    )


def measured(only: Sequence[str]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The figures of each form as they come, each group after its original, and where they differ from that."""
    everything = samples()
    before: tuple[list[Sample], Result] | None = None
    for one in FORMS:
        if missing(one) or (only and one.name not in only):
            continue
        these = chosen(one, everything)
        if before is None or before[0] != these:
            before = (these, measure(ORIGINAL, these))
            yield before[1].figures(None), []
        result = measure(one, these)
        yield result.figures(before[1]), differences(result, before[1])


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--only", nargs="+", metavar="FORM", help="; ".join(f.name for f in FORMS))
    parser.add_argument("--details", action="store_true", help="list every difference with the original")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--worker", nargs=2, metavar=("IN", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        worker(*map(Path, given.worker))
        return
    left_out = {one.name: missing(one) for one in FORMS if missing(one)}
    if given.json:
        found = list(measured(given.only or ()))
        rows, told = [row for row, _ in found], [text for _, texts in found for text in texts]
        made = {"forms": rows, "left_out": left_out, "differences": told}
        print(json.dumps(made, ensure_ascii=False, indent=1))
        return
    print(HEAD)
    for row, told in measured(given.only or ()):
        print(line(row), *(told if given.details else ()), sep="\n", flush=True)
    for name, programs in left_out.items():
        print(f"left out: {name} (needs {', '.join(programs)})")


if __name__ == "__main__":
    main()
