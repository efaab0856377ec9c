"""Real makers of PDFs; each module sets invented office pages (`office.Sheet`) with one of them.

A module offers `NAME`, `VARIANTS`, `missing()` (why it can't run here, "" where it can) and
`make(variant, sheets, folder)`, which gives the bytes of a PDF.
"""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.redaction.office import Sheet

MODULES = (
    "libreoffice",
    "chromium",
    "typst_pages",
    "reportlab_pages",
    "weasyprint_pages",
    "fpdf2_pages",
    "latex",
    "groff",
    "matplotlib_pages",
    "wkhtmltopdf",
)


@dataclass(frozen=True, slots=True)
class Producer:
    """A maker of PDFs."""

    name: str
    variants: tuple[str, ...]
    missing: Callable[[], str]
    make: Callable[[str, Sequence[Sheet], Path], bytes]


class ProducerError(Exception):
    """A maker ended without a PDF."""


def producers() -> tuple[Producer, ...]:
    """All makers, in a fixed order."""
    loaded = [importlib.import_module(f"benchmarks.redaction.producers.{name}") for name in MODULES]
    return tuple(Producer(m.NAME, m.VARIANTS, m.missing, m.make) for m in loaded)


def run(command: list[str], folder: Path, seconds: float = 120.0) -> None:
    """Run a maker in a folder.

    Raises:
        ProducerError: it failed, or took too long.
    """
    try:
        subprocess.run(
            command, cwd=folder, check=True, timeout=seconds, stdin=subprocess.DEVNULL, capture_output=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise ProducerError(f"{Path(command[0]).name}: {type(error).__name__}") from error


def result(file: Path) -> bytes:
    """The bytes of a PDF that a maker should have written.

    Raises:
        ProducerError: it is not there.
    """
    if not file.is_file():
        raise ProducerError("no PDF came out")
    return file.read_bytes()
