"""Earlier versions of a file within the file, and data before and after it (ISO 32000-2, 7.5.6).

An update that writes no object, such as the second table that Word writes, and the first part of a linearised file
are no versions.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from pipeline.check.contents import page_data
from pipeline.check.file import OpenFile
from pipeline.check.trace import Trace
from pipeline.check.walk import array, entry, guarded, name, survey, text

__all__ = ["ends_of", "find"]

_MEND = "Sla het bestand op als nieuw bestand (of druk het af naar pdf), zodat alleen de laatste versie overblijft."
_MEND_REST = "Sla het bestand opnieuw op met een pdf-programma, zodat alleen de eigenlijke pdf overblijft."
_BEFORE = "Voor het begin van de eigenlijke pdf staan andere gegevens in het bestand."
_AFTER = "Na het einde van de eigenlijke pdf staan nog andere gegevens in het bestand."

_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_OBJECT = re.compile(rb"(?:^|[\r\n\s])\d{1,10} \d{1,5} obj\b")
_TABLE = re.compile(rb"\s{0,4}(?:xref|\d{1,10} \d{1,5} obj)")
_SIGNING = re.compile(rb"/ByteRange|/DSS\b|/DocTimeStamp")
_MOST = 50  # versions that are looked into


@guarded("de eerdere versies van het bestand")
def find(file: OpenFile) -> Iterator[Trace]:
    """How many earlier versions can be opened, and data outside the file proper.

    Raises:
        CheckError: the versions can't be judged.
    """
    data = file.data
    start = max(data.find(b"%PDF-"), 0)
    if data[:start].strip(b"\0 \t\r\n\xef\xbb\xbf"):
        yield Trace("outside-data", None, None, _BEFORE, _MEND_REST)
    ends = ends_of(data, start)
    if ends and data[ends[-1] :].strip(b"\0 \t\r\n\x1a"):
        yield Trace("outside-data", None, None, _AFTER, _MEND_REST)
    earlier = _earlier(data, ends)
    if earlier:
        yield Trace("revisions", None, None, _reason(file, earlier, ends[-1]), _MEND)


def ends_of(data: bytes, start: int) -> list[int]:
    """Where the revisions of the file end, without the end of the first page's part of a linearised file.

    Each end names the place of a table, which must stand there: a PDF that lies unpacked in a stream has ends too,
    but they count from its own beginning.
    """
    found = [(int(match[1]), match.end()) for match in _END.finditer(data)]
    if found and _linearised(data[start : start + 1024], found):
        found = found[1:]
    return [end for place, end in found if any(_TABLE.match(data, at) for at in {place, start + place})]


def _linearised(head: bytes, found: list[tuple[int, int]]) -> bool:
    """Whether the first end is that of the first page's part: a table at 0, or a length that fits a later end."""
    length = re.search(rb"/L\s+(\d{1,12})", head) if b"/Linearized" in head else None
    if length is None:
        return False
    return found[0][0] == 0 or any(abs(int(length[1]) - end) <= 4 for _, end in found[1:])


def _earlier(data: bytes, ends: list[int]) -> list[int]:
    """The ends behind which more objects follow."""
    return [end for end, after in pairwise(ends) if _OBJECT.search(data, end, after)]


def _reason(file: OpenFile, earlier: list[int], last: int) -> str:
    count = len(earlier)
    what = "een eerdere versie" if count == 1 else f"{count} eerdere versies"
    same = all(_signed_only(file, end, last) for end in earlier[:_MOST]) and count <= _MOST
    if same:
        return (
            f"Het bestand bevat {what} van zichzelf; daarna is alleen een handtekening of controle daarvan toegevoegd, "
            "de pagina's zijn gelijk gebleven."
        )
    return (
        f"Het bestand bevat {what} van zichzelf, die iedereen kan openen; "
        "wat later is weggelakt, kan daarin nog te lezen zijn."
    )


def _signed_only(file: OpenFile, end: int, last: int) -> bool:
    """Whether what follows `end` adds a signature and leaves the content of every page as it was."""
    file.tick()
    if not _SIGNING.search(file.data, end, last):
        return False
    try:
        with pikepdf.open(
            io.BytesIO(file.data[:end]), attempt_recovery=False, suppress_warnings=True
        ) as before:
            pages = [page.obj for page in before.pages]
            now = list(survey(file).pages.values())
            return len(pages) == len(now) and all(map(_same_page, pages, now))
    except (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError):
        return False


def _same_page(before: pikepdf.Object, now: pikepdf.Object) -> bool:
    """Whether two pages have the same content and nothing else than fields of signatures was put on or taken away."""
    return page_data(before) == page_data(now) and _annotations(before) == _annotations(now)


def _annotations(page: pikepdf.Object) -> list[str]:
    marks = (one for one in array(page, "/Annots") if entry(one, "/FT") != "/Sig")
    return sorted(name(entry(one, "/Subtype")) + text(entry(one, "/Contents")) for one in marks)
