"""`python -m benchmarks.fuzz`: spoil sample files and see that `woo` says something of each and shows no name."""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.fuzz.judge import Fate, Mutant, judge, keep
from benchmarks.fuzz.mutate import mutate
from benchmarks.fuzz.seeds import Seed, seeds

BATCH = 20  # mutants in a case: enough to spread the seconds that a command needs to begin

_CLASSES = ("crash", "hang", "unforeseen")


def mutants(chosen: Sequence[Seed], files: int, seed: int) -> Iterator[Mutant]:
    """The seeds in turn, each spoiled by its own chance: mutant 17 is the same in a run of 20 and of 20,000."""
    for number in range(files):
        own = chosen[number % len(chosen)]
        data, what = mutate(own.data, own.form, Random(f"{seed}-{number}"))
        yield Mutant(f"{number:05d}-{own.name}", own, data, what)


class Sound:
    """What the sound files themselves leave readable: of all in one case, and of each in a case of its own."""

    def __init__(self, chosen: Sequence[Seed], limit: float) -> None:
        self._limit = limit
        self._together = self._readable(chosen)
        self._alone: dict[str, frozenset[str]] = {}

    def _readable(self, files: Sequence[Seed]) -> dict[str, frozenset[str]]:
        fates = judge([Mutant(own.name, own, own.data, "nothing") for own in files], self._limit, check=False)
        return {fate.mutant.seed.name: frozenset(fate.readable) for fate in fates}

    def learnt(self, fate: Fate) -> dict[str, str]:
        """The secrets that only the spoiling made readable, with where they are.

        A mutant can lack a name that another file of its case introduced, so it is judged again in a case of its own,
        and so is its sound file. A name whose letters still stand where the spoiling took the words that told what
        they are is one of them too: each must be looked at.
        """
        own = fate.mutant.seed
        new = {name: at for name, at in fate.readable.items() if name not in self._together[own.name]}
        if not new:
            return {}
        if own.name not in self._alone:
            self._alone |= self._readable([own])
        new = {name: at for name, at in new.items() if name not in self._alone[own.name]}
        if not new:
            return {}
        again = judge([fate.mutant], self._limit, check=False)[0].readable
        return {name: at for name, at in new.items() if name in again}


def _table(fates: Sequence[Fate], seconds: Mapping[str, float]) -> Table:
    table = Table("kind", "files", "ok", "review", "failed", *_CLASSES, "other", "readable", "seconds")
    groups: dict[str, list[Fate]] = defaultdict(list)
    for fate in fates:
        groups[fate.mutant.seed.kind].append(fate)
    for kind, group in [*sorted(groups.items()), ("all", list(fates))]:
        statuses = Counter(status for fate in group for status in fate.statuses)
        problems = Counter(_class(problem) for fate in group for problem in fate.problems)
        counts = [statuses["ok"], statuses["review"], statuses["failed"]]
        counts += [problems[name] for name in (*_CLASSES, "other")]
        counts.append(sum(1 for fate in group if fate.readable))
        spent = sum(seconds.values()) if kind == "all" else seconds[kind]
        table.add_row(kind, str(len(group)), *map(str, counts), f"{spent:.0f}")
    return table


def _class(problem: str) -> str:
    words = problem.removeprefix("check: ").replace("too slow", "hang")
    return next((name for name in _CLASSES if words.startswith(name)), "other")


@click.command()
@click.option("--files", default=500, show_default=True, type=click.IntRange(min=1), help="How many mutants.")
@click.option("--seed", default=1, show_default=True, help="Of the chance; the same gives the same mutants.")
@click.option("--seconds", type=click.FloatRange(min=1), help="Begin no new case after so many.")
@click.option("--limit", default=60.0, show_default=True, help="Seconds that a file may take.")
@click.option("--kinds", help="Only these suffixes, with commas between.")
@click.option("--check/--no-check", default=True, help="Whether `woo check` sees the mutants that are PDFs.")
@click.option("--keep", "kept", type=click.Path(path_type=Path), help="A folder for what went wrong.")
@click.option("--json", "report", type=click.Path(path_type=Path), help="Write what became of each there.")
def main(files: int, seed: int, kinds: str | None, **options: Any) -> None:  # noqa: ANN401  (click's own)
    """Spoil sample files by chance and put them through `woo process` and `woo check`.

    Exits with 1 where a command crashed or hung, a file got no status or a reason that nobody foresaw, an output does
    not open, or a name is readable that the sound file does not show.
    """
    logging.disable(logging.CRITICAL)  # pikepdf tells of what we ourselves broke
    warnings.simplefilter("ignore")
    chosen = [own for own in seeds() if kinds is None or own.kind in kinds.split(",")][:files]
    if not chosen:
        raise click.UsageError("no sample file of these kinds")
    made = sorted(mutants(chosen, files, seed), key=lambda one: (one.seed.kind, one.name))
    console = Console(highlight=False, width=160)
    fates, spent = _judged(made, chosen, options, console)
    console.print(_table(fates, spent))
    if options["report"] is not None:
        rows = [fate.told() for fate in fates]
        options["report"].write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    sys.exit(1 if any(fate.problems or fate.readable for fate in fates) else 0)


def _judged(
    made: Sequence[Mutant], chosen: Sequence[Seed], options: Mapping[str, Any], console: Console
) -> tuple[list[Fate], dict[str, float]]:
    """What became of each, and the seconds that a kind took; says what went wrong as it goes."""
    fates: list[Fate] = []
    start, spent = time.monotonic(), defaultdict[str, float](float)
    sound = Sound(chosen, options["limit"])
    for at in range(0, len(made), BATCH):
        group, before = made[at : at + BATCH], time.monotonic()
        if options["seconds"] is not None and before - start > options["seconds"]:
            console.print(f"the time is over: {len(fates)} of {len(made)} files were judged")
            break
        for fate in judge(group, options["limit"], check=options["check"]):
            fate.readable = sound.learnt(fate)
            fates.append(fate)
            if fate.problems or fate.readable:
                console.print(json.dumps(fate.told(), indent=1, ensure_ascii=False), markup=False)
                if options["kept"] is not None:
                    keep(fate, options["kept"])
        for mutant in group:
            spent[mutant.seed.kind] += (time.monotonic() - before) / len(group)
    return fates, dict(spent)


if __name__ == "__main__":
    main()
