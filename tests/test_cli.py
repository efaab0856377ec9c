"""The command line: what it says, where it says it, and the exit codes."""

import io
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest
from rich.console import Console

from pipeline import __version__, cli, report, run
from pipeline.errors import Interrupted, RulebookError, StorageError, UsageError
from pipeline.limits import Limits
from pipeline.relations import Relation, Trace
from pipeline.summary import Summary
from pipeline.tasks import Note, RedactTask, Result
from pipeline.types import DocumentKind, Outcome, Status
from pipeline.workspace import Numbered, open_workspace


def result(number, status=Status.OK, source=None, reasons=(), *, published=None):
    note = Note(f"id{number}", source or f"{number}.pdf", None, DocumentKind.PDF, 1, True, "f", Trace())
    task = RedactTask(number, None, note, "", False, (), (), Relation(1), False, 9, (), "out", "c", "f")
    shown = status is not Status.FAILED if published is None else published
    return Result(task, Outcome(note.id, status, shown, tuple(reasons)), None, 2 if shown else 0, (), ())


def summary(*results, withdrawn=()):
    return Summary(Path("/x/out"), results, withdrawn, {}, 1.0)


@pytest.fixture
def fake(monkeypatch):
    """Put a run in place of the real one; what it should do is set on the function."""
    calls = []

    def process(inputs, out, case_file, options, progress):
        calls.append((inputs, out, case_file, options))
        for at in process.progress:
            progress(at)
        if isinstance(process.gives, BaseException):
            raise process.gives
        return process.gives

    process.calls, process.progress, process.gives = calls, (), summary(result("000001"))
    monkeypatch.setattr(run, "process", process)
    return process


def closing(given, width=100):
    console = Console(file=io.StringIO(), width=width)
    report.closing(given, console)
    return console.file.getvalue()


# -------------------------------------------------------------------------------------------- commands


def commands(group=cli.woo, path=("woo",)):
    yield path, group
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_has_help_with_examples(path, capsys):
    assert cli.main([*path[1:], "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Examples:" in shown
    assert "\n    woo " in shown
    assert all(p.help for _, c in commands() for p in c.params if isinstance(p, click.Option))


def test_the_version_is_that_of_the_package(capsys):
    assert cli.main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out


def test_the_options_reach_the_run(fake):
    assert cli.main(["process", "a", "b.pdf", "--out", "o", "--case", "c.toml", "--jobs", "3", "--pdfa"]) == 0
    assert fake.calls == [((Path("a"), Path("b.pdf")), Path("o"), Path("c.toml"), run.Options(3, pdfa=True))]


def test_the_limits_and_the_scheduler_reach_the_run(fake):
    limits = ["--max-seconds", "90", "--max-memory", "500", "--max-pages", "7", "--max-nesting", "2"]
    cli.main(
        [
            "process",
            "a",
            "--out",
            "o",
            "--jobs",
            "1",
            *limits,
            "--max-unpacked",
            "30",
            "--scheduler",
            "tcp://h:1",
        ]
    )
    assert fake.calls[0][3] == run.Options(1, False, Limits(90.0, 500, 7, 2, 30), "tcp://h:1")


def test_without_jobs_there_is_one_for_each_core(fake, monkeypatch):
    monkeypatch.setattr(cli, "cores", lambda: 7)
    cli.main(["process", "a", "--out", "o"])
    assert fake.calls[0][2:] == (None, run.Options(7))


@pytest.mark.parametrize(
    "arguments",
    [
        ["process"],
        ["process", "a"],
        ["process", "--out", "o"],
        ["process", "a", "--out", "o", "--jobs", "0"],
        ["process", "a", "--out", "o", "--jobs", "many"],
        ["process", "a", "--out", "o", "--colour"],
        ["process", "a", "--out", "o", "--max-memory", "10"],
        ["process", "a", "--out", "o", "--max-seconds", "0"],
        ["status"],
        ["redact", "a"],
        ["purge"],
    ],
)
def test_a_wrong_command_line_is_exit_code_2(fake, arguments, capsys):
    assert cli.main(arguments) == 2
    assert fake.calls == []
    assert "Usage: woo" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------ exit codes


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        ([Status.OK], 0),
        ([Status.OK, Status.REVIEW], 1),
        ([Status.FAILED, Status.REVIEW, Status.OK], 3),
    ],
)
def test_the_highest_exit_code_applies(fake, statuses, code):
    fake.gives = summary(*(result(f"{i:06d}", s) for i, s in enumerate(statuses, 1)))
    assert cli.main(["process", "a", "--out", "o"]) == code


def test_what_the_case_file_keeps_back_counts_as_done(fake, capsys):
    fake.gives = summary(result("000001", published=False))
    assert cli.main(["process", "a", "--out", "o"]) == 0
    assert "Kept back" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (UsageError("out: not empty\n\x1b[2J"), 2, "woo: out: not empty\\n\\x1b[2J\n"),
        (RulebookError("rules/x.toml: no"), 2, "woo: rules/x.toml: no\n"),
        (StorageError("out: full"), 4, "woo: out: full\n"),
        (Interrupted("stopped; go on"), 130, "woo: stopped; go on\n"),
        (KeyboardInterrupt(), 130, "woo: stopped\n"),
    ],
)
def test_an_error_is_one_line_and_its_exit_code(fake, capsys, error, code, says):
    fake.gives = error
    assert cli.main(["process", "a", "--out", "o"]) == code
    captured = capsys.readouterr()
    assert captured.err.lstrip() == says  # click puts an empty line after the ^C
    assert captured.out == ""


