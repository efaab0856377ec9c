"""A sentence as the rules for actions read it: with single blanks, against the meeting it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from pipeline.items import ActionKind
from pipeline.split.due import Due, find_due
from pipeline.split.lines import Sentence
from pipeline.split.outcome.owner import Owner, owner_in
from pipeline.types import Span

_SPACES = re.compile(r"\s")
_CONDITION = re.compile(r"(?:als|indien|mocht(?:en)?|wanneer|voordat|hoewel|omdat|zoals)\b", re.IGNORECASE)
# Where the main clause ends. `dat` and `die` may also be what is done: `koppelt dat terug`.
SUBCLAUSE = re.compile(
    r"[,;:]|\b(?:of|zodat|waarbij|waarin|waarmee|wie|wat|hoe|welke|wanneer|omdat|als|indien|mits"
    r"|tenzij|om(?! \d)|zodra|maar|want|terwijl|waarna|totdat)\b"
    r"|\ben (?=(?:kan|kunnen|zal|zullen|moet|moeten|is|zijn|wordt|worden|heeft|hebben|we|wij|hij|zij"
    r"|ze|er|dan)\b)"
    r"|\b(?:die|dat)\b(?! (?:(?:terug|op|uit|na|mee|rond|door|over|bij|verder|nog)\b(?! (?:de|het"
    r"|een)\b)|z\.?s))"
)
_DENIAL_WORDS = """
    niet geen nooit mogelijk waarschijnlijk wellicht misschien zou zouden kan kunnen wil willen mag
    meestal normaal altijd vaak soms meestal regelmatig momenteel sinds gisteren vorige al reeds
    inmiddels destijds normaliter jaarlijks dagelijks wekelijks sprake heeft hebben had
"""
_DENIALS = frozenset(_DENIAL_WORDS.split())
_DENYING = ("naar verwachting", "op dit moment")
TOKENS = re.compile(r"[a-zà-ÿ]+")  # of words in small letters
REPORTS_AIM = re.compile(
    r"(?:ter informatie|vandaag|onderwerp ?:|voor de volledigheid|momenteel)\b", re.IGNORECASE
)
_LINK = re.compile(r"\]\(https?://[^()\s]{1,300}\)")
LEAST, MOST = 15, 600  # characters of a sentence that can be an action


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is read against: the day of its meeting, that of the next one, and the names in its zone."""

    base: date | None
    following: date | None
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with single blanks in `flat` (as long as in the text), and what it is read against."""

    text: str
    sentence: Sentence
    flat: str
    scene: Scene
    _named: dict[int, Owner | None] = field(default_factory=dict, compare=False, repr=False)

    @property
    def start(self) -> int:
        """Where the sentence starts in the text."""
        return self.sentence.span.start

    def who(self, at: int) -> Owner | None:
        """Who is named at a place of `flat`."""
        if at not in self._named:
            self._named[at] = owner_in(self.flat, at, self.start, self.scene.names)
        return self._named[at]

    def due(self) -> Due | None:
        """The words of the sentence that say when."""
        due = find_due(self.flat, self.scene.base, self.scene.following)
        return Due(Span(self.start + due.span.start, self.start + due.span.end), due.iso) if due else None


@dataclass(frozen=True, slots=True)
class Said:
    """An action of a sentence. `place` is where its words for the time stand."""

    span: Span
    owner: Span | None
    due: Due | None
    kind: ActionKind
    rule: str
    confidence: float


def tokens_of(words: str) -> frozenset[str]:
    """The words of a sentence in small letters: one cheap look, so that most sentences are not searched."""
    return frozenset(TOKENS.findall(words.lower()))


def asks(words: str) -> bool:
    """Whether a sentence is a question or opens with a condition."""
    return words.rstrip(" \"'”’)*_").endswith("?") or _CONDITION.match(words) is not None


def denies(words: str) -> bool:
    """Whether the words deny, doubt or date back what is done."""
    low = words.lower()
    return not _DENIALS.isdisjoint(TOKENS.findall(low)) or any(phrase in low for phrase in _DENYING)


def flat_words(text: str, sentence: Sentence) -> str:
    """The sentence with single blanks, and with blanks for the addresses of links; as long as in the text."""
    flat = _SPACES.sub(" ", sentence.span.of(text))
    return _LINK.sub(lambda found: " " * len(found[0]), flat) if "](http" in flat else flat


def said_of(read: Read, owner: Span | None, due: Due | None, rule: str, confidence: float) -> Said:
    """The action that a sentence tells."""
    kind = ActionKind.PROMISE if rule == "toezegging" else ActionKind.ACTION
    return Said(read.sentence.span, owner, due, kind, rule, confidence)


def main_clause(rest: str) -> str:
    """What stands before the first clause that follows."""
    found = SUBCLAUSE.search(rest)
    return rest[: found.start()] if found else rest
