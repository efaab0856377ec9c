"""The training text as token sequences with answers: invented documents, published ones, newspaper text, laws."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from models.recipe import published
from models.recipe.invented.draw import Draw
from models.recipe.invented.formats import TRAINING
from models.recipe.invented.marks import Answer, Sample, read
from models.recipe.invented.noise import roughen
from pipeline.detect.gazetteer import set_toks, toks_of
from pipeline.detect.tokens import Tok

ENTITIES = {"PERSON": "PER", "PER": "PER", "LOC": "LOC", "ORG": "ORG", "ADDRESS": "ADDRESS"}
OFFICE = "OFFICE"  # the address of an organisation: learnt as something else than where a person lives
# What holds a name without being one: its name is no entity of its own.
_WRAPPERS = frozenset({"EMAIL", "LINK", "USERNAME", "HANDLE", "SIGNATURE"})
# Share of the names whose words the lists are made to forget, so that the model learns to go by the context:
# the lists know nearly every name of the training text and far from every name there is.
FORGET = 0.3


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data lies that is not in the project; see models/README.md."""

    root: Path

    def silver(self) -> Iterator[Sample]:
        """Newspaper sentences with names, boundaries from the trees, types guessed."""
        return _lines(self.root / "treebank" / "silver.jsonl.gz", "newspaper")

    def laws(self) -> Iterator[Sample]:
        """Sentences of laws, without names."""
        return _lines(self.root / "treebank" / "laws_negative.jsonl.gz", "law")

    def published(self, seed: int, rules: published.NameRules) -> Iterator[Sample]:
        """Published documents with invented people put back."""
        return published.samples(self.root / "woo_text" / "amsterdam.jsonl.gz", seed, rules)

    def plain(self, nlp: Language, rules: published.NameRules) -> Iterator[Sample]:
        """Stretches of published documents without marks."""
        return published.plain(self.root / "woo_text" / "amsterdam.jsonl.gz", nlp, rules)


def _lines(file: Path, name: str) -> Iterator[Sample]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            yield Sample(
                one["text"], name, tuple(Answer(s, e, label, "either") for s, e, label in one["spans"])
            )


def invented(count: int, seed: int) -> Iterator[Sample]:
    """Invented documents, the formats in turn."""
    formats = sorted(TRAINING.items())
    for number in range(count if formats else 0):
        name, write = formats[number % len(formats)]
        draw = Draw(seed * 1_000_000 + number, split="train")
        yield read(roughen(write(draw), draw.rng), name)


def newspaper(samples: Iterable[Sample], per_document: int = 6) -> Iterator[Sample]:
    """Sentences joined to texts of a few, one a line."""
    group: list[Sample] = []
    for sample in samples:
        group.append(sample)
        if len(group) == per_document:
            yield _joined(group)
            group = []
    if group:
        yield _joined(group)


def _joined(group: list[Sample]) -> Sample:
    text, answers = "", []
    for sample in group:
        shift = len(text)
        answers += [replace(a, start=a.start + shift, end=a.end + shift) for a in sample.answers]
        text += sample.text + "\n"
    return Sample(text, group[0].format, tuple(answers))


def document(sample: Sample, nlp: Language, rng: random.Random | None) -> Doc:
    """The tokens of a sample, tagged by the gazetteer, with its answers as entities.

    Args:
        sample: the text and its answers.
        nlp: a pipeline with the tokenizer and the gazetteer.
        rng: decides which names the lists forget; None forgets none.
    """
    doc = nlp.get_pipe("woo_gazetteer")(nlp.make_doc(sample.text))
    doc.set_ents(filter_spans(list(_spans(doc, sample))))
    if rng is not None:
        _forget(doc, rng)
    return doc


def _spans(doc: Doc, sample: Sample) -> Iterator[Span]:
    covered = -1
    for answer in sorted(sample.answers, key=lambda a: (a.start, -a.end)):
        if answer.start < covered:
            continue
        if answer.label in _WRAPPERS or answer.label in ENTITIES:
            covered = answer.end
        label = ENTITIES.get(answer.label)
        if label == "ADDRESS" and answer.must == "keep":
            label = OFFICE
        span = label and doc.char_span(answer.start, answer.end, label=label, alignment_mode="expand")
        if not span:
            continue
        start, end = span.start, span.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            yield Span(doc, start, end, label=label)


def _forget(doc: Doc, rng: random.Random) -> None:
    lost: set[int] = set()
    for entity in doc.ents:
        if entity.label_ == "PER" and rng.random() < FORGET:
            lost.update(token.idx for token in entity)
    set_toks(doc, [_unknown(tok) if tok.start in lost else tok for tok in toks_of(doc)])


def _unknown(tok: Tok) -> Tok:
    return replace(tok, first=False, common_first=False, surname=False)
