"""What is said of a document when it is done: the reasons of its status and its row of the inventory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.check import Leak, Marked
from pipeline.check.inspect import FROM_THE_ORIGINAL, Report
from pipeline.export.inventory import InventoryRow
from pipeline.export.structure import date_is_shown
from pipeline.items import Message, Part, Structure
from pipeline.masking import RedactedText
from pipeline.redact.legend import WORDS as LEGEND_WORDS
from pipeline.redact.marks import code_text, spoken
from pipeline.tasks import KEPT_BACK, RedactTask
from pipeline.types import (
    Decision,
    Document,
    DocumentKind,
    Label,
    Redacted,
    Verdict,
)

_KINDS = {
    DocumentKind.MAIL: "e-mail",
    DocumentKind.PDF: "document",
    DocumentKind.TEXT: "document",
    DocumentKind.OFFICE: "document",
    DocumentKind.UNREADABLE: "onbekend",
}
_MASKED = (Verdict.REDACT, Verdict.REVIEW)
MIN_NAME = 3  # letters; shorter names stand in too many other words to be worth a look


def secrets_of(document: Document, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """The texts that the output may not give back, each once, sorted."""
    return tuple(sorted({d.finding.span.of(document.text) for d in decisions if d.verdict in _MASKED}))


def still_readable(document: Document, decisions: Iterable[Decision]) -> int:
    """How many places hold the very words of a masked name without a decision of their own.

    The gate lets them pass, for they stand in the redacted text too: a street, a village, an ordinary word with a
    capital. A person looks whether they are.
    """
    decided = sorted(
        (d.finding.span.start, d.finding.span.end, d.verdict in _MASKED, d.finding.label)
        for d in decisions
        if d.verdict is not Verdict.FLAG  # a flagged sentence decides nothing of the names in it
    )
    names = {document.text[a:b] for a, b, masked, label in decided if masked and label is Label.PERSON}
    words = sorted((n for n in names if len(n) >= MIN_NAME), key=lambda n: (-len(n), n))
    if not words:
        return 0
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in words) + r")(?!\w)")
    covered = bytearray(len(document.text))
    for start, end, _, _ in decided:
        covered[start:end] = b"\1" * (end - start)
    return sum(0 in covered[m.start() : m.end()] for m in pattern.finditer(document.text))


def own_text(title: str, redacted: Redacted) -> str:
    """The words that an output holds beyond its text: the tool's own title and legend, and headers that come back."""
    words = [title, *([redacted.repeated] if redacted.repeated else [])]
    if redacted.legend:
        for shown in LEGEND_WORDS.values():
            words += shown if isinstance(shown, list) else [str(shown)]
    for row in redacted.legend:
        words += [row.law, row.article, row.description, *map(str, row.pages)]
    return "\n".join(words)


def marks_as_read(kind: DocumentKind, redacted: Redacted) -> tuple[Marked, ...]:
    """The marks that read otherwise on the pages than in the text; those of a Word file stand in its own text."""
    if kind is DocumentKind.OFFICE:
        return ()
    if kind is DocumentKind.PDF:
        return tuple(
            Marked(m.span, code_text(m.grounds), spoken(m.grounds), max(1, len(m.boxes)))
            for m in redacted.marks
        )
    return tuple(Marked(m.span, code_text(m.grounds), code_text(m.grounds)) for m in redacted.marks)


def leak_reasons(leaks: Iterable[Leak]) -> tuple[str, ...]:
    """Why the gate holds a document back, each once; the gate's sentences never hold the text."""
    reasons = (
        leak.reason if leak.page is None or "pagina" in leak.reason else f"pagina {leak.page}: {leak.reason}"
        for leak in sorted(leaks, key=Leak.order)
    )
    return tuple(f"tegengehouden bij de controle: {reason}" for reason in dict.fromkeys(reasons))


def held_back(report: Report) -> tuple[str, ...]:
    """Why the channels of `woo check` hold an output back, each once."""
    reasons = [t.reason for t in report.traces if t.channel not in FROM_THE_ORIGINAL]
    return tuple(f"tegengehouden bij de controle: {r}" for r in dict.fromkeys([*reasons, *report.not_judged]))


