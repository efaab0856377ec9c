"""Decisions in minutes, besluitenlijsten and proposals.

Two rules: what stands behind or below the label `Besluit` (a sentence, or a list with one decision a point), and
sentences of minutes and besluitenlijsten that say that something is decided. A sentence that asks, proposes,
reports what was decided elsewhere or depends on a condition is no decision, and neither is a `Gevraagd besluit`.
Results are the words that VNG Open Raadsinformatie has for a besluitresultaat, as far as a sentence tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import LABEL, Line, Sentence, bullet, next_filled, sentences
from pipeline.split.meeting.numbering import OUTCOME
from pipeline.split.zones import Zone, action_heading
from pipeline.types import Span

_BODY = (
    r"(?:college|b ?& ?w|b en w|raad|gemeenteraad|commissie|bestuur|burgemeester|wethouders|vergadering"
    r"|staten|stuurgroep|directie|\w+team|driehoek|portefeuillehouders?|voorzitter|(?-i:[A-Z]{2,4}))"
)
_BE = r"\b(?:is|zijn|wordt|worden)\s"
# The first result with a phrase that fits is the result. All are searched in one sentence of bounded length.
_PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "afgewezen",
        (
            _BE + r"[^.?]{0,120}\b(?:afgewezen|verworpen)\b",
            r"\bwijst\s[^.?]{1,150}\saf\b",
            r"\b(?:niet in te stemmen|stem(?:t|men) niet in|af te wijzen)\b",
        ),
    ),
    (
        "aangehouden",
        (
            r"\bhoud(?:t|en)\s(?!zich)[^.?]{0,80}\b(?:voorstel|besluit|nota|stuk|stukken|agendapunt|beslissing"
            r"|behandeling|aanvraag)\b[^.?]{0,60}\saan\b",
            _BE + r"[^.?]{0,80}\baangehouden\b",
            r"\baan te houden\b",
        ),
    ),
    (
        "ter kennisname",
        (
            r"\bne(?:emt|men)\s[^.?]{0,80}?\bkennis\b",
            r"\bkennis (?:te nemen|genomen)\b",
            r"\b(?:voor|ter) kennis(?:geving|neming|name) aangenomen\b",
        ),
    ),
    (
        "vastgesteld",
        (
            r"\b(?:wordt|worden)\s[^.?]{0,160}?\bvast ?gesteld\b",
            r"\b(?:is|zijn) (?:daarmee|hiermee|hierbij|ongewijzigd|gewijzigd|conform)\b[^.?]{0,60}\bvast ?gesteld\b",
            r"\bstel(?:t|len)\s[^.?]{1,160}\svast\b",
            r"^(?:\w+ ){0,4}vast ?gesteld\W*$",
            r"\bvast te stellen\b",
        ),
    ),
    (
        "ingestemd",
        (
            r"\bstem(?:t|men)\s(?:[^.?]{0,60}\s)?in\b",
            r"\bin ?te stemmen\b|\bingestemd\b",
            r"\bga(?:at|an)\s(?:[^.?]{0,40}\s)?akkoord\b|\bakkoord te gaan\b",
            r"\b(?:is|zijn) (?:hiermee |unaniem )?akkoord met\b",
            r"^(?:\S+ ){0,3}akkoord met\b|^akkoord\b",
        ),
    ),
    (
        "verleend",
        (
            r"\bverle(?:ent|nen)\s[^.?]{0,80}\b(?:\w*vergunning|ontheffing|mandaat|subsidie|toestemming|decharge"
            r"|vrijstelling|krediet)\b",
            r"\b(?:wordt|worden)\s[^.?]{0,120}\bverleend\b|\bte verlenen\b",
        ),
    ),
    (
        "overig",
        (
            rf"\b{_BODY}\b(?:\s(?!het\b|een\b|dit\b|dat\b)[^\s.?]+){{0,5}}?\sbesluit(?:en)?\b"
            r"(?! (?:van|over|is|was|wordt)\b)",
            r"^(?:er )?(?:is|wordt) besloten\b|^besloten (?:is|wordt|om|tot)\b",
            r"^afgesproken (?:is|wordt)\b|^(?:\S+ ){0,6}(?:is|wordt) afgesproken\b",
            r"\bspre(?:ekt|ken)\s(?:[^.?]{0,30}\s)?af (?:dat|om)\b",
            r"\bagendapunt \w+ (?:is|wordt) (?:van de agenda )?afgevoerd\b",
            r"\bbeschikbaar te stellen\b",
        ),
    ),
)
_RESULTS = tuple((result, re.compile("|".join(phrases), re.IGNORECASE)) for result, phrases in _PHRASES)
# One of these stands in every sentence that a phrase can fit: a quick look before the rules.
_SIGNAL = re.compile(
    r"vast|besl|stem|akkoord|kennis|verle|houd|afge|verworpen|wijst|af te|spre|beschik", re.IGNORECASE
)
_MODAL = r"\b(?:kan|kunnen|zou|zouden|wil|willen|moet|moeten|mag|mogen|dient|dienen|zal|zullen)\s"
_NOT_TAKEN = re.compile(
    "|".join(
        (
            r"[?:][\s*_\"'”’)]*$|\bbesluit(?:en)?\W*$",
            r"^(?:als|zoals|indien|mocht|wanneer|zodra|voordat|nadat|hoewel|omdat|of)\b",
            r"^(?:gevraagd|voorgesteld|voorstel|verzoek|advies|graag)\b",
            r"\b(?:indien|mits|tenzij|alvorens|voordat|zodra|nadat)\b",
            _MODAL + r"(?:[^.?]{0,120}\s)?(?:vast ?gesteld|besloten|besluiten|instemmen|vaststellen|verleend"
            r"|aangehouden|verlenen)\b",
            r"\b(?:vraagt|verzoekt|stelt voor|voorgesteld)\b|\bnog (?:niet|geen|te)\b",
            r"\b(?:eerder|destijds|reeds|vorige?) (?:is |zijn |werd )?(?:vastgesteld|besloten|afgesproken)\b",
            r"\bjl\.? (?:is|zijn|werd)\b",
            r"\bvastgesteld in de (?:\w+ ){0,3}vergadering\b",  # at a meeting still to come
        )
    ),
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:genomen )?besluit(?:en)?|beslissing|besloten)(?:\s?:[*_\s]*|\Z)"
    r"|(?:[\w()/&.-]+\s){1,14}besluit(?:en)?\s?:?\Z",
    re.IGNORECASE,
)
_INNER_LABEL = re.compile(r"besluit: (?=\w)", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:gevraagd|voorgesteld|ontwerp|concept|geadviseerd|beoogd)\w*[\s-]?(?:\w+\s)?besl|(?:.*\s)?(?:het|een|dit|dat|ons|uw)\sbesl",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\bte \w{2,}n\b|\binte\s", re.IGNORECASE)
_PREAMBLE = 40  # filled lines between `De raad besluit` and its first point: gezien, gelet op, overwegende
_MAX_APART = 200  # lines between two points of a formal decision
_NUMBER = re.compile(r"(\d{1,2})[.)]\s*(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as found: its place, the rule that found it, and the lines it fills."""

    span: Span
    result: str
    rule: str
    confidence: float
    lines: range


