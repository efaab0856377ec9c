"""What a proposal asks to decide: the points below `Gevraagd besluit`, `Beslispunten`, `Wij stellen u voor`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.items import PartKind, Point
from pipeline.split.lines import Line, next_filled
from pipeline.split.paper.fields import label
from pipeline.types import Span

_WHO = (
    r"(?:het college|de (?:gemeente)?raad|uw raad|u|het (?:algemeen|dagelijks) bestuur|de burgemeester|b ?(?:&|en) ?w"
    r"|gedeputeerde staten|provinciale staten|de stuurgroep|de directie|het mt)"
)
_HEAD = re.compile(
    r"(?:\d{1,2}[.)]?\s)?(?:(?:gevraagde?|voorgestelde?|te nemen) (?:besluit(?:en)?|beslissing(?:en)?|beslispunten)"
    r"|beslispunt(?:en)?|ontwerp-?besluit|besluitpunten|voorstel (?:tot|van) besluit|besluitvoorstel)"
    r"(?P<colon>[\s*_]*:)?[\s*_]*",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?:wij|we|ik|burgemeester en wethouders|het college) (?:stelt|stellen|stel) {_WHO} (?:dan ook |daarom )?voor\b"
    rf"|{_WHO} wordt (?:voorgesteld|gevraagd|verzocht|geadviseerd)\b|(?:voorgesteld|gevraagd) wordt\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"besluit(?:en)?\s?:?", re.IGNORECASE)
_GROUND = re.compile(
    r"(?:gelet op|gelezen|gehoord|overwegende|gezien|in aanmerking nemende)\b", re.IGNORECASE
)
_FORMAL_LINES = 30  # lines above the decision in which its grounds stand
_MARK = re.compile(
    r"(?:(?P<digit>\d{1,2})[.):]|(?P<letter>[a-z])[.)]|(?P<roman>[IVX]{1,4})[.)]|(?P<bullet>[-–•·▪●*]|_{1,2}|[eo](?=\s[A-Z])))"
    r"\s*(?=\S)|(?P<plain>\d{1,2})\s+(?=[A-ZÀ-Ý])"
)
_MAX_LINES = 120  # lines of one list of points
_MAX_POINT = 40  # lines of one point


@dataclass(slots=True)
class _Open:
    """The point that is being read: the form of the marks of its list, its number and its words."""

    form: str | None = None
    number: str | None = None
    words: list[Span] = field(default_factory=list)

    def closed(self) -> Iterator[Point]:
        if self.words:
            yield Point(Span(self.words[0].start, self.words[-1].end), self.number, tuple(self.words))
        self.words = []


def asked_points(
    lines: Sequence[Line], first: int, last: int, kind: PartKind, headings: frozenset[int]
) -> Iterator[Point]:
    """The points, list by list. `headings` are the lines that open a section."""
    end = -1
    for i in range(first, last):
        if not lines[i].core or lines[i].start < end:
            continue
        at = _opens(lines, i, last, kind)
        if at is None:
            continue
        for point in _points(lines, i, at, last, headings):
            end = point.span.end
            yield point


def _opens(lines: Sequence[Line], i: int, last: int, kind: PartKind) -> int | None:
    """Where in line `i` begins what is asked: at its end where that stands below."""
    core = lines[i].core
    found = _HEAD.match(core)
    if found and (found["colon"] or found.end() == len(core) or _MARK.match(core, found.end())):
        return found.end()
    following = next_filled(lines, i + 1, last)
    marked = following < last and _MARK.match(lines[following].core) is not None
    if not marked:
        return None
    if (kind == PartKind.PROPOSAL and _BARE.fullmatch(core) and not _formal(lines, i)) or (
        core[-1] == ":" and _SAID.search(core[-400:])
    ):
        return len(core)
    return None


def _formal(lines: Sequence[Line], i: int) -> bool:
    """Whether a council or board decides here itself: `De raad van X; gelet op ...; besluit:`."""
    return any(_GROUND.match(lines[j].core) for j in range(max(0, i - _FORMAL_LINES), i) if lines[j].core)


def _points(lines: Sequence[Line], i: int, at: int, last: int, headings: frozenset[int]) -> Iterator[Point]:
    one = _Open()
    gap, above = False, ""
    for j in range(i, min(last, i + _MAX_LINES)):
        start = at if j == i else 0
        core = lines[j].core[start:]
        if not core:
            gap = gap or bool(one.words)
            continue
        found = _MARK.match(core)
        form = found.lastgroup if found else None
        begun = bool(one.words)
        if j > i and (j in headings or (begun and _ends(core, above, gap, form, one))):
            break
        if found and form in (one.form or form,) and (one.form or not begun):
            yield from one.closed()
            one.form, one.number = form, None if form == "bullet" else found[found.lastgroup or 0]
            start += found.end()
        if len(one.words) < _MAX_POINT:
            one.words.append(Span(lines[j].at + start, lines[j].stop))
        gap, above = False, core
    yield from one.closed()


def _ends(core: str, above: str, gap: bool, form: str | None, one: _Open) -> bool:
    """Whether a line no longer belongs to the list of points."""
    found = label(core)
    if found and found[2]:
        return True
    if one.form is None:  # a paragraph without numbers: it ends with a sentence or before an empty line
        return gap or (core[0].isupper() and above[-1] in ".:")
    return gap and form is None and not core[0].islower()