def unseen_by_anyone(report: Report) -> tuple[str, ...]:
    """What the maker of a document covered or hid, for the officer; each once."""
    reasons = (t.reason for t in report.traces if t.channel in FROM_THE_ORIGINAL)
    return tuple(f"al in het origineel: {reason}" for reason in dict.fromkeys(reasons))


def review_reasons(
    task: RedactTask,
    document: Document,
    decisions: Iterable[Decision],
    redacted: Redacted,
    *,
    readable: int = 0,
) -> tuple[str, ...]:
    """The Dutch reasons why a person must look at a document that is published; empty when nobody has to.

    `readable` is what `still_readable` counted. Obstacles that the document has all the same are pictures that the
    case file let through.
    """
    reasons = [_counted(group, number) for group, number in sorted(Counter(_open(decisions)).items())]
    if readable:
        places = "1 plaats" if readable == 1 else f"{readable} plaatsen"
        reasons.append(f"een gelakte naam staat op {places} nog leesbaar, als ander woord; kijk of dat klopt")
    if redacted.rasterised:
        pages = ", ".join(str(page) for page in redacted.rasterised)
        reasons.append(f"alleen als beeld te lakken, controleer pagina {pages}")
    reasons += [*document.notes, *redacted.notes]
    if document.obstacles:
        reasons.append("beeld doorgelaten, omdat het volgens de zaak bekeken is")
    if task.outcome == "openbaar" and redacted.marks:
        reasons.append("de zaak zegt openbaar, maar er is tekst gelakt")
    if task.failed_attachments:
        reasons.append(f"bijlage niet verwerkt: {', '.join(task.failed_attachments)}")
    return tuple(reasons)


def _open(decisions: Iterable[Decision]) -> Iterable[tuple[str, str]]:
    for decision in decisions:
        if decision.verdict in (Verdict.REVIEW, Verdict.FLAG):
            yield decision.verdict.value, decision.reason


def _counted(group: tuple[str, str], number: int) -> str:
    verdict, reason = group
    places = "1 plaats" if number == 1 else f"{number} plaatsen"
    what = "gelakt tot iemand beslist" if verdict == Verdict.REVIEW.value else "leesbaar, iemand moet kijken"
    return f"{places} {what}: {reason}"


def title_of(structure: Structure, redacted: RedactedText, kind: str) -> str:
    """The title of the first part or the subject of the mail it is, as redacted, on one line; else the kind."""
    part, message = _first(structure)
    spans = [part.title if part else None, message.subject if message else None]
    first = min((span for span in spans if span is not None), default=None)
    title = " ".join(redacted.locate(first).of(redacted.text).split()) if first else ""
    return title or kind


def date_of(structure: Structure, redacted: RedactedText) -> str:
    """When the first part was sent, else its date (ISO 8601); empty where its own words may be gone."""
    part, message = _first(structure)
    sent = message.sent if message else None
    date = (sent or (part.date if part else None) or "")[:10]
    cut = any(mask.label in (Label.TERM, Label.PASSAGE, Label.BIRTH_DATE) for mask in redacted.masks)
    return "" if date and cut and not date_is_shown(date, redacted.text) else date


def _first(structure: Structure) -> tuple[Part | None, Message | None]:
    """The first part, and the first message if it stands in that part."""
    part = next(iter(structure.parts), None)
    message = next(iter(structure.messages), None)
    if part and message and not part.span.overlaps(message.span):
        message = None
    return part, message


def inventory_row(
    task: RedactTask, document: Document, structure: Structure, redacted: RedactedText, pages: int
) -> InventoryRow:
    """The row of a document that is published, or that the case file keeps back and lists."""
    first = structure.parts[0] if structure.parts else None
    kind = first.kind.value if first else _KINDS[document.kind]
    partly = "Deels openbaar" if redacted.masks else "Openbaar"
    return InventoryRow(
        number=task.number,
        date=date_of(structure, redacted),
        kind=kind,
        title=title_of(structure, redacted, kind),
        pages=pages,
        assessment=task.outcome.capitalize() if task.outcome in KEPT_BACK else partly,
        grounds=tuple(sorted({ground for mask in redacted.masks for ground in mask.grounds})),
        parent=task.parent or "",
        family=task.relation.family,
        thread=task.relation.thread,
        duplicate_of=task.relation.duplicate_of or "",
    )
