"""Quality and speed of detection on invented documents in formats that no training saw.

    python -m benchmarks.detection [--set unseen|heldout] [--documents 2400] [--mentions-per-origin 1000]
                                   [--others] [--json FILE]

The set to report is `unseen`: rules were mended by looking at what they missed in `heldout`.
Run from the root of a checkout. Prints tables in Markdown. With --others it makes a virtual environment, installs
Deduce and Presidio there and scores them on the same documents. Words a second are those of detect, register, carry
and decide together, on one core, in processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import heldout, unseen
from models.recipe.invented.draw import Draw
from models.recipe.invented.marks import Sample, read, to_json
from models.recipe.invented.people import Person
from models.recipe.invented.pools import ORIGINS
from pipeline import evaluate, scores
from pipeline.evaluate import Found, Gold, Result
from pipeline.types import Verdict

SETS = {"heldout": heldout.FORMATS, "unseen": unseen.FORMATS}
# Where the seeds of a set begin, so that no two sets have the same people.
FIRST_SEED = {"heldout": 0, "unseen": 1_000_000}
OTHERS = Path(__file__).resolve().parent / "heldout" / "others.py"
PACKAGES = {"deduce": "deduce", "presidio": "presidio-analyzer"}
# Tags of other tools that say what our labels say; all others of theirs (dates, ages, places, hospitals, ...) are left
# out, as hiding those is not asked here.
LABELS = {
    "persoon": "PERSON", "patient": "PERSON", "telefoonnummer": "PHONE", "emailadres": "EMAIL", "url": "LINK",
    "bsn": "BSN", "PERSON": "PERSON", "PHONE_NUMBER": "PHONE", "EMAIL_ADDRESS": "EMAIL", "URL": "LINK",
    "IBAN_CODE": "IBAN", "IP_ADDRESS": "IP_ADDRESS",
}  # fmt: skip


class OfOrigin(Draw):
    """A draw whose people have names of one origin, half of them at least."""

    origin_wanted = ""

    def person(self, *, keep: bool = False, origin: str | None = None) -> Person:
        """Somebody new."""
        if origin is None and self.origin_wanted and self.rng.random() < 0.7:
            origin = self.origin_wanted
        return super().person(keep=keep, origin=origin)


@dataclass(frozen=True, slots=True)
class Tool:
    """What a tool made of all documents."""

    name: str
    result: Result
    words_a_second: float


def make(documents: int, mentions: int, chosen: str) -> list[Sample]:
    """Documents spread evenly over the formats, and more until each origin has its mentions that must go."""
    formats = sorted(SETS[chosen])
    counts: Counter[str] = Counter()
    samples: list[Sample] = []
    while len(samples) < documents or min(counts[o] for o in ORIGINS) < mentions:
        n = len(samples)
        draw = OfOrigin(FIRST_SEED[chosen] + n, split="heldout")
        if n >= documents:
            draw.origin_wanted = min(ORIGINS, key=lambda o: (counts[o], o))
        name = formats[n % len(formats)]
        sample = read(SETS[chosen][name](draw), name)
        counts.update(a.origin for a in sample.answers if a.label == "PERSON" and a.must == "redact")
        samples.append(sample)
    return samples


def words_of(golds: Iterable[Gold]) -> int:
    """Words between white space."""
    return sum(len(gold.text.split()) for gold in golds)


def run_own(golds: Sequence[Gold]) -> Tool:
    """The tool itself."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for gold in golds[:5]:  # the model and the lists load on first use
        evaluate.search(gold)
    spent = 0.0

    def timed(gold: Gold) -> Sequence[Found]:
        nonlocal spent
        began = time.process_time()
        try:
            return evaluate.search(gold)
        finally:
            spent += time.process_time() - began

    result = evaluate.evaluate(golds, timed)
    return Tool("woo-pipeline", result, words_of(golds) / spent)


def run_other(tool: str, folder: Path, golds: Sequence[Gold], model: Path | None) -> list[Tool]:
    """Another tool in an environment of its own; none where it could not be installed."""
    home = folder / f"env-{tool}"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not _pip(python, PACKAGES[tool]):
        print(f"\n{tool} could not be installed here.")
        return []
    if tool == "presidio" and (model is None or not _pip(python, str(model.resolve()))):
        # spaCy's models are not on PyPI, and asking it for their names could bring in somebody else's package.
        print("\nPresidio runs without a model of Dutch: none is on PyPI, see --dutch-model.")
    found = folder / f"{tool}.jsonl"
    done = subprocess.run(
        [str(p) for p in (python, OTHERS, tool, folder / "gold.jsonl", found)], check=False, cwd=folder
    )
    if done.returncode:
        print(f"\n{tool} ended with exit code {done.returncode}.")
        return []
    *rows, last = [json.loads(line) for line in found.read_text("utf-8").splitlines()]
    speed = words_of(golds) / last["seconds"]
    tags = Counter(tag for row in rows for _, _, tag in row)
    print(f"\n{last['name']}: " + ", ".join(f"{tag} {n}" for tag, n in sorted(tags.items())))
    by_name = {gold.name: row for gold, row in zip(golds, rows, strict=True)}

    def only_asked(gold: Gold) -> list[Found]:
        return [Found(s, e, LABELS[t], Verdict.REDACT) for s, e, t in by_name[gold.name] if t in LABELS]

    def everything(gold: Gold) -> list[Found]:
        return [Found(s, e, LABELS.get(t, t), Verdict.REDACT) for s, e, t in by_name[gold.name]]

    return [
        Tool(last["name"], evaluate.evaluate(golds, only_asked), speed),
        Tool(f"{last['name']}; all its tags", evaluate.evaluate(golds, everything), speed),
    ]


