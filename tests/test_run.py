"""The flow of a run: numbers, statuses, what is published and what is not, and going on after a stop.

The parts are stand-ins that read a small language (see `stage`), so that every case here is one line of text.
A word that starts with X is a name.
"""

import contextlib
import csv
import hashlib
import io
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import reading, run, software, stages
from pipeline.check import Leak
from pipeline.check.inspect import Report
from pipeline.detect import Detected, Register
from pipeline.errors import CheckError, Interrupted, RedactionError, RulebookError, UsageError
from pipeline.export.documents import relation_json
from pipeline.ingest.obstacles import LOOK
from pipeline.items import Structure
from pipeline.masking import RedactedText
from pipeline.pool import Lost
from pipeline.tasks import DIED, late, unexpected
from pipeline.types import (
    Decision,
    Document,
    DocumentKind,
    Finding,
    Label,
    Mark,
    Page,
    Redacted,
    Source,
    Span,
    Verdict,
)

VERDICTS = {"Xreview": Verdict.REVIEW, "Xflag": Verdict.FLAG, "Xkeep": Verdict.KEEP}


def document_id(path, text):
    return hashlib.sha256(f"{path}\0{text}".encode()).hexdigest()


def a_document(path, text, parent=None, content=""):
    kind, obstacles = DocumentKind.TEXT, ()
    if "LEEG" in text:
        kind, obstacles = DocumentKind.UNREADABLE, ("het bestand is leeg",)
    elif "PLAATJE" in text:
        obstacles = (f"pagina 1 bevat een afbeelding die niemand heeft gelezen; {LOOK}",)
    return Document(
        document_id(path, text), path, kind, text, parent=parent, obstacles=obstacles, content=content
    )


def read(source, work, ignore=(), limits=None):
    """A line `BIJLAGE name: text` is an attachment; attachments of attachments are nested by `>`."""
    lines = Path(source.file).read_text().splitlines()
    if "STUK lezen" in lines:
        raise ValueError("Xgeheim stond hier")
    content = hashlib.sha256(Path(source.file).read_bytes()).hexdigest()
    own = "\n".join(line for line in lines if not line.startswith("BIJLAGE"))
    documents = [a_document(source.path, own, content=content)]
    for line in lines:
        if match := re.fullmatch(r"BIJLAGE (\S+): (.*)", line):
            path = f"{source.path}/{match[1]}"
            above = next(d for d in reversed(documents) if path.startswith(f"{d.source}/"))
            documents.append(a_document(path, match[2], above.id))
    return tuple(documents)


def discover(inputs, ignore=()):
    folder = inputs[0]
    return tuple(
        Source(p.relative_to(folder).as_posix(), str(p)) for p in sorted(folder.rglob("*")) if p.is_file()
    )


def detect(document, rulebook):
    if "STUK zoeken" in document.text:
        raise CheckError("een herkenner had te veel tijd nodig")
    findings = tuple(
        Finding(Span(*m.span()), Label.PERSON, 1.0, "x", "begint met X")
        for m in re.finditer(r"X\w+", document.text)
    )
    return Detected(document.id, findings, (), frozenset(), frozenset())


def build_register(detected, case, rulebook):
    busy = sorted(len(d.findings) > 2 for d in detected)[-1:]
    return Register((), frozenset(), hashlib.sha256(repr(busy).encode()).hexdigest())


def decide(document, findings, register, case, rulebook, *, mentions, day):
    verdicts = [VERDICTS.get(f.span.of(document.text), Verdict.REDACT) for f in findings]
    return tuple(
        Decision(f, v, ("5.1.2e",) if v in (Verdict.REDACT, Verdict.REVIEW) else (), "een reden", "rule")
        for f, v in zip(findings, verdicts, strict=True)
    )


def redact(document, masks, text, rulebook, title):
    if "STUK lakken" in text.text:
        raise RedactionError("pagina 1: de tekst kon niet worden weggehaald")
    if "STUK onverwacht" in text.text:
        raise TypeError(f"kan {document.text} niet verwerken")
    marks = tuple(Mark(s, m.grounds, m.label, ()) for s, m in zip(text.marks, masks, strict=True))
    page = Page(1, 595, 842, Span(0, len(text.text)))
    return Redacted(
        f"%PDF {title} {text.text}".encode(),
        text.text,
        (),
        (page,),
        marks,
        (),
        0,
        rasterised=(1,) if "BEELD" in text.text else (),
    )


def check_output(pdf, text, secrets, own_text, marks):
    assert secrets == tuple(sorted(set(secrets)))
    assert own_text.startswith("Document 0")
    return (Leak("text", 1, "gevonden"),) if "LEK" in text else ()


