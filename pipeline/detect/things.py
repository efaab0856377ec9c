"""Institutions and places that a text names as such: `gemeente Hengelo`, `sporthal De Kaai`, `Stichting De Brug`."""

from __future__ import annotations

import regex

from pipeline.detect.wordclasses import INSTITUTIONS, THING_BEFORE

_KINDS = "|".join(
    sorted((regex.escape(w) for w in INSTITUTIONS | THING_BEFORE if w.isalpha()), key=lambda w: (-len(w), w))
)
_NAMED = regex.compile(
    rf"\b(?i:\p{{L}}*(?:{_KINDS}))[ ]+(?:(?:De|Het|['’]t|de|het|van|Van)[ ]+)*(?P<name>\p{{Lu}}[\p{{L}}'’-]+)"
)


def things_named(text: str) -> frozenset[str]:
    """The words that follow the word for an institution or a body, casefolded."""
    return frozenset(m["name"].casefold() for m in _NAMED.finditer(text))