def _pip(python: Path, package: str) -> bool:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


# -------------------------------------------------------------------------------------------------- tables


def cell(rate: Mapping[str, Any] | None) -> str:
    """`97.1% (95.0-98.4)` of JSON's rate."""
    if not rate or rate["share"] is None:
        return "-"
    return f"{rate['share']:.1%} ({100 * rate['low']:.1f}-{100 * rate['high']:.1f})"


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def tables(figures: Mapping[str, Any]) -> str:
    """In all, by label, by format and by origin, each with its counts."""
    total = figures["total"]
    points = ("review", "sure")
    in_all = [
        (name, str(total[f"{what}_review"]["of"]), *(cell(total.get(f"{what}_{p}")) for p in points))
        for name, what in (
            ("persons wholly covered", "persons_covered"), ("letters of persons readable", "persons_readable"),
            ("everything that must go covered", "covered"), ("officials lost", "officials_lost"),
            ("things lost", "things_lost"), ("other words kept", "words_kept"),
        )
        if f"{what}_review" in total
    ]  # fmt: skip
    labels = [
        (
            name,
            str(part.get("covered_review", part.get("flagged", {"of": 0}))["of"]),
            cell(part.get("covered_review", part.get("flagged"))),
            cell(part.get("covered_sure")),
            *(cell(part[f"precision_{p}"]) for p in points),
            str(part.get("things_lost_review", part.get("officials_lost_review", {"of": 0}))["of"]),
            cell(part.get("things_lost_review", part.get("officials_lost_review"))),
        )
        for name, part in figures["labels"].items()
    ]
    formats = [
        (
            name, str(part["documents"]), str(part.get("persons_covered_review", {"of": 0})["of"]),
            cell(part.get("persons_covered_review")), cell(part.get("persons_covered_sure")),
            cell(part.get("covered_review")), cell(part.get("officials_lost_review")),
            cell(part.get("words_kept_review")),
        )
        for name, part in figures["formats"].items()
    ]  # fmt: skip
    origins = [
        (
            name, str(part["covered_review"]["of"]), cell(part["covered_review"]), cell(part["covered_sure"]),
            cell(part["readable_review"]),
        )
        for name, part in figures["origins"].items() if "covered_review" in part
    ]  # fmt: skip
    covered = ("covered at review", "covered at sure")
    return "\n\n".join(
        (
            f"{figures['documents']} documents, {len(figures['not_searched'])} could not be searched.",
            markdown(("", "of", "at review", "at sure"), in_all),
            markdown(
                ("label", "must go", *covered, "precision at review", "at sure", "must stay", "lost"), labels
            ),
            markdown(
                (
                    "format",
                    "documents",
                    "persons",
                    *covered,
                    "all covered",
                    "officials lost",
                    "other words kept",
                ),
                formats,
            ),
            markdown(("origin", "persons", *covered, "letters readable"), origins),
        )
    )


def beside(tools: Sequence[Tool]) -> str:
    """All tools on the same documents, everything they mask counted."""
    rows = []
    for tool in tools:
        total = scores.as_json(tool.result)["total"]
        kinds = ("persons_covered", "officials_lost", "things_lost", "words_kept")
        cells = [cell(total.get(f"{kind}_review")) for kind in kinds]
        rows.append((tool.name, *cells, f"{tool.words_a_second:,.0f}"))
    heads = (
        "tool",
        "persons wholly covered",
        "officials lost",
        "things lost",
        "other words kept",
        "words a second",
    )
    return markdown(heads, rows)


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument(
        "--set", choices=sorted(SETS), default="unseen", help="whose formats (default: unseen)"
    )
    parser.add_argument("--documents", type=int, default=2400)
    parser.add_argument("--mentions-per-origin", type=int, default=1000)
    parser.add_argument("--others", action="store_true", help="score Deduce and Presidio too")
    parser.add_argument(
        "--dutch-model",
        type=Path,
        metavar="WHEEL",
        help="spaCy's nl_core_news_sm, for Presidio, where you have it",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures of this tool there")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="write the documents there and stop")
    given = parser.parse_args()
    samples = make(given.documents, given.mentions_per_origin, given.set)
    if given.gold:
        given.gold.write_text(to_json(samples), "utf-8")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "gold.jsonl").write_text(to_json(samples), "utf-8")
        golds = evaluate.read_gold(folder / "gold.jsonl")
        own = run_own(golds)
        print(f"{words_of(golds):,} words, {len(SETS[given.set])} formats, {len(ORIGINS)} origins\n")
        print(tables(scores.as_json(own.result)))
        tools = [own]
        for tool in sorted(PACKAGES) if given.others else ():
            tools += run_other(tool, folder, golds, given.dutch_model)
        print(f"\n{beside(tools)}")
        if given.json:
            scores.save(own.result, given.json)


if __name__ == "__main__":
    main()
