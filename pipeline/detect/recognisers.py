"""Presidio recognisers made from the rules, without Presidio's habit of logging a time-out and going on.

Each recogniser has an entity type of its own, the name of its rule. Presidio drops duplicates of one entity
type through a set; with a type for each rule nothing that another rule found can be dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from presidio_analyzer import EntityRecognizer, Pattern, PatternRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from pipeline.detect.validators import VALIDATORS, Candidate, Validator
from pipeline.errors import CheckError, RulebookError
from pipeline.rulebook import RecogniserRule
from pipeline.types import Span

LANGUAGE = "nl"
NAMES = "names"  # the entity type of what the spaCy pipeline finds
REACH = 300  # characters before and after a match that a validator sees
_CONTEXT_REACH = 60  # characters before a match in which a context word counts
_CONTEXT_BOOST = 0.35  # what Presidio's own context enhancer adds by default
TIMEOUT = 30.0  # seconds for one pattern over one piece of text
_FLAGS = regex.MULTILINE | regex.IGNORECASE
_NAME_SCORE = 0.85  # Presidio's default for entities of a pipeline that gives no score
_PERSON_LABELS = frozenset({"PER", "PERSON"})


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
        self._compiled = tuple((regex.compile(p.regex, _FLAGS), p.score) for p in rule.patterns)
        self._context = _context_pattern(rule.context)
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
            return _longest(self._results(text))
        except TimeoutError as error:
            raise CheckError(
                f"De herkenningsregel {self._rule} kon de tekst niet binnen de tijd doorzoeken; "
                "het document is niet volledig gecontroleerd."
            ) from error

    def _results(self, text: str) -> Iterator[RecognizerResult]:
        for pattern, score in self._compiled:
            group = "found" if "found" in pattern.groupindex else 0
            for match in pattern.finditer(text, timeout=self._timeout):
                start, end = match.span(group)
                if start == end:
                    continue
                candidate = Candidate(
                    text=text[start:end],
                    before=text[max(0, start - REACH) : start],
                    after=text[end : end + REACH],
                    in_context=self._in_context(text, start),
                )
                if self._validator is None or self._validator(candidate):
                    boosted = min(1.0, score + _CONTEXT_BOOST) if candidate.in_context else score
                    yield _result(self, self._rule, Span(start, end), boosted)

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
