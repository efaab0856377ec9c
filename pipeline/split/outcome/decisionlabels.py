"""Decisions behind or below a label: `Besluit:`, `Het college besluit:`, `Afspraken`, `Ik heb besloten:`.

Behind a label stands one decision; below it a list with one decision a point (numbered, lettered, with bullets, by
article), or a paragraph. A label that asks (`Gevraagd besluit`), one in the text of an amendment or of a draft, and
the heading of a report (`Conclusie`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.items import PartKind
from pipeline.split.lines import LABEL, Line, bullet, next_filled, sentences
from pipeline.split.outcome.decisionfound import BODY, Decided, own_words, says_nothing
from pipeline.split.outcome.decisionsentences import decision_in, has_infinitive, reads_as_point, result_in
from pipeline.split.zones import Zone, action_heading
from pipeline.types import Span

_BEHIND = r"(?:\s?:[*_\s]*|\s?[*_]{2}\s?:?\s*|\s*\|[\s|*_]*|\t+|\s{3,}|\Z)"
# A label of any document, `beslvit` too as a text recogniser reads it; the line holds nothing else, or a colon, a
# cell or a gap follows.
_LABEL = re.compile(
    r"(?:\|[\s|*_]*)?(?:(?:(?:genomen|formeel|formele|definitief|gezamenlijk) )?besl[uv]it(?:en)?"
    r"(?: (?:college|raad|b ?& ?w|b en w|bestuur|db|ab|mt|driehoek|stuurgroep|commissie|\d{1,2}[a-z]?))?"
    rf"|beslissing(?:en)?|besloten(?: (?:is|wordt|werd))?|b ?e ?s ?l ?u ?i ?t){_BEHIND}",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(?:college|raads|bestuurs|commissie|eind|deel|b ?& ?w[- ])?besl[uv]it(?:en)?\s?:[*_\s]*(?=\S)",
    re.IGNORECASE,
)
# Labels that are a decision's in the papers of a meeting only; elsewhere they head a section of a report.
_OF_MEETING = re.compile(
    r"(?:\|[\s|*_]*)?(?:(?:conclusies?(?: en (?:afspraken|besl[uv]it(?:en)?))?"
    r"|advies (?:van de )?(?:\w+)?commissie(?: [\w&]+){0,3}|uitkomst|afdoening)"
    rf"(?:\s?:[*_\s]*|\s*\|[\s|*_]*)|(?:gemaakte )?afspra(?:ak|ken){_BEHIND})",
    re.IGNORECASE,
)
_BODY_LABEL = re.compile(
    rf"(?:[dD]e |[hH]et |[oO]nze )?(?i:{BODY})(?: [\w()/&.,'’-]+){{0,12}} "
    r"(?<![Tt]e )(?i:besl[uv]it(?:en)?|heeft besloten|hebben besloten)"
    r"(?i:(?: om| tot| als volgt| het volgende| unaniem){0,2})\s?(?::|\Z)"
)
_OWN_LABEL = re.compile(
    r"(?:.{0,60}\b)?(?:heb(?:ben)? (?:ik|wij|we)|(?:ik|wij|we) heb(?:ben)?)(?: \w+){0,3} besloten\s?:?\Z"
    r"|(?:.{0,60}\b)?(?:(?:ik|wij) besl[uv]it(?:en)?|besl[uv]it(?:en)? (?:ik|wij))"
    r"(?: (?:om|tot|als|het|volgt|volgende)){0,3}\s?:\Z",
    re.IGNORECASE,
)
_INNER = re.compile(r"(?:besluit|besloten|conclusie|afspraak): (?=\w)", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:gevraagd|voorgesteld|ontwerp|concept|geadviseerd|beoogd|voorgenomen|te nemen)\w*[\s-]?(?:\w+\s)?"
    r"(?:besl|\w*besluit)|(?:.*\s)?(?:een|dit|dat|uw|elk|ieder|geen)\sbesl|(?:.*\s)?het\sbesl(?!\S*\s?:)|gevraagd\w*\Z"
    r"|(?:(?:raads|college)?voorstel|advies|beslispunt(?:en)?)\s?:?\Z",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"(?:ontwerp|concept)[\s-]?(?:\w+[\s-])?(?:\w*besluit|beschikking)\b|(?:amendement|motie)\b"
    r"|.{0,60}\bvoor te stellen\s?:?\Z",
    re.IGNORECASE,
)
# `L.`, `l.` and `I.` are how a text recogniser reads a `1.`
_NUMBER = re.compile(r"(\d{1,2}|[LlI](?=[.)]\s))(?:[.)]|(?=\s))\s*(?=[^\W\d])")
_ARTICLE = re.compile(r"artikel (\d{1,2})\b[.:]?\s*", re.IGNORECASE)
_PROPOSES = re.compile(
    r"\b(?:voorgesteld|gevraagd|verzocht|voor te stellen|stel(?:t|len) voor)\b", re.IGNORECASE
)
# What an authority says below `Beslissing`, in the present tense.
_RULES = re.compile(
    r"\b(?:verkla(?:art|ren|ar)\b.{0,160}(?:gegrond|ontvankelijk)|(?:on)?gegrond\b|wij(?:st|zen|s)\b.{0,160}\b(?:af|toe)\b"
    r"|ken(?:t|nen)?\b.{0,160}\btoe\b|leg(?:t|gen)?\b.{0,160}\bop\b|weiger(?:t|en)?\b"
    r"|(?:geweigerd|toegewezen|toegekend|verleend)\b)",
    re.IGNORECASE,
)
_PREAMBLE = 40  # filled lines between `De raad besluit` and its first point: gezien, gelet op, overwegende
_MAX_APART = 200  # lines between two points of a formal decision
_DRAFT_RUNS = 40  # lines below the heading of a draft or an amendment in which a label is no decision
_MAX_OWN = 120
_SURE, _WEAK, _UNSURE = 0.9, 0.7, 0.5
_ENDS = (".", ";", "!", "?", ":")
_HINTS = ("besl", "b e s l", "afspra", "conclus", "advies", "uitkomst", "afdoening")
_NOTES = frozenset(
    (PartKind.MINUTES, PartKind.DECISION_LIST, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA, PartKind.MAIL)
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its length in the line's core, whether the line is nothing else, whether a body speaks in it, and
    whether it says less than `besluit` does.
    """

    length: int
    alone: bool
    formal: bool
    weak: bool


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
                if decided:
                    yield replace(decided, confidence=sure) if label.formal and sure else decided
            i = max([i + 1, *(point.stop for point in points)])


