"""wkhtmltopdf (Qt): HTML printed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redaction.html import page_of
from benchmarks.redaction.office import Sheet
from benchmarks.redaction.producers import result, run

NAME = "wkhtmltopdf"
VARIANTS = ("plain",)


def missing() -> str:
    return "" if shutil.which("wkhtmltopdf") else "wkhtmltopdf is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del variant
    (folder / "in.html").write_text(page_of(sheets), encoding="utf-8")
    run(
        ["wkhtmltopdf", "-q", "--disable-javascript", "-s", "A4", "in.html", "out.pdf"],
        folder,
    )
    return result(folder / "out.pdf")
