"""The spaCy component `woo_gazetteer`: what the word lists say of each token, for the trained components behind it.

The class of a token goes into its tag, which this pipeline has no other use for: spaCy's embedding can only read
attributes that every token has. The tokens of the name grammar stay with the Doc, so that they are made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy
from spacy.attrs import IDX, TAG
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.detect.lexicon import Lexicon, load
from pipeline.detect.tokens import Kind, Tok, tokens_of

_TOKS, _TAGS = "woo_toks", "woo_tags"
_SPACE = "SPACE"


@Language.factory("woo_gazetteer", assigns=["token.tag"])
def make_component(nlp: Language, name: str) -> Gazetteer:
    """The factory that spaCy calls; it takes no settings."""
    return Gazetteer(load())


class Gazetteer:
    """Looks every token up in the word lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Tag the tokens of `doc`."""
        set_toks(doc, tokens_of(doc, self.lexicon))
        return doc

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Nothing of its own to write: the word lists lie in models/lists."""

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> Gazetteer:
        """Nothing of its own to read."""
        return self


def tag_of(tok: Tok) -> str:
    """The class of a token: its form, and a letter for each list that has it."""
    if tok.kind not in (Kind.NAME, Kind.UPPER, Kind.LOWER):
        return tok.kind.name
    marks = (tok.common_first, tok.first, tok.surname, tok.ordinary, tok.thing, tok.street)
    return f"{tok.kind.name}-{''.join(letter for letter, on in zip('cfsotr', marks, strict=True) if on)}"


def set_toks(doc: Doc, toks: list[Tok]) -> None:
    """Keep the grammar's tokens with their Doc, and tag its tokens with their classes."""
    tags = [tag_of(tok) for tok in toks]
    doc.user_data[_TOKS], doc.user_data[_TAGS] = toks, tags
    strings = doc.vocab.strings
    known = {tag: strings.add(tag) for tag in {*tags, _SPACE}}
    column = numpy.full((len(doc), 1), known[_SPACE], dtype="uint64")
    by_start = dict(zip((tok.start for tok in toks), tags, strict=True))
    for i, start in enumerate(doc.to_array([IDX])):
        tag = by_start.get(int(start))
        if tag is not None:
            column[i, 0] = known[tag]
    doc.from_array([TAG], column)  # type: ignore[arg-type]


def toks_of(doc: Doc) -> list[Tok]:
    """The grammar's tokens of a Doc that went through the gazetteer.

    Raises:
        KeyError: it did not.
    """
    toks: list[Tok] = doc.user_data[_TOKS]
    return toks


def tags_of(doc: Doc) -> list[str]:
    """The classes of the grammar's tokens of such a Doc, in the same order.

    Raises:
        KeyError: it did not go through the gazetteer.
    """
    tags: list[str] = doc.user_data[_TAGS]
    return tags
