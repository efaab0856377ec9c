"""Texts for screen readers that may say more than the page shows: ActualText, Alt, E and T.

They stand in the structure tree, in property lists and in the content streams themselves (ISO 32000-2, 14.9).
What describes a picture in words of its own is right in an accessible file, so plain describing words count as
readable; a name or any other word that no page shows does not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipeline.check.contents import Content, contents
from pipeline.check.file import OpenFile
from pipeline.check.readable import Readable, readable
from pipeline.check.trace import Trace
from pipeline.check.vocabulary import PLAIN
from pipeline.check.walk import Found, Survey, entry, guarded, survey, text

__all__ = ["find"]

CHANNEL = "alternative-text"

_MEND = (
    "Verwijder of verander deze tekst in het programma waarmee het bestand is gemaakt (bij de eigenschappen voor "
    "toegankelijkheid), en maak het bestand opnieuw."
)
_WHAT = {
    "/ActualText": "een vervangende tekst die anders luidt dan wat er te lezen staat",
    "/Alt": "een beschrijving (alternatieve tekst) met woorden die nergens te lezen staan",
    "/E": "een uitgeschreven afkorting met woorden die nergens te lezen staan",
    "/T": "een titel van een onderdeel met woorden die nergens te lezen staan",
    "/Contents": "een beschrijving van een koppeling met woorden die nergens te lezen staan",
    "/TU": "een beschrijving van een invulveld met woorden die nergens te lezen staan",
}


@guarded("de teksten voor voorleessoftware")
def find(file: OpenFile) -> Iterator[Trace]:
    """Texts for screen readers with words that no page shows.

    Raises:
        CheckError: they can't be judged.
    """
    shown, found = readable(file), survey(file)
    numbers = {page.objgen: number for number, page in found.pages.items()}
    for key in ("/ActualText", "/Alt", "/E"):
        for one in found.of(key):
            said = entry(one.thing, key)  # a stream is a glyph called E
            if isinstance(said, pikepdf.String) and not shown.tells(text(said), PLAIN):
                yield _trace(key, one.page or _page(one.thing, numbers))
    for one in found.of("/StructElem"):
        if not shown.tells(text(entry(one.thing, "/T")), PLAIN):
            yield _trace("/T", one.page or _page(one.thing, numbers))
    for content in contents(file):
        if content.tagged:
            for key in _in_content(content, shown):
                yield _trace(key, content.page)
    yield from _annotations(found, shown)


def _is_ligature(said: str) -> bool:
    """A ligature that is drawn as one glyph and read as letters: a part of a word, not one."""
    return said in ("ff", "fi", "fl", "ffi", "ffl", "fft", "ffj", "fj", "ft")


def _trace(key: str, page: int | None) -> Trace:
    where = "Het bestand" if page is None else f"Pagina {page}"
    return Trace(CHANNEL, page, None, f"{where} heeft voor voorleessoftware {_WHAT[key]}.", _MEND)


def _page(element: pikepdf.Object, numbers: dict[tuple[int, int], int]) -> int | None:
    """The page of a structure element: its own, that of its first content, or of an element above it."""
    node: object = element
    for _ in range(32):
        for one in (node, entry(node, "/K")):
            page = entry(one, "/Pg")
            if isinstance(page, pikepdf.Object) and page.objgen in numbers:
                return numbers[page.objgen]
        node = entry(node, "/P")
    return None


def _in_content(content: Content, shown: Readable) -> Iterator[str]:
    """The keys of property lists written in the content itself whose text no page shows."""
    owner = pikepdf.Page(content.owner) if content.owner.get("/Type") == "/Page" else content.owner
    for instruction in pikepdf.parse_content_stream(owner, "BDC DP"):
        operands = instruction.operands
        properties = operands[1] if len(operands) > 1 else None
        for key in ("/ActualText", "/Alt", "/E"):
            said = text(entry(properties, key))
            if not (_is_ligature(said) or shown.tells(said, PLAIN)):
                yield key


def _annotations(found: Survey, shown: Readable) -> Iterator[Trace]:
    for one in found.of("/Annot"):
        kind = entry(one.thing, "/Subtype")
        key = "/Contents" if kind == "/Link" else "/TU" if kind == "/Widget" else None
        if key is None:
            continue
        said = text(entry(_holder(one, key), key))
        # What repeats the link's own target is looked at with the links.
        if said != text(entry(entry(one.thing, "/A"), "/URI")) and not shown.tells(said, PLAIN):
            trace = _trace(key, one.page)
            yield Trace(trace.channel, trace.page, found.place(one), trace.reason, trace.mend)


def _holder(one: Found, key: str) -> object:
    """The field above a widget where the widget itself has no name."""
    return one.thing if key in one.thing else entry(one.thing, "/Parent")
