"""What the name of a file gives away: it goes out with the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

import regex

from pipeline.check.fulltext import text_only
from pipeline.check.marks import read_marks
from pipeline.check.personal import NAMES, readable
from pipeline.check.secrets import find_secrets
from pipeline.check.trace import Trace

_BETWEEN = regex.compile(r"[_+]+|(?<=\p{L})-(?=\p{L})|(?<=[\p{L}\d])-(?=[\p{L}])")
_MEND = "Geef het bestand een naam zonder persoonsgegevens, bijvoorbeeld een nummer."


def find(name: str) -> Iterator[Trace]:
    """Each kind of personal data that the detectors find in a file's name, once.

    Raises:
        CheckError: it could not be searched.
    """
    found = {
        decision.finding.label
        for text in _readings(name)
        for decision in readable(read_marks(text_only([text])))
    }
    for label in sorted(found):
        reason = f"De naam van het bestand bevat {NAMES[label]}; die gaat bij publicatie mee."
        yield Trace("file-name", None, None, reason, _MEND)


def find_listed(name: str, texts: tuple[str, ...]) -> Iterator[Trace]:
    """Whether a file's name holds one of these texts."""
    if any(next(find_secrets(text_only([text]), texts), None) is not None for text in _readings(name)):
        reason = "De naam van het bestand bevat een tekst die nergens te lezen mag zijn; die gaat bij publicatie mee."
        yield Trace("file-name", None, None, reason, _MEND)


def _readings(name: str) -> tuple[str, ...]:
    """The name as it is, and with spaces where names of files have other signs between words."""
    stem = unquote(PurePath(name).stem)
    return tuple(dict.fromkeys((stem, _BETWEEN.sub(" ", stem))))
