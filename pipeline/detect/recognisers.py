"""Presidio recognisers made from the rules, without Presidio's habit of logging a time-out and going on.

Each recogniser has an entity type of its own, the name of its rule. Presidio drops duplicates of one entity
type through a set; with a type for each rule nothing that another rule found can be dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from pipeline.detect.candidate import Candidate, Validator
from pipeline.detect.columns import cells_under
from pipeline.detect.sentences import sentence_at
from pipeline.detect.streets import address_within
from pipeline.detect.validators import VALIDATORS, not_an_organisation
from pipeline.errors import CheckError, RulebookError
from pipeline.rulebook import RecogniserRule
from pipeline.types import Span

LANGUAGE = "nl"
NAMES = "names"  # the entity type of the persons that the spaCy pipeline finds
ADDRESSES = "addresses"  # and of the addresses
REACH = 300  # characters before and after a match that a validator sees
_CONTEXT_REACH = 60  # characters before a match in which a context word counts
_CONTEXT_BOOST = 0.35  # what Presidio's own context enhancer adds by default
_CELL_SCORE = 0.8  # of a cell of the right form under a header that names its kind
TIMEOUT = 30.0  # seconds for one pattern over one piece of text
_NEAR_REACH = 200  # characters on each side of one of the strings of `near` in which a match may lie
_FLAGS = regex.MULTILINE | regex.IGNORECASE
_NAME_SCORE = 0.85  # Presidio's default for entities of a pipeline that gives no score
_PERSON_LABELS = frozenset({"PER", "PERSON"})
_ADDRESS_SCORE = 0.45  # under what is masked without a person looking: the model takes offices for homes
# A pattern takes these capitals and letters for i and s, whatever the case; `str.lower` does not.
_ODD_LETTERS = {ord("\u0130"): "i", ord("\u017f"): "s"}


class RuleRecognizer(PatternRecognizer):
    """One rule of rules/recognisers."""

    def __init__(self, rule: RecogniserRule, timeout: float = TIMEOUT) -> None:
        """Take over a rule.

        Args:
            rule: the rule.
            timeout: seconds that one pattern may take over one piece of text.

        Raises:
            RulebookError: the rule names a validator that doesn't exist.
        """
        if rule.validator is not None and rule.validator not in VALIDATORS:
            raise RulebookError(f"rules/recognisers: {rule.name}: there is no validator {rule.validator}")
        super().__init__(
            supported_entity=rule.name,
            name=rule.name,
            supported_language=LANGUAGE,
            patterns=[Pattern(p.name, p.regex, p.score) for p in rule.patterns],
            context=list(rule.context),
        )
        self._validator: Validator | None = VALIDATORS[rule.validator] if rule.validator else None
        self._compiled = tuple(
            (regex.compile(p.regex, _FLAGS), p.score, tuple(word.lower() for word in p.near))
            for p in rule.patterns
        )
        self._columns = tuple(word.lower() for word in rule.columns)
        self._cell = regex.compile(rule.cell, _FLAGS) if rule.cell else None
        self._context = _context_pattern(rule.context)
        self._whole_sentence = rule.widen == "sentence"
        self._timeout = timeout
        self._rule = rule.name

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
        regex_flags: int | None = None,
    ) -> list[RecognizerResult]:
        """What the rule finds in `text`.

        Raises:
            CheckError: a pattern ran out of time, so that the text was not searched in full.
        """
        try:
            return _longest((*self._results(text), *self._cells(text)))
        except TimeoutError as error:
            raise CheckError(
                f"De herkenningsregel {self._rule} kon de tekst niet binnen de tijd doorzoeken; "
                "het document is niet volledig gecontroleerd."
            ) from error

    def _results(self, text: str) -> Iterator[RecognizerResult]:
        for pattern, score, near in self._compiled:
            for span in self._matches(pattern, near, text):
                start, end = span.start, span.end
                candidate = Candidate(
                    text=text[start:end],
                    before=text[max(0, start - REACH) : start],
                    after=text[end : end + REACH],
                    in_context=self._in_context(text, start),
                )
                if self._validator is None or self._validator(candidate):
                    boosted = min(1.0, score + _CONTEXT_BOOST) if candidate.in_context else score
                    yield _result(self, self._rule, span, boosted)

    def _cells(self, text: str) -> Iterator[RecognizerResult]:
        if self._cell is None:
            return
        for span in cells_under(text, _lowered(text), self._columns):
            if self._cell.fullmatch(text, span.start, span.end, timeout=self._timeout):
                yield _result(self, self._rule, span, _CELL_SCORE)

    def _matches(self, pattern: regex.Pattern[str], near: tuple[str, ...], text: str) -> Iterator[Span]:
        group = "found" if "found" in pattern.groupindex else 0
        for window in _windows(text, near):
            for match in pattern.finditer(text, window.start, window.end, timeout=self._timeout):
                start, end = match.span(group)
                if start < end:
                    yield sentence_at(text, Span(start, end)) if self._whole_sentence else Span(start, end)

    def _in_context(self, text: str, start: int) -> bool:
        if self._context is None:
            return False
        return bool(self._context.search(text, max(0, start - _CONTEXT_REACH), start))


class NameRecognizer(EntityRecognizer):
    """The persons that the spaCy pipeline found; the entity's id is the rule and its kb_id the score."""

    def __init__(self) -> None:
        super().__init__(supported_entities=[NAMES], name="nl_woo", supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load: the pipeline ran already."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """The entities with a label for persons."""
        del text, entities
        return [
            _result(self, e.id_ or NAMES, Span(e.start_char, e.end_char), float(e.kb_id_ or _NAME_SCORE))
            for e in nlp_artifacts.entities
            if e.label_ in _PERSON_LABELS
        ]


class AddressRecognizer(EntityRecognizer):
    """The addresses that the spaCy pipeline found, where nothing says that an organisation has its office there."""

    def __init__(self) -> None:
        super().__init__(supported_entities=[ADDRESSES], name="nl_woo", supported_language=LANGUAGE)

    def load(self) -> None:
        """Nothing to load: the pipeline ran already."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        """The entities ADDRESS that hold a digit. An entity OFFICE is none."""
        del entities
        results = []
        for e in nlp_artifacts.entities:
            if e.label_ != "ADDRESS" or not any(c.isdecimal() for c in e.text):
                continue
            within = address_within(e.text)
            if within is None:
                continue
            start, end = e.start_char + within.start, e.start_char + within.end
            before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
            if not_an_organisation(Candidate(text[start:end], before, after, in_context=False)):
                results.append(_result(self, ADDRESSES, Span(start, end), _ADDRESS_SCORE))
        return results


def _windows(text: str, near: tuple[str, ...]) -> Iterator[Span]:
    """Where to search: everywhere, or around the strings of `near`; disjoint, in order, and with whole words."""
    if not near:
        yield Span(0, len(text))
        return
    start = end = -1
    for place in _places(text, near):
        if end < 0 or place - _NEAR_REACH > end:
            if end >= 0:
                yield Span(start, end)
            start = _border(text, place - _NEAR_REACH, -1)
            start = max(start, end)
        end = max(end, _border(text, place + _NEAR_REACH, 1))
    if end >= 0:
        yield Span(start, end)


def _border(text: str, place: int, step: int) -> int:
    """The nearest white space from `place` on, at most one reach away, or an end of the text."""
    place = min(max(place, 0), len(text))
    for _ in range(_NEAR_REACH):
        if place in (0, len(text)) or text[place].isspace():
            break
        place += step
    return place


@lru_cache(maxsize=2)
def _lowered(text: str) -> str:
    """The text in small letters, every character in its place; all rules look at the same text in turn."""
    lowered = text.translate(_ODD_LETTERS).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _places(text: str, words: tuple[str, ...]) -> list[int]:
    lowered = _lowered(text)
    places = []
    for word in words:
        place = lowered.find(word)
        while place >= 0:
            places.append(place)
            place = lowered.find(word, place + 1)
    return sorted(places)


def _longest(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """The results that don't lie within another one, in order."""
    kept: list[RecognizerResult] = []
    for result in sorted(results, key=lambda r: (r.start, -r.end, -r.score)):
        if not kept or result.end > kept[-1].end:
            kept.append(result)
    return kept


def _result(recogniser: EntityRecognizer, name: str, span: Span, score: float) -> RecognizerResult:
    return RecognizerResult(
        recogniser.supported_entities[0],
        span.start,
        span.end,
        score,
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recogniser.id,
        },
    )


def _context_pattern(words: tuple[str, ...]) -> regex.Pattern[str] | None:
    if not words:
        return None
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, longest_first))})(?!\w)", _FLAGS)
