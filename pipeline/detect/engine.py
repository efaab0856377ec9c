"""Presidio's AnalyzerEngine over our own spaCy pipeline and our own recognisers, and nothing else of it.

Of Presidio's habits none is left: no model is downloaded (the engine gets a pipeline that is already loaded),
the network is not asked for public suffixes (none of its own recognisers is in the registry), a pattern that
times out raises, nothing is logged, and the findings come in a total order.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language

from pipeline.detect import nlp
from pipeline.detect.recognisers import (
    ADDRESSES,
    LANGUAGE,
    NAMES,
    AddressRecognizer,
    NameRecognizer,
    RuleRecognizer,
)
from pipeline.rulebook import Rulebook
from pipeline.types import Finding, Label, Span

PIECE = 200_000  # characters analysed at a time
MARGIN = 2_000  # characters on each side of a piece that are read along with it
_NAME_REASON = "Persoonsnaam, herkend door het taalmodel"
_ADDRESS_REASON = "Mogelijk een woonadres, herkend door het taalmodel"


class LoadedPipeline(NlpEngine):
    """A spaCy pipeline that is in memory already, as Presidio wants to see one."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        """Always."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Run the pipeline. Lemmas are left out: only Presidio's own context enhancer reads them."""
        doc = self._language(text)
        return NlpArtifacts(list(doc.ents), doc, [token.idx for token in doc], [], self, language)

    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_: Any,  # noqa: ANN401  (Presidio's signature)
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """The texts one by one; a batch would gain nothing here."""
        del batch_size, n_process
        for text in texts:
            yield text, self.process_text(text, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Whether the pipeline's vocabulary calls `word` a stop word."""
        del language
        return bool(self._language.vocab[word].is_stop)

    def is_punct(self, word: str, language: str) -> bool:
        """Whether the pipeline's vocabulary calls `word` punctuation."""
        del language
        return bool(self._language.vocab[word].is_punct)

    def get_supported_entities(self) -> list[str]:
        """The one entity type that comes from the pipeline."""
        return [NAMES]

    def get_supported_languages(self) -> list[str]:
        """Dutch."""
        return [LANGUAGE]


class _NoEnhancer(ContextAwareEnhancer):
    """Leaves the results alone: our recognisers read their context themselves.

    Presidio's own looks up every result by walking through all tokens, which takes quadratic time.
    """

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[Any],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        del text, nlp_artifacts, recognizers, context
        return raw_results


def build_engine(rulebook: Rulebook, language: Language) -> AnalyzerEngine:
    """An AnalyzerEngine with the recognisers of the rulebook and the names of the pipeline.

    Raises:
        RulebookError: a rule names a validator that doesn't exist.
    """
    for name in ("presidio-analyzer", "presidio-anonymizer", "decision_process"):
        logging.getLogger(name).disabled = True
    recognisers = [
        NameRecognizer(),
        AddressRecognizer(),
        *(RuleRecognizer(rule) for rule in rulebook.recognisers),
    ]
    return AnalyzerEngine(
        registry=RecognizerRegistry(recognisers, supported_languages=[LANGUAGE]),
        nlp_engine=LoadedPipeline(language),
        supported_languages=[LANGUAGE],
        context_aware_enhancer=_NoEnhancer(),
    )


def analyse(text: str, rulebook: Rulebook) -> tuple[Finding, ...]:
    """All findings in a text, sorted by start, the longer first, label and recogniser.

    Raises:
        CheckError: a recogniser ran out of time, so that the text was not searched in full.
        RulebookError: a rule names a validator that doesn't exist.
        OSError: models/ does not hold the pipeline.
    """
    return findings_of(text, rulebook, _engine(rulebook), PIECE)


def findings_of(text: str, rulebook: Rulebook, engine: AnalyzerEngine, piece: int) -> tuple[Finding, ...]:
    """The findings of `analyse` by a given engine, `piece` characters at a time.

    A piece is read with a margin on both sides and keeps only what starts inside it, so that the findings
    don't hang on where the cuts fall.
    """
    labels = {NAMES: (Label.PERSON, _NAME_REASON), ADDRESSES: (Label.ADDRESS, _ADDRESS_REASON)}
    labels.update((rule.name, (rule.label, rule.reason)) for rule in rulebook.recognisers)
    best: dict[tuple[Span, Label, str], Finding] = {}
    for core in pieces(text, piece):
        start = max(0, core.start - MARGIN)
        for result in engine.analyze(text[start : core.end + MARGIN], LANGUAGE):
            span = Span(result.start + start, result.end + start)
            if not core.start <= span.start < core.end:
                continue
            label, reason = labels[result.entity_type]
            name = result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY]
            finding = Finding(span, label, round(result.score, 4), name, reason)
            known = best.get((span, label, name))
            if known is None or known.score < finding.score:
                best[span, label, name] = finding
    return tuple(
        sorted(
            _own_addresses(best.values()),
            key=lambda f: (f.span.start, -f.span.end, f.label.value, f.recogniser, -f.score),
        )
    )


def _own_addresses(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without the addresses of the model that lie within one that a rule found."""
    findings = tuple(findings)
    by_rule = [f.span for f in findings if f.label is Label.ADDRESS and f.recogniser != ADDRESSES]
    for finding in findings:
        if finding.recogniser != ADDRESSES or not any(rule.covers(finding.span) for rule in by_rule):
            yield finding


def pieces(text: str, size: int) -> tuple[Span, ...]:
    """The text in pieces of at most `size` characters, cut behind a line break where the last tenth has one.

    Raises:
        ValueError: `size` is not positive.
    """
    if size < 1:
        raise ValueError("a piece must hold at least one character")
    cuts: list[Span] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text):
            newline = text.rfind("\n", end - size // 10, end)
            end = newline + 1 if newline >= 0 else end
        cuts.append(Span(start, end))
        start = end
    return tuple(cuts)


@lru_cache(maxsize=2)
def _engine(rulebook: Rulebook) -> AnalyzerEngine:
    engine = build_engine(rulebook, nlp.load())
    # The model and the word lists stay until the end. Without this every full collection walks through them
    # (6% of all time), and a worker copies each page of memory that it shares with its parent.
    gc.collect()
    gc.freeze()
    return engine
