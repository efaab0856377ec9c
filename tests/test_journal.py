"""The journal: it comes back after any stop, forgets what is gone, and says how far a run is."""

import contextlib
import json
import sqlite3
import time

import pytest

from pipeline import status
from pipeline.cli import main
from pipeline.errors import StorageError, UsageError
from pipeline.journal import Journal, Run, counts
from pipeline.relations import Relation, Trace
from pipeline.software import Software
from pipeline.tasks import Note, ReadResult, RedactTask, Result
from pipeline.types import DocumentKind, Outcome, Status
from pipeline.workspace import open_workspace

RUN = Run(Software("1.0", "program", "model", "rules"), jobs=2, files=3)


def result(number, outcome=Status.OK, fingerprint="f", pages=2):
    note = Note(f"id{number}", f"{number}.pdf", None, DocumentKind.PDF, 1, True, "f", Trace())
    task = RedactTask(
        number, None, note, "", False, (), (), Relation(1), False, 9, (), "out", "c", fingerprint
    )
    shown = outcome is not Status.FAILED
    return Result(
        task,
        Outcome(note.id, outcome, shown, ("reden",)),
        None,
        pages if shown else 0,
        (),
        (("redact", 0.5),),
    )


def read(*notes):
    return ReadResult(notes, (), (("ingest", 0.5),))


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "case").mkdir()
    with open_workspace([tmp_path / "case"], tmp_path / "out") as opened:
        yield opened


def test_what_was_done_is_there_for_the_next_run_under_its_own_fingerprint(workspace):
    with Journal(workspace, RUN) as journal:
        journal.done(result("000001"))
        assert journal.result("000001", "f") == result("000001")
    with Journal(workspace, RUN) as journal:
        assert journal.result("000001", "f") == result("000001")
        assert journal.result("000001", "other") is None
        assert journal.result("000002", "f") is None


def test_what_failed_is_told_and_not_kept(workspace):
    with Journal(workspace, RUN) as journal:
        journal.done(result("000001", Status.FAILED))
        assert journal.result("000001", "f") is None
    assert counts(workspace).failures == (("000001", "000001.pdf", ("reden",)),)


def test_what_is_forgotten_is_gone(workspace):
    with Journal(workspace, RUN) as journal:
        for number in ("000001", "000002"):
            journal.done(result(number))
            journal.read(f"{number}.pdf", read())
    with Journal(workspace, RUN) as journal:
        journal.done(result("000002"))
        journal.forget(["000002.pdf"], ["000002"])
        assert journal.result("000001", "f") is None
        assert journal.result("000002", "f") is not None
    with contextlib.closing(sqlite3.connect(workspace.journal)) as database:
        assert database.execute("SELECT path FROM files").fetchall() == [("000002.pdf",)]
        assert database.execute("SELECT count(*) FROM runs").fetchone() == (1,)


def test_each_document_says_under_which_version_model_and_rules_it_was_made(workspace):
    with Journal(workspace, RUN) as journal:
        journal.done(result("000001"))
    with Journal(workspace, Run(Software("2.0", "program", "other", "rules"), 1, 3)) as journal:
        journal.done(result("000002"))
    with contextlib.closing(sqlite3.connect(workspace.journal)) as database:
        rows = database.execute(
            "SELECT number, version, model FROM documents JOIN runs USING (run) ORDER BY number"
        )
        assert rows.fetchall() == [("000001", "1.0", "model"), ("000002", "2.0", "other")]


def _cut(file):
    file.write_bytes(file.read_bytes()[:5000])


def _noise(file):
    file.write_bytes(b"\x07" * 9000)


def _another_version(file):
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 99")


def _no_values(file):
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE documents SET result = x'80055d2e'")


@pytest.mark.parametrize("damage", [_cut, _noise, _another_version, _no_values])
def test_a_damaged_journal_costs_time_and_nothing_else(workspace, damage):
    with Journal(workspace, RUN) as journal:
        journal.done(result("000001"))
    damage(workspace.journal)
    with Journal(workspace, RUN) as journal:
        assert journal.result("000001", "f") is None
        journal.done(result("000001"))
        assert journal.result("000001", "f") == result("000001")


def test_only_its_owner_can_read_it(workspace):
    with Journal(workspace, RUN):
        pass
    assert workspace.journal.stat().st_mode & 0o077 == 0 or workspace.internal.stat().st_mode & 0o077 == 0


def test_a_disk_that_is_full_says_what_to_do(workspace):
    with Journal(workspace, RUN) as journal:
        journal._database.execute("PRAGMA max_page_count = 1")
        with pytest.raises(StorageError, match="run the same command again"):
            journal.waiting((f"{number:06d}", "brief.pdf") for number in range(1, 2000))
        journal._database.execute("PRAGMA max_page_count = 100000")


# ------------------------------------------------------------------------------------------- woo status


def test_how_far_a_run_is_while_it_goes_on(workspace, tmp_path):
    with Journal(workspace, RUN) as journal:
        journal.phase("reading")
        journal.read("a.pdf", read())
        journal.part(0.25)
        journal.commit()
        progress = status.status_of(tmp_path / "out")
        assert progress.state is status.State.RUNNING
        assert (progress.counts.files_read, progress.counts.files) == (1, 3)
        spent = time.time() - progress.counts.phase_started
        assert progress.seconds_left == pytest.approx(3 * spent, abs=0.5)
        journal.phase("redacting")
        assert status.status_of(tmp_path / "out").seconds_left is None  # nothing of this phase is done yet
        journal.waiting([("000001", "a.pdf"), ("000002", "b.pdf"), ("000003", "c.pdf"), ("000004", "d.pdf")])
        journal.done(result("000001"))
        journal.done(result("000002", Status.REVIEW, pages=5))
        journal.done(result("000003", Status.FAILED))
        journal.commit()
        found = status.status_of(tmp_path / "out").counts
    assert (found.documents_done, found.documents) == (3, 4)
    assert (found.published, found.review, found.failed, found.pages) == (2, 1, 1, 7)


@pytest.mark.parametrize(("ended", "state", "code"), [(True, "finished", 0), (False, "stopped", 3)])
def test_the_command_tells_a_finished_run_from_one_that_was_stopped(tmp_path, capsys, ended, state, code):
    (tmp_path / "case").mkdir()
    with (
        open_workspace([tmp_path / "case"], tmp_path / "out") as workspace,
        Journal(workspace, RUN) as journal,
    ):
        journal.phase("redacting")
        journal.done(result("000001", Status.FAILED))
        if ended:
            journal.ended()
    assert main(["status", str(tmp_path / "out"), "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == state
    assert told["failures"] == [{"id": "000001", "source": "000001.pdf", "reasons": ["reden"]}]
    assert main(["status", str(tmp_path / "out")]) == code
    shown = capsys.readouterr().out
    assert state in shown
    assert "000001.pdf" in shown


def test_without_a_run_there_is_nothing_to_tell(tmp_path, capsys):
    with pytest.raises(UsageError, match="no run here"):
        status.status_of(tmp_path)
    assert main(["status", str(tmp_path)]) == 2
    assert "no run here" in capsys.readouterr().err
