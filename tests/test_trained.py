"""The components around the trained model: the tags of the gazetteer, the runs of the random field, and joining all."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest
import spacy
from spacy.tokens import SpanGroup

from pipeline.detect import nlp as pipelines
from pipeline.detect.crf import Crf, features, names, pieces, shape
from pipeline.detect.ensemble import BOTH, CRF, NER, Found, join
from pipeline.detect.gazetteer import tag_of, tags_of, toks_of
from pipeline.detect.tokens import Kind, Tok
from pipeline.resources import folder


def doc_of(text):
    """A Doc that went through the gazetteer and nothing else."""
    nlp = pipelines.load()
    return nlp.get_pipe("woo_gazetteer")(nlp.make_doc(text))


def test_the_pipeline_holds_its_components_in_order():
    assert pipelines.load().pipe_names == ["woo_gazetteer", "ner", "woo_crf", "woo_names"]


def test_the_model_is_small_enough_to_ship():
    size = sum(f.stat().st_size for f in (folder("models") / "nl_woo").rglob("*") if f.is_file())
    assert size < 25_000_000


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Beste Sanne,", {"PER"}),
        ("Hij verhuisde naar Zwolle.", {"LOC"}),
        ("De Stichting Welzijn Ouderen vraagt subsidie.", {"ORG"}),
        ("De aanvrager woont aan de Lindelaan 12, 7411 AB Deventer.", {"ADDRESS"}),
        ("Postadres: Postbus 12, 7400 AB Deventer", {"OFFICE"}),
        ("Het overleg is verplaatst naar dinsdag.", set()),
    ],
)
def test_the_network_tells_people_from_places_and_homes_from_offices(text, labels):
    doc = doc_of(text)
    pipelines.load().get_pipe("ner")(doc)
    assert labels <= {e.label_ for e in doc.ents}
    assert labels or not doc.ents


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("Sanne", "NAME-cfs"),
        ("van", "PREFIX"),
        ("J.P.", "INITIALS"),
        ("mevrouw", "HONORIFIC"),
        ("vergadering", "LOWER-o"),
        ("12", "PUNCTUATION"),
    ],
)
def test_the_gazetteer_tags_a_token_with_its_form_and_its_lists(word, tag):
    doc = doc_of(word)
    assert (doc[0].tag_, tag_of(toks_of(doc)[0])) == (tag, tag)


def test_white_space_has_a_tag_of_its_own():
    assert [t.tag_ for t in doc_of("Sanne\n\nPiet")][1] == "BREAK"


def tok(text, kind=Kind.NAME, start=0):
    return Tok(start, start + len(text), text, kind, *(False,) * 6)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Jansen", Kind.NAME, "Xx"),
        ("McDonald", Kind.NAME, "XxXx"),
        ("J.P.", Kind.INITIALS, "X.X."),
        ("06-12", Kind.PUNCTUATION, "0-0"),
        ("\n\n\n", Kind.BREAK, "\\n\\n"),
    ],
)
def test_the_shape_of_a_token(text, kind, expected):
    assert shape(tok(text, kind)) == expected


def test_a_long_text_is_read_in_pieces_that_lose_no_token():
    toks = toks_of(doc_of("Sanne belt Piet.\n" * 400 + "woord " * 2_000))
    parts = list(pieces(toks))
    assert [t for part in parts for t in toks[part]] == toks
    assert len(parts) > 2
    assert toks[parts[0]][-1].kind is Kind.BREAK


def test_every_token_has_features():
    doc = doc_of("Aan: Sanne van der Berg\nPiet")
    assert len(features(toks_of(doc), tags_of(doc))) == len(toks_of(doc)) == 8


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ([(0.9, 0.0), (0.1, 0.8), (0.0, 0.0)], [(0, 2, 0.9)]),
        ([(0.9, 0.0), (0.8, 0.1), (0.0, 0.0)], [(0, 1, 0.9), (1, 2, 0.9)]),
        ([(0.1, 0.0), (0.1, 0.1), (0.0, 0.0)], [(1, 2, 0.2)]),
        ([(0.0, 0.0), (0.0, 0.1), (0.1, 0.0)], []),
        ([(0.0, 0.0), (0.0, 0.0), (0.6, 0.0)], [(2, 3, 0.6)]),
    ],
)
def test_words_that_may_be_a_name_become_runs(chances, expected):
    piece = [tok("Sanne"), tok("Berg"), tok("Piet")]
    found = [(first, last, round(chance, 2)) for first, last, chance in names(piece, chances)]
    assert found == expected


def test_a_model_goes_to_disk_and_back(tmp_path: Path):
    trainer = pycrfsuite.Trainer(verbose=False)
    doc = doc_of("Beste Sanne Oudebos")
    for _ in range(20):
        trainer.append(features(toks_of(doc), tags_of(doc)), ["O", "B-PER", "I-PER"])
    trainer.train(str(tmp_path / "model"))
    crf = Crf()
    crf.load_model((tmp_path / "model").read_bytes())
    crf.to_disk(tmp_path / "crf")
    again = Crf().from_disk(tmp_path / "crf")
    doc = again(doc_of("Beste Sanne Oudebos"))
    assert [(s.text, s.label_) for s in doc.spans["crf"]] == [("Sanne Oudebos", "PER")]


def joined(text, rules, neural=(), chances=()):
    """(text, rule, score) of what `join` makes of names given as words of the text."""
    doc = doc_of(text)
    doc.set_ents([doc.char_span(text.index(w), text.index(w) + len(w), label="PER") for w in neural])
    spans = [
        doc.char_span(text.index(w), text.index(w) + len(w), label="PER", kb_id=f"{p:.2f}")
        for w, p in chances
    ]
    doc.spans["crf"] = SpanGroup(doc, name="crf", spans=spans)
    by_rules = [Found(text.index(w), text.index(w) + len(w), rule, score) for w, rule, score in rules]
    return [(text[f.start : f.end], f.rule, f.score) for f in join(doc, by_rules)]


TEXT = "Beste Sanne Oudebos en Piet,"


@pytest.mark.parametrize(
    ("rules", "neural", "chances", "expected"),
    [
        pytest.param([], [], [], [], id="nobody found anything"),
        pytest.param([("Piet", "r", 0.45)], [], [], [("Piet", "r", 0.45)], id="a rule alone keeps its score"),
        pytest.param([("Piet", "r", 0.45)], ["Piet"], [], [("Piet", "r", 0.6)], id="the network agrees"),
        pytest.param([("Piet", "r", 0.95)], ["Piet"], [], [("Piet", "r", 0.95)], id="a sure rule stays surer"),
        pytest.param([], ["Piet"], [], [("Piet", NER, 0.6)], id="the network alone"),
        pytest.param([], ["Piet"], [("Piet", 0.8)], [("Piet", BOTH, 0.9)], id="both trained components"),
        pytest.param([], [], [("Piet", 0.2)], [("Piet", CRF, 0.2)], id="a doubtful word is kept as doubtful"),
        pytest.param([], [], [("Piet", 0.7)], [("Piet", CRF, 0.6)], id="a likely word"),
        pytest.param(
            [("Sanne", "r", 0.6)], ["Sanne Oudebos"], [], [("Sanne Oudebos", "r", 0.6)], id="the rest of a name"
        ),
        pytest.param(
            [("Sanne Oudebos", "r", 0.9)], ["Sanne"], [], [("Sanne Oudebos", "r", 0.9)], id="a part is covered"
        ),
        pytest.param(
            [("Sanne", "r", 0.6), ("Piet", "r", 0.6)],
            ["Sanne Oudebos en Piet"],
            [],
            [("Sanne", "r", 0.6), ("Oudebos", NER, 0.6), ("Piet", "r", 0.6)],
            id="two names of the rules stay two",
        ),
    ],
)  # fmt: skip
def test_nothing_that_was_found_is_dropped(rules, neural, chances, expected):
    assert joined(TEXT, rules, neural, chances) == expected


@pytest.mark.parametrize("thing", ["Bijlage", "Bijlage II", "Variant B", "bijlage IV"])
def test_a_thing_with_its_numeral_names_nobody(thing):
    assert joined(f"Zie {thing} bij dit stuk", [], [thing], [(thing, 0.9)]) == []


def test_a_name_beside_such_a_word_stays():
    assert joined("Zie Bijlage Oudebos bij", [], ["Bijlage Oudebos"]) == [("Bijlage Oudebos", NER, 0.6)]


@pytest.mark.parametrize("word", ["en", "of"])
def test_what_joins_two_names_is_a_part_of_neither(word):
    # `En` as a surname would be looked for in the whole case.
    rules = [("Oudebos", "r", 0.8), ("Hoost", "r", 0.8)]
    assert joined(f"Afwezig: Oudebos {word} Hoost", rules, [f"Oudebos {word}"]) == rules


def test_the_two_trained_components_are_told_apart():
    assert len({NER, CRF, BOTH}) == 3


def test_a_pipeline_without_weights_still_finds_by_rules():
    nlp = spacy.blank("nl")
    nlp.tokenizer = pipelines.load().tokenizer
    nlp.add_pipe("woo_gazetteer")
    nlp.add_pipe("woo_names")
    assert [e.text for e in nlp("Beste mevrouw Jansen, tot morgen.").ents] == ["Jansen"]
