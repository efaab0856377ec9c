"""`woo evaluate`: what counts as covered, lost, right and wrong, on answers made by hand."""

import io
import json

import pytest
from rich.console import Console

from pipeline import cli, evaluate, scores
from pipeline.errors import CheckError, UsageError
from pipeline.evaluate import Answer, Found, Gold, Rate
from pipeline.types import Verdict

TEXT = "Wethouder Aaltje Bos sprak met J. de Wit over de Jan Campertstraat. Ik vind dat dom."
#       0         10                   31            45


def place(text, of=TEXT):
    start = of.index(text)
    return start, start + len(text)


def gold(*answers, text=TEXT, name="1", form="brief"):
    return Gold(name, form, text, tuple(Answer(*place(t, text), *rest) for t, *rest in answers))


def found(text, label="PERSON", verdict=Verdict.REDACT, of=TEXT):
    return Found(*place(text, of), label, verdict)


def counts(one, *findings):
    return evaluate.evaluate([one], lambda _: findings).counts


WIT = ("J. de Wit", "PERSON", "redact", "nl")
BOS = ("Aaltje Bos", "PERSON", "keep", "nl")
STREET = ("Jan Campertstraat", "LOC", "keep")
VIEW = ("Ik vind dat dom.", "OPINION", "flag")


# ------------------------------------------------------------------------------------------- what must go


@pytest.mark.parametrize(
    ("findings", "review", "sure", "readable"),
    [
        ([], 0, 0, 6),
        ([found("J. de Wit")], 1, 1, 0),
        ([found("J. de Wit", verdict=Verdict.REVIEW)], 1, 0, 0),
        ([found("J. de Wit", verdict=Verdict.KEEP)], 0, 0, 6),
        ([found("J. de Wit", verdict=Verdict.FLAG)], 0, 0, 6),
        ([found("de Wit")], 0, 0, 1),
        ([found("J"), found("de Wit")], 1, 1, 0),  # points and spaces tell nobody anything
        ([found("J"), found("de Wit", verdict=Verdict.REVIEW)], 1, 0, 0),
        ([found("J. de Wit", "TERM")], 1, 1, 0),  # masked is masked, whatever it was taken for
        ([found("met J. de Wit over")], 1, 1, 0),
    ],
)
def test_a_person_is_covered_when_all_letters_and_digits_are_masked(findings, review, sure, readable):
    got = counts(gold(WIT), *findings)
    for group, name in (("label", "PERSON"), ("origin", "nl"), ("all", ""), ("format", "brief")):
        assert got[group, name, "must go"] == 1
        assert got[group, name, "covered review"] == review
        assert got[group, name, "covered sure"] == sure
        assert got[group, name, "letters"] == 6
        assert got[group, name, "readable review"] == readable
    assert got["all", "", "persons covered review"] == review


# ------------------------------------------------------------------------------------------ what must stay


@pytest.mark.parametrize(
    ("findings", "review", "sure"),
    [
        ([], 0, 0),
        ([found("Aaltje Bos", verdict=Verdict.KEEP)], 0, 0),
        ([found("Aaltje Bos")], 1, 1),
        ([found("Bos", verdict=Verdict.REVIEW)], 1, 0),
        ([found("Wethouder")], 0, 0),
    ],
)
def test_an_official_is_lost_when_a_letter_is_masked(findings, review, sure):
    got = counts(gold(BOS), *findings)
    assert got["all", "", "officials"] == 1
    assert (
        got["all", "", "officials lost review"] == got["label", "PERSON", "officials lost review"] == review
    )
    assert got["all", "", "officials lost sure"] == sure
    assert ("all", "", "things") not in got


def test_a_street_that_is_masked_is_a_thing_lost():
    got = counts(gold(STREET), found("Jan"))
    assert (got["all", "", "things"], got["all", "", "things lost review"]) == (1, 1)


def test_what_stands_inside_something_that_must_go_goes_with_it():
    text = "Woont Dorp 3, Elst."
    one = gold(("Dorp 3, Elst", "ADDRESS", "redact"), ("Elst", "LOC", "keep"), text=text)
    got = counts(one, found("Dorp 3, Elst", "ADDRESS", of=text))
    assert ("all", "", "things") not in got
    assert got["all", "", "covered review"] == 1


