"""OUT on disk: who may use it, the numbers, the caches, and writes that are whole or not there at all.

```
OUT/publish/NNNNNN.pdf, NNNNNN.json, inventory.csv     only whole, checked files, each moved in by a rename
OUT/internal/                                          0700, its files 0600
    manifest.json, NNNNNN.findings.json                what became of each document; every finding
    numbers.json                                       which number belongs to which document, for good
    journal.sqlite                                     what is done, under which rules, model and version
    summary.json                                       what the last run did, and how long it took
    work/                                              what was read, and outputs that are not checked yet
```
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import json
import os
import pickle
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, is_dataclass
from enum import Enum
from pathlib import Path

from pipeline.errors import StorageError, UsageError

_NUMBERED = re.compile(r"\d{6,}\.(pdf|json)")
_HALF = ".half"
_LOCKING = 1.0  # seconds: longer than `is_running` looks
_FINDINGS = re.compile(r"(\d{6,})\.findings\.json")


def printable(text: str) -> str:
    """A text that can't steer a terminal: control characters and undecodable bytes become escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of one OUT."""

    root: Path

    @property
    def publish(self) -> Path:
        """What may go out."""
        return self.root / "publish"

    @property
    def internal(self) -> Path:
        """What stays in the house."""
        return self.root / "internal"

    @property
    def journal(self) -> Path:
        """What is done: an SQLite database."""
        return self.internal / "journal.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one run that may use this OUT."""
        return self.internal / "lock"

    @property
    def work(self) -> Path:
        """What a run keeps for itself and for the next one."""
        return self.internal / "work"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document that has its number for good."""

    number: str
    id: str
    source: str


# ---------------------------------------------------------------------------------------------- opening OUT


def check_places(inputs: Sequence[Path], out: Path) -> None:
    """See that OUT can be used, before anything is written.

    Raises:
        UsageError: OUT is a file, holds something else, or lies inside an input (or an input inside it).
    """
    target = out.resolve()
    for given in inputs:
        source = given.resolve()
        if target == source or (source.is_dir() and target.is_relative_to(source)):
            raise UsageError(f"{out}: --out lies inside the input {given}; choose a folder outside it")
        if source.is_relative_to(target):
            raise UsageError(f"{given}: this input lies inside --out {out}; choose another folder for --out")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{out}: --out is a file; give the name of a folder, new or empty")
    workspace = Workspace(target)
    if any(folder.is_symlink() for folder in (workspace.internal, workspace.publish)):
        raise UsageError(
            f"{out}: internal/ or publish/ in it is a link; choose a new or empty folder for --out"
        )
    if target.exists() and any(target.iterdir()) and not is_ours(target):
        raise UsageError(
            f"{out}: --out is not empty and holds no earlier run that can be continued; "
            "choose a new or empty folder"
        )


def is_ours(out: Path) -> bool:
    """Whether an earlier run of this tool made the folder and its internal/ is still there."""
    internal = out / "internal"
    return (internal / "lock").is_file() or (internal / "manifest.json").is_file()


@contextlib.contextmanager
def open_workspace(inputs: Sequence[Path], out: Path) -> Iterator[Workspace]:
    """Make or reopen OUT and hold it for this run alone.

    Raises:
        UsageError: see `check_places`; or OUT can't be written, or another run is using it.
    """
    check_places(inputs, out)
    workspace = Workspace(out.resolve())
    try:
        workspace.internal.mkdir(mode=0o700, parents=True, exist_ok=True)
        workspace.internal.chmod(0o700)
        # The lock comes first: it is what tells an OUT of ours from somebody's folder.
        workspace.lock.touch(0o600)
        workspace.work.mkdir(mode=0o700, exist_ok=True)
        workspace.publish.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: --out can't be written: {error.strerror}") from error
    # An exclusive SQLite transaction is the one file lock in the standard library that every system has,
    # and that goes when its process dies.
    with contextlib.closing(sqlite3.connect(workspace.lock, _LOCKING, isolation_level=None)) as lock:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise UsageError(
                f"{out}: another run is using this folder; wait for it or choose another"
            ) from error
        yield workspace


def is_running(workspace: Workspace) -> bool:
    """Whether a run holds this OUT now."""
    if not workspace.lock.is_file():
        return False
    address = f"{workspace.lock.absolute().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, 0, uri=True)) as lock:
            lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return True
    return False


@contextlib.contextmanager
def private_umask() -> Iterator[int]:
    """Make every new file readable by its owner only; gives the mask that was set before."""
    before = os.umask(0o077)
    try:
        yield before
    finally:
        os.umask(before)


def purge(out: Path) -> None:
    """Remove internal/ for good; publish/ stays.

    Raises:
        UsageError: the folder holds no internal/ that this tool made.
    """
    internal = out / "internal"
    if internal.is_symlink() or not is_ours(out):
        raise UsageError(f"{out}: there is no internal/ of an earlier run here; nothing was removed")
    try:
        shutil.rmtree(internal)
    except OSError as error:
        raise UsageError(f"{out}: internal/ could not be removed whole: {error.strerror}") from error


# ----------------------------------------------------------------------------------- whole files and caches


def digest(*parts: str) -> str:
    """SHA-256 over texts, each with its length before it so that no two lists give the same."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(raw)}:".encode() + raw)
    return total.hexdigest()


