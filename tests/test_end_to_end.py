"""The whole job on samples/, by the command line: what goes out is safe, whole, and always the same.

The right answers are those of samples/gold; how a leak is counted is told in benchmarks/quality.py. One run
is made for the module; a second one, with another number of jobs and another hash seed, must give the same
bytes.
"""

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from pipeline.export.schema import validate
from pipeline.run import Options, process

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
ATTACHMENTS = 2  # the advice in 02 and the mail in 04
DOCUMENTS = 14 + ATTACHMENTS


def _load_quality():
    spec = importlib.util.spec_from_file_location("benchmarks_quality", ROOT / "benchmarks" / "quality.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


quality = _load_quality()
GOLD = quality.answers(SAMPLES)
NAMES = sorted(GOLD)

every_document = pytest.mark.parametrize("name", NAMES)


def woo(*arguments, seed="0"):
    """Run the command line in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "pipeline.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def files_of(out):
    """Every file of OUT that is meant to last and to be the same each time, by its path, with its bytes."""
    lasting = [f for f in sorted((out / "publish").rglob("*")) if f.is_file()]
    lasting += [f for f in sorted((out / "internal").glob("*.json")) if f.name != "summary.json"]  # seconds
    return {str(f.relative_to(out)): f.read_bytes() for f in lasting}


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """OUT of the run that the tables below look at, and what the command said."""
    out = tmp_path_factory.mktemp("end-to-end") / "out"
    return out, woo("process", SAMPLES, "--out", out, "--jobs", "2", seed="1")


@pytest.fixture(scope="session")
def out(run):
    return run[0]


@pytest.fixture(scope="session")
def read(run):
    """What publish/ shows of each input."""
    return quality.published(run[0])


@pytest.fixture(scope="session")
def rows(out):
    return json.loads((out / "internal" / "manifest.json").read_text(encoding="utf-8"))["documents"]


@pytest.fixture(scope="session")
def exports(out):
    """The JSON in publish/ by number."""
    return {
        f.stem: json.loads(f.read_text(encoding="utf-8")) for f in sorted((out / "publish").glob("*.json"))
    }


# ---------------------------------------------------------------------------------- everything is there


def test_the_run_ends_well(run):
    """1: the letter that is signed namens het college needs a person."""
    done = run[1]
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_every_document_is_published(rows):
    assert [(r["source"], r["reasons"]) for r in rows if not r["published"]] == []
    assert len(rows) == DOCUMENTS


def test_only_documents_are_taken(rows):
    """The case file says what is not: the answers, the sources and the script."""
    roots = {Path(r["source"]).name for r in rows if r["parent"] is None}
    assert roots == set(NAMES)


@pytest.mark.parametrize("name", ["02-doorgestuurd-verkeersadvies.eml", "04-melding-met-bijlage.eml"])
def test_an_attachment_is_a_document_of_its_own(rows, name):
    parent = next(r["id"] for r in rows if Path(r["source"]).name == name and r["parent"] is None)
    assert len([r for r in rows if r["parent"] == parent]) == 1


def test_publish_holds_nothing_else(out):
    numbers = [f"{i:06d}" for i in range(1, DOCUMENTS + 1)]
    expected = {f"{n}.{ending}" for n in numbers for ending in ("pdf", "json")} | {"inventory.csv"}
    assert {f.name for f in (out / "publish").iterdir()} == expected


# ---------------------------------------------------------------------------------------- nothing leaks


@every_document
def test_pypdfium2_reads_nothing_that_must_go(read, name):
    assert quality.leaks(GOLD[name], read[name].pdfium) == []


@every_document
def test_pdfplumber_reads_nothing_that_must_go(read, name):
    assert quality.leaks(GOLD[name], read[name].plumber) == []


@every_document
def test_no_object_and_no_json_holds_what_must_go(read, name):
    assert quality.leaks_in_objects(GOLD[name], read[name].objects) == []


@every_document
def test_the_json_reads_nothing_that_must_go(read, name):
    """The text of the JSON is the document once; every item repeats a stretch of it."""
    text = quality.normal("\n".join(export["text"] for export in read[name].exports))
    assert quality.leaks(GOLD[name], text) == []


def test_the_inventory_holds_nothing_that_must_go(out):
    text = quality.normal((out / "publish" / "inventory.csv").read_text(encoding="utf-8-sig"))
    rest = quality.normal(" ".join(quality.without(gold) for gold in GOLD.values()))
    must_go = {s["text"] for gold in GOLD.values() for s in gold["spans"] if s["must"] == "redact"}
    found = quality.tally(must_go, text) - quality.tally(must_go, rest)
    assert found.total() == 0, sorted(+found)


def test_no_file_name_of_the_case_is_published(out):
    """Names of files tell who wrote them."""
    stems = [re.sub(r"\.\w+$", "", name) for name in NAMES]
    for file in sorted((out / "publish").iterdir()):
        text = quality.objects_text(file) if file.suffix == ".pdf" else file.read_text(encoding="utf-8")
        assert [s for s in stems if s in text] == [], file.name


def test_the_metadata_names_nobody(out):
    for file in sorted((out / "publish").glob("*.pdf")):
        with pikepdf.open(file) as pdf:
            assert set(pdf.docinfo.keys()) & {"/Author", "/Subject", "/Keywords"} == set(), file.name


def test_internal_is_for_its_owner_only(out):
    assert stat.S_IMODE((out / "internal").stat().st_mode) == 0o700


def test_the_command_says_no_name(run):
    must_go = {s["text"] for gold in GOLD.values() for s in gold["spans"] if s["type"] == "PERSON"}
    said = quality.normal(run[1].stdout + run[1].stderr)
    full_names = {quality.normal(name) for name in must_go if " " in name}
    assert quality.tally(full_names, said).total() == 0


# ------------------------------------------------------------------------------- everything else stays


@every_document
def test_what_must_stay_is_there(read, name):
    assert quality.losses(GOLD[name], read[name].pdfium, read[name].plumber) == []


def test_the_other_words_stay(read):
    """Over 97 of 100 words of three letters and more outside what must go are still to be read."""
    kept, there = Counter(), Counter()
    for name in NAMES:
        kept.update((name, word) for word in _words(quality.without(GOLD[name])))
        there.update((name, word) for word in _words(read[name].pdfium))
    lost = kept - there
    assert lost.total() < 0.03 * kept.total(), sorted(lost.items())


def _words(text):
    return re.findall(r"\w{3,}", text.lower())


# ----------------------------------------------------------------------------------------- the items


@every_document
@pytest.mark.parametrize("kind", ["agenda_items", "decisions", "actions"])
def test_the_items_are_found(read, name, kind):
    expected = GOLD[name]["structure"].get(kind, [])
    found = quality.item_labels(read[name].exports, kind)
    assert sorted(set(expected) - set(quality.hits(expected, found))) == []


@pytest.mark.parametrize("name", [n for n in NAMES if "messages" in GOLD[n]["structure"]])
def test_the_messages_of_a_thread_are_found(read, name):
    found = sorted(m["date"] or "" for export in read[name].exports for m in export["messages"])
    expected = sorted(GOLD[name]["structure"]["messages"])
    assert len(found) == len(expected)
    assert [f for f, e in zip(found, expected, strict=True) if not f.startswith(e)] == []


def test_the_documents_in_a_bundle_are_found(read):
    name = "13-bundel-bezwaar.pdf"
    found = [part["kind"] for export in read[name].exports for part in export["parts"]]
    assert found == GOLD[name]["structure"]["parts"]


# -------------------------------------------------------------------------------- the marks and the JSON


def test_the_json_is_valid(exports):
    for export in exports.values():
        validate(export)


def test_the_legend_lists_the_codes_and_pages_of_the_marks(exports):
    for number, export in exports.items():
        marked = {}
        for redaction in export["redactions"]:
            for ground in redaction["grounds"]:
                marked.setdefault(ground, set()).add(redaction["page"])
        listed = {row["code"]: set(row["pages"]) for row in export["legend"]}
        assert listed == marked, number


def test_the_legend_stands_at_the_end_of_the_pdf(out, exports):
    for number, export in exports.items():
        document = pypdfium2.PdfDocument(out / "publish" / f"{number}.pdf")
        last = document[len(document) - 1].get_textpage().get_text_bounded()
        document.close()
        assert all(row["description"][:30] in " ".join(last.split()) for row in export["legend"]), number


def test_the_inventory_has_a_row_for_each_document(out):
    text = (out / "publish" / "inventory.csv").read_text(encoding="utf-8-sig")
    table = list(csv.reader(io.StringIO(text), csv.Sniffer().sniff(text.splitlines()[0])))
    assert len(table) == DOCUMENTS + 1


# ------------------------------------------------------------------------------------- always the same


@pytest.mark.slow
def test_the_number_of_jobs_and_the_hash_seed_change_nothing(out, tmp_path):
    done = woo("process", SAMPLES, "--out", tmp_path / "out", "--jobs", "1", seed="2")
    assert done.returncode == 1, done.stderr
    assert _differences(files_of(out), files_of(tmp_path / "out")) == []


@pytest.mark.slow
def test_a_second_run_changes_nothing(out):
    before = files_of(out)
    done = woo("process", SAMPLES, "--out", out, "--jobs", "1", seed="3")
    assert done.returncode == 1, done.stderr
    assert _differences(before, files_of(out)) == []


def _differences(one, other):
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@pytest.mark.slow
def test_two_inputs_that_differ_in_a_name_only_give_the_same_output(tmp_path):
    memo = (SAMPLES / "08-memo-verkeer.txt").read_text(encoding="utf-8")
    for folder, first, last in (("a", "Mehmet", "Yıldırım"), ("b", "Bo", "Uittenbroek")):
        (tmp_path / folder).mkdir()
        text = memo.replace("Mehmet", first).replace("Yıldırım", last).replace("m.yildirim", last.lower())
        (tmp_path / folder / "memo.txt").write_text(text, encoding="utf-8")
        process([tmp_path / folder], tmp_path / f"out-{folder}", None, Options(1), lambda _: None)
    one, other = (files_of(tmp_path / f"out-{folder}") for folder in "ab")
    published = {name for name in one if name.startswith("publish/")}
    assert "publish/000001.pdf" in published
    assert {name: one[name] for name in published} == {name: other[name] for name in published}


# ------------------------------------------------------------------- programs of the system, where they are


def _needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def _said(out, name, read, *command):
    """What a program says of each PDF of an input, the PDF's path in place of `PDF`."""
    pieces = []
    for number in read[name].numbers:
        pdf = str(out / "publish" / f"{number}.pdf")
        given = [pdf if word == "PDF" else word for word in command]
        pieces.append(subprocess.run(given, capture_output=True, check=True).stdout)
    return b"\n".join(pieces)


@pytest.mark.system
@_needs("pdftotext")
@pytest.mark.parametrize("layout", ["-layout", "-raw"])
@every_document
def test_pdftotext_reads_nothing_that_must_go(out, read, name, layout):
    text = _said(out, name, read, "pdftotext", layout, "PDF", "-").decode()
    assert quality.leaks(GOLD[name], quality.normal(text)) == []


@pytest.mark.system
@_needs("qpdf")
@every_document
def test_qpdf_shows_nothing_that_must_go(out, read, name):
    text = _said(out, name, read, "qpdf", "--qdf", "--object-streams=disable", "PDF", "-").decode("latin-1")
    assert quality.leaks_in_objects(GOLD[name], quality.normal(text)) == []


@pytest.mark.system
@_needs("qpdf")
def test_qpdf_finds_no_fault(out):
    for file in sorted((out / "publish").glob("*.pdf")):
        assert subprocess.run(["qpdf", "--check", file], capture_output=True, check=False).returncode == 0
