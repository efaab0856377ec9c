"""The spaCy component `woo_names`: the name rules over a Doc, joined with what the trained components found.

The entities of the type PER that it leaves have the rule as `Span.id_` and the score as `Span.kb_id_`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.detect.context import find_in_context
from pipeline.detect.ensemble import Found, join
from pipeline.detect.gazetteer import toks_of
from pipeline.detect.lexicon import Lexicon, load
from pipeline.detect.names import Name, find_names
from pipeline.detect.tokens import Kind, Tok

# A line of at least this many characters is running text that was wrapped, so that a name may go on in the next.
WRAPPED_LINE = 45
_ROW = re.compile(r"[|\t]|\S {2,}\S")  # cells of a table, which don't go on in the next line
_INTRODUCED = frozenset({"honorific", "after a title"})


@Language.factory("woo_names", requires=["token.tag"])
def make_component(nlp: Language, name: str) -> NameFinder:
    """The factory that spaCy calls; it takes no settings."""
    return NameFinder(load())


class NameFinder:
    """Finds the names in a Doc and sets them as its entities."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of `doc`: the names, and the places and organisations of the neural component."""
        people = join(doc, self.by_rules(doc))
        spans = list(_entities(doc, people))
        taken = {i for span in spans for i in range(span.start, span.end)}
        others = [e for e in doc.ents if e.label_ != "PER" and taken.isdisjoint(range(e.start, e.end))]
        doc.set_ents(sorted([*spans, *others], key=lambda e: e.start))
        return doc

    def by_rules(self, doc: Doc) -> list[Found]:
        """The names that the rules find, in order and without overlap."""
        text = doc.text  # spaCy builds the text anew each time it is asked for
        toks = toks_of(doc)
        flow = list(_flow(text, toks))
        found = [(flow[n.first].start, flow[n.last - 1].end, n) for n in find_names(flow)]
        found += [(toks[n.first].start, toks[n.last - 1].end, n) for n in find_in_context(text, toks)]
        return _merged(f for f in found if not self._is_place(text[f[0] : f[1]], f[2]))

    def _is_place(self, text: str, name: Name) -> bool:
        """Whether a name is a place of more than one word, or of one where no honorific or title stands before it."""
        return " ".join(text.split()).casefold() in self.lexicon.places and name.rule not in _INTRODUCED

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing of its own to write: the word lists lie in models/lists."""

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> NameFinder:
        """Nothing of its own to read."""
        return self


def _flow(text: str, toks: Sequence[Tok]) -> Iterator[Tok]:
    """The tokens with the line breaks of wrapped text left out, so that a name over two lines is one run."""
    line_start = 0
    for i, tok in enumerate(toks):
        if tok.kind is not Kind.BREAK:
            yield tok
            continue
        wrapped = (
            tok.start - line_start >= WRAPPED_LINE and tok.text.count("\n") == 1 and "\f" not in tok.text
        )
        ended = i > 0 and toks[i - 1].text in {".", ":", ";", "?", "!"}
        # A line of any length that ends in a small word goes on in the next: "onze zoon" / "Sami".
        goes_on = i > 0 and toks[i - 1].kind in (Kind.LOWER, Kind.PREFIX) and toks[i - 1].text.islower()
        wrapped = wrapped and not _ROW.search(text, line_start, tok.start)
        wrapped = wrapped or (goes_on and tok.text.count("\n") == 1 and "\f" not in tok.text)
        line_start = tok.end
        if (not wrapped or ended) and not _breaks_off(toks, i):
            yield tok


def _breaks_off(toks: Sequence[Tok], i: int) -> bool:
    """Whether a line of any length ends inside a name at the break `i`: `dhr. J. de`, `mevrouw`, `Sanne van der`."""
    if not 0 < i < len(toks) - 1 or toks[i].text.count("\n") != 1 or "\f" in toks[i].text:
        return False
    last, after = toks[i - 1], toks[i + 1]
    before = i - 2
    while before > 0 and i - before < 5 and toks[before].kind is Kind.PREFIX:
        before -= 1
    opened = before >= 0 and (
        toks[before].kind in (Kind.HONORIFIC, Kind.INITIALS) or toks[before].strong_first
    )
    if last.kind is Kind.HONORIFIC or (last.kind is Kind.INITIALS and (opened or len(last.text) > 2)):
        return after.kind in (Kind.INITIALS, Kind.PREFIX) or (after.kind is Kind.NAME and not after.ordinary)
    return last.kind is Kind.PREFIX and opened and after.kind in (Kind.NAME, Kind.PREFIX)


def _merged(found: Iterable[tuple[int, int, Name]]) -> list[Found]:
    """Names that overlap become one: the union, with the best score and the rule that earned it."""
    merged: list[Found] = []
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1], -f[2].score, f[2].rule)):
        if merged and start < merged[-1].end:
            best = merged[-1]
            rule, score = (name.rule, name.score) if name.score > best.score else (best.rule, best.score)
            merged[-1] = Found(best.start, max(best.end, end), rule, score)
        else:
            merged.append(Found(start, end, name.rule, name.score))
    return merged


def _entities(doc: Doc, people: Iterable[Found]) -> Iterator[Span]:
    last = 0
    for found in people:
        span = doc.char_span(
            found.start,
            found.end,
            label="PER",
            span_id=found.rule,
            kb_id=f"{found.score:.2f}",
            alignment_mode="expand",
        )
        if span is not None and span.start >= last:
            last = span.end
            yield span
