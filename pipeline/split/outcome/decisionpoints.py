"""Decisions behind or below a label.

Behind a label stands one decision; below it a list with one decision a point (numbered, lettered, with bullets, by
article), or the sentence that it opens. A label in the text of an amendment or of a draft opens none, and what stands
within a point (instructions, a list of its own) is no decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.items import PartKind
from pipeline.split.lines import LABEL, Line, bullet, next_filled, sentences
from pipeline.split.outcome.actionsentences import acts
from pipeline.split.outcome.decisionfound import Decided, own_words, says_nothing
from pipeline.split.outcome.decisionlabels import MINUTES, PROPOSES, Label, asks, label_of
from pipeline.split.outcome.decisionoutcomes import is_outcome
from pipeline.split.outcome.decisionsentences import decision_in, has_infinitive, reads_as_point, result_in
from pipeline.split.zones import Zone, action_heading
from pipeline.types import Span

_DRAFT = re.compile(
    r"(?:ontwerp|concept)[\s-]?(?:\w+[\s-])?(?:\w*besluit|beschikking)\b|(?:amendement|motie)\b"
    r"|.{0,60}\bvoor te stellen\s?:?\Z",
    re.IGNORECASE,
)
# `L.`, `l.` and `I.` are how a text recogniser reads a `1.`
_MARK = re.compile(
    r"(?:(?P<digits>\d{1,2}|[LlI](?=[.)]\s))(?:[.)]|(?=\s))|(?P<letter>[A-Za-z])[.)](?=\s))\s*(?=[^\W\d])"
)
_CONSIDERS = re.compile(
    r"(?:mede )?(?:gezien|gelet|gelezen|gehoord|overwegende|constaterende|kennis ?genomen|in aanmerking"
    r"|op voorstel"
    r"|in (?:zijn|haar|de) vergadering)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"artikel (\d{1,2})\b[.:]?\s*", re.IGNORECASE)
# What an authority says below `Beslissing`, in the present tense.
_RULES = re.compile(
    r"\b(?:verkla(?:art|ren|ar)\b.{0,160}(?:gegrond|ontvankelijk)|(?:on)?gegrond\b|wij(?:st|zen"
    r"|s)\b.{0,160}\b(?:af|toe)\b"
    r"|ken(?:t|nen)?\b.{0,160}\btoe\b|leg(?:t|gen)?\b.{0,160}\bop\b|weiger(?:t|en)?\b"
    r"|(?:geweigerd|toegewezen|toegekend|verleend)\b)",
    re.IGNORECASE,
)
_PREAMBLE = 40  # filled lines between `De raad besluit` and its first point: gezien, gelet op, overwegende
_MAX_APART = 200  # lines between two points of a formal decision
_DRAFT_RUNS = 40  # lines below the heading of a draft or an amendment in which a label is no decision
_MAX_TITLE = 60  # characters of a line that can be the title of an item
_SURE, _WEAK, _UNSURE = 0.9, 0.7, 0.5
_ENDS = (".", ";", "!", "?", ":")
_NOTES = frozenset(
    (PartKind.MINUTES, PartKind.DECISION_LIST, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA, PartKind.MAIL)
)


def labelled(text: str, lines: Sequence[Line], zones: Sequence[Zone]) -> Iterator[Decided]:
    """Decisions behind or below a label."""
    for zone in zones:
        if zone.kind == PartKind.LEGEND:
            continue
        sure = _proposed(lines, zone)
        free = zone.first  # labels before this line stand in a draft or an amendment
        i = zone.first
        while i < zone.last:
            if zone.kind not in _NOTES and _DRAFT.match(lines[i].core[:120]):
                free = i + _DRAFT_RUNS
            label = label_of(lines[i], zone.kind)
            if label is None or i < free or _asked_above(lines, i, zone):
                i += 1
                continue
            points = list(
                _below(lines, i, zone, label) if label.alone else [range(i, _stop(lines, i, zone.last))]
            )
            for n, point in enumerate(points):
                length = label.length if n == 0 and point.start == i else 0
                decided = _point(text, lines, point, length, label)
                if decided and label.formal and len(points) == 1 and not _listed(lines[point.start]):
                    decided = replace(
                        decided, text=(lines[i].span, *decided.text), lines=range(i, point.stop)
                    )
                if decided:
                    yield replace(decided, confidence=sure) if label.formal and sure else decided
            i = max([i + 1, *(point.stop for point in points)])


def _proposed(lines: Sequence[Line], zone: Zone) -> float | None:
    """How sure a formal decision is in a paper that opens as a proposal: it may only be what is proposed."""
    if zone.kind != PartKind.PROPOSAL:
        return None
    top = " ".join(line.core for line in lines[zone.first : zone.first + 3]).lower()
    return _UNSURE if re.search(r"voorstel|voordracht", top) and "besluit" not in top else None


def _asked_above(lines: Sequence[Line], i: int, zone: Zone) -> bool:
    """Whether the heading right above a label says that the decision is only asked for."""
    above = next((j for j in range(i - 1, max(zone.first, i - 4) - 1, -1) if lines[j].core), None)
    return above is not None and asks(lines[above])


def _stop(lines: Sequence[Line], first: int, last: int, *, sentence: bool = False) -> int:
    """One past the last line of a paragraph, or of its first sentence: an empty line, bullet or label ends it. An
    empty line in a sentence that goes on in small letters does not.
    """
    i = first + 1
    while i < last:
        if sentence and lines[i - 1].core.endswith(_ENDS):
            return i
        core = lines[i].core
        if not core:
            following = next_filled(lines, i, min(last, i + 2))
            runs_on = following < min(last, i + 2) and lines[following].core[0].islower()
            if not runs_on or lines[i - 1].core.endswith(_ENDS):
                return i
            i = following
            core = lines[i].core
        if bullet(core) or LABEL.match(core) or lines[i].heading or (core[0].isupper() and _MARK.match(core)):
            return i
        i += 1
    return i


def _point(text: str, lines: Sequence[Line], point: range, length: int, label: Label) -> Decided | None:
    """The first sentence of a point; what follows it explains."""
    sentence = next(sentences(text, lines, point.start, point.stop, frozenset()), None)
    if sentence is None:
        return None
    start = max(sentence.span.start, lines[point.start].at + length) if length else sentence.span.start
    end = sentence.span.end
    if not length:
        opened = _ARTICLE.match(text, start, end) or _MARK.match(text, start, end)
        start = opened.end() if opened else start
    cell = text.find("|", start, min(end, lines[point.start].stop))
    if cell >= 0 and "|" in lines[point.start].core[: length or 2]:
        end = start + len(text[start:cell].rstrip())
    while start < end and text[start] in " \t\n\r>*_":
        start += 1
    start, end = own_words(Span(start, end), lines, point.start)
    words = " ".join(text[start:end].split())[:1000]
    rest = text[start : lines[point.start].stop] if length else ""
    if is_outcome(rest) and lines[point.start].stop < end:
        end, words, point = lines[point.start].stop, rest, range(point.start, point.start + 1)
    if label.qualified and is_outcome(words):
        start = lines[point.start].at  # whose or about what is part of the decision
    if words.endswith("?") or says_nothing(words) or PROPOSES.search(words[:60]):
        return None
    if label.weak and lines[point.start].core[:1] != "|" and acts(words):
        return None  # somebody's task: an action
    sure = _WEAK if label.weak else _SURE
    return Decided((Span(start, end),), result_in(words), True, "besluit", sure, point)


def _below(lines: Sequence[Line], at: int, zone: Zone, label: Label) -> Iterator[range]:
    """The points below a label that stands alone: numbered, by article, with bullets, or one sentence a line."""
    first = next_filled(lines, at + 1, zone.last)
    colon = lines[at].core.rstrip("*_ ").endswith(":")
    if first < zone.last and label.formal and not _opens_point(lines, first):
        if _goes_on(lines, first, zone, colon):
            yield range(first, _stop(lines, first, zone.last))
            return
        first = _first_point(lines, first, zone.last, zone.kind)
    if first >= zone.last or asks(lines[first]):
        return
    if not label.formal and label_of(lines[first], zone.kind):
        return  # a heading above a label
    core = lines[first].core
    mark = _mark(core)
    if _ARTICLE.match(core):
        yield from _articles(lines, first, zone.last)
    elif mark and (
        core.lstrip("0123456789LlI")[:1] in ".)" or mark[0] != "1" or _reads(lines, first, zone.last)
    ):
        yield from _numbered(lines, first, zone, label)
    elif bullet(core):
        yield from _alike(lines, first, zone.last, bullets=True)
    elif not LABEL.match(core) and (colon or _paragraph_decides(lines, first, zone.last)):
        yield from _alike(lines, first, zone.last, bullets=False)


def _listed(line: Line) -> bool:
    """Whether a line opens a point of a list, and not a sentence."""
    return bool(_mark(line.core) or bullet(line.core) or _ARTICLE.match(line.core))


def _mark(core: str) -> tuple[str, int] | None:
    """The number or letter of a point: how its list opens (`1`, `A`, `a`) and its place in it."""
    found = _MARK.match(core)
    if found is None:
        return None
    digits, letter = found["digits"], found["letter"]
    if digits:
        return "1", int(digits) if digits.isdigit() else 1
    return ("A", ord(letter) - 64) if letter.isupper() else ("a", ord(letter) - 96)


def _goes_on(lines: Sequence[Line], first: int, zone: Zone, colon: bool) -> bool:
    """Whether the sentence of minutes that a label opens goes on below it, and not with what was considered."""
    core = lines[first].core
    if zone.kind not in MINUTES or _CONSIDERS.match(core) or LABEL.match(core):
        return False
    return colon or core[0].islower() or _paragraph_decides(lines, first, zone.last)


def _paragraph_decides(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the paragraph below a heading `Besluit` opens with a decision."""
    words = _joined(lines, first, _stop(lines, first, last, sentence=True))
    return has_infinitive(words[:400]) or decision_in(words) is not None or _RULES.search(words) is not None


