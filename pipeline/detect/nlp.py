"""The spaCy pipeline of models/nl_woo, loaded from disk once a process; nothing is downloaded."""

from __future__ import annotations

import re
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
LONGEST = 400
"""Signs of a word beyond which it is broken: no word is as long, and the tokenizer takes the square of its length."""

_PIECE = 100
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}+")
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
    tokenizer: Any = nlp.tokenizer
    nlp.tokenizer = lambda text: tokenizer(broken(text))
    return nlp


def broken(text: str) -> str:
    """The text, as long as it was, with a space for every hundredth sign of what is too long for a word."""
    return _LONG.sub(_spaced, text)


def _spaced(found: re.Match[str]) -> str:
    run = found[0]
    return " ".join(run[i : i + _PIECE - 1] for i in range(0, len(run), _PIECE)) + " " * (
        not len(run) % _PIECE
    )


def _multiply_with_numpy(component: Any) -> None:  # noqa: ANN401  (spaCy's get_pipe says only that it can be called)
    """numpy's matrix products are a third faster here than those that thinc brings along (measured 2026-11-22)."""
    for layer in component.model.walk():
        layer.ops = NumpyOps(use_blis=False)