def label_of(line: Line, kind: PartKind) -> Label | None:
    """The label of a decision that a line opens with; None for any other line."""
    core = line.core[:200]
    if not any(map(core.lower().__contains__, _HINTS)) or _ASKED.match(core):
        return None
    whole = len(core) == len(line.core)
    own = _OWN_LABEL.fullmatch(core) if whole and len(core) <= _MAX_OWN else None
    body = None if own or not whole or _PROPOSES.search(core) else _BODY_LABEL.fullmatch(core)
    if own or body:
        return Label(len(core), True, True, False)
    found = _LABEL.match(core) or _COMPOUND.match(core)
    weak = found is None
    if weak and kind in _NOTES:
        found = _OF_MEETING.match(core)
    if found is None:
        return None
    alone = found.end() == len(line.core)
    if weak and kind == PartKind.MAIL and not alone:
        return None
    return Label(found.end(), alone, False, weak)


def inner_label(words: str) -> int:
    """How many characters of a sentence are the label of a decision in the middle of a line."""
    found = _INNER.match(words)
    return found.end() if found else 0


def _proposed(lines: Sequence[Line], zone: Zone) -> float | None:
    """How sure a formal decision is in a paper that opens as a proposal: it may only be what is proposed."""
    if zone.kind != PartKind.PROPOSAL:
        return None
    top = " ".join(line.core for line in lines[zone.first : zone.first + 3]).lower()
    return _UNSURE if re.search(r"voorstel|voordracht", top) and "besluit" not in top else None