def _opens_point(lines: Sequence[Line], i: int) -> bool:
    core = lines[i].core
    return bool(_mark(core) or _ARTICLE.match(core) or bullet(core) or reads_as_point(core[:160]))


def _first_point(lines: Sequence[Line], first: int, last: int, kind: PartKind) -> int:
    """Where the points start below the preamble of a formal decision."""
    i = first
    for _ in range(_PREAMBLE):
        if i >= last:
            break
        core = lines[i].core
        article, mark = _ARTICLE.match(core), _mark(core)
        if (article and article[1] == "1") or (mark and mark[1] == 1):
            return i
        label = label_of(lines[i], kind)
        if label:  # `besluit:` below `De raad van ...`
            return last
        i = next_filled(lines, i + 1, last)
    return last


def _numbered(lines: Sequence[Line], first: int, zone: Zone, label: Label) -> Iterator[range]:
    """Points 1, 2, 3 or A, B, C. Points of another list may stand within one of them. In a formal decision other
    lines too (page headers); elsewhere a number that reads as a title is the next item of the meeting.
    """
    opened = _mark(lines[first].core)
    style, expected, i, far = opened[0] if opened else "1", 1, first, first + _MAX_APART
    while i < min(zone.last, far):
        mark = _mark(lines[i].core)
        if mark != (style, expected):
            within = bool(mark[0] != style if mark else bullet(lines[i].core))
            if label_of(lines[i], zone.kind) is not None or not (label.formal or within or not lines[i].core):
                return
            i += 1
            continue
        stop = _stop(lines, i, zone.last)
        if expected > 1 and (zone.kind in MINUTES or not label.formal) and not _reads(lines, i, stop):
            return
        yield range(i, stop)
        expected += 1
        i = next_filled(lines, stop, zone.last)
        far = i + _MAX_APART


