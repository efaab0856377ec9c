"""What LibreOffice makes of a file depends on no file that it read before."""

import re
import time

import pytest
from soffice_files import (
    FOUND,
    LETTER,
    TO_DOCX,
    TO_PDF,
    plain,
    running,
    stop,
    the_server,
    unpacked,
    with_wide_font,
)

from pipeline.office import server, soffice

pytestmark = [running, pytest.mark.system]


@pytest.fixture(autouse=True)
def anew():
    """No LibreOffice of an earlier test, and none for the next one."""
    stop()
    yield
    stop()


@pytest.mark.parametrize(
    ("files", "work"),
    [
        (TO_PDF, lambda _, data: plain(soffice.to_pdf(data))),
        (TO_DOCX, lambda name, data: unpacked(soffice.to_docx(data, re.search("odt|rtf", name)[0]))),
    ],
    ids=["pdf", "docx"],
)
def test_two_orders_and_alone_give_the_same_bytes(files, work, monkeypatch):
    there = {name: work(name, files[name]) for name in files}
    assert the_server().files == len(files)
    stop()
    back = {name: work(name, files[name]) for name in reversed(files)}
    assert the_server().files == len(files)
    monkeypatch.setattr(soffice, "python_with_uno", lambda _: None)
    alone = {name: work(name, files[name]) for name in files}
    assert there == back
    assert there == alone


def test_a_font_in_a_file_stays_in_that_file():
    """One of a known name, with wide letters: a LibreOffice that read it lays the next file out with it."""
    before = plain(soffice.to_pdf(LETTER))
    stop()
    soffice.to_docx(with_wide_font("Calibri"), "odt")
    assert not soffice._running
    assert plain(soffice.to_pdf(LETTER)) == before
    until = time.monotonic() + 60
    found = server.Server(FOUND, server.python_with_uno(FOUND), until)
    found.convert(with_wide_font("Calibri"), soffice.WAYS["odt", "docx"], until)
    spoilt = found.convert(LETTER, soffice.WAYS["docx", "pdf"], until)
    found.stop()
    assert not found.same
    assert plain(spoilt) != before


def test_what_was_sent_in_and_what_we_built_have_a_program_each():
    soffice.to_docx(TO_DOCX["rtf"], "rtf")
    first = the_server()
    soffice.to_docx(TO_DOCX["odt"], "odt")
    assert the_server() is first
    soffice.to_pdf(LETTER)
    assert the_server() is not first
