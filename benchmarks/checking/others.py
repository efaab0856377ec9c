"""Other checkers over the same files: x-ray and pdf-redaction-check, in an environment of their own.

x-ray stands on PyMuPDF (AGPL): it is no dependency of this project and never imported here. Make an environment with
`pip install x-ray pdf-redaction-check` and name its Python. pdf-redaction-check looks twice: as it comes, and told the
name that stands in most of the bad files, which `woo check` is not.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checking.case import SECRET
from benchmarks.checking.measure import Files

_PROGRAM = Path(__file__).with_name("peer.py")


@dataclass(frozen=True, slots=True)
class Seen:
    """By the name of a checker: for each case, whether it flags the bad and the clean file; None: it failed on it."""

    versions: dict[str, str]
    flags: dict[str, list[tuple[bool | None, bool | None]]]


def look(python: Path, files: Sequence[Files]) -> Seen:
    """Let both checkers look at all files, in one process of their own.

    Raises:
        subprocess.CalledProcessError: they could not run at all.
    """
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        folder = Path(temporary)
        for i, one in enumerate(files):
            (folder / f"{i:03}-bad.pdf").write_bytes(one.bad)
            (folder / f"{i:03}-clean.pdf").write_bytes(one.clean)
        done = subprocess.run(
            [str(python), str(_PROGRAM), str(folder), SECRET],
            capture_output=True,
            check=True,
            timeout=600,
            text=True,
        )
    told = json.loads(done.stdout)
    flags = {
        name: [(by[f"{i:03}-bad.pdf"], by[f"{i:03}-clean.pdf"]) for i in range(len(files))]
        for name, by in told["flags"].items()
    }
    return Seen(told["versions"], flags)
