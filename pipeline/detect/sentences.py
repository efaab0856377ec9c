"""The sentence that a match stands in, for findings that are about a whole sentence."""

from __future__ import annotations

import regex

from pipeline.types import Span

_REACH = 600  # characters on each side in which the ends are sought; a text without stops has no sentences
_SHORT_LINE = 45  # characters; a shorter line before a capital is a greeting or a heading, not wrapped text
_END = regex.compile(
    r"(?<![\s.]\p{L} | (?<!\w)(?:dhr|mw|mevr|drs|mr|ir|ing|prof|dr|art|nr|nrs|bijv|bv|ca|incl|excl|evt|resp|jl|blz"
    r"|tel|st|sr|jr|lid|vgl|zgn|max|min|afd|gem|m\.i|o\.a|d\.d|a\.s) ) \. [\"”’)\]]*"
    r"  (?=\s+[\p{Lu}\d\"“‘(\-•*]|\s*\Z|\s*\n)"
    r"| [!?…]+ [\"”’)\]]* (?=\s|\Z)"
    r"| \n (?=[ \t]*\n) | \n (?=[ \t]*[>|•*\-–][ \t]) | \f",
    regex.VERBOSE,
)
_LINE = regex.compile(r"(?:^|\n)(?P<line>[^\n]*)\n(?=[ \t]*[\p{Lu}\d])")


def sentence_at(text: str, span: Span) -> Span:
    """The sentence around a span, without the white space and the bullets at its ends."""
    low, high = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    start, end = low, high
    for match in _END.finditer(text, low, span.start):
        start = match.end()
    for match in _LINE.finditer(text, start, span.start + 1, overlapped=True):
        line = match["line"].strip()
        if len(line) < _SHORT_LINE or line.endswith((",", ":", ";")):
            start = match.end()
    found = _END.search(text, span.end, high)
    if found:
        end = found.end()
    while start < span.start and (text[start].isspace() or text[start] in ">|•*-–"):
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
