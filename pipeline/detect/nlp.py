"""The spaCy pipeline of models/nl_woo, loaded from disk once a process; nothing is downloaded."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

import pipeline.detect.component  # noqa: F401  (registers the factory of woo_names)
from pipeline.resources import folder

# spaCy refuses texts over a million characters because of its parser's memory; this pipeline has no parser.
MAX_LENGTH = 100_000_000


@lru_cache(maxsize=1)
def load() -> Language:
    """The pipeline.

    Raises:
        OSError: models/nl_woo is missing or was made by another version of spaCy.
    """
    nlp = spacy.load(folder("models") / "nl_woo")
    nlp.max_length = MAX_LENGTH
    return nlp
