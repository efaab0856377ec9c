"""`woo check`: files and folders in, each judged in a process of its own, reports out.

A file comes from anyone and may be made to break what reads it. Its process is killed when the time is over, gets no
more memory than it may take, and takes nothing else with it when it dies. Nothing is written but the reports asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.check import inspect as channels
from pipeline.check.report.as_html import as_html
from pipeline.check.report.as_json import as_json
from pipeline.check.report.judged import Checked, Judged
from pipeline.check.report.pictures import pictures_of
from pipeline.check.secrets import CaseOut, case_of, read_case_out, read_secrets
from pipeline.errors import UsageError
from pipeline.pool import Bounds, Lost, Workers, allow, bound_memory, prepare
from pipeline.workspace import printable

_LARGEST = 1024  # megabytes of a file; a Woo bundle of scans has some hundreds
_MEMORY = 4  # times the megabytes of a stream: unpacked, as pixels, and what two readers hold of it

DIED = "het nakijken is door het systeem afgebroken, mogelijk door te weinig geheugen"
LATE = "het nakijken duurt te lang"
TOO_MUCH = "het nakijken vraagt te veel geheugen"
_REASONS = {Lost.DIED: DIED, Lost.LATE: LATE}

_HEAD = 1024  # bytes in which a PDF says that it is one (ISO 32000-1, annex H, note 13)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for.

    `seconds` is what a file may take, with half a second more for each of its pages. `megabytes` is how large a stream
    of it may unpack; its process may take four times that, and twice the file, beside what it starts with.
    """

    json_file: Path | None = None
    html_file: Path | None = None
    secrets_file: Path | None = None
    case_out: Path | None = None
    detect: bool = True
    seconds: float = 60.0
    megabytes: int = 400
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to judge. `shown` is its path as it can be shown."""

    file: Path
    shown: str
    pictures: bool
    options: channels.Options


def check_files(
    paths: Sequence[Path], options: Options, progress: Callable[[int, int], None] | None = None
) -> Checked:
    """Judge the PDFs at `paths`: files of any name, and in folders what is a PDF by its name or its first bytes.

    A file that can't be judged says why and the others go on. Writes the JSON and the page that `options` ask for,
    readable by their owner only. `progress` is told how many files are done, of how many.

    Raises:
        UsageError: a path does not exist, there is no PDF to check, the secrets or the case can't be read, or a report
            can't be written or would replace a file that is checked.
    """
    files, passed_over = _files(paths)
    _see_that_reports_fit(options, files)
    asked = _asked(options)
    tasks = [
        _Task(file, printable(str(file)), options.html_file is not None, replace(asked, name=file.name))
        for file in files
    ]
    prepare("pipeline.check.warm" if options.detect else "pipeline.check.inspect")
    judged: list[Judged] = []
    # A process for each file, and once: what breaks one has nothing to do with the next.
    with Workers(options.jobs, Bounds(options.seconds, tasks=1, tries=1)) as workers:
        for task, result in workers.each(_judge, tasks):
            judged.append(_failed(task, _REASONS[result]) if isinstance(result, Lost) else result)
            if progress is not None:
                progress(len(judged), len(tasks))
    checked = Checked(tuple(sorted(judged, key=lambda file: file.path)), passed_over)
    _write_reports(checked, options)
    return checked


# ------------------------------------------------------------------------------------------ in a process of its own


def _judge(task: _Task) -> Judged:
    """Judge one file; what goes wrong is a reason, which quotes nothing of it."""
    try:
        return _judged(task)
    except MemoryError:
        return _failed(task, TOO_MUCH)
    except Exception as error:  # noqa: BLE001  (the file is told by it; the message may hold text)
        reason = f"onverwachte fout ({type(error).__name__}) bij het nakijken; meld dit aan de beheerder"
        return _failed(task, reason)


def _judged(task: _Task) -> Judged:
    """Judge one file, and draw its pages with findings where they are asked for."""
    warnings.simplefilter("ignore")  # a library's warning may quote the text that it stumbled over
    try:
        data = _read(task.file)
    except OSError as error:
        return Judged(task.shown, "", 0, (), (f"het bestand kan niet worden gelezen ({_why(error)})",))
    if data is None:
        return Judged(task.shown, "", 0, (), ("het is geen gewoon bestand, of het is te groot",))
    bound_memory(_MEMORY * task.options.megabytes + 2 * len(data) // 2**20)
    allow(channels.seconds_for(channels.count_pages(data), task.options.seconds))
    case = task.options.case or _own_case(task.file)
    made = case is not None and case.made(data)
    report = channels.inspect(data, replace(task.options, case=case, own_output=made))
    pictures = pictures_of(data, report.traces) if task.pictures else ()
    return Judged(
        task.shown, hashlib.sha256(data).hexdigest(), report.pages, report.traces, report.not_judged, pictures
    )


def _own_case(file: Path) -> CaseOut | None:
    """The case in whose publish/ a file lies; none where its findings are gone or can't be read."""
    out = case_of(file)
    if out is None:
        return None
    try:
        return read_case_out(out)
    except UsageError:
        return None


