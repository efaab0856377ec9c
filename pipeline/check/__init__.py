"""The gate: read an output back with other code than made it, and report what must not stand there."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pikepdf

from pipeline.check.forms import read_forms
from pipeline.check.leak import Leak
from pipeline.check.marked import Marked, printed, spoken
from pipeline.check.objects import HiddenText, hidden_texts
from pipeline.check.readers import read_with_pdfium, read_with_pdfplumber
from pipeline.check.structure import structure_leaks
from pipeline.check.tally import Tally
from pipeline.errors import CheckError

__all__ = ["Leak", "Marked", "check_output"]

_SHORT = 100  # letters; what is longer seldom comes back


def check_output(
    pdf: bytes,
    redacted_text: str,
    secrets: tuple[str, ...],
    own_text: str = "",
    marks: Sequence[Marked] = (),
) -> tuple[Leak, ...]:
    """What a redacted PDF holds that it must not, sorted; nothing, if it may be published.

    A secret may stand on the pages as often as it stands in `redacted_text`, as was decided, and in
    `own_text`: what the tool itself adds, the title and the legend. Elsewhere in the file a secret that
    stands in neither may not stand at all. `marks` are those of the text that read otherwise on a page.

    Raises:
        CheckError: the output can't be read in full, or the readers don't see the same number of pages.
    """
    said = Tally(secrets, (spoken(redacted_text, marks), own_text))
    seen = Tally(secrets, (printed(redacted_text, marks), own_text)) if marks else said
    read = {"pdfium": read_with_pdfium(pdf), "pdfplumber": read_with_pdfplumber(pdf)}
    leaks = [*_on_pages("pdfium", read["pdfium"], said), *_on_pages("pdfplumber", read["pdfplumber"], seen)]
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True) as opened:
            if {len(opened.pages)} != {len(pages) for pages in read.values()}:
                raise CheckError("de lezers zien niet hetzelfde aantal pagina's in de uitvoer")
            if opened.is_encrypted:
                raise CheckError("de uitvoer is versleuteld")
            leaks += structure_leaks(opened, pdf)
            hidden = Tally(secrets, (redacted_text, own_text)) if marks else said
            leaks += _in_objects(opened, hidden, {mark.spoken for mark in marks})
    except pikepdf.PikepdfError:
        raise CheckError("de objecten van de uitvoer kunnen niet worden teruggelezen (pikepdf)") from None
    if any(said.hidden(text, 1, 1) or said.run_together(text) for text in read_forms(pdf)):
        leaks.append(Leak("objecten", None, "een weggelakte tekst staat in een formulierobject of patroon"))
    return tuple(sorted(set(leaks), key=Leak.order))


def _on_pages(reader: str, pages: tuple[str, ...], tally: Tally) -> Iterator[Leak]:
    for page, count in tally.excess(pages).items():
        number = "een weggelakte tekst" if count == 1 else f"{count} weggelakte teksten"
        if page is None:
            yield Leak(reader, None, f"{number} vaker te lezen dan is besloten")
        else:
            yield Leak(reader, page, f"{number} nog te lezen op pagina {page}")


def _in_objects(pdf: pikepdf.Pdf, tally: Tally, of_marks: set[str]) -> Iterator[Leak]:
    """`of_marks` are the texts that stand for marks, and are no leak as they stand."""
    clean: set[HiddenText] = set()  # names of fonts and the like, which stand in one object after another
    for found in hidden_texts(pdf):
        text = replace(found, number=0)
        if text in clean or of_marks.issuperset(found.texts):
            continue
        if _leaks(found, tally):
            yield Leak("objecten", None, f"een weggelakte tekst staat in object {found.number}")
        elif sum(map(len, found.texts)) < _SHORT:
            clean.add(text)


def _leaks(found: HiddenText, tally: Tally) -> bool:
    if found.shown:
        return any(map(tally.run_together, found.texts))
    return any(tally.hidden(text, found.letters, found.words) for text in found.texts)