def _articles(lines: Sequence[Line], first: int, last: int) -> Iterator[range]:
    """Articles that are points of a decision themselves, in the infinitive; those of a regulation are not."""
    expected, i, far = 1, first, first + _MAX_APART
    while i < min(last, far):
        found = _ARTICLE.match(lines[i].core)
        if not found or int(found[1]) != expected:
            if label_of(lines[i], PartKind.OTHER):
                return
            i += 1
            continue
        begin = i if found.end() < len(lines[i].core) else next_filled(lines, i + 1, last)
        if begin >= last or not reads_as_point(lines[begin].core[found.end() if begin == i else 0 :][:160]):
            return
        stop = _stop(lines, begin, last)
        yield range(begin, stop)
        expected += 1
        i, far = stop, stop + _MAX_APART


def _reads(lines: Sequence[Line], first: int, stop: int) -> bool:
    """Whether a numbered line reads as a point of a decision and not as the title of the next item."""
    title = lines[first].core
    below = lines[first + 1].core if first + 1 < stop else ""
    if below[:1].isupper() and len(title) <= _MAX_TITLE and title[-1].isalnum():
        return has_infinitive(title) or decision_in(title) is not None
    words = _joined(lines, first, min(stop, first + 12))
    return words[-1:] in (".", ";") or has_infinitive(words) or decision_in(words) is not None


def _alike(lines: Sequence[Line], first: int, last: int, *, bullets: bool) -> Iterator[range]:
    i, indent = first, lines[first].at - lines[first].start
    while i < last:
        core = lines[i].core
        if bullets and i > first and bullet(core) and lines[i].at - lines[i].start > indent + 1:
            i = next_filled(lines, _stop(lines, i, last), last)  # explains the point above it
            continue
        if (
            bool(bullet(core)) != bullets
            or (_mark(core) or ("",))[0] == "1"
            or LABEL.match(core)
            or action_heading(lines[i])
            or lines[i].heading
        ):
            return
        stop = _stop(lines, i, last) if bullets else _stop(lines, i, last, sentence=True)
        if i > first and not bullets and not reads_as_point(_joined(lines, i, stop)):
            return
        yield range(i, stop)
        i = next_filled(lines, stop, last)


def _joined(lines: Sequence[Line], first: int, stop: int) -> str:
    return " ".join(line.core for line in lines[first:stop])[:1000]
