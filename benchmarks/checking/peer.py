"""Runs in the environment of the other checkers: `python peer.py FOLDER SECRET` prints what each flags, as JSON."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def _xray(file: Path) -> bool:
    async def look() -> object:
        found = importlib.import_module("xray").inspect(file)
        return await found if inspect.isawaitable(found) else found  # it is a coroutine from 0.4 on

    return bool(asyncio.run(look()))


def _redaction_check(file: Path, *options: str) -> bool:
    """It says by severity what it saw; `INFO` is no problem by its own manual."""
    done = subprocess.run(
        [sys.executable, "-m", "pdf_redaction_check", str(file), "--json", *options],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said = json.loads(done.stdout)
    return any(finding["severity"] != "INFO" for finding in said["findings"])


def main() -> None:
    flags: dict[str, dict[str, bool | None]] = {}
    versions: dict[str, str] = {}
    told = ("--secret", sys.argv[2])
    looks: tuple[tuple[str, str, Callable[[Path], bool]], ...] = (
        ("x-ray", "x-ray", _xray),
        ("pdf-redaction-check", "pdf-redaction-check", _redaction_check),
        ("pdf-redaction-check, told the secret", "pdf-redaction-check", lambda f: _redaction_check(f, *told)),
    )
    for name, package, look in looks:
        try:
            versions[name] = version(package)
        except PackageNotFoundError:
            continue
        flags[name] = {}
        for file in sorted(Path(sys.argv[1]).glob("*.pdf")):
            try:
                flags[name][file.name] = look(file)
            except Exception:  # noqa: BLE001  (a checker that breaks on a file is told as such)
                flags[name][file.name] = None
    print(json.dumps({"versions": versions, "flags": flags}))


if __name__ == "__main__":
    main()
