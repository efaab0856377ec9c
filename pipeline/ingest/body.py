"""The body of a mail from its renderings: the plain text, the HTML, whichever others there are.

A mail often says the same twice. One rendering is chosen, and what the others hold beyond it is added, so
that no word that somebody could read is lost without a trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
EXTRA = "[Alleen in een andere weergave van deze mail:]"


def _words(text: str) -> list[str]:
    return [w.casefold() for w in _WORD.findall(text)]


def merge(renderings: Sequence[str]) -> str:
    """One text that holds every word of all renderings, as often as the richest has it.

    The first that lacks nothing is taken as it is (the plain text comes first); otherwise the last, as
    RFC 2046 5.1.4 says that the last is the best, with the lines of the others that hold words it lacks.
    """
    counted = [(text, Counter(_words(text))) for text in renderings if text.strip()]
    if not counted:
        return ""
    needed: Counter[str] = Counter()
    for _, words in counted:
        needed |= words
    for text, words in counted:
        if words >= needed:
            return text
    chosen, words = counted[-1]
    extra: list[str] = []
    for text, _ in counted[:-1]:
        extra.extend(_missing_lines(text, needed - words))
        words = words | Counter(_words("\n".join(extra)))
    return "\n".join([chosen.rstrip(), "", EXTRA, *extra])


def _missing_lines(text: str, missing: Counter[str]) -> list[str]:
    """The lines of a text that hold a missing word, until none is missing."""
    left = Counter(missing)
    lines: list[str] = []
    for line in text.split("\n"):
        found = [w for w in _words(line) if left[w] > 0]
        if found:
            lines.append(line.strip())
            left.subtract(found)
    return lines


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the lines that RFC 3676's format=flowed broke softly: a line that ends with a space goes on in the
    next one of the same quote depth. The signature mark (`-- `) never does.
    """
    lines: list[str] = []
    depths: list[int] = []
    open_line = False
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        if open_line and depths[-1] == depth and line != "-- ":
            lines[-1] = (lines[-1].removesuffix(" ") if delete_space else lines[-1]) + line
        else:
            lines.append(line)
            depths.append(depth)
        open_line = line.endswith(" ") and line != "-- "
    return "\n".join("> " * d + line for d, line in zip(depths, lines, strict=True))
