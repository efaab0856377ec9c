"""Bad and clean files of other makers: what an office program, a browser or a library makes of a bad redaction.

The bad page has a name under a black mark; the clean one the same mark without the name. The sources are HTML, flat
ODT, Typst and calls of the libraries themselves. A maker that is not installed is left out and named.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import typst

from benchmarks.checking.case import HEADING, PROSE, SECRET, Case
from benchmarks.redaction.producers import result, run

_COVERED = ("covered-text", "unseen-text")
_TEXT = " ".join(PROSE)
_WORD = {True: SECRET, False: "&#160;" * 16}


def _html(name: str, style: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{HEADING}</title><style>'
        f"body{{font:11pt sans-serif}} .mark{{{style}}}</style></head><body><h1>{HEADING}</h1><p>{_TEXT}</p>"
        f'<p>Het bezwaar is ingediend door <span class="mark">{name}</span> op de laatste dag.</p></body></html>'
    )


_BLACK = "background:#000;color:#000"
_WHITE = "color:#fff;background:#fff"


def _chromium(source: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        folder = Path(temporary)
        (folder / "in.html").write_text(source, encoding="utf-8")
        run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'out.pdf'}",
                (folder / "in.html").as_uri(),
            ],
            folder,
        )  # fmt: skip
        return result(folder / "out.pdf")


def _libreoffice(source: str, options: str = "") -> bytes:
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        folder = Path(temporary)
        (folder / "in.html").write_text(source, encoding="utf-8")
        run(
            [
                "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
                "--infilter=HTML (StarWriter)", "--convert-to", f"pdf:writer_pdf_Export{options}", "in.html",
            ],
            folder,
        )  # fmt: skip
        return result(folder / "in.pdf")


def _weasyprint(source: str) -> bytes:
    return bytes(importlib.import_module("weasyprint").HTML(string=source).write_pdf())


def _typst(name: str) -> bytes:
    mark = f"#box(fill: black, outset: (y: 3pt))[#text(fill: black)[{name.replace('&#160;', '~')}]]"
    body = f"= {HEADING}\n\n{_TEXT}\n\nHet bezwaar is ingediend door {mark} op de laatste dag.\n"
    return typst.compile(('#set text(lang: "nl")\n' + body).encode())


def _typst_over(name: str) -> bytes:
    """The bar is placed over the word, after it."""
    shown = name.replace("&#160;", "~")
    mark = f"#box[{shown}#place(top + left, dy: -2pt, rect(width: 42pt, height: 12pt, fill: black))]"
    body = f"= {HEADING}\n\n{_TEXT}\n\nHet bezwaar is ingediend door {mark} op de laatste dag.\n"
    return typst.compile(('#set text(lang: "nl")\n' + body).encode())


def _reportlab(name: str) -> bytes:
    canvas = importlib.import_module("reportlab.pdfgen.canvas")
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=True)
    page.setFont("Times-Roman", 11)
    for i, text in enumerate((HEADING, *PROSE)):
        page.drawString(72, 740 - 16 * i, text)
    page.drawString(72, 600, "Het bezwaar is ingediend door")
    if "&" not in name:
        page.drawString(230, 600, name)
    page.rect(228, 596, 60, 14, fill=1, stroke=0)
    page.drawString(292, 600, "op de laatste dag.")
    page.setAuthor("")
    page.save()
    return out.getvalue()


def _fpdf2(name: str) -> bytes:
    made = importlib.import_module("fpdf").FPDF(unit="pt", format="A4")
    made.add_page()
    made.set_font("Helvetica", size=11)
    for i, text in enumerate((HEADING, *PROSE)):
        made.text(72, 100 + 16 * i, text)
    made.text(72, 260, "Het bezwaar is ingediend door")
    if "&" not in name:
        made.text(230, 260, name)
    made.set_fill_color(0, 0, 0)
    made.rect(228, 250, 60, 14, style="F")
    made.text(292, 260, "op de laatste dag.")
    return bytes(made.output())


def _qpdf(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="woo-bench-") as temporary:
        folder = Path(temporary)
        (folder / "in.pdf").write_bytes(data)
        run(["qpdf", "--object-streams=generate", "--linearize", "in.pdf", "out.pdf"], folder)
        return result(folder / "out.pdf")


_TAGGED = ":" + json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})


def cases() -> tuple[list[Case], list[str]]:
    """The cases of the makers that are there, and a sentence for each that is not."""
    made, missing = [], []
    for maker, program, builds in _makers():
        there = importlib.util.find_spec(program) if program.islower() else shutil.which(program.lower())
        if not there:
            missing.append(f"{maker} is not installed")
            continue
        made += [Case(what, _COVERED, bad, clean, maker) for what, bad, clean in builds]
    return made, missing


Builds = list[tuple[str, Callable[[], bytes], Callable[[], bytes]]]


def _pair(what: str, build: Callable[[str], bytes]) -> tuple[str, Callable[[], bytes], Callable[[], bytes]]:
    return what, lambda: build(_WORD[True]), lambda: build(_WORD[False])


def _styled(build: Callable[[str], bytes]) -> Builds:
    return [
        _pair("black text on black", lambda name: build(_html(name, _BLACK))),
        _pair("white text", lambda name: build(_html(name, _WHITE))),
    ]


def _makers() -> Iterator[tuple[str, str, Builds]]:
    """Maker, its module (lower case) or program (capitals), and its files."""
    yield "Chromium", "CHROMIUM", _styled(_chromium)
    yield "LibreOffice", "SOFFICE", _styled(_libreoffice)
    yield (
        "LibreOffice, tagged",
        "SOFFICE",
        [_pair("black text on black", lambda n: _libreoffice(_html(n, _BLACK), _TAGGED))],
    )
    yield "WeasyPrint", "weasyprint", _styled(_weasyprint)
    yield "Typst", "typst", [_pair("black text on black", _typst), _pair("a bar over the text", _typst_over)]
    yield "ReportLab", "reportlab", [_pair("a bar over the text", _reportlab)]
    yield "fpdf2", "fpdf", [_pair("a bar over the text", _fpdf2)]
    yield "qpdf", "QPDF", [_pair("a bar over the text", lambda name: _qpdf(_reportlab(name)))]
