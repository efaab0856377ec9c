"""Chromium (Skia): HTML printed, with and without tags."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redaction.html import page_of
from benchmarks.redaction.office import Sheet
from benchmarks.redaction.producers import result, run

NAME = "Chromium"
VARIANTS = ("plain", "tagged")


def missing() -> str:
    return "" if shutil.which("chromium") else "chromium is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    (folder / "in.html").write_text(page_of(sheets), encoding="utf-8")
    tags = [] if variant == "tagged" else ["--disable-pdf-tagging"]
    run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", *tags,
            f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'out.pdf'}",
            (folder / "in.html").as_uri(),
        ],
        folder,
    )  # fmt: skip
    return result(folder / "out.pdf")
