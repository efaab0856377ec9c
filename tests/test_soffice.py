"""LibreOffice that stays running: how it is asked, what bounds it, and that it never outlives us."""

import ast
import os
import re
import signal
import subprocess
import sys
import threading
import time
import types
from pathlib import Path

import pytest
from soffice_files import LETTER, SHEET, TO_DOCX, plain, running, stop, the_server, unpacked

from pipeline.errors import DocumentError
from pipeline.office import confined, server, soffice, uno_client
from pipeline.pool import Bounds, Workers

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def anew():
    """No LibreOffice of an earlier test, and none for the next one."""
    stop()
    yield
    stop()


def offices(home="woo-office-"):
    """The processes of LibreOffice that have their profile in a folder, by what the system says of them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if "soffice.bin" in words.split("\0")[0] and home in words:
            found.append(int(folder.name))
    return found


def fake(folder, script, monkeypatch, seconds=20.0):
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    monkeypatch.setattr(soffice, "program", lambda: str(program))
    monkeypatch.setattr(soffice, "SECONDS", seconds)


def test_a_way_that_there_is_not_is_an_error_of_ours():
    for kind, target in (("odt", "pdf"), ("xls", "docx"), ("docx", "xlsx"), ("exe", "docx")):
        with pytest.raises(ValueError, match=kind):
            soffice.convert(b"", kind, target)


@pytest.mark.parametrize(
    ("way", "there", "reason"),
    [(("ods", "xlsx"), "writer", soffice.NO_CALC), (("odt", "docx"), "calc", soffice.MISSING)],
)
def test_a_part_of_libreoffice_that_is_not_installed_is_named(way, there, reason, tmp_path, monkeypatch):
    for folder in ("program", "share/registry"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("main", there):
        (tmp_path / "share" / "registry" / f"{name}.xcd").touch()
    fake(tmp_path / "program", "exit 1", monkeypatch)
    with pytest.raises(soffice.MissingError) as failed:
        soffice.convert(b"", *way)
    assert str(failed.value) == reason


def test_without_uno_each_file_has_a_libreoffice_of_its_own(tmp_path, monkeypatch):
    """The file comes last among the arguments, the folder for the result before it."""
    script = 'while [ $# -gt 2 ]; do shift; done; mkdir "$1"; { echo "$0 $$"; cat "$2"; } > "$1/stuk.docx"'
    fake(tmp_path, script, monkeypatch)
    monkeypatch.setattr(soffice, "python_with_uno", lambda _: None)
    made = {soffice.to_docx(b"inhoud", "rtf") for _ in range(2)}
    assert len(made) == 2
    assert all(one.endswith(b"inhoud") for one in made)


def test_the_client_runs_on_any_python():
    """It is in the wheel as every file of the package is (test_wheel.py)."""
    source = server._CLIENT.read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 9))
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported - sys.stdlib_module_names == {"uno"}


class FakeOffice:
    """What the client sees of LibreOffice: notes how it is asked to read and write."""

    def __init__(self, service="com.sun.star.text.TextDocument", fails=False):
        self.service, self.fails = service, fails
        self.asked, self.closed = [], 0

    def loadComponentFromURL(self, url, frame, flags, properties):  # noqa: N802
        self.asked.append((url, frame, flags, {one.Name: one.Value for one in properties}))
        return self

    def supportsService(self, name):  # noqa: N802
        return name == self.service

    def storeToURL(self, url, properties):  # noqa: N802
        self.asked.append((url, {one.Name: one.Value for one in properties}))
        if self.fails:
            raise RuntimeError

    def close(self, deliver):
        self.closed += deliver


@pytest.fixture
def bridge(monkeypatch):
    """In the place of `uno`."""
    uno = types.ModuleType("uno")
    uno.systemPathToFileUrl = "file://{}".format
    uno.createUnoStruct = lambda _: types.SimpleNamespace()
    uno.Any = lambda _, value: {one.Name: one.Value for one in value}
    monkeypatch.setitem(sys.modules, "uno", uno)


def job(kind, target):
    way = soffice.WAYS[kind, target]
    said = {"reads": way.reads, "writes": way.writes, "service": way.service, "data": dict(way.data)}
    return {"job": 1, "source": "/stuk", "result": "/uit", **said}


@pytest.mark.usefixtures("bridge")
def test_a_file_is_read_without_macros_links_or_questions():
    """No interaction handler among the properties: LibreOffice then asks nothing."""
    office = FakeOffice()
    assert uno_client._convert(office, job("docx", "pdf"))
    read, written = office.asked
    wanted = {
        "FilterName": "MS Word 2007 XML", "Hidden": True, "ReadOnly": True, "AsTemplate": False,
        "MacroExecutionMode": 0, "UpdateDocMode": 0,
    }  # fmt: skip
    assert read == ("file:///stuk", "_blank", 0, wanted)
    pdf = {"FilterName": "writer_pdf_Export", "Overwrite": True, "FilterData": dict(soffice._PDF)}
    assert written == ("file:///uit", pdf)
    assert office.closed == 1


@pytest.mark.usefixtures("bridge")
@pytest.mark.parametrize("office", [FakeOffice(fails=True), FakeOffice(service="com.sun.star.sheet")])
def test_a_file_that_fails_is_closed_too(office):
    assert not uno_client._convert(office, job("odt", "docx"))
    assert office.closed == 1


def test_the_socket_of_a_profile_is_known():
    """As LibreOffice 7.4 named it."""
    name = "SingleOfficeIPC_e0901e921e4c53b99b564f62e355e64"
    assert f"/tmp/OSL_PIPE_*_{name}" in confined.sockets(Path("/tmp/woo-office-wltu56x_/profiel"))


@pytest.mark.slow
@pytest.mark.parametrize(("script", "reason"), [("sleep 30", soffice.LATE), ("exit 1", soffice.FAILED)])
def test_one_that_hangs_or_ends_as_it_starts(script, reason, tmp_path, monkeypatch):
    fake(tmp_path, script, monkeypatch, 1.0 if "sleep" in script else 20.0)
    with pytest.raises(DocumentError) as failed:
        soffice.to_pdf(b"")
    assert str(failed.value) == reason


@running
@pytest.mark.system
class TestBounds:
    def test_a_program_that_is_killed_at_work_costs_no_file(self):
        before = plain(soffice.to_pdf(LETTER))
        (pid,) = offices(str(the_server()._home))
        os.kill(pid, signal.SIGSTOP)  # so that it is surely at work
        killer = threading.Timer(0.5, os.kill, (pid, signal.SIGKILL))
        killer.start()
        assert plain(soffice.to_pdf(LETTER)) == before
        killer.join()
        assert not soffice._running
        assert plain(soffice.to_pdf(LETTER)) == before
        assert the_server().files == 1

    def test_a_program_that_hangs_costs_one_file(self, monkeypatch):
        soffice.to_pdf(LETTER)
        first = the_server()
        (pid,) = offices(str(first._home))
        os.kill(pid, signal.SIGSTOP)
        monkeypatch.setattr(soffice, "SECONDS", 0.5)
        with pytest.raises(DocumentError) as failed:
            soffice.to_pdf(LETTER)
        assert str(failed.value) == soffice.LATE
        assert offices(str(first._home)) == []
        assert not first._home.exists()
        monkeypatch.undo()
        assert soffice.to_pdf(LETTER)

    def test_it_has_no_more_memory_than_one_that_is_started_for_a_file(self):
        soffice.to_pdf(LETTER)
        (pid,) = offices(str(the_server()._home))
        limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
        most = re.search(r"Max address space +(\d+)", limits)
        assert most
        assert int(most[1]) == 4 * 2**30

    def test_it_is_started_anew_after_a_number_of_files(self, monkeypatch):
        monkeypatch.setattr(soffice, "FILES", 2)
        seen = []
        for _ in range(3):
            soffice.to_pdf(LETTER)
            seen.append(len(soffice._running))
        assert seen == [1, 0, 1]

    @pytest.mark.parametrize(
        ("data", "kind", "target"),
        [(b"geen bestand", "doc", "docx"), (b"PK\3\4", "odt", "docx"), (SHEET, "odt", "docx")],
    )
    def test_a_file_that_is_not_of_its_kind_fails_alone(self, data, kind, target):
        """Or becomes what LibreOffice makes of it, as long as that is a file; the next one is as ever."""
        try:
            assert unpacked(soffice.convert(data, kind, target))
        except DocumentError as failed:
            assert str(failed) == soffice.FAILED  # noqa: PT017  (either will do)
        assert unpacked(soffice.to_docx(TO_DOCX["rtf"], "rtf"))

    def test_a_workbook(self):
        made = dict(unpacked(soffice.convert(SHEET, "ods", "xlsx")))
        assert b"cel" in made["xl/sharedStrings.xml"]


_ONE = """
import sys, time
sys.path[:0] = [{root!r}, {tests!r}]
from pipeline.office import confined, soffice
from docx_maker import make_docx, para
if {shared}:
    confined.in_a_world_of_its_own = lambda: ()