def result_of(words: str) -> str | None:
    """The result that a sentence states; None when it states no decision."""
    if _NOT_TAKEN.search(words):
        return None
    return next((result for result, rule in _RESULTS if rule.search(words)), None)


def labelled(text: str, lines: Sequence[Line], zones: Sequence[Zone]) -> tuple[Decided, ...]:
    """Decisions behind or below a label `Besluit`."""
    found: list[Decided] = []
    for zone in zones:
        if zone.kind in (PartKind.LEGEND, PartKind.AGENDA):
            continue
        i = zone.first
        while i < zone.last:
            label = _label(lines[i])
            if label is None:
                i += 1
                continue
            points = list(
                _below(lines, i, zone)
                if label == len(lines[i].core)
                else [range(i, _stop(lines, i, zone.last))]
            )
            for n, point in enumerate(points):
                decided = _first_sentence(text, lines, point, label if n == 0 and point.start == i else 0)
                if decided:
                    found.append(decided)
            i = max([i + 1, *(point.stop for point in points)])
    return tuple(found)


def _label(line: Line) -> int | None:
    """How many characters of a line are the label of a decision."""
    if len(line.core) > 400 and line.core[:1] not in "BbGg":
        return None
    found = _LABEL.match(line.core[:200] if len(line.core) > 200 else line.core)
    if found is None or _ASKED.match(line.core):
        return None
    return found.end()


