"""The training text: answers inside a text, invented people where an officer's marks stood, tokens with labels."""

from __future__ import annotations

import gzip
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recipe import published
from models.recipe.blank import blank
from models.recipe.corpus import OFFICE, document, newspaper
from models.recipe.invented.draw import Draw
from models.recipe.invented.formats import TRAINING
from models.recipe.invented.marks import Answer, Sample, from_json, mark, plain, read, to_json
from models.recipe.train import labels_of
from pipeline.detect.gazetteer import tags_of, toks_of

WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Co")), max_size=12)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "PERSON", "LOC"])), max_size=8))
def test_what_is_marked_is_read_back(parts):
    marked = "".join(mark(label, text) if label else text for text, label in parts)
    sample = read(marked, "x")
    assert sample.text == "".join(text for text, _ in parts)
    answered = [sample.text[a.start : a.end] for a in sample.answers]
    assert sorted(answered) == sorted(text for text, label in parts if label and text)


@pytest.mark.parametrize("broken", ["\ue000PERSON|redact|\ue001Xan", "Xan\ue002"])
def test_a_mark_must_be_whole(broken):
    with pytest.raises(ValueError, match="mark is"):
        read(broken, "x")


def test_samples_go_to_json_and_back():
    samples = [read(f"Beste {mark('PERSON', 'Xan', 'keep', 'nl')},", "mail")]
    assert from_json(to_json(samples).splitlines()) == samples


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(TRAINING))
def test_every_format_gives_other_texts_with_answers_that_fit(name):
    samples = [read(TRAINING[name](Draw(seed, split="train")), name) for seed in range(6)]
    assert len({s.text for s in samples}) > 3
    for sample in samples:
        for answer in sample.answers:
            assert answer.must in {"redact", "keep", "flag", "either"}
            assert not sample.text[answer.start : answer.end].isspace()


PUBLISHED = [
    ("Beste 5.1.2e,\nDank voor je mail.", "PERSON", "Beste "),
    ("Van: S12e <x@voorbeeld.nl>", "PERSON", "Van: "),
    ("de heer 512e belde", "PERSON", "de heer "),
    ("Mail naar 512e @voorbeeld.nl", "EMAIL", "Mail naar "),
    ("tel. 5.1,2,e", "PHONE", "tel. "),
    ("Groet,\n10.2.e", "PERSON", "Groet,\n"),
]


@pytest.mark.parametrize(("text", "label", "before"), PUBLISHED)
def test_a_mark_of_an_officer_becomes_what_stood_there(tmp_path, text, label, before):
    file = tmp_path / "texts.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps({"text": text}).encode()))
    (sample,) = published.samples(file, 1, lambda _: [])
    (answer,) = sample.answers
    assert (answer.label, sample.text[: answer.start]) == (label, before)
    assert not published.MARK.search(sample.text)


@pytest.mark.parametrize("text", ["artikel 5 lid 12 Wet", "versie 5.12", "De vergadering is op 5-12.", "s12"])
def test_what_is_no_mark(text):
    assert not published.MARK.search(text)


def test_an_inventory_is_left_out(tmp_path):
    file = tmp_path / "texts.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps({"text": "12 mail 5.1.2e deels openbaar"}).encode()))
    assert not list(published.samples(file, 1, lambda _: []))


@pytest.fixture(scope="module")
def nlp():
    return blank()


def test_the_tokens_of_a_sample_have_their_labels(nlp):
    text = "Mevrouw Xan de Vries, Lindelaan 1, van de Stichting Welzijn (Stadhuisplein 1)"
    answers = [
        Answer(8, 20, "PERSON", "redact"),
        Answer(22, 33, "ADDRESS", "redact"),
        Answer(42, 59, "ORG", "keep"),
        Answer(61, 76, "ADDRESS", "keep"),
    ]
    doc = document(Sample(text, "x", tuple(answers)), nlp, None)
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Xan de Vries", "PER"),
        ("Lindelaan 1", "ADDRESS"),
        ("Stichting Welzijn", "ORG"),
        ("Stadhuisplein 1", OFFICE),
    ]
    labels = labels_of(doc)
    assert [labels[i] for i in (8, 12, 15, 22, 61)] == ["B-PER", "I-PER", "I-PER", "ADDRESS", "ADDRESS"]


def test_a_name_inside_a_mail_address_is_no_entity(nlp):
    sample = read(mark("EMAIL", f"{mark('PERSON', 'xan')}.devries") + "@voorbeeld.nl", "x")
    assert not document(sample, nlp, None).ents


def test_some_names_are_forgotten_by_the_lists_and_nothing_else(nlp):
    sample = read("\n".join(f"Beste {mark('PERSON', 'Sanne')}, tot maandag" for _ in range(60)), "x")
    doc = document(sample, nlp, random.Random(1))
    known = [tag for tok, tag in zip(toks_of(doc), tags_of(doc), strict=True) if tok.text == "Sanne"]
    assert {"NAME-", "NAME-cfs"} == set(known)
    assert {tag for tok, tag in zip(toks_of(doc), tags_of(doc), strict=True) if tok.text == "maandag"} == {
        "LOWER-so"
    }


def test_sentences_of_newspapers_become_texts_of_some():
    sentences = [Sample(f"Zin {n}.", "newspaper", (Answer(0, 3, "ORG", "either"),)) for n in range(8)]
    joined = list(newspaper(sentences, per_document=6))
    assert [len(s.answers) for s in joined] == [6, 2]
    assert all(s.text[a.start : a.end] == "Zin" for s in joined for a in s.answers)


def test_plain_takes_the_marks_out():
    assert plain(f"Beste {mark('PERSON', 'Xan')},") == "Beste Xan,"
