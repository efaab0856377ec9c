"""The spaCy component `woo_crf`: a conditional random field over the words of a line and its surroundings.

It stands beside the neural component because it gives a probability for each name, so that a doubtful one can be
masked for a person to decide. Its spans lie in `Doc.spans["crf"]`, each with its probability as `kb_id_`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from pipeline.detect.gazetteer import tags_of, toks_of
from pipeline.detect.tokens import Kind, Tok

GROUP = "crf"
PERSON_BEGINS, PERSON_GOES_ON = "B-PER", "I-PER"
# From this probability on a word may be part of a name. Low, because what is missed can't be taken back.
DOUBTFUL = 0.15
PIECE = 400  # tokens read together, give or take a line; what stands further away says nothing
_FILE = "crf.model"


@Language.factory("woo_crf", requires=["token.tag"])
def make_component(nlp: Language, name: str) -> Crf:
    """The factory that spaCy calls; it takes no settings."""
    return Crf()


class Crf:
    """Finds names of people with a probability."""

    def __init__(self) -> None:
        self._model = b""
        self._tagger = pycrfsuite.Tagger()

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of `doc`."""
        toks, tags = toks_of(doc), tags_of(doc)
        spans = []
        for part in pieces(toks):
            piece = toks[part]
            self._tagger.set(features(piece, tags[part]))
            chances = [
                (self._tagger.marginal(PERSON_BEGINS, i), self._tagger.marginal(PERSON_GOES_ON, i))
                for i in range(len(piece))
            ]
            for first, last, chance in names(piece, chances):
                start, end = piece[first].start, piece[last - 1].end
                span = doc.char_span(start, end, label="PER", kb_id=f"{chance:.2f}", alignment_mode="expand")
                if span is not None:
                    spans.append(span)
        doc.spans[GROUP] = SpanGroup(doc, name=GROUP, spans=spans)
        return doc

    def load_model(self, model: bytes) -> None:
        """Take over a model that pycrfsuite trained."""
        self._model = model
        self._tagger.open_inmemory(model)

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the model."""
        path.mkdir(parents=True, exist_ok=True)
        (path / _FILE).write_bytes(self._model)

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> Crf:
        """Read the model."""
        self.load_model((path / _FILE).read_bytes())
        return self


def pieces(toks: Sequence[Tok]) -> Iterator[slice]:
    """The tokens in stretches that end with a line, or where a line has no end within twice the length."""
    start = 0
    for i, tok in enumerate(toks):
        length = i + 1 - start
        if (length >= PIECE and tok.kind is Kind.BREAK) or length >= 2 * PIECE:
            yield slice(start, i + 1)
            start = i + 1
    if start < len(toks):
        yield slice(start, len(toks))


def names(piece: Sequence[Tok], chances: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, float]]:
    """(first, last, probability) of each run of words that may be a name; the probability is its best word's.

    A new name begins where beginning is likelier than going on.
    """
    start: int | None = None
    best = 0.0
    for i, (begins, goes_on) in enumerate(chances):
        chance = begins + goes_on
        if start is not None and (chance < DOUBTFUL or begins > goes_on):
            yield start, _without_breaks(piece, start, i), best
            start = None
        if start is None and chance >= DOUBTFUL and piece[i].kind not in (Kind.BREAK, Kind.PUNCTUATION):
            start, best = i, 0.0
        if start is not None:
            best = max(best, chance)
    if start is not None:
        yield start, _without_breaks(piece, start, len(piece)), best


def _without_breaks(piece: Sequence[Tok], start: int, end: int) -> int:
    while end - 1 > start and piece[end - 1].kind in (Kind.BREAK, Kind.PUNCTUATION):
        end -= 1
    return end


def features(piece: Sequence[Tok], tags: Sequence[str]) -> list[list[str]]:
    """What the model sees of each token: the word, its letters, its class, its neighbours and its line.

    `tags` are the classes of the tokens.
    """
    words = [tok.text.lower() if tok.kind is not Kind.BREAK else "\\n" for tok in piece]
    shapes = [shape(tok) for tok in piece]
    heads = list(_line_heads(piece, words))
    last = len(piece) - 1
    rows = []
    for i, word in enumerate(words):
        tag = tags[i]
        before, after = (tags[i - 1] if i else "^"), (tags[i + 1] if i < last else "$")
        word_before, word_after = (words[i - 1] if i else "^"), (words[i + 1] if i < last else "$")
        head, place = heads[i]
        rows.append([
            "b", f"w={word}", f"g={tag}", f"s={shapes[i]}", f"3={word[-3:]}", f"2={word[-2:]}", f"p={word[:3]}",
            f"4={word[-4:]}",
            f"-w={word_before}", f"+w={word_after}", f"-g={before}", f"+g={after}",
            f"-s={shapes[i - 1] if i else '^'}", f"+s={shapes[i + 1] if i < last else '$'}",
            f"-gg={before}|{tag}", f"+gg={tag}|{after}", f"ggg={before}|{tag}|{after}",
            f"--w={words[i - 2] if i > 1 else '^'}", f"++w={words[i + 2] if i + 1 < last else '$'}",
            f"--g={tags[i - 2] if i > 1 else '^'}", f"++g={tags[i + 2] if i + 1 < last else '$'}",
            f"-wg={word_before}|{tag}", f"+wg={tag}|{word_after}",
            f"h={head}", f"hg={head}|{tag}", f"l={place}|{tag}",
        ])  # fmt: skip
    return rows


def shape(tok: Tok) -> str:
    """The form of a token, runs of a kind shortened: `Xx`, `X.X.`, `xxXx`, `00-00`."""
    if tok.kind is Kind.BREAK:
        return "\\n" * min(tok.text.count("\n"), 2)
    made: list[str] = []
    for sign in tok.text[:12]:
        kind = "X" if sign.isupper() else "x" if sign.isalpha() else "0" if sign.isdigit() else sign
        if not made or made[-1] != kind:
            made.append(kind)
    return "".join(made)


def _line_heads(piece: Sequence[Tok], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(the first word of the line, the place in it) of each token."""
    head, at = "^", 0
    for tok, word in zip(piece, words, strict=True):
        if tok.kind is Kind.BREAK:
            head, at = "^", 0
            yield "\\n", "n"
            continue
        if not at:
            head = word
        yield head, str(min(at, 3))
        at += 1
