"""Institutions and places that a text names as such: `gemeente Hengelo`, `sporthal De Kaai`, `Stichting De Brug`."""

from __future__ import annotations

import regex

from pipeline.detect.wordclasses import INSTITUTIONS, THING_BEFORE

_KINDS = tuple(sorted(w for w in INSTITUTIONS | THING_BEFORE if w.isalpha()))
_NAMED = regex.compile(
    r"(?<!\p{L})(?P<kind>\p{L}+)[ ]+(?=[\p{Lu}'’dhv])"
    r"(?:(?:De|Het|['’]t|de|het|van|Van)[ ]+){0,5}+(?P<name>\p{Lu}[\p{L}'’-]+)"
)


def things_named(text: str) -> frozenset[str]:
    """The words that follow the word for an institution or a body, casefolded."""
    # Every match ends before the next word may begin one of its own: `Stichting Sporthal De Kaai`.
    return frozenset(
        m["name"].casefold()
        for m in _NAMED.finditer(text, overlapped=True)
        if m["kind"].casefold().endswith(_KINDS)
    )
