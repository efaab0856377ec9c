"""The labels of decisions: `Besluit:`, `Het college besluit:`, `Besluit leden:`, `Afspraken`, `Ik heb besloten:`.

A label that asks (`Gevraagd besluit`) and the heading of a report (`Conclusie`) are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.items import PartKind
from pipeline.split.lines import Line
from pipeline.split.outcome.decisionfound import BODY
from pipeline.split.outcome.decisionsentences import result_in

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
    r"(?:\|[\s|*_]*)?(?:(?:conclusies?(?: en (?:afspraken|besl[uv]it(?:en)?)| (?:van de )?(?:voorzitter"
    r"|vergadering|commissie))?"
    r"|advies (?:van de )?(?:\w+)?commissie(?: [\w&]+){0,3}|uitkomst|afdoening)"
    rf"(?:\s?:[*_\s]*|\s*\|[\s|*_]*)|(?:gemaakte )?afspra(?:ak|ken){_BEHIND})",
    re.IGNORECASE,
)
# Labels that open a decision only where an outcome stands behind them.
_OF_VOTE = re.compile(
    r"(?:\|[\s|*_]*)?(?:(?:stem)?uitslag|resultaat|stemming"
    r"|besluitvorming)(?: (?:van de )?stemming)?\s?:[*_\s]*(?=\S)",
    re.IGNORECASE,
)
_BODY_LABEL = re.compile(
    rf"(?:[dD]e |[hH]et |[oO]nze )?(?i:{BODY})(?: [\w()/&.,'’-]+){{0,12}} "
    r"(?<![Tt]e )(?i:besl[uv]it(?:en)?|heeft besloten|hebben besloten)"
    r"(?i:(?: om| tot| als volgt| het volgende| unaniem){0,2})"
    r"(?:\s?(?::|\Z)|(?: (?:unaniem|eenstemmig|eensgezind)| (?:in|bij|met|zonder|na"
    r"|conform)(?: [\w-]+){1,5})(?: \([^()]{1,60}\))?\s?:| \([^()]{1,60}\)\s?:?\Z)"
)
_OWN_LABEL = re.compile(
    r"(?:.{0,60}\b)?(?:heb(?:ben)? (?:ik|wij|we)|(?:ik|wij|we) heb(?:ben)?)(?: \w+){0,3} besloten\s?:?\Z"
    r"|(?:.{0,60}\b)?(?:(?:ik|wij) besl[uv]it(?:en)?|besl[uv]it(?:en)? (?:ik|wij))"
    r"(?: (?:om|tot|als|het|volgt|volgende)){0,3}\s?:\Z",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"(?:.{0,400}?[,;()\]>»–—-] ?)?[*_]{0,3}\b(?:besluit(?:en)?|besloten|afgesproken|conclusie"
    r"|afspraak) ?:[*_]{0,3} (?=\w)",
    re.IGNORECASE,
)
# A label that says whose decision it is or about what: `Besluit leden:`, `Besluit verzoek 12:`
_QUALIFIED = re.compile(
    r"(?:\|[\s|*_]*)?besl[uv]it(?:en)? (?![^:]*\b(?:is|was|wordt|werd|kan|kunt|kunnen|moet|moeten|zal|volgt"
    r"|luidt|staat"
    r"|heeft|hebben|nodig|gewenst|gevraagd|voorgelegd)\b)[^:;?|.]{1,70}(?:\b(?:d\.d\.|nr\.)[^:;?"
    r"|.]{1,40})?:[*_\s]+(?=\S)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:gevraagd|voorgesteld|ontwerp|concept|geadviseerd|beoogd|voorgenomen|te nemen)\w*[\s-]?(?:\w+\s)?"
    r"(?:besl|\w*besluit)|(?:.*\s)?(?:een|dit|dat|uw|elk|ieder|geen)\sbesl|(?:.*\s)?het\sbesl(?!\S*\s?:)"
    r"|gevraagd\w*\Z"
    r"|(?:(?:raads|college)?voorstel|advies|beslispunt(?:en)?)\s?:?\Z",
    re.IGNORECASE,
)
PROPOSES = re.compile(
    r"\b(?:voorgesteld|gevraagd|verzocht|voor te stellen|stel(?:t|len) voor)\b", re.IGNORECASE
)
_MAX_OWN = 120
_HINTS = (
    "besl",
    "b e s l",
    "afspra",
    "conclus",
    "advies",
    "uitslag",
    "resultaat",
    "stemming",
    "uitkomst",
    "afdoening",
)
MINUTES = frozenset((PartKind.MINUTES, PartKind.DECISION_LIST))
_NOTES = frozenset(
    (PartKind.MINUTES, PartKind.DECISION_LIST, PartKind.AGENDA, PartKind.ANNOTATED_AGENDA, PartKind.MAIL)
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its length in the line's core, whether the line is nothing else, whether a body speaks in it, and
    whether it says less than `besluit` does, and whether it says whose or about what the decision is.
    """

    length: int
    alone: bool
    formal: bool
    weak: bool
    qualified: bool = False


def label_of(line: Line, kind: PartKind) -> Label | None:
    """The label of a decision that a line opens with; None for any other line."""
    core = line.core[:200]
    if not any(map(core.lower().__contains__, _HINTS)) or _ASKED.match(core):
        return None
    whole = len(core) == len(line.core)
    own = _OWN_LABEL.fullmatch(core) if whole and len(core) <= _MAX_OWN else None
    body = None if own or not whole or PROPOSES.search(core) else _BODY_LABEL.fullmatch(core)
    if own or body:
        return Label(len(core), True, True, False)
    found = _LABEL.match(core) or _COMPOUND.match(core)
    weak = found is None
    if weak and kind in _NOTES:
        found = _OF_MEETING.match(core)
    if found is None and kind in MINUTES:
        found = _OF_VOTE.match(core)
        if found and result_in(core[found.end() :]) != "overig":
            return Label(found.end(), False, False, True)
        found = _QUALIFIED.match(core)
        if found:
            return Label(found.end(), False, False, False, qualified=True)
    if found is None:
        return None
    alone = found.end() == len(line.core)
    if weak and kind == PartKind.MAIL and not alone:
        return None
    return Label(found.end(), alone, False, weak)


def inner_label(words: str) -> int:
    """How many characters of a sentence are the label of a decision in the middle of a line."""
    found = _INNER.match(words) if ": " in words or ":*" in words or ":_" in words else None
    return found.end() if found else 0


def asks(line: Line) -> bool:
    """Whether a short line is the heading of what is only asked for."""
    return len(line.core) <= 80 and _ASKED.match(line.core) is not None
