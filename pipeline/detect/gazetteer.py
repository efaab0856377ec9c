"""The spaCy component `woo_gazetteer`: what the word lists say of each token, for the trained components behind it.

The class of a token goes into its tag, which this pipeline has no other use for: spaCy's embedding can only read
attributes that every token has. The tokens of the name grammar stay with the Doc, so that they are made once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.detect.lexicon import Lexicon, load
from pipeline.detect.tokens import Kind, Tok, tokens_of

_TOKS = "woo_toks"


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
        toks = tokens_of(doc, self.lexicon)
        set_toks(doc, toks)
        tags = {tok.start: tag_of(tok) for tok in toks}
        for token in doc:
            token.tag_ = tags.get(token.idx, "SPACE")
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
    """Keep the grammar's tokens with their Doc."""
    doc.user_data[_TOKS] = toks


def toks_of(doc: Doc) -> list[Tok]:
    """The grammar's tokens of a Doc that went through the gazetteer.

    Raises:
        KeyError: it did not.
    """
    toks: list[Tok] = doc.user_data[_TOKS]
    return toks
