"""The forms that `benchmarks.forms` makes of the samples: each says what the sample says."""

import re
from pathlib import Path

import pytest

from benchmarks.form_makers import FORMS, ORIGINAL, Form, chosen, samples
from benchmarks.forms import missing
from benchmarks.quality import answers
from pipeline.ingest import discover, read
from pipeline.types import DocumentKind

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = samples()
GOLD = answers(ROOT / "samples")
PLAIN = [ORIGINAL, *(form for form in FORMS if not form.needs)]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", text))


def texts(form: Form, folder: Path) -> dict[str, str]:
    """The text of each sample as read in a form, attachments included."""
    (folder / "in").mkdir()
    (folder / "work").mkdir()
    names = form.make(chosen(form, SAMPLES), folder / "in")
    found: dict[str, str] = {}
    for source in discover([folder / "in"]):
        for document in read(source, folder / "work"):
            assert document.kind is not DocumentKind.UNREADABLE, document.source
            sample = next(names[step] for step in document.source.split("/") if step in names)
            found[sample] = f"{found.get(sample, '')}\n{document.text}"
    return found


@pytest.mark.parametrize("form", PLAIN, ids=lambda form: form.name)
def test_a_form_says_what_the_sample_says(tmp_path, form):
    found = texts(form, tmp_path)
    assert sorted(found) == [sample.name for sample in chosen(form, SAMPLES)]
    for name, text in found.items():
        lost = words(GOLD[name]["text"]) - words(text)
        assert len(lost) <= 2, (name, lost)  # labels of the header: CC, Datum


def test_every_form_takes_something():
    assert all(chosen(form, SAMPLES) for form in FORMS)


def test_a_form_whose_program_is_missing_is_left_out():
    assert missing(Form("x", ("eml",), ORIGINAL.make, ("no-such-program",))) == ["no-such-program"]
    assert missing(ORIGINAL) == []