def test_other_words_are_those_that_touch_no_answer():
    got = counts(gold(WIT, BOS, STREET, VIEW), found("sprak met", verdict=Verdict.REVIEW), found("dat dom"))
    assert got["all", "", "words"] == 9  # Wethouder sprak met over de; the four words of the sentence to flag
    assert got["all", "", "words kept review"] == 5
    assert got["all", "", "words kept sure"] == 7


@pytest.mark.parametrize(
    ("findings", "flagged"),
    [
        ([], 0),
        ([found("Ik vind dat dom.", "OPINION", Verdict.FLAG)], 1),
        ([found("vind dat", "OPINION", Verdict.FLAG)], 1),
        ([found("Ik", "OPINION", Verdict.FLAG)], 0),
        ([found("Ik vind dat dom.", "SPECIAL", Verdict.REVIEW)], 0),
    ],
)
def test_a_sentence_is_flagged_when_its_label_covers_half_of_it(findings, flagged):
    got = counts(gold(VIEW), *findings)
    assert (got["all", "", "to flag"], got["all", "", "flagged"]) == (1, flagged)
    assert ("all", "", "must go") not in got


# -------------------------------------------------------------------------------------------- precision


@pytest.mark.parametrize(
    ("finding", "right", "of"),
    [
        (found("Wit"), 1, 1),
        (found("Aaltje Bos"), 1, 1),
        (found("sprak"), 0, 1),
        (found("Jan Campertstraat"), 0, 1),
        (found("sprak", verdict=Verdict.KEEP), 0, 0),
        (found("dom"), 0, 1),
    ],
)
def test_a_finding_of_a_person_is_right_when_it_touches_one(finding, right, of):
    result = evaluate.evaluate([gold(WIT, BOS, STREET, VIEW)], lambda _: [finding])
    assert result.precision("PERSON", "review") == Rate(right, of)


def test_what_may_go_either_way_counts_nowhere():
    one = gold(("J. de Wit", "PERSON", "either"))
    result = evaluate.evaluate([one], lambda _: [found("J. de Wit")])
    assert result.precision("PERSON", "review") == Rate(0, 0)
    assert ("all", "", "must go") not in result.counts
    assert ("all", "", "officials") not in result.counts


def test_a_finding_on_another_kind_that_must_go_is_neither_right_nor_wrong():
    result = evaluate.evaluate([gold(WIT)], lambda _: [found("J. de Wit", "EMAIL")])
    assert result.precision("EMAIL", "review") == Rate(0, 0)
    assert result.counts["label", "EMAIL", "beside review"] == 1


def test_findings_of_one_label_that_overlap_are_one():
    result = evaluate.evaluate([gold(WIT)], lambda _: [found("J. de"), found("de Wit"), found("sprak")])
    assert result.precision("PERSON", "sure") == Rate(1, 2)


# ---------------------------------------------------------------------------------------------- intervals


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (950, 1000, 0.9347, 0.9619),
    ],
)
def test_the_interval_is_that_of_wilson(hits, of, low, high):
    assert Rate(hits, of).interval == pytest.approx((low, high), abs=5e-5)


def test_nothing_has_no_share():
    assert Rate(0, 0).row() == {"hits": 0, "of": 0, "share": None, "low": None, "high": None}


# --------------------------------------------------------------------------------------------------- gold


LINE = {
    "text": "Dag Wim",
    "format": "chat",
    "answers": [{"start": 4, "end": 7, "label": "PERSON", "must": "redact", "origin": "nl"}],
}
FILE = {
    "kind": "minutes",
    "text": "Dag Wim en burgemeester Kok",
    "spans": [
        {"must": "redact", "type": "PERSON", "text": "Wim", "start": 4},
        {"must": "keep", "type": "OFFICIAL", "text": "Kok", "start": 24},
    ],
}


def test_a_line_is_a_document(tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(LINE) + "\n\n" + json.dumps({**LINE, "answers": []}) + "\n")
    assert evaluate.read_gold(file) == [
        Gold("1", "chat", "Dag Wim", (Answer(4, 7, "PERSON", "redact", "nl"),)),
        Gold("3", "chat", "Dag Wim", ()),
    ]


def test_a_file_of_a_folder_is_a_document_and_its_officials_are_people(tmp_path):
    (tmp_path / "a.pdf.json").write_text(json.dumps(FILE))
    (tmp_path / "read.me").write_text("nothing")
    answers = (Answer(4, 7, "PERSON", "redact"), Answer(24, 27, "PERSON", "keep"))
    assert evaluate.read_gold(tmp_path) == [Gold("a.pdf", "minutes", FILE["text"], answers)]