class Here:
    """Does the work in this process, where the stand-ins are."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def each(self, work, tasks):
        for task in tasks:
            yield task, work(task)


@pytest.fixture
def stage(monkeypatch):
    """Put the stand-ins in; gives the list of the documents that went through `redact`."""
    redacted = []

    def counted(document, *rest):
        redacted.append(document.source)
        return redact(document, *rest)

    def document_json(number, parent, *rest):
        _, _, text, _, outcome, _, relation, about = rest
        return {
            "number": number,
            "parent": parent,
            "case": about.number,
            "relations": relation_json(relation),
            "status": outcome.status.value,
            "text": text.text,
        }

    monkeypatch.setattr(run, "team", lambda options: Here())
    monkeypatch.setattr(run, "discover", discover)
    monkeypatch.setattr(run, "build_register", build_register)
    monkeypatch.setattr(reading, "read", read)
    monkeypatch.setattr(reading, "unfold", lambda source, *rest: None)
    monkeypatch.setattr(reading, "split", lambda document: Structure())
    monkeypatch.setattr(reading, "detect", detect)
    monkeypatch.setattr(stages, "carry", lambda document, detected, register, case: detected.findings)
    monkeypatch.setattr(stages, "decide", decide)
    monkeypatch.setattr(stages, "redact", counted)
    monkeypatch.setattr(stages, "check_output", check_output)
    monkeypatch.setattr(stages, "inspect", lambda pdf, options: Report(1, (), ()))
    monkeypatch.setattr(stages, "document_json", document_json)
    return redacted


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def write(case, **files):
    for name, text in files.items():
        (case / f"{name}.txt").write_text(text)


def process(case, out, progress=lambda at: None, case_file=None):
    return run.process([case], out, case_file, run.Options(1), progress)


def manifest(out):
    return json.loads((out / "internal" / "manifest.json").read_text())


def documents(out):
    return {d["source"]: d for d in manifest(out)["documents"]}


def published(out):
    return sorted(p.name for p in (out / "publish").iterdir())


def everything(out):
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and not {"work", "journal.sqlite", "summary.json"} & set(p.parts)
    }


# ----------------------------------------------------------------------------------- one whole run


def test_a_run_leaves_the_files_of_the_contract(stage, case, out):
    write(case, b="Beste Xjan, dag.", a="Geen namen.")
    summary = process(case, out)
    assert summary.exit_code == 0
    assert published(out) == ["000001.json", "000001.pdf", "000002.json", "000002.pdf", "inventory.csv"]
    assert (out / "publish/000002.pdf").read_bytes() == b"%PDF Document 000002 Beste [5.1.2e], dag."
    assert documents(out)["b.txt"] == {
        "id": "000002",
        "source": "b.txt",
        "parent": None,
        "kind": "text",
        "status": "ok",
        "published": True,
        "pages": 1,
        "reasons": [],
        "carried": [],
        "relations": {"thread": None, "family": 2, "duplicate_of": None, "near": [], "contained_in": None},
        "exact_gaps": [],
    }
    assert manifest(out)["assessment"] == "niet beoordeeld"
    findings = json.loads((out / "internal/000002.findings.json").read_text())["findings"]
    assert [(f["text"], f["span"], f["verdict"], f["grounds"]) for f in findings] == [
        ("Xjan", [6, 10], "redact", ["5.1.2e"])
    ]
    assert (out / "internal/000001.findings.json").exists()


def test_attachments_are_numbered_right_after_their_parent(stage, case, out):
    write(case, a="Mail\nBIJLAGE m.eml: Mail\nBIJLAGE m.eml/x.pdf: X\nBIJLAGE n.pdf: N", b="Los")
    process(case, out)
    assert [(d["id"], d["source"], d["parent"]) for d in manifest(out)["documents"]] == [
        ("000001", "a.txt", None),
        ("000002", "a.txt/m.eml", "000001"),
        ("000003", "a.txt/m.eml/x.pdf", "000002"),
        ("000004", "a.txt/n.pdf", "000001"),
        ("000005", "b.txt", None),
    ]


OK, REVIEW, FAILED = ("ok", True), ("review", True), ("failed", False)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Gewoon Xjan.", (*OK, None, 0)),
        ("Xkeep blijft.", (*OK, None, 0)),
        ("Xreview en nog eens Xreview.", (*REVIEW, "2 plaatsen gelakt tot iemand beslist: een reden", 1)),
        ("Xflag.", (*REVIEW, "1 plaats leesbaar, iemand moet kijken: een reden", 1)),
        ("BEELD", (*REVIEW, "alleen als beeld te lakken, controleer pagina 1", 1)),
        ("Mail\nBIJLAGE x.bin: LEEG", (*REVIEW, "bijlage niet verwerkt: 000002", 3)),
        ("LEEG", (*FAILED, "het bestand is leeg", 3)),
        ("PLAATJE", (*FAILED, f"pagina 1 bevat een afbeelding die niemand heeft gelezen; {LOOK}", 3)),
        ("STUK lakken", (*FAILED, "pagina 1: de tekst kon niet worden weggehaald", 3)),
        ("STUK zoeken", (*FAILED, "een herkenner had te veel tijd nodig", 3)),
        ("STUK lezen", (*FAILED, unexpected(ValueError()), 3)),
        ("STUK onverwacht", (*FAILED, unexpected(TypeError()), 3)),
        ("LEK", (*FAILED, "tegengehouden bij de controle: pagina 1: gevonden", 3)),
    ],
)
def test_every_way_a_document_can_end(stage, case, out, text, end):
    status, is_published, reason, code = end
    write(case, a=text, z="De rest gaat door.")
    assert process(case, out).exit_code == code
    row = documents(out)["a.txt"]
    assert (row["status"], row["published"]) == (status, is_published)
    assert len(row["reasons"]) == (reason is not None)
    assert reason is None or row["reasons"][0].startswith(reason)
    assert (out / "publish/000001.pdf").exists() == (out / "publish/000001.json").exists() == is_published
    assert documents(out)["z.txt"]["status"] == "ok"


def test_no_reason_and_no_published_file_holds_the_text_of_an_error(stage, case, out):
    write(case, a="STUK onverwacht Xgeheim", b="STUK lezen", c="LEK Xgeheim")
    process(case, out)
    for name, data in everything(out).items():
        assert b"Xgeheim" not in data or name.endswith(".findings.json")


def test_errors_of_the_rules_stop_the_run(stage, case, out, monkeypatch):
    def broken(document, rulebook):
        raise RulebookError("rules/grounds.toml: 5.1.2e is missing")

    monkeypatch.setattr(reading, "detect", broken)
    write(case, a="A")
    with pytest.raises(RulebookError):
        process(case, out)
    assert published(out) == []


def test_the_inventory_lists_what_is_published_or_kept_back(stage, case, out):
    write(case, a="Xjan", b="B", c="LEEG", d="D", e="E", f="F")
    outcomes = {"d": "niet openbaar", "e": "reeds openbaar", "f": "buiten verzoek"}
    (case / "case.toml").write_text(
        "".join(f'[[documents]]\npath = "{k}.txt"\noutcome = "{v}"\n' for k, v in outcomes.items())
    )
    process(case, out)
    text = (out / "publish/inventory.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))[1:]
    assert [row[0] for row in rows] == ["000001", "000002", "000004", "000005"]
    assert [next(c for c in row if "penbaar" in c) for row in rows] == [
        "Deels openbaar",
        "Openbaar",
        "Niet openbaar",
        "Reeds openbaar",
    ]


# ------------------------------------------------------------------------------------ the case file


@pytest.mark.parametrize("outcome", ["niet openbaar", "reeds openbaar", "buiten verzoek"])
@pytest.mark.parametrize("text", ["Xjan", "LEEG", "STUK zoeken"])
def test_what_the_case_file_keeps_back_is_done_and_not_published(stage, case, out, outcome, text):
    write(case, a=text)
    (case / "case.toml").write_text(f'[[documents]]\npath = "a.txt"\noutcome = "{outcome}"\n')
    assert process(case, out).exit_code == 0
    row = documents(out)["a.txt"]
    assert (row["status"], row["published"], row["reasons"][0]) == ("ok", False, f"de zaak zegt: {outcome}")
    assert published(out) == ["inventory.csv"]


def test_attachments_of_what_is_kept_back_are_kept_back_too(stage, case, out):
    write(case, a="Mail\nBIJLAGE m.eml: M\nBIJLAGE m.eml/x.pdf: X\nBIJLAGE y.pdf: Y")
    (case / "case.toml").write_text(
        '[[documents]]\npath = "a.txt"\noutcome = "niet openbaar"\n'
        '[[documents]]\npath = "a.txt/y.pdf"\noutcome = "openbaar"\n'
    )
    process(case, out)
    assert {k: d["published"] for k, d in documents(out).items()} == {
        "a.txt": False,
        "a.txt/m.eml": False,
        "a.txt/m.eml/x.pdf": False,
        "a.txt/y.pdf": True,
    }


def test_pictures_that_a_person_saw_are_let_through_for_review(stage, case, out):
    write(case, a="PLAATJE", b="PLAATJE LEEG")
    (case / "case.toml").write_text(
        "".join(f'[[documents]]\npath = "{name}.txt"\npictures_seen = true\n' for name in "ab")
    )
    process(case, out)
    assert documents(out)["a.txt"]["status"] == "review"
    assert documents(out)["a.txt"]["published"] is True
    assert documents(out)["b.txt"]["status"] == "failed"


def test_a_document_that_the_case_calls_openbaar_but_lost_text_is_for_review(stage, case, out):
    write(case, a="Xjan", b="Niets")
    (case / "case.toml").write_text(
        "".join(f'[[documents]]\npath = "{name}.txt"\noutcome = "openbaar"\n' for name in "ab")
    )
    process(case, out)
    assert [d["status"] for d in manifest(out)["documents"]] == ["review", "ok"]


@pytest.mark.parametrize(
    "entry",
    [
        '[[documents]]\npath = "A.txt"\noutcome = "niet openbaar"\n',
        '[[passages]]\ndocument = "weg.txt"\ntext = "x"\ngrounds = ["5.1.2e"]\n',
    ],
)
def test_a_path_in_the_case_file_that_is_no_document_stops_the_run_before_anything_is_published(
    stage, case, out, entry
):
    write(case, a="A")
    (case / "case.toml").write_text(entry)
    with pytest.raises(UsageError, match=r"no document (A|weg)\.txt"):
        process(case, out)
    assert published(out) == []


def test_the_case_file_may_name_an_attachment_of_a_file_that_could_not_be_read(stage, case, out):
    write(case, a="LEEG", b="B")
    (case / "case.toml").write_text('[[documents]]\npath = "a.txt/x.pdf"\noutcome = "niet openbaar"\n')
    process(case, out)
    assert documents(out)["b.txt"]["published"]


def test_a_case_file_given_by_name_is_no_document_either(stage, case, out):
    write(case, a="A")
    (case / "mine.toml").write_text('[case]\nnumber = "7"\norganisation = "gemeente Voorbeeld"\n')
    process(case, out, case_file=case / "mine.toml")
    assert list(documents(out)) == ["a.txt"]
    assert manifest(out)["case"] == {"number": "7", "organisation": "gemeente Voorbeeld"}


# ------------------------------------------------------------------------- one decision counts for all


def relations(out):
    return {source: row["relations"] for source, row in documents(out).items()}


def rule(path, **keys):
    lines = [f"{key} = {'true' if value is True else repr(value)}" for key, value in keys.items()]
    return "\n".join(["[[documents]]", f'path = "{path}.txt"', *lines, ""])


def passage(path, text, ground="5.1.2f"):
    return f'[[passages]]\ndocument = "{path}.txt"\ntext = "{text}"\ngrounds = ["{ground}"]\n'


def test_the_manifest_the_json_and_the_inventory_say_how_documents_belong_together(stage, case, out):
    (case / "map").mkdir()
    write(
        case,
        a="De markt gaat door.\nBIJLAGE x.pdf: Bijlage",
        b="Anders.",
        **{"map/c": "De markt  gaat door."},
    )
    process(case, out)
    alone = {"thread": None, "duplicate_of": None, "near": [], "contained_in": None}
    assert relations(out) == {
        "a.txt": {**alone, "family": 1},
        "a.txt/x.pdf": {**alone, "family": 1},
        "b.txt": {**alone, "family": 3},
        "map/c.txt": {**alone, "family": 4, "duplicate_of": "000001"},
    }
    for number, said in zip(range(1, 5), relations(out).values(), strict=True):
        assert json.loads((out / f"publish/{number:06d}.json").read_text())["relations"] == said
    text = (out / "publish/inventory.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["familie"], row["e-mailthread"], row["dubbel van"]) for row in rows] == [
        ("1", "", ""),
        ("1", "", ""),
        ("3", "", ""),
        ("4", "", "000001"),
    ]


@pytest.mark.parametrize(
    ("rules", "ends"),
    [
        (rule("a", outcome="niet openbaar"), dict.fromkeys("abc", "niet openbaar")),
        (rule("c", outcome="niet openbaar"), dict.fromkeys("abc", "niet openbaar")),
        (
            rule("a", outcome="niet openbaar") + rule("b", outcome="openbaar"),
            {"a": "niet openbaar", "b": "", "c": "niet openbaar"},
        ),
        (
            rule("a", outcome="deels openbaar") + rule("b", outcome="buiten verzoek"),
            {"a": "", "b": "buiten verzoek", "c": "buiten verzoek"},
        ),
        (rule("d", outcome="niet openbaar"), {"a": "", "b": "", "c": "", "d": "niet openbaar"}),
        (rule("a", pictures_seen=True), dict.fromkeys("abc", "")),
    ],
)
def test_an_outcome_goes_for_all_that_are_the_same_of_which_the_case_file_says_nothing_else(
    stage, case, out, rules, ends
):
    write(case, a="Hetzelfde.", b="Hetzelfde.", c="Hetzelfde.", d="Anders.")
    (case / "case.toml").write_text(rules)
    process(case, out)
    rows = documents(out)
    for name, outcome in {"d": "", **ends}.items():
        row = rows[f"{name}.txt"]
        assert row["published"] is not bool(outcome)
        assert row["reasons"][:1] == ([f"de zaak zegt: {outcome}"] if outcome else [])


def test_the_officer_reads_where_a_decision_came_from(stage, case, out):
    write(case, a="Hetzelfde.", b="Hetzelfde.", c="Hetzelfde.")
    (case / "case.toml").write_text(rule("b", outcome="niet openbaar") + rule("c", outcome="openbaar"))
    process(case, out)
    carried = (
        "uitkomst niet openbaar overgenomen van document 000002, dat hetzelfde is; van andere dubbele documenten "
        "zegt de zaak iets anders, de strengste uitkomst geldt"
    )
    rows = documents(out)
    assert [rows[f"{name}.txt"]["carried"] for name in "abc"] == [[carried], [], []]
    assert rows["a.txt"]["reasons"] == ["de zaak zegt: niet openbaar", carried]
    assert rows["c.txt"]["status"] == "ok"


def test_an_attachment_stays_with_what_is_kept_back_whatever_is_said_of_a_copy(stage, case, out):
    write(case, a="Mail\nBIJLAGE x.pdf: Hetzelfde.", b="Hetzelfde.")
    (case / "case.toml").write_text(rule("a", outcome="niet openbaar") + rule("b", outcome="openbaar"))
    process(case, out)
    assert {name: row["published"] for name, row in documents(out).items()} == {
        "a.txt": False,
        "a.txt/x.pdf": False,
        "b.txt": True,
    }
    # That this one is public while the copy is not would tell what stands in it.
    assert relations(out)["b.txt"]["duplicate_of"] == "000002"
    assert json.loads((out / "publish/000003.json").read_text())["relations"]["duplicate_of"] is None


def test_what_an_attachment_has_from_its_parent_goes_for_no_copy(stage, case, out):
    write(case, a="Mail\nBIJLAGE x.pdf: Hetzelfde.", b="Hetzelfde.")
    (case / "case.toml").write_text(rule("a", outcome="niet openbaar"))
    process(case, out)
    assert documents(out)["b.txt"]["published"]


def test_pictures_count_as_seen_in_a_copy_of_the_same_bytes_only(stage, case, out):
    write(case, a="PLAATJE", b="PLAATJE", c="PLAATJE ", d="PLAATJE\nBIJLAGE x.pdf: PLAATJE")
    (case / "case.toml").write_text(rule("a", pictures_seen=True))
    process(case, out)
    rows = documents(out)
    assert {name: row["status"] for name, row in rows.items()} == {
        "a.txt": "review",
        "b.txt": "review",
        "c.txt": "failed",
        "d.txt": "failed",
        "d.txt/x.pdf": "failed",
    }
    assert rows["b.txt"]["carried"] == ["beeld is bekeken in document 000001, dat hetzelfde is"]


def test_passages_go_for_all_that_are_the_same(stage, case, out, monkeypatch):
    seen = {}

    def carry(document, detected, register, case):
        found = [p for p in case.passages if p.document == document.source]
        seen[document.source] = [(p.text, p.grounds) for p in found]
        return detected.findings

    monkeypatch.setattr(stages, "carry", carry)
    write(case, a="Een twee drie.", b="Een twee drie.", c="Een twee drie.", d="Anders, een twee drie.")
    (case / "case.toml").write_text(
        passage("a", "Een twee") + passage("b", "drie.") + passage("b", "Een  twee", "5.1.2e")
    )
    process(case, out)
    one, other, last = ("Een twee", ("5.1.2f",)), ("Een  twee", ("5.1.2e",)), ("drie.", ("5.1.2f",))
    assert seen == {
        "a.txt": [one, last],
        "b.txt": [last, other],  # what is said of a document itself comes before the same words on a copy
        "c.txt": [one, last],
        "d.txt": [],
    }
    assert [documents(out)[f"{name}.txt"]["carried"] for name in "abcd"] == [
        ["1 passage overgenomen van document 000002, dat hetzelfde is"],
        [],
        [
            "1 passage overgenomen van document 000001, dat hetzelfde is",
            "1 passage overgenomen van document 000002, dat hetzelfde is",
        ],
        [],
    ]


def test_a_copy_that_is_added_leaves_the_work_that_was_done(stage, case, out):
    write(case, b="Hetzelfde.", c="Los.")
    (case / "case.toml").write_text(passage("b", "Hetzelfde."))
    process(case, out)
    stage.clear()
    write(case, a="Hetzelfde.")
    process(case, out)
    assert stage == ["a.txt"]
    assert relations(out)["a.txt"]["duplicate_of"] == "000001"


def test_a_first_that_went_is_told_no_longer(stage, case, out):
    write(case, a="Hetzelfde.", b="Hetzelfde.", c="Los.")
    process(case, out)
    stage.clear()
    (case / "a.txt").unlink()
    process(case, out)
    assert stage == ["b.txt"]
    assert json.loads((out / "publish/000002.json").read_text())["relations"]["duplicate_of"] is None


# -------------------------------------------------------------------------------------- running again


def test_a_second_run_does_nothing_and_gives_the_same_bytes(stage, case, out):
    write(case, a="Xjan\nBIJLAGE b.pdf: LEEG", c="C")
    process(case, out)
    first = everything(out)
    stage.clear()
    process(case, out)
    assert stage == []
    assert everything(out) == first


def test_a_changed_case_file_does_all_anew(stage, case, out):
    write(case, a="Xjan", b="B")
    process(case, out)
    stage.clear()
    (case / "case.toml").write_text('[persons]\nredact = ["woord"]\n')
    process(case, out)
    assert stage == ["a.txt", "b.txt"]


def test_a_register_that_changed_does_all_anew(stage, case, out):
    write(case, a="Xjan")
    process(case, out)
    stage.clear()
    write(case, b="Xeen Xtwee Xdrie")
    process(case, out)
    assert stage == ["a.txt", "b.txt"]


def test_another_version_of_the_program_does_all_anew(stage, case, out, monkeypatch):
    write(case, a="Xjan")
    process(case, out)
    monkeypatch.setattr(software, "program_digest", lambda: "another")
    process(case, out)
    assert stage == ["a.txt", "a.txt"]


def test_a_file_that_is_added_leaves_the_numbers_and_the_work_that_was_done(stage, case, out):
    write(case, b="B", d="D")
    process(case, out)
    stage.clear()
    write(case, a="A", c="C")
    process(case, out)
    assert {s: d["id"] for s, d in documents(out).items()} == {
        "b.txt": "000001",
        "d.txt": "000002",
        "a.txt": "000003",
        "c.txt": "000004",
    }
    assert [d["id"] for d in manifest(out)["documents"]] == ["000001", "000002", "000003", "000004"]
    assert stage == ["a.txt", "c.txt"]


def test_a_file_that_went_is_withdrawn_and_its_number_is_never_used_again(stage, case, out):
    write(case, a="A", b="B Xjan")
    process(case, out)
    (case / "b.txt").unlink()
    write(case, c="C")
    summary = process(case, out)
    assert [(gone.number, gone.source) for gone in summary.withdrawn] == [("000002", "b.txt")]
    assert manifest(out)["withdrawn"] == [{"id": "000002", "source": "b.txt"}]
    assert documents(out)["c.txt"]["id"] == "000003"
    assert not list(out.rglob("000002*"))
    assert not [p for p in out.rglob("*") if p.is_file() and b"Xjan" in p.read_bytes()]


def test_a_file_that_changed_is_a_new_document(stage, case, out):
    write(case, a="A")
    process(case, out)
    write(case, a="Anders")
    process(case, out)
    assert documents(out)["a.txt"]["id"] == "000002"
    assert published(out) == ["000002.json", "000002.pdf", "inventory.csv"]


@pytest.mark.parametrize(
    "name", ["publish/000001.pdf", "publish/000001.json", "internal/000001.findings.json"]
)
@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"half")])
def test_an_output_that_was_touched_is_made_anew(stage, case, out, name, damage):
    write(case, a="Xjan", b="B")
    process(case, out)
    first = everything(out)
    stage.clear()
    damage(out / name)
    process(case, out)
    assert stage == ["a.txt"]
    assert everything(out) == first


def test_a_failed_document_is_tried_again(stage, case, out, monkeypatch):
    write(case, a="STUK onverwacht", b="B")
    process(case, out)
    stage.clear()
    monkeypatch.setattr(stages, "redact", lambda d, *rest: redact(d, *rest) if "STUK" not in d.text else None)
    process(case, out)
    assert documents(out)["a.txt"]["status"] == "failed"
    monkeypatch.setattr(reading, "read", lambda source, *rest: (a_document(source.path, "Goed"),))
    process(case, out)
    assert documents(out)["b.txt"]["status"] == "ok"


def test_an_attachment_that_is_mended_mends_its_parent(stage, case, out, monkeypatch):
    write(case, a="Mail\nBIJLAGE x.pdf: STUK lakken")
    process(case, out)
    assert documents(out)["a.txt"]["status"] == "review"
    monkeypatch.setattr(stages, "redact", lambda d, *rest: redact(d, (), RedactedText("", (), ()), *rest[2:]))
    process(case, out)
    assert [d["status"] for d in manifest(out)["documents"]] == ["ok", "ok"]
    assert json.loads((out / "publish/000001.json").read_text())["status"] == "ok"


# ------------------------------------------------------------------------------------------- stopped


def assert_whole(out):
    """Nothing half in publish/: every PDF has its JSON, and nothing else lies there."""
    names = [p for p in (out / "publish").iterdir() if p.name != "inventory.csv"]
    assert {p.stem for p in names if p.suffix == ".pdf"} == {p.stem for p in names if p.suffix == ".json"}
    assert {p.suffix for p in names} <= {".pdf", ".json"}


@pytest.mark.parametrize("phase", [run.Phase.READ, run.Phase.REDACT])
@pytest.mark.parametrize("after", [1, 2])
def test_ctrl_c_keeps_what_was_done_and_the_next_run_goes_on(stage, case, out, phase, after):
    write(case, a="Xa", b="Xb", c="Xc")

    def stop(at):
        if at.phase is phase and at.done == after:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="same command again"):
        process(case, out, stop)
    assert_whole(out)
    assert len(published(out)) == (2 * after if phase is run.Phase.REDACT else 0)
    assert not (out / "internal/manifest.json").exists()
    process(case, out)
    assert sorted(stage) == ["a.txt", "b.txt", "c.txt"]
    assert len(published(out)) == 7


@pytest.mark.parametrize("call", [1, 2, 3, 4])
def test_ctrl_c_between_the_files_of_one_document_leaves_no_half(stage, case, out, monkeypatch, call):
    write(case, a="Xa", b="Xb")
    calls = []
    real = run.publish

    def stopping(workspace, name, umask):
        calls.append(name)
        if len(calls) == call:
            raise KeyboardInterrupt
        real(workspace, name, umask)

    monkeypatch.setattr(run, "publish", stopping)
    with pytest.raises(Interrupted):
        process(case, out)
    assert_whole(out)
    monkeypatch.setattr(run, "publish", real)
    process(case, out)
    assert len(published(out)) == 5


def test_a_crash_between_the_files_of_one_document_is_mended_by_the_next_run(stage, case, out):
    write(case, a="Xa", b="Xb")
    process(case, out)
    first = everything(out)
    (out / "publish/000002.pdf").unlink()
    with contextlib.closing(sqlite3.connect(out / "internal/journal.sqlite")) as journal, journal:
        journal.execute("DELETE FROM documents WHERE number = '000002'")
    (out / "internal/manifest.json").unlink()
    (out / "publish/000007.pdf").write_bytes(b"%PDF of nobody")
    process(case, out)
    assert everything(out) == first


def test_an_interrupted_run_under_new_rules_leaves_nothing_of_the_old_rules(stage, case, out):
    write(case, a="Xa", b="Xb", c="Xc")
    process(case, out)
    (case / "case.toml").write_text('[persons]\nredact = ["b"]\n')

    def stop(at):
        if at.phase is run.Phase.REDACT and at.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted):
        process(case, out, stop)
    assert published(out) == ["000001.json", "000001.pdf"]


def test_a_usage_error_touches_nothing_that_an_earlier_run_published(stage, case, out):
    write(case, a="Xa")
    process(case, out)
    first = everything(out)
    (case / "case.toml").write_text('[[documents]]\npath = "weg.txt"\n')
    with pytest.raises(UsageError):
        process(case, out)
    assert everything(out) == first


def test_a_file_that_changes_while_it_is_read_fails(stage, case, out, monkeypatch):
    def changing(source, *rest):
        found = read(source, *rest)
        Path(source.file).write_text("Xanders")
        return found

    write(case, a="Xa")
    monkeypatch.setattr(reading, "read", changing)
    assert process(case, out).exit_code == 3
    assert documents(out)["a.txt"]["reasons"] == [reading.CHANGED]
    assert published(out) == ["inventory.csv"]


def test_a_pdf_that_changes_before_it_is_redacted_fails(stage, case, out, monkeypatch):
    def as_pdf(source, *rest):
        return tuple(replace(document, payload=source.file) for document in read(source, *rest))

    def carry(document, *rest):
        Path(document.payload).write_text("Xanders")
        return ()

    write(case, a="Xa")
    monkeypatch.setattr(reading, "read", as_pdf)
    monkeypatch.setattr(stages, "carry", carry)
    assert process(case, out).exit_code == 3
    assert documents(out)["a.txt"]["reasons"] == [reading.CHANGED]
    assert published(out) == ["inventory.csv"]


def test_a_link_that_leads_to_itself_ends_nothing(stage, case, out, monkeypatch):
    write(case, a="Xa")
    (case / "kring").symlink_to("kring")
    monkeypatch.setattr(
        run,
        "discover",
        lambda inputs, ignore=(): (
            Source("a.txt", str(case / "a.txt")),
            Source("kring", str(case / "kring")),
        ),
    )
    real = read
    monkeypatch.setattr(
        reading,
        "read",
        lambda source, *rest: (
            (Document("k", "kring", DocumentKind.UNREADABLE, "", obstacles=("een snelkoppeling",)),)
            if source.path == "kring"
            else real(source, *rest)
        ),
    )
    assert process(case, out).exit_code == 3
    assert documents(out)["a.txt"]["status"] == "ok"


def test_what_lies_in_a_zip_is_read_side_by_side_and_numbered_in_its_place(stage, case, out, monkeypatch):
    write(case, a="Xa", m="ZIP", z="Xz")

    def unfold(source, work, *rest):
        if "ZIP" not in Path(source.file).read_text():
            return None
        parts = []
        for name in ("een", "twee"):
            part = work / f"{name}.part"
            part.write_text(f"X{name}")
            parts.append(Source(f"{source.path}/{name}.txt", str(part), 1))
        broken = Document("b", f"{source.path}/stuk.txt", DocumentKind.UNREADABLE, "", obstacles=("stuk",))
        return iter((*parts, broken))

    monkeypatch.setattr(reading, "unfold", unfold)
    seen = []
    process(case, out, seen.append)
    ids = {path: row["id"] for path, row in documents(out).items()}
    assert ids == {
        "a.txt": "000001", "m.txt/stuk.txt": "000002", "m.txt/een.txt": "000003", "m.txt/twee.txt": "000004",
        "z.txt": "000005",
    }  # fmt: skip
    assert documents(out)["m.txt/stuk.txt"]["status"] == "failed"
    assert max(at.total for at in seen if at.phase is run.Phase.READ) == 5
    stage.clear()
    process(case, out)
    assert stage == []


# ------------------------------------------------------------------------------ workers that died


@pytest.mark.parametrize(
    ("deadly", "lost", "reason"),
    [
        ("read_source", Lost.DIED, DIED),
        ("read_source", Lost.LATE, late(600.0)),
        ("redact_document", Lost.DIED, DIED),
        ("redact_document", Lost.LATE, late(600.0)),
    ],
)
def test_a_document_that_ends_its_worker_fails_and_the_rest_goes_on(  # noqa: PLR0917
    stage, case, out, monkeypatch, deadly, lost, reason
):
    class Losing(Here):
        def each(self, work, tasks):
            for task in tasks:
                yield task, lost if work.__name__ == deadly and "b.txt" in repr(task) else work(task)

    write(case, a="Xa", b="Xb", c="Xc")
    monkeypatch.setattr(run, "team", lambda options: Losing())
    assert process(case, out).exit_code == 3
    assert [d["status"] for d in manifest(out)["documents"]] == ["ok", "failed", "ok"]
    assert documents(out)["b.txt"]["reasons"] == [reason]
    assert published(out) == ["000001.json", "000001.pdf", "000003.json", "000003.pdf", "inventory.csv"]


# ------------------------------------------------------------------------------------------- progress


def test_progress_counts_files_then_documents_and_pages(stage, case, out):
    write(case, a="A\nBIJLAGE x.pdf: X", b="B")
    seen = []
    process(case, out, seen.append)
    assert [(at.phase, at.done, at.total) for at in seen] == [
        (run.Phase.READ, 0, 2),
        (run.Phase.READ, 1, 2),
        (run.Phase.READ, 2, 2),
        (run.Phase.REGISTER, 0, 1),
        (run.Phase.REDACT, 0, 3),
        (run.Phase.REDACT, 1, 3),
        (run.Phase.REDACT, 2, 3),
        (run.Phase.REDACT, 3, 3),
    ]
    assert [at.pages for at in seen[-4:]] == [0, 1, 2, 3]


def test_the_summary_adds_up_the_time_of_each_stage(stage, case, out):
    write(case, a="A", b="B")
    spent = process(case, out).stage_seconds
    assert set(spent) == {"ingest", "split", "relate", "detect", "decide", "redact", "check", "export"}
    assert all(seconds >= 0 for seconds in spent.values())
    assert process(case, out).stage_seconds == {}


@pytest.mark.parametrize("jobs", [0, -1])
def test_less_than_one_job_is_a_usage_error(stage, case, out, jobs):
    write(case, a="A")
    with pytest.raises(UsageError, match="--jobs"):
        run.process([case], out, None, run.Options(jobs), lambda at: None)


def test_a_case_without_files_is_a_usage_error(stage, case, out):
    with pytest.raises(UsageError, match="no file"):
        process(case, out)
    assert not out.exists()
