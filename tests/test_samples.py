"""The invented case of samples/ and its right answers."""

import email
import importlib.util
import itertools
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
GOLD = {
    f.name.removesuffix(".json"): json.loads(f.read_text(encoding="utf-8"))
    for f in sorted((SAMPLES / "gold").glob("*.json"))
}
NAMES = sorted(GOLD)


def _load_make():
    spec = importlib.util.spec_from_file_location("samples_make", SAMPLES / "make.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


MAKE = _load_make()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    MAKE.make(folder)
    return folder


def test_every_document_has_its_answers():
    documents = {f.name for f in SAMPLES.iterdir() if f.suffix in {".eml", ".pdf", ".txt", ".md"}}
    assert documents - {"README.md"} == set(GOLD)


@pytest.mark.parametrize("name", NAMES)
def test_make_gives_the_same_bytes(made, name):
    fresh, kept = made / name, SAMPLES / name
    if _makers(fresh) == _makers(kept):
        assert fresh.read_bytes() == kept.read_bytes()
    else:  # another version of a PDF maker, as the range of pyproject.toml allows: the text must be the same
        assert [_text(pdf) for pdf in _pdfs(fresh)] == [_text(pdf) for pdf in _pdfs(kept)]


@pytest.mark.parametrize("name", NAMES)
def test_make_gives_the_same_answers(made, name):
    fresh = (made / "gold" / f"{name}.json").read_bytes()
    assert fresh == (SAMPLES / "gold" / f"{name}.json").read_bytes()


def _pdfs(file):
    """The bytes of the PDF that a file is, or of those that a mail carries."""
    if file.suffix == ".pdf":
        return [file.read_bytes()]
    if file.suffix != ".eml":
        return []
    parts = email.message_from_bytes(file.read_bytes()).walk()
    return [p.get_payload(decode=True) for p in parts if p.get_content_type() == "application/pdf"]


def _makers(file):
    """The programs, with their versions, that made the PDFs in a file."""
    makers = []
    for pdf in _pdfs(file):
        document = pypdfium2.PdfDocument(pdf)
        makers.append(document.get_metadata_value("Creator"))
        document.close()
    return makers


def _text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_answers_stand_at_their_place(name):
    gold = GOLD[name]
    places = [(s["start"], s["start"] + len(s["text"])) for s in gold["spans"]]
    assert [gold["text"][a:b] for a, b in places] == [s["text"] for s in gold["spans"]]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(places)), "spans overlap"


@pytest.mark.parametrize("name", NAMES)
def test_the_expected_items_stand_in_the_text(name):
    gold = GOLD[name]
    text = " ".join(gold["text"].split())
    for kind in ("agenda_items", "decisions", "actions"):
        assert [item for item in gold["structure"].get(kind, []) if item not in text] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".pdf")])
def test_the_answers_hold_the_whole_text_of_a_pdf(name):
    """All but the page numbers; a word broken over two lines of a table may differ."""
    shown = Counter(re.findall(r"\w{3,}", _text((SAMPLES / name).read_bytes())))
    told = Counter(re.findall(r"\w{3,}", GOLD[name]["text"]))
    shown.subtract({"Pagina": shown["Pagina"], "van": shown["van"] - told["van"]})
    assert +shown == told


@pytest.mark.parametrize(
    "kind",
    ["mail", "agenda", "besluitenlijst", "verslag", "memo", "nota", "brief", "notitie", "bundel", "chat"],
)
def test_every_kind_of_document_is_there(kind):
    assert kind in {gold["kind"] for gold in GOLD.values()}


@pytest.mark.parametrize(
    ("must", "label"),
    [
        ("redact", "PERSON"),
        ("redact", "EMAIL"),
        ("redact", "PHONE"),
        ("redact", "ADDRESS"),
        ("redact", "BIRTH_DATE"),
        ("redact", "BSN"),
        ("redact", "IBAN"),
        ("redact", "NUMBER_PLATE"),
        ("keep", "OFFICIAL"),
        ("keep", "PLACE"),
        ("keep", "ORGANISATION"),
        ("keep", "GENERAL"),
        ("keep", "WORD"),
    ],
)
def test_every_kind_of_answer_is_there(must, label):
    assert any(s["must"] == must and s["type"] == label for gold in GOLD.values() for s in gold["spans"])


def _all(label):
    return sorted({s["text"] for g in GOLD.values() for s in g["spans"] if s["type"] == label})


@pytest.mark.parametrize("number", _all("BSN"))
def test_a_bsn_passes_the_eleven_test_and_is_of_the_test_range(number):
    digits = [int(c) for c in number if c.isdigit()]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    assert number.startswith("9999")
    assert sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


@pytest.mark.parametrize("number", _all("IBAN"))
def test_an_iban_passes_its_check_and_its_bank_does_not_exist(number):
    bare = number.replace(" ", "")
    assert bare[4:8] == "TEST"
    assert int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_domain_cannot_exist(name):
    """RFC 2606 keeps `.example` free for good."""
    domains = re.findall(r"@([\w-]+(?:\.[\w-]+)*)", GOLD[name]["text"])
    assert {domain.rsplit(".", 1)[-1] for domain in domains} <= {"example"}


def test_a_name_that_is_not_marked_up_stops_the_making():
    gold = {
        "text": "Roos en roos",
        "spans": [{"must": "redact", "type": "PERSON", "text": "Roos", "start": 0}],
    }
    with pytest.raises(ValueError, match=r"one\.txt: roos"):
        MAKE.check({"one.txt": gold})
