"""LibreOffice Writer: a flat ODT and a DOCX, exported plain and as tagged PDF/UA."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.redaction.fodt import document_of
from benchmarks.redaction.office import Sheet
from benchmarks.redaction.producers import result, run

NAME = "LibreOffice"
VARIANTS = ("odt", "odt, tagged", "docx")

_UA = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
}


def missing() -> str:
    return "" if shutil.which("soffice") else "soffice is not installed"


def make(variant: str, sheets: Sequence[Sheet], folder: Path) -> bytes:
    source = folder / "in.fodt"
    source.write_text(document_of(sheets), encoding="utf-8")
    if variant == "docx":
        _convert(folder, source, "docx")
        source = folder / "in.docx"
    options = f":writer_pdf_Export:{json.dumps(_UA)}" if "tagged" in variant else ""
    _convert(folder, source, f"pdf{options}")
    return result(folder / "in.pdf")


def _convert(folder: Path, source: Path, target: str) -> None:
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        target,
        source.name,
    ]
    run(command, folder)