def file_digest(file: Path) -> str:
    """SHA-256 of a file; empty where it can't be read or is no plain file (a pipe would never end)."""
    try:
        if not file.is_file():
            return ""
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def json_bytes(value: object) -> bytes:
    """JSON as it is written everywhere; an undecodable byte of a file name stays an escape."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def is_full(error: OSError) -> bool:
    """Whether a disk has no room, or can't be written to any more."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


def write_private(file: Path, data: bytes, *, durable: bool = False) -> None:
    """Write a file that only its owner can read, whole or not at all.

    With `durable` that holds for a power cut too, which costs milliseconds; caches do without, since they are
    checked when they are read. Two machines may write the same file at the same moment.

    Raises:
        StorageError: it can't be written.
    """
    half = file.with_name(f"{file.name}.{secrets.token_hex(4)}{_HALF}")
    try:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        half.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise StorageError.of(file, error.strerror) from error


def pack(value: object) -> bytes:
    """A frozen value of ours as bytes."""
    return pickle.dumps(value, protocol=5)


def unpack(data: bytes) -> object | None:
    """The value of such bytes; None where they are damaged or hold anything but values of ours."""
    try:
        return _OwnValues(io.BytesIO(data)).load()  # type: ignore[no-any-return]
    except (EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None


def save(file: Path, fingerprint: str, value: object) -> None:
    """Keep a frozen value of ours together with the fingerprint of all it hangs on.

    Raises:
        StorageError: it can't be written.
    """
    write_private(file, fingerprint.encode() + b"\n" + pack(value))


def load(file: Path, fingerprint: str) -> object | None:
    """The kept value; None where there is none, or it was made from anything else."""
    try:
        with file.open("rb") as stream:
            if stream.readline() != fingerprint.encode() + b"\n":
                return None
            return unpack(stream.read())
    except OSError:
        return None


class _OwnValues(pickle.Unpickler):
    """Reads only frozen values of ours: an OUT that came from elsewhere can run nothing."""

    def find_class(self, module: str, name: str) -> type:
        found = super().find_class(module, name) if module.startswith("pipeline.") else None
        if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of this tool")


# ------------------------------------------------------------------------------------------------- numbers


def read_numbers(workspace: Workspace) -> tuple[Numbered, ...]:
    """The numbers that were given so far, sorted.

    Raises:
        UsageError: the file is damaged; a number must never move to another document.
    """
    file = workspace.internal / "numbers.json"
    if not file.exists():
        return ()
    try:
        rows = json.loads(file.read_bytes())["documents"]
        return tuple(sorted((Numbered(r["number"], r["id"], r["source"]) for r in rows), key=_by_number))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file}: the numbers can't be read; choose a new folder for --out") from error


def write_numbers(workspace: Workspace, numbers: Iterable[Numbered]) -> None:
    """Keep the numbers for the next run."""
    rows = [{"number": n.number, "id": n.id, "source": n.source} for n in sorted(numbers, key=_by_number)]
    write_private(workspace.internal / "numbers.json", json_bytes({"documents": rows}), durable=True)


def assign(known: Sequence[Numbered], documents: Iterable[tuple[str, str]]) -> tuple[Numbered, ...]:
    """Give every (id, source) its number: the one it had, or else the next that was never used."""
    by_id = {n.id: n for n in known}
    last = max((int(n.number) for n in known), default=0)
    for doc_id, source in documents:
        if doc_id not in by_id:
            last += 1
            by_id[doc_id] = Numbered(f"{last:06d}", doc_id, source)
    return tuple(sorted(by_id.values(), key=_by_number))


def _by_number(numbered: Numbered) -> int:
    return int(numbered.number)


# ------------------------------------------------------------------------------------------------ publishing


def intact(workspace: Workspace, files: Iterable[tuple[str, str]]) -> bool:
    """Whether every (path under OUT, SHA-256) is still there as it was made."""
    return all(file_digest(workspace.root / name) == expected for name, expected in files)


def publish(workspace: Workspace, name: str, umask: int) -> None:
    """Move a finished file from work/ into publish/, with the rights that the user's other files get.

    Raises:
        StorageError: it can't be moved.
    """
    ready, place = workspace.work / name, workspace.publish / name
    try:
        ready.chmod(0o666 & ~umask)
        ready.replace(place)
    except OSError as error:
        raise StorageError.of(place, error.strerror) from error


def sweep(workspace: Workspace, keep: Iterable[str]) -> None:
    """Remove from publish/ every numbered file that `keep` (paths under OUT) does not list."""
    kept = set(keep)
    for file in sorted(workspace.publish.iterdir()):
        if _NUMBERED.fullmatch(file.name) and f"publish/{file.name}" not in kept:
            file.unlink()


def forget(workspace: Workspace, numbers: Iterable[str], work: Iterable[str]) -> None:
    """Remove what internal/ keeps of documents that are gone.

    `numbers` stay, and in work/ the files whose names without endings are in `work`.
    """
    numbered, kept = set(numbers), set(work)
    for file in sorted(workspace.internal.iterdir()):
        match = _FINDINGS.fullmatch(file.name)
        if file.name.endswith(_HALF) or (match and match[1] not in numbered):
            file.unlink()
    for file in sorted(workspace.work.iterdir()):
        if file.name.endswith(_HALF) or file.name.split(".")[0] not in kept:
            file.unlink()
