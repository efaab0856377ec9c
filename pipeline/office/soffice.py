"""LibreOffice: one file at a time, without macros or network, bounded in time and memory.

One program runs beside each of our processes and takes file after file (`server`). What it fails at is done once more
by a LibreOffice that is started for that file alone, and that one decides: what becomes of a file never depends on the
files before it. Where the bridge to a running LibreOffice is not installed, every file is done that way.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.office import confined
from pipeline.office.server import GoneError, LateError, Server, Way, python_with_uno

MISSING = (
    "LibreOffice ontbreekt, waarmee Word-bestanden worden opgemaakt; installeer LibreOffice en draai opnieuw"
)
NO_CALC = (
    "het deel van LibreOffice dat werkbladen leest ontbreekt; installeer LibreOffice Calc en draai opnieuw"
)
LATE = "LibreOffice deed te lang over het bestand; sla het op als PDF en bied het opnieuw aan"
FAILED = "LibreOffice kon het bestand niet opmaken; sla het op als PDF en bied het opnieuw aan"

SECONDS = 180
"""For one file, a start included: 500 dense pages take about a third of it on one core."""
FILES = 50
"""After so many files LibreOffice is started anew: each bears a fiftieth of a start, and what has gathered goes."""

_PDF = (
    ("UseTaggedPDF", True),
    ("PDFUACompliance", True),
    ("ExportBookmarks", False),
    ("ExportFormFields", False),
    ("ExportNotes", False),
    ("EmbedStandardFonts", True),
)
_TEXT, _SHEET = "com.sun.star.text.TextDocument", "com.sun.star.sheet.SpreadsheetDocument"
_WORD, _EXCEL = "MS Word 2007 XML", "Calc MS Excel 2007 XML"
WAYS = {
    ("docx", "pdf"): Way(_WORD, "writer_pdf_Export", _TEXT, _PDF),
    ("docx", "docx"): Way(_WORD, _WORD, _TEXT),
    ("odt", "docx"): Way("writer8", _WORD, _TEXT),
    ("rtf", "docx"): Way("Rich Text Format", _WORD, _TEXT),
    ("doc", "docx"): Way("MS Word 97", _WORD, _TEXT),
    ("ods", "xlsx"): Way("calc8", _EXCEL, _SHEET),
    ("xls", "xlsx"): Way("MS Excel 97", _EXCEL, _SHEET),
}
"""How a file of one kind becomes another. It is read as its kind, never as what it may look like besides."""


class MissingError(DocumentError):
    """LibreOffice, or a part of it, is not installed; the message says so in Dutch."""


@lru_cache(maxsize=1)
def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(docx: bytes) -> bytes:
    """A Word file, as `rebuild` made it, as tagged PDF.

    Raises:
        MissingError: LibreOffice is not installed.
        DocumentError: it fails, or takes too long.
    """
    return convert(docx, "docx", "pdf")


def to_docx(data: bytes, kind: str) -> bytes:
    """A text of another office program as Word file; `kind` as in `WAYS`.

    Raises:
        MissingError: LibreOffice is not installed.
        DocumentError: it fails, or takes too long.
    """
    return convert(data, kind, "docx")


def convert(data: bytes, kind: str, target: str) -> bytes:
    """A file of one kind as another; both as in `WAYS`.

    Raises:
        ValueError: there is no such way.
        MissingError: LibreOffice, or the part of it that this needs, is not installed.
        DocumentError: it fails, or takes too long.
    """
    way = WAYS.get((kind, target))
    if way is None:
        raise ValueError(f"{kind} to {target}")
    found = program()
    if found is None:
        raise MissingError(MISSING)
    if not _has(found, "calc" if way.service == _SHEET else "writer"):
        raise MissingError(NO_CALC if way.service == _SHEET else MISSING)
    until = time.monotonic() + SECONDS
    try:
        made = _by_running(found, data, way, until)
        return _by_its_own(found, data, kind, target, until) if made is None else made
    except LateError:
        raise DocumentError(LATE) from None
    except OSError:  # no room on the disk, no more processes
        raise DocumentError(FAILED) from None


def _has(found: str, part: str) -> bool:
    """Whether a part of LibreOffice is there; where its folders are not laid out as usual, trying will tell."""
    registry = Path(found).resolve().parent.parent / "share" / "registry"
    return not (registry / "main.xcd").is_file() or (registry / f"{part}.xcd").is_file()


_lock = threading.Lock()
_running: dict[tuple[int, str, bool], Server] = {}
_cannot: set[str] = set()


def _by_running(found: str, data: bytes, way: Way, until: float) -> bytes | None:
    """By the LibreOffice of this process; None where there can't be one, or where it fails."""
    python = None if found in _cannot else python_with_uno(found)
    if python is None:
        return None
    # A file as it was sent in may bring what a later one would be laid out with, fonts for one. What we built ourselves
    # brings nothing, and is never laid out by a program that had the other.
    key = (os.getpid(), found, way.data == _PDF)
    with _lock:
        server = _running.pop(key, None)
        while _running:
            _running.popitem()[1].stop()
        try:
            server = server or Server(found, python, until)
        except GoneError:
            _cannot.add(found)
            return None
        try:
            made = server.convert(data, way, until)
        except GoneError:
            return None
        if made is not None and server.same and server.files < FILES:
            _running[key] = server
        else:
            server.stop()
        return made


def _by_its_own(found: str, data: bytes, kind: str, target: str, until: float) -> bytes:
    """By a LibreOffice that is started for this file."""
    profile = _profile()
    way = WAYS[kind, target]
    wanted = {name: {"type": "boolean", "value": str(value).lower()} for name, value in way.data}
    with tempfile.TemporaryDirectory(prefix="stuk-", dir=profile.parent) as folder:
        source, out = Path(folder) / f"stuk.{kind}", Path(folder) / "uit"
        source.write_bytes(data)
        arguments = [
            *confined.without_network(), "/bin/sh", "-c", 'ulimit -v "$0" && exec "$@"',
            str(confined.MEMORY_KILOBYTES), found, *confined.options(profile), f"--infilter={way.reads}",
            "--convert-to", f"{target}:{way.writes}" + (f":{json.dumps(wanted)}" if wanted else ""),
            "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(arguments, profile.parent, until)
        made = out / f"stuk.{target}"
        if not made.is_file():
            raise DocumentError(FAILED)
        return made.read_bytes()


def _run(arguments: list[str], home: Path, until: float) -> None:
    """Run LibreOffice to its end, and end all that it started where it takes too long."""
    with subprocess.Popen(  # noqa: S603  (a program of the system; the file is an argument, never a command)
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=confined.environment(home),
        start_new_session=True,
    ) as process:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise LateError from None
        finally:
            with contextlib.suppress(ProcessLookupError):  # nothing of it is left
                os.killpg(process.pid, signal.SIGKILL)


_profiles: dict[int, Path] = {}


def _profile() -> Path:
    """The profile of this process for files done alone, made once, which is the half of a cold start. A forked process
    gets one of its own; each goes with its process.
    """
    if os.getpid() not in _profiles:
        folder = Path(tempfile.mkdtemp(prefix="woo-office-"))
        Finalize(None, shutil.rmtree, (folder, True), exitpriority=0)
        _profiles[os.getpid()] = confined.make_profile(folder)
    return _profiles[os.getpid()]
