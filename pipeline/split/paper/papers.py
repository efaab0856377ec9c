"""Proposals, memos and letters: reference, subject, addressee, what is asked, sections, who signs, and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.items import Paper, PartKind
from pipeline.split.lines import Line
from pipeline.split.paper.asked import asked_points
from pipeline.split.paper.fields import DATELINE, SALUTATION, fields, label, value
from pipeline.split.paper.footnotes import footnotes
from pipeline.split.paper.headings import find_headings, sections_of
from pipeline.split.paper.signatures import signatories
from pipeline.split.parts import Section
from pipeline.types import Span

_KINDS = frozenset((PartKind.PROPOSAL, PartKind.LETTER, PartKind.MEMO))
_HEAD_LINES = 45  # filled lines at the top of a paper in which its own data stand
_LATER = re.compile(r"(?:volg|brief|besluit|document|nota|voorstel)-?nummer", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?=.{0,40}\d)[^\s|][^|\t]{0,58}?(?=\s{2,}|\t|\s\||\Z)|\[?[0-9.]{3,6}[a-i]?\]?|[X█■]{2,}"
)
_ADDRESSEE = re.compile(
    r"(?:aan(?: |\s?:\s?)|t\.?a\.?v\.? |de heer|mevrouw|het bestuur|(?:het )?college van|de (?:gemeente)?raad"
    r"|raad van|de (?:bewoners?|leden|voorzitter|minister|staatssecretaris|burgemeester|inwoners|directie)|gemeenteraad"
    r"|familie|provinciale staten|gedeputeerde staten|dhr|mw|mevr)\b",
    re.IGNORECASE,
)
_STREET = re.compile(r"postbus \d|.{3,40}\s\d{1,4}\s?[a-z]{0,2}\Z|\d{4}\s?[A-Z]{2}\b|.{0,40}@", re.IGNORECASE)
_RETURN = re.compile(r"retour-?adres\b", re.IGNORECASE)
_SENT_BY = re.compile(
    r"(?:(?:zowel|uitsluitend|alleen|tevens|ook|en) )?per\b|verzonden|aangetekend|vertrouwelijk", re.I
)
_MAX_ADDRESSEE = 4  # lines


def papers(text: str, lines: Sequence[Line], sections: Sequence[Section]) -> tuple[Paper, ...]:
    """What the proposals, memos and letters among the parts of a document tell of themselves."""
    found = (
        _paper(text, lines, section, index)
        for index, section in enumerate(sections)
        if section.part.kind in _KINDS
    )
    return tuple(paper for paper in found if paper is not None)


def _paper(text: str, lines: Sequence[Line], section: Section, index: int) -> Paper | None:
    first, last = section.first, section.last
    body = _body(lines, first, last)
    head = dict(_head(lines, first, body, last))
    closing, signed = signatories(text, lines, body, last)
    notes = footnotes(lines, first, last)
    in_notes = _lines_of(lines, [note.span for note in notes], first)
    headings = [
        one
        for one in find_headings(lines, body, closing)
        if one.line not in in_notes and (one.line != first or lines[first].core.lower() == "besluit")
    ]
    asked = tuple(
        asked_points(lines, first, closing, section.part.kind, frozenset(one.line for one in headings))
    )
    in_points = _lines_of(lines, [point.span for point in asked], first)
    headings = [one for one in headings if one.line not in in_points]
    paper = Paper(
        part=index,
        reference=head.get("reference"),
        subject=head.get("subject"),
        addressee=head.get("to"),
        asked=asked,
        sections=tuple(sections_of(lines, headings, last)),
        signatories=signed,
        footnotes=notes,
        rule="kop" if head else "opmaak",
        confidence=0.9 if "subject" in head or "reference" in head else 0.7 if head or signed else 0.5,
    )
    empty = not (head or asked or headings or signed or notes)
    return None if empty else paper


def _body(lines: Sequence[Line], first: int, last: int) -> int:
    """The first line below the head: after the salutation, else after the last label of the head."""
    filled = 0
    below = first
    for i in range(first, last):
        core = lines[i].core
        if not core:
            continue
        filled += 1
        if filled > _HEAD_LINES:
            break
        if len(core) <= 100 and SALUTATION.match(core):
            return i + 1
        if len(core) > 110 or (core[-1] == "." and len(core) > 70 and label(core) is None):
            break
        found = label(core)
        if (
            found
            and found[0] in ("subject", "date", "reference", "to", "from", "your reference")
            and (found[2] or filled <= _HEAD_LINES // 2)
        ):
            below = i + 1
    return below


def _head(lines: Sequence[Line], first: int, body: int, last: int) -> Iterator[tuple[str, Span]]:
    """Reference, subject and addressee."""
    found = [one for one in fields(lines, first, body) if one[0] in ("reference", "subject", "to")]
    found.sort(key=lambda one: _LATER.match(lines[one[1]].core) is not None)
    given: set[str] = set()
    for name, i, at, colon in found:
        if name in given or (name == "to" and not colon):
            continue
        span = _reference(lines, i, at, body) if name == "reference" else value(lines, i, at, last)
        if span and name == "to":
            span = (
                Span(span.start, max(span.start, min(span.end, lines[i].stop)))
                if at < len(lines[i].core)
                else span
            )
        if span and span.end > span.start:
            given.add(name)
            yield name, span
    if "to" not in given and (address := _address(lines, first, body)):
        yield "to", address


def _reference(lines: Sequence[Line], i: int, at: int, last: int) -> Span | None:
    """A kenmerk: what stands behind its label, or below it in a row of labels."""
    for j, start in ((i, at), *((k, 0) for k in range(i + 1, min(i + 3, last)))):
        core = lines[j].core
        if start >= len(core) or (start and label(core[start:])):
            continue
        if start == 0 and label(core):
            return None
        found = _REFERENCE.match(core, start)
        return Span(lines[j].at + found.start(), lines[j].at + found.end()) if found else None
    return None


def _address(lines: Sequence[Line], first: int, body: int) -> Span | None:
    """The first lines of an address: those that name somebody, above the street."""
    for i in range(first, body):
        core = lines[i].core
        if (
            not core
            or len(core) > 80
            or not core[0].isupper()
            or SALUTATION.match(core)
            or _SENT_BY.match(core)
        ):
            continue
        below_return = _below_return(lines, i, first) and label(core) is None and not _STREET.match(core)
        found = _ADDRESSEE.match(core)
        if found is None and not below_return:
            continue
        start = lines[i].at + (found.end() if found and core.lower().startswith("aan") else 0)
        start += len(lines[i].core[start - lines[i].at :]) - len(
            lines[i].core[start - lines[i].at :].lstrip(" :")
        )
        stop = lines[i].stop
        for j in range(i + 1, min(i + _MAX_ADDRESSEE, body)):
            below = lines[j].core
            if (
                not below
                or _STREET.match(below)
                or label(below)
                or SALUTATION.match(below)
                or DATELINE.match(below)
            ):
                break
            stop = lines[j].stop
        return Span(start, stop) if stop > start else None
    return None


def _below_return(lines: Sequence[Line], i: int, first: int) -> bool:
    """Whether the line stands right below the address to which a letter returns."""
    above = (lines[j].core for j in range(i - 1, max(first, i - 5) - 1, -1))
    nearest = next((core for core in above if core and not _SENT_BY.match(core)), "")
    return _RETURN.match(nearest) is not None


def _lines_of(lines: Sequence[Line], spans: Sequence[Span], first: int) -> frozenset[int]:
    """The lines that the sorted stretches fill."""
    taken: set[int] = set()
    i = first
    for span in spans:
        while i < len(lines) and lines[i].end < span.start:
            i += 1
        while i < len(lines) and lines[i].start < span.end:
            taken.add(i)
            i += 1
    return frozenset(taken)