def _read(file: Path) -> bytes | None:
    """The bytes of a plain file of an acceptable size; None of anything else. A pipe is not waited for."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        said = os.fstat(stream.fileno())
        if not stat.S_ISREG(said.st_mode) or said.st_size > _LARGEST * 2**20:
            return None
        return stream.read(said.st_size)


def _why(error: OSError) -> str:
    return "geen toestemming" if isinstance(error, PermissionError) else type(error).__name__


def _failed(task: _Task, reason: str) -> Judged:
    return Judged(task.shown, "", 0, (), (reason,))


# ------------------------------------------------------------------------------------------------- what is asked


def _files(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """The files to check, each once, by path; and how many files of the folders are no PDF."""
    found: dict[str, Path] = {}
    passed_over = 0
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: no such file or folder")
        if not path.is_dir():
            found.setdefault(os.path.realpath(path), path)
            continue
        for file in _walk(path):
            if is_pdf(file):
                found.setdefault(os.path.realpath(file), file)
            else:
                passed_over += 1
    if not found:
        raise UsageError(f"{', '.join(map(str, paths)) or 'no path'}: there is no PDF to check")
    return sorted(found.values()), passed_over


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder; a folder that can't be opened is given itself, so that it is told."""
    closed: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders.sort()
        yield from (Path(root) / name for name in sorted(names))
    yield from closed


def is_pdf(file: Path) -> bool:
    """Whether a file is one to check: it is called a PDF, begins as one, or can't be looked into."""
    if file.suffix.lower() == ".pdf":
        return True
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return file.is_dir()
        with file.open("rb") as stream:
            return b"%PDF-" in stream.read(_HEAD)
    except OSError:
        return True


def _asked(options: Options) -> channels.Options:
    secrets = read_secrets(options.secrets_file) if options.secrets_file is not None else None
    if secrets == ():
        raise UsageError(f"{options.secrets_file}: there is no secret in it")
    case = read_case_out(options.case_out) if options.case_out is not None else None
    return channels.Options(
        seconds=options.seconds,
        megabytes=options.megabytes,
        detect=options.detect,
        secrets=secrets or (),
        case=case,
    )


# ------------------------------------------------------------------------------------------------------- reports


def _see_that_reports_fit(options: Options, files: Iterable[Path]) -> None:
    """Before anything is done: reports that can't be written, or would replace what is checked, are refused."""
    reports = [report for report in (options.json_file, options.html_file) if report is not None]
    taken = {os.path.realpath(file) for file in files}
    given = [options.secrets_file] if options.secrets_file is not None else []
    taken |= {os.path.realpath(file) for file in given}
    for report in reports:
        real = os.path.realpath(report)
        if real in taken:
            raise UsageError(f"{report}: is asked for twice, or is a file that is read")
        taken.add(real)
        if report.exists() and not report.is_file():
            raise UsageError(f"{report}: is no plain file")
        if not Path(real).parent.is_dir() or not os.access(Path(real).parent, os.W_OK):
            raise UsageError(f"{report}: its folder is not there or can't be written to")


def _write_reports(checked: Checked, options: Options) -> None:
    if options.json_file is not None:
        text = json.dumps(as_json(checked), ensure_ascii=False, indent=1) + "\n"
        _write(options.json_file, [text])
    if options.html_file is not None:
        _write(options.html_file, as_html(checked))


def _write(file: Path, pieces: Iterable[str]) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    with _half(file) as half:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.writelines(pieces)
        half.replace(Path(os.path.realpath(file)))


@contextmanager
def _half(file: Path) -> Iterator[Path]:
    half = Path(f"{os.path.realpath(file)}.{os.getpid()}.half")
    try:
        yield half
    except OSError as error:
        raise UsageError(f"{file}: the report can't be written: {error.strerror}") from error
    finally:
        half.unlink(missing_ok=True)
