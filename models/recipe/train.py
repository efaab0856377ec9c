"""Train models/nl_woo: `python -m models.recipe.train DATA` from the root of the project.

The neural component and the conditional random field are trained side by side, a core each. The seeds are fixed; the
numbers of the model card came from one run of this command.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, load_config, minibatch

from models.recipe.blank import blank
from models.recipe.corpus import OFFICE, Sources, document, invented, newspaper
from models.recipe.invented.marks import Sample
from pipeline.detect import SURE_MENTION
from pipeline.detect.component import NameFinder
from pipeline.detect.crf import features, pieces
from pipeline.detect.gazetteer import tags_of, toks_of
from pipeline.detect.lexicon import load

CONFIG = Path(__file__).with_name("ner.cfg")
OUT = Path(__file__).resolve().parent.parent / "nl_woo"
VERSION = "0.2.0"
SEED = 20
CRF_SETTINGS = {"c1": 0.3, "c2": 0.01, "max_iterations": 90, "feature.minfreq": 3}


def main() -> None:
    """Train and write the pipeline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the sources that models/README.md lists")
    parser.add_argument("--documents", type=int, default=15_000, help="invented documents")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    began = time.monotonic()
    nlp = blank()
    samples = gather(Sources(arguments.data), arguments.documents, nlp)
    print(
        f"{len(samples)} texts, {sum(len(s.text.split()) for s in samples)} words, {time.monotonic() - began:.0f} s"
    )
    with tempfile.TemporaryDirectory() as folder:
        crf = Path(folder) / "crf.model"
        beside = multiprocessing.get_context("fork").Process(target=train_crf, args=(samples, nlp, crf))
        beside.start()
        train_ner(samples, nlp, arguments.epochs)
        beside.join()
        if beside.exitcode:
            raise SystemExit("the training of the conditional random field failed")
        component = nlp.add_pipe("woo_crf")
        component.load_model(crf.read_bytes())
    nlp.add_pipe("woo_names")
    nlp.meta["name"], nlp.meta["version"] = "woo", VERSION
    nlp.meta["description"] = "Names of people, places and organisations in Dutch official text"
    nlp.to_disk(arguments.out)
    size = sum(f.stat().st_size for f in arguments.out.rglob("*") if f.is_file())
    print(
        f"written {arguments.out.name}, {size / 1e6:.1f} MB, {(time.monotonic() - began) / 60:.0f} minutes in all"
    )


def gather(sources: Sources, count: int, nlp: Language) -> list[Sample]:
    """All training text, in a fixed random order."""
    finder = NameFinder(load())

    def rules(text: str) -> list[tuple[int, int]]:
        found = finder.by_rules(nlp.get_pipe("woo_gazetteer")(nlp.make_doc(text)))
        return [(name.start, name.end) for name in found if name.score >= SURE_MENTION]

    plain = list(sources.plain(nlp, rules))
    random.Random(SEED).shuffle(plain)
    samples = [
        *invented(count, SEED),
        *plain[: count // 5],
        *sources.published(SEED, rules),
        *sources.published(SEED + 1, rules),
        *newspaper(sources.silver()),
        *newspaper(sources.laws()),
    ]
    random.Random(SEED).shuffle(samples)
    return samples


def train_ner(samples: Sequence[Sample], nlp: Language, epochs: int) -> None:
    """Add the neural component and train it. The names that the lists forget are drawn anew in each epoch.

    Few epochs: on formats held out from training recall fell from the third on.
    """
    fix_random_seed(SEED)
    rng = random.Random(SEED)
    config = load_config(CONFIG)
    nlp.add_pipe("ner", config={"model": config["model"]})
    first = [_example(document(s, nlp, None), nlp) for s in samples[:500]]
    nlp.initialize(lambda: first)
    optimizer = nlp.create_optimizer()
    optimizer.learn_rate = config["training"]["learn_rate"]
    order = list(samples)
    for epoch in range(epochs):
        began = time.monotonic()
        rng.shuffle(order)
        losses: dict[str, float] = {}
        if epoch == epochs - 1:
            optimizer.learn_rate = config["training"]["learn_rate"] / 4
        with nlp.select_pipes(enable="ner"):
            for batch in minibatch(order, size=config["training"]["batch"]):
                examples = [_example(document(s, nlp, rng), nlp) for s in batch]
                nlp.update(examples, sgd=optimizer, drop=config["training"]["dropout"], losses=losses)
        print(
            f"ner: epoch {epoch + 1}, loss {losses['ner']:.0f}, {time.monotonic() - began:.0f} s", flush=True
        )
    with nlp.use_params(optimizer.averages):
        averaged = nlp.get_pipe("ner").to_bytes()
    nlp.get_pipe("ner").from_bytes(averaged)


def _example(answers: Doc, nlp: Language) -> Example:
    predicted = Doc(nlp.vocab, words=[t.text for t in answers], spaces=[bool(t.whitespace_) for t in answers])
    for token, known in zip(predicted, answers, strict=True):
        token.tag = known.tag
    return Example(predicted, answers)


def train_crf(samples: Sequence[Sample], nlp: Language, out: Path) -> None:
    """Train the conditional random field and write its model."""
    began = time.monotonic()
    rng = random.Random(SEED)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=CRF_SETTINGS, verbose=False)
    for sample in samples:
        doc = document(sample, nlp, rng)
        labels = labels_of(doc)
        toks, tags = toks_of(doc), tags_of(doc)
        for part in pieces(toks):
            trainer.append(
                features(toks[part], tags[part]), [labels.get(tok.start, "O") for tok in toks[part]]
            )
    print(f"crf: features made, {time.monotonic() - began:.0f} s", flush=True)
    trainer.train(str(out))
    print(f"crf: trained, {time.monotonic() - began:.0f} s, {out.stat().st_size / 1e6:.1f} MB", flush=True)


def labels_of(doc: Doc) -> dict[int, str]:
    """The label of each token that is part of an entity, by where it starts."""
    labels: dict[int, str] = {}
    for entity in doc.ents:
        for i, token in enumerate(entity):
            kind = "ADDRESS" if entity.label_ == OFFICE else entity.label_
            labels[token.idx] = ("B-PER" if i == 0 else "I-PER") if kind == "PER" else kind
    return labels


if __name__ == "__main__":
    main()
