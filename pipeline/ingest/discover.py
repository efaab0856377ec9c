"""Finds the files of a case and gives each a path of its own."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pipeline.errors import UsageError
from pipeline.types import Source

CASE_FILE = "case.toml"
_LITTER = {"thumbs.db", "desktop.ini", "__macosx"}


def discover(inputs: Sequence[Path], ignore: Sequence[str] = ()) -> tuple[Source, ...]:
    """The files of a case, sorted by their path in the case.

    A folder is walked to the bottom. Left out are hidden files and folders, `Thumbs.db`, `desktop.ini`, `__MACOSX`,
    the lock files of office programs (`~$x`), `case.toml` at the top of a folder, and what `ignore` matches. A
    link to a file of the same folder is followed; any other link, and whatever is no file or can't be
    opened, is given as it is, so that `read` tells why it can't be read.

    Args:
        inputs: files and folders. With more than one, the paths in a folder begin with the folder's name.
        ignore: globs (fnmatch, `*` crosses slashes) on the path in the case; one that names a folder ignores
            all that lies in it.

    Raises:
        UsageError: an input does not exist, or there is no file to read.
    """
    found: dict[str, Source] = {}
    seen: set[Path] = set()
    labels: set[str] = set()
    for given in inputs:
        if not os.path.exists(given):  # noqa: PTH110  (Path.exists raises where a folder above is closed)
            raise UsageError(f"{given}: no such file or folder")
        root = Path(os.path.realpath(given))
        label = _free(root.name or "case", labels)
        labels.add(label)
        for inside, file in _files(root):
            if file in seen:  # one input lies in another, or is given twice
                continue
            seen.add(file)
            raw = inside if len(inputs) == 1 else "/".join([label, *([inside] if root.is_dir() else [])])
            path = _free(visible_path(raw), found)
            if not is_ignored(path, ignore):
                found[path] = Source(path, str(_followed(file, root)))
    if not found:
        shown = ", ".join(str(given) for given in inputs)
        raise UsageError(f"{shown or 'no input'}: nothing to read: no file that is not hidden or ignored")
    return tuple(found[path] for path in sorted(found))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Each file below `root` with its path from there, or the file itself with its name."""
    if not root.is_dir():
        yield root.name, root
        return
    yield from _walk(root, root)


def _walk(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
    except OSError:
        yield _inside(folder, root), folder
        return
    for entry in entries:
        name, file = entry.name, Path(entry.path)
        if is_litter(name):
            continue
        if folder == root and name == CASE_FILE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(file, root)
        else:
            yield _inside(file, root), file


def _inside(file: Path, root: Path) -> str:
    return "/".join(file.relative_to(root).parts) or root.name


def _followed(file: Path, root: Path) -> Path:
    """The file that a link to a file of the same input leads to; anything else as it is."""
    if not file.is_symlink():
        return file
    target = Path(os.path.realpath(file))
    try:
        plain = target.is_relative_to(root) and stat.S_ISREG(target.stat().st_mode)
    except OSError:
        plain = False
    return target if plain else file


def is_litter(name: str) -> bool:
    """Whether a file or folder is there for a program and not for people."""
    return name.startswith((".", "~$")) or name.lower() in _LITTER


def visible_path(raw: str) -> str:
    """A path on one line that any program can show.

    Control and format characters, line separators and bytes that are no text in the file system's encoding
    become U+FFFD; then eight hexadecimal digits of the SHA-256 of the real path follow the name, so that no
    two paths look the same and a path does not change when files are added.
    """
    shown = "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else c for c in raw)
    if shown == raw:
        return raw
    mark = hashlib.sha256(raw.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    path = PurePosixPath(shown)
    return str(path.with_name(f"{path.stem}~{mark}{path.suffix}"))


def _free(path: str, taken: dict[str, Source] | set[str]) -> str:
    """The path, or the first of `path-2.pdf`, `path-3.pdf`, ... that nothing has."""
    candidate, number = path, 2
    while candidate in taken:
        candidate = numbered(path, number)
        number += 1
    return candidate


def numbered(path: str, number: int) -> str:
    """`path-2.pdf` of `path.pdf` and 2."""
    name = PurePosixPath(path)
    return str(name.with_name(f"{name.stem}-{number}{name.suffix}"))


def is_ignored(path: str, ignore: Sequence[str]) -> bool:
    """Whether one of the globs of a case file matches a path in the case, or a folder above it."""
    steps = path.split("/")
    folders = ["/".join(steps[: i + 1]) for i in range(len(steps))]
    return any(fnmatchcase(folder, pattern.rstrip("/")) for pattern in ignore for folder in folders)