def _stop(lines: Sequence[Line], first: int, last: int) -> int:
    """One past the last line of a paragraph: an empty line, bullet or label ends it."""
    i = first + 1
    while i < last and lines[i].core and not bullet(lines[i].core) and not LABEL.match(lines[i].core):
        i += 1
    return i


def _first_sentence(text: str, lines: Sequence[Line], point: range, label: int) -> Decided | None:
    sentence = next(sentences(text, lines, point.start, point.stop, frozenset()), None)
    if sentence is None:
        return None
    start = max(sentence.span.start, lines[point.start].at + label) if label else sentence.span.start
    if start >= sentence.span.end:
        return None
    words = " ".join(text[start : sentence.span.end].split())[:1000]
    if words.endswith("?") or not any(c.isalpha() for c in words):
        return None
    result = next((result for result, rule in _RESULTS if rule.search(words)), "overig")
    return Decided(Span(start, sentence.span.end), result, "besluit", 0.9, point)


def _below(lines: Sequence[Line], label: int, zone: Zone) -> Iterator[range]:
    """The points below a label that stands alone: numbered, with bullets, or one sentence a line."""
    first = next_filled(lines, label + 1, zone.last)
    formal = lines[label].core.lower().lstrip("*_ ").startswith(("de ", "het ", "burgemeester", "b"))
    formal = formal and " " in lines[label].core
    if first < zone.last and formal and not _NUMBER.match(lines[first].core):
        first = _first_point(lines, first, zone.last)
    if first >= zone.last:
        return
    number = _NUMBER.match(lines[first].core)
    if number:
        yield from _numbered(lines, first, zone.last, formal)
    elif bullet(lines[first].core):
        yield from _alike(lines, first, zone.last, bullets=True)
    elif not LABEL.match(lines[first].core) and (
        lines[label].core.endswith(":") or _INFINITIVE.search(lines[first].core[:400])
    ):
        yield from _alike(lines, first, zone.last, bullets=False)


def _first_point(lines: Sequence[Line], first: int, last: int) -> int:
    i = first
    for _ in range(_PREAMBLE):
        if i >= last or _label(lines[i]) is not None:
            break
        found = _NUMBER.match(lines[i].core)
        if found and int(found[1]) == 1:
            return i
        i = next_filled(lines, i + 1, last)
    return last


def _numbered(lines: Sequence[Line], first: int, last: int, formal: bool) -> Iterator[range]:
    """Points 1, 2, 3. In a formal decision other lines (sub-points, page headers) may stand between them; elsewhere
    a number that reads as a title is the next item of the meeting.
    """
    expected, i, far = 1, first, first + _MAX_APART
    while i < min(last, far):
        found = _NUMBER.match(lines[i].core)
        if not found or int(found[1]) != expected:
            if not formal or _label(lines[i]) is not None:
                return
            i += 1
            continue
        stop = _stop(lines, i, last)
        if expected > 1 and not formal and not _reads_as_decision(lines, i, stop):
            return
        yield range(i, stop)
        expected += 1
        i = next_filled(lines, stop, last)
        far = i + _MAX_APART