soffice.to_pdf(make_docx(para("tekst")))
(found,) = soffice._running.values()
print(found._home, *confined.sockets(found._home / "profiel"), flush=True)
{then}
"""


def left(home, *patterns):
    """What there still is of a LibreOffice."""
    return [
        *offices(home),
        *([home] if Path(home).exists() else []),
        *(str(name) for one in patterns for name in Path(one).parent.glob(Path(one).name)),
    ]


@running
@pytest.mark.system
@pytest.mark.parametrize("shared", [False, True], ids=["world of its own", "processes shared"])
@pytest.mark.parametrize("end", ["exit", "_exit", "SIGKILL", "SIGKILL at work"])
def test_it_ends_with_our_process(end, shared):
    then = {"exit": "", "_exit": "import os; os._exit(1)", "SIGKILL": "time.sleep(60)"}.get(
        end, "soffice.to_pdf(make_docx(para('tekst ' * 500) * 2000))"
    )
    script = _ONE.format(root=str(ROOT), tests=str(ROOT / "tests"), shared=shared, then=then)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        traces = process.stdout.readline().split()
        assert traces
        if "SIGKILL" in end:
            assert left(*traces)
            time.sleep(0.5)
            process.kill()
        process.wait(20)
        for _ in range(40):
            if not left(*traces):
                break
            time.sleep(0.05)
        assert left(*traces) == []


def done_by(number):
    made = soffice.to_pdf(LETTER)
    return number, os.getpid(), str(the_server()._home), plain(made)


@running
@pytest.mark.system
def test_workers_have_one_each():
    with Workers(2, Bounds(300.0)) as workers:
        results = [result for _, result in workers.each(done_by, range(8)) if result]
        assert sorted(number for number, _, _, _ in results) == list(range(8))
        homes = {(pid, home) for _, pid, home, _ in results}
        assert len(homes) == len({pid for pid, _ in homes}) == len({home for _, home in homes})
        assert len({made for _, _, _, made in results}) == 1
    assert [left(home) for _, home in homes if left(home)] == []
