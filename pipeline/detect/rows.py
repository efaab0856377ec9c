"""Numbers that are somebody's because they stand beside a name: in brackets, behind a comma, or in the same row.

A number alone says little, so that what is found here is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from pipeline.types import Finding, Label, Span

_SCORE = 0.45
_REASON = "Nummer naast de naam van een persoon"
_CONSONANTS = "BDFGHJKLMNPRSTVWXYZ"
# What each number looks like, the surest form first. A number plate is of any side code of the RDW (?).
_FORMS = (
    (Label.BIG_NUMBER, r"[1-9]9\d{9}"),
    (Label.V_NUMBER, r"2\d{2}(?:[ .\-]?)\d{3}(?:[ .\-]?)\d{4}"),
    (Label.PASSPORT, r"(?=[A-Z]{2}[A-Z\d]{0,5}\d)[A-NP-Z]{2}[A-NP-Z\d]{6}\d"),
    (
        Label.NUMBER_PLATE,
        rf"(?:[A-Z]{{2}}([ \-])\d\d\1(?:\d\d|[A-Z]{{2}})"
        rf"|[{_CONSONANTS}]{{2}}([ \-])[{_CONSONANTS}]{{2}}\2\d\d"
        r"|\d\d([ \-])(?:\d\d\3[A-Z]{2}|[A-Z]{2}\3(?:\d\d|[A-Z]{2})|[A-Z]{3}\3\d)"
        r"|\d([ \-])(?:[A-Z]{3}\4\d\d|[A-Z]{2}\4\d{3})"
        r"|\d{3}([ \-])[A-Z]{2}\5\d|[A-Z]{2}([ \-])\d{3}\6[A-Z]|[A-Z]([ \-])\d{3}\7[A-Z]{2}"
        r"|[A-Z]{3}([ \-])\d\d\8[A-Z]"
        r"|[A-Z]([ \-])\d\d\9[A-Z]{3}|[A-Z]{2}\d{3}[A-Z]|\d{3}[A-Z]{2}\d|\d[A-Z]{2}\d{3}"
        r"|\d[A-Z]{3}\d{2}|\d{2}[A-Z]{3}\d"
        r"|[A-Z]{2}\d{2}[A-Z]{2}|[A-Z]{3}\d\d[A-Z])",
    ),
    (Label.CASE_NUMBER, r"(?:[A-Z]{1,4}[\-./]?)?(?:(?:19|20)?\d\d[\-./])?\d{4,10}|\d{4}\.\d{3}\.\d{3}"),
)
_COMPILED = tuple((label, regex.compile(form)) for label, form in _FORMS)
_SHAPE = r"(?P<found>[A-Z\d](?:[A-Z\d]|[.\-/ ](?=[A-Z\d])){4,15})"
_BEHIND = regex.compile(
    r"(?:[ ]?\(\s?(?:nr\.?\s|nummer\s|id\s)?"
    + _SHAPE
    + r"\s?[),]|,\s(?:[A-Z]\.){0,4},?\s?"
    + _SHAPE
    + r"(?=[.,;)]?(?:\s|$)))"
)
_SEPARATOR = regex.compile(r"\s*[|;\t]\s*|[ ]{2,}")
_MIN_CELLS = 3
_MIN_DIGITS = 6  # of a number of a case
_NO_NUMBER = regex.compile(
    r"(?:19|20)\d\d|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}|(?:19|20)\d\d-\d\d-\d\d|\d{1,3}(?:\.\d{3})+"
)


def numbers_beside_people(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The numbers right behind names, and those in rows of three cells or more that hold a name."""
    findings = tuple(findings)
    taken = sorted(
        (f.span for f in findings if f.label not in (Label.PERSON, Label.OPINION)), key=lambda s: s.start
    )
    rows: set[int] = set()
    for finding in findings:
        if finding.label is not Label.PERSON:
            continue
        match = _BEHIND.match(text, finding.span.end)
        if match:
            yield from _number(text, Span(*match.span("found")), taken)
        start = text.rfind("\n", 0, finding.span.start) + 1
        if start not in rows:
            rows.add(start)
            yield from _row(text, start, taken)


def _row(text: str, start: int, taken: list[Span]) -> Iterator[Finding]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    cells, place = [], start
    for gap in _SEPARATOR.finditer(text, start, end):
        cells.append(Span(place, gap.start()))
        place = gap.end()
    cells.append(Span(place, end))
    cells = [cell for cell in cells if cell.start < cell.end]
    if len(cells) < _MIN_CELLS:
        return
    for cell in cells[1:]:  # the first cell numbers the rows
        yield from _number(text, cell, taken)


def _number(text: str, span: Span, taken: list[Span]) -> Iterator[Finding]:
    """The number that is the whole of a span, unless something else was found there."""
    number = span.of(text)
    if (
        len(number) > 20
        or _NO_NUMBER.fullmatch(number)
        or any(t.start <= span.start and span.end <= t.end for t in taken)
    ):
        return
    for label, form in _COMPILED:
        if form.fullmatch(number):
            if label is not Label.CASE_NUMBER or sum(c.isdecimal() for c in number) >= _MIN_DIGITS:
                yield Finding(span, label, _SCORE, "beside a name", _REASON)
            return
