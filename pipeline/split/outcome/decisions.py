"""Decisions in minutes, besluitenlijsten, formal decisions, letters and mails.

Explicit ones stand behind a label or in a list; inferred ones are sentences that say that something is decided. A
sentence that asks, proposes, reports what was decided elsewhere or depends on a condition is no decision, and
neither is a `Gevraagd besluit`. For results see decisionphrases.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.items import PartKind
from pipeline.split.lines import Line, Sentence
from pipeline.split.outcome.decisionfound import BODY, Decided, own_words, says_nothing
from pipeline.split.outcome.decisionlabels import inner_label, label_of
from pipeline.split.outcome.decisionlists import listed_decisions
from pipeline.split.outcome.decisionmails import sent_decision
from pipeline.split.outcome.decisionpoints import labelled as behind_labels
from pipeline.split.outcome.decisionsentences import decision_in, is_asked, is_infinitive, result_in
from pipeline.split.zones import Zone
from pipeline.types import Span

__all__ = ["Decided", "labelled", "stated"]

_TOLD = frozenset((PartKind.DECISION_LIST, PartKind.MINUTES, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA))
_AGENDAS = frozenset((PartKind.AGENDA, PartKind.ANNOTATED_AGENDA))
_LONGEST = 1_000  # characters of a sentence
# Who speaks, in a report of what everybody said: `De heer JANSEN (D66):`, `De VOORZITTER:`, `De voorzitter.`
_SPEAKER = re.compile(
    r"(?:(?:[Dd]e )?(?:[Vv]oorzitter|VOORZITTER)|[^\W\d][\w.’-]*(?: [\w.’-]+){0,4} \([^()]{2,30}\))\.\Z|"
    r"(?:[Dd]e )?(?:[Hh]eer|[Mm]evrouw|[Dd]hr\.?|[Mm]e?vr?\.?|[Mm]w\.?|[Ll]id|[Ww]ethouder"
    r"|[Bb]urgemeester|[Rr]aadslid|[Vv]oorzitter|VOORZITTER)"
    r"(?: [\w.'’-]+){0,5}(?: \([^()]{1,40}\))? ?:"
)
# What a meeting's papers say at the start of their lines; a text with three of them is read as minutes.
_CUES = tuple(
    re.compile(rf"(?:de )?(?:{cue})\b", re.IGNORECASE)
    for cue in (
        "vergadering|notulen|verslag|besluitenlijst|raadsvergadering|ledenvergadering",
        "voorzitter",
        "griffier|secretaris|notulist|verslaglegging",
        "aanwezig|afwezig|afgemeld|afmelding|presentielijst",
        "agenda",
        "opening|sluiting|rondvraag|w\\.?v\\.?t\\.?t\\.?k",
        "in stemming|stemming|stemverklaring",
    )
)
_CUED = 3
_SHORTEST = 6
_VERBATIM = 6  # speakers that make minutes a report of what everybody said
# In a list of decisions whatever the body does in the present tense is one.
_ACTS = re.compile(
    rf"(?:(?:De|Het) )?{BODY}(?: van [\w ]{{2,40}}?)? (?:beantwoordt|stuurt|zendt|wijzigt|benoemt|machtigt"
    r"|mandateert|weigert|onderschrijft|bekrachtigt|verklaart|ontslaat|verlengt|bepaalt|verleent|verzoekt"
    r"|actualiseert"
    r"|(?:kent|treedt)\b.{1,120}\btoe|wijst\b.{1,120}\baan|legt\b.{1,120}\bop|biedt\b.{1,120}\baan"
    r"|draagt\b.{1,120}\bop)\b",
    re.IGNORECASE,
)
_COLUMN_LINES = 6
_COLUMN_EDGE = re.compile(r"(?<=[\w,)] )(?:De|Het|Dit|Deze|Er|Agendapunt|Wethouder)(?= )")


def labelled(text: str, lines: Sequence[Line], zones: Sequence[Zone]) -> tuple[Decided, ...]:
    """Decisions behind or below a label, in tables and beside the titles of lists; none shares text with another."""
    zones = [_as_heard(lines, zone) for zone in zones]
    lists = list(listed_decisions(text, lines, zones))
    tables = [one for one in lists if one.lines]
    kept = sorted(tables, key=_place)
    for more in (behind_labels(text, lines, zones), (one for one in lists if not one.lines)):
        kept = sorted((*kept, *_apart(kept, more)), key=_place)
    return tuple(kept)


def _as_heard(lines: Sequence[Line], zone: Zone) -> Zone:
    """A zone of no known kind that reads as the minutes of a meeting, as minutes."""
    if zone.kind != PartKind.OTHER:
        return zone
    cores = [line.core[:40] for line in lines[zone.first : zone.last] if line.core]
    seen = sum(any(map(cue.match, cores)) for cue in _CUES)
    return replace(zone, kind=PartKind.MINUTES) if seen >= _CUED else zone


def _place(one: Decided) -> tuple[int, int]:
    return one.span.start, one.span.end


def _apart(kept: Sequence[Decided], more: Iterable[Decided]) -> Iterator[Decided]:
    """Those of `more` that share no text with what is kept, nor with one another."""
    borders = [_place(one) for one in kept]
    last = -1
    for one in more:
        i = bisect_left(borders, (one.span.end, 0)) - 1
        if one.span.start >= last and (i < 0 or borders[i][1] <= one.span.start):
            last = one.span.end
            yield one


def stated(
    lines: Sequence[Line], read: Sequence[tuple[Zone, Sequence[Sentence]]], breaks: frozenset[int]
) -> Iterator[Decided]:
    """Decisions that sentences state. `breaks` are the titles of items and the rows of lists."""
    for zone, found in read:
        if zone.kind == PartKind.LEGEND:
            continue
        told = _as_heard(lines, zone).kind in _TOLD
        heard = _heard(found) if told else found
        for sentence in heard:
            if len(sentence.words) < _SHORTEST or len(sentence.words) > _LONGEST:
                continue
            if sentence.line in breaks:
                decided = _beside(sentence, lines) if zone.kind == PartKind.DECISION_LIST else None
            else:
                decided = _told(sentence, lines, zone) if told else sent_decision(sentence, lines, zone.kind)
            if decided:
                yield decided


def _heard(found: Sequence[Sentence]) -> Iterable[Sentence]:
    """The sentences of minutes; of a verbatim report only what the chair says and what nobody says."""
    speaks = [_speaker(sentence.words) for sentence in found]
    if sum(speaker is not None for speaker in speaks) < _VERBATIM:
        return found
    heard, chair = [], True
    for sentence, speaker in zip(found, speaks, strict=True):
        if speaker:
            chair = "voorzitter" in speaker[0].lower()
        if chair:
            heard.append(sentence)
    return heard


def _speaker(words: str) -> re.Match[str] | None:
    """Who speaks, where a sentence is or opens with that alone."""
    lead = words[:100]
    alone = len(words) <= 100 and (words.endswith(").") or words[-11:].lower() == "voorzitter.")
    return _SPEAKER.match(lead) if alone or ":" in lead else None


def _told(sentence: Sentence, lines: Sequence[Line], zone: Zone) -> Decided | None:
    words = sentence.words
    if words[:5].lower() == "actie":
        return None
    speaker = _speaker(words)
    if speaker:
        return _spoken(sentence, lines, speaker)
    length = inner_label(words)
    if length:  # `Besluit:` in the middle of a line
        if says_nothing(words[length:]) or words.endswith("?"):
            return None
        within = words[:length].count("(") > words[:length].count(")") and words[-1] == ")"
        span = Span(sentence.span.start + length, sentence.span.end - within)
        return Decided((span,), result_in(words[length:]), True, "besluit", 0.9, range(0))
    found = decision_in(words)
    if found is None and zone.kind == PartKind.DECISION_LIST and _acts(words):
        found = result_in(words), 0.6
    if found is None:
        return None
    label = label_of(lines[sentence.line], zone.kind)
    if label and label.alone:
        return None  # the heading of a list, not a decision of its own
    result, sure = found
    sure = round(sure - 0.1, 1) if zone.kind in (*_AGENDAS, PartKind.OTHER) else sure
    span = _own_column(sentence, lines) if zone.kind == PartKind.DECISION_LIST else sentence.span
    span = Span(*own_words(span, lines, sentence.line))
    return Decided((span,), result, False, "zin", sure, range(sentence.line, sentence.line + 1))


def _acts(words: str) -> bool:
    """Whether a sentence of a list of decisions says what the body does, or gives a point of what it decides."""
    return (is_infinitive(words) or _ACTS.match(words) is not None) and not is_asked(words)


def _spoken(sentence: Sentence, lines: Sequence[Line], speaker: re.Match[str]) -> Decided | None:
    """What the chair decides, without the name of who speaks."""
    words = sentence.words[speaker.end() :].lstrip()
    found = decision_in(words)
    start = sentence.span.end - len(words)
    if found is None or start >= lines[sentence.line].stop:
        return None  # a sentence over more lines than its label has its own words counted another way
    return Decided((Span(start, sentence.span.end),), found[0], False, "zin", found[1], range(0))


def _beside(sentence: Sentence, lines: Sequence[Line]) -> Decided | None:
    """A sentence that decides in the column beside the title of an item."""
    span = _own_column(sentence, lines)
    found = decision_in(sentence.words[span.start - sentence.span.start :]) if span != sentence.span else None
    return Decided((span,), found[0], False, "zin", found[1], range(0)) if found else None


def _own_column(sentence: Sentence, lines: Sequence[Line]) -> Span:
    """A sentence of a list in two columns without the title that stands before it in reading order."""
    start, end = sentence.span.start, sentence.span.end
    best = start
    for line in lines[sentence.line : sentence.line + _COLUMN_LINES]:
        if line.at >= end:
            break
        for edge in _COLUMN_EDGE.finditer(line.core):
            place = line.at + edge.start()
            rest = sentence.words[-(end - place) :]
            if start < place < end and decision_in(rest):
                best = place
    return Span(best, end)
