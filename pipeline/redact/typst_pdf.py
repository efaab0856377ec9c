"""Typst: from a template of this package and JSON to a PDF, and which characters its fonts can show.

The text travels as JSON through `sys.inputs`, so nothing in it can be read as markup. Only the fonts that
the typst package embeds are used (Libertinus Serif, New Computer Modern, DejaVu Sans Mono), so that the same
input gives the same bytes on every machine.
"""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import regex
import typst

from pipeline.errors import RedactionError

_TEMPLATES = Path(__file__).resolve().parent / "templates"
SUBSTITUTE = "\u25a1"  # white square; Libertinus Serif has it

# What the embedded fonts are known to show; tests/test_typeset.py holds them to it. All else is tried.
_KNOWN = (
    r"\x20-\x7e\xa0-\xac\xae-\u017f"
    r"\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac"
)
# A base character with its combining marks is shaped as one; so it is tried and replaced as one.
_UNUSUAL = regex.compile(rf"\P{{M}}\p{{M}}+|[^{_KNOWN}]")
# Control and format characters, variation selectors and fillers: they have no shape of their own.
_SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp"})
_BLANK = frozenset(
    "\u034f\u115f\u1160\u2800\u3164\uffa0\ufffc"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
# Surrogates, private use and unassigned code points mean nothing to a reader, whatever shape a font has.
_MEANINGLESS = frozenset({"Cs", "Co", "Cn"})
# Readers turn right-to-left text around, each in its own way, so that it could not be checked afterwards.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_PROBES_A_RUN = 2000

_LINE = """
#let data = json(bytes(sys.inputs.data))
#set page(width: 40cm, height: 3cm, margin: 0.5cm)
#text(font: data.font, size: 10pt, ligatures: false, kerning: false, data.text)
"""

_PROBE = """
#set text(font: serif, ligatures: false)
#set page(width: 3cm, height: 3cm, margin: 0.5cm)
#json(bytes(sys.inputs.data)).chars.map(it => text(it)).join(pagebreak())
"""


def compile_template(name: str, data: Mapping[str, object]) -> bytes:
    """The PDF that `templates/<name>.typ` makes of the data; PDF/UA-1, without a date.

    Raises:
        RedactionError: typst refuses it.
    """
    source = "\n".join((_TEMPLATES / f"{part}.typ").read_text(encoding="utf-8") for part in ("legend", name))
    return _compile(source, data, accessible=True)


def compile_text(font: str, text: str) -> bytes:
    """A page with one line of text in one of the embedded fonts, for its font.

    Raises:
        RedactionError: typst refuses it.
    """
    return _compile(_LINE, {"font": font, "text": text}, accessible=False)


def _compile(source: str, data: Mapping[str, object], *, accessible: bool) -> bytes:
    try:
        pdf = typst.compile(
            source.encode(),
            sys_inputs={"data": json.dumps(data)},
            format="pdf",
            ignore_system_fonts=True,
            pdf_standards="ua-1" if accessible else None,  # ISO 14289-1, PDF/UA-1
        )
    except typst.TypstError:
        # Its message quotes the text.
        raise RedactionError("de tekst kon niet als PDF worden opgemaakt (typst weigert de opmaak)") from None
    if not isinstance(pdf, bytes):
        raise RedactionError("de tekst kon niet als PDF worden opgemaakt (typst gaf geen PDF terug)")
    return pdf


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the PDF instead of a character, by its place in the text; every other character stands
    there as it is. `squares` counts the characters that became a `SUBSTITUTE`, `bare` the letters that lost
    a combining mark.
    """

    instead: dict[int, str]
    squares: int
    bare: int


def showable(text: str) -> Shown:
    """How the embedded fonts can show a text. Line ends and tabs are left to the caller.

    A combining mark that makes no character with its letter is left out: readers of the PDF would give such a
    letter twice.

    Raises:
        RedactionError: typst refuses the trial.
    """
    found = [(m.start(), m.group()) for m in _UNUSUAL.finditer(text) if m.group() not in "\n\r\t\f"]
    composed = [_composed(raw) for _, raw in found]
    missing = _not_in_fonts(sorted({c[0] for c in composed if c and not _hopeless(c[0])}))
    instead: dict[int, str] = {}
    squares = bare = 0
    for (start, raw), shown in zip(found, composed, strict=True):
        instead.update(dict.fromkeys(range(start, start + len(raw)), ""))
        if shown and (_hopeless(shown[0]) or shown[0] in missing):
            instead[start] = SUBSTITUTE
            squares += 1
        elif shown:
            instead[start] = shown[0]
            bare += len(shown) > 1
    return Shown(instead, squares, bare)


def _composed(cluster: str) -> str:
    """The letter, made one with the marks that it can be made one with, and the other marks behind it."""
    visible = (c for c in cluster if c not in _BLANK and unicodedata.category(c) not in _SHAPELESS)
    return unicodedata.normalize("NFC", "".join(visible))


def _hopeless(char: str) -> bool:
    return unicodedata.category(char) in _MEANINGLESS or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT


def _not_in_fonts(chars: list[str]) -> frozenset[str]:
    """Those that come out as glyph 0, `.notdef`, when each is set on a page of its own."""
    missing: set[str] = set()
    source = (_TEMPLATES / "legend.typ").read_text(encoding="utf-8") + _PROBE
    for start in range(0, len(chars), _PROBES_A_RUN):
        batch = chars[start : start + _PROBES_A_RUN]
        with pikepdf.open(io.BytesIO(_compile(source, {"chars": batch}, accessible=False))) as pdf:
            if len(pdf.pages) != len(batch):
                raise RedactionError("niet vast te stellen welke tekens kunnen worden weergegeven")
            missing.update(c for c, page in zip(batch, pdf.pages, strict=True) if _has_notdef(page))
    return frozenset(missing)


def _has_notdef(page: pikepdf.Page) -> bool:
    for instruction in pikepdf.parse_content_stream(page, "Tj TJ"):
        for string in _strings(instruction.operands):
            # Typst writes text in composite fonts only: two bytes a glyph (ISO 32000-1, 9.7.6.2).
            if any(string[i : i + 2] == b"\0\0" for i in range(0, len(string), 2)):
                return True
    return False


def _strings(operands: Iterable[object]) -> Iterable[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from _strings(operand)
