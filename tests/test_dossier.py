"""The invented case that speed and memory are measured on."""

import hashlib
import io
import random
from email import message_from_bytes, policy

import pypdfium2
import pytest

from benchmarks.dossier.make import counts_of, make

pytestmark = pytest.mark.slow  # the fast tests have two minutes, the installation included

DOCUMENTS, PAGES = 25, 60


def digests(folder):
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def pages_of(data):
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return len(document)
    finally:
        document.close()


def attached(file):
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    return [part.get_content() for part in mail.iter_attachments()]


@pytest.mark.slow
def test_case_has_the_documents_and_pages_that_were_asked_for_and_the_same_bytes_again(tmp_path):
    counts = make(tmp_path / "one", DOCUMENTS, PAGES, seed=3)
    make(tmp_path / "two", DOCUMENTS, PAGES, seed=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    make(tmp_path / "other", DOCUMENTS, PAGES, seed=4)
    assert digests(tmp_path / "one") != digests(tmp_path / "other")
    files = [file for file in (tmp_path / "one").rglob("*.*") if file.name != "case.toml"]
    pdfs = [file.read_bytes() for file in files if file.suffix == ".pdf"]
    hanging = [data for file in files if file.suffix == ".eml" for data in attached(file)]
    assert len(files) + len(hanging) == DOCUMENTS
    assert sorted(map(pages_of, pdfs + hanging)) == sorted(counts.sizes)
    assert sum(counts.sizes) + DOCUMENTS - len(counts.sizes) == PAGES


@pytest.mark.parametrize(("documents", "pages"), [(2000, 10_000), (60, 300), (100, 101)])
def test_counts_add_up(documents, pages):
    counts = counts_of(random.Random(1), documents, pages)
    others = counts.mails + counts.texts + counts.word + counts.copies
    assert others + len(counts.sizes) == documents
    assert sum(counts.sizes) + others == pages
    assert min(counts.sizes) >= 1


def test_pages_that_do_not_go_with_the_documents_are_refused():
    with pytest.raises(ValueError, match="10 documents"):
        counts_of(random.Random(1), 10, 5000)