@pytest.mark.parametrize(
    "bad",
    [
        "no json",
        "[]",
        json.dumps({"text": "Geheim", "answers": []}),
        json.dumps({**LINE, "answers": [{**LINE["answers"][0], "must": "perhaps"}]}),
        json.dumps({**LINE, "answers": [{**LINE["answers"][0], "end": 99}]}),
        json.dumps({**LINE, "answers": [{**LINE["answers"][0], "start": 7}]}),
        json.dumps({**LINE, "answers": [{**LINE["answers"][0], "start": "4"}]}),
        "",
    ],
)
def test_gold_that_can_not_be_read_is_told_without_its_text(bad, tmp_path):
    file = tmp_path / "gold.jsonl"
    file.write_text(bad)
    with pytest.raises(UsageError) as caught:
        evaluate.read_gold(file)
    assert "Geheim" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_span_that_does_not_stand_where_it_says_is_no_gold(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({**FILE, "text": "Dag, " + FILE["text"]}))
    with pytest.raises(UsageError):
        evaluate.read_gold(tmp_path)


# -------------------------------------------------------------------------------------------- the command


def write(tmp_path, *documents):
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(d) + "\n" for d in documents))
    return file


def shown(result):
    console = Console(file=io.StringIO(), width=300)
    scores.show(result, console)
    return console.file.getvalue()


def test_the_tables_hold_every_label_format_and_origin():
    one, two = gold(WIT, STREET, VIEW), gold(BOS, form="chat")
    text = shown(evaluate.evaluate([one, two], lambda _: [found("J. de Wit")]))
    for cell in ("PERSON", "LOC", "OPINION", "brief", "chat", "nl", "100.0% (20.7-100.0) 1/1"):
        assert cell in text


def test_a_document_that_can_not_be_searched_is_told_and_counts_for_nothing():
    def fails(_):
        raise CheckError("te lang")

    result = evaluate.evaluate([gold(WIT)], fails)
    assert (result.failed, dict(result.counts)) == (("1",), {})
    assert "1 of them could not be searched" in shown(result)
    assert scores.as_json(result)["not_searched"] == ["1"]


@pytest.mark.parametrize(("fails", "code"), [(False, 0), (True, 3)])
def test_the_exit_code_says_whether_all_was_searched(fails, code, tmp_path, monkeypatch, capsys):
    def search(_):
        if fails:
            raise CheckError("te lang")
        return [Found(4, 7, "PERSON", Verdict.REDACT)]

    # The default of the parameter was bound when the module was loaded.
    monkeypatch.setattr(evaluate.evaluate, "__defaults__", (search,))
    out = tmp_path / "scores.json"
    assert cli.main(["evaluate", str(write(tmp_path, LINE)), "--json", str(out)]) == code
    told = json.loads(out.read_text())
    assert told["documents"] == 1
    assert "documents" in capsys.readouterr().out
    if not fails:
        share = {"hits": 1, "of": 1, "share": 1.0, "low": pytest.approx(0.2065, abs=1e-4), "high": 1.0}
        assert told["labels"]["PERSON"]["covered_review"] == share
        assert told["origins"]["nl"]["covered_sure"] == share
        assert told["formats"]["chat"]["persons_covered_review"] == share


@pytest.mark.parametrize("arguments", [["missing"], ["{gold}", "--json", "no/such/folder/x.json"]])
def test_what_can_not_be_used_is_exit_code_2(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(evaluate.evaluate, "__defaults__", (lambda _: [],))
    file = write(tmp_path, LINE)
    assert cli.main(["evaluate", *(a.format(gold=file) for a in arguments)]) == 2
    assert "woo: " in capsys.readouterr().err


def test_each_document_is_a_case_of_its_own():
    """A name that one document introduces is not known in the next."""
    texts = ("Geachte heer Wiebrandsma,\nDe heer Wiebrandsma belde.", "De wiebrandsma stond open.")
    both = [Gold(str(i), "brief", text, ()) for i, text in enumerate(texts)]
    alone, after = evaluate.search(both[1]), [evaluate.search(one) for one in both][1]
    assert alone == after
    assert evaluate.search(both[0])