def _asked_above(lines: Sequence[Line], i: int, zone: Zone) -> bool:
    """Whether the heading right above a label says that the decision is only asked for."""
    above = next((j for j in range(i - 1, max(zone.first, i - 4) - 1, -1) if lines[j].core), None)
    return above is not None and len(lines[above].core) <= 80 and _ASKED.match(lines[above].core) is not None


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
        if bullet(core) or LABEL.match(core) or lines[i].heading:
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
        opened = _ARTICLE.match(text, start, end) or _NUMBER.match(text, start, end)
        start = opened.end() if opened else start
    cell = text.find("|", start, min(end, lines[point.start].stop))
    if cell >= 0 and "|" in lines[point.start].core[: length or 2]:
        end = start + len(text[start:cell].rstrip())
    while start < end and text[start] in " \t\n\r>*_":
        start += 1
    start, end = own_words(Span(start, end), lines, point.start)
    words = " ".join(text[start:end].split())[:1000]
    if words.endswith("?") or says_nothing(words) or _PROPOSES.search(words[:60]):
        return None
    sure = _WEAK if label.weak else _SURE
    return Decided((Span(start, end),), result_in(words), True, "besluit", sure, point)


def _below(lines: Sequence[Line], at: int, zone: Zone, label: Label) -> Iterator[range]:
    """The points below a label that stands alone: numbered, by article, with bullets, or one sentence a line."""
    first = next_filled(lines, at + 1, zone.last)
    if first < zone.last and label.formal and not _opens_point(lines, first):
        first = _first_point(lines, first, zone.last, zone.kind)
    if first >= zone.last or _asks(lines[first]):
        return
    if not label.formal and label_of(lines[first], zone.kind):
        return  # a heading above a label
    core = lines[first].core
    colon = lines[at].core.rstrip("*_ ").endswith(":")
    if _ARTICLE.match(core):
        yield from _articles(lines, first, zone.last)
    elif _NUMBER.match(core) and (
        core.lstrip("0123456789LlI")[:1] in ".)" or _reads(lines, first, zone.last)
    ):
        yield from _numbered(lines, first, zone, label)
    elif bullet(core):
        yield from _alike(lines, first, zone.last, bullets=True)
    elif not LABEL.match(core) and (colon or _paragraph_decides(lines, first, zone.last)):
        yield from _alike(lines, first, zone.last, bullets=False)


def _asks(line: Line) -> bool:
    return len(line.core) <= 80 and _ASKED.match(line.core) is not None


def _paragraph_decides(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the paragraph below a heading `Besluit` opens with a decision."""
    words = _joined(lines, first, _stop(lines, first, last, sentence=True))
    return has_infinitive(words[:400]) or decision_in(words) is not None or _RULES.search(words) is not None


def _opens_point(lines: Sequence[Line], i: int) -> bool:
    core = lines[i].core
    return bool(_NUMBER.match(core) or _ARTICLE.match(core) or bullet(core) or reads_as_point(core[:160]))


def _first_point(lines: Sequence[Line], first: int, last: int, kind: PartKind) -> int:
    """Where the points start below the preamble of a formal decision."""
    i = first
    for _ in range(_PREAMBLE):
        if i >= last:
            break
        core = lines[i].core
        found = _NUMBER.match(core) or _ARTICLE.match(core)
        if found and _value(found[1]) == 1:
            return i
        label = label_of(lines[i], kind)
        if label:  # `besluit:` below `De raad van ...`
            return last
        i = next_filled(lines, i + 1, last)
    return last


def _numbered(lines: Sequence[Line], first: int, zone: Zone, label: Label) -> Iterator[range]:
    """Points 1, 2, 3. In a formal decision other lines (sub-points, page headers) may stand between them; elsewhere
    a number that reads as a title is the next item of the meeting.
    """
    expected, i, far = 1, first, first + _MAX_APART
    while i < min(zone.last, far):
        found = _NUMBER.match(lines[i].core)
        if not found or _value(found[1]) != expected:
            if not label.formal or label_of(lines[i], zone.kind) is not None:
                return
            i += 1
            continue
        stop = _stop(lines, i, zone.last)
        if expected > 1 and not label.formal and not _reads(lines, i, stop):
            return
        yield range(i, stop)
        expected += 1
        i = next_filled(lines, stop, zone.last)
        far = i + _MAX_APART


def _value(number: str) -> int:
    return int(number) if number.isdigit() else 1


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
    words = _joined(lines, first, min(stop, first + 12))
    return words[-1:] in (".", ";") or has_infinitive(words) or decision_in(words) is not None


def _alike(lines: Sequence[Line], first: int, last: int, *, bullets: bool) -> Iterator[range]:
    i = first
    while i < last:
        core = lines[i].core
        if (
            bool(bullet(core)) != bullets
            or _NUMBER.match(core)
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
