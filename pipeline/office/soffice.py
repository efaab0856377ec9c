"""LibreOffice, started for one file at a time in a profile of its own: no macros, no network, bounded.

A process of its own for each file keeps what one file does to the program away from the next, and its time and memory
can be bounded. The profile is made once in each of our processes, which is the half of a cold start.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from multiprocessing.util import Finalize
from pathlib import Path

from pipeline.errors import DocumentError

MISSING = (
    "LibreOffice ontbreekt, waarmee Word-bestanden worden opgemaakt; installeer LibreOffice en draai opnieuw"
)
LATE = "LibreOffice deed te lang over het bestand; sla het op als PDF en bied het opnieuw aan"
FAILED = "LibreOffice kon het bestand niet opmaken; sla het op als PDF en bied het opnieuw aan"

SECONDS = 180
"""For one file: 500 dense pages take about a third of it on one core."""
MEMORY_KILOBYTES = 4 * 1024 * 1024
"""Address space; LibreOffice has about 1.5 GB of it with an empty document."""

IN_FILTERS = {"docx": "MS Word 2007 XML", "odt": "writer8", "rtf": "Rich Text Format", "doc": "MS Word 97"}
"""How a file is read, by its kind: never as what it may look like besides."""

_PDF = {
    "UseTaggedPDF": True,
    "PDFUACompliance": True,
    "ExportBookmarks": False,
    "ExportFormFields": False,
    "ExportNotes": False,
    "EmbedStandardFonts": True,
}
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Load", "UserDefinedSettings", "false"),
    ("Writer/Content/Update", "Link", "0"),  # never
    ("Writer/Content/Update", "Field", "false"),
    ("Calc/Content/Update", "Link", "1"),  # never
)
# A proxy that is not there: with BlockUntrustedRefererLinks and, where the system can, no network at all.
_INET = (("ooInetProxyType", "1"), ("ooInetHTTPProxyName", "127.0.0.1"), ("ooInetHTTPProxyPort", "9"),
         ("ooInetHTTPSProxyName", "127.0.0.1"), ("ooInetHTTPSProxyPort", "9"))  # fmt: skip


class MissingError(DocumentError):
    """LibreOffice is not installed; the message says so in Dutch."""


@lru_cache(maxsize=1)
def program() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(docx: bytes) -> bytes:
    """A Word file as tagged PDF.

    Raises:
        MissingError: LibreOffice is not installed.
        DocumentError: it fails, or takes too long.
    """
    return _convert(
        docx, "docx", "pdf", f"pdf:writer_pdf_Export:{json.dumps({k: _typed(v) for k, v in _PDF.items()})}"
    )


def to_docx(data: bytes, kind: str) -> bytes:
    """A text file of another office program as Word file; `kind` is one of `IN_FILTERS`.

    Raises:
        MissingError: LibreOffice is not installed.
        DocumentError: it fails, or takes too long.
    """
    return _convert(data, kind, "docx", "docx:MS Word 2007 XML")


def _typed(value: bool) -> dict[str, str]:
    return {"type": "boolean", "value": "true" if value else "false"}


def _convert(data: bytes, kind: str, suffix: str, wanted: str) -> bytes:
    found = program()
    if found is None:
        raise MissingError(MISSING)
    profile = _profile()
    with tempfile.TemporaryDirectory(prefix="woo-office-") as folder:
        source, out = Path(folder) / f"stuk.{kind}", Path(folder) / "uit"
        source.write_bytes(data)
        arguments = [
            *_without_network(), "/bin/sh", "-c", 'ulimit -v "$0" && exec "$@"', str(MEMORY_KILOBYTES), found,
            f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nologo",
            "--nodefault", "--nofirststartwizard", f"--infilter={IN_FILTERS[kind]}", "--convert-to", wanted,
            "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(arguments, profile.parent)
        made = out / f"stuk.{suffix}"
        if not made.is_file():
            raise DocumentError(FAILED)
        return made.read_bytes()


def _run(arguments: list[str], home: Path) -> None:
    """Run LibreOffice to its end, and end all that it started where it takes too long."""
    with subprocess.Popen(  # noqa: S603  (a program of the system; the file is an argument, never a command)
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(home),
        start_new_session=True,
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise DocumentError(LATE) from None
        finally:
            with contextlib.suppress(ProcessLookupError):  # nothing of it is left
                os.killpg(process.pid, signal.SIGKILL)


def _environment(home: Path | None = None) -> dict[str, str]:
    """Nothing of our own environment that could change what is made, or lead outside."""
    made = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**made, "HOME": str(home or "/nonexistent"), "SAL_USE_VCLPLUGIN": "svp"}


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network; nothing where the system does not let us."""
    found = shutil.which("unshare")
    if found is None:
        return ()
    command = (found, "--user", "--map-root-user", "--net")
    done = subprocess.run([*command, "true"], capture_output=True, timeout=60, check=False)  # noqa: S603
    return command if done.returncode == 0 else ()


_profiles: dict[int, Path] = {}


def _profile() -> Path:
    """The profile of this process, with what LibreOffice may not do. A forked process gets one of its own; each goes
    with its process.
    """
    if os.getpid() not in _profiles:
        folder = Path(tempfile.mkdtemp(prefix="woo-office-"))
        Finalize(None, shutil.rmtree, (folder, True), exitpriority=0)
        user = folder / "profiel" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        _profiles[os.getpid()] = folder / "profiel"
    return _profiles[os.getpid()]


def _registry() -> str:
    rows = [(f"/org.openoffice.Office.{path}", name, value) for path, name, value in _SETTINGS]
    rows += [("/org.openoffice.Inet/Settings", name, value) for name, value in _INET]
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
