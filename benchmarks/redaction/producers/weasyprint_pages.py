"""WeasyPrint: HTML printed, plain and as PDF/UA-1."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redaction.html import page_of
from benchmarks.redaction.office import Sheet

NAME = "WeasyPrint"
VARIANTS = ("plain", "tagged")


def missing() -> str:
    return "" if importlib.util.find_spec("weasyprint") else "the package weasyprint is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    del folder
    html = importlib.import_module("weasyprint").HTML(string=page_of(sheets))
    options = {"pdf_variant": "pdf/ua-1"} if variant == "tagged" else {}
    return bytes(html.write_pdf(**options))