def _reads_as_decision(lines: Sequence[Line], first: int, stop: int) -> bool:
    words = " ".join(line.core for line in lines[first:stop])[:1000]
    return words[-1:] in (".", ";") or bool(_INFINITIVE.search(words)) or result_of(words) is not None


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
        stop = _stop(lines, i, last) if bullets else _sentence_stop(lines, i, last)
        if i > first and not bullets and not _reads_as_decision_line(lines, i, stop):
            return
        yield range(i, stop)
        i = next_filled(lines, stop, last)


def _reads_as_decision_line(lines: Sequence[Line], first: int, stop: int) -> bool:
    words = " ".join(line.core for line in lines[first:stop])[:1000]
    return bool(_INFINITIVE.search(words)) or result_of(words) is not None


def _sentence_stop(lines: Sequence[Line], first: int, last: int) -> int:
    stop = _stop(lines, first, last)
    for i in range(first, stop):
        if lines[i].core[-1] in ".;!?":
            return i + 1
    return stop


# A short answer in a mail: `Akkoord.`, `Wat ons betreft akkoord.`
_AGREES = re.compile(r"(?:\S+ ){0,4}akkoord(?: \S+){0,4}[.!]?", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:niet|geen|als|of|mits|indien|nog|graag)\b|\?", re.IGNORECASE)


def stated(
    lines: Sequence[Line], read: Sequence[tuple[Zone, Sequence[Sentence]]], breaks: frozenset[int]
) -> Iterator[Decided]:
    """Decisions that sentences of minutes and besluitenlijsten state, or short answers in mails. `breaks` are the
    titles of items and the rows of lists.
    """
    for zone, found in read:
        if zone.kind not in (PartKind.DECISION_LIST, PartKind.MINUTES, PartKind.MAIL):
            continue
        for sentence in found:
            if zone.kind == PartKind.MAIL:
                decided = _agreed(sentence)
            elif sentence.line in breaks:
                decided = _beside_title(lines[sentence.line]) if zone.kind == PartKind.DECISION_LIST else None
            elif _label(lines[sentence.line]) == len(lines[sentence.line].core):
                decided = None  # the heading of a list, not a decision of its own
            else:
                decided = _stated(sentence)
            if decided:
                yield decided


def _agreed(sentence: Sentence) -> Decided | None:
    if len(sentence.words) > 100 or not _AGREES.fullmatch(sentence.words) or _DENIES.search(sentence.words):
        return None
    return Decided(sentence.span, "ingestemd", "akkoord", 0.5, range(sentence.line, sentence.line + 1))


def _beside_title(line: Line) -> Decided | None:
    """The outcome that stands in a column beside the title of an item."""
    found = OUTCOME.search(line.core)
    if found is None:
        return None
    words = found["outcome"]
    result = next((result for result, rule in _RESULTS if rule.search(words)), "overig")
    return Decided(
        Span(line.at + found.start("outcome"), line.at + found.end("outcome")),
        result,
        "uitslag",
        0.8,
        range(0),
    )


def _stated(sentence: Sentence) -> Decided | None:
    if not 10 <= len(sentence.words) <= 1000 or sentence.words[:5].lower() == "actie":
        return None
    if not _SIGNAL.search(sentence.words):
        return None
    label = _INNER_LABEL.match(sentence.words)
    if label:  # `Besluit:` in the middle of a line
        span = Span(sentence.span.start + label.end(), sentence.span.end)
        result = next(
            (result for result, rule in _RESULTS if rule.search(sentence.words, label.end())), "overig"
        )
        return Decided(span, result, "besluit", 0.9, range(0))
    stated_result = result_of(sentence.words)
    if stated_result is None:
        return None
    sure = 0.8 if stated_result != "overig" else 0.6
    return Decided(sentence.span, stated_result, "zin", sure, range(sentence.line, sentence.line + 1))
