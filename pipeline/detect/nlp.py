"""The spaCy pipeline of models/nl_woo, loaded from disk once a process; nothing is downloaded."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import spacy
from spacy.attrs import IS_SPACE, LANG, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language
from thinc.api import NumpyOps

import pipeline.detect.component  # noqa: F401  (registers the factory of woo_names)
from pipeline.resources import folder

# spaCy refuses texts over a million characters because of its parser's memory; this pipeline has no parser.
MAX_LENGTH = 100_000_000
_ASKED = {IS_SPACE, LANG, LOWER, NORM, PREFIX, SHAPE, SUFFIX}


@lru_cache(maxsize=1)
def load() -> Language:
    """The pipeline.

    Raises:
        OSError: models/nl_woo is missing or was made by another version of spaCy.
    """
    nlp = spacy.load(folder("models") / "nl_woo")
    nlp.max_length = MAX_LENGTH
    # What a new word could be by spaCy's own word rules (a URL, a stop word, ...) nobody here asks, and it takes longer
    # than all the rest that is done with the word.
    vocab: Any = nlp.vocab  # spaCy's stubs leave the getters out
    getters = vocab.lex_attr_getters
    for attribute in set(getters) - _ASKED:
        del getters[attribute]
    _multiply_with_numpy(nlp.get_pipe("ner"))
    return nlp


def _multiply_with_numpy(component: Any) -> None:  # noqa: ANN401  (spaCy's get_pipe says only that it can be called)
    """numpy's matrix products are a third faster here than those that thinc brings along (measured 2026-11-22)."""
    for layer in component.model.walk():
        layer.ops = NumpyOps(use_blis=False)
