"""What a person sees of a check on the terminal, in Dutch."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.check.report.judged import Checked, Judged, Judgement
from pipeline.check.report.places import page_of, place_of

_MOST = 50  # rows of a file; the JSON and the page have them all

_HEADS = {
    Judgement.CLEAN: ("niets gevonden", "green"),
    Judgement.FINDINGS: ("zo niet publiceren", "red"),
    Judgement.UNJUDGED: ("niet (geheel) te beoordelen", "yellow"),
}


def show(checked: Checked, console: Console) -> None:
    """A table for each file that is not clean, and how many of each there are."""
    for file in checked.files:
        _show(file, console)
    counts = {kind: sum(file.judgement is kind for file in checked.files) for kind in Judgement}
    ending = Text(
        f"{_files(len(checked.files))} bekeken: {counts[Judgement.CLEAN]} zonder bevindingen, "
        f"{counts[Judgement.FINDINGS]} met bevindingen, {counts[Judgement.UNJUDGED]} niet te beoordelen."
    )
    console.print(ending, soft_wrap=True)
    if checked.passed_over:
        one = checked.passed_over == 1
        told = f"{_files(checked.passed_over)} {'is' if one else 'zijn'} geen PDF en niet bekeken."
        console.print(Text(told), soft_wrap=True)


def _files(count: int) -> str:
    return "1 bestand" if count == 1 else f"{count} bestanden"


def _show(file: Judged, console: Console) -> None:
    words, colour = _HEADS[file.judgement]
    console.print(Text.assemble((file.path, "bold"), ": ", (words, colour)), soft_wrap=True)
    for reason in file.not_judged:
        console.print(Text(f"  Niet beoordeeld: {reason}."), soft_wrap=True)
    if not file.traces:
        return
    table = Table("pagina", "plaats", "wat", "hoe te verhelpen", pad_edge=False, show_lines=False)
    for trace in file.traces[:_MOST]:
        table.add_row(
            Text(page_of(trace)),
            Text(place_of(trace), overflow="fold"),
            Text(trace.reason, overflow="fold"),
            Text(trace.mend, overflow="fold"),
        )
    console.print(table)
    if len(file.traces) > _MOST:
        console.print(Text(f"en {len(file.traces) - _MOST} meer"))