def test_an_error_of_the_program_itself_is_not_hidden(fake):
    fake.gives = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        cli.main(["process", "a", "--out", "o"])


# --------------------------------------------------------------------------------------- closing table


def test_the_closing_table_says_what_became_of_every_document():
    shown = closing(
        summary(
            result("000001"),
            result("000002", Status.REVIEW, "a.eml", ["1 plaats gelakt tot iemand beslist", "bijlage"]),
            result("000003", Status.FAILED, "b.pdf", ["het bestand is leeg"]),
            result("000004", published=False),
            withdrawn=(Numbered("000005", "x", "weg.pdf"),),
        )
    )
    assert re.search(r"Published\s+2 of 4 documents, 4 pages", shown)
    assert re.search(r"Kept back\s+1", shown)
    assert re.search(r"Need a person\s+1", shown)
    assert re.search(r"Failed\s+1\s", shown)
    assert re.search(r"000002.*a\.eml.*1 plaats gelakt", shown)
    assert re.search(r"000003.*b\.pdf.*het bestand is leeg", shown)
    assert re.search(r"000005.*weg\.pdf", shown)
    assert "/x/out/publish" in shown
    assert "/x/out/internal/manifest.json" in shown
    assert "niet beoordeeld" in shown


def test_a_clean_run_has_no_lists():
    shown = closing(summary(result("000001")))
    assert "Needs a person" not in shown
    assert "not published" not in shown
    assert "niet beoordeeld" in shown


@pytest.mark.parametrize(("count", "rows", "hint"), [(20, 20, False), (21, 20, True), (500, 20, True)])
def test_a_long_list_is_cut_with_a_hint(count, rows, hint):
    failed = [result(f"{i:06d}", Status.FAILED, reasons=["leeg"]) for i in range(1, count + 1)]
    shown = closing(summary(*failed))
    assert len(re.findall(r"\.pdf", shown)) == rows
    assert (f"{count - 20} more: see internal/manifest.json" in shown) == hint


def test_a_file_name_cannot_steer_the_terminal_or_the_table():
    shown = closing(summary(result("000001", Status.FAILED, "[red]a\n\x1b[2J\u202eb[/red].pdf", ["leeg"])))
    assert "\x1b" not in shown
    assert "[red]a\\n\\x1b[2J\\u202eb[/red].pdf" in shown


# -------------------------------------------------------------------------------------------- progress


STEPS = (
    run.Progress(run.Phase.READ, 0, 2, 0),
    run.Progress(run.Phase.READ, 1, 2, 3, "a\x1b.pdf", (("detect", 0.5), ("ingest", 1.25))),
    run.Progress(run.Phase.REGISTER, 0, 1, 0),
    run.Progress(run.Phase.REDACT, 0, 1, 0),
    run.Progress(run.Phase.REDACT, 1, 1, 3, "a\x1b.pdf"),
)


def test_there_is_no_bar_where_stderr_is_no_terminal(fake, capsys):
    fake.progress = STEPS
    cli.main(["process", "a", "--out", "o"])
    assert capsys.readouterr().err.strip() == ""


def test_verbose_says_how_long_each_document_took_and_escapes_its_name(fake, capsys):
    fake.progress = STEPS
    cli.main(["process", "a", "--out", "o", "--verbose"])
    shown = capsys.readouterr().err
    assert "reading: a\\x1b.pdf: detect 0.50 s, ingest 1.25 s" in shown
    assert "redacting: a\\x1b.pdf: nothing new" in shown
    assert "\x1b" not in shown


def test_the_bar_says_phase_documents_and_pages():
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with report.progress_bar(console, verbose=False) as show:
        show(STEPS[0])
        show(STEPS[1])
        reading = console.file.getvalue()
        show(replace(STEPS[3], total=40))
        show(replace(STEPS[4], total=40, part=0.5))
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", console.file.getvalue())
    assert "reading" in reading
    assert re.search(r"redacting.*1 of 40 documents, 3 pages", shown)


# ---------------------------------------------------------------------------------------------- purge


@pytest.fixture
def out(tmp_path):
    (tmp_path / "case").mkdir()
    with open_workspace([tmp_path / "case"], tmp_path / "out") as workspace:
        (workspace.publish / "000001.pdf").write_bytes(b"%PDF")
    return tmp_path / "out"


def test_purge_yes_removes_internal(out, capsys):
    assert cli.main(["purge", str(out), "--yes"]) == 0
    assert not (out / "internal").exists()
    assert (out / "publish/000001.pdf").exists()
    assert str(out / "internal") in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "gone"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_purge_asks(out, monkeypatch, answer, gone):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert cli.main(["purge", str(out)]) == 0
    assert (out / "internal").exists() != gone


def test_purge_without_an_answer_removes_nothing(out, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert cli.main(["purge", str(out)]) == 130
    assert (out / "internal").exists()


def test_purge_of_something_else_is_a_usage_error(tmp_path, capsys):
    assert cli.main(["purge", str(tmp_path), "--yes"]) == 2
    assert "nothing was removed" in capsys.readouterr().err
