"""Who signed a letter or a decision: the names and roles below its closing words.

Name and role stand in either order, on one line or on two, and two who sign stand in two columns, whose cells a PDF may
give row by row. A redaction mark in place of a name is the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.items import Signatory
from pipeline.split.letters import CLOSING
from pipeline.split.lines import Line
from pipeline.split.paper.fields import label
from pipeline.split.paper.headings import KNOWN
from pipeline.types import Span

_OPENS = re.compile(
    r"(?:mede )?namens (?:het|de|deze|dit|burgemeester|gedeputeerde)\b.{0,100}"
    r"|(?:het )?college van (?:burgemeester en wethouders|gedeputeerde staten|dijkgraaf).{0,60}"
    r"|burgemeester en wethouders (?:van|der)\b.{0,60},?|gedeputeerde staten van.{0,40},?"
    r"|(?:al)?dus (?:besloten|vastgesteld|gedaan)\b.{0,140}|(?:de|het) (?:gemeente)?(?:raad|bestuur) voornoemd,?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:(?:de|het|wnd\.?|waarnemend|plv\.?|plaatsvervangend|loco|een|algemeen|adjunct|senior|strategisch|bestuurlijk"
    r"|executive|managing|general|deputy|vice)"
    r"[ -]{1,2}){0,2}(?:\w{0,20}(?:burgemeester|wethouder|secretaris|griffier|voorzitter|directeur|manager|leider"
    r"|minister|gedeputeerde|dijkgraaf|adviseur|medewerker|coördinator|ambtenaar|bestuurder|penningmeester|ondernemer|raadslid"
    r"|notaris|inspecteur)|(?:afdelings|team|sector|unit)?hoofd|commissaris van de koning|staatssecretaris|jurist"
    r"|advocaat|portefeuillehouder|heemraad|projectleider|programmamanager|stadsdeelvoorzitter|mayor|chair|director"
    r"|secretary)\b.{0,80}",
    re.IGNORECASE,
)
_BODY = re.compile(r"burgemeester en wethouders|college van|gedeputeerde staten", re.IGNORECASE)
_MARK = (
    r"[\[(]?\W{0,2}(?:5[.,]?1[.,]?[12][.,]?[a-i]|[sS&$#]?12e|10[.,]2[.,]?e|[xX■█▇]{2,}|_{4,}|\.{6,})\W{0,3}"
)
_INNER = r"van|de|den|der|ter|ten|te|het|'t|in|el|al|von|la|le|op|d'"
_NAME = re.compile(
    r"(?:(?:en|namens|mede namens|w\.g\.|ir|mr|drs|dr|ing|prof|de heer|mevrouw|dhr|mw|mevr)\.?,? ){0,3}"
    rf"(?:{_MARK}|[A-ZÀ-ÝĲ][\w'’.-]{{0,25}}|{_INNER})"
    rf"(?: (?:{_MARK}|[A-ZÀ-ÝĲ][\w'’.-]{{0,25}}|\([A-ZÀ-Ý]\w{{1,20}}\)|{_INNER})){{0,6}}"
    r"(?:,? (?:MSc|LLM|MPA|MBA|MA|BA|BSc|RA|MPM|PhD)){0,2}",
)
_BEHIND = re.compile(r"(?P<name>.{3,60}?)\s?(?:\((?P<in>[^()]{3,60})\)|,\s(?P<after>.{4,80}))(?:,|\Z)")
_COLUMNS = re.compile(r"(?:\s{3,}|\t+|\s\|\s)")
_LEAD = re.compile(r"[\s,;:*|-]*(?:(?:en|mede namens|w\.g\.)\s+)?")
_ONLY_MARK = re.compile(_MARK)
_TWO_ROLES = re.compile(r",\s+(?=(?:de|het|wnd)\s)", re.IGNORECASE)
# A surname: scribbles that a text recogniser reads as letters have no word of this form.
_SURNAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{2,}|\b[A-ZÀ-Ý]*[AEIOUY][A-ZÀ-Ý]*(?<=\w{5})\b")
_NO_NAME = re.compile(
    r"gemeente\b|provincie\b|ministerie\b|waterschap\b|stichting\b|vereniging\b|bijlage|pagina|postbus|tel\b|telefoon|www"
    r"|amsterdam\b|namens\b|met \b|het \b|directie\b|afdeling\b|team\b|stadsdeel\b|cc\b|een \b|deze\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\bB\.?V\b|\bN\.?V\b|vereniging|stichting|comité|fractie|stadsdeel|gemeente|engineering|advocaten|vrienden van"
    r"|groep\b|team\b|bureau\b|commissie\b",
    re.IGNORECASE,
)
_MAX_BLOCK = 14  # filled lines below the closing words in which those who sign stand
_MAX_LINE = 100


@dataclass(frozen=True, slots=True)
class _Cell:
    name: bool
    span: Span
    role: Span | None = None  # of a name that says it on its own line


def signatories(text: str, lines: Sequence[Line], first: int, last: int) -> tuple[int, tuple[Signatory, ...]]:
    """The line on which the closing words stand (`last` without any), and who signed below them."""
    closings = [i for i in range(first, last) if _closes(lines[i].core)]
    for i in closings:
        found = tuple(_pairs(text, tuple(_cells(text, lines, i, last))))
        if found:
            return i, found
    return (closings[-1] if closings else last), ()


def _closes(core: str) -> bool:
    if not core or len(core) > 160:
        return False
    return (len(core) <= 70 and CLOSING.match(core) is not None) or _OPENS.fullmatch(core) is not None


def _cells(text: str, lines: Sequence[Line], closing: int, last: int) -> Iterator[_Cell]:
    """The names and roles below the closing words, cell by cell."""
    filled = 0
    for i in range(closing + 1, last):
        core = lines[i].core
        if not core or core in ",.":
            continue
        filled += 1
        if filled > _MAX_BLOCK or (len(core) > _MAX_LINE and not _COLUMNS.search(core)) or _stops(core):
            return
        if _closes(core) and not _ROLE.fullmatch(core):
            continue
        for start, end in _split(core):
            for cell in _cell(text, Span(lines[i].at + start, lines[i].at + end)):
                alone = (
                    cell.name
                    and " " not in cell.span.of(text)
                    and not _ONLY_MARK.fullmatch(cell.span.of(text))
                )
                if not alone or (filled == 1 and CLOSING.match(lines[closing].core)):
                    yield cell


def _stops(core: str) -> bool:
    if KNOWN.fullmatch(core.rstrip(" :")):
        return True
    found = label(core)
    return found is not None and found[0] in ("attachments", "copy", "subject", "reference", "date", "to")


def _split(core: str) -> Iterator[tuple[int, int]]:
    """The cells of a line: columns, or two roles with a comma between them."""
    cuts = [found.span() for found in _COLUMNS.finditer(core)]
    if not cuts and _ROLE.match(core):
        cuts = [found.span() for found in _TWO_ROLES.finditer(core) if _ROLE.match(core, found.end())]
    start = 0
    for a, b in (*cuts, (len(core), len(core))):
        if a > start:
            yield start, a
        start = b


def _cell(text: str, span: Span) -> Iterator[_Cell]:
    span = _bare(text, span)
    words = span.of(text)
    if not words:
        return
    if _ROLE.fullmatch(words) and not _BODY.match(words):
        yield _Cell(False, span)
        return
    behind = _BEHIND.match(words)
    if behind and _is_name(behind["name"]):
        group = "in" if behind["in"] else "after"
        role = _bare(text, Span(span.start + behind.start(group), span.start + behind.end(group)))
        if _ROLE.match(role.of(text)):
            name = _bare(text, Span(span.start, span.start + behind.end("name")))
            yield _Cell(True, name, role)
            return
    if _is_name(words):
        yield _Cell(True, span)


def _is_name(words: str) -> bool:
    if len(words) > 70 or _NAME.fullmatch(words) is None:
        return False
    if _ONLY_MARK.fullmatch(words):
        return True
    if _ORGANISATION.search(words):
        return False
    return _SURNAME.search(words) is not None and _NO_NAME.match(words) is None


def _bare(text: str, span: Span) -> Span:
    """Without commas, bold marks and the words that join two names."""
    start, end = span.start, span.end
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1] in " \t,;:*|\u00a0":
        end -= 1
    return Span(start, end)


def _only_signature(text: str, runs: Sequence[Sequence[_Cell]]) -> bool:
    """Whether the first mark stands for the signature itself: a role and a name follow it."""
    if len(runs) != 3 or not runs[0][0].name:
        return False
    marks = [_ONLY_MARK.fullmatch(cell.span.of(text)) is not None for cell in (*runs[0], runs[2][0])]
    return all(marks[:-1]) and not marks[-1]


def _pairs(text: str, cells: Sequence[_Cell]) -> Iterator[Signatory]:
    """Each name with its role: runs of names and roles, in whatever order, are paired one by one."""
    whole = [cell for cell in cells if cell.role]
    yield from (_signatory(cell, cell.role) for cell in whole)
    runs = [list(run) for _, run in groupby((c for c in cells if not c.role), key=lambda cell: cell.name)]
    i = 1 if _only_signature(text, runs) else 0
    while i < len(runs):
        run = runs[i]
        after = runs[i + 1] if i + 1 < len(runs) else []
        names, roles = (run, after) if run[0].name else (after, run)
        for k, name in enumerate(names):
            yield _signatory(name, roles[k].span if k < len(roles) else None)
        if not names:
            return  # roles without names: nobody is said to have signed
        i += 2


def _signatory(cell: _Cell, role: Span | None) -> Signatory:
    both = (cell.span, role) if role else (cell.span,)
    return Signatory(Span(min(s.start for s in both), max(s.end for s in both)), cell.span, role)
