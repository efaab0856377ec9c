"""A file for each construct: what redaction makes of it, against what is known from how the file was made."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from benchmarks.redaction import cases_fonts, cases_hidden, cases_images, cases_text, readers
from benchmarks.redaction.maker import SECRET, TWIN, Case
from benchmarks.redaction.measure import GROUNDS, document_of, without_marks
from benchmarks.redaction.pixels import rendered
from benchmarks.redaction.tables import table
from pipeline.errors import DocumentError
from pipeline.redact.page import RedactedPages, redact_pages
from pipeline.types import Label, Mask, Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a construct.

    `outcome`: taken out, picture, refused, or unread (the text was not found in the document, so nothing was
    masked). `leaks`: where the secret is still found; "twin": a file with another secret of the same letters
    gives other pixels. `same_bytes`: that file gives the same bytes. `lost`: other letters that are gone.
    """

    name: str
    group: str
    outcome: str
    leaks: tuple[str, ...]
    lost: str
    added: str
    same_bytes: bool | None
    reason: str


def measure_all(keep: Path | None) -> list[Outcome]:
    """All constructs."""
    modules = (cases_text, cases_fonts, cases_images, cases_hidden)
    return [measure(case, keep) for module in modules for case in module.cases()]


def measure(case: Case, keep: Path | None) -> Outcome:
    """Redact a construct, and one with another secret of the same letters."""
    data = case.make(SECRET)
    first = _redacted(case, data, SECRET)
    second = _redacted(case, case.make(TWIN), TWIN)
    if keep is not None:
        name = "".join(c if c.isalnum() else "-" for c in case.name)
        (keep / f"construct-{name}.pdf").write_bytes(data)
        if isinstance(first, RedactedPages):
            (keep / f"construct-{name}-redacted.pdf").write_bytes(first.pdf)
    if isinstance(first, str):
        return Outcome(case.name, case.group, "refused", (), "", "", None, first)
    masked = any(first.mark_boxes)
    leaks = _leaks(case, first)
    same: bool | None = None
    if isinstance(second, RedactedPages):
        same = first.pdf == second.pdf
        if not same and not case.stays and _differ(first.pdf, second.pdf):
            leaks.append("twin")
    picture = bool(first.rasterised)
    lost, added = ("", "") if picture else _others(case, data, first.pdf)
    outcome = "picture" if picture else "taken out" if masked else "unread"
    return Outcome(case.name, case.group, outcome, tuple(leaks), lost, added, same, "")


def _redacted(case: Case, data: bytes, secret: str) -> RedactedPages | str:
    """The redacted file, or why there is none."""
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as folder:
        try:
            document = document_of(data, Path(folder))
            sought = case.masked(secret) if case.masked else secret
            spans = _found(document.text, sought)
            wanted = [p.span for p in document.pages if not case.pages or p.number in case.pages]
            masks = tuple(
                Mask(span, GROUNDS, Label.PERSON) for span in spans if any(span.overlaps(w) for w in wanted)
            )
            return redact_pages(document, masks, None, "Titel")
        except DocumentError as error:
            return str(error)


def _found(text: str, sought: str) -> Iterable[Span]:
    """Where a text stands, whatever white space is in it."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    solid = "".join(text[i] for i in places)
    bare = "".join(sought.split())
    at = solid.find(bare)
    while at >= 0:
        yield Span(places[at], places[at + len(bare) - 1] + 1)
        at = solid.find(bare, at + 1)


def _leaks(case: Case, done: RedactedPages) -> list[str]:
    """The readings that still have the secret, or a half of it."""
    readings = {"pdfium": readers.pdfium(done.pdf), "pdfplumber": readers.plumber(done.pdf)}
    poppler = readers.poppler(done.pdf)
    if poppler is not None:
        readings["pdftotext"] = poppler
    halves = (SECRET[:4], SECRET[4:])
    found = [
        name
        for name, pages in _folded(readings).items()
        if any(pages.count(half) > case.stays for half in halves)
    ]
    raw = readers.folded(readers.objects(done.pdf))
    if not case.stays and any(half in raw for half in halves):
        found.append("objects")
    if case.shown is not None and _codes_left(done.pdf, case.shown(SECRET)):
        found.append("codes")
    return found


def _folded(readings: dict[str, list[str]]) -> dict[str, str]:
    """All pages of each reading as one text to search in."""
    return {name: readers.folded("".join(pages)) for name, pages in readings.items()}


def _codes_left(data: bytes, codes: bytes) -> bool:
    """Whether half of the codes stand in a content stream of a page, strings put together."""
    half = len(codes) // 2
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            shown: list[bytes] = []
            for instruction in pikepdf.parse_content_stream(page):
                for operand in getattr(instruction, "operands", []):
                    parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
                    shown += [bytes(p) for p in parts if isinstance(p, pikepdf.String)]
            joined = b"".join(shown)
            if codes[:half] in joined or codes[half:] in joined:
                return True
    return False


def _others(case: Case, before: bytes, after: bytes) -> tuple[str, str]:
    """The letters that should have stayed and are gone, and those that should not be there, by two readers.

    What a reader did not read before it need not read now; pdfium shows one of two copies only.
    """
    kept = Counter(readers.folded(case.kept)) + Counter(readers.folded(SECRET * case.stays))
    lost: Counter[str] = Counter()
    added: Counter[str] = Counter()
    for reading in (readers.plumber, readers.pdfium):
        was = Counter(readers.folded("".join(reading(before)))) - Counter(SECRET)
        now = without_marks(Counter(readers.folded("".join(reading(after)))))
        lost |= (kept & was) - now
        added |= now - kept
    return "".join(sorted(lost.elements())), "".join(sorted(added.elements()))


def _differ(first: bytes, second: bytes) -> bool:
    """Whether two files look different."""
    one, other = pypdfium2.PdfDocument(first), pypdfium2.PdfDocument(second)
    try:
        return len(one) != len(other) or any(
            (rendered(one, n + 1) != rendered(other, n + 1)).any() for n in range(len(one))
        )
    finally:
        one.close()
        other.close()


def report(outcomes: list[Outcome]) -> str:
    """A row for each construct, and the sums."""
    rows = [
        (
            o.group,
            o.name,
            o.outcome,
            ", ".join(o.leaks) or "-",
            o.lost or "-",
            o.added or "-",
            {True: "same", False: "differ", None: ""}[o.same_bytes],
            o.reason,
        )
        for o in outcomes
    ]
    counts = Counter(o.outcome for o in outcomes)
    said = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    leaks = sum(bool(o.leaks) for o in outcomes)
    lost = sum(bool(o.lost) for o in outcomes)
    head = ("group", "construct", "outcome", "leaks", "lost", "added", "twin's bytes", "reason")
    sums = f"{len(outcomes)} constructs: {said}; {leaks} with a leak, {lost} with other letters lost"
    return f"{table(head, rows)}\n\n{sums}"
